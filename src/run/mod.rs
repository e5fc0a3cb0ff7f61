//! One scenario from burn-in to the last year, in as many replicates as asked for.

pub mod progress;
pub mod results;

/// Why a run ended without results.
#[derive(Clone, Debug, PartialEq)]
pub enum RunError {
    /// The listener asked to stop.
    Interrupted,
    /// The population would not fit in memory.
    TooLarge { needed_bytes: u64, available_bytes: u64 },
    /// The worker threads could not be started.
    Threads(String),
}
