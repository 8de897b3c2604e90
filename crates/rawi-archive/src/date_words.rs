//! Dates as people write them: names of months in several languages, digits of several scripts, any order.
//!
//! The text is cut into numbers, words and signs. The time of day is taken out first, as it is told by its colon; what is left
//! must be a day, a month and a year, and nothing else but words that are known to say nothing about when.

use std::collections::HashMap;
use std::sync::LazyLock;

use rawi_text::fold_word;

use crate::date::{Date, Time, fraction};

/// Longer texts are no dates.
const LONGEST: usize = 160;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Month(i8),
    Pass,
    Am,
    Pm,
    /// Seconds east of Greenwich.
    Zone(i32),
}

static WORDS: LazyLock<HashMap<String, Word>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for line in include_str!("../data/date-words.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(kind), Some(value), Some(list)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let word = match kind {
            "month" => value.parse().ok().map(Word::Month),
            "zone" => value.parse().ok().map(Word::Zone),
            "pass" => Some(Word::Pass),
            "am" => Some(Word::Am),
            "pm" => Some(Word::Pm),
            _ => None,
        };
        if let Some(word) = word {
            for name in list.split(',') {
                words.entry(fold_word(name)).or_insert(word);
            }
        }
    }
    words
});

/// A number (its digits in ASCII), a known word, or a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Number(String),
    Word(Word),
    Sign(char),
    Space,
}

impl Token {
    fn digits(&self) -> Option<&str> {
        match self {
            Token::Number(digits) => Some(digits),
            _ => None,
        }
    }
}

/// Reads a date; `None` where it is none, or could be several.
pub(crate) fn parse(text: &str) -> Option<Date> {
    if text.len() > LONGEST {
        return None;
    }
    let mut tokens = tokens(text)?;
    if let Some(date) = bare_number(&tokens) {
        return date;
    }
    let time = match compact_time(&mut tokens) {
        Some(time) => Some(time),
        None => take_time(&mut tokens)?,
    };
    // A T without a time behind it: the date has been cut.
    if time.is_none() && tokens.contains(&Token::Sign('T')) {
        return None;
    }
    let (year, month, day) = day(&tokens)?;
    Date::of_parts(year, month, day, time)
}

/// Cuts a text; `None` if it holds a word that is not known.
fn tokens(text: &str) -> Option<Vec<Token>> {
    enum Raw {
        Number(String),
        Word(String),
        Sign(char),
        Space,
    }
    // `[Asia/Damascus]` after an offset says nothing more.
    let text = match text.split_once('[') {
        Some((before, zone)) if zone.ends_with(']') => before,
        _ => text,
    };
    let mut raw: Vec<Raw> = Vec::new();
    for c in text.chars() {
        if let Some(digit) = digit(c) {
            match raw.last_mut() {
                Some(Raw::Number(digits)) => digits.push(digit),
                _ => raw.push(Raw::Number(digit.into())),
            }
        } else if c.is_alphabetic() || (is_mark(c) && matches!(raw.last(), Some(Raw::Word(_)))) {
            match raw.last_mut() {
                Some(Raw::Word(word)) => word.push(c),
                _ => raw.push(Raw::Word(c.into())),
            }
        } else if is_mark(c) {
            // marks of direction and joining
        } else if c.is_whitespace() || matches!(c, '،' | '(' | ')' | '|') {
            if !matches!(raw.last(), Some(Raw::Space)) {
                raw.push(Raw::Space);
            }
        } else {
            raw.push(Raw::Sign(c));
        }
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(token) = raw.get(at) {
        at += 1;
        out.push(match token {
            Raw::Number(digits) => Token::Number(digits.clone()),
            Raw::Sign(sign) => Token::Sign(*sign),
            Raw::Space => Token::Space,
            Raw::Word(first) => {
                // `كانون الثاني`, `a.m.`: two words are tried before one.
                let second = match (raw.get(at), raw.get(at + 1)) {
                    (Some(Raw::Space | Raw::Sign('.')), Some(Raw::Word(second))) => Some(second),
                    _ => None,
                };
                let both = second.and_then(|second| WORDS.get(&fold_word(&format!("{first} {second}"))));
                if both.is_some() {
                    at += 2;
                }
                match both.or_else(|| WORDS.get(&fold_word(first))) {
                    Some(word) => Token::Word(*word),
                    // The T of ISO 8601.
                    None if first.eq_ignore_ascii_case("t") => Token::Sign('T'),
                    None => return None,
                }
            }
        });
    }
    Some(out)
}

fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    char::from_digit(c as u32 - zero as u32, 10)
}

/// Marks that belong to a word, or are not seen at all.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

/// One number alone: a day without separators, or a count since 1970. `None`: it is not one number.
fn bare_number(tokens: &[Token]) -> Option<Option<Date>> {
    let digits = match tokens {
        [Token::Number(digits)] => digits,
        // as a machine prints a floating number
        [Token::Number(digits), Token::Sign('.'), Token::Number(rest)] if digits.len() >= 9 => {
            if rest.len() > 9 {
                return None;
            }
            digits
        }
        _ => return None,
    };
    let part = |from: usize, to: usize| digits[from..to].parse().unwrap_or(0i8);
    let year = || digits[..4].parse().unwrap_or(0i16);
    Some(match digits.len() {
        8 => Date::of_day(year(), part(4, 6), part(6, 8)),
        14 => {
            let time = Time {
                hour: part(8, 10),
                minute: part(10, 12),
                second: Some(part(12, 14)),
                ..Time::default()
            };
            Date::of_parts(year(), part(4, 6), part(6, 8), Some(time))
        }
        12 => {
            let time = Time { hour: part(8, 10), minute: part(10, 12), ..Time::default() };
            Date::of_parts(year(), part(4, 6), part(6, 8), Some(time)).or_else(|| Date::of_number(digits))
        }
        _ => Date::of_number(digits),
    })
}

/// `20180705T123000Z`: takes the time out.
fn compact_time(tokens: &mut Vec<Token>) -> Option<Time> {
    let [Token::Number(day), Token::Sign('T'), Token::Number(time), zone @ ..] = tokens.as_slice() else {
        return None;
    };
    if day.len() != 8 || !matches!(time.len(), 4 | 6) {
        return None;
    }
    let part = |at: usize| time.get(at..at + 2).and_then(|digits| digits.parse().ok());
    let mut out = Time { hour: part(0)?, minute: part(2)?, second: part(4), ..Time::default() };
    let (offset, used) = zone_at(zone);
    out.offset = offset;
    tokens.drain(1..3 + used);
    Some(out)
}

/// Takes the time of day out: `Some(None)` if there is none, `None` if it cannot be right.
fn take_time(tokens: &mut Vec<Token>) -> Option<Option<Time>> {
    fn two(token: Option<&Token>) -> Option<&str> {
        token.and_then(Token::digits).filter(|digits| digits.len() <= 2)
    }
    let colon = (1..tokens.len()).find(|&at| {
        tokens[at] == Token::Sign(':')
            && two(tokens.get(at - 1)).is_some()
            && two(tokens.get(at + 1)).is_some()
    });
    let mut time = Time::default();
    let (from, mut to);
    if let Some(colon) = colon {
        from = colon - 1;
        time.hour = two(tokens.get(colon - 1))?.parse().ok()?;
        time.minute = two(tokens.get(colon + 1))?.parse().ok()?;
        to = colon + 2;
        if tokens.get(to) == Some(&Token::Sign(':')) {
            time.second = Some(two(tokens.get(to + 1))?.parse().ok()?);
            to += 2;
            if let (Some(Token::Sign('.' | ',')), Some(Token::Number(digits))) =
                (tokens.get(to), tokens.get(to + 1))
            {
                time.fraction = Some(fraction(digits)?);
                to += 2;
            }
        }
    } else if let Some(noon) = (1..tokens.len()).find(|&at| {
        // `3 PM`, `3PM`; the Arabic letter alone may stand for "of our era" behind a year.
        let before = if tokens[at - 1] == Token::Space { at.checked_sub(2) } else { Some(at - 1) };
        matches!(tokens[at], Token::Word(Word::Am | Word::Pm))
            && before.is_some_and(|before| two(tokens.get(before)).is_some())
    }) {
        from = if tokens[noon - 1] == Token::Space { noon - 2 } else { noon - 1 };
        time.hour = two(tokens.get(from))?.parse().ok()?;
        to = from + 1;
    } else {
        return Some(None);
    }
    let spaces = |at: usize| at + usize::from(tokens.get(at) == Some(&Token::Space));
    if let Some(Token::Word(noon @ (Word::Am | Word::Pm))) = tokens.get(spaces(to)) {
        to = spaces(to) + 1;
        time.hour = match (time.hour, noon) {
            (12, Word::Am) => 0,
            (hour @ 1..=11, Word::Pm) => hour + 12,
            (hour @ 1..=12, _) => hour,
            _ => return None,
        };
        // a.m.
        to += usize::from(tokens.get(to) == Some(&Token::Sign('.')));
    }
    // Words without meaning may stand between a time and its zone.
    let mut zone_from = spaces(to);
    while tokens.get(zone_from) == Some(&Token::Word(Word::Pass)) {
        zone_from = spaces(zone_from + 1);
    }
    let (offset, used) = zone_at(&tokens[zone_from.min(tokens.len())..]);
    time.offset = offset;
    if used > 0 {
        to = zone_from + used;
    }
    tokens.splice(from..to, [Token::Space]);
    Some(Some(time))
}

/// A zone at the beginning of the tokens: its offset, and how many tokens it takes.
fn zone_at(tokens: &[Token]) -> (Option<i32>, usize) {
    let (named, mut used) = match tokens {
        [Token::Word(Word::Zone(offset)), ..] => (Some(*offset), 1),
        _ => (None, 0),
    };
    // `+0300`, `+03:00`, `GMT+3`
    if let [Token::Sign(sign @ ('+' | '-')), Token::Number(digits), after @ ..] = &tokens[used..] {
        let number = |digits: &str| digits.parse::<i32>().unwrap_or(0);
        let parts = match (digits.len(), after) {
            (1 | 2, [Token::Sign(':'), Token::Number(minutes), ..]) if minutes.len() == 2 => {
                Some((number(digits), number(minutes), 4))
            }
            (1 | 2, _) => Some((number(digits), 0, 2)),
            (4, _) => Some((number(&digits[..2]), number(&digits[2..]), 2)),
            // `- 2018`: no zone
            _ => None,
        };
        if let Some((hours, minutes, taken)) = parts
            && hours <= 18
            && minutes < 60
        {
            used += taken;
            let seconds = hours * 3600 + minutes * 60;
            return (Some(if *sign == '-' { -seconds } else { seconds }), used);
        }
    }
    (named, used)
}

/// Year, month and day of what is left when the time is out.
fn day(tokens: &[Token]) -> Option<(i16, i8, i8)> {
    let numbers: Vec<&str> = tokens.iter().filter_map(Token::digits).collect();
    let mut month = None;
    for token in tokens {
        match token {
            Token::Word(Word::Month(number)) => {
                // `تموز/يوليو` is one month by two names.
                if month.is_some_and(|month| month != *number) {
                    return None;
                }
                month = Some(*number);
            }
            Token::Sign(sign) if !matches!(sign, '-' | '/' | '.' | ',' | ':' | 'T' | '–' | '—' | '،') => {
                return None;
            }
            _ => {}
        }
    }
    let year = |digits: &str| (digits.len() == 4).then(|| digits.parse().ok()).flatten();
    let short = |digits: &str| (digits.len() <= 2).then(|| digits.parse().ok()).flatten();
    if let Some(month) = month {
        return match numbers.as_slice() {
            [a, b] => match (year(a), year(b)) {
                (Some(year), None) => Some((year, month, short(b)?)),
                (None, Some(year)) => Some((year, month, short(a)?)),
                _ => None,
            },
            _ => None,
        };
    }
    match numbers.as_slice() {
        [whole] if whole.len() == 8 => {
            Some((whole[..4].parse().ok()?, whole[4..6].parse().ok()?, whole[6..].parse().ok()?))
        }
        [a, b, c] => {
            let (first, second): (Option<i8>, i8) = (short(a), short(b)?);
            match (first, year(a), year(c)) {
                (_, Some(year), None) => Some((year, second, short(c)?)),
                (Some(first), None, Some(year)) if second > 12 => Some((year, first, second)),
                (Some(first), None, Some(year)) => Some((year, second, first)),
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_has_names_and_no_word_means_two_things() {
        let mut seen: HashMap<String, Word> = HashMap::new();
        for line in include_str!("../data/date-words.tsv").lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells[0] == "am" || cells[0] == "pm" {
                assert_eq!(cells.len(), 3, "{line}");
            }
            for name in cells[2].split(',') {
                let word = WORDS[&fold_word(name)];
                let before = seen.insert(fold_word(name), word);
                assert!(before.is_none() || before == Some(word), "{name} means two things");
                if cells[0] == "month" {
                    assert_eq!(word, Word::Month(cells[1].parse().unwrap()), "{name}");
                }
            }
        }
        for month in 1..=12 {
            assert!(seen.values().any(|word| *word == Word::Month(month)));
        }
    }
}
