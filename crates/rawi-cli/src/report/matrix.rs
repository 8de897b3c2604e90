//! Who shares with whom: a table of figures whose shade follows the largest of them.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::labels::{Labels, count};
use super::text::{name, number, percent};
use super::view::{OUTLETS, View};
use super::{network, page};
use crate::records::{MatrixRecord, Shared};

/// The parts of the row's words at which the shade grows; fixed, so that reports can be laid side by side.
const STEPS: [f64; 8] = [0.001, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6];

/// Outlets whose columns have room for every label; of more the figures stand closer, with shorter ones.
const ROOMY: usize = 9;
/// Outlets that share nothing, by name.
const ALONE: usize = 60;

/// The matrix.
pub fn section(view: &View<'_>) -> Markup {
    let l = view.labels;
    let mut rows: Vec<&MatrixRecord> = view.data.matrix.iter().collect();
    let shared = |row: &MatrixRecord| row.shared_with.values().map(|s| s.tokens).max().unwrap_or(0);
    rows.sort_by(|a, b| shared(b).cmp(&shared(a)).then_with(|| a.outlet.cmp(&b.outlet)));
    // Rows of nothing but noughts hide the others; where there are no others, they are the answer.
    let sharing = rows.iter().take_while(|row| shared(row) > 0).count();
    let mut alone: Vec<&str> = Vec::new();
    if sharing > 0 {
        // Who shares nothing is in nobody's row either: what is shared counts in both.
        let named: BTreeSet<&str> = rows[..sharing].iter().flat_map(|row| columns(row)).collect();
        let keep = |row: &&MatrixRecord| shared(row) > 0 || named.contains(row.outlet.as_str());
        alone = rows.iter().filter(|row| !keep(row)).map(|row| row.outlet.as_str()).collect();
        rows.retain(keep);
        alone.sort_unstable();
    }
    rows.truncate(OUTLETS);
    rows.sort_by(|a, b| a.outlet.cmp(&b.outlet));
    let parts = rows.iter().any(|row| row.shared_with.values().any(|shared| shared.agency.is_some()));
    let dense = rows.len() > ROOMY;
    let lead = html! {
        p.lead #matrix-caption { (l.matrix_caption) @if parts { " " (l.parts_caption) } }
        (legend(view))
    };
    let body = html! {
        div.scroll role="region" tabindex="0" aria-labelledby="matrix-title" {
            table.matrix.dense[dense] aria-describedby="matrix-caption" {
                thead { tr {
                    th scope="col" { (l.outlet) }
                    th.num scope="col" { (l.articles_read) }
                    th.num scope="col" { (l.words_head) }
                    @for column in &rows { th.other scope="col" { (name(&column.outlet)) } }
                } }
                tbody { @for row in &rows { tr {
                    th scope="row" { (name(&row.outlet)) }
                    td.num { (number(row.documents)) }
                    td.num { (number(row.tokens)) }
                    @for column in &rows {
                        @if row.outlet == column.outlet { td.self { } }
                        @else { (cell(view, row.shared_with.get(&column.outlet), dense)) }
                    }
                } } }
            }
        }
        @if !alone.is_empty() {
            p.small { (l.alone)
                @for (at, outlet) in alone.iter().take(ALONE).enumerate() { @if at > 0 { " ·" } " " (name(outlet)) }
                @if alone.len() > ALONE { " · " (count(l.and_more, alone.len() - ALONE)) }
            }
        }
        (network::graph(view, &rows))
    };
    let order = (l.matrix_all, l.matrix_showing);
    page::ordered(view, "matrix", l.matrix, (rows.len(), view.data.matrix.len()), order, &lead, &body)
}

/// The outlets that have something of a row's.
fn columns(row: &MatrixRecord) -> impl Iterator<Item = &str> {
    row.shared_with.iter().filter(|(_, shared)| shared.tokens > 0).map(|(outlet, _)| outlet.as_str())
}

fn cell(view: &View<'_>, shared: Option<&Shared>, dense: bool) -> Markup {
    let l = view.labels;
    let there_first = if dense { l.there_first_short } else { l.there_first };
    html! {
        @match shared.filter(|shared| shared.tokens > 0) {
            None => td.h.h0 { span.zero { "0" } },
            Some(shared) => td class={ "h h" (step(shared.share)) } {
                b { (percent(shared.share)) }
                @if dense { small { (number(shared.tokens)) } }
                @else { small { (count(l.words, usize::try_from(shared.tokens).unwrap_or(usize::MAX))) } }
                small { (there_first.replace("{p}", &percent(shared.later))) }
                @for part in parts(l, shared) { small { (part) } }
            },
        }
    }
}

/// What is shared, where quotes are known: its parts, but those of which there is nothing.
fn parts(l: &Labels, shared: &Shared) -> Vec<String> {
    [(l.part_agency, shared.agency), (l.part_quotes, shared.quotes), (l.part_own, shared.own)]
        .into_iter()
        .filter_map(|(label, tokens)| Some((label, tokens.filter(|&tokens| tokens > 0)?)))
        .map(|(label, tokens)| label.replace("{p}", &percent(tokens as f64 / shared.tokens.max(1) as f64)))
        .collect()
}

fn step(share: f64) -> usize {
    STEPS.iter().filter(|&&step| share >= step).count()
}

fn legend(view: &View<'_>) -> Markup {
    html! {
        p.key.scale { (view.labels.scale) " "
            @for (at, from) in STEPS.iter().enumerate() {
                span class={ "h h" (at + 1) } { bdi dir="ltr" { "≥ " (percent(*from)) } }
            }
        }
    }
}
