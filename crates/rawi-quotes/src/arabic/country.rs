//! Words for parts of countries that look like something else: the second half of an adjective, a region with its article.

use super::lexicon as tag;
use super::view::View;

impl View<'_, '_> {
    /// Whether word `k` is the second of two adjectives of one country (كوري جنوبي), and no preposition (جنوبي بيروت).
    pub(super) fn of_half_a_country(&self, k: usize) -> bool {
        k > 0
            && self.is(k, tag::PREP)
            && self.text(k).ends_with(['ي', 'ة'])
            && self.gap(k).is_plain()
            && !self.is(k + 1, tag::PLACE)
            && crate::names::states(&self.plain_text(k - 1..k + 1)).1
    }

    /// Whether word `k` is a part of a country under لـ (الدفاع المدني لمقاطعة كذا), which may look like a verbal noun.
    pub(super) fn is_region_under_li(&self, k: usize) -> bool {
        self.is_region_behind(k, "ل")
    }

    /// Whether word `k` is a part of a country with its article (العاصمة, الولاية).
    pub(super) fn is_region_with_article(&self, k: usize) -> bool {
        self.is_region_behind(k, "ال")
    }

    fn is_region_behind(&self, k: usize, particle: &str) -> bool {
        let word = rawi_text::fold_word(self.text(k));
        word.strip_prefix(particle)
            .is_some_and(|bare| self.lexicon.get(rawi_text::token_hash(bare)).is(tag::REGION))
    }
}
