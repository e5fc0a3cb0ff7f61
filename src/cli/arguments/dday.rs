//! Options of `simulate dday`.

use super::values::{date, number, positive_number, whole_number};
use clap::{Args, ValueEnum};
use iqsim::study::dday::forms::{FORMS, Form};
use std::path::PathBuf;

/// Options of `simulate dday`.
#[derive(Args, Clone, Debug)]
pub struct DDayArguments {
    /// CSV file with the columns date and value, a shipped series (metr_task_horizon, time_to_edit), or a scenario
    #[arg(value_name = "FILE.csv|SCENARIO")]
    pub source: PathBuf,
    /// Value whose date is asked for [default: the file's; of a scenario its D-day threshold]
    #[arg(long, value_name = "VALUE", value_parser = number, allow_negative_numbers = true)]
    pub target: Option<f64>,
    /// Form of the trend
    #[arg(long, value_enum, default_value = "all")]
    pub form: FormChoice,
    /// Value that the exponential may approach but not pass [default: the file's, else fitted]
    #[arg(long, value_name = "F", value_parser = number)]
    pub floor: Option<f64>,
    /// The same for the logistic, from the other side [default: the file's, else fitted; of a scenario 1]
    #[arg(long, value_name = "C", value_parser = number)]
    pub ceiling: Option<f64>,
    /// Leave out what is older than this date, such as 2023-01-01 or 2023.5 (series only)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub since: Option<f64>,
    /// Years of AI that a forecaster has seen (scenario only) [default: 20]
    #[arg(long, value_name = "YEARS", value_parser = positive_number)]
    pub observed: Option<u64>,
    /// Set a value of the scenario; may be repeated
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Seed of all chance (scenario only) [default: the scenario's]
    #[arg(long, value_name = "S", value_parser = whole_number, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// Folder for the results [default: output/dday_NAME]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print the findings as JSON
    #[arg(long)]
    pub json: bool,
}

/// One form, or all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormChoice {
    /// Straight line
    Line,
    /// Straight line of the logarithm
    Exponential,
    /// Exponential that approaches a floor
    Floor,
    /// S-shaped curve below a ceiling
    Logistic,
    /// All four
    All,
}

impl FormChoice {
    /// The chosen forms.
    pub fn forms(self) -> Vec<Form> {
        match self {
            Self::Line => vec![Form::Line],
            Self::Exponential => vec![Form::Exponential],
            Self::Floor => vec![Form::Floor],
            Self::Logistic => vec![Form::Logistic],
            Self::All => FORMS.to_vec(),
        }
    }
}
