//! Which script a text is written in: what decides the grammar that reads it and the direction it is shown in.

/// A script of the world's newspapers; blocks of Unicode, not of its full Script property, are enough to tell them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Arabic, Persian, Urdu, Kurdish …
    Arabic,
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
    /// Hebrew.
    Hebrew,
    /// Chinese characters.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Korean.
    Hangul,
    /// Thai.
    Thai,
    /// Devanagari.
    Devanagari,
    /// Any other.
    Other,
}

impl Script {
    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        matches!(self, Self::Arabic | Self::Hebrew)
    }
}

/// The script of a letter; `None` for what belongs to all scripts (spaces, digits, punctuation, symbols).
#[must_use]
pub fn script_of(c: char) -> Option<Script> {
    match c as u32 {
        0x41..=0x5A
        | 0x61..=0x7A
        | 0xAA
        | 0xBA
        | 0xC0..=0xD6
        | 0xD8..=0xF6
        | 0xF8..=0x24F
        | 0x1E00..=0x1EFF => Some(Script::Latin),
        0x370..=0x3FF | 0x1F00..=0x1FFF => Some(Script::Greek),
        0x400..=0x52F => Some(Script::Cyrillic),
        0x5D0..=0x5F2 => Some(Script::Hebrew),
        0x60C | 0x61B | 0x61F | 0x640 | 0x64B..=0x670 | 0x6D4 => None,
        0x620..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC
            if c.is_alphabetic() =>
        {
            Some(Script::Arabic)
        }
        0x900..=0x97F if c.is_alphabetic() => Some(Script::Devanagari),
        0xE00..=0xE7F if c.is_alphabetic() => Some(Script::Thai),
        0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7AF => Some(Script::Hangul),
        0x3041..=0x30FF if c.is_alphabetic() => Some(Script::Kana),
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => Some(Script::Han),
        _ => c.is_alphabetic().then_some(Script::Other),
    }
}

/// Letters that are looked at: enough to tell, whatever the text's length.
const LETTERS: usize = 2000;

/// The script that most letters of the beginning of `text` belong to; of equals, the one met first.
///
/// ```
/// use rawi_text::{Script, script};
/// assert_eq!(script("قال لافروف (Lavrov)"), Some(Script::Arabic));
/// assert_eq!(script("2018!"), None);
/// ```
#[must_use]
pub fn script(text: &str) -> Option<Script> {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for script in text.chars().filter_map(script_of).take(LETTERS) {
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    // `max_by_key` gives the last of equals; the first is wanted.
    counts.into_iter().rev().max_by_key(|&(_, count)| count).map(|(script, _)| script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn majority_decides() {
        assert_eq!(script("The word سلام means peace"), Some(Script::Latin));
        assert_eq!(script("سلام"), Some(Script::Arabic));
        assert_eq!(script("Москва"), Some(Script::Cyrillic));
        assert_eq!(script("…"), None);
    }

    #[test]
    fn direction() {
        assert!(Script::Arabic.is_rtl() && !Script::Latin.is_rtl());
    }
}
