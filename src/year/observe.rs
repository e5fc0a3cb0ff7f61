//! Phases 7 and 8: capital income is paid, the record grows, and everybody is counted.

use super::Watch;
use super::YearOutcome;
use super::capital::pay_capital;
use super::classes::count_classes;
use super::fixed::fixed;
use super::pay::{Paid, Sums, skill_sums};
use super::tally::{GENERATIONS, NO_PARENT, Remembered, Shape, Tally};
use crate::engine::blocks;
use crate::engine::lanes;
use crate::engine::lanes::columns::{Lanes, chosen, load, store};
use crate::engine::random::LANES;
use crate::model::capital::payment_rate;
use crate::model::observation::{RECORD_FIRST_AGE, RECORD_LAST_AGE, record_years, score_categories};
use crate::model::parameters::{MOST_LEVELS, YearParameters};
use crate::population::columns::{Block, Population};
use crate::population::founders::Batch;
use crate::population::standards::{EARNINGS_BINS, Standards, StatusScale, earnings_bin};
use crate::stats::income_bins;

/// Sizes of the tables under these rules.
pub fn shape(parameters: &YearParameters) -> Shape {
    Shape {
        categories: score_categories(&parameters.observation),
        levels: parameters.schooling.levels.len(),
        classes: parameters.jobs.classes.len(),
    }
}

/// Pays capital, extends the record and counts.
pub fn close_year(
    population: &mut Population,
    parameters: &YearParameters,
    paid: Paid,
    watch: Watch,
) -> YearOutcome {
    let share = f64::from(parameters.capital.income_share);
    let rate = payment_rate(paid.labour_income, paid.wealth, share) as f32;
    let shape = shape(parameters);
    let empty = || ((watch != Watch::Nothing).then(|| Tally::empty(shape)), Remembered::empty());
    let ((mut tally, mut remembered), _) = blocks::map_and_count(
        &mut population.blocks,
        empty,
        |_, block, (tally, remembered)| {
            lanes::widest(
                #[inline(always)]
                || {
                    block.income.clear();
                    close_block(block, parameters, rate, tally.as_mut(), watch == Watch::CountsAndIncome);
                    remember(block, parameters, remembered);
                },
            )
        },
        |total, part| {
            if let (Some(total), Some(part)) = (&mut total.0, &part.0) {
                total.merge(part);
            }
            total.1.merge_counts(&part.1);
        },
    );
    remembered.parents.truncate(NO_PARENT);
    [remembered.skill_sum, remembered.skill_squares] = paid.skill;
    if let Some(tally) = &mut tally {
        tally.wages = paid.wages;
    }
    YearOutcome { tally, remembered }
}

/// Capital, record and counts of one block.
#[inline(always)]
fn close_block(
    block: &mut Block,
    parameters: &YearParameters,
    rate: f32,
    tally: Option<&mut Tally>,
    keep_income: bool,
) {
    let mut wealth = Sums::<1>::zero();
    let mut tally = tally;
    for start in block.groups() {
        let capital = pay_capital(block, start, &parameters.capital, rate);
        wealth.add(&capital.wealth);
        extend_record(block, start);
        if let Some(tally) = &mut tally {
            count_lanes(block, start, &capital.income, tally);
        }
        if keep_income {
            block.income.extend_from_slice(&capital.income);
        }
    }
    [block.wealth_sum] = wealth.total();
    let Some(tally) = tally else {
        return;
    };
    tally.out_of_work += count_classes::<2>(&block.out_of_work[..block.people()])[1] as u64;
    count_records(block, parameters.observation.record_oldest_age, tally);
}

/// Adds the year's earnings to the record of people aged 35 to 45.
#[inline(always)]
fn extend_record(block: &mut Block, start: usize) {
    let age = load(&block.age, start);
    let earnings = load(&block.earnings, start);
    let mut record = load(&block.record, start);
    for lane in 0..LANES {
        let recorded = (age[lane] >= RECORD_FIRST_AGE) & (age[lane] <= RECORD_LAST_AGE);
        record[lane] += if recorded { earnings[lane] } else { 0.0 };
    }
    store(&mut block.record, start, &record);
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
    chosen(&block.age[..block.people()], |age| (*age >= RECORD_LAST_AGE) & (*age <= oldest), &mut slots);
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

/// Counts what next year's standards need.
#[inline(always)]
fn remember(block: &Block, parameters: &YearParameters, remembered: &mut Remembered) {
    let youngest = parameters.family.parent_age_youngest - 1;
    let oldest = parameters.family.parent_age_oldest - 1;
    remembered.people += block.people() as u64;
    for (total, count) in
        remembered.levels.iter_mut().zip(count_classes::<MOST_LEVELS>(&block.level[..block.people()]))
    {
        *total += count as u64;
    }
    for start in block.groups() {
        let age = load(&block.age, start);
        let record = load(&block.record, start);
        let level = load(&block.level, start);
        let mut cell = [0; LANES];
        for lane in 0..LANES {
            let mean = record[lane] / f32::from(record_years(age[lane]).max(1));
            // Counting the others in cells of their own is faster than branching on age.
            let counts = (age[lane] >= youngest) & (age[lane] <= oldest);
            let of_parents = u32::from(level[lane]) * EARNINGS_BINS as u32 + earnings_bin(mean) as u32;
            cell[lane] = if counts { of_parents } else { (NO_PARENT + lane) as u32 };
        }
        for cell in cell {
            remembered.parents[cell as usize] += 1;
        }
    }
}

/// Standards for the next year.
///
/// Before the base year everything is measured against last year; from the base year on skill and schooling keep the
/// base year's mean and spread, and only mean skill and the parents' ranks move.
pub fn next_standards(
    parameters: &YearParameters,
    standards: &Standards,
    remembered: &Remembered,
    frozen: bool,
) -> Standards {
    let people = remembered.people as f64;
    let offset = remembered.skill_sum / people;
    let mean = f64::from(standards.skill_mean) + offset;
    let variance = (remembered.skill_squares / people - offset * offset).max(0.0);
    let mut next = standards.clone();
    next.status = StatusScale::from_counts(&parameters.family, &remembered.parents);
    if !frozen {
        next.skill_mean = mean as f32;
        next.skill_sd = spread(variance);
        let (schooling_mean, schooling_variance) = schooling_moments(parameters, remembered);
        next.schooling_mean = schooling_mean as f32;
        next.schooling_sd = spread(schooling_variance);
    }
    next.mean_skill = next.skill(mean as f32);
    next
}

/// Mean and variance of years of schooling in the population.
pub fn schooling_moments(parameters: &YearParameters, remembered: &Remembered) -> (f64, f64) {
    let people = remembered.people as f64;
    let levels = || parameters.schooling.levels.iter().zip(&remembered.levels);
    let mean = levels().map(|(level, &count)| f64::from(level.years) * count as f64).sum::<f64>() / people;
    let square = |years: f32| (f64::from(years) - mean) * (f64::from(years) - mean);
    let variance = levels().map(|(level, &count)| square(level.years) * count as f64).sum::<f64>() / people;
    (mean, variance)
}

/// Standard deviation; 1 where all are alike, so that everybody is at 0.
fn spread(variance: f64) -> f32 {
    if variance > 1e-12 { variance.sqrt() as f32 } else { 1.0 }
}

/// Standards of the founders, who have neither earnings nor parents.
pub fn first_standards(population: &mut Population, parameters: &YearParameters) -> Standards {
    let unit = Standards {
        skill_mean: 0.0,
        skill_sd: 1.0,
        schooling_mean: 0.0,
        schooling_sd: 1.0,
        mean_skill: 0.0,
        status: StatusScale::flat(),
    };
    let (mut remembered, skill) = blocks::map_and_count(
        &mut population.blocks,
        Remembered::empty,
        |_, block, remembered| {
            remember(block, parameters, remembered);
            skill_sums(block, &unit)
        },
        |total, part| total.merge_counts(&part),
    );
    remembered.parents.truncate(NO_PARENT);
    for [sum, squares] in skill {
        remembered.skill_sum += sum;
        remembered.skill_squares += squares;
    }
    next_standards(parameters, &unit, &remembered, false)
}
