//! What the Arabic lists say of a word by itself, for those who bring names of an archive together.

use std::sync::LazyLock;

use super::lexicon::{GIVEN, Lex, Lexicon, NAME_TAIL, ROOT_B, WOMAN};
use super::pattern::masdar_pattern;
use crate::lists::Lists;

/// The lists that are compiled in.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&Lists::default()));

fn lex(folded: &str) -> Lex {
    LEXICON.get(rawi_text::token_hash(folded))
}

/// Whether a list has a folded word as anything but a first name.
fn is_ordinary(folded: &str) -> bool {
    let of = lex(folded);
    !of.is(GIVEN | WOMAN) && (of.is_cue() || of.tags & !ROOT_B != 0)
}

/// Whether a folded word may be a part of a name: a first name of the lists, or a word that no list has, with what is
/// written onto words and without.
pub(crate) fn may_be_name(folded: &str) -> bool {
    /// Letters that are left when something is taken off a word.
    const LEFT: usize = 3;
    /// Particles, and the article under one.
    const BEFORE: [&str; 7] = ["و", "ف", "ب", "ل", "ك", "س", "بال"];
    /// Pronouns, and the ending of objects.
    const BEHIND: [&str; 3] = ["ها", "ه", "ا"];
    let left = |rest: &&str| rest.chars().count() >= LEFT;
    let article = folded.starts_with("ال") || folded.starts_with("لل");
    let before =
        || BEFORE.iter().filter_map(|particle| folded.strip_prefix(particle)).filter(left).any(is_ordinary);
    let behind = || {
        let bare = BEHIND.iter().filter_map(|ending| folded.strip_suffix(ending)).filter(left);
        // Before a pronoun the ending of women is written with another letter ("رغبته").
        bare.into_iter().any(|rest| {
            is_ordinary(rest) || rest.strip_suffix('ت').is_some_and(|rest| is_ordinary(&format!("{rest}ه")))
        })
    };
    // Folding takes the hamza from the alef.
    let verbal_noun = masdar_pattern(&folded.chars().collect::<Vec<char>>());
    folded.chars().count() >= LEFT
        && !verbal_noun
        && !article
        && (lex(folded).is(GIVEN | WOMAN) || !is_ordinary(folded) && !before() && !behind())
}

/// Whether a folded word is a first name, and no family name that stands alone ("ترمب").
pub(crate) fn is_first_name(folded: &str) -> bool {
    let of = lex(folded);
    of.is(GIVEN) && !of.is(NAME_TAIL)
}

/// Whether a folded word is the object of a verb by its ending, and its noun is on a list ("تساؤلا"): no family name.
pub(crate) fn is_object(folded: &str) -> bool {
    /// Letters of the noun.
    const LEFT: usize = 4;
    let noun = folded.strip_suffix('ا').filter(|noun| noun.chars().count() >= LEFT);
    !lex(folded).is(GIVEN | WOMAN) && noun.is_some_and(|noun| lex(noun).particles == 0 && is_ordinary(noun))
}
