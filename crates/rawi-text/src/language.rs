//! Which language a text is in, as ISO 639-1.
//!
//! Telling languages apart is not what this project is about, so a library of letter trigrams does it
//! (`whatlang`, after Cavnar & Trenkle 1994). Scripts that only one newspaper language uses need no statistics.

use crate::script::{Script, script};
use whatlang::Lang;

/// Bytes of the beginning that are looked at: more does not change the answer, and costs.
const SAMPLE: usize = 3000;

/// The language of `text`, or `None` where it cannot be told.
///
/// ```
/// assert_eq!(rawi_text::language("قال المتحدث إن المحادثات انتهت"), Some("ar"));
/// assert_eq!(rawi_text::language("The talks ended without an agreement, he said."), Some("en"));
/// assert_eq!(rawi_text::language("1234"), None);
/// ```
#[must_use]
pub fn language(text: &str) -> Option<&'static str> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    match script(sample)? {
        Script::Greek => Some("el"),
        Script::Han => Some("zh"),
        Script::Kana => Some("ja"),
        Script::Hangul => Some("ko"),
        Script::Thai => Some("th"),
        dominant => {
            let found = whatlang::detect(sample);
            match found.as_ref().filter(|info| info.is_reliable() || dominant == Script::Other) {
                Some(info) => iso_639_1(info.lang()),
                // Too little to be sure of: the commonest language of the script.
                None => match dominant {
                    Script::Arabic => Some(if has_persian_letters(sample) { "fa" } else { "ar" }),
                    Script::Hebrew => Some("he"),
                    Script::Cyrillic => Some("ru"),
                    Script::Devanagari => Some("hi"),
                    Script::Latin => found.as_ref().and_then(|info| iso_639_1(info.lang())),
                    _ => None,
                },
            }
        }
    }
}

/// Letters that Persian has and Arabic has not.
fn has_persian_letters(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'پ' | 'چ' | 'ژ' | 'گ'))
}

/// The library names languages by ISO 639-3.
fn iso_639_1(lang: Lang) -> Option<&'static str> {
    Some(match lang.code() {
        "ara" => "ar",
        "eng" => "en",
        "fra" => "fr",
        "deu" => "de",
        "spa" => "es",
        "por" => "pt",
        "ita" => "it",
        "nld" => "nl",
        "rus" => "ru",
        "ukr" => "uk",
        "bel" => "be",
        "bul" => "bg",
        "srp" => "sr",
        "mkd" => "mk",
        "pol" => "pl",
        "ces" => "cs",
        "slk" => "sk",
        "slv" => "sl",
        "hrv" => "hr",
        "hun" => "hu",
        "ron" => "ro",
        "tur" => "tr",
        "aze" => "az",
        "pes" => "fa",
        "urd" => "ur",
        "heb" => "he",
        "yid" => "yi",
        "hin" => "hi",
        "ben" => "bn",
        "mar" => "mr",
        "nep" => "ne",
        "guj" => "gu",
        "pan" => "pa",
        "tam" => "ta",
        "tel" => "te",
        "kan" => "kn",
        "mal" => "ml",
        "sin" => "si",
        "mya" => "my",
        "khm" => "km",
        "tha" => "th",
        "vie" => "vi",
        "ind" => "id",
        "jav" => "jv",
        "tgl" => "tl",
        "swe" => "sv",
        "dan" => "da",
        "nob" => "nb",
        "fin" => "fi",
        "est" => "et",
        "lav" => "lv",
        "lit" => "lt",
        "cat" => "ca",
        "afr" => "af",
        "lat" => "la",
        "epo" => "eo",
        "ell" => "el",
        "kat" => "ka",
        "hye" => "hy",
        "amh" => "am",
        "uzb" => "uz",
        "tuk" => "tk",
        "zul" => "zu",
        "sna" => "sn",
        "aka" => "ak",
        "ori" => "or",
        "cmn" => "zh",
        "jpn" => "ja",
        "kor" => "ko",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_is_told_from_persian() {
        assert_eq!(language("أعلنت الحكومة أن الاجتماع سيعقد غدا في العاصمة"), Some("ar"));
        assert_eq!(language("دولت اعلام کرد که نشست فردا در پایتخت برگزار می‌شود"), Some("fa"));
    }

    #[test]
    fn any_string_is_survived() {
        assert_eq!(language(""), None);
        assert!(language(&"س".repeat(10_000)).is_some());
    }
}
