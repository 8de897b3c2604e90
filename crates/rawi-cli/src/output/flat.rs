//! CSV and TSV: a header, then rows. Members of an object have columns of their own (`a.doc`), a list is its JSON,
//! nothing is an empty cell. What is a list of passages or quotes (families, statements) or of outlets (the matrix)
//! has a row for each of them, since that is what a spreadsheet, pandas and R work with.
//!
//! **For spreadsheets** (`--excel`): Excel takes UTF-8 for what it is only behind a byte order mark, and takes a cell
//! that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula, which a hostile text could make run
//! (OWASP, "CSV injection"). Such cells of words get an apostrophe before them; numbers stay numbers. Lines end in CRLF,
//! as RFC 4180 has it.

use std::io::{self, Write};

use rayon::prelude::*;

use super::cells::{Cell, Kind, Rows};
use super::jsonl::CHUNK;
use super::{Form, Record};

/// The form: with commas or tabs.
pub struct Flat {
    delimiter: u8,
    excel: bool,
    headed: bool,
}

impl Flat {
    /// Comma-separated; `excel`: as a spreadsheet takes it without harm.
    pub fn csv(excel: bool) -> Self {
        Self { delimiter: b',', excel, headed: false }
    }

    /// Tab-separated; `excel`: as a spreadsheet takes it without harm.
    pub fn tsv(excel: bool) -> Self {
        Self { delimiter: b'\t', excel, headed: false }
    }

    fn writer(&self) -> csv::Writer<Vec<u8>> {
        let end = if self.excel { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        csv::WriterBuilder::new().delimiter(self.delimiter).terminator(end).from_writer(Vec::new())
    }

    fn head<R: Record>(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !self.headed {
            self.headed = true;
            if self.excel {
                out.write_all("\u{FEFF}".as_bytes())?;
            }
            let mut writer = self.writer();
            writer.write_record(R::COLUMNS.iter().map(|column| column.name))?;
            out.write_all(&taken(writer)?)?;
        }
        Ok(())
    }

    fn encoded<R: Record>(&self, records: &[R]) -> io::Result<Vec<u8>> {
        let mut writer = self.writer();
        let mut outcome = Ok(());
        let mut take = |cells: &[Cell<'_>]| {
            if outcome.is_ok() {
                outcome = self.row::<R>(&mut writer, cells);
            }
        };
        let mut rows = Rows::new(&mut take);
        records.iter().for_each(|record| record.rows(&mut rows));
        outcome?;
        taken(writer)
    }

    fn row<R: Record>(&self, writer: &mut csv::Writer<Vec<u8>>, cells: &[Cell<'_>]) -> csv::Result<()> {
        for (cell, column) in cells.iter().zip(R::COLUMNS) {
            let words = cell.words();
            if self.excel && column.kind == Kind::Text && is_formula(&words) {
                writer.write_field([b"'", words.as_bytes()].concat())?;
            } else {
                writer.write_field(words.as_bytes())?;
            }
        }
        writer.write_record(None::<&[u8]>)
    }
}

/// Whether a spreadsheet would compute a cell instead of showing it.
fn is_formula(words: &str) -> bool {
    words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
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

#[cfg(test)]
mod tests {
    use super::is_formula;

    #[test]
    fn formulas_are_told_by_how_they_begin() {
        for formula in ["=1+1", "+1", "-cmd", "@SUM(A1)", "\t=1", "\r=1"] {
            assert!(is_formula(formula), "{formula:?}");
        }
        for words in ["", "a=b", "قال", "'=1", " =1"] {
            assert!(!is_formula(words), "{words:?}");
        }
    }
}
