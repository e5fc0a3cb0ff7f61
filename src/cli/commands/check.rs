//! `simulate check`: a scenario is checked and printed in full, nothing runs.

use crate::cli::exit::Failure;
use crate::cli::output::print;
use iqsim::scenario::Scenario;
use std::path::Path;

/// Prints the resolved scenario.
pub fn run(scenario: &Path, set: &[String], comments: bool) -> Result<(), Failure> {
    let scenario = Scenario::load(scenario, set)?;
    Ok(print(&scenario.to_toml(comments))?)
}
