//! The bytes of a file as they lie on disk: counted, looked at ahead, and able to go back a little.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes read at a time.
const BUFFER: usize = 128 << 10;

/// A file being read. Everything passes through one buffer, `tape`; what has been given out stays there as long as
/// [`Raw::keep`] says.
pub(crate) struct Raw {
    file: Box<dyn Read + Send>,
    tape: Vec<u8>,
    /// Offset in the file of the tape's first byte.
    start: u64,
    /// Bytes of the tape that have been given out.
    at: usize,
    keep: usize,
    /// Bytes read of the whole archive.
    all: Arc<AtomicU64>,
}

impl Raw {
    pub fn new(file: Box<dyn Read + Send>, all: Arc<AtomicU64>) -> Self {
        Self { file, tape: Vec::new(), start: 0, at: 0, keep: 0, all }
    }

    /// Offset of the next byte.
    pub fn byte(&self) -> u64 {
        self.start + self.at as u64
    }

    /// From now on at least so many bytes before the next one can be gone back to.
    pub fn keep(&mut self, bytes: usize) {
        self.keep = bytes;
    }

    /// Goes back to an offset, or as far as it can.
    pub fn rewind(&mut self, to: u64) {
        self.at = self.at.min(usize::try_from(to.saturating_sub(self.start)).unwrap_or(usize::MAX));
    }

    /// The next bytes without taking them: at least `want`, unless the file ends before.
    pub fn peek(&mut self, want: usize) -> io::Result<&[u8]> {
        while self.tape.len() - self.at < want {
            if self.read_on()? == 0 {
                break;
            }
        }
        Ok(&self.tape[self.at..])
    }

    /// Reads the next piece of the file behind what is there.
    fn read_on(&mut self) -> io::Result<usize> {
        if self.at > self.keep.saturating_mul(2) {
            let gone = self.at - self.keep;
            self.tape.drain(..gone);
            self.start += gone as u64;
            self.at -= gone;
        }
        let before = self.tape.len();
        self.tape.resize(before + BUFFER, 0);
        let read = loop {
            match self.file.read(&mut self.tape[before..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let n = *read.as_ref().unwrap_or(&0);
        self.tape.truncate(before + n);
        self.all.fetch_add(n as u64, Ordering::Relaxed);
        read
    }
}

impl Read for Raw {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // A reader with room for more than the buffer gets it without a copy.
        if self.at == self.tape.len() && self.keep == 0 && out.len() >= BUFFER {
            let n = self.file.read(out)?;
            self.start += (self.at + n) as u64;
            self.tape.clear();
            self.at = 0;
            self.all.fetch_add(n as u64, Ordering::Relaxed);
            return Ok(n);
        }
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Raw {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.tape.len() {
            self.read_on()?;
        }
        Ok(&self.tape[self.at..])
    }

    fn consume(&mut self, n: usize) {
        self.at += n;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_back_as_far_as_it_keeps() {
        let content: Vec<u8> = (0..1_000_000u32).map(|i| (i % 251) as u8).collect();
        let mut raw = Raw::new(Box::new(io::Cursor::new(content.clone())), Arc::default());
        assert_eq!(&raw.peek(16).expect("read")[..16], &content[..16]);
        assert_eq!(raw.byte(), 0);
        raw.keep(300_000);
        let mut some = vec![0; 700_001];
        raw.read_exact(&mut some).expect("read");
        assert_eq!((raw.byte(), &some), (700_001, &content[..700_001].to_vec()));
        raw.rewind(400_001);
        assert_eq!(raw.byte(), 400_001);
        let mut rest = Vec::new();
        raw.read_to_end(&mut rest).expect("read");
        assert_eq!(rest, content[400_001..]);
        assert_eq!(raw.byte(), 1_000_000);
    }
}
