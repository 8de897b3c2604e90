//! From what a server sent to the page: chunks joined, compression undone.
//!
//! Crawlers keep bodies as they came, or undo chunks and compression and leave the header that tells of them. So a header
//! is believed only where the bytes bear it out.

use std::borrow::Cow;
use std::io::Read;

use super::head::Head;
use crate::reject::Cause;

/// A page that unpacks to so many times its size, and to so many bytes, is none.
const BOMB: (u64, u64) = (500, 16 << 20);

/// What a body could not be made of.
fn broken(what: impl Into<String>) -> Cause {
    Cause::BrokenWarc(what.into())
}

/// The page of an answer. `cut`: the crawler says that it kept the beginning only, so that a missing end is no fault.
/// At most `limit` bytes.
pub(super) fn page<'a>(http: &Head, body: &'a [u8], cut: bool, limit: u64) -> Result<Cow<'a, [u8]>, Cause> {
    let mut page = Cow::Borrowed(body);
    if http.list("transfer-encoding").iter().any(|name| name == "chunked")
        && let Some(joined) = joined(&page, cut)?
    {
        page = Cow::Owned(joined);
    }
    for coding in http.list("content-encoding").iter().rev() {
        if let Some(unpacked) = unpacked(coding, &page, cut, limit)? {
            page = Cow::Owned(unpacked);
        }
    }
    Ok(page)
}

/// The chunks of a body, joined (RFC 9112, section 7.1); `None` where it has none.
fn joined(body: &[u8], cut: bool) -> Result<Option<Vec<u8>>, Cause> {
    let mut out = Vec::with_capacity(body.len());
    let mut at = 0;
    loop {
        let rest = &body[at..];
        // A body that ends where a chunk ends lacks the last one, which is empty.
        if rest.is_empty() && at > 0 {
            return Ok(Some(out));
        }
        let line = &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())];
        let Some(size) = size(line) else {
            return match at {
                0 => Ok(None),
                _ if cut => Ok(Some(out)),
                _ => Err(broken(format!("no size of a chunk stands at byte {at} of the body"))),
            };
        };
        if size == 0 {
            return Ok(Some(out));
        }
        let from = at + line.len() + 1;
        let Some(chunk) = body.get(from..).filter(|rest| rest.len() >= size).map(|rest| &rest[..size]) else {
            if cut {
                out.extend(body.get(from..).unwrap_or_default());
                return Ok(Some(out));
            }
            let there = body.len().saturating_sub(from);
            return Err(broken(format!("the chunk at byte {at} of the body has {there} of {size} bytes")));
        };
        out.extend(chunk);
        at = from + size;
        // The line end behind a chunk.
        let behind = &body[at..];
        at += match behind {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            [] | [b'\r'] => behind.len(),
            _ if cut => return Ok(Some(out)),
            _ => {
                return Err(broken(format!(
                    "the chunk that ends at byte {at} of the body goes on behind its size"
                )));
            }
        };
    }
}

/// The size that a chunk's first line tells.
fn size(line: &[u8]) -> Option<usize> {
    let line = line.split(|&b| b == b';').next()?.trim_ascii();
    if line.is_empty() || line.len() > 15 {
        return None;
    }
    usize::from_str_radix(std::str::from_utf8(line).ok().filter(|line| !line.starts_with('+'))?, 16).ok()
}

/// A body without this coding; `None` where it has been undone already.
fn unpacked(coding: &str, body: &[u8], cut: bool, limit: u64) -> Result<Option<Vec<u8>>, Cause> {
    let read = |from: &mut dyn Read| {
        let mut out = Vec::new();
        let (times, least) = BOMB;
        let most = (body.len() as u64).saturating_mul(times).max(least);
        let end = from.take(limit.min(most).saturating_add(1)).read_to_end(&mut out);
        if out.len() as u64 > limit {
            return Err(Cause::TooLong { limit });
        }
        if out.len() as u64 > most {
            return Err(Cause::Bomb { times });
        }
        match end {
            Ok(_) => Ok(Some(out)),
            // Half a page for those who know that it is half.
            Err(_) if cut && !out.is_empty() => Ok(Some(out)),
            Err(error) => Err(broken(format!("the body's {coding} is damaged ({error})"))),
        }
    };
    match coding {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            let mut members = flate2::bufread::MultiGzDecoder::new(body);
            match read(&mut members) {
                Err(Cause::BrokenWarc(_)) => {
                    // Bytes behind the only member are passed over, as browsers do.
                    let mut rest = body;
                    let mut member = flate2::bufread::GzDecoder::new(&mut rest);
                    read(&mut member)
                }
                other => other,
            }
        }
        "deflate" if is_zlib(body) => read(&mut flate2::bufread::ZlibDecoder::new(body)),
        "deflate" if !looks_like_page(body) => read(&mut flate2::bufread::DeflateDecoder::new(body)),
        "br" if !looks_like_page(body) => read(&mut brotli_decompressor::Decompressor::new(body, 4096)),
        "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            match zstd::stream::read::Decoder::with_buffer(body) {
                Ok(mut decoder) => read(&mut decoder),
                Err(error) => Err(broken(error.to_string())),
            }
        }
        "identity" | "none" | "gzip" | "x-gzip" | "deflate" | "br" | "zstd" => Ok(None),
        _ if looks_like_page(body) => Ok(None),
        other => Err(broken(format!("the body's coding {other:?} is not known"))),
    }
}

/// Whether a body begins as zlib does (RFC 1950): deflate, and a check of the two bytes.
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [first, second, ..] if first & 0x0f == 8 && first >> 4 <= 7 && u16::from_be_bytes([*first, *second]).is_multiple_of(31))
}

/// Whether a body begins as a page does, so that nothing is left to be undone.
pub(super) fn looks_like_page(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start();
    matches!(body, [b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..])
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn head(lines: &str) -> Head {
        Head::parse(format!("HTTP/1.1 200 OK\r\n{lines}\r\n").as_bytes())
    }

    fn chunked(body: &[u8]) -> Result<Vec<u8>, Cause> {
        page(&head("Transfer-Encoding: chunked\r\n"), body, false, 1000).map(Cow::into_owned)
    }

    #[test]
    fn chunks_are_joined() {
        assert_eq!(
            chunked(b"5\r\n<p>ab\r\n0a;x=y\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n").unwrap(),
            b"<p>ab0123456789"
        );
        assert_eq!(chunked(b"5\n<p>ab\n").unwrap(), b"<p>ab");
        assert_eq!(chunked(b"<p>never chunked").unwrap(), b"<p>never chunked");
        assert!(chunked(b"5\r\n<p>ab\r\nff\r\ntoo short").is_err());
        assert!(chunked(b"5\r\n<p>abcdef\r\n0\r\n\r\n").is_err());
        assert!(chunked(b"5\r\n<p>ab\r\nnonsense\r\n").is_err());
        assert!(chunked(b"ffffffffffffffff\r\nx").is_ok());
        let cut = page(&head("Transfer-Encoding: chunked\r\n"), b"5\r\n<p>ab\r\nff\r\nmore", true, 1000);
        assert_eq!(cut.unwrap().as_ref(), b"<p>abmore");
    }

    #[test]
    fn compression_is_undone_where_it_is() {
        let text = "<p>one two three four</p>".repeat(10);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(text.as_bytes()).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zlib.write_all(text.as_bytes()).unwrap();
        let zlib = zlib.finish().unwrap();
        let zstd = zstd::encode_all(text.as_bytes(), 1).unwrap();
        let raw = &zlib[2..zlib.len() - 4];
        let cases: [(&str, &[u8]); 9] = [
            ("gzip", &gzip),
            ("x-gzip", &[&gzip[..], b"rubbish"].concat()),
            ("deflate", &zlib),
            ("deflate", raw),
            ("zstd", &zstd),
            ("gzip", text.as_bytes()),
            ("br", text.as_bytes()),
            ("identity", text.as_bytes()),
            ("unheard-of", text.as_bytes()),
        ];
        for (coding, body) in cases {
            let head = head(&format!("Content-Encoding: {coding}\r\n"));
            assert_eq!(page(&head, body, false, 1000).unwrap().as_ref(), text.as_bytes(), "{coding}");
        }
        let gzipped = head("Content-Encoding: gzip\r\n");
        assert_eq!(page(&gzipped, &gzip, false, 20), Err(Cause::TooLong { limit: 20 }));
        assert!(page(&gzipped, &gzip[..gzip.len() / 2], false, 1000).is_err());
        assert!(page(&gzipped, &gzip[..gzip.len() / 2], true, 1000).is_ok());
        assert!(page(&head("Content-Encoding: unheard-of\r\n"), &zstd, false, 1000).is_err());
    }
}
