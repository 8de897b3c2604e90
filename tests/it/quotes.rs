//! Who said what, and which quotes are kept.

use serde_json::Value;

use crate::program::{Program, small_archive};

fn quotes(args: &[&str]) -> Vec<Value> {
    Program::with(&small_archive()).records(&[&["quotes", "archive.jsonl"], args].concat())
}

#[test]
fn a_direct_quote_has_its_speaker_in_both_languages() {
    let all = quotes(&[]);
    let of = |doc: &str, begins: &str| {
        all.iter()
            .find(|q| q["doc"] == doc && q["text"].as_str().is_some_and(|text| text.starts_with(begins)))
            .unwrap_or_else(|| panic!("{doc}: {begins} is not among {all:#?}"))
    };
    let english = of("n1", "No ship will leave");
    assert_eq!(english["kind"], "direct");
    assert_eq!(english["entity"], "Edda Koll");
    assert_eq!(english["cue"]["text"], "said");
    let arabic = of("s1", "لن تغادر أي سفينة");
    assert_eq!(arabic["kind"], "direct");
    assert_eq!(arabic["entity"], "سامر الحلبي", "the subject of وأضاف is who spoke before");
    let indirect = of("s1", "الملاحين رفضوا");
    assert_eq!(indirect["kind"], "indirect");
    assert_eq!(indirect["entity"], "هدى منصور");
}

#[test]
fn kinds_are_chosen() {
    let all = quotes(&[]);
    for kinds in ["direct", "indirect", "direct,mixed"] {
        let some = quotes(&["--kind", kinds]);
        let expected: Vec<&Value> =
            all.iter().filter(|q| kinds.split(',').any(|kind| q["kind"] == kind)).collect();
        assert_eq!(some.iter().collect::<Vec<_>>(), expected);
    }
}

#[test]
fn a_speaker_is_found_in_any_script() {
    let said = |name: &str| -> Vec<String> {
        let records = quotes(&["--speaker", name]);
        records.iter().map(|q| q["doc"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(said("إدا كول"), said("Edda Koll"));
    assert!(said("Edda Koll").contains(&"c1".to_owned()));
    assert!(said("Samer al-Halabi").contains(&"k1".to_owned()));
    assert!(!said("Edda Koll").contains(&"c2".to_owned()));
}

#[test]
fn confidence_is_a_threshold() {
    let all = quotes(&[]);
    assert!(all.iter().all(|q| (0.0..=1.0).contains(&q["confidence"].as_f64().expect("a number"))));
    assert_eq!(quotes(&["--min-confidence", "0"]), all);
    let sure = quotes(&["--min-confidence", "0.9"]);
    assert!(sure.iter().all(|q| q["confidence"].as_f64().expect("a number") >= 0.9));
}

#[test]
fn lists_of_ones_own_add_to_those_compiled_in() {
    let text = "وطنطن سالم الحداد أن السوق ستفتح غدا. وقالت سلمى النجار إن الطريق مغلق.";
    let program = Program::with(&[crate::program::article("a", "x", "2020-01-01", text)]);
    let heard = |arguments: &[&str]| -> Vec<String> {
        let found = program.records(&[&["quotes", "archive.jsonl"], arguments].concat());
        found.iter().filter_map(|quote| quote["entity"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(heard(&[]), ["سلمى النجار"]);
    program.file("mine/arabic-cues.tsv", "say\tطنطن\t0\tأن :\tطنطن طنطنت\tيطنطن تطنطن\tمطنطن مطنطنا\n");
    assert_eq!(heard(&["--lexicon", "mine"]), ["سالم الحداد", "سلمى النجار"]);

    program.file("mine/arabic-cues.tsv", "# verbs\nsay\tطنطن\n");
    let ran = program.run(&["quotes", "archive.jsonl", "--lexicon", "mine"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("mine/arabic-cues.tsv: line 2"), "{}", ran.stderr);
}
