//! Learns `data/arabic-confidence.tsv`: what speaks for and against an Arabic quotation.
//!
//! `cargo run --release -p rawi-quotes --example fit_arabic_confidence -- judged.jsonl > data/arabic-confidence.tsv`
//!
//! A line of the input is an article: `text`, `title`, `outlet`, and `judged`, a list of `start` and `end` (characters of the words quoted),
//! `entity` (whom the program credited when it was judged; left out where any credit is meant), `right` (whether the words
//! are his) and, if it counts more or less than once, `weight`. A judgement is used where the program still finds these
//! words with that credit. Logistic regression with a penalty on the square of each weight, by AdaGrad (Duchi, Hazan &
//! Singer 2011); the figures of a cross-validation by articles in five folds are told on the standard error. The same
//! input gives the same file.
#![allow(clippy::print_stderr, reason = "a program for people")]

use std::collections::BTreeMap;
use std::io::Write as _;

use rawi_quotes::Article;
use rawi_quotes::arabic_confidence::read;

/// A sign met less often is left out.
const SELDOM: u32 = 8;
/// Penalty on the square of a weight.
const PENALTY: f64 = 1.5;
/// What is thought of a sign before any judgement is read: a weight is drawn to it, and not to 0. Few of these are among
/// the quotations judged, since those were drawn from what was held for likely; readers of the rest found about half of
/// them wrong.
const BEFORE: [(&str, f64); 8] = [
    ("nobody", -2.5),
    ("without clause", -2.0),
    ("in passing", -2.0),
    ("words within words", -0.7),
    ("noun", -0.5),
    ("noun, elided subject", -0.5),
    ("noun, chief point", -0.5),
    ("colon alone", -0.5),
];
const ROUNDS: usize = 400;
const RATE: f64 = 0.3;

/// One judged quotation: its article, its signs, whether it was right, how much it counts.
struct Case {
    article: usize,
    signs: Vec<&'static str>,
    right: bool,
    weight: f64,
}

type Weights = BTreeMap<&'static str, f64>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("usage: fit_arabic_confidence JUDGED.jsonl")?;
    let lines = std::fs::read_to_string(file)?;
    let articles: Vec<serde_json::Value> =
        lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let texts: Vec<Article<'_>> = articles
        .iter()
        .filter_map(|article| {
            let (title, outlet) = (article["title"].as_str(), article["outlet"].as_str());
            Some(Article { title, text: article["text"].as_str()?, outlet, lang: None })
        })
        .collect();
    if texts.len() != articles.len() {
        return Err("an article without text".into());
    }
    let mut cases = Vec::new();
    let mut judged = 0;
    for (number, (article, quotes)) in articles.iter().zip(read(&texts)).enumerate() {
        for one in article["judged"].as_array().into_iter().flatten() {
            judged += 1;
            let byte = |at: &serde_json::Value| texts[number].text.char_indices().nth(at.as_u64()? as usize);
            let Some((from, _)) = byte(&one["start"]) else { continue };
            let to = byte(&one["end"]).map_or(texts[number].text.len(), |(to, _)| to);
            let (from, to) = (from as u64, to as u64);
            let found = quotes
                .iter()
                .map(|(quote, signs)| {
                    let start = quote.content.iter().map(|span| u64::from(span.start)).min().unwrap_or(0);
                    let end = quote.content.iter().map(|span| u64::from(span.end)).max().unwrap_or(0);
                    let shared = end.min(to).saturating_sub(start.max(from));
                    (shared, end - start, quote, signs)
                })
                .filter(|(shared, length, ..)| shared * 5 > length * 3 && shared * 5 > (to - from) * 3)
                .max_by_key(|(shared, ..)| *shared);
            let Some((.., quote, signs)) = found else { continue };
            if one["entity"].as_str().is_some_and(|entity| quote.entity.as_deref() != Some(entity)) {
                continue;
            }
            cases.push(Case {
                article: number,
                signs: signs.names().to_vec(),
                right: one["right"].as_bool().ok_or("a judgement without `right`")?,
                weight: one["weight"].as_f64().unwrap_or(1.0),
            });
        }
    }
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for sign in cases.iter().flat_map(|case| &case.signs) {
        *seen.entry(sign).or_default() += 1;
    }
    let prior = |sign: &&str| BEFORE.iter().any(|(other, _)| other == sign);
    for case in &mut cases {
        case.signs.retain(|sign| seen[sign] >= SELDOM || prior(sign));
        case.signs.push("always");
    }
    let right = cases.iter().filter(|case| case.right).count();
    eprintln!("{} judged, {} used, {right} right", judged, cases.len());
    validate(&cases);
    let weights = fit(cases.iter());
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "# What speaks for and against an Arabic quotation, and how much: a sign (or the lemma of its reporting word), its weight,"
    )?;
    writeln!(
        out,
        "# how often it was met. The sum of the weights is the logarithm of the odds that words and source are right. Learnt by"
    )?;
    writeln!(
        out,
        "# examples/fit_arabic_confidence from {} quotations that readers judged, {right} of them right.",
        cases.len()
    )?;
    for (sign, weight) in &weights {
        writeln!(
            out,
            "{sign}\t{weight:.2}\t{}",
            match *sign {
                "always" => cases.len() as u32,
                sign => seen.get(sign).copied().unwrap_or(0),
            }
        )?;
    }
    Ok(())
}

fn probability(weights: &Weights, signs: &[&'static str]) -> f64 {
    let sum: f64 = signs.iter().filter_map(|sign| weights.get(sign)).sum();
    1.0 / (1.0 + (-sum).exp())
}

fn fit<'a>(cases: impl Iterator<Item = &'a Case> + Clone) -> Weights {
    let before: Weights = BEFORE.into_iter().collect();
    let mut weights = before.clone();
    let mut squares = Weights::new();
    for _ in 0..ROUNDS {
        let mut slope = Weights::new();
        for case in cases.clone() {
            let miss = probability(&weights, &case.signs) - f64::from(u8::from(case.right));
            for sign in &case.signs {
                *slope.entry(sign).or_default() += miss * case.weight;
            }
        }
        for (sign, slope) in slope {
            let weight = weights.entry(sign).or_default();
            let drawn = *weight - before.get(sign).copied().unwrap_or_default();
            let slope = slope + if sign == "always" { 0.0 } else { PENALTY * drawn };
            let square = squares.entry(sign).or_default();
            *square += slope * slope;
            *weight -= RATE * slope / (*square + 1e-9).sqrt();
        }
    }
    weights
}

/// How well cases of articles that were held out are told apart, and how true the probabilities are.
fn validate(cases: &[Case]) {
    let mut told: Vec<(f64, bool)> = Vec::new();
    for fold in 0..5 {
        let weights = fit(cases.iter().filter(|case| case.article % 5 != fold));
        let held = cases.iter().filter(|case| case.article % 5 == fold);
        told.extend(held.map(|case| (probability(&weights, &case.signs), case.right)));
    }
    told.sort_by(|a, b| a.0.total_cmp(&b.0));
    let wrong = told.iter().filter(|(_, right)| !right).count();
    let (mut pairs, mut before) = (0usize, 0usize);
    for (_, right) in &told {
        if *right { pairs += before } else { before += 1 }
    }
    let area = pairs as f64 / (wrong * (told.len() - wrong)).max(1) as f64;
    eprintln!("held out: {area:.3} of the pairs of a right and a wrong one are in order");
    for share in [5, 10, 15, 20, 30] {
        let first = &told[..told.len() * share / 100];
        let caught = first.iter().filter(|(_, right)| !right).count();
        eprintln!(
            "the {share} % least likely (below {:.2}) hold {:.0} % of the wrong ones",
            first.last().map_or(0.0, |(p, _)| *p),
            100.0 * caught as f64 / wrong.max(1) as f64
        );
    }
    let bands = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01];
    for band in bands.windows(2) {
        let within: Vec<&(f64, bool)> = told.iter().filter(|(p, _)| (band[0]..band[1]).contains(p)).collect();
        let right = within.iter().filter(|(_, right)| *right).count();
        eprintln!("{:.2}: {:.2} of {}", band[0], right as f64 / within.len().max(1) as f64, within.len());
    }
}
