//! Pairs of units, found once and written out one at a time.
//!
//! What is kept is the graph of *distinct* units; the pairs of their units are made on the way out. A paragraph that
//! stands ten thousand times is one node, and its fifty million pairs never stand in memory together.

use crate::article::Article;
use crate::bands::Banding;
use crate::error::Error;
use crate::furniture::Furniture;
use crate::join::{Bound, Edge, Prefixes};
use crate::order::Order;
use crate::results::{Account, Pair};
use crate::sets::Sets;
use crate::settings::{Method, Settings};
use crate::sketch::{Sketch, decide, expected_misses, propose};
use crate::units::{Digests, Keep, Members, UnitAt, Units};
use rawi_text::Watch;
use rayon::prelude::*;

/// All pairs of units that are alike enough, found and not yet written out.
pub struct Pairs<'a> {
    pub(crate) order: Order<'a>,
    pub(crate) units: Units,
    pub(crate) members: Members,
    pub(crate) graph: Graph,
    pub(crate) size: Vec<u32>,
    within_outlet: bool,
    max_days: Option<u32>,
    /// What was compared and what was left out.
    pub account: Account,
}

/// Which distinct units are alike, seen from both sides.
pub(crate) struct Graph {
    starts: Vec<u32>,
    near: Vec<Near>,
}

/// A distinct unit that is alike, and the shingles shared with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Near {
    pub(crate) distinct: u32,
    pub(crate) shared: u32,
}

impl Graph {
    /// From edges in order.
    pub(crate) fn new(nodes: usize, edges: &[Edge]) -> Self {
        let mut starts = vec![0u32; nodes + 1];
        for edge in edges {
            starts[edge.a as usize + 1] += 1;
            starts[edge.b as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut near = vec![Near { distinct: 0, shared: 0 }; edges.len() * 2];
        let mut put = |at: u32, distinct: u32, shared: u32| {
            let slot = &mut next[at as usize];
            near[*slot as usize] = Near { distinct, shared };
            *slot += 1;
        };
        for edge in edges {
            put(edge.b, edge.a, edge.shared);
        }
        for edge in edges {
            put(edge.a, edge.b, edge.shared);
        }
        Self { starts, near }
    }

    /// The neighbours of a distinct unit, in order.
    pub(crate) fn of(&self, distinct: u32) -> &[Near] {
        let at = distinct as usize;
        &self.near[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

/// Pairs of units whose sets of shingles are alike: `jaccard`, `containment` or both, exact.
///
/// ```
/// use rawi_overlap::{Article, Settings, pairs};
/// let text = "The two sides met for a fourth hour and parted without a word on prisoners or on roads.";
/// let edited = "The two sides met for a fourth hour and parted without a word on prisoners or on crossings.";
/// let articles = [
///     Article { id: "1", outlet: Some("north"), text, ..Article::default() },
///     Article { id: "2", outlet: Some("south"), text: edited, ..Article::default() },
/// ];
/// let found = pairs(&articles, &Settings::default())?;
/// let pair = found.iter().next().expect("one pair");
/// assert_eq!(pair.jaccard, 15.0 / 17.0);
/// # Ok::<(), rawi_overlap::Error>(())
/// ```
///
/// # Errors
/// Settings that make no sense together ([`Settings::check`]); an archive too large to number.
pub fn pairs<'a>(articles: &'a [Article<'a>], settings: &Settings) -> Result<Pairs<'a>, Error> {
    pairs_watched(articles, settings, &())
}

/// The same as [`pairs`], watched.
///
/// # Errors
/// As [`pairs`].
pub fn pairs_watched<'a>(
    articles: &'a [Article<'a>],
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Pairs<'a>, Error> {
    Ok(match compared(articles, settings, watch)? {
        Compared::Pairs(pairs) => pairs,
        Compared::Sets(mut pairs, sets) => {
            let bound = Bound::of(settings);
            let (prefixes, outlets) =
                rayon::join(|| Prefixes::new(&sets, bound), || outlets(&pairs.order, &pairs.units));
            let edges = prefixes.join(&|a, b| may_meet(&outlets, settings, a, b), watch);
            drop(prefixes);
            pairs.graph = Graph::new(sets.len(), &edges);
            pairs
        }
    })
}

/// Units made ready to be compared.
pub(crate) enum Compared<'a> {
    /// And compared, since signatures did so.
    Pairs(Pairs<'a>),
    /// Not yet: no pair is known, but all sets are.
    Sets(Pairs<'a>, Sets),
}

/// Finds the units and what tells them apart.
pub(crate) fn compared<'a>(
    articles: &'a [Article<'a>],
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Compared<'a>, Error> {
    settings.check()?;
    let order = Order::new(articles)?;
    let furniture = if settings.keep_furniture { Furniture::none() } else { Furniture::learn(&order, watch) };
    let method = method(articles, settings);
    let mut account = Account { method: Some(method), expected_recall: 1.0, ..Account::default() };
    let (units, members, edges, size, sets) = if method == Method::Minhash {
        let (units, edges, size) =
            sketched(&order, &furniture, settings, Bound::of(settings), &mut account, watch);
        let members = units.members();
        (units, members, edges, size, None)
    } else {
        let (units, shingles) = Units::of(&order, &furniture, settings, &Keep, &mut account, watch);
        let (sets, members) =
            rayon::join(|| Sets::new(shingles, settings.jaccard(), watch), || units.members());
        (units, members, Vec::new(), sets.size.clone(), Some(sets))
    };
    let pairs = Pairs {
        members,
        graph: Graph::new(units.first.len(), &edges),
        order,
        units,
        size,
        within_outlet: settings.within_outlet,
        max_days: settings.max_days,
        account,
    };
    Ok(match sets {
        Some(sets) => Compared::Sets(pairs, sets),
        None => Compared::Pairs(pairs),
    })
}

/// Bytes of the join's tables for each byte of text: a shingle of eight bytes for each token of about eleven, and what
/// is made of the shared ones.
const TABLES: f64 = 1.2;

/// The method that is used.
fn method(articles: &[Article<'_>], settings: &Settings) -> Method {
    let fits = || {
        let text: usize = articles.iter().map(|article| article.text.len()).sum();
        settings.memory.is_none_or(|memory| text as f64 * TABLES <= memory as f64)
    };
    match settings.method {
        Method::Auto if settings.min_containment.is_none() && !fits() => Method::Minhash,
        Method::Auto | Method::Exact => Method::Exact,
        Method::Minhash => Method::Minhash,
    }
}

/// Edges that signatures proposed and sets confirmed; sizes of the sets of units in an edge (1 for the others, which
/// are only ever compared with their equals).
fn sketched(
    order: &Order<'_>,
    furniture: &Furniture,
    settings: &Settings,
    bound: Bound,
    account: &mut Account,
    watch: &dyn Watch,
) -> (Units, Vec<Edge>, Vec<u32>) {
    let banding = Banding::of(settings.bands, bound.jaccard, settings.recall, settings.permutations);
    let sketch = Sketch::new(settings.permutations, settings.seed, banding);
    let (units, keys) = Units::of(order, furniture, settings, &sketch, account, watch);
    watch.stage("pairs", u64::from(banding.bands));
    let outlets = outlets(order, &units);
    let all: Vec<&[u64]> = keys.iter().flat_map(Digests::iter).collect();
    let (proposed, over) = propose(&all, banding, &|a, b| may_meet(&outlets, settings, a, b), watch);
    drop(all);
    drop(keys);
    let mut wanted = vec![false; units.first.len()];
    for &(a, b) in &proposed {
        wanted[a as usize] = true;
        wanted[b as usize] = true;
    }
    let sets = units.sets(order, furniture, settings, &wanted, watch);
    watch.stage("verify", proposed.len() as u64);
    let edges = decide(&proposed, &sets, bound, watch);
    let size: Vec<u32> = sets.iter().map(|set| set.as_ref().map_or(1, |set| set.len() as u32)).collect();
    account.bands = Some((banding.bands, banding.rows));
    account.proposed = proposed.len() as u64;
    account.passed_over = over;
    account.expected_recall = banding.recall(bound.jaccard);
    account.expected_misses = expected_misses(
        banding,
        edges.iter().map(|edge| {
            let (a, b) = (size[edge.a as usize], size[edge.b as usize]);
            f64::from(edge.shared) / f64::from(a + b - edge.shared)
        }),
    );
    (units, edges, size)
}

/// Whether two distinct units can make a pair that counts.
fn may_meet(outlets: &[Option<u32>], settings: &Settings, a: u32, b: u32) -> bool {
    let (a, b) = (outlets[a as usize], outlets[b as usize]);
    settings.within_outlet || a.is_none() || a != b
}

/// By distinct unit, the outlet of all its units; `None` where they are of several.
fn outlets(order: &Order<'_>, units: &Units) -> Vec<Option<u32>> {
    let first = |distinct: usize| order.outlet(units.units[units.first[distinct] as usize].article);
    let mut outlets: Vec<Option<u32>> = (0..units.first.len()).map(|at| Some(first(at))).collect();
    for unit in &units.units {
        let own = &mut outlets[unit.distinct as usize];
        if *own != Some(order.outlet(unit.article)) {
            *own = None;
        }
    }
    outlets
}

impl Pairs<'_> {
    /// Every pair, ordered by its `a`, then its `b` (oldest first, then by id and place). Pairs are made as they are
    /// asked for.
    pub fn iter(&self) -> impl Iterator<Item = Pair> + '_ {
        (0..self.units.units.len() as u32).flat_map(|a| self.pairs_of(a))
    }

    /// The same, some thousand at a time, made by all threads.
    pub fn batches(&self) -> impl Iterator<Item = Vec<Pair>> + '_ {
        /// Pairs of a batch, at most, unless those of one unit are more.
        const MOST: usize = 1 << 16;
        let all = self.units.units.len() as u32;
        let mut next = 0;
        std::iter::from_fn(move || {
            let from = next;
            let mut most = 0;
            while next < all {
                most += self.most_pairs(next);
                if most > MOST && next > from {
                    break;
                }
                next += 1;
            }
            (from < next).then(|| (from..next).into_par_iter().flat_map_iter(|a| self.pairs_of(a)).collect())
        })
    }

    /// Pairs that a unit can be the first of, at most.
    fn most_pairs(&self, a: u32) -> usize {
        let own = self.unit(a).distinct;
        let near = self.graph.of(own).iter().map(|near| near.distinct);
        std::iter::once(own).chain(near).map(|distinct| self.members.of(distinct).len()).sum()
    }

    /// The pairs that a unit is the first of, in order.
    fn pairs_of(&self, a: u32) -> impl Iterator<Item = Pair> + '_ {
        let mut later = self.later(a);
        later.sort_unstable_by_key(|&(b, _)| b);
        later.into_iter().map(move |(b, shared)| self.pair(a, b, shared))
    }

    /// How many pairs there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        (0..self.units.units.len() as u32).map(|a| self.later(a).len() as u64).sum()
    }

    pub(crate) fn unit(&self, at: u32) -> UnitAt {
        self.units.units[at as usize]
    }

    /// Whether a pair of units of these two articles counts.
    pub(crate) fn comparable(&self, a: u32, b: u32) -> bool {
        self.order.comparable(a, b, self.within_outlet, self.max_days)
    }

    /// The units after `a` that make a pair with it, and the shingles shared.
    fn later(&self, a: u32) -> Vec<(u32, u32)> {
        let own = self.unit(a);
        let equal = Near { distinct: own.distinct, shared: self.size[own.distinct as usize] };
        let near = std::iter::once(&equal).chain(self.graph.of(own.distinct));
        let mut later = Vec::new();
        for near in near {
            let units = self.members.of(near.distinct);
            let from = units.partition_point(|&unit| unit <= a);
            later.extend(
                units[from..]
                    .iter()
                    .filter(|&&b| self.comparable(own.article, self.unit(b).article))
                    .map(|&b| (b, near.shared)),
            );
        }
        later
    }

    fn pair(&self, a: u32, b: u32, shared: u32) -> Pair {
        let (a, b) = (self.unit(a), self.unit(b));
        let size = |unit: UnitAt| f64::from(self.size[unit.distinct as usize]);
        let shared = f64::from(shared);
        Pair {
            a: self.order.passage(a.article, a.span),
            b: self.order.passage(b.article, b.span),
            jaccard: shared / (size(a) + size(b) - shared),
            containment_a: shared / size(a),
            containment_b: shared / size(b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_hold_every_pair_in_order_whatever_the_threads() {
        // One paragraph of many articles (more pairs than a batch), some of them edited.
        let texts: Vec<String> = (0..500)
            .map(|n| {
                let end = if n % 7 == 0 { format!("bridge{n}") } else { "bridge".to_owned() };
                format!("the river rose in the night and the council shut the old stone {end}")
            })
            .collect();
        let ids: Vec<String> = (0..texts.len()).map(|n| n.to_string()).collect();
        let articles: Vec<Article<'_>> =
            ids.iter().zip(&texts).map(|(id, text)| Article { id, text, ..Article::default() }).collect();
        let settings = Settings { within_outlet: true, keep_furniture: true, ..Settings::default() };
        let found = pairs(&articles, &settings).expect("good settings");
        let all: Vec<Pair> = found.iter().collect();
        assert_eq!(all.len() as u64, found.count());
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            let batches: Vec<Vec<Pair>> = pool.install(|| found.batches().collect());
            assert!(batches.len() > 1);
            assert_eq!(batches.concat(), all);
        }
    }
}
