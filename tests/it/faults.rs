//! Damage of every kind, in files that the test makes: each costs what it says, and nothing else.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::program::{Program, parsed};

const LINE: &str = "{\"text\":\"The talks ended.\"}\n";

fn gz(content: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(content).expect("it is packed");
    out.finish().expect("it is packed")
}

fn zst(content: &[u8]) -> Vec<u8> {
    zstd::encode_all(content, 1).expect("it is packed")
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A record of a crawl that holds a page.
fn page(name: &str) -> Vec<u8> {
    let paragraph = format!(
        "<p>The talks on the harbour of {name} ended on Tuesday without any agreement, and the mayor told reporters that nobody knew when they would go on.</p>"
    );
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>{name}</title></head><body><article>{}</article></body></html>",
        paragraph.repeat(4)
    );
    format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://{name}.example/\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n", answer.len()).into_bytes()
}

/// Damaged files, each with the good and the bad records it holds.
fn damaged() -> Vec<(String, Vec<u8>, usize, usize)> {
    let mut files: Vec<(String, Vec<u8>, usize, usize)> = Vec::new();
    let mut add = |name: &str, content: &[u8], good: usize, bad: usize| {
        files.push((format!("{:02}-{name}", files.len()), content.to_vec(), good, bad));
    };
    let line = LINE.as_bytes();
    let three = [line, line, line].concat();
    let between = |middle: &[u8]| [line, middle, b"\n", line].concat();
    // Lines.
    add("empty.jsonl", b"", 0, 0);
    add("blank.jsonl", b"\n\n  \n\r\n", 0, 0);
    add("cut.jsonl", &three[..three.len() - 5], 2, 1);
    add("latin.jsonl", &between(b"{\"text\":\"caf\xe9\"}"), 2, 1);
    add("cut-character.jsonl", &between(b"{\"text\":\"\xd9\"}"), 2, 1);
    add("surrogate.jsonl", &between(b"{\"text\":\"\\ud800\"}"), 2, 1);
    add("list.jsonl", &between(b"[1,2]"), 2, 1);
    add("number.jsonl", &between(b"17"), 2, 1);
    add("no-text.jsonl", &between(b"{\"title\":\"x\"}"), 2, 1);
    add("white.jsonl", &between(b"{\"text\":\" \\n \"}"), 2, 1);
    add("two-on-a-line.jsonl", &between(b"{\"text\":\"a\"}{\"text\":\"b\"}"), 2, 1);
    add("single-quotes.jsonl", &between(b"{'text':'a'}"), 2, 1);
    add("nan.jsonl", &between(b"{\"text\":\"a\",\"x\":NaN}"), 2, 1);
    add("raw-control.jsonl", &between(b"{\"text\":\"a\x01b\"}"), 2, 1);
    add("nul-byte.jsonl", &between(b"\0\0\0\0\0"), 2, 1);
    add("nul-escaped.jsonl", &between(b"{\"text\":\"a\\u0000b\"}"), 3, 0);
    add(
        "deep.jsonl",
        &between(
            format!("{{\"x\":{}1{},\"text\":\"a\"}}", "[".repeat(100_000), "]".repeat(100_000)).as_bytes(),
        ),
        3,
        0,
    );
    add("deep-open.jsonl", &between("{\"text\":[".repeat(50_000).as_bytes()), 2, 1);
    add("carriage-returns.jsonl", LINE.replace('\n', "\r\n").repeat(2).as_bytes(), 2, 0);
    add("mark.jsonl", &[b"\xef\xbb\xbf", line].concat(), 1, 0);
    add("utf-16.jsonl", &utf16(&format!("\u{feff}{LINE}{LINE}")), 2, 0);
    add("utf-16-cut.jsonl", &utf16(LINE)[..40], 0, 1);
    // Arrays.
    add("empty.json", b"", 0, 0);
    add("none.json", b"[]", 0, 0);
    add("unclosed.json", b"[{\"text\":\"a\"},{\"text\":\"b\"}", 2, 1);
    add("cut.json", b"[{\"text\":\"a\"},\n{\"text\":\"b", 1, 1);
    add("missing-bracket.json", b"[\n{\"text\":\"a\",\n{\"text\":\"b\"}\n]", 1, 1);
    add("nulls.json", b"[null,{\"text\":\"a\"},null]", 1, 2);
    add("deep.json", ["[".repeat(200_000), "]".repeat(200_000)].concat().as_bytes(), 0, 1);
    add("object.json", b"{\"text\":\"a\"}", 1, 0);
    add("string-open.json", b"[\n{\"text\":\"a},\n{\"text\":\"b\"}\n]", 1, 1);
    // Tables.
    add("empty.csv", b"", 0, 0);
    add("header.csv", b"text,id\n", 0, 0);
    add("no-column.csv", b"a,b\n1,2\n", 0, 1);
    add("ragged.csv", b"text,id\na,1\nb\nc,3,4\nd,5\n", 2, 2);
    add("open.csv", b"text,id\na,1\n\"b,2\nc,3\n", 2, 1);
    add("quotes.csv", b"text,id\n\"a\" x,1\nb,2\n", 1, 1);
    add("latin.csv", b"text,id\ncaf\xe9,1\nb,2\n", 1, 1);
    add("semicolons.csv", b"text;id\n\"a;\n\"\"b\"\"\";1\nb;2\n", 2, 0);
    add("nul.csv", b"text,id\na\0b,1\n", 1, 0);
    add("quotes.tsv", b"text\tid\n\"a\t1\nb\t2\n", 2, 0);
    add("utf-16.csv", &utf16("\u{feff}text,id\r\nنص,1\r\n"), 1, 0);
    // Plain texts.
    add("empty.txt", b"", 0, 1);
    add("white.txt", b" \n\t\n", 0, 1);
    add("latin.txt", b"caf\xe9", 0, 1);
    add("nul.txt", b"a\0b", 1, 0);
    add("controls.txt", "\u{1b}[2J\u{202e}txet".as_bytes(), 1, 0);
    add("head-only.md", b"title: x\n\n", 0, 1);
    // Pages.
    add("empty.html", b"", 0, 1);
    add("bare.html", b"<html><head><title>x</title></head></html>", 0, 1);
    // Compression.
    add("empty.jsonl.gz", b"", 0, 1);
    add("cut.jsonl.gz", &gz(&three)[..20], 0, 1);
    add(
        "checksum.jsonl.gz",
        &{
            let mut packed = gz(&three);
            let at = packed.len() - 6;
            packed[at] ^= 0xff;
            packed
        },
        3,
        1,
    );
    add("rubbish-behind.jsonl.gz", &[&gz(&three)[..], b"rubbish"].concat(), 3, 1);
    add("zeros-behind.jsonl.gz", &[gz(&three), vec![0; 512]].concat(), 3, 0);
    add("two-members.jsonl.gz", &[gz(&three), gz(line)].concat(), 4, 0);
    add("not-packed.jsonl.gz", &three, 3, 0);
    add("no-gzip.jsonl.gz", &[0, 1, 2, 3], 0, 1);
    add("cut.jsonl.zst", &zst(&three)[..15], 0, 1);
    add("two-frames.jsonl.zst", &[zst(&three), zst(line)].concat(), 4, 0);
    add("rubbish-behind.jsonl.zst", &[&zst(&three)[..], b"rubbish"].concat(), 3, 1);
    add("empty.jsonl.bz2", b"", 0, 1);
    add("no-bzip2.jsonl.bz2", b"BZh91AY&SY\xff\xff\xff\xff\xff\xff\xff\xff", 0, 1);
    // Crawls.
    let (one, two) = (page("one"), page("two"));
    add("empty.warc", b"", 0, 0);
    add("rubbish.warc", b"this is no crawl at all\r\n", 0, 1);
    add("cut.warc", &[&one[..], &two[..two.len() - 50]].concat(), 1, 1);
    add("between.warc", &[&one[..], b"rubbish\r\n\r\n", &two].concat(), 2, 1);
    add("lost-bytes.warc", &[&one[..one.len() - 60], &two].concat(), 1, 1);
    add(
        "checksum.warc.gz",
        &{
            let mut packed = gz(&one);
            let at = packed.len() - 6;
            packed[at] ^= 0xff;
            [gz(&two), packed, gz(&two)].concat()
        },
        2,
        1,
    );
    add("cut.warc.gz", &[gz(&one), gz(&two)[..60].to_vec()].concat(), 1, 1);
    add(
        "wrong-length.warc",
        &[
            String::from_utf8_lossy(&one).replacen("Content-Length: ", "Content-Length: 9", 1).as_bytes(),
            &two,
        ]
        .concat(),
        1,
        1,
    );
    files
}

#[test]
fn a_folder_of_damaged_files_costs_exactly_what_is_damaged() {
    let program = Program::new();
    let files = damaged();
    assert!(files.len() >= 60, "{}", files.len());
    for (name, content, _, _) in &files {
        program.file(&format!("bad/{name}"), content);
    }
    let ran = program.ok(&["read", "bad", "--rejects", "rejects.jsonl"]);
    let (read, rejects) = (ran.records(), parsed(&program.read("rejects.jsonl")));
    let mut wrong = Vec::new();
    for (name, _, good, bad) in &files {
        let of = |records: &[serde_json::Value]| {
            records
                .iter()
                .filter(|r| r["file"].as_str().is_some_and(|file| file.ends_with(name.as_str())))
                .count()
        };
        let told: Vec<&str> = rejects
            .iter()
            .filter(|r| r["file"].as_str().is_some_and(|file| file.ends_with(name.as_str())))
            .map(|r| r["message"].as_str().expect("a message"))
            .collect();
        let found = (of(&read), of(&rejects));
        if found != (*good, *bad) {
            wrong.push(format!("{name}: {found:?} and not {:?}: {told:?}", (good, bad)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let (good, bad) = files.iter().fold((0, 0), |(good, bad), file| (good + file.2, bad + file.3));
    assert_eq!((read.len(), rejects.len()), (good, bad));
    assert!(ran.stderr.contains(&format!("{} documents read", read.len())), "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    // One reason a reject, and every reason counted.
    assert!(rejects.iter().all(|r| r["cause"].is_string() && r["unit"].is_string()));
    // Whatever the threads.
    assert_eq!(program.ok(&["read", "bad", "--threads", "1"]).stdout, ran.stdout);
}

#[test]
fn a_file_that_may_not_be_read_is_told() {
    let program = Program::new();
    program.file("bad/a.jsonl", LINE);
    program.file("bad/b.jsonl", LINE);
    // A link to nowhere cannot be read by anybody, not even by the user whom no permission stops.
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", program.path("bad/c.jsonl")).expect("a link");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let closed = std::fs::Permissions::from_mode(0o000);
        std::fs::set_permissions(program.path("bad/b.jsonl"), closed).expect("closed");
    }
    let readable = std::fs::File::open(program.path("bad/b.jsonl")).is_ok();
    let ran = program.ok(&["read", "bad"]);
    assert_eq!(ran.records().len(), 1 + usize::from(readable), "{}", ran.stderr);
    #[cfg(unix)]
    assert!(ran.stderr.contains("cannot be read") && ran.stderr.contains("c.jsonl"), "{}", ran.stderr);
}

/// The most memory a run takes, in MiB; `None` where the system does not tell.
fn peak(program: &Program, args: &[&str]) -> Option<(crate::program::Ran, u64)> {
    let mut child = program
        .command(args)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut most = None;
    let ended = loop {
        if let Ok(text) = std::fs::read_to_string(&status)
            && let Some(kib) = text
                .lines()
                .find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<u64>().ok())
        {
            most = most.max(Some(kib / 1024));
        }
        if let Some(ended) = child.try_wait().expect("it is waited for") {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let mut stderr = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().expect("it is piped"), &mut stderr)
        .expect("messages");
    let ran =
        crate::program::Ran { status: ended.code().expect("it ends by itself"), stdout: Vec::new(), stderr };
    most.map(|most| (ran, most))
}

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
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_leaves_nothing() {
    let program = Program::new();
    program.file("a.jsonl", LINE.repeat(20_000));
    for format in ["jsonl", "csv", "table"] {
        let ran = program.run(&["read", "a.jsonl", "-o", "/dev/full", "-f", format]);
        assert_eq!(ran.status, 1, "{format}: {}", ran.stderr);
        assert!(ran.stderr.contains("No space left"), "{}", ran.stderr);
    }
    // A file that may not grow: as on a disk that fills up under way.
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\"";
    program.file("out.jsonl", "old\n");
    let out = std::process::Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_rawi"), "read", "a.jsonl", "-o", "out.jsonl"])
        .current_dir(program.path(""))
        .output()
        .expect("a shell");
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(String::from_utf8_lossy(&out.stderr).contains("cannot write out.jsonl"), "{out:?}");
    assert_eq!(program.files(), ["a.jsonl", "out.jsonl"]);
    assert_eq!(program.read("out.jsonl"), "old\n");
}

#[test]
#[cfg(unix)]
fn an_interrupted_run_leaves_nothing_behind() {
    let program = Program::new();
    program.file("out.jsonl", "old\n");
    for signal in ["INT", "TERM"] {
        let mut child = program
            .command(&["read", "-", "-o", "out.jsonl", "--rejects", "bad.jsonl"])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // It waits for more of its input, with its files begun.
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin.write_all(LINE.as_bytes()).expect("it reads");
        let began = Instant::now();
        while program.files().len() < 3 && began.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(program.files().len(), 3, "{:?}", program.files());
        let sent = std::process::Command::new("kill")
            .args([&format!("-{signal}"), &child.id().to_string()])
            .status();
        assert!(sent.expect("kill is there").success());
        let ended = child.wait().expect("it ends");
        assert_eq!(ended.code(), Some(130), "{ended:?}");
        assert_eq!(program.files(), ["out.jsonl"], "{signal}");
        assert_eq!(program.read("out.jsonl"), "old\n");
    }
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
