//! The model's margin as a probability, by a table that was measured (see the comment of its file).

use super::lexicon::rows;
use crate::quote::Kind;

const TABLE: &str = include_str!("../../data/english-confidence.tsv");

/// The lines of the table: for each kind, points of margin and probability.
#[derive(Debug)]
pub(crate) struct Confidence {
    lines: Vec<(&'static str, Vec<(f32, f32)>)>,
}

impl Confidence {
    /// Reads the table that is compiled in.
    pub(crate) fn new() -> Self {
        let point = |cell: &str| {
            let (margin, share) = cell.split_once(':')?;
            Some((margin.parse().ok()?, share.parse::<f32>().ok()? / 100.0))
        };
        Self {
            lines: rows(TABLE)
                .map(|(kind, points)| (kind, points.split(' ').filter_map(point).collect()))
                .collect(),
        }
    }

    /// How likely a quotation of this kind, found by this rule with this margin, is right.
    pub(crate) fn of(&self, kind: Kind, rule: &str, margin: i32) -> f32 {
        let name = match kind {
            _ if rule == "uncued" => "uncued",
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::Indirect => "indirect",
        };
        let Some((_, points)) = self.lines.iter().find(|(n, _)| *n == name) else { return 0.5 };
        let at = margin as f32;
        let above = points.iter().position(|(m, _)| *m >= at);
        match above {
            Some(0) => points[0].1,
            None => points.last().map_or(0.5, |p| p.1),
            Some(i) => {
                let ((m0, p0), (m1, p1)) = (points[i - 1], points[i]);
                let share = p0 + (p1 - p0) * (at - m0) / (m1 - m0);
                // Thousandths say more than the table knows.
                (share * 1000.0).round() / 1000.0
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_grows_with_the_margin() {
        let table = Confidence::new();
        for (kind, rule) in
            [(Kind::Direct, ""), (Kind::Mixed, ""), (Kind::Indirect, ""), (Kind::Direct, "uncued")]
        {
            let all: Vec<f32> = (-10..60).map(|m| table.of(kind, rule, m * 10)).collect();
            assert!(all.is_sorted() && all[0] > 0.0 && all[0] < all[69] && all[69] < 1.0);
        }
        assert!((table.of(Kind::Direct, "", 310) - 0.925).abs() < 1e-3);
    }
}
