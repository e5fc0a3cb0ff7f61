//! The change of every metric from one year to another, split over the mechanisms that bring it about.

use super::mechanisms::{Mechanism, changing, continuation};
use super::shapley::Design;
use crate::run::RunError;
use crate::run::branches::{Continuation, Fork, ForkResults, agent_years, run};
use crate::run::progress::Progress;
use crate::scenario::Scenario;
use crate::store::interval::Interval;
use serde::{Deserialize, Serialize};

/// What is to be explained.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    pub scenario: &'a Scenario,
    pub from: i32,
    pub to: i32,
    pub replicates: u32,
    pub threads: Option<usize>,
}

/// The answer for all metrics.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attribution {
    pub from: i32,
    pub to: i32,
    pub replicates: u32,
    pub mechanisms: Vec<Mechanism>,
    /// Worlds whose last year is compared: all combinations of mechanisms, or those of sampled orders.
    pub coalitions: usize,
    pub exact: bool,
    pub splits: Vec<Split>,
}

/// The change of one metric and its parts: `change = inertia + Σ parts`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Split {
    pub metric: String,
    pub meaning: String,
    pub unit: String,
    /// In the first and in the last year.
    pub before: Interval,
    pub after: Interval,
    pub change: Interval,
    /// What would change although every mechanism stood still: generations under way, and chance.
    pub inertia: Interval,
    /// In the order of the mechanisms.
    pub parts: Vec<Part>,
}

/// What one mechanism brings about: its Shapley value, the mean over all orders in which the mechanisms set in.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Part {
    pub mechanism: Mechanism,
    #[serde(flatten)]
    pub interval: Interval,
    /// Standard error from sampling orders; 0 where all combinations are simulated.
    pub order_error: f64,
}

/// Splits the change of every metric.
///
/// Every combination of mechanisms continues the same history with the same people and luck; a mechanism that is off
/// stays as it is in the first year. The listener hears of progress; [`work`] says how much there is to do.
///
/// # Errors
/// [`RunError`]: interrupted, too large for the memory, or no threads.
pub fn attribute(question: Question, progress: &dyn Progress) -> Result<Attribution, RunError> {
    let (mechanisms, design) = plan(&question);
    let coalitions = design.coalitions();
    let members = |coalition: usize| {
        let all = mechanisms.iter().enumerate();
        all.filter(|(player, _)| coalition >> player & 1 == 1)
            .map(|(_, &mechanism)| mechanism)
            .collect::<Vec<_>>()
    };
    let continuations: Vec<Continuation> = coalitions
        .iter()
        .map(|&coalition| continuation(question.scenario, &members(coalition), question.from))
        .collect();
    let Question { scenario, from, to, replicates, threads } = question;
    let fork = Fork { history: scenario, continuations: &continuations, from, to, threads };
    let results = run(fork, 0..replicates, progress)?;
    let splits = (0..results.metrics.len())
        .map(|metric| split(&results, metric, &mechanisms, &design, &coalitions))
        .collect();
    Ok(Attribution {
        from,
        to,
        replicates,
        exact: matches!(design, Design::Exact { .. }),
        coalitions: coalitions.len(),
        mechanisms,
        splits,
    })
}

/// People times years that [`attribute`] reports to its listener.
pub fn work(question: &Question) -> u64 {
    let Question { scenario, from, to, replicates, .. } = *question;
    agent_years(scenario, from, to, replicates, plan(question).1.coalitions().len())
}

fn plan(question: &Question) -> (Vec<Mechanism>, Design) {
    let mechanisms = changing(question.scenario, question.from, question.to);
    let design = Design::for_players(mechanisms.len(), question.scenario.settings.run.seed);
    (mechanisms, design)
}

impl Attribution {
    /// The split of a metric.
    pub fn split(&self, metric: &str) -> Option<&Split> {
        self.splits.iter().find(|split| split.metric == metric)
    }
}

/// The split of one metric, over the replicates that define it in every world.
fn split(
    results: &ForkResults,
    metric: usize,
    mechanisms: &[Mechanism],
    design: &Design,
    coalitions: &[usize],
) -> Split {
    let mut columns = Columns { parts: vec![Vec::new(); mechanisms.len()], ..Columns::default() };
    let mut order_errors = vec![0.0; mechanisms.len()];
    for replicate in 0..results.before.shape()[0] {
        let after: Option<Vec<f64>> =
            (0..coalitions.len()).map(|branch| results.after[[replicate, branch, metric]].value).collect();
        let (Some(before), Some(after)) = (results.before[[replicate, metric]].value, after) else {
            continue;
        };
        let value = |coalition: usize| coalitions.binary_search(&coalition).map_or(f64::NAN, |at| after[at]);
        let (none, all) = (after[0], after[after.len() - 1]);
        columns.before.push(before);
        columns.after.push(all);
        columns.change.push(all - before);
        columns.inertia.push(none - before);
        for (player, share) in design.shares(value).into_iter().enumerate() {
            columns.parts[player].push(share.value);
            order_errors[player] += share.order_error;
        }
    }
    let count = columns.before.len().max(1) as f64;
    let part = |(player, &mechanism): (usize, &Mechanism)| Part {
        mechanism,
        interval: Interval::over_replicates(&columns.parts[player]),
        order_error: order_errors[player] / count,
    };
    let known = &results.metrics[metric];
    Split {
        metric: known.name.clone(),
        meaning: known.meaning.clone(),
        unit: known.unit.clone(),
        before: Interval::over_replicates(&columns.before),
        after: Interval::over_replicates(&columns.after),
        change: Interval::over_replicates(&columns.change),
        inertia: Interval::over_replicates(&columns.inertia),
        parts: mechanisms.iter().enumerate().map(part).collect(),
    }
}

/// Values of a metric by replicate.
#[derive(Default)]
struct Columns {
    before: Vec<f64>,
    after: Vec<f64>,
    change: Vec<f64>,
    inertia: Vec<f64>,
    parts: Vec<Vec<f64>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::progress::Silent;
    use std::path::Path;

    fn asked(name: &str, more: &[&str], (from, to): (i32, i32), threads: usize) -> Attribution {
        let sizes = ["run.agents=3000", "run.burn_in_years=20"];
        let overrides: Vec<String> = sizes.iter().chain(more).map(ToString::to_string).collect();
        let scenario = Scenario::load(Path::new(name), &overrides).expect("a shipped scenario");
        let question = Question { scenario: &scenario, from, to, replicates: 2, threads: Some(threads) };
        attribute(question, &Silent).expect("small enough")
    }

    fn assert_adds_up(found: &Attribution) {
        let mut defined = 0;
        for split in &found.splits {
            let parts: Option<f64> = split.parts.iter().map(|part| part.interval.value).sum();
            if let (Some(parts), Some(inertia), Some(change)) =
                (parts, split.inertia.value, split.change.value)
            {
                defined += 1;
                let scale = split.after.value.unwrap_or(0.0).abs().max(1.0);
                assert!((parts + inertia - change).abs() < 1e-12 * scale, "{}: {split:?}", split.metric);
            }
        }
        assert!(defined > 30, "{defined}");
    }

    #[test]
    fn parts_add_up_and_a_channel_without_strength_has_none() {
        let idle = ["ai.work.superstar=0", "ai.work.ownership=0.5"];
        let found = asked("ai_takeoff", &idle, (2025, 2050), 2);
        assert_eq!((found.mechanisms.len(), found.coalitions, found.exact), (5, 32, true));
        assert_adds_up(&found);
        for split in &found.splits {
            let luck = split.parts.iter().find(|part| part.mechanism == Mechanism::Luck).expect("a part");
            if luck.interval.value.is_some() {
                assert_eq!(
                    (luck.interval.value, luck.interval.half_width()),
                    (Some(0.0), Some(0.0)),
                    "{}",
                    split.metric
                );
            }
        }
        let labour = found.split("labour_share").expect("measured");
        let by = |mechanism| {
            labour.parts.iter().find(|part| part.mechanism == mechanism).and_then(|p| p.interval.value)
        };
        assert!(by(Mechanism::Ownership).is_some_and(|part| part < -0.01));
        assert_eq!(by(Mechanism::Assistance), Some(0.0), "assistance does not touch the labour share");
    }

    #[test]
    fn above_eight_mechanisms_orders_are_sampled_and_parts_still_add_up() {
        let everything =
            ["capital.income_share={1960=0.1, 2030=0.3}", "run.start_year=1960", "run.agents=600"];
        let found = asked("two_centuries", &everything, (1960, 2030), 2);
        assert_eq!((found.mechanisms.len(), found.exact), (9, false));
        assert_adds_up(&found);
        let gini = found.split("gini").expect("measured");
        assert!(gini.parts.iter().any(|part| part.order_error > 0.0));
    }

    #[test]
    fn a_world_in_which_nothing_moves_has_inertia_alone_and_threads_do_not_matter() {
        let found = asked("no_ai_century", &["run.years=10"], (2025, 2030), 1);
        assert!(found.mechanisms.is_empty() && found.coalitions == 1);
        assert_adds_up(&found);
        let one = asked("ai_takeoff", &[], (2025, 2035), 1);
        assert_eq!(one, asked("ai_takeoff", &[], (2025, 2035), 3));
    }
}
