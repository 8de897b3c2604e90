//! Which quotes are one statement.
//!
//! Equal words of one time are one *unit* first, so that a line that stands ten thousand times costs ten thousand
//! and not its square. Units find their candidates by rare terms and rare pairs of neighbouring terms inside the time
//! window ([`candidates`](super::candidates)), and are then compared by all their words ([`likeness`](super::likeness)).
//! A unit joins every statement whose first version it is like (a quote may hold two claims); what is like a copy of it, or
//! the most central version only, joins where that is as good as being like the first. So no chain of small steps leads
//! from one claim to another.

use ahash::AHashMap;
use rawi_text::Watch;
use rayon::prelude::*;

use super::StatementSettings;
use super::candidates::{Candidates, Room};
use super::doubt;
use super::likeness::{Likeness, Relations};
use super::occasion::said_on;
use super::topic::Topics;
use super::unit::{Draft, FEW, Units, weigh};
use super::versions::{borne_out, by_outlet, of_its_own_words, of_one_claim, without_nested};
use super::words::Spoken;
use crate::EntityType;
use crate::speakers::{Said, ranks};

/// A unit, and how like it is.
pub(super) type Like = (u32, f32);

/// Says for each version (quote, likeness to the first) whether it is told.
pub(super) type Told<'a> = &'a (dyn Fn(&[(usize, f32)]) -> Vec<bool> + Sync);

/// Groups of two quotes and more with their likeness to the first, each oldest first.
pub(super) fn group(
    said: &[Said<'_>],
    speaker_of: &[Option<usize>],
    relations: Relations<'_>,
    settings: &StatementSettings,
    told: Told<'_>,
    watch: &dyn Watch,
) -> Vec<Vec<(usize, f32)>> {
    // Every quote is met five times before any are compared.
    let all = said.len() as u64;
    watch.stage("words", 5 * all);
    let ranks = ranks(said);
    watch.done(all);
    let spoken = Spoken::of(said);
    watch.done(all);
    let (drafts, members) = drafts(said, &ranks, speaker_of, &spoken, settings);
    watch.done(all);
    let (units, vocabulary) = weigh(drafts, members, &spoken);
    watch.done(all);
    let candidates = Candidates::new(&units, &vocabulary, settings.max_days, relations);
    watch.done(all);
    let topics = Topics::new(said, &spoken, &units);
    let likeness = Likeness::new(&vocabulary, relations, Some(&topics));
    watch.stage("statements", units.len() as u64);
    // For each unit the older ones that it is like.
    let near: Vec<Vec<Like>> = (0..units.len())
        .into_par_iter()
        .map_init(Room::default, |room, at| {
            watch.done(1);
            let older = candidates.older(at, settings.min_similarity, room).into_iter();
            let like = |other: u32| likeness.of(&units, other as usize, at, settings.min_similarity);
            older.filter_map(|other| Some((other, like(other)?))).collect()
        })
        .collect();
    let groups = join(&units, &likeness, &near, settings.min_similarity)
        .into_par_iter()
        .flat_map_iter(|group| by_outlet(said, &units, &likeness, settings.min_similarity, group))
        .map(|group| {
            let versions = sure(said, &units, &likeness, settings, &ranks, told, group);
            without_nested(said, versions)
        })
        .collect();
    without_parts(groups)
}

/// The quotes of a group that are told. Where the version is doubtful that the others are like, they are those that are
/// like the oldest of the rest.
fn sure(
    said: &[Said<'_>],
    units: &Units<'_>,
    likeness: &Likeness<'_>,
    settings: &StatementSettings,
    ranks: &[u32],
    told: Told<'_>,
    mut group: Vec<Like>,
) -> Vec<(usize, f32)> {
    loop {
        let mut versions: Vec<(usize, f32)> = Vec::new();
        let of_claim = of_its_own_words(said, units, of_one_claim(said, units, likeness, &group));
        for (unit, score) in &borne_out(units, likeness, of_claim) {
            let members = units.members(*unit as usize).iter();
            versions.extend(members.map(|member| (*member as usize, *score)));
        }
        versions.sort_by_key(|(member, _)| ranks[*member]);
        if !wide_enough(said, &versions, settings) {
            return Vec::new();
        }
        let keep = told(&versions);
        let mut kept = keep.iter();
        versions.retain(|_| kept.next() == Some(&true));
        let stays = |unit: u32| {
            units
                .members(unit as usize)
                .iter()
                .any(|member| versions.iter().any(|(version, _)| *version == *member as usize))
        };
        let leader = group.iter().find(|(_, score)| *score >= 1.0).or(group.first());
        if versions.is_empty() || leader.is_some_and(|(leader, _)| stays(*leader)) {
            return versions;
        }
        let mut rest: Vec<u32> = group.iter().map(|(unit, _)| *unit).filter(|unit| stays(*unit)).collect();
        rest.sort_unstable();
        let Some(first) = rest.first().copied() else { return Vec::new() };
        let like = |unit: &u32| {
            let least = settings.min_similarity;
            let score = if *unit == first {
                Some(1.0)
            } else {
                likeness.of(units, first as usize, *unit as usize, least)
            };
            score.map(|score| (*unit, score))
        };
        group = rest.iter().filter_map(like).collect();
    }
}

/// How many comparisons of units a grouping makes.
#[cfg(test)]
pub(super) fn compared(
    said: &[Said<'_>],
    speaker_of: &[Option<usize>],
    settings: &StatementSettings,
) -> usize {
    let spoken = Spoken::of(said);
    let (drafts, members) = drafts(said, &ranks(said), speaker_of, &spoken, settings);
    let (units, vocabulary) = weigh(drafts, members, &spoken);
    let candidates = Candidates::new(
        &units,
        &vocabulary,
        settings.max_days,
        Relations { one_body: &|_, _| false, contrary: &|_, _| false },
    );
    let mut room = Room::default();
    (0..units.len()).map(|at| candidates.older(at, settings.min_similarity, &mut room).len()).sum()
}

/// Quotes of equal words inside one time window, oldest first; and the list of quotes that they refer to.
///
/// A few words that anybody may say ("yes", "no comment") are one unit only where one speaker says them.
fn drafts(
    said: &[Said<'_>],
    ranks: &[u32],
    speaker_of: &[Option<usize>],
    spoken: &Spoken,
    settings: &StatementSettings,
) -> (Vec<Draft>, Vec<u32>) {
    // Words, the speaker where it matters, the place in time, the quote.
    let same = |at: usize| {
        // What is more likely no quotation, or somebody else's, is no evidence of what was said.
        if said[at].quote.confidence < settings.min_confidence.min(doubt::LEAST) {
            return None;
        }
        let terms = spoken.terms(at);
        let few = terms.sequence.len() < FEW;
        // One word, or few and nobody beside them: any article may have them.
        if terms.sequence.len() < 2 || few && said[at].quote.speaker.is_none() {
            return None;
        }
        let speaker = few.then(|| speaker_of[at].map_or(0, |speaker| speaker as u32 + 1));
        Some((terms.words, speaker, ranks[at], at as u32))
    };
    let mut same: Vec<(u64, Option<u32>, u32, u32)> =
        (0..said.len()).into_par_iter().filter_map(same).collect();
    same.par_sort_unstable();
    let members: Vec<u32> = same.iter().map(|(_, _, _, at)| *at).collect();
    let mut drafts = Vec::with_capacity(same.len());
    let mut from = 0;
    for equal in same.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let last = from + equal.len();
        while let Some(first) = members[from..last].first().map(|first| *first as usize) {
            let near = |member: &u32| match (said[first].day, said[*member as usize].day) {
                (Some(a), Some(b)) => (b - a).abs() <= settings.max_days,
                _ => true,
            };
            let end = members[from..last].iter().position(|member| !near(member));
            let end = end.map_or(last, |end| from + end);
            let of_unit = members[from..end].iter().map(|member| *member as usize);
            let named = of_unit.clone().find(|member| speaker_of[*member].is_some());
            let person =
                named.is_some_and(|member| said[member].quote.entity_type == Some(EntityType::Person));
            drafts.push(Draft {
                members: from as u32..end as u32,
                first: first as u32,
                day: said[first].day,
                said_on: of_unit.clone().find_map(|member| said_on(&said[member])),
                speaker: named.and_then(|member| speaker_of[member]).map(|speaker| speaker as u32),
                person,
                named: named.is_some_and(|member| said[member].quote.speaker.is_some()),
            });
            from = end;
        }
    }
    drafts.par_sort_by_key(|draft| ranks[draft.first as usize]);
    (drafts, members)
}

/// Likeness from which on a quote is a copy, that goes where its original goes.
pub(super) const COPY: f32 = 0.8;

/// Units to groups of two quotes and more: each to the leaders it is like, then what is like the most central member.
///
/// A quote that holds two claims belongs to the statements of both: a unit joins every leader it is like.
fn join(units: &Units<'_>, likeness: &Likeness<'_>, near: &[Vec<Like>], least: f32) -> Vec<Vec<Like>> {
    // The members of each leader's group, where it has others than the leader.
    let mut groups: Vec<Vec<Like>> = vec![Vec::new(); units.len()];
    // For each unit the leaders that it has joined; a leader has none.
    let mut joined: Vec<Vec<Like>> = vec![Vec::new(); units.len()];
    // Whether a unit is in no group.
    let mut alone = vec![true; units.len()];
    for at in 0..units.len() {
        let mut leaders: Vec<Like> = Vec::new();
        for (other, score) in &near[at] {
            if joined[*other as usize].is_empty() {
                match leaders.iter_mut().find(|(leader, _)| leader == other) {
                    Some((_, likeness)) => *likeness = *score,
                    None => leaders.push((*other, *score)),
                }
            } else if *score >= COPY {
                for (leader, likeness) in &joined[*other as usize] {
                    if !leaders.iter().any(|(known, _)| known == leader) {
                        leaders.push((*leader, likeness * score));
                    }
                }
            }
        }
        leaders.sort_unstable_by_key(|(leader, _)| *leader);
        // What follows by a copy only, and not closely enough, leads no statement of its own either.
        for (leader, score) in leaders.iter().filter(|(_, score)| *score >= least) {
            (alone[at], alone[*leader as usize]) = (false, false);
            let group = &mut groups[*leader as usize];
            if group.is_empty() {
                group.push((*leader, 1.0));
            }
            group.push((at as u32, *score));
        }
        joined[at] = leaders;
    }
    let others = central(&mut groups, units, likeness, near, &mut alone, least);
    for (at, group) in groups.iter_mut().enumerate() {
        if alone[at] && units.members(at).len() > 1 {
            group.push((at as u32, 1.0));
        }
    }
    groups.extend(others);
    groups
        .into_par_iter()
        .filter(|group| !group.is_empty())
        .flat_map_iter(|group| by_claim(units, likeness, group))
        .collect()
}

/// Parts of a group that are compared with one another; in larger ones the copies of one text prevail.
pub(super) const PARTS: usize = 64;
/// Share of the lesser of two parts from which on they may be one claim.
const KIN: f32 = 0.35;

/// A group as one of each claim: where its leader holds two claims ("A, and B"), what is like the one has hardly a word in
/// common with what is like the other. The leader and its copies are versions of both.
fn by_claim(units: &Units<'_>, likeness: &Likeness<'_>, group: Vec<Like>) -> Vec<Vec<Like>> {
    let parts: Vec<Like> = group.iter().filter(|(_, score)| *score < COPY).copied().collect();
    if parts.len() < 2 || parts.len() > PARTS {
        return vec![group];
    }
    // Each part goes to the first claim that it has a part in common with; what it brings together is one.
    let mut claims: Vec<Vec<Like>> = Vec::new();
    for part in parts {
        let kin = |claim: &Vec<Like>| {
            claim.iter().any(|other| likeness.contained(units, other.0 as usize, part.0 as usize) >= KIN)
        };
        let (its, others): (Vec<_>, Vec<_>) = claims.into_iter().partition(kin);
        claims = others;
        claims.push(its.into_iter().flatten().chain([part]).collect());
    }
    if claims.len() < 2 {
        return vec![group];
    }
    let copies: Vec<Like> = group.into_iter().filter(|(_, score)| *score >= COPY).collect();
    let whole = |claim: Vec<Like>| {
        let mut claim: Vec<Like> = copies.iter().copied().chain(claim).collect();
        claim.sort_unstable_by_key(|(at, _)| *at);
        claim
    };
    claims.into_iter().map(whole).collect()
}

/// The groups that are not a part of another one: two quotes of one article may lead the same versions, and what is left of
/// two claims without the doubtful ones may be the same.
fn without_parts(groups: Vec<Vec<(usize, f32)>>) -> Vec<Vec<(usize, f32)>> {
    let sets: Vec<Vec<usize>> = groups
        .par_iter()
        .map(|group| {
            let mut set: Vec<usize> = group.iter().map(|(quote, _)| *quote).collect();
            set.sort_unstable();
            set.dedup();
            set
        })
        .collect();
    let mut of: AHashMap<usize, Vec<u32>> = AHashMap::new();
    for (number, set) in sets.iter().enumerate().filter(|(_, set)| set.len() > 1) {
        for at in set {
            of.entry(*at).or_default().push(number as u32);
        }
    }
    let inside = |number: usize| {
        let set = &sets[number];
        let Some(others) = set.first().and_then(|first| of.get(first)) else { return false };
        others.iter().map(|other| *other as usize).any(|other| {
            // Of two equal groups the one with the older leader stays.
            let larger = sets[other].len() > set.len() || sets[other].len() == set.len() && other < number;
            larger && set.iter().all(|at| sets[other].binary_search(at).is_ok())
        })
    };
    let keep: Vec<bool> = (0..groups.len()).map(|number| sets[number].len() < 2 || !inside(number)).collect();
    groups.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(group, _)| group).collect()
}

/// What is left of a likeness to the most central version where there is none to the first.
const CENTRAL: f32 = 0.8;

/// For each unit those that it is like, older and younger, one unit after the other.
struct Both {
    like: Vec<Like>,
    starts: Vec<u32>,
}

impl Both {
    fn of(near: &[Vec<Like>]) -> Self {
        let mut starts = vec![0u32; near.len() + 1];
        for (at, older) in near.iter().enumerate() {
            starts[at] += older.len() as u32;
            for (other, _) in older {
                starts[*other as usize] += 1;
            }
        }
        let mut all = 0;
        for start in &mut starts {
            all += std::mem::replace(start, all);
        }
        let mut like = vec![(0, 0.0); all as usize];
        let mut next = starts.clone();
        let mut put = |at: usize, one: Like| {
            like[next[at] as usize] = one;
            next[at] += 1;
        };
        // Of each unit the older ones come first.
        for (at, older) in near.iter().enumerate() {
            older.iter().for_each(|one| put(at, *one));
        }
        for (at, older) in near.iter().enumerate() {
            older.iter().for_each(|(other, score)| put(*other as usize, (at as u32, *score)));
        }
        Self { like, starts }
    }

    fn like(&self, at: u32) -> &[Like] {
        &self.like[self.starts[at as usize] as usize..self.starts[at as usize + 1] as usize]
    }
}

/// Units join the groups whose most central member they are like; `alone` are those in no group yet. What is like that member
/// and has nothing of the first one is another claim: those groups come back.
fn central(
    groups: &mut [Vec<Like>],
    units: &Units<'_>,
    likeness: &Likeness<'_>,
    near: &[Vec<Like>],
    alone: &mut [bool],
    least: f32,
) -> Vec<Vec<Like>> {
    let both = Both::of(near);
    // Its other claims: of the most central version as the first.
    let mut others: Vec<Vec<Like>> = Vec::new();
    for (first, members) in groups.iter_mut().enumerate() {
        if members.len() < 2 {
            continue;
        }
        // Members come in ascending order.
        let inside: Vec<u32> = members.iter().map(|(at, _)| *at).collect();
        let sum = |at: u32| -> f32 {
            both.like(at)
                .iter()
                .filter(|(other, _)| inside.binary_search(other).is_ok())
                .map(|(_, score)| score)
                .sum()
        };
        let medoid = inside.iter().skip(1).copied().max_by(|a, b| sum(*a).total_cmp(&sum(*b)).then(b.cmp(a)));
        let Some(medoid) = medoid else { continue };
        let mut other: Vec<Like> = Vec::new();
        for (at, score) in both.like(medoid).iter().filter(|(at, _)| inside.binary_search(at).is_err()) {
            // The likeness told is that to the first version, or as good as one.
            let known = both.like(*at).iter().find(|(other, _)| *other as usize == first);
            let told = known.map_or(score * CENTRAL, |(_, score)| *score);
            // The most central version may hold a claim more, which the first one has nothing of.
            let kin = known.is_some() || likeness.contained(units, first, *at as usize) >= KIN;
            if told >= least && kin {
                members.push((*at, told));
                alone[*at as usize] = false;
            } else if !kin && alone[*at as usize] {
                other.push((*at, *score));
            }
        }
        if !other.is_empty() {
            other.iter().for_each(|(at, _)| alone[*at as usize] = false);
            other.push((medoid, 1.0));
            other.sort_unstable_by_key(|(at, _)| *at);
            others.push(other);
        }
    }
    others
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
