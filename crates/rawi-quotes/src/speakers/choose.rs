//! Whose family name it is that one article gives alone.
//!
//! Signs are weighed in points: the article's own words before the name, titles, time, outlet, how often the candidate
//! speaks. The weights were set by reading what they brought together, in both languages. Points choose between
//! candidates; that it is one of them at all needs [evidence], as a family name has more bearers than an archive quotes
//! in full.

use super::article::{Met, met};
use super::cluster::Archive;
use super::full_names::FullNames;
use super::mentions::{Mention, Titles};
use crate::arabic::is_first_name;
use crate::names::{Letters, Name, SAME, Word, is_father, keys, word_likeness};

/// Points that the best candidate needs.
const LEAST: f32 = 3.0;
/// Points that it must be ahead of the second.
const MARGIN: f32 = 0.75;

/// Whose name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// The candidate of this number.
    Known(usize),
    /// Nothing says whose.
    Open,
    /// Somebody's whom the article names otherwise than any candidate: nobody is it beyond this article.
    Another,
}

/// The candidate that is likelier than all others.
pub(super) fn choose(
    archive: &Archive<'_>,
    part: &Mention,
    candidates: &[(usize, f32)],
    speakers: &[Mention],
    full: &FullNames,
    titles: &Titles,
) -> Choice {
    if candidates.is_empty() {
        return Choice::Open;
    }
    let met = met(archive, part, full);
    let given = &met.given;
    let mut points: Vec<(f32, usize)> = candidates
        .iter()
        .map(|(number, score)| {
            let speaker = &speakers[*number];
            let titles = match part.shared_titles(speaker) {
                // Both have titles, and none in common.
                0 if part.of_other_titles(speaker) => -0.5,
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
    let Some((best, number)) = points.first().copied() else { return Choice::Open };
    let second = points.get(1).map_or(0.0, |(points, _)| *points);
    let name = speakers[number].name(archive.written);
    let named = met.before.iter().any(|word| bears(name, word));
    if !named && another(&met, name) {
        return Choice::Another;
    }
    let sure = best >= LEAST && best - second >= MARGIN;
    // A king's first name and his title say enough.
    let known =
        sure && (named || part.royal || evidence(archive, part, number, candidates, speakers, titles));
    if known { Choice::Known(number) } else { Choice::Open }
}

/// Whether the article names somebody else: another word stands before the family name where it is met first, or one
/// behind it, so that what stands alone here is a first name.
fn another(met: &Met, name: &Name) -> bool {
    let Some((last, before)) = name.words.split_last() else { return false };
    // A particle may be written onto the word ("لسالم").
    let like = |word: &Name, of: &[Word]| {
        let bare = word
            .folded
            .strip_prefix(['ب', 'ل', 'ك'])
            .filter(|bare| bare.chars().count() >= 3)
            .map(Name::parse);
        let forms = std::iter::once(word).chain(bare.as_ref()).filter_map(|name| name.words.first());
        forms.into_iter().any(|form| of.iter().any(|own| spelt_alike(own, form)))
    };
    match (&met.first_before, &met.first_after) {
        (Some(word), _) => !like(word, before),
        (None, Some(word)) => !like(word, before) && !like(word, std::slice::from_ref(last)),
        (None, None) => false,
    }
}

/// Whether two words may be two spellings of one name: alike, of the same consonants ("ميشال",
/// "ميشيل"), or one the other's beginning.
fn spelt_alike(a: &Word, b: &Word) -> bool {
    /// Likeness in thousandths.
    const NEAR: f32 = 300.0;
    let known = keys(a);
    let longer = |a: &str, b: &str| b.chars().count() >= 3 && a.starts_with(b);
    longer(a.form(), b.form())
        || longer(b.form(), a.form())
        || word_likeness(a, b) as f32 >= NEAR
        || keys(b).iter().any(|key| key.len() > 1 && known.contains(key))
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
    /// Days of one piece of news.
    const NEWS: i32 = 3;
    /// How much more often he is quoted than all others of the name.
    const AHEAD: usize = 4;
    let speaker = &speakers[number];
    let others: usize = candidates
        .iter()
        .filter(|(other, _)| *other != number)
        .map(|(other, _)| speakers[*other].members.len())
        .sum();
    // Titles that have no word in common speak against it.
    // But nobody else bears the name, and it is the same news ("the brigadier", "a spokesman").
    let same_news = others == 0 && part.apart(speaker).is_some_and(|days| days <= NEWS);
    let heard = (same_news || !part.of_other_titles(speaker))
        && speaker.members.len() >= QUOTES.max(others * AHEAD)
        && speaker.outlets.len() >= OUTLETS
        && part.apart(speaker).is_none_or(|days| days <= WEEKS);
    // Where the family name is a first name too, days and outlets do not say which of the two it is.
    let first_name = {
        let name = part.name(archive.written);
        is_first_name(&name.folded) || is_father(&name.folded) || servant(name)
    };
    let near = (heard || part.beside(speaker))
        && !first_name
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

/// Whether a full name has a given name.
fn bears(name: &Name, given: &Name) -> bool {
    let Some((_, before)) = name.words.split_last() else { return false };
    before.iter().any(|word| word_likeness(word, &given.words[0]) as f32 >= SAME * 1000.0)
}

/// Whether a name of one word is a servant's of God ("عبد الرحيم"), which are first names before all.
fn servant(name: &Name) -> bool {
    let [only] = name.words.as_slice() else { return false };
    only.script == Letters::Arabic && name.folded.starts_with("عبد") && only.form().chars().count() > 5
}
