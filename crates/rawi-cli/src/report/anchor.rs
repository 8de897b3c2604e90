//! Addresses inside the page that stay the same from run to run: made of ids, never of positions in a list.

use crate::records::QuoteRecord;

/// Where a family stands.
pub fn family(id: &str) -> String {
    format!("family-{}", slug(id))
}

/// Where an article's share of recycled text stands.
pub fn article(doc: &str) -> String {
    format!("article-{}", slug(doc))
}

/// Where a speaker stands.
pub fn speaker(id: &str) -> String {
    format!("speaker-{}", slug(id))
}

/// Where a statement stands.
pub fn statement(id: &str) -> String {
    format!("statement-{}", slug(id))
}

/// Where a quote stands: its article and the first character of its content.
pub fn quote(quote: &QuoteRecord) -> String {
    let (doc, start) = key(quote);
    format!("quote-{}-{start}", slug(doc))
}

/// What tells quotes apart: the article, and the first character of the content.
pub fn key(quote: &QuoteRecord) -> (&str, usize) {
    (&quote.doc, quote.content.first().map_or(0, |range| range.0))
}

/// An id as a fragment of an address: kept as it is where that is safe and short; else its plain letters and a hash.
///
/// Ids may be whole web addresses or anything else a data set calls an id.
fn slug(id: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~');
    if !id.is_empty() && id.len() <= 64 && id.bytes().all(plain) {
        return id.to_owned();
    }
    let letters: String = id.bytes().filter(|b| b.is_ascii_alphanumeric()).map(char::from).take(24).collect();
    format!("{letters}.{:016x}", fnv1a(id.as_bytes()))
}

/// The 64-bit FNV-1a hash (Fowler, Noll, Vo): the same on every machine and in every version.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_ids_stay_as_they_are() {
        assert_eq!(family("f-01ab"), "family-f-01ab");
        assert_eq!(article("doc_7~2"), "article-doc_7~2");
    }

    #[test]
    fn other_ids_become_safe_and_stay_apart() {
        let a = article("https://example.org/a?b=\"><script>");
        let b = article("https://example.org/a?b=\"><script");
        assert!(a.bytes().all(|c| c.is_ascii_alphanumeric() || b"-.".contains(&c)), "{a}");
        assert_ne!(a, b);
        assert_ne!(article("خبر"), article("خبر ثان"));
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
