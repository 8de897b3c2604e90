//! What a page says of itself as linked data (schema.org in `script type="application/ld+json"`).

use serde_json::Value;

use super::tag::{Attribute, Tag};
use super::tree::Tree;

/// Of one script, in bytes; longer ones are data of another kind.
const LONGEST: usize = 8 << 20;
/// Objects inside objects that are looked into.
const DEEPEST: usize = 8;

/// What was found; empty values are none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LinkedData {
    pub headline: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub author: Option<String>,
    pub publisher: Option<String>,
    /// Name of the `WebSite`, or of the organisation that the page is of.
    pub site: Option<String>,
    pub body: Option<String>,
    pub lang: Option<String>,
    pub url: Option<String>,
    is_article: bool,
}

impl LinkedData {
    pub fn of(tree: &Tree) -> Self {
        let mut found = Self::default();
        for script in tree.all(Tag::Script) {
            let is_data =
                tree.attribute(script, Attribute::Type).is_some_and(|kind| kind.contains("ld+json"));
            for text in tree.inside(script).filter(|_| is_data) {
                if let Some(value) = parse(tree.text(text)) {
                    found.take(&value, 0);
                }
            }
        }
        found
    }

    fn take(&mut self, value: &Value, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.take(value, depth + 1)),
            Value::Object(object) => {
                let is_article = types(value).any(is_article);
                if is_article {
                    self.article(value);
                } else if types(value).any(|kind| kind == "WebSite") {
                    keep(&mut self.site, string(value, "name"));
                } else if !self.is_article && types(value).any(is_page) {
                    keep(&mut self.published, string(value, "datePublished"));
                    keep(&mut self.modified, string(value, "dateModified"));
                    keep(&mut self.lang, string(value, "inLanguage"));
                } else if depth <= 2 && types(value).any(|kind| kind == "NewsMediaOrganization") {
                    keep(&mut self.site, string(value, "name"));
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate", "hasPart"] {
                    // The parts of a live page are articles of their own.
                    if let Some(inner) = object.get(key).filter(|_| !is_article || key == "@graph") {
                        self.take(inner, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    /// The first article counts; later ones are the related ones, unless the first said next to nothing.
    fn article(&mut self, value: &Value) {
        let first = !self.is_article;
        self.is_article = true;
        let same = first
            || self.headline.is_none()
            || self.headline == string(value, "headline").map(|text| text.trim().to_owned());
        if !same {
            return;
        }
        if first {
            (self.published, self.modified) = (None, None);
        }
        keep(&mut self.headline, string(value, "headline"));
        keep(&mut self.published, string(value, "datePublished").or_else(|| string(value, "dateCreated")));
        keep(&mut self.modified, string(value, "dateModified"));
        keep(&mut self.author, value.get("author").or_else(|| value.get("creator")).and_then(names));
        keep(&mut self.publisher, value.get("publisher").and_then(names));
        keep(&mut self.lang, string(value, "inLanguage"));
        keep(&mut self.body, string(value, "articleBody"));
        keep(&mut self.url, string(value, "url"));
    }
}

fn keep(slot: &mut Option<String>, value: Option<String>) {
    if slot.is_none() {
        *slot = value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    }
}

fn parse(text: &str) -> Option<Value> {
    if text.len() > LONGEST {
        return None;
    }
    let text = text.trim();
    let text = text.strip_prefix("<!--").unwrap_or(text);
    let text = text.strip_suffix("-->").unwrap_or(text);
    let text = text.trim().trim_start_matches("//").trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        // Line breaks inside strings, as templates leave them.
        let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&spaced).ok()
    })
}

fn types(value: &Value) -> impl Iterator<Item = &str> {
    let named = value.get("@type");
    let one = named.and_then(Value::as_str);
    let many = named.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    one.into_iter().chain(many).map(|kind| kind.rsplit('/').next().unwrap_or(kind))
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("BlogPosting")
        || matches!(kind, "Report" | "Review" | "Newsarticle")
}

/// What is published as an article is, with a date, under another name than an article's.
fn is_page(kind: &str) -> bool {
    matches!(kind, "WebPage" | "ItemPage" | "ClaimReview" | "HowTo" | "Recipe")
}

fn string(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.iter().find_map(Value::as_str).map(str::to_owned),
        Value::Object(object) => {
            object.get("@value").or_else(|| object.get("name"))?.as_str().map(str::to_owned)
        }
        _ => None,
    }
}

/// The names of persons or bodies: a string, an object with a name, or several.
fn names(value: &Value) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    let each = match value {
        Value::Array(values) => values.iter().collect(),
        one => vec![one],
    };
    for one in each {
        let name = match one {
            Value::String(text) => Some(text.clone()),
            one => string(one, "name"),
        };
        if let Some(name) = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
            && !all.contains(&name)
        {
            all.push(name);
        }
    }
    (!all.is_empty()).then(|| all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> LinkedData {
        LinkedData::of(&Tree::parse(&format!("<script type=\"application/ld+json\">{json}</script>")))
    }

    #[test]
    fn an_article_in_a_graph() {
        let found = read(
            r#"{"@graph": [{"@type": "WebSite", "name": "The Post"}, {"@type": ["NewsArticle"], "headline": " Talks end ",
            "datePublished": "2018-07-05T10:00:00Z", "author": [{"name": "A. Writer"}, {"name": "B. Other"}],
            "publisher": {"@type": "Organization", "name": "Post Media"}, "articleBody": "It ended."}]}"#,
        );
        assert_eq!(found.headline.as_deref(), Some("Talks end"));
        assert_eq!(found.author.as_deref(), Some("A. Writer, B. Other"));
        assert_eq!(found.publisher.as_deref(), Some("Post Media"));
        assert_eq!(found.site.as_deref(), Some("The Post"));
        assert_eq!(found.body.as_deref(), Some("It ended."));
    }

    #[test]
    fn broken_or_commented_json() {
        assert_eq!(
            read("//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"a\nb\"};\n//]]>").headline.as_deref(),
            Some("a b")
        );
        assert_eq!(read("{\"@type\": \"Article\", \"headline\": "), LinkedData::default());
        assert_eq!(read(&"[".repeat(100_000)), LinkedData::default());
    }
}
