//! Phases 7 and 8: capital income is paid, and everybody is counted.
//!
//! They wait until the next year begins, or until somebody asks ([`close`]): so the memory is read once for both years.

use super::Watch;
use super::capital::pay_capital;
use super::classes::count_classes;
use super::fixed::fixed;
use super::pay::{Paid, Sums};
use super::tally::{GENERATIONS, Shape, Tally};
use super::wages::Wages;
use crate::engine::blocks;
use crate::engine::lanes;
use crate::engine::lanes::columns::{Lanes, chosen, load};
use crate::engine::random::LANES;
use crate::model::capital::{CapitalRules, payment_rate};
use crate::model::observation::{RECORD_LAST_AGE, record_years, score_categories};
use crate::model::parameters::YearParameters;
use crate::population::columns::{Block, Population};
use crate::population::founders::Batch;
use crate::stats::income_bins;

/// What is still to be done of a year in which everybody has been paid.
#[derive(Clone, Debug)]
pub struct Closing {
    capital: CapitalRules,
    /// Capital income of one unit of wealth.
    payment_rate: f32,
    record_oldest_age: u8,
    shape: Shape,
    wages: Wages,
    watch: Watch,
}

impl Closing {
    /// The end of the year in which this was paid.
    pub fn new(parameters: &YearParameters, paid: Paid, watch: Watch) -> Self {
        let share = f64::from(parameters.capital.income_share);
        Self {
            capital: parameters.capital,
            payment_rate: payment_rate(paid.labour_income, paid.wealth, share) as f32,
            record_oldest_age: parameters.observation.record_oldest_age,
            shape: shape(parameters),
            wages: paid.wages,
            watch,
        }
    }

    /// Counts of nobody yet; `None` when nothing is to be observed.
    pub fn empty_tally(&self) -> Option<Tally> {
        (self.watch != Watch::Nothing).then(|| Tally::empty(self.shape))
    }

    /// Pays capital to the people of one block and counts them.
    #[inline(always)]
    pub fn close_block(&self, block: &mut Block, mut tally: Option<&mut Tally>) {
        block.income.clear();
        let mut wealth = Sums::<1>::zero();
        for start in block.groups() {
            let capital = pay_capital(block, start, &self.capital, self.payment_rate);
            wealth.add(&capital.wealth);
            if let Some(tally) = &mut tally {
                count_lanes(block, start, &capital.income, tally);
            }
            if self.watch == Watch::CountsAndIncome {
                block.income.extend_from_slice(&capital.income);
            }
        }
        [block.wealth_sum] = wealth.total();
        let Some(tally) = tally else {
            return;
        };
        tally.out_of_work += count_classes::<2>(&block.out_of_work[..block.people()])[1] as u64;
        count_records(block, self.record_oldest_age, tally);
    }

    /// The counts with those that were made when people were paid.
    pub fn with_wages(self, tally: Option<Tally>) -> Option<Tally> {
        tally.map(|tally| Tally { wages: self.wages, ..tally })
    }
}

/// Adds counts of other people.
pub fn merge(total: &mut Option<Tally>, part: &Option<Tally>) {
    if let (Some(total), Some(part)) = (total, part) {
        total.merge(part);
    }
}

/// Ends a year after which nobody lives on, or of which somebody wants to know at once.
pub fn close(population: &mut Population, closing: Closing) -> Option<Tally> {
    let (tally, _) = blocks::map_and_count(
        &mut population.blocks,
        || closing.empty_tally(),
        |_, block, tally| {
            lanes::widest(
                #[inline(always)]
                || closing.close_block(block, tally.as_mut()),
            );
        },
        |total, part| merge(total, &part),
    );
    closing.with_wages(tally)
}

/// Sizes of the tables under these rules.
fn shape(parameters: &YearParameters) -> Shape {
    Shape {
        categories: score_categories(&parameters.observation),
        levels: parameters.schooling.levels.len(),
        classes: parameters.jobs.classes.len(),
    }
}

/// Counts 128 persons in the tables of the year.
#[inline(always)]
fn count_lanes(block: &Block, start: usize, income: &Lanes<f32>, tally: &mut Tally) {
    let earnings = load(&block.earnings, start);
    let (level, job, score) = (load(&block.level, start), load(&block.job, start), load(&block.score, start));
    let (family_status, noncognitive) = (load(&block.family_status, start), load(&block.noncognitive, start));
    let (columns, jobs) = (tally.shape.categories as u32, tally.shape.classes as u32 + 1);
    let (mut row, mut earnings_cell, mut place_cell) = ([0; LANES], [0; LANES], [0; LANES]);
    let (mut category, mut status, mut trait_steps) = ([0; LANES], [0; LANES], [0; LANES]);
    for lane in 0..LANES {
        let column = u32::from(score[lane]);
        row[lane] = income_bins::row(income[lane]) as u32;
        earnings_cell[lane] = income_bins::row(earnings[lane]) as u32 * columns + column;
        place_cell[lane] = (u32::from(level[lane]) * jobs + u32::from(job[lane])) * columns + column;
        category[lane] = i32::from(score[lane]);
        status[lane] = fixed(family_status[lane]);
        trait_steps[lane] = fixed(noncognitive[lane]);
    }
    tally.traits.status.add(&status, &category);
    tally.traits.noncognitive.add(&trait_steps, &category);
    for lane in 0..LANES.min(block.people() - start) {
        tally.income.add_cell((row[lane] * columns) as usize + category[lane] as usize);
        tally.earnings.add_cell(earnings_cell[lane] as usize);
        tally.places.add_cell(place_cell[lane] as usize);
        tally.traits.status_by_income_row[row[lane] as usize] += i64::from(status[lane]);
    }
}

/// Counts the people whose 11-year record is complete.
#[inline(always)]
fn count_records(block: &mut Block, oldest: u8, tally: &mut Tally) {
    let mut slots = std::mem::take(&mut block.entrants.slots);
    slots.clear();
    chosen(&block.age[..block.people()], 0, |age| (*age >= RECORD_LAST_AGE) & (*age <= oldest), &mut slots);
    for slots in slots.chunks(LANES) {
        let batch = Batch::of(slots);
        let years = f32::from(record_years(RECORD_LAST_AGE));
        let (record, of_parent) = (batch.gather(&block.record), batch.gather(&block.parent_earnings));
        let (mut row, mut bin, mut parent_bin) = ([0; LANES], [0; LANES], [0; LANES]);
        for lane in 0..LANES {
            let mean = record[lane] / years;
            row[lane] = income_bins::row(mean) as u32;
            bin[lane] = GENERATIONS.bin(mean) as u32;
            parent_bin[lane] = GENERATIONS.bin(of_parent[lane]) as u32;
        }
        for lane in 0..batch.people {
            tally.record.add(row[lane] as usize, block.score[batch.slots[lane]] as usize);
            if of_parent[lane] >= 0.0 {
                tally.generations.add(parent_bin[lane] as usize, bin[lane] as usize);
            }
        }
    }
    block.entrants.slots = slots;
}
