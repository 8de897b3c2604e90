//! What the grammar remembers of a document: who was named, with which title, and who spoke last.
//!
//! A short name (الجباوي), a title with the article (القائد العسكري), a pronoun and an elided subject all mean somebody
//! whom the article names in full elsewhere. Names are compared as runs of whole words without article and particles;
//! a definite description means the most recent source whose own words hold all of its words.

use super::lexicon::{self as tag, Lex, Person};
use super::phrase::Phrase;
use super::view::View;
use crate::quote::EntityType;
use std::ops::Range;

/// A person, body, document or unnamed source of the document.
#[derive(Debug, Clone)]
pub struct Entity {
    /// How the article names it best.
    pub display: String,
    /// Words of its name without article and particles; empty where it has none.
    name: Vec<u64>,
    /// Words of its name, titles and descriptions without article and particles.
    words: Vec<u64>,
    /// What kind of source it is.
    pub kind: EntityType,
    /// Gender and number as verbs and titles showed them.
    person: Option<Person>,
    /// Word at which it was last mentioned.
    last: usize,
}

/// The document's memory.
#[derive(Debug, Default)]
pub struct State {
    pub entities: Vec<Entity>,
    /// Who spoke last.
    pub current: Option<usize>,
    /// Named mentions of the whole document, in order: they give short names their full form, before and after.
    named: Vec<Named>,
}

#[derive(Debug)]
struct Named {
    name: Vec<u64>,
    words: Vec<u64>,
    span: Range<usize>,
    display: String,
    person: bool,
}

impl State {
    /// Reads every mention with a name or a body's name of the document.
    pub fn new(view: &View<'_, '_>) -> Self {
        let mut state = State::default();
        let mut k = 0;
        while k < view.len() {
            let lex = view.lex[k];
            let starts = lex.is(tag::TITLE
                | tag::RANK
                | tag::HONORIFIC
                | tag::GIVEN
                | tag::KUNYA
                | tag::SPOKES
                | tag::TITLE_PLURAL)
                && !(lex.is(tag::GIVEN) && k > 0 && view.is(k - 1, tag::GIVEN) && !view.begins(k));
            if !starts || lex.is_verb() {
                k += 1;
                continue;
            }
            let limit = view.sentence_end(k, view.len());
            let Some(phrase) = view.source_under_particle_or_not(k, limit) else {
                k += 1;
                continue;
            };
            if let Some(name) = &phrase.name {
                state.named.push(Named {
                    name: view.keys(name.clone()),
                    words: view.keys(phrase.words.clone()),
                    span: phrase.words.clone(),
                    display: view.name_text(name.clone()),
                    person: true,
                });
                k = name.end.max(k + 1);
            } else {
                k += 1;
            }
        }
        state
    }

    /// The entity that a phrase means, made if the document had none.
    pub fn resolve(&mut self, view: &View<'_, '_>, phrase: &Phrase, person: Option<Person>) -> usize {
        let at = phrase.words.start;
        let found = match &phrase.name {
            Some(name) => self.by_name(view, phrase, name.clone()),
            None => self.by_description(view, phrase, person),
        };
        let entity = found.unwrap_or_else(|| self.make(view, phrase));
        let words = view.keys(phrase.words.clone());
        let e = &mut self.entities[entity];
        for word in words {
            if !e.words.contains(&word) {
                e.words.push(word);
            }
        }
        e.last = at;
        if person.is_some() {
            e.person = person;
        }
        entity
    }

    /// Who is meant where nobody is named: the current speaker, if gender and number allow, else the last who fits.
    pub fn elided(&self, person: Option<Person>) -> Option<usize> {
        let fits = |i: &usize| match (person, self.entities[*i].person) {
            (Some(wanted), Some(has)) => {
                wanted == has || self.entities[*i].kind != EntityType::Person && wanted != Person::Ms
            }
            _ => true,
        };
        let current = self.current?;
        if fits(&current) {
            return Some(current);
        }
        let mut order: Vec<usize> = (0..self.entities.len()).filter(fits).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(self.entities[i].last));
        order.first().copied().or(Some(current))
    }

    fn by_name(&mut self, view: &View<'_, '_>, phrase: &Phrase, name: Range<usize>) -> Option<usize> {
        let keys = view.keys(name);
        if phrase.joint.is_some() {
            return None;
        }
        // The longest name of the document that this one is a part of: the nearest of equals.
        let full = self
            .named
            .iter()
            .filter(|n| part_of(&keys, &n.name))
            .max_by_key(|n| (n.name.len(), std::cmp::Reverse(n.span.start.abs_diff(phrase.words.start))));
        let (full_keys, display, words) = match full {
            Some(n) if n.person => (n.name.clone(), n.display.clone(), n.words.clone()),
            _ => (keys.clone(), String::new(), Vec::new()),
        };
        if let Some(i) = (0..self.entities.len()).rev().find(|&i| {
            let e = &self.entities[i];
            !e.name.is_empty() && (part_of(&e.name, &full_keys) || part_of(&full_keys, &e.name))
        }) {
            let e = &mut self.entities[i];
            if full_keys.len() > e.name.len() {
                e.name = full_keys;
                if !display.is_empty() {
                    e.display = display;
                }
            }
            return Some(i);
        }
        if display.is_empty() {
            return None;
        }
        self.entities.push(Entity {
            display,
            name: full_keys,
            words,
            kind: EntityType::Person,
            person: None,
            last: phrase.words.start,
        });
        Some(self.entities.len() - 1)
    }

    fn by_description(
        &mut self,
        view: &View<'_, '_>,
        phrase: &Phrase,
        person: Option<Person>,
    ) -> Option<usize> {
        let first = phrase.words.start;
        let lex = view.lex[first];
        if lex.is(tag::HIS_HONOUR | tag::PRONOUN) {
            return self.elided(person);
        }
        let keys = view.keys(phrase.words.clone());
        // The very same description.
        if let Some(i) = (0..self.entities.len()).rev().find(|&i| self.entities[i].words == keys) {
            return Some(i);
        }
        let definite = view.definite(first)
            || lex.is(tag::ORG | tag::PLACE | tag::DOC)
            || view.opening_at(first).is_some();
        if !definite {
            return None;
        }
        let wanted = |words: &[u64]| keys.iter().all(|k| words.contains(k));
        let mut order: Vec<usize> =
            (0..self.entities.len()).filter(|&i| wanted(&self.entities[i].words)).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(self.entities[i].last));
        if let Some(&i) = order.first() {
            return Some(i);
        }
        if !lex.is(tag::TITLE | tag::SPOKES | tag::RANK) {
            return None;
        }
        // A person who was named with this title before, though he did not speak.
        let named = self.named.iter().rev().find(|n| n.span.start < first && wanted(&n.words));
        let named = named.or_else(|| self.named.iter().find(|n| wanted(&n.words)))?;
        let entity = Entity {
            display: named.display.clone(),
            name: named.name.clone(),
            words: named.words.clone(),
            kind: EntityType::Person,
            person: None,
            last: first,
        };
        if let Some(i) = self.entities.iter().position(|e| e.name == entity.name) {
            return Some(i);
        }
        self.entities.push(entity);
        Some(self.entities.len() - 1)
    }

    fn make(&mut self, view: &View<'_, '_>, phrase: &Phrase) -> usize {
        let (name, display) = match &phrase.name {
            Some(name) => {
                let end = phrase.joint.as_ref().map_or(name.end, |j| j.end);
                let display = if phrase.joint.is_some() {
                    view.plain_text(name.start..end)
                } else {
                    view.name_text(name.clone())
                };
                (view.keys(name.clone()), display)
            }
            None => (Vec::new(), view.plain_text(phrase.words.clone())),
        };
        self.entities.push(Entity {
            display,
            name,
            words: view.keys(phrase.words.clone()),
            kind: phrase.kind,
            person: None,
            last: phrase.words.start,
        });
        self.entities.len() - 1
    }
}

/// Whether `short` is `long` or a run of words at its end or beginning.
fn part_of(short: &[u64], long: &[u64]) -> bool {
    !short.is_empty() && (long.ends_with(short) || long.starts_with(short))
}

impl View<'_, '_> {
    /// A source at word `k`, whether or not its first word bears a particle.
    fn source_under_particle_or_not(&self, k: usize, limit: usize) -> Option<Phrase> {
        if self.lex[k].has(Lex::BI | Lex::LI | Lex::KA) {
            self.source_under_particle(k, limit)
        } else {
            self.source(k, limit, false)
        }
    }

    /// The words of a range as hashes without article and particles; بن and its like left out.
    pub fn keys(&self, words: Range<usize>) -> Vec<u64> {
        words
            .clone()
            .filter(|&k| !matches!(self.text(k), "بن" | "ابن" | "بنت" | "آل" | "ال" | "وهو" | "وهي"))
            .map(|k| {
                let folded = rawi_text::fold_word(self.text(k));
                let lex = self.lex[k];
                let mut rest = folded.as_str();
                if lex.has(Lex::AND) || rest.starts_with("وال") {
                    rest = &rest['و'.len_utf8()..];
                }
                for article in ["بال", "كال", "لل", "ال"] {
                    if let Some(stem) = rest.strip_prefix(article)
                        && stem.chars().count() > 2
                    {
                        return rawi_text::token_hash(stem);
                    }
                }
                if lex.has(Lex::LI | Lex::BI) && k == words.start {
                    rest = &rest['ل'.len_utf8()..];
                }
                rawi_text::token_hash(rest)
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
            out.push_str(self.text(k));
        }
        out
    }

    /// A description as it stands, on one line, without a particle before it.
    pub fn plain_text(&self, words: Range<usize>) -> String {
        let Some(span) = self.page.cover(words.start, words.end) else { return String::new() };
        let mut from = span.from();
        let mut to = span.to();
        if let Some(group) = self.closing_at(words.end) {
            if group.outer.from() >= from {
                to = group.outer.to();
            } else if words.len() > 1 && group.inner.from() == from && group.outer.to() > to {
                to = group.inner.to();
            }
        }
        if let Some(group) = self.opening_at(words.start)
            && group.closed
            && group.outer.to() < to
        {
            from = group.outer.from();
        }
        let text = self.page.text[from..to.max(from)].split_whitespace().collect::<Vec<_>>().join(" ");
        let lex = self.lex[words.start];
        let text = text.strip_prefix('#').unwrap_or(&text).to_owned();
        if lex.has(Lex::LI) || self.li(words.start) && lex.is_unknown() {
            if let Some(rest) = text.strip_prefix("لل") {
                return format!("ال{rest}");
            }
            return text.strip_prefix('ل').unwrap_or(&text).to_owned();
        }
        text
    }
}

use crate::page::Gap;
