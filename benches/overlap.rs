//! The steps of the overlap engine on generated text. Each bench asserts its answer, so that nobody makes a wrong
//! result fast: the answers are those of the plain step, counted once.
//!
//! `cargo bench -p rawi-overlap --bench overlap`

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use rawi_overlap::synthetic::{Made, Recipe};
use rawi_overlap::{Article, Banding, Index, Method, Settings, Signer};
use std::hint::black_box;

fn made() -> Made {
    Recipe { articles: 2_000, ..Recipe::default() }.make()
}

fn folding(c: &mut Criterion) {
    let made = made();
    let expected: usize = made.texts.iter().map(|article| rawi_text::fold(&article.text).len()).sum();
    let mut group = c.benchmark_group("fold");
    group.throughput(Throughput::Bytes(made.bytes() as u64));
    group.bench_function("tokens", |b| {
        let mut tokens = Vec::new();
        b.iter(|| {
            let mut count = 0;
            for article in &made.texts {
                rawi_text::tokens_into(black_box(&article.text), &mut tokens);
                count += tokens.len();
            }
            assert_eq!(count, expected);
        });
    });
    group.finish();
}

/// The token hashes of every article.
fn tokens(made: &Made) -> Vec<Vec<u64>> {
    let hashes = |text: &str| rawi_text::tokens(text).iter().map(|token| token.hash).collect();
    made.texts.iter().map(|article| hashes(&article.text)).collect()
}

fn shingling(c: &mut Criterion) {
    let made = made();
    let tokens = tokens(&made);
    let expected: usize = tokens.iter().map(|own| own.len() - 2).sum();
    let mut group = c.benchmark_group("shingle");
    group.throughput(Throughput::Bytes(made.bytes() as u64));
    group.bench_function("of three", |b| {
        let mut shingles = Vec::new();
        b.iter(|| {
            let mut count = 0;
            for own in &tokens {
                shingles.clear();
                rawi_overlap::shingles_into(black_box(own), 3, &mut shingles);
                count += shingles.len();
            }
            assert_eq!(count, expected);
        });
    });
    group.finish();
}

fn signing(c: &mut Criterion) {
    let made = made();
    let shingles: Vec<Vec<u64>> = tokens(&made)
        .iter()
        .map(|own| {
            let mut shingles = Vec::new();
            rawi_overlap::shingles_into(own, 3, &mut shingles);
            shingles
        })
        .collect();
    let signer = Signer::new(128, 1);
    let mut group = c.benchmark_group("sign");
    group.throughput(Throughput::Bytes(made.bytes() as u64));
    group.bench_function("128 values", |b| {
        let mut values = Vec::new();
        b.iter(|| {
            for own in &shingles {
                signer.sign_into(black_box(own), &mut values);
                assert!(values.iter().all(|value| *value != u64::MAX), "every bin is full");
            }
        });
    });
    let signatures: Vec<_> = shingles.iter().map(|own| signer.sign(own.iter().copied())).collect();
    group.bench_function("index", |b| {
        b.iter(|| {
            let mut index = Index::new(Banding::for_recall(0.5, 0.99, 128));
            for (id, signature) in signatures.iter().enumerate() {
                index.insert(id as u64, signature).expect("one kind");
            }
            for (id, signature) in signatures.iter().enumerate() {
                assert!(index.query(signature).expect("one kind").contains(&(id as u64)));
            }
        });
    });
    group.finish();
}

fn joining(c: &mut Criterion) {
    let made = made();
    let articles = made.articles();
    let settings = Settings { keep_furniture: true, ..Settings::default() };
    let expected = rawi_overlap::pairs(&articles, &settings).expect("good settings").count();
    assert!(expected > 0, "copies make pairs");
    let mut group = c.benchmark_group("join");
    group.throughput(Throughput::Bytes(made.bytes() as u64));
    group.sample_size(20);
    for (name, method) in [("exact", Method::Exact), ("minhash", Method::Minhash)] {
        let settings = Settings { method, ..settings.clone() };
        group.bench_function(name, |b| {
            b.iter(|| {
                let pairs = rawi_overlap::pairs(black_box(&articles), &settings).expect("good settings");
                assert!(pairs.count() <= expected && pairs.count() * 100 >= expected * 99);
            });
        });
    }
    group.finish();
}

/// Two articles that share `words` words, edited or not, among words of their own.
fn sharing(words: usize, every: usize) -> (String, String) {
    let own = |side: &str| (0..words).map(|n| format!("{side}{n} ")).collect::<String>();
    let shared = |edited: bool| {
        (0..words)
            .map(|n| if edited && n % every == every - 1 { format!("edit{n} ") } else { format!("word{n} ") })
            .collect::<String>()
    };
    (own("a") + &shared(false) + &own("b"), own("c") + &shared(true) + &own("d"))
}

fn chaining(c: &mut Criterion) {
    let mut group = c.benchmark_group("chain and align");
    // Every fourth word changed: runs of three words, each a seed, chained, and aligned over the gaps between them.
    for (name, every, expected) in [("every fourth word edited", 4, 1_500), ("not edited", usize::MAX, 2_000)]
    {
        let (a, b) = sharing(2_000, every);
        let articles = [
            Article { id: "1", outlet: Some("north"), text: &a, ..Article::default() },
            Article { id: "2", outlet: Some("south"), text: &b, ..Article::default() },
        ];
        group.throughput(Throughput::Bytes((a.len() + b.len()) as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let found =
                    rawi_overlap::reuses(black_box(&articles), &Settings::default()).expect("good settings");
                let tokens: Vec<u32> = found.reuses.iter().map(|reuse| reuse.tokens).collect();
                assert_eq!(tokens, [expected]);
            });
        });
    }
    group.finish();
}

fn whole(c: &mut Criterion) {
    let made = made();
    let articles = made.articles();
    let mut group = c.benchmark_group("reuses");
    group.throughput(Throughput::Bytes(made.bytes() as u64));
    group.sample_size(20);
    group.bench_function("archive", |b| {
        b.iter_batched(
            || articles.clone(),
            |articles| {
                let found =
                    rawi_overlap::reuses(black_box(&articles), &Settings::default()).expect("good settings");
                assert!(made.recall(&found.reuses) > 0.98);
            },
            BatchSize::LargeInput,
        );
    });
    group.bench_function("furniture", |b| {
        // Each article ends with its outlet's footer.
        b.iter(|| assert_eq!(rawi_overlap::furniture(black_box(&articles)).len(), articles.len()));
    });
    group.finish();
}

criterion_group!(benches, folding, shingling, signing, joining, chaining, whole);
criterion_main!(benches);
