//! `quotes`: a quote a row; a block for people.

use super::{day, outlet, percent};
use crate::output::cells::{Cell, Column, Rows, column};
use crate::output::table::Layout;
use crate::output::{Page, Record};
use crate::records::{Mention, QuoteRecord};
use crate::terminal::{cut, harmless, isolated, lines};
use rawi_quotes::{EntityType, Kind};

/// The name of a kind of quote, as in JSON.
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    }
}

/// The name of a kind of source, as in JSON.
pub fn entity_type_name(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "person",
        EntityType::Organisation => "organisation",
        EntityType::Anonymous => "anonymous",
        EntityType::Document => "document",
        EntityType::Other => "other",
    }
}

/// The cells of a mention: start, end, text.
fn mention(mention: Option<&Mention>) -> [Cell<'_>; 3] {
    match mention {
        Some(at) => [Cell::count(at.start), Cell::count(at.end), Cell::Text(&at.text)],
        None => [Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

/// The cells of a quote, in the order of its columns.
pub(super) fn quote(quote: &QuoteRecord) -> Vec<Cell<'_>> {
    [
        &[
            Cell::Text(&quote.doc),
            Cell::maybe(quote.outlet.as_ref()),
            Cell::date(quote.date.as_ref()),
            Cell::Text(kind_name(quote.kind)),
            Cell::json(&quote.content),
            Cell::Text(&quote.text),
        ][..],
        &mention(quote.cue.as_ref())[..],
        &mention(quote.speaker.as_ref())[..],
        &[
            Cell::maybe(quote.entity.as_ref()),
            quote.entity_type.map_or(Cell::Empty, |kind| Cell::Text(entity_type_name(kind))),
            Cell::maybe(quote.description.as_ref()),
        ][..],
        &mention(quote.via.as_ref())[..],
        &[Cell::Real(quote.confidence), Cell::Text(quote.rule)][..],
    ]
    .concat()
}

/// Who said it, as a table shows it.
pub(super) fn said_by(quote: &QuoteRecord) -> String {
    let named = quote.entity.as_deref().or_else(|| quote.speaker.as_ref().map(|speaker| &*speaker.text));
    harmless(named.unwrap_or("(nobody named)"))
}

impl Record for QuoteRecord {
    const COLUMNS: &'static [Column] = &[
        column::text("doc", "id of the article"),
        column::text("outlet", "its outlet"),
        column::date("date", "its date"),
        column::text("kind", "direct: all of it in quotation marks; mixed: a part; indirect: none"),
        column::json("content", "ranges [start, end) of the content, in characters of the text"),
        column::text("text", "words of the content; ranges are joined by \" … \""),
        column::integer("cue.start", "first character of the reporting word"),
        column::integer("cue.end", "one past its last character"),
        column::text("cue.text", "the reporting word"),
        column::integer("speaker.start", "first character of the words that name the source"),
        column::integer("speaker.end", "one past their last character"),
        column::text("speaker.text", "the words that name the source, as they stand"),
        column::text("entity", "who that is"),
        column::text("entity_type", "person, organisation, anonymous, document or other"),
        column::text("description", "title or role as written"),
        column::integer("via.start", "first character of the words that name the agency it came through"),
        column::integer("via.end", "one past their last character"),
        column::text("via.text", "the words that name the agency it came through"),
        column::real("confidence", "0 to 1"),
        column::text("rule", "the rule that found it"),
    ];
    const LAYOUT: Layout = Layout::Blocks;

    fn rows(&self, rows: &mut Rows<'_>) {
        rows.push(&quote(self));
    }

    fn block(&self, page: &Page, out: &mut String) {
        let who = cut(&said_by(self), page.width - 14);
        let left = page.width.saturating_sub(crate::terminal::width(&who) + 2);
        let described =
            self.description.as_ref().map(|words| cut(&harmless(words), left)).unwrap_or_default();
        out.push_str(&format!("{}  {}\n", page.color.bold(&isolated(&who)), isolated(&described)));
        out.truncate(out.trim_end().len());
        out.push('\n');
        for line in lines(&harmless(&self.text), page.width - 4, 4) {
            out.push_str(&format!("    {line}\n"));
        }
        let place = format!(
            "{}, {} sure, {}{}",
            kind_name(self.kind),
            percent(self.confidence),
            isolated(&harmless(outlet(self.outlet.as_ref()))),
            match day(self.date.as_ref()) {
                "" => String::new(),
                date => format!(", {date}"),
            }
        );
        let place = cut(&place, page.width - 6);
        let left = page.width.saturating_sub(4 + crate::terminal::width(&place) + 2);
        let doc = cut(&harmless(&self.doc), left);
        out.push_str(&format!("    {place}  {}\n", page.color.dim(&isolated(&doc))));
    }
}
