//! Before anybody moves: AI progresses by a year, with breakthroughs drawn by chance.

use crate::engine::random::Random;
use crate::model::ai::involvement::InvolvementRules;
use crate::model::ai::progress::{ProgressRules, expected_breakthroughs, next_capability, price};
use crate::model::ai::work::{WorkRules, next_adoption};
use crate::model::decision::Decision;
use rand_distr::{Distribution, Exp1, Poisson};

/// AI in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct AiState {
    /// A, standard deviations of human skill.
    pub capability: f64,
    /// p, relative to the start year.
    pub price: f64,
    /// d_j: how far each job class has adopted AI, 0 to 1.
    pub adoption: Vec<f64>,
}

/// Breakthroughs of one year are at most this many; more would only happen at absurd rates.
const MOST_BREAKTHROUGHS: u64 = 10_000;

/// AI at its start: nobody has adopted it.
pub fn start(rules: &ProgressRules, classes: usize) -> AiState {
    AiState { capability: rules.start_capability, price: 1.0, adoption: vec![0.0; classes] }
}

/// AI a year later, and the sizes of the year's breakthroughs. `base_log_pay`: of each job class.
pub fn advance(
    state: &AiState,
    rules: &ProgressRules,
    involvement: &InvolvementRules,
    work: &WorkRules,
    base_log_pay: &[f64],
    random: &Random,
    year: i32,
) -> (AiState, Vec<f64>) {
    let breakthroughs = breakthroughs(state.capability, rules, involvement, random, year);
    let capability = next_capability(rules, involvement, state.capability, breakthroughs.iter().sum());
    let price = price(rules, year);
    let adoption = state.adoption.iter().zip(base_log_pay);
    let adoption = adoption.map(|(&adoption, &base)| next_adoption(work, adoption, price, base)).collect();
    (AiState { capability, price, adoption }, breakthroughs)
}

/// Capability a year later without the world of work: for many draws of D-day.
pub fn advance_capability(
    capability: f64,
    rules: &ProgressRules,
    involvement: &InvolvementRules,
    random: &Random,
    year: i32,
) -> f64 {
    let breakthroughs = breakthroughs(capability, rules, involvement, random, year);
    next_capability(rules, involvement, capability, breakthroughs.iter().sum())
}

/// Sizes of a year's breakthroughs: a Poisson number, each exponential.
///
/// Drawn from one sequence with the number first, so a scenario with a higher rate shares the luck of the lower one.
fn breakthroughs(
    capability: f64,
    rules: &ProgressRules,
    involvement: &InvolvementRules,
    random: &Random,
    year: i32,
) -> Vec<f64> {
    let expected = expected_breakthroughs(rules, involvement, capability);
    // A rate of zero or beyond the distribution's range gives no draw.
    let Ok(poisson) = Poisson::new(expected) else {
        return Vec::new();
    };
    let number: f64 = poisson.sample(&mut random.sequence(Decision::Breakthroughs as u32, 0, year));
    let mut sizes = random.sequence(Decision::Breakthroughs as u32, 1, year);
    let size = |_| rules.breakthrough_mean * Distribution::<f64>::sample(&Exp1, &mut sizes);
    (0..(number as u64).min(MOST_BREAKTHROUGHS)).map(size).collect()
}
