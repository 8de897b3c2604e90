//! Pairs quotation marks into blocks: stretches of quoted words.
//!
//! Double marks of any style pair with each other, whatever their direction (typewriter marks, curly, reversed, ``…''):
//! which side touches a word decides, the glyph breaks ties. Single marks open a block of their own only outside double
//! ones, where they touch a word on the right side; else they are apostrophes. A mark that is still open at the end of
//! a paragraph goes on in the next one if that begins with a mark, as is the custom for quotations of several paragraphs.

use super::lexer::{CLOSES, OPENS, SPACE_AFTER, SPACE_BEFORE, Tag, Token};
use rawi_text::Span;
use std::ops::Range;

/// Quoted words between two marks.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// The words, without the marks; never empty.
    pub inner: Span,
    /// With the marks.
    pub outer: Span,
    /// The tokens of the words, as a range of all tokens.
    pub tokens: Range<usize>,
    /// Whether the closing mark is there.
    pub closed: bool,
    /// Whether it goes on from the block before, in the paragraph before.
    pub continues: bool,
    /// The punctuation at the end of the words (`Tag::Other` if there is none).
    pub last: Tag,
}

/// How far, in tokens, nested marks are counted.
const NEST_REACH: usize = 400;

/// How far, in tokens, a single mark may wait for its partner.
const SINGLE_REACH: usize = 120;

/// Finds the blocks among the tokens of one paragraph. `open` says whether the paragraph before ended inside a block.
/// Returns whether this one does.
pub(crate) fn pair(tokens: &[Token], range: Range<usize>, mut open: bool, blocks: &mut Vec<Block>) -> bool {
    let mut at = range.start;
    let mut unclosed = false;
    // Few tokens are marks.
    while let Some(skipped) =
        tokens[at..range.end].iter().position(|t| matches!(t.tag, Tag::Mark | Tag::SingleMark))
    {
        at += skipped;
        match tokens[at].tag {
            Tag::Mark if may_open(tokens, at, range.clone()) => {
                let (close, next) = closing(tokens, at, range.end);
                let inner = at + 1..close.unwrap_or(next);
                if !has_word(&tokens[inner.clone()]) {
                    at += 1;
                    continue;
                }
                let before = at;
                push(tokens, before, close, inner, open && at == range.start, blocks);
                unclosed = close.is_none() && next == range.end;
                at = close.map_or(next, |c| c + 1);
                open = false;
            }
            Tag::SingleMark if single_opens(tokens, at, range.clone()) => {
                let close = single_close(tokens, at, range.end);
                if let Some(close) = close.filter(|close| has_word(&tokens[at + 1..*close])) {
                    push(tokens, at, Some(close), at + 1..close, false, blocks);
                    at = close + 1;
                } else {
                    at += 1;
                }
            }
            _ => at += 1,
        }
    }
    unclosed
}

/// Marks around nothing but punctuation hold nobody's words.
fn has_word(tokens: &[Token]) -> bool {
    tokens.iter().any(|t| t.is(super::lexicon::class::WORD))
}

fn push(
    tokens: &[Token],
    mark: usize,
    close: Option<usize>,
    inner: Range<usize>,
    continues: bool,
    blocks: &mut Vec<Block>,
) {
    let (first, last) = (&tokens[inner.start], &tokens[inner.end - 1]);
    blocks.push(Block {
        inner: Span { start: first.start, end: last.end },
        outer: Span { start: tokens[mark].start, end: close.map_or(last.end, |c| tokens[c].end) },
        tokens: inner,
        closed: close.is_some(),
        continues,
        last: match last.tag {
            tag @ (Tag::Comma | Tag::Stop | Tag::Question | Tag::Dash | Tag::Ellipsis | Tag::Semicolon) => {
                tag
            }
            Tag::SingleMark | Tag::Close if last.start > first.start => tokens_before(tokens, last),
            _ if last.is(super::lexicon::class::DOTTED) => Tag::Stop,
            _ => Tag::Other,
        },
    });
}

fn tokens_before(tokens: &[Token], last: &Token) -> Tag {
    let at = tokens.partition_point(|t| t.start < last.start);
    match tokens[..at].last().map(|t| t.tag) {
        Some(tag @ (Tag::Comma | Tag::Stop | Tag::Question)) => tag,
        _ => Tag::Other,
    }
}

/// Whether a double mark can open: it touches what follows.
fn may_open(tokens: &[Token], at: usize, range: Range<usize>) -> bool {
    let token = &tokens[at];
    if at + 1 >= range.end {
        return false;
    }
    if token.data & SPACE_AFTER != 0 {
        // "word ” word": a mark with space on both sides opens if its glyph does, or if it stands first.
        return token.data & SPACE_BEFORE != 0 && (token.data & OPENS != 0 || at == range.start);
    }
    if token.data & SPACE_BEFORE != 0 {
        return true;
    }
    let before = at > range.start
        && matches!(
            tokens[at - 1].tag,
            Tag::Open | Tag::Dash | Tag::SingleMark | Tag::Colon | Tag::Comma | Tag::Slash | Tag::Ellipsis
        );
    before || token.data & CLOSES == 0
}

/// The mark that closes the block opened at `open`, and where to go on without one.
fn closing(tokens: &[Token], open: usize, end: usize) -> (Option<usize>, usize) {
    let mut depth = 0;
    for at in open + 1..end {
        let token = &tokens[at];
        if token.tag != Tag::Mark {
            continue;
        }
        let (before, after) = (token.data & SPACE_BEFORE != 0, token.data & SPACE_AFTER != 0);
        let opens = before && !after && token.data & CLOSES == 0;
        if opens {
            if token.data & OPENS != 0 && tokens[open].data & OPENS != 0 {
                // Curly marks nest only if both are closed again; else the first one was left open.
                let end = end.min(at + NEST_REACH);
                let closers =
                    tokens[at + 1..end].iter().filter(|t| t.tag == Tag::Mark && t.data & CLOSES != 0).count();
                let openers =
                    tokens[at + 1..end].iter().filter(|t| t.tag == Tag::Mark && t.data & OPENS != 0).count();
                if closers >= openers + 2 {
                    depth += 1;
                    continue;
                }
            }
            // A new opening mark where a closing one was due: the words up to here stay open.
            return (None, at);
        }
        if depth > 0 {
            depth -= 1;
            continue;
        }
        return (Some(at), at + 1);
    }
    (None, end)
}

/// Whether a single mark opens: space (or a bracket, or a dash) before, a letter after.
fn single_opens(tokens: &[Token], at: usize, range: Range<usize>) -> bool {
    let token = &tokens[at];
    let before = token.data & SPACE_BEFORE != 0
        || (at > range.start && matches!(tokens[at - 1].tag, Tag::Open | Tag::Dash));
    if token.data & SPACE_AFTER != 0 || !before {
        return false;
    }
    // 'em, 'cause, '90s: an apostrophe that stands for what was left out.
    match tokens.get(at + 1) {
        Some(next) => {
            token.data & OPENS != 0 || (next.start == token.end && !next.is(super::lexicon::class::DIGIT))
        }
        None => false,
    }
}

/// The single mark that closes: the first one that cannot be the apostrophe of a plural, else the last that may be.
fn single_close(tokens: &[Token], open: usize, end: usize) -> Option<usize> {
    let mut perhaps = None;
    for at in open + 2..end.min(open + SINGLE_REACH) {
        let token = &tokens[at];
        if token.tag == Tag::Mark {
            break;
        }
        if token.tag != Tag::SingleMark || token.data & SPACE_BEFORE != 0 {
            continue;
        }
        let last = &tokens[at - 1];
        let next = tokens.get(at + 1).filter(|_| at + 1 < end);
        let follows =
            token.data & SPACE_AFTER != 0 || next.is_none_or(|n| !n.is(super::lexicon::class::WORD));
        if !follows {
            continue;
        }
        let punctuated =
            matches!(last.tag, Tag::Comma | Tag::Stop | Tag::Question | Tag::Ellipsis | Tag::Close);
        let ends = next.is_none_or(|n| !n.is(super::lexicon::class::WORD));
        let plural =
            matches!(last.tag, Tag::S | Tag::People | Tag::Name | Tag::Body | Tag::Role | Tag::Document);
        if punctuated || ends || !plural {
            return Some(at);
        }
        perhaps.get_or_insert(at);
    }
    perhaps
}

#[cfg(test)]
mod tests {
    use super::super::lexer;
    use super::super::lexicon::Lexicon;
    use super::*;

    /// The words of each block; an open one ends with "…", one that goes on begins with "…".
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lexicon = Lexicon::new(&crate::Lists::default());
        let (mut tokens, mut blocks, mut open) = (Vec::new(), Vec::new(), false);
        for paragraph in rawi_text::paragraphs(text) {
            let first = tokens.len();
            let _ = lexer::cut(&lexicon, text, paragraph, &mut tokens, &mut Vec::new());
            open = pair(&tokens, first..tokens.len(), open, &mut blocks);
        }
        let found: Vec<String> = blocks
            .iter()
            .map(|b| {
                let (before, after) = (if b.continues { "…" } else { "" }, if b.closed { "" } else { "…" });
                format!("{before}{}{after}", b.inner.of(text))
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn apostrophes_and_inches_are_no_marks() {
        check("The farmers' union won't meet in the '90s hall of O'Neill's.", &[]);
        check("A 17\" wheel and 5' of rope.", &[]);
    }

    #[test]
    fn marks_around_punctuation_are_no_block() {
        check("She typed `.` and '?!' and \"...\" again.", &[]);
    }

    #[test]
    fn single_marks_hold_words_where_both_ends_fit() {
        check("Mayor: 'We won't pay for the farmers' road'", &["We won't pay for the farmers' road"]);
        check("‘Leave now,’ the captain said.", &["Leave now,"]);
        check("“He told me ‘go home’ twice,” she said.", &["He told me ‘go home’ twice,"]);
    }

    #[test]
    fn a_mark_left_open_goes_on_where_the_next_paragraph_opens() {
        check("“We waited.\n“Nobody came.” He left.", &["We waited.…", "…Nobody came."]);
        check("“We waited.\nNobody came.", &["We waited.…"]);
    }

    #[test]
    fn styles_pair_whatever_the_glyph() {
        check(
            "”Reversed,“ he said. “Mixed,\" she said. ``Old,'' they said.",
            &["Reversed,", "Mixed,", "Old,"],
        );
    }
}
