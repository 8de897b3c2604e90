//! The names of agencies and outlets, and where a text has one.
//!
//! The names are in `data/agencies.tsv`, with what it takes for each to be a source: some are nobody else's (Reuters),
//! some are common words that are a source in a byline only ("agencies"), some are places or common nouns and need a
//! word beside them that says so ("the daily …", "told …"), or quotation marks after "to". The archive's own outlets
//! are added under the names they have there, without what only says what they are ("… Online", "(Web)"). One that
//! the others write about far more than it writes (a politician whose speeches are in the archive) is news before it
//! is a source, and needs such a word too.

use ahash::AHashMap;
use rawi_text::{Span, Token, fold_word, token_hash, tokens, tokens_into};
use rayon::prelude::*;

use crate::order::Order;

const LIST: &str = include_str!("../data/agencies.tsv");
/// What may be written together with the first word: and, for, with/by, so, as.
const PREFIXES: [&str; 5] = ["و", "ل", "ب", "ف", "ك"];
/// What stands before an outlet's name in quotation marks: to, with, from.
const TO: [&str; 5] = ["ل", "الي", "مع", "عن", "في"];
/// An outlet is news itself where it is named in this part of the articles of others, and in so many times the part
/// of the archive that is its own.
const NEWS: f64 = 0.02;
const NEWS_TIMES: f64 = 10.0;
/// Articles that are looked through for that.
const SAMPLE: usize = 2000;
const OPENING: [char; 8] = ['«', '"', '“', '”', '„', '(', '\'', '‘'];

/// What it takes for a form to name a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Anywhere,
    Byline,
    Cued,
}

/// One way of writing a name.
struct Form {
    /// The tokens after the first one.
    rest: Vec<u64>,
    when: When,
    /// Number of the agency or outlet.
    source: u32,
    /// Letters of a form in Latin script; 0 for others.
    latin: usize,
}

/// A name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Tokens, the last one exclusive.
    pub(crate) tokens: (u32, u32),
    /// Number of the agency or outlet.
    pub(crate) source: u32,
    /// Whether it is a source in a byline only.
    pub(crate) byline: bool,
}

/// All names, by their first token.
pub(crate) struct Agencies {
    forms: AHashMap<u64, Vec<Form>>,
    before: Vec<Vec<u64>>,
    after: Vec<Vec<u64>>,
    to: Vec<u64>,
    /// By outlet of the archive, its number among the sources.
    pub(crate) outlets: Vec<Option<u32>>,
    /// By the lowest bits of a hash, whether a form may begin with it.
    first: Vec<bool>,
}

fn hashes(form: &str) -> Vec<u64> {
    tokens(form).iter().map(|token| token.hash).collect()
}

impl Agencies {
    pub(crate) fn new(order: &Order<'_>) -> Self {
        let mut list = Self {
            forms: AHashMap::new(),
            before: Vec::new(),
            after: Vec::new(),
            to: TO.iter().map(|word| token_hash(word)).collect(),
            outlets: Vec::new(),
            first: vec![false; 1 << 12],
        };
        let mut squeezed: AHashMap<String, u32> = AHashMap::new();
        let mut sources = 0;
        let mut before: Option<&str> = None;
        let mut kinds: Vec<Vec<u64>> = Vec::new();
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(name), Some(when), Some(forms)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let forms = forms.split('|').map(str::trim).filter(|form| !form.is_empty());
            if name == "cue" {
                let cues = match when {
                    "before" => &mut list.before,
                    "after" => &mut list.after,
                    _ => &mut kinds,
                };
                cues.extend(forms.map(hashes));
                continue;
            }
            // "Name, short" is the same source as "Name".
            let base = name.split(',').next().unwrap_or(name);
            sources += u32::from(before != Some(base));
            before = Some(base);
            let when = match when {
                "anywhere" => When::Anywhere,
                "byline" => When::Byline,
                _ => When::Cued,
            };
            squeezed.entry(squeeze(base)).or_insert(sources);
            for form in forms {
                squeezed.entry(squeeze(form)).or_insert(sources);
                list.add(form, when, sources);
            }
        }
        let listed = sources;
        for name in &order.outlets {
            let source = name.map(|name| {
                let names = bare_names(name, &kinds);
                let known = names.iter().find_map(|name| squeezed.get(&squeeze(name)));
                known.copied().unwrap_or_else(|| {
                    sources += 1;
                    let short = &names[0];
                    squeezed.insert(squeeze(short), sources);
                    let single = tokens(short).len() < 2;
                    list.add(short, if single { When::Cued } else { When::Anywhere }, sources);
                    sources
                })
            });
            list.outlets.push(source);
        }
        list.cue_what_is_news(order, listed);
        list
    }

    /// Of the sources after `listed`, those that are written about need a cue from here on.
    fn cue_what_is_news(&mut self, order: &Order<'_>, listed: u32) {
        let mut own: AHashMap<u32, usize> = AHashMap::new();
        let mut named: AHashMap<u32, usize> = AHashMap::new();
        let sample: Vec<u32> = (0..order.len() as u32).step_by(order.len().div_ceil(SAMPLE).max(1)).collect();
        let looked = sample.len();
        let sources = |words: &mut Vec<Token>, rank: u32| {
            let text = order.article(rank).text;
            let itself = self.outlets[order.outlet(rank) as usize];
            tokens_into(text, words);
            let mut sources: Vec<u32> = self.mentions(text, words).iter().map(|at| at.source).collect();
            sources.sort_unstable();
            sources.dedup();
            sources.retain(|source| Some(*source) != itself);
            sources
        };
        let of_each: Vec<Vec<u32>> =
            sample.par_iter().map_init(Vec::new, |words, &rank| sources(words, rank)).collect();
        for source in of_each.into_iter().flatten() {
            *named.entry(source).or_default() += 1;
        }
        for rank in 0..order.len() as u32 {
            if let Some(itself) = self.outlets[order.outlet(rank) as usize] {
                *own.entry(itself).or_default() += 1;
            }
        }
        let is_news = |source: u32| {
            let share = |count: Option<&usize>, of: usize| *count.unwrap_or(&0) as f64 / of as f64;
            let named = share(named.get(&source), looked);
            source > listed && named >= NEWS && named > NEWS_TIMES * share(own.get(&source), order.len())
        };
        #[expect(clippy::iter_over_hash_type, reason = "each is looked at by itself")]
        for forms in self.forms.values_mut() {
            for form in forms.iter_mut().filter(|form| is_news(form.source)) {
                form.when = When::Cued;
            }
        }
    }

    fn add(&mut self, form: &str, when: When, source: u32) {
        let words = fold_word(form);
        let mut words = words.split(' ');
        let Some(first) = words.next().filter(|first| !first.is_empty()) else { return };
        let rest: Vec<u64> = words.map(token_hash).collect();
        let latin = if form.is_ascii() { form.chars().filter(|c| *c != ' ').count() } else { 0 };
        let mut add = |first: &str| {
            let hash = token_hash(first);
            self.first[hash as usize % (1 << 12)] = true;
            let forms = self.forms.entry(hash).or_default();
            // The longest first; of one length, the one that needs the least to stand.
            let order = |form: &Form| (std::cmp::Reverse(form.rest.len()), form.when);
            let form = Form { rest: rest.clone(), when, source, latin };
            let at = forms.partition_point(|other| order(other) <= order(&form));
            forms.insert(at, form);
        };
        add(first);
        // A short word with a prefix would often be a word of its own.
        if latin == 0 && first.chars().count() > 3 {
            for prefix in PREFIXES {
                add(&format!("{prefix}{first}"));
            }
            if let Some(bare) = first.strip_prefix("ال") {
                add(&format!("لل{bare}"));
            }
        }
    }

    /// The names in a text that are a source there.
    pub(crate) fn mentions(&self, text: &str, tokens: &[Token]) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let mention = self.at(text, tokens, at);
            at = mention.map_or(at + 1, |mention| mention.tokens.1 as usize);
            found.extend(mention);
        }
        found
    }

    fn at(&self, text: &str, tokens: &[Token], at: usize) -> Option<Mention> {
        let first = tokens[at].hash;
        if !self.first[first as usize % (1 << 12)] {
            return None;
        }
        self.forms.get(&first)?.iter().find_map(|form| {
            let end = at + 1 + form.rest.len();
            let words = tokens.get(at..end)?;
            let matches = words[1..].iter().map(|token| token.hash).eq(form.rest.iter().copied());
            let stands = matches
                && (form.latin == 0 || is_capital(text, words, form.latin))
                && (form.when != When::Cued || self.is_cued(text, tokens, at, end));
            let byline = form.when == When::Byline;
            stands.then_some(Mention { tokens: (at as u32, end as u32), source: form.source, byline })
        })
    }

    /// Whether a word beside it says that it is an agency or outlet, or it stands in quotation marks after "to".
    fn is_cued(&self, text: &str, tokens: &[Token], at: usize, end: usize) -> bool {
        let is = |token: &Token, hash: u64| token.hash == hash;
        let ends = |cue: &Vec<u64>| {
            at >= cue.len()
                && tokens[at - cue.len()..at].iter().zip(cue).all(|(token, hash)| is(token, *hash))
        };
        let begins = |cue: &Vec<u64>| {
            tokens.len() - end >= cue.len()
                && tokens[end..end + cue.len()].iter().zip(cue).all(|(token, hash)| is(token, *hash))
        };
        let quoted = || {
            at > 0
                && self.to.contains(&tokens[at - 1].hash)
                && text[..tokens[at].span.from()].chars().next_back().is_some_and(|c| OPENING.contains(&c))
        };
        self.before.iter().any(ends) || self.after.iter().any(begins) || quoted()
    }
}

/// Whether a form in Latin letters is written as a name: each word with a capital, a short single word all of them.
fn is_capital(text: &str, words: &[Token], letters: usize) -> bool {
    let short = words.len() == 1 && letters <= 4;
    words.iter().all(|word| {
        let word = word.span.of(text);
        if short {
            word.chars().all(char::is_uppercase)
        } else {
            word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
        }
    })
}

/// A name without spaces, folded: "Al Riyadh" and "alriyadh" are one.
fn squeeze(name: &str) -> String {
    fold_word(name).replace(' ', "")
}

/// The names that an outlet may be known by, from what is written of it: without what stands in brackets or behind a
/// dash, then without the words before and behind that only say what it is ("newspaper", "Online"). The first is its
/// name if none is known.
fn bare_names(written: &str, kinds: &[Vec<u64>]) -> Vec<String> {
    let whole = without_domain(written).to_owned();
    let ends = [" (", " - ", " – "].iter().filter_map(|sign| whole.find(sign)).min();
    let short = whole[..ends.unwrap_or(whole.len())].trim().to_owned();
    let mut names = vec![short.clone(), whole];
    let is_kind = |word: &str| kinds.contains(&hashes(word));
    let words: Vec<&str> = short.split(' ').collect();
    names.push(words.iter().copied().filter(|word| !is_kind(word)).collect::<Vec<_>>().join(" "));
    // One of two such words may be part of the name: "Fox Online News" is Fox News.
    for at in (0..words.len()).filter(|&at| is_kind(words[at])) {
        names.push([&words[..at], &words[at + 1..]].concat().join(" "));
    }
    names.retain(|name| !tokens(name).is_empty());
    if names.is_empty() {
        names.push(written.to_owned());
    }
    names
}

/// `www.example.com` as `example`.
fn without_domain(name: &str) -> &str {
    let name = name.trim().trim_start_matches("https://").trim_start_matches("http://");
    let name = name.trim_start_matches("www.");
    match name.split_once('.') {
        Some((first, rest)) if !name.contains(' ') && !rest.is_empty() && first.len() > 1 => first,
        _ => name,
    }
}

/// The span of a mention.
pub(crate) fn span(tokens: &[Token], mention: Mention) -> Span {
    tokens[mention.tokens.0 as usize].span.cover(tokens[mention.tokens.1 as usize - 1].span)
}
