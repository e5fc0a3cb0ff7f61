//! Global search by CMA-ES (Hansen and Ostermeier 2001) over the unit cube; what was simulated before is not simulated again.

use super::objective::{Evaluation, Objective, fatal};
use crate::run::RunError;
use crate::run::progress::Progress;
use crate::study::validate::worlds::ObserveError;
use cmaes::{CMAESOptions, DVector};
use std::cell::RefCell;

/// First step, as a part of each parameter's range.
const FIRST_STEP: f64 = 0.2;

/// Distance of a point whose scenario is refused: farther than any that is not.
const REFUSED: f64 = 1e6;

/// Why a calibration ended early.
#[derive(Clone, Debug, PartialEq)]
pub enum CalibrateError {
    Observe(ObserveError),
    /// What was simulated could not be kept.
    Keep(String),
}

impl From<ObserveError> for CalibrateError {
    fn from(error: ObserveError) -> Self {
        Self::Observe(error)
    }
}

impl From<RunError> for CalibrateError {
    fn from(error: RunError) -> Self {
        Self::Observe(ObserveError::Run(error))
    }
}

/// All evaluations in their order: those kept from an earlier session first, then new ones.
///
/// A search asks for the same points in the same order every time, so a session that was ended goes on where it stopped.
pub struct Book<'a> {
    objective: &'a Objective,
    progress: &'a dyn Progress,
    evaluations: Vec<Evaluation>,
    next: usize,
    keep: &'a mut dyn FnMut(&Evaluation) -> Result<(), String>,
}

impl<'a> Book<'a> {
    /// `kept`: evaluations of an earlier session; `keep` is called with each new one.
    pub fn new(
        objective: &'a Objective,
        kept: Vec<Evaluation>,
        progress: &'a dyn Progress,
        keep: &'a mut dyn FnMut(&Evaluation) -> Result<(), String>,
    ) -> Self {
        Self { objective, progress, evaluations: kept, next: 0, keep }
    }

    /// The evaluation of a point, simulated unless it was already.
    ///
    /// # Errors
    /// A failed run, an interrupt, or a disk that keeps nothing.
    pub fn at(&mut self, places: &[f64]) -> Result<&Evaluation, CalibrateError> {
        let position = self.next;
        let known = self.evaluations.get(position).is_some_and(|kept| kept.places == places);
        if !known {
            self.evaluations.truncate(position);
            let evaluation = match self.objective.evaluate(places, self.progress) {
                Ok(evaluation) => evaluation,
                Err(error) => match fatal(&error) {
                    Some(error) => return Err(error.into()),
                    None if position == 0 => return Err(error.into()),
                    None => Evaluation {
                        places: places.to_vec(),
                        figures: Vec::new(),
                        errors: Vec::new(),
                        distance: REFUSED,
                    },
                },
            };
            (self.keep)(&evaluation).map_err(CalibrateError::Keep)?;
            self.evaluations.push(evaluation);
        }
        self.next += 1;
        Ok(&self.evaluations[position])
    }

    /// Everything evaluated so far.
    pub fn evaluations(&self) -> &[Evaluation] {
        &self.evaluations[..self.next]
    }
}

/// Searches from the scenario's own values with at most so many evaluations; what it saw is in the book.
///
/// # Errors
/// As [`Book::at`].
pub fn search(book: &mut Book, start: &[f64], (budget, seed): (usize, u64)) -> Result<(), CalibrateError> {
    let failed: RefCell<Option<CalibrateError>> = RefCell::new(None);
    let book = RefCell::new(book);
    let distance = |point: &DVector<f64>| {
        if failed.borrow().is_some() {
            return REFUSED;
        }
        let places: Vec<f64> = point.iter().map(|&place| folded(place)).collect();
        match book.borrow_mut().at(&places) {
            Ok(evaluation) => evaluation.distance,
            Err(error) => {
                *failed.borrow_mut() = Some(error);
                REFUSED
            }
        }
    };
    let options = CMAESOptions::new(start.to_vec(), FIRST_STEP)
        .seed(seed)
        .max_function_evals(budget)
        .tol_fun(1e-7)
        .tol_x(1e-4);
    // Options made of a start, a step and a budget are never invalid.
    if let Ok(mut state) = options.build(distance) {
        while failed.borrow().is_none() && state.next().is_none() {}
    }
    failed.into_inner().map_or(Ok(()), Err)
}

/// Mirrors a place outside the bounds back inside: …, 1.2 → 0.8, −0.1 → 0.1.
fn folded(place: f64) -> f64 {
    let turns = place.rem_euclid(2.0);
    if turns > 1.0 { 2.0 - turns } else { turns }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_mirrored_at_the_bounds() {
        for (outside, inside) in [(1.2, 0.8), (-0.1, 0.1), (0.3, 0.3), (2.25, 0.25), (1.0, 1.0), (-1.5, 0.5)]
        {
            assert!((folded(outside) - inside).abs() < 1e-12, "{outside}");
        }
    }
}
