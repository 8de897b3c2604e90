//! The whole archive as token numbers, four bytes a token: what passages are looked for in.
//!
//! A token is the upper half of its 64-bit hash. That is enough to look for passages (two different words agree once
//! in four thousand million); spans are found by tokenising the article again, and what is given out is compared
//! there with the full hashes.

use std::ops::Range;

use rawi_text::{Token, Watch, tokens_into};
use rayon::prelude::*;

use crate::furniture::{Furniture, Stretch};
use crate::order::Order;
use crate::shingle::finish;

/// Articles whose tokens lie together, and are made by one task.
const BLOCK: usize = 256;
/// Bytes of a token, at least as a rule: room is made for so many, and what was not needed given back.
const TOKEN: usize = 6;

/// Tokens of all articles, by rank.
pub(crate) struct Corpus {
    /// Where each article's tokens begin, counted over the whole archive.
    starts: Vec<u32>,
    /// The tokens of [`BLOCK`] articles each: laid end to end they would for a moment be in memory twice.
    blocks: Vec<Vec<u32>>,
    /// By rank, the furniture as ranges of tokens; the stretches' numbers are those of [`Furniture`].
    hidden: Vec<Vec<(u32, u32)>>,
}

/// The number that stands for a token.
#[inline]
pub(crate) fn number(token: &Token) -> u32 {
    (token.hash >> 32) as u32
}

impl Corpus {
    /// All tokens. With `mask`, each word of furniture is a word of its own that stands nowhere else, so that nothing
    /// matches it.
    pub(crate) fn new(order: &Order<'_>, furniture: &Furniture, mask: bool, watch: &dyn Watch) -> Self {
        watch.stage("words", order.len() as u64);
        let ranks: Vec<u32> = (0..order.len() as u32).collect();
        let tasks: Vec<Task> = ranks
            .par_chunks(BLOCK)
            .with_max_len(1)
            .map(|ranks| {
                let mut task = Task::default();
                let bytes: usize = ranks.iter().map(|&rank| order.article(rank).text.len()).sum();
                task.tokens.reserve(bytes / TOKEN);
                let mut tokens = Vec::new();
                for &rank in ranks {
                    tokens_into(order.article(rank).text, &mut tokens);
                    let start = task.tokens.len();
                    task.tokens.extend(tokens.iter().map(number));
                    task.lengths.push(tokens.len() as u32);
                    let hidden = ranges(&tokens, furniture.of(rank));
                    for at in hidden.iter().filter(|_| mask).flat_map(|&(from, to)| from..to) {
                        let own = finish(u64::from(rank) << 32 | u64::from(at));
                        task.tokens[start + at as usize] = (own >> 32) as u32;
                    }
                    task.hidden.push(hidden);
                }
                task.tokens.shrink_to_fit();
                watch.done(ranks.len() as u64);
                task
            })
            .collect();
        let mut corpus = Self {
            starts: Vec::with_capacity(order.len() + 1),
            blocks: Vec::with_capacity(tasks.len()),
            hidden: Vec::with_capacity(order.len()),
        };
        corpus.starts.push(0);
        for task in tasks {
            corpus.blocks.push(task.tokens);
            for length in task.lengths {
                corpus.starts.push(corpus.starts[corpus.starts.len() - 1] + length);
            }
            corpus.hidden.extend(task.hidden);
        }
        corpus
    }

    /// Articles.
    pub(crate) fn len(&self) -> usize {
        self.hidden.len()
    }

    /// Tokens in all.
    pub(crate) fn tokens(&self) -> usize {
        self.starts[self.len()] as usize
    }

    /// Where the article's tokens begin among all.
    #[inline]
    pub(crate) fn start(&self, rank: u32) -> usize {
        self.starts[rank as usize] as usize
    }

    /// The tokens of an article.
    #[inline]
    pub(crate) fn of(&self, rank: u32) -> &[u32] {
        let block = rank as usize / BLOCK;
        let first = self.start((block * BLOCK) as u32);
        &self.blocks[block][self.start(rank) - first..self.start(rank + 1) - first]
    }

    /// All articles in so many pieces, of about as many tokens each.
    pub(crate) fn pieces(&self, pieces: usize) -> Vec<Range<u32>> {
        let end = |piece: usize| {
            let tokens = (self.tokens() as u64 * piece as u64 / pieces as u64) as u32;
            self.starts.partition_point(|&start| start < tokens) as u32
        };
        let ends = (1..pieces).map(end).chain([self.len() as u32]);
        let mut from = 0;
        ends.map(|to| std::mem::replace(&mut from, to)..to).collect()
    }

    /// Its furniture, as ranges of tokens in order.
    pub(crate) fn hidden(&self, rank: u32) -> &[(u32, u32)] {
        &self.hidden[rank as usize]
    }
}

/// The tokens of some articles.
#[derive(Default)]
struct Task {
    tokens: Vec<u32>,
    lengths: Vec<u32>,
    hidden: Vec<Vec<(u32, u32)>>,
}

/// Stretches of bytes as ranges of tokens, one for one.
fn ranges(tokens: &[Token], stretches: &[Stretch]) -> Vec<(u32, u32)> {
    stretches
        .iter()
        .map(|stretch| {
            let place = |byte: u32| tokens.partition_point(|token| token.span.start < byte) as u32;
            (place(stretch.span.start), place(stretch.span.end))
        })
        .collect()
}
