//! One plain text, with lines before it that say what it is.
//!
//! ```text
//! outlet: The Post
//! date: 2018-07-05
//!
//! The talks in Busra have ended.
//! ```

use std::borrow::Cow;

use memchr::memchr;

use crate::columns::Field;
use crate::decode::{Stream, fault};
use crate::record::{Context, Found, Piece, Records};
use crate::reject::{Cause, Position};

/// A stream that is one document.
pub(crate) struct Plain {
    stream: Stream,
    context: Context,
}

impl Plain {
    pub fn new(stream: Stream, context: &Context) -> Self {
        Self { stream, context: context.clone() }
    }
}

impl Records for Plain {
    fn read(&mut self, piece: &mut Piece) -> bool {
        const STEP: usize = 1 << 20;
        let limit = self.context.settings.max_record_bytes;
        let mut raw = Vec::new();
        let mut want = STEP.min(self.stream.head().len() + 1);
        let outcome = loop {
            match self.stream.fill(&mut raw, want) {
                Ok(_) if raw.len() as u64 > limit => {
                    break self.context.reject(Position::File, Cause::TooLong { limit }, Some(&raw));
                }
                Ok(true) => want = raw.len().saturating_mul(2).max(STEP),
                Ok(false) => match std::str::from_utf8(&raw) {
                    Ok(text) => {
                        break self.context.finish(document(text, &self.context), Position::File, &raw);
                    }
                    Err(error) => {
                        let cause = Cause::BadUtf8 { at: error.valid_up_to() as u64 };
                        break self.context.reject(Position::File, cause, Some(&raw));
                    }
                },
                // Half a text is no document: the fault is all there is to tell.
                Err(error) => {
                    let (cause, position) = fault(&error);
                    break self.context.reject(position, cause, Some(&raw));
                }
            }
        };
        piece.outcomes.push(outcome);
        // A text has no columns: none is missing.
        piece.named_seen = u8::MAX;
        piece.weight += raw.len();
        false
    }
}

fn document<'a>(text: &'a str, context: &Context) -> Found<'a> {
    let mut found = Found::default();
    let body = header(text, &mut found);
    found.set(Field::Text, 0, Cow::Borrowed(body));
    if let Some(day) = day_in(&context.name) {
        found.set(Field::Date, 1, Cow::Owned(day.to_owned()));
    }
    if let Some(folder) = context.folder.as_deref().filter(|_| context.settings.outlet.is_none()) {
        found.set(Field::Outlet, 1, Cow::Owned(folder.to_owned()));
    }
    found
}

/// Takes the header's values, if there is one, and gives the text behind it. It is a header only if every line of it is
/// one: a text whose first line happens to begin with `Title:` and goes on is left whole. Lines between `---`, as Markdown
/// has them, are one too.
fn header<'a>(text: &'a str, found: &mut Found<'a>) -> &'a str {
    let mut rest = text;
    let mut line = || {
        let (line, after) = match memchr(b'\n', rest.as_bytes()) {
            Some(end) => (&rest[..end], &rest[end + 1..]),
            None => (rest, ""),
        };
        let some = !rest.is_empty();
        rest = after;
        some.then_some((line.trim_end_matches('\r'), after))
    };
    let mut values = Vec::new();
    let mut fenced = false;
    while let Some((line, after)) = line() {
        if values.is_empty() && !fenced && line.trim_end() == "---" {
            fenced = true;
            continue;
        }
        let closed = if fenced { line.trim_end() == "---" } else { line.trim().is_empty() };
        if closed {
            if values.is_empty() && !fenced {
                return text;
            }
            for (field, value) in values {
                found.set(field, 0, Cow::Borrowed(value));
            }
            // One empty line between a fenced header and the text belongs to neither.
            return match fenced {
                true => after.strip_prefix("\r\n").or_else(|| after.strip_prefix('\n')).unwrap_or(after),
                false => after,
            };
        }
        let named = line.split_once(':').map(|(name, value)| (name.trim().parse::<Field>(), value.trim()));
        match named {
            Some((Ok(field), value)) if field != Field::Text => values.push((field, value)),
            // Front matter has other keys too, and lists below them.
            _ if fenced => {}
            _ => return text,
        }
    }
    text
}

/// A `YYYY-MM-DD` in a name, not within a longer number; the last one.
fn day_in(name: &str) -> Option<&str> {
    let digit = |at: Option<usize>| at.and_then(|at| name.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    (0..name.len().saturating_sub(9)).rev().find_map(|at| {
        let day = name.get(at..at + 10)?;
        let shape = day.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
        let alone = !digit(at.checked_sub(1)) && !digit(Some(at + 10));
        (shape && alone && crate::Date::parse(day).is_some()).then_some(day)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> &str {
        header(text, &mut Found::default())
    }

    #[test]
    fn a_header_is_known_by_all_of_its_lines() {
        assert_eq!(body("outlet: A\nDate: 2018-07-05\n\nText\n\nmore"), "Text\n\nmore");
        assert_eq!(body("outlet: A\r\n\r\nText\r\n"), "Text\r\n");
        assert_eq!(
            body("Title: the words of a text\nthat goes on\n\nText"),
            "Title: the words of a text\nthat goes on\n\nText"
        );
        assert_eq!(body("\nText"), "\nText");
        assert_eq!(body("outlet: A\nText without an empty line"), "outlet: A\nText without an empty line");
        assert_eq!(body("outlet: A"), "outlet: A");
        assert_eq!(body("---\ntitle: B\ntags:\n- x\n---\n\nText"), "Text");
        assert_eq!(body("---\nText that begins with a rule\n\n"), "---\nText that begins with a rule\n\n");
        assert_eq!(body(""), "");
    }

    #[test]
    fn a_day_in_a_name() {
        assert_eq!(day_in("a/2018-07-05-talks.txt"), Some("2018-07-05"));
        assert_eq!(day_in("2017-01-01/2018-07-05.txt"), Some("2018-07-05"));
        assert_eq!(day_in("12018-07-05.txt"), None);
        assert_eq!(day_in("2018-13-05.txt"), None);
        assert_eq!(day_in("محادثات-2018-07-05"), Some("2018-07-05"));
        assert_eq!(day_in("x"), None);
    }
}
