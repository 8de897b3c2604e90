//! What people look at: how wide it is and whether it has colour.

use std::io::{self, IsTerminal};

use crate::color::Color;
use crate::settings::Running;

/// The page that tables are laid out on.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Columns.
    pub width: usize,
    /// Styles, or none.
    pub color: Color,
}

/// Columns where nothing says how many there are.
const USUAL_WIDTH: usize = 80;
/// Fewer than these hold no table.
const LEAST_WIDTH: usize = 40;

impl Page {
    /// The terminal's width, else what `COLUMNS` says, else 80.
    pub fn new(running: &Running, to_file: bool) -> Self {
        let terminal = if io::stdout().is_terminal() && !to_file {
            terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
        } else {
            None
        };
        let said = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = terminal.or_else(said).unwrap_or(USUAL_WIDTH).max(LEAST_WIDTH);
        Self { width, color: if to_file { running.file_color } else { running.color } }
    }
}
