//! One speaker under many names.

use serde_json::Value;

use crate::program::{Program, article, samples, small_archive};

fn names(speaker: &Value) -> Vec<&str> {
    let names = speaker["names"].as_array().expect("names");
    names.iter().map(|name| name["text"].as_str().expect("a name")).collect()
}

#[test]
fn the_figures_of_a_speaker_add_up() {
    let program = Program::with(&small_archive());
    let speakers = program.records(&["speakers", "archive.jsonl"]);
    assert!(!speakers.is_empty());
    for speaker in &speakers {
        let count = |member: &str| speaker[member].as_u64().expect("a count");
        assert_eq!(count("quotes"), count("direct") + count("mixed") + count("indirect"), "{speaker}");
        let outlets: u64 =
            speaker["outlets"].as_object().expect("outlets").values().filter_map(Value::as_u64).sum();
        assert_eq!(count("quotes"), outlets);
        assert!(speaker["first"].as_str() <= speaker["last"].as_str());
    }
}

#[test]
fn a_speaker_is_found_by_any_spelling_in_any_script() {
    let archive = samples().join("archive");
    let archive = archive.to_str().expect("a path");
    let program = Program::new();
    let found = |name: &str| program.records(&["speakers", archive, "--name", name]);
    let lavrov = found("Lavrov");
    assert_eq!(lavrov, found("لافروف"));
    assert_eq!(lavrov, found("سيرغي لافروف"));
    assert_eq!(lavrov.len(), 1, "{lavrov:#?}");
    assert!(names(&lavrov[0]).iter().any(|name| name.contains("لافروف")), "{:?}", names(&lavrov[0]));
    assert!(names(&lavrov[0]).iter().any(|name| name.contains("Lavrov")), "{:?}", names(&lavrov[0]));
}

#[test]
fn one_man_has_the_descriptions_of_all_outlets() {
    let archive = samples().join("archive");
    let speakers =
        Program::new().records(&["speakers", archive.to_str().expect("a path"), "--name", "al-Jabawi"]);
    assert_eq!(speakers.len(), 1, "one man in two scripts: {speakers:#?}");
    let speaker = &speakers[0];
    for name in ["إبراهيم الجباوي", "الجباوي", "Ibrahim al-Jabawi", "al-Jabawi"] {
        assert!(names(speaker).contains(&name), "{name}: {:?}", names(speaker));
    }
    for outlet in ["marfa", "sanabel-hawran", "alrimal", "levant-courier", "harbour-gazette"] {
        assert!(speaker["outlets"][outlet].as_u64() >= Some(1), "{outlet}: {}", speaker["outlets"]);
    }
    let descriptions = speaker["descriptions"].as_array().expect("descriptions");
    let words = descriptions.iter().map(|description| description["text"].as_str().expect("words"));
    let distinct = words.collect::<std::collections::BTreeSet<&str>>();
    assert!(distinct.len() >= 3, "{distinct:?}");
}

#[test]
fn a_description_is_no_name_beyond_its_article() {
    let quote = "قال الناطق إن الجسر لن يفتح قبل الربيع. ";
    let filler = "وقال السكان إن الناطق وعدهم بفتح الجسر وإن ناطقا آخر نفى ذلك. ".repeat(3);
    let program = Program::with(&[
        article("a", "one", "2020-05-01", &format!("{quote}{filler}")),
        article("b", "two", "2020-05-09", &format!("{quote}{filler}")),
    ]);
    for speaker in program.records(&["speakers", "archive.jsonl", "--name", "الناطق"]) {
        assert_eq!(speaker["outlets"].as_object().expect("outlets").len(), 1, "{speaker:#}");
    }
}

#[test]
fn the_network_of_speakers_has_two_kinds_of_nodes() {
    let program = Program::with(&small_archive());
    program.ok(&["speakers", "archive.jsonl", "-o", "speakers.gexf"]);
    let graph = program.read("speakers.gexf");
    assert!(graph.contains(r#"<gexf xmlns="http://gexf.net/1.3""#) && graph.trim_end().ends_with("</gexf>"));
    let records = program.records(&["speakers", "archive.jsonl"]);
    assert!(!records.is_empty());
    assert_eq!(graph.matches(r#"<node id="speaker:"#).count(), records.len());
    let edges: usize =
        records.iter().map(|record| record["outlets"].as_object().expect("outlets").len()).sum();
    assert_eq!(graph.matches(r#"<edge "#).count(), edges);
    for record in &records {
        for (outlet, quotes) in record["outlets"].as_object().expect("outlets") {
            let id = record["speaker"].as_str().expect("an id");
            let edge = format!(r#"source="outlet:{outlet}" target="speaker:{id}" weight="{quotes}""#);
            assert!(graph.contains(&edge), "{edge}");
        }
    }
    let asked = program.ok(&["speakers", "archive.jsonl", "--emit", "network"]);
    assert!(asked.text().contains("speakers --emit network"), "it says how it was made");
}
