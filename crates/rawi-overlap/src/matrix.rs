//! The outlet matrix: who shares how much with whom, and who was first.
//!
//! "First" is what the dates say, no more: of two articles of one day, or of one without a date, nobody was first,
//! and that part is told apart.

use crate::article::Article;
use crate::churn::sides;
use crate::cover::Cover;
use crate::order::Order;
use crate::results::{MatrixRow, Shared};
use crate::reuses::Reuses;

/// What one outlet's tokens share with another outlet.
#[derive(Default, Clone)]
struct Tally {
    shared: u64,
    later: u64,
    undecided: u64,
}

/// Which outlet shares how much with which other, ordered by the outlets' names; articles without an outlet are one
/// unnamed outlet and come first. A token that stands in ten articles of the other outlet counts once.
#[must_use]
pub fn matrix<'a>(articles: &'a [Article<'a>], reuses: &Reuses) -> Vec<MatrixRow<'a>> {
    let Ok(order) = Order::new(articles) else { return Vec::new() };
    let outlets = order.outlets.len();
    let mut sides = sides(reuses, |own, other| (order.rank_of(own), order.rank_of(other)));
    sides.sort_unstable_by_key(|side| (side.own, order.outlet(side.other), *side));
    let mut tallies = vec![Tally::default(); outlets * outlets];
    for sides in sides.chunk_by(|x, y| x.own == y.own && order.outlet(x.other) == order.outlet(y.other)) {
        let (mut all, mut before, mut known) = (Cover::default(), Cover::default(), Cover::default());
        for side in sides {
            all.add(side.tokens);
            let first = order.when(side.other).zip(order.when(side.own));
            match first.and_then(|(other, own)| other.is_before(own)) {
                Some(true) => {
                    before.add(side.tokens);
                    known.add(side.tokens);
                }
                Some(false) => known.add(side.tokens),
                None => {}
            }
        }
        let row = order.outlet(sides[0].own) as usize;
        let tally = &mut tallies[row * outlets + order.outlet(sides[0].other) as usize];
        let shared = all.tokens();
        tally.shared += u64::from(shared);
        tally.later += u64::from(before.tokens());
        tally.undecided += u64::from(shared - known.tokens());
    }
    let (mut counts, mut tokens) = (vec![0u32; outlets], vec![0u64; outlets]);
    for rank in 0..order.len() as u32 {
        let outlet = order.outlet(rank) as usize;
        counts[outlet] += 1;
        tokens[outlet] += u64::from(reuses.tokens[order.position(rank) as usize]);
    }
    let mut by_name: Vec<usize> = (0..outlets).collect();
    by_name.sort_unstable_by_key(|&outlet| order.outlets[outlet]);
    let part = |of: u64, all: u64| if all == 0 { 0.0 } else { of as f64 / all as f64 };
    by_name
        .iter()
        .map(|&row| MatrixRow {
            outlet: order.outlets[row],
            articles: counts[row],
            tokens: tokens[row],
            shared: by_name
                .iter()
                .map(|&other| (other, &tallies[row * outlets + other]))
                .filter(|(_, tally)| tally.shared > 0)
                .map(|(other, tally)| Shared {
                    outlet: order.outlets[other],
                    tokens: tally.shared,
                    share: part(tally.shared, tokens[row]),
                    later: part(tally.later, tally.shared),
                    undecided: part(tally.undecided, tally.shared),
                })
                .collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Settings, When, reuses};

    const WIRE: &str = "Officials said the crossing would stay closed until every road beyond it had been \
                        searched and declared safe by both sides";

    fn row<'a>(rows: &'a [MatrixRow<'a>], outlet: &str) -> &'a MatrixRow<'a> {
        rows.iter().find(|row| row.outlet == Some(outlet)).expect("a row")
    }

    #[test]
    fn who_was_first_is_what_dates_say() {
        let on = |day: i64| Some(When { seconds: day * 86_400, day_only: true });
        let article =
            |id, outlet, when| Article { id, outlet: Some(outlet), when, text: WIRE, ..Article::default() };
        let articles = [
            article("1", "north", on(1)),
            article("2", "south", on(2)),
            article("3", "east", on(2)),
            article("4", "west", None),
        ];
        let found = reuses(&articles, &Settings::default()).expect("good settings");
        let rows = matrix(&articles, &found);
        let shared = |own: &str, other: &str| {
            *row(&rows, own).shared.iter().find(|shared| shared.outlet == Some(other)).expect("shared")
        };
        assert_eq!(row(&rows, "south").tokens, 21);
        assert_eq!(shared("south", "north").tokens, 21);
        assert_eq!((shared("south", "north").later, shared("north", "south").later), (1.0, 0.0));
        assert_eq!((shared("south", "east").later, shared("south", "east").undecided), (0.0, 1.0));
        assert_eq!((shared("west", "north").later, shared("west", "north").undecided), (0.0, 1.0));
        assert_eq!(shared("north", "south").undecided, 0.0);
    }
}
