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

Any cell may be empty: nothing is an empty cell in CSV and TSV, null in Parquet and JSONL; no word such as `NA` is ever written for
it. Offsets (`start`, `end`, `content`) are in characters of the article's text, ends exclusive. In Python:
`json.loads(cell)`; in DuckDB: `cell::JSON`; in R: `jsonlite::fromJSON(cell)`. The metadata of a Parquet file hold
`rawi.version`, `rawi.command` and `rawi.settings`; for the other forms `--settings FILE` writes the same as JSON. How to load each
form in pandas, DuckDB, R and Gephi: [the manual](manual.md#in-a-notebook).

This file is made from the program, and tests hold the two together.
";

const NETWORKS: &str = "
# Attributes of the networks

GEXF 1.3, for Gephi, networkx, igraph and sigma.js. Both graphs are directed; every node has a label, a colour by its kind and a
size whose area follows its figure; `weight` of an edge is the number that the table says. An attribute without a value is left out.

## `rawi overlap --emit network`

A node: an outlet. An edge: from the outlet to the one in which its words also stand; weight: `shared.tokens` of the matrix.

| attribute | of | type | meaning |
| --- | --- | --- | --- |
| `documents` | node | integer | its articles |
| `tokens` | node | long | its words |
| `share` | edge | double | the part of the first outlet's words that stand in the second |
| `later` | edge | double | part of these that the second published first |
| `agency` | edge | long | with quotes: of these words, those in passages that credit an agency or an outlet |
| `quotes` | edge | long | with quotes: of the others, those quoted from somebody |
| `own` | edge | long | with quotes: the rest |

## `rawi speakers --emit network`

A node: an outlet (its id begins with `outlet:`) or a speaker (`speaker:`). An edge: from the outlet to a speaker it quotes;
weight: quotes.

| attribute | of | type | meaning |
| --- | --- | --- | --- |
| `kind` | node | string | outlet or speaker |
| `type` | node | string | of a speaker: person, organisation, anonymous, document or other |
| `description` | node | string | of a speaker: the most frequent title or role |
| `quotes` | node | integer | quotes of the speaker, or in the outlet |
| `outlets` | node | integer | of a speaker: outlets that quote him |
";

/// A table: what a row is, and what JSONL has instead of a row, where it differs.
fn table<R: Record>(out: &mut String, command: &str, row: &str, jsonl: &str) {
    let jsonl = if jsonl.is_empty() { String::new() } else { format!(" {jsonl}") };
    write!(
        out,
        "\n## `{command}`\n\nA row: {row}.{jsonl}\n\n| column | kind | meaning |\n| --- | --- | --- |\n"
    )
    .expect("a string takes all");
    for column in R::COLUMNS {
        let (name, about) = (column.name, column.about.replace('|', "\\|"));
        writeln!(out, "| `{name}` | {} | {about} |", column.kind.name()).expect("a string takes all");
    }
}

fn manual() -> String {
    let mut out = HEAD.to_owned();
    table::<DocumentRecord>(&mut out, "rawi read", "an article", "");
    table::<MatrixRecord>(
        &mut out,
        "rawi overlap --emit matrix",
        "an outlet and another one",
        "JSONL: a line an outlet, with `shared_with`, an object that has for each `other` what is `shared` here.",
    );
    table::<FamilyRecord>(
        &mut out,
        "rawi overlap --emit families",
        "a member of a family, oldest first",
        "JSONL: a line a family, its `members` a list of what is from `doc` to `jaccard_to_first` here; `first` has the first \
         version's place beside its `text`.",
    );
    table::<PairRecord>(
        &mut out,
        "rawi overlap --emit pairs",
        "two units; a is the older, then the smaller id",
        "",
    );
    table::<ReuseRecord>(
        &mut out,
        "rawi overlap --emit reuses",
        "two passages that carry the same text; a is the older",
        "",
    );
    table::<ReusedDocumentRecord>(&mut out, "rawi overlap --emit documents", "an article", "");
    table::<QuoteRecord>(&mut out, "rawi quotes", "a quotation", "");
    table::<SpeakerRecord>(
        &mut out,
        "rawi speakers",
        "a speaker of the archive",
        "JSONL has no `name`: it is the first of `names`.",
    );
    table::<StatementRecord>(
        &mut out,
        "rawi statements",
        "a version of a statement, oldest first",
        "JSONL: a line a statement, its `versions` a list of what is from `similarity` on here.",
    );
    table::<ComparisonRecord>(&mut out, "rawi compare", "the two documents", "");
    out.push_str(NETWORKS);
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
