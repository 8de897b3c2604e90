//! How many lengths a page claims that lists them as differences (DELTA_BINARY_PACKED of the Parquet format).
//!
//! A decoder of strings makes room for that many at once, and eight bytes can claim any number: here they are only
//! walked over, block by block, never unpacked.

/// The length of the longest of the first `lists` such lists, one behind the other; that of what is no list: 0.
pub(super) fn longest(mut bytes: &[u8], lists: usize) -> u64 {
    let mut longest = 0;
    for _ in 0..lists {
        let Some((count, rest)) = list(bytes) else { break };
        longest = longest.max(count);
        match rest {
            Some(rest) => bytes = rest,
            None => break,
        }
    }
    longest
}

/// The length that a list claims, and what is behind it; `None` where it is cut.
fn list(bytes: &[u8]) -> Option<(u64, Option<&[u8]>)> {
    let mut rest = bytes;
    let block = number(&mut rest)?;
    let parts = number(&mut rest)?;
    let count = number(&mut rest)?;
    number(&mut rest)?; // the first value
    // Where a part holds nothing no decoder gets to the end.
    let values = block.checked_div(parts).filter(|&values| values > 0);
    Some((count, values.and_then(|values| behind(rest, values, parts, count.saturating_sub(1)))))
}

/// What is behind the blocks of a list that has so many differences.
fn behind(mut rest: &[u8], values: u64, parts: u64, mut left: u64) -> Option<&[u8]> {
    while left > 0 {
        number(&mut rest)?; // the least difference
        let (widths, after) = rest.split_at_checked(usize::try_from(parts).ok()?)?;
        rest = after;
        for &width in widths {
            // The widths of parts that hold nothing may be any.
            if left > 0 {
                let bytes = u64::from(width).checked_mul(values)? / 8;
                rest = rest.get(usize::try_from(bytes).ok()?..)?;
            }
            left = left.saturating_sub(values);
        }
    }
    Some(rest)
}

/// A number of seven bits a byte, the least first.
fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut out = 0;
    for shift in (0..64).step_by(7) {
        let (&first, rest) = bytes.split_first()?;
        *bytes = rest;
        out |= u64::from(first & 0x7f) << shift;
        if first < 0x80 {
            return Some(out);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three lengths 5, 7, 9: a block of 128 in four parts, differences of 2 and 2, so none wider than 0 bits.
    const THREE: [u8; 10] = [0x80, 1, 4, 3, 10, 4, 0, 0, 0, 0];

    #[test]
    fn a_list_is_walked_to_its_end() {
        assert_eq!(list(&THREE), Some((3, Some(&[][..]))));
        let two = [&THREE[..], &[0x80, 1, 4, 9, 0]].concat();
        assert_eq!(list(&two), Some((3, Some(&two[10..]))));
        assert_eq!((longest(&two, 1), longest(&two, 2)), (3, 9));
    }

    #[test]
    fn parts_take_their_widths_of_bytes_and_empty_ones_none() {
        // 33 values behind the first: two parts of 32 with 1 and 2 bits; what the others say does not count.
        let list_bytes = [&[0x80, 1, 4, 34, 10, 4, 1, 2, 99, 99][..], &[0; 4 + 8], b"rest"].concat();
        assert_eq!(list(&list_bytes), Some((34, Some(&b"rest"[..]))));
    }

    #[test]
    fn what_is_cut_or_no_list_claims_what_can_be_read() {
        assert_eq!(longest(&[], 2), 0);
        assert_eq!(list(&[0x80, 1, 0, 3, 0]), Some((3, None)));
        assert_eq!(list(&[0, 4, 3, 0]), Some((3, None)));
        let claims = [0x80, 1, 4, 0xff, 0xff, 0xff, 0xff, 0x0f, 0];
        assert_eq!(longest(&claims, 2), 0xffff_ffff);
        assert_eq!(longest(&[0xff; 12], 1), 0);
    }
}
