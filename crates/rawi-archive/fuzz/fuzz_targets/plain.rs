//! Any bytes as a plain text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi_archive::{Form, ReadSettings};
use reading::{chosen, read, settings};

const ENCODINGS: [Option<&str>; 4] = [None, Some("windows-1256"), Some("utf-16le"), Some("gb18030")];

fuzz_target!(|data: &[u8]| {
    let (choice, bytes) = chosen(data);
    let encoding = ENCODINGS[usize::from(choice >> 1) % 4].map(str::to_owned);
    read(Form::Plain, bytes, &ReadSettings { encoding, ..settings(choice & 1 == 1) });
});
