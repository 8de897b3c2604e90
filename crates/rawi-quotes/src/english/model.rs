//! Linear models: features with integer weights that decide between hypotheses.
//!
//! A feature is a template and up to three values (a tag, a listed word, a small number). Its key is a stable hash of
//! them; the table maps keys to whole-number weights for up to four outcomes. `data/english-weights.tsv` holds them by
//! name, one feature a line, so that a reader can see what the program has learned; it is fitted by the example
//! `fit_english`, whose settings stand in the file's first lines. Sums are of integers: the same on every machine.

use super::lexer::Tag;
use super::lexicon::{hash, short};

/// The weights that are compiled in.
pub(crate) const WEIGHTS: &str = include_str!("../../data/english-weights.tsv");

/// The most outcomes that one model decides between.
pub(crate) const OUTCOMES: usize = 4;

/// The name of a kind of feature, with its hash.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Template {
    /// As it stands in the file of weights.
    pub name: &'static str,
    hash: u64,
}

/// Makes a template; to be used in constants.
pub(crate) const fn template(name: &'static str) -> Template {
    Template { name, hash: hash(name) }
}

/// A value of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Value(pub(crate) u32);

impl Value {
    /// No value.
    pub(crate) const NONE: Value = Value(0);
}

/// The value of a tag.
#[inline]
pub(crate) fn tag(tag: Tag) -> Value {
    Value(0x100 + tag as u32)
}

/// The value of a small number.
#[inline]
pub(crate) fn number(n: usize) -> Value {
    Value(0x1000 + n.min(0xfff) as u32)
}

/// The value of a listed word: its short hash.
#[inline]
pub(crate) fn word(word: u32) -> Value {
    Value(word)
}

/// The key of a feature.
#[inline]
pub(crate) fn key(template: Template, a: Value, b: Value, c: Value) -> u64 {
    key_of(template.hash, [a, b, c])
}

#[inline]
fn key_of(template: u64, [a, b, c]: [Value; 3]) -> u64 {
    // Three independent products and one mixing step: short, and no two features of the file share a key (tested).
    let sum = u64::from(a.0)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(u64::from(b.0).wrapping_mul(0xbf58_476d_1ce4_e5b9))
        .wrapping_add(u64::from(c.0).wrapping_mul(0x94d0_49bb_1331_11eb));
    let h = template ^ sum;
    let h = (h ^ (h >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    h ^ (h >> 32)
}

/// Where features go: into a sum of weights, or to the fitting program.
pub(crate) trait Sink {
    /// Adds one feature.
    fn add(&mut self, template: Template, a: Value, b: Value, c: Value);

    /// A feature of one value.
    #[inline]
    fn one(&mut self, template: Template, a: Value) {
        self.add(template, a, Value::NONE, Value::NONE);
    }

    /// A feature of two values.
    #[inline]
    fn two(&mut self, template: Template, a: Value, b: Value) {
        self.add(template, a, b, Value::NONE);
    }
}

/// The weights, by key.
///
/// Nearly every second look-up misses, and which one does cannot be foreseen: a branch on it would cost more than the
/// look-up. So a key's slot is one of the four of its bucket, all four are compared without a branch, and a miss leads
/// to weights of zero. A slot is a check of the key and the place of its weights. A key that agrees with another one in
/// bucket and check would get its weights: one look-up in some hundred thousand, always the same ones.
#[derive(Debug)]
pub(crate) struct Table {
    buckets: Box<[[u32; 4]; BUCKETS]>,
    /// As many as a slot can point at: whatever it holds, it lies within. The first are zeros.
    weights: Box<[Weights; MOST + 1]>,
}

/// The weights of all outcomes, or sums of them, as the digits of one number: sixteen bits each, so that one addition adds
/// all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Weights(i64);

/// The largest weight, either way: a sum of so many features keeps within its digit. Fitted weights stay below 200.
const LARGEST: i16 = i16::MAX / MOST_FEATURES;

/// The most features of one hypothesis.
const MOST_FEATURES: i16 = 64;

impl Weights {
    fn of(weights: [i16; OUTCOMES]) -> Self {
        // The highest digit first. A negative digit borrows from the one above, and gives it back in `each`.
        Self(weights.iter().rev().fold(0, |number: i64, weight| {
            number.wrapping_shl(16).wrapping_add(i64::from(*weight.clamp(&-LARGEST, &LARGEST)))
        }))
    }

    #[inline]
    fn each(self) -> [i32; OUTCOMES] {
        let mut rest = self.0;
        [(); OUTCOMES].map(|()| {
            let lowest = rest as i16;
            rest = rest.wrapping_sub(i64::from(lowest)) >> 16;
            i32::from(lowest)
        })
    }
}

/// The most features a table can hold.
pub(crate) const MOST: usize = !CHECK as usize;

/// Buckets of a table: a slot for every feature it can hold. Of a table as large as the one compiled in, two slots of
/// three are free and few buckets run over; more buckets would only leave the cache.
const BUCKETS: usize = (MOST + 1) / 4;

impl Table {
    /// Reads weights as the file has them.
    pub(crate) fn parse(weights: &str) -> Self {
        let tags: Vec<(String, Tag)> = Tag::ALL.iter().map(|t| (format!("{t:?}"), *t)).collect();
        Self::read(weights.lines().filter(|l| !l.starts_with('#')).filter_map(|l| parse(l, &tags)))
    }

    /// A table of these keys and weights; what is beyond [`MOST`] is left out.
    pub(crate) fn read(rows: impl Iterator<Item = (u64, [i16; OUTCOMES])>) -> Self {
        let mut table = Self { buckets: zeros(), weights: zeros() };
        let mut next = 1;
        for (key, weights) in rows.take(MOST) {
            let (mut at, check) = place(key);
            // A full bucket runs over into the next one; of two keys with one check, the first is kept (a test says that
            // there are none).
            let free = loop {
                let bucket = &table.buckets[at % BUCKETS];
                if bucket.iter().any(|slot| *slot != 0 && slot & CHECK == check) {
                    break None;
                }
                match bucket.iter().position(|slot| *slot == 0) {
                    Some(slot) => break Some(slot),
                    None => at += 1,
                }
            };
            if let Some(slot) = free {
                table.buckets[at % BUCKETS][slot] = check | next as u32;
                table.weights[next] = Weights::of(weights);
                next += 1;
            }
        }
        table
    }

    #[inline]
    fn get(&self, key: u64) -> Weights {
        let (mut at, check) = place(key);
        loop {
            let bucket = &self.buckets[at % BUCKETS];
            let found = bucket
                .iter()
                .fold(0, |found, slot| found | if slot & CHECK == check { slot & !CHECK } else { 0 });
            if bucket[3] == 0 || found != 0 {
                return self.weights[found as usize % (MOST + 1)];
            }
            at += 1;
        }
    }

    /// A sum that begins at zero.
    pub(crate) fn sum(&self) -> Sum<'_> {
        Sum { table: self, total: Weights::default() }
    }
}

/// That many times zero, never on the stack.
fn zeros<T: Copy + Default, const N: usize>() -> Box<[T; N]> {
    vec![T::default(); N].into_boxed_slice().try_into().unwrap_or_else(|_| unreachable!("made with N items"))
}

/// The bits of a slot that check the key.
const CHECK: u32 = 0xffff_8000;

#[inline]
fn place(key: u64) -> (usize, u32) {
    (key as usize, (key >> 32) as u32 & CHECK)
}

/// One line of the file of weights: template, three values, weights.
fn parse(line: &str, tags: &[(String, Tag)]) -> Option<(u64, [i16; OUTCOMES])> {
    let mut cells = line.split('\t');
    let name = cells.next()?;
    let mut values = [Value::NONE; 3];
    for value in &mut values {
        *value = read_value(cells.next()?, tags)?;
    }
    let mut weights = [0; OUTCOMES];
    for (weight, cell) in weights.iter_mut().zip(cells) {
        *weight = cell.parse().ok()?;
    }
    Some((key_of(hash(name), values), weights))
}

fn read_value(cell: &str, tags: &[(String, Tag)]) -> Option<Value> {
    match cell.as_bytes() {
        b"-" => Some(Value::NONE),
        [b'#', ..] => cell[1..].parse().ok().map(number),
        [b':', ..] => tags.iter().find(|(name, _)| *name == cell[1..]).map(|(_, t)| tag(*t)),
        _ => Some(word(short(hash(cell)))),
    }
}

/// How a value is written in the file of weights; `words` gives the listed word of a short hash.
pub(crate) fn write_value(value: Value, words: impl Fn(u32) -> Option<&'static str>) -> String {
    match value.0 {
        0 => "-".into(),
        v if (0x1000..0x2000).contains(&v) => format!("#{}", v - 0x1000),
        v if (0x100..0x200).contains(&v) => format!(":{:?}", Tag::ALL[v as usize - 0x100]),
        v => words(v).unwrap_or("?").into(),
    }
}

/// A setting of the file of weights: a line `# name = value`.
pub(crate) fn setting(weights: &str, name: &str) -> Option<i32> {
    weights.lines().take_while(|l| l.starts_with('#')).find_map(|l| {
        let (left, right) = l.strip_prefix("# ")?.split_once(" = ")?;
        (left == name).then(|| right.trim().parse().ok())?
    })
}

/// A sum of weights.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sum<'t> {
    table: &'t Table,
    total: Weights,
}

impl Sum<'_> {
    /// The sums, by outcome.
    pub(crate) fn totals(&self) -> [i32; OUTCOMES] {
        self.total.each()
    }

    /// That of the first outcome: the score of a candidate among others.
    #[inline]
    pub(crate) fn score(&self) -> i32 {
        self.totals()[0]
    }
}

impl Sink for Sum<'_> {
    #[inline]
    fn add(&mut self, template: Template, a: Value, b: Value, c: Value) {
        let Weights(weights) = self.table.get(key(template, a, b, c));
        self.total.0 = self.total.0.wrapping_add(weights);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_line_of_the_file_is_read_and_found_again() {
        let tags: Vec<(String, Tag)> = Tag::ALL.iter().map(|t| (format!("{t:?}"), *t)).collect();
        let lines: Vec<&str> = WEIGHTS.lines().filter(|l| !l.starts_with('#')).collect();
        let keys: BTreeSet<u64> = lines.iter().filter_map(|l| parse(l, &tags)).map(|(key, _)| key).collect();
        assert!(lines.len() > 5000 && lines.len() <= MOST);
        assert_eq!(keys.len(), lines.len());
        let table = Table::parse(WEIGHTS);
        for (key, weights) in lines.iter().filter_map(|l| parse(l, &tags)) {
            assert_eq!(table.get(key).each(), weights.map(i32::from));
        }
    }

    #[test]
    fn a_sum_adds_the_weights_of_known_features() {
        const KNOWN: Template = template("test.known");
        const UNKNOWN: Template = template("test.unknown");
        let table = Table::parse("# a comment\ntest.known\tsaid\t:Name\t#3\t5\t-7\n");
        let mut sum = table.sum();
        sum.add(KNOWN, word(short(hash("said"))), tag(Tag::Name), number(3));
        sum.add(KNOWN, word(short(hash("said"))), tag(Tag::Name), number(4));
        sum.one(UNKNOWN, Value::NONE);
        assert_eq!(sum.totals(), [5, -7, 0, 0]);
    }

    #[test]
    fn no_sum_of_the_largest_weights_runs_over() {
        const LARGE: Template = template("test.large");
        let table = Table::parse("test.large\t-\t-\t-\t32767\t-32768\n");
        let mut sum = table.sum();
        for _ in 0..MOST_FEATURES {
            sum.one(LARGE, Value::NONE);
        }
        let most = i32::from(LARGEST) * i32::from(MOST_FEATURES);
        assert_eq!(sum.totals(), [most, -most, 0, 0]);
    }

    #[test]
    fn values_are_written_as_they_are_read() {
        let tags: Vec<(String, Tag)> = Tag::ALL.iter().map(|t| (format!("{t:?}"), *t)).collect();
        for value in [Value::NONE, tag(Tag::CuePast), number(17), word(short(hash("said")))] {
            let written = write_value(value, |w| (w == short(hash("said"))).then_some("said"));
            assert_eq!(read_value(&written, &tags), Some(value), "{written}");
        }
    }
}
