//! Every word of the page that is the program's own, English and Arabic side by side.
//!
//! In a text with `|`, the first part is for one and the second for other numbers; `{n}` is the number. Arabic puts
//! the number behind a colon, which spares the reader a wrong plural; before a percentage stands a left-to-right mark
//! there, so that its sign is on the same side behind Arabic letters as on its own.

/// Language of the page's own words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ui {
    /// English.
    #[default]
    English,
    /// Arabic; the page reads from right to left.
    Arabic,
}

macro_rules! labels {
    ($($name:ident: $english:literal, $arabic:literal;)*) => {
        /// The words of one language.
        pub struct Labels { $(pub $name: &'static str,)* }
        const ENGLISH: Labels = Labels { $($name: $english,)* };
        const ARABIC: Labels = Labels { $($name: $arabic,)* };
    };
}

impl Ui {
    /// The words.
    pub fn labels(self) -> &'static Labels {
        match self {
            Self::English => &ENGLISH,
            Self::Arabic => &ARABIC,
        }
    }
}

/// A label with its number: `{n} version|{n} versions`.
pub fn count(label: &str, n: usize) -> String {
    let form = match label.split_once('|') {
        Some((one, _)) if n == 1 => one,
        Some((_, many)) => many,
        None => label,
    };
    form.replace("{n}", &super::text::number(n))
}

labels! {
    // The page.
    lang: "en", "ar";
    dir: "ltr", "rtl";
    title: "rawi: who recycles whom, who said what", "راوٍ: من ينقل عن من، ومن قال ماذا";
    skip: "Skip to the content", "انتقل إلى المحتوى";
    contents: "Contents", "المحتويات";
    made_by: "Made by rawi", "أعدّه راوٍ، الإصدار";
    showing: "Showing {n} of {m}, the largest first.", "المعروض {n} من {m}، الأكبر أولاً.";
    rest: "The rest is in the data files (rawi report --data DIR).", "الباقي في ملفات البيانات (rawi report --data DIR).";
    all: "{m} in all, the largest first.", "العدد: {m}، الأكبر أولاً.";
    none: "Nothing was found.", "لم يُعثر على شيء.";
    more_characters: "{n} more character|{n} more characters", "أحرف أخرى: {n}";
    no_outlet: "no outlet", "بلا وسيلة";
    link_here: "Link to this place", "رابط هذا الموضع";

    // Filter.
    filter: "Search and filter", "بحث وتصفية";
    search: "Words", "كلمات";
    outlet: "Outlet", "الوسيلة";
    language: "Language", "اللغة";
    speaker: "Speaker", "القائل";
    kind: "Kind of quote", "نوع الاقتباس";
    since: "From", "من";
    until: "To", "إلى";
    any: "any", "الكل";
    clear: "Clear", "مسح";
    open_all: "Open all shown", "فتح المعروض";
    close_all: "Close all", "إغلاق الكل";
    matching: "shown by the filter", "مطابق للتصفية";

    // Overview.
    overview: "Overview", "نظرة عامة";
    churn_short: "Articles", "المواد";
    statements_short: "Statements", "التصريحات";
    read: "What was read", "ما قُرئ";
    articles_read: "Articles", "المواد";
    outlets: "Outlets", "الوسائل";
    languages: "Languages", "اللغات";
    dates: "Dates", "التواريخ";
    undated: "{n} without a date", "بلا تاريخ: {n}";
    left_out: "What was left out", "ما تُرك";
    nothing_left_out: "Nothing was left out.", "لم يُترك شيء.";
    what: "What", "ماذا";
    how_many: "How many", "العدد";
    why: "Why", "السبب";
    found: "What was found", "ما وُجد";
    largest_families: "In most outlets", "الأوسع انتشاراً";
    most_quoted: "Quoted most", "الأكثر اقتباساً";
    credit_differs: "Credit differs", "نسب مختلف";
    recycles_most: "Share most", "الأكثر اشتراكاً";
    part_of: "of the words of", "من كلمات";
    also_in: "are also in", "موجود في";
    settings: "Settings", "الإعدادات";
    setting: "Setting", "الإعداد";
    value: "Value", "القيمة";
    how: "How the figures are computed", "كيف تُحسب الأرقام";
    how_words: "Words are compared after folding: case, punctuation, Arabic vowel signs, tatweel and the forms of hamza, alef, yeh and teh marbuta make no difference. A figure in words counts such folded words.",
        "تُقارن الكلمات بعد توحيد صورها: لا فرق في التشكيل والتطويل وصور الهمزة والألف والياء والتاء المربوطة وحالة الحرف وعلامات الترقيم. والأرقام بالكلمات تعدّ هذه الكلمات الموحّدة.";
    how_families: "A family holds passages that share enough runs of words (shingles) with its first version. Likeness is the exact Jaccard similarity of the two sets of runs: 1 is word for word, 0 nothing in common.",
        "تجمع العائلة مقاطع تشترك مع نسختها الأولى في قدر كافٍ من السلاسل المتتابعة من الكلمات. والتشابه هو معامل جاكار الدقيق بين المجموعتين: 1 للتطابق التام و0 لانعدام الاشتراك.";
    how_first: "First means the earliest date in this archive. It does not prove who wrote it: a text may come from an agency or a page that the archive does not hold, and a date without a time cannot order articles of one day.",
        "الأول هو الأقدم تاريخاً في هذا الأرشيف، ولا يثبت ذلك من كتبه: فقد يكون النص من وكالة أو صفحة ليست في الأرشيف، والتاريخ بلا ساعة لا يرتّب مواد اليوم الواحد.";
    how_matrix: "Text that an outlet repeats on its own pages (share lines, footers) is not counted as reuse unless the settings say so.",
        "النص الذي تكرره الوسيلة في صفحاتها (سطور المشاركة والتذييل) لا يُعدّ إعادة استعمال ما لم تقل الإعدادات غير ذلك.";
    how_quotes: "Quotes are found by grammar and word lists, without a trained model; each carries the rule that found it and a confidence. Check a quote in its article before you publish it.",
        "تُستخرج الاقتباسات بالنحو وقوائم الألفاظ دون نموذج مدرّب، ومع كل اقتباس القاعدة التي وجدته ودرجة الثقة. راجع الاقتباس في مادته قبل نشره.";
    how_statements: "A statement gathers quotes of several articles that carry the same words or the same claim. Where outlets credit different speakers, both are shown; the page does not decide who is right. Versions of the same words, kind and credit are shown once, with where the others stand.",
        "يجمع التصريح اقتباسات من مواد عدة تحمل الكلام نفسه أو المعنى نفسه. وحيث تختلف الوسائل في نسبته يُعرض الجميع، ولا تحكم الصفحة بينهم. والنسخ المتفقة في اللفظ والنوع والنسبة تُعرض مرة واحدة مع مواضع سائرها.";

    // Matrix.
    matrix: "Who shares with whom", "من يشترك مع من";
    matrix_caption: "Each row counts the words of one outlet. A cell says which part of them also stands in the outlet of the column, how many words that is, and which part of those the column published first; where dates are missing, equal, or days of which the hours are not known, nobody was first.",
        "كل صف يعدّ كلمات وسيلة واحدة. والخلية تبيّن نسبة ما يوجد منها في وسيلة العمود، وعدد كلماته، ونسبة ما نشرته وسيلة العمود أولاً؛ وحيث تتساوى التواريخ أو تغيب أو لا تُعرف ساعاتها لا يُعدّ أحد سابقاً.";
    words: "{n} word|{n} words", "كلمات: {n}";
    words_head: "Words", "الكلمات";
    there_first: "{p} there first", "سبقت في \u{200e}{p}";
    scale: "Part of the row's words", "النسبة من كلمات الصف";
    parts_caption: "The last lines say of these words, how many stand in passages that credit an agency or an outlet, how many of the others are quoted from somebody, and how many are the outlets' own words.",
        "وفي السطر الأخير: كم من هذه الكلمات في مقاطع تذكر وكالة أو وسيلة، وكم من سواها منقول عن قائل، وكم هو من كلام الوسيلتين.";
    part_agency: "agency {p}", "وكالة \u{200e}{p}";
    part_quotes: "quotes {p}", "اقتباس \u{200e}{p}";
    part_own: "own {p}", "خاص \u{200e}{p}";
    matrix_all: "{m} in all, by name.", "العدد: {m}، بترتيب الأسماء.";
    matrix_showing: "Showing {n} of {m}, those that share most, by name.", "المعروض {n} من {m}، الأكثر اشتراكاً، بترتيب الأسماء.";
    alone: "Sharing nothing with any other, and left out here:", "لا تشترك مع غيرها في شيء ولم تُدرج هنا:";
    there_first_short: "first {p}", "سبقت \u{200e}{p}";
    network: "The network of outlets", "شبكة الوسائل";
    network_caption: "A line is as wide as the words that two outlets share; an arrow points from the outlet that had most of them first to the other. A circle is as large as the outlet's words.",
        "عرض الخط بقدر الكلمات المشتركة بين وسيلتين، والسهم من الوسيلة التي سبقت في معظمها إلى الأخرى. ومساحة الدائرة بقدر كلمات الوسيلة.";
    network_drawn: "Drawn: {n} of {m}, the largest.", "المرسوم {n} من {m}، الأكبر.";

    // Families.
    timeline: "Recycled text in time", "النصوص المعاد نشرها عبر الزمن";
    timeline_caption: "A row is a family, with the outlet of its first version: the filled dot is the first version, the others are later ones; each row leads to its family below. The bars count all versions.",
        "كل صف عائلة مع وسيلة نسختها الأولى: النقطة المملوءة هي النسخة الأولى وما بعدها نسخ لاحقة، وكل صف يقود إلى عائلته أدناه. والأعمدة تعدّ النسخ كلها.";
    families: "Recycled text", "نصوص معاد نشرها";
    families_n: "{n} family of recycled text|{n} families of recycled text", "عائلات النصوص: {n}";
    versions_n: "{n} version|{n} versions", "النسخ: {n}";
    outlets_n: "{n} outlet|{n} outlets", "الوسائل: {n}";
    credited_n: "{n} with a credit|{n} with a credit", "تذكر مصدراً: {n}";
    credited_none: "no credit found", "لم يُعثر على ذكر لمصدر";
    credits: "credits", "تذكر";
    first_version: "First version", "النسخة الأولى";
    first_uncertain: "Not certainly the first; by their dates these may be as early", "ليس مؤكداً أنها الأولى، فقد تكون هذه بحسب تواريخها أسبق أو معها";
    later_versions: "Later versions", "النسخ اللاحقة";
    same_as_this: "The same words in {n} more version:|The same words in {n} more versions:", "بالألفاظ نفسها في نسخ أخرى ({n}):";
    other_words: "Worded otherwise throughout: what changed is not marked.", "صياغة مختلفة في معظمها، فلم تُعلَّم فيها الفروق.";
    same_words: "Word for word as the first", "مطابقة للأولى كلمة كلمة";
    likeness: "likeness {p}", "التشابه \u{200e}{p}";
    more_versions: "{n} more version is not shown|{n} more versions are not shown", "نسخ أخرى غير معروضة: {n}";
    diff_key: "Against the first version:", "مقارنة بالنسخة الأولى:";
    added: "added", "مضاف";
    dropped: "dropped", "محذوف";
    statements_inside: "Statements in it", "تصريحات فيه";
    speech_share: "Speech in the first version: {p}", "المنقول عن قائلين في النسخة الأولى: \u{200e}{p}";
    no_speech: "Nobody is quoted in it.", "لا ينقل عن أحد.";
    quoted_in: "Quoted", "المنقول عنهم";

    // Articles.
    churn: "How much of an article stands elsewhere", "كم من المادة منشور في غيرها";
    churn_n: "{n} article with recycled text|{n} articles with recycled text", "مواد فيها نص معاد: {n}";
    article: "Article", "المادة";
    date: "Date", "التاريخ";
    elsewhere: "Stands elsewhere", "منشور في غيرها";
    where_else: "Where", "أين";
    earlier: "earlier", "أسبق";
    later: "later", "لاحق";
    elsewhere_short: "{p} of the article elsewhere", "\u{200e}{p} من المادة في غيرها";
    and_more: "and {n} more", "وغيرها: {n}";
    of_words: "{n} of {m} words", "{n} من {m} كلمة";

    // Quotes and speakers.
    speakers: "Who said what", "من قال ماذا";
    speakers_n: "{n} speaker|{n} speakers", "المتحدثون: {n}";
    quotes_n: "{n} quote|{n} quotes", "الاقتباسات: {n}";
    quotes: "Quotes", "الاقتباسات";
    unattributed_quotes: "{n} quote without a speaker|{n} quotes without a speaker", "اقتباسات بلا متحدث: {n}";
    direct: "direct", "مباشر";
    mixed: "mixed", "مختلط";
    indirect: "indirect", "غير مباشر";
    person: "person", "شخص";
    organisation: "organisation", "جهة";
    anonymous: "without a name", "بلا اسم";
    document: "document", "وثيقة";
    other: "other", "غير ذلك";
    spellings: "Spellings", "صور الاسم";
    descriptions: "Described as", "أوصافه";
    by_outlet: "Quotes by outlet", "الاقتباسات بحسب الوسيلة";
    quotes_shown: "{n} of {m} quotes, in order of time", "{n} من {m} اقتباس، بترتيب الزمن";
    quote_key: "In each quote:", "في كل اقتباس:";
    key_said: "what was said", "ما قيل";
    key_cue: "the reporting word", "لفظ القول";
    key_speaker: "who said it", "القائل";
    key_via: "through whom", "عبر من";
    confidence: "confidence {p}", "الثقة \u{200e}{p}";
    rule: "rule", "القاعدة";
    versions_link: "other versions of it", "نسخه الأخرى";
    in_family: "in recycled text", "ضمن نص معاد";
    elsewhere_here: "under its speaker", "عند قائله";

    // Statements.
    statements: "One statement across outlets", "تصريح واحد في عدة وسائل";
    statements_n: "{n} statement in several articles|{n} statements in several articles", "تصريحات في مواد عدة: {n}";
    agreement: "Credit", "النسبة";
    same: "same speaker", "قائل واحد";
    differs: "speakers differ", "قائلون مختلفون";
    unattributed: "not always credited", "بلا قائل في بعضها";
    credited_to: "Credited to", "نُسب إلى";
    nobody: "nobody named", "بلا تسمية";
    inferred: "inferred from the outlets that name somebody: {e}", "مستنتج من الوسائل التي تسمّي القائل: {e}";
    versions: "Versions in order of time", "النسخ بترتيب الزمن";
    drift: "How the words drift", "كيف تغيّرت الألفاظ";
    first_words: "First version", "النسخة الأولى";
    instead: "Instead", "بدلاً منها";
    in_outlets: "In", "في";
    not_there: "nothing", "لا شيء";
}
