//! The tables of wages: full-year log wages of those who worked, by schooling and experience.

use super::fixed::{fixed, sum_of_products};
use super::pay::LanesYear;
use crate::engine::lanes::columns::Lanes;
use crate::engine::random::LANES;
use crate::model::parameters::MOST_LEVELS;
use crate::population::columns::STRIP;

/// Years of experience told apart in the wage tables.
pub const EXPERIENCE_YEARS: usize = 46;
const CELLS: usize = MOST_LEVELS * EXPERIENCE_YEARS;
/// Cells of a level in the counts of a block: a power of two, so that no cell lies outside.
const ROW: usize = 64;
/// Both stand in the same number, people above this bit.
const PEOPLE_SHIFT: u32 = 32;

/// Full-year log wages of those who worked, in steps of 1/4096, by school level and years of experience.
#[derive(Clone, Debug, PartialEq)]
pub struct Wages {
    /// By `level·EXPERIENCE_YEARS + experience`.
    pub cells: Vec<WageCell>,
    pub wage_squares: i64,
    pub skill_squares: i64,
    pub skill_times_wage: i64,
}

/// People of one school level and experience, with the sums of their log wages and of their skill.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WageCell {
    pub people: i64,
    pub wage: i64,
    pub skill: i64,
}

impl Wages {
    /// Nobody counted yet.
    pub fn empty() -> Self {
        Self {
            cells: vec![WageCell::default(); CELLS],
            wage_squares: 0,
            skill_squares: 0,
            skill_times_wage: 0,
        }
    }

    /// Adds the counts of one block.
    #[inline(always)]
    pub fn add(&mut self, block: &WageCounts) {
        let rows = self.cells.chunks_mut(EXPERIENCE_YEARS).zip(block.cells.chunks(ROW));
        for (cell, &[people_and_wage, skill]) in rows.flat_map(|(cells, row)| cells.iter_mut().zip(row)) {
            let wage = i64::from(people_and_wage as i32);
            cell.people += (people_and_wage - wage) >> PEOPLE_SHIFT;
            cell.wage += wage;
            cell.skill += skill;
        }
        self.wage_squares += block.wage_squares;
        self.skill_squares += block.skill_squares;
        self.skill_times_wage += block.skill_times_wage;
    }

    /// Adds the counts of other people.
    pub fn merge(&mut self, other: &Self) {
        for (cell, more) in self.cells.iter_mut().zip(&other.cells) {
            cell.people += more.people;
            cell.wage += more.wage;
            cell.skill += more.skill;
        }
        self.wage_squares += other.wage_squares;
        self.skill_squares += other.skill_squares;
        self.skill_times_wage += other.skill_times_wage;
    }
}

/// The same counts of one block. Its sums stay below 2²⁹: 4,096 persons of at most 2¹⁷.
pub struct WageCounts {
    /// By `level·ROW + experience`: wages plus 2³² for each person, and skill. Both are added by one instruction.
    cells: [[i64; 2]; MOST_LEVELS * ROW],
    wage_squares: i64,
    skill_squares: i64,
    skill_times_wage: i64,
}

impl WageCounts {
    /// Nobody counted yet.
    #[inline(always)]
    pub fn empty() -> Self {
        Self { cells: [[0; 2]; MOST_LEVELS * ROW], wage_squares: 0, skill_squares: 0, skill_times_wage: 0 }
    }

    /// Counts those of 128 persons who earned something.
    #[inline(always)]
    pub fn add(&mut self, level: &Lanes<u8>, experience: &Lanes<u8>, year: &LanesYear) {
        const LAST_YEAR: u8 = EXPERIENCE_YEARS as u8 - 1;
        let (mut wage, mut skill) = ([0; LANES], [0; LANES]);
        let (mut cell, mut more) = ([0; LANES], [[0; 2]; LANES]);
        for lane in 0..LANES {
            let worked = year.earnings[lane] > 0.0;
            wage[lane] = if worked { fixed(year.log_wage[lane]) } else { 0 };
            skill[lane] = if worked { fixed(year.skill[lane]) } else { 0 };
            let years = if experience[lane] < LAST_YEAR { experience[lane] } else { LAST_YEAR };
            cell[lane] = u32::from(level[lane]) * ROW as u32 + u32::from(years);
            let person = i64::from(worked) << PEOPLE_SHIFT;
            more[lane] = [person + i64::from(wage[lane]), i64::from(skill[lane])];
        }
        self.wage_squares += sum_of_products(&wage, &wage);
        self.skill_squares += sum_of_products(&skill, &skill);
        self.skill_times_wage += sum_of_products(&skill, &wage);
        // One of each strip in turn: neighbours of the same age would wait for each other's cells.
        for member in 0..STRIP {
            for lane in (member..LANES).step_by(STRIP) {
                let cell = &mut self.cells[cell[lane] as usize % (MOST_LEVELS * ROW)];
                cell.iter_mut().zip(more[lane]).for_each(|(sum, more)| *sum += more);
            }
        }
    }
}
