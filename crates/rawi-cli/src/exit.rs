//! What the program tells the shell when it ends: part of the interface, so scripts may rely on it.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, even if records were skipped: standard error says how many and why.
    Done,
    /// It could not be done, or `--strict` met a record that cannot be used.
    Failed,
    /// The command line is wrong.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::from(0),
            Exit::Failed => Self::from(1),
            Exit::Usage => Self::from(2),
        }
    }
}
