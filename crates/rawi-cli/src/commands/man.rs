//! `rawi man`: a man page for the program and one for each command, from the same source as the help.

use std::io::Write;
use std::path::Path;

use clap::CommandFactory;

use crate::args::Cli;
use crate::failure::Failure;
use crate::output::Destination;
use crate::reading::note;
use crate::settings::Running;

/// Writes them into `folder`.
pub fn run(folder: &Path, running: &Running) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|cause| Failure::writing(folder, &cause))?;
    let mut program = Cli::command();
    program.build();
    let mut pages = vec![with_example(program.clone())];
    for command in program.get_subcommands() {
        let name = format!("rawi-{}", command.get_name());
        pages.push(with_example(
            command.clone().name(&name).display_name(&name).version(env!("CARGO_PKG_VERSION")),
        ));
    }
    for page in &pages {
        let path = folder.join(format!("{}.1", page.get_name()));
        let mut out = Destination::open(Some(&path))?;
        let mut text = Vec::new();
        clap_mangen::Man::new(page.clone()).render(&mut text).map_err(|cause| out.failure(&cause))?;
        out.write_all(&text).map_err(|cause| out.failure(&cause))?;
        out.finish()?;
    }
    if !running.quiet {
        note(&format!("{} pages in {}", pages.len(), folder.display()));
    }
    Ok(())
}

/// A man page has no place before its help: the example goes behind.
fn with_example(command: clap::Command) -> clap::Command {
    let parts = [command.get_before_help(), command.get_after_help()];
    let words: Vec<String> = parts.into_iter().flatten().map(ToString::to_string).collect();
    command.after_help(words.join("\n\n"))
}
