//! JSON lines: chunks of whole lines are read, the lines of a chunk are parsed in parallel, in their order, while the
//! chunk after it is read (and decompressed) and its lines are told apart.

use memchr::{memchr, memchr_iter};
use rayon::prelude::*;

use crate::decode::{Stream, fault};
use crate::json;
use crate::record::{Context, Outcome, Piece, Records};
use crate::reject::{Cause, Position, RECORD_CHARS};
use crate::text::Text;

/// Bytes read at a time.
const CHUNK: usize = 1 << 20;
/// Lines of a piece: a chunk of very short lines is given out in several.
const LINES: usize = 4096;
/// Lines that one task parses, and whose texts lie in one block.
const TASK: usize = 32;

/// The lines of a stream.
pub(crate) struct Lines {
    stream: Stream,
    context: Context,
    chunk: Chunk,
    /// The bytes after the last whole line of `chunk`, and as many more as make a chunk, where they were read already.
    ahead: Option<Chunk>,
    /// The allocations of a chunk that has been given out.
    spare: Chunk,
    /// Whole lines of `chunk` that were given out.
    given: usize,
    /// Number of the first line that was not.
    line: u64,
    ended: bool,
    /// What the stream ended with, if not well.
    broken_off: Option<std::io::Error>,
}

/// Bytes that were read together.
#[derive(Default)]
struct Chunk {
    bytes: Vec<u8>,
    /// Where the whole lines among them end. They are looked for as soon as the bytes have come, by the thread that has
    /// them in its caches.
    ends: Vec<usize>,
    /// Bytes in which ends were looked for.
    searched: usize,
}

impl Chunk {
    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.searched = 0;
    }

    /// Looks for ends of lines in what has come since the last time.
    fn find_ends(&mut self) {
        let from = self.searched;
        self.ends.extend(memchr_iter(b'\n', &self.bytes[from..]).map(|end| from + end));
        self.searched = self.bytes.len();
    }

    /// Where a line begins.
    fn start(&self, line: usize) -> usize {
        if line == 0 { 0 } else { self.ends[line - 1] + 1 }
    }

    /// The bytes after the last whole line.
    fn rest(&self) -> &[u8] {
        &self.bytes[self.start(self.ends.len())..]
    }
}

impl Lines {
    pub fn new(stream: Stream, context: &Context) -> Self {
        Self {
            stream,
            context: context.clone(),
            chunk: Chunk::default(),
            ahead: None,
            spare: Chunk::default(),
            given: 0,
            line: 1,
            ended: false,
            broken_off: None,
        }
    }

    /// Reads on until there is a whole line, or the stream has ended. A line over the limit is passed over without being kept.
    fn refill(&mut self, piece: &mut Piece) {
        if let Some(ahead) = self.ahead.take() {
            self.spare = std::mem::replace(&mut self.chunk, ahead);
        } else {
            let rest = self.chunk.rest().len();
            let given = self.chunk.bytes.len() - rest;
            self.chunk.bytes.drain(..given);
            self.chunk.ends.clear();
            self.chunk.searched = 0;
        }
        self.given = 0;
        let mut want = CHUNK;
        let limit = usize::try_from(self.context.settings.max_record_bytes).unwrap_or(usize::MAX);
        loop {
            self.fill(want.max(self.chunk.bytes.len()));
            self.chunk.find_ends();
            if !self.chunk.ends.is_empty() || self.ended {
                return;
            }
            let length = self.chunk.bytes.len();
            if length > limit {
                self.pass_over(piece, limit as u64);
                want = CHUNK;
            } else {
                want = length.saturating_mul(2).min(limit.saturating_add(1).max(CHUNK));
            }
        }
    }

    fn fill(&mut self, want: usize) {
        if self.ended {
            return;
        }
        let filled = self.stream.fill(&mut self.chunk.bytes, want);
        self.note_end(filled);
    }

    fn note_end(&mut self, filled: std::io::Result<bool>) {
        match filled {
            Ok(more) => self.ended = !more,
            Err(error) => {
                self.ended = true;
                self.broken_off = Some(error);
            }
        }
    }

    /// Leaves a line that is too long, up to the end of it.
    fn pass_over(&mut self, piece: &mut Piece, limit: u64) {
        let outcome =
            self.context.reject(Position::Line(self.line), Cause::TooLong { limit }, Some(&self.chunk.bytes));
        piece.outcomes.push(outcome);
        self.line += 1;
        loop {
            piece.weight += self.chunk.bytes.len();
            self.chunk.clear();
            if self.ended {
                return;
            }
            self.fill(CHUNK);
            if let Some(end) = memchr(b'\n', &self.chunk.bytes) {
                self.chunk.bytes.drain(..=end);
                return;
            }
        }
    }

    /// The end of the stream: a last line without its end, and the fault if there is one.
    fn last(&mut self, piece: &mut Piece) {
        let chunk = std::mem::take(&mut self.chunk);
        let rest = trimmed(chunk.rest());
        piece.weight += rest.len();
        let last = (!rest.is_empty()).then(|| parse(rest, self.line, &self.context));
        match (self.broken_off.take(), last) {
            (None, None) => {}
            (None, Some(last)) => json::keep(piece, vec![last]),
            (Some(error), last) => {
                // A line that the fault has cut is the fault's, and no fault of its own.
                let cut = match last {
                    Some((good @ Outcome::Good(_), seen)) => {
                        json::keep(piece, vec![(good, seen)]);
                        None
                    }
                    Some((Outcome::Bad(_), _)) => Some(&rest[..rest.len().min(RECORD_CHARS * 4)]),
                    None => None,
                };
                let (cause, position) = fault(&error);
                piece.outcomes.push(self.context.reject(position, cause, cut));
            }
        }
    }
}

impl Records for Lines {
    fn read(&mut self, piece: &mut Piece) -> bool {
        if self.given == self.chunk.ends.len() {
            if !self.ended || self.ahead.is_some() {
                self.refill(piece);
            }
            if self.given == self.chunk.ends.len() {
                self.last(piece);
                self.given = 0;
                return false;
            }
        }
        let (chunk, context, first) = (&self.chunk, &self.context, self.line);
        let lines = self.given..chunk.ends.len().min(self.given + LINES);
        let tasks = lines.len().div_ceil(TASK);
        let parse = || {
            (0..tasks).into_par_iter().flat_map_iter(|task| {
                let from = lines.start + task * TASK;
                let own = (from..lines.end.min(from + TASK)).map(|line| {
                    let number = first + (line - lines.start) as u64;
                    (number, trimmed(&chunk.bytes[chunk.start(line)..chunk.ends[line]]))
                });
                parse_together(own.filter(|(_, line)| !line.is_empty()), context)
            })
        };
        let mut read_on = None;
        let parsed = if lines.end == chunk.ends.len() && !self.ended {
            let (stream, rest) = (&mut self.stream, chunk.rest());
            let mut ahead = std::mem::take(&mut self.spare);
            let ((ahead, filled), parsed) = rayon::join(
                move || {
                    ahead.clear();
                    ahead.bytes.extend_from_slice(rest);
                    let filled = stream.fill(&mut ahead.bytes, CHUNK.max(rest.len()));
                    ahead.find_ends();
                    (ahead, filled)
                },
                || parse().collect(),
            );
            read_on = Some((ahead, filled));
            parsed
        } else {
            parse().collect()
        };
        json::keep(piece, parsed);
        piece.weight += chunk.start(lines.end) - chunk.start(lines.start);
        self.line += lines.len() as u64;
        self.given = lines.end;
        if let Some((ahead, filled)) = read_on {
            self.ahead = Some(ahead);
            self.note_end(filled);
        }
        true
    }
}

/// The records of some lines, their texts in one block.
fn parse_together<'a>(lines: impl Iterator<Item = (u64, &'a [u8])>, context: &Context) -> Vec<(Outcome, u8)> {
    let mut parsed: Vec<_> = lines.map(|(number, line)| parse(line, number, context)).collect();
    let documents = parsed.iter_mut().filter_map(|(outcome, _)| match outcome {
        Outcome::Good(good) if good.left_out.is_none() => Some(&mut good.document.text),
        _ => None,
    });
    Text::gather(&mut documents.collect::<Vec<_>>());
    parsed
}

fn parse(line: &[u8], number: u64, context: &Context) -> (Outcome, u8) {
    let limit = context.settings.max_record_bytes;
    let position = Position::Line(number);
    if line.len() as u64 > limit {
        return (context.reject(position, Cause::TooLong { limit }, Some(line)), 0);
    }
    json::record(line, position, context)
}

/// A line without white space around it, and without the byte order mark that it begins with where files were laid one behind
/// the other: nothing of a JSON value is lost.
fn trimmed(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii();
    line.strip_prefix("\u{feff}".as_bytes()).map_or(line, <[u8]>::trim_ascii)
}
