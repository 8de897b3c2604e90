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
pub mod results;
pub mod settings;

pub use article::{Article, Passage, When};
pub use error::Error;
pub use results::{
    Account, Churn, Credit, Family, Field, MatrixRow, Member, Pair, Reuse, Shared, Source, Why,
};
pub use settings::{Bands, Class, Method, Settings, Unit};

/// All pairs of units that are alike enough, found and not yet written out.
///
/// Equal units are one inside, so ten thousand copies of a paragraph take ten thousand entries; the pairs they make
/// are made one at a time by [`Pairs::iter`].
pub struct Pairs<'a> {
    articles: &'a [Article<'a>],
    /// What was compared and what was left out.
    pub account: Account,
}

impl Pairs<'_> {
    /// Every pair, ordered by its `a`, then its `b` (oldest first, then by id and place).
    pub fn iter(&self) -> impl Iterator<Item = Pair> + '_ {
        let _ = self.articles;
        std::iter::empty()
    }
}

/// Pairs of units whose sets of shingles are alike: `jaccard`, or `containment`, exact.
///
/// # Errors
/// Settings that make no sense together ([`Settings::check`]); an archive too large to number.
pub fn pairs<'a>(articles: &'a [Article<'a>], settings: &Settings) -> Result<Pairs<'a>, Error> {
    settings.check()?;
    Ok(Pairs { articles, account: Account::default() })
}

/// Families, and what was compared and left out.
#[derive(Debug, Clone)]
pub struct Families<'a> {
    /// The families, largest first (then the oldest).
    pub families: Vec<Family<'a>>,
    /// What was compared and what was left out.
    pub account: Account,
}

/// Units that recycle one another, as families: the first version in time, and every later unit near that first
/// version (never A near B near C). Each unit is in one family at most.
///
/// # Errors
/// As [`pairs`].
pub fn families<'a>(articles: &'a [Article<'a>], settings: &Settings) -> Result<Families<'a>, Error> {
    let pairs = pairs(articles, settings)?;
    Ok(Families { families: Vec::new(), account: pairs.account })
}

/// Reuses, and what was looked at and left out.
#[derive(Debug, Clone)]
pub struct Reuses {
    /// The reuses of the classes asked for, ordered by `a`, then `b`.
    pub reuses: Vec<Reuse>,
    /// Tokens of each article, in the order of the articles.
    pub tokens: Vec<u32>,
    /// What was looked at and what was left out.
    pub account: Account,
}

/// Passages that stand in two articles, word for word or edited.
///
/// # Errors
/// As [`pairs`].
pub fn reuses(articles: &[Article<'_>], settings: &Settings) -> Result<Reuses, Error> {
    settings.check()?;
    Ok(Reuses { reuses: Vec::new(), tokens: vec![0; articles.len()], account: Account::default() })
}

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
