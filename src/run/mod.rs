//! One scenario from burn-in to the last year, in as many replicates as asked for.

pub mod ai_path;
pub mod assemble;
pub mod branches;
pub mod density;
pub mod memory;
pub mod metrics;
pub mod progress;
pub mod replicate;
pub mod results;
pub mod returns;

use crate::engine::blocks;
use crate::scenario::Scenario;
use progress::Progress;
use replicate::Outcome;
use results::RunResults;
use std::ops::Range;
use std::time::Instant;

/// Why a run ended without results.
#[derive(Clone, Debug, PartialEq)]
pub enum RunError {
    /// The listener asked to stop.
    Interrupted,
    /// The population would not fit in memory.
    TooLarge { needed_bytes: u64, available_bytes: u64 },
    /// The worker threads could not be started.
    Threads(String),
}

/// How a run is carried out, and what is added to its results; no number depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Threads; `None`: as many as the machine has cores.
    pub threads: Option<usize>,
    /// Persons of each replicate whose last state is kept.
    pub save_people: u32,
    /// Number of the first replicate; a replicate is a pure function of its number, so parts of a run can be run apart.
    pub first_replicate: u32,
    /// Draws of AI's path, without people, for the distribution of D-day; the command line takes [`ai_path::D_DAY_DRAWS`].
    pub d_day_draws: u32,
}

/// Populations above this size run one after the other, each on all threads; smaller ones side by side.
const LARGE: u64 = 200_000;

/// Simulates all replicates of a scenario.
///
/// # Errors
/// [`RunError`]: interrupted, too large for the memory, or no threads.
///
/// ```
/// use iqsim::run::{Options, progress::Silent, run};
/// use iqsim::scenario::Scenario;
///
/// let overrides = ["run.agents=2000", "run.years=2", "run.burn_in_years=50"].map(String::from);
/// let scenario = Scenario::load("no_ai_century".as_ref(), &overrides).expect("a shipped scenario");
/// let results = run(&scenario, Options::default(), &Silent).expect("small enough");
/// let metric = results.metric("iq_schooling_r").expect("always measured");
/// let estimate = results.estimates[[0, 0, metric]];
/// assert!(estimate.value.is_some_and(|r| r > 0.0 && r < 1.0));
/// ```
pub fn run(scenario: &Scenario, options: Options, progress: &dyn Progress) -> Result<RunResults, RunError> {
    run_until(scenario, options, progress, &mut |_| 0)
}

/// Simulates all replicates of a scenario, then further ones as often as `more` asks for them after a look at what there is.
///
/// The results are those of a run that asks for all of them at once, bit for bit.
///
/// # Errors
/// As [`run`].
pub fn run_until(
    scenario: &Scenario,
    options: Options,
    progress: &dyn Progress,
    more: &mut dyn FnMut(&[Outcome]) -> u32,
) -> Result<RunResults, RunError> {
    let started = Instant::now();
    let mut outcomes = Vec::new();
    let mut wanted = scenario.settings.run.replicates;
    loop {
        progress.begin(agent_years_of(scenario, outcomes.len() as u32 + wanted));
        let first = options.first_replicate + outcomes.len() as u32;
        outcomes.extend(simulate(scenario, first..first + wanted, options, progress)?);
        wanted = more(&outcomes);
        if wanted == 0 {
            break;
        }
    }
    let agent_years = agent_years_of(scenario, outcomes.len() as u32);
    let mut results = assemble::assemble(scenario, outcomes, options.d_day_draws);
    results.timings.agent_years = agent_years;
    results.timings.wall_seconds = started.elapsed().as_secs_f64();
    Ok(results)
}

/// Some replicates, in waves of as many as fit side by side.
fn simulate(
    scenario: &Scenario,
    replicates: Range<u32>,
    options: Options,
    progress: &dyn Progress,
) -> Result<Vec<Outcome>, RunError> {
    let count = replicates.end - replicates.start;
    let agents = scenario.settings.run.agents;
    let wave = side_by_side(agents, count, options.threads);
    memory::check(agents, wave)?;
    blocks::with_threads(options.threads, || {
        let mut outcomes = Vec::new();
        for first in replicates.clone().step_by(wave as usize) {
            let count = wave.min(replicates.end - first);
            let part = blocks::map_indices(count as usize, |offset| {
                replicate::simulate(scenario, first + offset as u32, options.save_people, progress)
            });
            for outcome in part {
                outcomes.push(outcome?);
            }
        }
        Ok(outcomes)
    })
    .map_err(RunError::Threads)?
}

/// People times simulated years, burn-in and all replicates included.
pub fn agent_years(scenario: &Scenario) -> u64 {
    agent_years_of(scenario, scenario.settings.run.replicates)
}

/// The same for some other number of replicates.
fn agent_years_of(scenario: &Scenario, replicates: u32) -> u64 {
    let run = &scenario.settings.run;
    let years = u64::from(run.burn_in_years) + u64::from(run.years) + 1;
    run.agents.saturating_mul(years).saturating_mul(u64::from(replicates))
}

/// How many replicates are in memory at the same time.
///
/// More than the threads would only cost memory; the border between waves waits for the slowest.
fn side_by_side(agents: u64, replicates: u32, threads: Option<usize>) -> u32 {
    if agents > LARGE {
        return 1;
    }
    let threads = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    replicates.min(4 * threads as u32).max(1)
}
