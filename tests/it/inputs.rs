//! Every form of input comes out as the same documents.

use std::io::Write;

use serde_json::{Value, json};

use crate::program::{Program, lines, samples, small_archive};

/// What is the same whatever file a document came from.
fn content(records: &[Value]) -> Vec<Value> {
    records.iter().map(|r| json!([r["id"], r["outlet"], r["date"], r["text"]])).collect()
}

#[test]
fn every_form_gives_the_same_documents() {
    let articles = small_archive();
    let program = Program::with(&articles);
    let expected = content(&program.records(&["read", "archive.jsonl"]));
    assert_eq!(expected.len(), articles.len());
    program.file("array.json", Value::from(articles.clone()).to_string());
    program.ok(&["read", "archive.jsonl", "-o", "a.csv"]);
    program.ok(&["read", "archive.jsonl", "-o", "a.tsv"]);
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(lines(&articles).as_bytes()).expect("it is compressed");
    program.file("a.jsonl.gz", gz.finish().expect("it ends"));
    program.file("a.jsonl.zst", zstd::encode_all(lines(&articles).as_bytes(), 3).expect("it is compressed"));
    for name in ["array.json", "a.csv", "a.tsv", "a.jsonl.gz", "a.jsonl.zst"] {
        assert_eq!(content(&program.records(&["read", name])), expected, "{name}");
    }
    let ran = program.run_on(lines(&articles), &["read", "-"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(content(&ran.records()), expected);
}

#[test]
fn a_plain_text_says_what_it_is() {
    let program = Program::new();
    program.file(
        "news/Evening Star/2020-02-03-storm.txt",
        "The roof of the old market was torn off by the wind.\n",
    );
    program.file(
        "news/Evening Star/b.md",
        "outlet: Other\ndate: 2020-02-05\ntitle: A title\n\nThe text of it.\n",
    );
    program.file("news/.hidden/c.txt", "Nobody reads this.");
    let records = program.records(&["read", "news"]);
    assert_eq!(records.len(), 2);
    assert_eq!(records[0]["outlet"], "Evening Star");
    assert_eq!(records[0]["date"], "2020-02-03");
    assert_eq!(records[1]["outlet"], "Other");
    assert_eq!(records[1]["date"], "2020-02-05");
    assert_eq!(records[1]["title"], "A title");
    assert!(!records[1]["text"].as_str().expect("a text").contains("outlet:"));
}

#[test]
fn columns_are_named_where_they_are_unusual() {
    let program = Program::new();
    program.file(
        "a.csv",
        "nr,house,words\n1,North,The first text.\n2,South,\"The second, with\na line end.\"\n",
    );
    let records = program.records(&[
        "read",
        "a.csv",
        "--field",
        "text=words",
        "--field",
        "outlet=house",
        "--field",
        "id=nr",
    ]);
    assert_eq!(records[1]["id"], "2");
    assert_eq!(records[1]["outlet"], "South");
    assert_eq!(records[1]["text"], "The second, with\na line end.");
    let ran = program.run(&["read", "a.csv"]);
    assert!(ran.stdout.is_empty());
    assert!(ran.stderr.contains("--field text="), "{}", ran.stderr);
}

#[test]
fn documents_are_chosen_by_outlet_date_and_language() {
    let program = Program::with(&small_archive());
    let ids = |args: &[&str]| -> Vec<String> {
        let records = program.records(&[&["read", "archive.jsonl"], args].concat());
        records.iter().map(|r| r["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(ids(&["--outlet", "City Post"]), ["c1", "c2"]);
    assert_eq!(ids(&["--outlet", "city post", "--outlet", "North Wire"]), ["n1", "c1", "c2"]);
    assert_eq!(ids(&["--since", "2019-03-06"]), ["c2", "k1"]);
    assert_eq!(ids(&["--until", "2019-03-04"]), ["n1"]);
    assert_eq!(ids(&["--since", "2019-03-05", "--until", "2019-03-05"]), ["c1", "s1"]);
    assert_eq!(ids(&["--lang", "ar"]), ["s1", "k1"]);
    assert_eq!(ids(&["--lang", "ar,en"]).len(), 5);
    let ran = program.ok(&["read", "archive.jsonl", "--outlet", "Nobody"]);
    assert!(ran.stdout.is_empty());
    assert!(ran.stderr.contains("5 of another outlet"), "{}", ran.stderr);
}

#[test]
fn ids_that_repeat_are_numbered_and_counted() {
    let program = Program::new();
    let repeated = json!({"id": "x", "text": "words"});
    program.file("a.jsonl", lines(&[repeated.clone(), repeated.clone(), repeated]));
    let ran = program.ok(&["read", "a.jsonl"]);
    let ids: Vec<Value> = ran.records().iter().map(|r| r["id"].clone()).collect();
    assert_eq!(ids, ["x", "x~2", "x~3"]);
    assert!(ran.stderr.contains("2 documents: the id came before"), "{}", ran.stderr);
}

#[test]
fn the_samples_are_read_whole() {
    let archive = samples().join("archive");
    let records = Program::new().records(&["read", archive.to_str().expect("a path")]);
    assert_eq!(records.len(), 33);
    let outlets: std::collections::BTreeSet<&str> =
        records.iter().map(|r| r["outlet"].as_str().expect("every sample has an outlet")).collect();
    assert_eq!(outlets.len(), 8, "{outlets:?}");
}

#[test]
fn the_broken_samples_cost_what_they_say() {
    let broken = samples().join("broken");
    let program = Program::new();
    let ran = program.ok(&["read", broken.to_str().expect("a path"), "--rejects", "rejects.jsonl"]);
    assert_eq!(ran.records().len(), 22, "{}", ran.stderr);
    assert_eq!(crate::program::parsed(&program.read("rejects.jsonl")).len(), 8, "{}", ran.stderr);
    for words in ["2 documents: the id came before", "2 documents: the date cannot be read"] {
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
    }
}
