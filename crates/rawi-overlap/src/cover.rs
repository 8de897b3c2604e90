//! Stretches of tokens, each token counted once.

/// A set of tokens as stretches; may overlap until asked for its size.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cover {
    stretches: Vec<(u32, u32)>,
}

impl Cover {
    /// Adds a stretch, the last token exclusive.
    pub(crate) fn add(&mut self, stretch: (u32, u32)) {
        self.stretches.push(stretch);
    }

    /// Adds all of another one.
    pub(crate) fn add_all(&mut self, other: &Self) {
        self.stretches.extend(&other.stretches);
    }

    /// Tokens in it.
    pub(crate) fn tokens(&mut self) -> u32 {
        self.stretches.sort_unstable();
        let (mut sum, mut end) = (0, 0);
        for &(from, to) in &self.stretches {
            sum += to.saturating_sub(from.max(end));
            end = end.max(to);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_token_counts_once() {
        let mut cover = Cover::default();
        for stretch in [(10, 20), (0, 5), (15, 30), (16, 17), (30, 31)] {
            cover.add(stretch);
        }
        assert_eq!(cover.tokens(), 26);
    }
}
