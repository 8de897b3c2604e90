//! Word-by-word alignment: of the gaps between seeds, and outwards from a passage's ends.
//!
//! A match counts 1, a changed, dropped or added word -1. The gap between two runs is aligned wholly (Needleman &
//! Wunsch 1970); beyond the first and the last run the alignment goes on as long as it does not fall too far below
//! its best (the X-drop of Zhang, Schwartz, Wagner & Miller 2000), and ends at its best, which is a matching word.
//! No path is kept: each cell carries what is asked for, the matches and columns of the best way to it.

/// How far below its best an extension may fall: so many foreign words in a row end a passage.
const DROP: i32 = 10;

/// Matched words and columns of an alignment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Aligned {
    /// Words that match.
    pub(crate) matches: u32,
    /// Columns: matches, changes, words of one side only.
    pub(crate) columns: u32,
}

impl Aligned {
    /// Matches as a part of the columns.
    pub(crate) fn identity(self) -> f64 {
        f64::from(self.matches) / f64::from(self.columns.max(1))
    }
}

impl std::ops::Add for Aligned {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { matches: self.matches + other.matches, columns: self.columns + other.columns }
    }
}

/// The best way to a cell.
#[derive(Debug, Clone, Copy)]
struct Cell {
    score: i32,
    matches: u32,
    columns: u32,
}

impl Cell {
    const START: Self = Self { score: 0, matches: 0, columns: 0 };
    const OUT: Self = Self { score: i32::MIN / 2, matches: 0, columns: 0 };

    #[inline]
    fn step(self, score: i32) -> Self {
        Self {
            score: self.score + score,
            matches: self.matches + u32::from(score > 0),
            columns: self.columns + 1,
        }
    }

    #[inline]
    fn better(self, other: Self) -> Self {
        // Among equal scores the shorter alignment, then the one at hand: a fixed choice.
        if (other.score, std::cmp::Reverse(other.columns)) > (self.score, std::cmp::Reverse(self.columns)) {
            other
        } else {
            self
        }
    }
}

/// Rows that are used again for each alignment.
#[derive(Default)]
pub(crate) struct Aligner {
    above: Vec<Cell>,
    row: Vec<Cell>,
}

impl Aligner {
    /// Aligns the whole of two stretches.
    pub(crate) fn gap(&mut self, a: &[u32], b: &[u32]) -> Aligned {
        if a.is_empty() || b.is_empty() {
            return Aligned { matches: 0, columns: (a.len() + b.len()) as u32 };
        }
        self.above.clear();
        self.above.extend((0..=b.len()).map(|at| Cell {
            score: -(at as i32),
            matches: 0,
            columns: at as u32,
        }));
        for &word in a {
            self.row.clear();
            self.row.push(self.above[0].step(-1));
            for (at, &other) in b.iter().enumerate() {
                let cell = self.above[at]
                    .step(if word == other { 1 } else { -1 })
                    .better(self.above[at + 1].step(-1))
                    .better(self.row[at].step(-1));
                self.row.push(cell);
            }
            std::mem::swap(&mut self.above, &mut self.row);
        }
        let last = self.above[b.len()];
        Aligned { matches: last.matches, columns: last.columns }
    }

    /// Aligns outwards from the beginning of both; `word_a(i)` is the i-th word of `a` on the way out. Returns the
    /// words taken of each, and the alignment of them.
    pub(crate) fn extend(
        &mut self,
        length_a: usize,
        length_b: usize,
        word_a: impl Fn(usize) -> u32,
        word_b: impl Fn(usize) -> u32,
    ) -> (usize, usize, Aligned) {
        let mut straight = 0;
        while straight < length_a && straight < length_b && word_a(straight) == word_b(straight) {
            straight += 1;
        }
        let mut best = (Cell::START, 0, 0);
        let (rows, columns) = (length_a - straight, length_b - straight);
        // Cells of a row that are still within reach: [from, to).
        let (mut from, mut to) = (0, (DROP as usize + 1).min(columns + 1));
        self.above.clear();
        self.above.extend((0..to).map(|at| Cell { score: -(at as i32), matches: 0, columns: at as u32 }));
        for i in 0..rows {
            let word = word_a(straight + i);
            self.row.clear();
            let mut reach = None;
            let end = (to + 1).min(columns + 1);
            let mut left = Cell::OUT;
            for j in from..end {
                let over = if j < to { self.above[j - from].step(-1) } else { Cell::OUT };
                let across = if j > from && j - 1 < to {
                    let matched = word == word_b(straight + j - 1);
                    self.above[j - 1 - from].step(if matched { 1 } else { -1 })
                } else {
                    Cell::OUT
                };
                let mut cell = across.better(over).better(left.step(-1));
                if cell.score < best.0.score - DROP {
                    cell = Cell::OUT;
                } else {
                    reach = Some((reach.map_or(j, |(first, _)| first), j + 1));
                }
                if cell.score > best.0.score {
                    best = (cell, i + 1, j);
                }
                self.row.push(cell);
                left = cell;
            }
            // Words of `b` alone may go on beyond the row above.
            let mut j = end;
            while j < columns + 1 && left.score > best.0.score - DROP {
                left = left.step(-1);
                self.row.push(left);
                reach = reach.map(|(first, _)| (first, j + 1));
                j += 1;
            }
            let Some((first, last)) = reach else { break };
            std::mem::swap(&mut self.above, &mut self.row);
            self.above.drain(..first - from);
            self.above.truncate(last - first);
            (from, to) = (first, last);
        }
        let (cell, a, b) = best;
        let aligned = Aligned { matches: cell.matches, columns: cell.columns };
        let whole = Aligned { matches: straight as u32, columns: straight as u32 };
        (straight + a, straight + b, aligned + whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn extend(a: &[u32], b: &[u32]) -> (usize, usize, Aligned) {
        Aligner::default().extend(a.len(), b.len(), |i| a[i], |i| b[i])
    }

    #[test]
    fn an_extension_ends_at_a_matching_word() {
        // one word changed, one dropped, then nothing in common
        let a = [1, 2, 3, 4, 5, 6, 7, 8, 50, 51, 52];
        let b = [1, 2, 9, 4, 5, 7, 8, 60, 61, 62];
        assert_eq!(extend(&a, &b), (8, 7, Aligned { matches: 6, columns: 8 }));
        assert_eq!(extend(&[1], &[2]), (0, 0, Aligned::default()));
        assert_eq!(extend(&[], &[2]), (0, 0, Aligned::default()));
    }

    #[test]
    fn a_gap_is_aligned_wholly() {
        let aligned = Aligner::default().gap(&[1, 2, 3], &[1, 3]);
        assert_eq!(aligned, Aligned { matches: 2, columns: 3 });
    }

    /// The whole table, no band: the best score of any end.
    fn plain(a: &[u32], b: &[u32]) -> i32 {
        let mut table = vec![vec![0i32; b.len() + 1]; a.len() + 1];
        let mut best = 0;
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                if i > 0 || j > 0 {
                    let mut score = i32::MIN;
                    if i > 0 {
                        score = score.max(table[i - 1][j] - 1);
                    }
                    if j > 0 {
                        score = score.max(table[i][j - 1] - 1);
                    }
                    if i > 0 && j > 0 {
                        score = score.max(table[i - 1][j - 1] + if a[i - 1] == b[j - 1] { 1 } else { -1 });
                    }
                    table[i][j] = score;
                }
                best = best.max(table[i][j]);
            }
        }
        best
    }

    proptest! {
        #[test]
        fn short_extensions_are_the_best_there_are(
            a in proptest::collection::vec(0u32..4, 0..9),
            b in proptest::collection::vec(0u32..4, 0..9),
        ) {
            // So short that nothing falls by the drop.
            let (end_a, end_b, aligned) = extend(&a, &b);
            let score = 2 * aligned.matches as i32 - aligned.columns as i32;
            let straight = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
            prop_assert!(end_a <= a.len() && end_b <= b.len());
            prop_assert_eq!(score, straight as i32 + plain(&a[straight..], &b[straight..]));
            prop_assert!(end_a == 0 || end_b == 0 || a[end_a - 1] == b[end_b - 1]);
        }
    }
}
