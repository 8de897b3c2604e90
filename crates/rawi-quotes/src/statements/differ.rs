//! When outlets differ about who said something.
//!
//! A difference in credit is news, so it is said only of what stands on the page, and never of what was resolved. Of 139
//! differences that were told by the names of resolved speakers alone, a reader let six stand: the others were one source
//! under two names, an elided subject given to the wrong noun, or two claims of like wording. So two versions differ where
//! 1. both have the same words, in quotation marks or as a copy, and not a few;
//! 2. both name their source beside these words, by a name, a title or a body's name: not by a pronoun, nor by an elided
//!    subject, unless the quotation goes on right behind one beside which he is named;
//! 3. each source is a person by name or by an office, or a named body: no source that is only described ("an official",
//!    "the ministry"), no document, no thing, no person of a single word that may be anything;
//! 4. the two exclude each other: two persons of different names, two bodies, a person and a body whose name none of his
//!    titles has. A body and its spokesman do not; nor a state and its bodies and officials, an outlet or agency and
//!    whoever it quotes, a title and a name that may be its bearer's, two names that share a word;
//! 5. neither is named around the words of the other version (in its article, where the quotation only goes on): where
//!    both outlets print both names, as "X said after Y called on him", they do not differ, but the one who read them may.

use super::credit::{Profiles, Source, names_speaker};
use super::one_name::may_be_one;
use super::words::Stems;
use crate::names::{Letters, body_key, is_generic, is_household, is_kind, is_media, is_title};
use crate::speakers::Said;
use crate::{EntityType, Kind};
use rawi_text::Span;

/// Part of its words that a version in quotation marks must have in common with another that is (the shorter, the longer);
/// what is rendered twice drifts.
const IN_MARKS: [f64; 2] = [0.6, 0.5];
/// The same where one is not in quotation marks: it must be a copy.
const COPIED: [f64; 2] = [0.9, 0.9];
/// Words that both must have.
const WORDS: usize = 6;
/// Bytes before and behind a quotation with its source in which the other's source must not be named.
const AROUND: usize = 200;
/// Part of the weight of its name's words that names a person (the family name alone), and a body.
const PERSON: f32 = 0.4;
const BODY: f32 = 0.6;

/// A version of a statement with the source that it is given to.
pub(super) struct Attributed<'s> {
    /// The quote.
    pub(super) quote: usize,
    pub(super) source: &'s Source<'s>,
    /// Which credit of the statement that is.
    pub(super) credit: usize,
}

/// A version that names its source.
struct Named<'s> {
    said: &'s Said<'s>,
    /// The source is not named beside it, but beside the quote that it goes on with.
    goes_on: bool,
    source: &'s Source<'s>,
    credit: usize,
}

impl Profiles<'_> {
    /// Whether two of these versions differ in who said it.
    pub(super) fn differ(
        &self,
        said: &[Said<'_>],
        speaker_of: &[Option<usize>],
        versions: &[Attributed<'_>],
    ) -> bool {
        let named: Vec<Named<'_>> = versions
            .iter()
            .filter(|version| version.source.is_named())
            .filter_map(|version| {
                let own = &said[version.quote];
                let beside = names_speaker(own);
                let goes_on = || own.quote.kind != Kind::Indirect && goes_on(said, speaker_of, version.quote);
                (beside || goes_on()).then_some(Named {
                    said: own,
                    goes_on: !beside,
                    source: version.source,
                    credit: version.credit,
                })
            })
            .collect();
        if named.iter().all(|version| version.credit == named[0].credit) {
            return false;
        }
        let mut stems = Stems::default();
        let words: Vec<Vec<u64>> = named.iter().map(|version| words(version.said, &mut stems)).collect();
        named.iter().enumerate().any(|(at, a)| {
            (at + 1..named.len()).any(|other| {
                let b = &named[other];
                a.credit != b.credit
                    && self.exclude(a.source, b.source)
                    && have_same_words((a, &words[at]), (b, &words[other]))
                    && !self.names_around(a, b.source)
                    && !self.names_around(b, a.source)
            })
        })
    }

    /// Whether a source is named around a version's quotation, or in it.
    fn names_around(&self, version: &Named<'_>, source: &Source<'_>) -> bool {
        let around = around(version).of(version.said.text);
        let least = if source.kind == Some(EntityType::Person) { PERSON } else { BODY };
        self.contained(source.own, &Stems::default().of_texts([around], false)) >= least
    }

    /// Whether one of two sources is a state, and the other is of it.
    fn of_state(a: &Source<'_>, b: &Source<'_>) -> bool {
        (a.state || b.state) && a.states.iter().any(|state| b.states.contains(state))
    }

    /// Whether one of two sources is a state, and the other the administration of somebody who may head it.
    fn may_govern(a: &Source<'_>, b: &Source<'_>) -> bool {
        let of_a_man = |source: &Source<'_>| {
            source.kind == Some(EntityType::Organisation)
                && source.states.is_empty()
                && source.name.words.len() > 1
                && source.name.words.first().is_some_and(is_household)
        };
        a.state && of_a_man(b) || b.state && of_a_man(a)
    }

    /// Whether two sources exclude each other.
    fn exclude(&self, a: &Source<'_>, b: &Source<'_>) -> bool {
        /// Part of a body's name in a person's titles from which on he may speak for it.
        const HIS: f32 = 0.3;
        use EntityType::{Organisation, Person};
        if Self::of_state(a, b) || Self::may_govern(a, b) || may_be_one(a.name, b.name) {
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
}

impl Source<'_> {
    /// Whether it says which person or body it is.
    fn is_named(&self) -> bool {
        let Some(first) = self.name.words.first() else { return false };
        // "The forecasts": a noun with the article that is no kind of body.
        let head = first.form();
        let thing = self.kind == Some(EntityType::Organisation)
            && first.article
            && first.script == Letters::Arabic
            && self.name.words.len() > 1
            && !(is_generic(head) || is_kind(head) || is_title(head) || is_media(head))
            && !body_key(&self.name.folded).starts_with('=');
        let word_only = self.kind == Some(EntityType::Person) && self.name.words.len() < 2 && !first.complete;
        !self.described
            && !thing
            && !word_only
            && matches!(self.kind, Some(EntityType::Person | EntityType::Organisation))
    }
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

/// Whether two versions have the same words, given as stems, whatever their order.
fn have_same_words((a, of_a): (&Named<'_>, &[u64]), (b, of_b): (&Named<'_>, &[u64])) -> bool {
    let both = of_a.iter().filter(|stem| of_b.binary_search(stem).is_ok()).count();
    let in_marks = [a, b].iter().all(|version| version.said.quote.kind != Kind::Indirect);
    let [shorter, longer] = if in_marks { IN_MARKS } else { COPIED };
    let (few, many) = (of_a.len().min(of_b.len()) as f64, of_a.len().max(of_b.len()) as f64);
    both >= WORDS && both as f64 >= (shorter * few).max(longer * many)
}

/// The stems of the words of a quotation, sorted.
fn words(said: &Said<'_>, stems: &mut Stems) -> Vec<u64> {
    stems.of_texts(said.quote.content.iter().map(|range| range.of(said.text)), false)
}

/// A quotation with its source and what stands around both; the whole article, where another quote names the source: then
/// it was told from that article alone who goes on to speak.
fn around(version: &Named<'_>) -> Span {
    let Named { said, goes_on, .. } = version;
    let (quote, text) = (said.quote, said.text);
    let own = quote.content.iter().copied().chain(quote.speaker).chain(quote.cue);
    let Some(whole) = own.reduce(Span::cover).filter(|_| !goes_on) else { return Span::new(0, text.len()) };
    let (mut from, mut to) = (whole.from().saturating_sub(AROUND), (whole.to() + AROUND).min(text.len()));
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    while !text.is_char_boundary(to) {
        to += 1;
    }
    Span::new(from, to)
}
