//! Statements: quotes of several articles that report the same words or the same claim of one occasion.
//!
//! One outlet prints the words in marks, another reports them indirectly, a third credits somebody else: here they
//! come together, oldest first, with who is credited by whom and how the words drift.

mod candidates;
mod credit;
mod differ;
mod doubt;
mod drift;
mod group;
mod likeness;
mod occasion;
mod one_name;
mod topic;
mod unit;
mod versions;
mod words;

use ahash::AHashMap;
use rawi_text::Watch;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::names::{is_generic, is_many, is_voice, states};
use crate::quote::EntityType;
use crate::speakers::{Said, Speaker};

/// What makes quotes one statement. Plain, so that it can be written into outputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatementSettings {
    /// Least likeness of a version to the first version (or the most central one), 0 to 1.
    pub min_similarity: f32,
    /// Most days between a version and the first; articles without a date may join any.
    pub max_days: i32,
    /// Least confidence of a quotation that is told as a version, 0 to 1.
    pub min_confidence: f32,
    /// Also statements that stand in one outlet only (but in two articles or more).
    pub within_outlet: bool,
}

impl Default for StatementSettings {
    fn default() -> Self {
        Self { min_similarity: 0.5, max_days: 3, min_confidence: 0.76, within_outlet: false }
    }
}

/// One version of a statement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Version {
    /// The quote, as an index into the slice given.
    pub said: usize,
    /// Likeness to the first version, 0 to 1; the first has 1.
    pub similarity: f32,
    /// Whom this version credits, as an index into [`Statement::credits`].
    pub credit: usize,
    /// Where it names nobody beside the words: whom its copies credit that do, and agree, as an index into
    /// [`Statement::credits`].
    pub inferred: Option<usize>,
}

/// Likeness from which on a version is a copy, whose credit says whose words they are.
const COPY: f32 = 0.6;

/// A speaker that a statement is credited to, and the outlets that do so.
///
/// An office and its spokesman, or a short and a full name of one man, are one credit.
#[derive(Debug, Clone, PartialEq)]
pub struct Credit {
    /// The speaker, as an index into the speakers given; `None` where nobody is named.
    pub speaker: Option<usize>,
    /// The best name for that speaker in this statement; `None` where nobody is named.
    pub entity: Option<String>,
    /// What kind of source that speaker is; `None` where nobody is named.
    pub kind: Option<EntityType>,
    /// Outlets, in order of their first version.
    pub outlets: Vec<String>,
}

/// Whether the outlets credit the same speaker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Agreement {
    /// No two speakers that exclude each other.
    #[default]
    Same,
    /// Two speakers or more, each named beside the words, that exclude each other.
    Differs,
    /// At least one version has no speaker, and the others agree.
    Unattributed,
}

/// Words that stand for others in some outlets' versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// Words of the first version as written; empty where words were added.
    pub from: String,
    /// What stands instead; empty where words were dropped.
    pub to: String,
    /// Outlets that have it so, in order of their first version.
    pub outlets: Vec<String>,
}

/// One statement across articles.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Stable id, made of the words and date of the version that the others are like.
    pub id: String,
    /// Every version, oldest first.
    pub versions: Vec<Version>,
    /// Who is credited, in order of the first version that does so.
    pub credits: Vec<Credit>,
    /// Whether the credits agree.
    pub agreement: Agreement,
    /// How the words drift from the first version.
    pub drift: Vec<Drift>,
}

impl Statement {
    /// Whom a version credits by name: the name of its credit; but an unnamed source is told as its own article tells it
    /// ("a source in the ministry" where another has the ministry itself), unless the credit is a person's; and so is a
    /// document where the credit's name does not stand there ("estimates" in one, "the United Nations" in the other).
    #[must_use]
    pub fn entity_of<'a>(&'a self, version: &Version, said: &'a Said<'_>) -> Option<&'a str> {
        let of = &self.credits[version.credit];
        let credit = of.entity.as_deref()?;
        let own = said.quote.entity.as_deref().filter(|own| {
            let elsewhere = || !said.text.contains(credit);
            let own_words = match said.quote.entity_type {
                // The doctors are not the doctor who is named further down.
                Some(EntityType::Anonymous) => {
                    let first = rawi_text::fold_word(own.split(' ').next().unwrap_or(""));
                    of.kind != Some(EntityType::Person) || is_many(&first) || elsewhere()
                }
                // "The statement": whose it is, another article says.
                Some(EntityType::Document) => {
                    own.contains(' ') && elsewhere() || is_many(&rawi_text::fold_word(own))
                }
                // The state in one, its minister in the other.
                Some(EntityType::Person) => of.kind == Some(EntityType::Organisation),
                Some(EntityType::Organisation) if of.kind == Some(EntityType::Person) => true,
                Some(EntityType::Organisation) => {
                    let first = |name: &str| rawi_text::fold_word(name.split(' ').next().unwrap_or(""));
                    // The ministry in one, its state in the other.
                    let kind = |name: &str| (states(name).1, is_generic(&first(name)));
                    let body = of.kind == Some(EntityType::Organisation) && kind(own) != kind(credit);
                    // Its spokesman, whom this article has not.
                    let voice = is_voice(&first(credit)) && !is_voice(&first(own)) && elsewhere();
                    *own != credit && (body || voice)
                }
                _ => false,
            };
            own_words && *own != credit && said.text.contains(own)
        });
        Some(own.unwrap_or(credit))
    }
}

/// The statements of an archive, from the quotes of all its articles and its [speakers](crate::speakers::speakers);
/// those with most outlets first, then the oldest.
#[must_use]
pub fn statements(said: &[Said<'_>], speakers: &[Speaker], settings: &StatementSettings) -> Vec<Statement> {
    statements_watched(said, speakers, settings, &())
}

/// The same as [`statements`], watched.
#[must_use]
pub fn statements_watched(
    said: &[Said<'_>],
    speakers: &[Speaker],
    settings: &StatementSettings,
    watch: &dyn Watch,
) -> Vec<Statement> {
    let speaker_of = credit::speaker_of(said, speakers);
    let profiles = credit::Profiles::new(speakers);
    let names = profiles.names();
    let relations = likeness::Relations {
        one_body: &|a, b| profiles.of_one_body(a as usize, b as usize),
        contrary: &|a, b| {
            let (a, b) = (names[a as usize], names[b as usize]);
            !a.is_empty() && !b.is_empty() && !a.iter().any(|stem| b.binary_search(stem).is_ok())
        },
    };
    let told = |versions: &[(usize, f32)]| {
        let one_body = |a: usize, b: usize| match (speaker_of[a], speaker_of[b]) {
            (Some(a), Some(b)) => profiles.of_one_body(a, b),
            _ => false,
        };
        let sources = profiles.sources(said, &speaker_of, versions);
        doubt::told(said, versions, &sources, &one_body, settings)
    };
    let mut groups = group::group(said, &speaker_of, relations, settings, &told, watch);
    groups.retain(|versions| group::wide_enough(said, versions, settings));
    watch.stage("drift", groups.len() as u64);
    let mut statements: Vec<Statement> = groups
        .into_par_iter()
        .map(|versions| {
            watch.done(1);
            statement(said, &profiles, &speaker_of, versions)
        })
        .collect();
    let outlets = |statement: &Statement| {
        let mut outlets: Vec<_> =
            statement.versions.iter().map(|version| said[version.said].outlet).collect();
        outlets.sort_unstable();
        outlets.dedup();
        outlets.len()
    };
    statements.sort_by_cached_key(|statement| {
        let first = statement.versions.first().map(|version| said[version.said].moment());
        (std::cmp::Reverse(outlets(statement)), first, statement.id.clone())
    });
    tell_apart(&mut statements, said);
    statements
}

/// Gives ids of their own to the further statements of a quote that holds two claims: made of its id and the words that
/// stand in them and not in those before.
fn tell_apart(statements: &mut [Statement], said: &[Said<'_>]) {
    let mut seen: AHashMap<String, Vec<usize>> = AHashMap::new();
    for statement in statements {
        let quotes = statement.versions.iter().map(|version| version.said);
        if let Some(before) = seen.get_mut(&statement.id) {
            let own = quotes.clone().find(|quote| !before.contains(quote));
            before.extend(quotes);
            let words = own.map_or_else(String::new, |quote| said[quote].words());
            statement.id = crate::speakers::stable_id(&["claim", &statement.id, &words]);
        } else {
            seen.insert(statement.id.clone(), quotes.collect());
        }
    }
}

/// Makes a statement of its versions (quote, likeness to the first), oldest first.
fn statement(
    said: &[Said<'_>],
    profiles: &credit::Profiles<'_>,
    speaker_of: &[Option<usize>],
    versions: Vec<(usize, f32)>,
) -> Statement {
    // The version that the others are like; what is only like the most central one may be older.
    let leader = versions.iter().find(|(_, similarity)| *similarity >= 1.0).unwrap_or(&versions[0]);
    let first = &said[leader.0];
    let day = first.day.map_or_else(String::new, |day| day.to_string());
    let id = crate::speakers::stable_id(&["statement", first.outlet.unwrap_or(""), &day, &first.words()]);
    let members: Vec<usize> = versions.iter().map(|(said, _)| *said).collect();
    let credited = profiles.credits(said, speaker_of, &versions);
    let voted = profiles.vote(&credited);
    let credit::Credited { credits, credit_of, corrected, agreement } = credited;
    let drift = drift::drift(said, &members);
    let versions = versions
        .into_iter()
        .zip(credit_of.into_iter().zip(corrected))
        .map(|((said, similarity), (credit, corrected))| {
            let silent = credits[credit].speaker.is_none() && similarity >= COPY;
            let inferred = if corrected { Some(credit) } else { voted.filter(|_| silent) };
            Version { said, similarity, credit, inferred }
        })
        .collect();
    Statement { id, versions, credits, agreement, drift }
}

#[cfg(test)]
mod tests;
