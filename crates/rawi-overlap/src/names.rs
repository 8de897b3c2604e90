//! Names: passages that are nothing but people and their titles ("attended by … minister of …, … son of …").
//!
//! Two reports share such a list because the same people were there, or because the title has one form; nobody copied
//! a report. What makes a list is how many of its words are titles, names, or stand beside one; the words are in
//! `data/names.tsv`. In scripts with capitals a capital inside a sentence does the same service.

use ahash::AHashMap;
use rawi_text::{Token, fold_word, token_hash};

const LIST: &str = include_str!("../data/names.tsv");
/// What may be written together with the word after it: and, for, with/by, so.
const PREFIXES: [&str; 4] = ["و", "ل", "ب", "ف"];

/// What a word is in a list of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The word after it belongs to it.
    Title,
    /// A family name or another given name follows.
    Name,
    /// What follows is a name.
    Link,
    /// Belongs to a title.
    Part,
}

/// The words that lists of names are made of.
pub(crate) struct Names {
    kinds: AHashMap<u64, Kind>,
}

impl Names {
    pub(crate) fn new() -> Self {
        let mut kinds = AHashMap::new();
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let Some((word, kind)) = line.split_once('\t') else { continue };
            let kind = match kind.trim() {
                "title" => Kind::Title,
                "name" => Kind::Name,
                "link" => Kind::Link,
                _ => Kind::Part,
            };
            let word = fold_word(word);
            kinds.entry(token_hash(&word)).or_insert(kind);
            if !word.is_ascii() {
                for prefix in PREFIXES {
                    kinds.entry(token_hash(&format!("{prefix}{word}"))).or_insert(kind);
                }
            }
        }
        Self { kinds }
    }

    /// How many of the tokens (of `text`) are names, titles, or belong to one.
    pub(crate) fn count(&self, text: &str, tokens: &[Token]) -> u32 {
        let mut count = 0;
        let mut before = None;
        for token in tokens {
            let word = token.span.of(text);
            let kind = self
                .kinds
                .get(&token.hash)
                .copied()
                .or_else(|| word.chars().next().is_some_and(char::is_uppercase).then_some(Kind::Part));
            let follows = matches!(before, Some(Kind::Title | Kind::Name | Kind::Link));
            count += u32::from(kind.is_some() || follows);
            before = kind;
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: u32) {
        assert_eq!(Names::new().count(text, &rawi_text::tokens(text)), expected);
    }

    #[test]
    fn titles_names_and_what_belongs_to_them() {
        check("وزير العدل الدكتور راشد بن ماجد الهاشمي", 7);
        check("ووصلت الشاحنات إلى المستودع صباحا", 0);
        check("attended by Foreign Minister Omar Haddad and Sara Nasr", 6);
    }
}
