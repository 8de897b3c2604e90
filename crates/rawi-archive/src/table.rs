//! Tables: a header, and a document a row.
//!
//! Rows are cut here rather than by a library for one reason: a quoted cell that is never closed swallows every row behind
//! it. Here such a row is rejected and reading goes on at the next line. What is well formed (RFC 4180) is read as
//! everywhere; what is not (a cell that goes on after its closing mark) is rejected, as its text cannot be known exactly.

use std::borrow::Cow;

use memchr::{memchr, memchr2};
use rayon::prelude::*;

use crate::columns::Field;
use crate::decode::{Stream, fault};
use crate::json;
use crate::record::{Context, Found, Outcome, Piece, Records};
use crate::reject::{Cause, Position};

/// Bytes read at a time.
const CHUNK: usize = 1 << 20;
/// Rows of a piece.
const ROWS: usize = 4096;
/// What separates cells, the likelier first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The rows of a stream.
pub(crate) struct Table {
    stream: Stream,
    context: Context,
    /// As the form tells, or the header.
    separator: Option<u8>,
    header: Option<Header>,
    buffer: Vec<u8>,
    at: usize,
    /// Numbers of the row and the line at `at`.
    row: u64,
    line: u64,
    /// Within a line that is over the limit: the rest of it is passed over.
    passing: bool,
    /// There is no whole row at `at`.
    used_up: bool,
    ended: bool,
    broken_off: Option<std::io::Error>,
}

struct Header {
    /// What each column holds.
    meaning: Vec<Vec<(Field, u8)>>,
    named_seen: u8,
}

/// A row of the buffer.
#[derive(Clone, Copy)]
struct Row {
    from: usize,
    to: usize,
    row: u64,
    line: u64,
    quoting: Quoting,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    /// As RFC 4180 has it.
    Marks,
    /// Marks are letters as others.
    Literal,
    /// Marks that do not pair.
    Bad,
    TooLong,
}

/// Where a row ends.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// At `to`; the next begins at `next`. `well`: its quotation marks pair.
    Row { to: usize, next: usize, well: bool },
    /// Behind what has been read.
    Ahead,
}

impl Table {
    pub fn new(stream: Stream, separator: Option<u8>, context: &Context) -> Self {
        Self {
            stream,
            context: context.clone(),
            separator,
            header: None,
            buffer: Vec::new(),
            at: 0,
            row: 1,
            line: 1,
            passing: false,
            used_up: true,
            ended: false,
            broken_off: None,
        }
    }

    /// Whether the first line of a stream is the header of a table: it has a column of text and one more that is known.
    pub fn looks_like_header(head: &[u8], context: &Context) -> bool {
        let head = &head[told_separator(head).map_or(0, |(_, behind)| behind)..];
        let line = &head[..memchr(b'\n', head).unwrap_or(head.len())];
        let Ok(line) = std::str::from_utf8(line.trim_ascii()) else { return false };
        let cells = cells(line, separator(line.as_bytes()));
        let mut known = [false; 8];
        for cell in &cells {
            if cell.len() > 64 {
                return false;
            }
            for (field, _) in context.columns.meaning(cell) {
                known[field as usize] = true;
            }
        }
        known[Field::Text as usize] && known.iter().filter(|known| **known).count() > 1
    }

    fn refill(&mut self, want: usize) {
        if self.ended {
            return;
        }
        match self.stream.fill(&mut self.buffer, want) {
            Ok(more) => self.ended = !more,
            Err(error) => {
                self.ended = true;
                self.broken_off = Some(error);
            }
        }
    }

    /// The next row that is not empty; `None`: more must be read, or it was the last.
    fn next_row(&mut self) -> Option<Row> {
        let separator = self.separator.unwrap_or(b',');
        let limit = usize::try_from(self.context.settings.max_record_bytes).unwrap_or(usize::MAX);
        loop {
            if self.passing {
                let end = memchr(b'\n', &self.buffer[self.at..]);
                self.passing = end.is_none();
                self.line += u64::from(end.is_some());
                self.at = end.map_or(self.buffer.len(), |end| self.at + end + 1);
            }
            if self.at == self.buffer.len() {
                return None;
            }
            let (mut to, mut next, mut quoting) =
                match end_of_row(&self.buffer, self.at, separator, self.ended) {
                    End::Row { to, next, well } => {
                        (to, next, if well { Quoting::Marks } else { Quoting::Bad })
                    }
                    End::Ahead if self.buffer.len() - self.at <= limit => return None,
                    End::Ahead => (self.buffer.len(), self.buffer.len(), Quoting::Bad),
                };
            if quoting == Quoting::Bad {
                // Only its first line is known to be of this row.
                match memchr(b'\n', &self.buffer[self.at..]) {
                    Some(end) => (to, next) = (self.at + end, self.at + end + 1),
                    None => (to, next) = (self.buffer.len(), self.buffer.len()),
                }
                // Tables with tabs are often written without any quoting.
                if separator == b'\t' {
                    quoting = Quoting::Literal;
                }
            }
            if to - self.at > limit {
                quoting = Quoting::TooLong;
                self.passing = self.buffer[self.at..next].last() != Some(&b'\n');
            }
            let row = Row { from: self.at, to, row: self.row, line: self.line, quoting };
            self.line += memchr::memchr_iter(b'\n', &self.buffer[self.at..next]).count() as u64;
            self.row += 1;
            self.at = next;
            if !self.buffer[row.from..row.to].trim_ascii().is_empty() {
                return Some(row);
            }
        }
    }

    /// Reads the header; `false`: there is none that can be used, and the reject is made.
    fn read_header(&mut self, row: Row, piece: &mut Piece) -> bool {
        let raw = &self.buffer[row.from..row.to];
        let position = Position::Row { row: row.row, line: row.line };
        let Ok(text) = std::str::from_utf8(raw) else {
            let at = raw.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
            let cause = self.context.bad_utf8(at);
            piece.outcomes.push(self.context.reject(position, cause, Some(raw)));
            return false;
        };
        if !matches!(row.quoting, Quoting::Marks | Quoting::Literal) {
            piece.outcomes.push(self.context.reject(position, Cause::BadQuoting, Some(raw)));
            return false;
        }
        let names = cells(text, self.separator.unwrap_or(b','));
        let columns = &self.context.columns;
        let meaning: Vec<Vec<(Field, u8)>> =
            names.iter().map(|name| columns.meaning(name.trim()).collect()).collect();
        let has = |field| meaning.iter().flatten().any(|(known, _)| *known == field);
        if !has(Field::Text) {
            let listed = names.iter().map(|name| name.trim().to_owned()).collect();
            let cause = match columns.named().find(|(field, _)| *field == Field::Text) {
                Some((_, named)) => Cause::NoSuchColumn { named: named.to_owned(), columns: listed },
                None => Cause::NoTextColumn { columns: listed },
            };
            piece.outcomes.push(self.context.reject(Position::File, cause, Some(raw)));
            return false;
        }
        let named_seen = columns
            .named()
            .filter(|(field, _)| has(*field))
            .fold(0, |seen, (field, _)| seen | 1 << field as u8);
        self.header = Some(Header { meaning, named_seen });
        true
    }

    /// Of no `self`: a stream cannot be shared between threads, the rest can.
    fn parse(raw: &[u8], row: Row, header: &Header, separator: u8, context: &Context) -> (Outcome, u8) {
        let position = Position::Row { row: row.row, line: row.line };
        let reject = |cause| (context.reject(position, cause, Some(raw)), header.named_seen);
        let text = match std::str::from_utf8(raw) {
            Ok(text) => text,
            Err(error) => return reject(context.bad_utf8(error.valid_up_to())),
        };
        let cells = match row.quoting {
            Quoting::Marks => cells(text, separator),
            Quoting::Literal => text.split(char::from(separator)).map(Cow::Borrowed).collect(),
            Quoting::Bad => return reject(Cause::BadQuoting),
            Quoting::TooLong => return reject(Cause::TooLong { limit: context.settings.max_record_bytes }),
        };
        let expected = header.meaning.len();
        // Separators at the end of a row add cells that say nothing.
        if cells.len() < expected || cells[expected..].iter().any(|cell| !cell.is_empty()) {
            return reject(Cause::Ragged { expected, found: cells.len() });
        }
        let mut found = Found::default();
        for (cell, meaning) in cells.into_iter().zip(&header.meaning) {
            match meaning.as_slice() {
                [] => {}
                [(field, rank)] => found.set(*field, *rank, cell),
                several => {
                    for (field, rank) in several {
                        found.set(*field, *rank, cell.clone());
                    }
                }
            }
        }
        (context.finish(found, position, raw), header.named_seen)
    }

    /// A row that a fault of the stream has cut is the fault's, and no fault of its own.
    fn last(&mut self, piece: &mut Piece, cut: Option<(Row, (Outcome, u8))>) {
        let fault = self.broken_off.take().map(|error| fault(&error));
        let raw = match (cut, &fault) {
            (Some((row, (Outcome::Bad(_), _))), Some(_)) => Some(&self.buffer[row.from..row.to]),
            (Some((_, outcome)), _) => {
                json::keep(piece, vec![outcome]);
                None
            }
            (None, _) => None,
        };
        if let Some((cause, position)) = fault {
            piece.outcomes.push(self.context.reject(position, cause, raw));
        }
    }
}

impl Records for Table {
    fn read(&mut self, piece: &mut Piece) -> bool {
        // Moved only when no whole row is left: a buffer that an unclosed cell made long holds many rows.
        if self.used_up {
            piece.weight += self.at;
            self.buffer.drain(..self.at);
            self.at = 0;
            // A row that is longer than the buffer doubles it.
            let most = usize::try_from(self.context.settings.max_record_bytes).unwrap_or(usize::MAX);
            self.refill(CHUNK.max(self.buffer.len().saturating_mul(2).min(most.saturating_add(CHUNK))));
        }
        if self.header.is_none() {
            if self.line == 1
                && let Some((told, behind)) = told_separator(&self.buffer[self.at..])
            {
                self.separator = Some(told);
                self.at += behind;
                self.line += 1;
            }
            if self.separator.is_none() {
                let buffer = &self.buffer[self.at..];
                let start = buffer.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
                let line = &buffer[start..];
                self.separator = Some(separator(&line[..memchr(b'\n', line).unwrap_or(line.len())]));
            }
            match self.next_row() {
                Some(row) => {
                    if !self.read_header(row, piece) {
                        return false;
                    }
                }
                None => {
                    if self.ended {
                        self.last(piece, None);
                    }
                    return !self.ended;
                }
            }
        }
        let mut rows = Vec::new();
        while rows.len() < ROWS
            && let Some(row) = self.next_row()
        {
            rows.push(row);
        }
        self.used_up = rows.len() < ROWS;
        let Some(header) = &self.header else { return false };
        let (buffer, context, separator) = (&self.buffer, &self.context, self.separator.unwrap_or(b','));
        let mut parsed: Vec<(Outcome, u8)> = rows
            .par_iter()
            .with_min_len(8)
            .map(|&row| Self::parse(&buffer[row.from..row.to], row, header, separator, context))
            .collect();
        let more = !(self.ended && self.at == self.buffer.len());
        let cut = if more || self.broken_off.is_none() || self.buffer.ends_with(b"\n") {
            None
        } else {
            rows.pop().zip(parsed.pop())
        };
        json::keep(piece, parsed);
        if !more {
            self.last(piece, cut);
        }
        more
    }
}

/// The separator that a first line `sep=;` tells, as Excel writes and reads it, and where that line ends.
fn told_separator(head: &[u8]) -> Option<(u8, usize)> {
    let rest = head.strip_prefix(b"sep=").or_else(|| head.strip_prefix(b"SEP="))?;
    let (&separator, behind) = rest.split_first()?;
    let end = if behind.starts_with(b"\r\n") {
        2
    } else if behind.starts_with(b"\n") {
        1
    } else {
        return None;
    };
    let is_sign = separator == b'\t' || separator.is_ascii_punctuation() && separator != b'"';
    is_sign.then_some((separator, "sep=".len() + 1 + end))
}

/// Which separator a header has: the one that stands there most often.
fn separator(line: &[u8]) -> u8 {
    let mut counts = [0usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in line {
        quoted ^= *byte == b'"';
        if let Some(at) = SEPARATORS.iter().position(|separator| separator == byte).filter(|_| !quoted) {
            counts[at] += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    counts.iter().position(|count| *count == most).map_or(b',', |at| SEPARATORS[at])
}

/// Where the row that begins at `from` ends. `ended`: nothing comes behind the buffer.
fn end_of_row(buffer: &[u8], from: usize, separator: u8, ended: bool) -> End {
    let mut pos = from;
    let mut well = true;
    let last = |to, well| if ended { End::Row { to, next: to, well } } else { End::Ahead };
    loop {
        // at the beginning of a cell
        if buffer.get(pos) == Some(&b'"') {
            pos += 1;
            loop {
                match memchr(b'"', &buffer[pos..]) {
                    None => return last(buffer.len(), false),
                    Some(mark) => pos += mark + 1,
                }
                match buffer.get(pos) {
                    Some(b'"') => pos += 1,
                    None if !ended => return End::Ahead,
                    _ => break,
                }
            }
            let rest = &buffer[pos..];
            let carriage_return = rest.first() == Some(&b'\r') && rest.get(1).is_none_or(|&b| b == b'\n');
            well &= rest.first().is_none_or(|&b| b == separator || b == b'\n') || carriage_return;
        }
        match memchr2(separator, b'\n', &buffer[pos..]) {
            None => return last(buffer.len(), well),
            Some(found) => {
                pos += found;
                if buffer[pos] == b'\n' {
                    let to = if buffer[from..pos].ends_with(b"\r") { pos - 1 } else { pos };
                    return End::Row { to, next: pos + 1, well };
                }
                pos += 1;
            }
        }
    }
}

/// The cells of a row whose quotation marks pair.
fn cells(row: &str, separator: u8) -> Vec<Cow<'_, str>> {
    let bytes = row.as_bytes();
    let mut out = Vec::new();
    let mut pos = 0;
    loop {
        let from = pos;
        if bytes.get(pos) == Some(&b'"') {
            pos += 1;
            let mut doubled = false;
            while let Some(mark) = memchr(b'"', &bytes[pos..]) {
                pos += mark + 1;
                if bytes.get(pos) != Some(&b'"') {
                    break;
                }
                doubled = true;
                pos += 1;
            }
            let inside = row.get(from + 1..pos.saturating_sub(1).max(from + 1)).unwrap_or_default();
            out.push(if doubled { Cow::Owned(inside.replace("\"\"", "\"")) } else { Cow::Borrowed(inside) });
        }
        let quoted = pos > from;
        let end = memchr(separator, &bytes[pos..]).map(|end| pos + end);
        if !quoted {
            out.push(Cow::Borrowed(&row[from..end.unwrap_or(row.len())]));
        }
        match end {
            Some(end) => pos = end + 1,
            None => return out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Columns;

    #[test]
    fn cells_as_rfc_4180_has_them() {
        let check = |row: &str, expected: &[&str]| assert_eq!(cells(row, b','), expected, "{row}");
        check("a,b,c", &["a", "b", "c"]);
        check("", &[""]);
        check(",", &["", ""]);
        check("\"a,b\",c", &["a,b", "c"]);
        check("\"a \"\"b\"\" c\",\"\"", &["a \"b\" c", ""]);
        check("\"one\ntwo\",x", &["one\ntwo", "x"]);
        check("say \"it\",x", &["say \"it\"", "x"]);
        check("قال,\"نعم، لا\"", &["قال", "نعم، لا"]);
    }

    #[test]
    fn the_end_of_a_row() {
        let end = |text: &str, ended| end_of_row(text.as_bytes(), 0, b',', ended);
        assert_eq!(end("a,b\nc", false), End::Row { to: 3, next: 4, well: true });
        assert_eq!(end("a,b\r\nc", false), End::Row { to: 3, next: 5, well: true });
        assert_eq!(end("\"a\nb\",c\r\n", false), End::Row { to: 7, next: 9, well: true });
        assert_eq!(end("\"a\"\r\n", false), End::Row { to: 3, next: 5, well: true });
        assert_eq!(end("a,b", false), End::Ahead);
        assert_eq!(end("a,b", true), End::Row { to: 3, next: 3, well: true });
        assert_eq!(end("\"a\"", false), End::Ahead);
        assert_eq!(end("\"a\"", true), End::Row { to: 3, next: 3, well: true });
        assert_eq!(end("\"a\"b,c\n", true), End::Row { to: 6, next: 7, well: false });
        assert_eq!(end("\"a,b\nc\n", true), End::Row { to: 7, next: 7, well: false });
    }

    #[test]
    fn the_separator_of_a_header() {
        assert_eq!(separator(b"id,text"), b',');
        assert_eq!(separator(b"id;text;title"), b';');
        assert_eq!(separator(b"id\ttext"), b'\t');
        assert_eq!(separator(b"\"a,b\"|text"), b'|');
        assert_eq!(separator(b"text"), b',');
    }

    #[test]
    fn a_separator_that_the_first_line_tells() {
        assert_eq!(told_separator(b"sep=;\r\nid;text"), Some((b';', 7)));
        assert_eq!(told_separator(b"SEP=|\n"), Some((b'|', 6)));
        assert_eq!(told_separator(b"sep=\t\n"), Some((b'\t', 6)));
        for head in
            [&b"sep=x\nid,text"[..], b"sep=;", b"sep=;,text\n", b"sep=\n", b"separator\n", b"sep=\"\n"]
        {
            assert_eq!(told_separator(head), None, "{head:?}");
        }
    }

    #[test]
    fn columns_of_a_table_are_the_same_as_of_json() {
        let columns = Columns::new(&crate::ReadSettings::default());
        assert_eq!(columns.meaning("Article Text").collect::<Vec<_>>(), [(Field::Text, 6)]);
    }
}
