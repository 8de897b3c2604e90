//! Whether the files of a run are as many as were meant: no result is put where the archive is, nor two results in one
//! place.
//!
//! Each file appears whole in its place at the end, so the one that is put there last would take the other's, or the
//! archive's, without a word. Only `read` may write an archive anew in its own place: what it writes is the archive.

use std::fs;
use std::path::{Path, PathBuf};

use crate::args::{Command, InputArgs, OutputArgs};
use crate::failure::Failure;

/// # Errors
/// A file that was named twice and would be replaced.
pub fn check(command: &Command) -> Result<(), Failure> {
    let (input, output) = match command {
        Command::Read(args) => (&args.input, Some(&args.output)),
        Command::Overlap(args) => (&args.input, Some(&args.output)),
        Command::Quotes(args) => (&args.input, Some(&args.output)),
        Command::Speakers(args) => (&args.input, Some(&args.output)),
        Command::Statements(args) => (&args.input, Some(&args.output)),
        Command::Report(args) => (&args.input, None),
        _ => return Ok(()),
    };
    let page = match command {
        Command::Report(args) => Some(args.output.as_path()),
        _ => None,
    };
    let anew = matches!(command, Command::Read(args) if args.input.inputs.len() == 1);
    apart(input, output, page, anew)
}

/// `anew`: the output may be the one input.
fn apart(
    input: &InputArgs,
    output: Option<&OutputArgs>,
    page: Option<&Path>,
    anew: bool,
) -> Result<(), Failure> {
    let named = |flag: &'static str, path: Option<&Path>| path.and_then(real).map(|path| (flag, path));
    let results = [
        named("--output", output.and_then(|output| output.output.as_deref()).or(page)),
        named("--rejects", input.reading.rejects.as_deref()),
        named("--settings", output.and_then(|output| output.settings.as_deref())),
    ];
    let results: Vec<(&str, PathBuf)> = results.into_iter().flatten().collect();
    let read: Vec<PathBuf> = input.inputs.iter().filter_map(|path| real(path)).collect();
    for (at, (flag, path)) in results.iter().enumerate() {
        if read.contains(path) && !(anew && *flag == "--output") {
            let message = format!("{flag} would replace {}, which is read", path.display());
            return Err(Failure::usage(message).with_hint("name another file; the archive stays as it is"));
        }
        if let Some((other, _)) = results[..at].iter().find(|(_, other)| other == path) {
            let message = format!("{other} and {flag} are the same file, {}", path.display());
            return Err(Failure::usage(message).with_hint("name a file for each"));
        }
    }
    Ok(())
}

/// The file that a name stands for, whether or not it is there; `None` for standard input and output, and for what is no
/// ordinary file and is not replaced (`/dev/null`, a pipe, a folder).
fn real(path: &Path) -> Option<PathBuf> {
    if path.as_os_str() == "-" {
        return None;
    }
    if let Ok(meta) = fs::metadata(path) {
        return meta.is_file().then(|| fs::canonicalize(path).ok())?;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
}
