//! What goes wrong ends with the right status, in words that help; a pipe that closes is no error.

use std::process::Stdio;

use crate::program::{Program, article, small_archive};

#[track_caller]
fn fails(status: i32, args: &[&str], says: &[&str]) {
    let program = Program::with(&small_archive());
    let ran = program.run(args);
    assert_eq!(ran.status, status, "rawi {}: {}", args.join(" "), ran.stderr);
    for words in says {
        assert!(ran.stderr.contains(words), "{:?} is not in: {}", words, ran.stderr);
    }
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    assert!(ran.stdout.is_empty(), "{:?}", ran.text());
}

#[test]
fn wrong_command_lines_end_with_2() {
    fails(2, &["overlap"], &["INPUT"]);
    fails(2, &["nothing"], &["nothing"]);
    fails(2, &["read", "archive.jsonl", "--threads", "0"], &["--threads"]);
    fails(2, &["read", "archive.jsonl", "-f", "xml"], &["xml"]);
    fails(2, &["read", "archive.jsonl", "--excel", "-f", "jsonl"], &["--excel", "csv"]);
    fails(2, &["read", "archive.jsonl", "--field", "text"], &["NAME=COLUMN", "--field text="]);
    fails(2, &["read", "archive.jsonl", "--field", "body=x"], &["body", "text"]);
    fails(2, &["read", "archive.jsonl", "--since", "someday"], &["someday", "YYYY-MM-DD"]);
    fails(2, &["read", "-", "-"], &["twice"]);
    fails(2, &["overlap", "archive.jsonl", "--min-jaccard", "1.5"], &["min-jaccard"]);
    fails(2, &["overlap", "archive.jsonl", "--shingle", "0"], &["shingle"]);
    fails(2, &["overlap", "archive.jsonl", "--bands", "4"], &["BxR"]);
    fails(2, &["overlap", "archive.jsonl", "--memory", "lots"], &["lots", "4G"]);
    fails(2, &["overlap", "archive.jsonl", "--emit", "poems"], &["poems"]);
    fails(2, &["quotes", "archive.jsonl", "--min-confidence", "7"], &["7"]);
    fails(2, &["quotes", "archive.jsonl", "--speaker", "..."], &["letter"]);
    fails(2, &["quotes", "archive.jsonl", "--kind", "loud"], &["loud"]);
    fails(2, &["names", "Lavrov"], &["<B>"]);
}

#[test]
fn what_cannot_be_done_ends_with_1() {
    fails(1, &["read", "nowhere.jsonl"], &["nowhere.jsonl"]);
    fails(1, &["quotes", "nowhere"], &["nowhere"]);
    fails(1, &["read", "archive.jsonl", "-o", "no/such/folder/x.jsonl"], &["no/such/folder", "mkdir"]);
    fails(1, &["compare", "archive.jsonl", "archive.jsonl"], &["5 documents", "archive.jsonl#"]);
    fails(1, &["compare", "archive.jsonl#n1", "archive.jsonl#zz"], &["zz"]);
    fails(1, &["compare", "nothing.txt", "archive.jsonl#n1"], &["nothing.txt"]);
    fails(1, &["names", "--pairs", "nowhere.tsv"], &["nowhere.tsv"]);
}

/// One good record and four bad ones.
const BROKEN: &str =
    "{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"b\"}\n{\"id\": broken\n[1]\n{\"id\":\"c\",\"text\":\"  \"}\n";

#[test]
fn bad_records_are_counted_and_the_rest_is_read() {
    let program = Program::new();
    program.file("broken.jsonl", BROKEN);
    let ran = program.ok(&["read", "broken.jsonl"]);
    assert_eq!(ran.records().len(), 1);
    for words in ["1 document read", "2 no text", "1 broken JSON", "1 not a JSON object", "line 3"] {
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
    }
}

#[test]
fn rejects_are_written_with_their_place() {
    let program = Program::new();
    program.file("broken.jsonl", BROKEN);
    program.ok(&["read", "broken.jsonl", "--rejects", "bad.jsonl"]);
    let rejects = crate::program::parsed(&program.read("bad.jsonl"));
    let places: Vec<(u64, &str)> = rejects
        .iter()
        .map(|reject| {
            (reject["position"].as_u64().expect("a line"), reject["cause"].as_str().expect("a cause"))
        })
        .collect();
    assert_eq!(places, [(2, "no_text"), (3, "broken_json"), (4, "not_an_object"), (5, "no_text")]);
    assert!(rejects.iter().all(|reject| reject["file"] == "broken.jsonl"));
}

#[test]
fn strict_stops_at_a_bad_record() {
    let program = Program::new();
    program.file("broken.jsonl", BROKEN);
    let ran = program.run(&["read", "broken.jsonl", "--strict", "-o", "out.jsonl"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("broken.jsonl: line 2: no text"), "{}", ran.stderr);
    assert_eq!(program.files(), ["broken.jsonl"], "nothing half done is left");
    program.file("good.jsonl", "{\"id\":\"a\",\"text\":\"one\"}\n");
    program.ok(&["read", "good.jsonl", "--strict"]);
}

#[test]
fn quiet_says_nothing_but_errors() {
    let program = Program::new();
    program.file("broken.jsonl", BROKEN);
    assert_eq!(program.ok(&["read", "broken.jsonl", "--quiet"]).stderr, "");
    assert!(!program.run(&["read", "nowhere", "--quiet"]).stderr.is_empty());
}

#[test]
fn a_closed_pipe_ends_silently() {
    let text = "One line of an article that says nothing in particular. ".repeat(40);
    let articles: Vec<_> = (0..3000).map(|n| article(&format!("a{n}"), "x", "2019-01-01", &text)).collect();
    let program = Program::with(&articles);
    for args in [
        &["read", "archive.jsonl"][..],
        &["read", "archive.jsonl", "-f", "table"],
        &["read", "archive.jsonl", "-f", "csv"],
    ] {
        let mut child = program
            .command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let out = child.wait_with_output().expect("the program ends");
        assert_eq!(out.status.code(), Some(0), "{args:?}");
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(!said.contains("error") && !said.contains("panicked"), "{said}");
    }
}

#[test]
fn odd_texts_cost_themselves_at_most() {
    let marks = "«\"'“”‘’»".repeat(2000);
    let long = "كلمة ".repeat(50_000);
    let articles = [
        article("marks", "a", "2019-01-01", &marks),
        article("long", "b", "2019-01-01", &long),
        article("controls", "c", "2019-01-01", "\u{0}\u{1b}[2J\u{202e}abc\u{2069}\u{feff} \u{1F600}\u{200d}"),
        article("unknown", "d", "not a date", "ཀ་ཁ་ག་ང 漢字 ελληνικά"),
        article("colon", "e", "", ":::: \n\n — : — \n ،،،؛؛؟"),
    ];
    let program = Program::with(&articles);
    for command in ["read", "overlap", "quotes", "speakers", "statements"] {
        for format in ["jsonl", "table", "csv", "tsv"] {
            program.ok(&[command, "archive.jsonl", "-f", format]);
        }
    }
    program.ok(&["report", "archive.jsonl", "-o", "report.html", "--data", "data"]);
}

#[test]
fn an_empty_archive_is_no_error() {
    let program = Program::new();
    program.file("empty.jsonl", "");
    std::fs::create_dir(program.path("folder")).expect("a folder");
    for input in ["empty.jsonl", "folder"] {
        for command in ["read", "overlap", "quotes", "speakers", "statements"] {
            let ran = program.ok(&[command, input]);
            assert!(ran.stdout.is_empty(), "{command}: {}", ran.text());
            assert!(ran.stderr.contains("0 documents read"), "{}", ran.stderr);
        }
        program.ok(&["report", input, "-o", "report.html"]);
    }
}
