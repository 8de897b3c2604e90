//! What is compared: articles as the caller holds them, and stretches of them.
//!
//! Everything is borrowed: the archive is in memory once, and this crate adds indexes beside it, never copies of
//! it. Articles are told apart by their position in the slice the caller gives; results name that position.

use rawi_text::Span;
use serde::{Deserialize, Serialize};

/// One article, as the caller has it.
///
/// Articles may come in any order: results do not depend on it (times and ids are the same whatever the order).
/// Ids should be unique; of two articles with one id and one time the order is that of their texts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Article<'a> {
    /// Id, unique in the archive.
    pub id: &'a str,
    /// Who published it. Articles without one count as one unnamed outlet.
    pub outlet: Option<&'a str>,
    /// When, as far as it is known.
    pub when: Option<When>,
    /// Headline.
    pub title: Option<&'a str>,
    /// Byline, in which agencies are named.
    pub author: Option<&'a str>,
    /// The text; every span given out is a span of it.
    pub text: &'a str,
}

/// When an article was published: a moment, or a day only.
///
/// ```
/// use rawi_overlap::When;
/// let morning = When { seconds: 1_530_000_000, day_only: false };
/// let evening = When { seconds: 1_530_020_000, day_only: false };
/// assert_eq!(morning.is_before(evening), Some(true));
/// // A day alone says nothing about the hours of the same day.
/// assert_eq!(morning.is_before(When { seconds: 1_529_971_200, day_only: true }), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct When {
    /// Seconds since 1970-01-01 UTC; of a day its first second.
    pub seconds: i64,
    /// Whether only the day is known.
    pub day_only: bool,
}

impl When {
    /// Days since 1970-01-01.
    #[must_use]
    pub fn day(self) -> i64 {
        self.seconds.div_euclid(86_400)
    }

    /// Whether this is earlier than `other`; `None` where the two cannot be told apart: the same moment, or the
    /// same day where only the day of one is known.
    #[must_use]
    pub fn is_before(self, other: Self) -> Option<bool> {
        let unknown = if self.day_only || other.day_only {
            self.day() == other.day()
        } else {
            self.seconds == other.seconds
        };
        (!unknown).then_some(self.seconds < other.seconds)
    }
}

/// A stretch of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Passage {
    /// Position of the article in the caller's slice.
    pub article: u32,
    /// Where it stands in the article's text, in bytes.
    pub span: Span,
}

impl Passage {
    /// The words themselves.
    ///
    /// # Panics
    /// Where `articles` is not the slice the passage was made from.
    #[must_use]
    pub fn of<'a>(&self, articles: &[Article<'a>]) -> &'a str {
        let text: &'a str = articles[self.article as usize].text;
        &text[self.span.from()..self.span.to()]
    }
}
