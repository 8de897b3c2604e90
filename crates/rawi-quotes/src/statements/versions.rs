//! Which units of a group are versions of its statement.
//!
//! A group ([`group`](super::group)) has what is like its first version. Not all of that reports the statement: an article
//! may report it closer elsewhere, an outlet may come back to it with what was said besides, and what is hardly like the
//! first version may be like none of the others. What is left out here was mostly wrong where statements were judged by
//! reading; the figures stand at each rule.

use std::collections::BTreeMap;

use super::group::{COPY, Like, PARTS};
use super::likeness::Likeness;
use super::unit::Units;
use crate::speakers::Said;

/// Share of the lesser of two quotes of one article that the other must have, if both are to be versions.
const TWICE: f32 = 0.5;

/// The units of a group without those whose article reports the statement by another quote, closer to it, with which they
/// have little in common: "A", and further down "B", where the first version says "A and B".
pub(super) fn of_one_claim(
    said: &[Said<'_>],
    units: &Units<'_>,
    likeness: &Likeness<'_>,
    group: &[Like],
) -> Vec<Like> {
    let article = |unit: u32| units.members(unit as usize).first().map(|quote| said[*quote as usize].article);
    let further = |(unit, score): &Like| {
        group.iter().any(|(other, its)| {
            let closer = its > score || its == score && other < unit;
            other != unit
                && closer
                && article(*other) == article(*unit)
                && likeness.contained(units, *other as usize, *unit as usize) < TWICE
        })
    };
    group.iter().filter(|one| !further(one)).copied().collect()
}

/// A group without what its first version only says that another said: "the talks failed, as the Russians insisted that …" is
/// not what the Russians said.
pub(super) fn of_its_own_words(said: &[Said<'_>], units: &Units<'_>, mut group: Vec<Like>) -> Vec<Like> {
    let first = |unit: u32| units.members(unit as usize).first().map(|quote| &said[*quote as usize]);
    let leader = group.iter().find(|(_, score)| *score >= 1.0).and_then(|(unit, _)| first(*unit));
    let Some(leader) = leader else { return group };
    let told_of = |(unit, score): &Like| {
        first(*unit).and_then(|version| version.quote.entity.as_deref()).is_some_and(|source| {
            *score < COPY
                && leader.quote.entity.as_deref() != Some(source)
                && leader.quote.content.iter().any(|range| range.of(leader.text).contains(source))
        })
    };
    group.retain(|one| !told_of(one));
    group
}

/// Likeness to the first version below which the others must bear a version out.
const WEAK: f32 = 0.62;
/// Mean likeness to the versions closer to the first that bears it out. Of the weak versions of 1,400 statements judged by
/// reading it leaves out 16; for 8 of them the statement had been judged wrong, one in four of all so weak.
const BORNE_OUT: f32 = 0.35;

/// A group without the versions that are hardly like the first one, and not like those closer to it: each of them reports
/// something of what the first one says, and not the same.
pub(super) fn borne_out(units: &Units<'_>, likeness: &Likeness<'_>, group: Vec<Like>) -> Vec<Like> {
    if group.len() > PARTS {
        return group;
    }
    let stands = |(unit, score): &Like| {
        let closer = group.iter().filter(|(other, its)| other != unit && *its < 1.0 && its >= score);
        let alike = |(other, _): &Like| {
            let (older, younger) = ((*other).min(*unit) as usize, (*other).max(*unit) as usize);
            likeness.of(units, older, younger, 0.0).unwrap_or(0.0)
        };
        let (sum, count) =
            closer.map(alike).fold((0.0, 0.0), |(sum, count), score| (sum + score, count + 1.0));
        sum >= BORNE_OUT * count
    };
    group.iter().filter(|one| one.1 >= WEAK || stands(one)).copied().collect()
}

/// Likeness to the first version below which an outlet hardly reports a statement that it reports closer elsewhere; and from
/// which on two reports of one outlet are alike.
const REPEATED: f32 = 0.6;
/// How much closer that is at least.
const CLOSER: f32 = 0.04;

/// A group without what is hardly like the first version, of outlets that have a closer one; and that in groups of its own by
/// its oldest, with what is more like that one. An outlet that comes back to a statement copies itself, and in other words it reports what was
/// said besides, or on another day: of 2,100 statements judged by reading 97 had such versions, one in five of them was
/// wrong, and of the others one in thirty.
pub(super) fn by_outlet(
    said: &[Said<'_>],
    units: &Units<'_>,
    likeness: &Likeness<'_>,
    least: f32,
    group: Vec<Like>,
) -> Vec<Vec<Like>> {
    let outlets = |unit: u32| units.members(unit as usize).iter().map(|quote| said[*quote as usize].outlet);
    let alike = |a: u32, b: u32, least: f32| likeness.of(units, a.min(b) as usize, a.max(b) as usize, least);
    let mut groups = Vec::new();
    let mut open = vec![group];
    while let Some(group) = open.pop() {
        // Whether each outlet of a version has closer ones, and whether it is like none of them.
        let repeats = |(unit, score): &Like| {
            let repeated = |outlet: Option<&str>| {
                let mut closer = group
                    .iter()
                    .filter(|(other, its)| *its > score + CLOSER && outlets(*other).any(|its| its == outlet))
                    .peekable();
                outlet.is_some()
                    && closer.peek().is_some()
                    && closer.all(|(other, _)| alike(*unit, *other, REPEATED).is_none())
            };
            *score < REPEATED && outlets(*unit).all(repeated)
        };
        let few = group.len() <= PARTS;
        let (others, own): (Vec<Like>, Vec<Like>) = group.iter().partition(|one| few && repeats(one));
        let Some(leader) = others.iter().map(|(unit, _)| *unit).min() else {
            groups.push(group);
            continue;
        };
        let like = |unit: u32| alike(unit, leader, least).filter(|_| unit != leader);
        let mut its = vec![(leader, 1.0)];
        its.extend(others.iter().filter_map(|(unit, _)| Some((*unit, like(*unit)?))));
        let nearer = |(unit, score): &Like| like(*unit).filter(|likeness| likeness > score);
        let moved: Vec<Like> = own.iter().filter_map(|one| Some((one.0, nearer(one)?))).collect();
        let with_moved = its.iter().chain(&moved).flat_map(|(unit, _)| outlets(*unit));
        // What one outlet alone says in other words takes nobody with it.
        let first = outlets(leader).next();
        if with_moved.into_iter().any(|outlet| Some(outlet) != first) {
            groups.push(own.iter().filter(|one| nearer(one).is_none()).copied().collect());
            its.extend(moved);
        } else {
            groups.push(own);
        }
        its.sort_unstable_by_key(|(unit, _)| *unit);
        // What is not like their oldest either has an oldest of its own.
        let left: Vec<u32> = others
            .iter()
            .map(|(unit, _)| *unit)
            .filter(|unit| its.iter().all(|(own, _)| own != unit))
            .collect();
        if let Some(first) = left.iter().min().copied() {
            let score = |unit: u32| if unit == first { Some(1.0) } else { alike(unit, first, least) };
            let mut rest: Vec<Like> = left.iter().filter_map(|unit| Some((*unit, score(*unit)?))).collect();
            rest.sort_unstable_by_key(|(unit, _)| *unit);
            open.push(rest);
        }
        open.push(its);
    }
    groups
}

/// The versions without those that an article has inside another one ("X announced that Y announced that …"): it
/// reports the statement once, by the one that is more like the first version; of equals by the outer one.
pub(super) fn without_nested(said: &[Said<'_>], versions: Vec<(usize, f32)>) -> Vec<(usize, f32)> {
    let mut articles: Vec<usize> = versions.iter().map(|(quote, _)| said[*quote].article).collect();
    articles.sort_unstable();
    if articles.windows(2).all(|pair| pair[0] != pair[1]) {
        return versions;
    }
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
