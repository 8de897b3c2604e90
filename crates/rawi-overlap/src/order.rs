//! The one order everything is worked in: oldest first, then by id, whatever order the articles came in.
//!
//! Inside the crate an article is its *rank* in this order; the position in the caller's slice comes back in only
//! where a result is made. So two runs over the same archive in another order do the same steps.

use ahash::AHashMap;
use rayon::prelude::*;

use crate::article::{Article, Passage, When};
use crate::error::Error;
use rawi_text::Span;

/// The articles in canonical order, with their outlets numbered.
pub(crate) struct Order<'a> {
    pub(crate) articles: &'a [Article<'a>],
    /// Rank to position in `articles`.
    position: Vec<u32>,
    /// And back.
    rank: Vec<u32>,
    /// Rank to number of the outlet, numbered in order of first appearance.
    outlet: Vec<u32>,
    /// Number of the outlet to its name.
    pub(crate) outlets: Vec<Option<&'a str>>,
}

impl<'a> Order<'a> {
    pub(crate) fn new(articles: &'a [Article<'a>]) -> Result<Self, Error> {
        let count = u32::try_from(articles.len()).ok().filter(|&n| n < u32::MAX);
        let Some(count) = count else { return Err(Error::TooManyArticles { count: articles.len() }) };
        if let Some(long) = articles.iter().find(|article| u32::try_from(article.text.len()).is_err()) {
            return Err(Error::TextTooLong { id: long.id.to_owned() });
        }
        let mut position: Vec<u32> = (0..count).collect();
        position.par_sort_by_cached_key(|&at| {
            let article = &articles[at as usize];
            let when = article.when.map(|when| (when.seconds, when.day_only));
            (when.is_none(), when, article.id, article.outlet, article.text)
        });
        let mut outlets = Vec::new();
        let mut numbers = AHashMap::new();
        let outlet = position
            .iter()
            .map(|&at| {
                let name = articles[at as usize].outlet;
                *numbers.entry(name).or_insert_with(|| {
                    outlets.push(name);
                    u32::try_from(outlets.len() - 1).expect("no more outlets than articles")
                })
            })
            .collect();
        let mut rank = vec![0; position.len()];
        for (at, &position) in position.iter().enumerate() {
            rank[position as usize] = at as u32;
        }
        Ok(Self { articles, position, rank, outlet, outlets })
    }

    pub(crate) fn len(&self) -> usize {
        self.position.len()
    }

    /// The article of a rank.
    pub(crate) fn article(&self, rank: u32) -> &'a Article<'a> {
        &self.articles[self.position[rank as usize] as usize]
    }

    /// The number of its outlet.
    pub(crate) fn outlet(&self, rank: u32) -> u32 {
        self.outlet[rank as usize]
    }

    /// When it was published.
    pub(crate) fn when(&self, rank: u32) -> Option<When> {
        self.article(rank).when
    }

    /// The day of that.
    pub(crate) fn day(&self, rank: u32) -> Option<i64> {
        self.when(rank).map(When::day)
    }

    /// A result's passage.
    pub(crate) fn passage(&self, rank: u32, span: Span) -> Passage {
        Passage { article: self.position[rank as usize], span }
    }

    /// Position in the caller's slice.
    pub(crate) fn position(&self, rank: u32) -> u32 {
        self.position[rank as usize]
    }

    /// The rank of a position.
    pub(crate) fn rank_of(&self, position: u32) -> u32 {
        self.rank[position as usize]
    }

    /// Whether two articles may be compared: of two outlets unless told otherwise, not too many days apart.
    pub(crate) fn comparable(&self, a: u32, b: u32, within_outlet: bool, max_days: Option<u32>) -> bool {
        (within_outlet || self.outlet(a) != self.outlet(b))
            && max_days.is_none_or(|most| match (self.when(a), self.when(b)) {
                (Some(a), Some(b)) => a.day().abs_diff(b.day()) <= u64::from(most),
                _ => true,
            })
    }
}
