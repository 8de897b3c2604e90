//! What the run says was left out, and why, in the language of the page. The run says it in English, on standard error
//! and in files; what is not in this list stays as it was said.

use super::labels::Labels;

const ARABIC: &[(&str, &str)] = &[
    ("records", "سجلات"),
    ("documents, used all the same", "مواد استُعملت مع ذلك"),
    ("passages", "مقاطع"),
    ("no text", "بلا نص"),
    ("no web page", "ليس صفحة وِب"),
    ("not UTF-8", "ترميز غير UTF-8"),
    ("broken JSON", "JSON معطوب"),
    ("not a JSON object", "ليس كائن JSON"),
    ("too many or too few cells", "خلايا زائدة أو ناقصة"),
    ("quotation marks that do not pair", "علامات تنصيص بلا نظير"),
    ("a column is missing", "عمود مفقود"),
    ("over the limit", "فوق الحد"),
    ("ends too early", "ينتهي قبل أوانه"),
    ("damaged", "تالف"),
    ("damaged WARC record", "سجل WARC تالف"),
    ("not read yet", "لم يُقرأ بعد"),
    ("cannot be read", "لا يمكن قراءته"),
    ("before --since", "قبل بداية المدة (--since)"),
    ("after --until", "بعد نهاية المدة (--until)"),
    ("without a date", "بلا تاريخ"),
    ("in another language", "بلغة أخرى"),
    ("of another outlet", "من وسيلة أخرى"),
    ("the date cannot be read", "التاريخ غير مقروء"),
    ("the page names no date and has that of the crawl", "الصفحة بلا تاريخ فأخذت تاريخ جمعها"),
    ("the id came before and was numbered", "المعرّف مكرر فزيد عليه رقم"),
    ("no date is given; whether they were first is not known", "بلا تاريخ، ولا يُعرف أكانت الأولى"),
    ("no outlet is named; all of these count as one", "بلا اسم وسيلة، وتُعدّ كلها وسيلة واحدة"),
    (
        "formula, furniture or lists of names, not copies",
        "صيغ متكررة أو نصوص ثابتة في الصفحات أو قوائم أسماء، لا نسخ",
    ),
];

/// The same in the language of the page.
pub fn in_words<'a>(labels: &Labels, said: &'a str) -> &'a str {
    if labels.lang != "ar" {
        return said;
    }
    ARABIC.iter().find(|(english, _)| *english == said).map_or(said, |(_, arabic)| arabic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Ui;

    #[test]
    fn what_is_not_known_stays() {
        assert_eq!(in_words(Ui::Arabic.labels(), "no text"), "بلا نص");
        assert_eq!(in_words(Ui::Arabic.labels(), "something new"), "something new");
        assert_eq!(in_words(Ui::English.labels(), "no text"), "no text");
    }
}
