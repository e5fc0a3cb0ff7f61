//! The distance of a world to its targets, as a function of the free parameters.

use super::free::Free;
use crate::run::RunError;
use crate::run::progress::Progress;
use crate::study::validate::target::{Published, Target};
use crate::study::validate::worlds::{ObserveError, Observed, Setting, Worlds};
use serde::{Deserialize, Serialize};

/// What a figure counts that has no value: as if it were this many half-widths off.
const UNDEFINED: f64 = 10.0;

/// What is fitted to what. Every evaluation has the same seed, so the same people and luck.
#[derive(Clone, Debug)]
pub struct Objective {
    pub targets: Vec<Target>,
    pub setting: Setting,
    pub free: Vec<Free>,
}

/// One simulated point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Places between the bounds, 0 to 1.
    pub places: Vec<f64>,
    /// Means over replicates, figure by figure; `None`: undefined.
    pub figures: Vec<Option<f64>>,
    /// Their standard errors.
    pub errors: Vec<Option<f64>>,
    pub distance: f64,
}

/// A figure that counts: its goal, and how much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// Position among all figures of all targets.
    pub figure: usize,
    /// Middle of the interval that agrees with the published figure, and half of its width, or the target's largest root
    /// mean square.
    pub middle: f64,
    pub half_width: f64,
    /// Weight of the target over the number of its figures; all weights sum to 1.
    pub weight: f64,
}

impl Objective {
    /// The figures that count: those that people or scenarios decide, of targets with a weight.
    pub fn goals(&self) -> Vec<Goal> {
        let mut goals = Vec::new();
        let mut position = 0;
        for target in &self.targets {
            let counted = target.points.len() as f64;
            for point in &target.points {
                // A root mean square that decides over a target is what is made small.
                let half_width = target.rms.unwrap_or((point.accept.1 - point.accept.0) / 2.0);
                let middle = (point.accept.0 + point.accept.1) / 2.0;
                let counts = matches!(point.published, Published::Value(_)) && half_width > 0.0;
                if counts && point.measure.of_world() && target.weight > 0.0 {
                    goals.push(Goal {
                        figure: position,
                        middle,
                        half_width,
                        weight: target.weight / counted,
                    });
                }
                position += 1;
            }
        }
        let all: f64 = goals.iter().map(|goal| goal.weight).sum();
        goals.iter_mut().for_each(|goal| goal.weight /= all);
        goals
    }

    /// Overrides that put the parameters at these places.
    pub fn overrides(&self, places: &[f64]) -> Vec<String> {
        self.free.iter().zip(places).map(|(free, &place)| free.set(free.at(place))).collect()
    }

    /// Places of the scenario's own values.
    pub fn start(&self) -> Vec<f64> {
        self.free.iter().map(|free| free.place(free.start)).collect()
    }

    /// Simulates one point.
    ///
    /// # Errors
    /// A scenario that is refused with these values, or a run that failed.
    pub fn evaluate(&self, places: &[f64], progress: &dyn Progress) -> Result<Evaluation, ObserveError> {
        let observed = self.observe(&self.setting, places, progress)?;
        let flat = || observed.iter().flatten();
        let figures: Vec<Option<f64>> = flat().map(|seen| seen.interval.value).collect();
        let errors = flat().map(|seen| seen.interval.standard_error).collect();
        let distance = distance(&self.goals(), &figures);
        Ok(Evaluation { places: places.to_vec(), figures, errors, distance })
    }

    /// Simulates one point in other sizes or with other luck.
    ///
    /// # Errors
    /// As [`Objective::evaluate`].
    pub fn observe(
        &self,
        setting: &Setting,
        places: &[f64],
        progress: &dyn Progress,
    ) -> Result<Vec<Vec<Observed>>, ObserveError> {
        let mut set = setting.set.clone();
        set.extend(self.overrides(places));
        let worlds = Worlds::load(&self.targets, &Setting { set, ..setting.clone() })?;
        Ok(worlds.observe(&self.targets, progress)?)
    }
}

/// D = Σ w·((simulated − middle)/half-width)²: below 1 where all figures are inside on average.
pub fn distance(goals: &[Goal], figures: &[Option<f64>]) -> f64 {
    let miss = |goal: &Goal| {
        let value = figures.get(goal.figure).copied().flatten();
        let off = value.map_or(UNDEFINED, |value| (value - goal.middle) / goal.half_width);
        goal.weight * off.clamp(-1e3, 1e3).powi(2)
    };
    goals.iter().map(miss).sum()
}

/// What stands against an evaluation, if it is the computer's or the person's stop and not the point's.
pub fn fatal(error: &ObserveError) -> Option<RunError> {
    match error {
        ObserveError::Run(error) => Some(error.clone()),
        ObserveError::Scenario(_) => None,
    }
}
