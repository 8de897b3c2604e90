//! One statement in several outlets: credits and drift.

use serde_json::Value;

use crate::program::{Program, article, samples, small_archive};

#[test]
fn the_same_words_in_two_outlets_are_one_statement() {
    let program = Program::with(&small_archive());
    let statements = program.records(&["statements", "archive.jsonl"]);
    let docs = |statement: &Value| -> Vec<String> {
        let versions = statement["versions"].as_array().expect("versions");
        versions.iter().map(|version| version["doc"].as_str().expect("an id").to_owned()).collect()
    };
    let harbour = statements.iter().find(|s| docs(s) == ["n1", "c1"]).expect("the harbour master's words");
    assert_eq!(harbour["agreement"], "same", "{harbour:#}");
    assert_eq!(harbour["versions"][0]["similarity"], 1.0);
    assert!(statements.iter().any(|s| docs(s) == ["s1", "k1"]), "the minister's words");
}

#[test]
fn credit_that_differs_is_said() {
    let program = Program::with(&[
        article(
            "a",
            "one",
            "2020-05-01",
            "قال رئيس البلدية عادل نصار: «لن ندفع ثمن الجسر القديم من جيوب الفقراء هذه السنة».",
        ),
        article(
            "b",
            "two",
            "2020-05-01",
            "قال المحامي فواز درويش: «لن ندفع ثمن الجسر القديم من جيوب الفقراء هذه السنة».",
        ),
    ]);
    let statements = program.records(&["statements", "archive.jsonl"]);
    assert_eq!(statements.len(), 1);
    assert_eq!(statements[0]["agreement"], "differs");
    assert_eq!(statements[0]["speakers"].as_array().expect("speakers").len(), 2);
}

#[test]
fn the_spokesmen_of_one_body_and_the_body_are_three_credits_of_one_statement() {
    let program = Program::with(&[
        article(
            "a",
            "one",
            "2020-05-01",
            "وقال أبو سالم، المتحدث باسم غرفة الملاحة المركزية في الشمال، إن “المحادثات مع الخصم الجزري في خليج المرسى \
             فشلت بسبب إصرارهم على تسليم المفاتيح القديمة”.\nوأضاف أنه لم يحدد موعد لاجتماع مقبل.",
        ),
        article(
            "b",
            "two",
            "2020-05-01",
            "قال حارس المنارة إن الريح شديدة على الأرصفة.\nوأوضحت غرفة الملاحة المركزية في بيان أن “المحادثات فشلت، \
             بسبب إصرار الجانب الجزري على تسليم المفاتيح القديمة”.",
        ),
        article(
            "c",
            "three",
            "2020-05-01",
            "وأوضح الناطق باسم غرفة الملاحة في الشمال العميد رامي النجار أن الوفد قدم ورقة مطالب إلى الوسطاء. وحمّل \
             الجانب الجزري مسؤولية فشل المحادثات لـ «إصراره على تسليم المفاتيح القديمة دفعة واحدة».",
        ),
        article(
            "d",
            "four",
            "2020-05-01",
            "أعلنت البلدية أن المكتبة ستفتح أبوابها يوم الأحد بعد أعمال الصيانة.",
        ),
        article(
            "e",
            "five",
            "2020-05-01",
            "قال مدير المدرسة إن عدد التلاميذ ارتفع هذا العام بعد بناء الصفوف.",
        ),
    ]);
    let statements = program.records(&["statements", "archive.jsonl"]);
    let talks = statements
        .iter()
        .find(|statement| statement["versions"].as_array().is_some_and(|versions| versions.len() == 3))
        .unwrap_or_else(|| panic!("three versions: {statements:#?}"));
    assert_eq!(talks["agreement"], "differs", "{talks:#}");
    let mut entities: Vec<&str> = talks["speakers"]
        .as_array()
        .expect("speakers")
        .iter()
        .map(|speaker| speaker["entity"].as_str().expect("a name"))
        .collect();
    entities.sort_unstable();
    assert_eq!(entities, ["أبو سالم", "رامي النجار", "غرفة الملاحة المركزية"]);
}

#[test]
fn drift_says_which_words_stand_for_which() {
    let program = Program::with(&[
        article(
            "a",
            "one",
            "2020-05-01",
            "The mayor, Ada Quill, said: \"We will never sell the old bridge to the northern company, not for any price.\"",
        ),
        article(
            "b",
            "two",
            "2020-05-02",
            "The mayor, Ada Quill, said: \"We will never sell the old bridge to the greedy company, not for any price.\"",
        ),
    ]);
    let statements = program.records(&["statements", "archive.jsonl"]);
    assert_eq!(statements.len(), 1);
    let drift = statements[0]["drift"].as_array().expect("drift");
    assert!(
        drift.iter().any(|d| d["from"] == "northern"
            && d["to"] == "greedy"
            && d["outlets"] == serde_json::json!(["two"])),
        "{drift:?}"
    );
}

#[test]
fn the_statement_with_three_credits_of_the_samples() {
    let archive = samples().join("archive");
    let statements = Program::new().records(&["statements", archive.to_str().expect("a path")]);
    let collapse = statements
        .iter()
        .find(|statement| {
            let versions = statement["versions"].as_array().expect("versions");
            versions.iter().any(|v| v["doc"] == "sanabel-0704-1")
                && versions.iter().any(|v| v["doc"] == "alrimal-0704-1")
        })
        .expect("the talks collapsed, say two outlets");
    assert_eq!(collapse["agreement"], "differs", "{collapse:#}");
}
