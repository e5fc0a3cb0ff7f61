//! Least squares from sums of products, for a handful of regressors.

use super::estimate::Estimate;

/// Sums of products of N regressors (the first usually 1) and an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct LeastSquares<const N: usize> {
    people: f64,
    regressors: [[f64; N]; N],
    with_outcome: [f64; N],
    outcome_squares: f64,
}

impl<const N: usize> LeastSquares<N> {
    /// Nobody yet.
    pub fn empty() -> Self {
        Self { people: 0.0, regressors: [[0.0; N]; N], with_outcome: [0.0; N], outcome_squares: 0.0 }
    }

    /// Adds sums over a group of people: their number, Σxᵢxⱼ, Σxᵢy and Σy².
    pub fn add_sums(
        &mut self,
        people: f64,
        products: [[f64; N]; N],
        with_outcome: [f64; N],
        outcome_squares: f64,
    ) {
        self.people += people;
        self.outcome_squares += outcome_squares;
        for i in 0..N {
            self.with_outcome[i] += with_outcome[i];
            for j in 0..N {
                self.regressors[i][j] += products[i][j];
            }
        }
    }

    /// Coefficient of one regressor, with the classical standard error s·√(X′X)⁻¹.
    ///
    /// Undefined with too few people or where the regressors do not vary independently.
    pub fn coefficient(&self, which: usize) -> Estimate {
        let people = self.people as u64;
        let Some(inverse) = inverse(self.regressors) else {
            return Estimate::undefined(people);
        };
        if self.people <= N as f64 {
            return Estimate::undefined(people);
        }
        let coefficient =
            |row: &[f64; N]| row.iter().zip(&self.with_outcome).map(|(a, b)| a * b).sum::<f64>();
        let explained: f64 =
            inverse.iter().zip(&self.with_outcome).map(|(row, outcome)| coefficient(row) * outcome).sum();
        let variance = ((self.outcome_squares - explained) / (self.people - N as f64)).max(0.0);
        let error = (variance * inverse[which][which]).max(0.0).sqrt();
        Estimate::sampled(coefficient(&inverse[which]), error, people)
    }
}

/// Inverse by Gauss and Jordan with the largest pivot; `None` for a singular matrix.
fn inverse<const N: usize>(mut matrix: [[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let mut inverse: [[f64; N]; N] =
        std::array::from_fn(|i| std::array::from_fn(|j| f64::from(u8::from(i == j))));
    for column in 0..N {
        let scale = matrix[column][column].abs();
        let pivot =
            (column..N).max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs()))?;
        matrix.swap(column, pivot);
        inverse.swap(column, pivot);
        let head = matrix[column][column];
        if head.abs() <= 1e-12 * scale.max(1e-12) {
            return None;
        }
        for j in 0..N {
            matrix[column][j] /= head;
            inverse[column][j] /= head;
        }
        for row in (0..N).filter(|&row| row != column) {
            let factor = matrix[row][column];
            for j in 0..N {
                matrix[row][j] -= factor * matrix[column][j];
                inverse[row][j] -= factor * inverse[column][j];
            }
        }
    }
    Some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::random::Random;
    use crate::math::single::normal_pair;

    fn regression(seed: u64, people: u32, slope: f64) -> LeastSquares<3> {
        let random = Random::new(seed, 0);
        let mut sums = LeastSquares::<3>::empty();
        for person in 0..people {
            let words = random.words(1, person, 0);
            let (x, noise) = normal_pair(words[0], words[1]);
            let (z, _) = normal_pair(words[2], words[3]);
            let (x, z) = (f64::from(x), f64::from(z + 0.5 * x));
            let y = 2.0 + slope * x - z + 0.7 * f64::from(noise);
            let regressors = [1.0, x, z];
            let products = std::array::from_fn(|i| std::array::from_fn(|j| regressors[i] * regressors[j]));
            sums.add_sums(1.0, products, regressors.map(|r| r * y), y * y);
        }
        sums
    }

    #[test]
    fn recovers_the_slope_within_its_stated_error() {
        let errors: Vec<f64> = (0..300)
            .map(|seed| {
                let estimate = regression(seed, 500, 0.3).coefficient(1);
                (estimate.value.unwrap() - 0.3) / estimate.standard_error.unwrap()
            })
            .collect();
        let square = errors.iter().map(|error| error * error).sum::<f64>() / 300.0;
        // χ² of 300 numbers divided by 300: 1 ± 0.082, five times that.
        assert!((square - 1.0).abs() < 0.41, "{square}");
    }

    #[test]
    fn undefined_without_variation() {
        let mut sums = LeastSquares::<2>::empty();
        assert_eq!(sums.coefficient(1).value, None);
        for _ in 0..10 {
            sums.add_sums(1.0, [[1.0, 3.0], [3.0, 9.0]], [1.0, 3.0], 1.0);
        }
        assert_eq!(sums.coefficient(1).value, None);
    }
}
