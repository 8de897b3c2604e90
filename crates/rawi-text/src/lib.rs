//! Text as the rest of rawi sees it: folded tokens with a map back to the original, sentences and paragraphs,
//! script and language.
//!
//! Two texts of one article are hardly ever spelt alike: one outlet writes hamza and tashkeel, another does not; one
//! types `“`, the next `"`. *Folding* takes such differences away, so that what is compared is the words. The original
//! is never changed: every token carries the span of the original that it came from, so whatever is found can be shown
//! exactly as it stands.
//!
//! ```
//! use rawi_text::{fold, tokens};
//!
//! let text = "أَكَّدَ «الجباوي» ذلك.";
//! let words: Vec<&str> = tokens(text).iter().map(|token| token.span.of(text)).collect();
//! assert_eq!(words, ["أَكَّدَ", "الجباوي", "ذلك"]);
//! assert_eq!(fold(text).text, "اكد الجباوي ذلك");
//! ```
//!
//! This crate knows nothing of news, files or quotations.

pub mod char_index;
pub mod fold;
pub mod language;
pub mod paragraph;
pub mod script;
pub mod sentence;
pub mod span;
pub mod token;
pub mod watch;

mod letters;

pub use char_index::CharIndex;
pub use fold::{Folded, FoldedToken, fold, fold_word};
pub use language::language;
pub use paragraph::{blocks, paragraphs};
pub use script::{Script, script, script_of};
pub use sentence::sentences;
pub use span::Span;
pub use token::{Token, for_each_token, token_hash, tokens, tokens_into};
pub use watch::Watch;
