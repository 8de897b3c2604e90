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
