//! Lines that stand in several articles of one outlet.

use ahash::AHashMap;
use rawi_text::{Span, Watch, paragraphs};
use rayon::prelude::*;

use super::{CONTEXTS, Often, Outlets, Sighting, TASK};
use crate::order::Order;
use crate::seen::Seen;
use crate::shingle::finish;

/// The part of an outlet's articles that a short line, and that a long line must stand in.
const SHORT_SHARE: f64 = 0.003;
const LONG_SHARE: f64 = 0.03;
/// Bytes of a short line, and of the longest line that is looked at.
const SHORT: usize = 140;
const LONG: usize = 400;
/// Bytes of an article's longest line that tell it from others.
const CONTEXT: usize = 96;

/// A line that is short enough to be furniture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Hash of its bytes.
    pub(super) what: u64,
    start: u32,
    length: u32,
}

impl Line {
    pub(super) fn span(&self) -> Span {
        Span { start: self.start, end: self.start + self.length }
    }
}

/// The lines of one article that are short enough to be furniture; and what tells the article from others: its longest
/// line, or for that line itself the longest other one. (Two articles that begin alike there are one article,
/// collected twice.)
pub(super) struct Lines {
    pub(super) own: Vec<Line>,
    pub(super) context: u64,
    /// Without the longest line, which begins at that byte; none where there is no other.
    other: Option<u64>,
    longest: u32,
}

fn hash(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(0x9ae1_6a3b_2f90_404f, |hash: u64, chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        finish(hash.rotate_left(31) ^ u64::from_le_bytes(word)) ^ chunk.len() as u64
    })
}

impl Lines {
    fn of(text: &str) -> Self {
        let mut own = Vec::new();
        let (mut longest, mut second) = ((0, ""), "");
        for span in paragraphs(text) {
            let line = span.of(text);
            if line.len() > longest.1.len() {
                second = longest.1;
                longest = (span.start, line);
            } else if line.len() > second.len() {
                second = line;
            }
            if line.len() <= LONG {
                own.push(Line { what: hash(line.as_bytes()), start: span.start, length: line.len() as u32 });
            }
        }
        let context = |line: &str| hash(&line.as_bytes()[..line.len().min(CONTEXT)]);
        Self {
            own,
            context: context(longest.1),
            other: (!second.is_empty()).then(|| context(second)),
            longest: longest.0,
        }
    }
}

/// The lines of all articles.
pub(super) fn of_all(order: &Order<'_>, ranks: &[u32], watch: &dyn Watch) -> Vec<Lines> {
    let of = |&rank: &u32| {
        watch.done(1);
        Lines::of(order.article(rank).text)
    };
    ranks.par_iter().with_min_len(TASK).with_max_len(2 * TASK).map(of).collect()
}

/// Lines that are furniture, by outlet.
pub(super) struct KnownLines {
    often: AHashMap<(u32, u64), Often>,
}

impl KnownLines {
    pub(super) fn of(&self, outlet: u32, what: u64) -> Option<Often> {
        self.often.get(&(outlet, what)).copied()
    }

    pub(super) fn learn(order: &Order<'_>, outlets: &Outlets, lines: &[Lines]) -> Self {
        let ranks: Vec<u32> = (0..lines.len() as u32).collect();
        let key = |rank: u32, line: &Line| finish(line.what ^ u64::from(order.outlet(rank)));
        let all = lines.iter().map(|lines| lines.own.len()).sum();
        let seen = Seen::count(&ranks, all, |&rank, seen| {
            lines[rank as usize].own.iter().for_each(|line| seen.meet(key(rank, line)));
        });
        let mut again: Vec<Sighting> = ranks
            .par_chunks(TASK)
            .with_max_len(1)
            .flat_map_iter(|ranks| {
                ranks.iter().flat_map(|&rank| sightings(order, rank, &lines[rank as usize]))
            })
            .filter(|(key, _)| seen.has(*key))
            .map(|(_, sighting)| sighting)
            .collect();
        again.par_sort_unstable();
        let often = again
            .chunk_by(|a, b| (a.what, a.outlet) == (b.what, b.outlet))
            .filter(|of| of.len() >= CONTEXTS)
            .filter_map(|of| {
                let outlet = of[0].outlet;
                let share = if of[0].length as usize <= SHORT { SHORT_SHARE } else { LONG_SHARE };
                let least = outlets.articles[outlet as usize] as f64 * share;
                let often = Often::of(of);
                outlets.enough(outlet, often, least).then_some(((outlet, of[0].what), often))
            })
            .collect();
        Self { often }
    }
}

/// An article's lines, each with the article around it, and its key.
fn sightings<'l>(
    order: &Order<'_>,
    rank: u32,
    lines: &'l Lines,
) -> impl Iterator<Item = (u64, Sighting)> + use<'l> {
    let (outlet, day) = (order.outlet(rank), order.day(rank));
    lines.own.iter().filter_map(move |line| {
        let context = if line.start == lines.longest { lines.other? } else { lines.context };
        let sighting = Sighting { what: line.what, outlet, day, context, length: line.length };
        Some((finish(line.what ^ u64::from(outlet)), sighting))
    })
}
