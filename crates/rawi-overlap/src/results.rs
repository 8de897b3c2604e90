//! What comes out: plain data, positions and byte spans in, figures beside them.

use rawi_text::Span;
use serde::{Deserialize, Serialize};

use crate::article::{Article, Passage};
use crate::settings::{Class, Method};

/// Two units and how alike their sets of shingles are. `a` is the older (then the smaller id, then the earlier in
/// its article); articles without a date come after all others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Pair {
    /// The older unit.
    pub a: Passage,
    /// The younger unit.
    pub b: Passage,
    /// Shingles of both, divided by shingles of either.
    pub jaccard: f64,
    /// The part of `a`'s shingles that `b` has.
    pub containment_a: f64,
    /// The part of `b`'s shingles that `a` has.
    pub containment_b: f64,
}

/// Units that recycle one text, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Family<'a> {
    /// Derived from the words of the first version: the same in every run that has that version first.
    pub id: u64,
    /// Outlets in the order of their first member (`None`: articles without an outlet).
    pub outlets: Vec<Option<&'a str>>,
    /// All members, oldest first; the first version is the first of them, with a similarity of 1.
    pub members: Vec<Member>,
}

impl Family<'_> {
    /// Members that credit an agency or another outlet.
    #[must_use]
    pub fn credited(&self) -> usize {
        self.members.iter().filter(|member| member.credited.is_some()).count()
    }

    /// The id as records write it.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{:016x}", self.id)
    }
}

/// One version in a family.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Member {
    /// Where it stands.
    pub passage: Passage,
    /// Exact Jaccard similarity to the family's first version.
    pub jaccard: f64,
    /// The agency or outlet it names as its source.
    pub credited: Option<Credit>,
}

/// Two passages that carry the same text, word for word or edited. `a` is the older, as in [`Pair`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reuse {
    /// The older passage.
    pub a: Passage,
    /// The younger passage.
    pub b: Passage,
    /// Positions of `a`'s tokens in its article's tokens, the last one exclusive.
    pub a_tokens: (u32, u32),
    /// Positions of `b`'s tokens.
    pub b_tokens: (u32, u32),
    /// Tokens matched.
    pub tokens: u32,
    /// Matched tokens as a share of all columns of the alignment.
    pub identity: f64,
    /// What kind of shared text it is.
    pub class: Class,
    /// Why it is not a copy; `None` for a copy.
    pub why: Option<Why>,
    /// The agency or outlet that one of the two names as the source.
    pub credited: Option<Credit>,
}

/// Why shared text is not counted as a copy. `Display` is one plain sentence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// An outlet repeats it on its own pages.
    Repeated {
        /// On so many of its articles.
        articles: u32,
        /// On so many days.
        days: u32,
    },
    /// Its phrases come back over many days, with other words around them.
    Spread {
        /// Days on which its phrases stand, by the median phrase.
        days: u32,
        /// Articles in which they stand, by the median phrase.
        articles: u32,
    },
    /// So many of its words are names and titles.
    Names {
        /// Words that are names, titles or join them.
        names: u32,
        /// Words in all.
        tokens: u32,
    },
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::Repeated { articles, days } => {
                write!(f, "the outlet repeats it on {articles} of its pages, on {days} days")
            }
            Self::Spread { days, articles } => {
                write!(f, "its phrases come back on {days} days, in {articles} articles")
            }
            Self::Names { names, tokens } => write!(f, "{names} of its {tokens} words are names and titles"),
        }
    }
}

/// Where in an article a source is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The byline.
    Author,
    /// The headline.
    Title,
    /// The text: dateline, or beside the passage.
    Text,
}

/// The words that name a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Credit {
    /// The article that names it.
    pub article: u32,
    /// Where in it.
    pub field: Field,
    /// The words, in bytes of that field.
    pub span: Span,
}

impl Credit {
    /// The words as they stand.
    ///
    /// # Panics
    /// Where `articles` is not the slice the credit was found in.
    #[must_use]
    pub fn of<'a>(&self, articles: &[Article<'a>]) -> &'a str {
        let article = &articles[self.article as usize];
        let field: &'a str = match self.field {
            Field::Author => article.author.unwrap_or_default(),
            Field::Title => article.title.unwrap_or_default(),
            Field::Text => article.text,
        };
        &field[self.span.from()..self.span.to()]
    }
}

/// How much of one article stands elsewhere too.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Churn {
    /// Position of the article.
    pub article: u32,
    /// Its tokens.
    pub tokens: u32,
    /// Tokens that stand in another article, each counted once.
    pub reused: u32,
    /// Where, the largest share first (then canonical order).
    pub from: Vec<Source>,
}

impl Churn {
    /// Reused tokens as a part of all; 0 for an article without tokens.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.tokens == 0 { 0.0 } else { f64::from(self.reused) / f64::from(self.tokens) }
    }
}

/// An article that carries text of another one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Source {
    /// Position of the other article.
    pub article: u32,
    /// Tokens of this article that stand there.
    pub tokens: u32,
    /// The same as a part of this article's tokens.
    pub share: f64,
}

/// One outlet and what it shares with each other one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixRow<'a> {
    /// The outlet (`None`: articles without one).
    pub outlet: Option<&'a str>,
    /// Its articles.
    pub articles: u32,
    /// Its tokens.
    pub tokens: u64,
    /// What it shares, by the other outlet, in the order of the rows.
    pub shared: Vec<Shared<'a>>,
}

/// What one outlet shares with another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Shared<'a> {
    /// The other outlet.
    pub outlet: Option<&'a str>,
    /// Tokens of the row outlet that stand in the other too, each counted once.
    pub tokens: u64,
    /// The same as a part of the row outlet's tokens.
    pub share: f64,
    /// The part of the shared tokens that the other published first, by date.
    pub later: f64,
    /// The part of which the dates do not tell who was first: equal, a day only, or missing.
    pub undecided: f64,
}

/// What a run looked at, how, and what it left out: nothing is dropped without being counted.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Account {
    /// Articles given.
    pub articles: u64,
    /// Articles without a single token.
    pub empty: u64,
    /// Tokens in all.
    pub tokens: u64,
    /// Units compared (pairs, families).
    pub units: u64,
    /// Of them, units that differ in their words.
    pub distinct_units: u64,
    /// Units left out because they are shorter than the least length.
    pub short_units: u64,
    /// Units, or lines, left out as furniture.
    pub furniture: u64,
    /// How pairs were found; `None` for reuses.
    pub method: Option<Method>,
    /// Bands and rows, where signatures proposed.
    pub bands: Option<(u32, u32)>,
    /// Pairs that signatures proposed.
    pub proposed: u64,
    /// Pairs that were not looked at because too many units met in one bucket.
    pub passed_over: u64,
    /// The least recall at the threshold, where signatures proposed (1 for an exact join).
    pub expected_recall: f64,
    /// The share of all true pairs that signatures are expected to have missed, from the pairs found.
    pub expected_misses: f64,
    /// Phrases that stand in so many articles that only their oldest places were looked at.
    pub frequent_seeds: u64,
    /// Reuses found but not given out, because their class was not asked for: formula, furniture, names, copy.
    pub other_classes: u64,
}
