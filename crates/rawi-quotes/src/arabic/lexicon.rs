//! The Arabic word lists, looked up by the hash of a folded word.
//!
//! Two files: `arabic-cues.tsv` holds the reporting verbs and nouns with their forms, `arabic-words.tsv` everything
//! else the grammar asks for. Arabic writes small words onto the next one (و and, ف so, ال the, ب by, ل to, ك as, س will);
//! rather than strip them from every word of every article, the lists are expanded once with the particles that each
//! kind of word may bear, so that a word of the text costs one look-up of its hash.

use super::load::Builder;
use crate::lists::Lists;

/// What a word is: a set of tags (`arabic-words.tsv`).
pub type Tags = u128;

macro_rules! tags {
    ($($name:ident $tag:literal $particles:ident;)*) => {
        tags!(@consts 0u32; $($name)*);
        /// Tag names of the file, with their bit and the particles their words may bear.
        pub(super) const NAMES: &[(&str, Tags, Particles)] = &[$(($tag, $name, Particles::$particles)),*];
    };
    (@consts $n:expr; $name:ident $($rest:ident)*) => {
        pub const $name: Tags = 1 << $n;
        tags!(@consts $n + 1; $($rest)*);
    };
    (@consts $n:expr;) => {};
}

/// Which particles may be written onto a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Particles {
    /// None.
    Bare,
    /// و and ف.
    And,
    /// و ف, and ب ل ك, with and without the article.
    Noun,
    /// As a noun, and with the feminine ending.
    Person,
}

tags! {
    COMP "comp" And;
    COMP_BI "comp_bi" And;
    NOT_COMP "not_comp" And;
    OTHER_COMP "other_comp" And;
    ILA "prep_ila" And;
    ALA "prep_ala" And;
    AN "prep_an" And;
    MIN "prep_min" And;
    FI "prep_fi" And;
    MAA "prep_maa" And;
    PREP "prep" And;
    PREP_SUFFIXED "prep_suffixed" And;
    RELATIVE "relative" And;
    PRONOUN "pronoun" And;
    DEMONSTRATIVE "demonstrative" And;
    NEGATION "negation" And;
    KANA "kana" And;
    QAD "qad" And;
    ADDITIVE "additive" And;
    BUT "but" And;
    WHILE "while" And;
    ENDER "ender" Bare;
    IMPERSONAL "impersonal" And;
    SWITCH "switch" Bare;
    TOPIC "topic" Bare;
    TIME "time" Noun;
    MONTH "month" Noun;
    ADVERB "adverb" And;
    OCCASION "occasion" Bare;
    TITLE "title" Person;
    TITLE_PLURAL "title_plural" Noun;
    HONORIFIC "honorific" Noun;
    RANK "rank" Noun;
    SPOKES "spokes" Noun;
    ANYONE "anyone" Person;
    HIS_HONOUR "his_honour" And;
    ORG "org" Noun;
    PLACE "place" Noun;
    ANON "anon" Noun;
    DOC "doc" Noun;
    MEDIUM "medium" Noun;
    AGENCY "agency" Noun;
    OUTLET "outlet" Noun;
    CONTENT "content" And;
    GIVEN "given" And;
    KUNYA "kunya" And;
    JOINT "joint" And;
    NAME_TAIL "name_tail" Bare;
    NAMING "naming" Noun;
    TERM_BEFORE "term_before" And;
    SOURCE "source" And;
    SAYING "saying" And;
    ROOT_B "root_b" Bare;
    COMMON "common" Noun;
    ADJECTIVE "adjective" Noun;
    VERB "verb" And;
    HOLDS "holds" And;
    CHIEF "chief" And;
    GOVERNS "governs" Person;
    WHOSE "whose" Person;
    QUANTITY "quantity" And;
    MODAL "modal" And;
    MANY "many" Noun;
    UNSAID "unsaid" Noun;
    SPEAKING "speaking" And;
    TONGUE "tongue" Bare;
    CLAUSAL "clausal" Bare;
    NOBODY "nobody" And;
    AS_FOR "as_for" And;
    HELD "held" Bare;
    PRESS "press" Bare;
    FUSED "fused" Bare;
    ASKING "asking" Bare;
    LACK "lack" Bare;
    WITHOUT "without" Bare;
    RESTING "resting" And;
    REASON "reason" Bare;
    RELAYING "relaying" And;
    STANDING "standing" Bare;
    ACCORDING_AS "according_as" And;
    WHAT "what" Bare;
    WITHIN "within" Bare;
    IN_NAME_OF "in_name_of" Bare;
    BURDEN "burden" Bare;
    WHO "who" And;
    ROYAL "royal" Bare;
    UNDERGOES "undergoes" And;
    NEGATING "negating" And;
    TIMELY "timely" Bare;
    COMES "comes" Bare;
    LAW "law" Bare;
    LINK "link" Bare;
    ASIDE "aside" Bare;
    THUS "thus" Bare;
    ISSUED "issued" Bare;
    JUST_AS "just_as" Bare;
    REMARK "remark" Bare;
    WAS "was" Bare;
    KIN "kin" And;
    STAFF "staff" And;
    WOMAN "woman" Bare;
    WHOEVER "whoever" Bare;
    SECOND_HALF "second_half" Bare;
    THEOPHORIC "theophoric" Bare;
    THEREIN "therein" Bare;
    MASCULINE "masculine" And;
    PUBLIC "public" Bare;
    GUILD "guild" And;
    NAMESAKE "namesake" Bare;
    SYLLABLE "syllable" Bare;
    SPELT "spelt" Bare;
    SAME "same" Bare;
    RULING "ruling" Bare;
    QUESTION "question" Bare;
    COURT "court" And;
    STATEMENT "statement" And;
    SEAT "seat" Bare;
    LINE_OF_WORK "line_of_work" Bare;
    SOMEBODY "somebody" Bare;
    WAS_ASKED "was_asked" And;
    RENEWED "renewed" Bare;
    CLUB "club" Bare;
    WHERE "where" And;
    INSCRIPTION "inscription" Noun;
    COMPASS "compass" Bare;
    ANOTHER "another" Bare;
    PARTICLE_OF_NAME "particle_of_name" Bare;
    REGION "region" Noun;
}

/// Tags that single rules ask for: they do not make a listed word of one that no other list has.
pub const MINOR: Tags = HELD
    | TONGUE
    | PRESS
    | FUSED
    | ASKING
    | LACK
    | WITHOUT
    | RESTING
    | REASON
    | RELAYING
    | STANDING
    | ACCORDING_AS
    | WHAT
    | WITHIN
    | IN_NAME_OF
    | BURDEN
    | WHO
    | ROYAL
    | UNDERGOES
    | NEGATING
    | TIMELY
    | COMES
    | LAW
    | LINK
    | ASIDE
    | THUS
    | ISSUED
    | JUST_AS
    | REMARK
    | WAS
    | WHOEVER
    | SECOND_HALF
    | THEOPHORIC
    | THEREIN
    | STATEMENT
    | SEAT
    | LINE_OF_WORK
    | SOMEBODY
    | WAS_ASKED
    | RENEWED
    | CLUB
    | WHERE
    | INSCRIPTION
    | COMPASS
    | ANOTHER
    | PARTICLE_OF_NAME
    | REGION
    | MASCULINE
    | PUBLIC
    | GUILD
    | NAMESAKE
    | SYLLABLE
    | SPELT
    | SAME
    | RULING
    | QUESTION
    | COURT
    | KIN
    | STAFF
    | WOMAN;

/// A reporting word may be followed by these.
pub mod takes {
    /// A clause with أن or إن.
    pub const CLAUSE: u32 = 1;
    /// A colon.
    pub const COLON: u32 = 1 << 1;
    /// بـ and a noun or clause.
    pub const BI: u32 = 1 << 2;
    /// على.
    pub const ALA: u32 = 1 << 3;
    /// إلى.
    pub const ILA: u32 = 1 << 4;
    /// عن.
    pub const AN: u32 = 1 << 5;
    /// من.
    pub const MIN: u32 = 1 << 6;
    /// في.
    pub const FI: u32 = 1 << 7;
    /// لـ.
    pub const LI: u32 = 1 << 8;
    /// A noun that is what was said.
    pub const NOUN: u32 = 1 << 9;
    /// A person or thing that the verb is done to.
    pub const OBJECT: u32 = 1 << 10;
    /// عن and the speaker (نقل عن).
    pub const AN_SPEAKER: u32 = 1 << 11;
    /// قائلا.
    pub const SAYING: u32 = 1 << 12;
    /// An object that makes content only with quoted words or with a reason (انتقد الحكومة لتأخرها).
    pub const WEAK_OBJECT: u32 = 1 << 13;
    /// An object and مسؤولية (حمّل فلانا مسؤولية كذا).
    pub const BLAME: u32 = 1 << 14;
    /// It is قال: the plainest verb of saying, and the one that leads on from others (تحدث قائلا).
    pub const SAID: u32 = 1 << 15;
    /// It is قول, the noun of that verb.
    pub const WORDS: u32 = 1 << 16;
    /// A noun that says what somebody said to an agency (نقلت عنه قوله, تأكيده).
    pub const TOLD: u32 = 1 << 17;
    /// A noun with the intention of whoever speaks (إعلان واشنطن عزمها).
    pub const INTENT: u32 = 1 << 18;
    /// It judges in general (يعتبر, يتوقع): in the imperfect it reports with أن only.
    pub const JUDGES: u32 = 1 << 19;
    /// It considers somebody something: with من after its subject it is passive (تعتبر من أهم …).
    pub const CONSIDERS: u32 = 1 << 20;
    /// In the imperfect without a subject nobody in particular does it (يشترط أن, يتوقع أن).
    pub const ANYBODY: u32 = 1 << 21;
    /// With عدم and the name it says how somebody spoke (طلب عدم ذكر اسمه).
    pub const UNNAMED: u32 = 1 << 22;
    /// It is a preposition first (بين).
    pub const BETWEEN: u32 = 1 << 23;
    /// Without a clause it tells of a deed as often as of words (رفض الاستقالة).
    pub const DEED: u32 = 1 << 24;
    /// It has an object before its ب always (وصف القرار بأنه): one noun alone there is the object.
    pub const NEEDS_OBJECT: u32 = 1 << 25;
    /// Done by a court to somebody it is a deed (أدانت المحكمة رجلا).
    pub const CONVICTS: u32 = 1 << 26;
    /// Done to a judgement it is a deed (أيدت القاضية الحكم).
    pub const UPHOLDS: u32 = 1 << 27;
    /// Done to a contract or a strike it is a deed (جدد النادي عقده).
    pub const RENEWS: u32 = 1 << 28;
    /// Done to a state or a place it is a deed (اعترف بالدولة).
    pub const RECOGNISES: u32 = 1 << 29;
    /// With what somebody became behind it others did it (أعلن فلان فائزا).
    pub const DECLARES: u32 = 1 << 30;
    /// What stands behind its على and a noun of speech others said (رد على تحذير فلان من أن كذا).
    pub const ANSWERS: u32 = 1 << 31;
}

/// The classes of `arabic-cues.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// قال, صرح.
    Say,
    /// أضاف, تابع: the speaker is whoever spoke before.
    Add,
    /// أكد, شدد.
    Assert,
    /// أوضح, وصف, اعتبر.
    Explain,
    /// أعلن, كشف, كتب.
    Announce,
    /// نفى.
    Deny,
    /// سأل, أجاب.
    Ask,
    /// دعا, طالب.
    Demand,
    /// حذر, اتهم.
    Warn,
    /// رحب, شكر.
    Social,
    /// أظهر, نص: documents do that.
    Show,
    /// A noun: قول, دعوة, تصريح.
    Nominal,
}

/// One reporting word with what may follow it.
#[derive(Debug, Clone, Copy)]
pub struct Cue {
    /// Its class.
    pub class: Class,
    /// Whether it is a homograph that counts only with a complement of its own.
    pub gated: bool,
    /// What may follow: [`takes`].
    pub takes: u32,
    /// The lemma, as the list writes it.
    pub lemma: &'static str,
}

impl Cue {
    /// Whether the list says this of it ([`takes`]).
    #[inline]
    pub fn is(&self, what: u32) -> bool {
        self.takes & what != 0
    }
}

/// Which form of a reporting word stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tense {
    /// قال.
    Perfect,
    /// يقول.
    Imperfect,
    /// قائلا.
    Participle,
    /// قول, قوله.
    Noun,
}

/// Gender and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Person {
    /// Masculine singular.
    Ms,
    /// Feminine singular (also things and bodies in the plural).
    Fs,
    /// Dual or plural.
    Plural,
}

/// What the lists say of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lex {
    /// Its tags.
    pub tags: Tags,
    /// Its reporting word, as an index of [`Lexicon::cue`] plus one; 0: none.
    pub(super) cue: u16,
    /// Form of the reporting word.
    pub tense: Tense,
    /// Gender and number of that form.
    pub person: Person,
    /// Particles before it: [`Lex::AND`], …
    pub particles: u8,
    /// Whether the reporting word bears an object pronoun (وصفه, قوله).
    pub suffixed: bool,
}

impl Lex {
    /// و or ف.
    pub const AND: u8 = 1;
    /// ال.
    pub const THE: u8 = 2;
    /// ب.
    pub const BI: u8 = 4;
    /// ل.
    pub const LI: u8 = 8;
    /// ك.
    pub const KA: u8 = 16;
    /// س.
    pub const WILL: u8 = 32;

    /// A word that no list has.
    pub const NONE: Lex =
        Lex { tags: 0, cue: 0, tense: Tense::Perfect, person: Person::Ms, particles: 0, suffixed: false };

    /// Whether any of these tags is set.
    #[inline]
    pub fn is(&self, tags: Tags) -> bool {
        self.tags & tags != 0
    }

    /// Whether any of these particles is written onto it.
    #[inline]
    pub fn has(&self, particles: u8) -> bool {
        self.particles & particles != 0
    }

    /// Whether it is a reporting word.
    #[inline]
    pub fn is_cue(&self) -> bool {
        self.cue != 0
    }

    /// Whether it is a finite reporting verb.
    #[inline]
    pub fn is_verb(&self) -> bool {
        self.cue != 0 && matches!(self.tense, Tense::Perfect | Tense::Imperfect)
    }

    /// Whether no list has it.
    #[inline]
    pub fn is_unknown(&self) -> bool {
        self.tags & !(ROOT_B | MINOR) == 0 && self.cue == 0
    }

    /// Whether a list has it for what it is, and not only for a rule that asks for this very word.
    #[inline]
    pub fn is_listed(&self) -> bool {
        self.tags & !MINOR != 0 || self.cue != 0
    }
}

/// The lists, indexed.
#[derive(Debug)]
pub struct Lexicon {
    pub(super) cues: Vec<Cue>,
    /// Open addressing over the words' hashes. A slot holds the upper bits of the hash and, below them, an index of
    /// `readings` plus one; its place says the lower bits, so that one look at memory tells a word that no list has.
    pub(super) slots: Vec<u64>,
    /// What is said of words: thousands of forms share one.
    pub(super) readings: Vec<Lex>,
    /// The hash of لي.
    pub to_me: u64,
}

/// Bits of a slot that are an index of [`Lexicon::readings`].
pub(super) const READING_BITS: u32 = 18;

impl Lexicon {
    /// Reads the lists that are compiled in, and those of the user's own.
    pub fn new(lists: &Lists) -> Self {
        let mut builder = Builder::default();
        builder.words(include_str!("../../data/arabic-words.tsv"));
        builder.words(include_str!("../../data/arabic-names.tsv"));
        builder.words(lists.of("arabic-words.tsv"));
        builder.words(lists.of("arabic-names.tsv"));
        builder.cues(include_str!("../../data/arabic-cues.tsv"));
        builder.cues(lists.of("arabic-cues.tsv"));
        builder.verbs(include_str!("../../data/arabic-verbs.tsv"));
        builder.verbs(lists.of("arabic-verbs.tsv"));
        builder.minor(include_str!("../../data/arabic-words.tsv"));
        builder.minor(lists.of("arabic-words.tsv"));
        builder.finish()
    }

    /// What the lists say of the word with this hash.
    #[inline]
    pub fn get(&self, hash: u64) -> Lex {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return Lex::NONE;
            }
            if (slot ^ hash) >> READING_BITS == 0 {
                return self.readings[(slot & ((1 << READING_BITS) - 1)) as usize - 1];
            }
            at = (at + 1) & mask;
        }
    }

    /// The reporting word of an entry.
    #[inline]
    pub fn cue(&self, lex: Lex) -> Option<&Cue> {
        (lex.cue as usize).checked_sub(1).and_then(|i| self.cues.get(i))
    }
}
