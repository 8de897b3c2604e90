//! Which mentions of the archive are one speaker.
//!
//! 1. Equal names (letters folded, particles aside) are one. What is a description rather than a name ("the player",
//!    "the ministry") stays with its article, as unnamed sources do.
//! 2. Full names of persons join under their most frequent spelling, in any script: every word must match, so that a
//!    brother with the same family name stays apart. Where one leaves words out, something else must speak for it.
//! 3. A name of one word, article by article, goes to the full name that ends with it, if one is likelier than the
//!    others ([`choose`](super::choose)); else it stays a speaker of its own.
//! 4. Bodies and offices join by the list of aliases and by their stems.
//!
//! Every choice runs over sorted names and quotes ordered by content, never over the order of the input.

use std::collections::BTreeMap;

use ahash::AHashMap;
use memchr::memmem;
use rawi_text::Watch;
use rayon::prelude::*;

use super::Said;
use super::choose::{Choice, choose, other_article};
use super::full_names::FullNames;
use super::mentions::{ByName, Mention, Titles};
use super::usage::Usage;
use super::written::Written;
use crate::names::{
    Letters, Likeness, Name, NameIndex, Reason, SAME, Word, body_key, is_household, is_media, is_office,
    is_title, likeness, states,
};

/// Names of an archive that begin with one first name, where many bear it.
const MANY: u32 = 25;

/// Likeness that is enough for two spellings under which the same words stand.
const SAME_WORDS: f32 = 0.4;

/// An archive with its names taken apart.
pub(super) struct Archive<'a> {
    /// Its quotes.
    pub said: &'a [Said<'a>],
    /// Their names and titles.
    pub written: &'a Written<'a>,
    /// Their order.
    pub ranks: &'a [u32],
    /// Hashes of contents that stand in several articles, else 0.
    pub shared: &'a [u64],
}

/// Whether the first words of two names of several words are laid against each other, and the last.
fn ends(a: &Name, b: &Name, found: &Likeness) -> bool {
    let (Some(x), Some(y)) = (a.words.len().checked_sub(1), b.words.len().checked_sub(1)) else {
        return false;
    };
    let laid = |i: usize, j: usize| found.words.iter().any(|(p, q, _)| (*p, *q) == (i, j));
    x > 0 && y > 0 && laid(0, 0) && laid(x, y)
}

/// Whether one of two names of several words has not the other's last word, and no father's name in its place.
fn cut_off(a: &Name, b: &Name, found: &Likeness) -> bool {
    let last = (a.words.len().wrapping_sub(1), b.words.len().wrapping_sub(1));
    found.reason == Reason::Partly
        && a.words.len().min(b.words.len()) > 1
        && !(if longer(a, b) { b } else { a }).patronymic()
        && !found.words.iter().any(|(p, q, _)| (*p, *q) == last)
}

/// Whether "بن" opens a name or stands within it.
fn is_son(name: &Name) -> bool {
    name.folded.starts_with("بن ") || name.folded.contains(" بن ")
}

/// Whether the last words of two names differ, and one of them has two letters: too few to be a spelling of the other.
fn sliver(a: &Name, b: &Name) -> bool {
    let (Some(x), Some(y)) = (a.words.last(), b.words.last()) else { return false };
    x.script == y.script && x.form() != y.form() && x.form().chars().count().min(y.form().chars().count()) < 3
}

/// Whether a name has more words than another.
fn longer(name: &Name, other: &Name) -> bool {
    name.words.len() > other.words.len()
}

/// Whether one of two Arabic names is the other with the ending of women (سامي, سامية).
fn other_gender(a: &Name, b: &Name) -> bool {
    let (x, y) = (a.words[0].form(), b.words[0].form());
    x.strip_suffix('ه') == Some(y) || y.strip_suffix('ه') == Some(x)
}

/// What a name of one word joins, article by article.
#[derive(Debug, Default)]
struct Joining {
    /// Numbers of speakers, and what joins them.
    joining: Vec<(usize, Mention)>,
    /// What joins none.
    left: Vec<Mention>,
    /// What is of somebody else, each of its article alone.
    others: Vec<Mention>,
    /// Quotes of "Ben" so-and-so, or of so-and-so's son, whom no full name bears.
    sons: Vec<usize>,
    /// What it is where it stands alone.
    stands: Stands,
}

/// What a name of one word is where it stands alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Stands {
    /// A family name: all who are called so alone are one.
    #[default]
    Name,
    /// A given name: somebody of its article.
    GivenName,
    /// A noun with the article ("the banners"): no name at all.
    Noun,
}

/// Whether an Arabic word is written with the article and not in the form of a family name (الجباوي).
fn noun(word: &Word) -> bool {
    word.article && word.script == Letters::Arabic && !word.form().ends_with('ي')
}

/// Whether a name is an adjective of a state with its article ("the Spaniard").
fn of_a_state(name: &Name) -> bool {
    let [only] = name.words.as_slice() else { return false };
    only.article && only.script == Letters::Arabic && only.form().ends_with('ي') && states(&name.folded).1
}

/// The quotes of one speaker, as indices.
#[derive(Debug)]
pub(super) struct Group {
    /// The quotes.
    pub members: Vec<usize>,
    /// The source is described in its article, and not named.
    pub described: bool,
}

impl Archive<'_> {
    fn mention(&self, members: Vec<usize>) -> Mention {
        Mention::of(self, members)
    }

    fn name(&self, mention: &Mention) -> &Name {
        mention.name(self.written)
    }

    /// The quotes of each speaker.
    pub(super) fn cluster(&self, watch: &dyn Watch) -> Vec<Group> {
        let usage = Usage::of(self.said, self.ranks, self.written);
        let ByName { named, unnamed } = ByName::of(self.said, self.written, &usage);
        let mentions: Vec<Mention> = named.into_par_iter().map(|members| self.mention(members)).collect();
        let titles = Titles::of(&mentions);
        let (mut full, mut single, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
        for mention in mentions {
            let name = mention.name(self.written);
            if !mention.person || name.title {
                bodies.push(mention);
            } else if name.words.len() > 1 {
                full.push(mention);
            } else {
                single.push(mention);
            }
        }
        let mut speakers = self.join_full(full, &titles, watch);
        let nobody = self.join_single(&mut speakers, single, &titles, watch);
        let bodies = self.join_heads(&mut speakers, bodies);
        speakers.extend(self.join_bodies(bodies));
        let group = |described: bool| move |members: Vec<usize>| Group { members, described };
        let named = speakers.into_iter().map(|speaker| speaker.members).map(group(false));
        let unnamed = unnamed.into_iter().chain(nobody.into_iter().map(|mention| mention.members));
        named.chain(unnamed.map(group(true))).collect()
    }

    /// The most frequent first; the folded name decides between equals.
    fn by_frequency(&self, mentions: &mut [Mention]) {
        mentions.sort_by(|a, b| {
            let folded = |mention: &Mention| &mention.name(self.written).folded;
            b.members.len().cmp(&a.members.len()).then_with(|| folded(a).cmp(folded(b)))
        });
    }

    /// Names under the most frequent spelling.
    fn join_full(&self, mut full: Vec<Mention>, titles: &Titles, watch: &dyn Watch) -> Vec<Mention> {
        watch.stage("names", full.len() as u64);
        self.by_frequency(&mut full);
        let mut bearers: AHashMap<&str, u32> = AHashMap::new();
        for first in full.iter().filter_map(|mention| mention.name(self.written).words.first()) {
            *bearers.entry(first.form()).or_default() += 1;
        }
        let mut index = NameIndex::new();
        let mut speakers: Vec<Mention> = Vec::new();
        // For each speaker the longer name that joined: a cut name ("Kim Jong") is not two whole ones.
        let mut whole: Vec<Option<Name>> = Vec::new();
        for mention in full {
            watch.done(1);
            let name = mention.name(self.written);
            let mut best: Option<(f32, usize)> = None;
            for number in index.candidates(name) {
                let other = |whole: &Name| likeness(name, whole).score() < SAME;
                if longer(name, index.name(number)) && whole[number].as_ref().is_some_and(other) {
                    continue;
                }
                let found = likeness(name, index.name(number));
                let speaker = &speakers[number];
                // Between names of one word, and where one leaves words out, the letters are not enough.
                let one_word = name.words.len() == 1;
                let father =
                    found.reason == Reason::All && name.patronymic() != index.name(number).patronymic();
                // Of a first name that many bear, Omran and al-Omran may be two men.
                let many = || bearers.get(name.words[0].form()).is_some_and(|count| *count >= MANY);
                let article = name.words.len() == 2 && other_article(name, index.name(number)) && many();
                let needs = found.reason == Reason::Partly || one_word || article;
                let ends = ends(name, index.name(number), &found);
                // What speaks against it, however like the letters are.
                let against = one_word && other_gender(name, index.name(number))
                    || sliver(name, index.name(number)) && !mention.same_title(speaker, titles)
                    || father && !mention.same_title(speaker, titles) && mention.shared_words(speaker) == 0
                    || found.reason == Reason::Partly && mention.of_other_states(speaker);
                let whole_name = || {
                    !cut_off(name, index.name(number), &found) || self.completed(&mention, speaker, titles)
                };
                let same = found.score() >= SAME
                    && !against
                    && (!needs || mention.supported(speaker, ends, titles))
                    && whole_name()
                    || found.score() >= SAME_WORDS && mention.shared_words(speaker) > 0;
                if same && best.is_none_or(|(most, _)| found.score() > most) {
                    best = Some((found.score(), number));
                }
            }
            match best {
                Some((_, number)) => {
                    if whole[number].is_none() && longer(name, index.name(number)) {
                        whole[number] = Some(name.clone());
                    }
                    speakers[number].absorb(mention);
                }
                None => {
                    index.insert_name(name.clone());
                    speakers.push(mention);
                    whole.push(None);
                }
            }
        }
        speakers
    }

    /// Whether something says that the shorter of two names is the longer with its end cut off: a title, the words, or
    /// an article of the shorter that has the longer.
    fn completed(&self, a: &Mention, b: &Mention, titles: &Titles) -> bool {
        /// Quotes whose articles are looked at.
        const LOOK: usize = 50;
        let (short, long) = if longer(a.name(self.written), b.name(self.written)) { (b, a) } else { (a, b) };
        let text = memmem::Finder::new(self.written.names[long.name].text);
        let has = |member: &usize| text.find(self.said[*member].text.as_bytes()).is_some();
        a.same_title(b, titles) || a.shared_words(b) > 0 || short.members.iter().take(LOOK).any(has)
    }

    /// Names of one word to the full names that end with them; what finds none stays. A given name that finds none says
    /// nobody beyond its article, and neither does a noun with the article that no full name ends with: that is returned.
    fn join_single(
        &self,
        speakers: &mut Vec<Mention>,
        mut single: Vec<Mention>,
        titles: &Titles,
        watch: &dyn Watch,
    ) -> Vec<Mention> {
        self.by_frequency(&mut single);
        let full = FullNames::of(speakers, self);
        let found: Vec<Joining> =
            single.into_par_iter().map(|mention| self.join(mention, &full, speakers, titles)).collect();
        let (mut alone, mut apart, mut nobody) = (Vec::new(), Vec::new(), Vec::new());
        for Joining { joining, left, others, sons, stands } in found {
            apart.extend(others);
            if !sons.is_empty() {
                apart.push(self.mention(sons));
            }
            for (number, part) in joining {
                speakers[number].absorb(part);
            }
            match stands {
                Stands::Name if !left.is_empty() => {
                    alone.push(self.mention(left.into_iter().flat_map(|part| part.members).collect()));
                }
                Stands::Name => {}
                Stands::GivenName => apart.extend(left),
                Stands::Noun => nobody.extend(left),
            }
        }
        speakers.extend(self.join_full(alone, titles, watch));
        speakers.extend(apart);
        nobody
    }

    /// What a name of one word joins, article by article.
    fn join(&self, mention: Mention, full: &FullNames, speakers: &[Mention], titles: &Titles) -> Joining {
        let name = mention.name(self.written);
        let (by_family, by_first_name) = (full.by_family(name), full.by_first_name(name));
        let none = by_family.is_empty() && by_first_name.is_empty();
        let stands = if full.is_given(name.words[0].form()) {
            Stands::GivenName
        } else if none && noun(&name.words[0]) || of_a_state(name) {
            Stands::Noun
        } else {
            Stands::Name
        };
        let mut found = Joining { stands, ..Joining::default() };
        if none && stands == Stands::Name {
            found.left.push(mention);
            return found;
        }
        for part in self.by_article(mention.members) {
            let candidates = if part.royal { &by_first_name } else { &by_family };
            // "Ben Haddad" in Arabic letters, and the son of somebody ("بن حداد"): only whose full name has that too.
            let (sons, others): (Vec<_>, Vec<_>) =
                candidates.iter().copied().partition(|(number, _)| is_son(self.name(&speakers[*number])));
            let son = part.members.iter().any(|member| {
                self.written.name_of(*member).is_some_and(|name| is_son(&self.written.names[name].name))
            });
            let candidates = if son { &sons } else { candidates };
            if son && sons.is_empty() && !others.is_empty() {
                found.sons.extend(part.members);
                continue;
            }
            match choose(self, &part, candidates, speakers, full, titles) {
                Choice::Known(number) => found.joining.push((number, part)),
                Choice::Open => found.left.push(part),
                Choice::Another => found.others.push(part),
            }
        }
        found
    }

    /// The quotes of a name, article by article, in an order of their content.
    fn by_article(&self, members: Vec<usize>) -> Vec<Mention> {
        let mut articles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for member in members {
            articles.entry(self.said[member].article).or_default().push(member);
        }
        articles.into_values().map(|members| self.mention(members)).collect()
    }

    /// A body's name that a person's full name follows ("[the spokeswoman of the] White House Selma Haddad") is the
    /// person's. Where a body is called after a man, no article stands before his name ("the centre of Selma Haddad").
    fn join_heads(&self, speakers: &mut [Mention], bodies: Vec<Mention>) -> Vec<Mention> {
        /// Of so many quotes of a person one at least has a title.
        const TITLED: usize = 5;
        let mut persons: AHashMap<&str, Option<usize>> = AHashMap::new();
        for (number, speaker) in speakers.iter().enumerate() {
            let written = &self.written.names[speaker.name];
            if written.name.words.len() > 1 {
                let of = persons.entry(&written.plain).or_insert(Some(number));
                *of = of.filter(|known| *known == number);
            }
        }
        let head = |body: &Mention| {
            let name = body.name(self.written);
            if name.title || name.joint || name.words.first().is_some_and(is_household) {
                return None;
            }
            let words = name.words.as_slice();
            (1..words.len().saturating_sub(1)).find_map(|at| {
                let before = &words[at - 1];
                let after = words[at..].iter().map(Word::form).collect::<Vec<_>>().join(" ");
                let arabic = before.script == Letters::Arabic && before.article && !is_title(before.form());
                let genitive = words[..at].iter().any(|word| is_office(word.form()));
                if genitive {
                    return None;
                }
                persons.get(after.as_str()).copied().flatten().filter(|_| arabic)
            })
        };
        let mut left = Vec::new();
        for body in bodies {
            let Some(number) = head(&body) else {
                left.push(body);
                continue;
            };
            // What is told of the body alone is not the person's; but a body that was taken for a person has no titles.
            let person = &speakers[number];
            let titled =
                person.members.iter().filter(|member| self.written.title_of(**member).is_some()).count();
            if titled * TITLED < person.members.len() {
                speakers[number].absorb(body);
                continue;
            }
            let family = person.name(self.written).words.last().map_or("", Word::form).to_owned();
            let (his, its): (Vec<usize>, Vec<usize>) = body.members.iter().copied().partition(|member| {
                let said = &self.said[*member];
                let called = said.quote.speaker.map_or("", |span| span.of(said.text));
                rawi_text::fold_word(called).ends_with(&family)
            });
            if !his.is_empty() {
                speakers[number].absorb(self.mention(his));
            }
            if !its.is_empty() {
                left.push(self.mention(its));
            }
        }
        left
    }

    /// Bodies and offices of one name under other spellings; a body is not the man who heads it.
    fn join_bodies(&self, mut bodies: Vec<Mention>) -> Vec<Mention> {
        self.by_frequency(&mut bodies);
        let mut known: BTreeMap<(String, bool), usize> = BTreeMap::new();
        let mut speakers: Vec<Mention> = Vec::new();
        for body in bodies {
            let name = body.name(self.written);
            let written = &self.written.names[body.name];
            // Of a title every ending counts: the minister and her colleague.
            let key = if name.title { written.plain.clone() } else { body_key(&name.folded) };
            let key = (key, name.title);
            match known.get(&key) {
                Some(number) => speakers[*number].absorb(body),
                None => {
                    known.insert(key, speakers.len());
                    speakers.push(body);
                }
            }
        }
        speakers.into_iter().flat_map(|speaker| self.by_country(speaker)).collect()
    }

    /// Outlets of one name in several countries ("صحيفة الأنباء اللبنانية", "صحيفة الأنباء الكويتية"): an article that
    /// says of which country its outlet is, and not of that which most say, has another one.
    fn by_country(&self, speaker: Mention) -> Vec<Mention> {
        let name = speaker.name(self.written);
        if !name.words.first().is_some_and(|word| is_media(word.form())) {
            return vec![speaker];
        }
        let own = states(&name.folded).0;
        let mut articles: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for member in &speaker.members {
            let said = &self.said[*member];
            let called = said.quote.speaker.map_or("", |span| span.of(said.text));
            let states = states(called).0.into_iter().filter(|state| !own.contains(state));
            articles.entry(said.article).or_default().extend(states);
        }
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for state in articles.values().flatten() {
            *counts.entry(*state).or_default() += 1;
        }
        // Of two that are as frequent, the first in the order of the states.
        let Some((main, _)) = counts.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))) else {
            return vec![speaker];
        };
        let mut parts: BTreeMap<Option<u32>, Vec<usize>> = BTreeMap::new();
        for member in speaker.members.iter().copied() {
            let said = articles.get(&self.said[member].article);
            let other =
                said.filter(|states| !states.contains(main)).and_then(|states| states.iter().min().copied());
            parts.entry(other).or_default().push(member);
        }
        if parts.len() == 1 {
            return vec![speaker];
        }
        parts.into_values().map(|members| self.mention(members)).collect()
    }
}
