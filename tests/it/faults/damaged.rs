//! A folder of damaged files, with the good and the bad records that each holds; files that may not be read.

use super::{LINE, gz, page, utf16, zst};
use crate::program::{Program, parsed};

/// Damaged files, each with the good and the bad records it holds.
fn damaged() -> Vec<(String, Vec<u8>, usize, usize)> {
    let mut files: Vec<(String, Vec<u8>, usize, usize)> = Vec::new();
    let mut add = |name: &str, content: &[u8], good: usize, bad: usize| {
        files.push((format!("{:02}-{name}", files.len()), content.to_vec(), good, bad));
    };
    let line = LINE.as_bytes();
    let three = [line, line, line].concat();
    let between = |middle: &[u8]| [line, middle, b"\n", line].concat();
    // Lines.
    add("empty.jsonl", b"", 0, 0);
    add("blank.jsonl", b"\n\n  \n\r\n", 0, 0);
    add("cut.jsonl", &three[..three.len() - 5], 2, 1);
    add("latin.jsonl", &between(b"{\"text\":\"caf\xe9\"}"), 2, 1);
    add("cut-character.jsonl", &between(b"{\"text\":\"\xd9\"}"), 2, 1);
    add("surrogate.jsonl", &between(b"{\"text\":\"\\ud800\"}"), 2, 1);
    add("list.jsonl", &between(b"[1,2]"), 2, 1);
    add("number.jsonl", &between(b"17"), 2, 1);
    add("no-text.jsonl", &between(b"{\"title\":\"x\"}"), 2, 1);
    add("white.jsonl", &between(b"{\"text\":\" \\n \"}"), 2, 1);
    add("two-on-a-line.jsonl", &between(b"{\"text\":\"a\"}{\"text\":\"b\"}"), 2, 1);
    add("single-quotes.jsonl", &between(b"{'text':'a'}"), 2, 1);
    add("nan.jsonl", &between(b"{\"text\":\"a\",\"x\":NaN}"), 2, 1);
    add("raw-control.jsonl", &between(b"{\"text\":\"a\x01b\"}"), 2, 1);
    add("nul-byte.jsonl", &between(b"\0\0\0\0\0"), 2, 1);
    add("nul-escaped.jsonl", &between(b"{\"text\":\"a\\u0000b\"}"), 3, 0);
    add(
        "deep.jsonl",
        &between(
            format!("{{\"x\":{}1{},\"text\":\"a\"}}", "[".repeat(100_000), "]".repeat(100_000)).as_bytes(),
        ),
        3,
        0,
    );
    add("deep-open.jsonl", &between("{\"text\":[".repeat(50_000).as_bytes()), 2, 1);
    add("carriage-returns.jsonl", LINE.replace('\n', "\r\n").repeat(2).as_bytes(), 2, 0);
    add("mark.jsonl", &[b"\xef\xbb\xbf", line].concat(), 1, 0);
    add("utf-16.jsonl", &utf16(&format!("\u{feff}{LINE}{LINE}")), 2, 0);
    add("utf-16-cut.jsonl", &utf16(LINE)[..40], 0, 1);
    // Arrays.
    add("empty.json", b"", 0, 0);
    add("none.json", b"[]", 0, 0);
    add("unclosed.json", b"[{\"text\":\"a\"},{\"text\":\"b\"}", 2, 1);
    add("cut.json", b"[{\"text\":\"a\"},\n{\"text\":\"b", 1, 1);
    add("missing-bracket.json", b"[\n{\"text\":\"a\",\n{\"text\":\"b\"}\n]", 1, 1);
    add("nulls.json", b"[null,{\"text\":\"a\"},null]", 1, 2);
    add("deep.json", ["[".repeat(200_000), "]".repeat(200_000)].concat().as_bytes(), 0, 1);
    add("object.json", b"{\"text\":\"a\"}", 1, 0);
    add("string-open.json", b"[\n{\"text\":\"a},\n{\"text\":\"b\"}\n]", 1, 1);
    // Tables.
    add("empty.csv", b"", 0, 0);
    add("header.csv", b"text,id\n", 0, 0);
    add("no-column.csv", b"a,b\n1,2\n", 0, 1);
    add("ragged.csv", b"text,id\na,1\nb\nc,3,4\nd,5\n", 2, 2);
    add("open.csv", b"text,id\na,1\n\"b,2\nc,3\n", 2, 1);
    add("quotes.csv", b"text,id\n\"a\" x,1\nb,2\n", 1, 1);
    add("latin.csv", b"text,id\ncaf\xe9,1\nb,2\n", 1, 1);
    add("semicolons.csv", b"text;id\n\"a;\n\"\"b\"\"\";1\nb;2\n", 2, 0);
    add("nul.csv", b"text,id\na\0b,1\n", 1, 0);
    add("quotes.tsv", b"text\tid\n\"a\t1\nb\t2\n", 2, 0);
    add("utf-16.csv", &utf16("\u{feff}text,id\r\nنص,1\r\n"), 1, 0);
    // Plain texts.
    add("empty.txt", b"", 0, 1);
    add("white.txt", b" \n\t\n", 0, 1);
    add("latin.txt", b"caf\xe9", 0, 1);
    add("nul.txt", b"a\0b", 1, 0);
    add("controls.txt", "\u{1b}[2J\u{202e}txet".as_bytes(), 1, 0);
    add("head-only.md", b"title: x\n\n", 0, 1);
    // Pages.
    add("empty.html", b"", 0, 1);
    add("bare.html", b"<html><head><title>x</title></head></html>", 0, 1);
    // Compression.
    add("empty.jsonl.gz", b"", 0, 1);
    add("cut.jsonl.gz", &gz(&three)[..20], 0, 1);
    add(
        "checksum.jsonl.gz",
        &{
            let mut packed = gz(&three);
            let at = packed.len() - 6;
            packed[at] ^= 0xff;
            packed
        },
        3,
        1,
    );
    add("rubbish-behind.jsonl.gz", &[&gz(&three)[..], b"rubbish"].concat(), 3, 1);
    add("zeros-behind.jsonl.gz", &[gz(&three), vec![0; 512]].concat(), 3, 0);
    add("two-members.jsonl.gz", &[gz(&three), gz(line)].concat(), 4, 0);
    add("not-packed.jsonl.gz", &three, 3, 0);
    add("no-gzip.jsonl.gz", &[0, 1, 2, 3], 0, 1);
    add("cut.jsonl.zst", &zst(&three)[..15], 0, 1);
    add("two-frames.jsonl.zst", &[zst(&three), zst(line)].concat(), 4, 0);
    add("rubbish-behind.jsonl.zst", &[&zst(&three)[..], b"rubbish"].concat(), 3, 1);
    add("empty.jsonl.bz2", b"", 0, 1);
    add("no-bzip2.jsonl.bz2", b"BZh91AY&SY\xff\xff\xff\xff\xff\xff\xff\xff", 0, 1);
    // Crawls.
    let (one, two) = (page("one"), page("two"));
    add("empty.warc", b"", 0, 0);
    add("rubbish.warc", b"this is no crawl at all\r\n", 0, 1);
    add("cut.warc", &[&one[..], &two[..two.len() - 50]].concat(), 1, 1);
    add("between.warc", &[&one[..], b"rubbish\r\n\r\n", &two].concat(), 2, 1);
    add("lost-bytes.warc", &[&one[..one.len() - 60], &two].concat(), 1, 1);
    add(
        "checksum.warc.gz",
        &{
            let mut packed = gz(&one);
            let at = packed.len() - 6;
            packed[at] ^= 0xff;
            [gz(&two), packed, gz(&two)].concat()
        },
        2,
        1,
    );
    add("cut.warc.gz", &[gz(&one), gz(&two)[..60].to_vec()].concat(), 1, 1);
    add(
        "wrong-length.warc",
        &[
            String::from_utf8_lossy(&one).replacen("Content-Length: ", "Content-Length: 9", 1).as_bytes(),
            &two,
        ]
        .concat(),
        1,
        1,
    );
    files
}

#[test]
fn a_folder_of_damaged_files_costs_exactly_what_is_damaged() {
    let program = Program::new();
    let files = damaged();
    assert!(files.len() >= 60, "{}", files.len());
    for (name, content, _, _) in &files {
        program.file(&format!("bad/{name}"), content);
    }
    let ran = program.ok(&["read", "bad", "--rejects", "rejects.jsonl"]);
    let (read, rejects) = (ran.records(), parsed(&program.read("rejects.jsonl")));
    let mut wrong = Vec::new();
    for (name, _, good, bad) in &files {
        let of = |records: &[serde_json::Value]| {
            records
                .iter()
                .filter(|r| r["file"].as_str().is_some_and(|file| file.ends_with(name.as_str())))
                .count()
        };
        let told: Vec<&str> = rejects
            .iter()
            .filter(|r| r["file"].as_str().is_some_and(|file| file.ends_with(name.as_str())))
            .map(|r| r["message"].as_str().expect("a message"))
            .collect();
        let found = (of(&read), of(&rejects));
        if found != (*good, *bad) {
            wrong.push(format!("{name}: {found:?} and not {:?}: {told:?}", (good, bad)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let (good, bad) = files.iter().fold((0, 0), |(good, bad), file| (good + file.2, bad + file.3));
    assert_eq!((read.len(), rejects.len()), (good, bad));
    assert!(ran.stderr.contains(&format!("{} documents read", read.len())), "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    // One reason a reject, and every reason counted.
    assert!(rejects.iter().all(|r| r["cause"].is_string() && r["unit"].is_string()));
    // Whatever the threads.
    assert_eq!(program.ok(&["read", "bad", "--threads", "1"]).stdout, ran.stdout);
}

#[test]
fn a_file_that_may_not_be_read_is_told() {
    let program = Program::new();
    program.file("bad/a.jsonl", LINE);
    program.file("bad/b.jsonl", LINE);
    // A link to nowhere cannot be read by anybody, not even by the user whom no permission stops.
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", program.path("bad/c.jsonl")).expect("a link");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let closed = std::fs::Permissions::from_mode(0o000);
        std::fs::set_permissions(program.path("bad/b.jsonl"), closed).expect("closed");
    }
    let readable = std::fs::File::open(program.path("bad/b.jsonl")).is_ok();
    let ran = program.ok(&["read", "bad"]);
    assert_eq!(ran.records().len(), 1 + usize::from(readable), "{}", ran.stderr);
    #[cfg(unix)]
    assert!(ran.stderr.contains("cannot be read") && ran.stderr.contains("c.jsonl"), "{}", ran.stderr);
}
