//! Verbal nouns by their pattern (استقبال, انسحاب, إطلاق, تأجيل, مواجهة): no list has all of them, but the derived verbs make
//! theirs by a few patterns that titles and names hardly have.

use super::lexicon::{self as tag, Lex};
use super::view::{Fact, View, is_vowel_sign};

impl View<'_, '_> {
    /// Whether the word is a verbal noun by its pattern (استقبال, انسحاب, إطلاق, تأجيل, مواجهة): after a speaker it
    /// begins what he said, since titles and names hardly have these patterns.
    pub fn masdar(&self, i: usize) -> bool {
        if self.lex[i].is(tag::CONTENT) {
            return true;
        }
        self.fact(i, Fact::Pattern, || self.pattern(i, false))
    }

    /// As [`View::masdar`], under the article (رفض الامتثال).
    pub fn definite_masdar(&self, i: usize) -> bool {
        self.fact(i, Fact::DefinitePattern, || self.plain_definite(i) && self.pattern(i, true))
    }

    /// Whether the word is a listed common noun of the pattern of a verbal noun (مغادرة, تحديد).
    pub fn verbal_noun(&self, i: usize) -> bool {
        let common =
            self.lex[i].is(tag::COMMON) && !self.lex[i].is(tag::ORG | tag::TITLE | tag::DOC | tag::MEDIUM);
        common && masdar_pattern(&self.text(i).chars().filter(|c| !is_vowel_sign(*c)).collect::<Vec<char>>())
    }

    /// Whether the word is ل and a verbal noun (للمشاركة, لزيارة, لدعم).
    pub fn li_masdar(&self, i: usize) -> bool {
        if self.lex[i].has(Lex::LI) && self.lex[i].is(tag::CONTENT) {
            return true;
        }
        let word = self.text(i);
        let stem = word.strip_prefix("لل").or_else(|| word.strip_prefix('ل')).unwrap_or_default();
        let letters = stem.chars().filter(|c| !is_vowel_sign(*c)).collect::<Vec<char>>();
        let noun = self.lex[i].is_unknown()
            || self.lex[i].has(Lex::LI) && !self.lex[i].is(tag::ORG | tag::TITLE | tag::PLACE | tag::OUTLET);
        noun && (masdar_pattern(&letters) || letters.len() == 5 && letters[1] == 'ي' && letters[4] == 'ة')
    }

    fn pattern(&self, i: usize, article: bool) -> bool {
        let lex = self.lex[i];
        if lex.is(tag::ORG
            | tag::TITLE
            | tag::PLACE
            | tag::GIVEN
            | tag::DOC
            | tag::TIME
            | tag::MEDIUM
            | tag::COMMON)
            || lex.is_verb()
        {
            return false;
        }
        let mut letters = ['\0'; 12];
        let mut n = 0;
        for c in self.text(i).chars().filter(|c| !is_vowel_sign(*c)) {
            if n == letters.len() {
                return false;
            }
            letters[n] = c;
            n += 1;
        }
        let mut word = &letters[..n];
        if article && let ['ا', 'ل', rest @ ..] = word {
            word = rest;
        }
        if let ['و' | 'ف', 'ا' | 'إ' | 'ت' | 'م', ..] | ['ل' | 'ب', 'ا' | 'إ' | 'ت' | 'م', ..] = word
        {
            word = &word[1..];
        }
        // A pronoun at the end (اعتزازه, تأييدها) is no part of the pattern.
        word = match word {
            [stem @ .., 'ه', 'ا'] | [stem @ .., 'ه', 'م'] if stem.len() > 3 => stem,
            [stem @ .., 'ه'] if stem.len() > 4 => stem,
            _ => word,
        };
        // إدانته: ة is written ت before the pronoun.
        if word.len() < n
            && let [stem @ .., 'ت'] = word
        {
            let mut whole = ['\0'; 12];
            whole[..stem.len()].copy_from_slice(stem);
            whole[stem.len()] = 'ة';
            return masdar_pattern(&whole[..=stem.len()]) || masdar_pattern(word);
        }
        masdar_pattern(word)
    }
}

/// Whether a word is a verbal noun by its pattern, in the accusative (إنذارا, تحذيرا): the object, not a name.
pub(super) fn accusative_masdar(word: &str) -> bool {
    let Some(stem) = word.strip_suffix('ا').filter(|_| !word.starts_with("إي")) else { return false };
    masdar_pattern(&stem.chars().filter(|c| !is_vowel_sign(*c)).collect::<Vec<char>>())
}

/// Whether letters are of the pattern of a verbal noun of a derived verb.
pub(super) fn masdar_pattern(word: &[char]) -> bool {
    match word {
        ['ا', 'ل', ..] => false,
        ['ا', _, 'ت', _, 'ا', _] | ['ا', _, _, 'ت', 'ا', _] | ['ا', 'ن', _, _, 'ا', _] => true,
        ['ا', 'س', 'ت', .., 'ا', _] | ['ا', 'س', 'ت', .., 'ة'] => true,
        // إيشان: as many foreign names; the verbal nouns that begin so are listed.
        ['إ', 'ي', _, 'ا', _] => false,
        ['إ', _, _, 'ا', _] | ['إ', _, 'ا', _, 'ة'] => true,
        ['ت', _, _, 'ي', _] | ['ت', _, _, 'ي', _, 'ة'] => true,
        ['م', _, 'ا', _, _, 'ة'] => true,
        _ => false,
    }
}
