//! Every form gives its documents.

use super::*;
use crate::Field;

const LINE: &str = r#"{"id": "a", "outlet": "The Post", "date": "2018-07-05 12:30", "title": "Talks", "author": "R. Haddad", "url": "http://post.example/1", "lang": "en-GB", "text": " Talks ended.\nNo accord.\n", "wire": [1, {"x": null}]}"#;

fn check_line(document: &Document) {
    assert_eq!(document.id, "a");
    assert_eq!(document.outlet.as_deref(), Some("The Post"));
    assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2018-07-05T12:30"));
    assert_eq!(document.title.as_deref(), Some("Talks"));
    assert_eq!(document.author.as_deref(), Some("R. Haddad"));
    assert_eq!(document.url.as_deref(), Some("http://post.example/1"));
    assert_eq!(document.lang.as_deref(), Some("en"));
    assert_eq!(document.text, " Talks ended.\nNo accord.\n");
}

#[test]
fn json_lines() {
    for name in ["a.jsonl", "a.ndjson", "A.JSONL"] {
        let whole = read_as(name, format!("\u{feff}{LINE}\r\n\r\n  \n{LINE}"));
        assert_eq!(whole.ids(), ["a", "a~2"]);
        check_line(&whole.documents[0]);
        assert_eq!(whole.documents[1].position, 4);
        assert_eq!(whole.counts.ids_repeated, 1);
        assert!(whole.rejects.is_empty());
    }
}

#[test]
fn json_as_an_array_an_object_and_objects_in_a_row() {
    let pretty =
        serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(LINE).unwrap()).unwrap();
    for text in [
        format!("[{LINE}]"),
        format!("\u{feff}[\n{LINE}\n]\n"),
        format!("[{pretty}]"),
        LINE.to_owned(),
        pretty.clone(),
        format!("\n{pretty}\n"),
    ] {
        let whole = read_as("a.json", &text);
        assert_eq!(whole.documents.len(), 1, "{text}: {:?}", whole.rejects);
        check_line(&whole.documents[0]);
        assert!(whole.rejects.is_empty());
    }
    for text in [
        format!("[{LINE},{LINE}]"),
        format!("{LINE}\n{LINE}\n"),
        format!("{pretty}\n{pretty}"),
        format!("[\n{pretty},\n{pretty}\n]"),
        format!("[{LINE}]\n[{LINE}]"),
    ] {
        let whole = read_as("a.json", &text);
        assert_eq!(whole.ids(), ["a", "a~2"], "{text}: {:?}", whole.rejects);
        assert_eq!(whole.documents[1].position, 2);
    }
    assert!(read_as("a.json", "[]").rejects.is_empty());
    assert!(read_as("a.json", "").rejects.is_empty());
}

#[test]
fn an_array_under_the_name_of_lines() {
    let whole = read_as("a.jsonl", format!("[\n  {LINE},\n  {LINE}\n]"));
    assert_eq!(whole.ids(), ["a", "a~2"]);
    assert_eq!(read_as("a.jsonl", "{\n\"text\": \"x\"\n}\n{\n\"text\": \"y\"}").texts(), ["x", "y"]);
    assert_eq!(read_input("{\"id\": 1,\n\"text\": \"x\"\n}\n").texts(), ["x"]);
}

#[test]
fn brackets_marks_and_escapes_inside_strings_are_no_structure() {
    let text = r#"[{"text": "a ] } [ { \" \\"}, {"text": "\\\\\" ,", "x": ["]", {"y": "}"}]}, {"text": "\u0641\ud83d\ude00"}]"#;
    let whole = read_as("a.json", text);
    assert_eq!(whole.texts(), ["a ] } [ { \" \\", "\\\\\" ,", "ف😀"]);
}

#[test]
fn tables() {
    let rows = "id,newspaper,pubDate,Headline,Body\n1,The Post,05/07/2018,Talks,\"He said \"\"no\"\",\nand left.\"\n2,B,,,plain\n";
    let whole = read_as("a.csv", rows);
    assert_eq!(whole.texts(), ["He said \"no\",\nand left.", "plain"]);
    assert_eq!(whole.ids(), ["1", "2"]);
    assert_eq!(whole.documents[0].date.map(|date| date.to_string()).as_deref(), Some("2018-07-05"));
    assert_eq!(whole.documents[0].title.as_deref(), Some("Talks"));
    // as a spreadsheet counts
    assert_eq!(whole.documents[0].position, 2);
    assert_eq!(whole.documents[1].position, 3);
    assert_eq!((whole.counts.dates_missing, whole.counts.dates_unreadable), (1, 0));

    assert_eq!(
        read_as("a.csv", "\u{feff}text;id\r\none, two;7\r\n\r\nthree;8").texts(),
        ["one, two", "three"]
    );
    assert_eq!(
        read_as("a.tsv", "id\ttext\n1\t\"No,\" he said.\n2\t\"quoted\ttab\"\n3\tend\"\n").texts(),
        ["\"No,\" he said.", "quoted\ttab", "end\""]
    );
    assert_eq!(read_as("a.csv", "text\n\"a\"\n").texts(), ["a"]);
    assert_eq!(read_as("a.csv", "text,id\na,1,,\n").texts(), ["a"]);
    assert!(read_as("a.csv", "text,id\n").rejects.is_empty());
    assert!(read_as("a.csv", "").rejects.is_empty());
}

#[test]
fn plain_texts() {
    let folder = TempDir::new().unwrap();
    let outlet = folder.path().join("alarabiya");
    fs::create_dir(&outlet).unwrap();
    fs::write(outlet.join("2018-07-05-talks.txt"), "\u{feff}فشلت المحادثات.\n").unwrap();
    fs::write(
        outlet.join("b.md"),
        "Outlet: The Post\nDate: 6 July 2018\nTitle: Talks\nAuthor: R. Haddad\nURL: http://post.example/2\nId: b-1\n\nText.\n",
    )
    .unwrap();
    let whole = read(&[folder.path()], ReadSettings::default());
    let [a, b] = whole.documents.as_slice() else { panic!("{:?}", whole.rejects) };
    assert_eq!((a.id.as_str(), a.outlet.as_deref()), ("alarabiya/2018-07-05-talks", Some("alarabiya")));
    assert_eq!(a.date.map(|date| date.to_string()).as_deref(), Some("2018-07-05"));
    assert_eq!((a.text.as_str(), a.position), ("فشلت المحادثات.\n", 0));
    assert_eq!(
        (b.id.as_str(), b.outlet.as_deref(), b.title.as_deref()),
        ("b-1", Some("The Post"), Some("Talks"))
    );
    assert_eq!((b.author.as_deref(), b.url.as_deref()), (Some("R. Haddad"), Some("http://post.example/2")));
    assert_eq!(b.date.map(|date| date.to_string()).as_deref(), Some("2018-07-06"));
    assert_eq!(b.text, "Text.\n");

    let named = read(&[&outlet.join("2018-07-05-talks.txt")], ReadSettings::default());
    assert_eq!(named.documents[0].outlet.as_deref(), Some("alarabiya"));
    assert_eq!(named.ids(), ["2018-07-05-talks"]);
}

#[test]
fn every_form_compressed_and_in_several_members() {
    let (first, second) = (format!("{LINE}\n"), LINE.replace("\"a\"", "\"b\""));
    for pack in [gzip, zst] {
        let members = [pack(first.as_bytes()), pack(second.as_bytes())].concat();
        for name in ["a.jsonl.gz", "a.jsonl.zst", "a.jsonl"] {
            let whole = read_as(name, &members);
            assert_eq!(whole.ids(), ["a", "b"], "{name}: {:?}", whole.rejects);
        }
        for (name, content) in [
            ("a.json", format!("[{LINE}]")),
            ("a.csv", "text,id\nx,a".into()),
            ("a.tsv", "text\tid\nx\ta".into()),
            ("a.txt", "id: a\n\nx".into()),
        ] {
            for ending in ["gz", "zst"] {
                let whole = read_as(&format!("{name}.{ending}"), pack(content.as_bytes()));
                assert_eq!(whole.ids(), ["a"], "{name}: {:?}", whole.rejects);
            }
        }
    }
    // Zeros behind the last member, as tapes leave them, and a file that somebody unpacked under its old name.
    let padded = [gzip(first.as_bytes()), vec![0; 700]].concat();
    assert!(read_as("a.jsonl.gz", padded).rejects.is_empty());
    assert_eq!(read_as("a.jsonl.gz", &first).ids(), ["a"]);
}

#[test]
fn standard_input_of_every_form() {
    assert_eq!(read_input(LINE).ids(), ["a"]);
    assert_eq!(read_input(format!("\u{feff}\n [ {LINE} ]")).ids(), ["a"]);
    assert_eq!(read_input("id,text,title\n1,x,y\n").texts(), ["x"]);
    assert_eq!(read_input("id\tbody\n1\tx\n").texts(), ["x"]);
    assert_eq!(
        read_input("The talks, he said, have ended.\n").texts(),
        ["The talks, he said, have ended.\n"]
    );
    assert_eq!(read_input("outlet: A\n\nText, id\n").documents[0].outlet.as_deref(), Some("A"));
    assert_eq!(read_input(gzip(LINE.as_bytes())).ids(), ["a"]);
    assert_eq!(read_input(zst(b"{\"text\": \"x\"}")).ids(), ["stdin:1"]);
    assert_eq!(read_input("The talks have ended.").ids(), ["stdin"]);
    let nothing = read_input("");
    assert_eq!(nothing.faults(), [("file".to_owned(), CauseKind::NoText)]);
}

#[test]
fn the_best_column_that_is_not_empty_counts() {
    let whole = read_as(
        "a.jsonl",
        r#"{"body": "second", "content": " ", "text": null, "source": {"id": 3, "name": "The Post"}, "authors": ["A", "", {"name": "B"}], "docno": 17, "timestamp": 1530792000, "abstract": "no"}
{"content": "better", "body": "worse", "source": "S", "outlet": "O", "_id": {"$oid": "5b3e"}, "date": {"$date": "2018-07-05T00:00:00Z"}}
{"text": ["one", "two"], "id": -1.5}"#,
    );
    let [a, b, c] = whole.documents.as_slice() else { panic!("{:?}", whole.rejects) };
    assert_eq!(
        (a.text.as_str(), a.outlet.as_deref(), a.author.as_deref()),
        ("second", Some("The Post"), Some("A, B"))
    );
    assert_eq!((a.id.as_str(), a.date.unwrap().seconds()), ("17", 1_530_792_000));
    assert_eq!((b.text.as_str(), b.outlet.as_deref(), b.id.as_str()), ("better", Some("O"), "5b3e"));
    assert_eq!(b.date.unwrap().to_string(), "2018-07-05T00:00:00Z");
    assert_eq!((c.text.as_str(), c.id.as_str()), ("one\ntwo", "-1.5"));
}

#[test]
fn numbers_that_no_machine_holds_are_taken_as_they_are_written() {
    let whole = read_as(
        "a.jsonl",
        r#"{"id": 123456789012345678901234567890, "text": "one"}
{"id": 1e400, "text": "two"}
{"id": -0.1000000000000000000001, "text": "three"}
{"id": 18446744073709551615, "text": "four", "date": 99999999999999999999999999, "other": 1e999}"#,
    );
    assert_eq!(
        whole.ids(),
        ["123456789012345678901234567890", "1e400", "-0.1000000000000000000001", "18446744073709551615"]
    );
    assert!(whole.rejects.is_empty());
    assert_eq!(whole.counts.dates_unreadable, 1);
}

#[test]
fn what_is_no_page_is_no_document() {
    let faults = |name: &str, bytes: &[u8]| read_as(name, bytes).faults();
    let not_a_page = [("file".to_owned(), CauseKind::NotAPage)];
    assert_eq!(faults("a.html", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj <p>The talks have ended.</p>"), not_a_page);
    let noise: Vec<u8> = (0..9000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(faults("a.htm", &noise), not_a_page);
}

#[test]
fn a_named_column_counts_alone_and_its_absence_is_told() {
    let named = |field, column: &str| ReadSettings {
        fields: [(field, column.to_owned())].into(),
        ..ReadSettings::default()
    };
    let lines = "{\"lead\": \"x\", \"text\": \"y\"}\n{\"text\": \"z\"}\n";
    let whole = read_with("a.jsonl", lines, named(Field::Text, "lead"));
    assert_eq!(whole.texts(), ["x"]);
    assert_eq!(whole.faults(), [("line 2".to_owned(), CauseKind::NoText)]);
    assert!(whole.counts.columns_missing.is_empty());

    let whole = read_with("a.jsonl", lines, named(Field::Outlet, "paper"));
    assert_eq!(whole.counts.columns_missing, [("outlet=paper".to_owned(), 1)].into());
    let whole = read_with("a.csv", "text,id\nx,1\n", named(Field::Outlet, "paper"));
    assert_eq!(whole.counts.columns_missing, [("outlet=paper".to_owned(), 1)].into());

    assert!(read_with("letter", "Dear all", named(Field::Outlet, "paper")).counts.columns_missing.is_empty());

    let whole = read_with("a.csv", "text,id\nx,1\n", named(Field::Text, "lead"));
    assert!(whole.rejects[0].to_string().ends_with("a.csv: no column \"lead\" among \"text\", \"id\""));
}

#[test]
fn a_table_whose_first_line_tells_the_separator() {
    // Of the header's signs the comma is the most frequent.
    let rows = "sep=;\r\ntext;date, time, place\r\nended; \r\n\"one\ntwo\";x\r\nbad\r\n";
    for whole in [read_as("a.csv", rows), read_as("a.csv", format!("\u{feff}{rows}"))] {
        assert_eq!(whole.texts(), ["ended", "one\ntwo"]);
        assert_eq!(whole.faults(), [("row 4 (line 6)".to_owned(), CauseKind::Ragged)]);
    }
    assert_eq!(read_input("sep=;\nid;text\n1;ended\n").texts(), ["ended"]);
}
