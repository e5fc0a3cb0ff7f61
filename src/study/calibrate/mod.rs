//! Calibration: which values of the free parameters bring a scenario nearest to published figures, and how sure that is.

pub mod emulator;
pub mod free;
pub mod objective;
pub mod posterior;
pub mod read;
pub mod search;
pub mod tables;

use crate::engine::random::Random;
use crate::math::single::uniform;
use crate::run::progress::Progress;
use crate::scenario::diagnostic::{Diagnostic, Diagnostics};
use emulator::Emulator;
use free::Free;
use objective::{Evaluation, Goal, Objective};
use posterior::{Draws, Marginal, draws, marginal};
use rand::Rng;
use search::{Book, CalibrateError, search};

/// How much a calibration may simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Evaluations of the global search.
    pub search: usize,
    /// Further points for the emulator.
    pub design: usize,
    pub seed: u64,
}

/// Improvements of the distance below this part are none.
const LEAST_IMPROVEMENT: f64 = 0.005;

/// One fitted parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    pub free: Free,
    pub value: f64,
    /// Median and 95 % interval of the posterior, in the parameter's unit; `None` without an emulator.
    pub posterior: Option<Marginal>,
    /// The targets hardly tell its value.
    pub weak: bool,
    /// Lowest misfit found at each of some values, less the lowest of all.
    pub profile: Vec<(f64, f64)>,
}

/// What a calibration found.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    pub fitted: Vec<Fitted>,
    pub start: Evaluation,
    pub best: Evaluation,
    pub goals: Vec<Goal>,
    pub evaluations: usize,
    /// Points that the emulator was fitted to; 0: too few for one.
    pub emulated: usize,
    /// The search found nothing better than the scenario's own values.
    pub improved: bool,
}

/// Screens the parameters, searches, and asks how sure the result is.
///
/// # Errors
/// A free parameter without effect, a refused scenario, a failed run, an interrupt.
pub fn calibrate(
    objective: &Objective,
    budget: Budget,
    kept: Vec<Evaluation>,
    progress: &dyn Progress,
    keep: &mut dyn FnMut(&Evaluation) -> Result<(), String>,
) -> Result<Calibration, CalibrateError> {
    let goals = objective.goals();
    let start = objective.start();
    let mut book = Book::new(objective, kept, progress, keep);
    let first = book.at(&start)?.clone();
    screen(objective, &goals, &first, &mut book)?;
    search(&mut book, &start, (budget.search, budget.seed))?;
    let best = nearest(book.evaluations(), &first);
    explore(&best, budget, &mut book)?;
    // A point of the emulator may happen to be nearer still.
    let best = nearest(book.evaluations(), &best);
    let emulator = surfaces(book.evaluations(), &goals, &best);
    let counted = objective.targets.iter().map(|target| target.weight).sum::<f64>();
    let drawn = emulator.as_ref().map(|emulator| draws(emulator, &goals, counted, budget.seed));
    let fitted = fitted(objective, &best, drawn.as_ref());
    let improved = best.distance < first.distance * (1.0 - LEAST_IMPROVEMENT);
    let emulated = emulator.map_or(0, |emulator| emulator.points);
    Ok(Calibration {
        fitted,
        start: first,
        best,
        goals,
        evaluations: book.evaluations().len(),
        emulated,
        improved,
    })
}

/// Moves each parameter alone to one of its bounds; with common luck, one without effect changes no digit of any figure.
fn screen(
    objective: &Objective,
    goals: &[Goal],
    first: &Evaluation,
    book: &mut Book,
) -> Result<(), CalibrateError> {
    let seen = |one: &Evaluation| -> Vec<Option<f64>> {
        goals.iter().map(|goal| one.figures.get(goal.figure).copied().flatten()).collect()
    };
    let mut idle = Vec::new();
    for (index, free) in objective.free.iter().enumerate() {
        let mut moved = first.places.clone();
        moved[index] = if moved[index] < 0.5 { 1.0 } else { 0.0 };
        if seen(book.at(&moved)?) == seen(first) {
            let without =
                Diagnostic::new("a free parameter without effect on any target").path(free.path.clone());
            idle.push(without.advice("leave it out, or add a target that it moves"));
        }
    }
    if idle.is_empty() {
        return Ok(());
    }
    Err(crate::study::validate::worlds::ObserveError::Scenario(Diagnostics(idle)).into())
}

/// Points at random in a box around the best one, for the emulator.
fn explore(best: &Evaluation, budget: Budget, book: &mut Book) -> Result<(), CalibrateError> {
    let mut chance = Random::new(budget.seed, 0).sequence(2, 0, 0);
    for _ in 0..budget.design {
        let mut near = |place: &f64| {
            let (low, high) = emulator::bounds(*place);
            low + f64::from(uniform(chance.next_u32())) * (high - low)
        };
        let places: Vec<f64> = best.places.iter().map(&mut near).collect();
        book.at(&places)?;
    }
    Ok(())
}

fn nearest(evaluations: &[Evaluation], first: &Evaluation) -> Evaluation {
    let best = evaluations.iter().min_by(|a, b| a.distance.total_cmp(&b.distance));
    best.filter(|best| best.distance < first.distance).unwrap_or(first).clone()
}

/// The emulator, fitted to the points of the box.
fn surfaces(evaluations: &[Evaluation], goals: &[Goal], best: &Evaluation) -> Option<Emulator> {
    let inside = |one: &&Evaluation| {
        one.places.iter().zip(&best.places).all(|(place, centre)| {
            let (low, high) = emulator::bounds(*centre);
            (low - 1e-9..=high + 1e-9).contains(place)
        })
    };
    let near: Vec<&Evaluation> = evaluations.iter().filter(inside).collect();
    Emulator::fit(&near, goals, &best.places)
}

fn fitted(objective: &Objective, best: &Evaluation, draws: Option<&Draws>) -> Vec<Fitted> {
    let of = |(index, free): (usize, &Free)| {
        let posterior = draws.and_then(|draws| marginal(draws, index, best.places[index]));
        let in_units = posterior.map(|known| Marginal {
            median: free.at(known.median),
            low: free.at(known.low),
            high: free.at(known.high),
            width: known.width,
        });
        Fitted {
            free: free.clone(),
            value: free.at(best.places[index]),
            posterior: in_units,
            weak: posterior.is_none_or(|known| known.width > posterior::WEAK),
            profile: draws.map_or_else(Vec::new, |draws| profile(draws, index, free)),
        }
    };
    objective.free.iter().enumerate().map(of).collect()
}

/// Lowest misfit among the draws in each of some slices of one parameter's range, less the lowest of all.
fn profile(draws: &Draws, parameter: usize, free: &Free) -> Vec<(f64, f64)> {
    const SLICES: usize = 40;
    let mut lowest = vec![f64::INFINITY; SLICES];
    for (places, &misfit) in draws.places.iter().zip(&draws.misfits) {
        let slice = ((places[parameter] * SLICES as f64) as usize).min(SLICES - 1);
        lowest[slice] = lowest[slice].min(misfit);
    }
    let least = lowest.iter().copied().fold(f64::INFINITY, f64::min);
    let middle = |slice: usize| free.at((slice as f64 + 0.5) / SLICES as f64);
    let known = lowest.iter().enumerate().filter(|(_, misfit)| misfit.is_finite());
    known.map(|(slice, misfit)| (middle(slice), misfit - least)).collect()
}
