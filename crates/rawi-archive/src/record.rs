//! From the values of a record to a document: what every form has in common.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use encoding_rs::Encoding;

use crate::columns::{Columns, Field};
use crate::form;
use crate::reject::{Cause, Position, Reject, bounded};
use crate::{Date, Document, PassedOver, ReadSettings};

/// What the records of one file share.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    /// As it is shown.
    pub file: Arc<str>,
    /// For made ids.
    pub name: Arc<str>,
    /// Outlet of a plain text or a page that names none: its folder.
    pub folder: Option<Arc<str>>,
    /// What columns mean.
    pub columns: Arc<Columns>,
    /// As told.
    pub settings: Arc<ReadSettings>,
    /// The encoding that the file is in, where that is not UTF-8.
    pub encoding: Option<&'static Encoding>,
}

/// The records of one open file, piece by piece.
pub(crate) trait Records: Send {
    /// Reads on, and adds what it read. Pieces are bounded in bytes and in records, and do not depend on threads or on how
    /// the system cuts its reads. `false`: that was the last.
    fn read(&mut self, piece: &mut Piece) -> bool;
}

/// What was read of a file at one go, in order.
#[derive(Debug, Default)]
pub(crate) struct Piece {
    pub outcomes: Vec<Outcome>,
    /// The fields (bit by [`Field`]) whose column, named by the user, a record had.
    pub named_seen: u8,
    /// Records of a crawl that are no pages, by kind.
    pub passed_over: Vec<PassedOver>,
    /// Raw bytes after decompression: what a batch is measured by.
    pub weight: usize,
}

/// What became of one record.
#[derive(Debug)]
pub(crate) enum Outcome {
    Good(Box<Good>),
    Bad(Box<Reject>),
}

/// A good record, before its id is known to be the first.
#[derive(Debug)]
pub(crate) struct Good {
    pub document: Document,
    /// [`id_hash`] of the document's id.
    pub id_hash: u128,
    pub id_missing: bool,
    pub date_unreadable: bool,
    /// The date is the crawl's: the page names none.
    pub date_of_crawl: bool,
    /// The filter that leaves it out.
    pub left_out: Option<LeftOut>,
}

/// Why a good record is not given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeftOut {
    Before,
    After,
    Undated,
    Language,
}

/// The values of one record as they were found: for each field the best so far and how good its column's name is.
#[derive(Debug, Default)]
pub(crate) struct Found<'a> {
    found: [Option<(u8, Cow<'a, str>)>; 8],
    pub named_seen: u8,
}

impl<'a> Found<'a> {
    /// Whether a value of this rank would be kept. Of two columns with one name the last counts, as in JSON.
    pub fn wants(&self, field: Field, rank: u8) -> bool {
        self.found[field as usize].as_ref().is_none_or(|(best, _)| rank <= *best)
    }

    /// Keeps a value, unless it is empty or a better one is there.
    pub fn set(&mut self, field: Field, rank: u8, value: Cow<'a, str>) {
        if self.wants(field, rank) && !value.trim().is_empty() {
            self.found[field as usize] = Some((rank, value));
        }
    }

    /// Whether nothing was found for a field.
    #[cfg(feature = "parquet")]
    pub fn is_empty(&self, field: Field) -> bool {
        self.found[field as usize].is_none()
    }

    fn take(&mut self, field: Field) -> Option<Cow<'a, str>> {
        self.found[field as usize].take().map(|(_, value)| value)
    }

    /// A value without the white space around it.
    fn trimmed(&mut self, field: Field) -> Option<String> {
        self.take(field).map(|value| match value.trim() {
            trimmed if trimmed.len() < value.len() => trimmed.to_owned(),
            _ => value.into_owned(),
        })
    }
}

impl Context {
    /// A record that names no outlet has its folder's name, unless the user told another.
    pub fn outlet_of_folder(&self, found: &mut Found) {
        if let Some(folder) = self.folder.as_deref().filter(|_| self.settings.outlet.is_none()) {
            found.set(Field::Outlet, 1, Cow::Owned(folder.to_owned()));
        }
    }

    /// A record that is no UTF-8 from this byte of it: of another encoding, what that does not have.
    pub fn bad_utf8(&self, at: usize) -> Cause {
        match self.encoding {
            Some(encoding) => Cause::BadEncoding(encoding.name()),
            None => Cause::BadUtf8 { at: at as u64 },
        }
    }

    /// A reject of this file.
    pub fn reject(&self, position: Position, cause: Cause, raw: Option<&[u8]>) -> Outcome {
        Outcome::Bad(Box::new(Reject {
            file: Arc::clone(&self.file),
            position,
            cause,
            record: raw.map(bounded),
        }))
    }

    /// Makes a document of a record's values. `raw`: the record as it stood, for the reject.
    pub fn finish(&self, mut values: Found<'_>, position: Position, raw: &[u8]) -> Outcome {
        let Some(text) = values.take(Field::Text) else {
            return self.reject(position, Cause::NoText, Some(raw));
        };
        let number = position.number().unwrap_or(0);
        let written = values.take(Field::Date);
        let date = written.as_deref().and_then(Date::parse);
        let id = values.trimmed(Field::Id);
        let id_missing = id.is_none();
        let document = Document {
            id: id.unwrap_or_else(|| match position {
                Position::File => form::stem(&self.name).to_owned(),
                _ => format!("{}:{number}", self.name),
            }),
            outlet: values.trimmed(Field::Outlet).or_else(|| self.settings.outlet.clone()),
            date,
            title: values.trimmed(Field::Title),
            author: values.trimmed(Field::Author),
            url: values.trimmed(Field::Url),
            lang: values.trimmed(Field::Lang).map(iso_639_1),
            text: text.into(),
            file: Arc::clone(&self.file),
            position: number,
        };
        let left_out = self.left_out(&document);
        Outcome::Good(Box::new(Good {
            date_unreadable: date.is_none() && written.is_some(),
            id_hash: id_hash(&document.id),
            date_of_crawl: false,
            document,
            id_missing,
            left_out,
        }))
    }

    fn left_out(&self, document: &Document) -> Option<LeftOut> {
        let ReadSettings { since, until, langs, .. } = &*self.settings;
        if since.is_some() || until.is_some() {
            let Some(date) = document.date else { return Some(LeftOut::Undated) };
            if since.is_some_and(|since| date.day() < since.day()) {
                return Some(LeftOut::Before);
            }
            if until.is_some_and(|until| date.day() > until.day()) {
                return Some(LeftOut::After);
            }
        }
        if !langs.is_empty() {
            let lang = document.lang.as_deref().or_else(|| rawi_text::language(&document.text));
            if !langs.iter().any(|wanted| Some(wanted.as_str()) == lang) {
                return Some(LeftOut::Language);
            }
        }
        None
    }
}

/// A stable 128-bit hash of an id (FNV-1a): at a hundred million ids the chance that two of them meet is below 1e-22.
pub(crate) fn id_hash(id: &str) -> u128 {
    // Offset basis and prime of Fowler, Noll and Vo (RFC 9923, section 5).
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for byte in id.bytes() {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    hash
}

/// A language as archives name it, as an ISO 639-1 code where it has one (`ar-SA`, `ara`, `Arabic` → `ar`); as it came
/// otherwise.
pub(crate) fn iso_639_1(name: String) -> String {
    static CODES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let mut codes = HashMap::new();
        for line in include_str!("../data/languages.tsv").lines().filter(|line| !line.starts_with('#')) {
            if let Some((code, names)) = line.split_once('\t') {
                codes.insert(code, code);
                codes.extend(names.split(',').map(|name| (name, code)));
            }
        }
        codes
    });
    let lower = name.to_lowercase();
    let primary = lower.split(['-', '_']).next().unwrap_or(&lower);
    match CODES.get(lower.as_str()).or_else(|| CODES.get(primary)) {
        Some(code) => (*code).to_owned(),
        None if primary.len() == 2 && primary.bytes().all(|b| b.is_ascii_lowercase()) => primary.to_owned(),
        None => name,
    }
}
