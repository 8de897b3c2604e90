//! Whether two written names are one name: across spellings, and across Arabic, Latin and Cyrillic letters.
//!
//! A name is [taken apart](parts) into words; words are compared by a [weighted alignment](letters) of their letters,
//! learnt from pairs of names; and the words of one name are laid against those of the other: the family name must
//! match, a first name may be missing but must not contradict. An [index](NameIndex) by consonant skeletons finds
//! the candidates in an archive without comparing all with all.
//!
//! ```
//! use rawi_quotes::names::compare;
//! assert!(compare("إبراهيم الجباوي", "al-Jabawi").same);
//! assert!(compare("لافروف", "Sergey Lavrov").same);
//! assert!(!compare("حسن", "حسين").same);
//! assert!(!compare("Donald Trump", "Ivanka Trump").same);
//! ```

mod align;
mod bodies;
mod doubt;
mod index;
pub mod letters;
pub mod parts;
mod skeleton;
mod states;

pub use align::{Likeness, Reason, likeness, word_likeness};
pub use bodies::body_key;
pub use index::NameIndex;
pub use parts::{
    Letters, Name, Word, ends_name, is_definite_given, is_father, is_for, is_generic, is_honorific,
    is_household, is_kind, is_many, is_media, is_office, is_pronoun, is_royal, is_source, is_tail, is_theirs,
    is_title, is_voice,
};
pub use skeleton::keys;
pub use states::states;

/// Two names with a score from here on are one name, unless told otherwise.
pub const SAME: f32 = 0.5;

/// What [`compare`] says of two names.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// How likely they are one name, 0 to 1; [`SAME`] is where the verdict turns.
    pub score: f32,
    /// Whether they are taken for one name.
    pub same: bool,
    /// The first name, folded.
    pub folded_a: String,
    /// The second name, folded.
    pub folded_b: String,
    /// Consonant skeletons of the first name's words, by which an index finds it.
    pub keys_a: Vec<String>,
    /// Consonant skeletons of the second name's words.
    pub keys_b: Vec<String>,
    /// The reason in a line: which words and letters were laid against which.
    pub why: String,
}

/// Compares two written names.
#[must_use]
pub fn compare(a: &str, b: &str) -> Verdict {
    let (a, b) = (Name::parse(a), Name::parse(b));
    let found = likeness(&a, &b);
    Verdict {
        score: found.score(),
        same: found.score() >= SAME,
        why: found.why(&a, &b),
        keys_a: a.words.iter().flat_map(keys).collect(),
        keys_b: b.words.iter().flat_map(keys).collect(),
        folded_a: a.folded,
        folded_b: b.folded,
    }
}

#[cfg(test)]
mod tests;
