//! `rawi statements`: one statement across outlets, with who is credited and how the words drift.

use std::borrow::Cow;
use std::path::Path;

use rawi_quotes::statements::StatementSettings;
use rawi_quotes::{Engine, Quote};
use rayon::prelude::*;
use serde::Serialize;

use crate::args::StatementsArgs;
use crate::commands::writing::write_all;
use crate::convert::{Corpus, all_quotes};
use crate::failure::Failure;
use crate::lexicon;
use crate::output::{Destination, Origin, Page, Writer};
use crate::reading::{self, counted, note, note_if_among};
use crate::records::StatementRecord;
use crate::settings::{Reading, Running, Target};

/// An archive in memory with its quotes.
pub struct Found {
    /// The documents.
    pub corpus: Corpus,
    /// Quotes of each.
    pub quotes: Vec<Vec<Quote>>,
}

/// Reads the archive and finds all quotes.
///
/// # Errors
/// Those of reading.
pub fn find(reading: &Reading, engine: &Engine, running: &Running) -> Result<Found, Failure> {
    let (documents, _) = reading::all(reading, running)?;
    let corpus = Corpus::new(documents);
    let quotes = all_quotes(engine, &corpus.documents, running);
    Ok(Found { corpus, quotes })
}

/// The settings that a result depends on.
#[derive(Serialize)]
struct Used<'a> {
    reading: &'a Reading,
    statements: &'a StatementSettings,
    lexicon: Option<Cow<'a, str>>,
}

/// Reads the archive, finds quotes, brings together what is one statement, writes.
pub fn run(args: StatementsArgs, running: &Running) -> Result<(), Failure> {
    let target = Target::new(&args.output)?;
    let reading = Reading::new(args.input)?;
    let engine = lexicon::engine(args.words.lexicon.as_deref())?;
    let out = Destination::open(target.path.as_deref())?;
    let Found { corpus, quotes } = find(&reading, &engine, running)?;
    let said = corpus.said(&quotes);
    let settings = StatementSettings::default();
    let stages = running.progress.stages();
    let speakers = rawi_quotes::speakers::speakers_watched(&said, &stages);
    let statements = rawi_quotes::statements::statements_watched(&said, &speakers, &settings, &stages);
    stages.finish();
    let records: Vec<StatementRecord> =
        statements.par_iter().map(|statement| corpus.statement(statement, &said)).collect();
    let used = Used {
        reading: &reading,
        statements: &settings,
        lexicon: args.words.lexicon.as_deref().map(Path::to_string_lossy),
    };
    let origin = Origin::new("statements", &used)?;
    let page = Page::new(running, target.path.is_some());
    let mut writer = Writer::onto(out, target.format, page, &origin);
    write_all(&mut writer, &records, &target, running)?;
    let written = writer.finish()?;
    target.tell(&origin)?;
    if !running.quiet {
        note(&format!("{} of {}", counted(written, "statement"), counted(said.len() as u64, "quote")));
    }
    note_if_among(&reading, target.path.as_deref(), running);
    // The process ends here: nobody needs the memory of a large archive back, piece by piece.
    drop(said);
    std::mem::forget((records, statements, speakers, quotes, corpus));
    Ok(())
}
