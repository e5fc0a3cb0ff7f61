//! Generations: a child of somebody in the block takes the slot of each person who retires.

use super::columns::Block;
use super::founders::{Batch, enter};
use super::standards::Standards;
use crate::engine::blocks::BLOCK;
use crate::engine::lanes;
use crate::engine::lanes::columns::normals;
use crate::engine::random::{LANES, NO_WORDS, Random};
use crate::model::decision::Decision;
use crate::model::family::inherit;
use crate::model::observation::{ENTRY_AGE, record_years};
use crate::model::parameters::YearParameters;
use rand::Rng;

/// Tries at random before the parent is looked for one by one.
const TRIES: usize = 64;

/// Puts children into up to 128 slots. The retired persons' wealth and all else in the block stay as they are.
///
/// A child starts with a share of the parent's wealth; what the retired person owned leaves the model with them.
/// Only proportions of wealth matter, because capital income is paid in proportion to it.
#[inline(always)]
pub fn replace(
    block: &mut Block,
    batch: &Batch,
    parameters: &YearParameters,
    standards: &Standards,
    random: &Random,
) {
    for &slot in &batch.slots {
        lanes::fetch(&block.luck, slot);
        lanes::fetch(&block.parent_earnings, slot);
        lanes::fetch(&block.generation, slot);
    }
    let parents = choose_parents(block, batch, parameters, random);
    let mut words = NO_WORDS;
    random.words_of_persons(Decision::Talent as u32, &batch.persons(block), parameters.year, &mut words);
    let (ability_shock, noncognitive_shock) = normals(&words[0], &words[1]);
    let (ability, noncognitive) = (parents.gather(&block.ability), parents.gather(&block.noncognitive));
    let (wealth, record) = (parents.gather(&block.wealth), parents.gather(&block.record));
    let (age, level) = (parents.gather(&block.age), parents.gather(&block.level));
    let (mut child, mut earnings) = ([(0.0, 0.0); LANES], [0.0; LANES]);
    for lane in 0..LANES {
        let shocks = (ability_shock[lane], noncognitive_shock[lane]);
        child[lane] = inherit(&parameters.family, ability[lane], noncognitive[lane], shocks.0, shocks.1);
        // The record runs to the end of last year, when the parent was a year younger.
        let recorded = f32::from(record_years(age[lane].saturating_sub(1)));
        earnings[lane] = if recorded > 0.0 { record[lane] / recorded } else { 0.0 };
    }
    let mut status = [0.0; LANES];
    for lane in 0..batch.people {
        status[lane] = standards.status.status(&parameters.family, level[lane], earnings[lane]);
    }
    for lane in 0..batch.people {
        let slot = batch.slots[lane];
        block.family_status[slot] = status[lane];
        block.parent_earnings[slot] = earnings[lane];
        let bequest = parameters.capital.bequest_share * wealth[lane];
        block.wealth_sum += f64::from(bequest) - f64::from(block.wealth[slot]);
        block.wealth[slot] = bequest;
        (block.ability[slot], block.noncognitive[slot]) = child[lane];
        block.luck[slot] = 0.0;
        block.earnings[slot] = 0.0;
        block.record[slot] = 0.0;
        block.generation[slot] = block.generation[slot].saturating_add(1);
        block.job[slot] = parameters.jobs.classes.len() as u8;
        block.age[slot] = ENTRY_AGE;
        block.experience[slot] = 0;
        block.out_of_work[slot] = 0;
    }
    enter(block, batch, parameters, random);
}

/// For each child a person of parents' age in the block, each equally likely. Where there is none, anybody but the child's slot.
///
/// Slots are tried at random below the next power of two, so that one more person in the block changes almost no choice.
#[inline(always)]
fn choose_parents(block: &Block, batch: &Batch, parameters: &YearParameters, random: &Random) -> Batch {
    let suits = Suitable::new(parameters);
    let mask = (block.people().next_power_of_two() - 1) as u32;
    let (persons, year) = (batch.persons(block), parameters.year);
    let mut words = [NO_WORDS; 2];
    for (round, words) in words.iter_mut().enumerate() {
        random.sequence_of_persons(Decision::Parent as u32, round as u32, &persons, year, words);
    }
    // A copy as long as any block, so that no candidate lies beyond its end.
    let mut ages = [0; BLOCK];
    ages[..block.people()].copy_from_slice(&block.age[..block.people()]);
    // All candidates are looked at, the last first: which of them suits could not be foretold by a branch.
    let mut found = [usize::MAX; LANES];
    for words in words.iter().rev().flat_map(|round| round.iter().rev()) {
        for (found, word) in found.iter_mut().zip(words).take(batch.people) {
            let candidate = (word & mask) as usize;
            *found = if suits.age(ages[candidate % BLOCK]) { candidate } else { *found };
        }
    }
    let mut parents = *batch;
    for (lane, &found) in found.iter().enumerate().take(batch.people) {
        let slot = batch.slots[lane];
        let at_hand = found != usize::MAX;
        parents.slots[lane] = if at_hand { found } else { search_parent(block, slot, &suits, year, random) };
    }
    parents
}

/// Who can be a parent.
struct Suitable {
    youngest: u8,
    oldest: u8,
}

impl Suitable {
    fn new(parameters: &YearParameters) -> Self {
        Self { youngest: parameters.family.parent_age_youngest, oldest: parameters.family.parent_age_oldest }
    }

    /// Nobody who retires is of that age, so a child is never its own parent.
    #[inline(always)]
    fn age(&self, age: u8) -> bool {
        (age >= self.youngest) & (age <= self.oldest)
    }

    fn parent(&self, block: &Block, candidate: usize) -> bool {
        block.age.get(candidate).is_some_and(|&age| self.age(age))
    }
}

/// All tries of one child from the first, then everybody in turn.
#[inline(never)]
fn search_parent(block: &Block, slot: usize, suits: &Suitable, year: i32, random: &Random) -> usize {
    let people = block.people();
    let mask = people.next_power_of_two() - 1;
    let mut words = random.sequence(Decision::Parent as u32, block.first + slot as u32, year);
    let mut candidate = slot;
    for _ in 0..TRIES {
        candidate = words.next_u32() as usize & mask;
        if suits.parent(block, candidate) {
            return candidate;
        }
    }
    let in_turn = || (1..=people).map(|step| (candidate + step) % people);
    in_turn()
        .find(|&other| suits.parent(block, other))
        .or_else(|| in_turn().find(|&other| other != slot))
        .unwrap_or(slot)
}
