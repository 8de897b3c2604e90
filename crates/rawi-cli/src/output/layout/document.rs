//! `read`: an article a row.

use super::{day, outlet};
use crate::output::Record;
use crate::output::cells::{Cell, Column, Rows, column};
use crate::output::table::{Layout, date, id, words};
use crate::records::DocumentRecord;

impl Record for DocumentRecord {
    const COLUMNS: &'static [Column] = &[
        column::text("id", "id of the article, unique in the archive"),
        column::text("outlet", "its outlet"),
        column::date("date", "when it was published"),
        column::text("title", "its headline"),
        column::text("author", "its byline"),
        column::text("url", "its address"),
        column::text("lang", "its language, ISO 639-1 where there is a code"),
        column::text("text", "its text, exactly as it came"),
        column::text("file", "the file it was read from"),
        column::integer("position", "line, row or byte offset of the record in the file"),
    ];
    const LAYOUT: Layout = Layout::Grid(&[
        id("ID", 3),
        words("OUTLET", 2),
        date("DATE"),
        words("LANG", 1),
        words("TITLE, OR HOW THE TEXT BEGINS", 6),
    ]);

    fn rows(&self, rows: &mut Rows<'_>) {
        rows.push(&[
            Cell::Text(&self.id),
            Cell::maybe(self.outlet.as_ref()),
            Cell::date(self.date.as_ref()),
            Cell::maybe(self.title.as_ref()),
            Cell::maybe(self.author.as_ref()),
            Cell::maybe(self.url.as_ref()),
            Cell::maybe(self.lang.as_ref()),
            Cell::Text(&self.text),
            Cell::Text(&self.file),
            Cell::Integer(self.position),
        ]);
    }

    fn cells(&self) -> Vec<String> {
        let shown = self.title.clone().unwrap_or_else(|| self.text.chars().take(200).collect());
        vec![
            self.id.clone(),
            outlet(self.outlet.as_ref()).to_owned(),
            day(self.date.as_ref()).to_owned(),
            self.lang.clone().unwrap_or_default(),
            shown,
        ]
    }
}
