//! Text of an archive on a terminal: made harmless, measured in columns, cut and wrapped.
//!
//! Only what is laid out for people passes through here; piped text stays exact. Control characters would
//! move the cursor or recolour the screen, and bidirectional overrides would let an article rearrange the
//! words around it: both are shown as escapes (`\u{1b}`, `\u{202e}`). Embeddings and isolates, which Arabic pages are
//! full of and which do harm only where they are not closed, are left out. LRM, RLM, ZWJ and ZWNJ stay,
//! since Arabic and Persian need them.

use unicode_width::UnicodeWidthChar;

/// An embedding from right to left. An isolate would say it better, but terminals with tables of widths older than
/// Unicode 6.3 draw isolates as boxes that take a column each; marks and embeddings have been there from the first.
const EMBEDDING: char = '\u{202B}';
/// End of an embedding.
const END_EMBEDDING: char = '\u{202C}';
/// Keeps the sign that ends a cell ("…") at its left in a terminal that loses the embedding.
const RIGHT_TO_LEFT: &str = "\u{200F}";
/// Keeps the cells beside it where they are.
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

/// `text` cut to `columns` in its middle: of ids and addresses, both ends tell one from another.
pub fn cut_middle(text: &str, columns: usize) -> String {
    if width(text) <= columns || columns < 3 {
        return cut(text, columns);
    }
    let tail_columns = (columns - 1) / 2;
    let head = cut(text, columns - tail_columns);
    let mut from = text.len();
    let mut taken = 0;
    for (at, letter) in text.char_indices().rev() {
        taken += letter.width().unwrap_or(0);
        if taken > tail_columns {
            break;
        }
        from = at;
    }
    format!("{head}{}", &text[from..])
}

fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Whether `text` is read from right to left: its first letter says so.
pub fn runs_right_to_left(text: &str) -> bool {
    text.chars().find(|letter| letter.is_alphabetic()).is_some_and(is_right_to_left)
}

/// A cell with right-to-left letters closed in, so that it is ordered within itself, in the direction of its first
/// letter, and the cells beside it stay where they are. The marks take no column; a terminal that orders nothing
/// shows nothing of them.
pub fn isolated(cell: &str) -> String {
    closed_in(cell, runs_right_to_left(cell))
}

/// `text` in lines as of [`wrap`], each closed in, and all in the direction of the whole text: of an Arabic sentence, a
/// line that begins with a Latin name still runs from right to left.
pub fn lines(text: &str, columns: usize, most: usize) -> Vec<String> {
    let to_the_left = runs_right_to_left(text);
    wrap(text, columns, most).iter().map(|line| closed_in(line, to_the_left)).collect()
}

/// `line` with as few marks as will do, since some terminals count a column for each.
pub fn closed_in(line: &str, to_the_left: bool) -> String {
    if !line.chars().any(is_right_to_left) {
        return line.to_owned();
    }
    if !to_the_left {
        return format!("{line}{LEFT_TO_RIGHT}");
    }
    let is_letter = |letter: Option<char>| {
        letter.is_some_and(|letter| letter.is_alphabetic() && is_right_to_left(letter))
    };
    let ends_plainly = is_letter(line.chars().next_back());
    let others = line.chars().any(|letter| letter.is_alphabetic() && !is_right_to_left(letter));
    if is_letter(line.chars().next()) && ends_plainly && !others {
        return format!("{line}{LEFT_TO_RIGHT}");
    }
    let mark = if ends_plainly { "" } else { RIGHT_TO_LEFT };
    format!("{EMBEDDING}{line}{mark}{END_EMBEDDING}{LEFT_TO_RIGHT}")
}

/// `line` kept from turning round in a terminal that gives each line the direction of its first letter.
pub fn from_the_left(line: String) -> String {
    if runs_right_to_left(&line) { format!("{LEFT_TO_RIGHT}{line}") } else { line }
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
    fn ids_keep_both_their_ends() {
        assert_eq!(cut_middle("daftar-alakhbar-0704-1", 15), "daftar-…-0704-1");
        assert_eq!(cut_middle("short", 15), "short");
        assert_eq!(cut_middle("中文字中文字", 8), "中文…字");
        for columns in 0..20 {
            assert!(width(&cut_middle("https://example.org/سياسة/2018/07/04/17", columns)) <= columns);
        }
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
    fn lines_run_as_their_text_does() {
        assert_eq!(
            lines("قال وزير خارجية روسيا Lavrov اليوم إن", 14, 9),
            [
                "قال وزير\u{200E}",
                "خارجية روسيا\u{200E}",
                "\u{202B}Lavrov اليوم\u{202C}\u{200E}",
                "إن\u{200E}"
            ]
        );
        assert_eq!(lines("he said: قال قال قال", 9, 9), ["he said:", "قال قال\u{200E}", "قال\u{200E}"]);
    }

    #[test]
    fn cells_of_arabic_are_isolated_and_padded_outside() {
        assert_eq!(padded("قال", 5), "قال\u{200E}  ");
        assert_eq!(padded("قال الوزير", 6), "\u{202B}قال ا…\u{200F}\u{202C}\u{200E}");
        assert_eq!(padded("قال،", 4), "\u{202B}قال،\u{200F}\u{202C}\u{200E}");
        assert_eq!(padded("(قال)", 5), "\u{202B}(قال)\u{200F}\u{202C}\u{200E}");
        assert_eq!(padded("قال Lavrov لي", 13), "\u{202B}قال Lavrov لي\u{202C}\u{200E}");
        assert_eq!(padded("a: قال", 6), "a: قال\u{200E}");
        assert_eq!(padded("abc", 5), "abc  ");
        assert_eq!(padded_left("7", 3), "  7");
    }
}
