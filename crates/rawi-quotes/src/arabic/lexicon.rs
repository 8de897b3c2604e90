//! The Arabic word lists, looked up by the hash of a folded word.
//!
//! Two files: `arabic-cues.tsv` holds the reporting verbs and nouns with their forms, `arabic-words.tsv` everything
//! else the grammar asks for. Arabic writes small words onto the next one (و and, ف so, ال the, ب by, ل to, ك as, س will);
//! rather than strip them from every word of every article, the lists are expanded once with the particles that each
//! kind of word may bear, so that a word of the text costs one look-up of its hash.

use std::collections::BTreeMap;

/// What a word is: a set of tags (`arabic-words.tsv`).
pub type Tags = u64;

macro_rules! tags {
    ($($name:ident $tag:literal $particles:ident;)*) => {
        tags!(@consts 0u64; $($name)*);
        /// Tag names of the file, with their bit and the particles their words may bear.
        const NAMES: &[(&str, Tags, Particles)] = &[$(($tag, $name, Particles::$particles)),*];
    };
    (@consts $n:expr; $name:ident $($rest:ident)*) => {
        pub const $name: Tags = 1 << $n;
        tags!(@consts $n + 1; $($rest)*);
    };
    (@consts $n:expr;) => {};
}

/// Which particles may be written onto a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Particles {
    /// None.
    Bare,
    /// و and ف.
    And,
    /// و ف, and ب ل ك, with and without the article.
    Noun,
    /// As a noun, and with the feminine ending.
    Person,
}

tags! {
    COMP "comp" And;
    COMP_BI "comp_bi" And;
    NOT_COMP "not_comp" And;
    OTHER_COMP "other_comp" And;
    ILA "prep_ila" And;
    ALA "prep_ala" And;
    AN "prep_an" And;
    MIN "prep_min" And;
    FI "prep_fi" And;
    MAA "prep_maa" And;
    PREP "prep" And;
    PREP_SUFFIXED "prep_suffixed" And;
    RELATIVE "relative" And;
    PRONOUN "pronoun" And;
    DEMONSTRATIVE "demonstrative" And;
    NEGATION "negation" And;
    KANA "kana" And;
    QAD "qad" And;
    ADDITIVE "additive" And;
    BUT "but" And;
    WHILE "while" And;
    ENDER "ender" Bare;
    IMPERSONAL "impersonal" And;
    SWITCH "switch" Bare;
    TOPIC "topic" Bare;
    TIME "time" Noun;
    MONTH "month" Noun;
    ADVERB "adverb" And;
    OCCASION "occasion" Bare;
    TITLE "title" Person;
    TITLE_PLURAL "title_plural" Noun;
    HONORIFIC "honorific" Noun;
    RANK "rank" Noun;
    SPOKES "spokes" Noun;
    ANYONE "anyone" Person;
    HIS_HONOUR "his_honour" And;
    ORG "org" Noun;
    PLACE "place" Noun;
    ANON "anon" Noun;
    DOC "doc" Noun;
    MEDIUM "medium" Noun;
    AGENCY "agency" Noun;
    OUTLET "outlet" Noun;
    CONTENT "content" And;
    GIVEN "given" And;
    KUNYA "kunya" And;
    JOINT "joint" And;
    NAME_TAIL "name_tail" Bare;
    NAMING "naming" Noun;
    TERM_BEFORE "term_before" And;
    SOURCE "source" And;
    SAYING "saying" And;
    ROOT_B "root_b" Bare;
    COMMON "common" Noun;
    ADJECTIVE "adjective" Noun;
    VERB "verb" And;
}

/// A reporting word may be followed by these.
pub mod takes {
    /// A clause with أن or إن.
    pub const CLAUSE: u16 = 1;
    /// A colon.
    pub const COLON: u16 = 1 << 1;
    /// بـ and a noun or clause.
    pub const BI: u16 = 1 << 2;
    /// على.
    pub const ALA: u16 = 1 << 3;
    /// إلى.
    pub const ILA: u16 = 1 << 4;
    /// عن.
    pub const AN: u16 = 1 << 5;
    /// من.
    pub const MIN: u16 = 1 << 6;
    /// في.
    pub const FI: u16 = 1 << 7;
    /// لـ.
    pub const LI: u16 = 1 << 8;
    /// A noun that is what was said.
    pub const NOUN: u16 = 1 << 9;
    /// A person or thing that the verb is done to.
    pub const OBJECT: u16 = 1 << 10;
    /// عن and the speaker (نقل عن).
    pub const AN_SPEAKER: u16 = 1 << 11;
    /// قائلا.
    pub const SAYING: u16 = 1 << 12;
    /// An object that makes content only with quoted words or with a reason (انتقد الحكومة لتأخرها).
    pub const WEAK_OBJECT: u16 = 1 << 13;
    /// An object and مسؤولية (حمّل فلانا مسؤولية كذا).
    pub const BLAME: u16 = 1 << 14;
}

/// The classes of `arabic-cues.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// قال, صرح.
    Say,
    /// أضاف, تابع: the speaker is whoever spoke before.
    Add,
    /// أكد, شدد.
    Assert,
    /// أوضح, وصف, اعتبر.
    Explain,
    /// أعلن, كشف, كتب.
    Announce,
    /// نفى.
    Deny,
    /// سأل, أجاب.
    Ask,
    /// دعا, طالب.
    Demand,
    /// حذر, اتهم.
    Warn,
    /// رحب, شكر.
    Social,
    /// أظهر, نص: documents do that.
    Show,
    /// A noun: قول, دعوة, تصريح.
    Nominal,
}

/// One reporting word with what may follow it.
#[derive(Debug, Clone, Copy)]
pub struct Cue {
    /// Its class.
    pub class: Class,
    /// Whether it is a homograph that counts only with a complement of its own.
    pub gated: bool,
    /// What may follow: [`takes`].
    pub takes: u16,
    /// The lemma, as the list writes it.
    pub lemma: &'static str,
}

/// Which form of a reporting word stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// قال.
    Perfect,
    /// يقول.
    Imperfect,
    /// قائلا.
    Participle,
    /// قول, قوله.
    Noun,
}

/// Gender and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// Masculine singular.
    Ms,
    /// Feminine singular (also things and bodies in the plural).
    Fs,
    /// Dual or plural.
    Plural,
}

/// What the lists say of one word.
#[derive(Debug, Clone, Copy)]
pub struct Lex {
    /// Its tags.
    pub tags: Tags,
    /// Its reporting word, as an index of [`Lexicon::cue`] plus one; 0: none.
    cue: u16,
    /// Form of the reporting word.
    pub tense: Tense,
    /// Gender and number of that form.
    pub person: Person,
    /// Particles before it: [`Lex::AND`], …
    pub particles: u8,
    /// Whether the reporting word bears an object pronoun (وصفه, قوله).
    pub suffixed: bool,
}

impl Lex {
    /// و or ف.
    pub const AND: u8 = 1;
    /// ال.
    pub const THE: u8 = 2;
    /// ب.
    pub const BI: u8 = 4;
    /// ل.
    pub const LI: u8 = 8;
    /// ك.
    pub const KA: u8 = 16;
    /// س.
    pub const WILL: u8 = 32;

    /// A word that no list has.
    pub const NONE: Lex =
        Lex { tags: 0, cue: 0, tense: Tense::Perfect, person: Person::Ms, particles: 0, suffixed: false };

    /// Whether any of these tags is set.
    #[inline]
    pub fn is(&self, tags: Tags) -> bool {
        self.tags & tags != 0
    }

    /// Whether any of these particles is written onto it.
    #[inline]
    pub fn has(&self, particles: u8) -> bool {
        self.particles & particles != 0
    }

    /// Whether it is a reporting word.
    #[inline]
    pub fn is_cue(&self) -> bool {
        self.cue != 0
    }

    /// Whether it is a finite reporting verb.
    #[inline]
    pub fn is_verb(&self) -> bool {
        self.cue != 0 && matches!(self.tense, Tense::Perfect | Tense::Imperfect)
    }

    /// Whether no list has it.
    #[inline]
    pub fn is_unknown(&self) -> bool {
        self.tags & !ROOT_B == 0 && self.cue == 0
    }
}

/// The lists, indexed.
#[derive(Debug)]
pub struct Lexicon {
    cues: Vec<Cue>,
    /// Open addressing over the words' hashes: a slot is an index of `entries` plus one.
    slots: Vec<u32>,
    entries: Vec<(u64, Lex)>,
    /// One bit a hash: most words of a text are in no list, and this says so from the first cache.
    filter: Vec<u64>,
}

const FILTER_BITS: u64 = 1 << 20;

impl Lexicon {
    /// Reads the lists that are compiled in.
    pub fn new() -> Self {
        let mut builder = Builder::default();
        builder.words(include_str!("../../data/arabic-words.tsv"));
        builder.words(include_str!("../../data/arabic-names.tsv"));
        builder.cues(include_str!("../../data/arabic-cues.tsv"));
        builder.verbs(include_str!("../../data/arabic-verbs.tsv"));
        builder.finish()
    }

    /// What the lists say of the word with this hash.
    #[inline]
    pub fn get(&self, hash: u64) -> Lex {
        let bit = hash % FILTER_BITS;
        if self.filter[(bit / 64) as usize] >> (bit % 64) & 1 == 0 {
            return Lex::NONE;
        }
        let mask = self.slots.len() - 1;
        let mut at = (hash >> 32) as usize & mask;
        loop {
            match self.slots[at] {
                0 => return Lex::NONE,
                n => {
                    let (key, lex) = &self.entries[n as usize - 1];
                    if *key == hash {
                        return *lex;
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// The reporting word of an entry.
    #[inline]
    pub fn cue(&self, lex: Lex) -> Option<&Cue> {
        (lex.cue as usize).checked_sub(1).and_then(|i| self.cues.get(i))
    }
}

#[derive(Default)]
struct Builder {
    cues: Vec<Cue>,
    /// Folded word to entry; a tree, so that the table comes out the same everywhere.
    words: BTreeMap<String, Lex>,
}

impl Builder {
    /// Reads a file of tagged words.
    fn words(&mut self, file: &str) {
        // Words as they are first, then words with particles, so that وزير is "minister" and never "and …".
        for bare in [true, false] {
            for line in file.lines().filter(|l| !l.starts_with('#')) {
                let Some((tag, words)) = line.split_once('\t') else { continue };
                let Some(&(_, bit, particles)) = NAMES.iter().find(|(name, _, _)| *name == tag) else {
                    continue;
                };
                for word in words.split_whitespace() {
                    let word = rawi_text::fold_word(word);
                    // The feminine of a person, the accusative of a source (أن استطلاعا أظهر).
                    let accusative =
                        bit & (TITLE | DOC | ANON) != 0 && word.ends_with(|c| !matches!(c, 'ه' | 'ا' | 'ت'));
                    let feminine = match (particles == Particles::Person, accusative) {
                        (true, true) => &["", "ه", "ا"][..],
                        (true, false) => &["", "ه"][..],
                        (false, true) => &["", "ا"][..],
                        (false, false) => &[""][..],
                    };
                    for ending in feminine {
                        let word = format!("{word}{ending}");
                        let lex = Lex { tags: bit, ..Lex::NONE };
                        if bare {
                            self.add(word, lex);
                        } else {
                            self.with_particles(&word, lex, particles);
                        }
                    }
                }
            }
        }
    }

    fn with_particles(&mut self, word: &str, lex: Lex, particles: Particles) {
        if particles == Particles::Bare {
            return;
        }
        for (and, bits) in [("", 0), ("و", Lex::AND), ("ف", Lex::AND)] {
            let mut put = |particle: &str, bits: u8| {
                let particles = lex.particles | bits;
                self.add(format!("{and}{particle}{word}"), Lex { particles, ..lex });
            };
            put("", bits);
            if particles == Particles::And {
                continue;
            }
            for (particle, more) in [
                ("ال", Lex::THE),
                ("ب", Lex::BI),
                ("بال", Lex::BI | Lex::THE),
                ("ل", Lex::LI),
                ("لل", Lex::LI | Lex::THE),
                ("ك", Lex::KA),
                ("كال", Lex::KA | Lex::THE),
            ] {
                // An article of its own keeps its place: الرياض, and للرياض with one ل the less.
                match (particle, word.strip_prefix("ال")) {
                    ("ال" | "بال" | "كال", Some(_)) => {}
                    ("لل", Some(rest)) => self.add(
                        format!("{and}لل{rest}"),
                        Lex { particles: lex.particles | bits | Lex::LI | Lex::THE, ..lex },
                    ),
                    _ => self.add(
                        format!("{and}{particle}{word}"),
                        Lex { particles: lex.particles | bits | more, ..lex },
                    ),
                }
            }
        }
    }

    /// Adds a word; a word with no particle wins over one that needs a particle to be read so, else tags add up.
    fn add(&mut self, word: String, lex: Lex) {
        use std::collections::btree_map::Entry;
        match self.words.entry(word) {
            Entry::Vacant(place) => {
                place.insert(lex);
            }
            // مشيرا is "pointing out", hardly ever "a marshal".
            Entry::Occupied(mut place)
                if lex.cue != 0 && lex.tense == Tense::Participle && place.key().ends_with('ا') =>
            {
                place.insert(lex);
            }
            Entry::Occupied(mut place) => {
                let old = place.get_mut();
                if lex.particles == 0 && old.particles != 0 {
                    *old = lex;
                    return;
                }
                if lex.particles == old.particles || old.particles != 0 && old.cue == 0 {
                    old.tags |= lex.tags;
                }
                if old.cue == 0 && lex.cue != 0 && (old.particles != 0 || lex.particles == 0) {
                    (old.cue, old.tense, old.person) = (lex.cue, lex.tense, lex.person);
                    (old.particles, old.suffixed) = (lex.particles, lex.suffixed);
                }
            }
        }
    }

    /// Reads the reporting words: class, lemma, gate, complements, perfect, imperfect and participle forms.
    fn cues(&mut self, file: &'static str) {
        let mut forms: Vec<(String, Lex)> = Vec::new();
        for line in file.lines().filter(|l| !l.starts_with('#')) {
            let columns: Vec<&'static str> = line.split('\t').collect();
            let [class, lemma, gated, complements, perfect, imperfect, participle] = columns[..] else {
                continue;
            };
            let Some(class) = class_of(class) else { continue };
            let cue = Cue { class, gated: gated == "1", takes: complements_of(complements), lemma };
            self.cues.push(cue);
            let number = u16::try_from(self.cues.len()).unwrap_or(0);
            let mut form = |word: &str, tense: Tense, person: Person, suffixed: bool| {
                forms.push((
                    rawi_text::fold_word(word),
                    Lex { cue: number, tense, person, suffixed, ..Lex::NONE },
                ));
            };
            if class == Class::Nominal {
                for word in perfect.split_whitespace() {
                    let suffixed = ["ه", "ها", "هم"].iter().any(|s| word.ends_with(s));
                    let person = if word.ends_with("ها") { Person::Fs } else { Person::Ms };
                    form(word, Tense::Noun, person, suffixed);
                }
                continue;
            }
            const PERFECT: [Person; 6] =
                [Person::Ms, Person::Fs, Person::Plural, Person::Plural, Person::Plural, Person::Plural];
            const PARTICIPLE: [Person; 7] = [
                Person::Ms,
                Person::Ms,
                Person::Fs,
                Person::Plural,
                Person::Plural,
                Person::Plural,
                Person::Plural,
            ];
            // Object pronouns make a form only of verbs that are done to somebody (وصفه, اتهمها) and of قال.
            let object = cue.takes & takes::OBJECT != 0 || lemma == "قال";
            // The feminine plural (قلن) hardly occurs, and short ones look like other words.
            let rare = |n: usize, last: usize, word: &str| n == last && word.chars().count() < 4;
            for (n, word) in perfect.split_whitespace().enumerate() {
                if rare(n, 5, word) {
                    continue;
                }
                form(word, Tense::Perfect, PERFECT[n.min(5)], false);
                if object && (n < 2 || n == 4) {
                    for (word, person) in with_pronoun(word) {
                        form(&word, Tense::Perfect, person.unwrap_or(PERFECT[n]), true);
                    }
                }
            }
            for (n, word) in imperfect.split_whitespace().enumerate() {
                form(word, Tense::Imperfect, PERFECT[n.min(5)], false);
                if object && n < 2 {
                    for (word, person) in with_pronoun(word) {
                        form(&word, Tense::Imperfect, person.unwrap_or(PERFECT[n]), true);
                    }
                }
            }
            for (n, word) in participle.split_whitespace().enumerate() {
                // The nominative (مشير, مشيرون) is a noun or an adjective in news, and no cue.
                if n != 0 && n != 6 {
                    form(word, Tense::Participle, PARTICIPLE[n], false);
                }
            }
        }
        for bare in [true, false] {
            for (word, lex) in &forms {
                if bare {
                    self.add_cue(word.clone(), *lex);
                    continue;
                }
                for and in ["و", "ف"] {
                    self.add_cue(format!("{and}{word}"), Lex { particles: Lex::AND, ..*lex });
                }
                match lex.tense {
                    Tense::Imperfect => {
                        for (particle, bits) in [
                            ("س", Lex::WILL),
                            ("وس", Lex::WILL | Lex::AND),
                            ("فس", Lex::WILL | Lex::AND),
                            ("ل", Lex::LI),
                        ] {
                            self.add_cue(format!("{particle}{word}"), Lex { particles: bits, ..*lex });
                        }
                    }
                    Tense::Noun => {
                        for (particle, bits) in [
                            ("ال", Lex::THE),
                            ("ب", Lex::BI),
                            ("بال", Lex::BI | Lex::THE),
                            ("ل", Lex::LI),
                            ("وال", Lex::AND | Lex::THE),
                        ] {
                            self.add_cue(format!("{particle}{word}"), Lex { particles: bits, ..*lex });
                        }
                    }
                    Tense::Perfect | Tense::Participle => {}
                }
            }
        }
    }

    /// Reads the verbs that report nothing: perfect and imperfect; a word that any list has keeps its own reading.
    fn verbs(&mut self, file: &str) {
        let lex = Lex { tags: VERB, ..Lex::NONE };
        for line in file.lines().filter(|l| !l.starts_with('#')) {
            let Some((perfect, imperfect)) = line.split_once('\t') else { continue };
            let perfect = rawi_text::fold_word(perfect);
            let imperfect = rawi_text::fold_word(imperfect);
            // قضى, قضت: a final weak letter falls before ت and وا.
            let weak = perfect.strip_suffix('ي').or_else(|| perfect.strip_suffix('ا')).unwrap_or(&perfect);
            let rest = imperfect.strip_prefix('ي').unwrap_or(&imperfect);
            let weak_rest = rest.strip_suffix('ي').unwrap_or(rest);
            let forms = [
                (perfect.clone(), false),
                (format!("{weak}ت"), false),
                (format!("{weak}وا"), false),
                (format!("ي{rest}"), true),
                (format!("ت{rest}"), true),
                (format!("ي{weak_rest}ون"), true),
                (format!("ي{weak_rest}وا"), true),
            ];
            for (form, future) in forms {
                for (particle, bits) in [("", 0), ("و", Lex::AND), ("ف", Lex::AND)] {
                    self.words.entry(format!("{particle}{form}")).or_insert(Lex { particles: bits, ..lex });
                    if future {
                        let bits = bits | Lex::WILL;
                        self.words
                            .entry(format!("{particle}س{form}"))
                            .or_insert(Lex { particles: bits, ..lex });
                    }
                }
            }
        }
    }

    /// Adds a form; two lemmas that are spelt alike share what they take (ذكَر and ذكّر).
    fn add_cue(&mut self, word: String, lex: Lex) {
        if let Some(old) = self.words.get(&word)
            && old.cue != 0
            && old.cue != lex.cue
            && old.tense == lex.tense
            && old.particles == lex.particles
        {
            let (first, second) = (old.cue as usize - 1, lex.cue as usize - 1);
            if self.cues[first].class != Class::Nominal && self.cues[second].class != Class::Nominal {
                self.cues[first].takes |= self.cues[second].takes;
            }
        }
        self.add(word, lex);
    }

    fn finish(self) -> Lexicon {
        let entries: Vec<(u64, Lex)> =
            self.words.into_iter().map(|(word, lex)| (rawi_text::token_hash(&word), lex)).collect();
        let mut slots = vec![0; (entries.len() * 2).next_power_of_two()];
        let mut filter = vec![0; (FILTER_BITS / 64) as usize];
        let mask = slots.len() - 1;
        for (n, (hash, _)) in entries.iter().enumerate() {
            let bit = hash % FILTER_BITS;
            filter[(bit / 64) as usize] |= 1 << (bit % 64);
            let mut at = (hash >> 32) as usize & mask;
            while slots[at] != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = u32::try_from(n + 1).unwrap_or(0);
        }
        Lexicon { cues: self.cues, slots, entries, filter }
    }
}

/// A verb form with the object pronouns ه ها هم; a final ى becomes ا, a final وا loses its ا.
fn with_pronoun(word: &str) -> Vec<(String, Option<Person>)> {
    let plural = word.ends_with("وا");
    let stem = match word.strip_suffix("وا") {
        Some(stem) => format!("{stem}و"),
        None => word.strip_suffix(['ى', 'ي']).map_or(word.to_owned(), |stem| format!("{stem}ا")),
    };
    ["ه", "ها", "هم"].iter().map(|p| (format!("{stem}{p}"), plural.then_some(Person::Plural))).collect()
}

fn class_of(name: &str) -> Option<Class> {
    Some(match name {
        "say" => Class::Say,
        "add" => Class::Add,
        "assert" => Class::Assert,
        "explain" => Class::Explain,
        "announce" => Class::Announce,
        "deny" => Class::Deny,
        "ask" => Class::Ask,
        "demand" => Class::Demand,
        "warn" => Class::Warn,
        "social" => Class::Social,
        "show" => Class::Show,
        "nominal" => Class::Nominal,
        _ => return None,
    })
}

fn complements_of(list: &str) -> u16 {
    let mut out = 0;
    for item in list.split_whitespace() {
        out |= match item {
            "أن" | "إن" | "هل" => takes::CLAUSE,
            ":" => takes::COLON,
            "ب" => takes::BI,
            "على" => takes::ALA,
            "إلى" => takes::ILA,
            "عن" => takes::AN,
            "من" => takes::MIN,
            "في" => takes::FI,
            "ل" => takes::LI,
            "NOUN" | "صحة" => takes::NOUN,
            "OBJ" => takes::OBJECT,
            "OBJ?" => takes::OBJECT | takes::WEAK_OBJECT,
            "BLAME" => takes::BLAME,
            "OBJ:ب" => takes::OBJECT | takes::BI,
            "OBJ:إلى" => takes::OBJECT | takes::ILA,
            "OBJ:على" => takes::OBJECT | takes::ALA,
            "على:أن" => takes::ALA | takes::CLAUSE,
            "إلى:أن" => takes::ILA | takes::CLAUSE,
            "من:أن" => takes::MIN | takes::CLAUSE,
            "عن:SPEAKER" => takes::AN_SPEAKER,
            "قائلا" | "يقول" => takes::SAYING,
            _ => 0,
        };
    }
    out
}
