//! Cuts English text into tokens: words with their classes, punctuation, quotation marks.
//!
//! Unlike the folded tokens of overlap, these keep what grammar needs: capitals, abbreviations with their full stop,
//! the possessive 's as a token of its own, `` and '' as marks, apostrophes told from closing single marks.

use super::lexicon::{Form, Lexicon, class};
pub(crate) use super::tag::Tag;
use super::word::{joined, small_words, tag, word};
use rawi_text::Span;

/// A token, or a whole stretch inside quotation marks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// First byte in the text.
    pub start: u32,
    /// After the last byte.
    pub end: u32,
    /// Short hash of the word where a list knows it, else 0.
    pub word: u32,
    /// Lemma of a reporting word, else 0.
    pub lemma: u32,
    /// Bits of [`class`].
    pub class: u64,
    /// The block, where the tag is [`Tag::Block`]; for marks, which sides touch a word.
    pub data: u32,
    /// What it is.
    pub tag: Tag,
    /// Form of a reporting word.
    pub form: Form,
}

/// Bits of [`Token::data`] for marks: white space (or the edge of the line) before, after; direction of the glyph.
pub(crate) const SPACE_BEFORE: u32 = 1;
/// See [`SPACE_BEFORE`].
pub(crate) const SPACE_AFTER: u32 = 2;
/// The glyph opens (“ « ``).
pub(crate) const OPENS: u32 = 4;
/// The glyph closes (” » '').
pub(crate) const CLOSES: u32 = 8;

impl Token {
    /// The token that stands for everything outside the sentence.
    pub(crate) const EDGE: Token =
        Token { start: 0, end: 0, word: 0, lemma: 0, class: 0, data: 0, tag: Tag::Edge, form: Form::None };

    /// Whether any bit of the class is set.
    #[inline]
    pub(crate) fn is(&self, bits: u64) -> bool {
        self.class & bits != 0
    }

    /// Its span.
    pub(crate) fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// Cuts one paragraph (a line) and appends its tokens, and to `capitals` which of them begin with a capital, or are the
/// "&" of a name. Returns whether a mark is among them.
pub(crate) fn cut(
    lexicon: &Lexicon,
    text: &str,
    paragraph: Span,
    out: &mut Vec<Token>,
    capitals: &mut Vec<u32>,
) -> bool {
    let mut marks = false;
    let (begin, end) = (paragraph.from(), paragraph.to());
    // Nothing behind the paragraph is looked at.
    let bytes = &text.as_bytes()[..end];
    let first = out.len();
    let mut at = begin;
    // Whether a sentence begins here; whether one has begun with a first name that may be another word.
    let (mut opening, mut doubtful) = (true, false);
    while let Some(&byte) = bytes.get(at) {
        let next = out.len();
        let is_word = match START[byte as usize] {
            Start::Space => {
                at += 1;
                continue;
            }
            Start::Letter => {
                at = word(lexicon, text, bytes, at, opening, out);
                true
            }
            Start::Digit => {
                at = joined(lexicon, text, at, end, opening, out);
                true
            }
            Start::Handle if bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) => {
                at = joined(lexicon, text, at, end, opening, out);
                true
            }
            Start::Handle | Start::Sign => {
                marks |= matches!(byte, b'"' | b'\'' | b'`');
                at = punctuation(bytes, at, begin, end, out);
                false
            }
            Start::Beyond => {
                let (after, is) = beyond(lexicon, text, at, paragraph, opening, out);
                at = after;
                marks |= is == Beyond::Mark;
                is == Beyond::Word
            }
        };
        if !is_word {
            opening = opens(&out[first..]);
            if byte == b'&' {
                capitals.push(next as u32);
            }
            continue;
        }
        if out[next].is(class::CAPITAL) {
            capitals.push(next as u32);
            doubtful |= opening && may_be_first_name(&out[next]);
        }
        opening = false;
        if bytes.get(at).is_some_and(u8::is_ascii_lowercase) {
            at = small_words(lexicon, bytes, at, out);
        }
    }
    if doubtful {
        first_names(text, &mut out[first..]);
    }
    marks
}

/// Whether the next token opens a sentence, given those of its line so far.
fn opens(line: &[Token]) -> bool {
    line.last().is_none_or(|t| {
        matches!(t.tag, Tag::Stop | Tag::Question | Tag::Mark | Tag::SingleMark | Tag::Colon)
            || (t.tag == Tag::Dash && line.len() <= 2)
    })
}

/// Whether a token is a first name that its class does not tell as one, at the beginning of a sentence.
fn may_be_first_name(token: &Token) -> bool {
    token.is(class::INITIAL)
        && token.is(class::NAME_M | class::NAME_F)
        && token.is(class::CAPITAL)
        && !matches!(token.tag, Tag::Name | Tag::Upper | Tag::Title | Tag::Role)
}

/// "Mark Rutte told", "Will Hurd said": a first name that is also another word, at the beginning of a sentence, where a
/// capital does not tell it, before a name that is none.
fn first_names(text: &str, line: &mut [Token]) {
    for at in 1..line.len() {
        let [.., first, last] = &mut line[..=at] else { continue };
        if may_be_first_name(first)
            && last.tag == Tag::Name
            && last.is(class::CAPITAL)
            && last.start == first.end + 1
            && text.as_bytes()[first.end as usize] == b' '
        {
            first.tag = Tag::Name;
        }
    }
}

/// What a byte begins.
#[derive(Clone, Copy)]
enum Start {
    Space,
    Letter,
    Digit,
    /// "@" and "#", which begin a word where a letter follows.
    Handle,
    /// Any other ASCII sign.
    Sign,
    /// A character beyond ASCII.
    Beyond,
}

const START: [Start; 256] = {
    let mut table = [Start::Sign; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' | b'\r' | b'\n' => Start::Space,
            b'A'..=b'Z' | b'a'..=b'z' => Start::Letter,
            b'0'..=b'9' => Start::Digit,
            b'@' | b'#' => Start::Handle,
            0x80.. => Start::Beyond,
            _ => Start::Sign,
        };
        byte += 1;
    }
    table
};

/// What begins with a character beyond ASCII.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beyond {
    Word,
    Mark,
    /// Another sign, or space.
    Sign,
}

/// Reads what begins with a character beyond ASCII. Returns where it ends, and what it is.
fn beyond(
    lexicon: &Lexicon,
    text: &str,
    at: usize,
    paragraph: Span,
    opens: bool,
    out: &mut Vec<Token>,
) -> (usize, Beyond) {
    let (begin, end) = (paragraph.from(), paragraph.to());
    let c = text[at..end].chars().next().unwrap_or(' ');
    let width = c.len_utf8();
    if c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
    {
        return (at + width, Beyond::Sign);
    }
    let tag = match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => Tag::Mark,
        '‘' | '’' | '‚' | '‹' | '›' | '´' => Tag::SingleMark,
        '—' | '–' | '―' | '‒' | '−' => Tag::Dash,
        '…' => Tag::Ellipsis,
        _ if c.is_alphanumeric() => return (joined(lexicon, text, at, end, opens, out), Beyond::Word),
        _ => Tag::Other,
    };
    let mut data = sides(text.as_bytes(), at, at + width, begin, end);
    data |= match c {
        '“' | '«' | '‘' | '‹' | '„' | '‚' => OPENS,
        '”' | '»' | '’' | '›' => CLOSES,
        _ => 0,
    };
    push(out, at, at + width, tag, data);
    let is_mark = matches!(tag, Tag::Mark | Tag::SingleMark);
    (at + width, if is_mark { Beyond::Mark } else { Beyond::Sign })
}

/// Whether most long words of a line have capitals, as in a headline: there a capital does not tell a name.
fn is_headline(tokens: &[Token]) -> bool {
    if tokens.len() >= 30 {
        return false;
    }
    let (mut long, mut capital) = (0, 0);
    for token in tokens.iter().filter(|t| t.is(class::WORD) && t.end - t.start > 3 && !t.is(class::DIGIT)) {
        long += 1;
        capital += usize::from(token.is(class::CAPITAL));
    }
    long >= 4 && capital * 10 >= long * 7
}

/// In a headline the listed words keep their class in spite of their capitals ("Mayor Denies Claim"). Returns whether it
/// is one.
pub(crate) fn headline(text: &str, tokens: &mut [Token]) -> bool {
    if !is_headline(tokens) {
        return false;
    }
    for token in tokens {
        if token.is(class::CAPITAL)
            && !token.is(class::UPPER)
            && token.is(class::CUE_VERB
                | class::AUXILIARY
                | class::PREPOSITION
                | class::CONJUNCTION
                | class::VERB
                | class::CUE_NOUN
                | class::MENTAL)
            && !token.is(class::NAME_M | class::NAME_F)
        {
            let was = token.class;
            token.class |= class::INITIAL;
            let bytes = token.span().of(text).as_bytes();
            let listed = super::tag::of(token.class, token.form, bytes);
            token.tag = tag(token.class, bytes, listed);
            token.class = was;
        }
    }
    true
}

/// Which sides of a mark have space.
fn sides(bytes: &[u8], start: usize, stop: usize, begin: usize, end: usize) -> u32 {
    let before = start == begin
        || bytes[start - 1].is_ascii_whitespace()
        || (start >= begin + 2 && bytes[start - 2..start] == [0xC2, 0xA0]);
    let after =
        stop >= end || bytes[stop].is_ascii_whitespace() || bytes[stop..end].starts_with(&[0xC2, 0xA0]);
    (u32::from(before) * SPACE_BEFORE) | (u32::from(after) * SPACE_AFTER)
}

fn push(out: &mut Vec<Token>, start: usize, end: usize, tag: Tag, data: u32) {
    out.push(Token { start: start as u32, end: end as u32, tag, data, ..Token::EDGE });
}

fn punctuation(bytes: &[u8], at: usize, begin: usize, end: usize, out: &mut Vec<Token>) -> usize {
    let next = bytes.get(at + 1).copied().filter(|_| at + 1 < end).unwrap_or(b' ');
    let (tag, width) = match bytes[at] {
        b'"' => (Tag::Mark, 1),
        b'\'' | b'`' if next == bytes[at] => (Tag::Mark, 2),
        b'\'' | b'`' => (Tag::SingleMark, 1),
        b',' => (Tag::Comma, 1),
        b'.' if next == b'.' => (Tag::Ellipsis, bytes[at..end].iter().take_while(|b| **b == b'.').count()),
        b'.' => (Tag::Stop, 1),
        b'?' | b'!' => (Tag::Question, 1),
        b':' => (Tag::Colon, 1),
        b';' => (Tag::Semicolon, 1),
        b'-' => (Tag::Dash, bytes[at..end].iter().take_while(|b| **b == b'-').count()),
        b'(' | b'[' | b'{' => (Tag::Open, 1),
        b')' | b']' | b'}' => (Tag::Close, 1),
        b'/' => (Tag::Slash, 1),
        // "Smith & Sons": a part of the name.
        b'&' => (Tag::Name, 1),
        _ => (Tag::Other, 1),
    };
    let mut data = sides(bytes, at, at + width, begin, end);
    if width == 2 && bytes[at] == b'`' {
        data |= OPENS;
    }
    push(out, at, at + width, tag, data);
    at + width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Tag)]) {
        let mut tokens = Vec::new();
        cut(
            &Lexicon::new(&crate::Lists::default()),
            text,
            Span::new(0, text.len()),
            &mut tokens,
            &mut Vec::new(),
        );
        let found: Vec<(&str, Tag)> = tokens.iter().map(|t| (t.span().of(text), t.tag)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn full_stops_of_abbreviations_belong_to_the_word() {
        use Tag::{Name, Open, Stop, Title, Upper};
        check("Sen. J. Doe", &[("Sen.", Title), ("J.", Name), ("Doe", Name)]);
        check("U.S. (R-Ariz.", &[("U.S.", Upper), ("(", Open), ("R-Ariz.", Name)]);
        check("Doe.Next", &[("Doe", Name), (".", Stop), ("Next", Name)]);
    }

    #[test]
    fn possessives_and_short_verbs_are_tokens_of_their_own() {
        use Tag::{CuePast, Modal, Name, PossessiveS, Pronoun};
        check("Doe’s", &[("Doe", Name), ("’s", PossessiveS)]);
        check("they'll", &[("they", Pronoun), ("'ll", Modal)]);
        check("O'Hara said", &[("O'Hara", Name), ("said", CuePast)]);
    }

    #[test]
    fn a_capital_inside_the_sentence_makes_a_name_of_a_listed_word() {
        use Tag::{Be, Comma, Modal, Name, Preposition, Pronoun, Time};
        check(
            "it is, Will Price",
            &[("it", Pronoun), ("is", Be), (",", Comma), ("Will", Name), ("Price", Name)],
        );
        check("it will", &[("it", Pronoun), ("will", Modal)]);
        check("it, on Monday", &[("it", Pronoun), (",", Comma), ("on", Preposition), ("Monday", Time)]);
    }
}
