//! What commas, marks and brackets add to the noun phrase of a source.
//!
//! ```text
//! رئيس الوزراء | ، فلان | ، زعيم الحزب | (37 عاما)
//! head .......   name     apposition     belongs to it
//! ```
//! A comma ends most sources; it does not where a name stands behind its title, a title behind its name or a name behind
//! a name. A name in marks is part of the phrase where the sentence goes on behind them.

use super::lexicon::{self as tag, Lex};
use super::phrase::{PREPOSITIONS, Reader, STOPS};
use super::view::View;
use crate::page::Gap;

/// Whether word `k` goes on with the sentence.
fn inside_sentence(v: &View<'_, '_>, k: usize, limit: usize) -> bool {
    k < limit && !v.begins(k)
}

impl Reader<'_, '_, '_> {
    /// Something in marks inside the phrase: a name, if something of the sentence still follows.
    pub(super) fn marked(&mut self, end: usize, k: usize) -> bool {
        let v = self.view;
        let after = v.page.word_at(end);
        let words = after - k;
        let first = k == self.from;
        // اتهمت موسكو ودمشق «المنظمة» بكذا: a seat of government is not named in marks; whom it accuses is.
        let seat = !first && v.is(k - 1, tag::PLACE) && !v.is(k - 1, tag::NAMING | tag::ORG | tag::OUTLET);
        if self.noun && seat && v.is(self.from, tag::PLACE) && after < self.limit {
            return false;
        }
        if words > 6 || after > self.limit {
            return false;
        }
        // حركة كذا «جماعة خطرة»: it has its name, and is called so.
        let called = k > self.from + 1
            && words > 1
            && v.is(self.from, tag::NAMING)
            && !v.is(self.from, tag::OUTLET)
            && !v.is(k - 1, tag::NAMING | tag::TITLE | tag::OUTLET)
            && !v.definite(k - 1)
            && !v.nisba(k - 1);
        if called {
            return false;
        }
        if self.particle && k <= self.from + 1 {
            self.k = after;
            return true;
        }
        // A phrase that is read up to a verb may be all in marks: وكانت «رويترز» قالت.
        if after == self.limit
            && after < v.len()
            && !v.begins(after)
            && !v.gap(after).has(Gap::COMMA.with(Gap::COLON))
        {
            self.k = after;
            return true;
        }
        let follows = after < self.limit
            && !v.begins(after)
            && (v.lex[after].is(tag::COMP | tag::COMP_BI | PREPOSITIONS | tag::RELATIVE | tag::PLACE)
                || v.gap(after).has(Gap::COLON)
                || v.lex[after].is_unknown() && (v.definite(after) || v.li(after) || v.bi(after))
                || v.opening_at(after).is_some()
                || v.lex[after].is(tag::COMP | tag::CONTENT) && v.gap(after).has(Gap::COMMA));
        // وذكرت «فلانة» و«علانة» أن.
        let follows =
            follows || first && words <= 3 && v.text(after) == "و" && v.opening_at(after + 1).is_some();
        // وقالت «فلانة» يوم الأربعاء، إن.
        let follows =
            follows || first && words <= 3 && inside_sentence(v, after, self.limit) && v.is(after, tag::TIME);
        let naming = tag::NAMING | tag::ORG | tag::TITLE | tag::PLACE | tag::OUTLET;
        let named = !first && (self.open || v.is(k - 1, naming) || v.plain_definite(k - 1));
        let inside = after < self.limit && !v.begins(after);
        // بحسب ما ورد في صحيفة «فلانة».
        let paper =
            !self.noun && !first && words <= 3 && v.is(k - 1, tag::OUTLET) && !v.gap(k).has(Gap::COLON);
        if !(follows || named && inside || paper) {
            return false;
        }
        self.open = false;
        self.k = after;
        self.name_in_marks(k, after);
        true
    }

    /// المدير «فلان الفلاني»: the name of the titled man, in marks.
    fn name_in_marks(&mut self, k: usize, after: usize) {
        let v = self.view;
        let titled = v.is(self.from, tag::TITLE | tag::RANK | tag::SPOKES | tag::HONORIFIC);
        let mut start = k;
        while start + 1 < after && v.is(start, tag::HONORIFIC | tag::RANK) && !v.is(start, tag::GIVEN) {
            start += 1;
        }
        let body = start == k && k > 0 && v.is(k - 1, tag::NAMING | tag::ORG | tag::OUTLET);
        let person = start > k || v.is(k, tag::GIVEN | tag::KUNYA) && after > k + 1;
        if self.name.is_none() && titled && person && !body && v.name_end(start, after) == after {
            self.name = Some(start..after);
        }
    }

    /// (سانا), (37 عاما): belongs to the phrase.
    pub(super) fn parenthesis(&mut self) -> bool {
        let v = self.view;
        let end = (self.k + 1..(self.k + 8).min(self.limit + 1)).find(|&e| v.gap(e).has(Gap::CLOSE));
        let Some(end) = end else { return false };
        if v.begins(end) && end < self.limit {
            return false;
        }
        self.k = end;
        true
    }

    /// After a comma: a name after its title, a title after its name, one more of several names; else the end.
    pub(super) fn after_comma(&mut self) -> bool {
        let v = self.view;
        let k = self.k;
        let lex = v.lex[k];
        if self.name.is_none() {
            // "رئيس الوزراء، فلان، أن": a name that the next comma, a complementiser or a mark closes.
            let mut start = k;
            while start < self.limit
                && (v.is(start, tag::HONORIFIC | tag::RANK) && !v.is(start, tag::GIVEN)
                    || v.is(start, tag::TITLE)
                        && v.plain_definite(start)
                        && v.is(start + 1, tag::GIVEN | tag::KUNYA | tag::HONORIFIC))
            {
                start += 1;
            }
            // الناشط الكوري، الذي له صلات بكذا، فلان الفلاني، : behind what is told of him.
            if v.is(k, tag::RELATIVE)
                && v.is(self.from, tag::TITLE | tag::RANK | tag::CLAUSAL)
                && v.definite(k - 1)
            {
                let comma = |e: &usize| v.gap(*e).has(Gap::COMMA);
                let end = (k + 2..self.limit.min(k + 16)).take_while(|&e| !v.begins(e)).find(comma);
                let name = end.map(|start| start..v.name_end(start, self.limit));
                // Or to whom he said it (لوكالة كذا).
                let ends = |end: usize| {
                    end < self.limit && (comma(&end) || v.is(end, tag::OUTLET | tag::AGENCY) && v.li(end))
                };
                let name = name.filter(|name| name.len() > 1 && ends(name.end));
                if let Some(name) = name {
                    self.k = name.end;
                    self.name = Some(name);
                    return true;
                }
            }
            let titled =
                v.is(self.from, tag::TITLE | tag::TITLE_PLURAL | tag::RANK | tag::HONORIFIC | tag::SPOKES);
            // محامو فلان، رجب …: several have no one name.
            let several = self.other.is_some() && v.is(self.from, tag::TITLE_PLURAL);
            // دعا الاتحاد الأوروبي والأمين العام للأمم المتحدة، فلان الفلاني، : the name of the second.
            let second = |w: &usize| v.is(*w, tag::TITLE) && v.lex[*w].has(Lex::AND) && v.definite(*w);
            if v.is(self.from, tag::ORG | tag::PLACE)
                && let Some(second) = (self.from + 1..k).find(second)
            {
                let end = v.name_end(k, self.limit);
                if end > k + 1 && v.gap(end).has(Gap::COMMA) {
                    self.joint = Some(second..end);
                    self.k = end;
                    return true;
                }
            }
            if !titled
                || several
                || v.is(start, STOPS | PREPOSITIONS | tag::TIME)
                || v.joined(k) && !v.is(k, tag::GIVEN)
            {
                return false;
            }
            // المسؤولة، تيرانا حسن، : a city or country for a first name.
            let place = start == k
                && k + 2 < self.limit
                && v.is(k, tag::PLACE | tag::AGENCY | tag::SECOND_HALF)
                && !v.lex[k].has(Lex::THE | Lex::AND | Lex::BI | Lex::LI)
                && (v.is(k + 1, tag::GIVEN)
                    || v.lex[k + 1].is_unknown() && v.may_name(k + 1) && !v.nisba(k + 1))
                && v.gap(k + 1).is_plain()
                && (v.gap(k + 2).has(Gap::COMMA.with(Gap::COLON)) || v.is(k + 2, tag::COMP));
            let end = if place { k + 2 } else { v.name_end(start, self.limit) };
            let sure = v.is(start, tag::GIVEN | tag::KUNYA) || start > k;
            let sure = sure && self.other.is_none();
            if end > start && (sure || v.phrase_ends(end, self.limit)) {
                self.name = Some(start..end);
                self.k = end;
                return true;
            }
            return false;
        }
        if self.and_he_is(k) {
            return self.apposition_at(k + 1);
        }
        // فلان الفلاني، صباح السبت، : a first name, and a time.
        let listed = v.is(k, tag::GIVEN | tag::KUNYA) && !v.is(k, tag::TIME)
            || v.joined(k) && k + 1 < self.limit && lex.is_unknown();
        if listed && self.apposition.is_none() {
            let end = if v.joined(k) { v.name_rest(k, k + 1, self.limit) } else { v.name_end(k, self.limit) };
            if end > k {
                let end = end.max(k + 1);
                let start = self.joint.as_ref().map_or(k, |j| j.start);
                self.joint = Some(start..end);
                self.k = end;
                return true;
            }
        }
        if lex.is(tag::TITLE | tag::SPOKES | tag::RANK | tag::HONORIFIC | tag::TITLE_PLURAL)
            && !lex.has(Lex::AND | Lex::BI | Lex::LI)
            && !lex.is_verb()
        {
            return self.apposition_at(k);
        }
        false
    }

    /// فلان وهو متحدث باسم …: his title behind a pronoun.
    pub(super) fn and_he_is(&self, k: usize) -> bool {
        let v = self.view;
        v.is(k, tag::PRONOUN)
            && v.lex[k].has(Lex::AND)
            && self.name.is_some()
            && self.apposition.is_none()
            && k + 1 < self.limit
            && v.gap(k + 1).is_plain()
            && v.is(k + 1, tag::TITLE | tag::SPOKES | tag::RANK)
            && !v.lex[k + 1].has(Lex::AND | Lex::BI | Lex::LI)
    }

    pub(super) fn apposition_at(&mut self, k: usize) -> bool {
        let start = self.apposition.as_ref().map_or(k, |a| a.start);
        self.apposition = Some(start..k + 1);
        self.k = self.k.max(k + 1);
        self.open = false;
        true
    }
}
