//! Files and records that are too large, or unpack to what is: stopped at a limit that is said, at bounded memory.

use std::io::Write;

use super::memory::peak;
use super::{LINE, gz, page, zst};
use crate::program::{Program, parsed};

#[test]
fn a_long_line_is_left_out_and_memory_stays_bounded() {
    let program = Program::new();
    let mut content = LINE.as_bytes().to_vec();
    content.extend(b"{\"text\":\"");
    content.resize(200_000_000, b'x');
    content.extend(b"\"}\n");
    content.extend(LINE.as_bytes());
    program.file("long.jsonl", &content);
    let args = ["read", "long.jsonl", "--max-record", "16M"];
    if let Some((ran, most)) = peak(&program, &args) {
        assert!(most < 200, "{most} MiB");
        assert_eq!(ran.status, 0);
    }
    let ran = program.ok(&args);
    assert_eq!(ran.records().len(), 2);
    assert!(ran.stderr.contains("line 2: longer than the limit of 16777216 bytes"), "{}", ran.stderr);
}

#[test]
fn a_record_of_ten_million_words_is_read() {
    let program = Program::new();
    program.file("long.jsonl", format!("{{\"text\":\"{}\"}}\n", "word ".repeat(10_000_000)));
    let ran = program.ok(&["read", "long.jsonl", "-o", "out.csv"]);
    assert!(ran.stderr.contains("1 document read"), "{}", ran.stderr);
    assert!(std::fs::metadata(program.path("out.csv")).expect("it is there").len() > 50_000_000);
}

#[test]
fn bombs_are_stopped_at_a_limit_that_is_said() {
    let program = Program::new();
    // Two gigabytes of zeros, behind one good line.
    let mut out = flate2::write::GzEncoder::new(gz(LINE.as_bytes()), flate2::Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..2048 {
        out.write_all(&zeros).expect("it is packed");
    }
    program.file("gzip.jsonl.gz", out.finish().expect("it is packed"));
    let (one, args) = (
        zst(&vec![b' '; 64 << 20]),
        ["read", "gzip.jsonl.gz", "zstd.jsonl.zst", "deep.json", "deep.html", "body.warc", "member.warc.gz"],
    );
    program.file("zstd.jsonl.zst", [zst(LINE.as_bytes()), one.repeat(40)].concat());
    program.file("deep.json", format!("[{}", "{\"text\":[".repeat(1_000_000)));
    program.file("deep.html", "<div><b><i>".repeat(300_000));
    let body = gz(&vec![b' '; 400 << 20]);
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n{head}",
        head.len() + body.len()
    );
    program.file("body.warc", [record.as_bytes(), &body, b"\r\n\r\n", &page("two")].concat());
    // A record that is passed over, and unpacks to two gigabytes.
    let long =
        "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: image/png\r\nContent-Length: 2147483648\r\n\r\n";
    let mut out = flate2::write::GzEncoder::new(gz(&page("one")), flate2::Compression::best());
    out.write_all(long.as_bytes()).expect("it is packed");
    for _ in 0..2048 {
        out.write_all(&zeros).expect("it is packed");
    }
    let member = out.finish().expect("it is packed");
    program.file("member.warc.gz", [member, gz(&page("three"))].concat());
    let ran = program.ok(&[&args[..], &["--rejects", "rejects.jsonl", "--max-record", "32M"]].concat());
    assert_eq!(ran.records().len(), 5, "{}", ran.stderr);
    let rejects = program.read("rejects.jsonl");
    let told = |file: &str, words: &str| {
        parsed(&rejects).iter().any(|r| {
            r["file"] == file && r["message"].as_str().is_some_and(|message| message.contains(words))
        })
    };
    assert!(told("gzip.jsonl.gz", "500 times its size"), "{rejects:.3000}");
    assert!(told("zstd.jsonl.zst", "500 times its size"), "{rejects:.3000}");
    assert!(told("deep.json", "broken JSON"), "{rejects:.3000}");
    assert!(told("deep.html", "no text"), "{rejects:.3000}");
    assert!(told("body.warc", "longer than the limit of 33554432 bytes"), "{rejects:.3000}");
    assert!(told("member.warc.gz", "500 times its size"), "{rejects:.3000}");
}

#[test]
fn a_list_of_rejects_is_written_at_bounded_memory() {
    let program = Program::new();
    // Two million bad lines, each of which is a reject with its place, its cause and its text.
    program.file("bad.jsonl", format!("{LINE}{}", "{\"text\": broken}\n".repeat(2_000_000)));
    let args = ["read", "bad.jsonl", "--rejects", "rejects.jsonl", "-o", "out.jsonl"];
    let ran = match peak(&program, &args) {
        Some((ran, most)) => {
            assert!(most < 200, "{most} MiB");
            ran
        }
        None => program.ok(&args),
    };
    assert_eq!(ran.status, 0, "{:.500}", ran.stderr);
    assert!(ran.stderr.len() < 10_000, "messages are bounded too: {}", ran.stderr.len());
    assert_eq!(program.read("rejects.jsonl").lines().count(), 2_000_000);
    assert_eq!(program.read("out.jsonl").lines().count(), 1);
}

#[cfg(feature = "parquet")]
#[test]
fn a_parquet_bomb_is_stopped_and_told_with_its_column() {
    use parquet::basic::Compression;
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::{properties::WriterProperties, writer::SerializedFileWriter};
    use parquet::schema::parser::parse_message_type;

    // One text of two hundred megabytes in some kilobytes.
    let schema = parse_message_type("message m { required binary text (UTF8); }").expect("a schema");
    let properties =
        WriterProperties::builder().set_compression(Compression::ZSTD(Default::default())).build();
    let mut file = SerializedFileWriter::new(Vec::new(), schema.into(), properties.into()).expect("a file");
    let mut group = file.next_row_group().expect("a group");
    let mut column = group.next_column().expect("a column").expect("one");
    let long = [ByteArray::from(vec![b'a'; 200 << 20])];
    column.typed::<ByteArrayType>().write_batch(&long, None, None).expect("written");
    column.close().expect("closed");
    group.close().expect("closed");
    let bomb = file.into_inner().expect("written");
    assert!(bomb.len() < 100_000, "{} bytes", bomb.len());
    let program = Program::new();
    program.file("in/bomb.parquet", bomb);
    program.file("in/good.jsonl", LINE);
    let args = ["read", "in", "--rejects", "rejects.jsonl", "-o", "out.jsonl"];
    if let Some((ran, most)) = peak(&program, &args) {
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert!(most < 150, "{most} MiB");
    }
    let ran = program.ok(&args);
    assert!(ran.stderr.contains("1 document read"), "{}", ran.stderr);
    let rejects = parsed(&program.read("rejects.jsonl"));
    assert_eq!(rejects.len(), 1, "{rejects:?}");
    assert_eq!(rejects[0]["file"], "in/bomb.parquet");
    let said = rejects[0]["message"].as_str().expect("a message");
    assert!(said.contains("column \"text\"") && said.contains("500 times its size"), "{said}");
}
