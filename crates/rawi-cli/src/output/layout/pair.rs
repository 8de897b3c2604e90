//! `overlap --emit pairs`: two units a row; a block for people, since two places have no room in a line.

use super::{TWO_PASSAGES, passage, percent, shared_words, two_places};
use crate::output::cells::{Cell, Column, Rows, column, joined};
use crate::output::table::Layout;
use crate::output::{Page, Record};
use crate::records::PairRecord;
use crate::terminal::cut;

impl Record for PairRecord {
    const COLUMNS: &'static [Column] = &joined::<{ TWO_PASSAGES.len() + 3 }>(
        &TWO_PASSAGES,
        &[
            column::real("jaccard", "exact Jaccard similarity of the two sets of shingles"),
            column::real("containment_a", "part of a's shingles that b has"),
            column::real("containment_b", "part of b's shingles that a has"),
        ],
    );
    const LAYOUT: Layout = Layout::Blocks;

    fn rows(&self, rows: &mut Rows<'_>) {
        let figures =
            [Cell::Real(self.jaccard), Cell::Real(self.containment_a), Cell::Real(self.containment_b)];
        rows.push(&[&passage(&self.a)[..], &passage(&self.b)[..], &figures[..]].concat());
    }

    fn block(&self, page: &Page, out: &mut String) {
        let head = format!("jaccard {:.2}", self.jaccard);
        let held = format!(
            "{} of the older in the younger, {} of the younger in the older",
            percent(self.containment_a),
            percent(self.containment_b)
        );
        let held = cut(&held, page.width.saturating_sub(head.len() + 2));
        out.push_str(&format!("{}  {held}\n", page.color.bold(&head)));
        shared_words(page, out, self.words.as_deref());
        two_places(page, out, [&self.a, &self.b]);
    }
}
