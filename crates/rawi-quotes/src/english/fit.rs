//! The seam for the program that fits the weights: turns annotated documents into decisions with their right answers.
//!
//! Each decision of [`super::read`] is either a choice between outcomes of one set of features (is it an attribution,
//! and on which side is its content) or a ranking of candidates (who speaks; where content begins and ends). The
//! fitting program (`examples/fit_english.rs`) learns from them and writes `data/english-weights.tsv`.

use super::content::{self, Around};
use super::cue::{self, Context, Cue, Side};
use super::lexer::Tag;
use super::lexicon::{self, Lexicon, class, hash, short};
use super::loose;
use super::model::{self, Sink, Template, Value};
use super::read;
use super::sheet::Sheet;
use super::speaker::{self, Candidate, Place};
use rawi_text::Span;
use std::collections::BTreeMap;

/// An annotated quotation, in bytes.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    /// What was said, in text order.
    pub content: Vec<Span>,
    /// The reporting words.
    pub cue: Option<Span>,
    /// The source.
    pub speaker: Option<Span>,
    /// The head of the source, where the annotation has it.
    pub head: Option<Span>,
    /// Neither right nor wrong: left out of the fitting.
    pub ignore: bool,
}

/// One decision with its right answer.
#[derive(Debug, Clone)]
pub enum Decision {
    /// One set of features, several outcomes.
    Choice {
        /// Keys of the features.
        features: Vec<u64>,
        /// How many outcomes there are.
        outcomes: usize,
        /// The right one.
        right: usize,
    },
    /// Several candidates, one right.
    Ranking {
        /// Keys of the features of each candidate.
        candidates: Vec<Vec<u64>>,
        /// The right one.
        right: usize,
    },
}

/// Reads annotated documents into decisions, and remembers the names of the features.
#[derive(Debug)]
pub struct Reader {
    lexicon: Lexicon,
    sheet: Sheet,
    words: BTreeMap<u32, &'static str>,
    names: BTreeMap<u64, String>,
}

struct Collector<'r> {
    keys: Vec<u64>,
    names: &'r mut BTreeMap<u64, String>,
    words: &'r BTreeMap<u32, &'static str>,
}

impl Sink for Collector<'_> {
    fn add(&mut self, template: Template, a: Value, b: Value, c: Value) {
        let key = model::key(template, a, b, c);
        self.keys.push(key);
        let words = self.words;
        self.names.entry(key).or_insert_with(|| {
            let name = |v| model::write_value(v, |w| words.get(&w).copied());
            format!("{}\t{}\t{}\t{}", template.name, name(a), name(b), name(c))
        });
    }
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

/// What of a quotation stands in one sentence, aligned to its nodes.
struct Aligned<'g> {
    gold: &'g Gold,
    cue: usize,
    before: Option<(usize, usize)>,
    after: Option<(usize, usize)>,
    side: Side,
}

impl Reader {
    /// A reader with the compiled-in lists.
    #[must_use]
    pub fn new() -> Self {
        let words =
            lexicon::vocabulary().map(|w| (short(hash(w)), w)).chain([(cue::COLON, "colon")]).collect();
        Self {
            lexicon: Lexicon::new(&crate::Lists::default()),
            sheet: Sheet::default(),
            words,
            names: BTreeMap::new(),
        }
    }

    /// The name of a feature: template and three values, parted by tabs, as the file of weights has it.
    #[must_use]
    pub fn name(&self, key: u64) -> Option<&str> {
        self.names.get(&key).map(String::as_str)
    }

    fn features(&mut self, fill: impl FnOnce(&Sheet, &mut Collector<'_>)) -> Vec<u64> {
        let mut collector = Collector { keys: Vec::new(), names: &mut self.names, words: &self.words };
        fill(&self.sheet, &mut collector);
        collector.keys
    }

    /// The decisions of one document.
    pub fn read(&mut self, text: &str, golds: &[Gold], out: &mut Vec<Decision>) {
        let mut sheet = std::mem::take(&mut self.sheet);
        sheet.read(&self.lexicon, text, rawi_text::paragraphs(text));
        self.sheet = sheet;
        let mut claimed = vec![false; self.sheet.blocks.len()];
        let mut done: Vec<(usize, bool, bool, bool, *const Gold)> = Vec::new();
        for index in 0..self.sheet.frames.sentences.len() {
            self.sentence(text, golds, index, &mut claimed, &mut done, out);
        }
        self.loose(text, golds, &claimed, &done, out);
    }

    fn sentence<'g>(
        &mut self,
        text: &str,
        golds: &'g [Gold],
        index: usize,
        claimed: &mut [bool],
        done: &mut Vec<(usize, bool, bool, bool, *const Gold)>,
        out: &mut Vec<Decision>,
    ) {
        let frame = self.sheet.frames.sentences[index].clone();
        let mut cues = Vec::new();
        let nodes = &self.sheet.frames.cues[frame.cues.clone()];
        cue::candidates(self.sheet.view(text, index), &self.sheet.blocks, nodes, &mut cues);
        let (start, end) = {
            let nodes = &self.sheet.frames.nodes[frame.nodes.clone()];
            (nodes[0].start, nodes[nodes.len() - 1].end)
        };
        let mut aligned: Vec<Option<Aligned<'g>>> = cues.iter().map(|_| None).collect();
        let mut skip = vec![false; cues.len()];
        for gold in golds {
            let Some(span) = gold.cue.filter(|c| c.start < end && c.end > start) else { continue };
            let inside: Vec<usize> = (0..cues.len())
                .filter(|k| {
                    let t = &self.sheet.frames.nodes[cues[*k].node];
                    t.start < span.end && t.end > span.start
                })
                .collect();
            let verb = |k: &&usize| {
                !self.sheet.frames.nodes[cues[**k].node].is(class::CUE_NOUN)
                    || matches!(
                        self.sheet.frames.nodes[cues[**k].node].tag,
                        Tag::CuePast | Tag::CueIng | Tag::CueBase | Tag::CueThird
                    )
            };
            let Some(&k) = inside.iter().rev().find(verb).or(inside.first()) else { continue };
            if gold.ignore {
                inside.iter().for_each(|k| skip[*k] = true);
                continue;
            }
            inside.iter().for_each(|j| skip[*j] |= *j != k && aligned[*j].is_none());
            let found = self.align(gold, &frame.nodes, k, cues[k].node);
            if aligned[k].is_none() {
                aligned[k] = found;
                skip[k] = aligned[k].is_none();
            }
        }
        let mut context = Context { headline: frame.headline, quoted: frame.quoted, ..Context::default() };
        let mut before = None;
        for (k, cue) in cues.iter().enumerate() {
            context.gap = before.map_or(0, |b: usize| cue.node - b);
            let right = aligned[k].as_ref().map_or(Side::None, |a| a.side);
            if !skip[k] {
                let features =
                    self.features(|sheet, sink| cue::features(sheet.view(text, index), cue, context, sink));
                out.push(Decision::Choice { features, outcomes: 4, right: right as usize });
            }
            context.last = 1 + right as usize;
            before = Some(cue.node);
        }
        // Speakers and borders of the accepted ones.
        let kept: Vec<(Cue, Aligned<'g>)> =
            cues.iter().zip(aligned).filter_map(|(c, a)| Some((*c, a?))).collect();
        let speakers: Vec<Candidate> =
            kept.iter().map(|(cue, a)| self.speaker(text, index, cue, a, out)).collect();
        let regions: Vec<_> = kept
            .iter()
            .zip(&speakers)
            .map(|((cue, _), s)| read::region_of(self.sheet.view(text, index), cue, s))
            .collect();
        for (k, (cue, a)) in kept.iter().enumerate() {
            let around = Around {
                next: regions.get(k + 1).map_or(usize::MAX, |r| r.start),
                previous: if k > 0 { regions[k - 1].end } else { 0 },
            };
            self.borders(text, index, cue, &speakers[k], &regions[k], a, around, out);
            let mut quoted = false;
            for (s, e) in [a.before, a.after].into_iter().flatten() {
                for node in s..e {
                    let t = self.sheet.frames.nodes[node];
                    if t.tag == Tag::Block {
                        claimed[t.data as usize] = true;
                        quoted = true;
                    }
                }
            }
            let ended = a.after.is_some();
            done.push((index, quoted, a.side == Side::Before, ended, a.gold as *const Gold));
        }
    }

    /// What of a quotation stands in the sentence of its cue.
    fn align<'g>(
        &self,
        gold: &'g Gold,
        nodes: &std::ops::Range<usize>,
        _k: usize,
        node: usize,
    ) -> Option<Aligned<'g>> {
        let all = &self.sheet.frames.nodes;
        let cue = all[node];
        let at = |i: usize| &all[i];
        let (low, high) = (at(nodes.start).start, at(nodes.end - 1).end);
        let (mut before, mut after) = (None::<(usize, usize)>, None::<(usize, usize)>);
        for piece in &gold.content {
            if piece.start >= high || piece.end <= low {
                continue;
            }
            let first = nodes.clone().find(|i| at(*i).end > piece.start)?;
            let last = nodes.clone().rev().find(|i| at(*i).start < piece.end)?;
            if first > last {
                continue;
            }
            let slot = if piece.start < cue.start { &mut before } else { &mut after };
            *slot = Some(slot.map_or((first, last + 1), |(s, e)| (s.min(first), e.max(last + 1))));
        }
        let side = match (before, after) {
            (Some(_), Some(_)) => Side::Both,
            (Some(_), None) => Side::Before,
            (None, Some(_)) => Side::After,
            (None, None) => {
                let next = gold.content.first()?.start >= high;
                let colon = matches!(at(nodes.end - 1).tag, Tag::Colon | Tag::Comma) || nodes.end - node < 8;
                if next && colon { Side::After } else { return None }
            }
        };
        Some(Aligned { gold, cue: node, before, after, side })
    }

    fn speaker(
        &mut self,
        text: &str,
        index: usize,
        cue: &Cue,
        aligned: &Aligned<'_>,
        out: &mut Vec<Decision>,
    ) -> Candidate {
        let mut list = Vec::new();
        speaker::candidates(self.sheet.view(text, index), cue, &mut list);
        let nodes = &self.sheet.frames.nodes;
        let right = match aligned.gold.speaker {
            None => Some(0),
            Some(span) => {
                let target = aligned.gold.head.unwrap_or(span);
                let overlap = |c: &Candidate| {
                    let who = c
                        .relative
                        .map(|i| &nodes[i])
                        .filter(|t| t.start < target.end && t.end > target.start);
                    if who.is_some() {
                        return 20_000;
                    }
                    c.phrase.map_or(0, |p| {
                        let (s, e) = (nodes[p.start].start, nodes[p.end - 1].end);
                        let by_head = e.min(target.end).saturating_sub(s.max(target.start));
                        let head = &nodes[p.head];
                        let exact = u32::from(head.start < target.end && head.end > target.start) * 10_000;
                        if by_head == 0 {
                            0
                        } else {
                            exact
                                + 1
                                + (e.min(span.end).saturating_sub(s.max(span.start)) * 1000)
                                    / (e.max(span.end) - s.min(span.start)).max(1)
                        }
                    })
                };
                let best = (1..list.len()).max_by_key(|k| (overlap(&list[*k]), std::cmp::Reverse(*k)));
                match best {
                    Some(k) if overlap(&list[k]) > 0 => Some(k),
                    // The source stands in another sentence: here it is not named.
                    _ => {
                        let r = &self.sheet.frames.sentences[index].nodes;
                        let outside = span.end <= nodes[r.start].start || span.start >= nodes[r.end - 1].end;
                        outside.then_some(0)
                    }
                }
            }
        };
        if let Some(right) = right {
            let candidates = list
                .iter()
                .enumerate()
                .map(|(rank, c)| {
                    self.features(|sheet, sink| {
                        speaker::features(sheet.view(text, index), cue, aligned.side, c, rank, sink)
                    })
                })
                .collect();
            out.push(Decision::Ranking { candidates, right });
        }
        list[right.unwrap_or(0)]
    }

    #[allow(clippy::too_many_arguments, reason = "one call, each argument a different part of the decision")]
    fn borders(
        &mut self,
        text: &str,
        index: usize,
        cue: &Cue,
        speaker: &Candidate,
        region: &std::ops::Range<usize>,
        aligned: &Aligned<'_>,
        around: Around,
        out: &mut Vec<Decision>,
    ) {
        debug_assert_eq!(cue.node, aligned.cue);
        let mut places = Vec::new();
        if let Some((start, _)) = aligned.before {
            let end = read::end_before(self.sheet.view(text, index), region);
            content::starts_before(self.sheet.view(text, index), end, &mut places);
            if let Some(right) = places.iter().position(|p| *p == start) {
                let count = places.len();
                let candidates = places
                    .iter()
                    .enumerate()
                    .map(|(rank, at)| {
                        self.features(|sheet, sink| {
                            content::start_before(
                                sheet.view(text, index),
                                cue,
                                end,
                                *at,
                                (rank, count),
                                around,
                                sink,
                            )
                        })
                    })
                    .collect();
                out.push(Decision::Ranking { candidates, right });
            }
        }
        if let Some((start, end)) = aligned.after {
            let second = aligned.side == Side::Both;
            let speaker = if speaker.place == Place::Nowhere {
                Candidate { phrase: None, place: Place::Nowhere, relative: None }
            } else {
                *speaker
            };
            let from = read::from_after(self.sheet.view(text, index), cue, &speaker, region);
            content::starts_after(self.sheet.view(text, index), cue, from, &mut places);
            if let Some(right) = places.iter().position(|p| *p == start) {
                let candidates = places
                    .iter()
                    .map(|at| {
                        self.features(|sheet, sink| {
                            content::start_after(sheet.view(text, index), cue, from, *at, second, sink)
                        })
                    })
                    .collect();
                out.push(Decision::Ranking { candidates, right });
            }
            content::ends(self.sheet.view(text, index), start, &mut places);
            let mut inside = content::Inside::new(start);
            let nearest = (0..places.len())
                .min_by_key(|k| places[*k].abs_diff(end))
                .filter(|k| places[*k].abs_diff(end) <= 1);
            if let Some(right) = nearest {
                let count = places.len();
                let candidates = places
                    .iter()
                    .enumerate()
                    .map(|(rank, at)| {
                        inside.go_on(self.sheet.view(text, index), *at);
                        self.features(|sheet, sink| {
                            content::end(
                                sheet.view(text, index),
                                cue,
                                inside,
                                *at,
                                (rank, count),
                                around,
                                sink,
                            )
                        })
                    })
                    .collect();
                out.push(Decision::Ranking { candidates, right });
            }
        }
    }

    /// Blocks that no cue of their sentence claims.
    fn loose(
        &mut self,
        text: &str,
        golds: &[Gold],
        claimed: &[bool],
        done: &[(usize, bool, bool, bool, *const Gold)],
        out: &mut Vec<Decision>,
    ) {
        for index in 0..self.sheet.frames.sentences.len() {
            let frame = self.sheet.frames.sentences[index].clone();
            for node in frame.nodes.clone() {
                let token = self.sheet.frames.nodes[node];
                if token.tag != Tag::Block || claimed[token.data as usize] {
                    continue;
                }
                let block = self.sheet.blocks[token.data as usize].clone();
                let last = done.iter().rev().find(|d| d.0 <= index);
                let before = last.map_or_else(loose::Before::default, |d| loose::Before {
                    sentences: index - d.0 + 1,
                    paragraphs: (frame.paragraph - self.sheet.frames.sentences[d.0].paragraph) as usize,
                    quoted: d.1,
                    first: d.2,
                    ended: d.3,
                });
                let half = |g: &&Gold| {
                    let shared: u32 = g
                        .content
                        .iter()
                        .map(|p| p.end.min(block.inner.end).saturating_sub(p.start.max(block.inner.start)))
                        .sum();
                    shared * 2 >= block.inner.end - block.inner.start
                };
                let gold = golds.iter().find(half);
                let right = match gold {
                    Some(g) if g.ignore => continue,
                    None => loose::Fate::Nothing,
                    Some(g)
                        if g.content.first().is_some_and(|p| p.end <= block.outer.start)
                            || g.cue.is_some_and(|c| c.end <= block.outer.start) =>
                    {
                        // Only the attribution that stands last can be gone on with.
                        if last.is_some_and(|d| std::ptr::eq(d.4, g)) {
                            loose::Fate::Continues
                        } else {
                            loose::Fate::Own
                        }
                    }
                    Some(_) => loose::Fate::Own,
                };
                let features = self.features(|sheet, sink| {
                    loose::features(
                        sheet.view(text, index),
                        node,
                        &block,
                        &sheet.tokens,
                        before,
                        frame.first,
                        sink,
                    );
                });
                out.push(Decision::Choice { features, outcomes: 3, right: right as usize });
            }
        }
    }
}
