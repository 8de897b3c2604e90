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
