//! The small archive that the page is tested with, written by hand.

use std::collections::BTreeMap;

use rawi_archive::Text;
use rawi_quotes::{EntityType, Kind};

use crate::records::{
    Agreement, Credit, DescriptionCount, Drift, FamilyRecord, FamilySpeaker, FirstPassage, From,
    MatrixRecord, MemberPassage, Mention, NameCount, Passage, QuoteRecord, ReuseRecord, ReusedDocumentRecord,
    Shared, SpeakerRecord, StatementRecord, Version,
};
use crate::report::{Article, LeftOut, ReportData, Ui};

pub(super) const AGENCY: &str = "عمّان - قال وزير المياه سليم الهاشمي إن السد سيُفتح «قبل نهاية الشهر». وأضاف أن العمل فيه انتهى منذ أسبوع.\nوكان السد قد أُغلق في الشتاء الماضي بعد تصدع في جداره الشرقي، وخرجت القرى المجاورة من شبكة الري.";
pub(super) const PAPER: &str = "وكان السد قد أُغلق في الشتاء بعد تصدع في جداره الغربي، وخرجت القرى المجاورة كلها من شبكة الري.\nوقال الهاشمي إن السد سيُفتح «قبل نهاية الشهر».";
pub(super) const COPY: &str =
    "وكان السد قد أغلق في الشتاء الماضي بعد تصدع في جداره الشرقي وخرجت القرى المجاورة من شبكة الري";
pub(super) const ENGLISH: &str = "Water minister Salim al-Hashimi said the dam would reopen \"before the end of the month\".\nResidents were not told, a village elder said.";
pub(super) const HOSTILE: &str = "<script>alert('x')</script> & \u{202e}desrever\u{202c} \u{2069}out \"quoted\" <img src=x onerror=alert(1)>\nوقال مصدر إن السد سيُفتح قبل نهاية الشهر";

/// The archive: articles and records.
pub(super) struct Archive {
    pub(super) documents: BTreeMap<&'static str, Article<'static>>,
    pub(super) matrix: Vec<MatrixRecord>,
    pub(super) reuses: Vec<ReuseRecord>,
    pub(super) families: Vec<FamilyRecord>,
    pub(super) churn: Vec<ReusedDocumentRecord>,
    pub(super) quotes: Vec<QuoteRecord>,
    pub(super) speakers: Vec<SpeakerRecord>,
    pub(super) speaker_quotes: Vec<Vec<usize>>,
    pub(super) statements: Vec<StatementRecord>,
}

pub(super) const HOSTILE_ID: &str = "http://bad.example/\"><script>1</script>";
pub(super) const HOSTILE_OUTLET: &str = "Bad \u{202e}News</option><script>";

pub(super) fn article(
    title: &'static str,
    outlet: &'static str,
    date: &str,
    lang: &'static str,
    url: &'static str,
    text: &'static str,
) -> Article<'static> {
    Article {
        title: Some(title),
        outlet: Some(outlet),
        date: Some(date.into()),
        lang: Some(lang),
        url: Some(url),
        text,
    }
}

/// Characters of `words` in `text`.
pub(super) fn at(text: &str, words: &str) -> (usize, usize) {
    let byte = text.find(words).expect("stands in the text");
    let start = text[..byte].chars().count();
    (start, start + words.chars().count())
}

pub(super) fn mention(text: &str, words: &str) -> Option<Mention> {
    let (start, end) = at(text, words);
    Some(Mention { start, end, text: words.into() })
}

impl Archive {
    pub(super) fn new() -> Self {
        let documents = BTreeMap::from([
            (
                "a1",
                article(
                    "السد يُفتح هذا الشهر",
                    "وكالة النهر",
                    "2024-03-01T09:00:00",
                    "ar",
                    "https://river.example/1",
                    AGENCY,
                ),
            ),
            (
                "b1",
                article(
                    "سد الهاشمي",
                    "الضحى",
                    "2024-03-01T12:30:00",
                    "ar",
                    "https://duha.example/1?a=1&b=2",
                    PAPER,
                ),
            ),
            (
                "c1",
                article(
                    "Dam to reopen \"soon\"",
                    "The Valley",
                    "2024-03-02",
                    "en",
                    "https://valley.example/dam",
                    ENGLISH,
                ),
            ),
            ("d1", article("السد", "صدى", "2024-03-02", "ar", "https://sada.example/7", COPY)),
            (
                HOSTILE_ID,
                article(
                    "<b>\u{202e}title</b>",
                    HOSTILE_OUTLET,
                    "2024-03-03",
                    "ar\" onclick=\"x",
                    "javascript:alert(1)",
                    HOSTILE,
                ),
            ),
        ]);
        let passage = |doc: &str, words: Option<&str>| {
            let article = &documents[doc];
            let (start, end) = at(article.text, words.unwrap_or(article.text));
            let outlet = article.outlet.map(str::to_owned);
            Passage { doc: doc.into(), outlet, date: article.date.clone(), start, end }
        };
        let first = AGENCY.lines().nth(1).expect("a second paragraph");
        let members: Vec<MemberPassage> = [
            (passage("a1", Some(first)), 1.0),
            (passage("b1", PAPER.lines().next()), 0.61),
            (passage("d1", None), 1.0),
            (passage(HOSTILE_ID, HOSTILE.lines().next()), 0.5),
        ]
        .into_iter()
        .map(|(passage, jaccard_to_first)| MemberPassage { passage, jaccard_to_first })
        .collect();
        let families = vec![FamilyRecord {
            family: "f0a1b2c3".into(),
            size: 4,
            outlets: members.iter().filter_map(|m| m.passage.outlet.clone()).collect(),
            first: FirstPassage { passage: members[0].passage.clone(), text: first.into() },
            members,
            credited: 1,
            speech: Some(0.4),
            speakers: Some(vec![FamilySpeaker {
                speaker: "s1".into(),
                entity: "<ليلى>".into(),
                members: 2,
                outlets: vec!["الضحى".into()],
            }]),
        }];
        let quote = |doc: &str,
                     kind,
                     words: &str,
                     cue: &str,
                     speaker: Option<&str>,
                     entity: Option<&str>,
                     rule: &'static str| {
            let article = &documents[doc];
            QuoteRecord {
                doc: doc.into(),
                outlet: article.outlet.map(Text::from),
                date: article.date.clone().map(Text::from),
                kind,
                content: vec![at(article.text, words)],
                text: words.into(),
                cue: mention(article.text, cue),
                speaker: speaker.and_then(|words| mention(article.text, words)),
                entity: entity.map(str::to_owned),
                entity_type: Some(EntityType::Person),
                description: entity.map(|_| "وزير المياه".to_owned()),
                via: None,
                confidence: 0.93,
                rule,
            }
        };
        let quotes = vec![
            quote(
                "a1",
                Kind::Mixed,
                "السد سيُفتح «قبل نهاية الشهر»",
                "قال",
                Some("وزير المياه سليم الهاشمي"),
                Some("سليم الهاشمي"),
                "verb-inna",
            ),
            quote(
                "b1",
                Kind::Mixed,
                "السد سيُفتح «قبل نهاية الشهر»",
                "وقال",
                Some("الهاشمي"),
                Some("سليم الهاشمي"),
                "verb-inna",
            ),
            quote(
                "c1",
                Kind::Mixed,
                "the dam would reopen \"before the end of the month\"",
                "said",
                Some("Water minister Salim al-Hashimi"),
                Some("Salim al-Hashimi"),
                "en-said",
            ),
            quote(
                HOSTILE_ID,
                Kind::Indirect,
                "السد سيُفتح قبل نهاية الشهر",
                "وقال",
                Some("مصدر"),
                None,
                "<i>rule",
            ),
        ];
        let count = |text: &str, count| NameCount { text: text.into(), count };
        let speakers = vec![SpeakerRecord {
            speaker: "s77".into(),
            names: vec![count("سليم الهاشمي", 2), count("Salim al-Hashimi", 1), count("<u>\u{2067}name", 1)],
            r#type: Some(EntityType::Person),
            descriptions: vec![
                DescriptionCount {
                    text: "وزير المياه".into(), outlet: Some("وكالة النهر".into()), count: 1
                },
                DescriptionCount {
                    text: "Water minister".into(),
                    outlet: Some("The Valley".into()),
                    count: 1,
                },
            ],
            outlets: quotes
                .iter()
                .filter_map(|q| q.outlet.as_ref())
                .map(|outlet| (outlet.to_string(), 1))
                .collect(),
            quotes: 3,
            direct: 0,
            mixed: 3,
            indirect: 0,
            first: Some("2024-03-01T09:00:00".into()),
            last: Some("2024-03-02".into()),
        }];
        let version = |index: usize, similarity| Version {
            quote: quotes[index].clone(),
            similarity,
            inferred_entity: None,
        };
        let statements = vec![StatementRecord {
            statement: "st5".into(),
            speakers: vec![
                Credit {
                    entity: Some("سليم الهاشمي".into()),
                    outlets: vec!["وكالة النهر".into(), "الضحى".into()],
                },
                Credit { entity: None, outlets: vec![HOSTILE_OUTLET.into()] },
            ],
            agreement: Agreement::Unattributed,
            versions: vec![version(0, 1.0), version(1, 1.0), version(3, 0.8)],
            drift: vec![Drift {
                from: "«قبل".into(),
                to: "<s>قبل".into(),
                outlets: vec![HOSTILE_OUTLET.into()],
            }],
        }];
        let shared =
            |tokens, share, later| Shared { tokens, share, later, agency: None, quotes: None, own: None };
        let row = |outlet: &str, shared_with: &[(&str, Shared)]| MatrixRecord {
            outlet: outlet.into(),
            documents: 1,
            tokens: 1200,
            shared_with: shared_with
                .iter()
                .map(|(other, shared)| ((*other).to_owned(), shared.clone()))
                .collect(),
        };
        let matrix = vec![
            row("وكالة النهر", &[("الضحى", shared(480, 0.4, 0.0)), ("صدى", shared(17, 0.014, 0.0))]),
            row(
                "الضحى",
                &[("وكالة النهر", shared(480, 0.62, 1.0)), (HOSTILE_OUTLET, shared(1, 0.0005, 0.5))],
            ),
            row("صدى", &[("وكالة النهر", shared(17, 1.0, 1.0))]),
            row("The Valley", &[]),
            row(HOSTILE_OUTLET, &[]),
        ];
        let reuses = vec![ReuseRecord {
            a: passage("a1", Some(first)),
            b: passage("d1", None),
            tokens: 17,
            identity: 1.0,
            class: "copy".into(),
            why: None,
            credited: Some("وكالة <النهر>".into()),
            speech: Some(0.0),
            speakers: Some(Vec::new()),
            words: None,
        }];
        let churn = vec![ReusedDocumentRecord {
            doc: "d1".into(),
            outlet: Some("صدى".into()),
            date: Some("2024-03-02".into()),
            tokens: 17,
            reused_tokens: 17,
            reused_share: 1.0,
            from: vec![From { outlet: Some("وكالة النهر".into()), doc: "a1".into(), share: 1.0 }],
        }];
        Self {
            documents,
            matrix,
            reuses,
            families,
            churn,
            quotes,
            speakers,
            speaker_quotes: vec![vec![0, 1, 2]],
            statements,
        }
    }

    pub(super) fn data(&self) -> ReportData<'_> {
        ReportData {
            ui: Ui::English,
            version: "0.1.0",
            inputs: vec!["archive/".into(), "<more>.jsonl".into()],
            left_out: vec![LeftOut { what: "records".into(), count: 3, why: "no text <empty>".into() }],
            settings: vec![("shingle".into(), "3".into()), ("min_jaccard".into(), "0.5".into())],
            documents: self.documents.clone(),
            matrix: &self.matrix,
            families: &self.families,
            reuses: &self.reuses,
            churn: &self.churn,
            quotes: &self.quotes,
            speakers: &self.speakers,
            speaker_quotes: &self.speaker_quotes,
            statements: &self.statements,
            totals: crate::report::Totals { families: 12, ..Default::default() },
        }
    }
}
