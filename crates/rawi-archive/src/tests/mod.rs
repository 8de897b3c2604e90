//! What an archive promises, on real files in a folder of each test's own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::{Archive, CauseKind, Counts, Document, ReadSettings, Reject};

mod encodings;
mod faults;
mod folders;
mod forms;
mod order;
#[cfg(feature = "parquet")]
mod parquet;
mod properties;
mod warc;

/// All of an archive.
struct Whole {
    documents: Vec<Document>,
    rejects: Vec<Reject>,
    counts: Counts,
}

impl Whole {
    fn texts(&self) -> Vec<&str> {
        self.documents.iter().map(|document| document.text.as_str()).collect()
    }

    fn ids(&self) -> Vec<&str> {
        self.documents.iter().map(|document| document.id.as_str()).collect()
    }

    /// Place and kind of each reject.
    fn faults(&self) -> Vec<(String, CauseKind)> {
        self.rejects.iter().map(|reject| (reject.position.to_string(), reject.cause.kind())).collect()
    }
}

fn drain(mut archive: Archive) -> Whole {
    let (mut documents, mut rejects, mut bytes) = (Vec::new(), Vec::new(), 0);
    for batch in archive.by_ref() {
        documents.extend(batch.documents);
        rejects.extend(batch.rejects);
        bytes += batch.bytes;
    }
    let counts = archive.counts().clone();
    assert_eq!(counts.documents, documents.len() as u64);
    assert_eq!(counts.rejects_total(), rejects.len() as u64);
    if let (Some(total), true) = (archive.total_bytes(), rejects.is_empty()) {
        assert_eq!(bytes, total, "bytes consumed");
    }
    Whole { documents, rejects, counts }
}

fn read(inputs: &[&Path], settings: ReadSettings) -> Whole {
    let inputs: Vec<PathBuf> = inputs.iter().map(|path| path.to_path_buf()).collect();
    drain(Archive::open(&inputs, settings).expect("an archive"))
}

/// A folder with one file.
fn file(name: &str, content: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, content).expect("written");
    (folder, path)
}

/// Reads one file of this name and content.
fn read_as(name: &str, content: impl AsRef<[u8]>) -> Whole {
    let (_folder, path) = file(name, content);
    read(&[&path], ReadSettings::default())
}

fn read_with(name: &str, content: impl AsRef<[u8]>, settings: ReadSettings) -> Whole {
    let (_folder, path) = file(name, content);
    read(&[&path], settings)
}

/// Reads standard input.
fn read_input(content: impl AsRef<[u8]>) -> Whole {
    let content = std::io::Cursor::new(content.as_ref().to_vec());
    drain(Archive::open_with(&["-".into()], ReadSettings::default(), content).expect("an archive"))
}

pub(crate) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(content).expect("compressed");
    encoder.finish().expect("compressed")
}

fn bz2(content: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    encoder.write_all(content).expect("compressed");
    encoder.finish().expect("compressed")
}

fn zst(content: &[u8]) -> Vec<u8> {
    zstd::encode_all(content, 3).expect("compressed")
}

/// JSON lines of `n` articles, each of its own words.
fn articles(n: usize) -> String {
    (0..n)
        .map(|i| format!("{{\"id\": \"a{i}\", \"text\": \"Article {i} on the talks of day {i}.\"}}\n"))
        .collect()
}
