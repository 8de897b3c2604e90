//! Seeds: rare phrases of three words that several articles share, and the runs they form.
//!
//! A copied passage keeps some three words in a row however it is edited: with every third word changed, half of the
//! passages of 25 words keep eight such phrases. Most phrases of an archive stand in one article only (they are
//! dropped unsorted, see [`Seen`]), a few stand everywhere (they tell nothing, and would cost their square: only
//! their oldest places are kept); what is left, shared by some articles, is posted.

use std::ops::Range;

use rawi_text::Watch;
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
/// Of a phrase that stands in more, the articles it is posted with: its oldest, a few of each outlet. So a text that
/// hundreds have is tied to where it was first, and a worn phrase costs a few meetings.
const OLDEST: usize = 12;
const OLDEST_OF_OUTLET: usize = 2;
/// Places of one article that a phrase is posted with.
const PLACES: usize = 4;
/// Parts that sorting is done in, by the first bits of the hash.
const PARTS: usize = 256;

/// Slices of phrases that are posted at once, at most: each thread reads the whole archive.
const SLICES: usize = 16;
/// Numbers that one thread fills in of a large table: its pages are then laid out by all threads.
const FILLED: usize = 1 << 16;

/// No phrase that is shared begins here.
pub(crate) const NONE: u32 = u32::MAX;

/// A shared phrase.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gram {
    /// Where its postings begin; as long as there are any.
    start: u32,
    postings: u16,
    /// Articles it stands in, and their days, as far as they can be counted here.
    pub(crate) articles: u16,
    pub(crate) days: u16,
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
    /// Phrases in so many articles that only the oldest are posted.
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
    pub(crate) fn new(corpus: &Corpus, order: &Order<'_>, watch: &dyn Watch) -> Self {
        let ranks: Vec<u32> = (0..corpus.len() as u32).collect();
        // All articles are gone through to count phrases, and to mark them; then all phrases, slice after slice.
        let articles = ranks.len() as u64;
        watch.stage("seeds", 3 * articles);
        let seen = Seen::count(&ranks, corpus.tokens(), |&rank, seen| {
            phrases(corpus, rank, |_, hash| seen.meet(hash));
            watch.done(1);
        });
        let marked: Vec<Marked> = corpus
            .pieces(rayon::current_num_threads())
            .into_par_iter()
            .map(|ranks| {
                let parts = ranks.len() as u64;
                let marked = Marked::new(corpus, ranks, &seen);
                watch.done(parts);
                marked
            })
            .collect();
        drop(seen);
        // Slice after slice of the hashes: only the phrases of as many slices as there are threads are held at once,
        // and that is half of them at most.
        let slices = (rayon::current_num_threads() as u64 * 2).next_power_of_two().min(PARTS as u64);
        let found: Vec<Shared> = (0..slices)
            .into_par_iter()
            .map(|slice| {
                let shared = shared(corpus, order, &marked, slice, slices);
                watch.done(articles / slices);
                shared
            })
            .collect();
        drop(marked);
        let numbers = numbers(&found, corpus.tokens());
        let at = numbered(&found, &numbers, corpus.tokens());
        let grams = found.into_iter().flat_map(|shared| shared.grams);
        let spreads: Vec<Spread> = grams.map(|(_, spread)| spread).collect();
        let grams = in_order(&spreads, &numbers);
        drop((spreads, numbers));
        Self::posted(grams, at, corpus, order)
    }

    /// Posts the places of phrases. Each thread goes over the whole archive and posts the phrases that are its own.
    fn posted(mut grams: Vec<Gram>, at: Vec<u32>, corpus: &Corpus, order: &Order<'_>) -> Self {
        let mut all = 0;
        let mut frequent = 0;
        for gram in &mut grams {
            gram.start = all;
            all += u32::from(std::mem::take(&mut gram.postings));
            frequent += u64::from(usize::from(gram.articles) > ARTICLES);
        }
        let none = Posting { article: NONE, at: 0 };
        let mut postings: Vec<Posting> =
            rayon::iter::repeat_n(none, all as usize).with_min_len(FILLED).collect();
        let own = Slice::all(&mut grams, &mut postings);
        own.into_par_iter().for_each(|mut own| own.post(&at, corpus, order));
        Self { grams, postings, at, frequent }
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

    /// Where the places of a phrase are; of a frequent one, the oldest.
    #[inline]
    pub(crate) fn places(&self, gram: u32) -> Range<u32> {
        let gram = &self.grams[gram as usize];
        gram.start..gram.start + u32::from(gram.postings)
    }

    /// The places of a phrase, in order.
    #[inline]
    pub(crate) fn in_places(&self, places: &Range<u32>) -> &[Posting] {
        &self.postings[places.start as usize..places.end as usize]
    }
}

/// Phrases that follow one another, and the room for their postings.
struct Slice<'s> {
    /// The number of the first.
    first: u32,
    grams: &'s mut [Gram],
    /// Where the room begins among all postings.
    start: u32,
    postings: &'s mut [Posting],
}

impl<'s> Slice<'s> {
    /// All phrases, in a slice for each thread with about as much room.
    fn all(mut grams: &'s mut [Gram], mut postings: &'s mut [Posting]) -> Vec<Self> {
        let (all, room) = (grams.len(), postings.len());
        let slices = rayon::current_num_threads().min(SLICES);
        let mut own = Vec::with_capacity(slices);
        for slice in 1..=slices {
            let (first, start) = (all - grams.len(), room - postings.len());
            let end = (room as u64 * slice as u64 / slices as u64) as u32;
            let count =
                if slice == slices { grams.len() } else { grams.partition_point(|gram| gram.start < end) };
            let (these, after) = grams.split_at_mut(count);
            grams = after;
            let end = grams.first().map_or(room, |gram| gram.start as usize);
            let (its, after) = postings.split_at_mut(end - start);
            postings = after;
            own.push(Self { first: first as u32, grams: these, start: start as u32, postings: its });
        }
        own
    }

    /// Posts the places of these phrases, in order, so that the oldest are posted.
    fn post(&mut self, at: &[u32], corpus: &Corpus, order: &Order<'_>) {
        for article in 0..corpus.len() as u32 {
            for (&number, place) in at[corpus.start(article)..corpus.start(article + 1)].iter().zip(0..) {
                // Phrases before these wrap around to behind them, and so does no phrase at all.
                let Some(gram) = self.grams.get_mut(number.wrapping_sub(self.first) as usize) else {
                    continue;
                };
                let start = (gram.start - self.start) as usize;
                let next = start + usize::from(gram.postings);
                let few = usize::from(gram.articles) <= ARTICLES;
                if is_posted(&self.postings[start..next], few, article, order) {
                    self.postings[next] = Posting { article, at: place };
                    gram.postings += 1;
                }
            }
        }
    }
}

/// The numbers of the phrases, as they come. Phrases are numbered, and their postings laid out, in the order in which they
/// are first met: those of one passage then lie side by side, in memory too, and following a copied passage touches one
/// place after another.
fn numbers(found: &[Shared], tokens: usize) -> Vec<u32> {
    // A bit for each token that begins a phrase which stands nowhere before; a number is how many bits come before.
    let firsts =
        || found.iter().flat_map(Shared::each).map(|places| (places[0] as usize / 64, places[0] % 64));
    let mut bits = vec![0u64; tokens.div_ceil(64)];
    for (word, bit) in firsts() {
        bits[word] |= 1 << bit;
    }
    let mut all = 0;
    let before = bits.iter().map(|word| {
        let before = all;
        all += word.count_ones();
        before
    });
    let before: Vec<u32> = before.collect();
    firsts().map(|(word, bit)| before[word] + (bits[word] & ((1 << bit) - 1)).count_ones()).collect()
}

/// By token of the archive, the number of the phrase that begins there. Each thread goes over all places and writes those
/// that are its own: reading in order costs little beside writing here and there.
fn numbered(found: &[Shared], numbers: &[u32], tokens: usize) -> Vec<u32> {
    let mut at: Vec<u32> = rayon::iter::repeat_n(NONE, tokens).with_min_len(FILLED).collect();
    let part = tokens.div_ceil(rayon::current_num_threads()).max(1);
    at.par_chunks_mut(part).enumerate().for_each(|(piece, at)| {
        let first = (piece * part) as u32;
        for (places, &number) in found.iter().flat_map(Shared::each).zip(numbers) {
            for &place in places {
                // Places before the piece wrap around to behind it.
                if let Some(at) = at.get_mut(place.wrapping_sub(first) as usize) {
                    *at = number;
                }
            }
        }
    });
    at
}

/// The phrases by their numbers; `postings` still says for how many there must be room. Made by all threads, as the
/// numbers are.
fn in_order(spreads: &[Spread], numbers: &[u32]) -> Vec<Gram> {
    let empty = Gram { start: 0, postings: 0, articles: 0, days: 0 };
    let mut grams: Vec<Gram> = rayon::iter::repeat_n(empty, spreads.len()).with_min_len(FILLED).collect();
    let part = spreads.len().div_ceil(rayon::current_num_threads()).max(1);
    grams.par_chunks_mut(part).enumerate().for_each(|(piece, grams)| {
        let first = (piece * part) as u32;
        for (&Spread { articles, days, posted }, number) in spreads.iter().zip(numbers) {
            if let Some(gram) = grams.get_mut(number.wrapping_sub(first) as usize) {
                *gram = Gram { start: 0, postings: posted, articles, days };
            }
        }
    });
    grams
}

/// Whether one more place of a phrase, in this article, is posted after those that are.
fn is_posted(posted: &[Posting], few: bool, article: u32, order: &Order<'_>) -> bool {
    let again = posted.last().is_some_and(|last| last.article == article);
    if again || few {
        return posted.len() < PLACES || posted[posted.len() - PLACES].article != article;
    }
    let outlet = order.outlet(article);
    let articles = || posted.chunk_by(|a, b| a.article == b.article).map(|places| places[0].article);
    articles().count() < OLDEST
        && articles().filter(|&article| order.outlet(article) == outlet).count() < OLDEST_OF_OUTLET
}

/// The articles and days that a phrase stands in, and how many of its places will be posted, at most.
#[derive(Debug, Clone, Copy)]
struct Spread {
    articles: u16,
    days: u16,
    posted: u16,
}

/// Shared phrases of one slice of the hashes.
#[derive(Default)]
struct Shared {
    /// Occurrences of each, and its spread.
    grams: Vec<(u32, Spread)>,
    /// All occurrences, phrase after phrase: tokens counted over the whole archive.
    places: Vec<u32>,
}

impl Shared {
    /// The places of each phrase, in order: at least two.
    fn each(&self) -> impl Iterator<Item = &[u32]> {
        let mut places = &self.places[..];
        self.grams.iter().map(move |(occurrences, _)| {
            let (own, rest) = places.split_at(*occurrences as usize);
            places = rest;
            own
        })
    }
}

/// Where phrases begin that may be shared, in some articles that follow one another.
struct Marked {
    ranks: Range<u32>,
    /// A bit for each of their tokens.
    bits: Vec<u64>,
}

impl Marked {
    fn new(corpus: &Corpus, ranks: Range<u32>, seen: &Seen) -> Self {
        let start = corpus.start(ranks.start);
        let mut bits = vec![0u64; (corpus.start(ranks.end) - start).div_ceil(64)];
        let mut mark = |at: u32| bits[at as usize / 64] |= 1 << (at % 64);
        let mut looks = seen.looks();
        for rank in ranks.clone() {
            let own = (corpus.start(rank) - start) as u32;
            phrases(corpus, rank, |place, hash| looks.look(hash, own + place, &mut mark));
        }
        looks.end(&mut mark);
        Self { ranks, bits }
    }

    /// Each place, in order: the article, and the token of it.
    fn each(&self, corpus: &Corpus, mut tell: impl FnMut(u32, usize)) {
        let first = corpus.start(self.ranks.start);
        let mut article = self.ranks.start;
        for (base, &word) in (first..).step_by(64).zip(&self.bits) {
            let mut word = word;
            while word != 0 {
                let token = base + word.trailing_zeros() as usize;
                word &= word - 1;
                while corpus.start(article + 1) <= token {
                    article += 1;
                }
                tell(article, token - corpus.start(article));
            }
        }
    }
}

/// The shared phrases whose hashes are of one slice, among those marked.
fn shared(corpus: &Corpus, order: &Order<'_>, marked: &[Marked], slice: u64, slices: u64) -> Shared {
    let own = PARTS as u64 / slices;
    let first = slice * own;
    let shift = 64 - PARTS.trailing_zeros();
    let each = |tell: &mut dyn FnMut(usize, Entry)| {
        for marked in marked {
            marked.each(corpus, |article, place| {
                let hash = hash(&corpus.of(article)[place..place + WORDS]);
                let part = (hash >> shift).wrapping_sub(first);
                if part < own {
                    let posting = Posting { article, at: place as u32 };
                    tell(part as usize, Entry { hash, posting });
                }
            });
        }
    };
    let mut sizes = vec![0; own as usize];
    each(&mut |part, _| sizes[part] += 1);
    let mut parts: Vec<Vec<Entry>> = sizes.into_iter().map(Vec::with_capacity).collect();
    each(&mut |part, entry| parts[part].push(entry));
    let mut shared = Shared::default();
    for mut entries in parts {
        entries.sort_unstable();
        group(&entries, corpus, order, &mut shared);
    }
    shared.grams.shrink_to_fit();
    shared.places.shrink_to_fit();
    shared
}

fn is_shared(run: &[Entry]) -> bool {
    run[0].posting.article != run[run.len() - 1].posting.article
}

/// Adds the shared phrases of a part of sorted entries.
fn group(entries: &[Entry], corpus: &Corpus, order: &Order<'_>, shared: &mut Shared) {
    for run in entries.chunk_by(|a, b| a.hash == b.hash).filter(|run| is_shared(run)) {
        let (mut articles, mut days, mut last, mut posted) = (0u16, 0u16, None, 0);
        for places in run.chunk_by(|a, b| a.posting.article == b.posting.article) {
            articles = articles.saturating_add(1);
            posted += places.len().min(PLACES);
            let own = order.day(places[0].posting.article);
            // Ranks go by time, so a new day is one that differs from the day before it.
            if own.is_some() && own != last {
                days = days.saturating_add(1);
                last = own;
            }
        }
        let most = if usize::from(articles) <= ARTICLES { ARTICLES } else { OLDEST } * PLACES;
        let posted = posted.min(most) as u16;
        shared.grams.push((run.len() as u32, Spread { articles, days, posted }));
        let place = |entry: &Entry| corpus.start(entry.posting.article) as u32 + entry.posting.at;
        shared.places.extend(run.iter().map(place));
    }
}
