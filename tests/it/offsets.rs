//! Offsets are characters of the text as it came, whatever the script, and cut out exactly what a record quotes.

use serde_json::Value;

use crate::program::{Program, Texts, article, samples, small_archive};

/// The small archive and the samples, with characters of four bytes before everything.
fn archive() -> Vec<Value> {
    let mut articles = small_archive();
    let samples = samples().join("archive");
    articles.extend(Program::new().records(&["read", samples.to_str().expect("a path")]));
    for record in &mut articles {
        let text = format!("🛰️ é\u{200f} {}", record["text"].as_str().expect("a text"));
        *record = article(
            record["id"].as_str().expect("an id"),
            record["outlet"].as_str().expect("an outlet"),
            record["date"].as_str().unwrap_or_default(),
            &text,
        );
    }
    articles
}

#[track_caller]
fn check_mention(texts: &Texts, doc: &Value, mention: &Value) {
    if !mention.is_null() {
        assert_eq!(mention["text"], texts.slice(doc, &mention["start"], &mention["end"]), "{mention}");
    }
}

#[track_caller]
fn check_quote(texts: &Texts, quote: &Value) {
    let doc = &quote["doc"];
    let pieces: Vec<String> = quote["content"]
        .as_array()
        .expect("ranges")
        .iter()
        .map(|range| texts.slice(doc, &range[0], &range[1]))
        .collect();
    assert!(!pieces.is_empty());
    assert_eq!(quote["text"], pieces.join(" … "));
    for part in ["cue", "speaker", "via"] {
        check_mention(texts, doc, &quote[part]);
    }
}

#[test]
fn quotes_stand_where_they_say() {
    let articles = archive();
    let (program, texts) = (Program::with(&articles), Texts::of(&articles));
    let quotes = program.records(&["quotes", "archive.jsonl"]);
    assert!(quotes.len() > 50, "{}", quotes.len());
    for quote in &quotes {
        check_quote(&texts, quote);
    }
}

#[test]
fn versions_of_statements_stand_where_they_say() {
    let articles = archive();
    let (program, texts) = (Program::with(&articles), Texts::of(&articles));
    let statements = program.records(&["statements", "archive.jsonl"]);
    assert!(!statements.is_empty());
    for statement in &statements {
        for version in statement["versions"].as_array().expect("versions") {
            check_quote(&texts, version);
        }
    }
}

#[test]
fn families_begin_with_the_words_they_show() {
    let articles = archive();
    let (program, texts) = (Program::with(&articles), Texts::of(&articles));
    for unit in ["paragraph", "sentence", "document"] {
        let families = program.records(&["overlap", "archive.jsonl", "--emit", "families", "--unit", unit]);
        if unit != "document" {
            assert!(!families.is_empty(), "{unit}");
        }
        for family in &families {
            let first = &family["first"];
            assert_eq!(first["text"], texts.slice(&first["doc"], &first["start"], &first["end"]));
            for member in family["members"].as_array().expect("members") {
                let words = texts.slice(&member["doc"], &member["start"], &member["end"]);
                assert_eq!(words.trim(), words, "units have no white space at their ends");
            }
        }
    }
}

#[test]
fn reuses_begin_and_end_with_words() {
    let articles = archive();
    let (program, texts) = (Program::with(&articles), Texts::of(&articles));
    let reuses = program.records(&["overlap", "archive.jsonl", "--emit", "reuses"]);
    assert!(!reuses.is_empty());
    for reuse in &reuses {
        for side in ["a", "b"] {
            let at = &reuse[side];
            let words = texts.slice(&at["doc"], &at["start"], &at["end"]);
            assert_eq!(words.trim(), words, "{words:?}");
        }
    }
}

/// Real articles, where they are at hand.
#[test]
fn quotes_of_real_articles_stand_where_they_say() {
    let Some(archive) = crate::program::shared("data/seed/articles.jsonl") else { return };
    let program = Program::new();
    let archive = archive.to_str().expect("a path");
    let texts = Texts::of(&program.records(&["read", archive]));
    let quotes = program.records(&["quotes", archive]);
    assert!(!quotes.is_empty());
    for quote in &quotes {
        check_quote(&texts, quote);
    }
}
