//! One article, as the archive gives it.

use std::sync::Arc;

use serde::Serialize;

use crate::{Date, Text};

/// One article of the archive.
///
/// Everything but the text may be missing. Empty values (`""`, `null`, white space) count as missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Unique within one reading of the archive. The archive's own id where it gives one, otherwise made from the
    /// file's name and the record's position (`file.jsonl:17`). An id that came before ends in `~2`, `~3` ….
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published; `None` where it is missing or cannot be read.
    pub date: Option<Date>,
    /// Headline.
    pub title: Option<String>,
    /// Byline; several authors are joined by `", "`.
    pub author: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Language as the archive names it, as an ISO 639-1 code where there is one (`ar-SA`, `ara` and `Arabic` are
    /// all `ar`). It is not guessed here: `None` where the archive is silent.
    pub lang: Option<String>,
    /// The text, exactly as it came: every offset of a span refers to it. Never empty or all white space.
    pub text: Text,
    /// The file it was read from, as it was named (`-` for standard input).
    pub file: Arc<str>,
    /// Where in the file: the line of JSONL, the row of a table (as a spreadsheet counts: the header is row 1), the
    /// number of the element in a JSON array (from 1); 0 where the file is one document.
    pub position: u64,
}
