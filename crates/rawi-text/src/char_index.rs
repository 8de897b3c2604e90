//! From bytes to characters: libraries count in bytes, records in characters (Unicode scalar values).

use crate::span::Span;

/// Bytes between two checkpoints: a compromise of memory (1.6 % of the text) and counting.
const STRIDE: usize = 256;

/// How many characters stand before every so many bytes of a text, so that an offset is found without counting from
/// the beginning.
///
/// ```
/// use rawi_text::{CharIndex, Span};
/// let text = "قال: yes";
/// let index = CharIndex::new(text);
/// assert_eq!(index.span(text, Span::new(8, 11)), (5, 8));
/// ```
#[derive(Debug, Clone, Default)]
pub struct CharIndex {
    /// Characters before byte `i * STRIDE`; empty where all is ASCII and the two counts are one.
    checkpoints: Vec<u32>,
}

impl CharIndex {
    /// Counts the characters of `text` once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self::default();
        }
        let mut characters = 0;
        let checkpoints = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let before = characters;
                characters += count(chunk);
                before
            })
            .collect();
        Self { checkpoints }
    }

    /// The character offset of byte offset `byte` of `text`, the text that the index was made of.
    #[must_use]
    pub fn chars(&self, text: &str, byte: usize) -> usize {
        if self.checkpoints.is_empty() {
            return byte;
        }
        let slot = (byte / STRIDE).min(self.checkpoints.len() - 1);
        (self.checkpoints[slot] + count(&text.as_bytes()[slot * STRIDE..byte])) as usize
    }

    /// A span in characters.
    #[must_use]
    pub fn span(&self, text: &str, span: Span) -> (usize, usize) {
        (self.chars(text, span.from()), self.chars(text, span.to()))
    }
}

/// Characters that begin in `bytes`: all but continuation bytes.
fn count(bytes: &[u8]) -> u32 {
    // A sum of bytes is made sixteen at a time; it must not run over.
    let begin = |piece: &[u8]| piece.iter().map(|&byte| u8::from(byte & 0xc0 != 0x80)).sum::<u8>();
    bytes.chunks(usize::from(u8::MAX)).map(|piece| u32::from(begin(piece))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting(text in "(\\PC|[اأ漢😀 ]){0,700}") {
            let index = CharIndex::new(&text);
            for (characters, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.chars(&text, byte), characters);
            }
            prop_assert_eq!(index.chars(&text, text.len()), text.chars().count());
        }
    }
}
