//! Words under ب and ل inside a source: whose it is (مدير عام لوكالة), where and for what (الدفاع المدني لمقاطعة كذا, القوات الموالية
//! للجزيرة), or already whom it told and what its verb takes.

use super::lexicon as tag;
use super::phrase::Reader;

impl Reader<'_, '_, '_> {
    /// A word of the description that bears a particle: whose it is, or whom it was said to.
    pub(super) fn under_particle(&mut self) -> bool {
        let v = self.view;
        let k = self.k;
        let lex = v.lex[k];
        // لـ and an outlet is who it was said to; للاتحاد after a title is whose.
        // قال الوزير الأميركي للصحفيين المرافقين: behind the title of one man, or a body that is not theirs, whom it told.
        let one = v.is(self.from, tag::TITLE | tag::RANK | tag::HONORIFIC) && !v.is(self.from, tag::ORG)
            || v.is(self.from, tag::ORG) && !v.is(self.from, tag::GUILD);
        let people = lex.is(tag::TITLE_PLURAL) || lex.is(tag::OUTLET) && v.text(k).ends_with("ين");
        let told = people && v.text(k).starts_with("لل") && v.definite(k - 1) && one;
        // لصحيفة «فلانة»; but المنظمة الدولية للطفولة «فلانة» is a body's own name.
        let own = lex.is(tag::ORG) || v.definite(k) && v.is(self.from, tag::ORG);
        let marked = !own && k + 1 < self.limit && v.opening_at(k + 1).is_some();
        let recipient = told || v.li(k) && (lex.is(tag::OUTLET | tag::AGENCY) || marked);
        let titled = v.is(
            self.from,
            tag::TITLE
                | tag::TITLE_PLURAL
                | tag::SPOKES
                | tag::ORG
                | tag::ANON
                | tag::DOC
                | tag::HONORIFIC
                | tag::RANK,
        );
        // القوات الموالية للجزيرة: for whom or against what, behind its participle.
        if self.is_for(k) {
            return self.take_whom(k);
        }
        // مدير عام لوكالة, تقرير لصحيفة فلان: whose.
        let text = k == self.from + 1 && v.is(self.from, tag::DOC) && !v.is(self.from, tag::ANON);
        let whose = v.is(k - 1, tag::WHOSE) && (k > self.from + 1 || !v.is(k - 1, tag::ORG)) || text;
        if recipient && !whose
            || !titled
            || lex.is_cue()
            || v.masdar(k) && v.li(k) && !v.is_region_under_li(k)
        {
            return false;
        }
        if v.text(k).chars().filter(|c| *c != 'ـ').count() == 1 && v.opening_at(k + 1).is_none() {
            return false;
        }
        // انتقد نائب الوزير المصري بشدة مستشار فلان: how he did it, behind a title that is whole.
        let whole = k > self.from + 1 && v.nisba(k - 1) && v.plain_definite(k - 1);
        let manner = whole && v.bi(k) && !v.definite(k) && lex.tags & !tag::COMMON & !tag::CONTENT == 0;
        if manner && v.is(self.from, tag::TITLE | tag::RANK | tag::HONORIFIC) && !v.is(self.from, tag::ORG) {
            return false;
        }
        // الشركة بمساعدة …: what a body does, no part of its name.
        if v.li(k) && v.possessed(k) {
            return false;
        }
        let body = v.definite(self.from) && v.is(self.from, tag::ORG | tag::DOC);
        if body && v.bi(k) && !lex.is(tag::PLACE | tag::ORG) && !self.body_charged_with(k) {
            return false;
        }
        self.open = !v.definite(k) && !lex.is(tag::PLACE);
        self.k += 1;
        true
    }

    /// Takes word `k`, and more where it is without article.
    pub(super) fn take_whom(&mut self, k: usize) -> bool {
        let v = self.view;
        self.open = !v.definite(k) && !v.is(k, tag::PLACE);
        self.k = k + 1;
        true
    }

    /// Whether word `k`, under لـ, says for whom or against what the body or the sources before it are (الموالية للجزيرة).
    pub(super) fn is_for(&self, k: usize) -> bool {
        let v = self.view;
        let before = v.lex[k - 1];
        let word = v.text(k - 1).strip_prefix("ال").unwrap_or(v.text(k - 1));
        let participle = word.starts_with('م') && !v.definite_masdar(k - 1);
        let people = v.text(k).starts_with("لل") && v.text(k).ends_with("ين") && v.is(k, tag::TITLE_PLURAL);
        k > self.from + 1
            && v.text(k).starts_with('ل')
            && v.text(k).chars().count() > 3
            && v.plain_definite(k - 1)
            && v.gap(k).is_plain()
            && v.opening_at(k).is_none()
            && !v.is(k, tag::OUTLET | tag::AGENCY)
            && !people
            && participle
            && (before.is_unknown() || before.is(tag::ADJECTIVE | tag::CLAUSAL))
            && (before.is(tag::CLAUSAL) || !v.nisba(k - 1))
            && v.is(self.from, tag::ORG | tag::ANON | tag::TITLE_PLURAL)
    }

    /// Whether a word of four letters bears ل in the name of a body (الاتحاد الدولي لكرة القدم): so short a word is
    /// else read as it stands.
    pub(super) fn short_purpose(&self, k: usize) -> bool {
        let v = self.view;
        let word = v.text(k);
        word.starts_with('ل')
            && v.lex[k].is_unknown()
            && word.chars().count() == 4
            && !word.ends_with('ت')
            && (v.is(self.from, tag::TITLE) || (self.from..k).any(|w| v.is(w, tag::ORG) && v.definite(w)))
            && v.definite(k - 1)
            && v.plain_definite(k + 1)
            && v.gap(k + 1).is_plain()
    }
}
