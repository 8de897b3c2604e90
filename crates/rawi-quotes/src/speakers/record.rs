//! What is known of one speaker: names, descriptions, counts, dates, id.

use std::collections::BTreeMap;

use super::{Description, Said, Speaker};
use crate::names::Name;
use crate::{EntityType, Kind};

/// Brings the quotes of one speaker together.
pub(super) fn record(said: &[Said<'_>], ranks: &[u32], mut members: Vec<usize>) -> Speaker {
    members.sort_unstable();
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kinds: BTreeMap<EntityType, usize> = BTreeMap::new();
    let mut descriptions: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
    let mut outlets: BTreeMap<String, usize> = BTreeMap::new();
    let (mut direct, mut mixed, mut indirect) = (0, 0, 0);
    for said in members.iter().map(|member| &said[*member]) {
        if let Some(entity) = said.quote.entity.as_deref() {
            *names.entry(entity).or_default() += 1;
        }
        if let Some(kind) = said.quote.entity_type {
            *kinds.entry(kind).or_default() += 1;
        }
        if let Some(description) = said.quote.description.as_deref() {
            *descriptions.entry((description, said.outlet)).or_default() += 1;
        }
        if let Some(outlet) = said.outlet {
            *outlets.entry(outlet.to_owned()).or_default() += 1;
        }
        match said.quote.kind {
            Kind::Direct => direct += 1,
            Kind::Mixed => mixed += 1,
            Kind::Indirect => indirect += 1,
        }
    }
    let mut names: Vec<(String, usize)> =
        names.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.len().cmp(&a.0.len())).then_with(|| a.0.cmp(&b.0)));
    let known: Vec<Name> = names.iter().map(|(name, _)| Name::parse(name)).collect();
    let mut descriptions: Vec<Description> = descriptions
        .into_iter()
        .filter(|((text, _), _)| !only_name(text, &known))
        .map(|((text, outlet), count)| Description {
            text: text.to_owned(),
            outlet: outlet.map(str::to_owned),
            count,
        })
        .collect();
    descriptions
        .sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (&a.outlet, &a.text).cmp(&(&b.outlet, &b.text))));
    let dated = |member: &&usize| said[**member].moment() != i64::MAX;
    let rank = |member: &&usize| ranks[**member];
    let mut speaker = Speaker {
        id: String::new(),
        shown: shown(&names, &known),
        names,
        // The kind that most quotes have; where two are as frequent, the first in the order of the kinds.
        kind: kinds.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))).map(|(kind, _)| *kind),
        descriptions,
        outlets,
        direct,
        mixed,
        indirect,
        first: members.iter().filter(dated).min_by_key(rank).copied(),
        last: members.iter().filter(dated).max_by_key(rank).copied(),
        members,
    };
    speaker.id = id(&[&format!("{:?}", speaker.kind), &Name::parse(speaker.name()).plain()]);
    speaker
}

/// The most frequent spelling; where that is a family name alone, the most frequent full name that is not rare.
fn shown(names: &[(String, usize)], parsed: &[Name]) -> usize {
    let most = names.first().map_or(0, |(_, count)| *count);
    let full = |name: &Name| !name.joint && !name.title && name.words.len() > 1;
    if parsed.first().is_some_and(full) {
        return 0;
    }
    names.iter().zip(parsed).position(|((_, count), name)| count * 4 >= most && full(name)).unwrap_or(0)
}

/// Whether a description has no word that a name does not have ("Mr. Lavrov").
fn only_name(description: &str, names: &[Name]) -> bool {
    let description = Name::parse(description);
    let known = |name: &Name| {
        description.words.iter().all(|word| name.words.iter().any(|known| known.forms[0] == word.forms[0]))
    };
    names.iter().any(known)
}

/// Gives speakers of one name ids of their own, made of their oldest quote.
pub(super) fn tell_apart(said: &[Said<'_>], ranks: &[u32], speakers: &mut [Speaker]) {
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, speaker) in speakers.iter().enumerate() {
        same.entry(speaker.id.clone()).or_default().push(at);
    }
    for mut group in same.into_values().filter(|group| group.len() > 1) {
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
