//! Words of quotes as terms that small rewordings do not change: their [stems](crate::stem).

use std::sync::LazyLock;

use ahash::{AHashMap, AHashSet};
use rayon::prelude::*;

use crate::names::is_title;
use crate::speakers::Said;
use crate::stem::stem;

/// Quotes that one thread reads in a row.
const PIECE: usize = 4096;

/// The words of all quotes as terms. A term is a number for a stem.
///
/// Every text is read once, every word is folded and stemmed once, and the terms of many quotes lie in one piece of
/// memory: an archive has a hundred thousand quotes.
#[derive(Debug, Default)]
pub(super) struct Spoken {
    pieces: Vec<Piece>,
    /// For the hash of each word its term.
    words: AHashMap<u64, u32>,
    /// How many terms there are.
    terms: usize,
}

/// Quotes in a row.
#[derive(Debug, Default)]
struct Piece {
    /// Terms of one quote after the other.
    terms: Vec<u32>,
    /// Those of them that are numbers: of each quote sorted, and each once.
    numbers: Vec<u32>,
    quotes: Vec<Place>,
}

/// Where the terms of a quote end, and what is known of its words.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    terms: u32,
    numbers: u32,
    words: u64,
    denies: bool,
    weekdays: u8,
}

/// A quote's words as terms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms<'a> {
    /// In the order of the text.
    pub sequence: &'a [u32],
    /// Which of them are numbers, sorted.
    pub numbers: &'a [u32],
    /// One of the words denies.
    pub denies: bool,
    /// Which days of the week are named, a bit for each.
    pub weekdays: u8,
    /// Hash of the folded words: equal for equal words.
    pub words: u64,
}

/// The words of some quotes, by numbers that only these quotes have.
struct Read<'a> {
    words: Vec<u32>,
    quotes: Vec<Place>,
    /// Each word once, by its hash, and a place where it stands.
    distinct: Vec<(u64, &'a str)>,
}

/// A word as a term.
#[derive(Debug, Clone, Copy)]
struct Meaning {
    term: u32,
    number: bool,
    ten: bool,
    denial: Denial,
    weekday: u8,
}

/// What a word has to do with a denial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Denial {
    None,
    /// It denies.
    Denies,
    /// It denies with "t" behind it: don't is two words.
    BeforeT,
    /// That "t".
    T,
}

impl Spoken {
    /// Reads the words of these quotes.
    pub(super) fn of(said: &[Said<'_>]) -> Self {
        let read: Vec<Read<'_>> = said.par_chunks(PIECE).map(Read::of).collect();
        let mut numbers: AHashMap<u64, u32> = AHashMap::new();
        let mut distinct: Vec<(u64, &str)> = Vec::new();
        let mut all: Vec<Vec<u32>> = Vec::with_capacity(read.len());
        for read in &read {
            let mut words = Vec::with_capacity(read.distinct.len());
            for word in &read.distinct {
                words.push(*numbers.entry(word.0).or_insert_with(|| {
                    distinct.push(*word);
                    distinct.len() as u32 - 1
                }));
            }
            all.push(words);
        }
        let stemmed: Vec<Stemmed> =
            distinct.par_iter().map(|(hash, place)| Stemmed::of(*hash, place)).collect();
        let mut terms: AHashMap<u64, u32> = AHashMap::with_capacity(stemmed.len());
        let meaning = |word: &Stemmed| {
            let next = terms.len() as u32;
            let term = *terms.entry(word.stem).or_insert(next);
            Meaning { term, number: word.number, ten: word.ten, denial: word.denial, weekday: word.weekday }
        };
        let meanings: Vec<Meaning> = stemmed.iter().map(meaning).collect();
        let piece = |(read, words): (Read<'_>, Vec<u32>)| {
            let meanings: Vec<Meaning> = words.iter().map(|word| meanings[*word as usize]).collect();
            read.into_piece(&meanings)
        };
        let pieces = read.into_par_iter().zip(all).map(piece).collect();
        let words =
            distinct.iter().zip(&meanings).map(|((hash, _), meaning)| (*hash, meaning.term)).collect();
        Self { pieces, words, terms: terms.len() }
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.terms
    }

    /// The term of the word with this hash, where a quote has that word.
    pub(super) fn term(&self, word: u64) -> Option<u32> {
        self.words.get(&word).copied()
    }

    /// The terms of a quote.
    pub(super) fn terms(&self, quote: usize) -> Terms<'_> {
        let piece = &self.pieces[quote / PIECE];
        let at = quote % PIECE;
        let from = at.checked_sub(1).map_or_else(Place::default, |before| piece.quotes[before]);
        let to = piece.quotes[at];
        Terms {
            sequence: &piece.terms[from.terms as usize..to.terms as usize],
            numbers: &piece.numbers[from.numbers as usize..to.numbers as usize],
            denies: to.denies,
            weekdays: to.weekdays,
            words: to.words,
        }
    }
}

impl<'a> Read<'a> {
    fn of(said: &[Said<'a>]) -> Self {
        let mut known: AHashMap<u64, u32> = AHashMap::new();
        let mut read =
            Self { words: Vec::new(), quotes: Vec::with_capacity(said.len()), distinct: Vec::new() };
        for said in said {
            let mut hash = 0u64;
            for range in &said.quote.content {
                let text = range.of(said.text);
                rawi_text::for_each_token(text, |token| {
                    hash = (hash.rotate_left(23) ^ token.hash).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                    let number = *known.entry(token.hash).or_insert_with(|| {
                        read.distinct.push((token.hash, token.span.of(text)));
                        read.distinct.len() as u32 - 1
                    });
                    read.words.push(number);
                });
            }
            read.quotes.push(Place { terms: read.words.len() as u32, words: hash, ..Place::default() });
        }
        read
    }

    /// The words as terms, by what each of them means.
    fn into_piece(self, meanings: &[Meaning]) -> Piece {
        let Self { mut words, mut quotes, .. } = self;
        let mut numbers: Vec<u32> = Vec::new();
        let mut of_quote: Vec<u32> = Vec::new();
        let mut from = 0;
        for place in &mut quotes {
            // "Three and twenty", ثلاثة عشر: neither three nor twenty.
            let mut before = false;
            for at in from..place.terms as usize {
                let meaning = meanings[words[at] as usize];
                let next = words[at + 1..place.terms as usize].first().map(|next| meanings[*next as usize]);
                words[at] = meaning.term;
                place.denies |= match meaning.denial {
                    Denial::Denies => true,
                    Denial::BeforeT => next.is_some_and(|next| next.denial == Denial::T),
                    Denial::None | Denial::T => false,
                };
                place.weekdays |= meaning.weekday;
                let compound = meaning.number && next.is_some_and(|next| next.ten);
                if meaning.number && !compound && !(before && meaning.ten) {
                    of_quote.push(meaning.term);
                }
                before = compound;
            }
            of_quote.sort_unstable();
            of_quote.dedup();
            numbers.append(&mut of_quote);
            place.numbers = numbers.len() as u32;
            from = place.terms as usize;
        }
        words.shrink_to_fit();
        Piece { terms: words, numbers, quotes }
    }
}

/// A word that was folded and stemmed.
#[derive(Debug, Clone, Copy)]
struct Stemmed {
    /// Hash of the stem.
    stem: u64,
    /// Digits only, or a numeral.
    number: bool,
    /// Behind a numeral it is a part of the same number (عشر, "twenty").
    ten: bool,
    denial: Denial,
    /// A day of the week, as a bit.
    weekday: u8,
}

impl Stemmed {
    /// The stem of the word with this hash, from the place where it stands.
    ///
    /// A place may hold several words (a sign for "one half" is two numbers): the hash says which of them it is, so that
    /// what is known of a word does not depend on where it was met first.
    fn of(hash: u64, place: &str) -> Self {
        let folded = rawi_text::fold(place);
        let Some((word, _)) = folded.iter().find(|(word, _)| rawi_text::token_hash(word) == hash) else {
            return Self { stem: hash, number: false, ten: false, denial: Denial::None, weekday: 0 };
        };
        let stem = rawi_text::token_hash(&stem(word));
        let weekday = weekday(hash);
        // الثلاثاء has the stem of ثلاثة.
        let numeral = NUMERALS.get(&hash).or_else(|| NUMERALS.get(&stem)).copied().filter(|_| weekday == 0);
        Self {
            stem: numeral.unwrap_or(stem),
            number: numeral.is_some() || word.bytes().all(|byte| byte.is_ascii_digit()),
            ten: TENS.contains(&hash) || TENS.contains(&stem),
            denial: DENIALS.get(&hash).copied().unwrap_or(Denial::None),
            weekday,
        }
    }
}

/// What stands behind this class on each of its lines.
fn lines_of(class: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../data/statement-words.tsv").lines();
    lines.filter_map(move |line| line.strip_prefix(class)?.strip_prefix('\t'))
}

/// Hashes of the words of this class.
fn words_of(class: &'static str) -> impl Iterator<Item = u64> {
    lines_of(class).flat_map(|words| words.split(' ')).map(rawi_text::token_hash)
}

/// Hashes of words that deny, alone or with "t" behind them, and of that "t".
static DENIALS: LazyLock<AHashMap<u64, Denial>> = LazyLock::new(|| {
    let t = (rawi_text::token_hash("t"), Denial::T);
    let before = words_of("clipped").map(|word| (word, Denial::BeforeT));
    let alone = words_of("negation").map(|word| (word, Denial::Denies));
    // A word of both denies alone: the last one counts.
    [t].into_iter().chain(before).chain(alone).collect()
});

/// Hashes of numerals, in words and as stems, and of what they are in digits: ثلاثة is 3.
static NUMERALS: LazyLock<AHashMap<u64, u64>> = LazyLock::new(|| {
    let numerals = lines_of("numeral").filter_map(|line| line.split_once('\t'));
    let both = |word: &str| [rawi_text::token_hash(word), rawi_text::token_hash(&stem(word))];
    numerals
        .flat_map(|(digits, words)| {
            let value = rawi_text::token_hash(&stem(digits));
            words.split(' ').flat_map(both).map(move |hash| (hash, value))
        })
        .collect()
});

/// Hashes of the words that make another number of the numeral before them.
static TENS: LazyLock<AHashSet<u64>> = LazyLock::new(|| words_of("ten").collect());

/// Hashes of the words for the days of the week, each day a bit.
static WEEKDAYS: LazyLock<AHashMap<u64, u8>> = LazyLock::new(|| {
    let days = lines_of("weekday").zip(0..u8::BITS);
    days.flat_map(|(words, day)| words.split(' ').map(move |word| (rawi_text::token_hash(word), 1 << day)))
        .collect()
});

/// The day of the week that the word with this hash names, a bit for each from Monday on; 0 where it names none.
pub(super) fn weekday(word: u64) -> u8 {
    WEEKDAYS.get(&word).copied().unwrap_or(0)
}

/// Stems of the words of names and titles seen so far, and whether they open titles: a word is folded and stemmed once.
#[derive(Debug, Default)]
pub(super) struct Stems {
    /// By the hash of the folded word.
    known: AHashMap<u64, (u64, bool)>,
}

impl Stems {
    fn each(&mut self, text: &str, mut found: impl FnMut(u64, bool)) {
        rawi_text::for_each_token(text, |token| {
            let (stem, title) = *self.known.entry(token.hash).or_insert_with(|| {
                let place = token.span.of(text);
                (Stemmed::of(token.hash, place).stem, opens_title(token.hash, place))
            });
            found(stem, title);
        });
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
            self.each(text, |stem, title| if title { titles.push(stem) } else { stems.push(stem) });
            if !without_titles || stems.len() == from {
                stems.append(&mut titles);
            }
        }
        stems.sort_unstable();
        stems.dedup();
        stems
    }
}

/// Whether the word with this hash at this place opens titles.
fn opens_title(hash: u64, place: &str) -> bool {
    let folded = rawi_text::fold(place);
    folded.iter().any(|(word, _)| rawi_text::token_hash(word) == hash && is_title(word))
}

#[cfg(test)]
mod tests {
    use super::super::tests::quote;
    use super::*;

    #[test]
    fn a_denial_with_an_apostrophe_denies() {
        let denies = |text: &'static str| {
            let quote = quote(rawi_text::Span::new(0, text.len()));
            let (outlet, seconds) = (None, None);
            let said = Said { article: 0, outlet, day: None, seconds, text, quote: &quote };
            Spoken::of(&[said]).terms(0).denies
        };
        assert!(denies("they don't know"));
        assert!(denies("they won\u{2019}t ask"));
        assert!(!denies("they won the match at AT&T"));
    }

    #[test]
    fn listed_words_are_folded_and_no_day_is_a_number() {
        let lines = include_str!("../../data/statement-words.tsv").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let (class, words) = line.split_once('\t').expect("a class and its words");
            let words = words.rsplit('\t').next().unwrap_or(words);
            for word in words.split(' ') {
                assert_eq!(rawi_text::fold_word(word), word, "{line}");
                let read = Stemmed::of(rawi_text::token_hash(word), word);
                assert_eq!(read.number, class == "numeral" || class == "ten" && read.number, "{line}");
            }
        }
    }
}
