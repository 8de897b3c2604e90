//! `overlap --emit families`: a row a member; a block for people.

use super::{VERSIONS_SHOWN, day_or_none, outlet, passage, percent};
use crate::output::cells::{Cell, Column, Rows, column};
use crate::output::table::Layout;
use crate::output::{Page, Record};
use crate::records::{FamilyRecord, Passage};
use crate::terminal::{cut, cut_middle, harmless, isolated, lines, padded};

impl Record for FamilyRecord {
    const COLUMNS: &'static [Column] = &[
        column::text("family", "id of the family, derived from its content"),
        column::integer("size", "its members, the first included"),
        column::list("outlets", "its outlets, in order of their first member"),
        column::integer("credited", "members that credit an agency or another outlet"),
        column::text("doc", "id of the member's article"),
        column::text("outlet", "its outlet"),
        column::date("date", "its date"),
        column::integer("start", "first character of the member in its text"),
        column::integer("end", "one past its last character"),
        column::real("jaccard_to_first", "how like the first version it is"),
        column::text("first.text", "words of the first version; on its row only"),
        column::real(
            "speech",
            "with quotes: part of the first version's words that is quoted from somebody; on its row only",
        ),
        column::json(
            "speakers",
            "with quotes: whose words the members quote, a list of {speaker, entity, members, outlets}; on the first version's row only",
        ),
    ];
    const LAYOUT: Layout = Layout::Blocks;

    fn rows(&self, rows: &mut Rows<'_>) {
        for member in &self.members {
            // The words stand on the first version's row only: they are its words.
            let is_first = member.passage == self.first.passage;
            let head = [
                Cell::Text(&self.family),
                Cell::count(self.size),
                Cell::List(&self.outlets),
                Cell::count(self.credited),
            ];
            let mut tail = [Cell::Real(member.jaccard_to_first), Cell::Empty, Cell::Empty, Cell::Empty];
            if is_first {
                tail[1] = Cell::Text(&self.first.text);
                tail[2] = self.speech.map_or(Cell::Empty, Cell::Real);
                tail[3] = self.speakers.as_ref().map_or(Cell::Empty, Cell::json);
            }
            rows.push(&[&head[..], &passage(&member.passage)[..], &tail[..]].concat());
        }
    }

    fn block(&self, page: &Page, out: &mut String) {
        let credits = match self.credited {
            0 => String::new(),
            n => format!(", {n} credit{} a source", if n == 1 { "s" } else { "" }),
        };
        let count = format!(
            "{} versions in {} outlet{}{credits}",
            self.size,
            self.outlets.len(),
            if self.outlets.len() == 1 { "" } else { "s" }
        );
        let id = cut(&self.family, page.width.saturating_sub(crate::terminal::width(&count) + 2));
        out.push_str(&format!("{}  {}\n", page.color.bold(&count), page.color.dim(&id)));
        for line in lines(&harmless(&self.first.text), page.width - 4, 3) {
            out.push_str(&format!("    {line}\n"));
        }
        let members: Vec<(&Passage, String)> =
            self.members.iter().map(|member| (&member.passage, percent(member.jaccard_to_first))).collect();
        versions(page, out, &members);
        if let Some(line) = speech(self) {
            out.push_str(&format!("    {}\n", cut(&line, page.width - 4)));
        }
        out.push('\n');
    }
}

/// How much of a family is speech, and whose.
fn speech(family: &FamilyRecord) -> Option<String> {
    let share = family.speech?;
    let speakers = family.speakers.iter().flatten().take(3);
    let names =
        speakers.map(|speaker| format!("{} ({})", isolated(&harmless(&speaker.entity)), speaker.members));
    let names = names.collect::<Vec<_>>().join(", ");
    Some(match (share > 0.0, names.is_empty()) {
        (false, _) => "no speech".to_owned(),
        (true, true) => format!("{} speech", percent(share)),
        (true, false) => format!("{} speech: {names}", percent(share)),
    })
}

/// Lines of versions: when, how alike, who, where.
fn versions(page: &Page, out: &mut String, members: &[(&Passage, String)]) {
    let outlets = members.iter().map(|(at, _)| crate::terminal::width(outlet(at.outlet.as_ref()))).max();
    let outlets = outlets.unwrap_or(0).min(page.width / 3);
    for (at, figure) in members.iter().take(VERSIONS_SHOWN) {
        let date = day_or_none(at.date.as_ref());
        let left = page.width.saturating_sub(4 + 10 + 2 + 4 + 2 + outlets + 2);
        out.push_str(&format!(
            "    {date:10}  {figure:>4}  {}  {}\n",
            padded(&harmless(outlet(at.outlet.as_ref())), outlets),
            page.color.dim(&isolated(&cut_middle(&harmless(&at.doc), left))),
        ));
    }
    if members.len() > VERSIONS_SHOWN {
        out.push_str(&format!("    … {} more\n", members.len() - VERSIONS_SHOWN));
    }
}
