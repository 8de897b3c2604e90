//! Phrases that articles of one outlet, and of hardly any other, have near their end or their beginning.

use ahash::{AHashMap, AHashSet};
use rawi_text::{Span, tokens_into};
use rayon::prelude::*;

use super::lines::Lines;
use super::{CONTEXTS, Often, Outlets, Sighting, TASK};
use crate::order::Order;
use crate::seen::Seen;
use crate::shingle::shingles_into;

/// The part of an outlet's articles that a phrase must stand in.
const SHARE: f64 = 0.02;
/// Articles that make a phrase sure, whatever the size of the outlet; of a smaller one, most articles must have it.
const SURE: f64 = 6.0;
const MOST: f64 = 0.75;
/// The part of a phrase's articles that must be of the one outlet.
const OWN: f64 = 0.8;
/// What a phrase may stand in the middle of articles, as a part of what it stands at the end or beginning.
const MIDDLE: f64 = 0.1;
/// Articles of an outlet that phrases are learnt from.
const SAMPLE: usize = 500;
/// Bytes of an article's end and beginning that are looked at.
const TAIL: usize = 420;
const HEAD: usize = 160;
/// Tokens of a phrase; phrases that may follow it to the end, or come before it at the beginning.
const PHRASE: usize = 3;
const AFTER: usize = 30;
const BEFORE: usize = 6;

/// Phrases that are an outlet's own, at the ends of articles or at their beginnings.
#[derive(Default)]
pub(super) struct KnownPhrases {
    often: AHashMap<(u32, u64), Often>,
    outlets: AHashSet<u32>,
}

impl KnownPhrases {
    fn of(&self, outlet: u32, phrase: u64) -> Option<Often> {
        self.often.get(&(outlet, phrase)).copied()
    }

    fn insert(&mut self, outlet: u32, phrase: u64, often: Often) {
        self.often.insert((outlet, phrase), often);
        self.outlets.insert(outlet);
    }

    /// The furniture at the end of a text, where these are phrases of ends.
    pub(super) fn tail(&self, outlet: u32, text: &str) -> Option<(Span, Often)> {
        if !self.outlets.contains(&outlet) {
            return None;
        }
        let part = tail(text);
        let mut phrases = Vec::new();
        phrases_in(part.of(text), &mut phrases);
        let known = |&(what, _): &(u64, Span)| self.of(outlet, what);
        let first = phrases.iter().position(|phrase| known(phrase).is_some())?;
        let last = phrases.iter().rposition(|phrase| known(phrase).is_some())?;
        // What follows the last known words is their tail only where it is as short as it usually is.
        let usual = known(&phrases[last])?.after as usize + 2;
        let to_the_end = phrases.len() - 1 - last <= usual.min(AFTER);
        let end = if to_the_end { part.to() } else { part.from() + phrases[last].1.to() };
        Some((Span::new(part.from() + phrases[first].1.from(), end), known(&phrases[first])?))
    }

    /// The furniture at the beginning of a text, where these are phrases of beginnings.
    pub(super) fn head(&self, outlet: u32, text: &str) -> Option<(Span, Often)> {
        if !self.outlets.contains(&outlet) {
            return None;
        }
        let mut phrases = Vec::new();
        phrases_in(head(text).of(text), &mut phrases);
        phrases
            .iter()
            .take(BEFORE)
            .rev()
            .find_map(|&(what, span)| self.of(outlet, what).map(|often| (Span::new(0, span.to()), often)))
    }
}

/// Learns the phrases of ends and of beginnings from a sample of each outlet.
pub(super) fn learn(order: &Order<'_>, outlets: &Outlets, lines: &[Lines]) -> (KnownPhrases, KnownPhrases) {
    if outlets.articles.len() < 2 {
        // A phrase is an outlet's own only where others do not have it.
        return <_>::default();
    }
    let mut met = vec![0usize; outlets.articles.len()];
    let sample: Vec<u32> = (0..order.len() as u32)
        .filter(|&rank| {
            let outlet = order.outlet(rank) as usize;
            met[outlet] += 1;
            met[outlet].is_multiple_of(outlets.articles[outlet].div_ceil(SAMPLE))
        })
        .collect();
    let mut sampled = vec![0usize; outlets.articles.len()];
    sample.iter().for_each(|&rank| sampled[order.outlet(rank) as usize] += 1);
    let middles: AHashMap<(u32, u64), u32> = sightings(order, &sample, lines, middle)
        .chunk_by(|a, b| (a.what, a.outlet) == (b.what, b.outlet))
        .filter(|of| of.len() >= CONTEXTS)
        .map(|of| ((of[0].outlet, of[0].what), Often::of(of).articles))
        .collect();
    let learn = |part: fn(&str) -> Span| {
        let mut learnt = KnownPhrases::default();
        let sightings = sightings(order, &sample, lines, part);
        for of in sightings.chunk_by(|a, b| a.what == b.what).filter(|of| of.len() >= CONTEXTS) {
            let all: Vec<(u32, Often)> =
                of.chunk_by(|a, b| a.outlet == b.outlet).map(|own| (own[0].outlet, Often::of(own))).collect();
            let total: f64 = all.iter().map(|(_, often)| f64::from(often.articles)).sum();
            for (outlet, often) in all {
                let articles = sampled[outlet as usize] as f64;
                let least = (articles * SHARE).max(SURE.min(articles * MOST));
                let elsewhere = middles.get(&(outlet, of[0].what)).copied().unwrap_or(0);
                if f64::from(often.articles) >= OWN * total
                    && f64::from(elsewhere) <= MIDDLE * f64::from(often.articles)
                    && outlets.enough(outlet, often, least)
                {
                    learnt.insert(outlet, of[0].what, often);
                }
            }
        }
        learnt
    };
    (learn(tail), learn(head))
}

/// Phrases of one part of the sampled articles that come more than once, sorted.
fn sightings(order: &Order<'_>, sample: &[u32], lines: &[Lines], part: fn(&str) -> Span) -> Vec<Sighting> {
    let all: Vec<Phrases> = sample
        .par_chunks(TASK)
        .with_max_len(1)
        .map(|ranks| {
            let mut found = Phrases::default();
            let mut phrases = Vec::new();
            for &rank in ranks {
                let text = order.article(rank).text;
                phrases_in(part(text).of(text), &mut phrases);
                found.hashes.extend(phrases.iter().map(|&(what, _)| what));
                found.own.push((rank, phrases.len() as u32));
            }
            found
        })
        .collect();
    let count = all.iter().map(|phrases| phrases.hashes.len()).sum();
    let seen =
        Seen::count(&all, count, |phrases, seen| phrases.hashes.iter().for_each(|&what| seen.meet(what)));
    let mut sightings: Vec<Sighting> = all
        .par_iter()
        .with_max_len(1)
        .flat_map_iter(|phrases| phrases.by_article())
        .flat_map_iter(|(rank, phrases)| {
            let (outlet, day) = (order.outlet(rank), order.day(rank));
            let context = lines[rank as usize].context;
            let seen = &seen;
            let last_first = phrases.iter().rev().zip(0..).filter(|&(&what, _)| seen.has(what));
            last_first.map(move |(&what, length)| Sighting { what, outlet, day, context, length })
        })
        .collect();
    sightings.par_sort_unstable();
    sightings
}

/// The phrases of some articles.
#[derive(Default)]
struct Phrases {
    hashes: Vec<u64>,
    /// Ranks of the articles, and how many of the phrases are theirs.
    own: Vec<(u32, u32)>,
}

impl Phrases {
    fn by_article(&self) -> impl Iterator<Item = (u32, &[u64])> {
        let mut rest = &self.hashes[..];
        self.own.iter().map(move |&(rank, count)| {
            let (own, after) = rest.split_at(count as usize);
            rest = after;
            (rank, own)
        })
    }
}

/// The character border at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The end of a text, from the beginning of a word.
fn tail(text: &str) -> Span {
    let text_end = text.trim_end().len();
    let from = boundary(text, text_end.saturating_sub(TAIL));
    let from = if from == 0 { 0 } else { from + text[from..text_end].find(char::is_whitespace).unwrap_or(0) };
    Span::new(from, text_end)
}

/// As much from the middle of a text, where it is long enough to have one beside its beginning and end.
fn middle(text: &str) -> Span {
    if text.len() < 3 * TAIL {
        return Span::new(0, 0);
    }
    let from = boundary(text, (text.len() - TAIL) / 2);
    Span::new(from, boundary(text, from + TAIL))
}

/// The beginning of a text, to the end of a word.
fn head(text: &str) -> Span {
    let to = boundary(text, text.len().min(HEAD));
    let to = if to == text.len() { to } else { text[..to].rfind(char::is_whitespace).unwrap_or(to) };
    Span::new(0, to)
}

/// The phrases of a piece of text, and where each stands in it.
fn phrases_in(piece: &str, phrases: &mut Vec<(u64, Span)>) {
    phrases.clear();
    let (mut tokens, mut hashes) = (Vec::new(), Vec::new());
    tokens_into(piece, &mut tokens);
    if tokens.len() < PHRASE {
        return;
    }
    let words: Vec<u64> = tokens.iter().map(|token| token.hash).collect();
    shingles_into(&words, PHRASE, &mut hashes);
    let spans = tokens.windows(PHRASE).map(|of| of[0].span.cover(of[PHRASE - 1].span));
    phrases.extend(hashes.into_iter().zip(spans));
}
