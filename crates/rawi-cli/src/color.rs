//! Colour for people: a handful of styles, or none.
//!
//! Meaning never hangs on colour alone: what a style marks is also said in words or signs.

/// Whether to colour, decided once (`--color`, `NO_COLOR`, whether standard output is a terminal).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color(pub bool);

impl Color {
    fn wrapped(self, code: &str, text: &str) -> String {
        if self.0 && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Headings and names.
    pub fn bold(self, text: &str) -> String {
        self.wrapped("1", text)
    }

    /// Ids, rulers, what is there for reference.
    pub fn dim(self, text: &str) -> String {
        self.wrapped("2", text)
    }

    /// Errors.
    pub fn red(self, text: &str) -> String {
        self.wrapped("1;31", text)
    }

    /// What agrees.
    pub fn green(self, text: &str) -> String {
        self.wrapped("32", text)
    }

    /// What differs, and warnings.
    pub fn yellow(self, text: &str) -> String {
        self.wrapped("33", text)
    }
}
