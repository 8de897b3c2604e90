//! One JSON object to the values of a document, in one pass and without a tree: what no field wants is skipped, a string
//! without escapes is borrowed from the line.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::columns::{Columns, Field, rank_inside};
use crate::record::{Context, Found, Outcome, Piece};
use crate::reject::{Cause, Position};

/// Reads the record that stands at `position`. The UTF-8 of the record is checked once, here.
pub(crate) fn record(raw: &[u8], position: Position, context: &Context) -> (Outcome, u8) {
    let text = match simdutf8::compat::from_utf8(raw) {
        Ok(text) => text,
        Err(error) => {
            let cause = context.bad_utf8(error.valid_up_to());
            return (context.reject(position, cause, Some(raw)), 0);
        }
    };
    match object(text, &context.columns) {
        Ok(found) => {
            let named_seen = found.named_seen;
            (context.finish(found, position, raw), named_seen)
        }
        Err(error) => {
            let is_object = text.trim_start().starts_with('{');
            let cause = if !is_object && serde_json::from_str::<IgnoredAny>(text).is_ok() {
                Cause::NotAnObject
            } else {
                broken(&error, position)
            };
            (context.reject(position, cause, Some(raw)), 0)
        }
    }
}

/// Puts a record's outcome into a piece.
pub(crate) fn keep(piece: &mut Piece, outcomes: Vec<(Outcome, u8)>) {
    piece.outcomes.reserve(outcomes.len());
    for (outcome, named_seen) in outcomes {
        piece.named_seen |= named_seen;
        piece.outcomes.push(outcome);
    }
}

/// The parser's complaint, its place counted in the file and not in the record.
fn broken(error: &serde_json::Error, position: Position) -> Cause {
    let whole = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = whole.strip_suffix(&place).unwrap_or(&whole);
    Cause::BrokenJson(match position {
        Position::Element { line, .. } => {
            format!(
                "{message} at line {} column {}",
                line + error.line().saturating_sub(1) as u64,
                error.column()
            )
        }
        _ => format!("{message} at column {}", error.column()),
    })
}

fn object<'a>(text: &'a str, columns: &Columns) -> Result<Found<'a>, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let found = json.deserialize_map(Object { columns })?;
    json.end()?;
    Ok(found)
}

struct Object<'c> {
    columns: &'c Columns,
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Found<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found<'de>, A::Error> {
        let mut found = Found::default();
        while let Some(key) = map.next_key_seed(Text)? {
            let mut wanted = [None; 9];
            let mut any = false;
            for (meaning, slot) in self.columns.meaning(&key).zip(&mut wanted) {
                if found.wants(meaning.0, meaning.1) {
                    *slot = Some(meaning);
                    any = true;
                }
                if self.columns.is_named(meaning.0) {
                    found.named_seen |= 1 << meaning.0 as u8;
                }
            }
            if !any {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let is_text = wanted.iter().flatten().any(|(field, _)| *field == Field::Text);
            let value = if is_text {
                map.next_value_seed(Value { between: "\n" })?
            } else {
                // The parser counts from the value; the record's own place is added by who reads it.
                let complaint = |error: serde_json::Error| {
                    let whole = error.to_string();
                    A::Error::custom(whole.split(" at line ").next().unwrap_or(&whole))
                };
                value(map.next_value()?).map_err(complaint)?
            };
            let Some(value) = value else { continue };
            let mut wanted = wanted.into_iter().flatten().peekable();
            while let Some((field, rank)) = wanted.next() {
                if wanted.peek().is_none() {
                    found.set(field, rank, value);
                    break;
                }
                found.set(field, rank, value.clone());
            }
        }
        Ok(found)
    }
}

/// The value of a short field. A number that no machine number holds (an id of thirty digits) is taken as it is written.
fn value(raw: &RawValue) -> Result<Option<Cow<'_, str>>, serde_json::Error> {
    /// Digits that a machine number with a fraction holds.
    const SURE: usize = 15;
    let written = raw.get();
    let is_number = written.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let whole = || written.parse::<i64>().is_ok() || written.parse::<u64>().is_ok();
    let held = || written.len() <= SURE && written.parse::<f64>().is_ok_and(f64::is_finite);
    if is_number && !whole() && !held() {
        return Ok(Some(Cow::Borrowed(written)));
    }
    serde_json::Deserializer::from_str(written).deserialize_any(Value { between: ", " })
}

/// A string, borrowed where it has no escapes.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

/// Any value as the string it stands for: a number as its digits, a list joined, an object by the key that names it
/// (`{"name": "..."}`). `None` for what says nothing: null, true, false, an empty list.
#[derive(Clone, Copy)]
struct Value {
    /// Between the members of a list.
    between: &'static str,
}

impl<'de> DeserializeSeed<'de> for Value {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut out: Option<Cow<'de, str>> = None;
        while let Some(member) = list.next_element_seed(self)? {
            let Some(member) = member.filter(|member| !member.trim().is_empty()) else { continue };
            match &mut out {
                None => out = Some(member),
                Some(joined) => {
                    let joined = joined.to_mut();
                    joined.push_str(self.between);
                    joined.push_str(&member);
                }
            }
        }
        Ok(out)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut best: Option<(usize, Cow<'de, str>)> = None;
        while let Some(key) = map.next_key_seed(Text)? {
            match rank_inside(&key).filter(|rank| best.as_ref().is_none_or(|(known, _)| rank <= known)) {
                None => drop(map.next_value::<IgnoredAny>()?),
                Some(rank) => {
                    if let Some(value) = map.next_value_seed(self)?.filter(|value| !value.trim().is_empty()) {
                        best = Some((rank, value));
                    }
                }
            }
        }
        Ok(best.map(|(_, value)| value))
    }
}
