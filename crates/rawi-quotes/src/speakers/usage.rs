//! Words that the archive uses as words and not as names.
//!
//! Not all that stands where a source stands is a name: "the player", "both countries", "the result". Such a
//! description says somebody in its article only. No list can hold all of them, but the archive itself tells: a
//! description's words stand again and again in what people say, with and without the article, in lower case; a name's
//! words stand above all where a source stands.

use ahash::AHashMap;
use rayon::prelude::*;

use super::Said;
use super::written::{Written, WrittenName};
use crate::EntityType;
use crate::names::Letters;

/// Quotes that are read for their words, about: more say no more.
const READ: usize = 16_000;

/// How a word of names is used.
#[derive(Debug, Clone, Copy, Default)]
struct Use {
    /// Quotes of sources whose name has it.
    borne: u32,
    /// In contents with the Arabic article.
    with: u32,
    /// In contents without.
    without: u32,
    /// In contents in lower case.
    lower: u32,
    /// In contents as an adjective of women and things ("الإماراتية"), which a family name has not.
    feminine: u32,
    /// In contents without the ending of objects, and with the article ("التساؤل" for "تساؤلا").
    object: u32,
}

/// How the words of names are used in the archive.
#[derive(Debug)]
pub(super) struct Usage<'a> {
    words: AHashMap<&'a str, Use>,
    /// Quotes for each that was read.
    every: u32,
}

/// How a word of names is written in a content.
#[derive(Debug, Clone, Copy)]
enum Form {
    With,
    Without,
    Feminine,
    Object,
}

/// What Arabic writes together with a word, and whether the article is in it.
const PREFIXES: [(&str, bool); 9] = [
    ("", false),
    ("و", false),
    ("ب", false),
    ("ل", false),
    ("ال", true),
    ("وال", true),
    ("بال", true),
    ("لل", true),
    ("فال", true),
];

/// The hash of each way to write a word in a content, so that reading is a look into one map.
fn spellings(word: &str) -> Vec<(u64, Form)> {
    let arabic = matches!(word.chars().next(), Some('\u{0600}'..='\u{06FF}'));
    // An object ("[raised] a question"): its noun without the ending, with the article.
    let noun =
        word.strip_suffix('ا').filter(|noun| arabic && noun.chars().count() >= 4 && !noun.ends_with('ي'));
    let mut spelt = Vec::with_capacity(PREFIXES.len() * 2);
    let mut written = String::with_capacity(word.len() + 8);
    let mut add = |parts: [&str; 3], form: Form| {
        written.clear();
        written.extend(parts);
        spelt.push((rawi_text::token_hash(&written), form));
    };
    for (prefix, article) in PREFIXES.iter().take(if arabic { PREFIXES.len() } else { 1 }) {
        add([prefix, word, ""], if *article { Form::With } else { Form::Without });
        if let Some(noun) = noun {
            add(["ال", noun, ""], Form::Object);
        }
        if word.ends_with('ي') {
            add([prefix, word, "ه"], Form::Feminine);
        }
    }
    spelt
}

impl<'a> Usage<'a> {
    /// The usage of the words of all persons' names. `ranks` orders the quotes whatever the input's order, so that the
    /// same ones are read.
    pub(super) fn of(said: &[Said<'_>], ranks: &[u32], written: &'a Written<'_>) -> Self {
        let mut words: AHashMap<&str, Use> = AHashMap::new();
        for (at, said) in said.iter().enumerate() {
            let Some(name) = written.name_of(at) else { continue };
            let person = matches!(said.quote.entity_type, Some(EntityType::Person | EntityType::Other));
            let names = &written.names[name].name.words;
            if person || names.len() == 1 {
                for word in names {
                    words.entry(word.form()).or_default().borne += u32::from(person);
                }
            }
        }
        // The hash of each way to write a word, so that reading is a look into one map.
        let mut order: Vec<&str> = words.keys().copied().collect();
        order.sort_unstable();
        let spelt: Vec<Vec<(u64, Form)>> = order.par_iter().map(|word| spellings(word)).collect();
        let mut forms: AHashMap<u64, (u32, Form)> = AHashMap::with_capacity(spelt.iter().map(Vec::len).sum());
        for (at, spelt) in spelt.iter().enumerate() {
            for (hash, form) in spelt {
                forms.entry(*hash).or_insert((at as u32, *form));
            }
        }
        let every = (said.len() / READ).max(1) as u32;
        let read: Vec<usize> = (0..said.len()).filter(|at| ranks[*at].is_multiple_of(every)).collect();
        let met = |quotes: &[usize]| {
            let mut met: Vec<(u32, Form, bool)> = Vec::new();
            for range in
                quotes.iter().flat_map(|at| said[*at].quote.content.iter().map(move |range| (at, range)))
            {
                let text = range.1.of(said[*range.0].text);
                rawi_text::for_each_token(text, |token| {
                    let Some((word, form)) = forms.get(&token.hash) else { return };
                    let lower = token.span.of(text).starts_with(|first: char| first.is_lowercase());
                    met.push((*word, *form, lower));
                });
            }
            met
        };
        let met: Vec<Vec<(u32, Form, bool)>> = read.par_chunks(2048).map(met).collect();
        let mut counts = vec![Use::default(); order.len()];
        for (word, form, lower) in met.into_iter().flatten() {
            let count = &mut counts[word as usize];
            match form {
                Form::With => count.with += 1,
                Form::Without => count.without += 1,
                Form::Feminine => count.feminine += 1,
                Form::Object => count.object += 1,
            }
            count.lower += u32::from(lower);
        }
        for (word, count) in order.into_iter().zip(counts) {
            if let Some(known) = words.get_mut(word) {
                *known = Use { borne: known.borne, ..count };
            }
        }
        Self { words, every }
    }

    /// Whether a name has no word that is a name's.
    pub(super) fn is_description(&self, name: &WrittenName<'_>) -> bool {
        let words = &name.name.words;
        !words.is_empty() && words.iter().all(|word| self.is_common(word.form(), word.script))
    }

    /// Whether the name of a body is one Arabic word that stands with the article and without: "the campaign".
    pub(super) fn is_any_body(&self, name: &WrittenName<'_>) -> bool {
        let [only] = name.name.words.as_slice() else { return false };
        let Some(of) = self.words.get(only.form()) else { return false };
        let all = of.with + of.without;
        only.script == Letters::Arabic && all >= 10 && of.with * 20 >= all && of.without * 20 >= all
    }

    fn is_common(&self, word: &str, script: Letters) -> bool {
        let Some(of) = self.words.get(word) else { return false };
        let (with, without, lower) = (of.with * self.every, of.without * self.every, of.lower * self.every);
        let all = with + without;
        match script {
            Letters::Arabic => {
                let both = with * 33 >= all && without * 33 >= all;
                let feminine = of.feminine * self.every;
                let adjective = feminine >= 6 && feminine >= of.borne && feminine * 4 >= all;
                let object = of.object * self.every;
                adjective
                    || (object >= 3 && object >= of.borne)
                    || (all >= 6 && all >= of.borne * 3 && both)
                    || (all >= 10 && all >= of.borne * 10 && of.borne <= 5)
            }
            _ => lower >= 3 && lower >= of.borne * 2,
        }
    }
}
