//! Where what was said begins and ends.
//!
//! Direct speech is given by its marks; indirect speech has to be cut out of the sentence. Its borders are chosen among
//! the places where a clause may begin or end, by two linear models: one for the beginning, one for the end.

use super::cue::{Cue, Follow, bucket};
use super::lexer::{Tag, Token};
use super::lexicon::{class, hash, short};
use super::model::{Sink, Template, Value, number, tag, template, word};
use super::phrase::View;

/// The farthest that content after a cue may begin, in nodes.
const START_REACH: usize = 9;

/// The farthest that content may go on, in nodes.
const END_REACH: usize = 90;

/// Places where content after the attribution may begin. `from` is the first node after the cue (or after the
/// speaker, where that follows the cue).
pub(crate) fn starts_after(view: View<'_>, cue: &Cue, from: usize, out: &mut Vec<usize>) {
    out.clear();
    let high = view.high.min(from + START_REACH);
    // After "that" or a mark there is nothing to choose.
    let sign = match cue.follow {
        Follow::That => Some(Tag::That),
        Follow::Block | Follow::CommaBlock | Follow::ColonBlock => Some(Tag::Block),
        _ => None,
    };
    if let Some(sign) = sign
        && let Some(at) = (from..high).find(|i| view.nodes[*i].tag == sign)
    {
        let at = at + usize::from(sign == Tag::That);
        if at < view.high && !matches!(view.nodes[at].tag, Tag::Comma | Tag::Dash | Tag::Open) {
            out.push(at);
            return;
        }
    }
    if let Some(at) = past_addressee(view, cue, from, high) {
        out.push(at);
        return;
    }
    for at in from..high {
        let token = &view.nodes[at];
        if matches!(token.tag, Tag::Stop | Tag::Question) {
            break;
        }
        if matches!(
            token.tag,
            Tag::Comma
                | Tag::Colon
                | Tag::Dash
                | Tag::Close
                | Tag::Open
                | Tag::Semicolon
                | Tag::Ellipsis
                | Tag::That
        ) {
            continue;
        }
        out.push(at);
        // Nothing but what follows can be the content of a mark, or of a "that" this near.
        if token.tag == Tag::Block || (at > from && view.nodes[at - 1].tag == Tag::That) {
            break;
        }
    }
}

/// "told the crowd that …", "admitted to the paper that …", "urged them to …": whom it was said to is no part of it.
fn past_addressee(view: View<'_>, cue: &Cue, from: usize, high: usize) -> Option<usize> {
    const TELL: [u32; 8] = [
        short(hash("tell")),
        short(hash("inform")),
        short(hash("assure")),
        short(hash("reassure")),
        short(hash("remind")),
        short(hash("warn")),
        short(hash("notify")),
        short(hash("advise")),
    ];
    const URGE: [u32; 10] = [
        short(hash("urge")),
        short(hash("ask")),
        short(hash("tell")),
        short(hash("beg")),
        short(hash("implore")),
        short(hash("exhort")),
        short(hash("encourage")),
        short(hash("instruct")),
        short(hash("warn")),
        short(hash("advise")),
    ];
    let lead = view.at(from as isize);
    let verb = |t: &Token| {
        t.is(class::AUXILIARY | class::VERB | class::MENTAL) || matches!(t.tag, Tag::CuePast | Tag::CueThird)
    };
    let told = TELL.contains(&cue.lemma);
    // "said in a statement that", "said last week that": a phrase of place or time is no content either.
    let led = matches!(lead.tag, Tag::To | Tag::Preposition | Tag::Time | Tag::Adverb | Tag::Ly)
        || view.at(from as isize + 1).tag == Tag::Time;
    if told || led {
        for at in from..high {
            let token = &view.nodes[at];
            if token.tag == Tag::That {
                return (at + 1 < view.high).then_some(at + 1);
            }
            if verb(token)
                || matches!(
                    token.tag,
                    Tag::Comma | Tag::Block | Tag::Colon | Tag::Stop | Tag::CueBase | Tag::Wh | Tag::Dash
                )
            {
                break;
            }
        }
    }
    // "told them he would", "asked voters whether": the clause begins where the addressee's phrase ends.
    let object = cue.right.filter(|p| p.start == from && p.end < high);
    if let Some(p) = object
        && (told || cue.lemma == short(hash("ask")))
    {
        let next = &view.nodes[p.end];
        let clause = matches!(next.tag, Tag::Wh | Tag::Subordinator) || told && next.is(class::SUBJECT);
        if clause {
            return Some(p.end);
        }
    }
    if URGE.contains(&cue.lemma) && cue.follow == Follow::PhraseTo {
        let at = cue.right.filter(|p| p.start == from).map(|p| p.end)?;
        return (at < high && view.nodes[at].tag == Tag::To).then_some(at);
    }
    None
}

/// Places (after the last node) where content that begins at `start` may end.
pub(crate) fn ends(view: View<'_>, start: usize, out: &mut Vec<usize>) {
    out.clear();
    let mut last = view.high;
    while last > start + 1
        && matches!(
            view.nodes[last - 1].tag,
            Tag::Stop | Tag::Question | Tag::Comma | Tag::Semicolon | Tag::Colon
        )
    {
        last -= 1;
    }
    for at in start + 1..last.min(start + END_REACH) {
        let token = &view.nodes[at];
        let border = matches!(
            token.tag,
            Tag::Comma
                | Tag::Semicolon
                | Tag::Dash
                | Tag::Colon
                | Tag::Open
                | Tag::Conjunction
                | Tag::Subordinator
                | Tag::Wh
                | Tag::According
                | Tag::Preposition
                | Tag::Time
                | Tag::CueIng
                | Tag::Ing
                | Tag::Stop
                | Tag::Question
        );
        if border || view.nodes[at - 1].tag == Tag::Block {
            out.push(at);
        }
    }
    out.push(last.max(start + 1));
}

/// Places where content before the attribution may begin; it ends before `end`.
pub(crate) fn starts_before(view: View<'_>, end: usize, out: &mut Vec<usize>) {
    out.clear();
    for at in view.low.max(end.saturating_sub(250))..end {
        let token = &view.nodes[at];
        let after = at == view.low
            || matches!(
                view.nodes[at - 1].tag,
                Tag::Comma
                    | Tag::Conjunction
                    | Tag::That
                    | Tag::Subordinator
                    | Tag::Colon
                    | Tag::Semicolon
                    | Tag::Dash
                    | Tag::Close
                    | Tag::Open
                    | Tag::Block
                    | Tag::Adverb
            );
        if (after || token.tag == Tag::Block)
            && !matches!(token.tag, Tag::Comma | Tag::Colon | Tag::Dash | Tag::Semicolon | Tag::Close)
        {
            out.push(at);
        }
    }
    // Far back in a long sentence only the nearest places are kept, and its beginning.
    if out.len() > 24 {
        let from = out.len() - 23;
        out.drain(1..from);
    }
}

fn w(token: &Token) -> Value {
    if token.word == 0 { tag(token.tag) } else { word(token.word) }
}

/// What the border models know of the rest of the sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Around {
    /// Where the region of the next accepted cue begins (`usize::MAX`: there is none).
    pub next: usize,
    /// Where that of the cue before ends (0: there is none).
    pub previous: usize,
}

/// Features of a beginning after the cue.
pub(crate) fn start_after(
    view: View<'_>,
    cue: &Cue,
    from: usize,
    at: usize,
    second: bool,
    sink: &mut impl Sink,
) {
    macro_rules! t {
        ($name:literal) => {{
            const T: Template = template(concat!("start.", $name));
            T
        }};
    }
    let i = at as isize;
    let (here, prev, next) = (view.at(i), view.at(i - 1), view.at(i + 1));
    let lemma = word(cue.lemma);
    sink.add(t!("second"), number(usize::from(second)), tag(prev.tag), tag(here.tag));
    let form = tag(view.nodes[cue.node].tag);
    let far = number(bucket(at - from));
    sink.two(t!("far"), far, form);
    sink.two(t!("lemma.far"), lemma, far);
    sink.one(t!("prev"), w(prev));
    sink.one(t!("here"), w(here));
    sink.two(t!("lemma.prev"), lemma, w(prev));
    sink.add(t!("tags"), tag(prev.tag), tag(here.tag), tag(next.tag));
    sink.add(t!("follow"), number(cue.follow as usize), tag(here.tag), tag(prev.tag));
    let skipped = (from..at).any(|k| view.nodes[k].tag == Tag::That);
    sink.two(t!("that"), number(usize::from(skipped) + 2 * usize::from(prev.tag == Tag::That)), far);
    let object = cue.right.map_or(0, |p| 1 + usize::from(at >= p.end) + 2 * usize::from(at == p.start));
    sink.add(t!("object"), lemma, number(object), number(cue.follow as usize));
}

/// What stands in the content up to an end, counted once while the ends are gone through from left to right.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inside {
    start: usize,
    at: usize,
    /// Brackets that are open.
    open: usize,
    /// Verbs that may be finite: an end before the clause's verb is no end.
    verbs: usize,
}

impl Inside {
    /// Nothing yet of the content that begins at `start`.
    pub(crate) fn new(start: usize) -> Self {
        Self { start, at: start, open: 0, verbs: 0 }
    }

    /// Counts on up to `end`, which is not before the last one.
    pub(crate) fn go_on(&mut self, view: View<'_>, end: usize) {
        for token in &view.nodes[self.at..end] {
            match token.tag {
                Tag::Open => self.open += 1,
                Tag::Close => self.open = self.open.saturating_sub(1),
                tag if tag.is_finite() => self.verbs += 1,
                _ => {}
            }
        }
        self.at = end;
    }
}

/// Features of an end.
pub(crate) fn end(
    view: View<'_>,
    cue: &Cue,
    inside: Inside,
    at: usize,
    place: (usize, usize),
    around: Around,
    sink: &mut impl Sink,
) {
    macro_rules! t {
        ($name:literal) => {{
            const T: Template = template(concat!("end.", $name));
            T
        }};
    }
    let (rank, count) = place;
    let start = inside.start;
    let i = at as isize;
    let (prev, here, next, next2) = (view.at(i - 1), view.at(i), view.at(i + 1), view.at(i + 2));
    let last = rank + 1 == count;
    let form = tag(view.nodes[cue.node].tag);
    let lemma = word(cue.lemma);
    let final_ = number(usize::from(last));
    let long = number(bucket(at - start));
    let first = view.at(start as isize);
    let opens = number(
        first.tag as usize
            + 100 * usize::from(cue.node < start && view.at(start as isize - 1).tag == Tag::That),
    );
    let here_tag = if last { Value::NONE } else { tag(here.tag) };
    sink.two(t!("here"), if last { Value::NONE } else { w(here) }, final_);
    sink.two(t!("here.long"), here_tag, long);
    sink.two(t!("here.next"), if last { Value::NONE } else { w(here) }, w(next));
    sink.add(t!("tags"), here_tag, tag(next.tag), tag(next2.tag));
    sink.two(t!("prev"), here_tag, w(prev));
    sink.two(t!("lemma"), lemma, here_tag);
    sink.two(t!("form"), form, here_tag);
    sink.add(t!("opens"), opens, here_tag, final_);
    sink.add(
        t!("block"),
        number(usize::from(first.tag == Tag::Block && at == start + 1)),
        here_tag,
        tag(next.tag),
    );
    sink.two(t!("afterblock"), number(usize::from(prev.tag == Tag::Block)), here_tag);
    sink.two(t!("rank"), number(bucket(rank)), final_);
    let border = if around.next == usize::MAX {
        0
    } else if at == around.next || at + 1 == around.next {
        1
    } else if at > around.next {
        2
    } else {
        3
    };
    sink.add(t!("nextcue"), number(border), here_tag, form);
    sink.two(t!("open"), number(inside.open.min(1)), here_tag);
    sink.add(t!("verbs"), number(inside.verbs.min(2)), here_tag, opens);
}

/// Features of a beginning before the attribution.
pub(crate) fn start_before(
    view: View<'_>,
    cue: &Cue,
    end: usize,
    at: usize,
    place: (usize, usize),
    around: Around,
    sink: &mut impl Sink,
) {
    macro_rules! t {
        ($name:literal) => {{
            const T: Template = template(concat!("begin.", $name));
            T
        }};
    }
    let (rank, count) = place;
    let i = at as isize;
    let (prev, here, next) = (view.at(i - 1), view.at(i), view.at(i + 1));
    let (close, border) = (view.at(end as isize - 1), view.at(end as isize));
    let first = number(usize::from(at == view.low));
    let lemma = word(cue.lemma);
    let long = number(bucket(end - at));
    let block = number(usize::from(here.tag == Tag::Block && at + 1 >= end));
    sink.two(t!("prev.here"), tag(prev.tag), tag(here.tag));
    sink.two(t!("prev"), w(prev), first);
    sink.two(t!("here"), w(here), first);
    sink.two(t!("here.next"), tag(here.tag), w(next));
    sink.two(t!("first.long"), first, long);
    sink.two(t!("prev.long"), tag(prev.tag), long);
    sink.add(t!("close"), tag(close.tag), tag(here.tag), first);
    sink.add(t!("border"), tag(border.tag), tag(close.tag), first);
    sink.two(t!("lemma"), lemma, first);
    sink.two(t!("lemma.block"), lemma, block);
    sink.add(t!("block"), block, tag(close.tag), tag(prev.tag));
    sink.two(t!("back"), number(bucket(count - 1 - rank)), tag(prev.tag));
    let after =
        number(usize::from(around.previous > 0) + usize::from(at >= around.previous && around.previous > 0));
    sink.two(t!("previous"), after, tag(prev.tag));
    sink.two(t!("form"), tag(view.nodes[cue.node].tag), first);
    let verbs =
        view.nodes[at..end].iter().filter(|t| t.is(class::AUXILIARY | class::VERB | class::CUE_VERB)).count();
    sink.add(t!("verbs"), number(verbs.min(2)), tag(prev.tag), tag(close.tag));
}
