//! From a sentence to its attributions: which cues report, who speaks, where the content stands.
//!
//! The decisions are taken one after another, each by a linear model over few candidates: the cues of the sentence
//! from left to right, then for each accepted cue its speaker, then the borders of its content.

use super::clause;
use super::content::{self, Around};
use super::cue::{self, Context, Cue, Follow, Side};
use super::lexer::Tag;
use super::lexicon::{class, hash, short};
use super::model::Table;
use super::phrase::{self, Head, View};
use super::sheet::Sheet;
use super::speaker::{self, Candidate, Place};
use rawi_text::Span;
use std::ops::Range;

/// The stretches of a content in nodes, at most one on each side of the cue; an empty one is none.
pub(crate) type Pieces = [Range<usize>; 2];

/// One attribution, in nodes.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Its sentence.
    pub sentence: usize,
    /// The cue.
    pub cue: Cue,
    /// Where the content stands.
    pub side: Side,
    /// The speaker.
    pub speaker: Candidate,
    /// The content; none where it stands in the next sentence.
    pub content: Pieces,
    /// How much the model prefers this to no attribution.
    pub margin: i32,
    /// The outlet that relays it, named by a cue of its own (", USA Daily reported").
    pub via: Option<Span>,
}

/// Buffers that are kept from one sentence to the next.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    cues: Vec<Cue>,
    speakers: Vec<Candidate>,
    places: Vec<usize>,
    /// Accepted cues of the sentence: index into `cues`, side, margin.
    accepted: Vec<(usize, Side, i32)>,
}

/// Reads one sentence.
pub(crate) fn sentence(
    sheet: &Sheet,
    text: &str,
    index: usize,
    table: &Table,
    bar: i32,
    buffers: &mut Buffers,
    out: &mut Vec<Found>,
) {
    let frame = &sheet.frames.sentences[index];
    let view = sheet.view(text, index);
    cue::candidates(view, &sheet.blocks, &sheet.frames.cues[frame.cues.clone()], &mut buffers.cues);
    if buffers.cues.is_empty() {
        return;
    }
    buffers.accepted.clear();
    let mut context = Context {
        headline: frame.headline,
        inside: frame.inside.is_some(),
        quoted: frame.quoted,
        ..Context::default()
    };
    let mut before = None;
    for (k, cue) in buffers.cues.iter().enumerate() {
        context.gap = before.map_or(0, |b: usize| cue.node - b);
        let mut sum = table.sum();
        cue::features(view, cue, context, &mut sum);
        let totals = sum.totals();
        let best = (1..4).max_by_key(|o| (totals[*o], std::cmp::Reverse(*o))).unwrap_or(1);
        let mut margin = totals[best] - totals[0] - bar;
        let mut best = best;
        // "The agency reports:" and the words in the paragraph below; "the audit found that": a clause of its own.
        if margin <= 0 && (announces(sheet, index, cue) || states(view, cue)) {
            (best, margin) = (Side::After as usize, 1);
        }
        if Side::ALL[best] == Side::After && !context.quoted && deed(view, cue) {
            margin = 0;
        }
        context.last = 1;
        if margin > 0 {
            buffers.accepted.push((k, Side::ALL[best], margin));
            context.last = 1 + best;
        }
        before = Some(cue.node);
    }
    let first = out.len();
    for &(k, side, margin) in &buffers.accepted {
        let mut cue = buffers.cues[k];
        if cue.lemma != cue::COLON
            && let Some(whole) = cue.left.and_then(|p| phrase::whole(view, p))
        {
            cue.left = Some(whole);
        }
        speaker::candidates(view, &cue, &mut buffers.speakers);
        let chosen = best(buffers.speakers.iter().enumerate().map(|(rank, candidate)| {
            let mut sum = table.sum();
            speaker::features(view, &cue, side, candidate, rank, &mut sum);
            (sum.score(), rank)
        }));
        let speaker = chosen.map_or(buffers.speakers[0], |r| buffers.speakers[r]);
        out.push(Found { sentence: index, cue, side, speaker, content: [0..0, 0..0], margin, via: None });
    }
    for k in first..out.len() {
        let around = Around {
            next: out[k + 1..].iter().map(|f| region(view, f).start).next().unwrap_or(usize::MAX),
            previous: if k > first { region(view, &out[k - 1]).end } else { 0 },
        };
        let (mut content, side) = contents(view, &out[k], around, table, &mut buffers.places);
        let next = out.get(k + 1).filter(|f| {
            matches!(f.side, Side::Before | Side::Both)
                && matches!(f.speaker.place, Place::Left | Place::Right)
        });
        if let Some(next) = next.map(|f| region(view, f).start) {
            clause::before_report(view, &mut content[1], next);
        }
        // A passive only borrows the side; its found one stays.
        if side == Side::Before {
            out[k].side = side;
        }
        out[k].content = content;
    }
    relayed(sheet, text, view, first, out);
}

/// Whether a finite reporting verb with a subject and a colon end the sentence, and a block begins the next one.
fn announces(sheet: &Sheet, index: usize, cue: &Cue) -> bool {
    let frames = &sheet.frames;
    let end = frames.sentences[index].nodes.end;
    let next = frames.sentences.get(index + 1).map(|s| &frames.nodes[s.nodes.start]);
    matches!(frames.nodes[cue.node].tag, Tag::CuePast | Tag::CueThird)
        && cue.left.is_some()
        && cue.node + 2 == end
        && frames.nodes[end - 1].tag == Tag::Colon
        && next.is_some_and(|node| node.tag == Tag::Block)
}

/// Whether a finite reporting verb with a subject of its own is followed by "that": then somebody says something, however
/// seldom the verb does.
fn states(view: View<'_>, cue: &Cue) -> bool {
    const HAVE: u8 = 16;
    matches!(view.nodes[cue.node].tag, Tag::CuePast | Tag::CueThird)
        && cue.follow == Follow::That
        && view.at(cue.node as isize + 1).tag == Tag::That
        && cue.group.bits & !HAVE == 0
        && cue.left.is_some_and(|p| !matches!(p.kind, Head::Relative | Head::Time | Head::Common))
}

/// "fired a shot", "weighed more than a ton": whether a word that can be a deed has only a plain object behind it, no
/// clause ("demonstrated that") and no particle ("fired back", "weighed in").
fn deed(view: View<'_>, cue: &Cue) -> bool {
    view.nodes[cue.node].is(class::DEED)
        && !matches!(view.at(cue.node as isize + 1).span().of(view.text), "back" | "in" | "out")
        && matches!(
            cue.follow,
            Follow::Phrase
                | Follow::PhraseEnd
                | Follow::PhrasePreposition
                | Follow::Preposition
                | Follow::Other
        )
}

/// An outlet that is the source of a sentence which has a speaker already only relays it: the guidelines' `via`.
fn relayed(sheet: &Sheet, text: &str, view: View<'_>, first: usize, out: &mut Vec<Found>) {
    let mut k = first + 1;
    while k < out.len() {
        let outlet = out[k].speaker.phrase.and_then(|p| super::resolve::outlet(sheet, text, p));
        let (start, before) = (region(view, &out[k]).start, out[k].side == Side::Before);
        if outlet.is_none() || !before || out[k - 1].content.iter().all(Range::is_empty) {
            k += 1;
            continue;
        }
        let main = &mut out[k - 1];
        main.via = outlet;
        for range in &mut main.content {
            while range.end > range.start
                && (range.end > start
                    || matches!(view.nodes[range.end - 1].tag, Tag::Comma | Tag::Subordinator))
            {
                range.end -= 1;
            }
        }
        out.remove(k);
    }
}

/// The candidate with the highest score, the first among equals.
fn best(scores: impl Iterator<Item = (i32, usize)>) -> Option<usize> {
    scores.max_by_key(|(score, at)| (*score, std::cmp::Reverse(*at))).map(|(_, at)| at)
}

/// Verbs that give a predicate to their object.
const DESCRIBE: [u32; 6] = [
    short(hash("describe")),
    short(hash("characterize")),
    short(hash("characterise")),
    short(hash("portray")),
    short(hash("depict")),
    short(hash("brand")),
];
const AS: u32 = short(hash("as"));

/// "described the talks as a failure": what was said is the predicate, by the guidelines.
fn predicate(view: View<'_>, cue: &Cue, start: usize, end: usize) -> usize {
    if !DESCRIBE.contains(&cue.lemma) {
        return start;
    }
    let reach = end.min(start + 14);
    (start..reach).find(|i| view.nodes[*i].word == AS && *i + 1 < end).map_or(start, |i| i + 1)
}

/// The only candidate, where there is but one: it needs no score.
fn only(places: &[usize]) -> Option<usize> {
    if let [at] = places { Some(*at) } else { None }
}

/// The nodes of speaker and cue together.
pub(crate) fn region(view: View<'_>, found: &Found) -> Range<usize> {
    region_of(view, &found.cue, &found.speaker)
}

/// See [`region`].
pub(crate) fn region_of(view: View<'_>, cue: &Cue, speaker: &Candidate) -> Range<usize> {
    let mut start = cue.group.start;
    let mut end = cue.node + 1;
    if view.nodes[cue.node].tag == Tag::According && view.at(end as isize).tag == Tag::To {
        end += 1;
    }
    match (speaker.phrase, speaker.place) {
        (Some(p), Place::Left | Place::Antecedent | Place::Possessor) => start = start.min(p.start),
        (Some(p), Place::Right | Place::By) => end = end.max(p.end),
        _ => {
            // A relative's own "who" belongs to the attribution, not to the content before it.
            if let Some(p) = cue.left {
                start = start.min(p.start);
            }
        }
    }
    start..end
}

/// The nodes before an attribution where content ends: commas and dashes between them left out.
pub(crate) fn end_before(view: View<'_>, region: &Range<usize>) -> usize {
    let mut end = region.start;
    while end > view.low && matches!(view.nodes[end - 1].tag, Tag::Comma | Tag::Dash | Tag::Colon) {
        end -= 1;
    }
    end
}

/// Where content after the attribution may begin at the earliest.
pub(crate) fn from_after(view: View<'_>, cue: &Cue, speaker: &Candidate, region: &Range<usize>) -> usize {
    let mut from = region.end;
    if speaker.place == Place::By && view.nodes[cue.node].tag != Tag::CueNoun {
        // "accused by some of being": the agent stands between; of a noun ("calls by X for Y") too.
        from = region.end;
    }
    from.min(view.high)
}

fn contents(
    view: View<'_>,
    found: &Found,
    around: Around,
    table: &Table,
    places: &mut Vec<usize>,
) -> (Pieces, Side) {
    let region = region(view, found);
    let mut content = [0..0, 0..0];
    // "was described by the agency as …": the subject is what is spoken of.
    let passive = DESCRIBE.contains(&found.cue.lemma) && found.cue.group.bits & 8 != 0;
    let passive = passive
        && (region.end..view.high.min(region.end + 3)).any(|i| view.nodes[i].word == AS && i + 1 < view.high);
    let mut side = if passive { Side::After } else { found.side };
    if matches!(side, Side::Before | Side::Both) {
        content[0] = before(view, found, &region, around, table, places);
    }
    if matches!(side, Side::After | Side::Both) {
        let second = side == Side::Both;
        let from = from_after(view, &found.cue, &found.speaker, &region);
        content::starts_after(view, &found.cue, from, places);
        let start = only(places).or_else(|| {
            best(places.iter().map(|at| {
                let mut sum = table.sum();
                content::start_after(view, &found.cue, from, *at, second, &mut sum);
                (sum.score(), *at)
            }))
        });
        if let Some(start) = start {
            content::ends(view, start, places);
            let count = places.len();
            let mut inside = content::Inside::new(start);
            let end = only(places).or_else(|| {
                best(places.iter().enumerate().map(|(rank, at)| {
                    let mut sum = table.sum();
                    inside.go_on(view, *at);
                    content::end(view, &found.cue, inside, *at, (rank, count), around, &mut sum);
                    (sum.score(), *at)
                }))
            });
            content[1] = end.map_or(0..0, |end| {
                let start =
                    if start == from { clause::past_time(view, &found.cue, start, end) } else { start };
                let end = if second {
                    end
                } else {
                    clause::first_clause(view, &found.cue, region.start, start, end)
                };
                predicate(view, &found.cue, start, end)..end
            });
            // "The bridge will close, Smith said last week": after a time alone, what was said stands before.
            if side == Side::After
                && content[1].is_empty()
                && clause::follows_clause(view, &found.cue, region.start)
            {
                side = Side::Before;
                content = [before(view, found, &region, around, table, places), 0..0];
            }
        }
    }
    (content, side)
}

/// The content before the attribution.
fn before(
    view: View<'_>,
    found: &Found,
    region: &Range<usize>,
    around: Around,
    table: &Table,
    places: &mut Vec<usize>,
) -> Range<usize> {
    let end = end_before(view, region);
    if end <= view.low {
        return 0..0;
    }
    content::starts_before(view, end, places);
    let count = places.len();
    let at = only(places).or_else(|| {
        best(places.iter().enumerate().map(|(rank, at)| {
            let mut sum = table.sum();
            content::start_before(view, &found.cue, end, *at, (rank, count), around, &mut sum);
            (sum.score(), *at)
        }))
    });
    at.map_or(0..0, |at| at..end)
}
