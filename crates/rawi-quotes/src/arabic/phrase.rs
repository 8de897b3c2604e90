//! The noun phrase of a source: title, name and apposition told apart, and where it stops.
//!
//! ```text
//! وزير الخارجية الروسي | سيرغي لافروف | ، المتحدث باسم ... ،
//! head ............... | name ....... | apposition
//! ```
//! Arabic has no capitals, so a name is known by its place: after a closed title (a definite noun, an adjective of
//! origin, the name of a country) the first indefinite word that is in no list begins it; a given name, a rank and an
//! honorific say so themselves. Recipient (لـ«الحياة»), medium (في بيان) and time are no part of the phrase.

use super::lexicon::{self as tag, Lex, Tags, Tense};
use super::name::active_accusative;
use super::view::View;
use crate::page::Gap;
use crate::quote::EntityType;
use std::ops::Range;

/// A source as the text names it at one place.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// All of it, as words.
    pub words: Range<usize>,
    /// Title, body or description before the name; the whole phrase where there is no name.
    pub head: Range<usize>,
    /// The proper name.
    pub name: Option<Range<usize>>,
    /// Title or description after the name.
    pub apposition: Option<Range<usize>>,
    /// Further names of a joint source (X وY), as the words after the first name.
    pub joint: Option<Range<usize>>,
    /// The name of another, whose lawyer or wife it is (محامي فلان).
    pub other: Option<Range<usize>>,
    /// What kind of source it looks like.
    pub kind: EntityType,
}

impl Phrase {
    /// A source of these words, none of which is a person's name.
    pub(super) fn without_name(words: Range<usize>, kind: EntityType) -> Self {
        Self { head: words.clone(), words, name: None, apposition: None, joint: None, other: None, kind }
    }
}

/// Words that end a source wherever they stand.
pub(super) const STOPS: Tags = tag::COMP
    | tag::COMP_BI
    | tag::NOT_COMP
    | tag::RELATIVE
    | tag::KANA
    | tag::QAD
    | tag::WHILE
    | tag::BUT
    | tag::ADDITIVE
    | tag::SOURCE
    | tag::DEMONSTRATIVE
    | tag::PREP_SUFFIXED
    | tag::ADVERB
    | tag::SWITCH
    | tag::PRONOUN
    | tag::VERB
    | tag::NEGATION
    | tag::CLAUSAL
    | tag::NOBODY
    | tag::AS_FOR;

pub(super) const PREPOSITIONS: Tags =
    tag::ILA | tag::ALA | tag::AN | tag::MIN | tag::FI | tag::MAA | tag::PREP;

/// Nouns that say who it is beside "this" and "the same".
const WHO: Tags = tag::TITLE | tag::SPOKES | tag::ANON | tag::DOC | tag::ORG;

/// The longest source in words: beyond that the grammar has lost its way.
const LONGEST: usize = 32;

impl View<'_, '_> {
    /// Reads the source that begins at word `from` and does not reach past `limit`. `noun` says that a noun may follow
    /// that is what was said (أكد الوزير ضرورة…).
    pub fn source(&self, from: usize, limit: usize, noun: bool) -> Option<Phrase> {
        self.source_before(from, limit, noun, false)
    }

    /// As [`View::source`]; `bi` says that what was said may begin with ب (رحب الوزير بالاتفاق).
    pub fn source_before(&self, from: usize, limit: usize, noun: bool, bi: bool) -> Option<Phrase> {
        if let Some(each) = self.each_of(from, limit, noun, bi) {
            return Some(each);
        }
        // هذه المصادر, ذلك المسؤول, نفس المصدر: the noun says who.
        let same = self.is(from, tag::SAME) && self.is(from + 1, WHO);
        let shown = (same || !noun && self.is(from, tag::DEMONSTRATIVE)) && from + 1 < limit;
        let from = if shown && self.plain_definite(from + 1) && self.gap(from + 1).is_plain() {
            from + 1
        } else {
            from
        };
        Reader { from, limit: limit.min(from + LONGEST), noun, bi, k: from, ..Reader::new(self) }.read()
    }

    /// كل من فرنسا وألمانيا, كل من فلان وفلان: each of them by name.
    fn each_of(&self, from: usize, limit: usize, noun: bool, bi: bool) -> Option<Phrase> {
        const ONE: Tags = tag::PLACE | tag::TITLE | tag::GIVEN | tag::HONORIFIC | tag::RANK;
        let first = from + 2;
        let each =
            self.is(from, tag::QUANTITY) && !self.lex[from].has(Lex::THE) && self.is(from + 1, tag::MIN);
        if !each || first >= limit || self.is(first, tag::TITLE_PLURAL | tag::ANON) {
            return None;
        }
        let phrase = self.source_before(first, limit, noun, bi)?;
        let named = self.is(first, ONE) || phrase.joint.is_some();
        named.then_some(Phrase { words: from..phrase.words.end, ..phrase })
    }

    /// As [`View::source`], for a phrase whose first word bears a preposition (وفقا لتقرير).
    pub fn source_under_particle(&self, from: usize, limit: usize) -> Option<Phrase> {
        Reader { from, limit: limit.min(from + LONGEST), particle: true, k: from, ..Reader::new(self) }.read()
    }

    /// Whether a title means one certain person: with the article, or over a definite noun (وزير الخارجية الروسي).
    pub fn definite_description(&self, from: usize, to: usize) -> bool {
        if self.definite(from) {
            return true;
        }
        if self.is(from, tag::SPOKES | tag::TITLE_PLURAL) {
            return false;
        }
        (from + 1..to)
            .take_while(|&k| !self.is(k, PREPOSITIONS) && !self.nisba(k) || self.definite(k))
            .any(|k| self.plain_definite(k) || self.is(k, tag::PLACE))
    }
}

pub(super) struct Reader<'v, 'p, 'a> {
    pub(super) view: &'v View<'p, 'a>,
    pub(super) from: usize,
    pub(super) limit: usize,
    pub(super) noun: bool,
    pub(super) bi: bool,
    pub(super) particle: bool,
    pub(super) k: usize,
    pub(super) name: Option<Range<usize>>,
    pub(super) apposition: Option<Range<usize>>,
    pub(super) joint: Option<Range<usize>>,
    /// The word before was a preposition or a quantifier: a noun must follow.
    pub(super) open: bool,
    /// The name of another, whose lawyer or wife the phrase tells of (محامي فلان).
    pub(super) other: Option<Range<usize>>,
    /// Whether a name may be of another: not where the phrase itself is read to tell whose a name is.
    pub(super) others: bool,
}

impl<'v, 'p, 'a> Reader<'v, 'p, 'a> {
    pub(super) fn new(view: &'v View<'p, 'a>) -> Self {
        Self {
            view,
            from: 0,
            limit: 0,
            noun: false,
            bi: false,
            particle: false,
            k: 0,
            name: None,
            apposition: None,
            joint: None,
            open: false,
            other: None,
            others: true,
        }
    }

    pub(super) fn read(mut self) -> Option<Phrase> {
        while self.k < self.limit && self.step() {
            self.set_other_aside();
        }
        // A preposition that nothing followed goes back.
        while self.k > self.from
            && self.view.is(self.k - 1, PREPOSITIONS)
            && !self.view.of_half_a_country(self.k - 1)
        {
            self.k -= 1;
        }
        if self.k == self.from {
            return None;
        }
        // One family name with the article (الجباوي): a name, though it looks like any noun.
        let v = self.view;
        if self.name.is_none()
            && self.k == self.from + 1
            && (v.lex[self.from].is_unknown() || v.is(self.from, tag::GIVEN))
            && v.plain_definite(self.from)
        {
            self.name = Some(self.from..self.k);
        }
        // بيان صادر عن مكتب الرئيس فلان: the body's.
        let office = |name: &Range<usize>| {
            (self.from + 1..name.start).any(|w| {
                v.is(w, tag::ORG) && !v.is(w, tag::TITLE) && v.is(w + 1, tag::TITLE | tag::HONORIFIC)
            })
        };
        if v.is(self.from, tag::DOC) && self.apposition.is_none() && self.name.as_ref().is_some_and(office) {
            self.name = None;
        }
        // فريق فلان: a team; a general has his article.
        let team = v.is(self.from, tag::ORG) && v.is(self.from, tag::RANK) && !v.definite(self.from);
        if team && self.name.as_ref().is_some_and(|name| name.start == self.from + 1) {
            self.name = None;
        }
        // القوات الموالية لحكومة الرئيس فلان: they speak.
        if v.is(self.from, tag::ORG)
            && !v.is(self.from, tag::TITLE)
            && self
                .name
                .as_ref()
                .is_some_and(|name| (self.from + 1..name.start).any(|w| v.is(w, tag::CLAUSAL)))
        {
            self.name = None;
        }
        // إدارة الرئيس فلان: the body speaks.
        if v.is(self.from, tag::ORG)
            && !v.is(self.from, tag::TITLE | tag::GIVEN)
            && let Some(name) = &self.name
            && name.start > self.from + 1
            && v.is(self.from + 1, tag::TITLE | tag::HONORIFIC)
            && self.apposition.is_none()
            && self.joint.is_none()
        {
            self.name = None;
        }
        // بعض مستشاري فلان, مصادر قريبة من ملف فلان: they speak, not he.
        let unnamed = v.is(self.from, tag::ANON) && !v.is(self.from, tag::TITLE | tag::ORG | tag::GIVEN);
        let within = self.name.as_ref().is_some_and(|name| name.start > self.from + 2);
        if v.lex[self.from].is(tag::ANON)
            && self.joint.is_none()
            && (v.is(self.from, tag::QUANTITY) || unnamed && within && self.apposition.is_none())
        {
            self.name = None;
        }
        let head_end = self.name.as_ref().map_or(self.k, |n| n.start).min(self.k);
        let kind = self.kind();
        Some(Phrase {
            words: self.from..self.k,
            head: self.from..head_end,
            name: self.name.filter(|n| n.end <= self.k),
            apposition: self.apposition.filter(|a| a.start < a.end && a.end <= self.k),
            joint: self.joint,
            other: self.other,
            kind,
        })
    }

    /// What the head says of the kind of source.
    fn kind(&self) -> EntityType {
        let v = self.view;
        let lex = v.lex[self.from];
        if lex.is(tag::TITLE_PLURAL | tag::ANON) && self.name.is_none() {
            return EntityType::Anonymous;
        }
        // محامي فلان, and no name of his own.
        if self.other.is_some() && self.name.is_none() && lex.is(tag::TITLE | tag::RANK | tag::HONORIFIC) {
            return EntityType::Anonymous;
        }
        if lex.is(tag::GIVEN | tag::HONORIFIC | tag::RANK | tag::KUNYA | tag::HIS_HONOUR | tag::CLAUSAL) {
            return EntityType::Person;
        }
        // الأكاديمية, المعارضة: a body before a woman.
        let body = lex.is(tag::ORG) && v.plain_definite(self.from) && v.text(self.from).ends_with('ة');
        if lex.is(tag::TITLE) && !(body && self.name.is_none()) {
            return if self.name.is_some() || v.definite_description(self.from, self.k) {
                EntityType::Person
            } else {
                EntityType::Anonymous
            };
        }
        if lex.is(tag::ORG | tag::PLACE | tag::AGENCY | tag::OUTLET) {
            return EntityType::Organisation;
        }
        if lex.is(tag::DOC) {
            return EntityType::Document;
        }
        if let Some(name) = &self.name {
            // إس.كي.دي: a firm or a broadcaster.
            let letters = name.len() > 1 && (name.start + 1..name.end).all(|k| v.letter_by_letter(k));
            return if letters { EntityType::Organisation } else { EntityType::Person };
        }
        if v.plain_definite(self.from) { EntityType::Organisation } else { EntityType::Anonymous }
    }

    /// Takes the word at hand into the phrase, or says that the phrase ends before it.
    fn step(&mut self) -> bool {
        let v = self.view;
        let k = self.k;
        let lex = v.lex[k];
        let gap = v.gap(k);
        let first = k == self.from;
        // المصدر نفسه، : the same one, behind its noun and an adjective; the source ends with it.
        if !first && lex.is(tag::SAME) && self.name.is_none() && gap.is_plain() {
            let of = (k == self.from + 1 || v.nisba(k - 1)) && v.plain_definite(k - 1);
            self.k += usize::from(of && v.is(self.from, WHO | tag::OUTLET | tag::AGENCY));
            return false;
        }
        // مصدر أمني طالبا عدم ذكر اسمه، أن: what it asked for.
        if !first && v.manner(k, v.len()).is_some() {
            return false;
        }
        if !first && (v.begins(k) || gap.has(Gap::COLON.with(Gap::SEMICOLON))) {
            return gap.has(Gap::SEMICOLON)
                && self.name.is_some()
                && lex.is(tag::TITLE)
                && self.apposition_at(k);
        }
        // #حساب_المواطن: a hashtag of several words is one name.
        if first && gap.has(Gap::TAG) {
            let tagged = |k: usize| k < self.limit && v.gap(k).has(Gap::TAG) && !v.gap(k).has(Gap::SPACE);
            if tagged(k + 1) {
                self.k = (k + 1..).find(|&k| !tagged(k)).unwrap_or(k + 1);
                return true;
            }
        }
        if let Some(group) = v.opening_at(k) {
            // A phrase that begins a quotation: its marks are not the phrase's.
            let around = first && group.closed && v.after(group) > self.limit;
            if !around {
                return group.closed && self.marked(group.outer.to(), k);
            }
        }
        if !first && gap.has(Gap::OPEN) {
            return self.parenthesis();
        }
        if !first && gap.has(Gap::COMMA) {
            return self.after_comma();
        }
        if !first && gap.has(Gap::DASH) && gap.has(Gap::SPACE) {
            return false;
        }
        if !first && self.and_he_is(k) {
            return self.apposition_at(k + 1);
        }
        // قال الناشط فلان: a title first, though it may begin a clause behind a noun (الحزب الناشط في كذا).
        let titled = first && lex.is(tag::CLAUSAL) && v.title_under_article(k);
        // القوات الموالية للجزيرة: a clause about a body, which says which one.
        let which = lex.is(tag::CLAUSAL) && !first && self.name.is_none() && k + 1 < self.limit;
        if which && self.is_for(k + 1) {
            return self.take_whom(k + 1);
        }
        if lex.is(STOPS) && !(lex.is(tag::PRONOUN) && first && !lex.has(Lex::AND)) && !titled {
            return false;
        }
        if lex.is_cue() && !self.noun_reading(lex) && !self.open {
            return false;
        }
        // لشؤون غرب أفريقيا: a direction under a noun that wants one.
        // شرطة شرق جاوا: or under a body's noun without article.
        let side = lex.is(tag::COMPASS)
            && !first
            && v.is(k - 1, tag::ORG)
            && !v.is(k - 1, tag::OUTLET)
            && !v.definite(k - 1)
            && v.lex.get(k + 1).is_some_and(|next| next.is_unknown() || next.is(tag::PLACE));
        let direction = (self.open || side) && lex.is(tag::PREP);
        // مسؤول كوري جنوبي: two adjectives of one country.
        if !first && v.of_half_a_country(k) {
            self.k += 1;
            return true;
        }
        if lex.is(PREPOSITIONS) && !lex.is(tag::TITLE | tag::ORG) && !direction {
            return self.preposition();
        }
        // محامي رمضان: whose.
        let whose = k == self.from + 1
            && v.is(self.from, tag::KIN | tag::STAFF)
            && !v.definite(self.from)
            && gap.is_plain();
        if lex.is(tag::MONTH) && whose && !lex.has(Lex::BI | Lex::LI) {
            self.other = Some(k..k + 1);
            self.k += 1;
            return true;
        }
        // الرئيس رجب طيب فلان: a month is a first name between a title and a name.
        if lex.is(tag::MONTH) && self.name.is_none() && self.month_in_name() {
            return self.take_name_from(k, k + 1);
        }
        if lex.is(tag::TIME | tag::MONTH) && !self.time_adjective() && !self.paper_called_so() {
            return false;
        }
        if lex.is(tag::IN_NAME_OF) && !first {
            self.open = true;
            self.k += 1;
            return true;
        }
        if self.name.is_some() {
            return self.after_name();
        }
        self.before_name()
    }

    /// Whether a form of a reporting word is a noun here (ناطق, مشرف, شاهد as titles).
    fn noun_reading(&self, lex: Lex) -> bool {
        lex.is(tag::TITLE
            | tag::TITLE_PLURAL
            | tag::ORG
            | tag::PLACE
            | tag::DOC
            | tag::ANON
            | tag::HONORIFIC
            | tag::ADJECTIVE
            | tag::COMMON
            | tag::GIVEN)
            // لائحة الاتهام: with the article a noun of speech reports nothing.
            || lex.tense == Tense::Noun && lex.has(Lex::THE)
    }

    /// Whether the month at hand is a first name: after a title that is closed, before another part of a name.
    fn month_in_name(&self) -> bool {
        let (v, k) = (self.view, self.k);
        let titled =
            k > self.from && v.definite(k - 1) && v.is(self.from, tag::TITLE | tag::RANK | tag::HONORIFIC);
        // كتب محرم فلان: or right behind a reporting verb.
        let told = k == self.from && k > 0 && v.lex[k - 1].is_cue() && v.gap(k).is_plain();
        (titled || told)
            && !v.definite(k)
            && k + 1 < self.limit
            && v.gap(k + 1).is_plain()
            && (v.is(k + 1, tag::GIVEN) || v.lex[k + 1].is_unknown() && v.may_name(k + 1))
    }

    /// A time word that is an adjective of the title (الأمين العام, الرئيس السابق).
    fn time_adjective(&self) -> bool {
        self.k > self.from
            && self.name.as_ref().is_none_or(|_| self.apposition.is_some())
            && self.view.is(self.k, tag::TIMELY)
    }

    /// Whether a time word under the article is the name of a paper (صحيفة النهار, قناة الغد): right behind its noun.
    fn paper_called_so(&self) -> bool {
        let (v, k) = (self.view, self.k);
        k == self.from + 1
            && v.is(self.from, tag::OUTLET)
            && v.is(self.from, tag::NAMING)
            && !v.definite(self.from)
            && v.plain_definite(k)
            && v.gap(k).is_plain()
    }

    /// Where the second of two sources ends whose title, with و, is word `k`; `None` where no name follows the title.
    fn second_source(&self, k: usize) -> Option<usize> {
        let second = Reader {
            from: k,
            k,
            limit: self.limit,
            particle: true,
            others: self.others,
            ..Reader::new(self.view)
        };
        let phrase = second.read()?;
        phrase.name.is_some().then_some(phrase.words.end)
    }

    /// A word after the name.
    fn after_name(&mut self) -> bool {
        let v = self.view;
        let k = self.k;
        let lex = v.lex[k];
        // كيندال لارسن Kendall Larsen: the name again, in other letters.
        if v.latin(k) && !v.latin(self.from) {
            self.k += 1;
            return true;
        }
        let in_apposition = self.apposition.as_ref().is_some_and(|a| a.end == k || self.open);
        if self.open || in_apposition {
            // وندد فلان رئيس المرصد بالهجوم: the verb's own.
            let own = self.bi && v.bi(k) && !lex.is(tag::PLACE | tag::ORG);
            if !self.open && (self.noun && v.masdar(k) || own) {
                return false;
            }
            if !self.open
                && !v.definite(k)
                && !v.li(k)
                && !v.bi(k)
                && k > 0
                && (v.definite(k - 1)
                    || v.is(k - 1, tag::PLACE) && lex.is(tag::COMMON | tag::CONTENT)
                    // توقع فلان مدرب ليفربول فترة كذا: what he expects.
                    || self.noun
                        && (v.foreign(k - 1) || v.is(k - 1, tag::SECOND_HALF))
                        && v.text(k).ends_with('ة') && !v.nisba(k))
                && !lex.is(tag::PLACE | tag::TITLE | tag::ORG)
                && !v.joined(k)
            {
                return false;
            }
            self.open = false;
            if let Some(a) = &mut self.apposition {
                a.end = k + 1;
            }
            self.k += 1;
            return true;
        }
        // One more name: X وY.
        let kin = v.joined(k) && v.somebodys(k);
        // فلان واضعا يده على كذا: no second man.
        if v.joined(k)
            && !lex.is_cue()
            && !active_accusative(v.text(k))
            && (lex.is_unknown()
                || kin
                || lex.is(tag::GIVEN | tag::TITLE | tag::PLACE | tag::KUNYA | tag::RANK | tag::HONORIFIC))
        {
            // مون وزعيم الشمال، كيم: a title and its name.
            // فلانة وزوجها الممثل فلان.
            let titled = kin || lex.is(tag::TITLE | tag::RANK | tag::HONORIFIC) && !lex.is(tag::GIVEN);
            let second = if titled { self.second_source(k) } else { None };
            let end = second.unwrap_or_else(|| v.name_rest(k, k + 1, self.limit));
            let start = self.joint.as_ref().map_or(k, |j| j.start);
            self.joint = Some(start..end);
            self.k = end;
            return true;
        }
        // اتهم رئيس الوزراء فلان الرئيس …: a second title after a titled name is the verb's object.
        let titled = self.name.as_ref().is_some_and(|n| n.start > self.from);
        if self.noun
            && titled
            && lex.is(tag::TITLE | tag::RANK)
            && v.plain_definite(k)
            && !self.closed_after(k + 1)
        {
            return false;
        }
        if lex.is(tag::TITLE | tag::SPOKES | tag::RANK | tag::TITLE_PLURAL)
            && !lex.has(Lex::AND | Lex::BI | Lex::LI)
            && !lex.is_verb()
        {
            return self.apposition_at(k);
        }
        // An adjective of the name (the family name is taken with the name itself).
        false
    }
}
