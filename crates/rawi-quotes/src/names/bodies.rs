//! Names of bodies and places, which are translated rather than spelt: a list of aliases, and stems.

use std::borrow::Cow;
use std::sync::LazyLock;

use ahash::AHashMap;

use crate::stem::{frame, light_stem};

static ALIASES: LazyLock<AHashMap<String, &'static str>> = LazyLock::new(|| {
    let mut aliases = AHashMap::new();
    for line in include_str!("../../data/names-aliases.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((body, names)) = line.split_once('\t') else { continue };
        aliases.extend(names.split('|').map(|name| (stems(&rawi_text::fold_word(name)), body)));
    }
    aliases
});

/// A key that is equal for the names of one body: its entry in the list of aliases, else its stems.
///
/// ```
/// use rawi_quotes::names::body_key;
/// assert_eq!(body_key("الأمم المتحدة"), body_key("United Nations"));
/// assert_eq!(body_key("وزارة الخارجية الروسية"), body_key("الخارجية الروسية"));
/// assert_ne!(body_key("وزارة الخارجية الروسية"), body_key("وزارة الدفاع الروسية"));
/// assert_ne!(body_key("صحيفة الأخبار"), body_key("صحيفة الخبر"));
/// ```
#[must_use]
pub fn body_key(written: &str) -> String {
    let stems = stems(&rawi_text::fold_word(written));
    match ALIASES.get(&stems) {
        Some(body) => format!("={body}"),
        None => stems,
    }
}

/// Letters from which on a word is taken for a foreign one, whose long vowels come and go ("إكسبرس", "إكسبريس").
const FOREIGN: usize = 5;

/// Stems of the words; the word "ministry" is left out where more follows, since papers leave it out.
fn stems(folded: &str) -> String {
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !matches!(*word, "the" | "of")).collect();
    if words.len() > 1 {
        words.retain(|word| !matches!(*word, "وزاره" | "ministry"));
    }
    words.into_iter().map(key).collect::<Vec<_>>().join(" ")
}

/// A word without its article, an English one without its ending; the vowels inside and the endings of Arabic words
/// stay, they tell "news" from "piece of news" (أخبار, خبر) and "studies" from "study".
fn key(word: &str) -> String {
    let arabic = matches!(word.chars().next(), Some('\u{0600}'..='\u{06FF}'));
    let stem = match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() >= 3 => Cow::Borrowed(rest),
        _ if arabic => Cow::Borrowed(word),
        _ => light_stem(word),
    };
    let bare = frame(&stem);
    if bare.chars().count() >= FOREIGN { bare.into_owned() } else { stem.into_owned() }
}
