//! Which quotes are one statement.
//!
//! Equal words of one time are one *unit* first, so that a line that stands ten thousand times costs ten thousand
//! and not its square. Units find their candidates by rare terms and rare pairs of neighbouring terms inside the time
//! window ([`candidates`](super::candidates)), and are then compared by all their words ([`likeness`](super::likeness)).
//! A unit joins every statement whose first version it is like (a quote may hold two claims); what is like the most
//! central version only, joins after. So no chain of small steps leads from one claim to another.

use std::collections::BTreeMap;

use rawi_text::Watch;
use rayon::prelude::*;

use super::StatementSettings;
use super::candidates::{Candidates, Room};
use super::likeness::Likeness;
use super::unit::{Draft, FEW, Unit, weigh};
use super::words::{Stems, Terms};
use crate::EntityType;
use crate::speakers::{Said, ranks};

/// Groups of two quotes and more with their likeness to the first, each oldest first.
pub(super) fn group(
    said: &[Said<'_>],
    speaker_of: &[Option<usize>],
    names: &[&[u64]],
    settings: &StatementSettings,
    watch: &dyn Watch,
) -> Vec<Vec<(usize, f32)>> {
    watch.stage("statements", 0);
    let ranks = ranks(said);
    let (units, vocabulary) = weigh(drafts(said, &ranks, speaker_of, settings));
    let candidates = Candidates::new(&units, &vocabulary, settings.max_days);
    let likeness = Likeness::new(&vocabulary, names);
    watch.stage("statements", units.len() as u64);
    // For each unit the older ones that it is like.
    let near: Vec<Vec<(usize, f32)>> = (0..units.len())
        .into_par_iter()
        .map_init(Room::default, |room, at| {
            watch.done(1);
            let older =
                candidates.older(at, settings.min_similarity, room).into_iter().map(|other| other as usize);
            let like = |other: usize| likeness.of(&units[other], &units[at], settings.min_similarity);
            older.filter_map(|other| Some((other, like(other)?))).collect()
        })
        .collect();
    let several = |group: &Vec<(usize, f32)>| {
        group.iter().map(|(unit, _)| units[*unit].members.len()).sum::<usize>() > 1
    };
    join(&units, &near)
        .into_par_iter()
        .filter(several)
        .map(|group| {
            let mut versions: Vec<(usize, f32)> = Vec::new();
            for (unit, score) in group {
                versions.extend(units[unit].members.iter().map(|member| (*member, score)));
            }
            versions.sort_by_key(|(member, _)| ranks[*member]);
            without_nested(said, versions)
        })
        .collect()
}

/// The versions without those that an article has inside another one ("X announced that Y announced that …"): it
/// reports the statement once, by the one that is more like the first version; of equals by the outer one.
fn without_nested(said: &[Said<'_>], versions: Vec<(usize, f32)>) -> Vec<(usize, f32)> {
    let range = |quote: usize| {
        let content = &said[quote].quote.content;
        let from = content.iter().map(|range| range.start).min().unwrap_or(0);
        (from, content.iter().map(|range| range.end).max().unwrap_or(from))
    };
    let mut of: BTreeMap<usize, Vec<(usize, f32)>> = BTreeMap::new();
    for version in &versions {
        of.entry(said[version.0].article).or_default().push(*version);
    }
    let beaten = |(quote, likeness): &(usize, f32)| {
        let (from, to) = range(*quote);
        of[&said[*quote].article].iter().any(|(other, its)| {
            let (start, end) = range(*other);
            let around = start <= from && to <= end;
            let inside = from <= start && end <= to;
            // Equal ranges: the first of the two stays.
            let outer = around && (!inside || other < quote);
            other != quote && (outer && its >= likeness || inside && its > likeness)
        })
    };
    versions.iter().filter(|version| !beaten(version)).copied().collect()
}

/// How many comparisons of units a grouping makes.
#[cfg(test)]
pub(super) fn compared(
    said: &[Said<'_>],
    speaker_of: &[Option<usize>],
    settings: &StatementSettings,
) -> usize {
    let (units, vocabulary) = weigh(drafts(said, &ranks(said), speaker_of, settings));
    let candidates = Candidates::new(&units, &vocabulary, settings.max_days);
    let mut room = Room::default();
    (0..units.len()).map(|at| candidates.older(at, settings.min_similarity, &mut room).len()).sum()
}

/// Quotes of equal words inside one time window, oldest first.
///
/// A few words that anybody may say ("yes", "no comment") are one unit only where one speaker says them.
fn drafts(
    said: &[Said<'_>],
    ranks: &[u32],
    speaker_of: &[Option<usize>],
    settings: &StatementSettings,
) -> Vec<Draft> {
    let terms: Vec<Terms> =
        said.par_iter().map_init(Stems::default, |stems, said| stems.terms(said)).collect();
    // Words, the speaker where it matters, the place in time, the quote.
    let mut same: Vec<(u64, Option<usize>, u32, u32)> = Vec::with_capacity(said.len());
    for (at, terms) in terms.iter().enumerate().filter(|(_, terms)| !terms.sequence.is_empty()) {
        let few = terms.sequence.len() < FEW;
        let speaker = few.then(|| speaker_of[at].map_or(0, |speaker| speaker + 1));
        same.push((terms.words, speaker, ranks[at], at as u32));
    }
    same.par_sort_unstable();
    let mut terms: Vec<Option<Terms>> = terms.into_iter().map(Some).collect();
    let mut drafts = Vec::new();
    let mut members: Vec<usize> = Vec::new();
    for equal in same.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        members.clear();
        members.extend(equal.iter().map(|(_, _, _, at)| *at as usize));
        let mut rest = members.as_slice();
        while let Some(first) = rest.first() {
            let near = |member: &usize| match (said[*first].day, said[*member].day) {
                (Some(a), Some(b)) => (b - a).abs() <= settings.max_days,
                _ => true,
            };
            let end = rest.iter().position(|member| !near(member)).unwrap_or(rest.len());
            let named = rest[..end].iter().find(|member| speaker_of[**member].is_some());
            let speaker = named.and_then(|member| speaker_of[*member]);
            let person =
                named.is_some_and(|member| said[*member].quote.entity_type == Some(EntityType::Person));
            let beside = named.is_some_and(|member| said[*member].quote.speaker.is_some());
            let terms = terms[*first].take().unwrap_or_default();
            drafts.push(Draft {
                members: rest[..end].to_vec(),
                day: said[*first].day,
                speaker,
                person,
                named: beside,
                terms,
            });
            rest = &rest[end..];
        }
    }
    drafts.sort_by_key(|draft| ranks[draft.members[0]]);
    drafts
}

/// Likeness from which on a quote is a copy, that goes where its original goes.
const COPY: f32 = 0.8;

/// Units to groups: each to the leaders it is like, then what is like the most central member.
///
/// A quote that holds two claims belongs to the statements of both: a unit joins every leader it is like.
fn join(units: &[Unit], near: &[Vec<(usize, f32)>]) -> Vec<Vec<(usize, f32)>> {
    let mut leads = vec![true; units.len()];
    // The members of each leader's group; of others nothing.
    let mut groups: Vec<Vec<(usize, f32)>> = vec![Vec::new(); units.len()];
    // For each unit the leaders that it has joined.
    let mut joined: Vec<Vec<(usize, f32)>> = vec![Vec::new(); units.len()];
    for at in 0..units.len() {
        if near[at].is_empty() {
            groups[at].push((at, 1.0));
            continue;
        }
        let mut leaders: BTreeMap<usize, f32> = BTreeMap::new();
        for (other, score) in &near[at] {
            if leads[*other] {
                leaders.insert(*other, *score);
            } else if *score >= COPY {
                for (leader, likeness) in &joined[*other] {
                    leaders.entry(*leader).or_insert(likeness * score);
                }
            }
        }
        leads[at] = leaders.is_empty();
        if leads[at] {
            groups[at].push((at, 1.0));
        }
        for (leader, score) in &leaders {
            groups[*leader].push((at, *score));
        }
        joined[at] = leaders.into_iter().collect();
    }
    central(&mut groups, near);
    without_parts(groups.into_iter().filter(|group| !group.is_empty()).collect())
}

/// The groups that are not a part of another one: two quotes of one article may lead the same versions.
fn without_parts(groups: Vec<Vec<(usize, f32)>>) -> Vec<Vec<(usize, f32)>> {
    let sets: Vec<Vec<usize>> = groups
        .iter()
        .map(|group| {
            let mut set: Vec<usize> = group.iter().map(|(at, _)| *at).collect();
            set.sort_unstable();
            set.dedup();
            set
        })
        .collect();
    let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, set) in sets.iter().enumerate().filter(|(_, set)| set.len() > 1) {
        for at in set {
            of.entry(*at).or_default().push(number);
        }
    }
    let inside = |number: usize| {
        let set = &sets[number];
        let Some(others) = set.first().and_then(|first| of.get(first)) else { return false };
        others.iter().any(|other| {
            // Of two equal groups the one with the older leader stays.
            let larger = sets[*other].len() > set.len() || sets[*other].len() == set.len() && *other < number;
            larger && set.iter().all(|at| sets[*other].binary_search(at).is_ok())
        })
    };
    let keep: Vec<bool> = (0..groups.len()).map(|number| sets[number].len() < 2 || !inside(number)).collect();
    groups.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(group, _)| group).collect()
}

/// Likeness to the most central version that is enough without likeness to the first.
const CENTRAL: f32 = 0.5;

/// Units join the groups whose most central member they are like.
fn central(groups: &mut [Vec<(usize, f32)>], near: &[Vec<(usize, f32)>]) {
    let mut both: Vec<Vec<(usize, f32)>> = near.to_vec();
    for (at, older) in near.iter().enumerate() {
        for (other, score) in older {
            both[*other].push((at, *score));
        }
    }
    let mut alone: Vec<bool> = groups.iter().map(|members| members.len() == 1).collect();
    for first in 0..groups.len() {
        let members = &groups[first];
        if members.len() < 2 {
            continue;
        }
        // Members come in ascending order.
        let inside: Vec<usize> = members.iter().map(|(at, _)| *at).collect();
        let sum = |at: usize| -> f32 {
            both[at]
                .iter()
                .filter(|(other, _)| inside.binary_search(other).is_ok())
                .map(|(_, score)| score)
                .sum()
        };
        let medoid = inside.iter().skip(1).copied().max_by(|a, b| sum(*a).total_cmp(&sum(*b)).then(b.cmp(a)));
        let Some(medoid) = medoid else { continue };
        let joining: Vec<(usize, f32)> = both[medoid]
            .iter()
            .filter(|(at, score)| *score >= CENTRAL && inside.binary_search(at).is_err())
            .copied()
            .collect();
        for (at, score) in joining {
            // The likeness told is that to the first; what is like the most central version only has less.
            let to_first =
                both[at].iter().find(|(other, _)| *other == first).map_or(score * 0.8, |(_, score)| *score);
            groups[first].push((at, to_first));
            if std::mem::take(&mut alone[at]) {
                groups[at].clear();
            }
        }
    }
}

/// Whether a group stands in as many articles and outlets as a statement must.
pub(super) fn wide_enough(
    said: &[Said<'_>],
    versions: &[(usize, f32)],
    settings: &StatementSettings,
) -> bool {
    let Some((first, _)) = versions.first() else { return false };
    let first = &said[*first];
    versions.iter().any(|(member, _)| {
        let member = &said[*member];
        member.article != first.article && (settings.within_outlet || member.outlet != first.outlet)
    })
}
