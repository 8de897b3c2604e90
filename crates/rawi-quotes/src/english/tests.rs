//! What the English grammar promises, on sentences written for it; and its invariants on any text.

use super::English;
use crate::quote::{EntityType, Kind, Quote};
use proptest::prelude::*;
use rawi_text::Span;
use std::sync::LazyLock;

static ENGLISH: LazyLock<English> = LazyLock::new(English::new);

fn read(text: &str) -> Vec<Quote> {
    let mut out = Vec::new();
    ENGLISH.extract(text, rawi_text::paragraphs(text), &mut out);
    out
}

/// Each quotation as "kind | content … content | cue | speaker | entity".
#[track_caller]
pub(super) fn check(text: &str, expected: &[&str]) {
    let of = |s: Option<Span>| s.map_or("-", |s| s.of(text));
    let found: Vec<String> = read(text)
        .iter()
        .map(|q| {
            let content: Vec<&str> = q.content.iter().map(|s| s.of(text)).collect();
            let kind = match q.kind {
                Kind::Direct => "direct",
                Kind::Mixed => "mixed",
                Kind::Indirect => "indirect",
            };
            let entity = q.entity.as_deref().unwrap_or("-");
            format!("{kind} | {} | {} | {} | {entity}", content.join(" … "), of(q.cue), of(q.speaker))
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn content_first() {
    check(
        "“The dam will hold through the spring,” said Carla Whitfield, the county engineer.",
        &[
            "direct | The dam will hold through the spring | said | Carla Whitfield, the county engineer | Carla Whitfield",
        ],
    );
    check(
        "\"We closed the bridge at dawn,\" Mayor Peter Aldous said.",
        &["direct | We closed the bridge at dawn | said | Mayor Peter Aldous | Peter Aldous"],
    );
    check(
        "The ferry will not run before Friday, a spokesman for the harbour authority said.",
        &[
            "indirect | The ferry will not run before Friday | said | a spokesman for the harbour authority | spokesman for the harbour authority",
        ],
    );
}

#[test]
fn speaker_first() {
    check(
        "Senator Ruth Okafor said that the committee would vote next week.",
        &["indirect | the committee would vote next week | said | Senator Ruth Okafor | Ruth Okafor"],
    );
    check(
        "Officials said the fire had spread to two villages.",
        &["indirect | the fire had spread to two villages | said | Officials | Officials"],
    );
    check(
        "Daniel Marsh told reporters that \"nobody was warned\" before the pipes burst.",
        &["mixed | \"nobody was warned\" before the pipes burst | told | Daniel Marsh | Daniel Marsh"],
    );
    check(
        "In a letter, Helen Price wrote: “I will not sign this agreement.”",
        &["direct | I will not sign this agreement | wrote | Helen Price | Helen Price"],
    );
}

#[test]
fn one_quotation_that_its_attribution_interrupts() {
    check(
        "“We are out of fuel,” Governor Thomas Reed said. “Nothing moves after midnight.”",
        &[
            "direct | We are out of fuel … Nothing moves after midnight | said | Governor Thomas Reed | Thomas Reed",
        ],
    );
    check(
        "“The answer,” Anna Kessler said, “is to build more homes.”",
        &["direct | The answer … is to build more homes | said | Anna Kessler | Anna Kessler"],
    );
}

#[test]
fn the_second_half_may_stand_far_from_the_first() {
    check(
        "“We won,” Brian Holt said at a rally in Kenton, Ohio, “but the road is long.”",
        &["direct | We won … but the road is long | said | Brian Holt | Brian Holt"],
    );
}

#[test]
fn a_dateline_is_no_content() {
    check(
        "GENEVA (Reuters) — Grain prices will rise again in autumn, the trade ministry said.",
        &["indirect | Grain prices will rise again in autumn | said | the trade ministry | trade ministry"],
    );
}

#[test]
fn addressees_and_occasions_are_no_content() {
    check(
        "Clara Voss said in a statement on Monday that the mine would close.",
        &["indirect | the mine would close | said | Clara Voss | Clara Voss"],
    );
    check(
        "Clara Voss told the workers that the mine would close.",
        &["indirect | the mine would close | told | Clara Voss | Clara Voss"],
    );
}

#[test]
fn a_quotation_over_paragraphs() {
    check(
        "“We waited for the boats all night,” said Maria Santos, a nurse.\n\n“Nobody came. Then the water rose and we climbed to the roof.”",
        &[
            "direct | We waited for the boats all night … Nobody came. Then the water rose and we climbed to the roof | said | Maria Santos, a nurse | Maria Santos",
        ],
    );
}

#[test]
fn according_to() {
    check(
        "The company lost two million customers last year, according to the report.",
        &["indirect | The company lost two million customers last year | according to | the report | report"],
    );
}

#[test]
fn signed_and_labelled_words() {
    check(
        "“Buses should be free for everybody in this town.” — Laura Bennett",
        &["direct | Buses should be free for everybody in this town | - | Laura Bennett | Laura Bennett"],
    );
}

#[test]
fn short_names_titles_and_pronouns_lead_to_the_full_name() {
    let text = "Governor Thomas Reed said that the schools would stay closed. “It is too cold,” Reed said.\n\
                Senator Ruth Okafor said that the heating should have been repaired. “I warned them,” she said.\n\
                “We had no money,” the governor said.";
    let names: Vec<Option<String>> = read(text).into_iter().map(|q| q.entity).collect();
    let expected = ["Thomas Reed", "Thomas Reed", "Ruth Okafor", "Ruth Okafor", "Thomas Reed"];
    assert_eq!(names.iter().map(|n| n.as_deref().unwrap_or("-")).collect::<Vec<_>>(), expected);
}

#[test]
fn what_stands_around_a_subject_does_not_hide_it() {
    check(
        "In an interview, Stefan Hahn, a former director of the mill, said the firm was late.",
        &["indirect | the firm was late | said | Stefan Hahn, a former director of the mill | Stefan Hahn"],
    );
    check(
        "Brandt, after a long pause, said the bill was dead.",
        &["indirect | the bill was dead | said | Brandt | Brandt"],
    );
    check(
        "An aide who had long argued that the rules were too strict resigned.",
        &["indirect | the rules were too strict resigned | argued | who | aide"],
    );
}

#[test]
fn those_who_are_counted_and_those_who_are_joined_speak() {
    check(
        "Half of Kenton farmers said they want rain.",
        &["indirect | they want rain | said | Half of Kenton farmers | Half of Kenton farmers"],
    );
    check(
        "State officials in Ohio and Kentucky said the bridge is safe.",
        &[
            "indirect | the bridge is safe | said | State officials in Ohio and Kentucky | State officials in Ohio and Kentucky",
        ],
    );
    check(
        "Analysts and a local newspaper say the dam leaks.",
        &["indirect | the dam leaks | say | Analysts and a local newspaper | Analysts and a local newspaper"],
    );
}

#[test]
fn a_verb_that_seldom_reports_does_so_before_that() {
    check("The company found that prices rose.", &["indirect | prices rose | found | The company | company"]);
    check("The company found a buyer for the mill.", &[]);
}

#[test]
fn words_in_the_next_paragraph_belong_to_the_colon_before_them() {
    check(
        "The local paper reports:\n“The bridge was closed at dawn.”",
        &["direct | The bridge was closed at dawn | reports | The local paper | local paper"],
    );
}

#[test]
fn names_beside_titles_and_in_apposition() {
    check(
        "A harbour spokesman, Sami Abu Nasr, said the ferry had sunk.",
        &["indirect | the ferry had sunk | said | A harbour spokesman, Sami Abu Nasr | Sami Abu Nasr"],
    );
    check(
        "One of the unit's commanders, Nasser al-Ansari, said the road was open.",
        &[
            "indirect | the road was open | said | One of the unit's commanders, Nasser al-Ansari | Nasser al-Ansari",
        ],
    );
    check(
        "Chairman of the Senate Fisheries Committee Chuck Ballard said the quota would fall.",
        &[
            "indirect | the quota would fall | said | Chairman of the Senate Fisheries Committee Chuck Ballard | Chuck Ballard",
        ],
    );
    check(
        "Rep. Peter King of Ohio objected. “People deserve a vote,” King said.",
        &["direct | People deserve a vote | said | King | Peter King"],
    );
    check(
        "Following Brandt’s speech, the hall emptied. Brandt said the mill would close.",
        &["indirect | the mill would close | said | Brandt | Brandt"],
    );
    check(
        "Mark Lindqvist told reporters Friday that the mine would close.",
        &["indirect | the mine would close | told | Mark Lindqvist | Mark Lindqvist"],
    );
}

#[test]
fn the_time_of_speaking_and_labels_are_no_content() {
    check(
        "Clara Voss said Tuesday the mine would close.",
        &["indirect | the mine would close | said | Clara Voss | Clara Voss"],
    );
    check("Story highlights Senators introduce several bills on fishing", &[]);
    check("Photos: The harbour in the storm of last winter", &[]);
}

#[test]
fn what_a_passive_describes_is_not_what_was_said() {
    check(
        "Their trip was described by Nora Blake as \"a long walk in the rain.\"",
        &["direct | a long walk in the rain | described | Nora Blake | Nora Blake"],
    );
}

#[test]
fn an_outlet_that_was_told_is_the_way_not_the_speaker() {
    let text = "“The talks have failed,” Foreign Minister Igor Valen told Reuters.";
    let quotes = read(text);
    assert_eq!(quotes.len(), 1);
    assert_eq!(quotes[0].via.map(|s| s.of(text)), Some("Reuters"));
    assert_eq!(quotes[0].entity.as_deref(), Some("Igor Valen"));
    assert_eq!(quotes[0].entity_type, Some(EntityType::Person));
    assert_eq!(quotes[0].description.as_deref(), Some("Foreign Minister"));
}

#[test]
fn names_and_terms_in_marks_are_nobodys_words() {
    check("The museum bought “The Blue Door” at an auction in spring.", &[]);
    check("He drove an old car with a 17\" wheel and 5' of chain in the boot.", &[]);
    check("The so-called “sharing economy” has reached the farmers' market.", &[]);
}

#[test]
fn marks_of_every_style() {
    for (open, close) in
        [("“", "”"), ("\"", "\""), ("``", "''"), ("''", "''"), ("”", "“"), ("‘", "’"), ("'", "'"), ("«", "»")]
    {
        let text = format!(
            "{open}The farmers' roads are closed and don't open today,{close} Captain John Harker said."
        );
        let quotes = read(&text);
        assert_eq!(quotes.len(), 1, "{text}");
        assert_eq!(quotes[0].kind, Kind::Direct, "{text}");
        assert_eq!(quotes[0].content[0].of(&text), "The farmers' roads are closed and don't open today");
    }
}

#[test]
fn endless_sentences_and_marks_stay_in_bounds() {
    for unit in [
        "Anna and ",
        "“",
        "said ",
        "\"a ",
        "John Smith, ",
        "who said that ",
        "the aide of ",
        "' ",
        "(",
        "Mr. Reed's ",
        "“He said, ",
    ] {
        let text = unit.repeat(30_000 / unit.len().min(8));
        let _ = read(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn spans_lie_in_the_text_in_order_and_apart(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "\"", "“", "”", "''", "``", "‘", "’", "'", "«", "»", "said", "says", " according to ", "told", "that", "he", "She", "Smith",
                "John Smith", "Mr.", "the president", ", ", ". ", ": ", "\n", "\n\n", "—", "(", ")", "’s ", "claimed", "adding", "who",
                "and", "U.S.", "the report", "é", "ع", "漢", "\u{a0}", "\u{200f}", "?", "!", "…", "...", "12.5", "é’", "@name", "&", "/", "a", "it was", "by",
            ]),
            0..60,
        ),
        spaced in any::<bool>(),
    ) {
        let text = words.join(if spaced { " " } else { "" });
        sound(&text)?;
    }

    #[test]
    fn any_string_is_survived(text in "\\PC{0,200}") {
        sound(&text)?;
    }
}

fn sound(text: &str) -> Result<(), TestCaseError> {
    let inside = |s: &Span| {
        s.start < s.end
            && s.to() <= text.len()
            && text.is_char_boundary(s.from())
            && text.is_char_boundary(s.to())
    };
    let quotes = read(text);
    for quote in &quotes {
        prop_assert!(!quote.content.is_empty());
        prop_assert!(quote.content.iter().all(inside), "{quote:?}");
        prop_assert!(quote.content.windows(2).all(|w| w[0].end <= w[1].start), "{quote:?}");
        prop_assert!([quote.cue, quote.speaker, quote.via].iter().flatten().all(inside), "{quote:?}");
        prop_assert!((0.0..=1.0).contains(&quote.confidence));
    }
    prop_assert_eq!(read(text), quotes);
    Ok(())
}
