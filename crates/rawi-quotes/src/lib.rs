//! Who said what: quotations of news articles with their speakers, in Arabic and English.
//!
//! [`Engine::quotes`] reads one article and gives every passage that it attributes to somebody: the content, the
//! reporting word, the mention of the source and the name by which the article best identifies it.
//!
//! ```
//! use rawi_quotes::{Article, Engine, Kind};
//! let engine = Engine::new();
//! let text = "وقالت الوزيرة سلمى الحداد: «لن نغلق المدرسة».";
//! let quotes = engine.quotes(&Article { text, ..Article::default() });
//! assert_eq!(quotes[0].kind, Kind::Direct);
//! assert_eq!(quotes[0].content[0].of(text), "لن نغلق المدرسة");
//! assert_eq!(quotes[0].entity.as_deref(), Some("سلمى الحداد"));
//! ```
//!
//! # How it is built
//! One pass makes the [page](page::Page): words with the hash of their folded letters, what stands between them,
//! paragraphs with their script, and the groups of [quotation marks](marks). Each paragraph then goes to the grammar
//! of its script; a grammar is code over word lists, and the lists are data (`data/`, one file a language and kind).
//! What a grammar remembers from one paragraph to the next (who spoke last, which names were given in full) is the
//! state of the document.
//!
//! The libraries never write, never read files, and know nothing of threads: [`Engine`] is `Send + Sync`, and the
//! caller runs articles in parallel.

// The list of Arabic tags is a macro that calls itself once for each of up to 128.
#![recursion_limit = "160"]

mod arabic;
mod engine;
pub mod english;
mod lists;
pub mod marks;
pub mod names;
pub mod page;
pub mod quote;
pub mod speakers;
pub mod statements;
pub mod stem;

pub use arabic::confidence as arabic_confidence;
pub use arabic::letters as arabic_letters;
pub use engine::{Article, Engine};
pub use lists::{LISTS, ListError, Lists};
pub use quote::{EntityType, Kind, Quote};
