//! Whom a description means: a title with the article (القائد العسكري), the kind of a body (الهيئة), "the statement" (البيان),
//! a plain word for a person (الفتاة).
//!
//! It means the most recent source whose own words hold all of its words; else somebody or something that the article
//! names without quoting it; a statement is whoever's who made it.

use super::bodies::bodies;
use super::lexicon::{self as tag, Person, Tags};
use super::mention::Mention;
use super::phrase::Phrase;
use super::state::{Entity, State, gender};
use super::view::View;
use crate::names::states;
use crate::quote::EntityType;

/// How many words back a statement, an outlet or a text is looked for.
pub(super) const BACK: usize = 150;

/// How many words back a body is looked for that is told by its kind, and a titled man who is told by his country.
const JUST_NOW: usize = 40;

/// How many words back somebody is looked for who spoke or was named.
pub(super) const NEAR: usize = 60;

impl State {
    /// The entity that a phrase without a name means; `None` where the document has none.
    pub(super) fn by_description(
        &mut self,
        view: &View<'_, '_>,
        phrase: &Phrase,
        person: Option<Person>,
    ) -> Option<usize> {
        let first = phrase.words.start;
        let lex = view.lex[first];
        if lex.is(tag::HIS_HONOUR) {
            // الأخيرة: she.
            let hers = view.text(first).ends_with('ة').then_some(Person::Fs);
            let persons = |i: &usize| self.entities[*i].kind == EntityType::Person && self.fits(*i, hers);
            let current = self.current.filter(persons);
            return current
                .or_else(|| (0..self.entities.len()).filter(persons).max_by_key(|&i| self.entities[i].last));
        }
        if lex.is(tag::PRONOUN) {
            return self.elided(person);
        }
        if let Some(issuer) = self.issuer(view, phrase).or_else(|| self.whose_text(view, phrase)) {
            return Some(issuer);
        }
        let keys = view.keys(phrase.words.clone());
        // مسؤول حكومي آخر: somebody new.
        let another = (first + 1..phrase.words.end).any(|k| view.is(k, tag::ANOTHER));
        if another && !view.definite(first) && lex.is(tag::TITLE | tag::ANON | tag::TITLE_PLURAL) {
            return None;
        }
        if let Some(told) = self.source_told_since(view, phrase) {
            return Some(told);
        }
        // وأضافت المصادر: who spoke just now, rather than who was called so before.
        let sources = lex.is(tag::ANON) && keys.len() == 1 && view.plain_definite(first);
        if sources
            && let Some(current) = self.current.filter(|&i| {
                let e = &self.entities[i];
                e.kind == EntityType::Anonymous && e.head == keys[0]
            })
        {
            return Some(current);
        }
        // The very same description, of as many.
        let several = lex.is(tag::TITLE_PLURAL);
        let one = lex.is(tag::TITLE) && !several && !lex.is(tag::ORG);
        let number = |e: &Entity| e.several == several || !one && !several;
        if let Some(i) = (0..self.entities.len())
            .rev()
            .find(|&i| self.entities[i].words == keys && number(&self.entities[i]))
        {
            return Some(i);
        }
        let definite = view.definite_description(first, phrase.words.end)
            || lex.is(tag::ORG | tag::PLACE)
            || view.opening_at(first).is_some();
        if !definite || keys.is_empty() {
            return None;
        }
        // The words that a description must share: المسؤول الروسي is any Russian, الوزير any minister.
        let wanted: Vec<u64> =
            if lex.is(tag::ANYONE) && keys.len() > 1 { keys[1..].to_vec() } else { keys.clone() };
        let holds = |words: &[u64]| wanted.iter().all(|k| words.contains(k));
        let persons_only = lex.is(tag::ANYONE) && keys.len() > 1;
        // الأكاديمية is a body before it is a woman.
        let body = lex.is(tag::ORG) && !lex.is(tag::MANY) && view.text(first).ends_with('ة');
        // روسيا is no name for وزير خارجية روسيا.
        let titled = !body && lex.is(tag::TITLE | tag::SPOKES | tag::RANK | tag::HONORIFIC);
        // الرئيس is no نائب الرئيس فلان.
        let alone = titled && keys.len() == 1;
        let deputy = |m: &Mention| alone && !bears(view, m, keys[0]);
        let deputies = |e: &Entity| {
            let mut called =
                self.persons.iter().filter(|m| m.name == e.name && m.keys.contains(&keys[0])).peekable();
            alone && e.kind == EntityType::Person && called.peek().is_some() && called.all(deputy)
        };
        let fits = |e: &Entity| {
            holds(&e.words)
                && !deputies(e)
                && !(one && e.several)
                && (!persons_only || e.kind == EntityType::Person)
                && (!titled || !e.name.is_empty() || e.head == keys[0])
                && (titled || e.kind != EntityType::Person || e.name.is_empty() && e.head == keys[0])
                // المرأة is nobody's deed (تصرف المرأة).
                && (!lex.is(tag::PLACE | tag::ORG | tag::DOC | tag::WHOEVER) || e.head == keys[0])
        };
        if let Some(current) = self.current
            && fits(&self.entities[current])
        {
            return Some(current);
        }
        let known = (0..self.entities.len())
            .filter(|&i| fits(&self.entities[i]))
            .max_by_key(|&i| self.entities[i].last);
        if let Some(spoke) = known
            && let Some(told) = self.told_last(view, phrase, spoke)
        {
            return Some(told);
        }
        // المساعد السابق: whoever spoke just now without a title, rather than an unnamed one (مساعد فلان) of before.
        let unnamed = known.is_some_and(|i| {
            self.entities[i].name.is_empty() && self.entities[i].kind == EntityType::Anonymous
        });
        if unnamed
            && titled
            && view.plain_definite(first)
            && let Some(current) = self.untitled(view, phrase, keys[0])
        {
            return Some(current);
        }
        if known.is_some() {
            return known;
        }
        if let Some(source) = self.same_source(view, phrase) {
            return Some(source);
        }
        if let Some(same) = self.without_adjectives(view, phrase) {
            return Some(same);
        }
        // الولايات المتحدة: a state is named in full, and no part of "الولايات المتحدة وكوريا الشمالية".
        let whole = lex.is(tag::PLACE) || lex.is(tag::ORG) && phrase.words.len() > 1;
        if whole && states(&view.plain_text(phrase.words.clone())).1 {
            return None;
        }
        // «جيش السلام»: a name in marks is the whole one.
        if phrase.words.len() > 1 && view.opening_at(first).is_some_and(|g| view.after(g) == phrase.words.end)
        {
            return None;
        }
        // Somebody or something that was named before, though it did not speak; else later.
        let person = !body && lex.is(tag::TITLE | tag::SPOKES | tag::RANK);
        let found = if person { None } else { Some(bodies(view, keys[0])) };
        let mentions = found.as_deref().unwrap_or(&self.persons);
        // القوات الأميركية, with القوات الأميركية والأطلسية elsewhere: two.
        let allied = |m: &Mention| m.words.clone().skip(1).any(|k| view.joined(k) && view.nisba(k));
        let fits = |m: &&Mention| {
            holds(&m.keys) && m.keys.len() > keys.len() && !deputy(m) && !(keys.len() > 1 && allied(m))
        };
        let before = mentions.iter().rev().find(|m| m.words.start < first && fits(m));
        // إنها منصة مفتوحة: what it is, no name of it.
        let told = |m: &&Mention| {
            let start = m.words.start;
            !(view.is(start - 1, tag::COMP | tag::COMP_BI | tag::PRONOUN) && view.gap(start).is_plain())
        };
        let mention =
            before.or_else(|| mentions.iter().find(|m| m.words.start > first && fits(m) && told(m)));
        if let Some(m) = mention {
            let mention = m.clone();
            let words = mention.words.clone();
            let told = Phrase { words: words.clone(), head: words, ..phrase.clone() };
            if mention.name.is_empty()
                && let Some(whose) = self.whose_text(view, &told)
            {
                return Some(whose);
            }
            return Some(self.remember(view, mention, first));
        }
        // الرئيس الكوري الجنوبي: رئيس كوريا الجنوبية فلان.
        if titled && let Some(found) = self.of_state(view, phrase, keys[0]) {
            return Some(found);
        }
        // الرئيس الأمريكي, with الرئيس فلان elsewhere: nobody else.
        let of_state = phrase.words.len() == 2 && states(view.text(first + 1)).1;
        // المدرب الألماني: whoever spoke just now, if the article gave him no title yet.
        let his_own = self.bears_now(view, phrase, &keys);
        if (lex.is(tag::TITLE) && view.plain_definite(first) || his_own)
            && !body
            && let Some(current) = self.untitled(view, phrase, keys[0])
            && !(of_state && self.called_so(view, keys[0], current))
        {
            return Some(current);
        }
        // الشركة, الدراسة with nothing of the kind before: what was spoken of just now.
        let many = view.is(first, tag::MANY);
        if phrase.words.len() == 1 && view.plain_definite(first) && lex.is(tag::ORG | tag::DOC) && !many {
            let kind = if lex.is(tag::DOC) { EntityType::Document } else { EntityType::Organisation };
            // Not a body of another kind (وزارة for الشركة).
            let like = |i: &usize| {
                let e = &self.entities[*i];
                e.kind == kind
                    && match kind {
                        // البيان: no remarks, no study.
                        EntityType::Document => {
                            e.head == keys[0] || e.words.len() > 1 && !lex.is(tag::STATEMENT)
                        }
                        // الوفد: no state or city.
                        _ => (!e.name.is_empty() || e.words.len() == 1) && e.tags & tag::PLACE == 0,
                    }
            };
            let last = (0..self.entities.len()).filter(like).max_by_key(|&i| self.entities[i].last);
            // الشبكة behind a television, الصحيفة behind a magazine: an outlet.
            if lex.is(tag::OUTLET | tag::AGENCY)
                && let Some(outlet) = self.outlet_before(view, first)
            {
                return Some(outlet);
            }
            return last;
        }
        None
    }

    /// The body that the article told of last, where only its kind is named (وكانت الهيئة العامة للطيران قد قررت كذا. وقالت
    /// الهيئة) and another of that kind `spoke` before.
    fn told_last(&mut self, view: &View<'_, '_>, phrase: &Phrase, spoke: usize) -> Option<usize> {
        let first = phrase.words.start;
        let kind = view.is(first, tag::ORG) && !view.is(first, tag::MANY | tag::PLACE | tag::TITLE);
        let e = &self.entities[spoke];
        if phrase.words.len() > 1 || !kind || e.kind != EntityType::Organisation {
            return None;
        }
        // The subject of a verb, and told of by its whole name.
        let acts = |m: &Mention| {
            let at = m.words.start;
            let before = at.checked_sub(1).filter(|_| view.gap(at).is_plain());
            let verb = before.is_some_and(|k| {
                view.lex[k].is_verb()
                    || view.is(k, tag::KANA | tag::VERB)
                    || view.lex[k].is_unknown() && view.text(k).ends_with('ت')
            });
            verb && (!view.definite(at) || m.words.len() > 2 && view.definite(at + 1))
        };
        let told = bodies(view, view.key(first, true));
        let mention = told.into_iter().rev().find(|m| m.words.start < first && acts(m))?;
        let other = |some: &[u64], of: &[u64]| !some.iter().all(|word| of.contains(word));
        let another = mention.words.start > e.last
            && other(&e.words, &mention.keys)
            && other(&mention.keys, &e.words)
            && !view.is(mention.words.start + 1, tag::TITLE | tag::HONORIFIC | tag::RANK | tag::GIVEN);
        another.then(|| self.remember(view, mention, first))
    }

    /// Who bears a title of a state that is told here by its adjective and elsewhere by its name.
    fn of_state(&mut self, view: &View<'_, '_>, phrase: &Phrase, title: u64) -> Option<usize> {
        let first = phrase.words.start;
        let wanted = states(&view.plain_text(phrase.words.clone())).0;
        if wanted.is_empty() || !view.definite(first) {
            return None;
        }
        let bears = |m: &&Mention| {
            view.key(m.words.start, true) == title
                && m.words.start < m.name_words.start
                && states(&view.plain_text(m.words.start..m.name_words.start)).0 == wanted
        };
        let before = self.persons.iter().rev().find(|m| m.words.start < first && bears(m));
        let mention = before.or_else(|| self.persons.iter().find(bears))?.clone();
        Some(self.remember(view, mention, first))
    }

    /// The outlet that was named last, whatever kind it is called by.
    fn outlet_before(&mut self, view: &View<'_, '_>, first: usize) -> Option<usize> {
        const OUTLETS: Tags = tag::OUTLET | tag::AGENCY;
        let spoke = |i: &usize| {
            let e = &self.entities[*i];
            e.tags & OUTLETS != 0
                && e.kind == EntityType::Organisation
                && e.words.len() > 1
                && e.last + BACK > first
        };
        let spoke = (0..self.entities.len()).filter(spoke).max_by_key(|&i| self.entities[i].last);
        if spoke.is_some() {
            return spoke;
        }
        let named = |k: &usize| view.is(*k, OUTLETS) && view.is(*k, tag::ORG) && view.group_of(*k).is_none();
        let phrase = (first.saturating_sub(80)..first)
            .rev()
            .filter(named)
            .filter_map(|k| view.source_at(k, first))
            .find(|p| p.words.len() > 1 && p.kind == EntityType::Organisation)?;
        Some(self.resolve(view, &phrase, None))
    }

    /// What a text, outlet or body is called elsewhere that is told here by its kind and adjectives (الاستطلاع الإلكتروني,
    /// الوكالة الرسمية, المنظمة الدولية) or by what it does (وكالة التصنيف الائتماني): the last of that kind, unless an adjective
    /// says of which country it is. A body must have been named just now, by a name that does not begin with an article.
    fn without_adjectives(&mut self, view: &View<'_, '_>, phrase: &Phrase) -> Option<usize> {
        let first = phrase.words.start;
        let does = phrase.words.len() > 1 && view.is(first + 1, tag::LINE_OF_WORK) && !view.definite(first);
        let text = view.is(first, tag::DOC | tag::OUTLET);
        let body = view.is(first, tag::ORG) && view.text(first).ends_with('ة');
        let kind = (text || body) && !view.is(first, tag::MANY | tag::PLACE);
        let adjectives = phrase.words.len() > 1
            && phrase.words.clone().all(|k| {
                view.plain_definite(k)
                    && (k == first || view.nisba(k) || view.is(k, tag::ADJECTIVE | tag::TIMELY))
            });
        if !kind || !adjectives && !does || !states(&view.plain_text(phrase.words.clone())).0.is_empty() {
            return None;
        }
        let head = view.key(first, true);
        let named = |i: &usize| {
            let e = &self.entities[*i];
            e.head == head && e.words.len() > 1 && e.name.is_empty() && e.last + BACK > first
        };
        let spoke = (0..self.entities.len()).filter(named).max_by_key(|&i| self.entities[i].last);
        if text && !does {
            // وأضافت الوكالة الرسمية, behind ونقلت وكالة كذا: an outlet that was named only.
            let outlet = view.is(first, tag::OUTLET | tag::AGENCY) && spoke.is_none();
            let named = |m: &Mention| {
                let start = m.words.start;
                start < first && start + BACK > first && m.words.len() > 1 && !view.definite(start)
            };
            let told = bodies(view, head).into_iter().rev().find(|m| outlet && named(m));
            return told.map(|m| self.remember(view, m, first)).or(spoke);
        }
        let told = bodies(view, head).into_iter().rev().find(|m| {
            let (start, next) = (m.words.start, m.words.start + 1);
            start < first && start + JUST_NOW > first && !view.definite(start) && !view.definite(next)
        })?;
        Some(self.remember(view, told, first))
    }

    /// The entity of a mention elsewhere in the document, which word `at` means; made if there was none.
    fn remember(&mut self, view: &View<'_, '_>, mention: Mention, at: usize) -> usize {
        let Mention { name, name_words, keys, words } = mention;
        let tags = view.lex[words.start].tags;
        let person = !name.is_empty();
        let feminine = view.text(words.start).ends_with('ة');
        let same = |e: &Entity| if person { e.name == name } else { e.name.is_empty() && e.words == keys };
        if let Some(i) = self.entities.iter().position(same) {
            return i;
        }
        self.entities.push(Entity {
            display: if person { view.name_text(name_words) } else { view.description_text(words) },
            name,
            head: keys.first().copied().unwrap_or(0),
            tags,
            words: keys,
            singular: person,
            several: false,
            kind: if person { EntityType::Person } else { EntityType::Organisation },
            person: (!person && feminine).then_some(Person::Fs),
            vague: false,
            last: at,
        });
        self.entities.len() - 1
    }

    /// Whom a plain word for a person means: the speaker, else the last person named in full, as far as gender allows.
    pub(super) fn whoever(&mut self, view: &View<'_, '_>, first: usize) -> Option<usize> {
        let wanted = if view.text(first).ends_with('ة') { Person::Fs } else { Person::Ms };
        let spoke = self.current.filter(|&i| {
            let e = &self.entities[i];
            e.kind == EntityType::Person && !e.name.is_empty() && e.last + NEAR > first
        });
        if let Some(i) = spoke.filter(|&i| self.fits(i, Some(wanted))) {
            return Some(i);
        }
        let fits = |m: &&Mention| {
            m.words.end <= first
                && m.words.end + NEAR > first
                && view.group_of(m.words.start).is_none()
                && m.name.len() > 1
                && gender(view, m).is_none_or(|g| g == wanted)
        };
        let mention = self.persons.iter().rev().find(fits)?;
        let phrase = view.source_at(mention.words.start, first)?;
        phrase.name.is_some().then(|| self.resolve(view, &phrase, Some(wanted)))
    }

    /// Whom "the Spaniard" means at word `first`: the last before it whom the article calls so, with his name; else whoever
    /// speaks, unless he is told to be of another country.
    pub(super) fn countryman(&mut self, view: &View<'_, '_>, first: usize) -> Option<usize> {
        let key = view.key(first, true);
        let wanted = if view.text(first).ends_with('ة') { Person::Fs } else { Person::Ms };
        let called = |m: &&Mention| {
            m.words.end <= first
                && m.words.end + BACK > first
                && m.keys.contains(&key)
                && gender(view, m).is_none_or(|g| g == wanted)
        };
        if let Some(mention) = self.persons.iter().rev().find(called) {
            let phrase = view.source_at(mention.words.start, mention.words.end)?;
            return phrase.name.is_some().then(|| self.resolve(view, &phrase, Some(wanted)));
        }
        let of_another = |m: &Mention, name: &[u64]| {
            m.name[..] == *name && !states(&view.plain_text(m.words.clone())).0.is_empty()
        };
        let current = self.current?;
        let e = &self.entities[current];
        let fits = e.kind == EntityType::Person
            && !e.name.is_empty()
            && e.last + if e.words.len() == e.name.len() { NEAR } else { JUST_NOW } > first
            && !self.persons.iter().any(|m| of_another(m, &e.name));
        (fits && self.fits(current, Some(wanted))).then_some(current)
    }
}

/// Whether a mention bears a title itself, and not under another one (نائب الرئيس فلان).
fn bears(view: &View<'_, '_>, mention: &Mention, title: u64) -> bool {
    let first = mention.words.start;
    mention.words.clone().any(|w| {
        let under = w > first
            && view.is(w - 1, tag::TITLE)
            && !view.is(w - 1, tag::TITLE_PLURAL | tag::KIN | tag::STAFF)
            && !view.definite(w - 1);
        view.key(w, w == first) == title && !under
    })
}
