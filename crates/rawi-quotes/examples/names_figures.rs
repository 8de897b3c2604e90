//! Measures the name matcher on a file of name pairs: Latin, native, count.
//!
//! `cargo run --release -p rawi-quotes --example names_figures -- pairs.tsv [--all] [--list]`
//!
//! True pairs are those with a count of at least two that `fit_names` held out (`--all`: every pair); as many random
//! pairs whose Latin forms begin with the same letter are drawn with a fixed seed. Beside the matcher stands
//! Jaro-Winkler on romanised forms, at the threshold where it takes as many random pairs as the matcher.

use std::collections::BTreeMap;
use std::io::Write;

use rawi_quotes::names::{Name, SAME, compare, keys};

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = arguments.first() else {
        return Err(std::io::Error::other("usage: names_figures PAIRS.tsv"));
    };
    let all = arguments.iter().any(|argument| argument == "--all");
    let list = arguments.iter().any(|argument| argument == "--list");
    let out = &mut std::io::stdout().lock();
    let mut pairs: Vec<(String, String)> = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let mut fields = line.split('\t');
        let (Some(latin), Some(native)) = (fields.next(), fields.next()) else { continue };
        let count: u64 = fields.next().and_then(|count| count.trim().parse().ok()).unwrap_or(2);
        if count >= 2 && (all || rawi_text::token_hash(native).is_multiple_of(10)) {
            pairs.push((latin.to_owned(), native.to_owned()));
        }
    }
    let negatives = random_pairs(&pairs);
    let score = |(a, b): &(String, String)| (compare(a, b).score * 1000.0).round() as i32;
    let positive: Vec<i32> = pairs.iter().map(score).collect();
    let negative: Vec<i32> = negatives.iter().map(score).collect();
    let share = |scores: &[i32], least: i32| {
        100.0 * scores.iter().filter(|score| **score >= least).count() as f64 / scores.len().max(1) as f64
    };
    writeln!(out, "{} true pairs, {} random pairs", pairs.len(), negatives.len())?;
    let default = (SAME * 1000.0) as i32;
    writeln!(
        out,
        "default {SAME}: {:.2} % of true pairs, {:.2} % of random pairs",
        share(&positive, default),
        share(&negative, default)
    )?;
    for least in (100..=900).step_by(50) {
        writeln!(
            out,
            "  {:.2}: {:.2} %, {:.2} %",
            f64::from(least) / 1000.0,
            share(&positive, least),
            share(&negative, least)
        )?;
    }
    let shared = pairs.iter().filter(|(a, b)| candidates(a, b)).count();
    let shared_random = negatives.iter().filter(|(a, b)| candidates(a, b)).count();
    writeln!(
        out,
        "a key in common: {:.2} % of true pairs, {:.2} % of random pairs",
        100.0 * shared as f64 / pairs.len().max(1) as f64,
        100.0 * shared_random as f64 / negatives.len().max(1) as f64
    )?;
    let jaro = |(a, b): &(String, String)| (jaro_winkler(&plain(a), &romanise(b)) * 1000.0).round() as i32;
    let (jaro_positive, jaro_negative): (Vec<i32>, Vec<i32>) =
        (pairs.iter().map(jaro).collect(), negatives.iter().map(jaro).collect());
    for most in [share(&negative, default), 1.0] {
        let least = (0..=1001).find(|least| share(&jaro_negative, *least) <= most).unwrap_or(1001);
        writeln!(
            out,
            "Jaro-Winkler on romanised forms at {:.3}: {:.2} % of true pairs, {:.2} % of random pairs",
            f64::from(least) / 1000.0,
            share(&jaro_positive, least),
            share(&jaro_negative, least)
        )?;
    }
    if list {
        for ((a, b), _) in pairs.iter().zip(&positive).filter(|(_, score)| **score < default) {
            writeln!(out, "missed\t{a}\t{b}\t{}", compare(a, b).why)?;
        }
        for ((a, b), _) in negatives.iter().zip(&negative).filter(|(_, score)| **score >= default) {
            writeln!(out, "false\t{a}\t{b}\t{}", compare(a, b).why)?;
        }
    }
    Ok(())
}

fn candidates(a: &str, b: &str) -> bool {
    let keys = |written: &str| -> Vec<String> { Name::parse(written).words.iter().flat_map(keys).collect() };
    let (a, b) = (keys(a), keys(b));
    a.iter().any(|key| b.contains(key))
}

/// For each pair another native form whose Latin form begins with the same letter.
fn random_pairs(pairs: &[(String, String)]) -> Vec<(String, String)> {
    let mut by_letter: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (at, (latin, _)) in pairs.iter().enumerate() {
        by_letter.entry(plain(latin).chars().next().unwrap_or(' ')).or_default().push(at);
    }
    let mut state = 20_260_101u64;
    let mut random = || {
        // SplitMix64 (Steele, Lea & Flood 2014): the same numbers everywhere.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) as usize
    };
    let mut negatives = Vec::new();
    for (latin, native) in pairs {
        let others = &by_letter[&plain(latin).chars().next().unwrap_or(' ')];
        for _ in 0..20 {
            let (other_latin, other) = &pairs[others[random() % others.len()]];
            if other != native && plain(other_latin) != plain(latin) {
                negatives.push((latin.clone(), other.clone()));
                break;
            }
        }
    }
    negatives
}

fn plain(latin: &str) -> String {
    Name::parse(latin).folded
}

/// One Latin letter or group a letter, as library catalogues do without marks.
fn romanise(native: &str) -> String {
    let mut out = String::new();
    for c in rawi_text::fold_word(native).chars() {
        out.push_str(match c {
            'ا' => "a",
            'ب' => "b",
            'ت' | 'ط' => "t",
            'ث' => "th",
            'ج' => "j",
            'ح' | 'ه' => "h",
            'خ' => "kh",
            'د' | 'ض' => "d",
            'ذ' => "dh",
            'ر' => "r",
            'ز' | 'ظ' => "z",
            'س' | 'ص' => "s",
            'ش' => "sh",
            'غ' => "gh",
            'ف' => "f",
            'ق' => "q",
            'ك' => "k",
            'ل' => "l",
            'م' => "m",
            'ن' => "n",
            'و' => "u",
            'ي' => "i",
            'پ' => "p",
            'ڤ' => "v",
            'گ' => "g",
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' => "g",
            'д' => "d",
            'е' | 'э' | 'ё' => "e",
            'ж' => "zh",
            'з' => "z",
            'и' | 'й' => "i",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => "kh",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            'ы' => "y",
            'ю' => "yu",
            'я' => "ya",
            _ => "",
        });
    }
    out
}

/// Jaro-Winkler similarity (Winkler 1990).
fn jaro_winkler(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut matches_a = Vec::new();
    for (i, c) in a.iter().enumerate() {
        for j in i.saturating_sub(reach)..(i + reach + 1).min(b.len()) {
            if !taken[j] && b[j] == *c {
                taken[j] = true;
                matches_a.push(*c);
                break;
            }
        }
    }
    if matches_a.is_empty() {
        return 0.0;
    }
    let matches_b = b.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(c, _)| *c);
    let transposed = matches_a.iter().zip(matches_b).filter(|(x, y)| **x != *y).count() as f64 / 2.0;
    let m = matches_a.len() as f64;
    let jaro = (m / a.len() as f64 + m / b.len() as f64 + (m - transposed) / m) / 3.0;
    let prefix = a.iter().zip(&b).take(4).take_while(|(x, y)| x == y).count() as f64;
    jaro + prefix * 0.1 * (1.0 - jaro)
}
