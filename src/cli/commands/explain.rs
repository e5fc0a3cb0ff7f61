//! `simulate explain`: what a parameter, metric or scenario means.

use crate::cli::exit::{Exit, Failure};
use crate::cli::output::print;
use iqsim::report::explain::explain;
use iqsim::report::language::Language;
use iqsim::scenario::{Scenario, declarations};
use iqsim::study::worlds::metrics_of;

/// The shipped scenario whose results have every kind of metric.
const WITH_ALL_METRICS: &str = "ai_century";

/// Prints what a name means.
pub fn run(name: &str, language: Language) -> Result<(), Failure> {
    let metrics = match Scenario::shipped(WITH_ALL_METRICS) {
        Some(scenario) => metrics_of(&scenario)?,
        None => Vec::new(),
    };
    match explain(name, &declarations(), &metrics, language) {
        Ok(text) => Ok(print(&text)?),
        Err(unknown) => {
            let meant = unknown.nearest.map_or(String::new(), |name| format!("; did you mean `{name}`?"));
            Err(Failure::Message(
                Exit::Refused,
                format!(
                    "no parameter, metric or scenario is called \"{name}\"{meant}\n   = `simulate keys` lists the parameters, \
                     docs/columns.md the metrics, `simulate list` the scenarios"
                ),
            ))
        }
    }
}
