//! The forms that an archive comes in, told by a file's name or by its first bytes.
//!
//! **A form is added here**: a variant of [`Form`] with its endings in [`Form::ENDINGS`], and its reader in the one
//! `match` of [`reader`].

use std::fmt;
use std::path::Path;

use crate::decode::Stream;
use crate::elements::Elements;
use crate::html;
use crate::lines::Lines;
#[cfg(feature = "parquet")]
use crate::parquet::Parquet;
use crate::plain;
use crate::record::{Context, Records};
use crate::reject::Cause;
use crate::table::Table;
use crate::warc::{Crawl, Source};
use crate::whole::Whole;

/// A form of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A JSON object a line.
    JsonLines,
    /// A JSON array of objects, one object, or objects one after another.
    Json,
    /// Rows with a separator (comma, semicolon, tab or bar, whichever the header has) under a header.
    Csv,
    /// Rows with tabs under a header.
    Tsv,
    /// One document of plain text or Markdown.
    Plain,
    /// A web page.
    Html,
    /// A web crawl.
    Warc,
    /// A columnar table.
    Parquet,
}

impl Form {
    /// Endings of file names, in lower case.
    pub const ENDINGS: &[(&str, Form)] = &[
        ("jsonl", Form::JsonLines),
        ("ndjson", Form::JsonLines),
        ("json", Form::Json),
        ("csv", Form::Csv),
        ("tsv", Form::Tsv),
        ("txt", Form::Plain),
        ("md", Form::Plain),
        ("html", Form::Html),
        ("htm", Form::Html),
        ("warc", Form::Warc),
        ("parquet", Form::Parquet),
    ];

    /// Whether this version reads it.
    #[must_use]
    pub fn is_read(self) -> bool {
        cfg!(feature = "parquet") || self != Form::Parquet
    }

    /// Whether its bytes are text of one encoding. (A page tells its own.)
    pub(crate) fn is_text(self) -> bool {
        !matches!(self, Form::Html | Form::Warc | Form::Parquet)
    }

    /// Whether a file of it is one document.
    pub(crate) fn is_one_document(self) -> bool {
        matches!(self, Form::Plain | Form::Html)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Form::JsonLines => "JSONL",
            Form::Json => "JSON",
            Form::Csv => "CSV",
            Form::Tsv => "TSV",
            Form::Plain => "plain text",
            Form::Html => "HTML",
            Form::Warc => "WARC",
            Form::Parquet => "Parquet",
        })
    }
}

/// A compression that any form may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compression {
    /// gzip, of one or several members.
    Gzip,
    /// Zstandard, of one or several frames.
    Zstd,
    /// bzip2.
    Bzip2,
}

impl Compression {
    /// Endings of file names, in lower case.
    pub const ENDINGS: &[(&str, Compression)] = &[
        ("gz", Compression::Gzip),
        ("gzip", Compression::Gzip),
        ("zst", Compression::Zstd),
        ("zstd", Compression::Zstd),
        ("bz2", Compression::Bzip2),
    ];

    /// Told by the first bytes of a file. No form of text begins with any of them.
    pub(crate) fn sniff(head: &[u8]) -> Option<Self> {
        if head.starts_with(&[0x1f, 0x8b]) {
            Some(Self::Gzip)
        } else if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
            || (head.len() >= 4 && (0x50..=0x5f).contains(&head[0]) && head[1..4] == [0x2a, 0x4d, 0x18])
        {
            Some(Self::Zstd)
        } else if head.len() >= 10
            && head.starts_with(b"BZh")
            && head[4..10] == [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]
        {
            Some(Self::Bzip2)
        } else {
            None
        }
    }
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Compression::Gzip => "gzip",
            Compression::Zstd => "zstd",
            Compression::Bzip2 => "bzip2",
        })
    }
}

/// Form and compression that a file's name tells.
pub(crate) fn of_name(path: &Path) -> (Option<Form>, Option<Compression>) {
    fn ending(name: &str) -> (&str, String) {
        match name.rsplit_once('.') {
            Some((stem, ending)) => (stem, ending.to_ascii_lowercase()),
            None => (name, String::new()),
        }
    }
    fn find<T: Copy>(table: &[(&str, T)], ending: &str) -> Option<T> {
        table.iter().find(|(name, _)| *name == ending).map(|&(_, value)| value)
    }
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let (stem, last) = ending(&name);
    match find(Compression::ENDINGS, &last) {
        Some(compression) => (find(Form::ENDINGS, &ending(stem).1), Some(compression)),
        None => (find(Form::ENDINGS, &last), None),
    }
}

/// The form of a stream that no name tells, by its first bytes (decompressed).
///
/// `{` begins JSON lines, or one object over several lines; `[` a JSON array. Otherwise a table, if the first line has a separator and a name that a
/// column of text usually has; else plain text.
pub(crate) fn sniff(head: &[u8], context: &Context) -> Form {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let body = head.trim_ascii_start();
    match body.first() {
        Some(b'{') if ends_on_its_line(body) => Form::JsonLines,
        Some(b'{' | b'[') => Form::Json,
        _ if body.starts_with(b"WARC/1.") => Form::Warc,
        _ if body.starts_with(b"PAR1") => Form::Parquet,
        _ if is_html(body) => Form::Html,
        _ if Table::looks_like_header(head, context) => Form::Csv,
        _ => Form::Plain,
    }
}

/// Whether the first line of a stream that begins an object ends it too, as far as can be seen.
fn ends_on_its_line(body: &[u8]) -> bool {
    match memchr::memchr(b'\n', body) {
        Some(end) => body[..end].trim_ascii_end().ends_with(b"}"),
        None => true,
    }
}

/// Whether JSON begins as an array of objects or with a bracket alone on its line: so it is no record a line, whatever the
/// file's name.
fn is_spread(head: &[u8]) -> bool {
    match head.trim_ascii_start() {
        [first @ (b'[' | b'{'), rest @ ..] => {
            let next = rest.iter().find(|b| !matches!(b, b' ' | b'\t' | b'\r'));
            matches!((first, next), (b'[', None | Some(b'{' | b'\n')) | (b'{', Some(b'\n')))
        }
        _ => false,
    }
}

/// A file's name without the endings of its form and compression.
pub(crate) fn stem(name: &str) -> &str {
    fn without<'a, T>(name: &'a str, endings: &[(&str, T)]) -> &'a str {
        match name.rsplit_once('.') {
            Some((stem, last)) if endings.iter().any(|(ending, _)| last.eq_ignore_ascii_case(ending)) => stem,
            _ => name,
        }
    }
    match without(without(name, Compression::ENDINGS), Form::ENDINGS) {
        "" => name,
        stem => stem,
    }
}

fn is_html(body: &[u8]) -> bool {
    let start = body[..body.len().min(14)].to_ascii_lowercase();
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
}

/// The reader of a form. The one place that knows them all.
pub(crate) fn reader(form: Form, stream: Stream, context: &Context) -> Result<Box<dyn Records>, Cause> {
    match form {
        // An array under the name of lines is met often enough.
        Form::JsonLines if is_spread(stream.head()) => Ok(Box::new(Elements::new(stream, context))),
        Form::JsonLines => Ok(Box::new(Lines::new(stream, context))),
        Form::Json => Ok(Box::new(Elements::new(stream, context))),
        Form::Csv => Ok(Box::new(Table::new(stream, None, context))),
        Form::Tsv => Ok(Box::new(Table::new(stream, Some(b'\t'), context))),
        Form::Plain => Ok(Box::new(Whole::new(stream, context, u64::MAX, plain::document))),
        Form::Html => Ok(Box::new(Whole::new(stream, context, html::LONGEST, html::document))),
        #[cfg(feature = "parquet")]
        Form::Parquet => Ok(Box::new(Parquet::spooled(stream, context)?)),
        #[cfg(not(feature = "parquet"))]
        Form::Parquet => Err(Cause::FormNotRead(form)),
        Form::Warc => Ok(Box::new(Crawl::new(Source::stream(stream), context))),
    }
}
