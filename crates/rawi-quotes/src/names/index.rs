//! An index of names by consonant skeletons, so that an archive of a million names compares none with all.

use ahash::AHashMap;

use super::align::likeness;
use super::parts::{Name, Word};
use super::skeleton::keys;

/// Names by the skeletons of their words. Numbers are given in the order of insertion.
///
/// A given name of half the archive must not fetch half the archive: names of several words meet by *two* of their
/// words (first and last, or first and second), and only a name of one word is looked up by one.
#[derive(Debug, Clone, Default)]
pub struct NameIndex {
    names: Vec<Name>,
    /// Two words of a name of several words → names.
    pairs: AHashMap<u64, Vec<u32>>,
    /// Last word of a name of several words → names.
    families: AHashMap<u64, Vec<u32>>,
    /// Names of one word.
    singles: AHashMap<u64, Vec<u32>>,
}

impl NameIndex {
    /// An empty index.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a name and gives its number.
    pub fn insert(&mut self, written: &str) -> usize {
        self.insert_name(Name::parse(written))
    }

    /// Adds a name that is taken apart already, and gives its number.
    pub fn insert_name(&mut self, name: Name) -> usize {
        let number = self.names.len();
        let posted = u32::try_from(number).unwrap_or(u32::MAX);
        let post = |postings: &mut AHashMap<u64, Vec<u32>>, keys: Vec<u64>| {
            for key in keys {
                postings.entry(key).or_default().push(posted);
            }
        };
        match name.words.as_slice() {
            [] => {}
            [only] => post(&mut self.singles, hashes(only)),
            [.., last] => {
                post(&mut self.families, hashes(last));
                post(&mut self.pairs, pair_keys(&name));
            }
        }
        self.names.push(name);
        number
    }

    /// The name of a number.
    #[must_use]
    pub fn name(&self, number: usize) -> &Name {
        &self.names[number]
    }

    /// How many names are in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether it has no names.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Names that may be the same as `name`, ascending: all that share the skeletons that the same name must share.
    #[must_use]
    pub fn candidates(&self, name: &Name) -> Vec<usize> {
        let mut found: Vec<u32> = Vec::new();
        let mut fetch = |postings: &AHashMap<u64, Vec<u32>>, keys: Vec<u64>| {
            for key in keys {
                found.extend(postings.get(&key).into_iter().flatten());
            }
        };
        match name.words.as_slice() {
            [] => {}
            [only] => {
                fetch(&self.singles, hashes(only));
                fetch(&self.families, hashes(only));
            }
            [.., last] => {
                fetch(&self.singles, hashes(last));
                fetch(&self.pairs, pair_keys(name));
            }
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|number| number as usize).collect()
    }

    /// Names of at least `least` likeness (0 to 1) to a written name, the most alike first.
    #[must_use]
    pub fn find(&self, written: &str, least: f32) -> Vec<(usize, f32)> {
        let name = Name::parse(written);
        let mut found: Vec<(usize, f32)> = self
            .candidates(&name)
            .into_iter()
            .map(|number| (number, likeness(&name, &self.names[number]).score()))
            .filter(|(_, score)| *score >= least)
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found
    }
}

fn hashes(word: &Word) -> Vec<u64> {
    keys(word).iter().map(|key| rawi_text::token_hash(key)).collect()
}

/// First word with last, and first with second.
fn pair_keys(name: &Name) -> Vec<u64> {
    let first = hashes(&name.words[0]);
    let mut pairs = Vec::new();
    for (place, word) in [(1, &name.words[1]), (2, &name.words[name.words.len() - 1])] {
        if place == 1 && name.words.len() == 2 {
            continue;
        }
        for key in hashes(word) {
            // First with second may meet first with last: "Mohammed bin Salman" cut out of a longer name.
            pairs.extend(first.iter().map(|given| given.rotate_left(17) ^ key));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
