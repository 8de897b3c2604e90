//! Units: the lines, sentences or whole texts that are compared, equal ones taken together.
//!
//! News repeats itself word for word far more often than nearly so. Units that are equal after folding are one
//! *distinct unit* from here on, so ten thousand copies of a paragraph cost ten thousand look-ups and never meet each
//! other again until pairs are written out.

use ahash::AHashMap;
use rawi_text::{Span, Token, Watch, paragraphs, sentences, tokens_into};
use rayon::prelude::*;

use crate::furniture::{Furniture, Stretch};
use crate::order::Order;
use crate::results::Account;
use crate::seen::Seen;
use crate::settings::{Settings, Unit};
use crate::shingle::{sequence, shingles_into};

/// Articles that one task tokenises: enough to forget the cost of the task, few enough to share out evenly. Here and
/// elsewhere tasks are handed out one by one: left alone, rayon makes a few large parts, of which the last runs alone.
const TASK: usize = 256;

/// Bytes of a token, at least as a rule: room is made for so many, and what was not needed given back.
const TOKEN: usize = 6;

/// One unit of one article.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UnitAt {
    /// Rank of the article.
    pub(crate) article: u32,
    /// Number of its distinct unit.
    pub(crate) distinct: u32,
    /// Where it stands.
    pub(crate) span: Span,
}

/// All units in canonical order (by article, then by place), and which of them are equal.
pub(crate) struct Units {
    pub(crate) units: Vec<UnitAt>,
    /// By distinct unit, the first of its units. Distinct units are numbered by their first unit.
    pub(crate) first: Vec<u32>,
    /// By distinct unit, the hash of its tokens.
    pub(crate) hash: Vec<u64>,
}

/// What is kept of each unit's shingles, as numbers.
pub(crate) trait Digest: Send + Sync {
    /// Appends what is kept of the shingles of `k` of these tokens (all of them, repeats included).
    fn digest(&self, tokens: &[u64], k: usize, out: &mut Vec<u64>);

    /// Numbers to make room for, where about so many shingles come.
    fn room(&self, shingles: usize) -> usize;
}

/// Keeps all of them.
pub(crate) struct Keep;

impl Digest for Keep {
    fn digest(&self, tokens: &[u64], k: usize, out: &mut Vec<u64>) {
        shingles_into(tokens, k, out);
    }

    fn room(&self, shingles: usize) -> usize {
        shingles
    }
}

/// What was kept of some distinct units, one after another.
pub(crate) struct Digests {
    numbers: Vec<u64>,
    /// By distinct unit, where its numbers are.
    own: Vec<(u32, u32)>,
}

impl Digests {
    /// Distinct units.
    pub(crate) fn len(&self) -> usize {
        self.own.len()
    }

    /// What was kept of each, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u64]> {
        self.own.iter().map(|&(from, to)| &self.numbers[from as usize..to as usize])
    }
}

impl FromIterator<Vec<u64>> for Digests {
    fn from_iter<I: IntoIterator<Item = Vec<u64>>>(units: I) -> Self {
        let mut digests = Self { numbers: Vec::new(), own: Vec::new() };
        for unit in units {
            let from = digests.numbers.len() as u32;
            digests.numbers.extend(unit);
            digests.own.push((from, digests.numbers.len() as u32));
        }
        digests
    }
}

struct Raw {
    article: u32,
    span: Span,
    hash: u64,
    digest: (u32, u32),
}

/// The units of some articles.
#[derive(Default)]
struct Task {
    units: Vec<Raw>,
    numbers: Vec<u64>,
    tokens: u64,
    empty: u64,
    short: u64,
    furniture: u64,
}

impl Units {
    /// Finds the units, and digests the shingles of each distinct one; the digests come in their order, in pieces.
    pub(crate) fn of<D: Digest>(
        order: &Order<'_>,
        furniture: &Furniture,
        settings: &Settings,
        digest: &D,
        account: &mut Account,
        watch: &dyn Watch,
    ) -> (Self, Vec<Digests>) {
        watch.stage("units", order.len() as u64);
        let ranks: Vec<u32> = (0..order.len() as u32).collect();
        let tasks: Vec<Task> = ranks
            .par_chunks(TASK)
            .with_max_len(1)
            .map(|ranks| {
                let task = task(ranks, order, furniture, settings, digest);
                watch.done(ranks.len() as u64);
                task
            })
            .collect();
        account.articles = order.len() as u64;
        for task in &tasks {
            account.tokens += task.tokens;
            account.empty += task.empty;
            account.short_units += task.short;
            account.furniture += task.furniture;
        }
        let (found, digests) = Self::numbered(tasks);
        account.units = found.units.len() as u64;
        account.distinct_units = found.first.len() as u64;
        (found, digests)
    }

    /// Units with the numbers of their distinct units, and what was kept of each distinct one.
    fn numbered(tasks: Vec<Task>) -> (Self, Vec<Digests>) {
        let first_like = first_like(&tasks);
        let numbers = numbers(&first_like);
        let mut place = 0;
        let placed: Vec<(usize, Task)> = tasks
            .into_iter()
            .map(|task| {
                let start = place;
                place += task.units.len();
                (start, task)
            })
            .collect();
        let parts: Vec<(Self, Digests)> = placed
            .into_par_iter()
            .with_max_len(1)
            .map(|(start, task)| {
                let mut part =
                    Self { units: Vec::with_capacity(task.units.len()), first: Vec::new(), hash: Vec::new() };
                let mut own = Vec::new();
                for (at, raw) in (start..).zip(task.units) {
                    let first = first_like[at] as usize;
                    if first == at {
                        part.first.push(at as u32);
                        part.hash.push(raw.hash);
                        own.push(raw.digest);
                    }
                    let distinct = numbers[first];
                    part.units.push(UnitAt { article: raw.article, distinct, span: raw.span });
                }
                (part, Digests { numbers: task.numbers, own })
            })
            .collect();
        let mut found = Self { units: Vec::with_capacity(place), first: Vec::new(), hash: Vec::new() };
        let add = |(part, digests): (Self, Digests)| {
            found.units.extend(part.units);
            found.first.extend(part.first);
            found.hash.extend(part.hash);
            digests
        };
        let digests = parts.into_iter().map(add).collect();
        (found, digests)
    }

    /// The sets of shingles of the distinct units that are wanted, sorted, made again from the text.
    pub(crate) fn sets(
        &self,
        order: &Order<'_>,
        furniture: &Furniture,
        settings: &Settings,
        wanted: &[bool],
        watch: &dyn Watch,
    ) -> Vec<Option<Box<[u64]>>> {
        let first: Vec<UnitAt> = self.first.iter().map(|&first| self.units[first as usize]).collect();
        let articles: Vec<&[UnitAt]> = first.chunk_by(|a, b| a.article == b.article).collect();
        watch.stage("shingles", articles.len() as u64);
        articles
            .par_chunks(TASK)
            .with_max_len(1)
            .flat_map_iter(|articles| {
                let (mut tokens, mut hashes, mut shingles) = (Vec::new(), Vec::new(), Vec::new());
                let mut sets = Vec::new();
                for own in articles {
                    watch.done(1);
                    let rank = own[0].article;
                    if own.iter().any(|unit| wanted[unit.distinct as usize]) {
                        tokens_into(order.article(rank).text, &mut tokens);
                    }
                    for unit in *own {
                        sets.push(wanted[unit.distinct as usize].then(|| {
                            let (own, _) = tokens_in(&tokens, 0, unit.span);
                            hashes.clear();
                            shingles.clear();
                            keep(own, furniture.of(rank), unit.span, &mut hashes);
                            shingles_into(&hashes, settings.shingle as usize, &mut shingles);
                            shingles.sort_unstable();
                            shingles.dedup();
                            Box::from(&shingles[..])
                        }));
                    }
                }
                sets
            })
            .collect()
    }

    /// By distinct unit, its units in canonical order.
    pub(crate) fn members(&self) -> Members {
        let mut starts = vec![0u32; self.first.len() + 1];
        for unit in &self.units {
            starts[unit.distinct as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut units = vec![0; self.units.len()];
        for (at, unit) in self.units.iter().enumerate() {
            let slot = &mut next[unit.distinct as usize];
            units[*slot as usize] = at as u32;
            *slot += 1;
        }
        Members { starts, units }
    }
}

/// The units of each distinct unit.
pub(crate) struct Members {
    starts: Vec<u32>,
    units: Vec<u32>,
}

impl Members {
    pub(crate) fn of(&self, distinct: u32) -> &[u32] {
        let at = distinct as usize;
        &self.units[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

/// By unit, counted over all tasks, the first unit that equals it: itself, or one before it. Most units have no equal,
/// and are known not to before any is looked up; each thread looks at all others and takes the hashes that are its own.
fn first_like(tasks: &[Task]) -> Vec<u32> {
    let all: usize = tasks.iter().map(|task| task.units.len()).sum();
    let seen_again = Seen::count(tasks, all, |task, seen| {
        task.units.iter().for_each(|raw| seen.meet(raw.hash));
    });
    let slices = rayon::current_num_threads() as u64;
    let again: Vec<Vec<(u32, u32)>> = (0..slices)
        .into_par_iter()
        .map(|slice| {
            let mut firsts: AHashMap<u64, u32> = AHashMap::new();
            let mut again = Vec::new();
            for (at, raw) in (0..).zip(tasks.iter().flat_map(|task| &task.units)) {
                if raw.hash % slices == slice && seen_again.has(raw.hash) {
                    let first = *firsts.entry(raw.hash).or_insert(at);
                    if first != at {
                        again.push((at, first));
                    }
                }
            }
            again
        })
        .collect();
    let mut first_like: Vec<u32> = (0..all as u32).collect();
    for (at, first) in again.into_iter().flatten() {
        first_like[at as usize] = first;
    }
    first_like
}

/// By unit that is the first of its kind, the number of its distinct unit. (What it says of others counts for nothing.)
fn numbers(first_like: &[u32]) -> Vec<u32> {
    let mut next = 0;
    let mut number = |at: usize, first: u32| {
        let own = next;
        next += u32::from(first as usize == at);
        own
    };
    first_like.iter().enumerate().map(|(at, &first)| number(at, first)).collect()
}

fn task<D: Digest>(
    ranks: &[u32],
    order: &Order<'_>,
    furniture: &Furniture,
    settings: &Settings,
    digest: &D,
) -> Task {
    let mut task = Task::default();
    let bytes: usize = ranks.iter().map(|&rank| order.article(rank).text.len()).sum();
    task.numbers.reserve(digest.room(bytes / TOKEN));
    let least = settings.unit_tokens().max(1) as usize;
    let (mut tokens, mut hashes, mut spans) = (Vec::new(), Vec::new(), Vec::new());
    for &rank in ranks {
        let text = order.article(rank).text;
        tokens_into(text, &mut tokens);
        task.tokens += tokens.len() as u64;
        task.empty += u64::from(tokens.is_empty());
        spans_into(text, settings.unit, &mut spans);
        let hidden = furniture.of(rank);
        let mut at = 0;
        for &span in &spans {
            let (own, next) = tokens_in(&tokens, at, span);
            at = next;
            hashes.clear();
            let span = keep(own, hidden, span, &mut hashes);
            if hashes.len() < own.len() && hashes.len() < least {
                task.furniture += 1;
                continue;
            }
            if hashes.len() < least {
                task.short += u64::from(!hashes.is_empty());
                continue;
            }
            let hash = sequence(&hashes);
            let from = task.numbers.len() as u32;
            digest.digest(&hashes, settings.shingle as usize, &mut task.numbers);
            task.units.push(Raw { article: rank, span, hash, digest: (from, task.numbers.len() as u32) });
        }
    }
    task.numbers.shrink_to_fit();
    task
}

/// The units of a text, as spans.
fn spans_into(text: &str, unit: Unit, spans: &mut Vec<Span>) {
    spans.clear();
    match unit {
        Unit::Paragraph => spans.extend(paragraphs(text)),
        Unit::Sentence => {
            for paragraph in paragraphs(text) {
                spans.extend(sentences(text, paragraph));
            }
        }
        Unit::Document => {
            let left = text.len() - text.trim_start().len();
            let inner = text.trim().len();
            if inner > 0 {
                spans.push(Span::new(left, left + inner));
            }
        }
    }
}

/// The tokens that begin in `span`, from token `at` on, and where the next unit's begin.
fn tokens_in(tokens: &[Token], at: usize, span: Span) -> (&[Token], usize) {
    let from = at + tokens[at..].partition_point(|token| token.span.start < span.start);
    let to = from + tokens[from..].iter().take_while(|token| token.span.start < span.end).count();
    (&tokens[from..to], to)
}

/// The hashes of a unit's tokens without its furniture, and the span that is left: the unit's own where nothing is
/// hidden, else from the first to the last word kept.
fn keep(own: &[Token], hidden: &[Stretch], span: Span, hashes: &mut Vec<u64>) -> Span {
    if hidden.is_empty() {
        hashes.extend(own.iter().map(|token| token.hash));
        return span;
    }
    let mut left: Option<Span> = None;
    for token in own {
        // Hidden stretches are spans of the text; both lists are in order and short.
        if hidden.iter().any(|hidden| hidden.span.contains(token.span)) {
            continue;
        }
        hashes.push(token.hash);
        left = Some(left.map_or(token.span, |left| left.cover(token.span)));
    }
    if hashes.len() == own.len() { span } else { left.unwrap_or(span) }
}
