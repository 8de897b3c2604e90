//! Why a run could not be done, in words for the person who typed the command, with advice where there is some.

use std::fmt::Display;
use std::io;
use std::path::Path;

use crate::exit::Exit;

/// The end of a run before its work was done.
#[derive(Debug)]
pub enum Failure {
    /// The command line asks for something that cannot be.
    Usage {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// The work could not be done.
    Work {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// The reader of standard output has gone (`| head`): nothing is wrong, and nothing is left to do.
    Closed,
}

impl Failure {
    /// A wrong command line.
    pub fn usage(message: impl Display) -> Self {
        Self::Usage { message: message.to_string(), hint: None }
    }

    /// Work that could not be done.
    pub fn work(message: impl Display) -> Self {
        Self::Work { message: message.to_string(), hint: None }
    }

    /// The same failure with advice, shown on a line of its own.
    #[must_use]
    pub fn with_hint(self, advice: impl Display) -> Self {
        let hint = Some(advice.to_string());
        match self {
            Self::Usage { message, .. } => Self::Usage { message, hint },
            Self::Work { message, .. } => Self::Work { message, hint },
            Self::Closed => Self::Closed,
        }
    }

    /// A file that could not be written.
    pub fn writing(path: &Path, cause: &io::Error) -> Self {
        if cause.kind() == io::ErrorKind::BrokenPipe {
            return Self::Closed;
        }
        Self::work(format_args!("cannot write {}: {}", path.display(), plain_cause(cause)))
    }

    /// What the shell is told.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. } => Exit::Usage,
            Self::Work { .. } => Exit::Failed,
            Self::Closed => Exit::Done,
        }
    }
}

/// A broken pipe is no failure; any other error of writing is.
impl From<io::Error> for Failure {
    fn from(cause: io::Error) -> Self {
        if cause.kind() == io::ErrorKind::BrokenPipe {
            Self::Closed
        } else {
            Self::work(format_args!("cannot write: {}", plain_cause(&cause)))
        }
    }
}

/// An error of the operating system without its number ("No such file or directory", not "… (os error 2)").
pub fn plain_cause(cause: &io::Error) -> String {
    let words = cause.to_string();
    match words.find(" (os error ") {
        Some(end) => words[..end].to_owned(),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_pipe_ends_well() {
        let failure = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(failure.exit(), Exit::Done);
    }

    #[test]
    fn causes_have_no_numbers() {
        let cause = io::Error::from_raw_os_error(2);
        assert!(!plain_cause(&cause).contains("os error"), "{}", plain_cause(&cause));
    }
}
