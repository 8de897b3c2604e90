//! The title of a page.
//!
//! Three kinds of places have one: what the head tells other programs (JSON-LD, `og:title`), the frame of the window (`title`),
//! and the headings that readers see. Each is wrong on some sites: the head has a shorter or a louder title, the window adds
//! the site and its sections, a heading is the site's name or the one of a list. So a heading is taken where the head
//! vouches for it; of several such the one nearest to the text; and without any, what the head tells.

use super::json_ld::LinkedData;
use super::metadata::{Metas, clean, host, outlet_of_host};
use super::tag::{Attribute, Tag};
use super::tree::Tree;

/// Bytes past which a text is no title.
const LONGEST: usize = 2000;

/// The title that was found.
#[derive(Debug, Default)]
pub(super) struct Title {
    pub text: Option<String>,
    /// Whether a heading shows it, or the head tells it; else it is that of the window's frame.
    pub shown: bool,
}

impl Title {
    fn shown(text: String) -> Self {
        Self { text: Some(text), shown: true }
    }

    pub fn of(
        tree: &Tree,
        data: &LinkedData,
        metas: &Metas,
        outlet: Option<&str>,
        url: Option<&str>,
    ) -> Self {
        let candidates = Candidates::of(tree, data, metas, outlet, url);
        candidates
            .told_whole()
            .or_else(|| candidates.vouched_for())
            .or_else(|| candidates.told())
            .map(Self::shown)
            .or_else(|| candidates.of_window())
            .unwrap_or_else(|| Self {
                text: candidates.headings.first().map(|(_, text)| text.clone()),
                shown: !candidates.headings.is_empty(),
            })
    }
}

/// All that may be the title.
struct Candidates<'a> {
    tree: &'a Tree,
    /// Names of the site.
    outlets: Vec<String>,
    /// `h1` elements but for the site's name.
    headings: Vec<(usize, String)>,
    /// What the head tells, without the outlet; the surest first.
    told: Vec<String>,
    /// Whether the first of them is a headline of JSON-LD.
    has_headline: bool,
    /// The `title` element, as it is and without the outlet.
    window: Option<(String, String)>,
}

impl<'a> Candidates<'a> {
    fn of(tree: &'a Tree, data: &LinkedData, metas: &Metas, outlet: Option<&str>, url: Option<&str>) -> Self {
        let window = tree.all(Tag::Title).map(|title| tree.line_inside(title)).find(|text| !text.is_empty());
        // A heading that leads home is the site's name.
        let (sites, headings): (Vec<_>, Vec<_>) = tree
            .all(Tag::H1)
            .map(|h1| (h1, tree.line_inside(h1)))
            .filter(|(_, text)| !text.is_empty())
            .partition(|(h1, text)| leads_home(tree, *h1, text));
        let outlets: Vec<String> =
            outlet.map(str::to_owned).into_iter().chain(sites.into_iter().map(|(_, text)| text)).collect();
        let headline = data.headline.as_deref().map(clean);
        // What repeats the window's title with the site in it is made from it, and no title that somebody set.
        let host = url.and_then(host).map(outlet_of_host);
        let names: Vec<String> = outlets.iter().cloned().chain(host).collect();
        let is_of_window = |text: &String| {
            window.as_deref().is_some_and(|window| letters(window) == letters(text))
                && without_outlet(text, &names, false) != *text
        };
        let told =
            [headline.as_deref(), metas.get("og:title"), metas.get("twitter:title"), metas.get("headline")];
        let told: Vec<String> = told
            .into_iter()
            .flatten()
            .map(clean)
            .filter(|text| (1..=LONGEST).contains(&text.len()) && !is_of_window(text))
            .map(|text| without_outlet(&text, &outlets, false))
            .collect();
        let window = window.map(|text| {
            let bare = without_outlet(&text, &outlets, true);
            (text, bare)
        });
        Self { tree, outlets, headings, told, has_headline: headline.is_some(), window }
    }

    fn is_outlet(&self, text: &str) -> bool {
        self.outlets.iter().any(|outlet| letters(outlet) == letters(text))
    }

    /// A headline that the head tells twice, and of which a heading shows the beginning or the end.
    fn told_whole(&self) -> Option<String> {
        let [first, second, ..] = &self.told[..] else { return None };
        if !self.has_headline || !same(first, second) {
            return None;
        }
        let all = letters(first);
        let part = |heading: &str| {
            let part = letters(heading);
            part.len() < all.len()
                && part.len() * 2 > all.len()
                && (all.starts_with(&part) || all.ends_with(&part))
        };
        let headings = || self.headings.iter().map(|(_, text)| text.as_str());
        (headings().any(part) && !headings().any(|heading| same(heading, first))).then(|| first.clone())
    }

    /// A heading that the head repeats: the title as the reader sees it, but for a label that stands in it before the title
    /// that the head also tells.
    fn vouched_for(&self) -> Option<String> {
        let told = |text: &str| self.told.iter().any(|told| same(text, told));
        let bare = self.window.as_ref().map(|(_, bare)| bare.as_str());
        let first = self
            .headings
            .iter()
            .find(|(_, text)| told(text) || bare.is_some_and(|bare| same(text, bare)))
            .cloned()
            .or_else(|| {
                [Tag::H2, Tag::H3]
                    .into_iter()
                    .flat_map(|tag| self.tree.all(tag))
                    .map(|node| (node, self.tree.line_inside(node)))
                    .find(|(_, text)| told(text))
            })?;
        let heading = self.nearest_to_text(first);
        let label = |text: &&String| {
            let (heading, text) = (letters(&heading), letters(text));
            text.len() < heading.len() && text.len() * 2 > heading.len() && heading.ends_with(&text)
        };
        Some(self.told.iter().find(label).cloned().unwrap_or(heading))
    }

    /// Of a heading that the head vouches for and those behind it before any prose, the last that it also vouches for, or
    /// that goes on where the first ends: the first may be one of a line that says where in the site the reader is.
    fn nearest_to_text(&self, (first, text): (usize, String)) -> String {
        const PROSE: usize = 60;
        let mut nearest = text;
        let mut node = self.tree.nodes[first].end as usize;
        while node < self.tree.nodes.len() {
            let own = &self.tree.nodes[node];
            let text = match own.tag {
                Tag::Text if self.tree.text(node).trim().len() > PROSE => break,
                Tag::H1 | Tag::H2 | Tag::H3 => self.tree.line_inside(node),
                Tag::A | Tag::Script | Tag::Style | Tag::Noscript | Tag::Svg => {
                    node = own.end as usize;
                    continue;
                }
                _ => {
                    node += 1;
                    continue;
                }
            };
            let vouched = || self.told.iter().any(|told| same(&text, told)) || goes_on(&text, &nearest);
            if !text.is_empty() && !same(&text, &nearest) && !self.is_outlet(&text) && vouched() {
                nearest = text;
            }
            node = own.end as usize;
        }
        nearest
    }

    /// Whether one of a heading and a text has a word more before or behind: the heading's is the outlet's or a label, the
    /// text's a topic. The heading may go on where the text breaks off, unless it goes on with the outlet.
    fn within(&self, heading: &str, text: &str) -> bool {
        let (short, all) = (letters(heading), letters(text));
        let (chars, all_chars) = (short.chars().count(), all.chars().count());
        (chars >= 8 && chars * 2 > all_chars && all.contains(&short) || goes_on(heading, text))
            && !same(&without_outlet(heading, &self.outlets, true), text)
            && !self.is_outlet(heading)
    }

    /// What the head tells, as a heading shows it.
    fn told(&self) -> Option<String> {
        let text = self.told.first()?;
        let heading = self.headings.iter().find(|(_, heading)| self.within(heading, text));
        if let Some((_, heading)) = heading {
            return Some(heading.clone());
        }
        // Title and topic, both of them headings.
        let both = self.window.as_ref().filter(|(window, _)| same(window, text));
        let part = both.and_then(|_| heading_of_part(self.tree, text, MARKS, &self.outlets));
        Some(part.map_or_else(|| text.clone(), |(_, heading)| heading))
    }

    /// The window's title, as a heading shows it.
    fn of_window(&self) -> Option<Title> {
        let (window, bare) = self.window.as_ref()?;
        let marks = [MARKS, &[" : ", ": "]].concat();
        if let Some(heading) = heading_of_part(self.tree, window, &marks, &self.outlets) {
            // The same may stand again in a list of the newest.
            let first = self.headings.iter().find(|(_, text)| same(text, &heading.1)).cloned();
            return Some(Title::shown(self.nearest_to_text(first.unwrap_or(heading))));
        }
        if let Some((_, heading)) = self.headings.iter().find(|(_, heading)| self.within(heading, bare)) {
            return Some(Title::shown(heading.clone()));
        }
        let only = match &self.headings[..] {
            [(_, only)] if !self.is_outlet(only) => Some(only),
            _ => None,
        };
        let enough = |only: &&String| {
            let words = only.split_whitespace().count();
            words > 2 || words == 2 && letters(window).starts_with(&letters(only))
        };
        Some(match only.filter(enough) {
            Some(only) => Title::shown(only.clone()),
            None => Title { text: Some(bare.clone()), shown: false },
        })
    }
}

/// Letters and digits only, in lower case: whether two titles say the same.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two texts are one title.
fn same(a: &str, b: &str) -> bool {
    let (a, b) = (letters(a), letters(b));
    a.chars().count() >= 8 && a == b
}

/// Whether a heading begins with a text and goes on, by less than as much again.
fn goes_on(heading: &str, text: &str) -> bool {
    let (heading, text) = (letters(heading), letters(text));
    let (chars, all) = (text.chars().count(), heading.chars().count());
    chars >= 16 && chars * 2 > all && heading.starts_with(&text)
}

/// Whether all of a heading is a link to the site's first page.
fn leads_home(tree: &Tree, heading: usize, text: &str) -> bool {
    let text = letters(text);
    tree.inside(heading).chain(tree.around(heading).take(2)).any(|node| {
        tree.nodes[node].tag == Tag::A
            && tree.attribute(node, Attribute::Href).is_some_and(is_home)
            && letters(&tree.line_inside(node)) == text
    })
}

/// Whether an address is that of a site's first page: `/`, or a host alone.
fn is_home(href: &str) -> bool {
    let href = href.trim();
    let behind = host(href).and_then(|host| href.split_once(host)).map(|(_, behind)| behind);
    href == "/" || behind.is_some_and(|behind| behind.is_empty() || behind == "/")
}

/// Marks between the parts of a `title` element.
const MARKS: &[&str] = &[" - ", " | ", " – ", " — ", " :: ", " » ", " / ", " • ", " · ", " « "];

/// The heading that a part of the `title` element is, where the others are the site, its sections, or a topic:
/// `The Post » News » Talks end`. Where headings of two levels are, the higher one is the site's; of one level the last
/// part counts, as what is general goes before.
fn heading_of_part(
    tree: &Tree,
    element: &str,
    marks: &[&str],
    outlets: &[String],
) -> Option<(usize, String)> {
    const MOST: usize = 8;
    let mut marks: Vec<(usize, usize)> = marks
        .iter()
        .flat_map(|mark| element.match_indices(mark).map(|(at, mark)| (at, at + mark.len())))
        .collect();
    marks.sort_unstable();
    let starts = || std::iter::once(0).chain(marks.iter().map(|(_, behind)| *behind)).take(MOST);
    let ends = || marks.iter().map(|(at, _)| *at).chain([element.len()]).take(MOST);
    let outlets: Vec<String> = outlets.iter().map(|outlet| letters(outlet)).collect();
    let parts: Vec<(usize, String)> = starts()
        .flat_map(|start| ends().filter_map(move |end| Some((start, letters(element.get(start..end)?)))))
        .filter(|(_, part)| {
            part.chars().count() >= 8 && !outlets.iter().any(|outlet| outlet.contains(part.as_str()))
        })
        .collect();
    [Tag::H3, Tag::H2, Tag::H1].into_iter().find_map(|tag| {
        let headings = tree.all(tag).map(|heading| (heading, tree.line_inside(heading)));
        let at =
            |text: &str| parts.iter().filter(|(_, part)| *part == letters(text)).map(|(at, _)| *at).max();
        let found = headings.filter_map(|(heading, text)| Some((at(&text)?, (heading, text))));
        found.max_by_key(|(at, _)| *at).map(|(_, heading)| heading)
    })
}

/// A title without the outlet's name behind it (`Talks end - The Post`). `guess`: a short part behind a mark goes too, whoever
/// it names, as in the `title` element.
fn without_outlet(title: &str, outlets: &[String], guess: bool) -> String {
    let mut title = title;
    for _ in 0..3 {
        let last = MARKS.iter().filter_map(|mark| title.rfind(mark).map(|at| (at, *mark))).max();
        let Some((at, mark)) = last else { break };
        let (before, after) = (&title[..at], &title[at + mark.len()..]);
        let is_outlet = outlets.iter().any(|outlet| {
            let (outlet, after) = (letters(outlet), letters(after));
            !after.is_empty() && (outlet.contains(&after) || after.contains(&outlet))
        });
        let words = |text: &str| text.split_whitespace().count();
        if is_outlet || guess && words(after) <= 4 && words(before) > words(after) && words(before) >= 4 {
            title = before.trim_end();
        } else {
            break;
        }
    }
    title.to_owned()
}
