//! Which units are compared at all: those that share rare terms, or rare pairs of neighbouring terms, in time.

use ahash::AHashMap;

use super::likeness::{Unit, Weights};

/// Rarest terms and pairs by which a unit looks for others.
const PROBES: usize = 12;
/// A term that more units of the window have is no probe: it says nothing there.
const COMMON: usize = 150;
/// Most units that one unit is compared with, those with most rare terms in common first.
const COMPARED: usize = 40;

/// Units by their terms and pairs, in order of time.
#[derive(Debug)]
pub(super) struct Candidates<'a> {
    postings: AHashMap<u64, Vec<u32>>,
    weights: &'a Weights,
    max_days: i32,
}

impl<'a> Candidates<'a> {
    /// Indexes units that are sorted by time (undated ones last). What stands in one unit only finds nothing.
    pub(super) fn new(units: &[Unit], weights: &'a Weights, max_days: i32) -> Self {
        let mut postings: AHashMap<u64, Vec<u32>> = AHashMap::new();
        for (at, unit) in units.iter().enumerate() {
            for term in unit.terms.iter().chain(&unit.pairs).filter(|term| weights.frequency(**term) > 1) {
                postings.entry(*term).or_default().push(at as u32);
            }
        }
        Self { postings, weights, max_days }
    }

    /// The older units (smaller number) that a unit is to be compared with, ascending.
    pub(super) fn older(&self, units: &[Unit], at: usize) -> Vec<usize> {
        let unit = &units[at];
        let mut probes: Vec<(u32, u64)> = unit
            .terms
            .iter()
            .chain(&unit.pairs)
            .map(|term| (self.weights.frequency(*term), *term))
            .filter(|(frequency, _)| *frequency > 1)
            .collect();
        probes.sort_unstable();
        let mut hits: Vec<(u32, u64)> = Vec::new();
        let mut used = 0;
        for (_, term) in probes {
            let Some(posting) = self.postings.get(&term) else { continue };
            let window = self.window(units, posting, at);
            if window.len() > COMMON {
                continue;
            }
            let weight = self.weights.of(term);
            hits.extend(window.iter().map(|other| (*other, weight)));
            used += 1;
            if used == PROBES {
                break;
            }
        }
        hits.sort_unstable();
        let mut found: Vec<(u64, u32)> = hits
            .chunk_by(|a, b| a.0 == b.0)
            .map(|hits| (hits.iter().map(|(_, weight)| weight).sum(), hits[0].0))
            .collect();
        found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(COMPARED);
        let mut older: Vec<usize> = found.into_iter().map(|(_, other)| other as usize).collect();
        older.sort_unstable();
        older
    }

    /// The part of a posting that is older than a unit and not too old for it. An undated unit may meet any.
    fn window<'p>(&self, units: &[Unit], posting: &'p [u32], at: usize) -> &'p [u32] {
        let end = posting.partition_point(|other| (*other as usize) < at);
        let Some(day) = units[at].day else { return &posting[..end] };
        let start = posting[..end].partition_point(|other| {
            units[*other as usize].day.is_some_and(|older| older < day - self.max_days)
        });
        &posting[start..end]
    }
}
