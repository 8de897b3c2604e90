//! A page of bounded size, however large the archive.

use std::collections::BTreeMap;

use crate::records::{
    FamilyRecord, FirstPassage, MatrixRecord, MemberPassage, Passage, QuoteRecord, Shared, SpeakerRecord,
    StatementRecord, Version,
};
use crate::report::{Article, ReportData, Ui};

use super::archive::*;
use super::page;

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
                title: Some(crate::report::text::slice(&texts[n], 0, 90)),
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
        totals: crate::report::Totals::default(),
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
