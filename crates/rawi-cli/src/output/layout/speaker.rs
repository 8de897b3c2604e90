//! `speakers`: a speaker a row.

use super::quote::entity_type_name;
use crate::output::Record;
use crate::output::cells::{Cell, Column, Rows, column};
use crate::output::table::{Layout, names, number as figure};
use crate::records::SpeakerRecord;

impl Record for SpeakerRecord {
    const COLUMNS: &'static [Column] = &[
        column::text("speaker", "id of the speaker, derived from the content"),
        column::text("name", "the most frequent spelling"),
        column::json("names", "all spellings, most frequent first: a list of {text, count}"),
        column::text("type", "person, organisation, anonymous, document or other"),
        column::json("descriptions", "titles and roles by outlet: a list of {text, outlet, count}"),
        column::json("outlets", "quotes by outlet: an object of counts"),
        column::integer("quotes", "quotes in all"),
        column::integer("direct", "direct ones"),
        column::integer("mixed", "mixed ones"),
        column::integer("indirect", "indirect ones"),
        column::date("first", "date of the first"),
        column::date("last", "date of the last"),
    ];
    const LAYOUT: Layout = Layout::Grid(&[
        names("SPEAKER", 3),
        names("ALSO AS", 3),
        names("DESCRIBED AS", 4),
        figure("OUTLETS"),
        figure("QUOTES"),
        figure("DIRECT"),
    ]);

    fn rows(&self, rows: &mut Rows<'_>) {
        rows.push(&[
            Cell::Text(&self.speaker),
            self.names.first().map_or(Cell::Empty, |name| Cell::Text(&name.text)),
            Cell::json(&self.names),
            self.r#type.map_or(Cell::Empty, |kind| Cell::Text(entity_type_name(kind))),
            Cell::json(&self.descriptions),
            Cell::json(&self.outlets),
            Cell::count(self.quotes),
            Cell::count(self.direct),
            Cell::count(self.mixed),
            Cell::count(self.indirect),
            Cell::date(self.first.as_ref()),
            Cell::date(self.last.as_ref()),
        ]);
    }

    fn cells(&self) -> Vec<String> {
        let others: Vec<&str> = self.names.iter().skip(1).map(|name| name.text.as_str()).collect();
        let mut described: Vec<&str> = Vec::new();
        for description in &self.descriptions {
            if !described.contains(&description.text.as_str()) {
                described.push(&description.text);
            }
        }
        vec![
            self.names.first().map(|name| name.text.clone()).unwrap_or_default(),
            others.join(", "),
            described.join("; "),
            self.outlets.len().to_string(),
            self.quotes.to_string(),
            self.direct.to_string(),
        ]
    }
}
