//! A page as a tree: elements and texts in the order of the page, in one list.
//!
//! The tags are cut by html5gum, as the HTML standard has it; the tree is made here and not by the standard's tree
//! construction. That one copies open formatting elements into every later paragraph and looks through all open elements at
//! every tag, so a hostile page of a megabyte can take gigabytes and minutes. This one keeps what matters for
//! finding the text (paragraphs, list items and cells that close one another) and is linear: a node a tag, at most [`DEEPEST`]
//! of them open.

use std::borrow::Cow;
use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::tag::{Attribute, Tag};

/// Elements open at once; what is opened deeper is not kept, its text is (browsers stop at 512 too).
pub(super) const DEEPEST: usize = 512;

/// An element, or a text.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// [`Tag::Text`] for a text.
    pub tag: Tag,
    pub parent: u32,
    /// Where the next node begins that is not inside.
    pub end: u32,
    /// A text: its bytes in [`Tree::text`]. An element: its attributes in [`Tree::attributes`].
    start: u32,
    stop: u32,
}

/// All nodes, each before what is inside; the first is the page itself.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    text: String,
    attributes: Vec<(Attribute, Range<u32>)>,
}

impl Tree {
    /// Reads a page. `html` is at most 4 GB.
    pub fn parse(html: &str) -> Self {
        let mut builder = Builder::default();
        builder.tree.text.reserve(html.len() / 2);
        builder.open(Tag::Page);
        {
            let mut emitter =
                CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
                    builder.take(&event);
                    None
                });
            emitter.naively_switch_states(true);
            let html = without_empty_titles(html);
            let Ok(()) = Tokenizer::new_with_emitter(&*html, emitter).finish();
        }
        builder.finish()
    }

    /// The text of a text node.
    pub fn text(&self, node: usize) -> &str {
        let node = &self.nodes[node];
        if node.tag == Tag::Text { &self.text[node.start as usize..node.stop as usize] } else { "" }
    }

    /// The value of an attribute, empty if it has none.
    pub fn attribute(&self, node: usize, name: Attribute) -> Option<&str> {
        let node = &self.nodes[node];
        if node.tag == Tag::Text {
            return None;
        }
        let own = &self.attributes[node.start as usize..node.stop as usize];
        own.iter()
            .find(|(found, _)| *found == name)
            .map(|(_, at)| &self.text[at.start as usize..at.end as usize])
    }

    /// The nodes inside.
    pub fn inside(&self, node: usize) -> Range<usize> {
        node + 1..self.nodes[node].end as usize
    }

    /// The nodes right below.
    pub fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let Range { mut start, end } = self.inside(node);
        std::iter::from_fn(move || {
            let child = (start < end).then_some(start)?;
            start = self.nodes[child].end as usize;
            Some(child)
        })
    }

    /// All text inside, white space folded to single spaces.
    pub fn text_inside(&self, node: usize) -> String {
        let mut out = String::new();
        for inner in self.inside(node) {
            match self.nodes[inner].tag {
                Tag::Text => {
                    if self.text(inner).starts_with(char::is_whitespace)
                        && !out.is_empty()
                        && !out.ends_with(' ')
                    {
                        out.push(' ');
                    }
                    push_words(&mut out, self.text(inner));
                }
                tag if tag.is_block() && !out.is_empty() && !out.ends_with(' ') => out.push(' '),
                _ => {}
            }
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// [`Tree::text_inside`] of an element that can be a title or a name; nothing of one that holds more. Elements nested in
    /// one another hold the same text many times, so whoever looks at every one takes this.
    pub fn line_inside(&self, node: usize) -> String {
        const NODES: usize = 400;
        const BYTES: usize = 2000;
        if self.inside(node).len() > NODES {
            return String::new();
        }
        Some(self.text_inside(node)).filter(|text| text.len() <= BYTES).unwrap_or_default()
    }

    /// Nodes of a tag, in order.
    pub fn all(&self, tag: Tag) -> impl Iterator<Item = usize> + '_ {
        (0..self.nodes.len()).filter(move |&node| self.nodes[node].tag == tag)
    }

    /// The elements that hold a node, from the inside.
    pub fn around(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = node;
        std::iter::from_fn(move || {
            let parent = (at != 0).then(|| self.nodes[at].parent as usize)?;
            at = parent;
            Some(parent)
        })
    }
}

/// A drawing's `<title/>` has no end tag. The tokenizer, which does not know drawings, would read the rest of the page as
/// its text.
fn without_empty_titles(html: &str) -> Cow<'_, str> {
    match ["<title/>", "<title />"]
        .iter()
        .any(|tag| memchr::memmem::find(html.as_bytes(), tag.as_bytes()).is_some())
    {
        true => Cow::Owned(html.replace("<title/>", "").replace("<title />", "")),
        false => Cow::Borrowed(html),
    }
}

/// Adds words with single spaces between; a space at the end where the text has one.
pub(super) fn push_words(out: &mut String, text: &str) {
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        out.push_str(word);
        if words.peek().is_some() || text.ends_with(char::is_whitespace) {
            out.push(' ');
        }
    }
}

#[derive(Default)]
struct Builder {
    tree: Tree,
    /// Open elements.
    open: Vec<u32>,
    /// How many of a tag are open.
    count: Vec<u16>,
    /// Elements opened below the deepest.
    below: usize,
    /// The start tag being read: an element that is kept, or none.
    current: Option<u32>,
    attribute: Option<Attribute>,
}

impl Builder {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.start(Tag::of(name)),
            CallbackEvent::AttributeName { name } => {
                self.attribute = self.current.and_then(|_| Attribute::of(name));
                if let Some(attribute) = self.attribute {
                    self.add_attribute(attribute, "");
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(attribute) = self.attribute.take() {
                    self.tree.attributes.pop();
                    self.add_attribute(attribute, &String::from_utf8_lossy(value));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(node) = self.current.take() {
                    let node = &mut self.tree.nodes[node as usize];
                    node.stop = self.tree.attributes.len() as u32;
                    if node.tag.is_void() || *self_closing && node.tag.may_close_itself() {
                        self.close_to(self.open.len() - 1);
                    }
                }
            }
            CallbackEvent::EndTag { name } => {
                self.current = None;
                self.attribute = None;
                self.end(Tag::of(name));
            }
            CallbackEvent::String { value } => self.add_text(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn add_attribute(&mut self, attribute: Attribute, value: &str) {
        let start = self.tree.text.len() as u32;
        self.tree.text.push_str(value);
        self.tree.attributes.push((attribute, start..self.tree.text.len() as u32));
    }

    fn add_text(&mut self, text: &str) {
        let parent = self.open.last().map_or(Tag::Page, |&node| self.tree.nodes[node as usize].tag);
        // Programs and styles are no text; a script is kept if it is data, which its `type` tells.
        if parent == Tag::Style || parent == Tag::Script && !self.is_data() {
            return;
        }
        let start = self.tree.text.len() as u32;
        self.tree.text.push_str(text);
        let node = self.tree.nodes.len() as u32;
        let stop = self.tree.text.len() as u32;
        let parent = self.open.last().copied().unwrap_or(0);
        self.tree.nodes.push(Node { tag: Tag::Text, parent, end: node + 1, start, stop });
    }

    fn is_data(&self) -> bool {
        let Some(&node) = self.open.last() else { return false };
        self.tree.attribute(node as usize, Attribute::Type).is_some_and(|kind| kind.contains("ld+json"))
    }

    fn start(&mut self, tag: Tag) {
        self.attribute = None;
        self.current = None;
        // One page: a second `html` or `body` opens nothing new.
        if matches!(tag, Tag::Html | Tag::Body) && self.is_open(tag) {
            return;
        }
        if tag == Tag::Body {
            self.close(Tag::Head, &[]);
        }
        if tag.is_block() && self.is_open(Tag::P) {
            self.close(Tag::P, &[Tag::Td, Tag::Th, Tag::Table, Tag::Button]);
        }
        let (closes, within) = tag.closes();
        for &other in closes {
            self.close(other, within);
        }
        if self.open.len() >= DEEPEST {
            self.below += usize::from(!tag.is_void());
            return;
        }
        self.current = Some(self.open(tag));
    }

    fn open(&mut self, tag: Tag) -> u32 {
        let node = self.tree.nodes.len() as u32;
        let parent = self.open.last().copied().unwrap_or(0);
        let start = self.tree.attributes.len() as u32;
        self.tree.nodes.push(Node { tag, parent, end: node + 1, start, stop: start });
        self.open.push(node);
        if self.count.is_empty() {
            self.count = vec![0; 256];
        }
        self.count[tag as usize] += 1;
        node
    }

    fn end(&mut self, tag: Tag) {
        if self.below > 0 && !tag.is_void() {
            self.below -= 1;
        } else if matches!(tag, Tag::Html | Tag::Body) {
            // What comes after still belongs to the page.
        } else if tag == Tag::Br {
            self.start(Tag::Br);
            self.current = None;
            self.close_to(self.open.len() - 1);
        } else if tag.is_block() {
            let within: &[Tag] = match tag {
                Tag::Table => &[],
                tag if tag.is_cell() => &[Tag::Table],
                _ => &[Tag::Td, Tag::Th],
            };
            self.close(tag, within);
        } else if !self.close_inline(tag) && tag == Tag::A {
            // A link closed across a block: what follows is not its text.
            if let Some(at) = self.open.iter().rposition(|&n| self.tree.nodes[n as usize].tag == Tag::A) {
                self.count[Tag::A as usize] -= 1;
                self.count[Tag::Span as usize] += 1;
                self.tree.nodes[self.open[at] as usize].tag = Tag::Span;
            }
        }
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.count.get(tag as usize).is_some_and(|&n| n > 0)
    }

    /// Closes the innermost element of a tag with all inside, unless one of `within` stands between.
    fn close(&mut self, tag: Tag, within: &[Tag]) {
        if !self.is_open(tag) {
            return;
        }
        for at in (1..self.open.len()).rev() {
            let found = self.tree.nodes[self.open[at] as usize].tag;
            if found == tag {
                return self.close_to(at);
            }
            if within.contains(&found) {
                return;
            }
        }
    }

    /// Closes an inline element, unless a block was opened in it.
    fn close_inline(&mut self, tag: Tag) -> bool {
        if !self.is_open(tag) {
            return true;
        }
        for at in (1..self.open.len()).rev() {
            let found = self.tree.nodes[self.open[at] as usize].tag;
            if found == tag {
                self.close_to(at);
                return true;
            }
            if found.is_block() {
                return false;
            }
        }
        true
    }

    /// Closes all open elements from a place on.
    fn close_to(&mut self, at: usize) {
        let end = self.tree.nodes.len() as u32;
        for node in self.open.drain(at..) {
            let node = &mut self.tree.nodes[node as usize];
            node.end = end;
            self.count[node.tag as usize] -= 1;
        }
    }

    fn finish(mut self) -> Tree {
        // A start tag that the page's end cut off.
        if let Some(node) = self.current.take() {
            self.tree.nodes[node as usize].stop = self.tree.attributes.len() as u32;
        }
        self.close_to(0);
        self.tree
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        fn show(tree: &Tree, node: usize, out: &mut String) {
            for child in tree.children(node) {
                match tree.nodes[child].tag {
                    Tag::Text => out.push_str(tree.text(child)),
                    tag => {
                        out.push_str(&format!("{tag:?}("));
                        show(tree, child, out);
                        out.push(')');
                    }
                }
            }
        }
        let mut out = String::new();
        show(&Tree::parse(html), 0, &mut out);
        out
    }

    #[test]
    fn tags_that_are_left_open_close_one_another() {
        assert_eq!(shown("<p>a<p>b<div>c</div>d"), "P(a)P(b)Div(c)d");
        assert_eq!(shown("<ul><li>a<li>b<ul><li>c</ul></ul>d"), "Ul(Li(a)Li(bUl(Li(c))))d");
        assert_eq!(shown("<table><tr><td>a<td><p>b<tr><td>c</table>d"), "Table(Tr(Td(a)Td(P(b)))Tr(Td(c)))d");
        assert_eq!(shown("<div><b>a<p>b</b>c</p></div>d"), "Div(B(aP(bc)))d");
        assert_eq!(shown("<div><a>a<div>b</a>c</div></div>d"), "Div(Span(aDiv(bc)))d");
        assert_eq!(shown("a<br>b</br>c<img>d</span>e"), "aBr()bBr()cImg()de");
        assert_eq!(shown("<p>a</div>b"), "P(ab)");
    }

    #[test]
    fn entities_and_raw_text() {
        assert_eq!(
            shown("<p>a &amp; b &lt;c&gt; &#1606;<script>if (a < b) '<p>'</script>d"),
            "P(a & b <c> نScript()d)"
        );
        let tree = Tree::parse("<script type='application/ld+json'>{\"a\": 1}</script>");
        assert_eq!(tree.text(2), "{\"a\": 1}");
    }

    #[test]
    fn attributes() {
        let tree = Tree::parse("<div class='a  b' id=c hidden onclick=d>x</div>");
        assert_eq!(tree.attribute(1, Attribute::Class), Some("a  b"));
        assert_eq!(tree.attribute(1, Attribute::Id), Some("c"));
        assert_eq!(tree.attribute(1, Attribute::Hidden), Some(""));
        assert_eq!(tree.attribute(1, Attribute::Name), None);
        assert_eq!(tree.attribute(2, Attribute::Class), None);
    }

    #[test]
    fn what_is_nested_too_deep_keeps_its_text() {
        let tree = Tree::parse(&("<div>".repeat(100_000) + "x" + &"</div>".repeat(100_000) + "<p>y"));
        assert_eq!(tree.text_inside(0), "x y");
        assert!(tree.nodes.len() < DEEPEST + 10);
    }
}
