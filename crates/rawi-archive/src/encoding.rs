//! Text of other encodings as UTF-8: UTF-16 as spreadsheets and editors of Windows write it, and whatever is named.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE};

use crate::decode::Stream;

/// Bytes read at a time.
const CHUNK: usize = 32 << 10;
/// Bytes looked at to tell UTF-16 without a mark.
const LOOKED_AT: usize = 4096;
/// Stands for a sequence that the encoding does not have: no UTF-8 holds this byte.
const WRONG: u8 = 0xff;

/// An encoding by one of its names in the WHATWG's list (`utf-16le`, `windows-1256`, `latin1`), in any case.
#[must_use]
pub(crate) fn by_name(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.trim().as_bytes()).filter(|encoding| *encoding != encoding_rs::REPLACEMENT)
}

/// UTF-16 without a byte order mark: of every pair of bytes one is zero wherever a space, a digit or a sign of ASCII stands,
/// nearly always the same one. Text of any other encoding holds few zeros, and where a file of a line or two has some all the
/// same, its other pairs are two printed signs of ASCII: as UTF-16 those are Chinese, of which they make no more than a third.
pub(crate) fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = &head.as_chunks::<2>().0[..head.len().min(LOOKED_AT) / 2];
    let (mut first, mut second, mut ascii) = (0, 0, 0);
    for &[a, b] in pairs {
        first += usize::from(a == 0);
        second += usize::from(b == 0);
        ascii += usize::from((b' '..=b'~').contains(&a) && (b' '..=b'~').contains(&b));
    }
    // Few characters have a zero in the other byte: 😀 and 一 do.
    let told = |zeros: usize, others: usize| {
        zeros >= 2 && zeros * 20 >= pairs.len() && others * 2 <= zeros && ascii * 2 <= pairs.len()
    };
    if told(second, first) {
        Some(UTF_16LE)
    } else if told(first, second) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-32, with a byte order mark or without: of every four bytes the same two are zero, and not all are. No encoding of the web
/// does that, and read as UTF-16 it would be text with a zero behind every character.
pub(crate) fn is_utf32(head: &[u8]) -> bool {
    let fours = &head.as_chunks::<4>().0[..head.len().min(LOOKED_AT) / 4];
    let all = |of: fn(&[u8; 4]) -> bool| fours.len() > 1 && fours.iter().all(of);
    all(|&[a, b, c, d]| (c, d) == (0, 0) && (a, b) != (0, 0) || is_astral([a, b, c, d]))
        || all(|&[a, b, c, d]| (a, b) == (0, 0) && (c, d) != (0, 0) || is_astral([d, c, b, a]))
}

/// A character past U+FFFF in little-endian UTF-32.
fn is_astral([_, _, plane, zero]: [u8; 4]) -> bool {
    (1..=0x10).contains(&plane) && zero == 0
}

/// A stream in another encoding, read as UTF-8.
pub(crate) struct Utf8 {
    inner: Stream,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Bytes of `raw` that have been decoded.
    at: usize,
    ended: bool,
    /// The decoder has seen the end.
    finished: bool,
    /// Decoded, not given out yet: where the reader has no room for a whole character.
    left: Vec<u8>,
    given: usize,
    broken_off: Option<io::Error>,
}

impl Utf8 {
    pub fn new(inner: Stream, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_without_bom_handling(),
            raw: Vec::new(),
            at: 0,
            ended: false,
            finished: false,
            left: Vec::new(),
            given: 0,
            broken_off: None,
        }
    }

    /// Decodes on into `left`.
    fn decode(&mut self) {
        self.left.clear();
        self.given = 0;
        self.left.resize(CHUNK * 2, 0);
        let mut filled = 0;
        while filled == 0 && !self.finished {
            if self.at == self.raw.len() && !self.ended {
                self.raw.clear();
                self.at = 0;
                match self.inner.fill(&mut self.raw, CHUNK) {
                    Ok(more) => self.ended = !more,
                    Err(error) => {
                        self.ended = true;
                        self.broken_off = Some(error);
                    }
                }
            }
            // One byte of room stays for what stands for a wrong sequence.
            let room = filled..self.left.len() - 1;
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(
                &self.raw[self.at..],
                &mut self.left[room],
                self.ended,
            );
            self.at += read;
            filled += written;
            match result {
                DecoderResult::Malformed(..) => {
                    self.left[filled] = WRONG;
                    filled += 1;
                }
                DecoderResult::OutputFull => break,
                DecoderResult::InputEmpty => self.finished = self.ended,
            }
        }
        self.left.truncate(filled);
    }
}

impl Read for Utf8 {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.given < self.left.len() {
                let n = (&self.left[self.given..]).read(out)?;
                self.given += n;
                return Ok(n);
            }
            if self.finished {
                // What was before the fault has been given out.
                return self.broken_off.take().map_or(Ok(0), Err);
            }
            self.decode();
        }
    }
}
