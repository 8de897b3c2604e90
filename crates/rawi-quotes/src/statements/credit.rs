//! Who is credited with a statement, and whether the outlets agree.

use super::{Agreement, Credit};
use crate::speakers::{Said, Speaker};

/// The speaker of each quote.
pub(super) fn speaker_of(said: &[Said<'_>], speakers: &[Speaker]) -> Vec<Option<usize>> {
    let mut of = vec![None; said.len()];
    for (number, speaker) in speakers.iter().enumerate() {
        for member in &speaker.members {
            of[*member] = Some(number);
        }
    }
    of
}

/// The credits of a statement, in order of the first version that gives each, and the credit of each version.
pub(super) fn credits(
    said: &[Said<'_>],
    speakers: &[Speaker],
    speaker_of: &[Option<usize>],
    versions: &[usize],
) -> (Vec<Credit>, Vec<usize>) {
    let mut credits: Vec<Credit> = Vec::new();
    let mut credit_of = Vec::with_capacity(versions.len());
    for version in versions {
        let speaker = speaker_of[*version];
        let at = credits.iter().position(|credit| credit.speaker == speaker).unwrap_or_else(|| {
            let entity = speaker.map(|speaker| speakers[speaker].name().to_owned());
            credits.push(Credit { speaker, entity, outlets: Vec::new() });
            credits.len() - 1
        });
        if let Some(outlet) = said[*version].outlet
            && !credits[at].outlets.iter().any(|known| known == outlet)
        {
            credits[at].outlets.push(outlet.to_owned());
        }
        credit_of.push(at);
    }
    (credits, credit_of)
}

/// Whether the credits agree.
pub(super) fn agreement(credits: &[Credit]) -> Agreement {
    let named = credits.iter().filter(|credit| credit.entity.is_some()).count();
    if named > 1 {
        Agreement::Differs
    } else if named < credits.len() {
        Agreement::Unattributed
    } else {
        Agreement::Same
    }
}
