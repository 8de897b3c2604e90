//! Which mentions of the archive are one speaker.
//!
//! 1. Equal names (letters folded, particles aside) are one.
//! 2. Full names of persons join under their most frequent spelling, in any script: every word must match, so that a
//!    brother with the same family name stays apart.
//! 3. A name of one word, article by article, goes to the full name that ends with it, if one is likelier than the
//!    others by title, outlet, time and frequency; else it stays a speaker of its own.
//! 4. Bodies join by the list of aliases and by their stems. Unnamed sources stay with their article.
//!
//! Every choice runs over sorted names and quotes ordered by content, never over the order of the input.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Said;
use super::full_names::FullNames;
use super::mentions::{ByName, Mention};
use crate::names::{NameIndex, SAME, likeness};

/// The quotes of each speaker, as indices.
pub(super) fn cluster(said: &[Said<'_>]) -> Vec<Vec<usize>> {
    let mut full: Vec<Mention> = Vec::new();
    let mut single: Vec<Mention> = Vec::new();
    let mut bodies: Vec<Mention> = Vec::new();
    let ByName { named, unnamed } = ByName::of(said);
    let mentions: Vec<Mention> = named
        .into_values()
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|members| Mention::of(said, members))
        .collect();
    for mention in mentions {
        if !mention.person || mention.name.title {
            bodies.push(mention);
        } else if mention.name.words.len() > 1 {
            full.push(mention);
        } else {
            single.push(mention);
        }
    }
    let mut speakers = join_full(full);
    join_single(said, &mut speakers, single);
    speakers.extend(join_bodies(bodies));
    let mut groups: Vec<Vec<usize>> = speakers.into_iter().map(|speaker| speaker.members).collect();
    groups.extend(unnamed.into_values());
    groups
}

/// The most frequent first; the folded name decides between equals.
fn by_frequency(mentions: &mut [Mention]) {
    mentions.sort_by(|a, b| {
        b.members.len().cmp(&a.members.len()).then_with(|| a.name.folded.cmp(&b.name.folded))
    });
}

/// Full names under the most frequent spelling.
fn join_full(mut full: Vec<Mention>) -> Vec<Mention> {
    by_frequency(&mut full);
    let mut index = NameIndex::new();
    let mut speakers: Vec<Mention> = Vec::new();
    for mention in full {
        let mut best: Option<(f32, usize)> = None;
        for number in index.candidates(&mention.name) {
            let score = likeness(&mention.name, index.name(number)).score();
            if score >= SAME && best.is_none_or(|(most, _)| score > most) {
                best = Some((score, number));
            }
        }
        match best {
            Some((_, number)) => speakers[number].absorb(mention),
            None => {
                index.insert_name(mention.name.clone());
                speakers.push(mention);
            }
        }
    }
    speakers
}

/// Names of one word to the full names that end with them; what finds none stays.
fn join_single(said: &[Said<'_>], speakers: &mut Vec<Mention>, mut single: Vec<Mention>) {
    by_frequency(&mut single);
    let full = FullNames::of(speakers);
    let mut joining: Vec<(usize, Mention)> = Vec::new();
    let mut alone: Vec<Mention> = Vec::new();
    for mention in single {
        let by_family = full.by_family(&mention.name);
        let by_first_name = full.by_first_name(&mention.name);
        let mut left = Vec::new();
        for part in by_article(said, mention.members) {
            let candidates = if part.royal { &by_first_name } else { &by_family };
            match choose(&part, candidates, speakers) {
                Some(number) => joining.push((number, part)),
                None => left.extend(part.members),
            }
        }
        if !left.is_empty() {
            alone.push(Mention::of(said, left));
        }
    }
    for (number, part) in joining {
        speakers[number].absorb(part);
    }
    speakers.extend(join_full(alone));
}

/// The quotes of a name, article by article, in an order of their content.
fn by_article(said: &[Said<'_>], members: Vec<usize>) -> Vec<Mention> {
    let mut articles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for member in members {
        articles.entry(said[member].article).or_default().push(member);
    }
    articles.into_values().map(|members| Mention::of(said, members)).collect()
}

/// The candidate that is likelier than all others, in points: title, outlet, time, frequency.
fn choose(part: &Mention, candidates: &[(usize, f32)], speakers: &[Mention]) -> Option<usize> {
    const LEAST: f32 = 1.0;
    const MARGIN: f32 = 0.75;
    let mut points: Vec<(f32, usize)> = candidates
        .iter()
        .map(|(number, score)| {
            let speaker = &speakers[*number];
            let titles = (part.shared_titles(speaker) as f32).min(3.0);
            let time = match part.apart(speaker) {
                Some(0..=3) => 1.5,
                Some(4..=30) => 1.0,
                Some(31..=365) => 0.25,
                Some(_) => -1.0,
                None => 0.5,
            };
            let outlet = if part.shared_outlets(speaker) > 0 { 0.5 } else { 0.0 };
            let frequent = (1.0 + speaker.members.len() as f32).log2() / 3.0;
            (titles + time + outlet + frequent + score, *number)
        })
        .collect();
    points.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (best, number) = *points.first()?;
    let second = points.get(1).map_or(0.0, |(points, _)| *points);
    (best >= LEAST && best - second >= MARGIN).then_some(number)
}

/// Bodies of one name under other spellings.
fn join_bodies(mut bodies: Vec<Mention>) -> Vec<Mention> {
    by_frequency(&mut bodies);
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut speakers: Vec<Mention> = Vec::new();
    for body in bodies {
        let key = crate::names::body_key(&body.name.folded);
        match known.get(&key) {
            Some(number) => speakers[*number].absorb(body),
            None => {
                known.insert(key, speakers.len());
                speakers.push(body);
            }
        }
    }
    speakers
}
