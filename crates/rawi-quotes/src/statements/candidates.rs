//! Which units are compared at all: those that share rare terms, in time.

use super::likeness::Likeness;
use super::unit::{Unit, Vocabulary};

/// Rarest terms by which a unit looks for others.
const PROBES: usize = 8;
/// A term that more units of the window have is no probe: it says nothing there.
const COMMON: usize = 70;
/// Probes that are taken however many units they meet: the rarest may be an address or a misprint.
const FEWEST: usize = 7;
/// Units met after which no more probes are taken: the rarest have spoken.
const MET: usize = 100;
/// Most units that one unit is compared with, those with most rare terms in common first.
const COMPARED: usize = 16;

/// A sum is rounded otherwise than a bound: what is just like enough must not fall out.
const ROUNDING: f32 = 1e-4;

/// Room for a search, used again from one to the next.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// For each unit the weight of the probes that it shares.
    weights: Vec<u32>,
    touched: Vec<u32>,
    probes: Vec<(u32, u32)>,
    /// For each term its weight, where the unit has it.
    own: Vec<u32>,
}

/// Who speaks in a unit, and whether its words are so few that this must be one speaker.
#[derive(Debug, Clone, Copy)]
struct Source {
    speaker: Option<u32>,
    few: bool,
}

/// Units by their terms, in order of time.
#[derive(Debug)]
pub(super) struct Candidates<'a> {
    /// Units of all terms, one term after the other.
    postings: Vec<u32>,
    /// Where each term's units begin; one more at the end.
    starts: Vec<usize>,
    vocabulary: &'a Vocabulary,
    units: &'a [Unit],
    /// Weight, day and source of each unit: a search touches thousands, and these lie side by side.
    weights: Vec<u32>,
    days: Vec<Option<i32>>,
    sources: Vec<Source>,
    /// Terms of all units, one unit after the other, and where those of each begin; one more at the end.
    terms: Vec<u32>,
    term_starts: Vec<usize>,
    likeness: Likeness<'a>,
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
            for term in &unit.terms {
                let place = &mut next[*term as usize];
                postings[*place] = at as u32;
                *place += 1;
            }
        }
        let weights = units.iter().map(|unit| unit.weight as u32).collect();
        let days = units.iter().map(|unit| unit.day).collect();
        let source =
            |unit: &Unit| Source { speaker: unit.speaker.map(|speaker| speaker as u32), few: unit.few };
        let sources = units.iter().map(source).collect();
        let mut terms = Vec::with_capacity(postings.len());
        let mut term_starts = vec![0];
        for unit in units {
            terms.extend_from_slice(&unit.terms);
            term_starts.push(terms.len());
        }
        let likeness = Likeness::new(vocabulary, &[]);
        Self {
            postings,
            starts,
            vocabulary,
            units,
            weights,
            days,
            sources,
            terms,
            term_starts,
            likeness,
            max_days,
        }
    }

    /// The older units (smaller number) that a unit is to be compared with, ascending.
    pub(super) fn older(&self, at: usize, least: f32, room: &mut Room) -> Vec<u32> {
        let unit = &self.units[at];
        let Room { weights, touched, probes, own: marked } = room;
        weights.resize(self.units.len(), 0);
        probes.clear();
        probes.extend(unit.terms.iter().map(|term| (self.vocabulary.frequency(*term), *term)));
        probes.sort_unstable();
        let (mut used, mut met) = (0, 0);
        // Weight of the terms that were not looked up: a candidate may share them.
        let mut rest: u64 = unit.terms.iter().map(|term| self.vocabulary.weight(*term)).sum();
        for (_, term) in probes.iter() {
            let window = self.window(*term, at);
            if window.len() > COMMON {
                continue;
            }
            let weight = self.vocabulary.weight(*term) as u32;
            rest -= u64::from(weight);
            if window.is_empty() {
                continue;
            }
            for other in window {
                let sum = &mut weights[*other as usize];
                if *sum == 0 {
                    touched.push(*other);
                }
                *sum += weight;
            }
            used += 1;
            met += window.len();
            if used == PROBES || used >= FEWEST && met >= MET {
                break;
            }
        }
        let mut found: Vec<(u32, u32)> = Vec::new();
        let source = self.sources[at];
        let same = |other: Source| source.speaker.is_some() && source.speaker == other.speaker;
        for other in touched.drain(..) {
            let weight = std::mem::take(&mut weights[other as usize]);
            let (own, shared) = (u64::from(self.weights[other as usize]), u64::from(weight) + rest);
            if !self.likeness.may_be(own, unit.weight, shared, least, true) {
                continue;
            }
            let candidate = self.sources[other as usize];
            let few = source.few || candidate.few;
            if same(candidate) || !few && self.likeness.may_be(own, unit.weight, shared, least, false) {
                found.push((weight, other));
            }
        }
        if found.len() > COMPARED {
            // The heaviest; of equals the older.
            found.select_nth_unstable_by(COMPARED, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            found.truncate(COMPARED);
        }
        if found.is_empty() {
            return Vec::new();
        }
        // What the weight of all shared terms leaves possible: of most candidates too little, and neither their order
        // nor what speaks against them needs reading.
        marked.resize(self.vocabulary.len(), 0);
        for term in &unit.terms {
            marked[*term as usize] = self.vocabulary.weight(*term) as u32;
        }
        let may_be_like = |other: u32| {
            let terms = &self.terms[self.term_starts[other as usize]..self.term_starts[other as usize + 1]];
            let shared: u64 = terms.iter().map(|term| u64::from(marked[*term as usize])).sum();
            let (own, one) = (u64::from(self.weights[other as usize]), same(self.sources[other as usize]));
            self.likeness.may_be(own, unit.weight, shared, least - ROUNDING, one)
        };
        let found = found.into_iter().map(|(_, other)| other);
        let mut older: Vec<u32> = found.filter(|other| may_be_like(*other)).collect();
        unit.terms.iter().for_each(|term| marked[*term as usize] = 0);
        older.sort_unstable();
        older
    }

    /// The units of a term that are older than a unit and not too old for it. An undated unit may meet any.
    fn window(&self, term: u32, at: usize) -> &[u32] {
        let posting = &self.postings[self.starts[term as usize]..self.starts[term as usize + 1]];
        let end = posting.partition_point(|other| (*other as usize) < at);
        let Some(day) = self.days[at] else { return &posting[..end] };
        let oldest = day - self.max_days;
        // Most terms are rare, and most of what has them is young enough.
        if posting.first().is_none_or(|first| self.days[*first as usize].is_none_or(|day| day >= oldest)) {
            return &posting[..end];
        }
        let start = posting[..end]
            .partition_point(|other| self.days[*other as usize].is_some_and(|older| older < oldest));
        &posting[start..end]
    }
}
