//! Recycled text: who shares what with whom, who was first, who says so.

use serde_json::Value;

use crate::program::{Program, article, small_archive};

fn text(value: &Value) -> &str {
    value.as_str().expect("words")
}

#[test]
fn a_copied_paragraph_is_a_family_with_its_first_version_first() {
    let program = Program::with(&small_archive());
    let families = program.records(&["overlap", "archive.jsonl", "--emit", "families"]);
    let family = families
        .iter()
        .find(|family| text(&family["first"]["text"]).starts_with("The harbour of Velm"))
        .expect("the paragraph that stands twice");
    assert_eq!(family["size"], 2);
    assert_eq!(family["outlets"], serde_json::json!(["North Wire", "City Post"]));
    assert_eq!(family["first"]["doc"], "n1");
    assert_eq!(family["members"][1]["jaccard_to_first"], 1.0);
}

#[test]
fn spelling_is_no_difference_in_arabic() {
    let program = Program::with(&[
        article(
            "a",
            "one",
            "2020-01-01",
            "أعلنت إدارة المدرسة الابتدائية عن إلغاء الاحتفال السنوي بسبب الأمطار الغزيرة",
        ),
        article(
            "b",
            "two",
            "2020-01-02",
            "اعلنت ادارة المدرسه الابتدائية عن الغاء الإحتفال السنوي بسبب الأمطار الغزيرة",
        ),
    ]);
    let pairs = program.records(&["overlap", "archive.jsonl", "--emit", "pairs"]);
    assert_eq!(pairs.len(), 1);
    assert_eq!(pairs[0]["jaccard"], 1.0);
    assert_eq!(pairs[0]["a"]["doc"], "a");
}

#[test]
fn one_outlet_alone_recycles_nobody_unless_asked() {
    let words =
        "The council of the upper valley has decided to build a second bridge over the river next spring.";
    let program =
        Program::with(&[article("a", "one", "2020-01-01", words), article("b", "one", "2020-01-09", words)]);
    assert!(program.records(&["overlap", "archive.jsonl", "--emit", "pairs"]).is_empty());
    let within = ["overlap", "archive.jsonl", "--emit", "pairs", "--within-outlet", "--keep-furniture"];
    assert_eq!(program.records(&within).len(), 1);
    let near = [&within[..], &["--max-days", "3"]].concat();
    assert!(program.records(&near).is_empty());
}

#[test]
fn exact_and_minhash_agree_on_near_copies() {
    let program = Program::with(&small_archive());
    let pairs = |method| {
        program.records(&[
            "overlap",
            "archive.jsonl",
            "--emit",
            "pairs",
            "--min-jaccard",
            "0.8",
            "--method",
            method,
        ])
    };
    assert_eq!(pairs("exact"), pairs("minhash"));
    assert!(!pairs("exact").is_empty());
}

#[test]
fn a_passage_is_found_inside_other_paragraphs_with_its_edges() {
    let passage = "the dam above the town of Karsk had been leaking for three weeks before anybody told the families who live below it";
    let program = Program::with(&[
        article(
            "old",
            "one",
            "2020-01-01",
            &format!("Engineers wrote in April that {passage}. Nobody answered their letter."),
        ),
        article(
            "new",
            "two",
            "2020-01-02",
            &format!("After the flood it became known that {passage}, and the mayor resigned."),
        ),
    ]);
    let reuses = program.records(&["overlap", "archive.jsonl", "--emit", "reuses"]);
    assert_eq!(reuses.len(), 1, "{reuses:?}");
    assert_eq!(reuses[0]["a"]["doc"], "old");
    // "that", which stands before it in both, belongs to what is shared.
    assert_eq!(reuses[0]["a"]["start"], 25);
    assert_eq!(reuses[0]["a"]["end"], 30 + passage.len());
    assert_eq!(reuses[0]["tokens"], passage.split(' ').count() + 1);
    assert_eq!(reuses[0]["identity"], 1.0);
    assert_eq!(reuses[0]["class"], "copy");
}

#[test]
fn the_matrix_says_who_shares_how_much_and_who_was_first() {
    let program = Program::with(&small_archive());
    let matrix = program.records(&["overlap", "archive.jsonl", "--emit", "matrix"]);
    let row = |outlet: &str| {
        matrix.iter().find(|row| row["outlet"] == outlet).expect("a row for each outlet").clone()
    };
    assert_eq!(matrix.len(), 4);
    assert_eq!(row("City Post")["documents"], 2);
    let shared = &row("City Post")["shared_with"]["North Wire"];
    assert!(shared["tokens"].as_u64().expect("a count") >= 20, "{shared}");
    assert_eq!(shared["later"], 1.0);
    assert_eq!(row("North Wire")["shared_with"]["City Post"]["later"], 0.0);
    let share =
        shared["tokens"].as_f64().expect("a count") / row("City Post")["tokens"].as_f64().expect("a count");
    assert!((shared["share"].as_f64().expect("a share") - share).abs() < 1e-9);
}

#[test]
fn documents_say_how_much_of_them_stands_elsewhere() {
    let program = Program::with(&small_archive());
    let documents = program.records(&["overlap", "archive.jsonl", "--emit", "documents"]);
    assert_eq!(documents.len(), 5);
    let of = |doc: &str| documents.iter().find(|record| record["doc"] == doc).expect("every article").clone();
    assert_eq!(of("c2")["reused_tokens"], 0);
    assert_eq!(of("c1")["from"][0]["doc"], "n1");
    assert!(of("c1")["reused_share"].as_f64().expect("a share") > 0.4);
}

#[test]
fn the_network_is_gexf() {
    let program = Program::with(&small_archive());
    program.ok(&["overlap", "archive.jsonl", "-o", "outlets.gexf"]);
    let graph = program.read("outlets.gexf");
    assert_eq!(program.ok(&["overlap", "archive.jsonl", "--emit", "network"]).text(), graph);
    assert!(graph.contains("version=\"1.3\""));
    assert!(graph.contains(r#"<node id="صوت الساحل" label="صوت الساحل">"#), "{graph}");
    assert!(graph.contains(r#"source="City Post" target="North Wire""#), "{graph}");
    assert!(graph.contains(concat!("<creator>rawi ", env!("CARGO_PKG_VERSION"))));
    assert!(graph.trim_end().ends_with("</gexf>"));
}

/// Two outlets that share a minister's words and a paragraph of reporting.
fn speech_and_reporting() -> Program {
    let speech =
        "قال وزير الري سالم الهاشمي إن السد الجديد لن يفتح قبل نهاية العام لأن أعمال الصيانة تأخرت كثيرا.";
    let reporting =
        "وكانت القرى المجاورة قد خرجت من شبكة المياه في الشتاء الماضي بعد تصدع الجدار الشرقي للسد القديم.";
    Program::with(&[
        article("a", "one", "2020-01-01", &format!("{speech}\n\n{reporting}")),
        article("b", "two", "2020-01-02", speech),
        article("c", "three", "2020-01-02", reporting),
    ])
}

#[test]
fn with_quotes_a_family_says_whose_words_it_holds() {
    let program = speech_and_reporting();
    let plain = program.records(&["overlap", "archive.jsonl", "--emit", "families"]);
    assert!(plain.iter().all(|family| family.get("speech").is_none() && family.get("speakers").is_none()));
    let families = program.records(&["overlap", "archive.jsonl", "--emit", "families", "--with-quotes"]);
    assert_eq!(families.len(), 2);
    let of = |opening: &str| {
        let found = families.iter().find(|family| text(&family["first"]["text"]).starts_with(opening));
        found.expect("a family")
    };
    let speech = of("قال وزير الري");
    assert!(speech["speech"].as_f64() > Some(0.5), "{speech:#}");
    assert_eq!(speech["speakers"][0]["entity"], "سالم الهاشمي");
    assert_eq!(speech["speakers"][0]["members"], 2);
    assert_eq!(speech["speakers"][0]["outlets"], serde_json::json!(["one", "two"]));
    let reporting = of("وكانت القرى");
    assert_eq!(reporting["speech"], 0.0);
    assert_eq!(reporting["speakers"], serde_json::json!([]));
}

#[test]
fn with_quotes_a_reuse_is_speech_or_reporting_and_the_matrix_adds_up() {
    let program = speech_and_reporting();
    let reuses = program.records(&["overlap", "archive.jsonl", "--emit", "reuses", "--with-quotes"]);
    let to = |doc: &str| reuses.iter().find(|reuse| reuse["b"]["doc"] == doc).expect("a reuse");
    assert!(to("b")["speech"].as_f64() > Some(0.5), "{:#}", to("b"));
    assert_eq!(to("b")["speakers"], serde_json::json!(["سالم الهاشمي"]));
    assert_eq!(to("c")["speech"], 0.0);
    let matrix = program.records(&["overlap", "archive.jsonl", "--emit", "matrix", "--with-quotes"]);
    for row in &matrix {
        for shared in row["shared_with"].as_object().expect("outlets").values() {
            let part = |name: &str| shared[name].as_u64().expect("tokens");
            assert_eq!(part("agency") + part("quotes") + part("own"), part("tokens"), "{row:#}");
        }
    }
    let one = matrix.iter().find(|row| row["outlet"] == "one").expect("a row");
    assert!(one["shared_with"]["two"]["quotes"].as_u64() > one["shared_with"]["two"]["own"].as_u64());
    assert_eq!(one["shared_with"]["three"]["quotes"], 0);
}

#[test]
fn quotes_have_no_place_in_pairs() {
    let program = speech_and_reporting();
    let refused = program.run(&["overlap", "archive.jsonl", "--emit", "pairs", "--with-quotes"]);
    assert_eq!(refused.status, 2, "{}", refused.stderr);
}
