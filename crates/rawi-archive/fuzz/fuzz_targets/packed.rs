//! Bytes behind every compression: broken where the input says, or taken for compressed as they are.
#![no_main]

use std::io::Write;

use libfuzzer_sys::fuzz_target;
use rawi_archive::Form;
use reading::{chosen, read, settings};

fuzz_target!(|data: &[u8]| {
    let (choice, bytes) = chosen(data);
    let settings = settings(false);
    let magic: &[u8] = match choice & 3 {
        0 => b"\x1f\x8b\x08\x00\0\0\0\0\0\xff",
        1 => b"\x28\xb5\x2f\xfd",
        2 => b"BZh91AY&SY",
        _ => b"",
    };
    read(Form::JsonLines, &[magic, bytes].concat(), &settings);
    // Good lines, packed, then hurt at one place.
    let lines: String = (0..40u64)
        .map(|i| format!("{{\"id\":{i},\"text\":\"{:x}\"}}\n", (i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
        .collect();
    let mut packed = match choice & 3 {
        0 | 3 => {
            let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            out.write_all(lines.as_bytes()).expect("it is packed");
            out.finish().expect("it is packed")
        }
        1 => zstd::encode_all(lines.as_bytes(), 1).expect("it is packed"),
        _ => {
            let mut out = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
            out.write_all(lines.as_bytes()).expect("it is packed");
            out.finish().expect("it is packed")
        }
    };
    if let [a, b, byte, rest @ ..] = bytes {
        let at = usize::from(u16::from_be_bytes([*a, *b])) % packed.len();
        packed[at] ^= byte;
        packed.splice(at..at, rest.iter().copied());
    }
    read(Form::JsonLines, &packed, &settings);
});
