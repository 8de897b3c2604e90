//! `rawi names`: whether two written names are the same, and why; or a verdict for every line of a file of pairs.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use rawi_quotes::names::{Verdict, compare};
use rayon::prelude::*;

use crate::args::NamesArgs;
use crate::failure::{Failure, plain_cause};
use crate::output::{Destination, Page};
use crate::reading::{counted, note};
use crate::settings::{self, Running};
use crate::terminal::{harmless, isolated, wrap};

/// Pairs judged together.
const PAIRS_AT_ONCE: usize = 1 << 14;

/// Judges one pair, or a file of them.
pub fn run(args: NamesArgs, running: &Running) -> Result<(), Failure> {
    let path = settings::file(args.output.as_deref());
    match (args.a, args.b, args.pairs) {
        (Some(a), Some(b), None) => {
            let mut out = Destination::open(path.as_deref())?;
            let drawn = drawn(&a, &b, &compare(&a, &b), &Page::new(running, path.is_some()));
            out.write_all(drawn.as_bytes()).map_err(|cause| out.failure(&cause))?;
            out.finish()
        }
        (_, _, Some(pairs)) => judge(&pairs, path.as_deref(), running),
        _ => Err(Failure::usage("two names are needed").with_hint("rawi names Lavrov لافروف")),
    }
}

/// The word of a verdict.
fn word(verdict: &Verdict) -> &'static str {
    if verdict.same { "same" } else { "different" }
}

/// What was compared and why, the verdict last.
fn drawn(a: &str, b: &str, verdict: &Verdict, page: &Page) -> String {
    let mut out = String::new();
    for (name, folded, keys) in
        [(a, &verdict.folded_a, &verdict.keys_a), (b, &verdict.folded_b, &verdict.keys_b)]
    {
        out.push_str(&format!("{}\n", page.color.bold(&isolated(&harmless(name)))));
        out.push_str(&format!("    folded  {}\n", isolated(&harmless(folded))));
        out.push_str(&format!("    keys    {}\n", keys.join(" ")));
    }
    for (at, line) in wrap(&harmless(&verdict.why), page.width - 12, 6).iter().enumerate() {
        let label = if at == 0 { "why" } else { "" };
        out.push_str(&format!("{label:12}{}\n", isolated(line)));
    }
    out.push_str(&format!("{:12}{:.4}\n", "score", verdict.score));
    let said = if verdict.same { page.color.green(word(verdict)) } else { page.color.yellow(word(verdict)) };
    out.push_str(&format!("{:12}{said}\n", "verdict"));
    out
}

/// Writes `a`, `b`, score and verdict for every line of two columns.
fn judge(pairs: &Path, path: Option<&Path>, running: &Running) -> Result<(), Failure> {
    let mut lines: Box<dyn BufRead + Send> = if pairs.as_os_str() == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        let file = File::open(pairs).map_err(|cause| unreadable(pairs, &cause))?;
        Box::new(BufReader::with_capacity(1 << 16, file))
    };
    let mut out = Destination::open(path)?;
    let (mut number, mut judged, mut bad) = (0, 0_u64, Vec::new());
    let mut ended = false;
    while !ended {
        let mut some: Vec<(String, String)> = Vec::new();
        while some.len() < PAIRS_AT_ONCE {
            let mut line = Vec::new();
            if lines.read_until(b'\n', &mut line).map_err(|cause| unreadable(pairs, &cause))? == 0 {
                ended = true;
                break;
            }
            number += 1;
            match two_columns(&line) {
                Ok(Some(pair)) => some.push(pair),
                Ok(None) => {}
                Err(why) => bad.push((number, why)),
            }
        }
        let written: Vec<String> = some
            .par_iter()
            .map(|(a, b)| {
                let verdict = compare(a, b);
                format!("{a}\t{b}\t{:.4}\t{}\n", verdict.score, word(&verdict))
            })
            .collect();
        judged += written.len() as u64;
        for line in written {
            out.write_all(line.as_bytes()).map_err(|cause| out.failure(&cause))?;
        }
    }
    out.finish()?;
    if !running.quiet {
        for (line, why) in bad.iter().take(5) {
            note(&format!("left out: {}: line {line}: {why}", pairs.display()));
        }
        let left_out = if bad.is_empty() { String::new() } else { format!("; left out: {}", bad.len()) };
        note(&format!("{} judged{left_out}", counted(judged, "pair")));
    }
    Ok(())
}

fn unreadable(path: &Path, cause: &io::Error) -> Failure {
    Failure::work(format_args!("cannot read {}: {}", path.display(), plain_cause(cause)))
}

/// The first two columns of a line; `None` for an empty one.
fn two_columns(line: &[u8]) -> Result<Option<(String, String)>, &'static str> {
    let line = std::str::from_utf8(line).map_err(|_| "not UTF-8")?;
    let line = line.trim_start_matches('\u{FEFF}').trim_end_matches(['\n', '\r']);
    if line.is_empty() {
        return Ok(None);
    }
    let mut columns = line.split('\t');
    match (columns.next(), columns.next()) {
        (Some(a), Some(b)) => Ok(Some((a.to_owned(), b.to_owned()))),
        _ => Err("not two columns with a tab between"),
    }
}
