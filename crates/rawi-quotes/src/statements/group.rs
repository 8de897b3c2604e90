//! Which quotes are one statement.

use std::collections::BTreeMap;

use super::StatementSettings;
use crate::speakers::Said;

/// Groups of quotes with their likeness to the first, each oldest first.
pub(super) fn group(
    said: &[Said<'_>],
    _speaker_of: &[Option<usize>],
    settings: &StatementSettings,
) -> Vec<Vec<(usize, f32)>> {
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, said) in said.iter().enumerate() {
        same.entry(rawi_text::fold_word(&said.words())).or_default().push(at);
    }
    let mut groups = Vec::new();
    for mut members in same.into_values() {
        members.sort_by(|a, b| said[*a].order(&said[*b]));
        let mut rest = members.as_slice();
        while let Some(first) = rest.first() {
            let near = |member: &usize| match (said[*first].day, said[*member].day) {
                (Some(a), Some(b)) => (b - a).abs() <= settings.max_days,
                _ => true,
            };
            let end = rest.iter().position(|member| !near(member)).unwrap_or(rest.len());
            groups.push(rest[..end].iter().map(|member| (*member, 1.0)).collect());
            rest = &rest[end..];
        }
    }
    groups
}

/// Whether a group stands in as many articles and outlets as a statement must.
pub(super) fn wide_enough(
    said: &[Said<'_>],
    versions: &[(usize, f32)],
    settings: &StatementSettings,
) -> bool {
    let Some((first, _)) = versions.first() else { return false };
    let first = &said[*first];
    versions.iter().any(|(member, _)| {
        let member = &said[*member];
        member.article != first.article && (settings.within_outlet || member.outlet != first.outlet)
    })
}
