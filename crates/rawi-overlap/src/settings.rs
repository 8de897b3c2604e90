//! Every choice a user has, as one plain value that can be written into an output and read back.

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// What is compared whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A line of the text.
    #[default]
    Paragraph,
    /// The whole text.
    Document,
    /// A sentence.
    Sentence,
}

/// How like pairs of units are found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// `Exact` while its tables fit [`Settings::memory`], else `Minhash`.
    #[default]
    Auto,
    /// A prefix-filtered set join: misses nothing.
    Exact,
    /// Signatures and bands propose, exact sets decide: what is found is right, a known share is missed.
    Minhash,
}

/// How a signature is cut into bands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bands {
    /// Computed from the threshold and [`Settings::recall`].
    #[default]
    Auto,
    /// So many bands of so many rows each.
    Fixed {
        /// Bands: two units meet where one whole band is equal.
        bands: u32,
        /// Rows (signature values) in a band.
        rows: u32,
    },
}

/// What kind of shared text a reuse is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// The same report, recycled.
    Copy,
    /// Words that the genre prescribes, said of different events.
    Formula,
    /// What an outlet repeats on its own pages.
    Furniture,
    /// Nothing but names and titles.
    Names,
}

impl Class {
    /// The name in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Formula => "formula",
            Self::Furniture => "furniture",
            Self::Names => "names",
        }
    }
}

/// Every choice of the overlap engine.
///
/// ```
/// use rawi_overlap::Settings;
/// let settings = Settings { min_jaccard: Some(0.7), within_outlet: true, ..Settings::default() };
/// assert_eq!(settings.jaccard(), 0.7);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What is compared whole, in pairs and families.
    pub unit: Unit,
    /// Tokens in a shingle.
    pub shingle: u32,
    /// Least Jaccard similarity of a pair. `None`: 0.5, or no bound where `min_containment` is given.
    /// Where both are given, both must hold.
    pub min_jaccard: Option<f64>,
    /// Least containment of a pair: the part of the smaller set of shingles that the larger one has.
    pub min_containment: Option<f64>,
    /// Least tokens. Of a unit (`None`: 10 for a paragraph, 6 for a sentence, 1 for a document); of a reuse, least
    /// tokens matched (`None`: 15).
    pub min_tokens: Option<u32>,
    /// Whether pairs, families and reuses within one outlet count too.
    pub within_outlet: bool,
    /// Whether what an outlet repeats on its own pages is compared as well.
    pub keep_furniture: bool,
    /// The classes of reuse to give out.
    pub classes: Vec<Class>,
    /// Most days between two articles. An article without a date is not held back by it.
    pub max_days: Option<u32>,
    /// How pairs are found.
    pub method: Method,
    /// Values of a MinHash signature.
    pub permutations: u32,
    /// How a signature is cut.
    pub bands: Bands,
    /// Least recall at the threshold where bands are computed.
    pub recall: f64,
    /// Seed of the signatures.
    pub seed: u64,
    /// Bytes that the tables of the join may take (`None`: no bound); `Method::Auto` decides by it.
    pub memory: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            unit: Unit::Paragraph,
            shingle: 3,
            min_jaccard: None,
            min_containment: None,
            min_tokens: None,
            within_outlet: false,
            keep_furniture: false,
            classes: vec![Class::Copy],
            max_days: None,
            method: Method::Auto,
            permutations: 128,
            bands: Bands::Auto,
            recall: 0.99,
            seed: 1,
            memory: None,
        }
    }
}

impl Settings {
    /// The least Jaccard similarity that holds: what was asked for, else 0.5, else none where containment decides.
    #[must_use]
    pub fn jaccard(&self) -> f64 {
        self.min_jaccard.unwrap_or(if self.min_containment.is_some() { 0.0 } else { 0.5 })
    }

    /// The least tokens of a unit that is compared.
    #[must_use]
    pub fn unit_tokens(&self) -> u32 {
        self.min_tokens.unwrap_or(match self.unit {
            Unit::Paragraph => 10,
            Unit::Sentence => 6,
            Unit::Document => 1,
        })
    }

    /// The least matched tokens of a reuse.
    #[must_use]
    pub fn reuse_tokens(&self) -> u32 {
        self.min_tokens.unwrap_or(15)
    }

    /// Whether the values make sense together.
    ///
    /// # Errors
    /// The first value that does not, named as the user knows it.
    pub fn check(&self) -> Result<(), Error> {
        let share = |name: &'static str, value: f64| {
            if value > 0.0 && value <= 1.0 { Ok(()) } else { Err(Error::NotAShare { name, value }) }
        };
        if self.shingle == 0 {
            return Err(Error::Zero { name: "shingle" });
        }
        if let Some(value) = self.min_jaccard {
            share("min-jaccard", value)?;
        }
        if let Some(value) = self.min_containment {
            share("min-containment", value)?;
            if self.method == Method::Minhash {
                return Err(Error::ContainmentNeedsExact);
            }
        }
        if !(self.recall > 0.0 && self.recall < 1.0) {
            return Err(Error::NotAShare { name: "recall", value: self.recall });
        }
        if self.permutations == 0 {
            return Err(Error::Zero { name: "permutations" });
        }
        if let Bands::Fixed { bands, rows } = self.bands {
            if bands == 0 || rows == 0 {
                return Err(Error::Zero { name: "bands" });
            }
            if u64::from(bands) * u64::from(rows) > u64::from(self.permutations) {
                return Err(Error::BandsBeyondSignature { bands, rows, permutations: self.permutations });
            }
        }
        Ok(())
    }
}
