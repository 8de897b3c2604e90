//! Which versions of a statement are sure enough to be told.
//!
//! A quotation says how likely its words and its source are right ([`Quote::confidence`](crate::Quote)); its versions in
//! other outlets know more. One whose source another outlet gives too, for words that are hardly in doubt, is right nearly
//! always, however doubtful it looks alone; one that stands against the other outlets is wrong more often than it says. Of
//! statements of broadcasters that readers judged, every second wrong credit was of this kind, and one right one in twenty.

use super::StatementSettings;
use crate::speakers::Said;

/// Confidence from which on a version bears out another one.
const SURE: f32 = 0.8;
/// Least confidence of a version that is borne out.
pub(super) const LEAST: f32 = 0.4;
/// What more a version must have whose source no other outlet gives, where others have the words.
const AGAINST: f32 = 0.14;

/// For each version whether it is told. `source_of` has the source of each, equal where they are one credit; `one_body` says
/// of two versions whether their sources speak for one body: such do not stand against each other.
pub(super) fn told(
    said: &[Said<'_>],
    versions: &[(usize, f32)],
    source_of: &[usize],
    one_body: &dyn Fn(usize, usize) -> bool,
    settings: &StatementSettings,
) -> Vec<bool> {
    let quote = |at: usize| said[versions[at].0].quote;
    let outlet = |at: usize| said[versions[at].0].outlet;
    (0..versions.len())
        .map(|at| {
            let confidence = quote(at).confidence;
            let others = || (0..versions.len()).filter(|other| outlet(*other) != outlet(at));
            let alone = others().next().is_none();
            let mut agreeing = others().filter(|other| source_of[*other] == source_of[at]).peekable();
            let against = !alone
                && agreeing.peek().is_none()
                && !others().any(|other| one_body(versions[at].0, versions[other].0));
            let borne_out = agreeing.any(|other| quote(other).confidence >= SURE);
            let least = match (borne_out, against) {
                (true, _) => LEAST.min(settings.min_confidence),
                (_, true) => settings.min_confidence + AGAINST,
                _ => settings.min_confidence,
            };
            confidence >= least
        })
        .collect()
}
