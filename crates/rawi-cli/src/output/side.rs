//! Two documents side by side: paragraphs that share words stand beside each other, and words that the other does not
//! have are in brackets (and coloured, where there is colour).

use rawi_archive::Document;
use rawi_text::{Span, Token};

use super::Page;
use super::layout::percent;
use crate::commands::compare::ComparisonRecord;
use crate::report::diff::matches;
use crate::terminal::{
    closed_in, cut, from_the_left, harmless, isolated, padded, runs_right_to_left, width, wrap,
};

/// Signs for the brackets while lines are broken: of the private use area, which takes a column as brackets do.
const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';
/// Between the two texts.
const MIDDLE: &str = " │ ";

/// One of the two texts, cut into paragraphs of marked words.
struct Side {
    /// Paragraphs, with the signs where words differ.
    marked: Vec<String>,
    /// The paragraph of each token.
    paragraph_of: Vec<usize>,
}

/// The whole page of a comparison.
pub fn side_by_side(a: &Document, b: &Document, record: &ComparisonRecord, page: &Page) -> String {
    let column = (page.width - width(MIDDLE)) / 2;
    let mut out = String::new();
    for (left, right) in heading(a).into_iter().zip(heading(b)) {
        if left.is_empty() && right.is_empty() {
            continue;
        }
        let line = format!("{}{MIDDLE}{}", padded(&left, column), isolated(&cut(&right, column)));
        out.push_str(&format!("{}\n", page.color.bold(&from_the_left(line.trim_end().to_owned()))));
    }
    out.push_str(&format!(
        "{}\n",
        page.color.dim(&format!("{}─┼─{}", "─".repeat(column), "─".repeat(column)))
    ));

    let (a_tokens, b_tokens) = (rawi_text::tokens(&a.text), rawi_text::tokens(&b.text));
    let pairs = runs(&matches(&a_tokens, &b_tokens));
    let mut in_a = vec![false; a_tokens.len()];
    let mut in_b = vec![false; b_tokens.len()];
    for &(i, j) in &pairs {
        in_a[i] = true;
        in_b[j] = true;
    }
    let left = Side::new(&a.text, &a_tokens, &in_a);
    let right = Side::new(&b.text, &b_tokens, &in_b);
    for (at, (p, q)) in beside(&left, &right, &pairs).into_iter().enumerate() {
        if at > 0 {
            out.push_str(&format!("{:column$}{}\n", "", page.color.dim(MIDDLE.trim_end())));
        }
        let lines = |side: &Side, paragraph: Option<usize>| {
            paragraph.map_or_else(Vec::new, |paragraph| colored(&side.marked[paragraph], column, page))
        };
        let (l, r) = (lines(&left, p), lines(&right, q));
        let none = (String::new(), 0);
        for row in 0..l.len().max(r.len()) {
            let (l, taken) = l.get(row).unwrap_or(&none);
            let (r, _) = r.get(row).unwrap_or(&none);
            let line = format!("{l}{:1$}{2}{r}", "", column - taken, page.color.dim(MIDDLE));
            out.push_str(&from_the_left(line.trim_end().to_owned()));
            out.push('\n');
        }
    }

    out.push_str(&format!("\n{}\n", page.color.bold(&format!("jaccard {:.3}", record.jaccard))));
    out.push_str(&format!(
        "{} of the left's shingles stand on the right, {} of the right's on the left\n",
        percent(record.containment_a),
        percent(record.containment_b)
    ));
    for reuse in &record.reuses {
        let credited =
            reuse.credited.as_ref().map(|words| format!(", credits “{}”", isolated(&harmless(words))));
        let why = reuse.why.as_ref().map(|why| format!(", {}: {}", reuse.class, harmless(why)));
        out.push_str(&format!(
            "{} words in common, {} alike: characters {}-{} of {} and {}-{} of {}{}{}\n",
            reuse.tokens,
            percent(reuse.identity),
            reuse.a.start,
            reuse.a.end,
            isolated(&harmless(&reuse.a.doc)),
            reuse.b.start,
            reuse.b.end,
            isolated(&harmless(&reuse.b.doc)),
            credited.unwrap_or_default(),
            why.unwrap_or_default(),
        ));
    }
    out
}

/// Words in a row that make a stretch of text common to both; fewer happen to stand in any two texts.
const RUN: usize = 3;
/// Words between a common stretch and a word beside it that still belongs to it.
const NEAR: usize = 4;

/// The pairs of words that belong to stretches of common text: runs, and single words near one on both sides of the
/// page ("on", "the" somewhere in two texts are no likeness).
fn runs(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut kept = vec![false; pairs.len()];
    let mut from = 0;
    for at in 1..=pairs.len() {
        let goes_on =
            at < pairs.len() && pairs[at].0 == pairs[at - 1].0 + 1 && pairs[at].1 == pairs[at - 1].1 + 1;
        if !goes_on {
            if at - from >= RUN {
                kept[from..at].fill(true);
            }
            from = at;
        }
    }
    let near = |a: (usize, usize), b: (usize, usize)| b.0 - a.0 <= NEAR && b.1 - a.1 <= NEAR;
    for at in 1..pairs.len() {
        kept[at] |= kept[at - 1] && near(pairs[at - 1], pairs[at]);
    }
    for at in (1..pairs.len()).rev() {
        kept[at - 1] |= kept[at] && near(pairs[at - 1], pairs[at]);
    }
    pairs.iter().zip(kept).filter(|(_, kept)| *kept).map(|(pair, _)| *pair).collect()
}

/// What stands above a text.
fn heading(document: &Document) -> [String; 3] {
    let day = document.date.as_ref().map(|date| date.to_string().chars().take(10).collect::<String>());
    let place: Vec<String> = document.outlet.clone().into_iter().chain(day).collect();
    [
        harmless(&document.id),
        harmless(&place.join(", ")),
        document.title.as_deref().map(harmless).unwrap_or_default(),
    ]
}

impl Side {
    fn new(text: &str, tokens: &[Token], known: &[bool]) -> Self {
        let paragraphs: Vec<Span> = rawi_text::paragraphs(text).collect();
        let mut paragraph_of = Vec::with_capacity(tokens.len());
        let mut marked = Vec::with_capacity(paragraphs.len());
        let mut next = 0;
        for (number, paragraph) in paragraphs.iter().enumerate() {
            let mut out = String::new();
            let mut written = paragraph.from();
            while next < tokens.len() && tokens[next].span.from() < paragraph.to() {
                paragraph_of.push(number);
                if known[next] {
                    next += 1;
                    continue;
                }
                // Neighbours that differ share one pair of brackets.
                let from = next;
                while next + 1 < tokens.len()
                    && !known[next + 1]
                    && tokens[next + 1].span.from() < paragraph.to()
                {
                    next += 1;
                    paragraph_of.push(number);
                }
                out.push_str(&plain(&text[written..tokens[from].span.from()]));
                out.push(OPEN);
                out.push_str(&plain(&text[tokens[from].span.from()..tokens[next].span.to()]));
                out.push(CLOSE);
                written = tokens[next].span.to();
                next += 1;
            }
            out.push_str(&plain(&text[written..paragraph.to()]));
            marked.push(out);
        }
        Self { marked, paragraph_of }
    }
}

/// Text that is harmless and holds none of the signs.
fn plain(text: &str) -> String {
    harmless(text).replace([OPEN, CLOSE], "\u{FFFD}")
}

/// Rows: paragraphs that share the most words beside each other, both in their own order.
fn beside(left: &Side, right: &Side, pairs: &[(usize, usize)]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut shared: std::collections::BTreeMap<(usize, usize), usize> = std::collections::BTreeMap::new();
    for &(i, j) in pairs {
        *shared.entry((left.paragraph_of[i], right.paragraph_of[j])).or_default() += 1;
    }
    let mut rows = Vec::new();
    let mut next = 0;
    for p in 0..left.marked.len() {
        let partner = shared
            .range((p, next)..(p + 1, 0))
            .max_by_key(|&(&(_, q), &count)| (count, std::cmp::Reverse(q)))
            .map(|(&(_, q), _)| q);
        match partner {
            Some(q) => {
                rows.extend((next..q).map(|q| (None, Some(q))));
                rows.push((Some(p), Some(q)));
                next = q + 1;
            }
            None => rows.push((Some(p), None)),
        }
    }
    rows.extend((next..right.marked.len()).map(|q| (None, Some(q))));
    rows
}

/// A paragraph in lines with brackets for the signs, coloured where there is colour, closed in; each line with the
/// columns it takes.
fn colored(paragraph: &str, columns: usize, page: &Page) -> Vec<(String, usize)> {
    let to_the_left = runs_right_to_left(paragraph);
    let mut differs = false;
    wrap(paragraph, columns, usize::MAX)
        .iter()
        .map(|line| {
            let taken = width(line);
            let mut out = String::new();
            let mut piece = String::new();
            for letter in line.chars() {
                match letter {
                    OPEN => {
                        out.push_str(&std::mem::take(&mut piece));
                        piece.push('[');
                        differs = true;
                    }
                    CLOSE => {
                        piece.push(']');
                        out.push_str(&page.color.yellow(&std::mem::take(&mut piece)));
                        differs = false;
                    }
                    letter => piece.push(letter),
                }
            }
            out.push_str(&if differs { page.color.yellow(&piece) } else { piece });
            (closed_in(&out, to_the_left), taken)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn words_that_happen_to_stand_in_both_are_no_common_text() {
        let run = [(0, 10), (1, 11), (2, 12)];
        assert_eq!(runs(&run), run);
        assert_eq!(runs(&[(0, 0), (9, 30)]), []);
        // A word two places after a run belongs to it; one far away does not.
        assert_eq!(
            runs(&[(0, 10), (1, 11), (2, 12), (4, 14), (40, 50)]),
            [(0, 10), (1, 11), (2, 12), (4, 14)]
        );
    }
}
