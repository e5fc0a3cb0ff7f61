//! What a run leaves behind: plain data, one estimate for each replicate, year and metric.

use crate::stats::estimate::Estimate;
use ndarray::Array3;

/// What one column of the results measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// Column name, such as `iq_income_rank_r`.
    pub name: String,
    /// One sentence in plain words.
    pub meaning: String,
    /// Unit, such as `correlation` or `share`.
    pub unit: String,
    /// Who and what is observed (model document, section 9).
    pub observation: String,
}

/// One percentile of one income distribution in one year, pooled over replicates.
#[derive(Clone, Debug, PartialEq)]
pub struct PercentileRow {
    pub year: i32,
    /// `income` (all income of the year), `earnings` (labour income of the year) or `record` (11-year mean earnings).
    pub observation: &'static str,
    /// 1 to 100: hundredths from the lowest income. `top_0.1` is reported as percentile 100.1.
    pub percentile: f64,
    pub people: u64,
    /// Multiples of the median earnings of the base year.
    pub mean_income: Option<f64>,
    pub mean_iq: Option<f64>,
    /// Standard error of `mean_iq`.
    pub mean_iq_error: Option<f64>,
    pub iq_sd: Option<f64>,
    /// Share of people with stanine 1 or 2, and with stanine 8 or 9.
    pub low_stanine_share: Option<f64>,
    pub high_stanine_share: Option<f64>,
}

/// The other conditional: income of the people in one band of IQ, pooled over replicates.
#[derive(Clone, Debug, PartialEq)]
pub struct IqBandRow {
    pub year: i32,
    pub observation: &'static str,
    /// Stanine 1 to 9.
    pub stanine: u8,
    /// Mean IQ of the band.
    pub mean_iq: Option<f64>,
    pub people: u64,
    pub mean_income: Option<f64>,
    pub mean_income_error: Option<f64>,
    pub median_income: Option<f64>,
    /// Mean income rank of the band, 0 to 100.
    pub mean_percentile: Option<f64>,
}

/// People of one stanine with incomes between two ends in one of the kept years, all replicates together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DensityRow {
    pub year: i32,
    /// Stanine 1 to 9.
    pub stanine: u8,
    /// Multiples of the median earnings of the base year; both zero for people without income.
    pub income_low: f64,
    pub income_high: f64,
    pub people: u64,
}

/// A breakthrough in making AI.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breakthrough {
    pub replicate: u32,
    pub year: i32,
    /// Jump of capability, standard deviations of human skill.
    pub size: f64,
}

/// D-day over many draws of AI progress: the first year in which human involvement is at or below the threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct DDay {
    pub threshold: f64,
    /// D-day in each replicate of the run; `None`: not within the years simulated.
    pub replicates: Vec<Option<i32>>,
    /// D-day in further draws of AI progress alone, in draw order; independent of the number of replicates.
    pub draws: Vec<Option<i32>>,
}

/// One person at the end of the run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PersonRow {
    pub replicate: u32,
    pub slot: u32,
    pub generation: u32,
    pub age: u8,
    pub ability: f32,
    pub noncognitive: f32,
    pub family_status: f32,
    pub iq: f32,
    pub schooling_years: f32,
    pub skill: f32,
    /// Index into [`RunResults::job_names`]; `None`: without a place.
    pub job: Option<u8>,
    pub experience_years: u8,
    pub luck: f32,
    pub wealth: f32,
    pub earnings: f32,
    pub income: f32,
    /// Mean of the earnings record so far (ages 35 to 45); `None` before it begins.
    pub record_earnings: Option<f32>,
}

/// Seconds spent in each phase of the year, summed over years and replicates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timings {
    pub wall_seconds: f64,
    /// Name of the phase and seconds, in the order of the year.
    pub phases: Vec<(&'static str, f64)>,
    /// People times years, the years of burn-in included.
    pub agent_years: u64,
}

/// Everything a run found out.
#[derive(Clone, Debug)]
pub struct RunResults {
    pub metrics: Vec<Metric>,
    pub years: Vec<i32>,
    /// Indexed by replicate, year and metric.
    pub estimates: Array3<Estimate>,
    pub percentiles: Vec<PercentileRow>,
    pub iq_bands: Vec<IqBandRow>,
    /// Income by IQ in the first year, the last, and two between.
    pub density: Vec<DensityRow>,
    pub breakthroughs: Vec<Breakthrough>,
    pub d_day: DDay,
    pub job_names: Vec<String>,
    pub level_names: Vec<String>,
    /// Saved people of the last year, when asked for.
    pub people: Vec<PersonRow>,
    pub timings: Timings,
}

impl RunResults {
    /// Position of a metric by its name.
    pub fn metric(&self, name: &str) -> Option<usize> {
        self.metrics.iter().position(|metric| metric.name == name)
    }

    /// Number of replicates.
    pub fn replicates(&self) -> usize {
        self.estimates.shape()[0]
    }
}
