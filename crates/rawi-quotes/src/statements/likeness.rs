//! How likely two quotes report one statement, by the words they share.

use super::unit::{Unit, Vocabulary};

/// The comparison of two units.
#[derive(Debug)]
pub(super) struct Likeness<'a> {
    vocabulary: &'a Vocabulary,
    prior: u64,
}

/// Weight that a match must bring beside the share of the words, in thousandths of the weight of a word that stands
/// in one unit only: a few rare words in common say more than one.
const PRIOR: u64 = 800;

impl<'a> Likeness<'a> {
    /// A comparison by these weights.
    pub(super) fn new(vocabulary: &'a Vocabulary) -> Self {
        Self { vocabulary, prior: vocabulary.rarest() * PRIOR / 1000 }
    }

    /// 0 to 1.
    pub(super) fn of(&self, a: &Unit, b: &Unit) -> f32 {
        if (a.few || b.few) && (a.speaker.is_none() || a.speaker != b.speaker) {
            return 0.0;
        }
        let shared: u64 = common(&a.terms, &b.terms).map(|term| self.vocabulary.weight(*term)).sum();
        let pairs = common(&a.pairs, &b.pairs).count();
        let jaccard = ratio(shared, a.weight + b.weight - shared);
        let contained = ratio(shared, a.weight.min(b.weight) + self.prior);
        let order = ratio(pairs as u64, a.pairs_in_all.min(b.pairs_in_all).max(3) as u64);
        // Shares of the words, what is contained, and their order; then who speaks, and figures that contradict.
        // Weights and the default threshold were chosen on pairs of sentences judged by reading, in both languages.
        let words = 0.4 * jaccard + 0.4 * contained + 0.2 * order;
        let speakers = match (a.speaker, b.speaker) {
            (Some(x), Some(y)) if x == y => 0.06,
            (Some(_), Some(_)) => -0.03,
            _ => 0.0,
        };
        let numbered = !a.numbers.is_empty() && !b.numbers.is_empty();
        let numbers = if numbered && common(&a.numbers, &b.numbers).next().is_none() { -0.2 } else { 0.0 };
        (words + speakers + numbers).clamp(0.0, 1.0)
    }
}

fn ratio(part: u64, whole: u64) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// What two sorted lists share.
fn common<'a, T: Ord>(a: &'a [T], b: &'a [T]) -> impl Iterator<Item = &'a T> {
    let mut at = 0;
    a.iter().filter(move |term| {
        while at < b.len() && b[at] < **term {
            at += 1;
        }
        at < b.len() && b[at] == **term
    })
}
