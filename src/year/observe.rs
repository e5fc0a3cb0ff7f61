//! Phases 7 and 8: capital income is paid, and everybody is counted.
//!
//! They wait until the next year begins, or until somebody asks ([`close`]): so the memory is read once for both years.

use super::Watch;
use super::capital::pay_capital;
use super::classes::count_classes;
use super::cohorts::{Cohorts, Joined};
use super::fixed::fixed;
use super::pay::Paid;
use super::sums::Sums;
use super::tally::{Shape, Tally};
use super::wages::Wages;
use crate::engine::blocks;
use crate::engine::lanes;
use crate::engine::lanes::columns::{Lanes, load};
use crate::engine::random::LANES;
use crate::model::capital::{CapitalRules, payment_rate};
use crate::model::observation::score_categories;
use crate::model::parameters::YearParameters;
use crate::population::columns::{Block, Population};
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
        let joined = |cohorts: Cohorts| Joined::empty(cohorts, self.record_oldest_age);
        self.watch.counts.map(|cohorts| Tally::empty(self.shape, joined(cohorts)))
    }

    /// Pays capital to the people of one block and counts them.
    #[inline(always)]
    pub fn close_block(&self, block: &mut Block, mut tally: Option<&mut Tally>) {
        block.income.clear();
        let (mut wealth, mut income, mut cells) = (Sums::<1>::zero(), [0.0; LANES], Cells::empty());
        for start in block.groups() {
            // Parents, applicants and cohorts look at these here and there.
            lanes::fetch_ahead(&block.noncognitive, start);
            lanes::fetch_ahead(&block.record, start);
            let scores = block.pool.scores.len() / block.length();
            (0..scores)
                .for_each(|part| lanes::fetch_ahead(&block.pool.scores, start * scores + part * LANES));
            pay_capital(block, start, (&self.capital, self.payment_rate), &mut income, &mut wealth);
            if let Some(tally) = &mut tally {
                count_lanes(block, start, &income, &mut cells, tally);
            }
            if self.watch.income {
                block.income.extend_from_slice(&income);
            }
        }
        [block.wealth_sum] = wealth.total();
        if let Some(tally) = tally {
            tally.out_of_work += count_classes::<2>(&block.out_of_work[..block.people()], 2)[1] as u64;
            tally.joined.count(block, self.shape.categories as u32);
        }
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

/// Where 128 persons stand in the tables of the year.
struct Cells {
    row: Lanes<u32>,
    income: Lanes<u32>,
    earnings: Lanes<u32>,
    places: Lanes<u32>,
    status: Lanes<i32>,
}

impl Cells {
    #[inline(always)]
    fn empty() -> Self {
        let zeros = [0; LANES];
        Self { row: zeros, income: zeros, earnings: zeros, places: zeros, status: [0; LANES] }
    }
}

/// Counts 128 persons in the tables of the year.
#[inline(always)]
fn count_lanes(block: &Block, start: usize, income: &Lanes<f32>, cells: &mut Cells, tally: &mut Tally) {
    let earnings = load(&block.earnings, start);
    let (level, job, score) = (load(&block.level, start), load(&block.job, start), load(&block.score, start));
    let family_status = load(&block.family_status, start);
    let (columns, jobs) = (tally.shape.categories as u32, tally.shape.classes as u32 + 1);
    for lane in 0..LANES {
        let column = u32::from(score[lane]);
        cells.row[lane] = income_bins::row(income[lane]) as u32;
        cells.income[lane] = cells.row[lane] * columns + column;
        cells.earnings[lane] = income_bins::row(earnings[lane]) as u32 * columns + column;
        cells.places[lane] = (u32::from(level[lane]) * jobs + u32::from(job[lane])) * columns + column;
        cells.status[lane] = fixed(family_status[lane]);
    }
    // Taken out of the tables once, not for every person.
    let (by_income, by_earnings, by_place) =
        (tally.income.cells_mut(), tally.earnings.cells_mut(), tally.places.cells_mut());
    let status = tally.status_by_income_row.as_mut_slice();
    for lane in 0..LANES.min(block.people() - start) {
        by_income[cells.income[lane] as usize] += 1;
        by_earnings[cells.earnings[lane] as usize] += 1;
        by_place[cells.places[lane] as usize] += 1;
        status[cells.row[lane] as usize] += i64::from(cells.status[lane]);
    }
}
