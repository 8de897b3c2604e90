//! Holds the table of columns in the manual against the columns themselves: what is documented is what is written.

use std::fmt::Write;
use std::path::Path;

use super::{Record, cells::Kind};
use crate::commands::compare::ComparisonRecord;
use crate::records::{
    DocumentRecord, FamilyRecord, MatrixRecord, PairRecord, QuoteRecord, ReuseRecord, ReusedDocumentRecord,
    SpeakerRecord, StatementRecord,
};

const HEAD: &str = "# Columns of every table

CSV, TSV and Parquet have the same columns. JSONL has the same fields, members of an object inside it (`a.doc` is
`{\"a\": {\"doc\": …}}`), and lists as lists: one record a line where a flat file has a row for each member.

| kind | in CSV and TSV | in Parquet |
| --- | --- | --- |
| text | words | STRING |
| integer | digits | INT64 |
| number | digits with a point | DOUBLE |
| date | ISO 8601, as precise as the archive has it | DATE, the day as written; and a column `…_iso` beside it, STRING, as in CSV |
| list | JSON | LIST of STRING |
| JSON | JSON | STRING, the JSON |

Any cell may be empty. Offsets (`start`, `end`, `content`) are in characters of the article's text, ends exclusive. In Python:
`json.loads(cell)`; in DuckDB: `cell::JSON`; in R: `jsonlite::fromJSON(cell)`. The metadata of a Parquet file hold
`rawi.version`, `rawi.command` and `rawi.settings`; for the other forms `--settings FILE` writes the same as JSON.

This file is made from the program: a test holds the two together.
";

fn table<R: Record>(out: &mut String, command: &str, row: &str) {
    write!(out, "\n## `{command}`\n\nA row: {row}.\n\n| column | kind | meaning |\n| --- | --- | --- |\n")
        .expect("a string takes all");
    for column in R::COLUMNS {
        let (name, about) = (column.name, column.about.replace('|', "\\|"));
        writeln!(out, "| `{name}` | {} | {about} |", column.kind.name()).expect("a string takes all");
    }
}

fn manual() -> String {
    let mut out = HEAD.to_owned();
    table::<DocumentRecord>(&mut out, "rawi read", "an article");
    table::<MatrixRecord>(&mut out, "rawi overlap --emit matrix", "an outlet and another one");
    table::<FamilyRecord>(&mut out, "rawi overlap --emit families", "a member of a family, oldest first");
    table::<PairRecord>(
        &mut out,
        "rawi overlap --emit pairs",
        "two units; a is the older, then the smaller id",
    );
    table::<ReuseRecord>(
        &mut out,
        "rawi overlap --emit reuses",
        "two passages that carry the same text; a is the older",
    );
    table::<ReusedDocumentRecord>(&mut out, "rawi overlap --emit documents", "an article");
    table::<QuoteRecord>(&mut out, "rawi quotes", "a quotation");
    table::<SpeakerRecord>(&mut out, "rawi speakers", "a speaker of the archive");
    table::<StatementRecord>(&mut out, "rawi statements", "a version of a statement, oldest first");
    table::<ComparisonRecord>(&mut out, "rawi compare", "the two documents");
    out
}

/// `RAWI_WRITE_MANUAL=1 cargo test -p rawi-cli manual` writes it anew.
#[test]
fn the_manual_has_every_column() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/columns.md");
    let made = manual();
    if std::env::var_os("RAWI_WRITE_MANUAL").is_some() {
        std::fs::write(&path, &made).expect("it is written");
    }
    let there = std::fs::read_to_string(&path).expect("docs/columns.md is there");
    assert!(
        there == made,
        "docs/columns.md is not what the program writes: RAWI_WRITE_MANUAL=1 makes it anew"
    );
}

#[test]
fn columns_have_one_name_and_one_meaning_each() {
    fn check<R: Record>() {
        let names: std::collections::BTreeSet<&str> = R::COLUMNS.iter().map(|column| column.name).collect();
        assert_eq!(names.len(), R::COLUMNS.len());
        for column in R::COLUMNS {
            assert!(!column.about.is_empty(), "{}", column.name);
            // Parquet adds a column to each date: nothing else may have its name.
            let iso = format!("{}_iso", column.name);
            assert!(column.kind != Kind::Date || !names.contains(iso.as_str()));
        }
    }
    check::<DocumentRecord>();
    check::<FamilyRecord>();
    check::<StatementRecord>();
    check::<QuoteRecord>();
    check::<ReuseRecord>();
}
