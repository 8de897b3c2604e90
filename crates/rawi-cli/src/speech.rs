//! Recycled text and quotations laid together: whose words a family holds, whether what was copied is speech or
//! reporting, and what outlets share: agency text, quotes, words of their own.
//!
//! It happens only where quotes are computed (`report`, `overlap --with-quotes`), so that overlap alone stays as fast
//! as it is.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rawi_overlap::{Family, Passage, Reuse, Reuses};
use rawi_quotes::speakers::{Said, Speaker};
use rawi_text::Span;
use rayon::prelude::*;

use crate::output::NO_OUTLET;
use crate::records::{FamilyRecord, FamilySpeaker, MatrixRecord, ReuseRecord};

/// The quotes of an archive by their articles.
pub struct Speech<'a> {
    said: &'a [Said<'a>],
    speakers: &'a [Speaker],
    /// For each quote its speaker.
    speaker_of: Vec<Option<usize>>,
    /// Where the quotes of each article begin in `said`; one more at the end.
    starts: Vec<usize>,
    /// For each article the merged contents of its quotes, made when they are asked for.
    contents: Vec<OnceLock<Vec<Span>>>,
}

/// What one outlet shares with another, in words of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parts {
    /// In passages that credit an agency or an outlet.
    pub agency: u64,
    /// Of the others, what is quoted from somebody.
    pub quotes: u64,
    /// The rest: the outlets' own reporting.
    pub own: u64,
}

impl<'a> Speech<'a> {
    /// The quotes `said` of an archive of so many articles, ordered by article, and their speakers.
    pub fn new(articles: usize, said: &'a [Said<'a>], speakers: &'a [Speaker]) -> Self {
        let mut speaker_of = vec![None; said.len()];
        for (number, speaker) in speakers.iter().enumerate() {
            for member in &speaker.members {
                speaker_of[*member] = Some(number);
            }
        }
        let starts =
            (0..=articles).map(|article| said.partition_point(|said| said.article < article)).collect();
        let contents = (0..articles).map(|_| OnceLock::new()).collect();
        Self { said, speakers, speaker_of, starts, contents }
    }

    fn quotes(&self, article: usize) -> std::ops::Range<usize> {
        self.starts[article]..self.starts[article + 1]
    }

    /// Contents of the quotes of an article, those that touch made one.
    fn contents(&self, article: usize) -> &[Span] {
        self.contents[article].get_or_init(|| {
            let quotes = self.said[self.quotes(article)].iter();
            let mut spans: Vec<Span> = quotes.flat_map(|said| said.quote.content.iter().copied()).collect();
            spans.sort_unstable_by_key(|span| (span.start, span.end));
            let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
            for span in spans {
                match merged.last_mut() {
                    Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                    _ => merged.push(span),
                }
            }
            merged
        })
    }

    fn is_quoted(&self, article: usize, byte: u32) -> bool {
        let contents = self.contents(article);
        let at = contents.partition_point(|span| span.end <= byte);
        contents.get(at).is_some_and(|span| span.start <= byte)
    }

    /// The part of a passage's words that is quoted from somebody, 0 to 1.
    fn share(&self, passage: Passage, text: &str) -> f64 {
        let article = passage.article as usize;
        let (mut words, mut quoted) = (0u32, 0u32);
        rawi_text::for_each_token(passage.span.of(text), |token| {
            words += 1;
            quoted += u32::from(self.is_quoted(article, passage.span.start + token.span.start));
        });
        let share = if words == 0 { 0.0 } else { f64::from(quoted) / f64::from(words) };
        (share * 10_000.0).round() / 10_000.0
    }

    /// Speakers of the quotes of which a passage holds at least half.
    fn speakers(&self, passage: Passage) -> Vec<usize> {
        let mut found = Vec::new();
        for at in self.quotes(passage.article as usize) {
            let content = &self.said[at].quote.content;
            let whole: usize = content.iter().map(|span| span.len()).sum();
            let (from, to) = (passage.span.start, passage.span.end);
            let inside = content.iter().map(|span| span.end.min(to).saturating_sub(span.start.max(from)));
            let inside: u32 = inside.sum();
            if inside as usize * 2 >= whole.max(1) {
                found.extend(self.speaker_of[at]);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Says in the record of a family how much of its first version is speech, and whose.
    pub fn tell_family(
        &self,
        record: &mut FamilyRecord,
        family: &Family<'_>,
        articles: &[rawi_overlap::Article<'_>],
    ) {
        let Some(first) = family.members.first() else { return };
        record.speech = Some(self.share(first.passage, articles[first.passage.article as usize].text));
        // By name: the first such speaker, members that quote him, outlets in order of the first that does. A source
        // without a name is somebody of its article alone; in copies of one text the same words say the same source.
        let mut found: BTreeMap<&str, (usize, usize, Vec<String>)> = BTreeMap::new();
        for member in &family.members {
            let outlet = articles[member.passage.article as usize].outlet.unwrap_or(NO_OUTLET);
            let mut told: Vec<&str> = Vec::new();
            for speaker in self.speakers(member.passage) {
                let name = self.speakers[speaker].name();
                if told.contains(&name) {
                    continue;
                }
                told.push(name);
                let (_, members, outlets) = found.entry(name).or_insert((speaker, 0, Vec::new()));
                *members += 1;
                if !outlets.iter().any(|known| known == outlet) {
                    outlets.push(outlet.to_owned());
                }
            }
        }
        let mut speakers: Vec<FamilySpeaker> = found
            .into_iter()
            .map(|(name, (speaker, members, outlets))| FamilySpeaker {
                speaker: self.speakers[speaker].id.clone(),
                entity: name.to_owned(),
                members,
                outlets,
            })
            .collect();
        speakers.sort_by(|a, b| {
            b.members.cmp(&a.members).then_with(|| (&a.entity, &a.speaker).cmp(&(&b.entity, &b.speaker)))
        });
        record.speakers = Some(speakers);
    }

    /// Says in the record of a reuse how much of the younger passage is speech, and whose.
    pub fn tell_reuse(
        &self,
        record: &mut ReuseRecord,
        reuse: &Reuse,
        articles: &[rawi_overlap::Article<'_>],
    ) {
        record.speech = Some(self.share(reuse.b, articles[reuse.b.article as usize].text));
        let mut names: Vec<String> = Vec::new();
        for speaker in self.speakers(reuse.b).into_iter().chain(self.speakers(reuse.a)) {
            let name = self.speakers[speaker].name();
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names.sort_unstable();
        record.speakers = Some(names);
    }

    /// Says in the records of the matrix what is shared.
    pub fn tell_matrix(
        &self,
        records: &mut [MatrixRecord],
        reuses: &Reuses,
        articles: &[rawi_overlap::Article<'_>],
    ) {
        let parts = self.parts(reuses, articles);
        for record in records {
            for (other, shared) in &mut record.shared_with {
                let parts = parts.get(&(record.outlet.as_str(), other.as_str())).copied().unwrap_or_default();
                shared.agency = Some(parts.agency);
                shared.quotes = Some(parts.quotes);
                shared.own = Some(parts.own);
            }
        }
    }

    /// What each outlet shares with each other; a token counts once, and as agency text where any passage that holds it
    /// credits somebody.
    fn parts<'n>(
        &self,
        reuses: &Reuses,
        articles: &[rawi_overlap::Article<'n>],
    ) -> BTreeMap<(&'n str, &'n str), Parts> {
        let outlet = |article: u32| articles[article as usize].outlet.unwrap_or(NO_OUTLET);
        let mut sides: Vec<Side<'n>> = Vec::with_capacity(reuses.reuses.len() * 2);
        for reuse in &reuses.reuses {
            let (a, b) = (reuse.a.article, reuse.b.article);
            let credited = reuse.credited.is_some();
            sides.push(Side { own: a, other: outlet(b), tokens: reuse.a_tokens, credited });
            sides.push(Side { own: b, other: outlet(a), tokens: reuse.b_tokens, credited });
        }
        sides.sort_unstable_by_key(|side| (side.own, side.other, side.tokens, side.credited));
        let articles_with: Vec<&[Side<'n>]> = sides.chunk_by(|x, y| x.own == y.own).collect();
        let counted: Vec<(&'n str, &'n str, Parts)> = articles_with
            .into_par_iter()
            .flat_map_iter(|sides| {
                let own = sides[0].own;
                let text = articles[own as usize].text;
                let mut quoted: Vec<bool> = Vec::new();
                rawi_text::for_each_token(text, |token| {
                    quoted.push(self.is_quoted(own as usize, token.span.start));
                });
                let by_outlet = sides.chunk_by(|x, y| x.other == y.other);
                by_outlet
                    .map(move |sides| (outlet(own), sides[0].other, count(sides, &quoted)))
                    .collect::<Vec<_>>()
            })
            .collect();
        let mut all: BTreeMap<(&str, &str), Parts> = BTreeMap::new();
        for (own, other, parts) in counted {
            let sum = all.entry((own, other)).or_default();
            sum.agency += parts.agency;
            sum.quotes += parts.quotes;
            sum.own += parts.own;
        }
        all
    }
}

/// One article's side of a reuse.
struct Side<'n> {
    own: u32,
    /// Outlet of the other article.
    other: &'n str,
    /// Tokens of the own article, the last exclusive.
    tokens: (u32, u32),
    credited: bool,
}

/// Counts what one article shares with one outlet; `quoted` says of each of its tokens whether it is speech.
fn count(sides: &[Side<'_>], quoted: &[bool]) -> Parts {
    const SHARED: u8 = 1;
    const CREDITED: u8 = 2;
    let mut states = vec![0; quoted.len()];
    for side in sides {
        let to = (side.tokens.1 as usize).min(quoted.len());
        let from = (side.tokens.0 as usize).min(to);
        for state in &mut states[from..to] {
            *state = (*state).max(if side.credited { CREDITED } else { SHARED });
        }
    }
    let mut parts = Parts::default();
    for (state, quoted) in states.into_iter().zip(quoted) {
        match (state, quoted) {
            (CREDITED, _) => parts.agency += 1,
            (SHARED, true) => parts.quotes += 1,
            (SHARED, false) => parts.own += 1,
            _ => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(tokens: (u32, u32), credited: bool) -> Side<'static> {
        Side { own: 0, other: "south", tokens, credited }
    }

    #[test]
    fn a_token_counts_once_and_credit_goes_first() {
        let quoted = [false, false, true, true, true, false, false, false];
        let sides = [side((0, 4), false), side((3, 6), true), side((3, 6), false)];
        assert_eq!(count(&sides, &quoted), Parts { agency: 3, quotes: 1, own: 2 });
        assert_eq!(count(&[side((6, 20), false)], &quoted), Parts { agency: 0, quotes: 0, own: 2 });
    }
}
