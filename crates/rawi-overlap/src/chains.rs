//! Chains: runs of shared words of two articles that belong to one passage.
//!
//! A run is a stretch of words that both have in the same order. Runs that follow one another in both articles, with
//! small gaps, are one passage that was edited between them. The best chain is found by dynamic programming over the
//! runs, as genome aligners do (Abouelhoda & Ohlebusch 2005, "Chaining algorithms for multiple genome comparison"):
//! each shared word counts for a run, each word of the larger gap, and of the difference of the gaps, against.

use std::ops::Range;

use crate::corpus::Corpus;
use crate::order::Order;
use crate::seeds::{NONE, Posting, Seeds, WORDS};
use crate::settings::Settings;

/// Words that stand in the same order in two articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Run {
    /// Rank of the older article.
    pub(crate) article: u32,
    /// Where it begins in the younger one.
    pub(crate) b: u32,
    /// Where it begins in the older one.
    pub(crate) a: u32,
    /// Words.
    pub(crate) length: u32,
}

impl Run {
    pub(crate) fn end_a(self) -> u32 {
        self.a + self.length
    }
    pub(crate) fn end_b(self) -> u32 {
        self.b + self.length
    }
}

/// Words of the larger gap between two runs of a chain.
const GAP: u32 = 25;
/// Runs before a run that are tried as the one it follows.
const BACK: usize = 48;
/// What a shared word counts, against 1 for a word of a gap.
const WORD: i64 = 4;

/// Finds runs and chains them; holds what is used again for each article.
#[derive(Default)]
pub(crate) struct Chainer {
    before: Vec<(Posting, usize)>,
    now: Vec<(Posting, usize)>,
    pub(crate) runs: Vec<Run>,
    /// By token, the places of its phrase.
    lists: Vec<(u32, Range<u32>)>,
    /// By article, the words of its runs with the article named beside them: most articles share one phrase by chance, and are forgotten before sorting.
    words: Vec<(u32, u32)>,
    best: Vec<(i64, Option<usize>)>,
    by_score: Vec<usize>,
    used: Vec<bool>,
}

impl Chainer {
    /// The runs that the article shares with older ones it may be compared with, by article, then by place; only of
    /// articles whose runs have at least `least` words.
    pub(crate) fn find(
        &mut self,
        rank: u32,
        corpus: &Corpus,
        order: &Order<'_>,
        seeds: &Seeds,
        settings: &Settings,
        least: u32,
    ) {
        self.runs.clear();
        self.before.clear();
        self.words.resize(corpus.len(), (rank, 0));
        let days = settings.max_days.is_some();
        let own = order.outlet(rank);
        let refused = |older: u32| {
            !settings.within_outlet && order.outlet(older) == own
                || days && !order.comparable(older, rank, true, settings.max_days)
        };
        // Looked up first, all together: the places of phrases lie all over memory, and waiting for one need not mean
        // waiting for the next.
        let mut lists = std::mem::take(&mut self.lists);
        lists.clear();
        lists.extend(
            seeds
                .of(corpus, rank)
                .iter()
                .zip(0..)
                .filter(|(gram, _)| **gram != NONE)
                .map(|(&gram, at)| (at, seeds.places(gram))),
        );
        lists.retain(|(_, places)| seeds.in_places(places).first().is_some_and(|first| first.article < rank));
        let mut last = 0;
        for (at, places) in &lists {
            if *at != last + 1 {
                self.before.clear();
            }
            last = *at;
            let older = seeds.in_places(places).iter().take_while(|posting| posting.article < rank);
            self.meet(rank, *at, older.filter(|posting| !refused(posting.article)));
        }
        self.lists = lists;
        self.runs.retain(|run| self.words[run.article as usize].1 >= least);
        self.runs.sort_unstable();
    }

    /// Lets the runs go on, or begin, that have the phrase at `at` at these older places.
    fn meet<'p>(&mut self, rank: u32, at: u32, older: impl Iterator<Item = &'p Posting>) {
        self.now.clear();
        // Both lists are in order, so runs that go on are found by going along them together.
        let mut before = self.before.iter().peekable();
        for &posting in older {
            let own = (posting.article, posting.at);
            while before.next_if(|(last, _)| (last.article, last.at + 1) < own).is_some() {}
            let words = &mut self.words[posting.article as usize];
            let run = if let Some((_, run)) = before.next_if(|(last, _)| (last.article, last.at + 1) == own) {
                self.runs[*run].length += 1;
                words.1 += 1;
                *run
            } else {
                if words.0 != rank {
                    *words = (rank, 0);
                }
                words.1 += WORDS as u32;
                self.runs.push(Run { article: posting.article, b: at, a: posting.at, length: WORDS as u32 });
                self.runs.len() - 1
            };
            self.now.push((posting, run));
        }
        std::mem::swap(&mut self.before, &mut self.now);
    }

    /// The chains of runs between two articles, each as the places of its runs in `runs`, the best first. A run is in
    /// one chain only.
    pub(crate) fn chains(&mut self, runs: &[Run], mut each: impl FnMut(&[usize])) {
        if let [_] = runs {
            each(&[0]);
            return;
        }
        self.best.clear();
        for (at, run) in runs.iter().enumerate() {
            let alone = WORD * i64::from(run.length);
            let mut best = (alone, None);
            for before in (0..at).rev().take(BACK) {
                if let Some(cost) = cost(runs[before], *run) {
                    let score = self.best[before].0 + alone - cost;
                    if score > best.0 {
                        best = (score, Some(before));
                    }
                }
            }
            self.best.push(best);
        }
        self.by_score.clear();
        self.by_score.extend(0..runs.len());
        self.by_score.sort_by_key(|&at| (std::cmp::Reverse(self.best[at].0), at));
        self.used.clear();
        self.used.resize(runs.len(), false);
        let mut chain = Vec::new();
        for &end in &self.by_score {
            if self.used[end] {
                continue;
            }
            chain.clear();
            let mut at = Some(end);
            while let Some(run) = at.filter(|&run| !self.used[run]) {
                self.used[run] = true;
                chain.push(run);
                at = self.best[run].1;
            }
            chain.reverse();
            each(&chain);
        }
    }
}

/// What it costs that `run` follows `before`, where it can: words of the gap, and words of `run` that `before` has.
fn cost(before: Run, run: Run) -> Option<i64> {
    // `run` may begin inside of `before`, on another diagonal; what both have counts once.
    let inside = before.end_a().saturating_sub(run.a).max(before.end_b().saturating_sub(run.b));
    if run.a <= before.a || run.b <= before.b || inside >= run.length {
        return None;
    }
    let gap_a = run.a + inside - before.end_a();
    let gap_b = run.b + inside - before.end_b();
    let wide = gap_a.max(gap_b);
    (wide <= GAP).then(|| i64::from(wide) + i64::from(gap_a.abs_diff(gap_b)) + WORD * i64::from(inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(a: u32, b: u32, length: u32) -> Run {
        Run { article: 0, b, a, length }
    }

    fn chains(runs: &[Run]) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        Chainer::default().chains(runs, |chain| found.push(chain.to_vec()));
        found
    }

    #[test]
    fn near_runs_are_one_chain_and_far_ones_two() {
        let runs = [run(0, 0, 5), run(7, 8, 6), run(200, 20, 7)];
        assert_eq!(chains(&runs), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn runs_that_cross_are_two_chains() {
        let runs = [run(50, 0, 8), run(0, 12, 9)];
        assert_eq!(chains(&runs), [vec![1], vec![0]]);
    }

    #[test]
    fn a_repeated_phrase_does_not_take_the_chain_away() {
        // the second run matches at two places of `a`: the one on the diagonal is taken
        let runs = [run(0, 0, 9), run(10, 10, 3), run(60, 10, 3), run(14, 14, 9)];
        assert_eq!(chains(&runs), [vec![0, 1, 3], vec![2]]);
    }
}
