//! Paragraphs: lines with something in them; and for articles that were stored as one line, groups of sentences.

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
    let mut start = 0;
    text.split(is_line_end).filter_map(move |line| {
        let at = start;
        // Every line end is followed by the next line; the length of the separator is that of its character.
        start += line.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
        let left = line.len() - line.trim_start().len();
        let inner = line.trim();
        (!inner.is_empty()).then(|| Span::new(at + left, at + left + inner.len()))
    })
}

/// What ends a line: also the separators that pages and agencies' systems leave behind.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{000B}' | '\u{000C}' | '\u{0085}' | '\u{2028}' | '\u{2029}')
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

    proptest! {
        #[test]
        fn paragraphs_are_the_lines(text in "[a-zا-ي .\\n\\r\u{2028}\u{a0}]{0,200}") {
            let found: Vec<&str> = paragraphs(&text).map(|p| p.of(&text)).collect();
            let expected: Vec<&str> = text.split(is_line_end).map(str::trim).filter(|l| !l.is_empty()).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
