//! Reuses: passages that two articles share, from their first to their last common word.

use std::sync::{Mutex, PoisonError};

use rawi_text::{Span, Watch, tokens_into};
use rayon::prelude::*;

use crate::align::{Aligned, Aligner, DROP};
use crate::article::Article;
use crate::chains::{Chainer, Run};
use crate::class::{Judge, Spread, Spreads};
use crate::corpus::Corpus;
use crate::credit::Credits;
use crate::error::Error;
use crate::furniture::Furniture;
use crate::names::Names;
use crate::order::Order;
use crate::results::{Account, Credit, Reuse};
use crate::seeds::Seeds;
use crate::settings::{Class, Settings};

/// Reuses, and what was looked at and left out.
#[derive(Debug, Clone)]
pub struct Reuses {
    /// The reuses of the classes asked for, ordered by `a`, then `b`.
    pub reuses: Vec<Reuse>,
    /// Tokens of each article, in the order of the articles.
    pub tokens: Vec<u32>,
    /// What was looked at and what was left out.
    pub account: Account,
}

/// Words that a chain's runs must have before it is aligned.
const CHAIN: u32 = 5;
/// A chain of fewer words is looked at before it is aligned: how far (see [`DROP`]), for how many matches.
const WEAK: u32 = 9;
const LOOK: i64 = 5;
const PROMISE: u32 = 3;
/// Least part of the columns of an alignment that must match.
const IDENTITY: f64 = 0.4;
/// Words between two passages, in each article, that do not keep them apart.
const NEAR: i64 = 8;
/// Articles that one task probes with.
const TASK: usize = 64;
/// Passages that one task judges.
const JUDGED: usize = 256;

/// A passage of two articles, in tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    /// Rank of the older article and of the younger one.
    pub(crate) ranks: (u32, u32),
    /// Tokens of the older passage.
    pub(crate) a: (u32, u32),
    /// Tokens of the younger passage.
    pub(crate) b: (u32, u32),
    pub(crate) aligned: Aligned,
    pub(crate) spread: Spread,
}

/// Passages that stand in two articles, word for word or edited.
///
/// # Errors
/// As [`crate::pairs()`].
pub fn reuses(articles: &[Article<'_>], settings: &Settings) -> Result<Reuses, Error> {
    reuses_watched(articles, settings, &())
}

/// The same as [`reuses`], watched.
///
/// # Errors
/// As [`crate::pairs()`].
pub fn reuses_watched(
    articles: &[Article<'_>],
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Reuses, Error> {
    settings.check()?;
    let order = Order::new(articles)?;
    let wants_furniture = settings.keep_furniture || settings.classes.contains(&Class::Furniture);
    let furniture = Furniture::learn(&order, watch);
    let corpus = Corpus::new(&order, &furniture, !wants_furniture, watch);
    let seeds = Seeds::new(&corpus, &order, watch);
    let found = find(&order, &corpus, &seeds, settings, watch);
    let mut account = Account {
        articles: articles.len() as u64,
        tokens: corpus.tokens() as u64,
        frequent_seeds: seeds.frequent,
        expected_recall: 1.0,
        ..Account::default()
    };
    let mut tokens = vec![0; articles.len()];
    for rank in 0..corpus.len() as u32 {
        let own = corpus.of(rank).len() as u32;
        tokens[order.position(rank) as usize] = own;
        account.empty += u64::from(own == 0);
    }
    let (reuses, others) = results(&order, &corpus, &furniture, &found, settings, watch);
    account.other_classes = others;
    Ok(Reuses { reuses, tokens, account })
}

/// All passages, in canonical order of the younger article.
fn find(
    order: &Order<'_>,
    corpus: &Corpus,
    seeds: &Seeds,
    settings: &Settings,
    watch: &dyn Watch,
) -> Vec<Found> {
    let ranks: Vec<u32> = (0..corpus.len() as u32).collect();
    watch.stage("passages", ranks.len() as u64);
    // What the chainer holds is as long as the archive: it goes from task to task, and there is one for each thread.
    let spare: Mutex<Vec<(Chainer, Aligner, Spreads)>> = Mutex::default();
    let spare = || spare.lock().unwrap_or_else(PoisonError::into_inner);
    let found: Vec<Vec<Found>> = ranks
        .par_chunks(TASK)
        .with_max_len(1)
        .map(|ranks| {
            let (mut chainer, mut aligner, mut spreads) = spare().pop().unwrap_or_default();
            let mut found = Vec::new();
            for &rank in ranks {
                chainer.find(rank, corpus, order, seeds, settings, CHAIN);
                let runs = std::mem::take(&mut chainer.runs);
                let own = found.len();
                for runs in runs.chunk_by(|x, y| x.article == y.article) {
                    between(runs, rank, corpus, settings, &mut chainer, &mut aligner, &mut found);
                }
                chainer.runs = runs;
                for found in &mut found[own..] {
                    found.spread = spreads.of(corpus, seeds, (found.ranks.0, found.a), (rank, found.b));
                }
            }
            spare().push((chainer, aligner, spreads));
            watch.done(ranks.len() as u64);
            found
        })
        .collect();
    found.concat()
}

/// The passages of two articles, from the runs they share.
fn between(
    runs: &[Run],
    rank: u32,
    corpus: &Corpus,
    settings: &Settings,
    chainer: &mut Chainer,
    aligner: &mut Aligner,
    found: &mut Vec<Found>,
) {
    let older = runs[0].article;
    let (a, b) = (corpus.of(older), corpus.of(rank));
    let own = found.len();
    chainer.chains(runs, |chain| {
        let words: u32 = chain.iter().map(|&run| runs[run].length).sum();
        if words < CHAIN {
            return;
        }
        let (first, last) = (runs[chain[0]], runs[chain[chain.len() - 1]]);
        let inside = |f: &Found| {
            f.a.0 <= first.a && last.end_a() <= f.a.1 && f.b.0 <= first.b && last.end_b() <= f.b.1
        };
        if found[own..].iter().any(inside) {
            return;
        }
        if words < WEAK && !is_promising(first, last, a, b, aligner) {
            return;
        }
        let passage = align(runs, chain, a, b, aligner);
        let passage = Found { ranks: (older, rank), ..passage };
        let aligned = passage.aligned;
        if aligned.matches >= settings.reuse_tokens()
            && aligned.identity() >= IDENTITY
            && !found[own..].iter().any(|f| mostly_in(passage.a, f.a) || mostly_in(passage.b, f.b))
        {
            found.push(passage);
        }
    });
    join_neighbours(found, own, a, b, aligner);
}

/// Makes one passage of two that overlap, or nearly touch, in both articles: what is found from place `own` on.
fn join_neighbours(found: &mut Vec<Found>, own: usize, a: &[u32], b: &[u32], aligner: &mut Aligner) {
    if found.len() < own + 2 {
        return;
    }
    found[own..].sort_unstable_by_key(|passage| (passage.b, passage.a));
    let mut passages = found.split_off(own).into_iter();
    found.extend(passages.next());
    for next in passages {
        let last = found.len() - 1;
        let before = found[last];
        // Words of a gap, or, below zero, of an overlap.
        let gap_a = i64::from(next.a.0) - i64::from(before.a.1);
        let gap_b = i64::from(next.b.0) - i64::from(before.b.1);
        let follows = next.a.0 > before.a.0 && next.a.1 > before.a.1 && next.b.1 > before.b.1;
        if !follows || gap_a.max(gap_b) > NEAR || (gap_a - gap_b).abs() > NEAR {
            found.push(next);
            continue;
        }
        let gap = aligner.gap(words_after(a, before.a.1, gap_a), words_after(b, before.b.1, gap_b));
        // Words of an overlap are in both alignments.
        let twice = -gap_a.min(gap_b).min(0);
        let both = before.aligned + gap + next.aligned;
        found[last] = Found {
            a: (before.a.0, next.a.1),
            b: (before.b.0, next.b.1),
            aligned: Aligned {
                matches: both.matches.saturating_sub(twice as u32),
                columns: both.columns.saturating_sub(twice as u32),
            },
            ..before
        };
    }
}

/// So many words from a place on; none where there are fewer than none.
fn words_after(words: &[u32], from: u32, count: i64) -> &[u32] {
    let from = from as usize;
    &words[from..from + usize::try_from(count).unwrap_or(0)]
}

/// Whether more than half of a stretch lies in another one.
fn mostly_in(own: (u32, u32), other: (u32, u32)) -> bool {
    let both = own.1.min(other.1).saturating_sub(own.0.max(other.0));
    both * 2 > own.1 - own.0
}

/// Whether a chain of few words has others beside it that match: most have not, and a short look tells.
fn is_promising(first: Run, last: Run, a: &[u32], b: &[u32], aligner: &mut Aligner) -> bool {
    let (start_a, start_b) = (first.a as usize, first.b as usize);
    let (tail_a, tail_b) = (&a[last.end_a() as usize..], &b[last.end_b() as usize..]);
    let before = |aligner: &mut Aligner| {
        aligner.extend(LOOK, start_a, start_b, |i| a[start_a - 1 - i], |i| b[start_b - 1 - i]).2.matches
    };
    let after = |aligner: &mut Aligner| {
        aligner.extend(LOOK, tail_a.len(), tail_b.len(), |i| tail_a[i], |i| tail_b[i]).2.matches
    };
    let matches = before(aligner);
    matches >= PROMISE || matches + after(aligner) >= PROMISE
}

/// Aligns a chain: between its runs, and outwards.
fn align(runs: &[Run], chain: &[usize], a: &[u32], b: &[u32], aligner: &mut Aligner) -> Found {
    let first = runs[chain[0]];
    let (start_a, start_b) = (first.a as usize, first.b as usize);
    let (left_a, left_b, before) =
        aligner.extend(DROP, start_a, start_b, |i| a[start_a - 1 - i], |i| b[start_b - 1 - i]);
    let mut aligned = before + Aligned { matches: first.length, columns: first.length };
    let (mut end_a, mut end_b) = (first.end_a(), first.end_b());
    for &run in &chain[1..] {
        let run = runs[run];
        let inside = end_a.saturating_sub(run.a).max(end_b.saturating_sub(run.b));
        let (from_a, from_b) = (run.a + inside, run.b + inside);
        let rest = run.length - inside;
        aligned = aligned
            + aligner.gap(&a[end_a as usize..from_a as usize], &b[end_b as usize..from_b as usize])
            + Aligned { matches: rest, columns: rest };
        (end_a, end_b) = (run.end_a(), run.end_b());
    }
    let (tail_a, tail_b) = (&a[end_a as usize..], &b[end_b as usize..]);
    let (right_a, right_b, after) =
        aligner.extend(DROP, tail_a.len(), tail_b.len(), |i| tail_a[i], |i| tail_b[i]);
    Found {
        ranks: (0, 0),
        a: ((start_a - left_a) as u32, end_a + right_a as u32),
        b: ((start_b - left_b) as u32, end_b + right_b as u32),
        aligned: aligned + after,
        spread: Spread::default(),
    }
}

/// One side of a passage, with what only its article's text can tell.
struct Side {
    span: Span,
    credit: Option<Credit>,
    /// Names and titles (of the younger side).
    names: u32,
}

/// Looks at both sides of every passage in their texts, each article once.
fn sides(order: &Order<'_>, found: &[Found], watch: &dyn Watch) -> Vec<Side> {
    let mut wanted: Vec<(u32, u32)> = Vec::with_capacity(found.len() * 2);
    for (at, found) in found.iter().enumerate() {
        wanted.push((found.ranks.0, at as u32 * 2));
        wanted.push((found.ranks.1, at as u32 * 2 + 1));
    }
    wanted.par_sort_unstable();
    let articles: Vec<&[(u32, u32)]> = wanted.chunk_by(|x, y| x.0 == y.0).collect();
    watch.stage("classes", articles.len() as u64);
    let (credits, names) = (Credits::new(order), Names::new());
    let mut sides: Vec<(u32, Side)> = articles
        .par_chunks(TASK)
        .with_max_len(1)
        .flat_map_iter(|articles| {
            let mut tokens = Vec::new();
            let mut sides = Vec::new();
            for own in articles {
                let rank = own[0].0;
                let text = order.article(rank).text;
                tokens_into(text, &mut tokens);
                let sources = credits.sources(rank, &tokens);
                for &(_, side) in *own {
                    let found = &found[side as usize / 2];
                    let (from, to) = if side % 2 == 0 { found.a } else { found.b };
                    let own = &tokens[from as usize..to as usize];
                    sides.push((
                        side,
                        Side {
                            span: own[0].span.cover(own[own.len() - 1].span),
                            credit: sources.credit(order, (from, to)),
                            names: if side % 2 == 0 { 0 } else { names.count(text, own) },
                        },
                    ));
                }
            }
            watch.done(articles.len() as u64);
            sides
        })
        .collect();
    sides.par_sort_unstable_by_key(|(side, _)| *side);
    sides.into_iter().map(|(_, side)| side).collect()
}

/// What was found, judged, with spans of the original; and how many are of classes that were not asked for.
fn results(
    order: &Order<'_>,
    corpus: &Corpus,
    furniture: &Furniture,
    found: &[Found],
    settings: &Settings,
    watch: &dyn Watch,
) -> (Vec<Reuse>, u64) {
    let sides = sides(order, found, watch);
    let judge = Judge::new(order);
    let mut places: Vec<u32> = (0..found.len() as u32).collect();
    places.par_sort_unstable_by_key(|&at| {
        let own = &found[at as usize];
        (own.ranks.0, own.a, own.ranks.1, own.b)
    });
    let judged = |at: u32| {
        let own = &found[at as usize];
        let (a, b) = (&sides[at as usize * 2], &sides[at as usize * 2 + 1]);
        let (class, why) = judge.class(own, order, corpus, furniture, b.names);
        settings.classes.contains(&class).then(|| Reuse {
            a: order.passage(own.ranks.0, a.span),
            b: order.passage(own.ranks.1, b.span),
            a_tokens: own.a,
            b_tokens: own.b,
            tokens: own.aligned.matches,
            identity: own.aligned.identity(),
            class,
            why,
            // The younger one is the one to credit its source; the older one's agency is theirs both.
            credited: b.credit.or(a.credit),
        })
    };
    let reuses: Vec<Reuse> = places
        .par_chunks(JUDGED)
        .with_max_len(1)
        .flat_map_iter(|places| places.iter().filter_map(|&at| judged(at)))
        .collect();
    let others = (found.len() - reuses.len()) as u64;
    (reuses, others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(a: &str, b: &str, expected: &[(&str, &str)]) {
        let articles = [
            Article { id: "1", outlet: Some("north"), text: a, ..Article::default() },
            Article { id: "2", outlet: Some("south"), text: b, ..Article::default() },
        ];
        let found = reuses(&articles, &Settings::default()).expect("good settings");
        let spans: Vec<_> =
            found.reuses.iter().map(|reuse| (reuse.a.of(&articles), reuse.b.of(&articles))).collect();
        assert_eq!(spans, expected);
    }

    const WIRE: &str =
        "أعلن المتحدث أن المعبر سيبقى مغلقا حتى تفتيش كل طريق وراءه وأن أحدا لن يعبر قبل نهاية الأسبوع";
    const OTHER: &str =
        "the harvest was brought in before the rain and stored in dry barns along the northern canal road";

    #[test]
    fn a_brief_inside_a_round_up_is_found_where_it_stands() {
        let round_up = format!("في أخبار أخرى ارتفعت الأسعار. {WIRE}، فيما هطلت الأمطار.\nوانتهى.");
        check(WIRE, &round_up, &[(WIRE, WIRE)]);
    }

    #[test]
    fn spelling_and_marks_do_not_matter_and_spans_are_of_the_original() {
        let spelt = WIRE.replace("أعلن", "اعْلَنَ").replace("أن ", "ان ").replace(" كل", "، «كل»");
        let host = format!("{spelt}. وانتهى");
        check(WIRE, &host, &[(WIRE, &spelt)]);
    }

    #[test]
    fn two_passages_of_two_articles_are_two_reuses() {
        let a = format!("{WIRE}. {OTHER}.");
        let apart: String = (0..40).map(|n| format!("stone{n} ")).collect();
        check(&a, &format!("{OTHER}. {apart} {WIRE}."), &[(WIRE, WIRE), (OTHER, OTHER)]);
    }

    #[test]
    fn one_copy_with_words_put_in_is_one_reuse() {
        let (left, right) = OTHER.split_at(OTHER.find(" and ").expect("an and"));
        let host = format!("{left} as everyone in the village remembers well{right}");
        check(OTHER, &host, &[(OTHER, &host)]);
    }

    fn text() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            "[a-f]{1,2}",
            "[ابتم]{1,2}",
            Just("أَلِف".to_owned()),
            Just("ـ،".to_owned()),
            Just("東京".to_owned()),
            Just("\n".to_owned())
        ];
        proptest::collection::vec(word, 0..120).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn spans_begin_and_end_with_words_that_match(a in text(), b in text(), shared in text()) {
            let (a, b) = (format!("{a} {shared}"), format!("{shared} {b}"));
            let articles = [
                Article { id: "1", outlet: Some("north"), text: &a, ..Article::default() },
                Article { id: "2", outlet: Some("south"), text: &b, ..Article::default() },
            ];
            let classes = vec![Class::Copy, Class::Formula, Class::Names, Class::Furniture];
            let settings = Settings { classes, min_tokens: Some(5), ..Settings::default() };
            let found = reuses(&articles, &settings).expect("good settings");
            for reuse in &found.reuses {
                let words = |own: &str| rawi_text::tokens(own).iter().map(|token| token.hash).collect::<Vec<_>>();
                let (own, other) = (words(reuse.a.of(&articles)), words(reuse.b.of(&articles)));
                prop_assert_eq!(own.first(), other.first());
                prop_assert_eq!(own.last(), other.last());
                prop_assert_eq!(own.len() as u32, reuse.a_tokens.1 - reuse.a_tokens.0);
                prop_assert_eq!(other.len() as u32, reuse.b_tokens.1 - reuse.b_tokens.0);
                prop_assert!(reuse.tokens as usize <= own.len().min(other.len()));
                prop_assert!(reuse.tokens >= 5 && reuse.identity > 0.0 && reuse.identity <= 1.0);
            }
        }
    }
}
