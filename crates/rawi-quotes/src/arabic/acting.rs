//! Who acts in a sentence, where its reporting verb names nobody: the subject of another verb, who was asked, who denied it,
//! whose text the sentence speaks of.

use super::lexicon::{self as tag, Class, Lex, Person, Tags, Tense};
use super::phrase::Phrase;
use super::view::View;
use crate::page::Gap;
use crate::quote::EntityType;

impl View<'_, '_> {
    /// The subject of the sentence that begins at word `start`: after its verb, or its first words.
    pub fn sentence_subject(&self, start: usize, i: usize) -> Option<Phrase> {
        const HEADS: Tags = super::framed::HEADS | tag::PLACE;
        // وحسب موقع فلان، أضاف: where it stands, not who said it.
        if self.is(start, tag::SOURCE) {
            return None;
        }
        let mut begin = start;
        const PARTICLES: Tags = tag::WHILE | tag::BUT | tag::ADDITIVE | tag::KANA | tag::QAD | tag::NEGATION;
        while begin < i && self.is(begin, PARTICLES) {
            begin += 1;
        }
        let likely = |k: usize| {
            k < i
                && (self.is(k, HEADS) && !self.lex[k].has(Lex::BI | Lex::LI | Lex::KA)
                    || self.lex[k].is_unknown() && self.repeated(k))
        };
        // Of a reporting verb that brought nothing that was said (شكر فلان الحضور، مشيرا إلى; فلان قد هاجم …).
        // عبر and عقب are prepositions here.
        let said = (start..i).filter(|&k| {
            let lex = self.lex[k];
            lex.is_verb() && lex.person != Person::Plural && (!lex.is(tag::PREP) || lex.has(Lex::AND))
        });
        for k in said {
            // كما أنه طالب الحزب: he, not whom he asks.
            if self.pronoun_before(k) {
                return None;
            }
            if let Some((phrase, _)) = self.speaker_before(k, start) {
                return Some(phrase);
            }
            if likely(k + 1)
                && let Some(phrase) = self.source(k + 1, i, true)
            {
                return Some(phrase);
            }
        }
        // أمهلت الكويت …, قفزت الأسعار: an unlisted word before a head noun or one with the article is its verb.
        let verb = self.lex[begin].is_unknown()
            && begin + 1 < i
            && (self.is(begin + 1, HEADS | tag::COMMON) || self.plain_definite(begin + 1))
            && self.text(begin).ends_with('ت');
        let at = if likely(begin) && !self.lex[begin].is_verb() && !verb {
            begin
        } else if likely(begin + 1)
            && !self.is(begin, tag::FI | tag::MIN | tag::ALA | tag::AN | tag::ILA | tag::PREP | tag::MAA)
        {
            begin + 1
        } else {
            // وقبل المباراة تسبب فلان في كذا, واليوم خرج الوزير فلان: behind a time, an unlisted verb and a name, or a listed one.
            let verb = |k: &usize| {
                (self.is(*k, tag::VERB) || self.lex[*k].is_unknown())
                    && !self.definite(*k)
                    && !self.bi(*k)
                    && !self.li(*k)
                    && self.gap(*k + 1).is_plain()
                    && !self
                        .is(*k - 1, tag::FI | tag::MIN | tag::ALA | tag::AN | tag::ILA | tag::PREP | tag::MAA)
                    && likely(*k + 1)
                    && (self.lex[*k + 1].is_unknown()
                        || self.is(*k + 1, tag::GIVEN)
                        || self.is(*k, tag::VERB) && self.is(*k + 1, tag::TITLE | tag::WHOEVER))
            };
            let time = self.is(begin, tag::PREP | tag::FI | tag::TIME);
            (begin + 2..i.min(begin + 7)).take_while(|&k| time && self.gap(k).is_plain()).find(verb)? + 1
        };
        // After the verb, its object may follow.
        self.source(at, i, at > begin)
    }

    /// The man whom the sentence that begins at word `start` and ends before `i` tells of: named in full or with his title
    /// right after its verb (وصعد الوزير فلان من حدة خطابه).
    pub fn acting(&self, start: usize, i: usize) -> Option<Phrase> {
        let first = self.lex[start];
        let verb = first.is(tag::VERB | tag::KANA)
            || first.is_verb() && first.person != Person::Plural
            || first.is_unknown() && !self.definite(start) && !self.bi(start) && !self.li(start);
        if !verb || start + 2 >= i || !self.gap(start + 1).is_plain() {
            return None;
        }
        let phrase = self.source(start + 1, i, true)?;
        let name = phrase.name.clone()?;
        let told = name.len() > 1 || name.start > phrase.words.start;
        let known = self.is(phrase.words.start, tag::TITLE | tag::RANK | tag::HONORIFIC | tag::GIVEN);
        let clear = (start..i).all(|k| self.group_of(k).is_none());
        (told && known && clear && phrase.joint.is_none() && phrase.kind == EntityType::Person)
            .then_some(phrase)
    }

    /// The body whom the sentence that begins at word `start` and ends before `i` tells of, right after its verb (وردت روسيا
    /// بطرد دبلوماسيين).
    pub fn body_acting(&self, start: usize, i: usize) -> Option<Phrase> {
        let first = self.lex[start];
        let verb = first.is(tag::VERB) || first.is_verb() && first.tense == Tense::Perfect;
        let at = start + 1;
        let body =
            at < i && self.is(at, tag::PLACE | tag::ORG) && !self.is(at, tag::TITLE | tag::TITLE_PLURAL);
        if !verb || !body || !self.gap(at).is_plain() {
            return None;
        }
        // وسيزور موريتانيا: a country is no subject of a masculine verb, but for those that the list has.
        let his = match first.tense {
            Tense::Perfect => !self.text(start).ends_with('ت'),
            _ => self.text(start).trim_start_matches(['و', 'ف', 'س']).starts_with('ي'),
        };
        if his && self.is(at, tag::PLACE) && !self.is(at, tag::ORG | tag::MASCULINE) {
            return None;
        }
        let phrase = self.source(at, i, true)?;
        let clear = (start..i).all(|k| self.group_of(k).is_none());
        (phrase.name.is_none() && phrase.joint.is_none() && clear).then_some(phrase)
    }

    /// The hash of a word without the ل that it begins with.
    fn without_li(&self, k: usize) -> Option<u64> {
        self.text(k).strip_prefix('ل').map(|stem| rawi_text::token_hash(&rawi_text::fold_word(stem)))
    }

    /// Whether word `k` is ل and what joins two parts of a name (تغريدة لبن فلان).
    fn son_under_li(&self, k: usize) -> bool {
        self.without_li(k).is_some_and(|stem| self.lexicon.get(stem).is(tag::JOINT))
    }

    /// The name that word `of` begins with ل, where the document has it without (لترامب; لبن فلان, as سلطان بن فلان).
    fn named_without_li(&self, of: usize) -> Option<Phrase> {
        let (stem, son) = (self.without_li(of)?, self.son_under_li(of));
        let family = |k: usize| k > 0 && self.is(k - 1, tag::GIVEN) && self.hash(k + 1) == self.hash(of + 1);
        let elsewhere = (0..self.len()).find(|&k| self.hash(k) == stem && (!son || family(k)))?;
        self.source_at(elsewhere - usize::from(son), self.sentence_end(elsewhere, self.len()))
            .filter(|phrase| phrase.name.is_some())
    }

    /// The subject of a denial that has its object as a pronoun, between that verb and the comma before word `i` (نفاه زميل
    /// لفلان، موضحا).
    pub fn denier_before(&self, i: usize) -> Option<Phrase> {
        if !self.gap(i).has(Gap::COMMA) {
            return None;
        }
        let denied = |k: &usize| {
            self.verb_with_object(*k).is_some_and(|cue| cue.class == Class::Deny)
                && !(*k + 1..i).any(|w| self.begins(w) || !self.gap(w).is_plain())
        };
        let k = (i.saturating_sub(6)..i.saturating_sub(1)).rev().find(denied)?;
        const HEADS: Tags = tag::TITLE | tag::TITLE_PLURAL | tag::ORG | tag::ANON | tag::GIVEN | tag::SPOKES;
        let known = self.is(k + 1, HEADS) && !self.lex[k + 1].has(Lex::BI | Lex::LI | Lex::AND);
        let told = known || self.lex[k + 1].is_unknown() && self.li(k + 2) && !self.definite(k + 1);
        let phrase = if told { self.source(k + 1, i, false) } else { None };
        phrase.filter(|phrase| phrase.words.end + 2 >= i)
    }

    /// Who was asked or did so before, in the words from `start` to the verb at `i` (وعندما سئل فلان عن كذا، أجاب; سبق لفلان أن
    /// قال).
    pub fn asked(&self, start: usize, i: usize) -> Option<Phrase> {
        // سبق لفلان أن.
        let before = |k: usize| self.text(k).trim_start_matches(['و', 'ف']) == "سبق";
        let k = (start..i.saturating_sub(1)).find(|&k| self.is(k, tag::WAS_ASKED) || before(k))?;
        if before(k) {
            let (of, that) = (k + 1, self.is(i - 1, tag::COMP));
            if !that || !self.text(of).starts_with('ل') || !self.gap(of).is_plain() {
                return None;
            }
            if self.lex[of].has(Lex::LI) {
                return self.source_under_particle(of, i - 1);
            }
            return self.named_without_li(of);
        }
        self.source(k + 1, i, false).filter(|phrase| phrase.name.is_some() || self.is(k + 1, tag::TITLE))
    }

    /// The several people whom the words before `start` name last in the nominative (الباحثون, مسؤولون أميركيون).
    pub fn several_acting(&self, start: usize) -> Option<Phrase> {
        let nominative = |k: &usize| {
            self.is(*k, tag::TITLE_PLURAL | tag::ANON)
                && self.text(*k).ends_with("ون")
                && self.group_of(*k).is_none()
        };
        let k = (start.saturating_sub(50)..start).rev().find(nominative)?;
        self.source_at(k, start)
    }

    /// جاء ذلك في تصريح للوزير فلان: the one whose statement the sentence speaks of.
    pub fn stated_by(&self, start: usize, i: usize) -> Option<Phrase> {
        const PERSONS: Tags = tag::TITLE | tag::SPOKES | tag::RANK | tag::HONORIFIC | tag::GIVEN;
        let medium = (start..i).find(|&k| self.is(k, tag::MEDIUM))?;
        // A letter to a body is not of it; a statement is.
        let heads = if self.is(medium, tag::ISSUED) { PERSONS | tag::ORG } else { PERSONS };
        // تصريحات زيدان «غريبة»، حيث قال: of whom a name alone tells.
        let name = medium + 1;
        let known = name < i
            && self.is(i - 1, tag::WHERE)
            && (self.is(name, tag::GIVEN) || self.lex[name].is_unknown() && self.repeated(name));
        let alone = known && !self.definite(name) && !self.joined(name) && !self.li(name) && !self.bi(name);
        if alone && self.gap(name).is_plain() && !self.begins(name) && !self.made(medium) {
            return self.source_at(name, i).filter(|phrase| phrase.name.is_some());
        }
        let of = |k: &usize| self.is(*k, heads) && self.lex[*k].has(Lex::LI);
        let near = medium + 1..i.min(medium + 4);
        if let Some(son) = near.clone().find(|&k| self.son_under_li(k)) {
            return self.named_without_li(son);
        }
        if let Some(of) = near.clone().find(of) {
            return self.source_under_particle(of, i);
        }
        // شريط سابقا لفلان قال فيه: an unlisted name that stands elsewhere without ل, where words stand in the text.
        if !self.is(i + 1, tag::THEREIN) {
            return None;
        }
        let name =
            |k: &usize| self.lex[*k].is_unknown() && self.li(*k) && !self.definite(*k) && !self.li_masdar(*k);
        let of = (medium + 1..i.min(medium + 5)).find(name)?;
        self.named_without_li(of)
    }
}
