//! Generations: a child of somebody in the block takes the slot of each person who retires.

use super::batches::{Batch, Strips};
use super::columns::{Block, STRIP};
use super::founders::{Origin, enter};
use super::standards::Standards;
use crate::engine::lanes::columns::normals;
use crate::engine::random::{LANES, NO_WORDS, Random};
use crate::model::decision::Decision;
use crate::model::family::inherit;
use crate::model::observation::{ENTRY_AGE, record_years};
use crate::model::parameters::YearParameters;
use rand::Rng;
use std::ops::RangeInclusive;

/// Puts children into strips. All else in the block stays as it is.
///
/// A child starts with a share of the parent's wealth; what the retired person owned leaves the model with them.
/// Only proportions of wealth matter, because capital income is paid in proportion to it.
#[inline(always)]
pub fn replace(
    block: &mut Block,
    strips: &Strips,
    candidates: &Candidates,
    parameters: &YearParameters,
    standards: &Standards,
    random: &Random,
) {
    let parents = candidates.choose(block, strips, parameters.year, random);
    let mut words = NO_WORDS;
    random.words_of_persons(Decision::Talent as u32, &strips.persons(block), parameters.year, &mut words);
    let (ability_shock, noncognitive_shock) = normals(&words[0], &words[1]);
    let (of_ability, of_noncognitive) = (parents.gather(&block.ability), parents.gather(&block.noncognitive));
    let (wealth, record) = (parents.gather(&block.wealth), parents.gather(&block.record));
    let level = parents.gather(&block.level);
    let (mut ability, mut noncognitive) = ([0.0; LANES], [0.0; LANES]);
    let (mut earnings, mut status, mut bequest) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
    for lane in 0..LANES {
        let shocks = (ability_shock[lane], noncognitive_shock[lane]);
        (ability[lane], noncognitive[lane]) =
            inherit(&parameters.family, of_ability[lane], of_noncognitive[lane], shocks.0, shocks.1);
        bequest[lane] = parameters.capital.bequest_share * wealth[lane];
    }
    for lane in 0..strips.people {
        // The record runs to the end of last year, when the parent was a year younger.
        let recorded = f32::from(record_years(block.age(parents.slots[lane]) - 1));
        earnings[lane] = if recorded > 0.0 { record[lane] / recorded } else { 0.0 };
        status[lane] = standards.status.status(&parameters.family, level[lane], earnings[lane]);
    }
    let left = strips.load(&block.wealth);
    for (bequest, left) in bequest.iter().zip(&left).take(strips.people) {
        block.wealth_sum += f64::from(*bequest) - f64::from(*left);
    }
    move_in(block, strips, parameters.jobs.classes.len() as u8);
    strips.store(&mut block.parent_earnings, &earnings);
    strips.store(&mut block.wealth, &bequest);
    enter(block, strips, &Origin { ability, noncognitive, status }, parameters, random);
}

/// Everything about new persons in these strips that does not hang on their parents.
#[inline(always)]
fn move_in(block: &mut Block, strips: &Strips, without_place: u8) {
    for &strip in strips.numbers {
        block.ages[strip as usize] = ENTRY_AGE;
    }
    let held = strips.load(&block.generation);
    strips.store(&mut block.generation, &held.map(|generation| generation.saturating_add(1)));
    for column in [&mut block.luck, &mut block.earnings, &mut block.record] {
        strips.fill(column, 0.0);
    }
    strips.fill(&mut block.job, without_place);
    strips.fill(&mut block.experience, 0);
    strips.fill(&mut block.out_of_work, 0);
}

/// Who can be a parent in a block: everybody in these strips.
pub struct Candidates {
    strips: Vec<u16>,
    people: usize,
}

impl Candidates {
    /// The people of parents' age. Nobody who retires is of that age, so a child is never its own parent.
    #[inline(always)]
    pub fn of(block: &Block, parameters: &YearParameters) -> Self {
        let family = &parameters.family;
        Self::of_ages(block, family.parent_age_youngest..=family.parent_age_oldest)
    }

    /// Everybody of these ages.
    #[inline(always)]
    fn of_ages(block: &Block, ages: RangeInclusive<u8>) -> Self {
        let strips = block.strips_of_ages(ages);
        let people = Strips::each_of(block.people(), &strips).map(|strips| strips.people).sum();
        Self { strips, people }
    }

    /// For each child a candidate, each equally likely. Where there is none, anybody in the block but the child's slot, unless that is the only one.
    ///
    /// Words are tried below the next power of two, so that one more candidate changes almost no choice.
    #[inline(always)]
    fn choose(&self, block: &Block, children: &Strips, year: i32, random: &Random) -> Batch {
        const NOBODY: u32 = u32::MAX;
        let (persons, slots) = (children.persons(block), children.slots());
        let (mask, people) = (self.mask(), self.people as u32);
        let mut words = [NO_WORDS; 2];
        for (round, words) in words.iter_mut().enumerate() {
            random.sequence_of_persons(Decision::Parent as u32, round as u32, &persons, year, words);
        }
        // All words are looked at, the last first: which of them is the first to name somebody no branch could foretell.
        let mut found = [NOBODY; LANES];
        for words in words.iter().rev().flat_map(|round| round.iter().rev()) {
            for (found, word) in found.iter_mut().zip(words) {
                *found = if word & mask < people { word & mask } else { *found };
            }
        }
        let mut parents = Batch { slots: [0; LANES], people: children.people };
        for lane in 0..children.people {
            parents.slots[lane] = match found[lane] {
                NOBODY => self.search(block, slots[lane] as usize, year, random),
                number => self.slot(number),
            };
        }
        parents
    }

    /// Numbers from 0 to this are tried.
    #[inline(always)]
    fn mask(&self) -> u32 {
        self.people.next_power_of_two() as u32 - 1
    }

    /// Slot of a candidate.
    #[inline(always)]
    fn slot(&self, number: u32) -> usize {
        self.strips[number as usize / STRIP] as usize * STRIP + number as usize % STRIP
    }

    /// The words of one child from the first until one of them names somebody.
    #[inline(never)]
    fn search(&self, block: &Block, child: usize, year: i32, random: &Random) -> usize {
        let mut words = random.sequence(Decision::Parent as u32, block.first + child as u32, year);
        if self.people == 0 {
            let others = block.people().saturating_sub(1).max(1);
            return (child + 1 + words.next_u32() as usize % others) % block.people();
        }
        loop {
            let number = words.next_u32() & self.mask();
            if number < self.people as u32 {
                return self.slot(number);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::population::columns::Population;
    use crate::population::founders::founders_age;

    /// A block of so many people of the founders' ages.
    fn block(people: usize) -> Block {
        let mut block = Population::empty(people).blocks.remove(0);
        for strip in 0..block.strips() {
            block.ages[strip] = founders_age(strip as u32);
        }
        block
    }

    /// Parents of everybody in the block in one year.
    fn choices(block: &Block, candidates: &Candidates, year: i32) -> Vec<usize> {
        let all: Vec<u16> = (0..block.strips() as u16).collect();
        let random = Random::new(1, 0);
        Strips::each_of(block.people(), &all)
            .flat_map(|children| {
                let parents = candidates.choose(block, &children, year, &random);
                parents.slots.into_iter().take(parents.people)
            })
            .collect()
    }

    #[test]
    fn every_candidate_is_as_likely_as_any_other() {
        let block = block(1000);
        let candidates = Candidates::of_ages(&block, 43..=57);
        let mut times = vec![0_u32; block.people()];
        for year in 0..400 {
            choices(&block, &candidates, year).into_iter().for_each(|parent| times[parent] += 1);
        }
        let expected = 400.0 * 1000.0 / candidates.people as f64;
        let mut chi_squared = 0.0;
        for (slot, &times) in times.iter().enumerate() {
            if (43..=57).contains(&block.age(slot)) {
                chi_squared += (f64::from(times) - expected).powi(2) / expected;
            } else {
                assert_eq!(times, 0, "nobody of another age");
            }
        }
        let freedom = candidates.people as f64 - 1.0;
        assert!((chi_squared - freedom).abs() < 4.0 * (2.0 * freedom).sqrt(), "{chi_squared} of {freedom}");
    }

    #[test]
    fn where_nobody_is_of_parents_age_anybody_else_is_the_parent() {
        for people in [1, 2, 40] {
            let block = block(people);
            let nobody = Candidates::of_ages(&block, 66..=66);
            for year in 0..50 {
                for (child, parent) in choices(&block, &nobody, year).into_iter().enumerate() {
                    assert!(parent < people && (parent != child || people == 1));
                }
            }
        }
    }

    #[test]
    fn one_more_candidate_changes_almost_no_choice() {
        let (fewer, more) = (block(3000), block(3001));
        let changed = choices(&fewer, &Candidates::of_ages(&fewer, 20..=64), 7)
            .into_iter()
            .zip(choices(&more, &Candidates::of_ages(&more, 20..=64), 7))
            .filter(|(one, other)| one != other)
            .count();
        assert!(changed <= 6, "{changed} of 3000");
    }
}
