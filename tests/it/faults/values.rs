//! Values of records: dates of every kind, encodings, ids that stand twice, characters that a terminal must not see.

use serde_json::json;

use crate::program::Program;

#[test]
fn dates_of_every_kind_and_none() {
    let program = Program::new();
    let dates = [
        (json!("2018-07-05"), Some("2018-07-05")),
        (json!("2018-07-05T12:30:00+03:00"), Some("2018-07-05T12:30:00+03:00")),
        (json!("5 تموز/يوليو 2018"), Some("2018-07-05")),
        (json!("٥ يوليو ٢٠١٨"), Some("2018-07-05")),
        (json!("July 5, 2018"), Some("2018-07-05")),
        (json!("20180705"), Some("2018-07-05")),
        (json!(1_530_792_000), Some("2018-07-05T12:00:00Z")),
        (json!({"$date": "2018-07-05"}), Some("2018-07-05")),
        (json!("soon"), None),
        (json!("2018-02-30"), None),
        (json!("0000-00-00"), None),
        (json!(""), None),
        (json!(null), None),
    ];
    let lines: String =
        dates.iter().map(|(date, _)| format!("{}\n", json!({"text": "x", "date": date}))).collect();
    program.file("a.jsonl", lines);
    let ran = program.ok(&["read", "a.jsonl"]);
    let read: Vec<_> = ran.records().iter().map(|r| r["date"].as_str().map(str::to_owned)).collect();
    let expected: Vec<_> = dates.iter().map(|(_, date)| date.map(str::to_owned)).collect();
    assert_eq!(read, expected);
    assert!(ran.stderr.contains("3 documents: the date cannot be read"), "{}", ran.stderr);
}

#[test]
fn an_encoding_is_named_or_refused() {
    let program = Program::new();
    program.file("a.txt", b"\xe1\xc7 \xc7\xca\xdd\xc7\xde");
    let ran = program.ok(&["read", "a.txt", "--encoding", "windows-1256"]);
    assert_eq!(ran.records()[0]["text"], "لا اتفاق");
    // A page tells its own; one that does not is in what is named, not in what its letters would say.
    let page = b"<p>\xe1\xc7 \xc7\xca\xdd\xc7\xde \xed\xe6\xe3 \xc7\xe1\xce\xe3\xed\xd3.</p>";
    program.file("a.html", page);
    program.file("b.html", [b"<meta charset=windows-1256>", &page[..]].concat());
    let ran = program.ok(&["read", "a.html", "b.html", "--encoding", "iso-8859-5"]);
    assert_eq!(ran.records()[0]["text"], "сЧ ЧЪнЧо эцу ЧсЮуэг.");
    assert_eq!(ran.records()[1]["text"], "لا اتفاق يوم الخميس.");
    let ran = program.run(&["read", "a.txt", "--encoding", "klingon"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("klingon"), "{}", ran.stderr);
}

#[test]
fn ids_that_stand_twice_are_numbered() {
    let program = Program::new();
    let line = |id: &str| format!("{}\n", json!({"id": id, "text": format!("Of {id}.")}));
    program.file("a.jsonl", line("7") + &line("7") + &line("8"));
    program.file("b.jsonl", line("7"));
    let ran = program.ok(&["read", "a.jsonl", "b.jsonl"]);
    let ids: Vec<String> = ran.records().iter().map(|record| record["id"].to_string()).collect();
    assert_eq!(ids, [r#""7""#, r#""7~2""#, r#""8""#, r#""7~3""#]);
    assert!(ran.stderr.contains("2 documents: the id came before and was numbered"), "{}", ran.stderr);
}

#[test]
fn a_terminal_sees_escapes_and_what_arabic_needs() {
    let program = Program::new();
    let title = "می\u{200c}خواهم \u{1b}[2J \u{202e}live قالَ";
    program.file("a.jsonl", format!("{}\n", json!({"id": "a", "title": title, "text": title})));
    let table = program.ok(&["read", "a.jsonl", "-f", "table"]);
    let shown = table.text();
    assert!(shown.contains("\\u{1b}[2J") && shown.contains("\\u{202e}live"), "{shown}");
    assert!(shown.contains("می\u{200c}خواهم") && shown.contains("قالَ"), "{shown}");
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
}
