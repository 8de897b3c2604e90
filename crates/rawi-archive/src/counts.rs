//! What happened to the records of an archive, in numbers.

use std::collections::BTreeMap;

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
