//! Approximate posterior of the free parameters: uniform prior in the emulator's box, emulated figures, sampled by an ensemble.

use super::emulator;
use super::emulator::Emulator;
use super::objective::Goal;
use crate::engine::random::{Random, Sequence};
use crate::math::single::uniform;
use rand::Rng;

/// Walkers for each parameter, sweeps that are thrown away, sweeps that are kept.
const WALKERS: usize = 6;
const SETTLING: usize = 1500;
const KEPT: usize = 1500;
/// Every so many-th sweep is kept.
const THIN: usize = 5;
/// Widest stretch of a step (Goodman and Weare 2010).
const STRETCH: f64 = 2.0;

/// Points drawn from the posterior, places between the bounds; the best first is not said.
#[derive(Clone, Debug, PartialEq)]
pub struct Draws {
    pub places: Vec<Vec<f64>>,
    /// Minus twice the logarithm of the likelihood.
    pub misfits: Vec<f64>,
    /// Share of steps that were taken.
    pub accepted: f64,
}

/// What is known of one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marginal {
    pub median: f64,
    pub low: f64,
    pub high: f64,
    /// Width of the interval over that of the prior's in the box: 1 means that the targets say nothing.
    pub width: f64,
}

/// Parameters whose interval is wider than this part of the prior's are weakly identified.
pub const WEAK: f64 = 0.8;

/// Minus twice the logarithm of the likelihood of some places.
///
/// Published figures are normal around the middle of their interval, whose half-width is two standard deviations; to that comes
/// what the emulator misses. A target counts as one finding however many figures it has.
pub fn misfit(emulator: &Emulator, goals: &[Goal], counted: f64, places: &[f64]) -> f64 {
    let figures = emulator.figures(places);
    let terms = goals.iter().zip(&figures).zip(&emulator.misses).map(|((goal, figure), miss)| {
        let variance = (goal.half_width / 2.0).powi(2) + miss * miss;
        goal.weight * counted * (figure - goal.middle).powi(2) / variance
    });
    terms.sum()
}

/// Draws from the posterior with an ensemble of walkers that start around the centre. `counted`: sum of the targets' weights.
///
/// Nothing is drawn outside the box in which the emulator was fitted.
pub fn draws(emulator: &Emulator, goals: &[Goal], counted: f64, seed: u64) -> Draws {
    let bounds: Vec<(f64, f64)> = emulator.centre.iter().map(|&centre| emulator::bounds(centre)).collect();
    let size = emulator.centre.len();
    let mut chance = Random::new(seed, 0).sequence(1, 0, 0);
    let misfit_of = |places: &[f64]| misfit(emulator, goals, counted, places);
    let scattered = |chance: &mut Sequence| -> Vec<f64> {
        let within = |(low, high): &(f64, f64), chance: &mut Sequence| low + (high - low) * draw(chance);
        bounds.iter().map(|bounds| within(bounds, chance)).collect()
    };
    let mut walkers: Vec<Vec<f64>> =
        (0..2 * (WALKERS * size / 2 + 1)).map(|_| scattered(&mut chance)).collect();
    let mut misfits: Vec<f64> = walkers.iter().map(|places| misfit_of(places)).collect();
    let mut found = Draws { places: Vec::new(), misfits: Vec::new(), accepted: 0.0 };
    let (mut taken, mut tried) = (0_u64, 0_u64);
    for sweep in 0..SETTLING + KEPT {
        for walker in 0..walkers.len() {
            let half = walkers.len() / 2;
            // A partner from the other half of the ensemble.
            let other =
                (draw(&mut chance) * half as f64) as usize % half + if walker < half { half } else { 0 };
            let z = ((STRETCH - 1.0) * draw(&mut chance) + 1.0).powi(2) / STRETCH;
            let step = |(own, partner): (&f64, &f64)| partner + z * (own - partner);
            let places: Vec<f64> = walkers[walker].iter().zip(&walkers[other]).map(step).collect();
            let coin = draw(&mut chance);
            tried += 1;
            if places.iter().zip(&bounds).any(|(place, (low, high))| !(*low..=*high).contains(place)) {
                continue;
            }
            let proposed = misfit_of(&places);
            if coin.ln() < (size as f64 - 1.0) * z.ln() - (proposed - misfits[walker]) / 2.0 {
                walkers[walker] = places;
                misfits[walker] = proposed;
                taken += 1;
            }
        }
        if sweep >= SETTLING && sweep % THIN == 0 {
            found.places.extend(walkers.iter().cloned());
            found.misfits.extend(&misfits);
        }
    }
    found.accepted = taken as f64 / tried.max(1) as f64;
    found
}

/// Median and 95 % interval of one parameter, whose place in the nearest point is `centre`.
pub fn marginal(draws: &Draws, parameter: usize, centre: f64) -> Option<Marginal> {
    let (from, to) = emulator::bounds(centre);
    let mut values: Vec<f64> = draws.places.iter().map(|places| places[parameter]).collect();
    values.sort_by(f64::total_cmp);
    let at = |part: f64| values.get((part * values.len().saturating_sub(1) as f64).round() as usize).copied();
    let (low, median, high) = (at(0.025)?, at(0.5)?, at(0.975)?);
    Some(Marginal { median, low, high, width: (high - low) / (0.95 * (to - from)) })
}

/// A uniform number, 0 to 1.
fn draw(chance: &mut Sequence) -> f64 {
    f64::from(uniform(chance.next_u32()))
}

#[cfg(test)]
mod tests {
    use super::super::objective::Evaluation;
    use super::*;

    /// One figure equal to the first parameter, known to ±0.1: normal with standard deviation 0.05; the second says nothing.
    #[test]
    fn a_known_posterior_is_found() {
        let made: Vec<Evaluation> = (0..49)
            .map(|index| {
                let places = vec![f64::from(index % 7) / 6.0, f64::from(index / 7) / 6.0];
                Evaluation { figures: vec![Some(places[0])], errors: vec![None], places, distance: 0.0 }
            })
            .collect();
        let all: Vec<&Evaluation> = made.iter().collect();
        let goals = [Goal { figure: 0, middle: 0.4, half_width: 0.1, weight: 1.0 }];
        let emulator = Emulator::fit(&all, &goals, &[0.4, 0.5]).expect("points enough");
        let draws = draws(&emulator, &goals, 1.0, 3);
        let (first, second) =
            (marginal(&draws, 0, 0.4).expect("draws"), marginal(&draws, 1, 0.5).expect("draws"));
        assert!((first.median - 0.4).abs() < 0.01, "{first:?}");
        assert!((first.low - 0.302).abs() < 0.015 && (first.high - 0.498).abs() < 0.015, "{first:?}");
        assert!(first.width < WEAK && second.width > 0.95, "{second:?}");
    }
}
