//! How an article writes the names around a family name that it gives alone.
//!
//! Who is quoted as "Haddad" may be introduced as "Selma Haddad" where he does not speak; and what is quoted as "Selma"
//! may be half of a name. The article is read for what stands right before and right behind the name.

use memchr::memmem;

use super::cluster::Archive;
use super::full_names::FullNames;
use super::mentions::Mention;
use crate::arabic::may_be_name;
use crate::names::{Letters, Name};

/// Places of the name that are looked at.
const PLACES: usize = 8;

/// The words around a name in its article.
#[derive(Debug, Default)]
pub(super) struct Met {
    /// Words that stand right before it anywhere.
    pub before: Vec<Name>,
    /// Those of them that are first names in the archive.
    pub given: Vec<Name>,
    /// What may be a name right before its first place.
    pub first_before: Option<Name>,
    /// What may be a name right behind its first place.
    pub first_after: Option<Name>,
}

/// Reads the article of a mention for the words around the name.
pub(super) fn met(archive: &Archive<'_>, part: &Mention, full: &FullNames) -> Met {
    let mut met = Met::default();
    let Some(member) = part.members.first() else { return met };
    let text = archive.said[*member].text;
    let called = archive.written.names[part.name].called;
    let mut first = true;
    for at in memmem::find_iter(text.as_bytes(), called).take(PLACES) {
        let (before, after) = (&text[..at], &text[at + called.len()..]);
        // Attached letters, or an opening mark, are no word before it; and more letters make it another word.
        let whole = !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
        let word = word_before(before).filter(|_| whole);
        if let Some(word) = &word {
            let given = word.words.first().is_some_and(|first| full.is_given(first.form()));
            if given && !word.title && !met.given.contains(word) {
                met.given.push(word.clone());
            }
            if !met.before.contains(word) {
                met.before.push(word.clone());
            }
        }
        let clean = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || "«“\"(".contains(c));
        if first && whole && clean {
            first = false;
            // Behind a title it is a family name ("العميد الحداد استعداد").
            let titled = word.as_ref().is_some_and(|word| word.title);
            met.first_before = word.filter(name_like);
            let after = word_after(after).filter(|_| !titled);
            met.first_after =
                after.filter(|word| name_like(word) && !verb_like(word) && !full.is_family(word));
        }
    }
    met
}

/// The word that stands before a place in the same line, with a space and nothing else between.
fn word_before(before: &str) -> Option<Name> {
    let line = before.rsplit('\n').next()?;
    if !line.ends_with(' ') {
        return None;
    }
    let word = line.split_whitespace().next_back()?;
    let closed = word.ends_with(['،', ',', '.', ':', '؛', '"', '”', '»', ')', '…', '!', '؟', '-']);
    // "على" is folded as the name Ali is.
    if word.chars().count() < 2 || closed || word == "على" {
        return None;
    }
    // Initials are written together with a name ("م.سالم").
    let word = word.rsplit('.').next().unwrap_or(word);
    Some(Name::parse(word)).filter(|name| !name.words.is_empty())
}

/// The word that stands behind a place, with a space and nothing else between.
fn word_after(after: &str) -> Option<Name> {
    let line = after.split('\n').next()?.strip_prefix(' ')?;
    let word = line
        .split(' ')
        .next()
        .filter(|word| *word != "على")?
        .trim_end_matches(['،', ',', '.', ':', '؛', '"', '”', '»', ')']);
    if word.chars().count() < 3 || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    Some(Name::parse(word)).filter(|name| !name.words.is_empty())
}

/// Whether an Arabic word beside a name may be a part of it.
fn name_like(word: &Name) -> bool {
    let [only] = word.words.as_slice() else { return false };
    only.script == Letters::Arabic
        && !word.title
        && !word.folded.starts_with(['و', 'ف'])
        && may_be_name(&word.folded)
}

/// Whether a word has the form of a verb in the imperfect, which may follow its subject ("ترمب يعتزم").
fn verb_like(word: &Name) -> bool {
    word.folded.starts_with(['ي', 'ت', 'ن'])
}
