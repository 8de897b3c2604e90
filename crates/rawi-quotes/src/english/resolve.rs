//! Ties the speaker of each attribution to a name of the document.

use super::draft::Draft;
use super::entity::People;
use super::lexer::Tag;
use super::lexicon::class;
use super::phrase::{Head, Phrase};
use super::sheet::Sheet;
use super::speaker::Place;
use crate::quote::EntityType;
use rawi_text::Span;
use std::borrow::Cow;

/// Who speaks, as far as the document says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Who<'d> {
    /// The name, or the fullest description.
    pub entity: Option<Cow<'d, str>>,
    /// What kind of source.
    pub kind: Option<EntityType>,
    /// Title or role as written.
    pub description: Option<&'d str>,
    /// The person's index, where it is one.
    person: Option<usize>,
    sentence: usize,
    /// One person, though unnamed.
    singular: bool,
}

/// The state while the attributions of a document are read in order.
#[derive(Debug)]
pub(crate) struct Resolver<'d> {
    sheet: &'d Sheet,
    text: &'d str,
    people: &'d mut People,
    /// Who spoke last.
    current: Option<Who<'d>>,
    /// The last group or body that spoke.
    group: Option<Who<'d>>,
    /// Bodies that were named, by their full phrase.
    bodies: Vec<Span>,
}

/// How far back a pronoun may look, in bytes.
const REACH: u32 = 1500;

impl<'d> Resolver<'d> {
    /// Begins a document.
    pub(crate) fn new(sheet: &'d Sheet, text: &'d str, people: &'d mut People) -> Self {
        Self { sheet, text, people, current: None, group: None, bodies: Vec::new() }
    }

    /// Who speaks in this attribution; remembers it for the next.
    pub(crate) fn who(&mut self, draft: &Draft) -> Who<'d> {
        let mut who = self.find(draft);
        who.sentence = draft.sentence;
        if who.entity.is_some() {
            if matches!(who.kind, Some(EntityType::Organisation | EntityType::Anonymous)) && !who.singular {
                self.group = Some(who.clone());
            }
            self.current = Some(who.clone());
        }
        who
    }

    fn find(&mut self, draft: &Draft) -> Who<'d> {
        let Some(phrase) = draft.speaker else { return self.elided(draft) };
        let nodes = &self.sheet.frames.nodes;
        let head = nodes[phrase.head];
        let at = nodes[phrase.start].start;
        match phrase.kind {
            // "One of the aides, John Smith, said".
            Head::Pronoun if phrase.end - phrase.start > 2 => {
                self.apposed(draft).unwrap_or_else(|| self.pronoun(draft, phrase.head))
            }
            Head::Pronoun | Head::Relative => self.pronoun(draft, phrase.head),
            Head::Name => self.name(draft),
            Head::Role => {
                // "the company's president, John Smith,": the name in apposition.
                if let Some(name) = self.apposed(draft).or_else(|| self.titled(draft)) {
                    return name;
                }
                let alone = phrase.start == phrase.head && phrase.end - phrase.head <= 2;
                if alone
                    && head.is(class::CAPITAL)
                    && let Some(person) = self.people.of_family(self.text, &head)
                {
                    return self.person(person, None);
                }
                let definite =
                    matches!(nodes[phrase.start].span().of(self.text), "the" | "The" | "that" | "this")
                        && phrase.head - phrase.start <= 3
                        || head.is(class::CAPITAL) && phrase.head == phrase.start;
                let bare = phrase.end - phrase.head <= 1
                    || nodes[phrase.head + 1].tag != Tag::Preposition
                    || phrase.end - phrase.head <= 4;
                if definite
                    && bare
                    && let Some(person) = self.people.with_role(self.text, &head, at)
                {
                    return self.person(person, Some(self.phrase_text(draft)));
                }
                let described = self.described(draft);
                Who {
                    entity: Some(described.into()),
                    kind: Some(EntityType::Anonymous),
                    description: Some(described),
                    singular: true,
                    ..Who::default()
                }
            }
            Head::People => Who {
                entity: Some(self.fuller(draft).into()),
                kind: Some(
                    if head.is(class::CAPITAL) && !head.is(class::INITIAL) || party(head.span().of(self.text))
                    {
                        EntityType::Organisation
                    } else {
                        EntityType::Anonymous
                    },
                ),
                ..Who::default()
            },
            Head::Body | Head::Place => {
                if let Some(name) = self.apposed(draft) {
                    return name;
                }
                Who {
                    entity: Some(self.body(draft).into()),
                    kind: Some(EntityType::Organisation),
                    ..Who::default()
                }
            }
            Head::Document => Who {
                entity: Some(self.described(draft).into()),
                kind: Some(EntityType::Document),
                ..Who::default()
            },
            Head::Common | Head::Time => {
                if let Some(name) = self.apposed(draft) {
                    return name;
                }
                Who {
                    entity: Some(self.described(draft).into()),
                    kind: Some(EntityType::Other),
                    ..Who::default()
                }
            }
        }
    }

    fn elided(&mut self, draft: &Draft) -> Who<'d> {
        let Some(current) = &self.current else { return Who::default() };
        let shares =
            draft.form == Tag::CueIng || draft.rule == "uncued" || current.sentence == draft.sentence;
        if shares { current.clone() } else { Who::default() }
    }

    fn person(&self, person: usize, description: Option<&'d str>) -> Who<'d> {
        Who {
            entity: Some(self.people.name(self.text, person).into()),
            kind: Some(EntityType::Person),
            description,
            person: Some(person),
            ..Who::default()
        }
    }

    /// The phrase without its apposition.
    fn core(&self, draft: &Draft) -> (usize, usize) {
        let nodes = &self.sheet.frames.nodes;
        let Some(phrase) = draft.speaker else { return (0, 0) };
        let end = (phrase.head..phrase.end)
            .find(|i| matches!(nodes[*i].tag, Tag::Comma | Tag::Dash | Tag::Open))
            .unwrap_or(phrase.end);
        (phrase.start, end)
    }

    fn phrase_text(&self, draft: &Draft) -> &'d str {
        let (start, end) = self.core(draft);
        self.slice(start, end)
    }

    fn slice(&self, start: usize, end: usize) -> &'d str {
        let nodes = &self.sheet.frames.nodes;
        if start >= end { "" } else { &self.text[nodes[start].start as usize..nodes[end - 1].end as usize] }
    }

    /// The phrase without its leading determiner.
    fn described(&self, draft: &Draft) -> &'d str {
        let (mut start, end) = self.core(draft);
        let nodes = &self.sheet.frames.nodes;
        let head = draft.speaker.map_or(start, |p| p.head);
        let article = |at: usize| {
            let word = nodes[at].span().of(self.text);
            nodes[at].tag == Tag::Determiner && is_any(word, &["the", "a", "an", "that", "this"])
                || at < head && word.eq_ignore_ascii_case("one")
        };
        while start + 1 < end && article(start) {
            start += 1;
        }
        self.slice(start, end)
    }

    /// "the aides": the fuller description under which they came before ("Republican aides in Congress").
    fn fuller(&self, draft: &Draft) -> &'d str {
        let own = self.described(draft);
        let nodes = &self.sheet.frames.nodes;
        let (start, end) = self.core(draft);
        let the = end - start == 2 && nodes[start].span().of(self.text).eq_ignore_ascii_case("the");
        let before = self.group.as_ref().and_then(|g| g.entity.as_ref());
        match before {
            Some(Cow::Borrowed(long)) if the && long.split(' ').any(|w| w.eq_ignore_ascii_case(own)) => long,
            _ => own,
        }
    }

    fn name(&mut self, draft: &Draft) -> Who<'d> {
        let nodes = &self.sheet.frames.nodes;
        let Some(phrase) = draft.speaker else { return Who::default() };
        let (start, end) = self.core(draft);
        // Joint speakers: "John Smith and Mary Jones".
        let joint: Vec<usize> = (start..end).filter(|i| nodes[*i].tag == Tag::Conjunction).collect();
        if let Some(&and) = joint.first() {
            let first = self.people.named(nodes[start].start, nodes[and].start);
            let second = self.people.named(nodes[and].end, nodes[end - 1].end);
            if let (Some(a), Some(b)) = (first, second) {
                let entity =
                    format!("{} and {}", self.people.name(self.text, a), self.people.name(self.text, b));
                return Who { entity: Some(entity.into()), kind: Some(EntityType::Person), ..Who::default() };
            }
        }
        // "Mother Jones": an outlet is nobody of that family.
        let whole = self.slice(start + usize::from(nodes[start].tag == Tag::Determiner), end);
        if super::outlets::is_outlet(whole) {
            return Who {
                entity: Some(whole.into()),
                kind: Some(EntityType::Organisation),
                ..Who::default()
            };
        }
        // The name is the one that holds the head; what stands before it is title and description.
        let mut at = phrase.head;
        while at > start && nodes[at].is(class::ABBREVIATION) && nodes[at].is(class::DOTTED) {
            at -= 1;
        }
        let head = &nodes[at];
        let mut first = at;
        while first > start
            && (nodes[first - 1].tag == Tag::Name
                || (nodes[first - 1].tag == Tag::Upper && nodes[first - 1].is(class::DOTTED))
                || nodes[first - 1].is(class::NAME_M | class::NAME_F) && nodes[first - 1].is(class::CAPITAL))
        {
            first -= 1;
        }
        let description = (first > start)
            .then(|| self.slice(start, first))
            .filter(|d| !is_any(d, &["the", "a", "an", "one"]));
        if let Some(person) = self.people.named(head.start, head.end) {
            let description = description.or_else(|| self.after_comma(draft));
            return self.person(person, description);
        }
        let the = nodes[start].tag == Tag::Determiner;
        let named = if the { start + 1 } else { first };
        let entity = self.slice(named.min(phrase.head), phrase.head + 1);
        let kind = if the || head.tag == Tag::Upper || super::outlets::is_outlet(entity) {
            EntityType::Organisation
        } else {
            EntityType::Person
        };
        Who {
            entity: Some(entity.into()),
            kind: Some(kind),
            description: if the { None } else { description },
            ..Who::default()
        }
    }

    fn after_comma(&self, draft: &Draft) -> Option<&'d str> {
        let nodes = &self.sheet.frames.nodes;
        let phrase = draft.speaker?;
        let comma = (phrase.head..phrase.end).find(|i| nodes[*i].tag == Tag::Comma)?;
        let mut end = phrase.end;
        while end > comma + 1 && matches!(nodes[end - 1].tag, Tag::Comma | Tag::Dash) {
            end -= 1;
        }
        let relative = matches!(nodes[comma + 1].tag, Tag::Wh | Tag::Subordinator | Tag::Preposition);
        (end > comma + 1 && !relative).then(|| self.slice(comma + 1, end))
    }

    /// A name in apposition to a role.
    fn apposed(&self, draft: &Draft) -> Option<Who<'d>> {
        let nodes = &self.sheet.frames.nodes;
        let phrase = draft.speaker?;
        let comma = (phrase.head..phrase.end).find(|i| nodes[*i].tag == Tag::Comma)?;
        let next = nodes.get(comma + 1)?;
        let mut last = comma + 1;
        while last < phrase.end
            && (nodes[last].tag == Tag::Name
                || nodes[last].tag == Tag::PossessiveS
                || nodes[last].is(class::CAPITAL | class::DOTTED))
        {
            last += 1;
        }
        let person = self.people.named(next.start, nodes[last.max(comma + 2) - 1].end);
        if let Some(person) = person {
            return Some(self.person(person, Some(self.phrase_text(draft))));
        }
        // "A spokesman, Sami Abu Zuhri, said": between commas a name of two words or more needs no other sign.
        let names = (comma + 1..last).all(|i| nodes[i].tag == Tag::Name);
        let ends = last >= phrase.end || nodes[last].tag == Tag::Comma;
        (names && ends && last - comma > 2).then(|| Who {
            entity: Some(self.slice(comma + 1, last).into()),
            kind: Some(EntityType::Person),
            description: Some(self.phrase_text(draft)),
            ..Who::default()
        })
    }

    /// "Chairman of the Senate Judiciary Committee Chuck Grassley": a title without an article, a name at the end.
    fn titled(&self, draft: &Draft) -> Option<Who<'d>> {
        let nodes = &self.sheet.frames.nodes;
        let phrase = draft.speaker?;
        let (start, end) = self.core(draft);
        let of = nodes.get(phrase.head + 1)?;
        if phrase.head >= end
            || nodes[start].tag == Tag::Determiner
            || !nodes[phrase.head].is(class::CAPITAL)
            || !of.span().of(self.text).eq_ignore_ascii_case("of")
        {
            return None;
        }
        let (person, from) = self.people.full_name_ending(nodes[end - 1].end)?;
        let first = (phrase.head..end).find(|i| nodes[*i].start == from)?;
        let bare =
            !matches!(nodes[first - 1].tag, Tag::Preposition | Tag::Conjunction | Tag::Title | Tag::Role);
        (first > phrase.head + 2 && bare).then(|| self.person(person, Some(self.slice(start, first))))
    }

    /// A body: the full phrase it was named by before, where only its head is repeated ("the committee").
    fn body(&mut self, draft: &Draft) -> &'d str {
        let nodes = &self.sheet.frames.nodes;
        let (start, end) = self.core(draft);
        let Some(phrase) = draft.speaker else { return "" };
        let words = end - start;
        let head = nodes[phrase.head].span().of(self.text);
        let own = self.described(draft);
        if words <= 2 {
            let longer = self.bodies.iter().rev().take(200).map(|s| s.of(self.text)).find(|b| {
                let tail = b.len().checked_sub(head.len()).and_then(|from| b.get(from..));
                b.len() > own.len() && tail.is_some_and(|tail| tail.eq_ignore_ascii_case(head))
            });
            if let Some(longer) = longer {
                return longer;
            }
        } else if let Some(at) = self.text[nodes[start].start as usize..].find(own) {
            let from = nodes[start].start as usize + at;
            self.bodies.push(Span { start: from as u32, end: (from + own.len()) as u32 });
        }
        own
    }

    fn pronoun(&mut self, draft: &Draft, head: usize) -> Who<'d> {
        let nodes = &self.sheet.frames.nodes;
        let token = nodes[head];
        let word = token.span().of(self.text).to_ascii_lowercase();
        match word.as_str() {
            "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => {
                let gender = token.class & (class::MASCULINE | class::FEMININE);
                let speaker = self.current.as_ref().and_then(|c| c.person);
                let sentence = nodes[self.sheet.frames.sentences[draft.sentence].nodes.start].start;
                let blocks = &self.sheet.blocks;
                let inside = |at: u32| {
                    let k = blocks.partition_point(|b| b.outer.end <= at);
                    blocks.get(k).is_some_and(|b| b.outer.start <= at)
                };
                match self.people.pronoun(gender, token.start, sentence, REACH, speaker, &inside) {
                    Some(person) => {
                        // An unnamed speaker just before ("a spokesman said … he added") stands nearer than a name.
                        if let Some(current) = &self.current
                            && current.person.is_none()
                            && current.kind == Some(EntityType::Anonymous)
                            && draft.sentence.saturating_sub(current.sentence) <= 1
                            && current.singular
                        {
                            return current.clone();
                        }
                        self.people.learn(person, gender);
                        self.person(person, None)
                    }
                    None => self
                        .current
                        .clone()
                        .filter(|c| c.kind != Some(EntityType::Organisation))
                        .unwrap_or_default(),
                }
            }
            "they" | "their" | "them" | "it" | "its" => {
                // One person is not "they", nor are officials "it".
                let many = word.starts_with("the");
                let fits = |c: &Who<'_>| match c.kind {
                    Some(EntityType::Person) => {
                        many && c.entity.as_deref().is_some_and(|e| e.contains(" and "))
                    }
                    Some(EntityType::Anonymous) => many && !c.singular,
                    Some(EntityType::Document) => {
                        many == c.entity.as_deref().is_some_and(|e| e.ends_with('s'))
                    }
                    _ => true,
                };
                let near = self.current.clone().filter(fits);
                near.or_else(|| self.group.clone().filter(fits)).unwrap_or_default()
            }
            "i" | "me" | "my" | "we" | "us" | "our" | "you" | "your" | "it's" | "which" | "that" | "what"
            | "this" | "these" | "those" | "himself's" => Who::default(),
            "who" | "whose" => {
                self.current.clone().filter(|c| c.sentence == draft.sentence).unwrap_or_default()
            }
            _ => Who {
                entity: Some(self.described(draft).into()),
                kind: Some(EntityType::Anonymous),
                ..Who::default()
            },
        }
    }

    /// The outlet that was told, or that relays: `via`.
    pub(crate) fn via(&self, draft: &Draft) -> Option<Span> {
        if draft.via.is_some() {
            return draft.via;
        }
        if draft.place == Place::Right {
            return None;
        }
        outlet(self.sheet, self.text, draft.right?)
    }
}

/// Whether a word is one of these, in any case.
fn is_any(word: &str, words: &[&str]) -> bool {
    words.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Parties speak as bodies, also at the beginning of a sentence.
fn party(word: &str) -> bool {
    ["republicans", "democrats", "conservatives", "libertarians", "tories"]
        .iter()
        .any(|p| word.eq_ignore_ascii_case(p))
}

/// The outlet that a phrase names, if it names one.
pub(crate) fn outlet(sheet: &Sheet, text: &str, p: Phrase) -> Option<Span> {
    let nodes = &sheet.frames.nodes;
    let mut start = p.start;
    if nodes[start].tag == Tag::Determiner {
        start += 1;
    }
    let end = (start..p.end)
        .find(|i| matches!(nodes[*i].tag, Tag::PossessiveS | Tag::Comma | Tag::Preposition))
        .unwrap_or(p.end);
    if start >= end {
        return None;
    }
    let span = Span { start: nodes[start].start, end: nodes[end - 1].end };
    super::outlets::is_outlet(span.of(text)).then_some(span)
}
