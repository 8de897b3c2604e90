//! A JSON array of any size as a stream: where an element ends is told by its brackets, the elements of a buffer are
//! parsed in parallel. One object, and objects one after another without an array, are read the same way.
//!
//! Nothing is a tree but one element at a time, and a broken element costs itself only: brackets that do not pair, a string
//! that is not closed on its line and an object that begins where a key should stand are told while looking for the end;
//! reading goes on at the next line that begins an object and is indented no deeper.

use memchr::{memchr, memchr3};
use rayon::prelude::*;

use crate::decode::{Stream, fault};
use crate::json;
use crate::record::{Context, Outcome, Piece, Records};
use crate::reject::{Cause, Position, RECORD_CHARS};

/// Bytes read at a time.
const CHUNK: usize = 1 << 20;
/// Elements of a piece.
const ELEMENTS: usize = 4096;
/// Brackets are remembered to this depth; the parser's own limit is far below it.
const DEEPEST: usize = 1024;

/// The elements of a stream.
pub(crate) struct Elements {
    stream: Stream,
    context: Context,
    buffer: Vec<u8>,
    /// Where looking goes on.
    pos: usize,
    line: u64,
    /// White space before the first other byte of the line; `None` after it.
    indent: usize,
    line_begins: bool,
    in_array: bool,
    /// Number of the last element.
    element: u64,
    state: State,
    ended: bool,
    broken_off: Option<std::io::Error>,
}

/// What stands at `pos`.
enum State {
    Between,
    Inside(Open),
    /// After an element that broke off: its reject is made.
    Lost {
        indent: usize,
    },
}

/// An element whose end has not been met.
struct Open {
    start: usize,
    line: u64,
    /// Indentation of the line it began on.
    indent: usize,
    kind: Kind,
    brackets: Vec<u8>,
    /// Brackets deeper than those remembered.
    deeper: u64,
    in_string: bool,
    /// The last byte outside strings that is no white space.
    last: u8,
    /// Over the limit: its beginning; the rest is not kept.
    too_long: Option<Vec<u8>>,
}

enum Kind {
    Brackets,
    Scalar,
}

/// An element in the buffer, or what is known to be wrong with it.
enum Item {
    Whole { from: usize, to: usize, element: u64, line: u64 },
    Bad(Outcome),
}

impl Elements {
    pub fn new(stream: Stream, context: &Context) -> Self {
        Self {
            stream,
            context: context.clone(),
            buffer: Vec::new(),
            pos: 0,
            line: 1,
            indent: 0,
            line_begins: true,
            in_array: false,
            element: 0,
            state: State::Between,
            ended: false,
            broken_off: None,
        }
    }

    fn refill(&mut self, piece: &mut Piece) {
        let keep = match &mut self.state {
            State::Inside(open) => {
                let limit = self.context.settings.max_record_bytes;
                if open.too_long.is_none() && (self.pos - open.start) as u64 > limit {
                    open.too_long = Some(head(&self.buffer[open.start..self.pos]).to_vec());
                }
                if open.too_long.is_some() {
                    open.start = self.pos;
                }
                open.start
            }
            State::Between | State::Lost { .. } => self.pos,
        };
        piece.weight += keep;
        self.buffer.drain(..keep);
        self.pos -= keep;
        if let State::Inside(open) = &mut self.state {
            open.start = 0;
        }
        if self.ended {
            return;
        }
        // A long element doubles the buffer, so that moving it costs no more than reading it.
        let most = usize::try_from(self.context.settings.max_record_bytes).unwrap_or(usize::MAX);
        let want = self.buffer.len().saturating_mul(2).min(most).max(self.buffer.len()).saturating_add(CHUNK);
        match self.stream.fill(&mut self.buffer, want) {
            Ok(more) => self.ended = !more,
            Err(error) => {
                self.ended = true;
                self.broken_off = Some(error);
            }
        }
    }

    /// Keeps count of lines and of how deep the line is indented.
    fn pass(&mut self, byte: u8) {
        self.pos += 1;
        match byte {
            b'\n' => {
                self.line += 1;
                self.indent = 0;
                self.line_begins = true;
            }
            b' ' | b'\t' if self.line_begins => self.indent += 1,
            _ => self.line_begins = false,
        }
    }

    /// Looks on until an element ends. `None`: the buffer is used up.
    fn next_item(&mut self) -> Option<Item> {
        loop {
            match &self.state {
                State::Between => self.between()?,
                State::Lost { indent } => {
                    let indent = *indent;
                    self.lost(indent)?;
                }
                State::Inside(_) => return self.inside(),
            }
        }
    }

    fn between(&mut self) -> Option<()> {
        loop {
            let byte = *self.buffer.get(self.pos)?;
            match byte {
                b'[' if !self.in_array => self.in_array = true,
                b']' => self.in_array = false,
                // What a broken element left behind says nothing of its own.
                b' ' | b'\t' | b'\n' | b'\r' | b',' | b'}' | b'\x1e' => {}
                _ => {
                    self.element += 1;
                    let kind = if matches!(byte, b'{' | b'[' | b'"') { Kind::Brackets } else { Kind::Scalar };
                    self.state = State::Inside(Open {
                        start: self.pos,
                        line: self.line,
                        indent: self.indent,
                        kind,
                        brackets: Vec::new(),
                        deeper: 0,
                        in_string: false,
                        last: 0,
                        too_long: None,
                    });
                    return Some(());
                }
            }
            self.pass(byte);
        }
    }

    /// Passes lines over until one begins an object, or closes the array.
    fn lost(&mut self, indent: usize) -> Option<()> {
        loop {
            let byte = *self.buffer.get(self.pos)?;
            if self.line_begins && self.indent <= indent && matches!(byte, b'{' | b']') {
                self.state = State::Between;
                return Some(());
            }
            // `, {` begins a line in some archives.
            let may_begin = self.line_begins && matches!(byte, b',');
            if may_begin {
                self.pos += 1;
            } else if self.line_begins || byte == b'\n' {
                self.pass(byte);
            } else {
                match memchr(b'\n', &self.buffer[self.pos..]) {
                    Some(end) => self.pos += end,
                    None => {
                        self.pos = self.buffer.len();
                        return None;
                    }
                }
            }
        }
    }

    /// Looks for the end of the element that has begun.
    fn inside(&mut self) -> Option<Item> {
        let State::Inside(mut open) = std::mem::replace(&mut self.state, State::Between) else { return None };
        loop {
            if open.in_string {
                let Some(found) = memchr3(b'"', b'\\', b'\n', &self.buffer[self.pos..]) else {
                    self.pos = self.buffer.len();
                    break;
                };
                self.pos += found;
                match self.buffer[self.pos] {
                    b'\\' if self.pos + 1 < self.buffer.len() => self.pos += 2,
                    // Wait for the byte that is escaped.
                    b'\\' => break,
                    b'\n' => return Some(self.unclosed_string(&open)),
                    _ => {
                        self.pos += 1;
                        open.in_string = false;
                        if open.brackets.is_empty() && open.deeper == 0 {
                            return Some(self.close(open, self.pos));
                        }
                    }
                }
                continue;
            }
            let Some(&byte) = self.buffer.get(self.pos) else { break };
            if matches!(open.kind, Kind::Scalar) {
                if matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\n' | b'\r') {
                    return Some(self.close(open, self.pos));
                }
                self.pass(byte);
                continue;
            }
            match byte {
                b'"' => open.in_string = true,
                b'{' | b'[' => {
                    // An object where a key should stand: the one before was not closed.
                    let unclosed = byte == b'{'
                        && self.line_begins
                        && self.indent <= open.indent
                        && open.brackets.last() == Some(&b'{')
                        && matches!(open.last, b',' | b'{');
                    if unclosed {
                        return Some(self.close(open, self.pos));
                    }
                    if open.brackets.len() < DEEPEST {
                        open.brackets.push(byte);
                    } else {
                        open.deeper += 1;
                    }
                }
                b'}' | b']' if open.deeper > 0 => open.deeper -= 1,
                b'}' | b']' => {
                    let opening = if byte == b'}' { b'{' } else { b'[' };
                    match open.brackets.iter().rposition(|&bracket| bracket == opening) {
                        Some(at) => open.brackets.truncate(at),
                        // The array's own end, within an object that was not closed.
                        None if byte == b']' && self.in_array => return Some(self.close(open, self.pos)),
                        None => {}
                    }
                    if open.brackets.is_empty() {
                        self.pass(byte);
                        return Some(self.close(open, self.pos));
                    }
                }
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                open.last = byte;
            }
            self.pass(byte);
        }
        self.state = State::Inside(open);
        None
    }

    fn close(&mut self, open: Open, to: usize) -> Item {
        self.state = State::Between;
        let limit = self.context.settings.max_record_bytes;
        let position = Position::Element { element: self.element, line: open.line };
        let raw = &self.buffer[open.start..to];
        match open.too_long {
            Some(head) => Item::Bad(self.context.reject(position, Cause::TooLong { limit }, Some(&head))),
            None if raw.len() as u64 > limit => {
                Item::Bad(self.context.reject(position, Cause::TooLong { limit }, Some(raw)))
            }
            None => Item::Whole { from: open.start, to, element: self.element, line: open.line },
        }
    }

    fn unclosed_string(&mut self, open: &Open) -> Item {
        let position = Position::Element { element: self.element, line: open.line };
        let cause = Cause::BrokenJson(format!("a string is not closed at line {}", self.line));
        let raw = match &open.too_long {
            Some(head) => head.as_slice(),
            None => head(&self.buffer[open.start..self.pos]),
        };
        self.state = State::Lost { indent: open.indent };
        Item::Bad(self.context.reject(position, cause, Some(raw)))
    }

    fn parse(&self, items: Vec<Item>) -> Vec<(Outcome, u8)> {
        let (buffer, context) = (&self.buffer, &self.context);
        items
            .into_par_iter()
            .with_min_len(8)
            .map(|item| match item {
                Item::Bad(outcome) => (outcome, 0),
                Item::Whole { from, to, element, line } => {
                    json::record(&buffer[from..to], Position::Element { element, line }, context)
                }
            })
            .collect()
    }

    /// The end of the stream: an element that has no end, an array that has none, the fault if there is one.
    fn last(&mut self, piece: &mut Piece) {
        let open = match std::mem::replace(&mut self.state, State::Between) {
            State::Inside(open) => Some(open),
            State::Between | State::Lost { .. } => None,
        };
        let fault = self.broken_off.take().map(|error| fault(&error));
        let unclosed = fault.is_none() && open.is_none() && self.in_array;
        if let Some(open) = open {
            match self.close(open, self.buffer.len()) {
                // An element that the fault has cut is the fault's, and no fault of its own.
                Item::Whole { from, to, element, line } => {
                    let raw = &self.buffer[from..to];
                    match (json::record(raw, Position::Element { element, line }, &self.context), fault) {
                        ((Outcome::Bad(_), _), Some((cause, position))) => {
                            piece.outcomes.push(self.context.reject(position, cause, Some(raw)));
                            return;
                        }
                        (outcome, rest) => {
                            json::keep(piece, vec![outcome]);
                            if let Some((cause, position)) = rest {
                                piece.outcomes.push(self.context.reject(position, cause, None));
                            }
                            return;
                        }
                    }
                }
                Item::Bad(outcome) => piece.outcomes.push(outcome),
            }
        }
        if let Some((cause, position)) = fault {
            piece.outcomes.push(self.context.reject(position, cause, None));
        } else if unclosed {
            let cause = Cause::BrokenJson("the array is not closed: the file may have been cut".into());
            piece.outcomes.push(self.context.reject(Position::Line(self.line), cause, None));
        }
    }
}

impl Records for Elements {
    fn read(&mut self, piece: &mut Piece) -> bool {
        let mut items = Vec::new();
        while items.len() < ELEMENTS {
            match self.next_item() {
                Some(item) => items.push(item),
                None => break,
            }
        }
        if items.is_empty() && self.ended {
            self.last(piece);
            return false;
        }
        let used_up = items.len() < ELEMENTS;
        let parsed = self.parse(items);
        json::keep(piece, parsed);
        if used_up {
            self.refill(piece);
        }
        true
    }
}

fn head(raw: &[u8]) -> &[u8] {
    &raw[..raw.len().min(RECORD_CHARS * 4)]
}
