//! `rawi bench`: every stage of the work by itself, with one thread, two, four … and all.
//!
//! Wall time of one run a stage and number of threads, on the archive as it lies in memory (but for `read`). The
//! answer of a stage is checked against that of one thread: nobody should trust the speed of a wrong result. Without an
//! archive one is made from a seed, with copies planted in it; then how many of them are found is told too.

use std::hint::black_box;
use std::io::{BufWriter, IsTerminal, Write};
use std::time::Instant;

use rawi_archive::{Date, Document};
use rawi_overlap::synthetic::{Made, RATES, Recipe};
use rawi_overlap::{Banding, Index, Signature, Signer};
use rawi_quotes::Engine;
use rayon::prelude::*;
use serde::Serialize;

use crate::args::{BenchArgs, BenchFormat};
use crate::convert::{Corpus, article};
use crate::failure::Failure;
use crate::output::{Destination, Page, grid, number, words};
use crate::reading;
use crate::settings::{self, Reading, Running};

/// A stage at a number of threads.
#[derive(Debug, Clone, Serialize)]
struct Run {
    stage: &'static str,
    threads: usize,
    /// Wall time.
    seconds: f64,
    documents_per_second: f64,
    /// Megabytes of text.
    mb_per_second: f64,
    /// Times as fast as one thread.
    speed_up: f64,
    /// Speed-up by the number of threads.
    efficiency: f64,
    /// The most memory the program took during the stage, the archive included; where the system tells it.
    peak_bytes: Option<u64>,
}

/// What is measured, with what it was measured on.
#[derive(Debug, Serialize)]
struct Measured<'a> {
    rawi: &'static str,
    reading: &'a Reading,
    overlap: &'a rawi_overlap::Settings,
    /// Threads that the machine runs at once.
    cores: usize,
    documents: usize,
    text_bytes: u64,
    runs: Vec<Run>,
    /// Of an archive that was made: how many of the copies planted in it are found.
    #[serde(skip_serializing_if = "Option::is_none")]
    recall: Option<Recall>,
}

/// How many of the planted copies reuses cover, by the part of their words that was edited.
#[derive(Debug, Serialize)]
struct Recall {
    /// Seed of the archive.
    seed: u64,
    planted: usize,
    found: f64,
    by_rate: Vec<RateRecall>,
}

#[derive(Debug, Serialize)]
struct RateRecall {
    /// The part of the words that was edited.
    edited: f64,
    planted: usize,
    found: f64,
}

/// What a stage gives: how much it found, the same for any number of threads.
type Answer = u64;

/// Bytes of text below which a stage takes about as long as it takes to begin it.
const LITTLE: u64 = 1_000_000;

/// Measures and writes.
pub fn run(args: BenchArgs, running: &Running) -> Result<(), Failure> {
    let path = settings::file(args.output.as_deref());
    let format = args.format.unwrap_or(if path.is_none() && std::io::stdout().is_terminal() {
        BenchFormat::Table
    } else {
        BenchFormat::Json
    });
    let mut out = Destination::open(path.as_deref())?;
    let made = if args.inputs.is_empty() { Some(Planting::new(&args)?) } else { None };
    let inputs = made.as_ref().map_or(args.inputs, |made| vec![made.file.path().to_owned()]);
    let reading = Reading::with(inputs, args.reading)?;
    let overlap = rawi_overlap::Settings::default();
    let (documents, _) = reading::all(&reading, running)?;
    let corpus = Corpus::new(documents);
    let signer = Signer::new(overlap.permutations, overlap.seed);
    let mut bench = Bench {
        reading: &reading,
        overlap: &overlap,
        corpus: &corpus,
        articles: corpus.articles(),
        engine: Engine::new(),
        signer,
        signatures: Vec::new(),
        running: Running { quiet: true, progress: running.progress.silent(), ..*running },
    };
    bench.signatures = corpus.documents.par_iter().flat_map_iter(|document| bench.signed(document)).collect();
    // What is made once, with the first article, is no part of a stage's time.
    if let Some(document) = corpus.documents.first() {
        black_box(bench.engine.quotes(&article(document)));
    }
    let mut measured = bench.measure(running)?;
    if measured.text_bytes < LITTLE && !running.quiet {
        reading::note(
            "hint: so little text is over before it can be measured; give a larger archive, or none",
        );
    }
    if let Some(made) = &made {
        measured.recall = Some(made.recall(&bench.articles, &overlap)?);
    }
    let text = match format {
        BenchFormat::Json => serde_json::to_string_pretty(&measured).map_err(Failure::work)? + "\n",
        BenchFormat::Table => drawn(&measured, &Page::new(running, path.is_some())),
    };
    out.write_all(text.as_bytes()).map_err(|cause| out.failure(&cause))?;
    out.finish()
}

/// An archive made from a seed, and the file it is read from like any other.
struct Planting {
    seed: u64,
    made: Made,
    file: tempfile::NamedTempFile,
}

/// A made article, as a line of JSONL.
#[derive(Serialize)]
struct MadeRecord<'a> {
    id: &'a str,
    outlet: &'a str,
    date: Option<String>,
    title: &'a str,
    text: &'a str,
}

impl Planting {
    fn new(args: &BenchArgs) -> Result<Self, Failure> {
        // How long articles are is known when some are made; the rest follows.
        let few = Recipe { articles: 500, seed: args.seed, ..Recipe::default() };
        let articles = args.size as usize * 1_000_000 * few.articles / few.make().bytes().max(1);
        let made = Recipe { articles: articles.max(1), ..few }.make();
        let file = tempfile::Builder::new()
            .prefix("rawi-bench-")
            .suffix(".jsonl")
            .tempfile()
            .map_err(Failure::work)?;
        Self::write(&made, BufWriter::new(file.as_file())).map_err(Failure::work)?;
        if let Some(path) = settings::file(args.keep.as_deref()) {
            let mut out = Destination::open(Some(&path))?;
            Self::write(&made, &mut out).map_err(|cause| out.failure(&cause))?;
            out.finish()?;
        }
        Ok(Self { seed: args.seed, made, file })
    }

    fn write(made: &Made, mut out: impl Write) -> std::io::Result<()> {
        for article in &made.texts {
            let day = i32::try_from(article.when.seconds / 86_400).ok().and_then(Date::from_day);
            let record = MadeRecord {
                id: &article.id,
                outlet: &article.outlet,
                date: day.map(|day| day.to_string()),
                title: &article.title,
                text: &article.text,
            };
            serde_json::to_writer(&mut out, &record)?;
            out.write_all(b"\n")?;
        }
        out.flush()
    }

    fn recall(
        &self,
        articles: &[rawi_overlap::Article<'_>],
        settings: &rawi_overlap::Settings,
    ) -> Result<Recall, Failure> {
        let found = rawi_overlap::reuses(articles, settings).map_err(crate::commands::overlap::refused)?;
        let by_rate = RATES.map(|edited| {
            let planted: Vec<_> =
                self.made.planted.iter().copied().filter(|planted| planted.rate == edited).collect();
            let count = planted.len();
            let found = Made { texts: Vec::new(), planted }.recall(&found.reuses);
            RateRecall { edited, planted: count, found }
        });
        Ok(Recall {
            seed: self.seed,
            planted: self.made.planted.len(),
            found: self.made.recall(&found.reuses),
            by_rate: by_rate.into(),
        })
    }
}

struct Bench<'a> {
    reading: &'a Reading,
    overlap: &'a rawi_overlap::Settings,
    corpus: &'a Corpus,
    articles: Vec<rawi_overlap::Article<'a>>,
    engine: Engine,
    signer: Signer,
    /// Of every paragraph, for the stage that puts them into bands.
    signatures: Vec<Signature>,
    running: Running,
}

impl<'a> Bench<'a> {
    /// `verify` is the exact join: pairs found and verified; `reuses` passages aligned; `all` what `rawi report` does.
    const STAGES: [&'static str; 9] =
        ["read", "fold", "shingle", "sign", "band", "verify", "reuses", "quotes", "all"];

    /// Signatures of an article's paragraphs.
    fn signed(&self, document: &Document) -> Vec<Signature> {
        let mut shingles = Vec::new();
        rawi_text::paragraphs(&document.text)
            .map(|paragraph| {
                let tokens: Vec<u64> =
                    rawi_text::tokens(paragraph.of(&document.text)).iter().map(|token| token.hash).collect();
                rawi_overlap::shingles_into(&tokens, self.overlap.shingle as usize, &mut shingles);
                self.signer.sign(shingles.iter().copied())
            })
            .collect()
    }

    /// Puts all signatures into an index and asks it for each; how many it proposes.
    fn banded(&self) -> Result<Answer, Failure> {
        let banding =
            Banding::for_recall(self.overlap.min_jaccard.unwrap_or(0.5), 0.99, self.overlap.permutations);
        let mut index = Index::new(banding);
        for (id, signature) in (0..).zip(&self.signatures) {
            index.insert(id, signature).map_err(Failure::work)?;
        }
        let proposed: Result<Vec<u64>, Failure> = self
            .signatures
            .par_iter()
            .map(|signature| Ok(index.query(signature).map_err(Failure::work)?.len() as u64))
            .collect();
        Ok(proposed?.iter().sum())
    }

    fn measure(&self, running: &Running) -> Result<Measured<'a>, Failure> {
        let documents = &self.corpus.documents;
        let text_bytes: u64 = documents.iter().map(|document| document.text.len() as u64).sum();
        let threads = threads(running.threads);
        let mut step = running.progress.count("bench", (Self::STAGES.len() * threads.len()) as u64);
        let mut runs: Vec<Run> = Vec::new();
        for stage in Self::STAGES {
            let mut one: Option<(f64, Answer)> = None;
            for &threads in &threads {
                let pool =
                    rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(Failure::work)?;
                reset_peak();
                let began = Instant::now();
                let answer = pool.install(|| self.stage(stage))?;
                let seconds = began.elapsed().as_secs_f64().max(1e-9);
                let (alone, expected) = *one.get_or_insert((seconds, answer));
                if answer != expected {
                    return Err(Failure::work(format_args!(
                        "{stage} found {answer} with {threads} threads and {expected} with one"
                    )));
                }
                runs.push(Run {
                    stage,
                    threads,
                    seconds,
                    documents_per_second: documents.len() as f64 / seconds,
                    mb_per_second: text_bytes as f64 / 1e6 / seconds,
                    speed_up: alone / seconds,
                    efficiency: alone / seconds / threads as f64,
                    peak_bytes: peak(),
                });
                step.advance(1);
            }
        }
        step.finish();
        Ok(Measured {
            rawi: env!("CARGO_PKG_VERSION"),
            reading: self.reading,
            overlap: self.overlap,
            cores: std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get),
            documents: documents.len(),
            text_bytes,
            runs,
            recall: None,
        })
    }

    fn stage(&self, stage: &str) -> Result<Answer, Failure> {
        let refused = crate::commands::overlap::refused;
        Ok(match stage {
            "read" => reading::all(self.reading, &self.running)?.0.len() as u64,
            "fold" => self.over(|document| {
                let mut count = 0;
                rawi_text::for_each_token(&document.text, |token| {
                    black_box(token);
                    count += 1;
                });
                count
            }),
            "shingle" => self.over(|document| {
                let tokens: Vec<u64> =
                    rawi_text::tokens(&document.text).iter().map(|token| token.hash).collect();
                let mut shingles = Vec::new();
                rawi_overlap::shingles_into(&tokens, self.overlap.shingle as usize, &mut shingles);
                black_box(&shingles).len() as u64
            }),
            "sign" => self.over(|document| black_box(self.signed(document)).len() as u64),
            "band" => self.banded()?,
            "verify" => {
                rawi_overlap::pairs(&self.articles, self.overlap).map_err(refused)?.iter().count() as u64
            }
            "reuses" => {
                rawi_overlap::reuses(&self.articles, self.overlap).map_err(refused)?.reuses.len() as u64
            }
            "quotes" => self.over(|document| self.engine.quotes(&article(document)).len() as u64),
            _ => {
                let mut found = 0;
                for stage in ["read", "verify", "reuses", "quotes"] {
                    found += self.stage(stage)?;
                }
                found
            }
        })
    }

    /// The sum over all documents, worked on in parallel.
    fn over(&self, work: impl Fn(&Document) -> u64 + Send + Sync) -> u64 {
        self.corpus.documents.par_iter().map(work).sum()
    }
}

/// 1, 2, 4 … and the most.
fn threads(most: usize) -> Vec<usize> {
    let mut out: Vec<usize> =
        std::iter::successors(Some(1), |n| Some(n * 2)).take_while(|n| *n < most).collect();
    out.push(most);
    out
}

fn drawn(measured: &Measured<'_>, page: &Page) -> String {
    let columns = [
        words("STAGE", 0),
        number("THREADS"),
        number("SECONDS"),
        number("DOCS/S"),
        number("MB/S"),
        number("SPEED-UP"),
        number("EFFICIENCY"),
        number("PEAK MIB"),
    ];
    let rows: Vec<Vec<String>> = measured
        .runs
        .iter()
        .map(|run| {
            vec![
                run.stage.to_owned(),
                run.threads.to_string(),
                format!("{:.3}", run.seconds),
                format!("{:.0}", run.documents_per_second),
                format!("{:.1}", run.mb_per_second),
                format!("{:.2}", run.speed_up),
                format!("{:.0}%", run.efficiency * 100.0),
                run.peak_bytes
                    .map_or_else(|| "-".to_owned(), |bytes| format!("{:.0}", bytes as f64 / 1048576.0)),
            ]
        })
        .collect();
    let recall = measured.recall.as_ref().map_or_else(String::new, |recall| {
        let by_rate = recall.by_rate.iter().map(|rate| {
            format!(
                "  {:>3.0}% of the words edited: {:5.1}% of {}\n",
                rate.edited * 100.0,
                rate.found * 100.0,
                rate.planted
            )
        });
        let all = format!("\nplanted copies found: {:.1}% of {}\n", recall.found * 100.0, recall.planted);
        std::iter::once(all).chain(by_rate).collect()
    });
    format!(
        "rawi {}: {} documents, {:.1} MB of text, a machine of {} threads\n\n{}{recall}",
        measured.rawi,
        measured.documents,
        measured.text_bytes as f64 / 1e6,
        measured.cores,
        grid(&columns, &rows, page)
    )
}

/// Forgets the highest memory so far, where the system can (Linux).
fn reset_peak() {
    // Where it cannot, the peak is that of the stages until now.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The most memory taken since then, in bytes.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::threads;

    #[test]
    fn threads_double_up_to_the_most() {
        assert_eq!(threads(1), [1]);
        assert_eq!(threads(2), [1, 2]);
        assert_eq!(threads(6), [1, 2, 4, 6]);
        assert_eq!(threads(8), [1, 2, 4, 8]);
    }
}
