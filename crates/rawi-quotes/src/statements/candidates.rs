//! Which units are compared at all: those that share rare terms, or rare pairs of neighbouring terms, in time.

use super::unit::{Unit, Vocabulary};

/// Rarest terms and pairs by which a unit looks for others.
const PROBES: usize = 12;
/// A term that more units of the window have is no probe: it says nothing there.
const COMMON: usize = 150;
/// Most units that one unit is compared with, those with most rare terms in common first.
const COMPARED: usize = 40;

/// Units by their terms and pairs, in order of time.
#[derive(Debug)]
pub(super) struct Candidates<'a> {
    /// Units of all terms, one term after the other.
    postings: Vec<u32>,
    /// Where each term's units begin; one more at the end.
    starts: Vec<usize>,
    vocabulary: &'a Vocabulary,
    units: &'a [Unit],
    max_days: i32,
}

impl<'a> Candidates<'a> {
    /// Indexes units that are sorted by time (undated ones last).
    pub(super) fn new(units: &'a [Unit], vocabulary: &'a Vocabulary, max_days: i32) -> Self {
        let mut starts = vec![0usize; vocabulary.len() + 1];
        for term in 0..vocabulary.len() {
            starts[term + 1] = starts[term] + vocabulary.frequency(term as u32) as usize;
        }
        let mut next = starts.clone();
        let mut postings = vec![0u32; *starts.last().unwrap_or(&0)];
        for (at, unit) in units.iter().enumerate() {
            for term in unit.terms.iter().chain(&unit.pairs) {
                let place = &mut next[*term as usize];
                postings[*place] = at as u32;
                *place += 1;
            }
        }
        Self { postings, starts, vocabulary, units, max_days }
    }

    /// The older units (smaller number) that a unit is to be compared with, ascending.
    pub(super) fn older(&self, at: usize) -> Vec<usize> {
        let unit = &self.units[at];
        let features = unit.terms.iter().chain(&unit.pairs);
        let mut probes: Vec<(u32, u32)> =
            features.map(|term| (self.vocabulary.frequency(*term), *term)).collect();
        probes.sort_unstable();
        let mut hits: Vec<(u32, u64)> = Vec::new();
        let mut used = 0;
        for (_, term) in probes {
            let window = self.window(term, at);
            if window.len() > COMMON {
                continue;
            }
            let weight = self.vocabulary.weight(term);
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

    /// The units of a term that are older than a unit and not too old for it. An undated unit may meet any.
    fn window(&self, term: u32, at: usize) -> &[u32] {
        let posting = &self.postings[self.starts[term as usize]..self.starts[term as usize + 1]];
        let end = posting.partition_point(|other| (*other as usize) < at);
        let Some(day) = self.units[at].day else { return &posting[..end] };
        let oldest = day - self.max_days;
        let start = posting[..end]
            .partition_point(|other| self.units[*other as usize].day.is_some_and(|older| older < oldest));
        &posting[start..end]
    }
}
