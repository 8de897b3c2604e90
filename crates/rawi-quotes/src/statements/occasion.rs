//! On which day something was said, where the words that say so name a day of the week: "the army said on Monday that …".
//!
//! One source may say much the same on two days. Readers of 2,600 statements met seven pairs of versions hardly like each
//! other whose cues name different days: not one of them was one statement.

use super::words::weekday;
use crate::speakers::Said;
use rawi_text::Span;

/// Bytes between the cue and the quotation that may name the day; what is longer tells something else too.
const BESIDE: usize = 400;
/// Characters behind a cue that follows its quotation ("…, he said on Monday").
const BEHIND: usize = 24;

/// The day on which a quote was said, in days since 1970: of the days that bear the name beside the cue the article's own or the
/// last one before it; but the day after the article's, which may be dated by another clock.
pub(super) fn said_on(said: &Said<'_>) -> Option<i32> {
    let published = said.day?;
    let named = weekday_in(beside(said)?.of(said.text))?;
    // 1970 began on a Thursday.
    let ago = (published + 3 - named).rem_euclid(7);
    Some(if ago == 6 { published + 1 } else { published - ago })
}

/// The first day of the week that these words name, Monday being 0.
fn weekday_in(text: &str) -> Option<i32> {
    let mut found = None;
    rawi_text::for_each_token(text, |token| {
        let day = weekday(token.hash);
        found = found.or((day != 0).then(|| day.trailing_zeros() as i32));
    });
    found
}

/// The words between source or cue and quotation, or those behind it.
fn beside(said: &Said<'_>) -> Option<Span> {
    let (quote, text) = (said.quote, said.text);
    let from = quote.content.iter().map(|range| range.from()).min()?;
    let to = quote.content.iter().map(|range| range.to()).max()?;
    let beside = quote.speaker.into_iter().chain(quote.cue).reduce(Span::cover)?;
    if beside.from() < from {
        return (from - beside.from() <= BESIDE).then(|| Span::new(beside.from(), from));
    }
    let rest = &text[beside.to()..];
    let end = rest.char_indices().nth(BEHIND).map_or(rest.len(), |(at, _)| at);
    let sentence = beside.to() + rest[..end].find(['.', '\n']).unwrap_or(end);
    (to <= beside.from() && sentence - to <= BESIDE).then(|| Span::new(to, sentence))
}

#[cfg(test)]
mod tests {
    use super::super::tests::quote;
    use super::*;
    use crate::Quote;

    /// The day of a quotation that stands between angle brackets, its cue before a bar.
    fn day_of(marked: &str, day: i32) -> Option<i32> {
        let at = |mark: &str| marked.find(mark).expect("a mark");
        let (cue, from, to) = (at("|"), at("<"), at(">"));
        // Letters behind a mark stand one byte nearer for each mark before it.
        let plain = |place: usize| place - marked[..place].matches(['|', '<', '>']).count();
        let quote = Quote {
            cue: Some(Span::new(plain(cue) - 4, plain(cue))),
            ..quote(Span::new(plain(from), plain(to)))
        };
        let text = marked.replace(['|', '<', '>'], "");
        let (outlet, seconds) = (None, None);
        said_on(&Said { article: 0, outlet, day: Some(day), seconds, text: &text, quote: &quote })
    }

    #[test]
    fn the_day_beside_the_cue() {
        // The 28th of May 2018.
        let monday = 17_679;
        for (text, day) in [
            ("قالت| الوزارة يوم الاثنين إن <الحدود مغلقة>.", Some(monday)),
            ("قالت| الوزارة الأحد إن <الحدود مغلقة>.", Some(monday - 1)),
            ("قالت| الوزارة الثلاثاء إن <الحدود مغلقة>.", Some(monday + 1)),
            ("قالت| الوزارة إن <الحدود مغلقة منذ الأحد>.", None),
            ("<The border is closed>, the ministry said| on Sunday.", Some(monday - 1)),
            ("<The border is closed>, the ministry said|. On Sunday it opens.", None),
        ] {
            assert_eq!(day_of(text, monday), day, "{text}");
        }
    }
}
