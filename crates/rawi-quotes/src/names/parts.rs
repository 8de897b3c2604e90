//! A written name taken apart: its words, without the particles that some write and others leave out.
//!
//! "Ibrahim al-Jabawi", "إبراهيم الجباوي" and "Jabawi" must meet, and "Abd al-Rahman", "Abdulrahman",
//! "عبد الرحمن" and "عبدالرحمن" are one word each. So articles go, names of several written words are joined, and
//! what may be left out ("bin", "von") is left out. The classes of particles are data (`data/names-particles.tsv`).

use std::sync::LazyLock;

use ahash::{AHashMap, AHashSet};

/// The script of a word of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Letters {
    /// Arabic, Persian and the like.
    Arabic,
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Any other; compared letter by letter only.
    Other,
}

/// One word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// How it may be spelled, folded: as it stands without its article, then, where it is not certain that the
    /// first letters are an article, the other reading ("Albert", "Aljabawi", "البرت").
    pub forms: Vec<String>,
    /// Its script.
    pub script: Letters,
    /// An article was written.
    pub article: bool,
    /// A single letter that stands for a name.
    pub initial: bool,
    /// A kunya (Abu Mazen): a complete name in one word.
    pub complete: bool,
}

impl Word {
    /// The form to compare and key by first.
    #[must_use]
    pub fn form(&self) -> &str {
        &self.forms[0]
    }
}

/// A written name, folded and taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// The whole name folded, as written.
    pub folded: String,
    /// Its words, particles left out.
    pub words: Vec<Word>,
    /// Two names joined by "and": two men who speak together.
    pub joint: bool,
    /// Opened by a title that no name follows for certain: a description in the place of a name.
    pub title: bool,
    /// Opened by a title whose bearers are called by their first name (King, Prince, Pope).
    pub royal: bool,
}

/// Whether a folded word, with or without article, opens titles ("minister", "المتحدث").
#[must_use]
pub fn is_title(folded: &str) -> bool {
    has_class(folded, |class| matches!(class, Class::Title | Class::Office))
}

/// Whether a folded word, with or without article, is a title that one man bears at a time ("president", "الوزير").
#[must_use]
pub fn is_office(folded: &str) -> bool {
    has_class(folded, |class| class == Class::Office)
}

/// Whether a folded word is a form of address ("Mr", "السيد").
#[must_use]
pub fn is_honorific(folded: &str) -> bool {
    matches!(PARTICLES.get(folded), Some(Class::Honorific))
}

/// Whether a folded word, with or without article, says what kind of body it is and not which one ("ministry",
/// "الشرطة").
#[must_use]
pub fn is_generic(folded: &str) -> bool {
    has_class(folded, |class| matches!(class, Class::Generic | Class::Many | Class::Kind))
}

/// Whether a folded word, with or without article, opens what many are ("media", "الدول").
#[must_use]
pub fn is_many(folded: &str) -> bool {
    has_class(folded, |class| class == Class::Many)
}

/// Whether a folded word, with or without article, is a kind of body of which a country has many ("صحيفة").
#[must_use]
pub fn is_kind(folded: &str) -> bool {
    has_class(folded, |class| class == Class::Kind)
}

/// Whether a folded word, with or without article, is a pronoun ("she", "هو").
#[must_use]
pub fn is_pronoun(folded: &str) -> bool {
    APART.pronouns.contains(folded)
}

/// Whether a folded word, with or without article, is a kind of outlet or an agency ("newspaper", "وكالة").
#[must_use]
pub fn is_media(folded: &str) -> bool {
    with_or_without_article(&APART.media, folded)
}

/// Whether a folded word, with or without article, is one who speaks for the body whose name follows ("spokesman",
/// "المتحدث").
#[must_use]
pub fn is_voice(folded: &str) -> bool {
    with_or_without_article(&APART.voices, folded)
}

/// Whether a folded word, with or without article, means whoever said something ("source", "المصادر").
#[must_use]
pub fn is_source(folded: &str) -> bool {
    with_or_without_article(&APART.sources, folded)
}

/// Whether a folded word, with or without article, stands between such a one and the body ("for", "باسم").
#[must_use]
pub fn is_for(folded: &str) -> bool {
    with_or_without_article(&APART.fors, folded)
}

/// Whether a word of a name is a body that belongs to one man ("office", "مكتب"), written without the article.
#[must_use]
pub fn is_household(word: &Word) -> bool {
    !word.article && APART.household.contains(word.form())
}

/// Whether a folded word behind a full name is no more of it, but says what its bearer is, or when ("مسؤول", "آنذاك").
#[must_use]
pub fn ends_name(folded: &str) -> bool {
    APART.ends.contains(folded)
}

/// Whether a folded word is what people are to somebody, with the pronoun ("منتقدوه", "his critics").
#[must_use]
pub fn is_theirs(folded: &str) -> bool {
    let bare = ["هما", "هم", "ها", "ه"].iter().find_map(|pronoun| folded.strip_suffix(pronoun));
    bare.is_some_and(|bare| APART.theirs.contains(bare))
}

/// Whether a folded name is a word that closes names of outlets and firms ("نيوز") and is none by itself.
#[must_use]
pub fn is_tail(folded: &str) -> bool {
    APART.tails.contains(folded)
}

/// Whether a folded word is a given name that is written with the article ("الطيب").
#[must_use]
pub fn is_definite_given(folded: &str) -> bool {
    APART.definite.contains(folded)
}

/// Words that may be in a class of particles too.
struct Apart {
    pronouns: AHashSet<&'static str>,
    media: AHashSet<&'static str>,
    given_titles: AHashSet<&'static str>,
    household: AHashSet<&'static str>,
    ends: AHashSet<&'static str>,
    theirs: AHashSet<&'static str>,
    tails: AHashSet<&'static str>,
    definite: AHashSet<&'static str>,
    voices: AHashSet<&'static str>,
    sources: AHashSet<&'static str>,
    fors: AHashSet<&'static str>,
}

static APART: LazyLock<Apart> = LazyLock::new(|| {
    let of = |wanted: &str| {
        let lines = include_str!("../../data/names-particles.tsv").lines();
        let words = lines.filter_map(|line| line.split_once('\t')).filter(|(class, _)| *class == wanted);
        words.flat_map(|(_, words)| words.split(' ')).collect()
    };
    Apart {
        pronouns: of("pronoun"),
        media: of("media"),
        given_titles: of("given_title"),
        household: of("household"),
        ends: of("ends"),
        theirs: of("theirs"),
        tails: of("tail"),
        definite: of("definite"),
        voices: of("voice"),
        sources: of("source"),
        fors: of("for"),
    }
});

fn with_or_without_article(words: &AHashSet<&'static str>, folded: &str) -> bool {
    words.contains(folded) || folded.strip_prefix("ال").is_some_and(|bare| words.contains(bare))
}

fn has_class(folded: &str, wanted: impl Fn(Class) -> bool) -> bool {
    let class = |word: &str| PARTICLES.get(word).copied().is_some_and(&wanted);
    class(folded) || folded.strip_prefix("ال").is_some_and(class)
}

/// Whether a folded word is "father" or "mother", which opens names and is none by itself ("أبو", "أبي").
#[must_use]
pub fn is_father(folded: &str) -> bool {
    matches!(PARTICLES.get(folded), Some(Class::Father))
}

/// Whether a folded word is a title whose bearers are called by their first name.
#[must_use]
pub fn is_royal(folded: &str) -> bool {
    matches!(PARTICLES.get(folded), Some(Class::Royal))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Article,
    Servant,
    Father,
    Link,
    Religion,
    Small,
    Honorific,
    Royal,
    Title,
    Office,
    Generic,
    Many,
    Kind,
    And,
}

static PARTICLES: LazyLock<AHashMap<&'static str, Class>> = LazyLock::new(|| {
    let mut classes = AHashMap::new();
    for line in include_str!("../../data/names-particles.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((class, words)) = line.split_once('\t') else { continue };
        let class = match class {
            "article" => Class::Article,
            "servant" => Class::Servant,
            "father" => Class::Father,
            "link" => Class::Link,
            "religion" => Class::Religion,
            "small" => Class::Small,
            "royal" => Class::Royal,
            "title" => Class::Title,
            "office" => Class::Office,
            "generic" => Class::Generic,
            "many" => Class::Many,
            "kind" => Class::Kind,
            "and" => Class::And,
            "pronoun" | "media" | "given_title" | "household" | "ends" | "theirs" | "tail" | "definite"
            | "voice" | "for" | "source" => {
                continue;
            }
            _ => Class::Honorific,
        };
        classes.extend(words.split(' ').map(|word| (word, class)));
    }
    classes
});

/// A word as the lists and the letter tables know it, with what folding would lose.
struct Raw {
    folded: String,
    script: Letters,
    /// Begins with bare alef and lam, so that they may be the article; أل and إل are letters of the name.
    bare_article: bool,
}

impl Name {
    /// Takes a written name apart.
    #[must_use]
    pub fn parse(written: &str) -> Self {
        let raw = raw_words(written);
        let folded = raw.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ");
        let mut words = assemble(&raw, true);
        if words.is_empty() {
            // Nothing but particles: then they are the name (a man called Ben, a body called "The House").
            words = assemble(&raw, false);
        }
        let royal = raw.len() > 1 && is_royal(&raw[0].folded);
        let title = raw.first().is_some_and(|word| is_title(&word.folded));
        Self { folded, words, joint: joint(&raw), title, royal }
    }

    /// Whether the name ends with the father's ("أحمد بن عقيل"), which may be cut off before the family name.
    #[must_use]
    pub fn patronymic(&self) -> bool {
        let mut words = self.folded.rsplit(' ');
        words.next().is_some() && matches!(words.next(), Some("بن" | "ابن" | "بنت" | "bin" | "ibn" | "bint"))
    }

    /// The words that make the name, joined by a space, without article and particles: equal for spellings that
    /// differ in nothing else.
    #[must_use]
    pub fn plain(&self) -> String {
        self.words.iter().map(Word::form).collect::<Vec<_>>().join(" ")
    }
}

fn assemble(raw: &[Raw], particles: bool) -> Vec<Word> {
    let class = |at: usize| -> Option<Class> {
        let word = raw.get(at)?;
        if !particles {
            return None;
        }
        PARTICLES.get(word.folded.as_str()).copied()
    };
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    let mut article = false;
    while at < raw.len() {
        let word = &raw[at];
        let last = at + 1 == raw.len();
        match class(at) {
            Some(Class::Article | Class::Link | Class::Small) if !last && !leads(word, at) => {
                article |= class(at) == Some(Class::Article);
                at += 1;
                continue;
            }
            Some(Class::Honorific) if !(last && surname(word) && !words.is_empty()) => {
                at += 1;
                continue;
            }
            // "Crown Prince", "King": at the beginning, with a name after it.
            Some(Class::Royal) if !last && words.is_empty() && !called(raw, at) => {
                at += 1;
                continue;
            }
            Some(kind @ (Class::Servant | Class::Father)) if !last => {
                let mut next = at + 1;
                while next + 1 < raw.len() && is_article(raw, next, particles) {
                    next += 1;
                }
                let head = if kind == Class::Servant { servant(word.script) } else { &father(word) };
                let rest = strip_article(&raw[next]);
                words.push(Word {
                    forms: vec![format!("{head}{rest}")],
                    script: raw[next].script,
                    article: false,
                    initial: false,
                    complete: kind == Class::Father,
                });
                at = next + 1;
                article = false;
                continue;
            }
            _ => {}
        }
        if !last && is_article(raw, at, particles) {
            article = true;
            at += 1;
            continue;
        }
        let religion = match class(at) {
            Some(Class::Religion) => true,
            _ => word.bare_article && PARTICLES.get(bare(word)).copied() == Some(Class::Religion),
        };
        if religion
            && particles
            && let Some(before) = words.last_mut()
        {
            let tail = strip_article(word);
            for form in &mut before.forms {
                form.push_str(tail);
            }
        } else {
            words.push(single(word, article));
        }
        article = false;
        at += 1;
    }
    words
}

/// Whether "and" stands between two names. Arabic writes it together with the next word, where it may also be the
/// first letter of a name (Walid): only a name of four words and more is long enough to be two.
fn joint(raw: &[Raw]) -> bool {
    let inner = raw.iter().enumerate().skip(1).take(raw.len().saturating_sub(2));
    inner.into_iter().any(|(at, word)| match word.script {
        Letters::Arabic => {
            raw.len() >= 4
                && at >= 2
                && word.folded.strip_prefix('و').is_some_and(|rest| rest.chars().count() >= 3)
        }
        _ => matches!(PARTICLES.get(word.folded.as_str()), Some(Class::And)),
    })
}

/// An Arabic honorific at the end is a family name: "خالد السيد".
fn surname(word: &Raw) -> bool {
    word.script == Letters::Arabic
}

/// "سلطان أحمد سالم", "أمير خان منصور": a title without article before two names without one is a given name; over a
/// country or with the article it is the title ("أمير قطر", "السلطان قابوس").
fn called(raw: &[Raw], at: usize) -> bool {
    at == 0
        && raw[0].script == Letters::Arabic
        && APART.given_titles.contains(raw[0].folded.as_str())
        && raw.len() > 2
        && !raw[1].bare_article
}

/// "Ben Carson": a link in Latin letters that opens the name is a given name.
fn leads(word: &Raw, at: usize) -> bool {
    at == 0 && word.script == Letters::Latin && word.folded == "ben"
}

/// "al", or its other forms before letters that take it over: "as-Sisi", "ar-Rashid", "ed-Din".
fn is_article(raw: &[Raw], at: usize, particles: bool) -> bool {
    if !particles || at + 1 >= raw.len() {
        return false;
    }
    let (word, next) = (raw[at].folded.as_str(), raw[at + 1].folded.as_str());
    if PARTICLES.get(word).copied() == Some(Class::Article) {
        return true;
    }
    let mut letters = word.chars();
    raw[at].script == Letters::Latin
        && matches!(letters.next(), Some('a' | 'e' | 'u'))
        && (2..=3).contains(&word.len())
        && matches!(letters.as_str(), "r" | "s" | "n" | "d" | "t" | "z" | "sh")
        && next.starts_with(letters.as_str())
}

fn servant(script: Letters) -> &'static str {
    match script {
        Letters::Arabic => "عبد",
        Letters::Cyrillic => "абд",
        _ => "abd",
    }
}

fn father(word: &Raw) -> String {
    match word.folded.as_str() {
        "abou" | "abo" => "abu".to_owned(),
        "oum" => "umm".to_owned(),
        "ابا" | "ابي" => "ابو".to_owned(),
        other => other.to_owned(),
    }
}

fn bare(word: &Raw) -> &str {
    word.folded.strip_prefix("ال").unwrap_or(&word.folded)
}

/// Without the article, where at least two letters are left.
fn strip_article(word: &Raw) -> &str {
    match word.script {
        Letters::Arabic if word.bare_article => match bare(word) {
            rest if rest.chars().count() >= 2 => rest,
            _ => &word.folded,
        },
        Letters::Latin => {
            word.folded.strip_prefix("al").filter(|rest| rest.len() >= 5).unwrap_or(&word.folded)
        }
        _ => &word.folded,
    }
}

fn single(word: &Raw, article: bool) -> Word {
    let mut forms = Vec::with_capacity(2);
    match word.script {
        Letters::Arabic => {
            if let Some(rest) = word.folded.strip_prefix("عبدال").filter(|rest| rest.chars().count() >= 2)
            {
                forms.push(format!("عبد{rest}"));
            } else if word.bare_article && word.folded.chars().count() >= 5 {
                forms.push(bare(word).to_owned());
                forms.push(word.folded.clone());
            } else {
                forms.push(word.folded.clone());
            }
        }
        Letters::Latin => {
            if let Some(rest) = servant_of(&word.folded) {
                forms.push(format!("abd{rest}"));
            } else {
                forms.push(word.folded.clone());
                let rest = word.folded.strip_prefix("al").or_else(|| word.folded.strip_prefix("el"));
                forms.extend(rest.filter(|rest| rest.len() >= 4).map(str::to_owned));
            }
        }
        _ => forms.push(word.folded.clone()),
    }
    Word {
        initial: word.folded.chars().count() == 1,
        forms,
        script: word.script,
        article: article || word.bare_article,
        complete: false,
    }
}

/// What "abd" is the servant of, in one written word: "abdulrahman", "abderrahman", "abdallah" → "rahman", "lah".
fn servant_of(word: &str) -> Option<&str> {
    let rest = word.strip_prefix("abd")?.trim_start_matches(['a', 'e', 'i', 'o', 'u']);
    if rest.len() + 3 == word.len() {
        return None;
    }
    let mut letters = rest.chars();
    let first = letters.next()?;
    let after = letters.as_str();
    let takes = first == 'l' || after.starts_with(first);
    (takes && after.len() >= 3).then_some(after)
}

/// Folded words with their scripts. Signs of ayn and hamza in Latin letters belong to the word ("Sana'a").
fn raw_words(written: &str) -> Vec<Raw> {
    let cleaned: String = written.chars().filter(|c| !is_breath(*c)).collect();
    let mut words = Vec::new();
    let folded = rawi_text::fold(&cleaned);
    for (token, source) in folded.iter() {
        let token = plain_latin(token);
        let script = script(&token);
        let written = source.of(&cleaned);
        let bare_article = script == Letters::Arabic && token.starts_with("ال") && bare_alef(written);
        words.push(Raw { folded: token, script, bare_article });
    }
    words
}

fn bare_alef(written: &str) -> bool {
    let first = written
        .chars()
        .find(|c| !matches!(c, '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{200B}'..='\u{200F}'));
    matches!(first, Some('ا' | 'ٱ'))
}

fn is_breath(c: char) -> bool {
    matches!(c, '\'' | '`' | '’' | '‘' | 'ʼ' | 'ʿ' | 'ʾ' | 'ʻ' | 'ʹ' | 'ʺ' | '´')
}

fn script(word: &str) -> Letters {
    let mut found = None;
    for c in word.chars() {
        let of = match c {
            'a'..='z' => Letters::Latin,
            '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' => Letters::Arabic,
            '\u{0400}'..='\u{052F}' => Letters::Cyrillic,
            _ => Letters::Other,
        };
        if *found.get_or_insert(of) != of {
            return Letters::Other;
        }
    }
    found.unwrap_or(Letters::Other)
}

/// Latin letters that are no base letter with a mark, as one writes them without their country's keyboard.
fn plain_latin(token: &str) -> String {
    if token.is_ascii() {
        return token.to_owned();
    }
    let mut out = String::with_capacity(token.len());
    for c in token.chars() {
        match c {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ı' => out.push('i'),
            'ə' => out.push('a'),
            'ħ' => out.push('h'),
            'ŋ' => out.push_str("ng"),
            'ё' => out.push('е'),
            'پ' => out.push('ب'),
            'گ' => out.push('غ'),
            other => out.push(other),
        }
    }
    out
}
