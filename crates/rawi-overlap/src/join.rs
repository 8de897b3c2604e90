//! The exact join: every pair of sets that is alike enough, none missed, without comparing all with all.
//!
//! Two sets of which one must hold a given part of the other share at least one of their rarest elements; so each
//! set is found through a short *prefix* of its rarest shingles (Bayardo, Ma & Srikant 2007, "Scaling up all pairs
//! similarity search"), its size bounds the sizes worth looking at, and the places of the first shared element bound
//! what can follow (Xiao, Wang, Lin & Yu 2008, "Efficient similarity joins for near duplicate detection", PPJoin).
//! What is left is counted exactly by merging. Containment works the same way: only the smaller set has a prefix.

use rawi_text::Watch;
use rayon::prelude::*;

use crate::sets::Sets;
use crate::settings::Settings;

/// Rounding of a share must not lose a pair that is exactly at the threshold.
const EPSILON: f64 = 1e-9;

/// What makes two sets alike enough.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bound {
    /// Least Jaccard similarity (0: none).
    pub(crate) jaccard: f64,
    /// Least containment of the smaller set (0: none).
    pub(crate) containment: f64,
}

impl Bound {
    pub(crate) fn of(settings: &Settings) -> Self {
        Self { jaccard: settings.jaccard(), containment: settings.min_containment.unwrap_or(0.0) }
    }

    /// Elements of the smaller set of `small` elements that the other must share, whatever its size.
    fn shared_by_smaller(self, small: u32) -> u32 {
        let jaccard = 2.0 * self.jaccard / (1.0 + self.jaccard);
        least(self.containment.max(jaccard), small)
    }

    /// The same from the larger set's side.
    fn shared_by_larger(self, large: u32) -> u32 {
        least(self.jaccard, large).max(1)
    }

    /// The smallest set that can go with one of `large` elements.
    fn least_size(self, large: u32) -> u32 {
        least(self.jaccard, large)
    }

    /// Elements that sets of these sizes must share.
    pub(crate) fn needed(self, small: u32, large: u32) -> u32 {
        let both = f64::from(small) + f64::from(large);
        let jaccard = (self.jaccard / (1.0 + self.jaccard) * both - EPSILON).ceil() as u32;
        jaccard.max(least(self.containment, small)).max(1)
    }

    /// Whether two sets are alike enough.
    pub(crate) fn holds(self, shared: u32, a: u32, b: u32) -> bool {
        let shared = f64::from(shared);
        let (a, b) = (f64::from(a), f64::from(b));
        shared > 0.0
            && shared / (a + b - shared) >= self.jaccard - 1e-12
            && shared / a.min(b) >= self.containment - 1e-12
    }
}

/// The least whole number that is at least `share` of `size`.
pub(crate) fn least(share: f64, size: u32) -> u32 {
    (share * f64::from(size) - EPSILON).ceil().max(0.0) as u32
}

/// Two distinct units and the shingles they share; `a < b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) shared: u32,
}

/// Sets that one task probes with.
const TASK: usize = 1024;

/// Sets in the order of their sizes, and where each shingle stands in the prefixes of them: made ready for the join.
pub(crate) struct Prefixes<'s> {
    sets: &'s Sets,
    bound: Bound,
    /// The sets that share anything, the smallest first; a set is named by its place in this order.
    by_size: Vec<u32>,
    /// By shingle, where its entries begin.
    starts: Vec<u32>,
    /// Place of a set, and the shingle's place among all of the set's shingles.
    entries: Vec<(u32, u32)>,
}

impl<'s> Prefixes<'s> {
    pub(crate) fn new(sets: &'s Sets, bound: Bound) -> Self {
        let with_size = |unit: u32| u64::from(sets.size[unit as usize]) << 32 | u64::from(unit);
        let mut by_size: Vec<u64> =
            (0..sets.len() as u32).filter(|&unit| !sets.of(unit).is_empty()).map(with_size).collect();
        by_size.par_sort_unstable();
        let by_size: Vec<u32> = by_size.into_iter().map(|sized| sized as u32).collect();
        let prefix = |unit: u32| {
            let size = sets.size[unit as usize];
            let length = size - bound.shared_by_smaller(size).max(1).min(size) + 1;
            let own = sets.of(unit);
            &own[..own.len().min(length.saturating_sub(sets.alone(unit)) as usize)]
        };
        let mut starts = vec![0u32; sets.distinct + 1];
        for &unit in &by_size {
            for &rank in prefix(unit) {
                starts[rank as usize + 1] += 1;
            }
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0); *starts.last().unwrap_or(&0) as usize];
        for (place, &unit) in by_size.iter().enumerate() {
            for (at, &rank) in prefix(unit).iter().enumerate() {
                let slot = &mut next[rank as usize];
                entries[*slot as usize] = (place as u32, sets.alone(unit) + at as u32);
                *slot += 1;
            }
        }
        Self { sets, bound, by_size, starts, entries }
    }

    fn of(&self, rank: u32) -> &[(u32, u32)] {
        let at = rank as usize;
        &self.entries[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The size of the set at a place.
    fn size(&self, place: u32) -> u32 {
        self.sets.size[self.by_size[place as usize] as usize]
    }

    /// Every pair of different units that is alike enough, in order. `may_meet` is asked before any work is done on a
    /// pair: what it refuses is not compared.
    pub(crate) fn join(&self, may_meet: &(impl Fn(u32, u32) -> bool + Sync), watch: &dyn Watch) -> Vec<Edge> {
        let places: Vec<u32> = (0..self.by_size.len() as u32).collect();
        watch.stage("pairs", places.len() as u64);
        let mut edges: Vec<Edge> = places
            .par_chunks(TASK)
            .with_max_len(1)
            .flat_map_iter(|places| {
                let mut edges = Vec::new();
                let mut met = Vec::new();
                for &place in places {
                    self.probe(place, may_meet, &mut met, &mut edges);
                }
                watch.done(places.len() as u64);
                edges
            })
            .collect();
        edges.par_sort_unstable();
        edges
    }

    /// Finds the sets not larger than the one at `place` (and before it) that go with it.
    fn probe(
        &self,
        place: u32,
        may_meet: &impl Fn(u32, u32) -> bool,
        met: &mut Vec<u32>,
        edges: &mut Vec<Edge>,
    ) {
        let (sets, bound) = (self.sets, self.bound);
        let unit = self.by_size[place as usize];
        let (own, size, alone) = (sets.of(unit), sets.size[unit as usize], sets.alone(unit));
        let smallest = bound.least_size(size);
        let length = size - bound.shared_by_larger(size).min(size) + 1;
        let prefix = own.len().min(length.saturating_sub(alone) as usize);
        met.clear();
        for (at, &rank) in own[..prefix].iter().enumerate() {
            let entries = self.of(rank);
            let from = entries.partition_point(|&(other, _)| self.size(other) < smallest);
            for &(other, other_at) in entries[from..].iter().take_while(|&&(other, _)| other < place) {
                let other_size = self.size(other);
                let most = (size - alone - at as u32).min(other_size - other_at);
                // True of the first element they share, or of none: a pair that fails here cannot hold.
                if most >= bound.needed(other_size, size) {
                    met.push(other);
                }
            }
        }
        met.sort_unstable();
        met.dedup();
        for &other in met.iter() {
            let other = self.by_size[other as usize];
            let other_size = sets.size[other as usize];
            if !may_meet(unit, other) {
                continue;
            }
            let shared = shared(own, sets.of(other), bound.needed(other_size, size));
            if bound.holds(shared, size, other_size) {
                edges.push(Edge { a: unit.min(other), b: unit.max(other), shared });
            }
        }
    }
}

/// Elements of both, or 0 as soon as it is sure that there are fewer than `needed`.
pub(crate) fn shared(a: &[u32], b: &[u32], needed: u32) -> u32 {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        if count + (a.len() - i).min(b.len() - j) < needed as usize {
            return 0;
        }
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Digests;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Every pair against every other.
    fn plain(units: &[Vec<u64>], bound: Bound) -> Vec<Edge> {
        let sets: Vec<BTreeSet<u64>> = units.iter().map(|unit| unit.iter().copied().collect()).collect();
        let mut edges = Vec::new();
        for a in 0..sets.len() {
            for b in a + 1..sets.len() {
                let shared = sets[a].intersection(&sets[b]).count() as u32;
                if bound.holds(shared, sets[a].len() as u32, sets[b].len() as u32) {
                    edges.push(Edge { a: a as u32, b: b as u32, shared });
                }
            }
        }
        edges
    }

    proptest! {
        #[test]
        fn nothing_is_missed_and_nothing_made_up(
            units in proptest::collection::vec(proptest::collection::vec(0u64..60, 1..30), 1..60),
            jaccard in prop_oneof![Just(0.0), 0.1f64..1.0, Just(0.5), Just(1.0)],
            containment in prop_oneof![Just(0.0), 0.2f64..1.0, Just(0.8), Just(1.0)],
        ) {
            prop_assume!(jaccard > 0.0 || containment > 0.0);
            let units: Vec<Vec<u64>> = units.into_iter()
                .map(|unit| unit.into_iter().map(crate::shingle::finish).collect())
                .collect();
            let bound = Bound { jaccard, containment };
            let sets = Sets::new(vec![Digests::from_iter(units.iter().cloned())], jaccard, &());
            prop_assert_eq!(Prefixes::new(&sets, bound).join(&|_, _| true, &()), plain(&units, bound));
        }
    }
}
