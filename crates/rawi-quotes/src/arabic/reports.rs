//! Whether a form of a reporting verb reports where it stands.
//!
//! Arabic forms are spelt alike: a verb and a noun (تأكيد), a participle and a title (مشرف), a verb and a preposition (عبر),
//! active and passive (اتهموا). What stands beside the form tells; so does what it is said of: a habit, a wish, a prayer
//! or a fact is nobody's words.

use super::complement::{By, Start};
use super::head::PREPOSITIONS;
use super::lexicon::{self as tag, Class, Cue, Lex, Person, Tags, Tense, takes};
use super::name::active_accusative;
use super::phrase::{Phrase, STOPS};
use super::view::View;
use crate::page::Gap;

/// Words right before a verb without a subject that say that it goes on with somebody who spoke (كما, وهو, كان, الذي, لكنه).
const GOES_ON: Tags = tag::RELATIVE
    | tag::PRONOUN
    | tag::ADDITIVE
    | tag::KANA
    | tag::QAD
    | tag::COMP
    | tag::COMP_BI
    | tag::BUT
    | tag::NOT_COMP
    | tag::WHILE
    | tag::VERB;

impl View<'_, '_> {
    /// Whether كان makes a state or habit of the verb (كان فلان يأمل أن): the words of no occasion.
    pub(super) fn used_to(&self, i: usize, from: usize, lex: Lex) -> bool {
        lex.tense == Tense::Imperfect
            && !self.is(i - 1, tag::RELATIVE)
            && (i.saturating_sub(5).max(from)..i)
                .rev()
                .take_while(|&k| !self.begins(k + 1) && !self.lex[k].is_cue())
                .any(|k| self.is(k, tag::KANA) && !self.text(k).starts_with(['ي', 'ت', 'س']))
    }

    /// Whether an imperfect without a subject beside it, in the midst of a clause, tells of whoever its clause is about
    /// (نخبوي يطالب بالحريات, علامة تظهر في كذا) and reports nothing: no clause with أن follows it, and nothing before it
    /// says that it goes on with somebody who spoke (كما, وهو, كان, الذي, لكنه).
    pub(super) fn of_whoever(&self, i: usize, from: usize, lex: Lex, by: By) -> bool {
        lex.tense == Tense::Imperfect
            && lex.person != Person::Plural
            && !lex.has(Lex::AND)
            && i > from
            && (self.gap(i).is_plain() || self.gap(i) == Gap::COMMA.with(Gap::SPACE))
            && !self.begins(i)
            && !self.is(i - 1, GOES_ON)
            && !self.made(i - 1)
            && !matches!(by, By::Clause | By::Colon)
    }

    /// Whether an imperfect in the plural stands right behind a noun, with nothing that goes on with somebody.
    pub(super) fn done_by_several(&self, i: usize, from: usize, lex: Lex) -> bool {
        lex.tense == Tense::Imperfect
            && lex.person == Person::Plural
            && !lex.has(Lex::AND | Lex::WILL)
            && i > from
            && self.gap(i).is_plain()
            && !self.begins(i)
            && !self.is(i - 1, GOES_ON | tag::OTHER_COMP)
            && !self.lex[i - 1].is_cue()
            && !self.verb_like(i - 1)
    }

    /// Whether a perfect in the plural of a verb that has a person for its object stands right behind an indefinite noun
    /// or adjective of several people (صحافيين معروفين اتهموا): it is passive, said of them by nobody.
    pub(super) fn done_to_several(&self, i: usize, from: usize, lex: Lex, cue: &Cue) -> bool {
        lex.tense == Tense::Perfect
            && lex.person == Person::Plural
            && !lex.has(Lex::AND)
            && cue.takes & takes::OBJECT != 0
            && i > from
            && self.gap(i).is_plain()
            && !self.begins(i)
            && !self.definite(i - 1)
            && (self.text(i - 1).ends_with("ين") || self.text(i - 1).ends_with("ون"))
    }

    /// The several people whose noun stands right before word `i`.
    pub(super) fn several_before(&self, i: usize, from: usize) -> Option<Phrase> {
        let several = |k: usize| {
            self.is(k, tag::TITLE_PLURAL | tag::ANON) || {
                let word = self.text(k);
                word.chars().count() > 5 && (word.ends_with("ين") || word.ends_with("ون"))
            }
        };
        (from.max(i.saturating_sub(5))..i).filter(|&k| several(k) && !self.is(k, tag::PLACE)).find_map(|k| {
            self.source_at(k, i).filter(|phrase| phrase.words.end == i && phrase.name.is_none())
        })
    }

    /// Whether a participle begins a prayer (سائلا الله, داعيا الله أن): nothing is said to anybody, and what was said
    /// before is over.
    pub(super) fn prayer(&self, k: usize) -> bool {
        let lex = self.lex[k];
        lex.is_cue()
            && lex.tense == Tense::Participle
            && self.is(k + 1, tag::NAME_TAIL)
            && !self.is(k + 1, tag::GIVEN)
    }

    /// Whether a noun that is no source stands between a verb and its own preposition (يشير بدء الانسحاب إلى ضعف …):
    /// a thing points there, nobody says it.
    pub(super) fn unread_subject(&self, first: usize, start: &Start, lex: Lex, cue: &Cue) -> bool {
        start.by == By::Preposition
            && lex.tense != Tense::Participle
            && lex.person != Person::Plural
            && !lex.suffixed
            && cue.class != Class::Demand
            && cue.class != Class::Social
            && cue.takes & takes::OBJECT == 0
            && first < start.at
            && self.gap(first).is_plain()
            && (self.masdar(first) || self.verbal_noun(first) || self.is(first, tag::COMMON))
            && !self.is(first, STOPS | PREPOSITIONS | tag::PREP)
    }

    /// Whether a verb of saying before word `i` in its sentence has not come to what is said yet (تقول فلانة، في كتاب …).
    fn waits_for_her_words(&self, i: usize, from: usize) -> bool {
        let start = self.sentence_start(i, from);
        let said = |k: &usize| {
            self.lex[*k].is_verb() && self.lexicon.cue(self.lex[*k]).is_some_and(|cue| cue.is(takes::SAID))
        };
        let Some(verb) = (start.max(i.saturating_sub(14))..i.saturating_sub(3)).find(said) else {
            return false;
        };
        let clear = (verb + 1..i).all(|k| {
            !self.is(k, tag::COMP | tag::COMP_BI)
                && !self.gap(k).has(Gap::COLON)
                && !self.gap(k).has(Gap::MARK)
        });
        let comma = (verb + 1..i).any(|k| self.gap(k).has(Gap::COMMA));
        let mut after = i + 1..self.sentence_end(i, self.len());
        clear && comma && after.any(|k| self.is(k, tag::COMP) && self.gap(k).has(Gap::COMMA))
    }

    /// Whether the form may report at all where it stands.
    pub(super) fn may_report(&self, i: usize, lex: Lex, cue: &Cue, from: usize) -> bool {
        let next = self.lex.get(i + 1).copied().unwrap_or(Lex::NONE);
        if lex.is(tag::ADVERB) {
            return false;
        }
        // تقول فلانة، في كتاب يروي سيرتها، إنها: the book is told of between the verb and what she says.
        let told_of = lex.tense == Tense::Imperfect
            && !lex.has(Lex::AND)
            && i > from
            && self.is(i - 1, tag::DOC | tag::MEDIUM)
            && !self.definite(i - 1);
        if told_of && self.waits_for_her_words(i, from) {
            return false;
        }
        // عبر, عقب, بين are prepositions, unless و or the beginning of a clause says otherwise.
        if lex.is(tag::PREP) && !lex.has(Lex::AND) && !lex.suffixed && i > from && !self.begins(i) {
            let clause = self.gap(i).has(Gap::COMMA)
                || self.is(
                    i - 1,
                    tag::ADDITIVE
                        | tag::QAD
                        | tag::BUT
                        | tag::WHILE
                        | tag::SWITCH
                        | tag::RELATIVE
                        | tag::TOPIC
                        | tag::TIME,
                );
            // كتب فلان، الذي …، عبر صفحته: the way it was said.
            let medium = self.is(i + 1, tag::MEDIUM) || i + 1 < self.len() && self.possessed(i + 1);
            if (!clause || medium) && lex.person == Person::Ms {
                return false;
            }
        }
        // دان فلان: a first name too; the verb only where a sentence begins with it, or with و, and behind قد.
        if lex.is(tag::GIVEN)
            && !(i > from && self.is(i - 1, tag::QAD))
            && lex.tense == Tense::Perfect
            && lex.person == Person::Ms
            && !lex.has(Lex::AND)
            && (!self.begins(i) || i + 1 < self.len() && next.is_unknown() && !self.definite(i + 1))
        {
            return false;
        }
        if lex.is(tag::IMPERSONAL) && next.is(tag::COMP | tag::ILA) {
            return false;
        }
        if lex.is(tag::TITLE | tag::PREP | tag::PLACE) && lex.tense == Tense::Participle {
            return false;
        }
        // طلبت عدم كشف هويتها: behind "no" a noun.
        if i > from && self.is(i - 1, tag::LACK) && lex.tense == Tense::Perfect {
            return false;
        }
        // طالبا عدم ذكر اسمه: that is how he spoke, not what he said.
        if self.is(i + 1, tag::LACK) && cue.is(takes::UNNAMED) {
            return false;
        }
        // 11 متهما بالحبس: so many of them.
        if lex.tense == Tense::Participle && i > from && self.is_number(i - 1) && self.gap(i).is_plain() {
            return false;
        }
        if lex.tense == Tense::Participle {
            let noun = lex.is(tag::NAMING
                | tag::ORG
                | tag::COMMON
                | tag::ADJECTIVE
                | tag::DOC
                | tag::PLACE
                | tag::TIME
                | tag::CONTENT
                | tag::CLAUSAL);
            let linked = lex.has(Lex::AND)
                || self
                    .gap(i)
                    .has(Gap::COMMA.with(Gap::STOP).with(Gap::MARK).with(Gap::DASH).with(Gap::SEMICOLON));
            if noun || lex.person != Person::Ms && (cue.gated || !linked && !self.strong(i)) {
                return false;
            }
            // حاجة ضرورية وملحة على: one adjective more.
            let adjective = i > from
                && lex.person == Person::Fs
                && lex.has(Lex::AND)
                && self.gap(i).is_plain()
                && self.text(i - 1).ends_with('ة')
                && !self.definite(i - 1);
            if adjective && !self.strong(i) {
                return false;
            }
            // سيكون مطالبا بالدفع: what he will be, not what he says.
            let predicate = self.gap(i).is_plain()
                && !lex.has(Lex::AND)
                && (from.max(i.saturating_sub(4))..i)
                    .rev()
                    .take_while(|&k| self.gap(k + 1).is_plain())
                    .any(|k| self.is(k, tag::KANA));
            if predicate && !self.strong(i) {
                return false;
            }
            if self.prayer(i) {
                return false;
            }
        }
        // Within marks only what is plainly reported: قال فلان إن.
        if lex.is(tag::PREP) && !next.is_unknown() && !cue.gated {
            return false;
        }
        if i > from && !self.begins(i) {
            let before = self.lex[i - 1];
            if before.is(tag::NEGATING) {
                return false;
            }
            // أن يقول is wished or possible, not said.
            if lex.tense == Tense::Imperfect
                && before.is(tag::COMP | tag::COMP_BI)
                && !lex.has(Lex::AND)
                && matches!(self.text(i - 1), "أن" | "ان" | "وأن" | "بأن" | "بان")
                && !self.quoted_soon(i)
            {
                return false;
            }
            // ما يؤكد, مما يشير: a fact does that, nobody says it.
            if before.is(tag::OTHER_COMP) && lex.tense == Tense::Imperfect && !cue.is(takes::SAID) {
                return false;
            }
            if lex.tense == Tense::Participle && before.is(tag::KANA) {
                return false;
            }
            // تم رفض الطلب: a noun.
            if before.is(tag::UNDERGOES) {
                return false;
            }
            if before.is(tag::OTHER_COMP) && next.is(tag::COMP | tag::COMP_BI | tag::ILA | tag::ALA) {
                return false;
            }
            // إن رفض, سحب طلب: إن stands before a noun, and so does a verb that carries no other.
            if lex.tense == Tense::Perfect
                && lex.person == Person::Ms
                && !lex.has(Lex::AND)
                && !lex.suffixed
                && self.gap(i).is_plain()
            {
                let saying = i > from + 1 && self.lex[i - 2].is_cue() || !self.is(i - 1, tag::ILA);
                let inna = before.is(tag::COMP | tag::COMP_BI)
                    && saying
                    && self.text(i - 1).trim_end_matches('ّ').ends_with('ن')
                    && self.text(i - 1).starts_with(['إ', 'ب']);
                let verb = (before.is(tag::VERB)
                    || before.is_verb()
                        && !before.is(tag::PREP | tag::TITLE | tag::ORG | tag::GIVEN | tag::COMMON))
                    && !before.is(tag::KANA | tag::QAD);
                if inna || verb {
                    return false;
                }
            }
            // خالص شكره, عظيم شكرها: thanks, a noun under an adjective.
            if lex.suffixed
                && cue.class == Class::Social
                && lex.tense == Tense::Perfect
                && !lex.has(Lex::AND)
                && !self.definite(i - 1)
                && !before.is(tag::PLACE | tag::GIVEN | tag::RELATIVE | tag::PRONOUN)
            {
                return false;
            }
            // مع تأكيد, في قول: a noun that the verb's form only looks like.
            if before.is(tag::FI | tag::MAA | tag::MIN | tag::ILA | tag::AN | tag::ALA | tag::PREP)
                && lex.tense == Tense::Perfect
                && !before.is_cue()
            {
                return false;
            }
        }
        !(lex.is(tag::PREP | tag::TITLE | tag::ORG | tag::DOC | tag::MEDIUM | tag::GIVEN | tag::COMMON)
            && !cue.gated
            && lex.tense == Tense::Imperfect)
    }

    /// Whether word `k` is what somebody is declared: a title or a participle in the accusative (رئيسا, فائزا).
    pub(super) fn declared(&self, k: usize) -> bool {
        let word = rawi_text::fold_word(self.text(k));
        let Some(stem) = word.strip_suffix('ا') else { return false };
        let title = self.lexicon.get(rawi_text::token_hash(stem)).is(tag::TITLE);
        (title || active_accusative(self.text(k))) && !self.definite(k) && !self.gap(k).has(Gap::COMMA)
    }

    /// Whether quoted words or a clause of reason (لـ) stand in the words after `from`.
    pub(super) fn gives_reason(&self, from: usize, limit: usize) -> bool {
        let clause = (from + 1..limit.min(from + 14))
            .take_while(|&k| !self.lex[k].is_cue() && !self.gap(k).has(Gap::COMMA));
        clause.into_iter().any(|k| {
            self.opening_at(k).is_some() || self.li(k) && self.possessed(k) || self.is(k, tag::REASON)
        })
    }

    /// Whether a complementiser, colon or mark stands right after the word.
    pub(super) fn strong(&self, i: usize) -> bool {
        (i + 1..(i + 3).min(self.len())).any(|k| {
            self.is(k, tag::COMP | tag::COMP_BI)
                || self.gap(k).has(Gap::COLON)
                || self.opening_at(k).is_some()
        })
    }

    /// Whether a colon or mark follows within a few words.
    pub(super) fn quoted_soon(&self, i: usize) -> bool {
        (i + 1..(i + 6).min(self.len())).any(|k| self.gap(k).has(Gap::COLON))
    }
}
