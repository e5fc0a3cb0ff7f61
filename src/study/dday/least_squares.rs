//! Least squares for an exponential with a floor, F + e^(level + rate·t), with errors in proportion to the value.
//!
//! The sum of squares is that of ln y − ln(F + e^(level + rate·t)). For a fixed floor two numbers are left, found by
//! Gauss and Newton's steps from a weighted line; the floor itself is searched for along a grid and then by golden section.

use crate::math::double::{exp, ln};

/// Times (from any origin) and logarithms of the values.
#[derive(Clone, Debug, PartialEq)]
pub struct Logs {
    pub times: Vec<f64>,
    pub logs: Vec<f64>,
}

/// An exponential over a floor, and how far it lies from the values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Floored {
    pub floor: f64,
    pub level: f64,
    pub rate: f64,
    pub squares: f64,
}

/// Steps of Gauss and Newton at most; they double the digits, so that few are needed.
const MOST_STEPS: usize = 60;

/// Steps of a golden section: 0.618^36 of the grid's step is left.
const GOLDEN_STEPS: usize = 36;

/// The line x = level + rate·t with weights, as (level, rate); rate 0 where all times are one.
pub fn line(times: &[f64], values: &[f64], weights: &[f64]) -> (f64, f64) {
    let weight: f64 = weights.iter().sum();
    let mean = |of: &[f64]| of.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>() / weight;
    let (time, value) = (mean(times), mean(values));
    let products = times.iter().zip(values).zip(weights).map(|((t, x), w)| w * (t - time) * (x - value));
    let squares: f64 = times.iter().zip(weights).map(|(t, w)| w * (t - time) * (t - time)).sum();
    let rate = if squares > 0.0 { products.sum::<f64>() / squares } else { 0.0 };
    (value - rate * time, rate)
}

impl Logs {
    fn squares(&self, floor: f64, level: f64, rate: f64) -> f64 {
        let residual = |(t, x): (&f64, &f64)| {
            let residual = x - ln(floor + exp(level + rate * t));
            residual * residual
        };
        let sum: f64 = self.times.iter().zip(&self.logs).map(residual).sum();
        if sum.is_nan() { f64::INFINITY } else { sum }
    }

    /// Smallest and largest value.
    pub fn range(&self) -> (f64, f64) {
        let fold = |from: f64, pick: fn(f64, f64) -> f64| exp(self.logs.iter().copied().fold(from, pick));
        (fold(f64::INFINITY, f64::min), fold(f64::NEG_INFINITY, f64::max))
    }

    /// Logarithms of what lies above a floor, and weights: how far a relative error of it moves the value.
    fn above(&self, floor: f64) -> (Vec<f64>, Vec<f64>) {
        let above = |x: &f64| {
            let share = (1.0 - floor * exp(-x)).max(1e-9);
            (x + ln(share), share * share)
        };
        self.logs.iter().map(above).unzip()
    }

    /// Best exponential over this floor.
    pub fn at_floor(&self, floor: f64) -> Floored {
        let (logs, weights) = self.above(floor);
        let (level, rate) = line(&self.times, &logs, &weights);
        let mut best = Floored { floor, level, rate, squares: self.squares(floor, level, rate) };
        if floor == 0.0 {
            return best;
        }
        for _ in 0..MOST_STEPS {
            let mut normal = [0.0; 5];
            for (t, x) in self.times.iter().zip(&self.logs) {
                let part = exp(best.level + best.rate * t);
                let (residual, slope) = (x - ln(floor + part), part / (floor + part));
                let terms = [slope * slope, slope * slope * t, slope * slope * t * t];
                let terms = [terms[0], terms[1], terms[2], slope * residual, slope * residual * t];
                normal.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
            }
            let [a, b, c, u, v] = normal;
            let determinant = a * c - b * b;
            if determinant.is_nan() || determinant <= 1e-14 * a * c {
                break;
            }
            let step = ((c * u - b * v) / determinant, (a * v - b * u) / determinant);
            let next = |share: f64| {
                let (level, rate) = (best.level + share * step.0, best.rate + share * step.1);
                Floored { floor, level, rate, squares: self.squares(floor, level, rate) }
            };
            let Some(better) = improve(best.squares, next) else { break };
            let done = best.squares - better.squares <= 1e-13 * best.squares;
            best = better;
            if done {
                break;
            }
        }
        best
    }

    /// Sum of squares of the best exponential over this floor that has the value `target` at a time.
    pub fn through(&self, floor: f64, time: f64, target: f64) -> f64 {
        let anchor = ln(target - floor);
        let (logs, weights) = self.above(floor);
        let from_anchor = || self.times.iter().map(|t| t - time);
        let products = from_anchor().zip(&logs).zip(&weights).map(|((t, x), w)| w * t * (x - anchor));
        let squares: f64 = from_anchor().zip(&weights).map(|(t, w)| w * t * t).sum();
        let rate = products.sum::<f64>() / squares;
        let at = |rate: f64| Floored {
            floor,
            level: anchor - rate * time,
            rate,
            squares: self.squares(floor, anchor - rate * time, rate),
        };
        let mut best = at(rate);
        for _ in 0..if floor == 0.0 { 0 } else { MOST_STEPS } {
            let (mut slopes, mut residuals) = (0.0, 0.0);
            for (t, x) in self.times.iter().zip(&self.logs) {
                let part = exp(best.level + best.rate * t);
                let slope = part / (floor + part) * (t - time);
                slopes += slope * slope;
                residuals += slope * (x - ln(floor + part));
            }
            if slopes.is_nan() || slopes <= 0.0 {
                break;
            }
            let rate = best.rate;
            let Some(better) = improve(best.squares, |share| at(rate + share * residuals / slopes)) else {
                break;
            };
            let done = best.squares - better.squares <= 1e-13 * best.squares;
            best = better;
            if done {
                break;
            }
        }
        best.squares
    }
}

/// The first of a full step and its halves that lowers the sum of squares.
fn improve(squares: f64, step: impl Fn(f64) -> Floored) -> Option<Floored> {
    let mut share = 1.0;
    for _ in 0..20 {
        let next = step(share);
        if next.squares < squares {
            return Some(next);
        }
        share /= 2.0;
    }
    None
}

/// Where a function of one number is lowest: the best of a grid in ascending order, refined between its neighbours.
pub fn lowest(grid: &[f64], function: impl Fn(f64) -> f64) -> (f64, f64) {
    let values: Vec<f64> = grid.iter().map(|&place| function(place)).collect();
    let best = (0..grid.len()).min_by(|&a, &b| values[a].total_cmp(&values[b])).unwrap_or(0);
    let (mut low, mut high) = (grid[best.saturating_sub(1)], grid[(best + 1).min(grid.len() - 1)]);
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let mut inner = [high - golden * (high - low), low + golden * (high - low)];
    let mut at = inner.map(&function);
    let mut found = (grid[best], values[best]);
    for _ in 0..GOLDEN_STEPS {
        if at[0] < at[1] {
            high = inner[1];
            inner = [high - golden * (high - low), inner[0]];
            at = [function(inner[0]), at[0]];
        } else {
            low = inner[0];
            inner = [inner[1], low + golden * (high - low)];
            at = [at[1], function(inner[1])];
        }
        for side in 0..2 {
            if at[side] < found.1 {
                found = (inner[side], at[side]);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logs(of: impl Fn(f64) -> f64) -> Logs {
        let times: Vec<f64> = (0..12).map(f64::from).collect();
        let logs = times.iter().map(|&t| of(t).ln()).collect();
        Logs { times, logs }
    }

    #[test]
    fn exact_exponentials_over_a_floor_are_found_again() {
        for (floor, level, rate) in [(1.0, 1.0, -0.3), (0.2, 2.0, -0.05), (5.0, -2.0, 0.4)] {
            let data = logs(|t| floor + (level + rate * t).exp());
            let found = data.at_floor(floor);
            assert!((found.level - level).abs() < 1e-9 && (found.rate - rate).abs() < 1e-9, "{found:?}");
            let target = floor + (level + rate * 20.0_f64).exp();
            assert!(data.through(floor, 20.0, target) < 1e-18);
            assert!(data.through(floor, 25.0, target) > 1e-4);
        }
    }

    #[test]
    fn no_other_numbers_do_better() {
        let data = logs(|t| 1.0 + (1.0 - 0.3 * t).exp() * if (t as i32) % 2 == 0 { 1.2 } else { 0.8 });
        let found = data.at_floor(0.9);
        for (level, rate) in [(1e-4, 0.0), (-1e-4, 0.0), (0.0, 1e-4), (0.0, -1e-4)] {
            assert!(data.squares(0.9, found.level + level, found.rate + rate) > found.squares);
        }
    }

    #[test]
    fn a_lowest_place_at_the_edge_and_inside_is_found() {
        let grid = [0.0, 1.0, 2.0, 3.0];
        assert!((lowest(&grid, |x| (x - 1.7) * (x - 1.7)).0 - 1.7).abs() < 1e-6);
        assert_eq!(lowest(&grid, |x| x).0, 0.0);
        assert!((lowest(&grid, |x| -x).0 - 3.0).abs() < 1e-6);
    }
}
