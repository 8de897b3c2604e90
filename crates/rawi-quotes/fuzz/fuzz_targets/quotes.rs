//! Any text: quotes lie in it, on character borders, their ranges in order and apart, and nothing panics.
//!
//! Bytes are read as pieces of news prose (marks, cues, names, ends of lines of both languages), so that the grammar is
//! reached and not only the decoder; what is no piece is taken as it is.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rawi_quotes::{Article, Engine};

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::new);

const PIECES: [&str; 48] = [
    "«", "»", "“", "”", "\"", "''", "‘", "’", "``", "(", ")", ": ", "، ", ", ", ". ", "؟ ", "! ", "\n", " ", "… ",
    "قال ", "وأضاف ", "مشيراً إلى ", "أن ", "إن ", "بحسب ", "نقلا عن ", "على حد قوله", "الوزير ", "سالم الحداد ", "أبو ",
    "لـ", "بيان ", "كما ", "وكان ", "من جهته ", "said ", "that ", "told ", "according to ", "Anna Reed", "she ", "Mr. ",
    "the minister ", "adding ", "in a statement ", "who ", "ﷺ",
];

fuzz_target!(|data: &[u8]| {
    let mut text = String::new();
    for chunk in data.chunks(4) {
        match chunk {
            [piece @ 0..48, rest @ ..] => {
                text.push_str(PIECES[usize::from(*piece)]);
                text.push_str(&String::from_utf8_lossy(rest));
            }
            raw => text.push_str(&String::from_utf8_lossy(raw)),
        }
    }
    let (title, body) = text.split_once('\n').unwrap_or(("", &text));
    for title in [None, Some(title)] {
        for quote in ENGINE.quotes(&Article { title, text: body, outlet: Some("outlet"), lang: None }) {
            let mut at = 0;
            assert!(!quote.content.is_empty());
            for span in &quote.content {
                assert!(span.from() >= at && !span.is_empty() && body.get(span.from()..span.to()).is_some());
                at = span.to();
            }
            for span in [quote.cue, quote.speaker, quote.via].into_iter().flatten() {
                assert!(body.get(span.from()..span.to()).is_some());
            }
            assert!((0.0..=1.0).contains(&quote.confidence));
        }
    }
});
