//! The founders: the first people, before any year has passed.

use super::columns::{Block, Population};
use crate::engine::blocks;
use crate::engine::random::Random;
use crate::math::single::normal_pair;
use crate::model::ability::noncognitive;
use crate::model::decision::Decision;
use crate::model::observation::{ENTRY_AGE, RETIREMENT_AGE, score_category};
use crate::model::parameters::YearParameters;
use crate::model::schooling;

/// Draws the founders: ages uniform over working life, talents from their distribution, status independent of talent.
///
/// They all wait for schooling ([`Block::entrants`]) and are without a place; the years of burn-in do the rest.
pub fn draw(people: usize, parameters: &YearParameters, random: &Random) -> Population {
    let mut population = Population::empty(people);
    blocks::map(&mut population.blocks, |_, block| {
        for slot in 0..block.people() {
            draw_founder(block, slot, parameters, random);
        }
    });
    population
}

fn draw_founder(block: &mut Block, slot: usize, parameters: &YearParameters, random: &Random) {
    let year = parameters.year;
    let person = block.first + slot as u32;
    let talent = random.words(Decision::Talent as u32, person, year);
    let (ability, independent) = normal_pair(talent[0], talent[1]);
    let founder = random.words(Decision::Founder as u32, person, year);
    let (status, _) = normal_pair(founder[2], founder[3]);
    let working_years = u64::from(RETIREMENT_AGE - ENTRY_AGE);
    block.age[slot] = ENTRY_AGE + ((u64::from(founder[0]) * working_years) >> 32) as u8;
    let noncognitive = noncognitive(parameters.family.ability_noncognitive_correlation, ability, independent);
    block.ability[slot] = ability;
    block.noncognitive[slot] = noncognitive;
    block.family_status[slot] = status;
    block.wealth[slot] = 1.0;
    block.job[slot] = parameters.jobs.classes.len() as u8;
    enter(block, slot, parameters, random);
}

/// Test and schooling score of a person who enters work in this slot: ability, skill and status are already there.
pub fn enter(block: &mut Block, slot: usize, parameters: &YearParameters, random: &Random) {
    let person = block.first + slot as u32;
    let words = random.words(Decision::TestAndSchooling as u32, person, parameters.year);
    let (test_error, chance) = normal_pair(words[0], words[1]);
    let ability = block.ability[slot];
    block.score[slot] = score_category(&parameters.observation, ability, test_error);
    let score = schooling::score(
        &parameters.schooling,
        ability,
        block.noncognitive[slot],
        block.family_status[slot],
        chance,
    );
    block.entrants.slots.push(slot as u16);
    block.entrants.scores.push(score);
}
