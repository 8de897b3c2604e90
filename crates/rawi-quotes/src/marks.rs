//! Quotation marks: which mark opens, which closes, and what they hold.
//!
//! News text types marks in every way: «», “”, "", '', ``'', <<>>, (()), German „“, opening and closing of different
//! styles, and pairs reversed by a right-to-left keyboard (”…“). The glyph is therefore only a hint. What decides is
//! where the mark stands: after a space and before a letter it opens, after a letter and before a space or a stop it
//! closes; the glyph breaks ties, and the balance of the paragraph the rest. An Arabic proclitic may touch an opening
//! mark (بـ"…", ل«…»).
//!
//! A paragraph's groups nest. A mark that is never closed gives a group up to the end of its paragraph with
//! [`Group::closed`] false; where the words end in truth is for the grammar to say. Whether a group holds somebody's
//! words or a name is not asked here.

use rawi_text::Span;

/// What stands between an opening mark and its closing mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// With the marks, in bytes.
    pub outer: Span,
    /// Without the marks and without white space at the edges, in bytes.
    pub inner: Span,
    /// How many closed groups of its paragraph it lies in (0: in none).
    pub depth: u8,
    /// Whether its closing mark stands in this paragraph; else it reaches to the paragraph's end.
    pub closed: bool,
    /// Whether its opening mark stands in this paragraph; else it goes on from the paragraph before and begins where
    /// this one begins.
    pub opened: bool,
    /// Whether it begins its paragraph while the group before it, in the paragraph before, was never closed: English
    /// and Arabic papers repeat the opening mark at each paragraph of a long quotation.
    pub continues: bool,
    /// Whether its marks are single (‘…’, '…').
    pub single: bool,
}

/// Whether a character is a double quotation mark of some style (single ones are apostrophes too often to say so of
/// a character alone).
#[must_use]
pub fn is_mark(c: char) -> bool {
    matches!(c, '"' | '«' | '»' | '“' | '”' | '„' | '‟' | '″' | '＂' | '〝' | '〞' | '《' | '》')
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

/// The style of a mark; marks of one style close one another first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Guillemet,
    Curly,
    Straight,
    DoubleApostrophe,
    Angle,
    Parens,
    Single,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    style: Style,
    /// What the glyph says.
    glyph: Side,
    /// What its place says.
    place: Side,
}

/// Finds the groups of one paragraph and appends them to `out`, in the order in which they begin.
///
/// A closing mark that nothing opened is appended as a group with `opened` false, so that [`join`] can tie it to the
/// paragraph before; `join` removes those that stay without a beginning.
pub fn groups(text: &str, paragraph: Span, out: &mut Vec<Group>) {
    let mut marks: Vec<Mark> = Vec::new();
    scan(text, paragraph, &mut marks);
    if marks.is_empty() {
        return;
    }
    let first = out.len();
    let mut open: Vec<(usize, Mark)> = Vec::new(); // index in out, mark
    for k in 0..marks.len() {
        let mark = marks[k];
        if mark.style == Style::Single && !single_pairs(&marks, k, &open) {
            continue;
        }
        if opens(&marks, k, &open) {
            out.push(Group {
                outer: Span::new(mark.start, paragraph.to()),
                inner: trimmed(text, mark.end, paragraph.to()),
                depth: 0, // set below
                closed: false,
                opened: true,
                continues: false,
                single: mark.style == Style::Single,
            });
            open.push((out.len() - 1, mark));
            continue;
        }
        let Some(place) = partner(&open, mark) else {
            if open.is_empty() && mark.style != Style::Single && out.len() == first {
                out.push(Group {
                    outer: Span::new(paragraph.from(), mark.end),
                    inner: trimmed(text, paragraph.from(), mark.start),
                    depth: 0,
                    closed: true,
                    opened: false,
                    continues: false,
                    single: false,
                });
            }
            continue;
        };
        // What was opened inside and never closed ends here too.
        for (index, inner) in open.drain(place + 1..) {
            out[index].outer.end = u32::try_from(mark.start).unwrap_or(u32::MAX);
            out[index].inner = trimmed(text, inner.end, mark.start);
        }
        if let Some((index, opening)) = open.pop() {
            out[index].outer = Span::new(opening.start, mark.end);
            out[index].inner = trimmed(text, opening.end, mark.start);
            out[index].closed = true;
        }
    }
    // Marks around nothing say nothing.
    let mut k = first;
    while k < out.len() {
        if out[k].inner.is_empty() {
            out.remove(k);
        } else {
            k += 1;
        }
    }
    // A mark that was never closed does not make what follows it nested.
    for k in first..out.len() {
        let inside =
            out[first..k].iter().filter(|g| g.closed && g.opened && g.inner.contains(out[k].outer)).count();
        out[k].depth = u8::try_from(inside).unwrap_or(u8::MAX);
    }
}

/// Ties groups over paragraph borders: sets [`Group::continues`], and removes pieces that continue nothing.
pub fn join(text: &str, groups: &mut Vec<Group>) {
    let mut last: Option<Group> = None; // the last group of the text so far, whatever its paragraph
    groups.retain_mut(|group| {
        let follows = last.is_some_and(|before| {
            !before.closed
                && before.outer.end <= group.outer.start
                && text[before.outer.to()..group.outer.from()].chars().all(char::is_whitespace)
        });
        if !group.opened && !follows {
            return false;
        }
        group.continues = follows;
        // An unclosed group stays the last one while groups inside it come and go.
        if last.is_none_or(|before| before.closed || before.outer.end <= group.outer.start) {
            last = Some(*group);
        }
        true
    });
}

/// Whether the character of a mark may begin with this byte: " ' ( ) < > ` and the lead bytes of the others.
#[inline]
fn may_begin(b: u8) -> bool {
    matches!(b, b'"' | b'\'' | b'`' | b'<' | b'>' | b'(' | b')' | 0xC2 | 0xE2 | 0xE3 | 0xEF)
}

/// Where the first byte stands that `wanted` says yes to; `wanted` says no to spaces and to the bytes of Arabic letters,
/// which are passed many at a time.
#[inline]
pub(crate) fn position(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> Option<usize> {
    const BLOCK: usize = 32;
    let mut at = 0;
    while let Some(block) = bytes.get(at..at + BLOCK) {
        // No branch, so that the compiler makes vectors of it: D8 to DB lead Arabic letters, 80 to BF follow.
        let other = block
            .iter()
            .fold(0, |any, &b| any | u8::from((b as i8 >= -0x40) & (b & 0xFC != 0xD8) & (b != b' ')));
        if other != 0
            && let Some(found) = block.iter().position(|&b| wanted(b))
        {
            return Some(at + found);
        }
        at += BLOCK;
    }
    bytes[at..].iter().position(|&b| wanted(b)).map(|found| at + found)
}

/// Every mark of the paragraph with what glyph and place say of it.
fn scan(text: &str, paragraph: Span, marks: &mut Vec<Mark>) {
    let bytes = text.as_bytes();
    let (from, to) = (paragraph.from(), paragraph.to());
    let mut i = from;
    while i < to {
        // Letters of both scripts pass here without being decoded: D8..DB lead Arabic letters.
        let Some(skipped) = position(&bytes[i..to], may_begin) else { break };
        i += skipped;
        let b = bytes[i];
        let pair = i + 1 < to && bytes[i + 1] == b;
        let (len, style, glyph) = match b {
            b'"' => (1, Style::Straight, Side::Either),
            b'\'' if pair => (2, Style::DoubleApostrophe, Side::Either),
            b'`' if pair => (2, Style::DoubleApostrophe, Side::Open),
            b'\'' => (1, Style::Single, Side::Either),
            b'`' => (1, Style::Single, Side::Open),
            b'<' if pair => (2, Style::Angle, Side::Open),
            b'>' if pair => (2, Style::Angle, Side::Close),
            b'(' if pair => (2, Style::Parens, Side::Open),
            b')' if pair => (2, Style::Parens, Side::Close),
            b'<' | b'>' | b'(' | b')' => {
                i += 1;
                continue;
            }
            _ => {
                let Some(c) = text[i..].chars().next() else { break };
                let (style, glyph) = match c {
                    '«' | '《' => (Style::Guillemet, Side::Open),
                    '»' | '》' => (Style::Guillemet, Side::Close),
                    '“' | '„' | '‟' | '〝' => (Style::Curly, Side::Open),
                    '”' | '〞' => (Style::Curly, Side::Close),
                    '″' | '＂' => (Style::Straight, Side::Either),
                    '‘' | '‹' | '‚' => (Style::Single, Side::Open),
                    '’' | '›' => (Style::Single, Side::Close),
                    _ => {
                        i += c.len_utf8();
                        continue;
                    }
                };
                // Two single curly marks in a row are a double one.
                let twice = style == Style::Single && text[i + c.len_utf8()..to].starts_with(c);
                let len = c.len_utf8() * if twice { 2 } else { 1 };
                (len, if twice { Style::DoubleApostrophe } else { style }, glyph)
            }
        };
        let place = place(&text[from..i], &text[i + len..to]);
        marks.push(Mark { start: i, end: i + len, style, glyph, place });
        i += len;
    }
}

/// What the neighbours of a mark say: does it open, close, or could it do either?
fn place(before: &str, after: &str) -> Side {
    let visible = |c: &char| !is_invisible(*c);
    let previous = before.chars().rev().find(visible);
    let next = after.chars().find(visible);
    let edge_before = previous.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '{' | ':' | '/' | '-' | '–' | '—' | '،')
    }) || previous.is_some_and(is_mark)
        && before.chars().rev().nth(1).is_none_or(char::is_whitespace);
    let edge_after = next.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                ')' | ']' | '}' | '.' | ',' | '،' | '؛' | ';' | ':' | '!' | '?' | '؟' | '…' | '-' | '–' | '—'
            )
    }) || next.is_some_and(is_mark)
        && after.chars().nth(1).is_none_or(|c| !c.is_alphanumeric());
    match (edge_before, edge_after) {
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        (true, true) => Side::Either,
        (false, false) if after_proclitic(before) => Side::Open,
        (false, false) => Side::Either,
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether the letters that touch the mark from before are an Arabic particle that is written onto the next word.
fn after_proclitic(before: &str) -> bool {
    let mut letters = ['\0'; 4];
    let mut n = 0;
    for c in before.chars().rev() {
        if is_invisible(c) || matches!(c, 'ـ' | '\u{64b}'..='\u{65f}') {
            continue;
        }
        if !c.is_alphabetic() {
            break;
        }
        if n == letters.len() {
            return false;
        }
        letters[n] = c;
        n += 1;
    }
    // Read backwards: ل then ا is "ال".
    match &letters[..n] {
        [c] => matches!(c, 'و' | 'ف' | 'ب' | 'ل' | 'ك' | 'س'),
        ['ل', 'ا' | 'ل'] => true,
        [c, 'و' | 'ف'] => matches!(c, 'ب' | 'ل' | 'ك'),
        ['ل', 'ا', c] => matches!(c, 'و' | 'ف' | 'ب' | 'ك'),
        ['ل', 'ل', c] => matches!(c, 'و' | 'ف'),
        _ => false,
    }
}

/// Whether mark `k` opens a group, given what is open.
fn opens(marks: &[Mark], k: usize, open: &[(usize, Mark)]) -> bool {
    let mark = marks[k];
    let same = open.iter().rev().find(|(_, m)| m.style == mark.style);
    match mark.place {
        Side::Close => false,
        // After a space and before a letter: it opens, unless the same neutral mark is open and the rest of the
        // paragraph would not close both (then the earlier one was never closed: that is settled by `partner`).
        Side::Open => true,
        // Between two letters or two spaces: close what is open, else believe the glyph; a lone one opens.
        Side::Either => match (same, mark.glyph) {
            (Some((_, opening)), glyph) => {
                // A directed glyph that opened with its own side may nest, where a closing one is still to come for both.
                glyph == Side::Open && opening.glyph == Side::Open && balance(marks, k, mark.style) < -1
            }
            (None, Side::Close) => open.is_empty() && balance(marks, k, mark.style) < 0,
            (None, Side::Open) => true,
            (None, Side::Either) => open.is_empty(),
        },
    }
}

/// Opening minus closing marks of a style after mark `k`, by their places.
fn balance(marks: &[Mark], k: usize, style: Style) -> i32 {
    marks[k + 1..]
        .iter()
        .filter(|m| m.style == style)
        .map(|m| match m.place {
            Side::Open => 1,
            Side::Close => -1,
            Side::Either => 0,
        })
        .sum()
}

/// Which open group a closing mark closes: the innermost of its own style, else the innermost double one.
fn partner(open: &[(usize, Mark)], mark: Mark) -> Option<usize> {
    let own = open.iter().rposition(|(_, m)| m.style == mark.style);
    if mark.style == Style::Single {
        return own;
    }
    own.or_else(|| open.iter().rposition(|(_, m)| m.style != Style::Single && m.style != Style::Parens))
}

/// Whether a single mark is a quotation mark and no apostrophe: an opening one needs a closing one after it, a closing
/// one an open group.
fn single_pairs(marks: &[Mark], k: usize, open: &[(usize, Mark)]) -> bool {
    let is_open = open.iter().any(|(_, m)| m.style == Style::Single);
    match marks[k].place {
        Side::Open => {
            !is_open && marks[k + 1..].iter().any(|m| m.style == Style::Single && m.place == Side::Close)
        }
        Side::Close => is_open,
        Side::Either => false,
    }
}

/// A span without white space and invisible characters at its edges.
fn trimmed(text: &str, from: usize, to: usize) -> Span {
    let (from, to) = (from.min(to), to);
    let soft = |c: char| c.is_whitespace() || is_invisible(c);
    let inside = &text[from..to];
    let start = from + (inside.len() - inside.trim_start_matches(soft).len());
    let end = to - (inside.len() - inside.trim_end_matches(soft).len());
    Span::new(start.min(end.max(start)), end.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let mut found = Vec::new();
        let mut from = 0;
        for line in text.split('\n') {
            groups(text, Span::new(from, from + line.len()), &mut found);
            from += line.len() + 1;
        }
        join(text, &mut found);
        let inner: Vec<&str> = found.iter().map(|g| g.inner.of(text)).collect();
        assert_eq!(inner, expected, "{text}");
    }

    #[test]
    fn every_style() {
        check("قال «لا نريد» ثم “نعم” و \"ربما\" و ''أبدا''", &["لا نريد", "نعم", "ربما", "أبدا"]);
        check("he said ``no'' and <<yes>> and ‘so’", &["no", "yes", "so"]);
    }

    #[test]
    fn reversed_and_mixed() {
        check("قال ”لن نعود“ ثم «سنعود\" وذهب", &["لن نعود", "سنعود"]);
    }

    #[test]
    fn nested() {
        check("قال: «قرأت \"العهد\" أمس».", &["قرأت \"العهد\" أمس", "العهد"]);
        check("قال “سمعت “الأغنية” كلها”.", &["سمعت “الأغنية” كلها", "الأغنية"]);
    }

    #[test]
    fn proclitics_open() {
        check("وصفه بـ\"الخطير\" وأعلن ل»المدينة« والـ\"مهم\"", &["الخطير", "المدينة", "مهم"]);
    }

    #[test]
    fn unclosed_and_stray() {
        check("قال «لن نعود إلى هناك", &["لن نعود إلى هناك"]);
        check("لن نعود» قال", &[]);
        check("He is 6\" tall and it's John's", &[]);
    }

    #[test]
    fn over_paragraphs() {
        check("قال «أول الكلام\nوآخره» ثم ذهب", &["أول الكلام", "وآخره"]);
        let text = "He said: “One.\n“Two.”";
        let mut found = Vec::new();
        let cut = text.find('\n').unwrap();
        groups(text, Span::new(0, cut), &mut found);
        groups(text, Span::new(cut + 1, text.len()), &mut found);
        join(text, &mut found);
        assert!(!found[0].closed && found[1].continues);
    }

    proptest! {
        #[test]
        fn any_marks_are_survived(text in "[«»“”\"'‘’`<>() .،:لوبa\\n\u{200f}ـ]{0,60}") {
            let mut found = Vec::new();
            let mut from = 0;
            for line in text.split('\n') {
                groups(&text, Span::new(from, from + line.len()), &mut found);
                from += line.len() + 1;
            }
            join(&text, &mut found);
            for g in &found {
                prop_assert!(g.outer.contains(g.inner) && !g.inner.is_empty());
                prop_assert!(text.is_char_boundary(g.inner.from()) && text.is_char_boundary(g.inner.to()));
                let _ = g.inner.of(&text);
            }
            for pair in found.windows(2) {
                prop_assert!(pair[0].outer.start <= pair[1].outer.start);
            }
        }
    }
}
