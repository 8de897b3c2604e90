//! States under their names, adjectives and seats: "Moscow", "Russia" and "the Russian foreign ministry" are of one
//! state.

use std::borrow::Cow;
use std::sync::LazyLock;

use ahash::{AHashMap, AHashSet};

use crate::stem::stem;

/// Names as runs of stems, each with the number of its state; no run is longer than [`LONGEST`].
static STATES: LazyLock<AHashMap<String, u32>> = LazyLock::new(|| {
    let mut states = AHashMap::new();
    for (number, line) in lines().filter(|line| !line.starts_with(EMPTY)).enumerate() {
        states.extend(
            line.split('|').map(|name| (stems(&rawi_text::fold_word(name)).join(" "), number as u32)),
        );
    }
    states
});

/// Stems that begin names of states.
static FIRST: LazyLock<AHashSet<&'static str>> =
    LazyLock::new(|| STATES.keys().map(|name| name.split(' ').next().unwrap_or(name)).collect());

/// Words in names of states that say nothing ("state of").
static NOTHING: LazyLock<Vec<&str>> = LazyLock::new(|| {
    lines().filter_map(|line| line.strip_prefix(EMPTY)).flat_map(|line| line.split('|')).collect()
});

/// What the line of such words begins with.
const EMPTY: &str = "-|";

fn lines() -> impl Iterator<Item = &'static str> {
    include_str!("../../data/names-states.tsv").lines().filter(|line| !line.starts_with('#'))
}

/// Words of the longest name.
const LONGEST: usize = 3;

/// Stems of a folded text, without the words that say nothing.
fn stems(folded: &str) -> Vec<Cow<'_, str>> {
    let words = folded.split(' ').filter(|word| !word.is_empty() && !NOTHING.contains(word));
    words.map(stem).collect()
}

/// The states that a written name or title has, sorted, and whether it has no other word.
#[must_use]
pub fn states(written: &str) -> (Vec<u32>, bool) {
    let folded = rawi_text::fold_word(written);
    let stems = stems(&folded);
    let (mut found, mut others) = (Vec::new(), false);
    let mut at = 0;
    while at < stems.len() {
        let longest = if FIRST.contains(stems[at].as_ref()) { LONGEST.min(stems.len() - at) } else { 0 };
        let name = (1..=longest)
            .rev()
            .find_map(|length| STATES.get(&stems[at..at + length].join(" ")).map(|state| (length, *state)));
        match name {
            Some((length, state)) => {
                found.push(state);
                at += length;
            }
            None => {
                others = true;
                at += 1;
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    let only = !found.is_empty() && !others;
    (found, only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_speaks_by_its_seat_and_its_ministries() {
        let russia = states("روسيا").0;
        assert_eq!(states("موسكو"), (russia.clone(), true));
        assert_eq!(states("وزارة الخارجية الروسية"), (russia.clone(), false));
        assert_eq!(states("Moscow"), (russia.clone(), true));
        assert_ne!(states("أوكرانيا").0, russia);
        assert_ne!(states("كوريا الشمالية").0, states("كوريا الجنوبية").0);
        assert_eq!(states("بلدية المدينة"), (Vec::new(), false));
    }
}
