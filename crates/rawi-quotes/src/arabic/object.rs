//! Where the source ends because the verb's object begins: no sign stands between the two (أدان مجلس الجامعة الهجوم الأخير),
//! so what follows is told by what a title or the name of a body cannot go on with.

use super::lexicon::{self as tag, Lex, Tags, Tense};
use super::phrase::{PREPOSITIONS, Reader};
use crate::page::Gap;

/// What a noun with the article may be that goes on with a source: no object.
const GOES_ON: Tags = tag::ADJECTIVE | tag::TIMELY | tag::ORG | tag::TITLE | tag::PLACE | tag::OUTLET;

impl Reader<'_, '_, '_> {
    /// Whether word `k`, behind the name of a place or behind a noun with the article, is the object of a verb that takes a
    /// noun.
    pub(super) fn object_behind(&self, k: usize) -> bool {
        let v = self.view;
        let (lex, before) = (v.lex[k], v.lex[k - 1]);
        // عملاء روسيا الحكومة: a body after the name of a country is the object.
        let body = lex.is(tag::ORG | tag::TITLE_PLURAL) || k == self.from + 1 && lex.is(tag::TITLE);
        let object = body && !lex.has(Lex::AND);
        if before.is(tag::PLACE) && object && lex.has(Lex::THE) && !lex.is(tag::PLACE) {
            return true;
        }
        // طالب المصدر المجتمع الدولي, طالب المصدر الحكومة: no adjective.
        let noun = lex.is(tag::PUBLIC)
            || k == self.from + 1
                && (before.is(tag::ANON | tag::DOC | tag::TITLE) || before.is(tag::ORG) && body)
                && lex.is(tag::ORG)
                && !lex.is(tag::TITLE | tag::TITLE_PLURAL | tag::ADJECTIVE)
                && !v.nisba(k);
        if v.plain_definite(k - 1) && v.plain_definite(k) && noun {
            return true;
        }
        // اتهم مصدر أمني الشركة: behind an indefinite source and its adjective.
        if k == self.from + 2
            && v.is(self.from, tag::ANON)
            && !v.is(self.from, tag::QUANTITY | tag::TITLE_PLURAL)
            && v.text(k - 1).ends_with(['ي', 'ة'])
            && !v.definite(k - 1)
            && v.plain_definite(k)
        {
            return true;
        }
        // التقرير اللوم: after one noun with the article, a second that is no adjective is the verb's object.
        let alone = k == self.from + 1 && v.plain_definite(k - 1) && v.plain_definite(k);
        // الأرقام الصادرة عن, السلطات الحاكمة في: participles with their preposition.
        let active = v.text(k).chars().nth(3) == Some('ا')
            && k + 1 < self.limit
            && (v.li(k + 1) || v.is(k + 1, PREPOSITIONS));
        let like_adjective =
            active || v.nisba(k) || v.text(k).starts_with("الم") || v.text(k).starts_with("الأ");
        // لندن والاتحاد الأوروبي الدولة الروسية: behind an adjective, a body with its own.
        if k > self.from + 1
            && v.nisba(k - 1)
            && v.plain_definite(k - 1)
            && lex.is(tag::ORG)
            && !lex.is(tag::TITLE | tag::ADJECTIVE | tag::PLACE)
            && !v.nisba(k)
            && v.plain_definite(k)
            && k + 1 < self.limit
            && v.plain_definite(k + 1)
            && v.nisba(k + 1)
        {
            return true;
        }
        // السلطات الأسترالية الناس, القضاء البلجيكي الهجوم: behind the adjective of a state, a noun that is no adjective.
        if k > self.from + 1
            && v.definite(k - 1)
            && v.nisba(k - 1)
            && v.plain_definite(k)
            && lex.is(tag::COMMON | tag::CONTENT | tag::PUBLIC)
            && !lex.is(GOES_ON | tag::TIME)
            && !like_adjective
            && crate::names::states(v.text(k - 1)).1
        {
            return true;
        }
        // مجلس الجامعة الجرائم الإسرائيلية, المندوب الروسي الهجوم الكيماوي: a further noun with its own adjective.
        if k > self.from + 1
            && v.definite(k - 1)
            && v.plain_definite(k)
            && (lex.is_unknown() || lex.is(tag::COMMON | tag::CONTENT))
            && !lex.is(tag::TITLE | tag::ORG | tag::TIMELY | tag::ADJECTIVE | tag::PLACE)
            && !like_adjective
            && !self.closed_after(k + 1)
            && (v.definite_masdar(k)
                || before.is(tag::PLACE)
                || k + 1 < v.len() && v.plain_definite(k + 1) && v.nisba(k + 1))
        {
            return true;
        }
        if alone
            && !like_adjective
            && lex.tags == 0
            && !self.closed_after(k + 1)
            && !v.definite((k + 1).min(v.len() - 1))
        {
            return true;
        }
        false
    }

    /// Whether word `k`, behind a seat of government that is the whole source, is what its verb is done to, whatever the verb
    /// takes: another seat (حذرت روسيا واشنطن من), a deed (طالبان السيطرة على), several things (اعتبرت دمشق الاتهامات كاذبة).
    pub(super) fn object_behind_seat(&self, k: usize) -> bool {
        let v = self.view;
        let (lex, before) = (v.lex[k], v.lex[k - 1]);
        let seat = k == self.from + 1
            && !self.particle
            && before.is(tag::PLACE)
            && !before.is(tag::ORG | tag::NAMING | tag::COMMON)
            && (v.gap(k).is_plain() || v.gap(k).has(Gap::TAG));
        let another = lex.is(tag::PLACE)
            && !lex.is(tag::SECOND_HALF | tag::ORG | tag::GIVEN)
            && !lex.has(Lex::THE | Lex::AND);
        let deed = lex.is(tag::CONTENT) || v.definite_masdar(k) || lex.is_cue() && lex.tense == Tense::Noun;
        let things = (lex.is_unknown() || lex.is(tag::COMMON)) && v.text(k).ends_with("ات");
        // نفت دمشق الأمر, تنفي طهران السعي إلى: of a verb that takes a noun, any noun that is no adjective.
        let noun = self.noun && lex.is(tag::COMMON | tag::CONTENT) && !lex.is(GOES_ON) && !v.nisba(k);
        // الكويت العضو في المجلس: what it is besides.
        let member = lex.is(tag::TITLE) && v.plain_definite(k) && !v.nisba(k) && !lex.is(tag::ADJECTIVE);
        seat && (another
            || member
            || !before.has(Lex::THE) && v.plain_definite(k) && (deed || things || noun))
    }

    /// Whether word `k` is the object by its form: a verbal noun, a noun with a pronoun, several people, a body without
    /// article. `closed` says that no further noun can belong to the title before it.
    pub(super) fn object_by_form(&self, k: usize, closed: bool) -> bool {
        let v = self.view;
        let (lex, before) = (v.lex[k], v.lex[k - 1]);
        // بيان رسمي استبعاد اللاعب: behind the adjective of a text, what it is about.
        if v.is(self.from, tag::DOC) && self.closed_by_nisba(k - 1) && v.masdar(k) {
            return true;
        }
        // لائحة الاتهام: under a noun without article.
        let under = k == self.from + 1 && before.is(tag::DOC) && !v.definite(k - 1) && v.plain_definite(k);
        // أكد المتحدث التزام كذا: a noun with the article has none under it.
        let head = before.is(tag::TITLE | tag::ORG)
            && !(v.plain_definite(k - 1) && v.is(k - 1, tag::SPOKES | tag::TITLE));
        if !under && (self.noun || lex.is(tag::CONTENT)) && v.masdar(k) && !head {
            return true;
        }
        // وطالب محرز ناديه: behind a bare name too.
        let bare = k == self.from + 1 && before.is_unknown() && v.repeated(k - 1);
        if self.noun && (closed || bare) && v.possessed(k) {
            return true;
        }
        // أعلن التنظيم مسؤوليته عن: a noun with a pronoun before a preposition is the object.
        if self.noun
            && v.possessed(k)
            && !v.definite(k)
            && lex.is_unknown() | lex.is(tag::BURDEN)
            && k + 1 < self.limit
            && v.is(k + 1, PREPOSITIONS)
        {
            return true;
        }
        // طهران السعي, الكويت التام: after the name of a place a noun with the article that is no adjective of origin.
        if self.noun
            && k == self.from + 1
            && before.is(tag::PLACE)
            && !before.has(Lex::THE)
            && (lex.is_unknown() || lex.is_cue() && lex.tense == Tense::Noun)
            && v.plain_definite(k)
            && !v.nisba(k)
            && !self.closed_after(k + 1)
        {
            return true;
        }
        // One body and several people: the object (نصح التقرير السعوديين).
        let several = |w: usize| v.text(w).ends_with("ين") || v.text(w).ends_with("ون");
        // الدول الأعضاء, but الشرطة المواطنين.
        let people = lex.is(tag::TITLE_PLURAL)
            && !before.is(tag::TITLE_PLURAL | tag::ANON)
            && (several(k) || !before.is(tag::MANY));
        let things = v.text(k).ends_with("ات") && !v.text(k - 1).ends_with("ات");
        let other = people || self.noun && (things || several(k));
        if v.plain_definite(k - 1) && v.plain_definite(k) && other && !several(k - 1) {
            return true;
        }
        // A noun with the article has no second noun under it: what follows is the verb's object.
        if self.noun
            && v.definite(k - 1)
            && !v.definite(k)
            && lex.is(tag::ORG | tag::DOC)
            && !v.joined(k)
            && !v.li(k)
            && !v.bi(k)
        {
            return true;
        }
        // اتهمت وسائل إعلام سورية إسرائيل: behind an adjective of origin a country is whom it is done to.
        let origin = self.noun && k > self.from + 1 && v.nisba(k - 1) && !v.definite(k - 1);
        if origin && lex.is(tag::PLACE) && !lex.has(Lex::THE | Lex::AND | Lex::LI | Lex::BI) && !v.nisba(k) {
            return true;
        }
        // وكالة الأنباء السعودية: an adjective of what stands before it; but اتهم الوزير السعودية.
        let adjective = v.text(k).ends_with("ية")
            && v.plain_definite(k)
            && (v.text(self.from).ends_with('ة') || v.text(k - 1).ends_with(['ة', 'ت']));
        v.definite(k - 1) && lex.is(tag::PLACE) && !lex.has(Lex::THE) && !v.joined(k) && !adjective
    }
}
