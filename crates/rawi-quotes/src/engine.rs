//! From an article to its quotations: cuts the page once, hands each paragraph to the grammar of its script, puts what
//! they found in order.

use crate::arabic::Arabic;
use crate::english::English;
use crate::lists::Lists;
use crate::page::{Buffers, Page, bounded};
use crate::quote::Quote;
use std::cell::RefCell;
use std::sync::OnceLock;

/// What the engine reads of a document.
#[derive(Debug, Clone, Copy, Default)]
pub struct Article<'a> {
    /// The headline, where it stands apart from the text: it may give a speaker's name, it never holds a quotation.
    pub title: Option<&'a str>,
    /// The text. All spans of the quotations point into it.
    pub text: &'a str,
    /// The outlet: its own name in marks is nobody's words.
    pub outlet: Option<&'a str>,
    /// The language as the archive says; paragraphs are judged by their script, whatever it says.
    pub lang: Option<&'a str>,
}

thread_local! {
    /// The memory of this thread's last page.
    static BUFFERS: RefCell<Buffers> = RefCell::default();
}

/// Finds quotations. A grammar is a type of its own with `new()`, which indexes its lists, and
/// `extract(&self, page, out)`, which appends the quotations of the paragraphs of its script and keeps its state of
/// the document for itself; the engine does the rest. Built once (word lists are compiled in and indexed), shared by all
/// threads.
#[derive(Debug)]
pub struct Engine {
    lists: Lists,
    /// Made when the first Arabic letter is met: the forms of its verbs take longer to make than a small archive to read.
    arabic: OnceLock<Arabic>,
    english: English,
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Engine {
    /// An engine with the lists that are compiled in.
    #[must_use]
    pub fn new() -> Self {
        Self::with_lists(&Lists::default())
    }

    /// An engine with the lists that are compiled in and some of the user's own.
    #[must_use]
    pub fn with_lists(lists: &Lists) -> Self {
        Self { lists: lists.clone(), arabic: OnceLock::new(), english: English::with_lists(lists) }
    }

    /// Every quotation of the article, by where its content begins.
    #[must_use]
    pub fn quotes(&self, article: &Article<'_>) -> Vec<Quote> {
        let mut quotes = Vec::new();
        // A text without an Arabic letter needs no page: the English grammar cuts it its own way.
        let arabic = |chunk: &[u8]| chunk.iter().fold(false, |any, b| any | matches!(b, 0xD8..=0xDB));
        if !article.text.as_bytes().chunks(256).any(arabic) {
            let lines = rawi_text::paragraphs(article.text).flat_map(|line| bounded(article.text, line));
            self.english.extract(article.text, lines, &mut quotes);
            return settled(quotes);
        }
        let buffers = BUFFERS.take();
        let page = Page::within(buffers, article.text, article.title, article.outlet);
        if page.paragraphs.iter().any(|p| p.arabic) {
            self.arabic.get_or_init(|| Arabic::new(&self.lists)).extract(&page, &mut quotes);
        }
        if page.paragraphs.iter().any(|p| !p.arabic) {
            let latin = page.paragraphs.iter().filter(|p| !p.arabic).map(|p| p.span);
            self.english.extract(article.text, latin, &mut quotes);
        }
        BUFFERS.set(page.into_buffers());
        settled(quotes)
    }
}

/// In order, and each content once for each speaker: where two rules found it, the one that has a cue, then the surer one.
fn settled(mut quotes: Vec<Quote>) -> Vec<Quote> {
    quotes.sort_by_key(key);
    quotes.dedup_by(|later, kept| {
        let twice = later.content == kept.content && later.entity == kept.entity;
        let sure = |quote: &Quote| (quote.cue.is_some(), quote.confidence);
        if twice && sure(later) > sure(kept) {
            std::mem::swap(later, kept);
        }
        twice
    });
    quotes
}

/// Where a quotation stands: by the beginning of its content, the longer first, then by its cue.
fn key(quote: &Quote) -> (u32, std::cmp::Reverse<u32>, Option<u32>) {
    let start = quote.content.first().map_or(0, |s| s.start);
    let end = quote.content.last().map_or(0, |s| s.end);
    (start, std::cmp::Reverse(end), quote.cue.map(|c| c.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colon_behind_a_cue_gives_one_quote() {
        let engine = Engine::new();
        for text in [
            "Harbour master Edda Koll said: \"No ship will leave before Thursday morning.\"",
            "قالت مديرة الميناء هدى منصور: «لن تغادر أي سفينة قبل صباح الخميس».",
        ] {
            let quotes = engine.quotes(&Article { text, ..Article::default() });
            assert_eq!(quotes.len(), 1, "{quotes:?}");
            assert!(quotes[0].cue.is_some(), "{quotes:?}");
        }
    }
}
