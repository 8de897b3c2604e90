//! One plain text, with lines before it that say what it is.
//!
//! ```text
//! outlet: The Post
//! date: 2018-07-05
//!
//! The talks in Busra have ended.
//! ```

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr;
use regex::Regex;

use crate::columns::Field;
use crate::record::{Context, Found};
use crate::reject::Cause;

/// The document that the bytes of a plain text are.
///
/// # Errors
/// [`Cause::BadUtf8`], or what else its encoding made impossible.
pub(crate) fn document<'a>(raw: &'a [u8], context: &Context) -> Result<Found<'a>, Cause> {
    let text = std::str::from_utf8(raw).map_err(|error| context.bad_utf8(error.valid_up_to()))?;
    let mut found = Found::default();
    let body = header(text, &mut found);
    found.set(Field::Text, 0, Cow::Borrowed(body));
    if let Some(day) = day_in(&context.name) {
        found.set(Field::Date, 1, Cow::Owned(day));
    }
    context.outlet_of_folder(&mut found);
    Ok(found)
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

/// A day as names of files have it: `2018-07-05`, `2018_07_05` or `20180705`.
static DAY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"([0-9]{4})([-_.]?)([0-9]{2})([-_.]?)([0-9]{2})").expect("a fixed pattern"));

/// A day in a name, not within a longer number; the last one, but one with hyphens before any other.
fn day_in(name: &str) -> Option<String> {
    let digit = |at: Option<usize>| at.and_then(|at| name.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    let mut best: Option<(bool, String)> = None;
    for found in DAY.captures_iter(name) {
        let (_, [year, before, month, after, day]) = found.extract();
        let whole = found.get_match().range();
        let iso = format!("{year}-{month}-{day}");
        let alone = !digit(whole.start.checked_sub(1)) && !digit(Some(whole.end));
        let written = (before == "-", iso);
        if before == after && alone && crate::Date::parse(&written.1).is_some() {
            best = match best {
                Some(best) if best.0 && !written.0 => Some(best),
                _ => Some(written),
            };
        }
    }
    best.map(|(_, day)| day)
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
        assert_eq!(day_in("a/2018-07-05-talks.txt").as_deref(), Some("2018-07-05"));
        assert_eq!(day_in("2017-01-01/2018-07-05.txt").as_deref(), Some("2018-07-05"));
        assert_eq!(day_in("12018-07-05.txt"), None);
        assert_eq!(day_in("2018-13-05.txt"), None);
        assert_eq!(day_in("محادثات-2018-07-05").as_deref(), Some("2018-07-05"));
        assert_eq!(day_in("scan_20180705.txt").as_deref(), Some("2018-07-05"));
        assert_eq!(day_in("2018-07-05_20190101.txt").as_deref(), Some("2018-07-05"));
        assert_eq!(day_in("page-10002018-07.txt"), None);
        assert_eq!(day_in("x"), None);
    }
}
