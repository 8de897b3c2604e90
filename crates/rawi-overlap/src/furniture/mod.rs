//! Furniture: what an outlet repeats on its own pages (share lines, footers, bylines, "read also").
//!
//! It is learnt from the archive, outlet by outlet, in two ways.
//!
//! - *Lines*: a line that stands in several articles of one outlet, on several days. An article that was collected
//!   again brings all its lines again, so what is counted is the different articles around the line, not its copies.
//! - *Beginnings and ends*: a footer may stand inside the last paragraph and end in words of its own ("link to this
//!   story at …: its headline"). Its first words give it away: a phrase that many articles of this outlet have near
//!   their end (or their beginning), hardly any in the middle, and hardly any of the others'. From there to the end
//!   it is furniture.
//!
//! Learning looks at short lines, and at the ends of a sample of articles; it costs a few hundredths of a pass.

mod lines;
mod phrases;

use ahash::AHashSet;
use rawi_text::{Span, Watch};
use rayon::prelude::*;

use self::lines::{KnownLines, Line};
use self::phrases::KnownPhrases;
use crate::article::{Article, Passage};
use crate::order::Order;

/// Articles that must have it around them, at least.
const CONTEXTS: usize = 3;
/// Days it must stand on, at least (where the outlet has as many).
const DAYS: usize = 2;
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
    let learnt = Furniture::learn(&order, &());
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
    /// Of a phrase: phrases that follow it to the end, in nine of ten articles at most so many.
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

impl Often {
    /// Of one thing in one outlet; sightings are sorted.
    fn of(sightings: &[Sighting]) -> Self {
        let mut contexts: Vec<u64> = sightings.iter().map(|sighting| sighting.context).collect();
        contexts.sort_unstable();
        contexts.dedup();
        let days = sightings.chunk_by(|a, b| a.day == b.day).filter(|of| of[0].day.is_some()).count();
        let mut after: Vec<u32> = sightings.iter().map(|sighting| sighting.length).collect();
        after.sort_unstable();
        let after = after[(after.len() - 1) * 9 / 10];
        Self { articles: contexts.len() as u32, days: days as u32, after }
    }
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
    pub(crate) fn learn(order: &Order<'_>, watch: &dyn Watch) -> Self {
        let ranks: Vec<u32> = (0..order.len() as u32).collect();
        // Every article is looked at twice.
        watch.stage("furniture", 2 * ranks.len() as u64);
        let outlets = Outlets::new(order);
        let lines = lines::of_all(order, &ranks, watch);
        let known = KnownLines::learn(order, &outlets, &lines);
        let (tails, heads) = phrases::learn(order, &outlets, &lines);
        let by_rank = ranks
            .par_iter()
            .zip(&lines)
            .with_min_len(TASK)
            .with_max_len(2 * TASK)
            .map(|(&rank, lines)| {
                watch.done(1);
                stretches(order, rank, &lines.own, &known, &tails, &heads)
            })
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

/// The furniture of one article.
fn stretches(
    order: &Order<'_>,
    rank: u32,
    lines: &[Line],
    known: &KnownLines,
    tails: &KnownPhrases,
    heads: &KnownPhrases,
) -> Vec<Stretch> {
    let (text, outlet) = (order.article(rank).text, order.outlet(rank));
    let mut found: Vec<(Span, Often)> = lines
        .iter()
        .filter_map(|line| known.of(outlet, line.what).map(|often| (line.span(), often)))
        .collect();
    found.extend(tails.tail(outlet, text));
    found.extend(heads.head(outlet, text));
    found.sort_unstable_by_key(|(span, _)| *span);
    let mut stretches: Vec<Stretch> = found
        .into_iter()
        .map(|(span, often)| Stretch { span, articles: often.articles, days: often.days })
        .collect();
    stretches.dedup_by(|next, before| {
        let one = next.span.start <= before.span.end;
        if one {
            before.span = before.span.cover(next.span);
        }
        one
    });
    stretches
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
