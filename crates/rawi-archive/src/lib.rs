//! News archives of every usual form, read as a stream of documents; every fault is a counted reject.
//!
//! An archive is what a user has: folders, files, standard input; JSONL, JSON, tables, plain texts, compressed or not.
//! [`Archive`] reads them one after another at constant memory and gives [`Batch`]es of [`Document`]s and
//! [`Reject`]s, in input order and the same whatever the number of threads (the records of a batch are parsed in parallel).
//!
//! ```
//! use rawi_archive::{Archive, ReadSettings};
//!
//! let folder = tempfile::tempdir()?;
//! let file = folder.path().join("news.jsonl");
//! std::fs::write(&file, "{\"outlet\": \"The Post\", \"date\": \"2018-07-05\", \"content\": \"Talks ended.\"}\n{\"outlet\": \"B\"}\n")?;
//!
//! let mut archive = Archive::open(&[file], ReadSettings::default())?;
//! let mut documents = Vec::new();
//! let mut rejects = Vec::new();
//! for batch in archive.by_ref() {
//!     documents.extend(batch.documents);
//!     rejects.extend(batch.rejects);
//! }
//! assert_eq!(documents[0].id, "news.jsonl:1");
//! assert_eq!(documents[0].text, "Talks ended.");
//! assert!(rejects[0].to_string().ends_with("news.jsonl: line 2: no text"));
//! assert_eq!(archive.counts().documents, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Nothing is lost.** A record is given out as a document, left out by a filter, or rejected with its place and cause;
//! [`Counts`] adds up. A broken record never takes another with it where the form lets one tell where the next begins.
//!
//! **The text is kept exactly as it came**: nothing is trimmed or normalised; offsets refer to it.
//!
//! A form is added in [`Form`]; the usual names of columns are in `data/columns.tsv`, the words of dates in
//! `data/date-words.tsv`.

mod archive;
mod columns;
mod counts;
mod date;
mod date_words;
mod decode;
mod document;
mod elements;
mod encoding;
mod form;
mod html;
mod inputs;
mod json;
mod lines;
#[cfg(feature = "parquet")]
mod parquet;
mod plain;
mod raw;
mod record;
mod reject;
mod settings;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod warc;
mod whole;

pub use archive::{Archive, Batch};
pub use columns::{Field, UnknownField};
pub use counts::{Counts, Filtered, PassedOver};
pub use date::{Date, UnreadableDate};
pub use document::Document;
pub use form::{Compression, Form};
pub use inputs::ArchiveError;
pub use reject::{Cause, CauseKind, Position, RECORD_CHARS, Reject};
pub use settings::ReadSettings;
pub use text::Text;
