//! The main text of a page.
//!
//! The page is cut into lines as a browser would show them; each has a weight, the letters outside links of lines that read like
//! text. The article is the smallest element that holds nearly all of the weight: from the page inwards, as long as one part
//! outweighs the others (the idea of Readability's scores, and of Boilerpipe's text and link density, Kohlschütter et al. 2010).
//! What stands in it and is furniture is left out line by line.

use super::furniture::{self, Names};
use super::json_ld::LinkedData;
use super::metadata::Metadata;
use super::tag::{Attribute, Tag};
use super::title::letters;
use super::tree::{Tree, push_words};

/// A line of the page.
#[derive(Debug)]
struct Line {
    /// The block that it stands in.
    node: usize,
    /// The first text in it.
    first: usize,
    text: String,
    /// Characters, and those in links.
    chars: usize,
    linked: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading,
    Item,
    Text,
}

impl Line {
    fn density(&self) -> f64 {
        self.linked as f64 / self.chars.max(1) as f64
    }

    fn ends_a_sentence(&self) -> bool {
        let end = self.text.trim_end_matches(['"', '”', '»', '’', '\'', ')', ']', '“', '«']);
        end.ends_with(['.', '!', '?', '…', '؟', '。', '！', '？', ':', '।', '۔', '؛'])
    }

    /// What it counts for: letters of prose.
    fn weight(&self) -> u64 {
        let free = (self.chars - self.linked) as u64;
        match self.kind {
            Kind::Heading => 0,
            _ if self.density() > 0.5 => 0,
            Kind::Text if self.chars >= 80 || self.ends_a_sentence() && self.chars >= 25 => free,
            Kind::Item if self.chars >= 120 || self.ends_a_sentence() && self.chars >= 60 => free / 2,
            _ => 0,
        }
    }
}

/// The main text and the heading that it begins with.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// A paragraph a line; empty if there is none.
    pub text: String,
    /// Headings that the text begins with, and the last of them, where the page shows its title nowhere else.
    pub headings: usize,
    pub heading: Option<String>,
}

/// Finds the main text.
pub(super) fn body(tree: &Tree, data: &LinkedData, metadata: &Metadata, captions: bool) -> Body {
    let names: Vec<Names> = (0..tree.nodes.len())
        .map(|node| if tree.nodes[node].tag == Tag::Text { Names::default() } else { Names::of(tree, node) })
        .collect();
    let mut body = read(tree, &names, metadata, &left_out(tree, &names, captions));
    if body.text.is_empty() {
        // Everything had a name of furniture.
        let none: Vec<Names> = vec![Names::default(); names.len()];
        body = read(tree, &none, metadata, &never_text(tree));
    }
    match data.body.as_deref().map(of_data) {
        Some(text) if text.chars().count() > 2 * body.text.chars().count() && text.chars().count() > 200 => {
            Body { text, ..Body::default() }
        }
        _ => body,
    }
}

fn read(tree: &Tree, names: &[Names], metadata: &Metadata, out: &[bool]) -> Body {
    let lines = lines(tree, out);
    let weights = weights(tree, &lines);
    let body = find(tree, names, &weights);
    let chosen = choose(tree, names, &lines, body, metadata);
    let text = chosen.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let title = metadata.title.text.as_deref().map(letters);
    let headings = chosen.iter().take_while(|line| line.kind == Kind::Heading).count();
    // A heading below that of the text, with the title of the window's frame, is the section's.
    let level = headings.checked_sub(1).and_then(|last| level(tree, chosen[last]));
    let shown = lines.iter().any(|line| {
        line.density() < 0.5
            && line.chars <= 300
            && title.as_ref().is_some_and(|title| letters(&line.text) == *title)
            && self::level(tree, line).is_none_or(|own| level.is_none_or(|of_text| own <= of_text))
    });
    let headings = if shown { 0 } else { headings };
    let heading = headings.checked_sub(1).map(|last| chosen[last].text.clone());
    Body { text, headings, heading }
}

/// The level of a heading.
fn level(tree: &Tree, line: &Line) -> Option<u8> {
    Some(match tree.nodes[line.node].tag {
        Tag::H1 => 1,
        Tag::H2 => 2,
        Tag::H3 => 3,
        tag if tag.is_heading() => 4,
        _ => return None,
    })
}

/// For each node whether it is in an element that never holds text.
fn never_text(tree: &Tree) -> Vec<bool> {
    let mut out = vec![false; tree.nodes.len()];
    for node in 1..out.len() {
        out[node] = out[tree.nodes[node].parent as usize]
            || furniture::is_never_text(tree.nodes[node].tag)
            || furniture::is_hidden(tree, node);
    }
    out
}

/// The body that the page's data has, as lines.
fn of_data(body: &str) -> String {
    let marked = body.contains("</")
        || body.contains("<p")
        || body.contains("<br")
        || body.contains("&lt;")
        || body.contains("&amp;");
    let plain = if marked {
        let once = if body.contains("&lt;") {
            body.replace("&lt;", "<").replace("&gt;", ">")
        } else {
            body.to_owned()
        };
        let tree = Tree::parse(&once);
        let out = vec![false; tree.nodes.len()];
        lines(&tree, &out).into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
    } else {
        body.to_owned()
    };
    let lines: Vec<String> =
        plain.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// For each node whether it and all inside is left out.
fn left_out(tree: &Tree, names: &[Names], captions: bool) -> Vec<bool> {
    let mut out = vec![false; tree.nodes.len()];
    let prose = prose(tree);
    let all = prose[0].max(1);
    let quotes = holders(tree, Tag::Blockquote);
    let mut node = 0;
    while node < tree.nodes.len() {
        let tag = tree.nodes[node].tag;
        let never = match tag {
            Tag::Text | Tag::Page | Tag::Html | Tag::Body => false,
            tag if tag.is_heading() => furniture::is_hidden(tree, node),
            // Words of a paragraph, whatever the name of their link.
            tag if !tag.is_block() && !furniture::is_never_text(tag) && is_within_words(tree, node) => {
                furniture::is_hidden(tree, node)
            }
            Tag::Figcaption => !captions,
            tag if furniture::is_never_text(tag) => true,
            _ if captions && names[node].caption => false,
            Tag::Article | Tag::Main => furniture::is_hidden(tree, node),
            _ => {
                let said = names[node].out && !names[node].body && !names[node].lead && !quotes[node]
                    || !captions && names[node].caption
                    || furniture::has_role_beside(tree, node)
                    || furniture::is_hidden(tree, node);
                // Names lie: what holds most of the page's prose is no furniture.
                said && prose[node] * 10 < all * 4
            }
        };
        let end = tree.nodes[node].end as usize;
        if never && !(tag == Tag::Aside && prose[node] * 10 > all * 6) {
            out[node..end].fill(true);
            node = end;
        } else {
            node += 1;
        }
    }
    out
}

/// Whether an inline element has text beside it.
fn is_within_words(tree: &Tree, node: usize) -> bool {
    let parent = tree.nodes[node].parent as usize;
    let next = tree.nodes[node].end as usize;
    let is_text = |at: usize| {
        tree.nodes.get(at).is_some_and(|beside| beside.tag == Tag::Text && beside.parent as usize == parent)
            && tree.text(at).trim().chars().count() > 2
    };
    is_text(node - 1) || is_text(next)
}

/// For each node whether an element of a tag is in it.
fn holders(tree: &Tree, tag: Tag) -> Vec<bool> {
    let mut holds = vec![false; tree.nodes.len()];
    for node in (1..tree.nodes.len()).rev() {
        holds[node] |= tree.nodes[node].tag == tag;
        holds[tree.nodes[node].parent as usize] |= holds[node];
    }
    holds
}

/// Whether an element is a link as readers see one: it leads somewhere, and is not left open around half the page.
fn is_link(tree: &Tree, node: usize) -> bool {
    const MOST: u32 = 200;
    let own = &tree.nodes[node];
    own.tag == Tag::A && own.end - (node as u32) < MOST && tree.attribute(node, Attribute::Href).is_some()
}

/// For each node the characters of the paragraphs in it.
fn prose(tree: &Tree) -> Vec<u64> {
    let mut prose = vec![0u64; tree.nodes.len()];
    for node in (1..tree.nodes.len()).rev() {
        let own = &tree.nodes[node];
        if own.tag == Tag::Text {
            let text = tree.text(node).trim();
            if text.len() > 60 {
                prose[node] = text.len() as u64;
            }
        } else if furniture::is_never_text(own.tag) && own.tag != Tag::Aside || is_link(tree, node) {
            prose[node] = 0;
        }
        prose[own.parent as usize] += prose[node];
    }
    prose
}

/// The lines of what is not left out.
fn lines(tree: &Tree, out: &[bool]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut blocks: Vec<usize> = vec![0];
    let mut links: Vec<usize> = Vec::new();
    let mut line = String::new();
    let (mut first, mut linked) = (0usize, 0usize);
    let mut node = 1;
    let flush = |line: &mut String, first: usize, linked: &mut usize, block: usize, lines: &mut Vec<Line>| {
        let text = line.trim();
        if !text.is_empty() {
            let chars = text.chars().count();
            let kind = kind(tree, block);
            lines.push(Line {
                node: block,
                first,
                text: text.to_owned(),
                chars,
                linked: (*linked).min(chars),
                kind,
            });
        }
        line.clear();
        *linked = 0;
    };
    while node < tree.nodes.len() {
        while let Some(&block) =
            blocks.last().filter(|&&block| block != 0 && tree.nodes[block].end as usize <= node)
        {
            flush(&mut line, first, &mut linked, block, &mut lines);
            blocks.pop();
        }
        while links.last().is_some_and(|&link| tree.nodes[link].end as usize <= node) {
            links.pop();
        }
        let own = &tree.nodes[node];
        if out[node] {
            if own.tag.is_block() {
                let block = blocks.last().copied().unwrap_or(0);
                flush(&mut line, first, &mut linked, block, &mut lines);
            }
            node = own.end as usize;
            continue;
        }
        match own.tag {
            Tag::Text => {
                let text = tree.text(node);
                if line.is_empty() {
                    first = node;
                }
                let before = line.len();
                if text.starts_with(char::is_whitespace) && !line.is_empty() && !line.ends_with(' ') {
                    line.push(' ');
                }
                push_words(&mut line, text);
                if !links.is_empty() {
                    linked += line[before..].chars().count();
                }
            }
            Tag::Br => {
                let block = blocks.last().copied().unwrap_or(0);
                flush(&mut line, first, &mut linked, block, &mut lines);
            }
            tag if tag.is_block() => {
                let block = blocks.last().copied().unwrap_or(0);
                flush(&mut line, first, &mut linked, block, &mut lines);
                blocks.push(node);
            }
            Tag::A if is_link(tree, node) => links.push(node),
            Tag::Img if !line.is_empty() && !line.ends_with(' ') => line.push(' '),
            _ => {}
        }
        node += 1;
    }
    while let Some(block) = blocks.pop() {
        flush(&mut line, first, &mut linked, block, &mut lines);
    }
    lines
}

fn kind(tree: &Tree, block: usize) -> Kind {
    if tree.nodes[block].tag.is_heading() {
        return Kind::Heading;
    }
    let item =
        std::iter::once(block).chain(tree.around(block)).take(3).any(|node| tree.nodes[node].tag == Tag::Li);
    if item { Kind::Item } else { Kind::Text }
}

/// For each node the weight of the lines in it.
fn weights(tree: &Tree, lines: &[Line]) -> Vec<u64> {
    let mut weights = vec![0u64; tree.nodes.len()];
    for line in lines {
        weights[line.node] += line.weight();
    }
    for node in (1..tree.nodes.len()).rev() {
        weights[tree.nodes[node].parent as usize] += weights[node];
    }
    weights
}

/// The element that holds the article.
fn find(tree: &Tree, names: &[Names], weights: &[u64]) -> usize {
    let total = weights[0];
    // Where the page says which it is.
    let told = (1..tree.nodes.len()).filter(|&node| names[node].body && weights[node] * 10 >= total * 4);
    let told = told.max_by_key(|&node| (weights[node], node));
    let mut node = told.unwrap_or(0);
    loop {
        let heaviest = tree.children(node).max_by_key(|&child| (weights[child], std::cmp::Reverse(child)));
        match heaviest {
            Some(child)
                if weights[child] > 0
                    && weights[child] * 100 >= weights[node] * 75
                    && tree.nodes[child].tag != Tag::P =>
            {
                node = child;
            }
            _ => return node,
        }
    }
}

/// The lines of the article.
fn choose<'a>(
    tree: &Tree,
    names: &[Names],
    lines: &'a [Line],
    body: usize,
    metadata: &Metadata,
) -> Vec<&'a Line> {
    let inside = body..tree.nodes[body].end as usize;
    let title = metadata.title.text.as_deref().map(letters).unwrap_or_default();
    let is_title = |line: &Line| !title.is_empty() && line.chars <= 300 && letters(&line.text) == title;
    let mut chosen: Vec<&Line> = lines
        .iter()
        .filter(|line| inside.contains(&line.first))
        .filter(|line| {
            line.density() <= 0.6 || line.chars >= 60 && line.density() < 0.8 || is_quoted(tree, line)
        })
        .filter(|line| line.text.chars().any(char::is_alphanumeric))
        .filter(|line| !is_title(line))
        .filter(|line| furniture::is_end(&line.text) || !furniture::is_line_of_furniture(&line.text))
        .collect();
    // Lines before the first paragraph that say who and when.
    let start = chosen.iter().position(|line| line.weight() > 0 || line.kind == Kind::Heading).unwrap_or(0);
    chosen.drain(..start);
    let total: u64 = chosen.iter().map(|line| line.weight()).sum();
    let mut before = 0;
    let end = chosen.iter().position(|line| {
        before += line.weight();
        before * 2 > total && line.chars < 60 && line.weight() == 0 && furniture::is_end(&line.text)
    });
    chosen.truncate(end.unwrap_or(chosen.len()));
    chosen.retain(|line| !furniture::is_line_of_furniture(&line.text));
    while chosen.last().is_some_and(|line| line.kind == Kind::Heading) {
        chosen.pop();
    }
    let lead = lead(tree, names, lines, &chosen, &is_title);
    lead.into_iter().chain(chosen).collect()
}

fn is_quoted(tree: &Tree, line: &Line) -> bool {
    tree.around(line.first).take(6).any(|node| tree.nodes[node].tag == Tag::Blockquote)
}

/// The paragraphs between the title and the article's element.
fn lead<'a>(
    tree: &Tree,
    names: &[Names],
    lines: &'a [Line],
    chosen: &[&Line],
    is_title: &dyn Fn(&Line) -> bool,
) -> Vec<&'a Line> {
    const LONGEST: usize = 1500;
    let Some(first) = chosen.first().map(|line| line.first) else { return Vec::new() };
    let before = lines.partition_point(|line| line.first < first);
    let Some(heading) = lines[..before].iter().rposition(is_title) else { return Vec::new() };
    let between: Vec<&Line> = lines[heading + 1..before]
        .iter()
        .filter(|line| {
            let named = || tree.around(line.first).take(4).any(|node| names[node].lead);
            line.density() < 0.3 && (line.weight() > 0 || line.chars >= 40 && named())
        })
        .filter(|line| {
            !furniture::is_line_of_furniture(&line.text)
                && !chosen.iter().any(|other| other.text == line.text)
        })
        .collect();
    if between.iter().map(|line| line.chars).sum::<usize>() > LONGEST { Vec::new() } else { between }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_page(html: &str, captions: bool) -> String {
        let tree = Tree::parse(html);
        let data = LinkedData::of(&tree);
        let metadata = Metadata::of(&tree, &data, None);
        body(&tree, &data, &metadata, captions).text
    }

    const FIRST: &str = "The talks in Busra ended on Thursday without an agreement, an officer said.";
    const SECOND: &str = "He did not say when they would resume, nor who had asked for the pause.";
    const ARABIC: &str =
        "قال ضابط إن المحادثات انتهت يوم الخميس من دون اتفاق، وإنها ستستأنف في الأسبوع المقبل.";

    #[test]
    fn the_article_and_not_what_stands_around_it() {
        let page = format!(
            "<title>Talks end - The Post</title><nav><a href=/>Home</a></nav><div class=wrap><h1>Talks end</h1>\
            <p class=byline>By A. Writer, 5 July 2018</p><div class=story><p>{FIRST}</p><div class=share><a href=x>Share</a></div>\
            <h2>No date yet</h2><p>{SECOND}</p><p>Read also: <a href=y>Another article of ours on the talks</a></p>\
            <p>{ARABIC}</p><p>اقرأ أيضاً: <a href=z>مقال آخر</a></p></div>\
            <div class=sidebar><p>{SECOND} {SECOND} Sidebar.</p></div></div><footer>All rights reserved.</footer>"
        );
        assert_eq!(read_page(&page, false), format!("{FIRST}\nNo date yet\n{SECOND}\n{ARABIC}"));
    }

    #[test]
    fn captions_by_option() {
        let page = format!(
            "<article><p>{FIRST}</p><figure><img><figcaption>The town on Thursday.</figcaption></figure><p>{SECOND}</p></article>"
        );
        assert_eq!(read_page(&page, false), format!("{FIRST}\n{SECOND}"));
        assert_eq!(read_page(&page, true), format!("{FIRST}\nThe town on Thursday.\n{SECOND}"));
    }

    #[test]
    fn what_stands_before_the_body_and_leads_it() {
        let page = format!(
            "<title>Talks end</title><header><h1>Talks end</h1><p class=standfirst>{SECOND}</p></header>\
            <div itemprop=articleBody><p>{FIRST}</p><p>{ARABIC}</p></div>"
        );
        assert_eq!(read_page(&page, false), format!("{SECOND}\n{FIRST}\n{ARABIC}"));
    }

    #[test]
    fn comments_end_it() {
        let page = format!(
            "<div><p>{FIRST}</p><p>{SECOND}</p><p>{ARABIC}</p><h3>Comments (2)</h3><p>I do not think so at all, sir.</p></div>"
        );
        assert_eq!(read_page(&page, false), format!("{FIRST}\n{SECOND}\n{ARABIC}"));
    }

    #[test]
    fn a_body_that_only_the_data_has() {
        let told = format!("{FIRST}\\n{SECOND}\\n{ARABIC}");
        let page = format!(
            "<script type=application/ld+json>{{\"@type\": \"NewsArticle\", \"articleBody\": \"{told}\"}}</script><p>{FIRST}</p>"
        );
        assert_eq!(read_page(&page, false), told.replace("\\n", "\n"));
    }

    #[test]
    fn names_that_lie_and_links_left_open() {
        let page =
            format!("<body><a name=top><div class='sidebar widget'><p>{FIRST}</p><p>{SECOND}</p></div>");
        assert_eq!(read_page(&page, false), format!("{FIRST}\n{SECOND}"));
        assert_eq!(read_page("<p hidden>x", false), "");
        assert_eq!(
            read_page("<svg><title/></svg><p>The talks have ended.</p>", false),
            "The talks have ended."
        );
    }
}
