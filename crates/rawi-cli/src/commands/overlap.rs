//! `rawi overlap`: recycled text, as pairs, families, reuses, documents, the outlet matrix or its network.

use std::io::Write;

use rawi_overlap::{Account, Article, Error};
use rawi_quotes::Engine;
use rayon::prelude::*;
use serde::Serialize;

use crate::args::{Emit, OverlapArgs};
use crate::commands::writing::write_all;
use crate::convert::{self, Corpus};
use crate::failure::Failure;
use crate::output::{
    Destination, Origin, Page, Record, Writer, draw_matrix, draw_parts, section, write_outlets,
};
use crate::progress::Stages;
use crate::reading::{self, counted, note, note_if_among};
use crate::records::{FamilyRecord, MatrixRecord, PairRecord, ReuseRecord};
use crate::settings::{self, Format, Reading, Running, Target};
use crate::speech::Speech;

/// Families that the table shows where nothing else is asked for.
const LARGEST: usize = 10;

/// Reads the archive, compares, writes.
pub fn run(args: OverlapArgs, running: &Running) -> Result<(), Failure> {
    let target = Target::new(&args.output)?;
    let settings = settings::overlap(&args.options)?;
    let network = args.emit == Some(Emit::Network) || args.emit.is_none() && target.is_network();
    if args.with_quotes && (network || matches!(args.emit, Some(Emit::Pairs | Emit::Documents))) {
        return Err(Failure::usage(
            "--with-quotes goes with --emit matrix, families or reuses: the others have no place for quotes",
        ));
    }
    let reading = Reading::new(args.input)?;
    // A destination that cannot be written is found before the work, not after it.
    let out = Destination::open(target.path.as_deref())?;
    let page = Page::new(running, target.path.is_some());
    let emit = if network { Some(Emit::Network) } else { args.emit };
    let used = Used { reading: &reading, overlap: &settings, with_quotes: args.with_quotes };
    let origin = Origin::new(command(emit), &used)?;
    let (documents, _) = reading::all(&reading, running)?;
    let corpus = Corpus::new(documents);
    let articles = corpus.articles();
    let quotes = args.with_quotes.then(|| convert::all_quotes(&Engine::new(), &corpus.documents, running));
    let said = quotes.as_ref().map(|quotes| corpus.said(quotes));
    let stages = running.progress.stages();
    let speakers = said.as_ref().map(|said| rawi_quotes::speakers::speakers_watched(said, &stages));
    stages.finish();
    let speech = said.as_ref().zip(speakers.as_ref());
    let speech = speech.map(|(said, speakers)| Speech::new(articles.len(), said, speakers));
    let work = Work {
        corpus: &corpus,
        articles: &articles,
        settings: &settings,
        speech: speech.as_ref(),
        running,
        page,
        target: &target,
        origin: &origin,
    };
    let done = match args.emit {
        _ if network => work.network(out),
        None if target.format == Format::Table => work.overview(out),
        Some(Emit::Matrix) => work.matrix(out),
        None | Some(Emit::Families) => work.families(out),
        Some(Emit::Pairs) => work.pairs(out),
        Some(Emit::Reuses) => work.reuses(out),
        Some(Emit::Documents | Emit::Network) => work.documents(out),
    };
    let done = done.and_then(|()| target.tell(&origin));
    note_if_among(&reading, target.path.as_deref(), running);
    // The run is over: the system takes the memory back at once; text by text it costs a fiftieth of the run.
    std::mem::forget(corpus);
    done
}

/// The settings that a result depends on.
#[derive(Serialize)]
struct Used<'a> {
    reading: &'a Reading,
    overlap: &'a rawi_overlap::Settings,
    with_quotes: bool,
}

/// The command, with what it writes.
fn command(emit: Option<Emit>) -> &'static str {
    match emit {
        None => "overlap",
        Some(Emit::Matrix) => "overlap --emit matrix",
        Some(Emit::Families) => "overlap --emit families",
        Some(Emit::Pairs) => "overlap --emit pairs",
        Some(Emit::Reuses) => "overlap --emit reuses",
        Some(Emit::Documents) => "overlap --emit documents",
        Some(Emit::Network) => "overlap --emit network",
    }
}

/// An archive in memory and what is asked of it.
struct Work<'a> {
    corpus: &'a Corpus,
    articles: &'a [Article<'a>],
    settings: &'a rawi_overlap::Settings,
    /// The quotes, where they were asked for.
    speech: Option<&'a Speech<'a>>,
    running: &'a Running,
    page: Page,
    target: &'a Target,
    origin: &'a Origin,
}

impl Work<'_> {
    /// Does `work` and shows its stages.
    fn step<T>(&self, work: impl FnOnce(&Stages) -> Result<T, Error>) -> Result<T, Failure> {
        let stages = self.running.progress.stages();
        let done = work(&stages);
        stages.finish();
        done.map_err(refused)
    }

    fn note(&self, line: &str) {
        if !self.running.quiet {
            note(line);
        }
    }

    /// What was compared, and what was left out.
    fn account(&self, account: &Account) {
        let mut parts = Vec::new();
        if account.units > 0 {
            parts.push(format!("{} compared", counted(account.units, "unit")));
        }
        for (count, what) in [
            (account.empty, "without words"),
            (account.short_units, "too short"),
            (account.furniture, "furniture"),
            (account.other_classes, "of classes not asked for (--class)"),
        ] {
            if count > 0 {
                parts.push(format!("{count} left out: {what}"));
            }
        }
        if let Some((bands, rows)) = account.bands {
            parts.push(format!(
                "signatures of {bands} bands of {rows} rows: expected recall at the threshold {:.3}, of all pairs missed {:.4}",
                account.expected_recall, account.expected_misses
            ));
        }
        if !parts.is_empty() {
            self.note(&parts.join("; "));
        }
    }

    fn family_records(&self) -> Result<Vec<FamilyRecord>, Failure> {
        let found =
            self.step(|stages| rawi_overlap::families_watched(self.articles, self.settings, stages))?;
        self.account(&found.account);
        let families = found.families.par_iter();
        Ok(families.filter_map(|family| self.corpus.family(family, self.articles, self.speech)).collect())
    }

    fn matrix_records(&self) -> Result<Vec<MatrixRecord>, Failure> {
        let found = self.step(|stages| rawi_overlap::reuses_watched(self.articles, self.settings, stages))?;
        self.account(&found.account);
        Ok(convert::matrix(&found, self.articles, self.speech))
    }

    fn write<R: Record + 'static>(&self, out: Destination, records: &[R], noun: &str) -> Result<(), Failure> {
        let mut writer = Writer::onto(out, self.target.format, self.page, self.origin);
        write_all(&mut writer, records, self.target, self.running)?;
        let written = writer.finish()?;
        self.note(&format!("{} written", counted(written, noun)));
        Ok(())
    }

    fn families(&self, out: Destination) -> Result<(), Failure> {
        self.write(out, &self.family_records()?, "family")
    }

    /// The words of a passage, as many as a table has lines for; the other forms point at them.
    fn words(&self, passage: rawi_overlap::Passage) -> Option<Box<str>> {
        let shown = self.target.format == Format::Table;
        shown.then(|| passage.of(self.articles).chars().take(4 * self.page.width).collect())
    }

    fn pairs(&self, out: Destination) -> Result<(), Failure> {
        let found = self.step(|stages| rawi_overlap::pairs_watched(self.articles, self.settings, stages))?;
        self.account(&found.account);
        let mut writer = Writer::onto(out, self.target.format, self.page, self.origin);
        for pairs in found.batches() {
            let record = |pair: &rawi_overlap::Pair| PairRecord {
                words: self.words(pair.a),
                ..self.corpus.pair(pair)
            };
            let records: Vec<_> = pairs.par_iter().map(record).collect();
            writer.write(&records)?;
        }
        let written = writer.finish()?;
        self.note(&format!("{} found", counted(written, "pair")));
        Ok(())
    }

    fn reuses(&self, out: Destination) -> Result<(), Failure> {
        let found = self.step(|stages| rawi_overlap::reuses_watched(self.articles, self.settings, stages))?;
        self.account(&found.account);
        let record = |reuse: &rawi_overlap::Reuse| ReuseRecord {
            words: self.words(reuse.a),
            ..self.corpus.reuse(reuse, self.articles, self.speech)
        };
        let records: Vec<_> = found.reuses.par_iter().map(record).collect();
        self.write(out, &records, "reuse")
    }

    fn documents(&self, out: Destination) -> Result<(), Failure> {
        let found = self.step(|stages| rawi_overlap::reuses_watched(self.articles, self.settings, stages))?;
        self.account(&found.account);
        let churn = rawi_overlap::documents(self.articles, &found);
        let records: Vec<_> = churn.par_iter().map(|churn| self.corpus.churn(churn)).collect();
        self.write(out, &records, "document")
    }

    fn matrix(&self, mut out: Destination) -> Result<(), Failure> {
        let records = self.matrix_records()?;
        if self.target.format == Format::Table {
            let mut drawn = draw_matrix(&records, &self.page);
            self.parts(&records, &mut drawn);
            out.write_all(drawn.as_bytes()).map_err(|cause| out.failure(&cause))?;
            return out.finish();
        }
        self.write(out, &records, "outlet")
    }

    /// What the outlets share, where quotes are known.
    fn parts(&self, records: &[MatrixRecord], drawn: &mut String) {
        if self.speech.is_some() {
            drawn.push_str(&draw_parts(records, &self.page));
        }
    }

    fn network(&self, mut out: Destination) -> Result<(), Failure> {
        let records = self.matrix_records()?;
        write_outlets(&mut out, &records, self.origin).map_err(|cause| out.failure(&cause))?;
        out.finish()
    }

    /// What a person sees first: who shares how much with whom, then the largest families.
    fn overview(&self, mut out: Destination) -> Result<(), Failure> {
        let matrix = self.matrix_records()?;
        let families = self.family_records()?;
        let page = &self.page;
        let mut drawn = draw_matrix(&matrix, page);
        self.parts(&matrix, &mut drawn);
        if !families.is_empty() {
            drawn.push('\n');
            let shown = families.len().min(LARGEST);
            drawn.push_str(&section(&format!("The largest families ({shown} of {})", families.len()), page));
            drawn.push('\n');
            for family in families.iter().take(LARGEST) {
                family.block(page, &mut drawn);
            }
        }
        out.write_all(drawn.as_bytes()).map_err(|cause| out.failure(&cause))?;
        out.finish()
    }
}

/// What the engine refuses is a setting or an archive that it cannot work with.
pub fn refused(error: Error) -> Failure {
    match error {
        Error::TooManyArticles { .. } | Error::TextTooLong { .. } => Failure::work(error),
        _ => Failure::usage(error),
    }
}
