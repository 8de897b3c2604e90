//! For each article, how much of it stands elsewhere, and where.

use maud::{Markup, html};

use super::anchor;
use super::labels::count;
use super::page::{Facets, headline, outlet_name, section as frame};
use super::text::{date, is_before, number, percent};
use super::view::View;
use crate::records::ReusedDocumentRecord;

/// Other articles named for one.
const SOURCES: usize = 4;

/// The table.
pub fn section(view: &View<'_>) -> Markup {
    let l = view.labels;
    let total = view.data.totals.churn.max(view.data.churn.len());
    let body = html! {
        div.scroll role="region" tabindex="0" aria-labelledby="articles-title" {
            table.simple.churn {
                thead { tr {
                    th.num scope="col" { (l.elsewhere) }
                    th scope="col" { (l.outlet) }
                    th scope="col" { (l.date) }
                    th scope="col" { (l.article) }
                    th scope="col" { (l.where_else) }
                } }
                tbody { @for &index in &view.churn { (row(view, &view.data.churn[index])) } }
            }
        }
    };
    frame(view, "articles", l.churn, (view.churn.len(), total), &html! {}, &body)
}

fn row(view: &View<'_>, record: &ReusedDocumentRecord) -> Markup {
    view.watch.done(1);
    let l = view.labels;
    let mut facets = Facets::default();
    facets.article(view, &record.doc, record.outlet.as_deref(), record.date.as_deref());
    let [outlets, languages, _, since, until] = facets.values();
    let words =
        l.of_words.replace("{n}", &number(record.reused_tokens)).replace("{m}", &number(record.tokens));
    html! {
        tr.item id=(anchor::article(&record.doc)) data-o=[outlets] data-l=[languages] data-from=[since] data-to=[until] {
            td.num {
                b { (percent(record.reused_share)) }
                svg.bar viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" {
                    rect.part width=(format!("{:.1}", record.reused_share.clamp(0.0, 1.0) * 100.0)) height="4" {}
                }
                small { (words) }
            }
            td { (outlet_name(view, record.outlet.as_deref())) }
            td { (date(record.date.as_deref())) }
            td { (headline(view, &record.doc)) }
            td {
                ul.sources {
                    @for from in record.from.iter().take(SOURCES) {
                        @let its = view.article(&from.doc).and_then(|article| article.date.as_deref());
                        li { b { (percent(from.share)) } " " (outlet_name(view, from.outlet.as_deref())) " " (headline(view, &from.doc))
                            @match is_before(its, record.date.as_deref()) {
                                Some(true) => { " " span.small { (l.earlier) } }
                                Some(false) => { " " span.small { (l.later) } }
                                None => {}
                            }
                        }
                    }
                    @if record.from.len() > SOURCES { li.small { (count(l.and_more, record.from.len() - SOURCES)) } }
                }
            }
        }
    }
}
