//! `rawi report`: all of it as one HTML page, and every table as a file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rawi_archive::Document;
use rawi_overlap::Class;
use rawi_quotes::Engine;
use rawi_quotes::statements::StatementSettings;
use rawi_text::Watch;
use rayon::prelude::*;
use serde::Serialize;

use crate::args::{ReportArgs, UiArg};
use crate::commands::overlap::refused;
use crate::commands::writing::write_told;
use crate::convert::{self, Corpus, all_quotes};
use crate::failure::Failure;
use crate::lexicon;
use crate::output::{Destination, Origin, Page, Record, Writer};
use crate::progress::{Stages, Step};
use crate::reading::{self, Summary, counted, note, note_if_among};
use crate::records::{
    DocumentRecord, FamilyRecord, MatrixRecord, QuoteRecord, ReuseRecord, ReusedDocumentRecord,
    SpeakerRecord, StatementRecord,
};
use crate::report::{Article, LeftOut, ReportData, Totals, Ui, write};
use crate::settings::{self, Format, Reading, Running, Target};
use crate::speech::Speech;

/// What every figure of the report depends on.
#[derive(Serialize)]
struct Used<'a> {
    rawi: &'static str,
    reading: &'a Reading,
    overlap: &'a rawi_overlap::Settings,
    statements: &'a StatementSettings,
}

/// Everything that was found.
struct Found {
    matrix: Vec<MatrixRecord>,
    families: Vec<FamilyRecord>,
    reuses: Vec<ReuseRecord>,
    churn: Vec<ReusedDocumentRecord>,
    quotes: Vec<QuoteRecord>,
    speakers: Vec<SpeakerRecord>,
    speaker_quotes: Vec<Vec<usize>>,
    statements: Vec<StatementRecord>,
    other_classes: u64,
}

/// Reads the archive, finds everything, writes the page and the tables.
pub fn run(args: ReportArgs, running: &Running) -> Result<(), Failure> {
    let overlap = settings::overlap(&args.options)?;
    let reading = Reading::new(args.input)?;
    let statements = StatementSettings::default();
    let engine = lexicon::engine(args.words.lexicon.as_deref())?;
    let path = settings::file(Some(&args.output));
    let form = settings::data_format(args.data_format)?;
    // Places that cannot be written are found before the work.
    let mut out = Destination::open(path.as_deref())?;
    if let Some(folder) = &args.data {
        fs::create_dir_all(folder).map_err(|cause| Failure::writing(folder, &cause))?;
    }
    let (documents, summary) = reading::all(&reading, running)?;
    let corpus = Corpus::new(documents);
    let found = find(&corpus, &overlap, &statements, &engine, running)?;
    let used = Used {
        rawi: env!("CARGO_PKG_VERSION"),
        reading: &reading,
        overlap: &overlap,
        statements: &statements,
    };
    let stages = running.progress.stages();
    let data = data(&corpus, &found, &summary, &used, &reading, args.ui)?;
    write(&mut out, &data, &stages).map_err(|cause| out.failure(&cause))?;
    drop(data);
    out.finish()?;
    stages.finish();
    if !running.quiet {
        note(&format!(
            "{}, {}, {}, {}",
            counted(found.families.len() as u64, "family"),
            counted(found.quotes.len() as u64, "quote"),
            counted(found.speakers.len() as u64, "speaker"),
            counted(found.statements.len() as u64, "statement"),
        ));
        if let Some(path) = &path {
            note(&format!("the page is {}: open it in a browser", path.display()));
        }
    }
    if let Some(folder) = &args.data {
        tables(folder, form, corpus, &found, &used, &summary, running)?;
        if !running.quiet {
            note(&format!("the tables are in {}", folder.display()));
        }
    }
    for written in [path.as_deref(), args.data.as_deref()] {
        note_if_among(&reading, written, running);
    }
    Ok(())
}

fn find(
    corpus: &Corpus,
    overlap: &rawi_overlap::Settings,
    statement_settings: &StatementSettings,
    engine: &Engine,
    running: &Running,
) -> Result<Found, Failure> {
    let articles = corpus.articles();
    let quotes = all_quotes(engine, &corpus.documents, running);
    let said = corpus.said(&quotes);
    let stages = running.progress.stages();
    let speakers = rawi_quotes::speakers::speakers_watched(&said, &stages);
    let statements =
        rawi_quotes::statements::statements_watched(&said, &speakers, statement_settings, &stages);
    stages.stage("records", (statements.len() + said.len()) as u64);
    let told = Told(&stages);
    let statements = statements.par_iter().map(|s| told.one(corpus.statement(s, &said))).collect();
    let quote_records = said.par_iter().map(|s| told.one(corpus.quote(s.article, s.quote))).collect();
    let speech = Speech::new(articles.len(), &said, &speakers);

    let families = rawi_overlap::families_watched(&articles, overlap, &stages).map_err(refused)?;
    stages.stage("records", families.families.len() as u64);
    let family = |family| told.one(corpus.family(family, &articles, Some(&speech)));
    let families = families.families.par_iter().filter_map(family).collect();

    let reuses = rawi_overlap::reuses_watched(&articles, overlap, &stages).map_err(refused)?;
    // Twice over the articles: what outlets share, and what each article does.
    stages.stage("matrix", 2 * articles.len() as u64);
    let matrix = convert::matrix(&reuses, &articles, Some(&speech));
    stages.done(articles.len() as u64);
    let churn = rawi_overlap::documents(&articles, &reuses);
    stages.done(articles.len() as u64);
    let churn = churn.par_iter().filter(|churn| churn.reused > 0).map(|churn| corpus.churn(churn)).collect();
    let other_classes = reuses.account.other_classes;
    let reuse = |reuse| told.one(corpus.reuse(reuse, &articles, Some(&speech)));
    stages.stage("records", reuses.reuses.len() as u64);
    let reuses = reuses.reuses.par_iter().map(reuse).collect();

    let found = Found {
        matrix,
        families,
        reuses,
        churn,
        quotes: quote_records,
        speakers: speakers.iter().map(|speaker| corpus.speaker(speaker, &said)).collect(),
        speaker_quotes: speakers.iter().map(|speaker| speaker.members.clone()).collect(),
        statements,
        other_classes,
    };
    stages.finish();
    Ok(found)
}

/// Tells a watcher of each thing that is made.
struct Told<'a>(&'a Stages);

impl Told<'_> {
    fn one<T>(&self, made: T) -> T {
        self.0.done(1);
        made
    }
}

/// Characters of a text that its language is read off, where the archive does not say it.
const BEGINNING: usize = 2000;

/// What the page is made of.
fn data<'a>(
    corpus: &'a Corpus,
    found: &'a Found,
    summary: &Summary,
    used: &Used<'_>,
    reading: &Reading,
    ui: UiArg,
) -> Result<ReportData<'a>, Failure> {
    let mut documents = BTreeMap::new();
    // The beginning of a text tells its language as well as all of it.
    let beginning = |text: &'a str| text.char_indices().nth(BEGINNING).map_or(text, |(at, _)| &text[..at]);
    let lang = |document: &'a Document| {
        document.lang.as_deref().or_else(|| rawi_text::language(beginning(&document.text)))
    };
    let langs: Vec<Option<&str>> = corpus.documents.par_iter().map(lang).collect();
    for ((at, document), lang) in corpus.documents.iter().enumerate().zip(langs) {
        documents.insert(
            document.id.as_str(),
            Article {
                title: document.title.as_deref(),
                outlet: document.outlet.as_deref(),
                date: corpus.date(at).cloned(),
                lang,
                url: document.url.as_deref(),
                text: &document.text,
            },
        );
    }
    Ok(ReportData {
        ui: match ui {
            UiArg::En => Ui::English,
            UiArg::Ar => Ui::Arabic,
        },
        version: env!("CARGO_PKG_VERSION"),
        inputs: reading.inputs.iter().map(|input| input.display().to_string()).collect(),
        left_out: left_out(summary, found),
        settings: listed(used)?,
        documents,
        matrix: &found.matrix,
        families: &found.families,
        reuses: &found.reuses,
        churn: &found.churn,
        quotes: &found.quotes,
        speakers: &found.speakers,
        speaker_quotes: &found.speaker_quotes,
        statements: &found.statements,
        totals: Totals::default(),
    })
}

/// What was not used, as a reader of the page should know it.
fn left_out(summary: &Summary, found: &Found) -> Vec<LeftOut> {
    let mut out: Vec<LeftOut> = summary
        .left_out()
        .into_iter()
        .map(|(count, why)| LeftOut { what: "records".to_owned(), count, why })
        .collect();
    for (why, count) in summary.faults() {
        out.push(LeftOut { what: "documents, used all the same".to_owned(), count, why: why.to_owned() });
    }
    if found.other_classes > 0 {
        out.push(LeftOut {
            what: "passages".to_owned(),
            count: found.other_classes,
            why: "formula, furniture or lists of names, not copies".to_owned(),
        });
    }
    out
}

/// Settings by name, those of a part under its name: `overlap.shingle` = `3`.
fn listed(used: &Used<'_>) -> Result<Vec<(String, String)>, Failure> {
    fn below(name: &str, value: &serde_json::Value, out: &mut Vec<(String, String)>) {
        match value {
            serde_json::Value::Object(members) => {
                for (member, value) in members {
                    let name = if name.is_empty() { member.clone() } else { format!("{name}.{member}") };
                    below(&name, value, out);
                }
            }
            serde_json::Value::Null => {}
            serde_json::Value::String(text) => out.push((name.to_owned(), text.clone())),
            serde_json::Value::Array(list) if list.is_empty() => {}
            other => out.push((name.to_owned(), other.to_string())),
        }
    }
    let mut out = Vec::new();
    below("", &serde_json::to_value(used).map_err(Failure::work)?, &mut out);
    Ok(out)
}

/// Every table, and the settings with what was read.
fn tables(
    folder: &Path,
    form: Format,
    corpus: Corpus,
    found: &Found,
    used: &Used<'_>,
    summary: &Summary,
    running: &Running,
) -> Result<(), Failure> {
    let origin = Origin::new("report", used)?;
    let articles: Vec<DocumentRecord> = corpus.documents.into_iter().map(convert::document).collect();
    let all = [found.matrix.len(), found.families.len(), found.reuses.len(), found.churn.len()];
    let said = [found.quotes.len(), found.speakers.len(), found.statements.len(), articles.len()];
    let records = all.iter().chain(&said).sum::<usize>() as u64;
    let step = running.progress.count("tables", records);
    let mut place = Place { folder, form, page: Page::new(running, true), step };
    table(&mut place, "matrix", &found.matrix, &origin)?;
    table(&mut place, "families", &found.families, &origin)?;
    table(&mut place, "reuses", &found.reuses, &origin)?;
    table(&mut place, "documents", &found.churn, &origin)?;
    table(&mut place, "quotes", &found.quotes, &origin)?;
    table(&mut place, "speakers", &found.speakers, &origin)?;
    table(&mut place, "statements", &found.statements, &origin)?;
    table(&mut place, "articles", &articles, &origin)?;
    place.step.finish();

    #[derive(Serialize)]
    struct Written<'a> {
        #[serde(flatten)]
        used: &'a Used<'a>,
        counts: &'a rawi_archive::Counts,
        reuse_classes: &'a [Class],
    }
    let written = Written { used, counts: &summary.counts, reuse_classes: &used.overlap.classes };
    let mut out = Destination::open(Some(&folder.join("settings.json")))?;
    serde_json::to_writer_pretty(&mut out, &written).map_err(Failure::work)?;
    out.finish()
}

/// Where tables go, and how.
struct Place<'a> {
    folder: &'a Path,
    form: Format,
    page: Page,
    step: Step,
}

fn table<R: Record + 'static>(
    place: &mut Place<'_>,
    name: &str,
    records: &[R],
    origin: &Origin,
) -> Result<(), Failure> {
    let ending = match place.form {
        Format::Jsonl | Format::Table => "jsonl",
        Format::Csv { .. } => "csv",
        Format::Tsv { .. } => "tsv",
        #[cfg(feature = "parquet")]
        Format::Parquet => "parquet",
    };
    let path = Some(place.folder.join(format!("{name}.{ending}")));
    let target = Target { format: place.form, path, settings: None };
    let mut writer = Writer::open(&target, place.page, origin)?;
    write_told(&mut writer, records, &mut place.step)?;
    writer.finish()?;
    Ok(())
}
