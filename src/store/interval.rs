//! How far chance may have moved a number: over replicates where there are two, else inside the one run.

use crate::run::results::RunResults;
use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// 97.5 % point of the normal distribution: half of a 95 % interval in standard errors.
pub const NORMAL_95: f64 = 1.959_963_984_540_054;

/// Standard deviations below this share of the mean are rounding, not chance.
const ROUNDING: f64 = 1e-12;

/// Where an interval comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IntervalFrom {
    /// The spread between replicates: sampling of people and chance in AI progress.
    Replicates,
    /// The sampling error inside one run: chance in AI progress is not in it.
    Sampling,
    /// No interval: undefined, or a quantity of the scenario.
    Nothing,
}

impl IntervalFrom {
    /// The word in tables; empty where there is no interval.
    pub fn word(self) -> &'static str {
        match self {
            Self::Replicates => "replicates",
            Self::Sampling => "sampling",
            Self::Nothing => "",
        }
    }
}

/// A number with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Interval {
    pub value: Option<f64>,
    pub standard_error: Option<f64>,
    /// Lower and upper end of the 95 % interval.
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub interval_from: IntervalFrom,
    /// Replicates in which the number is defined.
    pub replicates: usize,
}

impl Interval {
    /// Half the width of the interval.
    pub fn half_width(&self) -> Option<f64> {
        Some((self.high? - self.low?) / 2.0)
    }

    /// Whether the interval leaves out zero; `None` without an interval.
    pub fn excludes_zero(&self) -> Option<bool> {
        Some(self.low? > 0.0 || self.high? < 0.0)
    }

    /// The mean over replicates with Student's interval; no interval for fewer than two.
    pub fn over_replicates(values: &[f64]) -> Self {
        Self::new(values, None)
    }

    /// The mean of independent values with Student's interval, or of one value with its sampling error.
    fn new(values: &[f64], sampling_error: Option<f64>) -> Self {
        let replicates = values.len();
        let Some(spread) = Spread::of(values) else {
            return Self::without_interval(None, replicates);
        };
        let (error, factor, interval_from) = match (spread.sd, sampling_error) {
            (Some(sd), _) => {
                let factor = student_95(replicates - 1);
                (sd / (replicates as f64).sqrt(), factor, IntervalFrom::Replicates)
            }
            (None, Some(error)) => (error, NORMAL_95, IntervalFrom::Sampling),
            (None, None) => return Self::without_interval(Some(spread.mean), replicates),
        };
        Self {
            value: Some(spread.mean),
            standard_error: Some(error),
            low: Some(spread.mean - factor * error),
            high: Some(spread.mean + factor * error),
            interval_from,
            replicates,
        }
    }

    fn without_interval(value: Option<f64>, replicates: usize) -> Self {
        let interval_from = IntervalFrom::Nothing;
        Self { value, standard_error: None, low: None, high: None, interval_from, replicates }
    }
}

/// A metric in one year.
pub fn level(results: &RunResults, year: usize, metric: usize) -> Interval {
    let (values, errors) = defined(results, year, metric);
    Interval::new(&values, errors.first().copied().flatten())
}

/// Change of a metric from one year to another: the mean of the differences inside each replicate.
///
/// For one replicate the sampling errors of the two years are treated as independent.
pub fn change(results: &RunResults, from: usize, to: usize, metric: usize) -> Interval {
    let mut values = Vec::new();
    let mut error = None;
    for replicate in 0..results.replicates() {
        let (Some(before), Some(after)) = (
            results.estimates.get([replicate, from, metric]),
            results.estimates.get([replicate, to, metric]),
        ) else {
            continue;
        };
        if let (Some(first), Some(last)) = (before.value, after.value) {
            values.push(last - first);
            error = match (before.standard_error, after.standard_error) {
                (Some(first), Some(last)) => Some((first * first + last * last).sqrt()),
                _ => None,
            };
        }
    }
    Interval::new(&values, error)
}

/// Values of a metric in the replicates that define it, with their sampling errors.
pub(super) fn defined(results: &RunResults, year: usize, metric: usize) -> (Vec<f64>, Vec<Option<f64>>) {
    let cell = |replicate| results.estimates.get([replicate, year, metric]);
    let finite = |number: &f64| number.is_finite();
    (0..results.replicates())
        .filter_map(cell)
        .filter_map(|estimate| Some((estimate.value.filter(finite)?, estimate.standard_error.filter(finite))))
        .unzip()
}

/// Mean, standard deviation and order of some values.
pub(super) struct Spread {
    pub mean: f64,
    /// `None` for fewer than two values.
    pub sd: Option<f64>,
    sorted: Vec<f64>,
}

impl Spread {
    /// `None` without values.
    pub(super) fn of(values: &[f64]) -> Option<Self> {
        let count = values.len() as f64;
        if values.is_empty() {
            return None;
        }
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        let sd = (values.len() > 1).then(|| (squares / (count - 1.0)).sqrt());
        let sd = sd.map(|sd| if sd <= ROUNDING * mean.abs() { 0.0 } else { sd });
        Some(Self { mean, sd, sorted })
    }

    /// Quantile with linear interpolation between the ordered values.
    pub(super) fn quantile(&self, share: f64) -> Option<f64> {
        let place = share.clamp(0.0, 1.0) * (self.sorted.len().checked_sub(1)? as f64);
        let below = place.floor();
        let lower = *self.sorted.get(below as usize)?;
        let upper = self.sorted.get(below as usize + 1).copied().unwrap_or(lower);
        Some(lower + (place - below) * (upper - lower))
    }
}

/// 97.5 % point of Student's distribution.
fn student_95(degrees_of_freedom: usize) -> f64 {
    student_point_95(degrees_of_freedom as f64)
}

/// 97.5 % point of Student's distribution: half of a 95 % interval in standard errors.
///
/// From 1,000 degrees of freedom on by the expansion z + (z³ + z)/4ν + (5z⁵ + 16z³ + 3z)/96ν² (Abramowitz and Stegun
/// 1964, 26.7.5), right to nine digits there.
pub fn student_point_95(degrees_of_freedom: f64) -> f64 {
    if degrees_of_freedom >= 1000.0 {
        let (z, v) = (NORMAL_95, degrees_of_freedom);
        let (cube, fifth) = (z * z * z, z * z * z * z * z);
        return z + (cube + z) / (4.0 * v) + (5.0 * fifth + 16.0 * cube + 3.0 * z) / (96.0 * v * v);
    }
    StudentsT::new(0.0, 1.0, degrees_of_freedom)
        .map_or(f64::INFINITY, |distribution| distribution.inverse_cdf(0.975))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_replicates_use_student_and_one_its_sampling_error() {
        let two = Interval::new(&[0.0, 2.0], Some(0.1));
        assert_eq!(two.value, Some(1.0));
        assert!((two.half_width().expect("an interval") - 12.706_204_736).abs() < 1e-6);
        assert_eq!(two.interval_from, IntervalFrom::Replicates);
        let one = Interval::new(&[1.0], Some(0.5));
        assert!((one.half_width().expect("an interval") - 0.979_981_992).abs() < 1e-8);
        assert_eq!(one.interval_from, IntervalFrom::Sampling);
        assert_eq!(one.excludes_zero(), Some(true));
    }

    /// Published points, and no step where the expansion takes over.
    #[test]
    fn student_points_are_the_published_ones() {
        for (freedom, point) in [(1.0, 12.706_204_736), (10.0, 2.228_138_852), (100.0, 1.983_971_519)] {
            assert!((student_point_95(freedom) - point).abs() < 1e-8, "{freedom}");
        }
        assert!((student_point_95(1000.0) - student_point_95(999.999)).abs() < 1e-8);
        assert!((student_point_95(1e12) - NORMAL_95).abs() < 1e-11);
    }

    #[test]
    fn nothing_is_claimed_without_values_or_errors() {
        assert_eq!(Interval::new(&[], None).value, None);
        let exact = Interval::new(&[0.6], None);
        assert_eq!((exact.value, exact.half_width(), exact.excludes_zero()), (Some(0.6), None, None));
        assert_eq!(exact.interval_from, IntervalFrom::Nothing);
    }

    #[test]
    fn equal_replicates_have_an_interval_without_width() {
        let same = Interval::new(&[0.1; 3], None);
        assert_eq!(same.half_width(), Some(0.0));
        assert_eq!(same.interval_from, IntervalFrom::Replicates);
    }

    #[test]
    fn quantiles_interpolate() {
        let spread = Spread::of(&[3.0, 1.0, 2.0]).expect("values");
        assert_eq!(spread.quantile(0.5), Some(2.0));
        assert_eq!(spread.quantile(0.25), Some(1.5));
        assert_eq!(spread.quantile(1.0), Some(3.0));
    }
}
