//! What leads to what was said: أن, a colon, a mark, the verb's own preposition, a noun that is the content.

use super::head::Speaker;
use super::lexicon::{self as tag, Class, Cue, Lex, Tense, takes};
use super::view::View;
use crate::marks::Group;
use crate::page::Gap;

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

/// What is known of a place where content may begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// A noun may be content here.
    noun: bool,
    /// The source stands right before, so that the next noun is content.
    named: bool,
    /// An aside between commas ended here.
    resumed: bool,
}

/// How far after the source a complement may stand, in words.
const REACH: usize = 34;

impl View<'_, '_> {
    /// Whether content begins at word `k`, and how.
    pub(super) fn complement(
        &self,
        k: usize,
        limit: usize,
        cue: &Cue,
        lex: Lex,
        noun: bool,
    ) -> Option<Start> {
        self.complement_after(k, limit, cue, lex, Place { noun, named: false, resumed: false })
    }

    /// As [`View::complement`], with all that is known of the place.
    pub(super) fn complement_after(
        &self,
        k: usize,
        limit: usize,
        cue: &Cue,
        lex: Lex,
        place: Place,
    ) -> Option<Start> {
        let Place { noun, named, resumed } = place;
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
        // كما أعلن ناديه، ما يعني كذا: what it means.
        if w.is(tag::WHAT) && gap.has(Gap::COMMA) {
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
        // نقلا عن صحيفة: no عن of the verb.
        let own = own && !(k > 0 && self.is(k - 1, tag::SOURCE));
        // قال خلال الكشف عن …: "said of" only right after who said it.
        let said_of = w.is(tag::AN) && cue.class == Class::Say && t & takes::CLAUSE != 0;
        let own = own && (noun || !said_of);
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
            let fused = w.is(tag::FUSED);
            if fused || w.is(tag::ASKING) && noun && k + 1 < limit {
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
        // دعا الحضور للمشاركة: past the object, only a verbal noun.
        if t & (takes::LI | takes::ILA) != 0
            && cue.class == Class::Demand
            && (noun || self.li_masdar(k))
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
            // الأرقام الصادرة عن الوزارة، أن: where a clause follows, the noun before it is no content yet.
            let plain = named && !self.masdar(k) && !self.possessed(k) && !self.verbal_noun(k);
            let clause = plain
                && t & takes::CLAUSE != 0
                && (k + 1..limit.min(k + 18))
                    .take_while(|&n| !self.lex[n].is_cue() && !self.is(n, tag::VERB))
                    .any(|n| {
                        self.is(n, tag::COMP) && !self.lex[n].has(Lex::AND) && !self.not_of_verb(n, cue)
                    });
            if clause || plain && gap.has(Gap::COMMA) && !resumed {
                return None;
            }
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
    pub(super) fn not_of_verb(&self, k: usize, cue: &Cue) -> bool {
        let before = self.lex[k - 1];
        if before.is_cue() && self.lexicon.cue(before).is_some_and(|c| c.lemma == cue.lemma) {
            return false;
        }
        self.likely(k)
            || before.is(tag::WHILE | tag::BUT | tag::ADDITIVE | tag::PREP)
                && !self.of_half_a_country(k - 1)
                && !before.is(tag::ADVERB)
                && !self.gap(k).has(Gap::COMMA)
            || before.is(tag::ALA | tag::ILA | tag::MAA) && k > 1 && !self.lex[k - 2].is_cue()
            || before.is(tag::VERB) && !self.gap(k).has(Gap::COMMA)
            // مسؤول يمني إن: of a state, and no verb.
            || before.is_unknown()
                && self.text(k - 1).starts_with('ي')
                && !self.text(k - 1).ends_with('ة')
                && !self.gap(k).has(Gap::COMMA)
                && !crate::names::states(self.text(k - 1)).1
            || self.is(k - 1, tag::MODAL)
    }

    /// Whether أن at word `k` tells what is sure or likely (من المؤكد أن, من المرجح أن).
    fn likely(&self, k: usize) -> bool {
        k > 1
            && self.is(k, tag::COMP)
            && self.is(k - 2, tag::MIN)
            && self.text(k - 1).starts_with("الم")
            && !self.text(k - 1).ends_with('ة')
            && !self.is(k - 1, tag::PLACE | tag::ORG | tag::TITLE | tag::DOC | tag::OUTLET)
            && self.gap(k).is_plain()
    }

    /// 12:30 is no colon.
    pub(super) fn begins_with_number_pair(&self, k: usize) -> bool {
        k > 0 && !self.gap(k).has(Gap::SPACE) && self.is_number(k) && self.is_number(k - 1)
    }

    /// Whether group `n`, which opens at word `k` after a reporting verb, holds words that were said.
    pub(super) fn speech(&self, n: usize, k: usize, limit: usize) -> bool {
        let group = &self.page.groups[n];
        if !group.closed {
            return true;
        }
        let words = self.words_in(group);
        if k > 0
            && (self.is(k - 1, tag::NAMING | tag::OUTLET)
                && (words < 5 || words < 8 && !self.definite(k - 1))
                || self.li(k - 1) && self.text(k - 1).chars().count() < 3)
        {
            return false;
        }
        // "أم منصور": a person's name.
        if self.names_person(group) {
            return false;
        }
        words >= 5
            || words >= 2 && self.ends_clause(self.after(group), limit)
            || words == 1
                && self.ends_clause(self.after(group), limit)
                && !self.is(k - 1, tag::FI | tag::MIN | tag::ALA)
    }

    /// Whether a group of marks holds a person's name and nothing else.
    pub(super) fn names_person(&self, group: &Group) -> bool {
        let (first, words) = (self.page.word_at(group.inner.from()), self.words_in(group));
        let named = self.is(first, tag::GIVEN | tag::KUNYA | tag::HONORIFIC | tag::RANK)
            && !self.lex[first].is_verb();
        (2..5).contains(&words) && named && self.name_end(first, first + words) == first + words
    }

    /// The complement after the source, over whatever stands between.
    pub(super) fn find_start(
        &self,
        from: usize,
        limit: usize,
        cue: &Cue,
        lex: Lex,
        named: bool,
    ) -> Option<Start> {
        let mut k = from;
        let mut loose = true; // own prepositions and nouns still count
        let mut near = true; // nothing but asides since the source
        let mut resumed = false; // an aside between commas ended right here
        let reach = if cue.gated { REACH / 2 } else { REACH };
        while k < limit && k < from + reach {
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
                // أعلنت الوزارة الأحد، السماح: the comma behind a day ends no clause.
                let aside = self.gap(k).has(Gap::COMMA) || self.is(k, tag::TIME);
                resumed = aside && self.gap(next).has(Gap::COMMA);
                k = next;
                continue;
            }
            // أعلن نادي كذا بطل الدوري الفرنسي تعيين فلان: over what the club is.
            let club = k > 0 && (self.foreign(k - 1) || self.is(k - 1, tag::PLACE | tag::SECOND_HALF));
            if near
                && named
                && club
                && self.is(k, tag::STANDING)
                && k + 1 < limit
                && self.plain_definite(k + 1)
                && (k..k + 2).all(|w| self.gap(w).is_plain())
            {
                k += 2;
                while k < limit && self.nisba(k) && self.gap(k).is_plain() {
                    k += 1;
                }
                continue;
            }
            // قال فلان بعد أن دعاه الرئيس إلى المنصة «…»: over the clause of time to the marks.
            if named
                && matches!(cue.class, Class::Say | Class::Add)
                && let Some(start) = self.over_time_clause(k, limit, cue, lex)
            {
                return Some(start);
            }
            // تحدث المسؤولون، في أعقاب إعلان الوزير أن كذا: the clause is of the noun.
            if k > from
                && self.lex[k].tense == Tense::Noun
                && !cue.is(takes::SAID)
                && let Some(noun) = self.lexicon.cue(self.lex[k])
                // رد على تحذير فلان من أن كذا: what he was warned of.
                && (noun.is(takes::INTENT) || self.is(k - 1, tag::ALA) && cue.is(takes::ANSWERS))
                && let Some(head) = self.nominal(k, self.lex[k], noun, from, limit)
                && matches!(head.speaker, Speaker::Named(_))
            {
                (k, near, loose) = (head.start, false, false);
                continue;
            }
            // التحالف الذي …، الثلاثاء، عن …: a time between commas ends the relative clause.
            if !near
                && self.gap(k).has(Gap::COMMA)
                && self.is(k, tag::TIME)
                && let after = self.skip_asides(k, limit)
                && after > k
                && self.gap(after).has(Gap::COMMA)
                && !self.begins(after)
            {
                (k, near, loose, resumed) = (after, true, true, true);
                continue;
            }
            let found = if loose {
                // ب stands on too many words to be the verb's own far from it.
                let reach = if cue.class == Class::Demand && cue.takes & takes::OBJECT != 0 { 14 } else { 8 };
                let far = if k > from + reach { takes::BI } else { 0 };
                self.complement_after(
                    k,
                    limit,
                    &Cue { takes: cue.takes & !far, ..*cue },
                    lex,
                    Place { noun: near, named: named && near, resumed },
                )
            } else if self.is(k + 1, tag::CONTENT) {
                self.complement(k, limit, cue, lex, false)
            } else {
                self.complement(k, limit, &Cue { takes: cue.takes & takes::COLON, ..*cue }, lex, false)
            };
            if found.is_some() {
                return found;
            }
            (near, resumed) = (false, false);
            if let Some(group) = self.opening_at(k)
                && group.closed
            {
                k = self.after(group).max(k + 1);
                continue;
            }
            let word = self.lex[k];
            // ، ولكن من المؤكد أن, الذي …، حيث قالت: another clause.
            let clause = word.is(tag::BUT) || !loose && word.is(tag::WHILE);
            if self.gap(k).has(Gap::COMMA) && clause || self.likely(k) {
                return None;
            }
            // ، بحسب وكالة …، : over the aside to its comma.
            if word.is(tag::SOURCE)
                && let Some(next) =
                    (k + 1..limit.min(k + 10)).find(|&n| self.gap(n).has(Gap::COMMA.with(Gap::COLON)))
            {
                k = next;
                (near, resumed) = (true, true);
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
            let unnamed = self.is(k + 1, tag::LACK);
            // من مدينة كذا: a noun behind a preposition.
            let under = k > 0 && self.is(k - 1, tag::MIN | tag::FI | tag::ILA | tag::PREP);
            if word.is_cue() && word.tense == Tense::Participle && k > from && !unnamed && !under {
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

    /// The quoted words behind a clause of time that begins at word `k` (بعد أن دعاه فلان إلى المنصة «…»), where no clause of
    /// what was said stands between.
    fn over_time_clause(&self, k: usize, limit: usize, cue: &Cue, lex: Lex) -> Option<Start> {
        /// Words that such a clause has at most.
        const CLAUSE: usize = 20;
        let that = matches!(self.text(k), "بعد" | "قبل" | "منذ")
            && self.is(k + 1, tag::COMP)
            && self.gap(k + 1).is_plain();
        let when = matches!(self.text(k), "عندما" | "بعدما" | "قبلما" | "حينما" | "حين" | "حيث");
        let first = k + 1 + usize::from(that);
        let verb = first < limit && (self.lex[first].is_verb() || self.is(first, tag::VERB));
        if !(that || when) || !verb || cue.takes & takes::COLON == 0 {
            return None;
        }
        // … وقال مساعده «…»: his.
        let of_time = |w: &usize| {
            let lex = self.lex[*w];
            let said = self.lexicon.cue(lex).is_some_and(|cue| cue.is(takes::SAID));
            let over = self.is(*w, tag::COMP | tag::COMP_BI) || said || lex.is_verb() && lex.has(Lex::AND);
            !over && !self.begins(*w)
        };
        let leads = |w: &usize| {
            self.gap(*w).has(Gap::COLON) || self.opening_at(*w).is_some_and(|group| self.words_in(group) > 3)
        };
        let at = (first..limit.min(k + CLAUSE)).take_while(of_time).find(leads)?;
        self.complement(at, limit, cue, lex, false)
    }

    /// Whether the marks that open at word `k` hold a name: something that a name is followed by comes after.
    pub(super) fn name_in_marks(&self, k: usize, limit: usize) -> bool {
        self.opening_at(k).is_some_and(|g| {
            let after = self.after(g);
            g.closed
                && self.words_in(g) <= 6
                && !self.gap(k).has(Gap::COLON)
                && after < limit
                && !self.ends_clause(after, limit)
                && (self.words_in(g) <= 3 && self.is(after, tag::TIME)
                    || self.gap(after).has(Gap::OPEN)
                    || self.lex[after].is(tag::COMP
                        | tag::COMP_BI
                        | tag::FI
                        | tag::ALA
                        | tag::AN
                        | tag::ILA
                        | tag::MIN
                        | tag::RELATIVE))
        })
    }

    /// Whether word `k` is قائلا or its like.
    pub fn is_saying(&self, k: usize) -> bool {
        let lex = self.lex[k];
        self.lexicon.cue(lex).is_some_and(|c| {
            c.is(takes::SAID) && lex.tense == Tense::Participle
                || c.is(takes::WORDS) && (lex.has(Lex::BI) || lex.suffixed)
        })
    }

    /// قائلا and بالقول after a verb that has no complement of its own.
    pub(super) fn saying(&self, from: usize, limit: usize) -> (Option<Start>, Option<usize>) {
        for k in from..limit.min(from + 14) {
            let lex = self.lex[k];
            if let Some(cue) = self.lexicon.cue(lex)
                && (cue.is(takes::SAID) && lex.tense == Tense::Participle
                    || cue.is(takes::WORDS) && lex.has(Lex::BI))
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
}
