//! One leaf of a Parquet schema: its values row by row, as the words they stand for.

use std::fmt::Display;

use jiff::{SignedDuration, Timestamp, civil, tz::Offset};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::schema::types::ColumnDescriptor;

use crate::columns::Field;

const DAY_SECONDS: i64 = 86_400;

/// A leaf of the schema that holds a field.
pub(super) struct Leaf {
    /// Its number among all leaves.
    pub number: usize,
    /// The fields, each with how good a name the column is.
    pub meaning: Vec<(Field, u8)>,
    /// How good it is among the members of an object; `None` where the column is none.
    pub inside: Option<usize>,
    /// How its values are written.
    pub kind: Kind,
    /// The definition level of a value that is there.
    pub definition: i16,
    /// Whether a row may hold several.
    pub repeated: bool,
    /// What joins them.
    pub between: &'static str,
}

/// How the values of a leaf are written as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// UTF-8.
    Words,
    /// A number, signed.
    Number,
    /// A number without a sign.
    Unsigned,
    /// Days since 1970.
    Day,
    /// A point in time, so many units to a second.
    Moment {
        /// Units.
        per_second: i64,
        /// In universal time, or in a zone that is not told.
        universal: bool,
    },
    /// A UUID.
    Uuid,
    /// What no field can hold.
    Nothing,
}

/// What a leaf holds in one row.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// Null, or nothing that says anything.
    Nothing,
    /// UTF-8, if it is.
    Bytes(ByteArray),
    /// Words.
    Words(String),
}

impl Value {
    /// Bytes of its words.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Bytes(bytes) => bytes.len(),
            Self::Words(words) => words.len(),
        }
    }
}

/// The rows of a leaf that could be read, and why it were not all.
#[derive(Default)]
pub(super) struct Rows {
    pub values: Vec<Value>,
    pub fault: Option<String>,
    /// Levels that were read for them.
    pub levels: u64,
}

impl Kind {
    pub fn of(leaf: &ColumnDescriptor) -> Self {
        let moment = |unit: &TimeUnit, universal| Self::Moment {
            per_second: match unit {
                TimeUnit::MILLIS => 1_000,
                TimeUnit::MICROS => 1_000_000,
                TimeUnit::NANOS => 1_000_000_000,
            },
            universal,
        };
        match leaf.logical_type_ref() {
            Some(LogicalType::Date) => return Self::Day,
            Some(LogicalType::Timestamp(of)) => return moment(&of.unit, of.is_adjusted_to_u_t_c),
            Some(LogicalType::Integer(of)) if !of.is_signed => return Self::Unsigned,
            Some(LogicalType::Uuid) => return Self::Uuid,
            Some(LogicalType::Decimal(of)) if of.scale == 0 => {}
            Some(
                LogicalType::Decimal(_) | LogicalType::Time(_) | LogicalType::Bson | LogicalType::Float16,
            ) => {
                return Self::Nothing;
            }
            _ => {}
        }
        // What older writers say.
        match leaf.converted_type() {
            ConvertedType::DATE => return Self::Day,
            ConvertedType::TIMESTAMP_MILLIS => return moment(&TimeUnit::MILLIS, true),
            ConvertedType::TIMESTAMP_MICROS => return moment(&TimeUnit::MICROS, true),
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => {
                return Self::Unsigned;
            }
            ConvertedType::TIME_MILLIS
            | ConvertedType::TIME_MICROS
            | ConvertedType::INTERVAL
            | ConvertedType::BSON => return Self::Nothing,
            _ => {}
        }
        match leaf.physical_type() {
            Physical::BYTE_ARRAY | Physical::FIXED_LEN_BYTE_ARRAY => Self::Words,
            Physical::INT96 => Self::Moment { per_second: 1_000_000_000, universal: true },
            Physical::BOOLEAN => Self::Nothing,
            Physical::INT32 | Physical::INT64 | Physical::FLOAT | Physical::DOUBLE => Self::Number,
        }
    }

    fn of_int(self, number: i64, bits: u32) -> Value {
        Value::Words(match self {
            Self::Day => match day(number) {
                Some(day) => day,
                None => return Value::Nothing,
            },
            Self::Moment { per_second, universal } => {
                match moment(number.div_euclid(per_second), number.rem_euclid(per_second), universal) {
                    Some(moment) => moment,
                    None => return Value::Nothing,
                }
            }
            Self::Unsigned if bits == 32 => (number as u32).to_string(),
            Self::Unsigned => (number as u64).to_string(),
            Self::Number => number.to_string(),
            Self::Words | Self::Uuid | Self::Nothing => return Value::Nothing,
        })
    }

    fn of_real(self, number: impl Display) -> Value {
        if self == Self::Number { Value::Words(number.to_string()) } else { Value::Nothing }
    }

    /// `None`: bytes that were never set. A dictionary that is shorter than it claims is filled up with such.
    fn of_set(self, bytes: ByteArray) -> Option<Value> {
        (bytes != ByteArray::new()).then(|| self.of_bytes(bytes))
    }

    fn of_bytes(self, bytes: ByteArray) -> Value {
        match self {
            Self::Words => Value::Bytes(bytes),
            Self::Uuid => {
                let digits: String = bytes.data().iter().map(|byte| format!("{byte:02x}")).collect();
                match (
                    digits.get(..8),
                    digits.get(8..12),
                    digits.get(12..16),
                    digits.get(16..20),
                    digits.get(20..),
                ) {
                    (Some(a), Some(b), Some(c), Some(d), Some(e)) => {
                        Value::Words(format!("{a}-{b}-{c}-{d}-{e}"))
                    }
                    _ => Value::Nothing,
                }
            }
            _ => Value::Nothing,
        }
    }
}

/// A day as ISO 8601 has it; `None` outside of what a calendar has room for.
fn day(days: i64) -> Option<String> {
    let since = SignedDuration::from_secs(days.checked_mul(DAY_SECONDS)?);
    Some(civil::date(1970, 1, 1).checked_add(since).ok()?.to_string())
}

/// A moment as ISO 8601 has it, or a day where it is midnight to the last digit.
fn moment(seconds: i64, fraction: i64, universal: bool) -> Option<String> {
    if fraction == 0 && seconds.rem_euclid(DAY_SECONDS) == 0 {
        return day(seconds.div_euclid(DAY_SECONDS));
    }
    let at = Offset::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
    Some(if universal { format!("{at}Z") } else { at.to_string() })
}

/// Reads so many rows of a leaf into `rows`; fewer, and why, where the column is broken. `whole`: how many of the levels
/// that are still to come stand in pages that have been read to their ends; it is asked only where the column is broken.
pub(super) fn read_column(
    column: &mut ColumnReader,
    leaf: &Leaf,
    wanted: usize,
    whole: &dyn Fn() -> usize,
    rows: &mut Rows,
) {
    let kind = leaf.kind;
    match column {
        ColumnReader::BoolColumnReader(reader) => {
            read(reader, leaf, wanted, whole, rows, |_| Some(Value::Nothing))
        }
        ColumnReader::Int32ColumnReader(reader) => {
            read(reader, leaf, wanted, whole, rows, |number| Some(kind.of_int(i64::from(number), 32)));
        }
        ColumnReader::Int64ColumnReader(reader) => {
            read(reader, leaf, wanted, whole, rows, |number| Some(kind.of_int(number, 64)));
        }
        ColumnReader::Int96ColumnReader(reader) => {
            // Julian days and nanoseconds of the day, as Impala and old Spark write moments.
            read(reader, leaf, wanted, whole, rows, |number| {
                let [low, high, julian] = [number.data()[0], number.data()[1], number.data()[2]];
                let nanoseconds =
                    (u64::from(high) << 32 | u64::from(low)) % (DAY_SECONDS as u64 * 1_000_000_000);
                let seconds =
                    (i64::from(julian) - 2_440_588) * DAY_SECONDS + (nanoseconds / 1_000_000_000) as i64;
                let moment = moment(seconds, (nanoseconds % 1_000_000_000) as i64, true);
                Some(moment.map_or(Value::Nothing, Value::Words))
            });
        }
        ColumnReader::FloatColumnReader(reader) => {
            read(reader, leaf, wanted, whole, rows, |number| Some(kind.of_real(number)))
        }
        ColumnReader::DoubleColumnReader(reader) => {
            read(reader, leaf, wanted, whole, rows, |number| Some(kind.of_real(number)))
        }
        ColumnReader::ByteArrayColumnReader(reader) => {
            read(reader, leaf, wanted, whole, rows, |bytes| kind.of_set(bytes));
        }
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            read(reader, leaf, wanted, whole, rows, |bytes| kind.of_set(bytes.into()));
        }
    }
}

fn read<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    leaf: &Leaf,
    wanted: usize,
    whole: &dyn Fn() -> usize,
    rows: &mut Rows,
    word: impl Fn(T::T) -> Option<Value>,
) {
    let (mut definitions, mut repetitions, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let mut records = 0;
    // One call gives what its pages have: others follow until there are enough.
    while records < wanted {
        let before = if leaf.definition > 0 { definitions.len() } else { values.len() };
        let read = reader.read_records(
            wanted - records,
            (leaf.definition > 0).then_some(&mut definitions),
            leaf.repeated.then_some(&mut repetitions),
            &mut values,
        );
        match read {
            Ok((0, ..)) => break,
            Ok((more, ..)) => records += more,
            Err(error) => {
                rows.fault = Some(super::said(&error));
                // The library leaves zeros where it could not read: only the pages before are what they say.
                let sound = whole().max(before);
                definitions.truncate(sound);
                repetitions.truncate(sound);
                values.truncate(match leaf.definition {
                    0 => sound,
                    there => definitions.iter().filter(|&&level| level == there).count(),
                });
                break;
            }
        }
    }
    let mut values = values.into_iter();
    let levels = if leaf.definition > 0 { definitions.len() } else { values.len() };
    let levels = if leaf.repeated { levels.min(repetitions.len()) } else { levels };
    rows.levels = levels as u64;
    for at in 0..levels {
        let there = leaf.definition == 0 || definitions[at] == leaf.definition;
        let value = match there.then(|| values.next()) {
            None => Value::Nothing,
            Some(Some(value)) => match word(value) {
                Some(value) => value,
                None => {
                    rows.fault
                        .get_or_insert_with(|| "a dictionary has fewer entries than it claims".to_owned());
                    break;
                }
            },
            // A broken page: its levels were read, its values were not.
            Some(None) => return,
        };
        if leaf.repeated && repetitions[at] > 0 {
            if let Some(last) = rows.values.last_mut() {
                join(last, value, leaf.between);
            }
        } else {
            rows.values.push(value);
        }
    }
    // Whether the last row has all of its members is not known where the column broke off.
    if leaf.repeated && rows.fault.is_some() {
        rows.values.pop();
    }
    rows.values.truncate(wanted);
}

/// Adds a member of a list. What is no UTF-8 stays bytes, to be rejected.
fn join(list: &mut Value, member: Value, between: &str) {
    let member = match member {
        Value::Nothing => return,
        Value::Words(words) => words,
        Value::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(words) => words.to_owned(),
            Err(_) => {
                *list = Value::Bytes(bytes);
                return;
            }
        },
    };
    if let Value::Bytes(bytes) = list {
        match std::str::from_utf8(bytes.data()) {
            Ok(words) => *list = Value::Words(words.to_owned()),
            Err(_) => return,
        }
    }
    if member.trim().is_empty() {
        return;
    }
    match list {
        Value::Words(words) if !words.trim().is_empty() => {
            words.push_str(between);
            words.push_str(&member);
        }
        _ => *list = Value::Words(member),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments() {
        assert_eq!(day(17717).as_deref(), Some("2018-07-05"));
        assert_eq!(day(-1).as_deref(), Some("1969-12-31"));
        assert_eq!(day(i64::MAX), None);
        assert_eq!(moment(17717 * DAY_SECONDS, 0, true).as_deref(), Some("2018-07-05"));
        assert_eq!(moment(17717 * DAY_SECONDS + 3661, 0, true).as_deref(), Some("2018-07-05T01:01:01Z"));
        assert_eq!(moment(17717 * DAY_SECONDS + 3661, 0, false).as_deref(), Some("2018-07-05T01:01:01"));
        assert_eq!(moment(i64::MAX, 0, false), None);
    }

    #[test]
    fn members_of_a_list_are_joined() {
        let mut list = Value::Nothing;
        for member in ["", "Huda Salim", "رامي"] {
            join(&mut list, Value::Bytes(member.as_bytes().to_vec().into()), ", ");
        }
        assert!(matches!(list, Value::Words(words) if words == "Huda Salim, رامي"));
    }
}
