//! The source by its frame: between a verb of saying and its أن, colon or mark nothing stands but the source and its
//! asides.
//!
//! ```text
//! وقال | مدير الفريق الأول لكرة القدم بنادي الساحل كريم النجار | إن | ...
//! verb   frame                                                    complementiser
//! ```
//! So where the grammar of the noun phrase stopped before the name, or found no source at all, the frame says that one
//! must be there: the name is the last run of words that can be one, a first word that a list has as something else is
//! a first name if a second follows.

use super::lexicon::{self as tag, Class, Cue, Lex, Tags, takes};
use super::phrase::{Phrase, Reader};
use super::view::{View, begins_with_digit};
use crate::page::Gap;

/// The widest frame in words.
const WIDEST: usize = 26;

/// Words that no frame holds: behind them another clause has begun.
const CLAUSES: Tags = tag::RELATIVE
    | tag::VERB
    | tag::WHILE
    | tag::BUT
    | tag::KANA
    | tag::QAD
    | tag::NEGATION
    | tag::NOT_COMP
    | tag::OTHER_COMP
    | tag::ADDITIVE
    | tag::PRONOUN
    | tag::AS_FOR;

/// Heads of a source.
pub(super) const HEADS: Tags = tag::TITLE
    | tag::TITLE_PLURAL
    | tag::RANK
    | tag::HONORIFIC
    | tag::GIVEN
    | tag::KUNYA
    | tag::SPOKES
    | tag::ORG
    | tag::ANON;

impl View<'_, '_> {
    /// The source after a verb, `found` by the grammar of the noun phrase at word `first`, with what its frame says.
    pub(super) fn framed(
        &self,
        first: usize,
        limit: usize,
        cue: &Cue,
        found: Option<Phrase>,
    ) -> Option<Phrase> {
        let object = cue.takes & takes::OBJECT != 0 && !cue.is(takes::JUDGES);
        if cue.class == Class::Demand || object {
            return found;
        }
        match found {
            Some(phrase) => {
                let titled =
                    self.is(phrase.words.start, tag::TITLE | tag::RANK | tag::HONORIFIC | tag::SPOKES);
                if !titled || phrase.name.is_some() || phrase.joint.is_some() {
                    return Some(phrase);
                }
                let named = self
                    .frame_end(phrase.words.end, limit, cue)
                    .and_then(|end| self.name_in_frame(&phrase, end));
                Some(named.unwrap_or(phrase))
            }
            None => {
                let end = self.frame_end(first, limit, cue)?;
                self.source_in_frame(first, end, cue)
            }
        }
    }

    /// The word at which the content begins, if nothing but nouns and prepositions stands between `from` and it.
    fn frame_end(&self, from: usize, limit: usize, cue: &Cue) -> Option<usize> {
        let mut k = from;
        while k < limit && k < from + WIDEST {
            let (lex, gap) = (self.lex[k], self.gap(k));
            if self.begins(k) || gap.has(Gap::SEMICOLON) {
                return None;
            }
            if gap.has(Gap::COLON) && !self.begins_with_number_pair(k) {
                return Some(k);
            }
            if let Some(group) = self.opening_at(k) {
                let n = self.page.groups.iter().position(|g| g.outer == group.outer)?;
                if self.speech(n, k, limit) {
                    return Some(k);
                }
                k = self.after(group).max(k + 1);
                continue;
            }
            let clause = lex.is(tag::COMP) && cue.takes & takes::CLAUSE != 0
                || lex.is(tag::COMP_BI) && cue.takes & takes::BI != 0;
            if clause && !lex.has(Lex::AND) && (k == from || !self.not_of_verb(k, cue)) {
                return Some(k);
            }
            let own = cue.takes & takes::ILA != 0 && lex.is(tag::ILA)
                || cue.takes & takes::ALA != 0 && lex.is(tag::ALA)
                || cue.takes & takes::MIN != 0 && lex.is(tag::MIN);
            if own && self.is(k + 1, tag::COMP) {
                return Some(k);
            }
            let verb = lex.is_verb()
                && !lex.is(HEADS | tag::PREP | tag::COMMON | tag::PLACE | tag::NAMING | tag::ADJECTIVE);
            let unlisted = lex.is_unknown() && self.verb_like(k) && !self.text(k).starts_with('ل');
            let clause = lex.is(CLAUSES | tag::COMP | tag::COMP_BI) && !lex.is(HEADS);
            if clause || verb || unlisted {
                return None;
            }
            k += 1;
        }
        None
    }

    /// A title that was cut before its name (مدير الفريق الأول | لكرة القدم فلان الفلاني).
    fn name_in_frame(&self, phrase: &Phrase, end: usize) -> Option<Phrase> {
        let (from, rest) = (phrase.words.start, phrase.words.end);
        if rest >= end || self.skip_aside(rest, end) > rest {
            return None;
        }
        (rest..end).find_map(|k| {
            let mut first = k;
            while first + 1 < end
                && self.is(first, tag::HONORIFIC | tag::RANK)
                && self.plain_definite(first)
                && !self.is(first, tag::GIVEN)
            {
                first += 1;
            }
            let addressed = first > k;
            let before = self.lex[k - 1];
            // مستشار للرئيس فلان, مطار الملك فلان: the name of another.
            let other = before.is(tag::TITLE | tag::HONORIFIC | tag::RANK) && before.has(Lex::LI | Lex::BI)
                || addressed && self.is(k, tag::ROYAL) && before.is(tag::NAMING | tag::ORG | tag::COMMON);
            let closed = self.definite(k - 1) || before.is(tag::PLACE) || self.nisba(k - 1) || k == rest;
            if other || !(addressed || closed) || self.joined(k) || self.li(k) || self.bi(k) {
                return None;
            }
            let sure = addressed || self.is(first, tag::GIVEN | tag::KUNYA) && !self.definite(first);
            let unlisted = self.lex[first].is_unknown()
                && self.may_name(first)
                && !self.verb_like(first)
                && !self.nisba(first)
                && !self.text(first).ends_with('ة');
            if !sure && !unlisted {
                return None;
            }
            let stop = self.name_end(first, end).max(first + usize::from(addressed));
            let long = if sure { stop > first } else { stop > first + 1 };
            let ends = stop >= end
                || self.gap(stop).has(Gap::COMMA)
                || self.skip_aside(stop, end) > stop
                || self.is(stop, tag::TITLE | tag::SPOKES);
            (long && ends).then(|| self.resumed(from, first, stop, end)).flatten()
        })
    }

    /// A source where the grammar found none.
    fn source_in_frame(&self, first: usize, end: usize, cue: &Cue) -> Option<Phrase> {
        if first >= end {
            return None;
        }
        // يقول في البداية كبير …: over a preposition and its noun to a head.
        if self.is(first, tag::FI | tag::MAA) {
            let head = (first + 2..end.min(first + 5)).find(|&k| self.is(k, HEADS))?;
            // وقال في مؤتمر مشترك مع نظيره فلان: who stands beside him.
            let beside = (first..head).any(|k| self.is(k, tag::MAA));
            let own = !beside
                && !self.lex[head].has(Lex::AND | Lex::BI | Lex::LI | Lex::KA)
                && self.definite(head - 1);
            return if own { self.source(head, end, false) } else { None };
        }
        let lex = self.lex[first];
        const NEVER: Tags = CLAUSES
            | tag::ILA
            | tag::ALA
            | tag::AN
            | tag::MIN
            | tag::PREP
            | tag::PREP_SUFFIXED
            | tag::TIME
            | tag::MONTH
            | tag::ADVERB
            | tag::NOBODY
            | tag::SOURCE
            | tag::CLAUSAL
            | tag::SWITCH
            | tag::DEMONSTRATIVE
            | tag::CONTENT;
        if lex.is(NEVER) || lex.has(Lex::AND | Lex::BI | Lex::LI | Lex::KA) || lex.is_verb() {
            return None;
        }
        // قال ويلبرت بولينيس أحد …: right behind the verb no "and" begins a subject.
        let foreign = self.joined(first)
            && first + 1 < end
            && self.lex[first + 1].is_unknown()
            && !self.possessed(first)
            && self.gap(first).is_plain();
        if self.li(first)
            || self.bi(first)
            || self.joined(first) && !foreign
            || self.masdar(first)
            || self.possessed(first)
            || lex.is_unknown() && self.verb_like(first)
        {
            return None;
        }
        // آل الشيخ, دو فريج: a family name of two words.
        if lex.is(tag::JOINT) {
            let stop = self.name_end(first, end);
            return if stop > first { self.resumed(first, first, stop, end) } else { None };
        }
        // قال دين هولبرت رئيس …: a first name that a list has as a noun, where an unlisted second name follows.
        let second = first + 1;
        if second < end
            && self.gap(second).is_plain()
            && self.lex[second].is_unknown()
            && self.may_name(second)
            && !self.nisba(second)
            && !self.definite(first)
            && !self.text(second).ends_with('ة')
        {
            let stop = self.name_rest(first, second + 1, end);
            let ends = stop >= end
                || self.gap(stop).has(Gap::COMMA)
                || self.is(stop, tag::TITLE | tag::SPOKES | tag::RANK)
                || self.is(stop, tag::QUANTITY) && !self.lex[stop].has(Lex::AND | Lex::BI | Lex::LI)
                || self.skip_aside(stop, end) > stop;
            if ends {
                return self.resumed(first, first, stop, end);
            }
        }
        // شيخ القبيلة الشيخ فلان …: a head that no list has as a title, over a man who is addressed.
        if cue.takes & takes::NOUN == 0
            && let Some(phrase) = self.described(first, second).and_then(|p| self.name_in_frame(&p, end))
            && self.is(phrase.head.end.saturating_sub(1), tag::HONORIFIC | tag::RANK)
        {
            return Some(phrase);
        }
        // خمس منظمات من …: several, told by what they are.
        let several = begins_with_digit(self.text(first)) || self.is(second, tag::TITLE_PLURAL | tag::ORG);
        let marked = self.gap(end).has(Gap::MARK) && !self.gap(end).has(Gap::COLON);
        if several && cue.takes & takes::NOUN == 0 && second < end && !marked {
            let stop = (second..end)
                .find(|&k| self.gap(k).has(Gap::COMMA) || self.skip_aside(k, end) > k)
                .unwrap_or(end);
            return self.described(first, stop);
        }
        None
    }

    /// The phrase from `from` with the name `first..stop`, read on from there.
    fn resumed(&self, from: usize, first: usize, stop: usize, end: usize) -> Option<Phrase> {
        Reader { from, limit: end, k: stop, name: Some(first..stop), ..Reader::new(self) }.read()
    }

    /// The words from `from` to `stop` as a description.
    fn described(&self, from: usize, stop: usize) -> Option<Phrase> {
        Reader { from, limit: stop, k: stop, ..Reader::new(self) }.read()
    }
}
