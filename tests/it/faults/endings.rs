//! Runs that end before their time: a full disk and an interrupted run leave nothing, and what was there before.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::LINE;
use crate::program::Program;

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_leaves_nothing() {
    let program = Program::new();
    program.file("a.jsonl", LINE.repeat(20_000));
    for format in ["jsonl", "csv", "table"] {
        let ran = program.run(&["read", "a.jsonl", "-o", "/dev/full", "-f", format]);
        assert_eq!(ran.status, 1, "{format}: {}", ran.stderr);
        assert!(ran.stderr.contains("No space left"), "{}", ran.stderr);
    }
    // A file that may not grow: as on a disk that fills up under way.
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\"";
    program.file("out.jsonl", "old\n");
    let out = std::process::Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_rawi"), "read", "a.jsonl", "-o", "out.jsonl"])
        .current_dir(program.path(""))
        .output()
        .expect("a shell");
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(String::from_utf8_lossy(&out.stderr).contains("cannot write out.jsonl"), "{out:?}");
    assert_eq!(program.files(), ["a.jsonl", "out.jsonl"]);
    assert_eq!(program.read("out.jsonl"), "old\n");
}

#[test]
#[cfg(unix)]
fn an_interrupted_run_leaves_nothing_behind() {
    let program = Program::new();
    program.file("out.jsonl", "old\n");
    for signal in ["INT", "TERM"] {
        let mut child = program
            .command(&["read", "-", "-o", "out.jsonl", "--rejects", "bad.jsonl"])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // It waits for more of its input, with its files begun.
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin.write_all(LINE.as_bytes()).expect("it reads");
        let began = Instant::now();
        while program.files().len() < 3 && began.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(program.files().len(), 3, "{:?}", program.files());
        let sent = std::process::Command::new("kill")
            .args([&format!("-{signal}"), &child.id().to_string()])
            .status();
        assert!(sent.expect("kill is there").success());
        let ended = child.wait().expect("it ends");
        assert_eq!(ended.code(), Some(130), "{ended:?}");
        assert_eq!(program.files(), ["out.jsonl"], "{signal}");
        assert_eq!(program.read("out.jsonl"), "old\n");
    }
}
