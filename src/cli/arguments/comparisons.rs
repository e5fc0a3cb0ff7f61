//! Options of commands that set worlds side by side: compare, attribute, check-null.

use super::shared::{PrecisionArguments, StudyArguments};
use super::values::whole_number;
use clap::Args;
use std::path::PathBuf;

/// Options of `simulate compare`.
#[derive(Args, Clone, Debug)]
pub struct CompareArguments {
    /// The base world: scenario file or name
    pub base: PathBuf,
    /// Other worlds, each compared with the base
    #[arg(required = true)]
    pub others: Vec<PathBuf>,
    /// Year to compare, or `all` for one metric year by year [default: the last common year]
    #[arg(long, value_name = "YEAR|all", value_parser = moment)]
    pub at: Option<Moment>,
    /// Metrics to show, separated by commas; may be repeated [default: those of the summary]
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub metric: Vec<String>,
    /// Years after the first in every world [default: each scenario's]
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true)]
    pub years: Option<u64>,
    /// Folder for the results [default: output/compare_BASE_OTHER]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub precision: PrecisionArguments,
    #[command(flatten)]
    pub study: StudyArguments,
}

/// When worlds are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    Year(i32),
    All,
}

fn moment(text: &str) -> Result<Moment, String> {
    match text.parse::<i32>() {
        Ok(year) => Ok(Moment::Year(year)),
        Err(_) if text == "all" => Ok(Moment::All),
        Err(_) => Err("allowed: a year such as 2060, or all".to_owned()),
    }
}

/// Options of `simulate attribute`.
#[derive(Args, Clone, Debug)]
pub struct AttributeArguments {
    /// Scenario file, or the name of a shipped scenario
    pub scenario: PathBuf,
    /// Year from which the change is explained; mechanisms that are off stay as they are in it
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    pub from: i32,
    /// Year up to which it is explained
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    pub to: i32,
    /// Metrics to show, separated by commas; may be repeated [default: iq_income_rank_r and iq_record_rank_r]
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub metric: Vec<String>,
    /// Folder for the results [default: output/attribute_SCENARIO]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub study: StudyArguments,
}

/// Options of `simulate check-null`.
#[derive(Args, Clone, Debug)]
pub struct NullArguments {
    /// Scenario file, or the name of a shipped scenario
    pub scenario: PathBuf,
    /// Years after the first [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true)]
    pub years: Option<u64>,
    /// A further change that must not matter, such as `ai.work.boost=0`; may be repeated
    #[arg(long, value_name = "PATH=VALUE")]
    pub change: Vec<String>,
    #[command(flatten)]
    pub study: StudyArguments,
}
