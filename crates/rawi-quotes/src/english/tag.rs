//! The alphabet that the grammar and its models are written in: what a token is, coarsely.

use super::lexicon::{Form, class as c};

/// What a token is, coarsely: the alphabet that the features are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Tag {
    /// Outside the sentence.
    Edge,
    Be,
    Have,
    Do,
    Modal,
    Negation,
    /// I, he, they, who … and their objects.
    Pronoun,
    Possessive,
    Determiner,
    Preposition,
    Conjunction,
    Subordinator,
    Wh,
    That,
    To,
    Time,
    Adverb,
    Number,
    Title,
    Role,
    People,
    Body,
    Document,
    Place,
    Mental,
    /// A common verb that does not report.
    Verb,
    Copular,
    /// Forms of reporting verbs.
    CueBase,
    CueThird,
    CueIng,
    CuePast,
    CueNoun,
    /// "according".
    According,
    /// A capitalised word that no list knows.
    Name,
    /// A word in capitals throughout.
    Upper,
    /// Words that no list knows, by their ending.
    Ly,
    Ed,
    Ing,
    S,
    Lower,
    Digit,
    /// The possessive 's, or a short "is" or "has".
    PossessiveS,
    Comma,
    Stop,
    Question,
    Colon,
    Semicolon,
    Dash,
    Slash,
    Open,
    Close,
    Ellipsis,
    /// A double quotation mark (only before blocks are made).
    Mark,
    /// A single quotation mark that may open or close.
    SingleMark,
    /// A stretch inside quotation marks.
    Block,
    Other,
}

impl Tag {
    /// Whether a word of this tag can be the finite verb of a clause.
    pub(crate) fn is_finite(self) -> bool {
        matches!(
            self,
            Tag::Be
                | Tag::Have
                | Tag::Do
                | Tag::Modal
                | Tag::Verb
                | Tag::Copular
                | Tag::Mental
                | Tag::CuePast
                | Tag::CueThird
                | Tag::Ed
        )
    }

    /// All tags, in order.
    pub(crate) const ALL: &[Tag] = &[
        Tag::Edge,
        Tag::Be,
        Tag::Have,
        Tag::Do,
        Tag::Modal,
        Tag::Negation,
        Tag::Pronoun,
        Tag::Possessive,
        Tag::Determiner,
        Tag::Preposition,
        Tag::Conjunction,
        Tag::Subordinator,
        Tag::Wh,
        Tag::That,
        Tag::To,
        Tag::Time,
        Tag::Adverb,
        Tag::Number,
        Tag::Title,
        Tag::Role,
        Tag::People,
        Tag::Body,
        Tag::Document,
        Tag::Place,
        Tag::Mental,
        Tag::Verb,
        Tag::Copular,
        Tag::CueBase,
        Tag::CueThird,
        Tag::CueIng,
        Tag::CuePast,
        Tag::CueNoun,
        Tag::According,
        Tag::Name,
        Tag::Upper,
        Tag::Ly,
        Tag::Ed,
        Tag::Ing,
        Tag::S,
        Tag::Lower,
        Tag::Digit,
        Tag::PossessiveS,
        Tag::Comma,
        Tag::Stop,
        Tag::Question,
        Tag::Colon,
        Tag::Semicolon,
        Tag::Dash,
        Tag::Slash,
        Tag::Open,
        Tag::Close,
        Tag::Ellipsis,
        Tag::Mark,
        Tag::SingleMark,
        Tag::Block,
        Tag::Other,
    ];
}

/// Which tag a listed word has: the first class that it is in, closed classes before open ones.
const ORDER: &[(u64, Tag)] = &[
    (c::CUE_BASE, Tag::According),
    (c::THAT, Tag::That),
    (c::BE, Tag::Be),
    (c::HAVE, Tag::Have),
    (c::DO, Tag::Do),
    (c::MODAL, Tag::Modal),
    (c::NEGATION, Tag::Negation),
    (c::POSSESSIVE, Tag::Possessive),
    (c::WH, Tag::Wh),
    (c::SUBJECT, Tag::Pronoun),
    (c::CONJUNCTION, Tag::Conjunction),
    (c::SUBORDINATOR, Tag::Subordinator),
    (c::PREPOSITION, Tag::Preposition),
    (c::DETERMINER, Tag::Determiner),
    (c::PRONOUN, Tag::Pronoun),
    (c::CUE_VERB, Tag::CueBase),
    (c::MENTAL, Tag::Mental),
    (c::COPULAR, Tag::Copular),
    (c::VERB, Tag::Verb),
    (c::TIME, Tag::Time),
    (c::ADVERB, Tag::Adverb),
    (c::NUMBER, Tag::Number),
    (c::PEOPLE, Tag::People),
    (c::TITLE, Tag::Title),
    (c::ROLE, Tag::Role),
    (c::DOCUMENT, Tag::Document),
    (c::BODY, Tag::Body),
    (c::PLACE, Tag::Place),
    (c::CUE_NOUN, Tag::CueNoun),
];

/// The tag of a listed word; [`Tag::Other`] for one that is only a first name or an abbreviation.
pub(crate) fn of(class: u64, form: Form, word: &[u8]) -> Tag {
    if word.eq_ignore_ascii_case(b"to") {
        return Tag::To;
    }
    let first = ORDER.iter().find(|(bits, _)| class & bits != 0).map_or(Tag::Other, |(_, tag)| *tag);
    match (first, form) {
        (Tag::CueBase, Form::Third) => Tag::CueThird,
        (Tag::CueBase, Form::Ing) => Tag::CueIng,
        (Tag::CueBase, Form::Past) => Tag::CuePast,
        _ => first,
    }
}

/// The tag of a word in small letters throughout, given its classes and the tag that follows from them.
pub(crate) fn plain(class: u64, listed: Tag, word: &[u8]) -> Tag {
    let known = class & !(c::NAME_M | c::NAME_F | c::ABBREVIATION) != 0;
    if known && listed != Tag::Other { listed } else { ending(word) }
}

/// The tag of a word that no list knows, by its ending.
#[inline]
pub(crate) fn ending(word: &[u8]) -> Tag {
    match word {
        [.., b'l', b'y'] => Tag::Ly,
        [.., b'i', b'n', b'g'] if word.len() > 4 => Tag::Ing,
        [.., b'e', b'd'] if word.len() > 3 => Tag::Ed,
        [.., b's', b's'] => Tag::Lower,
        [.., b's'] if word.len() > 3 => Tag::S,
        _ => Tag::Lower,
    }
}
