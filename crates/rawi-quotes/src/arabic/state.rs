//! What the grammar remembers of a document: who was named, with which title, and who spoke last.
//!
//! A short name (الجباوي), a title with the article (القائد العسكري), a pronoun and an elided subject all mean somebody
//! whom the article names in full elsewhere, often only later. Names are compared as runs of whole words without
//! article and particles; what descriptions mean is said in [`described`](super::described).
//! What an entity is called is read when the document is done, since the full name may come after the quotation.

use super::issuer::issued_elsewhere;
use super::lexicon::{self as tag, Person, Tags};
use super::mention::{Mention, persons};
use super::phrase::Phrase;
use super::view::View;
use crate::names::states;
use crate::quote::EntityType;
use std::ops::Range;

/// A person, body, document or unnamed source of the document.
#[derive(Debug, Clone)]
pub struct Entity {
    /// How the article names it best.
    pub display: String,
    /// Words of its name without article and particles; empty where it has none.
    pub(super) name: Vec<u64>,
    /// Words of its name, titles and descriptions without article and particles.
    pub(super) words: Vec<u64>,
    /// First word of its description.
    pub(super) head: u64,
    /// Whether that is the title of one person.
    pub(super) singular: bool,
    /// Whether that is a noun of several people: no verb in the singular means them unless they stand after it.
    pub(super) several: bool,
    /// What the lists say of that word.
    pub(super) tags: Tags,
    /// What kind of source it is.
    pub kind: EntityType,
    /// Gender and number as verbs and titles showed them.
    pub(super) person: Option<Person>,
    /// Whether it is a body of which only the kind is told (محكمة ألمانية, إدارة محلية).
    pub(super) vague: bool,
    /// Word at which it was last mentioned.
    pub(super) last: usize,
}

/// The document's memory.
#[derive(Debug, Default)]
pub struct State {
    pub(super) entities: Vec<Entity>,
    /// Who spoke last.
    pub current: Option<usize>,
    /// Persons that the whole document names, in order: they give short names their full form.
    pub(super) persons: Vec<Mention>,
}

impl State {
    /// Reads every person's mention of the document.
    pub fn new(view: &View<'_, '_>) -> Self {
        Self { persons: persons(view), ..Self::default() }
    }

    /// What is known of an entity.
    pub fn entity(&self, i: usize) -> &Entity {
        &self.entities[i]
    }

    /// Whether a name right behind a woman's title is that of a man whom the document names, and so whom she speaks of (انتقدت
    /// الطالبة فلان).
    fn names_a_man(&self, view: &View<'_, '_>, phrase: &Phrase) -> bool {
        let (first, Some(name)) = (phrase.words.start, &phrase.name) else { return false };
        let woman = name.len() == 1
            && name.start == first + 1
            && view.is(first, tag::TITLE | tag::WHOEVER)
            && !view.is(first, tag::GIVEN)
            && view.text(first).ends_with('ة');
        let family = view.key(name.start, true);
        let man =
            |m: &Mention| m.name.len() > 1 && m.name.ends_with(&[family]) && view.is_man(m.name_words.start);
        woman && self.persons.iter().any(man)
    }

    /// The entity that a phrase means, made if the document had none.
    pub fn resolve(&mut self, view: &View<'_, '_>, phrase: &Phrase, person: Option<Person>) -> usize {
        let first = phrase.words.start;
        if self.names_a_man(view, phrase) {
            let alone = first..first + 1;
            let title = Phrase { words: alone.clone(), head: alone, name: None, ..phrase.clone() };
            return self.resolve(view, &title, person);
        }
        // المصدر نفسه is المصدر.
        let last = phrase.words.end - 1;
        if phrase.name.is_none() && last > first && view.is(last, tag::SAME) {
            let whole = first..last;
            let told = Phrase { words: whole.clone(), head: whole, ..phrase.clone() };
            return self.resolve(view, &told, person);
        }
        let plain = view.is(first, tag::WHOEVER) && view.plain_definite(first);
        // الدولي البرازيلي: of the country that the adjective tells.
        let native = |k: usize| (first..phrase.words.end).contains(&k) && self.native(view, k);
        let of_country = plain && phrase.words.len() == 2 && native(first + 1);
        let found = match &phrase.name {
            // وأضافت الفتاة: whoever spoke or was named just now.
            _ if plain && (phrase.words.len() == 1 || of_country) => {
                let described = self.by_description(view, phrase, person);
                described.or_else(|| match of_country {
                    true => self.countryman(view, first + 1),
                    false => self.whoever(view, first),
                })
            }
            // وأضاف الإسباني: likewise, where it is nobody's family name.
            Some(name) if name.len() == 1 && phrase.words.len() == 1 && self.native(view, first) => {
                self.countryman(view, first).or_else(|| self.by_name(view, phrase, name.clone(), person))
            }
            Some(name) => self.by_name(view, phrase, name.clone(), person),
            None => self.by_description(view, phrase, person),
        };
        let found = found.or_else(|| self.body_described_before(view, phrase));
        let entity = found.unwrap_or_else(|| self.make(view, phrase));
        self.mentioned(view, entity, phrase, person);
        entity
    }

    /// As [`State::resolve`], behind a verb that goes on with what somebody said (وأضاف هداف الفريق): whoever speaks, where
    /// nobody was called so before.
    pub fn resolve_going_on(
        &mut self,
        view: &View<'_, '_>,
        phrase: &Phrase,
        person: Option<Person>,
    ) -> usize {
        match self.goes_on_as(view, phrase) {
            Some(entity) => {
                self.mentioned(view, entity, phrase, person);
                entity
            }
            None => self.resolve(view, phrase, person),
        }
    }

    /// Notes that a phrase means an entity.
    fn mentioned(&mut self, view: &View<'_, '_>, entity: usize, phrase: &Phrase, person: Option<Person>) {
        let words = view.keys(phrase.words.clone());
        let e = &mut self.entities[entity];
        for word in words {
            if !e.words.contains(&word) {
                e.words.push(word);
            }
        }
        e.last = phrase.words.start;
        if person.is_some() {
            e.person = person;
        }
    }

    /// Whether a word tells somebody by his country alone: an adjective that no name of the document ends with.
    fn native(&self, view: &View<'_, '_>, k: usize) -> bool {
        view.plain_definite(k)
            && view.nisba(k)
            && view.text(k).ends_with(['ي', 'ى', 'ة'])
            && states(view.text(k)).1
            && !self.persons.iter().any(|m| m.name.len() > 1 && m.name.ends_with(&[view.key(k, true)]))
    }

    /// Whether a verb of this gender and number may mean the entity.
    pub fn fits(&self, i: usize, person: Option<Person>) -> bool {
        let e = &self.entities[i];
        match (person, e.person) {
            (Some(Person::Ms), _) if e.several => false,
            // نقلت الصحيفة عن شهود كذا، مشيرة إلى: not the witnesses.
            (Some(Person::Fs), _) if e.several && e.kind == EntityType::Anonymous => false,
            (Some(Person::Plural), _) if e.kind == EntityType::Document && !e.several => false,
            // يلوحون, أضافا: no one man.
            (Some(Person::Plural), _) if !e.name.is_empty() && !e.several => false,
            (Some(Person::Plural), _) if e.several || e.kind == EntityType::Anonymous => true,
            (Some(wanted), Some(has)) => {
                wanted == has || e.kind != EntityType::Person && wanted != Person::Ms
            }
            _ => true,
        }
    }

    /// Who is meant where nobody is named: the current speaker, if gender and number allow, else the last who fits.
    pub fn elided(&self, person: Option<Person>) -> Option<usize> {
        let Some(current) = self.current else { return self.last_fitting(person) };
        if self.fits(current, person) {
            return Some(current);
        }
        self.last_fitting(person).or(Some(current))
    }

    /// The last of the entities that a verb of this gender and number may mean.
    fn last_fitting(&self, person: Option<Person>) -> Option<usize> {
        let fits = |i: &usize| self.fits(*i, person);
        (0..self.entities.len()).filter(fits).max_by_key(|&i| self.entities[i].last)
    }

    /// Who is meant by a masculine verb at word `i` where a body or woman spoke, and nobody who spoke before can be its subject: the
    /// last person named before (قالت فلانة إن فلانا نصحها، حيث قال لها; إدارة الشبكة … لكنه اعترف).
    pub fn named_who_fits(&mut self, view: &View<'_, '_>, i: usize, person: Option<Person>) -> Option<usize> {
        let he = view.pronoun_before(i);
        let she = self.entities[self.current?].kind == EntityType::Person;
        if person != Some(Person::Ms) || !(he || she) || self.last_fitting(person).is_some() {
            return None;
        }
        self.last_named(view, i, |m| match gender(view, m) {
            Some(gender) => gender == Person::Ms,
            None => he && m.name.len() > 1,
        })
    }

    /// Who is meant by a verb without a subject in the sentence that begins at word `start`, where that is not simply
    /// who spoke last: the man of whom the sentence before told, if nobody was quoted in it (`free` is the first word
    /// after the last attribution; وصعد الوزير فلان خطابه. وقال إن …); and where the current speaker cannot be the
    /// subject of a feminine verb, the subject of the sentence before that can.
    pub fn left_out(
        &mut self,
        view: &View<'_, '_>,
        start: usize,
        free: usize,
        person: Option<Person>,
    ) -> Option<usize> {
        let last = start.checked_sub(1)?;
        // طبق الباحثون تقنية. وأضافوا: several people in the nominative.
        let several = |i: usize| {
            let e = &self.entities[i];
            e.several || e.kind == EntityType::Anonymous
        };
        if person == Some(Person::Plural)
            && !self.current.is_some_and(several)
            && let Some(phrase) = view.several_acting(start)
        {
            return Some(self.resolve(view, &phrase, person));
        }
        let before = view.sentence_start(last, start.saturating_sub(60));
        if before >= free && before < last {
            let feminine = view.text(before).ends_with('ت');
            let agrees =
                matches!(person, Some(Person::Ms)) && !feminine || person == Some(Person::Fs) && feminine;
            let acting = || view.acting(before, start).or_else(|| view.body_acting(before, start));
            if let Some(phrase) = agrees.then(acting).flatten() {
                return Some(self.resolve(view, &phrase, person));
            }
        }
        let current = self.current?;
        if person != Some(Person::Fs) || self.fits(current, person) {
            return None;
        }
        let known = self.elided(person);
        let Some(phrase) = view.sentence_subject(before, start) else { return known };
        let fits = grammatical(view, &phrase) == Some(Person::Fs)
            || phrase.name.is_none() && view.is(phrase.words.start, tag::PLACE);
        let nearer =
            known.is_none_or(|k| !self.fits(k, person) || self.entities[k].last < phrase.words.start);
        if fits && nearer { Some(self.resolve(view, &phrase, person)) } else { known }
    }

    /// The subject of the sentence before word `i`, where nobody has been quoted in it yet: of whatever verb
    /// (طردت لندن … وأعلنت), else the first person that the sentence names.
    pub fn sentence_subject(
        &mut self,
        view: &View<'_, '_>,
        i: usize,
        start: usize,
        person: Option<Person>,
    ) -> Option<usize> {
        let told = view.asked(start, i).or_else(|| view.stated_by(start, i));
        let phrase = told.or_else(|| view.sentence_subject(start, i)).or_else(|| {
            // #قاعدة_كذا, «…»: nobody in a hashtag or in marks.
            let told = |m: &&Mention| {
                m.words.start >= start && m.words.end <= i && view.group_of(m.words.start).is_none()
            };
            let mention = self.persons.iter().find(told)?;
            view.source_at(mention.words.start, i)
        })?;
        Some(self.resolve(view, &phrase, person))
    }

    /// The person whom words `from` to `to` name first.
    pub fn named_within(&mut self, view: &View<'_, '_>, from: usize, to: usize) -> Option<usize> {
        let mention = self.persons.iter().find(|m| m.words.start >= from && m.words.end <= to)?;
        let phrase = view.source_at(mention.words.start, to)?;
        phrase.name.is_some().then(|| self.resolve(view, &phrase, None))
    }

    /// The last person named before word `i`, not far from it.
    pub fn named_before(&mut self, view: &View<'_, '_>, i: usize) -> Option<usize> {
        self.last_named(view, i, |_| true)
    }

    /// Whether somebody else was named between the last mention of an entity and word `at`.
    pub fn another_since(&self, entity: usize, at: usize) -> bool {
        let e = &self.entities[entity];
        let since = self.persons.iter().rev().skip_while(|m| m.words.start >= at);
        since
            .take_while(|m| m.words.start > e.last)
            .any(|m| !m.keys.iter().any(|key| e.words.contains(key) || e.name.contains(key)))
    }

    /// As [`State::named_before`], of those whose mention is `wanted`.
    fn last_named(
        &mut self,
        view: &View<'_, '_>,
        i: usize,
        wanted: impl Fn(&Mention) -> bool,
    ) -> Option<usize> {
        let near = |m: &&Mention| m.words.end <= i && m.words.end + 60 > i && wanted(m);
        let mention = self.persons.iter().rev().find(near)?;
        let phrase = view.source_at(mention.words.start, i)?;
        Some(self.resolve(view, &phrase, None))
    }

    fn by_name(
        &mut self,
        view: &View<'_, '_>,
        phrase: &Phrase,
        name: Range<usize>,
        person: Option<Person>,
    ) -> Option<usize> {
        if phrase.joint.is_some() {
            return None;
        }
        let name_start = name.start;
        // حث فلان علان على: subject and object, each alone elsewhere and together only here.
        let pair = name.len() == 2 && view.two_names(name.start);
        let name_cut = pair.then(|| name.start..name.start + 1);
        let name = name_cut.clone().unwrap_or(name);
        let mut keys = view.keys(name.clone());
        // فلان الفلاني النقاب: the document has the name without its odd last word.
        let last = name.end - 1;
        if keys.len() > 2
            && super::mention::odd(view, last)
            && self.persons.iter().any(|m| m.name[..] == keys[..keys.len() - 1])
        {
            keys.pop();
        }
        let single = keys.len() == 1;
        let full = self.full_name(view, phrase, name_start, &keys, person);
        let (full_keys, display, words) = match full {
            Some(m) => (m.name.clone(), view.name_text(m.name_words.clone()), m.keys.clone()),
            None => {
                let name = match name_cut {
                    Some(name) => name,
                    None => phrase.name.clone()?,
                };
                let whole = if single { view.with_first_name(name.start) } else { None };
                let name = whole.unwrap_or(name);
                (view.keys(name.clone()), view.name_text(name), view.keys(phrase.words.clone()))
            }
        };
        let same =
            |e: &Entity| !e.name.is_empty() && (part_of(&e.name, &full_keys) || part_of(&full_keys, &e.name));
        let known = (0..self.entities.len()).rev().find(|&i| same(&self.entities[i]));
        let known = known.or_else(|| self.described_before(view, phrase, &full_keys, &words, person));
        let entity = match known {
            Some(i) => i,
            None => {
                self.entities.push(Entity {
                    display: display.clone(),
                    name: Vec::new(),
                    words: words.clone(),
                    head: words.first().copied().unwrap_or(0),
                    tags: 0,
                    singular: true,
                    several: false,
                    kind: EntityType::Person,
                    person: None,
                    vague: false,
                    last: phrase.words.start,
                });
                self.entities.len() - 1
            }
        };
        let e = &mut self.entities[entity];
        if full_keys.len() > e.name.len() {
            if e.kind != EntityType::Organisation || e.name.is_empty() {
                e.kind = phrase.kind;
            }
            (e.name, e.display) = (full_keys, display);
        }
        Some(entity)
    }

    /// The longest name of the document that this one is a part of: the nearest of equals.
    ///
    /// A husband and a wife of one family name are told apart by the gender of the verb, others by who was the last to
    /// be named in full; a family name that stands alone is its famous bearer's.
    fn full_name(
        &self,
        view: &View<'_, '_>,
        phrase: &Phrase,
        start: usize,
        keys: &[u64],
        person: Option<Person>,
    ) -> Option<&Mention> {
        let single = keys.len() == 1;
        let family = single && view.is(start, tag::NAME_TAIL);
        // A family name ends the full name, a first name begins it; what follows a family name is another word.
        let rank = |m: &Mention| -> Option<(bool, usize)> {
            if !part_of(keys, &m.name) {
                return None;
            }
            let ends = m.name.ends_with(keys);
            let begins = !single || !family && view.clean_end(m.name_words.end - 1);
            (ends || begins).then_some((ends && m.name.len() > 1 || !single, m.name.len()))
        };
        let bears = |m: &Mention| m.name.ends_with(keys) && first_name(view, m).is_some();
        let agrees = |m: &Mention| match person {
            Some(person @ (Person::Ms | Person::Fs)) => gender(view, m).is_none_or(|g| g == person),
            _ => true,
        };
        let mut bearers = self.persons.iter().filter(|m| single && bears(m)).map(|m| m.name[0]);
        let several = bearers.next().is_some_and(|first| bearers.any(|name| name != first));
        let told = several && self.persons.iter().any(|m| bears(m) && agrees(m));
        let mut before = self.persons.iter().rev().filter(|m| m.words.start < phrase.words.start);
        let last = if told && !family { before.find(|m| bears(m) && agrees(m)) } else { None };
        // قالت يونيسيف: no man of whose name or title it is a part.
        let hers = |m: &Mention| {
            person == Some(Person::Fs) && single && gender(view, m) == Some(Person::Ms) && !bears(m)
        };
        let fits = |m: &Mention| {
            if hers(m) {
                return false;
            }
            !told || !bears(m) || agrees(m) && last.is_none_or(|last| m.name[0] == last.name[0])
        };
        let ranked = self.persons.iter().filter(|m| fits(m)).filter_map(|m| rank(m).map(|r| (r, m)));
        // A famous family name is of whom the article names oftenest, not of his grandfather.
        let often = |m: &Mention| {
            if told && family { self.persons.iter().filter(|other| other.name == m.name).count() } else { 0 }
        };
        ranked
            .max_by_key(|(r, m)| {
                (often(m), *r, std::cmp::Reverse(m.words.start.abs_diff(phrase.words.start)))
            })
            .map(|(_, m)| m)
    }

    fn make(&mut self, view: &View<'_, '_>, phrase: &Phrase) -> usize {
        let words = view.keys(phrase.words.clone());
        let whose = self.in_whose_name(view, phrase);
        let (name, display) = match &phrase.name {
            Some(name) => {
                let end = phrase.joint.as_ref().map_or(name.end, |j| j.end);
                let joint = phrase.joint.is_some();
                let display =
                    if joint { view.plain_text(name.start..end) } else { view.name_text(name.clone()) };
                (if joint { Vec::new() } else { view.keys(name.clone()) }, display)
            }
            None => (Vec::new(), view.description_text(phrase.words.clone())),
        };
        let display = whose.or_else(|| issued_elsewhere(view, phrase)).unwrap_or(display);
        self.entities.push(Entity {
            display,
            name,
            head: words.first().copied().unwrap_or(0),
            tags: view.lex[phrase.words.start].tags,
            singular: view.is(phrase.words.start, tag::TITLE)
                && !view.is(phrase.words.start, tag::ANON | tag::SPOKES),
            several: phrase.joint.is_some()
                || phrase.name.is_none() && view.is(phrase.words.start, tag::TITLE_PLURAL),
            words,
            kind: phrase.kind,
            person: grammatical(view, phrase),
            vague: super::lead::vague_body(view, phrase),
            last: phrase.words.start,
        });
        self.entities.len() - 1
    }
}

/// The gender of a body or document by its noun (وزارة, صحيفة, دراسة), before a verb has shown it; of somebody by the title.
fn grammatical(view: &View<'_, '_>, phrase: &Phrase) -> Option<Person> {
    let first = phrase.words.start;
    let feminine = view.text(first).ends_with('ة') && phrase.joint.is_none();
    let noun = matches!(phrase.kind, EntityType::Organisation | EntityType::Document)
        && view.is(first, tag::ORG | tag::DOC | tag::PLACE)
        || phrase.kind == EntityType::Person && view.is(first, tag::TITLE | tag::HONORIFIC | tag::SPOKES);
    // عن مراسلها، وأضافت: not he.
    let man = phrase.name.is_none()
        && phrase.joint.is_none()
        && matches!(phrase.kind, EntityType::Person | EntityType::Anonymous)
        && (view.is(first, tag::TITLE | tag::SPOKES) || view.somebodys(first))
        && !view.is(first, tag::ORG | tag::TITLE_PLURAL | tag::GIVEN | tag::HONORIFIC)
        && !view.text(first).ends_with(['ة', 'ن', 'ا'])
        && !view.text(first).contains("ته");
    if view.opening_at(first).is_some() {
        return None;
    }
    if feminine && noun {
        return Some(Person::Fs);
    }
    man.then_some(Person::Ms)
}

/// The key of the first name of somebody who is named in full, where the lists have it.
fn first_name(view: &View<'_, '_>, mention: &Mention) -> Option<u64> {
    let first = mention.name_words.start;
    let listed = view.is(first, tag::GIVEN | tag::WOMAN) && !view.is(first, tag::NAME_TAIL | tag::JOINT);
    mention.name.first().copied().filter(|_| mention.name.len() > 1 && listed)
}

/// The gender of somebody named in full or with a title, as far as title and first name show it.
pub(super) fn gender(view: &View<'_, '_>, mention: &Mention) -> Option<Person> {
    let (head, first) = (mention.words.start, mention.name_words.start);
    // A woman may bear the title of a man (عضو, النائب), a man none of a woman.
    let titled = head < first && view.is(head, tag::TITLE) && !view.is(head, tag::ORG);
    if titled && view.text(head).ends_with('ة') {
        return Some(Person::Fs);
    }
    if mention.name.len() < 2 {
        return None;
    }
    if view.may_be_woman(first) {
        return Some(Person::Fs);
    }
    view.is_man(first).then_some(Person::Ms)
}

/// Whether `short` is `long` or a run of words at its end or beginning.
fn part_of(short: &[u64], long: &[u64]) -> bool {
    !short.is_empty() && (long.ends_with(short) || long.starts_with(short))
}
