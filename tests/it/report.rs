//! The page and its tables.

use serde_json::Value;

use crate::program::{Program, parsed, small_archive};

#[test]
fn a_page_and_all_tables() {
    let program = Program::with(&small_archive());
    let ran = program.ok(&["report", "archive.jsonl", "-o", "page.html", "--data", "tables"]);
    assert!(ran.stdout.is_empty());
    assert!(ran.stderr.contains("page.html"), "{}", ran.stderr);
    let page = program.read("page.html");
    assert!(page.starts_with("<!DOCTYPE html>") || page.starts_with("<!doctype html>"));
    assert!(page.trim_end().ends_with("</html>"));
    assert!(page.contains(env!("CARGO_PKG_VERSION")), "the page says which version made it");
    assert!(page.contains("Edda Koll") && page.contains("سامر الحلبي"));
    for (table, command) in [
        ("articles", &["read"][..]),
        ("matrix", &["overlap", "--with-quotes", "--emit", "matrix"]),
        ("families", &["overlap", "--with-quotes", "--emit", "families"]),
        ("reuses", &["overlap", "--with-quotes", "--emit", "reuses"]),
        ("speakers", &["speakers"]),
        ("statements", &["statements"]),
    ] {
        let mut of_report = parsed(&program.read(&format!("tables/{table}.jsonl")));
        let mut of_command = program.records(&[command, &["archive.jsonl"]].concat());
        let key = |record: &Value| record.to_string();
        of_report.sort_by_key(key);
        of_command.sort_by_key(key);
        assert_eq!(of_report, of_command, "{table}");
    }
    let settings: Value = serde_json::from_str(&program.read("tables/settings.json")).expect("JSON");
    assert_eq!(settings["rawi"], env!("CARGO_PKG_VERSION"));
    assert_eq!(settings["overlap"]["shingle"], 3);
    assert_eq!(settings["counts"]["documents"], 5);
}

#[test]
fn nothing_of_the_archive_acts_in_the_page() {
    let hostile = "<script>alert(1)</script> said the minister of floods: \"<img src=x onerror=alert(2)> we shall see, he said\".";
    let program = Program::with(&[
        serde_json::json!({"id": "a\"><script>alert(3)</script>", "outlet": "<b>One</b>", "date": "2020-01-01", "url": "javascript:alert(4)", "text": hostile}),
        serde_json::json!({"id": "b", "outlet": "Two", "date": "2020-01-02", "text": hostile}),
    ]);
    program.ok(&["report", "archive.jsonl", "-o", "page.html"]);
    let page = program.read("page.html");
    for bad in ["<script>alert", "<img src=x", "href=\"javascript:", "<b>One</b>"] {
        assert!(!page.contains(bad), "{bad}");
    }
}

#[test]
fn the_page_asks_no_server_for_anything() {
    let program = Program::with(&small_archive());
    program.ok(&["report", "archive.jsonl", "-o", "page.html"]);
    let page = program.read("page.html");
    for bad in ["<link rel=\"stylesheet\"", "src=\"http", "@import", "url(http"] {
        assert!(!page.contains(bad), "{bad}");
    }
    assert!(page.contains("Content-Security-Policy"));
}

#[test]
fn a_page_in_arabic_and_one_into_a_pipe() {
    let program = Program::with(&small_archive());
    let piped = program.ok(&["report", "archive.jsonl", "-o", "-", "--ui", "ar"]);
    assert!(piped.text().contains("dir=\"rtl\""));
    assert_eq!(program.files(), ["archive.jsonl"]);
}

#[test]
fn the_tables_beside_the_page_come_in_the_form_asked_for() {
    let program = Program::with(&small_archive());
    let mut forms = vec!["jsonl", "csv"];
    forms.extend(cfg!(feature = "parquet").then_some("parquet"));
    for form in forms {
        program.ok(&["report", "archive.jsonl", "-o", "page.html", "--data", form, "--data-format", form]);
        for table in
            ["articles", "documents", "families", "matrix", "quotes", "reuses", "speakers", "statements"]
        {
            assert!(program.path(&format!("{form}/{table}.{form}")).exists(), "{table}.{form}");
        }
        assert!(program.path(&format!("{form}/settings.json")).exists());
    }
}
