//! Every fault is a reject with its place and cause, and takes nothing else with it.

use super::*;
use crate::{Cause, Position, RECORD_CHARS};

fn at(place: &str, kind: CauseKind) -> (String, CauseKind) {
    (place.to_owned(), kind)
}

#[test]
fn broken_lines() {
    let mut lines = b"{\"text\": \"one\"}\n{\"text\": \"\xff\xfe\"}\n{\"text\": \n[1, 2]\n\"word\"\n{}\n{\"text\": \"  \"}\n".to_vec();
    lines.extend(b"{\"text\": \"two\"} {\"text\": \"three\"}\n{\"text\": \"a\\u0000b\"}\nnull\n");
    let whole = read_as("a.jsonl", lines);
    assert_eq!(whole.texts(), ["one", "a\0b"]);
    assert_eq!(
        whole.faults(),
        [
            at("line 2", CauseKind::BadUtf8),
            at("line 3", CauseKind::BrokenJson),
            at("line 4", CauseKind::NotAnObject),
            at("line 5", CauseKind::NotAnObject),
            at("line 6", CauseKind::NoText),
            at("line 7", CauseKind::NoText),
            at("line 8", CauseKind::BrokenJson),
            at("line 10", CauseKind::NotAnObject),
        ]
    );
    assert_eq!(whole.rejects[0].cause, Cause::BadUtf8 { at: 10 });
    assert_eq!(whole.rejects[1].cause, Cause::BrokenJson("EOF while parsing a value at column 8".into()));
    assert_eq!(whole.rejects[0].record.as_deref(), Some("{\"text\": \"\u{fffd}\u{fffd}\"}"));
    assert!(
        whole.rejects[1]
            .to_string()
            .ends_with("a.jsonl: line 3: broken JSON: EOF while parsing a value at column 8")
    );
}

#[test]
fn a_reject_as_a_record() {
    let reject = Reject {
        file: "a.csv".into(),
        position: Position::Row { row: 3, line: 5 },
        cause: Cause::Ragged { expected: 2, found: 1 },
        record: Some("x".into()),
    };
    assert_eq!(reject.to_string(), "a.csv: row 3 (line 5): 1 cells where the header has 2");
    assert_eq!(
        serde_json::to_string(&reject).unwrap(),
        r#"{"file":"a.csv","unit":"row","position":3,"line":5,"cause":"ragged","message":"1 cells where the header has 2","record":"x"}"#
    );
    let input = Reject { file: "-".into(), position: Position::File, cause: Cause::NoText, record: None };
    assert_eq!(input.to_string(), "standard input: no text");
}

#[test]
fn the_record_of_a_reject_is_bounded() {
    let whole = read_as("a.jsonl", format!("{{\"title\": \"{}\"}}\n", "م".repeat(20_000)));
    let record = whole.rejects[0].record.as_deref().unwrap();
    assert_eq!(record.chars().count(), RECORD_CHARS);
}

#[test]
fn records_over_the_limit_are_not_kept() {
    let limit = |bytes| ReadSettings { max_record_bytes: bytes, ..ReadSettings::default() };
    // Longer than any buffer, in the middle and at the end.
    let long = format!("{{\"text\": \"{}\"}}", "x".repeat(9 << 20));
    let lines = format!("{{\"text\": \"one\"}}\n{long}\n{{\"text\": \"two\"}}\n{long}");
    for bytes in [100, 3 << 20, 5 << 20] {
        let whole = read_with("a.jsonl", &lines, limit(bytes));
        assert_eq!(whole.texts(), ["one", "two"]);
        assert_eq!(whole.faults(), [at("line 2", CauseKind::TooLong), at("line 4", CauseKind::TooLong)]);
        let array = format!("[{}]", lines.replace('\n', ",\n"));
        let whole = read_with("a.json", &array, limit(bytes));
        assert_eq!(whole.texts(), ["one", "two"], "{bytes}");
        assert_eq!(
            whole.faults(),
            [at("element 2 (line 2)", CauseKind::TooLong), at("element 4 (line 4)", CauseKind::TooLong)]
        );
        assert!(whole.rejects[0].record.as_deref().unwrap().starts_with("{\"text\": \"xxx"));
        let rows = format!("text,id\none,1\n{},2\ntwo,3\n", "x".repeat(9 << 20));
        let whole = read_with("a.csv", &rows, limit(bytes));
        assert_eq!(whole.texts(), ["one", "two"], "{bytes}");
        assert_eq!(whole.faults(), [at("row 3", CauseKind::TooLong)]);
        let whole = read_with("a.txt", "x".repeat(9 << 20), limit(bytes));
        assert_eq!(whole.faults(), [at("file", CauseKind::TooLong)]);
    }
    assert_eq!(read_with("a.jsonl", &lines, limit(20 << 20)).documents.len(), 4);
    assert_eq!(
        read_with("a.json", format!("[{}]", lines.replace('\n', ",\n")), limit(20 << 20)).documents.len(),
        4
    );
}

#[test]
fn broken_elements_cost_themselves() {
    let check = |broken: &str, kind: CauseKind| {
        for (before, after) in [("", ""), ("  ", "\n")] {
            let one = format!("{before}{{\"text\": \"one\"}}");
            let text = format!("[\n{one},\n{before}{broken},\n{before}{{\"text\": \"two\"}}{after}]\n");
            let whole = read_as("a.json", &text);
            assert_eq!(whole.texts(), ["one", "two"], "{text}: {:?}", whole.rejects);
            assert_eq!(whole.faults(), [at("element 2 (line 3)", kind)], "{text}");
        }
    };
    check("{\"text\": }", CauseKind::BrokenJson);
    check("{\"text\": \"x\", }", CauseKind::BrokenJson);
    check("{\"text\": NaN}", CauseKind::BrokenJson);
    check("{\"text\" \"x\"}", CauseKind::BrokenJson);
    check("{\"text\": \"x\"", CauseKind::BrokenJson);
    check("{\"text\": [\"x\"}", CauseKind::BrokenJson);
    check("{\"text\": \"x", CauseKind::BrokenJson);
    check("{\"text\": \"x}", CauseKind::BrokenJson);
    check("{\"text\": \"x\ny\"}", CauseKind::BrokenJson);
    check("{\"title\": \"x\"}", CauseKind::NoText);
    check("17", CauseKind::NotAnObject);
    check("\"x\"", CauseKind::NotAnObject);
    check("[{\"text\": \"x\"}]", CauseKind::NotAnObject);
    check("nonsense", CauseKind::BrokenJson);
    check(&format!("{{\"text\": {}1{}}}", "[".repeat(5000), "]".repeat(5000)), CauseKind::BrokenJson);
}

/// Larger than what is read at a time, so that records and faults lie across the borders of buffers.
#[test]
fn faults_across_buffers() {
    let padding = "نص طويل \\\" ".repeat(12);
    let good = |i: usize| format!("{{\"id\": {i}, \"text\": \"{padding}\"}}");
    let broken =
        ["{\"text\": \"x", "{\"text\": \"x\"", "{\"text\": nil}", "{\"text\": \"x\ny\"}", "{\"title\": 1}"];
    let elements: Vec<String> =
        (0..30_000).map(|i| if i % 7 == 3 { broken[i / 7 % 5].to_owned() } else { good(i) }).collect();
    let whole = read_as("a.json", format!("[\n{}\n]", elements.join(",\n")));
    let expected: Vec<String> = (0..30_000).filter(|i| i % 7 != 3).map(|i| i.to_string()).collect();
    assert_eq!(whole.ids(), expected);
    assert_eq!(whole.rejects.len(), 30_000 - expected.len());

    let padding = "one, \"\"two\"\"\n".repeat(10);
    let broken = ["\"x,1", "x", "\"x\" y,1", ",2"];
    let rows: Vec<String> = (0..30_000)
        .map(|i| if i % 7 == 3 { broken[i / 7 % 4].to_owned() } else { format!("\"{padding}\",{i}") })
        .collect();
    let whole = read_as("a.csv", format!("text,id\n{}\n", rows.join("\n")));
    assert_eq!(whole.ids(), expected);
    assert_eq!(whole.rejects.len(), 30_000 - expected.len());
}

#[test]
fn an_array_that_ends_too_early() {
    let whole = read_as("a.json", "[{\"text\": \"one\"},\n{\"text\": \"tw");
    assert_eq!(whole.texts(), ["one"]);
    assert_eq!(whole.faults(), [at("element 2 (line 2)", CauseKind::BrokenJson)]);
    let whole = read_as("a.json", "[{\"text\": \"one\"},\n");
    assert_eq!(whole.texts(), ["one"]);
    assert_eq!(whole.faults(), [at("line 2", CauseKind::BrokenJson)]);
    let whole = read_as("a.json", "[\n{\"text\": \"one\",\n\"x\": 1\n]");
    assert_eq!(whole.faults(), [at("element 1 (line 2)", CauseKind::BrokenJson)]);
}

#[test]
fn broken_rows() {
    let mut rows = b"text,id\none,1\nonly\ntwo,2,3\n\xff,4\n,5\n\"x\" y,6\nthree,7\n".to_vec();
    let whole = read_as("a.csv", &rows);
    assert_eq!(whole.texts(), ["one", "three"]);
    assert_eq!(
        whole.faults(),
        [
            at("row 3", CauseKind::Ragged),
            at("row 4", CauseKind::Ragged),
            at("row 5", CauseKind::BadUtf8),
            at("row 6", CauseKind::NoText),
            at("row 7", CauseKind::BadQuoting),
        ]
    );
    // A cell that is never closed costs its own line.
    rows.extend(b"\"open,8\nfour,9\nfive,10\n");
    let whole = read_as("a.csv", &rows);
    assert_eq!(whole.texts(), ["one", "three", "four", "five"]);
    assert_eq!(whole.rejects.last().map(|reject| reject.position), Some(Position::Row { row: 9, line: 9 }));

    let whole = read_as("a.csv", "text,id\n\"a\nb\",1\n\"c\nd\",2,3,4\ne,5\n");
    assert_eq!(whole.texts(), ["a\nb", "e"]);
    assert_eq!(whole.faults(), [at("row 3 (line 4)", CauseKind::Ragged)]);

    let whole = read_as("a.csv", "name,age\nx,1\n");
    assert_eq!(whole.faults(), [at("file", CauseKind::NoColumn)]);
    assert!(whole.rejects[0].to_string().ends_with("name it with --field text=COLUMN"));
}

#[test]
fn plain_texts_that_are_none() {
    assert_eq!(read_as("a.txt", b"ab\xffcd").rejects[0].cause, Cause::BadUtf8 { at: 2 });
    assert_eq!(read_as("a.txt", "").rejects[0].cause, Cause::NoText);
    assert_eq!(read_as("a.txt", "outlet: A\n\n \n").rejects[0].cause, Cause::NoText);
    assert_eq!(read_as("a.txt", "a\0b").texts(), ["a\0b"]);
}

#[test]
fn a_truncated_file_keeps_what_was_before() {
    // Words that do not repeat, so that the compressed file has some length.
    let lines: String = (0u64..3000)
        .map(|i| format!("{{\"id\": {i}, \"text\": \"{:x}\"}}\n", i.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
        .collect();
    for (name, packed) in [("a.jsonl.gz", gzip(lines.as_bytes())), ("a.jsonl.zst", zst(lines.as_bytes()))] {
        let mut before = 0;
        for part in 1..10 {
            let cut = packed.len() * part / 10;
            let whole = read_as(name, &packed[..cut]);
            let [reject] = whole.rejects.as_slice() else { panic!("{name} {part}: {:?}", whole.rejects) };
            assert_eq!(
                (reject.cause.kind(), reject.position),
                (CauseKind::Truncated, Position::Byte(cut as u64))
            );
            let expected: Vec<String> = (0..whole.documents.len()).map(|i| i.to_string()).collect();
            assert_eq!(whole.ids(), expected);
            assert!(whole.documents.len() >= before);
            before = whole.documents.len();
        }
        if name.ends_with("gz") {
            assert!(before > 2000, "{before}");
        }
        let whole = read_as(name, &packed[..0]);
        assert_eq!(whole.faults(), [at("byte 0", CauseKind::Truncated)]);
        let whole = read_as(name, b"\x00\x01\x02");
        assert_eq!(whole.faults(), [at("byte 0", CauseKind::Damaged)]);
    }
}

#[test]
fn a_truncated_array_and_table_have_one_fault() {
    let array = format!("[{}]", articles(2000).trim_end().replace('\n', ","));
    let rows: String = (0..2000).map(|i| format!("\"text {i}\",{i}\n")).collect();
    for (name, content) in
        [("a.json.gz", array), ("a.csv.gz", format!("text,id\n{rows}")), ("a.txt.gz", rows)]
    {
        let packed = gzip(content.as_bytes());
        let whole = read_as(name, &packed[..packed.len() - 20]);
        assert_eq!(
            whole.counts.rejects,
            [(CauseKind::Truncated, 1)].into(),
            "{name}: {:?}",
            whole.rejects.len()
        );
    }
}

#[test]
fn damage_in_the_middle() {
    let good = gzip(articles(10).as_bytes());
    let mut bad = good.clone();
    let checksum = bad.len() - 6;
    bad[checksum] ^= 0xff;
    let whole = read_as("a.jsonl.gz", &bad);
    assert_eq!(whole.documents.len(), 10);
    assert_eq!(whole.counts.rejects, [(CauseKind::Damaged, 1)].into());
    let whole = read_as("a.jsonl.gz", [good.as_slice(), b"rubbish"].concat());
    assert_eq!(whole.documents.len(), 10);
    assert_eq!(whole.faults(), [at(&format!("byte {}", good.len()), CauseKind::Damaged)]);
    let frame = zst(articles(10).as_bytes());
    let whole = read_as("a.jsonl.zst", [frame.as_slice(), b"rubbish"].concat());
    assert_eq!(whole.documents.len(), 10);
    assert_eq!(whole.counts.rejects, [(CauseKind::Damaged, 1)].into());
}

#[test]
fn one_broken_file_takes_no_other_with_it() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.jsonl.gz"), &gzip(articles(5).as_bytes())[..30]).unwrap();
    fs::write(folder.path().join("b.txt"), b"\xff").unwrap();
    fs::write(folder.path().join("c.csv"), "x,y\n1,2\n").unwrap();
    fs::write(folder.path().join("d.jsonl"), articles(5)).unwrap();
    let whole = read(&[folder.path()], ReadSettings::default());
    assert_eq!(whole.documents.len(), 5);
    assert_eq!(whole.rejects.len(), 3);
}
