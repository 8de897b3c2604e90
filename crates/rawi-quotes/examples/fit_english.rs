//! Fits the weights of the English models: `fit_english OUT.tsv [--bar N] [--epochs N] [--min N] [--folds N --fold K] GOLD.jsonl...`
//!
//! Reads annotated documents (one JSON object a line: `id`, `text`, `quotes` with `content_spans`, `cue_span`,
//! `speaker_span`, in characters), turns them into decisions and learns a softmax over the outcomes of each by AdaGrad
//! (Duchi, Hazan & Singer 2011) with a penalty on large weights. Features seen fewer than `--min` times are left out.
//! The weights are rounded to whole hundredths; the same input gives the same file. With `--folds` the documents of
//! fold K are left out, for cross-validation; `--without` leaves templates out, to see what they are worth.
#![allow(clippy::print_stderr, reason = "a program for people")]

use rawi_quotes::english::fit::{Decision, Gold, Reader};
use rawi_text::Span;
use std::collections::HashMap;
use std::fmt::Write as _;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let out = args
        .next()
        .ok_or("fit_english OUT.tsv [--bar N] [--epochs N] [--min N] [--folds N --fold K] GOLD.jsonl...")?;
    let (mut bar, mut epochs, mut least, mut folds, mut fold, mut files) =
        (0i32, 30usize, 30u32, 0usize, 0usize, Vec::new());
    let (mut rate, mut decay) = (0.05f32, 0.2f32);
    let mut without: Vec<String> = Vec::new();
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or("a value is missing");
        match arg.as_str() {
            "--bar" => bar = value()?.parse()?,
            "--epochs" => epochs = value()?.parse()?,
            "--min" => least = value()?.parse()?,
            "--folds" => folds = value()?.parse()?,
            "--fold" => fold = value()?.parse()?,
            "--rate" => rate = value()?.parse()?,
            "--decay" => decay = value()?.parse()?,
            "--without" => without = value()?.split(',').map(str::to_owned).collect(),
            _ => files.push(arg),
        }
    }
    let mut reader = Reader::new();
    let mut decisions = Vec::new();
    let mut documents = 0usize;
    for file in &files {
        for line in std::fs::read_to_string(file)?.lines() {
            documents += 1;
            if folds > 0 && documents % folds == fold {
                continue;
            }
            let document: serde_json::Value = serde_json::from_str(line)?;
            let text = document["text"].as_str().ok_or("a document without text")?;
            reader.read(text, &gold(text, &document["quotes"]), &mut decisions);
        }
    }
    let kept = |key: u64| {
        let template = reader.name(key).and_then(|n| n.split('\t').next()).unwrap_or("");
        !without.iter().any(|w| w == template)
    };
    let weights = fit(&decisions, &kept, epochs, least, rate, decay);
    let names: Vec<String> = files
        .iter()
        .map(|f| f.rsplit('/').take(2).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("/"))
        .collect();
    let mut rows: Vec<(String, [i32; 4])> = weights
        .into_iter()
        .filter_map(|(key, w)| {
            let w = w.map(|w| (w * 100.0).round().clamp(-3000.0, 3000.0) as i32);
            // A weight of a few hundredths decides nothing.
            w.iter().any(|w| w.abs() >= 4).then(|| (reader.name(key).unwrap_or("").to_owned(), w))
        })
        .collect();
    rows.sort();
    let mut text = String::from(
        "# Weights of the English models, in hundredths: template, up to three values, one weight an outcome.\n",
    );
    text.push_str("# cue: none, content after, before, both; loose: nobody's words, goes on, its own; the others rank candidates.\n");
    writeln!(
        text,
        "# Fitted by examples/fit_english on {documents} annotated documents ({}); counts of features, no text.",
        names.join(", ")
    )?;
    writeln!(text, "# bar = {bar}")?;
    for (name, w) in &rows {
        let last = w.iter().rposition(|w| *w != 0).unwrap_or(0);
        text.push_str(name);
        for w in &w[..=last] {
            write!(text, "\t{w}")?;
        }
        text.push('\n');
    }
    std::fs::write(&out, text)?;
    eprintln!("{documents} documents, {} decisions, {} features", decisions.len(), rows.len());
    Ok(())
}

/// The annotated quotations of a document, in bytes.
fn gold(text: &str, quotes: &serde_json::Value) -> Vec<Gold> {
    let mut bytes: Vec<u32> = text.char_indices().map(|(b, _)| b as u32).collect();
    bytes.push(text.len() as u32);
    let span = |v: &serde_json::Value| {
        let at = |i: usize| {
            v.get(i).and_then(serde_json::Value::as_u64).and_then(|c| bytes.get(c as usize).copied())
        };
        Some(Span { start: at(0)?, end: at(1)? })
    };
    quotes
        .as_array()
        .into_iter()
        .flatten()
        .map(|q| Gold {
            content: q["content_spans"].as_array().into_iter().flatten().filter_map(span).collect(),
            cue: span(&q["cue_span"]),
            speaker: span(&q["speaker_span"]),
            head: span(&q["speaker_head_span"]),
            ignore: q["attr"] == "mental" || q["nested_in_quote"] == true,
        })
        .collect()
}

/// Softmax by AdaGrad; returns the mean of the weights over the last half of the steps.
fn fit(
    decisions: &[Decision],
    kept: &dyn Fn(u64) -> bool,
    epochs: usize,
    least: u32,
    rate: f32,
    decay: f32,
) -> Vec<(u64, [f32; 4])> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for decision in decisions {
        match decision {
            Decision::Choice { features, .. } => {
                features.iter().for_each(|f| *counts.entry(*f).or_default() += 1)
            }
            Decision::Ranking { candidates, .. } => {
                candidates.iter().flatten().for_each(|f| *counts.entry(*f).or_default() += 1)
            }
        }
    }
    let mut keys: Vec<u64> =
        counts.iter().filter(|(k, c)| **c >= least && kept(**k)).map(|(k, _)| *k).collect();
    keys.sort_unstable();
    let index: HashMap<u64, usize> = keys.iter().enumerate().map(|(i, k)| (*k, i)).collect();
    let find = |f: &Vec<u64>| f.iter().filter_map(|k| index.get(k).copied()).collect::<Vec<usize>>();
    let packed: Vec<(Vec<Vec<usize>>, usize, usize)> = decisions
        .iter()
        .map(|d| match d {
            Decision::Choice { features, outcomes, right } => (vec![find(features)], *outcomes, *right),
            Decision::Ranking { candidates, right } => (candidates.iter().map(find).collect(), 0, *right),
        })
        .collect();
    let mut weights = vec![[0f32; 4]; keys.len()];
    let mut squares = vec![[1e-2f32; 4]; keys.len()];
    let mut mean = vec![[0f32; 4]; keys.len()];
    let mut means = 0f32;
    let mut order: Vec<usize> = (0..packed.len()).collect();
    let mut state = 0x2545_f491_4f6c_dd1du64;
    for epoch in 0..epochs {
        for i in (1..order.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(i, (state % (i as u64 + 1)) as usize);
        }
        let (mut loss, mut wrong) = (0f64, 0usize);
        for &d in &order {
            let (sets, outcomes, right) = &packed[d];
            let n = if *outcomes > 0 { *outcomes } else { sets.len() };
            let mut scores: Vec<f32> = (0..n)
                .map(|o| {
                    let (set, column) = if *outcomes > 0 { (&sets[0], o) } else { (&sets[o], 0) };
                    set.iter().map(|f| weights[*f][column]).sum()
                })
                .collect();
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            wrong += usize::from(scores[*right] < top);
            scores.iter_mut().for_each(|s| *s = (*s - top).exp());
            let sum: f32 = scores.iter().sum();
            loss -= f64::from((scores[*right] / sum).ln());
            for (o, score) in scores.iter().enumerate() {
                let error = score / sum - f32::from(u8::from(o == *right));
                if error.abs() < 1e-3 {
                    continue;
                }
                let (set, column) = if *outcomes > 0 { (&sets[0], o) } else { (&sets[o], 0) };
                for f in set {
                    let gradient = error + decay * weights[*f][column];
                    squares[*f][column] += gradient * gradient;
                    weights[*f][column] -= rate * gradient / squares[*f][column].sqrt();
                }
            }
        }
        eprintln!(
            "epoch {epoch}: loss {:.4}, wrong {:.4}",
            loss / packed.len() as f64,
            wrong as f64 / packed.len() as f64
        );
        if epoch * 2 >= epochs {
            means += 1.0;
            mean.iter_mut().zip(&weights).for_each(|(m, w)| m.iter_mut().zip(w).for_each(|(m, w)| *m += w));
        }
    }
    keys.into_iter().zip(mean).map(|(k, m)| (k, m.map(|w| w / means))).collect()
}
