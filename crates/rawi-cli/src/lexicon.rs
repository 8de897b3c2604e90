//! `--lexicon DIR`: word lists of the user's own, read before anything else so that a slip in them costs nothing.

use std::path::Path;

use rawi_quotes::{Engine, LISTS, Lists};

use crate::failure::Failure;

/// The quote engine, with the lists of a folder beside those that are compiled in.
///
/// # Errors
/// A folder that cannot be read or holds no list; a file of another name, or a line that is not of its list's form.
pub fn engine(folder: Option<&Path>) -> Result<Engine, Failure> {
    let Some(folder) = folder else { return Ok(Engine::new()) };
    let unreadable = |cause| Failure::work(format_args!("--lexicon {}: {cause}", folder.display()));
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ending| ending == "tsv") {
            paths.push(path);
        }
    }
    paths.sort();
    let names = format!("a list is named as the one it adds to: {}", LISTS.join(", "));
    if paths.is_empty() {
        return Err(
            Failure::work(format_args!("--lexicon {}: no list in it", folder.display())).with_hint(names)
        );
    }
    let mut lists = Lists::default();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let failed =
            |cause: &dyn std::fmt::Display| Failure::work(format_args!("{}: {cause}", path.display()));
        let text = std::fs::read_to_string(&path).map_err(|cause| failed(&cause))?;
        lists
            .add(&name, &text)
            .map_err(|cause| Failure::work(format_args!("{}/{cause}", folder.display())))?;
    }
    Ok(Engine::with_lists(&lists))
}
