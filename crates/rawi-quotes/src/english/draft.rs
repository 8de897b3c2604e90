//! From nodes to spans: the content, kind, cue and speaker of an attribution as they stand in the text.

use super::blocks::Block;
use super::cue::Side;
use super::lexer::{Tag, Token};
use super::lexicon::class;
use super::phrase::Phrase;
use super::read::Found;
use super::sheet::Sheet;
use super::speaker::Place;
use crate::quote::Kind;
use rawi_text::Span;

/// An attribution before its speaker is tied to a person of the document.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Direct, mixed or indirect.
    pub kind: Kind,
    /// What was said.
    pub content: Vec<Span>,
    /// The reporting word.
    pub cue: Option<Span>,
    /// The tag of the cue.
    pub form: Tag,
    /// The speaker's phrase.
    pub speaker: Option<Phrase>,
    /// Where it stands.
    pub place: Place,
    /// The speaker's span.
    pub mention: Option<Span>,
    /// The phrase right of the cue, which may be the outlet that was told.
    pub right: Option<Phrase>,
    /// Its sentence.
    pub sentence: usize,
    /// Where content and cue stand to one another.
    pub side: Side,
    /// How much the model prefers it to no attribution.
    pub margin: i32,
    /// The rule that made it.
    pub rule: &'static str,
    /// The outlet that relays it, where a cue of its own names it.
    pub via: Option<Span>,
}

/// The words of a block as content: without the comma or full stop at the end.
pub(crate) fn words_of(text: &str, block: &Block) -> Span {
    let inner = block.inner.of(text);
    let mut end = inner.len();
    let trimmed = inner.trim_end_matches(['"', '”', '“', '\'', '’', ' ']);
    let nested = inner.len() - trimmed.len();
    if nested == 0
        && (inner.ends_with(',') || (inner.ends_with('.') && !inner.ends_with("..") && !abbreviation(inner)))
    {
        end -= 1;
    }
    Span { start: block.inner.start, end: block.inner.start + end as u32 }
}

/// "in the U.S.": the full stop belongs to the word.
fn abbreviation(text: &str) -> bool {
    let last = text.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
    last.matches('.').count() > 1
}

/// The spans and the kind of a content.
pub(crate) fn content(sheet: &Sheet, text: &str, found: &Found) -> (Vec<Span>, Kind) {
    let nodes = &sheet.frames.nodes;
    let mut spans = Vec::with_capacity(1);
    let (mut quoted, mut plain) = (false, false);
    for range in &found.content {
        for node in &nodes[range.clone()] {
            quoted |= node.tag == Tag::Block;
            plain |= node.is(class::WORD);
        }
    }
    let kind = match (quoted, plain) {
        (true, false) => Kind::Direct,
        (true, true) => Kind::Mixed,
        _ => Kind::Indirect,
    };
    for range in &found.content {
        let part = &nodes[range.clone()];
        if kind == Kind::Direct {
            spans.extend(
                part.iter()
                    .filter(|n| n.tag == Tag::Block)
                    .map(|n| words_of(text, &sheet.blocks[n.data as usize])),
            );
        } else {
            let (Some(first), Some(last)) = (
                part.first(),
                part.iter().rfind(|n| {
                    !matches!(n.tag, Tag::Comma | Tag::Stop | Tag::Semicolon | Tag::Colon | Tag::Dash)
                }),
            ) else {
                continue;
            };
            if last.end > first.start {
                spans.push(Span { start: first.start, end: last.end });
            }
        }
    }
    (spans, kind)
}

/// Makes the draft of an attribution; its content may still be empty.
pub(crate) fn draft(sheet: &Sheet, text: &str, found: &Found) -> Draft {
    let nodes = &sheet.frames.nodes;
    let (content, kind) = content(sheet, text, found);
    let cue = &nodes[found.cue.node];
    let span = match cue.tag {
        Tag::Colon => None,
        Tag::According => Some(Span {
            start: cue.start,
            end: nodes.get(found.cue.node + 1).filter(|n| n.tag == Tag::To).map_or(cue.end, |n| n.end),
        }),
        _ => Some(cue.span()),
    };
    let rule = match (cue.tag, found.side) {
        (Tag::Colon, _) => "colon",
        (Tag::According, _) => "according",
        (Tag::CueNoun | Tag::Document | Tag::Role | Tag::People, _) => "noun",
        (_, Side::Both) => "interrupted",
        (Tag::CueIng, _) => "participle",
        (_, Side::Before) if found.speaker.place == Place::Right => "inverted",
        (_, Side::Before) => "content-first",
        _ => "speaker-first",
    };
    Draft {
        kind,
        content,
        cue: span,
        form: cue.tag,
        // Where a relative stands for the source ("…, who said"), it is the mention nearest the cue.
        mention: match found.speaker.relative {
            Some(who) => Some(nodes[who].span()),
            None => found.speaker.phrase.and_then(|p| mention(nodes, p)),
        },
        speaker: found.speaker.phrase,
        place: found.speaker.place,
        right: found.cue.right,
        sentence: found.sentence,
        side: found.side,
        margin: found.margin,
        rule,
        via: found.via,
    }
}

/// The span of a speaker's phrase: punctuation at its edges and a possessive 's left out.
pub(crate) fn mention(nodes: &[Token], phrase: Phrase) -> Option<Span> {
    let mut end = phrase.end;
    while end > phrase.start && matches!(nodes[end - 1].tag, Tag::Comma | Tag::Dash | Tag::PossessiveS) {
        end -= 1;
    }
    (end > phrase.start).then(|| Span { start: nodes[phrase.start].start, end: nodes[end - 1].end })
}

/// Whether the content is a bare name or pronoun: praise or attack of a name alone ("criticised Smith", "admit it") says
/// nothing that could be quoted, by the guidelines.
pub(crate) fn bare(text: &str, draft: &Draft) -> bool {
    let [span] = draft.content[..] else { return false };
    if draft.kind != Kind::Indirect || draft.side != Side::After {
        return false;
    }
    let text = span.of(text);
    // At most three words, whatever the length of the content.
    let mut words = text.split_whitespace().take(4);
    let first = words.next().unwrap_or("");
    if first.len() == text.len() {
        return true;
    }
    let (mut count, mut names) = (1, first.starts_with(char::is_uppercase));
    for word in words {
        count += 1;
        names &= word.starts_with(char::is_uppercase);
    }
    names && count <= 3
}
