//! An index of names by consonant skeletons, so that an archive of a million names compares none with all.

use ahash::AHashMap;

use super::align::likeness;
use super::parts::Name;
use super::skeleton::keys;

/// Names by the skeletons of their words. Numbers are given in the order of insertion.
#[derive(Debug, Clone, Default)]
pub struct NameIndex {
    names: Vec<Name>,
    /// Key of a word → names with it.
    postings: AHashMap<String, Vec<u32>>,
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
        // The family name must match: the last word's keys find it, and the first word's where a long name was cut
        // or a name is one word against many.
        let mut all: Vec<String> = name.words.iter().flat_map(keys).collect();
        all.sort_unstable();
        all.dedup();
        for key in all {
            self.postings.entry(key).or_default().push(u32::try_from(number).unwrap_or(u32::MAX));
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

    /// Names that may be the same as `name`: every word of the shorter of the two has a key in common with a word
    /// of the other. Ascending.
    #[must_use]
    pub fn candidates(&self, name: &Name) -> Vec<usize> {
        let mut hits: AHashMap<u32, u32> = AHashMap::new();
        for (at, word) in name.words.iter().enumerate() {
            let bit = 1u32 << at.min(31);
            for key in keys(word) {
                for number in self.postings.get(&key).into_iter().flatten() {
                    *hits.entry(*number).or_default() |= bit;
                }
            }
        }
        let mut found: Vec<usize> = hits
            .into_iter()
            .filter(|(number, words)| {
                let needed = name.words.len().min(self.names[*number as usize].words.len());
                words.count_ones() as usize >= needed.min(32)
            })
            .map(|(number, _)| number as usize)
            .collect();
        found.sort_unstable();
        found
    }

    /// Names of at least `least` likeness (0 to 1) to a written name, the most alike first.
    #[must_use]
    pub fn find(&self, written: &str, least: f32) -> Vec<(usize, f32)> {
        let name = Name::parse(written);
        let candidates = self.candidates(&name);
        let mut found: Vec<(usize, f32)> = candidates
            .into_iter()
            .map(|number| (number, likeness(&name, &self.names[number]).score()))
            .filter(|(_, score)| *score >= least)
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found
    }
}
