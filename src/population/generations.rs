//! Generations: a child of somebody in the block takes the slot of each person who retires.

use super::columns::Block;
use super::founders::enter;
use super::standards::Standards;
use crate::engine::random::Random;
use crate::math::single::normal_pair;
use crate::model::decision::Decision;
use crate::model::family::inherit;
use crate::model::observation::{ENTRY_AGE, record_years};
use crate::model::parameters::YearParameters;
use rand::Rng;

/// Tries at random before the parent is looked for one by one.
const TRIES: usize = 64;

/// Puts a child into a slot. The parent's state, the retired person's wealth and all else in the block stay as they are.
///
/// The child starts with a share of the parent's wealth; what the retired person owned leaves the model with them.
/// Only proportions of wealth matter, because capital income is paid in proportion to it.
pub fn replace(
    block: &mut Block,
    slot: usize,
    parameters: &YearParameters,
    standards: &Standards,
    random: &Random,
) {
    let person = block.first + slot as u32;
    let parent = choose_parent(block, slot, parameters, random);
    let words = random.words(Decision::Talent as u32, person, parameters.year);
    let (ability_shock, noncognitive_shock) = normal_pair(words[0], words[1]);
    let (ability, noncognitive) = inherit(
        &parameters.family,
        block.ability[parent],
        block.noncognitive[parent],
        ability_shock,
        noncognitive_shock,
    );
    // The record runs to the end of last year, when the parent was a year younger.
    let recorded = record_years(block.age[parent].saturating_sub(1));
    let parent_earnings = if recorded > 0 { block.record[parent] / f32::from(recorded) } else { 0.0 };
    block.family_status[slot] =
        standards.status.status(&parameters.family, block.level[parent], parent_earnings);
    block.parent_earnings[slot] = parent_earnings;
    block.wealth[slot] = parameters.capital.bequest_share * block.wealth[parent];
    block.ability[slot] = ability;
    block.noncognitive[slot] = noncognitive;
    block.luck[slot] = 0.0;
    block.earnings[slot] = 0.0;
    block.income[slot] = 0.0;
    block.record[slot] = 0.0;
    block.generation[slot] = block.generation[slot].saturating_add(1);
    block.job[slot] = parameters.jobs.classes.len() as u8;
    block.age[slot] = ENTRY_AGE;
    block.experience[slot] = 0;
    block.out_of_work[slot] = 0;
    enter(block, slot, parameters, random);
}

/// A person of parents' age in the block, each equally likely. Where there is none, anybody but the slot itself.
///
/// Slots are tried at random below the next power of two, so that one more person in the block changes almost no choice.
fn choose_parent(block: &Block, slot: usize, parameters: &YearParameters, random: &Random) -> usize {
    let people = block.people();
    let ages = parameters.family.parent_age_youngest..=parameters.family.parent_age_oldest;
    let suits =
        |candidate: usize| candidate < people && candidate != slot && ages.contains(&block.age[candidate]);
    let mask = people.next_power_of_two() - 1;
    let mut words = random.sequence(Decision::Parent as u32, block.first + slot as u32, parameters.year);
    let mut candidate = slot;
    for _ in 0..TRIES {
        candidate = words.next_u32() as usize & mask;
        if suits(candidate) {
            return candidate;
        }
    }
    let in_turn = || (1..=people).map(|step| (candidate + step) % people);
    in_turn().find(|&other| suits(other)).or_else(|| in_turn().find(|&other| other != slot)).unwrap_or(slot)
}
