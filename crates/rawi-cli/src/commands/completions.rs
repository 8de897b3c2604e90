//! `rawi completions`: for bash, zsh, fish, elvish and PowerShell, from the same source as the help.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Cli;
use crate::failure::Failure;

/// Writes them to standard output.
pub fn run(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "rawi", &mut script);
    io::stdout().write_all(&script)?;
    Ok(())
}
