//! Words of quotes as terms that small rewordings do not change: their [stems](crate::stem).

use std::sync::LazyLock;

use ahash::{AHashMap, AHashSet};

use crate::names::is_title;
use crate::speakers::Said;
use crate::stem::stem;

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

impl Stemmed {
    /// The stem of the word with this hash, from the place where it stands.
    ///
    /// A place may hold several words (a sign for "one half" is two numbers): the hash says which of them it is, so that
    /// what is known of a word does not depend on where it was met first.
    fn of(hash: u64, place: &str) -> Self {
        let folded = rawi_text::fold(place);
        let Some((word, _)) = folded.iter().find(|(word, _)| rawi_text::token_hash(word) == hash) else {
            return Self { stem: hash, number: false, title: false, denies: false };
        };
        Self {
            stem: rawi_text::token_hash(&stem(word)),
            number: word.bytes().all(|byte| byte.is_ascii_digit()),
            title: is_title(word),
            denies: NEGATIONS.contains(word),
        }
    }
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
            let stemmed =
                *self.known.entry(token.hash).or_insert_with(|| Stemmed::of(token.hash, token.span.of(text)));
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
