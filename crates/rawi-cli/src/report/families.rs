//! Families of recycled text: the first version, and every later one with what it changed.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::diff::{Piece, diff};
use super::labels::count;
use super::page::{
    Facets, dated, elsewhere, here, inside, missing, outlet_name, passage, section as frame, source,
};
use super::text::{Safe, clip, direction, is_before, language, name, percent};
use super::timeline::timeline;
use super::view::{MEMBERS, PASSAGE, View};
use super::{anchor, labels};
use crate::records::{FamilyRecord, MemberPassage, Passage, StatementRecord};

/// Copies word for word that are named.
const COPIES: usize = 100;
/// Words of one text that are compared; what comes later in it is not shown either.
const COMPARED: usize = PASSAGE * 3 / 2;

/// The families.
pub fn section(view: &View<'_>) -> Markup {
    let l = view.labels;
    let total = view.data.totals.families.max(view.data.families.len());
    let within = statements_inside(view);
    let lead = html! {
        p.key { (l.diff_key) " " ins { (l.added) } " " del { (l.dropped) } }
    };
    let body = html! {
        (timeline(view))
        @for &index in &view.families {
            (family(view, &view.data.families[index], within.get(&index).map_or(&[], Vec::as_slice)))
        }
    };
    frame(view, "families", l.families, (view.families.len(), total), &lead, &body)
}

fn family(view: &View<'_>, family: &FamilyRecord, statements: &[&StatementRecord]) -> Markup {
    view.watch.done(1);
    let l = view.labels;
    let id = anchor::family(&family.family);
    let mut facets = Facets::default();
    for member in &family.members {
        facets.article(
            view,
            &member.passage.doc,
            member.passage.outlet.as_deref(),
            member.passage.date.as_deref(),
        );
    }
    let [outlets, languages, _, since, until] = facets.values();
    let (words, cut) = clip(family.first.text.trim(), 150);
    let inner = html! {
        p.names {
            @for (at, outlet) in family.outlets.iter().enumerate() {
                @if at > 0 { " · " } (outlet_name(view, Some(outlet)))
            }
            " " (here(view, &id))
        }
        div.versions {
            div.first {
                h3 { (l.first_version) }
                p.meta { (place(view, &family.first.passage)) }
                (uncertain(view, family))
                (passage(view, &family.first.text, lang(view, &family.first.passage), PASSAGE))
            }
            div.later {
                h3 { (l.later_versions) }
                (later(view, family))
            }
        }
        (speech(view, family))
        @if !statements.is_empty() {
            p.small { (l.statements_inside) ": "
                @for (at, statement) in statements.iter().take(10).enumerate() {
                    @if at > 0 { " · " }
                    a href={ "#" (anchor::statement(&statement.statement)) } {
                        @let words = statement.versions.first().map_or("", |v| v.quote.text.as_str());
                        bdi dir=(direction(words)) { (Safe(clip(words, 60).0)) "…" }
                    }
                }
            }
        }
    };
    html! {
        details.item id=(id) data-o=[outlets] data-l=[languages] data-from=[since.as_deref()] data-to=[until.as_deref()] {
            summary {
                span.opening dir=(direction(words)) { (Safe(words)) @if cut { "…" } }
                span.facts {
                    b { (count(l.outlets_n, family.outlets.len())) } " · " (count(l.versions_n, family.size))
                    (dated(since.as_deref(), until.as_deref())) " · "
                    @if family.credited > 0 { (count(l.credited_n, family.credited)) } @else { (l.credited_none) }
                }
            }
            (inside(&inner))
        }
    }
}

/// Says whose versions may be as early as the first one, where the dates do not tell.
fn uncertain(view: &View<'_>, family: &FamilyRecord) -> Markup {
    let first = &family.first.passage;
    let mut outlets: Vec<Option<&str>> = Vec::new();
    for MemberPassage { passage, .. } in &family.members {
        let outlet = passage.outlet.as_deref();
        let later = is_before(first.date.as_deref(), passage.date.as_deref()) == Some(true);
        if !later && passage.outlet != first.outlet && !outlets.contains(&outlet) {
            outlets.push(outlet);
        }
    }
    html! {
        @if !outlets.is_empty() {
            p.small { (view.labels.first_uncertain) ": "
                @for (at, outlet) in outlets.iter().enumerate() {
                    @if at > 0 { " · " } (outlet_name(view, *outlet))
                }
            }
        }
    }
}

/// How much of the first version is speech, and whose words the versions quote.
fn speech(view: &View<'_>, family: &FamilyRecord) -> Markup {
    /// Speakers that are named.
    const NAMED: usize = 8;
    let l = view.labels;
    let speakers = family.speakers.as_deref().unwrap_or_default();
    html! {
        @if let Some(share) = family.speech {
            p.small.sp {
                @if speakers.is_empty() && share == 0.0 { (l.no_speech) }
                @else { (l.speech_share.replace("{p}", &percent(share))) }
                @for (at, speaker) in speakers.iter().take(NAMED).enumerate() {
                    @if at == 0 { " · " (l.quoted_in) ": " } @else { " · " }
                    @let words = html! { (name(&speaker.entity)) " (" (count(l.versions_n, speaker.members)) ")" };
                    @if view.shows_speaker(&speaker.speaker) {
                        a href={ "#" (anchor::speaker(&speaker.speaker)) } { (words) }
                    } @else { (words) }
                }
                @if speakers.len() > NAMED { " · " (count(l.and_more, speakers.len() - NAMED)) }
            }
        }
    }
}

/// Versions with other words, each wording once and in full; then those word for word as the first, in a list.
fn later(view: &View<'_>, family: &FamilyRecord) -> Markup {
    let l = view.labels;
    let first = &family.first;
    let is_first = |member: &MemberPassage| {
        member.passage.doc == first.passage.doc && member.passage.start == first.passage.start
    };
    let later: Vec<(&MemberPassage, &str)> = family
        .members
        .iter()
        .filter(|member| !is_first(member))
        .map(|m| (m, view.words(&m.passage)))
        .collect();
    let (same, changed): (Vec<_>, Vec<_>) = later.into_iter().partition(|(member, words)| {
        member.jaccard_to_first >= 1.0 && super::diff::same_words(&first.text, words)
    });
    // Copies of one changed version are shown as that version, once.
    let mut groups: Vec<Vec<(&MemberPassage, &str)>> = Vec::new();
    let mut known: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
    for (member, words) in changed {
        let at = *known.entry(super::diff::hashes(words)).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        groups[at].push((member, words));
    }
    html! {
        @for group in groups.iter().take(MEMBERS) {
            @let (member, words) = group[0];
            p.meta {
                (place(view, &member.passage)) " · "
                span.figure { (l.likeness.replace("{p}", &percent(member.jaccard_to_first))) }
                (credit(view, &member.passage))
            }
            @match changes(l, &first.text, words, lang(view, &member.passage), PASSAGE) {
                Some(changes) => (changes),
                None => { p.small { (l.other_words) } (passage(view, words, lang(view, &member.passage), PASSAGE)) },
            }
            @if group.len() > 1 {
                p.same { (count(l.same_as_this, group.len() - 1)) }
                (copies(view, &group[1..]))
            }
        }
        @if groups.len() > MEMBERS {
            p.small { (count(l.more_versions, groups[MEMBERS..].iter().map(Vec::len).sum())) }
        }
        @if !same.is_empty() {
            p.same { (l.same_words) ":" }
            (copies(view, &same))
        }
    }
}

/// Where copies stand, without their words.
fn copies(view: &View<'_>, copies: &[(&MemberPassage, &str)]) -> Markup {
    html! {
        ul.copies {
            @for (member, _) in copies.iter().take(COPIES) {
                li { (place(view, &member.passage)) (credit(view, &member.passage)) }
            }
        }
        @if copies.len() > COPIES { p.small { (count(view.labels.more_versions, copies.len() - COPIES)) } }
    }
}

fn place(view: &View<'_>, passage: &Passage) -> Markup {
    html! {
        (source(view, &passage.doc, passage.outlet.as_deref(), passage.date.as_deref()))
        (elsewhere(view, &passage.doc))
    }
}

/// The words with which a version credits where it is from.
fn credit(view: &View<'_>, passage: &Passage) -> Markup {
    html! {
        @if let Some(words) = view.credit_of(passage) {
            " · " span.credit { (view.labels.credits) " " (name(words)) }
        }
    }
}

fn lang<'a>(view: &View<'a>, passage: &Passage) -> Option<&'a str> {
    view.article(&passage.doc).and_then(|article| article.lang)
}

/// A later version, with what it added to the first and what it dropped of it; at most `limit` characters. Nothing
/// where less than half of the shorter one stands in both: marks on nearly every word tell nobody what changed.
pub fn changes(
    l: &labels::Labels,
    first: &str,
    later: &str,
    lang: Option<&str>,
    limit: usize,
) -> Option<Markup> {
    let (first, later) = (first.trim(), later.trim());
    let compared = clip(later, COMPARED).0;
    let pieces = diff(clip(first, COMPARED).0, compared);
    if !alike(&pieces) {
        return None;
    }
    // Where both go on, the end of what was compared says nothing about what was dropped.
    let trailing = matches!(pieces.last(), Some(Piece::Dropped(_))) && compared.len() < later.len();
    let (shown, written) = fit(&pieces[..pieces.len() - usize::from(trailing)], limit);
    let whole = later.chars().count();
    Some(html! {
        div.text dir=(direction(later)) lang=[language(lang)] {
            @for piece in shown {
                @match piece {
                    Piece::Same(text) => (Safe(text)),
                    Piece::Added(text) => ins { (Safe(text)) },
                    Piece::Dropped(text) => { " " del { (Safe(text)) } " " },
                }
            }
            @if written < whole { (missing(l, whole - written)) }
        }
    })
}

/// Whether at least half of the words of the shorter version stand in both.
fn alike(pieces: &[Piece<'_>]) -> bool {
    let (mut same, mut added, mut dropped) = (0, 0, 0);
    for piece in pieces {
        match piece {
            Piece::Same(text) => same += rawi_text::tokens(text).len(),
            Piece::Added(text) => added += rawi_text::tokens(text).len(),
            Piece::Dropped(text) => dropped += rawi_text::tokens(text).len(),
        }
    }
    2 * same >= same + added.min(dropped)
}

/// As many pieces as fit in so many characters, the last one cut; and how many are of the later version.
fn fit<'a>(pieces: &[Piece<'a>], limit: usize) -> (Vec<Piece<'a>>, usize) {
    let (mut left, mut written, mut shown) = (limit, 0, Vec::new());
    for &piece in pieces {
        let (Piece::Same(text) | Piece::Added(text) | Piece::Dropped(text)) = piece;
        let (words, cut) = clip(text, left);
        let length = words.chars().count();
        shown.push(match piece {
            Piece::Same(_) => Piece::Same(words),
            Piece::Added(_) => Piece::Added(words),
            Piece::Dropped(_) => Piece::Dropped(words),
        });
        if !matches!(piece, Piece::Dropped(_)) {
            written += length;
        }
        left = left.saturating_sub(length);
        if cut || left == 0 {
            break;
        }
    }
    (shown, written)
}

/// Statements by family: those of which a version stands in it.
fn statements_inside<'a>(view: &View<'a>) -> BTreeMap<usize, Vec<&'a StatementRecord>> {
    let number: BTreeMap<&str, usize> =
        view.families.iter().map(|&index| (view.data.families[index].family.as_str(), index)).collect();
    let mut out: BTreeMap<usize, Vec<&StatementRecord>> = BTreeMap::new();
    for &index in &view.statements {
        let statement = &view.data.statements[index];
        let mut families: Vec<usize> = statement
            .versions
            .iter()
            .filter_map(|version| view.family_of(&version.quote))
            .filter_map(|family| number.get(family.family.as_str()).copied())
            .collect();
        families.sort_unstable();
        families.dedup();
        for family in families {
            out.entry(family).or_default().push(statement);
        }
    }
    out
}
