//! JSON Lines: a record a line, exactly as it is.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;

use super::{Form, Record};

/// Records serialised together by one thread: enough to pay for handing them over.
pub(super) const CHUNK: usize = 256;

/// Lists of records (an article's quotes, say) that one thread serialises.
const LISTS: usize = 32;

/// The form.
pub struct Jsonl;

impl<R: Record> Form<R> for Jsonl {
    fn write(&mut self, out: &mut dyn Write, records: &[R]) -> io::Result<()> {
        if records.len() <= CHUNK {
            return out.write_all(&lines(records)?);
        }
        let chunks: Vec<io::Result<Vec<u8>>> = records.par_chunks(CHUNK).map(lines).collect();
        for chunk in chunks {
            out.write_all(&chunk?)?;
        }
        Ok(())
    }

    fn write_lists(&mut self, out: &mut dyn Write, lists: &[Vec<R>]) -> io::Result<()> {
        let chunks: Vec<io::Result<Vec<u8>>> =
            lists.par_chunks(LISTS).map(|lists| lines(lists.iter().flatten())).collect();
        for chunk in chunks {
            out.write_all(&chunk?)?;
        }
        Ok(())
    }

    fn end(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn lines<'r, R: Serialize + 'r>(records: impl IntoIterator<Item = &'r R>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(CHUNK * 512);
    for record in records {
        serde_json::to_writer(&mut bytes, record)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}
