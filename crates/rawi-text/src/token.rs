//! Folded tokens as stable 64-bit hashes with their place in the original: what similarity is computed on.
//!
//! The scanner goes over the bytes once, looks each character up in a table and feeds a rolling hash; it allocates
//! nothing for a token. A literal chain of normalisations costs ten times as much (measured; see `benches`).

use crate::letters::{Letter, Letters, ascii_digit, fold_literally, is_unspaced, is_word};
use crate::span::Span;

/// A folded word: a hash of its folded letters, and where it stands in the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Stable across machines and versions; equal for words that fold alike.
    pub hash: u64,
    /// Where it stands in the original text, in bytes, tashkeel included.
    pub span: Span,
}

/// The tokens of a text.
///
/// ```
/// let text = "لا، لا";
/// let tokens = rawi_text::tokens(text);
/// assert_eq!(tokens.len(), 2);
/// assert_eq!(tokens[0].hash, tokens[1].hash);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    tokens_into(text, &mut out);
    out
}

/// The tokens of a text into a vector that is used again and again.
pub fn tokens_into(text: &str, out: &mut Vec<Token>) {
    out.clear();
    for_each_token(text, |token| out.push(token));
}

/// Calls `f` for each token, in order.
pub fn for_each_token(text: &str, f: impl FnMut(Token)) {
    scan(text, &mut Hashing { hash: EMPTY, before: EMPTY, f });
}

/// The hash that a token with these folded letters has: for looking words of a list up by hash.
///
/// `folded` is one word as [`crate::fold_word`] gives it.
#[must_use]
pub fn token_hash(folded: &str) -> u64 {
    finish(folded.chars().map(u32::from).fold(EMPTY, step))
}

/// Hash of no letters (the first digits of pi, so that it is nobody's choice).
const EMPTY: u64 = 0x243f_6a88_85a3_08d3;
/// An odd multiplier with well-spread bits (Steele & Vigna 2021, "Computationally easy, spectrally good multipliers").
const MULTIPLIER: u64 = 0xf135_7aea_2e62_a9c5;

#[inline]
fn step(hash: u64, c: u32) -> u64 {
    (hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(MULTIPLIER)
}

/// The finaliser of `SplitMix64` (Stafford's mix 13): every bit of the state reaches every bit of the hash.
#[inline]
fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// What the scanner tells of the tokens it meets.
pub(crate) trait Sink {
    /// One more folded letter (its code point) of the token at hand.
    fn push(&mut self, c: u32);
    /// The letters from byte `at` on, as far as they are plain and common: each is pushed. Most of a text is read here.
    fn run(&mut self, bytes: &[u8], at: usize, letters: Letters) -> Run {
        let mut run = Run::at(at);
        while let Some(folded) = run.next(bytes, letters) {
            self.push(folded);
        }
        run
    }
    /// The last letter did not count: it will come again, folded with its neighbours.
    fn undo(&mut self);
    /// The token is complete.
    fn end(&mut self, span: Span);
}

struct Hashing<F> {
    hash: u64,
    before: u64,
    f: F,
}

impl<F: FnMut(Token)> Sink for Hashing<F> {
    #[inline]
    fn push(&mut self, c: u32) {
        self.before = self.hash;
        self.hash = step(self.hash, c);
    }

    #[inline]
    fn run(&mut self, bytes: &[u8], at: usize, letters: Letters) -> Run {
        // As above; but what changes with each letter stays in registers.
        let (mut hash, mut before) = (self.hash, self.before);
        let mut run = Run::at(at);
        while let Some(folded) = run.next(bytes, letters) {
            before = hash;
            hash = step(hash, folded);
        }
        (self.hash, self.before) = (hash, before);
        run
    }

    fn undo(&mut self) {
        self.hash = self.before;
    }

    #[inline]
    fn end(&mut self, span: Span) {
        (self.f)(Token { hash: finish(self.hash), span });
        self.hash = EMPTY;
    }
}

/// Finds the tokens of `text` and tells `sink` of them.
pub(crate) fn scan<S: Sink>(text: &str, sink: &mut S) {
    let letters = Letters::get();
    let bytes = text.as_bytes();
    let mut token = Open::default();
    let mut at = 0;
    loop {
        // Nine characters of ten: taken before the others are told apart.
        let run = sink.run(bytes, at, letters);
        if run.end > at {
            token.letter(at, run.end);
            token.last = run.last;
            at = run.end;
            // What most words end with.
            if bytes.get(at) == Some(&b' ') {
                token.close(sink);
                at += 1;
                continue;
            }
        }
        let mut characters = text[at..].chars();
        let Some(c) = characters.next() else { break };
        let rest = characters.as_str();
        let end = text.len() - rest.len();
        match letters.of(c) {
            Letter::Separator => token.close(sink),
            Letter::Plain(folded) => {
                token.letter(at, end);
                sink.push(u32::from(folded));
            }
            Letter::Drop(mark) => {
                if mark && token.open && token.end == at {
                    token.end = end;
                }
            }
            Letter::Single(folded) if !joins_next(letters, rest) => {
                token.close(sink);
                token.letter(at, end);
                sink.push(u32::from(folded));
                token.close(sink);
            }
            Letter::Mark(folded) if token.open && token.end == at && stands_clear(letters, rest) => {
                token.letter(at, end);
                sink.push(u32::from(folded));
            }
            Letter::Single(_) | Letter::Mark(_) | Letter::Complex => {
                at = scan_together(text, at, letters, &mut token, sink);
                continue;
            }
        }
        at = end;
    }
    token.close(sink);
}

/// A run of plain letters of one or two bytes each.
#[derive(Clone, Copy)]
pub(crate) struct Run {
    /// Where its last letter begins.
    last: usize,
    /// Where it ends.
    end: usize,
}

impl Run {
    #[inline]
    fn at(at: usize) -> Self {
        Self { last: at, end: at }
    }

    /// The next letter of the run, folded.
    #[inline]
    fn next(&mut self, bytes: &[u8], letters: Letters) -> Option<u32> {
        let &first = bytes.get(self.end)?;
        let (code, length) = if first < 0x80 {
            (u32::from(first), 1)
        } else if first < 0xE0 {
            // UTF-8: five bits of the lead and six of what follows it.
            (u32::from(first & 0x1F) << 6 | u32::from(*bytes.get(self.end + 1)? & 0x3F), 2)
        } else {
            return None;
        };
        let folded = Letter::plain(letters.packed(code))?;
        self.last = self.end;
        self.end += length;
        Some(folded)
    }
}

/// The token at hand.
#[derive(Default)]
struct Open {
    open: bool,
    start: usize,
    end: usize,
    /// Where its last letter begins.
    last: usize,
}

impl Open {
    #[inline]
    fn letter(&mut self, start: usize, end: usize) {
        if !self.open {
            self.open = true;
            self.start = start;
        }
        self.last = start;
        self.end = end;
    }

    #[inline]
    fn close<S: Sink>(&mut self, sink: &mut S) {
        if self.open {
            sink.end(Span::new(self.start, self.end));
            self.open = false;
        }
    }
}

/// Whether what follows (dropped characters aside) may join the character before it.
fn joins_next(letters: Letters, rest: &str) -> bool {
    rest.chars()
        .map(|c| letters.of(c))
        .find(|letter| !matches!(letter, Letter::Drop(_)))
        .is_some_and(|letter| matches!(letter, Letter::Mark(_) | Letter::Complex))
}

/// Whether the next character is one that no mark can trade places with.
fn stands_clear(letters: Letters, rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| is_settled(letters.of(c)))
}

fn is_settled(letter: Letter) -> bool {
    matches!(letter, Letter::Plain(_) | Letter::Separator | Letter::Single(_))
}

/// Folds the characters around `at` together, literally: from the letter before (nothing before that can be touched)
/// to the next settled one. Returns where to go on.
fn scan_together<S: Sink>(text: &str, at: usize, letters: Letters, token: &mut Open, sink: &mut S) -> usize {
    let mut characters = text[at..].chars();
    let first = characters.next().map(|c| letters.of(c));
    let mut start = at;
    if token.open && !matches!(first, Some(Letter::Single(_))) {
        sink.undo();
        start = token.last;
        token.open = token.start < start;
    }
    let after = characters.as_str();
    let end = text.len() - after.len() + after.find(|c| is_settled(letters.of(c))).unwrap_or(after.len());
    for c in fold_literally(&text[start..end]).chars() {
        if !is_word(c) {
            token.close(sink);
            continue;
        }
        let c = ascii_digit(c).unwrap_or(c);
        if is_unspaced(c) {
            token.close(sink);
        }
        token.letter(start, end);
        sink.push(u32::from(c));
        if is_unspaced(c) {
            token.close(sink);
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokens(text).iter().map(|t| t.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn spans_hold_the_word_with_its_marks() {
        check("قالَ: «نَعَمْ»!", &["قالَ", "نَعَمْ"]);
        check("it’s 3.5%", &["it", "s", "3", "5"]);
        check("ثلاثة أيام… wait… ½…", &["ثلاثة", "أيام", "wait", "½", "½"]);
    }

    #[test]
    fn unspaced_scripts_give_a_token_a_character() {
        check("東京とABC", &["東", "京", "と", "ABC"]);
        check("か\u{3099}き", &["か\u{3099}", "き"]);
    }

    #[test]
    fn hash_is_the_folded_words() {
        for (word, folded) in [("أُكّد", "اكد"), ("CAFÉ", "cafe"), ("٢٠١٨", "2018"), ("प्रेस", "प्रेस")]
        {
            assert_eq!(tokens(word)[0].hash, token_hash(folded), "{word}");
        }
    }

    #[test]
    fn hash_is_stable() {
        // Stored signatures depend on this value: a change is a new version of the format.
        assert_eq!(token_hash("rawi"), tokens("Rawi")[0].hash);
        assert_eq!(format!("{:016x}", token_hash("راوي")), STABLE);
    }

    const STABLE: &str = "227870072102492d";
}
