//! The report: everything that was found, as one HTML page that needs nothing else.
//!
//! The page asks no server for anything (its content security policy forbids it), opens from disk, works without
//! script and prints. What the archive says is always text: escaped, isolated from the direction of its
//! surroundings, and linked only where an address is plain http. One module a section; [`View`] decides beforehand
//! what is shown, so that links lead only to what is on the page.

mod anchor;
mod articles;
pub mod diff;
mod families;
mod labels;
mod matrix;
mod network;
mod overview;
mod page;
mod quote;
mod reasons;
mod speakers;
mod statements;
mod text;
mod timeline;
mod view;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;

pub use labels::Ui;
use rawi_text::Watch;
use rayon::prelude::*;

use crate::records::{
    FamilyRecord, MatrixRecord, QuoteRecord, ReuseRecord, ReusedDocumentRecord, SpeakerRecord,
    StatementRecord,
};
use view::View;

/// What the page is made of: the records as they go to files, and the articles they point into.
///
/// Nothing here needs to be sorted or cut: the page chooses the largest and says how many there are.
#[derive(Debug, Clone, Default)]
pub struct ReportData<'a> {
    /// Language of the page's own words.
    pub ui: Ui,
    /// Version of the program.
    pub version: &'a str,
    /// What was read: the inputs as named on the command line.
    pub inputs: Vec<String>,
    /// What was left out, and why.
    pub left_out: Vec<LeftOut>,
    /// Every setting that figures depend on, name and value.
    pub settings: Vec<(String, String)>,
    /// All articles, by id.
    pub documents: BTreeMap<&'a str, Article<'a>>,
    /// What outlets share.
    pub matrix: &'a [MatrixRecord],
    /// Families of recycled text.
    pub families: &'a [FamilyRecord],
    /// Reused passages: they say who credits whom.
    pub reuses: &'a [ReuseRecord],
    /// Articles of which something stands elsewhere.
    pub churn: &'a [ReusedDocumentRecord],
    /// All quotes.
    pub quotes: &'a [QuoteRecord],
    /// Speakers.
    pub speakers: &'a [SpeakerRecord],
    /// For each of `speakers`, in the same order: indices into `quotes`.
    pub speaker_quotes: &'a [Vec<usize>],
    /// Statements.
    pub statements: &'a [StatementRecord],
    /// How many there are of each, where not all are given here.
    pub totals: Totals,
}

/// An article that records point into.
#[derive(Debug, Clone, Default)]
pub struct Article<'a> {
    /// Headline.
    pub title: Option<&'a str>,
    /// Outlet.
    pub outlet: Option<&'a str>,
    /// Date, ISO 8601, as records write it.
    pub date: Option<String>,
    /// Language, ISO 639-1 where there is one.
    pub lang: Option<&'a str>,
    /// Address.
    pub url: Option<&'a str>,
    /// The text that offsets refer to.
    pub text: &'a str,
}

/// Something that was not used, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What, in the plural: "records", "dates", "pages".
    pub what: String,
    /// How many.
    pub count: u64,
    /// Why, as a reader understands it.
    pub why: String,
}

/// How many there are in the archive; a total below what is given counts as what is given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Totals {
    /// Families.
    pub families: usize,
    /// Articles of which something stands elsewhere.
    pub churn: usize,
    /// Quotes.
    pub quotes: usize,
    /// Speakers.
    pub speakers: usize,
    /// Statements.
    pub statements: usize,
}

/// Writes the page. The same data gives the same bytes.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn io::Write, data: &ReportData<'_>, watch: &dyn Watch) -> io::Result<()> {
    let view = View::new(data, watch);
    watch.stage("page", view.entries() as u64);
    out.write_all(page::head(&view).into_string().as_bytes())?;
    let sections = [
        overview::section,
        matrix::section,
        families::section,
        articles::section,
        speakers::section,
        statements::section,
    ];
    let sections: Vec<String> =
        sections.into_par_iter().map(|section| section(&view).into_string()).collect();
    for section in sections {
        out.write_all(section.as_bytes())?;
    }
    out.write_all(page::foot(&view).into_string().as_bytes())
}
