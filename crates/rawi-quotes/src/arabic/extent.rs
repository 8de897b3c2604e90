//! Where what was said ends.
//!
//! Marks say so themselves. Indirect speech goes on to the end of its sentence (Arabic sentences are long and spliced
//! with commas), unless a new cue of the same level begins before: a participle (، مضيفا), a verb coordinated with و
//! that agrees with the same subject or brings its own, a source (، بحسب …), or a clause in which the reporter speaks
//! again (، في إشارة إلى, علما بأن).

use super::head::{Head, Speaker};
use super::lexicon::{self as tag, Lex, Tags, Tense};
use super::view::View;
use crate::page::Gap;
use crate::quote::Kind;
use rawi_text::Span;

/// The content of an attribution.
#[derive(Debug, Clone)]
pub struct Content {
    /// Where it stands.
    pub spans: Vec<Span>,
    /// Direct, mixed or indirect.
    pub kind: Kind,
    /// First word after it.
    pub end: usize,
}

impl View<'_, '_> {
    /// The content of `head`, given the attributions that come after it in the paragraph that ends at word `end`.
    pub fn content(&self, head: &Head, later: &[Head], end: usize) -> Option<Content> {
        let mut content = self.content_after(head, later, end)?;
        if let Some(n) = head.said_before
            && content.kind == Kind::Direct
        {
            content.spans.insert(0, self.page.groups[n].inner);
        }
        Some(content)
    }

    fn content_after(&self, head: &Head, later: &[Head], end: usize) -> Option<Content> {
        if let Some(last) = head.end {
            return self.words_content(head.start, last);
        }
        if let Some(n) = head.group {
            let group = &self.page.groups[n];
            if !group.closed {
                let last = self.last_word(head, later, end, true);
                let to = if last > head.start {
                    self.span(last - 1).end.max(group.inner.start)
                } else {
                    group.inner.end
                };
                let to = self.with_final_sign(to as usize, group.inner.to());
                return Some(Content {
                    spans: vec![Span::new(group.inner.from(), to)],
                    kind: Kind::Direct,
                    end: last,
                });
            }
            let after = self.after(group);
            let last = self.last_word(head, later, end, false).max(after);
            // Everything that was said is inside the marks, or the marks are followed by something else.
            // «…» وجاءت …: a new clause, with a verb of its own.
            let new_clause = after < last
                && self.lex[after].has(Lex::AND)
                && (self.is(after, tag::VERB | tag::HOLDS | tag::ENDER) || self.lex[after].is_verb());
            let goes_on = after < last
                && !new_clause
                && !self.begins(after)
                && !self.gap(after).has(Gap::SEMICOLON)
                && (!self.gap(after).has(Gap::COMMA)
                    || self.is(after, tag::COMP) && self.lex[after].has(Lex::AND))
                && head.rule != "verb after the quotation";
            if !goes_on {
                return Some(Content { spans: vec![group.inner], kind: Kind::Direct, end: after });
            }
            return self.words_content(head.start, last);
        }
        let last = self.last_word(head, later, end, false);
        self.words_content(head.start, last)
    }

    /// Content that runs over words `first..last`, marks inside kept.
    fn words_content(&self, first: usize, last: usize) -> Option<Content> {
        if first >= last {
            return None;
        }
        let mut from = self.span(first).from();
        let mut to = self.span(last - 1).to();
        if let Some(group) = self.opening_at(first)
            && group.closed
        {
            from = group.outer.from();
        }
        // The hash sign of a hashtag belongs to its word.
        if self.page.text[..from].ends_with('#') {
            from -= 1;
        }
        if let Some(group) = self.closing_at(last) {
            if group.outer.from() >= from {
                to = group.outer.to();
                if group.outer.from() == from {
                    return Some(Content { spans: vec![group.inner], kind: Kind::Direct, end: last });
                }
            }
        } else if self.page.text[to..].starts_with(')') && self.page.text[from..to].contains('(') {
            to += 1;
        }
        let mixed = (first..last).any(|k| {
            self.opening_at(k)
                .is_some_and(|g| g.closed && g.outer.to() <= to && self.quoted_words(k, g.outer.to()))
        });
        let kind = if mixed { Kind::Mixed } else { Kind::Indirect };
        Some(Content { spans: vec![Span::new(from, to)], kind, end: last })
    }

    /// Whether marks inside a content hold quoted words rather than a name.
    fn quoted_words(&self, k: usize, end: usize) -> bool {
        let words = self.page.word_at(end) - k;
        // "iPhone X", "أم منصور": a foreign name, a person.
        let latin = self.text(k).starts_with(|c: char| c.is_ascii_alphabetic());
        let person = self.opening_at(k).is_some_and(|group| self.names_person(group));
        if words < 5 && (latin || person) {
            return false;
        }
        let named = k > 0
            && (self.is(k - 1, tag::NAMING | tag::ORG | tag::OUTLET | tag::PLACE | tag::TITLE)
                || self.definite(k - 1) && words < 3);
        words > 4 || !named && (words > 1 || k > 0 && self.bi(k - 1))
    }

    /// First word after the content.
    fn last_word(&self, head: &Head, later: &[Head], end: usize, unclosed: bool) -> usize {
        let mut limit = if unclosed { end } else { self.sentence_end(head.start, end) };
        if head.colon {
            limit = self.speech_end(limit, later, end);
        }
        let mut last = limit;
        if let Some(via) = head.via_from
            && via < last
            && self.gap(via).has(Gap::COMMA)
            && self.group_of(via).is_none()
        {
            last = via;
        }
        for other in later {
            if other.cue.start <= head.start || other.cue.start >= last {
                continue;
            }
            if let Some(at) = self.boundary(head, other) {
                last = last.min(at);
            }
        }
        // موسكو، التي تنفي الأمر، ردت: a relative clause ends at its comma.
        if head.cue.start > 0
            && self.is(head.cue.start - 1, tag::RELATIVE)
            && self.group_of(head.start).is_none()
            && let Some(comma) =
                (head.start + 1..last).find(|&k| self.gap(k).has(Gap::COMMA) && self.group_of(k).is_none())
        {
            return comma;
        }
        for k in head.start + 1..last {
            if self.is(k, tag::WITHOUT) && self.is(k + 1, tag::UNSAID) && self.group_of(k).is_none() {
                return k;
            }
            if self.prayer(k) && self.group_of(k).is_none() {
                return k;
            }
            if self.another_does(k, last) {
                return k;
            }
            if self.gap(k).has(Gap::COMMA.with(Gap::ELLIPSIS))
                && self.group_of(k).is_none()
                && self.reporter_speaks(k, limit, head)
            {
                return k;
            }
        }
        last
    }

    /// Whether "while" at word `k`, behind a comma, tells what somebody else said who is named (، فيما طالب الناطق باسمه فلان).
    fn another_does(&self, k: usize, limit: usize) -> bool {
        let verb = k + 1;
        verb + 1 < limit
            && self.is(k, tag::WHILE)
            && !self.is(k, tag::NEGATING)
            && (self.gap(k).has(Gap::COMMA) || self.closing_at(k).is_some())
            && self.group_of(k).is_none()
            && self.lex[verb].is_cue()
            && self.lex[verb].tense == Tense::Perfect
            && self.gap(verb).is_plain()
            && self.source_at(verb + 1, limit).is_some_and(|phrase| phrase.name.is_some())
    }

    /// After a colon without marks, what was said goes on over full stops as long as each next sentence shows its speaker
    /// in the first person or speaks to somebody, and nobody else is quoted in it.
    fn speech_end(&self, from: usize, later: &[Head], end: usize) -> usize {
        let mut at = from;
        let mut spoken = from; // after the last sentence that plainly is speech
        while at < end {
            let next = self.sentence_end(at, end);
            let cue = later.iter().any(|h| (at..next).contains(&h.cue.start) && h.tense != Tense::Noun);
            if cue
                || self.gap(at).has(Gap::LINE)
                || self.is(at, tag::IMPERSONAL | tag::KANA | tag::HOLDS) && self.lex[at].has(Lex::AND)
            {
                break;
            }
            if (at..next).any(|k| self.first_person(k)) {
                spoken = next;
            }
            at = next;
        }
        spoken
    }

    /// Where `other` cuts the content of `head`, if it does.
    fn boundary(&self, head: &Head, other: &Head) -> Option<usize> {
        let at = other.cue.start;
        if other.end.is_some() {
            // According to, after: it takes what stands before, and cuts it.
            return Some(at);
        }
        let inside = self.outer_group_of(at);
        if inside.is_some() && inside != self.outer_group_of(head.cue.start) {
            return None;
        }
        let lex = self.lex[at];
        match other.tense {
            Tense::Noun => (other.rule.starts_with("according") || other.rule == "relayed").then_some(at),
            Tense::Participle => Some(at),
            Tense::Perfect | Tense::Imperfect => {
                // لكن المحكمة رأت: the clause begins before its subject.
                let subject = match &other.speaker {
                    Speaker::Named(phrase) if phrase.words.start < at => phrase.words.start,
                    _ => at,
                };
                let (begin, linked) = self.clause_begin(subject, head.start);
                if !(linked || lex.has(Lex::AND)) {
                    return self.new_clause(head, other);
                }
                let same = match &other.speaker {
                    Speaker::Named(phrase) => phrase.words.start > at || linked,
                    Speaker::Elided => head.tense == Tense::Participle || other.person == head.person,
                };
                same.then_some(begin)
            }
        }
    }

    /// "…، وفي وقت لاحق، قال فلان": a verb with a source of its own after a comma, in a clause that و began at a comma.
    fn new_clause(&self, head: &Head, other: &Head) -> Option<usize> {
        let at = other.cue.start;
        let named = matches!(&other.speaker, Speaker::Named(phrase) if phrase.words.start > at);
        if !named || !self.gap(at).has(Gap::COMMA) {
            return None;
        }
        // وبعد ساعات من تأكيد فلان أن كذا، قالت فلانة: the main clause, behind a noun of speech.
        if head.tense == Tense::Noun && head.cue.start < head.start && self.outer_group_of(at).is_none() {
            return Some(at);
        }
        (head.start + 3..at)
            .rev()
            .take(12)
            .find(|&k| self.gap(k).has(Gap::COMMA) && (self.lex[k].has(Lex::AND) || self.joined(k)))
    }

    /// Where the clause of a verb begins: over لكنه, كما, فيما, وهو before it.
    fn clause_begin(&self, at: usize, from: usize) -> (usize, bool) {
        let mut begin = at;
        let mut linked = false;
        while begin > from + 1 {
            let before = begin - 1;
            if self.gap(begin).has(Gap::COMMA) && begin < at {
                break;
            }
            let lex = self.lex[before];
            if lex.is(tag::BUT | tag::ADDITIVE | tag::WHILE | tag::NOT_COMP | tag::SWITCH)
                || lex.is(tag::PRONOUN) && lex.has(Lex::AND)
            {
                linked = true;
                begin = before;
                continue;
            }
            // إلا أنها, غير أنه.
            if lex.is(tag::COMP) && before > from && self.is(before - 1, tag::BUT) {
                linked = true;
                begin = before - 1;
                continue;
            }
            if lex.is(tag::QAD | tag::MIN | tag::COMP | tag::FI) && begin < at {
                begin = before;
                continue;
            }
            break;
        }
        (if linked { begin } else { at }, linked)
    }

    /// Whether words `first..end`, behind "that", are a noun of which nothing is told yet (إن طائرة بدون طيار، …، كانت …).
    fn awaits_predicate(&self, first: usize, end: usize) -> bool {
        let told = |k: usize| {
            self.lex[k].is_verb()
                || self.verb_like(k)
                || self.is(k, tag::VERB | tag::KANA | tag::PRONOUN | tag::MODAL)
        };
        first > 0 && self.is(first - 1, tag::COMP) && !self.definite(first) && !(first..end).any(told)
    }

    /// Whether the clause that begins at word `k`, after a comma, is the reporter's.
    fn reporter_speaks(&self, k: usize, limit: usize, head: &Head) -> bool {
        // على حد قوله, بحسب تعبيره: whose words these are.
        let words_of =
            |n: usize| k + n < limit && self.possessed(k + n) && self.ends_clause(k + n + 1, limit);
        if self.is(k, tag::SOURCE) && words_of(1) && !self.is(k + 1, tag::DOC | tag::ORG)
            || self.is(k, tag::ALA) && self.text(k + 1) == "حد" && (words_of(2) || limit < k + 7)
        {
            return true;
        }
        let next = |n: usize, tags: Tags| k + n < limit && self.is(k + n, tags);
        let lex = self.lex[k];
        // في إشارة إلى, وذلك في تصريح, كما, علما بأن, ردا على.
        lex.is(tag::FI) && !lex.has(Lex::AND) && next(1, tag::ASIDE)
            || lex.is(tag::THUS) && next(1, tag::FI) && next(2, tag::ISSUED)
            || lex.is(tag::JUST_AS) && !next(1, tag::COMP)
            || lex.is(tag::REMARK)
            // وبينما دافع فلان …، كان لافتا: the main clause at last.
            || lex.is(tag::WAS) && !next(1, tag::CHIEF) && !head.colon && !self.awaits_predicate(head.start, k)
            // هذا وقد: the next item.
            || lex.is(tag::DEMONSTRATIVE) && next(1, tag::QAD) && self.lex[k + 1].has(Lex::AND)
            || lex.is(tag::IMPERSONAL) && next(1, tag::COMP | tag::ILA)
    }

    /// A question or exclamation mark or an ellipsis right after the last word belongs to words in marks.
    fn with_final_sign(&self, to: usize, limit: usize) -> usize {
        let mut end = to;
        for c in self.page.text[to..limit.max(to)].chars() {
            if matches!(c, '؟' | '?' | '!' | '…') {
                end += c.len_utf8();
            } else {
                break;
            }
        }
        end
    }
}
