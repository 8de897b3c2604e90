//! The whole archive as token numbers, four bytes a token: what passages are looked for in.
//!
//! A token is the upper half of its 64-bit hash. That is enough to look for passages (two different words agree once
//! in four thousand million); spans are found by tokenising the article again, and what is given out is compared
//! there with the full hashes.

use rawi_text::{Token, tokens_into};
use rayon::prelude::*;

use crate::furniture::Furniture;
use crate::order::Order;

/// Articles that one task tokenises.
const TASK: usize = 256;

/// Tokens of all articles, by rank.
pub(crate) struct Corpus {
    starts: Vec<u32>,
    tokens: Vec<u32>,
    /// By rank, the furniture as ranges of tokens.
    hidden: Vec<Vec<(u32, u32)>>,
}

/// The number that stands for a token.
#[inline]
pub(crate) fn number(token: &Token) -> u32 {
    (token.hash >> 32) as u32
}

impl Corpus {
    pub(crate) fn new(order: &Order<'_>, furniture: &Furniture) -> Self {
        let ranks: Vec<u32> = (0..order.len() as u32).collect();
        let tasks: Vec<(Vec<u32>, Vec<u32>, Vec<Vec<(u32, u32)>>)> = ranks
            .par_chunks(TASK)
            .map(|ranks| {
                let (mut all, mut lengths, mut hidden) = (Vec::new(), Vec::new(), Vec::new());
                let mut tokens = Vec::new();
                for &rank in ranks {
                    tokens_into(order.article(rank).text, &mut tokens);
                    all.extend(tokens.iter().map(number));
                    lengths.push(tokens.len() as u32);
                    hidden.push(ranges(&tokens, furniture.of(rank)));
                }
                (all, lengths, hidden)
            })
            .collect();
        let mut corpus = Self {
            starts: Vec::with_capacity(order.len() + 1),
            tokens: Vec::with_capacity(tasks.iter().map(|task| task.0.len()).sum()),
            hidden: Vec::with_capacity(order.len()),
        };
        corpus.starts.push(0);
        for (tokens, lengths, hidden) in tasks {
            corpus.tokens.extend(tokens);
            for length in lengths {
                corpus.starts.push(corpus.starts[corpus.starts.len() - 1] + length);
            }
            corpus.hidden.extend(hidden);
        }
        corpus
    }

    /// Articles.
    pub(crate) fn len(&self) -> usize {
        self.hidden.len()
    }

    /// Tokens in all.
    pub(crate) fn tokens(&self) -> usize {
        self.tokens.len()
    }

    /// Where the article's tokens begin among all.
    #[inline]
    pub(crate) fn start(&self, rank: u32) -> usize {
        self.starts[rank as usize] as usize
    }

    /// The tokens of an article.
    #[inline]
    pub(crate) fn of(&self, rank: u32) -> &[u32] {
        &self.tokens[self.start(rank)..self.start(rank + 1)]
    }

    /// Its furniture, as ranges of tokens in order.
    pub(crate) fn hidden(&self, rank: u32) -> &[(u32, u32)] {
        &self.hidden[rank as usize]
    }
}

/// Byte ranges as ranges of tokens.
fn ranges(tokens: &[Token], bytes: &[(u32, u32)]) -> Vec<(u32, u32)> {
    bytes
        .iter()
        .map(|&(from, to)| {
            let place = |byte: u32| tokens.partition_point(|token| token.span.start < byte) as u32;
            (place(from), place(to))
        })
        .filter(|(from, to)| from < to)
        .collect()
}
