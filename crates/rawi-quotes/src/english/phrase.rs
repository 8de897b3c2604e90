//! Noun phrases, without a parser: read from the head outwards, to the left of a verb or to the right of it.
//!
//! A phrase is a run of nominal words with its determiner, its "of …" and "for …" chains, possessives and joined
//! names. It ends where a word stands that cannot be in it: a verb, a pronoun, a clause word, most punctuation.

use super::lexer::{Tag, Token};
use super::lexicon::{Form, class};
use std::ops::Range;

/// What a noun phrase names, by its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Head {
    /// I, you, he, they, some …
    Pronoun,
    /// A capitalised name, with or without title.
    Name,
    /// One person by role: the senator, a spokesman.
    Role,
    /// People by role: officials, voters.
    People,
    /// A body: the committee, the White House.
    Body,
    /// A document: the report, a poll.
    Document,
    /// A place that stands for its government.
    Place,
    /// Any other noun.
    Common,
    /// A relative: who, which, that.
    Relative,
    /// A time or a number: no speaker.
    Time,
}

/// A noun phrase: nodes `start..end`, and its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// First node.
    pub start: usize,
    /// After the last node.
    pub end: usize,
    /// The head's node.
    pub head: usize,
    /// What it names.
    pub kind: Head,
}

/// Whether a token can stand inside a noun phrase without more ado.
pub(crate) fn nominal(token: &Token) -> bool {
    matches!(
        token.tag,
        Tag::Name
            | Tag::Upper
            | Tag::Title
            | Tag::Role
            | Tag::People
            | Tag::Body
            | Tag::Document
            | Tag::Place
            | Tag::CueNoun
            | Tag::Lower
            | Tag::S
            | Tag::Number
            | Tag::Digit
            | Tag::PossessiveS
    )
}

/// A form that may be verb or noun ("report", "campaign", "polls").
fn either(token: &Token) -> bool {
    matches!(token.tag, Tag::CueBase | Tag::CueThird | Tag::Verb | Tag::Mental)
        && !matches!(token.form, Form::Past | Form::Ing)
        && token.is(class::BODY
            | class::DOCUMENT
            | class::ROLE
            | class::PEOPLE
            | class::CUE_NOUN
            | class::TITLE
            | class::MEDIUM)
}

/// Whether such a form is a noun after this token.
fn noun_after(token: &Token, before: &Token) -> bool {
    match before.tag {
        Tag::Determiner | Tag::Possessive | Tag::PossessiveS | Tag::Ed | Tag::Number => true,
        Tag::Lower | Tag::Body | Tag::Document | Tag::CueNoun | Tag::Place => true,
        Tag::Name | Tag::Upper | Tag::Title | Tag::Role => token.form == Form::Base,
        _ => false,
    }
}

fn modifier(token: &Token) -> bool {
    matches!(
        token.tag,
        Tag::Ed
            | Tag::Ing
            | Tag::CuePast
            | Tag::CueIng
            | Tag::Verb
            | Tag::Mental
            | Tag::CueBase
            | Tag::Ly
            | Tag::Adverb
    )
}

fn edge(token: &Token) -> bool {
    matches!(token.tag, Tag::Determiner | Tag::Possessive)
}

fn word_is(token: &Token, text: &str, word: &str) -> bool {
    token.span().of(text).eq_ignore_ascii_case(word)
}

/// The longest phrase, in nodes: beyond it a text is no sentence, and the work must stay in bounds.
const REACH: usize = 60;

/// The phrase that ends before `end`, not reaching before `low`.
pub(crate) fn left(nodes: &[Token], text: &str, low: usize, end: usize) -> Option<Phrase> {
    if end <= low {
        return None;
    }
    let low = low.max(end.saturating_sub(REACH));
    let mut last = end - 1;
    // "Smith (R-Ariz.) said": look past the bracket.
    if nodes[last].tag == Tag::Close {
        let open = (low..last).rev().take(14).find(|i| nodes[*i].tag == Tag::Open)?;
        if open == low {
            return None;
        }
        last = open - 1;
    }
    let head = &nodes[last];
    if head.tag == Tag::Pronoun || (head.is(class::PRONOUN) && !nominal(head)) {
        return Some(Phrase {
            start: last,
            end,
            head: last,
            kind: if matches!(head.tag, Tag::Wh | Tag::That) { Head::Relative } else { Head::Pronoun },
        });
    }
    if matches!(head.tag, Tag::Wh | Tag::That) {
        return Some(Phrase { start: last, end, head: last, kind: Head::Relative });
    }
    let doubtful = either(head) && last > low && noun_after(head, &nodes[last - 1]);
    if !(nominal(head)
        || doubtful
        || (head.tag == Tag::Ing && last > low && !head.is(class::CUE_VERB))
        || head.tag == Tag::Time)
    {
        return None;
    }
    let mut start = last;
    while start > low {
        let before = &nodes[start - 1];
        let further = (start >= low + 2).then(|| &nodes[start - 2]);
        // "the things Smith said": a plural before a name begins a clause of its own.
        let clause = matches!(before.tag, Tag::S | Tag::Document | Tag::CueNoun)
            && nodes[start].tag == Tag::Name
            && (before.tag == Tag::S || before.form == Form::Plural)
            && !before.is(class::CAPITAL);
        if clause {
            break;
        }
        // "State officials", at the beginning of a sentence, is no verb.
        let opens = further.is_none() && before.is(class::INITIAL) && nominal(&nodes[start]);
        if nominal(before) || (either(before) && (opens || further.is_some_and(|f| noun_after(before, f)))) {
            start -= 1;
        } else if before.is(class::PRONOUN | class::NUMBER) && word_is(&nodes[start], text, "of") {
            // "one of the commanders"
            start -= 1;
            break;
        } else if before.tag == Tag::Pronoun && before.is(class::NUMBER) {
            // "one aide"
            start -= 1;
            break;
        } else if edge(before) {
            start -= 1;
            while start > low && edge(&nodes[start - 1]) {
                start -= 1;
            }
            // "one of the senators", "some of his aides": go on over the preposition.
            if start > low + 1 && nodes[start - 1].tag == Tag::Preposition && chains(nodes, text, start - 1) {
                start -= 1;
                continue;
            }
            // "the mayor and the council": both speak.
            if let Some(from) = joined(nodes, text, low, start, last) {
                start = from;
            }
            break;
        } else if before.tag == Tag::Preposition {
            if further.is_some() && chains(nodes, text, start - 1) {
                start -= 1;
            } else {
                break;
            }
        } else if let Some(from) = joined(nodes, text, low, start, last) {
            start = from;
            break;
        } else if (before.tag == Tag::Time && nodes[start].tag == Tag::PossessiveS)
            || modifier(before)
                && further.is_some_and(|f| {
                    edge(f)
                        || f.tag == Tag::Ly
                        || f.tag == Tag::Lower && nodes.get(start.wrapping_sub(3)).is_some_and(edge)
                })
        {
            start -= 1;
        } else if before.tag == Tag::Slash && further.is_some_and(nominal) {
            start -= 2;
        } else {
            break;
        }
    }
    while start < last && matches!(nodes[start].tag, Tag::PossessiveS | Tag::Preposition) {
        start += 1;
    }
    if nodes[last].tag == Tag::Time {
        return Some(Phrase { start, end, head: last, kind: Head::Time });
    }
    let head = head_of(nodes, start, last + 1);
    Some(Phrase { start, end, head, kind: kind(nodes, start, head) })
}

/// Where the phrase begins that a conjunction before `start` joins to the one from there to `last`: only where no verb
/// or preposition governs the first one.
fn joined(nodes: &[Token], text: &str, low: usize, start: usize, last: usize) -> Option<usize> {
    let and = start.checked_sub(1).filter(|i| *i > low)?;
    let (before, further) = (&nodes[and], &nodes[and - 1]);
    if before.tag != Tag::Conjunction
        || !(nominal(further) || further.is(class::SUBJECT))
        || before.is(class::INITIAL)
        || word_is(before, text, "but")
    {
        return None;
    }
    let joined = left(nodes, text, low.max(start.saturating_sub(REACH / 3)), and)?;
    let outside = joined.start.checked_sub(1).filter(|i| *i >= low).map_or(Tag::Edge, |i| nodes[i].tag);
    let opens = matches!(
        outside,
        Tag::Edge
            | Tag::Comma
            | Tag::Subordinator
            | Tag::Conjunction
            | Tag::That
            | Tag::Semicolon
            | Tag::Dash
            | Tag::Time
            | Tag::Block
            | Tag::Colon
    );
    (opens || (nodes[last].is(class::PLURAL) && joined.kind == Head::Pronoun)).then_some(joined.start)
}

/// "A teacher from Springfield said", "others on the left said": the phrase that a preposition ties to `last`, where it
/// opens the clause; its head speaks, not the last noun before the verb.
pub(crate) fn whole(view: View<'_>, last: Phrase) -> Option<Phrase> {
    let View { nodes, low, text, .. } = view;
    let mut start = last.start;
    for _ in 0..4 {
        let at = start.checked_sub(1).filter(|i| *i > low)?;
        if !matches!(nodes[at].tag, Tag::Preposition | Tag::To) {
            return None;
        }
        let reach = low.max(start.saturating_sub(REACH / 3));
        let phrase = left(nodes, text, reach, at)?;
        if phrase.start == reach && reach > low {
            return None;
        }
        if opens(nodes, low, phrase) {
            // "Smith in July said": where or when somebody with a name spoke is no part of the name.
            let apart =
                phrase.kind == Head::Name && ["in", "on"].iter().any(|w| word_is(&nodes[at], text, w));
            let end = if apart { phrase.end } else { last.end };
            return speaks(nodes, phrase).then_some(Phrase { end, ..phrase });
        }
        start = phrase.start;
    }
    None
}

/// Whether a phrase begins its clause.
fn opens(nodes: &[Token], low: usize, phrase: Phrase) -> bool {
    let first = &nodes[phrase.start];
    match phrase.start.checked_sub(1).filter(|i| *i >= low).map_or(Tag::Edge, |i| nodes[i].tag) {
        Tag::Edge | Tag::That | Tag::Semicolon | Tag::Block => true,
        Tag::Subordinator | Tag::Comma | Tag::Conjunction => {
            edge(first) || first.is(class::NUMBER) || phrase.kind == Head::People
        }
        _ => false,
    }
}

/// "he in Springfield" is no phrase; "some in Springfield" is one.
fn speaks(nodes: &[Token], phrase: Phrase) -> bool {
    match phrase.kind {
        Head::Time | Head::Relative => false,
        Head::Pronoun => !nodes[phrase.head].is(class::SUBJECT) && nodes[phrase.head].is(class::PLURAL),
        _ => true,
    }
}

/// Whether the preposition at `at` ties two nominal parts of one phrase.
fn chains(nodes: &[Token], text: &str, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| &nodes[i]) else { return false };
    if word_is(&nodes[at], text, "of") {
        return nominal(before) || before.is(class::PRONOUN | class::NUMBER);
    }
    let tie = ["for", "at", "in", "from", "with", "on", "to", "against", "behind", "by"]
        .iter()
        .any(|w| word_is(&nodes[at], text, w));
    tie && matches!(before.tag, Tag::Role | Tag::People | Tag::Document | Tag::Title)
}

/// The phrase that begins at `start`, not reaching to `high`.
pub(crate) fn right(nodes: &[Token], text: &str, start: usize, high: usize) -> Option<Phrase> {
    let first = nodes.get(start).filter(|_| start < high)?;
    let high = high.min(start + REACH);
    if first.tag == Tag::Pronoun
        || (first.is(class::PRONOUN)
            && !nodes.get(start + 1).is_some_and(|n| nominal(n) || n.tag == Tag::Preposition))
    {
        return Some(Phrase { start, end: start + 1, head: start, kind: Head::Pronoun });
    }
    let mut at = start;
    while at < high && (edge(&nodes[at]) || nodes[at].is(class::DETERMINER)) {
        at += 1;
    }
    let opened = at > start;
    let mut seen = false;
    while at < high {
        let node = &nodes[at];
        let next = nodes.get(at + 1).filter(|_| at + 1 < high);
        let noun = at > start
            && either(node)
            && noun_after(node, &nodes[at - 1])
            && (opened || node.form == Form::Base && next.is_some_and(nominal));
        if nominal(node) || noun {
            seen = true;
            at += 1;
        } else if modifier(node)
            && (opened || !seen)
            && !matches!(node.tag, Tag::Verb | Tag::Mental)
            && next.is_some_and(|n| nominal(n) || modifier(n))
            && (!seen || node.tag == Tag::Ed)
        {
            at += 1;
        } else if node.tag == Tag::Preposition
            && seen
            && next.is_some_and(|n| nominal(n) || edge(n))
            && chains(nodes, text, at)
        {
            at += 1;
            while at < high && edge(&nodes[at]) {
                at += 1;
            }
        } else if (node.tag == Tag::Slash && seen && next.is_some_and(nominal))
            || node.tag == Tag::Conjunction
                && seen
                && next.is_some_and(|n| matches!(n.tag, Tag::Name | Tag::Title | Tag::Upper))
                && nodes[at - 1].tag == Tag::Name
                && !word_is(node, text, "but")
        {
            at += 1;
        } else {
            break;
        }
    }
    if !seen {
        return None;
    }
    let mut end = at;
    // "Smith (R-Ariz.)"
    if end < high
        && nodes[end].tag == Tag::Open
        && let Some(close) = (end..high).take(12).find(|i| nodes[*i].tag == Tag::Close)
    {
        end = close + 1;
    }
    let head = head_of(nodes, start, at);
    Some(Phrase { start, end, head, kind: kind(nodes, start, head) })
}

/// After the apposition that follows a phrase ending at `end`: ", a professor of law at …,". `end` if there is none.
pub(crate) fn apposition(nodes: &[Token], end: usize, high: usize) -> usize {
    let (Some(comma), Some(next)) = (nodes.get(end), nodes.get(end + 1)) else { return end };
    if end + 1 >= high || comma.tag != Tag::Comma || !describes(next) {
        return end;
    }
    for at in end + 1..high.min(end + 30) {
        match nodes[at].tag {
            Tag::Comma => {
                // "R-N.Y.", "of Ohio": a short piece may be followed by a longer one.
                if nodes.get(at + 1).is_some_and(|n| {
                    describes(n) && matches!(n.tag, Tag::Determiner | Tag::Role | Tag::Title)
                }) && at - end < 6
                {
                    continue;
                }
                return at;
            }
            Tag::Stop | Tag::Question | Tag::Semicolon | Tag::Colon | Tag::Dash | Tag::Block => return at,
            Tag::Pronoun | Tag::CuePast | Tag::CueThird | Tag::That | Tag::CueIng
                if at > end + 1 && nodes[at].class & class::CUE_NOUN == 0 =>
            {
                return if nodes[at].tag == Tag::Pronoun { at } else { end };
            }
            Tag::Wh => return at,
            Tag::Be | Tag::Have | Tag::Modal | Tag::Do => return end,
            _ => {}
        }
    }
    high.min(end + 30)
}

/// Whether a token begins a description in apposition.
pub(crate) fn describes(token: &Token) -> bool {
    matches!(
        token.tag,
        Tag::Determiner
            | Tag::Role
            | Tag::Title
            | Tag::Possessive
            | Tag::Digit
            | Tag::Number
            | Tag::Place
            | Tag::Upper
            | Tag::People
    ) || (token.is(class::DOTTED) && !token.is(class::TIME))
        || (token.tag == Tag::Lower)
        || (token.tag == Tag::Name)
        || token.tag == Tag::Ed
}

/// The head of a phrase: the last nominal before its first preposition.
fn head_of(nodes: &[Token], start: usize, end: usize) -> usize {
    let stop = (start..end).find(|i| *i > start && nodes[*i].tag == Tag::Preposition).unwrap_or(end);
    let head = (start..stop)
        .rev()
        .find(|i| (nominal(&nodes[*i]) || either(&nodes[*i])) && nodes[*i].tag != Tag::PossessiveS)
        .unwrap_or(start);
    // "half of the voters", "dozens of members": those who are counted.
    let counts = matches!(nodes[head].tag, Tag::Number | Tag::Digit) && !nodes[head].is(class::PRONOUN);
    if counts && stop + 1 < end { head_of(nodes, stop + 1, end) } else { head }
}

/// What the phrase with this head names.
fn kind(nodes: &[Token], start: usize, head: usize) -> Head {
    let token = &nodes[head];
    match token.tag {
        Tag::Pronoun => Head::Pronoun,
        Tag::Name => Head::Name,
        Tag::Upper => {
            if token.is(class::BODY) {
                Head::Body
            } else {
                Head::Name
            }
        }
        Tag::Title | Tag::Role => {
            // "Pete King", "Judge Roy": a capital role after a first name is a family name.
            let named =
                head > start && nodes[head - 1].is(class::NAME_M | class::NAME_F) && token.is(class::CAPITAL);
            if named { Head::Name } else { Head::Role }
        }
        Tag::People => Head::People,
        Tag::Body => Head::Body,
        Tag::Document => Head::Document,
        Tag::Place => {
            if head > start && nodes[head - 1].tag == Tag::Name {
                Head::Name
            } else {
                Head::Place
            }
        }
        Tag::Time | Tag::Digit => Head::Time,
        Tag::Number => {
            if token.is(class::PRONOUN) {
                Head::Pronoun
            } else {
                Head::Time
            }
        }
        _ if token.is(class::PEOPLE) => Head::People,
        _ if token.is(class::DOCUMENT) => Head::Document,
        _ if token.is(class::BODY) => Head::Body,
        _ if token.is(class::ROLE) => Head::Role,
        _ => Head::Common,
    }
}

/// The verb group that `cue` heads: where it begins (auxiliaries, adverbs, "to", "not"), and what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VerbGroup {
    /// First node of the group.
    pub start: usize,
    /// Bits: 1 negated, 2 modal, 4 to-infinitive, 8 be before (passive or progressive), 16 have before, 32 do before.
    pub bits: u8,
}

/// Reads the verb group to the left of a cue.
pub(crate) fn verb_group(nodes: &[Token], low: usize, cue: usize) -> VerbGroup {
    let (mut start, mut bits) = (cue, 0);
    let mut at = cue;
    while at > low && cue - at < 8 {
        let node = &nodes[at - 1];
        let bit = match node.tag {
            Tag::Be => 8 | u8::from(node.is(class::NEGATION)),
            Tag::Have => 16 | u8::from(node.is(class::NEGATION)),
            Tag::Do => 32 | u8::from(node.is(class::NEGATION)),
            Tag::Modal => 2 | u8::from(node.is(class::NEGATION)),
            Tag::Negation => 1,
            Tag::To => 4,
            Tag::Adverb | Tag::Ly => 0,
            // "'s" before a participle or after a pronoun is "is" or "has".
            Tag::PossessiveS
                if at >= low + 2 && (nodes[at - 2].tag == Tag::Pronoun || nodes[cue].tag == Tag::CueIng) =>
            {
                8
            }
            // "went on to say", "continued to insist", "is expected to announce": look on past to.
            Tag::Verb | Tag::Ed | Tag::CuePast | Tag::CueThird | Tag::Ing | Tag::Mental | Tag::Copular
                if bits & 4 != 0 =>
            {
                0
            }
            _ => break,
        };
        bits |= bit;
        at -= 1;
        start = at;
    }
    // An adverb at the left edge of the group belongs to the clause; it does no harm there.
    VerbGroup { start, bits }
}

/// The nodes of a sentence as a slice with safe access at both ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    /// All nodes.
    pub nodes: &'a [Token],
    /// Those of the sentence.
    pub low: usize,
    /// After the last one.
    pub high: usize,
    /// The text.
    pub text: &'a str,
}

impl View<'_> {
    /// The node at a signed position, [`Token::EDGE`] outside the sentence.
    #[inline]
    pub(crate) fn at(&self, index: isize) -> &Token {
        if index < self.low as isize || index >= self.high as isize {
            &Token::EDGE
        } else {
            &self.nodes[index as usize]
        }
    }

    /// The range of its nodes.
    pub(crate) fn range(&self) -> Range<usize> {
        self.low..self.high
    }
}
