//! Stems of words: light ones, that small rewordings do not change.
//!
//! They take off the conjunctions, prepositions and article that Arabic writes together with a word, and endings of
//! number, gender and tense (Larkey, Ballesteros & Connell 2002 for Arabic; Harman 1991 for English); of an Arabic stem
//! the long vowels go too, which broken plurals and verb forms move. Such a stem may join two words that are not akin:
//! that costs little where one word alone decides nothing.

use std::borrow::Cow;

/// The stem of a folded word.
///
/// ```
/// use rawi_quotes::stem::stem;
/// assert_eq!(stem("والسلاح"), stem("اسلحه"));
/// assert_eq!(stem("planned"), stem("planning"));
/// assert_ne!(stem("plant"), stem("plan"));
/// ```
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_together_with_an_arabic_word_goes() {
        for word in ["المدير", "والمدير", "للمدير", "بالمدير", "مديره", "مديرها"]
        {
            assert_eq!(light_stem(word), "مدير", "{word}");
        }
        // Three letters stay.
        assert_eq!(light_stem("بلد"), "بلد");
        assert_eq!(light_stem("ولد"), "ولد");
    }

    #[test]
    fn endings_of_english_words_go() {
        assert_eq!(light_stem("parties"), "party");
        assert_eq!(light_stem("carries"), light_stem("carry"));
        assert_eq!(light_stem("killed"), light_stem("killing"));
        assert_eq!(light_stem("virus"), "virus");
    }

    #[test]
    fn long_vowels_go_where_three_letters_are_left() {
        assert_eq!(frame("سلاح"), "سلح");
        assert_eq!(frame("باب"), "باب");
        assert_eq!(frame("2018"), "2018");
    }
}
