//! What folding makes of each character, kept in tables.
//!
//! The definition of folding (see [`crate::fold`]) is a chain of whole-text normalisations: NFKC, lower case, NFD, drop,
//! NFC. Done literally that costs several passes and allocations. But nearly every character of real text folds by
//! itself, whatever stands beside it; so the chain is run once for each character and the answer kept. The few that
//! depend on their neighbours (a kana and its voicing mark, Hangul jamo, ligatures that come apart) are marked
//! [`Letter::Complex`], and the scanner runs the literal chain on those few characters only.

use std::sync::{LazyLock, OnceLock};

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// How one character folds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letter {
    /// Ends a token.
    Separator,
    /// Vanishes; a mark (`true`) belongs to the letter before it, an invisible character does not.
    Drop(bool),
    /// Stands in a token as this character.
    Plain(char),
    /// Is a token by itself (scripts written without spaces), as this character.
    Single(char),
    /// A mark that stays, and stands by itself where its neighbours are plain.
    Mark(char),
    /// Depends on its neighbours.
    Complex,
}

const KIND_SHIFT: u32 = 24;
const CHARACTER: u32 = 0x1f_ffff;

impl Letter {
    /// Four bytes a character: kind above, folded character below.
    fn pack(self) -> u32 {
        match self {
            Self::Separator => 0,
            Self::Plain(c) => (1 << KIND_SHIFT) | c as u32,
            Self::Drop(mark) => (2 << KIND_SHIFT) | u32::from(mark),
            Self::Single(c) => (3 << KIND_SHIFT) | c as u32,
            Self::Mark(c) => (4 << KIND_SHIFT) | c as u32,
            Self::Complex => 5 << KIND_SHIFT,
        }
    }

    /// The folded code point, where the packed letter is plain: without the detour over [`Letter`].
    #[inline]
    pub(crate) fn plain(packed: u32) -> Option<u32> {
        (packed >> KIND_SHIFT == 1).then_some(packed & CHARACTER)
    }

    #[inline]
    pub(crate) fn unpack(packed: u32) -> Self {
        let character = || char::from_u32(packed & CHARACTER).unwrap_or(char::REPLACEMENT_CHARACTER);
        match packed >> KIND_SHIFT {
            0 => Self::Separator,
            1 => Self::Plain(character()),
            2 => Self::Drop(packed & 1 == 1),
            3 => Self::Single(character()),
            4 => Self::Mark(character()),
            _ => Self::Complex,
        }
    }
}

/// Latin to Arabic: the characters of nearly all text, in one table.
const COMMON: usize = 0x800;
const PAGE: usize = 0x100;

static COMMON_LETTERS: LazyLock<[u32; COMMON]> = LazyLock::new(|| std::array::from_fn(packed_at));
/// The rest, made page by page when first met.
static PAGES: [OnceLock<Box<[u32]>>; 0x11_0000 / PAGE] = [const { OnceLock::new() }; 0x11_0000 / PAGE];

fn packed_at(code: usize) -> u32 {
    u32::try_from(code).ok().and_then(char::from_u32).map_or(0, |c| classify(c).pack())
}

/// The tables, looked up once for a text.
#[derive(Clone, Copy)]
pub(crate) struct Letters {
    common: &'static [u32; COMMON],
}

impl Letters {
    pub(crate) fn get() -> Self {
        Self { common: &COMMON_LETTERS }
    }

    #[inline]
    pub(crate) fn of(self, c: char) -> Letter {
        Letter::unpack(self.packed(u32::from(c)))
    }

    #[inline]
    pub(crate) fn packed(self, code: u32) -> u32 {
        self.common.get(code as usize).copied().unwrap_or_else(|| from_page(code as usize))
    }
}

fn from_page(code: usize) -> u32 {
    let page = PAGES[code / PAGE].get_or_init(|| {
        let first = code / PAGE * PAGE;
        (first..first + PAGE).map(packed_at).collect()
    });
    page[code % PAGE]
}

/// Runs the literal chain on one character and sees whether its answer holds beside any neighbour.
fn classify(c: char) -> Letter {
    let mut buffer = [0; 4];
    let folded = fold_literally(c.encode_utf8(&mut buffer));
    let mut result = folded.chars();
    let Some(first) = result.next() else {
        return Letter::Drop(c.general_category_group() == GeneralCategoryGroup::Mark);
    };
    let alone = result.next().is_none();
    // A character whose decomposition begins with a mark, or with something that composes with what stands before it
    // (vowel signs, jamo), is read with its neighbours.
    let stands_alone = std::iter::once(c).nfkd().next().is_some_and(|d| {
        canonical_combining_class(d) == 0 && is_nfc_quick(std::iter::once(d)) == IsNormalized::Yes
    });
    // `…` comes apart into full stops: no part of any word, however many there are.
    if stands_alone && !folded.chars().any(is_word) {
        return Letter::Separator;
    }
    if !alone {
        return Letter::Complex;
    }
    let first = ascii_digit(first).unwrap_or(first);
    if !is_word(first) {
        return if stands_alone { Letter::Separator } else { Letter::Complex };
    }
    if stands_alone && canonical_combining_class(first) == 0 {
        return if is_unspaced(first) { Letter::Single(first) } else { Letter::Plain(first) };
    }
    // A mark that nothing composes with keeps its place as long as no other mark is near.
    let settled = first == c && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes;
    if settled && !is_unspaced(c) { Letter::Mark(c) } else { Letter::Complex }
}

/// Letters, marks and numbers (general categories L, M, N) make words.
pub(crate) fn is_word(c: char) -> bool {
    matches!(
        c.general_category_group(),
        GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark | GeneralCategoryGroup::Number
    )
}

/// Decimal digits of any script as ASCII. Unicode keeps the ten digits of a set in a row, from zero.
pub(crate) fn ascii_digit(c: char) -> Option<char> {
    let is_decimal = |c: char| c.general_category() == GeneralCategory::DecimalNumber;
    if !is_decimal(c) {
        return None;
    }
    let mut zero = c as u32;
    while char::from_u32(zero - 1).is_some_and(is_decimal) {
        zero -= 1;
    }
    char::from_digit((c as u32 - zero) % 10, 10)
}

/// Scripts written without spaces: Thai, Lao, Myanmar, Khmer, kana, Han.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c as u32,
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Folding, literally as it is defined, but for the digits (which tokens see to).
pub(crate) fn fold_literally(text: &str) -> String {
    let lower = text.nfkc().collect::<String>().to_lowercase();
    // NFD takes hamza and madda off the letters that carry them; Arabic letters are put back before they are unified,
    // since the plain letter and the carrier unify differently (ئ is ي, but ى with a loose hamza stays two).
    let mut joined: Vec<char> = Vec::with_capacity(lower.len());
    for c in lower.nfd() {
        let carrier = joined.last().copied().filter(|&b| is_carrier(b) && is_loose_hamza(c));
        match carrier.and_then(|b| unicode_normalization::char::compose(b, c)) {
            Some(whole) => {
                joined.pop();
                joined.push(whole);
            }
            None => joined.push(c),
        }
    }
    joined.into_iter().filter(|&c| !is_dropped(c)).map(unify).nfc().collect()
}

fn is_carrier(c: char) -> bool {
    matches!(c, '\u{0621}'..='\u{064A}' | '\u{06CC}' | '\u{06A9}')
}

fn is_loose_hamza(c: char) -> bool {
    matches!(c, '\u{0653}'..='\u{0655}')
}

/// One letter for each group that outlets mix.
fn unify(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' => 'ي',
        'ؤ' => 'و',
        'ة' => 'ه',
        'ک' => 'ك',
        'ς' => 'σ',
        other => other,
    }
}

/// Marks of Latin, Greek, Cyrillic, Hebrew and Arabic, tatweel, and characters nobody sees.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{0591}'..='\u{05C7}' | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}'
        | '\u{0670}' | '\u{06D6}'..='\u{06ED}' | '\u{0640}' | '\u{00AD}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_letters_unify() {
        for (from, to) in
            [('أ', 'ا'), ('ئ', 'ي'), ('ى', 'ي'), ('ؤ', 'و'), ('ة', 'ه'), ('٣', '3'), ('Ａ', 'a')]
        {
            assert_eq!(Letters::get().of(from), Letter::Plain(to), "{from}");
        }
        assert_eq!(Letters::get().of('\u{064E}'), Letter::Drop(true));
        assert_eq!(Letters::get().of('ـ'), Letter::Drop(false));
    }

    #[test]
    fn neighbours_matter_only_where_they_do() {
        assert_eq!(Letters::get().of('漢'), Letter::Single('漢'));
        assert_eq!(Letters::get().of('\u{3099}'), Letter::Complex, "voicing mark joins the kana before it");
        assert_eq!(Letters::get().of('ﷺ'), Letter::Complex, "comes apart into words");
        assert_eq!(Letters::get().of('«'), Letter::Separator);
    }

    #[test]
    fn packing_keeps_every_kind() {
        for letter in
            [Letter::Separator, Letter::Drop(true), Letter::Plain('ا'), Letter::Single('漢'), Letter::Complex]
        {
            assert_eq!(Letter::unpack(letter.pack()), letter);
        }
    }
}
