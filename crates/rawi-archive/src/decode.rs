//! Bytes of a file as they are after decompression, with a fault that says where the file stopped making sense.

use std::fmt;
use std::io::{self, BufRead, Read};

use bzip2::bufread::BzDecoder;
use encoding_rs::Encoding;
use flate2::bufread::GzDecoder;

use crate::encoding::{self, Utf8};
use crate::form::Compression;
use crate::raw::Raw;
use crate::reject::{Cause, Position};

/// A compressed file that unpacks to so many times its size, and to so much, is none that was meant to be read (the
/// repetitive logs of a machine come to a hundred times): reading it would take for ever and give nothing.
const BOMB: (u64, u64) = (500, 1 << 30);
/// Bytes looked at to tell the form of a stream.
const HEAD: usize = 64 << 10;

/// A decompressed stream; its beginning has been looked at, still in the encoding that the file has.
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
    pub fn new(mut raw: Raw, named: Option<Compression>) -> Result<Self, (Cause, Position)> {
        // A pipe may give a few bytes at first; the kinds are told by the first sixteen.
        let magic = raw.peek(16).map_err(|error| fault(&error))?;
        let compression = Compression::sniff(magic);
        if let (None, Some(named)) = (compression, named)
            && !looks_like_text(&magic[..magic.len().min(16)])
        {
            let cause = if magic.is_empty() {
                Cause::Truncated(named)
            } else {
                Cause::Damaged { compression: named, detail: format!("it does not begin as {named} does") }
            };
            return Err((cause, Position::Byte(0)));
        }
        let inner: Box<dyn Read + Send> = match compression {
            None => Box::new(raw),
            Some(Compression::Gzip) => Box::new(Members::<GzDecoder<Raw>>::new(raw)),
            Some(Compression::Zstd) => Box::new(ZstdFrames::new(raw)?),
            Some(Compression::Bzip2) => Box::new(Members::<BzDecoder<Raw>>::new(raw)),
        };
        let mut stream = Self { head: Vec::new(), given: 0, inner, pending: None };
        stream.pending = read_up_to(&mut stream.inner, &mut stream.head, HEAD).err();
        Ok(stream)
    }

    /// The stream as UTF-8: told by a byte order mark, else `named`, else UTF-16 where the first bytes can be nothing
    /// else, else UTF-8 as it stands. A sequence that the encoding does not have becomes a byte that UTF-8 does not have,
    /// so that it costs its own record and no other. With it: the encoding, where it was not UTF-8.
    pub fn into_utf8(mut self, named: Option<&'static Encoding>) -> (Self, Option<&'static Encoding>) {
        if named.is_none() && encoding::is_utf32(self.head()) {
            let cause = Cause::Unreadable("it is in UTF-32; save it as UTF-8".to_owned());
            let pending = Some(io::Error::other(Fault { cause, byte: 0 }));
            return (Self { head: Vec::new(), given: 0, inner: Box::new(io::empty()), pending }, None);
        }
        let marked = Encoding::for_bom(self.head());
        let (encoding, mark) = match (marked, named) {
            (Some(marked), _) => marked,
            (None, Some(named)) => (named, 0),
            (None, None) => (encoding::utf16_without_mark(self.head()).unwrap_or(encoding_rs::UTF_8), 0),
        };
        self.given += mark;
        if encoding == encoding_rs::UTF_8 {
            return (self, None);
        }
        let inner = Box::new(Utf8::new(self, encoding));
        let mut stream = Self { head: Vec::new(), given: 0, inner, pending: None };
        stream.pending = read_up_to(&mut stream.inner, &mut stream.head, HEAD).err();
        (stream, Some(encoding))
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

/// What an error of a decoder means, at this byte of the file.
pub(crate) fn damaged(compression: Compression, error: &io::Error, byte: u64) -> io::Error {
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

/// A fault where this much unpacked of this much of the file is no archive.
pub(crate) fn defused(unpacked: u64, byte: u64) -> io::Result<()> {
    let (times, least) = BOMB;
    if unpacked > least && unpacked / times > byte {
        return Err(io::Error::other(Fault { cause: Cause::Bomb { times }, byte }));
    }
    Ok(())
}

/// A decoder of one member (of one stream, in the words of bzip2).
pub(crate) trait Member: Read + Sized {
    /// Of what compression.
    const COMPRESSION: Compression;
    /// The first byte of a member.
    const FIRST: u8;
    fn begin(raw: Raw) -> Self;
    fn raw(&self) -> &Raw;
    /// The file, behind the member where that has been read to its end.
    fn end(self) -> Raw;
}

impl Member for GzDecoder<Raw> {
    const COMPRESSION: Compression = Compression::Gzip;
    const FIRST: u8 = 0x1f;

    fn begin(raw: Raw) -> Self {
        GzDecoder::new(raw)
    }

    fn raw(&self) -> &Raw {
        self.get_ref()
    }

    fn end(self) -> Raw {
        self.into_inner()
    }
}

impl Member for BzDecoder<Raw> {
    const COMPRESSION: Compression = Compression::Bzip2;
    const FIRST: u8 = b'B';

    fn begin(raw: Raw) -> Self {
        BzDecoder::new(raw)
    }

    fn raw(&self) -> &Raw {
        self.get_ref()
    }

    fn end(self) -> Raw {
        self.into_inner()
    }
}

/// Member after member. (The libraries' own readers of several members take zeros after the last one, as tapes leave
/// them, for damage.)
struct Members<M> {
    /// `None` after the last.
    member: Option<M>,
    /// Bytes given out.
    unpacked: u64,
}

impl<M: Member> Members<M> {
    fn new(raw: Raw) -> Self {
        Self { member: Some(M::begin(raw)), unpacked: 0 }
    }
}

impl<M: Member> Read for Members<M> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        while let Some(member) = &mut self.member {
            match member.read(out) {
                Ok(0) => {
                    let Some(member) = self.member.take() else { break };
                    self.member = next_member(member.end())?;
                }
                Ok(n) => {
                    self.unpacked += n as u64;
                    if let Err(bomb) = defused(self.unpacked, member.raw().byte()) {
                        self.member = None;
                        return Err(bomb);
                    }
                    return Ok(n);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
                Err(error) => {
                    let byte = member.raw().byte();
                    self.member = None;
                    return Err(damaged(M::COMPRESSION, &error, byte));
                }
            }
        }
        Ok(0)
    }
}

fn next_member<M: Member>(mut raw: Raw) -> io::Result<Option<M>> {
    pass_zeros(&mut raw)?;
    match raw.fill_buf()?.first() {
        None => Ok(None),
        Some(&first) if first == M::FIRST => Ok(Some(M::begin(raw))),
        Some(_) => {
            let cause = after_the_last(M::COMPRESSION);
            Err(io::Error::other(Fault { cause, byte: raw.byte() }))
        }
    }
}

/// Tapes and disks are filled up with zeros.
pub(crate) fn pass_zeros(raw: &mut Raw) -> io::Result<()> {
    loop {
        let buffer = raw.fill_buf()?;
        let zeros = buffer.iter().take_while(|&&b| b == 0).count();
        if zeros == 0 {
            return Ok(());
        }
        raw.consume(zeros);
    }
}

/// Bytes where a member should begin.
pub(crate) fn after_the_last(compression: Compression) -> Cause {
    Cause::Damaged { compression, detail: format!("the bytes after the last member are no {compression}") }
}

/// Zstandard, frame after frame.
struct ZstdFrames {
    decoder: zstd::stream::read::Decoder<'static, Raw>,
    failed: bool,
    /// Bytes given out.
    unpacked: u64,
}

impl ZstdFrames {
    fn new(raw: Raw) -> Result<Self, (Cause, Position)> {
        let unreadable = |error: io::Error| (Cause::Unreadable(error.to_string()), Position::File);
        let mut decoder = zstd::stream::read::Decoder::with_buffer(raw).map_err(unreadable)?;
        // Archives written with `--long=31` need a window of 2 GB; memory is taken only where a frame asks for it.
        decoder.window_log_max(31).map_err(unreadable)?;
        Ok(Self { decoder, failed: false, unpacked: 0 })
    }
}

impl Read for ZstdFrames {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.failed {
            return Ok(0);
        }
        let n = self.decoder.read(out).map_err(|error| {
            if error.kind() == io::ErrorKind::Interrupted {
                return error;
            }
            self.failed = true;
            damaged(Compression::Zstd, &error, self.decoder.get_ref().byte())
        })?;
        self.unpacked += n as u64;
        defused(self.unpacked, self.decoder.get_ref().byte()).inspect_err(|_| self.failed = true)?;
        Ok(n)
    }
}
