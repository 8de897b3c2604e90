//! The names and titles of an archive as they are written, each folded and taken apart once.
//!
//! An archive repeats its names: a hundred thousand quotes have some twenty thousand spellings. Numbers stand for
//! them from here on, in the order of the alphabet, so that nothing depends on the order of the input.

use ahash::AHashMap;
use rayon::prelude::*;

use super::Said;
use crate::names::{Name, is_honorific, is_royal};
use crate::stem::stem;

/// One spelling of a name.
#[derive(Debug)]
pub(super) struct WrittenName<'a> {
    /// As written.
    pub text: &'a str,
    /// Taken apart.
    pub name: Name,
    /// Equal for spellings that differ in particles and letters of one sound only.
    pub plain: String,
    /// The same; of a single Arabic word with its article too, which tells names apart (الوليد, وليد).
    pub key: String,
}

/// One title or role as written.
#[derive(Debug)]
pub(super) struct Title<'a> {
    /// As written.
    pub text: &'a str,
    /// Stems of its words of more than two letters, sorted.
    pub stems: Vec<u64>,
    /// Its letters are Arabic; else Latin or other.
    pub arabic: bool,
    /// It says that its bearer is called by his first name.
    pub royal: bool,
    /// Its words without particles; none where it is a form of address alone ("Mr").
    pub words: Vec<String>,
}

/// All names and titles of an archive, and which of them each quote has.
#[derive(Debug)]
pub(super) struct Written<'a> {
    /// Names, in the order of the alphabet.
    pub names: Vec<WrittenName<'a>>,
    /// Titles, in the order of the alphabet.
    pub titles: Vec<Title<'a>>,
    name_of: Vec<u32>,
    title_of: Vec<u32>,
}

/// No name, or no title.
const NONE: u32 = u32::MAX;

impl<'a> Written<'a> {
    /// The names and titles of these quotes.
    pub(super) fn of(said: &[Said<'a>]) -> Self {
        let (names, name_of) = intern(said.iter().map(|said| said.quote.entity.as_deref()));
        let (titles, title_of) = intern(said.iter().map(|said| said.quote.description.as_deref()));
        let names = names.into_par_iter().map(|text| {
            let name = Name::parse(text);
            let plain = name.plain();
            let key = match name.words.as_slice() {
                [only] if only.article => format!("{plain} \u{1f}"),
                // "The emir of Kuwait" is not Kuwait.
                [_] if name.royal => format!("{plain} \u{1e}"),
                _ => plain.clone(),
            };
            WrittenName { text, name, plain, key }
        });
        Self {
            names: names.collect(),
            titles: titles.into_par_iter().map(title).collect(),
            name_of,
            title_of,
        }
    }

    /// Number of a quote's name.
    pub(super) fn name_of(&self, said: usize) -> Option<usize> {
        Some(self.name_of[said]).filter(|name| *name != NONE).map(|name| name as usize)
    }

    /// Number of a quote's title.
    pub(super) fn title_of(&self, said: usize) -> Option<usize> {
        Some(self.title_of[said]).filter(|title| *title != NONE).map(|title| title as usize)
    }
}

fn title(text: &str) -> Title<'_> {
    let folded = rawi_text::fold(text);
    let words = || folded.iter().map(|(word, _)| word);
    // Words of two letters stand in any title.
    let mut stems: Vec<u64> = words()
        .filter(|word| word.chars().count() > 2)
        .map(|word| rawi_text::token_hash(&stem(word)))
        .collect();
    stems.sort_unstable();
    stems.dedup();
    let royal = words().any(is_royal);
    let mut parts: Vec<String> =
        Name::parse(text).words.into_iter().filter_map(|word| word.forms.into_iter().next()).collect();
    if words().all(is_honorific) {
        parts.clear();
    }
    let arabic = words().any(|word| matches!(word.chars().next(), Some('\u{0600}'..='\u{06FF}')));
    Title { text, stems, arabic, royal, words: parts }
}

/// Numbers for texts, in the order of the alphabet, and the number of each.
fn intern<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> (Vec<&'a str>, Vec<u32>) {
    let mut numbers: AHashMap<&str, u32> = AHashMap::new();
    let mut distinct: Vec<&str> = Vec::new();
    let mut of: Vec<u32> = Vec::new();
    for text in texts {
        of.push(text.map_or(NONE, |text| {
            *numbers.entry(text).or_insert_with(|| {
                distinct.push(text);
                distinct.len() as u32 - 1
            })
        }));
    }
    let mut order: Vec<u32> = (0..distinct.len() as u32).collect();
    order.sort_unstable_by_key(|at| distinct[*at as usize]);
    let mut place = vec![0u32; distinct.len()];
    for (sorted, at) in order.iter().enumerate() {
        place[*at as usize] = sorted as u32;
    }
    for number in of.iter_mut().filter(|number| **number != NONE) {
        *number = place[*number as usize];
    }
    (order.into_iter().map(|at| distinct[at as usize]).collect(), of)
}
