//! Counts of what stays with people: a cohort is counted once when it enters, and once when its record is complete.
//!
//! Traits are fixed at entry and the record at 45, and nobody leaves before 65. So a year's counts are last year's with one
//! cohort more and one fewer, and only the two that join have to be looked at.

use super::fixed::fixed;
use super::tally::{GENERATIONS, TraitSums};
use crate::engine::lanes::columns::each;
use crate::engine::random::LANES;
use crate::model::observation::{ENTRY_AGE, RECORD_LAST_AGE, RETIREMENT_AGE, record_years};
use crate::population::batches::Strips;
use crate::population::columns::Block;
use crate::stats::crosstab::Crosstab;
use crate::stats::income_bins;
use std::collections::VecDeque;

/// Which cohorts are counted in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cohorts {
    /// All of them: nothing is known of the year before.
    All,
    /// Those that join: all others were counted before.
    Joining,
}

/// Counts of the cohorts of a year, the youngest first: one of each kind where only the joining ones are counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joined {
    /// Status and non-cognitive skill.
    traits: Vec<[TraitSums; 2]>,
    records: Vec<Vec<RecordCells>>,
}

/// Where a person stands in the tables of the record; the second is [`NO_PARENT`] for founders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct RecordCells {
    record: u32,
    generations: u32,
}

const NO_PARENT: u32 = u32::MAX;

impl Joined {
    /// Nobody counted yet.
    pub fn empty(cohorts: Cohorts, oldest_record: u8) -> Self {
        let traits = match cohorts {
            Cohorts::All => usize::from(RETIREMENT_AGE - ENTRY_AGE),
            Cohorts::Joining => 1,
        };
        let records = match cohorts {
            Cohorts::All => usize::from(oldest_record - RECORD_LAST_AGE) + 1,
            Cohorts::Joining => 1,
        };
        Self { traits: vec![<[TraitSums; 2]>::default(); traits], records: vec![Vec::new(); records] }
    }

    /// Counts the people of a block; `columns`: score categories.
    #[inline(always)]
    pub fn count(&mut self, block: &Block, columns: u32) {
        for (traits, age) in self.traits.iter_mut().zip(ENTRY_AGE..) {
            for strips in Strips::each_of(block.people(), &block.strips_of_ages(age..=age)) {
                add_traits(block, &strips, traits);
            }
        }
        for (records, age) in self.records.iter_mut().zip(RECORD_LAST_AGE..) {
            for strips in Strips::each_of(block.people(), &block.strips_of_ages(age..=age)) {
                add_records(block, &strips, columns, records);
            }
        }
    }

    /// Adds counts of other people.
    pub fn merge(&mut self, other: &Self) {
        for (traits, more) in self.traits.iter_mut().zip(&other.traits) {
            traits.iter_mut().zip(more).for_each(|(sums, more)| sums.merge(more));
        }
        for (records, more) in self.records.iter_mut().zip(&other.records) {
            records.extend_from_slice(more);
        }
    }
}

#[inline(always)]
fn add_traits(block: &Block, strips: &Strips, traits: &mut [TraitSums; 2]) {
    let score = strips.load(&block.score);
    let category = each(|lane| i32::from(score[lane]));
    for (sums, column) in traits.iter_mut().zip([&block.family_status, &block.noncognitive]) {
        let trait_values = strips.load(column);
        let steps = each(|lane| if lane < strips.people { fixed(trait_values[lane]) } else { 0 });
        sums.add(&steps, &category);
    }
}

#[inline(always)]
fn add_records(block: &Block, strips: &Strips, columns: u32, records: &mut Vec<RecordCells>) {
    let years = f32::from(record_years(RECORD_LAST_AGE));
    let (record, of_parent) = (strips.load(&block.record), strips.load(&block.parent_earnings));
    let (score, bins) = (strips.load(&block.score), GENERATIONS.bins() as u32);
    let (mut cell, mut generations) = ([0; LANES], [0; LANES]);
    for lane in 0..LANES {
        let mean = record[lane] / years;
        cell[lane] = income_bins::row(mean) as u32 * columns + u32::from(score[lane]);
        let both = GENERATIONS.bin(of_parent[lane]) as u32 * bins + GENERATIONS.bin(mean) as u32;
        generations[lane] = if of_parent[lane] >= 0.0 { both } else { NO_PARENT };
    }
    let cells = cell.iter().zip(&generations).take(strips.people);
    records.extend(cells.map(|(&record, &generations)| RecordCells { record, generations }));
}

/// Counts of all people whose traits or records are known: totals over the cohorts.
#[derive(Clone, Debug)]
pub struct Lasting {
    /// Sums of family status and of non-cognitive skill.
    pub status: TraitSums,
    pub noncognitive: TraitSums,
    /// Income row of the mean record by score category.
    pub record: Crosstab,
    /// Parent's by child's mean recorded earnings.
    pub generations: Crosstab,
    /// The cohorts, the youngest first.
    traits: VecDeque<[TraitSums; 2]>,
    records: VecDeque<Vec<RecordCells>>,
}

impl Lasting {
    /// The totals of a year, from those of the year before if its cohorts are only those that join.
    ///
    /// `columns`: score categories.
    pub fn after(before: Option<Self>, joined: Joined, columns: usize) -> Self {
        let mut now = before.unwrap_or_else(|| Self {
            status: TraitSums::default(),
            noncognitive: TraitSums::default(),
            record: Crosstab::empty(income_bins::ROWS, columns),
            generations: Crosstab::empty(GENERATIONS.bins(), GENERATIONS.bins()),
            traits: VecDeque::new(),
            records: VecDeque::new(),
        });
        // As many cohorts leave as join, but in the first year.
        let full = !now.traits.is_empty();
        for traits in joined.traits.into_iter().rev() {
            let left = if full { now.traits.pop_back().unwrap_or_default() } else { Default::default() };
            for (total, (joined, left)) in
                [&mut now.status, &mut now.noncognitive].into_iter().zip(traits.iter().zip(&left))
            {
                total.merge(joined);
                total.take_out(left);
            }
            now.traits.push_front(traits);
        }
        for records in joined.records.into_iter().rev() {
            let left = if full { now.records.pop_back().unwrap_or_default() } else { Vec::new() };
            for cells in &records {
                now.record.add_cell(cells.record as usize);
                if cells.generations != NO_PARENT {
                    now.generations.add_cell(cells.generations as usize);
                }
            }
            for cells in &left {
                now.record.remove_cell(cells.record as usize);
                if cells.generations != NO_PARENT {
                    now.generations.remove_cell(cells.generations as usize);
                }
            }
            now.records.push_front(records);
        }
        now
    }
}
