//! A made-up run for tests of tables, sentences and charts: plausible shapes, no simulation.

use super::About;
use crate::run::results::{
    Breakthrough, DDay, DensityRow, IqBandRow, Metric, PercentileRow, PersonRow, RunResults, Timings,
};
use crate::stats::estimate::Estimate;
use ndarray::Array3;

/// First year of the example.
pub const START: i32 = 2025;

/// The example's name and size.
pub fn about() -> About {
    About {
        scenario: "example".to_owned(),
        title: "A made-up century".to_owned(),
        description: "Falls from 0.40 to about 0.25.".to_owned(),
        set: Vec::new(),
        people: 10_000,
        seed: 1,
    }
}

/// Names and units of the example's metrics, value in the first year, change a century and sampling error.
const METRICS: [(&str, &str, f64, f64, f64); 8] = [
    ("iq_income_rank_r", "correlation", 0.40, -0.15, 0.009),
    ("iq_log_income_r", "correlation", 0.36, -0.17, 0.009),
    ("iq_record_rank_r", "correlation", 0.47, -0.16, 0.02),
    ("mean_iq_percentile_75", "IQ points", 103.4, -1.2, 0.6),
    ("mean_iq_top1", "IQ points", 115.0, -4.0, 0.7),
    ("gini", "0 to 1", 0.35, 0.2, 0.004),
    ("human_involvement", "share", 1.0, -0.95, 0.0),
    ("automated_share", "share", 0.05, 0.6, 0.0),
];

/// Bell-shaped counts around an income that grows with the stanine.
fn density(years: &[i32]) -> Vec<DensityRow> {
    let (Some(&first), Some(&last)) = (years.first(), years.last()) else { return Vec::new() };
    let mut kept = vec![first, last];
    kept.dedup();
    let row = |year: i32, cell: i32, stanine: u8| {
        let distance = f64::from(cell) - 0.3 * f64::from(stanine);
        let (income_low, income_high) = (2_f64.powi(cell - 2), 2_f64.powi(cell - 1));
        let people = (1000.0 * (-distance * distance).exp()) as u64;
        DensityRow { year, stanine, income_low, income_high, people }
    };
    kept.into_iter()
        .flat_map(|year| (0..5).flat_map(move |cell| (1..=9).map(move |stanine| row(year, cell, stanine))))
        .collect()
}

/// Results of `replicates` replicates over `years` years.
pub fn results(replicates: usize, years: usize) -> RunResults {
    let metrics = METRICS.iter().map(|(name, unit, ..)| Metric {
        name: (*name).to_owned(),
        meaning: format!("What {name} says."),
        unit: (*unit).to_owned(),
        observation: "made-up people".to_owned(),
    });
    let estimates = Array3::from_shape_fn((replicates, years, METRICS.len()), |(replicate, year, metric)| {
        let (_, _, first, change, error) = METRICS[metric];
        let wave = (0.7 * year as f64 + 1.9 * replicate as f64 + metric as f64).sin();
        let share = year as f64 / 100.0;
        let value = first + change * share * share * (3.0 - 2.0 * share) + error * wave;
        if error == 0.0 { Estimate::exact(value) } else { Estimate::sampled(value, error, 8_500) }
    });
    let years: Vec<i32> = (START..).take(years).collect();
    let end = START + years.len() as i32;
    let within = |year: i32| (year < end).then_some(year);
    let jump = |replicate: usize, year: i32| Breakthrough { replicate: replicate as u32, year, size: 1.0 };
    RunResults {
        metrics: metrics.collect(),
        estimates,
        percentiles: years.iter().flat_map(|&year| percentiles(year)).collect(),
        density: density(&years),
        iq_bands: years.iter().flat_map(|&year| (1..=9).map(move |stanine| band(year, stanine))).collect(),
        breakthroughs: (0..replicates)
            .flat_map(|replicate| [2034, 2037, 2071].map(|year| jump(replicate, year + 2 * replicate as i32)))
            .filter(|jump| years.contains(&jump.year))
            .collect(),
        d_day: DDay {
            threshold: 0.1,
            replicates: (0..replicates as i32).map(|replicate| within(2068 + 3 * replicate)).collect(),
            draws: (0..200).map(|draw| within(2049 + draw * 82 / 200)).collect(),
        },
        job_names: ["managers", "clerks"].map(str::to_owned).to_vec(),
        level_names: ["basic", "higher"].map(str::to_owned).to_vec(),
        people: vec![person()],
        timings: Timings {
            wall_seconds: 2.0,
            phases: vec![("retire", 0.5), ("observe", 1.5)],
            agent_years: 1_000_000,
        },
        years,
    }
}

fn percentiles(year: i32) -> Vec<PercentileRow> {
    let fade = 1.0 - 0.4 * f64::from(year - START) / 100.0;
    (1..=101)
        .map(|group| {
            let percentile = if group <= 100 { f64::from(group) } else { 100.1 };
            let score: f64 = (percentile.min(100.0) - 50.5) / 51.0;
            let mean = 100.0 + fade * (8.0 * score + 9.0 * score.powi(5));
            let noise = 0.5 * (f64::from(group) * 1.7 + f64::from(year)).sin();
            PercentileRow {
                year,
                observation: "record",
                percentile,
                people: 60,
                mean_income: Some(2.0_f64.powf(score)),
                mean_iq: Some(mean + noise),
                mean_iq_error: Some(0.5),
                iq_sd: Some(13.5),
                low_stanine_share: Some(0.1),
                high_stanine_share: Some(0.1),
            }
        })
        .collect()
}

fn band(year: i32, stanine: u8) -> IqBandRow {
    IqBandRow {
        year,
        observation: "record",
        stanine,
        mean_iq: Some(100.0 + 7.5 * (f64::from(stanine) - 5.0)),
        people: 600,
        mean_income: Some(0.5 + 0.15 * f64::from(stanine)),
        mean_income_error: Some(0.02),
        median_income: None,
        mean_percentile: Some(10.0 * f64::from(stanine)),
    }
}

fn person() -> PersonRow {
    PersonRow {
        replicate: 0,
        slot: 1,
        generation: 2,
        age: 40,
        ability: 0.1,
        noncognitive: -0.3,
        family_status: 0.2,
        iq: 103.75,
        schooling_years: 12.0,
        skill: 0.4,
        job: Some(1),
        experience_years: 21,
        luck: -0.05,
        wealth: 3.5,
        earnings: 1.1,
        income: 1.2,
        record_earnings: None,
    }
}
