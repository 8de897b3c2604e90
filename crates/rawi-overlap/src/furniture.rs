//! Furniture: what an outlet repeats on its own pages.

use crate::order::Order;

/// By article, the stretches that are furniture, as byte ranges in order.
pub(crate) struct Furniture {
    by_rank: Vec<Vec<(u32, u32)>>,
}

impl Furniture {
    /// None at all.
    pub(crate) fn none() -> Self {
        Self { by_rank: Vec::new() }
    }

    /// Learns it.
    pub(crate) fn learn(_order: &Order<'_>) -> Self {
        Self::none()
    }

    /// The furniture of one article.
    pub(crate) fn of(&self, rank: u32) -> &[(u32, u32)] {
        self.by_rank.get(rank as usize).map_or(&[], Vec::as_slice)
    }
}
