//! `overlap --emit documents`: how much of an article stands elsewhere, an article a row.

use super::{day, outlet, percent};
use crate::output::Record;
use crate::output::cells::{Cell, Column, Rows, column};
use crate::output::table::{Layout, date, id, number as figure, words};
use crate::records::ReusedDocumentRecord;

impl Record for ReusedDocumentRecord {
    const COLUMNS: &'static [Column] = &[
        column::text("doc", "id of the article"),
        column::text("outlet", "its outlet"),
        column::date("date", "its date"),
        column::integer("tokens", "its words"),
        column::integer("reused_tokens", "words that stand elsewhere too"),
        column::real("reused_share", "the same as a part"),
        column::json("from", "where, largest share first: a list of {outlet, doc, share}"),
    ];
    const LAYOUT: Layout = Layout::Grid(&[
        id("DOC", 3),
        words("OUTLET", 2),
        date("DATE"),
        figure("WORDS"),
        figure("REUSED"),
        id("MOST OF IT IN", 4),
    ]);

    fn rows(&self, rows: &mut Rows<'_>) {
        rows.push(&[
            Cell::Text(&self.doc),
            Cell::maybe(self.outlet.as_ref()),
            Cell::date(self.date.as_ref()),
            Cell::Integer(self.tokens),
            Cell::Integer(self.reused_tokens),
            Cell::Real(self.reused_share),
            Cell::json(&self.from),
        ]);
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.doc.clone(),
            outlet(self.outlet.as_ref()).to_owned(),
            day(self.date.as_ref()).to_owned(),
            self.tokens.to_string(),
            percent(self.reused_share),
            self.from.first().map(|from| from.doc.clone()).unwrap_or_default(),
        ]
    }
}
