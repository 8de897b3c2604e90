//! Mentions of persons and bodies anywhere in the document, and how names and descriptions are written down.

use super::lexicon::{self as tag, Lex, Person};
use super::phrase::Phrase;
use super::view::View;
use crate::page::Gap;
use std::ops::Range;

/// A place where the document names somebody, or a body by more than its kind.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The proper name's words without article and particles; empty for a body.
    pub name: Vec<u64>,
    /// All its words, likewise.
    pub keys: Vec<u64>,
    /// Where it stands.
    pub words: Range<usize>,
    /// The name, or the body as written.
    pub display: String,
    /// A person, or a body.
    pub person: bool,
}

/// All mentions of the document, in order.
pub fn mentions(view: &View<'_, '_>) -> Vec<Mention> {
    const PERSONS: u64 =
        tag::TITLE | tag::RANK | tag::HONORIFIC | tag::GIVEN | tag::KUNYA | tag::SPOKES | tag::TITLE_PLURAL;
    let mut found = Vec::new();
    let mut k = 0;
    while k < view.len() {
        let lex = view.lex[k];
        if !lex.is(PERSONS | tag::ORG | tag::DOC) || lex.is_verb() {
            k += 1;
            continue;
        }
        let limit = view.sentence_end(k, view.len());
        let Some(phrase) = view.source_at(k, limit) else {
            k += 1;
            continue;
        };
        if let Some(name) = phrase.name.clone().filter(|_| lex.is(PERSONS)) {
            found.push(Mention {
                name: view.keys(name.clone()),
                keys: view.keys(phrase.words.clone()),
                words: phrase.words.clone(),
                display: view.name_text(name.clone()),
                person: true,
            });
            k = name.end.max(k + 1);
        } else if lex.is(tag::ORG | tag::DOC) && phrase.words.len() > 1 {
            found.push(Mention {
                name: Vec::new(),
                keys: view.keys(phrase.words.clone()),
                words: phrase.words.clone(),
                display: view.description_text(phrase.words.clone()),
                person: false,
            });
            k += 1;
        } else {
            k += 1;
        }
    }
    found
}

impl View<'_, '_> {
    /// A source at word `k`, whether or not its first word bears a particle.
    pub fn source_at(&self, k: usize, limit: usize) -> Option<Phrase> {
        if self.lex[k].has(Lex::BI | Lex::LI | Lex::KA) {
            self.source_under_particle(k, limit)
        } else {
            self.source(k, limit, false)
        }
    }

    /// The subject of the sentence that begins at word `start`: after its verb, or its first words.
    pub fn sentence_subject(&self, start: usize, i: usize) -> Option<Phrase> {
        const HEADS: u64 = tag::TITLE
            | tag::TITLE_PLURAL
            | tag::RANK
            | tag::HONORIFIC
            | tag::GIVEN
            | tag::KUNYA
            | tag::SPOKES
            | tag::ORG
            | tag::PLACE
            | tag::ANON;
        let mut begin = start;
        while begin < i && self.is(begin, tag::WHILE | tag::BUT | tag::ADDITIVE | tag::KANA | tag::QAD) {
            begin += 1;
        }
        let likely = |k: usize| {
            k < i
                && (self.is(k, HEADS) && !self.lex[k].has(Lex::BI | Lex::LI | Lex::KA)
                    || self.lex[k].is_unknown() && self.repeated(k))
        };
        // Of a reporting verb that brought nothing that was said (شكر فلان الحضور، مشيرا إلى).
        if let Some(phrase) = (start..i)
            .filter(|&k| self.lex[k].is_verb() && self.lex[k].person != Person::Plural && likely(k + 1))
            .find_map(|k| self.source(k + 1, i, true))
        {
            return Some(phrase);
        }
        let at = if likely(begin) && !self.lex[begin].is_verb() {
            begin
        } else if likely(begin + 1)
            && !self.is(begin, tag::FI | tag::MIN | tag::ALA | tag::AN | tag::ILA | tag::PREP | tag::MAA)
        {
            begin + 1
        } else {
            return None;
        };
        self.source(at, i, false)
    }

    /// Whether an unlisted word without article occurs again in the document: a name, more likely than not.
    pub fn repeated(&self, k: usize) -> bool {
        let hash = self.hash(k);
        !self.definite(k) && self.page.words.iter().filter(|w| w.hash == hash).nth(1).is_some()
    }

    /// The words of a range as hashes without article and particles; prepositions, بن and its like left out.
    pub fn keys(&self, words: Range<usize>) -> Vec<u64> {
        const SKIPPED: u64 = tag::FI | tag::MIN | tag::ALA | tag::AN | tag::ILA | tag::MAA | tag::PRONOUN;
        words
            .clone()
            .filter(|&k| {
                !self.is(k, SKIPPED)
                    && !matches!(
                        self.text(k),
                        "بن" | "ابن" | "بنت" | "آل" | "ال" | "باسم" | "لدى" | "م" | "د" | "أ"
                    )
            })
            .map(|k| {
                let folded = rawi_text::fold_word(self.text(k));
                let lex = self.lex[k];
                let mut rest = folded.as_str();
                if lex.has(Lex::AND) || rest.starts_with("وال") {
                    rest = rest.strip_prefix(['و', 'ف']).unwrap_or(rest);
                }
                let bare = ["بال", "كال", "لل", "ال"]
                    .iter()
                    .find_map(|article| rest.strip_prefix(article).filter(|stem| stem.chars().count() > 2));
                if let Some(stem) = bare {
                    rest = stem;
                } else if lex.has(Lex::LI | Lex::BI) {
                    rest = rest.strip_prefix(['ل', 'ب']).unwrap_or(rest);
                }
                // One key for the cases of a plural and for both words of a spokesman.
                if lex.is(tag::TITLE_PLURAL) || rest.chars().count() > 5 {
                    let plural = ["ون", "ين", "و"].iter().find_map(|ending| rest.strip_suffix(ending));
                    rest = plural.unwrap_or(rest);
                }
                rawi_text::token_hash(match rest {
                    "ناطق" => "متحدث",
                    "ناطقه" => "متحدثه",
                    other => other,
                })
            })
            .collect()
    }

    /// A name as one line: its words joined by a space (a hashtag's underscores are none of the name).
    pub fn name_text(&self, words: Range<usize>) -> String {
        let mut out = String::new();
        for k in words.clone() {
            if k > words.start {
                out.push(if self.gap(k).has(Gap::DASH) && !self.gap(k).has(Gap::SPACE) { '-' } else { ' ' });
            }
            let word = self.text(k);
            out.push_str(word.trim_start_matches('ـ'));
        }
        out
    }

    /// A body or description as it stands; a body's name in marks ends it (شركة «X» العالمية is شركة «X»).
    pub fn description_text(&self, words: Range<usize>) -> String {
        let named = words
            .clone()
            .find_map(|k| self.opening_at(k).filter(|g| g.closed && k > words.start).map(|g| self.after(g)));
        let end = named.filter(|&e| e < words.end && self.is(words.start, tag::NAMING)).unwrap_or(words.end);
        self.plain_text(words.start..end)
    }

    /// Words as they stand, on one line, without a particle before them.
    pub fn plain_text(&self, words: Range<usize>) -> String {
        let Some(span) = self.page.cover(words.start, words.end) else { return String::new() };
        let (mut from, mut to) = (span.from(), span.to());
        if let Some(group) = self.closing_at(words.end)
            && group.outer.from() >= from
        {
            to = group.outer.to();
        }
        if let Some(group) = self.opening_at(words.start)
            && group.closed
            && group.outer.to() < to
        {
            from = group.outer.from();
        }
        let text = self.page.text[from..to.max(from)].split_whitespace().collect::<Vec<_>>().join(" ");
        let text = text.trim_start_matches('#');
        let lex = self.lex[words.start];
        if lex.has(Lex::LI) || self.li(words.start) && lex.is_unknown() {
            if let Some(rest) = text.strip_prefix("لل") {
                return format!("ال{rest}");
            }
            return text.trim_start_matches(['ل', 'ـ']).to_owned();
        }
        if lex.has(Lex::BI) {
            return text.strip_prefix('ب').unwrap_or(text).to_owned();
        }
        text.to_owned()
    }
}
