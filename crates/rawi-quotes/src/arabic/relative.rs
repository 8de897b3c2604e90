//! Whom a relative clause tells of: the noun phrase before الذي, التي, الذين.

use super::lexicon::{self as tag, Lex, Person, Tense};
use super::phrase::Phrase;
use super::view::View;
use crate::page::Gap;
use crate::quote::EntityType;

impl View<'_, '_> {
    /// The source of the verb at word `i`, right behind the relative pronoun at word `k`, in the sentence that begins at `start`.
    pub(super) fn relative_subject(&self, i: usize, k: usize, start: usize) -> Option<Phrase> {
        // الدول التي وصفها: what the pronoun of the verb means is no subject.
        let verb = self.text(i);
        let pronoun = match self.text(k).chars().last() {
            Some('ي') if self.text(k).contains('ت') => verb.ends_with("ها"),
            Some('ي') => verb.ends_with('ه'),
            _ => verb.ends_with("هم"),
        };
        if self.lex[i].suffixed && pronoun {
            return None;
        }
        // الأداة التي قال إنها كذا: she is not who says so; in the imperfect he and she may be spelt alike.
        let she = self.text(k).ends_with("التي");
        if she && self.lex[i].person == Person::Ms && self.lex[i].tense == Tense::Perfect {
            return None;
        }
        let antecedent = self.antecedent(k, start)?;
        // كيم وفلان الذي: the second of two.
        let he = self.is(k, tag::WHO);
        let one = he || she;
        let antecedent = match &antecedent.joint {
            Some(second) if one && second.end == antecedent.words.end => {
                let read = self.source_under_particle(second.start, k);
                // The last of several, where it is a name alone: the و is no part of what it is read as.
                let last =
                    (second.start..second.end).rev().find(|&w| self.lex[w].has(Lex::AND) || self.joined(w));
                let name = last.filter(|&w| self.is(w, tag::GIVEN) || self.joined(w) && !self.definite(w));
                let alone = |first: usize| Phrase {
                    name: Some(first..second.end),
                    ..Phrase::without_name(first..second.end, EntityType::Person)
                };
                let named = |phrase: &Phrase| phrase.name.is_some() && phrase.words.end == k;
                read.filter(named).or_else(|| name.map(alone)).unwrap_or(antecedent)
            }
            _ => antecedent,
        };
        // غوطة المدينة الشرقية، والذي: no feminine noun.
        let last = antecedent.words.end - 1;
        let body =
            antecedent.kind == EntityType::Organisation && self.opening_at(antecedent.words.start).is_none();
        if he
            && body
            && self.plain_definite(last)
            && self.text(last).ends_with("ية")
            && self.is(antecedent.words.start, tag::PLACE)
        {
            return None;
        }
        // المغني الذي ترى أنه: he is not who says so.
        (!(he && self.lex[i].person == Person::Fs)).then_some(antecedent)
    }

    /// The noun phrase before a relative pronoun at `k`.
    pub(super) fn antecedent(&self, k: usize, start: usize) -> Option<Phrase> {
        // الداعية فلان المقيم في كذا والذي: the second clause about the man, not about where he lives.
        if self.lex[k].has(Lex::AND) && self.is(k, tag::WHO) {
            let titled = |b: &usize| self.is(*b, tag::TITLE | tag::RANK | tag::HONORIFIC | tag::GIVEN);
            let man = |b: usize| self.source_at(b, k).filter(|p| p.name.is_some());
            let found = (start.max(k.saturating_sub(20))..k).rev().filter(titled).find_map(man);
            if found.is_some() {
                return found;
            }
        }
        let mut begin = k;
        while begin > start && begin + 9 > k {
            let at = begin - 1;
            let lex = self.lex[at];
            if lex.is(tag::COMP
                | tag::COMP_BI
                | tag::FI
                | tag::MIN
                | tag::AN
                | tag::ALA
                | tag::ILA
                | tag::MAA
                | tag::PREP
                | tag::RELATIVE)
                || lex.is_verb()
                || self.gap(begin).has(Gap::COMMA) && begin < k
            {
                break;
            }
            begin = at;
        }
        // إبطال سور القرآن التي: under a noun that is no source, a noun with the article is none either.
        let under = |b: usize| {
            b > begin
                && b + 1 == k
                && self.lex[b].is_unknown()
                && self.gap(b).is_plain()
                && self.lex[b - 1].is_unknown()
                && !self.definite(b - 1)
                && !self.foreign(b - 1)
                && !self.joined(b - 1)
        };
        // The nearest noun that the phrase can begin with and still reach the pronoun.
        let noun =
            |b: &usize| !self.lex[*b].is_unknown() || self.definite(*b) && !under(*b) || self.repeated(*b);
        let found =
            (begin..k).filter(noun).find_map(|b| self.source(b, k, false).filter(|p| p.words.end == k));
        // رسالة لروسيا التي أكدت: under a preposition.
        let last = k - 1;
        let state = last >= begin && self.is(last, tag::PLACE) && self.lex[last].has(Lex::LI | Lex::BI);
        if state { self.source_at(last, k) } else { found }
    }
}
