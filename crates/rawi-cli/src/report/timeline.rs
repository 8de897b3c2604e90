//! Families of recycled text in time: when the first version appeared and where, when the others followed. Drawn, so
//! that it works without script; every row leads to its family. The words are words of the page and the strips beside
//! them (on a narrow screen: below them) have places in parts of their width, so that nothing is cut on a phone.

use maud::{Markup, html};
use rawi_archive::Date;

use super::anchor;
use super::labels::count;
use super::network::isolated;
use super::page::outlet_name;
use super::text::{Safe, clip, direction, number};
use super::view::View;
use crate::records::FamilyRecord;

/// Families that are drawn: the largest on the page.
const ROWS: usize = 30;
/// Height of a row's strip, of the bars above all rows, and of the marks below the bars, in pixels.
const ROW: f64 = 20.0;
const BARS: f64 = 54.0;
const MARKS: f64 = 18.0;
/// Dots so near each other, in parts of a hundred of the strip, are one.
const ONE: f64 = 0.8;
/// Bars of all versions by time.
const BINS: usize = 60;
const TICKS: usize = 5;
const DAY: i64 = 86_400;

/// A family and the moments of its dated versions, in order.
struct Row<'a> {
    family: &'a FamilyRecord,
    moments: Vec<(i64, &'a str, &'a str)>,
}

/// The span of time that is drawn. Places in it are parts of a hundred of the strip's width, so that the drawing is as
/// wide as the screen has room for while letters and dots keep their size.
struct Span {
    from: i64,
    to: i64,
    /// In a page from right to left time runs so too.
    mirrored: bool,
}

impl Span {
    fn place(&self, at: i64) -> f64 {
        let part = (at - self.from) as f64 / (self.to - self.from) as f64 * 100.0;
        if self.mirrored { 100.0 - part } else { part }
    }
}

fn percent(place: f64) -> String {
    format!("{place:.2}%")
}

/// The drawing; nothing where no two dates differ.
pub fn timeline(view: &View<'_>) -> Markup {
    let l = view.labels;
    let shown = view.families.iter().take(ROWS).map(|&index| &view.data.families[index]);
    let mut rows: Vec<Row<'_>> = shown.filter_map(row).collect();
    let all: Vec<i64> =
        view.data.families.iter().filter_map(row).flat_map(|row| row.moments).map(|m| m.0).collect();
    let (Some(&from), Some(&to)) = (all.iter().min(), all.iter().max()) else { return html! {} };
    if from == to || rows.is_empty() {
        return html! {};
    }
    rows.sort_by(|a, b| (a.moments[0].0, &a.family.family).cmp(&(b.moments[0].0, &b.family.family)));
    let span = Span { from, to, mirrored: l.dir == "rtl" };
    let ticks = ticks(from, to);
    let total = view.data.families.len();
    html! {
        h3 #timeline { (l.timeline) }
        p.key { (l.timeline_caption)
            @if rows.len() < total { " " (l.network_drawn.replace("{n}", &number(rows.len())).replace("{m}", &number(total))) }
        }
        div.timeline {
            div.axis aria-hidden="true" {
                svg.strip height=(BARS + MARKS) direction="ltr" {
                    (bars(view, &all, &span))
                    g.ticks { @for (at, words) in &ticks {
                        text x=(percent(span.place(*at))) y=(BARS + 13.0) text-anchor="middle" { (words) }
                    } }
                }
            }
            @for row in &rows { (drawn(view, row, &span, &ticks)) }
        }
    }
}

fn row(family: &FamilyRecord) -> Option<Row<'_>> {
    let mut moments: Vec<(i64, &str, &str)> = family
        .members
        .iter()
        .filter_map(|member| {
            let date = member.passage.date.as_deref()?;
            Some((Date::parse(date)?.seconds(), date, member.passage.outlet.as_deref().unwrap_or("")))
        })
        .collect();
    moments.sort_unstable();
    (!moments.is_empty()).then_some(Row { family, moments })
}

fn drawn(view: &View<'_>, row: &Row<'_>, span: &Span, ticks: &[(i64, String)]) -> Markup {
    let l = view.labels;
    let (first, last) = (row.moments[0].0, row.moments[row.moments.len() - 1].0);
    let (words, cut) = clip(row.family.first.text.trim(), 80);
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = format!(
        "{} · {}",
        count(l.versions_n, row.family.size),
        count(l.outlets_n, row.family.outlets.len())
    );
    // Versions that would lie on one another are one dot, as large as there are many.
    let mut dots: Vec<(f64, usize, &str, &str)> = Vec::new();
    for &(at, date, outlet) in &row.moments {
        match dots.last_mut() {
            Some(dot) if (dot.0 - span.place(at)).abs() < ONE => dot.1 += 1,
            _ => dots.push((span.place(at), 1, date, outlet)),
        }
    }
    let middle = ROW / 2.0;
    html! {
        a.row href={ "#" (anchor::family(&row.family.family)) } title=(title) {
            bdi.opens dir=(direction(words)) { (Safe(&one_line)) @if cut { "…" } }
            (outlet_name(view, row.family.first.passage.outlet.as_deref()))
            svg.strip height=(ROW) direction="ltr" aria-hidden="true" {
                g.ticks { @for (at, _) in ticks {
                    line x1=(percent(span.place(*at))) x2=(percent(span.place(*at))) y1="0" y2=(ROW) {}
                } }
                line.from-to x1=(percent(span.place(first))) x2=(percent(span.place(last))) y1=(middle) y2=(middle) {}
                // The first one last: it lies on top.
                @for (at, (dot, many, date, outlet)) in dots.iter().enumerate().rev() {
                    circle.first[at == 0] cx=(percent(*dot)) cy=(middle) r=(format!("{:.1}", (2.2 + (*many as f64).sqrt()).min(8.0))) {
                        title {
                            (Safe(date)) " · " (isolated(outlet))
                            @if *many > 1 { " · " (count(l.versions_n, *many)) }
                        }
                    }
                }
            }
        }
    }
}

/// How many versions of all families there are in each part of the time.
fn bars(view: &View<'_>, all: &[i64], span: &Span) -> Markup {
    let mut bins = [0_usize; BINS];
    for &at in all {
        let part = (at - span.from) as f64 / (span.to - span.from) as f64;
        bins[((part * BINS as f64) as usize).min(BINS - 1)] += 1;
    }
    let most = bins.iter().copied().max().unwrap_or(1).max(1);
    let wide = 100.0 / BINS as f64;
    html! {
        g.bars {
            @for (at, &many) in bins.iter().enumerate().filter(|(_, many)| **many > 0) {
                @let left = wide * if span.mirrored { BINS - 1 - at } else { at } as f64;
                @let tall = (BARS - 6.0) * many as f64 / most as f64;
                rect x=(percent(left + 0.1)) width=(percent(wide - 0.2)) y=(format!("{:.1}", BARS - tall)) height=(format!("{tall:.1}")) {
                    title { (count(view.labels.versions_n, many)) }
                }
            }
        }
    }
}

/// Where the axis is marked, and with what: days, or hours where all is within a few days.
fn ticks(from: i64, to: i64) -> Vec<(i64, String)> {
    let fine = to - from < 3 * DAY;
    let unit = if fine { 3600 } else { DAY };
    let step = ((to - from) / TICKS as i64 / unit + 1) * unit;
    let mut at = from.div_euclid(unit) * unit;
    let mut out = Vec::new();
    while at <= to {
        if at >= from {
            let (year, month, day) = civil(at.div_euclid(DAY));
            let minutes = at.rem_euclid(DAY) / 60;
            let words = if fine {
                format!("{month:02}-{day:02} {:02}:{:02}", minutes / 60, minutes % 60)
            } else {
                format!("{year:04}-{month:02}-{day:02}")
            };
            out.push((at, words));
        }
        at += step;
    }
    out
}

/// The day of the calendar, so many days after 1970-01-01 (the algorithm of Howard Hinnant, "chrono-compatible low-level
/// date algorithms").
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(17_717), (2018, 7, 5));
        assert_eq!(civil(-1), (1969, 12, 31));
        assert_eq!(civil(11_016), (2000, 2, 29));
    }

    #[test]
    fn an_axis_has_a_few_marks_within_it() {
        for span in [60, 3600, DAY, 2 * DAY, 10 * DAY, 400 * DAY, 9000 * DAY] {
            let (from, to) = (17_717 * DAY + 1234, 17_717 * DAY + 1234 + span);
            let ticks = ticks(from, to);
            assert!(ticks.len() <= TICKS + 1, "{span}: {ticks:?}");
            assert!(ticks.iter().all(|(at, _)| (from..=to).contains(at)));
        }
    }
}
