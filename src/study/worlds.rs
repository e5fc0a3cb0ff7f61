//! Several scenarios lived through with the same people and luck, a batch of replicates at a time.

use super::flows::{Shares, shares};
use super::precision::{self, Goal};
use crate::run::progress::{Progress, Silent};
use crate::run::results::{Metric, RunResults};
use crate::run::{Options, RunError, agent_years, run};
use crate::scenario::Scenario;
use ndarray::Array2;
use std::ops::RangeInclusive;
use std::time::Instant;

/// Persons of each replicate that are compared one by one; slots are alike and ages spread evenly over them.
const MOST_PERSONS: u64 = 1_000_000;

/// What to live through: the base world first. All scenarios have the same seed, people and last year.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    pub scenarios: &'a [Scenario],
    pub replicates: u32,
    /// Adds replicates until every difference from the base in the last year is known so well.
    pub goal: Option<&'a Goal>,
    pub most_replicates: u32,
    /// Whether persons are compared one by one.
    pub persons: bool,
    pub threads: Option<usize>,
}

/// Values of several worlds, replicate by replicate.
#[derive(Clone, Debug, Default)]
pub struct Worlds {
    /// Years and metrics that all worlds have.
    pub years: Vec<i32>,
    pub metrics: Vec<Metric>,
    /// By world and replicate: a table of years and metrics.
    pub values: Vec<Vec<Array2<Option<f64>>>>,
    /// By world after the base and by replicate; empty where the worlds do not have the same people in the last year.
    pub flows: Vec<Vec<Shares>>,
    /// Persons compared in each replicate.
    pub persons: usize,
    pub agent_years: u64,
    pub wall_seconds: f64,
}

/// Years that all scenarios simulate; `None` where they do not overlap.
pub fn common_years(scenarios: &[Scenario]) -> Option<RangeInclusive<i32>> {
    let first = scenarios.iter().map(|scenario| scenario.settings.run.start_year).max()?;
    let last = scenarios.iter().map(Scenario::last_year).min()?;
    (first <= last).then_some(first..=last)
}

/// The metrics that a scenario's results have, found out in a world of one person.
///
/// # Errors
/// [`RunError`]: no threads.
pub fn metrics_of(scenario: &Scenario) -> Result<Vec<Metric>, RunError> {
    let mut tiny = with_replicates(scenario, 1);
    tiny.settings.run.agents = 1;
    tiny.settings.run.years = 0;
    tiny.settings.run.burn_in_years = 1;
    let options = Options { threads: Some(1), ..Options::default() };
    Ok(run(&tiny, options, &Silent)?.metrics)
}

/// Lives through all worlds.
///
/// # Errors
/// [`RunError`]: interrupted, too large for the memory, or no threads.
pub fn live(plan: Plan, progress: &dyn Progress) -> Result<Worlds, RunError> {
    let started = Instant::now();
    let years = common_years(plan.scenarios).map(Iterator::collect).unwrap_or_default();
    let mut worlds = Worlds { years, ..Worlds::default() };
    let one: u64 = plan.scenarios.iter().map(|scenario| agent_years(&with_replicates(scenario, 1))).sum();
    let mut wanted = plan.replicates;
    while wanted > 0 {
        let done = worlds.replicates();
        worlds.agent_years = one.saturating_mul(u64::from(done + wanted));
        progress.begin(worlds.agent_years);
        while worlds.replicates() < done + wanted {
            let left = done + wanted - worlds.replicates();
            worlds.add_batch(&plan, left, progress)?;
        }
        wanted = plan.goal.map_or(0, |goal| worlds.further(goal, plan.most_replicates));
    }
    worlds.wall_seconds = started.elapsed().as_secs_f64();
    Ok(worlds)
}

impl Worlds {
    /// Replicates lived through so far.
    pub fn replicates(&self) -> u32 {
        self.values.first().map_or(0, Vec::len) as u32
    }

    /// Position of a metric that all worlds have.
    pub fn metric(&self, name: &str) -> Option<usize> {
        self.metrics.iter().position(|metric| metric.name == name)
    }

    /// A metric in one world and year, replicate by replicate.
    pub fn series(&self, world: usize, year: usize, metric: usize) -> Vec<Option<f64>> {
        let cell = |table: &Array2<Option<f64>>| table.get([year, metric]).copied().flatten();
        self.values.get(world).map(|replicates| replicates.iter().map(cell).collect()).unwrap_or_default()
    }

    /// Differences of a metric from the base world in the last year.
    pub fn last_differences(&self, world: usize, metric: &str) -> Vec<f64> {
        let (Some(metric), Some(last)) = (self.metric(metric), self.years.len().checked_sub(1)) else {
            return Vec::new();
        };
        let (base, other) = (self.series(0, last, metric), self.series(world, last, metric));
        base.iter().zip(&other).filter_map(|(base, other)| Some((*other)? - (*base)?)).collect()
    }

    fn further(&self, goal: &Goal, most: u32) -> u32 {
        let worlds = 1..self.values.len();
        let more = |world| {
            precision::further(goal, &self.last_differences(world, &goal.metric), self.replicates(), most)
        };
        worlds.map(more).max().unwrap_or(0)
    }

    /// The next replicates of every world, as many as may have their people in memory together.
    fn add_batch(&mut self, plan: &Plan, left: u32, progress: &dyn Progress) -> Result<(), RunError> {
        let Some(base) = plan.scenarios.first() else { return Ok(()) };
        let persons = base.settings.run.agents.clamp(1, MOST_PERSONS);
        let batch = left.min((MOST_PERSONS / persons) as u32);
        let first_replicate = self.replicates();
        let mut base_people = Vec::new();
        for (world, scenario) in plan.scenarios.iter().enumerate() {
            let save_people = if plan.persons { persons as u32 } else { 0 };
            let options =
                Options { threads: plan.threads, save_people, first_replicate, ..Options::default() };
            let mut results = run(&with_replicates(scenario, batch), options, &Part(progress))?;
            if world == 0 && self.metrics.is_empty() {
                self.metrics = results.metrics.clone();
                self.values = vec![Vec::new(); plan.scenarios.len()];
                self.flows = vec![Vec::new(); plan.scenarios.len() - 1];
            }
            self.keep_common(&results);
            let positions: Vec<usize> =
                self.metrics.iter().filter_map(|metric| results.metric(&metric.name)).collect();
            self.values[world].extend(tables(&results, &self.years, &positions));
            let people = std::mem::take(&mut results.people);
            let size = people.len() / batch as usize;
            if world == 0 {
                (base_people, self.persons) = (people, size);
            } else if results.years.last() == self.years.last()
                && people.len() == base_people.len()
                && size > 0
            {
                let pairs = base_people.chunks(size).zip(people.chunks(size));
                self.flows[world - 1].extend(pairs.filter_map(|(base, other)| shares(base, other)));
            }
        }
        Ok(())
    }

    /// Drops metrics that these results lack, also from the values kept so far.
    fn keep_common(&mut self, results: &RunResults) {
        let common: Vec<usize> = (0..self.metrics.len())
            .filter(|&index| results.metric(&self.metrics[index].name).is_some())
            .collect();
        if common.len() == self.metrics.len() {
            return;
        }
        self.metrics = common.iter().map(|&index| self.metrics[index].clone()).collect();
        for table in self.values.iter_mut().flatten() {
            *table = table.select(ndarray::Axis(1), &common);
        }
    }
}

/// Values of the common years and metrics, a table for each replicate.
fn tables(results: &RunResults, years: &[i32], metrics: &[usize]) -> Vec<Array2<Option<f64>>> {
    let offset = match (years.first(), results.years.first()) {
        (Some(common), Some(own)) => (common - own).max(0) as usize,
        _ => 0,
    };
    let value = |replicate: usize, year: usize, metric: usize| {
        let estimate = results.estimates.get([replicate, offset + year, metric])?;
        estimate.value.filter(|value| value.is_finite())
    };
    let shape = (years.len(), metrics.len());
    let table =
        |replicate| Array2::from_shape_fn(shape, |(year, index)| value(replicate, year, metrics[index]));
    (0..results.replicates()).map(table).collect()
}

fn with_replicates(scenario: &Scenario, replicates: u32) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.settings.run.replicates = replicates;
    scenario
}

/// Passes the progress of one of several runs on; the study has said how much there is to do.
pub(super) struct Part<'a>(pub(super) &'a dyn Progress);

impl Progress for Part<'_> {
    fn begin(&self, _: u64) {}

    fn advance(&self, agent_years: u64) {
        self.0.advance(agent_years);
    }

    fn should_stop(&self) -> bool {
        self.0.should_stop()
    }
}
