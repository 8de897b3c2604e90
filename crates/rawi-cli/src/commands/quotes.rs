//! `rawi quotes`: who said what. A stream: while one batch of documents is worked on, the next is read.

use std::borrow::Cow;
use std::path::Path;

use rawi_quotes::Quote;
use rawi_quotes::names::compare;
use rayon::prelude::*;
use serde::Serialize;

use crate::args::QuotesArgs;
use crate::convert;
use crate::failure::Failure;
use crate::lexicon;
use crate::output::{Origin, Page, Writer};
use crate::reading::{Reader, counted, note, note_if_among};
use crate::records::QuoteRecord;
use crate::settings::{QuoteFilter, Reading, Running, Target};

/// The settings that a result depends on.
#[derive(Serialize)]
struct Used<'a> {
    reading: &'a Reading,
    quotes: &'a QuoteFilter,
    lexicon: Option<Cow<'a, str>>,
}

/// Finds and writes, batch by batch.
pub fn run(args: QuotesArgs, running: &Running) -> Result<(), Failure> {
    let target = Target::new(&args.output)?;
    let filter = QuoteFilter::new(args.options)?;
    let engine = lexicon::engine(args.words.lexicon.as_deref())?;
    let reading = Reading::new(args.input)?;
    let used = Used {
        reading: &reading,
        quotes: &filter,
        lexicon: args.words.lexicon.as_deref().map(Path::to_string_lossy),
    };
    let origin = Origin::new("quotes", &used)?;
    let mut reader = Reader::open(&reading, running)?;
    let page = Page::new(running, target.path.is_some());
    let mut writer = Writer::<QuoteRecord>::open(&target, page, &origin)?;
    let mut batch = reader.next()?;
    while let Some(documents) = batch {
        let (found, next) = rayon::join(
            || {
                let of_each = documents.par_iter().map(|document| {
                    let mut quotes = engine.quotes(&convert::article(document));
                    quotes.retain(|quote| keeps(&filter, quote, &document.text));
                    convert::quotes(document, quotes)
                });
                of_each.collect::<Vec<Vec<QuoteRecord>>>()
            },
            || reader.next(),
        );
        writer.write_lists(&found)?;
        batch = next?;
    }
    reader.finish()?;
    let written = writer.finish()?;
    target.tell(&origin)?;
    if !running.quiet {
        note(&format!("{} found", counted(written, "quote")));
    }
    note_if_among(&reading, target.path.as_deref(), running);
    Ok(())
}

/// Whether a quote is one of those asked for.
fn keeps(filter: &QuoteFilter, quote: &Quote, text: &str) -> bool {
    if quote.confidence < filter.min_confidence {
        return false;
    }
    if !filter.kinds.is_empty() && !filter.kinds.contains(&quote.kind) {
        return false;
    }
    match &filter.speaker {
        None => true,
        Some(name) => {
            let mention = quote.speaker.map(|span| span.of(text));
            quote.entity.as_deref().or(mention).is_some_and(|said_by| compare(name, said_by).same)
        }
    }
}
