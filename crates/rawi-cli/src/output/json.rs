//! JSON written without a serialiser, for the one kind of record that leaves the program by the hundred thousand: quotes
//! are more bytes than the archive that they come from. Letter for letter what serde writes of the record (tested).

use std::io;

use super::layout::{entity_type_name, kind_name};
use crate::records::{Mention, QuoteRecord};

/// Bytes that are looked at together.
const BLOCK: usize = 16;

/// Appends a quote.
///
/// # Errors
/// None but those of writing a number.
pub(super) fn quote(quote: &QuoteRecord, out: &mut Vec<u8>) -> io::Result<()> {
    // So that the strings of most records find their room.
    out.reserve(512 + quote.text.len());
    out.extend_from_slice(b"{\"doc\":");
    string(&quote.doc, out);
    out.extend_from_slice(b",\"outlet\":");
    maybe(quote.outlet.as_deref(), out);
    out.extend_from_slice(b",\"date\":");
    maybe(quote.date.as_deref(), out);
    out.extend_from_slice(b",\"kind\":\"");
    out.extend_from_slice(kind_name(quote.kind).as_bytes());
    out.extend_from_slice(b"\",\"content\":[");
    for (at, (start, end)) in quote.content.iter().enumerate() {
        out.extend_from_slice(if at == 0 { b"[" } else { b",[" });
        number(*start, out);
        out.push(b',');
        number(*end, out);
        out.push(b']');
    }
    out.extend_from_slice(b"],\"text\":");
    string(&quote.text, out);
    out.extend_from_slice(b",\"cue\":");
    mention(quote.cue.as_ref(), out);
    out.extend_from_slice(b",\"speaker\":");
    mention(quote.speaker.as_ref(), out);
    out.extend_from_slice(b",\"entity\":");
    maybe(quote.entity.as_deref(), out);
    out.extend_from_slice(b",\"entity_type\":");
    maybe(quote.entity_type.map(entity_type_name), out);
    out.extend_from_slice(b",\"description\":");
    maybe(quote.description.as_deref(), out);
    out.extend_from_slice(b",\"via\":");
    mention(quote.via.as_ref(), out);
    out.extend_from_slice(b",\"confidence\":");
    serde_json::to_writer(&mut *out, &quote.confidence)?;
    out.extend_from_slice(b",\"rule\":");
    string(quote.rule, out);
    out.push(b'}');
    Ok(())
}

fn mention(mention: Option<&Mention>, out: &mut Vec<u8>) {
    let Some(Mention { start, end, text }) = mention else { return null(out) };
    out.extend_from_slice(b"{\"start\":");
    number(*start, out);
    out.extend_from_slice(b",\"end\":");
    number(*end, out);
    out.extend_from_slice(b",\"text\":");
    string(text, out);
    out.push(b'}');
}

fn maybe(text: Option<&str>, out: &mut Vec<u8>) {
    match text {
        Some(text) => string(text, out),
        None => null(out),
    }
}

fn null(out: &mut Vec<u8>) {
    out.extend_from_slice(b"null");
}

fn number(number: usize, out: &mut Vec<u8>) {
    let (mut digits, mut at, mut left) = ([0; 20], 20, number);
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Whether JSON writes a byte in another way than as it is.
const ESCAPED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = is_escaped(byte as u8);
        byte += 1;
    }
    table
};

const fn is_escaped(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

/// Whether any byte of a block is escaped: no branch, so that the compiler makes vectors of it.
fn any_escaped(block: &[u8; BLOCK]) -> bool {
    block.iter().fold(false, |any, byte| any | is_escaped(*byte))
}

/// Appends a string in its marks. Few hold anything to be escaped.
fn string(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    out.push(b'"');
    let mut from = 0;
    while let Some(escaped) = first_escaped(&bytes[from..]) {
        let at = from + escaped;
        out.extend_from_slice(&bytes[from..at]);
        escape(bytes[at], out);
        from = at + 1;
    }
    out.extend_from_slice(&bytes[from..]);
    out.push(b'"');
}

fn first_escaped(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(block) = bytes[from..].first_chunk::<BLOCK>() {
        if any_escaped(block) {
            break;
        }
        from += BLOCK;
    }
    // Of a long string, the end is looked at with what stands before it.
    if bytes.len() - from < BLOCK && bytes.last_chunk().is_some_and(|block| !any_escaped(block)) {
        return None;
    }
    bytes[from..].iter().position(|byte| ESCAPED[usize::from(*byte)]).map(|found| from + found)
}

#[cold]
fn escape(byte: u8, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0c => b'f',
        b'\r' => b'r',
        b'"' | b'\\' => byte,
        _ => {
            out.extend_from_slice(b"\\u00");
            out.extend([HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 0xf)]]);
            return;
        }
    };
    out.extend([b'\\', short]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use rawi_quotes::{EntityType, Kind};

    #[track_caller]
    fn as_serde_has_it(record: &QuoteRecord) {
        let mut bytes = Vec::new();
        quote(record, &mut bytes).expect("written");
        assert_eq!(String::from_utf8(bytes).expect("UTF-8"), serde_json::to_string(record).expect("JSON"));
    }

    fn nothing_known() -> QuoteRecord {
        QuoteRecord {
            doc: "1".into(),
            outlet: None,
            date: None,
            kind: Kind::Direct,
            content: Vec::new(),
            text: "".into(),
            cue: None,
            speaker: None,
            entity: None,
            entity_type: None,
            description: None,
            via: None,
            confidence: 1.0,
            rule: "uncued",
        }
    }

    #[test]
    fn a_record_is_written_as_serde_writes_it() {
        let mention = |text: &str| Some(Mention { start: 0, end: usize::MAX, text: text.into() });
        as_serde_has_it(&nothing_known());
        as_serde_has_it(&QuoteRecord {
            outlet: Some("The \"Gazette\"".into()),
            date: Some("2018-07-04".into()),
            content: vec![(10, 99), (100, 12_345)],
            text: "لن تغادر \\ أي سفينة … قبل صباح الخميس".into(),
            cue: mention("قالت"),
            speaker: mention("Edda\tKoll"),
            entity: Some("Edda Koll".into()),
            description: Some("harbour master".into()),
            via: mention("the agency\u{7f}\u{2028}"),
            confidence: 0.0625,
            ..nothing_known()
        });
        for kind in [Kind::Direct, Kind::Mixed, Kind::Indirect] {
            as_serde_has_it(&QuoteRecord { kind, ..nothing_known() });
        }
        use EntityType::{Anonymous, Document, Organisation, Other, Person};
        for kind in [Person, Organisation, Anonymous, Document, Other] {
            as_serde_has_it(&QuoteRecord { entity_type: Some(kind), ..nothing_known() });
        }
    }

    #[test]
    fn every_byte_is_escaped_as_serde_does_wherever_it_stands() {
        for sign in (0..=0x17f).filter_map(char::from_u32) {
            for before in [0, 1, 15, 16, 17, 40] {
                let words = format!("{}{sign}{}", "a".repeat(before), "b".repeat(40 - before));
                as_serde_has_it(&QuoteRecord { text: words.as_str().into(), ..nothing_known() });
                as_serde_has_it(&QuoteRecord { text: words[..=before].into(), ..nothing_known() });
            }
        }
    }
}
