//! A folder of saved pages: each is a document of its main text; what is none is left out and said.

use crate::program::Program;

const TEXT: &str = "The talks in Busra ended on Thursday without an agreement, an officer said.";
const ARABIC: &str = "قال ضابط إن المحادثات انتهت يوم الخميس من دون اتفاق، وإنها ستستأنف في الأسبوع المقبل.";

/// windows-1256, as old Arabic pages are.
fn windows_1256(text: &str) -> Vec<u8> {
    const LETTERS: &[(char, u8)] = &[
        ('،', 0xa1),
        ('ء', 0xc1),
        ('أ', 0xc3),
        ('إ', 0xc5),
        ('ا', 0xc7),
        ('ب', 0xc8),
        ('ة', 0xc9),
        ('ت', 0xca),
        ('ث', 0xcb),
        ('ح', 0xcd),
        ('خ', 0xce),
        ('د', 0xcf),
        ('س', 0xd3),
        ('ض', 0xd6),
        ('ط', 0xd8),
        ('ع', 0xda),
        ('ف', 0xdd),
        ('ق', 0xde),
        ('ل', 0xe1),
        ('م', 0xe3),
        ('ن', 0xe4),
        ('ه', 0xe5),
        ('و', 0xe6),
        ('ي', 0xed),
    ];
    let byte = |c: char| match LETTERS.iter().find(|(letter, _)| *letter == c) {
        Some((_, byte)) => *byte,
        None => u8::try_from(u32::from(c))
            .ok()
            .filter(u8::is_ascii)
            .unwrap_or_else(|| panic!("{c} is not listed")),
    };
    text.chars().map(byte).collect()
}

#[test]
fn a_folder_of_pages() {
    let program = Program::new();
    program.file(
        "pages/a.html",
        format!(
            "<html lang=en><title>Talks end in Busra - The Post</title><meta property='og:site_name' content='The Post'>\
            <meta property='article:published_time' content='2018-07-05T12:30:00Z'><meta name=author content='A. Writer'>\
            <body><nav><a href=/>Home</a></nav><h1>Talks end in Busra</h1><div class=share>Share this</div><p>{TEXT}</p>\
            <figure><figcaption>The town on Thursday.</figcaption></figure><p>They resume next week, he said.</p>\
            <p>Read also: <a href=b>Another article</a></p></body></html>"
        ),
    );
    program.file("pages/b.htm", windows_1256(&format!("<html lang=ar><p>{ARABIC}</p></html>")));
    program.file("pages/deep.html", "<div>".repeat(100_000) + TEXT);
    program.file("pages/empty.html", "<html><script>start()</script></html>");
    let ran = program.ok(&["read", "pages"]);
    let records = ran.records();
    assert_eq!(records.len(), 3, "{}", ran.stderr);
    assert_eq!(records[0]["text"], format!("{TEXT}\nThey resume next week, he said."));
    assert_eq!(records[0]["title"], "Talks end in Busra");
    assert_eq!(records[0]["outlet"], "The Post");
    assert_eq!(records[0]["date"], "2018-07-05T12:30:00Z");
    assert_eq!(records[0]["author"], "A. Writer");
    assert_eq!(records[0]["lang"], "en");
    assert_eq!(records[1]["text"], ARABIC);
    assert_eq!(records[1]["lang"], "ar");
    assert_eq!(records[2]["text"], TEXT);
    assert!(ran.stderr.contains("no text"), "{}", ran.stderr);
}

#[test]
fn captions_are_text_where_they_are_asked_for() {
    let program = Program::new();
    program.file(
        "a.html",
        format!("<article><p>{TEXT}</p><figure><img><figcaption>The town on Thursday.</figcaption></figure><p>{TEXT} Again.</p>"),
    );
    let text = |args: &[&str]| program.records(args)[0]["text"].clone();
    assert_eq!(text(&["read", "a.html"]), format!("{TEXT}\n{TEXT} Again."));
    assert_eq!(
        text(&["read", "a.html", "--captions"]),
        format!("{TEXT}\nThe town on Thursday.\n{TEXT} Again.")
    );
}

#[test]
fn a_page_that_names_no_outlet_has_its_folders() {
    let program = Program::new();
    let page = |head: &str| format!("<html><head>{head}</head><body><p>{TEXT}</p></body></html>");
    program.file("The Post/a.html", page(""));
    program.file("The Post/b.txt", TEXT);
    program.file("The Post/c.html", page("<meta property='og:site_name' content='The Herald'>"));
    program.file("The Post/d.html", page("<link rel=canonical href='https://www.herald.example/d'>"));
    let outlets = |args: &[&str]| -> Vec<String> {
        program
            .records(args)
            .iter()
            .map(|record| record["outlet"].as_str().unwrap_or("").to_owned())
            .collect()
    };
    assert_eq!(outlets(&["read", "The Post"]), ["The Post", "The Post", "The Herald", "herald.example"]);
}

#[test]
fn a_folder_of_pages_is_an_archive_to_every_command() {
    let program = Program::new();
    let shared = "The harbour of Velm will stay closed until the storm has passed and the cranes have been inspected by the port authority.";
    let said = "No ship will leave before Thursday morning, whatever the owners promise";
    let menu = "<nav><a href=/>Home</a><a href=/n>News</a></nav><div class=share>Share this</div>";
    for (outlet, day, first) in [("North Wire", "2019-03-04", shared), ("City Post", "2019-03-05", shared)] {
        program.file(
            &format!("pages/{outlet}/storm.html"),
            format!(
                "<html lang=en><head><meta property='og:site_name' content='{outlet}'><meta property='article:published_time' \
                content='{day}'><title>Harbour closed - {outlet}</title></head><body>{menu}<h1>Harbour closed</h1>\
                <article><p>{first}</p><p>Harbour master Edda Koll said: \u{201c}{said}.\u{201d}</p></article></body></html>"
            ),
        );
    }
    let read = program.records(&["read", "pages"]);
    assert_eq!(read.len(), 2);
    let text = |doc: &serde_json::Value| -> Vec<char> {
        let record = read.iter().find(|record| record["id"] == *doc).expect("the document is read");
        record["text"].as_str().expect("a text").chars().collect()
    };
    let slice = |doc: &serde_json::Value, start: &serde_json::Value, end: &serde_json::Value| -> String {
        let at = |value: &serde_json::Value| value.as_u64().expect("an offset") as usize;
        text(doc)[at(start)..at(end)].iter().collect()
    };
    let quotes = program.records(&["quotes", "pages"]);
    assert_eq!(quotes.len(), 2, "{quotes:?}");
    for quote in &quotes {
        assert_eq!(quote["entity"], "Edda Koll");
        let range = &quote["content"][0];
        assert_eq!(slice(&quote["doc"], &range[0], &range[1]), said);
    }
    let pairs = program.records(&["overlap", "pages", "--emit", "pairs"]);
    assert!(!pairs.is_empty());
    for pair in &pairs {
        assert_eq!((&pair["a"]["outlet"], &pair["b"]["outlet"]), (&"North Wire".into(), &"City Post".into()));
        let of = |side: &serde_json::Value| slice(&side["doc"], &side["start"], &side["end"]);
        assert_eq!(of(&pair["a"]), of(&pair["b"]));
    }
    assert_eq!(program.records(&["statements", "pages"]).len(), 1);
}
