//! Word-by-word alignment: of the gaps between seeds, and outwards from a passage's ends.
//!
//! A match counts 1, a changed, dropped or added word -1. The gap between two runs is aligned wholly (Needleman &
//! Wunsch 1970); beyond the first and the last run the alignment goes on as long as it does not fall too far below
//! its best (the X-drop of Zhang, Schwartz, Wagner & Miller 2000), and ends at its best, which is a matching word.
//! No path is kept: each cell carries what is asked for, the matches and columns of the best way to it.

/// How far below its best an extension may fall: so many foreign words in a row end a passage.
pub(crate) const DROP: i64 = 10;

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

/// The best way to a cell, in one number, so that a step is an addition and a choice is a maximum: the score in the
/// upper bits, below it the columns (counted down: of equal scores the shorter alignment is better), below those the
/// matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cell(i64);

impl Cell {
    const COLUMN: i64 = -(1 << 20);
    const SCORE: i64 = 1 << 40;
    const START: Self = Self(0);
    /// Out of reach, and so far away that no step brings it back.
    const OUT: Self = Self(i64::MIN / 2);
    const MATCH: i64 = Self::SCORE + Self::COLUMN + 1;
    const OTHER: i64 = -Self::SCORE + Self::COLUMN;

    #[inline]
    fn step(self, by: i64) -> Self {
        Self(self.0 + by)
    }

    /// After so many words of one side only.
    #[inline]
    fn aside(words: usize) -> Self {
        Self(Self::OTHER * words as i64)
    }

    /// Columns and matches take less than one from the score's unit.
    #[inline]
    fn score(self) -> i64 {
        (self.0 + Self::SCORE - 1) >> 40
    }

    /// What every cell is above whose score is at most `by` lower, whatever its columns.
    #[inline]
    fn below(self, by: i64) -> Self {
        Self((self.score() - by - 1) << 40)
    }

    fn aligned(self) -> Aligned {
        let matches = self.0 & 0xf_ffff;
        let columns = ((matches - self.0) >> 20) & 0xf_ffff;
        Aligned { matches: matches as u32, columns: columns as u32 }
    }
}

/// Words of one side that an alignment of two stretches is made with: what is counted must fit its bits. Longer
/// stretches are aligned in pieces; a gap of a chain never comes near.
const LONGEST: usize = 1 << 18;

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
        debug_assert!(a.len() < LONGEST && b.len() < LONGEST);
        self.above.clear();
        self.above.extend((0..=b.len()).map(Cell::aside));
        for &word in a {
            self.row.clear();
            let mut left = self.above[0].step(Cell::OTHER);
            self.row.push(left);
            self.row.extend(self.above.windows(2).zip(b).map(|(above, &other)| {
                let across = above[0].step(if word == other { Cell::MATCH } else { Cell::OTHER });
                left = across.max(above[1].max(left).step(Cell::OTHER));
                left
            }));
            std::mem::swap(&mut self.above, &mut self.row);
        }
        self.above[b.len()].aligned()
    }

    /// Aligns outwards from the beginning of both, until it falls `drop` below its best; `word_a(i)` is the i-th word of `a` on the way out. Returns the
    /// words taken of each, and the alignment of them.
    pub(crate) fn extend(
        &mut self,
        drop: i64,
        length_a: usize,
        length_b: usize,
        word_a: impl Fn(usize) -> u32,
        word_b: impl Fn(usize) -> u32,
    ) -> (usize, usize, Aligned) {
        let mut straight = 0;
        while straight < length_a && straight < length_b && word_a(straight) == word_b(straight) {
            straight += 1;
        }
        let (rows, columns) = ((length_a - straight).min(LONGEST), (length_b - straight).min(LONGEST));
        let mut best = (Cell::START, 0, 0);
        let mut least = best.0.below(drop);
        // Cells of the row above that are within reach: [from, to).
        let (mut from, mut to) = (0, (drop as usize + 1).min(columns + 1));
        self.above.clear();
        self.above.extend((0..to).map(Cell::aside));
        for i in 0..rows {
            let word = word_a(straight + i);
            self.row.clear();
            let (mut first, mut last) = (usize::MAX, 0);
            let (mut left, mut corner) = (Cell::OUT, Cell::OUT);
            let mut j = from;
            // Past the row above, words of `b` alone may go on.
            while j <= columns && (j <= to || left != Cell::OUT) {
                let over = self.above.get(j - from).copied().unwrap_or(Cell::OUT);
                let mut cell = over.max(left).step(Cell::OTHER);
                if corner != Cell::OUT {
                    let matches = word == word_b(straight + j - 1);
                    cell = cell.max(corner.step(if matches { Cell::MATCH } else { Cell::OTHER }));
                }
                corner = over;
                if cell <= least {
                    cell = Cell::OUT;
                } else {
                    first = first.min(j);
                    last = j + 1;
                    if cell.score() > best.0.score() {
                        best = (cell, i + 1, j);
                        least = cell.below(drop);
                    }
                }
                self.row.push(cell);
                left = cell;
                j += 1;
            }
            if first == usize::MAX {
                break;
            }
            std::mem::swap(&mut self.above, &mut self.row);
            self.above.truncate(last - from);
            self.above.drain(..first - from);
            (from, to) = (first, last);
        }
        let (cell, a, b) = best;
        let whole = Aligned { matches: straight as u32, columns: straight as u32 };
        (straight + a, straight + b, cell.aligned() + whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn extend(a: &[u32], b: &[u32]) -> (usize, usize, Aligned) {
        Aligner::default().extend(DROP, a.len(), b.len(), |i| a[i], |i| b[i])
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
