//! One year in the life of everybody: draws, rules and columns meet here.
//!
//! The order of the year ([`step`]):
//! 1. retire: everybody grows older; children take the slots of those who retire;
//! 2. school: the entering cohort fills the school levels, exactly;
//! 3. learn: those who worked last year have learned on the job;
//! 4. move: some give up their class;
//! 5. places: free places go to the highest gate scores, class by class, exactly;
//! 6. pay: luck moves, people work or not, and are paid;
//! 7. capital: wealth is paid its share of all income, and grows;
//! 8. observe: counts for the statistics, and for next year's standards.

pub mod capital;
pub mod classes;
pub mod fixed;
pub mod learn;
pub mod observe;
pub mod pay;
pub mod places;
pub mod progress;
pub mod retire;
pub mod school;
pub mod tally;
pub mod wages;

use crate::engine::random::Random;
use crate::model::parameters::YearParameters;
use crate::population::columns::Population;
use crate::population::standards::Standards;
use places::Office;
use std::time::Instant;
use tally::{Remembered, Tally};

/// What is written down in a year besides the people's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// Only what the next year needs.
    Nothing,
    /// The counts for the statistics.
    Counts,
    /// The counts, and everybody's income in [`Block::income`](crate::population::columns::Block::income).
    CountsAndIncome,
}

/// What a year leaves for the statistics and for the next year.
#[derive(Clone, Debug)]
pub struct YearOutcome {
    /// Counts of the year; `None` when nothing was to be observed.
    pub tally: Option<Tally>,
    pub remembered: Remembered,
}

/// Names of the timed phases, in the order of the year.
pub const PHASES: [&str; 6] = ["retire", "school", "learn and move", "places", "pay", "capital and observe"];

/// Seconds spent in each of [`PHASES`].
pub type PhaseSeconds = [f64; PHASES.len()];

/// Lives through one year.
pub fn step(
    population: &mut Population,
    parameters: &YearParameters,
    standards: &Standards,
    random: &Random,
    watch: Watch,
    seconds: &mut PhaseSeconds,
) -> YearOutcome {
    let mut clock = Stopwatch { seconds, phase: 0, since: Instant::now() };
    retire::retire(population, parameters, standards, random);
    clock.next();
    school::fill_levels(population, parameters);
    clock.next();
    let office = Office::new(parameters, standards, random);
    let holders = learn::learn_and_move(population, parameters, random, &office);
    clock.next();
    places::fill(population, &office, holders);
    clock.next();
    let paid = pay::pay(population, parameters, standards, random, watch != Watch::Nothing);
    clock.next();
    let outcome = observe::close_year(population, parameters, paid, watch);
    clock.next();
    outcome
}

/// Adds the time since its last call to the phase that ends.
struct Stopwatch<'a> {
    seconds: &'a mut PhaseSeconds,
    phase: usize,
    since: Instant,
}

impl Stopwatch<'_> {
    fn next(&mut self) {
        self.seconds[self.phase] += self.since.elapsed().as_secs_f64();
        self.phase += 1;
        self.since = Instant::now();
    }
}
