//! Web crawls (WARC 1.0 and 1.1, ISO 28500): the pages that answers of HTTP hold, as documents.
//!
//! Every record is one of three: a page (an answer with status 200 and HTML in it) is a document or, where nothing can be
//! made of it, a reject; what is no page is passed over and counted by kind; what is damaged is a reject with the record's
//! offset, and reading goes on at the next record. Where that is, is told by gzip's members ([`source`]) or by the next
//! head of a record.
//!
//! Records that are no pages (films of gigabytes) are passed over without being kept; a page is kept whole, and pages are
//! taken apart in parallel.

mod body;
mod head;
mod source;

use std::borrow::Cow;

use memchr::memmem;
use rayon::prelude::*;

use self::head::Head;
use self::source::{MARK, Next};
pub(crate) use self::source::{Source, begins};
use crate::columns::Field;
use crate::decode::Stream;
use crate::form::Compression;
use crate::html;
use crate::raw::Raw;
use crate::record::{Context, Outcome, Piece, Records};
use crate::reject::{Cause, Position, RECORD_CHARS};
use crate::{Date, PassedOver};

/// Bytes of pages that are taken apart at one go.
const AT_ONCE: usize = 4 << 20;
/// The head of a record, or of an answer, is no longer than this.
const LONGEST_HEAD: usize = 256 << 10;
/// Behind the head of another record, met inside a record, reading goes on so far before the first is given up.
const PATIENCE: u64 = 1 << 20;

/// The reader of a crawl, by how it is compressed.
pub(crate) fn reader(
    mut raw: Raw,
    named: Option<Compression>,
    context: &Context,
) -> Result<Box<dyn Records>, (Cause, Position)> {
    let gzip = matches!(raw.peek(16), Ok(head) if Compression::sniff(head) == Some(Compression::Gzip));
    let source = if gzip { Source::gzip(raw) } else { Source::stream(Stream::new(raw, named)?) };
    Ok(Box::new(Crawl::new(source, context)))
}

/// The records of a crawl.
pub(crate) struct Crawl {
    source: Source,
    context: Context,
    buffer: Vec<u8>,
    /// Offset of the buffer's first byte in what is decompressed.
    base: u64,
    /// Where reading goes on, counted as `base` is.
    pos: u64,
    /// What comes behind the buffer, where that is no bytes.
    stop: Option<Next>,
    /// Offset in the file of the member being read; of a stream, none.
    member: Option<u64>,
    /// Nothing of the member has been read.
    member_begins: bool,
    /// The record being read began its member: a fault of the member is the record's.
    alone: bool,
    /// The member whose damage has been told.
    told: Option<u64>,
}

/// What a record is.
enum Item {
    Page(Box<Answer>),
    Bad(Outcome),
    Passed(PassedOver),
}

/// A record that may hold a page.
struct Answer {
    position: Position,
    warc: Head,
    content: Vec<u8>,
}

/// A record that is not as it should be.
struct Damage {
    cause: Cause,
    /// Where the next record may begin.
    go_on: u64,
}

fn damage(what: impl Into<String>, go_on: u64) -> Damage {
    Damage { cause: Cause::BrokenWarc(what.into()), go_on }
}

impl Crawl {
    pub fn new(source: Source, context: &Context) -> Self {
        Self {
            source,
            context: context.clone(),
            buffer: Vec::new(),
            base: 0,
            pos: 0,
            stop: None,
            member: None,
            member_begins: false,
            alone: false,
            told: None,
        }
    }

    fn have(&self) -> u64 {
        self.base + self.buffer.len() as u64
    }

    /// The bytes from an offset on.
    fn from(&self, at: u64) -> &[u8] {
        &self.buffer
            [usize::try_from(at.saturating_sub(self.base)).unwrap_or(usize::MAX).min(self.buffer.len())..]
    }

    /// Reads on within the member; `false`: something else than bytes comes.
    fn fill_within(&mut self) -> bool {
        if self.stop.is_some() {
            return false;
        }
        match self.source.next(&mut self.buffer) {
            Next::Bytes => true,
            other => {
                self.stop = Some(other);
                false
            }
        }
    }

    /// Reads on within the record, which may go on in the next member.
    fn fill(&mut self) -> bool {
        if matches!(self.stop, Some(Next::Member(_))) {
            self.stop = None;
        }
        while !self.fill_within() {
            match self.stop {
                Some(Next::Member(_)) => self.stop = None,
                _ => return false,
            }
        }
        true
    }

    /// Lets go of what is before an offset, but for one byte.
    fn forget(&mut self, before: u64) {
        let gone = usize::try_from(before.saturating_sub(self.base))
            .unwrap_or(0)
            .min(self.buffer.len())
            .saturating_sub(1);
        if gone > 1 << 20 || gone * 2 > self.buffer.len() {
            self.buffer.drain(..gone);
            self.base += gone as u64;
        }
    }

    fn reject(&self, position: Position, cause: Cause, from: u64) -> Item {
        // The beginning of a long record that is no page is not kept.
        let raw = if from < self.base { &[] } else { self.from(from) };
        let raw = &raw[..raw.len().min(RECORD_CHARS * 4)];
        Item::Bad(self.context.reject(position, cause, (!raw.is_empty()).then_some(raw)))
    }

    /// The next record; `None`: that was the last.
    fn next_item(&mut self) -> Option<Item> {
        loop {
            while matches!(self.from(self.pos).first(), Some(b'\r' | b'\n')) {
                self.pos += 1;
            }
            self.forget(self.pos);
            if self.pos < self.have() {
                break;
            }
            if self.fill_within() {
                continue;
            }
            match self.stop.take() {
                Some(Next::Record(member) | Next::Member(member)) => {
                    self.member = Some(member);
                    self.member_begins = true;
                }
                Some(Next::Fault(cause, byte)) => {
                    // The record in it has told it.
                    if self.told.take() != Some(byte) {
                        let position = if matches!(cause, Cause::Unreadable(_)) {
                            Position::File
                        } else {
                            Position::Byte(byte)
                        };
                        return Some(Item::Bad(self.context.reject(position, cause, None)));
                    }
                }
                Some(Next::End | Next::Bytes) | None => return None,
            }
        }
        self.alone = std::mem::replace(&mut self.member_begins, false);
        let position = Position::Byte(self.member.filter(|_| self.alone).unwrap_or(self.pos));
        let start = self.pos;
        Some(match self.record(position) {
            Ok(item) => {
                self.told = None;
                item
            }
            Err(Damage { cause, go_on }) => {
                self.told = self.member;
                let item = self.reject(position, cause, start);
                self.pos = go_on;
                self.look_for_a_head();
                item
            }
        })
    }

    /// The record that begins at `pos`.
    fn record(&mut self, position: Position) -> Result<Item, Damage> {
        let start = self.pos;
        while self.from(start).len() < MARK.len() && self.fill() {}
        if !self.from(start).starts_with(MARK) {
            return Err(damage("no record begins here", start));
        }
        let Some(length) = self.head_end(start, LONGEST_HEAD) else {
            return Err(self
                .cut("its head has no end")
                .unwrap_or_else(|| damage("its head has no end", start + 1)));
        };
        let warc = Head::parse(&self.from(start)[..length]);
        let content = start + length as u64;
        if let Some(other) = self.other_head(start + 1, content) {
            return Err(damage("the head of another record stands within its own", other));
        }
        let Some(kind) = warc.get("warc-type").map(str::to_ascii_lowercase) else {
            return Err(damage("it has no WARC-Type", start + 1));
        };
        let Some(length) = warc.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            return Err(damage("it has no Content-Length that is a number", start + 1));
        };
        let passed = match kind.as_str() {
            "response" => self.not_a_page(&warc, content, length),
            "warcinfo" => Some(PassedOver::Warcinfo),
            "request" => Some(PassedOver::Request),
            "revisit" => Some(PassedOver::Revisit),
            "metadata" => Some(PassedOver::Metadata),
            "conversion" => Some(PassedOver::Conversion),
            "resource" => Some(PassedOver::Resource),
            _ => Some(PassedOver::Other),
        };
        let limit = self.context.settings.max_record_bytes;
        let keep = passed.is_none() && length <= limit;
        self.pass(content, length, keep)?;
        let end = content + length;
        let item = match passed {
            Some(kind) => Item::Passed(kind),
            None if !keep => {
                let raw = Some(warc.first.as_bytes());
                Item::Bad(self.context.reject(position, Cause::TooLong { limit }, raw))
            }
            None => {
                let content = &self.from(content)[..usize::try_from(length).unwrap_or(0)];
                Item::Page(Box::new(Answer { position, warc, content: content.to_vec() }))
            }
        };
        self.pos = end;
        Ok(item)
    }

    /// Where the head that begins at `start` ends, in bytes from there.
    fn head_end(&mut self, start: u64, longest: usize) -> Option<usize> {
        let mut looked = 0;
        loop {
            let there = self.from(start);
            // An end may lie across what was looked at.
            if let Some(end) = head::end(&there[looked..]) {
                return Some(looked + end);
            }
            looked = there.len().saturating_sub(3);
            if there.len() > longest || !self.fill() {
                return None;
            }
        }
    }

    /// Damage by what ended the bytes, where they have ended.
    fn cut(&mut self, otherwise: &str) -> Option<Damage> {
        let go_on = self.have();
        match self.stop.take()? {
            Next::Fault(cause, _) => {
                // Told with the record: not once more.
                Some(Damage { cause, go_on })
            }
            other => {
                self.stop = Some(other);
                Some(damage(otherwise, go_on))
            }
        }
    }

    /// Why a response holds no page, if so.
    fn not_a_page(&mut self, warc: &Head, content: u64, length: u64) -> Option<PassedOver> {
        if warc.media_type().is_some_and(|kind| kind != "application/http") {
            return Some(PassedOver::NotHtml);
        }
        let all = usize::try_from(length).unwrap_or(usize::MAX);
        while self.from(content).len() < all.min(5) && self.fill() {}
        // What has no head of HTTP is told later.
        let end = self.head_end(content, all.min(LONGEST_HEAD)).filter(|end| *end <= all)?;
        let http = Head::parse(&self.from(content)[..end]);
        match (http.status(), http.media_type().as_deref()) {
            (Some(200), Some("text/html" | "application/xhtml+xml")) | (None, _) => None,
            (Some(200), None) => {
                while self.from(content).len() < all.min(end + 512) && self.fill() {}
                let body = self.from(content);
                let body = &body[end..body.len().min(all)];
                (!body::looks_like_page(body)).then_some(PassedOver::NotHtml)
            }
            (Some(200), Some(_)) => Some(PassedOver::NotHtml),
            (Some(_), _) => Some(PassedOver::NotOk),
        }
    }

    /// Goes over the content of a record and sees that the record ends where it says: line ends, and the next record or
    /// nothing. Nothing before the content is let go while it is kept.
    fn pass(&mut self, content: u64, length: u64, keep: bool) -> Result<(), Damage> {
        let end = content.saturating_add(length);
        let mut looked = content;
        let mut other: Option<u64> = None;
        loop {
            if other.is_none() {
                other = self.other_head(looked, end);
                looked = self.have().min(end).saturating_sub(MARK.len() as u64).max(looked);
            }
            if self.have() >= end {
                break;
            }
            if other.is_some_and(|other| self.have() - other > PATIENCE) {
                return Err(damage("the head of another record stands within it", other.unwrap_or(looked)));
            }
            if other.is_none() && !keep {
                self.forget(looked);
            }
            if !self.fill() {
                let there = self.have().saturating_sub(content);
                let what = format!("it ends after {there} of {length} bytes of content");
                let faulty = matches!(self.stop, Some(Next::Fault(..)));
                let mut damage = self.cut(&what).unwrap_or_else(|| damage(what, end));
                // What a broken member holds behind the fault is not to be trusted.
                damage.go_on = other.filter(|_| !faulty).unwrap_or(damage.go_on);
                return Err(damage);
            }
        }
        // Behind the content.
        let mut at = end;
        let mut lines = 0;
        loop {
            match self.from(at).first().copied() {
                Some(b'\r') => at += 1,
                Some(b'\n') => (at, lines) = (at + 1, lines + 1),
                // Two line ends close a record; what comes then is no part of it.
                Some(_) if lines >= 2 => return Ok(()),
                Some(_) => break,
                None if self.fill_within() => {}
                None => {
                    let own = self.alone
                        && matches!(&self.stop, Some(Next::Fault(_, byte)) if Some(*byte) == self.member);
                    return match (own, self.stop.take()) {
                        (true, Some(Next::Fault(cause, _))) => Err(Damage { cause, go_on: self.have() }),
                        (_, stop) => {
                            self.stop = stop;
                            Ok(())
                        }
                    };
                }
            }
        }
        while self.from(at).len() < MARK.len() && self.fill_within() {}
        if self.from(at).starts_with(MARK) {
            return Ok(());
        }
        let what = format!("it goes on behind the {length} bytes of content that it says it has");
        Err(damage(what, other.unwrap_or_else(|| end.saturating_sub(MARK.len() as u64).max(content))))
    }

    /// The head of a record that begins from `from` on and before `end`.
    fn other_head(&mut self, from: u64, end: u64) -> Option<u64> {
        let mut from = from;
        loop {
            let there = self.from(from);
            let found = from + memmem::find(there, MARK)? as u64;
            if found >= end {
                return None;
            }
            if self.is_head(found) {
                return Some(found);
            }
            from = found + 1;
        }
    }

    /// Whether the head of a record stands at an offset: the version, and a line with such a name as records have. It may
    /// stand within a line, where what was before it has been cut off.
    fn is_head(&mut self, at: u64) -> bool {
        while self.from(at).len() < 64 && self.fill_within() {}
        let Some(rest) = self.from(at).strip_prefix(MARK) else { return false };
        let version = rest.iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count();
        let behind = &rest[version..];
        let line = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n")).unwrap_or_default();
        let starts =
            |name: &[u8]| line.get(..name.len()).is_some_and(|there| there.eq_ignore_ascii_case(name));
        (1..8).contains(&version) && (starts(b"WARC-") || starts(b"Content-"))
    }

    /// Goes on to where a record begins.
    fn look_for_a_head(&mut self) {
        loop {
            if let Some(found) = self.other_head(self.pos, u64::MAX) {
                self.pos = found;
                return;
            }
            self.pos = self.have().saturating_sub(MARK.len() as u64).max(self.pos);
            self.forget(self.pos);
            if !self.fill_within() {
                // A member of its own, or the end: what is left here is of the damage.
                self.pos = self.have();
                return;
            }
        }
    }
}

impl Records for Crawl {
    fn read(&mut self, piece: &mut Piece) -> bool {
        let mut items = Vec::new();
        let mut kept = 0;
        let before = self.pos;
        let mut more = true;
        while kept < AT_ONCE && self.pos - before < 4 * AT_ONCE as u64 && items.len() < 1024 {
            match self.next_item() {
                Some(Item::Passed(kind)) => piece.passed_over.push(kind),
                Some(item) => {
                    if let Item::Page(answer) = &item {
                        kept += answer.content.len();
                    }
                    items.push(item);
                }
                None => {
                    more = false;
                    break;
                }
            }
        }
        let context = &self.context;
        piece.outcomes.par_extend(items.into_par_iter().filter_map(|item| match item {
            Item::Page(answer) => Some(answer.document(context)),
            Item::Bad(outcome) => Some(outcome),
            Item::Passed(_) => None,
        }));
        // Pages have no columns: none is missing.
        piece.named_seen = u8::MAX;
        piece.weight += usize::try_from(self.pos - before).unwrap_or(usize::MAX);
        more
    }
}

impl Answer {
    fn document(&self, context: &Context) -> Outcome {
        self.read(context).unwrap_or_else(|cause| context.reject(self.position, cause, Some(&self.content)))
    }

    fn read(&self, context: &Context) -> Result<Outcome, Cause> {
        let Some(end) = head::end(&self.content).filter(|_| self.content.starts_with(b"HTTP/")) else {
            return Err(Cause::BrokenWarc("it holds no answer of HTTP".into()));
        };
        let http = Head::parse(&self.content[..end]);
        if http.status().is_none() {
            return Err(Cause::BrokenWarc("its answer of HTTP has no status".into()));
        }
        let cut = self.warc.get("warc-truncated").is_some();
        let body = body::page(&http, &self.content[end..], cut, context.settings.max_record_bytes)?;
        // Some writers put the address between angle brackets.
        let address =
            self.warc.get("warc-target-uri").map(|url| url.trim_start_matches('<').trim_end_matches('>'));
        let page = html::page(&body, http.get("content-type"), address, &context.settings)?;
        let dated = page.date.as_deref().is_some_and(|date| Date::parse(date).is_some());
        let fetched = self.warc.get("warc-date").filter(|date| !dated && Date::parse(date).is_some());
        let mut found = html::found(page);
        // Of less weight than what the page says.
        let mut set = |field, rank, value: Option<&str>| {
            if let Some(value) = value {
                found.set(field, rank, Cow::Owned(value.to_owned()));
            }
        };
        set(Field::Date, 0, fetched);
        set(Field::Url, 1, address);
        // The host speaks for an outlet that is not named, unless the user has named one for such.
        set(Field::Outlet, 1, address.and_then(host).filter(|_| context.settings.outlet.is_none()));
        let mut outcome = context.finish(found, self.position, &self.content);
        if let Outcome::Good(good) = &mut outcome {
            good.date_of_crawl = fetched.is_some();
        }
        Ok(outcome)
    }
}

/// The host of an address, without `www.`.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(host, |(host, _)| host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}
