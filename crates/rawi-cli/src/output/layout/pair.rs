//! `overlap --emit pairs`: two units a row.

use super::{day, passage, place};
use crate::output::Record;
use crate::output::cells::{Cell, Column, Rows, column};
use crate::output::table::{Layout, number as figure, words};
use crate::records::PairRecord;

impl Record for PairRecord {
    const COLUMNS: &'static [Column] = &[
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
        column::real("jaccard", "exact Jaccard similarity of the two sets of shingles"),
        column::real("containment_a", "part of a's shingles that b has"),
        column::real("containment_b", "part of b's shingles that a has"),
    ];
    const LAYOUT: Layout = Layout::Grid(&[
        figure("JACCARD"),
        words("DATE", 2),
        words("OLDER", 4),
        words("CHARACTERS", 2),
        words("DATE", 2),
        words("YOUNGER", 4),
        words("CHARACTERS", 2),
    ]);

    fn rows(&self, rows: &mut Rows<'_>) {
        let figures =
            [Cell::Real(self.jaccard), Cell::Real(self.containment_a), Cell::Real(self.containment_b)];
        rows.push(&[&passage(&self.a)[..], &passage(&self.b)[..], &figures[..]].concat());
    }

    fn cells(&self) -> Vec<String> {
        vec![
            format!("{:.2}", self.jaccard),
            day(self.a.date.as_ref()).to_owned(),
            place(&self.a),
            format!("{}-{}", self.a.start, self.a.end),
            day(self.b.date.as_ref()).to_owned(),
            place(&self.b),
            format!("{}-{}", self.b.start, self.b.end),
        ]
    }
}
