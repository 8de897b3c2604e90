//! The same stream whatever the threads; ids and filters.

use super::*;
use crate::{Date, Filtered};

#[test]
fn the_same_batches_for_any_number_of_threads() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    let lines: String = articles(20_000).replace("a777\"", "a776\"") + "{\"broken\n";
    fs::write(root.join("a.jsonl"), &lines).unwrap();
    fs::write(root.join("b.jsonl.gz"), gzip(lines.as_bytes())).unwrap();
    let array = format!("[{}]", articles(5000).trim_end().replace('\n', ",\n"));
    fs::write(root.join("c.json"), array).unwrap();
    let rows: String = (0..9000).map(|i| format!("\"text {i}\n\",{i}\n")).collect();
    fs::write(root.join("d.csv"), format!("text,id\n{rows}")).unwrap();
    for i in 0..1200 {
        fs::write(root.join(format!("e{i:04}.txt")), format!("text {i}")).unwrap();
    }
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let archive = Archive::open(&[root.to_owned()], ReadSettings::default()).unwrap();
            archive.map(|batch| (batch.documents, batch.rejects)).collect::<Vec<_>>()
        })
    };
    let one = run(1);
    assert!(one.len() > 3, "several batches");
    assert_eq!(
        one.iter().map(|(documents, _)| documents.len()).sum::<usize>(),
        20_000 * 2 + 5000 + 9000 + 1200
    );
    assert!(one == run(4));
}

#[test]
fn batches_do_not_depend_on_how_a_pipe_is_cut() {
    struct Drops(std::io::Cursor<Vec<u8>>, usize);
    impl std::io::Read for Drops {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            self.1 = self.1 % 977 + 1;
            let n = self.1.min(out.len());
            self.0.read(&mut out[..n])
        }
    }
    let lines = articles(60_000);
    let (_folder, path) = file("stdin", &lines);
    let sizes = |archive: Archive| archive.map(|batch| batch.documents.len()).collect::<Vec<_>>();
    let drops = Drops(std::io::Cursor::new(lines.into_bytes()), 0);
    let piped = sizes(Archive::open_with(&["-".into()], ReadSettings::default(), drops).unwrap());
    let whole = sizes(Archive::open(&[path], ReadSettings::default()).unwrap());
    assert_eq!(piped, whole);
    assert!(piped.len() > 1);
}

#[test]
fn an_archive_can_be_read_on_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<Archive>();
}

#[test]
fn ids_that_came_before() {
    let whole = read_as(
        "a.jsonl",
        "{\"id\": \"a\", \"text\": \"1\"}\n{\"id\": \"a\", \"text\": \"2\"}\n{\"id\": \"a~2\", \"text\": \"3\"}\n{\"id\": \"a\", \"text\": \"4\"}\n{\"text\": \"5\"}\n{\"id\": \"\", \"text\": \"6\"}\n",
    );
    assert_eq!(whole.ids(), ["a", "a~2", "a~2~2", "a~3", "a.jsonl:5", "a.jsonl:6"]);
    assert_eq!((whole.counts.ids_repeated, whole.counts.ids_missing), (3, 2));
}

#[test]
fn one_id_for_all() {
    let whole = read_as("a.csv", format!("text,id\n{}", "x,a\n".repeat(50_000)));
    assert_eq!(whole.documents[49_999].id, "a~50000");
    assert_eq!(whole.counts.ids_repeated, 49_999);
}

#[test]
fn filters_count_what_they_leave_out_and_change_no_id() {
    let lines = r#"{"id": "a", "date": "2018-07-04", "text": "one"}
{"id": "a", "date": "2018-07-05T23:30:00+03:00", "text": "two"}
{"id": "a", "date": "2018-07-06", "text": "three"}
{"id": "a", "date": "2018-07-07", "text": "four"}
{"id": "a", "text": "five"}
{"id": "a", "date": "some day", "text": "six"}
"#;
    let day = |text| Some(Date::parse(text).unwrap());
    let settings =
        ReadSettings { since: day("2018-07-05"), until: day("2018-07-06"), ..ReadSettings::default() };
    let whole = read_with("a.jsonl", lines, settings);
    assert_eq!(whole.ids(), ["a~2", "a~3"]);
    assert_eq!(whole.counts.filtered, Filtered { before: 1, after: 1, undated: 2, language: 0 });
    assert_eq!((whole.counts.dates_missing, whole.counts.dates_unreadable), (1, 1));
    assert!(whole.rejects.is_empty());
}

#[test]
fn language_is_taken_as_named_else_told_by_the_text() {
    let lines = r#"{"id": 1, "lang": "Arabic", "text": "x"}
{"id": 2, "text": "قال المتحدث باسم المعارضة إن المحادثات انتهت من غير اتفاق"}
{"id": 3, "text": "The talks ended without an agreement, a spokesman for the opposition said."}
{"id": 4, "lang": "ara-SY", "text": "x"}
"#;
    let settings = ReadSettings { langs: vec!["Arabic".into()], ..ReadSettings::default() };
    let whole = read_with("a.jsonl", lines, settings);
    assert_eq!(whole.ids(), ["1", "2", "4"]);
    assert_eq!(whole.documents[0].lang.as_deref(), Some("ar"));
    // The archive was silent, and is not spoken for.
    assert_eq!(whole.documents[1].lang, None);
    assert_eq!(whole.counts.filtered.language, 1);
}

#[test]
fn an_outlet_for_those_that_name_none() {
    let settings = || ReadSettings { outlet: Some("Given".into()), ..ReadSettings::default() };
    let whole =
        read_with("a.jsonl", "{\"text\": \"x\"}\n{\"text\": \"y\", \"outlet\": \"Own\"}\n", settings());
    let outlets: Vec<_> = whole.documents.iter().map(|document| document.outlet.as_deref()).collect();
    assert_eq!(outlets, [Some("Given"), Some("Own")]);
    assert_eq!(read_with("a.txt", "x", settings()).documents[0].outlet.as_deref(), Some("Given"));
    assert_eq!(read_as("a.jsonl", "{\"text\": \"x\"}").documents[0].outlet, None);
}

#[test]
fn settings_are_written_and_read_back() {
    let mut settings = ReadSettings { since: Date::parse("2018-07-05"), ..ReadSettings::default() };
    settings.fields.insert(crate::Field::Text, "lead".into());
    let written = serde_json::to_string(&settings).unwrap();
    assert!(
        written.starts_with(r#"{"fields":{"text":"lead"},"outlet":null,"since":"2018-07-05","#),
        "{written}"
    );
    assert_eq!(serde_json::from_str::<ReadSettings>(&written).unwrap(), settings);
}
