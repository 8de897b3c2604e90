//! `overlap --emit reuses`: two passages a row; a block for people, since two places have no room in a line.

use super::{TWO_PASSAGES, passage, percent, shared_words, two_places};
use crate::output::cells::{Cell, Column, Rows, column, joined};
use crate::output::table::Layout;
use crate::output::{Page, Record};
use crate::records::ReuseRecord;
use crate::terminal::{cut, harmless, isolated};

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
    const LAYOUT: Layout = Layout::Blocks;

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

    fn block(&self, page: &Page, out: &mut String) {
        let head = format!(
            "{} word{}, {} alike",
            self.tokens,
            if self.tokens == 1 { "" } else { "s" },
            percent(self.identity)
        );
        let mut said = Vec::new();
        if let Some(why) = &self.why {
            said.push(format!("{}: {}", self.class, harmless(why)));
        }
        if let Some(credited) = &self.credited {
            said.push(format!("credits {}", isolated(&harmless(credited))));
        }
        if let Some(speech) = self.speech {
            let speakers = self.speakers.iter().flatten().map(|name| isolated(&harmless(name)));
            let speakers = speakers.collect::<Vec<_>>().join(", ");
            let of = if speakers.is_empty() { String::new() } else { format!(" of {speakers}") };
            said.push(if speech > 0.0 {
                format!("{} speech{of}", percent(speech))
            } else {
                "no speech".to_owned()
            });
        }
        let said = cut(&said.join("; "), page.width.saturating_sub(head.len() + 2));
        let line = format!("{}  {}", page.color.bold(&head), isolated(&said));
        out.push_str(&format!("{}\n", line.trim_end()));
        shared_words(page, out, self.words.as_deref());
        two_places(page, out, [&self.a, &self.b]);
    }
}
