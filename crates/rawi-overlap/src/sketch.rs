//! The MinHash join: signatures propose pairs, exact sets decide.
//!
//! For archives whose shingles do not fit memory: of each unit only the keys of its bands are kept, and the shingles
//! of those units that met another one are made again from the text.

use rawi_text::Watch;
use rayon::prelude::*;

use crate::bands::Banding;
use crate::join::{Bound, Edge};
use crate::shingle::shingles_into;
use crate::signature::Signer;
use crate::units::Digest;

/// Makes the band keys of a unit.
pub(crate) struct Sketch {
    signer: Signer,
    banding: Banding,
}

impl Sketch {
    pub(crate) fn new(values: u32, seed: u64, banding: Banding) -> Self {
        Self { signer: Signer::new(values.min(banding.bands * banding.rows), seed), banding }
    }
}

impl Digest for Sketch {
    fn digest(&self, tokens: &[u64], k: usize, out: &mut Vec<u64>) {
        let (mut shingles, mut values) = (Vec::new(), Vec::new());
        shingles_into(tokens, k, &mut shingles);
        self.signer.sign_into(&shingles, &mut values);
        self.banding.keys(&values, out);
    }

    fn room(&self, _: usize) -> usize {
        // Keys go by units, and are few.
        0
    }
}

/// Units of one bucket that each unit is compared with, at most: beyond, a bucket costs so much each, not its square.
const BUCKET: usize = 4096;

/// Pairs of units that agree in a band, each once, and how many were passed over in buckets too large. `may_meet` is
/// asked first.
pub(crate) fn propose(
    keys: &[&[u64]],
    banding: Banding,
    may_meet: &(impl Fn(u32, u32) -> bool + Sync),
    watch: &dyn Watch,
) -> (Vec<(u32, u32)>, u64) {
    let mut pairs = Vec::new();
    let mut over = 0;
    // One band after another: a table of one band is all that is held.
    for band in 0..banding.bands as usize {
        let mut table: Vec<(u64, u32)> =
            keys.iter().zip(0..).map(|(keys, unit)| (keys[band], unit)).collect();
        table.par_sort_unstable();
        let buckets: Vec<&[(u64, u32)]> =
            table.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1).collect();
        over += buckets
            .iter()
            .map(|bucket| bucket.len().saturating_sub(BUCKET + 1) as u64)
            .map(|more| more * (more + 1) / 2)
            .sum::<u64>();
        let found: Vec<(u32, u32)> = buckets
            .par_iter()
            .flat_map_iter(|bucket| {
                bucket.iter().enumerate().flat_map(move |(at, &(_, a))| {
                    bucket[at + 1..].iter().take(BUCKET).map(move |&(_, b)| (a, b))
                })
            })
            // A pair that met in an earlier band is known.
            .filter(|&(a, b)| {
                let (a, b) = (&keys[a as usize][..band], &keys[b as usize][..band]);
                a.iter().zip(b).all(|(a, b)| a != b)
            })
            .filter(|&(a, b)| may_meet(a, b))
            .collect();
        pairs.extend(found);
        watch.done(1);
    }
    pairs.par_sort_unstable();
    (pairs, over)
}

/// The pairs that are alike enough, by their sets; `sets` holds, sorted, the shingles of every unit in a pair.
pub(crate) fn decide(
    pairs: &[(u32, u32)],
    sets: &[Option<Box<[u64]>>],
    bound: Bound,
    watch: &dyn Watch,
) -> Vec<Edge> {
    pairs
        .par_iter()
        .filter_map(|&(a, b)| {
            watch.done(1);
            let (own, other) = (sets[a as usize].as_deref()?, sets[b as usize].as_deref()?);
            let shared = both(own, other);
            bound.holds(shared, own.len() as u32, other.len() as u32).then_some(Edge { a, b, shared })
        })
        .collect()
}

/// Elements of both.
fn both(a: &[u64], b: &[u64]) -> u32 {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        count += u32::from(a[i] == b[j]);
        let (x, y) = (a[i], b[j]);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    count
}

/// The share of all pairs that signatures are expected to have missed, judging by those found: a pair met with
/// probability p stands for 1/p pairs that there are.
pub(crate) fn expected_misses(banding: Banding, found: impl Iterator<Item = f64>) -> f64 {
    let (found, all) = found.fold((0.0, 0.0), |(found, all), similarity| {
        (found + 1.0, all + 1.0 / banding.recall(similarity).max(1e-9))
    });
    if all > 0.0 { 1.0 - found / all } else { 0.0 }
}
