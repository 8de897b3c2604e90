//! `rawi speakers`: the speakers of the archive, under all their names, with what outlets call them.

use std::borrow::Cow;
use std::path::Path;

use rawi_quotes::names::compare;
use serde::Serialize;

use crate::args::{SpeakersArgs, SpeakersEmit};
use crate::commands::statements::{Found, find};
use crate::commands::writing::write_all;
use crate::failure::Failure;
use crate::lexicon;
use crate::output::{Destination, Origin, Page, Writer, write_speakers};
use crate::reading::{counted, note, note_if_among};
use crate::records::SpeakerRecord;
use crate::settings::{self, Reading, Running, Target};

/// The settings that a result depends on.
#[derive(Serialize)]
struct Used<'a> {
    reading: &'a Reading,
    name: Option<String>,
    lexicon: Option<Cow<'a, str>>,
}

/// Reads the archive, finds quotes, brings their speakers together, writes.
pub fn run(args: SpeakersArgs, running: &Running) -> Result<(), Failure> {
    let target = Target::new(&args.output)?;
    let wanted = settings::name("--name", args.name)?;
    let network = args.emit == Some(SpeakersEmit::Network) || args.emit.is_none() && target.is_network();
    let reading = Reading::new(args.input)?;
    let engine = lexicon::engine(args.words.lexicon.as_deref())?;
    let mut out = Destination::open(target.path.as_deref())?;
    let Found { corpus, quotes } = find(&reading, &engine, running)?;
    let said = corpus.said(&quotes);
    let stages = running.progress.stages();
    let mut speakers = rawi_quotes::speakers::speakers_watched(&said, &stages);
    stages.finish();
    if let Some(wanted) = &wanted {
        speakers.retain(|speaker| speaker.names.iter().any(|(name, _)| compare(wanted, name).same));
    }
    let records: Vec<SpeakerRecord> = speakers.iter().map(|speaker| corpus.speaker(speaker, &said)).collect();
    let used = Used {
        reading: &reading,
        name: wanted,
        lexicon: args.words.lexicon.as_deref().map(Path::to_string_lossy),
    };
    let origin = Origin::new(if network { "speakers --emit network" } else { "speakers" }, &used)?;
    let count = records.len() as u64;
    if network {
        write_speakers(&mut out, &records, &origin).map_err(|cause| out.failure(&cause))?;
        out.finish()?;
    } else {
        let page = Page::new(running, target.path.is_some());
        let mut writer = Writer::onto(out, target.format, page, &origin);
        write_all(&mut writer, &records, &target, running)?;
        writer.finish()?;
    }
    target.tell(&origin)?;
    if !running.quiet {
        note(&format!("{} of {}", counted(count, "speaker"), counted(said.len() as u64, "quote")));
    }
    note_if_among(&reading, target.path.as_deref(), running);
    Ok(())
}
