//! What is known of one speaker: names, descriptions, counts, dates, id.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::cluster::Group;
use super::written::Written;
use super::{Description, Said, Speaker};
use crate::names::Name;
use crate::{EntityType, Kind};

/// Brings the quotes of one speaker together.
pub(super) fn record(
    said: &[Said<'_>],
    written: &Written<'_>,
    ranks: &[u32],
    Group { mut members, described }: Group,
) -> Speaker {
    members.sort_unstable();
    let mut names: Vec<usize> = Vec::with_capacity(members.len());
    let mut kinds: Vec<EntityType> = Vec::new();
    let mut titles: Vec<(usize, Option<&str>)> = Vec::new();
    let mut outlets: Vec<&str> = Vec::new();
    let (mut direct, mut mixed, mut indirect) = (0, 0, 0);
    for member in &members {
        let said = &said[*member];
        names.extend(written.name_of(*member));
        kinds.extend(said.quote.entity_type);
        titles.extend(written.title_of(*member).map(|title| (title, said.outlet)));
        outlets.extend(said.outlet);
        match said.quote.kind {
            Kind::Direct => direct += 1,
            Kind::Mixed => mixed += 1,
            Kind::Indirect => indirect += 1,
        }
    }
    // Numbers of names and titles are in the order of the alphabet.
    let mut names = counted(names);
    let length = |name: usize| written.names[name].text.len();
    names.sort_by(|a, b| {
        b.1.cmp(&a.1).then_with(|| length(b.0).cmp(&length(a.0))).then_with(|| a.0.cmp(&b.0))
    });
    let known: Vec<&Name> = names.iter().map(|(name, _)| &written.names[*name].name).collect();
    let mut titles: Vec<((usize, Option<&str>), usize)> = counted(titles)
        .into_iter()
        .filter(|((title, _), _)| !only_name(&written.titles[*title].words, &known))
        .collect();
    titles.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| ((a.0).1, (a.0).0).cmp(&((b.0).1, (b.0).0))));
    let descriptions = titles.into_iter().map(|((title, outlet), count)| Description {
        text: written.titles[title].text.to_owned(),
        outlet: outlet.map(str::to_owned),
        count,
    });
    let dated = |member: &&usize| said[**member].moment() != i64::MAX;
    let rank = |member: &&usize| ranks[**member];
    let shown = shown(&names, &known);
    // The kind that most quotes have; where two are as frequent, the first in the order of the kinds.
    let kinds = counted(kinds);
    let kind = kinds.iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0))).map(|(kind, _)| *kind);
    let plain = names.get(shown).map_or("", |(name, _)| &written.names[*name].plain);
    Speaker {
        id: id(&[&format!("{kind:?}"), plain]),
        shown,
        described,
        kind,
        descriptions: descriptions.collect(),
        outlets: counted(outlets).into_iter().map(|(outlet, count)| (outlet.to_owned(), count)).collect(),
        direct,
        mixed,
        indirect,
        first: members.iter().filter(dated).min_by_key(rank).copied(),
        last: members.iter().filter(dated).max_by_key(rank).copied(),
        names: names.into_iter().map(|(name, count)| (written.names[name].text.to_owned(), count)).collect(),
        members,
    }
}

/// Each value once, in order, and how often it is there.
fn counted<T: Ord + Copy>(mut values: Vec<T>) -> Vec<(T, usize)> {
    values.sort_unstable();
    values.chunk_by(|a, b| a == b).map(|equal| (equal[0], equal.len())).collect()
}

/// The most frequent spelling; where that is a family name alone, the most frequent full name that is not rare.
fn shown(names: &[(usize, usize)], parsed: &[&Name]) -> usize {
    let most = names.first().map_or(0, |(_, count)| *count);
    let full = |name: &Name| !name.joint && !name.title && name.words.len() > 1;
    if parsed.first().is_some_and(|name| full(name)) {
        return 0;
    }
    names.iter().zip(parsed).position(|((_, count), name)| count * 4 >= most && full(name)).unwrap_or(0)
}

/// Whether a description has no word that a name does not have ("Mr. Lavrov").
fn only_name(description: &[String], names: &[&Name]) -> bool {
    let known =
        |name: &&Name| description.iter().all(|word| name.words.iter().any(|known| known.forms[0] == *word));
    names.iter().any(known)
}

/// Gives speakers of one name ids of their own, made of their oldest quote.
pub(super) fn tell_apart(said: &[Said<'_>], ranks: &[u32], speakers: &mut [Speaker]) {
    let mut order: Vec<(u64, usize)> =
        speakers.par_iter().enumerate().map(|(at, speaker)| (number(&speaker.id), at)).collect();
    order.par_sort_unstable();
    let same = order.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    let several: Vec<Vec<usize>> = same.map(|group| group.iter().map(|(_, at)| *at).collect()).collect();
    for mut group in several {
        let oldest = |at: usize, speakers: &[Speaker]| {
            speakers[at].members.iter().copied().min_by_key(|member| ranks[*member])
        };
        group.sort_by_key(|at| oldest(*at, speakers).map(|member| ranks[member]));
        let mut given: BTreeMap<String, usize> = BTreeMap::new();
        for at in group {
            let Some(oldest) = oldest(at, speakers) else { continue };
            let said = &said[oldest];
            let day = said.day.map_or_else(String::new, |day| day.to_string());
            let made = id(&[&speakers[at].id, said.outlet.unwrap_or(""), &day, &said.words()]);
            // The same words in the same outlet on one day: a repeated article; the number tells them apart.
            let repeated = given.entry(made.clone()).or_default();
            *repeated += 1;
            speakers[at].id = if *repeated == 1 { made } else { id(&[&made, &repeated.to_string()]) };
        }
    }
}

/// The number that an id writes: ids in the order of these are in the order of the alphabet.
pub(super) fn number(id: &str) -> u64 {
    u64::from_str_radix(id, 16).unwrap_or_default()
}

/// A short stable id of some words: FNV-1a (Fowler, Noll & Vo), finished so that all bits depend on all letters.
pub(crate) fn id(parts: &[&str]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for part in parts {
        for byte in part.bytes().chain([0x1f]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^= hash >> 32;
    format!("{hash:016x}")
}
