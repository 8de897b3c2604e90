//! The pages of a column, unpacked within bounds.
//!
//! A page says how long it is unpacked and how many values it holds, and the format's library takes it at its word: a
//! damaged file of a few kilobytes made it clear gigabytes, page after page. So the library only cuts a column into
//! its pages, told that they are not compressed; they are unpacked here, to as much as there really is, and what a page
//! claims is checked before a decoder makes room for it. A [`Budget`] bounds what all pages of a file come to.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use parquet::basic::{CompressionCodec, Encoding};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::schema::types::ColumnDescriptor;

use super::{delta, thrift};

/// What a file, or a page of it, may unpack to: so many times its size, as any compressed file …
pub(super) const TIMES: u64 = 500;
/// … and as much, in bytes, however small it is.
const LEAST: u64 = 64 << 20;
/// Rows that a file may hold for each of its bytes, and however small it is. Rows without a value take no room in the
/// format, so a few bytes can claim any number.
const ROWS: (u64, u64) = (64, 1 << 20);
/// Values in lists, likewise: one row may hold any number.
const VALUES: (u64, u64) = (64, 1 << 24);
/// Values of one page: as many as the largest row groups that are written (Arrow's before 2021) have in all.
const PAGE_VALUES: u32 = 1 << 26;
/// The most that Snappy can pack, 64 bytes into 3, rounded up.
const SNAPPY_TIMES: usize = 22;

/// What is left of what a file may come to.
pub(super) struct Budget {
    unpacked: AtomicU64,
    text: AtomicU64,
    rows: AtomicU64,
    values: AtomicU64,
}

impl Budget {
    /// That of a file of so many bytes.
    pub fn of(bytes: u64) -> Self {
        let of =
            |(times, least): (u64, u64)| AtomicU64::new(bytes.saturating_mul(times).saturating_add(least));
        Self { unpacked: of((TIMES, LEAST)), text: of((TIMES, LEAST)), rows: of(ROWS), values: of(VALUES) }
    }

    /// Takes bytes of values, as they are read.
    pub fn text(&self, bytes: u64) -> std::result::Result<(), String> {
        if taken(&self.text, bytes) { Ok(()) } else { Err(bomb("its values")) }
    }

    /// Takes rows, as they are claimed.
    pub fn rows(&self, rows: u64) -> std::result::Result<(), String> {
        if taken(&self.rows, rows) { Ok(()) } else { Err("more rows than its bytes can hold".to_owned()) }
    }
}

fn taken(from: &AtomicU64, amount: u64) -> bool {
    from.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(amount)).is_ok()
}

fn bomb(what: &str) -> String {
    format!("{what} unpack to more than {TIMES} times the size of the file")
}

/// Bytes in which a page's header is looked for at first; headers that hold long values are longer.
const HEADER: u64 = 4 << 10;

/// A file whose pages are read. It gives whole headers of pages, and nothing behind them.
pub(super) struct Source(pub File);

impl Source {
    fn range(&self, start: u64, length: u64) -> Result<Vec<u8>> {
        let mut file = self.0.try_clone()?;
        file.seek(SeekFrom::Start(start))?;
        let mut out = Vec::new();
        file.take(length).read_to_end(&mut out)?;
        Ok(out)
    }

    /// Whether the footer can be read. A file that has none is left to the library's complaint.
    pub fn footer(&self) -> Result<()> {
        let end = self.range(self.len().saturating_sub(8), 8)?;
        if let [a, b, c, d, b'P', b'A', b'R', b'1'] = end[..] {
            let length = u64::from(u32::from_le_bytes([a, b, c, d]));
            if let Some(start) = self.len().checked_sub(8 + length) {
                thrift::length(&self.range(start, length)?).map_err(|_| wrong("a broken footer"))?;
            }
        }
        Ok(())
    }
}

impl Length for Source {
    fn len(&self) -> u64 {
        self.0.len()
    }
}

/// A page's header. Its end is an error: the library passes over bytes that are not there, however many it takes
/// for what it reads in the wrong place.
pub(super) struct Header(Cursor<Vec<u8>>);

impl Read for Header {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.0.read(out)? {
            0 if !out.is_empty() => Err(io::ErrorKind::UnexpectedEof.into()),
            n => Ok(n),
        }
    }
}

impl ChunkReader for Source {
    type T = Header;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        let mut window = HEADER;
        loop {
            let mut bytes = self.range(start, window)?;
            match thrift::length(&bytes) {
                Ok(length) => {
                    bytes.truncate(length);
                    return Ok(Header(Cursor::new(bytes)));
                }
                Err(thrift::Stop::Cut) if bytes.len() as u64 == window => window *= 16,
                Err(_) => return Err(wrong("a broken page header")),
            }
        }
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<bytes::Bytes> {
        self.0.get_bytes(start, length)
    }
}

/// The pages of one column of one row group.
pub(super) struct Pages {
    inner: SerializedPageReader<Source>,
    codec: CompressionCodec,
    /// The most that repetition and definition levels come to.
    levels: (i16, i16),
    budget: Arc<Budget>,
    /// Levels of the data pages that were handed out.
    handed: u64,
    progress: Arc<Progress>,
}

/// What the reader of a column must know of its pages.
#[derive(Default)]
pub(super) struct Progress {
    /// Bytes of the largest page so far, unpacked: no value is longer.
    pub largest: AtomicUsize,
    /// Levels of the pages that have been read to their ends.
    pub whole: AtomicU64,
}

impl Pages {
    /// Those of a column, as the file's metadata has them.
    pub fn open(
        file: &Arc<Source>,
        chunk: &ColumnChunkMetaData,
        leaf: &ColumnDescriptor,
        budget: &Arc<Budget>,
        progress: &Arc<Progress>,
    ) -> Result<Self> {
        let (start, length) = chunk.byte_range();
        if start.checked_add(length).is_none_or(|end| end > file.len()) {
            return Err(wrong("it ends behind the end of the file"));
        }
        let bare = chunk.clone().into_builder().set_compression_codec(CompressionCodec::UNCOMPRESSED);
        Ok(Self {
            // The number of rows is asked for only where pages are found by an index.
            inner: SerializedPageReader::new(Arc::clone(file), &bare.build()?, 0, None)?,
            codec: chunk.compression_codec(),
            levels: (leaf.max_rep_level(), leaf.max_def_level()),
            budget: Arc::clone(budget),
            handed: 0,
            progress: Arc::clone(progress),
        })
    }

    /// A page unpacked, what it claims found possible.
    fn checked(&self, page: Page) -> Result<Page> {
        let bare = self.codec == CompressionCodec::UNCOMPRESSED;
        let page = match page {
            Page::DictionaryPage { buf, num_values, encoding, is_sorted } => {
                let buf = if bare { buf } else { unpack(self.codec, &[], &buf)?.into() };
                if num_values as usize > buf.len() {
                    return Err(wrong("a dictionary claims more entries than it has bytes"));
                }
                Page::DictionaryPage { buf, num_values, encoding, is_sorted }
            }
            Page::DataPage {
                buf,
                num_values,
                encoding,
                def_level_encoding,
                rep_level_encoding,
                statistics,
            } => {
                let buf = if bare { buf } else { unpack(self.codec, &[], &buf)?.into() };
                let encodings = (rep_level_encoding, def_level_encoding);
                self.counted(&buf, num_values, encoding, || {
                    let (repetition, definition) = self.levels;
                    let mut at = 0;
                    for (level, encoding) in [(repetition, encodings.0), (definition, encodings.1)] {
                        at += level_bytes(buf.get(at..)?, level, encoding, num_values)?;
                    }
                    Some(at)
                })?;
                Page::DataPage {
                    buf,
                    num_values,
                    encoding,
                    def_level_encoding,
                    rep_level_encoding,
                    statistics,
                }
            }
            Page::DataPageV2 {
                buf,
                num_values,
                encoding,
                num_nulls,
                num_rows,
                def_levels_byte_len,
                rep_levels_byte_len,
                is_compressed,
                statistics,
            } => {
                let levels = def_levels_byte_len as usize + rep_levels_byte_len as usize;
                if levels > buf.len() {
                    return Err(wrong("the levels of a page are longer than the page"));
                }
                let buf = match is_compressed && !bare {
                    true => unpack(self.codec, &buf[..levels], &buf[levels..])?.into(),
                    false => buf,
                };
                self.counted(&buf, num_values, encoding, || Some(levels))?;
                Page::DataPageV2 {
                    buf,
                    num_values,
                    encoding,
                    num_nulls,
                    num_rows,
                    def_levels_byte_len,
                    rep_levels_byte_len,
                    is_compressed: false,
                    statistics,
                }
            }
        };
        let bytes = page.buffer().len();
        if !taken(&self.budget.unpacked, bytes as u64) {
            return Err(ParquetError::General(bomb("its pages")));
        }
        self.progress.largest.fetch_max(bytes, Ordering::Relaxed);
        Ok(page)
    }

    /// Whether a page can hold as many values as it claims. `from`: where they begin; `None` where its levels are no such.
    fn counted(
        &self,
        page: &[u8],
        values: u32,
        encoding: Encoding,
        from: impl FnOnce() -> Option<usize>,
    ) -> Result<()> {
        if values > PAGE_VALUES || (self.levels.0 > 0 && !taken(&self.budget.values, u64::from(values))) {
            return Err(wrong("more values than its bytes can hold"));
        }
        let lists = match encoding {
            Encoding::DELTA_LENGTH_BYTE_ARRAY => 1,
            Encoding::DELTA_BYTE_ARRAY => 2,
            _ => return Ok(()),
        };
        // What is no such list is left to the decoder's own complaint: it makes room only for one that has a length.
        let lengths = from().and_then(|from| page.get(from..));
        if lengths.is_none_or(|lengths| delta::longest(lengths, lists) <= u64::from(values)) {
            return Ok(());
        }
        Err(wrong("a page lists more lengths than it has values"))
    }
}

/// The bytes of a page from where its compressed part begins, which `packed` are.
fn unpack(codec: CompressionCodec, before: &[u8], packed: &[u8]) -> Result<Vec<u8>> {
    let most = (packed.len() as u64).saturating_mul(TIMES).max(LEAST);
    let mut out = before.to_vec();
    match codec {
        // A page without a value has no stream of any compression in it.
        _ if packed.is_empty() => {}
        CompressionCodec::SNAPPY => {
            let length = snap::raw::decompress_len(packed).map_err(broken)?;
            if length > packed.len().saturating_mul(SNAPPY_TIMES) {
                return Err(wrong("a page claims more than its compression can hold"));
            }
            out.resize(before.len() + length, 0);
            snap::raw::Decoder::new().decompress(packed, &mut out[before.len()..]).map_err(broken)?;
        }
        CompressionCodec::GZIP => {
            bounded(flate2::read::MultiGzDecoder::new(packed), most, &mut out)?;
        }
        CompressionCodec::ZSTD => {
            bounded(zstd::stream::read::Decoder::with_buffer(packed).map_err(broken)?, most, &mut out)?;
        }
        CompressionCodec::BROTLI => {
            bounded(brotli_decompressor::Decompressor::new(packed, 64 << 10), most, &mut out)?;
        }
        codec => return Err(wrong(&format!("its compression, {codec:?}, is not read"))),
    }
    Ok(out)
}

/// Bytes of the levels of a page of the first version.
#[expect(deprecated, reason = "old files hold levels so")]
fn level_bytes(page: &[u8], level: i16, encoding: Encoding, values: u32) -> Option<usize> {
    match encoding {
        _ if level == 0 => Some(0),
        Encoding::BIT_PACKED => {
            let width = usize::BITS - usize::from(level.unsigned_abs()).leading_zeros();
            Some((values as usize * width as usize).div_ceil(8))
        }
        _ => {
            let length = page.first_chunk::<4>()?;
            Some(4 + usize::try_from(u32::from_le_bytes(*length)).ok()?)
        }
    }
}

/// Reads all there is, but no more than `most` bytes.
fn bounded(from: impl Read, most: u64, out: &mut Vec<u8>) -> Result<()> {
    let read = from.take(most + 1).read_to_end(out).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => wrong("a page is cut"),
        _ => broken(error),
    })?;
    if read as u64 > most {
        return Err(wrong(&format!("a page unpacks to more than {TIMES} times its size")));
    }
    Ok(())
}

fn broken(error: impl std::error::Error) -> ParquetError {
    wrong(&error.to_string())
}

fn wrong(words: &str) -> ParquetError {
    ParquetError::General(words.to_owned())
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        // The next page is asked for when those before have been read.
        self.progress.whole.store(self.handed, Ordering::Relaxed);
        let Some(page) = self.inner.get_next_page()? else { return Ok(None) };
        let page = self.checked(page)?;
        if page.is_data_page() {
            self.handed += u64::from(page.num_values());
        }
        Ok(Some(page))
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.inner.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.inner.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.inner.at_record_boundary()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(codec: CompressionCodec, packed: &[u8]) -> String {
        unpack(codec, b"levels", packed).map(|_| ()).expect_err("a bomb").to_string()
    }

    #[test]
    fn a_page_is_unpacked_behind_its_levels() {
        let words = b"Talks ended, talks ended, talks ended.".as_slice();
        let snappy = snap::raw::Encoder::new().compress_vec(words).expect("packed");
        let zstd = zstd::encode_all(words, 1).expect("packed");
        for (codec, packed) in [(CompressionCodec::SNAPPY, snappy), (CompressionCodec::ZSTD, zstd)] {
            assert_eq!(unpack(codec, b"levels", &packed).expect("unpacked"), [b"levels", words].concat());
            assert_eq!(unpack(codec, b"levels", &[]).expect("nothing to unpack"), b"levels");
            assert!(unpack(codec, &[], &packed[..packed.len() - 2]).is_err());
        }
    }

    #[test]
    fn what_claims_or_gives_too_much_is_refused() {
        // Four gigabytes, claimed in five bytes.
        assert!(said(CompressionCodec::SNAPPY, &[0xff, 0xff, 0xff, 0xff, 0x0f]).contains("claims more"));
        let zeros = vec![0; LEAST as usize + 1];
        let zstd = zstd::encode_all(&zeros[..], 1).expect("packed");
        assert!(said(CompressionCodec::ZSTD, &zstd).contains("more than 500 times"));
        assert!(said(CompressionCodec::GZIP, &crate::tests::gzip(&zeros)).contains("more than 500 times"));
        assert!(said(CompressionCodec::LZO, &zeros).contains("is not read"));
    }
}
