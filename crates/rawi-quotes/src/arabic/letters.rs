//! Whether a word that no list has is a foreign name by its letters.
//!
//! Arabic has no capitals and its lists never have every name, but foreign names are spelt with runs of letters that the
//! roots and patterns of Arabic hardly make (لوكاكو, بوسكيتس). Each run of three letters has a weight, learnt from names
//! and from common words (`data/arabic-name-letters.tsv`); a word's weight is the sum (naive Bayes over letter runs).

use std::sync::LazyLock;

use super::view::{Fact, View};

/// Numbers of letters: 0 the edge of a word, then ء to ي, those of other languages, and last of other scripts.
const LETTERS: usize = 49;

/// A word of this weight, in tenths of a natural logarithm, is taken for a name.
const NAME: i32 = 20;

static WEIGHTS: LazyLock<Vec<i8>> = LazyLock::new(|| {
    let mut table = vec![0; LETTERS.pow(3)];
    for line in include_str!("../../data/arabic-name-letters.tsv").lines().filter(|l| !l.starts_with('#')) {
        let Some((run, weight)) = line.split_once('\t') else { continue };
        let mut letters = run.chars();
        let run = [(); 3].map(|()| letters.next().unwrap_or(' '));
        // A run with a letter of another script is nobody's.
        if run.iter().all(|c| number(*c) < LETTERS - 1) {
            let at = run.iter().fold(0, |at, c| at * LETTERS + number(*c));
            table[at] = weight.parse().unwrap_or(0);
        }
    }
    table
});

/// The number of a letter; that of a letter of another script stands in no run of the table.
fn number(c: char) -> usize {
    match c {
        ' ' => 0,
        '\u{621}'..='\u{64a}' => c as usize - 0x620,
        'پ' => 43,
        'چ' => 44,
        'ژ' => 45,
        'ڤ' => 46,
        'گ' => 47,
        _ => LETTERS - 1,
    }
}

/// A letter as the table has it, as `rawi_text::fold_word` folds it; `None` for a vowel sign or tatweel.
pub(super) fn folded(c: char) -> Option<char> {
    match c {
        'ـ' | '\u{64b}'..='\u{65f}' | '\u{670}' => None,
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' | 'ئ' | 'ی' => Some('ي'),
        'ؤ' => Some('و'),
        'ة' => Some('ه'),
        'ک' => Some('ك'),
        c => Some(c),
    }
}

/// Calls `each` with every run of three letters of a folded word; the edges of the word are spaces.
///
/// ```
/// let mut runs = Vec::new();
/// rawi_quotes::arabic_letters::runs("ليا", |run| runs.push(run.iter().collect::<String>()));
/// assert_eq!(runs, [" لي", "ليا", "يا "]);
/// ```
pub fn runs(word: &str, mut each: impl FnMut([char; 3])) {
    let mut run = [' '; 3];
    for c in word.chars().chain([' ']) {
        run = [run[1], run[2], c];
        if run[1] != ' ' {
            each(run);
        }
    }
}

/// How much likelier a word is a foreign name than an Arabic word, by its letters: tenths of a natural logarithm.
///
/// ```
/// use rawi_quotes::arabic_letters::weight;
/// assert!(weight("فالفيردي") > 20 && weight("تصنيف") < 0);
/// ```
pub fn weight(word: &str) -> i32 {
    let weights = &*WEIGHTS;
    let mut sum = 0;
    let (mut before, mut last) = (0, 0);
    for c in word.chars().filter_map(folded).chain([' ']) {
        let next = number(c);
        if last != 0 {
            sum += i32::from(weights[(before * LETTERS + last) * LETTERS + next]);
        }
        (before, last) = (last, next);
    }
    sum
}

/// Whether a word, which no list has, is a foreign name by its letters. One that begins with a particle's letter is a name
/// only where it is more of a name with it than without (لوكاكو; but وكلوب is كلوب).
pub fn foreign(word: &str) -> bool {
    let whole = weight(word);
    if whole < NAME || word.starts_with("ال") {
        return false;
    }
    let Some(rest) = word.strip_prefix(['و', 'ب', 'ل', 'ف', 'ك']) else { return true };
    match rest.strip_prefix("ال") {
        // فالفيردي: "so the" and a foreign name is rarer. But بالرد, والشرطة.
        Some(rest) => word.starts_with('ف') && whole >= 2 * NAME && whole >= weight(rest),
        None => rest.chars().nth(2).is_none() || whole >= weight(rest),
    }
}

impl View<'_, '_> {
    /// Whether the word is in no list and a foreign name by its letters: what it begins with is no particle and it is no verb,
    /// unless the document has it without that particle.
    pub fn foreign(&self, i: usize) -> bool {
        self.fact(i, Fact::Foreign, || self.lex[i].is_unknown() && self.foreign_letters(i))
    }

    fn foreign_letters(&self, i: usize) -> bool {
        let word = self.text(i);
        // انتقادات, بلاغا: plurals and accusatives are spelt like many a foreign name.
        let plural = word.ends_with("ات") && word.chars().count() > 5;
        if plural || self.accusative(i) || !foreign(word) {
            return false;
        }
        let stands = |word: &str| {
            let hash = rawi_text::token_hash(word);
            self.page.words.iter().any(|word| word.hash == hash)
        };
        let definite = |stem: &str| stands(&format!("ال{}", rawi_text::fold_word(stem)));
        if word.strip_suffix('ا').is_some_and(definite) {
            return false;
        }
        let Some(rest) = word.strip_prefix(['و', 'ب', 'ل', 'ف', 'ك']) else { return true };
        let bare = rawi_text::fold_word(rest);
        let unlisted = self.lexicon.get(rawi_text::token_hash(&bare)).is_unknown();
        let short = rest.chars().nth(3).is_none();
        (short || unlisted) && !stands(&bare)
    }
}
