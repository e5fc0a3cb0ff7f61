//! The founders: the first people, before any year has passed.

use super::batches::Strips;
use super::columns::{Block, Population, STRIP};
use crate::engine::blocks;
use crate::engine::lanes;
use crate::engine::lanes::columns::{Lanes, each, normals};
use crate::engine::random::{LANES, NO_WORDS, Random};
use crate::model::ability::noncognitive;
use crate::model::decision::Decision;
use crate::model::observation::{ENTRY_AGE, RETIREMENT_AGE, score_category};
use crate::model::parameters::YearParameters;
use crate::model::schooling;

const WORKING_YEARS: u32 = (RETIREMENT_AGE - ENTRY_AGE) as u32;
/// Years between the ages of neighbouring strips, without a common divisor with [`WORKING_YEARS`] and near its golden section:
/// so any number of strips from the first is spread evenly over all ages.
const AGE_STEP: u32 = 28;

/// Age of the founders in a strip, counted over the whole population: 20 + (28·strip mod 45).
pub fn founders_age(strip: u32) -> u8 {
    ENTRY_AGE + (strip % WORKING_YEARS * AGE_STEP % WORKING_YEARS) as u8
}

/// Talents and family background of 128 persons who enter work.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    pub ability: Lanes<f32>,
    pub noncognitive: Lanes<f32>,
    pub status: Lanes<f32>,
}

/// Draws the founders: ages even over working life, talents from their distribution, status independent of talent.
///
/// They all wait for schooling ([`Block::entrants`]) and are without a place; the years of burn-in do the rest.
pub fn draw(people: usize, parameters: &YearParameters, random: &Random) -> Population {
    let mut population = Population::empty(people);
    blocks::map(&mut population.blocks, |_, block| {
        let first = block.first / STRIP as u32;
        let all: Vec<u16> = (0..block.strips()).map(|strip| strip as u16).collect();
        for &strip in &all {
            block.ages[strip as usize] = founders_age(first + u32::from(strip));
        }
        lanes::widest(
            #[inline(always)]
            || {
                for strips in Strips::each_of(block.people(), &all) {
                    draw_founders(block, &strips, parameters, random);
                }
            },
        );
    });
    population
}

#[inline(always)]
fn draw_founders(block: &mut Block, strips: &Strips, parameters: &YearParameters, random: &Random) {
    let persons = strips.persons(block);
    let (mut talent, mut founder) = (NO_WORDS, NO_WORDS);
    random.words_of_persons(Decision::Talent as u32, &persons, parameters.year, &mut talent);
    let (ability, independent) = normals(&talent[0], &talent[1]);
    random.words_of_persons(Decision::Founder as u32, &persons, parameters.year, &mut founder);
    // The first two words drew ages once; the others are kept for status, whose luck stays.
    let (status, _) = normals(&founder[2], &founder[3]);
    let correlation = parameters.family.ability_noncognitive_correlation;
    let noncognitive = each(|lane| noncognitive(correlation, ability[lane], independent[lane]));
    strips.fill(&mut block.wealth, 1.0);
    block.wealth_sum += strips.people as f64;
    strips.fill(&mut block.job, parameters.jobs.classes.len() as u8);
    enter(block, strips, &Origin { ability, noncognitive, status }, parameters, random);
}

/// Puts persons who enter work into their slots, with their test and their score at the doors of schools.
#[inline(always)]
pub fn enter(
    block: &mut Block,
    strips: &Strips,
    origin: &Origin,
    parameters: &YearParameters,
    random: &Random,
) {
    let mut words = NO_WORDS;
    random.words_of_persons(
        Decision::TestAndSchooling as u32,
        &strips.persons(block),
        parameters.year,
        &mut words,
    );
    let (test_error, chance) = normals(&words[0], &words[1]);
    let Origin { ability, noncognitive, status } = origin;
    let (mut score, mut category) = ([0.0; LANES], [0; LANES]);
    for lane in 0..LANES {
        let talents = (ability[lane], noncognitive[lane]);
        score[lane] =
            schooling::score(&parameters.schooling, talents.0, talents.1, status[lane], chance[lane]);
        category[lane] = score_category(&parameters.observation, ability[lane], test_error[lane]);
    }
    strips.store(&mut block.ability, ability);
    strips.store(&mut block.noncognitive, noncognitive);
    strips.store(&mut block.family_status, status);
    strips.store(&mut block.score, &category);
    let entrants = &mut block.entrants;
    entrants.strips.extend_from_slice(strips.numbers);
    entrants.scores.extend_from_slice(&score[..strips.people]);
    entrants.ability.extend_from_slice(ability);
    entrants.noncognitive.extend_from_slice(noncognitive);
    entrants.status.extend_from_slice(status);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_strips_is_spread_evenly_over_working_life() {
        let mut people = [0; WORKING_YEARS as usize];
        for strips in 1..1000 {
            people[usize::from(founders_age(strips - 1) - ENTRY_AGE)] += 1;
            let (fewest, most) = (people.iter().min().unwrap(), people.iter().max().unwrap());
            assert!(most - fewest <= 1, "each age as often as any other, {strips}");
            let mean = people.iter().zip(0..).map(|(count, years)| count * years).sum::<u32>() / strips;
            assert!(strips < 8 || (19..=25).contains(&mean), "mean age {mean} of {strips}");
        }
    }
}
