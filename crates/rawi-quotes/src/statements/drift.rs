//! How the words of a statement drift from its first version, by outlet.

use super::Drift;
use crate::speakers::Said;

/// Words of a version: folded, and as written.
fn words(said: &Said<'_>) -> Vec<(String, String)> {
    let mut words = Vec::new();
    for range in &said.quote.content {
        let text = range.of(said.text);
        words.extend(
            rawi_text::fold(text)
                .iter()
                .map(|(folded, source)| (folded.to_owned(), source.of(text).to_owned())),
        );
    }
    words
}

/// Differences of the versions (the first is the oldest) in the order in which they stand in the first.
pub(super) fn drift(said: &[Said<'_>], versions: &[usize]) -> Vec<Drift> {
    let Some((first, others)) = versions.split_first() else { return Vec::new() };
    let original = words(&said[*first]);
    let mut found: Vec<(usize, Drift, String)> = Vec::new();
    for other in others {
        let version = words(&said[*other]);
        for (at, from, to) in differences(&original, &version) {
            let show = |words: &[(String, String)]| {
                words.iter().map(|(_, written)| written.as_str()).collect::<Vec<_>>().join(" ")
            };
            let key: String = to.iter().map(|(folded, _)| folded.as_str()).collect::<Vec<_>>().join(" ");
            let outlet = said[*other].outlet;
            let known = found
                .iter_mut()
                .find(|(place, known, folded)| *place == at && *folded == key && known.from == show(from));
            let drift = match known {
                Some((_, drift, _)) => drift,
                None => {
                    found.push((at, Drift { from: show(from), to: show(to), outlets: Vec::new() }, key));
                    &mut found.last_mut().expect("just pushed").1
                }
            };
            if let Some(outlet) = outlet
                && !drift.outlets.iter().any(|known| known == outlet)
            {
                drift.outlets.push(outlet.to_owned());
            }
        }
    }
    found.sort_by_key(|(at, _, _)| *at);
    found.into_iter().map(|(_, drift, _)| drift).collect()
}

type Words<'a> = &'a [(String, String)];

/// Runs of words that differ, by a longest common subsequence of the folded words: place in the first, words of
/// the first, words of the other.
fn differences<'a>(a: Words<'a>, b: Words<'a>) -> Vec<(usize, Words<'a>, Words<'a>)> {
    let width = b.len() + 1;
    let mut common = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i * width + j] = if a[i].0 == b[j].0 {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut from, mut to) = (0, 0);
    let mut runs = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i].0 == b[j].0 {
            if from < i || to < j {
                runs.push((from, &a[from..i], &b[to..j]));
            }
            i += 1;
            j += 1;
            (from, to) = (i, j);
        } else if common[(i + 1) * width + j] >= common[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    if from < a.len() || to < b.len() {
        runs.push((from, &a[from..], &b[to..]));
    }
    runs
}
