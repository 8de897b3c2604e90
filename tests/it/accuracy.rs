//! How much of what a reader found in the samples is found, as floors a little under what is measured.
//!
//! The figures on real archives are better founded; these hold wherever the project is built, and say at once when a
//! change loses something.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::program::{Program, parsed, samples};

/// A stretch of characters of one article.
type Stretch = (u64, u64);

fn gold(name: &str) -> Vec<Value> {
    let path = samples().join("gold").join(name);
    parsed(&std::fs::read_to_string(&path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display())))
}

fn on_samples(args: &[&str]) -> Vec<Value> {
    let archive = samples().join("archive");
    Program::new().records(&[args, &[archive.to_str().expect("a path")]].concat())
}

fn stretches(value: &Value) -> Vec<Stretch> {
    let pair = |range: &Value| (range[0].as_u64().expect("a start"), range[1].as_u64().expect("an end"));
    value.as_array().expect("ranges").iter().map(pair).collect()
}

fn stretch(passage: &Value) -> Stretch {
    (passage["start"].as_u64().expect("a start"), passage["end"].as_u64().expect("an end"))
}

fn length(all: &[Stretch]) -> u64 {
    all.iter().map(|(start, end)| end - start).sum()
}

fn common(a: &[Stretch], b: &[Stretch]) -> u64 {
    let both = |x: &Stretch, y: &Stretch| x.1.min(y.1).saturating_sub(x.0.max(y.0));
    a.iter().flat_map(|x| b.iter().map(move |y| both(x, y))).sum()
}

/// Characters of both, as a part of the characters of either.
fn likeness(a: &[Stretch], b: &[Stretch]) -> f64 {
    let both = common(a, b);
    both as f64 / (length(a) + length(b) - both).max(1) as f64
}

/// Pairs of equal article and a likeness of a half or more, the most alike first, each of them once.
fn paired(gold: &[(String, Vec<Stretch>)], found: &[(String, Vec<Stretch>)]) -> Vec<(usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (i, (doc, a)) in gold.iter().enumerate() {
        for (j, (other, b)) in found.iter().enumerate() {
            let alike = if doc == other { likeness(a, b) } else { 0.0 };
            if alike >= 0.5 {
                all.push((alike, i, j));
            }
        }
    }
    all.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut left, mut right) = (BTreeSet::new(), BTreeSet::new());
    all.into_iter().filter(|(_, i, j)| left.insert(*i) & right.insert(*j)).map(|(_, i, j)| (i, j)).collect()
}

/// Two names that a reader takes for one: the words of the shorter stand in the longer.
fn agree(a: &str, b: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        let folded = rawi_text::fold_word(name);
        folded.split(' ').filter(|word| !["ال", "the", "al"].contains(word)).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    !a.is_empty() && !b.is_empty() && (a.is_subset(&b) || b.is_subset(&a))
}

/// One part of the quotes, measured.
#[derive(Debug)]
struct Measured {
    precision: f64,
    recall: f64,
    f1: f64,
    entity: f64,
}

impl Measured {
    fn tell(&self, what: &str) {
        let Self { precision, recall, f1, entity } = self;
        println!(
            "{what} quotes: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}, entity {entity:.3}"
        );
    }
}

fn quotes(arabic: bool) -> Measured {
    let english = |doc: &str| doc.starts_with("courier") || doc.starts_with("gazette");
    let mut expected = Vec::new();
    let mut entities = Vec::new();
    for article in gold("quotes.jsonl") {
        let id = article["id"].as_str().expect("an id");
        for quote in article["quotes"].as_array().expect("quotes").iter().filter(|_| english(id) != arabic) {
            expected.push((id.to_owned(), stretches(&quote["content_spans"])));
            entities.push(quote["speaker_entity"].as_str().map(str::to_owned));
        }
    }
    let records: Vec<Value> = on_samples(&["quotes"])
        .into_iter()
        .filter(|quote| english(quote["doc"].as_str().expect("an id")) != arabic)
        .collect();
    let found: Vec<_> = records
        .iter()
        .map(|quote| (quote["doc"].as_str().expect("an id").to_owned(), stretches(&quote["content"])))
        .collect();
    let pairs = paired(&expected, &found);
    let named: Vec<bool> = pairs
        .iter()
        .filter_map(|&(i, j)| {
            let entity = entities[i].as_ref()?;
            Some(records[j]["entity"].as_str().is_some_and(|name| agree(entity, name)))
        })
        .collect();
    let precision = pairs.len() as f64 / found.len().max(1) as f64;
    let recall = pairs.len() as f64 / expected.len() as f64;
    Measured {
        precision,
        recall,
        f1: 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE),
        entity: named.iter().filter(|same| **same).count() as f64 / named.len().max(1) as f64,
    }
}

#[test]
fn arabic_quotes() {
    let measured = quotes(true);
    measured.tell("Arabic");
    assert!(measured.f1 >= ARABIC_F1, "{measured:?}");
    assert!(measured.entity >= ARABIC_ENTITY, "{measured:?}");
}

#[test]
fn english_quotes() {
    let measured = quotes(false);
    measured.tell("English");
    assert!(measured.f1 >= ENGLISH_F1, "{measured:?}");
    assert!(measured.entity >= ENGLISH_ENTITY, "{measured:?}");
}

/// What stands in marks without being said should not come out as somebody's words.
#[test]
fn marks_that_quote_nobody() {
    let mut scares = Vec::new();
    for article in gold("quotes.jsonl") {
        for not in article["not_quotes"].as_array().expect("a list") {
            let span = &not["span"];
            let span = (span[0].as_u64().expect("a start"), span[1].as_u64().expect("an end"));
            scares.push((article["id"].as_str().expect("an id").to_owned(), vec![span]));
        }
    }
    assert!(scares.len() >= 20);
    let direct: Vec<_> = on_samples(&["quotes", "--kind", "direct"])
        .iter()
        .map(|quote| (quote["doc"].as_str().expect("an id").to_owned(), stretches(&quote["content"])))
        .collect();
    let taken = paired(&scares, &direct).len();
    println!("marks that quote nobody, taken for quotes: {taken} of {}", scares.len());
    assert!(taken <= SCARE_QUOTES_TAKEN, "{taken} of {}", scares.len());
}

#[test]
fn recycled_passages() {
    let reuses = on_samples(&["overlap", "--emit", "reuses"]);
    let doc = |passage: &Value| passage["doc"].as_str().expect("an id").to_owned();
    // How much of a passage of the gold is covered by what is found between the same two articles, in either order.
    let covered = |gold: &Value| -> f64 {
        let (a, b) = (doc(&gold["a"]), doc(&gold["b"]));
        let of_a: Vec<Stretch> = reuses
            .iter()
            .filter_map(|reuse| match (doc(&reuse["a"]), doc(&reuse["b"])) {
                (x, y) if x == a && y == b => Some(stretch(&reuse["a"])),
                (x, y) if x == b && y == a => Some(stretch(&reuse["b"])),
                _ => None,
            })
            .collect();
        let whole = stretch(&gold["a"]);
        common(&of_a, &[whole]) as f64 / (whole.1 - whole.0) as f64
    };
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for pair in gold("reuse.jsonl") {
        let (a, b) = (doc(&pair["a"]), doc(&pair["b"]));
        let outlet = |id: &str| id.split('-').next().unwrap_or_default().to_owned();
        if outlet(&a) == outlet(&b) {
            continue;
        }
        let count = found.entry(pair["label"].as_str().expect("a label").to_owned()).or_default();
        count.1 += 1;
        count.0 += usize::from(covered(&pair) >= 0.5);
    }
    println!("passages between outlets, found of all: {found:?}");
    let (copies, of) = found["copy"];
    assert!(of >= 15, "{found:?}");
    assert!(copies as f64 / of as f64 >= COPIES, "{found:?}");
    assert!(found.get("furniture").is_none_or(|(found, _)| *found == 0), "{found:?}");
}

#[test]
fn statements() {
    let statements = on_samples(&["statements"]);
    // The statements that hold a version of the gold's, by position.
    let holding = |version: &Value| -> BTreeSet<usize> {
        let whole = [stretch(version)];
        let holds = |statement: &Value| {
            statement["versions"].as_array().expect("versions").iter().any(|found| {
                found["doc"] == version["doc"] && likeness(&stretches(&found["content"]), &whole) >= 0.5
            })
        };
        statements.iter().enumerate().filter(|(_, statement)| holds(statement)).map(|(at, _)| at).collect()
    };
    let (mut found, mut of) = (0, 0);
    for statement in gold("statements.jsonl") {
        let versions: Vec<BTreeSet<usize>> =
            statement["versions"].as_array().expect("versions").iter().map(holding).collect();
        for (at, a) in versions.iter().enumerate() {
            for b in &versions[at + 1..] {
                of += 1;
                found += usize::from(!a.is_disjoint(b));
            }
        }
    }
    println!("pairs of versions brought together: {found} of {of}");
    assert!(of >= 20);
    assert!(
        f64::from(u32::try_from(found).expect("few")) / f64::from(of) >= STATEMENT_PAIRS,
        "{found} of {of}"
    );
}

// Floors; raise them when the figures rise.
const ARABIC_F1: f64 = 0.82;
const ARABIC_ENTITY: f64 = 0.75;
const ENGLISH_F1: f64 = 0.86;
const ENGLISH_ENTITY: f64 = 0.78;
const SCARE_QUOTES_TAKEN: usize = 3;
const COPIES: f64 = 0.94;
const STATEMENT_PAIRS: f64 = 0.12;
