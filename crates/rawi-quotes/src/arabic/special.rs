//! Attributions of a shape of their own: «…»، قال فلان; حمّل فلانا مسؤولية; نقلت وكالة عن فلان قوله; إعلان فلان عزمه.

use super::complement::{By, Start};
use super::head::{Head, Speaker};
use super::lexicon::{self as tag, Class, Cue, Lex, Tense, takes};
use super::view::View;
use crate::page::Gap;

impl View<'_, '_> {
    /// «...»، قال فلان: the content is the group before the verb.
    pub(super) fn after_content(
        &self,
        i: usize,
        lex: Lex,
        cue: &Cue,
        speaker: Speaker,
        from: usize,
    ) -> Option<Head> {
        if cue.gated || lex.tense == Tense::Participle || i == from {
            return None;
        }
        let said = i - usize::from(self.is(i - 1, tag::ADDITIVE));
        let named = matches!(speaker, Speaker::Named(_));
        // …، كما أفاد المتحدث باسمهم: the clause before.
        if said < i
            && self.gap(said).has(Gap::COMMA)
            && !self.begins(said)
            && let Speaker::Named(phrase) = &speaker
            && (phrase.words.end..phrase.words.end + 4).any(|k| self.begins(k))
        {
            let start = self.sentence_start(said, from);
            return (said > start + 3).then_some(Head {
                end: Some(said),
                person: lex.person,
                aside: true,
                ..Head::new(i..i + 1, speaker, start, "according to, after")
            });
        }
        let group = self.closing_at(said)?;
        if self.words_in(group) < 4 || !named || lex.has(Lex::AND) {
            return None;
        }
        let n = self.page.groups.iter().position(|g| g.outer == group.outer)?;
        Some(Head {
            group: Some(n),
            person: lex.person,
            tense: lex.tense,
            ..Head::new(i..i + 1, speaker, self.page.word_at(group.inner.from()), "verb after the quotation")
        })
    }

    /// حمّل X Y مسؤولية كذا: content is Y and the rest; with one noun phrase before مسؤولية, X is elided.
    pub(super) fn blame(&self, i: usize, lex: Lex, from: usize, limit: usize) -> Option<Head> {
        let burden = (i + 1..limit.min(i + 12)).find(|&k| self.is(k, tag::BURDEN))?;
        let first = self.skip_asides(i + 1, limit);
        let mut speaker = Speaker::Elided;
        let mut start = first;
        if let Some(phrase) =
            self.source(first, burden, true).filter(|p| p.words.end < burden && !lex.suffixed)
        {
            start = phrase.words.end;
            speaker = Speaker::Named(phrase);
        } else if let Some((phrase, _)) = self.speaker_before(i, from) {
            speaker = Speaker::Named(phrase);
        }
        (start < burden || lex.suffixed).then_some(Head {
            person: lex.person,
            tense: lex.tense,
            ..Head::new(i..i + 1, speaker, start, "blame")
        })
    }

    /// جاء في البيان أن: the document says it; بيانا جاء فيه: whoever issued it.
    pub(super) fn held(&self, i: usize, end: usize) -> Option<Head> {
        let limit = self.sentence_end(i, end);
        let lex = self.lex[i];
        let clause = Cue { class: Class::Say, gated: false, takes: takes::CLAUSE, lemma: "" };
        let (cue, speaker, at) = if self.is(i + 1, tag::PREP_SUFFIXED) && self.text(i + 1).starts_with("في")
        {
            (i..i + 2, Speaker::Elided, i + 2)
        } else if self.is(i + 1, tag::FI) {
            let phrase = self.source(i + 2, limit, false)?;
            if !self.is(phrase.words.start, tag::DOC | tag::MEDIUM) {
                return None;
            }
            let at = phrase.words.end;
            (i..i + 2, Speaker::Named(phrase), at)
        } else {
            return None;
        };
        let at = self.skip_asides(at, limit);
        let start = self.complement(at, limit, &clause, lex, false)?;
        Some(Head { group: start.group, ..Head::new(cue, speaker, start.word, "document") })
    }

    /// Whether على لسان stands at word `k`: by whose mouth.
    pub(super) fn tongue(&self, k: usize) -> bool {
        self.is(k, tag::ALA) && self.is(k + 1, tag::TONGUE)
    }

    /// نقلت X عن Y قوله إن, نسبت X إلى Y قوله: Y speaks, X relays.
    pub(super) fn relayed(&self, i: usize, lex: Lex, cue: &Cue, limit: usize) -> Option<Head> {
        let of = if cue.takes & takes::ILA != 0 { tag::ILA } else { tag::AN };
        let first = self.skip_asides(i + 1, limit);
        let mut k = first;
        let mut via = None;
        // عن فلان, على لسان فلان.
        if !self.is(k, of) && !self.tongue(k) {
            let phrase = self.source(k, limit, false)?;
            k = self.skip_asides(phrase.words.end, limit);
            via = Some(phrase.words);
        }
        let an = (k..limit.min(k + 8)).find(|&k| self.is(k, of) || self.tongue(k))?;
        let an = if self.tongue(an) { an + 1 } else { an };
        let phrase = self.source(an + 1, limit, false)?;
        let after = phrase.words.end;
        // نقلت الوكالة عن مراسلها: she says so herself.
        let own = phrase.words.len() == 1 && self.possessed(an + 1) && self.is(an + 1, tag::OUTLET);
        let agency = via.clone().filter(|_| own).and_then(|words| self.source(words.start, words.end, false));
        let phrase = agency.unwrap_or(phrase);
        let to_word = cue.takes & takes::ILA != 0;
        let clause = Cue { class: Class::Say, gated: false, takes: takes::CLAUSE, lemma: "" };
        for k in after..limit.min(after + 16) {
            let word = self.lex[k];
            let is_saying = self
                .lexicon
                .cue(word)
                .is_some_and(|c| c.is(takes::TOLD) || c.is(takes::SAID) && word.tense == Tense::Participle);
            if is_saying {
                let at = self.skip_asides(k + 1, limit);
                let start = self.find_start(at, limit, &clause, word, false)?;
                return Some(Head {
                    group: start.group,
                    person: lex.person,
                    via,
                    ..Head::new(k..k + 1, Speaker::Named(phrase), start.word, "relayed")
                });
            }
            if !to_word && let Some(start) = self.complement(k, limit, &clause, lex, false) {
                return Some(Head {
                    group: start.group,
                    person: lex.person,
                    tense: lex.tense,
                    via,
                    ..Head::new(i..i + 1, Speaker::Named(phrase), start.word, "relayed")
                });
            }
        }
        None
    }

    /// A noun of speech: قوله إن, دعوة الوزير إلى, إعلان واشنطن أن.
    pub(super) fn nominal(&self, i: usize, lex: Lex, cue: &Cue, from: usize, end: usize) -> Option<Head> {
        let limit = self.sentence_end(i, end);
        // بحسب تقرير وكالة …: the prepositional cue reads it.
        let by = i > from && self.is(i - 1, tag::SOURCE) && !cue.is(takes::WORDS);
        if i + 1 >= limit || by || lex.has(Lex::THE) && !cue.is(takes::WORDS) {
            return None;
        }
        let head = |speaker: Speaker, start: Start, rule: &'static str| Head {
            group: start.group,
            person: lex.person,
            aside: true,
            ..Head::new(i..i + 1, speaker, start.word, rule)
        };
        let clause = Cue { takes: takes::CLAUSE, gated: false, ..*cue };
        // ورقة مطالب، أبرزها «…»: of whoever handed it over.
        if let Some(at) = (i + 1..limit.min(i + 4)).find(|&k| self.is(k, tag::CHIEF))
            && let Some(start) = self.complement(at + 1, limit, &clause, lex, false)
            && matches!(start.by, By::Mark | By::Colon)
        {
            let clause = (from..i).rev().take(14).find(|&k| self.is(k, tag::COMP | tag::COMP_BI));
            let speaker =
                clause.and_then(|k| self.source(k + 1, i, false)).map_or(Speaker::Elided, Speaker::Named);
            return Some(head(speaker, start, "noun, chief point"));
        }
        if cue.is(takes::WORDS) {
            if !lex.suffixed && !lex.has(Lex::BI) {
                return None;
            }
            let at = self.skip_asides(i + 1, limit);
            let start = self.complement(at, limit, &clause, lex, false)?;
            let mut found = head(Speaker::Elided, start, "noun, elided subject");
            found.aside = false;
            return Some(found);
        }
        if lex.suffixed {
            let start = self.complement(i + 1, limit, &clause, lex, false).filter(|s| s.by != By::Mark)?;
            return Some(head(Speaker::Elided, start, "noun, elided subject"));
        }
        let phrase = self.source(i + 1, limit, cue.is(takes::INTENT))?;
        if phrase.words.len() > 9 {
            return None;
        }
        let at = self.skip_asides(phrase.words.end, limit);
        // إعلان واشنطن عزمها, عن نيتها: a noun with her pronoun.
        let own = |k: usize| k < limit && self.possessed(k) && (self.masdar(k) || self.is(k - 1, tag::AN));
        if cue.is(takes::INTENT) {
            let word =
                if own(at) { Some(at) } else { (self.is(at, tag::AN) && own(at + 1)).then_some(at + 1) };
            if let Some(word) = word {
                return Some(head(
                    Speaker::Named(phrase),
                    Start { word, group: None, by: By::Noun, at },
                    "noun",
                ));
            }
        }
        // إعلان المدرب فلان بعد المباراة، أن: of somebody named, over where and when.
        let over = || {
            let to = limit.min(at + 7);
            let named = cue.is(takes::INTENT) && phrase.name.is_some() && self.is(at, tag::PREP | tag::FI);
            let ends = |k: &usize| self.is(*k, tag::COMP) || self.lex[*k].is_cue() || self.is(*k, tag::VERB);
            let end = (at + 1..to).find(ends).filter(|&k| named && self.is(k, tag::COMP))?;
            self.complement(end, limit, &clause, lex, false)
        };
        let start = self.complement(at, limit, &clause, lex, false).or_else(over)?;
        if start.by == By::Mark {
            return None;
        }
        Some(head(Speaker::Named(phrase), start, "noun"))
    }
}
