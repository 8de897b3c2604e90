//! Whether the outlets that report a statement contradict each other in whom they credit.
//!
//! A difference in credit is news, and it is rarer than a name that was read wrongly or two claims taken for one: so it
//! is said only of what two outlets write for sure, and never of what was guessed. It needs two credits that exclude each
//! other, and
//! 1. each is a person with a full name or a kunya, of whom a title is told or who speaks in another article too;
//! 2. each is named beside the words of a copy, by a word of his name and not by a pronoun or a title alone; or he speaks
//!    on right behind a quote beside which his full name stands, and several other outlets quote him;
//! 3. their names share no word, nor a spelling of one, and the outlets do not mention both by the same title.
//!
//! Bodies and offices exclude nobody here: a ministry and its spokesman, a state and its officials, an agency and whom it
//! quotes are told apart too rarely to say that they contradict each other.

use super::credit::{Profiles, Source};
use crate::EntityType;
use crate::names::{Name, SAME, Word, word_likeness};
use crate::speakers::Said;

/// A source that a version names.
pub(super) struct Told<'a> {
    /// Its credit.
    pub credit: usize,
    /// The source.
    pub source: &'a Source<'a>,
    /// The quote, as an index.
    pub quote: usize,
    /// The version is a copy of the first.
    pub copy: bool,
    /// The source stands beside the words.
    pub beside: bool,
    /// It does not, and speaks on behind this quote.
    pub after: Option<usize>,
}

impl Profiles<'_> {
    /// Whether two of these sources exclude each other.
    pub(super) fn differ(&self, said: &[Said<'_>], told: &[Told<'_>]) -> bool {
        let sure: Vec<&Told<'_>> = told.iter().filter(|told| self.is_sure(said, told)).collect();
        sure.iter().enumerate().any(|(at, a)| {
            sure[at + 1..].iter().any(|b| {
                a.credit != b.credit
                    && (a.beside || b.beside)
                    && !same_mention(&said[a.quote], &said[b.quote])
                    && !may_be_one(a.source.name, b.source.name)
            })
        })
    }

    /// Whether a version says for sure whom it means, and the archive knows him.
    fn is_sure(&self, said: &[Said<'_>], told: &Told<'_>) -> bool {
        let Told { source, quote, .. } = told;
        // A by-name says who it is where a title stands beside it.
        let by_name = source.name.words.len() == 1 && said[*quote].quote.description.is_none();
        let name = self.speakers[source.number].name();
        if source.kind != Some(EntityType::Person) || !full(source.name) || by_name || name.contains(STOPS) {
            return false;
        }
        let members = &self.speakers[source.number].members;
        let Some(before) = told.after else {
            let elsewhere = |member: &usize| said[*member].article != said[*quote].article;
            let known = source.titled || members.iter().any(elsewhere);
            return told.copy && known && mentioned(&said[*quote]) >= 1;
        };
        // He speaks on: named in full right before, and quoted by others.
        let others = |member: &&usize| said[**member].outlet != said[*quote].outlet;
        before + 1 == *quote
            && mentioned(&said[before]) >= 2
            && members.iter().filter(others).take(2).count() == 2
    }
}

/// Signs that end sentences or set words off: where they stand in a name, it was read too far.
const STOPS: [char; 6] = ['.', ':', '؛', '؟', '"', '«'];

/// Whether a name says which person it is: a name of two words or more, or a kunya.
fn full(name: &Name) -> bool {
    let complete = name.words.first().is_some_and(|word| word.complete);
    // "The French official": a noun and its adjective.
    let described = name.words.iter().all(|word| word.article);
    !name.title && !name.joint && !described && (complete || name.words.len() > 1)
}

/// How many words of the name of a quote's source stand in the mention beside it; a kunya is as good as two.
fn mentioned(said: &Said<'_>) -> usize {
    let (Some(span), Some(entity)) = (said.quote.speaker, said.quote.entity.as_deref()) else { return 0 };
    let mention = Name::parse(span.of(said.text));
    let stands = |word: &&Word| mention.words.iter().any(|its| alike(word, its));
    let weight = |word: &Word| if word.complete { 2 } else { 1 };
    Name::parse(entity).words.iter().filter(stands).map(weight).sum()
}

/// Whether the mentions of two quotes have two words in common, or all: then a reader was told of one source, by one
/// title or in one name.
fn same_mention(a: &Said<'_>, b: &Said<'_>) -> bool {
    let mention = |said: &Said<'_>| said.quote.speaker.map(|span| rawi_text::fold_word(span.of(said.text)));
    let (Some(a), Some(b)) = (mention(a), mention(b)) else { return false };
    a == b || a.split(' ').filter(|word| b.split(' ').any(|other| other == *word)).count() >= 2
}

fn alike(a: &Word, b: &Word) -> bool {
    word_likeness(a, b) as f32 >= SAME * 1000.0
}

/// Whether two names of persons who are said to have spoken the same words may be one man's: a word of one is a word of
/// the other, as it is written, spelt otherwise, or misspelt.
fn may_be_one(a: &Name, b: &Name) -> bool {
    let one = |x: &Word, y: &Word| alike(x, y) || one_misspelt(x.form(), y.form());
    a.words.iter().any(|x| b.words.iter().any(|y| one(x, y)))
}

/// Whether two words of the same letters' script differ in so few letters that one may be a slip of the other.
fn one_misspelt(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let few = a.len().min(b.len());
    let slips = match few {
        0..=3 => return false,
        4 | 5 => 1,
        _ => 2,
    };
    a != b && a.len().abs_diff(b.len()) <= slips && distance(&a, &b) <= slips
}

/// Letters put in, left out, changed, or exchanged with the next (Damerau 1964, as optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_no_other_man() {
        for (a, b) in
            [("Marta Kolomb", "Marta Kolom"), ("سالم البندقجي", "سالم البنقدجي"), ("Selma Haddad", "Haddad")]
        {
            assert!(may_be_one(&Name::parse(a), &Name::parse(b)), "{a} {b}");
        }
        for (a, b) in [("Selma Haddad", "Marta Kolomb"), ("سامر الحلواني", "ماهر الخطيب")]
        {
            assert!(!may_be_one(&Name::parse(a), &Name::parse(b)), "{a} {b}");
        }
    }
}
