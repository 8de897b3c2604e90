//! Prepositions inside a source: part of a title or of a body's name (مدير المكتب في المدينة, مصدر في الوزارة), or the sentence's own
//! (طلبت الهيئة من الجمهور, فشلت الدولة في إقناع).

use super::lexicon::{self as tag, Lex, Tags};
use super::phrase::{Reader, STOPS};

impl Reader<'_, '_, '_> {
    /// A preposition: inside a title or a description it goes on, after a name it is the sentence's.
    pub(super) fn preposition(&mut self) -> bool {
        let v = self.view;
        let k = self.k;
        if k == self.from || k + 1 >= self.limit || v.begins(k + 1) {
            return false;
        }
        if (self.name.is_some() || self.other.is_some()) && self.apposition.is_none() {
            return false;
        }
        let next = v.lex[k + 1];
        // كبير المفاوضين في هذا الملف فلان: up to his name.
        let matter = v.lex[k].is(tag::FI) && next.is(tag::DEMONSTRATIVE) && k + 3 < self.limit;
        if matter
            && v.is(self.from, tag::TITLE)
            && v.plain_definite(k + 2)
            && (k + 1..k + 4).all(|n| v.gap(n).is_plain() && !v.begins(n))
            && v.name_end(k + 3, self.limit) > k + 4
            && !v.lex[k + 3].is_cue()
        {
            self.k = k + 3;
            return self.take_name(k + 3);
        }
        if next.is(tag::MEDIUM | tag::TIME | tag::OCCASION | STOPS)
            || v.possessed(k + 1)
            || v.opening_at(k + 1).is_some_and(|g| !g.closed)
        {
            return false;
        }
        let lex = v.lex[k];
        // طلب رئيس التشريفات من القنصل, تمكين المنظمة من تفكيك: of whom and for what, no part of the name.
        let asked =
            next.is(tag::TITLE | tag::HONORIFIC | tag::RANK) && !next.is(tag::ORG) && next.has(Lex::THE);
        if lex.is(tag::MIN) && (asked || v.masdar(k + 1)) {
            return false;
        }
        // فشلت الولايات المتحدة في إقناع: a state is named in full.
        if lex.is(tag::FI | tag::MIN)
            && self.apposition.is_none()
            && v.is(self.from, tag::PLACE | tag::ORG)
            && crate::names::states(&v.plain_text(self.from..k)).1
        {
            return false;
        }
        // طلبت الهيئة العامة من الجماهير: a body that is told of by an adjective of its country or kind is no part of others;
        // but إدارة الوقاية من الحرائق.
        let whole = v.is(self.from, tag::ORG)
            && !v.is(self.from, tag::MANY | tag::TITLE | tag::ANON)
            && k > self.from + 1 + usize::from(!v.plain_definite(self.from))
            && v.plain_definite(k - 1)
            && (v.nisba(k - 1) || v.is(k - 1, tag::TIMELY));
        let other = v.definite(k + 1) || next.is_unknown() || next.is(tag::COMMON | tag::CONTENT);
        if lex.is(tag::MIN) && whole && other && !next.is(tag::PLACE) {
            return false;
        }
        // أشارت اللجنة في خلاصة التحقيق: where she says so.
        let told = k == self.from + 1
            && v.plain_definite(self.from)
            && v.is(self.from, tag::ORG)
            && (next.is_unknown() || next.is(tag::COMMON | tag::CONTENT))
            && !v.definite(k + 1)
            && v.plain_definite(k + 2);
        if lex.is(tag::FI) && k + 2 < self.limit && told {
            return false;
        }
        // التقرير من قبل المحامين: by whom.
        if lex.is(tag::MIN) && next.is(tag::PREP) {
            return false;
        }
        // تعتبر الوكالات من أهم …: what they are, not which.
        if lex.is(tag::MIN) && next.is(tag::QUANTITY) && !next.has(Lex::THE) && next.is(tag::COMMON) {
            return false;
        }
        let before = v.lex[k - 1];
        let ok = if lex.is(tag::FI | tag::MIN) {
            let head = self.apposition.as_ref().map_or(self.from, |a| a.start);
            // اثنين من المسؤولين: so many of them.
            let of_them = lex.is(tag::MIN)
                && k == self.from + 1
                && next.is(tag::TITLE_PLURAL | tag::ANON)
                && v.definite(k + 1);
            // أحد الدبلوماسيين في المجلس.
            let one_of = matches!(v.text(head), "أحد" | "احد" | "إحدى" | "احدى" | "إحدي")
                && k > head + 1
                && v.is(head + 1, tag::TITLE_PLURAL | tag::ANON);
            (of_them
                || one_of
                || v.is(head, tag::TITLE | tag::TITLE_PLURAL | tag::ANON | tag::ORG | tag::DOC | tag::SPOKES))
                // قادة في حلف كذا: a body may be spelt like a verb.
                && (!next.is_cue() || next.is(tag::ORG) && !v.definite(k + 1))
        } else if lex.is(tag::ALA | tag::AN) {
            v.is(k - 1, tag::GOVERNS)
        } else {
            // سفير فرنسا لدى المنظمة فلان.
            let title = v.is(self.from, tag::TITLE) && next.is(tag::ORG);
            // مصدر داخل المقر; but كان حاضرا داخل القاعة.
            const WITHIN_IT: Tags =
                tag::TITLE | tag::TITLE_PLURAL | tag::ANON | tag::ORG | tag::SPOKES | tag::DOC;
            let inside = v.text(k) != "داخل" || v.is(self.from, WITHIN_IT);
            lex.is(tag::WITHIN) && inside && (!before.is(tag::PLACE) || title)
        };
        if !ok {
            return false;
        }
        self.open = true;
        self.k += 1;
        true
    }
}
