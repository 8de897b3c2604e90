//! How the words of a statement drift from its first version, by outlet.

use rawi_text::Token;

use super::Drift;
use crate::speakers::Said;

/// The words of a version.
struct Words<'a> {
    /// The text that the words are from: the article's.
    text: &'a str,
    /// Hash of the folded word, and where it stands in the text.
    words: Vec<Token>,
}

impl<'a> Words<'a> {
    fn of(said: &Said<'a>) -> Self {
        let mut words = Vec::new();
        for range in &said.quote.content {
            let from = range.start;
            rawi_text::for_each_token(range.of(said.text), |token| {
                let mut token = token;
                token.span.start += from;
                token.span.end += from;
                words.push(token);
            });
        }
        Self { text: said.text, words }
    }

    /// Some of the words as written.
    fn show(&self, (from, to): (usize, usize)) -> String {
        let written = self.words[from..to].iter().map(|word| word.span.of(self.text));
        written.collect::<Vec<_>>().join(" ")
    }

    fn hash(&self, at: usize) -> u64 {
        self.words[at].hash
    }
}

/// Words that stand for others, with the hashes of their folded words.
struct Found {
    /// Place in the first version.
    at: (usize, usize),
    /// The other words, folded.
    key: Vec<u64>,
    drift: Drift,
}

/// Differences of the versions (the first is the oldest) in the order in which they stand in the first.
pub(super) fn drift(said: &[Said<'_>], versions: &[usize]) -> Vec<Drift> {
    let Some((first, others)) = versions.split_first() else { return Vec::new() };
    let original = Words::of(&said[*first]);
    let mut found: Vec<Found> = Vec::new();
    for other in others {
        let version = Words::of(&said[*other]);
        for (at, to) in differences(&original, &version) {
            let key: Vec<u64> = (to.0..to.1).map(|place| version.hash(place)).collect();
            let known = found.iter().position(|known| known.at == at && known.key == key);
            let number = known.unwrap_or_else(|| {
                let drift = Drift { from: original.show(at), to: version.show(to), outlets: Vec::new() };
                found.push(Found { at, key, drift });
                found.len() - 1
            });
            let outlets = &mut found[number].drift.outlets;
            if let Some(outlet) = said[*other].outlet
                && !outlets.iter().any(|known| known == outlet)
            {
                outlets.push(outlet.to_owned());
            }
        }
    }
    found.sort_by_key(|found| found.at.0);
    found.into_iter().map(|found| found.drift).collect()
}

/// A run of words: from, to.
type Run = (usize, usize);

/// Runs of words that differ, by a longest common subsequence of the folded words; what is alike at both ends is
/// taken off first.
fn differences(a: &Words<'_>, b: &Words<'_>) -> Vec<(Run, Run)> {
    let (n, m) = (a.words.len(), b.words.len());
    let same = |i: usize, j: usize| a.hash(i) == b.hash(j);
    let begin = (0..n.min(m)).take_while(|at| same(*at, *at)).count();
    let end = (0..n.min(m) - begin).take_while(|at| same(n - 1 - at, m - 1 - at)).count();
    let (n, m) = (n - end, m - end);
    if begin == n && begin == m {
        return Vec::new();
    }
    let width = m - begin + 1;
    let mut common = vec![0u32; (n - begin + 1) * width];
    let cell = |i: usize, j: usize| (i - begin) * width + (j - begin);
    for i in (begin..n).rev() {
        for j in (begin..m).rev() {
            common[cell(i, j)] = if same(i, j) {
                common[cell(i + 1, j + 1)] + 1
            } else {
                common[cell(i + 1, j)].max(common[cell(i, j + 1)])
            };
        }
    }
    let (mut i, mut j) = (begin, begin);
    let (mut from, mut to) = (begin, begin);
    let mut runs = Vec::new();
    while i < n && j < m {
        if same(i, j) {
            if from < i || to < j {
                runs.push(((from, i), (to, j)));
            }
            i += 1;
            j += 1;
            (from, to) = (i, j);
        } else if common[cell(i + 1, j)] >= common[cell(i, j + 1)] {
            i += 1;
        } else {
            j += 1;
        }
    }
    if from < n || to < m {
        runs.push(((from, n), (to, m)));
    }
    runs
}
