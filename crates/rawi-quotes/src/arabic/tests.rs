//! One sentence a rule, all written for these tests.

use super::Arabic;
use crate::page::Page;
use crate::quote::{Kind, Quote};
use proptest::prelude::*;
use std::sync::LazyLock;

static ARABIC: LazyLock<Arabic> = LazyLock::new(|| Arabic::new(&crate::Lists::default()));

fn quotes(text: &str) -> Vec<Quote> {
    let page = Page::new(text, None, None);
    let mut out = Vec::new();
    ARABIC.extract(&page, &mut out);
    out
}

/// What a test says of a quotation: kind, cue, mention of the source, entity, content.
type Expected<'a> = (Kind, &'a str, Option<&'a str>, Option<&'a str>, &'a str);

#[track_caller]
fn check(text: &str, expected: &[Expected<'_>]) {
    let found = quotes(text);
    let of = |q: &Quote| -> (Kind, String, Option<String>, Option<String>, String) {
        let content: Vec<&str> = q.content.iter().map(|s| s.of(text)).collect();
        (
            q.kind,
            q.cue.map_or("", |c| c.of(text)).to_owned(),
            q.speaker.map(|s| s.of(text).to_owned()),
            q.entity.clone(),
            content.join(" … "),
        )
    };
    let found: Vec<_> = found.iter().map(of).collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(kind, cue, speaker, entity, content)| {
            (
                *kind,
                (*cue).to_owned(),
                speaker.map(str::to_owned),
                entity.map(str::to_owned),
                (*content).to_owned(),
            )
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

use Kind::{Direct, Indirect, Mixed};

mod foreign;
mod meant;
mod names;
mod nouns;
mod relations;
mod resolution;
mod sources;

#[test]
fn verb_source_colon_marks() {
    check(
        "وقالت الوزيرة سلمى الحداد: «لن نغلق المدرسة هذا العام».",
        &[(Direct, "وقالت", Some("الوزيرة سلمى الحداد"), Some("سلمى الحداد"), "لن نغلق المدرسة هذا العام")],
    );
}

#[test]
fn as_for_names_the_subject_of_the_verb_with_fa() {
    check(
        "وقال الوزير سامر الحداد إن الميناء سيغلق. أما المديرة هالة النجار فنفت أن يكون القرار نهائيا.",
        &[
            (Indirect, "وقال", Some("الوزير سامر الحداد"), Some("سامر الحداد"), "الميناء سيغلق"),
            (Indirect, "فنفت", Some("المديرة هالة النجار"), Some("هالة النجار"), "يكون القرار نهائيا"),
        ],
    );
}

#[test]
fn a_title_behind_a_pronoun_describes() {
    let text = "وقال سامر الحداد وهو متحدث باسم البلدية إن الجسر سيفتح غدا.";
    let found = quotes(text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].entity.as_deref(), Some("سامر الحداد"));
    assert_eq!(found[0].description.as_deref(), Some("متحدث باسم البلدية"));
    assert_eq!(found[0].content[0].of(text), "الجسر سيفتح غدا");
}

#[test]
fn who_makes_a_statement_speaks() {
    check(
        "وأصدرت شركة المرفأ بيانا قالت فيه إن الرافعة الجديدة ستعمل غدا.",
        &[(Indirect, "قالت", None, Some("شركة المرفأ"), "الرافعة الجديدة ستعمل غدا")],
    );
}

#[test]
fn a_noun_with_a_pronoun_before_a_preposition_is_the_object() {
    let found = quotes("أعلنت حركة الساحل مسؤوليتها عن تفجير الجسر القديم.");
    assert_eq!(found[0].entity.as_deref(), Some("حركة الساحل"), "{found:?}");
}

#[test]
fn the_object_of_a_set_phrase_is_no_source() {
    check(
        "وتابع الوزير سامر الحداد كلامه: «لن نغلق الميناء هذا الصيف».",
        &[(Direct, "وتابع", Some("الوزير سامر الحداد"), Some("سامر الحداد"), "لن نغلق الميناء هذا الصيف")],
    );
}

#[test]
fn title_name_and_apposition_are_told_apart() {
    check(
        "وأعلن رئيس بلدية الساحل كريم النجار، المتحدث باسم اللجنة، أن الجسر سيفتح غدا.",
        &[(
            Indirect,
            "وأعلن",
            Some("رئيس بلدية الساحل كريم النجار، المتحدث باسم اللجنة"),
            Some("كريم النجار"),
            "الجسر سيفتح غدا",
        )],
    );
}

#[test]
fn the_name_may_follow_a_comma() {
    check(
        "أكد وزير الزراعة المغربي، سامي الودغيري، أن المحصول وفير.",
        &[(
            Indirect,
            "أكد",
            Some("وزير الزراعة المغربي، سامي الودغيري"),
            Some("سامي الودغيري"),
            "المحصول وفير",
        )],
    );
}

#[test]
fn recipient_and_medium_are_cut_off() {
    check(
        "وقال مدير الميناء عادل الشامي لـ«صوت البحر» في تصريح صحافي إن السفن تأخرت.",
        &[(Indirect, "وقال", Some("مدير الميناء عادل الشامي"), Some("عادل الشامي"), "السفن تأخرت")],
    );
}

#[test]
fn elided_subjects_and_participles_go_back_to_the_speaker() {
    check(
        "قال الطبيب ماجد العلي إن اللقاح وصل، مشيرا إلى أن الحملة تبدأ الأحد.\nوأضاف: «نحتاج إلى متطوعين».",
        &[
            (Indirect, "قال", Some("الطبيب ماجد العلي"), Some("ماجد العلي"), "اللقاح وصل"),
            (Indirect, "مشيرا إلى", None, Some("ماجد العلي"), "الحملة تبدأ الأحد"),
            (Direct, "وأضاف", None, Some("ماجد العلي"), "نحتاج إلى متطوعين"),
        ],
    );
}

#[test]
fn short_names_and_titles_mean_the_full_name() {
    let text = "وصل المبعوث الدولي يان هولمبرغ إلى المدينة.\nوقال هولمبرغ إن اللقاء مفيد.\nوأوضح المبعوث الدولي أن لقاء آخر سيعقد.";
    let entities: Vec<Option<String>> = quotes(text).into_iter().map(|q| q.entity).collect();
    assert_eq!(entities, [Some("يان هولمبرغ".to_owned()), Some("يان هولمبرغ".to_owned())]);
}

#[test]
fn a_lead_is_named_later() {
    let text = "فيما قال قيادي من «كتائب السهل الشمالي» إن الطريق آمن.\nوقال باران كوجك، القيادي في كتائب السهل الشمالي، إن القافلة مرت.";
    let entities: Vec<Option<String>> = quotes(text).into_iter().map(|q| q.entity).collect();
    assert_eq!(entities, [Some("باران كوجك".to_owned()), Some("باران كوجك".to_owned())]);
}

#[test]
fn flashback_and_subject_first() {
    check(
        "وكانت نقابة المعلمين قد أعلنت أن الإضراب مستمر.",
        &[(Indirect, "أعلنت", Some("نقابة المعلمين"), Some("نقابة المعلمين"), "الإضراب مستمر")],
    );
    check(
        "بلدية الميناء تعلن إغلاق السوق القديم",
        &[(Indirect, "تعلن", Some("بلدية الميناء"), Some("بلدية الميناء"), "إغلاق السوق القديم")],
    );
}

#[test]
fn according_to_before_and_after() {
    check(
        "وبحسب وزارة الصحة، بلغ عدد المصابين عشرين.",
        &[(Indirect, "وبحسب", Some("وزارة الصحة"), Some("وزارة الصحة"), "بلغ عدد المصابين عشرين")],
    );
    check(
        "انقطعت المياه عن ثلاثة أحياء في المدينة، حسبما أفاد سكان.",
        &[(Indirect, "حسبما أفاد", Some("سكان"), Some("سكان"), "انقطعت المياه عن ثلاثة أحياء في المدينة")],
    );
    // No person, body or document: no source.
    check("وسيوزع الماء وفق الجدول المعلن.", &[]);
}

#[test]
fn relayed_by_an_agency() {
    let text = "ونقلت وكالة الساحل للأنباء عن محافظ المدينة وليد البكري قوله إن المياه عادت.";
    let found = quotes(text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].entity.as_deref(), Some("وليد البكري"));
    assert_eq!(found[0].cue.map(|c| c.of(text)), Some("قوله"));
    assert_eq!(found[0].via.map(|v| v.of(text)), Some("وكالة الساحل للأنباء"));
    assert_eq!(found[0].content[0].of(text), "المياه عادت");
}

#[test]
fn mixed_keeps_the_whole_clause() {
    check(
        "قال مدير المتحف نبيل حجازي إن المعرض «تجربة نادرة جدا في البلاد» وسيستمر شهرا.",
        &[(
            Mixed,
            "قال",
            Some("مدير المتحف نبيل حجازي"),
            Some("نبيل حجازي"),
            "المعرض «تجربة نادرة جدا في البلاد» وسيستمر شهرا",
        )],
    );
}

#[test]
fn marked_names_are_nobodys_words() {
    check("انطلقت أمس مبادرة «نزرع الغد» في حديقة «الورد» بمشاركة فريق «الشباب».", &[]);
}

#[test]
fn nouns_that_are_what_was_said() {
    check(
        "وأكد الكاتب فادي منصور ضرورة حماية المكتبة.",
        &[(Indirect, "وأكد", Some("الكاتب فادي منصور"), Some("فادي منصور"), "ضرورة حماية المكتبة")],
    );
    check(
        "ونفت الشركة وجود خلاف بين الشركاء.",
        &[(Indirect, "ونفت", Some("الشركة"), Some("الشركة"), "وجود خلاف بين الشركاء")],
    );
}

#[test]
fn objects_are_no_sources() {
    check(
        "وكانت فرنسا قد اتهمت بريطانيا بالتأخير.",
        &[(Indirect, "اتهمت", Some("فرنسا"), Some("فرنسا"), "بريطانيا بالتأخير")],
    );
    check(
        "وحمّل السائق إدارة المرور مسؤولية الحادث.",
        &[(Indirect, "وحمّل", Some("السائق"), Some("السائق"), "إدارة المرور مسؤولية الحادث")],
    );
}

#[test]
fn homographs_need_their_complement() {
    check("وزاد عدد السكان بين المدينة والقرية.", &[]);
    check("يذكر أن الجسر بني قبل مئة عام.", &[]);
    check("لم يقل المدير إن المصنع سيغلق.", &[]);
}

#[test]
fn unclosed_marks_end_with_the_words() {
    check(
        "وقال الحارس سعيد الراوي: «رأيت النار من بعيد",
        &[(Direct, "وقال", Some("الحارس سعيد الراوي"), Some("سعيد الراوي"), "رأيت النار من بعيد")],
    );
}

#[test]
fn a_headline_colon_is_speech() {
    check(
        "وزير النقل: القطار يعمل قبل نهاية العام",
        &[(Indirect, "", Some("وزير النقل"), Some("وزير النقل"), "القطار يعمل قبل نهاية العام")],
    );
}

#[test]
fn every_record_is_sound() {
    sound("وقال: «أ» (ب) “ج” إن، إن. قال قال قال: قال إن");
}

/// The promises of [`Quote`]: spans in bounds and on character borders, content in order and apart.
fn sound(text: &str) {
    for quote in quotes(text) {
        assert!(!quote.content.is_empty());
        let spans = quote.content.iter().chain(&quote.cue).chain(&quote.speaker).chain(&quote.via);
        for span in spans {
            assert!(span.start <= span.end && span.to() <= text.len());
            let _ = span.of(text);
        }
        for pair in quote.content.windows(2) {
            assert!(pair[0].end <= pair[1].start);
        }
        assert!(quote.content.iter().all(|s| !s.is_empty()));
        assert!((0.0..=1.0).contains(&quote.confidence));
    }
}

#[test]
fn a_source_stands_behind_a_relative_clause() {
    check(
        "ستعود الحافلات إلى العمل غدا، وفق ما أعلنه مدير النقل كمال الساعاتي.",
        &[(
            Indirect,
            "وفق ما أعلنه",
            Some("مدير النقل كمال الساعاتي"),
            Some("كمال الساعاتي"),
            "ستعود الحافلات إلى العمل غدا",
        )],
    );
    check(
        "وأكد مدير النقل كمال الساعاتي أن الحافلات ستعود غدا، على حد قوله.",
        &[(Indirect, "وأكد", Some("مدير النقل كمال الساعاتي"), Some("كمال الساعاتي"), "الحافلات ستعود غدا")],
    );
}

#[test]
fn asides_with_a_verb_of_their_own() {
    check(
        "وأضاف، خلال مؤتمر صحفي عقد في الميناء: «لن نرفع الرسوم هذا العام».",
        &[(Direct, "وأضاف", None, None, "لن نرفع الرسوم هذا العام")],
    );
    check(
        "أعلنت وزارة الزراعة، الأحد، القضاء على آفة النخيل.",
        &[(Indirect, "أعلنت", Some("وزارة الزراعة"), Some("وزارة الزراعة"), "القضاء على آفة النخيل")],
    );
    check(
        "أعلن الاتحاد الذي يضم عشرة أندية، الثلاثاء، عن تأجيل البطولة.",
        &[(Indirect, "أعلن", Some("الاتحاد"), Some("الاتحاد"), "تأجيل البطولة")],
    );
}

#[test]
fn the_subject_between_two_verbs() {
    check(
        "وكانت أنقرة اتهمت أثينا بتغيير الخريطة.",
        &[(Indirect, "اتهمت", Some("أنقرة"), Some("أنقرة"), "أثينا بتغيير الخريطة")],
    );
    check(
        "وقال أحد الصيادين إن البحر هادئ، لكنه اتهم الميناء بإهمال القوارب.",
        &[
            (Indirect, "وقال", Some("أحد الصيادين"), Some("أحد الصيادين"), "البحر هادئ"),
            (Indirect, "اتهم", None, Some("أحد الصيادين"), "الميناء بإهمال القوارب"),
        ],
    );
}

#[test]
fn names_with_the_article_and_after_their_title() {
    check(
        "قال العاهل الأردني، الملك سعد بن ناصر، إن الطريق سيفتح.",
        &[(Indirect, "قال", Some("العاهل الأردني، الملك سعد بن ناصر"), Some("سعد بن ناصر"), "الطريق سيفتح")],
    );
    check(
        "وأضاف سليم البالغ 40 عاما أن الورشة ستنتقل.",
        &[(Indirect, "وأضاف", Some("سليم"), Some("سليم"), "الورشة ستنتقل")],
    );
    check(
        "واستنكر الدكتور وليد القصيبي الضجيج الليلي في السوق.",
        &[(
            Indirect,
            "واستنكر",
            Some("الدكتور وليد القصيبي"),
            Some("وليد القصيبي"),
            "الضجيج الليلي في السوق",
        )],
    );
}

#[test]
fn subject_and_object_are_not_one_name() {
    let text = "استقبل سمير نبيل في القصر. وقال نبيل إن الجو بارد. وقال سمير إن الشاي جاهز. وأكد سمير أن الوفد وصل. \
                وأوضح نبيل أنه سعيد.";
    let names: Vec<_> = quotes(text).into_iter().filter_map(|q| q.entity).collect();
    assert_eq!(names, ["نبيل", "سمير", "سمير", "نبيل"]);
}

#[test]
fn a_colon_holds_over_full_stops_in_the_first_person() {
    check(
        "وقال البحار رامي حداد: نحن متعبون. لكننا نعرف أن الميناء قريب. ويقع الميناء غرب المدينة.",
        &[(
            Indirect,
            "وقال",
            Some("البحار رامي حداد"),
            Some("رامي حداد"),
            "نحن متعبون. لكننا نعرف أن الميناء قريب",
        )],
    );
}

#[test]
fn on_the_tongue_of() {
    let found = quotes("ونقلت الصحيفة على لسان المزارع عادل النجار قوله إن الموسم ضعيف.");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].entity.as_deref(), Some("عادل النجار"));
}

#[test]
fn nouns_that_look_like_verbs_report_nothing() {
    check(
        "وقال حارس الحديقة نبيل سعيد إن رفض البلدية للمشروع مفهوم.",
        &[(Indirect, "وقال", Some("حارس الحديقة نبيل سعيد"), Some("نبيل سعيد"), "رفض البلدية للمشروع مفهوم")],
    );
    check("كل كاتب يطالب بالحريات في مقاله.", &[]);
}

#[test]
fn quoted_words_on_both_sides_of_their_attribution() {
    check(
        "«لن نغلق المدرسة هذا العام»، قالت الوزيرة سلمى الحداد، «وسنفتح مدرسة أخرى قريبا».",
        &[(
            Direct,
            "قالت",
            Some("الوزيرة سلمى الحداد"),
            Some("سلمى الحداد"),
            "لن نغلق المدرسة هذا العام … وسنفتح مدرسة أخرى قريبا",
        )],
    );
}

#[test]
fn a_paragraph_of_quoted_words_is_of_whoever_speaks() {
    let said = "وقال المدرب باسل الرفاعي: «فزنا لأننا صبرنا طويلا».\n«والموسم القادم سيكون أصعب علينا جميعا».";
    check(
        said,
        &[
            (Direct, "وقال", Some("المدرب باسل الرفاعي"), Some("باسل الرفاعي"), "فزنا لأننا صبرنا طويلا"),
            (Direct, "", None, Some("باسل الرفاعي"), "والموسم القادم سيكون أصعب علينا جميعا"),
        ],
    );
    let unclosed =
        "وقال المدرب باسل الرفاعي: «فزنا لأننا صبرنا طويلا.\n«والموسم القادم سيكون أصعب علينا جميعا».";
    assert_eq!(quotes(unclosed).len(), 1);
    assert_eq!(quotes(unclosed)[0].content.len(), 2);
}

#[test]
fn the_agency_is_no_part_of_the_content() {
    let text = "دعت نقابة الصيادين أعضاءها إلى العودة للبحر، حسبما أوردت صحيفة الساحل، مساء السبت.";
    let found = quotes(text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].content[0].of(text).ends_with("العودة للبحر"), "{found:?}");
    assert!(found[0].via.is_some());
}

#[test]
fn verbs_that_look_like_others_under_their_conjunction() {
    check(
        "ودعت الإدارة الطلاب لزيارة المعرض.",
        &[(Indirect, "ودعت", Some("الإدارة"), Some("الإدارة"), "لزيارة المعرض")],
    );
    check(
        "ورد المدرب باسل الرفاعي قائلا إن الفريق جاهز.",
        &[(Indirect, "ورد", Some("المدرب باسل الرفاعي"), Some("باسل الرفاعي"), "الفريق جاهز")],
    );
    check(
        "لكن مصدرا في البلدية أفاد بأن الطريق مغلق.",
        &[(Indirect, "أفاد", Some("مصدرا في البلدية"), Some("مصدرا في البلدية"), "الطريق مغلق")],
    );
}

#[test]
fn advisers_speak_and_not_their_chief() {
    let found = quotes("بعض مستشاري الوزير سامي حداد يرجحون أن الاتفاق قريب. وأبان الوزير أن الوقت مبكر.");
    let names: Vec<_> = found.iter().filter_map(|q| q.entity.as_deref()).collect();
    assert_eq!(names, ["بعض مستشاري الوزير سامي حداد", "سامي حداد"], "{found:?}");
}

#[test]
fn quoted_words_after_a_briefing_are_no_name() {
    check(
        "وقالت المتحدثة سلمى الحداد في إفادة صحفية \"لدينا معلومات تشير إلى أن الطريق سيفتح غدا\".",
        &[(
            Direct,
            "وقالت",
            Some("المتحدثة سلمى الحداد"),
            Some("سلمى الحداد"),
            "لدينا معلومات تشير إلى أن الطريق سيفتح غدا",
        )],
    );
}

/// What stands where a source may stand, and is none: the name that is not to be told, "in the name of".
#[test]
fn objects_of_set_phrases_and_in_the_name_of_are_no_speakers() {
    for text in [
        "وصل الوفد إلى البلدة صباحا. وقال دبلوماسي غربي طالبا عدم ذكر اسمه : «الطريق ما زال طويلا أمام الجميع».",
        "وأعلن متحدث باسم شرطة المرفأ فتح الطريق. وقال إن السفن ستعود إلى الميناء مساء الأحد. وأكد أن الحركة طبيعية.",
        "ولم يعلق متحدث باسم الخارجية على الخبر، لكنه قال إن الوزارة ستصدر بيانا مساء الأحد.",
        "وكانت الصور قد لفتت الأنظار إلى أن الجسر مهدد بالسقوط منذ أعوام.",
    ] {
        for quote in quotes(text) {
            let speaker = quote.speaker.map(|span| span.of(text));
            let wrong = |name: &str| ["اسمه", "باسم", "الأنظار"].contains(&name);
            assert!(!speaker.is_some_and(wrong), "{text}: {speaker:?}");
            assert!(!quote.entity.as_deref().is_some_and(wrong), "{text}: {:?}", quote.entity);
        }
    }
    for name in ["باسم الرفاعي", "برونو لو مارشال"] {
        let quotes = quotes(&format!("وقال {name} إن الجسر سيفتح غدا."));
        assert_eq!(quotes[0].entity.as_deref(), Some(name));
    }
}

proptest! {
    #[test]
    fn any_string_of_cues_and_marks_is_survived(
        words in prop::collection::vec(
            prop::sample::select(&[
                "قال", "وأضاف", "مشيرا", "إلى", "أن", "إن", "أنه", "بحسب", "وفقا", "نقلا", "عن", "ما", "قوله", "كان", "قد",
                "الذي", "التي", "وزير", "الوزير", "الخارجية", "سامي", "الودغيري", "بن", "لـ", "ل", "بـ", "«", "»", "\"", "”", "“",
                ":", "،", ".", "\n", "(", ")", "—", "-", "«الحياة»", "وكالة", "في", "بيان", "دعا", "اتهم", "حمّل", "مسؤولية", "رفض",
                "استمرار", "،", "كما", "لكنه", "فيما", "يذكر", "1", "2.5", "#وسم_ما", "\u{200f}", "ّ", "a", "...", "؟", "معتبرا", "إياها",
                "على", "حد", "لسان", "عبر", "بين", "باسم", "نفسه", "كل", "من",
            ][..]),
            0..40,
        ),
        glue in prop::bool::ANY,
    ) {
        sound(&words.join(if glue { "" } else { " " }));
        sound(&words.join(" "));
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,80}") {
        sound(&text);
    }
}

#[test]
fn what_speaks_for_a_quotation_makes_it_likelier() {
    let confidence = |text: &str| quotes(text).last().map(|quote| quote.confidence).expect("a quotation");
    // Named in full behind the verb, twice; a plain noun; a pronoun that nothing explains.
    let named = "وقال الوزير سامي منصور إن الجسر سيفتح.\nوأضاف منصور أن الطريق سيغلق.";
    let bare = "وقالت الصحيفتان إن الجسر سيفتح غدا.";
    let traced = "وقال الوزير سامي منصور إن الجسر سيفتح. ووصل الضيوف إلى المدينة في المساء وزاروا السوق القديمة \
        والميناء والقلعة ثم عادوا إلى الفندق وتناولوا العشاء في المطعم المطل على البحر قبل أن يغادروا. ورفض الحديث.";
    assert!(confidence(named) > 0.9, "{}", confidence(named));
    assert!(confidence(bare) < confidence(named) - 0.1);
    assert!(confidence(traced) < confidence(named));
    let table = include_str!("../../data/arabic-confidence.tsv");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        assert!(columns.len() == 3 && columns[1].parse::<f32>().is_ok_and(f32::is_finite), "{line}");
    }
}

#[test]
fn a_family_name_takes_nothing_after_it() {
    // "رحلته" stands after the name once; the full name is another.
    let text = "بدأ الرئيس إدوارد هولمز زيارة للمدينة. وأنهى هولمز رحلته أمس.\nوقال هولمز إن الزيارة مفيدة.";
    let entities: Vec<Option<String>> = quotes(text).into_iter().map(|q| q.entity).collect();
    assert_eq!(entities, [Some("إدوارد هولمز".to_owned())]);
}

#[test]
fn documents_and_clauses_before() {
    check(
        "وجاء في بيان البلدية أن الحديقة ستفتح غدا.",
        &[(Indirect, "وجاء في", Some("بيان البلدية"), Some("بيان البلدية"), "الحديقة ستفتح غدا")],
    );
    check(
        "تعطلت القطارات ثلاث ساعات كاملة، كما أفاد المتحدث باسم الشركة.",
        &[(
            Indirect,
            "أفاد",
            Some("المتحدث باسم الشركة"),
            Some("المتحدث باسم الشركة"),
            "تعطلت القطارات ثلاث ساعات كاملة",
        )],
    );
}

#[test]
fn what_somebody_did_meanwhile_is_no_part_of_his_name() {
    let entity = |text: &str| quotes(text).pop().and_then(|quote| quote.entity);
    let hand = "وقال سامر مراد واضعاً يده على الكتاب: \"سأعمل من أجل البلاد كلها ما دمت حيا\".";
    assert_eq!(entity(hand).as_deref(), Some("سامر مراد"));
    // Who stands where in a table neither.
    let table = "وقال فولفسبورغ متصدر الدوري الألماني أمس الاثنين إن اللاعب سيغيب شهرا كاملا عن الملاعب.";
    assert_eq!(entity(table).as_deref(), Some("فولفسبورغ"));
    // But of what body commanders are.
    let alliance = "ويقول القادة العسكريون في حلف الجنوب إن المشروع ضروري لوضع رادع قوي للجميع.";
    assert_eq!(entity(alliance).as_deref(), Some("القادة العسكريون في حلف الجنوب"));
}

#[test]
fn a_noun_that_nothing_is_told_of_awaits_its_predicate() {
    let drone = "قالت هولندا، يوم الجمعة، إن طائرة بدون طيار أسقطتها في أراضيها، في فبراير الماضي، كانت تحمل متفجرات.";
    let content: Vec<String> =
        quotes(drone).iter().map(|quote| quote.content[0].of(drone).to_owned()).collect();
    assert_eq!(content, ["طائرة بدون طيار أسقطتها في أراضيها، في فبراير الماضي، كانت تحمل متفجرات"]);
}
