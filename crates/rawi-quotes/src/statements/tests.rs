use proptest::prelude::*;
use rawi_text::Span;

use super::*;
use crate::speakers::speakers;
use crate::{EntityType, Kind, Quote};

/// A quote written down in a line: article, outlet, day, words, entity.
type Line<'a> = (usize, &'a str, i32, &'a str, &'a str);

/// What else the archive says, so that rare words are rare: sentences that have nothing to do with each other.
const OTHERS: [&str; 12] = [
    "أسعار الطماطم ستنخفض مع بداية الموسم الجديد في الأغوار",
    "الجسر القديم سيغلق أمام الشاحنات حتى نهاية أعمال الصيانة",
    "المكتبة الوطنية تستقبل ألف زائر كل يوم منذ افتتاح المعرض",
    "فريق السباحة عاد من البطولة بثلاث ميداليات فضية",
    "المطر سيتواصل على الساحل ويشتد ليلا فوق المرتفعات",
    "الجامعة لن ترفع رسوم التسجيل قبل سنتين",
    "المصنع يوظف مئتي عامل من أبناء القرى المجاورة",
    "the harbour will stay closed to ferries until the storm has passed",
    "teachers were promised smaller classes and never got them",
    "the orchestra plays its last concert in the old hall on Sunday",
    "nobody in the village had seen the river so low",
    "wheat prices doubled while the silos stood full",
];

/// A quote of these bytes, of which nothing else is known.
pub(super) fn quote(content: Span) -> Quote {
    Quote {
        kind: Kind::Indirect,
        content: vec![content],
        cue: None,
        speaker: None,
        entity: None,
        entity_type: None,
        description: None,
        via: None,
        confidence: 1.0,
        rule: "test",
    }
}

fn quotes(lines: &[Line<'_>]) -> Vec<Quote> {
    let quote = |line: &Line<'_>| Quote {
        speaker: (!line.4.is_empty()).then(|| Span::new(0, line.4.len())),
        entity: (!line.4.is_empty()).then(|| line.4.to_owned()),
        entity_type: (!line.4.is_empty()).then_some(EntityType::Person),
        ..quote(Span::new(line.4.len() + 2, line.4.len() + 2 + line.3.len()))
    };
    lines.iter().map(quote).collect()
}

fn said<'a>(lines: &[Line<'a>], quotes: &'a [Quote]) -> Vec<Said<'a>> {
    let said = |(line, quote): (&Line<'a>, &'a Quote)| Said {
        article: line.0,
        outlet: Some(line.1),
        day: Some(line.2),
        seconds: None,
        text: Box::leak(format!("{}: {}", line.4, line.3).into_boxed_str()),
        quote,
    };
    lines.iter().zip(quotes).map(said).collect()
}

fn find(lines: &[Line<'_>], settings: &StatementSettings) -> Vec<Statement> {
    let mut lines: Vec<Line<'_>> = lines.to_vec();
    for (at, words) in OTHERS.iter().enumerate() {
        lines.push((1000 + at, "elsewhere", at as i32, words, ""));
    }
    let quotes = quotes(&lines);
    let said = said(&lines, &quotes);
    statements(&said, &speakers(&said), settings)
}

const TALKS: &str = "محادثات الميناء انهارت لأن الوفد أصر على تسليم المفاتيح القديمة";

#[test]
fn small_rewordings_are_one_statement_and_drift() {
    let found = find(
        &[
            (0, "north", 5, TALKS, "سامر الحلواني"),
            (
                1,
                "south",
                5,
                "المحادثات في الميناء انهارت بسبب إصرار الوفد على تسليم المفتاح القديم",
                "سامر الحلواني",
            ),
            (2, "east", 6, TALKS, "ماهر الخطيب"),
        ],
        &StatementSettings::default(),
    );
    assert_eq!(found.len(), 1, "{found:#?}");
    let statement = &found[0];
    assert_eq!(statement.versions.iter().map(|version| version.said).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(statement.versions[0].similarity, 1.0);
    assert_eq!(statement.agreement, Agreement::Differs);
    assert_eq!(statement.credits.len(), 2);
    assert_eq!(statement.credits[0].outlets, ["north", "south"]);
    let drift =
        statement.drift.iter().find(|drift| drift.from == "المفاتيح القديمة").expect("the key drifts");
    assert_eq!((drift.to.as_str(), drift.outlets.as_slice()), ("المفتاح القديم", &["south".to_owned()][..]));
}

#[test]
fn another_claim_of_the_same_man_is_another_statement() {
    let found = find(
        &[
            (0, "north", 5, TALKS, "سامر الحلواني"),
            (1, "south", 5, "الوفد وصل إلى الميناء صباح أمس قبل بدء محادثات جديدة", "سامر الحلواني"),
        ],
        &StatementSettings::default(),
    );
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn time_and_outlets_bound_a_statement() {
    let lines = [(0, "north", 5, TALKS, ""), (1, "north", 5, TALKS, ""), (2, "south", 50, TALKS, "")];
    assert!(find(&lines, &StatementSettings::default()).is_empty());
    let within = StatementSettings { within_outlet: true, ..StatementSettings::default() };
    assert_eq!(find(&lines, &within).len(), 1);
}

#[test]
fn an_outlet_that_names_nobody_leaves_it_unattributed() {
    let lines = [(0, "north", 5, TALKS, "سامر الحلواني"), (1, "south", 5, TALKS, "")];
    let found = find(&lines, &StatementSettings::default());
    assert_eq!(found[0].agreement, Agreement::Unattributed);
    assert_eq!(found[0].versions[1].inferred, Some(0), "its copy says who");
    assert_eq!(found[0].versions[0].inferred, None);
    assert_eq!(found[0].credits[found[0].versions[1].credit].entity, None, "but the outlet does not");
    let lines = [(0, "north", 5, TALKS, "سامر الحلواني"), (1, "south", 5, TALKS, "الحلواني")];
    assert_eq!(find(&lines, &StatementSettings::default())[0].agreement, Agreement::Same);
}

#[test]
fn an_unnamed_source_is_told_as_its_own_article_tells_it() {
    let lines = [(0, "north", 5, TALKS, "مصادر أمنية محلية"), (1, "south", 5, TALKS, "مصادر محلية")];
    let told = |kind: EntityType| -> Vec<Option<String>> {
        let mut quotes = quotes(&lines);
        quotes.iter_mut().for_each(|quote| quote.entity_type = Some(kind));
        let said = said(&lines, &quotes);
        let found = statements(&said, &speakers(&said), &StatementSettings::default());
        assert_eq!(found[0].credits.len(), 1, "{found:?}");
        let versions = found[0].versions.iter();
        versions.map(|version| found[0].entity_of(version, &said[version.said]).map(str::to_owned)).collect()
    };
    let own: Vec<Option<String>> = lines.iter().map(|line| Some(line.4.to_owned())).collect();
    assert_eq!(told(EntityType::Anonymous), own);
    // A body keeps the one name of its credit.
    let body = told(EntityType::Organisation);
    assert_eq!(body[0], body[1]);
}

#[test]
fn a_denial_and_what_it_denies_are_two_claims() {
    let lines = [
        (0, "north", 5, "البلدية لن تغلق السوق القديم قبل نهاية الموسم", "سامر الحلواني"),
        (1, "south", 5, "البلدية ستغلق السوق القديم مع بداية الصيف", "سامر الحلواني"),
    ];
    assert!(find(&lines, &StatementSettings::default()).is_empty());
}

#[test]
fn a_denial_makes_a_claim_less_like() {
    // The same words but one, which denies or does not.
    let like = |word: &str| {
        let second = format!("البلدية {word} تغلق السوق القديم مع بداية الصيف");
        let lines = [
            (0, "north", 5, "البلدية سوف تغلق السوق القديم قبل نهاية الموسم", "سامر الحلواني"),
            (1, "south", 5, second.as_str(), "سامر الحلواني"),
        ];
        let settings = StatementSettings { min_similarity: 0.1, ..StatementSettings::default() };
        let found = find(&lines, &settings);
        found[0].versions.iter().map(|version| version.similarity).fold(1.0, f32::min)
    };
    assert!(like("لن") < like("ربما") - 0.05, "{} {}", like("لن"), like("ربما"));
}

#[test]
fn what_nobody_is_named_beside_is_no_difference() {
    let lines = [
        (0, "north", 5, TALKS, "سامر الحلواني"),
        (1, "south", 5, TALKS, "سامر الحلواني"),
        (2, "east", 5, TALKS, "ماهر الخطيب"),
    ];
    let mut quotes = quotes(&lines);
    quotes[2].speaker = None;
    let mut said = said(&lines, &quotes);
    let found = statements(&said, &speakers(&said), &StatementSettings::default());
    let guessed = found[0].versions.iter().find(|version| version.said == 2).expect("a version");
    let credit = &found[0].credits[guessed.credit];
    assert_eq!(
        (credit.entity.as_deref(), guessed.inferred),
        (Some("ماهر الخطيب"), None),
        "his article knows no other"
    );
    said[2].text = Box::leak(format!("{}. ثم انصرف الحلواني", said[2].text).into_boxed_str());
    let found = statements(&said, &speakers(&said), &StatementSettings::default());
    assert_eq!(found[0].agreement, Agreement::Same);
    let guessed = found[0].versions.iter().find(|version| version.said == 2).expect("a version");
    assert_eq!((guessed.credit, guessed.inferred), (0, Some(0)), "its copies say who");
    assert_eq!(found[0].credits[0].entity.as_deref(), Some("سامر الحلواني"));
}

#[test]
fn what_is_only_described_or_relays_is_no_difference() {
    let lines = [
        (0, "north", 5, TALKS, "سامر الحلواني"),
        (1, "south", 5, TALKS, "وكالة رويترز"),
        (2, "east", 5, TALKS, "مصدر أمني"),
        (3, "west", 5, TALKS, "البيان"),
    ];
    let mut quotes = quotes(&lines);
    quotes[1].entity_type = Some(EntityType::Organisation);
    quotes[2].entity_type = Some(EntityType::Anonymous);
    quotes[3].entity_type = Some(EntityType::Document);
    let said = said(&lines, &quotes);
    let found = statements(&said, &speakers(&said), &StatementSettings::default());
    assert_eq!(found[0].agreement, Agreement::Same);
    assert_eq!(found[0].versions.len(), 4);
}

#[test]
fn an_article_reports_a_statement_once() {
    let lines = [
        (0, "north", 5, TALKS, "سامر الحلواني"),
        (1, "south", 5, TALKS, "سامر الحلواني"),
        (1, "south", 5, TALKS, "سامر الحلواني"),
    ];
    let mut quotes = quotes(&lines);
    let inner = TALKS.find("لأن").expect("a part");
    let outer = quotes[2].content[0];
    quotes[2].content = vec![Span::new(outer.from() + inner, outer.to())];
    let said = said(&lines, &quotes);
    let found = statements(&said, &speakers(&said), &StatementSettings::default());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].versions.iter().map(|version| version.said).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn few_words_need_one_speaker() {
    let lines =
        [(0, "north", 5, "نعم بالتأكيد", "سامر الحلواني"), (1, "south", 5, "نعم بالتأكيد", "ماهر الخطيب")];
    assert!(find(&lines, &StatementSettings::default()).is_empty());
}

#[test]
fn equal_quotes_cost_no_comparisons() {
    let lines: Vec<Line<'_>> =
        (0..10_000).map(|at| (at, "north", 5, "لا تعليق على هذا الخبر الآن", "")).collect();
    let quotes = quotes(&lines);
    let said = said(&lines, &quotes);
    assert_eq!(group::compared(&said, &vec![None; said.len()], &StatementSettings::default()), 0);
}

#[test]
fn like_quotes_are_compared_with_a_bounded_number() {
    let texts: Vec<String> = (0..3000).map(|at| format!("ارتفع عدد المسجلين في المدرسة إلى {at}")).collect();
    let lines: Vec<Line<'_>> =
        texts.iter().enumerate().map(|(at, text)| (at, "north", 5, text.as_str(), "")).collect();
    let quotes = quotes(&lines);
    let said = said(&lines, &quotes);
    let compared = group::compared(&said, &vec![None; said.len()], &StatementSettings::default());
    assert!(compared <= 40 * 3000, "{compared} comparisons");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_order_of_the_input_changes_nothing(picks in proptest::collection::vec((0..5usize, 0..3usize, 0..6i32), 2..20), turn in any::<u64>()) {
        const OUTLETS: [&str; 3] = ["north", "south", "east"];
        const WORDS: [&str; 5] = [
            TALKS,
            "المحادثات في الميناء انهارت بسبب إصرار الوفد على تسليم المفتاح القديم",
            "انهيار المحادثات سببه الوفد",
            "the river was low and the harbour closed",
            "the harbour was closed since the river was so low",
        ];
        let lines: Vec<Line<'_>> = picks
            .iter()
            .enumerate()
            .map(|(at, (words, outlet, day))| (at, OUTLETS[*outlet], *day, WORDS[*words], ""))
            .collect();
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by_key(|at| (*at as u64 + 1).wrapping_mul(turn | 1).rotate_left(13));
        let shuffled: Vec<Line<'_>> = order.iter().map(|at| lines[*at]).collect();
        let collect = |lines: &[Line<'_>]| -> Vec<(String, usize, String)> {
            find(lines, &StatementSettings::default())
                .into_iter()
                .map(|statement| (statement.id.clone(), statement.versions.len(), format!("{:?}{:?}", statement.drift, statement.credits)))
                .collect()
        };
        prop_assert_eq!(collect(&lines), collect(&shuffled));
    }
}

/// Stages and what was done of each, as somebody would see it who watches.
#[derive(Default)]
struct Seen(std::sync::Mutex<Vec<(&'static str, u64, u64)>>);

impl Watch for Seen {
    fn stage(&self, name: &'static str, parts: u64) {
        self.0.lock().expect("nobody panicked").push((name, parts, 0));
    }

    fn done(&self, parts: u64) {
        self.0.lock().expect("nobody panicked").last_mut().expect("a stage").2 += parts;
    }
}

#[test]
fn every_stage_says_how_far_it_is() {
    let words = "the bridge will stay closed to lorries until the works on its piers have ended";
    let lines = [
        (0, "one", 0, words, "Huda Salim"),
        (1, "two", 0, words, "Huda Salim"),
        (2, "two", 1, words, "Salim"),
    ];
    let quotes = quotes(&lines);
    let said = said(&lines, &quotes);
    let seen = Seen::default();
    let speakers = crate::speakers::speakers_watched(&said, &seen);
    let found = statements_watched(&said, &speakers, &StatementSettings::default(), &seen);
    assert_eq!(found.len(), 1);
    for (name, parts, done) in seen.0.into_inner().expect("nobody panicked") {
        assert_eq!(done, parts, "{name}");
    }
}

/// As [`find`], with the confidence of each quote.
fn find_sure(lines: &[(Line<'_>, f32)]) -> Vec<Statement> {
    let mut all: Vec<Line<'_>> = lines.iter().map(|(line, _)| *line).collect();
    for (at, words) in OTHERS.iter().enumerate() {
        all.push((1000 + at, "elsewhere", at as i32, words, ""));
    }
    let mut quotes = quotes(&all);
    for (quote, (_, confidence)) in quotes.iter_mut().zip(lines) {
        quote.confidence = *confidence;
    }
    let said = said(&all, &quotes);
    statements(&said, &speakers(&said), &StatementSettings::default())
}

#[test]
fn a_doubtful_version_is_told_where_another_outlet_bears_it_out() {
    let (he, other) = ("سامر الحلواني", "ماهر الخطيب");
    let members = |doubtful: (&str, f32)| {
        let found = find_sure(&[
            ((0, "north", 5, TALKS, he), 0.95),
            ((1, "south", 5, TALKS, he), 0.95),
            ((2, "east", 5, TALKS, doubtful.0), doubtful.1),
        ]);
        assert_eq!(found.len(), 1, "{found:#?}");
        let mut told: Vec<usize> = found[0].versions.iter().map(|version| version.said).collect();
        told.sort_unstable();
        told
    };
    assert_eq!(members((he, 0.5)), [0, 1, 2]);
    assert_eq!(members((he, 0.3)), [0, 1]);
    // Against the others it must be surer than alone.
    assert_eq!(members((other, 0.75)), [0, 1]);
    assert_eq!(members((other, 0.95)), [0, 1, 2]);
}

#[test]
fn a_statement_goes_on_without_its_first_version_where_that_is_doubtful() {
    let he = "سامر الحلواني";
    let found = find_sure(&[
        ((0, "north", 5, TALKS, "ماهر الخطيب"), 0.3),
        ((1, "south", 5, TALKS, he), 0.95),
        ((2, "east", 6, TALKS, he), 0.95),
    ]);
    assert_eq!(found.len(), 1, "{found:#?}");
    let told: Vec<(usize, f32)> = found[0].versions.iter().map(|v| (v.said, v.similarity)).collect();
    assert_eq!(told, [(1, 1.0), (2, 1.0)]);
}

#[test]
fn further_claims_of_one_quote_have_ids_of_their_own() {
    let he = "سامر الحلواني";
    let (first, second) = (TALKS, "أسطول الصيد سيغادر المرفأ الشمالي قبل العاصفة المقبلة مباشرة");
    let both = format!("{first} وإن {second}");
    // The long one is the first of both.
    let found = find(
        &[(0, "east", 5, both.as_str(), he), (1, "north", 6, first, he), (2, "south", 6, second, he)],
        &StatementSettings::default(),
    );
    assert_eq!(found.len(), 2, "{found:#?}");
    assert_ne!(found[0].id, found[1].id);
}

#[test]
fn two_claims_of_one_long_quote_are_two_statements() {
    let he = "سامر الحلواني";
    let first = "محادثات الميناء انهارت لأن الوفد أصر على تسليم المفاتيح القديمة";
    let second = "أسطول الصيد سيغادر المرفأ الشمالي قبل العاصفة المقبلة مباشرة";
    let both = format!("{first} وإن {second}");
    let found = find(
        &[(0, "north", 5, both.as_str(), he), (1, "south", 5, first, he), (2, "east", 5, second, he)],
        &StatementSettings::default(),
    );
    let members = |statement: &Statement| {
        let mut told: Vec<usize> = statement.versions.iter().map(|version| version.said).collect();
        told.sort_unstable();
        told
    };
    let mut told: Vec<Vec<usize>> = found.iter().map(members).collect();
    told.sort();
    assert_eq!(told, [vec![0, 1], vec![0, 2]]);
    assert_ne!(found[0].id, found[1].id);
}

#[test]
fn two_spokesmen_of_one_body_may_tell_one_statement() {
    let marked =
        "المحادثات مع الخصم الجزري في خليج الميناء انهارت صباحا بسبب إصرارهم على تسليم المفتاح القديم";
    let indirect = "المحادثات انهارت، بسبب إصرار الجانب الجزري على تسليم المفتاح القديم";
    let lines = [(0, "north", 5, marked, "سامر الحلواني"), (1, "south", 5, indirect, "ماهر الخطيب")];
    let with = |first: &str, second: &str| {
        let mut quotes = quotes(&lines);
        for (quote, title) in quotes.iter_mut().zip([first, second]) {
            quote.description = (!title.is_empty()).then(|| title.to_owned());
            // Not sure enough for one against whom the other outlets stand.
            quote.confidence = 0.8;
        }
        let said = said(&lines, &quotes);
        statements(&said, &speakers(&said), &StatementSettings::default()).len()
    };
    assert_eq!(with("المتحدث باسم غرفة الملاحة", "الناطق باسم غرفة الملاحة"), 1);
    assert_eq!(with("المتحدث باسم غرفة الملاحة", "الناطق باسم نقابة الصيادين"), 0);
    assert_eq!(with("", ""), 0);
}

#[test]
fn what_the_articles_are_about_is_not_what_was_said() {
    // The same names in both; whether they stand elsewhere in the articles, too, tells the topic from the claim.
    let words = [
        "الوزير سامر الحلواني ناقش مع ماهر الخطيب تعميق القناة الشرقية قبل الشتاء",
        "الوزير سامر الحلواني حذر من إغلاق الطريق أمام الشاحنات خلال لقاء مع ماهر الخطيب",
    ];
    let lines = [(0, "north", 5, words[0], "رامي النجار"), (1, "south", 5, words[1], "رامي النجار")];
    let quotes = quotes(&lines);
    let with = |more: &str| {
        let mut said = said(&lines, &quotes);
        for said in &mut said {
            said.text = Box::leak(format!("{}\n{more}", said.text).into_boxed_str());
        }
        statements(&said, &speakers(&said), &StatementSettings::default()).len()
    };
    assert_eq!(with(""), 1);
    assert_eq!(with("زار الوزير سامر الحلواني المرفأ، واستقبله مدير المرفأ ماهر الخطيب عند القناة."), 0);
}

#[test]
fn two_days_of_the_week_are_two_occasions() {
    let found = |second: &str| {
        let lines = [
            (0, "north", 5, "صفارات الإنذار دوت قرب الميناء الشرقي يوم الاثنين", "سامر الحلواني"),
            (1, "south", 5, second, "سامر الحلواني"),
        ];
        find(&lines, &StatementSettings::default()).len()
    };
    assert_eq!(found("صفارات الإنذار دوت قرب الميناء الشرقي الاثنين"), 1);
    assert_eq!(found("صفارات الإنذار دوت في جنوب المدينة قرب الميناء الثلاثاء"), 0);
}

#[test]
fn an_article_reports_one_claim_by_what_is_closest() {
    // The first says two things; the second article has each of them in a sentence of its own.
    let (a, b) = (
        "الجسر القديم سيغلق أمام الشاحنات حتى نهاية الشتاء",
        "المصنع الجديد يوظف مئتي عامل من القرى المجاورة",
    );
    let both = format!("{a}، بينما {b}");
    let lines = [
        (0, "north", 5, both.as_str(), "سامر الحلواني"),
        (1, "south", 5, a, "سامر الحلواني"),
        (1, "south", 5, b, "سامر الحلواني"),
    ];
    for statement in find(&lines, &StatementSettings::default()) {
        let of_second = statement.versions.iter().filter(|version| version.said > 0).count();
        assert!(of_second < 2, "{statement:#?}");
    }
}

#[test]
fn numerals_are_numbers() {
    let like = |second: &str| {
        let lines = [
            (0, "north", 5, "السفينة أنقذت 3 بحارة قرب الميناء القديم", "سامر الحلواني"),
            (1, "south", 5, second, "سامر الحلواني"),
        ];
        find(&lines, &StatementSettings { min_similarity: 0.05, ..StatementSettings::default() })[0].versions
            [1]
        .similarity
    };
    let same = like("السفينة أنقذت ثلاثة بحارة قرب الميناء القديم");
    assert!(same > 0.8, "{same}");
    let other = like("السفينة أنقذت سبعة بحارة قرب الميناء القديم");
    assert!(other < same - 0.25, "{other} {same}");
    // Thirteen is neither three nor seven: nothing is known of it.
    let compound = like("السفينة أنقذت سبعة عشر بحارا قرب الميناء القديم");
    assert!(compound > other, "{compound} {other}");
}

#[test]
fn a_state_and_its_minister_are_told_as_their_own_articles_tell_them() {
    let lines = [(0, "north", 5, TALKS, "بريطانيا"), (1, "south", 5, TALKS, "سمر الحلواني")];
    let mut quotes = quotes(&lines);
    quotes[0].entity_type = Some(EntityType::Organisation);
    quotes[1].entity_type = Some(EntityType::Person);
    let said = said(&lines, &quotes);
    for statement in statements(&said, &speakers(&said), &StatementSettings::default()) {
        for version in &statement.versions {
            let own = said[version.said].quote.entity.as_deref();
            assert_eq!(statement.entity_of(version, &said[version.said]), own);
        }
    }
}

#[test]
fn a_state_and_the_administration_of_a_man_do_not_exclude_each_other() {
    let lines = [
        (0, "north", 5, TALKS, "واشنطن"),
        (1, "south", 5, TALKS, "إدارة سامر الحلواني"),
        (2, "east", 5, TALKS, "موسكو"),
    ];
    let agreement = |of: &[usize]| {
        let lines: Vec<Line<'_>> = of.iter().map(|at| lines[*at]).collect();
        let mut quotes = quotes(&lines);
        quotes.iter_mut().for_each(|quote| quote.entity_type = Some(EntityType::Organisation));
        let said = said(&lines, &quotes);
        statements(&said, &speakers(&said), &StatementSettings::default())[0].agreement
    };
    assert_eq!(agreement(&[0, 1]), Agreement::Same);
    assert_eq!(agreement(&[0, 2]), Agreement::Differs);
}

#[test]
fn what_is_hardly_like_the_first_must_be_like_the_others() {
    let first =
        "الحكومة ستفتح المعبر الشمالي أمام القوافل وتلغي رسوم العبور وتعيد الحراس إلى المخافر القديمة";
    let second = "الحكومة ستفتح المعبر الشمالي أمام القوافل وتلغي رسوم العبور";
    let third = "رسوم العبور والقوافل عند المعبر ستدفع لمن يحرس المخافر القديمة";
    let versions = |lines: &[Line<'_>]| {
        let found = find(lines, &StatementSettings::default());
        found.iter().flat_map(|one| one.versions.iter().map(|version| version.said)).collect::<Vec<_>>()
    };
    let (a, c) = ((0, "north", 5, first, "سامر الحلواني"), (2, "west", 5, third, "سامر الحلواني"));
    assert_eq!(versions(&[a, (1, "south", 5, second, ""), c]), [0, 1]);
    // Alone with the first one it is a version: nobody else says otherwise.
    assert_eq!(versions(&[a, c]).len(), 2);
}

#[test]
fn an_outlet_reports_a_statement_by_what_is_closest() {
    let first = "المختبر القديم سيغلق هذا الشتاء إثباتا للوفاء بوعد المجلس لسكان القرى المجاورة وبناء على رغبة الأطباء";
    let other = "المختبر القديم وفى بوعد المجلس وانتهى عمله";
    let lines = [
        (0, "north", 5, first, "سامر الحلواني"),
        (1, "south", 5, first, "سامر الحلواني"),
        (2, "north", 5, other, "سامر الحلواني"),
        (3, "south", 5, other, "سامر الحلواني"),
    ];
    let settings = StatementSettings::default();
    let found = find(&lines, &settings);
    let members = |statement: &Statement| -> Vec<usize> {
        let mut said: Vec<usize> = statement.versions.iter().map(|version| version.said).collect();
        said.sort_unstable();
        said
    };
    let mut of: Vec<Vec<usize>> = found.iter().map(members).collect();
    of.sort();
    assert_eq!(of, [[0, 1], [2, 3]]);
    // An outlet that has nothing closer: the same statement in other words, as far as anybody can tell.
    let lines = [lines[0], (1, "east", 5, other, "سامر الحلواني")];
    assert_eq!(find(&lines, &settings).iter().map(members).collect::<Vec<_>>(), [[0, 1]]);
}

#[test]
fn a_ministry_is_called_by_more_than_its_kind() {
    let lines = [
        (0, "north", 5, TALKS, "الوزارة"),
        (1, "south", 5, TALKS, "وزارة الموانئ"),
        (2, "east", 5, TALKS, "الوزارة"),
    ];
    let mut quotes = quotes(&lines);
    quotes.iter_mut().for_each(|quote| quote.entity_type = Some(EntityType::Organisation));
    let said = said(&lines, &quotes);
    let found = statements(&said, &speakers(&said), &StatementSettings::default());
    let credits: Vec<&str> = found[0].credits.iter().filter_map(|credit| credit.entity.as_deref()).collect();
    assert!(credits.contains(&"وزارة الموانئ"), "{credits:?}");
}
