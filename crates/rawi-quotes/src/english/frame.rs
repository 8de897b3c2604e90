//! Sentences as the grammar sees them: words and punctuation outside quotation marks, each quoted block as one node.
//!
//! A quotation may hold several sentences; for the sentence that reports it, it is one piece. A block that ends with a
//! full stop ends the sentence too, unless what follows still reports it ("Why?" she asked).

use super::blocks::Block;
use super::lexer::{Tag, Token};
use super::lexicon::class;
use std::ops::Range;

/// One sentence: a range of [`Frames::nodes`].
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    /// Its nodes.
    pub nodes: Range<usize>,
    /// Its paragraph.
    pub paragraph: u32,
    /// Whether it stands inside a block (a sentence of somebody's speech).
    pub inside: Option<u32>,
    /// Whether its words are capitalised as in a headline.
    pub headline: bool,
    /// The first sentence of its paragraph.
    pub first: bool,
    /// Its words that may report, and colons, as a range of [`Frames::cues`].
    pub cues: Range<usize>,
    /// Whether a block stands in it.
    pub quoted: bool,
}

/// One paragraph of the document, as it is handed to [`Frames::add`].
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its number.
    pub paragraph: u32,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its blocks.
    pub blocks: Range<usize>,
    /// Whether there is any mark in it.
    pub marks: bool,
    /// Whether it is capitalised as a headline.
    pub headline: bool,
}

/// All sentences of the document.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    /// Words, punctuation, and blocks as single nodes.
    pub nodes: Vec<Token>,
    /// The sentences, in order; those inside blocks come after the sentence that holds the block.
    pub sentences: Vec<Sentence>,
    /// The nodes that may report.
    pub cues: Vec<u32>,
}

/// Classes of words that may report.
const REPORTS: u64 = class::CUE_VERB | class::CUE_NOUN | class::CUE_BASE;

impl Frames {
    /// Empties it for the next document.
    pub(crate) fn clear(&mut self) {
        self.nodes.clear();
        self.sentences.clear();
        self.cues.clear();
    }

    /// Builds the sentences of one line; `tokens` and `blocks` are those of the whole document.
    pub(crate) fn add(&mut self, tokens: &[Token], blocks: &[Block], line: Line) {
        let Line { tokens: span, blocks: range, .. } = line.clone();
        let start = self.nodes.len();
        if !line.marks {
            self.nodes.extend_from_slice(&tokens[span]);
            let end = self.nodes.len();
            self.split(start..end, &line, blocks);
            return;
        }
        let mut at = span.start;
        let mut block = range.start;
        while at < span.end {
            // The opening mark stands just before the block's first token.
            if block < range.end && at + 1 == blocks[block].tokens.start {
                let b = &blocks[block];
                self.nodes.push(Token {
                    start: b.outer.start,
                    end: b.outer.end,
                    word: look(b),
                    tag: Tag::Block,
                    data: block as u32,
                    ..Token::EDGE
                });
                at = b.tokens.end + usize::from(b.closed);
                block += 1;
            } else {
                // What stands up to the next block, or the next mark, which is none of the nodes.
                let end = if block < range.end { blocks[block].tokens.start - 1 } else { span.end };
                let rest = &tokens[at..end.max(at + 1)];
                let plain = rest
                    .iter()
                    .position(|t| matches!(t.tag, Tag::Mark | Tag::SingleMark))
                    .unwrap_or(rest.len());
                self.nodes.extend_from_slice(&rest[..plain]);
                at += plain + usize::from(plain < rest.len());
            }
        }
        let end = self.nodes.len();
        self.split(start..end, &line, blocks);
    }

    fn split(&mut self, all: Range<usize>, line: &Line, blocks: &[Block]) {
        let nodes = &self.nodes[all.clone()];
        let mut begin = dateline(nodes);
        let mut first = true;
        let mut cues = self.cues.len();
        let mut quoted = false;
        let mut next = begin;
        while next < nodes.len() {
            // Most words neither report nor end anything; the last node ends the sentence whatever it is.
            let rest = &nodes[next..nodes.len() - 1];
            let at = next + rest.iter().position(matters).unwrap_or(rest.len());
            next = at + 1;
            let node = &nodes[at];
            let last = next == nodes.len();
            if node.is(REPORTS) || node.tag == Tag::Colon {
                self.cues.push((all.start + at) as u32);
            }
            quoted |= node.tag == Tag::Block;
            if last || ends_sentence(nodes, at, blocks) {
                self.sentences.push(Sentence {
                    nodes: all.start + begin..all.start + at + 1,
                    paragraph: line.paragraph,
                    inside: None,
                    headline: line.headline,
                    first,
                    cues: cues..self.cues.len(),
                    quoted,
                });
                begin = at + 1;
                first = false;
                cues = self.cues.len();
                quoted = false;
            }
        }
    }
}

/// Whether a node may report, or end a sentence.
fn matters(node: &Token) -> bool {
    !node.is(class::WORD) || node.is(REPORTS | class::DOTTED)
}

/// How many nodes a paragraph's dateline takes: "GENEVA (Reuters) —", "KABUL, Afghanistan, May 3 –", "(CNN)".
fn dateline(nodes: &[Token]) -> usize {
    let Some(first) = nodes.first() else { return 0 };
    // "Story highlights": a heading that ran into the line.
    if let [one, two, _, ..] = nodes
        && one.is(class::LABEL)
        && two.is(class::LABEL)
        && one.is(class::CAPITAL)
    {
        return 2;
    }
    if first.tag == Tag::Open {
        let outlet = nodes.get(1).is_some_and(|n| n.is(class::UPPER))
            && nodes.get(2).is_some_and(|n| n.tag == Tag::Close);
        let dash = nodes.get(3).is_some_and(|n| n.tag == Tag::Dash);
        return if outlet && nodes.len() > 5 { 3 + usize::from(dash) } else { 0 };
    }
    if !first.is(class::UPPER) || first.end - first.start < 4 {
        return 0;
    }
    for (at, node) in nodes.iter().enumerate().take(14) {
        match node.tag {
            Tag::Dash if at > 0 && nodes.len() > at + 3 => return at + 1,
            Tag::Comma | Tag::Open | Tag::Close | Tag::Stop | Tag::Digit | Tag::Time | Tag::Slash => {}
            _ if node.is(class::CAPITAL) => {}
            _ => return 0,
        }
    }
    0
}

/// How a block looks to the models: its length, and the punctuation before its closing mark. A comma there says that a
/// clause ends with it.
fn look(block: &Block) -> u32 {
    let long = match block.tokens.len() {
        0..=3 => 0,
        4..=8 => 1,
        _ => 2,
    };
    let last = match block.last {
        Tag::Comma => 1,
        Tag::Stop => 2,
        Tag::Question => 3,
        Tag::Other => 0,
        _ => 4,
    };
    super::model::number(0x800 + 8 * long + last).0
}

/// Whether the sentence ends with this node.
fn ends_sentence(nodes: &[Token], at: usize, blocks: &[Block]) -> bool {
    let node = &nodes[at];
    let Some(next) = nodes.get(at + 1) else { return true };
    match node.tag {
        Tag::Stop | Tag::Question => !matches!(next.tag, Tag::Close | Tag::Stop | Tag::Question | Tag::Comma),
        Tag::Close => at > 0 && matches!(nodes[at - 1].tag, Tag::Stop | Tag::Question) && begins(next),
        Tag::Block => {
            let block = &blocks[node.data as usize];
            match block.last {
                Tag::Stop if next.is(class::CAPITAL) || next.tag == Tag::Block => {
                    !reports(&nodes[at + 1..], true)
                }
                Tag::Question | Tag::Dash | Tag::Ellipsis
                    if next.is(class::CAPITAL) || next.tag == Tag::Block =>
                {
                    !reports(&nodes[at + 1..], false)
                }
                Tag::Comma => false,
                _ => !block.closed,
            }
        }
        _ if node.is(class::DOTTED) && next.tag == Tag::Block => {
            let block = &blocks[next.data as usize];
            !node.is(class::TITLE)
                && block.tokens.len() > 6
                && matches!(block.last, Tag::Comma | Tag::Stop | Tag::Question)
        }
        _ if node.is(class::DOTTED) && next.is(class::CAPITAL) => {
            // "in the U.S. The …": a short form ends the sentence if a word that opens sentences follows.
            !node.is(class::TITLE)
                && next.is(class::DETERMINER
                    | class::SUBJECT
                    | class::PREPOSITION
                    | class::CONJUNCTION
                    | class::SUBORDINATOR
                    | class::WH
                    | class::POSSESSIVE)
                && node.end - node.start > 2
        }
        _ => false,
    }
}

fn begins(next: &Token) -> bool {
    next.is(class::CAPITAL) || next.tag == Tag::Block
}

/// Whether the nodes begin like the tail of a report: a short noun phrase and a reporting verb, or the verb first.
/// `strict`: the sentence must end soon after it.
fn reports(nodes: &[Token], strict: bool) -> bool {
    for (k, node) in nodes.iter().take(7).enumerate() {
        match node.tag {
            Tag::CuePast | Tag::CueThird => {
                let rest = &nodes[k + 1..];
                let end =
                    rest.iter().take(4).position(|n| matches!(n.tag, Tag::Stop | Tag::Block | Tag::Comma));
                return (k > 0 || !strict)
                    && if strict {
                        rest.is_empty() || end.is_some_and(|e| e <= 1 && rest[e].tag == Tag::Stop)
                    } else {
                        true
                    };
            }
            Tag::Stop
            | Tag::Question
            | Tag::Colon
            | Tag::Semicolon
            | Tag::Block
            | Tag::Verb
            | Tag::Be
            | Tag::Have
            | Tag::Modal
            | Tag::Comma => return false,
            _ => {}
        }
    }
    false
}
