//! Lives through the runs of a plan: small populations side by side, each on one thread, large ones one after the other.

use super::measure;
use super::plan::Plan;
use crate::engine::blocks;
use crate::run::memory;
use crate::run::progress::Progress;
use crate::run::replicate;
use crate::run::{RunError, agent_years};
use crate::scenario::Scenario;
use crate::store::error::StoreError;
use crate::store::runs::{RunKey, RunRow, Status};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Instant;

/// Populations above this size run one after the other, each on all threads.
pub const LARGE: u64 = 200_000;

/// Which runs to do: all, or every `of`-th from `index` on (from 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    pub index: u64,
    pub of: u64,
}

impl Shard {
    /// All runs.
    pub const WHOLE: Self = Self { index: 0, of: 1 };

    /// Runs of the shard among so many.
    pub fn size(self, runs: u64) -> u64 {
        runs.saturating_sub(self.index).div_ceil(self.of)
    }
}

/// The keys of the configurations, as far as they are known.
#[derive(Debug)]
pub struct Keys(Vec<OnceLock<RunKey>>);

impl Keys {
    /// None known yet.
    pub fn unknown(plan: &Plan) -> Self {
        Self((0..plan.configurations()).map(|_| OnceLock::new()).collect())
    }

    fn set(&self, configuration: u64, key: RunKey) {
        if let Some(cell) = self.0.get(configuration as usize) {
            // Whoever comes second has the same key.
            let _ = cell.set(key);
        }
    }

    /// The key of a configuration.
    pub fn get(&self, configuration: u64) -> Option<RunKey> {
        self.0.get(configuration as usize)?.get().copied()
    }

    /// Finds out the keys that are missing.
    ///
    /// # Errors
    /// The threads could not be started.
    pub fn complete(&self, plan: &Plan, threads: Option<usize>) -> Result<(), SweepError> {
        let work = |(): &mut (), configuration: u64| {
            if self.get(configuration).is_none() {
                self.set(configuration, plan.key(configuration));
            }
            true
        };
        blocks::side_by_side(threads, plan.configurations(), || (), work)
            .map_err(|reason| SweepError::Run(RunError::Threads(reason)))
    }
}

/// Takes the runs as they end, from any thread.
pub trait Listener: Sync {
    /// Whether a run is still to be done.
    fn wants(&self, key: RunKey, replicate: u32) -> bool;
    /// A run has ended. An error ends the sweep.
    ///
    /// # Errors
    /// What kept the run from being stored.
    fn finished(&self, row: RunRow, agent_years: u64) -> Result<(), StoreError>;
    /// A run need not be done.
    fn skipped(&self, agent_years: u64);
    /// Asked after each simulated year.
    fn should_stop(&self) -> bool;
}

/// Why a sweep ended before its last run.
#[derive(Clone, Debug, PartialEq)]
pub enum SweepError {
    Interrupted,
    /// Finished runs stay where they are.
    Store(StoreError),
    Run(RunError),
}

/// Lives through all runs of the shard that the listener wants.
///
/// # Errors
/// [`SweepError`]: interrupted, a full disk, no threads, or too little memory for the base scenario.
pub fn execute(
    plan: &Plan,
    shard: Shard,
    threads: Option<usize>,
    (keys, listener): (&Keys, &dyn Listener),
) -> Result<(), SweepError> {
    let cores = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let agents = plan.base.settings.run.agents;
    let large = agents > LARGE;
    memory::check(agents, if large { 1 } else { cores as u32 }).map_err(SweepError::Run)?;
    let trouble: Mutex<Option<StoreError>> = Mutex::new(None);
    let work = |last: &mut Option<Prepared>, number: u64| {
        let run = shard.index + number * shard.of;
        let done = one(plan, run, last, (keys, listener));
        let fine = done.is_ok();
        if let Err(error) = done {
            trouble.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        }
        fine && !listener.should_stop()
    };
    let count = shard.size(plan.runs());
    let ended = if large {
        blocks::with_threads(threads, || {
            let mut last = None;
            (0..count).all(|number| work(&mut last, number));
        })
    } else {
        blocks::side_by_side(threads, count, || None, work)
    };
    ended.map_err(|reason| SweepError::Run(RunError::Threads(reason)))?;
    match trouble.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(SweepError::Store(error)),
        None if listener.should_stop() => Err(SweepError::Interrupted),
        None => Ok(()),
    }
}

/// The configuration that a thread worked on last.
struct Prepared {
    configuration: u64,
    key: RunKey,
    scenario: Result<Scenario, String>,
}

fn one(
    plan: &Plan,
    run: u64,
    last: &mut Option<Prepared>,
    (keys, listener): (&Keys, &dyn Listener),
) -> Result<(), StoreError> {
    let replicates = u64::from(plan.replicates);
    let (configuration, offset) = (run / replicates, (run % replicates) as u32);
    if last.as_ref().is_none_or(|last| last.configuration != configuration) {
        *last = None;
    }
    let prepared = last.get_or_insert_with(|| {
        let (key, scenario) = plan.prepare(configuration);
        keys.set(configuration, key);
        let scenario = scenario.map_err(|wrong| in_words(&wrong));
        Prepared { configuration, key, scenario }
    });
    let replicate = plan.first_replicate(configuration) + offset;
    let work = agent_years(&plan.base);
    if !listener.wants(prepared.key, replicate) {
        listener.skipped(work);
        return Ok(());
    }
    let ended = match &prepared.scenario {
        Ok(scenario) => live(plan, scenario, replicate, listener),
        Err(message) => Some(Ended::failed("scenario", message.clone())),
    };
    let Some(Ended { status, stage, message, values, series }) = ended else { return Ok(()) };
    listener.finished(RunRow { key: prepared.key, replicate, status, stage, message, values, series }, work)
}

/// How a run ended.
struct Ended {
    status: Status,
    stage: &'static str,
    message: String,
    values: Vec<Option<f64>>,
    series: Vec<crate::store::runs::SeriesPoint>,
}

impl Ended {
    fn failed(stage: &'static str, message: String) -> Self {
        Self { status: Status::Failed, stage, message, values: Vec::new(), series: Vec::new() }
    }
}

/// What is wrong with an impossible configuration, without places: they point into overrides that nobody wrote.
fn in_words(wrong: &crate::scenario::diagnostic::Diagnostics) -> String {
    let one = |diagnostic: &crate::scenario::diagnostic::Diagnostic| {
        crate::scenario::diagnostic::Diagnostic { place: None, ..diagnostic.clone() }.to_string()
    };
    wrong.0.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// One run; `None` if the sweep is to stop.
fn live(plan: &Plan, scenario: &Scenario, replicate: u32, listener: &dyn Listener) -> Option<Ended> {
    let run = &scenario.settings.run;
    if run.agents > plan.base.settings.run.agents
        && let Err(RunError::TooLarge { needed_bytes, .. }) = memory::check(run.agents, 1)
    {
        return Some(Ended::failed(
            "memory",
            format!("needs {needed_bytes} bytes of memory, more than are free"),
        ));
    }
    let watch = Watch { deadline: plan.time_limit.map(|limit| Instant::now() + limit), listener };
    // A defect that shows in one configuration must not cost the others.
    let lived = catch_unwind(AssertUnwindSafe(|| replicate::simulate(scenario, replicate, 0, &watch)));
    let outcome = match lived {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) if listener.should_stop() => return None,
        Ok(Err(RunError::Interrupted)) => {
            let seconds = plan.time_limit.unwrap_or_default().as_secs_f64();
            let message = format!("longer than {seconds} s");
            return Some(Ended { status: Status::TimedOut, ..Ended::failed("simulation", message) });
        }
        Ok(Err(error)) => return Some(Ended::failed("simulation", format!("{error:?}"))),
        Err(panic) => return Some(Ended::failed("simulation", panic_words(panic.as_ref()))),
    };
    let values = measure::values(&plan.measures, run.start_year, &outcome);
    let undefined: Vec<String> = plan
        .measures
        .iter()
        .zip(&values)
        .filter(|(_, value)| value.is_none())
        .map(|(measure, _)| measure.name())
        .collect();
    let fine = undefined.is_empty();
    Some(Ended {
        status: if fine { Status::Ok } else { Status::NonFinite },
        stage: if fine { "" } else { "measure" },
        message: if fine { String::new() } else { format!("undefined: {}", undefined.join(", ")) },
        values,
        series: measure::series(&plan.series_metrics(), run.start_year, &outcome),
    })
}

fn panic_words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("a defect of the program: {}", text.unwrap_or_else(|| "no reason given".to_owned()))
}

/// Ends a run that takes too long, or all of them when asked to.
struct Watch<'a> {
    deadline: Option<Instant>,
    listener: &'a dyn Listener,
}

impl Progress for Watch<'_> {
    fn begin(&self, _: u64) {}

    fn advance(&self, _: u64) {}

    fn should_stop(&self) -> bool {
        self.listener.should_stop() || self.deadline.is_some_and(|deadline| Instant::now() > deadline)
    }
}
