//! Text of an archive on a terminal: made harmless, measured in columns, cut and wrapped.
//!
//! Only what is laid out for people passes through here; piped text stays exact. Control characters would
//! move the cursor or recolour the screen, and bidirectional overrides would let an article rearrange the
//! words around it: both are shown as escapes (`\u{1b}`, `\u{202e}`). Embeddings and isolates, which Arabic pages are
//! full of and which do harm only where they are not closed, are left out. LRM, RLM, ZWJ and ZWNJ stay,
//! since Arabic and Persian need them.

use unicode_width::UnicodeWidthChar;

/// First strong isolate: what follows takes the direction of its own first strong letter.
const ISOLATE: char = '\u{2068}';
/// End of an isolate.
const END_ISOLATE: char = '\u{2069}';
/// Keeps the next column where it belongs in terminals that order by letters but know no isolates.
const LEFT_TO_RIGHT: char = '\u{200E}';

/// `text` on one line and without anything that could act on a terminal.
pub fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{A0}' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{202D}' | '\u{202E}' => {
                out.extend(letter.escape_unicode());
            }
            // Embeddings and isolates; interlinear and tag characters; the byte order mark.
            '\u{202A}'..='\u{202C}' | '\u{2066}'..='\u{2069}' => {}
            '\u{FFF9}'..='\u{FFFB}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}' => {}
            _ => out.push(letter),
        }
    }
    out
}

/// Columns of a terminal that `text` takes, letter by letter (a grid of cells joins no letters).
pub fn width(text: &str) -> usize {
    text.chars().map(|letter| letter.width().unwrap_or(0)).sum()
}

/// `text` cut to `columns`, with "…" where something was left out.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut taken = 0;
    for letter in text.chars() {
        let wide = letter.width().unwrap_or(0);
        if taken + wide + 1 > columns {
            break;
        }
        taken += wide;
        out.push(letter);
    }
    out.truncate(out.trim_end().len());
    if columns > 0 {
        out.push('…');
    }
    out
}

/// `text` in lines of at most `columns`, broken at white space where there is some; at most `lines` of them,
/// the last with "…" where text is left.
pub fn wrap(text: &str, columns: usize, lines: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if out.len() + 1 == lines {
            // The last line takes all that is left and is cut.
            let mut rest = line;
            for word in std::iter::once(word).chain(words) {
                if !rest.is_empty() {
                    rest.push(' ');
                }
                rest.push_str(word);
                if width(&rest) > columns {
                    break;
                }
            }
            out.push(cut(&rest, columns));
            return out;
        }
        let joined = if line.is_empty() { width(word) } else { width(&line) + 1 + width(word) };
        if joined <= columns {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            out.push(std::mem::take(&mut line));
        }
        line = broken(word, columns, &mut out);
        if words.peek().is_none() && out.len() >= lines {
            break;
        }
    }
    if !line.is_empty() {
        out.push(line);
    }
    if out.len() > lines {
        out.truncate(lines);
        if let Some(last) = out.last_mut() {
            *last = cut(&format!("{last} …"), columns);
        }
    }
    out
}

/// Puts all full lines of a word longer than a line into `out`, and gives back what is left of it.
fn broken(word: &str, columns: usize, out: &mut Vec<String>) -> String {
    let mut line = String::new();
    let mut taken = 0;
    for letter in word.chars() {
        let wide = letter.width().unwrap_or(0);
        if taken + wide > columns && !line.is_empty() {
            out.push(std::mem::take(&mut line));
            taken = 0;
        }
        taken += wide;
        line.push(letter);
    }
    line
}

/// Whether some letter of `text` is written from right to left.
pub fn has_right_to_left(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    })
}

/// A cell with right-to-left letters closed in, so that it is ordered within itself and the cells beside it stay
/// where they are. Both marks take no column; a terminal that does no bidirectional ordering shows nothing of them.
pub fn isolated(cell: &str) -> String {
    if has_right_to_left(cell) {
        format!("{ISOLATE}{cell}{END_ISOLATE}{LEFT_TO_RIGHT}")
    } else {
        cell.to_owned()
    }
}

/// `cell` cut to `columns`, isolated, and filled with spaces behind.
pub fn padded(cell: &str, columns: usize) -> String {
    let cell = cut(cell, columns);
    let fill = columns.saturating_sub(width(&cell));
    format!("{}{:fill$}", isolated(&cell), "")
}

/// `cell` cut to `columns`, isolated, and filled with spaces before: for numbers.
pub fn padded_left(cell: &str, columns: usize) -> String {
    let cell = cut(cell, columns);
    let fill = columns.saturating_sub(width(&cell));
    format!("{:fill$}{}", "", isolated(&cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archive_text_cannot_act_on_the_terminal() {
        let hostile = "a\u{1b}[31mred\u{202E}evil\u{2066}x\u{9b}2J\u{7f}\nb";
        let shown = harmless(hostile);
        assert!(!shown.chars().any(char::is_control), "{shown:?}");
        assert!(!shown.contains(['\u{202E}', '\u{2066}']));
        assert!(
            shown.contains("a\\u{1b}[31mred\\u{202e}evil") && shown.contains("\\u{9b}2J\\u{7f} b"),
            "{shown}"
        );
    }

    #[test]
    fn marks_that_arabic_needs_stay() {
        let text = "می\u{200C}خواهم\u{200F} \u{200E}x";
        assert_eq!(harmless(text), text);
    }

    #[test]
    fn cutting_counts_columns_not_bytes() {
        assert_eq!(cut("قال", 3), "قال");
        assert_eq!(cut("قال لافروف", 6), "قال ل…");
        assert_eq!(cut("word more", 6), "word…");
        assert_eq!(cut("中文字", 4), "中…");
        assert_eq!(cut("anything", 0), "");
    }

    #[test]
    fn every_wrapped_line_fits() {
        let text = "one two three fourteenletters five 中文字中文字 قال لافروف إن الاتفاق سيدخل حيز التنفيذ";
        for columns in 1..30 {
            for lines in 1..6 {
                let wrapped = wrap(text, columns, lines);
                assert!(wrapped.len() <= lines, "{columns} {lines} {wrapped:?}");
                for line in wrapped {
                    assert!(width(&line) <= columns.max(2), "{columns} {line:?}");
                }
            }
        }
        assert_eq!(wrap("one two three", 7, 9), ["one two", "three"]);
        assert_eq!(wrap("one two three", 7, 1), ["one tw…"]);
        assert_eq!(wrap("", 7, 3), Vec::<String>::new());
    }

    #[test]
    fn cells_of_arabic_are_isolated_and_padded_outside() {
        assert_eq!(padded("قال", 5), "\u{2068}قال\u{2069}\u{200E}  ");
        assert_eq!(padded("abc", 5), "abc  ");
        assert_eq!(padded_left("7", 3), "  7");
    }
}
