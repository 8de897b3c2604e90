//! Folding with a map back: the folded words of a text as a text of their own.
//!
//! 1. NFKC; lower case (ς is σ, so that case does not depend on the next letter).
//! 2. Dropped: combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic (tashkeel), tatweel, zero-width,
//!    bidirectional and soft-hyphen characters.
//! 3. Arabic letters: أ إ آ ٱ are ا, ى ی ئ are ي, ؤ is و, ة is ه, ک is ك. Decimal digits of any script are ASCII.
//! 4. A token is a maximal run of letters, marks and numbers; each character of a script written without spaces is one.
//!
//! Comparing needs hashes only ([`crate::tokens`]); lists, names and differences need the words, and get them here.

use crate::span::Span;
use crate::token::{Sink, scan};

/// The folded words of a text, joined by single spaces, and where each came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded words, a space between.
    pub text: String,
    /// Each word: its place in `text` and in the original.
    pub tokens: Vec<FoldedToken>,
}

/// A folded word in both texts, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoldedToken {
    /// Place in [`Folded::text`].
    pub folded: Span,
    /// Place in the original.
    pub source: Span,
}

impl Folded {
    /// Number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The folded word number `i`.
    ///
    /// # Panics
    /// Where there are no more than `i` words.
    #[must_use]
    pub fn token(&self, i: usize) -> &str {
        self.tokens[i].folded.of(&self.text)
    }

    /// Every folded word with its place in the original.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, Span)> {
        self.tokens.iter().map(|token| (token.folded.of(&self.text), token.source))
    }
}

/// Folds a text.
///
/// ```
/// let text = "إلى الأمام, EN AVANT";
/// let folded = rawi_text::fold(text);
/// assert_eq!(folded.text, "الي الامام en avant");
/// assert_eq!(folded.tokens[1].source.of(text), "الأمام");
/// ```
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut writing = Writing::default();
    writing.folded.text.reserve(text.len());
    scan(text, &mut writing);
    writing.folded
}

/// The folded words of a short string, joined by spaces: how words of a list are folded.
#[must_use]
pub fn fold_word(word: &str) -> String {
    fold(word).text
}

#[derive(Default)]
struct Writing {
    folded: Folded,
    /// Where the word at hand begins.
    start: usize,
    open: bool,
}

impl Sink for Writing {
    fn push(&mut self, c: u32) {
        if !self.open {
            if !self.folded.text.is_empty() {
                self.folded.text.push(' ');
            }
            self.start = self.folded.text.len();
            self.open = true;
        }
        self.folded.text.extend(char::from_u32(c));
    }

    fn undo(&mut self) {
        self.folded.text.pop();
        if self.folded.text.len() == self.start {
            self.open = false;
            self.folded.text.truncate(self.start.saturating_sub(1));
        }
    }

    fn end(&mut self, source: Span) {
        let folded = Span::new(self.start, self.folded.text.len());
        self.folded.tokens.push(FoldedToken { folded, source });
        self.open = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::{ascii_digit, fold_literally, is_unspaced, is_word};
    use proptest::prelude::*;

    /// Tokens as the definition has them: the literal chain over the whole text.
    fn tokens_literally(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        let mut run = String::new();
        for c in fold_literally(text).chars() {
            let c = if is_word(c) { ascii_digit(c).unwrap_or(c) } else { ' ' };
            if (c == ' ' || is_unspaced(c)) && !run.is_empty() {
                out.push(std::mem::take(&mut run));
            }
            if is_unspaced(c) {
                out.push(c.to_string());
            } else if c != ' ' {
                run.push(c);
            }
        }
        out.extend((!run.is_empty()).then_some(run));
        out
    }

    /// Text that is hard on purpose: letters and marks that compose, reorder, vanish, come apart.
    fn hard_text() -> impl Strategy<Value = String> {
        let hard = prop::sample::select(
            "اأإآٱىیئؤةکـء\u{64e}\u{651}\u{653}\u{654}\u{655}\u{670}٣۴aZéÉßΣςİI\u{307}\u{301}\u{327}か\u{3099}ハ\u{309a}漢한\u{1100}\u{1161}\u{11a8}\u{200c}\u{200d}\u{200f}\u{2066}\u{ad}ﷺﻻﻷﬁ½Ⅷ²ｶ\u{ff9e}क\u{93c}\u{94d}\u{9c7}\u{9be}ำ่ก๑\u{302a}\u{1d165} .,«»\n😀\u{fe0f}"
                .chars()
                .collect::<Vec<_>>(),
        );
        prop::collection::vec(prop_oneof![4 => hard, 1 => any::<char>()], 0..24)
            .prop_map(|characters| characters.into_iter().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn the_tables_agree_with_the_definition(text in hard_text()) {
            let folded = fold(&text);
            let found: Vec<&str> = folded.iter().map(|(word, _)| word).collect();
            prop_assert_eq!(found, tokens_literally(&text));
        }

        #[test]
        fn every_token_leads_back(text in hard_text()) {
            let mut at = 0;
            for (word, source) in fold(&text).iter() {
                prop_assert!(source.from() >= at || source.to() >= at, "tokens stand in order");
                at = source.from();
                // The span folds to a text that holds the word (a ligature's words share their span).
                prop_assert!(fold_literally(source.of(&text)).chars().filter_map(|c| ascii_digit(c).or(Some(c)))
                    .collect::<String>().contains(word));
            }
        }

        #[test]
        fn hashes_and_words_agree(text in hard_text()) {
            let hashes: Vec<u64> = crate::tokens(&text).iter().map(|token| token.hash).collect();
            let words: Vec<u64> = fold(&text).iter().map(|(word, _)| crate::token_hash(word)).collect();
            prop_assert_eq!(hashes, words);
        }
    }
}
