//! JSON Lines: a record a line, exactly as it is.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;

use super::{Form, Record};

/// Records serialised together by one thread: enough to pay for handing them over.
pub(super) const CHUNK: usize = 256;

/// Lists of records (an article's quotes, say) that one thread serialises.
const LISTS: usize = 32;

/// Chunks that are serialised before they are written: every thread has some, and they are still in the caches.
fn at_once() -> usize {
    rayon::current_num_threads() * 4
}

/// The form, with the bytes of chunks on their way out: their room is used again and again, since memory that is given
/// back and taken anew costs more than what is written to it.
#[derive(Default)]
pub struct Jsonl {
    chunks: Vec<Vec<u8>>,
}

impl Jsonl {
    /// Serialises things in parallel, so many to a chunk, and writes them in their order.
    fn write_each<T: Sync>(
        &mut self,
        out: &mut dyn Write,
        things: &[T],
        chunk: usize,
        serialise: impl Fn(&[T], &mut Vec<u8>) -> io::Result<()> + Sync,
    ) -> io::Result<()> {
        for things in things.chunks(chunk * at_once()) {
            let count = things.len().div_ceil(chunk);
            self.chunks.resize_with(self.chunks.len().max(count), Vec::new);
            let chunks = things.par_chunks(chunk).zip(&mut self.chunks);
            chunks.try_for_each(|(things, bytes)| {
                bytes.clear();
                serialise(things, bytes)
            })?;
            for bytes in &self.chunks[..count] {
                out.write_all(bytes)?;
            }
        }
        Ok(())
    }
}

impl<R: Record> Form<R> for Jsonl {
    fn write(&mut self, out: &mut dyn Write, records: &[R]) -> io::Result<()> {
        self.write_each(out, records, CHUNK, |records, bytes| lines(records, bytes))
    }

    fn write_lists(&mut self, out: &mut dyn Write, lists: &[Vec<R>]) -> io::Result<()> {
        self.write_each(out, lists, LISTS, |lists, bytes| lines(lists.iter().flatten(), bytes))
    }

    fn end(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn lines<'r, R: Serialize + 'r>(
    records: impl IntoIterator<Item = &'r R>,
    bytes: &mut Vec<u8>,
) -> io::Result<()> {
    for record in records {
        serde_json::to_writer(&mut *bytes, record)?;
        bytes.push(b'\n');
    }
    Ok(())
}
