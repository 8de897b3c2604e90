//! The Arabic grammar.

use crate::page::Page;
use crate::quote::Quote;

/// The Arabic lists and the grammar over them.
#[derive(Debug)]
pub struct Arabic {}

impl Arabic {
    /// Reads the lists that are compiled in.
    pub fn new() -> Self {
        Self {}
    }

    /// Appends the quotations of the page's Arabic paragraphs.
    pub fn extract(&self, _page: &Page<'_>, _out: &mut Vec<Quote>) {}
}
