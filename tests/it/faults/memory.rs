//! Memory: every form is read as a stream, so a file of many times the size takes no more of it.

use std::process::Stdio;
use std::time::Duration;

use super::page;
use crate::program::{Program, Ran};

/// The most memory a run takes, in MiB; `None` where the system does not tell.
pub fn peak(program: &Program, args: &[&str]) -> Option<(Ran, u64)> {
    let mut child = program
        .command(args)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    let ended = loop {
        if let Ok(text) = std::fs::read_to_string(&status)
            && let Some(kib) = text
                .lines()
                .find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<u64>().ok())
        {
            most = most.max(Some(kib / 1024));
        }
        if let Some(ended) = child.try_wait().expect("it is waited for") {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let mut stderr = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().expect("it is piped"), &mut stderr)
        .expect("messages");
    let ran = Ran { status: ended.code().expect("it ends by itself"), stdout: Vec::new(), stderr };
    most.map(|most| (ran, most))
}

/// Reads a small file and one of eight times its size, and expects that the second takes hardly more memory.
#[track_caller]
fn stays(program: &Program, small: &str, large: &str) {
    let read = |name: &str| peak(program, &["read", name]);
    let (Some((first, little)), Some((second, much))) = (read(small), read(large)) else { return };
    assert_eq!((first.status, second.status), (0, 0), "{}", second.stderr);
    assert!(!second.stderr.contains("left out"), "{}", second.stderr);
    assert!(much <= little + 32, "{small}: {little} MiB, {large}: {much} MiB");
}

/// Texts of two kilobytes, each with an id of its own.
fn rows(from: usize, to: usize) -> impl Iterator<Item = (String, String)> {
    let text = "The talks on the harbour ended without any agreement, a pilot said. ".repeat(30);
    (from..to).map(move |n| (format!("a{n}"), format!("{n} {text}")))
}

#[test]
fn a_table_is_read_at_constant_memory() {
    let program = Program::new();
    for (name, n) in [("small.csv", 6_000), ("large.csv", 48_000)] {
        let body: String = rows(0, n).map(|(id, text)| format!("{id},\"{text}\nand so on\"\n")).collect();
        program.file(name, format!("id,text\n{body}"));
    }
    stays(&program, "small.csv", "large.csv");
}

#[test]
fn a_crawl_is_read_at_constant_memory() {
    let program = Program::new();
    let one = page("velm");
    for (name, n) in [("small.warc", 12_000), ("large.warc", 96_000)] {
        program.file(name, one.repeat(n));
    }
    stays(&program, "small.warc", "large.warc");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_at_constant_memory() {
    let program = Program::new();
    for (name, n) in [("small", 6_000), ("large", 48_000)] {
        let body: String = rows(0, n).map(|(id, text)| format!("{id}\t{text}\n")).collect();
        program.file("rows.tsv", format!("id\ttext\n{body}"));
        program.ok(&["read", "rows.tsv", "-o", &format!("{name}.parquet")]);
    }
    stays(&program, "small.parquet", "large.parquet");
}
