//! Shingles: k tokens in a row, as 64-bit hashes.
//!
//! The hash of a shingle is a polynomial in the hashes of its tokens (Karp & Rabin 1987), rolled along the text in
//! one multiplication a token, and finished so that every bit can be used. Token hashes are 64 bits wide and well
//! mixed; so are the shingles': among a thousand million different ones, the chance that any two share a hash is
//! about one in forty.

/// An odd multiplier with well-spread bits (Steele & Vigna 2021).
const BASE: u64 = 0xd134_2543_de82_ef95;

/// The finaliser of `SplitMix64` (Stafford's mix 13).
#[inline]
pub(crate) fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// The hashes of all shingles of `k` tokens, in order, those that come again included. A text of fewer than `k`
/// tokens (and at least one) is one shingle of all of them.
///
/// Hashes are stable: the same on every machine and in every version that shares the signatures' format.
///
/// ```
/// let tokens: Vec<u64> = rawi_text::tokens("one two three four").iter().map(|t| t.hash).collect();
/// let mut shingles = Vec::new();
/// rawi_overlap::shingles_into(&tokens, 3, &mut shingles);
/// assert_eq!(shingles.len(), 2);
/// rawi_overlap::shingles_into(&tokens[..2], 3, &mut shingles);
/// assert_eq!(shingles.len(), 3); // appended: one shingle of two tokens
/// ```
pub fn shingles_into(tokens: &[u64], k: usize, out: &mut Vec<u64>) {
    let k = k.max(1);
    if tokens.is_empty() {
        return;
    }
    let first = tokens.iter().take(k).fold(0u64, |hash, &token| hash.wrapping_mul(BASE).wrapping_add(token));
    if tokens.len() <= k {
        // The length tells a short text's shingle from the same words inside of a longer one.
        out.push(finish(first.wrapping_add(if tokens.len() < k { tokens.len() as u64 } else { 0 })));
        return;
    }
    let leaving = (1..k).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = first;
    out.reserve(tokens.len() - k + 1);
    out.push(finish(hash));
    for (&old, &new) in tokens.iter().zip(&tokens[k..]) {
        hash = hash.wrapping_sub(old.wrapping_mul(leaving)).wrapping_mul(BASE).wrapping_add(new);
        out.push(finish(hash));
    }
}

/// The shingles of a text: [`shingles_into`] of its tokens.
///
/// ```
/// assert_eq!(rawi_overlap::shingles("one two three four", 3).len(), 2);
/// ```
#[must_use]
pub fn shingles(text: &str, k: usize) -> Vec<u64> {
    let tokens: Vec<u64> = rawi_text::tokens(text).iter().map(|token| token.hash).collect();
    let mut out = Vec::new();
    shingles_into(&tokens, k, &mut out);
    out
}

/// A hash of a whole sequence of tokens: equal for units that fold alike.
pub(crate) fn sequence(tokens: &[u64]) -> u64 {
    let hash = tokens
        .iter()
        .fold(0x2545_f491_4f6c_dd1d, |hash: u64, &token| (hash.rotate_left(23) ^ token).wrapping_mul(BASE));
    finish(hash ^ tokens.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Plainly: each window by itself.
    fn plain(tokens: &[u64], k: usize) -> Vec<u64> {
        let of = |window: &[u64]| {
            window.iter().fold(0u64, |hash, &token| hash.wrapping_mul(BASE).wrapping_add(token))
        };
        match tokens.len() {
            0 => Vec::new(),
            n if n < k => vec![finish(of(tokens).wrapping_add(n as u64))],
            _ => tokens.windows(k).map(|window| finish(of(window))).collect(),
        }
    }

    proptest! {
        #[test]
        fn rolling_is_plain(tokens in proptest::collection::vec(any::<u64>(), 0..40), k in 1usize..8) {
            let mut rolled = Vec::new();
            shingles_into(&tokens, k, &mut rolled);
            prop_assert_eq!(rolled, plain(&tokens, k));
        }
    }

    #[test]
    fn a_short_text_is_not_the_beginning_of_a_long_one() {
        let (mut short, mut long) = (Vec::new(), Vec::new());
        shingles_into(&[1, 2], 3, &mut short);
        shingles_into(&[1, 2], 2, &mut long);
        assert_ne!(short, long);
    }
}
