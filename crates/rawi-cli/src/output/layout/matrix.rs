//! `overlap --emit matrix`: a row for each outlet and each other one.

use super::percent;
use crate::output::Record;
use crate::output::cells::{Cell, Column, Rows, column};
use crate::output::table::{Layout, number as figure, words};
use crate::records::MatrixRecord;

impl Record for MatrixRecord {
    const COLUMNS: &'static [Column] = &[
        column::text("outlet", "the row outlet"),
        column::integer("documents", "its articles"),
        column::integer("tokens", "its words"),
        column::text("other", "the other outlet; empty where the row outlet shares nothing"),
        column::integer("shared.tokens", "words of the row outlet that also stand in the other"),
        column::real("shared.share", "the same as a part of the row outlet's words"),
        column::real("shared.later", "part of the shared words that the other published first"),
        column::integer(
            "shared.agency",
            "with quotes: shared words in passages that credit an agency or an outlet",
        ),
        column::integer("shared.quotes", "with quotes: of the others, those quoted from somebody"),
        column::integer("shared.own", "with quotes: the rest, the outlets' own words"),
    ];
    const LAYOUT: Layout = Layout::Grid(&[
        words("OUTLET", 2),
        figure("DOCUMENTS"),
        figure("TOKENS"),
        words("SHARES MOST WITH", 3),
        figure("SHARE"),
    ]);

    fn rows(&self, rows: &mut Rows<'_>) {
        let head = [Cell::Text(&self.outlet), Cell::count(self.documents), Cell::Integer(self.tokens)];
        if self.shared_with.is_empty() {
            rows.push(&[&head[..], &[const { Cell::Empty }; 7][..]].concat());
        }
        for (other, shared) in &self.shared_with {
            let part = |tokens: Option<u64>| tokens.map_or(Cell::Empty, Cell::Integer);
            let tail = [
                Cell::Text(other),
                Cell::Integer(shared.tokens),
                Cell::Real(shared.share),
                Cell::Real(shared.later),
                part(shared.agency),
                part(shared.quotes),
                part(shared.own),
            ];
            rows.push(&[&head[..], &tail[..]].concat());
        }
    }

    fn cells(&self) -> Vec<String> {
        let most = self.shared_with.iter().max_by(|(a, x), (b, y)| x.tokens.cmp(&y.tokens).then(b.cmp(a)));
        vec![
            self.outlet.clone(),
            self.documents.to_string(),
            self.tokens.to_string(),
            most.map(|(other, _)| other.clone()).unwrap_or_default(),
            most.map(|(_, shared)| percent(shared.share)).unwrap_or_default(),
        ]
    }
}
