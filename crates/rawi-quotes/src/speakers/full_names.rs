//! The full names of the archive, looked up by a name of one word.

use std::collections::BTreeMap;

use super::mentions::Mention;
use crate::names::{Name, NameIndex, SAME, Word, likeness, word_likeness};

/// Speakers with full names, by their last words, and by their first where a title goes with the first name.
#[derive(Debug, Default)]
pub(super) struct FullNames {
    names: NameIndex,
    first_names: NameIndex,
    /// Speaker of each name in `first_names`.
    royal: Vec<usize>,
    /// How many names each word opens, and how many it ends.
    places: BTreeMap<String, (usize, usize)>,
}

impl FullNames {
    /// The names of these speakers; numbers are their places.
    pub(super) fn of(speakers: &[Mention]) -> Self {
        let mut full = Self::default();
        for (number, speaker) in speakers.iter().enumerate() {
            full.names.insert_name(speaker.name.clone());
            if speaker.royal {
                let words = speaker.name.words[..1].to_vec();
                full.first_names.insert_name(Name { words, ..Name::default() });
                full.royal.push(number);
            }
            if let [first, .., last] = speaker.name.words.as_slice() {
                full.places.entry(first.form().to_owned()).or_default().0 += 1;
                full.places.entry(last.form().to_owned()).or_default().1 += 1;
            }
        }
        full
    }

    /// Speakers whose name ends with the word, and how alike the words are.
    ///
    /// A word that opens names more often than it ends them is a given name and alone says nobody: no candidates.
    pub(super) fn by_family(&self, name: &Name) -> Vec<(usize, f32)> {
        let (opens, ends) = self.places.get(name.words[0].form()).copied().unwrap_or_default();
        if opens > ends {
            return Vec::new();
        }
        let numbers = self.names.candidates(name).into_iter();
        let scored = numbers.map(|number| (number, likeness(name, self.names.name(number)).score()));
        scored.filter(|(_, score)| *score >= SAME).collect()
    }

    /// Kings, princes and popes whose first name is the word.
    pub(super) fn by_first_name(&self, name: &Name) -> Vec<(usize, f32)> {
        let alike =
            |word: &Word, at: usize| word_likeness(word, &self.first_names.name(at).words[0]) as f32 / 1000.0;
        let found = self
            .first_names
            .candidates(name)
            .into_iter()
            .map(|at| (self.royal[at], alike(&name.words[0], at)));
        found.filter(|(_, score)| *score >= SAME).collect()
    }
}
