//! Forms and destinations: what is written, where, and when it is there.

use serde_json::Value;

use crate::program::{Program, parsed, small_archive};

#[test]
fn jsonl_into_a_pipe_by_itself() {
    let program = Program::with(&small_archive());
    let ran = program.ok(&["read", "archive.jsonl"]);
    assert_eq!(ran.records().len(), 5);
}

#[test]
fn the_name_of_the_file_says_the_form() {
    let program = Program::with(&small_archive());
    program.ok(&["read", "archive.jsonl", "-o", "a.csv"]);
    assert!(program.read("a.csv").starts_with("id,outlet,date,title,author,url,lang,text,file,position\n"));
    program.ok(&["read", "archive.jsonl", "-o", "a.tsv"]);
    assert!(program.read("a.tsv").starts_with("id\toutlet\tdate"));
    program.ok(&["read", "archive.jsonl", "-o", "a.jsonl"]);
    assert_eq!(parsed(&program.read("a.jsonl")).len(), 5);
    program.ok(&["read", "archive.jsonl", "-o", "a.csv", "-f", "jsonl"]);
    assert_eq!(parsed(&program.read("a.csv")).len(), 5);
}

#[test]
fn a_dash_is_standard_output() {
    let program = Program::with(&small_archive());
    let ran = program.ok(&["read", "archive.jsonl", "-o", "-"]);
    assert_eq!(ran.records().len(), 5);
    assert_eq!(program.files(), ["archive.jsonl"]);
}

#[test]
fn a_device_is_written_straight() {
    let program = Program::with(&small_archive());
    program.ok(&["read", "archive.jsonl", "-o", "/dev/null"]);
    assert!(!std::fs::metadata("/dev/null").expect("it is there").is_file());
}

#[test]
fn an_old_result_stays_until_the_new_one_is_whole() {
    let program = Program::with(&small_archive());
    program.file("out.jsonl", "old\n");
    program.file("bad.jsonl", "{\n");
    assert_eq!(program.run(&["read", "archive.jsonl", "bad.jsonl", "--strict", "-o", "out.jsonl"]).status, 1);
    assert_eq!(program.read("out.jsonl"), "old\n");
    program.ok(&["read", "archive.jsonl", "-o", "out.jsonl"]);
    assert_eq!(parsed(&program.read("out.jsonl")).len(), 5);
    assert_eq!(program.files(), ["archive.jsonl", "bad.jsonl", "out.jsonl"]);
}

#[test]
fn an_archive_may_be_rewritten_in_place() {
    let program = Program::with(&small_archive());
    program.ok(&["read", "archive.jsonl", "-o", "archive.jsonl"]);
    assert_eq!(program.records(&["read", "archive.jsonl"]).len(), 5);
}

#[test]
#[cfg(unix)]
fn a_new_file_is_an_ordinary_one() {
    use std::os::unix::fs::PermissionsExt;
    let program = Program::with(&small_archive());
    program.ok(&["read", "archive.jsonl", "-o", "out.jsonl"]);
    let mode = |name: &str| std::fs::metadata(program.path(name)).expect("it is there").permissions().mode();
    assert_eq!(mode("out.jsonl"), mode("archive.jsonl"));
}

/// What a record says must be the same in every form.
#[test]
fn csv_and_tsv_hold_what_jsonl_holds() {
    let program = Program::with(&small_archive());
    for command in ["read", "quotes"] {
        let records = program.records(&[command, "archive.jsonl"]);
        assert!(!records.is_empty(), "{command}");
        for (format, delimiter) in [("csv", b','), ("tsv", b'\t')] {
            let ran = program.ok(&[command, "archive.jsonl", "-f", format]);
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(&ran.stdout[..]);
            let columns = reader.headers().expect("a header").clone();
            let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
            assert_eq!(rows.len(), records.len());
            for (row, record) in rows.iter().zip(&records) {
                for (column, cell) in columns.iter().zip(row) {
                    let value = column.split('.').fold(record, |value, member| &value[member]);
                    let written = match value {
                        Value::Null => String::new(),
                        Value::String(text) => text.clone(),
                        other => other.to_string(),
                    };
                    if let Some(number) = value.as_f64() {
                        assert_eq!(cell.parse::<f64>().expect("a number"), number, "{command} {column}");
                    } else {
                        assert_eq!(cell, written, "{command} {column}");
                    }
                }
            }
        }
    }
}

/// Every member of a record has its column, and every column is there in every row.
#[test]
fn every_form_of_every_command_can_be_read() {
    let program = Program::with(&small_archive());
    let commands: [&[&str]; 8] = [
        &["overlap", "archive.jsonl", "--emit", "families"],
        &["overlap", "archive.jsonl", "--emit", "pairs"],
        &["overlap", "archive.jsonl", "--emit", "reuses"],
        &["overlap", "archive.jsonl", "--emit", "documents"],
        &["overlap", "archive.jsonl", "--emit", "matrix"],
        &["speakers", "archive.jsonl"],
        &["statements", "archive.jsonl"],
        &["compare", "archive.jsonl#n1", "archive.jsonl#c1"],
    ];
    for command in commands {
        let ran = program.ok(&[command, &["-f", "csv"]].concat());
        let mut reader = csv::Reader::from_reader(&ran.stdout[..]);
        let columns = reader.headers().expect("a header").len();
        let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
        assert!(!rows.is_empty(), "{command:?}");
        assert!(rows.iter().all(|row| row.len() == columns));
        assert!(!program.ok(&[command, &["-f", "table"]].concat()).stdout.is_empty(), "{command:?}");
    }
}

#[test]
fn no_progress_and_no_colour_in_a_pipe() {
    let program = Program::with(&small_archive());
    let ran = program.ok(&["overlap", "archive.jsonl", "-f", "table"]);
    assert!(!ran.text().contains('\u{1b}'));
    assert!(!ran.stderr.contains('\u{1b}') && !ran.stderr.contains('\r'), "{:?}", ran.stderr);
    let ran = program.ok(&["report", "archive.jsonl", "--progress", "always"]);
    assert!(!ran.stderr.contains('\u{1b}') && !ran.stderr.contains('\r'), "{:?}", ran.stderr);
    let ran = program.ok(&["overlap", "archive.jsonl", "-f", "table", "--color", "always"]);
    assert!(ran.text().contains('\u{1b}'));
}

#[test]
fn a_form_that_is_not_there_is_refused() {
    let program = Program::with(&small_archive());
    for (name, advice) in [("out.xlsx", "--excel"), ("out.HTML", "rawi report")] {
        let ran = program.run(&["quotes", "archive.jsonl", "-o", name]);
        assert_eq!(ran.status, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains(advice) && !program.path(name).exists(), "{}", ran.stderr);
    }
}

#[test]
fn articles_without_an_outlet_are_told() {
    let mut articles = small_archive();
    articles[0].as_object_mut().expect("an object").remove("outlet");
    let ran = Program::with(&articles).ok(&["read", "archive.jsonl"]);
    assert!(ran.stderr.contains("1 document: no outlet is named"), "{}", ran.stderr);
}

#[test]
fn archive_text_is_harmless_in_tables_and_exact_in_pipes() {
    let hostile = "evil\u{1b}[2J\u{202e}txet said the minister of floods and storms";
    let program =
        Program::with(&[crate::program::article("x\u{1b}[1m", "out\u{202e}let", "2019-01-01", hostile)]);
    let table = program.ok(&["read", "archive.jsonl", "-f", "table"]);
    assert!(!table.text().contains(['\u{1b}', '\u{202e}']), "{}", table.text());
    assert_eq!(program.records(&["read", "archive.jsonl"])[0]["text"], hostile);
}

#[test]
fn the_bench_measures_every_stage_and_says_with_what() {
    let program = Program::with(&small_archive());
    let ran = program.ok(&["bench", "archive.jsonl", "--threads", "2", "--format", "json"]);
    let measured: Value = serde_json::from_str(ran.text()).expect("JSON");
    assert_eq!(measured["rawi"], env!("CARGO_PKG_VERSION"));
    assert_eq!(measured["documents"], 5);
    let runs = measured["runs"].as_array().expect("runs");
    for stage in ["read", "fold", "shingle", "sign", "band", "verify", "reuses", "quotes", "all"] {
        let of: Vec<&Value> = runs.iter().filter(|run| run["stage"] == stage).collect();
        assert_eq!(of.len(), 2, "{stage}");
        assert_eq!(of[0]["speed_up"], 1.0);
    }
    assert!(program.ok(&["bench", "archive.jsonl", "--format", "table"]).text().contains("EFFICIENCY"));
}

#[test]
fn the_bench_makes_an_archive_and_finds_what_it_planted() {
    let program = Program::with(&[]);
    let made = ["bench", "--size", "1", "--seed", "7", "--keep", "made.jsonl", "--threads", "1"];
    let ran = program.ok(&[&made[..], &["--format", "json"]].concat());
    let measured: Value = serde_json::from_str(ran.text()).expect("JSON");
    let recall = &measured["recall"];
    assert!(recall["planted"].as_u64() > Some(20), "{recall}");
    assert!(recall["found"].as_f64() > Some(0.9), "{recall}");
    // What was kept is the archive that was measured.
    assert_eq!(
        program.records(&["read", "made.jsonl"]).len() as u64,
        measured["documents"].as_u64().expect("a count")
    );
}

#[test]
fn a_table_for_spreadsheets_computes_nothing() {
    let program = Program::new();
    let cells = ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=x", "plain", "قال، نعم", "\r=1+1", "\rplain", "\n=x"];
    let articles: Vec<Value> = cells
        .iter()
        .enumerate()
        .map(|(at, cell)| serde_json::json!({"id": format!("d{at}"), "title": cell, "author": cell, "text": format!("{cell} and more\nof it")}))
        .collect();
    program.file("archive.jsonl", crate::program::lines(&articles));
    program.ok(&["read", "archive.jsonl", "--excel", "-o", "a.csv"]);
    let bytes = std::fs::read(program.path("a.csv")).expect("it is there");
    assert!(bytes.starts_with("\u{FEFF}id,outlet,".as_bytes()), "a mark says that it is UTF-8");
    let text = String::from_utf8(bytes).expect("it is UTF-8");
    assert!(text.contains("position\r\n") && text.ends_with("\r\n"), "lines end as RFC 4180 has it");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), cells.len());
    for row in &rows {
        for cell in row.iter().take(9) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
        }
    }
    // Nothing but the apostrophe is added, and only where it is needed.
    assert!(rows[0][7].starts_with("'=1+1 and more\nof it"));
    assert!(rows[5][7].starts_with("plain and more\nof it"));
    assert!(rows.iter().all(|row| row[9].parse::<u64>().is_ok()), "numbers stay numbers");
    // Without it the text is what it was.
    program.ok(&["read", "archive.jsonl", "-o", "b.csv"]);
    assert!(program.read("b.csv").contains("=1+1 and more"));
}

#[test]
fn settings_are_written_where_they_are_asked_for() {
    let program = Program::with(&small_archive());
    for (args, command) in [
        (&["read", "archive.jsonl"][..], "read"),
        (&["overlap", "archive.jsonl", "--emit", "pairs", "--shingle", "4"], "overlap --emit pairs"),
        (&["quotes", "archive.jsonl"], "quotes"),
        (&["speakers", "archive.jsonl"], "speakers"),
        (&["statements", "archive.jsonl"], "statements"),
    ] {
        program.ok(&[args, &["-o", "out.csv", "--settings", "how.json"]].concat());
        let how: Value = serde_json::from_str(&program.read("how.json")).expect("it is JSON");
        assert_eq!(how["rawi"], env!("CARGO_PKG_VERSION"));
        assert_eq!(how["command"], command);
        assert_eq!(how["settings"]["reading"]["inputs"], serde_json::json!(["archive.jsonl"]));
        if command.starts_with("overlap") {
            assert_eq!(how["settings"]["overlap"]["shingle"], 4);
        }
    }
}

/// Every table through Parquet and back through the program's own reader: the same documents, to the character.
#[cfg(feature = "parquet")]
#[test]
fn an_archive_in_parquet_is_the_same_archive() {
    let program = Program::with(&small_archive());
    program.ok(&["read", "archive.jsonl", "-o", "archive.parquet"]);
    let bytes = std::fs::read(program.path("archive.parquet")).expect("it is there");
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    let fields = |record: &Value| {
        let mut record = record.clone();
        let members = record.as_object_mut().expect("a record");
        members.remove("file");
        members.remove("position");
        record
    };
    let before: Vec<Value> = program.records(&["read", "archive.jsonl"]).iter().map(fields).collect();
    let after: Vec<Value> = program.records(&["read", "archive.parquet"]).iter().map(fields).collect();
    assert_eq!(before, after);
    for args in [&["overlap", "--emit", "reuses"][..], &["quotes"], &["statements"]] {
        let from = |archive: &str| program.ok(&[&args[..1], &[archive], &args[1..]].concat()).stdout;
        assert_eq!(from("archive.jsonl"), from("archive.parquet"), "{args:?}");
    }
    // Into a pipe and out of one.
    let piped = program.ok(&["read", "archive.jsonl", "-f", "parquet"]).stdout;
    let back: Vec<Value> = program.run_on(&piped, &["read", "-"]).records().iter().map(fields).collect();
    assert_eq!(back, before);
}

#[cfg(feature = "parquet")]
#[test]
fn a_broken_parquet_file_names_itself_and_the_cause() {
    let program = Program::with(&small_archive());
    program.ok(&["read", "archive.jsonl", "-o", "whole.parquet"]);
    let bytes = std::fs::read(program.path("whole.parquet")).expect("it is there");
    program.file("cut.parquet", &bytes[..bytes.len() - 20]);
    let ran = program.run(&["read", "cut.parquet", "archive.jsonl"]);
    assert_eq!(ran.status, 0);
    assert!(ran.stderr.contains("cut.parquet: broken Parquet: "), "{}", ran.stderr);
    assert_eq!(ran.records().len(), 5, "the rest is read");
}

#[test]
fn a_result_among_the_articles_is_warned_of() {
    let program = Program::new();
    program.file("archive/one.txt", "The dam is full, the minister said on Monday.\n");
    let warned = |args: &[&str]| program.ok(args).stderr.contains("lies among the articles");
    assert!(warned(&["quotes", "archive", "-o", "archive/quotes.csv"]));
    assert!(warned(&["report", ".", "-o", "report.html"]));
    assert!(warned(&["report", "archive", "-o", "report.html", "--data", "archive/tables"]));
    assert!(!warned(&["quotes", "archive", "-o", "quotes.csv"]));
    assert!(!warned(&["overlap", "archive", "-o", "archive/outlets.gexf"]));
}
