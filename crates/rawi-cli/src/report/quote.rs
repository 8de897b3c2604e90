//! A quote in its article: a few words before, the speaker, the reporting word and the content told apart, a few after.

use maud::{Markup, html};

use super::anchor;
use super::page::{headline, here, outlet_name};
use super::text::{Safe, clip, date, direction, language, percent, slice};
use super::view::{Place, QUOTE, View};
use crate::records::{Mention, QuoteRecord};
use rawi_quotes::{EntityType, Kind};

/// Words shown before and after.
const AROUND: usize = 9;
/// A cue or speaker so many characters from the content is shown in the line of data instead.
const NEAR: usize = 240;

/// Name of a kind, as in records.
pub fn kind_id(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    }
}

/// Name of a kind, for readers.
pub fn kind(view: &View<'_>, kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => view.labels.direct,
        Kind::Mixed => view.labels.mixed,
        Kind::Indirect => view.labels.indirect,
    }
}

/// Name of a kind of source, for readers.
pub fn entity_type(view: &View<'_>, of: EntityType) -> &'static str {
    let l = view.labels;
    match of {
        EntityType::Person => l.person,
        EntityType::Organisation => l.organisation,
        EntityType::Anonymous => l.anonymous,
        EntityType::Document => l.document,
        EntityType::Other => l.other,
    }
}

/// What a stretch of the article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What was said.
    Said,
    /// The reporting word.
    Cue,
    /// The source.
    Speaker,
    /// The agency it came through.
    Via,
    /// None of these.
    Around,
}

/// The quote and what is around it, in pieces that together are one stretch of the article.
pub fn in_context<'a>(text: &'a str, quote: &QuoteRecord) -> Vec<(Role, &'a str)> {
    let length = text.chars().count();
    let stands = |start: usize, end: usize| start < end && end <= length;
    let mut parts: Vec<(usize, usize, Role)> = quote
        .content
        .iter()
        .filter(|range| stands(range.0, range.1))
        .map(|&(start, end)| (start, end, Role::Said))
        .collect();
    let Some(from) = parts.iter().map(|part| part.0).min() else { return Vec::new() };
    let to = parts.iter().map(|part| part.1).max().unwrap_or(from);
    let mentions = [(Role::Cue, &quote.cue), (Role::Speaker, &quote.speaker), (Role::Via, &quote.via)];
    for (role, mention) in mentions {
        if let Some(&Mention { start, end, .. }) = mention.as_ref()
            && stands(start, end)
            && end + NEAR >= from
            && start <= to + NEAR
            && parts.iter().all(|part| end <= part.0 || part.1 <= start)
        {
            parts.push((start, end, role));
        }
    }
    parts.sort_by_key(|part| (part.0, part.1));
    let first = parts.first().map_or(from, |part| part.0);
    let last = parts.iter().map(|part| part.1).max().unwrap_or(to);

    let mut pieces = Vec::new();
    // Counted once from the beginning of the article, then from the first of its parts.
    let before = slice(text, 0, first);
    let rest = &text[before.len()..];
    let part = |start: usize, end: usize| slice(rest, start - first, end.saturating_sub(first));
    push(&mut pieces, Role::Around, words_before(before));
    let mut at = first;
    for (start, end, role) in parts {
        if start >= at {
            push(&mut pieces, Role::Around, part(at, start));
            push(&mut pieces, role, part(start, end));
            at = end;
        }
    }
    push(&mut pieces, Role::Around, words_after(part(last, usize::MAX)));
    pieces
}

fn push<'a>(pieces: &mut Vec<(Role, &'a str)>, role: Role, text: &'a str) {
    if !text.is_empty() {
        pieces.push((role, text));
    }
}

/// The last words of the paragraph.
fn words_before(text: &str) -> &str {
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    let text = &text[line..];
    let mut words = 0;
    let mut inside = false;
    for (at, c) in text.char_indices().rev() {
        if c.is_whitespace() {
            inside = false;
        } else if !inside {
            inside = true;
            words += 1;
            if words > AROUND {
                return text[at + c.len_utf8()..].trim_start();
            }
        }
    }
    text.trim_start()
}

/// The first words of the rest of the paragraph.
fn words_after(text: &str) -> &str {
    let text = text.split('\n').next().unwrap_or("");
    let mut words = 0;
    let mut inside = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            inside = false;
        } else if !inside {
            inside = true;
            words += 1;
            if words > AROUND {
                return text[..at].trim_end();
            }
        }
    }
    text.trim_end()
}

/// The quote in its article, marked.
pub fn marked(view: &View<'_>, quote: &QuoteRecord) -> Markup {
    let Some(article) = view.article(&quote.doc) else {
        return html! { blockquote dir=(direction(&quote.text)) { mark.said { (Safe(&quote.text)) } } };
    };
    html! {
        blockquote dir=(direction(&quote.text)) lang=[language(article.lang)] {
            @for (role, text, cut) in fit(in_context(article.text, quote)) {
                @match role {
                    Role::Said => mark.said { (Safe(text)) @if cut { "…" } },
                    Role::Cue => span.cue { (Safe(text)) },
                    Role::Speaker => b.who { (Safe(text)) },
                    Role::Via => span.via { (Safe(text)) },
                    Role::Around => span.around { (Safe(text)) @if cut { " … " } },
                }
            }
        }
    }
}

/// Pieces cut where they are too long together, and whether they were; a little of each stays.
fn fit(pieces: Vec<(Role, &str)>) -> Vec<(Role, &str, bool)> {
    let mut left = QUOTE;
    let fit = |(role, text)| {
        let (shown, cut) = clip(text, left.max(60));
        left = left.saturating_sub(shown.chars().count());
        (role, shown, cut)
    };
    pieces.into_iter().map(fit).collect()
}

/// One quote of a list: where and when, how, and the words; with its own address where this is the place of it.
/// `credit` joins what is said of the quote, `changes` stands below its words.
pub fn item(view: &View<'_>, quote: &QuoteRecord, place: Place, credit: &Markup, changes: &Markup) -> Markup {
    html! {
        (data(view, quote, place, credit))
        div.words { (marked(view, quote)) (changes) }
    }
}

/// Where and when a quote stands, and how it was found, without its words.
pub fn data(view: &View<'_>, quote: &QuoteRecord, place: Place, credit: &Markup) -> Markup {
    let l = view.labels;
    let own = view.quote_at(quote) == Some(place);
    let id = anchor::quote(quote);
    html! {
        div.data id=[own.then_some(id.as_str())] {
            p.meta {
                (outlet_name(view, quote.outlet.as_deref()))
                @if quote.date.is_some() { " · " (date(quote.date.as_deref())) }
                " · " span.kind { (kind(view, quote.kind)) }
                @if own { " " (here(view, &id)) }
            }
            p.meta { (headline(view, &quote.doc)) }
            (credit)
            p.small {
                span.figure { (l.confidence.replace("{p}", &percent(quote.confidence))) }
                " · " (l.rule) " " bdi dir="ltr" { (Safe(quote.rule)) }
                @if let (Some(statement), Place::Speaker(..)) = (view.statement_of(quote), place) {
                    " · " a href={ "#" (anchor::statement(&statement.statement)) } { (l.versions_link) }
                }
                @if let (false, Some(_)) = (own, view.quote_at(quote)) {
                    " · " a href={ "#" (id) } { (l.elsewhere_here) }
                }
                @if let Some(family) = view.family_of(quote) {
                    " · " a href={ "#" (anchor::family(&family.family)) } { (l.in_family) }
                }
            }
        }
    }
}

/// Which mark is what.
pub fn key(view: &View<'_>) -> Markup {
    let l = view.labels;
    html! {
        p.key { (l.quote_key) " "
            mark.said { (l.key_said) } " " span.cue { (l.key_cue) } " " b.who { (l.key_speaker) } " "
            span.via { (l.key_via) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(content: Vec<(usize, usize)>, cue: (usize, usize), speaker: (usize, usize)) -> QuoteRecord {
        let mention = |(start, end)| Some(Mention { start, end, text: "".into() });
        QuoteRecord {
            doc: "d".into(),
            outlet: None,
            date: None,
            kind: Kind::Direct,
            content,
            text: "".into(),
            cue: mention(cue),
            speaker: mention(speaker),
            entity: None,
            entity_type: None,
            description: None,
            via: None,
            confidence: 1.0,
            rule: "test",
        }
    }

    #[test]
    fn the_pieces_are_one_stretch_of_the_article() {
        let text = "Before it. \"We go\", said Ali, \"and come\". After it all\nnext paragraph";
        let at = |words: &str| {
            let start = text.find(words).expect("stands there");
            (start, start + words.len())
        };
        let quote = quote(vec![at("We go"), at("and come")], at("said"), at("Ali"));
        let pieces = in_context(text, &quote);
        let whole: String = pieces.iter().map(|piece| piece.1).collect();
        assert_eq!(whole, "Before it. \"We go\", said Ali, \"and come\". After it all");
        let said: Vec<&str> = pieces.iter().filter(|p| p.0 == Role::Said).map(|p| p.1).collect();
        assert_eq!(said, ["We go", "and come"]);
    }

    #[test]
    fn bad_offsets_cost_nothing_else() {
        assert_eq!(in_context("short text", &quote(vec![(90, 99)], (0, 5), (6, 8))), []);
        let pieces = in_context("short text", &quote(vec![(6, 10), (3, 2)], (5, 2), (200, 300)));
        assert_eq!(pieces, [(Role::Around, "short "), (Role::Said, "text")]);
        assert_eq!(words_before("a b c d e f g h i j k"), "c d e f g h i j k");
        assert_eq!(words_after("a b c d e f g h i j k"), "a b c d e f g h i");
    }
}
