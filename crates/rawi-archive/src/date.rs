//! When an article was published: a day, or a moment, as precise as it was written.
//!
//! Archives write dates in every way there is, and often several ways in one file. A date that can mean one thing only is
//! read; one that cannot is not guessed at (the document keeps none, and that is counted).

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::date_words;

/// Years that are read. Before them nobody had this calendar, and a year such as 1439 or 1397 is one of another (the Hijri, the
/// Persian): taken for one of ours it would put its article before all others.
const YEARS: std::ops::RangeInclusive<i16> = 1583..=9999;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A day, or a moment with or without a zone.
///
/// Ordered by time; a day stands at its beginning, a moment without a zone as if it were UTC. `Display` is ISO 8601,
/// as precise as the date was read:
///
/// ```
/// use rawi_archive::Date;
/// let written = |text| Date::parse(text).map(|date| date.to_string());
/// assert_eq!(written("5 تموز/يوليو 2018").as_deref(), Some("2018-07-05"));
/// assert_eq!(written("Thu, 05 Jul 2018 12:30:00 +0300").as_deref(), Some("2018-07-05T12:30:00+03:00"));
/// assert_eq!(written("July 5, 2018 at 4:05 PM").as_deref(), Some("2018-07-05T16:05"));
/// assert_eq!(written("soon"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    /// UTC, since 1970.
    seconds: i64,
    nanos: u32,
    precision: Precision,
    /// Seconds east of Greenwich, where a zone was written.
    offset: Option<i32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Precision {
    Day,
    Minute,
    Second,
    /// Digits after the point.
    Fraction(u8),
}

/// A date that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a date that can be read; write it as 2018-07-05")]
pub struct UnreadableDate(
    /// As it was written.
    pub String,
);

impl Date {
    /// A day, by its number since 1970-01-01; `None` outside the years 1583 to 9999.
    #[must_use]
    pub fn from_day(day: i32) -> Option<Self> {
        let date = Self { seconds: i64::from(day) * DAY, nanos: 0, precision: Precision::Day, offset: None };
        YEARS.contains(&date.civil()?.year()).then_some(date)
    }

    /// Reads a date of any usual form; `None` where it cannot be read, or could mean several days.
    ///
    /// - ISO 8601, with or without time, fraction and zone; also with `/` or `.`, with a space for the `T`, and without any
    ///   separators (`20180705`, `20180705123000`);
    /// - RFC 2822, and what `date` prints;
    /// - `5 July 2018`, `July 5, 2018`, `5 يوليو 2018`, `٥ تموز/يوليو ٢٠١٨`: names of months of several languages in
    ///   any order with day and year, weekdays and words such as "published" beside them (`data/date-words.tsv`);
    /// - `05/07/2018`: the day comes first, unless the second number is over 12 (`07/25/2018`);
    /// - seconds, milliseconds or microseconds since 1970.
    ///
    /// Years are 1583 to 9999.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        iso(text.as_bytes()).or_else(|| date_words::parse(text))
    }

    /// Seconds since 1970-01-01 UTC: of the day's beginning, where only the day is known.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        self.seconds
    }

    /// Days since 1970-01-01 of the day as it was written, in its own zone.
    #[must_use]
    pub fn day(&self) -> i32 {
        let day = (self.seconds + i64::from(self.offset.unwrap_or(0))).div_euclid(DAY);
        i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX })
    }

    /// Whether only the day is known.
    #[must_use]
    pub fn day_only(&self) -> bool {
        self.precision == Precision::Day
    }

    /// Date and time as written.
    fn civil(&self) -> Option<civil::DateTime> {
        let local = Timestamp::from_second(self.seconds + i64::from(self.offset.unwrap_or(0))).ok()?;
        Some(Offset::UTC.to_datetime(local))
    }

    pub(crate) fn of_day(year: i16, month: i8, day: i8) -> Option<Self> {
        Self::of_parts(year, month, day, None)
    }

    pub(crate) fn of_parts(year: i16, month: i8, day: i8, time: Option<Time>) -> Option<Self> {
        if !YEARS.contains(&year) {
            return None;
        }
        let Time { hour, minute, second, fraction, offset } = time.unwrap_or_default();
        if offset.is_some_and(|offset| offset.abs() > 18 * 3600) {
            return None;
        }
        // A leap second is told as the second before it: no clock of ours has it.
        let local =
            civil::DateTime::new(year, month, day, hour, minute, second.unwrap_or(0).min(59), 0).ok()?;
        if second.is_some_and(|second| !(0..=60).contains(&second)) {
            return None;
        }
        let local = Offset::UTC.to_timestamp(local).ok()?.as_second();
        let (nanos, digits) = fraction.unwrap_or_default();
        let precision = match (time, second, fraction) {
            (None, ..) => Precision::Day,
            (Some(_), None, _) => Precision::Minute,
            (Some(_), Some(_), None) => Precision::Second,
            (Some(_), Some(_), Some(_)) => Precision::Fraction(digits),
        };
        Some(Self { seconds: local - i64::from(offset.unwrap_or(0)), nanos, precision, offset })
    }

    /// A moment by its number since 1970, told apart by size: seconds (9 or 10 digits), milliseconds (13; 12 where they are
    /// no day and time without separators),
    /// microseconds (15 or 16).
    pub(crate) fn of_number(digits: &str) -> Option<Self> {
        let number: i64 = digits.parse().ok()?;
        let (seconds, nanos, precision) = match digits.len() {
            9 | 10 => (number, 0, Precision::Second),
            12 | 13 => (number / 1000, (number % 1000) * 1_000_000, Precision::Fraction(3)),
            15 | 16 => (number / 1_000_000, (number % 1_000_000) * 1000, Precision::Fraction(6)),
            _ => return None,
        };
        Some(Self { seconds, nanos: u32::try_from(nanos).ok()?, precision, offset: Some(0) })
    }
}

/// A time of day as written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Time {
    pub hour: i8,
    pub minute: i8,
    pub second: Option<i8>,
    /// Nanoseconds, and how many digits were written (at most 9).
    pub fraction: Option<(u32, u8)>,
    /// Seconds east of Greenwich.
    pub offset: Option<i32>,
}

/// Nanoseconds of the digits after a point, and how many digits count.
pub(crate) fn fraction(digits: &str) -> Option<(u32, u8)> {
    let digits = &digits[..digits.len().min(9)];
    let value: u32 = digits.parse().ok()?;
    Some((value * 10u32.pow(9 - digits.len() as u32), digits.len() as u8))
}

/// ISO 8601 as machines write it, without a detour: `2018-07-05`, `2018-07-05T12:30:00.5+03:00`, `2018-07-05 12:30`.
fn iso(text: &[u8]) -> Option<Date> {
    fn number(digits: &[u8]) -> Option<i16> {
        digits.iter().try_fold(0i16, |n, b| b.is_ascii_digit().then(|| n * 10 + i16::from(b - b'0')))
    }
    fn two(text: &[u8]) -> Option<i8> {
        number(text.get(..2)?).map(|n| n as i8)
    }
    if text.len() < 10 || text[4] != b'-' || text[7] != b'-' {
        return None;
    }
    let (year, month, day) = (number(&text[..4])?, two(&text[5..])?, two(&text[8..])?);
    let rest = &text[10..];
    if rest.is_empty() {
        return Date::of_day(year, month, day);
    }
    if !matches!(rest[0], b'T' | b't' | b' ') || rest.get(3) != Some(&b':') {
        return None;
    }
    let mut time = Time { hour: two(&rest[1..])?, minute: two(&rest[4..])?, ..Time::default() };
    let mut rest = &rest[6..];
    if rest.first() == Some(&b':') {
        time.second = Some(two(&rest[1..])?);
        rest = &rest[3..];
        if rest.first() == Some(&b'.') {
            let digits = rest[1..].iter().take_while(|b| b.is_ascii_digit()).count();
            time.fraction = Some(fraction(std::str::from_utf8(&rest[1..=digits]).ok()?)?);
            rest = &rest[digits + 1..];
        }
    }
    time.offset = match rest {
        [] => None,
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), zone @ ..] => {
            let (hours, minutes) = match zone {
                [_, _] => (two(zone)?, 0),
                [_, _, b':', minutes @ ..] | [_, _, minutes @ ..] if minutes.len() == 2 => {
                    (two(zone)?, two(minutes)?)
                }
                _ => return None,
            };
            let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
            Some(if *sign == b'-' { -seconds } else { seconds })
        }
        _ => return None,
    };
    Date::of_parts(year, month, day, Some(time))
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |date: &Self| (date.seconds, date.nanos, date.precision, date.offset);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let civil = self.civil().ok_or(fmt::Error)?;
        write!(f, "{:04}-{:02}-{:02}", civil.year(), civil.month(), civil.day())?;
        if self.precision == Precision::Day {
            return Ok(());
        }
        write!(f, "T{:02}:{:02}", civil.hour(), civil.minute())?;
        if self.precision >= Precision::Second {
            write!(f, ":{:02}", civil.second())?;
        }
        if let Precision::Fraction(digits @ 1..) = self.precision {
            let nanos = format!("{:09}", self.nanos);
            write!(f, ".{}", &nanos[..usize::from(digits).min(9)])?;
        }
        match self.offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(offset) => {
                let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.abs() / 60);
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

impl FromStr for Date {
    type Err = UnreadableDate;

    fn from_str(text: &str) -> Result<Self, UnreadableDate> {
        Self::parse(text).ok_or_else(|| UnreadableDate(text.to_owned()))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let date = Date::parse(text).unwrap_or_else(|| panic!("{text} is not read"));
        assert_eq!(date.to_string(), expected, "{text}");
        assert_eq!(Date::parse(expected), Some(date), "{expected} is not the way back");
    }

    #[test]
    fn iso_8601_as_precise_as_written() {
        check("2018-07-05", "2018-07-05");
        check(" 2018-07-05\n", "2018-07-05");
        check("2018-07-05 12:30", "2018-07-05T12:30");
        check("2018-07-05T12:30:00", "2018-07-05T12:30:00");
        check("2018-07-05T12:30:00Z", "2018-07-05T12:30:00Z");
        check("2018-07-05T12:30:00.250+0400", "2018-07-05T12:30:00.250+04:00");
        check("2018-07-05T12:30:00-03:30", "2018-07-05T12:30:00-03:30");
        check("2018-07-05T12:30+03", "2018-07-05T12:30+03:00");
        check("2018-07-05T12:30:60Z", "2018-07-05T12:30:59Z");
        check("2018-07-05T12:30:00.1234567891Z", "2018-07-05T12:30:00.123456789Z");
    }

    #[test]
    fn iso_8601_written_loosely() {
        check("2018/7/5", "2018-07-05");
        check("2018.07.05", "2018-07-05");
        check("2018-7-5 9:05", "2018-07-05T09:05");
        check("20180705", "2018-07-05");
        check("20180705123000", "2018-07-05T12:30:00");
        check("20180705T123000Z", "2018-07-05T12:30:00Z");
        check("20180705T1230", "2018-07-05T12:30");
        check("2018-07-05 12:30:00 UTC", "2018-07-05T12:30:00Z");
        check("2018-07-05 12:30:00 +0300", "2018-07-05T12:30:00+03:00");
        check("2018-07-05T12:30:00+03:00[Asia/Damascus]", "2018-07-05T12:30:00+03:00");
        check("2018-07-05 12:30.", "2018-07-05T12:30");
        check("201807051230", "2018-07-05T12:30");
        check("2018-07-05T12:30:00,5", "2018-07-05T12:30:00.5");
    }

    #[test]
    fn numbers_since_1970() {
        check("1530792000", "2018-07-05T12:00:00Z");
        check("1530792000.0", "2018-07-05T12:00:00Z");
        check("1530792000123", "2018-07-05T12:00:00.123Z");
        check("1530792000123456", "2018-07-05T12:00:00.123456Z");
        assert_eq!(Date::parse("17"), None);
        assert_eq!(Date::parse("2018"), None);
    }

    #[test]
    fn with_slashes_the_day_comes_first_unless_it_cannot() {
        check("05/07/2018", "2018-07-05");
        check("25/07/2018", "2018-07-25");
        check("07/25/2018", "2018-07-25");
        check("5-7-2018", "2018-07-05");
        check("05.07.2018 12:30", "2018-07-05T12:30");
        check("05/07/2018 - 12:30", "2018-07-05T12:30");
        assert_eq!(Date::parse("13/13/2018"), None);
        assert_eq!(Date::parse("05/07/18"), None);
    }

    #[test]
    fn names_of_months() {
        check("5 July 2018", "2018-07-05");
        check("July 5, 2018", "2018-07-05");
        check("July 5th, 2018", "2018-07-05");
        check("05-Jul-2018", "2018-07-05");
        check("2018 Jul. 5", "2018-07-05");
        check("Thursday, July 5, 2018 4:05 PM", "2018-07-05T16:05");
        check("Published on July 5, 2018 at 12:05 a.m. EDT", "2018-07-05T00:05-04:00");
        check("Thu Jul  5 12:30:01 2018", "2018-07-05T12:30:01");
        check("Thu Jul  5 12:30:01 UTC 2018", "2018-07-05T12:30:01Z");
        check("Thu, 05 Jul 2018 12:30:00 GMT", "2018-07-05T12:30:00Z");
        check("Thu, 5 Jul 2018 12:30:00 -0400", "2018-07-05T12:30:00-04:00");
        check("Thu Jul 05 2018 12:30:00 GMT+0300", "2018-07-05T12:30:00+03:00");
        check("5 juillet 2018", "2018-07-05");
        check("5. Juli 2018", "2018-07-05");
        check("3 PM July 5, 2018", "2018-07-05T15:00");
    }

    #[test]
    fn arabic_dates() {
        check("5 يوليو 2018", "2018-07-05");
        check("٥ تموز ٢٠١٨", "2018-07-05");
        check("5 تموز/يوليو 2018", "2018-07-05");
        check("الخميس، 5 تموز (يوليو) 2018", "2018-07-05");
        check("الخميس ٥ يوليو ٢٠١٨ - ١٢:٣٠", "2018-07-05T12:30");
        check("1 كانون الثاني 2018", "2018-01-01");
        check("1 كانون الأوّل/ديسمبر 2018", "2018-12-01");
        check("نشر في: 5 أيلول 2018 الساعة 4:05 مساءً", "2018-09-05T16:05");
        check("5 يوليو 2018م", "2018-07-05");
        check("5 آب 2018 12:30 بتوقيت غرينتش", "2018-08-05T12:30Z");
        check("٠٥/٠٧/٢٠١٨", "2018-07-05");
        check("۲۰۱۸/۰۷/۰۵", "2018-07-05");
        check("\u{200f}5\u{200f} يوليو\u{200f} 2018", "2018-07-05");
    }

    #[test]
    fn what_cannot_be_read_is_not_guessed_at() {
        for text in [
            "",
            " ",
            "yesterday",
            "5 July",
            "July 2018",
            "2018-07",
            "2018-13-01",
            "2018-02-30",
            "2018-07-05T25:00",
            "5 July or 6 July 2018",
            "5 July 2018 2019",
            "5 يونيو/يوليو 2018",
            "5 articles in July 2018",
            "0000-00-00",
            "0001-01-01",
            "1439-10-21",
            "١٣٩٧/٠٤/١٤",
            "2018-07-05T12:30:61",
            "-1",
            "99999999999999999999999",
            "12:30",
            "5 July 2018 99:30",
            "2018-07-05T",
            "2018-07-05T12:",
            "2018-07-05T12:30:",
            "July 5, 2018 13:00 PM",
            "2018-07-05T12:30+99:00",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn order_day_and_seconds() {
        let date = |text| Date::parse(text).expect("a date");
        assert!(date("2018-07-05") < date("2018-07-05T00:00"));
        assert!(date("2018-07-05T12:00+03:00") < date("2018-07-05T12:00Z"));
        assert_eq!(date("2018-07-05").seconds(), 1_530_748_800);
        assert_eq!(date("2018-07-05").day(), 17_717);
        assert!(date("2018-07-05").day_only() && !date("2018-07-05T00:00").day_only());
        // As written: the day in the reader's newspaper.
        assert_eq!(date("2018-07-05T01:00+03:00").day(), 17_717);
        assert_eq!(date("2018-07-05T01:00+03:00").seconds(), 1_530_748_800 - 2 * 3600);
        assert_eq!(Date::from_day(17_717), Some(date("2018-07-05")));
        assert_eq!(date("1969-12-31").day(), -1);
    }
}
