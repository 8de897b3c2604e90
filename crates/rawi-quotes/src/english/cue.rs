//! Which words report, and which way: the reporting words of a sentence with what stands around them.
//!
//! A listed form ("said", "claims", "according") is only a candidate; a linear model decides from its neighbours
//! whether it attributes anything, and whether the content stands after it, before it, or on both sides.

use super::blocks::Block;
use super::lexer::{Tag, Token};
use super::lexicon::{class, hash, short};
use super::model::{Sink, Template, Value, number, tag, template, word};
use super::phrase::{self, Head, Phrase, VerbGroup, View};

/// Where the content of an attribution stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Side {
    /// It is no attribution.
    None,
    /// After the cue (and its speaker).
    After,
    /// Before the speaker and the cue.
    Before,
    /// On both sides, in the same sentence.
    Both,
}

impl Side {
    /// By number, as the model counts its outcomes.
    pub(crate) const ALL: [Side; 4] = [Side::None, Side::After, Side::Before, Side::Both];
}

/// The lemma under which a colon is known to the model.
pub(crate) const COLON: u32 = short(hash("colon"));

/// A candidate cue with what was read around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    /// The node of the reporting word.
    pub node: usize,
    /// Its lemma.
    pub lemma: u32,
    /// Its verb group (the node alone for nouns and colons).
    pub group: VerbGroup,
    /// The phrase left of the verb group, past an apposition or a relative.
    pub left: Option<Phrase>,
    /// The phrase directly right of the cue.
    pub right: Option<Phrase>,
    /// What the cue is followed by.
    pub follow: Follow,
    /// What stands before the subject (or before the cue where it has none).
    pub before: Before,
}

/// What follows a cue, past adverbs and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Follow {
    Nothing,
    That,
    Block,
    CommaBlock,
    ColonBlock,
    Colon,
    Comma,
    To,
    /// A phrase and then the end of the clause (inverted, or an object).
    PhraseEnd,
    /// A phrase and then a verb (a clause without "that").
    PhraseVerb,
    /// A phrase, then "that", a mark, "to" …
    PhraseThat,
    PhraseTo,
    PhraseBlock,
    PhrasePreposition,
    Phrase,
    Preposition,
    Wh,
    Subordinator,
    Conjunction,
    Verb,
    Other,
}

/// What stands before the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Before {
    Edge,
    Block,
    /// A comma with a block before it.
    BlockComma,
    Comma,
    Conjunction,
    Subordinator,
    That,
    Preposition,
    Verb,
    Dash,
    Colon,
    Noun,
    Other,
}

/// Collects the candidates of a sentence among the nodes that may report.
pub(crate) fn candidates(view: View<'_>, blocks: &[Block], nodes: &[u32], out: &mut Vec<Cue>) {
    out.clear();
    for node in nodes.iter().map(|node| *node as usize) {
        let token = &view.nodes[node];
        let verb = token.lemma != 0
            && matches!(token.tag, Tag::CueBase | Tag::CueThird | Tag::CueIng | Tag::CuePast);
        let noun = token.is(class::CUE_NOUN)
            && !verb
            && matches!(token.tag, Tag::CueNoun | Tag::Document | Tag::Role | Tag::People);
        let lemma = match token.tag {
            Tag::According => token.word,
            Tag::Colon if node > view.low && node + 1 < view.high => COLON,
            _ if verb => token.lemma,
            _ if noun => {
                if token.lemma == 0 {
                    token.word
                } else {
                    token.lemma
                }
            }
            _ => continue,
        };
        if token.tag == Tag::Colon && !names_before(view, node) {
            continue;
        }
        out.push(read(view, blocks, node, lemma, verb));
    }
}

/// Whether what stands before a colon is a short phrase that can name who speaks.
fn names_before(view: View<'_>, colon: usize) -> bool {
    // "Photos: …", "Update: …": a label speaks for nobody.
    if colon == view.low + 1 && view.nodes[view.low].is(class::LABEL) {
        return false;
    }
    // "And from Pastor Hill: …": a conjunction, an adverb or "from" may lead.
    let mut first = view.low;
    while first < colon
        && matches!(view.nodes[first].tag, Tag::Conjunction | Tag::Adverb | Tag::Preposition | Tag::Dash)
    {
        first += 1;
    }
    let name = colon - view.low <= 12
        && phrase::left(view.nodes, view.text, view.low, colon)
            .is_some_and(|p| p.start <= first.max(view.low + 1));
    name || (colon - view.low <= 25 && view.at(colon as isize + 1).tag == Tag::Block)
}

fn read(view: View<'_>, blocks: &[Block], node: usize, lemma: u32, verb: bool) -> Cue {
    let group = if verb {
        phrase::verb_group(view.nodes, view.low, node)
    } else {
        VerbGroup { start: node, bits: 0 }
    };
    let left = subject(view, group.start);
    let mut after = node + 1;
    if view.nodes[node].tag == Tag::According && view.at(after as isize).tag == Tag::To {
        after += 1;
    }
    let right = phrase::right(view.nodes, view.text, after, view.high);
    let follow = follow(view, after, right);
    let edge = left.map_or(group.start, |p| p.start);
    Cue { node, lemma, group, left, right, follow, before: before(view, blocks, edge) }
}

/// The phrase left of a verb group: directly, past an apposition between commas, or the relative's own phrase.
pub(crate) fn subject(view: View<'_>, end: usize) -> Option<Phrase> {
    if end <= view.low {
        return None;
    }
    let (nodes, text, low) = (view.nodes, view.text, view.low);
    let end = before_aside(view, end);
    let last = &nodes[end - 1];
    if matches!(last.tag, Tag::Comma | Tag::Dash) {
        // "Smith, the mayor of Springfield, said": back to the comma that opens the apposition.
        for at in (low + 1..end - 1).rev().take(28) {
            match nodes[at].tag {
                Tag::Comma | Tag::Dash if nodes[at].tag == last.tag => {
                    let next = nodes[at + 1].tag;
                    // "Smith, the mayor, denied it, saying": past the main verb, its own subject.
                    let joins = matches!(view.at(end as isize).tag, Tag::CueIng | Tag::Ing);
                    if joins && next.is_finite() && next != Tag::Ed {
                        return subject(view, at + 1);
                    }
                    // "Smith, after a long pause, said": what stands between need not describe him.
                    let aside = end - at < 9
                        && matches!(next, Tag::Preposition | Tag::Time | Tag::Adverb | Tag::Ing | Tag::Ly);
                    if (phrase::describes(&nodes[at + 1]) || next == Tag::Wh || aside)
                        && let Some(p) = phrase::left(nodes, text, low, at).map(|p| tied(view, p))
                        && !state_of(view, p)
                        && matches!(
                            p.kind,
                            Head::Name
                                | Head::Role
                                | Head::People
                                | Head::Body
                                | Head::Common
                                | Head::Place
                                | Head::Document
                        ) | (p.kind == Head::Pronoun && p.end - p.start > 2)
                        && (p.start == low
                            || !matches!(nodes[p.start - 1].tag, Tag::Preposition | Tag::Comma)
                            || next == Tag::Wh
                            || told(view, p, at)
                            || introduced(view, p.start))
                    {
                        return Some(Phrase { end: end - 1, ..p });
                    }
                    let state = next == Tag::Wh
                        && phrase::left(nodes, text, low, at).is_some_and(|p| state_of(view, p));
                    if next == Tag::Wh && !state {
                        return None;
                    }
                }
                Tag::Stop | Tag::Block | Tag::Semicolon | Tag::Colon => return None,
                _ => {}
            }
        }
        return None;
    }
    let mut found = phrase::left(nodes, text, low, end)?;
    if found.kind == Head::Time && found.start > low {
        // "Smith on Tuesday said", "Smith last week announced".
        let mut at = found.start;
        if matches!(nodes[at - 1].tag, Tag::Preposition) {
            at -= 1;
        }
        found = phrase::left(nodes, text, low, at)?;
    }
    // "Smith to Jones: …": before a colon the last name need not be the head's.
    Some(if view.at(end as isize).tag == Tag::Colon { found } else { tied(view, found) })
}

/// The phrase with what a preposition ties it to, where that is somebody or a body: of other nouns the cue is judged by
/// the nearest one.
fn tied(view: View<'_>, found: Phrase) -> Phrase {
    phrase::whole(view, found).filter(|p| p.kind != Head::Common).unwrap_or(found)
}

/// "Smith later said", "Smith last week said", "Smith himself said": where the words begin that only tell when it was
/// said, or stress who said it; `end` if there are none. Without this the name and the time would be read as one phrase,
/// which speaks for nobody.
fn before_aside(view: View<'_>, end: usize) -> usize {
    let word = |at: usize| view.nodes[at].span().of(view.text);
    let mut at = end;
    while at > view.low + 1 {
        let last = &view.nodes[at - 1];
        let day = last.is(class::CALENDAR) && word(at - 1).ends_with("day");
        let near = at > view.low + 2 && matches!(word(at - 2), "last" | "this" | "late" | "early");
        if last.tag == Tag::Time && (last.is(class::ADVERB) || day) {
            at -= 1;
        } else if last.tag == Tag::Time && near {
            at -= 2;
        } else if last.tag == Tag::Pronoun && word(at - 1).ends_with("self") {
            at -= 1;
        } else {
            break;
        }
    }
    let before = &view.nodes[at.max(1) - 1];
    let subject = phrase::nominal(before)
        || before.is(class::SUBJECT)
        || matches!(before.tag, Tag::Comma | Tag::Dash | Tag::Close);
    if at < end && subject { at } else { end }
}

/// "a nurse in Springfield, Ill., who": a state after its town speaks for nobody.
fn state_of(view: View<'_>, p: Phrase) -> bool {
    p.start == p.head
        && p.start > view.low
        && view.nodes[p.start - 1].tag == Tag::Comma
        && (view.nodes[p.head].tag == Tag::Place
            || view.nodes[p.head].is(class::DOTTED) && view.nodes[p.head].is(class::ABBREVIATION))
}

/// "The talks failed, John Smith, a delegate, told": whether a full name that a comma parts from a clause before it is
/// the one that speaks, as its description shows.
fn told(view: View<'_>, name: Phrase, comma: usize) -> bool {
    let next = &view.nodes[comma + 1];
    name.kind == Head::Name
        && comma >= name.start + 2
        && view.nodes[name.start..comma].iter().all(|t| t.is(class::CAPITAL))
        && (phrase::describes(next) && next.tag != Tag::Name || next.tag == Tag::Ing)
        && view.nodes[name.start - 1].tag == Tag::Comma
        && view.nodes[view.low..name.start].iter().any(|t| t.tag.is_finite() || t.tag == Tag::Block)
}

/// "In an interview, Smith": whether nothing but one phrase of place, time or manner and a comma stand before `start`.
fn introduced(view: View<'_>, start: usize) -> bool {
    let Some(comma) = start.checked_sub(1).filter(|i| *i > view.low) else { return false };
    let mut lead = view.low;
    if view.nodes[lead].tag == Tag::Conjunction {
        lead += 1;
    }
    view.nodes[comma].tag == Tag::Comma
        && comma - lead < 14
        && matches!(view.nodes[lead].tag, Tag::Preposition | Tag::Time | Tag::Adverb | Tag::Ly)
        && !view.nodes[lead..comma]
            .iter()
            .any(|t| matches!(t.tag, Tag::Comma | Tag::Block) || t.tag.is_finite())
}

fn follow(view: View<'_>, after: usize, right: Option<Phrase>) -> Follow {
    let mut at = after;
    while at < view.high && matches!(view.nodes[at].tag, Tag::Adverb | Tag::Ly | Tag::Time) {
        at += 1;
    }
    let next = |i: usize| view.at(i as isize).tag;
    let after_phrase = |end: usize| match next(end) {
        Tag::Edge | Tag::Stop | Tag::Question | Tag::Comma | Tag::Semicolon | Tag::Dash | Tag::Colon
            if next(end + 1) != Tag::Block =>
        {
            Follow::PhraseEnd
        }
        Tag::Comma | Tag::Colon | Tag::Block => Follow::PhraseBlock,
        Tag::That => Follow::PhraseThat,
        Tag::To => Follow::PhraseTo,
        Tag::Be
        | Tag::Have
        | Tag::Do
        | Tag::Modal
        | Tag::Verb
        | Tag::Mental
        | Tag::Copular
        | Tag::CuePast
        | Tag::CueThird
        | Tag::CueBase
        | Tag::Ed => Follow::PhraseVerb,
        Tag::Preposition => Follow::PhrasePreposition,
        _ => Follow::Phrase,
    };
    match next(at) {
        Tag::Edge | Tag::Stop | Tag::Question => Follow::Nothing,
        Tag::That => Follow::That,
        Tag::Block => Follow::Block,
        Tag::Comma if next(at + 1) == Tag::Block => Follow::CommaBlock,
        Tag::Colon if next(at + 1) == Tag::Block => Follow::ColonBlock,
        Tag::Colon => Follow::Colon,
        Tag::Comma => Follow::Comma,
        Tag::To => Follow::To,
        Tag::Preposition => Follow::Preposition,
        Tag::Wh => Follow::Wh,
        Tag::Subordinator => Follow::Subordinator,
        Tag::Conjunction => Follow::Conjunction,
        Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::Verb | Tag::CuePast => Follow::Verb,
        _ => {
            let phrase =
                if at == after { right } else { phrase::right(view.nodes, view.text, at, view.high) };
            phrase.map_or(Follow::Other, |p| after_phrase(phrase::apposition(view.nodes, p.end, view.high)))
        }
    }
}

fn before(view: View<'_>, blocks: &[Block], edge: usize) -> Before {
    let tag = |back: isize| view.at(edge as isize - back).tag;
    match tag(1) {
        Tag::Edge => Before::Edge,
        Tag::Block if blocks[view.nodes[edge - 1].data as usize].last == Tag::Comma => Before::BlockComma,
        Tag::Block => Before::Block,
        Tag::Comma if tag(2) == Tag::Block => Before::BlockComma,
        Tag::Comma => Before::Comma,
        Tag::Conjunction => Before::Conjunction,
        Tag::Subordinator | Tag::Wh => Before::Subordinator,
        Tag::That => Before::That,
        Tag::Preposition | Tag::To => Before::Preposition,
        Tag::Be
        | Tag::Have
        | Tag::Do
        | Tag::Modal
        | Tag::Verb
        | Tag::Mental
        | Tag::CuePast
        | Tag::CueThird
        | Tag::CueBase
        | Tag::Ed => Before::Verb,
        Tag::Dash => Before::Dash,
        Tag::Colon => Before::Colon,
        t if phrase::nominal(&Token { tag: t, ..Token::EDGE }) => Before::Noun,
        _ => Before::Other,
    }
}

/// A phrase's kind, and whether it is a first or second person, as one value.
fn kind(view: View<'_>, phrase: Option<Phrase>) -> Value {
    let Some(p) = phrase else { return number(0) };
    let token = &view.nodes[p.head];
    let person = if token.is(class::FIRST) {
        20
    } else if token.is(class::SECOND) {
        40
    } else {
        0
    };
    number(1 + p.kind as usize + person)
}

pub(crate) fn bucket(n: usize) -> usize {
    match n {
        0..=4 => n,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

/// What the model is told of the place of a sentence and of the cues before.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Context {
    /// How the cue before in this sentence was judged (0: there is none).
    pub last: usize,
    /// Nodes since that cue.
    pub gap: usize,
    /// The sentence is a headline.
    pub headline: bool,
    /// The sentence stands inside a block.
    pub inside: bool,
    /// A block stands in the sentence.
    pub quoted: bool,
}

/// The features of a candidate cue.
pub(crate) fn features(view: View<'_>, cue: &Cue, context: Context, sink: &mut impl Sink) {
    macro_rules! t {
        ($name:literal) => {{
            const T: Template = template(concat!("cue.", $name));
            T
        }};
    }
    let at = cue.node as isize;
    let token = &view.nodes[cue.node];
    let n = |k: isize| view.at(at + k);
    let w = |token: &Token| if token.word == 0 { tag(token.tag) } else { word(token.word) };
    let lemma = word(cue.lemma);
    let form = tag(token.tag);
    let subject = kind(view, cue.left);
    let follow = number(cue.follow as usize);
    let before = number(cue.before as usize);
    let bits = number(usize::from(cue.group.bits));
    sink.one(t!("bias"), Value::NONE);
    sink.one(t!("lemma"), lemma);
    sink.two(t!("lemma.form"), lemma, form);
    sink.two(t!("lemma.next"), lemma, w(n(1)));
    sink.two(t!("lemma.nexttag"), lemma, tag(n(1).tag));
    sink.two(t!("lemma.prev"), lemma, w(n(-1)));
    sink.two(t!("lemma.subject"), lemma, subject);
    sink.two(t!("lemma.follow"), lemma, follow);
    sink.two(t!("lemma.bits"), lemma, bits);
    sink.one(t!("next"), w(n(1)));
    sink.two(t!("next.next2"), tag(n(1).tag), tag(n(2).tag));
    sink.add(t!("next3tags"), tag(n(1).tag), tag(n(2).tag), tag(n(3).tag));
    sink.one(t!("prev"), w(n(-1)));
    sink.two(t!("prev.prev2"), tag(n(-1).tag), tag(n(-2).tag));
    sink.add(t!("form.prev.next"), form, tag(n(-1).tag), tag(n(1).tag));
    sink.two(t!("form.prev"), form, w(n(-1)));
    sink.two(t!("form.next"), form, w(n(1)));
    sink.add(t!("form.subject.follow"), form, subject, follow);
    sink.add(t!("subject.before.follow"), subject, before, follow);
    sink.add(t!("form.before.follow"), form, before, follow);
    sink.add(t!("form.bits.follow"), form, bits, follow);
    sink.add(t!("lemma.form.follow"), lemma, form, follow);
    sink.two(t!("follow.after"), follow, tag(view.at(cue.right.map_or(at + 1, |p| p.end as isize)).tag));
    if let Some(p) = cue.left {
        let head = &view.nodes[p.head];
        sink.one(t!("subject.word"), w(head));
        sink.two(t!("subject.out"), subject, tag(view.at(p.start as isize - 1).tag));
        sink.one(t!("subject.first"), w(&view.nodes[p.start]));
    }
    if let Some(p) = cue.right {
        let head = &view.nodes[p.head];
        sink.one(t!("object.word"), w(head));
        sink.add(t!("object.after"), number(p.kind as usize), tag(view.at(p.end as isize).tag), before);
    }
    // A block further on in the sentence: after a comma it is the second half of an interrupted quotation.
    let reach = if context.quoted { view.high.min(cue.node + 30) } else { 0 };
    let ahead = (cue.node + 1..reach).find(|i| view.nodes[*i].tag == Tag::Block);
    let look = ahead.map_or(Value::NONE, |i| word(view.nodes[i].word));
    let gate = tag(ahead.map_or(Tag::Edge, |i| view.at(i as isize - 1).tag));
    let room = number(bucket(ahead.map_or(0, |i| i - cue.node)));
    sink.add(t!("ahead"), gate, before, look);
    sink.add(t!("ahead.far"), gate, before, room);
    sink.add(t!("ahead.follow"), gate, follow, before);
    sink.two(t!("last"), number(context.last), number(bucket(context.gap)));
    sink.add(t!("last.form"), number(context.last), form, follow);
    sink.two(t!("to.end"), form, number(bucket(view.high - cue.node)));
    sink.two(t!("headline.form"), number(usize::from(context.headline)), form);
    sink.two(t!("inside"), number(usize::from(context.inside)), form);
}
