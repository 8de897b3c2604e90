//! A join that grows: sets are added one by one, and each new one asks which of those added it is alike to.
//!
//! Families need no more than that: a unit is compared with the first versions, never with all the others. The prefix
//! filter is that of the [`crate::join`], for sets in any order of size.

use crate::families::Firsts;
use crate::join::{Bound, least, shared};
use crate::pairs::Near;
use crate::sets::Sets;

/// No entry.
const NONE: u32 = u32::MAX;

/// Sets that were added, by the shingles of their prefixes.
pub(crate) struct Online<'s> {
    sets: &'s Sets,
    bound: Bound,
    /// By rank of a shingle, the last entry that has it.
    last: Vec<u32>,
    entries: Vec<Entry>,
    met: Vec<u32>,
}

/// An added set with a shingle in its prefix.
struct Entry {
    unit: u32,
    /// The shingle's place among all of the set's.
    at: u32,
    /// The entry before it with the same shingle.
    before: u32,
}

impl<'s> Online<'s> {
    pub(crate) fn new(sets: &'s Sets, jaccard: f64) -> Self {
        let bound = Bound { jaccard, containment: 0.0 };
        Self { sets, bound, last: vec![NONE; sets.distinct], entries: Vec::new(), met: Vec::new() }
    }

    /// The shingles of a set by which it is found, each with its place.
    fn prefix(&self, unit: u32) -> impl Iterator<Item = (u32, u32)> + use<'s> {
        let (own, size, alone) = (self.sets.of(unit), self.sets.size[unit as usize], self.sets.alone(unit));
        let length = size + 1 - least(self.bound.jaccard, size).clamp(1, size.max(1));
        own.iter().copied().zip(alone..length)
    }
}

impl Firsts for Online<'_> {
    fn near(&mut self, own: u32) -> Vec<Near> {
        let size = self.sets.size[own as usize];
        let mut met = std::mem::take(&mut self.met);
        met.clear();
        for (rank, at) in self.prefix(own) {
            let mut next = self.last[rank as usize];
            while let Some(entry) = self.entries.get(next as usize) {
                let other = self.sets.size[entry.unit as usize];
                let (small, large) = (size.min(other), size.max(other));
                let most = (size - at).min(other - entry.at);
                if small >= least(self.bound.jaccard, large) && most >= self.bound.needed(small, large) {
                    met.push(entry.unit);
                }
                next = entry.before;
            }
        }
        met.sort_unstable();
        met.dedup();
        let near = met
            .iter()
            .filter_map(|&other| {
                let other_size = self.sets.size[other as usize];
                let needed = self.bound.needed(size.min(other_size), size.max(other_size));
                let shared = shared(self.sets.of(own), self.sets.of(other), needed);
                self.bound.holds(shared, size, other_size).then_some(Near { distinct: other, shared })
            })
            .collect();
        self.met = met;
        near
    }

    fn add(&mut self, own: u32) {
        for (rank, at) in self.prefix(own) {
            let before = std::mem::replace(&mut self.last[rank as usize], self.entries.len() as u32);
            self.entries.push(Entry { unit: own, at, before });
        }
    }
}
