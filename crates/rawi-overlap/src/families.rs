//! Families: the versions of one text, by who had it first.
//!
//! A family is its first version in time and the units near *that* version. Linking whatever is near anything (A~B~C)
//! would tie texts together that share nothing; here every member holds the threshold against the first. Units are
//! taken oldest first: one joins the nearest first version there is, or becomes one itself. Unless asked otherwise a
//! member stands in another outlet than the first version: an outlet that prints its own text again recycles nobody.

use crate::article::Article;
use crate::credit::Credits;
use crate::error::Error;
use crate::online::Online;
use crate::pairs::{self, Compared, Graph, Near, Pairs};
use crate::results::{Account, Family, Member};
use crate::settings::Settings;
use rawi_text::Watch;

/// Families, and what was compared and left out.
#[derive(Debug, Clone)]
pub struct Families<'a> {
    /// The families, largest first (then the oldest).
    pub families: Vec<Family<'a>>,
    /// What was compared and what was left out.
    pub account: Account,
}

/// Units that recycle one another, as families: the first version in time, and every later unit near that first
/// version (never A near B near C). Each unit is in one family at most.
///
/// # Errors
/// As [`crate::pairs()`].
pub fn families<'a>(articles: &'a [Article<'a>], settings: &Settings) -> Result<Families<'a>, Error> {
    families_watched(articles, settings, &())
}

/// The same as [`families`], watched.
///
/// # Errors
/// As [`crate::pairs()`].
pub fn families_watched<'a>(
    articles: &'a [Article<'a>],
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Families<'a>, Error> {
    if settings.min_containment.is_some() {
        let pairs = pairs::pairs_watched(articles, settings, watch)?;
        return Ok(Families { families: pairs.families(), account: pairs.account });
    }
    let (families, account) = match pairs::compared(articles, settings, watch)? {
        Compared::Pairs(pairs) => (pairs.families(), pairs.account),
        // Only first versions are looked for: a thousand versions of one text cost a thousand, not their square.
        Compared::Sets(pairs, sets) => {
            (pairs.families_of(&mut Online::new(&sets, settings.jaccard()), watch), pairs.account)
        }
    };
    Ok(Families { families, account })
}

/// The first versions found so far, and which of them a distinct unit is alike to.
pub(crate) trait Firsts {
    /// The first versions that `own` is alike to, each with the shingles shared, oldest first.
    fn near(&mut self, own: u32) -> Vec<Near>;
    /// `own` is a first version.
    fn add(&mut self, own: u32);
}

/// First versions in a graph that is known.
struct InGraph<'g> {
    graph: &'g Graph,
    is_first: Vec<bool>,
}

impl Firsts for InGraph<'_> {
    fn near(&mut self, own: u32) -> Vec<Near> {
        let older = self.graph.of(own).iter().take_while(|near| near.distinct < own);
        older.filter(|near| self.is_first[near.distinct as usize]).copied().collect()
    }

    fn add(&mut self, own: u32) {
        self.is_first[own as usize] = true;
    }
}

/// Versions of one text by the same outlet that others may have copied: what joins no first version, since it is of its
/// outlet, is a first version itself, but not one more after so many (a daily table would make thousands).
const OWN_VERSIONS: usize = 6;

/// Units after which the watcher is told.
const TOLD: u32 = 4096;

/// A distinct unit in a family, and what it shares with the family's first version.
#[derive(Clone, Copy)]
struct Joined {
    distinct: u32,
    jaccard: f64,
}

impl<'a> Pairs<'a> {
    /// The families that these pairs make.
    #[must_use]
    pub fn families(&self) -> Vec<Family<'a>> {
        let is_first = vec![false; self.units.first.len()];
        self.families_of(&mut InGraph { graph: &self.graph, is_first }, &())
    }

    fn families_of(&self, firsts: &mut impl Firsts, watch: &dyn Watch) -> Vec<Family<'a>> {
        let credits = Credits::new(&self.order);
        let mut families: Vec<Family<'a>> = self
            .grouped(firsts, watch)
            .into_iter()
            .map(|(first, joined)| self.family(first, &joined, &credits))
            .collect();
        // Stable: families of one size stay in the order of their first versions.
        families.sort_by_key(|family| std::cmp::Reverse(family.members.len()));
        families
    }

    /// By first version (a distinct unit), the distinct units that join it, itself first; oldest family first.
    fn grouped(&self, firsts: &mut impl Firsts, watch: &dyn Watch) -> Vec<(u32, Vec<Joined>)> {
        let distinct = self.units.first.len();
        let mut joined: Vec<Vec<Joined>> = vec![Vec::new(); distinct];
        watch.stage("families", distinct as u64);
        // Distinct units are numbered by their oldest unit, so this is oldest first.
        for own in 0..distinct as u32 {
            if own > 0 && own % TOLD == 0 {
                watch.done(u64::from(TOLD));
            }
            let near = firsts.near(own);
            let best = near
                .iter()
                .filter(|near| self.adds(near.distinct, own))
                .map(|near| (near.distinct, self.jaccard(own, near.distinct, near.shared)))
                // The nearest; among equals the oldest.
                .fold(None, |best: Option<(u32, f64)>, next| match best {
                    Some(best) if best.1 >= next.1 => Some(best),
                    _ => Some(next),
                });
            if let Some((first, jaccard)) = best {
                joined[first as usize].push(Joined { distinct: own, jaccard });
            } else if near.len() < OWN_VERSIONS {
                firsts.add(own);
                joined[own as usize].push(Joined { distinct: own, jaccard: 1.0 });
            }
        }
        joined
            .into_iter()
            .enumerate()
            .filter(|(first, joined)| {
                joined.len() > 1 || !joined.is_empty() && self.adds(*first as u32, *first as u32)
            })
            .map(|(first, joined)| (first as u32, joined))
            .collect()
    }

    fn jaccard(&self, a: u32, b: u32, shared: u32) -> f64 {
        let (a, b) = (self.size[a as usize], self.size[b as usize]);
        f64::from(shared) / f64::from(a + b - shared)
    }

    /// Whether any unit of `distinct` would be a member beside the first version.
    fn adds(&self, first: u32, distinct: u32) -> bool {
        self.counting(first, distinct).next().is_some()
    }

    /// The units of `distinct` that count as members of the family of `first`, the first version itself left out.
    fn counting(&self, first: u32, distinct: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.units.first[first as usize];
        let article = self.unit(first).article;
        self.members
            .of(distinct)
            .iter()
            .copied()
            .filter(move |&unit| unit > first && self.comparable(article, self.unit(unit).article))
    }

    fn family(&self, first: u32, joined: &[Joined], credits: &Credits<'_>) -> Family<'a> {
        let start = self.units.first[first as usize];
        let mut members: Vec<(u32, f64)> = joined
            .iter()
            .flat_map(|joined| self.counting(first, joined.distinct).map(|unit| (unit, joined.jaccard)))
            .collect();
        members.push((start, 1.0));
        members.sort_unstable_by_key(|&(unit, _)| unit);
        let mut outlets = Vec::new();
        for &(unit, _) in &members {
            let outlet = self.order.outlet(self.unit(unit).article);
            if !outlets.contains(&outlet) {
                outlets.push(outlet);
            }
        }
        Family {
            id: self.units.hash[first as usize],
            outlets: outlets.into_iter().map(|outlet| self.order.outlets[outlet as usize]).collect(),
            members: members
                .into_iter()
                .map(|(unit, jaccard)| {
                    let unit = self.unit(unit);
                    Member {
                        passage: self.order.passage(unit.article, unit.span),
                        jaccard,
                        credited: credits.of(unit.article, unit.span),
                    }
                })
                .collect(),
        }
    }
}
