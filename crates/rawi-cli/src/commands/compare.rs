//! `rawi compare`: two documents side by side, with what they share and where their words differ.

use std::io::Write;
use std::path::{Path, PathBuf};

use rawi_archive::Document;
use rawi_overlap::{Class, Method, Unit};
use serde::Serialize;

use crate::args::CompareArgs;
use crate::commands::overlap::refused;
use crate::convert::Corpus;
use crate::failure::Failure;
use crate::output::{
    Cell, Column, Destination, Layout, Origin, Page, Record, Rows, Writer, column, side_by_side,
};
use crate::reading;
use crate::records::ReuseRecord;
use crate::settings::{Format, Reading, Running, Target};

/// Two documents and what they share.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonRecord {
    /// Id of the first.
    pub a: String,
    /// Id of the second.
    pub b: String,
    /// Exact Jaccard similarity of the two whole texts.
    pub jaccard: f64,
    /// Share of the first's shingles that the second has.
    pub containment_a: f64,
    /// Share of the second's shingles that the first has.
    pub containment_b: f64,
    /// Passages that stand in both; `a` of each is the older.
    pub reuses: Vec<ReuseRecord>,
}

impl Record for ComparisonRecord {
    const COLUMNS: &'static [Column] = &[
        column::text("a", "id of the first document"),
        column::text("b", "id of the second"),
        column::real("jaccard", "exact Jaccard similarity of the two whole texts"),
        column::real("containment_a", "part of a's shingles that b has"),
        column::real("containment_b", "part of b's shingles that a has"),
        column::json("reuses", "passages that stand in both: a list of reuses"),
    ];
    const LAYOUT: Layout = Layout::Blocks;

    fn rows(&self, rows: &mut Rows<'_>) {
        rows.push(&[
            Cell::Text(&self.a),
            Cell::Text(&self.b),
            Cell::Real(self.jaccard),
            Cell::Real(self.containment_a),
            Cell::Real(self.containment_b),
            Cell::json(&self.reuses),
        ]);
    }
}

/// Reads two documents, compares, writes.
pub fn run(args: CompareArgs, running: &Running) -> Result<(), Failure> {
    let target = Target::new(&args.output)?;
    let documents = if args.within.is_empty() {
        vec![named(&args.a, &args.field, running)?, named(&args.b, &args.field, running)?]
    } else {
        within(&args, running)?
    };
    let mut out = Destination::open(target.path.as_deref())?;
    let corpus = Corpus::new(documents);
    let record = compared(&corpus)?;
    let page = Page::new(running, target.path.is_some());
    let used = Used { a: &args.a, b: &args.b, fields: &args.field, overlap: settings() };
    let origin = Origin::new("compare", &used)?;
    target.tell(&origin)?;
    if target.format == Format::Table {
        let [a, b] = &corpus.documents[..] else { return Err(Failure::work("two documents are needed")) };
        let drawn = side_by_side(a, b, &record, &page);
        out.write_all(drawn.as_bytes()).map_err(|cause| out.failure(&cause))?;
        return out.finish();
    }
    let mut writer = Writer::onto(out, target.format, page, &origin);
    writer.write(&[record])?;
    writer.finish()?;
    Ok(())
}

/// The one document of a file, or the one with an id: `FILE` or `FILE#ID`.
fn named(name: &str, fields: &[String], running: &Running) -> Result<Document, Failure> {
    let (path, id) = if name == "-" || Path::new(name).exists() {
        (name, None)
    } else {
        // Ids may hold the sign too: the first cut that leaves a file is taken.
        match name.match_indices('#').find(|(at, _)| Path::new(&name[..*at]).exists()) {
            Some((at, _)) => (&name[..at], Some(&name[at + 1..])),
            None => {
                return Err(Failure::work(format_args!("there is no file {name}"))
                    .with_hint("a document is FILE, FILE#ID, or an id with --in ARCHIVE"));
            }
        }
    };
    let documents = read(vec![PathBuf::from(path)], fields, running)?;
    match (id, documents.len()) {
        (Some(id), _) => with_id(&documents, id, path),
        (None, 1) => Ok(documents.into_iter().next().expect("its length is one")),
        (None, 0) => Err(Failure::work(format_args!("{path} holds no document"))),
        (None, many) => Err(Failure::work(format_args!("{path} holds {many} documents"))
            .with_hint(format_args!("name one by its id: {path}#{}", documents[0].id))),
    }
}

/// Both documents by their ids.
fn within(args: &CompareArgs, running: &Running) -> Result<Vec<Document>, Failure> {
    let documents = read(args.within.clone(), &args.field, running)?;
    let archive = args.within.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    Ok(vec![with_id(&documents, &args.a, &archive)?, with_id(&documents, &args.b, &archive)?])
}

fn read(inputs: Vec<PathBuf>, fields: &[String], running: &Running) -> Result<Vec<Document>, Failure> {
    let silent = Running { quiet: true, ..*running };
    Ok(reading::all(&Reading::plain(inputs, fields)?, &silent)?.0)
}

fn with_id(documents: &[Document], id: &str, archive: &str) -> Result<Document, Failure> {
    documents.iter().find(|document| document.id == id).cloned().ok_or_else(|| {
        let failure = Failure::work(format_args!("there is no document {id} in {archive}"));
        match documents.first() {
            Some(first) => failure.with_hint(format_args!("ids there are written as {}", first.id)),
            None => failure,
        }
    })
}

/// The settings that the figures depend on.
#[derive(Serialize)]
struct Used<'a> {
    a: &'a str,
    b: &'a str,
    fields: &'a [String],
    overlap: rawi_overlap::Settings,
}

fn settings() -> rawi_overlap::Settings {
    rawi_overlap::Settings {
        unit: Unit::Document,
        // Any likeness at all: the figure is asked for, not a selection.
        min_jaccard: Some(f64::MIN_POSITIVE),
        min_tokens: Some(1),
        within_outlet: true,
        keep_furniture: true,
        method: Method::Exact,
        classes: vec![Class::Copy, Class::Formula, Class::Furniture, Class::Names],
        ..rawi_overlap::Settings::default()
    }
}

/// The figures of the two whole texts, and the passages they share of whatever class.
fn compared(corpus: &Corpus) -> Result<ComparisonRecord, Failure> {
    let articles = corpus.articles();
    let settings = settings();
    let pair = rawi_overlap::pairs(&articles, &settings).map_err(refused)?.iter().next();
    let found = rawi_overlap::reuses(&articles, &rawi_overlap::Settings { min_tokens: None, ..settings })
        .map_err(refused)?;
    // The engine puts the older first; here the order is that of the command line.
    let (containment_a, containment_b) = match &pair {
        None => (0.0, 0.0),
        Some(pair) if pair.a.article == 0 => (pair.containment_a, pair.containment_b),
        Some(pair) => (pair.containment_b, pair.containment_a),
    };
    Ok(ComparisonRecord {
        a: corpus.documents[0].id.clone(),
        b: corpus.documents[1].id.clone(),
        jaccard: pair.map_or(0.0, |pair| pair.jaccard),
        containment_a,
        containment_b,
        reuses: found.reuses.iter().map(|reuse| corpus.reuse(reuse, &articles, None)).collect(),
    })
}
