//! What a quotation is, as plain data: content, cue, speaker, and who that is.
//!
//! Every span is in **bytes** of the article's text, so that the text can be sliced without counting; the
//! program turns them into characters when it writes records.

use rawi_text::Span;
use serde::{Deserialize, Serialize};

/// How the words of a quotation stand in the text.
///
/// The kinds are those of DirectQuote (Zhang & Liu 2021) and PARC 3 (Pareti 2016): *direct*, all of the content is
/// inside quotation marks; *mixed*, a part of it; *indirect*, none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// All of the content is inside quotation marks.
    Direct,
    /// A part of the content is inside quotation marks.
    Mixed,
    /// No quoted words in the content.
    Indirect,
}

/// What kind of source a speaker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityType {
    /// A named person.
    Person,
    /// A body, a state, a ministry, a city that stands for its government.
    Organisation,
    /// Somebody without a name: "a source", "a field commander", "residents".
    Anonymous,
    /// A statement, a report, a poll, a law that says something.
    Document,
    /// None of these.
    Other,
}

/// One quotation of one article. All spans are in bytes of the article's text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quote {
    /// Direct, mixed or indirect.
    pub kind: Kind,
    /// What was said, without outer quotation marks, complementiser and cue; several ranges only where the
    /// attribution interrupts it. In text order, never empty, never overlapping.
    pub content: Vec<Span>,
    /// The reporting word or words, with an attached conjunction as written; `None` where there is no word
    /// (a headline's "Lavrov: …").
    pub cue: Option<Span>,
    /// The mention of the source nearest the cue, with title and apposition; `None` where it is elided.
    pub speaker: Option<Span>,
    /// The name by which the article best identifies the source; `None` only where no reader could tell.
    pub entity: Option<String>,
    /// What kind of source that is.
    pub entity_type: Option<EntityType>,
    /// Title or role of the source as written.
    pub description: Option<String>,
    /// The agency or outlet through which it was relayed.
    pub via: Option<Span>,
    /// How likely this is a quotation with this content and speaker, 0 to 1.
    pub confidence: f32,
    /// The rule that found it, for the reader who wonders.
    pub rule: &'static str,
}
