//! A record that could not be used: where it stands and why. Faults are values, counted and handed on, never the end.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde::ser::SerializeStruct;

use crate::form::{Compression, Form};

/// Characters of a rejected record that are kept.
pub const RECORD_CHARS: usize = 10_000;

/// A record, or a file, that could not be used.
///
/// `Display` is one line: `news.jsonl: line 17: no text`. Serialised, it is
/// `{"file", "unit", "position", "line", "cause", "message", "record"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The file, as it was named (`-` for standard input).
    pub file: Arc<str>,
    /// Where in it.
    pub position: Position,
    /// Why.
    pub cause: Cause,
    /// The beginning of the record as it stood (at most [`RECORD_CHARS`] characters; bytes that are no UTF-8 are
    /// shown as U+FFFD), where there is one.
    pub record: Option<String>,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    /// The file as a whole.
    File,
    /// A line, from 1.
    Line(u64),
    /// A row of a table, as a spreadsheet counts (the header is row 1), and the line it begins on.
    Row {
        /// The row.
        row: u64,
        /// The line.
        line: u64,
    },
    /// An element of a JSON array, from 1, and the line it begins on.
    Element {
        /// Its number.
        element: u64,
        /// The line.
        line: u64,
    },
    /// A byte offset, from 0, in the file as it lies on disk (compressed, if it is). Of a crawl's record that does not
    /// begin a compressed member: the offset in what is decompressed.
    Byte(u64),
}

/// Why a record could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// There is no text in it, or only white space.
    #[error("no text")]
    NoText,
    /// Something else under the name of a web page.
    #[error("no web page but {0}")]
    NotAPage(&'static str),
    /// Bytes that are no UTF-8, with the offset of the first in the record.
    #[error("not UTF-8 (byte {at} of the record)")]
    BadUtf8 {
        /// Bytes into the record.
        at: u64,
    },
    /// The JSON parser's complaint.
    #[error("broken JSON: {0}")]
    BrokenJson(String),
    /// What is wrong with a Parquet file, or with a part of it. Rows before it are kept.
    #[error("broken Parquet: {0}")]
    BrokenParquet(String),
    /// JSON, but a list, a string or a number where a record should be.
    #[error("not a JSON object")]
    NotAnObject,
    /// A row with more or fewer cells than the header.
    #[error("{found} cells where the header has {expected}")]
    Ragged {
        /// Cells of the header.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A quoted cell that is not closed, or goes on after its closing mark: where it ends cannot be known.
    #[error("a quoted cell is not closed, or holds a quotation mark that is not doubled")]
    BadQuoting,
    /// A table without a column of text.
    #[error("no column of text among {}; name it with --field text=COLUMN", listed(.columns))]
    NoTextColumn {
        /// The columns there are.
        columns: Vec<String>,
    },
    /// A table without a column that was named.
    #[error("no column \"{named}\" among {}", listed(.columns))]
    NoSuchColumn {
        /// The column as it was named.
        named: String,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// A record over the limit of the settings.
    #[error("longer than the limit of {limit} bytes")]
    TooLong {
        /// The limit, in bytes.
        limit: u64,
    },
    /// A compressed file that ends too early. What was before it is kept.
    #[error("truncated {0}: what was before is kept")]
    Truncated(Compression),
    /// A compressed file that is damaged. What was before it is kept, what comes after cannot be read.
    #[error("damaged {compression} ({detail}): what was before is kept")]
    Damaged {
        /// The compression.
        compression: Compression,
        /// What the decoder said.
        detail: String,
    },
    /// A form that is known but not read yet.
    #[error("{0} is a form that is not read yet")]
    FormNotRead(Form),
    /// Bytes that the encoding of the file (not UTF-8) does not have.
    #[error("not {0}: bytes that this encoding does not have")]
    BadEncoding(&'static str),
    /// A record of a crawl that is cut, is not as long as it says, or cannot be taken apart.
    #[error("damaged WARC record: {0}")]
    BrokenWarc(String),
    /// A compressed file that unpacks to far more than any text does.
    #[error("unpacks to more than {times} times its size: what was before is kept, the rest is not read")]
    Bomb {
        /// The limit.
        times: u64,
    },
    /// The file or folder could not be opened or read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
}

fn listed(columns: &[String]) -> String {
    const SHOWN: usize = 20;
    let mut out: Vec<String> = columns.iter().take(SHOWN).map(|c| format!("\"{c}\"")).collect();
    if columns.len() > SHOWN {
        out.push(format!("{} more", columns.len() - SHOWN));
    }
    if out.is_empty() { "none".into() } else { out.join(", ") }
}

/// The kind of a [`Cause`], by which rejects are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CauseKind {
    /// No text.
    NoText,
    /// Something else under the name of a web page.
    NotAPage,
    /// Not UTF-8, or not the encoding that the file is in.
    BadUtf8,
    /// Broken JSON.
    BrokenJson,
    /// Not a JSON object.
    NotAnObject,
    /// A row with too many or too few cells.
    Ragged,
    /// Quotation marks of a table that do not pair.
    BadQuoting,
    /// A column that is not there.
    NoColumn,
    /// Over the limit.
    TooLong,
    /// Ends too early.
    Truncated,
    /// Damaged compression.
    Damaged,
    /// A damaged record of a crawl.
    BrokenWarc,
    /// A form that is not read yet.
    NotReadYet,
    /// Could not be opened or read.
    Unreadable,
}

impl CauseKind {
    /// The name of the kind, as it is serialised (`no_text`).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoText => "no_text",
            Self::NotAPage => "not_a_page",
            Self::BadUtf8 => "bad_utf8",
            Self::BrokenJson => "broken_json",
            Self::NotAnObject => "not_an_object",
            Self::Ragged => "ragged",
            Self::BadQuoting => "bad_quoting",
            Self::NoColumn => "no_column",
            Self::TooLong => "too_long",
            Self::Truncated => "truncated",
            Self::Damaged => "damaged",
            Self::BrokenWarc => "broken_warc",
            Self::NotReadYet => "not_read_yet",
            Self::Unreadable => "unreadable",
        }
    }
}

/// In words, for a count: `no text`, `broken JSON`.
impl fmt::Display for CauseKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoText => "no text",
            Self::NotAPage => "no web page",
            Self::BadUtf8 => "not UTF-8",
            Self::BrokenJson => "broken JSON",
            Self::NotAnObject => "not a JSON object",
            Self::Ragged => "too many or too few cells",
            Self::BadQuoting => "quotation marks that do not pair",
            Self::NoColumn => "a column is missing",
            Self::TooLong => "over the limit",
            Self::Truncated => "ends too early",
            Self::Damaged => "damaged",
            Self::BrokenWarc => "damaged WARC record",
            Self::NotReadYet => "not read yet",
            Self::Unreadable => "cannot be read",
        })
    }
}

impl Cause {
    /// The kind it is counted under.
    #[must_use]
    pub fn kind(&self) -> CauseKind {
        match self {
            Self::NoText => CauseKind::NoText,
            Self::NotAPage(_) => CauseKind::NotAPage,
            Self::BadUtf8 { .. } | Self::BadEncoding(_) => CauseKind::BadUtf8,
            Self::BrokenJson(_) => CauseKind::BrokenJson,
            Self::NotAnObject => CauseKind::NotAnObject,
            Self::Ragged { .. } => CauseKind::Ragged,
            Self::BadQuoting => CauseKind::BadQuoting,
            Self::NoTextColumn { .. } | Self::NoSuchColumn { .. } => CauseKind::NoColumn,
            Self::TooLong { .. } | Self::Bomb { .. } => CauseKind::TooLong,
            Self::Truncated(_) => CauseKind::Truncated,
            Self::Damaged { .. } | Self::BrokenParquet(_) => CauseKind::Damaged,
            Self::BrokenWarc(_) => CauseKind::BrokenWarc,
            Self::FormNotRead(_) => CauseKind::NotReadYet,
            Self::Unreadable(_) => CauseKind::Unreadable,
        }
    }
}

impl Position {
    /// What is counted: `line`, `row`, `element`, `byte`, or `file`.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Line(_) => "line",
            Self::Row { .. } => "row",
            Self::Element { .. } => "element",
            Self::Byte(_) => "byte",
        }
    }

    /// The number of the line, row, element or byte; `None` for a whole file.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        match *self {
            Self::File => None,
            Self::Line(n) | Self::Byte(n) => Some(n),
            Self::Row { row, .. } => Some(row),
            Self::Element { element, .. } => Some(element),
        }
    }

    /// The line it begins on, where lines are counted.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        match *self {
            Self::Line(line) | Self::Row { line, .. } | Self::Element { line, .. } => Some(line),
            Self::File | Self::Byte(_) => None,
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("file"),
            Self::Line(line) => write!(f, "line {line}"),
            Self::Row { row, line } if row == line => write!(f, "row {row}"),
            Self::Row { row, line } => write!(f, "row {row} (line {line})"),
            Self::Element { element, line } => write!(f, "element {element} (line {line})"),
            Self::Byte(byte) => write!(f, "byte {byte}"),
        }
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = if &*self.file == "-" { "standard input" } else { &*self.file };
        match self.position {
            Position::File => write!(f, "{file}: {}", self.cause),
            position => write!(f, "{file}: {position}: {}", self.cause),
        }
    }
}

impl Serialize for Reject {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Reject", 7)?;
        out.serialize_field("file", &*self.file)?;
        out.serialize_field("unit", self.position.unit())?;
        out.serialize_field("position", &self.position.number())?;
        out.serialize_field("line", &self.position.line())?;
        out.serialize_field("cause", self.cause.kind().name())?;
        out.serialize_field("message", &self.cause.to_string())?;
        out.serialize_field("record", &self.record)?;
        out.end()
    }
}

/// The beginning of a raw record, bounded, for a reject.
pub(crate) fn bounded(raw: &[u8]) -> String {
    // No character is longer than four bytes: the rest need not be decoded.
    let head = &raw[..raw.len().min(RECORD_CHARS * 4)];
    let text = String::from_utf8_lossy(head);
    match text.char_indices().nth(RECORD_CHARS) {
        Some((end, _)) => text[..end].to_owned(),
        None => text.into_owned(),
    }
}
