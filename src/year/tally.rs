//! What is counted in a year: whole numbers only, so that parts can be merged in any order.

use super::cohorts::Joined;
use super::fixed::{sum, sum_of_products};
use super::wages::Wages;
use crate::engine::lanes::columns::Lanes;
use crate::model::parameters::MOST_LEVELS;
use crate::population::standards::EARNINGS_BINS;
use crate::stats::crosstab::Crosstab;
use crate::stats::income_bins::{self, OctaveScale};

/// Scale of the table of parents' and children's earnings: none, then 16 bins a doubling from 1/64 to 16 units.
pub const GENERATIONS: OctaveScale = OctaveScale { lowest_exponent: -6, bits: 4, octaves: 10 };

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
    pub shape: Shape,
    /// Income row by score category: all income of the year, labour income of the year.
    pub income: Crosstab,
    pub earnings: Crosstab,
    /// School level and job class (last: without a place), `level·(classes + 1) + job`, by score category.
    pub places: Crosstab,
    /// Sums of family status, in steps of 1/4096.
    pub status_by_income_row: Vec<i64>,
    /// What the year adds to the counts that last.
    pub joined: Joined,
    pub wages: Wages,
    /// People who were out of work all year though they had a place.
    pub out_of_work: u64,
}

/// Sums of one trait in steps of 1/4096, of its square, and of its product with the number of the score category.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TraitSums {
    pub sum: i64,
    pub squares: i64,
    pub times_category: i64,
}

/// What next year needs to know of this one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remembered {
    /// People of next year's parents' age by `level·EARNINGS_BINS + bin`.
    pub parents: Vec<u32>,
    /// People by school level.
    pub levels: Vec<u64>,
    /// Σ(k − m) and Σ(k − m)², speed-years; m is the mean of the year's standard.
    pub skill_sum: f64,
    pub skill_squares: f64,
    pub people: u64,
}

impl Tally {
    /// Nobody counted yet.
    pub fn empty(shape: Shape, joined: Joined) -> Self {
        let by_income = || Crosstab::empty(income_bins::ROWS, shape.categories);
        Self {
            shape,
            income: by_income(),
            earnings: by_income(),
            places: Crosstab::empty(shape.levels * (shape.classes + 1), shape.categories),
            status_by_income_row: vec![0; income_bins::ROWS],
            joined,
            wages: Wages::empty(),
            out_of_work: 0,
        }
    }

    /// School level by score category.
    pub fn schooling(&self) -> Crosstab {
        let jobs = self.shape.classes + 1;
        self.places.regrouped(self.shape.levels, |row| row / jobs)
    }

    /// Job class (last: without a place) by score category.
    pub fn jobs(&self) -> Crosstab {
        let jobs = self.shape.classes + 1;
        self.places.regrouped(jobs, |row| row % jobs)
    }

    /// Adds the counts of other people.
    pub fn merge(&mut self, other: &Self) {
        self.income.merge(&other.income);
        self.earnings.merge(&other.earnings);
        self.places.merge(&other.places);
        add_all(&mut self.status_by_income_row, &other.status_by_income_row);
        self.joined.merge(&other.joined);
        self.wages.merge(&other.wages);
        self.out_of_work += other.out_of_work;
    }
}

impl TraitSums {
    /// Adds 128 persons' steps of 1/4096.
    #[inline(always)]
    pub fn add(&mut self, steps: &Lanes<i32>, category: &Lanes<i32>) {
        self.sum += sum(steps);
        self.squares += sum_of_products(steps, steps);
        self.times_category += sum_of_products(steps, category);
    }

    /// Adds the sums of other people.
    pub fn merge(&mut self, other: &Self) {
        self.sum += other.sum;
        self.squares += other.squares;
        self.times_category += other.times_category;
    }

    /// Takes out people who were counted.
    pub fn take_out(&mut self, other: &Self) {
        self.sum -= other.sum;
        self.squares -= other.squares;
        self.times_category -= other.times_category;
    }
}

impl Remembered {
    /// Adds the counts of other people. The sums of skill are not counts and must be merged in block order.
    pub fn merge_counts(&mut self, other: &Self) {
        add_all(&mut self.parents, &other.parents);
        add_all(&mut self.levels, &other.levels);
        self.people += other.people;
    }

    /// Adds the sums of skill, block by block.
    pub fn end(&mut self, skill: impl Iterator<Item = [f64; 2]>) {
        for [sum, squares] in skill {
            self.skill_sum += sum;
            self.skill_squares += squares;
        }
    }

    /// Nobody counted yet.
    pub fn empty() -> Self {
        Self {
            parents: vec![0; MOST_LEVELS * EARNINGS_BINS],
            levels: vec![0; MOST_LEVELS],
            ..Self::default()
        }
    }
}

/// Adds one list of numbers to another.
fn add_all<T: Copy + std::ops::AddAssign>(sums: &mut [T], more: &[T]) {
    for (sum, &more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}
