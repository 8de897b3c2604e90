//! `rawi speakers`: the speakers of the archive, under all their names, with what outlets call them.

use rawi_quotes::names::compare;

use crate::args::SpeakersArgs;
use crate::commands::statements::{Found, find};
use crate::failure::Failure;
use crate::lexicon;
use crate::output::{Destination, Page, Writer};
use crate::reading::{counted, note};
use crate::records::SpeakerRecord;
use crate::settings::{self, Reading, Running, Target};

/// Reads the archive, finds quotes, brings their speakers together, writes.
pub fn run(args: SpeakersArgs, running: &Running) -> Result<(), Failure> {
    let target = Target::new(&args.output)?;
    let wanted = settings::name("--name", args.name)?;
    let reading = Reading::new(args.input)?;
    let engine = lexicon::engine(args.lexicon.as_deref())?;
    let out = Destination::open(target.path.as_deref())?;
    let Found { corpus, quotes } = find(&reading, &engine, running)?;
    let said = corpus.said(&quotes);
    let step = running.progress.spinner("speakers");
    let mut speakers = rawi_quotes::speakers::speakers(&said);
    step.finish();
    if let Some(wanted) = &wanted {
        speakers.retain(|speaker| speaker.names.iter().any(|(name, _)| compare(wanted, name).same));
    }
    let records: Vec<SpeakerRecord> = speakers.iter().map(|speaker| corpus.speaker(speaker, &said)).collect();
    let mut writer = Writer::onto(out, target.format, Page::new(running, target.path.is_some()));
    writer.write(&records)?;
    let written = writer.finish()?;
    if !running.quiet {
        note(&format!("{} of {}", counted(written, "speaker"), counted(said.len() as u64, "quote")));
    }
    Ok(())
}
