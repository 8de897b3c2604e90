//! What somebody does who wants the program to fail, or never thought of it: names, links, files that are others than they say,
//! results named where the archive is. No command panics or hangs; each says in a line what is wrong, and keeps what is good.

use serde_json::json;

use super::LINE;
use crate::program::{Program, Ran, lines};

const COMMANDS: [&str; 5] = ["read", "quotes", "overlap", "statements", "report"];

/// Runs every command on an input; the output of the first.
#[track_caller]
fn every_command(program: &Program, input: &str) -> Ran {
    let mut first = None;
    for command in COMMANDS {
        let to = if command == "report" { &["-o", "../report.html"][..] } else { &[] };
        let ran = program.run(&[&[command, input][..], to].concat());
        assert_eq!(ran.status, 0, "{command} {input}: {}", ran.stderr);
        assert!(!ran.stderr.contains("panicked") && !ran.stderr.contains('\u{1b}'), "{}", ran.stderr);
        first.get_or_insert(ran);
    }
    first.expect("there are commands")
}

#[test]
#[cfg(unix)]
fn names_that_are_no_names() {
    use std::os::unix::ffi::OsStrExt;
    let program = Program::new();
    let names: [&[u8]; 6] = [
        b"bad\xff\xfe.jsonl",
        b"new\nline.jsonl",
        b"\x1b[2J.jsonl",
        "\u{202e}x.jsonl".as_bytes(),
        b"-.jsonl",
        b"--help.jsonl",
    ];
    for (n, name) in names.iter().enumerate() {
        let line = format!("{}\n{{broken\n", json!({"id": format!("a{n}"), "text": "The talks ended."}));
        let path = program.path("in").join(std::ffi::OsStr::from_bytes(name));
        std::fs::create_dir_all(program.path("in")).expect("a folder");
        std::fs::write(path, line).expect("written");
    }
    let ran = every_command(&program, "in");
    assert_eq!(ran.records().len(), names.len(), "{}", ran.stderr);
    assert!(ran.stderr.contains(&format!("left out: {} broken JSON", names.len())), "{}", ran.stderr);
    // A name does not break the line that tells of it.
    assert!(ran.stderr.lines().all(|line| line.starts_with("rawi: ")), "{}", ran.stderr);
}

#[test]
#[cfg(unix)]
fn links_pipes_and_folders_that_are_named_as_files() {
    let program = Program::new();
    let link = |to: &str, from: &str| {
        std::os::unix::fs::symlink(to, program.path(from)).expect("a link");
    };
    for n in 10..24 {
        program.file(&format!("in/d{n}/a.txt"), format!("The talks of day {n} ended."));
        for m in 10..24 {
            link(&format!("../d{m}"), &format!("in/d{n}/l{m}"));
        }
    }
    program.file("in/x.jsonl/y.txt", "The talks ended.");
    link("..", "in/up");
    link("itself", "in/itself");
    link("/dev/zero", "in/zero.jsonl");
    let made = std::process::Command::new("mkfifo").arg(program.path("in/pipe.jsonl")).status();
    let ran = every_command(&program, "in");
    assert_eq!(ran.records().len(), 15, "{}", ran.stderr);
    assert!(ran.stderr.contains("in/itself: cannot be read"), "{}", ran.stderr);
    if made.is_ok_and(|made| made.success()) {
        assert!(ran.stderr.contains("2 (no file)"), "{}", ran.stderr);
    }
}

#[test]
fn files_that_are_others_than_they_say() {
    let program = Program::new();
    let utf32 = |text: &str| -> Vec<u8> { text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect() };
    program.file("in/a.jsonl", utf32(&format!("\u{feff}{LINE}{LINE}")));
    program.file("in/b.csv", utf32("id,text\n1,ended\n"));
    program.file("in/c.jsonl", [b"\xef\xbb\xbf", LINE.as_bytes()].concat().repeat(3));
    program.file("in/d.csv", "sep=;\r\nid;text\r\n1;The talks, they said, ended.\r\n");
    program
        .file("in/e.html", "<h1>x".repeat(100_000) + &"</h1>".repeat(100_000) + "<p>The talks have ended.");
    program.file("in/f.jsonl", json!([[LINE]]).to_string());
    program.file("in/g.csv", format!("text,id\n{}\nended,1\n", ",".repeat(1_000_000)));
    program.file("in/h.csv", format!("text,{}\nended,{}\n", "c,".repeat(1_000_000), "x,".repeat(1_000_000)));
    program.file("in/i.csv", format!("id,text\n1,\"{}", "never closed\n".repeat(100)));
    let ran = every_command(&program, "in");
    let files: Vec<String> =
        ran.records().iter().map(|record| record["file"].as_str().expect("a file")[3..].to_owned()).collect();
    let of = |name: &str| files.iter().filter(|file| *file == name).count();
    assert_eq!(
        ["a.jsonl", "b.csv", "c.jsonl", "d.csv", "e.html", "f.jsonl", "g.csv", "h.csv"].map(of),
        [0, 0, 3, 1, 1, 0, 1, 1],
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("in/a.jsonl: byte 0: cannot be read: it is in UTF-32"), "{}", ran.stderr);
}

#[test]
fn no_result_takes_the_archives_place_or_that_of_another() {
    let program = Program::new();
    let archive = format!("{LINE}{{broken\n");
    program.file("a.jsonl", &archive);
    program.file("b.jsonl", LINE);
    let before = program.files();
    for (args, said) in [
        (&["quotes", "a.jsonl", "-o", "a.jsonl"][..], "--output would replace"),
        (&["read", "b.jsonl", "a.jsonl", "-o", "./a.jsonl"], "--output would replace"),
        (&["quotes", "a.jsonl", "--rejects", "a.jsonl"], "--rejects would replace"),
        (&["overlap", "a.jsonl", "-o", "o.csv", "--settings", "a.jsonl"], "--settings would replace"),
        (&["statements", "a.jsonl", "-o", "o.jsonl", "--rejects", "./o.jsonl"], "are the same file"),
        (&["speakers", "a.jsonl", "-o", "o.jsonl", "--settings", "o.jsonl"], "are the same file"),
        (&["report", "a.jsonl", "-o", "a.jsonl"], "--output would replace"),
    ] {
        let ran = program.run(args);
        assert_eq!(ran.status, 2, "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{args:?}: {}", ran.stderr);
        assert_eq!(program.read("a.jsonl"), archive, "{args:?}");
        assert_eq!(program.files(), before, "{args:?}");
    }
    // Neither standard input and output nor what keeps nothing are files.
    assert_eq!(program.run_on(LINE, &["read", "-", "-o", "-"]).status, 0);
    if cfg!(unix) {
        program.ok(&["read", "a.jsonl", "-o", "/dev/null", "--rejects", "/dev/null"]);
    }
}

#[test]
fn dates_that_are_none_of_ours_are_not_taken_for_ours() {
    let program = Program::new();
    let dates = [
        "0000-00-00",
        "2026-02-30",
        "10000-01-01",
        "1439-10-21",
        "۱۳۹۷/۰۴/۱۴",
        "21 شوال 1439",
        "13/13/2018",
        "now",
    ];
    let articles: Vec<_> =
        dates.iter().map(|date| json!({"text": "The talks ended.", "date": date})).collect();
    program.file("a.jsonl", lines(&articles));
    let ran = every_command(&program, "a.jsonl");
    assert!(ran.records().iter().all(|record| record["date"].is_null()), "{}", ran.text());
    assert!(
        ran.stderr.contains(&format!("{} documents: the date cannot be read", dates.len())),
        "{}",
        ran.stderr
    );
}
