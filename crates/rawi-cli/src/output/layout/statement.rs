//! `statements`: a row a version; a block for people.

use super::quote::{kind_name, quote, said_by};
use super::{VERSIONS_SHOWN, day_or_none, outlet, percent};
use crate::output::cells::{Cell, Column, Rows, column, joined};
use crate::output::table::Layout;
use crate::output::{Page, Record};
use crate::records::{Agreement, QuoteRecord, StatementRecord, Version};
use crate::terminal::{closed_in, cut, cut_middle, harmless, isolated, lines, padded, wrap};

fn agreement_name(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Same => "same",
        Agreement::Differs => "differs",
        Agreement::Unattributed => "unattributed",
    }
}

/// Whom a version credits; where it names nobody, whom its copies credit.
fn credited_to(version: &Version) -> String {
    match &version.inferred_entity {
        Some(entity) => harmless(&format!("(nobody named; elsewhere {entity})")),
        None => said_by(&version.quote),
    }
}

impl Record for StatementRecord {
    // What a statement adds, then the columns of a quote.
    const COLUMNS: &'static [Column] = &joined::<{ 6 + QuoteRecord::COLUMNS.len() }>(
        &[
            column::text("statement", "id of the statement, derived from its content"),
            column::text("agreement", "same, differs or unattributed (some name nobody, the others agree)"),
            column::json(
                "speakers",
                "who is credited by which outlets: a list of {entity, outlets}; on the first version's row only",
            ),
            column::json(
                "drift",
                "how the words drift: a list of {from, to, outlets}; on the first version's row only",
            ),
            column::real("similarity", "likeness of the version to the first, 0 to 1"),
            column::text("inferred_entity", "where the outlet names nobody: whom the copies credit"),
        ],
        QuoteRecord::COLUMNS,
    );
    const LAYOUT: Layout = Layout::Blocks;

    fn rows(&self, rows: &mut Rows<'_>) {
        for (at, version) in self.versions.iter().enumerate() {
            // What belongs to the statement as a whole stands on its first version's row only.
            let (speakers, drift) = if at == 0 {
                (Cell::json(&self.speakers), Cell::json(&self.drift))
            } else {
                (Cell::Empty, Cell::Empty)
            };
            let head = [
                Cell::Text(&self.statement),
                Cell::Text(agreement_name(self.agreement)),
                speakers,
                drift,
                Cell::Real(version.similarity),
                Cell::maybe(version.inferred_entity.as_ref()),
            ];
            rows.push(&[&head[..], &quote(&version.quote)[..]].concat());
        }
    }

    fn block(&self, page: &Page, out: &mut String) {
        let (said, agrees) = match self.agreement {
            Agreement::Same => ("credit agrees", true),
            Agreement::Differs => ("credit differs", false),
            Agreement::Unattributed => ("some name nobody", false),
        };
        let outlets: std::collections::BTreeSet<&str> =
            self.versions.iter().map(|version| outlet(version.quote.outlet.as_ref())).collect();
        let count = format!(
            "{} versions in {} outlet{}",
            self.versions.len(),
            outlets.len(),
            if outlets.len() == 1 { "" } else { "s" }
        );
        let head = if agrees { page.color.green(said) } else { page.color.yellow(said) };
        let taken = crate::terminal::width(&count) + 2 + said.len() + 2;
        let id = cut(&self.statement, page.width.saturating_sub(taken));
        out.push_str(&format!("{}, {head}  {}\n", page.color.bold(&count), page.color.dim(&id)));
        if let Some(first) = self.versions.first() {
            for line in lines(&harmless(&first.quote.text), page.width - 4, 3) {
                out.push_str(&format!("    {line}\n"));
            }
        }
        let outlets = outlets.iter().map(|name| crate::terminal::width(name)).max().unwrap_or(0);
        let outlets = outlets.min(page.width / 4);
        for version in self.versions.iter().take(VERSIONS_SHOWN) {
            let indent = 4 + 10 + 2 + 4 + 2 + 8 + 2 + outlets + 2;
            out.push_str(&format!(
                "    {:10}  {:>4}  {:8}  {}  ",
                day_or_none(version.quote.date.as_ref()),
                percent(version.similarity),
                kind_name(version.quote.kind),
                padded(&harmless(outlet(version.quote.outlet.as_ref())), outlets),
            ));
            // Whom an outlet credits is what one looks for: it goes on in a second line before it is cut.
            let credited = lines(&credited_to(version), page.width.saturating_sub(indent), 2);
            for (at, line) in credited.iter().enumerate() {
                let before = if at == 0 { 0 } else { indent };
                out.push_str(&format!("{:before$}{line}\n", ""));
            }
        }
        if self.versions.len() > VERSIONS_SHOWN {
            out.push_str(&format!("    … {} more\n", self.versions.len() - VERSIONS_SHOWN));
        }
        for drift in self.drift.iter().take(3) {
            let room = page.width - 4;
            let [from, to] =
                [&drift.from, &drift.to].map(|words| isolated(&cut_middle(&harmless(words), room)));
            let change = match (from.as_str(), to.as_str()) {
                ("", to) => format!("adds “{to}”"),
                (from, "") => format!("drops “{from}”"),
                (from, to) => format!("“{from}” becomes “{to}”"),
            };
            let outlets: Vec<String> =
                drift.outlets.iter().map(|outlet| isolated(&harmless(outlet))).collect();
            let line = format!("{}: {change}", outlets.join(", "));
            for (at, line) in wrap(&line, room - 2, 4).iter().enumerate() {
                let before = if at == 0 { 4 } else { 6 };
                out.push_str(&format!("{:before$}{}\n", "", closed_in(line, false)));
            }
        }
        out.push('\n');
    }
}
