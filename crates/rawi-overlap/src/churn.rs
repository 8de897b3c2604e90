//! How much of each article stands elsewhere too: its churn.

use crate::article::Article;
use crate::cover::Cover;
use crate::order::Order;
use crate::results::{Churn, Source};
use crate::reuses::Reuses;

/// How much of each article stands in other articles, and in which: one entry an article that has tokens, in
/// canonical order (oldest first, then by id). Whether the other one is older or younger does not matter here;
/// what counts as reuse is decided by the classes that `reuses` was made with.
///
/// ```
/// use rawi_overlap::{Article, Settings, documents, reuses};
/// let wire = "The ministry said that the crossing would stay closed until the roads beyond it were safe again.";
/// let brief = format!("In other news: {wire} The weather will be fine.");
/// let articles = [
///     Article { id: "1", outlet: Some("north"), text: wire, ..Article::default() },
///     Article { id: "2", outlet: Some("south"), text: &brief, ..Article::default() },
/// ];
/// let churn = documents(&articles, &reuses(&articles, &Settings::default())?);
/// assert_eq!(churn[0].share(), 1.0);
/// assert_eq!((churn[1].tokens, churn[1].reused), (25, 17));
/// # Ok::<(), rawi_overlap::Error>(())
/// ```
#[must_use]
pub fn documents(articles: &[Article<'_>], reuses: &Reuses) -> Vec<Churn> {
    let Ok(order) = Order::new(articles) else { return Vec::new() };
    let mut sides = sides(reuses, |own, other| (order.rank_of(own), order.rank_of(other)));
    sides.sort_unstable();
    let mut sides = sides.chunk_by(|x, y| x.own == y.own).peekable();
    let mut churn = Vec::new();
    for rank in 0..order.len() as u32 {
        let article = order.position(rank);
        let tokens = reuses.tokens[article as usize];
        let own = sides.next_if(|sides| sides[0].own == rank).unwrap_or_default();
        if tokens == 0 {
            continue;
        }
        let mut all = Cover::default();
        let mut from: Vec<Source> = own
            .chunk_by(|x, y| x.other == y.other)
            .map(|sides| {
                let mut cover = Cover::default();
                sides.iter().for_each(|side| cover.add(side.tokens));
                all.add_all(&cover);
                let shared = cover.tokens();
                let share = f64::from(shared) / f64::from(tokens);
                Source { article: order.position(sides[0].other), tokens: shared, share }
            })
            .collect();
        // Stable: equal shares stay in canonical order.
        from.sort_by_key(|source| std::cmp::Reverse(source.tokens));
        churn.push(Churn { article, tokens, reused: all.tokens(), from });
    }
    churn
}

/// One side of a reuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Side {
    /// Rank of the article.
    pub(crate) own: u32,
    /// Rank of the other one.
    pub(crate) other: u32,
    /// The tokens shared.
    pub(crate) tokens: (u32, u32),
}

/// Each reuse from both its sides; `ranks` turns two positions into ranks.
pub(crate) fn sides(reuses: &Reuses, ranks: impl Fn(u32, u32) -> (u32, u32)) -> Vec<Side> {
    reuses
        .reuses
        .iter()
        .flat_map(|reuse| {
            let (a, b) = ranks(reuse.a.article, reuse.b.article);
            [
                Side { own: a, other: b, tokens: reuse.a_tokens },
                Side { own: b, other: a, tokens: reuse.b_tokens },
            ]
        })
        .collect()
}
