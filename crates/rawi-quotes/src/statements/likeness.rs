//! How likely two quotes report one statement, by the words they share.

use super::topic::Topics;
use super::unit::{Units, Vocabulary};

/// How two different speakers stand to each other.
#[derive(Clone, Copy)]
pub(super) struct Relations<'a> {
    /// Whether one speaks for the other, or both for one body.
    pub one_body: &'a (dyn Fn(u32, u32) -> bool + Sync),
    /// Whether both are named, and their names have nothing in common.
    pub contrary: &'a (dyn Fn(u32, u32) -> bool + Sync),
}

/// The comparison of two units.
#[derive(Clone, Copy)]
pub(super) struct Likeness<'a> {
    vocabulary: &'a Vocabulary,
    relations: Relations<'a>,
    topics: Option<&'a Topics<'a>>,
    prior: u64,
}

/// Weight that a match must bring beside the share of the words, in thousandths of the weight of a word that stands
/// in one unit only: a few rare words in common say more than one.
const PRIOR: u64 = 800;

impl std::fmt::Debug for Likeness<'_> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Likeness").field("prior", &self.prior).finish_non_exhaustive()
    }
}

impl<'a> Likeness<'a> {
    /// A comparison by these weights.
    pub(super) fn new(
        vocabulary: &'a Vocabulary,
        relations: Relations<'a>,
        topics: Option<&'a Topics<'a>>,
    ) -> Self {
        Self { vocabulary, relations, topics, prior: vocabulary.rarest() * PRIOR / 1000 }
    }

    /// What the speakers of two units bring.
    pub(super) fn speakers(&self, a: Option<u32>, b: Option<u32>) -> f32 {
        match (a, b) {
            (Some(x), Some(y)) if x == y => ONE,
            (Some(x), Some(y)) if (self.relations.one_body)(x, y) => ONE_BODY,
            _ => 0.0,
        }
    }

    /// Whether two units of these weights may be as like as `least`, if they share terms of this weight at most; `speakers`
    /// is what [`Likeness::speakers`] says of them, at most [`ONE`].
    pub(super) fn may_be(&self, a: u64, b: u64, shared: u64, least: f32, speakers: f32) -> bool {
        let (few, many) = (a.min(b), a.max(b));
        let shared = shared.min(few);
        // As in `words`, multiplied out: a search asks this for thousands.
        let (all, contained) = ((few + many - shared) as f32, (few + self.prior) as f32);
        WORDS * shared as f32 * (all + contained)
            >= (least - ORDER - begun(1.0) - NEW - speakers) * all * contained
    }

    /// Shares of the words, and of what is contained.
    fn words(&self, a: u64, b: u64, shared: u64) -> f32 {
        WORDS * ratio(shared, a + b - shared) + WORDS * ratio(shared, a.min(b) + self.prior)
    }

    /// How much of the lesser of two units the other has, by weight.
    pub(super) fn contained(&self, units: &Units<'_>, a: usize, b: usize) -> f32 {
        let mut shared = 0;
        common(units.terms(a), units.terms(b), |term| shared += self.vocabulary.weight(term));
        ratio(shared, units.unit(a).weight.min(units.unit(b).weight))
    }

    /// What it brings, or costs, how much of the words in common is what the articles are about.
    fn topic(&self, units: &Units<'_>, older: usize, younger: usize, shared: u64) -> f32 {
        let Some(topics) = self.topics else { return 0.0 };
        let (a, b) = (topics.of(units, older), topics.of(units, younger));
        let mut known = 0;
        common(units.terms(older), units.terms(younger), |term| {
            if a.binary_search(&term).is_ok() || b.binary_search(&term).is_ok() {
                known += self.vocabulary.weight(term);
            }
        });
        (TOPIC * (TOPIC_HALF - ratio(known, shared))).min(NEW)
    }

    /// 0 to 1; `None` where it is below `least`.
    pub(super) fn of(&self, units: &Units<'_>, older: usize, younger: usize, least: f32) -> Option<f32> {
        let (a, b) = (units.unit(older), units.unit(younger));
        let one = a.speaker.is_some() && a.speaker == b.speaker;
        if (a.few || b.few) && !one {
            return None;
        }
        // Two or three words that stand in a longer quote are hardly its claim.
        let least = if a.few || b.few { least.max(FEW_ALIKE) } else { least };
        let (mut shared, mut terms) = (0, 0);
        common(units.terms(older), units.terms(younger), |term| {
            shared += self.vocabulary.weight(term);
            terms += 1;
        });
        // Shares of the words, what is contained, and their order; then who speaks, and what speaks against it.
        // Weights and the default threshold were chosen on pairs of sentences judged by reading, in both languages.
        let speaker = self.speakers(a.speaker, b.speaker);
        let contrary = speaker == 0.0
            && matches!((a.speaker, b.speaker), (Some(x), Some(y)) if (self.relations.contrary)(x, y));
        // "The violence must stop": two men may say so.
        if contrary && a.person && b.person && a.pairs_in_all.min(b.pairs_in_all) < SHORT {
            return None;
        }
        let mut words = self.words(a.weight, b.weight, shared);
        // Two men, each named: a part of what one said is hardly what the other said.
        let part = a.weight.min(b.weight) * 10 < a.weight.max(b.weight) * 6;
        if contrary && part && a.named && b.named && a.person == b.person {
            words = (words + 2.0 * WORDS * ratio(shared, a.weight + b.weight - shared)) / 2.0;
        }
        let numbered = !a.numbers.is_empty() && !b.numbers.is_empty();
        let weekdays = a.weekdays != 0 && b.weekdays != 0 && a.weekdays & b.weekdays == 0;
        let disjoint = numbered && !a.numbers.iter().any(|number| b.numbers.binary_search(number).is_ok());
        let mut against = if disjoint { FIGURES } else { 0.0 };
        if weekdays {
            against += WEEKDAYS;
        }
        if matches!((a.said_on, b.said_on), (Some(x), Some(y)) if x != y) {
            against += SAID_ON;
        }
        // In many words a denial may be beside the point.
        if a.denies != b.denies && a.pairs_in_all.max(b.pairs_in_all) < MANY {
            against += DENIAL;
        }
        if let (Some(x), Some(y)) = (a.day, b.day) {
            against += LATER * (x - y).abs() as f32;
        }
        let pairs_in_all = a.pairs_in_all.min(b.pairs_in_all).max(3) as u64;
        // So many terms make so many pairs, and some more where words are repeated.
        let order = ratio(terms + 2, pairs_in_all).min(1.0);
        if words + ORDER * order + speaker + begun(1.0) + NEW + against < least {
            return None;
        }
        let mut pairs = 0;
        common(units.pairs(older), units.pairs(younger), |_| pairs += 1);
        let order = ratio(pairs, pairs_in_all);
        // Two men, or two bodies: the words alone must say that it is one statement.
        let other = match contrary {
            true if a.person == b.person => OTHER,
            true => OFFICE,
            false => 0.0,
        };
        let speakers = speaker + other * (1.0 - order);
        // Two sources, each named beside its words: only nearly the same words are one statement with two credits.
        let least = if contrary && a.named && b.named { least.max(CONTRARY) } else { least };
        let begun = begun(units.begin_alike(older, younger, self.vocabulary));
        let plain = words + ORDER * order + against + speakers.min(0.0);
        // Who speaks, how it begins and what is the article's anyway tell whether it is one statement, not whether it is a copy.
        let more = begun + speakers.max(0.0);
        let score = if more > 0.0 { plain.max((plain + more).min(UNLIKE_COPY)) } else { plain + more };
        let score = if score >= UNLIKE_COPY || score + NEW < least {
            score
        } else {
            (score + self.topic(units, older, younger, shared)).min(UNLIKE_COPY)
        };
        Some(score.clamp(0.0, 1.0)).filter(|score| *score >= least)
    }
}

/// Likeness that is enough where the two sources named have nothing in common. Of pairs judged by reading none was lost
/// by it, up to 0.9.
const CONTRARY: f32 = 0.7;
/// Likeness from which on few words are one statement with others. Of pairs judged by reading none was lost by it.
const FEW_ALIKE: f32 = 0.6;
/// What the shares of the words bring, each.
const WORDS: f32 = 0.4;
/// What the same words in the same order bring.
const ORDER: f32 = 0.2;
/// What one speaker brings.
pub(super) const ONE: f32 = 0.14;
/// What it brings that one speaks for the other, or both for one body: an office and its spokesman.
const ONE_BODY: f32 = 0.07;
/// Likeness that words alone must bring beyond.
const UNLIKE_COPY: f32 = 0.7;
/// What figures cost that have nothing in common.
const FIGURES: f32 = -0.3;
/// What it costs that both name a day of the week, and not the same: "sirens sounded on Monday".
const WEEKDAYS: f32 = -0.3;
/// What it costs that they were said on two days.
const SAID_ON: f32 = -0.3;
/// Words of the longer one from which on a denial in one of them says nothing.
const MANY: usize = 16;
/// Pairs of words from which on two men hardly say the same by chance.
const SHORT: usize = 5;
/// What it costs that only one of them denies something.
const DENIAL: f32 = -0.1;
/// What each day between them costs: another occasion is likelier. Of versions a day or more after the first that readers
/// judged, nearly every wrong one would have been left out by it.
const LATER: f32 = -0.1;
/// What two persons, or two bodies, cost where the order of the words has nothing in common.
const OTHER: f32 = -0.2;
/// What a person and a body cost, as he may speak for it.
const OFFICE: f32 = -0.08;

/// What it costs that the words in common stand elsewhere in the articles too, by their share.
const TOPIC: f32 = 0.4;
/// Share that is neither here nor there.
const TOPIC_HALF: f32 = 0.84;
/// What it brings at most that they do not.
const NEW: f32 = 0.08;

/// What it brings that two quotes begin alike, by the lesser share of the beginning of one that the other has. Who does what
/// stands there; a place, a date or a list of names at the end is shared by many claims.
fn begun(share: f32) -> f32 {
    BEGUN * (share - BEGUN_HALF)
}

/// What it brings most.
const BEGUN: f32 = 0.15;
/// Share that is neither here nor there.
const BEGUN_HALF: f32 = 0.433;

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
