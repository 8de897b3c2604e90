//! Word lists of a user's own, beside those that are compiled in: a reporting verb of a dialect, the titles of a country,
//! the first names of a region.
//!
//! A list has the name and the form of one of the lists in `data/`, and adds to it; nothing compiled in is lost. Every
//! line is checked when it is added, so that a slip is told with its line and is never silently without effect.

use std::collections::BTreeMap;

use crate::arabic::check as arabic_check;
use crate::english::check as english_check;

/// The lists that can be added to, by the names of their files in `data/`.
pub const LISTS: [&str; 7] = [
    "arabic-words.tsv",
    "arabic-names.tsv",
    "arabic-cues.tsv",
    "arabic-verbs.tsv",
    "english-words.tsv",
    "english-cues.tsv",
    "english-names.tsv",
];

/// Why a list cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// No list has this name.
    #[error("{name}: no such list; there are {}", LISTS.join(", "))]
    Unknown {
        /// The name.
        name: String,
    },
    /// A line that is not of the list's form.
    #[error("{name}: line {line}: {cause}")]
    Line {
        /// The list.
        name: String,
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong.
        cause: String,
    },
}

/// Lists of a user's own.
///
/// ```
/// use rawi_quotes::{Article, Engine, Lists};
/// let text = "وطنطن سالم الحداد أن السوق ستفتح غدا.";
/// let article = Article { text, ..Article::default() };
/// assert!(Engine::new().quotes(&article).is_empty());
///
/// let mut lists = Lists::default();
/// // class, lemma, gated, complements, perfect, imperfect and participle forms
/// lists.add("arabic-cues.tsv", "say\tطنطن\t0\tأن :\tطنطن طنطنت\tيطنطن تطنطن\tمطنطن مطنطنا")?;
/// let quotes = Engine::with_lists(&lists).quotes(&article);
/// assert_eq!(quotes[0].entity.as_deref(), Some("سالم الحداد"));
/// assert!(lists.add("arabic-cues.tsv", "say\tطنطن").is_err());
/// # Ok::<(), rawi_quotes::ListError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Lists {
    added: BTreeMap<&'static str, String>,
}

impl Lists {
    /// Adds the lines of `text` to the list of this name. Empty lines and lines that begin with `#` say nothing.
    ///
    /// # Errors
    /// A name that no list has; a line that is not of the list's form. Nothing is added then.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), ListError> {
        let Some(&list) = LISTS.iter().find(|list| **list == name) else {
            return Err(ListError::Unknown { name: name.to_owned() });
        };
        for (number, line) in text.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let checked =
                if list.starts_with("arabic") { arabic_check(list, line) } else { english_check(list, line) };
            checked.map_err(|cause| ListError::Line { name: name.to_owned(), line: number + 1, cause })?;
        }
        let added = self.added.entry(list).or_default();
        for line in text.trim_start_matches('\u{feff}').lines() {
            added.push_str(line.trim_end_matches('\r'));
            added.push('\n');
        }
        Ok(())
    }

    /// What was added to the list of this name.
    pub(crate) fn of(&self, name: &str) -> &str {
        self.added.get(name).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Engine};

    #[test]
    fn a_slip_is_told_with_its_line() {
        let mut lists = Lists::default();
        let told = |result: Result<(), ListError>| result.expect_err("a slip").to_string();
        assert!(told(lists.add("verbs.tsv", "")).contains("english-cues.tsv"));
        assert!(
            told(lists.add("arabic-words.tsv", "# a comment\n\nflavour\tحلو")).contains("line 3: flavour")
        );
        assert!(told(lists.add("arabic-cues.tsv", "say\tهمهم\t0")).contains("line 1"));
        assert!(told(lists.add("english-cues.tsv", "mumble\tadverb\tmumble")).contains("adverb"));
        assert!(told(lists.add("english-names.tsv", "neuter\tsam")).contains("neuter"));
        assert!(told(lists.add("english-words.tsv", "role cobbler")).contains("line 1"));
        assert!(told(lists.add("arabic-verbs.tsv", "همهم")).contains("line 1"));
    }

    #[test]
    fn the_lists_compiled_in_pass_their_own_check() {
        for (name, text) in [
            ("arabic-words.tsv", include_str!("../data/arabic-words.tsv")),
            ("arabic-names.tsv", include_str!("../data/arabic-names.tsv")),
            ("arabic-cues.tsv", include_str!("../data/arabic-cues.tsv")),
            ("arabic-verbs.tsv", include_str!("../data/arabic-verbs.tsv")),
            ("english-words.tsv", include_str!("../data/english-words.tsv")),
            ("english-cues.tsv", include_str!("../data/english-cues.tsv")),
            ("english-names.tsv", include_str!("../data/english-names.tsv")),
        ] {
            assert_eq!(Lists::default().add(name, text), Ok(()));
        }
    }

    #[test]
    fn an_english_verb_is_added() {
        let text = "“We open at dawn,” grumphed Ella Stone. Mark Hill grumphed that the road was closed.";
        let article = Article { text, ..Article::default() };
        let before = Engine::new().quotes(&article).len();
        let mut lists = Lists::default();
        lists
            .add("english-cues.tsv", "grumph\tverb\tgrumph grumphs grumphing grumphed grumphed\r\n")
            .expect("a good list");
        let quotes = Engine::with_lists(&lists).quotes(&article);
        assert!(quotes.len() >= before, "{quotes:?}");
        assert!(
            quotes.iter().any(|quote| quote.cue.is_some_and(|cue| cue.of(text) == "grumphed")),
            "{quotes:?}"
        );
    }
}
