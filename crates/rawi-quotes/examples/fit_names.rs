//! Learns `data/names-letters.tsv`: which letters stand for which between scripts and between spellings.
//!
//! `cargo run --release -p rawi-quotes --example fit_names -- arabic.tsv russian.tsv > data/names-letters.tsv`
//!
//! The inputs have a Latin name, the name in Arabic or Cyrillic letters, and a count, in three columns. Only letter
//! weights leave this program, no names. Every tenth pair (by a hash of the native form) is held out, so that
//! `names_figures` measures on names that were not learnt from.
//!
//! Joint expectation maximisation over monotone many-to-many alignments: the probability of a pair is the sum over
//! all cuts of both spellings into groups of the product of the groups' probabilities (Jiampojamarn, Kondrak &
//! Sherif 2007). The weight of a group is its pointwise mutual information against single letters drawn at random.

use std::collections::BTreeMap;
use std::io::Write;

use rawi_quotes::names::{Letters, Name, letters};

type Group = (Vec<char>, Vec<char>);
type Pair = (Vec<char>, Vec<char>, f64);

const ROUNDS: usize = 12;

/// Lengths of groups that may stand for each other.
const SHAPES: &[(usize, usize)] = &[(1, 0), (0, 1), (1, 1), (1, 2), (2, 1)];

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [arabic, russian] = arguments.as_slice() else {
        return Err(std::io::Error::other("usage: fit_names ARABIC.tsv RUSSIAN.tsv"));
    };
    let arabic = read(arabic)?;
    let russian = read(russian)?;
    let out = &mut std::io::stdout().lock();
    writeln!(
        out,
        "# Letter groups that stand for each other in two spellings of one name: scripts, letters, letters, weight in"
    )?;
    writeln!(
        out,
        "# eighths of a bit (pointwise mutual information). An empty group: the letters are left out. Initial alef is أ,"
    )?;
    writeln!(
        out,
        "# final heh ة. Fitted by examples/fit_names.rs on nine tenths of the Wikidata name pairs of Merhav & Ash 2018"
    )?;
    writeln!(
        out,
        "# (CC0; Arabic and Russian; doi 10.48550/arXiv.1808.02563). ar-cy: Arabic and Cyrillic spellings of one Latin form;"
    )?;
    writeln!(
        out,
        "# la-la: Latin spellings of one Arabic or Cyrillic form; ar-ar and cy-cy: letters by the Latin groups they share."
    )?;
    let direct = |pairs: &[(Name, Name, f64)]| -> Vec<Pair> {
        pairs
            .iter()
            .filter_map(|(latin, native, count)| Some((spelling(native)?, spelling(latin)?, *count)))
            .collect()
    };
    let ar = fit(&direct(&arabic));
    write(out, "ar-la", &weights(&ar))?;
    let cy = fit(&direct(&russian));
    write(out, "cy-la", &weights(&cy))?;
    let latin: BTreeMap<&str, &Name> =
        russian.iter().map(|(latin, native, _)| (latin.folded.as_str(), native)).collect();
    let across: Vec<Pair> = arabic
        .iter()
        .filter_map(|(of, native, _)| {
            Some((spelling(native)?, spelling(latin.get(of.folded.as_str())?)?, 1.0))
        })
        .collect();
    write(out, "ar-cy", &weights(&fit(&across)))?;
    let mut variants = variants(&arabic);
    variants.extend(self::variants(&russian));
    write(out, "la-la", &weights(&fit(&variants)))?;
    write(out, "ar-ar", &through(&ar))?;
    write(out, "cy-cy", &through(&cy))?;
    Ok(())
}

/// Pairs of the training part. The same counts for all weigh a name by the logarithm of its frequency.
fn read(path: &str) -> std::io::Result<Vec<(Name, Name, f64)>> {
    let mut pairs = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let mut fields = line.split('\t');
        let (Some(latin), Some(native), Some(count)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let count: f64 = count.trim().parse().unwrap_or(1.0);
        if rawi_text::token_hash(native).is_multiple_of(10) {
            continue;
        }
        pairs.push((
            Name::parse(latin),
            Name::parse(native),
            if count < 2.0 { 0.3 } else { 1.0 + count.ln() },
        ));
    }
    Ok(pairs)
}

/// The letters of a name of one word.
fn spelling(name: &Name) -> Option<Vec<char>> {
    let [word] = name.words.as_slice() else { return None };
    let plain = word.script != Letters::Other && !word.initial;
    // An alef and lam that begin a foreign name are its own letters more often than an article.
    let form = word.forms.last()?;
    (plain && form.chars().count() <= 16).then(|| letters::letters(form, word.script))
}

/// Latin spellings of one native form, each pair once in both directions, a form of many spellings no heavier.
fn variants(pairs: &[(Name, Name, f64)]) -> Vec<Pair> {
    let mut by_native: BTreeMap<&str, Vec<Vec<char>>> = BTreeMap::new();
    for (latin, native, weight) in pairs {
        if *weight < 1.0 {
            continue;
        }
        by_native.entry(native.folded.as_str()).or_default().extend(spelling(latin));
    }
    let mut variants = Vec::new();
    for spellings in by_native.values() {
        let weight = 1.0 / spellings.len() as f64;
        for a in spellings {
            variants.extend(spellings.iter().map(|b| (a.clone(), b.clone(), weight)));
        }
    }
    variants
}

struct Model {
    groups: BTreeMap<Group, f64>,
    a: BTreeMap<char, f64>,
    b: BTreeMap<char, f64>,
}

fn fit(pairs: &[Pair]) -> Model {
    let mut groups: BTreeMap<Group, f64> = BTreeMap::new();
    for (a, b, weight) in pairs {
        each_group(a, b, |x, y, _, _| {
            *groups.entry((x.to_vec(), y.to_vec())).or_default() += weight / (a.len() * b.len()) as f64
        });
    }
    normalise(&mut groups);
    for _ in 0..ROUNDS {
        let mut counts: BTreeMap<Group, f64> = BTreeMap::new();
        for (a, b, weight) in pairs {
            expect(&groups, a, b, *weight, &mut counts);
        }
        // Groups that hardly occur are chance: dropping them keeps the table small and the model honest.
        counts.retain(|(x, y), count| *count >= 1.5 || x.len() + y.len() == 1);
        normalise(&mut counts);
        groups = counts;
    }
    let (mut a, mut b) = (BTreeMap::new(), BTreeMap::new());
    for (x, y, weight) in pairs {
        for (letters, count) in [(x, &mut a), (y, &mut b)] {
            for c in letters {
                *count.entry(*c).or_default() += weight;
            }
        }
    }
    normalise(&mut a);
    normalise(&mut b);
    Model { groups, a, b }
}

fn normalise<K: Ord>(counts: &mut BTreeMap<K, f64>) {
    let sum: f64 = counts.values().sum();
    counts.values_mut().for_each(|count| *count /= sum);
}

fn each_group(a: &[char], b: &[char], mut visit: impl FnMut(&[char], &[char], usize, usize)) {
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            for (di, dj) in SHAPES.iter().filter(|(di, dj)| *di <= i && *dj <= j) {
                visit(&a[i - di..i], &b[j - dj..j], i, j);
            }
        }
    }
}

/// Adds the expected counts of all groups over all alignments (forward-backward).
fn expect(
    model: &BTreeMap<Group, f64>,
    a: &[char],
    b: &[char],
    weight: f64,
    counts: &mut BTreeMap<Group, f64>,
) {
    let width = b.len() + 1;
    let size = (a.len() + 1) * width;
    let (mut forward, mut backward) = (vec![0.0; size], vec![0.0; size]);
    let mut arcs = Vec::new();
    each_group(a, b, |x, y, i, j| {
        if let Some((group, p)) = model.get_key_value(&(x.to_vec(), y.to_vec())) {
            arcs.push(((i - x.len()) * width + j - y.len(), i * width + j, group, *p));
        }
    });
    forward[0] = 1.0;
    for (from, to, _, p) in &arcs {
        forward[*to] += forward[*from] * p;
    }
    backward[size - 1] = 1.0;
    for (from, to, _, p) in arcs.iter().rev() {
        backward[*from] += backward[*to] * p;
    }
    let total = forward[size - 1];
    if total <= 0.0 {
        return;
    }
    for (from, to, group, p) in arcs {
        let expected = weight * forward[from] * p * backward[to] / total;
        if expected > 1e-6 {
            *counts.entry(group.clone()).or_default() += expected;
        }
    }
}

/// Weights of the groups against letters drawn at random.
fn weights(model: &Model) -> BTreeMap<Group, i32> {
    let chance =
        |letters: &[char], of: &BTreeMap<char, f64>| -> f64 { letters.iter().map(|c| of[c]).product() };
    model
        .groups
        .iter()
        .map(|((x, y), p)| {
            let bits = (p / (chance(x, &model.a) * chance(y, &model.b))).log2();
            ((x.clone(), y.clone()), eighths(bits))
        })
        .collect()
}

fn eighths(bits: f64) -> i32 {
    (bits.max(-8.0) * 8.0).round() as i32
}

/// Native letters against native letters, by the Latin groups that both stand for: p(x,y) = Σ p(x,l) p(y,l) / p(l).
fn through(model: &Model) -> BTreeMap<Group, i32> {
    let mut latin: BTreeMap<&[char], f64> = BTreeMap::new();
    for ((_, l), p) in &model.groups {
        *latin.entry(l).or_default() += p;
    }
    let mut joint: BTreeMap<Group, f64> = BTreeMap::new();
    for ((x, l), p) in model.groups.iter().filter(|((x, _), _)| x.len() <= 2) {
        for ((y, k), q) in model.groups.iter().filter(|((y, _), _)| y.len() <= 2) {
            if l == k && x.len() + y.len() > 0 {
                *joint.entry((x.clone(), y.clone())).or_default() += p * q / latin[l.as_slice()];
            }
        }
    }
    joint.retain(|(x, y), p| *p > 1e-6 || x.len() + y.len() == 1);
    let twice = Model { groups: joint, a: model.a.clone(), b: model.a.clone() };
    weights(&twice)
}

fn write(out: &mut impl Write, scripts: &str, weights: &BTreeMap<Group, i32>) -> std::io::Result<()> {
    for ((x, y), weight) in weights {
        // A group that costs more than its letters left out never stands in a best alignment.
        if x.len() + y.len() > 1 && *weight < -40 {
            continue;
        }
        let (x, y): (String, String) = (x.iter().collect(), y.iter().collect());
        writeln!(out, "{scripts}\t{x}\t{y}\t{weight}")?;
    }
    Ok(())
}
