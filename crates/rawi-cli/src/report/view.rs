//! What of the data is on the page, chosen before anything is written, so that every link leads somewhere.
//!
//! Each section has a limit in number and one in size: an archive of any size gives a page that a browser opens at
//! once. The largest come first; ties are broken by content and id, never by order of arrival.

use std::collections::{BTreeMap, BTreeSet};

use rawi_text::Watch;

use super::labels::Labels;
use super::{Article, ReportData, anchor};
use crate::records::{FamilyRecord, Passage, QuoteRecord, StatementRecord};

/// The largest numbers that are shown.
pub const FAMILIES: usize = 300;
/// Versions of one family that are shown with their words.
pub const MEMBERS: usize = 12;
/// Articles in the table of recycled ones.
pub const ARTICLES: usize = 200;
/// Speakers.
pub const SPEAKERS: usize = 300;
/// Quotes of one speaker, by how many speakers come before.
const QUOTES: [(usize, usize); 3] = [(20, 30), (60, 12), (SPEAKERS, 5)];
/// Statements.
pub const STATEMENTS: usize = 300;
/// Wordings of one statement, by how many statements come before.
const VERSIONS: [(usize, usize); 3] = [(20, 20), (80, 8), (STATEMENTS, 4)];
/// Copies of one wording.
const COPIES: usize = 50;
/// Outlets in the matrix.
pub const OUTLETS: usize = 30;
/// Characters of one passage.
pub const PASSAGE: usize = 1500;
/// Characters of one quote with its surroundings.
pub const QUOTE: usize = 700;

/// Bytes that the three sections of texts may take, roughly: with the rest they stay below ten million. Statements have
/// the largest part for their number, since they are what nothing else shows.
const FAMILY_BYTES: usize = 2_400_000;
const SPEAKER_BYTES: usize = 2_600_000;
const STATEMENT_BYTES: usize = 2_900_000;
/// Bytes of markup around one text, roughly.
const MARKUP: usize = 700;

/// A speaker on the page and the quotes shown, in order of time.
pub struct ShownSpeaker {
    /// Index into the speakers.
    pub speaker: usize,
    /// Indices into the quotes.
    pub quotes: Vec<usize>,
    /// Quotes in all.
    pub of: usize,
}

/// The data, what of it is shown, and what leads where.
pub struct View<'a> {
    /// Everything.
    pub data: &'a ReportData<'a>,
    /// Told of every entry that is written.
    pub watch: &'a dyn Watch,
    /// The page's own words.
    pub labels: &'static Labels,
    /// All outlets, by name; their position is their number in the filter.
    pub outlets: Vec<&'a str>,
    /// Languages of the articles, with how many.
    pub languages: BTreeMap<&'a str, usize>,
    /// Indices of the families shown.
    pub families: Vec<usize>,
    /// Indices of the articles in the table of recycled ones.
    pub churn: Vec<usize>,
    /// Speakers shown.
    pub speakers: Vec<ShownSpeaker>,
    /// Indices of the statements shown.
    pub statements: Vec<usize>,
    speaker_of: BTreeMap<(&'a str, usize), usize>,
    shown_speakers: BTreeSet<&'a str>,
    statement_of: BTreeMap<(&'a str, usize), usize>,
    quote_at: BTreeMap<(&'a str, usize), Place>,
    wordings: BTreeMap<usize, Vec<Vec<usize>>>,
    families_of: BTreeMap<&'a str, Vec<(usize, usize, usize)>>,
    churn_of: BTreeMap<&'a str, (f64, bool)>,
    credits: BTreeMap<&'a str, Vec<(usize, usize, &'a str)>>,
}

/// Which section a quote's own address is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Under this speaker, as this quote (indices).
    Speaker(usize, usize),
    /// In this statement (index), as this version.
    Statement(usize, usize),
}

impl<'a> View<'a> {
    /// Chooses what is shown.
    pub fn new(data: &'a ReportData<'a>, watch: &'a dyn Watch) -> Self {
        let mut view = Self {
            data,
            watch,
            labels: data.ui.labels(),
            outlets: Vec::new(),
            languages: BTreeMap::new(),
            families: choose_families(data),
            churn: choose_churn(data),
            speakers: Vec::new(),
            statements: choose_statements(data),
            speaker_of: BTreeMap::new(),
            shown_speakers: BTreeSet::new(),
            statement_of: BTreeMap::new(),
            quote_at: BTreeMap::new(),
            wordings: BTreeMap::new(),
            families_of: BTreeMap::new(),
            churn_of: BTreeMap::new(),
            credits: BTreeMap::new(),
        };
        let mut outlets: Vec<&str> = data.documents.values().filter_map(|article| article.outlet).collect();
        outlets.sort_unstable();
        outlets.dedup();
        view.outlets = outlets;
        for lang in data.documents.values().filter_map(|article| super::text::language(article.lang)) {
            *view.languages.entry(lang).or_default() += 1;
        }
        for &index in &view.statements {
            for version in &data.statements[index].versions {
                view.statement_of.entry(anchor::key(&version.quote)).or_insert(index);
            }
        }
        view.speakers = choose_speakers(data, &view.statement_of);
        for shown in &view.speakers {
            view.shown_speakers.insert(&data.speakers[shown.speaker].speaker);
            for &index in data.speaker_quotes.get(shown.speaker).into_iter().flatten() {
                if let Some(quote) = data.quotes.get(index) {
                    view.speaker_of.entry(anchor::key(quote)).or_insert(shown.speaker);
                }
            }
            for &index in &shown.quotes {
                let place = Place::Speaker(shown.speaker, index);
                view.quote_at.entry(anchor::key(&data.quotes[index])).or_insert(place);
            }
        }
        for (rank, &index) in view.statements.iter().enumerate() {
            let wordings = wordings(&data.statements[index], versions_shown(rank));
            for &at in wordings.iter().flatten() {
                let place = Place::Statement(index, at);
                view.quote_at.entry(anchor::key(&data.statements[index].versions[at].quote)).or_insert(place);
            }
            view.wordings.insert(index, wordings);
        }
        for &index in &view.families {
            for member in &data.families[index].members {
                let passage = &member.passage;
                let place = (passage.start, passage.end, index);
                view.families_of.entry(&passage.doc).or_default().push(place);
            }
        }
        for reuse in data.reuses {
            if let Some(credited) = &reuse.credited {
                let (doc, start, end) = (reuse.b.doc.as_str(), reuse.b.start, reuse.b.end);
                view.credits.entry(doc).or_default().push((start, end, credited));
            }
        }
        for places in view.credits.values_mut() {
            places.sort_unstable();
        }
        for (index, record) in data.churn.iter().enumerate() {
            let shown = view.churn.contains(&index);
            view.churn_of.insert(&record.doc, (record.reused_share, shown));
        }
        view
    }

    /// Entries of all sections.
    pub fn entries(&self) -> usize {
        self.families.len() + self.churn.len() + self.speakers.len() + self.statements.len()
    }

    /// An article.
    pub fn article(&self, doc: &str) -> Option<&'a Article<'a>> {
        self.data.documents.get(doc)
    }

    /// First and last day of the archive.
    pub fn days(&self) -> Option<(&'a str, &'a str)> {
        let mut days = self.data.documents.values().filter_map(|a| super::text::day(a.date.as_deref()));
        let first = days.next()?;
        Some(days.fold((first, first), |(from, to), day| (from.min(day), to.max(day))))
    }

    /// Number of an outlet in the filter.
    pub fn outlet_number(&self, outlet: Option<&str>) -> Option<usize> {
        outlet.and_then(|name| self.outlets.binary_search(&name).ok())
    }

    /// The words of a passage.
    pub fn words(&self, passage: &Passage) -> &'a str {
        self.article(&passage.doc).map_or("", |a| super::text::slice(a.text, passage.start, passage.end))
    }

    /// The shown speaker of a quote.
    pub fn speaker_of(&self, quote: &QuoteRecord) -> Option<usize> {
        self.speaker_of.get(&anchor::key(quote)).copied()
    }

    /// Whether a speaker, by id, is on the page.
    pub fn shows_speaker(&self, id: &str) -> bool {
        self.shown_speakers.contains(id)
    }

    /// The shown statement that a quote is a version of.
    pub fn statement_of(&self, quote: &QuoteRecord) -> Option<&'a StatementRecord> {
        self.statement_of.get(&anchor::key(quote)).map(|&index| &self.data.statements[index])
    }

    /// The versions shown of a statement, those of the same words together.
    pub fn wordings(&self, statement: usize) -> &[Vec<usize>] {
        self.wordings.get(&statement).map_or(&[], Vec::as_slice)
    }

    /// Where a quote's own address is.
    pub fn quote_at(&self, quote: &QuoteRecord) -> Option<Place> {
        self.quote_at.get(&anchor::key(quote)).copied()
    }

    /// The shown family whose passage holds the beginning of a quote.
    pub fn family_of(&self, quote: &QuoteRecord) -> Option<&'a FamilyRecord> {
        let (doc, start) = anchor::key(quote);
        let places = self.families_of.get(doc)?;
        let place = places.iter().find(|&&(from, to, _)| from <= start && start < to)?;
        Some(&self.data.families[place.2])
    }

    /// The words with which a later version credits where it is from.
    pub fn credit_of(&self, passage: &Passage) -> Option<&'a str> {
        let places = self.credits.get(passage.doc.as_str())?;
        let overlaps = |&&(start, end, _): &&(usize, usize, &str)| start < passage.end && passage.start < end;
        places.iter().find(overlaps).map(|place| place.2)
    }

    /// The part of an article that stands elsewhere, and whether the article is in the table.
    pub fn churn_of(&self, doc: &str) -> Option<(f64, bool)> {
        self.churn_of.get(doc).copied()
    }
}

/// Takes indices in order while their number and size last; at least one.
/// `size` is asked with the rank and the index.
fn take(order: Vec<usize>, limit: usize, bytes: usize, size: impl Fn(usize, usize) -> usize) -> Vec<usize> {
    let mut left = bytes;
    let mut first = true;
    order
        .into_iter()
        .take(limit)
        .enumerate()
        .take_while(|&(rank, index)| {
            let size = size(rank, index);
            let fits = size <= left || first;
            left = left.saturating_sub(size);
            first = false;
            fits
        })
        .map(|(_, index)| index)
        .collect()
}

fn choose_families(data: &ReportData<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..data.families.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&data.families[a], &data.families[b]);
        let weight = |f: &FamilyRecord| (f.outlets.len(), f.size, f.first.text.len());
        weight(b).cmp(&weight(a)).then_with(|| a.family.cmp(&b.family))
    });
    take(order, FAMILIES, FAMILY_BYTES, |_, index| {
        let family = &data.families[index];
        // An Arabic letter is two bytes; what is marked as changed costs as much again.
        let words = family.first.text.len().min(PASSAGE * 2) + MARKUP;
        let changed = family.members.iter().filter(|member| member.jaccard_to_first < 1.0).count();
        words + changed.min(MEMBERS) * words * 3 / 2 + family.members.len().min(100) * MARKUP / 2
    })
}

fn choose_churn(data: &ReportData<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..data.churn.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&data.churn[a], &data.churn[b]);
        b.reused_share
            .total_cmp(&a.reused_share)
            .then(b.reused_tokens.cmp(&a.reused_tokens))
            .then_with(|| a.doc.cmp(&b.doc))
    });
    order.truncate(ARTICLES);
    order
}

fn choose_statements(data: &ReportData<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..data.statements.len()).collect();
    let outlets = |s: &StatementRecord| {
        let mut all: Vec<&str> = s.versions.iter().filter_map(|v| v.quote.outlet.as_deref()).collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    };
    order.sort_by_cached_key(|&index| {
        let statement = &data.statements[index];
        let weight = (outlets(statement), statement.versions.len());
        (std::cmp::Reverse(weight), statement.statement.as_str())
    });
    take(order, STATEMENTS, STATEMENT_BYTES, |rank, index| {
        let statement = &data.statements[index];
        let size = |wording: &Vec<usize>| {
            let words = statement.versions[wording[0]].quote.text.len().min(QUOTE * 2) * 5 / 2;
            words + MARKUP + wording.len() * MARKUP
        };
        MARKUP + wordings(statement, versions_shown(rank)).iter().map(size).sum::<usize>()
    })
}

fn choose_speakers(
    data: &ReportData<'_>,
    statement_of: &BTreeMap<(&str, usize), usize>,
) -> Vec<ShownSpeaker> {
    let mut order: Vec<usize> = (0..data.speakers.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&data.speakers[a], &data.speakers[b]);
        (b.quotes, b.outlets.len()).cmp(&(a.quotes, a.outlets.len())).then_with(|| a.speaker.cmp(&b.speaker))
    });
    let quotes = |speaker: usize| {
        let mut quotes: Vec<usize> = data.speaker_quotes.get(speaker).cloned().unwrap_or_default();
        quotes.retain(|&index| index < data.quotes.len());
        // Those that stand in a statement first, then the surest.
        quotes.sort_by(|&a, &b| {
            let (a, b) = (&data.quotes[a], &data.quotes[b]);
            let alone = |q: &QuoteRecord| !statement_of.contains_key(&anchor::key(q));
            alone(a)
                .cmp(&alone(b))
                .then(b.confidence.total_cmp(&a.confidence))
                .then_with(|| anchor::key(a).cmp(&anchor::key(b)))
        });
        quotes
    };
    let shown = take(order, SPEAKERS, SPEAKER_BYTES, |rank, index| {
        let mut quotes = quotes(index);
        quotes.truncate(quotes_shown(rank));
        let words = quotes.iter().map(|&q| data.quotes[q].text.len().min(QUOTE * 2) + 250 + MARKUP);
        MARKUP * 2 + words.sum::<usize>()
    });
    shown
        .into_iter()
        .enumerate()
        .map(|(rank, speaker)| {
            let mut quotes = quotes(speaker);
            let of = quotes.len();
            quotes.truncate(quotes_shown(rank));
            quotes.sort_by(|&a, &b| {
                let (a, b) = (&data.quotes[a], &data.quotes[b]);
                // Undated ones last.
                (a.date.is_none(), &a.date, anchor::key(a)).cmp(&(b.date.is_none(), &b.date, anchor::key(b)))
            });
            ShownSpeaker { speaker, quotes, of }
        })
        .collect()
}

/// How many quotes of a speaker are shown, by how many speakers come before: those quoted most in depth, the many
/// after them with a few.
fn quotes_shown(rank: usize) -> usize {
    tier(&QUOTES, rank)
}

/// How many wordings of a statement are shown, by how many statements come before.
fn versions_shown(rank: usize) -> usize {
    tier(&VERSIONS, rank)
}

/// The versions of a statement, those together that have the same words and credit; the first `shown` of these groups
/// in order of time, none longer than [`COPIES`].
fn wordings(statement: &StatementRecord, shown: usize) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut known = BTreeMap::new();
    for (at, version) in statement.versions.iter().enumerate() {
        let quote = &version.quote;
        let credit = quote.entity.as_deref().or(version.inferred_entity.as_deref());
        let named = quote.entity.is_some();
        let of = (super::diff::hashes(&quote.text), credit, named, super::quote::kind_id(quote.kind));
        let group: usize = *known.entry(of).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(at);
    }
    groups.truncate(shown);
    for group in &mut groups {
        group.truncate(COPIES);
    }
    groups
}

fn tier(tiers: &[(usize, usize)], rank: usize) -> usize {
    tiers.iter().find(|&&(below, _)| rank < below).map_or(0, |&(_, shown)| shown)
}
