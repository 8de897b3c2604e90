//! Many records on their way into a file, with progress.

use crate::failure::Failure;
use crate::output::{Record, Writer};
use crate::progress::Step;
use crate::settings::{Running, Target};

/// Records between two words of progress.
const AT_ONCE: usize = 1 << 13;

/// Writes all records, and tells the step of them.
///
/// # Errors
/// They cannot be written.
pub fn write_told<R: Record + 'static>(
    writer: &mut Writer<R>,
    records: &[R],
    step: &mut Step,
) -> Result<(), Failure> {
    for some in records.chunks(AT_ONCE) {
        writer.write(some)?;
        step.advance(some.len() as u64);
    }
    Ok(())
}

/// The same as a step of its own: shown where a file is written, as on a screen the records themselves are seen.
///
/// # Errors
/// They cannot be written.
pub fn write_all<R: Record + 'static>(
    writer: &mut Writer<R>,
    records: &[R],
    target: &Target,
    running: &Running,
) -> Result<(), Failure> {
    let progress = if target.path.is_some() { running.progress } else { running.progress.silent() };
    let mut step = progress.count("writing", records.len() as u64);
    write_told(writer, records, &mut step)?;
    step.finish();
    Ok(())
}
