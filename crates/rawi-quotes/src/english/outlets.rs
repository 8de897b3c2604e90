//! Which names are outlets and agencies: through them words reach the reader, they are rarely the speaker.

use ahash::AHashSet;
use std::sync::LazyLock;

static OUTLETS: LazyLock<AHashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/english-outlets.tsv")
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .collect()
});

/// Whether a name, with or without "the", is that of an outlet or an agency.
pub(crate) fn is_outlet(name: &str) -> bool {
    let name = name.trim();
    let bare = name.strip_prefix("the ").unwrap_or(name);
    // "People" is a magazine, people are not.
    if !bare.starts_with(|c: char| c.is_uppercase()) {
        return false;
    }
    let lower = name.to_ascii_lowercase();
    OUTLETS.contains(lower.as_str()) || lower.strip_prefix("the ").is_some_and(|l| OUTLETS.contains(l))
}
