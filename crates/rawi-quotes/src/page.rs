//! An article as the grammars see it: words, what stands between them, paragraphs, quotation marks.
//!
//! Both languages read the same page, so that text is cut into words once. A word is known by the hash of its folded
//! letters ([`rawi_text::token_hash`]): every look-up in a word list is one look-up of a number, and no string is made.

use crate::marks::{self, Group};
use rawi_text::{Script, Span};
use std::ops::Range;

/// What stands between a word and the word before it, as a set of flags.
///
/// Everything that a grammar asks of punctuation is one bit test; the text itself is read again only where the exact
/// place of a mark matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gap(u16);

impl Gap {
    /// A space, of any kind.
    pub const SPACE: Gap = Gap(1);
    /// A comma, Arabic or Latin.
    pub const COMMA: Gap = Gap(1 << 1);
    /// A colon.
    pub const COLON: Gap = Gap(1 << 2);
    /// A semicolon, Arabic or Latin.
    pub const SEMICOLON: Gap = Gap(1 << 3);
    /// A full stop, a question or exclamation mark, an ellipsis, a line end: a sentence may end here.
    pub const STOP: Gap = Gap(1 << 4);
    /// A line end, or the beginning of the text.
    pub const LINE: Gap = Gap(1 << 5);
    /// A dash of any length (a hyphen inside a word too).
    pub const DASH: Gap = Gap(1 << 6);
    /// An opening parenthesis or bracket.
    pub const OPEN: Gap = Gap(1 << 7);
    /// A closing parenthesis or bracket.
    pub const CLOSE: Gap = Gap(1 << 8);
    /// A quotation mark of any style.
    pub const MARK: Gap = Gap(1 << 9);
    /// A question or exclamation mark.
    pub const ASK: Gap = Gap(1 << 10);
    /// A number sign or an underscore (the joints of a hashtag).
    pub const TAG: Gap = Gap(1 << 11);
    /// Anything else that is neither letter nor space.
    pub const OTHER: Gap = Gap(1 << 12);
    /// An ellipsis, or two full stops in a row.
    pub const ELLIPSIS: Gap = Gap(1 << 13);
    /// An apostrophe or a single quotation mark.
    pub const APOSTROPHE: Gap = Gap(1 << 14);

    /// Whether any flag of `other` is set.
    #[must_use]
    pub fn has(self, other: Gap) -> bool {
        self.0 & other.0 != 0
    }

    /// The flags of both.
    #[must_use]
    pub const fn with(self, other: Gap) -> Gap {
        Gap(self.0 | other.0)
    }

    /// Whether nothing but space (or nothing at all) stands there.
    #[must_use]
    pub fn is_plain(self) -> bool {
        self.0 & !Gap::SPACE.0 == 0
    }

    fn add(&mut self, other: Gap) {
        self.0 |= other.0;
    }

    /// Reads the text between two words.
    #[inline]
    fn read(text: &str, from: usize, to: usize) -> Gap {
        // Nine gaps of ten.
        if from + 1 == to && text.as_bytes()[from] == b' ' {
            return Gap::SPACE;
        }
        Self::read_signs(text.get(from..to).unwrap_or_default())
    }

    fn read_signs(between: &str) -> Gap {
        let mut gap = Gap(0);
        let mut last = '\0';
        for c in between.chars() {
            gap.add(match c {
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => Gap::LINE.with(Gap::STOP).with(Gap::SPACE),
                c if c.is_whitespace() => Gap::SPACE,
                ',' | '،' | '٬' | '、' => Gap::COMMA,
                ':' | '：' => Gap::COLON,
                ';' | '؛' => Gap::SEMICOLON,
                '.' if last == '.' => Gap::STOP.with(Gap::ELLIPSIS),
                '.' | '۔' | '。' => Gap::STOP,
                '…' => Gap::STOP.with(Gap::ELLIPSIS),
                '!' | '?' | '؟' => Gap::STOP.with(Gap::ASK),
                '-' | '–' | '—' | '―' | '‐' | '‑' | '−' => Gap::DASH,
                '(' | '[' | '{' => Gap::OPEN,
                ')' | ']' | '}' => Gap::CLOSE,
                '\'' | '’' | '‘' | '`' | '´' => Gap::APOSTROPHE,
                '#' | '_' => Gap::TAG,
                c if marks::is_mark(c) => Gap::MARK,
                '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
                    Gap(0)
                }
                'ـ' | '\u{64b}'..='\u{65f}' => Gap(0),
                _ => Gap::OTHER,
            });
            last = c;
        }
        gap
    }
}

/// The lines of `text` that hold more than white space, trimmed: as [`rawi_text::paragraphs`], found by their bytes.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let mut end = at;
            let mut next = bytes.len();
            while end < bytes.len() {
                let Some(skipped) = marks::position(&bytes[end..], may_end_line) else {
                    end = bytes.len();
                    break;
                };
                end += skipped;
                let length = match &bytes[end..] {
                    [0xC2, 0x85, ..] => 2,
                    [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
                    [0xC2 | 0xE2, ..] => 0,
                    _ => 1,
                };
                if length > 0 {
                    next = end + length;
                    break;
                }
                end += 1;
            }
            let line = &text[at..end];
            let from = at + (line.len() - line.trim_start().len());
            let inner = line.trim();
            at = next;
            if !inner.is_empty() {
                return Some(Span::new(from, from + inner.len()));
            }
        }
        None
    })
}

/// Bytes of the longest stretch that is read as one paragraph. Within a paragraph the grammars look far: in a line of a
/// megabyte, full of reporting words or of marks that never close, they would look at all of it again and again.
const LONGEST: usize = 16 << 10;

/// A line as paragraphs that are not too long: cut behind the last sentence that fits, else at the last space, else
/// where it must be. Nothing but white space is left out.
pub(crate) fn bounded(text: &str, line: Span) -> impl Iterator<Item = Span> + '_ {
    let mut rest = line;
    std::iter::from_fn(move || {
        let own = rest.of(text);
        if own.is_empty() {
            return None;
        }
        let length = if own.len() <= LONGEST { own.len() } else { cut(own) };
        let piece = Span::new(rest.from(), rest.from() + own[..length].trim_end().len());
        let left = own[length..].trim_start();
        rest = Span::new(rest.to() - left.len(), rest.to());
        Some(piece)
    })
}

/// Where a stretch that is too long is cut.
fn cut(long: &str) -> usize {
    let most = (0..=LONGEST).rev().find(|&at| long.is_char_boundary(at)).unwrap_or(0);
    let window = &long[..most];
    let spaces = || window.char_indices().rev().filter(|(_, c)| c.is_whitespace());
    let ends = |at: usize| window[..at].ends_with(['.', '!', '?', '؟', '。', '»', '”', '"']);
    // Not far back: a stretch that is mostly one sentence is cut inside of it.
    let sentence = spaces().find(|&(at, _)| ends(at)).filter(|&(at, _)| at > window.len() / 2);
    sentence.or_else(|| spaces().find(|&(at, _)| at > 0)).map_or(window.len(), |(at, _)| at)
}

/// Whether a line end may begin with this byte: LF, VT, FF, CR, NEL, line and paragraph separators.
#[inline]
fn may_end_line(b: u8) -> bool {
    matches!(b, b'\n'..=b'\r' | 0xC2 | 0xE2)
}

/// One word of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Hash of its folded letters: [`rawi_text::token_hash`] of the folded word.
    pub hash: u64,
    /// Where it stands, in bytes.
    pub span: Span,
    /// What stands between it and the word before.
    pub before: Gap,
}

/// One paragraph: a line with something in it; of a very long one, a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands, white space trimmed, in bytes.
    pub span: Span,
    /// Its words, as a range of [`Page::words`].
    pub words: Range<usize>,
    /// Its groups of quotation marks, as a range of [`Page::groups`].
    pub groups: Range<usize>,
    /// Whether most of its letters are Arabic (else it goes to the English grammar).
    pub arabic: bool,
}

/// An article, cut into words, paragraphs and marks.
#[derive(Debug, Default)]
pub struct Page<'a> {
    /// The text that all spans point into.
    pub text: &'a str,
    /// The headline, where the archive has it apart from the text.
    pub title: Option<&'a str>,
    /// The outlet's name.
    pub outlet: Option<&'a str>,
    /// All words, in order.
    pub words: Vec<Word>,
    /// All paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// All groups of quotation marks, by where they begin (an outer group before the groups inside it).
    pub groups: Vec<Group>,
}

/// The memory of a page, to be used again: an archive has a page for each of its articles.
#[derive(Debug, Default)]
pub struct Buffers {
    words: Vec<Word>,
    paragraphs: Vec<Paragraph>,
    groups: Vec<Group>,
}

impl<'a> Page<'a> {
    /// Cuts a text.
    #[must_use]
    pub fn new(text: &'a str, title: Option<&'a str>, outlet: Option<&'a str>) -> Self {
        Self::within(Buffers::default(), text, title, outlet)
    }

    /// Cuts a text into the buffers of a page that is done with.
    #[must_use]
    pub fn within(buffers: Buffers, text: &'a str, title: Option<&'a str>, outlet: Option<&'a str>) -> Self {
        let Buffers { words, paragraphs, groups } = buffers;
        let mut page = Page { text, title, outlet, words, paragraphs, groups };
        let mut end = 0;
        let mut first = Gap::LINE.with(Gap::STOP);
        page.words.reserve(text.len() / 10);
        rawi_text::for_each_token(text, |token| {
            // The words of a ligature (ﷺ) share its span: nothing stands between them.
            let mut before = Gap::read(text, end, token.span.from());
            before.add(std::mem::take(&mut first));
            end = token.span.to();
            page.words.push(Word { hash: token.hash, span: token.span, before });
        });
        let mut next_word = 0;
        for span in lines(text).flat_map(|line| bounded(text, line)) {
            let from = next_word;
            let mut arabic = 0usize;
            let mut other = 0usize;
            while next_word < page.words.len() && page.words[next_word].span.end <= span.end {
                let word = page.words[next_word].span;
                // The lead bytes of Arabic letters and of Latin ones say so themselves.
                match text.as_bytes()[word.from()] {
                    0xD8..=0xDB => arabic += 1,
                    b'A'..=b'Z' | b'a'..=b'z' => other += 1,
                    0..=0x7F => {}
                    _ => match word.of(text).chars().next().and_then(rawi_text::script_of) {
                        Some(Script::Arabic) => arabic += 1,
                        Some(_) => other += 1,
                        None => {}
                    },
                }
                next_word += 1;
            }
            marks::groups(text, span, &mut page.groups);
            page.paragraphs.push(Paragraph {
                span,
                words: from..next_word,
                groups: 0..0, // set below
                arabic: arabic > other,
            });
        }
        marks::join(text, &mut page.groups);
        let mut next = 0;
        for paragraph in &mut page.paragraphs {
            let from = next;
            while page.groups.get(next).is_some_and(|g| g.outer.start < paragraph.span.end) {
                next += 1;
            }
            paragraph.groups = from..next;
        }
        page
    }

    /// The buffers of a page that is done with, emptied, for the next page.
    #[must_use]
    pub fn into_buffers(mut self) -> Buffers {
        self.words.clear();
        self.paragraphs.clear();
        self.groups.clear();
        Buffers { words: self.words, paragraphs: self.paragraphs, groups: self.groups }
    }

    /// The index of the first word that begins at or after `byte`.
    #[must_use]
    pub fn word_at(&self, byte: usize) -> usize {
        self.words.partition_point(|w| w.span.from() < byte)
    }

    /// The word as it stands in the text.
    #[must_use]
    pub fn word(&self, i: usize) -> &'a str {
        self.words[i].span.of(self.text)
    }

    /// What stands between word `i - 1` and word `i`; after the last word, between it and the end of the text.
    #[must_use]
    pub fn between(&self, i: usize) -> &'a str {
        let from = if i == 0 { 0 } else { self.words[i - 1].span.to() };
        let to = self.words.get(i).map_or(self.text.len(), |w| w.span.from());
        &self.text[from..to]
    }

    /// The span from word `from` to before word `to`; `None` where that is empty.
    #[must_use]
    pub fn cover(&self, from: usize, to: usize) -> Option<Span> {
        (from < to && to <= self.words.len())
            .then(|| Span::new(self.words[from].span.from(), self.words[to - 1].span.to()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_stands_between_words() {
        let page = Page::new("قال: «نعم، لا». انتهى", None, None);
        assert_eq!(page.words.len(), 4);
        assert!(page.words[0].before.has(Gap::LINE));
        assert!(page.words[1].before.has(Gap::COLON) && page.words[1].before.has(Gap::MARK));
        assert!(page.words[2].before.has(Gap::COMMA) && !page.words[2].before.has(Gap::STOP));
        assert!(page.words[3].before.has(Gap::STOP));
        assert_eq!(page.groups[0].inner.of(page.text), "نعم، لا");
    }

    #[test]
    fn each_paragraph_has_its_script() {
        let page = Page::new("قال الوزير\nThe minister said", None, None);
        assert!(page.paragraphs[0].arabic && !page.paragraphs[1].arabic);
        assert_eq!(page.paragraphs[1].words, 2..5);
    }

    #[test]
    fn a_line_of_any_length_is_read_in_bounded_pieces_and_nothing_is_lost() {
        let sentence = "قال الوزير إن الطريق آمن. The minister said no. ";
        for (text, cut_behind) in [
            (sentence.repeat(3000), Some('.')),
            ("«قال ".repeat(9000), Some('ل')),
            ("ق".repeat(40_000), None),
            (format!("{}{}", "z".repeat(LONGEST), " ".repeat(LONGEST)) + "z", None),
            ("short".to_owned(), None),
        ] {
            let line = Span::new(0, text.len());
            let pieces: Vec<&str> = bounded(&text, line).map(|piece| piece.of(&text)).collect();
            assert!(
                pieces.iter().all(|piece| (1..=LONGEST).contains(&piece.len()) && piece.trim() == *piece)
            );
            assert_eq!(
                pieces.concat().split_whitespace().collect::<String>(),
                text.split_whitespace().collect::<String>()
            );
            assert!(pieces.len() <= text.len() / (LONGEST / 2) + 1);
            if let Some(last) = cut_behind {
                assert!(pieces.iter().all(|piece| piece.ends_with(last)), "{last}");
            }
        }
    }

    proptest! {
        #[test]
        fn lines_are_the_paragraphs(text in "[a\u{62a} \n\r\u{b}\u{85}\u{2028}«\u{e9}.]{0,40}") {
            let expected: Vec<Span> = rawi_text::paragraphs(&text).collect();
            prop_assert_eq!(lines(&text).collect::<Vec<_>>(), expected);
        }

        #[test]
        fn words_lie_in_their_paragraphs(text in "[abت ك«»\n. :ـ]{0,60}") {
            let page = Page::new(&text, None, None);
            for p in &page.paragraphs {
                for w in &page.words[p.words.clone()] {
                    prop_assert!(p.span.contains(w.span));
                }
                for g in &page.groups[p.groups.clone()] {
                    prop_assert!(p.span.contains(g.outer));
                }
            }
        }
    }
}
