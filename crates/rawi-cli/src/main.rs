//! The program `rawi`: who recycles whom, and who said what, in a news archive.
//!
//! What was typed ([`args`]) becomes plain settings ([`settings`]), the libraries do the work, what they give
//! becomes records ([`convert`], [`records`]), and records are written in a form to a destination ([`output`]).
//! Nothing is computed here that a library could compute.

mod args;
mod color;
mod commands;
mod convert;
mod exit;
mod failure;
mod lexicon;
mod output;
mod places;
mod progress;
mod reading;
mod records;
mod report;
mod settings;
mod speech;
mod terminal;

use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use clap::Parser;

use args::{Cli, Command};
use color::Color;
use exit::Exit;
use failure::Failure;
use settings::Running;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(said) => {
            // Help and version are no errors, and neither is a reader of them that has gone.
            let _ = said.print();
            return if said.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() };
        }
    };
    let running = match Running::new(&cli.shown) {
        Ok(running) => running,
        Err(failure) => return ended(&failure, Color(false)),
    };
    // Where no handler can be set, an interrupted run leaves its half-written file behind: no more.
    let _ = ctrlc::set_handler(|| output::interrupted());
    // A fault of the program itself is told like any other end: in a line, with a status of the interface. What was
    // half written is dropped on the way here.
    let fault = Arc::new(Mutex::new(None));
    let first = Arc::clone(&fault);
    panic::set_hook(Box::new(move |about| {
        if let Ok(mut first) = first.lock() {
            first.get_or_insert_with(|| about.to_string());
        }
    }));
    match panic::catch_unwind(AssertUnwindSafe(|| run(cli.command, &running))) {
        Ok(Ok(())) => Exit::Done.into(),
        Ok(Err(failure)) => ended(&failure, running.error_color),
        Err(_) => {
            let about = fault.lock().ok().and_then(|fault| fault.clone()).unwrap_or_default();
            let failure = Failure::work(format_args!("a fault of rawi itself: {about}"));
            ended(
                &failure.with_hint("please report it, with the command and, where you may, the archive"),
                running.error_color,
            )
        }
    }
}

/// Runs a command with as many threads as asked for, in one pool.
fn run(command: Command, running: &Running) -> Result<(), Failure> {
    places::check(&command)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(running.threads)
        .thread_name(|at| format!("rawi-{at}"))
        .build()
        .map_err(|cause| Failure::work(format_args!("cannot start {} threads: {cause}", running.threads)))?;
    pool.install(|| match command {
        Command::Read(args) => commands::read::run(args, running),
        Command::Overlap(args) => commands::overlap::run(args, running),
        Command::Quotes(args) => commands::quotes::run(args, running),
        Command::Speakers(args) => commands::speakers::run(args, running),
        Command::Statements(args) => commands::statements::run(args, running),
        Command::Report(args) => commands::report::run(args, running),
        Command::Compare(args) => commands::compare::run(args, running),
        Command::Names(args) => commands::names::run(args, running),
        Command::Bench(args) => commands::bench::run(args, running),
        Command::Completions { shell } => commands::completions::run(shell),
        Command::Man { folder } => commands::man::run(&folder, running),
    })
}

/// Says why it could not be done, with advice on a line of its own.
fn ended(failure: &Failure, color: Color) -> ExitCode {
    let (message, hint) = match failure {
        Failure::Usage { message, hint } | Failure::Work { message, hint } => (message, hint),
        Failure::Closed => return Exit::Done.into(),
    };
    let mut lines = format!("{} {message}\n", color.red("rawi: error:"));
    if let Some(hint) = hint {
        lines.push_str(&format!("{} {hint}\n", color.bold("rawi: hint:")));
    }
    // Where standard error cannot be written, the exit status still tells.
    let _ = io::stderr().write_all(lines.as_bytes());
    failure.exit().into()
}
