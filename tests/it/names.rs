//! Whether two written names are the same.

use crate::program::Program;

#[test]
fn a_verdict_with_its_reason() {
    let program = Program::new();
    for (a, b, verdict) in [
        ("لافروف", "Lavrov", "same"),
        ("إبراهيم الجباوي", "al-Jabawi", "same"),
        ("Netanyahu", "نتنياهو", "same"),
        ("Donald Trump", "Ivanka Trump", "different"),
        ("حسن", "حسين", "different"),
    ] {
        let said = program.ok(&["names", a, b]);
        let last = said.text().lines().last().expect("a verdict").to_owned();
        assert!(last.ends_with(verdict) && last.starts_with("verdict"), "{a} {b}: {}", said.text());
        for part in ["folded", "keys", "score", "why"] {
            assert!(said.text().contains(part), "{}", said.text());
        }
    }
}

#[test]
fn a_file_of_pairs_is_judged_line_by_line() {
    let program = Program::new();
    program.file("pairs.tsv", "Lavrov\tلافروف\t7\nAnna\tمحمود\r\n\nno tab here\n");
    let ran = program.ok(&["names", "--pairs", "pairs.tsv", "-o", "judged.tsv"]);
    assert!(ran.stderr.contains("2 pairs judged; left out: 1"), "{}", ran.stderr);
    assert!(ran.stderr.contains("line 4"), "{}", ran.stderr);
    let judged = program.read("judged.tsv");
    let rows: Vec<Vec<&str>> = judged.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0][0], rows[0][1], rows[0][3]), ("Lavrov", "لافروف", "same"));
    assert_eq!((rows[1][0], rows[1][1], rows[1][3]), ("Anna", "محمود", "different"));
    for row in &rows {
        let score: f64 = row[2].parse().expect("a score");
        assert!((0.0..=1.0).contains(&score));
    }
    let piped = program.run_on("Lavrov\tلافروف\n", &["names", "--pairs", "-"]);
    assert!(piped.text().starts_with("Lavrov\tلافروف\t"), "{}", piped.text());
}
