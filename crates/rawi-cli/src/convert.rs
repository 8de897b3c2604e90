//! From what the libraries give (positions and bytes) to records (ids and characters): the one place where bytes
//! become characters.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rawi_archive::{Document, Text};
use rawi_overlap::When;
use rawi_quotes::speakers::{Said, Speaker};
use rawi_quotes::statements::{self, Statement};
use rawi_quotes::{Engine, Quote};
use rawi_text::{CharIndex, Span};
use rayon::prelude::*;

use crate::output::NO_OUTLET;
use crate::records::{
    Agreement, Credit, DescriptionCount, DocumentRecord, Drift, FamilyRecord, FirstPassage, From,
    MatrixRecord, MemberPassage, Mention, NameCount, PairRecord, Passage, QuoteRecord, ReuseRecord,
    ReusedDocumentRecord, Shared, SpeakerRecord, StatementRecord, Version,
};
use crate::settings::Running;
use crate::speech::Speech;

/// Documents between two words of progress.
const DOCUMENTS_AT_ONCE: usize = 4096;

/// All documents, with a way from bytes to characters for each that needs one.
pub struct Corpus {
    /// The documents, by id.
    pub documents: Vec<Document>,
    dates: Vec<Option<String>>,
    indices: Vec<OnceLock<CharIndex>>,
}

impl Corpus {
    /// A corpus of `documents`.
    pub fn new(documents: Vec<Document>) -> Self {
        let dates = documents.par_iter().map(date).collect();
        let indices = documents.iter().map(|_| OnceLock::new()).collect();
        Self { documents, dates, indices }
    }

    /// The documents as the overlap engine takes them.
    pub fn articles(&self) -> Vec<rawi_overlap::Article<'_>> {
        self.documents
            .iter()
            .map(|document| rawi_overlap::Article {
                id: &document.id,
                outlet: document.outlet.as_deref(),
                when: document
                    .date
                    .as_ref()
                    .map(|date| When { seconds: date.seconds(), day_only: date.day_only() }),
                title: document.title.as_deref(),
                author: document.author.as_deref(),
                text: &document.text,
            })
            .collect()
    }

    /// The date of a document, ISO 8601.
    pub fn date(&self, article: usize) -> Option<&String> {
        self.dates[article].as_ref()
    }

    fn index(&self, article: usize) -> &CharIndex {
        self.indices[article].get_or_init(|| CharIndex::new(&self.documents[article].text))
    }

    fn passage(&self, passage: rawi_overlap::Passage) -> Passage {
        let article = passage.article as usize;
        let document = &self.documents[article];
        let (start, end) = self.index(article).span(&document.text, passage.span);
        Passage {
            doc: document.id.clone(),
            outlet: document.outlet.clone(),
            date: self.dates[article].clone(),
            start,
            end,
        }
    }

    /// The record of a pair.
    pub fn pair(&self, pair: &rawi_overlap::Pair) -> PairRecord {
        PairRecord {
            a: self.passage(pair.a),
            b: self.passage(pair.b),
            jaccard: pair.jaccard,
            containment_a: pair.containment_a,
            containment_b: pair.containment_b,
            words: None,
        }
    }

    /// The record of a reuse; with whose words it holds, where quotes are known.
    pub fn reuse(
        &self,
        reuse: &rawi_overlap::Reuse,
        articles: &[rawi_overlap::Article<'_>],
        speech: Option<&Speech<'_>>,
    ) -> ReuseRecord {
        let mut record = ReuseRecord {
            a: self.passage(reuse.a),
            b: self.passage(reuse.b),
            tokens: reuse.tokens as usize,
            identity: reuse.identity,
            class: reuse.class.name().to_owned(),
            why: reuse.why.map(|why| why.to_string()),
            credited: reuse.credited.map(|credit| credit.of(articles).to_owned()),
            speech: None,
            speakers: None,
            words: None,
        };
        if let Some(speech) = speech {
            speech.tell_reuse(&mut record, reuse, articles);
        }
        record
    }

    /// The record of a family; with whose words it holds, where quotes are known.
    pub fn family(
        &self,
        family: &rawi_overlap::Family<'_>,
        articles: &[rawi_overlap::Article<'_>],
        speech: Option<&Speech<'_>>,
    ) -> Option<FamilyRecord> {
        let first = family.members.first()?;
        let mut record = FamilyRecord {
            family: family.name(),
            size: family.members.len(),
            outlets: family.outlets.iter().map(|outlet| outlet.unwrap_or(NO_OUTLET).to_owned()).collect(),
            first: FirstPassage {
                passage: self.passage(first.passage),
                text: first.passage.of(articles).to_owned(),
            },
            members: family
                .members
                .iter()
                .map(|member| MemberPassage {
                    passage: self.passage(member.passage),
                    jaccard_to_first: member.jaccard,
                })
                .collect(),
            credited: family.credited(),
            speech: None,
            speakers: None,
        };
        if let Some(speech) = speech {
            speech.tell_family(&mut record, family, articles);
        }
        Some(record)
    }

    /// The record of how much of an article stands elsewhere.
    pub fn churn(&self, churn: &rawi_overlap::Churn) -> ReusedDocumentRecord {
        let at = churn.article as usize;
        let document = &self.documents[at];
        ReusedDocumentRecord {
            doc: document.id.clone(),
            outlet: document.outlet.clone(),
            date: self.dates[at].clone(),
            tokens: u64::from(churn.tokens),
            reused_tokens: u64::from(churn.reused),
            reused_share: churn.share(),
            from: churn
                .from
                .iter()
                .map(|source| {
                    let other = &self.documents[source.article as usize];
                    From { outlet: other.outlet.clone(), doc: other.id.clone(), share: source.share }
                })
                .collect(),
        }
    }

    /// The record of a quote of one of the documents.
    pub fn quote(&self, article: usize, quote: &Quote) -> QuoteRecord {
        let document = &self.documents[article];
        InDocument::new(document, self.dates[article].clone(), self.index(article)).quote(quote.clone())
    }

    /// Quotes in their places, as `speakers` and `statements` take them; `quotes` has those of each document.
    pub fn said<'a>(&'a self, quotes: &'a [Vec<Quote>]) -> Vec<Said<'a>> {
        self.documents
            .iter()
            .zip(quotes)
            .enumerate()
            .flat_map(|(article, (document, quotes))| {
                let date = document.date.as_ref();
                quotes.iter().map(move |quote| Said {
                    article,
                    outlet: document.outlet.as_deref(),
                    day: date.map(rawi_archive::Date::day),
                    seconds: date.filter(|date| !date.day_only()).map(rawi_archive::Date::seconds),
                    text: &document.text,
                    quote,
                })
            })
            .collect()
    }

    /// The record of a speaker.
    pub fn speaker(&self, speaker: &Speaker, said: &[Said<'_>]) -> SpeakerRecord {
        let date = |at: Option<usize>| at.and_then(|at| self.dates[said[at].article].clone());
        SpeakerRecord {
            speaker: speaker.id.clone(),
            names: speaker
                .names
                .iter()
                .map(|(text, count)| NameCount { text: text.clone(), count: *count })
                .collect(),
            r#type: speaker.kind,
            descriptions: speaker
                .descriptions
                .iter()
                .map(|description| DescriptionCount {
                    text: description.text.clone(),
                    outlet: description.outlet.clone(),
                    count: description.count,
                })
                .collect(),
            outlets: speaker.outlets.clone(),
            quotes: speaker.members.len(),
            direct: speaker.direct,
            mixed: speaker.mixed,
            indirect: speaker.indirect,
            first: date(speaker.first),
            last: date(speaker.last),
        }
    }

    /// The record of a statement.
    pub fn statement(&self, statement: &Statement, said: &[Said<'_>]) -> StatementRecord {
        StatementRecord {
            statement: statement.id.clone(),
            speakers: statement
                .credits
                .iter()
                .map(|credit| Credit { entity: credit.entity.clone(), outlets: credit.outlets.clone() })
                .collect(),
            agreement: match statement.agreement {
                statements::Agreement::Same => Agreement::Same,
                statements::Agreement::Differs => Agreement::Differs,
                statements::Agreement::Unattributed => Agreement::Unattributed,
            },
            versions: statement
                .versions
                .iter()
                .map(|version| {
                    let mut quote = self.quote(said[version.said].article, said[version.said].quote);
                    // One credit has one name here, however the articles spell it; the mention stands as written.
                    quote.entity = statement.entity_of(version, &said[version.said]).map(str::to_owned);
                    let inferred = version.inferred.map(|credit| &statement.credits[credit]);
                    Version {
                        quote,
                        similarity: rounded(version.similarity),
                        inferred_entity: inferred.and_then(|credit| credit.entity.clone()),
                    }
                })
                .collect(),
            drift: statement
                .drift
                .iter()
                .map(|drift| Drift {
                    from: drift.from.clone(),
                    to: drift.to.clone(),
                    outlets: drift.outlets.clone(),
                })
                .collect(),
        }
    }
}

/// The records of the matrix; with what is shared, where quotes are known.
pub fn matrix(
    reuses: &rawi_overlap::Reuses,
    articles: &[rawi_overlap::Article<'_>],
    speech: Option<&Speech<'_>>,
) -> Vec<MatrixRecord> {
    let name = |outlet: Option<&str>| outlet.unwrap_or(NO_OUTLET).to_owned();
    let mut records: Vec<MatrixRecord> = rawi_overlap::matrix(articles, reuses)
        .iter()
        .map(|row| MatrixRecord {
            outlet: name(row.outlet),
            documents: row.articles as usize,
            tokens: row.tokens,
            shared_with: row
                .shared
                .iter()
                .map(|shared| {
                    let value = Shared {
                        tokens: shared.tokens,
                        share: shared.share,
                        later: shared.later,
                        agency: None,
                        quotes: None,
                        own: None,
                    };
                    (name(shared.outlet), value)
                })
                .collect::<BTreeMap<_, _>>(),
        })
        .collect();
    if let Some(speech) = speech {
        speech.tell_matrix(&mut records, reuses, articles);
    }
    records
}

/// A date as records write it.
pub fn date(document: &Document) -> Option<String> {
    document.date.as_ref().map(ToString::to_string)
}

/// The record of a document, which is used up.
pub fn document(document: Document) -> DocumentRecord {
    DocumentRecord {
        date: date(&document),
        id: document.id,
        outlet: document.outlet,
        title: document.title,
        author: document.author,
        url: document.url,
        lang: document.lang,
        text: document.text,
        file: document.file.to_string(),
        position: document.position,
    }
}

/// A document with what its quotes' records need, made once for all of them.
pub struct InDocument<'a> {
    id: Text,
    outlet: Option<Text>,
    date: Option<Text>,
    text: &'a Text,
    index: &'a CharIndex,
}

/// The records of all quotes of one document.
pub fn quotes(document: &Document, quotes: Vec<Quote>) -> Vec<QuoteRecord> {
    if quotes.is_empty() {
        return Vec::new();
    }
    let index = CharIndex::new(&document.text);
    let at = InDocument::new(document, date(document), &index);
    quotes.into_iter().map(|quote| at.quote(quote)).collect()
}

impl<'a> InDocument<'a> {
    fn new(document: &'a Document, date: Option<String>, index: &'a CharIndex) -> Self {
        Self {
            id: document.id.as_str().into(),
            outlet: document.outlet.as_deref().map(Text::from),
            date: date.map(Text::from),
            text: &document.text,
            index,
        }
    }

    fn mention(&self, span: Span) -> Mention {
        let (start, end) = self.index.span(self.text, span);
        Mention { start, end, text: self.text.slice(span.from()..span.to()) }
    }

    fn quote(&self, quote: Quote) -> QuoteRecord {
        let text = self.text;
        let words = match quote.content[..] {
            [span] => text.slice(span.from()..span.to()),
            _ => quote.content.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ").into(),
        };
        QuoteRecord {
            doc: self.id.clone(),
            outlet: self.outlet.clone(),
            date: self.date.clone(),
            kind: quote.kind,
            content: quote.content.iter().map(|span| self.index.span(text, *span)).collect(),
            text: words,
            cue: quote.cue.map(|span| self.mention(span)),
            speaker: quote.speaker.map(|span| self.mention(span)),
            entity: quote.entity,
            entity_type: quote.entity_type,
            description: quote.description,
            via: quote.via.map(|span| self.mention(span)),
            confidence: rounded(quote.confidence),
            rule: quote.rule,
        }
    }
}

/// A likelihood to four digits: more would be noise, and 0.95 should read 0.95.
fn rounded(likelihood: f32) -> f64 {
    (f64::from(likelihood) * 10_000.0).round() / 10_000.0
}

/// The quotes of every document, in the order of the documents.
pub fn all_quotes(engine: &Engine, documents: &[Document], running: &Running) -> Vec<Vec<Quote>> {
    let mut step = running.progress.count("quotes", documents.len() as u64);
    let mut quotes = Vec::with_capacity(documents.len());
    for some in documents.chunks(DOCUMENTS_AT_ONCE) {
        quotes.par_extend(some.par_iter().map(|document| engine.quotes(&article(document))));
        step.advance(some.len() as u64);
    }
    step.finish();
    quotes
}

/// A document as the quotes engine takes it.
pub fn article(document: &Document) -> rawi_quotes::Article<'_> {
    rawi_quotes::Article {
        title: document.title.as_deref(),
        text: &document.text,
        outlet: document.outlet.as_deref(),
        lang: document.lang.as_deref(),
    }
}
