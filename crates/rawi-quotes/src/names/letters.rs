//! How one script writes the letters of another: a weighted alignment of two spellings.
//!
//! Each row of `data/names-letters.tsv` is a group of letters of one spelling, a group of the other, and a weight:
//! how much more often they stand for each other in names of one person than by chance (pointwise mutual
//! information, in eighths of a bit, an integer so that every machine adds up the same). The weights are learnt by
//! expectation maximisation over many-to-many alignments (after Ristad & Yianilos 1998 and Jiampojamarn, Kondrak &
//! Sherif 2007) by `examples/fit_names.rs`. The sum of the best alignment is then the evidence, as a likelihood
//! ratio, that the two spellings are one name.

use std::sync::LazyLock;

use ahash::AHashMap;

use super::parts::Letters;

/// Longest group of letters on either side.
pub const LONGEST: usize = 2;

/// Weights of letter groups for one pair of scripts.
#[derive(Debug, Clone, Default)]
pub struct Table {
    weights: AHashMap<(u64, u64), i32>,
    /// The best that a letter of the first spelling can bring by itself.
    best_a: AHashMap<u64, i32>,
    /// The same for the second spelling.
    best_b: AHashMap<u64, i32>,
    /// What a letter costs that the table has never seen left out.
    unseen: i32,
}

/// The alignment of two spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// Sum of the weights, in eighths of a bit.
    pub weight: i32,
    /// The groups, in order: letters of the first spelling, letters of the second, weight.
    pub groups: Vec<(String, String, i32)>,
}

/// Cost of a letter without a counterpart that the table does not know.
const UNSEEN: i32 = -56;

impl Table {
    /// A table of rows (letters, letters, weight).
    pub fn new<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str, i32)>) -> Self {
        let mut table = Self { unseen: UNSEEN, ..Self::default() };
        for (a, b, weight) in rows {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            table.weights.insert((pack(&a), pack(&b)), weight);
            if !a.is_empty() && !b.is_empty() {
                for (letters, best) in [(&a, &mut table.best_a), (&b, &mut table.best_b)] {
                    if let [letter] = letters.as_slice() {
                        let best = best.entry(pack(&[*letter])).or_insert(weight);
                        *best = (*best).max(weight);
                    }
                }
            }
        }
        table
    }

    /// The weight of one group against another, where the table has it.
    fn weight(&self, a: &[char], b: &[char]) -> Option<i32> {
        match self.weights.get(&(pack(a), pack(b))) {
            Some(weight) => Some(*weight),
            None if a.len() + b.len() == 1 => Some(self.unseen),
            // Scripts that the table does not know and digits: a letter is at least itself.
            None if a.len() == 1 && a == b => Some(-self.unseen / 2),
            None => None,
        }
    }

    /// Weight of the best alignment.
    #[must_use]
    pub fn score(&self, a: &[char], b: &[char]) -> i32 {
        self.lattice(a, b).last().map_or(0, |cell| cell.0)
    }

    /// The best alignment with its groups.
    #[must_use]
    pub fn align(&self, a: &[char], b: &[char]) -> Alignment {
        let lattice = self.lattice(a, b);
        let width = b.len() + 1;
        let (mut i, mut j) = (a.len(), b.len());
        let mut groups = Vec::new();
        while i > 0 || j > 0 {
            let (_, di, dj) = lattice[i * width + j];
            let (x, y) = (&a[i - di as usize..i], &b[j - dj as usize..j]);
            groups.push((x.iter().collect(), y.iter().collect(), self.weight(x, y).unwrap_or(0)));
            i -= di as usize;
            j -= dj as usize;
        }
        groups.reverse();
        Alignment { weight: lattice.last().map_or(0, |cell| cell.0), groups }
    }

    /// Best weight of each pair of prefixes, with the lengths of its last groups.
    fn lattice(&self, a: &[char], b: &[char]) -> Vec<(i32, u8, u8)> {
        let width = b.len() + 1;
        let mut cells = vec![(i32::MIN / 2, 0u8, 0u8); (a.len() + 1) * width];
        cells[0].0 = 0;
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                for di in 0..=LONGEST.min(i) {
                    for dj in 0..=LONGEST.min(j) {
                        if di + dj == 0 || di + dj > LONGEST + 1 {
                            continue;
                        }
                        let Some(weight) = self.weight(&a[i - di..i], &b[j - dj..j]) else { continue };
                        let sum = cells[(i - di) * width + j - dj].0 + weight;
                        if sum > cells[i * width + j].0 {
                            cells[i * width + j] = (sum, di as u8, dj as u8);
                        }
                    }
                }
            }
        }
        cells
    }

    /// What a perfect counterpart could bring: the mean, over both spellings, of their letters' best weights.
    #[must_use]
    pub fn attainable(&self, a: &[char], b: &[char]) -> i32 {
        let sum = |letters: &[char], best: &AHashMap<u64, i32>| -> i32 {
            letters.iter().map(|c| best.get(&pack(&[*c])).copied().unwrap_or(-self.unseen / 2)).sum()
        };
        (sum(a, &self.best_a) + sum(b, &self.best_b)) / 2
    }
}

/// Up to three letters in one number; 21 bits hold any character.
fn pack(letters: &[char]) -> u64 {
    letters.iter().fold(0, |packed, c| packed << 21 | u64::from(u32::from(*c)))
}

/// The letters of a folded word as the tables have them.
///
/// What an Arabic letter stands for depends on its place: an alef at the beginning carries any vowel, a final heh
/// is most often a folded teh marbuta ("a"). They are letters of their own here (أ and ة).
#[must_use]
pub fn letters(form: &str, script: Letters) -> Vec<char> {
    let mut letters: Vec<char> = form.chars().collect();
    match script {
        Letters::Arabic => {
            if let Some(first @ 'ا') = letters.first_mut() {
                *first = 'أ';
            }
            if letters.len() > 1
                && let Some(last @ 'ه') = letters.last_mut()
            {
                *last = 'ة';
            }
        }
        Letters::Latin => {
            if letters.starts_with(&['m', 'c']) && letters.len() > 4 {
                letters.insert(1, 'a');
            }
            // A doubled consonant says nothing that a single one does not.
            letters.dedup_by(|b, a| a == b && !matches!(a, 'e' | 'o' | 'a' | 'i' | 'u'));
            // Older spellings of the Slavic ending: Smirnoff, Lavroff.
            if let [.., _, 'e' | 'o', last @ 'f'] = letters.as_mut_slice() {
                *last = 'v';
            }
        }
        _ => {}
    }
    letters
}

/// Name of a pair of scripts in the table, and whether the pair must be turned round.
fn direction(a: Letters, b: Letters) -> Option<(&'static str, bool)> {
    use Letters::{Arabic, Cyrillic, Latin};
    Some(match (a, b) {
        (Arabic, Latin) => ("ar-la", false),
        (Latin, Arabic) => ("ar-la", true),
        (Cyrillic, Latin) => ("cy-la", false),
        (Latin, Cyrillic) => ("cy-la", true),
        (Arabic, Cyrillic) => ("ar-cy", false),
        (Cyrillic, Arabic) => ("ar-cy", true),
        (Latin, Latin) => ("la-la", false),
        (Arabic, Arabic) => ("ar-ar", false),
        (Cyrillic, Cyrillic) => ("cy-cy", false),
        _ => return None,
    })
}

static TABLES: LazyLock<AHashMap<&'static str, Table>> = LazyLock::new(|| {
    let mut rows: AHashMap<&'static str, Vec<(&str, &str, i32)>> = AHashMap::new();
    for line in include_str!("../../data/names-letters.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(scripts), Some(a), Some(b), Some(weight)) = (
            fields.next(),
            fields.next(),
            fields.next(),
            fields.next().and_then(|weight| weight.parse().ok()),
        ) else {
            continue;
        };
        rows.entry(scripts).or_default().push((a, b, weight));
    }
    rows.into_iter().map(|(scripts, rows)| (scripts, Table::new(rows))).collect()
});

/// The table for two scripts, and whether the first spelling goes to its second side.
#[must_use]
pub fn table(a: Letters, b: Letters) -> Option<(&'static Table, bool)> {
    let (name, turned) = direction(a, b)?;
    TABLES.get(name).map(|table| (table, turned))
}
