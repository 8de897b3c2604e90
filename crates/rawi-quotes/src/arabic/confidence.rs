//! How likely a quotation is right, from what speaks for and against it.
//!
//! What was said is nearly always what stands behind the verb; what goes wrong is who said it, and whether anybody did.
//! Both can be seen: a source right behind its verb, named in full and quoted throughout the article is seldom wrong, one
//! traced back over many sentences, a single definite noun or a verb that as often tells of deeds is wrong as often as
//! not. Each of these is a sign with a weight in `data/arabic-confidence.tsv`, learnt from quotations that readers judged
//! (logistic regression with a penalty on large weights; Cox 1958), so that the probability is one of all signs together.

use super::head::{Head, Speaker};
use super::lexicon::{self as tag, Lex, Tags, Tense};
use super::state::Entity;
use super::view::View;
use crate::engine::Article;
use crate::lists::Lists;
use crate::page::Page;
use crate::quote::{EntityType, Kind, Quote};
use ahash::AHashMap;
use std::sync::LazyLock;

/// What speaks for and against one quotation, as names of the table.
#[derive(Debug, Clone, Default)]
pub struct Signs(Vec<&'static str>);

/// Words between a verb and what was said, from which on they are many.
const FAR: usize = 9;

/// Times that an article names a source, from which on it does so often.
pub(super) const OFTEN: usize = 4;

impl Signs {
    /// What is seen beside the verb; `known` is the source as the article knows it so far, `fits` whether gender and number
    /// of the verb allow it.
    pub(super) fn beside(
        view: &View<'_, '_>,
        head: &Head,
        kind: Kind,
        nested: bool,
        begins: bool,
        known: Option<(&Entity, bool)>,
        another: bool,
    ) -> Self {
        let mut signs = Self::default();
        signs.add(if head.rule == "colon" { "colon alone" } else { head.rule });
        signs.add(match kind {
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::Indirect => "indirect",
        });
        let lex = view.lex[head.cue.start];
        if let Some(cue) = view.lexicon.cue(lex) {
            signs.0.push(cue.lemma);
        }
        signs.when(nested, "words within words");
        signs.when(head.in_passing && kind == Kind::Indirect, "in passing");
        signs.when(head.without_clause && kind == Kind::Indirect, "without clause");
        signs.when(head.tense == Tense::Imperfect, "imperfect");
        signs.add(complement(view, head));
        signs.when(view.is(head.start, tag::PRONOUN) && view.lex[head.start].has(Lex::AND), "and he");
        signs.when(head.via.is_some(), "relayed by");
        signs.around(view, head);
        match &head.speaker {
            Speaker::Named(phrase) => {
                let words = &phrase.words;
                signs.add(if words.end <= head.cue.start {
                    "source before"
                } else if words.start <= head.cue.end {
                    "source touches"
                } else {
                    "source behind"
                });
                signs.when(phrase.joint.is_some(), "joint source");
                let end = words.end.max(head.cue.end);
                signs.when(head.end.is_none() && head.start >= end + FAR, "far from the words");
                if head.end.is_none() && end < head.start {
                    let between = || end..head.start;
                    signs.when(between().any(|k| view.is(k, tag::RELATIVE)), "over a relative clause");
                    signs.when(between().any(|k| view.lex[k].is_verb()), "over a verb");
                    signs.when(words.start >= head.cue.end && goes_on(view, end), "more behind the source");
                }
                let inner = words.start + 1..words.end;
                signs.when(
                    inner.clone().any(|k| view.is(k, super::head::PREPOSITIONS)),
                    "preposition in the source",
                );
            }
            Speaker::Elided => {
                signs.when(head.goes_on, "goes on");
                signs.when(begins, "paragraph begins");
                if let Some((entity, fits)) = known {
                    signs.when(another, "another named since");
                    signs.when(!fits, "other gender");
                    signs.add(match head.cue.start.saturating_sub(entity.last) {
                        0..=20 => "back 20",
                        21..=60 => "back 60",
                        61..=120 => "back 120",
                        _ => "back far",
                    });
                }
            }
        }
        signs
    }

    /// What stands around the verb.
    fn around(&mut self, view: &View<'_, '_>, head: &Head) {
        let before = |tags| head.cue.start > 0 && view.is(head.cue.start - 1, tags);
        self.when(before(tag::NEGATION), "negation before");
        self.when(before(tag::COMP | tag::WHILE | tag::MODAL), "clause before");
        self.when(view.lex[head.cue.start].has(Lex::AND), "and");
    }

    /// Those of quoted words that stand alone in a paragraph.
    pub(super) fn continued() -> Self {
        Self(vec!["continued", "direct"])
    }

    /// What is seen of the source when the whole article is read: how often it is quoted there, and named
    /// ([`OFTEN`] at most).
    pub(super) fn of_source(
        &mut self,
        entity: Option<&Entity>,
        quote: &Quote,
        text: &str,
        quoted: usize,
        named: usize,
    ) {
        let Some(entity) = entity else {
            self.add("nobody");
            return;
        };
        self.add(match entity.kind {
            EntityType::Person => "person",
            EntityType::Organisation => "body",
            EntityType::Anonymous => "unnamed",
            EntityType::Document => "document",
            EntityType::Other => "other",
        });
        let called = entity.display.as_str();
        let words = called.split(' ').count();
        self.add(match words {
            0 | 1 if called.starts_with("ال") => "one definite word",
            0 | 1 => "one word",
            2 => "two words",
            3 => "three words",
            4 | 5 => "four words",
            _ => "six words",
        });
        let last = called.rsplit(' ').next().unwrap_or(called);
        let owned = ["ها", "هم", "هن", "ه"].iter().any(|pronoun| last.ends_with(pronoun));
        self.when(owned && entity.kind != EntityType::Person, "its pronoun");
        self.when(entity.name.is_empty() && entity.kind == EntityType::Person, "title alone");
        self.when(called.contains(['"', '«', '“', '(']), "marked name");
        self.when(quote.description.is_some(), "titled");
        self.when(quote.speaker.is_some_and(|span| span.of(text) == called), "as it stands");
        self.add(match quoted {
            0 | 1 => "quoted once",
            2 => "quoted twice",
            3..=5 => "quoted often",
            _ => "quoted throughout",
        });
        self.add(match named {
            0 => "named nowhere",
            1 => "named once",
            2 | 3 => "named again",
            _ => "named often",
        });
    }

    /// How likely the quotation is right, 0 to 1.
    pub(super) fn probability(&self) -> f32 {
        let sum: f32 = self.0.iter().filter_map(|sign| WEIGHTS.get(sign)).sum();
        let sum = f64::from(sum + WEIGHTS.get("always").copied().unwrap_or_default());
        let sure = 1.0 / (1.0 + exponential(-sum));
        (sure.clamp(0.05, 0.98) * 100.0).round() as f32 / 100.0
    }

    /// Their names, as in the table.
    #[must_use]
    pub fn names(&self) -> &[&'static str] {
        &self.0
    }

    fn add(&mut self, sign: &'static str) {
        self.0.push(sign);
    }

    fn when(&mut self, seen: bool, sign: &'static str) {
        if seen {
            self.0.push(sign);
        }
    }
}

/// e to the power of `x`, by its series: the same on every machine, as the libraries' are not to the last digit.
fn exponential(x: f64) -> f64 {
    let part = x.clamp(-40.0, 40.0) / 64.0;
    let series = (1..12).rev().fold(1.0, |sum, n| 1.0 + part * sum / f64::from(n));
    (0..6).fold(series, |power, _| power * power)
}

/// What leads from the verb to the words.
fn complement(view: &View<'_, '_>, head: &Head) -> &'static str {
    let led = |tags| head.start > 0 && view.is(head.start - 1, tags);
    if head.end.is_some() {
        "words before"
    } else if led(tag::COMP | tag::COMP_BI) {
        "that"
    } else if head.colon {
        "behind a colon"
    } else if head.group.is_some() {
        "marks"
    } else if led(super::head::PREPOSITIONS) {
        "preposition"
    } else {
        "bare noun"
    }
}

/// The Arabic quotations of articles, with what speaks for and against each: what the weights are learnt from
/// (`examples/fit_arabic_confidence.rs`). Spans are in bytes of the text.
///
/// ```
/// use rawi_quotes::{Article, arabic_confidence::read};
///
/// let text = "وقال الوزير سامي منصور إن الجسر سيفتح غدا.";
/// let found = read(&[Article { text, ..Article::default() }]);
/// let (quote, signs) = &found[0][0];
/// assert_eq!(quote.entity.as_deref(), Some("سامي منصور"));
/// assert!(signs.names().contains(&"source touches"));
/// ```
#[must_use]
pub fn read(articles: &[Article<'_>]) -> Vec<Vec<(Quote, Signs)>> {
    let arabic = super::Arabic::new(&Lists::default());
    let of = |article: &Article<'_>| {
        let mut quotes = Vec::new();
        let page = Page::new(article.text, article.title, article.outlet);
        arabic.read(&page, |quote, signs| quotes.push((quote, signs.clone())));
        quotes
    };
    articles.iter().map(of).collect()
}

/// Whether something stands behind a source that is neither its verb's complement nor read over: its name may go on.
fn goes_on(view: &View<'_, '_>, k: usize) -> bool {
    const ENDS: Tags = tag::COMP
        | tag::COMP_BI
        | tag::TIME
        | tag::MONTH
        | tag::ADVERB
        | tag::SWITCH
        | tag::RELATIVE
        | tag::PREP
        | tag::PREP_SUFFIXED
        | tag::WHILE
        | tag::QAD
        | tag::SOURCE;
    let particle = |k| view.li(k) || view.bi(k);
    k < view.len()
        && view.gap(k).is_plain()
        && !view.begins(k)
        && !view.is(k, ENDS | super::head::PREPOSITIONS)
        && !view.lex[k].is_verb()
        && !particle(k)
}

/// Weights of the signs.
static WEIGHTS: LazyLock<AHashMap<&str, f32>> = LazyLock::new(|| {
    include_str!("../../data/arabic-confidence.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some((columns.next()?, columns.next()?.parse().ok()?))
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::exponential;

    #[test]
    fn the_exponential_is_that_of_the_library() {
        for x in [-9.0, -3.5, -0.01, 0.0, 0.7, 2.0, 8.25] {
            assert!((exponential(x) / f64::exp(x) - 1.0).abs() < 1e-9, "{x}");
        }
    }
}
