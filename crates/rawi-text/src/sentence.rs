//! Sentences of Arabic and Latin newspaper prose.
//!
//! A sentence ends at `. ! ? ؟ … 。 ！ ？ ۔` followed by white space or the end, closing quotation marks and brackets
//! included; not after an abbreviation or an initial, not inside a number, and, in scripts with case, not where the next
//! word begins with a small letter (`"Go!" he said.`).

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::script::{Script, script_of};
use crate::span::Span;

static ABBREVIATIONS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../data/abbreviations.txt")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

/// The sentences of `text` inside `within` (a paragraph: line ends are not looked at), white space trimmed.
///
/// ```
/// use rawi_text::{Span, sentences};
/// let text = "قال د. سالم ذلك. هل يعود؟ نعم.";
/// let all = Span::new(0, text.len());
/// let found: Vec<&str> = sentences(text, all).map(|s| s.of(text)).collect();
/// assert_eq!(found, ["قال د. سالم ذلك.", "هل يعود؟", "نعم."]);
/// ```
pub fn sentences(text: &str, within: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = within.from();
    let end = within.to();
    std::iter::from_fn(move || {
        let start = at + leading_space(&text[at..end]);
        if start >= end {
            return None;
        }
        at = sentence_end(text, start, end);
        let inner = text[start..at].trim_end();
        Some(Span::new(start, start + inner.len()))
    })
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Where the sentence that begins at `start` ends.
fn sentence_end(text: &str, start: usize, end: usize) -> usize {
    let mut at = start;
    while let Some(found) = text[at..end].find(is_terminator) {
        let stop = at + found;
        let mut after = stop;
        let mut closed = false;
        for c in text[stop..end].chars() {
            let closing = is_closing(c);
            if !is_terminator(c) && !closing {
                break;
            }
            closed |= closing;
            after += c.len_utf8();
        }
        if ends_here(text, start, stop, after, end, closed) {
            return after;
        }
        at = after;
    }
    end
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '…' | '。' | '！' | '？' | '۔')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | '›' | ')' | ']' | '〞' | '」' | '』')
}

/// Whether the terminators of `text[stop..after]` end the sentence.
fn ends_here(text: &str, start: usize, stop: usize, after: usize, end: usize, closed: bool) -> bool {
    let Some(next) = text[after..end].chars().next() else { return true };
    let unspaced = matches!(next, '\u{3000}'..='\u{9FFF}') || text[stop..].starts_with(['。', '！', '？']);
    if !next.is_whitespace() && !unspaced {
        // A missing space after a full stop is common in Arabic copy; between Latin letters and digits it is a name or
        // a number (`3.5`, `example.com`).
        let arabic = |c: char| script_of(c) == Some(Script::Arabic);
        let before = text[start..stop].chars().next_back();
        return arabic(next)
            && before.is_some_and(arabic)
            && word_before(text, start, stop).chars().count() > 2;
    }
    let following = text[after..end].trim_start().chars().find(|c| !is_closing(*c));
    if following.is_some_and(char::is_lowercase) {
        return false;
    }
    if closed || !text[stop..after].starts_with('.') || after - stop > 1 {
        return true;
    }
    let word = word_before(text, start, stop);
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    !initial && !ABBREVIATIONS.contains(word.to_lowercase().as_str())
}

/// The word that ends at `stop`, dots inside it included.
fn word_before(text: &str, start: usize, stop: usize) -> &str {
    let before = &text[start..stop];
    let from =
        before.rfind(|c: char| c.is_whitespace() || is_closing(c) || matches!(c, '(' | '«' | '-' | '،'));
    from.map_or(before, |i| before[i..].trim_start_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text, Span::new(0, text.len())).map(|s| s.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn latin() {
        check(
            "Gen. Smith met J. R. Brown at 3.30 p.m. on Jan. 5. They agreed.",
            &["Gen. Smith met J. R. Brown at 3.30 p.m. on Jan. 5.", "They agreed."],
        );
        check("\"Go!\" he said. \"Why?\" She left.", &["\"Go!\" he said.", "\"Why?\"", "She left."]);
    }

    #[test]
    fn arabic() {
        check("انتهت المهلة.وغادر الوفد! متى يعود؟", &["انتهت المهلة.", "وغادر الوفد!", "متى يعود؟"]);
        check("قال: «لن نقبل.» ثم خرج", &["قال: «لن نقبل.»", "ثم خرج"]);
    }

    #[test]
    fn dots_in_numbers_and_names() {
        check(
            "Growth was 3.5 per cent. example.com said so.",
            &["Growth was 3.5 per cent. example.com said so."],
        );
        check("Wait... what? Yes.", &["Wait... what?", "Yes."]);
    }

    proptest! {
        #[test]
        fn sentences_cover_the_text(text in "[a-zA-Zا-ي .!؟\"»«…0-9]{0,200}") {
            let mut at = 0;
            for span in sentences(&text, Span::new(0, text.len())) {
                prop_assert!(span.from() >= at && !span.is_empty());
                prop_assert!(text[at..span.from()].trim().is_empty());
                at = span.to();
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
