//! Text that is not UTF-8, and bzip2.

use super::*;
use crate::{ArchiveError, Cause};

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn in_encoding(name: &str) -> ReadSettings {
    ReadSettings { encoding: Some(name.into()), ..ReadSettings::default() }
}

const LINES: &str = "{\"id\": \"a\", \"outlet\": \"دفتر\", \"text\": \"انتهت المحادثات 😀\"}\n{\"id\": \"b\", \"text\": \"ended\"}\n";
const ROWS: &str = "text;id\n\"one; \"\"two\"\"\nلا اتفاق\";a\nended;b\n";

#[test]
fn utf_16_with_and_without_a_mark() {
    let array = format!("[{}]", LINES.trim_end().replace('\n', ","));
    let cases = [
        ("a.jsonl", LINES),
        ("a.json", &array),
        ("a.csv", ROWS),
        ("a.txt", "ended\n انتهت المحادثات من غير اتفاق"),
    ];
    for (name, text) in cases {
        let expected = read_as(name, text);
        assert!(!expected.documents.is_empty());
        for big in [false, true] {
            for mark in ["\u{feff}", ""] {
                let bytes = utf16(&format!("{mark}{text}"), big);
                for (name, bytes) in [(name.to_owned(), bytes.clone()), (format!("{name}.gz"), gzip(&bytes))]
                {
                    let whole = read_as(&name, &bytes);
                    assert_eq!(whole.texts(), expected.texts(), "{name} {big} {mark:?}: {:?}", whole.rejects);
                    assert!(whole.rejects.is_empty());
                }
            }
            let piped = read_input(utf16(&format!("\u{feff}{LINES}"), big));
            assert_eq!(piped.ids(), ["a", "b"]);
        }
    }
    assert_eq!(read_as("a.jsonl", format!("\u{feff}{LINES}")).ids(), ["a", "b"]);
    // Files of Windows, one behind the other.
    let joined = read_as("a.jsonl", format!("\u{feff}{LINES}\u{feff}{LINES}"));
    assert_eq!((joined.documents.len(), joined.rejects.len()), (4, 0));
}

/// A property test met it: two zeros in a short file of ASCII, each the first of its pair.
#[test]
fn zeros_in_a_short_text_are_no_utf_16() {
    let whole = read_as("a.jsonl", "\0\"a \"\"b\"\"\nc\",2\0{\"text\": \"one two\"}");
    assert_eq!(whole.rejects.len(), 2, "{:?}", whole.rejects);
    assert_eq!(read_as("a.jsonl", format!("\0\0\n{LINES}")).ids(), ["a", "b"]);
    let chinese = "{\"text\": \"谈判结束，没有达成协议。双方同意下周再次会面，讨论停火与交换战俘的问题\"}\n";
    assert_eq!(read_as("a.jsonl", utf16(chinese, true)).documents.len(), 1);
}

/// Taken for UTF-16, as its mark and its zeros would have it, it would be text with a zero behind every character.
#[test]
fn utf_32_is_told_and_not_read_wrongly() {
    for (name, text) in [("a.jsonl", LINES), ("a.csv", ROWS), ("a.txt", "ended\n انتهت المحادثات 😀")]
    {
        for mark in ["\u{feff}", ""] {
            let marked = format!("{mark}{text}");
            for big in [false, true] {
                let unit =
                    |c: char| if big { u32::from(c).to_be_bytes() } else { u32::from(c).to_le_bytes() };
                let whole = read_as(name, marked.chars().flat_map(unit).collect::<Vec<u8>>());
                assert!(whole.documents.is_empty(), "{name} {big}");
                let told: Vec<String> = whole.rejects.iter().map(ToString::to_string).collect();
                assert!(told.len() == 1 && told[0].contains("UTF-32"), "{name} {big}: {told:?}");
            }
        }
    }
}

#[test]
fn an_encoding_by_its_name() {
    let (bytes, _, lost) = encoding_rs::WINDOWS_1256.encode("text,id\nقال الوزير,a\n");
    assert!(!lost);
    assert_eq!(read_with("a.csv", &bytes, in_encoding("windows-1256")).texts(), ["قال الوزير"]);
    assert_eq!(read_with("a.csv", &bytes, in_encoding("CP1256")).texts(), ["قال الوزير"]);
    assert_eq!(read_as("a.csv", &bytes).faults(), [("row 2".to_owned(), CauseKind::BadUtf8)]);
    assert_eq!(read_with("a.txt", b"caf\xe9", in_encoding("latin1")).texts(), ["caf\u{e9}"]);
    // A mark says more than the name.
    assert_eq!(read_with("a.jsonl", format!("\u{feff}{LINES}"), in_encoding("latin1")).ids(), ["a", "b"]);
    let (_folder, path) = file("a.txt", "x");
    let unknown = Archive::open(&[path], in_encoding("klingon"));
    assert!(matches!(unknown, Err(ArchiveError::UnknownEncoding { name }) if name == "klingon"));
}

/// Longer than any buffer, so that characters lie across borders.
#[test]
fn what_an_encoding_does_not_have_costs_its_record() {
    let line =
        |i: usize| format!("{{\"id\": \"{i}\", \"text\": \"{}\"}}\n", "محادثات 😀 ".repeat(i % 50 + 1));
    let mut bytes = Vec::new();
    for i in 0..5000 {
        let mut line = utf16(&line(i), false);
        if i % 1000 == 999 {
            // Half of a pair.
            let at = line.len() - 10;
            line.splice(at..at, [0x3d, 0xd8]);
        }
        bytes.extend(line);
    }
    let whole = read_as("a.jsonl", &bytes);
    assert_eq!(whole.documents.len(), 4995);
    assert_eq!(whole.documents[49].text.as_str(), "محادثات 😀 ".repeat(50));
    assert!(whole.rejects.iter().all(|reject| reject.cause == Cause::BadEncoding("UTF-16LE")));
    let lines: Vec<Option<u64>> = whole.rejects.iter().map(|reject| reject.position.number()).collect();
    assert_eq!(lines, [1000, 2000, 3000, 4000, 5000].map(Some));
    // Cut within a character.
    let whole = read_as("a.jsonl", &utf16(LINES, false)[..LINES.encode_utf16().count() * 2 - 3]);
    assert_eq!(whole.ids(), ["a"]);
    assert_eq!(whole.rejects.len(), 1);
}

#[test]
fn bzip2_of_one_and_several_streams() {
    assert_eq!(read_as("a.jsonl.bz2", bz2(LINES.as_bytes())).ids(), ["a", "b"]);
    assert_eq!(read_as("a.txt.bz2", bz2(b"Dear all")).texts(), ["Dear all"]);
    assert_eq!(read_input(bz2(ROWS.as_bytes())).ids(), ["a", "b"]);
    let (first, second) = LINES.split_at(20);
    let several = [bz2(first.as_bytes()), bz2(second.as_bytes()), vec![0; 700]].concat();
    assert_eq!(read_as("a.jsonl.bz2", &several).ids(), ["a", "b"]);
    let whole = read_as("a.jsonl.bz2", [&several[..], b"rubbish"].concat());
    assert_eq!(
        (whole.documents.len(), whole.faults()),
        (2, vec![(format!("byte {}", several.len()), CauseKind::Damaged)])
    );
}

#[test]
fn broken_bzip2_keeps_what_was_before() {
    // Several blocks, so that some come before the fault.
    let lines: String = (0u64..60_000)
        .map(|i| {
            format!("{{\"id\": {i}, \"text\": \"{:x}\"}}\n", (i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        })
        .collect();
    let packed = bz2(lines.as_bytes());
    let whole = read_as("a.jsonl.bz2", &packed[..packed.len() / 2]);
    assert!(whole.documents.len() > 10_000, "{}", whole.documents.len());
    assert_eq!(whole.counts.rejects, [(CauseKind::Truncated, 1)].into(), "{:?}", whole.rejects);
    let mut hurt = packed.clone();
    hurt[packed.len() / 2] ^= 0x10;
    let whole = read_as("a.jsonl.bz2", &hurt);
    assert!(whole.documents.len() > 10_000);
    assert_eq!(whole.counts.rejects, [(CauseKind::Damaged, 1)].into(), "{:?}", whole.rejects);
    assert_eq!(read_as("a.jsonl.bz2", b"").faults(), [("byte 0".to_owned(), CauseKind::Truncated)]);
}
