//! What was typed. [`crate::settings`] checks it and makes it into what the work needs; nothing else sees clap.
//!
//! Every command's help begins with an example and says what the command costs, since that is what people look
//! for first; man pages and completions are made from the same source.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Who recycles whom, and who said what, in a news archive.
///
/// rawi (راوٍ: one who passes a report on) reads articles from files and folders and tells which passages stand in
/// several outlets, who was first and who credits; every quotation, direct, mixed and indirect, with its speaker;
/// and how one statement travels from outlet to outlet. Arabic and English.
#[derive(Debug, Parser)]
#[command(
    name = "rawi",
    version,
    disable_help_subcommand = true,
    before_help = "Example: rawi report archive/ -o report.html",
    after_help = "An archive is any number of files and folders: .txt, .md, .html, .json, .jsonl, .csv, .tsv, .parquet, .warc, also as .gz, .zst or .bz2; - is standard input.\nA table on a terminal, JSONL into a pipe. Exit status: 0 done, 1 could not be done, 2 wrong command line, 130 interrupted."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub shown: Shown,
}

/// What holds for every command and never changes a result.
#[derive(Debug, Args)]
pub struct Shown {
    /// Threads to work with; as many as the machine has unless told. The output is the same for any number
    #[arg(long, value_name = "N", global = true, help_heading = "Running")]
    pub threads: Option<usize>,
    /// Say nothing on standard error but errors
    #[arg(short, long, global = true, help_heading = "Running")]
    pub quiet: bool,
    /// Show progress on standard error (auto: only on a terminal)
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true, help_heading = "Running")]
    pub progress: When,
    /// Colour tables (auto: on a terminal, unless NO_COLOR is set)
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true, help_heading = "Running")]
    pub color: When,
}

/// When to do what is for eyes only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// The documents as they were read: any form of input to JSONL, CSV, TSV or Parquet
    #[command(
        before_help = "Example: rawi read archive/ --since 2018-07-01 -o articles.jsonl",
        after_help = "Cost: one pass; memory for one batch of documents."
    )]
    Read(ReadArgs),
    /// Recycled text: families, pairs, reuses, the outlet matrix
    #[command(
        before_help = "Example: rawi overlap archive/\n         rawi overlap archive/ --emit reuses -o reuses.jsonl",
        after_help = "Cost: grows with the text (seconds per 100 MB); all texts are kept in memory, about three times their size."
    )]
    Overlap(OverlapArgs),
    /// Who said what: every quotation with its speaker
    #[command(
        before_help = "Example: rawi quotes archive/ -o quotes.jsonl\n         rawi quotes archive/ --kind direct --speaker Lavrov",
        after_help = "Cost: one pass; memory for one batch of documents."
    )]
    Quotes(QuotesArgs),
    /// The speakers, their names and descriptions, what each said and where
    #[command(
        before_help = "Example: rawi speakers archive/ --name Lavrov\n         rawi speakers archive/ --emit network -o speakers.gexf",
        after_help = "Cost: that of quotes, and memory for all texts and quotes."
    )]
    Speakers(SpeakersArgs),
    /// One statement across outlets: who is credited, how the words drift
    #[command(
        before_help = "Example: rawi statements archive/",
        after_help = "Cost: about twice that of quotes, and memory for all texts and quotes."
    )]
    Statements(StatementsArgs),
    /// All of it as one HTML page, and as data files
    #[command(
        before_help = "Example: rawi report archive/ -o report.html --data report-data/",
        after_help = "Cost: that of overlap and statements together. The page is one file that asks nothing of any network."
    )]
    Report(ReportArgs),
    /// Two documents side by side, differing words marked
    #[command(
        before_help = "Example: rawi compare first.txt second.txt\n         rawi compare archive.jsonl#a12 other.jsonl#b7\n         rawi compare a12 b7 --in archive/",
        after_help = "A and B are each a file of one document, FILE#ID, or with --in the ids of two documents of that archive.\nCost: that of reading the files."
    )]
    Compare(CompareArgs),
    /// Whether two written names are the same, in any of the scripts, and why
    #[command(
        before_help = "Example: rawi names Lavrov لافروف\n         rawi names --pairs names.tsv -o judged.tsv",
        after_help = "--pairs reads two columns, tab between, and writes a, b, score, verdict without a header.\nCost: microseconds a pair."
    )]
    Names(NamesArgs),
    /// Throughput by stage and by number of threads
    #[command(
        before_help = "Example: rawi bench\n         rawi bench archive/ --format json -o bench.json",
        after_help = "Cost: each stage is run once for every number of threads."
    )]
    Bench(BenchArgs),
    /// Completions for a shell, on standard output
    #[command(
        before_help = "Example: rawi completions bash > ~/.local/share/bash-completion/completions/rawi",
        after_help = "Cost: none; nothing is read."
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Man pages of all commands, into a folder
    #[command(
        before_help = "Example: rawi man ~/.local/share/man/man1",
        after_help = "Cost: none; a dozen small files are written."
    )]
    Man {
        /// The folder; made where it is missing
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

/// Which documents are read, and how.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Files and folders; - is standard input
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// How documents are read, whatever names them.
#[derive(Debug, Args)]
pub struct ReadingArgs {
    /// Read a field from a column of another name: --field text=maintext --field outlet=site
    #[arg(long, value_name = "NAME=COLUMN", help_heading = "Input")]
    pub field: Vec<String>,
    /// Only documents of this outlet (repeatable)
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub outlet: Vec<String>,
    /// Only documents of this date or later
    #[arg(long, value_name = "DATE", help_heading = "Input")]
    pub since: Option<String>,
    /// Only documents of this date or earlier
    #[arg(long, value_name = "DATE", help_heading = "Input")]
    pub until: Option<String>,
    /// Only documents in these languages: ar, en, …
    #[arg(long, value_name = "LANG", value_delimiter = ',', help_heading = "Input")]
    pub lang: Vec<String>,
    /// The encoding of text, lines, tables and of pages that tell none: windows-1256, latin1, utf-16le, …; unless told UTF-8, or what a mark or a page's letters tell
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub encoding: Option<String>,
    /// Leave out records longer than this: 64M, 1G [default: 256M]
    #[arg(long, value_name = "SIZE", help_heading = "Input")]
    pub max_record: Option<String>,
    /// Keep the captions of pictures in the text of web pages
    #[arg(long, help_heading = "Input")]
    pub captions: bool,
    /// Stop with status 1 at a record that cannot be used
    #[arg(long, help_heading = "Input")]
    pub strict: bool,
    /// Write records that cannot be used here, as JSONL, each with its place and cause
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub rejects: Option<PathBuf>,
}

/// Where results go, and in what form.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// Form of the output: by the name of the output file, else a table on a terminal and JSONL into a pipe
    #[arg(short, long, value_name = "FORM", help_heading = "Output")]
    pub format: Option<FormatArg>,
    /// Write here instead of standard output (-); the file appears when it is complete
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// CSV or TSV for spreadsheets: UTF-8 told by a mark, and no cell that would be computed
    #[arg(long, help_heading = "Output")]
    pub excel: bool,
    /// Write here, as JSON, the version and every setting the output depends on
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub settings: Option<PathBuf>,
}

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    Table,
    Jsonl,
    Csv,
    Tsv,
    Parquet,
}

#[derive(Debug, Args)]
pub struct ReadArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// What `overlap` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Emit {
    /// What each outlet shares with each other
    Matrix,
    /// Passages that recycle one another, oldest first
    Families,
    /// Two units and how alike they are
    Pairs,
    /// Two passages that carry the same text, to the character
    Reuses,
    /// How much of each article stands elsewhere
    Documents,
    /// Outlets and what they share, as GEXF for Gephi
    Network,
}

/// What is compared whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum UnitArg {
    Paragraph,
    Document,
    Sentence,
}

/// How pairs are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MethodArg {
    /// Exact while it fits --memory, else minhash
    Auto,
    /// A set-similarity join that misses nothing
    Exact,
    /// Signatures and bands propose, shingles decide
    Minhash,
}

/// What kind of common text a reuse is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClassArg {
    Copy,
    Formula,
    Furniture,
    Names,
}

/// What counts as recycled.
#[derive(Debug, Args)]
pub struct OverlapOptions {
    /// What is compared whole
    #[arg(long, value_name = "UNIT", default_value = "paragraph", help_heading = "Overlap")]
    pub unit: UnitArg,
    /// Tokens in a shingle [default: 3]
    #[arg(long, value_name = "K", help_heading = "Overlap")]
    pub shingle: Option<u32>,
    /// Least Jaccard similarity of a pair [default: 0.5]
    #[arg(long, value_name = "J", help_heading = "Overlap")]
    pub min_jaccard: Option<f64>,
    /// Count a pair too where one unit holds this share of the other's shingles
    #[arg(long, value_name = "C", help_heading = "Overlap")]
    pub min_containment: Option<f64>,
    /// Leave out units and passages of fewer tokens
    #[arg(long, value_name = "N", help_heading = "Overlap")]
    pub min_tokens: Option<u32>,
    /// Count text that one outlet shares with itself too
    #[arg(long, help_heading = "Overlap")]
    pub within_outlet: bool,
    /// Keep what an outlet repeats on its own pages
    #[arg(long, help_heading = "Overlap")]
    pub keep_furniture: bool,
    /// Kinds of common text to show among reuses
    #[arg(
        long = "class",
        value_name = "CLASS",
        value_delimiter = ',',
        default_value = "copy",
        help_heading = "Overlap"
    )]
    pub classes: Vec<ClassArg>,
    /// Leave out what is published more than so many days apart
    #[arg(long, value_name = "D", help_heading = "Overlap")]
    pub max_days: Option<u32>,
    /// How pairs are found
    #[arg(long, value_name = "METHOD", default_value = "auto", help_heading = "Overlap")]
    pub method: MethodArg,
    /// Length of a signature (minhash)
    #[arg(long, value_name = "N", help_heading = "Overlap")]
    pub permutations: Option<u32>,
    /// Bands and rows of a signature, as 32x4 (minhash); auto: computed from --min-jaccard
    #[arg(long, value_name = "auto|BxR", default_value = "auto", help_heading = "Overlap")]
    pub bands: String,
    /// Seed of the signatures
    #[arg(long, value_name = "N", help_heading = "Overlap")]
    pub seed: Option<u64>,
    /// Memory the exact method may take: 500M, 4G
    #[arg(long, value_name = "SIZE", help_heading = "Overlap")]
    pub memory: Option<String>,
}

#[derive(Debug, Args)]
pub struct OverlapArgs {
    #[command(flatten)]
    pub input: InputArgs,
    /// What to write [default: matrix and the largest families as a table, families as JSONL]
    #[arg(long, value_name = "WHAT", help_heading = "Output")]
    pub emit: Option<Emit>,
    /// Say whose words are recycled: quotes are computed too (matrix, families, reuses)
    #[arg(long, help_heading = "Output")]
    pub with_quotes: bool,
    #[command(flatten)]
    pub options: OverlapOptions,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// How the words of a quotation stand in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindArg {
    /// All of the content is inside quotation marks
    Direct,
    /// A part of it is
    Mixed,
    /// No quoted words
    Indirect,
}

/// Which quotes are kept.
#[derive(Debug, Args)]
pub struct QuoteOptions {
    /// Only these kinds: direct, mixed, indirect
    #[arg(long, value_name = "KIND", value_delimiter = ',', help_heading = "Quotes")]
    pub kind: Vec<KindArg>,
    /// Only quotes of this speaker, in any spelling or script
    #[arg(long, value_name = "NAME", help_heading = "Quotes")]
    pub speaker: Option<String>,
    /// Only quotes at least so certain, 0 to 1
    #[arg(long, value_name = "P", help_heading = "Quotes")]
    pub min_confidence: Option<f32>,
}

/// Words that quotations are known by.
#[derive(Debug, Args)]
pub struct LexiconArgs {
    /// Word lists of your own, beside those compiled in: a folder of .tsv files named as the lists they add to
    #[arg(long, value_name = "DIR", help_heading = "Quotes")]
    pub lexicon: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct QuotesArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub words: LexiconArgs,
    #[command(flatten)]
    pub options: QuoteOptions,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// What `speakers` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SpeakersEmit {
    /// The speakers, a record each
    Speakers,
    /// Speakers by the outlets that quote them, as GEXF for Gephi
    Network,
}

#[derive(Debug, Args)]
pub struct SpeakersArgs {
    #[command(flatten)]
    pub input: InputArgs,
    /// What to write [default: speakers; network where the output is named .gexf]
    #[arg(long, value_name = "WHAT", help_heading = "Output")]
    pub emit: Option<SpeakersEmit>,
    #[command(flatten)]
    pub words: LexiconArgs,
    /// Only the speaker of this name, in any spelling or script
    #[arg(long, value_name = "NAME", help_heading = "Quotes")]
    pub name: Option<String>,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Debug, Args)]
pub struct StatementsArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub words: LexiconArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// A language of the report's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum UiArg {
    /// English
    En,
    /// Arabic, from right to left
    Ar,
}

/// A form of the tables beside the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DataFormat {
    Jsonl,
    Csv,
    Parquet,
}

#[derive(Debug, Args)]
pub struct ReportArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub words: LexiconArgs,
    #[command(flatten)]
    pub options: OverlapOptions,
    /// The page (- is standard output)
    #[arg(short, long, value_name = "FILE", default_value = "report.html", help_heading = "Output")]
    pub output: PathBuf,
    /// Language of the page's own words
    #[arg(long, value_name = "LANG", default_value = "en", help_heading = "Output")]
    pub ui: UiArg,
    /// Also write every table into this folder, with the settings
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    pub data: Option<PathBuf>,
    /// Form of the tables in that folder
    #[arg(long, value_name = "FORM", default_value = "jsonl", requires = "data", help_heading = "Output")]
    pub data_format: DataFormat,
}

#[derive(Debug, Args)]
pub struct CompareArgs {
    /// The first document: a file, FILE#ID, or an id with --in
    #[arg(value_name = "A")]
    pub a: String,
    /// The second document
    #[arg(value_name = "B")]
    pub b: String,
    /// Find A and B by their ids in these files and folders
    #[arg(long = "in", value_name = "INPUT", num_args = 1.., help_heading = "Input")]
    pub within: Vec<PathBuf>,
    /// Read a field from a column of another name: --field text=maintext
    #[arg(long, value_name = "NAME=COLUMN", help_heading = "Input")]
    pub field: Vec<String>,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Debug, Args)]
pub struct NamesArgs {
    /// One written name
    #[arg(value_name = "A", required_unless_present = "pairs", conflicts_with = "pairs")]
    pub a: Option<String>,
    /// Another written name
    #[arg(value_name = "B", required_unless_present = "pairs", conflicts_with = "pairs")]
    pub b: Option<String>,
    /// Judge every line of this file of two columns, tab between (- is standard input)
    #[arg(long, value_name = "FILE")]
    pub pairs: Option<PathBuf>,
    /// Write here instead of standard output (-)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// A form of what `bench` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BenchFormat {
    Table,
    Json,
}

#[derive(Debug, Args)]
pub struct BenchArgs {
    /// Files and folders; without any, an archive is made from a seed, with copies planted in it
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Megabytes of text of the archive that is made
    #[arg(
        long,
        value_name = "MB",
        default_value_t = 20,
        conflicts_with = "inputs",
        help_heading = "Made archive"
    )]
    pub size: u32,
    /// Seed of the archive that is made
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        conflicts_with = "inputs",
        help_heading = "Made archive"
    )]
    pub seed: u64,
    /// Write the archive that is made here too, as JSONL
    #[arg(long, value_name = "FILE", conflicts_with = "inputs", help_heading = "Made archive")]
    pub keep: Option<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// Form of the output: a table on a terminal, JSON into a pipe
    #[arg(short, long, value_name = "FORM", help_heading = "Output")]
    pub format: Option<BenchFormat>,
    /// Write here instead of standard output (-)
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_help_begins_with_an_example() {
        for command in Cli::command().get_subcommands_mut() {
            let help = command.render_help().to_string();
            assert!(help.starts_with("Example: rawi "), "{}: {help}", command.get_name());
        }
    }
}
