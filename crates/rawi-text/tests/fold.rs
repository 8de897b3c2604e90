//! Folding against its cases and against a reference in another language.
//!
//! `fold_cases.jsonl` is read by this test and by `check_fold.py`, which holds any Python implementation of the folding
//! (a module with a function `tokens(text)`) against the same file.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Case {
    name: String,
    text: String,
    tokens: Vec<String>,
}

const CASES: &str = include_str!("fold_cases.jsonl");

fn folded(text: &str) -> Vec<String> {
    rawi_text::fold(text).iter().map(|(word, _)| word.to_owned()).collect()
}

#[test]
fn cases() {
    for line in CASES.lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        assert_eq!(folded(&case.text), case.tokens, "{}", case.name);
    }
}

/// Generated Unicode, folded here and by the Python reference where that stands beside the project.
#[test]
fn the_reference_agrees_on_generated_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval");
    if !folder.join("fold.py").exists() {
        println!("left out: no Python reference beside the project");
        return;
    }
    let characters = prop_oneof![
        6 => any::<char>(),
        4 => prop::char::range('\u{600}', '\u{6ff}'),
        2 => prop::char::range('\u{300}', '\u{36f}'),
        2 => prop::char::range('a', 'é'),
        1 => prop::char::range('\u{3040}', '\u{309f}'),
        1 => prop::char::range('\u{1100}', '\u{11ff}'),
    ];
    let texts = prop::collection::vec(characters, 1..16);
    let mut runner = TestRunner::deterministic();
    let mut lines = CASES.to_owned();
    for number in 0..3000 {
        let text: String = texts.new_tree(&mut runner).unwrap().current().into_iter().collect();
        let case = Case { name: format!("generated {number}"), tokens: folded(&text), text };
        lines.push_str(&serde_json::to_string(&case).unwrap());
        lines.push('\n');
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check_fold.py");
    let child = Command::new("python3")
        .arg(script)
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        println!("left out: no python3");
        return;
    };
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
