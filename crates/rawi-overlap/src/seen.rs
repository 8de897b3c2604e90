//! What was met more than once, in two bits a slot.
//!
//! Nine of ten shingles of a news archive stand in a single place and can never be shared. A table of two bits a slot
//! (seen, seen again) tells most of them apart before anything is stored or sorted. Two hashes in one slot keep each
//! other alive for a moment; the exact counts that follow drop them. Nothing shared is ever lost.

use rayon::prelude::*;

/// Slots for each hash: one in eight of those that stand alone is taken for shared.
const SLOTS: usize = 8;

/// Which slots were met more than once.
pub(crate) struct Seen {
    again: Vec<u64>,
    mask: u64,
}

impl Seen {
    /// Counts the hashes that `each` tells of every item; there are about `hashes` of them.
    pub(crate) fn count<T: Sync>(
        items: &[T],
        hashes: usize,
        each: impl Fn(&T, &mut dyn FnMut(u64)) + Sync,
    ) -> Self {
        let slots = (hashes.max(8) * SLOTS).next_power_of_two();
        let mask = slots as u64 - 1;
        let table = || vec![0u64; slots / 64];
        let part = items.len().div_ceil(rayon::current_num_threads()).max(1);
        let (_, again) = items
            .par_chunks(part)
            .map(|items| {
                let (mut once, mut again) = (table(), table());
                for item in items {
                    each(item, &mut |hash| {
                        let slot = hash & mask;
                        let (word, bit) = ((slot / 64) as usize, 1 << (slot % 64));
                        again[word] |= once[word] & bit;
                        once[word] |= bit;
                    });
                }
                (once, again)
            })
            .reduce_with(|(mut once, mut again), (other_once, other_again)| {
                for i in 0..once.len() {
                    again[i] |= other_again[i] | (once[i] & other_once[i]);
                    once[i] |= other_once[i];
                }
                (once, again)
            })
            .unwrap_or_else(|| (table(), table()));
        Self { again, mask }
    }

    /// Whether the hash may have been met more than once (surely, if it was).
    #[inline]
    pub(crate) fn has(&self, hash: u64) -> bool {
        let slot = hash & self.mask;
        self.again[(slot / 64) as usize] >> (slot % 64) & 1 == 1
    }
}
