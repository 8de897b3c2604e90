//! Crawls: every good page is read, every damaged record told at its offset, and nothing else is lost.

use super::*;
use crate::{PassedOver, Position};

/// A page of enough words to be taken for an article, with its name in it.
fn html(name: &str) -> String {
    let paragraph = format!(
        "<p>The talks on the harbour of {name} ended on Tuesday without any agreement, and the mayor told reporters that nobody knew when they would go on.</p>"
    );
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Talks of {name}</title></head><body><article><h1>Talks of {name}</h1>{}</article></body></html>",
        paragraph.repeat(3)
    )
}

fn record(kind: &str, lines: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nWARC-Date: 2020-02-03T04:05:06Z\r\n{lines}Content-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

/// The answer of a server: head and body.
fn answer(lines: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\n{lines}\r\n");
    [head.as_bytes(), body].concat()
}

fn response(name: &str) -> Vec<u8> {
    let lines = format!(
        "WARC-Target-URI: http://www.{name}.example/a\r\nContent-Type: application/http;msgtype=response\r\n"
    );
    record("response", &lines, &answer("Content-Type: text/html; charset=utf-8\r\n", html(name).as_bytes()))
}

/// Whose pages they are.
fn names(whole: &Whole) -> Vec<&str> {
    whole
        .documents
        .iter()
        .map(|document| {
            document.title.as_deref().and_then(|title| title.strip_prefix("Talks of ")).unwrap_or("?")
        })
        .collect()
}

/// Each record in a member of its own, with the members' offsets.
fn members(records: &[Vec<u8>]) -> (Vec<u8>, Vec<u64>) {
    let (mut all, mut offsets) = (Vec::new(), Vec::new());
    for record in records {
        offsets.push(all.len() as u64);
        all.extend(gzip(record));
    }
    (all, offsets)
}

fn passed(whole: &Whole) -> Vec<(PassedOver, u64)> {
    whole.counts.passed_over.iter().map(|(kind, count)| (*kind, *count)).collect()
}

#[test]
fn pages_are_documents_and_the_rest_is_counted() {
    let image = record(
        "response",
        "WARC-Target-URI: http://a.example/i.png\r\n",
        &answer("Content-Type: image/png\r\n", &[0x89; 5000]),
    );
    let missing =
        record("response", "", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html><p>no");
    let records = [
        record("warcinfo", "", b"software: x\r\n"),
        record("request", "", b"GET / HTTP/1.1\r\n\r\n"),
        response("one"),
        record("metadata", "", b"a: b\r\n"),
        image,
        record("revisit", "", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        missing,
        record("conversion", "", "نص".as_bytes()),
        record("resource", "", b"x"),
        record("response", "Content-Type: text/dns\r\n", b"x"),
        response("two"),
        record("continuation", "", b"x"),
    ];
    let plain = records.concat();
    let (packed, offsets) = members(&records);
    let expected = [
        (PassedOver::Warcinfo, 1),
        (PassedOver::Request, 1),
        (PassedOver::Revisit, 1),
        (PassedOver::Metadata, 1),
        (PassedOver::Conversion, 1),
        (PassedOver::Resource, 1),
        (PassedOver::Other, 1),
        (PassedOver::NotOk, 1),
        (PassedOver::NotHtml, 2),
    ];
    let starts: Vec<u64> = records
        .iter()
        .scan(0, |at, record| {
            let start = *at;
            *at += record.len() as u64;
            Some(start)
        })
        .collect();
    for (name, bytes, places) in [
        ("a.warc", plain.clone(), [starts[2], starts[10]]),
        ("a.warc.gz", packed.clone(), [offsets[2], offsets[10]]),
        ("a", packed, [offsets[2], offsets[10]]),
        ("b", plain.clone(), [starts[2], starts[10]]),
        ("a.warc.gz", gzip(&plain), [starts[2], starts[10]]),
        ("a.warc.zst", zst(&plain), [starts[2], starts[10]]),
        ("a.warc.bz2", bz2(&plain), [starts[2], starts[10]]),
    ] {
        let whole = read_as(name, bytes);
        assert_eq!(names(&whole), ["one", "two"], "{name}: {:?}", whole.rejects);
        assert!(whole.rejects.is_empty());
        assert_eq!(passed(&whole), expected, "{name}");
        assert_eq!(
            whole.documents.iter().map(|document| document.position).collect::<Vec<_>>(),
            places,
            "{name}"
        );
        let one = &whole.documents[0];
        assert_eq!(one.id, format!("{name}:{}", places[0]));
        assert_eq!(one.url.as_deref(), Some("http://www.one.example/a"));
        assert_eq!(one.outlet.as_deref(), Some("one.example"));
        assert_eq!(one.date.map(|date| date.to_string()).as_deref(), Some("2020-02-03T04:05:06Z"));
        assert_eq!(whole.counts.dates_of_crawl, 2);
    }
}

#[test]
fn bodies_as_servers_send_them() {
    let page = html("one");
    let chunked = |body: &[u8]| -> Vec<u8> {
        let mut out: Vec<u8> = body
            .chunks(100)
            .flat_map(|part| [format!("{:x}\r\n", part.len()).as_bytes(), part, b"\r\n"].concat())
            .collect();
        out.extend(b"0\r\n\r\n");
        out
    };
    let type_ = "Content-Type: text/html\r\n";
    for (lines, body) in [
        ("Transfer-Encoding: chunked\r\n", chunked(page.as_bytes())),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(&gzip(page.as_bytes()))),
        ("Content-Encoding: zstd\r\n", zst(page.as_bytes())),
        // What the crawler has undone is not undone again.
        ("Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n", page.clone().into_bytes()),
    ] {
        let whole = read_as("a.warc", record("response", "", &answer(&format!("{type_}{lines}"), &body)));
        assert_eq!(names(&whole), ["one"], "{lines}: {:?}", whole.rejects);
    }
    for (lines, body) in [
        ("Transfer-Encoding: chunked\r\n", &chunked(page.as_bytes())[..300]),
        ("Content-Encoding: gzip\r\n", &gzip(page.as_bytes())[..200]),
        ("Content-Encoding: br\r\n", b"\xff\xff\xff\xff"),
    ] {
        let content = answer(&format!("{type_}{lines}"), body);
        let whole = read_as("a.warc", [record("response", "", &content), response("two")].concat());
        assert_eq!(names(&whole), ["two"], "{lines}");
        assert_eq!(whole.faults(), [("byte 0".to_owned(), CauseKind::BrokenWarc)], "{lines}");
    }
    let cut = record(
        "response",
        "WARC-Truncated: length\r\n",
        &answer(&format!("{type_}Transfer-Encoding: chunked\r\n"), &chunked(page.as_bytes())[..550]),
    );
    assert_eq!(read_as("a.warc", cut).documents.len(), 1);
    let no_http = record("response", "Content-Type: application/http\r\n", b"<html><p>page");
    assert_eq!(read_as("a.warc", no_http).faults(), [("byte 0".to_owned(), CauseKind::BrokenWarc)]);
}

/// A damaged record stands between two good ones.
#[test]
fn a_damaged_record_costs_itself() {
    let (one, two, three) = (response("one"), response("two"), response("three"));
    let text = String::from_utf8(two.clone()).unwrap();
    let length =
        text.split("Content-Length: ").nth(1).and_then(|rest| rest.split("\r\n").next()).unwrap().to_owned();
    let with_length = |other: &str| {
        text.replacen(&format!("Content-Length: {length}"), &format!("Content-Length: {other}"), 1)
            .into_bytes()
    };
    let number: usize = length.parse().unwrap();
    let hurt: Vec<(&str, Vec<u8>)> = vec![
        ("too short", with_length(&(number - 30).to_string())),
        ("too long", with_length(&(number + 30).to_string())),
        ("longer than the next record", with_length(&(number + two.len() + 7).to_string())),
        ("endless", with_length("99999999999")),
        ("no number", with_length("many")),
        ("negative", with_length("-3")),
        ("beyond any number", with_length("99999999999999999999999")),
        ("no type", text.replace("WARC-Type: response", "X: y").into_bytes()),
        ("cut in its content", two[..two.len() - 200].to_vec()),
        ("cut in its head", two[..60].to_vec()),
        ("no record at all", b"rubbish that is no record\r\nof any kind\r\n\r\n".to_vec()),
    ];
    for (what, hurt) in hurt {
        for more in [vec![], vec![three.clone()]] {
            let records = [vec![one.clone(), hurt.clone()], more].concat();
            let good: &[&str] = if records.len() == 3 { &["one", "three"] } else { &["one"] };
            let whole = read_as("a.warc", records.concat());
            assert_eq!(names(&whole), good, "{what}: {:?}", whole.rejects);
            assert_eq!(whole.faults(), [(format!("byte {}", one.len()), CauseKind::BrokenWarc)], "{what}");
            let (packed, offsets) = members(&records);
            let whole = read_as("a.warc.gz", packed);
            assert_eq!(names(&whole), good, "{what}: {:?}", whole.rejects);
            let place = if what == "no record at all" {
                whole.rejects[0].position
            } else {
                Position::Byte(offsets[1])
            };
            assert_eq!(
                whole.rejects.iter().map(|reject| reject.position).collect::<Vec<_>>(),
                [place],
                "{what}: {:?}",
                whole.rejects
            );
        }
    }
}

#[test]
fn a_broken_member_costs_its_own_record() {
    let records: Vec<Vec<u8>> = ["one", "two", "three", "four"].map(response).to_vec();
    let (packed, offsets) = members(&records);
    let [from, to] = [offsets[1] as usize, offsets[2] as usize];
    for at in from..to {
        for bits in [0x01, 0x80, 0xff] {
            let mut hurt = packed.clone();
            hurt[at] ^= bits;
            let whole = read_as("a.warc.gz", hurt);
            let found = names(&whole);
            // Time, speed and system in the head of a member mean nothing: a record with another is as good.
            if found != ["one", "two", "three", "four"] {
                assert_eq!(found, ["one", "three", "four"], "byte {at} ^ {bits}: {:?}", whole.rejects);
                assert_eq!(whole.rejects.len(), 1, "byte {at} ^ {bits}: {:?}", whole.rejects);
                assert_eq!(whole.rejects[0].position, Position::Byte(offsets[1]), "byte {at} ^ {bits}");
            }
        }
    }
    // Bytes lost, and bytes put in.
    for (from, to) in [(from + 20, to - 3), (from + 1, from + 2), (to - 8, to)] {
        let whole = read_as("a.warc.gz", [&packed[..from], &packed[to..]].concat());
        assert_eq!(names(&whole), ["one", "three", "four"], "{:?}", whole.rejects);
        assert_eq!(whole.rejects.len(), 1);
    }
    let whole =
        read_as("a.warc.gz", [&packed[..from], b"\x1f\x8b rubbish \x1f\x8b\x08\0", &packed[from..]].concat());
    assert_eq!(names(&whole), ["one", "two", "three", "four"], "{:?}", whole.rejects);
    assert_eq!(whole.rejects.len(), 1);
    // The end is missing.
    let whole = read_as("a.warc.gz", &packed[..packed.len() - 30]);
    assert_eq!(names(&whole), ["one", "two", "three"]);
    assert_eq!(whole.faults(), [(format!("byte {}", offsets[3]), CauseKind::Truncated)]);
}

#[test]
fn members_that_do_not_keep_to_records() {
    let all = [response("one"), response("two"), response("three")].concat();
    let split: Vec<Vec<u8>> = all.chunks(333).map(<[u8]>::to_vec).collect();
    let (packed, _) = members(&split);
    assert_eq!(names(&read_as("a.warc.gz", packed)), ["one", "two", "three"]);
}

/// What is no page is passed over without being kept, and what stands behind it is found.
#[test]
fn long_records_that_are_no_pages() {
    let film = record("response", "", &answer("Content-Type: video/mp4\r\n", &vec![7; 30 << 20]));
    let page = record("response", "", &answer("Content-Type: text/html\r\n", &vec![b'x'; 3 << 20]));
    let settings = ReadSettings { max_record_bytes: 1 << 20, ..ReadSettings::default() };
    let records = [response("one"), film, response("two"), page, response("three")];
    let start = (records[0].len() + records[1].len() + records[2].len()) as u64;
    let whole = read_with("a.warc", records.concat(), settings);
    assert_eq!(names(&whole), ["one", "two", "three"]);
    assert_eq!(passed(&whole), [(PassedOver::NotHtml, 1)]);
    assert_eq!(whole.faults(), [(format!("byte {start}"), CauseKind::TooLong)]);
}

/// A film that holds the head of a record is one record, where its end is where it says.
#[test]
fn a_crawl_within_a_crawl() {
    let inner = [response("inner"), response("inner too")].concat();
    let outer = record("response", "", &answer("Content-Type: application/warc\r\n", &inner));
    let whole = read_as("a.warc", [outer, response("two")].concat());
    assert_eq!(names(&whole), ["two"], "{:?}", whole.rejects);
    assert!(whole.rejects.is_empty());
}
