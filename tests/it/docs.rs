//! What the README and the manual tell people to type is typed, and works.

use std::path::Path;

use crate::program::{Program, samples};

/// The lines of a document's shell blocks that begin with the program's name, without their remarks.
fn commands(document: &str) -> Vec<String> {
    let mut inside = false;
    let mut out = Vec::new();
    for line in document.lines() {
        if line.starts_with("```") {
            inside = line.trim_end() == "```sh";
        } else if inside && line.starts_with("rawi ") {
            let line = line.split("  #").next().unwrap_or(line).split(" # ").next().unwrap_or(line);
            out.push(line.trim().to_owned());
        }
    }
    out
}

/// Words of a command line; only single quotes are known.
fn words(line: &str) -> Vec<String> {
    line.split('\'')
        .enumerate()
        .flat_map(|(at, part)| match at % 2 {
            1 => vec![part.to_owned()],
            _ => part.split_whitespace().map(str::to_owned).collect(),
        })
        .collect()
}

fn run_all(name: &str, least: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
    let document = std::fs::read_to_string(&path).expect("the document is there");
    let commands = commands(&document);
    assert!(commands.len() >= least, "{name}: {commands:?}");
    let program = Program::new();
    let archive = samples().join("archive");
    let archive = archive.to_str().expect("its path is UTF-8");
    program.file("first.txt", "The bridge will be opened on Monday, said the mayor of the town.\n");
    program.file("second.txt", "The bridge will be opened on Tuesday, said the mayor of the town.\n");
    program.file("mine/arabic-cues.tsv", "");
    for line in commands {
        let words = words(&line);
        let args: Vec<&str> = words[1..]
            .iter()
            .map(|word| match word.as_str() {
                "my-archive/" | "archive/" | "samples/archive" => archive,
                word => word,
            })
            .collect();
        if cfg!(not(feature = "parquet")) && line.contains("parquet") {
            continue;
        }
        program.ok(&args);
        if let Some(at) = args.iter().position(|word| *word == "-o") {
            assert!(program.path(args[at + 1]).exists(), "{line}");
        }
    }
}

#[test]
fn the_commands_of_the_readme_work() {
    run_all("README.md", 15);
}

#[test]
fn the_commands_of_the_manual_work() {
    run_all("crates/rawi-cli/docs/manual.md", 8);
}

/// The README's tables: what follows `<!-- output: COMMAND -->`, with the command.
fn outputs(document: &str) -> Vec<(String, String)> {
    document
        .split("<!-- output: ")
        .skip(1)
        .map(|part| {
            let (command, rest) = part.split_once(" -->").expect("the remark ends");
            let (_, rest) = rest.split_once("```text\n").expect("a block follows it");
            let (block, _) = rest.split_once("```").expect("the block ends");
            (command.to_owned(), block.to_owned())
        })
        .collect()
}

#[test]
fn the_tables_of_the_readme_are_those_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let document = std::fs::read_to_string(&path).expect("the document is there");
    let outputs = outputs(&document);
    assert!(outputs.len() >= 3, "{outputs:?}");
    let archive = samples().join("archive");
    for (line, block) in outputs {
        let words = words(&line);
        let out = Program::new()
            .command(&[])
            .args(words[1..].iter().map(|word| match word.as_str() {
                "samples/archive" => archive.as_os_str(),
                word => std::ffi::OsStr::new(word),
            }))
            .env("COLUMNS", "80")
            .output()
            .expect("the program runs");
        let marks = ['\u{200E}', '\u{200F}', '\u{202B}', '\u{202C}'];
        let shown = String::from_utf8(out.stdout).expect("tables are UTF-8").replace(marks, "");
        // Parts of a table may be left out between empty lines.
        for part in block.trim_end().split("\n\n") {
            assert!(shown.contains(part), "{line}:\n{part}\nis not in\n{shown}");
        }
    }
}
