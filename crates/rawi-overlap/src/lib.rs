//! Recycled text across news outlets: which paragraphs and passages stand in several places, word for word or
//! edited, who had them first, who credits whom.
//!
//! Plain data in ([`Article`], borrowed), plain data out (positions, byte spans, figures). No files, no printing,
//! no clock; threads are rayon's. The same articles and [`Settings`] give the same results whatever the order of
//! the articles and the number of threads.
//!
//! | question | function |
//! | --- | --- |
//! | which units (paragraphs, documents, sentences) are alike? | [`pairs()`] |
//! | which of them recycle one text, and which was first? | [`families()`] |
//! | which passages stand in two articles, from where to where? | [`reuses()`] |
//! | how much of each article stands elsewhere? | [`documents`] |
//! | which outlet shares how much with which other? | [`matrix()`] |
//! | what does an outlet repeat on its own pages? | [`furniture()`] |
#![warn(missing_docs)]

pub mod article;
pub mod bands;
pub mod churn;
pub mod error;
pub mod families;
pub mod furniture;
pub mod matrix;
pub mod pairs;
pub mod results;
pub mod reuses;
pub mod settings;
pub mod signature;
pub mod synthetic;

mod agencies;
mod align;
mod chains;
mod class;
mod corpus;
mod cover;
mod credit;
mod join;
mod names;
mod online;
mod order;
mod seeds;
mod seen;
mod sets;
mod shingle;
mod sketch;
mod units;

pub use article::{Article, Passage, When};
pub use bands::{Banding, Index};
pub use churn::documents;
pub use error::Error;
pub use families::{Families, families, families_watched};
pub use furniture::furniture;
pub use matrix::matrix;
pub use pairs::{Pairs, pairs, pairs_watched};
pub use results::{
    Account, Churn, Credit, Family, Field, MatrixRow, Member, Pair, Reuse, Shared, Source, Why,
};
pub use reuses::{Reuses, reuses, reuses_watched};
pub use settings::{Bands, Class, Method, Settings, Unit};
pub use shingle::{shingles, shingles_into};
pub use signature::{Signature, Signer};
