//! `simulate check`: a scenario is checked and printed in full, nothing runs.

use crate::cli::exit::Failure;
use crate::cli::output::print;
use iqsim::report::korean_keys::in_language;
use iqsim::report::language::Language;
use iqsim::scenario::Scenario;
use std::path::Path;

/// Prints the resolved scenario.
pub fn run(scenario: &Path, set: &[String], comments: bool, language: Language) -> Result<(), Failure> {
    let mut scenario = Scenario::load(scenario, set)?;
    scenario.records = in_language(&scenario.records, language);
    Ok(print(&scenario.to_toml(comments))?)
}
