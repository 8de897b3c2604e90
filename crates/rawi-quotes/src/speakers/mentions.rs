//! The names of the archive with what is known of each: who bears it where, when and under which titles.

use ahash::{AHashMap, AHashSet};
use rayon::prelude::*;

use super::Said;
use super::cluster::Archive;
use super::usage::Usage;
use super::written::{OfBody, Written, WrittenName};
use crate::EntityType;
use crate::arabic::{is_first_name, is_object};
use crate::names::{
    Letters, Name, Word, is_definite_given, is_generic, is_kind, is_many, is_office, is_tail, is_theirs,
    is_title, states,
};

/// One written name, particles and spelling of its letters aside, in one article or in all of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Mention {
    /// Number of one of its spellings.
    pub name: usize,
    /// Quotes under it.
    pub members: Vec<usize>,
    /// Most of them are of a person.
    pub person: bool,
    /// Days on which it stands, sorted.
    pub days: Vec<i32>,
    /// Outlets in which it stands, sorted.
    pub outlets: Vec<u64>,
    /// Stems of its titles and roles, sorted.
    pub titles: Vec<u64>,
    /// Whether there are titles in Arabic letters, and in others: one says nothing against the other.
    pub titled: [bool; 2],
    /// Contents that stand word for word in another article too, sorted.
    pub shared: Vec<u64>,
    /// A title says that he is called by his first name.
    pub royal: bool,
    /// States that its titles name, sorted.
    pub states: Vec<u32>,
}

/// The quotes of an archive by what their sources are called.
#[derive(Debug, Default)]
pub(super) struct ByName {
    /// Named sources: the name, particles and spelling of letters aside, with its quotes.
    pub named: Vec<Vec<usize>>,
    /// Sources without a name, and documents: they stay with their article.
    pub unnamed: Vec<Vec<usize>>,
}

/// What a written name can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Standing {
    /// It says who somebody is, as the name of a person.
    person: bool,
    /// It says which body it is.
    body: bool,
    /// It is written as a name is ("Ibrahim al-Jabawi").
    capital: bool,
}

impl Standing {
    fn of(written: &WrittenName<'_>, usage: &Usage<'_>, phrases: &Phrases) -> Self {
        let name = &written.name;
        let words = || name.words.iter().map(|word| word.form());
        let specific = !words().all(|word| is_generic(word) || is_title(word))
            && !phrases.describe(name)
            && !sliver(name)
            && !is_tail(&name.folded);
        let office = words().next().is_some_and(is_office) && specific;
        let one = matches!(name.words.as_slice(), [only] if plural(only)
            || is_theirs(&name.folded)
            || only.script == Letters::Arabic && object(&name.folded));
        let many = one || words().next().is_some_and(is_many) || several_states(name);
        Self {
            // Two men who speak together are neither of them.
            person: !name.joint
                && !with_another(name)
                && !of_origin(name)
                && if name.title { office } else { specific && !many && !usage.is_description(written) },
            body: specific
                && !many
                && !and_many(name)
                && !some_body(&name.words)
                && !usage.is_any_body(written),
            capital: capital(written),
        }
    }
}

/// Whether nothing of an Arabic name is longer than two letters, or it is a number: what is left of "BBC".
fn sliver(name: &Name) -> bool {
    let short = |word: &Word| word.script == Letters::Arabic && word.form().chars().count() < 3;
    let number = |word: &Word| word.form().chars().all(char::is_numeric);
    name.words.len() < 3 && name.words.iter().all(|word| short(word) || number(word))
}

/// Whether a folded word is the object of a verb by its ending ("تحذيرا", "تساؤلا").
fn object(folded: &str) -> bool {
    is_object(folded) || folded.strip_suffix('ا').is_some_and(is_generic)
}

/// Whether a person's name goes on with a title under "and" ("سالم وزعيم الحزب"), or ends with somebody of his own
/// ("وابنته", "and his allies"): he does not speak alone.
fn with_another(name: &Name) -> bool {
    /// Letters of a word for somebody of his own, at the least: shorter ones are names ("وهبة").
    const LETTERS: usize = 6;
    let words = || name.folded.split(' ').skip(1);
    let own = |word: &str| word.starts_with('و') && word.ends_with('ه') && word.chars().count() >= LETTERS;
    let title = |word: &str| word.strip_prefix('و').is_some_and(|rest| is_title(rest) || is_office(rest));
    words().any(title) || name.words.len() > 2 && words().last().is_some_and(own)
}

/// Whether an Arabic name of two words says what somebody is and where from ("المتسابق الإسباني"): both words have the
/// article, the second is the adjective of a state, and the first is no first name.
fn of_origin(name: &Name) -> bool {
    let [first, second] = name.words.as_slice() else { return false };
    let Some((written, adjective)) = name.folded.split_once(' ') else { return false };
    let definite = |word: &Word| word.article && word.script == Letters::Arabic;
    definite(first)
        && definite(second)
        && (adjective.ends_with('ي') || adjective.ends_with("يه"))
        && states(adjective).1
        && !is_first_name(first.form())
        && !is_definite_given(written)
}

/// Whether a body's name goes on with what many are ("الاتحاد ووكالات الإغاثة"): which of them, only its article says.
fn and_many(name: &Name) -> bool {
    name.folded.split(' ').skip(1).filter_map(|word| word.strip_prefix('و')).any(is_many)
}

/// Phrases of noun and adjective in which the archive has sources both with the article and without it ("الكتاب
/// الجديد", "كتاب جديد"): a name has one or the other.
#[derive(Debug, Default)]
struct Phrases {
    both: AHashSet<String>,
}

impl Phrases {
    fn of(written: &Written<'_>) -> Self {
        let mut seen: AHashMap<String, [bool; 2]> = AHashMap::new();
        for name in &written.names {
            if let Some((phrase, definite)) = phrase(&name.name.folded) {
                seen.entry(phrase).or_default()[usize::from(definite)] = true;
            }
        }
        let both = seen.into_iter().filter(|(_, seen)| *seen == [true; 2]).map(|(phrase, _)| phrase);
        Self { both: both.collect() }
    }

    /// Whether a name is such a phrase. With the article and a state in it, it says which body it is ("القوات التركية").
    fn describe(&self, name: &Name) -> bool {
        phrase(&name.folded).is_some_and(|(phrase, definite)| {
            self.both.contains(&phrase) && (!definite || states(&name.folded).0.is_empty())
        })
    }
}

/// Two or three folded Arabic words without their articles, and whether all have one; `None` where only some have it.
fn phrase(folded: &str) -> Option<(String, bool)> {
    let words: Vec<&str> = folded.split(' ').collect();
    let arabic = |word: &&str| matches!(word.chars().next(), Some('\u{0600}'..='\u{06FF}'));
    if !(2..=3).contains(&words.len()) || !words.iter().all(arabic) {
        return None;
    }
    let bare = words.iter().filter_map(|word| word.strip_prefix("ال"));
    let definite: Vec<&str> = bare.filter(|rest| rest.chars().count() >= 3).collect();
    match definite.len() {
        0 => Some((words.join(" "), false)),
        all if all == words.len() => Some((definite.join(" "), true)),
        _ => None,
    }
}

/// Whether a name is of nothing but several states: subject and object of a clause ("informed Russia Britain").
fn several_states(name: &Name) -> bool {
    if !(2..=6).contains(&name.words.len()) || name.words.iter().any(|word| is_generic(word.form())) {
        return false;
    }
    let (states, only) = states(&name.folded);
    only && states.len() > 1
}

/// Whether an Arabic name is a kind of body with adjectives of origin only: "صحيفة أميركية", "الصحيفة الأميركية". Noun
/// and adjective agree in their articles; where they do not, it is a name ("قناة العربية").
fn some_body(words: &[Word]) -> bool {
    let Some((head, rest)) = words.split_first() else { return false };
    let origin = |word: &Word| {
        let form = word.form();
        word.article == head.article
            && form.chars().count() >= 4
            && (form.ends_with('ي') || form.ends_with("يه"))
    };
    is_kind(head.form()) && !rest.is_empty() && rest.iter().all(origin)
}

/// Whether a word of a name is an Arabic plural with its article: "the specialists".
fn plural(word: &Word) -> bool {
    word.article
        && word.script == Letters::Arabic
        && word.form().ends_with("ون")
        && word.form().chars().count() > 5
}

/// Whether all words of a name in letters that have capitals begin with one, particles aside.
fn capital(written: &WrittenName<'_>) -> bool {
    let cased = |word: &&Word| matches!(word.script, Letters::Latin | Letters::Cyrillic);
    let words = written.name.words.iter().filter(cased).count();
    let first = |part: &str| part.chars().next().is_some_and(char::is_uppercase);
    let parts = written.text.split(|c: char| c.is_whitespace() || c == '-' || c == '\'' || c == '’');
    let capitals = parts.filter(|part| first(part)).count();
    words > 0 && words == written.name.words.len() && capitals >= words
}

impl ByName {
    /// Sorts the quotes of an archive.
    ///
    /// Who works at a centre or for a campaign that is called after a man ("مدير مركز سالم الحداد") is not he: where the
    /// man is known and most do not call him so, these stay with their article.
    pub(super) fn of(said: &[Said<'_>], written: &Written<'_>, usage: &Usage<'_>) -> Self {
        /// Quotes of one who is known.
        const KNOWN: usize = 10;
        let phrases = Phrases::of(written);
        let standings: Vec<Standing> =
            written.names.par_iter().map(|name| Standing::of(name, usage, &phrases)).collect();
        // Article, name, quote; the quotes of one name lie together when they are sorted.
        let (mut of_name, mut of_article) = (Vec::new(), Vec::new());
        for (at, said) in said.iter().enumerate() {
            let Some(number) = written.name_of(at) else { continue };
            let (name, standing) = (&written.names[number], standings[number]);
            let named = match said.quote.entity_type {
                Some(EntityType::Anonymous | EntityType::Document) => false,
                Some(EntityType::Organisation) => standing.body,
                Some(EntityType::Person) | None => standing.person,
                Some(EntityType::Other) => standing.person && standing.capital,
            };
            let (key, folded) = written.places(number);
            let of_body = written.title_of(at).map_or(OfBody::No, |title| written.titles[title].of_body);
            if named && of_body != OfBody::Yes && !name.plain.is_empty() {
                of_name.push((0, key, at));
            } else {
                of_article.push((said.article, folded, at));
            }
        }
        let mut named = together(of_name);
        for quotes in named.iter_mut().filter(|quotes| quotes.len() >= KNOWN) {
            let of_body = |at: &usize| {
                written.title_of(*at).is_some_and(|title| written.titles[title].of_body == OfBody::Maybe)
            };
            let others: Vec<usize> = quotes.iter().copied().filter(of_body).collect();
            if others.is_empty() || others.len() * 4 > quotes.len() {
                continue;
            }
            quotes.retain(|at| !of_body(at));
            let article =
                |at: usize| written.name_of(at).map(|name| (said[at].article, written.places(name).1, at));
            of_article.extend(others.into_iter().filter_map(article));
        }
        Self { named, unnamed: together(of_article) }
    }
}

/// Quotes with the same article and name, as lists.
fn together(mut quotes: Vec<(usize, u32, usize)>) -> Vec<Vec<usize>> {
    quotes.par_sort_unstable();
    let equal = quotes.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
    equal.map(|equal| equal.iter().map(|(_, _, at)| *at).collect()).collect()
}

impl Mention {
    /// What is known of a name from some of its quotes.
    pub(super) fn of(archive: &Archive<'_>, members: Vec<usize>) -> Self {
        let Archive { said, written, shared, .. } = archive;
        let name = members.iter().filter_map(|member| written.name_of(*member)).min().unwrap_or_default();
        let mut mention = Self { name, royal: written.names[name].name.royal, ..Self::default() };
        let mut persons = 0;
        for member in &members {
            let said = &said[*member];
            persons +=
                usize::from(matches!(said.quote.entity_type, Some(EntityType::Person | EntityType::Other)));
            mention.days.extend(said.day);
            mention.outlets.extend(said.outlet.map(rawi_text::token_hash));
            mention.shared.extend(Some(shared[*member]).filter(|hash| *hash != 0));
            if let Some(title) = written.title_of(*member) {
                let title = &written.titles[title];
                mention.royal |= title.royal;
                mention.titles.extend(&title.stems);
                mention.states.extend(&title.states);
                mention.titled[usize::from(title.arabic)] |= !title.stems.is_empty();
            }
        }
        tidy(&mut mention.days);
        tidy(&mut mention.states);
        for list in [&mut mention.outlets, &mut mention.titles, &mut mention.shared] {
            tidy(list);
        }
        mention.person = persons * 2 > members.len();
        mention.members = members;
        mention
    }

    /// The name taken apart.
    pub(super) fn name<'a>(&self, written: &'a Written<'_>) -> &'a Name {
        &written.names[self.name].name
    }

    /// Takes in the quotes of another name of the same speaker; the own name stays.
    pub(super) fn absorb(&mut self, other: Self) {
        self.members.extend(other.members);
        merge(&mut self.days, other.days);
        merge(&mut self.outlets, other.outlets);
        merge(&mut self.titles, other.titles);
        merge(&mut self.shared, other.shared);
        merge(&mut self.states, other.states);
        self.royal |= other.royal;
        for (own, other) in self.titled.iter_mut().zip(other.titled) {
            *own |= other;
        }
    }

    /// Whether both have titles in the same letters, so that they can be compared.
    pub(super) fn comparable_titles(&self, other: &Self) -> bool {
        self.titled.iter().zip(other.titled).any(|(own, other)| *own && other)
    }

    /// Whether the titles of both name states, and none in common.
    pub(super) fn of_other_states(&self, other: &Self) -> bool {
        let none = !self.states.iter().any(|state| other.states.binary_search(state).is_ok());
        none && !self.states.is_empty() && !other.states.is_empty()
    }

    /// Whether both have titles that can be compared, and no word of them in common.
    pub(super) fn of_other_titles(&self, other: &Self) -> bool {
        self.comparable_titles(other) && self.shared_titles(other) == 0
    }

    /// Days between the two where they are nearest; `None` without dates.
    pub(super) fn apart(&self, other: &Self) -> Option<i32> {
        self.days
            .iter()
            .flat_map(|day| {
                let at = other.days.partition_point(|known| known < day);
                [at.checked_sub(1), Some(at)]
                    .into_iter()
                    .flatten()
                    .filter_map(|at| other.days.get(at))
                    .map(move |known| (known - day).abs())
            })
            .min()
    }

    /// Words of titles that both have.
    pub(super) fn shared_titles(&self, other: &Self) -> usize {
        common(&self.titles, &other.titles).count()
    }

    /// Whether the words of titles that both have say which of many title bearers it is: "mayor of London" does,
    /// "president" does not.
    pub(super) fn same_title(&self, other: &Self, titles: &Titles) -> bool {
        titles.tell(common(&self.titles, &other.titles))
    }

    /// Outlets that both have.
    pub(super) fn shared_outlets(&self, other: &Self) -> usize {
        common(&self.outlets, &other.outlets).count()
    }

    /// Contents that both are said to have spoken, word for word.
    pub(super) fn shared_words(&self, other: &Self) -> usize {
        common(&self.shared, &other.shared).count()
    }

    /// Whether anything beside the letters speaks for the two being one: a title, the words, or the same outlet in the
    /// same days.
    ///
    /// Where first and last names match and only what stands between them is left out, one outlet in the same month is
    /// enough.
    pub(super) fn supported(&self, other: &Self, ends: bool, titles: &Titles) -> bool {
        const MONTH: i32 = 30;
        self.same_title(other, titles)
            || self.shared_words(other) > 0
            || self.beside(other)
            || ends && self.shared_outlets(other) > 0 && self.apart(other).is_none_or(|days| days <= MONTH)
    }

    /// Whether both stand in one outlet in the same days.
    pub(super) fn beside(&self, other: &Self) -> bool {
        const NEAR: i32 = 3;
        self.apart(other).is_none_or(|days| days <= NEAR) && self.shared_outlets(other) > 0
    }
}

fn tidy<T: Ord>(list: &mut Vec<T>) {
    list.sort_unstable();
    list.dedup();
}

fn merge<T: Ord>(into: &mut Vec<T>, from: Vec<T>) {
    into.extend(from);
    tidy(into);
}

fn common<'a>(a: &'a [u64], b: &'a [u64]) -> impl Iterator<Item = u64> + 'a {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().copied().filter(|term| many.binary_search(term).is_ok())
}

/// How many bear each word of titles.
#[derive(Debug, Default)]
pub(super) struct Titles {
    bearers: AHashMap<u64, u32>,
    all: u32,
}

impl Titles {
    /// The titles of these mentions.
    pub(super) fn of(mentions: &[Mention]) -> Self {
        let mut titles = Self::default();
        for mention in mentions.iter().filter(|mention| !mention.titles.is_empty()) {
            titles.all += 1;
            for stem in &mention.titles {
                *titles.bearers.entry(*stem).or_default() += 1;
            }
        }
        titles
    }

    /// Whether these words together are rare enough to say whose title it is.
    fn tell(&self, stems: impl Iterator<Item = u64>) -> bool {
        /// Part of the weight of a word that one bears alone.
        const ENOUGH: f32 = 0.6;
        let weight = |bearers: u32| ((self.all + 1) as f32 / bearers.max(1) as f32).ln();
        let told: f32 = stems.map(|stem| weight(self.bearers.get(&stem).copied().unwrap_or(1))).sum();
        told > 0.0 && told >= ENOUGH * weight(1)
    }
}
