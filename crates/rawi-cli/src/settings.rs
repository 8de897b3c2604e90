//! What was typed, checked once and made into plain values: what to read, what to compute, where to write.
//!
//! Settings that decide a result are serialisable and go into every output that has room for them, with the
//! version; how a run is shown ([`Running`]) and how many threads it takes never change a result and are not written.

use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use rawi_archive::{Field, ReadSettings};
use rawi_overlap::{Bands, Class, Method, Unit};
use rawi_quotes::Kind;
use serde::Serialize;

use crate::args::{
    ClassArg, DataFormat, FormatArg, InputArgs, KindArg, MethodArg, OutputArgs, OverlapOptions, QuoteOptions,
    ReadingArgs, Shown, UnitArg, When,
};
use crate::color::Color;
use crate::failure::Failure;
use crate::output::{Destination, Origin};
use crate::progress::Progress;

/// How a run is shown and how wide it works; never what comes out.
#[derive(Debug, Clone, Copy)]
pub struct Running {
    /// Threads of the pool.
    pub threads: usize,
    /// Nothing on standard error but errors.
    pub quiet: bool,
    /// Hands out progress bars, or none.
    pub progress: Progress,
    /// Whether tables on standard output are coloured.
    pub color: Color,
    /// Whether tables in files are: only where that is asked for.
    pub file_color: Color,
    /// Whether errors are coloured.
    pub error_color: Color,
}

impl Running {
    /// # Errors
    /// `--threads 0`.
    pub fn new(shown: &Shown) -> Result<Self, Failure> {
        let threads = match shown.threads {
            Some(0) => return Err(Failure::usage("--threads must be at least 1")),
            Some(threads) => threads,
            None => std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
        };
        Ok(Self {
            threads,
            quiet: shown.quiet,
            progress: Progress::new(shown.progress, shown.quiet),
            color: colored(shown.color, io::stdout().is_terminal()),
            file_color: colored(shown.color, false),
            error_color: colored(shown.color, io::stderr().is_terminal()),
        })
    }
}

/// Whether to colour a stream: asked for, or a terminal whose user has not said otherwise (no-color.org).
fn colored(when: When, terminal: bool) -> Color {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    Color(match when {
        When::Always => true,
        When::Never => false,
        When::Auto => terminal && !set("NO_COLOR") && !dumb,
    })
}

/// Which documents are read, and what happens to records that cannot be used.
#[derive(Debug, Clone, Serialize)]
pub struct Reading {
    /// Files and folders, as they were named; `-` is standard input.
    #[serde(serialize_with = "paths")]
    pub inputs: Vec<PathBuf>,
    /// How they are read and which documents are kept.
    #[serde(flatten)]
    pub read: ReadSettings,
    /// Only documents of these outlets; all where empty.
    pub outlets: Vec<String>,
    /// Whether a record that cannot be used ends the run.
    pub strict: bool,
    /// Where such records are written.
    #[serde(skip)]
    pub rejects: Option<PathBuf>,
}

impl Reading {
    /// # Errors
    /// A field or a date that cannot be understood.
    pub fn new(args: InputArgs) -> Result<Self, Failure> {
        Self::with(args.inputs, args.reading)
    }

    /// # Errors
    /// A field or a date that cannot be understood.
    pub fn with(inputs: Vec<PathBuf>, args: ReadingArgs) -> Result<Self, Failure> {
        if inputs.iter().filter(|input| input.as_os_str() == "-").count() > 1 {
            return Err(Failure::usage("standard input (-) is named twice"));
        }
        let mut read = ReadSettings::default();
        set_fields(&mut read, &args.field)?;
        read.since = args.since.as_deref().map(|date| parse_date("--since", date)).transpose()?;
        read.until = args.until.as_deref().map(|date| parse_date("--until", date)).transpose()?;
        read.langs = args.lang;
        read.captions = args.captions;
        read.encoding = args.encoding;
        if let Some(most) = args.max_record {
            read.max_record_bytes = size("--max-record", &most)?;
        }
        Ok(Self { inputs, read, outlets: args.outlet, strict: args.strict, rejects: args.rejects })
    }

    /// Reading of files that are named otherwise than as `INPUT`, with all their documents.
    ///
    /// # Errors
    /// A field that cannot be understood.
    pub fn plain(inputs: Vec<PathBuf>, fields: &[String]) -> Result<Self, Failure> {
        let mut read = ReadSettings::default();
        set_fields(&mut read, fields)?;
        Ok(Self { inputs, read, outlets: Vec::new(), strict: false, rejects: None })
    }
}

/// The checked `--field NAME=COLUMN` options.
fn set_fields(read: &mut ReadSettings, fields: &[String]) -> Result<(), Failure> {
    for field in fields {
        let wrong = |message: String| {
            Failure::usage(message).with_hint(
                "fields are id, outlet, date, title, author, url, lang and text: --field text=maintext",
            )
        };
        let Some((name, column)) = field.split_once('=') else {
            return Err(wrong(format!("--field {field} is not NAME=COLUMN")));
        };
        if column.is_empty() {
            return Err(wrong(format!("--field {field} names no column")));
        }
        let name: Field =
            name.parse().map_err(|_| wrong(format!("--field {field}: there is no field {name:?}")))?;
        read.fields.insert(name, column.to_owned());
    }
    Ok(())
}

fn parse_date(option: &str, date: &str) -> Result<rawi_archive::Date, Failure> {
    rawi_archive::Date::parse(date).ok_or_else(|| {
        Failure::usage(format_args!("{option} {date} is not a date"))
            .with_hint("write it as YYYY-MM-DD: --since 2018-07-01")
    })
}

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Table,
    /// A JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv {
        /// As a spreadsheet takes them without harm.
        excel: bool,
    },
    /// Tab-separated values with a header.
    Tsv {
        /// As a spreadsheet takes them without harm.
        excel: bool,
    },
    /// A columnar table with types.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// Where results go, and in what form.
#[derive(Debug, Clone)]
pub struct Target {
    /// The form.
    pub format: Format,
    /// The file; `None` is standard output.
    pub path: Option<PathBuf>,
    /// The file that says how the output was made.
    pub settings: Option<PathBuf>,
}

impl Target {
    /// The form asked for, else that of the file's name, else a table on a terminal and JSONL anywhere else.
    ///
    /// # Errors
    /// A form that is not there.
    pub fn new(args: &OutputArgs) -> Result<Self, Failure> {
        let path = file(args.output.as_deref());
        let named = path.as_deref().and_then(form_by_name);
        let ending = path.as_deref().and_then(Path::extension).unwrap_or_default().to_ascii_lowercase();
        if args.format.is_none()
            && ["xlsx", "xls", "ods", "html", "db", "sqlite"].iter().any(|no| ending == *no)
        {
            return Err(Failure::usage(format_args!("there is no output as .{}", ending.display())).with_hint(
                if ending == "html" {
                    "a page is made by rawi report"
                } else {
                    "-o FILE.csv --excel makes a table that a spreadsheet opens; .parquet is for DuckDB and pandas"
                },
            ));
        }
        let format = match args.format.or(named) {
            Some(FormatArg::Table) => Format::Table,
            Some(FormatArg::Jsonl) => Format::Jsonl,
            Some(FormatArg::Csv) => Format::Csv { excel: args.excel },
            Some(FormatArg::Tsv) => Format::Tsv { excel: args.excel },
            Some(FormatArg::Parquet) => parquet(path.is_none() && io::stdout().is_terminal())?,
            // Asking for a spreadsheet is asking for a form that one opens.
            None if args.excel => Format::Csv { excel: true },
            None if path.is_none() && io::stdout().is_terminal() => Format::Table,
            None => Format::Jsonl,
        };
        if args.excel && !matches!(format, Format::Csv { .. } | Format::Tsv { .. }) {
            return Err(Failure::usage("--excel goes with CSV and TSV: -f csv, or -o FILE.csv"));
        }
        Ok(Self { format, path, settings: file(args.settings.as_deref()) })
    }

    /// Whether the file's name asks for a network.
    pub fn is_network(&self) -> bool {
        let ending = self.path.as_ref().and_then(|path| path.extension());
        ending.is_some_and(|ending| ending.eq_ignore_ascii_case("gexf"))
    }

    /// Writes how the output was made, where that was asked for.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn tell(&self, origin: &Origin) -> Result<(), Failure> {
        let Some(path) = &self.settings else { return Ok(()) };
        let mut out = Destination::open(Some(path))?;
        serde_json::to_writer_pretty(&mut out, origin).map_err(Failure::work)?;
        out.write_all(b"\n").map_err(|cause| out.failure(&cause))?;
        out.finish()
    }
}

/// The form of the tables beside the report.
///
/// # Errors
/// A form that is not there.
pub fn data_format(form: DataFormat) -> Result<Format, Failure> {
    match form {
        DataFormat::Jsonl => Ok(Format::Jsonl),
        DataFormat::Csv => Ok(Format::Csv { excel: false }),
        DataFormat::Parquet => parquet(false),
    }
}

#[cfg(feature = "parquet")]
fn parquet(to_terminal: bool) -> Result<Format, Failure> {
    if to_terminal {
        return Err(Failure::usage("Parquet is no text to be shown on a terminal")
            .with_hint("name a file: -o FILE.parquet"));
    }
    Ok(Format::Parquet)
}

#[cfg(not(feature = "parquet"))]
fn parquet(_to_terminal: bool) -> Result<Format, Failure> {
    Err(Failure::usage("this rawi was built without Parquet").with_hint(
        "write CSV (-f csv) or JSONL (-f jsonl), or build it with the feature parquet, which is on by default",
    ))
}

/// Paths as they were named; what is no UTF-8 in them is shown as U+FFFD.
fn paths<S: serde::Serializer>(paths: &[PathBuf], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(paths.iter().map(|path| path.to_string_lossy()))
}

/// The file an option names; `-` is standard output, which is no file.
pub fn file(path: Option<&Path>) -> Option<PathBuf> {
    path.filter(|path| path.as_os_str() != "-").map(Path::to_owned)
}

fn form_by_name(path: &Path) -> Option<FormatArg> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "jsonl" | "ndjson" => Some(FormatArg::Jsonl),
        "csv" => Some(FormatArg::Csv),
        "tsv" => Some(FormatArg::Tsv),
        "parquet" => Some(FormatArg::Parquet),
        "txt" => Some(FormatArg::Table),
        _ => None,
    }
}

/// The settings of the overlap engine that the options ask for.
///
/// # Errors
/// Values that make no sense, alone or together.
pub fn overlap(options: &OverlapOptions) -> Result<rawi_overlap::Settings, Failure> {
    let standard = rawi_overlap::Settings::default();
    let mut classes: Vec<Class> = options.classes.iter().map(|class| class_of(*class)).collect();
    classes.sort_unstable();
    classes.dedup();
    let settings = rawi_overlap::Settings {
        unit: match options.unit {
            UnitArg::Paragraph => Unit::Paragraph,
            UnitArg::Document => Unit::Document,
            UnitArg::Sentence => Unit::Sentence,
        },
        shingle: options.shingle.unwrap_or(standard.shingle),
        min_jaccard: options.min_jaccard,
        min_containment: options.min_containment,
        min_tokens: options.min_tokens,
        within_outlet: options.within_outlet,
        keep_furniture: options.keep_furniture,
        classes,
        max_days: options.max_days,
        method: match options.method {
            MethodArg::Auto => Method::Auto,
            MethodArg::Exact => Method::Exact,
            MethodArg::Minhash => Method::Minhash,
        },
        permutations: options.permutations.unwrap_or(standard.permutations),
        bands: bands(&options.bands)?,
        recall: standard.recall,
        seed: options.seed.unwrap_or(standard.seed),
        memory: options.memory.as_deref().map(|most| size("--memory", most)).transpose()?,
    };
    settings.check().map_err(Failure::usage)?;
    Ok(settings)
}

fn class_of(class: ClassArg) -> Class {
    match class {
        ClassArg::Copy => Class::Copy,
        ClassArg::Formula => Class::Formula,
        ClassArg::Furniture => Class::Furniture,
        ClassArg::Names => Class::Names,
    }
}

fn bands(text: &str) -> Result<Bands, Failure> {
    if text == "auto" {
        return Ok(Bands::Auto);
    }
    let parsed =
        text.split_once('x').and_then(|(bands, rows)| Some((bands.parse().ok()?, rows.parse().ok()?)));
    match parsed {
        Some((bands, rows)) => Ok(Bands::Fixed { bands, rows }),
        None => Err(Failure::usage(format_args!("--bands {text} is neither auto nor BxR"))
            .with_hint("32 bands of 4 rows: --bands 32x4")),
    }
}

/// A number of bytes: `500M`, `4G`, `4GiB`, `1000000`; powers of 1024.
fn size(option: &str, text: &str) -> Result<u64, Failure> {
    let wrong = || {
        Failure::usage(format_args!("{option} {text} is not a size"))
            .with_hint(format_args!("a number and K, M, G or T: {option} 4G"))
    };
    let digits =
        text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.').len();
    let number: f64 = text[..digits].parse().map_err(|_| wrong())?;
    let factor: f64 =
        match text[digits..].trim().to_ascii_lowercase().trim_end_matches('b').trim_end_matches('i') {
            "" => 1.0,
            "k" => 1024.0,
            "m" => 1024.0 * 1024.0,
            "g" => 1024.0 * 1024.0 * 1024.0,
            "t" => 1024.0 * 1024.0 * 1024.0 * 1024.0,
            _ => return Err(wrong()),
        };
    Ok((number * factor) as u64)
}

/// Which quotes are kept.
#[derive(Debug, Clone, Serialize)]
pub struct QuoteFilter {
    /// Only these kinds; all where empty.
    pub kinds: Vec<Kind>,
    /// Only this speaker, in any spelling or script.
    pub speaker: Option<String>,
    /// Only quotes at least so certain.
    pub min_confidence: f32,
}

impl QuoteFilter {
    /// # Errors
    /// A confidence outside of 0 to 1, a speaker without a letter.
    pub fn new(options: QuoteOptions) -> Result<Self, Failure> {
        let min_confidence = options.min_confidence.unwrap_or(0.0);
        if !(0.0..=1.0).contains(&min_confidence) {
            return Err(Failure::usage(format_args!(
                "--min-confidence {min_confidence} is not between 0 and 1"
            )));
        }
        let mut kinds: Vec<Kind> = options
            .kind
            .iter()
            .map(|kind| match kind {
                KindArg::Direct => Kind::Direct,
                KindArg::Mixed => Kind::Mixed,
                KindArg::Indirect => Kind::Indirect,
            })
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        Ok(Self { kinds, speaker: name("--speaker", options.speaker)?, min_confidence })
    }
}

/// A name to look for, which must have something in it.
///
/// # Errors
/// A name without a letter.
pub fn name(option: &str, name: Option<String>) -> Result<Option<String>, Failure> {
    match name {
        Some(name) if !name.chars().any(char::is_alphabetic) => {
            Err(Failure::usage(format_args!("{option} {name:?} has no letter in it")))
        }
        name => Ok(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_powers_of_1024() {
        assert_eq!(size("--memory", "512").expect("a size"), 512);
        assert_eq!(size("--memory", "1.5k").expect("a size"), 1536);
        assert_eq!(size("--memory", "4GiB").expect("a size"), 4 << 30);
        assert_eq!(size("--memory", "2 MB").expect("a size"), 2 << 20);
        for wrong in ["", "G", "4X", "-1", "1.2.3"] {
            assert!(size("--memory", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn bands_are_two_numbers() {
        assert_eq!(bands("32x4").expect("bands"), Bands::Fixed { bands: 32, rows: 4 });
        assert_eq!(bands("auto").expect("bands"), Bands::Auto);
        assert!(bands("32").is_err());
        assert!(bands("axb").is_err());
    }
}
