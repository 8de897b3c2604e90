//! Whose text a text is, and for whom somebody speaks: "the statement" of the ministry that made it, "the report" of the centre
//! that issued it, "a spokesman for it".

use super::described::BACK;
use super::lexicon::{self as tag, Tags};
use super::phrase::{PREPOSITIONS, Phrase};
use super::state::{Entity, State};
use super::view::View;
use crate::names::is_media;
use crate::quote::EntityType;

/// Behind "a statement", what says whose it is.
const WHOSE: Tags = tag::ORG | tag::PLACE | tag::TITLE | tag::TITLE_PLURAL | tag::GIVEN | tag::GOVERNS;

impl State {
    /// Whose text "the report of the organisation" is, where the article names that organisation elsewhere in full.
    pub(super) fn whose_text(&mut self, view: &View<'_, '_>, phrase: &Phrase) -> Option<usize> {
        let (first, of) = (phrase.words.start, phrase.words.start + 1);
        let text =
            view.is(first, tag::DOC) && !view.is(first, tag::ANON | tag::MANY) && !view.definite(first);
        let body = phrase.words.len() == 2
            && view.is(of, tag::ORG)
            && !view.is(of, tag::MANY | tag::PLACE | tag::TITLE)
            && (view.plain_definite(of) || view.text(of).starts_with("لل"));
        if !text || !body {
            return None;
        }
        let whole =
            Phrase { words: of..of + 1, head: of..of + 1, kind: EntityType::Organisation, ..phrase.clone() };
        let found = self.by_description(view, &whole, None)?;
        (self.entities[found].words.len() > 1).then_some(found)
    }

    /// Whose statement "the statement" is: of whoever spoke in the sentence that told of it last without saying whose
    /// (قالت الوزارة في بيان إن …. وأضاف البيان), or issued it there (أصدرت الوزارة بيانا); else of whom it was before.
    pub(super) fn issuer(&mut self, view: &View<'_, '_>, phrase: &Phrase) -> Option<usize> {
        let first = phrase.words.start;
        if phrase.words.len() > 1 || !view.is(first, tag::STATEMENT) || !view.definite(first) {
            return None;
        }
        // بيان, بيانا, بيانها: the same text, before it was known.
        let base = rawi_text::fold_word(view.text(first).trim_start_matches(['و', 'ف']));
        let base = base.strip_prefix("ال")?.to_owned();
        let told = |k: &usize| {
            let same = || {
                let word = rawi_text::fold_word(view.text(*k));
                let word =
                    word.strip_prefix(['و', 'ف']).filter(|rest| rest.starts_with(&base)).unwrap_or(&word);
                word.strip_prefix(&base).is_some_and(|rest| matches!(rest, "" | "ا" | "ه" | "ها" | "هم"))
            };
            view.is(*k, tag::STATEMENT) && !view.plain_definite(*k) && same()
        };
        let before = (first.saturating_sub(BACK)..first).rev().find(told)?;
        // بيان للوزارة, بيان الوزارة, بيان صادر عن كذا, بيان نشرته كذا: it says whose.
        let next = before + 1;
        let whose = view.gap(next).is_plain()
            && (view.definite(next)
                || view.text(next).ends_with('ه') && !view.is(next, tag::HELD)
                || view.li(next)
                || view.is(next, WHOSE));
        if whose {
            return None;
        }
        let from = view.sentence_start(before, before.saturating_sub(80));
        let to = view.sentence_end(before, view.len());
        let named = |kind: EntityType| matches!(kind, EntityType::Person | EntityType::Organisation);
        let spoke = |i: &usize| {
            let e = &self.entities[*i];
            let first = e.display.split(' ').next().unwrap_or("");
            // ملاحظات فلان in a statement: a text issues none.
            let text = e.tags & (tag::DOC | tag::MEDIUM) != 0 && e.tags & tag::ORG == 0;
            (from..to).contains(&e.last) && named(e.kind) && !text && !is_media(&rawi_text::fold_word(first))
        };
        let found = (0..self.entities.len()).filter(spoke).max_by_key(|&i| self.entities[i].last);
        if found.is_some() {
            return found;
        }
        // أرسلت الإمارات رسالة: no ending tells that it is what the verb is done to.
        let under = before > 0 && view.is(before - 1, PREPOSITIONS);
        let sent = view.text(before).ends_with('ة') && !under;
        if (view.made(before) || sent)
            && let Some(issuer) = view.sentence_subject(from, before).filter(|issuer| named(issuer.kind))
        {
            return Some(self.resolve(view, &issuer, None));
        }
        let key = view.key(first, true);
        let called_so = |i: &usize| named(self.entities[*i].kind) && self.entities[*i].words.contains(&key);
        (0..self.entities.len()).filter(called_so).max_by_key(|&i| self.entities[i].last)
    }

    /// متحدث باسمها, مراسلها: with the name of the body that was told of last.
    pub(super) fn in_whose_name(&mut self, view: &View<'_, '_>, phrase: &Phrase) -> Option<String> {
        let last = phrase.words.end - 1;
        let spokesman =
            phrase.name.is_none() && phrase.words.len() == 2 && view.is(phrase.words.start, tag::SPOKES);
        let pronoun = view.is(last, tag::IN_NAME_OF) && view.text(last).ends_with(['ه', 'ا', 'م']);
        let stem = view.text(last).strip_suffix("ها").or_else(|| view.text(last).strip_suffix('ه'));
        // مراسله: of the outlet.
        let reporter = phrase.name.is_none()
            && phrase.words.len() == 1
            && view.somebodys(last)
            && stem.is_some_and(|stem| {
                let lex = view.lexicon.get(rawi_text::token_hash(&rawi_text::fold_word(stem)));
                lex.is(tag::TITLE) && !lex.is(tag::KIN | tag::STAFF)
            });
        let name = stem.filter(|_| spokesman && pronoun || reporter)?;
        let body = |e: &Entity| e.kind == EntityType::Organisation && e.last + 80 > phrase.words.start;
        let spoke = (0..self.entities.len()).filter(|&i| body(&self.entities[i]));
        let spoke = spoke.max_by_key(|&i| self.entities[i].last);
        let start = view.sentence_start(last, 0);
        let before = start.checked_sub(1).map_or(start, |end| view.sentence_start(end, 0));
        let told = view
            .sentence_subject(before, start)
            .filter(|phrase| phrase.kind == EntityType::Organisation && phrase.name.is_none());
        let whose = match (told, spoke) {
            (Some(told), spoke) if spoke.is_none_or(|i| self.entities[i].last < told.words.start) => {
                view.description_text(told.words)
            }
            (_, Some(i)) => self.entities[i].display.clone(),
            _ => return None,
        };
        if reporter {
            // سائقها is not of the television.
            let hers = whose.split(' ').next().is_some_and(|first| first.ends_with('ة'));
            return (view.text(last).ends_with("ها") == hers).then(|| format!("{name} {whose}"));
        }
        Some(format!("{} {name} {whose}", view.text(phrase.words.start)))
    }
}

/// What a text is called elsewhere in the document, where it is told here by its kind only and there by who issued it (كشف تقرير
/// حقوقي كذا. ووثق التقرير الصادر عن المركز كذا); `None` also where two have issued such texts.
pub(super) fn issued_elsewhere(view: &View<'_, '_>, phrase: &Phrase) -> Option<String> {
    let first = phrase.words.start;
    let adjective = |k: usize| view.nisba(k) || view.is(k, tag::ADJECTIVE | tag::TIMELY);
    let by_kind = phrase.kind == EntityType::Document
        && view.is(first, tag::DOC)
        && !view.is(first, tag::MANY)
        && (first + 1..phrase.words.end).all(adjective);
    if !by_kind {
        return None;
    }
    let head = view.key(first, true);
    let mut issued =
        (0..view.len()).filter(|&k| view.is(k, tag::DOC) && view.key(k, true) == head).filter_map(|k| {
            let by = (k + 1..(k + 4).min(view.len())).find(|&n| !adjective(n) || view.is(n, tag::GOVERNS))?;
            let whole = by + 2 < view.len()
                && view.is(by, tag::GOVERNS)
                && view.is(by + 1, tag::AN)
                && (k + 1..by + 3).all(|n| view.gap(n).is_plain());
            let told = view.source(k, view.len(), false).filter(|told| whole && told.words.end > by + 2)?;
            Some((view.key(by + 2, true), told.words))
        });
    let (body, words) = issued.next()?;
    issued.all(|(other, _)| other == body).then(|| view.description_text(words))
}
