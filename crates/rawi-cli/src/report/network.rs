//! The outlets as a drawn graph: who shares with whom, at a glance; the matrix beside it has the figures.
//!
//! Outlets stand on a circle in an order that puts those that share most beside each other (a greedy chain), so the
//! same data gives the same drawing, and nothing moves. A line is as wide as the words shared, in proportion; an arrow
//! on it points to the outlet that had most of them later. Names are isolated by direction marks, as SVG has no `bdi`.

use std::cmp::Reverse;
use std::f64::consts::TAU;

use maud::{Markup, html};

use super::labels::count;
use super::text::{Safe, clip, number, percent};
use super::view::View;
use crate::records::MatrixRecord;

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 600.0;
const RADII: (f64, f64) = (290.0, 235.0);
/// Widths of lines, and radii of circles.
const LINES: (f64, f64) = (0.6, 11.0);
const CIRCLES: (f64, f64) = (4.0, 17.0);
/// Lines that are drawn; the widest.
const DRAWN: usize = 120;
/// From which part of the shared words on one outlet is said to have been first.
const FIRST: f64 = 0.6;
/// Letters of a name.
const NAME: usize = 24;

/// What two outlets share.
struct Line<'a> {
    a: &'a MatrixRecord,
    b: &'a MatrixRecord,
    /// Words, of the outlet that has more of them.
    tokens: u64,
    /// Who had most of them first, and the part.
    first: Option<(&'a str, f64)>,
}

/// The graph of these outlets; nothing where none shares anything.
pub fn graph(view: &View<'_>, rows: &[&MatrixRecord]) -> Markup {
    let l = view.labels;
    let mut lines = lines(rows);
    if lines.is_empty() {
        return html! {};
    }
    let all = lines.len();
    lines.truncate(DRAWN);
    let order = order(rows, &lines);
    let place = |outlet: &str| {
        let at = order.iter().position(|row| row.outlet == outlet).unwrap_or(0);
        let angle = TAU * (at as f64 / order.len() as f64 - 0.25);
        (WIDTH / 2.0 + RADII.0 * angle.cos(), HEIGHT / 2.0 + RADII.1 * angle.sin())
    };
    let most = lines.first().map_or(1, |line| line.tokens).max(1);
    let most_words = rows.iter().map(|row| row.tokens).max().unwrap_or(1).max(1);
    html! {
        h3 { (l.network) }
        p.key { (l.network_caption)
            @if lines.len() < all { " " (l.network_drawn.replace("{n}", &number(lines.len())).replace("{m}", &number(all))) }
        }
        div.scroll role="region" tabindex="0" aria-label=(l.network) {
            svg.network viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(l.network) direction="ltr" {
                g.lines {
                    // The widest first, so that the narrow ones lie on top and can be pointed at.
                    @for line in &lines { (drawn(view, line, place(&line.a.outlet), place(&line.b.outlet), most)) }
                }
                @for row in &order {
                    @let (x, y) = place(&row.outlet);
                    @let radius = CIRCLES.0 + (CIRCLES.1 - CIRCLES.0) * (row.tokens as f64 / most_words as f64).sqrt();
                    g.node {
                        title { (isolated(&row.outlet)) ": " (count(l.words, usize::try_from(row.tokens).unwrap_or(usize::MAX))) }
                        circle cx=(tenth(x)) cy=(tenth(y)) r=(tenth(radius)) {}
                        (label(&row.outlet, (x, y), radius))
                    }
                }
            }
        }
    }
}

fn drawn(view: &View<'_>, line: &Line<'_>, a: (f64, f64), b: (f64, f64), most: u64) -> Markup {
    let l = view.labels;
    // In a dense graph the weak lines should not cover the strong ones.
    let part = line.tokens as f64 / most as f64;
    let width = LINES.0 + (LINES.1 - LINES.0) * part;
    // Bent towards the middle, so that lines between neighbours and lines across tell themselves apart.
    let middle = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let bend = 0.12;
    let control = (middle.0 + (WIDTH / 2.0 - middle.0) * bend, middle.1 + (HEIGHT / 2.0 - middle.1) * bend);
    let path = format!(
        "M{} {}Q{} {} {} {}",
        tenth(a.0),
        tenth(a.1),
        tenth(control.0),
        tenth(control.1),
        tenth(b.0),
        tenth(b.1)
    );
    html! {
        g.line {
            title {
                (isolated(&line.a.outlet)) " – " (isolated(&line.b.outlet)) ": "
                (count(l.words, usize::try_from(line.tokens).unwrap_or(usize::MAX)))
                @if let Some((first, part)) = line.first {
                    " · " (isolated(first)) ": " (l.there_first.replace("{p}", &percent(part)))
                }
            }
            path d=(path) stroke-width=(tenth(width)) stroke-opacity=(format!("{:.2}", 0.15 + 0.6 * part)) {}
            @if let Some((first, _)) = line.first {
                @let (from, to) = if first == line.a.outlet { (a, b) } else { (b, a) };
                @let (at, towards) = on_curve(from, control, to);
                (arrow(at, towards, width))
            }
        }
    }
}

/// A point of the curve, past its middle, where the lines of a dense graph do not all meet; and its direction there.
fn on_curve(from: (f64, f64), control: (f64, f64), to: (f64, f64)) -> ((f64, f64), (f64, f64)) {
    const AT: f64 = 0.62;
    let blend = |from: f64, control: f64, to: f64| {
        let at = (1.0 - AT) * (1.0 - AT) * from + 2.0 * AT * (1.0 - AT) * control + AT * AT * to;
        (at, (1.0 - AT) * (control - from) + AT * (to - control))
    };
    let ((x, dx), (y, dy)) = (blend(from.0, control.0, to.0), blend(from.1, control.1, to.1));
    ((x, y), (dx, dy))
}

/// An arrowhead at a point, in a direction.
fn arrow(at: (f64, f64), towards: (f64, f64), width: f64) -> Markup {
    let length = towards.0.hypot(towards.1).max(1.0);
    let (x, y) = (towards.0 / length, towards.1 / length);
    let (long, half) = (6.0 + width * 0.6, 3.5 + width * 0.55);
    let tip = (at.0 + x * long, at.1 + y * long);
    let base = (at.0 - x * long * 0.6, at.1 - y * long * 0.6);
    let points = format!(
        "{},{} {},{} {},{}",
        tenth(tip.0),
        tenth(tip.1),
        tenth(base.0 - y * half),
        tenth(base.1 + x * half),
        tenth(base.0 + y * half),
        tenth(base.1 - x * half)
    );
    html! { polygon points=(points) {} }
}

fn label(outlet: &str, (x, y): (f64, f64), radius: f64) -> Markup {
    let (dx, dy) = (x - WIDTH / 2.0, y - HEIGHT / 2.0);
    // Above and below the circle names stand over their outlet, else beside it.
    let upright = dx.abs() < RADII.0 * 0.2;
    // Placed by its edge, so that it may be written larger on a small screen.
    let (at, anchor, baseline) = if upright {
        let below = dy > 0.0;
        let edge = y + dy.signum() * (radius + 6.0);
        ((x, edge), "middle", if below { "text-before-edge" } else { "text-after-edge" })
    } else {
        ((x + dx.signum() * (radius + 6.0), y), if dx > 0.0 { "start" } else { "end" }, "central")
    };
    let (name, cut) = clip(outlet, NAME);
    html! {
        text x=(tenth(at.0)) y=(tenth(at.1)) text-anchor=(anchor) dominant-baseline=(baseline) {
            (isolated(name)) @if cut { "…" }
        }
    }
}

/// Pairs of outlets that share words, those that share most first.
fn lines<'a>(rows: &[&'a MatrixRecord]) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for (at, a) in rows.iter().copied().enumerate() {
        for b in rows[at + 1..].iter().copied() {
            let (of_a, of_b) = (a.shared_with.get(&b.outlet), b.shared_with.get(&a.outlet));
            let tokens = of_a.into_iter().chain(of_b).map(|shared| shared.tokens).max().unwrap_or(0);
            if tokens == 0 {
                continue;
            }
            // `later` of a row is the part that the column published first.
            let b_first = of_a.map_or(0.0, |shared| shared.later);
            let a_first = of_b.map_or(0.0, |shared| shared.later);
            let first = if a_first.max(b_first) < FIRST {
                None
            } else if a_first >= b_first {
                Some((a.outlet.as_str(), a_first))
            } else {
                Some((b.outlet.as_str(), b_first))
            };
            lines.push(Line { a, b, tokens, first });
        }
    }
    lines.sort_by_key(|line| (Reverse(line.tokens), &line.a.outlet, &line.b.outlet));
    lines
}

/// Outlets that share something, each after the one it shares most with of those that are left.
fn order<'a>(rows: &[&'a MatrixRecord], lines: &[Line<'_>]) -> Vec<&'a MatrixRecord> {
    let tie = |a: &str, b: &str| {
        let joins = |line: &&Line<'_>| {
            (line.a.outlet == a && line.b.outlet == b) || (line.a.outlet == b && line.b.outlet == a)
        };
        lines.iter().find(joins).map_or(0, |line| line.tokens)
    };
    let total = |outlet: &str| -> u64 {
        lines.iter().filter(|l| l.a.outlet == outlet || l.b.outlet == outlet).map(|line| line.tokens).sum()
    };
    let mut left: Vec<&MatrixRecord> = rows.iter().copied().filter(|row| total(&row.outlet) > 0).collect();
    let mut order: Vec<&MatrixRecord> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let rank = |row: &MatrixRecord| {
            let near = order.last().map_or(0, |last| tie(&last.outlet, &row.outlet));
            (Reverse(near), Reverse(total(&row.outlet)), row.outlet.clone())
        };
        let next = (0..left.len()).min_by_key(|&at| rank(left[at])).unwrap_or(0);
        order.push(left.remove(next));
    }
    order
}

/// A name between marks that keep its direction from what is around it.
pub fn isolated(name: &str) -> Markup {
    html! { "\u{2068}" (Safe(name)) "\u{2069}" }
}

/// A coordinate: a tenth of a unit is finer than anybody sees.
pub fn tenth(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}
