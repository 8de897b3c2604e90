//! The Arabic grammar: from words to attributions.
//!
//! Paragraph by paragraph: every reporting word is read into a [head](head), every prepositional cue into an
//! [origin](origin), then [extents](extent) are cut against one another, then sources are resolved against the
//! [state](state) of the document. The word lists are in [`lexicon`].

mod acting;
mod apposition;
mod aside;
mod bodies;
mod body_name;
mod complement;
pub mod confidence;
mod continued;
mod country;
mod described;
mod extent;
mod framed;
mod head;
mod issuer;
mod just_now;
mod lead;
pub mod letters;
mod lexicon;
mod load;
mod mention;
mod name;
mod object;
mod ordinary;
mod origin;
mod pattern;
mod phrase;
mod reading;
mod relation;
mod relative;
mod reports;
mod special;
mod state;
mod subject;
#[cfg(test)]
mod tests;
mod title;
mod under_particle;
mod view;
mod within;

use crate::lists::Lists;
use crate::marks::Group;
use crate::page::{Page, Paragraph};
use crate::quote::{EntityType, Kind, Quote};
use ahash::AHashMap;
use confidence::Signs;
use extent::Content;
use head::{Head, Speaker};
use lexicon::{Lexicon, Tense};
pub(crate) use load::check;
pub(crate) use ordinary::{is_first_name, is_object, may_be_name};
use origin::Origin;
use rawi_text::Span;
use state::State;
use std::cell::RefCell;
use std::ops::Range;
use view::{Buffers, View};

thread_local! {
    /// The memory of this thread's last view.
    static BUFFERS: RefCell<Buffers> = RefCell::default();
}

/// The Arabic lists and the grammar over them.
#[derive(Debug)]
pub struct Arabic {
    lexicon: Lexicon,
}

impl Arabic {
    /// Reads the lists that are compiled in, and those of the user's own.
    pub fn new(lists: &Lists) -> Self {
        Self { lexicon: Lexicon::new(lists) }
    }

    /// Appends the quotations of the page's Arabic paragraphs.
    pub fn extract(&self, page: &Page<'_>, out: &mut Vec<Quote>) {
        self.read(page, |quote, _| out.push(quote));
    }

    /// Hands over the quotations of the page's Arabic paragraphs, each with what speaks for and against it.
    pub fn read(&self, page: &Page<'_>, mut out: impl FnMut(Quote, &Signs)) {
        let view = View::within(BUFFERS.take(), page, &self.lexicon);
        let mut state: Option<State> = None; // made with the first attribution
        let mut made: Vec<Made> = Vec::new();
        let mut free = 0; // first word after the last attribution
        let mut spoken = false; // the paragraph before ended with quoted words
        let mut flashback: Option<(usize, usize)> = None; // sentence and speaker of a flashback, if it came last
        for paragraph in page.paragraphs.iter().filter(|p| p.arabic) {
            let heads = heads(&view, paragraph);
            if heads.is_empty() {
                let group = view.quoted_paragraph(paragraph).filter(|_| spoken);
                spoken = group.is_some();
                if let (Some(group), Some(state)) = (group, &state) {
                    go_on(&mut made, group, state);
                }
                continue;
            }
            let before_this = made.len();
            let mut said = 0; // first word after the content of the last attribution of the main line
            let mut aside_said = 0; // likewise of the last flashback
            let mut quoted = usize::MAX; // sentence of that attribution
            let mut before: Option<usize> = None; // who spoke in the attribution before, flashbacks too
            let mut relayer: Option<Range<usize>> = None; // who relayed that
            // Sentence, speaker and first word of the content of the last attribution, nested ones too.
            let mut within: Option<(usize, usize, usize)> = None;
            for (n, head) in heads.iter().enumerate() {
                let Some(content) = view.content(head, &heads[n + 1..], paragraph.words.end) else {
                    continue;
                };
                let state = state.get_or_insert_with(|| State::new(&view));
                let sentence = view.sentence_start(head.cue.start, paragraph.words.start);
                let nested = head.cue.start < said && head.end.is_none();
                let fresh = quoted != sentence && !nested;
                // وكانت السفارة قد ذكرت …. وأكدت أن: the next sentence goes on with her.
                let told = flashback.filter(|(told, _)| {
                    sentence == head.cue.start
                        && head.tense == Tense::Perfect
                        && head.start <= head.cue.end + 1
                        && sentence > 0
                        && view.sentence_start(sentence - 1, 0) == *told
                });
                let flash = told.map(|(_, entity)| entity);
                let within_this = within.filter(|(told, ..)| *told == sentence);
                let place = Place {
                    nested,
                    fresh: fresh.then_some(sentence),
                    before,
                    free,
                    flash,
                    relayer: relayer.clone(),
                    within: within_this.map(|(_, entity, _)| entity),
                    of_another: within_this.map(|(.., start)| start).filter(|&start| view.of_another(start)),
                    begins: head.cue.start == paragraph.words.start,
                };
                let Made { quote, entity, signs } = quote(&view, state, head, &content, &place);
                flashback =
                    entity.filter(|_| head.rule == "verb, flashback").map(|entity| (sentence, entity));
                free = free.max(content.end).max(head.cue.end);
                if !head.rule.starts_with("according to") {
                    within = entity.map(|entity| (sentence, entity, head.start));
                    // كانت الوزارة قالت إن مصر تدين كذا. وأضافت: nor within a flashback.
                    if !nested && head.cue.start >= aside_said {
                        before = entity;
                        if !matches!(head.speaker, Speaker::Elided) {
                            relayer = head.via.clone().filter(|_| head.rule == "relayed");
                        }
                    }
                }
                // قال فلان إن …، وفقا لما ذكره الوزير: the speaker himself again, no second source.
                let again = head.rule == "according to, after"
                    && entity.is_some()
                    && made.iter().rev().take(4).any(|inner| {
                        let begins = inner.quote.content[0].start;
                        inner.entity == entity
                            && content.spans[0].start <= begins
                            && begins < content.spans[0].end
                    });
                // نتج عنه بحسب المعلومات الأولية كذا: the speaker's own source, within what he says.
                let inside = head.rule == "according to, after"
                    && entity.is_some_and(|e| state.entity(e).kind == EntityType::Document)
                    && quote.speaker.is_some_and(|source| {
                        let around = |span: &Span| span.start < source.start && source.end < span.end;
                        made.iter().rev().take(4).any(|outer| outer.quote.content.iter().any(around))
                    });
                if !again && !inside {
                    made.push(Made { quote, entity, signs });
                }
                if !nested && !head.aside {
                    (said, quoted) = (content.end, sentence);
                } else if !nested && head.rule == "verb, flashback" {
                    aside_said = content.end;
                }
            }
            let last = made[before_this..].last().filter(|last| last.quote.kind == Kind::Direct);
            spoken = last.is_some_and(|Made { quote, .. }| {
                let end = quote.content.last().map_or(0, |span| span.to());
                !view.page.text[end..paragraph.span.to().max(end)].contains(char::is_alphanumeric)
            });
        }
        if let Some(state) = state {
            hand_over(made, &state, page.text, &mut out);
        }
        BUFFERS.set(view.into_buffers());
    }
}

/// A quotation whose source is one of the document's.
struct Made {
    quote: Quote,
    entity: Option<usize>,
    signs: Signs,
}

/// The quotations of a document that is read to its end: each with what its source is called there and how likely it is right.
fn hand_over(made: Vec<Made>, state: &State, text: &str, out: &mut impl FnMut(Quote, &Signs)) {
    // For each source how often it is quoted and named.
    let mut often: AHashMap<usize, (usize, usize)> = AHashMap::new();
    for entity in made.iter().filter_map(|made| made.entity) {
        let named = || text.matches(&state.entity(entity).display).take(confidence::OFTEN).count();
        often.entry(entity).or_insert_with(|| (0, named())).0 += 1;
    }
    for Made { mut quote, entity, mut signs } in made {
        let source = entity.map(|entity| state.entity(entity));
        let (quoted, named) = entity.and_then(|entity| often.get(&entity).copied()).unwrap_or_default();
        signs.of_source(source, &quote, text, quoted, named);
        quote.entity = source.map(|source| source.display.clone());
        quote.entity_type = Some(source.map_or(EntityType::Other, |source| source.kind));
        quote.confidence = signs.probability();
        out(quote, &signs);
    }
}

/// A paragraph of quoted words alone: the rest of the quotation before it, if that was never closed, else one more of
/// whoever speaks.
fn go_on(made: &mut Vec<Made>, group: &Group, state: &State) {
    if group.continues
        && let Some(Made { quote: last, .. }) = made.last_mut()
        && last.kind == Kind::Direct
        && last.content.last().is_some_and(|span| span.end <= group.outer.start)
    {
        last.content.push(group.inner);
        return;
    }
    let Some(current) = state.current else { return };
    let quote = Quote {
        kind: Kind::Direct,
        content: vec![group.inner],
        cue: None,
        speaker: None,
        entity: None,
        entity_type: None,
        description: None,
        via: None,
        confidence: 0.0, // until the document is read
        rule: "continued",
    };
    made.push(Made { quote, entity: Some(current), signs: Signs::continued() });
}

/// Every attribution of a paragraph, by its cue.
fn heads(view: &View<'_, '_>, paragraph: &Paragraph) -> Vec<Head> {
    let words = paragraph.words.clone();
    let mut heads: Vec<Head> = Vec::new();
    let mut origins = Vec::new();
    let mut taken = words.start; // words that an earlier head took for its cue and complement
    heads.extend(view.headline(words.start, words.end));
    for k in words.clone() {
        let lex = view.lex[k];
        if lex.is(lexicon::SOURCE) {
            origins.push(k);
            continue;
        }
        if lex.is(lexicon::HOLDS)
            && k >= taken
            && let Some(head) = view.held(k, words.end)
        {
            taken = head.start;
            heads.push(head);
            continue;
        }
        if !lex.is_cue() || k < taken {
            continue;
        }
        if let Some(head) = view.head(k, words.start, words.end) {
            // What stands between a cue and its content is no cue (في كلمة ألقاها, في تصريح).
            taken = taken.max(k + 1).max(if head.end.is_none() { head.start } else { 0 });
            heads.push(head);
        }
    }
    for k in origins {
        let sentence = view.sentence_start(k, words.start)..view.sentence_end(k, words.end);
        let reported = heads.iter().any(|h| sentence.contains(&h.cue.start) && h.tense != Tense::Noun);
        match view.origin(k, words.start, words.end, reported) {
            Some(Origin::Source(found)) => {
                let mut head = *found;
                heads.retain(|h| !head.cue.contains(&h.cue.start));
                // قالت الوكالة، استنادا إلى مكتب، إن: an aside between a verb and its content shares that content.
                let around = heads.iter_mut().find(|h| h.cue.start < k && k < h.start && h.end.is_none());
                match (head.end, around) {
                    (Some(_), Some(outer)) if view.relays(k) => {
                        if let Speaker::Named(phrase) = head.speaker {
                            outer.via.get_or_insert(phrase.words);
                        }
                        continue;
                    }
                    (Some(_), Some(outer)) => {
                        (head.start, head.group, head.end) = (outer.start, outer.group, None)
                    }
                    _ => {}
                }
                heads.push(head);
            }
            Some(Origin::Via(via)) => {
                heads.retain(|h| !(k..via.end).contains(&h.cue.start));
                if relays(view, &mut heads, k, &via) {
                    continue;
                }
                for head in heads.iter_mut().filter(|h| sentence.contains(&h.cue.start) && h.via.is_none()) {
                    head.via = Some(via.clone());
                    head.via_from = (k > head.start).then_some(k);
                }
            }
            None => {}
        }
    }
    heads.sort_by_key(|h| (h.cue.start, h.start));
    heads
}

/// Gives what an agency says, quoting the source at `via` (قالت وكالة الأنباء، نقلا عن الوزير، إن), to that source, and says
/// that she relayed it; `k` is the prepositional cue between. Returns whether that was so.
fn relays(view: &View<'_, '_>, heads: &mut [Head], k: usize, via: &Range<usize>) -> bool {
    let media = |at: usize| view.is(at, lexicon::OUTLET | lexicon::AGENCY);
    if !view.relays(k) {
        return false;
    }
    let source = view.source(via.start, via.end, false);
    let Some(source) = source.filter(|source| source.kind != EntityType::Document) else { return false };
    for outer in heads.iter_mut().filter(|h| h.cue.start < k && k < h.start && h.end.is_none()) {
        if let Speaker::Named(agency) = &outer.speaker
            && media(agency.words.start)
        {
            outer.via = Some(agency.words.clone());
            outer.speaker = Speaker::Named(source);
            return true;
        }
    }
    false
}

/// Where in the document an attribution stands.
struct Place {
    /// Within the content of another one.
    nested: bool,
    /// The first word of its sentence, where nobody was quoted in it yet.
    fresh: Option<usize>,
    /// Who spoke in the attribution before.
    before: Option<usize>,
    /// The first word after the last attribution.
    free: usize,
    /// Who spoke in the sentence right before, where that was a flashback.
    flash: Option<usize>,
    /// Who relayed the last words that somebody was named for.
    relayer: Option<Range<usize>>,
    /// Who spoke in the last attribution of the same sentence, nested or not.
    within: Option<usize>,
    /// The first word of that, where it tells of somebody else from there on.
    of_another: Option<usize>,
    /// Whether its cue begins a paragraph.
    begins: bool,
}

/// Resolves the source and makes the record.
fn quote(view: &View<'_, '_>, state: &mut State, head: &Head, content: &Content, place: &Place) -> Made {
    let &Place { nested, fresh, before, free, flash, ref relayer, within, of_another, begins } = place;
    let mut speaker = None;
    let mut description = None;
    let participle = head.tense == Tense::Participle && matches!(head.speaker, Speaker::Elided);
    let denier = if participle { view.denier_before(head.cue.start) } else { None };
    let entity = match &head.speaker {
        Speaker::Named(phrase) => {
            speaker = phrase_span(view, phrase.words.clone());
            if phrase.name.is_some() {
                let head = phrase.head.clone();
                let appositive = phrase.apposition.clone();
                description =
                    if head.is_empty() { appositive } else { Some(head) }.map(|w| view.plain_text(w));
            }
            // ونقلت الوكالة عن فلان: the verb is hers, not his.
            let own = matches!(head.tense, Tense::Perfect | Tense::Imperfect) && head.rule != "relayed";
            let person = own.then_some(head.person);
            Some(match head.goes_on {
                true => state.resolve_going_on(view, phrase, person),
                false => state.resolve(view, phrase, person),
            })
        }
        // وكان فلان قال: «…». وأضاف: the verb that goes on means him too, though he is no current speaker.
        Speaker::Elided if head.goes_on && before.is_some_and(|b| state.fits(b, Some(head.person))) => before,
        // أن ماليزيا أكدت كذا، لكنها حذرت من كذا: whoever the clause before tells of.
        Speaker::Elided
            if view.but_pronoun(head.cue.start)
                && within.is_some_and(|w| state.fits(w, Some(head.person))) =>
        {
            within
        }
        // الأمر الذي نفاه زميل لفلان، موضحا: whoever denied it, since that verb brought no words.
        Speaker::Elided if denier.is_some() => denier.map(|phrase| state.resolve(view, &phrase, None)),
        // قال فلان إن الرجل اتصل به وقال له إنه: whoever he tells of, not he.
        Speaker::Elided
            if of_another.is_some()
                && within.is_some_and(|w| {
                    let his = state.entity(w);
                    his.kind == EntityType::Person && view.told_him(head, his.person)
                }) =>
        {
            of_another.and_then(|start| state.named_within(view, start, head.cue.start))
        }
        // Within somebody's words: قال فلان كذا، مضيفا كذا.
        Speaker::Elided
            if nested
                && head.tense == Tense::Participle
                && within.is_some_and(|w| state.fits(w, Some(head.person))) =>
        {
            within
        }
        // نقلت الصحيفة عن شهود كذا، مشيرة إلى: she does.
        Speaker::Elided
            if head.tense != Tense::Noun
                && relayer.is_some()
                && before.is_some_and(|b| !state.fits(b, Some(head.person))) =>
        {
            let source = relayer.clone().and_then(|words| view.source_at(words.start, words.end));
            match source {
                Some(source) => Some(state.resolve(view, &source, Some(head.person))),
                None => state.elided(Some(head.person)),
            }
        }
        Speaker::Elided => {
            let person = (head.tense != Tense::Noun).then_some(head.person);
            // «شكرني الوزير وقال إنه سعيد»: within his own words nobody says of himself that he said so.
            let told = view
                .outer_group_of(head.cue.start)
                .filter(|_| nested && matches!(head.tense, Tense::Perfect | Tense::Imperfect))
                .map(|group| view.page.word_at(view.page.groups[group].inner.from()))
                .map(|first| view.sentence_start(head.cue.start, first))
                .and_then(|start| state.named_within(view, start, head.cue.start));
            told.or(flash)
                .filter(|&told| state.fits(told, person))
                .or_else(|| {
                    fresh
                        .filter(|&start| start < head.cue.start)
                        .and_then(|start| state.sentence_subject(view, head.cue.start, start, person))
                })
                .or_else(|| {
                    let from = if head.goes_on && state.current.is_some() { usize::MAX } else { free };
                    state.left_out(view, view.sentence_start(head.cue.start, 0), from, person)
                })
                .or_else(|| state.named_who_fits(view, head.cue.start, person))
                .or_else(|| state.elided(person))
                .or_else(|| state.named_before(view, head.cue.start))
        }
    };
    if !head.aside && !nested && entity.is_some() {
        state.current = entity;
    }
    let quote = Quote {
        kind: content.kind,
        content: content.spans.clone(),
        cue: view.page.cover(head.cue.start, head.cue.end),
        speaker,
        entity: None,
        entity_type: None,
        description: description.filter(|d| !d.is_empty()),
        via: head.via.clone().and_then(|w| view.page.cover(w.start, w.end)),
        confidence: 0.0, // until the document is read
        rule: head.rule,
    };
    let person = (head.tense != Tense::Noun).then_some(head.person);
    let known = entity.map(|entity| (state.entity(entity), state.fits(entity, person)));
    let elided = matches!(head.speaker, Speaker::Elided);
    let another = elided && entity.is_some_and(|entity| state.another_since(entity, head.cue.start));
    let signs = Signs::beside(view, head, content.kind, nested, begins, known, another);
    Made { quote, entity, signs }
}

/// The span of a phrase with the marks of a name at its edges.
fn phrase_span(view: &View<'_, '_>, words: Range<usize>) -> Option<Span> {
    let mut span = view.page.cover(words.start, words.end)?;
    if let Some(group) = view.closing_at(words.end)
        && group.outer.start >= span.start
    {
        span.end = group.outer.end;
    }
    // محللون في (باركليز): with its closing bracket.
    let rest = &view.page.text[span.to()..];
    let inside = span.of(view.page.text);
    if rest.starts_with(')') && inside.matches('(').count() > inside.matches(')').count() {
        span.end += 1;
    }
    Some(span)
}
