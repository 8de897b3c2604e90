//! Outlet, date, author, language and address of a page, from what it says of itself; the title has a module of its own.
//!
//! Every value has several places, and every place is wrong on some sites. Each function below has its places in the order in
//! which they are trusted.

use super::json_ld::LinkedData;
use super::tag::{Attribute, Tag};
use super::title::Title;
use super::tree::Tree;
use crate::Date;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub title: Title,
    pub outlet: Option<String>,
    pub date: Option<String>,
    pub author: Option<String>,
    pub lang: Option<String>,
    pub url: Option<String>,
}

impl Metadata {
    pub fn of(tree: &Tree, data: &LinkedData, url: Option<&str>) -> Self {
        let metas = Metas::of(tree);
        let canonical = tree
            .all(Tag::Link)
            .find(|&link| {
                tree.attribute(link, Attribute::Rel).is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
            })
            .and_then(|link| tree.attribute(link, Attribute::Href));
        let url = [url, canonical, metas.get("og:url"), data.url.as_deref()]
            .into_iter()
            .flatten()
            .map(str::trim)
            .find(|url| host(url).is_some())
            .map(str::to_owned);
        let outlet = [metas.get("og:site_name"), data.publisher.as_deref(), data.site.as_deref()]
            .into_iter()
            .flatten()
            .map(clean)
            .find(|name| !name.is_empty() && host(name).is_none())
            .or_else(|| url.as_deref().and_then(host).map(outlet_of_host));
        Self {
            title: Title::of(tree, data, &metas, outlet.as_deref(), url.as_deref()),
            date: date(tree, data, &metas, url.as_deref()),
            author: author(tree, data, &metas),
            lang: lang(tree, data, &metas),
            outlet,
            url,
        }
    }
}

/// `meta` elements: name (or property, or itemprop; in lower case) and content.
pub(super) struct Metas(Vec<(String, String)>);

impl Metas {
    fn of(tree: &Tree) -> Self {
        let mut all = Vec::new();
        for meta in tree.all(Tag::Meta) {
            let Some(content) =
                tree.attribute(meta, Attribute::Content).map(clean).filter(|text| !text.is_empty())
            else {
                continue;
            };
            for name in [Attribute::Property, Attribute::Name, Attribute::Itemprop, Attribute::HttpEquiv] {
                if let Some(name) = tree.attribute(meta, name) {
                    all.push((name.trim().to_ascii_lowercase(), content.clone()));
                }
            }
        }
        Self(all)
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found == name).map(|(_, content)| content.as_str())
    }

    fn all<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        names.iter().filter_map(|name| self.get(name))
    }
}

/// White space folded; entities that were escaped twice made characters.
pub(super) fn clean(text: &str) -> String {
    let text = if text.contains('&') && text.contains(';') {
        std::borrow::Cow::Owned(Tree::parse(&text.replace('<', "&lt;")).text_inside(0))
    } else {
        std::borrow::Cow::Borrowed(text)
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The host of an address, without a port.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url
        .strip_prefix("http://")
        .or_else(|| url.strip_prefix("https://"))
        .or_else(|| url.strip_prefix("//"))?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    (host.contains('.') && !host.contains(char::is_whitespace)).then_some(host)
}

pub(super) fn outlet_of_host(host: &str) -> String {
    host.strip_prefix("www.").unwrap_or(host).to_ascii_lowercase()
}

/// Names of `meta` elements that give the day of publication, the surest first.
const DATES: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "article.published",
    "published_time",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:recs:articlepublishedtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.issued",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "publicationdate",
    "pubdate",
    "date_published",
    "published-date",
    "originalpublicationdate",
    "article_date_original",
    "datecreated",
    "article:created_time",
    "citation_date",
    "citation_publication_date",
    "ptime",
    "displaydate",
    "date",
    "created",
];

/// Names of those that give the day of the last change.
const CHANGES: &[&str] =
    &["article:modified_time", "datemodified", "og:updated_time", "last-modified", "dcterms.modified"];

fn date(tree: &Tree, data: &LinkedData, metas: &Metas, url: Option<&str>) -> Option<String> {
    let told = data.published.as_deref().into_iter().chain(metas.all(DATES)).map(str::to_owned);
    let mut candidates: Vec<String> = told.collect();
    candidates.extend(times(tree));
    candidates.extend(url.and_then(day_in_url));
    candidates.extend(day_beside_title(tree));
    candidates.extend(data.modified.as_deref().into_iter().chain(metas.all(CHANGES)).map(str::to_owned));
    let readable = candidates.iter().position(|text| Date::parse(text).is_some());
    if let Some(at) = readable {
        return Some(candidates.swap_remove(at));
    }
    // A moment whose time is written wrongly still has its day.
    let day = |text: &String| {
        let day = text.split_once('T')?.0;
        (day.len() == 10 && Date::parse(day).is_some()).then(|| day.to_owned())
    };
    candidates.iter().find_map(day).or_else(|| candidates.into_iter().next())
}

/// Dates in the page itself: of marked elements, then of those whose class says so.
fn times(tree: &Tree) -> Vec<String> {
    let mut ranked: Vec<(u8, String)> = Vec::new();
    for node in 0..tree.nodes.len() {
        let tag = tree.nodes[node].tag;
        if tag == Tag::Text {
            continue;
        }
        let itemprop = tree.attribute(node, Attribute::Itemprop).unwrap_or("");
        let published = itemprop.eq_ignore_ascii_case("datePublished")
            || tree.attribute(node, Attribute::Pubdate).is_some();
        let rank = match tag {
            _ if published => 0,
            Tag::Time => 1,
            _ if says_date(tree, node) => 2,
            _ => continue,
        };
        let told =
            tree.attribute(node, Attribute::Datetime).or_else(|| tree.attribute(node, Attribute::Content));
        if let Some(value) = told.map(clean).filter(|value| Date::parse(value).is_some()) {
            ranked.push((rank, value));
        } else if tree.nodes[node].end as usize - node < 40 {
            let text = tree.text_inside(node);
            if let Some(text) = date_within(&text) {
                ranked.push((rank + 1, text));
            }
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, text)| text).collect()
}

/// The first date after the title that stands alone in a text; without a title, the first of the page.
fn day_beside_title(tree: &Tree) -> Option<String> {
    let start = tree.all(Tag::H1).next().unwrap_or(0);
    let body = tree.all(Tag::Body).next().unwrap_or(0);
    (start..tree.nodes.len()).chain(body..start).filter(|&node| tree.nodes[node].tag == Tag::Text).find_map(
        |node| {
            let text = tree.text(node).trim();
            let has_year =
                || text.as_bytes().windows(2).any(|two| two == b"19" || two == b"20") || !text.is_ascii();
            let short = (6..=80).contains(&text.len()) && text.chars().any(char::is_numeric) && has_year();
            if short { date_within(text) } else { day_first(text) }
        },
    )
}

/// A date that stands in a short text, whole or between words and marks.
fn date_within(text: &str) -> Option<String> {
    if text.len() > 200 {
        return None;
    }
    let mut starts = vec![0];
    starts.extend(text.char_indices().filter(|(_, c)| ":|•·(".contains(*c)).map(|(at, c)| at + c.len_utf8()));
    let parts = starts.into_iter().flat_map(|at| {
        let rest = &text[at..];
        let end = rest.find(['|', '•', '·', ')']).unwrap_or(rest.len());
        [rest, &rest[..end]]
    });
    parts
        .map(str::trim)
        .find(|part| Date::parse(part).is_some())
        .map(str::to_owned)
        .or_else(|| day_first(text))
        .or_else(|| day_in_url(text))
}

/// A day in digits that a text begins with, or is: `5.7.2018 The talks …`, `05.07.18`.
fn day_first(text: &str) -> Option<String> {
    let first = text.split_whitespace().next()?;
    let mut numbers = first.trim_end_matches([':', ',', ';']).split('.');
    let (day, month, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if numbers.next().is_some() || !digits(day, 2) || !digits(month, 2) || !digits(year, 4) {
        return None;
    }
    let full = match year.len() {
        4 => format!("{day}.{month}.{year}"),
        // A text that only begins so is as likely the number of a section.
        2 if text.trim() == first => format!("{day}.{month}.20{year}"),
        _ => return None,
    };
    Date::parse(&full).is_some().then_some(full)
}

fn says_date(tree: &Tree, node: usize) -> bool {
    [Attribute::Class, Attribute::Id].into_iter().filter_map(|name| tree.attribute(node, name)).any(|value| {
        let value = value.to_ascii_lowercase();
        ["date", "publish", "time", "datum", "fecha", "posted"].iter().any(|word| value.contains(word))
    })
}

/// `/2018/07/05/` or `2018-07-05` in an address, or among words.
fn day_in_url(url: &str) -> Option<String> {
    let bytes = url.as_bytes();
    (0..bytes.len().saturating_sub(9)).find_map(|at| {
        let window = url.get(at..at + 10)?;
        let mark = bytes[at + 4];
        let alone = at == 0 || !bytes[at - 1].is_ascii_digit();
        let ends = bytes.get(at + 10).is_none_or(|b| !b.is_ascii_digit());
        if !alone || !ends || !matches!(mark, b'/' | b'-' | b'_') || bytes[at + 7] != mark {
            return None;
        }
        let day = window.replace(['/', '_'], "-");
        (day.starts_with("19") || day.starts_with("20")).then_some(())?;
        Date::parse(&day).is_some().then_some(day)
    })
}

/// Names of `meta` elements that give the author.
const AUTHORS: &[&str] = &[
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "cxenseparse:author",
    "citation_author",
    "article:author",
];

fn author(tree: &Tree, data: &LinkedData, metas: &Metas) -> Option<String> {
    let told = data.author.as_deref().into_iter().chain(metas.all(AUTHORS)).map(clean);
    if let Some(name) = told.map(|text| without_by(&text)).find(|text| is_name(text)) {
        return Some(name);
    }
    let marked = |node: usize| {
        let itemprop = tree
            .attribute(node, Attribute::Itemprop)
            .is_some_and(|value| value.eq_ignore_ascii_case("author"));
        itemprop || tree.attribute(node, Attribute::Rel).is_some_and(|rel| rel.eq_ignore_ascii_case("author"))
    };
    let classed = |node: usize| {
        let class = tree.attribute(node, Attribute::Class).unwrap_or("").to_ascii_lowercase();
        class.split_whitespace().any(|class| {
            ["author", "byline", "author-name", "byline-name", "author__name", "byline__name", "autor"]
                .contains(&class)
        })
    };
    let elements = || (1..tree.nodes.len()).filter(|&node| tree.nodes[node].tag != Tag::Text);
    let found = elements().filter(|&node| marked(node)).chain(elements().filter(|&node| classed(node)));
    found.map(|node| without_by(&tree.line_inside(node))).find(|text| is_name(text))
}

/// An author's name, not an address or a paragraph about him.
fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=16).contains(&words)
        && text.chars().any(char::is_alphabetic)
        && host(text).is_none()
        && text.len() < 240
}

fn without_by(text: &str) -> String {
    let lower = text.to_lowercase();
    for by in
        ["by ", "von ", "par ", "por ", "di ", "door ", "av ", "af ", "written by ", "بقلم ", "كتب ", "كتبت "]
    {
        if lower.starts_with(by) && text.is_char_boundary(by.len()) {
            return text[by.len()..].trim().to_owned();
        }
    }
    text.trim().to_owned()
}

fn lang(tree: &Tree, data: &LinkedData, metas: &Metas) -> Option<String> {
    let html = tree.all(Tag::Html).next();
    let of_html = |name| html.and_then(|html| tree.attribute(html, name));
    [
        of_html(Attribute::Lang),
        of_html(Attribute::XmlLang),
        metas.get("content-language"),
        metas.get("language"),
    ]
    .into_iter()
    .chain([data.lang.as_deref(), metas.get("og:locale")])
    .flatten()
    .map(str::trim)
    .find(|lang| is_language(lang))
    .map(str::to_owned)
}

fn is_language(text: &str) -> bool {
    (2..=20).contains(&text.len()) && text.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}
