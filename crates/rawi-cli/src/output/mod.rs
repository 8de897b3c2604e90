//! Forms of output and where they go. A form knows nothing of files, a destination nothing of forms.
//!
//! A kind of record says once how it is laid out: [`Record::COLUMNS`] and [`Record::rows`] for flat files,
//! [`Record::LAYOUT`] for people. JSONL is the record itself.

mod cells;
mod destination;
mod flat;
mod gexf;
mod jsonl;
mod layout;
#[cfg(test)]
mod manual;
mod matrix;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod side;
mod table;

use std::io;

use serde::Serialize;

pub use cells::{Cell, Column, Rows, column};
pub use destination::{Destination, interrupted};
pub use gexf::{write_outlets, write_speakers};
pub use layout::{NO_OUTLET, quote_type};
pub use matrix::{draw_matrix, draw_parts, section};
pub use page::Page;
pub use side::side_by_side;
pub use table::{Layout, grid, number, words};

use crate::failure::Failure;
use crate::settings::{Format, Target};

/// A kind of record that leaves the program.
pub trait Record: Serialize + Sync {
    /// Columns of a flat file.
    const COLUMNS: &'static [Column];
    /// How it is shown to people.
    const LAYOUT: Layout;

    /// Rows of a flat file: one, or one for each member of what is a list.
    fn rows(&self, rows: &mut Rows<'_>);

    /// The cells of one row, where the layout is [`Layout::Grid`].
    fn cells(&self) -> Vec<String> {
        Vec::new()
    }

    /// What is drawn for it, where the layout is [`Layout::Blocks`].
    fn block(&self, _page: &Page, _out: &mut String) {}
}

/// What an output says of where it comes from, beside the version: a figure can be cited with it, and made again.
#[derive(Debug, Clone, Serialize)]
pub struct Origin {
    /// The version of the program.
    pub rawi: &'static str,
    /// The command, with what it was asked to emit.
    pub command: &'static str,
    /// Every setting that the result depends on.
    pub settings: serde_json::Value,
}

impl Origin {
    /// # Errors
    /// Settings that are no JSON.
    pub fn new(command: &'static str, settings: &impl Serialize) -> Result<Self, Failure> {
        Ok(Self {
            rawi: env!("CARGO_PKG_VERSION"),
            command,
            settings: serde_json::to_value(settings).map_err(Failure::work)?,
        })
    }
}

/// Writes records of one kind in one form, in order, as they come.
trait Form<R> {
    fn write(&mut self, out: &mut dyn io::Write, records: &[R]) -> io::Result<()>;
    /// Writes the records of several lists, in order.
    fn write_lists(&mut self, out: &mut dyn io::Write, lists: &[Vec<R>]) -> io::Result<()> {
        lists.iter().try_for_each(|records| self.write(out, records))
    }
    /// What is still held back, and what ends a file of this form.
    fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()>;
}

/// An output under way. It must be [finished](Writer::finish): a file that is not appears nowhere.
pub struct Writer<R> {
    form: Box<dyn Form<R> + Send>,
    out: Destination,
    written: u64,
}

impl<R: Record + 'static> Writer<R> {
    /// # Errors
    /// The file cannot be made.
    pub fn open(target: &Target, page: Page, origin: &Origin) -> Result<Self, Failure> {
        let out = Destination::open(target.path.as_deref())?;
        Ok(Self::onto(out, target.format, page, origin))
    }

    /// A writer onto a destination that is open.
    pub fn onto(out: Destination, format: Format, page: Page, origin: &Origin) -> Self {
        #[cfg(not(feature = "parquet"))]
        let _ = origin;
        let form: Box<dyn Form<R> + Send> = match format {
            Format::Jsonl => Box::new(jsonl::Jsonl::default()),
            Format::Csv { excel } => Box::new(flat::Flat::csv(excel)),
            Format::Tsv { excel } => Box::new(flat::Flat::tsv(excel)),
            Format::Table => Box::new(table::Table::<R>::new(page)),
            #[cfg(feature = "parquet")]
            Format::Parquet => Box::new(parquet::Parquet::new(origin.clone())),
        };
        Self { form, out, written: 0 }
    }

    /// # Errors
    /// It cannot be written.
    pub fn write(&mut self, records: &[R]) -> Result<(), Failure> {
        self.written += records.len() as u64;
        self.form.write(&mut self.out, records).map_err(|cause| self.out.failure(&cause))
    }

    /// Writes the records of several lists, in order: as they are, since records are large to carry together.
    ///
    /// # Errors
    /// As [`Writer::write`].
    pub fn write_lists(&mut self, lists: &[Vec<R>]) -> Result<(), Failure> {
        self.written += lists.iter().map(|records| records.len() as u64).sum::<u64>();
        self.form.write_lists(&mut self.out, lists).map_err(|cause| self.out.failure(&cause))
    }

    /// Ends the output and puts the file in its place; gives back how many records it holds.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(mut self) -> Result<u64, Failure> {
        self.form.end(&mut self.out).map_err(|cause| self.out.failure(&cause))?;
        self.out.finish()?;
        Ok(self.written)
    }
}
