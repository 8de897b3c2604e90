//! Parquet: a row a document, columns by their usual names, as in any other table.
//!
//! The columns that hold a field are read, and no other: page by page, a few rows at a time, at constant memory. What
//! is nested is read by the path of its leaf: a list is joined (authors by commas, paragraphs by line ends), of an
//! object the member that names it counts (`{"name": …}`), as in JSON. A moment at midnight is a day: tables have no
//! other way to write one where their column holds moments.
//!
//! Parquet begins at its end, so a stream (standard input, a compressed file) is copied to a temporary file first.
//! Where a page is broken, the rows before it are kept, and reading goes on at the next row group.

mod leaf;

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parquet::column::reader::ColumnReader;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::columns::{Field, rank_inside};
use crate::decode::{Stream, fault};
use crate::json;
use crate::record::{Context, Found, Outcome, Piece, Records};
use crate::reject::{Cause, Position};
use leaf::{Kind, Leaf, Rows, Value, read_column};

/// Bytes of values, by the file's own account, that are read at a time …
const PIECE_BYTES: usize = 1 << 20;
/// … and the most rows.
const PIECE_ROWS: usize = 4096;
/// Names of the groups that lists are written with; they are no members of an object.
const LIST_GROUPS: [&str; 7] = ["list", "element", "item", "array", "array_element", "bag", "tuple"];

/// The rows of a file.
pub(crate) struct Parquet {
    file: SerializedFileReader<File>,
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
    columns: Vec<ColumnReader>,
    left: usize,
    rows_at_once: usize,
    bytes: u64,
}

impl Parquet {
    /// Reads a file that lies on disk; what is read is told to `consumed`.
    pub fn open(file: File, context: &Context, consumed: Option<Arc<AtomicU64>>) -> Result<Self, Cause> {
        let untold = file.metadata().map_err(|error| Cause::Unreadable(error.to_string()))?.len();
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
    pub fn spooled(mut stream: Stream, context: &Context) -> Result<Self, Cause> {
        let unreadable = |error: io::Error| Cause::Unreadable(error.to_string());
        let mut file = tempfile::tempfile().map_err(unreadable)?;
        let mut buffer = vec![0; 128 << 10];
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => file.write_all(&buffer[..n]).map_err(unreadable)?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(fault(&error).0),
            }
        }
        file.rewind().map_err(unreadable)?;
        Self::open(file, context, None)
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
            let size: i64 = self
                .leaves
                .iter()
                .filter_map(|leaf| about.columns().get(leaf.number))
                .map(|column| column.uncompressed_size())
                .sum();
            if rows == 0 {
                continue;
            }
            let per_row = usize::try_from(size).unwrap_or(0) / rows;
            let (file, leaves) = (&self.file, &self.leaves);
            let columns = guarded(|| {
                let group = file.get_row_group(group)?;
                leaves.iter().map(|leaf| group.get_column_reader(leaf.number)).collect::<Result<Vec<_>, _>>()
            });
            match columns {
                Ok(columns) => {
                    let rows_at_once = (PIECE_BYTES / per_row.max(1)).clamp(1, PIECE_ROWS);
                    self.open = Some(Group { columns, left: rows, rows_at_once, bytes });
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
    fn make(&self, rows: usize, values: &[Vec<Value>]) -> (Vec<(Outcome, u8)>, usize) {
        let limit = self.context.settings.max_record_bytes;
        let mut weight = 0;
        let outcomes = (0..rows).map(|at| {
            let number = self.row + at as u64;
            let position = Position::Row { row: number, line: number };
            let mut found = Found::default();
            let mut bytes = 0;
            for (leaf, values) in self.leaves.iter().zip(values) {
                let words: Cow<'_, str> = match &values[at] {
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
                let raw = self.shown(at, values);
                return self.context.finish(found, position, raw.as_bytes());
            }
            self.context.finish(found, position, &[])
        });
        let outcomes = outcomes.map(|outcome| (outcome, self.named_seen)).collect();
        (outcomes, weight)
    }

    /// A row that cannot be used, as the list of rejects shows it.
    fn shown(&self, at: usize, values: &[Vec<Value>]) -> String {
        let mut out = serde_json::Map::new();
        let schema = self.file.metadata().file_metadata().schema_descr();
        for (leaf, values) in self.leaves.iter().zip(values) {
            let words = match &values[at] {
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
        let wanted = group.left.min(group.rows_at_once);
        let mut values: Vec<Vec<Value>> = Vec::with_capacity(self.leaves.len());
        let mut broken: Option<String> = None;
        let mut whole = wanted;
        for (leaf, column) in self.leaves.iter().zip(&mut group.columns) {
            let mut rows = Rows::default();
            let read = guarded(|| {
                read_column(column, leaf, wanted, &mut rows);
                Ok(())
            });
            whole = whole.min(rows.values.len());
            if let Some(fault) = read.err().or(rows.fault) {
                broken.get_or_insert(fault);
            }
            values.push(rows.values);
        }
        let (outcomes, weight) = self.make(whole, &values);
        piece.weight += weight.max(whole);
        json::keep(piece, outcomes);
        self.row += whole as u64;
        group.left -= whole;
        if whole < wanted {
            let cause = broken.unwrap_or_else(|| "a column ends before its row group".to_owned());
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
