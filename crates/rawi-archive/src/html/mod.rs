//! A web page as a document: its main text, and what it says of itself.
//!
//! [`page`] is the way in, for a record of a crawl and, by [`document()`], for a file: [`encoding`] makes the bytes text, [`tree`] the text a tree,
//! [`json_ld`], [`metadata`] and [`title`] read what the page says of itself, [`body`] finds the article and [`furniture`] knows
//! what does not belong to it. All is linear in the page, whatever the page.

mod body;
mod encoding;
mod foreign;
mod furniture;
mod json_ld;
mod metadata;
mod tag;
mod title;
mod tree;

use std::borrow::Cow;

use crate::ReadSettings;
use crate::columns::Field;
use crate::record::{Context, Found};
use crate::reject::Cause;

/// Bytes past which a page is none that a person reads; it is rejected unread.
pub(crate) const LONGEST: u64 = 64 << 20;

/// What was found in a page. Values are trimmed and never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    /// The main text, a paragraph a line.
    pub text: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    /// As written; the first of the places that can be read, if one can.
    pub date: Option<String>,
    pub author: Option<String>,
    pub lang: Option<String>,
    pub url: Option<String>,
}

/// Reads a page. `content_type`: the header it was served with; `url`: where it was found.
///
/// # Errors
/// [`Cause::TooLong`], [`Cause::NotAPage`], and [`Cause::NoText`] where there is no main text.
pub(crate) fn page(
    bytes: &[u8],
    content_type: Option<&str>,
    url: Option<&str>,
    settings: &ReadSettings,
) -> Result<Page, Cause> {
    let limit = settings.max_record_bytes.min(LONGEST);
    if bytes.len() as u64 > limit {
        return Err(Cause::TooLong { limit });
    }
    let named =
        settings.encoding.as_deref().and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    let html = encoding::decode(bytes, content_type, url, named);
    if let Some(what) = foreign::foreign(bytes, &html) {
        return Err(Cause::NotAPage(what));
    }
    let tree = tree::Tree::parse(&html);
    let data = json_ld::LinkedData::of(&tree);
    let metadata = metadata::Metadata::of(&tree, &data, url);
    let body::Body { mut text, headings, heading } = body::body(&tree, &data, &metadata, settings.captions);
    if text.trim().is_empty() {
        return Err(Cause::NoText);
    }
    let metadata::Metadata {
        title: title::Title { text: mut title, shown },
        outlet,
        date,
        author,
        lang,
        url,
    } = metadata;
    // A title that only the window's frame has names the site or the section; the reader sees the heading of the text.
    if let Some(heading) = heading.filter(|text| !shown && text.split_whitespace().count() > 1) {
        text = text.lines().skip(headings).collect::<Vec<_>>().join("\n");
        title = Some(heading);
    }
    Ok(Page { text, title, outlet, date, author, lang, url })
}

/// The document that the bytes of a file are. A page that names no outlet, nor an address, has its folder's name for one, as
/// a plain text has.
///
/// # Errors
/// As [`page`].
pub(crate) fn document<'a>(raw: &'a [u8], context: &Context) -> Result<Found<'a>, Cause> {
    let mut found = found(page(raw, None, None, &context.settings)?);
    context.outlet_of_folder(&mut found);
    Ok(found)
}

/// A page's values as those of a record.
pub(crate) fn found(page: Page) -> Found<'static> {
    let mut found = Found::default();
    let mut set = |field, value: Option<String>| {
        if let Some(value) = value {
            found.set(field, 0, Cow::Owned(value));
        }
    };
    set(Field::Text, Some(page.text));
    set(Field::Title, page.title);
    set(Field::Outlet, page.outlet);
    set(Field::Date, page.date);
    set(Field::Author, page.author);
    set(Field::Lang, page.lang);
    set(Field::Url, page.url);
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8]) -> Result<Page, Cause> {
        page(bytes, None, Some("https://www.example.com/2018/07/05/talks"), &ReadSettings::default())
    }

    #[test]
    fn what_a_page_says_of_itself() {
        let html = r#"<html lang="en-GB"><head><title>Talks end in Busra | The Post</title>
            <meta property="og:site_name" content="The Post"><meta property="og:title" content="Talks end in Busra">
            <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks end in Busra",
            "datePublished": "2018-07-06T08:00:00+03:00", "author": {"name": "A. Writer"}}</script></head>
            <body><h1>Talks end in Busra</h1><p>The talks ended on Thursday without an agreement.</p></body></html>"#;
        let page = read(html.as_bytes()).unwrap();
        assert_eq!(page.title.as_deref(), Some("Talks end in Busra"));
        assert_eq!(page.outlet.as_deref(), Some("The Post"));
        assert_eq!(page.date.as_deref(), Some("2018-07-06T08:00:00+03:00"));
        assert_eq!(page.author.as_deref(), Some("A. Writer"));
        assert_eq!(page.lang.as_deref(), Some("en-GB"));
        assert_eq!(page.text, "The talks ended on Thursday without an agreement.");
    }

    #[test]
    fn what_a_page_without_metadata_shows() {
        let html = "<title>انتهاء المحادثات في بصرى - أخبار اليوم</title><h1>انتهاء المحادثات في بصرى</h1>\
            <div>نشر في: 5 يوليو 2018</div><p>انتهت المحادثات يوم الخميس من دون اتفاق.</p>";
        let bytes = encoding_rs::WINDOWS_1256.encode(html).0;
        let page =
            page(&bytes, Some("text/html; charset=windows-1256"), None, &ReadSettings::default()).unwrap();
        assert_eq!(page.title.as_deref(), Some("انتهاء المحادثات في بصرى"));
        assert_eq!(crate::Date::parse(&page.date.unwrap()).unwrap().to_string(), "2018-07-05");
        assert_eq!(page.text, "انتهت المحادثات يوم الخميس من دون اتفاق.");
        assert_eq!(page.outlet, None);
        let page = read(b"<p>The talks have ended.</p>").unwrap();
        assert_eq!((page.outlet.as_deref(), page.date.as_deref()), (Some("example.com"), Some("2018-07-05")));
    }

    #[test]
    fn the_heading_that_a_part_of_the_title_is() {
        for (html, title) in [
            (
                "<title>The Post » News » Talks end in Busra</title><h1>The Post</h1><h2>Talks end in Busra</h2>",
                "Talks end in Busra",
            ),
            ("<title>SUN POWER: Village mill</title><h1>Village mill</h1>", "Village mill"),
            // The head tells the title without the label that stands in the heading.
            (
                "<meta property=og:title content='Why the talks in Busra ended early'><title>Open Letter - Why the talks in \
                Busra ended early</title><h1><span>Open Letter</span> Why the talks in Busra ended early</h1>",
                "Why the talks in Busra ended early",
            ),
            // The head breaks off.
            (
                "<meta property=og:title content='Talks end in the town of Busra'><h1>Talks end in the town of Busra: no date set</h1>",
                "Talks end in the town of Busra: no date set",
            ),
            // A heading that leads home is the site's.
            (
                "<title>Talks end in Busra - The Post - Old town</title><h1><a href=/>The Post - Old town</a></h1>",
                "Talks end in Busra",
            ),
            // The page tells a title twice of which a heading shows a part.
            (
                "<meta property=og:title content='Busra: Talks end early'><script type=application/ld+json>{\"@type\":\
                \"NewsArticle\",\"headline\":\"Busra: Talks end early\"}</script><h1>Talks end early</h1>",
                "Busra: Talks end early",
            ),
            // Title and topic, both headings.
            (
                "<title>Talks end early - The war in Busra</title><meta property=og:title content='Talks end early - The war in \
                Busra'><h1>The war in Busra</h1><h2>Talks end early</h2>",
                "Talks end early",
            ),
            // The frame's title is the site's; what the text begins with is the page's.
            ("<title>The Post of the old town</title><h2>Talks end early</h2>", "Talks end early"),
            // … but not where the page shows the frame's.
            (
                "<title>Talks end early</title><p class=head>Talks end early</p><h3>What is known</h3>",
                "Talks end early",
            ),
        ] {
            let page =
                read(format!("{html}<p>The talks ended on Thursday without an agreement.</p>").as_bytes())
                    .unwrap();
            assert_eq!(page.title.as_deref(), Some(title), "{html}");
        }
    }

    #[test]
    fn the_heading_that_is_nearest_to_the_text() {
        for (html, title) in [
            // The first heading says where in the site the reader is.
            (
                "<meta property=og:title content='Six men and no agreement'><title>How the talks in Busra ended - The Post</title>\
                <ul><li><a href=/>Home</a><li><h1>How the talks in Busra ended</h1></ul><h2>Six men and no agreement</h2>",
                "Six men and no agreement",
            ),
            // A second one goes on where the first ends.
            (
                "<title>Towns of the south - Part 4 - The Post</title><h1>Towns of the south - Part 4</h1>\
                <h2>Towns of the south - Part 4 – Busra</h2>",
                "Towns of the south - Part 4 – Busra",
            ),
            // Behind the first paragraphs are the headings of other articles.
            (
                "<meta property=og:title content='Six men and no agreement'><title>How the talks in Busra ended</title>\
                <h1>How the talks in Busra ended</h1><p>The talks ended on Thursday without an agreement, an officer said in the \
                town.</p><h2>Six men and no agreement</h2>",
                "How the talks in Busra ended",
            ),
            // A title for others that is made from the window's says no more than that.
            (
                "<meta property=og:title content='Loans: what they cost | Example'><title>Loans: what they cost | Example</title>\
                <h1>How much does a loan cost?</h1>",
                "How much does a loan cost?",
            ),
            // The section stands over the article in a lower heading.
            (
                "<title>Report of the week 14 - The Post</title><h4>Report of the week 14</h4><h2>Much snow in the hills</h2>",
                "Much snow in the hills",
            ),
            (
                "<title>Report of the week 14 - The Post</title><h2>Report of the week 14</h2><h3>Much snow in the hills</h3>",
                "Report of the week 14",
            ),
        ] {
            let page =
                read(format!("{html}<p>The talks ended on Thursday without an agreement.</p>").as_bytes())
                    .unwrap();
            assert_eq!(page.title.as_deref(), Some(title), "{html}");
        }
    }

    #[test]
    fn days_as_pages_write_them() {
        for (html, day) in [
            ("<h1>Talks end</h1><p class=postmeta>5 July 2018 · Filed under News</p>", "2018-07-05"),
            ("<h1>Talks end</h1><div class=date> 05.07.18 </div>", "2018-07-05"),
            (
                "<h1>Talks end</h1><p>05.07.2018 The talks have ended, an officer said on Thursday in the town of Busra.</p>",
                "2018-07-05",
            ),
            ("<h1>Talks end</h1><p>(last edited 2018-07-05 13:28)</p>", "2018-07-05"),
            (
                r#"<script type=application/ld+json>{"@type":"HowTo","datePublished":"2018-07-05T22:06:08:684Z"}</script>"#,
                "2018-07-05",
            ),
        ] {
            let html = format!("{html}<p>The talks ended on Thursday without an agreement.</p>");
            let page = page(html.as_bytes(), None, None, &ReadSettings::default()).unwrap();
            let date = page.date.as_deref().and_then(crate::Date::parse).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some(day), "{html}");
        }
    }

    #[test]
    fn pages_without_text_and_pages_too_long() {
        for html in ["", " ", "<html></html>", "<script>x</script>", "<nav>Home</nav>", "<img alt=x>"] {
            assert_eq!(read(html.as_bytes()), Err(Cause::NoText), "{html}");
        }
        let settings = ReadSettings { max_record_bytes: 10, ..ReadSettings::default() };
        assert_eq!(page(b"<p>The talks.", None, None, &settings), Err(Cause::TooLong { limit: 10 }));
    }

    #[test]
    fn hostile_pages_end() {
        for html in [
            "<div>".repeat(100_000) + "<p>The talks have ended.",
            "<b><i><p>".repeat(50_000) + "The talks have ended.",
            "<a href=x><font>".repeat(50_000)
                + "</b></a></table>".repeat(50_000).as_str()
                + "<p>The talks have ended.</p>",
            "<table><tr><td>".repeat(30_000) + "<p>The talks have ended.",
            "<meta name=date content='".to_owned() + &"5 ".repeat(100_000) + "'><p>The talks have ended.",
            // Headings and names in one another, and what is too long to be one.
            "<h1>x".repeat(100_000) + &"</h1>".repeat(100_000) + "<p>The talks have ended.",
            "<div><h1>x".repeat(50_000) + "<div></h1><p>The talks have ended.",
            "<div class=author>x ".repeat(50_000) + &"</div>".repeat(50_000) + "<p>The talks have ended.",
            "<title>".to_owned()
                + &"a - ".repeat(100_000)
                + "</title>"
                + &"<h2>heading and more</h2>".repeat(20_000)
                + "<p>The talks have ended.",
            "<script type=application/ld+json>".to_owned()
                + &"[".repeat(200_000)
                + "</script><p>The talks have ended.",
        ] {
            let page = read(html.as_bytes()).unwrap();
            assert!(page.text.ends_with("The talks have ended."));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_page_or_a_fault(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(page) = read(&bytes) {
                prop_assert!(!page.text.trim().is_empty());
            }
        }

        #[test]
        fn any_tags_are_a_page_or_a_fault(parts in proptest::collection::vec(
            prop::sample::select(vec![
                "<div>", "</div>", "<p>", "</p>", "<a href=x>", "</a>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<li>",
                "<ul>", "</ul>", "<br>", "<b>", "</b>", "<h1>", "</h1>", "<svg>", "<title/>", "<article>", "</article>",
                "<blockquote>", "<div class=share>", "<p itemprop=articleBody>", "<!--", "-->", "<script>", "</script>", " ",
                "The talks have ended, he said on Thursday in the town.", "انتهت المحادثات يوم الخميس من دون اتفاق بين الطرفين.",
                "&amp;", "&#0;", "\u{0}", "<time datetime=2018-07-05>", "<meta property=og:title content='x y z'>",
            ]), 0..60)) {
            let html = parts.concat();
            if let Ok(page) = read(html.as_bytes()) {
                prop_assert!(!page.text.trim().is_empty());
                prop_assert!(page.text.lines().all(|line| line.trim() == line && !line.is_empty()));
            }
        }
    }
}
