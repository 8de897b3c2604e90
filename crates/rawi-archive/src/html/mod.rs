//! A web page as a document: its main text, and what it says of itself.
//!
//! [`page`] is the way in, for a file and for a record of a crawl alike: [`encoding`] makes the bytes text, [`tree`] the text a tree,
//! [`json_ld`] and [`metadata`] read what the page says of itself, [`body`] finds the article and [`furniture`] knows
//! what does not belong to it. All is linear in the page, whatever the page.

mod body;
mod encoding;
mod furniture;
mod json_ld;
mod metadata;
mod tag;
mod tree;

use std::borrow::Cow;

use crate::ReadSettings;
use crate::columns::Field;
use crate::decode::{Stream, fault};
use crate::record::{Context, Found, Piece, Records};
use crate::reject::{Cause, Position};

/// Bytes past which a page is none that a person reads; it is rejected unread.
const LONGEST: u64 = 64 << 20;

/// What was found in a page. Values are trimmed and never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    /// The main text, a paragraph a line.
    pub text: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    /// As written; the first of the places that can be read, if one can.
    pub date: Option<String>,
    pub author: Option<String>,
    pub lang: Option<String>,
    pub url: Option<String>,
}

/// Reads a page. `content_type`: the header it was served with; `url`: where it was found.
///
/// # Errors
/// [`Cause::TooLong`], and [`Cause::NoText`] where there is no main text.
pub(crate) fn page(
    bytes: &[u8],
    content_type: Option<&str>,
    url: Option<&str>,
    settings: &ReadSettings,
) -> Result<Page, Cause> {
    let limit = settings.max_record_bytes.min(LONGEST);
    if bytes.len() as u64 > limit {
        return Err(Cause::TooLong { limit });
    }
    let html = encoding::decode(bytes, content_type, url);
    let tree = tree::Tree::parse(&html);
    let data = json_ld::LinkedData::of(&tree);
    let metadata = metadata::Metadata::of(&tree, &data, url);
    let text = body::text(&tree, &data, &metadata, settings.captions);
    if text.trim().is_empty() {
        return Err(Cause::NoText);
    }
    let metadata::Metadata { title, outlet, date, author, lang, url } = metadata;
    Ok(Page { text, title, outlet, date, author, lang, url })
}

/// A file that is one page.
pub(crate) struct HtmlFile {
    stream: Stream,
    context: Context,
}

impl HtmlFile {
    pub fn new(stream: Stream, context: &Context) -> Self {
        Self { stream, context: context.clone() }
    }
}

impl Records for HtmlFile {
    fn read(&mut self, piece: &mut Piece) -> bool {
        const STEP: usize = 1 << 20;
        let limit = self.context.settings.max_record_bytes.min(LONGEST);
        let mut raw = Vec::new();
        let mut want = STEP.min(self.stream.head().len() + 1);
        let outcome = loop {
            match self.stream.fill(&mut raw, want) {
                Ok(_) if raw.len() as u64 > limit => {
                    break self.context.reject(Position::File, Cause::TooLong { limit }, Some(&raw));
                }
                Ok(true) => want = raw.len().saturating_mul(2).max(STEP),
                Ok(false) => match page(&raw, None, None, &self.context.settings) {
                    Ok(page) => break self.context.finish(found(page), Position::File, &raw),
                    Err(cause) => break self.context.reject(Position::File, cause, Some(&raw)),
                },
                // Half a page is no document: the fault is all there is to tell.
                Err(error) => {
                    let (cause, position) = fault(&error);
                    break self.context.reject(position, cause, Some(&raw));
                }
            }
        };
        piece.outcomes.push(outcome);
        // A page has no columns: none is missing.
        piece.named_seen = u8::MAX;
        piece.weight += raw.len();
        false
    }
}

/// A page's values as those of a record.
pub(crate) fn found(page: Page) -> Found<'static> {
    let mut found = Found::default();
    let mut set = |field, value: Option<String>| {
        if let Some(value) = value {
            found.set(field, 0, Cow::Owned(value));
        }
    };
    set(Field::Text, Some(page.text));
    set(Field::Title, page.title);
    set(Field::Outlet, page.outlet);
    set(Field::Date, page.date);
    set(Field::Author, page.author);
    set(Field::Lang, page.lang);
    set(Field::Url, page.url);
    found
}
