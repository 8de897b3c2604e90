//! Blocks that no cue claims: the second half of an interrupted quotation, speech without a cue, or only a name.
//!
//! "A," Smith said. "B." gives the second block to the first one's attribution; a term or a title in marks is nobody's
//! words. Which of them a block is, a linear model decides from its length, its punctuation, what it holds, and what
//! was attributed just before.

use super::blocks::Block;
use super::cue::bucket;
use super::lexer::{Tag, Token};
use super::lexicon::class;
use super::model::{Sink, Template, Value, number, tag, template, word};
use super::phrase::View;

/// What a block without a cue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Fate {
    /// Nobody's words: a name, a title, a term.
    Nothing,
    /// More of the quotation before.
    Continues,
    /// A quotation of its own, of whoever spoke last.
    Own,
}

/// What the model is told of the attributions before.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Before {
    /// Sentences since the last attribution (0: none before; 1: in this sentence; 2: in the one before …).
    pub sentences: usize,
    /// Paragraphs since then.
    pub paragraphs: usize,
    /// That attribution's content holds a block.
    pub quoted: bool,
    /// That content stands before its cue, as in "A," Smith said.
    pub first: bool,
    /// The last node of that attribution's sentence was a block (and not its cue or speaker).
    pub ended: bool,
}

/// Whether a sentence is nothing but this block and a stop.
pub(crate) fn whole(view: View<'_>, node: usize) -> bool {
    view.range()
        .all(|i| i == node || matches!(view.nodes[i].tag, Tag::Stop | Tag::Question | Tag::Comma | Tag::Dash))
}

/// The features of one loose block.
pub(crate) fn features(
    view: View<'_>,
    node: usize,
    block: &Block,
    tokens: &[Token],
    before: Before,
    first: bool,
    sink: &mut impl Sink,
) {
    macro_rules! t {
        ($name:literal) => {{
            const T: Template = template(concat!("loose.", $name));
            T
        }};
    }
    let inner = &tokens[block.tokens.clone()];
    let words = inner.iter().filter(|t| t.is(class::WORD)).count();
    let whole = whole(view, node);
    let long = number(bucket(words));
    let since = number(before.sentences.min(4));
    let paragraphs = number(before.paragraphs.min(3));
    let state =
        number(usize::from(before.quoted) + 2 * usize::from(before.first) + 4 * usize::from(before.ended));
    let whole_ = number(usize::from(whole));
    let last = tag(block.last);
    let i = node as isize;
    let (prev, next) = (view.at(i - 1), view.at(i + 1));
    let w = |t: &Token| if t.word == 0 { tag(t.tag) } else { word(t.word) };
    let open = inner.first().map_or(Tag::Edge, |t| t.tag);
    let capital = inner.first().is_some_and(|t| t.is(class::CAPITAL));
    let verb = inner
        .iter()
        .any(|t| t.is(class::AUXILIARY | class::VERB | class::MENTAL | class::CUE_VERB | class::COPULAR));
    let own = inner.iter().any(|t| t.is(class::FIRST));
    let title =
        inner.iter().filter(|t| t.is(class::WORD)).all(|t| t.is(class::CAPITAL) || t.end - t.start < 4);
    sink.one(t!("bias"), Value::NONE);
    sink.two(t!("long"), long, whole_);
    sink.add(t!("long.last"), long, last, whole_);
    sink.add(t!("since"), since, paragraphs, state);
    sink.add(t!("since.whole"), since, paragraphs, whole_);
    sink.add(t!("state.whole"), state, whole_, paragraphs);
    sink.add(t!("continues"), number(usize::from(block.continues)), state, paragraphs);
    sink.two(t!("closed"), number(usize::from(block.closed)), whole_);
    sink.two(t!("prev"), w(prev), whole_);
    sink.two(t!("next"), w(next), whole_);
    sink.add(t!("around"), tag(prev.tag), tag(next.tag), last);
    sink.two(t!("open"), tag(open), number(usize::from(capital)));
    sink.add(t!("verb"), number(usize::from(verb)), long, whole_);
    sink.two(t!("own"), number(usize::from(own)), long);
    sink.two(t!("title"), number(usize::from(title)), long);
    sink.two(t!("first"), number(usize::from(first)), whole_);
    sink.add(t!("first.since"), number(usize::from(first)), since, whole_);
}
