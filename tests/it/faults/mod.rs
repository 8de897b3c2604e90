//! What goes wrong with archives and around them, a file a kind: each costs what it says, and nothing else. Here is what the
//! kinds have in common: pieces that damaged files are made of.

mod damaged;
mod endings;
mod hostile;
mod large;
mod memory;
mod values;

use std::io::Write;

pub const LINE: &str = "{\"text\":\"The talks ended.\"}\n";

pub fn gz(content: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(content).expect("it is packed");
    out.finish().expect("it is packed")
}

pub fn zst(content: &[u8]) -> Vec<u8> {
    zstd::encode_all(content, 1).expect("it is packed")
}

pub fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A record of a crawl that holds a page.
pub fn page(name: &str) -> Vec<u8> {
    let paragraph = format!(
        "<p>The talks on the harbour of {name} ended on Tuesday without any agreement, and the mayor told reporters that nobody knew when they would go on.</p>"
    );
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>{name}</title></head><body><article>{}</article></body></html>",
        paragraph.repeat(4)
    );
    format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://{name}.example/\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n", answer.len()).into_bytes()
}
