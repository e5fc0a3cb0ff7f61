//! Statistics of plain samples of numbers, without bins; undefined is `None`.

use nalgebra::{DMatrix, DVector};

/// Pearson's correlation.
pub fn correlation(x: &[f64], y: &[f64]) -> Option<f64> {
    let (mean_x, mean_y) = (mean(x)?, mean(y)?);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(y) {
        let (x, y) = (x - mean_x, y - mean_y);
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    finite(xy / (xx * yy).sqrt())
}

/// Arithmetic mean.
pub fn mean(values: &[f64]) -> Option<f64> {
    finite(values.iter().sum::<f64>() / values.len() as f64)
}

/// Standard deviation over all, not an estimate for others.
pub fn sd(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    finite(
        (values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / values.len() as f64)
            .sqrt(),
    )
}

/// Gini coefficient of amounts: 2·Σ i·x_i/(n·Σx) − (n+1)/n over ascending x.
pub fn gini(values: &[f64]) -> Option<f64> {
    let sorted = ascending(values);
    let people = sorted.len() as f64;
    let sum: f64 = sorted.iter().sum();
    let ranked: f64 = sorted.iter().enumerate().map(|(index, value)| (index as f64 + 1.0) * value).sum();
    finite(2.0 * ranked / (people * sum) - (people + 1.0) / people)
}

/// Share of the sum that the highest part has; a person on the border counts in part.
pub fn top_share(values: &[f64], top: f64) -> Option<f64> {
    let sorted = ascending(values);
    let wanted = top * sorted.len() as f64;
    let whole = wanted.floor() as usize;
    let mut high = sorted.iter().rev();
    let sum: f64 = high.by_ref().take(whole).sum();
    let part = high.next().map_or(0.0, |value| value * (wanted - whole as f64));
    finite((sum + part) / sorted.iter().sum::<f64>())
}

/// Hill's estimate of the Pareto exponent in the highest part: people over Σ ln(x/threshold).
pub fn tail_exponent(values: &[f64], top: f64) -> Option<f64> {
    let sorted = ascending(values);
    let people = (top * sorted.len() as f64).floor() as usize;
    let threshold = *sorted.get(sorted.len().checked_sub(people + 1)?)?;
    if people == 0 || threshold <= 0.0 {
        return None;
    }
    let logs: f64 = sorted[sorted.len() - people..].iter().map(|value| (value / threshold).ln()).sum();
    finite(people as f64 / logs)
}

/// Quantile by linear interpolation between neighbours.
pub fn quantile(values: &[f64], p: f64) -> Option<f64> {
    let sorted = ascending(values);
    let position = p * (sorted.len().checked_sub(1)?) as f64;
    let (low, part) = (position.floor() as usize, position.fract());
    let below = *sorted.get(low)?;
    let above = sorted.get(low + 1).copied().unwrap_or(below);
    finite(below + part * (above - below))
}

/// Coefficient of the first regressor in a least-squares regression with a constant.
pub fn slope(of: &[f64], on: &[Vec<f64>]) -> Option<f64> {
    let size = on.len() + 1;
    let mut products = DMatrix::<f64>::zeros(size, size);
    let mut right = DVector::<f64>::zeros(size);
    // Around their means, so that squares of experience keep their digits.
    let means: Vec<f64> = on.iter().map(|column| mean(column)).collect::<Option<_>>()?;
    let mut row = vec![1.0; size];
    for (index, value) in of.iter().enumerate() {
        for (place, (column, mean)) in on.iter().zip(&means).enumerate() {
            row[place + 1] = column[index] - mean;
        }
        for i in 0..size {
            right[i] += row[i] * value;
            for j in 0..size {
                products[(i, j)] += row[i] * row[j];
            }
        }
    }
    let solved = products.cholesky()?.solve(&right);
    finite(solved[1])
}

fn ascending(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|value| (value - expected).abs() < 1e-9), "{found:?} is not {expected}");
    }

    #[test]
    fn small_samples_by_hand() {
        near(correlation(&[1.0, 2.0, 3.0], &[1.0, 2.0, 2.0]), 3.0_f64.sqrt() / 2.0);
        near(gini(&[0.0, 0.0, 0.0, 4.0]), 0.75);
        near(gini(&[2.0, 2.0]), 0.0);
        near(top_share(&[1.0, 2.0, 3.0, 4.0], 0.25), 0.4);
        near(top_share(&[1.0, 2.0, 3.0, 4.0], 0.375), 0.55);
        near(quantile(&[4.0, 1.0, 2.0], 0.75), 3.0);
        near(sd(&[1.0, 3.0]), 1.0);
        near(slope(&[1.0, 3.0, 5.0, 9.0], &[vec![0.0, 1.0, 2.0, 4.0]]), 2.0);
    }

    #[test]
    fn undefined_is_none() {
        assert_eq!(correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
        assert_eq!((mean(&[]), gini(&[0.0]), quantile(&[], 0.5)), (None, None, None));
        assert_eq!(slope(&[1.0, 2.0], &[vec![3.0, 3.0]]), None);
        assert_eq!(tail_exponent(&[0.0; 100], 0.1), None);
    }

    #[test]
    fn a_regression_with_a_square_finds_its_coefficients() {
        let x: Vec<f64> = (0..40).map(f64::from).collect();
        let years: Vec<f64> = (0..40).map(|index| f64::from(index % 7)).collect();
        let squares: Vec<f64> = x.iter().map(|x| x * x).collect();
        let y: Vec<f64> =
            x.iter().zip(&years).map(|(x, s)| 1.0 + 0.08 * s + 0.05 * x - 0.001 * x * x).collect();
        near(slope(&y, &[years, x, squares]), 0.08);
    }

    #[test]
    fn the_tail_of_a_pareto_sample_has_its_exponent() {
        let values: Vec<f64> =
            (0..100_000).map(|i| ((f64::from(i) + 0.5) / 100_000.0).powf(-1.0 / 3.0)).collect();
        assert!(tail_exponent(&values, 0.01).is_some_and(|found| (found - 3.0).abs() < 0.02));
    }
}
