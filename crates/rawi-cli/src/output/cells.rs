//! Columns and cells of flat files: what a table holds, whichever form (CSV, TSV, Parquet) it is written in.

use std::borrow::Cow;
use std::ops::Deref;

use serde::Serialize;

/// A column of a flat file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name; a member of an object is `object.member`.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// What they mean, for the manual.
    pub about: &'static str,
}

/// What the cells of a column hold. Any of them may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Real,
    /// A day, or a moment: ISO 8601 in text, a date where the form knows dates.
    Date,
    /// A list of words: its JSON in text, a list where the form knows lists.
    List,
    /// What has members of its own: its JSON.
    Json,
}

/// The columns of two parts of a record, one after the other; `N` is how many there are.
pub const fn joined<const N: usize>(first: &[Column], rest: &[Column]) -> [Column; N] {
    assert!(first.len() + rest.len() == N, "N is the number of columns");
    let mut all = [Column { name: "", kind: Kind::Text, about: "" }; N];
    let mut at = 0;
    while at < N {
        all[at] = if at < first.len() { first[at] } else { rest[at - first.len()] };
        at += 1;
    }
    all
}

impl Kind {
    /// Its name in the manual.
    #[cfg(test)]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Real => "number",
            Self::Date => "date",
            Self::List => "list",
            Self::Json => "JSON",
        }
    }
}

/// Makers of columns, so that a table's columns read as a list.
pub mod column {
    use super::{Column, Kind};

    /// Words.
    pub const fn text(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::Text, about }
    }

    /// A whole number.
    pub const fn integer(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::Integer, about }
    }

    /// A number with a fraction.
    pub const fn real(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::Real, about }
    }

    /// A day or a moment.
    pub const fn date(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::Date, about }
    }

    /// A list of words.
    pub const fn list(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::List, about }
    }

    /// What has members of its own.
    pub const fn json(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::Json, about }
    }
}

/// A cell of a flat file.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is known, or it does not belong to this row.
    Empty,
    /// Words.
    Text(&'a str),
    /// A whole number.
    Integer(u64),
    /// A number with a fraction.
    Real(f64),
    /// A day or a moment, ISO 8601.
    Date(&'a str),
    /// A list of words.
    List(&'a [String]),
    /// The JSON of what has members of its own.
    Json(String),
}

impl<'a> Cell<'a> {
    /// Words, where there are any.
    pub fn maybe(words: Option<&'a impl Deref<Target = str>>) -> Self {
        words.map_or(Self::Empty, |words| Self::Text(words))
    }

    /// A day or a moment, where it is known.
    pub fn date(date: Option<&'a impl Deref<Target = str>>) -> Self {
        date.map_or(Self::Empty, |date| Self::Date(date))
    }

    /// A count or an offset.
    pub fn count(number: usize) -> Self {
        Self::Integer(number as u64)
    }

    /// The JSON of a value.
    pub fn json(value: &impl Serialize) -> Self {
        // Records are made of strings, numbers and lists: all of them can be JSON.
        Self::Json(serde_json::to_string(value).unwrap_or_default())
    }

    /// As it stands in a file of text.
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(words) | Self::Date(words) => Cow::Borrowed(words),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::Real(number) => Cow::Owned(number.to_string()),
            Self::List(list) => Cow::Owned(serde_json::to_string(list).unwrap_or_default()),
            Self::Json(json) => Cow::Borrowed(json),
        }
    }
}

/// Takes the rows of records, each with a cell for every column.
pub struct Rows<'a> {
    take: &'a mut dyn FnMut(&[Cell<'_>]),
}

impl<'a> Rows<'a> {
    /// Rows go to `take`.
    pub fn new(take: &'a mut dyn FnMut(&[Cell<'_>])) -> Self {
        Self { take }
    }

    /// One row.
    pub fn push(&mut self, cells: &[Cell<'_>]) {
        (self.take)(cells);
    }
}
