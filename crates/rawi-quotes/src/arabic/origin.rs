//! Sources without a verb: بحسب X, وفقا لـX, نقلا عن X, حسبما أفاد X; and the colon of a headline (X: …).
//!
//! At the beginning of its sentence such a cue takes what follows, else what stands before it. An agency or an outlet
//! beside a reporting verb is the way the statement came, no second source.

use super::head::{Head, Speaker};
use super::lexicon::{self as tag, Cue, Lex, Tense};
use super::phrase::Phrase;
use super::view::View;
use crate::page::Gap;
use crate::quote::EntityType;
use std::ops::Range;

/// What a prepositional cue turned out to be.
#[derive(Debug, Clone)]
pub enum Origin {
    /// An attribution of its own.
    Source(Box<Head>),
    /// The way that the attributions of its sentence came.
    Via(Range<usize>),
}

impl View<'_, '_> {
    /// Reads the prepositional cue at word `i`. `reported` says whether a reporting verb stands in the sentence.
    pub fn origin(&self, i: usize, from: usize, end: usize, reported: bool) -> Option<Origin> {
        let limit = self.sentence_end(i, end);
        let start = self.sentence_start(i, from);
        let (cue, phrase) = self.origin_parts(i, limit)?;
        let relays = self.is(phrase.head.start.max(phrase.words.start), tag::AGENCY | tag::OUTLET)
            || self.is(phrase.words.start, tag::AGENCY | tag::OUTLET);
        let relays = relays || self.relays(i);
        if reported && relays {
            return Some(Origin::Via(phrase.words));
        }
        if !self.speaks(&phrase) {
            return None;
        }
        // …، لكن بحسب فلان فإن: behind "but" what follows is his.
        let initial = i == start
            || self.lex[i].has(Lex::AND)
            || self.is(i - 1, tag::BUT) && self.gap(i).is_plain()
            || (start..i).all(|k| self.is(k, tag::BUT | tag::ADDITIVE | tag::NOT_COMP));
        let after = phrase.words.end;
        // نتج عنه بحسب المعلومات الأولية سقوط شظايا: within a clause that somebody else says, with no comma before or behind,
        // it is the speaker's own source.
        let within = reported
            && !initial
            && after < limit
            && cue.len() == 1
            && matches!(phrase.kind, EntityType::Anonymous | EntityType::Document)
            && !self.is(i - 1, tag::THUS)
            && [i, after].iter().all(|&k| self.gap(k).is_plain())
            && (start..i).any(|k| self.lex[k].is_cue() && self.lex[k].tense != Tense::Noun)
            && (start..i).any(|k| self.is(k, tag::COMP));
        // "... في مختلف الدول حسب حاجة كل دولة": likewise up to the end of his words.
        let to_the_end = reported
            && !initial
            && !self.is(phrase.words.start, tag::AGENCY | tag::OUTLET)
            && self.outer_group_of(i).is_some()
            && self.closing_at(after).is_some();
        if within || to_the_end {
            return None;
        }
        // Inside marks the clause begins with the marks.
        let start = self
            .outer_group_of(i)
            .map_or(start, |g| start.max(self.page.word_at(self.page.groups[g].inner.from())));
        let (first, last) = if initial {
            let mut first = after;
            // فإن, أن after the source, and after whom it told (لوكالة كذا، فإن).
            let told = first < limit && self.li(first) && self.is(first, tag::AGENCY | tag::OUTLET);
            if self.is(first, tag::RELATIVE) || told {
                let so = |k: &usize| self.is(*k, tag::COMP) && self.lex[*k].has(Lex::AND);
                let comma = |k: &usize| self.gap(*k).has(Gap::COMMA);
                first = (first..limit).find(so).or_else(|| (first..limit).find(comma))?;
            }
            if first < limit && self.is(first, tag::COMP) {
                first += 1;
            }
            (first, None)
        } else {
            (start, Some(i))
        };
        if first >= limit || last.is_some_and(|l| l < first + 3) {
            return None;
        }
        let group =
            self.opening_at(first).and_then(|g| self.page.groups.iter().position(|x| x.outer == g.outer));
        Some(Origin::Source(Box::new(Head {
            group: if last.is_none() { group } else { None },
            end: last,
            aside: !initial,
            ..Head::new(
                cue,
                Speaker::Named(phrase),
                first,
                if initial { "according to" } else { "according to, after" },
            )
        })))
    }

    /// Whether the cue at word `i` says that the source only passed on what was said (نقلا عن).
    pub(super) fn relays(&self, i: usize) -> bool {
        self.is(i, tag::RELAYING) && self.is(i + 1, tag::AN)
    }

    /// The cue and its source: بحسب ما أعلنت | البعثة.
    fn origin_parts(&self, i: usize, limit: usize) -> Option<(Range<usize>, Phrase)> {
        let mut k = i + 1;
        if k >= limit {
            return None;
        }
        let fused = self.is(i, tag::ACCORDING_AS);
        if fused || self.is(k, tag::WHAT) {
            if !fused {
                k += 1;
            }
            // A verb, then its subject.
            let verb = k;
            let lex = *self.lex.get(verb)?;
            let comes = lex.is(tag::COMES);
            if !lex.is_verb() && !comes && self.verb_with_object(verb).is_none() {
                return None;
            }
            k = verb + 1;
            while k < limit && self.is(k, tag::PREP_SUFFIXED | tag::FI | tag::AN | tag::BUT) {
                k += 1;
            }
            let told = k;
            k = self.skip_asides(k, limit);
            let phrase = self.source(k, limit, false)?;
            // بحسب ما أدلى به لراديو فلان: to whom.
            let whom = k > told && self.lex[k - 1].has(Lex::LI) && self.gap(k).is_plain();
            if whom && self.is(k - 1, tag::OUTLET | tag::AGENCY | tag::ORG) {
                return None;
            }
            // وفق ما نقلت وكالة عن مصدر, وفق ما ذكرت وكالة نقلا عن مصدر: the source is behind the agency.
            let after = phrase.words.end;
            let reports = lex.is_cue() || self.verb_with_object(verb).is_some();
            let on = if self.relays(after) { after + 1 } else { after };
            let behind =
                (self.is(on, tag::AN) && reports).then(|| self.source(on + 1, limit, false)).flatten();
            return Some((i..verb + 1, behind.unwrap_or(phrase)));
        }
        if self.is(i, tag::RELAYING | tag::RESTING) {
            // نقلا عن, استنادا إلى; but نقلا إلى المستشفى, a verb.
            let rests = self.is(i, tag::RESTING);
            if self.told_already(i) || !self.is(k, if rests { tag::ILA } else { tag::AN }) {
                return None;
            }
            k += 1;
            return self.source(k, limit, false).map(|p| (i..k, p));
        }
        let phrase = self.source_under_particle(k, limit)?;
        // بحسب معلومات قدمها مصدر كذا: who gave them.
        let given = k + 2 < limit
            && self.is(k, tag::DOC | tag::MEDIUM | tag::CONTENT)
            && !self.definite(k)
            && self.lex[k + 1].is_unknown()
            && self.text(k + 1).ends_with("ها")
            && (k + 1..k + 3).all(|n| self.gap(n).is_plain())
            && self.is(k + 2, tag::ANON | tag::TITLE | tag::TITLE_PLURAL)
            && !self.is(k + 2, tag::ORG);
        let giver = if given { self.source(k + 2, limit, false) } else { None };
        Some((i..i + 1, giver.unwrap_or(phrase)))
    }

    /// Whether نقلا at word `i` goes on with the outlet of another prepositional cue (وفق ما ذكرت وكالة كذا نقلا عن …).
    fn told_already(&self, i: usize) -> bool {
        /// Words that such a cue and its outlet have.
        const BACK: usize = 14;
        self.relays(i)
            && self.gap(i).is_plain()
            && (i.saturating_sub(BACK)..i).rev().take_while(|k| !self.begins(k + 1)).any(|k| {
                self.is(k, tag::SOURCE)
                    && !self.relays(k)
                    && self.origin_parts(k, i).is_some_and(|(_, phrase)| phrase.words.end == i)
            })
    }

    /// The reporting verb that word `i` is with the pronoun of what it reports (وفق ما أعلنه, نفته): read so only after ما and of a
    /// denial, since these forms are nouns elsewhere (ذكره, قوله).
    pub(super) fn verb_with_object(&self, i: usize) -> Option<&Cue> {
        let word = rawi_text::fold_word(self.text(i));
        let stem = word.strip_suffix("ها").or_else(|| word.strip_suffix('ه'))?;
        let verb = |stem: &str| {
            let lex = self.lexicon.get(rawi_text::token_hash(stem));
            if lex.is_verb() { self.lexicon.cue(lex) } else { None }
        };
        // نفاه: a final ى is written ا before the pronoun.
        verb(stem).or_else(|| verb(&format!("{}ي", stem.strip_suffix('ا')?)))
    }

    /// Whether a phrase after وفق can speak: a person, a body, a document; no law, schedule or measure.
    fn speaks(&self, phrase: &Phrase) -> bool {
        let lex = self.lex[phrase.words.start];
        if lex.is(tag::LAW) {
            return false;
        }
        let name = phrase.name.as_ref().is_some_and(|n| n.len() > 1 || !self.plain_definite(n.start));
        name || lex.is(tag::TITLE
            | tag::TITLE_PLURAL
            | tag::ORG
            | tag::PLACE
            | tag::ANON
            | tag::DOC
            | tag::MEDIUM
            | tag::AGENCY
            | tag::OUTLET
            | tag::SPOKES
            | tag::RANK
            | tag::HONORIFIC
            | tag::HIS_HONOUR)
            || self.opening_at(phrase.words.start).is_some()
    }

    /// X: … at the beginning of a line.
    pub fn headline(&self, from: usize, end: usize) -> Option<Head> {
        let colon = (from + 1..end.min(from + 9)).find(|&k| self.gap(k).has(Gap::COLON))?;
        if self.gap(colon).has(Gap::MARK) && self.opening_at(colon).is_none() {
            return None;
        }
        let phrase = self.source(from, colon, false)?;
        if phrase.words.end != colon
            || (from..colon).any(|k| self.lex[k].is_verb() || self.gap(k).has(Gap::DASH))
        {
            return None;
        }
        let first = self.lex[from];
        let source = phrase.name.is_some()
            || first.is(tag::TITLE
                | tag::TITLE_PLURAL
                | tag::ORG
                | tag::PLACE
                | tag::ANON
                | tag::SPOKES
                | tag::RANK
                | tag::HONORIFIC);
        let group =
            self.opening_at(colon).and_then(|g| self.page.groups.iter().position(|x| x.outer == g.outer));
        // الولايات المتحدة: طردت 60 بحارا: an entry of a list, told of her.
        let deed = group.is_none()
            && first.is(tag::PLACE | tag::ORG)
            && self.text(colon).ends_with('ت')
            && (self.is(colon, tag::VERB) || self.lex[colon].is_unknown())
            && self.is_number(colon + 1);
        if deed {
            return None;
        }
        let short = end - colon < 30;
        // "الرياض: ..." before a long paragraph is a dateline.
        let dateline = first.is(tag::PLACE | tag::OUTLET | tag::AGENCY) && !short;
        if !source
            || dateline
            || first.has(Lex::BI | Lex::LI)
            || !(short || group.is_some())
            || end - colon < 2
        {
            return None;
        }
        let lex = Lex::NONE;
        Some(Head {
            group,
            person: lex.person,
            aside: true,
            ..Head::new(from..from, Speaker::Named(phrase), colon, "colon")
        })
    }
}
