//! Who said what: each speaker with the spellings of the name, how outlets describe him, and what he said where.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::anchor;
use super::labels::count;
use super::page::{Facets, dated, here, inside, outlet_name, section as frame};
use super::quote;
use super::text::{name, number};
use super::view::{Place, ShownSpeaker, View};
use crate::records::{DescriptionCount, SpeakerRecord};

/// Spellings, descriptions of one outlet, and outlets that are listed.
const LISTED: usize = 12;

/// The speakers.
pub fn section(view: &View<'_>) -> Markup {
    let total = view.data.totals.speakers.max(view.data.speakers.len());
    let body = html! { @for shown in &view.speakers { (speaker(view, shown)) } };
    frame(view, "speakers", view.labels.speakers, (view.speakers.len(), total), &quote::key(view), &body)
}

/// The name a speaker is shown under: the most frequent spelling.
pub fn main_name(speaker: &SpeakerRecord) -> &str {
    speaker.names.first().map_or("?", |name| name.text.as_str())
}

fn speaker(view: &View<'_>, shown: &ShownSpeaker) -> Markup {
    view.watch.done(1);
    let l = view.labels;
    let record = &view.data.speakers[shown.speaker];
    let id = anchor::speaker(&record.speaker);
    let kinds = [(record.direct, l.direct), (record.mixed, l.mixed), (record.indirect, l.indirect)];
    let inner = html! {
        div.profile {
            div { h3 { (l.spellings) " " (here(view, &id)) }
                ul.inline.sp { @for spelling in record.names.iter().take(LISTED) {
                    li { (name(&spelling.text)) " " span.n { (number(spelling.count)) } }
                } }
                @if record.names.len() > LISTED { p.small { (count(l.and_more, record.names.len() - LISTED)) } }
            }
            div { h3 { (l.by_outlet) }
                ul.inline { @for (outlet, n) in by_number(&record.outlets).take(LISTED) {
                    li { (outlet_name(view, Some(outlet))) " " span.n { (number(*n)) } }
                } }
                @if record.outlets.len() > LISTED { p.small { (count(l.and_more, record.outlets.len() - LISTED)) } }
            }
            @if !record.descriptions.is_empty() {
                div.wide { h3 { (l.descriptions) } (descriptions(view, &record.descriptions)) }
            }
        }
        h3 { @if shown.quotes.len() < shown.of {
            (l.quotes_shown.replace("{n}", &number(shown.quotes.len())).replace("{m}", &number(shown.of)))
        } @else { (l.quotes) } }
        ol.quotes {
            @for &index in &shown.quotes { (said(view, shown.speaker, index)) }
        }
    };
    html! {
        details.item id=(id) {
            summary {
                span.opening.sp { b { (name(main_name(record))) }
                    @for other in record.names.iter().skip(1).take(2) { " · " (name(&other.text)) }
                }
                span.facts {
                    b { (count(l.quotes_n, record.quotes)) } " · " (count(l.outlets_n, record.outlets.len()))
                    @for (n, kind) in kinds { @if n > 0 { " · " (kind) " " (number(n)) } }
                    (dated(record.first.as_deref(), record.last.as_deref()))
                    @if let Some(of) = record.r#type { " · " (quote::entity_type(view, of)) }
                }
            }
            (inside(&inner))
        }
    }
}

fn said(view: &View<'_>, speaker: usize, index: usize) -> Markup {
    let record = &view.data.quotes[index];
    let mut facets = Facets::default();
    facets.article(view, &record.doc, record.outlet.as_deref(), record.date.as_deref());
    facets.kind(quote::kind_id(record.kind));
    let [outlets, languages, kinds, since, until] = facets.values();
    html! {
        li.sub data-o=[outlets] data-l=[languages] data-k=[kinds] data-from=[since] data-to=[until] {
            (quote::item(view, record, Place::Speaker(speaker, index), &html! {}, &html! {}))
        }
    }
}

/// Outlets by number of quotes, the largest first.
fn by_number(outlets: &BTreeMap<String, usize>) -> impl Iterator<Item = (&String, &usize)> {
    let mut order: Vec<_> = outlets.iter().collect();
    order.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    order.into_iter()
}

fn descriptions(view: &View<'_>, all: &[DescriptionCount]) -> Markup {
    let mut by_outlet: BTreeMap<Option<&str>, Vec<&DescriptionCount>> = BTreeMap::new();
    for description in all {
        by_outlet.entry(description.outlet.as_deref()).or_default().push(description);
    }
    let more = by_outlet.len().saturating_sub(LISTED);
    html! {
        dl.descriptions.by-outlet {
            @for (outlet, descriptions) in by_outlet.iter().take(LISTED) {
                div { dt { (outlet_name(view, *outlet)) } dd {
                    @for description in descriptions.iter().take(LISTED) {
                        span.one { (name(&description.text)) " " span.n { (number(description.count)) } }
                    }
                } }
            }
        }
        @if more > 0 { p.small { (count(view.labels.and_more, more)) } }
    }
}
