//! Speakers of the archive: from the names of single articles to one person, body or source across all of them.
//!
//! The engine says who speaks by the name that an article itself gives. An archive calls the same man by many
//! names: in two scripts, with and without the first name, under other titles. Here the mentions of all articles
//! are brought together, and, as important, two men of one family name are kept apart.

mod article;
mod choose;
mod cluster;
mod full_names;
mod mentions;
mod record;
mod usage;
mod written;

use std::collections::BTreeMap;

use ahash::AHashMap;
use rawi_text::Watch;
use rayon::prelude::*;

use crate::names::{Name, SAME, likeness};
use crate::{EntityType, Quote};
use cluster::Archive;
pub(crate) use record::id as stable_id;
use record::{number, record, tell_apart};
use written::Written;

/// A quote in its place: the article that carries it, and where and when that was published.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// The article, by any number that is the same for all of its quotes.
    pub article: usize,
    /// Outlet of the article.
    pub outlet: Option<&'a str>,
    /// Day of publication, in days since 1970 as written.
    pub day: Option<i32>,
    /// Moment of publication in seconds since 1970 (UTC), where it is known beyond the day.
    pub seconds: Option<i64>,
    /// Text of the article, which the quote's spans refer to.
    pub text: &'a str,
    /// The quote.
    pub quote: &'a Quote,
}

impl Said<'_> {
    /// The words of the quote; several ranges are joined by an ellipsis.
    #[must_use]
    pub fn words(&self) -> String {
        self.quote.content.iter().map(|range| range.of(self.text)).collect::<Vec<_>>().join(" … ")
    }

    /// The ranges of the quote's content.
    fn pieces(&self) -> impl Iterator<Item = &str> {
        self.quote.content.iter().map(|range| range.of(self.text))
    }

    /// Seconds since 1970 as well as they are known; articles without a date come last.
    #[must_use]
    pub fn moment(&self) -> i64 {
        self.seconds.or_else(|| self.day.map(|day| i64::from(day) * 86_400)).unwrap_or(i64::MAX)
    }
}

/// The place of each quote in an order that does not depend on the order of the input: time, outlet, place in the
/// article, words. Quotes that are alike in all of that keep the order of the input.
pub(crate) fn ranks(said: &[Said<'_>]) -> Vec<u32> {
    let mut outlets: Vec<Option<&str>> = Vec::new();
    let mut numbers: AHashMap<Option<&str>, u32> = AHashMap::new();
    for said in said {
        numbers.entry(said.outlet).or_insert_with(|| {
            outlets.push(said.outlet);
            0
        });
    }
    outlets.sort_unstable();
    for (number, outlet) in outlets.into_iter().enumerate() {
        numbers.insert(outlet, number as u32);
    }
    // Time, outlet and place as numbers; the words are read only where all of these are equal.
    let key = |said: &Said<'_>| {
        let start = said.quote.content.first().map_or(0, |range| range.start);
        let outlet = numbers.get(&said.outlet).copied().unwrap_or_default();
        (said.moment(), outlet, start, said.text.len() as u32)
    };
    let keys: Vec<(i64, u32, u32, u32)> = said.par_iter().map(key).collect();
    let mut order: Vec<u32> = (0..said.len() as u32).collect();
    order.par_sort_by(|a, b| {
        let (x, y) = (*a as usize, *b as usize);
        keys[x].cmp(&keys[y]).then_with(|| said[x].pieces().cmp(said[y].pieces()))
    });
    let mut ranks = vec![0; said.len()];
    for (rank, at) in order.iter().enumerate() {
        ranks[*at as usize] = rank as u32;
    }
    ranks
}

/// For each quote a hash of its content, where that is long and stands in several articles; else 0.
fn shared_words(said: &[Said<'_>]) -> Vec<u64> {
    /// Bytes of a content that two men do not speak by chance.
    const LONG: usize = 50;
    // Hashes are compared with each other alone: any will do, and this one reads eight bytes at a time.
    let hasher = ahash::RandomState::with_seeds(1, 2, 3, 4);
    let hash = |said: &Said<'_>| {
        if said.pieces().map(str::len).sum::<usize>() < LONG {
            return 0;
        }
        said.pieces().fold(0, |hash: u64, piece| {
            (hash.rotate_left(23) ^ hasher.hash_one(piece)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        })
    };
    let hashes: Vec<u64> = said.par_iter().map(hash).collect();
    // The article that has a content; `None` where several have it.
    let mut articles: AHashMap<u64, Option<usize>> = AHashMap::with_capacity(said.len());
    for (said, hash) in said.iter().zip(&hashes).filter(|(_, hash)| **hash != 0) {
        let article = articles.entry(*hash).or_insert(Some(said.article));
        if *article != Some(said.article) {
            *article = None;
        }
    }
    hashes.into_iter().map(|hash| if articles.get(&hash) == Some(&None) { hash } else { 0 }).collect()
}

/// A title or role of a speaker as one outlet writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The words.
    pub text: String,
    /// The outlet.
    pub outlet: Option<String>,
    /// Quotes under it there.
    pub count: usize,
}

/// One speaker of the archive. Indices refer to the slice that was given to [`speakers`].
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// Stable id, made of the name and, where names collide, of what was said; the same in any order of the input.
    pub id: String,
    /// Spellings with the number of quotes under each, most frequent first.
    pub names: Vec<(String, usize)>,
    /// What kind of source.
    pub kind: Option<EntityType>,
    /// Titles and roles by outlet, most frequent first.
    pub descriptions: Vec<Description>,
    /// Quotes by outlet; those of articles without an outlet are not here.
    pub outlets: BTreeMap<String, usize>,
    /// The quotes, as indices, ascending.
    pub members: Vec<usize>,
    /// Direct quotes among them.
    pub direct: usize,
    /// Mixed quotes among them.
    pub mixed: usize,
    /// Indirect quotes among them.
    pub indirect: usize,
    /// The oldest dated quote.
    pub first: Option<usize>,
    /// The youngest dated quote.
    pub last: Option<usize>,
    /// Which of the names is shown.
    pub(crate) shown: usize,
    /// He is described rather than named ("the player"), and so known in his article only.
    pub(crate) described: bool,
}

impl Speaker {
    /// The name to show: the most frequent spelling; where that is a family name alone, the most frequent full name
    /// that at least a quarter as many quotes have.
    #[must_use]
    pub fn name(&self) -> &str {
        self.names.get(self.shown).map_or("", |(name, _)| name.as_str())
    }
}

/// Whether a written name, in any script, is one of the speaker's.
///
/// A family name finds every speaker who bears it.
#[must_use]
pub fn matches(speaker: &Speaker, name: &str) -> bool {
    let wanted = Name::parse(name);
    speaker.names.iter().any(|(spelling, _)| {
        let spelling = Name::parse(spelling);
        !wanted.folded.is_empty()
            && (spelling.folded == wanted.folded || likeness(&wanted, &spelling).score() >= SAME)
    })
}

/// The speakers of an archive, from the quotes of all its articles; those with most quotes first.
///
/// Quotes without an entity have no speaker and are in none of them.
#[must_use]
pub fn speakers(said: &[Said<'_>]) -> Vec<Speaker> {
    speakers_watched(said, &())
}

/// The same as [`speakers`], watched.
#[must_use]
pub fn speakers_watched(said: &[Said<'_>], watch: &dyn Watch) -> Vec<Speaker> {
    // Every quote is read three times before names are compared: in order, as written, and for its words.
    let all = said.len() as u64;
    watch.stage("mentions", 3 * all);
    let ranks = ranks(said);
    watch.done(all);
    let written = Written::of(said);
    watch.done(all);
    let shared = shared_words(said);
    watch.done(all);
    let groups = Archive { said, written: &written, ranks: &ranks, shared: &shared }.cluster(watch);
    watch.stage("speakers", groups.len() as u64);
    let mut speakers: Vec<Speaker> = groups
        .into_par_iter()
        .map(|group| {
            watch.done(1);
            record(said, &written, &ranks, group)
        })
        .collect();
    tell_apart(said, &ranks, &mut speakers);
    speakers
        .par_sort_by_cached_key(|speaker| (std::cmp::Reverse(speaker.members.len()), number(&speaker.id)));
    speakers
}

#[cfg(test)]
mod tests;
