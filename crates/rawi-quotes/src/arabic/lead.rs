//! Whom the lead tells of before it names him: "a local official said …. The official, so-and-so, said"; "a German court …",
//! which the next sentence names.

use super::lexicon::{self as tag, Person};
use super::phrase::Phrase;
use super::state::{Entity, State};
use super::view::View;
use crate::names::states;
use crate::quote::EntityType;

impl State {
    /// A person who spoke just now without a name, or whom the lead described before it named him (قيادي من …; then فلان، القيادي في …).
    pub(super) fn described_before(
        &self,
        view: &View<'_, '_>,
        phrase: &Phrase,
        name: &[u64],
        words: &[u64],
        person: Option<Person>,
    ) -> Option<usize> {
        let definite = view.plain_definite(phrase.words.start);
        // قال القاضي … وقالت فلانة: not he.
        let other = |e: &Entity| matches!((e.person, person), (Some(has), Some(wanted)) if has != wanted);
        // A bare family name right after a title with the article that nobody else bears.
        if name.len() == 1
            && phrase.words.len() == 1
            && let Some(current) = self.current
        {
            let e = &self.entities[current];
            if e.name.is_empty() && e.kind == EntityType::Person && !e.several && !other(e) {
                return Some(current);
            }
        }
        (0..self.entities.len()).rev().find(|&i| {
            let e = &self.entities[i];
            // قال متحدث باسم الشركة …. وقال المتحدث فلان: he spoke just now.
            let title =
                phrase.head.len() == 1 && phrase.name.as_ref().is_some_and(|n| n.start == phrase.head.end);
            let goes_on = self.current == Some(i) && title && definite && words.first() == Some(&e.head);
            let described = e.name.is_empty()
                && !e.several
                && !other(e)
                && matches!(e.kind, EntityType::Anonymous | EntityType::Person);
            let all = e.words.len() > 1 && e.words.iter().all(|w| words.contains(w));
            // The first source of the article, unnamed, and a namesake in title right after it.
            let early = self.entities.len() <= 3 && !self.entities.iter().any(|e| !e.name.is_empty());
            let lead = early && e.words.len() > 1 && words.contains(&e.head);
            // "طلب قس أمريكي …": the next source is a bare name.
            let bare = early
                && e.singular
                && phrase.name.as_ref().is_some_and(|n| n.len() > 1 && *n == phrase.words);
            described && (all || lead || bare || goes_on)
        })
    }

    /// The body that the lead told of by its kind, before it is named (قالت محكمة ألمانية …. وقالت محكمة كذا): of the same kind,
    /// and nobody else spoke since.
    pub(super) fn body_described_before(&mut self, view: &View<'_, '_>, phrase: &Phrase) -> Option<usize> {
        let current = self.current.filter(|&i| self.entities.len() <= 3 && self.entities[i].vague)?;
        let e = &self.entities[current];
        let words = view.keys(phrase.words.clone());
        let text = view.plain_text(phrase.words.clone());
        let (his, its) = (states(&e.display).0, states(&text).0);
        let same = phrase.kind == EntityType::Organisation
            && phrase.name.is_none()
            && words.len() > 1
            && words.first() == Some(&e.head)
            && !view.definite(phrase.words.start)
            && !view.plain_definite(phrase.words.start + 1)
            && !vague_body(view, phrase)
            && (his.is_empty() || its.is_empty() || his.iter().any(|state| its.contains(state)));
        if !same {
            return None;
        }
        let e = &mut self.entities[current];
        e.display = view.description_text(phrase.words.clone());
        e.vague = false;
        Some(current)
    }
}

/// Whether a phrase tells only the kind of a body: a noun without article, and behind it an adjective or what it does.
pub(super) fn vague_body(view: &View<'_, '_>, phrase: &Phrase) -> bool {
    let (first, second) = (phrase.words.start, phrase.words.start + 1);
    // موالية, مراقبة: participles; but شركة سلامة.
    let participle = |word: &str| word.starts_with('م') || word.chars().nth(1) == Some('ا');
    let of_kind = |k: usize| view.nisba(k) || states(view.text(k)).1 && view.text(k).ends_with("ية");
    let adjective = |k: usize| {
        of_kind(k)
            || view.is(k, tag::ADJECTIVE)
            || view.masdar(k) && k + 1 < phrase.words.end && view.nisba(k + 1)
            || view.lex[k].is_unknown()
                && view.text(k).ends_with('ة')
                && view.text(first).ends_with('ة')
                && participle(view.text(k))
    };
    phrase.kind == EntityType::Organisation
        && phrase.name.is_none()
        && view.is(first, tag::ORG)
        && !view.definite(first)
        && second < phrase.words.end
        && !view.definite(second)
        && (states(view.text(second)).1 || !view.foreign(second))
        && adjective(second)
        && phrase
            .words
            .clone()
            .all(|k| view.opening_at(k).is_none() && (of_kind(k) || !view.is(k, tag::PLACE)))
}
