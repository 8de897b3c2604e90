//! How likely two quotes report one statement, by the words they share.

use ahash::AHashMap;

use super::words::Terms;

/// Quotes of equal words and one time.
#[derive(Debug, Clone, Default)]
pub(super) struct Unit {
    /// The quotes, oldest first.
    pub members: Vec<usize>,
    /// Day of the oldest.
    pub day: Option<i32>,
    /// The speaker of the oldest that has one.
    pub speaker: Option<usize>,
    /// Distinct terms, sorted.
    pub terms: Vec<u64>,
    /// Distinct pairs of neighbouring terms, sorted.
    pub pairs: Vec<u64>,
    /// Numbers, sorted.
    pub numbers: Vec<u64>,
    /// Sum of the weights of the terms, in thousandths.
    pub weight: u64,
}

impl Unit {
    /// A unit not yet weighed.
    pub(super) fn new(terms: Terms, members: Vec<usize>, day: Option<i32>, speaker: Option<usize>) -> Self {
        let mut pairs: Vec<u64> =
            terms.sequence.windows(2).map(|pair| neighbours(pair[0], pair[1])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut distinct = terms.sequence;
        distinct.sort_unstable();
        distinct.dedup();
        Self { members, day, speaker, terms: distinct, pairs, numbers: terms.numbers, weight: 0 }
    }
}

fn neighbours(a: u64, b: u64) -> u64 {
    (a.rotate_left(21) ^ b).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Weights of terms and pairs by rarity over all units.
#[derive(Debug)]
pub(super) struct Weights {
    units: u64,
    frequency: AHashMap<u64, u32>,
}

impl Weights {
    /// Counts in how many units each term and each pair stands.
    pub(super) fn new(units: &[Unit]) -> Self {
        let mut frequency: AHashMap<u64, u32> = AHashMap::new();
        for unit in units {
            for term in unit.terms.iter().chain(&unit.pairs) {
                *frequency.entry(*term).or_default() += 1;
            }
        }
        Self { units: units.len() as u64, frequency }
    }

    /// Units with a term or pair.
    pub(super) fn frequency(&self, term: u64) -> u32 {
        self.frequency.get(&term).copied().unwrap_or(0)
    }

    /// Weight of a term in thousandths: ln(1 + N / df). In integers from here on, so that sums do not depend on
    /// their order.
    pub(super) fn of(&self, term: u64) -> u64 {
        let rarity = 1.0 + self.units as f64 / f64::from(self.frequency(term).max(1));
        (rarity.ln() * 1000.0).round() as u64
    }

    /// The unit with its weight.
    pub(super) fn weigh(&self, mut unit: Unit) -> Unit {
        unit.weight = unit.terms.iter().map(|term| self.of(*term)).sum();
        unit
    }
}

/// The comparison of two units.
#[derive(Debug)]
pub(super) struct Likeness<'a> {
    weights: &'a Weights,
    prior: u64,
}

/// Weight that a match must bring beside the share of the words, in thousandths of the weight of a word that stands
/// in one unit only: a few rare words in common say more than one.
const PRIOR: u64 = 800;

/// Fewer words than this anybody may say ("yes", "no comment"): they need one speaker.
pub(super) const FEW: usize = 4;

impl<'a> Likeness<'a> {
    /// A comparison by these weights.
    pub(super) fn new(weights: &'a Weights) -> Self {
        let rarest = ((1.0 + weights.units as f64).ln() * 1000.0).round() as u64;
        Self { weights, prior: rarest * PRIOR / 1000 }
    }

    /// 0 to 1.
    pub(super) fn of(&self, a: &Unit, b: &Unit) -> f32 {
        let few = a.terms.len().min(b.terms.len()) < FEW;
        if few && (a.speaker.is_none() || a.speaker != b.speaker) {
            return 0.0;
        }
        let shared: u64 = common(&a.terms, &b.terms).map(|term| self.weights.of(term)).sum();
        let pairs = common(&a.pairs, &b.pairs).count();
        let jaccard = ratio(shared, a.weight + b.weight - shared);
        let contained = ratio(shared, a.weight.min(b.weight) + self.prior);
        let order = ratio(pairs as u64, a.pairs.len().min(b.pairs.len()).max(3) as u64);
        let words = 0.4 * jaccard + 0.4 * contained + 0.2 * order;
        let speakers = match (a.speaker, b.speaker) {
            (Some(x), Some(y)) if x == y => 0.12,
            (Some(_), Some(_)) => -0.03,
            _ => 0.0,
        };
        let numbers = if !a.numbers.is_empty()
            && !b.numbers.is_empty()
            && common(&a.numbers, &b.numbers).next().is_none()
        {
            -0.1
        } else {
            0.0
        };
        (words + speakers + numbers).clamp(0.0, 1.0)
    }
}

fn ratio(part: u64, whole: u64) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// What two sorted lists share.
pub(super) fn common<'a>(a: &'a [u64], b: &'a [u64]) -> impl Iterator<Item = u64> + 'a {
    let mut at = 0;
    a.iter().copied().filter(move |term| {
        while at < b.len() && b[at] < *term {
            at += 1;
        }
        at < b.len() && b[at] == *term
    })
}
