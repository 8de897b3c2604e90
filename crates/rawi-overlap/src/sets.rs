//! Sets of shingles made ready for joining: what stands in one unit only is counted and forgotten, the rest is
//! numbered from the rarest to the most frequent.
//!
//! What stands alone counts towards the size of its set, and can never be shared ([`Seen`] tells most of it apart
//! before anything is sorted). A set of which too much stands alone can be like no other and is put aside whole: of
//! nine units in ten of a news archive that is known after a part of their shingles.

use std::ops::Range;

use rawi_text::Watch;
use rayon::prelude::*;

use crate::seen::Seen;
use crate::units::Digests;

/// Parts that sorting is done in, by the first bits of the hash.
const PARTS: usize = 256;

/// Shingles that are looked up before it is asked whether the rest can still matter.
const LOOKS: usize = 16;
/// Rounding must not put a set aside that is exactly at the threshold.
const ROUNDING: f64 = 1e-6;

/// Threads that group or write sets at once, at most: each reads all hashes, and has room for a number a unit.
const SLICES: usize = 16;

/// Sets of shared shingles, as ranks: 0 is the rarest; ties go by hash, never by chance.
pub(crate) struct Sets {
    /// By unit, the size of its whole set; 1 of a set that was put aside, which is only ever compared with its equals.
    pub(crate) size: Vec<u32>,
    starts: Vec<u32>,
    ranks: Vec<u32>,
    /// Different shared shingles.
    pub(crate) distinct: usize,
}

impl Sets {
    /// The sets of units given by all their shingles, repeats included. With a least Jaccard similarity above 0, a
    /// set that can reach it with no other is put aside: nothing of it is kept.
    pub(crate) fn new(shingles: Vec<Digests>, jaccard: f64, watch: &dyn Watch) -> Self {
        let all = shingles.iter().flat_map(Digests::iter).map(<[u64]>::len).sum();
        // Every unit is counted, sifted, grouped and written.
        watch.stage("shingles", 4 * shingles.iter().map(Digests::len).sum::<usize>() as u64);
        let seen_again = Seen::count(&shingles, all, |units, seen| {
            units.iter().flatten().for_each(|&hash| seen.meet(hash));
            watch.done(units.len() as u64);
        });
        let kept = |units: Digests| {
            watch.done(units.len() as u64);
            Kept::new(&units, &seen_again, jaccard)
        };
        let kept: Vec<Kept> = shingles.into_par_iter().with_max_len(1).map(kept).collect();
        drop(seen_again);
        let size: Vec<u32> = kept.iter().flat_map(|kept| kept.size.iter().copied()).collect();
        let mut starts = vec![0u32; size.len() + 1];
        let groups = shared(kept, &mut starts[1..], watch);
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut ranks = vec![0u32; *starts.last().unwrap_or(&0) as usize];
        // Each thread goes over all groups and writes the sets that are its own: reading in order costs little beside
        // writing here and there.
        let mut rest = &mut ranks[..];
        let mut slices = Vec::new();
        for units in slices_of(&starts) {
            let (own, after) = rest.split_at_mut((starts[units.end] - starts[units.start]) as usize);
            slices.push((units, own));
            rest = after;
        }
        slices.into_par_iter().for_each(|(units, own)| {
            let count = units.len() as u64;
            groups.write(&starts[units.start..=units.end], units, own);
            watch.done(count);
        });
        Self { size, starts, ranks, distinct: groups.ranks.iter().map(Vec::len).sum() }
    }

    pub(crate) fn len(&self) -> usize {
        self.size.len()
    }

    /// The shared shingles of a unit, rarest first.
    pub(crate) fn of(&self, unit: u32) -> &[u32] {
        let at = unit as usize;
        &self.ranks[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// Shingles of the unit that stand in no other: they come first in the order of all its shingles.
    pub(crate) fn alone(&self, unit: u32) -> u32 {
        self.size[unit as usize] - self.of(unit).len() as u32
    }
}

/// What may be shared of some units: each unit's hashes sorted, none twice.
struct Kept {
    hashes: Vec<u64>,
    /// By unit, where its hashes end.
    ends: Vec<u32>,
    /// By unit, the size of its whole set.
    size: Vec<u32>,
}

impl Kept {
    fn new(units: &Digests, seen_again: &Seen, jaccard: f64) -> Self {
        let (mut hashes, mut own) = (Vec::new(), Vec::new());
        let (mut ends, mut size) = (Vec::with_capacity(units.len()), Vec::with_capacity(units.len()));
        for all in units.iter() {
            let whole = shareable(all, seen_again, jaccard, &mut own);
            hashes.extend_from_slice(&own);
            ends.push(hashes.len() as u32);
            size.push(whole.unwrap_or(1) as u32);
        }
        hashes.shrink_to_fit();
        Self { hashes, ends, size }
    }

    fn units(&self) -> impl Iterator<Item = &[u64]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(from, &to)| &self.hashes[from as usize..to as usize])
    }
}

/// What may be shared of one set, sorted, none twice, and the size of the whole set; nothing and `None` where that is
/// too little to reach the Jaccard similarity with any other.
fn shareable(all: &[u64], seen_again: &Seen, jaccard: f64, own: &mut Vec<u64>) -> Option<usize> {
    // What two sets share is at most what may be shared of one, and their union at least that one: so at most this
    // many may stand alone. (Repeats count on the hopeful side until they are taken out.)
    let most_alone = |shareable: usize| (shareable as f64 * (1.0 - jaccard) / jaccard + ROUNDING).floor();
    let hopeless = |alone: usize, shareable: usize| jaccard > 0.0 && alone as f64 > most_alone(shareable);
    own.clear();
    let mut alone = 0;
    // A shingle that comes twice in one unit was seen twice, so only what was seen again needs a look.
    for some in all.chunks(LOOKS) {
        let before = own.len();
        own.extend(some.iter().copied().filter(|&hash| seen_again.has(hash)));
        alone += some.len() - (own.len() - before);
        if hopeless(alone, all.len() - alone) {
            own.clear();
            return None;
        }
    }
    own.sort_unstable();
    own.dedup();
    if hopeless(alone, own.len()) {
        own.clear();
        return None;
    }
    Some(alone + own.len())
}

/// Shared shingles, each with the units that have it, in parts by hash.
struct Groups {
    parts: Vec<Vec<(u64, u32)>>,
    of_part: Vec<Vec<Group>>,
    /// The rank of each group of each part.
    ranks: Vec<Vec<u32>>,
}

impl Groups {
    /// The sets of some units, as ranks in their order; `starts`: where each begins, and where the last ends.
    fn write(&self, starts: &[u32], units: Range<usize>, ranks: &mut [u32]) {
        let place = |at: u32| (at - starts[0]) as usize;
        let mut next = starts.to_vec();
        // Part after part, as they lie in memory; each set is brought into its order afterwards, it is small.
        for ((part, groups), own_ranks) in self.parts.iter().zip(&self.of_part).zip(&self.ranks) {
            for (group, rank) in groups.iter().zip(own_ranks) {
                for &(_, unit) in group.of(part) {
                    if units.contains(&(unit as usize)) {
                        let slot = &mut next[unit as usize - units.start];
                        ranks[place(*slot)] = *rank;
                        *slot += 1;
                    }
                }
            }
        }
        for bounds in starts.windows(2) {
            ranks[place(bounds[0])..place(bounds[1])].sort_unstable();
        }
    }
}

/// All units in a slice for each thread, with about as many shared shingles each.
fn slices_of(starts: &[u32]) -> Vec<Range<usize>> {
    let (units, all) = (starts.len() - 1, u64::from(starts[starts.len() - 1]));
    let slices = rayon::current_num_threads().min(SLICES) as u64;
    let mut from = 0;
    let ends = (1..=slices).map(|slice| match slice {
        slice if slice == slices => units,
        slice => starts.partition_point(|&start| u64::from(start) * slices < all * slice).min(units),
    });
    ends.map(|to| std::mem::replace(&mut from, to)..to).collect()
}

/// A shared shingle: its units, in its part.
#[derive(Clone, Copy)]
struct Group {
    start: u32,
    count: u32,
}

impl Group {
    fn of(self, part: &[(u64, u32)]) -> &[(u64, u32)] {
        &part[self.start as usize..][..self.count as usize]
    }
}

/// Groups what is kept, and counts the shared shingles of each unit.
fn shared(kept: Vec<Kept>, counts: &mut [u32], watch: &dyn Watch) -> Groups {
    // Each thread goes over everything and takes the parts that are its own.
    let slices = rayon::current_num_threads().next_power_of_two().min(SLICES) as u64;
    let units = counts.len();
    let slice = |slice| {
        let made = Slice::new(&kept, slice, slices, units);
        watch.done(units as u64 / slices);
        made
    };
    let of_slices: Vec<Slice> = (0..slices).into_par_iter().map(slice).collect();
    drop(kept);
    let (mut parts, mut of_part) = (Vec::with_capacity(PARTS), Vec::with_capacity(PARTS));
    for slice in of_slices {
        for (all, own) in counts.iter_mut().zip(slice.counts) {
            *all += own;
        }
        parts.extend(slice.parts);
        of_part.extend(slice.groups);
    }
    let ranks = ranks(&of_part);
    Groups { parts, of_part, ranks }
}

/// One slice of all hashes.
struct Slice {
    /// Its parts, each sorted.
    parts: Vec<Vec<(u64, u32)>>,
    /// The groups of each part.
    groups: Vec<Vec<Group>>,
    /// By unit, its shared shingles of this slice.
    counts: Vec<u32>,
}

impl Slice {
    fn new(kept: &[Kept], slice: u64, slices: u64, units: usize) -> Self {
        let shift = 64 - PARTS.trailing_zeros();
        let own = PARTS as u64 / slices;
        let part = |hash: u64| (hash >> shift).wrapping_sub(slice * own);
        let mut sizes = vec![0usize; own as usize];
        for &hash in kept.iter().flat_map(|kept| &kept.hashes).filter(|&&hash| part(hash) < own) {
            sizes[part(hash) as usize] += 1;
        }
        let mut parts: Vec<Vec<(u64, u32)>> = sizes.iter().map(|&size| Vec::with_capacity(size)).collect();
        for (unit, hashes) in (0..).zip(kept.iter().flat_map(Kept::units)) {
            for &hash in hashes.iter().filter(|&&hash| part(hash) < own) {
                parts[part(hash) as usize].push((hash, unit));
            }
        }
        let mut counts = vec![0; units];
        let groups = parts.iter_mut().map(|part| {
            part.sort_unstable();
            let mut groups = Vec::new();
            let mut start = 0;
            for run in part.chunk_by(|a, b| a.0 == b.0) {
                if run.len() > 1 {
                    groups.push(Group { start, count: run.len() as u32 });
                    run.iter().for_each(|&(_, unit)| counts[unit as usize] += 1);
                }
                start += run.len() as u32;
            }
            groups
        });
        Self { groups: groups.collect(), parts, counts }
    }
}

/// The rank of each group of each part: by its count, and among equal counts in the order they come in, which is that
/// of the hashes.
fn ranks(of_part: &[Vec<Group>]) -> Vec<Vec<u32>> {
    /// Counts from here on are few, and compared.
    const MANY: usize = 1 << 7;
    let slot = |group: &Group| (group.count as usize).min(MANY);
    // How many groups of each count a part has; then, which rank the first of them has.
    let mut starts: Vec<[u32; MANY + 1]> = of_part
        .par_iter()
        .map(|groups| {
            let mut counts = [0; MANY + 1];
            groups.iter().for_each(|group| counts[slot(group)] += 1);
            counts
        })
        .collect();
    let mut next = 0;
    let mut first_of_many = 0;
    for slot in 0..=MANY {
        first_of_many = next;
        for part in &mut starts {
            next += std::mem::replace(&mut part[slot], next);
        }
    }
    let mut ranks: Vec<Vec<u32>> = of_part
        .par_iter()
        .zip(starts)
        .map(|(groups, mut starts)| {
            let rank = |group: &Group| {
                let next = &mut starts[slot(group)];
                *next += 1;
                *next - 1
            };
            groups.iter().map(rank).collect()
        })
        .collect();
    let mut many: Vec<(u32, usize, usize)> = Vec::new();
    for (part, groups) in of_part.iter().enumerate() {
        let own = groups.iter().enumerate().filter(|(_, group)| group.count as usize >= MANY);
        many.extend(own.map(|(at, group)| (group.count, part, at)));
    }
    many.sort_unstable();
    for (rank, (_, part, at)) in (first_of_many..).zip(many) {
        ranks[part][at] = rank;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn sets_keep_their_size_and_their_order() {
        let hash = |x: u64| crate::shingle::finish(x + 1);
        let units: Vec<Vec<u64>> =
            (0..40u64).map(|u| (0..30).map(|i| hash((u * 7 + i * i) % 97)).collect()).collect();
        let sets = Sets::new(vec![Digests::from_iter(units.iter().cloned())], 0.0, &());
        let plain: Vec<BTreeSet<u64>> = units.iter().map(|unit| unit.iter().copied().collect()).collect();
        let mut count = BTreeMap::new();
        for &hash in plain.iter().flatten() {
            *count.entry(hash).or_insert(0u32) += 1;
        }
        let mut ranked: Vec<(u32, u64)> =
            count.iter().filter(|(_, n)| **n > 1).map(|(hash, n)| (*n, *hash)).collect();
        ranked.sort_unstable();
        assert_eq!(sets.distinct, ranked.len());
        for (at, unit) in plain.iter().enumerate() {
            assert_eq!(sets.size[at] as usize, unit.len());
            let expected: Vec<u32> =
                (0..ranked.len() as u32).filter(|&rank| unit.contains(&ranked[rank as usize].1)).collect();
            assert_eq!(sets.of(at as u32), expected);
        }
    }
}
