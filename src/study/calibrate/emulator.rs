//! Emulator: every figure as a quadratic surface of the free parameters, fitted to simulated points by least squares.
//!
//! Chosen before a Gaussian process: figures are smooth in the parameters, their noise is known and equal everywhere (common
//! luck), and a surface with some hundred coefficients is fitted in milliseconds and can be looked at.

use super::objective::{Evaluation, Goal};
use nalgebra::{DMatrix, DVector};

/// Surfaces of the figures that count, around a centre.
#[derive(Clone, Debug)]
pub struct Emulator {
    pub centre: Vec<f64>,
    /// Coefficients by term and goal.
    coefficients: DMatrix<f64>,
    /// Standard deviation of what the surface misses, by goal, in units of the figure: lack of fit, and luck.
    ///
    /// All points share their luck, which moves them alike and leaves no trace in the fit, so the standard error over
    /// replicates is added.
    pub misses: Vec<f64>,
    products: bool,
    /// Points that it was fitted to.
    pub points: usize,
}

/// Half of the side of the box around the optimum in which the surfaces are fitted, as a part of each range.
pub const REACH: f64 = 0.3;

/// The box around a place, inside the parameter's own bounds.
pub fn bounds(centre: f64) -> (f64, f64) {
    ((centre - REACH).max(0.0), (centre + REACH).min(1.0))
}

/// A little of the identity is added, so that terms that the points do not tell apart stay small.
const RIDGE: f64 = 1e-6;

impl Emulator {
    /// Fits the surfaces; `None` for too few points for even a plane.
    pub fn fit(evaluations: &[&Evaluation], goals: &[Goal], centre: &[f64]) -> Option<Self> {
        let complete = |one: &&&Evaluation| {
            goals.iter().all(|goal| one.figures.get(goal.figure).copied().flatten().is_some())
        };
        let points: Vec<&&Evaluation> = evaluations.iter().filter(complete).collect();
        // Products of parameters are estimated where there are points enough for all of them.
        let products = points.len() >= 3 * terms(&vec![0.0; centre.len()], true).len() / 2;
        let rows: Vec<Vec<f64>> =
            points.iter().map(|one| terms(&offsets(&one.places, centre), products)).collect();
        let width = rows.first()?.len();
        if rows.len() <= width + 2 {
            return None;
        }
        let design = DMatrix::from_fn(rows.len(), width, |row, column| rows[row][column]);
        let figures = DMatrix::from_fn(rows.len(), goals.len(), |row, goal| {
            points[row].figures[goals[goal].figure].unwrap_or(0.0)
        });
        let mut normal = design.transpose() * &design;
        for diagonal in 0..width {
            normal[(diagonal, diagonal)] += RIDGE * rows.len() as f64;
        }
        let coefficients = normal.cholesky()?.solve(&(design.transpose() * &figures));
        let missed = figures - &design * &coefficients;
        let spare = (rows.len() - width) as f64;
        let luck = |goal: &Goal| {
            let errors = points.iter().filter_map(|one| one.errors.get(goal.figure).copied().flatten());
            errors.map(|error| error * error).sum::<f64>() / points.len() as f64
        };
        let miss =
            |(index, goal): (usize, &Goal)| (missed.column(index).norm_squared() / spare + luck(goal)).sqrt();
        let misses = goals.iter().enumerate().map(miss).collect();
        Some(Self { centre: centre.to_vec(), coefficients, misses, products, points: rows.len() })
    }

    /// All figures at some places.
    pub fn figures(&self, places: &[f64]) -> Vec<f64> {
        let terms = DVector::from_vec(terms(&offsets(places, &self.centre), self.products));
        self.coefficients.tr_mul(&terms).iter().copied().collect()
    }
}

fn offsets(places: &[f64], centre: &[f64]) -> Vec<f64> {
    places.iter().zip(centre).map(|(place, centre)| place - centre).collect()
}

/// Constant, parameters, squares, and products if asked for.
fn terms(offsets: &[f64], products: bool) -> Vec<f64> {
    let mut terms = vec![1.0];
    terms.extend(offsets);
    for (index, one) in offsets.iter().enumerate() {
        terms.push(one * one);
        if products {
            terms.extend(offsets[index + 1..].iter().map(|other| one * other));
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quadratic_world_is_emulated_exactly() {
        let truth = |x: f64, y: f64| 1.0 + 2.0 * x - y + 0.5 * x * y + 3.0 * y * y;
        let made: Vec<Evaluation> = (0..25)
            .map(|index| {
                let places = vec![f64::from(index % 5) / 5.0, f64::from(index / 5) / 5.0];
                let figures = vec![Some(truth(places[0], places[1]))];
                Evaluation { places, figures, errors: vec![None], distance: 0.0 }
            })
            .collect();
        let goal = Goal { figure: 0, middle: 0.0, half_width: 1.0, weight: 1.0 };
        let all: Vec<&Evaluation> = made.iter().collect();
        let emulator = Emulator::fit(&all, &[goal], &[0.4, 0.4]).expect("points enough");
        assert!((emulator.figures(&[0.37, 0.11])[0] - truth(0.37, 0.11)).abs() < 1e-3);
        assert!(emulator.misses[0] < 1e-3, "{}", emulator.misses[0]);
        assert!(Emulator::fit(&all[..4], &[goal], &[0.4, 0.4]).is_none());
    }
}
