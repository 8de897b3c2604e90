//! `overlap --emit reuses`: two passages a row.

use super::{TWO_PASSAGES, day, passage, percent, place};
use crate::output::Record;
use crate::output::cells::{Cell, Column, Rows, column, joined};
use crate::output::table::{Layout, number as figure, words};
use crate::records::ReuseRecord;

impl Record for ReuseRecord {
    const COLUMNS: &'static [Column] = &joined::<{ TWO_PASSAGES.len() + 7 }>(
        &TWO_PASSAGES,
        &[
            column::integer("tokens", "words matched"),
            column::real("identity", "part of the aligned words that match"),
            column::text("class", "copy, formula, furniture or names"),
            column::text("why", "the reason, for all but copy"),
            column::text("credited", "the words that name the other's outlet or an agency, as they stand"),
            column::real("speech", "with quotes: part of b's words that is quoted from somebody"),
            column::list("speakers", "with quotes: who is quoted in it"),
        ],
    );
    const LAYOUT: Layout = Layout::Grid(&[
        figure("WORDS"),
        figure("ALIKE"),
        words("DATE", 2),
        words("OLDER", 4),
        words("DATE", 2),
        words("YOUNGER", 4),
        words("CREDITS", 2),
    ]);

    fn rows(&self, rows: &mut Rows<'_>) {
        let rest = [
            Cell::count(self.tokens),
            Cell::Real(self.identity),
            Cell::Text(&self.class),
            Cell::maybe(self.why.as_ref()),
            Cell::maybe(self.credited.as_ref()),
            self.speech.map_or(Cell::Empty, Cell::Real),
            self.speakers.as_ref().map_or(Cell::Empty, |speakers| Cell::List(speakers)),
        ];
        rows.push(&[&passage(&self.a)[..], &passage(&self.b)[..], &rest[..]].concat());
    }

    fn cells(&self) -> Vec<String> {
        let credits = match &self.why {
            Some(_) => format!("({})", self.class),
            None => self.credited.clone().unwrap_or_default(),
        };
        let credits = match self.speech {
            Some(speech) if credits.is_empty() => format!("{} speech", percent(speech)),
            Some(speech) => format!("{credits}, {} speech", percent(speech)),
            None => credits,
        };
        vec![
            self.tokens.to_string(),
            percent(self.identity),
            day(self.a.date.as_ref()).to_owned(),
            place(&self.a),
            day(self.b.date.as_ref()).to_owned(),
            place(&self.b),
            credits,
        ]
    }
}
