//! Phases 7 and 8: capital income is paid, the record grows, and everybody is counted.

use super::YearOutcome;
use super::capital::pay_capital;
use super::lanes::{Lanes, each, load, store};
use super::pay::Paid;
use super::tally::{MOBILITY_BINS, NO_PARENT, Remembered, Shape, Tally};
use crate::engine::blocks;
use crate::engine::random::LANES;
use crate::model::capital::payment_rate;
use crate::model::observation::{RECORD_FIRST_AGE, RECORD_LAST_AGE, record_years, score_categories};
use crate::model::parameters::{MOST_LEVELS, YearParameters};
use crate::population::columns::{Block, Population};
use crate::population::standards::{EARNINGS_BINS, Standards, StatusScale, earnings_bin};
use crate::stats::income_bins::{self, LogScale};

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
    standards: &Standards,
    paid: Paid,
    observed: bool,
) -> YearOutcome {
    let share = f64::from(parameters.capital.income_share);
    let rate = payment_rate(paid.labour_income, paid.wealth, share) as f32;
    let shape = shape(parameters);
    let empty = || (observed.then(|| Tally::empty(shape)), Remembered::empty());
    let ((mut tally, mut remembered), skill) = blocks::map_and_count(
        &mut population.blocks,
        empty,
        |_, block, (tally, remembered)| {
            for start in (0..block.people()).step_by(LANES) {
                let income = pay_capital(block, start, &parameters.capital, rate);
                extend_record(block, start);
                if let Some(tally) = tally {
                    count_lanes(block, start, &income, parameters, tally);
                }
            }
            remember(block, parameters, standards, remembered)
        },
        |total, part| {
            if let (Some(total), Some(part)) = (&mut total.0, &part.0) {
                total.merge(part);
            }
            total.1.merge_counts(&part.1);
        },
    );
    for [sum, squares] in skill {
        remembered.skill_sum += sum;
        remembered.skill_squares += squares;
    }
    if let Some(tally) = &mut tally {
        tally.wages = paid.wages;
    }
    YearOutcome { tally, remembered }
}

/// Adds the year's earnings to the record of people aged 35 to 45.
#[inline(always)]
fn extend_record(block: &mut Block, start: usize) {
    let age = load(&block.age, start);
    let earnings = load(&block.earnings, start);
    let mut record = load(&block.record, start);
    for lane in 0..LANES {
        let recorded = age[lane] >= RECORD_FIRST_AGE && age[lane] <= RECORD_LAST_AGE;
        record[lane] += if recorded { earnings[lane] } else { 0.0 };
    }
    store(&mut block.record, start, &record);
}

/// Counts sixteen persons in the tables of the year.
#[inline(always)]
fn count_lanes(
    block: &Block,
    start: usize,
    income: &Lanes<f32>,
    parameters: &YearParameters,
    tally: &mut Tally,
) {
    let oldest = parameters.observation.record_oldest_age;
    let earnings = load(&block.earnings, start);
    let income_rows = each(|lane| income_bins::row(income[lane]) as u16);
    let earnings_rows = each(|lane| income_bins::row(earnings[lane]) as u16);
    for lane in 0..LANES.min(block.people() - start) {
        let slot = start + lane;
        let category = block.score[slot] as usize;
        let income_row = income_rows[lane] as usize;
        let job = block.job[slot] as usize;
        tally.income.add(income_row, category);
        tally.earnings.add(earnings_rows[lane] as usize, category);
        tally.schooling.add(block.level[slot] as usize, category);
        tally.jobs.add(job, category);
        tally.traits.add(category, income_row, block.family_status[slot], block.noncognitive[slot]);
        tally.out_of_work += u64::from(block.out_of_work[slot]);
        let age = block.age[slot];
        if age >= RECORD_LAST_AGE && age <= oldest {
            count_record(block, slot, category, tally);
        }
    }
}

fn count_record(block: &Block, slot: usize, category: usize, tally: &mut Tally) {
    let mean = block.record[slot] / f32::from(record_years(RECORD_LAST_AGE));
    tally.record.add(income_bins::row(mean), category);
    let of_parent = block.parent_earnings[slot];
    if of_parent >= 0.0 {
        tally.generations.add(GENERATIONS.bin(of_parent), GENERATIONS.bin(mean));
    }
}

/// Scale of the table of generations.
const GENERATIONS: LogScale = LogScale { lowest_log: -4.0, bins_per_log_point: 16.0, bins: MOBILITY_BINS };

/// Counts what next year's standards need; returns Σk and Σk² of the block.
fn remember(
    block: &Block,
    parameters: &YearParameters,
    standards: &Standards,
    remembered: &mut Remembered,
) -> [f64; 2] {
    let youngest = parameters.family.parent_age_youngest - 1;
    let oldest = parameters.family.parent_age_oldest - 1;
    remembered.people += block.people() as u64;
    let mut levels = [[0_u32; MOST_LEVELS]; 2];
    for pair in block.level.chunks(2) {
        for (count, &level) in levels.iter_mut().zip(pair) {
            count[level as usize] += 1;
        }
    }
    for (level, total) in remembered.levels.iter_mut().enumerate() {
        *total += u64::from(levels[0][level]) + u64::from(levels[1][level]);
    }
    for start in (0..block.people()).step_by(LANES) {
        let age = load(&block.age, start);
        let record = load(&block.record, start);
        let level = load(&block.level, start);
        let years = each(|lane| f32::from(record_years(age[lane]).max(1)));
        let bin = each(|lane| earnings_bin(record[lane] / years[lane]) as u32);
        for lane in 0..LANES {
            // Counting the others in a cell of their own is faster than branching on age.
            let counts = (age[lane] >= youngest) & (age[lane] <= oldest);
            let cell = u32::from(level[lane]) * EARNINGS_BINS as u32 + bin[lane];
            remembered.parents[if counts { cell as usize } else { NO_PARENT }] += 1;
        }
    }
    remembered.parents[NO_PARENT] = 0;
    skill_sums(block, standards)
}

/// Σ(k − m) and Σ(k − m)² of a block, m the standard's mean: around it, so that squares keep their digits.
fn skill_sums(block: &Block, standards: &Standards) -> [f64; 2] {
    let mut sums = [[0.0_f64; LANES]; 2];
    for start in (0..block.people()).step_by(LANES) {
        let people = LANES.min(block.people() - start);
        let skill = load(&block.skill, start);
        for lane in 0..LANES {
            let inside = f64::from(u8::from(lane < people));
            let skill = inside * f64::from(skill[lane] - standards.skill_mean);
            sums[0][lane] += skill;
            sums[1][lane] += skill * skill;
        }
    }
    sums.map(|lanes| lanes.iter().sum())
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
        |_, block, remembered| remember(block, parameters, &unit, remembered),
        |total, part| total.merge_counts(&part),
    );
    for [sum, squares] in skill {
        remembered.skill_sum += sum;
        remembered.skill_squares += squares;
    }
    next_standards(parameters, &unit, &remembered, false)
}
