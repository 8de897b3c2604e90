//! What people see: tables of the samples in eighty columns.

use unicode_width::UnicodeWidthChar;

use crate::program::{Program, samples};

#[track_caller]
fn shown(args: &[&str], columns: &str) -> String {
    let archive = samples().join("archive");
    let program = Program::new();
    let mut command = program.command(args);
    let out = command
        .arg(archive)
        .args(["-f", "table"])
        .env("COLUMNS", columns)
        .output()
        .expect("the program runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("tables are UTF-8")
}

const COMMANDS: [&[&str]; 10] = [
    &["read"],
    &["overlap"],
    &["overlap", "--emit", "matrix"],
    &["overlap", "--emit", "families"],
    &["overlap", "--emit", "pairs"],
    &["overlap", "--emit", "reuses"],
    &["overlap", "--emit", "documents"],
    &["quotes"],
    &["speakers"],
    &["statements"],
];

#[test]
fn every_table_fits_the_terminal() {
    for columns in [60, 80, 132] {
        for command in COMMANDS {
            let table = shown(command, &columns.to_string());
            assert!(!table.is_empty(), "{command:?}");
            for line in table.lines() {
                let width: usize = line.chars().map(|letter| letter.width().unwrap_or(0)).sum();
                assert!(width <= columns, "{command:?}, {width} of {columns} columns: {line}");
            }
        }
    }
}

/// In a terminal that orders letters of both directions, a cell must not take its neighbours along.
#[test]
fn cells_of_arabic_are_closed_in() {
    for command in COMMANDS {
        for line in shown(command, "80").lines() {
            let mut open = false;
            let mut before = [' '; 2];
            for letter in line.chars() {
                match letter {
                    '\u{200E}' => open = false,
                    '\u{0620}'..='\u{064A}' => open = true,
                    // The next cell.
                    letter if letter != ' ' && before == [' ', ' '] => assert!(!open, "{command:?}: {line}"),
                    _ => {}
                }
                before = [before[1], letter];
            }
            assert!(!open, "{command:?}: {line}");
        }
    }
}

/// Where two passages stand says little to a reader who does not see their words.
#[test]
fn shared_passages_show_their_words() {
    for emit in ["reuses", "pairs"] {
        let table = shown(&["overlap", "--emit", emit], "80");
        let lines: Vec<&str> = table.lines().collect();
        let heads: Vec<usize> = (0..lines.len()).filter(|&at| !lines[at].starts_with("    ")).collect();
        assert!(heads.len() > 3, "{emit}: {table}");
        for head in heads {
            let next = lines[head + 1].trim_start();
            let place = next.starts_with(|c: char| c.is_ascii_digit()) || next.starts_with("(no date)");
            assert!(!place && !next.is_empty(), "{emit}: no words below {:?}", lines[head]);
        }
    }
}

#[test]
fn the_matrix_of_the_samples() {
    insta::assert_snapshot!(shown(&["overlap", "--emit", "matrix"], "80"));
}

#[test]
fn the_documents_of_the_samples() {
    insta::assert_snapshot!(shown(&["read"], "80"));
}
