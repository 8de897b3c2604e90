//! Words of quotes as terms that small rewordings do not change, with weights by rarity.
//!
//! Stems are light (Larkey, Ballesteros & Connell 2002 for Arabic; Harman 1991 for English): they take off the
//! conjunctions, prepositions and article that Arabic writes together with a word, and endings of number, gender
//! and tense; of an Arabic stem the long vowels go too, which broken plurals and verb forms move. Such a stem may join two words that are not akin; that costs little, as one
//! word alone never makes a statement.

use std::borrow::Cow;
use std::sync::LazyLock;

use ahash::{AHashMap, AHashSet};

use crate::names::is_title;
use crate::speakers::Said;

/// The stem of a folded word.
#[must_use]
pub fn stem(folded: &str) -> Cow<'_, str> {
    match folded.chars().next() {
        Some('\u{0600}'..='\u{06FF}') => frame(arabic(folded)),
        _ => light_stem(folded),
    }
}

/// The stem of a folded word with all of its vowels.
pub(crate) fn light_stem(folded: &str) -> Cow<'_, str> {
    match folded.chars().next() {
        Some('\u{0600}'..='\u{06FF}') => Cow::Borrowed(arabic(folded)),
        Some('a'..='z') => english(folded),
        _ => Cow::Borrowed(folded),
    }
}

/// Letters of a folded Arabic word: each has two bytes.
fn letters(word: &str) -> usize {
    word.len() / 2
}

/// The letters that stay when Arabic bends a word from inside ("weapon", "weapons": سلاح, أسلحة): without the long
/// vowels, where three letters are left.
pub(crate) fn frame(stem: &str) -> Cow<'_, str> {
    let long = |c: char| matches!(c, 'ا' | 'و' | 'ي');
    let vowels = stem.chars().filter(|c| long(*c)).count();
    if vowels == 0 || letters(stem) < vowels + 3 {
        return Cow::Borrowed(stem);
    }
    let mut frame = String::with_capacity(stem.len());
    frame.extend(stem.chars().filter(|c| !long(*c)));
    Cow::Owned(frame)
}

fn arabic(word: &str) -> &str {
    let mut stem = word;
    if let Some(rest) = stem
        .strip_prefix(['و', 'ف'])
        .filter(|rest| letters(rest) >= 3 && stem.starts_with('و') || rest.starts_with("ال"))
    {
        stem = rest;
    }
    for prefix in ["بال", "كال", "ال", "لل"] {
        if let Some(rest) = stem.strip_prefix(prefix).filter(|rest| letters(rest) >= 3) {
            stem = rest;
            break;
        }
    }
    if stem.len() == word.len() || stem.len() + 2 == word.len() {
        // ب and ل before a word without article: only where much is left, as many words begin with them.
        if let Some(rest) = stem.strip_prefix(['ب', 'ل']).filter(|rest| letters(rest) >= 5) {
            stem = rest;
        }
    }
    for suffix in ["هما", "ها", "هم", "نا", "ات", "ان", "ون", "ين", "وا", "يه", "ته", "ه", "ي", "ت", "ا"]
    {
        if let Some(rest) = stem.strip_suffix(suffix).filter(|rest| letters(rest) >= 3) {
            return rest;
        }
    }
    stem
}

fn english(word: &str) -> Cow<'_, str> {
    let strip = |suffix: &str, least: usize| word.strip_suffix(suffix).filter(|rest| rest.len() >= least);
    if let Some(rest) = strip("ies", 3) {
        return Cow::Owned(format!("{rest}y"));
    }
    for (suffix, least) in [("sses", 2), ("ing", 4), ("edly", 4), ("ed", 4), ("es", 4), ("ly", 4)] {
        if let Some(rest) = strip(suffix, least) {
            // "planning", "planned": the doubled letter goes; "making", "make": the silent e goes below.
            let bytes = rest.as_bytes();
            let doubled = bytes.len() > 3
                && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
                && !rest.ends_with(['l', 's']);
            return Cow::Borrowed(if doubled { &rest[..rest.len() - 1] } else { rest });
        }
    }
    if let Some(rest) = strip("s", 3).filter(|rest| !rest.ends_with(['s', 'u', 'i'])) {
        return Cow::Borrowed(rest.strip_suffix('e').filter(|rest| rest.len() >= 4).unwrap_or(rest));
    }
    Cow::Borrowed(strip("e", 4).unwrap_or(word))
}

/// A quote's words as terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Terms {
    /// Hashes of the stems in the order of the text.
    pub sequence: Vec<u64>,
    /// Which of them are numbers.
    pub numbers: Vec<u64>,
    /// One of the words denies.
    pub denies: bool,
    /// Hash of the folded words: equal for equal words.
    pub words: u64,
}

/// A word that was folded and stemmed.
#[derive(Debug, Clone, Copy)]
struct Stemmed {
    /// Hash of the stem.
    stem: u64,
    /// Digits only.
    number: bool,
    /// Opens titles.
    title: bool,
    /// Denies.
    denies: bool,
}

/// Words that deny.
static NEGATIONS: LazyLock<AHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/statement-words.tsv").lines();
    let words = lines.filter_map(|line| line.strip_prefix("negation\t"));
    words.flat_map(|words| words.split(' ')).collect()
});

/// Stems of the words seen so far: a word is folded and stemmed once.
#[derive(Debug, Default)]
pub(super) struct Stems {
    /// By the hash of the folded word.
    known: AHashMap<u64, Stemmed>,
}

impl Stems {
    fn each(&mut self, text: &str, mut found: impl FnMut(u64, Stemmed)) {
        rawi_text::for_each_token(text, |token| {
            let stemmed = *self.known.entry(token.hash).or_insert_with(|| {
                let word = rawi_text::fold_word(token.span.of(text));
                Stemmed {
                    stem: rawi_text::token_hash(&stem(&word)),
                    number: word.bytes().all(|byte| byte.is_ascii_digit()),
                    title: is_title(&word),
                    denies: NEGATIONS.contains(word.as_ref() as &str),
                }
            });
            found(token.hash, stemmed);
        });
    }

    /// The terms of a quote's words.
    pub(super) fn terms(&mut self, said: &Said<'_>) -> Terms {
        let mut terms = Terms::default();
        for range in &said.quote.content {
            let text = range.of(said.text);
            terms.sequence.reserve(text.len() / 8);
            self.each(text, |word, stemmed| {
                terms.words = (terms.words.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                terms.sequence.push(stemmed.stem);
                terms.denies |= stemmed.denies;
                if stemmed.number {
                    terms.numbers.push(stemmed.stem);
                }
            });
        }
        terms.numbers.sort_unstable();
        terms.numbers.dedup();
        terms
    }

    /// Stems of names and titles, sorted; the words that open titles say nothing of who it is, and go where something
    /// else is there.
    pub(super) fn of_texts<'a>(
        &mut self,
        texts: impl IntoIterator<Item = &'a str>,
        without_titles: bool,
    ) -> Vec<u64> {
        let mut stems = Vec::new();
        for text in texts {
            let from = stems.len();
            let mut titles = Vec::new();
            self.each(
                text,
                |_, word| if word.title { titles.push(word.stem) } else { stems.push(word.stem) },
            );
            if !without_titles || stems.len() == from {
                stems.append(&mut titles);
            }
        }
        stems.sort_unstable();
        stems.dedup();
        stems
    }
}
