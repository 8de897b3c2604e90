//! What of a page is not the article: by the names of its elements, and by what its lines say.
//!
//! The words are data (`data/html-furniture.tsv`).

use std::collections::HashSet;
use std::sync::LazyLock;

use super::tag::{Attribute, Tag};
use super::tree::Tree;

/// The lists of `data/html-furniture.tsv`.
struct Lists {
    out: HashSet<&'static str>,
    body: HashSet<&'static str>,
    caption: HashSet<&'static str>,
    lead: HashSet<&'static str>,
    line: HashSet<String>,
    begin: Vec<String>,
    contains: Vec<String>,
    end: HashSet<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let rows: Vec<(&str, &str)> = include_str!("../../data/html-furniture.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let of = |kind: &'static str| {
        rows.iter()
            .filter(move |(found, _)| *found == kind)
            .flat_map(|(_, list)| list.split(','))
            .map(str::trim)
    };
    Lists {
        out: of("out").collect(),
        body: of("body").collect(),
        caption: of("caption").collect(),
        lead: of("lead").collect(),
        line: of("line").map(bare).collect(),
        begin: of("begin").map(folded).collect(),
        contains: of("contains").map(folded).collect(),
        end: of("end").map(bare).collect(),
    }
});

/// What an element's names say of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub out: bool,
    pub body: bool,
    pub caption: bool,
    pub lead: bool,
}

impl Names {
    pub fn of(tree: &Tree, node: usize) -> Self {
        let mut names = Self::default();
        let lists = &*LISTS;
        if tree
            .attribute(node, Attribute::Itemprop)
            .is_some_and(|value| value.eq_ignore_ascii_case("articleBody"))
        {
            names.body = true;
        }
        if tree
            .attribute(node, Attribute::Itemprop)
            .is_some_and(|value| value.eq_ignore_ascii_case("description"))
        {
            names.lead = true;
        }
        for attribute in [Attribute::Class, Attribute::Id, Attribute::DataComponent, Attribute::DataTestid] {
            let Some(value) = tree.attribute(node, attribute) else { continue };
            for name in value.split_whitespace() {
                let words = words(name);
                let mut take = |word: &str| {
                    names.out |= lists.out.contains(word);
                    names.body |= lists.body.contains(word);
                    names.caption |= lists.caption.contains(word);
                    names.lead |= lists.lead.contains(word);
                };
                let (mut before, mut start) = (None, 0);
                for word in words.split('-') {
                    take(word);
                    if let Some(before) = before {
                        take(&words[before..start + word.len()]);
                    }
                    before = Some(start);
                    start += word.len() + 1;
                }
            }
        }
        names
    }
}

/// A name's words in lower case, joined by hyphens: `relatedPosts__list` is `related-posts-list`.
fn words(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut lower_before = false;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            if !out.ends_with('-') && !out.is_empty() {
                out.push('-');
            }
            lower_before = false;
            continue;
        }
        if c.is_uppercase() && lower_before {
            out.push('-');
        }
        lower_before = c.is_lowercase();
        out.extend(c.to_lowercase());
    }
    out
}

/// Elements that never hold the article's text.
pub(super) fn is_never_text(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Script
            | Tag::Style
            | Tag::Head
            | Tag::Title
            | Tag::Noscript
            | Tag::Template
            | Tag::Svg
            | Tag::Math
            | Tag::Iframe
            | Tag::Noframes
            | Tag::Object
            | Tag::Embed
            | Tag::Audio
            | Tag::Video
            | Tag::Canvas
            | Tag::Map
            | Tag::Select
            | Tag::Option
            | Tag::Optgroup
            | Tag::Textarea
            | Tag::Button
            | Tag::Input
            | Tag::Label
            | Tag::Nav
            | Tag::Menu
            | Tag::Dialog
            | Tag::Footer
            | Tag::Aside
    )
}

/// Whether the page itself does not show it.
pub(super) fn is_hidden(tree: &Tree, node: usize) -> bool {
    tree.attribute(node, Attribute::Hidden).is_some()
        || tree.attribute(node, Attribute::AriaHidden).is_some_and(|value| value == "true")
        || tree.attribute(node, Attribute::Style).is_some_and(|style| {
            let style: String =
                style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// Parts of a page by their role.
pub(super) fn has_role_beside(tree: &Tree, node: usize) -> bool {
    tree.attribute(node, Attribute::Role).is_some_and(|role| {
        [
            "navigation",
            "banner",
            "contentinfo",
            "complementary",
            "search",
            "menu",
            "menubar",
            "dialog",
            "alertdialog",
            "toolbar",
        ]
        .contains(&role)
    })
}

/// Whether a line says nothing of the article: a share button's label, a link to another article.
pub(super) fn is_line_of_furniture(text: &str) -> bool {
    const SHORT: usize = 160;
    const LONG: usize = 400;
    if text.len() > LONG {
        return false;
    }
    let lists = &*LISTS;
    if lists.line.contains(&bare(text)) {
        return true;
    }
    let folded = folded(text);
    lists.begin.iter().any(|begin| folded.starts_with(begin.as_str()))
        || text.len() <= SHORT && lists.contains.iter().any(|part| folded.contains(part.as_str()))
}

/// Whether a heading says that the article is over.
pub(super) fn is_end(text: &str) -> bool {
    text.len() < 80 && LISTS.end.contains(&bare(text))
}

/// Lower case, Arabic letters that are written in several ways made one, marks dropped, white space single.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            'أ' | 'إ' | 'آ' => out.push('ا'),
            '\u{64b}'..='\u{652}' | '\u{200b}'..='\u{200f}' | 'ـ' => {}
            '’' => out.push('\''),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// [`folded`], letters and single spaces only.
fn bare(text: &str) -> String {
    let folded = folded(text);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_names() {
        assert_eq!(words("relatedPosts__list"), "related-posts-list");
        assert_eq!(words("ArticleBody"), "article-body");
        assert_eq!(words("--x"), "x");
        let tree = Tree::parse(
            "<div class='c-relatedPosts'><div class='storyBody x'></div><div class='download'></div></div>",
        );
        assert!(Names::of(&tree, 1).out);
        assert!(Names::of(&tree, 2).body && !Names::of(&tree, 2).out);
        // "download" has "ad" in it, not as a word.
        assert_eq!(Names::of(&tree, 3), Names::default());
    }

    #[test]
    fn lines_of_furniture() {
        for line in [
            "Share this article",
            "SHARE",
            "Read also: Talks end in Busra",
            "اقرأ أيضاً: انتهاء المحادثات",
            "شارك الخبر:",
        ] {
            assert!(is_line_of_furniture(line), "{line}");
        }
        for line in
            ["Shares fell by a third.", "He read a letter.", "شارك الوزير في المحادثات التي انتهت أمس"]
        {
            assert!(!is_line_of_furniture(line), "{line}");
        }
    }
}
