//! Options of commands that vary parameters: sweep, sensitivity, discover, merge.

use super::shared::StudyArguments;
use super::values::{number, row_number, shard, share, thread_number, whole_number};
use clap::{Args, ValueEnum};
use iqsim::study::sweep::execute::Shard;
use std::path::PathBuf;

/// What is varied and measured: options of `simulate sweep` and `simulate sensitivity`.
#[derive(Args, Clone, Debug)]
pub struct VaryArguments {
    /// Study file, scenario file, or the name of a shipped study (sweeps/two_conditions) or scenario
    #[arg(value_name = "STUDY|SCENARIO")]
    pub source: PathBuf,
    /// Vary a key: `path=min:max:step`, `path=min:max` or `path=a,b,c`; `*=` multiplies what the scenario says
    #[arg(long, value_name = "AXIS")]
    pub vary: Vec<String>,
    /// Measure `metric@year`, or `metric` in the last year; several with commas
    #[arg(long, value_name = "METRIC@YEAR", value_delimiter = ',')]
    pub measure: Vec<String>,
    /// Seconds that one run may take
    #[arg(long, value_name = "SECONDS", value_parser = number)]
    pub time_limit: Option<f64>,
    /// Years after the first [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true)]
    pub years: Option<u64>,
    /// Folder for the results and the store of runs [default: output/sweep_NAME]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Folder of a store of runs that several studies share [default: the folder `store` among the results]
    #[arg(long, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// Go on where an earlier sweep ended; runs that are stored are not done again
    #[arg(long)]
    pub resume: bool,
    /// With --resume: do runs again that failed or took too long
    #[arg(long, requires = "resume")]
    pub retry_failed: bool,
    /// Do only every N-th run, from the I-th on, on this machine; `simulate merge` puts the shards together
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub shard: Option<Shard>,
    /// Print what would be done, with the time it would take, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Do it although there are many configurations
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub study: StudyArguments,
}

/// Options of `simulate sweep`.
#[derive(Args, Clone, Debug)]
pub struct SweepArguments {
    /// How to choose the points: grid, zip, lhs:N, sobol:N, random:N [default: the study's, else grid]
    #[arg(long, value_name = "SAMPLE")]
    pub sample: Option<String>,
    /// All axes advance together: the first values, then the second ones (the same as `--sample zip`)
    #[arg(long, conflicts_with = "sample")]
    pub zip: bool,
    /// Take the points from a CSV file with a column for each axis
    #[arg(long, value_name = "FILE.csv", conflicts_with_all = ["sample", "zip"])]
    pub design: Option<PathBuf>,
    /// Keep the measured metrics of every year in series.csv
    #[arg(long)]
    pub series: bool,
    #[command(flatten)]
    pub vary: VaryArguments,
}

/// Options of `simulate sensitivity`.
#[derive(Args, Clone, Debug)]
pub struct SensitivityArguments {
    /// What to find out
    #[arg(long, value_enum, default_value = "sobol")]
    pub method: Method,
    /// Rows of the Sobol design, or trajectories of the screening [default: 256, or 40]
    #[arg(long, value_name = "N", value_parser = row_number)]
    pub samples: Option<u32>,
    /// Also what pairs of parameters do together; needs twice as many runs
    #[arg(long)]
    pub second_order: bool,
    #[command(flatten)]
    pub vary: VaryArguments,
}

/// Ways to look at sensitivity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// Shares of variance: first-order and total indices, chance, assumptions, levers
    Sobol,
    /// Screening of many parameters with few runs
    Morris,
    /// Each parameter at its low and high end, everything else in the middle
    OneAtATime,
}

/// Options of `simulate discover`.
#[derive(Args, Clone, Debug)]
pub struct DiscoverArguments {
    /// The outcome: `METRIC@YEAR < NUMBER`, with <, <=, > or >=; several joined by `and`
    #[arg(long = "where", value_name = "CONDITION")]
    pub condition: String,
    /// Density that the region should have, 0 to 1: the widest region with it is taken [default: the best balance of density and coverage]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub density: Option<f64>,
    /// How points are chosen: grid, lhs:N, sobol:N or random:N [default: the study's, else lhs:256]
    #[arg(long, value_name = "SAMPLE")]
    pub sample: Option<String>,
    #[command(flatten)]
    pub vary: VaryArguments,
}

/// Options of `simulate merge`.
#[derive(Args, Clone, Debug)]
pub struct MergeArguments {
    /// Folders of the shards
    #[arg(required = true, value_name = "FOLDER")]
    pub folders: Vec<PathBuf>,
    /// Folder for the merged results
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Threads, 1 to 1024; the results do not depend on them [default: all cores]
    #[arg(long, value_name = "N", value_parser = thread_number)]
    pub threads: Option<usize>,
    /// Print the findings as JSON
    #[arg(long)]
    pub json: bool,
}
