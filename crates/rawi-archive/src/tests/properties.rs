//! Whatever the bytes: no panic, and every record is told once.

use proptest::prelude::*;

use super::*;

/// Bytes that come near to an archive: pieces of records, marks, and anything.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => Just(b"{\"text\": \"one two\", \"id\": 1}".to_vec()),
        2 => Just("{\"النص\": \"كلمة\"}".as_bytes().to_vec()),
        2 => Just(b"text,id\n".to_vec()),
        2 => Just(b"\"a \"\"b\"\"\nc\",2".to_vec()),
        6 => Just(b"\n".to_vec()),
        1 => Just(b"\r\n".to_vec()),
        1 => Just(b"\xef\xbb\xbf".to_vec()),
        6 => prop::sample::select(b"{}[]\",:;\\\t |x17-\0 ".to_vec()).prop_map(|b| vec![b]),
        2 => prop::collection::vec(any::<u8>(), 0..12),
        1 => Just(b"title: x\n\n".to_vec()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Packed, or in another encoding: its lines are not those of its bytes.
fn is_special(content: &[u8]) -> bool {
    crate::encoding::utf16_without_mark(content).is_some()
        || crate::encoding::is_utf32(content)
        || content.starts_with(b"\x1f\x8b")
        || content.starts_with(b"\x28\xb5\x2f\xfd")
        || content.starts_with(b"\xff\xfe")
        || content.starts_with(b"\xfe\xff")
        || content.get(1..4) == Some(b"\x2a\x4d\x18")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_line_is_told_once(content in soup()) {
        let content = if is_special(&content) { Vec::new() } else { content };
        let whole = read_as("a.jsonl", &content);
        let body = content.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(&content);
        let start = body.trim_ascii_start();
        let spread = start.starts_with(b"[") || start.starts_with(b"{") && start[1..].trim_ascii_start().len() + 1 < start.len();
        if !spread {
            // A line may begin with a mark, as the file does, and have nothing else.
            let is_line = |line: &&[u8]| {
                let line = line.trim_ascii();
                !line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii().is_empty()
            };
            let lines = body.split(|b| *b == b'\n').filter(is_line).count();
            prop_assert_eq!(whole.documents.len() + whole.rejects.len(), lines);
        }
    }

    #[test]
    fn a_plain_text_is_one_record(content in soup()) {
        let content = if is_special(&content) { Vec::new() } else { content };
        let whole = read_as("a.txt", &content);
        prop_assert_eq!(whole.documents.len() + whole.rejects.len(), 1);
        if let [document] = whole.documents.as_slice() {
            prop_assert!(content.ends_with(document.text.as_bytes()));
        }
    }

    #[test]
    fn nothing_panics(content in soup()) {
        for name in ["a.json", "a.csv", "a.tsv", "a.jsonl.gz", "a.json.zst", "a"] {
            let whole = read_as(name, &content);
            // Every good text stands in the file (cells and strings may have been unescaped).
            prop_assert!(whole.documents.iter().all(|document| !document.text.trim().is_empty()));
        }
        read_input(&content);
        for packed in [gzip(&content), zst(&content)] {
            let (mut cut, mut flipped) = (packed.clone(), packed.clone());
            cut.truncate(packed.len() / 2);
            let middle = packed.len() / 2;
            flipped[middle] ^= 0x10;
            read_as("a.jsonl.gz", cut);
            read_as("a.json.zst", flipped);
        }
    }

    #[test]
    fn rows_written_by_others_are_read_alike(
        rows in prop::collection::vec(prop::collection::vec("[a-zء-ي\",;\n\r\t ]{0,12}", 3), 0..20),
        separator in prop::sample::select(b",;\t|".to_vec()),
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        writer.write_record(["text", "title", "id"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let whole = read_as("a.csv", writer.into_inner().unwrap());
        let expected: Vec<&str> = rows.iter().map(|row| row[0].as_str()).filter(|text| !text.trim().is_empty()).collect();
        prop_assert_eq!(whole.texts(), expected);
        // A row of nothing but white space is an empty one.
        prop_assert!(whole.documents.len() + whole.rejects.len() <= rows.len());
    }

    #[test]
    fn arrays_written_by_others_are_read_alike(
        texts in prop::collection::vec("[a-zء-ي\"\\\\\\[\\]{},:\n\u{0}]{1,12}", 0..20),
        pretty in any::<bool>(),
    ) {
        let records: Vec<_> = texts.iter().map(|text| serde_json::json!({"x": [{"y": text}], "text": text})).collect();
        let written = if pretty { serde_json::to_string_pretty(&records) } else { serde_json::to_string(&records) }.unwrap();
        let whole = read_as("a.json", written);
        let expected: Vec<&str> = texts.iter().map(String::as_str).filter(|text| !text.trim().is_empty()).collect();
        prop_assert_eq!(whole.texts(), expected);
        prop_assert_eq!(whole.documents.len() + whole.rejects.len(), texts.len());
    }

    #[test]
    fn a_lost_byte_costs_its_own_element(at in 0usize..34, n in 1usize..8) {
        let element = |i: usize| format!("{{\"id\": \"{i}\", \"text\": \"word {i}\"}}");
        let mut hurt = element(n);
        prop_assume!(at < hurt.len());
        hurt.remove(at);
        let elements: Vec<String> = (0..10).map(|i| if i == n { hurt.clone() } else { element(i) }).collect();
        let whole = read_as("a.json", format!("[\n{}\n]", elements.join(",\n")));
        for i in (0..10usize).filter(|i| *i != n) {
            prop_assert!(whole.texts().contains(&format!("word {i}").as_str()), "{i} of {hurt}: {:?}", whole.rejects);
        }
    }

    #[test]
    fn dates_never_panic(text in "[0-9٠-٩a-zA-Zء-ي:/+.,TZ -]{0,40}") {
        if let Some(date) = crate::Date::parse(&text) {
            prop_assert_eq!(crate::Date::parse(&date.to_string()), Some(date));
        }
    }
}
