//! Mentions of bodies and documents (الهيئة العامة للطيران, بيان الوزارة), and where the name of a body ends.
//!
//! The noun phrase of a body has in it what is not its name: a man's name, what was done to a text, an adjective or a verb
//! that no list knows. What the document has without it elsewhere is told without it here.

use super::lexicon::{self as tag, Lex, Tags};
use super::mention::{Mention, odd};
use super::phrase::PREPOSITIONS;
use super::view::{View, begins_with_digit};

/// The mentions of bodies and documents whose first word has this key, in order: read only when one is asked for.
pub fn bodies(view: &View<'_, '_>, head: u64) -> Vec<Mention> {
    let mut found: Vec<Mention> = (0..view.len())
        .filter(|&k| view.is(k, tag::ORG | tag::DOC) && !view.lex[k].is_verb() && view.key(k, true) == head)
        .filter_map(|k| {
            let phrase = view.source_at(k, view.sentence_end(k, view.len()))?;
            // متحدث بأمانة المنطقة فلان الفلاني: the man's name is no part of the body's; أمانة المنطقة وإدارة المرور are two.
            let end = phrase.name.filter(|n| n.start > k + 1).map_or(phrase.words.end, |name| name.start);
            let two = (k + 2..end).find(|&w| {
                let lex = view.lex[w];
                lex.has(Lex::AND)
                    && (lex.is(tag::ORG) || lex.is(tag::KIN | tag::GIVEN | tag::TITLE) && !view.definite(w))
            });
            let end = view.body_end(k, two.unwrap_or(end).min(phrase.words.end));
            // البيان الصادر: by whom is no part of what was read.
            // بيان نشرته الوزارة: nor what was done to it.
            let held = (k + 1..end).find(|&w| view.is(w, tag::HELD) && !view.definite(w));
            let end = held.unwrap_or(end);
            let open = end > k + 1 && view.is(end - 1, tag::GOVERNS) && view.definite(end - 1);
            let end = if open { end - 1 } else { end };
            let words = phrase.words.start..end;
            (words.len() > 1).then(|| Mention {
                name: Vec::new(),
                name_words: k..k,
                keys: view.keys(words.clone()),
                words,
            })
        })
        .collect();
    // دعم التيار في الجنوب, سياسة الولايات المتحدة في كذا: without what a preposition adds, where the document has it so too.
    for i in 0..found.len() {
        let words = found[i].words.clone();
        let added = |k: &usize| {
            let place = view.is(words.start, tag::PLACE);
            view.is(*k, PREPOSITIONS | tag::PREP) || place && (view.li(*k) || view.bi(*k))
        };
        let Some(end) = (words.start + 1..words.end).find(added) else { continue };
        // مجموعة منبثقة من كذا: an indefinite noun is not told without it.
        if !view.definite(end - 1) && !view.is(end - 1, tag::PLACE) {
            continue;
        }
        let shorter = view.keys(words.start..end);
        let known = shorter.len() > 1
            && (view.is(words.start, tag::PLACE)
                || found.iter().any(|m| {
                    m.keys[..shorter.len().min(m.keys.len())] == shorter
                        && m.words.start != words.start
                        && !added(&(m.words.start + shorter.len()))
                }));
        if known {
            (found[i].keys, found[i].words.end) = (shorter, end);
        }
    }
    // حركة حماس المسؤولية, وزارة النقل بزيادة أسعار, الأمم المتحدة للانتخابات: without the verb's own, where the document has it
    // so too. What is no adjective goes on with no name that is whole.
    for i in 0..found.len() {
        let words = found[i].words.clone();
        let state = |k: usize| crate::names::states(view.text(k)).1;
        let own = |k: &usize| {
            let (k, lex) = (*k, view.lex[*k]);
            let noun = view.plain_definite(k)
                && !view.nisba(k)
                && !lex.is(tag::ADJECTIVE
                    | tag::TIMELY
                    | tag::ORG
                    | tag::PLACE
                    | tag::TITLE
                    | tag::TITLE_PLURAL)
                && (view.is(words.start, tag::NAMING) || state(k - 1));
            let known = || {
                let name = rawi_text::fold_word(&view.plain_text(words.start..k));
                crate::names::body_key(&name).starts_with('=')
            };
            let whom = view.li(k) && (view.is(words.start, tag::PLACE) || state(k - 1) || known());
            let thing = view.bi(k) && !lex.is(tag::PLACE | tag::ORG);
            view.group_of(k).is_none() && (noun || whom || thing)
        };
        let Some(end) = (words.start + 2..words.end).find(own) else { continue };
        let shorter = view.keys(words.start..end);
        let known = |m: &Mention| m.keys == shorter && m.words.start != words.start;
        if shorter.len() > 1 && found.iter().any(known) {
            (found[i].keys, found[i].words.end) = (shorter, end);
        }
    }
    // شركة أوريون تصنف: without an odd last word, where the document has it so too.
    for i in 0..found.len() {
        let Mention { keys, words, .. } = &found[i];
        let last = words.end - 1;
        let shorter = &keys[..keys.len().saturating_sub(1)];
        // خطة الحزب الانتخابية: the adjective of another noun.
        let feminine = |k: usize| view.text(k).ends_with('ة') || view.text(k).ends_with("ات");
        let other = view.text(last).ends_with("ية") && !feminine(last - 1) && !feminine(words.start);
        let strange = odd(view, last)
            && (other || !view.nisba(last))
            && !view.li(last)
            && view.group_of(last).is_none();
        if strange && shorter.len() > 1 && found.iter().any(|m| m.keys[..] == *shorter) {
            found[i].keys.pop();
            found[i].words.end = last;
            while found[i].words.len() > 1 && view.is(found[i].words.end - 1, PREPOSITIONS) {
                found[i].words.end -= 1;
            }
        }
    }
    found
}

/// Titles after which a name belongs to a body's (جامعة الملك فلان).
const NAMESAKES: Tags = tag::ROYAL | tag::HONORIFIC | tag::RANK | tag::TITLE;

impl View<'_, '_> {
    /// Where the name of a body ends that begins at word `k`, at `end` at the latest.
    ///
    /// Behind a noun with the article the name is closed: what follows without one is another's (مجلس النواب فلان
    /// الفلاني: the man's) or the verb's object (أكد مجلس النواب رفض …). Where the body is the subject of a verb, so are
    /// what is no adjective and whoever is told (رفض مجلس النواب التعليق, قال مجلس النواب للصحفيين).
    fn body_end(&self, k: usize, end: usize) -> usize {
        let subject =
            k > 0 && self.gap(k).is_plain() && self.lex[k - 1].is_cue() && !self.is(k - 1, tag::ORG);
        let body = |w: usize| self.is(w, tag::ORG) && self.text(w).ends_with('ة');
        let closes = |w: usize| self.plain_definite(w) && (!self.is(w, NAMESAKES) || body(w));
        let closed = |w: &usize| {
            let (w, lex) = (*w, self.lex[*w]);
            if w == k + 1 && !self.plain_definite(k) {
                return false;
            }
            // وكالة ستاندرد آند بورز تصنيف كذا: behind a foreign name a verbal noun is the object.
            let foreign_name = w > k + 2 && self.lex[w - 1].is_unknown() && !self.definite(w - 1);
            if foreign_name && !self.definite(w) && self.masdar(w) && self.group_of(w).is_none() {
                return true;
            }
            if !closes(w - 1) || lex.has(Lex::AND) || self.group_of(w).is_some() {
                return false;
            }
            // للصحفيين: whom it told; للطفولة: what it is for.
            let purpose = self.text(w).starts_with("لل") && lex.is_unknown() && !self.text(w).ends_with("ين");
            let particle = !purpose
                && (self.li(w) || self.bi(w) || lex.is(PREPOSITIONS | tag::PREP | tag::PREP_SUFFIXED));
            let adjective = self.nisba(w) || lex.is(tag::ADJECTIVE);
            let foreign =
                !particle && !self.definite(w) && !lex.is(tag::PLACE) && !begins_with_digit(self.text(w));
            foreign
                || particle && w == k + 1
                || subject
                    && (particle
                        || !adjective && self.nisba(w - 1)
                        || self.definite_masdar(w)
                        || w > k + 1 && lex.is(tag::MEDIUM | tag::CONTENT | tag::COMMON))
        };
        // مدير المستشفى فلان: of one word too.
        let mut end = (k + 1..end).find(closed).unwrap_or(end);
        // الهيئة العامة للطرق المهندس فلان; but محكمة أمن الدولة.
        let courtesy = |w: usize| {
            self.is(w, tag::HONORIFIC | tag::RANK) && self.plain_definite(w) && !self.is(w, tag::MANY)
        };
        while end > k + 2 && courtesy(end - 1) {
            end -= 1;
        }
        end
    }
}
