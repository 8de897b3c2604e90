//! How likely two quotes report one statement, by the words they share.

use super::unit::{Unit, Vocabulary};

/// The comparison of two units.
#[derive(Debug, Clone, Copy)]
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

    /// What the likeness of two units is at most, if they share terms of this weight at most.
    pub(super) fn at_most(&self, a: &Unit, b: &Unit, shared: u64) -> f32 {
        self.words(a, b, shared.min(a.weight).min(b.weight)) + ORDER + ONE
    }

    /// Shares of the words, and of what is contained.
    fn words(&self, a: &Unit, b: &Unit, shared: u64) -> f32 {
        let jaccard = ratio(shared, a.weight + b.weight - shared);
        let contained = ratio(shared, a.weight.min(b.weight) + self.prior);
        0.4 * jaccard + 0.4 * contained
    }

    /// 0 to 1; `None` where it is below `least`.
    pub(super) fn of(&self, a: &Unit, b: &Unit, least: f32) -> Option<f32> {
        let one = a.speaker.is_some() && a.speaker == b.speaker;
        if (a.few || b.few) && !one {
            return None;
        }
        let mut shared = 0;
        common(&a.terms, &b.terms, |term| shared += self.vocabulary.weight(term));
        // Shares of the words, what is contained, and their order; then who speaks, and figures that contradict.
        // Weights and the default threshold were chosen on pairs of sentences judged by reading, in both languages.
        let words = self.words(a, b, shared);
        if words + ORDER + ONE < least {
            return None;
        }
        let mut pairs = 0u64;
        common(&a.pairs, &b.pairs, |_| pairs += 1);
        let order = ratio(pairs, a.pairs_in_all.min(b.pairs_in_all).max(3) as u64);
        let speakers = match (a.speaker, b.speaker) {
            _ if one => ONE,
            // Two men: the words alone must say that it is one statement.
            (Some(_), Some(_)) if a.person && b.person => OTHER_MAN * (1.0 - order),
            (Some(_), Some(_)) => OTHER,
            _ => 0.0,
        };
        let numbered = !a.numbers.is_empty() && !b.numbers.is_empty();
        let disjoint = numbered && !a.numbers.iter().any(|number| b.numbers.binary_search(number).is_ok());
        let numbers = if disjoint { -0.2 } else { 0.0 };
        Some((words + ORDER * order + speakers + numbers).clamp(0.0, 1.0)).filter(|score| *score >= least)
    }
}

/// What the same words in the same order bring.
const ORDER: f32 = 0.2;
/// What one speaker brings.
const ONE: f32 = 0.06;
/// What two speakers cost, one of which may speak for the other.
const OTHER: f32 = 0.0;
/// What two persons cost where the order of the words has nothing in common.
const OTHER_MAN: f32 = -0.12;

fn ratio(part: u64, whole: u64) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// What two sorted lists share.
fn common(a: &[u32], b: &[u32], mut found: impl FnMut(u32)) {
    let (mut x, mut y) = (0, 0);
    while x < a.len() && y < b.len() {
        let (left, right) = (a[x], b[y]);
        if left == right {
            found(left);
        }
        x += usize::from(left <= right);
        y += usize::from(right <= left);
    }
}
