//! The frame of the page: head with its security policy, navigation, filter, and what all sections use.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::labels::count;
use super::text::{Safe, address, date, direction, language, name, number, percent};
use super::view::View;
use super::{anchor, labels};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Everything up to the first section.
pub fn head(view: &View<'_>) -> Markup {
    let l = view.labels;
    html! {
        (DOCTYPE)
        (PreEscaped(format!("<html lang=\"{}\" dir=\"{}\">", l.lang, l.dir)))
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy());
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            meta name="generator" content={ "rawi " (Safe(view.data.version)) };
            title { (l.title) }
            style { (PreEscaped(STYLE)) }
        }
        (PreEscaped("<body>"))
        a.skip href="#overview" { (l.skip) }
        header.page {
            h1 { (l.title) }
            p.inputs {
                @for (at, input) in view.data.inputs.iter().enumerate() {
                    @if at > 0 { " · " }
                    (name(input))
                }
            }
            nav aria-label=(l.contents) {
                ul {
                    li { a href="#overview" { (l.overview) } }
                    @for (id, title, n) in entries(view) {
                        li { a href={ "#" (id) } { (title) } " " span.n { (number(n)) } }
                    }
                }
            }
        }
        (filter(view))
        (PreEscaped("<main>"))
    }
}

/// Everything after the last section.
pub fn foot(view: &View<'_>) -> Markup {
    html! {
        (PreEscaped("</main>"))
        footer.page { p { (view.labels.made_by) " " bdi dir="ltr" { (Safe(view.data.version)) } } }
        script { (PreEscaped(SCRIPT)) }
        (PreEscaped("</body></html>\n"))
    }
}

fn entries(view: &View<'_>) -> [(&'static str, &'static str, usize); 5] {
    let (l, data) = (view.labels, view.data);
    [
        ("matrix", l.matrix, data.matrix.len()),
        ("families", l.families, data.totals.families.max(data.families.len())),
        ("articles", l.churn_short, data.totals.churn.max(data.churn.len())),
        ("speakers", l.speakers, data.totals.speakers.max(data.speakers.len())),
        ("statements", l.statements_short, data.totals.statements.max(data.statements.len())),
    ]
}

/// No request to anywhere; only the page's own style and script, known by their hashes.
fn policy() -> String {
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        base64(&Sha256::digest(STYLE)),
        base64(&Sha256::digest(SCRIPT))
    )
}

/// Base64 as a security policy wants it (RFC 4648, with padding).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_usize, |bits, &byte| bits << 8 | usize::from(byte))
            << (8 * (3 - chunk.len()));
        for at in 0..4 {
            out.push(if at <= chunk.len() { char::from(DIGITS[bits >> (18 - 6 * at) & 63]) } else { '=' });
        }
    }
    out
}

/// Search and filter; hidden until the script that serves them is there.
fn filter(view: &View<'_>) -> Markup {
    let l = view.labels;
    html! {
        search #filter hidden aria-label=(l.filter) {
            label.words { span { (l.search) } input #f-words type="search" autocomplete="off" dir="auto"; }
            label { span { (l.outlet) }
                select #f-outlet {
                    option value="" { (l.any) }
                    @for (at, outlet) in view.outlets.iter().enumerate() {
                        option value=(at) { (Safe(outlet)) }
                    }
                }
            }
            @if view.languages.len() > 1 {
                label { span { (l.language) }
                    select #f-lang {
                        option value="" { (l.any) }
                        @for lang in view.languages.keys() { option value=(Safe(lang)) { (Safe(lang)) } }
                    }
                }
            }
            label { span { (l.speaker) }
                input #f-speaker type="search" autocomplete="off" dir="auto" list="f-speakers";
                datalist #f-speakers {
                    @for shown in &view.speakers {
                        option value=(Safe(super::speakers::main_name(&view.data.speakers[shown.speaker]))) {}
                    }
                }
            }
            label { span { (l.kind) }
                select #f-kind {
                    option value="" { (l.any) }
                    option value="direct" { (l.direct) }
                    option value="mixed" { (l.mixed) }
                    option value="indirect" { (l.indirect) }
                }
            }
            label { span { (l.agreement) }
                select #f-credit {
                    option value="" { (l.any) }
                    option value="same" { (l.same) }
                    option value="differs" { (l.differs) }
                    option value="unattributed" { (l.unattributed) }
                }
            }
            @if let Some((from, to)) = view.days() {
                label { span { (l.since) } input #f-since type="date" min=(Safe(from)) max=(Safe(to)); }
                label { span { (l.until) } input #f-until type="date" min=(Safe(from)) max=(Safe(to)); }
            }
            button #f-clear type="button" { (l.clear) }
        }
    }
}

/// A section with its heading, what it shows of how many, and what opens and closes its entries; the largest come first.
pub fn section(
    view: &View<'_>,
    id: &str,
    title: &str,
    numbers: (usize, usize),
    lead: &Markup,
    body: &Markup,
) -> Markup {
    ordered(view, id, title, numbers, (view.labels.all, view.labels.showing), lead, body)
}

/// The same in an order of its own, told by two labels: where all is shown, and where a part is.
pub fn ordered(
    view: &View<'_>,
    id: &str,
    title: &str,
    (shown, of): (usize, usize),
    (all, showing): (&str, &str),
    lead: &Markup,
    body: &Markup,
) -> Markup {
    let l = view.labels;
    html! {
        section id=(id) aria-labelledby={ (id) "-title" } {
            h2 id={ (id) "-title" } { (title) }
            @if of == 0 {
                p.none { (l.none) }
            } @else {
                p.showing {
                    @if shown < of {
                        (showing.replace("{n}", &number(shown)).replace("{m}", &number(of))) " " (l.rest)
                    } @else {
                        (all.replace("{m}", &number(of)))
                    }
                    " "
                    span.matching hidden aria-live="polite" data-label=(l.matching) {}
                    span.doors hidden {
                        button.open type="button" { (l.open_all) }
                        button.close type="button" { (l.close_all) }
                    }
                }
                (lead)
                (body)
            }
        }
    }
}

/// The inside of an entry. Where scripts run a browser keeps it as one string until the entry is opened or there is
/// time, so that a page of a hundred thousand elements is there at once; where none run it is part of the page.
pub fn inside(body: &Markup) -> Markup {
    html! { noscript { (body) } }
}

/// What the filter knows of an entry: outlets by number, languages, kinds, first and last day.
#[derive(Default)]
pub struct Facets<'a> {
    outlets: Vec<usize>,
    languages: Vec<&'a str>,
    kinds: Vec<&'static str>,
    days: Option<(&'a str, &'a str)>,
}

impl<'a> Facets<'a> {
    /// Adds an article's.
    pub fn article(&mut self, view: &View<'a>, doc: &str, outlet: Option<&str>, date: Option<&'a str>) {
        self.outlets.extend(view.outlet_number(outlet));
        self.languages.extend(view.article(doc).and_then(|article| language(article.lang)));
        if let Some(day) = super::text::day(date) {
            self.days = Some(self.days.map_or((day, day), |(from, to)| (from.min(day), to.max(day))));
        }
    }

    /// Adds a kind.
    pub fn kind(&mut self, kind: &'static str) {
        self.kinds.push(kind);
    }

    /// Outlets, languages, kinds, first day, last day: values of attributes.
    pub fn values(mut self) -> [Option<String>; 5] {
        self.outlets.sort_unstable();
        self.outlets.dedup();
        self.languages.sort_unstable();
        self.languages.dedup();
        self.kinds.sort_unstable();
        self.kinds.dedup();
        let outlets: Vec<String> = self.outlets.iter().map(ToString::to_string).collect();
        let some = |text: String| (!text.is_empty()).then_some(text);
        [
            some(outlets.join(" ")),
            some(self.languages.join(" ")),
            some(self.kinds.join(" ")),
            self.days.map(|days| days.0.to_owned()),
            self.days.map(|days| days.1.to_owned()),
        ]
    }
}

/// Outlet, date and headline of an article; the headline is a link where the article has an address.
pub fn source(view: &View<'_>, doc: &str, outlet: Option<&str>, when: Option<&str>) -> Markup {
    html! {
        (outlet_name(view, outlet))
        @if when.is_some() { " · " (date(when)) }
        " · " (headline(view, doc))
    }
}

/// The name of an outlet.
pub fn outlet_name(view: &View<'_>, outlet: Option<&str>) -> Markup {
    html! {
        @match outlet {
            Some(outlet) => span.outlet { (name(outlet)) },
            None => span.outlet.missing { (view.labels.no_outlet) },
        }
    }
}

/// The headline of an article, or its id.
pub fn headline(view: &View<'_>, doc: &str) -> Markup {
    let article = view.article(doc);
    let title = article.and_then(|a| a.title).filter(|title| !title.trim().is_empty()).unwrap_or(doc);
    let (title, cut) = super::text::clip(title, 160);
    let words = html! { (Safe(title)) @if cut { "…" } };
    let (dir, lang) = (direction(title), language(article.and_then(|a| a.lang)));
    html! {
        cite dir=(dir) lang=[lang] {
            @match address(article.and_then(|a| a.url)) {
                Some(url) => a href=(url) rel="noopener noreferrer" target="_blank" { (words) },
                None => (words),
            }
        }
    }
}

/// How much of an article stands elsewhere, linked to the table where it is there.
pub fn elsewhere(view: &View<'_>, doc: &str) -> Markup {
    let Some((share, shown)) = view.churn_of(doc) else { return html! {} };
    let words = view.labels.elsewhere_short.replace("{p}", &percent(share));
    html! {
        " · " @if shown { a.aside href={ "#" (anchor::article(doc)) } { (words) } }
        @else { span.aside { (words) } }
    }
}

/// The mark beside an entry that gives its stable address.
pub fn here(view: &View<'_>, id: &str) -> Markup {
    html! { a.here href={ "#" (id) } aria-label=(view.labels.link_here) { "#" } }
}

/// A text of the archive as a block of its own, at most `limit` characters.
pub fn passage(view: &View<'_>, text: &str, lang: Option<&str>, limit: usize) -> Markup {
    let (shown, cut) = super::text::clip(text.trim(), limit);
    html! {
        div.text dir=(direction(shown)) lang=[language(lang)] {
            (Safe(shown))
            @if cut { (missing(view.labels, text.trim().chars().count() - shown.chars().count())) }
        }
    }
}

/// Says that so many characters are left out.
pub fn missing(l: &labels::Labels, characters: usize) -> Markup {
    html! { "… " bdi.cut dir=(l.dir) lang=(l.lang) { "[" (count(l.more_characters, characters)) "]" } }
}

/// First and last day of an entry, behind a dot; nothing where no day is known.
pub fn dated(first: Option<&str>, last: Option<&str>) -> Markup {
    html! { @if first.and(last).is_some() { " · " (days(first, last)) } }
}

/// First and last day of an entry.
pub fn days(first: Option<&str>, last: Option<&str>) -> Markup {
    let (first, last) = (super::text::day(first), super::text::day(last));
    html! {
        @if let (Some(first), Some(last)) = (first, last) {
            span.days dir="ltr" {
                time { (Safe(first)) }
                @if first != last { "–" time { (Safe(last)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (plain, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn nothing_ends_style_and_script_early() {
        assert!(!STYLE.contains("</"));
        assert!(!SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    }
}
