//! Any bytes as a Parquet file. The library that reads the format panics at some figures that cannot be; the reader
//! makes that a reject, so here only what gets past it counts.
#![no_main]

use std::sync::Once;

use libfuzzer_sys::fuzz_target;
use rawi_archive::{Archive, Form, ReadSettings};

static QUIET: Once = Once::new();

fuzz_target!(|data: &[u8]| {
    // Else the fuzzer would end at a panic that is caught.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let settings = ReadSettings { max_record_bytes: 1 << 16, ..ReadSettings::default() };
    let mut archive = match Archive::of_form(Form::Parquet, std::io::Cursor::new(data.to_vec()), settings) {
        Ok(archive) => archive,
        Err(error) => panic!("{error}"),
    };
    let (mut documents, mut rejects) = (0, 0);
    for batch in archive.by_ref() {
        documents += batch.documents.len() as u64;
        rejects += batch.rejects.len() as u64;
        assert!(batch.rejects.iter().all(|reject| !reject.to_string().is_empty()));
    }
    assert_eq!((archive.counts().documents, archive.counts().rejects_total()), (documents, rejects));
});
