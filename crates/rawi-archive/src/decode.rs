//! Bytes of a file as they are after decompression, with a fault that says where the file stopped making sense.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::GzDecoder;

use crate::form::Compression;
use crate::reject::{Cause, Position};

/// Bytes looked at to tell the form of a stream.
const HEAD: usize = 64 << 10;
/// Bytes of compressed input read at a time.
const BUFFER: usize = 128 << 10;

/// A decompressed stream; its beginning has been looked at, a UTF-8 byte order mark is gone.
pub(crate) struct Stream {
    head: Vec<u8>,
    /// Bytes of `head` given out.
    given: usize,
    inner: Box<dyn Read + Send>,
    /// The fault met while the head was read: told when the head has been given out.
    pending: Option<io::Error>,
}

/// A fault of a compressed file: travels inside an [`io::Error`].
#[derive(Debug)]
struct Fault {
    cause: Cause,
    byte: u64,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: {}", self.byte, self.cause)
    }
}

impl std::error::Error for Fault {}

/// What a reading error means: cause and place.
pub(crate) fn fault(error: &io::Error) -> (Cause, Position) {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Fault>()) {
        Some(fault) => (fault.cause.clone(), Position::Byte(fault.byte)),
        None => (Cause::Unreadable(error.to_string()), Position::File),
    }
}

impl Stream {
    /// `named`: the compression that the file's name promises. What the first bytes say counts; the name decides
    /// only whether a file without such bytes is damaged.
    pub fn open(
        raw: Box<dyn Read + Send>,
        named: Option<Compression>,
        consumed: Arc<AtomicU64>,
    ) -> Result<Self, (Cause, Position)> {
        let counted = Counted { inner: raw, here: Arc::default(), all: consumed };
        let here = Arc::clone(&counted.here);
        let mut raw = BufReader::with_capacity(BUFFER, counted);
        // A pipe may give a few bytes at first; the kinds are told by the first sixteen.
        let mut magic = Vec::new();
        read_up_to(&mut raw, &mut magic, 16).map_err(|error| fault(&error))?;
        let compression = Compression::sniff(&magic);
        if let (None, Some(named)) = (compression, named)
            && !looks_like_text(&magic)
        {
            let cause = if magic.is_empty() {
                Cause::Truncated(named)
            } else {
                Cause::Damaged { compression: named, detail: format!("it does not begin as {named} does") }
            };
            return Err((cause, Position::Byte(0)));
        }
        let raw = Raw { magic: io::Cursor::new(magic), rest: raw, here };
        let inner: Box<dyn Read + Send> = match compression {
            None => Box::new(raw),
            Some(Compression::Gzip) => Box::new(GzipMembers { member: Some(GzDecoder::new(raw)) }),
            Some(Compression::Zstd) => Box::new(ZstdFrames::new(raw)?),
            Some(Compression::Bzip2) => {
                return Err((Cause::CompressionNotRead(Compression::Bzip2), Position::File));
            }
        };
        let mut stream = Self { head: Vec::new(), given: 0, inner, pending: None };
        stream.pending = read_up_to(&mut stream.inner, &mut stream.head, HEAD).err();
        if stream.head.starts_with(b"\xef\xbb\xbf") {
            stream.given = 3;
        } else if stream.head.starts_with(b"\xff\xfe") || stream.head.starts_with(b"\xfe\xff") {
            return Err((Cause::EncodingNotRead("UTF-16"), Position::File));
        }
        Ok(stream)
    }

    /// The first bytes that are still to come (up to 64 KB, unless some were taken).
    pub fn head(&self) -> &[u8] {
        &self.head[self.given..]
    }

    /// Reads until `buffer` holds `want` bytes. `Ok(false)`: the stream has ended. On an error what was read before it
    /// is in the buffer.
    pub fn fill(&mut self, buffer: &mut Vec<u8>, want: usize) -> io::Result<bool> {
        read_up_to(self, buffer, want)
    }
}

impl Read for Stream {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.given < self.head.len() {
            let n = (&self.head[self.given..]).read(out)?;
            self.given += n;
            if self.given == self.head.len() {
                (self.head, self.given) = (Vec::new(), 0);
            }
            return Ok(n);
        }
        match self.pending.take() {
            Some(error) => Err(error),
            None => self.inner.read(out),
        }
    }
}

fn read_up_to(from: &mut impl Read, buffer: &mut Vec<u8>, want: usize) -> io::Result<bool> {
    let mut filled = buffer.len();
    if want > filled {
        buffer.resize(want, 0);
    }
    let end = loop {
        if filled >= want {
            break Ok(true);
        }
        match from.read(&mut buffer[filled..want]) {
            Ok(0) => break Ok(false),
            Ok(n) => filled += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => break Err(error),
        }
    };
    buffer.truncate(filled);
    end
}

/// Whether a file that should be compressed was unpacked by somebody who left its name.
fn looks_like_text(head: &[u8]) -> bool {
    let valid = match std::str::from_utf8(head) {
        Ok(_) => true,
        // cut within a character
        Err(error) => error.error_len().is_none(),
    };
    !head.is_empty() && valid && !head.iter().any(|&b| b < 0x20 && !b.is_ascii_whitespace())
}

/// Counts the bytes of one file, and those of the whole archive.
struct Counted {
    inner: Box<dyn Read + Send>,
    here: Arc<AtomicU64>,
    all: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.here.fetch_add(n as u64, Ordering::Relaxed);
        self.all.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// The raw file: the bytes that were looked at, and the rest.
struct Raw {
    magic: io::Cursor<Vec<u8>>,
    rest: BufReader<Counted>,
    here: Arc<AtomicU64>,
}

impl Raw {
    /// Bytes of the file that have been used up.
    fn byte(&self) -> u64 {
        let magic_left = self.magic.get_ref().len() as u64 - self.magic.position();
        self.here.load(Ordering::Relaxed) - self.rest.buffer().len() as u64 - magic_left
    }
}

impl Read for Raw {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.magic.read(out)? {
            0 => self.rest.read(out),
            n => Ok(n),
        }
    }
}

impl BufRead for Raw {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.magic.position() < self.magic.get_ref().len() as u64 {
            self.magic.fill_buf()
        } else {
            self.rest.fill_buf()
        }
    }

    fn consume(&mut self, n: usize) {
        if self.magic.position() < self.magic.get_ref().len() as u64 {
            self.magic.consume(n);
        } else {
            self.rest.consume(n);
        }
    }
}

fn damaged(compression: Compression, error: &io::Error, byte: u64) -> io::Error {
    // An error of the file itself is not one of the compression.
    if error.raw_os_error().is_some() {
        return io::Error::new(error.kind(), error.to_string());
    }
    let cause = match error.kind() {
        io::ErrorKind::UnexpectedEof => Cause::Truncated(compression),
        _ => Cause::Damaged { compression, detail: error.to_string() },
    };
    io::Error::other(Fault { cause, byte })
}

/// gzip, member after member. (The library's own reader of several members takes zeros after the last one, as
/// tapes leave them, for damage.)
struct GzipMembers {
    /// `None` after the last.
    member: Option<GzDecoder<Raw>>,
}

impl Read for GzipMembers {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        while let Some(member) = &mut self.member {
            match member.read(out) {
                Ok(0) => {
                    let Some(member) = self.member.take() else { break };
                    self.member = next_member(member.into_inner())?;
                }
                Ok(n) => return Ok(n),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
                Err(error) => {
                    let byte = member.get_ref().byte();
                    self.member = None;
                    return Err(damaged(Compression::Gzip, &error, byte));
                }
            }
        }
        Ok(0)
    }
}

fn next_member(mut raw: Raw) -> io::Result<Option<GzDecoder<Raw>>> {
    loop {
        let buffer = raw.fill_buf()?;
        match buffer.first() {
            None => return Ok(None),
            Some(0x1f) => return Ok(Some(GzDecoder::new(raw))),
            Some(0) => {
                let zeros = buffer.iter().take_while(|&&b| b == 0).count();
                raw.consume(zeros);
            }
            Some(_) => {
                let detail = "the bytes after the last member are no gzip".to_owned();
                let cause = Cause::Damaged { compression: Compression::Gzip, detail };
                return Err(io::Error::other(Fault { cause, byte: raw.byte() }));
            }
        }
    }
}

/// Zstandard, frame after frame.
struct ZstdFrames {
    decoder: zstd::stream::read::Decoder<'static, Raw>,
    failed: bool,
}

impl ZstdFrames {
    fn new(raw: Raw) -> Result<Self, (Cause, Position)> {
        let unreadable = |error: io::Error| (Cause::Unreadable(error.to_string()), Position::File);
        let mut decoder = zstd::stream::read::Decoder::with_buffer(raw).map_err(unreadable)?;
        // Archives written with `--long=31` need a window of 2 GB; memory is taken only where a frame asks for it.
        decoder.window_log_max(31).map_err(unreadable)?;
        Ok(Self { decoder, failed: false })
    }
}

impl Read for ZstdFrames {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.failed {
            return Ok(0);
        }
        self.decoder.read(out).map_err(|error| {
            if error.kind() == io::ErrorKind::Interrupted {
                return error;
            }
            self.failed = true;
            damaged(Compression::Zstd, &error, self.decoder.get_ref().byte())
        })
    }
}
