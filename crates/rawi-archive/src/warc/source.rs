//! The bytes of a crawl after decompression, and where records are known to begin: at gzip members.
//!
//! Crawls are written one gzip member a record (ISO 28500, annex D), so that a reader can begin anywhere. The same makes
//! damage bearable: behind a broken member the next one that begins a record is looked for, from the byte after the broken
//! one's first, as a broken decoder may have run over good members before it noticed.

use std::io::{BufRead, Read};

use flate2::bufread::GzDecoder;

use crate::decode::{Member, Stream, after_the_last, damaged, defused, fault, pass_zeros};
use crate::form::Compression;
use crate::raw::Raw;
use crate::reject::{Cause, Position};

/// Bytes given out at a time.
const CHUNK: usize = 64 << 10;
/// Bytes of the file that can be gone back over behind a broken member.
const KEPT: usize = 1 << 20;
/// How a record begins.
pub(super) const MARK: &[u8] = b"WARC/";

/// What comes next.
#[derive(Debug)]
pub(crate) enum Next {
    /// Bytes were put into the buffer.
    Bytes,
    /// A record begins here, at the beginning of a member; with the member's offset in the file.
    Record(u64),
    /// A member begins here otherwise: the record before goes on, or the member is damaged.
    Member(u64),
    /// The file is broken in the member at this offset. Reading goes on behind it.
    Fault(Cause, u64),
    /// Nothing.
    End,
}

/// A crawl's bytes.
pub(crate) struct Source {
    at: At,
    /// Decompressed already: the first bytes of a member.
    ahead: Vec<u8>,
    /// Offset of the member in the file.
    member: u64,
    /// Bytes that the member has given.
    unpacked: u64,
}

enum At {
    /// Not compressed, or so that members cannot be told apart.
    Stream(Stream),
    Member(Box<GzDecoder<Raw>>),
    Between(Raw),
    /// Behind damage.
    Lost(Raw),
    End,
}

impl Source {
    /// Bytes that come from one stream.
    pub fn stream(stream: Stream) -> Self {
        Self { at: At::Stream(stream), ahead: Vec::new(), member: 0, unpacked: 0 }
    }

    /// A gzip file.
    pub fn gzip(mut raw: Raw) -> Self {
        raw.keep(KEPT);
        Self { at: At::Between(raw), ahead: Vec::new(), member: 0, unpacked: 0 }
    }

    /// Reads on, to the end of `out`.
    pub fn next(&mut self, out: &mut Vec<u8>) -> Next {
        if !self.ahead.is_empty() {
            out.append(&mut self.ahead);
            return Next::Bytes;
        }
        loop {
            match std::mem::replace(&mut self.at, At::End) {
                At::End => return Next::End,
                At::Stream(mut stream) => {
                    let before = out.len();
                    match stream.fill(out, before + CHUNK) {
                        Ok(more) => {
                            if more {
                                self.at = At::Stream(stream);
                            }
                            if out.len() > before {
                                return Next::Bytes;
                            }
                        }
                        Err(error) => {
                            // What was read before it comes first.
                            let (cause, position) = fault(&error);
                            let byte = position.number().unwrap_or(0);
                            return Next::Fault(cause, byte);
                        }
                    }
                }
                At::Member(mut member) => {
                    let before = out.len();
                    out.resize(before + CHUNK, 0);
                    match member.read(&mut out[before..]) {
                        Ok(0) => {
                            out.truncate(before);
                            self.at = At::Between(member.end());
                        }
                        Ok(n) => {
                            out.truncate(before + n);
                            self.unpacked += n as u64;
                            let packed = member.raw().byte().saturating_sub(self.member);
                            if let Err(bomb) = defused(self.unpacked, packed) {
                                return self.broken(*member, &bomb);
                            }
                            self.at = At::Member(member);
                            return Next::Bytes;
                        }
                        Err(error) => {
                            out.truncate(before);
                            return self.broken(*member, &error);
                        }
                    }
                }
                At::Between(raw) => {
                    if let Some(next) = self.between(raw) {
                        return next;
                    }
                }
                At::Lost(raw) => return self.look_for_a_record(raw),
            }
        }
    }

    fn broken(&mut self, member: GzDecoder<Raw>, error: &std::io::Error) -> Next {
        let (cause, position) = match fault(error) {
            (cause @ Cause::Bomb { .. }, position) => (cause, position),
            _ => fault(&damaged(Compression::Gzip, error, self.member)),
        };
        // Behind an error of the disk there is nothing to be looked for.
        if position != Position::File {
            self.at = At::Lost(member.end());
        }
        Next::Fault(cause, self.member)
    }

    /// Opens the next member, and looks at how it begins.
    fn between(&mut self, mut raw: Raw) -> Option<Next> {
        let first = match pass_zeros(&mut raw).and_then(|()| Ok(raw.fill_buf()?.first().copied())) {
            Ok(Some(first)) => first,
            Ok(None) => return Some(Next::End),
            Err(error) => return Some(Next::Fault(fault(&error).0, raw.byte())),
        };
        (self.member, self.unpacked) = (raw.byte(), 0);
        if first != <GzDecoder<Raw> as Member>::FIRST {
            self.at = At::Lost(raw);
            return Some(Next::Fault(after_the_last(Compression::Gzip), self.member));
        }
        let mut member = GzDecoder::begin(raw);
        let (first, end) = begin(&mut member);
        if let Some(error) = end {
            return Some(self.broken(member, &error));
        }
        self.at = At::Member(Box::new(member));
        if first.starts_with(MARK) {
            self.ahead = first;
            return Some(Next::Record(self.member));
        }
        // A record may go on over members: some writers split where they like.
        let some = !first.is_empty();
        self.ahead = first;
        some.then_some(Next::Member(self.member))
    }

    /// Behind the beginning of a broken member: the next one that begins a record.
    fn look_for_a_record(&mut self, mut raw: Raw) -> Next {
        raw.rewind(self.member + 1);
        loop {
            let Ok(buffer) = raw.fill_buf() else { return Next::End };
            if buffer.is_empty() {
                return Next::End;
            }
            let Some(at) = memchr::memchr(0x1f, buffer) else {
                let all = buffer.len();
                raw.consume(all);
                continue;
            };
            raw.consume(at);
            let found = raw.byte();
            if matches!(raw.peek(10), Ok(head) if is_member(head)) {
                let mut member = GzDecoder::begin(raw);
                let (first, end) = begin(&mut member);
                if end.is_none() && first.starts_with(MARK) {
                    (self.member, self.unpacked) = (found, 0);
                    self.ahead = first;
                    self.at = At::Member(Box::new(member));
                    return Next::Record(found);
                }
                raw = member.end();
                raw.rewind(found);
            }
            raw.consume(1);
        }
    }
}

/// Whether these can be the first bytes of a member (RFC 1952): deflate, no reserved flags, speed and system as
/// writers set them.
fn is_member(head: &[u8]) -> bool {
    matches!(head, [0x1f, 0x8b, 8, 0..=0x1f, _, _, _, _, 0 | 2 | 4, 0..=13 | 255, ..])
}

/// The first bytes of a member, as many as tell whether a record begins.
fn begin(member: &mut GzDecoder<Raw>) -> (Vec<u8>, Option<std::io::Error>) {
    let mut first = vec![0; MARK.len()];
    let mut filled = 0;
    let end = loop {
        match member.read(&mut first[filled..]) {
            Ok(0) => break None,
            Ok(n) => filled += n,
            Err(error) => break Some(error),
        }
    };
    first.truncate(filled);
    (first, end)
}

/// Whether a file without a telling name is a crawl. (In another compression it is told when it has been opened.)
pub(crate) fn begins(raw: &mut Raw) -> bool {
    let Ok(head) = raw.peek(4096) else { return false };
    if head.starts_with(b"WARC/1.") {
        return true;
    }
    let mut first = [0; 7];
    head.starts_with(&[0x1f, 0x8b])
        && GzDecoder::new(head).read_exact(&mut first).is_ok()
        && first == *b"WARC/1."
}
