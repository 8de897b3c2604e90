//! Whose family name it is that one article gives alone.
//!
//! Signs are weighed in points: the article's own words before the name, titles, time, outlet, how often the candidate
//! speaks. The weights were set by reading what they brought together, in both languages. Points choose between
//! candidates; that it is one of them at all needs [evidence], as a family name has more bearers than an archive quotes
//! in full.

use memchr::memmem;

use super::cluster::Archive;
use super::full_names::FullNames;
use super::mentions::{Mention, Titles};
use crate::names::{Letters, Name, SAME, word_likeness};

/// Points that the best candidate needs.
const LEAST: f32 = 3.0;
/// Points that it must be ahead of the second.
const MARGIN: f32 = 0.75;

/// The candidate that is likelier than all others.
pub(super) fn choose(
    archive: &Archive<'_>,
    part: &Mention,
    candidates: &[(usize, f32)],
    speakers: &[Mention],
    full: &FullNames,
    titles: &Titles,
) -> Option<usize> {
    if candidates.is_empty() {
        return None;
    }
    let given = given_names(archive, part, full);
    let mut points: Vec<(f32, usize)> = candidates
        .iter()
        .map(|(number, score)| {
            let speaker = &speakers[*number];
            let titles = match part.shared_titles(speaker) {
                // Both have titles, and none in common.
                0 if part.comparable_titles(speaker) => -0.5,
                shared => (shared as f32).min(3.0),
            };
            let time = match part.apart(speaker) {
                Some(0..=3) => 1.5,
                Some(4..=30) => 1.0,
                Some(31..=365) => 0.25,
                Some(_) => -1.0,
                None => 0.5,
            };
            let outlet = if part.shared_outlets(speaker) > 0 { 0.5 } else { 0.0 };
            let words = if part.shared_words(speaker) > 0 { 2.0 } else { 0.0 };
            let frequent = (1.0 + speaker.members.len() as f32).log2() / 3.0;
            let article = match given.iter().any(|given| bears(speaker.name(archive.written), given)) {
                true => 3.0,
                false if !given.is_empty() => -3.0,
                false => 0.0,
            };
            (titles + time + outlet + words + frequent + article + score, *number)
        })
        .collect();
    points.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (best, number) = *points.first()?;
    let second = points.get(1).map_or(0.0, |(points, _)| *points);
    let named = given.iter().any(|given| bears(speakers[number].name(archive.written), given));
    let sure = best >= LEAST && best - second >= MARGIN;
    // A king's first name and his title say enough.
    let known =
        sure && (named || part.royal || evidence(archive, part, number, candidates, speakers, titles));
    known.then_some(number)
}

/// Whether something beside the family name itself says that it is the candidate's: a title that tells, the same
/// words, his outlet in the same days; or that several outlets name him in full in these weeks, and nobody else of
/// that name is heard nearly as much.
fn evidence(
    archive: &Archive<'_>,
    part: &Mention,
    number: usize,
    candidates: &[(usize, f32)],
    speakers: &[Mention],
    titles: &Titles,
) -> bool {
    /// Quotes under the full name, outlets that have it, and days to the nearest of them.
    const QUOTES: usize = 3;
    const OUTLETS: usize = 2;
    const WEEKS: i32 = 30;
    /// How much more often he is quoted than all others of the name.
    const AHEAD: usize = 4;
    let speaker = &speakers[number];
    let others: usize = candidates
        .iter()
        .filter(|(other, _)| *other != number)
        .map(|(other, _)| speakers[*other].members.len())
        .sum();
    let heard = speaker.members.len() >= QUOTES.max(others * AHEAD)
        && speaker.outlets.len() >= OUTLETS
        && part.apart(speaker).is_none_or(|days| days <= WEEKS);
    let near = (heard || part.beside(speaker))
        && !part.of_other_states(speaker)
        && !other_article(part.name(archive.written), speaker.name(archive.written));
    near || part.same_title(speaker, titles) || part.shared_words(speaker) > 0
}

/// Whether one of two Arabic family names has the article and the other not: Badri and al-Badri may be one family, but
/// time and outlet do not say so.
pub(super) fn other_article(called: &Name, full: &Name) -> bool {
    let arabic = |name: &'_ Name| {
        let last = name.words.last().filter(|word| word.script == Letters::Arabic);
        last.map(|word| word.article)
    };
    matches!((arabic(called), arabic(full)), (Some(a), Some(b)) if a != b)
}

/// Given names that stand before the name anywhere in the article: who is quoted as "Haddad" may be introduced as
/// "Selma Haddad" where he does not speak.
fn given_names(archive: &Archive<'_>, part: &Mention, full: &FullNames) -> Vec<Name> {
    /// Places of the name that are looked at.
    const PLACES: usize = 8;
    let Some(member) = part.members.first() else { return Vec::new() };
    let text = archive.said[*member].text;
    let mut found: Vec<Name> = Vec::new();
    let called = archive.written.names[part.name].called;
    for at in memmem::find_iter(text.as_bytes(), called).take(PLACES) {
        let before = &text[..at];
        let Some(line) = before.rsplit('\n').next() else { continue };
        // Attached letters, or an opening mark, are no word before it.
        if !line.ends_with(' ') {
            continue;
        }
        let Some(word) = line.split_whitespace().next_back() else { continue };
        if word.chars().count() < 2 || word.ends_with(['،', ',', '.', ':', '؛', '"', '”', '»', ')']) {
            continue;
        }
        let name = Name::parse(word);
        let given = name.words.first().is_some_and(|first| full.is_given(first.form()));
        if given && !name.title && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// Whether a full name has a given name.
fn bears(name: &Name, given: &Name) -> bool {
    let Some((_, before)) = name.words.split_last() else { return false };
    before.iter().any(|word| word_likeness(word, &given.words[0]) as f32 >= SAME * 1000.0)
}
