//! JSON lines: chunks of whole lines are read, the lines of a chunk are parsed in parallel, in their order, while the
//! chunk after it is read (and decompressed).

use memchr::{memchr, memchr_iter, memrchr};
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
    buffer: Vec<u8>,
    /// The bytes after the last whole line of `buffer`, and as many more as make a chunk, where they were read already.
    ahead: Option<Vec<u8>>,
    /// The allocation of a chunk that has been given out.
    spare: Vec<u8>,
    /// Where the lines not given out yet begin.
    at: usize,
    /// Where the last whole line ends.
    whole: usize,
    /// Number of the line at `at`.
    line: u64,
    ended: bool,
    /// What the stream ended with, if not well.
    broken_off: Option<std::io::Error>,
}

impl Lines {
    pub fn new(stream: Stream, context: &Context) -> Self {
        Self {
            stream,
            context: context.clone(),
            buffer: Vec::new(),
            ahead: None,
            spare: Vec::new(),
            at: 0,
            whole: 0,
            line: 1,
            ended: false,
            broken_off: None,
        }
    }

    /// Reads on until there is a whole line, or the stream has ended. A line over the limit is passed over without being kept.
    fn refill(&mut self, piece: &mut Piece) {
        match self.ahead.take() {
            Some(ahead) => self.spare = std::mem::replace(&mut self.buffer, ahead),
            None => drop(self.buffer.drain(..self.at)),
        }
        self.at = 0;
        self.whole = 0;
        let mut searched = 0;
        let mut want = CHUNK;
        let limit = usize::try_from(self.context.settings.max_record_bytes).unwrap_or(usize::MAX);
        loop {
            self.fill(want.max(self.buffer.len()));
            if let Some(end) = memrchr(b'\n', &self.buffer[searched..]) {
                self.whole = searched + end + 1;
                return;
            }
            searched = self.buffer.len();
            if self.ended {
                return;
            }
            if searched > limit {
                self.pass_over(piece, limit as u64);
                searched = 0;
                want = CHUNK;
            } else {
                want = searched.saturating_mul(2).min(limit.saturating_add(1).max(CHUNK));
            }
        }
    }

    fn fill(&mut self, want: usize) {
        if self.ended {
            return;
        }
        let filled = self.stream.fill(&mut self.buffer, want);
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
            self.context.reject(Position::Line(self.line), Cause::TooLong { limit }, Some(&self.buffer));
        piece.outcomes.push(outcome);
        self.line += 1;
        loop {
            piece.weight += self.buffer.len();
            self.buffer.clear();
            if self.ended {
                return;
            }
            self.fill(CHUNK);
            if let Some(end) = memchr(b'\n', &self.buffer) {
                self.buffer.drain(..=end);
                return;
            }
        }
    }

    /// The end of the stream: a last line without its end, and the fault if there is one.
    fn last(&mut self, piece: &mut Piece) {
        let rest = std::mem::take(&mut self.buffer);
        let rest = trimmed(&rest[self.at.min(rest.len())..]);
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
        if self.at == self.whole {
            if !self.ended || self.ahead.is_some() {
                self.refill(piece);
            }
            if self.whole == 0 || self.at == self.whole {
                self.last(piece);
                return false;
            }
        }
        let mut lines = Vec::with_capacity(LINES.min(256));
        let mut from = self.at;
        let mut number = self.line;
        for end in memchr_iter(b'\n', &self.buffer[self.at..self.whole]).map(|end| self.at + end).take(LINES)
        {
            let line = trimmed(&self.buffer[from..end]);
            if !line.is_empty() {
                lines.push((number, line));
            }
            number += 1;
            from = end + 1;
        }
        let context = &self.context;
        let parse = || lines.par_chunks(TASK).flat_map_iter(|lines| parse_together(lines, context));
        let parsed = if from == self.whole && !self.ended {
            let (stream, rest) = (&mut self.stream, &self.buffer[self.whole..]);
            let mut ahead = std::mem::take(&mut self.spare);
            let ((ahead, filled), parsed) = rayon::join(
                move || {
                    ahead.clear();
                    ahead.extend_from_slice(rest);
                    let filled = stream.fill(&mut ahead, CHUNK.max(rest.len()));
                    (ahead, filled)
                },
                || parse().collect(),
            );
            self.ahead = Some(ahead);
            self.note_end(filled);
            parsed
        } else {
            parse().collect()
        };
        json::keep(piece, parsed);
        piece.weight += from - self.at;
        self.at = from;
        self.line = number;
        true
    }
}

/// The records of some lines, their texts in one block.
fn parse_together(lines: &[(u64, &[u8])], context: &Context) -> Vec<(Outcome, u8)> {
    let mut parsed: Vec<_> = lines.iter().map(|&(number, line)| parse(line, number, context)).collect();
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

/// A line without white space around it: nothing of a JSON value is lost.
fn trimmed(line: &[u8]) -> &[u8] {
    line.trim_ascii()
}
