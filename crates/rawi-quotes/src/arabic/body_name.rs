//! How the name of a body goes on beyond adjectives and the noun that it governs, and what behind it is no name.
//!
//! ```text
//! صحيفة المرفأ | أكبر الصحف الجزرية          what it is among others: no name
//! شرطة تورونتو | العاصمة الاقتصادية          what its town is: no name
//! مؤسسة هانس هولبرت |                        called after a man: by his whole name
//! الوكالة المكلفة بالمنارات |                 what it is charged with
//! نادي فولفسبورغ | ثالث الدوري الألماني        where it stands: no name
//! ```

use super::lexicon as tag;
use super::phrase::Reader;

impl Reader<'_, '_, '_> {
    /// Whether word `k` begins what the body, or its town, is besides.
    pub(super) fn body_is_besides(&self, k: usize) -> bool {
        let v = self.view;
        if k <= self.from + 1 {
            return false;
        }
        let before = v.lex[k - 1];
        let body = v.is(self.from, tag::ORG);
        let town = before.is(tag::PLACE)
            || before.is_unknown() && !v.definite(k - 1) && body && !v.definite(self.from);
        let among = || {
            k + 1 < self.limit
                && v.plain_definite(k + 1)
                && (v.text(k + 1).ends_with("ات")
                    || v.is(k + 1, tag::OUTLET | tag::MANY | tag::ORG | tag::TITLE_PLURAL))
        };
        // نادي فولفسبورغ ثالث الدوري: where a club stands.
        let placed = || {
            let named = v.foreign(k - 1) || before.is(tag::PLACE | tag::SECOND_HALF);
            named && v.is(k, tag::STANDING) && k + 1 < self.limit && v.plain_definite(k + 1)
        };
        let club = body && !v.is(self.from, tag::TITLE | tag::ANON) || v.is(self.from, tag::PLACE);
        town && v.is_region_with_article(k) || body && self.elative(k) && among() || club && placed()
    }

    /// Whether a word has the form of a superlative (أكبر, أشهر).
    fn elative(&self, k: usize) -> bool {
        let v = self.view;
        !v.definite(k)
            && v.text(k).starts_with('أ')
            && v.text(k).chars().count() == 4
            && !v.is(k, tag::GIVEN | tag::TITLE | tag::ORG | tag::PLACE)
    }

    /// Where the name of a man ends after whom the body is called, and which begins at word `k` right behind its noun.
    pub(super) fn body_called_after(&self, k: usize) -> Option<usize> {
        let v = self.view;
        let called = k == self.from + 1
            && v.is(self.from, tag::NAMING)
            && !v.definite(self.from)
            && !v.is(self.from, tag::TITLE | tag::OUTLET);
        let man = called
            && (v.is(k, tag::GIVEN) || v.foreign(k))
            && !v.definite(k)
            && !v.joined(k)
            && k + 1 < self.limit
            && v.foreign(k + 1)
            && v.gap(k + 1).is_plain();
        man.then(|| v.name_end(k, self.limit)).filter(|end| *end > k + 1)
    }

    /// Whether word `k` says what the body is charged with: behind the participle of a definite body.
    pub(super) fn body_charged_with(&self, k: usize) -> bool {
        let v = self.view;
        v.text(k).starts_with("بال")
            && k > self.from + 1
            && v.text(k - 1).starts_with("الم")
            && v.text(k - 1).ends_with('ة')
            && !v.is(k - 1, tag::ORG | tag::TITLE)
            && !v.nisba(k - 1)
    }
}
