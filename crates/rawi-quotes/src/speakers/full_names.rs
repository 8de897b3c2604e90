//! The full names of the archive, looked up by a name of one word.

use ahash::AHashMap;
use memchr::memmem;

use super::cluster::Archive;
use super::mentions::Mention;
use crate::names::{Name, NameIndex, SAME, Word, word_likeness};

/// Speakers with full names, by their last words, and by their first where a title goes with the first name.
///
/// A family name that a hundred men bear is compared once.
#[derive(Debug, Default)]
pub(super) struct FullNames {
    families: Words,
    first_names: Words,
    /// How many names each word opens, and how many it ends.
    places: AHashMap<String, (usize, usize)>,
}

/// Words of names, and the speakers that have each.
#[derive(Debug, Default)]
struct Words {
    index: NameIndex,
    known: AHashMap<String, usize>,
    speakers: Vec<Vec<usize>>,
}

impl Words {
    fn add(&mut self, word: &Word, speaker: usize) {
        // Forms and article decide how a word is compared.
        let key = format!("{} {}", word.forms.join(" "), word.article);
        let at = match self.known.get(&key) {
            Some(at) => *at,
            None => {
                let name = Name { words: vec![word.clone()], ..Name::default() };
                let at = self.index.insert_name(name);
                self.known.insert(key, at);
                self.speakers.push(Vec::new());
                at
            }
        };
        self.speakers[at].push(speaker);
    }

    /// Speakers with a word like this, and how alike the words are, in the order of the speakers.
    fn like(&self, name: &Name) -> Vec<(usize, f32)> {
        let mut found = Vec::new();
        for at in self.index.candidates(name) {
            let score = word_likeness(&name.words[0], &self.index.name(at).words[0]) as f32 / 1000.0;
            if score >= SAME {
                found.extend(self.speakers[at].iter().map(|speaker| (*speaker, score)));
            }
        }
        found.sort_by_key(|(speaker, _)| *speaker);
        found
    }
}

impl FullNames {
    /// The names of these speakers; numbers are their places.
    pub(super) fn of(speakers: &[Mention], archive: &Archive<'_>) -> Self {
        let written = archive.written;
        let mut full = Self::default();
        for (number, speaker) in speakers.iter().enumerate() {
            let name = speaker.name(written);
            let Some(last) = name.words.last() else { continue };
            // Two men together are neither of them, and half of a hyphenated name is no family name.
            if !name.joint && !half(speaker, archive) {
                full.families.add(last, number);
            }
            if speaker.royal {
                full.first_names.add(&name.words[0], number);
            }
            if let [first, .., last] = name.words.as_slice() {
                full.places.entry(first.form().to_owned()).or_default().0 += 1;
                full.places.entry(last.form().to_owned()).or_default().1 += 1;
            }
        }
        full
    }

    /// Whether a word opens names more often than it ends them: a given name.
    pub(super) fn is_given(&self, form: &str) -> bool {
        let (opens, ends) = self.places.get(form).copied().unwrap_or_default();
        opens > ends
    }

    /// Whether a name of one word is the family name of several speakers.
    pub(super) fn is_family(&self, name: &Name) -> bool {
        /// Speakers whose name it ends.
        const SEVERAL: usize = 3;
        let places = name.words.first().and_then(|word| self.places.get(word.form()));
        places.is_some_and(|(opens, ends)| ends > opens && *ends >= SEVERAL)
    }

    /// Speakers whose name ends with the word, and how alike the words are.
    ///
    /// A given name alone says nobody: no candidates.
    pub(super) fn by_family(&self, name: &Name) -> Vec<(usize, f32)> {
        // Two letters are no family name: they are what is left of "BBC".
        let short = name.words[0].form().chars().count() < 3;
        if short || self.is_given(name.words[0].form()) {
            return Vec::new();
        }
        self.families.like(name)
    }

    /// Kings, princes and popes whose first name is the word.
    pub(super) fn by_first_name(&self, name: &Name) -> Vec<(usize, f32)> {
        self.first_names.like(name)
    }
}

/// Whether a name ends with a syllable of a hyphenated one: in the name itself ("كيم هيون-تشونغ"), or cut there ("مون
/// تشونغ" of "مون تشونغ-إن"). Such are given names of eastern Asia, which nobody is called by alone.
fn half(speaker: &Mention, archive: &Archive<'_>) -> bool {
    let hyphen = |c: char| matches!(c, '-' | '‐' | '‑');
    let text = archive.written.names[speaker.name].text;
    let Some(last) = text.split_whitespace().next_back() else { return false };
    if !matches!(last.chars().next(), Some('\u{0600}'..='\u{06FF}')) {
        return false;
    }
    let cut = || {
        let Some(member) = speaker.members.first() else { return false };
        let article = archive.said[*member].text;
        memmem::find_iter(article.as_bytes(), text).any(|at| article[at + text.len()..].starts_with(hyphen))
    };
    last.contains(hyphen) || cut()
}
