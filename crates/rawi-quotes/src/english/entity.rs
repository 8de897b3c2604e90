//! The people of a document: full names, the short forms that stand for them, their roles, and who "he" or "she" is.
//!
//! An article gives a person's full name once and then writes the family name, a title ("the senator") or a pronoun.
//! Names are collected in one pass over the tokens; a short form goes back to the full name that ends with it, a title to
//! the person who was introduced with it, a pronoun to the nearest prominent person whose gender fits.

use super::lexer::{Tag, Token};
use super::lexicon::{Key, class};

/// Somebody with a full name in this document.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// The full name, as bytes of the text, without titles.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Hash of the first name.
    first: u64,
    /// Hash of the family name.
    last: u64,
    /// How often the full name or a form of it stands in the text.
    pub count: u32,
    /// How often the full name itself stands there.
    full: u32,
    /// How many words it has.
    words: usize,
    /// 0 not known, or [`class::MASCULINE`], or [`class::FEMININE`].
    pub gender: u64,
    /// Hashes of titles and roles that stood before or after the name; 0 where there is none.
    roles: [u64; ROLES],
    /// Whether anything says that this is a person: a first name, a title, the family name alone.
    sure: bool,
    /// Whether the first word is a listed first name; else it may be the family name (Wang Yi).
    listed: bool,
}

/// One mention of a person outside or inside quotation marks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention {
    /// First byte.
    pub start: u32,
    /// After the last byte.
    pub end: u32,
    /// Index into [`People::persons`].
    pub person: usize,
    /// Whether it stands where a subject stands: at the beginning of its sentence or before a verb.
    pub subject: bool,
    /// Whether a possessive 's follows.
    pub possessive: bool,
}

/// The most people that are kept of one document: no article names more, and the work stays in bounds.
const MOST: usize = 400;

/// The most titles and roles that are kept of one person.
const ROLES: usize = 12;

/// The people of one document.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// All persons with a name, in order of their first full mention.
    pub persons: Vec<Person>,
    /// Their mentions, in order.
    pub mentions: Vec<Mention>,
    runs: Vec<Run>,
    /// [`bit`]s of the first names and family names of all persons: most runs of name words are of nobody's.
    names: u64,
}

/// One bit of 64 for the hash of a name.
fn bit(hash: u64) -> u64 {
    1 << (hash & 63)
}

/// A run of name words.
#[derive(Debug, Clone, Copy)]
struct Run {
    from: usize,
    to: usize,
    first: u64,
    last: u64,
    after_the: bool,
    gender: u64,
    titled: bool,
}

fn fold(text: &str, token: &Token) -> u64 {
    // Assad and al-Assad are one family.
    let word = token.span().of(text);
    let word = match word.get(..3) {
        Some(article) if article.eq_ignore_ascii_case("al-") || article.eq_ignore_ascii_case("el-") => {
            &word[3..]
        }
        _ => word,
    };
    Key::of_any_case(word.as_bytes()).0
}

/// Whether two tokens stand side by side in one line.
fn near(text: &str, left: &Token, right: &Token) -> bool {
    let between = &text.as_bytes()[left.end as usize..right.start as usize];
    between == b" " || !between.iter().any(|b| matches!(b, b'\n' | b'\r'))
}

/// Whether a token can be a part of a person's name.
fn is_name(token: &Token) -> bool {
    match token.tag {
        Tag::Name => true,
        Tag::Upper => !token.is(class::BODY | class::PLACE),
        _ => {
            token.is(class::CAPITAL)
                && token.is(class::NAME_M | class::NAME_F)
                && !token.is(class::MODAL | class::TIME)
        }
    }
}

/// A family name that is also a listed word ("Pete King", "Roy Cook"): capital, after a first name.
fn family(tokens: &[Token], at: usize) -> bool {
    at > 0
        && tokens[at].is(class::CAPITAL)
        && tokens[at].is(class::TITLE
            | class::ROLE
            | class::BODY
            | class::PLACE
            | class::TIME
            | class::ADVERB)
        && tokens[at - 1].is(class::CAPITAL)
        && (tokens[at - 1].is(class::NAME_M | class::NAME_F)
            || (tokens[at - 1].tag == Tag::Name
                && at > 1
                && tokens[at - 2].is(class::TITLE)
                && tokens[at - 2].is(class::DOTTED))
            || (tokens[at - 1].tag == Tag::Name
                && at > 1
                && tokens[at - 2].is(class::NAME_M | class::NAME_F)
                && tokens[at - 2].is(class::CAPITAL)
                && tokens.get(at + 1).is_none_or(|t| !t.is(class::CAPITAL) || t.is(class::ABBREVIATION))))
        && !tokens
            .get(at + 1)
            .is_some_and(|t| t.is(class::CAPITAL) && t.tag == Tag::Name && !t.is(class::ABBREVIATION))
}

fn particle(text: &str, token: &Token) -> bool {
    matches!(token.end - token.start, 2 | 3)
        && matches!(
            token.span().of(text),
            "de" | "van" | "von" | "bin" | "al" | "der" | "la" | "del" | "ben" | "el" | "da" | "di" | "ibn"
        )
}

impl People {
    /// Collects the people of a document; `capitals`: the tokens that may begin a name.
    pub(crate) fn read(&mut self, text: &str, tokens: &[Token], capitals: &[u32]) {
        self.persons.clear();
        self.mentions.clear();
        self.runs.clear();
        self.names = 0;
        let mut at = 0;
        for from in capitals.iter().map(|capital| *capital as usize) {
            if from < at || !is_name(&tokens[from]) {
                continue;
            }
            at = from;
            while at < tokens.len()
                && at - from < 6
                && (at == from || near(text, &tokens[at - 1], &tokens[at]))
                && (is_name(&tokens[at])
                    || family(tokens, at)
                    || (at > from && particle(text, &tokens[at]) && tokens.get(at + 1).is_some_and(is_name)))
            {
                at += 1;
            }
            self.run(text, tokens, from, at);
        }
        self.join(text, tokens);
    }

    fn run(&mut self, text: &str, tokens: &[Token], from: usize, to: usize) {
        // "Following Reed's speech": the first word of a sentence is no first name if it ends as a verb does.
        let opening = &tokens[from];
        let verbal =
            matches!(super::tag::ending(opening.span().of(text).as_bytes()), Tag::Ing | Tag::Ed | Tag::Ly);
        let dropped = to - from > 1
            && verbal
            && opening.is(class::INITIAL)
            && !opening.is(class::NAME_M | class::NAME_F | class::UPPER);
        let from = from + usize::from(dropped);
        let before = from.checked_sub(1).map(|i| &tokens[i]);
        let mut gender = 0;
        let mut titled = false;
        if let Some(t) = before.filter(|t| t.is(class::TITLE | class::ROLE) && t.end <= tokens[from].start) {
            titled = true;
            gender = t.class & (class::MASCULINE | class::FEMININE);
        }
        let first = &tokens[from];
        if gender == 0 && to - from > 1 {
            gender = if first.is(class::NAME_M) {
                class::MASCULINE
            } else if first.is(class::NAME_F) {
                class::FEMININE
            } else {
                0
            };
        }
        let mut last = to - 1;
        // "Jr.", "III" are no family names, and alone they are no names.
        if last == from && first.is(class::ABBREVIATION) && first.is(class::DOTTED) {
            return;
        }
        while last > from
            && (tokens[last].is(class::ABBREVIATION)
                || (tokens[last].tag == Tag::Upper
                    && tokens[last].span().of(text).bytes().all(|b| matches!(b, b'I' | b'V'))))
        {
            last -= 1;
        }
        let hash = fold(text, first);
        self.runs.push(Run {
            from,
            to,
            first: hash,
            last: if last == from { hash } else { fold(text, &tokens[last]) },
            after_the: before.is_some_and(|t| t.tag == Tag::Determiner),
            gender,
            titled,
        });
    }

    /// Makes persons of the full names, then ties every run to one.
    fn join(&mut self, text: &str, tokens: &[Token]) {
        for run in &self.runs {
            let words = (run.to - run.from) as u32;
            if words < 2 || run.after_the && !run.titled {
                continue;
            }
            let known = tokens[run.from].is(class::NAME_M | class::NAME_F);
            if self.names & bit(run.last) != 0
                && let Some(person) =
                    self.persons.iter_mut().find(|p| p.first == run.first && p.last == run.last)
            {
                person.count += 1;
                person.full += 1;
                person.gender |= if person.gender == 0 { run.gender } else { 0 };
                person.sure |= run.titled;
                continue;
            }
            if self.persons.len() >= MOST {
                continue;
            }
            self.names |= bit(run.first) | bit(run.last);
            self.persons.push(Person {
                start: tokens[run.from].start,
                end: tokens[run.to - 1].end,
                first: run.first,
                last: run.last,
                count: 1,
                full: 1,
                words: words as usize,
                gender: run.gender,
                roles: [0; ROLES],
                sure: known || run.titled,
                listed: known,
            });
        }
        // A family name alone is evidence that the full name is a person's.
        let names = self.names;
        let alone = |r: &&Run| r.to - r.from == 1 && !r.after_the && names & bit(r.last) != 0;
        for run in self.runs.iter().filter(alone) {
            for person in self.persons.iter_mut().filter(|p| p.last == run.last) {
                person.sure = true;
                person.count += 1;
                if person.gender == 0 {
                    person.gender = run.gender;
                }
            }
        }
        // "Mr. Bucshon", whose first name the text never gives.
        for k in 0..self.runs.len() {
            let run = self.runs[k];
            if run.to - run.from == 1
                && run.titled
                && self.persons.len() < MOST
                && self.of_run(&run).is_none()
            {
                self.names |= bit(run.last);
                self.persons.push(Person {
                    start: tokens[run.from].start,
                    end: tokens[run.from].end,
                    first: 0,
                    last: run.last,
                    count: 1,
                    full: 1,
                    words: 1,
                    gender: run.gender,
                    roles: [0; ROLES],
                    sure: true,
                    listed: true,
                });
            }
        }
        for k in 0..self.runs.len() {
            let run = self.runs[k];
            let Some(person) = self.of_run(&run) else { continue };
            if !self.persons[person].sure {
                continue;
            }
            let next = tokens.get(run.to);
            let subject = next.is_some_and(|t| t.tag.is_finite() || t.tag == Tag::Adverb)
                || tokens[run.from].is(class::INITIAL);
            let (start, end) = (tokens[run.from].start, tokens[run.to - 1].end);
            self.mentions.push(Mention {
                start,
                end,
                person,
                subject,
                possessive: next.is_some_and(|t| t.tag == Tag::PossessiveS),
            });
            self.roles(text, tokens, run, person);
        }
    }

    /// Which person a run of names stands for.
    fn of_run(&self, run: &Run) -> Option<usize> {
        let words = run.to - run.from;
        if self.names & bit(run.last) == 0 {
            return None;
        }
        if words > 1 {
            return self.persons.iter().position(|p| p.first == run.first && p.last == run.last);
        }
        self.by_last(run.last, run.gender)
            .or_else(|| self.persons.iter().position(|p| p.first == run.last && p.sure && !p.listed))
    }

    /// The person with this family name: the one most often named, of the gender where one is known.
    fn by_last(&self, last: u64, gender: u64) -> Option<usize> {
        let fits =
            |p: &Person| p.last == last && p.sure && (gender == 0 || p.gender == 0 || p.gender == gender);
        (0..self.persons.len()).filter(|i| fits(&self.persons[*i])).max_by_key(|i| {
            // A listed first name, then the form most often written, the shorter, the earlier.
            let p = &self.persons[*i];
            (p.listed, p.full, std::cmp::Reverse(p.words), std::cmp::Reverse(*i))
        })
    }

    /// Remembers the titles before a name and the description after it.
    fn roles(&mut self, text: &str, tokens: &[Token], run: Run, person: usize) {
        let add = |person: &mut Person, token: &Token| {
            let role = long_form(token.span().of(text));
            if !person.roles.contains(&role)
                && let Some(free) = person.roles.iter_mut().find(|r| **r == 0)
            {
                *free = role;
            }
            if person.gender == 0 && token.is(class::MASCULINE | class::FEMININE) {
                person.gender = token.class & (class::MASCULINE | class::FEMININE);
            }
        };
        for at in (run.from.saturating_sub(6)..run.from).rev() {
            let token = &tokens[at];
            if token.is(class::TITLE | class::ROLE) {
                add(&mut self.persons[person], token);
            } else if !(matches!(
                token.tag,
                Tag::Name
                    | Tag::Upper
                    | Tag::Body
                    | Tag::Place
                    | Tag::Preposition
                    | Tag::Lower
                    | Tag::PossessiveS
            ) || token.is(class::CAPITAL))
            {
                break;
            }
        }
        if tokens.get(run.to).is_some_and(|t| t.tag == Tag::Comma) {
            for token in tokens[run.to + 1..].iter().take(9) {
                if token.is(class::TITLE | class::ROLE) {
                    add(&mut self.persons[person], token);
                } else if matches!(
                    token.tag,
                    Tag::Comma
                        | Tag::Stop
                        | Tag::Be
                        | Tag::Have
                        | Tag::CuePast
                        | Tag::CueThird
                        | Tag::Verb
                        | Tag::Pronoun
                        | Tag::Mark
                        | Tag::Wh
                ) {
                    break;
                }
            }
        }
    }

    /// The person whom the name words `from..to` (bytes) name, if the document has a full name for them.
    pub(crate) fn named(&self, start: u32, end: u32) -> Option<usize> {
        let at = self.mentions.partition_point(|m| m.end <= start);
        self.mentions[at..].iter().take_while(|m| m.start < end).last().map(|m| m.person)
    }

    /// The person whose family name is this word, which is also a title or a role ("Mr. King", then "King said").
    pub(crate) fn of_family(&self, text: &str, token: &Token) -> Option<usize> {
        self.by_last(fold(text, token), 0)
    }

    /// The last person introduced with a role, mentioned before `place` (or first after it).
    pub(crate) fn with_role(&self, text: &str, token: &Token, place: u32) -> Option<usize> {
        let role = long_form(token.span().of(text));
        let has = |p: usize| self.persons[p].roles.contains(&role) && self.persons[p].sure;
        let at = self.mentions.partition_point(|m| m.end <= place);
        let before = self.mentions[..at].iter().rev().take(600).find(|m| has(m.person));
        // A lead may give the role first and the name in the next sentence.
        before.or_else(|| self.mentions[at..].iter().take(200).find(|m| has(m.person))).map(|m| m.person)
    }

    /// Whom a pronoun at `place` of this gender stands for: the nearest prominent person before it. `speaker` is who
    /// spoke last; `sentence` begins the sentence, `reach` is how far back to look (bytes).
    pub(crate) fn pronoun(
        &self,
        gender: u64,
        place: u32,
        sentence: u32,
        reach: u32,
        speaker: Option<usize>,
        spoken: &dyn Fn(u32) -> bool,
    ) -> Option<usize> {
        let fits = |p: usize| gender == 0 || self.persons[p].gender == 0 || self.persons[p].gender == gender;
        let mut best: Option<(i64, usize)> = None;
        let end = self.mentions.partition_point(|m| m.end <= place);
        for m in self.mentions[..end].iter().rev().take_while(|m| m.start + reach >= place) {
            if !fits(m.person) || spoken(m.start) {
                continue;
            }
            let mut score = -i64::from(place - m.start) / 6;
            score += if m.subject { 40 } else { 0 };
            score += if m.possessive { -25 } else { 0 };
            score += if self.persons[m.person].gender == gender && gender != 0 { 35 } else { 0 };
            score += if speaker == Some(m.person) { 28 } else { 0 };
            score += if m.start >= sentence { 25 } else { 0 };
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, m.person));
            }
        }
        if let Some(s) = speaker.filter(|s| fits(*s)) {
            // Who spoke last is near even where the name is not repeated.
            let score = 20 + if self.persons[s].gender == gender && gender != 0 { 35 } else { 0 };
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, s));
            }
        }
        best.map(|(_, p)| p)
    }

    /// The gender is told by a pronoun that was resolved to this person.
    pub(crate) fn learn(&mut self, person: usize, gender: u64) {
        if self.persons[person].gender == 0 {
            self.persons[person].gender = gender;
        }
    }

    /// The person whose full name stands at these bytes, and where it begins.
    pub(crate) fn full_name_ending(&self, end: u32) -> Option<(usize, u32)> {
        let at = self.mentions.partition_point(|m| m.end < end);
        let mention = self.mentions.get(at).filter(|m| m.end == end)?;
        (self.persons[mention.person].words > 1).then_some((mention.person, mention.start))
    }

    /// The full name of a person.
    pub(crate) fn name<'t>(&self, text: &'t str, person: usize) -> &'t str {
        let p = &self.persons[person];
        &text[p.start as usize..p.end as usize]
    }
}

/// A short title as its long form, so that "Sen." and "the senator" are one role.
fn long_form(word: &str) -> u64 {
    const PAIRS: &[(&str, &str)] = &[
        ("sen", "senator"),
        ("rep", "representative"),
        ("gov", "governor"),
        ("gen", "general"),
        ("lt", "lieutenant"),
        ("col", "colonel"),
        ("capt", "captain"),
        ("sgt", "sergeant"),
        ("adm", "admiral"),
        ("dr", "doctor"),
        ("prof", "professor"),
        ("rev", "reverend"),
        ("maj", "major"),
        ("cmdr", "commander"),
    ];
    const LONGEST: usize = 4;
    let bare = word.trim_end_matches('.');
    let long = (bare.len() <= LONGEST)
        .then(|| PAIRS.iter().find(|(short, _)| bare.eq_ignore_ascii_case(short)))
        .flatten()
        .map_or(bare, |(_, long)| long);
    Key::of_any_case(long.as_bytes()).0
}
