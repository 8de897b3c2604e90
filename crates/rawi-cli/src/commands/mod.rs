//! One module a command: settings in, records out.

pub mod bench;
pub mod compare;
pub mod completions;
pub mod man;
pub mod names;
pub mod overlap;
pub mod quotes;
pub mod read;
pub mod report;
pub mod speakers;
pub mod statements;
mod writing;
