//! Products that noise cannot enter, and intervals by drawing rows again.

use crate::store::interval::NORMAL_95;
use crate::study::sweep::chance::{Chance, Use};
use serde::{Deserialize, Serialize};

/// Samples of rows from which an interval is taken.
pub const RESAMPLES: u32 = 1000;

/// Rows below which no interval is given.
const FEWEST_ROWS: usize = 8;

/// An estimate with its 95 % interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Index {
    /// `None` where the measure does not vary.
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

impl Index {
    /// Hits among independent rows, possibly fractions, as a share with Wilson's 95 % interval (Wilson 1927), which is no point at 0 and 1.
    pub fn proportion(hits: f64, rows: usize) -> Self {
        if rows == 0 {
            return Self::default();
        }
        let (n, p, z) = (rows as f64, hits / rows as f64, NORMAL_95);
        let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        Self { value: Some(p), low: Some((middle - half).max(0.0)), high: Some((middle + half).min(1.0)) }
    }

    /// Whether the whole interval lies above a number.
    pub fn is_above(&self, number: f64) -> bool {
        self.low.is_some_and(|low| low > number)
    }

    /// Half the width of the interval.
    pub fn half_width(&self) -> Option<f64> {
        Some((self.high? - self.low?) / 2.0)
    }
}

/// Product of two quantities that were each measured in the same replicates, without the noise of the replicates:
/// mean of x_r·y_s over all pairs of different replicates r and s.
///
/// Replicates are independent given the parameters, so its expectation is E(x)·E(y) however the noise of x and y in one
/// replicate hangs together. With one replicate there is no such pair, and the plain product is returned.
pub fn product(x: &[f64], y: &[f64]) -> f64 {
    let count = x.len() as f64;
    let same: f64 = x.iter().zip(y).map(|(x, y)| x * y).sum();
    if x.len() < 2 {
        return same;
    }
    let all = x.iter().sum::<f64>() * y.iter().sum::<f64>();
    (all - same) / (count * (count - 1.0))
}

/// Variance between the replicates; zero for one.
pub fn variance(x: &[f64]) -> f64 {
    if x.len() < 2 {
        return 0.0;
    }
    let mean = mean(x);
    x.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (x.len() as f64 - 1.0)
}

/// The mean; 0 of nothing.
pub fn mean(x: &[f64]) -> f64 {
    if x.is_empty() { 0.0 } else { x.iter().sum::<f64>() / x.len() as f64 }
}

/// The differences, replicate by replicate.
pub fn less(x: &[f64], y: &[f64]) -> Vec<f64> {
    x.iter().zip(y).map(|(x, y)| x - y).collect()
}

/// Estimates from the rows with these numbers.
pub type Estimate<'a> = dyn Fn(&mut dyn Iterator<Item = usize>) -> Vec<Option<f64>> + 'a;

/// Estimates from all rows, each with the interval between the 2.5 % and 97.5 % points of estimates from rows drawn with
/// replacement (percentile bootstrap, Efron 1979). Rows are independent, so whatever they share inside does no harm.
pub fn with_intervals(rows: usize, seed: u64, estimate: &Estimate) -> Vec<Index> {
    let values = estimate(&mut (0..rows));
    if rows < FEWEST_ROWS {
        return values.into_iter().map(|value| Index { value, low: None, high: None }).collect();
    }
    let chance = Chance::new(seed, Use::Bootstrap);
    let mut drawn: Vec<Vec<f64>> = vec![Vec::new(); values.len()];
    for sample in 0..RESAMPLES {
        let mut chosen = (0..rows).map(|draw| chance.below(rows, draw as u32, sample));
        for (list, value) in drawn.iter_mut().zip(estimate(&mut chosen)) {
            list.extend(value.filter(|value| value.is_finite()));
        }
    }
    let interval = |(value, mut list): (Option<f64>, Vec<f64>)| {
        list.sort_by(f64::total_cmp);
        let at =
            |share: f64| list.get((share * (list.len().saturating_sub(1)) as f64).round() as usize).copied();
        let known = value.is_some();
        Index { value, low: at(0.025).filter(|_| known), high: at(0.975).filter(|_| known) }
    };
    values.into_iter().zip(drawn).map(interval).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_intervals_are_the_published_ones() {
        // Newcombe 1998, table I: 81 of 263 and 0 of 20.
        let one = Index::proportion(81.0, 263);
        assert!((one.low.unwrap() - 0.2553).abs() < 5e-5 && (one.high.unwrap() - 0.3662).abs() < 5e-5);
        let none = Index::proportion(0.0, 20);
        assert!(none.low.unwrap() == 0.0 && (none.high.unwrap() - 0.1611).abs() < 5e-5);
    }

    #[test]
    fn products_of_different_replicates_are_free_of_noise() {
        // Noise ±1 that x and y share: the plain product of means is right, that of a replicate with itself is not.
        let (x, y) = ([2.0, 4.0], [5.0, 7.0]);
        assert_eq!(product(&x, &y), (2.0 * 7.0 + 4.0 * 5.0) / 2.0);
        assert_eq!(product(&[3.0], &[6.0]), 18.0);
        let (squares, chance) = (2000, Chance::new(3, Use::Random));
        let noisy =
            |row: u32| -> Vec<f64> { (0..4).map(|column| chance.uniform(row, column) - 0.5 + 2.0).collect() };
        let found: Vec<f64> = (0..squares).map(noisy).map(|values| product(&values, &values)).collect();
        // Standard error of the mean: 2·2·√(1/12/4)/√2000 = 0.013.
        assert!((mean(&found) - 4.0).abs() < 0.05, "{}", mean(&found));
    }

    #[test]
    fn the_bootstrap_gives_the_interval_of_a_mean() {
        let chance = Chance::new(5, Use::Random);
        let values: Vec<f64> = (0..400).map(|row| chance.uniform(row, 0)).collect();
        let estimate = |rows: &mut dyn Iterator<Item = usize>| {
            let list: Vec<f64> = rows.map(|row| values[row]).collect();
            vec![Some(mean(&list))]
        };
        let index = with_intervals(400, 1, &estimate)[0];
        // 1.96·√(1/12/400) = 0.0283.
        assert!((index.half_width().expect("an interval") - 0.0283).abs() < 0.003, "{index:?}");
        assert_eq!(with_intervals(4, 1, &estimate)[0].low, None);
    }
}
