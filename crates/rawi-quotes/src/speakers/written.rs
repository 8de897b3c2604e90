//! The names and titles of an archive as they are written, each folded and taken apart once.
//!
//! An archive repeats its names: a hundred thousand quotes have some twenty thousand spellings. Numbers stand for
//! them from here on, in the order of the alphabet, so that nothing depends on the order of the input.

use ahash::AHashMap;
use rayon::prelude::*;

use super::Said;
use crate::EntityType;
use crate::names::{Letters, Name, ends_name, is_honorific, is_household, is_royal, is_title, states};
use crate::stem::stem;

/// One spelling of a name.
#[derive(Debug)]
pub(super) struct WrittenName<'a> {
    /// As written.
    pub text: &'a str,
    /// What of it is the name: all, or the family name that an object follows.
    pub called: &'a str,
    /// Taken apart.
    pub name: Name,
    /// Equal for spellings that differ in particles and letters of one sound only.
    pub plain: String,
    /// The same; of a single Arabic word with its article too, which tells names apart (الوليد, وليد).
    pub key: String,
}

/// One title or role as written.
#[derive(Debug)]
pub(super) struct Title<'a> {
    /// As written.
    pub text: &'a str,
    /// Stems of its words of more than two letters, sorted.
    pub stems: Vec<u64>,
    /// Its letters are Arabic; else Latin or other.
    pub arabic: bool,
    /// It says that its bearer is called by his first name.
    pub royal: bool,
    /// Its words without particles; none where it is a form of address alone ("Mr").
    pub words: Vec<String>,
    /// States that it names, sorted.
    pub states: Vec<u32>,
    /// Whether it says that its bearer is of a body that is called after somebody.
    pub of_body: OfBody,
}

/// Whether a title ends with a body of one man, whose name follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OfBody {
    /// It does not.
    No,
    /// It ends with such a body ("مدير مركز"); or what follows is its name in marks, which the title leaves out.
    Maybe,
    /// The man's own title stands between ("الناطق في مكتب النائب").
    Yes,
}

/// Whether an Arabic title is of somebody at a body of the man who is named after it.
fn of_body(text: &str) -> OfBody {
    let folded = rawi_text::fold(text);
    let words: Vec<&str> = folded.iter().map(|(word, _)| word).collect();
    let own = words
        .iter()
        .rev()
        .take_while(|word| word.starts_with("ال") && (is_title(word) || is_honorific(word)));
    let own = own.count();
    let body = words.len().checked_sub(own + 1).and_then(|at| words.get(at));
    match body.map(|word| Name::parse(word)) {
        Some(name) if name.words.first().is_some_and(is_household) => {
            if own > 0 {
                OfBody::Yes
            } else {
                OfBody::Maybe
            }
        }
        _ => OfBody::No,
    }
}

/// All names and titles of an archive, and which of them each quote has.
#[derive(Debug)]
pub(super) struct Written<'a> {
    /// Names, in the order of the alphabet.
    pub names: Vec<WrittenName<'a>>,
    /// Titles, in the order of the alphabet.
    pub titles: Vec<Title<'a>>,
    /// For each name the place of its key among all keys, and of its folded form among all of these.
    places: Vec<(u32, u32)>,
    name_of: Vec<u32>,
    title_of: Vec<u32>,
}

/// No name, or no title.
const NONE: u32 = u32::MAX;

impl<'a> Written<'a> {
    /// The names and titles of these quotes.
    pub(super) fn of(said: &[Said<'a>]) -> Self {
        let ((names, name_of), (titles, title_of)) = rayon::join(
            || intern(said.iter().map(|said| said.quote.entity.as_deref())),
            || intern(said.iter().map(|said| said.quote.description.as_deref())),
        );
        let parsed: Vec<Name> = names.par_iter().map(|text| Name::parse(text)).collect();
        let families = Families::of(said, &name_of, &parsed);
        let cut = |(number, text): (usize, &&'a str)| {
            let called = families.cut(number, text, &parsed[number]);
            let named = families.persons[number] > 0 && !parsed[number].title && !parsed[number].joint;
            if named { before_title(called) } else { called }
        };
        let called: Vec<&str> = names.par_iter().enumerate().map(cut).collect();
        let Families { persons, .. } = families;
        let all = names.into_par_iter().zip(parsed).zip(called).enumerate();
        let names = all.map(|(number, ((text, parsed), called))| {
            let name = if called.len() < text.len() { Name::parse(called) } else { parsed };
            let plain = name.plain();
            let key = match name.words.as_slice() {
                // "The emir of Kuwait" is not Kuwait.
                [_] if name.royal => format!("{plain} \u{1e}"),
                [only] if only.article => format!("{plain} \u{1f}"),
                // A man and his father are not first and family name ("سالم بن كامل", "سالم كامل").
                [_, _] if name.patronymic() => format!("{plain} \u{1d}"),
                // A family name with the article may be another than the one without.
                [_, last] if last.article && persons[number] > 0 => format!("{plain} \u{1f}"),
                _ => plain.clone(),
            };
            WrittenName { text, called, name, plain, key }
        });
        let names: Vec<WrittenName<'_>> = names.collect();
        let (keys, folded) = rayon::join(
            || places(names.par_iter().map(|name| name.key.as_str())),
            || places(names.par_iter().map(|name| name.name.folded.as_str())),
        );
        let places = keys.into_iter().zip(folded).collect();
        Self { names, titles: titles.into_par_iter().map(title).collect(), places, name_of, title_of }
    }

    /// The place of a name's key in the alphabet, and that of its folded form: equal for equal ones.
    pub(super) fn places(&self, name: usize) -> (u32, u32) {
        self.places[name]
    }

    /// Number of a quote's name.
    pub(super) fn name_of(&self, said: usize) -> Option<usize> {
        Some(self.name_of[said]).filter(|name| *name != NONE).map(|name| name as usize)
    }

    /// Number of a quote's title.
    pub(super) fn title_of(&self, said: usize) -> Option<usize> {
        Some(self.title_of[said]).filter(|title| *title != NONE).map(|title| title as usize)
    }
}

fn title(text: &str) -> Title<'_> {
    let folded = rawi_text::fold(text);
    let words = || folded.iter().map(|(word, _)| word);
    // Words of two letters stand in any title.
    let mut stems: Vec<u64> = words()
        .filter(|word| word.chars().count() > 2)
        .map(|word| rawi_text::token_hash(&stem(word)))
        .collect();
    stems.sort_unstable();
    stems.dedup();
    let royal = words().any(is_royal);
    let mut parts: Vec<String> =
        Name::parse(text).words.into_iter().filter_map(|word| word.forms.into_iter().next()).collect();
    if words().all(is_honorific) {
        parts.clear();
    }
    let arabic = words().any(|word| matches!(word.chars().next(), Some('\u{0600}'..='\u{06FF}')));
    let of_body = if arabic { of_body(text) } else { OfBody::No };
    Title { text, stems, arabic, royal, words: parts, states: states(text).0, of_body }
}

/// Which words are family names in this archive.
///
/// Arabic puts verb, subject and object in a row ("criticised Trump Comey"), and no mark says where the subject ends.
/// The archive does: a word that ends names or stands alone for them, and hardly ever opens one, is a family name,
/// and what follows it is no more of the name.
struct Families<'a> {
    /// Quotes of persons whose name it opens, and of those whose name it ends.
    places: AHashMap<&'a str, (u32, u32)>,
    /// Quotes of persons less those of others, by name.
    persons: Vec<i32>,
}

impl<'a> Families<'a> {
    /// Counts the words of these names.
    fn of(said: &[Said<'_>], name_of: &[u32], names: &'a [Name]) -> Self {
        let mut persons = vec![0i32; names.len()];
        for (said, name) in said.iter().zip(name_of).filter(|(_, name)| **name != NONE) {
            let person = said.quote.entity_type == Some(EntityType::Person);
            persons[*name as usize] += if person { 1 } else { -1 };
        }
        let mut places: AHashMap<&str, (u32, u32)> = AHashMap::new();
        for (name, count) in names.iter().zip(&persons).filter(|(name, count)| **count > 0 && !name.title) {
            let count = count.unsigned_abs();
            if let [first, _, ..] = name.words.as_slice() {
                places.entry(first.form()).or_default().0 += count;
            }
            if let Some(last) = name.words.last() {
                places.entry(last.form()).or_default().1 += count;
            }
        }
        Self { places, persons }
    }

    /// Whether what follows a family name is seen to be an object and no second family name: a noun with the article,
    /// a pronoun's ending, a plural, a state, or a man known by himself.
    fn object(&self, number: usize, name: &Name, rest: &str) -> bool {
        /// Quotes of others whose name ends with the word.
        const KNOWN: u32 = 5;
        let second = rest.split_whitespace().next().unwrap_or_default();
        let noun = ["ال", "بال", "لل"].iter().any(|article| second.starts_with(article));
        let known = name.words.last().is_some_and(|last| {
            let (_, ends) = self.places.get(last.form()).copied().unwrap_or_default();
            ends >= KNOWN + self.persons[number].unsigned_abs()
        });
        noun || second.ends_with('ه') || second.ends_with("ات") || states(rest).1 || known
    }

    /// The part of a written name that is the name.
    fn cut<'t>(&self, number: usize, text: &'t str, name: &Name) -> &'t str {
        /// Quotes of those whose name it ends, and how many times those of names that it opens.
        const ENDS: u32 = 20;
        const TIMES: u32 = 20;
        let [first, second, ..] = name.words.as_slice() else { return text };
        let (opens, ends) = self.places.get(first.form()).copied().unwrap_or_default();
        // Two men who speak together, a name that God's name closes, and father or son ("الابن") are no subject with
        // an object.
        let one = second.form().starts_with('و')
            || matches!(second.form(), "الله" | "لله" | "ابن" | "اب" | "اول" | "ثاني" | "ثالث");
        let family = self.persons[number] > 0 && ends >= ENDS && ends >= opens * TIMES;
        let plain = !name.joint && !name.title && !one && first.script == Letters::Arabic && !first.complete;
        match text.split_once(char::is_whitespace) {
            Some((called, rest))
                if family
                    && plain
                    && self.object(number, name, rest)
                    && Name::parse(called).words.first() == Some(first) =>
            {
                called
            }
            _ => text,
        }
    }
}

/// A full name without what stands behind it and says what its bearer is or when he was it.
fn before_title(text: &str) -> &str {
    /// Words of a full name, at the least.
    const FULL: usize = 2;
    let folded = rawi_text::fold(text);
    match folded.iter().skip(FULL).find(|(word, _)| ends_name(word)) {
        Some((_, end)) => text[..end.from()].trim_end_matches(|c: char| !c.is_alphanumeric()),
        None => text,
    }
}

/// The places of texts in the order of the alphabet; equal texts have one place.
fn places<'t>(texts: impl IndexedParallelIterator<Item = &'t str>) -> Vec<u32> {
    let mut order: Vec<(&str, u32)> = texts.enumerate().map(|(at, text)| (text, at as u32)).collect();
    order.par_sort_unstable();
    let mut places = vec![0; order.len()];
    for (place, equal) in order.chunk_by(|a, b| a.0 == b.0).enumerate() {
        for (_, at) in equal {
            places[*at as usize] = place as u32;
        }
    }
    places
}

/// Numbers for texts, in the order of the alphabet, and the number of each.
fn intern<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> (Vec<&'a str>, Vec<u32>) {
    let mut numbers: AHashMap<&str, u32> = AHashMap::new();
    let mut distinct: Vec<&str> = Vec::new();
    let mut of: Vec<u32> = Vec::new();
    for text in texts {
        of.push(text.map_or(NONE, |text| {
            *numbers.entry(text).or_insert_with(|| {
                distinct.push(text);
                distinct.len() as u32 - 1
            })
        }));
    }
    let mut order: Vec<u32> = (0..distinct.len() as u32).collect();
    order.par_sort_unstable_by_key(|at| distinct[*at as usize]);
    let mut place = vec![0u32; distinct.len()];
    for (sorted, at) in order.iter().enumerate() {
        place[*at as usize] = sorted as u32;
    }
    for number in of.iter_mut().filter(|number| **number != NONE) {
        *number = place[*number as usize];
    }
    (order.into_iter().map(|at| distinct[at as usize]).collect(), of)
}
