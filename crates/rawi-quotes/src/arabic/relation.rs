//! Whose name it is: محامي فلان is not فلان, though his is the only name of the phrase.
//!
//! ```text
//! محامي | فلان الفلاني | ، علان العلاني
//! kin     of another     his own name
//! ```
//! A name right after a relative, friend, lawyer or follower is of another; so is one after the other's title
//! (زوجة الوزير فلان) unless the document gives that title to somebody else (صهر الرئيس فلان, where another is called
//! الرئيس). A spokesman or adviser of a titled man is as often named himself: there the document must say that the name
//! is of the titled man. The speaker is who is named after the other, and where nobody is, a source without a name.

use super::lexicon::{self as tag, Lex, Tags, Tense};
use super::phrase::Reader;
use super::view::View;
use crate::page::Gap;
use std::ops::Range;

/// Who may have a lawyer.
const BEARERS: Tags = tag::TITLE | tag::RANK | tag::HONORIFIC | tag::WHOEVER;

/// Bearers of a title that are looked at.
const LOOK: usize = 40;

impl Reader<'_, '_, '_> {
    /// Takes the name just read out of the phrase's name, where it is of another.
    pub(super) fn set_other_aside(&mut self) {
        let Some(name) = &self.name else { return };
        let read = self.other.is_none() && self.others && name.end == self.k;
        if !read || name.start == self.from || !self.is_of_another(name) {
            return;
        }
        // محامي ترامب رجب فلان: a family name that stands alone ends the other's, and a first name begins his own.
        let v = self.view;
        let tail = |&k: &usize| known_family(v, k) && v.is(k + 1, tag::GIVEN);
        let end = (name.start..name.end - 1).find(tail).map_or(name.end, |k| k + 1);
        self.other = Some(name.start..end);
        self.k = end;
        self.name = None;
    }

    /// What stands behind the name of another: an adjective (محامي فلان السابق), or his own name.
    pub(super) fn after_other(&mut self) -> bool {
        let (v, k) = (self.view, self.k);
        if v.plain_definite(k) && (v.nisba(k) || v.is(k, tag::TIMELY)) {
            self.k += 1;
            return true;
        }
        v.is(k, tag::GIVEN)
            && !v.joined(k)
            && !v.is(self.from, tag::TITLE_PLURAL)
            && self.begins_name(k)
            && self.take_name(k)
    }

    /// Whether a name behind the head is of somebody else than the head.
    fn is_of_another(&self, name: &Range<usize>) -> bool {
        let v = self.view;
        // محاميه فلان: with a pronoun, which the lists do not tell from the ending of women, it is his own.
        // مساعد is a first name too, and so is باسم.
        let relation = |&k: &usize| {
            v.is(k, tag::KIN | tag::STAFF)
                && !v.definite(k)
                && !v.text(k).ends_with('ه')
                && (k == self.from || !v.is(k, tag::GIVEN) || v.is(k, tag::IN_NAME_OF))
        };
        if v.is(self.from, tag::DOC) {
            return false;
        }
        let Some(relation) = (self.from..name.start).rev().find(relation) else { return false };
        let kin = v.is(relation, tag::KIN);
        let comma = v.gap(name.start).has(Gap::COMMA);
        // قائد عسكري موال للرئيس, مقرب من الرئيس.
        let skipped =
            |k: usize| !v.definite(k) && (v.nisba(k) || v.is(k, tag::TIMELY | tag::ADJECTIVE | tag::MIN));
        let Some(bearer) = (relation + 1..=name.start).find(|&k| k == name.start || !skipped(k)) else {
            return false;
        };
        if bearer == name.start {
            // ابن فلان may be a name.
            let born = v.is(relation, tag::JOINT) && !known_family(v, name.end - 1);
            return !comma && !born && bearer == relation + 1 && (kin || v.is(bearer, tag::GIVEN));
        }
        if kin && !comma && v.is(self.from, tag::TITLE_PLURAL) {
            return true;
        }
        if !v.is(bearer, BEARERS) || v.is(bearer, tag::TITLE_PLURAL) {
            return false;
        }
        // زوجة الرئيس فلانة, خال المعلمة فلان: the name is of the other gender than the titled one.
        let own = match (v.text(relation).ends_with('ة'), v.text(bearer).ends_with('ة')) {
            (true, false) => name.len() > 1 && v.may_be_woman(name.start),
            (false, true) => v.is_man(name.start),
            _ => false,
        };
        if own {
            return false;
        }
        if let Some(same) = v.bears(bearer, name) {
            return same;
        }
        if known_family(v, name.end - 1) {
            return true;
        }
        let to_him = v.lex[bearer].has(Lex::LI) && !v.definite(self.from);
        !comma && (kin || to_him)
    }
}

/// Whether a word is a family name that stands alone.
fn known_family(v: &View<'_, '_>, k: usize) -> bool {
    v.is(k, tag::NAME_TAIL) && v.is(k, tag::GIVEN)
}

impl View<'_, '_> {
    /// Whether a first name is a woman's, as lists or its ending say.
    pub(super) fn may_be_woman(&self, k: usize) -> bool {
        self.is(k, tag::WOMAN) || !self.is(k, tag::GIVEN) && self.text(k).ends_with(['ة', 'ا'])
    }

    /// Whether a listed first name is no woman's.
    pub(super) fn is_man(&self, k: usize) -> bool {
        self.is(k, tag::GIVEN) && !self.is(k, tag::WOMAN) && !self.text(k).ends_with(['ة', 'ا', 'ى'])
    }

    /// Whether a word is a sound plural of people without its ن, which stands over the noun behind it (مشجعي الفريق).
    pub(super) fn over_a_noun(&self, k: usize) -> bool {
        let whole = |stem: &str| {
            let lex = self.lexicon.get(rawi_text::token_hash(&format!("{stem}ين")));
            lex.is(tag::TITLE_PLURAL) && (!lex.is_cue() || lex.tense == Tense::Participle)
        };
        self.text(k).ends_with('ي')
            && !self.definite(k)
            && !self.is(k, tag::TITLE | tag::GIVEN | tag::PLACE)
            && rawi_text::fold_word(self.text(k)).strip_suffix('ي').is_some_and(whole)
    }

    /// Whether a word that is something else too (names, hope, light) is a woman's first name: before a family name.
    pub(super) fn woman_named(&self, k: usize) -> bool {
        self.is(k, tag::WOMAN)
            && known_family(self, k + 1)
            && self.gap(k + 1).is_plain()
            && !self.begins(k + 1)
    }

    /// Whether the title at word `title` is this man's elsewhere in the document (`Some(true)`), or only another's.
    fn bears(&self, title: usize, name: &Range<usize>) -> Option<bool> {
        let (key, keys) = (self.key(title, true), self.keys(name.clone()));
        let definite = self.definite(title);
        let same = |k: &usize| {
            !(title..name.start).contains(k)
                && self.is(*k, BEARERS)
                && self.definite(*k) == definite
                && self.key(*k, true) == key
                && (definite || self.key(*k + 1, false) == self.key(title + 1, false))
        };
        let mut borne = None;
        for k in (0..self.len().saturating_sub(1)).filter(same).take(LOOK) {
            let limit = self.sentence_end(k, self.len());
            let phrase =
                Reader { from: k, limit, k, particle: true, others: false, ..Reader::new(self) }.read();
            let Some(other) = phrase.and_then(|phrase| phrase.name) else { continue };
            let other = self.keys(other);
            if other.ends_with(&keys) || keys.ends_with(&other) {
                return Some(true);
            }
            borne = Some(false);
        }
        borne
    }
}
