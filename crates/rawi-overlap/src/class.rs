//! What a reuse is: the same report recycled, or words that come back without anybody copying a report.
//!
//! - *furniture*: most of it is what one of the two outlets repeats on its own pages.
//! - *names*: nearly all of its words are people and titles.
//! - *formula*: its phrases are spread over many days. A wire story's phrases stand in many articles too, but within
//!   a day or two, and wherever it was printed again; the words of a congratulation, a weather report, a sentence
//!   carried out come back with each event. What counts is the quarter of its phrases that is spread least: in a copy
//!   some phrases are the story's own.

use crate::corpus::Corpus;
use crate::furniture::Furniture;
use crate::order::Order;
use crate::results::Why;
use crate::reuses::Found;
use crate::seeds::{NONE, Seeds};
use crate::settings::Class;

/// Least part of a passage's words that are names and titles, in a list of names.
const NAMES: f64 = 0.77;
/// Days that the phrases of a formula are spread over, at least; in a short archive, all of its days but one.
const DAYS: u32 = 5;
const FEWEST_DAYS: u32 = 3;
/// Articles a day that a formula's phrases stand in, in an archive of many outlets.
const DAILY: f64 = 3.0;
/// The least identity, and the part of the shorter article, of a whole report printed again.
const SAME: f64 = 0.95;
const WHOLE: f64 = 0.85;

/// How far the phrases that two passages share are spread: the lower quartile of their days, and of their articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Spread {
    pub(crate) days: u32,
    pub(crate) articles: u32,
}

/// Finds the spread of passages; holds what is used again for each.
#[derive(Default)]
pub(crate) struct Spreads {
    /// By phrase, the last passage that had it in its older article.
    stamps: Vec<u32>,
    stamp: u32,
    days: Vec<u32>,
    articles: Vec<u32>,
}

impl Spreads {
    /// The spread of the phrases that two stretches of tokens, of the articles with these ranks, both have.
    pub(crate) fn of(
        &mut self,
        corpus: &Corpus,
        seeds: &Seeds,
        (rank_a, a): (u32, (u32, u32)),
        (rank_b, b): (u32, (u32, u32)),
    ) -> Spread {
        self.stamps.resize(seeds.len(), 0);
        self.stamp += 1;
        let within = |rank: u32, (from, to): (u32, u32)| {
            seeds.of(corpus, rank)[from as usize..to as usize].iter().filter(|&&gram| gram != NONE)
        };
        for &gram in within(rank_a, a) {
            self.stamps[gram as usize] = self.stamp;
        }
        self.days.clear();
        self.articles.clear();
        for &gram in within(rank_b, b).filter(|&&gram| self.stamps[gram as usize] == self.stamp) {
            let gram = seeds.gram(gram);
            self.days.push(u32::from(gram.days));
            self.articles.push(u32::from(gram.articles));
        }
        Spread { days: quartile(&mut self.days), articles: quartile(&mut self.articles) }
    }
}

/// The lower quartile.
fn quartile(values: &mut [u32]) -> u32 {
    let at = values.len() / 4;
    if values.is_empty() { 0 } else { *values.select_nth_unstable(at).1 }
}

/// What is known of the archive as a whole when a passage is judged.
pub(crate) struct Judge {
    days: u32,
    daily: f64,
}

impl Judge {
    pub(crate) fn new(order: &Order<'_>) -> Self {
        let mut days: Vec<i64> = (0..order.len() as u32).filter_map(|rank| order.day(rank)).collect();
        days.dedup();
        let outlets = order.outlets.len() as f64;
        Self {
            days: (days.len() as u32).saturating_sub(1).clamp(FEWEST_DAYS, DAYS),
            // With few outlets few articles a day can have a phrase, however common.
            daily: DAILY.min(1.0 + outlets / 6.0),
        }
    }

    /// What a passage is, and why. `names` is the number of names and titles among the younger passage's tokens.
    pub(crate) fn class(
        &self,
        found: &Found,
        order: &Order<'_>,
        corpus: &Corpus,
        furniture: &Furniture,
        names: u32,
    ) -> (Class, Option<Why>) {
        for (rank, stretch) in [(found.ranks.0, found.a), (found.ranks.1, found.b)] {
            if let Some(why) = repeated(rank, stretch, corpus, furniture) {
                return (Class::Furniture, Some(why));
            }
        }
        let tokens = found.b.1 - found.b.0;
        if f64::from(names) >= NAMES * f64::from(tokens) {
            return (Class::Names, Some(Why::Names { names, tokens }));
        }
        let Spread { days, articles } = found.spread;
        let spread = days >= self.days && f64::from(articles) >= self.daily * f64::from(self.days);
        if spread && !is_whole(found, order, corpus) {
            return (Class::Formula, Some(Why::Spread { days, articles }));
        }
        (Class::Copy, None)
    }
}

/// Whether one article is the other, word for word, within a day: however worn its words, the report was copied.
fn is_whole(found: &Found, order: &Order<'_>, corpus: &Corpus) -> bool {
    let shorter = corpus.of(found.ranks.0).len().min(corpus.of(found.ranks.1).len());
    let near = order.day(found.ranks.0).zip(order.day(found.ranks.1)).is_some_and(|(a, b)| b - a <= 1);
    near && found.aligned.identity() >= SAME && f64::from(found.aligned.matches) >= WHOLE * shorter as f64
}

/// Whether most of a stretch is furniture of its outlet.
fn repeated(rank: u32, (from, to): (u32, u32), corpus: &Corpus, furniture: &Furniture) -> Option<Why> {
    let (mut covered, mut most) = (0, None);
    for (&(start, end), stretch) in corpus.hidden(rank).iter().zip(furniture.of(rank)) {
        let own = end.min(to).saturating_sub(start.max(from));
        covered += own;
        if own > 0 && most.is_none_or(|(of, _)| own > of) {
            most = Some((own, stretch));
        }
    }
    let (_, stretch) = most.filter(|_| covered * 2 > to - from)?;
    Some(Why::Repeated { articles: stretch.articles, days: stretch.days })
}
