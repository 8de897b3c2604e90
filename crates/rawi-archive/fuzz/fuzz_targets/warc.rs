//! Any bytes as a crawl: as they are; as the content of a record among good ones; each of them packed, and then broken.
#![no_main]

use std::io::Write;

use libfuzzer_sys::fuzz_target;
use rawi_archive::Form;
use reading::{chosen, read, settings};

/// A record that holds a page whose text is `id`.
fn good(id: &str) -> Vec<u8> {
    let body = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>The talks of {id} have ended without any agreement, and nobody said when they would go on.</p></body></html>"
    );
    format!("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{id}\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n", body.len()).into()
}

fn member(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("it is packed");
    out.finish().expect("it is packed")
}

fuzz_target!(|data: &[u8]| {
    let (choice, bytes) = chosen(data);
    let settings = settings(false);
    if choice & 1 == 0 {
        read(Form::Warc, bytes, &settings);
        read(Form::Warc, &member(bytes), &settings);
        return;
    }
    // Whatever stands between two members that hold a good record each, both are read.
    let kinds = ["response", "request", "revisit", "resource"];
    let kind = kinds[usize::from(choice >> 1) % 4];
    let length = bytes.len() as i64 + i64::from(choice >> 4) - 4;
    let head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Length: {length}\r\n\r\n");
    let between = member(&[head.as_bytes(), bytes, b"\r\n\r\n"].concat());
    let between = if choice & 8 == 0 { between } else { bytes.to_vec() };
    let (documents, _) =
        read(Form::Warc, &[member(&good("one")), between, member(&good("two"))].concat(), &settings);
    for id in ["one", "two"] {
        let url = format!("http://a.example/{id}");
        assert!(documents.iter().any(|document| document.url.as_deref() == Some(&url)), "{id} is lost");
    }
});
