//! The page over a small archive written by hand: two directions of text, and an article that means harm.

mod archive;
mod large;

use crate::report::{ReportData, Ui, write};

use archive::*;

fn page(data: &ReportData<'_>) -> String {
    let mut out = Vec::new();
    write(&mut out, data, &()).expect("memory takes everything");
    String::from_utf8(out).expect("the page is UTF-8")
}

/// The page without its own style and script.
fn body(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").expect("a style");
    let (_, rest) = rest.split_once("</style>").expect("its end");
    let (main, _) = rest.rsplit_once("<script>").expect("a script");
    format!("{head}{main}")
}

/// What stands between `<` and `>`.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<').skip(1).filter_map(|rest| rest.split('>').next())
}
#[test]
fn what_the_archive_says_stays_text() {
    let body = body(&page(&Archive::new().data()));
    for markup in
        ["<script", "<img", "<b>\u{202e}", "<i>", "<u>", "<s>", "<more>", "onclick=\"", "</option><script"]
    {
        assert!(!body.contains(markup), "{markup}");
    }
    assert!(body.contains("&lt;script&gt;") && body.contains("&lt;empty&gt;"));
    assert!(!body.contains("href=\"javascript:"));
    // Drawings isolate names by marks of the program's own, each closed; elsewhere there are none.
    let control = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let drawings = body.match_indices("<svg ").filter_map(|(at, _)| body[at..].split("</svg>").next());
    let inside: String = drawings.collect::<String>().chars().filter(|&c| control(c)).collect();
    assert_eq!(body.chars().filter(|&c| control(c)).collect::<String>(), inside);
    let mut open = 0;
    for mark in inside.chars() {
        open += if mark == '\u{2069}' { -1 } else { 1 };
        assert!((0..=1).contains(&open) && !matches!(mark, '\u{202a}'..='\u{202e}'), "{mark:?}");
    }
    assert_eq!(open, 0);
}

#[test]
fn nothing_is_asked_of_anybody() {
    let page = page(&Archive::new().data());
    assert!(
        page.contains(
            "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
        )
    );
    let body = body(&page);
    for asks in [" src=", "link ", "iframe", "form ", "object", " style=", " on"] {
        assert!(!tags(&body).any(|tag| tag.contains(asks)), "{asks}");
    }
    for link in body.split("href=\"").skip(1) {
        let plain = link.starts_with('#') || link.starts_with("https://") || link.starts_with("http://");
        assert!(plain, "{}", &link[..40.min(link.len())]);
    }
    let out = body.matches("href=\"http").count();
    assert!(out > 5 && out == body.matches("rel=\"noopener noreferrer\"").count());
}

/// Ids of the page, in order.
fn ids(page: &str) -> Vec<&str> {
    page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn addresses_are_stable_single_and_lead_somewhere() {
    let archive = Archive::new();
    let page = page(&archive.data());
    let body = body(&page);
    let mut ids = ids(&body);
    for id in ["family-f0a1b2c3", "speaker-s77", "statement-st5", "quote-a1-40", "article-d1"] {
        assert!(ids.contains(&id), "{id} of {ids:?}");
    }
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice");
    for link in body.split("href=\"#").skip(1) {
        let target = link.split('"').next().expect("an end");
        assert!(ids.contains(&target), "#{target} leads nowhere");
    }
    for id in &ids {
        assert!(id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b)), "{id}");
    }
}

#[test]
fn the_same_data_gives_the_same_bytes_in_any_order() {
    let archive = Archive::new();
    let mut turned = Archive::new();
    turned.matrix.reverse();
    assert_eq!(page(&archive.data()), page(&turned.data()));
}

#[test]
fn elements_are_closed_in_order() {
    let body = body(&page(&Archive::new().data()));
    let mut open: Vec<&str> = Vec::new();
    for tag in body.split('<').skip(1).filter_map(|rest| rest.split(['>', ' ']).next()) {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if ["!DOCTYPE", "meta", "input"].contains(&tag) => {}
            None => open.push(tag),
        }
    }
    // The script, cut off above, stands between.
    assert_eq!(open, ["html", "body"]);
}

#[test]
fn versions_show_what_changed_and_quotes_their_context() {
    let body = body(&page(&Archive::new().data()));
    assert!(body.contains("<del>الشرقي</del>"), "dropped words");
    assert!(body.contains("<ins>الغربي</ins>"), "added words");
    assert!(body.contains("<b class=\"who\">وزير المياه سليم الهاشمي</b>"));
    assert!(body.contains("<span class=\"cue\">قال</span>"));
    assert!(body.contains(
        "<mark class=\"said\">the dam would reopen &quot;before the end of the month&quot;</mark>"
    ));
    assert!(body.contains("credits <bdi dir=\"rtl\">وكالة &lt;النهر&gt;</bdi>"));
    assert!(body.contains("Showing 1 of 12"));
}

#[test]
fn every_block_has_its_direction() {
    let body = body(&page(&Archive::new().data()));
    for block in body.split("<blockquote").skip(1).chain(body.split("<div class=\"text\"").skip(1)) {
        let tag = block.split('>').next().expect("an end");
        assert!(tag.contains("dir=\"rtl\"") || tag.contains("dir=\"ltr\""), "{tag}");
    }
}

#[test]
fn the_page_speaks_arabic_too() {
    let archive = Archive::new();
    let page = page(&ReportData { ui: Ui::Arabic, ..archive.data() });
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(page.contains("من قال ماذا"));
    assert!(!page.contains("Who said what"));
}

#[test]
fn an_empty_archive_is_a_page() {
    let page = page(&ReportData::default());
    assert!(page.ends_with("</html>\n"));
    assert!(page.contains("Nothing was found."));
}

#[test]
fn outlets_that_share_nothing_are_named_beside_the_matrix() {
    let page = page(&Archive::new().data());
    let matrix = page.split("id=\"matrix\"").nth(1).and_then(|rest| rest.split("</table>").next());
    assert!(!matrix.expect("a matrix").contains("The Valley"));
    let beside = page.split("Sharing nothing with any other").nth(1).expect("a line beside it");
    assert!(beside.split("</p>").next().expect("its end").contains("The Valley"));
    // Where nobody shares anything, the table of noughts is the answer.
    let mut archive = Archive::new();
    for row in &mut archive.matrix {
        row.shared_with.clear();
    }
    let page = super::tests::page(&archive.data());
    assert!(page.contains("The Valley") && !page.contains("Sharing nothing"));
}

#[test]
fn copies_of_a_wording_stand_once() {
    let page = page(&Archive::new().data());
    let (_, statements) = page.split_once("id=\"statements\"").expect("statements");
    assert_eq!(statements.matches("<blockquote").count(), 2, "of three versions, two of the same words");
    assert_eq!(statements.matches("<details class=\"copies\"").count(), 1);
    let copies = statements.split("<details class=\"copies\"").nth(1).expect("copies");
    let (named, folded) = copies.split_once("</summary>").expect("its end");
    assert!(named.contains("The same words in 1 more version:") && named.contains("الضحى"));
    assert!(folded.split("</details>").next().expect("its end").contains("سد الهاشمي"), "its headline");
}

#[test]
fn copies_of_a_changed_version_stand_once() {
    let mut archive = Archive::new();
    let changed = archive.families[0].members[1].clone();
    archive.families[0].members.extend([changed.clone(), changed]);
    let page = page(&archive.data());
    assert_eq!(page.matches("<ins>الغربي</ins>").count(), 1);
    assert!(page.contains("The same words in 2 more versions:"));
}

#[test]
fn other_words_are_not_marked_word_by_word() {
    use crate::report::families::changes;
    let l = Ui::English.labels();
    let first = "The governor promised new wells for every village in the valley";
    let changes = |later: &str| changes(l, first, later, None, 500).is_some();
    assert!(changes("The mayor promised new wells for every village in the valley"));
    assert!(changes("new wells for every village"), "what is a part of the first shows what was dropped");
    assert!(!changes("A bridge over the river was closed by the police"));
}
