//! How each kind of record is laid out: its columns in a flat file, its row or block on a page.

use std::borrow::Cow;

use rawi_quotes::{EntityType, Kind};

use super::flat::{Rows, json, maybe, number, text};
use super::table::{Layout, number as figure, words};
use super::{Page, Record};
use crate::records::{
    Agreement, DocumentRecord, FamilyRecord, MatrixRecord, Mention, PairRecord, Passage, QuoteRecord,
    ReuseRecord, ReusedDocumentRecord, SpeakerRecord, StatementRecord, Version,
};
use crate::terminal::{cut, harmless, isolated, padded, wrap};

/// What stands where an article names no outlet.
pub const NO_OUTLET: &str = "(no outlet)";
/// What stands where an article names no date.
const NO_DATE: &str = "(no date)";

/// A share as a whole number of hundredths.
pub fn percent(share: f64) -> String {
    let hundredths = share * 100.0;
    if hundredths > 0.0 && hundredths < 1.0 { "<1%".to_owned() } else { format!("{hundredths:.0}%") }
}

/// The day of a date: a table has no room for hours.
fn day(date: Option<&String>) -> &str {
    date.map_or("", |date| date.get(..10).unwrap_or(date))
}

fn outlet(outlet: Option<&String>) -> &str {
    outlet.map_or(NO_OUTLET, String::as_str)
}

/// The name of a kind of quote, as in JSON.
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    }
}

/// The name of a kind of source, as in JSON.
pub fn entity_type_name(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "person",
        EntityType::Organisation => "organisation",
        EntityType::Anonymous => "anonymous",
        EntityType::Document => "document",
        EntityType::Other => "other",
    }
}

fn agreement_name(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Same => "same",
        Agreement::Differs => "differs",
        Agreement::Unattributed => "unattributed",
    }
}

impl Record for DocumentRecord {
    const COLUMNS: &'static [&'static str] =
        &["id", "outlet", "date", "title", "author", "url", "lang", "text", "file", "position"];
    const LAYOUT: Layout = Layout::Grid(&[
        words("ID", 3),
        words("OUTLET", 2),
        words("DATE", 2),
        words("LANG", 1),
        words("TITLE, OR HOW THE TEXT BEGINS", 6),
    ]);

    fn rows(&self, rows: &mut Rows<'_>) {
        rows.push(&[
            text(&self.id),
            maybe(self.outlet.as_ref()),
            maybe(self.date.as_ref()),
            maybe(self.title.as_ref()),
            maybe(self.author.as_ref()),
            maybe(self.url.as_ref()),
            maybe(self.lang.as_ref()),
            text(&self.text),
            text(&self.file),
            number(self.position),
        ]);
    }

    fn cells(&self) -> Vec<String> {
        let shown = self.title.clone().unwrap_or_else(|| self.text.chars().take(200).collect());
        vec![
            self.id.clone(),
            outlet(self.outlet.as_ref()).to_owned(),
            day(self.date.as_ref()).to_owned(),
            self.lang.clone().unwrap_or_default(),
            shown,
        ]
    }
}

/// The cells of a passage: doc, outlet, date, start, end.
fn passage(passage: &Passage) -> [Cow<'_, str>; 5] {
    [
        text(&passage.doc),
        maybe(passage.outlet.as_ref()),
        maybe(passage.date.as_ref()),
        number(passage.start),
        number(passage.end),
    ]
}

/// A passage in a cell: where it stands.
fn place(passage: &Passage) -> String {
    format!("{} {}", outlet(passage.outlet.as_ref()), passage.doc)
}

impl Record for PairRecord {
    const COLUMNS: &'static [&'static str] = &[
        "a.doc",
        "a.outlet",
        "a.date",
        "a.start",
        "a.end",
        "b.doc",
        "b.outlet",
        "b.date",
        "b.start",
        "b.end",
        "jaccard",
        "containment_a",
        "containment_b",
    ];
    const LAYOUT: Layout = Layout::Grid(&[
        figure("JACCARD"),
        words("DATE", 2),
        words("OLDER", 4),
        words("CHARACTERS", 2),
        words("DATE", 2),
        words("YOUNGER", 4),
        words("CHARACTERS", 2),
    ]);

    fn rows(&self, rows: &mut Rows<'_>) {
        let figures = [number(self.jaccard), number(self.containment_a), number(self.containment_b)];
        rows.push(&[&passage(&self.a)[..], &passage(&self.b)[..], &figures[..]].concat());
    }

    fn cells(&self) -> Vec<String> {
        vec![
            format!("{:.2}", self.jaccard),
            day(self.a.date.as_ref()).to_owned(),
            place(&self.a),
            format!("{}-{}", self.a.start, self.a.end),
            day(self.b.date.as_ref()).to_owned(),
            place(&self.b),
            format!("{}-{}", self.b.start, self.b.end),
        ]
    }
}

impl Record for ReuseRecord {
    const COLUMNS: &'static [&'static str] = &[
        "a.doc", "a.outlet", "a.date", "a.start", "a.end", "b.doc", "b.outlet", "b.date", "b.start", "b.end",
        "tokens", "identity", "class", "why", "credited", "speech", "speakers",
    ];
    const LAYOUT: Layout = Layout::Grid(&[
        figure("WORDS"),
        figure("ALIKE"),
        words("DATE", 2),
        words("OLDER", 4),
        words("DATE", 2),
        words("YOUNGER", 4),
        words("CREDITS", 2),
    ]);

    fn rows(&self, rows: &mut Rows<'_>) {
        let rest = [
            number(self.tokens),
            number(self.identity),
            text(&self.class),
            maybe(self.why.as_ref()),
            maybe(self.credited.as_ref()),
            self.speech.map_or(text(""), number),
            self.speakers.as_ref().map(json).unwrap_or_default(),
        ];
        rows.push(&[&passage(&self.a)[..], &passage(&self.b)[..], &rest[..]].concat());
    }

    fn cells(&self) -> Vec<String> {
        let credits = match &self.why {
            Some(_) => format!("({})", self.class),
            None => self.credited.clone().unwrap_or_default(),
        };
        let credits = match self.speech {
            Some(speech) if credits.is_empty() => format!("{} speech", percent(speech)),
            Some(speech) => format!("{credits}, {} speech", percent(speech)),
            None => credits,
        };
        vec![
            self.tokens.to_string(),
            percent(self.identity),
            day(self.a.date.as_ref()).to_owned(),
            place(&self.a),
            day(self.b.date.as_ref()).to_owned(),
            place(&self.b),
            credits,
        ]
    }
}

/// Versions that a block shows before it says how many more there are.
const VERSIONS_SHOWN: usize = 12;

impl Record for FamilyRecord {
    const COLUMNS: &'static [&'static str] = &[
        "family",
        "size",
        "outlets",
        "credited",
        "doc",
        "outlet",
        "date",
        "start",
        "end",
        "jaccard_to_first",
        "first.text",
        "speech",
        "speakers",
    ];
    const LAYOUT: Layout = Layout::Blocks;

    fn rows(&self, rows: &mut Rows<'_>) {
        for member in &self.members {
            // The words stand on the first version's row only: they are its words.
            let is_first = member.passage == self.first.passage;
            let head = [text(&self.family), number(self.size), json(&self.outlets), number(self.credited)];
            let whole = |cell: Option<Cow<'static, str>>| cell.filter(|_| is_first).unwrap_or_default();
            let tail = [
                number(member.jaccard_to_first),
                text(if is_first { &self.first.text } else { "" }),
                whole(self.speech.map(number)),
                whole(self.speakers.as_ref().map(json)),
            ];
            rows.push(&[&head[..], &passage(&member.passage)[..], &tail[..]].concat());
        }
    }

    fn block(&self, page: &Page, out: &mut String) {
        let credits = match self.credited {
            0 => String::new(),
            n => format!(", {n} credit{} a source", if n == 1 { "s" } else { "" }),
        };
        let count = format!(
            "{} versions in {} outlet{}{credits}",
            self.size,
            self.outlets.len(),
            if self.outlets.len() == 1 { "" } else { "s" }
        );
        let id = cut(&self.family, page.width.saturating_sub(crate::terminal::width(&count) + 2));
        out.push_str(&format!("{}  {}\n", page.color.bold(&count), page.color.dim(&id)));
        for line in wrap(&harmless(&self.first.text), page.width - 4, 3) {
            out.push_str(&format!("    {}\n", isolated(&line)));
        }
        let members: Vec<(&Passage, String)> =
            self.members.iter().map(|member| (&member.passage, percent(member.jaccard_to_first))).collect();
        versions(page, out, &members);
        if let Some(line) = speech(self) {
            out.push_str(&format!("    {}\n", isolated(&cut(&harmless(&line), page.width - 4))));
        }
        out.push('\n');
    }
}

/// How much of a family is speech, and whose.
fn speech(family: &FamilyRecord) -> Option<String> {
    let share = family.speech?;
    let speakers = family.speakers.iter().flatten().take(3);
    let names = speakers.map(|speaker| format!("{} ({})", speaker.entity, speaker.members));
    let names = names.collect::<Vec<_>>().join(", ");
    Some(match (share > 0.0, names.is_empty()) {
        (false, _) => "no speech".to_owned(),
        (true, true) => format!("{} speech", percent(share)),
        (true, false) => format!("{} speech: {names}", percent(share)),
    })
}

/// Lines of versions: when, how alike, who, where.
fn versions(page: &Page, out: &mut String, members: &[(&Passage, String)]) {
    let outlets = members.iter().map(|(at, _)| crate::terminal::width(outlet(at.outlet.as_ref()))).max();
    let outlets = outlets.unwrap_or(0).min(page.width / 3);
    for (at, figure) in members.iter().take(VERSIONS_SHOWN) {
        let date = match day(at.date.as_ref()) {
            "" => NO_DATE,
            date => date,
        };
        let left = page.width.saturating_sub(4 + 10 + 2 + 4 + 2 + outlets + 2);
        out.push_str(&format!(
            "    {date:10}  {figure:>4}  {}  {}\n",
            padded(&harmless(outlet(at.outlet.as_ref())), outlets),
            page.color.dim(&isolated(&cut(&harmless(&at.doc), left))),
        ));
    }
    if members.len() > VERSIONS_SHOWN {
        out.push_str(&format!("    … {} more\n", members.len() - VERSIONS_SHOWN));
    }
}

impl Record for MatrixRecord {
    const COLUMNS: &'static [&'static str] = &[
        "outlet",
        "documents",
        "tokens",
        "other",
        "shared.tokens",
        "shared.share",
        "shared.later",
        "shared.agency",
        "shared.quotes",
        "shared.own",
    ];
    const LAYOUT: Layout = Layout::Grid(&[
        words("OUTLET", 2),
        figure("DOCUMENTS"),
        figure("TOKENS"),
        words("SHARES MOST WITH", 3),
        figure("SHARE"),
    ]);

    fn rows(&self, rows: &mut Rows<'_>) {
        let head = || [text(&self.outlet), number(self.documents), number(self.tokens)];
        if self.shared_with.is_empty() {
            let none = [const { Cow::Borrowed("") }; 7];
            rows.push(&[&head()[..], &none[..]].concat());
        }
        for (other, shared) in &self.shared_with {
            let part = |tokens: Option<u64>| tokens.map_or(text(""), number);
            let tail = [
                text(other),
                number(shared.tokens),
                number(shared.share),
                number(shared.later),
                part(shared.agency),
                part(shared.quotes),
                part(shared.own),
            ];
            rows.push(&[&head()[..], &tail[..]].concat());
        }
    }

    fn cells(&self) -> Vec<String> {
        let most = self.shared_with.iter().max_by(|(a, x), (b, y)| x.tokens.cmp(&y.tokens).then(b.cmp(a)));
        vec![
            self.outlet.clone(),
            self.documents.to_string(),
            self.tokens.to_string(),
            most.map(|(other, _)| other.clone()).unwrap_or_default(),
            most.map(|(_, shared)| percent(shared.share)).unwrap_or_default(),
        ]
    }
}

impl Record for ReusedDocumentRecord {
    const COLUMNS: &'static [&'static str] =
        &["doc", "outlet", "date", "tokens", "reused_tokens", "reused_share", "from"];
    const LAYOUT: Layout = Layout::Grid(&[
        words("DOC", 3),
        words("OUTLET", 2),
        words("DATE", 2),
        figure("WORDS"),
        figure("ELSEWHERE"),
        figure("SHARE"),
        words("MOST OF IT IN", 4),
    ]);

    fn rows(&self, rows: &mut Rows<'_>) {
        rows.push(&[
            text(&self.doc),
            maybe(self.outlet.as_ref()),
            maybe(self.date.as_ref()),
            number(self.tokens),
            number(self.reused_tokens),
            number(self.reused_share),
            json(&self.from),
        ]);
    }

    fn cells(&self) -> Vec<String> {
        let most = self.from.first().map(|from| format!("{} {}", outlet(from.outlet.as_ref()), from.doc));
        vec![
            self.doc.clone(),
            outlet(self.outlet.as_ref()).to_owned(),
            day(self.date.as_ref()).to_owned(),
            self.tokens.to_string(),
            self.reused_tokens.to_string(),
            percent(self.reused_share),
            most.unwrap_or_default(),
        ]
    }
}

/// The cells of a mention: start, end, text.
fn mention(mention: Option<&Mention>) -> [Cow<'_, str>; 3] {
    match mention {
        Some(at) => [number(at.start), number(at.end), text(&at.text)],
        None => [text(""), text(""), text("")],
    }
}

/// The cells of a quote, in the order of its columns.
fn quote(quote: &QuoteRecord) -> Vec<Cow<'_, str>> {
    [
        &[
            text(&quote.doc),
            maybe(quote.outlet.as_ref()),
            maybe(quote.date.as_ref()),
            text(kind_name(quote.kind)),
            json(&quote.content),
            text(&quote.text),
        ][..],
        &mention(quote.cue.as_ref())[..],
        &mention(quote.speaker.as_ref())[..],
        &[
            maybe(quote.entity.as_ref()),
            text(quote.entity_type.map_or("", entity_type_name)),
            maybe(quote.description.as_ref()),
        ][..],
        &mention(quote.via.as_ref())[..],
        &[number(quote.confidence), text(quote.rule)][..],
    ]
    .concat()
}

/// Who said it, as a table shows it.
fn said_by(quote: &QuoteRecord) -> String {
    let named = quote.entity.as_ref().or_else(|| quote.speaker.as_ref().map(|speaker| &speaker.text));
    harmless(named.map_or("(nobody named)", String::as_str))
}

/// Whom a version credits; where it names nobody, whom its copies credit.
fn credited_to(version: &Version) -> String {
    match &version.inferred_entity {
        Some(entity) => harmless(&format!("(nobody named; elsewhere {entity})")),
        None => said_by(&version.quote),
    }
}

impl Record for QuoteRecord {
    const COLUMNS: &'static [&'static str] = &[
        "doc",
        "outlet",
        "date",
        "kind",
        "content",
        "text",
        "cue.start",
        "cue.end",
        "cue.text",
        "speaker.start",
        "speaker.end",
        "speaker.text",
        "entity",
        "entity_type",
        "description",
        "via.start",
        "via.end",
        "via.text",
        "confidence",
        "rule",
    ];
    const LAYOUT: Layout = Layout::Blocks;

    fn rows(&self, rows: &mut Rows<'_>) {
        rows.push(&quote(self));
    }

    fn block(&self, page: &Page, out: &mut String) {
        let who = cut(&said_by(self), page.width - 14);
        let left = page.width.saturating_sub(crate::terminal::width(&who) + 2);
        let described =
            self.description.as_ref().map(|words| cut(&harmless(words), left)).unwrap_or_default();
        out.push_str(&format!("{}  {}\n", page.color.bold(&isolated(&who)), isolated(&described)));
        out.truncate(out.trim_end().len());
        out.push('\n');
        for line in wrap(&harmless(&self.text), page.width - 4, 4) {
            out.push_str(&format!("    {}\n", isolated(&line)));
        }
        let place = harmless(&format!(
            "{}, {}{}",
            kind_name(self.kind),
            outlet(self.outlet.as_ref()),
            match day(self.date.as_ref()) {
                "" => String::new(),
                date => format!(", {date}"),
            }
        ));
        let place = cut(&place, page.width - 6);
        let left = page.width.saturating_sub(4 + crate::terminal::width(&place) + 2);
        let doc = cut(&harmless(&self.doc), left);
        out.push_str(&format!("    {}  {}\n", isolated(&place), page.color.dim(&isolated(&doc))));
    }
}

impl Record for SpeakerRecord {
    const COLUMNS: &'static [&'static str] = &[
        "speaker",
        "name",
        "names",
        "type",
        "descriptions",
        "outlets",
        "quotes",
        "direct",
        "mixed",
        "indirect",
        "first",
        "last",
    ];
    const LAYOUT: Layout = Layout::Grid(&[
        words("SPEAKER", 3),
        words("ALSO WRITTEN", 2),
        words("DESCRIBED AS", 4),
        figure("OUTLETS"),
        figure("QUOTES"),
        figure("DIRECT"),
    ]);

    fn rows(&self, rows: &mut Rows<'_>) {
        rows.push(&[
            text(&self.speaker),
            text(self.names.first().map_or("", |name| &name.text)),
            json(&self.names),
            text(self.r#type.map_or("", entity_type_name)),
            json(&self.descriptions),
            json(&self.outlets),
            number(self.quotes),
            number(self.direct),
            number(self.mixed),
            number(self.indirect),
            maybe(self.first.as_ref()),
            maybe(self.last.as_ref()),
        ]);
    }

    fn cells(&self) -> Vec<String> {
        let others: Vec<&str> = self.names.iter().skip(1).map(|name| name.text.as_str()).collect();
        let mut described: Vec<&str> = Vec::new();
        for description in &self.descriptions {
            if !described.contains(&description.text.as_str()) {
                described.push(&description.text);
            }
        }
        vec![
            self.names.first().map(|name| name.text.clone()).unwrap_or_default(),
            others.join(", "),
            described.join("; "),
            self.outlets.len().to_string(),
            self.quotes.to_string(),
            self.direct.to_string(),
        ]
    }
}

impl Record for StatementRecord {
    const COLUMNS: &'static [&'static str] = &[
        "statement",
        "agreement",
        "speakers",
        "drift",
        "similarity",
        "inferred_entity",
        "doc",
        "outlet",
        "date",
        "kind",
        "content",
        "text",
        "cue.start",
        "cue.end",
        "cue.text",
        "speaker.start",
        "speaker.end",
        "speaker.text",
        "entity",
        "entity_type",
        "description",
        "via.start",
        "via.end",
        "via.text",
        "confidence",
        "rule",
    ];
    const LAYOUT: Layout = Layout::Blocks;

    fn rows(&self, rows: &mut Rows<'_>) {
        for (at, version) in self.versions.iter().enumerate() {
            // What belongs to the statement as a whole stands on its first version's row only.
            let (speakers, drift) =
                if at == 0 { (json(&self.speakers), json(&self.drift)) } else { (text(""), text("")) };
            let head = [
                text(&self.statement),
                text(agreement_name(self.agreement)),
                speakers,
                drift,
                number(version.similarity),
                maybe(version.inferred_entity.as_ref()),
            ];
            rows.push(&[&head[..], &quote(&version.quote)[..]].concat());
        }
    }

    fn block(&self, page: &Page, out: &mut String) {
        let (said, agrees) = match self.agreement {
            Agreement::Same => ("credit agrees", true),
            Agreement::Differs => ("credit differs", false),
            Agreement::Unattributed => ("some name nobody", false),
        };
        let outlets: std::collections::BTreeSet<&str> =
            self.versions.iter().map(|version| outlet(version.quote.outlet.as_ref())).collect();
        let count = format!(
            "{} versions in {} outlet{}",
            self.versions.len(),
            outlets.len(),
            if outlets.len() == 1 { "" } else { "s" }
        );
        let head = if agrees { page.color.green(said) } else { page.color.yellow(said) };
        let taken = crate::terminal::width(&count) + 2 + said.len() + 2;
        let id = cut(&self.statement, page.width.saturating_sub(taken));
        out.push_str(&format!("{}, {head}  {}\n", page.color.bold(&count), page.color.dim(&id)));
        if let Some(first) = self.versions.first() {
            for line in wrap(&harmless(&first.quote.text), page.width - 4, 3) {
                out.push_str(&format!("    {}\n", isolated(&line)));
            }
        }
        let outlets = outlets.iter().map(|name| crate::terminal::width(name)).max().unwrap_or(0);
        let outlets = outlets.min(page.width / 4);
        for version in self.versions.iter().take(VERSIONS_SHOWN) {
            let date = match day(version.quote.date.as_ref()) {
                "" => NO_DATE,
                date => date,
            };
            let left = page.width.saturating_sub(4 + 10 + 2 + 4 + 2 + 8 + 2 + outlets + 2);
            out.push_str(&format!(
                "    {date:10}  {:>4}  {:8}  {}  {}\n",
                percent(version.similarity),
                kind_name(version.quote.kind),
                padded(&harmless(outlet(version.quote.outlet.as_ref())), outlets),
                isolated(&cut(&credited_to(version), left)),
            ));
        }
        if self.versions.len() > VERSIONS_SHOWN {
            out.push_str(&format!("    … {} more\n", self.versions.len() - VERSIONS_SHOWN));
        }
        for drift in self.drift.iter().take(3) {
            let change = match (drift.from.as_str(), drift.to.as_str()) {
                ("", to) => format!("adds “{to}”"),
                (from, "") => format!("drops “{from}”"),
                (from, to) => format!("“{from}” becomes “{to}”"),
            };
            let line = harmless(&format!("{}: {change}", drift.outlets.join(", ")));
            out.push_str(&format!("    {}\n", isolated(&cut(&line, page.width - 4))));
        }
        out.push('\n');
    }
}
