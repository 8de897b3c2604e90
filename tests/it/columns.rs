//! The table of columns in the manual against what is really written: CSV, TSV, JSONL and GEXF of every kind of record.
//! (Parquet has the columns of CSV: `load` compares the two.)

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::program::{Program, samples};

/// A section of the document: the command in its heading, and the first cells of its table's rows.
struct Section {
    command: String,
    rows: Vec<Vec<String>>,
}

impl Section {
    fn names(&self) -> Vec<&str> {
        self.rows.iter().map(|row| row[0].as_str()).collect()
    }
}

fn sections() -> Vec<Section> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/columns.md");
    let document = std::fs::read_to_string(path).expect("the document is there");
    let of = |part: &str| {
        let (command, rest) = part.split_once('`').expect("the heading ends");
        let rows = rest.lines().filter(|line| line.starts_with("| `")).map(|line| {
            let cells = line.trim_matches('|').split(" | ");
            cells.map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
        });
        Section { command: command.to_owned(), rows: rows.collect() }
    };
    document.split("\n## `").skip(1).map(of).collect()
}

/// The command as it is run: on the samples, with quotes where the table has columns for them.
fn run(section: &Section, form: &[&str]) -> String {
    let samples = samples().join("archive");
    let archive = samples.to_str().expect("its path is UTF-8");
    let mut args: Vec<&str> = section.command.split_whitespace().skip(1).collect();
    if args[0] == "compare" {
        args.extend(["daffatayn-0703-1", "alrimal-0705-1", "--in"]);
    }
    args.push(archive);
    if section.rows.iter().any(|row| row.last().is_some_and(|about| about.starts_with("with quotes")))
        && !args.contains(&"network")
    {
        args.push("--with-quotes");
    }
    args.extend(form);
    Program::new().ok(&args).text().to_owned()
}

/// The names of a record's members, those inside an object behind its name; what is a list of objects is a cell of its
/// own, but the lists that a flat file has rows for.
fn members(value: &Value, before: &str, names: &mut BTreeSet<String>) {
    let Value::Object(object) = value else {
        names.insert(before.to_owned());
        return;
    };
    for (name, value) in object {
        let dotted = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
        match (dotted.as_str(), value) {
            ("members" | "versions", Value::Array(list)) => {
                list.iter().for_each(|member| members(member, "", names));
            }
            ("shared_with", Value::Object(others)) => {
                names.insert("other".to_owned());
                others.values().for_each(|shared| members(shared, "shared", names));
            }
            // An object of counts by outlet.
            ("outlets", Value::Object(_)) => drop(names.insert(dotted)),
            // What is not there has no members.
            ("cue" | "speaker" | "via", Value::Null) => {}
            _ => members(value, &dotted, names),
        }
    }
}

#[test]
fn the_columns_that_are_documented_are_those_that_are_written() {
    let tables: Vec<Section> =
        sections().into_iter().filter(|section| !section.command.ends_with("network")).collect();
    assert_eq!(tables.len(), 10);
    for section in &tables {
        let heading = |form, delimiter: char| {
            let text = run(section, &["-f", form]);
            text.lines().next().unwrap_or_default().split(delimiter).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(heading("csv", ','), section.names(), "{}", section.command);
        assert_eq!(heading("tsv", '\t'), section.names(), "{}", section.command);
        let mut names = BTreeSet::new();
        for line in run(section, &["-f", "jsonl"]).lines() {
            members(&serde_json::from_str(line).expect("a line is JSON"), "", &mut names);
        }
        // As the document says: the first version's place, and the name a speaker is shown under.
        if section.command.ends_with("families") {
            names.retain(|name| !name.starts_with("first.") || name == "first.text");
        }
        if section.command.ends_with("speakers") {
            names.insert("name".to_owned());
        }
        let documented: BTreeSet<String> = section.names().into_iter().map(str::to_owned).collect();
        assert_eq!(names, documented, "{}", section.command);
    }
}

#[test]
fn the_attributes_that_are_documented_are_those_of_the_networks() {
    let networks: Vec<Section> =
        sections().into_iter().filter(|section| section.command.ends_with("network")).collect();
    assert_eq!(networks.len(), 2);
    for section in &networks {
        let graph = run(section, &[]);
        let value = |line: &str, name: &str| {
            let (_, rest) = line.split_once(&format!(" {name}=\"")).expect("it has this attribute");
            rest.split('"').next().unwrap_or_default().to_owned()
        };
        let (mut class, mut found) = (String::new(), Vec::new());
        for line in graph.lines().map(str::trim) {
            if line.starts_with("<attributes ") {
                class = value(line, "class");
            } else if line.starts_with("<attribute ") {
                found.push([value(line, "title"), class.clone(), value(line, "type")]);
            }
        }
        let documented: Vec<[String; 3]> =
            section.rows.iter().map(|row| [row[0].clone(), row[1].clone(), row[2].clone()]).collect();
        assert_eq!(found, documented, "{}", section.command);
    }
}
