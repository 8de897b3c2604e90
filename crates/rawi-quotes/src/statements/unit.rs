//! Quotes of equal words and one time, with their terms and the weights of those by rarity.

use ahash::AHashMap;
use rayon::prelude::*;

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
    /// That is a person.
    pub person: bool,
    /// A source stands beside the words.
    pub named: bool,
    /// The words.
    pub terms: Terms,
}

/// Quotes of equal words and one time.
///
/// Terms are numbers of the [`Vocabulary`]; what stands in one unit only can match nothing and counts in `weight` and
/// `pairs_in_all` alone.
#[derive(Debug)]
pub(super) struct Unit {
    /// The quotes, oldest first.
    pub members: Vec<usize>,
    /// Day of the oldest.
    pub day: Option<i32>,
    /// The speaker of the oldest that has one.
    pub speaker: Option<usize>,
    /// That is a person.
    pub person: bool,
    /// A source stands beside the words.
    pub named: bool,
    /// Distinct terms that other units have too, sorted.
    pub terms: Vec<u32>,
    /// Hashes of pairs of neighbouring terms that other units have too, sorted.
    pub pairs: Vec<u32>,
    /// Numbers, sorted.
    pub numbers: Vec<u64>,
    /// Sum of the weights of all terms, in thousandths.
    pub weight: u64,
    /// All pairs.
    pub pairs_in_all: usize,
    /// So few words that anybody may say them.
    pub few: bool,
    /// One of the words denies.
    pub denies: bool,
}

/// The terms that stand in more than one unit.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Units with each.
    frequency: Vec<u32>,
    /// Weight of each in thousandths.
    weight: Vec<u32>,
    /// Weight of what stands in one unit only.
    rarest: u64,
}

impl Vocabulary {
    /// How many terms it has.
    pub(super) fn len(&self) -> usize {
        self.frequency.len()
    }

    /// Units with a term.
    pub(super) fn frequency(&self, term: u32) -> u32 {
        self.frequency[term as usize]
    }

    /// Weight of a term in thousandths, ln(1 + N / df). In integers, so that sums do not depend on their
    /// order.
    pub(super) fn weight(&self, term: u32) -> u64 {
        u64::from(self.weight[term as usize])
    }

    /// Weight of a term that stands in one unit only.
    pub(super) fn rarest(&self) -> u64 {
        self.rarest
    }
}

/// Least information of a statement, in words that stand in one unit only: what is shorter, or made of the words of
/// the day alone ("the withdrawal from the agreement"), anybody may say.
const INFORMATION: f64 = 2.4;

/// Terms as they are met: a number for each, and how many drafts have it.
#[derive(Default)]
struct Met {
    numbers: AHashMap<u64, u32>,
    frequency: Vec<u32>,
    /// The last draft that had it, plus one.
    last: Vec<u32>,
}

impl Met {
    /// Counts a term of a draft.
    fn meet(&mut self, term: u64, draft: u32) -> u32 {
        let next = self.frequency.len() as u32;
        let number = *self.numbers.entry(term).or_insert(next);
        if number == next {
            self.frequency.push(0);
            self.last.push(0);
        }
        let at = number as usize;
        if self.last[at] != draft + 1 {
            self.last[at] = draft + 1;
            self.frequency[at] += 1;
        }
        number
    }
}

/// Gives all units numbers for terms and their weights.
pub(super) fn weigh(drafts: Vec<Draft>) -> (Vec<Unit>, Vocabulary) {
    let mut met = Met { numbers: AHashMap::with_capacity(drafts.len()), ..Met::default() };
    let sequences: Vec<Vec<u32>> = drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| draft.terms.sequence.iter().map(|term| met.meet(*term, at as u32)).collect())
        .collect();
    let units = drafts.len() as f64;
    let weight = |frequency: u32| ((1.0 + units / f64::from(frequency)).ln() * 1000.0).round() as u32;
    let mut vocabulary = Vocabulary { rarest: u64::from(weight(1)), ..Vocabulary::default() };
    // What stands in one draft only gets no number.
    let numbers: Vec<u32> = met
        .frequency
        .iter()
        .map(|frequency| {
            if *frequency < 2 {
                return NONE;
            }
            vocabulary.frequency.push(*frequency);
            vocabulary.weight.push(weight(*frequency));
            vocabulary.frequency.len() as u32 - 1
        })
        .collect();
    let unit = |(draft, sequence): (Draft, Vec<u32>)| {
        let number = |met: &u32| numbers[*met as usize];
        let mut pairs: Vec<u32> = sequence
            .windows(2)
            .map(|pair| neighbours(number(&pair[0]), number(&pair[1])))
            .filter(|pair| *pair != NONE)
            .collect();
        let mut terms = sequence;
        let pairs_in_all = terms.len().saturating_sub(1);
        terms.sort_unstable();
        terms.dedup();
        let in_all = terms.len();
        terms.iter_mut().for_each(|term| *term = number(term));
        terms.retain(|term| *term != NONE);
        terms.sort_unstable();
        pairs.sort_unstable();
        pairs.dedup();
        let known: u64 = terms.iter().map(|term| vocabulary.weight(*term)).sum();
        let weight = known + vocabulary.rarest * (in_all - terms.len()) as u64;
        Unit {
            members: draft.members,
            day: draft.day,
            speaker: draft.speaker,
            person: draft.person,
            named: draft.named,
            numbers: draft.terms.numbers,
            denies: draft.terms.denies,
            weight,
            pairs_in_all,
            few: in_all < FEW || (weight as f64) < INFORMATION * vocabulary.rarest as f64,
            terms,
            pairs,
        }
    };
    let weighed = drafts.into_par_iter().zip(sequences).map(unit).collect();
    (weighed, vocabulary)
}

/// No number.
const NONE: u32 = u32::MAX;

/// Two neighbouring terms as one; [`NONE`] where one of them stands in one unit only.
fn neighbours(left: u32, right: u32) -> u32 {
    if left == NONE || right == NONE {
        return NONE;
    }
    let both = (u64::from(left) << 32 | u64::from(right)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((both >> 32) as u32).min(NONE - 1)
}
