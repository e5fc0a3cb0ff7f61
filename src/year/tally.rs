//! What is counted in a year: whole numbers only, so that parts can be merged in any order.

use crate::model::parameters::MOST_LEVELS;
use crate::population::standards::EARNINGS_BINS;
use crate::stats::crosstab::Crosstab;
use crate::stats::income_bins;

/// Rows and columns of the table of parents' and children's earnings: none, then 16 bins a log point from e^−4 to e^4.
pub const MOBILITY_BINS: usize = 129;
/// Years of experience told apart in the wage tables.
pub const EXPERIENCE_YEARS: usize = 46;
/// Cell after the last one of [`Remembered::parents`], where people of other ages are dropped.
pub const NO_PARENT: usize = MOST_LEVELS * EARNINGS_BINS;
/// Fixed-point steps of one standard deviation or log point: sums of whole numbers do not depend on their order.
pub const FIXED: f64 = 4096.0;

/// A number as a whole number of 1/4096; held at ±16.
#[inline(always)]
pub fn fixed(number: f32) -> i64 {
    const REACH: f32 = 15.999;
    let held = number.clamp(-REACH, REACH);
    i64::from(((held + 16.0) * FIXED as f32 + 0.5) as i32 - 65_536)
}

/// Sizes of the tables of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Score categories.
    pub categories: usize,
    pub levels: usize,
    pub classes: usize,
}

/// Counts of one observed year.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// Income row by score category: all income of the year, labour income of the year, mean of the 11-year record.
    pub income: Crosstab,
    pub earnings: Crosstab,
    pub record: Crosstab,
    /// School level, and job class (last: without a place), by score category.
    pub schooling: Crosstab,
    pub jobs: Crosstab,
    /// Parent's by child's mean recorded earnings, among those whose record is observed.
    pub generations: Crosstab,
    pub traits: Traits,
    pub wages: Wages,
    /// People who were out of work all year though they had a place.
    pub out_of_work: u64,
}

/// Sums of family status and non-cognitive skill, in steps of 1/4096.
#[derive(Clone, Debug, PartialEq)]
pub struct Traits {
    pub status_by_category: Vec<i64>,
    pub status_by_income_row: Vec<i64>,
    pub status_squares: i64,
    pub noncognitive_by_category: Vec<i64>,
    pub noncognitive_squares: i64,
}

/// Full-year log wages of those who worked, in steps of 1/4096, by school level and years of experience.
#[derive(Clone, Debug, PartialEq)]
pub struct Wages {
    /// People and sums by `level·EXPERIENCE_YEARS + experience`.
    pub people: Vec<u32>,
    pub wage: Vec<i64>,
    /// Sums by years of experience.
    pub skill: Vec<i64>,
    pub wage_squares: i64,
    pub skill_squares: i64,
    pub skill_times_wage: i64,
}

/// What next year needs to know of this one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remembered {
    /// People of next year's parents' age by `level·EARNINGS_BINS + bin`.
    pub parents: Vec<u32>,
    /// People by school level.
    pub levels: Vec<u64>,
    /// Σk and Σk², speed-years.
    pub skill_sum: f64,
    pub skill_squares: f64,
    pub people: u64,
}

impl Tally {
    /// Nobody counted yet.
    pub fn empty(shape: Shape) -> Self {
        let by_income = || Crosstab::empty(income_bins::ROWS, shape.categories);
        Self {
            income: by_income(),
            earnings: by_income(),
            record: by_income(),
            schooling: Crosstab::empty(shape.levels, shape.categories),
            jobs: Crosstab::empty(shape.classes + 1, shape.categories),
            generations: Crosstab::empty(MOBILITY_BINS, MOBILITY_BINS),
            traits: Traits {
                status_by_category: vec![0; shape.categories],
                status_by_income_row: vec![0; income_bins::ROWS],
                status_squares: 0,
                noncognitive_by_category: vec![0; shape.categories],
                noncognitive_squares: 0,
            },
            wages: Wages::empty(),
            out_of_work: 0,
        }
    }

    /// Adds the counts of other people.
    pub fn merge(&mut self, other: &Self) {
        self.income.merge(&other.income);
        self.earnings.merge(&other.earnings);
        self.record.merge(&other.record);
        self.schooling.merge(&other.schooling);
        self.jobs.merge(&other.jobs);
        self.generations.merge(&other.generations);
        self.traits.merge(&other.traits);
        self.wages.merge(&other.wages);
        self.out_of_work += other.out_of_work;
    }
}

impl Traits {
    /// Counts one person.
    #[inline(always)]
    pub fn add(&mut self, category: usize, income_row: usize, status: f32, noncognitive: f32) {
        let (status, noncognitive) = (fixed(status), fixed(noncognitive));
        self.status_by_category[category] += status;
        self.status_by_income_row[income_row] += status;
        self.status_squares += status * status;
        self.noncognitive_by_category[category] += noncognitive;
        self.noncognitive_squares += noncognitive * noncognitive;
    }

    fn merge(&mut self, other: &Self) {
        add_all(&mut self.status_by_category, &other.status_by_category);
        add_all(&mut self.status_by_income_row, &other.status_by_income_row);
        add_all(&mut self.noncognitive_by_category, &other.noncognitive_by_category);
        self.status_squares += other.status_squares;
        self.noncognitive_squares += other.noncognitive_squares;
    }
}

impl Wages {
    /// Nobody counted yet.
    pub fn empty() -> Self {
        Self {
            people: vec![0; MOST_LEVELS * EXPERIENCE_YEARS],
            wage: vec![0; MOST_LEVELS * EXPERIENCE_YEARS],
            skill: vec![0; EXPERIENCE_YEARS],
            wage_squares: 0,
            skill_squares: 0,
            skill_times_wage: 0,
        }
    }

    /// Counts one worker: school level, years of experience, skill in standard deviations, log wage.
    #[inline(always)]
    pub fn add(&mut self, level: u8, experience: u8, skill: f32, log_wage: f32) {
        let experience = (experience as usize).min(EXPERIENCE_YEARS - 1);
        let cell = level as usize * EXPERIENCE_YEARS + experience;
        let (skill, wage) = (fixed(skill), fixed(log_wage));
        self.people[cell] += 1;
        self.wage[cell] += wage;
        self.skill[experience] += skill;
        self.wage_squares += wage * wage;
        self.skill_squares += skill * skill;
        self.skill_times_wage += skill * wage;
    }

    /// Adds the counts of other people.
    pub fn merge(&mut self, other: &Self) {
        add_all(&mut self.people, &other.people);
        add_all(&mut self.wage, &other.wage);
        add_all(&mut self.skill, &other.skill);
        self.wage_squares += other.wage_squares;
        self.skill_squares += other.skill_squares;
        self.skill_times_wage += other.skill_times_wage;
    }
}

impl Remembered {
    /// Adds the counts of other people. The sums of skill are not counts and must be merged in block order.
    pub fn merge_counts(&mut self, other: &Self) {
        add_all(&mut self.parents, &other.parents);
        add_all(&mut self.levels, &other.levels);
        self.people += other.people;
    }

    /// Nobody counted yet.
    pub fn empty() -> Self {
        Self { parents: vec![0; NO_PARENT + 1], levels: vec![0; MOST_LEVELS], ..Self::default() }
    }
}

/// Adds one list of numbers to another.
fn add_all<T: Copy + std::ops::AddAssign>(sums: &mut [T], more: &[T]) {
    for (sum, &more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_point_rounds_to_the_nearest_step_and_holds_at_the_ends() {
        assert_eq!(fixed(1.0), 4096);
        assert_eq!(fixed(-1.0), -4096);
        assert_eq!(fixed(0.0), 0);
        assert_eq!(fixed(0.6 / 4096.0), 1);
        assert_eq!(fixed(-0.6 / 4096.0), -1);
        assert!(fixed(1e9) < 16 * 4096 && fixed(-1e9) > -16 * 4096);
    }
}
