//! Reads one word: its key for the lists, its capitals, the full stop or the short verb that belongs to it.

use super::lexer::Token;
use super::lexicon::{Entry, Key, Lexicon, NOTHING, class};
use super::tag::{Tag, ending};

/// Reads ASCII letters from `start` on, eight bytes at a time: the bytes of a register side by side (as in Lamport,
/// "Multiple byte processing with full-word instructions", 1975). Returns where they end, and their key, lower-cased.
#[inline(always)]
fn letters(bytes: &[u8], start: usize) -> (usize, Key) {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let (mut end, mut key) = (start, Key::START);
    loop {
        let chunk = match bytes.get(end..end + 8).and_then(|chunk| chunk.first_chunk::<8>()) {
            Some(chunk) => u64::from_le_bytes(*chunk),
            None => last_bytes(bytes, end),
        };
        let small = chunk | (0x20 * EACH);
        let low = small & (0x7f * EACH);
        // The high bit of a byte is set where it is at least "a", at most "z", and ASCII.
        let letter = (low + 0x1f * EACH) & !(low + 0x05 * EACH) & !chunk & (0x80 * EACH);
        let count = (letter ^ (0x80 * EACH)).trailing_zeros() as usize / 8;
        if count == 0 {
            break;
        }
        key = key.with(small & u64::MAX >> (64 - 8 * count));
        end += count;
        if count < 8 {
            break;
        }
    }
    (end, key)
}

/// Fewer than eight bytes, the first one lowest.
#[cold]
fn last_bytes(bytes: &[u8], from: usize) -> u64 {
    bytes[from..].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Whether a byte may go on a word whose letters it follows: a full stop does before a letter.
const JOINS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, b'.' | b'\'' | b'-' | b'&' | b'_' | b'0'..=b'9' | 0x80..);
        byte += 1;
    }
    table
};

/// Reads one word (and a possessive or short verb after its apostrophe as a second token); returns where to go on: after
/// it, and after one space. `bytes`: the text up to the end of the paragraph; `opens`: nothing of a sentence stands before.
///
/// Nearly all words are ASCII letters with nothing joined to them, and are read here; the others in [`joined`].
#[inline(always)]
pub(super) fn word(
    lexicon: &Lexicon,
    text: &str,
    bytes: &[u8],
    start: usize,
    opens: bool,
    out: &mut Vec<Token>,
) -> usize {
    let (mut stop, key) = letters(bytes, start);
    let next = bytes.get(stop).copied().unwrap_or(b' ');
    if JOINS[usize::from(next)]
        && (next != b'.' || bytes.get(stop + 1).is_some_and(|b| b.is_ascii_alphabetic()))
    {
        return joined(lexicon, text, start, bytes.len(), opens, out);
    }
    let mut entry = lexicon.get(key);
    let mut class = class::WORD | entry.class;
    if opens {
        class |= class::INITIAL;
    }
    let mut on = stop + usize::from(next == b' ');
    let tag = if bytes[start].is_ascii_uppercase() {
        let word = &bytes[start..stop];
        let long = word.len() > 1;
        if long && word[1..].iter().all(u8::is_ascii_uppercase) {
            if word == b"US" {
                // A country, and no pronoun.
                class &= !entry.class;
                entry = &NOTHING;
            }
            class |= class::UPPER;
        }
        class |= class::CAPITAL;
        // "J.", "Sen.": the full stop belongs to the word.
        let single = !long && word[0] != b'I';
        if next == b'.' && (single || class & class::ABBREVIATION != 0) {
            stop += 1;
            on = stop;
            class |= class::DOTTED;
        }
        tag(class, &bytes[start..stop], entry.tag)
    } else if next == b'.' && class & class::ABBREVIATION != 0 && small_abbreviation(&bytes[start..stop]) {
        stop += 1;
        on = stop;
        class |= class::DOTTED;
        tag(class, &bytes[start..stop], entry.tag)
    } else if entry.plain == Tag::Other {
        ending(&bytes[start..stop])
    } else {
        entry.plain
    };
    let Entry { word, lemma, form, .. } = *entry;
    // Made at once and in its place: a token put together elsewhere and then copied waits for its parts to be stored.
    out.push(Token { start: start as u32, end: stop as u32, word, lemma, class, data: 0, tag, form });
    on
}

/// Reads words in small letters that one space parts, as most of a text is; returns where the first one begins that is
/// another, or what else stands there. Before these words something else of their sentence stands.
#[inline(never)]
pub(super) fn small_words(lexicon: &Lexicon, bytes: &[u8], mut at: usize, out: &mut Vec<Token>) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_lowercase) {
        let (stop, key) = letters(bytes, at);
        let next = bytes.get(stop).copied().unwrap_or(b' ');
        if JOINS[usize::from(next)] {
            break;
        }
        let entry = lexicon.get(key);
        let tag = if entry.plain == Tag::Other { ending(&bytes[at..stop]) } else { entry.plain };
        let Entry { word, lemma, form, .. } = *entry;
        let class = class::WORD | entry.class;
        out.push(Token { start: at as u32, end: stop as u32, word, lemma, class, data: 0, tag, form });
        if next != b' ' {
            return stop;
        }
        at = stop + 1;
    }
    at
}

/// Of the abbreviations, those written in small letters: the full stop after them is their own, without a capital too.
fn small_abbreviation(word: &[u8]) -> bool {
    matches!(word, b"vs" | b"etc" | b"a.m" | b"p.m" | b"fig" | b"approx")
}

/// The bytes of a word in lower case, its apostrophes made one: as long as a listed word can be.
struct Spelling {
    bytes: [u8; 64],
    length: usize,
}

impl Spelling {
    #[inline]
    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
        }
        self.length += 1;
    }

    fn entry<'l>(&self, lexicon: &'l Lexicon) -> &'l Entry {
        self.bytes.get(..self.length).map_or(&NOTHING, |word| lexicon.get(Key::of(word)))
    }
}

/// As [`word`], for any word: with digits, hyphens, full stops, apostrophes or letters beyond ASCII.
#[cold]
#[inline(never)]
pub(super) fn joined(
    lexicon: &Lexicon,
    text: &str,
    start: usize,
    end: usize,
    opens: bool,
    out: &mut Vec<Token>,
) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut spelling = Spelling { bytes: [0; 64], length: 0 };
    let mut class = class::WORD;
    let (mut uppers, mut letters, mut since_dot, mut dots) = (0u32, 0u32, 0u32, 0u32);
    if bytes[at] == b'@' || bytes[at] == b'#' {
        spelling.push(bytes[at]);
        at += 1;
    }
    let mut clitic = None;
    while at < end {
        let byte = bytes[at];
        if byte.is_ascii_alphabetic() {
            let from = at;
            while at < end && bytes[at].is_ascii_alphabetic() {
                // Bit 6 tells small letters from capital ones.
                uppers += u32::from(bytes[at] & 0x20 == 0);
                spelling.push(bytes[at] | 0x20);
                at += 1;
            }
            letters += (at - from) as u32;
            since_dot += (at - from) as u32;
            if at < end && bytes[at] == b' ' {
                break;
            }
        } else if byte.is_ascii_digit() {
            class |= class::DIGIT;
            since_dot += 1;
            spelling.push(byte);
            at += 1;
        } else if byte >= 0x80 {
            let c = text[at..end].chars().next().unwrap_or(' ');
            if c == '’' && text[at + 3..end].starts_with(|c: char| c.is_alphabetic()) {
                if let Some(length) = short_form(&bytes[at + 3..end]) {
                    clitic = Some((at, 3 + length));
                    break;
                }
                spelling.push(b'\'');
                at += 3;
                continue;
            }
            if !c.is_alphanumeric() && !is_mark(c) {
                break;
            }
            uppers += u32::from(c.is_uppercase());
            letters += 1;
            since_dot += 1;
            for b in &bytes[at..at + c.len_utf8()] {
                spelling.push(*b);
            }
            at += c.len_utf8();
        } else {
            let next = bytes.get(at + 1).copied().filter(|_| at + 1 < end).unwrap_or(b' ');
            match byte {
                b'\'' if next.is_ascii_alphabetic() => {
                    if let Some(length) = short_form(&bytes[at + 1..end]) {
                        clitic = Some((at, 1 + length));
                        break;
                    }
                    spelling.push(byte);
                    at += 1;
                }
                b'-' | b'&' | b'_'
                    if next.is_ascii_alphanumeric()
                        || (byte == b'-'
                            && next >= 0x80
                            && text[at + 1..end].starts_with(char::is_alphanumeric)) =>
                {
                    spelling.push(byte);
                    at += 1;
                    since_dot = 0;
                }
                b'.' if next.is_ascii_alphabetic() && since_dot == 1 => {
                    spelling.push(byte);
                    at += 1;
                    dots += 1;
                    since_dot = 0;
                }
                b'.' | b','
                    if class & class::DIGIT != 0
                        && next.is_ascii_digit()
                        && bytes[at - 1].is_ascii_digit() =>
                {
                    spelling.push(byte);
                    at += 1;
                }
                b'.' if next.is_ascii_alphabetic()
                    && !next.is_ascii_uppercase()
                    && letters > 1
                    && domain(&bytes[at + 1..end]) =>
                {
                    spelling.push(byte);
                    at += 1;
                }
                _ => break,
            }
        }
    }
    // "US" is a country, "us" is not.
    let entry = if &bytes[start..at] == b"US" { &NOTHING } else { spelling.entry(lexicon) };
    // "al-Maliki": the article of a name.
    if matches!(&bytes[start..at], [b'a' | b'e', b'a'..=b'z', b'-', b'A'..=b'Z', b'a'..=b'z', ..]) {
        class |= class::CAPITAL;
    }
    let mut token = Token { start: start as u32, end: at as u32, class, tag: Tag::Lower, ..Token::EDGE };
    if uppers > 0 && bytes[start..].first().is_some_and(|b| b.is_ascii_uppercase() || *b >= 0x80) {
        token.class |= class::CAPITAL;
        if uppers == letters && letters > 1 {
            token.class |= class::UPPER;
        }
    }
    token.class |= entry.class;
    token.lemma = entry.lemma;
    token.form = entry.form;
    token.word = entry.word;
    // "U.S.", "J.", "Sen.", "R-Ariz.": the full stop belongs to the word.
    if clitic.is_none() && at < end && bytes[at] == b'.' {
        let single = letters == 1 && uppers == 1 && at - start == 1;
        let tail = bytes[start..at].iter().rposition(|b| *b == b'-').map_or(start, |p| start + p + 1);
        let listed = token.is(class::ABBREVIATION)
            || (tail > start && lexicon.class_of(&text[tail..at]) & class::ABBREVIATION != 0);
        let capital = token.is(class::CAPITAL) || small_abbreviation(&bytes[start..at]);
        if (single && bytes[start] != b'I') || dots > 0 || (listed && capital) {
            at += 1;
            token.end = at as u32;
            token.class |= class::DOTTED;
        }
    }
    if opens {
        token.class |= class::INITIAL;
    }
    token.tag = tag(token.class, &bytes[start..at], entry.tag);
    out.push(token);
    if let Some((from, length)) = clitic {
        let apostrophe = if bytes[from] == b'\'' { 1 } else { '’'.len_utf8() };
        let s = &bytes[from + apostrophe..from + length];
        let mut second = Token {
            start: from as u32,
            end: (from + length) as u32,
            class: class::WORD,
            tag: Tag::PossessiveS,
            ..Token::EDGE
        };
        if !s.eq_ignore_ascii_case(b"s") {
            let mut spelling = Spelling { bytes: [0; 64], length: 0 };
            spelling.push(b'\'');
            s.iter().for_each(|b| spelling.push(b.to_ascii_lowercase()));
            let entry = spelling.entry(lexicon);
            if entry.plain != Tag::Other {
                second.class |= entry.class;
                second.word = entry.word;
                second.tag = entry.tag;
            }
        }
        out.push(second);
        at = from + length;
    }
    at
}

/// A combining mark or another sign that lives inside words.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2011}')
}

/// The length of `s`, `m`, `ve`, `ll`, `d`, `re` after an apostrophe, where the word ends with it.
fn short_form(after: &[u8]) -> Option<usize> {
    let length = after.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let small = |at: usize| after[at].to_ascii_lowercase();
    let known = match length {
        1 => matches!(small(0), b's' | b'm' | b'd'),
        2 => matches!([small(0), small(1)], [b'v', b'e'] | [b'l', b'l'] | [b'r', b'e']),
        _ => false,
    };
    let ends = after.get(length).is_none_or(|b| !b.is_ascii_digit());
    (known && ends).then_some(length)
}

/// Whether what follows a full stop inside a word is the end of a web address (example.com).
fn domain(after: &[u8]) -> bool {
    let length = after.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    matches!(
        &after[..length],
        b"com" | b"org" | b"net" | b"gov" | b"edu" | b"co" | b"tv" | b"uk" | b"us" | b"info"
    )
}

/// The tag of a word of these classes; `listed`: that of the list it stands in.
pub(super) fn tag(class: u64, bytes: &[u8], listed: Tag) -> Tag {
    use super::lexicon::class as c;
    let is = |bits| class & bits != 0;
    let capital = is(c::CAPITAL) && !is(c::INITIAL);
    let known = class
        & !(c::CAPITAL
            | c::UPPER
            | c::INITIAL
            | c::WORD
            | c::DIGIT
            | c::DOTTED
            | c::NAME_M
            | c::NAME_F
            | c::ABBREVIATION);
    if known != 0 {
        // "May", "Mark", "Price" in mid-sentence are names; "Monday" and "Senator" keep their class.
        const NOT_NAMES: u64 = c::TIME
            | c::TITLE
            | c::ROLE
            | c::PEOPLE
            | c::BODY
            | c::PLACE
            | c::DOCUMENT
            | c::PRONOUN
            | c::CUE_BASE;
        let today = is(c::TIME) && !is(c::CALENDAR);
        if capital && (!is(NOT_NAMES) || today) && (is(c::NAME_M | c::NAME_F) || !is(c::DETERMINER)) {
            return if is(c::UPPER) { Tag::Upper } else { Tag::Name };
        }
        if listed != Tag::Other {
            return listed;
        }
    }
    if is(c::DIGIT) {
        return Tag::Digit;
    }
    if is(c::UPPER) {
        return Tag::Upper;
    }
    if is(c::CAPITAL) {
        return Tag::Name;
    }
    ending(bytes)
}
