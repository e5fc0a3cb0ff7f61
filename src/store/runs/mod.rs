//! A store of finished runs: one row a run, in Parquet parts that are written whole or not at all.
//!
//! A run is known by its key – a hash of its resolved scenario and of the program's version – and by the number of its
//! replicate, so work that has been done is found again whoever asked for it. Parts are named by their content.

pub mod part;
pub mod rows;
pub mod save;
pub mod shelf;

use std::fmt;

/// Program and commit that a store belongs to: another one may give other numbers.
pub const PROGRAM: &str = match option_env!("IQSIM_COMMIT") {
    Some(_) => concat!("iqsim ", env!("CARGO_PKG_VERSION"), " (", env!("IQSIM_COMMIT"), ")"),
    None => concat!("iqsim ", env!("CARGO_PKG_VERSION")),
};

/// What a run is known by, besides its replicate: scenario, seed and program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunKey(pub u128);

impl RunKey {
    /// The key of a scenario with this fingerprint, in this version of the program.
    pub fn of(fingerprint: &str) -> Self {
        let mut hash = blake3::Hasher::new();
        hash.update(PROGRAM.as_bytes()).update(b"\n").update(fingerprint.as_bytes());
        let mut first = [0; 16];
        first.copy_from_slice(&hash.finalize().as_bytes()[..16]);
        Self(u128::from_be_bytes(first))
    }

    /// Reads a key as it is displayed.
    pub fn parse(text: &str) -> Option<Self> {
        u128::from_str_radix(text, 16).ok().map(Self)
    }
}

impl fmt::Display for RunKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

/// How a run ended; the better comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Ok,
    /// It ended, but a measure is undefined.
    NonFinite,
    Failed,
    TimedOut,
}

impl Status {
    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::NonFinite => "non_finite",
            Self::Failed => "failed",
            Self::TimedOut => "timed_out",
        }
    }

    /// The status with this word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Ok, Self::NonFinite, Self::Failed, Self::TimedOut]
            .into_iter()
            .find(|status| status.word() == word)
    }

    /// Whether the same run would end the same way again.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Ok | Self::NonFinite)
    }
}

/// A finished run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRow {
    pub key: RunKey,
    pub replicate: u32,
    pub status: Status,
    /// Where it failed: `scenario`, `memory`, `simulation` or `measure`; empty where it did not.
    pub stage: &'static str,
    pub message: String,
    /// In the order of the measures.
    pub values: Vec<Option<f64>>,
    /// By year, for each measured metric; empty unless series are kept.
    pub series: Vec<SeriesPoint>,
}

/// One metric in one year of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesPoint {
    /// Position among the metrics whose series are kept.
    pub metric: u16,
    pub year: i32,
    pub value: Option<f64>,
}
