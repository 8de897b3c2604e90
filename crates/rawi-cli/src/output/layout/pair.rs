//! `overlap --emit pairs`: two units a row.

use super::{TWO_PASSAGES, day, passage, place};
use crate::output::Record;
use crate::output::cells::{Cell, Column, Rows, column, joined};
use crate::output::table::{Layout, number as figure, words};
use crate::records::PairRecord;

impl Record for PairRecord {
    const COLUMNS: &'static [Column] = &joined::<{ TWO_PASSAGES.len() + 3 }>(
        &TWO_PASSAGES,
        &[
            column::real("jaccard", "exact Jaccard similarity of the two sets of shingles"),
            column::real("containment_a", "part of a's shingles that b has"),
            column::real("containment_b", "part of b's shingles that a has"),
        ],
    );
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
