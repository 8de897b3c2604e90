//! What was read, what was left out and why, what was found, with which settings, and how figures are computed.

use maud::{Markup, html};

use super::anchor;
use super::labels::count;
use super::reasons::in_words;
use super::text::{Safe, clip, direction, name, number, percent};
use super::view::View;
use crate::records::Agreement;

/// Entries of each list of the largest.
const TOP: usize = 5;

/// The overview.
pub fn section(view: &View<'_>) -> Markup {
    let l = view.labels;
    html! {
        section #overview aria-labelledby="overview-title" {
            h2 #overview-title { (l.overview) }
            div.columns {
                div { h3 { (l.read) } (read(view)) }
                div { h3 { (l.found) } (found(view)) }
            }
            (glance(view))
            h3 { (l.left_out) }
            (left_out(view))
            details.plain { summary { h3 { (l.how) } } (how(view)) }
            @if !view.data.settings.is_empty() {
                details.plain { summary { h3 { (l.settings) } } (settings(view)) }
            }
        }
    }
}

fn read(view: &View<'_>) -> Markup {
    let l = view.labels;
    let documents = &view.data.documents;
    let undated = documents.values().filter(|article| article.date.is_none()).count();
    html! {
        dl.figures {
            div { dt { (l.articles_read) } dd { (number(documents.len())) } }
            div { dt { (l.outlets) } dd { (number(view.outlets.len())) } }
            @if !view.languages.is_empty() {
                div { dt { (l.languages) } dd {
                    @for (at, (lang, n)) in view.languages.iter().enumerate() {
                        @if at > 0 { " · " } (Safe(lang)) " " span.n { (number(*n)) }
                    }
                } }
            }
            @if let Some((from, to)) = view.days() {
                div { dt { (l.dates) } dd {
                    (super::page::days(Some(from), Some(to)))
                    @if undated > 0 { " · " (count(l.undated, undated)) }
                } }
            }
        }
    }
}

fn found(view: &View<'_>) -> Markup {
    let (l, data) = (view.labels, view.data);
    let attributed: usize = data.speaker_quotes.iter().map(Vec::len).sum();
    let quotes = data.totals.quotes.max(data.quotes.len());
    html! {
        ul.found {
            li { a href="#families" { (count(l.families_n, data.totals.families.max(data.families.len()))) } }
            li { a href="#articles" { (count(l.churn_n, data.totals.churn.max(data.churn.len()))) } }
            li {
                a href="#speakers" {
                    (count(l.quotes_n, quotes)) " · "
                    (count(l.speakers_n, data.totals.speakers.max(data.speakers.len())))
                }
                @if quotes == data.quotes.len() && attributed < quotes {
                    " · " (count(l.unattributed_quotes, quotes - attributed))
                }
            }
            li { a href="#statements" { (count(l.statements_n, data.totals.statements.max(data.statements.len()))) } }
        }
    }
}

/// The few entries a reader will want first.
fn glance(view: &View<'_>) -> Markup {
    let (l, data) = (view.labels, view.data);
    let mut shares: Vec<_> = data
        .matrix
        .iter()
        .flat_map(|row| row.shared_with.iter().map(move |(other, shared)| (row, other, shared)))
        .filter(|(_, _, shared)| shared.tokens > 0)
        .collect();
    shares.sort_by(|a, b| {
        b.2.share.total_cmp(&a.2.share).then_with(|| (&a.0.outlet, a.1).cmp(&(&b.0.outlet, b.1)))
    });
    let differing =
        view.statements.iter().map(|&s| &data.statements[s]).filter(|s| s.agreement == Agreement::Differs);
    html! {
        div.columns.glance {
            @if !shares.is_empty() {
                div { h3 { (l.recycles_most) } ol {
                    @for (row, other, shared) in shares.iter().take(TOP) {
                        li {
                            b { (percent(shared.share)) } " " (l.part_of) " "
                            a href="#matrix" { (name(&row.outlet)) } " " (l.also_in) " " (name(other))
                        }
                    }
                } }
            }
            @if !view.families.is_empty() {
                div { h3 { (l.largest_families) } ol.counted {
                    @for family in view.families.iter().take(TOP).map(|&f| &data.families[f]) {
                        li {
                            a href={ "#" (anchor::family(&family.family)) } { (opening(&family.first.text)) }
                            " " b { (count(l.outlets_n, family.outlets.len())) }
                        }
                    }
                } }
            }
            @if !view.speakers.is_empty() {
                div { h3 { (l.most_quoted) } ol.counted {
                    @for speaker in view.speakers.iter().take(TOP).map(|s| &data.speakers[s.speaker]) {
                        li {
                            a href={ "#" (anchor::speaker(&speaker.speaker)) } {
                                (name(speaker.names.first().map_or("?", |name| name.text.as_str())))
                            }
                            " " b { (count(l.quotes_n, speaker.quotes)) }
                        }
                    }
                } }
            }
            @let differing: Vec<_> = differing.take(TOP).collect();
            @if !differing.is_empty() {
                div { h3 { (l.credit_differs) } ol.counted {
                    @for statement in differing {
                        li {
                            a href={ "#" (anchor::statement(&statement.statement)) } {
                                (opening(statement.versions.first().map_or("", |v| v.quote.text.as_str())))
                            }
                        }
                    }
                } }
            }
        }
    }
}

/// The first words of a text, in a line.
fn opening(text: &str) -> Markup {
    let (words, cut) = clip(text.trim(), 70);
    html! { bdi dir=(direction(words)) { (Safe(words)) @if cut { "…" } } }
}

fn left_out(view: &View<'_>) -> Markup {
    let l = view.labels;
    html! {
        @if view.data.left_out.is_empty() {
            p { (l.nothing_left_out) }
        } @else {
            table.simple {
                thead { tr { th scope="col" { (l.what) } th.num scope="col" { (l.how_many) } th scope="col" { (l.why) } } }
                tbody {
                    @for entry in &view.data.left_out {
                        tr {
                            td { (name(in_words(l, &entry.what))) }
                            td.num { (number(entry.count)) }
                            td { (name(in_words(l, &entry.why))) }
                        }
                    }
                }
            }
        }
    }
}

fn how(view: &View<'_>) -> Markup {
    let l = view.labels;
    html! {
        ul.prose {
            @for text in [l.how_words, l.how_families, l.how_first, l.how_matrix, l.how_quotes, l.how_statements] {
                li { (text) }
            }
        }
    }
}

fn settings(view: &View<'_>) -> Markup {
    let l = view.labels;
    html! {
        table.simple {
            thead { tr { th scope="col" { (l.setting) } th scope="col" { (l.value) } } }
            tbody {
                @for (setting, value) in &view.data.settings {
                    tr { th scope="row" { code { (Safe(setting)) } } td { (name(value)) } }
                }
            }
        }
    }
}
