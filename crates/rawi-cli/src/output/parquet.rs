//! Parquet: the columns of the flat file, typed, for DuckDB, pandas, polars, R and Spark.
//!
//! Whole numbers are INT64, numbers with a fraction DOUBLE, words UTF-8, lists of words LIST; what has members of its
//! own is its JSON, as in CSV (DuckDB's `json_extract`, pandas' `json.loads`, R's `jsonlite` read it), since the
//! nested types of the four do not agree. A date is a DATE, the day as written; beside it a column `…_iso` has it as
//! precise as it was read, with time and zone. Every column may be null. The file's metadata name the program, its
//! version, the command and its settings.
//!
//! Rows are held until they fill a row group, which is as large as pays and no larger than memory should be.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use rawi_archive::Date;

use super::cells::{Cell, Column, Kind, Rows};
use super::{Form, Origin, Record};

/// A row group is closed after so many rows …
const GROUP_ROWS: usize = 1 << 17;
/// … or bytes of words.
const GROUP_BYTES: usize = 32 << 20;

/// The form. The file writer is made with the first rows, as its columns are those of the record.
pub struct Parquet {
    origin: Origin,
    state: Option<State>,
}

struct State {
    /// Writes into a buffer that is emptied after each row group.
    file: SerializedFileWriter<Vec<u8>>,
    columns: Vec<Values>,
    rows: usize,
    bytes: usize,
}

/// The values of one column of a row group. `levels` has for each row whether there is a value.
enum Values {
    Words { words: Vec<ByteArray>, levels: Vec<i16> },
    Integers { numbers: Vec<i64>, levels: Vec<i16> },
    Reals { numbers: Vec<f64>, levels: Vec<i16> },
    Dates { days: Vec<i32>, day_levels: Vec<i16>, iso: Vec<ByteArray>, iso_levels: Vec<i16> },
    Lists { words: Vec<ByteArray>, levels: Vec<i16>, repetitions: Vec<i16> },
}

impl Parquet {
    /// A file that says where it comes from.
    pub fn new(origin: Origin) -> Self {
        Self { origin, state: None }
    }

    fn state<R: Record>(&mut self) -> io::Result<&mut State> {
        if self.state.is_none() {
            let properties = WriterProperties::builder()
                .set_created_by(format!("rawi {}", env!("CARGO_PKG_VERSION")))
                .set_compression(Compression::ZSTD(ZstdLevel::default()))
                .set_statistics_enabled(EnabledStatistics::Chunk)
                .set_offset_index_disabled(true)
                .set_key_value_metadata(Some(vec![
                    KeyValue::new("rawi.version".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
                    KeyValue::new("rawi.command".to_owned(), self.origin.command.to_owned()),
                    KeyValue::new("rawi.settings".to_owned(), self.origin.settings.to_string()),
                ]))
                .build();
            let schema = schema(R::COLUMNS).map_err(failed)?;
            let file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).map_err(failed)?;
            let columns = R::COLUMNS.iter().map(|column| Values::new(column.kind)).collect();
            self.state = Some(State { file, columns, rows: 0, bytes: 0 });
        }
        self.state.as_mut().ok_or_else(|| io::Error::other("the file has been ended"))
    }
}

impl<R: Record> Form<R> for Parquet {
    fn write(&mut self, out: &mut dyn Write, records: &[R]) -> io::Result<()> {
        let state = self.state::<R>()?;
        for record in records {
            record.rows(&mut Rows::new(&mut |cells| state.push(cells)));
            if state.rows >= GROUP_ROWS || state.bytes >= GROUP_BYTES {
                state.close_group(out)?;
            }
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let state = self.state::<R>()?;
        if state.rows > 0 {
            state.close_group(out)?;
        }
        match self.state.take() {
            Some(state) => out.write_all(&state.file.into_inner().map_err(failed)?),
            None => Ok(()),
        }
    }
}

impl State {
    fn push(&mut self, cells: &[Cell<'_>]) {
        self.rows += 1;
        for (cell, values) in cells.iter().zip(&mut self.columns) {
            self.bytes += values.push(cell);
        }
    }

    /// Writes the rows that are held.
    fn close_group(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut group = self.file.next_row_group().map_err(failed)?;
        for values in &mut self.columns {
            values.write(&mut group).map_err(failed)?;
        }
        group.close().map_err(failed)?;
        (self.rows, self.bytes) = (0, 0);
        self.file.flush()?;
        let buffer = self.file.inner_mut();
        out.write_all(buffer)?;
        buffer.clear();
        Ok(())
    }
}

impl Values {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text | Kind::Json => Self::Words { words: Vec::new(), levels: Vec::new() },
            Kind::Integer => Self::Integers { numbers: Vec::new(), levels: Vec::new() },
            Kind::Real => Self::Reals { numbers: Vec::new(), levels: Vec::new() },
            Kind::Date => Self::Dates {
                days: Vec::new(),
                day_levels: Vec::new(),
                iso: Vec::new(),
                iso_levels: Vec::new(),
            },
            Kind::List => Self::Lists { words: Vec::new(), levels: Vec::new(), repetitions: Vec::new() },
        }
    }

    /// Adds a cell; how many bytes of words it holds.
    fn push(&mut self, cell: &Cell<'_>) -> usize {
        match (self, cell) {
            (
                Self::Words { levels, .. } | Self::Integers { levels, .. } | Self::Reals { levels, .. },
                Cell::Empty,
            ) => {
                levels.push(0);
                0
            }
            (Self::Words { words, levels }, cell) => {
                let cell = cell.words();
                let bytes = cell.len();
                words.push(cell.into_owned().into_bytes().into());
                levels.push(1);
                bytes
            }
            (Self::Integers { numbers, levels }, cell) => {
                if let Cell::Integer(number) = cell {
                    numbers.push(i64::try_from(*number).unwrap_or(i64::MAX));
                }
                levels.push(i16::from(matches!(cell, Cell::Integer(_))));
                8
            }
            (Self::Reals { numbers, levels }, cell) => {
                if let Cell::Real(number) = cell {
                    numbers.push(*number);
                }
                levels.push(i16::from(matches!(cell, Cell::Real(_))));
                8
            }
            (Self::Dates { days, day_levels, iso, iso_levels }, cell) => {
                let written = if let Cell::Date(written) = cell { Some(*written) } else { None };
                iso.extend(written.map(|written| ByteArray::from(written.as_bytes().to_vec())));
                iso_levels.push(i16::from(written.is_some()));
                let day = written.and_then(Date::parse).map(|date| date.day());
                days.extend(day);
                day_levels.push(i16::from(day.is_some()));
                32
            }
            (Self::Lists { words, levels, repetitions }, Cell::List(list)) => {
                for (at, word) in list.iter().enumerate() {
                    words.push(word.clone().into_bytes().into());
                    levels.push(2);
                    repetitions.push(i16::from(at > 0));
                }
                if list.is_empty() {
                    levels.push(1);
                    repetitions.push(0);
                }
                list.iter().map(String::len).sum()
            }
            (Self::Lists { levels, repetitions, .. }, _) => {
                levels.push(0);
                repetitions.push(0);
                0
            }
        }
    }

    /// Writes the values into the next columns of the file, and forgets them.
    fn write(&mut self, group: &mut Group<'_>) -> Result<(), ParquetError> {
        match self {
            Self::Words { words, levels } => column::<ByteArrayType>(group, words, levels, None),
            Self::Integers { numbers, levels } => column::<Int64Type>(group, numbers, levels, None),
            Self::Reals { numbers, levels } => column::<DoubleType>(group, numbers, levels, None),
            Self::Dates { days, day_levels, iso, iso_levels } => {
                column::<Int32Type>(group, days, day_levels, None)?;
                column::<ByteArrayType>(group, iso, iso_levels, None)
            }
            Self::Lists { words, levels, repetitions } => {
                column::<ByteArrayType>(group, words, levels, Some(repetitions))
            }
        }
    }
}

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

fn column<T: DataType>(
    group: &mut Group<'_>,
    values: &mut Vec<T::T>,
    levels: &mut Vec<i16>,
    repetitions: Option<&mut Vec<i16>>,
) -> Result<(), ParquetError> {
    let mut writer = group.next_column()?.ok_or_else(|| ParquetError::General("no such column".into()))?;
    writer.typed::<T>().write_batch(values, Some(levels), repetitions.as_ref().map(|r| r.as_slice()))?;
    values.clear();
    levels.clear();
    if let Some(repetitions) = repetitions {
        repetitions.clear();
    }
    writer.close()
}

fn schema(columns: &[Column]) -> Result<TypePtr, ParquetError> {
    let mut fields: Vec<TypePtr> = Vec::with_capacity(columns.len() + 2);
    for Column { name, kind, .. } in columns {
        match kind {
            Kind::Text | Kind::Json => fields.push(words(name)?),
            Kind::Integer => fields.push(primitive(name, Physical::INT64, None)?),
            Kind::Real => fields.push(primitive(name, Physical::DOUBLE, None)?),
            Kind::Date => {
                fields.push(primitive(name, Physical::INT32, Some(LogicalType::Date))?);
                fields.push(words(&format!("{name}_iso"))?);
            }
            Kind::List => fields.push(list(name)?),
        }
    }
    Ok(Arc::new(Type::group_type_builder("rawi").with_fields(fields).build()?))
}

fn primitive(name: &str, physical: Physical, logical: Option<LogicalType>) -> Result<TypePtr, ParquetError> {
    let field = Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()?;
    Ok(Arc::new(field))
}

fn words(name: &str) -> Result<TypePtr, ParquetError> {
    primitive(name, Physical::BYTE_ARRAY, Some(LogicalType::String))
}

/// A list as the format wants it: an optional group of a repeated group of one element.
fn list(name: &str) -> Result<TypePtr, ParquetError> {
    let element = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::String))
        .build()?;
    let middle = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(element)])
        .build()?;
    let outer = Type::group_type_builder(name)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(middle)])
        .build()?;
    Ok(Arc::new(outer))
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(cause) => *cause,
            Err(cause) => io::Error::other(cause),
        },
        other => io::Error::other(other),
    }
}
