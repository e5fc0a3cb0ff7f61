//! From the outcomes of all replicates to the results of the run.

use super::ai_path::d_day_draws;
use super::density;
use super::replicate::{OBSERVATIONS, Outcome};
use super::results::{DDay, DensityRow, IqBandRow, PercentileRow, RunResults, Timings};
use crate::scenario::Scenario;
use crate::stats::estimate::Estimate;
use crate::stats::percentiles::{BandSums, GROUPS, GroupSums};
use crate::year::PHASES;
use ndarray::Array3;

/// Percentile under which the highest 0.1 % are reported.
const TOP_THOUSANDTH: f64 = 100.1;

/// Puts the replicates together, in their order.
///
/// `draws`: how often the path of AI is drawn anew, without people, for the distribution of D-day.
pub fn assemble(scenario: &Scenario, mut outcomes: Vec<Outcome>, draws: u32) -> RunResults {
    let years: Vec<i32> = (scenario.settings.run.start_year..=scenario.last_year()).collect();
    let metrics = outcomes.first().map(|outcome| outcome.metrics.clone()).unwrap_or_default();
    let mut estimates = Array3::from_elem((outcomes.len(), years.len(), metrics.len()), Estimate::default());
    for (replicate, outcome) in outcomes.iter().enumerate() {
        for (year, row) in outcome.estimates.iter().enumerate() {
            for (metric, estimate) in row.iter().enumerate() {
                estimates[[replicate, year, metric]] = *estimate;
            }
        }
    }
    RunResults {
        percentiles: percentiles(&years, &outcomes),
        iq_bands: iq_bands(&years, &outcomes),
        density: density(&outcomes),
        breakthroughs: outcomes.iter().flat_map(|outcome| outcome.breakthroughs.clone()).collect(),
        d_day: DDay {
            threshold: scenario.settings.ai.involvement.d_day_threshold,
            replicates: outcomes.iter().map(|outcome| outcome.d_day).collect(),
            draws: if scenario.settings.ai.enabled { d_day_draws(scenario, draws) } else { Vec::new() },
        },
        job_names: scenario.settings.jobs.iter().map(|job| job.name.clone()).collect(),
        level_names: scenario.settings.schooling.levels.iter().map(|level| level.name.clone()).collect(),
        timings: timings(&outcomes),
        people: outcomes.iter_mut().flat_map(|outcome| std::mem::take(&mut outcome.people)).collect(),
        metrics,
        years,
        estimates,
    }
}

fn percentiles(years: &[i32], outcomes: &[Outcome]) -> Vec<PercentileRow> {
    let mut rows = Vec::new();
    for (index, &year) in years.iter().enumerate() {
        for (which, &observation) in OBSERVATIONS.iter().enumerate() {
            for group in 0..GROUPS {
                let mut sums = GroupSums::default();
                for outcome in outcomes {
                    sums.add(&outcome.groups[index][which][group], 1.0);
                }
                rows.push(PercentileRow {
                    year,
                    observation,
                    percentile: if group < 100 { (group + 1) as f64 } else { TOP_THOUSANDTH },
                    people: sums.people.round() as u64,
                    mean_income: sums.mean(sums.income),
                    mean_iq: sums.mean(sums.iq),
                    mean_iq_error: sums.mean_iq_error(),
                    iq_sd: sums.iq_sd(),
                    low_stanine_share: sums.mean(sums.low_stanines),
                    high_stanine_share: sums.mean(sums.high_stanines),
                });
            }
        }
    }
    rows
}

fn iq_bands(years: &[i32], outcomes: &[Outcome]) -> Vec<IqBandRow> {
    let mut rows = Vec::new();
    for (index, &year) in years.iter().enumerate() {
        for (which, &observation) in OBSERVATIONS.iter().enumerate() {
            for stanine in 1..=9_u8 {
                let mut sums = BandSums::default();
                for outcome in outcomes {
                    sums.add(&outcome.bands[index][which][stanine as usize]);
                }
                rows.push(IqBandRow {
                    year,
                    observation,
                    stanine,
                    mean_iq: sums.mean(sums.iq),
                    people: sums.people.round() as u64,
                    mean_income: sums.mean(sums.income),
                    mean_income_error: sums.mean_income_error(),
                    median_income: sums.mean(sums.weighted_median),
                    mean_percentile: sums.mean(sums.rank).map(|rank| 100.0 * rank),
                });
            }
        }
    }
    rows
}

fn density(outcomes: &[Outcome]) -> Vec<DensityRow> {
    let Some(first) = outcomes.first() else { return Vec::new() };
    let in_year = |(place, (year, _)): (usize, &(i32, density::Counts))| {
        let all: Vec<&density::Counts> =
            outcomes.iter().filter_map(|outcome| Some(&outcome.density.get(place)?.1)).collect();
        density::rows(*year, &all)
    };
    first.density.iter().enumerate().flat_map(in_year).collect()
}

fn timings(outcomes: &[Outcome]) -> Timings {
    let total = |phase: usize| outcomes.iter().map(|outcome| outcome.phase_seconds[phase]).sum();
    let mut phases: Vec<(&'static str, f64)> =
        PHASES.iter().enumerate().map(|(phase, name)| (*name, total(phase))).collect();
    phases.push(("statistics", outcomes.iter().map(|outcome| outcome.statistics_seconds).sum()));
    Timings { phases, ..Timings::default() }
}
