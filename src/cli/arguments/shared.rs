//! Options that several commands have: language, colours, precision, and those of every study.

use super::values::{goal, replicate_number, thread_number, whole_number};
use clap::{Args, ValueEnum};
use iqsim::report::chart::theme::Theme;
use iqsim::report::language::Language;
use iqsim::study::precision::Goal;

/// Options of every study: many runs with the same people and luck.
#[derive(Args, Clone, Debug)]
pub struct StudyArguments {
    /// Persons in each replicate of each world [default: 20,000; validate: 60,000; attribute: 8,192; check-null: 9,001; sweep: the study's, else 10,000]
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true)]
    pub agents: Option<u64>,
    /// Seed of all chance [default: the first scenario's]
    #[arg(long, value_name = "S", value_parser = whole_number, allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// Replicates with other chance [default: 40; attribute: 16; validate: 8; calibrate, check-null: 2; sweep: the study's, else 8]
    #[arg(long, value_name = "R", value_parser = replicate_number, allow_negative_numbers = true)]
    pub reps: Option<u32>,
    /// Set a value in every world, such as `schooling.openness=0.3`; may be repeated
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Threads, 1 to 1024; the results do not depend on them [default: all cores]
    #[arg(long, value_name = "N", value_parser = thread_number)]
    pub threads: Option<usize>,
    /// No progress
    #[arg(long)]
    pub quiet: bool,
    /// Print the findings as JSON
    #[arg(long)]
    pub json: bool,
}

/// Replicates until an interval is narrow enough.
#[derive(Args, Clone, Debug)]
pub struct PrecisionArguments {
    /// Add replicates until half of the metric's 95 % interval in the last year is at most WIDTH
    #[arg(long, value_name = "METRIC=WIDTH", value_parser = goal)]
    pub precision: Option<Goal>,
    /// Most replicates that --precision may reach
    #[arg(long, value_name = "R", value_parser = replicate_number, default_value = "200", requires = "precision")]
    pub max_reps: u32,
}

impl Default for PrecisionArguments {
    fn default() -> Self {
        Self { precision: None, max_reps: 200 }
    }
}

/// Languages by their codes.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Lang {
    /// English
    En,
    /// Korean
    Ko,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::English,
            Lang::Ko => Self::Korean,
        }
    }
}

/// Themes by their names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ThemeChoice {
    /// On white
    #[default]
    Light,
    /// On a dark page
    Dark,
    /// On paper, black and white included
    Print,
}

impl From<ThemeChoice> for Theme {
    fn from(choice: ThemeChoice) -> Self {
        match choice {
            ThemeChoice::Light => Self::Light,
            ThemeChoice::Dark => Self::Dark,
            ThemeChoice::Print => Self::Print,
        }
    }
}
