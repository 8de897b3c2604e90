//! Quotes of equal words and one time, with their terms and the weights of those by rarity.

use ahash::AHashMap;

use super::words::Terms;

/// Fewer words than this anybody may say ("yes", "no comment"): they need one speaker.
pub(super) const FEW: usize = 4;

/// Quotes of equal words and one time, not yet weighed.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The quotes, oldest first.
    pub members: Vec<usize>,
    /// Day of the oldest.
    pub day: Option<i32>,
    /// The speaker of the oldest that has one.
    pub speaker: Option<usize>,
    /// The words.
    pub terms: Terms,
}

/// Quotes of equal words and one time.
///
/// Terms and pairs of neighbouring terms are numbers of the [`Vocabulary`]; what stands in one unit only can match
/// nothing and counts in `weight` and `pairs_in_all` alone.
#[derive(Debug)]
pub(super) struct Unit {
    /// The quotes, oldest first.
    pub members: Vec<usize>,
    /// Day of the oldest.
    pub day: Option<i32>,
    /// The speaker of the oldest that has one.
    pub speaker: Option<usize>,
    /// Distinct terms that other units have too, sorted.
    pub terms: Vec<u32>,
    /// Distinct pairs of neighbouring terms that other units have too, sorted.
    pub pairs: Vec<u32>,
    /// Numbers, sorted.
    pub numbers: Vec<u64>,
    /// Sum of the weights of all terms, in thousandths.
    pub weight: u64,
    /// All distinct pairs.
    pub pairs_in_all: usize,
    /// So few words that anybody may say them.
    pub few: bool,
}

/// The terms and pairs that stand in more than one unit.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Units with each.
    frequency: Vec<u32>,
    /// Weight of each in thousandths.
    weight: Vec<u64>,
    /// Weight of what stands in one unit only.
    rarest: u64,
}

impl Vocabulary {
    /// How many terms and pairs it has.
    pub(super) fn len(&self) -> usize {
        self.frequency.len()
    }

    /// Units with a term or pair.
    pub(super) fn frequency(&self, term: u32) -> u32 {
        self.frequency[term as usize]
    }

    /// Weight of a term or pair in thousandths, ln(1 + N / df). In integers, so that sums do not depend on their
    /// order.
    pub(super) fn weight(&self, term: u32) -> u64 {
        self.weight[term as usize]
    }

    /// Weight of a term that stands in one unit only.
    pub(super) fn rarest(&self) -> u64 {
        self.rarest
    }
}

/// Gives all units numbers for terms and their weights.
pub(super) fn weigh(drafts: Vec<Draft>) -> (Vec<Unit>, Vocabulary) {
    let distinct: Vec<(Vec<u64>, Vec<u64>)> =
        drafts.iter().map(|draft| features(&draft.terms.sequence)).collect();
    let mut counts: AHashMap<u64, u32> = AHashMap::new();
    for (terms, pairs) in &distinct {
        for term in terms.iter().chain(pairs) {
            *counts.entry(*term).or_default() += 1;
        }
    }
    let units = drafts.len() as f64;
    let weight = |frequency: u32| ((1.0 + units / f64::from(frequency)).ln() * 1000.0).round() as u64;
    let mut vocabulary = Vocabulary { rarest: weight(1), ..Vocabulary::default() };
    let mut numbers: AHashMap<u64, u32> = AHashMap::new();
    let mut number = |term: u64| -> Option<u32> {
        let frequency = counts[&term];
        if frequency < 2 {
            return None;
        }
        Some(*numbers.entry(term).or_insert_with(|| {
            vocabulary.frequency.push(frequency);
            vocabulary.weight.push(weight(frequency));
            (vocabulary.frequency.len() - 1) as u32
        }))
    };
    let mut weighed = Vec::with_capacity(drafts.len());
    for (draft, (terms, pairs)) in drafts.into_iter().zip(distinct) {
        let (in_all, pairs_in_all) = (terms.len(), pairs.len());
        let mut terms: Vec<u32> = terms.into_iter().filter_map(&mut number).collect();
        let mut pairs: Vec<u32> = pairs.into_iter().filter_map(&mut number).collect();
        terms.sort_unstable();
        pairs.sort_unstable();
        weighed.push(Unit {
            members: draft.members,
            day: draft.day,
            speaker: draft.speaker,
            numbers: draft.terms.numbers,
            weight: weight(1) * (in_all - terms.len()) as u64,
            pairs_in_all,
            few: in_all < FEW,
            terms,
            pairs,
        });
    }
    for unit in &mut weighed {
        unit.weight += unit.terms.iter().map(|term| vocabulary.weight(*term)).sum::<u64>();
    }
    (weighed, vocabulary)
}

/// Distinct terms, and distinct pairs of neighbours.
fn features(sequence: &[u64]) -> (Vec<u64>, Vec<u64>) {
    let neighbours = |pair: &[u64]| (pair[0].rotate_left(21) ^ pair[1]).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut terms = sequence.to_vec();
    let mut pairs: Vec<u64> = sequence.windows(2).map(neighbours).collect();
    for list in [&mut terms, &mut pairs] {
        list.sort_unstable();
        list.dedup();
    }
    (terms, pairs)
}
