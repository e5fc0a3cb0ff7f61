//! What the next year needs to know of a year: the record, the parents' ranks, and the standards.

use super::classes::count_classes;
use super::sums::Sums;
use super::tally::Remembered;
use crate::engine::blocks;
use crate::engine::lanes::columns::{each, load};
use crate::engine::random::LANES;
use crate::model::observation::{RECORD_FIRST_AGE, RECORD_LAST_AGE, record_years};
use crate::model::parameters::{MOST_LEVELS, YearParameters};
use crate::population::batches::Strips;
use crate::population::columns::{Block, Population, STRIP};
use crate::population::standards::{EARNINGS_BINS, Standards, StatusScale, earnings_bin};
use std::ops::RangeInclusive;

/// Ages at which somebody's record is added to or looked at.
pub fn remembered_ages(parameters: &YearParameters) -> RangeInclusive<u8> {
    let (youngest, oldest) = next_parents(parameters).into_inner();
    RECORD_FIRST_AGE.min(youngest)..=RECORD_LAST_AGE.max(oldest)
}

/// Ages of those who may be parents next year.
fn next_parents(parameters: &YearParameters) -> RangeInclusive<u8> {
    let family = &parameters.family;
    family.parent_age_youngest - 1..=family.parent_age_oldest - 1
}

/// Adds the year's earnings to the record of those aged 35 to 45, and counts next year's parents.
#[inline(always)]
pub fn remember_earnings(block: &mut Block, parameters: &YearParameters, remembered: &mut Remembered) {
    for strip in block.strips_of_ages(RECORD_FIRST_AGE..=RECORD_LAST_AGE) {
        let start = strip as usize * STRIP;
        let (record, earnings) = (&mut block.record[start..][..STRIP], &block.earnings[start..][..STRIP]);
        record.iter_mut().zip(earnings).for_each(|(record, earned)| *record += earned);
    }
    for strips in Strips::each_of(block.people(), &block.strips_of_ages(next_parents(parameters))) {
        count_parents(block, &strips, &mut remembered.parents);
    }
}

/// Counts up to 128 people by school level and bin of mean recorded earnings.
#[inline(always)]
fn count_parents(block: &Block, strips: &Strips, parents: &mut [u32]) {
    let (level, record) = (strips.load(&block.level), strips.load(&block.record));
    let mut share_of_record = [0.0; LANES];
    for (shares, &strip) in share_of_record.as_chunks_mut::<STRIP>().0.iter_mut().zip(strips.numbers) {
        shares.fill(1.0 / f32::from(record_years(block.ages[strip as usize]).max(1)));
    }
    let cells = each(|lane| {
        let bin = earnings_bin(record[lane] * share_of_record[lane]);
        u32::from(level[lane]) * EARNINGS_BINS as u32 + bin as u32
    });
    for &cell in &cells[..strips.people] {
        parents[cell as usize] += 1;
    }
}

/// Counts the people of a block, and their school levels, of which there are so many.
#[inline(always)]
pub fn remember_levels(block: &Block, levels: usize, remembered: &mut Remembered) {
    remembered.people += block.people() as u64;
    let counts = count_classes::<MOST_LEVELS>(&block.level[..block.people()], levels);
    for (total, count) in remembered.levels.iter_mut().zip(counts) {
        *total += count as u64;
    }
}

impl Sums<2> {
    /// Adds k − m and (k − m)² of 128 persons: around the standard's mean m, so that squares keep their digits.
    #[inline(always)]
    pub fn add_skill(&mut self, block: &Block, start: usize, mean: f32) {
        let skill = load(&block.skill, start);
        let around_mean = |skill: f32| {
            let difference = f64::from(skill - mean);
            [difference, difference * difference]
        };
        if block.people() - start >= LANES {
            self.add(skill, around_mean);
        } else {
            // Nobody beyond the last person: they have the mean.
            let people = block.people() - start;
            self.add(&each(|lane| if lane < people { skill[lane] } else { mean }), around_mean);
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
            let mut skill = Sums::<2>::zero();
            for start in block.groups() {
                skill.add_skill(block, start, unit.skill_mean);
            }
            remember_earnings(block, parameters, remembered);
            remember_levels(block, parameters.schooling.levels.len(), remembered);
            skill.total()
        },
        |total, part| total.merge_counts(&part),
    );
    remembered.end(skill.into_iter());
    next_standards(parameters, &unit, &remembered, false)
}
