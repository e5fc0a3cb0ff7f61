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
//! 8. observe: counts for the statistics.
//!
//! What looks at each person alone is done in two passes over the memory: phase 6 with the counts for next year's standards,
//! and phases 7 and 8 together with 1, 3 and 4 of the next year ([`mod@begin`]). Entrants learn nothing at work before they
//! have worked, so that school may come after: it only has to come before places.

pub mod begin;
pub mod capital;
pub mod classes;
pub mod cohorts;
pub mod fixed;
pub mod learn;
pub mod observe;
pub mod pay;
pub mod places;
pub mod progress;
pub mod remember;
pub mod retire;
pub mod school;
pub mod sums;
pub mod tally;
pub mod wages;

use crate::engine::random::Random;
use crate::model::parameters::YearParameters;
use crate::population::columns::Population;
use crate::population::standards::Standards;
use begin::begin;
use cohorts::Cohorts;
use observe::Closing;
use places::Office;
use std::time::Instant;
use tally::{Remembered, Tally};

/// What is written down in a year besides the people's state, and what the next year needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    /// The counts for the statistics; those that last of these cohorts.
    pub counts: Option<Cohorts>,
    /// Everybody's income in [`Block::income`](crate::population::columns::Block::income).
    pub income: bool,
}

/// What a year leaves for the next one.
#[derive(Clone, Debug)]
pub struct YearOutcome {
    /// Counts of the year before; `None` when there was none, or nothing was to be observed.
    pub last_tally: Option<Tally>,
    pub remembered: Remembered,
    /// The end of the year, to be done when the next one begins, or by [`observe::close`].
    pub closing: Closing,
}

/// Names of the timed phases, in the order of the work: each is one pass over the people it concerns.
pub const PHASES: [&str; 4] = ["capital, count, retire, learn, move", "school", "places", "pay"];

/// Seconds spent in each of [`PHASES`].
pub type PhaseSeconds = [f64; PHASES.len()];

/// Lives through one year, after the end of `last` year where it waits.
pub fn step(
    (population, last): (&mut Population, Option<Closing>),
    parameters: &YearParameters,
    standards: &Standards,
    random: &Random,
    watch: Watch,
    seconds: &mut PhaseSeconds,
) -> YearOutcome {
    let mut clock = Stopwatch { seconds, phase: 0, since: Instant::now() };
    let office = Office::new(parameters, standards, random);
    let (last_tally, holders) = begin(population, last, parameters, standards, random, &office);
    clock.next();
    school::fill_levels(population, parameters, Some(&office));
    clock.next();
    places::fill(population, &office, holders);
    clock.next();
    let (paid, remembered) = pay::pay(population, parameters, standards, random, watch.counts.is_some());
    clock.next();
    YearOutcome { last_tally, remembered, closing: Closing::new(parameters, paid, watch) }
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
