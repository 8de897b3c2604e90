//! What a reading of an archive can be told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Date, Field};

/// How to read an archive: a plain value that is written into outputs.
///
/// ```
/// use rawi_archive::{Field, ReadSettings};
/// let mut settings = ReadSettings::default();
/// settings.fields.insert("outlet".parse::<Field>()?, "newspaper_name".into());
/// # Ok::<(), rawi_archive::UnknownField>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadSettings {
    /// Columns named by the user (`--field NAME=COLUMN`). A field named here is read from that column only; its usual
    /// names are not looked at.
    pub fields: BTreeMap<Field, String>,
    /// The outlet of documents that name none. It is no filter (the program's `--outlet` is): documents that name one
    /// keep theirs. It goes before the folder's name that a plain text or a page would otherwise take.
    pub outlet: Option<String>,
    /// Only documents of this day and later (the day as written, in the document's own zone). A document without
    /// a date is left out, and counted.
    pub since: Option<Date>,
    /// Only documents of this day and earlier; as `since`.
    pub until: Option<Date>,
    /// Only documents in one of these languages (`ar`, or a name such as `Arabic`); empty: all. A document that does not name its language
    /// is judged by its text.
    pub langs: Vec<String>,
    /// The encoding of text, lines and tables that no byte order mark tells (`windows-1256`, `utf-16le`, any name of
    /// the WHATWG's list), and of pages that are no UTF-8 and tell none; `None`: UTF-8, or UTF-16 where the bytes can be
    /// nothing else, and for pages a guess from their letters.
    pub encoding: Option<String>,
    /// Bytes, after decompression, past which one record (a line, a row, a plain text) is not read but rejected.
    pub max_record_bytes: u64,
    /// Whether the captions of a page's pictures are part of its text (`--captions`).
    pub captions: bool,
}

impl Default for ReadSettings {
    fn default() -> Self {
        Self {
            fields: BTreeMap::new(),
            outlet: None,
            since: None,
            until: None,
            langs: Vec::new(),
            encoding: None,
            max_record_bytes: 256 << 20,
            captions: false,
        }
    }
}
