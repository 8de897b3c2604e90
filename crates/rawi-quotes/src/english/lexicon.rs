//! The English word lists, indexed once: what class a word is in, and whether it can report.
//!
//! A word is known by a key of its lower-cased letters, eight at a time, so that the lexer looks every word up without
//! making a string. Lists are data (`data/english-*.tsv`); this module only knows the names of the classes.

use super::tag::Tag;
use crate::lists::Lists;
use std::collections::BTreeMap;

const WORDS: &str = include_str!("../../data/english-words.tsv");
const CUES: &str = include_str!("../../data/english-cues.tsv");
const NAMES: &str = include_str!("../../data/english-names.tsv");

/// Word classes as bits: a word may be in several.
pub(crate) mod class {
    macro_rules! classes {
        ($($name:ident = $bit:expr, $label:expr;)*) => {
            $(pub(crate) const $name: u64 = 1 << $bit;)*
            pub(super) const LABELS: &[(&str, u64)] = &[$(($label, $name)),*];
        };
    }
    classes! {
        BE = 0, "be";
        HAVE = 1, "have";
        DO = 2, "do";
        MODAL = 3, "modal";
        NEGATION = 4, "negation";
        PRONOUN = 5, "pronoun";
        SUBJECT = 6, "subject";
        MASCULINE = 7, "masculine";
        FEMININE = 8, "feminine";
        PLURAL = 9, "plural";
        FIRST = 10, "first";
        SECOND = 11, "second";
        POSSESSIVE = 12, "possessive";
        DETERMINER = 13, "determiner";
        PREPOSITION = 14, "preposition";
        CONJUNCTION = 15, "conjunction";
        SUBORDINATOR = 16, "subordinator";
        WH = 17, "wh";
        THAT = 18, "that";
        TIME = 19, "time";
        ADVERB = 20, "adverb";
        NUMBER = 21, "number";
        TITLE = 22, "title";
        ROLE = 23, "role";
        PEOPLE = 24, "people";
        BODY = 25, "body";
        DOCUMENT = 26, "document";
        MEDIUM = 27, "medium";
        RECIPIENT = 28, "recipient";
        PLACE = 29, "place";
        CUE_BASE = 30, "cuebase";
        MENTAL = 31, "mental";
        VERB = 32, "verb";
        COPULAR = 33, "copular";
        ABBREVIATION = 34, "abbreviation";
        CALENDAR = 35, "calendar";
        LABEL = 36, "label";
        DEED = 37, "deed";
    }
    /// A form of a reporting verb.
    pub(crate) const CUE_VERB: u64 = 1 << 40;
    /// A reporting noun.
    pub(crate) const CUE_NOUN: u64 = 1 << 41;
    /// A first name that most often is a man's.
    pub(crate) const NAME_M: u64 = 1 << 42;
    /// A first name that most often is a woman's.
    pub(crate) const NAME_F: u64 = 1 << 43;
    /// Begins with a capital letter.
    pub(crate) const CAPITAL: u64 = 1 << 44;
    /// All letters are capital (two or more).
    pub(crate) const UPPER: u64 = 1 << 45;
    /// Stands at the beginning of a sentence, where a capital tells nothing.
    pub(crate) const INITIAL: u64 = 1 << 46;
    /// Holds a digit.
    pub(crate) const DIGIT: u64 = 1 << 47;
    /// An abbreviation with its full stop.
    pub(crate) const DOTTED: u64 = 1 << 48;
    /// Any word, as against punctuation and quoted blocks.
    pub(crate) const WORD: u64 = 1 << 49;
    /// Forms of be, have, do, and the modals.
    pub(crate) const AUXILIARY: u64 = BE | HAVE | DO | MODAL;
}

/// Which form of a reporting word a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Form {
    None,
    Base,
    Third,
    Ing,
    Past,
    Singular,
    Plural,
}

/// What the lists say of one word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// The word's [`Key`].
    key: u64,
    /// Bits of [`class`].
    pub class: u64,
    /// Hash of the reporting word's lemma, 0 where it has none.
    pub lemma: u32,
    /// Short hash of the word itself, under which features know it.
    pub word: u32,
    /// Its form.
    pub form: Form,
    /// The tag that follows from its classes.
    pub tag: Tag,
    /// The tag of the word in small letters throughout; of a listed word never [`Tag::Other`].
    pub plain: Tag,
}

/// The key of a word, made of its lower-cased bytes, eight at a time. It lives in memory only; words of up to eight
/// bytes cannot share one, and that no two listed words do is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key(pub(crate) u64);

impl Key {
    /// Where a key begins.
    pub(crate) const START: Self = Self(SEED);

    /// With up to eight more bytes, the first one lowest.
    #[inline]
    pub(crate) const fn with(self, bytes: u64) -> Self {
        let mixed = (self.0 ^ bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self(mixed ^ (mixed >> 32))
    }

    /// The key of a whole word, its ASCII letters lower-cased.
    pub(crate) fn of_any_case(word: &[u8]) -> Self {
        const EACH: u64 = 0x0101_0101_0101_0101;
        let (chunks, rest) = word.as_chunks::<8>();
        let last = rest.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
        let chunks = chunks.iter().map(|chunk| u64::from_le_bytes(*chunk));
        chunks.chain((!rest.is_empty()).then_some(last)).fold(Self::START, |key, chunk| {
            let low = chunk & (0x7f * EACH);
            // The high bit of a byte is set where it is at least "A", at most "Z", and ASCII; it becomes that of the case.
            let capital = (low + 0x3f * EACH) & !(low + 0x25 * EACH) & !chunk & (0x80 * EACH);
            key.with(chunk | capital >> 2)
        })
    }

    /// The key of a whole word in lower case.
    pub(crate) fn of(word: &[u8]) -> Self {
        word.chunks(8).fold(Self::START, |key, chunk| {
            key.with(chunk.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
        })
    }
}

/// FNV-1a, 64 bits: stable, and good enough to tell some thousand words apart (tested: no two words collide).
#[inline]
pub(crate) const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Where [`step`] begins.
pub(crate) const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// Hash of a word as the lists have it (lower case).
pub(crate) const fn hash(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut h, mut i) = (SEED, 0);
    while i < bytes.len() {
        h = step(h, bytes[i]);
        i += 1;
    }
    h
}

/// The short hash under which features know a word.
pub(crate) const fn short(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

/// What is known of a word that no list has.
const UNKNOWN: Entry =
    Entry { key: 0, class: 0, lemma: 0, word: 0, form: Form::None, tag: Tag::Other, plain: Tag::Other };

/// [`UNKNOWN`], in one place.
pub(crate) static NOTHING: Entry = UNKNOWN;

/// The word lists.
///
/// As in the table of weights, all slots of a key's bucket are compared at once, without a branch: whether a word is
/// listed, and where in its bucket, cannot be foreseen.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// Of each slot, half a check of the key, half the place of its entry. 0: free.
    buckets: Vec<[u32; 4]>,
    /// The first is of no word.
    entries: Vec<Entry>,
}

/// The half of a slot that checks the hash.
const CHECK: u32 = 0xffff_0000;

/// A slot that holds no word and is not free: it leads to the entry of no word.
const CLOSED: u32 = 1 << 31;

impl Lexicon {
    /// Reads the lists that are compiled in, and those of the user's own.
    pub(crate) fn new(lists: &Lists) -> Self {
        let mut all: BTreeMap<&str, Entry> = BTreeMap::new();
        fn at<'a, 'm>(all: &'m mut BTreeMap<&'a str, Entry>, word: &'a str) -> &'m mut Entry {
            all.entry(word).or_insert(UNKNOWN)
        }
        for (label, words) in rows(WORDS).chain(rows(lists.of("english-words.tsv"))) {
            let bit = class::LABELS.iter().find(|(l, _)| *l == label).map_or(0, |(_, b)| *b);
            for word in words.split_ascii_whitespace() {
                at(&mut all, word).class |= bit;
            }
        }
        for (lemma, rest) in rows(CUES).chain(rows(lists.of("english-cues.tsv"))) {
            let Some((part, forms)) = rest.split_once('\t') else { continue };
            let kinds: &[Form] = if part == "verb" {
                &[Form::Base, Form::Third, Form::Ing, Form::Past, Form::Past]
            } else {
                &[Form::Singular, Form::Plural]
            };
            for (form, kind) in forms.split_ascii_whitespace().zip(kinds) {
                let entry = at(&mut all, form);
                entry.class |= if part == "verb" { class::CUE_VERB } else { class::CUE_NOUN };
                // A word that is both verb and noun (claims) keeps the verb's lemma and form: what stands around decides.
                if entry.form == Form::None {
                    entry.lemma = short(hash(lemma));
                    entry.form = *kind;
                }
            }
        }
        for (gender, names) in rows(NAMES).chain(rows(lists.of("english-names.tsv"))) {
            let bit = if gender == "masculine" { class::NAME_M } else { class::NAME_F };
            for name in names.split_ascii_whitespace() {
                at(&mut all, name).class |= bit;
            }
        }
        let mut lexicon =
            Self { buckets: vec![[0; 4]; all.len().next_power_of_two()], entries: vec![UNKNOWN] };
        for (word, entry) in &all {
            let tag = super::tag::of(entry.class, entry.form, word.as_bytes());
            let plain = super::tag::plain(entry.class, tag, word.as_bytes());
            let Key(key) = Key::of(word.as_bytes());
            lexicon.add(Entry { key, word: short(hash(word)), tag, plain, ..*entry });
        }
        lexicon
    }

    /// Keeps an entry in the first bucket that has room from its own on.
    fn add(&mut self, entry: Entry) {
        let mask = self.buckets.len() - 1;
        let check = (entry.key >> 32) as u32 & CHECK;
        let mut at = entry.key as usize;
        loop {
            let bucket = &mut self.buckets[at & mask];
            let twin = bucket.iter().any(|slot| *slot != 0 && slot & CHECK == check);
            match bucket.iter_mut().find(|slot| **slot == 0) {
                Some(slot) if !twin => {
                    *slot = check | self.entries.len() as u32;
                    self.entries.push(entry);
                    return;
                }
                // Of two keys with one check, the second goes on: its own bucket must look full then.
                _ => bucket.iter_mut().filter(|slot| **slot == 0).for_each(|slot| *slot = CLOSED),
            }
            at += 1;
        }
    }

    /// What the lists say of the word with this key; [`NOTHING`], whose tags are [`Tag::Other`], where they do not have it.
    #[inline]
    pub(crate) fn get(&self, Key(key): Key) -> &Entry {
        let mask = self.buckets.len() - 1;
        let check = (key >> 32) as u32 & CHECK;
        let mut at = key as usize;
        loop {
            let bucket = &self.buckets[at & mask];
            let found = bucket
                .iter()
                .fold(0, |found, slot| found | if slot & CHECK == check { slot & !CHECK } else { 0 });
            let entry = &self.entries[found as usize];
            if entry.key == key {
                return entry;
            }
            if bucket[3] == 0 {
                return &NOTHING;
            }
            at += 1;
        }
    }

    /// The class of a word given as a string (any case), 0 for an unknown one.
    pub(crate) fn class_of(&self, word: &str) -> u64 {
        self.get(Key::of(word.to_ascii_lowercase().as_bytes())).class
    }
}

/// Whether a line is of the form of this list.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check(list: &str, line: &str) -> Result<(), String> {
    let columns: Vec<&str> = line.split('\t').collect();
    match (list, &columns[..]) {
        ("english-cues.tsv", [_, "verb" | "noun", _]) => Ok(()),
        ("english-cues.tsv", [_, part, _]) => Err(format!("{part}: neither verb nor noun")),
        ("english-cues.tsv", _) => Err("not lemma, verb or noun, and forms, a tab between".to_owned()),
        ("english-names.tsv", ["masculine" | "feminine", _]) => Ok(()),
        ("english-names.tsv", [gender, _]) => Err(format!("{gender}: neither masculine nor feminine")),
        ("english-words.tsv", [label, _]) if class::LABELS.iter().any(|(known, _)| known == label) => Ok(()),
        ("english-words.tsv", [label, _]) => Err(format!("{label}: no such class of words")),
        _ => Err("not class and words, a tab between".to_owned()),
    }
}

/// Every word and lemma of the lists, so that the fitting program can write features with their words.
pub(crate) fn vocabulary() -> impl Iterator<Item = &'static str> {
    let words = rows(WORDS).flat_map(|(_, w)| w.split_ascii_whitespace());
    let cues = rows(CUES).flat_map(|(l, rest)| std::iter::once(l).chain(rest.split_ascii_whitespace()));
    let names = rows(NAMES).flat_map(|(_, w)| w.split_ascii_whitespace());
    words.chain(cues).chain(names)
}

/// The lines of a list that are no comments, as first column and rest.
pub(crate) fn rows(list: &str) -> impl Iterator<Item = (&str, &str)> {
    list.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_class_of_the_list_is_known_and_no_two_words_share_a_hash() {
        for (label, _) in rows(WORDS) {
            assert!(class::LABELS.iter().any(|(l, _)| *l == label), "{label}");
        }
        let words: BTreeSet<&str> = vocabulary().collect();
        let long: BTreeSet<u64> = words.iter().map(|w| Key::of(w.as_bytes()).0).collect();
        let brief: BTreeSet<u32> = words.iter().map(|w| short(hash(w))).collect();
        assert_eq!(words.len(), long.len());
        assert_eq!(words.len(), brief.len());
    }

    #[test]
    fn a_key_does_not_depend_on_case() {
        for word in ["a", "z", "O'Hara", "Étienne", "AL-MALIKI@[`{", "Jean-Claude-Zzyzx"] {
            let small = word.to_ascii_lowercase();
            assert_eq!(Key::of_any_case(word.as_bytes()), Key::of(small.as_bytes()), "{word}");
            assert_eq!(Key::of_any_case(small.as_bytes()), Key::of(small.as_bytes()), "{word}");
        }
    }

    #[test]
    fn forms_lead_to_their_lemma() {
        let lexicon = Lexicon::new(&Lists::default());
        for (word, lemma, form) in [
            ("said", "say", Form::Past),
            ("telling", "tell", Form::Ing),
            ("warns", "warn", Form::Third),
            ("plea", "plea", Form::Singular),
        ] {
            let entry = lexicon.get(Key::of(word.as_bytes()));
            assert_eq!((entry.lemma, entry.form), (short(hash(lemma)), form), "{word}");
        }
        assert_eq!(lexicon.get(Key::of(b"zebra")).plain, Tag::Other);
        assert!(lexicon.class_of("Senator") & class::TITLE != 0);
    }

    #[test]
    fn words_are_found_where_buckets_run_over_and_checks_agree() {
        let mut lexicon = Lexicon { buckets: vec![[0; 4]; 8], entries: vec![UNKNOWN] };
        // All of one bucket, two and two with one check.
        let keys: Vec<u64> = (1..=12).map(|k| (k / 2) << 48 | k << 8 | 3).collect();
        for &key in &keys {
            lexicon.add(Entry { key, word: key as u32, ..UNKNOWN });
        }
        for &key in &keys {
            assert_eq!(lexicon.get(Key(key)).word, key as u32);
            assert_eq!(lexicon.get(Key(key | 1 << 40)).word, 0);
        }
    }
}
