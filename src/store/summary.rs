//! The short form of a run: key metrics in the first, middle and last year, D-day, breakthroughs and limits.

use super::interval::{Interval, change, level};
use crate::run::results::{DDay, RunResults};
use serde::Serialize;

/// Metrics that the summary shows, where the run has them.
pub const KEY_METRICS: [&str; 15] = [
    "iq_income_rank_r",
    "iq_income_r",
    "iq_log_income_r",
    "iq_record_rank_r",
    "mean_iq_percentile_75",
    "mean_iq_top1",
    "iq_schooling_r",
    "iq_job_rank_r",
    "iq_family_status_r",
    "gini",
    "top1_share",
    "parent_child_rank_slope",
    "human_involvement",
    "automated_share",
    "labour_share",
];

/// What the results themselves do not know about their run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct About {
    /// Name of the scenario.
    pub scenario: String,
    pub title: String,
    pub description: String,
    /// Values that were set over the scenario's file, `path=value`.
    pub set: Vec<String>,
    /// People in each replicate.
    pub people: u64,
    pub seed: u64,
}

/// The content of `summary.json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    #[serde(flatten)]
    pub about: About,
    pub program_version: &'static str,
    pub first_year: Option<i32>,
    pub last_year: Option<i32>,
    pub replicates: usize,
    pub metrics: Vec<KeyMetric>,
    /// `None` where the scenario has no AI progress.
    pub d_day: Option<DDaySummary>,
    pub breakthroughs: Vec<BreakthroughRow>,
    pub limits: Vec<String>,
}

/// One metric over the run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyMetric {
    pub name: String,
    pub meaning: String,
    pub unit: String,
    pub observation: String,
    /// First, middle and last year; fewer in a run of one or two years.
    pub years: Vec<YearValue>,
    /// Last year minus first year.
    pub change: Interval,
    /// A year between, clearly above (or below) both ends.
    pub turning_point: Option<TurningPoint>,
}

/// The highest or lowest year of a metric, where chance does not explain it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TurningPoint {
    /// Highest year if true, else lowest.
    pub highest: bool,
    #[serde(flatten)]
    pub at: YearValue,
}

/// A metric in one year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct YearValue {
    pub year: i32,
    #[serde(flatten)]
    pub interval: Interval,
}

/// When making AI no longer needs people.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DDaySummary {
    /// Human share in making AI at or below which it is D-day.
    pub threshold: f64,
    /// D-day in each replicate; null: not within the years.
    pub replicates: Vec<Option<i32>>,
    /// Draws of AI progress alone.
    pub draws: usize,
    /// Share of the draws that reach D-day within the years.
    pub reached_share: Option<f64>,
    /// Quantiles over all draws; null where they lie beyond the last year.
    pub p05: Option<i32>,
    pub median: Option<i32>,
    pub p95: Option<i32>,
}

/// One breakthrough of one replicate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BreakthroughRow {
    pub replicate: u32,
    pub year: i32,
    pub size: f64,
}

impl Summary {
    /// Summarises a run.
    pub fn new(results: &RunResults, about: About, limits: Vec<String>) -> Self {
        let metrics = KEY_METRICS.iter().filter_map(|name| key_metric(results, name)).collect();
        let breakthroughs = results
            .breakthroughs
            .iter()
            .map(|jump| BreakthroughRow { replicate: jump.replicate, year: jump.year, size: jump.size })
            .collect();
        Self {
            about,
            program_version: env!("CARGO_PKG_VERSION"),
            first_year: results.years.first().copied(),
            last_year: results.years.last().copied(),
            replicates: results.replicates(),
            metrics,
            d_day: d_day(&results.d_day),
            breakthroughs,
            limits,
        }
    }

    /// A key metric by its name.
    pub fn metric(&self, name: &str) -> Option<&KeyMetric> {
        self.metrics.iter().find(|metric| metric.name == name)
    }
}

fn key_metric(results: &RunResults, name: &str) -> Option<KeyMetric> {
    let index = results.metric(name)?;
    let metric = results.metrics.get(index)?;
    let last = results.years.len().checked_sub(1)?;
    let mut positions = vec![0, last / 2, last];
    positions.dedup();
    let year_value = |position: usize| {
        let year = *results.years.get(position)?;
        Some(YearValue { year, interval: level(results, position, index) })
    };
    Some(KeyMetric {
        name: metric.name.clone(),
        meaning: metric.meaning.clone(),
        unit: metric.unit.clone(),
        observation: metric.observation.clone(),
        years: positions.into_iter().filter_map(year_value).collect(),
        change: change(results, 0, last, index),
        turning_point: turning_point(results, index),
    })
}

/// The year between first and last whose distance to both is more than chance explains, on the same side of both.
///
/// It is the most extreme of many years, so its distances must exceed half a 95 % interval threefold: six standard
/// errors, beyond what the extreme of a thousand years reaches by chance.
fn turning_point(results: &RunResults, metric: usize) -> Option<TurningPoint> {
    const CLEAR: f64 = 3.0;
    let last = results.years.len().checked_sub(1)?;
    let value = |position: usize| level(results, position, metric).value;
    let positions = || (1..last).filter_map(|position| Some((position, value(position)?)));
    let highest = positions().max_by(|a, b| a.1.total_cmp(&b.1))?.0;
    let lowest = positions().min_by(|a, b| a.1.total_cmp(&b.1))?.0;
    // Distance to the nearer end in units of the interval; positive: above both ends or below both.
    let clearness = |position: usize, sign: f64| {
        let rise = change(results, 0, position, metric);
        let fall = change(results, position, last, metric);
        let ratio = |change: &Interval, sign: f64| {
            Some(sign * change.value? / change.half_width().filter(|half| *half > 0.0)?)
        };
        Some(ratio(&rise, sign)?.min(ratio(&fall, -sign)?))
    };
    let candidates = [(true, highest, clearness(highest, 1.0)), (false, lowest, clearness(lowest, -1.0))];
    let clear =
        candidates.into_iter().filter_map(|(highest, position, ratio)| Some((highest, position, ratio?)));
    let (highest, position, ratio) = clear.max_by(|a, b| a.2.total_cmp(&b.2))?;
    let at = YearValue { year: *results.years.get(position)?, interval: level(results, position, metric) };
    (ratio > CLEAR).then_some(TurningPoint { highest, at })
}

fn d_day(d_day: &DDay) -> Option<DDaySummary> {
    if d_day.draws.is_empty() && d_day.replicates.iter().all(Option::is_none) {
        return None;
    }
    let count = d_day.draws.len();
    let mut reached: Vec<i32> = d_day.draws.iter().flatten().copied().collect();
    reached.sort_unstable();
    // A draw that never arrives counts as later than every year, so a quantile may lie beyond the last year.
    let quantile = |share: f64| {
        let place = ((share * count as f64).ceil() as usize).max(1) - 1;
        reached.get(place).copied()
    };
    Some(DDaySummary {
        threshold: d_day.threshold,
        replicates: d_day.replicates.clone(),
        draws: count,
        reached_share: (count > 0).then(|| reached.len() as f64 / count as f64),
        p05: quantile(0.05),
        median: quantile(0.5),
        p95: quantile(0.95),
    })
}

#[cfg(test)]
#[path = "example.rs"]
pub mod example;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::estimate::Estimate;

    fn with_draws(draws: Vec<Option<i32>>) -> Option<DDaySummary> {
        d_day(&DDay { threshold: 0.1, replicates: vec![None], draws })
    }

    #[test]
    fn quantiles_of_d_day_count_draws_that_never_arrive() {
        let draws = (0..10).map(|draw| (draw < 6).then_some(2050 + draw)).collect();
        let summary = with_draws(draws).expect("draws");
        assert_eq!((summary.p05, summary.median, summary.p95), (Some(2050), Some(2054), None));
        assert_eq!(summary.reached_share, Some(0.6));
        let never = with_draws(vec![None; 4]).expect("draws");
        assert_eq!((never.median, never.reached_share), (None, Some(0.0)));
        assert_eq!(with_draws(Vec::new()), None);
    }

    #[test]
    fn years_are_not_repeated_and_missing_metrics_are_skipped() {
        for (years, shown) in [(1, 1), (2, 2), (3, 3), (40, 3)] {
            let summary = Summary::new(&example::results(2, years), example::about(), Vec::new());
            let metric = summary.metric("iq_income_rank_r").expect("a key metric");
            assert_eq!(metric.years.len(), shown, "{years} years");
            assert!(summary.metric("top1_share").is_none());
        }
        let without_years = Summary::new(&example::results(1, 0), example::about(), Vec::new());
        assert!(without_years.metrics.is_empty());
    }

    #[test]
    fn only_a_clear_hump_has_a_turning_point() {
        let mut results = example::results(1, 41);
        let index = results.metric("iq_income_rank_r").expect("a metric");
        let turn =
            |results: &RunResults| turning_point(results, index).map(|turn| (turn.highest, turn.at.year));
        let shape = |results: &mut RunResults, height: f64| {
            for year in 0..41 {
                let hump = height * (1.0 - ((year as f64 - 20.0) / 20.0).powi(2));
                results.estimates[[0, year, index]] = Estimate::sampled(0.2 + hump, 0.003, 1_000);
            }
        };
        let middle = results.years[20];
        shape(&mut results, 0.1);
        assert_eq!(turn(&results), Some((true, middle)));
        shape(&mut results, -0.1);
        assert_eq!(turn(&results), Some((false, middle)));
        shape(&mut results, 0.015);
        assert_eq!(turn(&results), None, "five standard errors of one year are not clear");
        results.estimates.fill(Estimate::undefined(0));
        assert_eq!(turn(&results), None);
        for years in 0..3 {
            assert_eq!(turning_point(&example::results(1, years), index), None);
        }
    }

    #[test]
    fn no_number_in_the_file_is_undefined_text() {
        let summary = Summary::new(&example::results(1, 5), example::about(), vec!["One limit.".to_owned()]);
        let text = String::from_utf8(super::super::json::bytes(&summary).expect("JSON")).expect("UTF-8");
        assert!(!text.contains("NaN") && !text.contains("inf,"), "{text}");
        assert!(text.contains("\"interval_from\": \"sampling\""));
        assert!(text.contains("\"scenario\": \"example\""));
    }
}
