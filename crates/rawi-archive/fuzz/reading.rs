//! What every target asks of a reader, whatever the bytes: it ends, it tells every record once, and reads the same again.

use rawi_archive::{Archive, Counts, Document, Form, ReadSettings};

/// Reads bytes of a form; checks what holds for all of them.
pub fn read(form: Form, bytes: &[u8], settings: &ReadSettings) -> (Vec<Document>, Counts) {
    let mut archive = match Archive::of_form(form, std::io::Cursor::new(bytes.to_vec()), settings.clone()) {
        Ok(archive) => archive,
        Err(error) => panic!("{error}"),
    };
    let (mut documents, mut rejects) = (Vec::new(), Vec::new());
    for batch in archive.by_ref() {
        documents.extend(batch.documents);
        rejects.extend(batch.rejects);
    }
    let counts = archive.counts().clone();
    assert_eq!(counts.documents, documents.len() as u64);
    assert_eq!(counts.rejects_total(), rejects.len() as u64);
    let mut ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), documents.len(), "ids are unique");
    for document in &documents {
        assert!(!document.text.trim().is_empty());
    }
    for reject in &rejects {
        assert!(!reject.to_string().is_empty());
        if let Some(number) = reject.position.number() {
            assert!(number <= bytes.len() as u64 * 1100 + 2, "{reject}");
        }
    }
    (documents, counts)
}

/// Settings with a limit that small inputs reach, where `small`.
pub fn settings(small: bool) -> ReadSettings {
    let standard = ReadSettings::default();
    ReadSettings { max_record_bytes: if small { 100 } else { 1 << 20 }, ..standard }
}

/// The first byte chooses, the rest is read.
pub fn chosen(data: &[u8]) -> (u8, &[u8]) {
    data.split_first().map_or((0, data), |(first, rest)| (*first, rest))
}
