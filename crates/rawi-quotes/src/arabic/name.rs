//! Where a proper name ends. Arabic has no capitals: given names and the small words that join two parts of one name
//! (بن, آل, عبد) are known, the rest is what no list has, as far as it looks like no verb and no verbal noun.

use super::lexicon::{self as tag, Lex, Tags, Tense};
use super::phrase::{PREPOSITIONS, STOPS};
use super::view::View;
use crate::page::Gap;

/// Weight of letters at which a word in an accusative's form is hardly a name (غضبا).
const UNLIKELY: i32 = -30;

impl View<'_, '_> {
    /// The end of the name that begins at word `k`; `k` where none does.
    pub fn name_end(&self, from: usize, limit: usize) -> usize {
        self.name_rest(from, from, limit)
    }

    /// The end of the name that begins at word `from` and is read up to word `k` already.
    pub(super) fn name_rest(&self, from: usize, k: usize, limit: usize) -> usize {
        let mut k = k;
        let mut definite = 0;
        let mut family = false; // a family name with the article was read
        while k < limit && k < from + 6 {
            if k > from {
                let gap = self.gap(k);
                let tag_joint = gap.has(Gap::TAG);
                let joined = tag_joint || self.hyphened(k) || self.letter_by_letter(k);
                if self.begins(k) || !(gap.is_plain() || joined) {
                    break;
                }
                if self.group_of(k) != self.group_of(from) {
                    break;
                }
                // كيندال لارسن Kendall Larsen: the name again, in other letters.
                if self.latin(k) && !self.latin(from) {
                    break;
                }
            }
            let lex = self.lex[k];
            if k > from && (self.part_by_hyphen(k) || self.letter_by_letter(k)) {
                k += 1;
                continue;
            }
            if k == from + 1 && self.pronoun_in_name(k) {
                return k + 1;
            }
            // برونو لو مارشال, روبن فان بيرسي: "if" and "so that" are no words between two parts of a name.
            let particles = if k > from { self.particles_of_name(from, k) } else { 0 };
            if particles > 0 {
                k += particles + 1;
                continue;
            }
            // محمد مالك فال: no "and then the family of".
            let and = k > from && lex.has(Lex::AND);
            if lex.is(tag::JOINT) && !lex.is(tag::NAME_TAIL) && !and {
                // بن, آل, أبو, عبد: with the word after it.
                if k + 1 >= limit || self.begins(k + 1) || self.lex[k + 1].is(STOPS | PREPOSITIONS) {
                    break;
                }
                definite += usize::from(self.definite(k + 1));
                k += 2;
                continue;
            }
            if k > from && (self.title_again(k, family) || self.object_after(from, k)) {
                break;
            }
            // أردوغان نتنياهو: two known family names are two men.
            let family_name = |k: usize| self.is(k, tag::NAME_TAIL) && self.is(k, tag::GIVEN);
            // ترامب القمة: nor goes a noun with its article on from one.
            let noun = k == from + 1
                && self.lex[k].is_unknown()
                && self.plain_definite(k)
                && !self.definite(from)
                && !self.is(from, tag::JOINT | tag::KUNYA);
            if k > from && family_name(k - 1) && (family_name(k) || noun) {
                break;
            }
            // نتنياهو عباس: a known family name, and another man who is named without it elsewhere.
            if k == from + 1
                && family_name(from)
                && from > 0
                && self.lex[from - 1].is_cue()
                && self.is(k, tag::GIVEN)
                && !self.definite(from)
                && !self.is(from, tag::JOINT | tag::KUNYA)
                && (1..self.len())
                    .any(|i| i != k && self.hash(i) == self.hash(k) && self.hash(i - 1) != self.hash(from))
            {
                break;
            }
            let woman = k == from && self.woman_named(k);
            if woman || lex.is(tag::GIVEN) && !lex.has(Lex::AND) && !self.definite(k) {
                k += 1;
                continue;
            }
            // الحسن طاهر, الهادي فلان: a first name that bears the article, where another name follows.
            if k == from
                && lex.is(tag::GIVEN)
                && self.definite(k)
                && k + 1 < limit
                && self.gap(k + 1).is_plain()
                && (self.is(k + 1, tag::GIVEN | tag::JOINT) && !self.definite(k + 1)
                    || self.lex[k + 1].is_unknown() && self.phrase_ends(k + 2, limit))
            {
                k += 1;
                continue;
            }
            // هنري فالكون: no "so the" behind a first name.
            let so_the = self.text(k).starts_with("فال") && (self.is(from, tag::GIVEN) || self.foreign(from));
            if k == from + 1 && lex.is_unknown() && so_the {
                k += 1;
                continue;
            }
            if lex.is(tag::NAME_TAIL) && k > from {
                k += 1;
                continue;
            }
            if lex.is(tag::GIVEN) && self.definite(k) && k > from
                || lex.is_unknown() && self.plain_definite(k) && k > from
            {
                // A foreign name of two words has its family name already: what has an article is the next noun.
                // سامر رعد الحسين: nor so where first and last are Arab first names.
                let arabic = k == from + 1
                    || k == from + 2
                        && self.is(from, tag::GIVEN)
                        && (lex.is(tag::GIVEN)
                            || self.is(k - 1, tag::NAME_TAIL) && self.text(k - 1).starts_with("ال"))
                    || (from..k).all(|w| {
                        self.lex[w].is(tag::GIVEN | tag::JOINT) || w > from && self.is(w - 1, tag::JOINT)
                    });
                // الإسلامية, الفيديوهات: no family is called so.
                // But نبيل الحية, where the article goes on with وأضاف الحية.
                let plural = self.text(k).ends_with("ات")
                    || self.text(k).ends_with("ية")
                        && !(k == from + 1 && self.is_man(from) && self.says_elsewhere(k));
                let second = definite > 0 && (self.text(k).ends_with("ين") || self.text(k).ends_with("ون"));
                // القرني الجرأة: a second one that is no adjective of descent is the next noun.
                let second = second
                    || family
                        && !self.text(k).ends_with('ي')
                        && (self.text(k).ends_with('ة') || !self.phrase_ends(k + 1, limit));
                // وسيقابل نادال البلغاري فلان: the adjective of the next name.
                let next = k == from + 1
                    && !self.is(from, tag::GIVEN)
                    && self.nisba(k)
                    && k + 2 < limit
                    && (k + 1..k + 3).all(|n| {
                        self.gap(n).is_plain()
                            && self.lex[n].is_unknown()
                            && self.may_name(n)
                            && !self.verb_like(n)
                            && !self.bi(n)
                            && self.clean_end(n)
                    });
                let plural = plural || second || next || self.definite_masdar(k);
                let ended = self.text(k).ends_with('ي')
                    && k + 1 < self.len()
                    && self.gap(k + 1).has(Gap::COMMA.with(Gap::COLON));
                if definite >= 2 || self.masdar(k) || plural || !arabic && definite == 0 && !ended {
                    break;
                }
                definite += 1;
                family = true;
                k += 1;
                continue;
            }
            // شادي صدر، / محمد الماضي إن: a first name alone names nobody; the one word behind it is the family name,
            // whatever else the lists say of it.
            if self.family_by_place(from, k, limit) {
                k += 1;
                continue;
            }
            // A family name that is a title or a place too (الشيخ, المصري, النقيب): only where the name would be
            // one word without it and nothing of the phrase follows.
            let two = k == from + 2 && self.is(from, tag::JOINT) && self.definite(from + 1);
            let one_part = k == from + 1 || two;
            if one_part
                && self.plain_definite(k)
                && lex.is(tag::TITLE | tag::RANK | tag::HONORIFIC)
                && self.phrase_ends(k + 1, limit)
                // يوروسا المسؤولة عن كذا: what she is.
                && !(lex.is(tag::GOVERNS) && self.is(k + 1, tag::AN | tag::ALA))
            {
                k += 1;
                continue;
            }
            // Names may end in ة and begin with ل or ي too, where nothing of the phrase follows (هشام مروة).
            // توماس بوسرت مستشار الرئيس: a name that begins with ب, between a first name and a title.
            let named = k == from + 1
                && self.is(from, tag::GIVEN)
                && self.is(k + 1, tag::TITLE | tag::SPOKES | tag::RANK)
                && !self.lex[k + 1].has(Lex::AND | Lex::BI | Lex::LI);
            let particle = k > from && self.bi(k) && self.text(k).chars().count() > 4 && !named;
            // فلان واضعا يده على كذا: what he did meanwhile.
            let over_object = || {
                !self.phrase_ends(k + 1, limit)
                    && (self.definite(k + 1) && !self.is(k + 1, tag::TITLE | tag::RANK | tag::HONORIFIC)
                        || !self.clean_end(k + 1))
            };
            if k > from && active_accusative(self.text(k)) && over_object() {
                break;
            }
            // تيانجين تحرك لوضع حد: a deed; but دونالد توسك.
            let deed = k > from && self.fifth_form(k) && !self.foreign(k);
            let odd = deed || self.verb_like(k) || self.text(k).ends_with('ة') || particle;
            // عبد الله زكري: the article of the first part is no family's.
            let servant = definite == 1 && k == from + 2 && self.is(from, tag::JOINT);
            if lex.is_unknown()
                && self.may_name(k)
                && (definite == 0 || servant)
                && (!odd || k > from && self.phrase_ends(k + 1, limit))
            {
                // A noun with a pronoun (رحلته, مسرحيتها) is no part of a name.
                let closed = self.phrase_ends(k + 1, limit) && !self.is(k + 1, PREPOSITIONS);
                if k > from && !self.clean_end(k) && !closed {
                    break;
                }
                // حسن روحاني دفاعه: nothing follows a family name that is known as one.
                // But كيري دولان، محررة …: what is a famous family name is a first name before one that a title follows.
                let first_name = k == from + 1
                    && self.clean_end(k)
                    && self.gap(k + 1).has(Gap::COMMA)
                    && self.is(k + 1, tag::TITLE | tag::SPOKES | tag::RANK)
                    && !self.lex[k + 1].has(Lex::AND | Lex::BI | Lex::LI);
                // ماي آيك كياو، : of three words, which the phrase ends with.
                let three = k == from + 1
                    && k + 1 < limit
                    && self.lex[k + 1].is_unknown()
                    && self.may_name(k + 1)
                    && self.gap(k + 1).is_plain()
                    && self.phrase_ends(k + 2, limit);
                let first_name = first_name || three;
                if k > from && self.is(k - 1, tag::NAME_TAIL) && self.is(k - 1, tag::GIVEN) && !first_name {
                    break;
                }
                // ترامب غضب: a first word that occurs elsewhere alone is the whole name, where this pair does not.
                // أثارت تصريحات عباس غضبا في: nor an accusative.
                let titled = self.is(k + 1, tag::TITLE | tag::SPOKES | tag::RANK | tag::HONORIFIC);
                let accusative = self.text(k).ends_with('ا') && self.is(k + 1, PREPOSITIONS);
                // كيم سونغ-أون, where كيم stands alone elsewhere: a hyphen is no sentence's.
                // كيم كي فلان النائب الأول: three words before a title are his name.
                let third = k + 2 < limit
                    && self.lex[k + 1].is_unknown()
                    && self.may_name(k + 1)
                    && !self.verb_like(k + 1)
                    && (k + 1..k + 3).all(|n| self.gap(n).is_plain())
                    && self.is(k + 2, tag::TITLE)
                    && self.plain_definite(k + 2);
                if k == from + 1
                    && !titled
                    && !third
                    && !self.gap(k).has(Gap::TAG)
                    && !self.hyphened(k + 1)
                    && (accusative || !self.phrase_ends(k + 1, limit) && !self.is(k, tag::SYLLABLE))
                    && self.stands_alone(from, limit)
                {
                    break;
                }
                // A third word that no list has belongs to the name only where the phrase ends after it.
                // But عبد الله زكري رئيس المرصد, كيم كي غوان النائب الأول: before a title it is the family name.
                let before_title =
                    titled && self.clean_end(k) && !self.lex[k + 1].has(Lex::AND | Lex::BI | Lex::LI);
                let known =
                    |k: usize| self.is(k - 1, tag::GIVEN | tag::JOINT) || self.phrase_ends(k + 1, limit);
                if k >= from + 2 && !known(k) && !before_title && !self.foreign(k) {
                    break;
                }
                k += 1;
                continue;
            }
            break;
        }
        k
    }

    /// Whether a word goes on a name by the hyphen before it, even if it is spelt like a particle (كيم جونغ-أون, مون جاي-إن),
    /// or by the one behind it (كانغ كونغ-وا, where كونغ is a second half of names of places).
    fn part_by_hyphen(&self, k: usize) -> bool {
        let lex = self.lex[k];
        let syllable = lex.is_unknown() && self.may_name(k) || lex.is(tag::COMP);
        self.hyphened(k) && (syllable || self.is(k - 1, tag::SECOND_HALF))
            || lex.is(tag::SECOND_HALF) && self.hyphened(k + 1)
    }

    /// Whether word `k` goes on a name that is spelt letter by letter (إس.كي.دي).
    pub(super) fn letter_by_letter(&self, k: usize) -> bool {
        let short = |k: usize| self.text(k).chars().nth(3).is_none();
        k > 0 && self.gap(k) == Gap::STOP && short(k - 1) && short(k)
    }

    /// How many words at `k`, behind a first name, are particles of the family name behind them: لو and فون دير before whatever
    /// may be one, فان before a foreign one, since it is rather "so that".
    fn particles_of_name(&self, from: usize, k: usize) -> usize {
        let first_name = self.is(from, tag::GIVEN) || self.foreign(from) || self.lex[from].is_unknown();
        if k != from + 1 || !self.is(k, tag::PARTICLE_OF_NAME) || !first_name {
            return 0;
        }
        // فان دير, فون دن.
        let two = k + 2 < self.len() && self.is(k + 1, tag::PARTICLE_OF_NAME) && self.gap(k + 1).is_plain();
        let next = k + 1 + usize::from(two);
        let Some(lex) = self.lex.get(next).filter(|_| self.gap(next).is_plain()) else { return 0 };
        let titled = lex.is(tag::RANK | tag::TITLE) && !lex.has(Lex::THE | Lex::AND);
        let family = lex.is_unknown() && self.may_name(next);
        // فون دير مول: though a list has it as a verb.
        let listed = two && !lex.is(STOPS & !tag::VERB | PREPOSITIONS) && !self.definite(next);
        let so_that = self.is(k, tag::COMP) && !two;
        let named = lex.is(tag::JOINT) || self.foreign(next) || !so_that && (family || titled || listed);
        if named { 1 + usize::from(two) } else { 0 }
    }

    /// Whether a pronoun at `k` is the second part of a name, since its sentence has no use for one (قال ليو هي إن; عن ليو هي، قوله).
    fn pronoun_in_name(&self, k: usize) -> bool {
        let (first, lex) = (k - 1, self.lex[k]);
        let comma = self.gap(k + 1).has(Gap::COMMA) && !self.begins(k + 1);
        lex.is(tag::PRONOUN)
            && !lex.has(Lex::AND)
            && (self.lex[first].is_unknown() || self.is(first, tag::GIVEN))
            && !self.definite(first)
            && (comma
                || self.is(k + 1, tag::COMP | tag::TIME)
                || self.lex.get(k + 1).is_some_and(|next| next.is_cue() && next.suffixed))
    }

    /// Whether a word that is a first name and a title (أمين, كريم) is a title at `k`: behind a family name, over a noun.
    fn title_again(&self, k: usize, family: bool) -> bool {
        family
            && self.is(k, tag::GIVEN)
            && self.is(k, tag::TITLE)
            && (self.definite(k + 1) || self.is(k + 1, tag::ORG | tag::PLACE | tag::NAMING | tag::COMMON))
    }

    /// Whether the word at `k` stands alone behind a reporting verb elsewhere in the document (وأضاف الحية أن).
    fn says_elsewhere(&self, k: usize) -> bool {
        let hash = self.hash(k);
        let said = |i: usize| {
            let verb = self.lex[i - 1].is_cue() && self.lex[i - 1].is_verb();
            self.hash(i) == hash && verb && self.gap(i).is_plain() && self.phrase_ends(i + 1, self.len())
        };
        (1..self.len().saturating_sub(1)).any(said)
    }

    /// Whether a known family name at `k` is the verb's object (انتقد جون هولبرت ترامب): the whole name stands before it,
    /// since the document has the word before it elsewhere without it.
    fn object_after(&self, from: usize, k: usize) -> bool {
        if k <= from || !self.is(k, tag::NAME_TAIL) || !self.is(k, tag::GIVEN) {
            return false;
        }
        let (before, hash) = (self.hash(k - 1), self.hash(k));
        // وحذر صالحي ترامب: likewise of a family name alone, which the document has with a first name.
        if k == from + 1 {
            let named = |i: usize| {
                self.hash(i) == before
                    && self.hash(i + 1) != hash
                    && self.is(i - 1, tag::GIVEN)
                    && self.gap(i).is_plain()
            };
            return self.lex[from].is_unknown() && !self.definite(from) && (1..self.len() - 1).any(named);
        }
        self.lex[k - 1].is_unknown()
            && !self.definite(k - 1)
            && !self.is(k - 2, tag::JOINT)
            && (0..self.len()).any(|i| i + 1 != k && self.hash(i) == before && self.hash(i + 1) != hash)
    }

    /// Whether a listed word at `k` is the family name of the first name that begins at `from`: right behind it, after
    /// a reporting verb or a title, where the phrase ends.
    fn family_by_place(&self, from: usize, k: usize, limit: usize) -> bool {
        let one = k == from + 1 && (self.is(from, tag::GIVEN) || self.lex[from].is_unknown())
            || k == from + 2 && self.is(from, tag::JOINT);
        let lex = self.lex[k];
        if !one || from == 0 || !lex.is_listed() || lex.has(Lex::AND | Lex::BI | Lex::LI | Lex::KA) {
            return false;
        }
        let verb = self.lex[from - 1].is_cue();
        // وزيرة الاستثمار المصرية سحر نصر.
        const DESCRIBES: Tags = tag::TITLE | tag::HONORIFIC | tag::RANK | tag::ORG;
        let titled = self.definite(from - 1) && (self.is(from - 1, DESCRIBES) || self.nisba(from - 1));
        if !(verb || titled) {
            return false;
        }
        // محمد الماضي: an adjective of time needs a time before it.
        let time = lex.is(tag::TIME | tag::MONTH) && !(self.definite(k) && self.text(k).ends_with('ي'));
        const NEVER: Tags = STOPS & !tag::VERB | PREPOSITIONS | tag::PLACE | tag::PRONOUN | tag::OUTLET;
        let own =
            self.text(k).ends_with('ه') || self.text(k).ends_with("ها") || self.masdar(k) || self.made(k);
        if time || own || lex.is(NEVER) || self.is(from, tag::NAME_TAIL) {
            return false;
        }
        let next = k + 1;
        // شادي صدر، : a form of a verb, between a reporting verb and a comma.
        if lex.is_cue() || lex.is(tag::VERB | tag::SAYING) {
            let perfect = lex.tense == Tense::Perfect && !lex.suffixed || !lex.is_cue() && lex.is(tag::VERB);
            let he_is = self.is(next, tag::PRONOUN) && self.lex[next].has(Lex::AND);
            let closed = self.gap(next).has(Gap::COMMA) || he_is;
            return verb && perfect && !self.definite(k) && closed && next < limit;
        }
        // وكانت الوزيرة سحر نصر قالت.
        let told = self
            .lex
            .get(next)
            .is_some_and(|lex| lex.is_cue() && lex.tense == Tense::Perfect && !lex.has(Lex::AND));
        // أشرف القدرة الناطق باسم كذا: what he is.
        let is_he = self.is(from, tag::GIVEN)
            && self.plain_definite(k)
            && self.is(next, tag::SPOKES | tag::TITLE)
            && !lex.is(tag::TITLE | tag::RANK | tag::HONORIFIC);
        next >= limit
            || is_he && self.plain_definite(next)
            || told && titled
            || self.begins(next)
            || self.is(next, tag::QAD) && !self.lex[next].has(Lex::AND)
            || self.gap(next).has(Gap::COMMA.with(Gap::COLON).with(Gap::MARK))
            || self.is(next, tag::COMP | tag::COMP_BI)
            || self.is(next, tag::FI) && self.is(next + 1, tag::MEDIUM | tag::OCCASION)
            || self.is(next, tag::PRONOUN) && self.lex[next].has(Lex::AND)
    }

    /// Whether a word can end a name: no pronoun at its end, no accusative of a noun.
    pub fn clean_end(&self, k: usize) -> bool {
        let word = self.text(k);
        let pronoun = word.ends_with("ها") || word.ends_with("هم") || word.ends_with("ته");
        let listed =
            |stem: &str| !self.lexicon.get(rawi_text::token_hash(&rawi_text::fold_word(stem))).is_unknown();
        // اتصالا, مؤتمرا; but foreign names end so too (إبراهيم ديوارا).
        let accusative = word.strip_suffix('ا').is_some_and(|stem| {
            listed(stem)
                || super::letters::weight(word) < UNLIKELY
                || word.starts_with(['ا', 'إ'])
                    && !word.starts_with("إي")
                    && stem.chars().rev().nth(1) == Some('ا')
        });
        let other = word
            .strip_suffix('ه')
            .is_some_and(|stem| self.joined(k) || stem.chars().count() > 3 && listed(stem));
        self.lex[k].is(tag::GIVEN | tag::NAME_TAIL) || self.foreign(k) || !(pronoun || accusative || other)
    }

    /// Whether a phrase that came to word `k` ends there: a complementiser, a comma, a colon, a mark, a preposition.
    pub fn phrase_ends(&self, k: usize, limit: usize) -> bool {
        k >= limit
            || self.begins(k)
            || self.gap(k).has(Gap::COMMA.with(Gap::COLON).with(Gap::MARK))
            || self.lex[k].is(STOPS | PREPOSITIONS | tag::TIME)
            || self.lex[k].is_cue()
            || self.lex[k].is(tag::OUTLET | tag::AGENCY) && self.lex[k].has(Lex::LI)
            || self.text(k).starts_with("لل")
            || self.text(k).starts_with("لـ")
    }
}

/// Whether a word has the form of an active participle in the accusative (واضعا, حاملاً).
pub(super) fn active_accusative(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| !('\u{64B}'..='\u{652}').contains(c));
    letters.nth(1) == Some('ا') && letters.nth(2) == Some('ا') && letters.next().is_none()
}
