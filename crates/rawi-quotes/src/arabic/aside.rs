//! What may stand between a verb and its source, or between the source and what was said: time, recipient, medium,
//! occasion. They are read over, never into the source.

use super::lexicon as tag;
use super::view::{View, begins_with_digit};
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
        if lex.is(tag::TIME | tag::ADVERB | tag::SWITCH | tag::PREP_SUFFIXED | tag::QAD)
            && !lex.is_cue()
            && !self.gap(k).has(Gap::MARK)
        {
            let mut e = k + 1;
            while e < limit
                && (self.is(e, tag::TIME | tag::MONTH) || self.is_number(e))
                && !self.begins(e)
                && self.gap(e).is_plain()
            {
                e += 1;
            }
            return e;
        }
        // لـ«الحياة», لوكالة الأنباء, للصحافيين: the recipient.
        if self.li(k)
            && (lex.is(tag::OUTLET | tag::AGENCY) || self.text(k).chars().filter(|c| *c != 'ـ').count() == 1)
        {
            if k + 1 < limit
                && let Some(group) = self.opening_at(k + 1)
                && group.closed
            {
                return self.after(group).min(limit);
            }
            if lex.is(tag::OUTLET | tag::AGENCY) {
                return self.noun_phrase_end(k + 1, limit, false);
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
        if lex.is(tag::FI) && k + 1 < limit && self.possessed(k + 1) {
            return self.noun_phrase_end(k + 2, limit, false);
        }
        k
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
            if lex.is(tag::COMP | tag::COMP_BI | tag::RELATIVE) || lex.is_verb() {
                break;
            }
            let press = matches!(self.text(k), "صحافي" | "صحفي" | "صحافية" | "صحفية" | "إعلامي");
            let goes_on = press
                || occasion && !lex.is_cue()
                || self.nisba(k) && !lex.is(tag::TITLE)
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

    pub(super) fn is_number(&self, k: usize) -> bool {
        begins_with_digit(self.text(k))
    }

    /// Whether the clause ends before word `k`: a stop, a comma, the limit.
    pub fn ends_clause(&self, k: usize, limit: usize) -> bool {
        k >= limit || self.begins(k) || self.gap(k).has(Gap::COMMA.with(Gap::SEMICOLON))
    }
}
