//! What was met more than once, in two bits a slot.
//!
//! Nine of ten shingles of a news archive stand in a single place and can never be shared. A table of two bits a slot
//! (seen, seen again) tells most of them apart before anything is stored or sorted. Two hashes in one slot keep each
//! other alive for a moment; the exact counts that follow drop them. Nothing shared is ever lost.

use rayon::prelude::*;

/// Slots for each hash: one in six or seven of those that stand alone is taken for shared.
const SLOTS: usize = 6;

/// Which slots were met more than once. The two bits of a slot lie side by side: a hash costs one visit to memory, and
/// in a table larger than the caches that visit is all it costs.
pub(crate) struct Seen {
    table: Vec<u64>,
}

/// What hashes are told to.
pub(crate) struct Counter<'t> {
    table: &'t mut [u64],
}

impl Counter<'_> {
    #[inline]
    pub(crate) fn meet(&mut self, hash: u64) {
        let (word, once) = place(hash, self.table.len());
        let own = &mut self.table[word];
        *own |= once | (*own & once) << 1;
    }
}

/// Slots of a word.
const WORD: u64 = 32;
/// The lower bit of each slot: seen. The upper one: seen again.
const ONCE: u64 = 0x5555_5555_5555_5555;

impl Seen {
    /// Counts the hashes that `each` tells of every item; there are about `hashes` of them.
    pub(crate) fn count<T: Sync>(
        items: &[T],
        hashes: usize,
        each: impl Fn(&T, &mut Counter<'_>) + Sync,
    ) -> Self {
        let words = (hashes * SLOTS).div_ceil(WORD as usize).max(1);
        // Written, not only asked for as zeros: a page that is read before it is written is mapped twice, and the second
        // time stops the other threads.
        #[expect(clippy::slow_vector_initialization, reason = "the quick way is slow here, see above")]
        let empty = || {
            let mut table = Vec::with_capacity(words);
            table.resize(words, 0u64);
            table
        };
        let part = items.len().div_ceil(rayon::current_num_threads()).max(1);
        let table = items
            .par_chunks(part)
            .map(|items| {
                let mut table = empty();
                for item in items {
                    each(item, &mut Counter { table: &mut table });
                }
                table
            })
            .reduce_with(|mut table, other| {
                for (own, other) in table.iter_mut().zip(other) {
                    *own |= other | (*own & other & ONCE) << 1;
                }
                table
            })
            .unwrap_or_else(empty);
        Self { table }
    }

    /// Whether the hash may have been met more than once (surely, if it was).
    #[inline]
    pub(crate) fn has(&self, hash: u64) -> bool {
        let (word, once) = place(hash, self.table.len());
        self.table[word] & once << 1 != 0
    }
}

/// The word of a hash, and the lower bit of its slot there: the upper bits of the hash as a part of the words, without
/// a division (Lemire 2019, "Fast random integer generation in an interval"), the lowest ones for the slot.
#[inline]
fn place(hash: u64, words: usize) -> (usize, u64) {
    let word = (u128::from(hash) * words as u128) >> 64;
    (word as usize, 1 << (hash % WORD * 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_again_is_never_lost() {
        let hashes: Vec<u64> = (0..4000u64).map(|n| crate::shingle::finish(n % 3000)).collect();
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            let seen = pool.install(|| Seen::count(&hashes, hashes.len(), |&hash, seen| seen.meet(hash)));
            assert!(hashes[..1000].iter().all(|&hash| seen.has(hash)));
            let kept = hashes[1000..3000].iter().filter(|&&hash| seen.has(hash)).count();
            assert!(kept < 400, "{threads} threads keep {kept} of 2000 that come once");
        }
    }
}
