//! Who is credited with a statement, and whether the outlets agree.
//!
//! Inside one statement the words are the same already, so weaker signs than in the archive at large suffice to see
//! one speaker under two names: a spelling ("Putin" in two ways), a nickname, a title that his description has, a
//! statement or letter that names no issuer. Two names that contradict stay two credits; that is what is looked for.
//!
//! **When outlets differ.** A difference in credit is news, so it is said only of what outlets write, and never of what
//! was guessed. Of speech that is reported in other words it is too often not the same claim, or another part of it: so
//! `differs` needs two credits of words that stand in quotation marks or are a copy word for word,
//! 1. that two versions name beside the words, by a name, a title or a body's name, and not by a pronoun or by nothing
//!    (or beside the quote right before it, where the speaker goes on);
//! 2. each a person by name or by an office, or a named body: no source that is only described ("an official", "the
//!    ministry"), no document, no thing;
//! 3. that exclude each other: two persons of different names, two bodies, a person and a body whose name none of his
//!    titles has. A body and its spokesman do not; nor a state and its bodies and officials, an outlet or agency and
//!    whoever it quotes, a title and a name that may be its bearer's, two names that share a word.
//!
//! **Whose words a version reports that names nobody** beside them was resolved by its engine from the text around. Where
//! its copies name somebody, and agree, they know better: it is credited to him, and marked as inferred.

use std::sync::OnceLock;

use ahash::AHashMap;
use rayon::prelude::*;

use super::one_name::may_be_one;
use super::words::Stems;
use super::{Agreement, COPY, Credit};
use crate::names::{
    Letters, Name, Reason, SAME, Word, body_key, is_generic, is_kind, is_media, is_pronoun, is_title, keys,
    likeness, states, word_likeness,
};
use crate::speakers::{Said, Speaker};
use crate::stem::stem;
use crate::{EntityType, Kind};

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
    /// For each speaker what is read when it is asked for.
    names: Vec<OnceLock<Known>>,
    /// In how many speakers' names and titles a stem stands.
    frequency: AHashMap<u64, u32>,
}

/// The name shown of a speaker taken apart, the states that all names and titles have, and whether the name shown is
/// that of a state.
#[derive(Debug)]
struct Known {
    name: Name,
    states: Vec<u32>,
    state: bool,
}

/// A credited speaker taken apart.
struct Source<'a> {
    kind: Option<EntityType>,
    /// Described in its article, and not named.
    described: bool,
    /// A title of it is known.
    titled: bool,
    /// An outlet or agency.
    media: bool,
    /// The states that its names and titles have.
    states: &'a [u32],
    /// The name is that of a state.
    state: bool,
    name: &'a Name,
    /// Stems of the name.
    own: &'a [u64],
    /// Stems of all names and titles.
    all: &'a [u64],
}

/// Likeness of a version to the first that has its words, but for a slip.
const VERBATIM: f32 = 0.95;

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
        let Known { name, states, state } = self.names[number].get_or_init(|| {
            let mut of: Vec<u32> = texts(speaker).flat_map(|text| states(text).0).collect();
            of.sort_unstable();
            of.dedup();
            Known { name: Name::parse(speaker.name()), states: of, state: states(speaker.name()).1 }
        });
        Source {
            kind: speaker.kind,
            described: speaker.described,
            titled: !speaker.descriptions.is_empty(),
            media: name.words.first().is_some_and(|word| is_media(word.form())),
            states,
            state: *state,
            name,
            own,
            all,
        }
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

    /// Whether one of two sources is a state, and the other is of it.
    fn of_state(a: &Source<'_>, b: &Source<'_>) -> bool {
        (a.state || b.state) && a.states.iter().any(|state| b.states.contains(state))
    }

    /// Whether two sources exclude each other.
    fn exclude(&self, a: &Source<'_>, b: &Source<'_>) -> bool {
        /// Part of a body's name in a person's titles from which on he may speak for it.
        const HIS: f32 = 0.3;
        use EntityType::{Organisation, Person};
        if Self::of_state(a, b) || may_be_one(a.name, b.name) {
            return false;
        }
        match (a.kind, b.kind) {
            (Some(Person), Some(Person)) => match (a.name.title, b.name.title) {
                (false, true) => self.not_his(b, a),
                (true, false) => self.not_his(a, b),
                (true, true) => self.contained(a.own, b.own).max(self.contained(b.own, a.own)) < 0.6,
                (false, false) => true,
            },
            (Some(Organisation), Some(Organisation)) => !a.media && !b.media,
            (Some(Person), Some(Organisation)) => !b.media && self.contained(b.own, a.all) < HIS,
            (Some(Organisation), Some(Person)) => self.exclude(b, a),
            _ => false,
        }
    }

    /// Whether a title is not that of a man whose titles are known.
    fn not_his(&self, title: &Source<'_>, man: &Source<'_>) -> bool {
        man.titled && self.contained(title.own, man.all) < 0.3
    }

    /// The credits of a statement, in order of the first version that gives each, and whether they agree. Versions are
    /// quotes with their likeness to the first.
    pub(super) fn credits(
        &self,
        said: &[Said<'_>],
        speaker_of: &[Option<usize>],
        versions: &[(usize, f32)],
    ) -> Credited {
        let mut found: Vec<(Option<usize>, Option<Source<'_>>)> = Vec::new();
        for (version, _) in versions {
            let speaker = speaker_of[*version];
            if !found.iter().any(|(known, _)| *known == speaker) {
                found.push((speaker, speaker.map(|speaker| self.source(speaker))));
            }
        }
        let groups = self.merge(&found);
        let at =
            |version: usize| found.iter().position(|(known, _)| *known == speaker_of[version]).unwrap_or(0);
        let group_of: Vec<usize> = versions.iter().map(|(version, _)| groups[at(*version)]).collect();
        let beside: Vec<bool> = versions
            .iter()
            .map(|(version, _)| found[at(*version)].0.is_some() && names_speaker(&said[*version]))
            .collect();
        let copied = copies(versions, &group_of, &beside);
        let mut credited = Credited::default();
        let mut place: AHashMap<usize, usize> = AHashMap::new();
        for (at, (version, _)) in versions.iter().enumerate() {
            // Resolved by the engine to another than its copies name: to him.
            let resolved = speaker_of[*version].is_some() && !beside[at];
            let corrected =
                copied.filter(|group| resolved && *group != group_of[at] && versions[at].1 >= COPY);
            let group = corrected.unwrap_or(group_of[at]);
            let credit = *place.entry(group).or_insert_with(|| {
                let speaker = self.best(&found, &groups, group);
                let entity = speaker.map(|speaker| self.speakers[speaker].name().to_owned());
                credited.credits.push(Credit { speaker, entity, outlets: Vec::new() });
                credited.credits.len() - 1
            });
            let outlets = &mut credited.credits[credit].outlets;
            if let Some(outlet) = said[*version].outlet
                && !outlets.iter().any(|known| known == outlet)
            {
                outlets.push(outlet.to_owned());
            }
            credited.credit_of.push(credit);
            credited.corrected.push(corrected.is_some());
        }
        // The sources that versions name, and what they are.
        let goes_on = |version: usize| goes_on(said, speaker_of, version);
        let named: Vec<(usize, &Source<'_>)> = versions
            .iter()
            .enumerate()
            .filter(|(at, (version, _))| !credited.corrected[*at] && (beside[*at] || goes_on(*version)))
            .filter(|(_, (version, likeness))| {
                said[*version].quote.kind != Kind::Indirect || *likeness >= VERBATIM
            })
            .filter_map(|(place, (version, _))| {
                Some((credited.credit_of[place], found[at(*version)].1.as_ref()?))
            })
            .filter(|(_, source)| source.real())
            .collect();
        let differ = named.iter().enumerate().any(|(at, (credit, a))| {
            named[at + 1..].iter().any(|(other, b)| credit != other && self.exclude(a, b))
        });
        credited.agreement = if differ {
            Agreement::Differs
        } else if credited.credits.iter().any(|credit| credit.speaker.is_none()) {
            Agreement::Unattributed
        } else {
            Agreement::Same
        };
        credited
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

    /// "The Spaniard", "the coach": whoever he is, he is the man that the other outlets name, where they name one. And "the
    /// statement" is whose statement they say it is.
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
        let document = |at: &usize| found[*at].1.as_ref().is_some_and(nameless);
        let mut others: Vec<usize> = (0..found.len())
            .filter(|at| found[*at].0.is_some() && !document(at))
            .map(|at| groups[at])
            .collect();
        others.sort_unstable();
        others.dedup();
        if let [only] = others[..] {
            for at in (0..found.len()).filter(document) {
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
    pub(super) fn vote(&self, credited: &Credited) -> Option<usize> {
        if credited.agreement != Agreement::Unattributed {
            return None;
        }
        let votes = |credit: usize| credited.credit_of.iter().filter(|of| **of == credit).count();
        let named = (0..credited.credits.len()).filter(|credit| credited.credits[*credit].speaker.is_some());
        named.max_by(|a, b| votes(*a).cmp(&votes(*b)).then(b.cmp(a)))
    }
}

/// Who is credited with a statement.
#[derive(Debug, Default)]
pub(super) struct Credited {
    /// The credits, in order of the first version that gives each.
    pub credits: Vec<Credit>,
    /// For each version its credit.
    pub credit_of: Vec<usize>,
    /// For each version whether it names nobody, and its copies say who it is.
    pub corrected: Vec<bool>,
    /// Whether they agree.
    pub agreement: Agreement,
}

/// Whether a quote goes on with what its article has the same source say right before, named beside it; a quotation
/// within that one does not come between.
fn goes_on(said: &[Said<'_>], speaker_of: &[Option<usize>], quote: usize) -> bool {
    /// Quotes that are looked back at.
    const BACK: usize = 4;
    let own = |other: &usize| said[*other].article == said[quote].article;
    let his = |other: &usize| speaker_of[*other].is_some() && speaker_of[*other] == speaker_of[quote];
    let before = (quote.saturating_sub(BACK)..quote).rev().take_while(own);
    let Some(named) = before.into_iter().find(|other| his(other) && names_speaker(&said[*other])) else {
        return false;
    };
    let end = said[named].quote.content.iter().map(|range| range.end).max().unwrap_or(0);
    let within = |other: &usize| said[*other].quote.content.iter().all(|range| range.end <= end);
    (named + 1..quote).all(|other| his(&other) || within(&other))
}

/// Whether a quote's source is named beside its words: not by a pronoun, and a man of whom the article has the name
/// elsewhere not by a title alone ("the coach").
fn names_speaker(said: &Said<'_>) -> bool {
    let (Some(span), Some(entity)) = (said.quote.speaker, said.quote.entity.as_deref()) else { return false };
    let mention = span.of(said.text);
    if mention.contains(entity) {
        return true;
    }
    let folded = rawi_text::fold_word(mention);
    if said.quote.entity_type != Some(EntityType::Person) {
        return !is_pronoun(&folded);
    }
    let name = Name::parse(entity);
    let other = Name::parse(mention);
    name.title
        || name
            .words
            .iter()
            .any(|word| other.words.iter().any(|its| word_likeness(word, its) as f32 >= SAME * 1000.0))
}

/// The one group of sources that those versions give which name somebody and are copies; `None` where they do not agree.
fn copies(versions: &[(usize, f32)], group_of: &[usize], beside: &[bool]) -> Option<usize> {
    let mut groups = (0..versions.len()).filter(|at| beside[*at]);
    let first = group_of[groups.next()?];
    let agree = groups.all(|at| group_of[at] == first);
    let copy = (0..versions.len()).any(|at| beside[at] && versions[at].1 >= COPY);
    (agree && copy).then_some(first)
}

impl Source<'_> {
    /// Whether it says which person or body it is.
    fn real(&self) -> bool {
        let Some(first) = self.name.words.first() else { return false };
        // "The forecasts": a noun with the article that is no kind of body.
        let head = first.form();
        let thing = self.kind == Some(EntityType::Organisation)
            && first.article
            && first.script == Letters::Arabic
            && self.name.words.len() > 1
            && !(is_generic(head) || is_kind(head) || is_title(head) || is_media(head))
            && !body_key(&self.name.folded).starts_with('=');
        !self.described && !thing && matches!(self.kind, Some(EntityType::Person | EntityType::Organisation))
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
    // "Wang" and "Wang Yi"; a name that took in what stands beside it has the family name of the other in front.
    let like = |x: &Word, y: &Word| word_likeness(x, y) as f32 >= SAME * 1000.0;
    let (one, whole) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    if let [only] = one.words.as_slice()
        && whole.words.iter().any(|word| like(only, word))
    {
        return true;
    }
    if let ([first_a, .., last_a], [first_b, .., last_b]) = (a.words.as_slice(), b.words.as_slice())
        && (like(first_a, last_b) || like(first_b, last_a))
    {
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
