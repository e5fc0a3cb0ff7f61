//! The founders: the first people, before any year has passed.

use super::columns::{Block, Population};
use crate::engine::blocks;
use crate::engine::lanes;
use crate::engine::lanes::columns::{Lanes, each, normals};
use crate::engine::random::{LANES, NO_WORDS, Random};
use crate::model::ability::noncognitive;
use crate::model::decision::Decision;
use crate::model::observation::{ENTRY_AGE, RETIREMENT_AGE, score_category};
use crate::model::parameters::YearParameters;
use crate::model::schooling;

/// Up to 128 persons of a block who are handled together, wherever their slots are.
#[derive(Clone, Copy, Debug)]
pub struct Batch {
    /// Slots; beyond `people` the last one again.
    pub slots: Lanes<usize>,
    pub people: usize,
}

impl Batch {
    /// The persons in these slots, 1 to 128 of them.
    #[inline(always)]
    pub fn of(slots: &[u16]) -> Self {
        let people = slots.len().min(LANES);
        let mut batch = Self { slots: [slots[people - 1] as usize; LANES], people };
        for (slot, &number) in batch.slots.iter_mut().zip(slots) {
            *slot = number as usize;
        }
        batch
    }

    /// Their values of a column; beyond `people` zeros.
    #[inline(always)]
    pub fn gather<T: Copy + Default>(&self, column: &[T]) -> Lanes<T> {
        let mut values = [T::default(); LANES];
        for (value, &slot) in values.iter_mut().zip(&self.slots).take(self.people) {
            *value = column[slot];
        }
        values
    }

    /// Their numbers in the whole population.
    #[inline(always)]
    pub fn persons(&self, block: &Block) -> Lanes<u32> {
        each(|lane| block.first + self.slots[lane] as u32)
    }
}

/// Draws the founders: ages uniform over working life, talents from their distribution, status independent of talent.
///
/// They all wait for schooling ([`Block::entrants`]) and are without a place; the years of burn-in do the rest.
pub fn draw(people: usize, parameters: &YearParameters, random: &Random) -> Population {
    let mut population = Population::empty(people);
    blocks::map(&mut population.blocks, |_, block| {
        let slots: Vec<u16> = (0..block.people()).map(|slot| slot as u16).collect();
        lanes::widest(
            #[inline(always)]
            || {
                for slots in slots.chunks(LANES) {
                    draw_founders(block, &Batch::of(slots), parameters, random);
                }
            },
        );
    });
    population
}

#[inline(always)]
fn draw_founders(block: &mut Block, batch: &Batch, parameters: &YearParameters, random: &Random) {
    let persons = batch.persons(block);
    let (mut talent, mut founder) = (NO_WORDS, NO_WORDS);
    random.words_of_persons(Decision::Talent as u32, &persons, parameters.year, &mut talent);
    let (ability, independent) = normals(&talent[0], &talent[1]);
    random.words_of_persons(Decision::Founder as u32, &persons, parameters.year, &mut founder);
    let (status, _) = normals(&founder[2], &founder[3]);
    let working_years = u64::from(RETIREMENT_AGE - ENTRY_AGE);
    let correlation = parameters.family.ability_noncognitive_correlation;
    for lane in 0..batch.people {
        let slot = batch.slots[lane];
        block.age[slot] = ENTRY_AGE + ((u64::from(founder[0][lane]) * working_years) >> 32) as u8;
        block.ability[slot] = ability[lane];
        block.noncognitive[slot] = noncognitive(correlation, ability[lane], independent[lane]);
        block.family_status[slot] = status[lane];
        block.wealth[slot] = 1.0;
        block.wealth_sum += 1.0;
        block.job[slot] = parameters.jobs.classes.len() as u8;
    }
    enter(block, batch, parameters, random);
}

/// Test and schooling score of persons who enter work: ability, skill and status are already there.
#[inline(always)]
pub fn enter(block: &mut Block, batch: &Batch, parameters: &YearParameters, random: &Random) {
    let persons = batch.persons(block);
    let mut words = NO_WORDS;
    random.words_of_persons(Decision::TestAndSchooling as u32, &persons, parameters.year, &mut words);
    let (test_error, chance) = normals(&words[0], &words[1]);
    let (ability, noncognitive) = (batch.gather(&block.ability), batch.gather(&block.noncognitive));
    let status = batch.gather(&block.family_status);
    let (mut score, mut category) = ([0.0; LANES], [0; LANES]);
    for lane in 0..LANES {
        let talents = (ability[lane], noncognitive[lane]);
        score[lane] =
            schooling::score(&parameters.schooling, talents.0, talents.1, status[lane], chance[lane]);
        category[lane] = score_category(&parameters.observation, ability[lane], test_error[lane]);
    }
    for lane in 0..batch.people {
        block.score[batch.slots[lane]] = category[lane];
        block.entrants.slots.push(batch.slots[lane] as u16);
    }
    block.entrants.scores.extend_from_slice(&score[..batch.people]);
    block.entrants.ability.extend_from_slice(&ability);
    block.entrants.noncognitive.extend_from_slice(&noncognitive);
    block.entrants.status.extend_from_slice(&status);
}
