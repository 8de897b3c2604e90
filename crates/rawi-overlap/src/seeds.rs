//! Seeds: rare phrases of three words that several articles share, and the runs they form.
//!
//! A copied passage keeps some three words in a row however it is edited: with every third word changed, half of the
//! passages of 25 words keep eight such phrases. Most phrases of an archive stand in one article only (they are
//! dropped unsorted, see [`Seen`]), a few stand everywhere (they are no seed: they tell nothing, and would cost their
//! square); what is left, shared by some articles, is posted.

use std::ops::Range;

use rayon::prelude::*;

use crate::corpus::Corpus;
use crate::order::Order;
use crate::seen::Seen;
use crate::shingle::finish;

/// Words of a seed.
pub(crate) const WORDS: usize = 3;
/// Articles that a phrase may stand in and still be a seed: a wire story of fourteen outlets, printed again and
/// again, stays well below; so each word costs at most so many meetings.
const ARTICLES: usize = 100;
/// Places of one article that a phrase is posted with.
const PLACES: usize = 4;
/// Parts that sorting is done in, by the first bits of the hash.
const PARTS: usize = 256;

/// No phrase that is shared begins here.
pub(crate) const NONE: u32 = u32::MAX;

/// A shared phrase.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gram {
    /// Where its postings begin; as long as there are any.
    start: u32,
    postings: u32,
    /// Articles it stands in.
    pub(crate) articles: u32,
    /// Days of those articles.
    pub(crate) days: u32,
}

/// One place where a phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Posting {
    /// Rank of the article.
    pub(crate) article: u32,
    /// Token it begins at.
    pub(crate) at: u32,
}

/// All shared phrases of the archive.
pub(crate) struct Seeds {
    grams: Vec<Gram>,
    postings: Vec<Posting>,
    /// By token of the archive, the phrase that begins there.
    at: Vec<u32>,
    /// Phrases in too many articles to be seeds.
    pub(crate) frequent: u64,
}

/// A phrase while it is being sorted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    hash: u64,
    posting: Posting,
}

#[inline]
fn hash(words: &[u32]) -> u64 {
    let [a, b, c] = [words[0], words[1], words[2]].map(u64::from);
    // Two words fill one number, the third one is spread over it: no two phrases of three numbers look alike.
    finish((a << 32 | b) ^ c.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Tells of each phrase of an article.
#[inline]
fn phrases(corpus: &Corpus, rank: u32, mut each: impl FnMut(u32, u64)) {
    for (at, words) in corpus.of(rank).windows(WORDS).enumerate() {
        each(at as u32, hash(words));
    }
}

impl Seeds {
    pub(crate) fn new(corpus: &Corpus, order: &Order<'_>) -> Self {
        let ranks: Vec<u32> = (0..corpus.len() as u32).collect();
        let seen = Seen::count(&ranks, corpus.tokens(), |&rank, each| {
            phrases(corpus, rank, |_, hash| each(hash));
        });
        let mut parts = entries(corpus, &ranks, &seen);
        drop(seen);
        let day = |rank: u32| order.day(rank);
        let grouped: Vec<(Vec<Gram>, Vec<Posting>)> = parts
            .par_iter_mut()
            .map(|entries| {
                entries.sort_unstable();
                group(entries, &day)
            })
            .collect();
        let mut seeds = Self {
            grams: Vec::with_capacity(grouped.iter().map(|part| part.0.len()).sum()),
            postings: Vec::with_capacity(grouped.iter().map(|part| part.1.len()).sum()),
            at: vec![NONE; corpus.tokens()],
            frequent: 0,
        };
        for (part, (grams, postings)) in parts.iter_mut().zip(grouped) {
            let runs = part.chunk_by(|a, b| a.hash == b.hash).filter(|run| is_shared(run));
            for (run, number) in runs.zip(seeds.grams.len() as u32..) {
                for entry in run {
                    seeds.at[corpus.start(entry.posting.article) + entry.posting.at as usize] = number;
                }
            }
            seeds.frequent += grams.iter().filter(|gram| gram.postings == 0).count() as u64;
            let base = seeds.postings.len() as u32;
            seeds.grams.extend(grams.into_iter().map(|gram| Gram { start: gram.start + base, ..gram }));
            seeds.postings.extend(postings);
            *part = Vec::new();
        }
        seeds.renumber();
        seeds
    }

    /// Numbers phrases, and lays their postings out, in the order in which they are first met. Phrases of one passage
    /// then lie side by side, in memory too, and following a copied passage touches one place after another.
    fn renumber(&mut self) {
        let mut numbers = vec![NONE; self.grams.len()];
        let (mut grams, mut postings) =
            (Vec::with_capacity(self.grams.len()), Vec::with_capacity(self.postings.len()));
        for at in 0..self.at.len() {
            if self.at[at] == NONE {
                continue;
            }
            let old = self.at[at] as usize;
            if numbers[old] == NONE {
                numbers[old] = grams.len() as u32;
                let start = postings.len() as u32;
                postings.extend_from_slice(self.in_places(&self.places(self.at[at])));
                grams.push(Gram { start, ..self.grams[old] });
            }
            self.at[at] = numbers[old];
        }
        (self.grams, self.postings) = (grams, postings);
    }

    /// Shared phrases.
    pub(crate) fn len(&self) -> usize {
        self.grams.len()
    }

    /// A shared phrase.
    #[inline]
    pub(crate) fn gram(&self, gram: u32) -> &Gram {
        &self.grams[gram as usize]
    }

    /// By token of an article, the phrase that begins there or [`NONE`].
    #[inline]
    pub(crate) fn of(&self, corpus: &Corpus, rank: u32) -> &[u32] {
        &self.at[corpus.start(rank)..corpus.start(rank + 1)]
    }

    /// Where the places of a phrase are; nowhere for a frequent one.
    #[inline]
    pub(crate) fn places(&self, gram: u32) -> Range<u32> {
        let gram = &self.grams[gram as usize];
        gram.start..gram.start + gram.postings
    }

    /// The places of a phrase, in order.
    #[inline]
    pub(crate) fn in_places(&self, places: &Range<u32>) -> &[Posting] {
        &self.postings[places.start as usize..places.end as usize]
    }
}

/// Phrases that may be shared, in parts by hash; within a part in canonical order of articles.
fn entries(corpus: &Corpus, ranks: &[u32], seen: &Seen) -> Vec<Vec<Entry>> {
    let shift = 64 - PARTS.trailing_zeros();
    let mut parts: Vec<Vec<Entry>> = vec![Vec::new(); PARTS];
    for &rank in ranks {
        phrases(corpus, rank, |at, hash| {
            if seen.has(hash) {
                let posting = Posting { article: rank, at };
                parts[(hash >> shift) as usize].push(Entry { hash, posting });
            }
        });
    }
    parts
}

fn is_shared(run: &[Entry]) -> bool {
    run[0].posting.article != run[run.len() - 1].posting.article
}

/// The shared phrases of a part of sorted entries, with their postings.
fn group(entries: &[Entry], day: &impl Fn(u32) -> Option<i64>) -> (Vec<Gram>, Vec<Posting>) {
    let (mut grams, mut postings) = (Vec::new(), Vec::new());
    for run in entries.chunk_by(|a, b| a.hash == b.hash).filter(|run| is_shared(run)) {
        let start = postings.len() as u32;
        let (mut articles, mut days, mut last) = (0usize, 0, None);
        for places in run.chunk_by(|a, b| a.posting.article == b.posting.article) {
            articles += 1;
            let own = day(places[0].posting.article);
            // Ranks go by time, so a new day is one that differs from the day before it.
            if own.is_some() && own != last {
                days += 1;
                last = own;
            }
            if articles <= ARTICLES {
                postings.extend(places.iter().take(PLACES).map(|entry| entry.posting));
            }
        }
        if articles > ARTICLES {
            postings.truncate(start as usize);
        }
        let count = postings.len() as u32 - start;
        grams.push(Gram { start, postings: count, articles: articles as u32, days });
    }
    (grams, postings)
}
