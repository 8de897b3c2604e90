//! Text of the archive on the page: always escaped, never able to change the order or direction of what is around it.

use maud::{Markup, Render, html};
use rawi_archive::Date;
use rawi_overlap::When;

/// Text of the archive, escaped as it is written.
///
/// Left out are the bidirectional embeddings, overrides and isolates (U+202A–202E, U+2066–2069): a text could close
/// the isolate it stands in with one of them and reorder the page ("Trojan Source", Boucher & Anderson 2021). The
/// marks LRM, RLM, ALM and the joiners, which Arabic needs, stay. Other control characters become U+FFFD.
pub struct Safe<'a>(pub &'a str);

impl Render for Safe<'_> {
    fn render_to(&self, out: &mut String) {
        for c in self.0.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
                '\n' | '\t' => out.push(c),
                '\r' => out.push('\n'),
                c if c.is_control() => out.push('\u{fffd}'),
                c => out.push(c),
            }
        }
    }
}

/// Direction of a text by most of its letters, so that an Arabic paragraph that begins with "BBC" stays Arabic;
/// `auto` where it has no letters.
pub fn direction(text: &str) -> &'static str {
    let (mut right, mut left) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(400) {
        if matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') {
            right += 1;
        } else {
            left += 1;
        }
    }
    match (right, left) {
        (0, 0) => "auto",
        _ if right >= left => "rtl",
        _ => "ltr",
    }
}

/// A language tag that may stand in an attribute.
pub fn language(lang: Option<&str>) -> Option<&str> {
    lang.filter(|tag| {
        (2..=16).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

/// A name or a few words in a line: isolated.
pub fn name(text: &str) -> Markup {
    html! { bdi dir=(direction(text)) { (Safe(text)) } }
}

/// An address that may become a link: http or https, and nothing that a browser would read differently.
pub fn address(url: Option<&str>) -> Option<&str> {
    url.filter(|url| {
        let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        matches!(scheme.as_deref(), Some("http" | "https"))
            && !url.chars().any(|c| c.is_whitespace() || c.is_control() || is_bidi_control(c))
    })
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A date as it was read, the day and the time apart, without seconds that say nothing.
pub fn date(date: Option<&str>) -> Markup {
    html! {
        @if let Some(date) = date {
            time dir="ltr" datetime=(Safe(date)) { (Safe(&readable(date))) }
        }
    }
}

fn readable(date: &str) -> String {
    let plain = date.replacen('T', " ", 1);
    match (plain.get(..16), plain.get(16..19), plain.get(19..)) {
        (Some(minutes), Some(":00"), Some(zone)) => format!("{minutes}{zone}"),
        _ => plain,
    }
}

/// Whether the first of two dates is the earlier; nothing where they do not tell: one is missing, both are the same
/// moment, or the same day where only the day of one is known.
pub fn is_before(a: Option<&str>, b: Option<&str>) -> Option<bool> {
    let when = |date: Option<&str>| {
        let date = Date::parse(date?)?;
        Some(When { seconds: date.seconds(), day_only: date.day_only() })
    };
    when(a)?.is_before(when(b)?)
}

/// The first ten characters of a date: its day.
pub fn day(date: Option<&str>) -> Option<&str> {
    date.and_then(|date| date.get(..10))
}

/// Characters `start` to `end` of a text; what lies beyond it is left out.
pub fn slice(text: &str, start: usize, end: usize) -> &str {
    let mut borders = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let from = borders.by_ref().nth(start).unwrap_or(text.len());
    match end.checked_sub(start) {
        None | Some(0) => &text[from..from],
        Some(length) => &text[from..borders.nth(length - 1).unwrap_or(text.len())],
    }
}

/// The beginning of a text, at most `limit` characters, cut between words; and whether something is missing.
pub fn clip(text: &str, limit: usize) -> (&str, bool) {
    let Some((cut, _)) = text.char_indices().nth(limit) else { return (text, false) };
    let head = &text[..cut];
    let between = head.rfind(char::is_whitespace).filter(|&at| at * 2 > cut).unwrap_or(cut);
    (head[..between].trim_end(), true)
}

/// A part as a percentage: whole numbers, decimals below ten, and never "0%" for something.
pub fn percent(part: f64) -> String {
    let percent = part * 100.0;
    if percent <= 0.0 || !percent.is_finite() {
        "0%".to_owned()
    } else if percent < 0.1 {
        format!("{:.2}%", percent.max(0.01))
    } else if percent < 9.95 {
        format!("{percent:.1}%")
    } else {
        format!("{percent:.0}%")
    }
}

/// A number with its thousands apart.
pub fn number(n: impl TryInto<u64>) -> String {
    let digits = n.try_into().unwrap_or(u64::MAX).to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_archive_is_markup() {
        let html = html! { (Safe("<b a='\"'>&\u{202e}x\u{2069}\u{0007}\u{200f}")) }.into_string();
        assert_eq!(html, "&lt;b a=&#39;&quot;&#39;&gt;&amp;x\u{fffd}\u{200f}");
    }

    #[test]
    fn direction_is_that_of_most_letters() {
        assert_eq!(direction("BBC: قال المتحدث إن الحديث مستمر"), "rtl");
        assert_eq!(direction("He said (قال) it"), "ltr");
        assert_eq!(direction("2018 …"), "auto");
    }

    #[test]
    fn only_plain_addresses_are_links() {
        assert_eq!(address(Some("https://example.org/a")), Some("https://example.org/a"));
        assert_eq!(address(Some("HTTP://example.org/a")), Some("HTTP://example.org/a"));
        for bad in
            ["javascript:alert(1)", "data:text/html,x", "java\nscript://x", "https://a\u{202e}b", "//x"]
        {
            assert_eq!(address(Some(bad)), None, "{bad}");
        }
    }

    #[test]
    fn slices_count_characters_and_never_panic() {
        let text = "aقالb";
        assert_eq!(slice(text, 1, 4), "قال");
        assert_eq!(slice(text, 0, 0), "");
        assert_eq!(slice(text, 4, 99), "b");
        assert_eq!(slice(text, 99, 120), "");
        assert_eq!(slice(text, 3, 2), "");
    }

    #[test]
    fn clips_between_words() {
        assert_eq!(clip("one two three", 9), ("one two", true));
        assert_eq!(clip("one", 9), ("one", false));
        assert_eq!(clip("أبجدهوزحطي", 4), ("أبجد", true));
    }

    #[test]
    fn dates_read_well() {
        assert_eq!(readable("2018-07-01"), "2018-07-01");
        assert_eq!(readable("2018-07-01T14:30:00"), "2018-07-01 14:30");
        assert_eq!(readable("2018-07-01T14:30:00+03:00"), "2018-07-01 14:30+03:00");
        assert_eq!(readable("2018-07-01T14:30:09Z"), "2018-07-01 14:30:09Z");
    }

    #[test]
    fn a_day_alone_says_nothing_of_its_hours() {
        let before = |a, b| is_before(Some(a), Some(b));
        assert_eq!(before("2018-07-01", "2018-07-02T01:00:00Z"), Some(true));
        assert_eq!(before("2018-07-02T04:00:00Z", "2018-07-02T01:00:00Z"), Some(false));
        assert_eq!(before("2018-07-02", "2018-07-02T01:00:00Z"), None);
        assert_eq!(is_before(None, Some("2018-07-02")), None);
    }

    #[test]
    fn figures_read_well() {
        assert_eq!(percent(0.412), "41%");
        assert_eq!(percent(0.0412), "4.1%");
        assert_eq!(percent(0.000_2), "0.02%");
        assert_eq!(percent(1.0), "100%");
        assert_eq!(number(1_234_567_u64), "1,234,567");
        assert_eq!(number(12_usize), "12");
    }
}
