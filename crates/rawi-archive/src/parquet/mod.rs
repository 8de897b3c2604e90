//! Parquet: a row a document, columns by their usual names, as in any other table.
//!
//! The columns that hold a field are read, and no other: page by page, a few rows at a time, at constant memory. What
//! is nested is read by the path of its leaf: a list is joined (authors by commas, paragraphs by line ends), of an
//! object the member that names it counts (`{"name": …}`), as in JSON. A moment at midnight is a day: tables have no
//! other way to write one where their column holds moments.
//!
//! Parquet begins at its end, so a stream (standard input, a compressed file) is copied to a temporary file first.
//! Where a page is broken, the rows before it are kept, and reading goes on at the next row group. What a file says of
//! itself is not believed where it would cost room or time ([`pages`]).

mod delta;
mod leaf;
mod pages;
mod thrift;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parquet::column::reader::{ColumnReader, get_column_reader};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::columns::{Field, rank_inside};
use crate::decode::{Stream, fault};
use crate::json;
use crate::record::{Context, Found, Outcome, Piece, Records};
use crate::reject::{Cause, Position};
use leaf::{Kind, Leaf, Rows, Value, read_column};
use pages::{Budget, Pages, Progress, Source};

/// Bytes of values that wait in a column until all columns have their rows …
const PIECE_BYTES: usize = 1 << 20;
/// … and the most rows.
const PIECE_ROWS: usize = 4096;
/// Bytes that one step of reading a column may come to, unless a single value is longer. Strings that repeat their
/// beginnings are written without them, so each value of a step may be as long as the page it comes from.
const STEP_BYTES: usize = 16 << 20;
/// Bytes of a stream that are copied to a temporary file: what comes as a stream tells no length, and a disk has an end.
const SPOOL_BYTES: u64 = 64 << 30;
/// Names of the groups that lists are written with; they are no members of an object.
const LIST_GROUPS: [&str; 7] = ["list", "element", "item", "array", "array_element", "bag", "tuple"];

/// The rows of a file.
pub(crate) struct Parquet {
    file: SerializedFileReader<File>,
    /// The same file, for its pages.
    bytes: Arc<Source>,
    budget: Arc<Budget>,
    context: Context,
    leaves: Vec<Leaf>,
    named_seen: u8,
    /// The row group that is read next.
    next_group: usize,
    open: Option<Group>,
    /// Number of the row that is read next, from 1.
    row: u64,
    /// Bytes of the file on disk that are not yet told as consumed.
    untold: u64,
    consumed: Option<Arc<AtomicU64>>,
    /// The file has no column of text: told when it is read.
    unusable: Option<Cause>,
}

/// A row group being read.
struct Group {
    columns: Vec<Column>,
    left: usize,
    bytes: u64,
}

/// A column of a row group being read. Columns are read side by side, each in steps of its own.
struct Column {
    reader: ColumnReader,
    /// Values read, not yet made into documents.
    waiting: VecDeque<Value>,
    /// Bytes of those.
    bytes: usize,
    /// Rows that the column still has, by the group's account.
    left: usize,
    fault: Option<String>,
    /// Levels read.
    levels: u64,
    progress: Arc<Progress>,
}

impl Parquet {
    /// Reads a file that lies on disk; what is read is told to `consumed`.
    pub fn open(file: File, context: &Context, consumed: Option<Arc<AtomicU64>>) -> Result<Self, Cause> {
        let unreadable = |error: io::Error| Cause::Unreadable(error.to_string());
        let untold = file.metadata().map_err(unreadable)?.len();
        let bytes = Arc::new(Source(file.try_clone().map_err(unreadable)?));
        guarded(|| bytes.footer()).map_err(Cause::BrokenParquet)?;
        let file = guarded(|| SerializedFileReader::new(file)).map_err(Cause::BrokenParquet)?;
        let schema = file.metadata().file_metadata().schema_descr();
        let columns = &context.columns;
        let mut leaves = Vec::new();
        let mut named_seen = 0;
        for number in 0..schema.num_columns() {
            let leaf = schema.column(number);
            let parts = leaf.path().parts();
            let Some((name, inner)) = parts.split_first() else { continue };
            let meaning: Vec<(Field, u8)> = columns.meaning(name.trim()).collect();
            if meaning.is_empty() {
                continue;
            }
            let member = inner.iter().rev().find(|part| !LIST_GROUPS.contains(&part.as_str()));
            let inside = match member {
                None => None,
                Some(member) => match rank_inside(member) {
                    None => continue,
                    rank => rank,
                },
            };
            for (field, _) in &meaning {
                if columns.is_named(*field) {
                    named_seen |= 1 << *field as u8;
                }
            }
            let is_text = meaning.iter().any(|(field, _)| *field == Field::Text);
            leaves.push(Leaf {
                number,
                meaning,
                inside,
                kind: Kind::of(&leaf),
                definition: leaf.max_def_level(),
                repeated: leaf.max_rep_level() > 0,
                between: if is_text { "\n" } else { ", " },
            });
        }
        // Members of an object in the order of what they are worth: a better one replaces what was found before it.
        leaves.sort_by_key(|leaf| std::cmp::Reverse(leaf.inside));
        let has_text = leaves.iter().any(|leaf| leaf.meaning.iter().any(|(field, _)| *field == Field::Text));
        let unusable = (!has_text).then(|| {
            let mut names: Vec<String> = Vec::new();
            for number in 0..schema.num_columns() {
                let name = schema.column(number).path().parts().first().cloned().unwrap_or_default();
                if names.last() != Some(&name) {
                    names.push(name);
                }
            }
            match columns.named().find(|(field, _)| *field == Field::Text) {
                Some((_, named)) => Cause::NoSuchColumn { named: named.to_owned(), columns: names },
                None => Cause::NoTextColumn { columns: names },
            }
        });
        Ok(Self {
            file,
            bytes,
            budget: Arc::new(Budget::of(untold)),
            context: context.clone(),
            leaves,
            named_seen,
            next_group: 0,
            open: None,
            row: 1,
            untold,
            consumed,
            unusable,
        })
    }

    /// Reads what comes as a stream, by way of a temporary file.
    pub fn spooled(stream: Stream, context: &Context) -> Result<Self, Cause> {
        Self::open(spool(stream, SPOOL_BYTES)?, context, None)
    }

    fn tell(&mut self, bytes: u64) {
        let bytes = bytes.min(self.untold);
        self.untold -= bytes;
        if let Some(consumed) = &self.consumed {
            consumed.fetch_add(bytes, Ordering::Relaxed);
        }
    }

    /// Opens the next row group that has rows; `false`: there is none.
    fn open_next(&mut self, piece: &mut Piece) -> bool {
        while self.next_group < self.file.num_row_groups() {
            let group = self.next_group;
            self.next_group += 1;
            let about = self.file.metadata().row_group(group);
            let rows = usize::try_from(about.num_rows()).unwrap_or(0);
            let bytes = u64::try_from(about.compressed_size()).unwrap_or(0);
            if rows == 0 {
                continue;
            }
            match self.columns(group, rows) {
                Ok(columns) => {
                    self.open = Some(Group { columns, left: rows, bytes });
                    return true;
                }
                Err(cause) => {
                    self.lost(rows as u64, cause, piece);
                    self.tell(bytes);
                }
            }
        }
        false
    }

    /// The columns of a row group that hold a field.
    fn columns(&self, group: usize, rows: usize) -> Result<Vec<Column>, String> {
        self.budget.rows(rows as u64)?;
        let about = self.file.metadata().row_group(group);
        let column = |leaf: &Leaf| {
            let progress = Arc::default();
            let reader = guarded(|| {
                let chunk = about.column(leaf.number);
                let pages = Pages::open(&self.bytes, chunk, chunk.column_descr(), &self.budget, &progress)?;
                Ok(get_column_reader(chunk.column_descr_ptr(), Box::new(pages)))
            });
            let reader = reader.map_err(|cause| self.of_column(leaf, &cause))?;
            Ok(Column {
                reader,
                waiting: VecDeque::new(),
                bytes: 0,
                left: rows,
                fault: None,
                levels: 0,
                progress,
            })
        };
        self.leaves.iter().map(column).collect()
    }

    /// What is wrong with a column, and with which.
    fn of_column(&self, leaf: &Leaf, cause: &str) -> String {
        let schema = self.file.metadata().file_metadata().schema_descr();
        format!("column \"{}\": {cause}", schema.column(leaf.number).path().string())
    }

    /// Rejects the rest of a row group.
    fn lost(&mut self, rows: u64, cause: String, piece: &mut Piece) {
        let cause = match rows {
            1 => cause,
            _ => format!("{cause}; {rows} rows are left out"),
        };
        let position = Position::Row { row: self.row, line: self.row };
        piece.outcomes.push(self.context.reject(position, Cause::BrokenParquet(cause), None));
        self.row = self.row.saturating_add(rows);
    }

    /// Makes the documents of rows whose values have been read.
    fn make(&self, rows: usize, columns: &[Column]) -> (Vec<(Outcome, u8)>, usize) {
        let limit = self.context.settings.max_record_bytes;
        let mut weight = 0;
        let outcomes = (0..rows).map(|at| {
            let number = self.row + at as u64;
            let position = Position::Row { row: number, line: number };
            let mut found = Found::default();
            let mut bytes = 0;
            for (leaf, column) in self.leaves.iter().zip(columns) {
                let words: Cow<'_, str> = match &column.waiting[at] {
                    Value::Nothing => continue,
                    Value::Words(words) => Cow::Borrowed(words),
                    Value::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
                        Ok(words) => Cow::Borrowed(words),
                        Err(error) => {
                            let cause = Cause::BadUtf8 { at: error.valid_up_to() as u64 };
                            return self.context.reject(position, cause, Some(bytes.data()));
                        }
                    },
                };
                bytes += words.len();
                for (field, rank) in &leaf.meaning {
                    found.set(*field, *rank, words.clone());
                }
            }
            weight += bytes;
            if bytes as u64 > limit {
                return self.context.reject(position, Cause::TooLong { limit }, None);
            }
            if found.is_empty(Field::Text) {
                let raw = self.shown(at, columns);
                return self.context.finish(found, position, raw.as_bytes());
            }
            self.context.finish(found, position, &[])
        });
        let outcomes = outcomes.map(|outcome| (outcome, self.named_seen)).collect();
        (outcomes, weight)
    }

    /// A row that cannot be used, as the list of rejects shows it.
    fn shown(&self, at: usize, columns: &[Column]) -> String {
        let mut out = serde_json::Map::new();
        let schema = self.file.metadata().file_metadata().schema_descr();
        for (leaf, column) in self.leaves.iter().zip(columns) {
            let words = match &column.waiting[at] {
                Value::Nothing => continue,
                Value::Words(words) => words.clone(),
                Value::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
            };
            out.insert(schema.column(leaf.number).path().string(), words.into());
        }
        serde_json::Value::Object(out).to_string()
    }
}

impl Records for Parquet {
    fn read(&mut self, piece: &mut Piece) -> bool {
        if let Some(cause) = self.unusable.take() {
            piece.outcomes.push(self.context.reject(Position::File, cause, None));
            return false;
        }
        let Some(mut group) = self.open.take() else {
            if self.open_next(piece) {
                return true;
            }
            self.tell(u64::MAX);
            return false;
        };
        for (leaf, column) in self.leaves.iter().zip(&mut group.columns) {
            column.fill(leaf, &self.budget);
        }
        let whole = group.columns.iter().map(|column| column.waiting.len()).min().unwrap_or(0);
        let (outcomes, weight) = self.make(whole, &group.columns);
        piece.weight += weight.max(whole);
        json::keep(piece, outcomes);
        self.row += whole as u64;
        group.left -= whole;
        for column in &mut group.columns {
            let gone = column.waiting.drain(..whole).map(|value| value.bytes()).sum::<usize>();
            column.bytes -= gone;
        }
        if whole == 0 {
            let broken = self.leaves.iter().zip(&group.columns).find(|(_, column)| column.waiting.is_empty());
            let cause = broken.map_or_else(String::new, |(leaf, column)| {
                self.of_column(leaf, column.fault.as_deref().unwrap_or_default())
            });
            self.lost(group.left as u64, cause, piece);
            group.left = 0;
        }
        if group.left == 0 {
            self.tell(group.bytes);
        } else {
            self.open = Some(group);
        }
        true
    }
}

impl Column {
    /// Reads until enough is waiting, or the column has ended, as it should or not.
    fn fill(&mut self, leaf: &Leaf, budget: &Budget) {
        while self.left > 0
            && self.fault.is_none()
            && self.bytes < PIECE_BYTES
            && self.waiting.len() < PIECE_ROWS
        {
            let largest = self.progress.largest.load(Ordering::Relaxed).max(PIECE_BYTES / 16);
            let step = (STEP_BYTES / largest).clamp(1, self.left);
            let mut rows = Rows::default();
            let (progress, levels) = (&self.progress, self.levels);
            let whole = || progress.whole.load(Ordering::Relaxed).saturating_sub(levels) as usize;
            let read = guarded(|| {
                read_column(&mut self.reader, leaf, step, &whole, &mut rows);
                Ok(())
            });
            let bytes = rows.values.iter().map(Value::bytes).sum::<usize>();
            let ended = (rows.values.len() < step).then(|| "it ends before its row group".to_owned());
            self.fault = read.err().or(rows.fault).or_else(|| budget.text(bytes as u64).err()).or(ended);
            self.bytes += bytes;
            self.levels += rows.levels;
            self.left -= rows.values.len();
            self.waiting.extend(rows.values);
        }
    }
}

/// Copies a stream to a temporary file that goes with its last handle; no more than `limit` bytes.
fn spool(mut stream: impl Read, limit: u64) -> Result<File, Cause> {
    let unreadable = |error: io::Error| Cause::Unreadable(error.to_string());
    let mut file = tempfile::tempfile().map_err(unreadable)?;
    let mut buffer = vec![0; 128 << 10];
    let mut spooled = 0;
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => {
                spooled += n as u64;
                if spooled > limit {
                    return Err(Cause::TooLong { limit });
                }
                file.write_all(&buffer[..n]).map_err(unreadable)?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(fault(&error).0),
        }
    }
    file.rewind().map_err(unreadable)?;
    Ok(file)
}

/// Does what touches the file's own figures. The format's library checks most of them, but where a damaged file makes it
/// panic, that is a fault of the file, and must not end the reading of all others.
fn guarded<T>(work: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, String> {
    match panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => done.map_err(|error| said(&error)),
        Err(_) => Err("figures in it that cannot be".to_owned()),
    }
}

/// What the library said, in one line.
fn said(error: &ParquetError) -> String {
    let words = match error {
        ParquetError::General(words) | ParquetError::EOF(words) | ParquetError::NYI(words) => words.clone(),
        other => other.to_string(),
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_copied_up_to_its_limit() {
        let mut file = spool(&b"PAR1"[..], 4).expect("it fits");
        let mut out = String::new();
        file.read_to_string(&mut out).expect("readable");
        assert_eq!(out, "PAR1");
        assert_eq!(spool(&b"PAR1 "[..], 4).expect_err("one too many"), Cause::TooLong { limit: 4 });
    }
}
