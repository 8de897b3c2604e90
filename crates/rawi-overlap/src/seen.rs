//! What was met more than once, in two bits a slot.
//!
//! Nine of ten shingles of a news archive stand in a single place and can never be shared. A table of two bits a slot
//! (seen, seen again) tells most of them apart before anything is stored or sorted. Two hashes in one slot keep each
//! other alive for a moment; the exact counts that follow drop them. Nothing shared is ever lost.
//!
//! The table of a large archive is larger than any cache, and a visit for each hash costs more than all else that is
//! done with it. So hashes wait until many of them go to one part of the table, as the partitions of a radix join do
//! (Manegold, Boncz & Kersten 2002, "Optimizing main-memory join on modern hardware").

use rayon::prelude::*;

/// Slots for each hash: one in six or seven of those that stand alone is taken for shared.
const SLOTS: usize = 6;

/// Which slots were met more than once. The two bits of a slot lie side by side: a hash costs one visit to memory, and
/// in a table larger than the caches that visit is all it costs.
pub(crate) struct Seen {
    table: Vec<u64>,
}

/// Words of a table whose hashes need not wait: waiting costs room and copies, and below this gains nothing.
const CACHED: usize = 1 << 22;
/// Parts of a larger one, by the first bits of the hash.
const PARTS: usize = 256;

/// Words that one task joins of two tables.
const JOINED: usize = 1 << 16;

/// Things that wait until there are many for one part of the table.
struct Waiting<T> {
    /// The room of each part, one after another.
    things: Vec<T>,
    lengths: Vec<usize>,
    room: usize,
}

impl<T: Copy + Default> Waiting<T> {
    /// As many things as the table has words; `None` where it is small and nothing need wait.
    fn new(words: usize) -> Option<Self> {
        (words > CACHED).then(|| Self::with_room(words / PARTS))
    }

    fn with_room(room: usize) -> Self {
        Self { things: vec![T::default(); room * PARTS], lengths: vec![0; PARTS], room }
    }

    /// Lets one more wait; those of its part are given to `go` when there is no room for another.
    #[inline]
    fn push(&mut self, hash: u64, thing: T, go: impl FnOnce(&[T])) {
        let part = (hash >> (64 - PARTS.trailing_zeros())) as usize;
        let length = &mut self.lengths[part];
        self.things[part * self.room + *length] = thing;
        *length += 1;
        if *length == self.room {
            *length = 0;
            go(&self.things[part * self.room..][..self.room]);
        }
    }

    /// Gives `go` all that wait still.
    fn end(&mut self, mut go: impl FnMut(&[T])) {
        for (part, length) in self.lengths.iter_mut().enumerate() {
            go(&self.things[part * self.room..][..std::mem::take(length)]);
        }
    }
}

/// What hashes are told to.
pub(crate) struct Counter<'t> {
    table: &'t mut [u64],
    waiting: Option<Waiting<u64>>,
}

impl Counter<'_> {
    #[inline]
    pub(crate) fn meet(&mut self, hash: u64) {
        if self.waiting.is_none() {
            meet(self.table, hash);
        } else {
            self.wait(hash);
        }
    }

    // Apart, so that the short way stays short where it is inlined.
    #[inline(never)]
    fn wait(&mut self, hash: u64) {
        let Some(waiting) = &mut self.waiting else { return };
        waiting.push(hash, hash, |all| all.iter().for_each(|&hash| meet(self.table, hash)));
    }

    fn end(mut self) {
        if let Some(mut waiting) = self.waiting.take() {
            waiting.end(|all| all.iter().for_each(|&hash| meet(self.table, hash)));
        }
    }
}

#[inline]
fn meet(table: &mut [u64], hash: u64) {
    let (word, once) = place(hash, table.len());
    let own = &mut table[word];
    *own |= once | (*own & once) << 1;
}

/// Looks hashes up, in an order of its own.
pub(crate) struct Looks<'s> {
    seen: &'s Seen,
    /// The two halves of a hash, and what it was told with.
    waiting: Option<Waiting<[u32; 3]>>,
}

impl Looks<'_> {
    /// Tells `found`, now or later, of a hash that may have been met more than once.
    #[inline]
    pub(crate) fn look(&mut self, hash: u64, with: u32, found: &mut impl FnMut(u32)) {
        let seen = self.seen;
        match &mut self.waiting {
            None if seen.has(hash) => found(with),
            None => {}
            Some(waiting) => {
                let thing = [(hash >> 32) as u32, hash as u32, with];
                waiting.push(hash, thing, |all| seen.tell(all, found));
            }
        }
    }

    /// Tells of those that it has not looked up yet.
    pub(crate) fn end(mut self, found: &mut impl FnMut(u32)) {
        if let Some(mut waiting) = self.waiting.take() {
            waiting.end(|all| self.seen.tell(all, found));
        }
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
                let waiting = Waiting::new(words);
                let mut counter = Counter { table: &mut table, waiting };
                for item in items {
                    each(item, &mut counter);
                }
                counter.end();
                table
            })
            .reduce_with(|mut table, other| {
                table.par_chunks_mut(JOINED).zip(other.par_chunks(JOINED)).for_each(|(table, other)| {
                    for (own, other) in table.iter_mut().zip(other) {
                        *own |= other | (*own & other & ONCE) << 1;
                    }
                });
                table
            })
            .unwrap_or_else(empty);
        Self { table }
    }

    /// For many hashes to be looked up, in any order.
    pub(crate) fn looks(&self) -> Looks<'_> {
        Looks { seen: self, waiting: Waiting::new(self.table.len()) }
    }

    fn tell(&self, all: &[[u32; 3]], found: &mut impl FnMut(u32)) {
        for &[high, low, with] in all {
            if self.has(u64::from(high) << 32 | u64::from(low)) {
                found(with);
            }
        }
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

    #[test]
    fn hashes_that_wait_are_told_and_looked_up_like_the_others() {
        let hashes: Vec<u64> = (0..9000u64).map(|n| crate::shingle::finish(n % 6000)).collect();
        let plain = Seen::count(&hashes, hashes.len(), |&hash, seen| seen.meet(hash));
        for room in [1, 7, 100] {
            let mut table = vec![0; plain.table.len()];
            let mut counter = Counter { table: &mut table, waiting: Some(Waiting::with_room(room)) };
            hashes.iter().for_each(|&hash| counter.meet(hash));
            counter.end();
            assert_eq!(table, plain.table, "room for {room}");
            let mut found = Vec::new();
            let mut looks = Looks { seen: &plain, waiting: Some(Waiting::with_room(room)) };
            for (hash, at) in hashes.iter().zip(0..) {
                looks.look(*hash, at, &mut |at| found.push(at));
            }
            looks.end(&mut |at| found.push(at));
            found.sort_unstable();
            let expected: Vec<u32> =
                hashes.iter().zip(0..).filter(|(hash, _)| plain.has(**hash)).map(|(_, at)| at).collect();
            assert_eq!(found, expected, "room for {room}");
        }
    }
}
