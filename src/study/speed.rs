//! How fast a machine simulates: agent-years a second by population, threads and instructions, and where the time goes.

use crate::engine::blocks;
use crate::engine::lanes::{self, InstructionSet};
use crate::run::progress::Progress;
use crate::run::results::RunResults;
use crate::run::{Options, RunError, agent_years, run};
use crate::scenario::Scenario;
use serde::Serialize;

/// What is to be measured.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The same world with different numbers of people.
    pub scenarios: Vec<Scenario>,
    /// Times that each run is repeated.
    pub repeat: u32,
    /// Threads of the runs on several threads; `None`: as many as the machine has cores.
    pub threads: Option<usize>,
}

/// One run, the fastest of its repetitions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Speed {
    pub people: u64,
    pub replicates: u32,
    pub threads: usize,
    pub instructions: &'static str,
    pub agent_years_per_second: f64,
    /// Nanoseconds for one agent-year on one thread, by phase. Threads that work side by side count once each.
    pub phases: Vec<PhaseSpeed>,
}

/// Time of one phase.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PhaseSpeed {
    pub phase: &'static str,
    pub nanoseconds: f64,
}

/// Measures each population on one thread and on all, and the largest with each set of instructions that is there.
///
/// # Errors
/// [`RunError`]: interrupted, too large for the memory, or no threads.
pub fn measure(plan: &Plan, progress: &dyn Progress) -> Result<Vec<Speed>, RunError> {
    let widest = lanes::chosen();
    let all = plan.threads.unwrap_or_else(blocks::threads);
    let mut runs: Vec<(&Scenario, usize, InstructionSet)> = Vec::new();
    for scenario in &plan.scenarios {
        runs.push((scenario, 1, widest));
        runs.extend((all > 1).then_some((scenario, all, widest)));
    }
    let narrower = InstructionSet::ALL.into_iter().filter(|set| *set < widest);
    runs.extend(narrower.filter_map(|set| Some((plan.scenarios.last()?, all, set))));
    let work = runs.iter().map(|(scenario, ..)| agent_years(scenario) * u64::from(plan.repeat)).sum();
    progress.begin(work);
    let measured = runs.into_iter().map(|(scenario, threads, set)| {
        lanes::limit(set);
        let speed = fastest(scenario, (threads, set), plan.repeat, progress);
        lanes::limit(widest);
        speed
    });
    measured.collect()
}

fn fastest(
    scenario: &Scenario,
    (threads, set): (usize, InstructionSet),
    repeat: u32,
    progress: &dyn Progress,
) -> Result<Speed, RunError> {
    let options = Options { threads: Some(threads), ..Options::default() };
    let listener = Part { whole: progress };
    let mut best: Option<RunResults> = None;
    for _ in 0..repeat.max(1) {
        let results = run(scenario, options, &listener)?;
        if best.as_ref().is_none_or(|best| results.timings.wall_seconds < best.timings.wall_seconds) {
            best = Some(results);
        }
    }
    let timings = best.map(|best| best.timings).unwrap_or_default();
    let agent_years = timings.agent_years as f64;
    let phase = |&(phase, seconds): &(&'static str, f64)| PhaseSpeed {
        phase,
        nanoseconds: 1e9 * seconds / agent_years,
    };
    Ok(Speed {
        people: scenario.settings.run.agents,
        replicates: scenario.settings.run.replicates,
        threads,
        instructions: set.name(),
        agent_years_per_second: agent_years / timings.wall_seconds,
        phases: timings.phases.iter().map(phase).collect(),
    })
}

/// A run as a part of the whole measurement: it advances, but does not begin anew.
struct Part<'a> {
    whole: &'a dyn Progress,
}

impl Progress for Part<'_> {
    fn begin(&self, _: u64) {}

    fn advance(&self, agent_years: u64) {
        self.whole.advance(agent_years);
    }

    fn should_stop(&self) -> bool {
        self.whole.should_stop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::progress::Silent;
    use std::path::Path;

    #[test]
    fn every_population_on_one_and_on_all_threads_and_the_last_with_all_instructions() {
        let sizes = [500, 1000].map(|people| {
            let overrides =
                [format!("run.agents={people}"), "run.years=2".to_owned(), "run.burn_in_years=3".to_owned()];
            Scenario::load(Path::new("ai_century"), &overrides).expect("a shipped scenario")
        });
        let plan = Plan { scenarios: sizes.to_vec(), repeat: 1, threads: Some(2) };
        let speeds = measure(&plan, &Silent).expect("small enough");
        let asked: Vec<(u64, usize)> = speeds.iter().map(|speed| (speed.people, speed.threads)).collect();
        assert_eq!(asked[..4], [(500, 1), (500, 2), (1000, 1), (1000, 2)]);
        for speed in &speeds[4..] {
            assert_eq!((speed.people, speed.threads), (1000, 2), "{speed:?}");
        }
        for speed in speeds {
            assert!(speed.agent_years_per_second > 0.0 && speed.phases.len() > 3, "{speed:?}");
        }
    }
}
