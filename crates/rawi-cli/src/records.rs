//! The records that leave the program: one struct a line of JSONL, one row of CSV, in the order of their fields.
//!
//! Offsets in records are in **characters** of the article's text; the libraries count in bytes, and the
//! conversion happens once, where a record is made. Names of fields are a contract (they change with a version only).

use std::collections::BTreeMap;

use rawi_archive::Text;
use rawi_quotes::{EntityType, Kind};
use serde::Serialize;

/// A stretch of one article, in characters of its text, with the words where a record shows them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mention {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The words as they stand.
    pub text: Text,
}

/// A stretch of one article, with where and when it was published.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Passage {
    /// Id of the article.
    pub doc: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its date, ISO 8601.
    pub date: Option<String>,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// `read`: an article as it was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentRecord {
    /// Id, unique in the archive.
    pub id: String,
    /// Outlet.
    pub outlet: Option<String>,
    /// Date, ISO 8601.
    pub date: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Byline.
    pub author: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Language, ISO 639-1 where there is one.
    pub lang: Option<String>,
    /// The text, exactly as it came.
    pub text: Text,
    /// The file it was read from.
    pub file: String,
    /// Line, row or byte offset of the record in the file.
    pub position: u64,
}

/// `overlap --emit pairs`: two units and how alike they are; `a` is the older, then the smaller id.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairRecord {
    /// The older unit.
    pub a: Passage,
    /// The younger unit.
    pub b: Passage,
    /// Exact Jaccard similarity of the two sets of shingles.
    pub jaccard: f64,
    /// Share of `a`'s shingles that `b` has.
    pub containment_a: f64,
    /// Share of `b`'s shingles that `a` has.
    pub containment_b: f64,
    /// The words of `a`, where a table shows them; in no other form.
    #[serde(skip)]
    pub words: Option<Box<str>>,
}

/// `overlap --emit reuses`: two passages that carry the same text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReuseRecord {
    /// The older passage.
    pub a: Passage,
    /// The younger passage.
    pub b: Passage,
    /// Words matched.
    pub tokens: usize,
    /// Share of the aligned words that match.
    pub identity: f64,
    /// `copy`, `formula`, `furniture` or `names`.
    pub class: String,
    /// The reason, for all but `copy`.
    pub why: Option<String>,
    /// The words that name the other's outlet or an agency, as they stand.
    pub credited: Option<String>,
    /// Where quotes are computed: the part of `b`'s words that is quoted from somebody; the rest is reporting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speech: Option<f64>,
    /// Where quotes are computed: who is quoted in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speakers: Option<Vec<String>>,
    /// The words of `a`, where a table shows them; in no other form.
    #[serde(skip)]
    pub words: Option<Box<str>>,
}

/// A family's first version, with its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FirstPassage {
    /// Where it stands.
    #[serde(flatten)]
    pub passage: Passage,
    /// Its words.
    pub text: String,
}

/// A member of a family.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MemberPassage {
    /// Where it stands.
    #[serde(flatten)]
    pub passage: Passage,
    /// How like the first it is.
    pub jaccard_to_first: f64,
}

/// A speaker whose words a family holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FamilySpeaker {
    /// Id of the speaker, as in `speakers`.
    pub speaker: String,
    /// The name.
    pub entity: String,
    /// Members that quote this speaker.
    pub members: usize,
    /// Their outlets, in order of the first member that does.
    pub outlets: Vec<String>,
}

/// `overlap --emit families`: passages that recycle one another, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FamilyRecord {
    /// Id, derived from the content.
    pub family: String,
    /// Number of members, the first included.
    pub size: usize,
    /// Outlets, in order of their first member.
    pub outlets: Vec<String>,
    /// The first version.
    pub first: FirstPassage,
    /// All members, oldest first, the first included.
    pub members: Vec<MemberPassage>,
    /// Members that credit an agency or another outlet.
    pub credited: usize,
    /// Where quotes are computed: the part of the first version's words that is quoted from somebody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speech: Option<f64>,
    /// Where quotes are computed: whose words its members quote, those that most quote first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speakers: Option<Vec<FamilySpeaker>>,
}

/// What a row outlet shares with another one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shared {
    /// Tokens of the row outlet that also stand in the other.
    pub tokens: u64,
    /// The same as a part of the row outlet's tokens.
    pub share: f64,
    /// The part of the shared tokens that the other published first.
    pub later: f64,
    /// Where quotes are computed: shared tokens in passages that credit an agency or an outlet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<u64>,
    /// Where quotes are computed: of the others, those quoted from somebody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quotes: Option<u64>,
    /// Where quotes are computed: the rest, the outlets' own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<u64>,
}

/// `overlap --emit matrix`: one outlet and what it shares with each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixRecord {
    /// The row outlet.
    pub outlet: String,
    /// Its articles.
    pub documents: usize,
    /// Its tokens.
    pub tokens: u64,
    /// By other outlet.
    pub shared_with: BTreeMap<String, Shared>,
}

/// Where reused text of one article stands too.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct From {
    /// The other's outlet.
    pub outlet: Option<String>,
    /// The other article.
    pub doc: String,
    /// The part of this article's tokens that stands there.
    pub share: f64,
}

/// `overlap --emit documents`: how much of one article stands elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReusedDocumentRecord {
    /// Id of the article.
    pub doc: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Its tokens.
    pub tokens: u64,
    /// Tokens that stand elsewhere.
    pub reused_tokens: u64,
    /// The same as a part.
    pub reused_share: f64,
    /// Where, largest share first.
    pub from: Vec<From>,
}

/// `quotes`: who said what.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuoteRecord {
    /// Id of the article.
    pub doc: Text,
    /// Its outlet.
    pub outlet: Option<Text>,
    /// Its date.
    pub date: Option<Text>,
    /// Direct, mixed or indirect.
    pub kind: Kind,
    /// Ranges of the content, in characters.
    pub content: Vec<(usize, usize)>,
    /// The words of the content; ranges are joined by " … ".
    pub text: Text,
    /// The reporting word.
    pub cue: Option<Mention>,
    /// The mention of the source.
    pub speaker: Option<Mention>,
    /// Who that is.
    pub entity: Option<String>,
    /// What kind of source.
    pub entity_type: Option<EntityType>,
    /// Title or role as written.
    pub description: Option<String>,
    /// The agency it came through.
    pub via: Option<Mention>,
    /// 0 to 1.
    pub confidence: f64,
    /// The rule that found it.
    pub rule: &'static str,
}

/// A spelling of a speaker's name, and how often it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NameCount {
    /// The name as written.
    pub text: String,
    /// Quotes under it.
    pub count: usize,
}

/// A description of a speaker in one outlet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DescriptionCount {
    /// The title or role as written.
    pub text: String,
    /// The outlet that wrote it.
    pub outlet: Option<String>,
    /// How often.
    pub count: usize,
}

/// `speakers`: one speaker of the archive.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SpeakerRecord {
    /// Id, derived from the content.
    pub speaker: String,
    /// Spellings, most frequent first.
    pub names: Vec<NameCount>,
    /// What kind of source.
    pub r#type: Option<EntityType>,
    /// Titles and roles by outlet.
    pub descriptions: Vec<DescriptionCount>,
    /// Quotes by outlet.
    pub outlets: BTreeMap<String, usize>,
    /// Quotes in all.
    pub quotes: usize,
    /// Direct ones.
    pub direct: usize,
    /// Mixed ones.
    pub mixed: usize,
    /// Indirect ones.
    pub indirect: usize,
    /// First date.
    pub first: Option<String>,
    /// Last date.
    pub last: Option<String>,
}

/// A speaker that a statement is credited to, and by which outlets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Credit {
    /// Who; `None` where no speaker is named.
    pub entity: Option<String>,
    /// The outlets that say so.
    pub outlets: Vec<String>,
}

/// One version of a statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Version {
    /// The quote.
    #[serde(flatten)]
    pub quote: QuoteRecord,
    /// Likeness to the first version, 0 to 1.
    pub similarity: f64,
    /// Where the outlet names nobody: whom the copies credit that do name somebody, and agree. Inferred; `entity`
    /// stays what the outlet says.
    pub inferred_entity: Option<String>,
}

/// Words that stand for others in some outlets' versions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drift {
    /// Words of the first version; empty where words were added.
    pub from: String,
    /// What stands instead; empty where words were dropped.
    pub to: String,
    /// Where.
    pub outlets: Vec<String>,
}

/// Whether the outlets credit the same speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Agreement {
    /// All the same.
    Same,
    /// Two speakers or more.
    Differs,
    /// At least one version names nobody, and the others agree.
    Unattributed,
}

/// `statements`: one statement across outlets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementRecord {
    /// Id, derived from the content.
    pub statement: String,
    /// Who is credited, by which outlets.
    pub speakers: Vec<Credit>,
    /// Whether they agree.
    pub agreement: Agreement,
    /// Every version, oldest first.
    pub versions: Vec<Version>,
    /// How the words drift from the first version.
    pub drift: Vec<Drift>,
}
