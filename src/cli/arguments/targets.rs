//! Options of commands that hold the model against published research: validate, calibrate.

use super::shared::StudyArguments;
use super::values::whole_number;
use clap::Args;
use std::path::PathBuf;

/// Options of `simulate validate`.
#[derive(Args, Clone, Debug)]
pub struct ValidateArguments {
    /// Scenario of the targets that name none: a file, or the name of a shipped scenario
    #[arg(default_value = "nordic_baseline")]
    pub scenario: PathBuf,
    /// Targets file, or the name of a shipped one; may be repeated [default: all shipped]
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub targets: Vec<PathBuf>,
    /// Exit with 3 unless every target is inside
    #[arg(long)]
    pub strict: bool,
    /// Folder for the results [default: output/validate_SCENARIO]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub study: StudyArguments,
}

/// Options of `simulate calibrate`.
#[derive(Args, Clone, Debug)]
pub struct CalibrateArguments {
    /// Scenario file, or the name of a shipped scenario
    pub scenario: PathBuf,
    /// Targets file, or the name of a shipped one; may be repeated
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    pub targets: Vec<PathBuf>,
    /// Free parameter with its bounds, such as `learning.speed_spread=0.05:0.3`; may be repeated
    #[arg(long, value_name = "PATH=MIN:MAX", num_args = 1.., required = true)]
    pub free: Vec<String>,
    /// Simulations of the search, at most [default: 100 for each free parameter]
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true)]
    pub search: Option<u64>,
    /// Further simulations, from which the intervals come [default: three for each term of a quadratic surface]
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true)]
    pub design: Option<u64>,
    /// Begin anew, even where an earlier session left simulations
    #[arg(long)]
    pub fresh: bool,
    /// Folder for the results [default: output/calibrate_SCENARIO]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub study: StudyArguments,
}
