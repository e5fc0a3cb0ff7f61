//! The words of the command line.

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use std::path::PathBuf;

/// Version and commit the program was built from.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("IQSIM_COMMIT"), ")");

const EXAMPLES: &str = "\
Examples:
  simulate scenarios/ai_century.toml                    run a scenario file
  simulate ai_century --agents 1e5 --years 50           run a shipped scenario, smaller
  simulate ai_century --set ai.work.skill_pass_through=0.5
  simulate check scenarios/ai_century.toml              show every value the scenario stands for
  simulate new my_world && simulate my_world.toml       begin one of your own

Exit codes:
  0 done   1 failed (disk, memory)   2 command line or scenario refused   130 interrupted";

/// Simulate how income follows cognitive ability, and what would change it.
#[derive(Debug, Parser)]
#[command(
    name = "simulate",
    version = VERSION,
    long_about = "Simulate how income follows cognitive ability, and what would change it.\n\n\
                  Draws a population with IQ scores, lets it go to school, work, earn and have children year by year \
                  under the rules of a scenario, and reports how strongly income follows IQ, with standard errors.",
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Scenario file, or the name of a shipped scenario (`simulate list`)
    pub scenario: Option<PathBuf>,
    #[command(flatten)]
    pub run: RunArguments,
}

/// Options of every command that runs a scenario.
#[derive(Args, Clone, Debug, Default)]
pub struct RunArguments {
    /// Persons in each replicate, 1 to 4e9 [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = whole_number)]
    pub agents: Option<u64>,
    /// Years after the first [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = whole_number)]
    pub years: Option<u64>,
    /// Seed of all chance [default: the scenario's]
    #[arg(long, value_name = "S", value_parser = whole_number)]
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
    /// Keep the last state of this many persons of each replicate in agents.csv and agents.parquet
    #[arg(long, value_name = "N", value_parser = whole_number, default_value = "0", hide_default_value = true)]
    pub save_agents: u64,
    /// No progress
    #[arg(long)]
    pub quiet: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check a scenario without running it, and print every value it stands for
    Check {
        /// Scenario file, or the name of a shipped scenario
        scenario: PathBuf,
        /// Set a value of the scenario; may be repeated
        #[arg(long, value_name = "PATH=VALUE")]
        set: Vec<String>,
        /// Without a comment on what each value means
        #[arg(long = "no-comments", action = clap::ArgAction::SetFalse)]
        schema_comments: bool,
    },
    /// Print the JSON Schema of scenario files, with which editors complete them
    Schema,
    /// Print every key of a scenario with meaning, unit, range, default and source
    Keys,
    /// List the shipped scenarios and those in ./scenarios
    List,
    /// Write a commented scenario file to begin with
    New {
        /// Name of the scenario; the file is NAME.toml
        name: String,
    },
    /// Print a completion script for a shell
    Completions { shell: Shell },
    /// Print the manual page
    Man,
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

/// A whole number, also written `1_000_000` or `1e6`.
fn whole_number(text: &str) -> Result<u64, String> {
    let plain = text.replace('_', "");
    if let Ok(number) = plain.parse::<u64>() {
        return Ok(number);
    }
    let allowed = "a whole number such as 100000, 1_000_000 or 1e6";
    match plain.parse::<f64>() {
        Ok(number) if number >= 0.0 && number.fract() == 0.0 && number < 9.0e15 => Ok(number as u64),
        _ => Err(format!("allowed: {allowed}")),
    }
}

fn positive_number(text: &str) -> Result<u64, String> {
    match whole_number(text)? {
        0 => Err("allowed: 1 or more".to_owned()),
        number => Ok(number),
    }
}

fn thread_number(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(number) if (1..=1024).contains(&number) => Ok(number),
        _ => Err("allowed: 1 to 1024".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declarations_are_consistent() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn whole_numbers_in_three_spellings() {
        assert_eq!(whole_number("1_000_000"), Ok(1_000_000));
        assert_eq!(whole_number("1e6"), Ok(1_000_000));
        assert_eq!(whole_number("0"), Ok(0));
        for wrong in ["", "1.5", "-3", "1k", "nan", "1e30"] {
            assert!(whole_number(wrong).is_err(), "{wrong}");
        }
        assert!(
            positive_number("0").is_err() && thread_number("0").is_err() && thread_number("5000").is_err()
        );
    }
}
