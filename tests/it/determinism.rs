//! The same archive and settings give the same bytes, whatever the threads and the order of the input.

use serde_json::Value;

use crate::program::{Program, samples, small_archive};

/// The samples a few times over under other ids, so that there is work for seven threads.
fn archive() -> Vec<Value> {
    let samples = samples().join("archive");
    let mut articles = small_archive();
    let records = Program::new().records(&["read", samples.to_str().expect("a path")]);
    for copy in 0..4 {
        for record in &records {
            let mut article = record.clone();
            article["id"] = format!("{}-{copy}", record["id"].as_str().expect("an id")).into();
            article["outlet"] =
                format!("{} {}", record["outlet"].as_str().expect("an outlet"), copy % 3).into();
            articles.push(article);
        }
    }
    articles
}

const COMMANDS: [&[&str]; 10] = [
    &["read"],
    &["quotes"],
    &["overlap", "--emit", "families"],
    &["overlap", "--emit", "pairs", "--within-outlet"],
    &["overlap", "--emit", "pairs", "--method", "minhash"],
    &["overlap", "--emit", "reuses", "--class", "copy,formula,furniture,names"],
    &["overlap", "--emit", "documents"],
    &["overlap", "--emit", "matrix"],
    &["speakers"],
    &["statements"],
];

#[test]
fn threads_change_nothing() {
    let program = Program::with(&archive());
    for command in COMMANDS {
        let one = program.ok(&[command, &["archive.jsonl", "--threads", "1"]].concat());
        assert!(!one.stdout.is_empty(), "{command:?}");
        for threads in ["2", "7"] {
            let more = program.ok(&[command, &["archive.jsonl", "--threads", threads]].concat());
            assert!(one.stdout == more.stdout, "{command:?} differs with {threads} threads");
        }
    }
}

#[test]
fn the_report_is_the_same_for_any_threads() {
    let program = Program::with(&archive());
    for threads in ["1", "7"] {
        program.ok(&[
            "report",
            "archive.jsonl",
            "-o",
            &format!("{threads}.html"),
            "--data",
            threads,
            "--threads",
            threads,
        ]);
    }
    assert!(program.read("1.html") == program.read("7.html"));
    for table in ["matrix", "families", "reuses", "documents", "quotes", "speakers", "statements"] {
        let table = format!("{table}.jsonl");
        assert!(program.read(&format!("1/{table}")) == program.read(&format!("7/{table}")), "{table}");
    }
}

#[test]
fn the_order_of_the_input_changes_nothing() {
    let articles = archive();
    let program = Program::with(&articles);
    let mut shuffled = articles;
    // A fixed shuffle: every step moves an article a known way.
    for at in (1..shuffled.len()).rev() {
        shuffled.swap(at, (at * 7919 + 13) % (at + 1));
    }
    program.file("shuffled.jsonl", crate::program::lines(&shuffled));
    for command in &COMMANDS[2..] {
        let one = program.ok(&[command, &["archive.jsonl"][..]].concat());
        let other = program.ok(&[command, &["shuffled.jsonl"][..]].concat());
        assert!(one.stdout == other.stdout, "{command:?}");
    }
    // What is a stream comes in the order of the input, and is otherwise the same.
    for command in &COMMANDS[..2] {
        let sorted = |input: &str| {
            let ran = program.ok(&[command, &[input][..]].concat());
            let mut records = ran.records();
            for record in &mut records {
                if let Some(members) = record.as_object_mut() {
                    members.remove("file");
                    members.remove("position");
                }
            }
            let mut lines: Vec<String> = records.iter().map(ToString::to_string).collect();
            lines.sort();
            lines
        };
        assert!(sorted("archive.jsonl") == sorted("shuffled.jsonl"), "{command:?}");
    }
}
