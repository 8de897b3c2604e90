//! Mentions of persons and bodies anywhere in the document, and how names and descriptions are written down.

use super::lexicon::{self as tag, Lex, Tags};
use super::phrase::Phrase;
use super::view::{View, begins_with_digit};
use crate::page::Gap;
use std::ops::Range;

/// A place where the document names somebody, or a body by more than its kind.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Keys of the proper name's words; empty for a body.
    pub name: Vec<u64>,
    /// Where the name stands; empty for a body.
    pub name_words: Range<usize>,
    /// Keys of all its words.
    pub keys: Vec<u64>,
    /// Where it stands.
    pub words: Range<usize>,
}

/// Words that a person's mention may begin with.
const PERSONS: Tags =
    tag::TITLE | tag::RANK | tag::HONORIFIC | tag::GIVEN | tag::KUNYA | tag::SPOKES | tag::TITLE_PLURAL;

/// Every mention of a person by name, in order.
pub fn persons(view: &View<'_, '_>) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut k = 0;
    while k < view.len() {
        let lex = view.lex[k];
        if (lex.is(PERSONS) || view.woman_named(k))
            && !lex.is_verb()
            && !in_the_name_of(view, k)
            && let Some(phrase) = view.source_at(k, view.sentence_end(k, view.len()))
        {
            let mention = |name: Range<usize>, words: Range<usize>| Mention {
                name: view.keys(name.clone()),
                keys: view.keys(words.clone()),
                words,
                name_words: name,
            };
            // محامي الوزير فلان: the minister, without the lawyer.
            let other = phrase.other.map(|name| mention(name.clone(), k + 1..name.end));
            // الأمير فلان الفلاني ولي العهد نطق بالحق: his title stands behind his name; an odd word after it is the verb.
            let behind = found.last().is_some_and(|before| before.words.end == k && view.gap(k).is_plain());
            let verb = |name: &Range<usize>| {
                // تصرف فلان: what he does.
                behind
                    && lex.is(tag::TITLE)
                    && (name.len() == 1 || view.fifth_form(name.start))
                    && odd(view, name.start)
                    && name.start > k
            };
            let own = phrase.name.filter(|name| !verb(name)).map(|name| mention(name, phrase.words));
            let last = own.as_ref().or(other.as_ref()).map(|mention| mention.name_words.end);
            found.extend(other.into_iter().chain(own));
            if let Some(end) = last {
                k = end.max(k + 1);
                continue;
            }
        }
        k += 1;
    }
    trim(view, &mut found);
    without_titles_of_women(view, &mut found);
    found
}

/// هاجمت الطالبة منصور: a title of a woman before the family name of a man is of somebody else, whom the verb has for its
/// subject.
fn without_titles_of_women(view: &View<'_, '_>, found: &mut [Mention]) {
    for i in 0..found.len() {
        let Mention { name, name_words, words, .. } = &found[i];
        let title = words.start;
        let woman = title < name_words.start
            && view.is(title, tag::TITLE | tag::WHOEVER)
            && !view.is(title, tag::GIVEN)
            && view.text(title).ends_with('ة');
        let [family] = name[..] else { continue };
        let man =
            |m: &Mention| m.name.len() > 1 && m.name.ends_with(&[family]) && view.is_man(m.name_words.start);
        if woman && found.iter().any(man) {
            let alone = name_words.clone();
            found[i].keys = view.keys(alone.clone());
            found[i].words = alone;
        }
    }
}

/// متحدث باسم الشرطة: "in the name of", which is spelt like a first name.
fn in_the_name_of(view: &View<'_, '_>, k: usize) -> bool {
    let after = k > 0 && view.is(k - 1, tag::SPOKES);
    view.is(k, tag::IN_NAME_OF) && (after || view.is(k + 1, tag::ORG | tag::TITLE | tag::COMMON))
}

/// Takes from a name a last word that no list knows, where the document has the name without it too.
fn trim(view: &View<'_, '_>, found: &mut [Mention]) {
    for i in 0..found.len() {
        let name = &found[i].name;
        let last = found[i].name_words.end - 1;
        if name.len() > 2 && odd(view, last) && found.iter().any(|m| m.name[..] == name[..name.len() - 1]) {
            found[i].name.pop();
            found[i].name_words.end = last;
        }
        // واستقبل شي إردوغان: two who are named alone elsewhere, and together only here, are subject and object.
        if let [first, second] = found[i].name[..]
            && found[i].name_words.len() == 2
        {
            let alone = |name: u64| found.iter().filter(|m| m.name[..] == [name]).count();
            let together = found.iter().filter(|m| m.name[..] == [first, second]).count();
            if together == 1 && alone(first) > 1 && alone(second) > 1 {
                found[i].name.pop();
                found[i].name_words.end = last;
            }
        }
    }
}

/// Whether the last word of a name may be the next word of the sentence: no list knows it, and it is no adjective of
/// descent with the article (فلان الفلاني النقاب, but فلان بن فلان الفلاني).
pub fn odd(view: &View<'_, '_>, last: usize) -> bool {
    view.lex[last].is_unknown()
        && !view.hyphened(last)
        && (!view.definite(last) || !view.text(last).ends_with('ي'))
        && !view.is(last.saturating_sub(1), tag::JOINT)
}

/// Keys of متحدث and ناطق, of متحدثة and ناطقة.
const SPOKESMAN: u64 = 1;
const SPOKESWOMAN: u64 = 2;
/// Key of سابق and أسبق.
const FORMER: u64 = 3;

impl View<'_, '_> {
    /// A source at word `k`, whether or not its first word bears a particle.
    pub fn source_at(&self, k: usize, limit: usize) -> Option<Phrase> {
        if self.lex[k].has(Lex::BI | Lex::LI | Lex::KA) {
            self.source_under_particle(k, limit)
        } else {
            self.source(k, limit, false)
        }
    }

    /// A family name with the foreign first name that no list knows (أرسين فينغر), as the document has them together:
    /// before a title, or more than once.
    pub fn with_first_name(&self, family: usize) -> Option<Range<usize>> {
        let hash = self.hash(family);
        let first = |k: usize| {
            let lex = self.lex[k];
            lex.is_unknown()
                && self.may_name(k)
                && !self.verb_like(k)
                && !self.joined(k)
                && !self.nisba(k)
                && !self.text(k).ends_with('ة')
                && self.clean_end(k)
                // تصرف فلان: what he does.
                && !self.fifth_form(k)
        };
        let pairs: Vec<usize> = (1..self.len())
            .filter(|&k| self.hash(k) == hash && self.gap(k).is_plain() && !self.begins(k) && first(k - 1))
            .collect();
        let titled = |&k: &usize| {
            self.is(k + 1, tag::TITLE | tag::SPOKES)
                && !self.is(k + 1, tag::GIVEN)
                && self.gap(k + 1).has(Gap::COMMA.with(Gap::SPACE))
                && !self.begins(k + 1)
        };
        // الأسترالي ميك فانينج: behind an adjective of origin.
        let adjective = |&k: &usize| {
            (!self.definite(k) || self.nisba(k))
                && k > 1
                && self.nisba(k - 2)
                && self.plain_definite(k - 2)
                && self.gap(k - 1).is_plain()
                && !self.begins(k - 1)
        };
        let again =
            |&k: &usize| pairs.iter().filter(|&&other| self.hash(other - 1) == self.hash(k - 1)).count() > 1;
        let at = pairs
            .iter()
            .find(|k| (titled(k) || adjective(k) || again(k)) && !self.has_article_elsewhere(**k - 1))?;
        Some(at - 1..at + 1)
    }

    /// Whether a word is a relative or titled person with a pronoun (والدها, زوجته, محاميه).
    pub fn somebodys(&self, k: usize) -> bool {
        if self.text(k).starts_with("ال") {
            return false;
        }
        let word = self.text(k);
        let stem =
            word.strip_suffix("ها").or_else(|| word.strip_suffix("هم")).or_else(|| word.strip_suffix('ه'));
        let Some(stem) = stem.map(rawi_text::fold_word) else { return false };
        let person = |stem: &str| {
            let lex = self.lexicon.get(rawi_text::token_hash(stem));
            lex.is(tag::TITLE | tag::KIN)
                && !lex.is(tag::ORG | tag::COMMON | tag::DOC)
                && !lex.has(Lex::BI | Lex::LI)
        };
        // زوجته: ة is written ت before the pronoun.
        person(&stem) || stem.strip_suffix('ت').is_some_and(|stem| person(&format!("{stem}ه")))
    }

    /// Whether a word is a title but for its article, which the lists have as something else too (الناشط).
    pub fn title_under_article(&self, k: usize) -> bool {
        let stem = rawi_text::fold_word(self.text(k));
        stem.strip_prefix("ال")
            .is_some_and(|stem| self.lexicon.get(rawi_text::token_hash(stem)).is(tag::TITLE))
    }

    /// Whether an unlisted word without article occurs again in the document: a name, more likely than not.
    pub fn repeated(&self, k: usize) -> bool {
        let hash = self.hash(k);
        !self.definite(k) && self.page.words.iter().filter(|w| w.hash == hash).nth(1).is_some()
    }

    /// Whether the word occurs with the article in the document: a common noun, not a name.
    pub fn has_article_elsewhere(&self, k: usize) -> bool {
        let definite = rawi_text::token_hash(&format!("ال{}", rawi_text::fold_word(self.text(k))));
        self.page.words.iter().any(|w| w.hash == definite)
    }

    /// Whether the word occurs elsewhere in the document without the word that follows it here, and never again with it.
    pub fn stands_alone(&self, k: usize, limit: usize) -> bool {
        let (first, second) = (self.hash(k), self.hash(k + 1));
        let others = (0..self.len()).filter(|&i| i != k && self.hash(i) == first);
        let mut alone = false;
        for i in others {
            if self.hash(i + 1) == second {
                return false;
            }
            alone |= self.phrase_ends(i + 1, limit.max(i + 2));
        }
        alone
    }

    /// Whether two words that stand together here are two names: neither a given name, each elsewhere in the document
    /// without the other, and nowhere else together.
    pub fn two_names(&self, k: usize) -> bool {
        let foreign = |k: usize| self.lex[k].is_unknown() && !self.definite(k);
        if !foreign(k) || !foreign(k + 1) || !self.stands_alone(k, self.len()) {
            return false;
        }
        let (first, second) = (self.hash(k), self.hash(k + 1));
        (1..self.len()).any(|i| {
            i != k + 1
                && self.hash(i) == second
                && self.hash(i - 1) != first
                && (self.begins(i) || !self.lex[i - 1].is_unknown())
        })
    }

    /// The keys of a range's words; prepositions, بن and its like left out.
    pub fn keys(&self, words: Range<usize>) -> Vec<u64> {
        const SKIPPED: Tags =
            tag::FI | tag::MIN | tag::ALA | tag::AN | tag::ILA | tag::MAA | tag::PRONOUN | tag::LINK;
        // الرئيس السابق (2003-2010).
        let bracketed = |k: usize| {
            begins_with_digit(self.text(k))
                && (words.start + 1..=k).rev().take(2).any(|k| self.gap(k).has(Gap::OPEN))
        };
        words
            .clone()
            // باسم الفلاني: a first name too, before a family name with the article.
            .filter(|&k| !self.is(k, SKIPPED) || k == words.start && self.called_basim(k))
            .filter(|&k| !bracketed(k))
            .map(|k| self.key(k, k == words.start))
            .collect()
    }

    /// Whether "in the name of" at word `k` is a man's name.
    fn called_basim(&self, k: usize) -> bool {
        let spoken_for = k > 0 && self.is(k - 1, tag::SPOKES);
        let family = self.lex.get(k + 1).is_some_and(|next| next.is_unknown() || next.is(tag::NAME_TAIL));
        self.is(k, tag::GIVEN)
            && self.is(k, tag::IN_NAME_OF)
            && !spoken_for
            && family
            && self.plain_definite(k + 1)
            && self.nisba(k + 1)
    }

    /// A word as a number: equal for words that differ by article, particles, the ending of a plural, or spelling.
    pub fn key(&self, k: usize, first: bool) -> u64 {
        let bare = first && self.lex[k].has(Lex::LI | Lex::BI);
        if bare {
            return self.key_of_letters(k, true);
        }
        let cell = &self.keys[k];
        if cell.get() == 0 {
            cell.set(self.key_of_letters(k, false));
        }
        cell.get()
    }

    fn key_of_letters(&self, k: usize, bare: bool) -> u64 {
        let lex = self.lex[k];
        let mut letters = ['\0'; 24];
        let mut n = 0;
        for folded in self.text(k).chars().filter_map(super::letters::folded) {
            if n == letters.len() {
                break;
            }
            letters[n] = folded;
            n += 1;
        }
        let mut word = &letters[..n];
        if let ['و' | 'ف', rest @ ..] = word
            && (lex.has(Lex::AND) || matches!(rest, ['ا', 'ل', ..]))
        {
            word = rest;
        }
        match word {
            ['ب' | 'ك', 'ا', 'ل', rest @ ..] | ['ل', 'ل', rest @ ..] | ['ا', 'ل', rest @ ..]
                if rest.len() > 2 || lex.has(Lex::THE) && rest.len() > 1 =>
            {
                word = rest
            }
            ['ل' | 'ب', rest @ ..] if bare => word = rest,
            _ => {}
        }
        // One key for the cases of a plural and for both words of a spokesman.
        if lex.is(tag::TITLE_PLURAL) || word.len() > 5 {
            match word {
                [rest @ .., 'و' | 'ي', 'ن'] | [rest @ .., 'و'] => word = rest,
                _ => {}
            }
        }
        if let ['ن', 'ا', 'ط', 'ق', ending @ ..] = word {
            return if ending.is_empty() { SPOKESMAN } else { SPOKESWOMAN };
        }
        match word {
            ['م', 'ت', 'ح', 'د', 'ث'] => SPOKESMAN,
            ['م', 'ت', 'ح', 'د', 'ث', 'ه'] => SPOKESWOMAN,
            ['ا', 'س', 'ب', 'ق'] | ['س', 'ا', 'ب', 'ق'] => FORMER,
            // FNV-1a, 64 bits: in memory only.
            _ => word.iter().fold(0xcbf2_9ce4_8422_2325, |hash, c| {
                (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
            }),
        }
    }

    /// A name as one line: its words joined by a space (a hashtag's underscores are none of the name).
    pub fn name_text(&self, words: Range<usize>) -> String {
        let mut out = String::new();
        for k in words.clone() {
            if k > words.start {
                out.push(if self.hyphened(k) { '-' } else { ' ' });
            }
            let word = self.text(k);
            // كيم وفلان: the second without his و.
            let joined = k == words.start && self.is(k, tag::GIVEN) && self.lex[k].has(Lex::AND);
            let word = word.strip_prefix('و').filter(|_| joined).unwrap_or(word);
            out.push_str(word.trim_start_matches('ـ'));
        }
        out
    }

    /// A body or description as it stands; a body's name in marks ends it (شركة «X» العالمية is شركة «X»).
    pub fn description_text(&self, words: Range<usize>) -> String {
        let named = words
            .clone()
            .find_map(|k| self.opening_at(k).filter(|g| g.closed && k > words.start).map(|g| self.after(g)));
        let end = named.filter(|&e| e < words.end && self.is(words.start, tag::NAMING)).unwrap_or(words.end);
        self.plain_text(words.start..end)
    }

    /// Words as they stand, on one line, without a particle before them.
    pub fn plain_text(&self, words: Range<usize>) -> String {
        let Some(span) = self.page.cover(words.start, words.end) else { return String::new() };
        let (mut from, mut to) = (span.from(), span.to());
        if let Some(group) = self.closing_at(words.end)
            && group.outer.from() >= from
        {
            to = group.outer.to();
        }
        if let Some(group) = self.opening_at(words.start)
            && group.closed
            && group.outer.to() < to
        {
            from = group.outer.from();
        }
        let inside = &self.page.text[from..to.max(from)];
        if self.page.text[to..].starts_with(')') && inside.matches('(').count() > inside.matches(')').count()
        {
            to += 1;
        }
        let text = self.page.text[from..to.max(from)].split_whitespace().collect::<Vec<_>>().join(" ");
        let text = text.trim_start_matches('#').replace('_', " ");
        let text = text.as_str();
        let lex = self.lex[words.start];
        // «لوموند»: the letters of a name in marks are its own.
        if self.opening_at(words.start).is_some_and(|g| g.closed) {
            return text.to_owned();
        }
        if lex.has(Lex::LI) || self.li(words.start) && lex.is_unknown() {
            if let Some(rest) = text.strip_prefix("لل") {
                return format!("ال{rest}");
            }
            return text.trim_start_matches(['ل', 'ـ']).to_owned();
        }
        if lex.has(Lex::BI) {
            return text.strip_prefix('ب').unwrap_or(text).to_owned();
        }
        // مسؤولان ومصدر مطلع: "and" is no part of the second.
        if lex.has(Lex::AND) && !lex.is_unknown() {
            return text.strip_prefix('و').unwrap_or(text).to_owned();
        }
        text.to_owned()
    }
}
