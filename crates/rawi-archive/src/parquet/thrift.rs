//! Whether a Parquet footer or page header can be read at all: a walk over Thrift's compact protocol.
//!
//! The format's library believes the lengths of lists: a header of a few bytes that claims a list of two billion keeps
//! it busy for a minute. Here every element must take a byte at least, so the walk ends with the bytes, and only
//! what has been walked over is given to the library.

/// Structures inside structures; the format has six.
const DEEPEST: u8 = 32;

/// Why a structure could not be walked over.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The bytes end first.
    Cut,
    /// It is none.
    Wrong,
}

/// Bytes of the structure that these begin with.
pub(super) fn length(bytes: &[u8]) -> Result<usize, Stop> {
    let mut walk = Walk(bytes);
    walk.structure(DEEPEST)?;
    Ok(bytes.len() - walk.0.len())
}

/// What is still to be walked over.
struct Walk<'a>(&'a [u8]);

impl Walk<'_> {
    fn byte(&mut self) -> Result<u8, Stop> {
        let (&first, rest) = self.0.split_first().ok_or(Stop::Cut)?;
        self.0 = rest;
        Ok(first)
    }

    fn pass(&mut self, bytes: u64) -> Result<(), Stop> {
        self.0 = usize::try_from(bytes).ok().and_then(|bytes| self.0.get(bytes..)).ok_or(Stop::Cut)?;
        Ok(())
    }

    /// A number of seven bits a byte, the least first.
    fn number(&mut self) -> Result<u64, Stop> {
        let mut out = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            out |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(out);
            }
        }
        Err(Stop::Wrong)
    }

    fn structure(&mut self, depth: u8) -> Result<(), Stop> {
        loop {
            let field = self.byte()?;
            if field == 0 {
                return Ok(());
            }
            if field >> 4 == 0 {
                self.number()?;
            }
            // The type of a field that is a truth value is the value.
            if !matches!(field & 15, 1 | 2) {
                self.value(field & 15, depth)?;
            }
        }
    }

    /// A value of a type, where it takes bytes.
    fn value(&mut self, kind: u8, depth: u8) -> Result<(), Stop> {
        let depth = depth.checked_sub(1).ok_or(Stop::Wrong)?;
        match kind {
            3 => self.pass(1),
            4..=6 => self.number().map(drop),
            7 => self.pass(8),
            8 => {
                let bytes = self.number()?;
                self.pass(bytes)
            }
            9 | 10 => {
                let head = self.byte()?;
                let size = if head >> 4 == 15 { self.number()? } else { u64::from(head >> 4) };
                (0..size).try_for_each(|_| self.value(head & 15, depth))
            }
            11 => {
                let size = self.number()?;
                let kinds = if size > 0 { self.byte()? } else { 0 };
                (0..size).try_for_each(|_| {
                    self.value(kinds >> 4, depth)?;
                    self.value(kinds & 15, depth)
                })
            }
            12 => self.structure(depth),
            13 => self.pass(16),
            // Lists of truth values are in indices only, which are not read.
            _ => Err(Stop::Wrong),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_structure_is_walked_to_its_end() {
        // 1: i32, 2: true, 3: list of two strings, 4: struct, 20: double; then the end.
        let bytes = [
            &[0x15, 0x80, 1, 0x11, 0x19, 0x28, 2, b'a', b'b', 0, 0x1c, 0, 0x07, 40][..],
            &[0; 8],
            &[0],
            b"more",
        ]
        .concat();
        assert_eq!(length(&bytes), Ok(bytes.len() - 4));
        for cut in 0..bytes.len() - 4 {
            assert_eq!(length(&bytes[..cut]), Err(Stop::Cut), "cut at {cut}");
        }
    }

    #[test]
    fn a_list_is_no_longer_than_its_bytes() {
        let billions = [0xff, 0xff, 0xff, 0xff, 7];
        for kind in [3, 5, 7, 8, 9, 12, 13] {
            assert_eq!(length(&[&[0x19, 0xf0 | kind][..], &billions].concat()), Err(Stop::Cut));
        }
        assert_eq!(length(&[&[0x19, 0xf1][..], &billions].concat()), Err(Stop::Wrong));
        assert_eq!(length(&[0x19; 1000]), Err(Stop::Wrong));
    }
}
