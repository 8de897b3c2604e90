//! Who speaks: the noun phrases that may be the source of one cue, and the model that chooses among them.

use super::cue::{self, Cue, Side, bucket};
use super::lexer::{Tag, Token};
use super::lexicon::{hash, short};
use super::model::{Sink, Template, number, tag, template, word};
use super::phrase::{self, Head, Phrase, View};

const TELL: u32 = short(hash("tell"));

/// How a candidate stands to the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Place {
    /// No phrase: the source is not named here.
    Nowhere,
    /// Directly left: the subject.
    Left,
    /// What "who" or "which" stands for.
    Antecedent,
    /// The subject of another verb further left.
    Farther,
    /// The first phrase of the sentence.
    First,
    /// Directly right: an inverted subject, the X of "according to X".
    Right,
    /// After "by", "from" or "of".
    By,
    /// A possessive before a reporting noun.
    Possessor,
}

/// A candidate: a phrase and how it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The phrase; `None` for [`Place::Nowhere`].
    pub phrase: Option<Phrase>,
    /// How it stands.
    pub place: Place,
    /// The relative (who, which) that stands for the phrase here.
    pub relative: Option<usize>,
}

/// Lists the candidates of a cue, without repeating a phrase.
pub(crate) fn candidates(view: View<'_>, cue: &Cue, out: &mut Vec<Candidate>) {
    out.clear();
    out.push(Candidate { phrase: None, place: Place::Nowhere, relative: None });
    let (nodes, text) = (view.nodes, view.text);
    let mut add = |phrase: Option<Phrase>, place, relative: Option<usize>| {
        if let Some(p) = phrase
            && p.kind != Head::Time
            && !out.iter().any(|c| {
                let part = |q: Phrase| place == Place::First && q.start <= p.start && p.end <= q.end;
                c.phrase.is_some_and(|q| q.head == p.head || part(q))
            })
        {
            out.push(Candidate { phrase, place, relative });
        }
    };
    let verbal = cue.lemma == cue::COLON
        || !matches!(nodes[cue.node].tag, Tag::CueNoun | Tag::Document | Tag::Role | Tag::People);
    if verbal {
        match cue.left {
            Some(p) if p.kind == Head::Relative => {
                let mut end = p.start;
                if end > view.low && nodes[end - 1].tag == Tag::Comma {
                    end -= 1;
                }
                add(phrase::left(nodes, text, view.low, end), Place::Antecedent, Some(p.head));
            }
            left => add(left, Place::Left, None),
        }
    } else {
        // "Smith's claim", "his repeated claim": the possessive within reach.
        for at in (view.low..cue.node).rev().take(5) {
            match nodes[at].tag {
                Tag::PossessiveS => {
                    add(phrase::left(nodes, text, view.low, at), Place::Possessor, None);
                    break;
                }
                Tag::Possessive => {
                    add(
                        Some(Phrase { start: at, end: at + 1, head: at, kind: Head::Pronoun }),
                        Place::Possessor,
                        None,
                    );
                    break;
                }
                _ if phrase::nominal(&nodes[at])
                    || matches!(nodes[at].tag, Tag::Ed | Tag::Ing | Tag::Ly | Tag::Adverb | Tag::CuePast) => {
                }
                _ => break,
            }
        }
        add(cue.left, Place::Left, None);
    }
    // "According to the agency, the worst crisis …": what follows is content, not apposition.
    let leads = nodes[cue.node].tag == Tag::According && cue.node <= view.low + 1;
    let right = cue.right.map(|p| Phrase {
        end: if leads { p.end } else { phrase::apposition(nodes, p.end, view.high) },
        ..p
    });
    // "told the court": whom it was told to stands there, never who told it.
    if cue.lemma != TELL {
        add(right, Place::Right, None);
    }
    let mut by = 0;
    for at in cue.node + 1..view.high.min(cue.node + 9) {
        if matches!(nodes[at].tag, Tag::Comma | Tag::Stop | Tag::That | Tag::Block) {
            break;
        }
        let is = |w: &str| nodes[at].span().of(text).eq_ignore_ascii_case(w);
        if nodes[at].tag == Tag::Preposition && (is("by") || is("from") || is("of") || is("among")) && by < 2
        {
            add(
                phrase::right(nodes, text, at + 1, view.high)
                    .map(|p| Phrase { end: phrase::apposition(nodes, p.end, view.high), ..p }),
                Place::By,
                None,
            );
            by += 1;
        }
    }
    // Subjects of the verbs further left: participles and joined verbs share them.
    let mut farther = 0;
    let low = view.low.max(cue.group.start.saturating_sub(120));
    let mut at = cue.group.start;
    while at > low && farther < 3 {
        at -= 1;
        let finite = nodes[at].tag.is_finite() || nodes[at].tag == Tag::CueBase;
        if !finite {
            continue;
        }
        let start = phrase::verb_group(nodes, view.low, at).start;
        if let Some(p) = cue::subject(View { nodes, low: view.low, high: at, text }, start)
            && !matches!(p.kind, Head::Time)
        {
            let p = if p.kind == Head::Relative {
                let end = p.start - usize::from(p.start > view.low && nodes[p.start - 1].tag == Tag::Comma);
                phrase::left(nodes, text, view.low, end)
            } else {
                Some(p)
            };
            add(p, Place::Farther, None);
            farther += 1;
        }
        at = start.min(at);
    }
    let mut first = view.low;
    while first < cue.node
        && matches!(nodes[first].tag, Tag::Conjunction | Tag::Adverb | Tag::Subordinator | Tag::Preposition)
    {
        first += 1;
    }
    if first < cue.node {
        add(phrase::right(nodes, text, first, cue.group.start), Place::First, None);
    }
}

/// The features of one candidate.
pub(crate) fn features(
    view: View<'_>,
    cue: &Cue,
    side: Side,
    candidate: &Candidate,
    rank: usize,
    sink: &mut impl Sink,
) {
    macro_rules! t {
        ($name:literal) => {{
            const T: Template = template(concat!("speaker.", $name));
            T
        }};
    }
    let token = &view.nodes[cue.node];
    let form = tag(token.tag);
    let place = number(candidate.place as usize);
    let side = number(side as usize);
    let follow = number(cue.follow as usize);
    let bits = number(usize::from(cue.group.bits));
    let w = |t: &Token| if t.word == 0 { tag(t.tag) } else { word(t.word) };
    sink.one(t!("place"), place);
    sink.add(t!("place.form.side"), place, form, side);
    sink.add(t!("place.form.follow"), place, form, follow);
    sink.add(t!("place.form.bits"), place, form, bits);
    sink.add(t!("place.lemma.side"), place, word(cue.lemma), side);
    let left = cue.left.map_or(0, |p| 1 + p.kind as usize);
    sink.add(t!("place.left"), place, number(left), form);
    sink.two(t!("place.rank"), place, number(rank));
    let Some(p) = candidate.phrase else { return };
    let head = &view.nodes[p.head];
    let kind = number(p.kind as usize);
    sink.two(t!("kind"), kind, place);
    sink.add(t!("kind.side"), kind, place, side);
    sink.add(t!("kind.form"), kind, place, form);
    sink.two(t!("head"), w(head), place);
    sink.add(t!("out.left"), tag(view.at(p.start as isize - 1).tag), place, form);
    sink.add(t!("out.right"), tag(view.at(p.end as isize).tag), place, form);
    sink.two(t!("first"), w(&view.nodes[p.start]), place);
    let distance = if p.end <= cue.node { cue.node - p.end } else { p.start.saturating_sub(cue.node) };
    sink.two(t!("distance"), number(bucket(distance)), place);
}
