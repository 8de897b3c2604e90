use proptest::prelude::*;
use rawi_text::Span;

use super::*;
use crate::Kind;

/// A quote written down in a line: article, outlet, day, entity, type, description.
type Line<'a> = (usize, &'a str, i32, &'a str, EntityType, &'a str);

fn quotes(lines: &[Line<'_>]) -> Vec<Quote> {
    let quote = |line: &Line<'_>| Quote {
        kind: Kind::Indirect,
        content: vec![Span::new(0, 4)],
        cue: None,
        speaker: None,
        entity: (!line.3.is_empty()).then(|| line.3.to_owned()),
        entity_type: Some(line.4),
        description: (!line.5.is_empty()).then(|| line.5.to_owned()),
        via: None,
        confidence: 1.0,
        rule: "test",
    };
    lines.iter().map(quote).collect()
}

fn said<'a>(lines: &[Line<'a>], quotes: &'a [Quote]) -> Vec<Said<'a>> {
    let said = |(line, quote): (&Line<'a>, &'a Quote)| Said {
        article: line.0,
        outlet: Some(line.1),
        day: Some(line.2),
        seconds: None,
        text: "word",
        quote,
    };
    lines.iter().zip(quotes).map(said).collect()
}

/// For each line the name of its speaker's group, as the lowest line of the group.
fn groups(lines: &[Line<'_>]) -> Vec<usize> {
    let quotes = quotes(lines);
    let mut groups = vec![usize::MAX; lines.len()];
    for speaker in speakers(&said(lines, &quotes)) {
        for member in &speaker.members {
            groups[*member] = speaker.members[0];
        }
    }
    groups
}

use EntityType::{Anonymous, Organisation, Person};

#[test]
fn what_a_man_is_is_no_part_of_his_name() {
    let lines = [
        (0, "north", 10, "سامر عادل الحلواني مسؤول اليونيسف", Person, ""),
        (1, "north", 10, "سامر عادل الحلواني", Person, ""),
        (2, "north", 10, "سامر عادل الحلواني آنذاك", Person, ""),
        (3, "north", 10, "اليونيسف", Person, ""),
    ];
    assert_eq!(groups(&lines), [0, 0, 0, 3]);
}

#[test]
fn whose_critics_they_are_only_their_article_says() {
    let lines = [
        (0, "north", 10, "منتقدوه", Person, ""),
        (1, "north", 10, "منتقديه", Person, ""),
        (2, "south", 11, "منتقدوه", Person, ""),
    ];
    assert_eq!(groups(&lines), [0, 1, 2]);
}

#[test]
fn a_family_name_with_the_article_is_another_without_a_sign() {
    let lines = [
        (0, "north", 10, "حسام البدري", Person, ""),
        (1, "north", 11, "بدري", Person, ""),
        (2, "north", 11, "البدري", Person, ""),
    ];
    assert_eq!(groups(&lines), [0, 1, 0]);
}

#[test]
fn one_man_under_five_spellings_and_two_scripts() {
    let lines = [
        (0, "north", 10, "سيرغي لافروف", Person, "وزير الخارجية"),
        (1, "south", 11, "لافروف", Person, ""),
        (2, "east", 11, "Sergey Lavrov", Person, "foreign minister"),
        (3, "west", 12, "Lavrov", Person, ""),
        (4, "west", 12, "سيرجي لافروف", Person, ""),
    ];
    assert_eq!(groups(&lines), [0, 0, 0, 0, 0]);
}

#[test]
fn two_men_of_one_family_stay_apart() {
    let lines = [
        (0, "north", 10, "سامر الحلواني", Person, "وزير الزراعة"),
        (1, "south", 10, "ماهر الحلواني", Person, "مدرب الفريق"),
        (2, "east", 10, "الحلواني", Person, "وزير الزراعة"),
        (3, "west", 11, "الحلواني", Person, "مدرب الفريق"),
        (4, "west", 11, "الحلواني", Person, ""),
    ];
    let groups = groups(&lines);
    assert_ne!(groups[0], groups[1]);
    assert_eq!(groups[2], groups[0], "by title");
    assert_eq!(groups[3], groups[1], "by title");
    assert_ne!(groups[4], groups[0], "nothing tells whose name it is");
}

#[test]
fn a_bare_family_name_needs_more_than_a_namesake() {
    let lines = [
        (0, "north", 10, "سامر الحلواني", Person, "وزير الزراعة"),
        (1, "north", 11, "سامر الحلواني", Person, "وزير الزراعة"),
        (2, "south", 40, "الحلواني", Person, ""),
        (3, "north", 12, "الحلواني", Person, ""),
        (4, "south", 90, "الحلواني", Person, "وزير الزراعة"),
    ];
    let groups = groups(&lines);
    assert_ne!(groups[2], groups[0], "another outlet, a month later");
    assert_eq!(groups[3], groups[0], "the same outlet, the next day");
    assert_eq!(groups[4], groups[0], "by title");
}

#[test]
fn a_cut_name_is_not_two_whole_ones() {
    let lines = [
        (0, "north", 10, "هان سونغ", Person, "وزير النقل البري"),
        (1, "north", 10, "هان سونغ", Person, "وزير النقل البري"),
        (2, "north", 11, "هان سونغ بارك", Person, "وزير النقل البري"),
        (3, "north", 12, "هان سونغ ميلر", Person, "وزير النقل البري"),
    ];
    let groups = groups(&lines);
    assert_eq!(groups[2], groups[0]);
    assert_ne!(groups[3], groups[0]);
}

#[test]
fn two_together_and_a_noun_are_nobody_beyond_their_article() {
    let lines = [
        (0, "north", 10, "سامر الحلواني والوزير ماهر الخطيب", Person, ""),
        (1, "south", 10, "سامر الحلواني والوزير ماهر الخطيب", Person, ""),
        (2, "north", 10, "الشاشات", Person, ""),
        (3, "south", 10, "الشاشات", Person, ""),
        (4, "north", 10, "وكالة الأنباء الرسمية", Organisation, ""),
        (5, "south", 10, "وكالة الأنباء الرسمية", Organisation, ""),
    ];
    assert_eq!(groups(&lines), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn sources_without_a_name_stay_with_their_article() {
    let lines = [
        (0, "north", 10, "مصدر أمني", Anonymous, ""),
        (0, "north", 10, "مصدر أمني", Anonymous, ""),
        (1, "north", 10, "مصدر أمني", Anonymous, ""),
        (2, "south", 10, "", Anonymous, ""),
    ];
    assert_eq!(groups(&lines), [0, 0, 2, usize::MAX]);
}

#[test]
fn a_body_is_not_its_spokesman() {
    let lines = [
        (0, "north", 10, "الأمم المتحدة", Organisation, ""),
        (1, "south", 10, "United Nations", Organisation, ""),
        (2, "south", 10, "متحدث باسم الأمم المتحدة", Anonymous, ""),
    ];
    assert_eq!(groups(&lines), [0, 0, 2]);
}

#[test]
fn kings_are_called_by_their_first_name() {
    let lines = [
        (0, "north", 10, "فيليب الرابع", Person, "الملك"),
        (1, "south", 11, "فيليب", Person, "الملك"),
        (2, "south", 11, "جورج فيليب", Person, "المدرب"),
    ];
    let groups = groups(&lines);
    assert_eq!(groups[1], groups[0]);
    assert_ne!(groups[2], groups[0]);
}

#[test]
fn a_speaker_counts_what_he_said_and_where() {
    let lines = [
        (0, "north", 12, "هالة المصري", Person, "وزيرة الصحة"),
        (1, "south", 10, "هالة المصري", Person, "طبيبة"),
        (1, "south", 10, "المصري", Person, ""),
    ];
    let quotes = quotes(&lines);
    let speakers = speakers(&said(&lines, &quotes));
    assert_eq!(speakers.len(), 1);
    let speaker = &speakers[0];
    assert_eq!(speaker.names, [("هالة المصري".to_owned(), 2), ("المصري".to_owned(), 1)]);
    assert_eq!(speaker.descriptions.len(), 2);
    assert_eq!(speaker.outlets["south"], 2);
    assert_eq!(
        (speaker.first.map(|at| lines[at].2), speaker.last.map(|at| lines[at].2)),
        (Some(10), Some(12))
    );
    assert!(matches(speaker, "المصري") && matches(speaker, "Hala al-Masri") && !matches(speaker, "Lavrov"));
}

const NAMES: [(&str, EntityType); 9] = [
    ("سيرغي لافروف", Person),
    ("لافروف", Person),
    ("Sergey Lavrov", Person),
    ("سامر الحلواني", Person),
    ("ماهر الحلواني", Person),
    ("الحلواني", Person),
    ("مصدر أمني", Anonymous),
    ("روسيا", Organisation),
    ("Russia", Organisation),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_order_of_the_input_changes_nothing(picks in proptest::collection::vec((0..NAMES.len(), 0..3usize, 0..40i32), 1..24), turn in any::<u64>()) {
        const OUTLETS: [&str; 3] = ["north", "south", "east"];
        let lines: Vec<Line<'_>> = picks
            .iter()
            .enumerate()
            .map(|(at, (name, outlet, day))| (at, OUTLETS[*outlet], *day, NAMES[*name].0, NAMES[*name].1, ""))
            .collect();
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by_key(|at| (*at as u64 + 1).wrapping_mul(turn | 1).rotate_left(13));
        let shuffled: Vec<Line<'_>> = order.iter().map(|at| lines[*at]).collect();
        let collect = |lines: &[Line<'_>]| {
            let quotes = quotes(lines);
            let mut found: Vec<_> = speakers(&said(lines, &quotes))
                .into_iter()
                .map(|speaker| (speaker.id, speaker.names, speaker.members.len()))
                .collect();
            found.sort();
            found
        };
        prop_assert_eq!(collect(&lines), collect(&shuffled));
    }
}

#[test]
fn the_article_tells_apart_whose_first_name_many_bear() {
    let many: Vec<String> = (0..24)
        .map(|at| {
            format!("ماهر {}", ["حلواني", "نجار", "حداد", "خياط", "قصاب", "طحان"][at % 6].repeat(1 + at / 6))
        })
        .collect();
    let mut lines: Vec<Line<'_>> =
        many.iter().enumerate().map(|(at, name)| (at, "east", 1, name.as_str(), Person, "")).collect();
    let first = lines.len();
    lines.push((first, "north", 10, "ماهر الفران", Person, ""));
    lines.push((first + 1, "south", 90, "ماهر فران", Person, ""));
    lines.push((first + 2, "north", 10, "سهيل الفران", Person, ""));
    lines.push((first + 3, "south", 90, "سهيل فران", Person, ""));
    let found = groups(&lines);
    assert_eq!(found[first..], [first, first + 1, first + 2, first + 2]);
}

/// For each line, with the text of its article, the lowest line of its speaker's group.
fn groups_in(lines: &[(Line<'_>, &str)]) -> Vec<usize> {
    let quotes = quotes(&lines.iter().map(|(line, _)| *line).collect::<Vec<_>>());
    let said = |((line, text), quote)| {
        let (line, text): (&Line<'_>, &str) = (line, text);
        Said { article: line.0, outlet: Some(line.1), day: Some(line.2), seconds: None, text, quote }
    };
    let said: Vec<Said<'_>> = lines.iter().map(|(line, text)| (line, *text)).zip(&quotes).map(said).collect();
    let mut groups = vec![usize::MAX; lines.len()];
    for speaker in speakers(&said) {
        for member in &speaker.members {
            groups[*member] = speaker.members[0];
        }
    }
    groups
}

#[test]
fn the_article_names_another_bearer_of_the_family_name() {
    let known = "قالت نورهان الحلواني إن المعرض سيفتح.";
    let lines = [
        ((0, "north", 10, "نورهان الحلواني", Person, ""), known),
        ((1, "south", 10, "نورهان الحلواني", Person, ""), known),
        ((2, "north", 11, "نورهان الحلواني", Person, ""), known),
        // A word that no list has stands before the name where it is met first.
        (
            (3, "north", 11, "الحلواني", Person, ""),
            "اشترت شيرلوت الحلواني تذكرة. وأضافت الحلواني أنها سعيدة.",
        ),
        // Another spelling of the first name, and a title, are nobody else's.
        ((4, "north", 11, "الحلواني", Person, ""), "قالت نورهانا الحلواني إن المعرض سيفتح. وتابعت الحلواني."),
        ((5, "north", 11, "الحلواني", Person, ""), "قالت الوزيرة الحلواني إن المعرض سيفتح."),
        // What stands behind a title and the name is what was said.
        ((6, "north", 11, "الحلواني", Person, ""), "وأبدت الوزيرة الحلواني استعداد المعرض للفتح."),
    ];
    assert_eq!(groups_in(&lines), [0, 0, 0, 3, 0, 0, 0]);
}

#[test]
fn in_the_same_news_another_title_makes_nobody_else() {
    let known =
        |article| (article, ["north", "south"][article % 2], 10, "Ibrahim al-Halwani", Person, "a spokesman");
    let bare = |article, outlet, day, title| (article, outlet, day, "al-Halwani", Person, title);
    let mut lines: Vec<Line<'_>> = (0..8).map(known).collect();
    lines.push(bare(8, "east", 11, "The brigadier"));
    // Weeks later he may be.
    lines.push(bare(9, "west", 31, "The plumber"));
    assert_eq!(groups(&lines), [0, 0, 0, 0, 0, 0, 0, 0, 0, 9]);
}

#[test]
fn a_first_name_that_another_name_follows_is_no_family_name() {
    let known = "قال سامر بورشيل إن المعرض سيفتح.";
    let lines = [
        ((0, "north", 10, "سامر بورشيل", Person, ""), known),
        ((1, "south", 10, "سامر بورشيل", Person, ""), known),
        ((2, "north", 11, "سامر بورشيل", Person, ""), known),
        ((3, "north", 11, "بورشيل", Person, ""), "وقالت بورشيل دوفانغ المتحدثة إن المعرض سيغلق."),
        ((4, "north", 11, "بورشيل", Person, ""), "وقال بورشيل في المؤتمر إن المعرض سيفتح."),
    ];
    assert_eq!(groups_in(&lines), [0, 0, 0, 3, 0]);
}

#[test]
fn a_first_name_alone_needs_more_than_days_and_outlets() {
    let lines = [
        (0, "north", 10, "هبة عبد الوهاب", Person, "الرسامة"),
        (1, "south", 10, "هبة عبد الوهاب", Person, "الرسامة"),
        (2, "north", 11, "هبة عبد الوهاب", Person, "الرسامة"),
        (3, "north", 11, "عبد الوهاب", Person, ""),
        // "My father", and a Japanese family name.
        (4, "north", 10, "كينتارو آبي", Person, ""),
        (5, "south", 10, "كينتارو آبي", Person, ""),
        (6, "north", 10, "كينتارو آبي", Person, ""),
        (7, "north", 10, "أبي", Person, ""),
    ];
    assert_eq!(groups(&lines), [0, 0, 0, 3, 4, 4, 4, 7]);
}

#[test]
fn ben_in_arabic_letters_is_not_left_out() {
    let lines = [
        (0, "north", 10, "سامر وودلي", Person, ""),
        (1, "south", 10, "سامر وودلي", Person, ""),
        (2, "north", 11, "سامر وودلي", Person, ""),
        (3, "north", 11, "بن وودلي", Person, ""),
        (4, "north", 11, "وودلي", Person, ""),
    ];
    assert_eq!(groups(&lines), [0, 0, 0, 3, 0]);
}

#[test]
fn a_man_and_his_father_are_not_first_and_family_name() {
    let lines = [
        (0, "north", 10, "سامر بن كامل", Person, "وزير الزراعة"),
        (1, "south", 40, "سامر كامل", Person, "نجار"),
    ];
    assert_eq!(groups(&lines), [0, 1]);
}

#[test]
fn a_phrase_with_the_article_and_without_is_no_name() {
    let lines = [
        (0, "north", 10, "الكتيب الأصفر", Organisation, ""),
        (1, "south", 10, "كتيب أصفر", Organisation, ""),
        (2, "south", 12, "الكتيب الأصفر", Organisation, ""),
        // A state in it says which body it is; without the article it is any.
        (3, "north", 10, "القوات التركية", Organisation, ""),
        (4, "south", 10, "قوات تركية", Organisation, ""),
        (5, "south", 12, "القوات التركية", Organisation, ""),
    ];
    assert_eq!(groups(&lines), [0, 1, 2, 3, 4, 3]);
}

#[test]
fn what_he_is_and_where_from_is_no_name() {
    let lines = [
        (0, "north", 10, "المتسابق الإسباني", Person, ""),
        (1, "north", 10, "المتسابق الإسباني", Person, ""),
        (2, "north", 10, "الطيب المصري", Person, ""),
        (3, "north", 10, "الطيب المصري", Person, ""),
    ];
    assert_eq!(groups(&lines), [0, 1, 2, 2]);
}

#[test]
fn what_is_left_of_a_longer_name_is_none() {
    let lines = [
        (0, "north", 10, "بي سي", Person, ""),
        (1, "north", 10, "بي سي", Person, ""),
        (2, "north", 10, "نيوز", Person, ""),
        (3, "north", 10, "نيوز", Person, ""),
        (4, "north", 10, "١٤٥", Person, ""),
        (5, "north", 10, "145", Person, ""),
        (6, "north", 10, "تحذيرا", Person, ""),
        (7, "north", 10, "تحذيرا", Person, ""),
    ];
    assert_eq!(groups(&lines), [0, 1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn who_speaks_with_others_is_not_he_alone() {
    let lines = [
        (0, "north", 10, "سامر الحلواني", Person, ""),
        (1, "north", 10, "سامر الحلواني وأبناؤه", Person, ""),
        (2, "north", 10, "سامر وزعيم الحزب", Person, ""),
        (3, "north", 10, "سامر وزعيم الحزب", Person, ""),
        (4, "north", 10, "الأمم المتحدة ووكالات الإغاثة", Organisation, ""),
        (5, "south", 10, "الأمم المتحدة ووكالات إغاثة", Organisation, ""),
    ];
    assert_eq!(groups(&lines), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn a_state_is_not_its_ruler() {
    let lines = [
        (0, "north", 10, "الكويت", Organisation, ""),
        (1, "north", 10, "أمير الكويت", Organisation, ""),
        (2, "south", 10, "الكويت", Organisation, ""),
    ];
    assert_eq!(groups(&lines), [0, 1, 0]);
}

#[test]
fn two_letters_are_no_spelling_of_a_longer_family_name() {
    let lines = [
        (0, "north", 10, "سامر ويلي", Person, ""),
        (1, "north", 10, "سامر ويلي", Person, ""),
        (2, "north", 10, "سامر لي", Person, ""),
    ];
    assert_eq!(groups(&lines), [0, 0, 2]);
}

#[test]
fn who_works_for_a_man_is_not_he() {
    let mut lines: Vec<Line<'_>> =
        (0..10).map(|at| (at, "north", 10, "سامر الحلواني", Person, "رئيس البلدية")).collect();
    lines.push((10, "north", 10, "سامر الحلواني", Person, "مدير البرامج في مركز"));
    lines.push((11, "north", 10, "سامر الحلواني", Person, "الناطق في مكتب النائب"));
    let found = groups(&lines);
    assert_eq!(found[..10], [0; 10]);
    assert_eq!(found[10..], [10, 11]);
}

#[test]
fn outlets_of_one_name_in_two_countries() {
    let paper = "صحيفة \"المنارة\"";
    let texts = [
        "صحيفة \"المنارة\" الأردنية",
        "صحيفة \"المنارة\" الأردنية",
        "صحيفة \"المنارة\" الأسترالية",
        "صحيفة \"المنارة\"",
    ];
    let mut quotes: Vec<Quote> = quotes(&texts.map(|_| (0, "north", 10, paper, Organisation, "")));
    for (quote, text) in quotes.iter_mut().zip(texts) {
        quote.speaker = Some(Span::new(0, text.len()));
    }
    let said: Vec<Said<'_>> = (0..texts.len())
        .map(|at| Said {
            article: at,
            outlet: Some("north"),
            day: Some(10),
            seconds: None,
            text: texts[at],
            quote: &quotes[at],
        })
        .collect();
    let mut members: Vec<Vec<usize>> = speakers(&said).into_iter().map(|speaker| speaker.members).collect();
    members.sort();
    assert_eq!(members, [vec![0, 1, 3], vec![2]]);
}

#[test]
fn what_the_body_says_is_not_the_man_s_who_is_named_behind_it() {
    let lines = [
        (0, "north", 10, "سامر الحلواني", Person, "مدير المستشفى"),
        (1, "north", 10, "المستشفى سامر الحلواني", Organisation, ""),
        (2, "north", 10, "المستشفى سامر الحلواني", Organisation, ""),
    ];
    let texts = ["سامر الحلواني", "المستشفى سامر الحلواني", "المستشفى"];
    let mut quotes = quotes(&lines);
    for (quote, text) in quotes.iter_mut().zip(texts) {
        quote.speaker = Some(Span::new(0, text.len()));
    }
    let mut said = said(&lines, &quotes);
    for (said, text) in said.iter_mut().zip(texts) {
        said.text = text;
    }
    let mut members: Vec<Vec<usize>> = speakers(&said).into_iter().map(|speaker| speaker.members).collect();
    members.sort();
    assert_eq!(members, [vec![0, 1], vec![2]]);
}
