//! How each kind of record is laid out, a file a kind: its columns and rows in a flat file, its row or block on a page.

mod churn;
mod document;
mod family;
mod matrix;
mod pair;
mod quote;
mod reuse;
mod speaker;
mod statement;

pub use quote::entity_type_name as quote_type;

use std::ops::Deref;

use super::Page;
use super::cells::{Cell, Column, column};
use crate::records::Passage;
use crate::terminal::{cut_middle, harmless, lines, padded, width};

/// What stands where an article names no outlet.
pub const NO_OUTLET: &str = "(no outlet)";
/// What stands where an article names no date.
const NO_DATE: &str = "(no date)";
/// Versions that a block shows before it says how many more there are.
const VERSIONS_SHOWN: usize = 12;

/// A share as a whole number of hundredths.
pub fn percent(share: f64) -> String {
    let hundredths = share * 100.0;
    if hundredths > 0.0 && hundredths < 1.0 { "<1%".to_owned() } else { format!("{hundredths:.0}%") }
}

/// The day of a date: a table has no room for hours.
fn day(date: Option<&impl Deref<Target = str>>) -> &str {
    date.map_or("", |date| date.get(..10).unwrap_or(date))
}

fn outlet(outlet: Option<&impl Deref<Target = str>>) -> &str {
    outlet.map_or(NO_OUTLET, |name| name)
}

/// The columns of two passages, the older first.
const TWO_PASSAGES: [Column; 10] = [
    column::text("a.doc", "id of the article that holds the older passage"),
    column::text("a.outlet", "its outlet"),
    column::date("a.date", "its date"),
    column::integer("a.start", "first character of the passage in its text"),
    column::integer("a.end", "one past its last character"),
    column::text("b.doc", "id of the article that holds the younger passage"),
    column::text("b.outlet", "its outlet"),
    column::date("b.date", "its date"),
    column::integer("b.start", "first character of the passage in its text"),
    column::integer("b.end", "one past its last character"),
];

/// The cells of a passage: doc, outlet, date, start, end.
fn passage(passage: &Passage) -> [Cell<'_>; 5] {
    [
        Cell::Text(&passage.doc),
        Cell::maybe(passage.outlet.as_ref()),
        Cell::date(passage.date.as_ref()),
        Cell::count(passage.start),
        Cell::count(passage.end),
    ]
}

/// What stands in a block where a date would.
fn day_or_none(date: Option<&impl Deref<Target = str>>) -> &str {
    match day(date) {
        "" => NO_DATE,
        day => day,
    }
}

/// Lines of a passage's words in a block.
const WORDS_SHOWN: usize = 2;

/// The words that two passages share, as the older has them; nothing where the record was made for no table.
fn shared_words(page: &Page, out: &mut String, words: Option<&str>) {
    for line in lines(&harmless(words.unwrap_or_default()), page.width.saturating_sub(4), WORDS_SHOWN) {
        out.push_str(&format!("    {line}\n"));
    }
}

/// The lines of two passages in a block, the older first: when, which outlet, which article, which characters.
fn two_places(page: &Page, out: &mut String, passages: [&Passage; 2]) {
    let names = passages.map(|at| harmless(outlet(at.outlet.as_ref())));
    let ranges = passages.map(|at| format!("{}-{}", at.start, at.end));
    let outlets = names.iter().map(|name| width(name)).max().unwrap_or(0).min(page.width / 3);
    let numbers = ranges.iter().map(String::len).max().unwrap_or(0);
    let left = page.width.saturating_sub(4 + 10 + 2 + outlets + 2 + 2 + numbers);
    let docs = passages.map(|at| cut_middle(&harmless(&at.doc), left));
    let widest = docs.iter().map(|doc| width(doc)).max().unwrap_or(0);
    for (at, passage) in passages.iter().enumerate() {
        out.push_str(&format!(
            "    {:10}  {}  {}  {}\n",
            day_or_none(passage.date.as_ref()),
            padded(&names[at], outlets),
            page.color.dim(&padded(&docs[at], widest)),
            page.color.dim(&format!("{:>numbers$}", ranges[at])),
        ));
    }
}
