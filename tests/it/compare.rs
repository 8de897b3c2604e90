//! Two documents side by side.

use crate::program::{Program, article, small_archive};

fn program() -> Program {
    let program = Program::with(&[
        article(
            "a",
            "One",
            "2020-01-01",
            "The river rose by two metres on Sunday and took the wooden bridge with it.\n\nNobody was hurt.",
        ),
        article(
            "b",
            "Two",
            "2020-01-02",
            "The river rose by three metres on Sunday and took the wooden bridge with it.",
        ),
    ]);
    program.file(
        "a.txt",
        "outlet: One\n\nThe river rose by two metres on Sunday and took the wooden bridge with it.\n",
    );
    program.file(
        "b.txt",
        "outlet: Two\n\nThe river rose by three metres on Sunday and took the wooden bridge with it.\n",
    );
    program
}

#[test]
fn documents_are_named_in_three_ways() {
    let program = program();
    let by_id = program.records(&["compare", "a", "b", "--in", "archive.jsonl"]);
    assert_eq!(by_id, program.records(&["compare", "archive.jsonl#a", "archive.jsonl#b"]));
    assert_eq!(by_id[0]["a"], "a");
    let files = program.records(&["compare", "a.txt", "b.txt"]);
    // 13 trigrams each, 10 of them in both: three hold the word that differs.
    assert_eq!(files[0]["jaccard"], 10.0 / 16.0);
    assert_eq!(files[0]["containment_a"], 10.0 / 13.0);
}

#[test]
fn figures_are_those_of_the_order_asked_for() {
    let program = program();
    let one = &program.records(&["compare", "archive.jsonl#a", "archive.jsonl#b"])[0];
    let other = &program.records(&["compare", "archive.jsonl#b", "archive.jsonl#a"])[0];
    assert_eq!(one["containment_a"], other["containment_b"]);
    assert_eq!(one["containment_b"], other["containment_a"]);
    assert_ne!(one["containment_a"], one["containment_b"]);
    assert_eq!(one["jaccard"], other["jaccard"]);
}

#[test]
fn documents_without_anything_in_common_have_zeros() {
    let program = Program::with(&small_archive());
    let none = &program.records(&["compare", "archive.jsonl#c2", "archive.jsonl#k1"])[0];
    assert_eq!(none["jaccard"], 0.0);
    assert_eq!(none["reuses"], serde_json::json!([]));
}

#[test]
fn words_that_differ_are_marked() {
    let shown = program().ok(&["compare", "archive.jsonl#a", "archive.jsonl#b", "-f", "table"]);
    insta::assert_snapshot!(shown.text());
}
