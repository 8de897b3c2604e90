//! The text of a document: a stretch of a block that may hold the texts of its neighbours too.
//!
//! An archive in memory is mostly its texts, some kilobytes each. As an allocation of its own each of them makes the
//! heap of the thread that read it grow by a page or two, every such growth stops the other threads of the process, and
//! between them stay gaps. Texts that were read together therefore lie together.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A text that changes no more: read as a `&str`, cheap to clone. As long as one is kept, so are those that lie in one
/// block with it: of JSON lines a few dozen, of any other form none.
///
/// ```
/// use rawi_archive::Text;
/// let text = Text::from("no agreement".to_owned());
/// assert_eq!(&text[3..], "agreement");
/// assert_eq!(text, "no agreement");
/// ```
#[derive(Clone)]
pub struct Text {
    block: Arc<String>,
    start: usize,
    end: usize,
}

impl Text {
    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.block[self.start..self.end]
    }

    /// A stretch of it, in bytes, without a copy.
    ///
    /// # Panics
    /// Where the range is not one of whole characters of the text.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let start = self.start + range.start;
        let end = start + self[range].len();
        Self { block: Arc::clone(&self.block), start, end }
    }

    /// Lays texts together, in their order.
    pub(crate) fn gather(texts: &mut [&mut Self]) {
        let mut block = String::with_capacity(texts.iter().map(|text| text.len()).sum());
        for text in &mut *texts {
            let start = block.len();
            block.push_str(text);
            // The old allocation ends here, and the next text may take its place.
            **text = Self { block: Arc::default(), start, end: block.len() };
        }
        let block = Arc::new(block);
        for text in texts {
            text.block = Arc::clone(&block);
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { end: text.len(), block: Arc::new(text), start: 0 }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<Cow<'_, str>> for Text {
    fn from(text: Cow<'_, str>) -> Self {
        Self::from(text.into_owned())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gathered_texts_are_what_they_were() {
        let words = ["no", "", "اتفاق", "agreement 😀"];
        let mut texts = words.map(|word| Text::from(word.to_owned()));
        Text::gather(&mut texts.iter_mut().collect::<Vec<_>>());
        assert_eq!(texts, words);
        assert!(texts.iter().all(|text| Arc::ptr_eq(&text.block, &texts[0].block)));
        assert_eq!(texts[0].block.capacity(), texts[0].block.len());
        // Once more, of some, and each alone.
        let [first, _, last, _] = &mut texts;
        Text::gather(&mut [last, first]);
        assert_eq!(texts, words);
        Text::gather(&mut []);
        assert_eq!(texts[2].clone().to_string(), "اتفاق");
        assert_eq!(texts[3].slice(2..9).slice(1..4), "eem");
        assert!(texts[2] > texts[0] && texts[2].cmp(&texts[2]) == Ordering::Equal);
    }
}
