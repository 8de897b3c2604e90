//! Any bytes as a web page, half of them put together from tags, so that trees grow: it ends, and its lines are clean.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi_archive::{Form, ReadSettings};
use reading::{chosen, read, settings};

const PIECES: [&str; 40] = [
    "<div>", "</div>", "<p>", "</p>", "<a href=x>", "</a>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<ul>", "<li>", "</ul>",
    "<br>", "<b>", "</b>", "<h1>", "</h1>", "<svg>", "<title>", "</title>", "<title/>", "<article>", "</article>", "<blockquote>",
    "<div class=share>", "<p class=lead>", "<div itemprop=articleBody>", "<figcaption>", "<script type=application/ld+json>",
    "{\"@type\":\"NewsArticle\",\"articleBody\":\"", "\"}", "</script>", "<time datetime=", "<meta property=og:title content='",
    "'>", "The talks have ended, he said on Thursday. ", "انتهت المحادثات يوم الخميس من دون اتفاق. ", "<meta charset=windows-1256>",
];

fuzz_target!(|data: &[u8]| {
    let (choice, rest) = chosen(data);
    let mut page = Vec::new();
    if choice & 1 == 0 {
        page.extend_from_slice(rest);
    } else {
        for &byte in rest {
            match PIECES.get(usize::from(byte).wrapping_sub(0x80)) {
                Some(piece) => page.extend_from_slice(piece.as_bytes()),
                None => page.push(byte),
            }
        }
    }
    let settings = ReadSettings { captions: choice & 2 != 0, ..settings(choice & 4 != 0) };
    let (documents, _) = read(Form::Html, &page, &settings);
    for line in documents.iter().flat_map(|document| document.text.split('\n')) {
        assert_eq!(line.trim(), line);
        assert!(!line.is_empty());
    }
});
