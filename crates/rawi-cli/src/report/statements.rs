//! One statement across outlets: who is credited, every version in order of time, and how the words drift.

use maud::{Markup, html};

use super::families::changes;
use super::labels::count;
use super::page::{Facets, dated, days, here, inside, outlet_name, section as frame};
use super::quote;
use super::text::{Safe, clip, direction, name, percent};
use super::view::{Place, QUOTE, View};
use super::{anchor, diff};
use crate::records::{Agreement, Credit, Drift, StatementRecord, Version};

/// Changes of wording that are listed.
const DRIFTS: usize = 20;

/// The statements.
pub fn section(view: &View<'_>) -> Markup {
    let l = view.labels;
    let total = view.data.totals.statements.max(view.data.statements.len());
    let lead = html! { p.key { (l.diff_key) " " ins { (l.added) } " " del { (l.dropped) } } };
    let body = html! {
        @for &index in &view.statements { (statement(view, index)) }
    };
    frame(view, "statements", l.statements, (view.statements.len(), total), &lead, &body)
}

fn agreement(view: &View<'_>, agreement: Agreement) -> (&'static str, &'static str) {
    match agreement {
        Agreement::Same => ("same", view.labels.same),
        Agreement::Differs => ("differs", view.labels.differs),
        Agreement::Unattributed => ("unattributed", view.labels.unattributed),
    }
}

fn statement(view: &View<'_>, index: usize) -> Markup {
    view.watch.done(1);
    let l = view.labels;
    let record = &view.data.statements[index];
    let id = anchor::statement(&record.statement);
    let (class, words) = agreement(view, record.agreement);
    let mut facets = Facets::default();
    let mut outlets: Vec<&str> = Vec::new();
    for Version { quote, .. } in &record.versions {
        facets.article(view, &quote.doc, quote.outlet.as_deref(), quote.date.as_deref());
        facets.kind(quote::kind_id(quote.kind));
        outlets.extend(quote.outlet.as_deref());
    }
    outlets.sort_unstable();
    outlets.dedup();
    let [numbers, languages, kinds, since, until] = facets.values();
    let groups = view.wordings(index);
    let left = record.versions.len() - groups.iter().map(Vec::len).sum::<usize>();
    let text = record.versions.first().map_or("", |version| version.quote.text.as_str());
    let (opening, cut) = clip(text.trim(), 150);
    let inner = html! {
        h3 { (l.credited_to) " " (here(view, &id)) }
        dl.descriptions { @for credit in &record.speakers { (credit_row(view, record, credit)) } }
        h3 { (l.versions) }
        ol.quotes {
            @for versions in groups.iter() { li { (wording(view, record, index, versions)) } }
        }
        @if left > 0 { p.small { (count(l.more_versions, left)) } }
        @if !record.drift.is_empty() { (drift(view, &record.drift)) }
    };
    html! {
        details.item id=(id) data-o=[numbers] data-l=[languages] data-k=[kinds] data-c=(class)
            data-from=[since.as_deref()] data-to=[until.as_deref()] {
            summary {
                span.opening dir=(direction(opening)) { (Safe(opening)) @if cut { "…" } }
                span.facts {
                    span class={ "badge " (class) } { (words) } " "
                    b { (count(l.outlets_n, outlets.len())) } " · " (count(l.versions_n, record.versions.len()))
                    (dated(since.as_deref(), until.as_deref())) " · " (credited(view, record))
                }
            }
            (inside(&inner))
        }
    }
}

/// The names in the summary's line.
fn credited(view: &View<'_>, record: &StatementRecord) -> Markup {
    html! {
        @for (at, credit) in record.speakers.iter().take(3).enumerate() {
            @if at > 0 { " / " }
            @match &credit.entity { Some(entity) => (name(entity)), None => (view.labels.nobody) }
        }
        @if record.speakers.len() > 3 { " / …" }
    }
}

fn credit_row(view: &View<'_>, record: &StatementRecord, credit: &Credit) -> Markup {
    // The speaker that a version credited so belongs to.
    let speaker = credit.entity.as_ref().and_then(|entity| {
        let of_name = |&index: &usize| view.data.speakers[index].names.iter().any(|n| &n.text == entity);
        let mut speakers = record.versions.iter().filter_map(|version| view.speaker_of(&version.quote));
        speakers.clone().find(of_name).or_else(|| {
            let entity = Some(entity);
            let mut said = record.versions.iter().filter(|v| v.quote.entity.as_ref() == entity);
            said.find_map(|version| view.speaker_of(&version.quote))
                .or_else(|| (record.speakers.len() == 1).then(|| speakers.next()).flatten())
        })
    });
    html! {
        div {
            dt.sp {
                @match (&credit.entity, speaker) {
                    (Some(entity), Some(index)) =>
                        a href={ "#" (anchor::speaker(&view.data.speakers[index].speaker)) } { (name(entity)) },
                    (Some(entity), None) => (name(entity)),
                    (None, _) => em { (view.labels.nobody) },
                }
            }
            dd { @for (at, outlet) in credit.outlets.iter().enumerate() {
                @if at > 0 { " · " } (outlet_name(view, Some(outlet)))
            } }
        }
    }
}

/// A wording: its first version in full, and where else it stands, with the data of each folded.
fn wording(view: &View<'_>, record: &StatementRecord, index: usize, versions: &[usize]) -> Markup {
    /// Outlets and days that are named without opening.
    const NAMED: usize = 8;
    let l = view.labels;
    let Some((&first, copies)) = versions.split_first() else { return html! {} };
    let more = html! {
        @if !copies.is_empty() {
            details.copies {
                summary {
                    (count(l.same_as_this, copies.len()))
                    @for (at, &copy) in copies.iter().take(NAMED).enumerate() {
                        @let quote = &record.versions[copy].quote;
                        @if at > 0 { " ·" } " " (outlet_name(view, quote.outlet.as_deref()))
                        @if quote.date.is_some() { " " (days(quote.date.as_deref(), quote.date.as_deref())) }
                    }
                    @if copies.len() > NAMED { " · " (count(l.and_more, copies.len() - NAMED)) }
                }
                ul { @for &copy in copies {
                    li { (quote::data(view, &record.versions[copy].quote, Place::Statement(index, copy), &html! {})) }
                } }
            }
        }
    };
    version_item(view, record, (index, first), &record.versions[first], &more)
}

fn version_item(
    view: &View<'_>,
    record: &StatementRecord,
    (index, at): (usize, usize),
    version: &Version,
    copies: &Markup,
) -> Markup {
    let l = view.labels;
    let first = record.versions.first().map_or("", |version| version.quote.text.as_str());
    // Where all credit one, under one name, the head of the statement says so.
    let credited =
        record.speakers.len() > 1 || version.quote.description.is_some() || version.quote.entity.is_none();
    let credit = html! {
        p.small {
            @if credited {
                (l.credited_to) " "
                @match &version.quote.entity { Some(entity) => b { (name(entity)) }, None => em { (l.nobody) } }
                @if let Some(description) = &version.quote.description { ", " (name(description)) }
                @if let Some(entity) = &version.inferred_entity { " (" (inferred(l.inferred, entity)) ")" }
                @if at > 0 { " · " }
            }
            @if at > 0 { span.figure { (l.likeness.replace("{p}", &percent(version.similarity))) } }
        }
    };
    let text = version.quote.text.as_str();
    let lang = view.article(&version.quote.doc).and_then(|article| article.lang);
    // Across languages every word differs, which tells nobody anything.
    let changed = at > 0 && !diff::same_words(first, text) && direction(first) == direction(text);
    let changes = html! {
        @if changed {
            @match changes(l, first, text, lang, QUOTE) {
                Some(changes) => div.changes { (changes) },
                None => p.small { (l.other_words) },
            }
        }
        (copies)
    };
    quote::item(view, &version.quote, Place::Statement(index, at), &credit, &changes)
}

/// Whom the copies of a version credit that names nobody.
fn inferred(label: &str, entity: &str) -> Markup {
    let (before, after) = label.split_once("{e}").unwrap_or((label, ""));
    html! { (before) (name(entity)) (after) }
}

fn drift(view: &View<'_>, all: &[Drift]) -> Markup {
    let l = view.labels;
    let words = |text: &str| {
        html! {
            @if text.is_empty() { em { (l.not_there) } }
            @else { @let (text, cut) = clip(text, 200); bdi dir=(direction(text)) { (Safe(text)) @if cut { "…" } } }
        }
    };
    html! {
        h3 { (l.drift) }
        table.simple {
            thead { tr { th scope="col" { (l.first_words) } th scope="col" { (l.instead) } th scope="col" { (l.in_outlets) } } }
            tbody { @for entry in all.iter().take(DRIFTS) { tr {
                td { (words(&entry.from)) }
                td { (words(&entry.to)) }
                td { @for (at, outlet) in entry.outlets.iter().enumerate() {
                    @if at > 0 { " · " } (outlet_name(view, Some(outlet)))
                } }
            } } }
        }
        @if all.len() > DRIFTS { p.small { (count(l.and_more, all.len() - DRIFTS)) } }
    }
}
