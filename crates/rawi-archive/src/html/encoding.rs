//! The bytes of a page as text, whatever encoding they came in.
//!
//! Pages lie about their encoding, so what the bytes themselves show comes first: a byte order mark, then that they are
//! valid UTF-8 (which text in another encoding, unless it is plain ASCII, practically never is), then what the server's header
//! and the page's `meta` say, then what the user named, and last a guess from the letters' frequencies.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes at the beginning in which `meta` is looked for. The standard says 1024; pages put scripts before it.
const META_WITHIN: usize = 16 << 10;
/// Bytes that are enough to guess from.
const GUESS_FROM: usize = 256 << 10;

/// The page as text. `content_type`: the header it was served with, where that is known. `url`: its top-level domain
/// helps the guess. `named`: the encoding of pages that tell none.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    content_type: Option<&str>,
    url: Option<&str>,
    named: Option<&'static Encoding>,
) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    let escaped = memchr::memchr(0x1b, bytes).is_some();
    if !escaped && let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let encoding = told(bytes, content_type).or(named).unwrap_or_else(|| guess(bytes, url));
    encoding.decode_without_bom_handling(bytes).0
}

/// What the header or the page says, unless the bytes show that it is wrong.
fn told(bytes: &[u8], content_type: Option<&str>) -> Option<&'static Encoding> {
    let header = content_type.and_then(|header| charset(header.as_bytes()));
    let encoding = header.or_else(|| charset_of_meta(&bytes[..bytes.len().min(META_WITHIN)]))?;
    // A page whose `meta` can be read as ASCII is not in UTF-16 (HTML standard, 13.2.3.2).
    let encoding = if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding };
    // Said to be UTF-8 and it is not: a few broken bytes are a flaw of the page, many another encoding.
    if encoding == UTF_8 && !nearly_utf8(bytes) { None } else { Some(encoding) }
}

/// Whether bytes outside ASCII are UTF-8 but for a few.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad * 10 <= good
}

fn guess(bytes: &[u8], url: Option<&str>) -> &'static Encoding {
    let top = url
        .and_then(super::metadata::host)
        .and_then(|host| host.rsplit('.').next().map(str::to_ascii_lowercase));
    let top = top.filter(|top| !top.is_empty() && top.bytes().all(|b| b.is_ascii_lowercase()));
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(GUESS_FROM)], true);
    let encoding = detector.guess(top.as_deref().map(str::as_bytes), Utf8Detection::Allow);
    // Escapes without the letters they would bring.
    if encoding == ISO_2022_JP && memchr::memmem::find(bytes, b"\x1b$").is_none() {
        WINDOWS_1252
    } else {
        encoding
    }
}

/// `<meta charset=…>` or `<meta http-equiv=content-type content="text/html; charset=…">`, or XML's declaration.
fn charset_of_meta(head: &[u8]) -> Option<&'static Encoding> {
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &head[at..]) {
        let tag = &head[at + open..];
        at += open + 1;
        let end = memchr::memchr(b'>', tag).unwrap_or(tag.len());
        let name = &tag[1..end.clamp(1, 5)];
        if name.eq_ignore_ascii_case(b"meta") {
            if let Some(encoding) = charset(&tag[..end]) {
                return Some(encoding);
            }
        } else if tag.starts_with(b"<?xml")
            && let Some(found) = memchr::memmem::find(&tag[..end], b"encoding=")
        {
            return label(&tag[found + 9..end]);
        }
    }
    None
}

/// The encoding behind `charset=`.
fn charset(text: &[u8]) -> Option<&'static Encoding> {
    let lower = text.to_ascii_lowercase();
    let behind = memchr::memmem::find(&lower, b"charset")? + 7;
    let rest = lower[behind..].trim_ascii_start();
    label(rest.strip_prefix(b"=")?.trim_ascii_start())
}

fn label(text: &[u8]) -> Option<&'static Encoding> {
    let text = text.strip_prefix(b"\"").or_else(|| text.strip_prefix(b"'")).unwrap_or(text);
    let end =
        text.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b))).unwrap_or(text.len());
    Encoding::for_label(&text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str =
        "قال وزير الخارجية إن المحادثات التي جرت في العاصمة أمس لم تنته إلى اتفاق، وإنها تستأنف غداً.";

    fn windows_1256() -> Vec<u8> {
        encoding_rs::WINDOWS_1256.encode(ARABIC).0.into_owned()
    }

    fn page(head: &str) -> Vec<u8> {
        [b"<html><head>", head.as_bytes(), b"</head><body><p>", &windows_1256(), b"</p></body></html>"]
            .concat()
    }

    #[test]
    fn by_meta_by_header_and_by_its_letters() {
        for head in [
            "<meta charset=windows-1256>",
            "<META http-equiv='Content-Type' content='text/html; charset=Windows-1256'>",
            "",
            // A lie.
            "<meta charset=utf-8>",
        ] {
            assert!(decode(&page(head), None, None, None).contains(ARABIC), "{head}");
        }
        let header = Some("text/html;charset=\"windows-1256\"");
        assert!(decode(&page("<meta charset=iso-8859-1>"), header, None, None).contains(ARABIC));
    }

    #[test]
    fn what_the_bytes_show_comes_first() {
        let utf8 = format!("<meta charset=windows-1256><p>{ARABIC}");
        assert_eq!(decode(utf8.as_bytes(), Some("text/html; charset=iso-8859-1"), None, None), utf8);
        let utf16: Vec<u8> = "\u{feff}<p>نص".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16, None, None, None), "<p>نص");
        assert_eq!(decode(b"\xef\xbb\xbf<p>x", None, None, None), "<p>x");
    }

    #[test]
    fn what_is_named_counts_where_the_page_says_nothing() {
        let named = Some(encoding_rs::ISO_8859_5);
        assert!(!decode(&page(""), None, None, named).contains(ARABIC));
        assert!(decode(&page("<meta charset=windows-1256>"), None, None, named).contains(ARABIC));
        assert_eq!(decode(ARABIC.as_bytes(), None, None, named), ARABIC);
    }

    #[test]
    fn a_few_broken_bytes_are_a_flaw() {
        let mut bytes = format!("<meta charset=utf-8><p>{ARABIC}").into_bytes();
        bytes.extend(b"\xff");
        let text = decode(&bytes, None, None, None);
        assert!(text.contains(ARABIC) && text.ends_with('\u{fffd}'));
    }
}
