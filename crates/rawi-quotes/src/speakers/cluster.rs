//! Which mentions of the archive are one speaker.

use std::collections::BTreeMap;

use super::Said;
use crate::EntityType;
use crate::names::Name;

/// The quotes of each speaker, as indices.
pub(super) fn cluster(said: &[Said<'_>]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<(Option<EntityType>, Option<usize>, String), Vec<usize>> = BTreeMap::new();
    for (at, said) in said.iter().enumerate() {
        let Some(entity) = said.quote.entity.as_deref() else { continue };
        // A source without a name stays with its article: "a source" of two articles may be two men.
        let alone = !matches!(said.quote.entity_type, Some(EntityType::Person | EntityType::Organisation));
        let article = alone.then_some(said.article);
        groups.entry((said.quote.entity_type, article, Name::parse(entity).plain())).or_default().push(at);
    }
    groups.into_values().collect()
}
