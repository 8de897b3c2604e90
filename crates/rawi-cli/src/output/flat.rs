//! CSV and TSV: a header, then rows. Members of an object have columns of their own (`a.doc`), a list is its JSON,
//! nothing is an empty cell. What is a list of passages or quotes (families, statements) or of outlets (the matrix)
//! has a row for each of them, since that is what a spreadsheet, pandas and R work with.

use std::borrow::Cow;
use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;

use super::jsonl::CHUNK;
use super::{Form, Record};

/// The form: with commas or tabs.
pub struct Flat {
    delimiter: u8,
    headed: bool,
}

impl Flat {
    /// Comma-separated.
    pub fn csv() -> Self {
        Self { delimiter: b',', headed: false }
    }

    /// Tab-separated.
    pub fn tsv() -> Self {
        Self { delimiter: b'\t', headed: false }
    }

    fn writer(&self) -> csv::Writer<Vec<u8>> {
        csv::WriterBuilder::new().delimiter(self.delimiter).from_writer(Vec::new())
    }

    fn head<R: Record>(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !self.headed {
            self.headed = true;
            let mut writer = self.writer();
            writer.write_record(R::COLUMNS)?;
            out.write_all(&taken(writer)?)?;
        }
        Ok(())
    }

    fn encoded<R: Record>(&self, records: &[R]) -> io::Result<Vec<u8>> {
        let mut writer = self.writer();
        for record in records {
            let mut rows = Rows { writer: &mut writer, outcome: Ok(()) };
            record.rows(&mut rows);
            rows.outcome?;
        }
        taken(writer)
    }
}

fn taken(writer: csv::Writer<Vec<u8>>) -> io::Result<Vec<u8>> {
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

impl<R: Record> Form<R> for Flat {
    fn write(&mut self, out: &mut dyn Write, records: &[R]) -> io::Result<()> {
        self.head::<R>(out)?;
        let chunks: Vec<io::Result<Vec<u8>>> =
            records.par_chunks(CHUNK).map(|records| self.encoded(records)).collect();
        for chunk in chunks {
            out.write_all(&chunk?)?;
        }
        Ok(())
    }

    /// A file without records has its header all the same.
    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.head::<R>(out)
    }
}

/// Takes the rows of one record.
pub struct Rows<'a> {
    writer: &'a mut csv::Writer<Vec<u8>>,
    outcome: Result<(), csv::Error>,
}

impl Rows<'_> {
    /// One row, with a cell for each column.
    pub fn push(&mut self, cells: &[Cow<'_, str>]) {
        if self.outcome.is_ok() {
            self.outcome = self.writer.write_record(cells.iter().map(|cell| cell.as_bytes()));
        }
    }
}

/// A cell of words.
pub fn text(words: &str) -> Cow<'_, str> {
    Cow::Borrowed(words)
}

/// A cell of words, or an empty one.
pub fn maybe(words: Option<&String>) -> Cow<'_, str> {
    Cow::Borrowed(words.map_or("", String::as_str))
}

/// A cell of a number.
pub fn number(number: impl ToString) -> Cow<'static, str> {
    Cow::Owned(number.to_string())
}

/// A cell of what has members of its own.
pub fn json(value: &impl Serialize) -> Cow<'static, str> {
    // Records are made of strings, numbers and lists: all of them can be JSON.
    Cow::Owned(serde_json::to_string(value).unwrap_or_default())
}
