//! Bands: signatures cut into pieces, so that alike ones meet in at least one of them.
//!
//! Two units whose sets have similarity *s* agree in a whole band of *r* values with probability *s^r*, and in at
//! least one of *b* bands with `1 - (1 - s^r)^b` (Leskovec, Rajaraman & Ullman, "Mining of massive datasets", 3.4).
//! From the threshold and the recall wanted at it the widest bands follow that keep it: wide bands bring few pairs
//! together that are not alike.

use ahash::AHashMap;

use crate::error::Error;
use crate::settings::Bands;
use crate::shingle::finish;
use crate::signature::Signature;

/// How signatures are cut: `bands` pieces of `rows` values.
///
/// ```
/// use rawi_overlap::Banding;
/// let banding = Banding::for_recall(0.5, 0.99, 128);
/// assert_eq!((banding.bands, banding.rows), (42, 3));
/// assert!(banding.recall(0.5) >= 0.99 && banding.recall(0.1) < 0.05);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Banding {
    /// Bands.
    pub bands: u32,
    /// Values in a band.
    pub rows: u32,
}

impl Banding {
    /// The widest bands with which a pair at `threshold` still meets with probability `recall`; of signatures too
    /// short for that, as many bands as there are values.
    #[must_use]
    pub fn for_recall(threshold: f64, recall: f64, values: u32) -> Self {
        let values = values.max(1);
        (1..=values)
            .rev()
            .map(|rows| Self { bands: values / rows, rows })
            .find(|banding| banding.recall(threshold) >= recall)
            .unwrap_or(Self { bands: values, rows: 1 })
    }

    /// What the settings ask for.
    pub(crate) fn of(bands: Bands, threshold: f64, recall: f64, values: u32) -> Self {
        match bands {
            Bands::Auto => Self::for_recall(threshold, recall, values),
            Bands::Fixed { bands, rows } => Self { bands, rows },
        }
    }

    /// The probability that two signatures meet whose sets have this similarity.
    #[must_use]
    pub fn recall(self, similarity: f64) -> f64 {
        1.0 - (1.0 - similarity.powf(f64::from(self.rows))).powf(f64::from(self.bands))
    }

    /// Appends the key of each band of a signature's values.
    pub(crate) fn keys(self, values: &[u64], keys: &mut Vec<u64>) {
        keys.extend(values.chunks_exact(self.rows as usize).take(self.bands as usize).zip(1u64..).map(
            |(band, number)| {
                band.iter().fold(finish(number), |key, &value| finish(key.rotate_left(29) ^ value))
            },
        ));
    }
}

/// An index of signatures that grows: what was inserted is found again by anything that agrees with it in a band.
/// What it proposes is to be verified.
///
/// ```
/// use rawi_overlap::{Banding, Index, Signer, shingles};
/// let signer = Signer::new(128, 1);
/// let mut index = Index::new(Banding::for_recall(0.5, 0.99, 128));
/// let wire = "The crossing stays closed until the roads beyond it are safe again, the ministry said";
/// index.insert(7, &signer.sign(shingles(wire, 3)))?;
/// assert_eq!(index.query(&signer.sign(shingles(&wire.replace("safe", "clear"), 3)))?, [7]);
/// # Ok::<(), rawi_overlap::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Index {
    banding: Banding,
    /// Seed and number of values of the signatures in it, known from the first one on.
    kind: Option<(u64, usize)>,
    /// By band key, which tells the band too, the ids with it.
    buckets: AHashMap<u64, Vec<u64>>,
    len: usize,
}

impl Index {
    /// An empty index.
    #[must_use]
    pub fn new(banding: Banding) -> Self {
        Self { banding, kind: None, buckets: AHashMap::new(), len: 0 }
    }

    /// Signatures in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    fn keys(&self, signature: &Signature) -> Result<Vec<u64>, Error> {
        let (seed, values) = self.kind.unwrap_or((signature.seed(), signature.values().len()));
        if seed != signature.seed() {
            return Err(Error::Mismatch { what: "seed", left: seed, right: signature.seed() });
        }
        if values != signature.values().len() {
            let (left, right) = (values as u64, signature.values().len() as u64);
            return Err(Error::Mismatch { what: "number of values", left, right });
        }
        let (bands, rows) = (self.banding.bands, self.banding.rows);
        if u64::from(bands) * u64::from(rows) > values as u64 {
            return Err(Error::BandsBeyondSignature { bands, rows, permutations: values as u32 });
        }
        let mut keys = Vec::with_capacity(bands as usize);
        self.banding.keys(signature.values(), &mut keys);
        Ok(keys)
    }

    /// Adds a signature under an id.
    ///
    /// # Errors
    /// A signature of another kind than those before it, or too short for the bands.
    pub fn insert(&mut self, id: u64, signature: &Signature) -> Result<(), Error> {
        for key in self.keys(signature)? {
            self.buckets.entry(key).or_default().push(id);
        }
        self.kind = Some((signature.seed(), signature.values().len()));
        self.len += 1;
        Ok(())
    }

    /// The ids of all signatures that agree with this one in at least one band, in order.
    ///
    /// # Errors
    /// As [`Index::insert`].
    pub fn query(&self, signature: &Signature) -> Result<Vec<u64>, Error> {
        let mut found: Vec<u64> =
            self.keys(signature)?.iter().filter_map(|key| self.buckets.get(key)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signature::Signer;

    #[test]
    fn recall_is_what_was_asked_for() {
        for (threshold, recall, values) in
            [(0.5, 0.99, 128), (0.7, 0.99, 128), (0.8, 0.999, 256), (0.3, 0.95, 64)]
        {
            let banding = Banding::for_recall(threshold, recall, values);
            assert!(banding.recall(threshold) >= recall, "{threshold} {values}: {banding:?}");
            let wider = Banding { rows: banding.rows + 1, bands: values / (banding.rows + 1) };
            assert!(wider.recall(threshold) < recall, "{threshold} {values}: {wider:?} would do");
        }
    }

    #[test]
    fn short_sets_meet_as_often_as_computed() {
        // 12 elements, 8 of them shared: a Jaccard similarity of one half.
        let banding = Banding::for_recall(0.5, 0.99, 128);
        let met = (0..400u64)
            .filter(|&seed| {
                let signer = Signer::new(128, seed);
                let set = |from: u64| (from..from + 12).map(|x| finish(x + 1));
                let mut index = Index::new(banding);
                index.insert(1, &signer.sign(set(0))).expect("first");
                !index.query(&signer.sign(set(4))).expect("one kind").is_empty()
            })
            .count();
        assert!(met >= 396, "{met} of 400");
    }
}
