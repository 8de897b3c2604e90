//! What the program writes is really loaded, by the packages that people load it with: pandas (with pyarrow), DuckDB,
//! polars and networkx, which reads GEXF. Where Python or a package is not there, it is left out, and said.

use std::process::Command;

use crate::program::{Program, samples};

#[test]
fn tables_load_where_people_work_with_them() {
    let python = std::env::var("RAWI_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    if Command::new(&python).arg("--version").output().is_err() {
        println!("left out: no Python ({python}) to load tables with");
        return;
    }
    let program = Program::new();
    let archive = samples().join("archive");
    let archive = archive.to_str().expect("its path is UTF-8");
    let mut tables: Vec<(&str, Vec<&str>)> = ["read", "quotes", "speakers", "statements"]
        .map(|command| (command, vec![command, archive]))
        .to_vec();
    for emit in ["matrix", "families", "pairs", "reuses", "documents"] {
        tables.push((emit, vec!["overlap", archive, "--emit", emit]));
    }
    for (name, args) in &tables {
        let write = |form: &[&str]| program.ok(&[&args[..], form].concat());
        write(&["-o", &format!("{name}.jsonl")]);
        write(&["-o", &format!("{name}.csv")]);
        write(&["-o", &format!("{name}.excel.csv"), "--excel"]);
        if cfg!(feature = "parquet") {
            write(&["-o", &format!("{name}.parquet")]);
        }
    }
    program.ok(&["overlap", archive, "-o", "outlets.gexf"]);
    program.ok(&["speakers", archive, "-o", "speakers.gexf"]);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/it/load.py");
    for package in ["pandas", "duckdb", "polars", "networkx"] {
        if !cfg!(feature = "parquet") && package != "networkx" {
            println!("left out: {package}, as the program was built without Parquet");
            continue;
        }
        let ran = Command::new(&python).arg(script).arg(package).arg(program.path(".")).output();
        let ran = ran.expect("Python starts");
        let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        print!("{package}: {out}");
        assert!(ran.status.success(), "{package}: {out}{err}");
    }
}

/// The blocks of the manual's chapter on notebooks, with the language each says it is in.
fn blocks() -> Vec<(String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/manual.md");
    let manual = std::fs::read_to_string(path).expect("the manual is there");
    let (_, chapter) = manual.split_once("\n## In a notebook\n").expect("it has the chapter");
    let chapter = chapter.split("\n## ").next().unwrap_or_default();
    let mut blocks = Vec::new();
    for (at, part) in chapter.split("```").enumerate().filter(|(at, _)| at % 2 == 1) {
        let (language, block) = part.split_once('\n').unwrap_or_else(|| panic!("block {at} has a language"));
        blocks.push((language.to_owned(), block.to_owned()));
    }
    blocks
}

#[test]
fn the_notebook_examples_of_the_manual_run() {
    if !cfg!(feature = "parquet") {
        println!("left out: the program was built without Parquet");
        return;
    }
    let python = std::env::var("RAWI_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let program = Program::new();
    let archive = samples().join("archive");
    let archive = archive.to_str().expect("its path is UTF-8");
    let has = |tool: &str, args: &[&str]| {
        Command::new(tool).args(args).output().is_ok_and(|ran| ran.status.success())
    };
    let there = |language: &str| match language {
        "python" => has(&python, &["-c", "import pandas, pyarrow"]),
        "sql" => has(&python, &["-c", "import duckdb"]),
        _ => has("Rscript", &["-e", "library(readr); library(jsonlite)"]),
    };
    // R asks the program for the articles: it must find this one, and the archive where the manual says.
    let own = std::path::Path::new(env!("CARGO_BIN_EXE_rawi")).parent().expect("it is in a folder");
    let path = format!("{}:{}", own.display(), std::env::var("PATH").unwrap_or_default());
    for (language, block) in blocks() {
        let block = block.replace("samples/archive", archive);
        if language == "sh" {
            for line in block.lines() {
                program.ok(&line.split_whitespace().skip(1).collect::<Vec<_>>());
            }
            continue;
        }
        if !there(&language) {
            println!("left out: what {language} needs is not installed");
            continue;
        }
        let mut command = if language == "r" { Command::new("Rscript") } else { Command::new(&python) };
        match language.as_str() {
            "sql" => command.args(["-c", "import duckdb, sys\nfor s in sys.argv[1].split(';'):\n  if s.strip(): print(duckdb.sql(s))"]).arg(&block),
            "python" => command.args(["-c", &block]),
            _ => command.arg(program.file("block.R", &block)),
        };
        let ran = command.current_dir(program.path(".")).env("PATH", &path).env("LC_ALL", "C.UTF-8").output();
        let ran = ran.expect("it starts");
        let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        assert!(ran.status.success() && !out.trim().is_empty(), "{language}:\n{block}\n{out}{err}");
    }
    if there("sql") {
        assert!(program.read("edges.csv").starts_with("Source,Target,Type,Weight\n"));
    }
}
