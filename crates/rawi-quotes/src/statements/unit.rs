//! Quotes of equal words and one time, with their terms and the weights of those by rarity.

use std::ops::Range;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::words::Spoken;

/// Fewer words than this anybody may say ("yes", "no comment"): they need one speaker.
pub(super) const FEW: usize = 4;

/// Words of a quote that are its beginning, if a third of it are no more.
const BEGINNING: usize = 3;

/// Quotes of equal words and one time, not yet weighed.
#[derive(Debug)]
pub(super) struct Draft {
    /// The quotes, oldest first: places in the list of all.
    pub members: Range<u32>,
    /// The oldest quote.
    pub first: u32,
    /// Day of the oldest.
    pub day: Option<i32>,
    /// Day on which it was said, where one of them names it.
    pub said_on: Option<i32>,
    /// The speaker of the oldest that has one.
    pub speaker: Option<u32>,
    /// That is a person.
    pub person: bool,
    /// A source stands beside the words.
    pub named: bool,
}

/// Quotes of equal words and one time.
///
/// Terms are numbers of the [`Vocabulary`]; what stands in one unit only can match nothing and counts in `weight` and
/// `pairs_in_all` alone.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    /// The quotes, oldest first: places in the list of all.
    pub members: Range<u32>,
    /// Day of the oldest.
    pub day: Option<i32>,
    /// Day on which it was said, where one of them names it.
    pub said_on: Option<i32>,
    /// The speaker of the oldest that has one.
    pub speaker: Option<u32>,
    /// That is a person.
    pub person: bool,
    /// A source stands beside the words.
    pub named: bool,
    /// Its distinct terms that other units have too: places in the list of all.
    terms: Range<u32>,
    /// All of its words, in the order of the text, as they were read.
    sequence: &'a [u32],
    /// Hashes of pairs of neighbouring terms that other units have too, sorted: made when they are asked for.
    pairs: OnceLock<Box<[u32]>>,
    /// Numbers, sorted.
    pub numbers: &'a [u32],
    /// Sum of the weights of all terms, in thousandths.
    pub weight: u64,
    /// All pairs.
    pub pairs_in_all: usize,
    /// So few words that anybody may say them.
    pub few: bool,
    /// One of the words denies.
    pub denies: bool,
    /// Which days of the week are named, a bit for each.
    pub weekdays: u8,
}

/// All units, oldest first, with their terms.
#[derive(Debug, Default)]
pub(super) struct Units<'a> {
    units: Vec<Unit<'a>>,
    /// Terms of one unit after the other, of each sorted.
    terms: Vec<u32>,
    /// The quotes of all units.
    members: Vec<u32>,
    /// For each term as it was read its number in the vocabulary.
    numbers: Vec<u32>,
}

impl<'a> Units<'a> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    /// A unit.
    pub(super) fn unit(&self, at: usize) -> &Unit<'a> {
        &self.units[at]
    }

    /// All units.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Unit<'a>> {
        self.units.iter()
    }

    /// Terms of a unit, sorted.
    pub(super) fn terms(&self, at: usize) -> &[u32] {
        let Range { start, end } = self.units[at].terms;
        &self.terms[start as usize..end as usize]
    }

    /// The quotes of a unit, oldest first.
    pub(super) fn members(&self, at: usize) -> &[u32] {
        let Range { start, end } = self.units[at].members;
        &self.members[start as usize..end as usize]
    }

    /// The share of the beginning of one unit that stands anywhere in the other, by weight: the lesser of both.
    pub(super) fn begin_alike(&self, a: usize, b: usize, vocabulary: &Vocabulary) -> f32 {
        let share = |of: usize, other: usize| {
            let sequence = self.units[of].sequence;
            let terms = self.terms(other);
            let (mut all, mut shared) = (0, 0);
            for met in &sequence[..(sequence.len() / 3).max(BEGINNING).min(sequence.len())] {
                let number = self.numbers[*met as usize];
                let weight = if number == NONE { vocabulary.rarest } else { vocabulary.weight(number) };
                all += weight;
                if number != NONE && terms.binary_search(&number).is_ok() {
                    shared += weight;
                }
            }
            if all == 0 { 0.0 } else { shared as f32 / all as f32 }
        };
        share(a, b).min(share(b, a))
    }

    /// The numbers of a unit's words that have one, in the order of the text.
    pub(super) fn sequence(&self, at: usize) -> impl Iterator<Item = u32> {
        self.units[at].sequence.iter().filter_map(|met| self.number(*met))
    }

    /// The number in the vocabulary of a term as it was read, where it has one.
    pub(super) fn number(&self, met: u32) -> Option<u32> {
        self.numbers.get(met as usize).copied().filter(|number| *number != NONE)
    }

    /// Hashes of a unit's pairs of neighbouring terms, sorted. Few units are ever asked.
    pub(super) fn pairs(&self, at: usize) -> &[u32] {
        let unit = &self.units[at];
        unit.pairs.get_or_init(|| {
            let number = |met: u32| self.numbers[met as usize];
            let pairs = unit.sequence.windows(2).map(|pair| neighbours(number(pair[0]), number(pair[1])));
            let mut pairs: Vec<u32> = pairs.filter(|pair| *pair != NONE).collect();
            pairs.sort_unstable();
            pairs.dedup();
            pairs.into_boxed_slice()
        })
    }
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

/// Where a term was met.
#[derive(Debug, Clone, Copy)]
struct Met {
    /// How many terms were met before it.
    number: u32,
    /// How many drafts have it.
    frequency: u32,
    /// The last of them.
    last: u32,
}

/// The terms that several drafts have, in the order in which they are met; and for each term that was read its number
/// among them.
fn vocabulary(drafts: &[Draft], spoken: &Spoken) -> (Vocabulary, Vec<u32>) {
    let unmet = Met { number: NONE, frequency: 0, last: NONE };
    let mut met = vec![unmet; spoken.len()];
    let mut order: Vec<u32> = Vec::with_capacity(spoken.len());
    for (at, draft) in drafts.iter().enumerate() {
        for term in spoken.terms(draft.first as usize).sequence {
            let of = &mut met[*term as usize];
            if of.number == NONE {
                of.number = order.len() as u32;
                order.push(*term);
            }
            if of.last != at as u32 {
                of.last = at as u32;
                of.frequency += 1;
            }
        }
    }
    let units = drafts.len() as f64;
    let weight = |frequency: u32| ((1.0 + units / f64::from(frequency)).ln() * 1000.0).round() as u32;
    let mut vocabulary = Vocabulary { rarest: u64::from(weight(1)), ..Vocabulary::default() };
    // What stands in one draft only gets no number.
    let mut numbers = vec![NONE; met.len()];
    for term in order {
        let frequency = met[term as usize].frequency;
        if frequency >= 2 {
            numbers[term as usize] = vocabulary.frequency.len() as u32;
            vocabulary.frequency.push(frequency);
            vocabulary.weight.push(weight(frequency));
        }
    }
    (vocabulary, numbers)
}

/// Drafts that one thread weighs in a row.
const TOGETHER: usize = 4096;

/// Gives all units numbers for terms and their weights. `members` has the quotes of all drafts.
pub(super) fn weigh(drafts: Vec<Draft>, members: Vec<u32>, spoken: &Spoken) -> (Units<'_>, Vocabulary) {
    let (vocabulary, numbers) = vocabulary(&drafts, spoken);
    let weighed = |drafts: &[Draft]| {
        let mut all: Vec<u32> = Vec::new();
        let (mut terms, mut own): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        let units: Vec<Unit<'_>> = drafts
            .iter()
            .map(|draft| {
                let words = spoken.terms(draft.first as usize);
                // What no other draft has gets no number, and counts all the same.
                terms.clear();
                own.clear();
                for term in words.sequence {
                    match numbers[*term as usize] {
                        NONE => own.push(*term),
                        number => terms.push(number),
                    }
                }
                for list in [&mut terms, &mut own] {
                    list.sort_unstable();
                    list.dedup();
                }
                let in_all = terms.len() + own.len();
                let known: u64 = terms.iter().map(|term| vocabulary.weight(*term)).sum();
                let weight = known + vocabulary.rarest * own.len() as u64;
                let from = all.len() as u32;
                all.extend_from_slice(&terms);
                Unit {
                    members: draft.members.clone(),
                    day: draft.day,
                    said_on: draft.said_on,
                    speaker: draft.speaker,
                    person: draft.person,
                    named: draft.named,
                    terms: from..all.len() as u32,
                    sequence: words.sequence,
                    pairs: OnceLock::new(),
                    numbers: words.numbers,
                    denies: words.denies,
                    weekdays: words.weekdays,
                    weight,
                    pairs_in_all: words.sequence.len().saturating_sub(1),
                    few: in_all < FEW || (weight as f64) < INFORMATION * vocabulary.rarest as f64,
                }
            })
            .collect();
        (units, all)
    };
    let parts: Vec<(Vec<Unit<'_>>, Vec<u32>)> = drafts.par_chunks(TOGETHER).map(weighed).collect();
    let mut units = Units { members, numbers, ..Units::default() };
    units.units.reserve_exact(drafts.len());
    units.terms.reserve_exact(parts.iter().map(|(_, terms)| terms.len()).sum());
    for (part, terms) in parts {
        let before = units.terms.len() as u32;
        units.terms.extend_from_slice(&terms);
        units.units.extend(part.into_iter().map(|mut unit| {
            unit.terms = unit.terms.start + before..unit.terms.end + before;
            unit
        }));
    }
    (units, vocabulary)
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
