//! Where the subject of a reporting verb stands: after it, the rule of Arabic news; before it in a sentence that begins
//! with its subject, after كان and قد, and in a relative clause.

use super::lexicon::{self as tag, Class, Cue, Lex, Person, Tense, takes};
use super::phrase::{PREPOSITIONS, Phrase};
use super::view::View;
use crate::page::Gap;
use crate::quote::EntityType;

impl View<'_, '_> {
    /// The source that follows the verb.
    pub(super) fn source_after(
        &self,
        i: usize,
        first: usize,
        limit: usize,
        noun: bool,
        lex: Lex,
        cue: &Cue,
    ) -> Option<Phrase> {
        if first >= limit {
            return None;
        }
        // A participle has the source of its verb; what follows is its object. A verb in the plural has its subject
        // before it or none.
        if lex.tense == Tense::Participle || lex.person == Person::Plural {
            return None;
        }
        // أما X فاتهم Y: what follows is the object.
        if self.as_for(i, 0).is_some() {
            return None;
        }
        // لكنه اتهم X, أنها طالبت X: the pronoun is the subject.
        if self.pronoun_before(i) {
            return None;
        }
        // تقريرا اتهمت فيه الحملة بأنها: whom its author accuses.
        let of_text = (i.saturating_sub(2)..i).any(|k| self.is(k, tag::DOC | tag::MEDIUM));
        if cue.takes & takes::OBJECT != 0 && of_text && first == i + 2 && self.is(i + 1, tag::THEREIN) {
            return None;
        }
        // زيارة لقصر ريمي-كولتير: no half of a name.
        if first > i + 1 && self.hyphened(first) {
            return None;
        }
        // كان X اتهم Y: what stands between the two verbs is the subject.
        let kana = (i.saturating_sub(14)..i)
            .rev()
            .take_while(|&k| !self.begins(k + 1))
            .find(|&k| self.is(k, tag::KANA));
        let kana = kana.filter(|&k| !self.text(k).starts_with(['ي', 'ت']));
        if let Some(kana) = kana
            && kana + 1 < i
            && !lex.has(Lex::AND)
            && self.speaker_before(i, kana).is_some_and(|(_, flashback)| flashback)
        {
            return None;
        }
        let word = self.lex[first];
        // كانت X قد اتهمت Y, التي اتهمت Y, اتهم ضيفه: what follows is the object.
        let object = cue.takes & takes::OBJECT != 0;
        if i > 0 && !self.begins(i) {
            let before = self.lex[i - 1];
            // وكانت فلانة قد قالت في مقابلة …: she stands before.
            let told = before.is(tag::QAD) && !before.has(Lex::AND);
            if told && self.speaker_before(i, i.saturating_sub(22)).is_some_and(|(_, flashback)| flashback) {
                return None;
            }
        }
        if i > 0 && noun && !self.begins(i) {
            let before = self.lex[i - 1];
            // المرة الأولى التي تتهم فيها مصر: what stands before is no subject of hers.
            let therein = i + 1 < first && self.is(i + 1, tag::PREP_SUFFIXED);
            if before.is(tag::QAD) && !before.has(Lex::AND)
                || object && before.is(tag::RELATIVE) && !lex.suffixed && !therein
            {
                return None;
            }
        }
        if object && !lex.suffixed && self.possessed(first) && self.lex[first].is_unknown() {
            return None;
        }
        // بما اعتبره جدلا: what he called it.
        let called = word.is_unknown() && self.text(first).ends_with('ا') && !self.foreign(first);
        if lex.suffixed && called && !self.repeated(first) {
            return None;
        }
        // ودعت رئيس البلدية إلى: a woman or a body calls upon a man.
        if object
            && lex.person == Person::Fs
            && word.is(tag::TITLE)
            && !word.is(tag::GIVEN | tag::WOMAN)
            && !self.text(first).ends_with(['ة', 'ى', 'ا'])
        {
            return None;
        }
        // واتهمت العملاء الخمسة: nor several men, who take no verb of hers.
        if object
            && lex.person == Person::Fs
            && self.plain_definite(first)
            && word.is(tag::TITLE_PLURAL)
            && !word.is(tag::ORG | tag::ANON)
            && !self.text(first).ends_with("ات")
        {
            return None;
        }
        // ودعت وسائل الإعلام إلى: nor is everybody to whom one speaks.
        if object && lex.person == Person::Fs && cue.class == Class::Demand && word.is(tag::PUBLIC) {
            return None;
        }
        // أعلن بعد لقائه الوزير فلان أن: whom he met.
        let met = first > i + 2 && self.possessed(first - 1) && self.masdar(first - 1);
        if met && word.is(tag::TITLE | tag::RANK | tag::GIVEN) && self.gap(first).is_plain() {
            return None;
        }
        // ودعت عددا من الصحافيين: an accusative is whom she invites.
        let several = |stem: &str| {
            let lex = self.lexicon.get(rawi_text::token_hash(&rawi_text::fold_word(stem)));
            lex.is(tag::QUANTITY | tag::ANON) && !lex.is(tag::GIVEN)
        };
        if self.text(first).trim_end_matches('ً').strip_suffix('ا').is_some_and(several) {
            return None;
        }
        // يقول بانتظام إن: how it is said.
        if self.bi(first) && word.is_unknown() && self.masdar(first) && cue.takes & takes::BI == 0 {
            return None;
        }
        // أكد إدانته لـ, أعلنت التوقف عن: what he affirms; a verb of a woman or body has no such subject.
        let hers = lex.person == Person::Fs && self.done_thing(first) && self.is(first + 1, PREPOSITIONS);
        // كتاب يروي سيرتها: what a clause about a noun is done to.
        let clause = lex.tense == Tense::Imperfect && !lex.has(Lex::AND) && i > 0 && !self.begins(i);
        let his = self.possessed(first)
            && !self.somebodys(first)
            && (self.masdar(first)
                || clause && self.is(i - 1, tag::DOC | tag::MEDIUM | tag::NAMING)
                || word.is_unknown() && self.is(first + 1, PREPOSITIONS));
        if noun && !lex.suffixed && (his || hers) {
            return None;
        }
        let shown = word.is(tag::DEMONSTRATIVE) && noun;
        if word.is(tag::COMP | tag::COMP_BI | tag::PREP_SUFFIXED | tag::QAD) || shown {
            return None;
        }
        // أبلغ الفلاني الصحفيين أن: what the verb is done to begins as a noun that is said does.
        let bi = cue.takes & takes::BI != 0;
        let mut found = self.source_before(first, limit, noun || object, bi);
        // طلبت الوزارة من طهران: whom she asks.
        if cue.class == Class::Demand
            && let Some(phrase) = &found
            && let Some(asked) = (first + 1..phrase.words.end).find(|&k| self.is(k, tag::MIN))
            && !self.is(asked - 1, tag::ANON | tag::QUANTITY | tag::TITLE_PLURAL)
        {
            found = self.source_before(first, asked, noun || object, bi);
        }
        // اتهمت منظمة هيومن رايتس ووتش السعودية بكذا: behind a name that is whole, a state is whom she accuses.
        if cue.is(takes::NEEDS_OBJECT)
            && let Some(phrase) = &found
            && let Some(last) = phrase.words.end.checked_sub(1).filter(|&last| last > first + 1)
            && phrase.kind == EntityType::Organisation
            && phrase.name.is_none()
            && self.is(last, tag::PLACE)
            && (self.foreign(last - 1) || self.is(last - 1, tag::SECOND_HALF) || self.nisba(last - 1))
            && last + 1 < limit
            && self.bi(last + 1)
        {
            found = self.source_before(first, last, noun || object, bi);
        }
        let phrase = self.framed(first, limit, cue, found)?;
        // وطلبت منه عينة: what she asks of him.
        let of_him = cue.class == Class::Demand
            && i + 1 < first
            && self.is(i + 1, tag::PREP_SUFFIXED)
            && self.text(i + 1).starts_with("من");
        if of_him && phrase.name.is_none() && !self.definite(first) && self.lex[first].is_unknown() {
            return None;
        }
        // ووصف الجيش الإسرائيلي بأنه: one noun alone is who is described.
        // But وصف أردوغان نتنياهو بأنه.
        let two = phrase.words.len() == 2
            && phrase.words.clone().all(|k| self.is(k, tag::NAME_TAIL) && self.is(k, tag::GIVEN));
        if cue.is(takes::NEEDS_OBJECT)
            && !lex.suffixed
            && !two
            // وصفت متحدثة باسم الشركة الوضع في المدينة بأنه: a long phrase has the object in it.
            && phrase.words.len() < 5
            && phrase.joint.is_none()
            && self.bi(self.skip_asides(phrase.words.end, limit).min(self.len() - 1))
        {
            return None;
        }
        // وأبلغ الصحافيين أن: an accusative is whom he told.
        let told = self.is(first, tag::TITLE_PLURAL | tag::OUTLET) && self.plain_definite(first);
        if object && told && self.text(first).ends_with("ين") && phrase.name.is_none() {
            return None;
        }
        // حث لندن على, وأدان محاولات: right behind its verb a subject agrees with it.
        if lex.person == Person::Ms && (noun || object) && self.feminine_noun(first, object) {
            return None;
        }
        // Subject first, object after: روسيا تدين الهجوم.
        if (noun || object) && !lex.has(Lex::AND) && self.subject_first(i) {
            return None;
        }
        Some(phrase)
    }

    /// Whether a conjunction with the pronoun that is the verb's subject stands right before it (لكنه اتهم, أنها طالبت).
    pub(super) fn pronoun_before(&self, i: usize) -> bool {
        i > 0
            && !self.begins(i)
            && self.is(i - 1, tag::COMP | tag::COMP_BI | tag::BUT | tag::NOT_COMP)
            && self.text(i - 1).ends_with(['ه', 'ا', 'م'])
            && self.text(i - 1).chars().count() > 2
            && !self.is(i - 1, tag::ADDITIVE)
            && !self.text(i - 1).ends_with("إلا")
    }

    /// Whether "but" with a pronoun stands right before the verb (لكنها حذرت).
    pub(super) fn but_pronoun(&self, i: usize) -> bool {
        i > 0 && self.is(i - 1, tag::BUT) && self.pronoun_before(i)
    }

    /// Whether the sentence begins with a source that reaches up to the verb.
    pub(super) fn subject_first(&self, i: usize) -> bool {
        let from = self.sentence_start(i, i.saturating_sub(14));
        // Or its clause: after أن, لكن, بينما, a colon.
        let clause = (from + 1..i).rev().find(|&k| {
            self.gap(k).has(Gap::COLON) || self.is(k - 1, tag::COMP | tag::COMP_BI | tag::BUT | tag::WHILE)
        });
        let start = clause.unwrap_or(from);
        start < i
            && (clause.is_some() || self.begins(start))
            && !self.lex[start].is_cue()
            && self.clause_subject(start, i).is_some()
    }

    /// A source that fills the words from `start` up to the verb at `i`, asides set aside.
    pub(super) fn clause_subject(&self, start: usize, i: usize) -> Option<Phrase> {
        // أصدرت القبائل، الأربعاء، بيانا أكدت فيه: hers.
        if self.joined(start) && self.lex[start].is_unknown() || self.made(start) {
            return None;
        }
        let phrase = self.source(start, i, false)?;
        let after = self.skip_asides(phrase.words.end, i);
        let known = self.is(
            start,
            tag::TITLE
                | tag::TITLE_PLURAL
                | tag::ORG
                | tag::PLACE
                | tag::GIVEN
                | tag::ANON
                | tag::DOC
                | tag::HONORIFIC
                | tag::RANK
                | tag::SPOKES
                | tag::KUNYA
                | tag::OUTLET
                | tag::AGENCY,
        ) || self.is(start, tag::QUANTITY) && self.lex[i].tense == Tense::Perfect
            || self.plain_definite(start)
            || self.opening_at(start).is_some()
            || phrase.words.len() <= 3 && phrase.name.is_some();
        (known && phrase.words.len() <= 14 && after == i && !self.gap(i).has(Gap::STOP)).then_some(phrase)
    }

    /// Whether a word is a text that somebody makes, in the accusative (بيانا, قرارا): whoever makes it speaks.
    pub(super) fn made(&self, k: usize) -> bool {
        self.is(k, tag::DOC)
            && !self.is(k, tag::ANON)
            && self.text(k).ends_with(['ا', 'ً'])
            && !self.definite(k)
    }

    /// Whether a word that no list knows is a verbal noun with the article, of any derived verb (التوقف, التعاون, الإعلان).
    fn done_thing(&self, k: usize) -> bool {
        let fifth_or_sixth = || {
            let letters: Vec<char> = self.text(k).chars().skip(2).collect();
            matches!(letters[..], ['ت', _, _, _] | ['ت', _, 'ا', _, _]) && !letters.contains(&'ة')
        };
        self.lex[k].is_unknown() && self.plain_definite(k) && (self.definite_masdar(k) || fifth_or_sixth())
    }

    /// Whether a word can be no subject of a verb in the masculine that stands right before it: a thing or body in the
    /// feminine, and a seat of government where the verb is done to somebody (`object`).
    fn feminine_noun(&self, k: usize, object: bool) -> bool {
        let lex = self.lex[k];
        if lex.is(tag::GIVEN | tag::HONORIFIC | tag::RANK | tag::KUNYA | tag::TITLE | tag::TITLE_PLURAL)
            || lex.is(tag::QUANTITY | tag::MASCULINE)
        {
            return false;
        }
        let word = self.text(k);
        let ending = word.ends_with('ة') || word.ends_with("ات") && word.chars().count() > 5;
        // أعلن برشلونة: a club, where the verb is done to nobody.
        let seat = object && lex.is(tag::PLACE);
        let things =
            lex.is_unknown() && !self.definite(k) && word.ends_with("ات") && word.chars().count() > 5;
        seat || things || ending && lex.is(tag::ORG | tag::DOC | tag::COMMON | tag::CONTENT | tag::MEDIUM)
    }

    /// أما X فقال: the source between أما and a verb with ف.
    fn as_for(&self, i: usize, from: usize) -> Option<Phrase> {
        // أما فلان فقد قال.
        let already = i > from && self.is(i - 1, tag::QAD);
        let i = if already { i - 1 } else { i };
        if !self.text(i).starts_with('ف') || !already && !self.lex[i].has(Lex::AND) {
            return None;
        }
        let start = self.sentence_start(i, from);
        if start + 1 >= i || !self.is(start, tag::AS_FOR) {
            return None;
        }
        let phrase = self.source(start + 1, i, false)?;
        // أما فلان، عضو الحزب في كذا، ف: to the comma he is told of.
        let told = phrase.name.is_some() && self.gap(i).has(Gap::COMMA);
        (told || self.skip_asides(phrase.words.end, i) == i).then_some(phrase)
    }

    /// The source before a verb: كان X قد قال, X الذي قال, X قال.
    pub fn speaker_before(&self, i: usize, from: usize) -> Option<(Phrase, bool)> {
        if let Some(phrase) = self.as_for(i, from) {
            return Some((phrase, false));
        }
        if i == from || self.begins(i) || self.lex[i].has(Lex::AND) {
            return None;
        }
        // لكن أحد الدبلوماسيين طلب عدم ذكر اسمه، قال: over how he spoke.
        let unnamed = |k: &usize| {
            self.is(*k + 1, tag::LACK)
                && self.lexicon.cue(self.lex[*k]).is_some_and(|cue| cue.is(takes::UNNAMED))
        };
        let near = i.saturating_sub(7).max(from)..i.saturating_sub(2);
        if self.gap(i).has(Gap::COMMA)
            && let Some(k) = near.rev().find(unnamed)
        {
            return self.speaker_before(k, from);
        }
        let mut k = i - 1;
        let qad = self.is(k, tag::QAD);
        if qad && k > from {
            // …، وقد حذر: a clause of its own.
            if self.lex[k].has(Lex::AND) {
                return None;
            }
            k -= 1;
        }
        // الجبير كان أكد: the subject stands before both.
        if self.is(k, tag::KANA)
            && !self.lex[k].has(Lex::AND)
            && let Some((phrase, _)) = self.speaker_before(k, from)
        {
            return Some((phrase, true));
        }
        // في خطاب سابق عرض خلاله, بيان رسمي قال فيه: words stand in a text, somebody else says them.
        let within = self.is(i + 1, tag::THEREIN);
        let text = |b: usize| within && self.is(b, tag::DOC | tag::MEDIUM);
        let start = self.sentence_start(i, from);
        if let Some(named) = self.marked_subject(start, i) {
            return Some(named);
        }
        if let Some(kana) = (start.max(i.saturating_sub(22))..=k).rev().find(|&k| self.is(k, tag::KANA)) {
            let first = self.skip_asides(kana + 1, i);
            // كان «جيش السلام»، أحد أكبر الفصائل، أعلن: a name in marks, whatever follows it.
            let marked = self.opening_at(first).filter(|group| group.closed && self.words_in(group) <= 4);
            let named = marked.map_or(i, |group| self.after(group)).min(i);
            if let Some(phrase) = self.source(first, i, false).or_else(|| self.source(first, named, false)) {
                let rest = self.skip_asides(phrase.words.end, i) + usize::from(qad);
                // عما إذا كان الغاز كذا، أكد فلان: behind a comma the clause of كان is over.
                let over = !qad && rest < i && self.gap(i).has(Gap::COMMA);
                // وكانت فلانة، الوزيرة المكلفة بكذا وكذا، قد قالت: up to the comma she is told of.
                // وكان «جيش السلام»، أحد أبرز الفصائل، أعلن: between two commas.
                let opened = (first + 1..i).any(|w| self.gap(w).has(Gap::COMMA));
                let aside = !qad && opened && self.gap(i).has(Gap::COMMA);
                let comma = qad && self.gap(i - 1).has(Gap::COMMA);
                let named = phrase.name.is_some() || self.opening_at(first).is_some();
                let told = kana == start
                    && named
                    && (comma || aside)
                    && !(phrase.words.end..i - 1).any(|w| {
                        // أحد أبرز الفصائل: an adjective.
                        let verb = matches!(self.lex[w].tense, Tense::Perfect | Tense::Imperfect);
                        (self.lex[w].is_cue() && verb || self.is(w, tag::VERB))
                            && !self.is(w, tag::PREP | tag::ORG)
                            && !self.is(w - 1, tag::ANON | tag::QUANTITY)
                    });
                if rest + 2 >= i && !over || told && phrase.words.end < i {
                    return Some((phrase, true));
                }
            }
        }
        if self.is(k, tag::RELATIVE) && k > from {
            return self.relative_subject(i, k, start).map(|told| (told, true));
        }
        if self.is(k, tag::PRONOUN) || self.is(k, tag::BUT | tag::NOT_COMP) {
            return None;
        }
        // حمل البعض لافتات كتب عليها: nobody who is told of wrote it.
        let upon = self.is(i + 1, tag::PREP_SUFFIXED) && self.text(i + 1).starts_with("علي");
        let written = self.lexicon.cue(self.lex[i]).is_some_and(|cue| cue.lemma == "كتب");
        if written && upon && self.is(k, tag::INSCRIPTION) {
            return Some((inscription(k), true));
        }
        // … فلان أشار, بدراسة تقترح: a person by name, else a document, that reaches up to the verb.
        if self.lex[i].person != Person::Plural {
            let near = start.max(i.saturating_sub(9))..i;
            let up_to = |b: usize| self.source_at(b, i).filter(|p| p.words.end == i);
            let persons = tag::TITLE | tag::RANK | tag::HONORIFIC | tag::GIVEN | tag::KUNYA;
            // علاقاته متوترة مع فلان، أبدى: not who stands under a preposition.
            let under =
                |b: usize| b > 0 && self.is(b - 1, PREPOSITIONS | tag::PREP) && self.gap(b).is_plain();
            let person = |b: usize| up_to(b).filter(|p| self.is(b, persons) && p.name.is_some() && !under(b));
            // صوت جندي آخر يقول: a clause about somebody who is not named.
            let unnamed = |b: usize| {
                let said = self.lexicon.cue(self.lex[i]).is_some_and(|cue| cue.is(takes::SAID));
                let told = said
                    && self.lex[i].tense == Tense::Imperfect
                    && self.is(b, tag::TITLE | tag::ANON)
                    && !self.is(b, tag::ORG | tag::TITLE_PLURAL | tag::GIVEN | tag::QUANTITY)
                    && !self.text(b).ends_with('ة')
                    && !self.lex[b].has(Lex::AND | Lex::BI | Lex::LI | Lex::THE)
                    && !self.definite_description(b, i);
                up_to(b).filter(|p| told && p.name.is_none() && p.words.len() < 4)
            };
            let document = |b: usize| {
                let alone = b + 1 == i && self.is(b, tag::MEDIUM);
                // أصدرت الشركة بيانا قالت فيه: hers.
                let made = self.made(b);
                up_to(b).filter(|_| self.is(b, tag::DOC) && !alone && !made && !within && !self.definite(b))
            };
            // تحت شعار يقول, لافتات تقول: what is written speaks.
            let written = |b: usize| {
                let said = self.lexicon.cue(self.lex[i]).is_some_and(|cue| cue.is(takes::SAID));
                let feminine = self.text(b).ends_with('ة') || self.text(b).ends_with("ات");
                let agrees = feminine == self.text(i).starts_with('ت');
                said && agrees && self.is(b, tag::INSCRIPTION) && !self.definite(b)
            };
            if self.lex[i].tense == Tense::Imperfect && written(i - 1) {
                return Some((inscription(i - 1), false));
            }
            // رسالة عبر البريد تقول: over how it came.
            let sent = |b: usize| {
                let came = self.is(b, tag::DOC) && !self.definite(b) && !self.made(b) && !within;
                let over = came && b + 2 < i && self.is(b + 1, tag::PREP) && up_to(b + 2).is_some();
                if over { self.source(b, b + 1, false) } else { None }
            };
            let document = |b: usize| document(b).or_else(|| sent(b));
            let found = near.clone().find_map(person).or_else(|| near.clone().find_map(document));
            if let Some(phrase) = found.or_else(|| near.clone().find_map(unnamed)) {
                return Some((phrase, false));
            }
        }
        // Subject first: from the beginning of the sentence or of a clause.
        let mut begin = start;
        for k in (start..i).rev() {
            // وبعدما أكد «براءة» فلان، قال: the clause of the verb before.
            if self.lex[k].is_cue() && self.lex[k].is_verb() && k > start && self.gap(i).has(Gap::COMMA) {
                return None;
            }
            if self.is(k, tag::BUT | tag::WHILE | tag::COMP | tag::NOT_COMP)
                || self.lex[k].is_verb() && k > start && (!self.is(k, tag::PREP) || self.lex[k].has(Lex::AND))
            {
                begin = k + 1;
                break;
            }
            let after_particle = k > 0 && self.is(k - 1, PREPOSITIONS | tag::PREP);
            // أكد «براءة» روسيا، قال: what a verb before it brought is no subject.
            let brought = k > start && self.lex[k - 1].is_cue();
            let marks = self.opening_at(k).is_some() && !after_particle && !brought;
            let clause = self.gap(k).has(Gap::COMMA.with(Gap::COLON)) || marks;
            if clause && k > start && !text(k) && self.clause_subject(k, i).is_some() {
                begin = k;
                break;
            }
        }
        let begin = self.skip_asides(begin, i);
        if begin >= i || text(begin) {
            return None;
        }
        self.clause_subject(begin, i).map(|p| (p, false))
    }

    /// The name in marks that a sentence begins with, behind كان or "but", where it is told of between two commas before the
    /// verb at word `i` (لكن «جيش السلام»، الفصيل الأقوى في الوادي، ينفي; كان «جيش السلام»، أحد الفصائل، أعلن).
    fn marked_subject(&self, start: usize, i: usize) -> Option<(Phrase, bool)> {
        if !self.gap(i).has(Gap::COMMA) {
            return None;
        }
        let past = self.is(start, tag::KANA);
        let first = start + usize::from(past || self.is(start, tag::BUT | tag::NOT_COMP | tag::WHILE));
        let body = !self.is(first, tag::GIVEN | tag::KUNYA);
        let group =
            self.opening_at(first).filter(|group| body && group.closed && self.words_in(group) <= 4)?;
        let after = self.after(group);
        let verb = |w: usize| {
            let lex = self.lex[w];
            let cue = lex.is_cue() && matches!(lex.tense, Tense::Perfect | Tense::Imperfect);
            (cue || lex.is(tag::VERB)) && !lex.is(tag::PREP | tag::ORG | tag::ADJECTIVE) && !self.definite(w)
        };
        let told = after + 1 < i
            && self.gap(after).has(Gap::COMMA)
            && (self.plain_definite(after) || self.is(after, tag::ANON | tag::QUANTITY | tag::ORG | tag::TITLE))
            && (after + 1..i).all(|w| !self.gap(w).has(Gap::COMMA))
            // أحد أبرز الفصائل: an adjective behind a quantity.
            && (after..i).all(|w| !verb(w) || w == after || self.is(w - 1, tag::ANON | tag::QUANTITY));
        told.then(|| (Phrase::without_name(first..after, EntityType::Organisation), past))
    }
}

/// The phrase of what words stand on, at word `k`.
fn inscription(k: usize) -> Phrase {
    Phrase::without_name(k..k + 1, EntityType::Document)
}
