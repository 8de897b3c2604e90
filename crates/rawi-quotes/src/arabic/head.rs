//! The head of an attribution: the reporting word, its source, and where what was said begins.
//!
//! ```text
//! وقال | الوزير فلان | في تصريح لـ«الصحيفة» | إن | ...
//! cue    source        aside                  complementiser, then content
//! ```
//! The source is read right after the verb (verb first is the rule of Arabic news), else before it (subject first, كان
//! and قد, a relative clause), else it is elided. The complement (أن, a colon, a mark, the verb's own preposition, a
//! noun that is what was said) is searched after the source, over asides, and a homograph counts only with one.

use super::lexicon::{self as tag, Class, Cue, Lex, Person, Tense, takes};
use super::phrase::Phrase;
use super::view::View;
use crate::page::Gap;
use std::ops::Range;

/// Who speaks, as the head says it.
#[derive(Debug, Clone)]
pub enum Speaker {
    /// A phrase beside the cue.
    Named(Phrase),
    /// Nobody is named: whoever spoke before.
    Elided,
}

/// One attribution without the end of its content.
#[derive(Debug, Clone)]
pub struct Head {
    /// The reporting word or words.
    pub cue: Range<usize>,
    /// Who speaks.
    pub speaker: Speaker,
    /// First word of the content.
    pub start: usize,
    /// The group of marks that the content begins with.
    pub group: Option<usize>,
    /// Where the content ends, where the head knows (content before its cue).
    pub end: Option<usize>,
    /// Gender and number that the verb shows.
    pub person: Person,
    /// Form of the cue.
    pub tense: Tense,
    /// Class of the cue.
    pub class: Class,
    /// The agency it came through, as words.
    pub via: Option<Range<usize>>,
    /// Whether it is a flashback (كان قد): it does not make its source the current speaker.
    pub aside: bool,
    /// The name of the rule.
    pub rule: &'static str,
}

/// Where content may begin.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// First word.
    pub word: usize,
    /// Group of marks, if it begins with one.
    pub group: Option<usize>,
    /// What led to it.
    pub by: By,
    /// The cue takes in the words up to here (its own preposition where that touches it).
    pub at: usize,
}

/// What leads to the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Clause,
    Colon,
    Mark,
    Preposition,
    Noun,
}

/// How far after the source a complement may stand, in words.
const REACH: usize = 34;

impl View<'_, '_> {
    /// Reads the attribution whose cue is word `i`, in the paragraph that ends at word `end`.
    pub fn head(&self, i: usize, from: usize, end: usize) -> Option<Head> {
        let lex = self.lex[i];
        let cue = self.lexicon.cue(lex)?;
        if lex.tense == Tense::Noun {
            return self.nominal(i, lex, cue, from, end);
        }
        if !self.may_report(i, lex, cue, from) {
            return None;
        }
        let limit = self.sentence_end(i, end);
        if cue.takes & takes::AN_SPEAKER != 0 {
            return self.relayed(i, lex, limit);
        }
        if cue.takes & takes::BLAME != 0 {
            return self.blame(i, lex, cue, from, limit);
        }
        let noun = !cue.gated && cue.takes & (takes::NOUN | takes::OBJECT) != 0;
        let mut rule = if lex.tense == Tense::Participle { "participle" } else { "verb" };
        let mut aside = false;

        // A complement right after the verb: nobody is named after it.
        let touching = self.complement(i + 1, limit, cue, lex, true).filter(|s| s.by != By::Noun);
        let first = if touching.is_some() { i + 1 } else { self.skip_asides(i + 1, limit) };
        let direct = touching.or_else(|| self.complement(first, limit, cue, lex, first == i + 1 || noun));
        let mut speaker = Speaker::Elided;
        let mut after = first;
        let at_once =
            direct.filter(|s| s.by != By::Noun && (s.by != By::Mark || !self.name_in_marks(first, limit)));
        // معربا سموه عن: his own title beside the participle.
        if lex.tense == Tense::Participle
            && self.is(i + 1, tag::HIS_HONOUR)
            && let Some(phrase) = self.source(i + 1, i + 2, false)
        {
            after = i + 2;
            speaker = Speaker::Named(phrase);
        }
        if at_once.is_none()
            && let Some(phrase) = self.source_after(i, first, limit, noun, lex, cue)
        {
            after = phrase.words.end;
            speaker = Speaker::Named(phrase);
        }
        let mut start = match at_once {
            Some(start) => Some(start),
            None => self.find_start(after, limit, cue, lex, matches!(speaker, Speaker::Named(_))),
        };
        let mut content_verb = None;
        if start.is_none() {
            // قال فلان ... قائلا: the second word leads to the content.
            (start, content_verb) = self.saying(after, limit);
        }
        // «...» قال فلان: what was said stands before.
        // وأضافوا، أمس انقطع …: a comma alone.
        if start.is_none() && cue.class == Class::Add && i + 3 < limit && self.gap(i + 1).has(Gap::COMMA) {
            speaker = Speaker::Elided;
            start = Some(Start { word: i + 1, group: None, by: By::Colon, at: i + 1 });
        }
        if start.is_none() {
            return self.after_content(i, lex, cue, speaker, from);
        }
        let start = start?;
        // يعتبر and يعد judge in general; they report with أن.
        if lex.tense == Tense::Imperfect
            && matches!(cue.lemma, "اعتبر" | "عد" | "رأى" | "توقع" | "رجح")
            && !matches!(start.by, By::Clause | By::Colon)
        {
            return None;
        }
        // عقّب and عبّر are prepositions first.
        if lex.is(tag::PREP)
            && !(start.by == By::Colon || self.is(start.at, tag::AN) && cue.takes & takes::AN != 0)
        {
            return None;
        }
        if cue.takes & takes::WEAK_OBJECT != 0
            && start.by == By::Noun
            && !self.gives_reason(start.word, limit)
        {
            return None;
        }
        // Within marks only what is plainly reported counts.
        if let Some(group) = self.outer_group_of(i)
            && self.words_in(&self.page.groups[group]) > 3
        {
            let named = matches!(speaker, Speaker::Named(_));
            let plain = matches!(start.by, By::Clause | By::Colon);
            if !(plain && (cue.lemma == "قال" || named && lex.tense != Tense::Participle)) {
                return None;
            }
        }
        // يشترط أن, يتوقع أن: nobody in particular. أنها تستهجن: the content of the verb before begins so.
        if matches!(speaker, Speaker::Elided) && lex.tense == Tense::Imperfect && i > from && !self.begins(i)
        {
            let before = self.lex[i - 1];
            let but = i > from + 1 && self.is(i - 2, tag::BUT);
            if before.is(tag::COMP | tag::COMP_BI) && !but && start.by != By::Colon {
                return None;
            }
        }
        if matches!(speaker, Speaker::Elided)
            && lex.tense == Tense::Imperfect
            && lex.person == Person::Ms
            && matches!(cue.lemma, "اشترط" | "توقع" | "رجح" | "اعتبر")
            && self.speaker_before(i, from).is_none()
        {
            return None;
        }
        if matches!(speaker, Speaker::Elided) {
            if lex.tense != Tense::Participle
                && let Some((phrase, flashback)) = self.speaker_before(i, from)
            {
                rule = if flashback { "verb, flashback" } else { "verb, subject first" };
                aside = flashback;
                speaker = Speaker::Named(phrase);
            } else if lex.tense != Tense::Participle {
                rule = "verb, elided subject";
            }
        }
        let cue_end = match start.by {
            By::Preposition if start.at == i + 1 => i + 2,
            _ => content_verb.filter(|&k| k == i + 1).map_or(i + 1, |k| k + 1),
        };
        // A preposition written onto the content is no part of the cue.
        let cue_end = if start.word < cue_end { i + 1 } else { cue_end };
        Some(Head {
            cue: i..cue_end,
            speaker,
            start: start.word,
            group: start.group,
            end: None,
            person: lex.person,
            tense: lex.tense,
            class: cue.class,
            via: None,
            aside,
            rule,
        })
    }

    /// Whether the form may report at all where it stands.
    fn may_report(&self, i: usize, lex: Lex, cue: &Cue, from: usize) -> bool {
        let next = self.lex.get(i + 1).copied().unwrap_or(Lex::NONE);
        if lex.is(tag::ADVERB) {
            return false;
        }
        // عبر, عقب, بين are prepositions, unless و or the beginning of a clause says otherwise.
        if lex.is(tag::PREP) && !lex.has(Lex::AND) && !lex.suffixed && i > from && !self.begins(i) {
            let clause = self.gap(i).has(Gap::COMMA)
                || self.is(
                    i - 1,
                    tag::ADDITIVE
                        | tag::QAD
                        | tag::BUT
                        | tag::WHILE
                        | tag::SWITCH
                        | tag::RELATIVE
                        | tag::TOPIC
                        | tag::TIME,
                );
            if !clause && lex.person == Person::Ms {
                return false;
            }
        }
        if lex.is(tag::IMPERSONAL) && lex.person == Person::Ms && next.is(tag::COMP | tag::ILA) {
            return false;
        }
        if lex.is(tag::TITLE | tag::PREP | tag::PLACE) && lex.tense == Tense::Participle {
            return false;
        }
        if lex.tense == Tense::Participle {
            let noun = lex.is(tag::NAMING
                | tag::ORG
                | tag::COMMON
                | tag::ADJECTIVE
                | tag::DOC
                | tag::PLACE
                | tag::TIME
                | tag::CONTENT);
            let linked = lex.has(Lex::AND)
                || self
                    .gap(i)
                    .has(Gap::COMMA.with(Gap::STOP).with(Gap::MARK).with(Gap::DASH).with(Gap::SEMICOLON));
            if noun || lex.person != Person::Ms && (cue.gated || !linked && !self.strong(i)) {
                return false;
            }
        }
        // Within marks only what is plainly reported: قال فلان إن.
        if lex.is(tag::PREP) && !next.is_unknown() && !cue.gated {
            return false;
        }
        if i > from && !self.begins(i) {
            let before = self.lex[i - 1];
            if matches!(self.text(i - 1), "لم" | "لن" | "لا" | "ولم" | "ولن" | "ولا" | "فلم" | "فلا" | "ألا")
            {
                return false;
            }
            // أن يقول is wished or possible, not said.
            if lex.tense == Tense::Imperfect
                && before.is(tag::COMP)
                && !lex.has(Lex::AND)
                && matches!(self.text(i - 1), "أن" | "ان" | "وأن")
                && !self.quoted_soon(i)
            {
                return false;
            }
            // ما يؤكد, مما يشير: a fact does that, nobody says it.
            if before.is(tag::OTHER_COMP) && lex.tense == Tense::Imperfect && cue.lemma != "قال" {
                return false;
            }
            if lex.tense == Tense::Participle && before.is(tag::KANA) {
                return false;
            }
            // تم رفض الطلب: a noun.
            if matches!(self.text(i - 1), "تم" | "وتم" | "يتم" | "جرى" | "وجرى" | "يجري" | "سيتم")
            {
                return false;
            }
            if before.is(tag::OTHER_COMP) && next.is(tag::COMP | tag::COMP_BI | tag::ILA | tag::ALA) {
                return false;
            }
            // مع تأكيد, في قول: a noun that the verb's form only looks like.
            if before.is(tag::FI | tag::MAA | tag::MIN | tag::ILA | tag::AN | tag::ALA)
                && lex.tense == Tense::Perfect
            {
                return false;
            }
        }
        !(lex.is(tag::PREP | tag::TITLE | tag::ORG | tag::DOC | tag::MEDIUM | tag::GIVEN | tag::COMMON)
            && !cue.gated
            && lex.tense == Tense::Imperfect)
    }

    /// Whether quoted words or a clause of reason (لـ) stand in the words after `from`.
    fn gives_reason(&self, from: usize, limit: usize) -> bool {
        (from + 1..limit.min(from + 14)).any(|k| {
            self.opening_at(k).is_some()
                || self.li(k) && self.possessed(k)
                || matches!(self.text(k), "لأنه" | "لأنها" | "لأنهم")
        })
    }

    /// Whether a complementiser, colon or mark stands right after the word.
    fn strong(&self, i: usize) -> bool {
        (i + 1..(i + 3).min(self.len())).any(|k| {
            self.is(k, tag::COMP | tag::COMP_BI)
                || self.gap(k).has(Gap::COLON)
                || self.opening_at(k).is_some()
        })
    }

    /// Whether a colon or mark follows within a few words.
    fn quoted_soon(&self, i: usize) -> bool {
        (i + 1..(i + 6).min(self.len())).any(|k| self.gap(k).has(Gap::COLON))
    }

    /// The source that follows the verb.
    fn source_after(
        &self,
        i: usize,
        first: usize,
        limit: usize,
        noun: bool,
        lex: Lex,
        cue: &Cue,
    ) -> Option<Phrase> {
        if first >= limit {
            return None;
        }
        // A participle has the source of its verb; what follows is its object. A verb in the plural has its subject
        // before it or none.
        if lex.tense == Tense::Participle || lex.person == Person::Plural {
            return None;
        }
        // كانت X قد اتهمت Y, التي اتهمت Y, اتهم ضيفه: what follows is the object.
        let object = cue.takes & takes::OBJECT != 0;
        if i > 0 && noun && !self.begins(i) {
            let before = self.lex[i - 1];
            if before.is(tag::QAD) && !before.has(Lex::AND)
                || object && before.is(tag::RELATIVE) && !lex.suffixed
            {
                return None;
            }
        }
        if object && !lex.suffixed && self.possessed(first) && self.lex[first].is_unknown() {
            return None;
        }
        let word = self.lex[first];
        if word.is(tag::COMP | tag::COMP_BI | tag::PREP_SUFFIXED | tag::DEMONSTRATIVE | tag::QAD) {
            return None;
        }
        let phrase = self.source_before(first, limit, noun, cue.takes & takes::BI != 0)?;
        // Subject first, object after: روسيا تدين الهجوم.
        if noun && first == i + 1 && !lex.has(Lex::AND) && self.subject_first(i) {
            return None;
        }
        Some(phrase)
    }

    /// Whether the sentence begins with a source that reaches up to the verb.
    fn subject_first(&self, i: usize) -> bool {
        let start = self.sentence_start(i, i.saturating_sub(14));
        start < i
            && self.begins(start)
            && !self.lex[start].is_cue()
            && self.clause_subject(start, i).is_some()
    }

    /// A source that fills the words from `start` up to the verb at `i`, asides set aside.
    fn clause_subject(&self, start: usize, i: usize) -> Option<Phrase> {
        if self.joined(start) && self.lex[start].is_unknown() {
            return None;
        }
        let phrase = self.source(start, i, false)?;
        let after = self.skip_asides(phrase.words.end, i);
        let known = self.is(
            start,
            tag::TITLE
                | tag::TITLE_PLURAL
                | tag::ORG
                | tag::PLACE
                | tag::GIVEN
                | tag::ANON
                | tag::DOC
                | tag::HONORIFIC
                | tag::RANK
                | tag::SPOKES
                | tag::KUNYA
                | tag::AGENCY,
        ) || self.plain_definite(start)
            || self.opening_at(start).is_some()
            || phrase.words.len() <= 3 && phrase.name.is_some();
        (known && phrase.words.len() <= 14 && after == i && !self.gap(i).has(Gap::STOP)).then_some(phrase)
    }

    /// The source before a verb: كان X قد قال, X الذي قال, X قال.
    pub fn speaker_before(&self, i: usize, from: usize) -> Option<(Phrase, bool)> {
        if i == from || self.begins(i) || self.lex[i].has(Lex::AND) {
            return None;
        }
        let mut k = i - 1;
        let qad = self.is(k, tag::QAD);
        if qad && k > from {
            k -= 1;
        }
        let start = self.sentence_start(i, from);
        if let Some(kana) = (start.max(i.saturating_sub(22))..=k).rev().find(|&k| self.is(k, tag::KANA)) {
            let first = self.skip_asides(kana + 1, i);
            if let Some(phrase) = self.source(first, i, false)
                && self.skip_asides(phrase.words.end, i) + usize::from(qad) + 2 >= i
            {
                return Some((phrase, true));
            }
        }
        if self.is(k, tag::RELATIVE) && k > from {
            let antecedent = self.antecedent(k, start)?;
            // المغني الذي ترى أنه: he is not who says so.
            let he = self.text(k).ends_with("الذي") || self.text(k).ends_with("الذى");
            return (!(he && self.lex[i].person == Person::Fs)).then_some((antecedent, true));
        }
        if self.is(k, tag::PRONOUN) || self.is(k, tag::BUT | tag::NOT_COMP) {
            return None;
        }
        if qad {
            k += 1;
        }
        let _ = k;
        // … فلان أشار: a name that reaches up to the verb.
        if self.lex[i].person != Person::Plural
            && let Some(phrase) = (start.max(i.saturating_sub(9))..i).find_map(|b| {
                let titled = self.is(b, tag::TITLE | tag::RANK | tag::HONORIFIC | tag::GIVEN | tag::KUNYA);
                let document =
                    self.is(b, tag::DOC) && !self.is(b, tag::MEDIUM) || self.is(b, tag::DOC) && b + 1 < i;
                let document = document && !self.definite(b);
                self.source_at(b, i).filter(|p| (titled && p.name.is_some() || document) && p.words.end == i)
            })
        {
            return Some((phrase, false));
        }
        // Subject first: from the beginning of the sentence or of a clause.
        let mut begin = start;
        for k in (start..i).rev() {
            if self.is(k, tag::BUT | tag::WHILE | tag::COMP | tag::NOT_COMP)
                || self.lex[k].is_verb() && k > start
            {
                begin = k + 1;
                break;
            }
            let clause = self.gap(k).has(Gap::COMMA) || self.opening_at(k).is_some();
            if clause && k > start && self.clause_subject(k, i).is_some() {
                begin = k;
                break;
            }
        }
        let begin = self.skip_asides(begin, i);
        if begin >= i {
            return None;
        }
        self.clause_subject(begin, i).map(|p| (p, false))
    }

    /// The noun phrase before a relative pronoun at `k`.
    fn antecedent(&self, k: usize, start: usize) -> Option<Phrase> {
        let mut begin = k;
        while begin > start && begin + 9 > k {
            let at = begin - 1;
            let lex = self.lex[at];
            if lex.is(tag::COMP
                | tag::COMP_BI
                | tag::FI
                | tag::MIN
                | tag::AN
                | tag::ALA
                | tag::ILA
                | tag::MAA
                | tag::PREP
                | tag::RELATIVE)
                || lex.is_verb()
                || self.gap(begin).has(Gap::COMMA) && begin < k
            {
                break;
            }
            begin = at;
        }
        // The nearest noun that the phrase can begin with and still reach the pronoun.
        let noun = |b: &usize| !self.lex[*b].is_unknown() || self.definite(*b) || self.repeated(*b);
        (begin..k).filter(noun).find_map(|b| self.source(b, k, false).filter(|p| p.words.end == k))
    }

    /// Over words of time and place, recipient, medium and occasion: what may stand between verb and source.
    pub fn skip_asides(&self, from: usize, limit: usize) -> usize {
        let mut k = from;
        loop {
            let next = self.skip_aside(k, limit);
            if next == k {
                return k;
            }
            k = next;
        }
    }

    fn skip_aside(&self, k: usize, limit: usize) -> usize {
        if k >= limit || k > 0 && self.begins(k) && self.gap(k).has(Gap::LINE) || self.gap(k).has(Gap::COLON)
        {
            return k;
        }
        let lex = self.lex[k];
        if lex.is(tag::TIME | tag::ADVERB | tag::SWITCH | tag::PREP_SUFFIXED)
            && !lex.is_cue()
            && !self.gap(k).has(Gap::MARK)
        {
            let mut e = k + 1;
            while e < limit
                && (self.is(e, tag::TIME | tag::MONTH) || self.is_number(e))
                && !self.begins(e)
                && self.gap(e).is_plain()
            {
                e += 1;
            }
            return e;
        }
        // لـ«الحياة», لوكالة الأنباء, للصحافيين: the recipient.
        if self.li(k)
            && (lex.is(tag::OUTLET | tag::AGENCY) || self.text(k).chars().filter(|c| *c != 'ـ').count() == 1)
        {
            if k + 1 < limit
                && let Some(group) = self.opening_at(k + 1)
                && group.closed
            {
                return self.after(group).min(limit);
            }
            if lex.is(tag::OUTLET | tag::AGENCY) {
                return self.noun_phrase_end(k + 1, limit, false);
            }
        }
        if lex.is(tag::FI | tag::ILA | tag::MAA | tag::MIN | tag::ALA | tag::PREP)
            && k + 1 < limit
            && self.lex[k + 1].is(tag::MEDIUM
                | tag::OUTLET
                | tag::AGENCY
                | tag::TIME
                | tag::OCCASION
                | tag::SWITCH
                | tag::TOPIC)
            && !(lex.is(tag::ALA) && !self.lex[k + 1].is(tag::OCCASION | tag::MEDIUM))
        {
            return self.noun_phrase_end(k + 2, limit, self.is(k + 1, tag::OCCASION));
        }
        if lex.is(tag::FI) && k + 1 < limit && self.possessed(k + 1) {
            return self.noun_phrase_end(k + 2, limit, false);
        }
        k
    }

    /// The end of a noun phrase inside an aside: definite words, adjectives, marked names, recipient.
    fn noun_phrase_end(&self, from: usize, limit: usize, occasion: bool) -> usize {
        let mut k = from;
        while k < limit && k < from + 8 && !self.begins(k) {
            if let Some(group) = self.opening_at(k)
                && group.closed
                && self.words_in(group) <= 5
                && !self.gap(k).has(Gap::COLON)
                && !self.ends_clause(self.after(group), limit)
            {
                k = self.after(group).min(limit);
                continue;
            }
            if !self.gap(k).is_plain() {
                break;
            }
            let lex = self.lex[k];
            if lex.is(tag::COMP | tag::COMP_BI | tag::RELATIVE) || lex.is_verb() {
                break;
            }
            let press = matches!(self.text(k), "صحافي" | "صحفي" | "صحافية" | "صحفية" | "إعلامي");
            let goes_on = press
                || occasion && !lex.is_cue()
                || self.nisba(k) && !lex.is(tag::TITLE)
                || lex.is(tag::TIME
                    | tag::MONTH
                    | tag::OUTLET
                    | tag::AGENCY
                    | tag::MEDIUM
                    | tag::PREP_SUFFIXED)
                || self.definite(k) && !lex.is(tag::TITLE | tag::RANK | tag::HONORIFIC | tag::ORG)
                || lex.is(tag::MAA | tag::FI | tag::ALA | tag::AN | tag::ILA)
                    && k + 1 < limit
                    && self.lex[k + 1].is(tag::MEDIUM | tag::OUTLET | tag::AGENCY)
                || self.is_number(k);
            if !goes_on {
                break;
            }
            k += 1;
        }
        k
    }

    fn is_number(&self, k: usize) -> bool {
        self.text(k).chars().next().is_some_and(char::is_numeric)
    }

    /// Whether the clause ends before word `k`: a stop, a comma, the limit.
    pub fn ends_clause(&self, k: usize, limit: usize) -> bool {
        k >= limit || self.begins(k) || self.gap(k).has(Gap::COMMA.with(Gap::SEMICOLON))
    }

    /// Whether the marks that open at word `k` hold a name: something that a name is followed by comes after.
    fn name_in_marks(&self, k: usize, limit: usize) -> bool {
        self.opening_at(k).is_some_and(|g| {
            let after = self.after(g);
            g.closed
                && self.words_in(g) <= 6
                && !self.gap(k).has(Gap::COLON)
                && after < limit
                && !self.ends_clause(after, limit)
                && self.lex[after].is(tag::COMP
                    | tag::COMP_BI
                    | tag::FI
                    | tag::ALA
                    | tag::AN
                    | tag::ILA
                    | tag::MIN
                    | tag::RELATIVE)
        })
    }

    /// Whether content begins at word `k`, and how.
    fn complement(&self, k: usize, limit: usize, cue: &Cue, lex: Lex, noun: bool) -> Option<Start> {
        self.complement_after(k, limit, cue, lex, noun, false)
    }

    /// As [`View::complement`]; `named` says that the source stands right before, so that the next noun is content.
    fn complement_after(
        &self,
        k: usize,
        limit: usize,
        cue: &Cue,
        lex: Lex,
        noun: bool,
        named: bool,
    ) -> Option<Start> {
        if k >= limit {
            // A colon at the end of a line: the content is the next line; not here.
            return None;
        }
        let gap = self.gap(k);
        let group_at = |k: usize| -> Option<usize> {
            let group = self.opening_at(k)?;
            self.page.groups.iter().position(|g| g.outer == group.outer)
        };
        if gap.has(Gap::COLON) && !self.begins_with_number_pair(k) {
            // "قائلا: إن ..." keeps its إن only inside marks.
            let word = if self.is(k, tag::COMP) && group_at(k).is_none() { k + 1 } else { k };
            return Some(Start { word, group: group_at(k), by: By::Colon, at: k });
        }
        let w = self.lex[k];
        if w.is(tag::COMP) && k > 0 && self.not_of_verb(k, cue) {
            return None;
        }
        if w.is(tag::COMP | tag::COMP_BI)
            && !w.has(Lex::AND)
            && !(w.is(tag::COMP) && gap.has(Gap::MARK) && group_at(k).is_some())
        {
            if k + 1 >= limit {
                return None;
            }
            return Some(Start { word: k + 1, group: group_at(k + 1), by: By::Clause, at: k });
        }
        if let Some(n) = group_at(k)
            && (!cue.gated || cue.takes & takes::COLON != 0)
            && self.speech(n, k, limit)
        {
            return Some(Start { word: k, group: Some(n), by: By::Mark, at: k });
        }
        let t = cue.takes;
        let prepositions = [
            (takes::ILA, tag::ILA),
            (takes::ALA, tag::ALA),
            (takes::AN, tag::AN),
            (takes::MIN, tag::MIN),
            (takes::FI, tag::FI),
        ];
        let gated = cue.gated && cue.takes & takes::AN == 0;
        // Papers mix up على and إلى (وأشار على أهمية).
        let own = prepositions.iter().any(|(taken, tag)| t & taken != 0 && w.is(*tag))
            || t & (takes::ILA | takes::ALA) != 0
                && w.is(tag::ILA | tag::ALA)
                && matches!(cue.class, Class::Assert);
        if own && !w.has(Lex::AND) && k + 1 < limit && !self.gap(k).has(Gap::MARK) {
            let next = self.lex[k + 1];
            // المنتمي إلى الاتحاد إلى أن: the preposition before أن is the verb's.
            if !noun
                && !next.is(tag::COMP)
                && (k + 2..limit.min(k + 12))
                    .take_while(|&n| !self.lex[n].is_cue() && !self.gap(n).has(Gap::COMMA))
                    .any(|n| self.hash(n) == self.hash(k) && self.is(n + 1, tag::COMP))
            {
                return None;
            }
            if next.is(tag::COMP) && k + 2 < limit {
                return Some(Start { word: k + 2, group: group_at(k + 2), by: By::Clause, at: k });
            }
            let touches = k > 0 && self.lexicon.cue(self.lex[k - 1]).is_some_and(|c| c.lemma == cue.lemma);
            let marked = group_at(k + 1).is_some_and(|n| self.speech(n, k + 1, limit));
            if !gated && (touches || !next.is(tag::MEDIUM | tag::OCCASION | tag::SWITCH)) || marked {
                return Some(Start { word: k + 1, group: group_at(k + 1), by: By::Preposition, at: k });
            }
        }
        if w.is(tag::OTHER_COMP) && !gated {
            let fused = matches!(self.text(k), "مما" | "عما" | "بما" | "فيما");
            if fused
                || matches!(self.text(k), "هل" | "ما" | "ماذا" | "كيف" | "لماذا") && noun && k + 1 < limit
            {
                return Some(Start { word: k, group: None, by: By::Preposition, at: k });
            }
        }
        if t & takes::BI != 0
            && self.bi(k)
            && !gated
            && !w.is(tag::MEDIUM | tag::COMP_BI)
            && !self.is_saying(k)
        {
            // صرح بفخر بأن: the second is the verb's.
            if (k + 1..limit.min(k + 8))
                .take_while(|&n| !self.lex[n].is_verb() && !self.gap(n).has(Gap::COMMA))
                .any(|n| {
                    self.is(n, tag::COMP_BI)
                        || self.text(n).trim_end_matches('ـ') == "ب" && group_at(n + 1).is_some()
                })
            {
                return None;
            }
            // بـ"...": the marks hold the content.
            let bare = self.text(k).chars().filter(|c| *c != 'ـ').count() == 1;
            if bare
                && k + 1 < limit
                && let Some(n) = group_at(k + 1)
            {
                return self.speech(n, k + 1, limit).then_some(Start {
                    word: k + 1,
                    group: Some(n),
                    by: By::Preposition,
                    at: k,
                });
            }
            return Some(Start { word: k, group: None, by: By::Preposition, at: k });
        }
        if t & (takes::LI | takes::ILA) != 0
            && cue.class == Class::Demand
            && noun
            && self.li(k)
            && !gated
            && !w.is(tag::OUTLET | tag::TITLE)
        {
            return Some(Start { word: k, group: None, by: By::Preposition, at: k });
        }
        if noun
            && !gated
            && t & (takes::NOUN | takes::OBJECT) != 0
            && (!w.is_verb() || w.is(tag::CONTENT))
            && !self.is_saying(k)
            && !w.is(tag::RELATIVE | tag::TIME)
        {
            let stop = w.is(tag::FI
                | tag::ILA
                | tag::ALA
                | tag::AN
                | tag::MIN
                | tag::MAA
                | tag::PREP
                | tag::WHILE
                | tag::BUT
                | tag::PREP_SUFFIXED);
            let object = t & takes::OBJECT != 0 && cue.class != Class::Demand && cue.class != Class::Social;
            if !stop
                && !gap.has(Gap::STOP)
                && (t & takes::NOUN != 0
                    && (named || self.masdar(k) || self.possessed(k) || lex.tense == Tense::Participle)
                    || object)
            {
                return Some(Start { word: k, group: group_at(k), by: By::Noun, at: k });
            }
        }
        None
    }

    /// Whether أن at word `k` belongs to the word before it (بعد أن, في حين أن, إلا أن, يمكن أن).
    fn not_of_verb(&self, k: usize, cue: &Cue) -> bool {
        let before = self.lex[k - 1];
        if before.is_cue() && self.lexicon.cue(before).is_some_and(|c| c.lemma == cue.lemma) {
            return false;
        }
        before.is(tag::WHILE | tag::BUT | tag::ADDITIVE | tag::PREP) && !self.gap(k).has(Gap::COMMA)
            || before.is(tag::ALA | tag::ILA | tag::MAA) && k > 1 && !self.lex[k - 2].is_cue()
            || before.is(tag::VERB) && !self.gap(k).has(Gap::COMMA)
            || before.is_unknown() && self.text(k - 1).starts_with('ي') && !self.gap(k).has(Gap::COMMA)
            || matches!(
                self.text(k - 1),
                "يمكن"
                    | "يجب"
                    | "ينبغي"
                    | "يريد"
                    | "تريد"
                    | "تستطيع"
                    | "يستطيع"
                    | "شأنه"
                    | "شأنها"
                    | "شك"
                    | "بد"
                    | "حد"
                    | "إما"
            )
    }

    /// 12:30 is no colon.
    fn begins_with_number_pair(&self, k: usize) -> bool {
        k > 0 && !self.gap(k).has(Gap::SPACE) && self.is_number(k) && self.is_number(k - 1)
    }

    /// Whether group `n`, which opens at word `k` after a reporting verb, holds words that were said.
    fn speech(&self, n: usize, k: usize, limit: usize) -> bool {
        let group = &self.page.groups[n];
        if !group.closed {
            return true;
        }
        let words = self.words_in(group);
        if k > 0
            && (self.is(k - 1, tag::NAMING | tag::OUTLET)
                || self.li(k - 1) && self.text(k - 1).chars().count() < 3)
        {
            return false;
        }
        words >= 5
            || words >= 2 && self.ends_clause(self.after(group), limit)
            || words == 1
                && self.ends_clause(self.after(group), limit)
                && !self.is(k - 1, tag::FI | tag::MIN | tag::ALA)
    }

    /// The complement after the source, over whatever stands between.
    fn find_start(&self, from: usize, limit: usize, cue: &Cue, lex: Lex, named: bool) -> Option<Start> {
        let mut k = from;
        let mut loose = true; // own prepositions and nouns still count
        let mut near = true; // nothing but asides since the source
        while k < limit && k < from + REACH {
            if k > from && self.begins(k) && self.group_of(k).is_none() {
                return None;
            }
            let next = if near { self.skip_asides(k, limit) } else { k };
            if next > k {
                // An aside may hold the colon or the mark itself.
                if let Some(start) = (k + 1..next).find_map(|w| {
                    self.gap(w).has(Gap::COLON).then(|| self.complement(w, limit, cue, lex, false)).flatten()
                }) {
                    return Some(start);
                }
                k = next;
                continue;
            }
            let found = if loose {
                self.complement_after(k, limit, cue, lex, near, named && near)
            } else if self.is(k + 1, tag::CONTENT) {
                self.complement(k, limit, cue, lex, false)
            } else {
                self.complement(k, limit, &Cue { takes: cue.takes & takes::COLON, ..*cue }, lex, false)
            };
            if found.is_some() {
                return found;
            }
            near = false;
            if let Some(group) = self.opening_at(k)
                && group.closed
            {
                k = self.after(group).max(k + 1);
                continue;
            }
            let word = self.lex[k];
            // ، بحسب وكالة …، : over the aside to its comma.
            if word.is(tag::SOURCE)
                && self.gap(k).has(Gap::COMMA)
                && let Some(next) = (k + 1..limit.min(k + 10)).find(|&n| self.gap(n).has(Gap::COMMA))
            {
                k = next;
                near = true;
                continue;
            }
            if word.is(tag::RELATIVE) {
                if cue.gated {
                    return None;
                }
                loose = false;
            }
            if word.is_verb() && lex.tense == Tense::Participle && word.has(Lex::AND) {
                return None;
            }
            let verb = word.is_verb()
                && !word.is(tag::PREP
                    | tag::TITLE
                    | tag::ORG
                    | tag::NAMING
                    | tag::COMMON
                    | tag::CONTENT
                    | tag::PLACE);
            if verb && loose && (k > from || named) {
                return None;
            }
            if lex.tense == Tense::Participle && k > from + 8 {
                return None;
            }
            if word.is_cue() && word.tense == Tense::Participle && k > from {
                return None;
            }
            if self.gap(k).has(Gap::COMMA) && word.has(Lex::AND) && word.is_verb() {
                return None;
            }
            if k > from + 16 {
                loose = false;
            }
            k += 1;
        }
        None
    }

    /// Whether word `k` is قائلا or its like.
    pub fn is_saying(&self, k: usize) -> bool {
        let lex = self.lex[k];
        self.lexicon.cue(lex).is_some_and(|c| {
            c.lemma == "قال" && lex.tense == Tense::Participle
                || c.lemma == "قول" && (lex.has(Lex::BI) || lex.suffixed)
        })
    }

    /// قائلا and بالقول after a verb that has no complement of its own.
    fn saying(&self, from: usize, limit: usize) -> (Option<Start>, Option<usize>) {
        for k in from..limit.min(from + 14) {
            let lex = self.lex[k];
            if let Some(cue) = self.lexicon.cue(lex)
                && (cue.lemma == "قال" && lex.tense == Tense::Participle
                    || cue.lemma == "قول" && lex.has(Lex::BI))
            {
                let after = self.skip_asides(k + 1, limit);
                let said = Cue { takes: takes::CLAUSE, ..*cue };
                if let Some(start) = self.complement(after, limit, &said, lex, false) {
                    return (Some(start), Some(k));
                }
                return (None, None);
            }
            if lex.is_verb() && k > from {
                break;
            }
        }
        (None, None)
    }

    /// «...»، قال فلان: the content is the group before the verb.
    fn after_content(&self, i: usize, lex: Lex, cue: &Cue, speaker: Speaker, from: usize) -> Option<Head> {
        if cue.gated || lex.tense == Tense::Participle || i == from {
            return None;
        }
        let said = i - usize::from(self.is(i - 1, tag::ADDITIVE));
        let group = self.closing_at(said)?;
        let named = matches!(speaker, Speaker::Named(_));
        if self.words_in(group) < 4 || !named || lex.has(Lex::AND) {
            return None;
        }
        let n = self.page.groups.iter().position(|g| g.outer == group.outer)?;
        Some(Head {
            cue: i..i + 1,
            speaker,
            start: self.page.word_at(group.inner.from()),
            group: Some(n),
            end: None,
            person: lex.person,
            tense: lex.tense,
            class: cue.class,
            via: None,
            aside: false,
            rule: "verb after the quotation",
        })
    }

    /// حمّل X Y مسؤولية كذا: content is Y and the rest; with one noun phrase before مسؤولية, X is elided.
    fn blame(&self, i: usize, lex: Lex, cue: &Cue, from: usize, limit: usize) -> Option<Head> {
        let burden = (i + 1..limit.min(i + 12)).find(|&k| {
            matches!(self.text(k), "مسؤولية" | "المسؤولية" | "مسئولية" | "المسئولية" | "مسؤوليّة")
        })?;
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
            cue: i..i + 1,
            speaker,
            start,
            group: None,
            end: None,
            person: lex.person,
            tense: lex.tense,
            class: cue.class,
            via: None,
            aside: false,
            rule: "blame",
        })
    }

    /// نقلت X عن Y قوله إن: Y speaks, X relays.
    fn relayed(&self, i: usize, lex: Lex, limit: usize) -> Option<Head> {
        let first = self.skip_asides(i + 1, limit);
        let mut k = first;
        let mut via = None;
        if !self.is(k, tag::AN) {
            let phrase = self.source(k, limit, false)?;
            k = self.skip_asides(phrase.words.end, limit);
            via = Some(phrase.words);
        }
        let an = (k..limit.min(k + 8)).find(|&k| self.is(k, tag::AN))?;
        let phrase = self.source(an + 1, limit, false)?;
        let after = phrase.words.end;
        let clause = Cue { class: Class::Say, gated: false, takes: takes::CLAUSE, lemma: "قال" };
        for k in after..limit.min(after + 16) {
            let word = self.lex[k];
            let is_saying = self.lexicon.cue(word).is_some_and(|c| {
                c.lemma == "قول" || c.lemma == "تأكيد" || c.lemma == "قال" && word.tense == Tense::Participle
            });
            if is_saying {
                let at = self.skip_asides(k + 1, limit);
                let start = self.find_start(at, limit, &clause, word, false)?;
                return Some(Head {
                    cue: k..k + 1,
                    speaker: Speaker::Named(phrase),
                    start: start.word,
                    group: start.group,
                    end: None,
                    person: lex.person,
                    tense: Tense::Noun,
                    class: Class::Say,
                    via,
                    aside: false,
                    rule: "relayed",
                });
            }
            if let Some(start) = self.complement(k, limit, &clause, lex, false) {
                return Some(Head {
                    cue: i..i + 1,
                    speaker: Speaker::Named(phrase),
                    start: start.word,
                    group: start.group,
                    end: None,
                    person: lex.person,
                    tense: lex.tense,
                    class: Class::Say,
                    via,
                    aside: false,
                    rule: "relayed",
                });
            }
        }
        None
    }

    /// A noun of speech: قوله إن, دعوة الوزير إلى, إعلان واشنطن أن.
    fn nominal(&self, i: usize, lex: Lex, cue: &Cue, from: usize, end: usize) -> Option<Head> {
        let limit = self.sentence_end(i, end);
        if i + 1 >= limit || lex.has(Lex::THE) && cue.lemma != "قول" {
            return None;
        }
        let head = |speaker: Speaker, start: Start, rule: &'static str| Head {
            cue: i..i + 1,
            speaker,
            start: start.word,
            group: start.group,
            end: None,
            person: lex.person,
            tense: Tense::Noun,
            class: cue.class,
            via: None,
            aside: true,
            rule,
        };
        let clause = Cue { takes: takes::CLAUSE, gated: false, ..*cue };
        if cue.lemma == "قول" {
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
        let phrase = self.source(i + 1, limit, cue.lemma == "إعلان")?;
        if phrase.words.len() > 9 {
            return None;
        }
        let at = self.skip_asides(phrase.words.end, limit);
        // إعلان واشنطن عزمها, عن نيتها: a noun with her pronoun.
        let own = |k: usize| k < limit && self.possessed(k) && (self.masdar(k) || self.is(k - 1, tag::AN));
        if cue.lemma == "إعلان" {
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
        let start = self.complement(at, limit, &clause, lex, false)?;
        if start.by == By::Mark {
            return None;
        }
        let _ = from;
        Some(head(Speaker::Named(phrase), start, "noun"))
    }
}
