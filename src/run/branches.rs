//! Several continuations of one history: the worlds part only in the years in which their rules differ.

use super::ai_path::{AiPath, ai_view, ai_year};
use super::metrics::{YearView, measure, score_scale};
use super::progress::Progress;
use super::replicate::World;
use super::results::Metric;
use super::{RunError, memory, side_by_side};
use crate::engine::blocks;
use crate::engine::random::Random;
use crate::model::ai::work::Channels;
use crate::scenario::Scenario;
use crate::scenario::year::{Held, YearRules};
use crate::stats::estimate::Estimate;
use crate::year::Watch;
use crate::year::cohorts::{Cohorts, Lasting};
use crate::year::progress::AiState;
use ndarray::{Array2, Array3};
use std::ops::Range;

/// What goes on after the common history.
#[derive(Clone, Debug)]
pub struct Continuation {
    /// The history's scenario until the fork; its schedules may go other ways afterwards.
    pub scenario: Scenario,
    /// Channels of AI that go on; the others stay as they are in the year of the fork.
    pub moving: Channels,
}

/// A history and its continuations.
#[derive(Clone, Copy, Debug)]
pub struct Fork<'a> {
    pub history: &'a Scenario,
    pub continuations: &'a [Continuation],
    /// Last year of the history, and the last year of all.
    pub from: i32,
    pub to: i32,
    pub threads: Option<usize>,
}

/// Every metric at the fork and at the end of each continuation.
#[derive(Clone, Debug)]
pub struct ForkResults {
    pub metrics: Vec<Metric>,
    /// At the fork, by replicate and metric.
    pub before: Array2<Estimate>,
    /// In the last year, by replicate, continuation and metric.
    pub after: Array3<Estimate>,
}

/// One replicate.
struct Lived {
    metrics: Vec<Metric>,
    before: Vec<Estimate>,
    after: Vec<Vec<Estimate>>,
}

/// Simulates the replicates of a range.
///
/// Cost in years of one population: burn-in and history once, then each year as often as there are different worlds in it.
///
/// # Errors
/// [`RunError`]: interrupted, too large for the memory, or no threads.
pub fn run(fork: Fork, replicates: Range<u32>, progress: &dyn Progress) -> Result<ForkResults, RunError> {
    let agents = fork.history.settings.run.agents;
    let count = replicates.end - replicates.start;
    let wave = side_by_side(agents, count, fork.threads);
    // A world that waits for its turn is kept while another is lived: at most one for each doubling.
    let waiting = fork.continuations.len().next_power_of_two().trailing_zeros() + 1;
    memory::check(agents, wave.saturating_mul(waiting))?;
    let lived = blocks::with_threads(fork.threads, || {
        let mut lived = Vec::new();
        for first in replicates.clone().step_by(wave as usize) {
            let part = blocks::map_indices(wave.min(replicates.end - first) as usize, |offset| {
                live_through(&fork, first + offset as u32, progress)
            });
            for one in part {
                lived.push(one?);
            }
        }
        Ok(lived)
    })
    .map_err(RunError::Threads)??;
    let metrics = lived.first().map(|one| one.metrics.clone()).unwrap_or_default();
    let shape = (lived.len(), fork.continuations.len(), metrics.len());
    Ok(ForkResults {
        before: Array2::from_shape_fn((shape.0, shape.2), |(replicate, metric)| {
            lived[replicate].before[metric]
        }),
        after: Array3::from_shape_fn(shape, |(replicate, branch, metric)| {
            lived[replicate].after[branch][metric]
        }),
        metrics,
    })
}

/// People times years that [`run`] reports to its listener, for this many continuations.
pub fn agent_years(history: &Scenario, from: i32, to: i32, replicates: u32, continuations: usize) -> u64 {
    let run = &history.settings.run;
    let before = u64::from(run.burn_in_years) + u64::from((from - run.start_year).unsigned_abs()) + 1;
    let after = u64::from((to - from).unsigned_abs()) * continuations as u64;
    run.agents.saturating_mul(before + after).saturating_mul(u64::from(replicates))
}

fn live_through(fork: &Fork, replicate: u32, progress: &dyn Progress) -> Result<Lived, RunError> {
    let scenario = fork.history;
    let random = Random::new(scenario.settings.run.seed, replicate);
    let mut world = World::founded(scenario, random);
    world.burn_in(progress)?;
    let mut path = AiPath::new(scenario, random, replicate);
    let mut measured = (Vec::new(), Vec::new());
    let mut held = None;
    for year in scenario.settings.run.start_year..=fork.from {
        let ai = path.at(year).cloned();
        let rules = scenario.rules(year, ai.as_ref().map(ai_year).as_ref());
        live_a_year(&mut world, scenario, &rules, (ai.as_ref(), year == fork.from), progress, &mut measured)?;
        held = Some((ai.is_some(), rules));
    }
    let (metrics, before) = measured;
    let ai: Vec<Vec<Option<AiState>>> = fork
        .continuations
        .iter()
        .map(|branch| {
            let mut path = AiPath::new(&branch.scenario, random, replicate);
            (fork.from + 1..=fork.to).map(|year| path.at(year).cloned()).collect()
        })
        .collect();
    let held =
        held.map(|(had_ai, rules)| (had_ai, rules.automated, rules.mean_automated)).unwrap_or_default();
    let branches = Branches { fork, ai, held, progress };
    let mut after = vec![before.clone(); fork.continuations.len()];
    let everybody: Vec<usize> = (0..fork.continuations.len()).collect();
    branches.go_on(world, fork.from + 1, &everybody, &mut after)?;
    Ok(Lived { metrics, before, after })
}

/// Lives through one year and measures it if it is observed.
fn live_a_year(
    world: &mut World,
    scenario: &Scenario,
    rules: &YearRules,
    (ai, observed): (Option<&AiState>, bool),
    progress: &dyn Progress,
    measured: &mut (Vec<Metric>, Vec<Estimate>),
) -> Result<(), RunError> {
    let watch = Watch { counts: observed.then_some(Cohorts::All), income: false };
    let (_, remembered) = world.live(rules, watch, progress)?;
    if observed && let Some(mut tally) = world.close() {
        let scale = score_scale(scenario);
        let lasting = Lasting::after(None, std::mem::take(&mut tally.joined), tally.shape.categories);
        let ai = ai.map(|state| ai_view(scenario, state));
        let view = YearView::new((&tally, &lasting, &remembered), rules, &scale, ai);
        measured.1 = measure(scenario, &view, &mut measured.0);
    }
    Ok(())
}

/// The continuations of one replicate.
struct Branches<'a> {
    fork: &'a Fork<'a>,
    /// AI by continuation and year after the fork.
    ai: Vec<Vec<Option<AiState>>>,
    /// Whether there was AI at the fork, φ_j and φ̄.
    held: (bool, Vec<f64>, f64),
    progress: &'a dyn Progress,
}

impl Branches<'_> {
    /// Lives on in a world that several continuations share, and parts it where their rules differ.
    fn go_on(
        &self,
        mut world: World,
        first: i32,
        members: &[usize],
        after: &mut [Vec<Estimate>],
    ) -> Result<(), RunError> {
        for year in first..=self.fork.to {
            let mut groups = self.groups(year, members);
            let Some((rules, last)) = groups.pop() else { return Ok(()) };
            for (_, others) in &groups {
                self.go_on(world.clone(), year, others, after)?;
            }
            if !groups.is_empty() {
                return self.go_on(world, year, &last, after);
            }
            let scenario = &self.fork.continuations[members[0]].scenario;
            let ai = self.ai[members[0]][(year - self.fork.from - 1) as usize].as_ref();
            let mut measured = (Vec::new(), Vec::new());
            let end = year == self.fork.to;
            live_a_year(&mut world, scenario, &rules, (ai, end), self.progress, &mut measured)?;
            let people = scenario.settings.run.agents;
            self.progress.advance(people * (members.len() as u64 - 1));
            if end {
                for &member in members {
                    after[member] = measured.1.clone();
                }
            }
        }
        Ok(())
    }

    /// The continuations by their rules of a year.
    fn groups(&self, year: i32, members: &[usize]) -> Vec<(YearRules, Vec<usize>)> {
        let mut groups: Vec<(YearRules, Vec<usize>)> = Vec::new();
        for &member in members {
            let branch = &self.fork.continuations[member];
            let ai = self.ai[member][(year - self.fork.from - 1) as usize].as_ref().map(ai_year);
            let (had_ai, automated, mean_automated) = self.held.clone();
            let held = Held { moving: branch.moving, had_ai, automated, mean_automated };
            let rules = branch.scenario.rules_held(year, ai.as_ref(), Some(&held));
            match groups.iter_mut().find(|(known, _)| *known == rules) {
                Some((_, group)) => group.push(member),
                None => groups.push((rules, vec![member])),
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::super::progress::Silent;
    use super::super::{Options, run as run_whole};
    use super::*;
    use std::path::Path;

    const ALL: Channels =
        Channels { assistance: true, displacement: true, access: true, ownership: true, luck: true };
    const NONE: Channels =
        Channels { assistance: false, displacement: false, access: false, ownership: false, luck: false };

    fn scenario(name: &str, more: &[&str]) -> Scenario {
        let sizes = ["run.agents=5000", "run.burn_in_years=20", "run.replicates=2", "run.years=20"];
        let overrides: Vec<String> = sizes.iter().chain(more).map(ToString::to_string).collect();
        Scenario::load(Path::new(name), &overrides).expect("a shipped scenario")
    }

    /// A continuation that goes on in everything is the run itself; one that is held altogether is another world.
    #[test]
    fn a_continuation_with_everything_on_is_the_run_itself() {
        let history = scenario("ai_takeoff", &[]);
        let branch = |moving| Continuation { scenario: history.clone(), moving };
        let continuations = [branch(ALL), branch(NONE), branch(ALL)];
        let fork =
            Fork { history: &history, continuations: &continuations, from: 2030, to: 2045, threads: Some(2) };
        let forked = run(fork, 0..2, &Silent).expect("small enough");
        let whole = run_whole(&history, Options::default(), &Silent).expect("small enough");
        for replicate in 0..2 {
            for metric in 0..whole.metrics.len() {
                assert_eq!(forked.before[[replicate, metric]], whole.estimates[[replicate, 5, metric]]);
                for all in [0, 2] {
                    assert_eq!(
                        forked.after[[replicate, all, metric]],
                        whole.estimates[[replicate, 20, metric]]
                    );
                }
            }
        }
        let gini = whole.metric("gini").expect("measured");
        assert_ne!(forked.after[[0, 1, gini]], forked.after[[0, 0, gini]]);
    }

    /// Held before AI has begun, all channels together leave the world without AI.
    #[test]
    fn channels_held_before_ai_are_a_world_without_ai() {
        let history = scenario("ai_takeoff", &["run.start_year=2015"]);
        let without = scenario("ai_takeoff", &["run.start_year=2015", "ai.enabled=false"]);
        let continuations = [Continuation { scenario: history.clone(), moving: NONE }];
        let fork =
            Fork { history: &history, continuations: &continuations, from: 2020, to: 2035, threads: Some(1) };
        let forked = run(fork, 0..1, &Silent).expect("small enough");
        let whole = run_whole(&without, Options::default(), &Silent).expect("small enough");
        for name in ["gini", "iq_income_rank_r", "iq_record_rank_r", "labour_share", "skill_return"] {
            let metric = whole.metric(name).expect("measured");
            assert_eq!(forked.after[[0, 0, metric]], whole.estimates[[0, 20, metric]], "{name}");
        }
    }
}
