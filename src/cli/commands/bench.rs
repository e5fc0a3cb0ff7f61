//! `simulate bench`: how fast is this machine.

use super::run::width;
use crate::cli::arguments::BenchArguments;
use crate::cli::exit::Failure;
use crate::cli::output::print;
use crate::cli::progress_bar::{Display, stop_on_interrupt};
use iqsim::report::language::Language;
use iqsim::report::speed_table::{speed_table, title};
use iqsim::scenario::Scenario;
use iqsim::store::json;
use iqsim::store::manifest::Machine;
use iqsim::study::speed::{Plan, Speed, measure};
use serde::Serialize;

/// People and replicates of the runs where the command line does not say them: the first as sweeps use them.
const SIZES: [(u64, u32); 3] = [(10_000, 16), (100_000, 1), (1_000_000, 1)];
/// Years of burn-in, few because they are not measured apart.
const BURN_IN_YEARS: u32 = 10;

/// What is printed as JSON.
#[derive(Serialize)]
struct Measured {
    version: &'static str,
    machine: Machine,
    runs: Vec<Speed>,
}

/// Measures and prints; nothing is stored.
pub fn run(arguments: &BenchArguments, language: Language) -> Result<(), Failure> {
    let sizes = match arguments.agents.as_slice() {
        [] => SIZES.to_vec(),
        chosen => chosen.iter().map(|&people| (people, 1)).collect(),
    };
    let scenarios = sizes
        .into_iter()
        .map(|(people, replicates)| {
            let overrides = [
                format!("run.agents={people}"),
                format!("run.replicates={replicates}"),
                format!("run.years={}", arguments.years),
                format!("run.burn_in_years={BURN_IN_YEARS}"),
            ];
            Scenario::load(&arguments.scenario, &overrides)
        })
        .collect::<Result<Vec<Scenario>, _>>()?;
    stop_on_interrupt();
    let display = Display::new(arguments.quiet, language);
    let plan = Plan { scenarios, repeat: arguments.repeat as u32, threads: arguments.threads };
    let speeds = measure(&plan, &display);
    display.finish();
    let runs = speeds?;
    let machine = Machine::here();
    if arguments.json {
        let measured = Measured { version: env!("CARGO_PKG_VERSION"), machine, runs };
        return Ok(print(&String::from_utf8_lossy(&json::bytes(&measured)?))?);
    }
    let scenario = arguments.scenario.display().to_string();
    let years = [arguments.years, u64::from(BURN_IN_YEARS)];
    let title = title(&machine, &scenario, (years, arguments.repeat as u32), language);
    Ok(print(&format!("{title}\n\n{}", speed_table(&runs, width(), language)))?)
}
