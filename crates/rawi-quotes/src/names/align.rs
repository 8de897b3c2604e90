//! The words of one name laid against the words of another.

use super::doubt::doubt;
use super::letters::{letters, table};
use super::parts::{Letters, Name, Word};

/// How alike two names are, in thousandths, and which words were laid against which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// 0 to 1000.
    pub score: i32,
    /// Word of the first name, word of the second, thousandths.
    pub words: Vec<(usize, usize, i32)>,
    /// What decided, where it was not the letters alone.
    pub reason: Reason,
}

/// What decided between two names, beside their letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// All words of both are laid against each other.
    All,
    /// One name has words that the other leaves out.
    Partly,
    /// The family names differ.
    Family,
    /// The family names match and the given names contradict.
    Given,
    /// One of them is two names.
    Joint,
    /// One of them has no letters.
    Empty,
}

impl Likeness {
    /// 0 to 1.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.score as f32 / 1000.0
    }

    /// The reason in a line.
    #[must_use]
    pub fn why(&self, a: &Name, b: &Name) -> String {
        let words = self.words.iter().map(|(i, j, score)| {
            let (x, y) = (&a.words[*i], &b.words[*j]);
            let groups = explain(x, y);
            let groups = if groups.is_empty() { String::new() } else { format!(" ({groups})") };
            format!("{} ~ {} {:.2}{groups}", x.form(), y.form(), *score as f32 / 1000.0)
        });
        let words = words.collect::<Vec<_>>().join("; ");
        let reason = match self.reason {
            Reason::All => "all words match",
            Reason::Partly => "one leaves words out",
            Reason::Family => "the family names differ",
            Reason::Given => "the given names contradict",
            Reason::Joint => "one of them is two names",
            Reason::Empty => "no letters to compare",
        };
        if words.is_empty() { reason.to_owned() } else { format!("{reason}: {words}") }
    }
}

/// Words this alike, in thousandths, are laid against each other.
const WORD: i32 = 500;
/// What is left of the score where one name leaves out words of the other.
const LEFT_OUT: i32 = 900;

/// Compares two names.
#[must_use]
pub fn likeness(a: &Name, b: &Name) -> Likeness {
    if a.words.is_empty() || b.words.is_empty() {
        return Likeness { score: 0, words: Vec::new(), reason: Reason::Empty };
    }
    if a.words.len() > b.words.len() {
        let mut turned = likeness(b, a);
        for (i, j, _) in &mut turned.words {
            std::mem::swap(i, j);
        }
        return turned;
    }
    // Two men, or titles in place of names: only whole against whole.
    if (a.joint || b.joint || a.title || b.title) && a.words.len() != b.words.len() {
        return Likeness { score: 0, words: Vec::new(), reason: Reason::Joint };
    }
    let (short, long) = (&a.words, &b.words);
    let mut scores: Vec<Vec<i32>> =
        short.iter().map(|x| long.iter().map(|y| word_likeness(x, y)).collect()).collect();
    foreign(short, long, &mut scores);
    let pairs = in_order(&scores);
    let (family_a, family_b) = (short.len() - 1, long.len() - 1);
    let family = pairs.iter().any(|(i, j, _)| (*i, *j) == (family_a, family_b));
    // A long Arabic name is often cut after the father's name: two words from the start are as good as the family.
    let opening =
        pairs.len() >= 2 && pairs.iter().take(2).all(|(i, j, _)| i == j) && pairs.len() == short.len();
    let kunya = short.len() == 1 && short[0].complete && !pairs.is_empty();
    let matched: i32 = pairs.iter().map(|(_, _, score)| score).sum();
    if !(family || opening || kunya) {
        let score = scores[family_a][family_b].min(WORD - 1);
        return Likeness { score, words: vec![(family_a, family_b, score)], reason: Reason::Family };
    }
    let least = pairs.iter().map(|(_, _, score)| *score).min().unwrap_or(0);
    let mean = matched / pairs.len() as i32;
    let score = (least + mean) / 2;
    if pairs.len() < short.len() {
        // A word on each side without its like: "Donald Trump", "Ivanka Trump".
        return Likeness { score: score / 3, words: pairs, reason: Reason::Given };
    }
    if pairs.len() < long.len() {
        return Likeness { score: score * LEFT_OUT / 1000, words: pairs, reason: Reason::Partly };
    }
    Likeness { score, words: pairs, reason: Reason::All }
}

/// Consonants from which on a given name is taken for a foreign one.
const FOREIGN: usize = 5;

/// After a given name that is no Arabic one ("فلاديمير"), a long vowel more or less in the family name says nothing.
fn foreign(a: &[Word], b: &[Word], scores: &mut [Vec<i32>]) {
    let [first, .., last] = a else { return };
    let consonants = first.form().chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ه')).count();
    let arabic = first.script == Letters::Arabic && b[0].script == Letters::Arabic;
    let servant = first.form().starts_with("عبد");
    if arabic && !servant && consonants >= FOREIGN && scores[0][0] >= WORD {
        let other = &b[b.len() - 1];
        let score = &mut scores[a.len() - 1][b.len() - 1];
        if *score < WORD && frame(last.form()) == frame(other.form()) {
            *score = WORD + (1000 - WORD) / 5;
        }
    }
}

/// The letters without the long vowels.
fn frame(form: &str) -> String {
    form.chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي')).collect()
}

/// The best pairing of words that keeps their order.
fn in_order(scores: &[Vec<i32>]) -> Vec<(usize, usize, i32)> {
    let (n, m) = (scores.len(), scores[0].len());
    let mut best = vec![vec![0i32; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let paired = if scores[i][j] >= WORD { scores[i][j] + best[i + 1][j + 1] } else { 0 };
            best[i][j] = paired.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < n && j < m {
        if scores[i][j] >= WORD && best[i][j] == scores[i][j] + best[i + 1][j + 1] {
            pairs.push((i, j, scores[i][j]));
            i += 1;
            j += 1;
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Compares two words of names, in thousandths.
#[must_use]
pub fn word_likeness(a: &Word, b: &Word) -> i32 {
    if a.forms.iter().any(|form| b.forms[0] == *form) || b.forms.iter().any(|form| a.forms[0] == *form) {
        return 1000;
    }
    if a.initial || b.initial {
        return initial(a, b);
    }
    form_pairs(a, b).map(|(x, y)| spelling_likeness(x, a.script, y, b.script)).max().unwrap_or(0)
}

/// An initial stands for any name that begins with it.
fn initial(a: &Word, b: &Word) -> i32 {
    let first = |word: &Word| word.form().chars().next();
    if a.script == b.script && first(a) == first(b) { 700 } else { 0 }
}

/// The spellings to lay against each other: in one script a doubtful article counts only against a written one.
fn form_pairs<'a>(a: &'a Word, b: &'a Word) -> impl Iterator<Item = (&'a str, &'a str)> {
    let all = a.script != b.script;
    // Where both have one, they are compared without.
    let one_article = a.article != b.article;
    let count =
        |word: &Word, other: &Word| if all || other.article && one_article { word.forms.len() } else { 1 };
    let (n, m) = (count(a, b), count(b, a));
    a.forms[..n].iter().flat_map(move |x| b.forms[..m].iter().map(move |y| (x.as_str(), y.as_str())))
}

fn spelling_likeness(a: &str, script_a: Letters, b: &str, script_b: Letters) -> i32 {
    let Some((table, turned)) = table(script_a, script_b) else {
        return if a == b { 1000 } else { 0 };
    };
    let (mut x, mut y) = (letters(a, script_a), letters(b, script_b));
    if turned {
        std::mem::swap(&mut x, &mut y);
    }
    let attainable = table.attainable(&x, &y).max(1);
    let share = i64::from(table.score(&x, &y)) * 1000 / i64::from(attainable);
    let score = scale(share.clamp(0, 1000) as i32);
    if score < WORD {
        return score;
    }
    let (first, second) = if turned { (script_b, script_a) } else { (script_a, script_b) };
    (score - doubt(&table.align(&x, &y), first, second)).max(0)
}

/// Share of the attainable weight, in thousandths, at which two spellings are one name (`examples/names_figures.rs`).
const TURN: i32 = 330;

/// Thousandths of the attainable weight to a score that turns at [`WORD`].
fn scale(share: i32) -> i32 {
    if share < TURN { share * WORD / TURN } else { WORD + (share - TURN) * (1000 - WORD) / (1000 - TURN) }
}

/// The letter groups of the best alignment, where they say more than the words themselves.
fn explain(a: &Word, b: &Word) -> String {
    if a.form() == b.form() {
        return String::new();
    }
    let Some((table, turned)) = table(a.script, b.script) else { return String::new() };
    let best = form_pairs(a, b).max_by_key(|(x, y)| spelling_likeness(x, a.script, y, b.script));
    let Some((x, y)) = best else { return String::new() };
    let (mut x, mut y) = (letters(x, a.script), letters(y, b.script));
    if turned {
        std::mem::swap(&mut x, &mut y);
    }
    let groups = table.align(&x, &y).groups.into_iter().map(|(x, y, _)| {
        let (x, y) = if turned { (y, x) } else { (x, y) };
        let show = |letters: String| if letters.is_empty() { "∅".to_owned() } else { letters };
        format!("{}–{}", show(x), show(y))
    });
    groups.collect::<Vec<_>>().join(" ")
}
