//! `rawi read`: the documents as they were read. A stream: memory for one batch.

use crate::args::ReadArgs;
use crate::convert;
use crate::failure::Failure;
use crate::output::{Page, Writer};
use crate::reading::Reader;
use crate::records::DocumentRecord;
use crate::settings::{Reading, Running, Target};

/// Reads and writes, batch by batch.
pub fn run(args: ReadArgs, running: &Running) -> Result<(), Failure> {
    let target = Target::new(&args.output)?;
    let mut reader = Reader::open(&Reading::new(args.input)?, running)?;
    let mut writer = Writer::<DocumentRecord>::open(&target, Page::new(running, target.path.is_some()))?;
    while let Some(documents) = reader.next()? {
        let records: Vec<DocumentRecord> = documents.into_iter().map(convert::document).collect();
        writer.write(&records)?;
    }
    reader.finish()?;
    writer.finish()?;
    Ok(())
}
