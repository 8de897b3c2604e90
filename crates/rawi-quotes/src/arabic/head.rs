//! The head of an attribution: the reporting word, its source, and where what was said begins.
//!
//! ```text
//! وقال | الوزير فلان | في تصريح لـ«الصحيفة» | إن | ...
//! cue    source        aside                  complementiser, then content
//! ```
//! The source is read right after the verb (verb first is the rule of Arabic news), else before it (subject first, كان
//! and قد, a relative clause), else it is elided. The complement (أن, a colon, a mark, the verb's own preposition, a
//! noun that is what was said) is searched after the source, over asides, and a homograph counts only with one.

use super::complement::By;
use super::complement::Start;
use super::lexicon::{self as tag, Class, Lex, Person, Tags, Tense, takes};
use super::phrase::Phrase;
use super::view::View;
use crate::page::Gap;
use std::ops::Range;

/// Who speaks, as the head says it.
#[derive(Debug, Clone)]
pub enum Speaker {
    /// A phrase beside the cue.
    Named(Phrase),
    /// Nobody is named: whoever spoke before.
    Elided,
}

/// One attribution without the end of its content.
#[derive(Debug, Clone)]
pub struct Head {
    /// The reporting word or words.
    pub cue: Range<usize>,
    /// Who speaks.
    pub speaker: Speaker,
    /// First word of the content.
    pub start: usize,
    /// The group of marks that the content begins with.
    pub group: Option<usize>,
    /// The group of marks before the cue that holds the first half of what was said.
    pub said_before: Option<usize>,
    /// Where the content ends, where the head knows (content before its cue).
    pub end: Option<usize>,
    /// Gender and number that the verb shows.
    pub person: Person,
    /// Whether what was said begins with a noun or the verb's own preposition and is no clause, where that is as often
    /// a deed or somebody else's as it is his words: of a verb of deeds (رفض الاعتذار), or with nobody named behind it.
    pub without_clause: bool,
    /// Whether كان makes a habit of it, or a relative clause says of somebody what he accuses another of or agrees to
    /// (الحركة التي تتهمها أنقرة بكذا): as often a deed or a standing claim as words of one occasion.
    pub in_passing: bool,
    /// Form of the cue.
    pub tense: Tense,
    /// The agency it came through, as words.
    pub via: Option<Range<usize>>,
    /// First word of what names the agency behind the content (حسبما أوردت وكالة …): the content ends before it.
    pub via_from: Option<usize>,
    /// Whether a colon alone leads to the content: what was said may go on over full stops.
    pub colon: bool,
    /// Whether its verb goes on with what somebody said (أضاف, تابع).
    pub goes_on: bool,
    /// Whether it is a flashback (كان قد): it does not make its source the current speaker.
    pub aside: bool,
    /// The name of the rule.
    pub rule: &'static str,
}

impl Head {
    /// A head as the rules beside the verb have it: a noun leads to what was said, which begins with word `start` without
    /// marks and ends where its sentence does.
    pub fn new(cue: Range<usize>, speaker: Speaker, start: usize, rule: &'static str) -> Head {
        Head {
            cue,
            speaker,
            start,
            group: None,
            said_before: None,
            end: None,
            person: Person::Ms,
            without_clause: false,
            in_passing: false,
            tense: Tense::Noun,
            via: None,
            via_from: None,
            colon: false,
            goes_on: false,
            aside: false,
            rule,
        }
    }
}

/// The prepositions that a cue takes in where they touch it (مشيرا إلى).
pub(super) const PREPOSITIONS: Tags = tag::ILA | tag::ALA | tag::AN | tag::MIN | tag::FI;

impl View<'_, '_> {
    /// Whether what was said, which begins with word `start` behind أن, begins with somebody else than its speaker: with a noun,
    /// and no pronoun (إن الرجل, but إنه).
    pub(super) fn of_another(&self, start: usize) -> bool {
        let Some(comp) = start.checked_sub(1) else { return false };
        let folded = rawi_text::fold_word(self.text(comp));
        let bare = matches!(folded.trim_start_matches(['و', 'ف']), "ان" | "بان");
        bare && self.is(comp, tag::COMP | tag::COMP_BI)
    }

    /// Whether the verb of a head says that it was said to the speaker of the words around it, a man or a woman as `speaker` has
    /// it (وقال له إنه, وقال لي).
    pub(super) fn told_him(&self, head: &Head, speaker: Option<Person>) -> bool {
        let verb = head.cue.start;
        let said = self.lexicon.cue(self.lex[verb]).is_some_and(|cue| cue.is(takes::SAID));
        let him = match self.text(verb + 1) {
            "له" => speaker == Some(Person::Ms),
            "لها" => speaker == Some(Person::Fs),
            "لي" | "لنا" => true,
            _ => false,
        };
        said && him
    }

    /// Reads the attribution whose cue is word `i`, in the paragraph that ends at word `end`.
    pub fn head(&self, i: usize, from: usize, end: usize) -> Option<Head> {
        let lex = self.lex[i];
        let cue = self.lexicon.cue(lex)?;
        if lex.tense == Tense::Noun {
            return self.nominal(i, lex, cue, from, end);
        }
        if !self.may_report(i, lex, cue, from) {
            return None;
        }
        let limit = self.sentence_end(i, end);
        if cue.takes & takes::AN_SPEAKER != 0 {
            return self.relayed(i, lex, cue, limit);
        }
        if cue.takes & takes::BLAME != 0 {
            return self.blame(i, lex, from, limit);
        }
        let noun = !cue.gated && cue.takes & (takes::NOUN | takes::OBJECT) != 0;
        let mut rule = if lex.tense == Tense::Participle { "participle" } else { "verb" };
        let mut aside = false;

        // A complement right after the verb: nobody is named after it.
        let touching = self.complement(i + 1, limit, cue, lex, true).filter(|s| s.by != By::Noun);
        let first = if touching.is_some() { i + 1 } else { self.skip_asides(i + 1, limit) };
        // روسيا أكدت على لسان الوزير أن: he says it.
        let mut direct = touching.or_else(|| self.complement(first, limit, cue, lex, first == i + 1 || noun));
        if self.tongue(first) {
            direct = None;
        }
        let mut speaker = Speaker::Elided;
        let mut after = first;
        let at_once =
            direct.filter(|s| s.by != By::Noun && (s.by != By::Mark || !self.name_in_marks(first, limit)));
        // معربا سموه عن: his own title beside the participle.
        if lex.tense == Tense::Participle
            && self.is(i + 1, tag::HIS_HONOUR)
            && let Some(phrase) = self.source(i + 1, i + 2, false)
        {
            after = i + 2;
            speaker = Speaker::Named(phrase);
        }
        if at_once.is_none()
            && let Some(phrase) = self.source_after(i, first, limit, noun, lex, cue)
        {
            after = phrase.words.end;
            speaker = Speaker::Named(phrase);
        }
        let by = self.skip_asides(after, limit);
        if self.tongue(by)
            && let Some(phrase) = self.source(by + 2, limit, false)
        {
            after = phrase.words.end;
            speaker = Speaker::Named(phrase);
        }
        let mut start = match at_once {
            Some(start) => Some(start),
            None => {
                // وكان التحالف قد أعلن هدنة: named, though not behind the verb.
                let told = i > from && self.is(i - 1, tag::QAD) && self.speaker_before(i, from).is_some();
                self.find_start(after, limit, cue, lex, matches!(speaker, Speaker::Named(_)) || told)
            }
        };
        let mut content_verb = None;
        if start.is_none() {
            // قال فلان ... قائلا: the second word leads to the content.
            (start, content_verb) = self.saying(after, limit);
        }
        // «...» قال فلان: what was said stands before.
        // قال أعتقد أن …: the words of the first person themselves.
        if start.is_none()
            && self.first_person_verb(i + 1)
            && i + 2 < limit
            && matches!(cue.class, Class::Say | Class::Add)
        {
            speaker = Speaker::Elided;
            start = Some(Start { word: i + 1, group: None, by: By::Colon, at: i + 1 });
        }
        // وأضافوا، أمس انقطع …: a comma alone.
        if start.is_none() && cue.class == Class::Add && i + 3 < limit && self.gap(i + 1).has(Gap::COMMA) {
            speaker = Speaker::Elided;
            start = Some(Start { word: i + 1, group: None, by: By::Colon, at: i + 1 });
        }
        if start.is_none() {
            return self.after_content(i, lex, cue, speaker, from);
        }
        let start = start?;
        // أظهرت الإعادة أن: a thing shows it, nobody says it.
        if matches!(speaker, Speaker::Elided)
            && cue.class == Class::Show
            && lex.tense != Tense::Participle
            && start.at > first
            && self.plain_definite(first)
            && self.lex[first].is_unknown()
        {
            return None;
        }
        // ردا على سؤال بشأن: what he was asked. أدانت محكمة رجلا: she convicted him.
        let convicts = cue.is(takes::CONVICTS)
            && start.by == By::Noun
            && start.group.is_none()
            && matches!(&speaker, Speaker::Named(phrase) if self.is(phrase.words.start, tag::COURT));
        if start.group.is_none() && self.is(start.word, tag::QUESTION) || convicts {
            return None;
        }
        // اعترف بالمدينة عاصمة: states and places are recognised.
        if start.by == By::Preposition
            && start.group.is_none()
            && cue.is(takes::RECOGNISES)
            && self.bi(start.word)
            && (self.is(start.word, tag::PLACE) || crate::names::states(self.text(start.word)).1)
        {
            return None;
        }
        // أعلن فلان فائزا: by others.
        if start.by == By::Noun
            && start.group.is_none()
            && cue.is(takes::DECLARES)
            && matches!(&speaker, Speaker::Named(phrase) if phrase.name.is_some() && phrase.words.end == start.word)
            && self.declared(start.word)
        {
            return None;
        }
        // جدد النادي عقده: a deed.
        if start.by == By::Noun && cue.is(takes::RENEWS) && self.is(start.word, tag::RENEWED) {
            return None;
        }
        // أكدت القاضية الأحكام: she upheld them.
        if start.by == By::Noun && cue.is(takes::UPHOLDS) && self.is(start.word, tag::RULING) {
            return None;
        }
        // ازداد العنف مجددا، الجمعة، فاندلعت: over an aside a participle has a verbal noun or a clause for its object.
        if lex.tense == Tense::Participle
            && start.by == By::Noun
            && start.word > i + 1
            && matches!(speaker, Speaker::Elided)
            && !(self.masdar(start.word) || self.definite_masdar(start.word) || self.possessed(start.word))
            && self.opening_at(start.word).is_none()
        {
            return None;
        }
        if matches!(speaker, Speaker::Elided) && self.unread_subject(first, &start, lex, cue) {
            return None;
        }
        // يعتبر and يعد judge in general; they report with أن.
        if lex.tense == Tense::Imperfect
            && cue.is(takes::JUDGES)
            && !matches!(start.by, By::Clause | By::Colon)
        {
            return None;
        }
        // تعتبر الصناعة من أهم …: she is considered so.
        if lex.tense == Tense::Imperfect
            && cue.is(takes::CONSIDERS)
            && matches!(speaker, Speaker::Named(_))
            && self.is(after, tag::MIN)
        {
            return None;
        }
        // عقّب and عبّر are prepositions first.
        if lex.is(tag::PREP)
            && !cue.is(takes::BETWEEN)
            && !(start.by == By::Colon || self.is(start.at, tag::AN) && cue.takes & takes::AN != 0)
        {
            return None;
        }
        // بين الولاء والمعارضة ضاعت …: the preposition, unless أن stands right after its source.
        if lex.is(tag::PREP)
            && cue.is(takes::BETWEEN)
            && !lex.has(Lex::AND)
            && lex.person == Person::Ms
            && self.skip_asides(after, limit) < start.at
        {
            return None;
        }
        if cue.takes & takes::WEAK_OBJECT != 0
            && start.by == By::Noun
            && !self.gives_reason(start.word, limit)
        {
            return None;
        }
        // الذين ينتقدون النفوذ: whoever they are, a clause or nothing.
        if matches!(speaker, Speaker::Elided)
            && i > from
            && self.is(i - 1, tag::RELATIVE)
            && !lex.suffixed
            && !matches!(start.by, By::Clause | By::Colon)
            && self.speaker_before(i, from).is_none()
        {
            return None;
        }
        // Within marks only what is plainly reported counts.
        if let Some(group) = self.outer_group_of(i)
            && self.words_in(&self.page.groups[group]) > 3
        {
            let named = matches!(speaker, Speaker::Named(_));
            let plain = matches!(start.by, By::Clause | By::Colon);
            // «عندما يقول الرئيس إنه …»: what the speaker supposes.
            let supposed = i > from && self.is(i - 1, tag::WHILE) && lex.tense == Tense::Imperfect;
            if supposed || !(plain && (cue.is(takes::SAID) || named && lex.tense != Tense::Participle)) {
                return None;
            }
        }
        // يشترط أن, يتوقع أن: nobody in particular. أنها تستهجن: the content of the verb before begins so.
        if matches!(speaker, Speaker::Elided) && lex.tense == Tense::Imperfect && i > from && !self.begins(i)
        {
            let before = self.lex[i - 1];
            let but = i > from + 1 && self.is(i - 2, tag::BUT);
            if before.is(tag::COMP | tag::COMP_BI) && !but && start.by != By::Colon {
                return None;
            }
        }
        if matches!(speaker, Speaker::Elided)
            && lex.tense == Tense::Imperfect
            && lex.person == Person::Ms
            && cue.is(takes::ANYBODY)
            && self.speaker_before(i, from).is_none()
        {
            return None;
        }
        if matches!(speaker, Speaker::Elided) {
            if lex.tense != Tense::Participle
                && let Some((phrase, flashback)) = self.speaker_before(i, from)
            {
                // إن القانون يقول إن: no law speaks.
                if cue.is(takes::SAID) && phrase.name.is_none() && self.is(phrase.words.start, tag::LAW) {
                    return None;
                }
                rule = if flashback { "verb, flashback" } else { "verb, subject first" };
                aside = flashback;
                speaker = Speaker::Named(phrase);
            } else if self.done_to_several(i, from, lex, cue) {
                return None;
            } else if self.done_by_several(i, from, lex) {
                // متظاهرين يطالبون بكذا: they do.
                let several = self.several_before(i, from);
                if several.is_none() && !matches!(start.by, By::Clause | By::Colon) {
                    return None;
                }
                rule = "verb, flashback";
                aside = true;
                speaker = several.map_or(Speaker::Elided, Speaker::Named);
            } else if lex.tense != Tense::Participle {
                rule = "verb, elided subject";
                if self.of_whoever(i, from, lex, start.by) && !(start.by == By::Mark && cue.is(takes::SAID)) {
                    return None;
                }
            }
        }
        let cue_end = match start.by {
            By::Preposition | By::Clause if start.at == i + 1 && self.is(i + 1, PREPOSITIONS) => i + 2,
            _ => content_verb.filter(|&k| k == i + 1).map_or(i + 1, |k| k + 1),
        };
        // «…»، قال فلان، «…»: one quotation in two pieces.
        let said_before = (start.by == By::Mark && matches!(speaker, Speaker::Named(_)))
            .then(|| self.first_half(i, lex))
            .flatten();
        // A preposition written onto the content is no part of the cue.
        let cue_end = if start.word < cue_end { i + 1 } else { cue_end };
        Some(Head {
            cue: i..cue_end,
            speaker,
            start: start.word,
            group: start.group,
            said_before,
            end: None,
            person: lex.person,
            tense: lex.tense,
            via: None,
            via_from: None,
            colon: start.by == By::Colon && start.group.is_none() && self.gap(start.at).has(Gap::COLON),
            without_clause: matches!(start.by, By::Noun | By::Preposition)
                && start.group.is_none()
                && (cue.is(takes::DEED) || rule == "verb, elided subject" || rule == "verb, subject first"),
            in_passing: start.group.is_none()
                && i > from
                && (matches!(start.by, By::Noun | By::Preposition) && self.is(i - 1, tag::RELATIVE)
                    || self.used_to(i, from, lex)),
            goes_on: cue.class == Class::Add,
            aside,
            rule,
        })
    }
}
