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

/// Weights of letter groups for one pair of scripts: one letter or none against one letter or none, one against two,
/// two against one.
#[derive(Debug, Clone, Default)]
pub struct Table {
    a: Side,
    b: Side,
    /// One letter against one.
    one_one: Vec<i16>,
    /// One letter against two.
    one_two: Vec<i16>,
    /// Two letters against one.
    two_one: Vec<i16>,
}

/// The letters of one side of a table.
#[derive(Debug, Clone, Default)]
struct Side {
    /// Number of each letter, from 1; by character.
    numbers: Vec<u8>,
    /// How many numbers there are, 0 included.
    count: usize,
    /// Weight of each letter left out.
    alone: Vec<i16>,
    /// The best that each letter can bring by itself.
    best: Vec<i16>,
}

/// No group of the table.
const NONE: i16 = i16::MIN;
/// Weight of a letter left out that the table does not know.
const UNSEEN: i16 = -56;
/// Weight of a letter that the table does not know against itself.
const ITSELF: i16 = 28;

/// The alignment of two spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// Sum of the weights, in eighths of a bit.
    pub weight: i32,
    /// The groups, in order: letters of the first spelling, letters of the second, weight.
    pub groups: Vec<(String, String, i32)>,
}

impl Side {
    fn of(letters: impl Iterator<Item = char>) -> Self {
        let mut letters: Vec<char> = letters.collect();
        letters.sort_unstable();
        letters.dedup();
        let last = letters.last().map_or(0, |c| *c as usize);
        let mut side = Self { numbers: vec![0; last + 1], ..Self::default() };
        for (number, letter) in letters.iter().enumerate().take(usize::from(u8::MAX)) {
            side.numbers[*letter as usize] = number as u8 + 1;
        }
        side.count = letters.len().min(usize::from(u8::MAX)) + 1;
        side.alone = vec![UNSEEN; side.count];
        side.best = vec![NONE; side.count];
        side
    }

    fn number(&self, letter: char) -> usize {
        self.numbers.get(letter as usize).copied().map_or(0, usize::from)
    }

    fn best(&self, letters: &[char]) -> i32 {
        let best = |c: &char| match self.best.get(self.number(*c)).copied() {
            Some(NONE) | None => i32::from(ITSELF),
            Some(best) => i32::from(best),
        };
        letters.iter().map(best).sum()
    }
}

impl Table {
    /// A table of rows (letters, letters, weight). Groups of other lengths than the table's are left out.
    pub fn new<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str, i32)>) -> Self {
        let rows: Vec<(Vec<char>, Vec<char>, i16)> = rows
            .into_iter()
            .map(|(a, b, weight)| (a.chars().collect(), b.chars().collect(), weight.clamp(-999, 999) as i16))
            .collect();
        let a = Side::of(rows.iter().flat_map(|(a, _, _)| a.iter().copied()));
        let b = Side::of(rows.iter().flat_map(|(_, b, _)| b.iter().copied()));
        let mut table = Self {
            one_one: vec![NONE; a.count * b.count],
            one_two: vec![NONE; a.count * b.count * b.count],
            two_one: vec![NONE; a.count * a.count * b.count],
            a,
            b,
        };
        for (x, y, weight) in &rows {
            let x: Vec<usize> = x.iter().map(|c| table.a.number(*c)).collect();
            let y: Vec<usize> = y.iter().map(|c| table.b.number(*c)).collect();
            match (x.as_slice(), y.as_slice()) {
                ([x], []) => table.a.alone[*x] = *weight,
                ([], [y]) => table.b.alone[*y] = *weight,
                ([x], [y]) => table.one_one[x * table.b.count + y] = *weight,
                ([x], [y, z]) => table.one_two[(x * table.b.count + y) * table.b.count + z] = *weight,
                ([x, z], [y]) => table.two_one[(x * table.a.count + z) * table.b.count + y] = *weight,
                _ => continue,
            }
            if let [x] = x.as_slice()
                && !y.is_empty()
            {
                table.a.best[*x] = table.a.best[*x].max(*weight);
            }
            if let [y] = y.as_slice()
                && !x.is_empty()
            {
                table.b.best[*y] = table.b.best[*y].max(*weight);
            }
        }
        table
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
            let (sum, di, dj) = lattice[i * width + j];
            let (from_i, from_j) = (i - usize::from(di), j - usize::from(dj));
            let weight = sum - lattice[from_i * width + from_j].0;
            groups.push((a[from_i..i].iter().collect(), b[from_j..j].iter().collect(), weight));
            (i, j) = (from_i, from_j);
        }
        groups.reverse();
        Alignment { weight: lattice.last().map_or(0, |cell| cell.0), groups }
    }

    /// Best weight of each pair of prefixes, with the lengths of its last groups.
    fn lattice(&self, a: &[char], b: &[char]) -> Vec<(i32, u8, u8)> {
        let x: Vec<usize> = a.iter().map(|c| self.a.number(*c)).collect();
        let y: Vec<usize> = b.iter().map(|c| self.b.number(*c)).collect();
        let (width, count) = (b.len() + 1, self.b.count);
        let mut cells = vec![(i32::MIN / 2, 0u8, 0u8); (a.len() + 1) * width];
        cells[0].0 = 0;
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                let mut cell = cells[i * width + j];
                let mut offer = |from: i32, weight: i16, di: u8, dj: u8| {
                    if weight != NONE && from + i32::from(weight) > cell.0 {
                        cell = (from + i32::from(weight), di, dj);
                    }
                };
                if j > 0 {
                    offer(
                        cells[i * width + j - 1].0,
                        self.b.alone.get(y[j - 1]).copied().unwrap_or(UNSEEN),
                        0,
                        1,
                    );
                }
                if i > 0 {
                    offer(
                        cells[(i - 1) * width + j].0,
                        self.a.alone.get(x[i - 1]).copied().unwrap_or(UNSEEN),
                        1,
                        0,
                    );
                }
                if i > 0 && j > 0 {
                    let from = cells[(i - 1) * width + j - 1].0;
                    let (known, same) = (x[i - 1] * count + y[j - 1], a[i - 1] == b[j - 1]);
                    let weight = self.one_one.get(known).copied().unwrap_or(NONE);
                    offer(from, if weight == NONE && same { ITSELF } else { weight }, 1, 1);
                    if j > 1 {
                        let known = (x[i - 1] * count + y[j - 2]) * count + y[j - 1];
                        let weight = self.one_two.get(known).copied().unwrap_or(NONE);
                        offer(cells[(i - 1) * width + j - 2].0, weight, 1, 2);
                    }
                    if i > 1 {
                        let known = (x[i - 2] * self.a.count + x[i - 1]) * count + y[j - 1];
                        let weight = self.two_one.get(known).copied().unwrap_or(NONE);
                        offer(cells[(i - 2) * width + j - 1].0, weight, 2, 1);
                    }
                }
                cells[i * width + j] = cell;
            }
        }
        cells
    }

    /// What a perfect counterpart could bring: the mean, over both spellings, of their letters' best weights.
    #[must_use]
    pub fn attainable(&self, a: &[char], b: &[char]) -> i32 {
        (self.a.best(a) + self.b.best(b)) / 2
    }
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
