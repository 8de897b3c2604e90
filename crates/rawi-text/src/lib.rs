//! rawi-text
pub mod span;
pub use span::Span;
