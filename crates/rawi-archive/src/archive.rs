//! The archive as a stream: inputs one after another, batch by batch.
//!
//! Parsing happens in the forms' readers, in parallel. What depends on what came before (ids that repeat, counts)
//! happens here, in order: so the stream is the same whatever the threads.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ahash::AHashSet;
use encoding_rs::Encoding;
use rayon::prelude::*;

use crate::columns::Columns;
use crate::decode::Stream;
use crate::encoding;
use crate::form::{self, Form};
use crate::inputs::{Input, Inputs};
use crate::raw::Raw;
use crate::record::{Context, LeftOut, Outcome, Piece, Records, id_hash, iso_639_1};
use crate::reject::{Cause, Position, Reject};
use crate::warc;
use crate::{ArchiveError, Counts, Document, ReadSettings};

/// A batch is closed after this many raw bytes (decompressed) …
const BATCH_BYTES: usize = 4 << 20;
/// … or this many records.
const BATCH_RECORDS: usize = 8192;
/// Files of one document each that are read at one go, in parallel.
const FILES_AT_ONCE: usize = 512;

/// An archive as a stream of [`Batch`]es.
///
/// ```no_run
/// # use rawi_archive::{Archive, ReadSettings};
/// let mut archive = Archive::open(&["news/".into(), "dump.jsonl.zst".into()], ReadSettings::default())?;
/// for batch in archive.by_ref() {
///     for document in batch.documents {
///         println!("{}", document.id);
///     }
/// }
/// println!("{} read, {} rejected", archive.counts().documents, archive.counts().rejects_total());
/// # Ok::<(), rawi_archive::ArchiveError>(())
/// ```
pub struct Archive {
    inputs: std::vec::IntoIter<Input>,
    /// The next input, taken already but not read.
    ahead: Option<Input>,
    current: Option<Current>,
    /// What was read of the current file and is in no batch yet.
    read: Option<Piece>,
    columns: Arc<Columns>,
    settings: Arc<ReadSettings>,
    /// The one named in the settings.
    encoding: Option<&'static Encoding>,
    standard_input: Option<Box<dyn Read + Send>>,
    /// Hashes of the ids that came before: 16 bytes each, whatever their length.
    ids: AHashSet<u128>,
    /// Of the ids that came more than once: the number that the last one got.
    repeated: HashMap<u128, u64>,
    counts: Counts,
    total_bytes: Option<u64>,
    consumed: Arc<AtomicU64>,
    consumed_before: u64,
}

/// The file that is being read.
struct Current {
    records: Box<dyn Records>,
    named_seen: u8,
    any: bool,
    /// Whether there is more to read.
    more: bool,
}

impl Current {
    fn new(records: Box<dyn Records>) -> Self {
        Self { records, named_seen: 0, any: false, more: true }
    }

    /// The next piece; `None` at the end of the file.
    fn read(&mut self) -> Option<Piece> {
        self.more.then(|| {
            let mut piece = Piece::default();
            self.more = self.records.read(&mut piece);
            self.named_seen |= piece.named_seen;
            self.any |= !piece.outcomes.is_empty();
            piece
        })
    }
}

/// Documents and rejects that stand next to one another in the archive. Either may be empty.
#[derive(Debug, Default)]
pub struct Batch {
    /// Good documents, in input order.
    pub documents: Vec<Document>,
    /// Records that could not be used, in input order.
    pub rejects: Vec<Reject>,
    /// Bytes of the inputs (as they lie on disk, compressed if they are) consumed since the batch before, for progress:
    /// over all batches they add up to [`Archive::total_bytes`], unless a file could not be read to its end.
    pub bytes: u64,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive")
            .field("settings", &self.settings)
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}

impl Archive {
    /// Opens files, folders and `-` (standard input, once), in this order. Folders are walked now, files opened when
    /// their turn comes.
    ///
    /// # Errors
    /// An input that was named is missing or cannot be opened (an unreadable file inside a folder is a reject); the
    /// encoding that the settings name is none.
    pub fn open(inputs: &[PathBuf], settings: ReadSettings) -> Result<Self, ArchiveError> {
        Self::open_with(inputs, settings, io::stdin())
    }

    /// The same, with another reader in the place of standard input.
    ///
    /// # Errors
    /// As [`Archive::open`].
    pub fn open_with(
        inputs: &[PathBuf],
        settings: ReadSettings,
        standard_input: impl Read + Send + 'static,
    ) -> Result<Self, ArchiveError> {
        Self::over(Inputs::find(inputs)?, settings, standard_input)
    }

    /// One stream whose form is known, from wherever it comes; compressed or not, as its first bytes tell.
    ///
    /// # Errors
    /// The encoding that the settings name is none.
    ///
    /// ```
    /// # use rawi_archive::{Archive, Form, ReadSettings};
    /// let rows = "text,id\nTalks ended.,a\n".as_bytes();
    /// let mut archive = Archive::of_form(Form::Csv, rows, ReadSettings::default())?;
    /// assert_eq!(archive.next().map(|batch| batch.documents[0].id.clone()).as_deref(), Some("a"));
    /// # Ok::<(), rawi_archive::ArchiveError>(())
    /// ```
    pub fn of_form(
        form: Form,
        from: impl Read + Send + 'static,
        settings: ReadSettings,
    ) -> Result<Self, ArchiveError> {
        Self::over(Inputs::standard_input(Some(form)), settings, from)
    }

    fn over(
        inputs: Inputs,
        mut settings: ReadSettings,
        standard_input: impl Read + Send + 'static,
    ) -> Result<Self, ArchiveError> {
        for lang in &mut settings.langs {
            *lang = iso_639_1(std::mem::take(lang));
        }
        let encoding = match &settings.encoding {
            Some(name) => Some(
                encoding::by_name(name)
                    .ok_or_else(|| ArchiveError::UnknownEncoding { name: name.clone() })?,
            ),
            None => None,
        };
        let total_bytes = inputs.total_bytes();
        Ok(Self {
            counts: Counts { left_out: inputs.left_out, ..Counts::default() },
            inputs: inputs.list.into_iter(),
            ahead: None,
            current: None,
            read: None,
            columns: Arc::new(Columns::new(&settings)),
            settings: Arc::new(settings),
            encoding,
            standard_input: Some(Box::new(standard_input)),
            ids: AHashSet::new(),
            repeated: HashMap::new(),
            total_bytes,
            consumed: Arc::default(),
            consumed_before: 0,
        })
    }

    /// What happened so far; complete when the last batch has been given.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The settings it is read with.
    #[must_use]
    pub fn settings(&self) -> &ReadSettings {
        &self.settings
    }

    /// Bytes of all inputs as they lie on disk; `None` where that cannot be known (standard input, pipes).
    #[must_use]
    pub fn total_bytes(&self) -> Option<u64> {
        self.total_bytes
    }

    fn next_input(&mut self) -> Option<Input> {
        self.ahead.take().or_else(|| self.inputs.next())
    }

    fn context(&self, input: &Input) -> Context {
        Context {
            file: Arc::clone(&input.file),
            name: input.name.as_str().into(),
            folder: input.path.as_deref().and_then(folder_name),
            columns: Arc::clone(&self.columns),
            settings: Arc::clone(&self.settings),
            encoding: self.encoding,
        }
    }

    /// Opens the next input: its reader becomes the current one, or what is wrong with it goes into the batch.
    fn start(&mut self, input: Input, batch: &mut Batch) {
        self.counts.files += 1;
        let context = self.context(&input);
        let standard_input = if input.path.is_none() { self.standard_input.take() } else { None };
        match open(&input, &context, standard_input, &self.consumed) {
            Ok(records) => self.current = Some(Current::new(records)),
            Err((cause, position)) => {
                self.absorb_one(context.reject(position, cause, None), batch);
            }
        }
    }

    /// Reads a run of files of one document each, in parallel.
    fn read_run(&mut self, run: Vec<Input>, batch: &mut Batch) {
        self.counts.files += run.len() as u64;
        let jobs: Vec<(Input, Context)> = run
            .into_iter()
            .map(|input| {
                let context = self.context(&input);
                (input, context)
            })
            .collect();
        let consumed = &self.consumed;
        let outcomes: Vec<Vec<Outcome>> = jobs
            .par_iter()
            .map(|(input, context)| match open(input, context, None, consumed) {
                Ok(mut records) => {
                    let mut piece = Piece::default();
                    while records.read(&mut piece) {}
                    piece.outcomes
                }
                Err((cause, position)) => vec![context.reject(position, cause, None)],
            })
            .collect();
        for outcome in outcomes.into_iter().flatten() {
            self.absorb_one(outcome, batch);
        }
    }

    /// The files after `first` that are one document each, as its own.
    fn run_of_documents(&mut self, first: Input) -> Vec<Input> {
        let mut bytes = first.size.unwrap_or(0);
        let mut run = vec![first];
        while run.len() < FILES_AT_ONCE && bytes < BATCH_BYTES as u64 {
            match self.next_input() {
                Some(next) if is_one_document(&next) => {
                    bytes += next.size.unwrap_or(0);
                    run.push(next);
                }
                other => {
                    self.ahead = other;
                    break;
                }
            }
        }
        run
    }

    fn close(&mut self, current: &Current) {
        if !current.any {
            return;
        }
        for (field, column) in self.columns.named() {
            if current.named_seen & (1 << field as u8) == 0 {
                *self.counts.columns_missing.entry(format!("{field}={column}")).or_default() += 1;
            }
        }
    }

    /// The piece that was read goes into the batch, while the one after it is read; the file is closed behind its last.
    /// How many bytes and records it has.
    fn absorb(&mut self, mut current: Current, batch: &mut Batch) -> (usize, usize) {
        let Some(piece) = self.read.take().or_else(|| current.read()) else {
            self.close(&current);
            return (0, 0);
        };
        let amount = (piece.weight, piece.outcomes.len() + piece.passed_over.len());
        let (next, ()) = rayon::join(
            || current.read(),
            || {
                for kind in piece.passed_over {
                    *self.counts.passed_over.entry(kind).or_default() += 1;
                }
                for outcome in piece.outcomes {
                    self.absorb_one(outcome, batch);
                }
            },
        );
        self.read = next;
        self.current = Some(current);
        amount
    }

    fn absorb_one(&mut self, outcome: Outcome, batch: &mut Batch) {
        match outcome {
            Outcome::Bad(reject) => {
                *self.counts.rejects.entry(reject.cause.kind()).or_default() += 1;
                batch.rejects.push(*reject);
            }
            Outcome::Good(good) => {
                let mut document = good.document;
                self.counts.dates_of_crawl += u64::from(good.date_of_crawl);
                self.counts.dates_unreadable += u64::from(good.date_unreadable);
                self.counts.dates_missing += u64::from(document.date.is_none() && !good.date_unreadable);
                self.counts.ids_missing += u64::from(good.id_missing);
                // Filtered documents have their ids too: a filter does not change the id of another document.
                self.claim_id(&mut document.id, good.id_hash);
                match good.left_out {
                    None => {
                        self.counts.documents += 1;
                        batch.documents.push(document);
                    }
                    Some(LeftOut::Before) => self.counts.filtered.before += 1,
                    Some(LeftOut::After) => self.counts.filtered.after += 1,
                    Some(LeftOut::Undated) => self.counts.filtered.undated += 1,
                    Some(LeftOut::Language) => self.counts.filtered.language += 1,
                }
            }
        }
    }

    /// Makes an id unique: the first to come keeps it, the others get `~2`, `~3` ….
    fn claim_id(&mut self, id: &mut String, hash: u128) {
        if self.ids.insert(hash) {
            return;
        }
        self.counts.ids_repeated += 1;
        // Where an id stands a million times, the numbers tried before are not tried again.
        let last = self.repeated.entry(hash).or_insert(1);
        loop {
            *last += 1;
            let candidate = format!("{id}~{last}");
            if self.ids.insert(id_hash(&candidate)) {
                *id = candidate;
                return;
            }
        }
    }
}

impl Iterator for Archive {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let mut batch = Batch::default();
        let mut weight = 0;
        let mut records = 0;
        while weight < BATCH_BYTES && records < BATCH_RECORDS {
            if let Some(current) = self.current.take() {
                let (bytes, found) = self.absorb(current, &mut batch);
                weight += bytes;
                records += found;
            } else if let Some(input) = self.next_input() {
                if is_one_document(&input) {
                    let run = self.run_of_documents(input);
                    weight += run.iter().map(|input| input.size.unwrap_or(0) as usize).sum::<usize>();
                    records += run.len();
                    self.read_run(run, &mut batch);
                } else {
                    self.start(input, &mut batch);
                    records += 1;
                }
            } else {
                break;
            }
        }
        let consumed = self.consumed.load(Ordering::Relaxed);
        batch.bytes = consumed - self.consumed_before;
        self.consumed_before = consumed;
        let nothing = records == 0 && weight == 0 && batch.bytes == 0;
        (!nothing).then_some(batch)
    }
}

/// Whether a file is known by its name to be one document.
fn is_one_document(input: &Input) -> bool {
    input.path.is_some() && input.fault.is_none() && input.form.is_some_and(Form::is_one_document)
}

/// The name of the folder that a file stands in.
fn folder_name(path: &Path) -> Option<Arc<str>> {
    let path = std::path::absolute(path).ok()?;
    Some(path.parent()?.file_name()?.to_string_lossy().into())
}

/// Opens an input: its reader, or what is wrong with it and where.
fn open(
    input: &Input,
    context: &Context,
    standard_input: Option<Box<dyn Read + Send>>,
    consumed: &Arc<AtomicU64>,
) -> Result<Box<dyn Records>, (Cause, Position)> {
    let whole = |cause| (cause, Position::File);
    if let Some(fault) = &input.fault {
        return Err(whole(fault.clone()));
    }
    // Told before opening: such a file need not be looked at.
    if let Some(form) = input.form.filter(|form| !form.is_read()) {
        return Err(whole(Cause::FormNotRead(form)));
    }
    let raw: Box<dyn Read + Send> = match &input.path {
        Some(path) => match File::open(path) {
            // Read where it lies: this form begins at its end.
            #[cfg(feature = "parquet")]
            Ok(file)
                if input.form == Some(Form::Parquet)
                    && input.compression.is_none()
                    && input.size.is_some() =>
            {
                let reader = crate::parquet::Parquet::open(file, context, Some(Arc::clone(consumed)));
                return reader.map(|reader| Box::new(reader) as Box<dyn Records>).map_err(whole);
            }
            Ok(file) => Box::new(file),
            Err(error) => return Err(whole(Cause::Unreadable(error.to_string()))),
        },
        None => standard_input.unwrap_or_else(|| Box::new(io::empty())),
    };
    let mut raw = Raw::new(raw, Arc::clone(consumed));
    if input.form == Some(Form::Warc) || input.form.is_none() && warc::begins(&mut raw) {
        return warc::reader(raw, input.compression, context);
    }
    let stream = Stream::new(raw, input.compression)?;
    let form = input.form.unwrap_or_else(|| form::sniff(stream.head(), context));
    if !form.is_text() {
        return form::reader(form, stream, context).map_err(whole);
    }
    let (stream, encoding) = stream.into_utf8(context.encoding);
    // Decoded, it may look otherwise.
    let form = match (input.form, encoding) {
        (None, Some(_)) => form::sniff(stream.head(), context),
        _ => form,
    };
    form::reader(form, stream, &Context { encoding, ..context.clone() }).map_err(whole)
}
