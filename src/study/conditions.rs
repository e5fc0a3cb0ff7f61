//! The essay's two conditions, each kept and broken: open schools, and jobs that pay for learning.

use super::worlds::{Part, Plan, Worlds, live};
use crate::run::progress::Progress;
use crate::run::{RunError, agent_years};
use crate::scenario::Scenario;
use crate::scenario::schedule::Schedule;
use crate::store::interval::Interval;
use serde::{Deserialize, Serialize};

/// What luck a job brings in a world without pay for learning, as in the shipped `graduate_student_world`.
const LUCK_EXPOSURE: f64 = 0.8;

/// The four worlds of a metric in one year, and what the conditions bring.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct TwoWay {
    pub metric: String,
    pub unit: String,
    pub year: i32,
    /// Schools are open or closed; jobs pay for learning or not.
    pub open_paid: Interval,
    pub closed_paid: Interval,
    pub open_unpaid: Interval,
    pub closed_unpaid: Interval,
    /// Open schools less closed ones where jobs pay for learning, and where they do not.
    pub schools_where_paid: Interval,
    pub schools_where_unpaid: Interval,
    /// Jobs that pay for learning less those that do not, where schools are open, and where they are closed.
    pub jobs_where_open: Interval,
    pub jobs_where_closed: Interval,
    /// Both conditions less none.
    pub both: Interval,
    /// What both together bring beyond the sum of what each brings without the other.
    pub interaction: Interval,
}

/// Condition (a) broken: places in school are inherited, as many as before.
pub fn with_closed_schools(scenario: &Scenario) -> Scenario {
    let mut closed = scenario.clone();
    closed.settings.schooling.openness = Schedule::Constant(0.0);
    closed
}

/// Condition (b) broken: every job teaches fully, and none pays for what has been learned.
pub fn with_unpaid_learning(scenario: &Scenario) -> Scenario {
    let mut unpaid = scenario.clone();
    unpaid.settings.luck.merit = 0.0;
    for job in &mut unpaid.settings.jobs {
        job.base_log_pay = Schedule::Constant(0.0);
        job.learning_return = Schedule::Constant(0.0);
        job.learning_opportunity = 1.0;
        job.luck_exposure = LUCK_EXPOSURE;
    }
    unpaid
}

/// People times years that [`four_worlds`] reports to its listener.
pub fn work(scenario: &Scenario, replicates: u32) -> u64 {
    let run = &scenario.settings.run;
    4 * agent_years(scenario) / u64::from(run.replicates) * u64::from(replicates)
}

/// Lives through the scenario as it is and with either condition or both broken from the start, with the same people and luck.
///
/// # Errors
/// [`RunError`]: interrupted, too large for the memory, or no threads.
pub fn four_worlds(
    scenario: &Scenario,
    replicates: u32,
    threads: Option<usize>,
    progress: &dyn Progress,
) -> Result<Worlds, RunError> {
    let closed = with_closed_schools(scenario);
    let scenarios =
        [scenario.clone(), closed.clone(), with_unpaid_learning(scenario), with_unpaid_learning(&closed)];
    let plan =
        Plan { scenarios: &scenarios, replicates, goal: None, most_replicates: 0, persons: false, threads };
    live(plan, &Part(progress))
}

/// The two-way table of a metric in one year.
pub fn two_way(worlds: &Worlds, metric: &str, year: i32) -> Option<TwoWay> {
    let position = worlds.years.iter().position(|known| *known == year)?;
    let index = worlds.metric(metric)?;
    let series: Vec<Vec<Option<f64>>> = (0..4).map(|world| worlds.series(world, position, index)).collect();
    let replicates = worlds.replicates() as usize;
    let rows: Vec<[f64; 4]> = (0..replicates)
        .filter_map(|replicate| {
            let cell = |world: usize| *series[world].get(replicate)?;
            Some([cell(0)?, cell(1)?, cell(2)?, cell(3)?])
        })
        .collect();
    let of = |weights: [f64; 4]| {
        let sum = |row: &[f64; 4]| row.iter().zip(weights).map(|(value, weight)| value * weight).sum();
        Interval::over_replicates(&rows.iter().map(sum).collect::<Vec<f64>>())
    };
    Some(TwoWay {
        metric: metric.to_owned(),
        unit: worlds.metrics[index].unit.clone(),
        year,
        open_paid: of([1.0, 0.0, 0.0, 0.0]),
        closed_paid: of([0.0, 1.0, 0.0, 0.0]),
        open_unpaid: of([0.0, 0.0, 1.0, 0.0]),
        closed_unpaid: of([0.0, 0.0, 0.0, 1.0]),
        schools_where_paid: of([1.0, -1.0, 0.0, 0.0]),
        schools_where_unpaid: of([0.0, 0.0, 1.0, -1.0]),
        jobs_where_open: of([1.0, 0.0, -1.0, 0.0]),
        jobs_where_closed: of([0.0, 1.0, 0.0, -1.0]),
        both: of([1.0, 0.0, 0.0, -1.0]),
        interaction: of([1.0, -1.0, -1.0, 1.0]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::progress::Silent;
    use std::path::Path;

    fn scenario(name: &str, more: &[&str]) -> Scenario {
        let overrides: Vec<String> = more.iter().map(ToString::to_string).collect();
        Scenario::load(Path::new(name), &overrides).expect("a shipped scenario")
    }

    #[test]
    fn broken_conditions_are_those_of_the_shipped_scenarios() {
        let base = scenario("nordic_baseline", &[]);
        for (broken, shipped) in [
            (with_closed_schools(&base), "closed_schools"),
            (with_unpaid_learning(&base), "graduate_student_world"),
        ] {
            let shipped = scenario(shipped, &[]).settings;
            let mut broken = broken.settings;
            (broken.title, broken.description) = (shipped.title.clone(), shipped.description.clone());
            assert_eq!(broken, shipped);
        }
    }

    /// IQ goes with schooling only where schools are open, whatever jobs pay: no interaction there, and jobs bring nothing.
    #[test]
    fn the_table_adds_up_and_knows_what_does_not_interact() {
        let sizes = ["run.agents=4000", "run.years=40", "run.burn_in_years=40"];
        let worlds =
            four_worlds(&scenario("nordic_baseline", &sizes), 3, Some(2), &Silent).expect("small enough");
        let table = two_way(&worlds, "iq_schooling_r", 2030).expect("measured");
        assert!(table.schools_where_paid.value.is_some_and(|gain| gain > 0.2), "{table:?}");
        assert!(table.jobs_where_open.value.is_some_and(|gain| gain.abs() < 0.05), "{table:?}");
        let value = |interval: &Interval| interval.value.expect("defined");
        for name in ["iq_schooling_r", "iq_record_rank_r", "gini"] {
            let table = two_way(&worlds, name, 2030).expect("measured");
            let sum = value(&table.schools_where_unpaid)
                + value(&table.jobs_where_closed)
                + value(&table.interaction);
            assert!((sum - value(&table.both)).abs() < 1e-12, "{name}");
        }
        assert_eq!(two_way(&worlds, "iq_record_rank_r", 2031), None);
    }
}
