//! The documents of a run: read batch by batch or all at once, what could not be used told, counted and written.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rawi_archive::{Archive, ArchiveError, Batch, Counts, Document, Reject};
use rayon::prelude::*;

use crate::failure::Failure;
use crate::output::Destination;
use crate::progress::Step;
use crate::settings::{Reading, Running};
use crate::terminal::harmless;

/// Rejects that are told one by one; the rest are counted.
const REJECTS_TOLD: usize = 5;

/// An archive being read.
pub struct Reader {
    archive: Archive,
    running: Running,
    strict: bool,
    /// Outlets to keep, folded; empty: all.
    outlets: BTreeSet<String>,
    rejects: Option<Destination>,
    told: usize,
    other_outlets: u64,
    documents: u64,
    without_outlet: u64,
    without_date: u64,
    step: Step,
}

/// What a reading came to.
#[derive(Debug, Clone)]
pub struct Summary {
    /// What the archive counts.
    pub counts: Counts,
    /// Documents of outlets that were not asked for.
    pub other_outlets: u64,
    /// Documents given out.
    pub documents: u64,
    /// Of these, those that name no outlet.
    pub without_outlet: u64,
    /// And those without a date that could be read.
    pub without_date: u64,
}

impl Reader {
    /// # Errors
    /// An input that is missing; a file of rejects that cannot be written.
    pub fn open(reading: &Reading, running: &Running) -> Result<Self, Failure> {
        let archive = Archive::open(&reading.inputs, reading.read.clone()).map_err(|cause| match cause {
            ArchiveError::UnknownEncoding { .. } => Failure::usage(cause).with_hint(
                "names are those of the web: --encoding windows-1256, latin1, iso-8859-6, utf-16le",
            ),
            cause => Failure::work(cause),
        })?;
        let bytes = archive.total_bytes();
        let rejects = reading.rejects.as_deref().map(|path| Destination::open(Some(path))).transpose()?;
        Ok(Self {
            archive,
            running: *running,
            strict: reading.strict,
            outlets: reading.outlets.iter().map(|outlet| rawi_text::fold_word(outlet)).collect(),
            rejects,
            told: 0,
            other_outlets: 0,
            documents: 0,
            without_outlet: 0,
            without_date: 0,
            step: running.progress.bytes("reading", bytes),
        })
    }

    /// The next documents; `None` at the end. Batches are the same whatever the threads.
    ///
    /// # Errors
    /// A record that cannot be used, where that ends the run.
    pub fn next(&mut self) -> Result<Option<Vec<Document>>, Failure> {
        let Some(Batch { mut documents, rejects, bytes }) = self.archive.next() else { return Ok(None) };
        self.step.advance(bytes);
        for reject in &rejects {
            self.tell(reject)?;
        }
        if !self.outlets.is_empty() {
            let before = documents.len();
            documents.retain(|document| {
                document
                    .outlet
                    .as_ref()
                    .is_some_and(|name| self.outlets.contains(&rawi_text::fold_word(name)))
            });
            self.other_outlets += (before - documents.len()) as u64;
        }
        self.documents += documents.len() as u64;
        self.without_outlet += documents.iter().filter(|document| document.outlet.is_none()).count() as u64;
        self.without_date += documents.iter().filter(|document| document.date.is_none()).count() as u64;
        Ok(Some(documents))
    }

    fn tell(&mut self, reject: &Reject) -> Result<(), Failure> {
        if let Some(out) = &mut self.rejects {
            let line = serde_json::to_string(reject).map_err(Failure::work)?;
            writeln!(out, "{line}").map_err(|cause| out.failure(&cause))?;
        }
        if self.strict {
            // What was found until here is kept for the reader of the rejects.
            if let Some(out) = self.rejects.take() {
                out.finish()?;
            }
            return Err(Failure::work(harmless(&reject.to_string()))
                .with_hint("without --strict such a record is counted and left out"));
        }
        self.told += 1;
        if self.told <= REJECTS_TOLD && !self.running.quiet {
            note(&format!("left out: {}", harmless(&reject.to_string())));
        }
        Ok(())
    }

    /// Ends the reading and tells what was left out.
    ///
    /// # Errors
    /// The rejects cannot be written; nothing at all could be read.
    pub fn finish(self) -> Result<Summary, Failure> {
        self.step.finish();
        let had_rejects_file = self.rejects.is_some();
        if let Some(out) = self.rejects {
            out.finish()?;
        }
        let summary = Summary {
            counts: self.archive.counts().clone(),
            other_outlets: self.other_outlets,
            documents: self.documents,
            without_outlet: self.without_outlet,
            without_date: self.without_date,
        };
        if !self.running.quiet {
            if self.told > REJECTS_TOLD {
                note(&format!("left out: … {} more", self.told - REJECTS_TOLD));
            }
            for line in summary.lines(had_rejects_file) {
                note(&line);
            }
        }
        Ok(summary)
    }
}

/// All documents at once, by id, so that nothing after depends on the order of files.
///
/// # Errors
/// As [`Reader::open`], [`Reader::next`] and [`Reader::finish`].
pub fn all(reading: &Reading, running: &Running) -> Result<(Vec<Document>, Summary), Failure> {
    let mut reader = Reader::open(reading, running)?;
    let mut documents = Vec::new();
    while let Some(batch) = reader.next()? {
        documents.extend(batch);
    }
    let summary = reader.finish()?;
    // From here on they only stand there.
    documents.shrink_to_fit();
    documents.par_sort_by(|a, b| (&a.id, &a.outlet, &a.text).cmp(&(&b.id, &b.outlet, &b.text)));
    Ok((documents, summary))
}

impl Summary {
    /// What a person should know about the reading, a line each; the first says how much was read.
    fn lines(&self, rejects_written: bool) -> Vec<String> {
        let mut lines = Vec::new();
        let left_out = self.left_out();
        let mut first = format!("{} read", counted(self.documents, "document"));
        if !left_out.is_empty() {
            let reasons: Vec<String> = left_out.iter().map(|(count, why)| format!("{count} {why}")).collect();
            first.push_str(&format!("; left out: {}", reasons.join(", ")));
        }
        lines.push(first);
        if self.counts.rejects_total() > 0 && !rejects_written {
            lines.push(
                "hint: --rejects FILE writes down every record that is left out, with its place".to_owned(),
            );
        }
        if !self.counts.passed_over.is_empty() {
            let kinds: Vec<String> =
                self.counts.passed_over.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            lines.push(format!("records of crawls that are no pages were passed over: {}", kinds.join(", ")));
        }
        for (what, count) in self.faults() {
            lines.push(format!("{}: {what}", counted(count, "document")));
        }
        for (column, files) in &self.counts.columns_missing {
            lines.push(format!("--field {column}: no such column in {}", counted(*files, "file")));
        }
        if !self.counts.left_out.is_empty() {
            let endings: Vec<String> = self
                .counts
                .left_out
                .iter()
                .map(|(ending, count)| {
                    format!("{count} {}", if ending.is_empty() { "without an ending" } else { ending })
                })
                .collect();
            lines.push(format!("files of other forms in the folders were not read: {}", endings.join(", ")));
        }
        if self.documents == 0 {
            lines.push(if self.counts.filtered.total() + self.other_outlets > 0 {
                "hint: no document is left: look at --outlet, --since, --until and --lang".to_owned()
            } else {
                "hint: nothing to read was found; name the column of the text with --field text=COLUMN"
                    .to_owned()
            });
        }
        lines.into_iter().map(|line| harmless(&line)).collect()
    }

    /// Records that are not among the documents, with why.
    pub fn left_out(&self) -> Vec<(u64, String)> {
        let mut out: Vec<(u64, String)> =
            self.counts.rejects.iter().map(|(cause, count)| (*count, cause.to_string())).collect();
        let filtered = &self.counts.filtered;
        for (count, why) in [
            (filtered.before, "before --since"),
            (filtered.after, "after --until"),
            (filtered.undated, "without a date"),
            (filtered.language, "in another language"),
            (self.other_outlets, "of another outlet"),
        ] {
            if count > 0 {
                out.push((count, why.to_owned()));
            }
        }
        out
    }

    /// Documents that are used although something is wrong with them.
    pub fn faults(&self) -> Vec<(&'static str, u64)> {
        [
            ("the date cannot be read", self.counts.dates_unreadable),
            ("the page names no date and has that of the crawl", self.counts.dates_of_crawl),
            ("the id came before and was numbered", self.counts.ids_repeated),
            ("no outlet is named; all of these count as one", self.without_outlet),
            (
                "no date is given; whether they were first is not known",
                self.without_date.saturating_sub(self.counts.dates_unreadable),
            ),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect()
    }
}

/// Endings of results that a later run would take for articles, where they lie in an archive's folder.
const READ_AGAIN: [&str; 7] = ["csv", "html", "htm", "json", "jsonl", "parquet", "tsv"];

/// Says so where a result was written among the articles: the next run would read it as if it were one of them.
pub fn note_if_among(reading: &Reading, written: Option<&Path>, running: &Running) {
    let Some(written) = written.filter(|_| !running.quiet) else { return };
    let ending = written.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let Ok(place) = written.canonicalize() else { return };
    if !written.is_dir() && !READ_AGAIN.contains(&ending.to_ascii_lowercase().as_str()) {
        return;
    }
    let holds =
        |input: &PathBuf| input.is_dir() && input.canonicalize().is_ok_and(|it| place.starts_with(it));
    if let Some(input) = reading.inputs.iter().find(|input| holds(input)) {
        note(&format!(
            "hint: {} lies among the articles in {}: the next run would read it as one of them; better write to another folder",
            written.display(),
            input.display()
        ));
    }
}

/// "1 document", "12 documents", "7 families".
pub fn counted(count: u64, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if count == 1 => format!("1 {noun}"),
        Some(stem) => format!("{count} {stem}ies"),
        None => format!("{count} {noun}s"),
    }
}

/// A line for the person at the terminal. A run does not stop because nobody reads it.
pub fn note(line: &str) {
    let _ = writeln!(io::stderr(), "rawi: {line}");
}
