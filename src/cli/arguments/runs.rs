//! Options of commands that live through one scenario: a run, draws of its assumptions, measurements of speed.

use super::shared::PrecisionArguments;
use super::values::{draw_number, instructions, positive_number, thread_number, whole_number};
use clap::Args;
use iqsim::engine::lanes::InstructionSet;
use std::path::PathBuf;

/// Options of every command that runs a scenario.
#[derive(Args, Clone, Debug, Default)]
pub struct RunArguments {
    /// Persons in each replicate, 1 to 4e9 [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true)]
    pub agents: Option<u64>,
    /// Years after the first [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true)]
    pub years: Option<u64>,
    /// Seed of all chance [default: the scenario's]
    #[arg(long, value_name = "S", value_parser = whole_number, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// Replicates with other chance [default: the scenario's]
    #[arg(long, value_name = "R", value_parser = positive_number)]
    pub reps: Option<u64>,
    /// Set a value of the scenario, such as `schooling.openness=0.3`; may be repeated
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Folder for the results [default: output/SCENARIO]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Threads, 1 to 1024; the results do not depend on them [default: all cores]
    #[arg(long, value_name = "N", value_parser = thread_number)]
    pub threads: Option<usize>,
    /// Widest vector instructions to use: baseline, avx2 or avx512; the results do not depend on them [default: the machine's]
    #[arg(long, value_name = "SET", value_parser = instructions)]
    pub instructions: Option<InstructionSet>,
    /// Keep the last state of this many persons of each replicate in agents.csv and agents.parquet
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true, default_value = "0", hide_default_value = true)]
    pub save_agents: u64,
    /// Draw the uncertain parameters N times and live through every draw: what assumptions leave open, and what chance adds.
    /// The parameters are those of the study, of the shipped study on the scenario, or of --vary
    #[arg(long, value_name = "N", value_parser = draw_number, conflicts_with_all = ["precision", "save_agents", "instructions"])]
    pub draws: Option<u32>,
    /// With --draws: an uncertain parameter, `path=low:high` (equally likely) or `path=a,b,c`; may be repeated
    #[arg(long, value_name = "AXIS", requires = "draws")]
    pub vary: Vec<String>,
    /// With --draws: metric to show; several with commas [default: those of the study]
    #[arg(long, value_name = "METRIC", value_delimiter = ',', requires = "draws")]
    pub metric: Vec<String>,
    /// With --draws: go on where an earlier run ended; draws that are stored are not done again
    #[arg(long, requires = "draws")]
    pub resume: bool,
    #[command(flatten)]
    pub precision: PrecisionArguments,
    /// No progress
    #[arg(long)]
    pub quiet: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

impl RunArguments {
    /// The options as overrides of the scenario's `run` section, after those of `--set`.
    pub fn overrides(&self) -> Vec<String> {
        let mut overrides = self.set.clone();
        let numbers =
            [("agents", self.agents), ("years", self.years), ("seed", self.seed), ("replicates", self.reps)];
        overrides
            .extend(numbers.iter().filter_map(|(key, number)| Some(format!("run.{key}={}", (*number)?))));
        overrides
    }
}

/// Options of `simulate bench`.
#[derive(Args, Clone, Debug)]
pub struct BenchArguments {
    /// Scenario file, or the name of a shipped scenario
    #[arg(default_value = "ai_century")]
    pub scenario: PathBuf,
    /// Populations to measure; may be repeated [default: 10,000, 100,000 and 1,000,000]
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true)]
    pub agents: Vec<u64>,
    /// Years after the first, of each run
    #[arg(long, value_name = "N", value_parser = positive_number, default_value = "30")]
    pub years: u64,
    /// Times that each run is repeated; the fastest counts
    #[arg(long, value_name = "R", value_parser = positive_number, default_value = "3")]
    pub repeat: u64,
    /// Threads of the runs on several threads [default: all cores]
    #[arg(long, value_name = "N", value_parser = thread_number)]
    pub threads: Option<usize>,
    /// No progress
    #[arg(long)]
    pub quiet: bool,
    /// Print the measurements as JSON
    #[arg(long)]
    pub json: bool,
}
