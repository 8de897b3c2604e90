//! Archives made from a seed, with copies planted in them: for measuring speed, growth and recall where no real
//! archive is at hand.
//!
//! Words are made up, in Arabic and in Latin letters, and as frequent as words are (Zipf 1949, with Mandelbrot's
//! shift); articles are of the length of news, come from several outlets over several days, and end with their
//! outlet's footer. A given part of them carries a passage of an older article of another outlet, copied word for word
//! or edited; where each stands is told. Twice as many articles have twice as many copies.
//!
//! ```
//! use rawi_overlap::synthetic::Recipe;
//! let made = Recipe { articles: 200, ..Recipe::default() }.make();
//! let articles = made.articles();
//! let found = rawi_overlap::reuses(&articles, &rawi_overlap::Settings::default())?;
//! assert!(made.recall(&found.reuses) > 0.9);
//! # Ok::<(), rawi_overlap::Error>(())
//! ```

use rawi_text::Span;

use crate::article::{Article, When};
use crate::results::Reuse;

/// What an archive is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recipe {
    /// Articles.
    pub articles: usize,
    /// Outlets; every fourth writes in Latin letters.
    pub outlets: usize,
    /// Days.
    pub days: usize,
    /// The part of the articles that carry a copied passage.
    pub copies: f64,
    /// Where all choices come from.
    pub seed: u64,
}

impl Default for Recipe {
    fn default() -> Self {
        Self { articles: 1000, outlets: 12, days: 14, copies: 0.3, seed: 1 }
    }
}

/// The parts of a passage's words that are edited: one copy after the other takes the next.
pub const RATES: [f64; 5] = [0.0, 0.05, 0.1, 0.2, 0.3];

/// A made-up archive.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// Its articles, oldest first.
    pub texts: Vec<MadeArticle>,
    /// The passages planted in them.
    pub planted: Vec<Planted>,
}

/// One made-up article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeArticle {
    /// Id.
    pub id: String,
    /// Outlet.
    pub outlet: String,
    /// When.
    pub when: When,
    /// Headline.
    pub title: String,
    /// Text.
    pub text: String,
}

/// A passage that was planted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Planted {
    /// The part of its words that were edited.
    pub rate: f64,
    /// Position of the source, and the passage there, in bytes.
    pub source: (usize, Span),
    /// Position of the copy, and the passage there.
    pub copy: (usize, Span),
}

/// Words of the language.
const WORDS: f64 = 120_000.0;
/// Mandelbrot's shift: how far the most frequent words fall behind Zipf's law.
const SHIFT: f64 = 4.0;

/// `SplitMix64` (Steele, Lea & Flood 2014): small, good enough, the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        crate::shingle::finish(self.0)
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Below `end` (at least 1).
    fn below(&mut self, end: usize) -> usize {
        (((self.next() >> 32) * end.max(1) as u64) >> 32) as usize
    }

    fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to - from + 1)
    }

    /// A word: the frequent ones have low numbers.
    fn word(&mut self) -> u32 {
        (SHIFT * ((WORDS + SHIFT) / SHIFT).powf(self.share()) - SHIFT) as u32
    }
}

/// Writes the word of this number; frequent words are short.
fn spell(word: u32, latin: bool, out: &mut String) {
    const ARABIC: [&str; 24] = [
        "با", "تر", "ثم", "جي", "حل", "خو", "دم", "ذا", "را", "زن", "سل", "شو", "صد", "ضا", "طي", "عم", "غر",
        "فا", "قل", "كن", "لو", "ما", "نو", "ها",
    ];
    const LATIN: [&str; 24] = [
        "ba", "tor", "em", "ji", "hal", "cu", "dem", "da", "ra", "zin", "sel", "sho", "sad", "da", "ti",
        "am", "gro", "fa", "qu", "ken", "lo", "ma", "nu", "ha",
    ];
    let syllables = if latin { &LATIN } else { &ARABIC };
    let mut rest = word + 24;
    while rest > 0 {
        out.push_str(syllables[rest as usize % 24]);
        rest /= 24;
    }
}

/// A text being made: words with what follows each.
type Words = Vec<(u32, &'static str)>;

fn write(words: &[(u32, &'static str)], latin: bool, out: &mut String) {
    for &(word, after) in words {
        spell(word, latin, out);
        out.push_str(after);
    }
}

fn sentence(dice: &mut Dice) -> Words {
    let length = dice.between(7, 26);
    let mut words: Words = (1..=length)
        .map(|at| {
            (
                dice.word(),
                if at == length {
                    ". "
                } else if dice.below(12) == 0 {
                    ", "
                } else {
                    " "
                },
            )
        })
        .collect();
    words.shrink_to_fit();
    words
}

/// Words of a passage, a part of them changed, dropped, swapped, or with a new one behind them.
fn edit(words: &[(u32, &'static str)], rate: f64, dice: &mut Dice) -> Words {
    let mut out = Words::new();
    for &word in words {
        if dice.share() >= rate {
            out.push(word);
            continue;
        }
        match dice.below(4) {
            0 => out.push((dice.word(), word.1)),
            1 => {}
            2 => out.extend([(word.0, " "), (dice.word(), word.1)]),
            _ => {
                let at = out.len().saturating_sub(1);
                out.insert(at, (word.0, " "));
            }
        }
    }
    out
}

impl Recipe {
    /// Makes the archive.
    #[must_use]
    pub fn make(self) -> Made {
        let mut dice = Dice(self.seed);
        let outlets = self.outlets.max(2);
        let mut made = Made { texts: Vec::with_capacity(self.articles), planted: Vec::new() };
        // Sentences of each article, and where each begins in its text.
        let mut sentences: Vec<Vec<(Words, usize)>> = Vec::with_capacity(self.articles);
        for at in 0..self.articles {
            let outlet = dice.below(outlets);
            let latin = outlet % 4 == 3;
            let own: Vec<Words> = (0..dice.between(6, 22)).map(|_| sentence(&mut dice)).collect();
            let copied = if dice.share() < self.copies {
                self.passage(&made, &sentences, outlet, &mut dice)
            } else {
                None
            };
            let place = dice.below(own.len());
            let mut text = String::new();
            let mut placed = Vec::with_capacity(own.len());
            for (number, words) in own.into_iter().enumerate() {
                if let Some((source, words)) = copied.as_ref().filter(|_| number == place) {
                    let rate = RATES[made.planted.len() % RATES.len()];
                    let start = text.len();
                    write(&edit(words, rate, &mut dice), latin, &mut text);
                    let end = text.trim_end().len().max(start);
                    made.planted.push(Planted { rate, source: *source, copy: (at, Span::new(start, end)) });
                }
                placed.push((words, text.len()));
                write(&placed[placed.len() - 1].0, latin, &mut text);
                if dice.below(3) == 0 {
                    text.truncate(text.trim_end().len());
                    text.push('\n');
                }
            }
            let mut title = String::new();
            write(&placed[0].0[..placed[0].0.len().min(7)], latin, &mut title);
            text.truncate(text.trim_end().len());
            text.push('\n');
            spell(outlet as u32 + 400, latin, &mut text);
            text.push_str(if latin { " on every network" } else { " على كل الشبكات" });
            let day = at * self.days.max(1) / self.articles.max(1);
            made.texts.push(MadeArticle {
                id: format!("made-{at:07}"),
                outlet: format!("outlet-{outlet:02}"),
                when: When { seconds: day as i64 * 86_400 + (at % 86_400) as i64, day_only: false },
                title: title.trim_end().to_owned(),
                text,
            });
            sentences.push(placed);
        }
        made
    }

    /// Some sentences in a row, of 25 words or more, of an older article of another outlet in the same letters.
    fn passage(
        self,
        made: &Made,
        sentences: &[Vec<(Words, usize)>],
        outlet: usize,
        dice: &mut Dice,
    ) -> Option<((usize, Span), Words)> {
        // Copies are taken from the last day or so.
        let recent = (self.articles / self.days.max(1)).max(50);
        let source = made.texts.len().checked_sub(1 + dice.below(recent))?;
        let from: usize = made.texts[source].outlet.strip_prefix("outlet-")?.parse().ok()?;
        if from == outlet || (from % 4 == 3) != (outlet % 4 == 3) {
            return None;
        }
        let own = &sentences[source];
        let first = dice.below(own.len());
        let mut words = Words::new();
        let mut last = first;
        while words.len() < 25 {
            let (sentence, _) = own.get(last)?;
            words.extend(sentence);
            last += 1;
        }
        let text = &made.texts[source].text;
        let end = own.get(last).map_or_else(|| text.rfind('\n').unwrap_or(text.len()), |next| next.1);
        // A planted passage between two sentences of the source would be no part of what is copied.
        let broken = made.planted.iter().rev().take(recent * 2).any(|planted| {
            planted.copy.0 == source && planted.copy.1.from() >= own[first].1 && planted.copy.1.from() < end
        });
        let span = Span::new(own[first].1, own[first].1 + text[own[first].1..end].trim_end().len());
        (!broken).then_some(((source, span), words))
    }
}

impl Made {
    /// The articles, as the engine takes them.
    #[must_use]
    pub fn articles(&self) -> Vec<Article<'_>> {
        self.texts
            .iter()
            .map(|made| Article {
                id: &made.id,
                outlet: Some(&made.outlet),
                when: Some(made.when),
                title: Some(&made.title),
                author: None,
                text: &made.text,
            })
            .collect()
    }

    /// Bytes of text.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.texts.iter().map(|made| made.text.len()).sum()
    }

    /// The part of the planted passages that reuses cover by half or more on both sides.
    #[must_use]
    pub fn recall(&self, reuses: &[Reuse]) -> f64 {
        let mut by_articles = ahash::AHashMap::<(u32, u32), Vec<(Span, Span)>>::new();
        for reuse in reuses {
            let (a, b) = (reuse.a, reuse.b);
            by_articles.entry((a.article, b.article)).or_default().push((a.span, b.span));
            by_articles.entry((b.article, a.article)).or_default().push((b.span, a.span));
        }
        let both = |x: Span, y: Span| x.end.min(y.end).saturating_sub(x.start.max(y.start)) as usize;
        let found = self.planted.iter().filter(|planted| {
            let key = (planted.source.0 as u32, planted.copy.0 as u32);
            let spans = by_articles.get(&key).map_or(&[][..], Vec::as_slice);
            let source: usize = spans.iter().map(|(own, _)| both(*own, planted.source.1)).sum();
            let copy: usize = spans.iter().map(|(_, own)| both(*own, planted.copy.1)).sum();
            source * 2 >= planted.source.1.len() && copy * 2 >= planted.copy.1.len()
        });
        if self.planted.is_empty() { 1.0 } else { found.count() as f64 / self.planted.len() as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;

    #[test]
    fn one_seed_one_archive() {
        let recipe = Recipe { articles: 60, ..Recipe::default() };
        assert_eq!(recipe.make(), recipe.make());
        assert_ne!(recipe.make(), Recipe { seed: 2, ..recipe }.make());
    }

    #[test]
    fn planted_passages_are_found_at_every_rate() {
        let made = Recipe { articles: 1500, ..Recipe::default() }.make();
        let articles = made.articles();
        let found = crate::reuses(&articles, &Settings::default()).expect("good settings");
        for rate in RATES {
            let planted = made.planted.iter().copied().filter(|planted| planted.rate == rate).collect();
            let own = Made { texts: Vec::new(), planted };
            assert!(own.planted.len() > 20, "{rate}: {}", own.planted.len());
            let least = if rate <= 0.1 { 0.99 } else { 0.9 };
            assert!(own.recall(&found.reuses) >= least, "{rate}: {}", own.recall(&found.reuses));
        }
    }
}
