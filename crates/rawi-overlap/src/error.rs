//! What can be wrong with what was asked.

use thiserror::Error;

/// A setting or an archive that the engine cannot work with.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Error {
    /// A share outside of (0, 1].
    #[error("{name} must be above 0 and at most 1, not {value}")]
    NotAShare {
        /// The setting.
        name: &'static str,
        /// What it was.
        value: f64,
    },
    /// A count that must be at least one.
    #[error("{name} must be at least 1")]
    Zero {
        /// The setting.
        name: &'static str,
    },
    /// More rows than the signature has values.
    #[error("{bands} bands of {rows} rows need {} permutations, there are {permutations}", u64::from(*bands) * u64::from(*rows))]
    BandsBeyondSignature {
        /// Bands asked for.
        bands: u32,
        /// Rows in each.
        rows: u32,
        /// Values in a signature.
        permutations: u32,
    },
    /// MinHash banding is made for Jaccard similarity: it cannot promise a recall for containment.
    #[error("containment needs the exact method: signatures are made for Jaccard similarity")]
    ContainmentNeedsExact,
    /// More articles than positions.
    #[error("{count} articles are more than one run can number ({})", u32::MAX)]
    TooManyArticles {
        /// How many.
        count: usize,
    },
    /// One text of more than 4 GiB.
    #[error("the text of {id} is longer than 4 GiB")]
    TextTooLong {
        /// Id of the article.
        id: String,
    },
    /// Two signatures, or a signature and an index, that were not made with the same settings.
    #[error("signatures differ in {what}: {left} and {right}")]
    Mismatch {
        /// What differs.
        what: &'static str,
        /// On one side.
        left: u64,
        /// On the other.
        right: u64,
    },
    /// Stored bytes that are not a signature or an index of a known version.
    #[error("stored signatures cannot be read: {why}")]
    Stored {
        /// What is wrong with them.
        why: &'static str,
    },
}
