//! Families of recycled text in time: when the first version appeared, when the others followed. Drawn, so that it works
//! without script; every row leads to its family.

use maud::{Markup, html};
use rawi_archive::Date;

use super::anchor;
use super::labels::count;
use super::network::{isolated, tenth};
use super::text::{Safe, clip, direction, number};
use super::view::View;
use crate::records::FamilyRecord;

/// Families that are drawn: the largest on the page.
const ROWS: usize = 30;
const WIDTH: f64 = 960.0;
/// Room for the words of a family.
const WORDS: f64 = 300.0;
const MARGIN: f64 = 14.0;
const ROW: f64 = 20.0;
const BARS: f64 = 54.0;
const TOP: f64 = BARS + 26.0;
/// Bars of all versions by time.
const BINS: usize = 60;
const TICKS: usize = 5;
const DAY: i64 = 86_400;

/// A family and the moments of its dated versions, in order.
struct Row<'a> {
    family: &'a FamilyRecord,
    moments: Vec<(i64, &'a str, &'a str)>,
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
    // In a page from right to left time runs so too.
    let mirrored = l.dir == "rtl";
    let turned = |x: f64| if mirrored { WIDTH - x } else { x };
    let x = |at: i64| {
        let part = (at - from) as f64 / (to - from) as f64;
        turned(WORDS + MARGIN + (WIDTH - WORDS - 2.0 * MARGIN) * part)
    };
    let height = TOP + ROW * rows.len() as f64 + 8.0;
    let total = view.data.families.len();
    html! {
        h3 #timeline { (l.timeline) }
        p.key { (l.timeline_caption)
            @if rows.len() < total { " " (l.network_drawn.replace("{n}", &number(rows.len())).replace("{m}", &number(total))) }
        }
        div.scroll role="region" tabindex="0" aria-label=(l.timeline) {
            svg.timeline viewBox={ "0 0 " (WIDTH) " " (tenth(height)) } role="group" aria-label=(l.timeline) direction="ltr" {
                (bars(view, &all, (from, to), &x))
                g.ticks {
                    @for (at, words) in ticks(from, to) {
                        line x1=(tenth(x(at))) x2=(tenth(x(at))) y1=(tenth(BARS)) y2=(tenth(height)) {}
                        text x=(tenth(x(at))) y=(tenth(BARS + 14.0)) text-anchor="middle" { (words) }
                    }
                }
                @for (at, row) in rows.iter().enumerate() {
                    (drawn(view, row, TOP + ROW * (at as f64 + 0.5), &x, turned(WORDS), mirrored))
                }
            }
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

fn drawn(
    view: &View<'_>,
    row: &Row<'_>,
    y: f64,
    x: &dyn Fn(i64) -> f64,
    words_at: f64,
    mirrored: bool,
) -> Markup {
    let l = view.labels;
    let (first, last) = (row.moments[0].0, row.moments[row.moments.len() - 1].0);
    let (words, cut) = clip(row.family.first.text.trim(), 42);
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    // Versions that would lie on one another are one dot, as large as there are many.
    let mut dots: Vec<(f64, usize, &str, &str)> = Vec::new();
    for &(at, date, outlet) in &row.moments {
        match dots.last_mut() {
            Some(dot) if (dot.0 - x(at)).abs() < 3.0 => dot.1 += 1,
            _ => dots.push((x(at), 1, date, outlet)),
        }
    }
    html! {
        a href={ "#" (anchor::family(&row.family.family)) } {
            title {
                (isolated(&one_line)) @if cut { "…" } ": "
                (count(l.versions_n, row.family.size)) " · " (count(l.outlets_n, row.family.outlets.len()))
            }
            text.words x=(tenth(words_at)) y=(tenth(y + 4.0)) text-anchor=(if mirrored { "start" } else { "end" }) {
                @if direction(words) == "rtl" { "\u{2067}" } @else { "\u{2066}" }
                (Safe(&one_line)) @if cut { "…" } "\u{2069}"
            }
            line x1=(tenth(x(first))) x2=(tenth(x(last))) y1=(tenth(y)) y2=(tenth(y)) {}
            @for (at, (dot, many, date, outlet)) in dots.iter().enumerate() {
                circle.first[at == 0] cx=(tenth(*dot)) cy=(tenth(y)) r=(tenth((2.2 + (*many as f64).sqrt()).min(8.0))) {
                    title {
                        (Safe(date)) " · " (isolated(outlet))
                        @if *many > 1 { " · " (count(l.versions_n, *many)) }
                    }
                }
            }
        }
    }
}

/// How many versions of all families there are in each part of the time.
fn bars(view: &View<'_>, all: &[i64], (from, to): (i64, i64), x: &dyn Fn(i64) -> f64) -> Markup {
    let mut bins = [0_usize; BINS];
    let bin = |at: i64| ((at - from) as f64 / (to - from) as f64 * BINS as f64) as usize;
    for &at in all {
        bins[bin(at).min(BINS - 1)] += 1;
    }
    let most = bins.iter().copied().max().unwrap_or(1).max(1);
    let edge = |at: usize| x(from + ((to - from) as f64 * at as f64 / BINS as f64) as i64);
    html! {
        g.bars {
            @for (at, &many) in bins.iter().enumerate().filter(|(_, many)| **many > 0) {
                @let (left, right) = (edge(at).min(edge(at + 1)), edge(at).max(edge(at + 1)));
                @let tall = (BARS - 6.0) * many as f64 / most as f64;
                rect x=(tenth(left + 0.5)) width=(tenth((right - left - 1.0).max(1.0)))
                    y=(tenth(BARS - tall)) height=(tenth(tall)) { title { (count(view.labels.versions_n, many)) } }
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
