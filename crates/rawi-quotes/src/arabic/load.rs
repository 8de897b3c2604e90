//! Reads the word lists and writes out every form that a text may have: a verb with و ف س, a noun with article and
//! prepositions, a reporting verb with its object.

use super::lexicon::{
    ANON, Class, Cue, DOC, Lex, Lexicon, MINOR, NAMES, Particles, Person, READING_BITS, TITLE, Tense, VERB,
    takes,
};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use ahash::AHashMap;

/// What may be written onto a noun, after و and ف.
const PARTICLES_OF_NOUNS: [(&str, u8); 7] = [
    ("ال", Lex::THE),
    ("ب", Lex::BI),
    ("بال", Lex::BI | Lex::THE),
    ("ل", Lex::LI),
    ("لل", Lex::LI | Lex::THE),
    ("ك", Lex::KA),
    ("كال", Lex::KA | Lex::THE),
];

#[derive(Default)]
pub(super) struct Builder {
    cues: Vec<Cue>,
    forms: Forms,
    /// Imperfects without their first letter, for the forms of the first person.
    first_person: Vec<String>,
}

/// Every form of every word by the hash of its folded letters, in the order in which they came.
#[derive(Default)]
struct Forms {
    entries: Vec<(u64, Lex)>,
    /// Places in `entries`. Only looked up, never walked through in its own order.
    places: AHashMap<u64, usize>,
    /// The letters of the form at hand.
    letters: String,
}

/// A form of a word in its parts: particles, stem, ending.
type Parts<'a> = [&'a str];

impl Forms {
    /// The entry of a form, if it has one.
    fn get(&mut self, parts: &Parts<'_>) -> Option<&mut Lex> {
        self.letters.clear();
        self.letters.extend(parts.iter().copied());
        let place = *self.places.get(&rawi_text::token_hash(&self.letters))?;
        Some(&mut self.entries[place].1)
    }

    /// The entry of a form, made if it had none; and whether it had one.
    fn entry(&mut self, parts: &Parts<'_>, new: Lex) -> (&mut Lex, bool) {
        self.letters.clear();
        self.letters.extend(parts.iter().copied());
        let hash = rawi_text::token_hash(&self.letters);
        let next = self.entries.len();
        let place = *self.places.entry(hash).or_insert(next);
        if place == next {
            self.entries.push((hash, new));
        }
        (&mut self.entries[place].1, place != next)
    }
}

impl Builder {
    /// Reads a file of tagged words.
    pub(super) fn words(&mut self, file: &str) {
        // Words as they are first, then words with particles, so that وزير is "minister" and never "and …".
        for bare in [true, false] {
            for line in file.lines().filter(|l| !l.starts_with('#')) {
                let Some((tag, words)) = line.split_once('\t') else { continue };
                let Some(&(_, bit, particles)) = NAMES.iter().find(|(name, _, _)| *name == tag) else {
                    continue;
                };
                if bit & MINOR != 0 {
                    continue;
                }
                for word in words.split_whitespace() {
                    let word = rawi_text::fold_word(word);
                    // The feminine of a person, the accusative of a source (أن استطلاعا أظهر).
                    let accusative =
                        bit & (TITLE | DOC | ANON) != 0 && word.ends_with(|c| !matches!(c, 'ه' | 'ا' | 'ت'));
                    let feminine = match (particles == Particles::Person, accusative) {
                        (true, true) => &["", "ه", "ا", "ان"][..],
                        (true, false) => &["", "ه"][..],
                        (false, true) => &["", "ا", "ان"][..],
                        (false, false) => &[""][..],
                    };
                    for ending in feminine {
                        let lex = Lex { tags: bit, ..Lex::NONE };
                        if bare {
                            self.add(&[&word, ending], lex);
                        } else {
                            let word = format!("{word}{ending}");
                            self.with_particles(&word, lex, particles);
                        }
                    }
                }
            }
        }
    }

    /// Reads from a file of tagged words those that single rules ask for: their tags are laid over what the other lists
    /// say, whatever particles these read in a word.
    pub(super) fn minor(&mut self, file: &str) {
        for line in file.lines().filter(|l| !l.starts_with('#')) {
            let Some((tag, words)) = line.split_once('\t') else { continue };
            let Some(&(_, bit, particles)) = NAMES.iter().find(|(name, _, _)| *name == tag) else { continue };
            if bit & MINOR == 0 {
                continue;
            }
            for word in words.split_whitespace() {
                let word = rawi_text::fold_word(word);
                let ands: &[(&str, u8)] = if particles == Particles::Bare {
                    &[("", 0)]
                } else {
                    &[("", 0), ("و", Lex::AND), ("ف", Lex::AND)]
                };
                for &(and, bits) in ands {
                    let new = Lex { tags: bit, particles: bits, ..Lex::NONE };
                    self.forms.entry(&[and, &word], new).0.tags |= bit;
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
                self.add(&[and, particle, word], Lex { particles, ..lex });
            };
            put("", bits);
            if particles == Particles::And {
                continue;
            }
            // ف hardly stands before a preposition.
            let more = if and == "ف" { 1 } else { PARTICLES_OF_NOUNS.len() };
            for &(particle, more) in &PARTICLES_OF_NOUNS[..more] {
                // An article of its own keeps its place: الرياض, and للرياض with one ل the less.
                match (particle, word.strip_prefix("ال")) {
                    ("ال" | "بال" | "كال", Some(_)) => {}
                    ("لل", Some(rest)) => self.add(
                        &[and, "لل", rest],
                        Lex { particles: lex.particles | bits | Lex::LI | Lex::THE, ..lex },
                    ),
                    _ => self
                        .add(&[and, particle, word], Lex { particles: lex.particles | bits | more, ..lex }),
                }
            }
        }
    }

    /// Adds a word; a word with no particle wins over one that needs a particle to be read so, else tags add up.
    fn add(&mut self, word: &Parts<'_>, lex: Lex) {
        let (old, known) = self.forms.entry(word, lex);
        if !known {
            return;
        }
        // مشيرا is "pointing out", hardly ever "a marshal".
        let accusative = word.last().is_some_and(|end| end.ends_with('ا'));
        if lex.cue != 0 && lex.tense == Tense::Participle && accusative {
            *old = lex;
            return;
        }
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

    /// Reads the reporting words: class, lemma, gate, complements, perfect, imperfect and participle forms.
    pub(super) fn cues(&mut self, file: &str) {
        let mut forms: Vec<(String, Lex)> = Vec::new();
        for line in file.lines().filter(|l| !l.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [class, lemma, gated, complements, perfect, imperfect, participle] = columns[..] else {
                continue;
            };
            let Some(class) = class_of(class) else { continue };
            let cue =
                Cue { class, gated: gated == "1", takes: complements_of(complements), lemma: kept(lemma) };
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
            let object = cue.is(takes::OBJECT | takes::SAID);
            // The feminine plural (قلن) hardly occurs, and short ones look like other words.
            // So does the dual (خوفا, وعدا are nouns with the ending of the accusative).
            let rare = |n: usize, last: usize, word: &str| {
                n == last && word.chars().count() < 4
                    || n == 2 && last == 5 && word.chars().count() < 5 && !cue.is(takes::SAID)
            };
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
                // يومين (two days) and its like: the feminine plural is left out.
                if n == 6 {
                    continue;
                }
                form(word, Tense::Imperfect, PERFECT[n.min(5)], false);
                if object && n < 2 {
                    for (word, person) in with_pronoun(word) {
                        form(&word, Tense::Imperfect, person.unwrap_or(PERFECT[n]), true);
                    }
                }
            }
            // أقول, نؤكد: inside somebody's words.
            if let Some(rest) = imperfect.split_whitespace().next().and_then(|w| w.strip_prefix('ي')) {
                self.first_person.push(rest.to_owned());
            }
            for (n, word) in participle.split_whitespace().enumerate() {
                // The nominative (مشير, مشيرون) is a noun or an adjective in news, and no cue.
                if !matches!(n, 0 | 5 | 6) {
                    form(word, Tense::Participle, PARTICIPLE[n], false);
                }
            }
        }
        for bare in [true, false] {
            for (word, lex) in &forms {
                if bare {
                    self.add_cue(&[word], *lex);
                    continue;
                }
                for and in ["و", "ف"] {
                    self.add_cue(&[and, word], Lex { particles: Lex::AND, ..*lex });
                }
                match lex.tense {
                    Tense::Imperfect => {
                        for (particle, bits) in [
                            ("س", Lex::WILL),
                            ("وس", Lex::WILL | Lex::AND),
                            ("فس", Lex::WILL | Lex::AND),
                            ("ل", Lex::LI),
                        ] {
                            self.add_cue(&[particle, word], Lex { particles: bits, ..*lex });
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
                            self.add_cue(&[particle, word], Lex { particles: bits, ..*lex });
                        }
                    }
                    Tense::Perfect | Tense::Participle => {}
                }
            }
        }
    }

    /// Reads the verbs that report nothing: perfect and imperfect; a word that any list has keeps its own reading.
    pub(super) fn verbs(&mut self, file: &str) {
        let lex = Lex { tags: VERB, ..Lex::NONE };
        for rest in std::mem::take(&mut self.first_person) {
            for letter in ["أ", "ن"] {
                self.forms.entry(&[&rawi_text::fold_word(&format!("{letter}{rest}"))], lex);
            }
        }
        for line in file.lines().filter(|l| !l.starts_with('#')) {
            let Some((perfect, imperfect)) = line.split_once('\t') else { continue };
            let perfect = rawi_text::fold_word(perfect);
            let imperfect = rawi_text::fold_word(imperfect);
            // قضى, قضت: a final weak letter falls before ت and وا.
            let weak = perfect.strip_suffix('ي').or_else(|| perfect.strip_suffix('ا')).unwrap_or(&perfect);
            let rest = imperfect.strip_prefix('ي').unwrap_or(&imperfect);
            let weak_rest = rest.strip_suffix('ي').unwrap_or(rest);
            let forms: [(&Parts<'_>, bool); 7] = [
                (&[&perfect], false),
                (&[weak, "ت"], false),
                (&[weak, "وا"], false),
                (&["ي", rest], true),
                (&["ت", rest], true),
                (&["ي", weak_rest, "ون"], true),
                (&["ي", weak_rest, "وا"], true),
            ];
            for (form, future) in forms {
                let form = form.concat();
                for (particle, bits) in [("", 0), ("و", Lex::AND), ("ف", Lex::AND)] {
                    let (old, _) = self.forms.entry(&[particle, &form], Lex { particles: bits, ..lex });
                    if old.is_unknown() {
                        old.tags |= VERB;
                    }
                    if future {
                        let bits = bits | Lex::WILL;
                        self.forms.entry(&[particle, "س", &form], Lex { particles: bits, ..lex });
                    }
                }
            }
        }
    }

    /// Adds a form; two lemmas that are spelt alike share what they take (ذكَر and ذكّر).
    fn add_cue(&mut self, word: &Parts<'_>, lex: Lex) {
        if let Some(old) = self.forms.get(word)
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

    pub(super) fn finish(self) -> Lexicon {
        let entries = self.forms.entries;
        let mut slots = vec![0; (entries.len() * 2).next_power_of_two()];
        let mask = slots.len() - 1;
        let mut readings: Vec<Lex> = Vec::new();
        let mut numbers: AHashMap<Lex, u64> = AHashMap::new();
        for (hash, lex) in entries {
            let number = *numbers.entry(lex).or_insert_with(|| {
                readings.push(lex);
                readings.len() as u64
            });
            let mut at = hash as usize & mask;
            while slots[at] != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = hash >> READING_BITS << READING_BITS | number;
        }
        assert!(readings.len() >> READING_BITS == 0, "more kinds of words than a slot can number");
        Lexicon { cues: self.cues, slots, readings, to_me: rawi_text::token_hash("لي") }
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

/// A lemma, kept for as long as the program runs: there are some hundreds, however many engines are made.
fn kept(lemma: &str) -> &'static str {
    static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get(lemma) {
        return known;
    }
    let new: &'static str = Box::leak(lemma.into());
    all.insert(new);
    new
}

/// Whether a line is of the form of this list.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check(list: &str, line: &str) -> Result<(), String> {
    let columns: Vec<&str> = line.split('\t').collect();
    match list {
        "arabic-cues.tsv" => match columns[..] {
            [class, _, "0" | "1", ..] if columns.len() == 7 => {
                class_of(class).map(drop).ok_or_else(|| format!("{class}: no such class of reporting words"))
            }
            _ => Err("not class, lemma, 0 or 1, complements, perfect, imperfect and participle forms, a tab between"
                .to_owned()),
        },
        "arabic-verbs.tsv" => match columns[..] {
            [_, _] => Ok(()),
            _ => Err("not perfect and imperfect, a tab between".to_owned()),
        },
        _ => match columns[..] {
            [tag, _] if NAMES.iter().any(|(name, _, _)| *name == tag) => Ok(()),
            [tag, _] => Err(format!("{tag}: no such tag")),
            _ => Err("not tag and words, a tab between".to_owned()),
        },
    }
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

fn complements_of(list: &str) -> u32 {
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
            "إلى:SPEAKER" => takes::AN_SPEAKER | takes::ILA,
            "قائلا" | "يقول" => takes::SAYING,
            "SAID" => takes::SAID,
            "WORDS" => takes::WORDS,
            "TOLD" => takes::TOLD,
            "INTENT" => takes::INTENT,
            "JUDGES" => takes::JUDGES,
            "CONSIDERS" => takes::CONSIDERS,
            "ANYBODY" => takes::ANYBODY,
            "UNNAMED" => takes::UNNAMED,
            "DEED" => takes::DEED,
            "NEEDS" => takes::NEEDS_OBJECT,
            "CONVICTS" => takes::CONVICTS,
            "UPHOLDS" => takes::UPHOLDS,
            "RENEWS" => takes::RENEWS,
            "RECOGNISES" => takes::RECOGNISES,
            "DECLARES" => takes::DECLARES,
            "ANSWERS" => takes::ANSWERS,
            "BETWEEN" => takes::BETWEEN,
            _ => 0,
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::{self as tag, Lexicon};
    use super::*;

    fn look_up(word: &str) -> (Lex, Option<&'static str>) {
        static LEXICON: std::sync::LazyLock<Lexicon> =
            std::sync::LazyLock::new(|| Lexicon::new(&crate::Lists::default()));
        let lex = LEXICON.get(rawi_text::token_hash(&rawi_text::fold_word(word)));
        (lex, LEXICON.cue(lex).map(|c| c.lemma))
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        for file in [include_str!("../../data/arabic-words.tsv"), include_str!("../../data/arabic-names.tsv")]
        {
            for line in file.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
                let (name, words) = line.split_once('\t').expect("a tag and its words");
                assert!(NAMES.iter().any(|(known, _, _)| *known == name), "{name}");
                assert!(!words.trim().is_empty(), "{name}");
            }
        }
        for line in include_str!("../../data/arabic-cues.tsv")
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            assert_eq!(line.split('\t').count(), 7, "{line}");
            let class = line.split('\t').next().unwrap();
            assert!(class == "class" || class_of(class).is_some(), "{line}");
        }
        for line in include_str!("../../data/arabic-verbs.tsv").lines().filter(|l| !l.starts_with('#')) {
            assert_eq!(line.split('\t').count(), 2, "{line}");
        }
    }

    #[test]
    fn verbs_in_all_their_forms() {
        for (word, lemma) in [
            ("وقالت", "قال"),
            ("فيقول", "قال"),
            ("وسيعلن", "أعلن"),
            ("ليؤكّد", "أكد"),
            ("مُشيراً", "أشار"),
            ("ومؤكدةً", "أكد"),
            ("قائلين", "قال"),
            ("نفي", "نفى"),
            ("واتهمها", "اتهم"),
            ("وصفته", "وصف"),
            ("أضافوا", "أضاف"),
        ] {
            let (_, found) = look_up(word);
            // نفي is a noun too: any reading as a form of the lemma or its verbal noun will do.
            assert!(
                found.is_some_and(|f| rawi_text::fold_word(f) == rawi_text::fold_word(lemma) || f == "نفي"),
                "{word}: {found:?}"
            );
        }
    }

    #[test]
    fn nouns_with_their_particles() {
        assert!(look_up("للوزير").0.is(TITLE) && look_up("للوزير").0.has(Lex::LI | Lex::THE));
        assert!(look_up("والوزيرة").0.is(TITLE) && look_up("والوزيرة").0.has(Lex::AND));
        assert!(look_up("للرياض").0.is(tag::PLACE));
        // A root و or ب is no particle.
        assert!(!look_up("وزير").0.has(Lex::AND));
        assert!(!look_up("بنك").0.has(Lex::BI));
        assert!(look_up("كتكوت").0.is_unknown());
    }

    #[test]
    fn the_table_is_the_same_each_time() {
        let (a, b) = (Lexicon::new(&crate::Lists::default()), Lexicon::new(&crate::Lists::default()));
        assert_eq!(a.slots, b.slots);
        assert_eq!(a.readings, b.readings);
    }
}
