//! Who is named as the source of a passage: an agency, or another outlet, in the byline, in the dateline or beside
//! the passage.

use rawi_text::{Span, Token, tokens};

use crate::agencies::{Agencies, Mention, span};
use crate::order::Order;
use crate::results::{Credit, Field};

/// Tokens at the beginning of a text that are its dateline.
const DATELINE: u32 = 12;
/// Tokens before and behind a passage that are beside it.
const BESIDE: u32 = 30;

/// Finds credits.
pub(crate) struct Credits<'a> {
    order: &'a Order<'a>,
    agencies: Agencies,
}

/// The sources that one article names.
pub(crate) struct Sources {
    /// Rank of the article.
    rank: u32,
    /// In the byline.
    author: Option<Span>,
    /// In the text, with their spans.
    text: Vec<(Mention, Span)>,
}

impl<'a> Credits<'a> {
    pub(crate) fn new(order: &'a Order<'a>) -> Self {
        Self { order, agencies: Agencies::new(order) }
    }

    /// The sources that an article names, itself left out.
    pub(crate) fn sources(&self, rank: u32, own: &[Token]) -> Sources {
        let article = self.order.article(rank);
        let itself = self.agencies.outlets[self.order.outlet(rank) as usize];
        let named = |text: &str, tokens: &[Token]| {
            let mut mentions = self.agencies.mentions(text, tokens);
            mentions.retain(|mention| Some(mention.source) != itself);
            mentions
        };
        let author = article.author.and_then(|author| {
            let words = tokens(author);
            named(author, &words).first().map(|&mention| span(&words, mention))
        });
        let text = named(article.text, own)
            .into_iter()
            .filter(|mention| !mention.byline || mention.tokens.0 < DATELINE)
            .map(|mention| (mention, span(own, mention)))
            .collect();
        Sources { rank, author, text }
    }

    /// The credit that an article gives for a unit of its text.
    pub(crate) fn of(&self, rank: u32, unit: Span) -> Option<Credit> {
        let own = tokens(self.order.article(rank).text);
        let place = |byte: u32| own.partition_point(|token| token.span.start < byte) as u32;
        self.sources(rank, &own).credit(self.order, (place(unit.start), place(unit.end)))
    }
}

impl Sources {
    /// The credit for a passage of tokens: the byline's, the dateline's, else the one that is nearest.
    pub(crate) fn credit(&self, order: &Order<'_>, (from, to): (u32, u32)) -> Option<Credit> {
        let credit = |field, span| Credit { article: order.position(self.rank), field, span };
        if let Some(span) = self.author {
            return Some(credit(Field::Author, span));
        }
        let away = |mention: &Mention| {
            if mention.tokens.0 < DATELINE {
                return 0;
            }
            let before = from.saturating_sub(mention.tokens.1);
            before.max(mention.tokens.0.saturating_sub(to))
        };
        self.text
            .iter()
            .map(|(mention, span)| (away(mention), span))
            .filter(|(away, _)| *away <= BESIDE)
            .min_by_key(|(away, _)| *away)
            .map(|(_, span)| credit(Field::Text, *span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[track_caller]
    fn check(author: Option<&str>, text: &str, expected: Option<&str>) {
        let articles = [
            Article { id: "1", outlet: Some("aawsat"), author, text, ..Article::default() },
            Article { id: "2", outlet: Some("Northern Herald"), text: "x", ..Article::default() },
        ];
        let order = Order::new(&articles).expect("two articles");
        let credits = Credits::new(&order);
        let credit = credits.of(order.rank_of(0), Span::new(0, text.len()));
        assert_eq!(credit.map(|credit| credit.of(&articles)), expected);
    }

    #[test]
    fn agencies_in_bylines_and_datelines() {
        check(Some("دمشق: رويترز"), "وصل الوفد.", Some("رويترز"));
        check(Some("وكالات"), "وصل الوفد.", Some("وكالات"));
        check(None, "بيروت (أ ف ب) - وصل الوفد.", Some("أ ف ب"));
        check(None, "GENEVA (AP) - The delegation arrived.", Some("AP"));
        check(None, "قال المصدر لرويترز إن الوفد وصل.", Some("لرويترز"));
    }

    #[test]
    fn common_words_need_a_sign() {
        check(None, "زار الوفد الشرق الأوسط ثم عاد.", None);
        check(None, "زار الوفد الحياة البرية، ونشرت صحيفة الحياة صوره.", Some("الحياة"));
        check(None, "The delegation gave an ap of its own and the hill was steep.", None);
        check(None, "He told The Hill that the delegation had left.", Some("The Hill"));
    }

    #[test]
    fn what_says_what_an_outlet_is_is_no_part_of_its_name() {
        let credit = |outlet: &str, text: &str| {
            let articles = [Article { id: "1", outlet: Some(outlet), text, ..Article::default() }];
            let order = Order::new(&articles).expect("an article");
            Credits::new(&order).of(0, Span::new(0, text.len())).map(|credit| credit.of(&articles).to_owned())
        };
        assert_eq!(credit("CNN (Web News)", "An official told CNN that the road was shut."), None);
        assert_eq!(credit("Fox Online News", "The minister told Fox News that he was well."), None);
        assert_eq!(credit("صحيفة عكاظ", "وقال لـ«عكاظ» إن الوفد وصل."), None);
        assert_eq!(
            credit("North", "The minister told Fox News that he was well.").as_deref(),
            Some("Fox News")
        );
    }

    #[test]
    fn an_outlet_that_is_written_about_needs_a_word_beside_it() {
        let texts: Vec<String> = (0..30).map(|n| format!("Jane Warden spoke of bridge {n}.")).collect();
        let mut articles: Vec<Article<'_>> = texts
            .iter()
            .map(|text| Article { id: "n", outlet: Some("Northern Herald"), text, ..Article::default() })
            .collect();
        articles.push(Article {
            id: "s",
            outlet: Some("Jane Warden"),
            text: "A speech.",
            ..Article::default()
        });
        articles.push(Article {
            id: "t",
            outlet: Some("Southern Star"),
            text: "The bridge is shut, the Northern Herald said; and by the Jane Warden it had been.",
            ..Article::default()
        });
        let order = Order::new(&articles).expect("articles");
        let credits = Credits::new(&order);
        let credit = |at: u32, text: &str| {
            credits.of(order.rank_of(at), Span::new(0, text.len())).map(|credit| credit.of(&articles))
        };
        assert_eq!(credit(0, articles[0].text), None);
        assert_eq!(credit(31, articles[31].text), Some("Northern Herald"));
    }

    #[test]
    fn the_archive_s_own_outlets_count_but_nobody_credits_himself() {
        check(None, "The Northern Herald had the story first.", Some("Northern Herald"));
        check(None, "وقال لـ«الشرق الأوسط» إن الوفد وصل.", None);
        check(None, "وقال لـ«عكاظ» إن الوفد وصل.", Some("عكاظ"));
    }
}
