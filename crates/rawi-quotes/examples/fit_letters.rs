//! Learns `data/arabic-name-letters.tsv`: which runs of three letters foreign names have and Arabic words have not.
//!
//! `cargo run --release -p rawi-quotes --example fit_letters -- names.tsv articles.jsonl > data/arabic-name-letters.tsv`
//!
//! The first input has name parts in Arabic letters in its second column and a count in its third; the second is any
//! text. Words of the text that also occur with the article, with a pronoun or without the particle they begin with are
//! common words. Only letter weights leave this program, no names. Every tenth word of both kinds (by its hash) is held
//! out; how many of them the table takes for names is said on the standard error.
//!
//! The weight of a run is the logarithm of how much likelier it is in a name than in a common word, each word counted
//! once (the letter model of a naive Bayes classifier; Cavnar & Trenkle 1994 for runs of letters as features).

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use rawi_quotes::arabic_letters::runs;
use rawi_text::fold_word as fold;

/// Added to every count, so that a run seen once proves little.
const SMOOTHING: f64 = 0.5;
/// Runs seen less often in both kinds together are left out.
const SELDOM: f64 = 3.0;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [names, text] = arguments.as_slice() else {
        return Err(std::io::Error::other("usage: fit_letters NAMES.tsv TEXT"));
    };
    let mut parts: BTreeMap<String, u64> = BTreeMap::new();
    for line in std::fs::read_to_string(names)?.lines() {
        let mut columns = line.split('\t').skip(1);
        if let (Some(name), Some(count)) = (columns.next(), columns.next()) {
            *parts.entry(fold(name)).or_default() += count.trim().parse::<u64>().unwrap_or(1);
        }
    }
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    let arabic = |c: char| matches!(c, '\u{621}'..='\u{65f}' | '\u{670}'..='\u{6d3}');
    for word in std::fs::read_to_string(text)?.split(|c| !arabic(c)).filter(|word| !word.is_empty()) {
        *words.entry(fold(word)).or_default() += 1;
    }
    let seen = |word: &str| words.get(word).copied().unwrap_or(0);
    let with_article = |word: &str| -> u64 {
        ["ال", "وال", "بال", "لل"].iter().map(|article| seen(&format!("{article}{word}"))).sum()
    };
    let defined = |word: &str| ["ال", "وال", "بال", "لل", "كال", "فال"].iter().any(|a| word.starts_with(a));
    let common: BTreeSet<&str> = words
        .iter()
        .filter(|(word, count)| {
            let bare = word.char_indices().nth(1).map_or("", |(second, _)| &word[second..]);
            let particle = word.starts_with(['و', 'ب', 'ل', 'ف', 'ك', 'س']) && seen(bare) >= **count;
            let verb = word.starts_with(['ي', 'ت', 'ن', 'ا']) && seen(&format!("و{word}")) * 5 >= **count;
            **count >= 8
                && word.chars().count() > 1
                && !parts.contains_key(*word)
                && !defined(word)
                && (with_article(word) >= 3
                    || seen(&format!("{word}ه")) >= 5
                    || seen(&format!("{word}ها")) >= 3
                    || particle
                    || verb)
        })
        .map(|(word, _)| word.as_str())
        .collect();
    let names: BTreeSet<&str> = parts
        .keys()
        .filter(|word| word.chars().count() > 2 && 3 * with_article(word) <= seen(word) + 3)
        .map(String::as_str)
        .collect();
    let held_out = |word: &str| rawi_text::token_hash(word).is_multiple_of(10);
    let learn = |words: &BTreeSet<&str>| {
        let mut counts: BTreeMap<[char; 3], f64> = BTreeMap::new();
        for word in words.iter().filter(|word| !held_out(word)) {
            runs(word, |run| *counts.entry(run).or_default() += 1.0);
        }
        counts
    };
    let (of_names, of_words) = (learn(&names), learn(&common));
    let all: BTreeSet<[char; 3]> = of_names.keys().chain(of_words.keys()).copied().collect();
    let total =
        |counts: &BTreeMap<[char; 3], f64>| counts.values().sum::<f64>() + SMOOTHING * all.len() as f64;
    let (names_total, words_total) = (total(&of_names), total(&of_words));
    let mut table: BTreeMap<[char; 3], i32> = BTreeMap::new();
    for run in &all {
        let count = |counts: &BTreeMap<[char; 3], f64>| counts.get(run).copied().unwrap_or(0.0);
        let (a, b) = (count(&of_names), count(&of_words));
        if a + b >= SELDOM {
            let odds = ((a + SMOOTHING) / names_total).ln() - ((b + SMOOTHING) / words_total).ln();
            table.insert(*run, (odds * 10.0).round().clamp(-99.0, 99.0) as i32);
        }
    }
    let weight = |word: &str| {
        let mut sum = 0;
        runs(word, |run| sum += table.get(&run).copied().unwrap_or(0));
        sum
    };
    for threshold in [0, 20, 40] {
        let taken = |words: &BTreeSet<&str>| {
            let held: Vec<&&str> = words.iter().filter(|word| held_out(word)).collect();
            100.0 * held.iter().filter(|word| weight(word) >= threshold).count() as f64 / held.len() as f64
        };
        writeln!(
            std::io::stderr(),
            "weight of {threshold} or more: {:.1} % of held-out names, {:.1} % of common words",
            taken(&names),
            taken(&common)
        )?;
    }
    let out = &mut std::io::stdout().lock();
    writeln!(
        out,
        "# How much likelier three letters stand in a foreign name than in an Arabic word: the letters (a space is the edge"
    )?;
    writeln!(
        out,
        "# of the word; أ إ آ are ا, ة is ه, ى and ئ are ي, ؤ is و), the natural logarithm of the odds in tenths. Learnt by"
    )?;
    writeln!(
        out,
        "# examples/fit_letters.rs from the name parts of Merhav & Ash 2018 (Wikidata, CC0; doi 10.48550/arXiv.1808.02563)"
    )?;
    writeln!(
        out,
        "# against words of Arabic newspapers that occur with the article, a pronoun or without a particle as well."
    )?;
    for (run, weight) in &table {
        writeln!(out, "{}\t{weight}", run.iter().collect::<String>())?;
    }
    Ok(())
}
