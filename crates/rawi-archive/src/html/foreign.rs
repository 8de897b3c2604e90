//! What has a page's name, or was served as one, and is none: a PDF, a picture, a packed file.
//!
//! Browsers go by the first bytes too (WHATWG, "MIME Sniffing", § 6 to 8, the signatures). What has no signature is told by
//! control characters, which no page is written with: random bytes are one in ten.

/// First bytes, and what they begin: such as no text begins with.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP file (or a document packed in one)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
    (b"Rar!\x1a\x07", "a RAR file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file"),
];

/// Characters that are looked at.
const LOOKED_AT: usize = 8192;
/// One control character in so many is too many.
const ONE_IN: usize = 32;

/// What the bytes are that were read as the characters of a page, if they are none.
pub(super) fn foreign(bytes: &[u8], html: &str) -> Option<&'static str> {
    let signed = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature));
    signed.map(|(_, what)| *what).or_else(|| {
        let (mut all, mut control) = (0, 0);
        for c in html.chars().take(LOOKED_AT) {
            all += 1;
            control += usize::from(c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c'));
        }
        (control * ONE_IN > all).then_some("binary data")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_page() {
        let what = |bytes: &[u8]| foreign(bytes, &String::from_utf8_lossy(bytes));
        assert_eq!(what(b"%PDF-1.7\n%..."), Some("a PDF"));
        let noise: Vec<u8> = (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(what(&noise), Some("binary data"));
        assert_eq!(what(b"<p>The talks\r\n\thave\x0c ended.</p>"), None);
        assert_eq!(what("<p>انتهت المحادثات\u{0}.</p> <p>لم يتفق الطرفان على شيء بعد.</p>".as_bytes()), None);
        assert_eq!(what(b""), None);
    }
}
