//! The same articles give the same results, whatever their order and the number of threads.

use rawi_overlap::synthetic::{Made, Recipe};
use rawi_overlap::{Article, Class, Method, Settings, Unit};

/// Everything the crate finds, with ids in place of positions.
fn all(articles: &[Article<'_>], settings: &Settings) -> String {
    let id = |position: u32| articles[position as usize].id;
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    let pairs = rawi_overlap::pairs(articles, settings).expect("good settings");
    for pair in pairs.iter() {
        let sides = (id(pair.a.article), pair.a.span, id(pair.b.article), pair.b.span);
        line(format!("{sides:?} {} {} {}", pair.jaccard, pair.containment_a, pair.containment_b));
    }
    assert_eq!(pairs.count(), pairs.iter().count() as u64);
    let families = rawi_overlap::families(articles, settings).expect("good settings").families;
    assert_eq!(families, pairs.families(), "first versions alone give what all pairs give");
    for family in families {
        line(format!("{} {:?}", family.name(), family.outlets));
        for member in &family.members {
            line(format!("  {} {:?} {}", id(member.passage.article), member.passage.span, member.jaccard));
        }
    }
    let reuses = rawi_overlap::reuses(articles, settings).expect("good settings");
    for reuse in &reuses.reuses {
        let sides = (id(reuse.a.article), reuse.a.span, id(reuse.b.article), reuse.b.span);
        line(format!("{sides:?} {} {} {:?} {:?}", reuse.tokens, reuse.identity, reuse.class, reuse.why));
        assert!(articles[reuse.a.article as usize].when <= articles[reuse.b.article as usize].when);
    }
    for churn in rawi_overlap::documents(articles, &reuses) {
        let from: Vec<_> = churn.from.iter().map(|source| (id(source.article), source.tokens)).collect();
        line(format!("{} {} {} {from:?}", id(churn.article), churn.tokens, churn.reused));
    }
    for row in rawi_overlap::matrix(articles, &reuses) {
        line(format!("{row:?}"));
    }
    line(format!("{:?} {:?}", pairs.account, reuses.account));
    out
}

fn made() -> Made {
    Recipe { articles: 700, copies: 0.6, ..Recipe::default() }.make()
}

fn every() -> Vec<Settings> {
    let classes = vec![Class::Copy, Class::Formula, Class::Furniture, Class::Names];
    vec![
        Settings::default(),
        Settings { within_outlet: true, keep_furniture: true, classes, ..Settings::default() },
        Settings { method: Method::Minhash, unit: Unit::Sentence, max_days: Some(1), ..Settings::default() },
        Settings { min_containment: Some(0.7), unit: Unit::Sentence, ..Settings::default() },
    ]
}

#[test]
fn order_of_articles_does_not_matter() {
    let made = made();
    let articles = made.articles();
    let mut shuffled = articles.clone();
    shuffled.sort_by_key(|article| rawi_text::token_hash(article.id));
    for settings in every() {
        let found = all(&articles, &settings);
        assert!(found.lines().count() > 800, "there is something to compare");
        assert!(found == all(&shuffled, &settings), "{settings:?}");
    }
}

#[test]
fn number_of_threads_does_not_matter() {
    let made = made();
    let articles = made.articles();
    for settings in every() {
        let [one, two, seven] = [1, 2, 7].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| all(&articles, &settings))
        });
        assert!(one == two && one == seven, "{settings:?}");
    }
}

#[test]
fn ten_thousand_copies_of_one_paragraph_are_one() {
    let text = "Officials said the crossing would stay closed until every road beyond it had been searched.";
    let ids: Vec<String> = (0..10_000).map(|n| format!("{n:05}")).collect();
    let articles: Vec<Article<'_>> = ids
        .iter()
        .map(|id| Article {
            id,
            outlet: Some(["north", "south"][usize::from(id.ends_with('7'))]),
            text,
            ..Article::default()
        })
        .collect();
    let settings = Settings { keep_furniture: true, ..Settings::default() };
    let pairs = rawi_overlap::pairs(&articles, &settings).expect("good settings");
    assert_eq!((pairs.account.units, pairs.account.distinct_units), (10_000, 1));
    assert_eq!(pairs.count(), 9_000 * 1_000);
    let families = pairs.families();
    assert_eq!((families.len(), families[0].members.len()), (1, 1_001));
    assert_eq!(rawi_overlap::furniture(&articles).len(), 0);
}

#[test]
fn a_text_that_hundreds_carry_is_tied_to_its_oldest() {
    let wire = "Officials said the crossing would stay closed until every road beyond it had been searched, and \
                that nobody would be let through before the week was out.";
    let texts: Vec<String> =
        (0..400).map(|n| format!("Opening{n} words{n}. {wire} Closing{n} words{n}.")).collect();
    let names: Vec<String> = (0..400).map(|n| format!("{n:03}")).collect();
    let articles: Vec<Article<'_>> = (0..400)
        .map(|n| Article { id: &names[n], outlet: Some(&names[n]), text: &texts[n], ..Article::default() })
        .collect();
    let found = rawi_overlap::reuses(&articles, &Settings::default()).expect("good settings");
    let mut carried: Vec<u32> = found.reuses.iter().map(|reuse| reuse.b.article).collect();
    carried.dedup();
    carried.sort_unstable();
    carried.dedup();
    assert_eq!(carried.len(), 399, "every article but the first is tied to an older one");
    assert!(found.reuses.len() < 400 * 13 && found.account.frequent_seeds > 0);
    assert!(found.reuses.iter().all(|reuse| reuse.a.of(&articles) == reuse.b.of(&articles)));
}

/// Stages and what was done of each, as somebody would see it who watches.
#[derive(Default)]
struct Seen(std::sync::Mutex<Vec<(&'static str, u64, u64)>>);

impl rawi_text::Watch for Seen {
    fn stage(&self, name: &'static str, parts: u64) {
        self.0.lock().expect("nobody panicked").push((name, parts, 0));
    }

    fn done(&self, parts: u64) {
        self.0.lock().expect("nobody panicked").last_mut().expect("a stage").2 += parts;
    }
}

#[test]
fn every_stage_says_how_far_it_is() {
    let made = made();
    let articles = made.articles();
    for settings in every() {
        let seen = Seen::default();
        rawi_overlap::pairs_watched(&articles, &settings, &seen).expect("good settings");
        rawi_overlap::families_watched(&articles, &settings, &seen).expect("good settings");
        rawi_overlap::reuses_watched(&articles, &settings, &seen).expect("good settings");
        for (name, parts, done) in seen.0.into_inner().expect("nobody panicked") {
            // Some tell of thousands at once.
            assert!(parts > 0 && done <= parts && (done > 0 || parts < 4096), "{name}: {done} of {parts}");
        }
    }
}
