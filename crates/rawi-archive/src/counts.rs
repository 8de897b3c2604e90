//! What happened to the records of an archive, in numbers.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::CauseKind;

/// What happened so far. Complete when the archive has been read to its end.
///
/// Every record is in exactly one of `documents`, `filtered` and `rejects` (which also holds whole files).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Files read, standard input among them.
    pub files: u64,
    /// Documents given out.
    pub documents: u64,
    /// Records and files that could not be used, by cause.
    pub rejects: BTreeMap<CauseKind, u64>,
    /// Good records that the settings leave out.
    pub filtered: Filtered,
    /// Records of crawls that are no pages, by kind: neither documents nor faults.
    pub passed_over: BTreeMap<PassedOver, u64>,
    /// Pages of crawls that name no date themselves and have that of the crawl (given out or filtered).
    pub dates_of_crawl: u64,
    /// Records without any date (given out or filtered).
    pub dates_missing: u64,
    /// Records whose date is there but cannot be read (given out or filtered); not among `dates_missing`.
    pub dates_unreadable: u64,
    /// Records whose id came before.
    pub ids_repeated: u64,
    /// Records that name no id.
    pub ids_missing: u64,
    /// Columns named in the settings that no record of a file has: `outlet=publisher` → number of such files.
    pub columns_missing: BTreeMap<String, u64>,
    /// Files in folders that are left out, as they have no form that is read, by their ending (`.html`, `.pdf`; empty:
    /// no ending; `(no file)`: pipes, sockets, devices). Hidden files are not counted.
    pub left_out: BTreeMap<String, u64>,
}

/// A record of a crawl that is no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PassedOver {
    /// `warcinfo`: what made the file.
    Warcinfo,
    /// `request`: what was asked for.
    Request,
    /// `revisit`: a page that had not changed since it was fetched before.
    Revisit,
    /// `metadata`: about another record.
    Metadata,
    /// `conversion`: another record in another form, such as the plain text of a WET file.
    Conversion,
    /// `resource`: a file without an answer of HTTP.
    Resource,
    /// Any other type.
    Other,
    /// A `response` whose HTTP status is not 200.
    NotOk,
    /// A `response` that is no HTML.
    NotHtml,
}

/// In words, for a count: `request`, `not HTML`.
impl fmt::Display for PassedOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warcinfo => "warcinfo",
            Self::Request => "request",
            Self::Revisit => "revisit",
            Self::Metadata => "metadata",
            Self::Conversion => "conversion",
            Self::Resource => "resource",
            Self::Other => "of another type",
            Self::NotOk => "of another status than 200",
            Self::NotHtml => "not HTML",
        })
    }
}

/// Good records that the settings leave out, by the first filter that does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Filtered {
    /// Before `since`.
    pub before: u64,
    /// After `until`.
    pub after: u64,
    /// Without a date, while `since` or `until` is set.
    pub undated: u64,
    /// In another language.
    pub language: u64,
}

impl Filtered {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.before + self.after + self.undated + self.language
    }
}

impl Counts {
    /// All rejects.
    #[must_use]
    pub fn rejects_total(&self) -> u64 {
        self.rejects.values().sum()
    }
}
