//! Who is credited with a statement, and whether the outlets agree.
//!
//! Inside one statement the words are the same already, so weaker signs than in the archive at large suffice to see
//! one speaker under two names: a spelling ("Putin" in two ways), a nickname, a title that his description has, a
//! statement or letter that names no issuer. Two names that contradict stay two credits; that is what is looked for.

use std::sync::OnceLock;

use ahash::AHashMap;
use rayon::prelude::*;

use super::words::{Stems, stem};
use super::{Agreement, Credit};
use crate::EntityType;
use crate::names::{Name, Reason, Word, keys, likeness};
use crate::speakers::{Said, Speaker};

/// The speaker of each quote.
pub(super) fn speaker_of(said: &[Said<'_>], speakers: &[Speaker]) -> Vec<Option<usize>> {
    let mut of = vec![None; said.len()];
    for (number, speaker) in speakers.iter().enumerate() {
        for member in &speaker.members {
            of[*member] = Some(number);
        }
    }
    of
}

/// What the archive knows of its speakers, as far as credits need it.
#[derive(Debug)]
pub(super) struct Profiles<'a> {
    speakers: &'a [Speaker],
    /// For each speaker the stems of the name shown, and of all names and titles.
    terms: Vec<(Vec<u64>, Vec<u64>)>,
    /// For each speaker the name shown, taken apart when it is asked for.
    names: Vec<OnceLock<Name>>,
    /// In how many speakers' names and titles a stem stands.
    frequency: AHashMap<u64, u32>,
}

/// A credited speaker taken apart.
struct Source<'a> {
    kind: Option<EntityType>,
    /// Described in its article, and not named.
    described: bool,
    name: &'a Name,
    /// Stems of the name.
    own: &'a [u64],
    /// Stems of all names and titles.
    all: &'a [u64],
}

/// Most titles of one speaker that are looked at: the frequent ones say who he is.
const TITLES: usize = 24;

impl<'a> Profiles<'a> {
    /// The profiles of these speakers.
    pub(super) fn new(speakers: &'a [Speaker]) -> Self {
        let terms: Vec<(Vec<u64>, Vec<u64>)> = speakers
            .par_iter()
            .map_init(Stems::default, |stems, speaker| {
                (stems.of_texts([speaker.name()], true), stems.of_texts(texts(speaker), false))
            })
            .collect();
        let mut frequency: AHashMap<u64, u32> = AHashMap::new();
        for term in terms.iter().flat_map(|(_, all)| all) {
            *frequency.entry(*term).or_default() += 1;
        }
        let names = speakers.iter().map(|_| OnceLock::new()).collect();
        Self { speakers, terms, names, frequency }
    }

    /// For each speaker that is named the stems of the name; for one that is only described, nothing.
    pub(super) fn names(&self) -> Vec<&[u64]> {
        let named = |speaker: &Speaker| {
            !speaker.described && matches!(speaker.kind, Some(EntityType::Person | EntityType::Organisation))
        };
        let names = self.speakers.iter().zip(&self.terms);
        names.map(|(speaker, (own, _))| if named(speaker) { own.as_slice() } else { &[] }).collect()
    }

    fn source(&self, number: usize) -> Source<'_> {
        let speaker = &self.speakers[number];
        let (own, all) = &self.terms[number];
        let name = self.names[number].get_or_init(|| Name::parse(speaker.name()));
        Source { kind: speaker.kind, described: speaker.described, name, own, all }
    }

    /// Part of the weight of `some` that `of` has; rare words weigh more.
    fn contained(&self, some: &[u64], of: &[u64]) -> f32 {
        let weight = |term: &u64| -> f32 {
            let frequency = self.frequency.get(term).copied().unwrap_or(1).max(1);
            (1.0 + self.speakers.len() as f32 / frequency as f32).ln()
        };
        let whole: f32 = some.iter().map(weight).sum();
        let shared: f32 = some.iter().filter(|term| of.binary_search(term).is_ok()).map(weight).sum();
        if whole > 0.0 { shared / whole } else { 0.0 }
    }

    /// Whether two sources of the same words are one credit.
    fn one(&self, a: &Source<'_>, b: &Source<'_>) -> bool {
        use EntityType::{Organisation, Person};
        if nameless(a) || nameless(b) {
            return true;
        }
        if a.kind == Some(Person)
            && b.kind == Some(Person)
            && a.name.words.len() < 6
            && b.name.words.len() < 6
        {
            let called = |title: &Source<'_>, man: &Source<'_>| title.name.title && bears(man, title);
            return one_person(a.name, b.name)
                || (self.title_of(a, b) || self.title_of(b, a))
                || (called(a, b) || called(b, a));
        }
        // A person and the body that he speaks for are two credits, though they agree; a family is one with its name.
        match (a.kind, b.kind) {
            (Some(Person), Some(Organisation)) => return self.contained(b.own, a.own) >= 0.8,
            (Some(Organisation), Some(Person)) => return self.contained(a.own, b.own) >= 0.8,
            (Some(Person), _) if bears(a, b) => return true,
            (_, Some(Person)) if bears(b, a) => return true,
            _ => {}
        }
        self.contained(a.own, b.all).max(self.contained(b.own, a.all)) >= 0.6
    }

    /// Whether a "name" is only a title, and one that the other bears.
    fn title_of(&self, title: &Source<'_>, other: &Source<'_>) -> bool {
        title.own.len() >= 2
            && self.contained(title.own, other.all) >= 0.8
            && self.contained(title.own, other.own) < 0.8
    }

    /// Whether two credits may both be right: a body and who speaks for it.
    fn agree(&self, a: &Source<'_>, b: &Source<'_>) -> bool {
        let body = |source: &Source<'_>| source.kind == Some(EntityType::Organisation);
        let named = |source: &Source<'_>| source.kind == Some(EntityType::Person);
        (body(a) || body(b)) && !(named(a) && named(b)) && {
            self.contained(a.own, b.all).max(self.contained(b.own, a.all)) >= 0.6
        }
    }

    /// The credits of a statement, in order of the first version that gives each, the credit of each version, and
    /// whether they agree.
    pub(super) fn credits(
        &self,
        said: &[Said<'_>],
        speaker_of: &[Option<usize>],
        versions: &[usize],
    ) -> (Vec<Credit>, Vec<usize>, Agreement) {
        let mut found: Vec<(Option<usize>, Option<Source<'_>>)> = Vec::new();
        for version in versions {
            let speaker = speaker_of[*version];
            if !found.iter().any(|(known, _)| *known == speaker) {
                found.push((speaker, speaker.map(|speaker| self.source(speaker))));
            }
        }
        let groups = self.merge(&found);
        let mut credits: Vec<Credit> = Vec::new();
        let mut place: AHashMap<usize, usize> = AHashMap::new();
        let mut credit_of = Vec::with_capacity(versions.len());
        for version in versions {
            let at = found.iter().position(|(known, _)| *known == speaker_of[*version]).unwrap_or(0);
            let group = groups[at];
            let credit = *place.entry(group).or_insert_with(|| {
                let speaker = self.best(&found, &groups, group);
                let entity = speaker.map(|speaker| self.speakers[speaker].name().to_owned());
                credits.push(Credit { speaker, entity, outlets: Vec::new() });
                credits.len() - 1
            });
            if let Some(outlet) = said[*version].outlet
                && !credits[credit].outlets.iter().any(|known| known == outlet)
            {
                credits[credit].outlets.push(outlet.to_owned());
            }
            credit_of.push(credit);
        }
        let agreement = self.agreement(&credits);
        (credits, credit_of, agreement)
    }

    /// For each source the first that is the same credit.
    fn merge(&self, found: &[(Option<usize>, Option<Source<'_>>)]) -> Vec<usize> {
        let mut groups: Vec<usize> = (0..found.len()).collect();
        for at in 1..found.len() {
            let Some(source) = &found[at].1 else { continue };
            let same =
                (0..at).find(|other| found[*other].1.as_ref().is_some_and(|other| self.one(other, source)));
            if let Some(other) = same {
                groups[at] = groups[other];
            }
        }
        self.described(found, &mut groups);
        groups
    }

    /// "The Spaniard", "the coach": whoever he is, he is the man that the other outlets name, where they name one.
    fn described(&self, found: &[(Option<usize>, Option<Source<'_>>)], groups: &mut [usize]) {
        let person = |described: bool| {
            move |at: &usize| {
                found[*at].1.as_ref().is_some_and(|source| {
                    source.kind == Some(EntityType::Person) && source.described == described
                })
            }
        };
        let mut named: Vec<usize> = (0..found.len()).filter(person(false)).map(|at| groups[at]).collect();
        named.sort_unstable();
        named.dedup();
        if let [only] = named[..] {
            for at in (0..found.len()).filter(person(true)) {
                groups[at] = only;
            }
        }
    }

    /// The speaker that names a credit best: a person before a body before a document, then who has most quotes.
    fn best(
        &self,
        found: &[(Option<usize>, Option<Source<'_>>)],
        groups: &[usize],
        group: usize,
    ) -> Option<usize> {
        let rank = |speaker: &Speaker| match speaker.kind {
            Some(EntityType::Person) => 3,
            Some(EntityType::Organisation) => 2,
            Some(EntityType::Anonymous) => 1,
            _ => 0,
        };
        let members =
            found.iter().zip(groups).filter(|(_, of)| **of == group).filter_map(|((speaker, _), _)| *speaker);
        members.max_by(|a, b| {
            let (x, y) = (&self.speakers[*a], &self.speakers[*b]);
            rank(x).cmp(&rank(y)).then(x.members.len().cmp(&y.members.len())).then_with(|| y.id.cmp(&x.id))
        })
    }

    /// The credit that the versions agree on which name somebody: the one that most of them give.
    ///
    /// A version that names nobody is not made to: this is what its copies say.
    pub(super) fn vote(
        &self,
        agreement: Agreement,
        credits: &[Credit],
        credit_of: &[usize],
    ) -> Option<usize> {
        if agreement != Agreement::Unattributed {
            return None;
        }
        let votes = |credit: usize| credit_of.iter().filter(|of| **of == credit).count();
        let named = (0..credits.len()).filter(|credit| credits[*credit].speaker.is_some());
        named.max_by(|a, b| votes(*a).cmp(&votes(*b)).then(b.cmp(a)))
    }

    fn agreement(&self, credits: &[Credit]) -> Agreement {
        let named: Vec<Source<'_>> =
            credits.iter().filter_map(|credit| credit.speaker).map(|speaker| self.source(speaker)).collect();
        let differ =
            named.iter().enumerate().any(|(at, a)| named[at + 1..].iter().any(|b| !self.agree(a, b)));
        if differ {
            Agreement::Differs
        } else if named.len() < credits.len() {
            Agreement::Unattributed
        } else {
            Agreement::Same
        }
    }
}

/// Whether a source without a name of its own has the person's family name: "a statement of Haddad's office".
fn bears(person: &Source<'_>, other: &Source<'_>) -> bool {
    let family = person.name.words.last().map(|word| rawi_text::token_hash(&stem(word.form())));
    family.is_some_and(|family| other.own.binary_search(&family).is_ok())
}

/// A document of one word ("statement", "البيان") names nobody.
fn nameless(source: &Source<'_>) -> bool {
    source.kind == Some(EntityType::Document) && source.name.words.len() <= 1
}

/// Two names of persons that are said to have spoken the same words: spellings and nicknames of one name.
fn one_person(a: &Name, b: &Name) -> bool {
    let found = likeness(a, b);
    if found.score >= 300 && found.reason != Reason::Given {
        return true;
    }
    // Every word has a skeleton in common with the word in its place.
    let alike = |(x, y): (&Word, &Word)| keys(x).iter().any(|key| keys(y).contains(key));
    if a.words.len() > 1 && a.words.len() == b.words.len() && a.words.iter().zip(&b.words).all(alike) {
        return true;
    }
    let (Some(first_a), Some(first_b)) = (a.words.first(), b.words.first()) else { return false };
    let initial = |name: &str| name.chars().next();
    found.reason == Reason::Given
        && first_a.script == first_b.script
        && initial(first_a.form()) == initial(first_b.form())
}

/// Names and titles of a speaker, the frequent ones.
fn texts(speaker: &Speaker) -> impl Iterator<Item = &str> {
    let names = speaker.names.iter().map(|(name, _)| name.as_str());
    names.chain(speaker.descriptions.iter().map(|title| title.text.as_str())).take(TITLES)
}
