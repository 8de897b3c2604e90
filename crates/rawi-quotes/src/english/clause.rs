//! Clauses around and inside what was said: times that only date the saying, and main clauses that follow a saying in a
//! clause of their own.
//!
//! The borders of indirect content are chosen by weights; here are the few that grammar gives without doubt.

use super::cue::Cue;
use super::lexer::Tag;
use super::lexicon::{class, hash, short};
use super::phrase::{self, Head, View};
use std::ops::Range;

/// "said Tuesday he would", "said on Sunday it was", "announced last month": when it was said is no part of what was
/// said. Where the content begins after such words; `end` where they are all there is.
pub(super) fn past_time(view: View<'_>, cue: &Cue, start: usize, end: usize) -> usize {
    if view.at(start as isize - 1).tag == Tag::That {
        return start;
    }
    let dated = time(view, start, end);
    let from = dated.unwrap_or(start);
    let Some(at) = medium(view, from, end).or(dated) else { return start };
    if at >= end {
        return end;
    }
    let next = &view.nodes[at];
    let subject = |at| {
        phrase::right(view.nodes, view.text, at, end)
            .is_some_and(|p| p.end < end && view.nodes[p.end].tag.is_finite())
    };
    match next.tag {
        Tag::That => at + 1,
        Tag::Comma if subject(at + 1) => at + 1,
        // "which Smith said Sunday would close": the time parts the relative from its verb.
        tag if tag.is_finite() => {
            let before = cue.left.map_or(cue.group.start, |p| p.start) as isize - 1;
            if view.at(before).tag == Tag::Wh { at } else { start }
        }
        _ if next.is(class::SUBJECT) || next.tag == Tag::Determiner => {
            if at + 2 < end {
                at
            } else {
                start
            }
        }
        _ if subject(at) => at,
        _ => start,
    }
}

/// Whether a whole clause and a comma stand before a saying with a subject of its own.
pub(super) fn follows_clause(view: View<'_>, cue: &Cue, region: usize) -> bool {
    region > view.low + 2
        && view.nodes[region - 1].tag == Tag::Comma
        && cue.left.is_some_and(|p| p.kind != Head::Relative)
        && view.nodes[view.low..region].iter().any(|t| t.tag.is_finite())
}

/// After the phrase at `start` that only names where it was said: "in a statement", "in an interview with the paper",
/// "on condition of anonymity". None where anything else than the end, "that" or a pronoun follows.
fn medium(view: View<'_>, start: usize, end: usize) -> Option<usize> {
    let lead = view.nodes.get(start).filter(|t| start < end && t.tag == Tag::Preposition)?;
    let word = |at: usize| view.nodes[at].span().of(view.text);
    let part = |at: usize| {
        let token = &view.nodes[at];
        phrase::nominal(token) || matches!(token.tag, Tag::Determiner | Tag::Possessive | Tag::Ed | Tag::Time)
    };
    let mut at = start + 1;
    while at < end && at < start + 7 && (part(at) || view.nodes[at].is(class::MEDIUM)) {
        at += 1;
    }
    let told_in = lead.is(class::PREPOSITION) && matches!(word(start), "in" | "at" | "during" | "via");
    let named = |i: usize| {
        told_in && view.nodes[i].is(class::MEDIUM) || word(start) == "on" && word(i) == "condition"
    };
    let mut at = 1 + (start + 1..at).rev().find(|i| named(*i))?;
    // "with the paper on Sunday", "released late Monday"
    while at < end
        && at < start + 16
        && (part(at) || matches!(view.nodes[at].tag, Tag::Preposition | Tag::To))
    {
        if view.nodes[at].is(class::SUBJECT) {
            break;
        }
        at += 1;
    }
    (at >= end || view.nodes[at].tag == Tag::That || view.nodes[at].is(class::SUBJECT)).then_some(at)
}

/// After the adverbial of time at `start`: "Tuesday", "on Tuesday night", "last week", "two years ago", "in May 2015".
fn time(view: View<'_>, start: usize, end: usize) -> Option<usize> {
    let word = |at: usize| view.nodes[at].span().of(view.text);
    let led = view.nodes[start].tag == Tag::Preposition;
    let mut at = start + usize::from(led);
    let opens = at;
    while at < end
        && at < opens + 3
        && (matches!(view.nodes[at].tag, Tag::Determiner | Tag::Number | Tag::Digit)
            || matches!(word(at), "last" | "early" | "late" | "next"))
    {
        at += 1;
    }
    let first = at;
    while at < end
        && (view.nodes[at].tag == Tag::Time
            || at > first && view.nodes[at].tag == Tag::Digit && word(at).len() < 5)
    {
        at += 1;
    }
    if at == first {
        // "in 2012"
        let year = led && first == opens + 1 && view.nodes[opens].tag == Tag::Digit && word(opens).len() == 4;
        return (year && word(start).eq_ignore_ascii_case("in")).then_some(at);
    }
    // "Friday's vote": a time that owns something dates nothing.
    if view.at(at as isize).tag == Tag::PossessiveS {
        return None;
    }
    let dated = view.nodes[first].is(class::CALENDAR | class::ADVERB);
    let near = first > opens && matches!(word(first - 1), "last" | "this");
    let ago = matches!(word(at - 1), "ago" | "earlier" | "later");
    (dated || near || ago).then_some(at)
}

const AS: u32 = short(hash("as"));
const THERE: u32 = short(hash("there"));
const ASK: u32 = short(hash("ask"));

/// "While Smith says that the plan failed, others doubt it": where a saying stands in a clause that only introduces the
/// main one, the content that begins at `start` ends before the main clause. `end` where no main clause follows.
pub(super) fn first_clause(view: View<'_>, cue: &Cue, region: usize, start: usize, end: usize) -> usize {
    if start + 1 >= end {
        return end;
    }
    if parenthetic(view, cue, region) {
        let verb = |at: usize| at < end && finite(view, at) && view.nodes[at].tag != Tag::Ed;
        let comma = (start + 1..end)
            .find(|at| view.nodes[*at].tag == Tag::Comma && verb(past_adverbs(view, at + 1, end)));
        return comma.unwrap_or(end);
    }
    if !introduces(view, cue, region) {
        return end;
    }
    // "that if it fails, they will leave": an introduction inside the content has a main clause inside it too.
    let first = &view.nodes[start];
    let asks = cue.lemma == ASK || first.span().of(view.text).eq_ignore_ascii_case("whether");
    let mut inner = !asks
        && (first.tag == Tag::Preposition && view.at(start as isize - 1).tag == Tag::That
            || first.is(class::SUBORDINATOR) && (first.tag != Tag::Wh || first.is(class::CAPITAL)));
    let mut open = 0_usize;
    for at in start + 1..end {
        match view.nodes[at].tag {
            Tag::Open => open += 1,
            Tag::Close => open = open.saturating_sub(1),
            Tag::Comma if open == 0 && main_clause(view, at + 1, end) => {
                if !inner {
                    return at;
                }
                inner = false;
            }
            _ => {}
        }
    }
    end
}

/// "The report, which shows that it failed, is new": whether the saying is in a relative clause that parts the subject of
/// the sentence from its verb.
fn parenthetic(view: View<'_>, cue: &Cue, region: usize) -> bool {
    cue.left.is_some_and(|p| p.kind == Head::Relative && view.nodes[p.head].tag == Tag::Wh)
        && cue.left.is_some_and(|p| {
            p.start >= region
                && p.start > view.low + 1
                && view.nodes[p.start - 1].tag == Tag::Comma
                && !(view.low..p.start).any(|at| finite(view, at) || view.nodes[at].tag == Tag::Block)
        })
}

/// Whether a token is a finite verb: the list of common verbs holds participles too.
fn finite(view: View<'_>, at: usize) -> bool {
    let token = &view.nodes[at];
    token.tag.is_finite() && !(token.tag == Tag::Verb && token.span().of(view.text).ends_with("ing"))
}

fn past_adverbs(view: View<'_>, mut at: usize, end: usize) -> usize {
    while at < end && matches!(view.nodes[at].tag, Tag::Adverb | Tag::Ly) && view.nodes[at].word != THERE {
        at += 1;
    }
    at
}

/// Whether a subject and its finite verb stand at `at`.
fn main_clause(view: View<'_>, at: usize, end: usize) -> bool {
    let at = past_adverbs(view, at, end);
    if at + 1 >= end || matches!(view.nodes[at].tag, Tag::Wh | Tag::That) {
        return false;
    }
    if view.nodes[at].word == THERE {
        return view.nodes[at + 1].tag == Tag::Be;
    }
    phrase::right(view.nodes, view.text, at, end)
        .map(|p| past_adverbs(view, p.end, end))
        .is_some_and(|verb| verb < end && finite(view, verb))
}

/// Whether the saying stands in a clause or phrase that opens the sentence and only introduces its main clause.
fn introduces(view: View<'_>, cue: &Cue, region: usize) -> bool {
    let mut opener = view.low;
    while opener < region && matches!(view.nodes[opener].tag, Tag::Conjunction | Tag::Adverb | Tag::Dash) {
        opener += 1;
    }
    let token = &view.nodes[opener];
    let form = view.nodes[cue.node].tag;
    // "Asked whether it would pass, she said no".
    if opener == cue.node {
        return form == Tag::CuePast && cue.lemma == ASK;
    }
    if opener >= region
        || view.nodes[opener..region].iter().any(|t| matches!(t.tag, Tag::Comma | Tag::Block | Tag::Colon))
    {
        return false;
    }
    let loose = matches!(form, Tag::CueIng | Tag::CueNoun | Tag::Document);
    if token.is(class::SUBORDINATOR) && token.word != AS {
        // "After the vote Smith said": before a phrase the word is a preposition, and the clause is the main one.
        let clear = !token.is(class::PREPOSITION);
        return clear || region == opener + 1 || loose;
    }
    token.tag == Tag::Preposition && loose && !view.nodes[opener..region].iter().any(|t| t.tag.is_finite())
}

/// "Smith wants it soon, Jones says": a report of the whole ends what is said inside of it.
pub(super) fn before_report(view: View<'_>, content: &mut Range<usize>, report: usize) {
    let comma = report.saturating_sub(1);
    if content.start + 1 < comma && report < content.end && view.nodes[comma].tag == Tag::Comma {
        content.end = comma;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn a_time_only_dates_the_saying() {
        check(
            "Ruth Okafor said last month the harbour would close.",
            &["indirect | the harbour would close | said | Ruth Okafor | Ruth Okafor"],
        );
        check(
            "Ruth Okafor said two weeks ago that the harbour would close.",
            &["indirect | the harbour would close | said | Ruth Okafor | Ruth Okafor"],
        );
        check(
            "The harbour will close in spring, Ruth Okafor said last week.",
            &["indirect | The harbour will close in spring | said | Ruth Okafor | Ruth Okafor"],
        );
    }

    #[test]
    fn where_it_was_said_is_no_part_of_it() {
        check(
            "The harbour will close in spring, Ruth Okafor said in a statement.",
            &["indirect | The harbour will close in spring | said | Ruth Okafor | Ruth Okafor"],
        );
    }

    #[test]
    fn a_main_clause_after_the_saying_is_no_part_of_it() {
        check(
            "While Ruth Okafor says that the dam is safe, the villagers have moved away.",
            &["indirect | the dam is safe | says | Ruth Okafor | Ruth Okafor"],
        );
        check(
            "While Ruth Okafor says that if it rains, the dam will break, the villagers have moved away.",
            &["indirect | if it rains, the dam will break | says | Ruth Okafor | Ruth Okafor"],
        );
    }

    #[test]
    fn a_relative_clause_ends_before_the_verb_of_its_sentence() {
        check(
            "The report, which shows that the bridge was weak, is still in a drawer.",
            &["indirect | the bridge was weak | shows | which | report"],
        );
    }

    #[test]
    fn the_subject_is_found_past_an_apposition_and_its_verb() {
        check(
            "Ruth Okafor, an adviser to the mayor, left the room, saying that the plan had failed.",
            &["indirect | the plan had failed | saying | Ruth Okafor, an adviser to the mayor | Ruth Okafor"],
        );
        check(
            "Ruth Okafor, a nurse in Springfield, Ill., who works at night, said the ward was full.",
            &[
                "indirect | the ward was full | said | Ruth Okafor, a nurse in Springfield, Ill., who works at night | Ruth Okafor",
            ],
        );
    }

    #[test]
    fn a_deed_with_a_plain_object_is_no_saying() {
        check("Ruth Okafor fired several shots into the old barn.", &[]);
        check("The statue weighed more than nine tons of bronze.", &[]);
        check(
            "Ruth Okafor demonstrated that the old barn was safe.",
            &["indirect | the old barn was safe | demonstrated | Ruth Okafor | Ruth Okafor"],
        );
    }

    #[test]
    fn one_person_is_not_they() {
        check(
            "A doctor said the ward was full. They said the roof leaked.",
            &[
                "indirect | the ward was full | said | A doctor | doctor",
                "indirect | the roof leaked | said | They | -",
            ],
        );
    }

    #[test]
    fn the_head_of_a_phrase_with_a_place_speaks() {
        check(
            "A young teacher from Springfield said the school was too small.",
            &[
                "indirect | the school was too small | said | A young teacher from Springfield | young teacher from Springfield",
            ],
        );
        check(
            "Ruth Okafor later said the school was too small.",
            &["indirect | the school was too small | said | Ruth Okafor | Ruth Okafor"],
        );
    }

    #[test]
    fn whom_it_was_told_to_speaks_not() {
        check(
            "The roof will leak, Ruth Okafor, a builder, told the court.",
            &["indirect | The roof will leak | told | Ruth Okafor, a builder | Ruth Okafor"],
        );
    }
}
