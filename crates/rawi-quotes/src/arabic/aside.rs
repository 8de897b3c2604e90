//! What may stand between a verb and its source, or between the source and what was said: time, recipient, medium,
//! occasion. They are read over, never into the source.

use super::lexicon::{self as tag, Lex, Tags};
use super::view::{View, begins_with_digit};
use crate::marks::Group;
use crate::page::Gap;

impl View<'_, '_> {
    /// Over words of time and place, recipient, medium and occasion: what may stand between verb and source.
    pub fn skip_asides(&self, from: usize, limit: usize) -> usize {
        let mut k = from;
        loop {
            let next = self.skip_aside(k, limit);
            if next == k {
                return k;
            }
            k = next;
        }
    }

    pub(super) fn skip_aside(&self, k: usize, limit: usize) -> usize {
        if k >= limit || k > 0 && self.begins(k) && self.gap(k).has(Gap::LINE) || self.gap(k).has(Gap::COLON)
        {
            return k;
        }
        let lex = self.lex[k];
        // ومقرها لاهاي: where a body has its seat.
        if lex.is(tag::SEAT) && !self.gap(k).has(Gap::MARK) {
            let place = (k + 1..limit.min(k + 6)).take_while(|&e| {
                self.gap(e).is_plain() && !self.begins(e) && self.is(e, tag::FI | tag::PLACE)
                    || e == k + 1 && self.lex[e].is_unknown()
            });
            return k + 1 + place.count();
        }
        if lex.is(tag::TIME | tag::ADVERB | tag::SWITCH | tag::PREP_SUFFIXED | tag::QAD)
            && !lex.is_cue()
            && !self.gap(k).has(Gap::MARK)
        {
            let mut e = k + 1;
            // ردا على سؤال عن …، : the occasion up to its comma or to what was said.
            if lex.is(tag::ADVERB) && self.is(e, tag::ALA | tag::AN) && e + 1 < limit {
                let ends = |e: usize| {
                    self.gap(e).has(Gap::COMMA.with(Gap::COLON))
                        || self.lex[e].is(tag::COMP | tag::COMP_BI)
                        || self.opening_at(e).is_some_and(|g| self.words_in(g) > 4)
                };
                if let Some(end) =
                    (e + 1..limit.min(e + 22)).take_while(|&e| !self.lex[e].is_verb()).find(|&e| ends(e))
                {
                    return end;
                }
            }
            // بأشد العبارات.
            let sharply = lex.is(tag::ADVERB) && self.text(k).starts_with("بأ");
            if sharply && e < limit && self.plain_definite(e) && self.gap(e).is_plain() {
                e += 1;
            }
            while e < limit
                && (self.is(e, tag::TIME | tag::MONTH) || self.is_number(e))
                && !self.begins(e)
                && self.gap(e).is_plain()
            {
                e += 1;
            }
            return e;
        }
        if let Some(end) = self.manner(k, limit) {
            return end;
        }
        // لـ«الحياة», لوكالة الأنباء, للصحافيين: the recipient.
        let outlet = self.li(k) && self.to_outlet(k);
        if outlet || self.li(k) && self.text(k).chars().filter(|c| *c != 'ـ').count() == 1 {
            if k + 1 < limit
                && let Some(group) = self.opening_at(k + 1)
                && group.closed
            {
                return self.after(group).min(limit);
            }
            if outlet {
                // لفرانس برس, لبي بي سي.
                let part = |e: usize| {
                    self.is(e, tag::SECOND_HALF | tag::AGENCY)
                        || self.lex[e].is_unknown() && self.text(e).chars().count() < 3
                };
                let more =
                    (k + 1..limit.min(k + 4)).take_while(|&e| self.gap(e).is_plain() && part(e)).count();
                return self.noun_phrase_end(k + 1 + more, limit, false);
            }
        }
        if lex.is(tag::FI | tag::ILA | tag::MAA | tag::MIN | tag::ALA | tag::PREP)
            && k + 1 < limit
            && self.lex[k + 1].is(tag::MEDIUM
                | tag::OUTLET
                | tag::AGENCY
                | tag::TIME
                | tag::OCCASION
                | tag::SWITCH
                | tag::TOPIC)
            && (!lex.is(tag::ALA) || self.lex[k + 1].is(tag::OCCASION | tag::MEDIUM))
        {
            return self.noun_phrase_end(k + 2, limit, self.is(k + 1, tag::OCCASION));
        }
        // في شمال شرق الولايات المتحدة: where.
        let side = if lex.is(tag::FI) { k + 1 } else { k };
        if side < limit && self.is(side, tag::COMPASS) && self.gap(side).is_plain() && side > 0 {
            let sides = (side..limit.min(side + 2))
                .take_while(|&e| self.is(e, tag::COMPASS) && self.gap(e).is_plain());
            let place = side + sides.count();
            let plain = |e: usize| e < limit && self.gap(e).is_plain() && !self.begins(e);
            if plain(place) && (self.plain_definite(place) || self.is(place, tag::PLACE)) {
                let more = plain(place + 1) && self.is(place, tag::PLACE) && self.is(place + 1, tag::PLACE);
                let two = plain(place + 1) && self.is(place + 1, tag::SECOND_HALF);
                return place + 1 + usize::from(more || two);
            }
        }
        if lex.is(tag::FI) && k + 1 < limit && self.possessed(k + 1) {
            return self.noun_phrase_end(k + 2, limit, false);
        }
        k
    }

    /// Where what was said begins behind what its source asked for beside it (المصدر طالبا عدم ذكر اسمه، أن): an accusative without
    /// article at word `k`, and up to a comma no verb.
    pub(super) fn manner(&self, k: usize, limit: usize) -> Option<usize> {
        let plain = self.gap(k).is_plain() || self.gap(k).has(Gap::COMMA) && !self.begins(k);
        let lex = self.lex[k];
        if !plain
            || k + 3 > limit
            || !self.text(k).trim_end_matches('ً').ends_with('ا')
            || self.definite(k)
            || lex.has(Lex::AND)
            || lex.is(tag::PLACE | tag::COMP | tag::COMP_BI | tag::TIME)
            || !lex.is_cue() && (lex.is(tag::GIVEN | tag::NAME_TAIL) || self.foreign(k))
        {
            return None;
        }
        // عدم نشر: a verbal noun.
        let clause = |e: &usize| !self.begins(*e) && (!self.lex[*e].is_verb() || self.is(*e - 1, tag::LACK));
        let said = (k + 2..limit.min(k + 10))
            .take_while(clause)
            .find(|&e| self.lex[e].is(tag::COMP | tag::COMP_BI))?;
        let asked = (k + 1..said).any(|e| self.is(e, tag::LACK));
        (asked && self.gap(said).has(Gap::COMMA)).then_some(said)
    }

    /// Whether the marks that open at word `k` have the name of the outlet before them (الموقع الإلكتروني لصحيفة "كذا").
    fn name_of_outlet(&self, k: usize, marks: &Group) -> bool {
        marks.closed && self.words_in(marks) <= 4 && k > 0 && self.is(k - 1, tag::OUTLET | tag::AGENCY)
    }

    /// Whether a word is ل and an outlet: whom somebody told.
    fn to_outlet(&self, k: usize) -> bool {
        const OUTLETS: Tags = tag::OUTLET | tag::AGENCY;
        let stem = || {
            let word = rawi_text::fold_word(self.text(k));
            word.strip_prefix('ل')
                .is_some_and(|stem| self.lexicon.get(rawi_text::token_hash(stem)).is(tag::AGENCY))
        };
        // لهيئة الإذاعة البريطانية.
        let broadcaster =
            || self.is(k, tag::ORG) && self.is(k + 1, tag::OUTLET) && self.plain_definite(k + 1);
        self.is(k, OUTLETS) || broadcaster() || self.lex[k].is_unknown() && stem()
    }

    /// The end of a noun phrase inside an aside: definite words, adjectives, marked names, recipient.
    pub(super) fn noun_phrase_end(&self, from: usize, limit: usize, occasion: bool) -> usize {
        let mut k = from;
        while k < limit && k < from + 8 && !self.begins(k) {
            if let Some(group) = self.opening_at(k)
                && group.closed
                && self.words_in(group) <= 5
                && !self.gap(k).has(Gap::COLON)
                && !self.ends_clause(self.after(group), limit)
            {
                k = self.after(group).min(limit);
                continue;
            }
            if !self.gap(k).is_plain() {
                break;
            }
            let lex = self.lex[k];
            // مؤتمر صحفي عقده في …، مقابلة نشرت أمس: the clause of an occasion, up to what ends it.
            if (lex.is(tag::VERB | tag::HELD) || lex.is_unknown() && k < limit && self.done_to_it(k))
                && !lex.has(Lex::AND)
                && k + 1 < limit
            {
                let ends = |e: usize| {
                    self.begins(e)
                        || self.gap(e).has(Gap::COMMA.with(Gap::COLON))
                        || self.opening_at(e).is_some_and(|g| !self.name_of_outlet(e, g))
                        || self.lex[e].is(tag::COMP | tag::COMP_BI)
                        || self.possessed(e) && (self.masdar(e) || self.is(e, tag::CONTENT))
                };
                if let Some(e) = (k + 1..limit.min(k + 14))
                    .take_while(|&e| e == k + 1 || !self.lex[e - 1].is_verb())
                    .find(|&e| ends(e))
                {
                    return e;
                }
                break;
            }
            if lex.is(tag::COMP | tag::COMP_BI | tag::RELATIVE) || lex.is_verb() {
                break;
            }
            let press = lex.is(tag::PRESS);
            let goes_on = press
                || occasion && !lex.is_cue() && !lex.is(tag::AN)
                || self.nisba(k) && !lex.is(tag::TITLE)
                // تغريدة منفصلة: its adjective.
                || k == from
                    && k > 0
                    && self.is(k - 1, tag::MEDIUM)
                    && !self.definite(k - 1)
                    && (lex.is(tag::ADJECTIVE | tag::TIMELY)
                        || lex.is_unknown() && self.text(k - 1).ends_with(['ة', 'ت']) && self.text(k).ends_with('ة'))
                // مؤتمر صحفي مشترك.
                || k > 0 && self.is(k - 1, tag::PRESS) && lex.is(tag::ADJECTIVE)
                || k > 0
                    && self.is(k - 1, tag::OUTLET)
                    && !self.definite(k - 1)
                    && (lex.is_unknown() || lex.is(tag::PLACE))
                    && !lex.is_cue()
                || lex.is(tag::TIME
                    | tag::MONTH
                    | tag::OUTLET
                    | tag::AGENCY
                    | tag::MEDIUM
                    | tag::PREP_SUFFIXED)
                || self.definite(k) && !lex.is(tag::TITLE | tag::RANK | tag::HONORIFIC | tag::ORG)
                || lex.is(tag::MAA | tag::FI | tag::ALA | tag::AN | tag::ILA)
                    && k + 1 < limit
                    && self.lex[k + 1].is(tag::MEDIUM | tag::OUTLET | tag::AGENCY)
                || self.is_number(k);
            if !goes_on {
                break;
            }
            k += 1;
        }
        k
    }

    /// Whether word `k` is a verb with the pronoun of an occasion (أجراها, عقدته, بثها).
    fn done_to_it(&self, k: usize) -> bool {
        if !self.text(k).ends_with(['ه', 'ا']) {
            return false;
        }
        let word = rawi_text::fold_word(self.text(k));
        let Some(stem) = word.strip_suffix("ها").or_else(|| word.strip_suffix('ه')) else { return false };
        let verb = |stem: &str| {
            let lex = self.lexicon.get(rawi_text::token_hash(stem));
            lex.is(tag::VERB) || lex.is_verb()
        };
        verb(stem) || stem.strip_suffix('ا').is_some_and(|stem| verb(&format!("{stem}ي")))
    }

    pub(super) fn is_number(&self, k: usize) -> bool {
        begins_with_digit(self.text(k))
    }

    /// Whether the clause ends before word `k`: a stop, a comma, the limit.
    pub fn ends_clause(&self, k: usize, limit: usize) -> bool {
        k >= limit || self.begins(k) || self.gap(k).has(Gap::COMMA.with(Gap::SEMICOLON))
    }
}
