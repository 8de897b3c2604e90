//! Who said what: quotations of news articles with their speakers, in Arabic and English.

pub mod quote;

pub use quote::{EntityType, Kind, Quote};
