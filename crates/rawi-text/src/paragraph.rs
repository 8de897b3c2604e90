//! Paragraphs: lines with something in them; and for articles that were stored as one line, groups of sentences.

use memchr::{memchr2, memchr2_iter};

use crate::sentence::sentences;
use crate::span::Span;

/// The lines of `text` that hold more than white space, without the white space around them.
///
/// ```
/// let text = "Talks failed.\n\n  They resume today.";
/// let found: Vec<&str> = rawi_text::paragraphs(text).map(|p| p.of(text)).collect();
/// assert_eq!(found, ["Talks failed.", "They resume today."]);
/// ```
pub fn paragraphs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        while next < bytes.len() {
            let start = next;
            let (end, after) = line_end(bytes, start);
            next = after;
            let line = &text[start..end];
            let left = line.len() - line.trim_start().len();
            let inner = line.trim();
            if !inner.is_empty() {
                return Some(Span::new(start + left, start + left + inner.len()));
            }
        }
        None
    })
}

/// Where the line that begins at `from` ends, and where the next one begins. What ends a line: also the separators that
/// pages and agencies' systems leave behind (vertical tab, form feed, U+0085, U+2028, U+2029). They are rare and the lines
/// of a text are many, so the first bytes of separators are searched for at memory speed.
fn line_end(bytes: &[u8], from: usize) -> (usize, usize) {
    let rest = &bytes[from..];
    let usual = memchr2(b'\n', b'\r', rest);
    let line = &rest[..usual.unwrap_or(rest.len())];
    let rare = memchr2_iter(0x0B, 0x0C, line).next().map(|at| (at, 1));
    let line = &line[..rare.map_or(line.len(), |(at, _)| at)];
    let wide = memchr2_iter(0xC2, 0xE2, line).find_map(|at| match line[at..] {
        [0xC2, 0x85, ..] => Some((at, 2)),
        [0xE2, 0x80, 0xA8 | 0xA9, ..] => Some((at, 3)),
        _ => None,
    });
    match wide.or(rare).or(usual.map(|at| (at, 1))) {
        Some((at, length)) => (from + at, from + at + length),
        None => (bytes.len(), bytes.len()),
    }
}

/// A single line longer than this (bytes) is an article whose paragraphs were lost.
const ONE_LINE: usize = 900;
/// Sentences of a group: about a paragraph of news.
const GROUP: usize = 3;

/// The paragraphs of `text`, or, where the whole article stands in one long line, groups of three sentences, so that
/// outlets that lost their paragraphs can be compared with those that kept them.
#[must_use]
pub fn blocks(text: &str) -> Vec<Span> {
    let lines: Vec<Span> = paragraphs(text).collect();
    match lines[..] {
        [line] if line.len() > ONE_LINE => {
            let parts: Vec<Span> = sentences(text, line).collect();
            parts
                .chunks(GROUP)
                .map(|group| Span { start: group[0].start, end: group[group.len() - 1].end })
                .collect()
        }
        _ => lines,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_line_articles_are_grouped() {
        let text = "انتهت الجولة الأولى دون اتفاق بين الوفدين. ".repeat(20);
        let found = blocks(&text);
        assert_eq!(found.len(), 7);
        assert!(found.iter().all(|block| block.of(&text).ends_with('.')));
    }

    fn is_line_end(c: char) -> bool {
        matches!(c, '\n' | '\r' | '\u{000B}' | '\u{000C}' | '\u{0085}' | '\u{2028}' | '\u{2029}')
    }

    proptest! {
        #[test]
        fn paragraphs_are_the_lines(text in "[a-zا-ي .\\n\\r\u{b}\u{85}\u{2028}\u{2029}\u{a0}…“]{0,200}") {
            let found: Vec<&str> = paragraphs(&text).map(|p| p.of(&text)).collect();
            let expected: Vec<&str> = text.split(is_line_end).map(str::trim).filter(|l| !l.is_empty()).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
