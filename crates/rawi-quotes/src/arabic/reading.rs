//! Which of two words a spelling is: a name or a preposition, a pronoun, a verb. The lists have both; the words beside it,
//! the letters that folding takes away, and the rest of the document tell.

use super::lexicon::{self as tag, Lex, Tags, Tense};
use super::pattern::masdar_pattern;
use super::view::View;
use crate::page::{Gap, Page};

/// Settles what the lists leave open; `to_me` is the hash of لي.
pub(super) fn settle(page: &Page<'_>, lex: &mut [Lex], to_me: u64) {
    name_or_preposition(page, lex);
    name_or_pronoun(page, lex, to_me);
    name_or_verb(page, lex);
    names_in_f(page, lex);
    clubs(page, lex);
    by_hamza(page, lex);
    spelt_out(page, lex);
    passives(page, lex);
}

/// أُعلن, اتُّهم: a perfect that is written with the vowel of the passive tells of nobody who speaks.
fn passives(page: &Page<'_>, lex: &mut [Lex]) {
    const U: char = '\u{64f}';
    let passive = |word: &str| {
        let word = word.strip_prefix(['و', 'ف']).filter(|rest| !rest.starts_with(U)).unwrap_or(word);
        let mut letters = word.chars();
        // Behind an alef the vowel stands on the second letter, or on the ت of a derived verb (اتُّهم, اعتُبر, استُخدم).
        let derived = if matches!(letters.next(), Some('ا' | 'أ')) { 4 } else { 1 };
        letters.take(derived).any(|letter| letter == U)
    };
    for (i, lex) in lex.iter_mut().enumerate() {
        if lex.is_cue() && lex.tense == Tense::Perfect && passive(page.word(i)) {
            *lex = Lex { tags: lex.tags | tag::VERB, particles: lex.particles, ..Lex::NONE };
        }
    }
}

/// مون جاي إن, سي إن إن: syllables of a name, no "that".
fn spelt_out(page: &Page<'_>, lex: &mut [Lex]) {
    const NAME: Lex = Lex { tags: tag::GIVEN, ..Lex::NONE };
    let that = |lex: &[Lex], i: usize| {
        i < lex.len()
            && page.words[i].before.is_plain()
            && lex[i].is(tag::COMP)
            && page.word(i).chars().count() == 2
    };
    for i in 1..lex.len() {
        if !lex[i - 1].is(tag::SYLLABLE) || !that(lex, i) {
            continue;
        }
        // بي بي سي إن: one alone behind an outlet is "that".
        let outlet = lex[i - 1].is(tag::AGENCY | tag::SPELT);
        if outlet && that(lex, i + 1) {
            (lex[i], lex[i + 1]) = (Lex::NONE, Lex::NONE);
        } else if !outlet {
            lex[i] = NAME;
        }
    }
}

/// لي is "to me", and the family name of many.
fn name_or_pronoun(page: &Page<'_>, lex: &mut [Lex], hash: u64) {
    let mine = |i: usize| page.words[i].hash == hash && page.word(i) == "لي";
    let named = (1..lex.len().saturating_sub(1)).any(|i| {
        // قال لي فلان: to me.
        let name = lex[i + 1].is_unknown() && !page.word(i + 1).starts_with("ال");
        // وليد لي، مراسل القناة: a name that its comma ends.
        let ends = lex[i - 1].is(tag::GIVEN) && page.words[i + 1].before.has(Gap::COMMA);
        // يانغي لي محققة الأمم المتحدة: behind a foreign name, before a title.
        let foreign = lex[i - 1].is_unknown() && super::letters::foreign(page.word(i - 1));
        let titled = foreign && (lex[i + 1].is(tag::TITLE) || page.words[i + 1].before.has(Gap::COMMA));
        mine(i) && !lex[i - 1].is_cue() && (name || ends || titled)
    });
    if named {
        for i in (0..lex.len()).filter(|&i| mine(i)) {
            lex[i].tags = tag::GIVEN;
        }
    }
}

/// Words that a hamza tells apart, though they fold alike: أمام is "before", إمام an imam (what is written without hamza stays
/// both); بأول is "with the first", باول a name.
fn by_hamza(page: &Page<'_>, lex: &mut [Lex]) {
    const BOTH: Tags = tag::PREP | tag::TITLE;
    for (i, lex) in lex.iter_mut().enumerate() {
        if lex.is(tag::GIVEN) && page.word(i).starts_with("بأ") {
            *lex = Lex::NONE;
        } else if lex.tags & BOTH == BOTH {
            let word = page.word(i);
            if word.contains('أ') {
                lex.tags = tag::PREP;
            } else if word.contains('إ') {
                lex.tags &= !tag::PREP;
            }
        }
    }
}

/// على and the name علي fold alike: what is written with ي is the name where a name stands beside it.
fn name_or_preposition(page: &Page<'_>, lex: &mut [Lex]) {
    const BOTH: Tags = tag::ALA | tag::GIVEN;
    // Who writes the preposition with ى writes the name with ي.
    let written =
        |word: &str| (0..lex.len()).filter(|&i| lex[i].tags & BOTH == BOTH && page.word(i) == word).count();
    let told_apart = written("على") > 2 * written("علي");
    for i in 0..lex.len() {
        if lex[i].tags & BOTH != BOTH {
            continue;
        }
        let named = |k: Option<usize>| {
            k.and_then(|k| lex.get(k)).is_some_and(|l| {
                l.is(tag::GIVEN | tag::KUNYA | tag::HONORIFIC | tag::RANK | tag::TITLE)
                    && l.tags & BOTH != BOTH
            })
        };
        let name =
            page.word(i).ends_with('ي') && (told_apart || named(i.checked_sub(1)) || named(Some(i + 1)));
        lex[i].tags &= if name { !tag::ALA } else { !tag::GIVEN };
    }
}

/// قال فاسيل فلان: no "and so" between a verb and its subject; what is spelt so is a name of its own.
fn names_in_f(page: &Page<'_>, lex: &mut [Lex]) {
    for i in 1..lex.len() {
        let so = lex[i].is(tag::GIVEN) && lex[i].has(Lex::AND) && page.word(i).starts_with('ف');
        let titled = lex[i - 1].is(tag::TITLE | tag::RANK) && lex[i - 1].has(Lex::THE);
        if so && (lex[i - 1].is_cue() || titled) && page.words[i].before.is_plain() {
            lex[i] = Lex { tags: tag::GIVEN, ..Lex::NONE };
        }
    }
}

/// ريال مدريد is a club, no coin.
fn clubs(page: &Page<'_>, lex: &mut [Lex]) {
    for i in 1..lex.len() {
        let city = lex[i].is(tag::PLACE) && !lex[i].has(Lex::THE | Lex::AND | Lex::BI | Lex::LI);
        if city && lex[i - 1].is(tag::CLUB) && page.words[i].before.is_plain() {
            lex[i - 1].tags = tag::CLUB | tag::ORG;
        }
    }
}

/// نصر الله is a name, though نصر is "he helped"; so is سحر نصر.
fn name_or_verb(page: &Page<'_>, lex: &mut [Lex]) {
    for i in 1..lex.len() {
        let first = lex[i - 1].is(tag::GIVEN | tag::WOMAN) && !lex[i - 1].is_cue();
        let verb = lex[i].is_cue() || lex[i].is(tag::VERB);
        if first && lex[i].is(tag::THEOPHORIC) && verb && page.words[i].before.is_plain() {
            lex[i] = Lex { tags: tag::GIVEN, ..Lex::NONE };
        }
        // عبد الرقيب فتح إن.
        let servant = i > 1 && lex[i - 2].is(tag::JOINT) && page.word(i - 1).starts_with("ال");
        let closed = i + 1 < lex.len()
            && (lex[i + 1].is(tag::COMP) || page.words[i + 1].before.has(Gap::COMMA.with(Gap::COLON)));
        if servant && closed && lex[i].is(tag::THEOPHORIC) && page.words[i].before.is_plain() {
            lex[i] = Lex { tags: tag::GIVEN, ..Lex::NONE };
        }
        let tail = lex[i].is(tag::NAME_TAIL) && !lex[i].is(tag::GIVEN) && page.words[i].before.is_plain();
        if tail && lex[i - 1].is(tag::THEOPHORIC) {
            lex[i - 1] = Lex { tags: tag::GIVEN, ..Lex::NONE };
        }
    }
}

impl View<'_, '_> {
    /// توماس باخ, later باخ alone: a word with ب that stands right behind a first name, again elsewhere, and never without
    /// its ب is a name and no noun under a preposition.
    pub(super) fn names_in_b(&mut self) {
        for i in 1..self.len() {
            let Some(rest) = self.text(i).strip_prefix('ب') else { continue };
            let first = self.lex[i - 1].is(tag::GIVEN) || self.foreign(i - 1);
            if !first || !self.gap(i).is_plain() {
                continue;
            }
            let letters = rest.chars().count();
            // باخ is spelt like "by a brother".
            let read_so = self.lex[i].has(Lex::BI) && letters < 3;
            if !self.lex[i].is_unknown() && !read_so {
                continue;
            }
            // بالبيردي, where no list has what stands behind the article.
            let definite = rest.strip_prefix("ال").is_some_and(|noun| {
                let hash = rawi_text::token_hash(&rawi_text::fold_word(noun));
                noun.chars().count() < 4 || self.lexicon.get(hash).is_listed()
            });
            if letters < 2 || definite || rest.starts_with('ـ') || !self.repeated(i) {
                continue;
            }
            let rest = rawi_text::fold_word(rest);
            let bare = rawi_text::token_hash(&rest);
            let pattern = masdar_pattern(&rest.chars().collect::<Vec<char>>());
            let noun = letters > 2 && (self.lexicon.get(bare).is_listed() || pattern);
            if noun || self.page.words.iter().any(|word| word.hash == bare) {
                continue;
            }
            let hash = self.hash(i);
            for k in 0..self.len() {
                if self.hash(k) == hash {
                    self.read_as_name(k);
                }
            }
        }
    }
}
