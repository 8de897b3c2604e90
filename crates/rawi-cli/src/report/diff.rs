//! What changed between two versions, word by word, for the eye.
//!
//! Words are the folded tokens everything is measured on: a hamza, a case or a comma is no difference. The longest
//! common subsequence is found in the plain way; what precedes and follows it unchanged is set aside first.

use rawi_text::Token;

/// A stretch of one of the two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Stands in both; as the later version writes it.
    Same(&'a str),
    /// Stands in the later version only.
    Added(&'a str),
    /// Stands in the first version only.
    Dropped(&'a str),
}

/// Beyond so many cells the middle of two texts is said to differ as a whole, rather than keep the reader waiting.
const CELLS: usize = 4_000_000;

/// The later version in pieces, with what it dropped of the first at its place.
pub fn diff<'a>(first: &'a str, later: &'a str) -> Vec<Piece<'a>> {
    let (a, b) = (rawi_text::tokens(first), rawi_text::tokens(later));
    let mut out = Vec::new();
    // Bytes of the later version: what is in `out`, and what is known to be the same after it.
    let (mut written, mut same) = (0, 0);
    let (mut i, mut j) = (0, 0);
    for (x, y) in matches(&a, &b).into_iter().chain([(a.len(), b.len())]) {
        let added = (j < y).then(|| (b[j].span.from(), b[y - 1].span.to()));
        if i < x {
            push_same(&mut out, &later[written..same]);
            written = same;
            out.push(Piece::Dropped(&first[a[i].span.from()..a[x - 1].span.to()]));
        }
        if let Some((start, end)) = added {
            push_same(&mut out, &later[written..start]);
            out.push(Piece::Added(&later[start..end]));
            written = end;
        }
        same = b.get(y).map_or(later.len(), |token| token.span.to());
        (i, j) = (x + 1, y + 1);
    }
    push_same(&mut out, &later[written..same]);
    out
}

fn push_same<'a>(out: &mut Vec<Piece<'a>>, text: &'a str) {
    if !text.is_empty() {
        out.push(Piece::Same(text));
    }
}

/// What texts of the same words have in common.
pub fn hashes(text: &str) -> Vec<u64> {
    rawi_text::tokens(text).iter().map(|token| token.hash).collect()
}

/// Whether two texts are the same words.
pub fn same_words(first: &str, later: &str) -> bool {
    let (a, b) = (rawi_text::tokens(first), rawi_text::tokens(later));
    a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| x.hash == y.hash)
}

/// Pairs of words that correspond, in order: a longest common subsequence.
pub fn matches(a: &[Token], b: &[Token]) -> Vec<(usize, usize)> {
    let head = a.iter().zip(b).take_while(|(x, y)| x.hash == y.hash).count();
    let (a_rest, b_rest) = (&a[head..], &b[head..]);
    let tail = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(|(x, y)| x.hash == y.hash).count();
    let (a_mid, b_mid) = (&a_rest[..a_rest.len() - tail], &b_rest[..b_rest.len() - tail]);
    let middle = if a_mid.len().saturating_mul(b_mid.len()) > CELLS { Vec::new() } else { lcs(a_mid, b_mid) };
    (0..head)
        .map(|i| (i, i))
        .chain(middle.into_iter().map(|(i, j)| (i + head, j + head)))
        .chain((0..tail).map(|i| (a.len() - tail + i, b.len() - tail + i)))
        .collect()
}

fn lcs(a: &[Token], b: &[Token]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut best = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i * width + j] = if a[i].hash == b[j].hash {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i].hash == b[j].hash {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use Piece::{Added, Dropped, Same};

    #[test]
    fn words_change_inside_a_sentence() {
        assert_eq!(
            diff("The two sides agreed on a truce.", "The two sides settled on a long truce."),
            [
                Same("The two sides"),
                Dropped("agreed"),
                Same(" "),
                Added("settled"),
                Same(" on a "),
                Added("long"),
                Same(" truce.")
            ]
        );
    }

    #[test]
    fn spelling_and_punctuation_are_no_difference() {
        assert_eq!(diff("إلى المدينة، أمس", "الى المدينه أمس."), [Same("الى المدينه أمس.")]);
        assert!(same_words("إلى المدينة", "الى المدينه"));
        assert!(!same_words("إلى المدينة", "إلى مدينة"));
    }

    #[test]
    fn ends_and_nothing() {
        assert_eq!(diff("one two", "two"), [Dropped("one"), Same("two")]);
        assert_eq!(diff("one", "one two"), [Same("one "), Added("two")]);
        assert_eq!(diff("one two", "one"), [Same("one"), Dropped("two")]);
        assert_eq!(diff("", ""), []);
        assert_eq!(diff("a", ""), [Dropped("a")]);
        assert_eq!(diff("", "a."), [Added("a"), Same(".")]);
    }

    #[test]
    fn the_later_version_is_always_whole() {
        let words = ["a", "b", "c", "د", "هـ"];
        for seed in 0..200_usize {
            let text = |mut n: usize| {
                let mut out = String::new();
                for _ in 0..7 {
                    out.push_str(words[n % 5]);
                    out.push_str(if n.is_multiple_of(3) { ", " } else { " " });
                    n = n / 3 + seed * 7 % 11;
                }
                out
            };
            let (first, later) = (text(seed * 31), text(seed * 17 + 3));
            let back: String = diff(&first, &later)
                .iter()
                .map(|piece| match piece {
                    Same(text) | Added(text) => *text,
                    Dropped(_) => "",
                })
                .collect();
            assert_eq!(back, later);
        }
    }
}
