//! Which units are compared at all: those that share rare terms, in time.

use super::likeness::{Likeness, ONE, Relations};
use super::unit::{Unit, Units, Vocabulary};

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
    /// Terms by which the unit looks for others: how rare, and the place in the unit.
    probes: Vec<(u64, u32)>,
    /// For each term its weight, where the unit has it.
    own: Vec<u32>,
}

/// The weight of a unit's words, who speaks, and whether its words are so few that this must be one speaker.
#[derive(Debug, Clone, Copy)]
struct Source {
    weight: u32,
    /// [`NOBODY`] where none is known.
    speaker: u32,
    few: bool,
}

/// No speaker.
const NOBODY: u32 = u32::MAX;

/// Units by their terms, in order of time.
#[derive(Debug)]
pub(super) struct Candidates<'a> {
    /// Units of all terms, one term after the other.
    postings: Vec<u32>,
    vocabulary: &'a Vocabulary,
    units: &'a Units<'a>,
    /// Weight and source of each unit: a search touches thousands, and these lie side by side.
    sources: Vec<Source>,
    /// Where the windows of each unit begin.
    starts: Vec<u32>,
    /// For each term of each unit which of its postings are older than the unit and not too old for it. An undated unit may
    /// meet any.
    windows: Vec<(u32, u32)>,
    likeness: Likeness<'a>,
}

impl<'a> Candidates<'a> {
    /// Indexes units that are sorted by time (undated ones last).
    pub(super) fn new(
        units: &'a Units<'a>,
        vocabulary: &'a Vocabulary,
        max_days: i32,
        relations: Relations<'a>,
    ) -> Self {
        let mut first = vec![0u32; vocabulary.len()];
        let mut all = 0;
        for (term, first) in first.iter_mut().enumerate() {
            *first = all;
            all += vocabulary.frequency(term as u32);
        }
        // Of each term where its window begins, and where it ends; both go on with time.
        let mut next = first.clone();
        let mut postings = vec![0u32; all as usize];
        let mut windows = Vec::with_capacity(all as usize);
        let mut starts = Vec::with_capacity(units.len());
        let days: Vec<Option<i32>> = units.iter().map(|unit| unit.day).collect();
        for (at, unit) in units.iter().enumerate() {
            let oldest = unit.day.map(|day| day - max_days);
            starts.push(windows.len() as u32);
            for term in units.terms(at) {
                let (begin, end) = (&mut first[*term as usize], &mut next[*term as usize]);
                let old = |place: u32| {
                    let day = days[postings[place as usize] as usize];
                    oldest.zip(day).is_some_and(|(oldest, day)| day < oldest)
                };
                while *begin < *end && old(*begin) {
                    *begin += 1;
                }
                windows.push((*begin, *end));
                postings[*end as usize] = at as u32;
                *end += 1;
            }
        }
        let source = |unit: &Unit<'_>| Source {
            weight: unit.weight as u32,
            speaker: unit.speaker.unwrap_or(NOBODY),
            few: unit.few,
        };
        let sources = units.iter().map(source).collect();
        let likeness = Likeness::new(vocabulary, relations, None);
        Self { postings, vocabulary, units, sources, starts, windows, likeness }
    }

    /// The older units (smaller number) that a unit is to be compared with, ascending.
    pub(super) fn older(&self, at: usize, least: f32, room: &mut Room) -> Vec<u32> {
        let unit = self.units.unit(at);
        let terms = self.units.terms(at);
        let Room { weights, touched, probes, own: marked } = room;
        weights.resize(self.units.len(), 0);
        probes.clear();
        let windows = &self.windows[self.starts[at] as usize..][..terms.len()];
        let small = |(begin, end): &(u32, u32)| (end - begin) as usize <= COMMON;
        // The rarest first; of equals the first number.
        let probe = |(place, term): (usize, &u32)| {
            let rarity = u64::from(self.vocabulary.frequency(*term)) << 32 | u64::from(*term);
            small(&windows[place]).then_some((rarity, place as u32))
        };
        probes.extend(terms.iter().enumerate().filter_map(probe));
        probes.sort_unstable();
        let (mut used, mut met) = (0, 0);
        // Weight of the terms that were not looked up: a candidate may share them.
        let mut rest: u64 = terms.iter().map(|term| self.vocabulary.weight(*term)).sum();
        for (_, place) in probes.iter() {
            let (begin, end) = windows[*place as usize];
            let window = &self.postings[begin as usize..end as usize];
            let weight = self.vocabulary.weight(terms[*place as usize]) as u32;
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
        // Asked only where it may decide: of few pairs the speakers differ and speak for one body.
        let of = |source: Source| (source.speaker != NOBODY).then_some(source.speaker);
        let speakers = |other: Source| self.likeness.speakers(of(source), of(other));
        for other in touched.drain(..) {
            let weight = std::mem::take(&mut weights[other as usize]);
            let candidate = self.sources[other as usize];
            let (own, shared) = (u64::from(candidate.weight), u64::from(weight) + rest);
            if !self.likeness.may_be(own, unit.weight, shared, least, ONE) {
                continue;
            }
            let few = source.few || candidate.few;
            if !few && self.likeness.may_be(own, unit.weight, shared, least, 0.0) {
                found.push((weight, other));
                continue;
            }
            let speakers = speakers(candidate);
            let one = speakers >= ONE;
            if one
                || !few && speakers > 0.0 && self.likeness.may_be(own, unit.weight, shared, least, speakers)
            {
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
        for term in terms {
            marked[*term as usize] = self.vocabulary.weight(*term) as u32;
        }
        let may_be_like = |other: u32| {
            let its = self.units.terms(other as usize);
            let shared: u64 = its.iter().map(|term| u64::from(marked[*term as usize])).sum();
            let candidate = self.sources[other as usize];
            let own = u64::from(candidate.weight);
            let least = least - ROUNDING;
            self.likeness.may_be(own, unit.weight, shared, least, 0.0)
                || self.likeness.may_be(own, unit.weight, shared, least, speakers(candidate))
        };
        let found = found.into_iter().map(|(_, other)| other);
        let mut older: Vec<u32> = found.filter(|other| may_be_like(*other)).collect();
        terms.iter().for_each(|term| marked[*term as usize] = 0);
        older.sort_unstable();
        older
    }
}
