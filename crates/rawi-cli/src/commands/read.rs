//! `rawi read`: the documents as they were read. A stream: memory for one batch.

use serde::Serialize;

use crate::args::ReadArgs;
use crate::convert;
use crate::failure::Failure;
use crate::output::{Origin, Page, Writer};
use crate::reading::{Reader, note_if_among};
use crate::records::DocumentRecord;
use crate::settings::{Reading, Running, Target};

/// The settings that a result depends on.
#[derive(Serialize)]
struct Used<'a> {
    reading: &'a Reading,
}

/// Reads and writes, batch by batch.
pub fn run(args: ReadArgs, running: &Running) -> Result<(), Failure> {
    let target = Target::new(&args.output)?;
    let reading = Reading::new(args.input)?;
    let origin = Origin::new("read", &Used { reading: &reading })?;
    let mut reader = Reader::open(&reading, running)?;
    let page = Page::new(running, target.path.is_some());
    let mut writer = Writer::<DocumentRecord>::open(&target, page, &origin)?;
    while let Some(documents) = reader.next()? {
        let records: Vec<DocumentRecord> = documents.into_iter().map(convert::document).collect();
        writer.write(&records)?;
    }
    reader.finish()?;
    writer.finish()?;
    target.tell(&origin)?;
    note_if_among(&reading, target.path.as_deref(), running);
    Ok(())
}
