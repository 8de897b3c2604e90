//! The names of the archive with what is known of each: who bears it where, when and under which titles.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Said;
use crate::EntityType;
use crate::names::{Name, is_royal};
use crate::statements::stem;

/// One written name, particles and spelling of its letters aside, in one article or in all of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Mention {
    /// The name taken apart.
    pub name: Name,
    /// Quotes under it.
    pub members: Vec<usize>,
    /// Most of them are of a person.
    pub person: bool,
    /// Days on which it stands, sorted.
    pub days: Vec<i32>,
    /// Outlets in which it stands, sorted.
    pub outlets: Vec<u64>,
    /// Stems of its titles and roles, sorted.
    pub titles: Vec<u64>,
    /// A title says that he is called by his first name.
    pub royal: bool,
}

/// The quotes of an archive by what their sources are called.
#[derive(Debug, Default)]
pub(super) struct ByName {
    /// Named sources: the name, particles and spelling of letters aside, with its quotes.
    pub named: BTreeMap<String, Vec<usize>>,
    /// Sources without a name, and documents: they stay with their article.
    pub unnamed: BTreeMap<(usize, String), Vec<usize>>,
}

impl ByName {
    /// Sorts the quotes of an archive; each written name is taken apart once.
    pub(super) fn of(said: &[Said<'_>]) -> Self {
        let mut written: Vec<&str> = said.iter().filter_map(|said| said.quote.entity.as_deref()).collect();
        written.par_sort_unstable();
        written.dedup();
        let keys: Vec<(String, String)> =
            written.par_iter().map(|name| (Name::parse(name).plain(), rawi_text::fold_word(name))).collect();
        let mut sorted = Self::default();
        for (at, said) in said.iter().enumerate() {
            let Some(entity) = said.quote.entity.as_deref() else { continue };
            let Ok(key) = written.binary_search(&entity) else { continue };
            let (plain, folded) = &keys[key];
            let named = !matches!(said.quote.entity_type, Some(EntityType::Anonymous | EntityType::Document));
            let place = if named && !plain.is_empty() {
                match sorted.named.get_mut(plain) {
                    Some(place) => place,
                    None => sorted.named.entry(plain.clone()).or_default(),
                }
            } else {
                sorted.unnamed.entry((said.article, folded.clone())).or_default()
            };
            place.push(at);
        }
        sorted
    }
}

impl Mention {
    /// What is known of a name from some of its quotes.
    pub(super) fn of(said: &[Said<'_>], members: Vec<usize>) -> Self {
        let quotes = || members.iter().map(|member| &said[*member]);
        let spelling = quotes().filter_map(|said| said.quote.entity.as_deref()).min().unwrap_or_default();
        let persons = quotes().filter(|said| said.quote.entity_type == Some(EntityType::Person)).count();
        let mut days: Vec<i32> = quotes().filter_map(|said| said.day).collect();
        let mut outlets: Vec<u64> =
            quotes().filter_map(|said| said.outlet).map(rawi_text::token_hash).collect();
        let mut titles: Vec<u64> = Vec::new();
        let name = Name::parse(spelling);
        let mut royal = name.royal;
        for title in quotes().filter_map(|said| said.quote.description.as_deref()) {
            let folded = rawi_text::fold(title);
            royal |= folded.iter().any(|(word, _)| is_royal(word));
            // Words of two letters stand in any title.
            let words = folded.iter().filter(|(word, _)| word.chars().count() > 2);
            titles.extend(words.map(|(word, _)| rawi_text::token_hash(&stem(word))));
        }
        for list in [&mut outlets, &mut titles] {
            list.sort_unstable();
            list.dedup();
        }
        days.sort_unstable();
        days.dedup();
        Self { name, person: persons * 2 > members.len(), members, days, outlets, titles, royal }
    }

    /// Takes in the quotes of another name of the same speaker; the own name stays.
    pub(super) fn absorb(&mut self, other: Self) {
        self.members.extend(other.members);
        merge(&mut self.days, other.days);
        merge(&mut self.outlets, other.outlets);
        merge(&mut self.titles, other.titles);
        self.royal |= other.royal;
    }

    /// Days between the two where they are nearest; `None` without dates.
    pub(super) fn apart(&self, other: &Self) -> Option<i32> {
        self.days
            .iter()
            .flat_map(|day| {
                let at = other.days.partition_point(|known| known < day);
                [at.checked_sub(1), Some(at)]
                    .into_iter()
                    .flatten()
                    .filter_map(|at| other.days.get(at))
                    .map(move |known| (known - day).abs())
            })
            .min()
    }

    /// Words of titles that both have.
    pub(super) fn shared_titles(&self, other: &Self) -> usize {
        shared(&self.titles, &other.titles)
    }

    /// Outlets that both have.
    pub(super) fn shared_outlets(&self, other: &Self) -> usize {
        shared(&self.outlets, &other.outlets)
    }
}

fn merge<T: Ord>(into: &mut Vec<T>, from: Vec<T>) {
    into.extend(from);
    into.sort_unstable();
    into.dedup();
}

fn shared(a: &[u64], b: &[u64]) -> usize {
    a.iter().filter(|term| b.binary_search(term).is_ok()).count()
}
