//! Any bytes as a table; half of the time under a header that a table may have.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi_archive::Form;
use reading::{chosen, read, settings};

fuzz_target!(|data: &[u8]| {
    let (choice, bytes) = chosen(data);
    let form = if choice & 2 == 0 { Form::Csv } else { Form::Tsv };
    let header: &[u8] = match choice >> 2 & 3 {
        0 => b"text,id,date\n",
        1 => b"id\ttext\n",
        _ => b"",
    };
    read(form, &[header, bytes].concat(), &settings(choice & 1 == 1));
});
