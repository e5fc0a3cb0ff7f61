//! What separates a world from the base world, metric by metric and year by year, and who gains by it.

use super::flows::Flows;
use super::matched::Difference;
use super::worlds::Worlds;
use crate::run::results::Metric;
use ndarray::Array2;
use serde::{Deserialize, Serialize};

/// One world against the base world.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Names of the base world and of the other.
    pub base: String,
    pub other: String,
    pub years: Vec<i32>,
    pub metrics: Vec<Metric>,
    pub replicates: u32,
    /// By year and metric.
    pub differences: Array2<Difference>,
    /// In the last year; `None` where the two worlds do not have the same people.
    pub flows: Option<Flows>,
}

/// A metric in one year, as files and tables show it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Row {
    pub metric: String,
    pub meaning: String,
    pub unit: String,
    pub year: i32,
    #[serde(flatten)]
    pub difference: Difference,
}

impl Comparison {
    /// Compares world number `other` with the first.
    pub fn of(worlds: &Worlds, names: &[String], other: usize) -> Self {
        let shape = (worlds.years.len(), worlds.metrics.len());
        let differences = Array2::from_shape_fn(shape, |(year, metric)| {
            Difference::of(&worlds.series(0, year, metric), &worlds.series(other, year, metric))
        });
        let name = |world: usize| names.get(world).cloned().unwrap_or_default();
        let flows =
            worlds.flows.get(other.wrapping_sub(1)).filter(|kept| kept.len() == worlds.replicates() as usize);
        Self {
            base: name(0),
            other: name(other),
            years: worlds.years.clone(),
            metrics: worlds.metrics.clone(),
            replicates: worlds.replicates(),
            differences,
            flows: flows.and_then(|shares| Flows::over(shares, worlds.persons)),
        }
    }

    /// The comparison that gave some rows, every metric in every year; `None` where one is missing.
    pub fn of_rows(
        (base, other): (String, String),
        rows: &[Row],
        flows: Option<Flows>,
        replicates: u32,
    ) -> Option<Self> {
        let mut years: Vec<i32> = rows.iter().map(|row| row.year).collect();
        years.sort_unstable();
        years.dedup();
        let mut metrics: Vec<Metric> = Vec::new();
        for row in rows.iter().filter(|row| Some(&row.year) == years.first()) {
            let (name, meaning, unit) = (row.metric.clone(), row.meaning.clone(), row.unit.clone());
            metrics.push(Metric { name, meaning, unit, observation: String::new() });
        }
        let find = |year: i32, metric: &Metric| {
            rows.iter().find(|row| row.year == year && row.metric == metric.name).map(|row| row.difference)
        };
        let all = years.iter().flat_map(|&year| metrics.iter().map(move |metric| find(year, metric)));
        let all: Option<Vec<Difference>> = all.collect();
        let differences = Array2::from_shape_vec((years.len(), metrics.len()), all?).ok()?;
        (!differences.is_empty()).then_some(Self {
            base,
            other,
            years,
            metrics,
            replicates,
            differences,
            flows,
        })
    }

    /// A metric in one year.
    pub fn row(&self, metric: &str, year: i32) -> Option<Row> {
        let position = self.years.iter().position(|known| *known == year)?;
        let index = self.metrics.iter().position(|known| known.name == metric)?;
        let known = self.metrics.get(index)?;
        Some(Row {
            metric: known.name.clone(),
            meaning: known.meaning.clone(),
            unit: known.unit.clone(),
            year,
            difference: *self.differences.get([position, index])?,
        })
    }

    /// Some metrics in some years, metric by metric.
    pub fn rows(&self, metrics: &[String], years: &[i32]) -> Vec<Row> {
        let of_metric =
            |metric: &String| years.iter().filter_map(|&year| self.row(metric, year)).collect::<Vec<_>>();
        metrics.iter().flat_map(of_metric).collect()
    }

    /// The last year that both worlds have.
    pub fn last_year(&self) -> Option<i32> {
        self.years.last().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::super::worlds::{Plan, common_years, live};
    use super::*;
    use crate::run::progress::Silent;
    use crate::run::{Options, run};
    use crate::scenario::Scenario;
    use crate::store::interval::Interval;
    use crate::study::precision::Goal;
    use std::path::Path;

    fn scenario(name: &str, more: &[&str]) -> Scenario {
        let sizes = ["run.agents=3000", "run.years=6", "run.burn_in_years=20"];
        let overrides: Vec<String> = sizes.iter().chain(more).map(ToString::to_string).collect();
        Scenario::load(Path::new(name), &overrides).expect("a shipped scenario")
    }

    fn lived(scenarios: &[Scenario], goal: Option<&Goal>) -> Worlds {
        let plan =
            Plan { scenarios, replicates: 4, goal, most_replicates: 30, persons: true, threads: Some(2) };
        live(plan, &Silent).expect("small enough")
    }

    fn compared(scenarios: &[Scenario]) -> Comparison {
        let names: Vec<String> = scenarios.iter().map(|scenario| scenario.name.clone()).collect();
        Comparison::of(&lived(scenarios, None), &names, 1)
    }

    #[test]
    fn a_scenario_against_itself_differs_by_exactly_nothing() {
        let one = scenario("ai_takeoff", &[]);
        let found = compared(&[one.clone(), one]);
        let mut defined = 0;
        for difference in &found.differences {
            if difference.base.value.is_some() {
                defined += 1;
                let matched = difference.difference;
                assert_eq!((matched.value, matched.low, matched.high), (Some(0.0), Some(0.0), Some(0.0)));
            }
        }
        assert!(defined > 200);
        let flows = found.flows.expect("the same people");
        assert_eq!((flows.unchanged.value, flows.moved.value, flows.people), (Some(1.0), Some(0.0), 3000));
    }

    /// In a world whose only change is a share of income moved to capital, the labour share differs by exactly that much.
    #[test]
    fn a_known_effect_is_found_and_worlds_keep_their_people() {
        let found = compared(&[
            scenario("no_ai_century", &[]),
            scenario("no_ai_century", &["capital.income_share={2025=0.1, 2026=0.3}"]),
        ]);
        let row = found.row("labour_share", 2031).expect("measured");
        let difference = row.difference.difference;
        assert!(difference.value.is_some_and(|value| (value + 0.2).abs() < 1e-6), "{difference:?}");
        let metrics = ["gini", "labour_share"].map(str::to_owned);
        let rows = found.rows(&metrics, &[2030, 2031]);
        let names = (found.base.clone(), found.other.clone());
        let again = Comparison::of_rows(names.clone(), &rows, found.flows, found.replicates).expect("whole");
        assert_eq!((again.rows(&metrics, &[2030, 2031]), again.last_year()), (rows.clone(), Some(2031)));
        assert_eq!(Comparison::of_rows(names, &rows[..3], None, found.replicates), None);
        let row = found.row("iq_schooling_r", 2031).expect("measured").difference;
        assert_eq!(
            (row.difference.value, row.difference.half_width()),
            (Some(0.0), Some(0.0)),
            "schools are the same"
        );
        let flows = found.flows.expect("the same people");
        // Capital is paid more and labour no less: nobody loses, and those without wealth fall behind.
        assert!(flows.gained.value.is_some_and(|share| share > 0.5), "{flows:?}");
        assert!(flows.fell.low.is_some_and(|share| share > 0.0), "{flows:?}");
    }

    #[test]
    fn years_and_metrics_are_those_that_all_worlds_have() {
        let early = scenario("twentieth_century", &["run.start_year=2010"]);
        let late = scenario("ai_takeoff", &["run.start_year=2014", "run.years=2"]);
        let apart = scenario("ai_takeoff", &["run.start_year=2090"]);
        assert_eq!(common_years(&[early.clone(), late.clone()]), Some(2014..=2016));
        assert_eq!(common_years(&[early.clone(), apart]), None);
        let found = compared(&[early.clone(), late.clone()]);
        assert_eq!(found.years, [2014, 2015, 2016]);
        let alone = run(&late, Options::default(), &Silent).expect("small enough");
        let gini = alone.metric("gini").expect("measured");
        let row = compared(&[late, early]).row("gini", 2015).expect("common").difference;
        assert!(
            row.base
                .value
                .is_some_and(|mean| (mean - alone.estimates[[0, 1, gini]].value.unwrap()).abs() < 0.05)
        );
        assert_eq!(found.flows, None, "worlds that began in other years have other people");
    }

    /// What was run to reach a precision is what a run with that many replicates gives.
    #[test]
    fn further_replicates_are_those_of_a_longer_run() {
        let scenarios = [scenario("no_ai_century", &[]), scenario("ai_takeoff", &[])];
        // About two thirds more replicates than the first look has.
        let first = lived(&scenarios, Some(&Goal { metric: "gini".to_owned(), half_width: 1.0 }));
        let differences = first.last_differences(1, "gini");
        let half_width =
            Interval::over_replicates(&differences).half_width().expect("several replicates") / 1.3;
        let goal = Goal { metric: "gini".to_owned(), half_width };
        let sought = lived(&scenarios, Some(&goal));
        assert!(sought.replicates() > 10 && sought.replicates() < 30, "{}", sought.replicates());
        let plan = Plan {
            scenarios: &scenarios,
            replicates: sought.replicates(),
            goal: None,
            most_replicates: 0,
            persons: true,
            threads: Some(1),
        };
        let at_once = live(plan, &Silent).expect("small enough");
        assert_eq!(sought.values, at_once.values);
        assert_eq!(sought.flows, at_once.flows);
    }
}
