//! Furniture: what an outlet repeats on its own pages (share lines, footers, bylines, "read also").
//!
//! It is learnt from the archive, outlet by outlet, in two ways.
//!
//! - *Lines*: a line that stands in several articles of one outlet, on several days. An article that was collected
//!   again brings all its lines again, so what is counted is the different articles around the line, not its copies.
//! - *Beginnings and ends*: a footer may stand inside the last paragraph and end in words of its own ("link to this
//!   story at …: <its headline>"). Its first words give it away: a phrase that many articles of this outlet have near
//!   their end (or their beginning), hardly any in the middle, and hardly any of the others'. From there to the end
//!   it is furniture.
//!
//! Learning looks at short lines, and at the ends of a sample of articles; it costs a few hundredths of a pass.

use ahash::{AHashMap, AHashSet};
use rawi_text::{Span, tokens_into};
use rayon::prelude::*;

use crate::article::{Article, Passage};
use crate::order::Order;
use crate::shingle::{finish, shingles_into};

/// Articles that must have it around them, at least.
const CONTEXTS: usize = 3;
/// Days it must stand on, at least (where the outlet has as many).
const DAYS: usize = 2;
/// The part of an outlet's articles that a short line, a long line and a phrase must stand in.
const SHORT_SHARE: f64 = 0.003;
const LONG_SHARE: f64 = 0.03;
const PHRASE_SHARE: f64 = 0.02;
/// Articles that make a phrase sure, whatever the size of the outlet; of a smaller one, most articles must have it.
const SURE: f64 = 6.0;
const MOST: f64 = 0.75;
/// Bytes of a short line, and of the longest line that is looked at.
const SHORT: usize = 140;
const LONG: usize = 400;
/// The part of a phrase's articles that must be of the one outlet.
const OWN: f64 = 0.8;
/// What a phrase may stand in the middle of articles, as a part of what it stands at the end or beginning.
const MIDDLE: f64 = 0.1;
/// Articles of an outlet that phrases are learnt from.
const SAMPLE: usize = 600;
/// Bytes of an article's end and beginning that are looked at.
const TAIL: usize = 420;
const HEAD: usize = 160;
/// Tokens of a phrase; tokens that may follow it to the end, or come before it at the beginning.
const PHRASE: usize = 3;
const AFTER: usize = 30;
const BEFORE: usize = 6;
/// Articles that one task looks at.
const TASK: usize = 512;

/// By article, the stretches that are furniture.
pub(crate) struct Furniture {
    by_rank: Vec<Vec<Stretch>>,
}

/// A stretch of furniture, and how often the outlet has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Where it stands, in bytes.
    pub(crate) span: Span,
    /// Articles of the outlet that have it, as far as they were looked at.
    pub(crate) articles: u32,
    /// Their days.
    pub(crate) days: u32,
}

/// Text that outlets repeat on their own pages, as passages in canonical order.
///
/// ```
/// use rawi_overlap::{Article, furniture};
/// let texts = ["The dam was full.", "Trains were late.", "Bread was dear.", "The bridge was shut."]
///     .map(|text| format!("{text}\nFollow us on every network"));
/// let articles: Vec<Article> =
///     texts.iter().map(|text| Article { outlet: Some("north"), text, ..Article::default() }).collect();
/// assert_eq!(furniture(&articles)[0].of(&articles), "Follow us on every network");
/// ```
#[must_use]
pub fn furniture(articles: &[Article<'_>]) -> Vec<Passage> {
    let Ok(order) = Order::new(articles) else { return Vec::new() };
    let learnt = Furniture::learn(&order);
    (0..order.len() as u32)
        .flat_map(|rank| learnt.of(rank).iter().map(move |stretch| (rank, stretch.span)))
        .map(|(rank, span)| order.passage(rank, span))
        .collect()
}

/// How often something stands in an outlet.
#[derive(Debug, Clone, Copy)]
struct Often {
    articles: u32,
    days: u32,
    /// Of a phrase: tokens that follow it to the end, in nine of ten articles at most so many.
    after: u32,
}

/// One sighting of a line or phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Sighting {
    what: u64,
    outlet: u32,
    day: Option<i64>,
    context: u64,
    /// Bytes of a line; phrases that follow a phrase.
    length: u32,
}

impl Furniture {
    /// None at all.
    pub(crate) fn none() -> Self {
        Self { by_rank: Vec::new() }
    }

    /// The furniture of one article, in order.
    pub(crate) fn of(&self, rank: u32) -> &[Stretch] {
        self.by_rank.get(rank as usize).map_or(&[], Vec::as_slice)
    }

    /// Learns what each outlet repeats, and finds it.
    pub(crate) fn learn(order: &Order<'_>) -> Self {
        let ranks: Vec<u32> = (0..order.len() as u32).collect();
        let outlets = Outlets::new(order);
        let (contexts, lines): (Vec<u64>, Vec<Vec<Sighting>>) =
            ranks.par_iter().with_min_len(TASK).map(|&rank| lines(order, rank)).unzip();
        let lines = learn_lines(&outlets, lines);
        let (tails, heads) = learn_phrases(order, &outlets, &contexts);
        let by_rank = ranks
            .par_iter()
            .with_min_len(TASK)
            .map(|&rank| stretches(order, rank, &lines, &tails, &heads))
            .collect();
        Self { by_rank }
    }
}

/// Articles and days of each outlet.
struct Outlets {
    articles: Vec<usize>,
    days: Vec<usize>,
}

impl Outlets {
    fn new(order: &Order<'_>) -> Self {
        let mut articles = vec![0; order.outlets.len()];
        let mut days = vec![AHashSet::new(); order.outlets.len()];
        for rank in 0..order.len() as u32 {
            let outlet = order.outlet(rank) as usize;
            articles[outlet] += 1;
            days[outlet].extend(order.day(rank));
        }
        Self { articles, days: days.iter().map(|days| days.len()).collect() }
    }

    /// Whether so many articles and days are enough for furniture of this outlet.
    fn enough(&self, outlet: u32, often: Often, least: f64) -> bool {
        let articles = often.articles as usize;
        articles >= CONTEXTS
            && f64::from(often.articles) >= least
            && often.days as usize >= DAYS.min(self.days[outlet as usize])
    }
}

fn hash(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(0x9ae1_6a3b_2f90_404f, |hash: u64, chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        finish(hash.rotate_left(31) ^ u64::from_le_bytes(word)) ^ chunk.len() as u64
    })
}

/// The lines that are short enough to be furniture, each with the article around it; and what tells the article from
/// others: its longest line, or for that line itself the longest other one. (Two articles that begin alike there are
/// one article, collected twice.)
fn lines(order: &Order<'_>, rank: u32) -> (u64, Vec<Sighting>) {
    let own = |line: &str| hash(&line.as_bytes()[..line.len().min(96)]);
    let (mut longest, mut second) = ("", "");
    let text = order.article(rank).text;
    for line in text.split('\n').map(str::trim) {
        if line.len() > longest.len() {
            (longest, second) = (line, longest);
        } else if line.len() > second.len() {
            second = line;
        }
    }
    let contexts = (own(longest), own(second));
    let sightings = text
        .split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty() && line.len() <= LONG && !second.is_empty())
        .map(|line| Sighting {
            what: hash(line.as_bytes()),
            outlet: order.outlet(rank),
            day: order.day(rank),
            context: if line == longest { contexts.1 } else { contexts.0 },
            length: line.len() as u32,
        })
        .collect();
    (contexts.0, sightings)
}

/// Counts the articles and days of one thing in one outlet; sightings are sorted.
fn often(sightings: &[Sighting]) -> Often {
    let mut contexts: Vec<u64> = sightings.iter().map(|sighting| sighting.context).collect();
    contexts.sort_unstable();
    contexts.dedup();
    let days = sightings.chunk_by(|a, b| a.day == b.day).filter(|of| of[0].day.is_some()).count();
    let mut after: Vec<u32> = sightings.iter().map(|sighting| sighting.length).collect();
    after.sort_unstable();
    let after = after[(after.len() - 1) * 9 / 10];
    Often { articles: contexts.len() as u32, days: days as u32, after }
}

fn learn_lines(outlets: &Outlets, lines: Vec<Vec<Sighting>>) -> AHashMap<(u32, u64), Often> {
    let mut count: AHashMap<(u32, u64), u32> = AHashMap::new();
    for line in lines.iter().flatten() {
        *count.entry((line.outlet, line.what)).or_default() += 1;
    }
    let mut again: Vec<Sighting> = lines
        .into_iter()
        .flatten()
        .filter(|line| count[&(line.outlet, line.what)] as usize >= CONTEXTS)
        .collect();
    again.par_sort_unstable();
    again
        .chunk_by(|a, b| (a.what, a.outlet) == (b.what, b.outlet))
        .filter_map(|of| {
            let outlet = of[0].outlet;
            let share = if of[0].length as usize <= SHORT { SHORT_SHARE } else { LONG_SHARE };
            let often = often(of);
            outlets
                .enough(outlet, often, outlets.articles[outlet as usize] as f64 * share)
                .then_some(((outlet, of[0].what), often))
        })
        .collect()
}

/// Phrases that are an outlet's own.
#[derive(Default)]
struct Phrases {
    often: AHashMap<(u32, u64), Often>,
    outlets: AHashSet<u32>,
}

impl Phrases {
    fn of(&self, outlet: u32, phrase: u64) -> Option<Often> {
        self.often.get(&(outlet, phrase)).copied()
    }

    fn insert(&mut self, outlet: u32, phrase: u64, often: Often) {
        self.often.insert((outlet, phrase), often);
        self.outlets.insert(outlet);
    }
}

/// Learns the phrases of ends and beginnings from a sample of each outlet.
fn learn_phrases(order: &Order<'_>, outlets: &Outlets, contexts: &[u64]) -> (Phrases, Phrases) {
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
    let sight = |part: fn(&str) -> Span| {
        let mut sightings: Vec<Sighting> = sample
            .par_chunks(TASK)
            .flat_map_iter(|ranks| {
                let mut found = Vec::new();
                let mut phrases = Vec::new();
                for &rank in ranks {
                    let text = order.article(rank).text;
                    phrases_in(part(text).of(text), &mut phrases);
                    found.extend(phrases.iter().rev().zip(0..).map(|(&(what, _), after)| Sighting {
                        what,
                        outlet: order.outlet(rank),
                        day: order.day(rank),
                        context: contexts[rank as usize],
                        length: after,
                    }));
                }
                found
            })
            .collect();
        sightings.par_sort_unstable();
        sightings
    };
    let middles: AHashMap<(u32, u64), u32> = sight(middle)
        .chunk_by(|a, b| (a.what, a.outlet) == (b.what, b.outlet))
        .filter(|of| of.len() >= CONTEXTS)
        .map(|of| ((of[0].outlet, of[0].what), often(of).articles))
        .collect();
    let learn = |part: fn(&str) -> Span| {
        let mut learnt = Phrases::default();
        for of in sight(part).chunk_by(|a, b| a.what == b.what).filter(|of| of.len() >= CONTEXTS) {
            let all = often_by_outlet(of);
            let total: f64 = all.iter().map(|(_, often)| f64::from(often.articles)).sum();
            for (outlet, often) in all {
                let articles = sampled[outlet as usize] as f64;
                let least = (articles * PHRASE_SHARE).max(SURE.min(articles * MOST));
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

fn often_by_outlet(sightings: &[Sighting]) -> Vec<(u32, Often)> {
    sightings.chunk_by(|a, b| a.outlet == b.outlet).map(|of| (of[0].outlet, often(of))).collect()
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

/// The furniture of one article.
fn stretches(
    order: &Order<'_>,
    rank: u32,
    lines: &AHashMap<(u32, u64), Often>,
    tails: &Phrases,
    heads: &Phrases,
) -> Vec<Stretch> {
    let (text, outlet) = (order.article(rank).text, order.outlet(rank));
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let own = line.trim();
        let known = || lines.get(&(outlet, hash(own.as_bytes())));
        if let Some(often) = (!own.is_empty() && own.len() <= LONG).then(known).flatten() {
            let start = at + line.len() - line.trim_start().len();
            found.push(stretch(Span::new(start, start + own.len()), *often));
        }
        at += line.len() + 1;
    }
    let mut phrases = Vec::new();
    if tails.outlets.contains(&outlet) {
        let part = tail(text);
        phrases_in(part.of(text), &mut phrases);
        let known = |&(what, _): &(u64, Span)| tails.of(outlet, what);
        let first = phrases.iter().position(|phrase| known(phrase).is_some());
        let last = phrases.iter().rposition(|phrase| known(phrase).is_some());
        if let (Some(first), Some(last)) = (first, last) {
            // What follows the last known words is their tail only where it is as short as it usually is.
            let usual = known(&phrases[last]).map_or(0, |often| often.after as usize + 2);
            let to_the_end = phrases.len() - 1 - last <= usual.min(AFTER);
            let end = if to_the_end { part.to() } else { part.from() + phrases[last].1.to() };
            let span = Span::new(part.from() + phrases[first].1.from(), end);
            found.extend(known(&phrases[first]).map(|often| stretch(span, often)));
        }
    }
    if heads.outlets.contains(&outlet) {
        phrases_in(head(text).of(text), &mut phrases);
        let near = phrases.iter().take(BEFORE).rev();
        let last = near.filter_map(|&(what, span)| heads.of(outlet, what).map(|often| (span, often))).next();
        found.extend(last.map(|(span, often)| stretch(Span::new(0, span.to()), often)));
    }
    found.sort_unstable_by_key(|stretch| stretch.span);
    found.dedup_by(|next, before| {
        let one = next.span.start <= before.span.end;
        if one {
            before.span = before.span.cover(next.span);
        }
        one
    });
    found
}

fn stretch(span: Span, often: Often) -> Stretch {
    Stretch { span, articles: often.articles, days: often.days }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::When;

    /// Articles of two outlets over four days; the first outlet's texts are made by `page`.
    #[track_caller]
    fn check(page: impl Fn(usize, &str) -> String, expected: impl Fn(usize) -> Option<String>) {
        let stories: Vec<String> = (0..8)
            .map(|n| (0..20).map(|word| format!("w{n}x{word}")).collect::<Vec<_>>().join(" ") + ".")
            .collect();
        let pages: Vec<String> = (0..8).map(|n| page(n, &stories[n])).collect();
        let when = |n: usize| Some(When { seconds: (n as i64 / 2) * 86_400, day_only: true });
        let ids: Vec<String> = (0..16).map(|n| n.to_string()).collect();
        let articles: Vec<Article<'_>> = (0..8)
            .flat_map(|n| {
                let article = Article {
                    id: &ids[n],
                    outlet: Some("north"),
                    when: when(n),
                    text: &pages[n],
                    ..Article::default()
                };
                [article, Article { id: &ids[n + 8], outlet: Some("south"), text: &stories[n], ..article }]
            })
            .collect();
        let mut expected: Vec<String> = (0..8).filter_map(expected).collect();
        let mut found: Vec<String> =
            furniture(&articles).iter().map(|own| own.of(&articles).to_owned()).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_on_every_page() {
        check(|_, story| format!("{story}\nShare this story"), |_| Some("Share this story".to_owned()));
    }

    #[test]
    fn an_end_with_a_tail_of_its_own_inside_the_last_paragraph() {
        check(
            |n, story| format!("{story} Link at The Northern Post: headline number {n}"),
            |n| Some(format!("Link at The Northern Post: headline number {n}")),
        );
    }

    #[test]
    fn an_article_collected_again_is_no_furniture() {
        check(|_, _| "One long story of a river that rose.\nAnd of a bridge.".to_owned(), |_| None);
    }
}
