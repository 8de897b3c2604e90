//! Who is credited with a statement, and whether the outlets agree.
//!
//! Inside one statement the words are the same already, so weaker signs than in the archive at large suffice to see
//! one speaker under two names: a spelling ("Putin" in two ways), a nickname, a title that his description has, a
//! statement or letter that names no issuer. Two names that contradict stay two credits; when they make a difference
//! that is worth telling, the module `differ` says.
//!
//! **Whose words a version reports that names nobody** beside them was resolved by its engine from the text around. Where
//! its copies name somebody, and agree, they know better: it is credited to him, and marked as inferred.

use std::sync::OnceLock;

use ahash::AHashMap;
use rayon::prelude::*;

use super::differ::Attributed;
use super::words::Stems;
use super::{Agreement, COPY, Credit};
use crate::EntityType;
use crate::names::{
    Name, Reason, SAME, Word, is_for, is_many, is_media, is_pronoun, is_voice, keys, likeness, states,
    word_likeness,
};
use crate::speakers::{Said, Speaker};
use crate::stem::stem;

/// A speaker of a statement, and what he is taken apart.
type Found<'a> = (Option<usize>, Option<Source<'a>>);

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
    /// For each speaker whom he speaks for.
    voices: Vec<Voice>,
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
    /// The states that the name shown has.
    own: Vec<u32>,
    state: bool,
}

/// For which bodies somebody speaks, by his titles; a body speaks for itself.
#[derive(Debug)]
struct Voice {
    /// He is a person.
    person: bool,
    bodies: Vec<Body>,
}

/// A body that somebody speaks for.
#[derive(Debug)]
struct Body {
    /// Stems of its name, sorted.
    stems: Vec<u64>,
    /// The states in it.
    states: Vec<u32>,
}

/// A credited speaker taken apart.
pub(super) struct Source<'a> {
    pub(super) kind: Option<EntityType>,
    /// Described in its article, and not named.
    pub(super) described: bool,
    /// A title of it is known.
    pub(super) titled: bool,
    /// An outlet or agency.
    pub(super) media: bool,
    /// The states that its names and titles have.
    pub(super) states: &'a [u32],
    /// The states that the name itself has.
    own_states: &'a [u32],
    /// The name is that of a state.
    pub(super) state: bool,
    pub(super) name: &'a Name,
    /// Stems of the name.
    pub(super) own: &'a [u64],
    /// Stems of all names and titles.
    pub(super) all: &'a [u64],
}

/// Likeness from which on what its copies name stands against what an engine resolved from the text around.
const CLOSE: f32 = 0.65;

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
        let voices = speakers.par_iter().map_init(Stems::default, Voice::of).collect();
        Self { speakers, terms, voices, names, frequency }
    }

    /// For each speaker that is named the stems of the name; for one that is only described, nothing.
    pub(super) fn names(&self) -> Vec<&[u64]> {
        let named = |speaker: &Speaker| {
            let unnamed = speaker.kind == Some(EntityType::Anonymous);
            unnamed
                || !speaker.described
                    && matches!(speaker.kind, Some(EntityType::Person | EntityType::Organisation))
        };
        let names = self.speakers.iter().zip(&self.terms);
        names.map(|(speaker, (own, _))| if named(speaker) { own.as_slice() } else { &[] }).collect()
    }

    /// Whether one speaks for the other, or both for one body: their words are of one source.
    pub(super) fn of_one_body(&self, a: usize, b: usize) -> bool {
        /// Part of the name of a body that the other has.
        const BODY: f32 = 0.6;
        let one = |x: &Body, y: &Body| {
            let apart = !x.states.is_empty()
                && !y.states.is_empty()
                && !x.states.iter().any(|state| y.states.contains(state));
            !apart && self.contained(&x.stems, &y.stems).max(self.contained(&y.stems, &x.stems)) >= BODY
        };
        // Two bodies, each for itself, are two.
        let (a, b) = (&self.voices[a], &self.voices[b]);
        (a.person || b.person) && a.bodies.iter().any(|x| b.bodies.iter().any(|y| one(x, y)))
    }

    fn source(&self, number: usize) -> Source<'_> {
        let speaker = &self.speakers[number];
        let (own, all) = &self.terms[number];
        let Known { name, states, own: own_states, state } = self.names[number].get_or_init(|| {
            let mut of: Vec<u32> = texts(speaker).flat_map(|text| states(text).0).collect();
            of.sort_unstable();
            of.dedup();
            let (own, state) = states(speaker.name());
            Known { name: Name::parse(speaker.name()), states: of, own, state }
        });
        Source {
            kind: speaker.kind,
            described: speaker.described,
            titled: !speaker.descriptions.is_empty(),
            media: name.words.first().is_some_and(|word| is_media(word.form())),
            states,
            own_states,
            state: *state,
            name,
            own,
            all,
        }
    }

    /// Part of the weight of `some` that `of` has; rare words weigh more.
    pub(super) fn contained(&self, some: &[u64], of: &[u64]) -> f32 {
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
        use EntityType::{Anonymous, Organisation, Person};
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
            (Some(Person), Some(kind)) if kind != Anonymous && bears(a, b) => return true,
            (Some(kind), Some(Person)) if kind != Anonymous && bears(b, a) => return true,
            _ => {}
        }
        // Two foreign ministries, of two states.
        let apart = !a.own_states.is_empty()
            && !b.own_states.is_empty()
            && !a.own_states.iter().any(|state| b.own_states.contains(state));
        !apart && self.contained(a.own, b.all).max(self.contained(b.own, a.all)) >= 0.6
    }

    /// Whether a "name" is only a title, and one that the other bears.
    fn title_of(&self, title: &Source<'_>, other: &Source<'_>) -> bool {
        title.own.len() >= 2
            && self.contained(title.own, other.all) >= 0.8
            && self.contained(title.own, other.own) < 0.8
    }

    /// The speakers of a statement, taken apart, and for each the first that is the same credit.
    fn found(
        &self,
        said: &[Said<'_>],
        speaker_of: &[Option<usize>],
        versions: &[(usize, f32)],
    ) -> (Vec<Found<'_>>, Vec<usize>) {
        let mut found: Vec<Found<'_>> = Vec::new();
        for (version, _) in versions {
            let speaker = speaker_of[*version];
            if !found.iter().any(|(known, _)| *known == speaker) {
                found.push((speaker, speaker.map(|speaker| self.source(speaker))));
            }
        }
        let mut groups = self.merge(&found);
        // An article that names the man as well means somebody else by what it only describes.
        let named_there = |described: usize, group: usize, groups: &[usize]| {
            let of = found[described].0;
            versions.iter().any(|(version, _)| {
                speaker_of[*version] == of && self.stands_in(said[*version].text, &found, groups, group)
            })
        };
        self.described(&found, &mut groups, &named_there);
        (found, groups)
    }

    /// For each version a number of its source, equal where they are one credit.
    pub(super) fn sources(
        &self,
        said: &[Said<'_>],
        speaker_of: &[Option<usize>],
        versions: &[(usize, f32)],
    ) -> Vec<usize> {
        let (found, groups) = self.found(said, speaker_of, versions);
        let place = |version: usize| found.iter().position(|(known, _)| *known == speaker_of[version]);
        versions.iter().map(|(version, _)| groups[place(*version).unwrap_or(0)]).collect()
    }

    /// The credits of a statement, in order of the first version that gives each, and whether they agree. Versions are
    /// quotes with their likeness to the first.
    pub(super) fn credits(
        &self,
        said: &[Said<'_>],
        speaker_of: &[Option<usize>],
        versions: &[(usize, f32)],
    ) -> Credited {
        let (found, groups) = self.found(said, speaker_of, versions);
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
            // Resolved by the engine to another than its copies name: to him, if its article names him at all.
            let resolved = speaker_of[*version].is_some() && !beside[at];
            let corrected = copied.filter(|group| {
                resolved
                    && *group != group_of[at]
                    && versions[at].1 >= CLOSE
                    && self.stands_in(said[*version].text, &found, &groups, *group)
            });
            let group = corrected.unwrap_or(group_of[at]);
            let credit = *place.entry(group).or_insert_with(|| {
                let speaker = self.best(&found, &groups, group);
                let of_group = versions.iter().zip(&group_of).filter(|(_, of)| **of == group);
                let members: Vec<&Said<'_>> = of_group.map(|((version, _), _)| &said[*version]).collect();
                let entity = speaker.map(|speaker| self.told(speaker, &members));
                let kind = speaker.and_then(|speaker| self.speakers[speaker].kind);
                credited.credits.push(Credit { speaker, entity, kind, outlets: Vec::new() });
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
        let attributed: Vec<Attributed<'_>> = versions
            .iter()
            .enumerate()
            .filter(|(place, _)| !credited.corrected[*place])
            .filter_map(|(place, (version, _))| {
                let source = found[at(*version)].1.as_ref()?;
                Some(Attributed { quote: *version, source, credit: credited.credit_of[place] })
            })
            .collect();
        let differ = self.differ(said, speaker_of, &attributed);
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
    fn merge(&self, found: &[Found<'_>]) -> Vec<usize> {
        let mut groups: Vec<usize> = (0..found.len()).collect();
        for at in 1..found.len() {
            let Some(source) = &found[at].1 else { continue };
            let same =
                (0..at).find(|other| found[*other].1.as_ref().is_some_and(|other| self.one(other, source)));
            if let Some(other) = same {
                groups[at] = groups[other];
            }
        }
        groups
    }

    /// "The Spaniard", "the coach": whoever he is, he is the man that the other outlets name, where they name one. And "the
    /// statement" is whose statement they say it is.
    fn described(
        &self,
        found: &[Found<'_>],
        groups: &mut [usize],
        named_there: &dyn Fn(usize, usize, &[usize]) -> bool,
    ) {
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
                if !named_there(at, only, groups) {
                    groups[at] = only;
                }
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

    /// Whether an article has the last word of a name of this credit.
    fn stands_in(&self, text: &str, found: &[Found<'_>], groups: &[usize], group: usize) -> bool {
        let members = found.iter().zip(groups).filter(|(_, of)| **of == group);
        let names = members
            .filter_map(|((speaker, _), _)| *speaker)
            .flat_map(|speaker| &self.speakers[speaker].names);
        names
            .map(|(name, _)| name)
            .any(|name| name.split(' ').next_back().is_some_and(|word| text.contains(word)))
    }

    /// How a credit is told whose speaker is `best`: a man by the name that the archive has for him; a body, an unnamed
    /// source or a document as the articles of its versions call it, by what stands in most of them. Of equals the longer
    /// name is the whole one, and of unnamed sources the shorter one claims less.
    fn told(&self, best: usize, members: &[&Said<'_>]) -> String {
        let kind = self.speakers[best].kind;
        let names = members.iter().filter(|member| member.quote.entity_type == kind);
        let names: Vec<&str> = names.filter_map(|member| member.quote.entity.as_deref()).collect();
        // "The ministry of defence" in one, and of which state in the other.
        let of_state = |name: &str| {
            names.iter().any(|longer| {
                let more = longer.strip_prefix(name).filter(|more| more.starts_with(' '));
                more.is_some_and(|more| states(more).1)
            })
        };
        // "The ministry" in one, and of what in the other (الوزارة, وزارة الداخلية).
        let of_what = |name: &str| {
            let body = kind == Some(EntityType::Organisation);
            let bare = name.strip_prefix("ال").filter(|bare| body && !bare.contains(' '));
            bare.is_some_and(|bare| {
                names.iter().any(|longer| longer.strip_prefix(bare).is_some_and(|more| more.starts_with(' ')))
            })
        };
        let shorter: Vec<&str> =
            names.iter().copied().filter(|name| of_state(name) || of_what(name)).collect();
        let names = names.iter().copied().filter(|name| !shorter.contains(name));
        let rank = |name: &&str| {
            let standing = members.iter().filter(|member| member.text.contains(*name)).count();
            let length = name.chars().count() as isize;
            let length = if kind == Some(EntityType::Anonymous) { -length } else { length };
            (standing, length)
        };
        let called = names.max_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| b.cmp(a)));
        match called.filter(|_| kind != Some(EntityType::Person)) {
            Some(name) => name.to_owned(),
            None => self.speakers[best].name().to_owned(),
        }
    }

    /// The speaker that names a credit best: a named person before a body, before one that is only described, before an
    /// unnamed source, before a document; then who has most quotes.
    fn best(&self, found: &[Found<'_>], groups: &[usize], group: usize) -> Option<usize> {
        let rank = |speaker: &Speaker| match speaker.kind {
            Some(EntityType::Person) if !speaker.described => 4,
            Some(EntityType::Organisation) => 3,
            Some(EntityType::Person) => 2,
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

/// Whether a quote's source is named beside its words: not by a pronoun, and a man of whom the article has the name
/// elsewhere not by a title alone ("the coach").
pub(super) fn names_speaker(said: &Said<'_>) -> bool {
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

/// Whether a source without a name of its own has the person's family name: "a statement of Haddad's office".
fn bears(person: &Source<'_>, other: &Source<'_>) -> bool {
    let family = person.name.words.last().map(|word| rawi_text::token_hash(&stem(word.form())));
    family.is_some_and(|family| other.own.binary_search(&family).is_ok())
}

/// A document of one word ("statement", "البيان") names nobody; "reports" are no one's.
fn nameless(source: &Source<'_>) -> bool {
    source.kind == Some(EntityType::Document)
        && source.name.words.len() <= 1
        && !source.name.words.first().is_some_and(|word| is_many(word.form()))
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
    // "Khaled bin Ahmad" ends with his father's.
    if let ([first_a, .., last_a], [first_b, .., last_b]) = (a.words.as_slice(), b.words.as_slice())
        && !a.patronymic()
        && !b.patronymic()
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

impl Voice {
    fn of(stems: &mut Stems, speaker: &Speaker) -> Self {
        /// Stems of one word name too many bodies.
        const WORDS: usize = 2;
        let person = speaker.kind == Some(EntityType::Person);
        let mut bodies = Vec::new();
        let mut add = |name: &str, least: usize| {
            let stems = stems.of_texts([name], true);
            if stems.len() >= least {
                bodies.push(Body { stems, states: states(name).0 });
            }
        };
        if speaker.kind == Some(EntityType::Organisation) {
            add(speaker.name(), 1);
        }
        for title in speaker.descriptions.iter().take(TITLES).filter(|_| person) {
            // "Spokesman of", "الناطق باسم": the body stands behind it.
            let mut words = title.text.split_whitespace();
            if words.any(|word| is_voice(&rawi_text::fold_word(word))) {
                let body: Vec<&str> = words.filter(|word| !is_for(&rawi_text::fold_word(word))).collect();
                add(&body.join(" "), WORDS);
            }
        }
        Self { person, bodies }
    }
}
