//! The page over a small archive written by hand: two directions of text, and an article that means harm.

use std::collections::BTreeMap;

use rawi_archive::Text;
use rawi_quotes::{EntityType, Kind};

use super::{Article, LeftOut, ReportData, Ui, write};
use crate::records::{
    Agreement, Credit, DescriptionCount, Drift, FamilyRecord, FamilySpeaker, FirstPassage, From,
    MatrixRecord, MemberPassage, Mention, NameCount, Passage, QuoteRecord, ReuseRecord, ReusedDocumentRecord,
    Shared, SpeakerRecord, StatementRecord, Version,
};

const AGENCY: &str = "عمّان - قال وزير المياه سليم الهاشمي إن السد سيُفتح «قبل نهاية الشهر». وأضاف أن العمل فيه انتهى منذ أسبوع.\nوكان السد قد أُغلق في الشتاء الماضي بعد تصدع في جداره الشرقي، وخرجت القرى المجاورة من شبكة الري.";
const PAPER: &str = "وكان السد قد أُغلق في الشتاء بعد تصدع في جداره الغربي، وخرجت القرى المجاورة كلها من شبكة الري.\nوقال الهاشمي إن السد سيُفتح «قبل نهاية الشهر».";
const COPY: &str =
    "وكان السد قد أغلق في الشتاء الماضي بعد تصدع في جداره الشرقي وخرجت القرى المجاورة من شبكة الري";
const ENGLISH: &str = "Water minister Salim al-Hashimi said the dam would reopen \"before the end of the month\".\nResidents were not told, a village elder said.";
const HOSTILE: &str = "<script>alert('x')</script> & \u{202e}desrever\u{202c} \u{2069}out \"quoted\" <img src=x onerror=alert(1)>\nوقال مصدر إن السد سيُفتح قبل نهاية الشهر";

/// The archive: articles and records.
struct Archive {
    documents: BTreeMap<&'static str, Article<'static>>,
    matrix: Vec<MatrixRecord>,
    reuses: Vec<ReuseRecord>,
    families: Vec<FamilyRecord>,
    churn: Vec<ReusedDocumentRecord>,
    quotes: Vec<QuoteRecord>,
    speakers: Vec<SpeakerRecord>,
    speaker_quotes: Vec<Vec<usize>>,
    statements: Vec<StatementRecord>,
}

const HOSTILE_ID: &str = "http://bad.example/\"><script>1</script>";
const HOSTILE_OUTLET: &str = "Bad \u{202e}News</option><script>";

fn article(
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
fn at(text: &str, words: &str) -> (usize, usize) {
    let byte = text.find(words).expect("stands in the text");
    let start = text[..byte].chars().count();
    (start, start + words.chars().count())
}

fn mention(text: &str, words: &str) -> Option<Mention> {
    let (start, end) = at(text, words);
    Some(Mention { start, end, text: words.into() })
}

impl Archive {
    fn new() -> Self {
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

    fn data(&self) -> ReportData<'_> {
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
            totals: super::Totals { families: 12, ..Default::default() },
        }
    }
}

fn page(data: &ReportData<'_>) -> String {
    let mut out = Vec::new();
    write(&mut out, data).expect("memory takes everything");
    String::from_utf8(out).expect("the page is UTF-8")
}

/// The page without its own style and script.
fn body(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").expect("a style");
    let (_, rest) = rest.split_once("</style>").expect("its end");
    let (main, _) = rest.rsplit_once("<script>").expect("a script");
    format!("{head}{main}")
}

/// What stands between `<` and `>`.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<').skip(1).filter_map(|rest| rest.split('>').next())
}

#[test]
fn what_the_archive_says_stays_text() {
    let body = body(&page(&Archive::new().data()));
    for markup in
        ["<script", "<img", "<b>\u{202e}", "<i>", "<u>", "<s>", "<more>", "onclick=\"", "</option><script"]
    {
        assert!(!body.contains(markup), "{markup}");
    }
    assert!(body.contains("&lt;script&gt;") && body.contains("&lt;empty&gt;"));
    assert!(!body.contains("href=\"javascript:"));
    // Drawings isolate names by marks of the program's own, each closed; elsewhere there are none.
    let control = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let drawings = body.match_indices("<svg ").filter_map(|(at, _)| body[at..].split("</svg>").next());
    let inside: String = drawings.collect::<String>().chars().filter(|&c| control(c)).collect();
    assert_eq!(body.chars().filter(|&c| control(c)).collect::<String>(), inside);
    let mut open = 0;
    for mark in inside.chars() {
        open += if mark == '\u{2069}' { -1 } else { 1 };
        assert!((0..=1).contains(&open) && !matches!(mark, '\u{202a}'..='\u{202e}'), "{mark:?}");
    }
    assert_eq!(open, 0);
}

#[test]
fn nothing_is_asked_of_anybody() {
    let page = page(&Archive::new().data());
    assert!(
        page.contains(
            "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
        )
    );
    let body = body(&page);
    for asks in [" src=", "link ", "iframe", "form ", "object", " style=", " on"] {
        assert!(!tags(&body).any(|tag| tag.contains(asks)), "{asks}");
    }
    for link in body.split("href=\"").skip(1) {
        let plain = link.starts_with('#') || link.starts_with("https://") || link.starts_with("http://");
        assert!(plain, "{}", &link[..40.min(link.len())]);
    }
    let out = body.matches("href=\"http").count();
    assert!(out > 5 && out == body.matches("rel=\"noopener noreferrer\"").count());
}

/// Ids of the page, in order.
fn ids(page: &str) -> Vec<&str> {
    page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn addresses_are_stable_single_and_lead_somewhere() {
    let archive = Archive::new();
    let page = page(&archive.data());
    let body = body(&page);
    let mut ids = ids(&body);
    for id in ["family-f0a1b2c3", "speaker-s77", "statement-st5", "quote-a1-40", "article-d1"] {
        assert!(ids.contains(&id), "{id} of {ids:?}");
    }
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice");
    for link in body.split("href=\"#").skip(1) {
        let target = link.split('"').next().expect("an end");
        assert!(ids.contains(&target), "#{target} leads nowhere");
    }
    for id in &ids {
        assert!(id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b)), "{id}");
    }
}

#[test]
fn the_same_data_gives_the_same_bytes_in_any_order() {
    let archive = Archive::new();
    let mut turned = Archive::new();
    turned.matrix.reverse();
    assert_eq!(page(&archive.data()), page(&turned.data()));
}

#[test]
fn elements_are_closed_in_order() {
    let body = body(&page(&Archive::new().data()));
    let mut open: Vec<&str> = Vec::new();
    for tag in body.split('<').skip(1).filter_map(|rest| rest.split(['>', ' ']).next()) {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if ["!DOCTYPE", "meta", "input"].contains(&tag) => {}
            None => open.push(tag),
        }
    }
    // The script, cut off above, stands between.
    assert_eq!(open, ["html", "body"]);
}

#[test]
fn versions_show_what_changed_and_quotes_their_context() {
    let body = body(&page(&Archive::new().data()));
    assert!(body.contains("<del>الشرقي</del>"), "dropped words");
    assert!(body.contains("<ins>الغربي</ins>"), "added words");
    assert!(body.contains("<b class=\"who\">وزير المياه سليم الهاشمي</b>"));
    assert!(body.contains("<span class=\"cue\">قال</span>"));
    assert!(body.contains(
        "<mark class=\"said\">the dam would reopen &quot;before the end of the month&quot;</mark>"
    ));
    assert!(body.contains("credits <bdi dir=\"rtl\">وكالة &lt;النهر&gt;</bdi>"));
    assert!(body.contains("Showing 1 of 12"));
}

#[test]
fn every_block_has_its_direction() {
    let body = body(&page(&Archive::new().data()));
    for block in body.split("<blockquote").skip(1).chain(body.split("<div class=\"text\"").skip(1)) {
        let tag = block.split('>').next().expect("an end");
        assert!(tag.contains("dir=\"rtl\"") || tag.contains("dir=\"ltr\""), "{tag}");
    }
}

#[test]
fn the_page_speaks_arabic_too() {
    let archive = Archive::new();
    let page = page(&ReportData { ui: Ui::Arabic, ..archive.data() });
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(page.contains("من قال ماذا"));
    assert!(!page.contains("Who said what"));
}

#[test]
fn an_empty_archive_is_a_page() {
    let page = page(&ReportData::default());
    assert!(page.ends_with("</html>\n"));
    assert!(page.contains("Nothing was found."));
}

/// Words that look like a language and never repeat a passage.
fn babble(words: usize, mut seed: u64) -> String {
    const SYLLABLES: [&str; 8] = ["ما", "لي", "نو", "را", "سد", "حك", "وم", "ية"];
    let mut out = String::new();
    for _ in 0..words {
        for _ in 0..3 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            out.push_str(SYLLABLES[(seed >> 60) as usize % 8]);
        }
        out.push(' ');
    }
    out
}

/// A large archive in which everything is as long and as different as it can be.
#[test]
fn a_large_archive_gives_a_page_of_bounded_size() {
    let small = Archive::new();
    let ids: Vec<String> = (0..300).map(|n| format!("doc{n}")).collect();
    let texts: Vec<String> = (0..300).map(|n| babble(700, n)).collect();
    let outlets: Vec<String> = (0..60).map(|n| format!("صحيفة {n}")).collect();
    let documents: BTreeMap<&str, Article<'_>> = (0..300)
        .map(|n| {
            let article = Article {
                title: Some(super::text::slice(&texts[n], 0, 90)),
                outlet: Some(&outlets[n % 60]),
                date: Some("2024-03-01T10:20:30".into()),
                lang: Some("ar"),
                url: Some("https://example.org/a/long/address/of/an/article"),
                text: &texts[n],
            };
            (ids[n].as_str(), article)
        })
        .collect();
    let passage = |n: usize| Passage {
        doc: ids[n % 300].clone(),
        outlet: Some(outlets[n % 60].clone()),
        date: Some("2024-03-01T10:20:30".into()),
        start: 0,
        end: 4000,
    };
    let families: Vec<FamilyRecord> = (0..1000)
        .map(|n| FamilyRecord {
            family: format!("f{n:05}"),
            size: 40,
            outlets: outlets.clone(),
            first: FirstPassage { passage: passage(n), text: texts[n % 300].clone() },
            members: (0..40)
                .map(|m| MemberPassage { passage: passage(n + m), jaccard_to_first: 0.5 })
                .collect(),
            credited: 0,
            speech: None,
            speakers: None,
        })
        .collect();
    let quotes: Vec<QuoteRecord> = (0..30_000)
        .map(|n| QuoteRecord {
            doc: ids[n % 300].clone().into(),
            content: vec![(n / 300, n / 300 + 900)],
            text: texts[n % 300].chars().skip(n / 300).take(900).collect::<String>().into(),
            ..small.quotes[0].clone()
        })
        .collect();
    let speakers: Vec<SpeakerRecord> = (0..500)
        .map(|n| SpeakerRecord { speaker: format!("s{n}"), quotes: 60, ..small.speakers[0].clone() })
        .collect();
    let speaker_quotes: Vec<Vec<usize>> = (0..500).map(|n| (n * 60..n * 60 + 60).collect()).collect();
    let statements: Vec<StatementRecord> = (0..500)
        .map(|n| StatementRecord {
            statement: format!("st{n}"),
            versions: (0..30)
                .map(|m| Version {
                    quote: quotes[n * 60 + m].clone(),
                    similarity: 0.5,
                    inferred_entity: None,
                })
                .collect(),
            ..small.statements[0].clone()
        })
        .collect();
    let matrix: Vec<MatrixRecord> = outlets
        .iter()
        .map(|outlet| MatrixRecord {
            outlet: outlet.clone(),
            documents: 5,
            tokens: 123_456,
            shared_with: outlets
                .iter()
                .map(|other| {
                    (
                        other.clone(),
                        Shared {
                            tokens: 12_345,
                            share: 0.1,
                            later: 0.5,
                            agency: None,
                            quotes: None,
                            own: None,
                        },
                    )
                })
                .collect(),
        })
        .collect();
    let data = ReportData {
        documents,
        matrix: &matrix,
        families: &families,
        quotes: &quotes,
        speakers: &speakers,
        speaker_quotes: &speaker_quotes,
        statements: &statements,
        totals: super::Totals::default(),
        ..small.data()
    };
    let page = page(&data);
    assert!(page.len() < 10_000_000, "{}", page.len());
    assert!(page.len() > 4_000_000, "{}: more could be shown", page.len());
    assert!(page.contains("of 1,000") && page.contains("Showing 30 of 60"));
    if let Some(file) = std::env::var_os("RAWI_REPORT_PAGE") {
        std::fs::write(file, page).expect("can be written");
    }
}

#[test]
#[ignore = "writes the page for eyes, into the folder for temporary files"]
fn write_the_page_for_eyes() {
    let archive = Archive::new();
    for (ui, name) in [(Ui::English, "report-en.html"), (Ui::Arabic, "report-ar.html")] {
        let page = page(&ReportData { ui, ..archive.data() });
        std::fs::write(std::env::temp_dir().join(name), page).expect("can be written");
    }
}
