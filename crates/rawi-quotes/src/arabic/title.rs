//! The words of a source before its name: title, body, description; and where among them the name begins.

use super::lexicon::{self as tag, Lex, Tags};
use super::phrase::{PREPOSITIONS, Reader};
use super::view::begins_with_digit;
use crate::page::Gap;

/// Nouns of several people: one of them, or some, may speak (أكد أحد المسؤولين, أعلن عدد من النواب).
const PEOPLE: Tags = tag::TITLE_PLURAL | tag::ANON;

impl Reader<'_, '_, '_> {
    /// A word of the title, body or description; or the first of the name.
    pub(super) fn before_name(&mut self) -> bool {
        let v = self.view;
        let k = self.k;
        let lex = v.lex[k];
        if k == self.from {
            return self.first_word();
        }
        if self.other.as_ref().is_some_and(|other| k >= other.end) {
            return self.after_other();
        }
        let before = v.lex[k - 1];
        // واشنطن بوست, فيس بوك, مدافع باريس سان جيرمان, بيونغ يانغ.
        let named_so = before.is(tag::PLACE)
            || before.is(tag::SECOND_HALF) && k > self.from + 1 && v.is(k - 2, tag::PLACE);
        if named_so && lex.is(tag::SECOND_HALF) && v.gap(k).is_plain() {
            self.k += 1;
            return true;
        }
        // دعا بيان القبائل المغرر بهم إلى: whom it calls upon.
        let charged = v.plain_definite(k)
            && lex.is_unknown()
            && v.text(k).starts_with("الم")
            && v.text(k + 1) == "بهم"
            && v.gap(k).is_plain();
        if self.noun && charged && k + 1 < self.limit && k > self.from + 1 {
            return false;
        }
        // دعا حزب العمل الشمالي الرئيس فلانا إلى: a body is no man, whom its verb is done to.
        let body =
            v.is(self.from, tag::ORG | tag::PLACE) && !v.is(self.from, tag::TITLE | tag::GIVEN | tag::OUTLET);
        let man = lex.is(tag::TITLE) && v.plain_definite(k) && v.is(k + 1, tag::GIVEN | tag::JOINT)
            || lex.is(tag::GIVEN) && lex.is(tag::NAME_TAIL) && !v.definite(k);
        let whole = k > self.from + 1 && (v.plain_definite(k - 1) || v.is(k - 1, tag::PLACE));
        // دعا سناتور أميركي من كبار الأعضاء الرئيس فلانا إلى: nor is one who is told of without article.
        let anyone = v.is(self.from, tag::TITLE)
            && !v.definite(self.from)
            && v.nisba(self.from + 1)
            && !v.definite(self.from + 1);
        let man = man
            || anyone && lex.is(tag::TITLE) && v.plain_definite(k) && k + 1 < self.limit && v.foreign(k + 1);
        if self.noun && (body || anyone) && whole && man && v.gap(k).is_plain() && !v.joined(k) {
            return false;
        }
        // وتتهم «صحافيون بلا حدود» القوى الكبرى: behind a name in marks that the phrase begins with, the verb's own.
        let marked = v.opening_at(self.from).is_some_and(|g| v.after(g) == k && v.words_in(g) > 1);
        let adjective = v.nisba(k) && !v.text(k).ends_with('ى') || v.is(k, tag::TIMELY);
        if (self.noun || self.bi) && marked && v.plain_definite(k) && !adjective {
            return false;
        }
        // ووصفت وزارة خارجيتها الطلب بأنه: with her pronoun the body is whole.
        let hers = v.is(self.from, tag::ORG)
            && v.text(k - 1).ends_with("ها")
            && v.possessed(k - 1)
            && !v.text(k - 1).starts_with(['ت', 'ي']);
        if (self.noun || self.bi) && hers && v.plain_definite(k) && !v.nisba(k) && !v.is(k, tag::TIMELY) {
            return false;
        }
        if self.body_is_besides(k) {
            return false;
        }
        if let Some(end) = self.body_called_after(k) {
            self.k = end;
            return true;
        }
        // خطاب مفتوح أرسلته إلى كذا: a clause about a text, which does not say whose.
        let clause =
            lex.is_unknown() && v.verb_like(k) && v.text(k).ends_with("ته") && v.is(k + 1, PREPOSITIONS);
        if clause && v.is(self.from, tag::DOC | tag::MEDIUM) && !v.definite(self.from) {
            return false;
        }
        // مقالا, بيانا: an accusative is what the verb before made.
        if lex.is(tag::OTHER_COMP) || v.made(k) {
            return false;
        }
        // روابط مشجعي الفريق: a plural without its ن stands over the next noun.
        let over = k > self.from + 1 && v.over_a_noun(k - 1) && v.gap(k).is_plain();
        if self.open || over && !lex.is(PREPOSITIONS) && !lex.is_cue() {
            self.open = false;
            // متحدث باسم فلان.
            if v.is(k - 1, tag::IN_NAME_OF) && lex.is(tag::GIVEN) && self.begins_name(k) {
                return self.take_name(k);
            }
            self.k += 1;
            return true;
        }
        // المهندس X, اللواء X; but عميد شؤون الطلبة: a rank without article is a title like any other.
        // وزيرة الدولة الفرنسية: the state, no courtesy.
        let state = before.is(tag::ORG) && v.plain_definite(k - 1);
        let courtesy = before.is(tag::HONORIFIC) && !state || before.is(tag::RANK) && v.definite(k - 1);
        // مدير مطار الملك فهد: a king in the name of a place.
        let royal =
            before.is(tag::ROYAL) && k > self.from + 1 && v.is(k - 2, tag::NAMING | tag::ORG | tag::COMMON);
        if royal && lex.is(tag::GIVEN) {
            self.k = v.name_end(k, self.limit).min(k + 3).max(k + 1);
            return true;
        }
        // المدعي العام في ولاية كونيتيكت: of a place that no list has.
        let in_region = before.is(tag::REGION) && !before.has(Lex::THE) && lex.is_unknown();
        if in_region && v.gap(k).is_plain() && !v.definite(k) && !v.joined(k) && !v.li(k) && !v.nisba(k) {
            let end = v.name_end(k, self.limit);
            self.k = if end == k + 2 { end } else { k + 1 };
            return true;
        }
        let named = lex.is_unknown() || lex.is(tag::GIVEN | tag::KUNYA | tag::JOINT);
        // صاحب الـ32 هدفا: no name.
        let figure = v.text(k).bytes().any(|byte| byte.is_ascii_digit());
        // مدرب الفريق الإسباني: a team and of which country, no general.
        let of_state = before.is(tag::RANK) && v.plain_definite(k) && crate::names::states(v.text(k)).1;
        if courtesy && named && !figure && !of_state && !lex.is(tag::TITLE | tag::RANK | tag::HONORIFIC) {
            let end = v.name_end(k, self.limit).max(k + usize::from(!v.masdar(k) && !v.li(k)));
            if end > k {
                self.name = Some(k..end);
                self.k = end;
                return true;
            }
        }
        if v.bi(k) && self.bi && !lex.is(tag::PLACE | tag::ORG) {
            return false;
        }
        // القاضية بليندا وولنغتون: the ب is hers, where a whole name follows.
        let titled = v.is(self.from, tag::TITLE | tag::RANK | tag::HONORIFIC);
        if titled
            && v.definite(k - 1)
            && lex.is_unknown()
            && self.begins_name(k)
            && v.name_end(k, self.limit) > k + 1
        {
            return self.take_name(k);
        }
        let told = lex.is(tag::OUTLET) && v.text(k).starts_with("لل") && !v.is(self.from, tag::GUILD);
        if v.li(k) || v.bi(k) || told || self.short_purpose(k) || self.is_for(k) {
            return self.under_particle();
        }
        // الرسامة الهنوف النجدي: a first name with the article, where a family name with one follows and ends the phrase.
        let two = |k: usize| v.lex[k].is_unknown() && v.plain_definite(k) && !v.definite_masdar(k);
        if k == self.from + 1
            && before.is(tag::TITLE)
            && before.has(Lex::THE)
            && k + 1 < self.limit
            && two(k)
            && two(k + 1)
            && !v.nisba(k)
            && v.nisba(k + 1)
            && v.gap(k + 1).is_plain()
            && v.phrase_ends(k + 2, self.limit)
        {
            self.name = Some(k..k + 2);
            self.k = k + 2;
            return true;
        }
        // والدها فلان, محاميه فلان.
        let owned = k == self.from + 1 && v.somebodys(self.from);
        let closed = v.definite(k - 1) || before.is(tag::PLACE) || self.closed_by_nisba(k - 1) || owned;
        let titled = owned
            || v.is(self.from, tag::TITLE | tag::RANK | tag::HONORIFIC | tag::TITLE_PLURAL | tag::SPOKES);
        // مسؤول إسرائيلي نسق مع …: one word before a preposition, never again in the text, is the verb of a clause.
        if closed
            && !v.definite(k - 1)
            && self.closed_by_nisba(k - 1)
            && lex.is_unknown()
            && k + 1 < v.len()
            && v.is(k + 1, PREPOSITIONS)
            && v.gap(k + 1).is_plain()
            && !v.repeated(k)
        {
            return false;
        }
        // مسؤول كوري جنوبي: two adjectives of one country; مصادر أمنية يمنية: of a source that is not named.
        let country = || crate::names::states(&v.plain_text(k - 1..k + 1)).1;
        let unnamed = || {
            k == self.from + 2
                && v.is(self.from, tag::ANON)
                && self.closed_by_nisba(k - 1)
                && !v.foreign(k)
                && !lex.is(tag::TITLE | tag::ORG | tag::GIVEN | tag::PLACE)
        };
        if closed
            && !v.definite(k)
            && !v.joined(k)
            && v.nisba(k - 1)
            && v.nisba(k)
            && v.gap(k).is_plain()
            && (country() || unnamed())
        {
            self.k += 1;
            return true;
        }
        // وتحاول المعارضة رص صفوفها: of a body that its name ends with, an unlisted noun behind it is the object.
        let whole_body = self.noun
            && k == self.from + 1
            && before.is(tag::ORG | tag::MANY)
            && v.plain_definite(k - 1)
            && v.text(k - 1).ends_with('ة')
            && lex.is_unknown();
        if whole_body && !v.definite(k) && !v.phrase_ends(k + 1, self.limit) {
            return false;
        }
        // وزير المخابرات إسرائيل كاتس: a country that is a first name, before a word that stands elsewhere too.
        let namesake = lex.is(tag::NAMESAKE)
            && titled
            && v.is(self.from, tag::TITLE)
            && v.definite(k - 1)
            && k + 1 < self.limit
            && v.gap(k + 1).is_plain()
            && v.lex[k + 1].is_unknown()
            && v.may_name(k + 1)
            && !v.verb_like(k + 1)
            && !v.bi(k + 1)
            && v.repeated(k + 1);
        if namesake {
            return self.take_name_from(k, k + 2);
        }
        if self.begins_name(k) && (closed || titled && (lex.is(tag::GIVEN | tag::KUNYA))) && !v.joined(k) {
            // قائد موال للرئيس فلان: the name of another, inside the description.
            if v.is(k - 1, tag::TITLE | tag::HONORIFIC | tag::RANK) && v.lex[k - 1].has(Lex::LI | Lex::BI) {
                self.k = v.name_end(k, self.limit).max(k + 1);
                return true;
            }
            // A country after an indefinite title, then a name; never the object of the verb's own.
            let plural = v.is(self.from, tag::TITLE_PLURAL) && !v.definite(self.from);
            if titled && !plural || lex.is(tag::GIVEN | tag::KUNYA) {
                return self.take_name(k);
            }
        }
        // البرازيلي فلان الفلاني: by where he is from.
        let native = k == self.from + 1
            && before.is_unknown()
            && v.plain_definite(self.from)
            && v.nisba(self.from)
            && lex.is_unknown()
            && self.begins_name(k);
        // الإسباني ماتا إنه: one word, where the source ends with it.
        let of_state = || !crate::names::states(v.text(self.from)).0.is_empty();
        let end = if native { v.name_end(k, self.limit) } else { k };
        if end > k + 1 || end > k && self.closed_after(end) && of_state() {
            return self.take_name(k);
        }
        // أفاد مسؤول في شمال العراق وكالة كذا: whom he told.
        let person = titled || v.is(self.from, tag::ANON);
        let behind = k > self.from + 2 && closed && !v.nisba(k - 1);
        if person && behind && lex.is(tag::AGENCY | tag::OUTLET) && !v.definite(k) && !v.joined(k) {
            return false;
        }
        // مصدر إماراتي مسؤول: an adjective of the source.
        let official = lex.is(tag::ANYONE) && lex.is(tag::GOVERNS) && !v.definite(k) && !v.joined(k);
        if official
            && k == self.from + 2
            && v.is(self.from, tag::ANON)
            && v.nisba(k - 1)
            && v.gap(k).is_plain()
        {
            self.k += 1;
            return true;
        }
        if self.object_behind_seat(k) || self.noun && self.object_behind(k) {
            return false;
        }
        if self.foreign_name() {
            return true;
        }
        if self.object_by_form(k, closed) {
            return false;
        }
        let joined = v.joined(k) && (!lex.is_unknown() || v.definite(k));
        if v.definite(k) || lex.is(tag::PLACE) || joined {
            self.k += 1;
            return true;
        }
        if lex.is(tag::TITLE | tag::RANK | tag::HONORIFIC | tag::ORG | tag::SPOKES) && (titled || !closed) {
            self.k += 1;
            return true;
        }
        if lex.is(tag::COMMON | tag::CONTENT) && closed {
            return false;
        }
        // مصدر أمني, حلف قبائل حضرموت: goes on until something closes it.
        if !closed || v.nisba(k) && !self.noun {
            self.k += 1;
            return true;
        }
        false
    }

    /// The first word of the phrase: what a source can begin with.
    fn first_word(&mut self) -> bool {
        let v = self.view;
        let k = self.k;
        let lex = v.lex[k];
        // أحد المسؤولين, أحد محامي الدفاع, عدد من النواب.
        let several = v.is(k + 1, PEOPLE | tag::DOC)
            || v.is(k + 1, tag::TITLE) && !v.definite(k + 1)
            || v.is(k + 1, tag::MIN) && v.is(k + 2, PEOPLE);
        let noun = lex.is(tag::CONTENT | tag::COMMON)
            && !lex.is(tag::DOC | tag::ORG | tag::TITLE | tag::OUTLET)
            && !(lex.is(tag::QUANTITY) && (lex.has(Lex::THE) || several || v.text(k).ends_with("هم")))
            || v.masdar(k);
        if (noun || lex.is_unknown() && v.definite_masdar(k)) && self.noun {
            return false;
        }
        // يرى نفسه أنه: himself.
        if lex.is(tag::COMMON) && v.possessed(k) && !lex.is(tag::TITLE | tag::ANON | tag::TITLE_PLURAL) {
            return false;
        }
        if lex.is(tag::OTHER_COMP) && lex.tags & !tag::OTHER_COMP == 0 {
            return false;
        }
        if self.particle {
            self.k += 1;
            return true;
        }
        let particle = v.bi(k) && (self.bi || v.text(k).starts_with("بال")) || v.text(k).starts_with("لل");
        if particle && !lex.is(tag::TITLE | tag::ORG | tag::PLACE | tag::GIVEN) {
            return false;
        }
        if lex.has(Lex::BI | Lex::LI | Lex::KA)
            || lex.is_unknown() && v.bi(k) && v.opening_at(k + 1).is_some() && !v.repeated(k)
        {
            return false;
        }
        if self.begins_name(k) {
            // After a verb that takes a noun, one unlisted word is as likely that noun: a name occurs again.
            let end = v.name_end(k, self.limit);
            let construct = v.text(k).ends_with('و')
                && v.text(k).chars().count() > 4
                && lex.is_unknown()
                && !v.foreign(k)
                && !v.phrase_ends(k + 1, self.limit);
            if construct {
                self.k += 1;
                return true;
            }
            let sure = self.closed_after(end)
                || v.foreign(k) && v.is(k + 1, tag::TITLE | tag::SPOKES | tag::RANK)
                || !self.noun && v.phrase_ends(end, self.limit)
                || v.repeated(k) && !v.has_article_elsewhere(k);
            if lex.is_unknown() && end == k + 1 && !sure {
                return false;
            }
            return self.take_name(k);
        }
        const SOURCES: Tags = tag::TITLE
            | tag::TITLE_PLURAL
            | tag::ORG
            | tag::PLACE
            | tag::ANON
            | tag::DOC
            | tag::SPOKES
            | tag::RANK
            | tag::HONORIFIC
            | tag::HIS_HONOUR
            | tag::AGENCY
            | tag::OUTLET
            | tag::GIVEN
            | tag::PRONOUN
            | tag::NAMING
            | tag::KUNYA;
        let quantified = v.is(k, tag::QUANTITY);
        // منظمو المهرجان: a plural over another noun.
        let construct = v.text(k).ends_with('و') && v.text(k).chars().count() > 4;
        // نقلت عن شخص مطلع.
        let somebody = lex.is(tag::SOMEBODY)
            && k > 0
            && v.is(k - 1, tag::AN)
            && v.is(k + 1, tag::ADJECTIVE | tag::GOVERNS);
        if !lex.is(SOURCES)
            && !construct
            && !somebody
            && !v.plain_definite(k)
            && !quantified
            && !v.possessed(k)
            && !v.somebodys(k)
            && !begins_with_digit(v.text(k))
            && (!v.phrase_ends(k + 1, self.limit) || v.verb_like(k))
        {
            return false;
        }
        // رجح 3 مسؤولين: so many of them.
        if begins_with_digit(v.text(k)) && !v.is(k + 1, tag::TITLE_PLURAL) {
            return false;
        }
        self.k += 1;
        true
    }

    /// A foreign name of a body, which no list has.
    fn foreign_name(&mut self) -> bool {
        let v = self.view;
        let k = self.k;
        let (lex, before) = (v.lex[k], v.lex[k - 1]);
        // صحيفة نيويورك تايمز, قناة فوكس نيوز: a foreign name of a body.
        let foreign =
            v.is(self.from, tag::OUTLET | tag::NAMING) && !v.definite(self.from) && !v.plain_definite(k - 1);
        // باريس سان جيرمان: a foreign name that begins with a city.
        let city = !self.noun
            && k == self.from + 1
            && before.is(tag::PLACE)
            && !before.has(Lex::THE)
            && !v.definite(k - 1);
        if city
            && v.gap(k).is_plain()
            && lex.is_unknown()
            && v.may_name(k)
            && !v.verb_like(k)
            && v.clean_end(k)
        {
            self.k = v.name_end(k, self.limit).max(k + 1);
            return true;
        }
        // صحيفة نيويورك بوست.
        if foreign
            && lex.is(tag::PLACE)
            && !lex.has(Lex::THE)
            && k + 1 < self.limit
            && v.lex[k + 1].is_unknown()
            && v.may_name(k + 1)
            && !v.joined(k + 1)
            && v.gap(k + 1).is_plain()
            && !v.nisba(k + 1)
        {
            self.k = v.name_end(k + 1, self.limit).max(k + 2);
            return true;
        }
        if foreign && (lex.is_unknown() || lex.is(tag::GIVEN)) && v.may_name(k) {
            let end = v.name_end(k, self.limit).max(k + 1);
            if !self.noun || v.phrase_ends(end, self.limit) {
                self.k = end;
                return true;
            }
        }
        false
    }

    /// An indefinite adjective closes an indefinite title (قائد عسكري, متحدث رسمي).
    pub(super) fn closed_by_nisba(&self, k: usize) -> bool {
        k > self.from && self.view.nisba(k) && !self.view.lex[k].is(tag::TITLE | tag::ORG)
    }

    /// Whether a complementiser, a colon or a mark follows: what stands before it is the source.
    pub(super) fn closed_after(&self, k: usize) -> bool {
        let v = self.view;
        k >= self.limit || v.lex[k].is(tag::COMP | tag::COMP_BI) || v.gap(k).has(Gap::COLON.with(Gap::MARK))
    }

    pub(super) fn begins_name(&self, k: usize) -> bool {
        let v = self.view;
        let lex = v.lex[k];
        if lex.is(tag::GIVEN) && lex.is(tag::TITLE) && k + 1 < self.limit {
            // أمين, كريم: a title where a place, a body or a noun with the article follows.
            let next = v.lex[k + 1];
            // أمين الحسيني: no title stands over an adjective of descent with the article.
            let family = next.is_unknown() && v.plain_definite(k + 1) && v.text(k + 1).ends_with('ي');
            if !family
                && !next.is(tag::GIVEN | tag::JOINT)
                && (next.is(tag::TITLE | tag::ORG | tag::PLACE | tag::TIME | tag::NAMING | tag::COMMON)
                    || v.definite(k + 1)
                    || next.is_unknown())
            {
                return false;
            }
        }
        // ماي 2016: a month.
        let year = || {
            k + 1 < v.len()
                && v.gap(k + 1).is_plain()
                && v.text(k + 1).len() == 4
                && begins_with_digit(v.text(k + 1))
        };
        if v.woman_named(k) {
            return true;
        }
        if lex.is(tag::GIVEN) && year() {
            return false;
        }
        if lex.is(tag::GIVEN | tag::KUNYA) && !v.definite(k) && !lex.is(tag::PLACE) {
            return !(lex.is(tag::KUNYA) && k + 1 >= self.limit);
        }
        // رئيس الوزراء بن علي يلدريم: a first name of two words.
        if k > self.from
            && k + 1 < self.limit
            && lex.is(tag::JOINT)
            && v.is(k + 1, tag::GIVEN)
            && !v.is(k - 1, tag::GIVEN)
            && v.definite(k - 1)
        {
            return true;
        }
        let first = k == self.from;
        // الناطقة مرضية أفخم: a woman's name may end in ة, where a second name follows.
        let woman = v.text(k).ends_with('ة')
            && k > self.from
            && k + 1 < self.limit
            && v.lex[k + 1].is_unknown()
            && v.may_name(k + 1)
            && v.is(self.from, tag::TITLE | tag::SPOKES);
        // لافتات, مقتطفات: things in the plural, where no second name follows.
        let things = lex.is_unknown()
            && v.text(k).ends_with("ات")
            && v.text(k).chars().count() > 5
            && v.name_end(k, self.limit) <= k + 1;
        // انتقد رئيس الرابطة تصرف بيكيه: no name, but a noun over one.
        let noun = v.fifth_form(k)
            && !v.foreign(k)
            && k > self.from
            && k + 1 < self.limit
            && v.gap(k + 1).is_plain()
            && v.foreign(k + 1);
        let odd = v.verb_like(k) || v.text(k).ends_with('ة') && !woman || things || noun;
        lex.is_unknown() && v.may_name(k) && !odd && (first || !v.nisba(k) && !v.joined(k))
            || lex.is_unknown()
                && v.may_name(k)
                && v.nisba(k)
                && k + 1 < self.limit
                && v.name_end(k, self.limit) > k + 1
    }

    /// The name that begins at word `k` and is read up to `read` already.
    pub(super) fn take_name_from(&mut self, k: usize, read: usize) -> bool {
        let end = self.view.name_rest(k, read, self.limit);
        self.name = Some(k..end);
        self.k = end;
        true
    }

    pub(super) fn take_name(&mut self, k: usize) -> bool {
        let mut end = self.view.name_end(k, self.limit);
        if end == k && self.view.text(k).ends_with('ة') {
            end = self.view.name_rest(k, k + 1, self.limit);
        }
        if end == k {
            return false;
        }
        self.name = Some(k..end);
        self.k = end;
        true
    }
}
