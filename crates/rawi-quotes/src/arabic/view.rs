//! A page as the Arabic grammar sees it: what the lists say of each word, where sentences end, which words stand
//! inside quotation marks.

use super::lexicon::{self as tag, Lex, Lexicon, Tags};
use super::pattern::accusative_masdar;
use super::reading;
use crate::marks::Group;
use crate::page::{Gap, Page};
use rawi_text::Span;
use std::cell::Cell;

/// No group.
const NO_GROUP: u32 = u32::MAX;

/// The page with what the lists say of it.
pub struct View<'p, 'a> {
    pub page: &'p Page<'a>,
    pub lexicon: &'p Lexicon,
    /// One entry a word.
    pub lex: Vec<Lex>,
    /// Innermost closed group that a word stands in, [`NO_GROUP`] for none.
    group: Vec<u32>,
    /// Whether a sentence begins with the word.
    begins: Vec<bool>,
    /// What the letters of a word said when they were asked: the grammar asks of one word again and again.
    facts: Vec<Cell<u32>>,
    /// The keys of words ([`View::key`]) that were asked for; 0 before.
    pub(super) keys: Vec<Cell<u64>>,
}

/// A question to the letters of a word: a bit of [`View::facts`], and sixteen bits higher one that says that it was
/// asked.
#[derive(Debug, Clone, Copy)]
#[repr(u32)]
pub(super) enum Fact {
    Definite = 1,
    Nisba = 1 << 1,
    Joined = 1 << 2,
    Bi = 1 << 3,
    Li = 1 << 4,
    Possessed = 1 << 5,
    Pattern = 1 << 6,
    DefinitePattern = 1 << 7,
    VerbLike = 1 << 8,
    MayName = 1 << 9,
    Foreign = 1 << 10,
}

/// The memory of a view.
#[derive(Debug, Default)]
pub struct Buffers {
    lex: Vec<Lex>,
    group: Vec<u32>,
    begins: Vec<bool>,
    facts: Vec<Cell<u32>>,
    keys: Vec<Cell<u64>>,
}

impl<'p, 'a> View<'p, 'a> {
    /// A view in the memory of one that is done with.
    pub fn within(buffers: Buffers, page: &'p Page<'a>, lexicon: &'p Lexicon) -> Self {
        let Buffers { mut lex, mut group, mut begins, mut facts, mut keys } = buffers;
        lex.clear();
        lex.extend(page.words.iter().map(|w| lexicon.get(w.hash)));
        reading::settle(page, &mut lex, lexicon.to_me);
        group.clear();
        group.resize(page.words.len(), NO_GROUP);
        // Groups come outer first, so that the inner one is written last and stays.
        for (n, g) in page.groups.iter().enumerate() {
            if !g.closed {
                continue;
            }
            let mut i = page.word_at(g.inner.from());
            while i < page.words.len() && page.words[i].span.end <= g.inner.end {
                group[i] = u32::try_from(n).unwrap_or(NO_GROUP);
                i += 1;
            }
        }
        begins.clear();
        facts.clear();
        facts.resize(page.words.len(), Cell::new(0));
        keys.clear();
        keys.resize(page.words.len(), Cell::new(0));
        let mut view = Self { page, lexicon, lex, group, begins: Vec::new(), facts, keys };
        begins.extend((0..page.words.len()).map(|i| view.sentence_begins(i)));
        view.begins = begins;
        view.names_in_b();
        view
    }

    /// Reads a word as an unlisted one that bears no preposition, whatever it is spelt like.
    pub(super) fn read_as_name(&mut self, k: usize) {
        self.lex[k] = Lex::NONE;
        self.facts[k].set(self.facts[k].get() | (Fact::Bi as u32) << 16);
    }

    /// Its memory, for the next view.
    pub fn into_buffers(self) -> Buffers {
        Buffers { lex: self.lex, group: self.group, begins: self.begins, facts: self.facts, keys: self.keys }
    }

    /// The answer to a question about word `i`, asked of its letters once.
    #[inline]
    pub(super) fn fact(&self, i: usize, fact: Fact, ask: impl FnOnce() -> bool) -> bool {
        let (cell, bit) = (&self.facts[i], fact as u32);
        let known = cell.get();
        if known & bit << 16 != 0 {
            return known & bit != 0;
        }
        let answer = ask();
        cell.set(cell.get() | bit << 16 | if answer { bit } else { 0 });
        answer
    }

    pub fn len(&self) -> usize {
        self.lex.len()
    }

    /// Whether word `i` bears any of these tags.
    #[inline]
    pub fn is(&self, i: usize, tags: Tags) -> bool {
        self.lex.get(i).is_some_and(|l| l.is(tags))
    }

    #[inline]
    pub fn gap(&self, i: usize) -> Gap {
        self.page.words.get(i).map_or(Gap::LINE.with(Gap::STOP), |w| w.before)
    }

    #[inline]
    pub fn span(&self, i: usize) -> Span {
        self.page.words[i].span
    }

    #[inline]
    pub fn hash(&self, i: usize) -> u64 {
        self.page.words.get(i).map_or(0, |w| w.hash)
    }

    /// Whether the word is written in Latin letters.
    pub fn latin(&self, i: usize) -> bool {
        self.text(i).starts_with(|c: char| c.is_ascii_alphabetic())
    }

    /// The word without tatweel at its edges; the raw letters of the text.
    pub fn text(&self, i: usize) -> &'a str {
        if i < self.len() { self.page.word(i) } else { "" }
    }

    /// The innermost closed group that word `i` stands in.
    pub fn group_of(&self, i: usize) -> Option<usize> {
        self.group.get(i).filter(|g| **g != NO_GROUP).map(|g| *g as usize)
    }

    /// The outermost closed group that word `i` stands in.
    pub fn outer_group_of(&self, i: usize) -> Option<usize> {
        let mut at = self.group_of(i)?;
        let span = self.span(i);
        while self.page.groups[at].depth > 0 && at > 0 {
            at -= 1;
            while at > 0 && !(self.page.groups[at].closed && self.page.groups[at].inner.contains(span)) {
                at -= 1;
            }
        }
        Some(at)
    }

    /// The group that opens between word `i - 1` and word `i`, the outermost if two do.
    pub fn opening_at(&self, i: usize) -> Option<&'p Group> {
        let gap = self.gap(i);
        if i >= self.len() || !gap.has(Gap::MARK.with(Gap::APOSTROPHE).with(Gap::OTHER).with(Gap::OPEN)) {
            return None;
        }
        let from = if i == 0 { 0 } else { self.span(i - 1).start };
        let at = self.page.groups.partition_point(|g| g.outer.start < from);
        self.page.groups[at..]
            .iter()
            .take_while(|g| g.inner.start <= self.span(i).start)
            .find(|g| g.opened && g.inner.end > self.span(i).start)
    }

    /// The closed group whose closing mark stands between word `i - 1` and word `i`, the outermost if two do.
    pub fn closing_at(&self, i: usize) -> Option<&'p Group> {
        let last = i.checked_sub(1)?;
        let mut at = self.outer_group_of(last)?;
        let next = if i < self.len() { self.span(i).start } else { u32::MAX };
        loop {
            let group = &self.page.groups[at];
            if group.closed && group.inner.contains(self.span(last)) && group.outer.end <= next {
                return Some(group);
            }
            if at as u32 >= self.group[last] {
                return None;
            }
            at += 1;
        }
    }

    /// The first word after a group.
    pub fn after(&self, group: &Group) -> usize {
        self.page.word_at(group.outer.to())
    }

    /// How many words a group holds.
    pub fn words_in(&self, group: &Group) -> usize {
        self.after(group).saturating_sub(self.page.word_at(group.inner.from()))
    }

    /// Whether a sentence begins with word `i` (always true past the last word).
    #[inline]
    pub fn begins(&self, i: usize) -> bool {
        self.begins.get(i).copied().unwrap_or(true)
    }

    /// The first word of the next sentence after word `i`, not past `limit`.
    pub fn sentence_end(&self, i: usize, limit: usize) -> usize {
        (i + 1..limit).find(|&k| self.begins(k)).unwrap_or(limit)
    }

    /// The first word of the sentence that word `i` stands in, not before `from`.
    pub fn sentence_start(&self, i: usize, from: usize) -> usize {
        (from..=i).rev().find(|&k| self.begins(k)).unwrap_or(from)
    }

    fn sentence_begins(&self, i: usize) -> bool {
        let gap = self.gap(i);
        if gap.is_plain() {
            return i == 0;
        }
        if i == 0 || gap.has(Gap::LINE) {
            return true;
        }
        // "القاهرة (أ ف ب) - قال": the dateline is no part of the sentence.
        if gap.has(Gap::CLOSE) && gap.has(Gap::DASH) {
            return true;
        }
        if !gap.has(Gap::STOP) {
            return false;
        }
        // آر.بي.سي: an abbreviation, letter by letter.
        let short = |word: &str| word.chars().nth(3).is_none();
        if gap == Gap::STOP && short(self.text(i - 1)) && short(self.text(i)) {
            return false;
        }
        // Inside one pair of marks, a stop does not end the sentence around it.
        if let (Some(a), Some(_)) = (self.outer_group_of(i - 1), self.outer_group_of(i))
            && self.page.groups[a].inner.contains(self.span(i))
        {
            return false;
        }
        if gap.has(Gap::ASK.with(Gap::ELLIPSIS)) {
            return true;
        }
        let before = self.text(i - 1);
        // 2.6 and إف.16 are one number; م. and د. are titles.
        if !gap.has(Gap::SPACE) && (ends_in_digit(before) || begins_with_digit(self.text(i))) {
            return false;
        }
        let one_letter = before.chars().filter(|c| *c != 'ـ').nth(1).is_none();
        !(one_letter && before.chars().all(char::is_alphabetic))
    }

    /// Whether the word bears the article: ال, or ب ل ك و ف before it. A list word says so itself.
    pub fn definite(&self, i: usize) -> bool {
        self.fact(i, Fact::Definite, || self.definite_letters(i))
    }

    fn definite_letters(&self, i: usize) -> bool {
        if self.lex[i].has(Lex::THE) {
            return true;
        }
        let word = self.text(i).as_bytes();
        let (al, ll, bal) = ("ال".as_bytes(), "لل".as_bytes(), "بال".as_bytes());
        let word = match word {
            // و or ف before the article.
            [0xD9, 0x88 | 0x81, rest @ ..] if rest.starts_with(al) && !self.foreign(i) => rest,
            _ => word,
        };
        // Four letters or more, of two bytes each.
        word.len() > 6 && (word.starts_with(al) || word.starts_with(ll) || word.starts_with(bal))
    }

    /// Whether the word begins with an article and nothing before it.
    pub fn plain_definite(&self, i: usize) -> bool {
        let word = self.text(i);
        word.len() > 6 && word.starts_with("ال")
    }

    /// Whether the word looks like an adjective of origin or kind: الروسي, الأميركية, عسكري.
    pub fn nisba(&self, i: usize) -> bool {
        self.fact(i, Fact::Nisba, || self.nisba_letters(i))
    }

    fn nisba_letters(&self, i: usize) -> bool {
        let word = self.text(i);
        let letters = word.chars().filter(|c| !is_vowel_sign(*c)).count();
        letters > 4
            && (word.ends_with('ي')
                || word.ends_with('ى')
                || word.ends_with("ية")
                || word.ends_with("يه")
                || word.ends_with("يين")
                || word.ends_with("يون")
                || word.ends_with("يتين"))
    }

    /// Whether the word begins with و and no list knows it: "and" before a name.
    pub fn joined(&self, i: usize) -> bool {
        self.fact(i, Fact::Joined, || self.joined_letters(i))
    }

    fn joined_letters(&self, i: usize) -> bool {
        let lex = self.lex[i];
        if lex.is_listed() {
            return lex.has(Lex::AND);
        }
        let word = self.text(i);
        word.starts_with('و') && word.chars().count() > 3 && !self.foreign(i)
    }

    /// Whether the word begins with a particle ب that is a preposition.
    pub fn bi(&self, i: usize) -> bool {
        self.fact(i, Fact::Bi, || self.bi_letters(i))
    }

    fn bi_letters(&self, i: usize) -> bool {
        let lex = self.lex[i];
        if lex.is(tag::ROOT_B) {
            return false;
        }
        if lex.is_listed() {
            return lex.has(Lex::BI) || lex.is(tag::COMP_BI);
        }
        let word = self.text(i);
        word == "ب"
            || word.starts_with("بـ")
            || word.starts_with('ب') && word.chars().count() > 2 && !self.foreign(i)
    }

    /// Whether the word begins with a particle ل that is a preposition.
    pub fn li(&self, i: usize) -> bool {
        self.fact(i, Fact::Li, || self.li_letters(i))
    }

    fn li_letters(&self, i: usize) -> bool {
        let lex = self.lex[i];
        if lex.is_listed() {
            return lex.has(Lex::LI);
        }
        let word = self.text(i);
        word == "ل"
            || word.starts_with("لـ")
            || (word.starts_with("لل")
                || word.starts_with('ل') && word.chars().count() > 4 && !word.starts_with("لا"))
                && !self.foreign(i)
    }

    /// Whether the word is a noun with a pronoun of the third person (رفضه, مسؤوليتها, رؤيتهم), by its letters.
    pub fn possessed(&self, i: usize) -> bool {
        self.fact(i, Fact::Possessed, || self.possessed_letters(i))
    }

    fn possessed_letters(&self, i: usize) -> bool {
        let word = self.text(i);
        let letters = word.chars().filter(|c| !is_vowel_sign(*c)).count();
        !self.definite(i)
            && (letters > 4 && (word.ends_with("ها") || word.ends_with("هم") || word.ends_with("هما"))
                || letters > 3 && word.ends_with('ه'))
            && !self.lex[i].is(tag::PREP_SUFFIXED
                | tag::TITLE
                | tag::GIVEN
                | tag::PLACE
                | tag::COMP
                | tag::COMP_BI)
    }

    /// Whether an unlisted word may be a part of a name: letters, no article, no particle, no verbal noun.
    pub fn may_name(&self, k: usize) -> bool {
        self.fact(k, Fact::MayName, || self.may_name_letters(k))
    }

    fn may_name_letters(&self, k: usize) -> bool {
        let word = self.text(k);
        let length = word.chars().count();
        // ق15 (a minute of a match), نتائجها, أنصارهم: figures, nouns with a pronoun.
        let thing = length > 4 && (word.ends_with("ها") || word.ends_with("هم") || word.ends_with("هما"))
            || word.bytes().any(|byte| byte.is_ascii_digit());
        !self.definite(k)
            && !self.masdar(k)
            && length > 1
            && !thing
            && !begins_with_digit(word)
            && !word.ends_with(['ً'])
            && !word.ends_with("ًا")
            && !self.accusative(k)
            && !accusative_masdar(word)
            && !(word.starts_with("بال") && word.chars().count() > 5)
    }

    /// Whether an unlisted word is a listed common noun in the accusative (بيتا, مكتبا).
    pub(super) fn accusative(&self, k: usize) -> bool {
        let Some(stem) = self.text(k).strip_suffix('ا') else { return false };
        let lex = self.lexicon.get(rawi_text::token_hash(&rawi_text::fold_word(stem)));
        lex.is(tag::COMMON | tag::ROOT_B | tag::ORG | tag::DOC) && !lex.is(tag::GIVEN | tag::PLACE)
    }

    /// Whether a hyphen joins word `k` to the word before it (جونغ-أون).
    pub fn hyphened(&self, k: usize) -> bool {
        let gap = self.gap(k);
        gap.has(Gap::DASH) && !gap.has(Gap::SPACE)
    }

    /// Whether an unlisted word is a verb or verbal noun of the fifth form by its letters (تصرف, تحرك): what somebody does.
    pub fn fifth_form(&self, k: usize) -> bool {
        let word = self.text(k);
        self.lex[k].is_unknown() && word.starts_with('ت') && word.chars().count() == 4
    }

    /// Whether an unlisted word looks like a verb or bears a particle: يفترض, أجرته, لكرة.
    pub fn verb_like(&self, k: usize) -> bool {
        self.fact(k, Fact::VerbLike, || self.verb_like_letters(k))
    }

    fn verb_like_letters(&self, k: usize) -> bool {
        let mut letters = self.text(k).chars();
        let (first, second) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
        let word = self.text(k);
        let length = word.chars().count();
        let verb = match first {
            // يمنية: no verb ends so.
            'ي' => length > 3 && !matches!(second, 'ا' | 'و') && !word.ends_with('ة'),
            'ل' => !matches!(second, 'ا' | 'و' | 'ي'),
            _ => length > 4 && (word.ends_with("ته") || word.ends_with("ناه") || word.ends_with("وا")),
        };
        verb && !self.foreign(k) && !(first == 'ي' && crate::names::states(word).1)
    }

    /// Whether word `k` is a verb of the first person.
    pub fn first_person_verb(&self, k: usize) -> bool {
        self.is(k, tag::VERB) && self.text(k).starts_with(['أ', 'ن'])
    }

    /// Whether word `k` shows the first person: a verb (نريد, أعتقد), a pronoun (نحن), an ending (بلادنا, لدينا, فعلنا).
    pub fn first_person(&self, k: usize) -> bool {
        let word = self.text(k);
        self.first_person_verb(k)
            || self.is(k, tag::SPEAKING)
            || word.chars().count() > 4
                && word.ends_with("نا")
                && self.lex[k].tags & !tag::PREP_SUFFIXED == 0
                && !self.lex[k].is_cue()
    }
}

pub(super) fn is_vowel_sign(c: char) -> bool {
    matches!(c, 'ـ' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

fn ends_in_digit(word: &str) -> bool {
    word.chars().next_back().is_some_and(is_numeric)
}

pub(super) fn begins_with_digit(word: &str) -> bool {
    word.chars().next().is_some_and(is_numeric)
}

/// As [`char::is_numeric`], which looks Arabic letters up in a table.
fn is_numeric(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_digit(),
        '\u{600}'..='\u{65f}' | '\u{66a}'..='\u{6ef}' => false,
        _ => c.is_numeric(),
    }
}
