//! The English grammar: who said what in English news.
//!
//! A document is cut into tokens, quoted blocks and sentences ([`sheet`]). In each sentence the reporting words are
//! found and judged ([`cue`]), each gets its speaker ([`speaker`]) and its content ([`content`]); blocks that no cue
//! claims go on with the quotation before them or are nobody's words ([`loose`]). At the end the speakers are tied to the
//! names of the document ([`resolve`]). Judging is done by linear models with whole-number weights ([`model`]).

mod blocks;
mod clause;
mod confidence;
mod content;
mod cue;
mod draft;
mod entity;
pub mod fit;
mod frame;
mod lexer;
mod lexicon;
mod loose;
mod model;
mod outlets;
mod phrase;
mod read;
mod resolve;
mod sheet;
mod speaker;
mod tag;
#[cfg(test)]
mod tests;
mod word;

use crate::lists::Lists;
use crate::quote::{Kind, Quote};
use confidence::Confidence;
use cue::Side;
use draft::Draft;
use entity::People;
use lexer::Tag;
use lexicon::Lexicon;
pub(crate) use lexicon::check;
use loose::Fate;
use model::Table;
use phrase::Phrase;
use rawi_text::Span;
use sheet::Sheet;
use std::cell::RefCell;

/// The English grammar with its lists and weights. Shared by all threads.
#[derive(Debug)]
pub struct English {
    lexicon: Lexicon,
    table: Table,
    confidence: Confidence,
    /// How much better than "no attribution" an attribution must score.
    bar: i32,
}

/// Buffers of one thread.
#[derive(Debug, Default)]
struct Scratch {
    sheet: Sheet,
    people: People,
    buffers: read::Buffers,
    found: Vec<read::Found>,
    claimed: Vec<bool>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Default for English {
    fn default() -> Self {
        Self::new()
    }
}

impl English {
    /// The grammar with the lists that are compiled in.
    #[must_use]
    pub fn new() -> Self {
        Self::with_lists(&Lists::default())
    }

    /// The grammar with the lists that are compiled in and some of the user's own.
    #[must_use]
    pub fn with_lists(lists: &Lists) -> Self {
        Self::made(lists, model::WEIGHTS)
    }

    /// The grammar with other weights, in the form of `data/english-weights.tsv`: for the program that fits them.
    #[must_use]
    pub fn with_weights(weights: &str) -> Self {
        Self::made(&Lists::default(), weights)
    }

    fn made(lists: &Lists, weights: &str) -> Self {
        Self {
            lexicon: Lexicon::new(lists),
            table: Table::parse(weights),
            confidence: Confidence::new(),
            bar: model::setting(weights, "bar").unwrap_or(0),
        }
    }

    /// Appends the quotations of these paragraphs of a text, by where they begin.
    pub fn extract(&self, text: &str, paragraphs: impl Iterator<Item = Span>, out: &mut Vec<Quote>) {
        SCRATCH.with_borrow_mut(|scratch| self.extract_with(text, paragraphs, scratch, out));
    }

    fn extract_with(
        &self,
        text: &str,
        paragraphs: impl Iterator<Item = Span>,
        scratch: &mut Scratch,
        out: &mut Vec<Quote>,
    ) {
        let Scratch { sheet, people, buffers, found, claimed } = scratch;
        sheet.read(&self.lexicon, text, paragraphs);
        found.clear();
        for index in 0..sheet.frames.sentences.len() {
            read::sentence(sheet, text, index, &self.table, self.bar, buffers, found);
        }
        if found.is_empty() && sheet.blocks.is_empty() {
            return;
        }
        claimed.clear();
        claimed.resize(sheet.blocks.len(), false);
        let drafts = self.drafts(sheet, text, found, claimed);
        people.read(text, &sheet.tokens, &sheet.capitals);
        let mut resolver = resolve::Resolver::new(sheet, text, people);
        out.reserve(drafts.len());
        for mut draft in drafts {
            tidy(&mut draft.content);
            if draft.content.is_empty() || draft::bare(text, &draft) {
                continue;
            }
            let who = resolver.who(&draft);
            out.push(Quote {
                kind: draft.kind,
                cue: draft.cue,
                speaker: draft.mention,
                entity: who.entity.filter(|e| !e.is_empty()).map(Into::into),
                entity_type: who.kind,
                description: who.description.filter(|d| !d.is_empty()).map(str::to_owned),
                via: resolver.via(&draft),
                confidence: self.confidence.of(draft.kind, draft.rule, draft.margin),
                rule: draft.rule,
                content: draft.content,
            });
        }
    }

    /// The drafts of a document in the order of its sentences: attributions with their loose blocks.
    fn drafts(&self, sheet: &Sheet, text: &str, found: &[read::Found], claimed: &mut [bool]) -> Vec<Draft> {
        let nodes = &sheet.frames.nodes;
        for f in found {
            for node in f.content.iter().cloned().flatten() {
                if nodes[node].tag == Tag::Block {
                    claimed[nodes[node].data as usize] = true;
                }
            }
        }
        let mut drafts: Vec<Draft> = Vec::with_capacity(found.len());
        let mut next = 0;
        for (index, frame) in sheet.frames.sentences.iter().enumerate() {
            while next < found.len() && found[next].sentence == index {
                drafts.push(draft::draft(sheet, text, &found[next]));
                next += 1;
                // "He went on:" and the words in the paragraph below.
                let last = drafts.len() - 1;
                let f = &found[next - 1];
                let colon = next == found.len() || found[next].sentence != index;
                let colon = colon
                    && nodes[frame.nodes.end - 1].tag == Tag::Colon
                    && frame.nodes.end - f.cue.node <= 10;
                if (drafts[last].content.is_empty() || colon)
                    && let Some(block) = first_block(sheet, index + 1).filter(|b| !claimed[*b])
                {
                    claimed[block] = true;
                    drafts[last].content = vec![draft::words_of(text, &sheet.blocks[block])];
                    drafts[last].kind = Kind::Direct;
                    drafts[last].side = Side::After;
                }
            }
            let blocks = if frame.quoted { frame.nodes.clone() } else { 0..0 };
            for node in blocks {
                if nodes[node].tag != Tag::Block || claimed[nodes[node].data as usize] {
                    continue;
                }
                let index_of = nodes[node].data as usize;
                let block = &sheet.blocks[index_of];
                if let Some(phrase) = signature(sheet, text, index, node) {
                    drafts.push(Draft {
                        content: vec![draft::words_of(text, block)],
                        speaker: Some(phrase),
                        place: speaker::Place::Right,
                        mention: draft::mention(nodes, phrase),
                        rule: "signature",
                        ..uncued(index)
                    });
                    continue;
                }
                let before = drafts.last().map_or_else(loose::Before::default, |d| loose::Before {
                    sentences: index - d.sentence + 1,
                    paragraphs: (frame.paragraph - sheet.frames.sentences[d.sentence].paragraph) as usize,
                    quoted: d.kind != Kind::Indirect,
                    first: d.side == Side::Before,
                    ended: d.side != Side::Before,
                });
                let mut sum = self.table.sum();
                loose::features(
                    sheet.view(text, index),
                    node,
                    block,
                    &sheet.tokens,
                    before,
                    frame.first,
                    &mut sum,
                );
                let totals = sum.totals();
                let fate = [Fate::Nothing, Fate::Continues, Fate::Own]
                    .into_iter()
                    .max_by_key(|f| (totals[*f as usize], std::cmp::Reverse(*f)))
                    .unwrap_or(Fate::Nothing);
                // "A," Smith said at a rally in Ohio, "but B": what comes after the attribution's comma goes on.
                let gate = sheet.view(text, index).at(node as isize - 1).tag;
                let halved = matches!(gate, Tag::Comma | Tag::Dash)
                    && drafts.last().is_some_and(|d| {
                        d.sentence == index
                            && d.kind == Kind::Direct
                            && d.side == Side::Before
                            && d.cue.is_some()
                    });
                let fate = if halved { Fate::Continues } else { fate };
                let margin = totals[fate as usize] - totals[0];
                match fate {
                    Fate::Nothing => {}
                    Fate::Continues
                        if drafts.last().is_some_and(|d| {
                            d.kind != Kind::Indirect
                                && d.content.last().is_some_and(|s| s.end <= block.outer.start)
                        }) =>
                    {
                        let last = drafts.len() - 1;
                        let draft = &mut drafts[last];
                        let words = if draft.kind == Kind::Direct {
                            draft::words_of(text, block)
                        } else {
                            block.outer
                        };
                        draft.content.push(words);
                    }
                    Fate::Continues | Fate::Own => {
                        drafts.push(Draft {
                            content: vec![draft::words_of(text, block)],
                            margin,
                            ..uncued(index)
                        });
                    }
                }
            }
        }
        drafts
    }
}

/// A draft without cue and speaker.
fn uncued(sentence: usize) -> Draft {
    Draft {
        kind: Kind::Direct,
        content: Vec::new(),
        cue: None,
        form: Tag::Edge,
        speaker: None,
        place: speaker::Place::Nowhere,
        mention: None,
        right: None,
        sentence,
        side: Side::After,
        margin: 100,
        rule: "uncued",
        via: None,
    }
}

/// The name that signs a block: "…" — Name, in the same line or alone on the next one.
fn signature(sheet: &Sheet, text: &str, sentence: usize, node: usize) -> Option<Phrase> {
    let frames = &sheet.frames;
    let frame = &frames.sentences[sentence];
    let (from, range) = if node + 1 < frame.nodes.end {
        (node + 1, frame.nodes.clone())
    } else {
        let next = frames.sentences.get(sentence + 1)?.nodes.clone();
        (next.start, next)
    };
    if frames.nodes[from].tag != Tag::Dash || range.end - from > 24 {
        return None;
    }
    let phrase = phrase::right(&frames.nodes, text, from + 1, range.end)?;
    let end = phrase::apposition(&frames.nodes, phrase.end, range.end);
    let last = frames.nodes[end.min(range.end - 1)].tag;
    let ends = end >= range.end || matches!(last, Tag::Stop | Tag::Comma | Tag::Open | Tag::Block);
    (phrase.kind == phrase::Head::Name && ends).then_some(Phrase { end, ..phrase })
}

/// The block that begins a sentence.
fn first_block(sheet: &Sheet, sentence: usize) -> Option<usize> {
    let frame = sheet.frames.sentences.get(sentence)?;
    let node = &sheet.frames.nodes[frame.nodes.start];
    (node.tag == Tag::Block).then_some(node.data as usize)
}

/// Puts content ranges in order, empty ones left out, those that overlap as one.
fn tidy(content: &mut Vec<Span>) {
    content.retain(|s| s.start < s.end);
    if content.len() > 1 {
        content.sort_by_key(|s| (s.start, s.end));
        content.dedup_by(|later, kept| {
            let overlap = later.start < kept.end;
            if overlap {
                kept.end = kept.end.max(later.end);
            }
            overlap
        });
    }
}
