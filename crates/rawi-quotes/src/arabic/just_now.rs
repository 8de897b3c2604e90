//! Whoever spoke just now, told of by another title: "the same source", the coach by his club, a minister as an official.
//!
//! A description that nobody was called by before is hardly of somebody new where a man has just been quoted whom it fits: by
//! gender, by state, by the title that he bears. Offices are held by one man at a time and taken more strictly.

use super::described::{BACK, NEAR};
use super::lexicon::{self as tag, Person};
use super::mention::Mention;
use super::phrase::{PREPOSITIONS, Phrase};
use super::state::State;
use super::view::View;
use crate::names::{is_office, is_source, states};
use crate::quote::EntityType;
use std::ops::Range;

/// Words that tell of a source at most, where it is no subject.
const TOLD: usize = 6;

impl State {
    /// The source that the article told of since anybody spoke, though it was no subject (علمت الوكالة من مصدر كذا, نقلت عن «مصدر
    /// رسمي» نفيه): whom "the source" means then.
    pub(super) fn source_told_since(&mut self, view: &View<'_, '_>, phrase: &Phrase) -> Option<usize> {
        let first = phrase.words.start;
        let source = |k: usize| is_source(&rawi_text::fold_word(view.text(k)));
        let several = view.text(first).ends_with("ادر");
        if phrase.words.len() > 1 || !view.plain_definite(first) || !source(first) || several {
            return None;
        }
        let sources = self.entities.iter().filter(|e| {
            e.kind == EntityType::Anonymous
                && is_source(&rawi_text::fold_word(e.display.split(' ').next().unwrap_or("")))
        });
        let spoke = self.current.map(|i| self.entities[i].last);
        let spoke = sources.map(|e| e.last).chain(spoke).max().unwrap_or(0);
        let phrase = source_told(view, first, spoke, true)?;
        Some(self.resolve(view, &phrase, None))
    }

    /// Who spoke just now, where "the source" was called so by nobody before: whoever it was where the text says "the same"
    /// (المصدر نفسه, المسؤول ذاته), else a text or an outlet.
    pub(super) fn same_source(&mut self, view: &View<'_, '_>, phrase: &Phrase) -> Option<usize> {
        let (first, end) = (phrase.words.start, phrase.words.end);
        let lex = view.lex[first];
        let alone = phrase.words.len() == 1 && view.plain_definite(first);
        let source = is_source(&rawi_text::fold_word(view.text(first)));
        // المصدر, behind مصادر مطلعة: one of them.
        let sources = |i: &usize| {
            let e = &self.entities[*i];
            let head = e.display.split(' ').next().unwrap_or("");
            e.kind == EntityType::Anonymous && e.words.len() > 1 && is_source(&rawi_text::fold_word(head))
        };
        let same = end < view.len() && view.is(end, tag::SAME) && view.gap(end).is_plain();
        let current = self.current.filter(|&i| alone && self.entities[i].last + NEAR > first);
        let since = |i: usize| same && current.is_some_and(|c| self.entities[c].last > self.entities[i].last);
        let last = (0..self.entities.len()).filter(sources).max_by_key(|&i| self.entities[i].last);
        let last = last.filter(|&i| alone && source && self.entities[i].last + BACK > first && !since(i));
        if last.is_some() {
            return last;
        }
        // علمت الوكالة من مصادر كذا: where they were told of, though they were no subject.
        let spoke = current.map_or(0, |i| self.entities[i].last);
        if alone
            && source
            && let Some(phrase) = source_told(view, first, spoke, false)
        {
            return Some(self.resolve(view, &phrase, None));
        }
        let current = current?;
        let e = &self.entities[current];
        let called = if source {
            same || e.kind == EntityType::Document || e.tags & (tag::OUTLET | tag::AGENCY) != 0
        } else {
            same && lex.is(tag::TITLE)
                && !lex.is(tag::ORG | tag::TITLE_PLURAL)
                && e.kind == EntityType::Person
                && self.agrees(view, phrase, current)
        };
        called.then_some(current)
    }

    /// Whether the named person who spoke just now bears the title that a description begins with, and the description goes on
    /// in other words (معالج النادي, behind المعالج الطبيعي فلان).
    pub(super) fn bears_now(&self, view: &View<'_, '_>, phrase: &Phrase, keys: &[u64]) -> bool {
        let first = phrase.words.start;
        let Some(e) = self.current.map(|i| &self.entities[i]) else { return false };
        let marked = phrase.words.clone().any(|k| view.opening_at(k).is_some());
        if e.kind != EntityType::Person || e.name.is_empty() || e.last + NEAR <= first || marked {
            return false;
        }
        // Of ministers and presidents there are many: of the same office, or of one state.
        let office = is_office(&rawi_text::fold_word(view.text(first)));
        let nouns = |words: Range<usize>| -> Vec<u64> {
            let adjective = |k: usize| view.nisba(k) || view.is(k, tag::ADJECTIVE | tag::TIMELY);
            words.filter(|&k| !adjective(k) && !view.is(k, PREPOSITIONS)).map(|k| view.key(k, true)).collect()
        };
        let state = |words: Range<usize>| states(&view.plain_text(words)).0;
        let own = nouns(first + 1..phrase.words.end);
        self.persons.iter().any(|m| {
            let title = m.words.start..m.name_words.start;
            m.name == e.name
                && !title.is_empty()
                && m.keys.first() == Some(&keys[0])
                && (!office || {
                    let his = nouns(title.start + 1..title.end);
                    let of = state(phrase.words.clone());
                    his.iter().any(|noun| own.contains(noun))
                        || his.is_empty() && !of.is_empty() && state(title) == of
                })
        })
    }

    /// The named person who spoke just now, where a verb goes on with his words behind a title that nobody was called by.
    pub(super) fn goes_on_as(&mut self, view: &View<'_, '_>, phrase: &Phrase) -> Option<usize> {
        let first = phrase.words.start;
        let title = view.is(first, tag::TITLE)
            && !view
                .is(first, tag::ORG | tag::ANON | tag::TITLE_PLURAL | tag::SPOKES | tag::KIN | tag::STAFF)
            && view.definite_description(first, phrase.words.end)
            && phrase.words.clone().all(|k| view.opening_at(k).is_none() && !view.is(k, tag::QUANTITY));
        let alone = phrase.name.is_none() && phrase.joint.is_none() && phrase.other.is_none();
        if !title || !alone || self.by_description(view, phrase, None).is_some() {
            return None;
        }
        let current = self.current?;
        let e = &self.entities[current];
        // A minister is no president, the club's manager not its coach: a title alone, or an office, is of one without a title.
        let office = is_office(&rawi_text::fold_word(view.text(first)));
        let untitled = e.words.len() == e.name.len();
        let fits = e.kind == EntityType::Person
            && !e.name.is_empty()
            && e.last + NEAR > first
            && (untitled || !office && phrase.words.len() > 1);
        (fits && self.agrees(view, phrase, current)).then_some(current)
    }

    /// Whether the gender of a title at the head of a description does not speak against a person.
    pub(super) fn agrees(&self, view: &View<'_, '_>, phrase: &Phrase, person: usize) -> bool {
        let e = &self.entities[person];
        let feminine = view.text(phrase.words.start).ends_with('ة');
        let Some(m) = self.persons.iter().find(|m| m.name == e.name) else { return true };
        if feminine {
            return !(view.is_man(m.name_words.start) || e.person == Some(Person::Ms));
        }
        !view.may_be_woman(m.name_words.start) || e.person == Some(Person::Ms)
    }

    /// Whether the article calls somebody else by this title alone with his name (الرئيس فلان).
    pub(super) fn called_so(&self, view: &View<'_, '_>, title: u64, current: usize) -> bool {
        self.persons.iter().any(|m| {
            m.words.start + 1 == m.name_words.start
                && view.plain_definite(m.words.start)
                && view.key(m.words.start, true) == title
                && !self.entities[current].name.ends_with(&m.name[m.name.len() - 1..])
        })
    }

    /// The person who spoke just now, if he is named and has no title yet but this one.
    pub(super) fn untitled(&self, view: &View<'_, '_>, phrase: &Phrase, title: u64) -> Option<usize> {
        let current = self.current?;
        let e = &self.entities[current];
        let named = |m: &&Mention| m.name == e.name;
        // الرئيس الكوري is not الرئيس الأميركي فلان, though he spoke just now.
        let wanted = states(&view.plain_text(phrase.words.clone())).0;
        // مدرب المنتخب الفرنسي may be a Spaniard: of one who holds no office only the adjective of his own title counts.
        let office = is_office(&rawi_text::fold_word(view.text(phrase.words.start)));
        let other = |m: &Mention| {
            let (head, name) = (m.words.start, m.name_words.start);
            let own = head + 1 < name && view.nisba(head + 1);
            let title = if office { head..name } else { head..(head + 2 * usize::from(own)).min(name) };
            let his = states(&view.plain_text(title)).0;
            !his.is_empty() && !his.iter().any(|state| wanted.contains(state))
        };
        if !wanted.is_empty() && self.persons.iter().filter(named).any(other) {
            return None;
        }
        // القاضي is not she of whom he spoke, المسؤولة not he.
        if !self.agrees(view, phrase, current) {
            return None;
        }
        // المسؤول الدولي: a minister may be called so too.
        let first = phrase.words.start;
        let anyone = view.is(first, tag::ANYONE)
            && !view.is(first, tag::TITLE_PLURAL)
            && !is_office(&rawi_text::fold_word(view.text(first)))
            && (first + 1..phrase.words.end).all(|k| view.plain_definite(k) && view.nisba(k))
            && e.last + NEAR > first;
        let untitled = e.words.len() == e.name.len() || e.words.contains(&title) || anyone;
        (e.kind == EntityType::Person && !e.name.is_empty() && untitled).then_some(current)
    }
}

/// The last source without a name that the document tells of by more than its kind between word `spoke` and word `first`;
/// `same` asks for the noun that stands there (مصدر for المصدر).
fn source_told(view: &View<'_, '_>, first: usize, spoke: usize, same: bool) -> Option<Phrase> {
    let told = |k: &usize| {
        let kind = if same {
            view.key(*k, true) == view.key(first, true)
        } else {
            is_source(&rawi_text::fold_word(view.text(*k)))
        };
        let marks = view.opening_at(*k).is_some_and(|group| view.words_in(group) <= 3);
        kind && !view.definite(*k) && view.is(*k, tag::ANON) && (marks || view.group_of(*k).is_none())
    };
    let whole = |k: usize| {
        let limit = view.opening_at(k).map_or(first, |group| view.after(group));
        let phrase = if same { view.source(k, limit, true) } else { view.source_at(k, first) };
        phrase.filter(|phrase| phrase.words.len() > 1 && phrase.name.is_none())
    };
    let from = spoke.max(first.saturating_sub(NEAR)) + 1;
    let phrase = (from..first).rev().filter(told).find_map(whole)?;
    (!same || phrase.words.len() <= TOLD).then_some(phrase)
}
