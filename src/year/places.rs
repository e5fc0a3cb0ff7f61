//! Phase 5: free places go to the highest gate scores, class by class; classes that shrink lay off the lowest.

use super::lanes::{Lanes, each, load, normals, store};
use super::learn::Holders;
use crate::engine::blocks;
use crate::engine::quota::{self, Threshold};
use crate::engine::random::{LANES, Random};
use crate::model::decision::Decision;
use crate::model::jobs::{Applicant, Gate, gate_score, standard_experience};
use crate::model::parameters::YearParameters;
use crate::model::schooling::apportion;
use crate::population::columns::{Block, Population};
use crate::population::standards::Standards;

/// Classes whose chance in hiring comes from one draw of words.
const CLASSES_PER_DRAW: usize = 4;

/// Fills the places of every class exactly: ±1 person of its share.
pub fn fill(
    population: &mut Population,
    parameters: &YearParameters,
    standards: &Standards,
    random: &Random,
    holders: Holders,
) {
    let people = population.people();
    let office = Office { parameters, standards, random };
    let places = places(people, parameters);
    for class in 0..places.len() {
        if holders[class] > places[class] {
            office.lay_off(population, class, places[class]);
        }
    }
    let mut hired = None;
    for class in 0..places.len() {
        let free = places[class].saturating_sub(holders[class]);
        if free > 0 || class % CLASSES_PER_DRAW == 0 {
            hired = Some(office.hire(population, class, free, hired));
        }
    }
    if let Some((class, threshold)) = hired {
        let starts = pool_starts(population);
        blocks::map(&mut population.blocks, |index, block| admit(block, class, threshold, starts[index]));
    }
}

/// Places of each class in whole people; what is missing to everybody are people without a place.
fn places(people: usize, parameters: &YearParameters) -> Vec<usize> {
    let mut shares: Vec<f64> = parameters.jobs.classes.iter().map(|class| class.places_share).collect();
    let without = (1.0 - shares.iter().sum::<f64>()).max(0.0);
    // A rest of pure rounding is no place lost.
    shares.push(if without > 1e-9 { without } else { 0.0 });
    let mut places = apportion(people, &shares);
    places.pop();
    places
}

/// Everything that hiring looks at.
struct Office<'a> {
    parameters: &'a YearParameters,
    standards: &'a Standards,
    random: &'a Random,
}

impl Office<'_> {
    /// Takes the place from the lowest gate scores among a class's holders until `places` remain.
    fn lay_off(&self, population: &mut Population, class: usize, places: usize) {
        let gate = self.parameters.jobs.classes[class].gate;
        // The entrants' list is free after school: here it holds the class and its scores.
        let lengths = blocks::map(&mut population.blocks, |_, block| {
            let holders = (0..block.people()).filter(|&slot| block.job[slot] as usize == class);
            let slots: Vec<u16> = holders.map(|slot| slot as u16).collect();
            let score = |&slot: &u16| {
                let chance = self.chance(block, slot as usize, class);
                self.score(block, slot as usize, &gate, chance)
            };
            block.entrants.scores = slots.iter().map(score).collect();
            block.entrants.slots = slots;
            block.entrants.slots.len()
        });
        let threshold =
            quota::highest(&mut population.blocks, places, |block| block.entrants.scores.as_slice());
        let starts = quota::starts(&lengths);
        let without = self.parameters.jobs.classes.len() as u8;
        blocks::map(&mut population.blocks, |index, block| {
            for (holder, &slot) in block.entrants.slots.iter().enumerate() {
                if !threshold.admits(block.entrants.scores[holder], starts[index] + holder as u32) {
                    block.job[slot as usize] = without;
                    block.pool.slots.push(slot);
                }
            }
        });
    }

    /// Gives the places of the class before to those who won them, and finds who wins the free places of this one.
    fn hire(
        &self,
        population: &mut Population,
        class: usize,
        free: usize,
        before: Option<(usize, Threshold)>,
    ) -> (usize, Threshold) {
        let starts = pool_starts(population);
        let gate = self.parameters.jobs.classes[class].gate;
        blocks::map(&mut population.blocks, |index, block| {
            if let Some((class, threshold)) = before {
                admit(block, class, threshold, starts[index]);
            }
            if class.is_multiple_of(CLASSES_PER_DRAW) {
                self.draw_chances(block, class / CLASSES_PER_DRAW);
            }
            let mut scores = std::mem::take(&mut block.pool.scores);
            scores.clear();
            let chance = &block.pool.chance[class % CLASSES_PER_DRAW];
            let applicants = block.pool.slots.iter().zip(chance);
            scores.extend(applicants.map(|(&slot, &chance)| self.score(block, slot as usize, &gate, chance)));
            block.pool.scores = scores;
        });
        let threshold = quota::highest(&mut population.blocks, free, |block| block.pool.scores.as_slice());
        (class, threshold)
    }

    /// Draws every applicant's chance in four classes, N(0,1) each, sixteen applicants at a time.
    fn draw_chances(&self, block: &mut Block, draw: usize) {
        let pool = &mut block.pool;
        for chance in &mut pool.chance {
            chance.clear();
            chance.resize(pool.slots.len(), 0.0);
        }
        for start in (0..pool.slots.len()).step_by(LANES) {
            let slots = load(&pool.slots, start);
            let chances = self.chances(each(|lane| block.first + u32::from(slots[lane])), draw);
            for (list, values) in pool.chance.iter_mut().zip(&chances) {
                store(list, start, values);
            }
        }
    }

    /// Chances of sixteen persons in the four classes of a draw.
    #[inline(always)]
    fn chances(&self, persons: Lanes<u32>, draw: usize) -> [Lanes<f32>; CLASSES_PER_DRAW] {
        let decision = match draw {
            0 => Decision::Hiring as u32,
            further => Decision::HiringFurther as u32 + further as u32 - 1,
        };
        let words = self.random.words_of_persons(decision, persons, self.parameters.year);
        let (first, second) = normals(&words[0], &words[1]);
        let (third, fourth) = normals(&words[2], &words[3]);
        [first, second, third, fourth]
    }

    fn chance(&self, block: &Block, slot: usize, class: usize) -> f32 {
        let persons = [block.first + slot as u32; LANES];
        self.chances(persons, class / CLASSES_PER_DRAW)[class % CLASSES_PER_DRAW][0]
    }

    fn score(&self, block: &Block, slot: usize, gate: &Gate, chance: f32) -> f32 {
        let levels = &self.parameters.schooling.levels;
        let years = levels.get(block.level[slot] as usize).map_or(0.0, |level| level.years);
        let applicant = Applicant {
            skill: self.standards.skill(block.skill[slot]),
            schooling: self.standards.schooling(years),
            status: block.family_status[slot],
            noncognitive: block.noncognitive[slot],
            experience: standard_experience(f32::from(block.experience[slot])),
        };
        gate_score(gate, &applicant, chance)
    }
}

/// Gives a place in the class to the winners in the pool and takes them off the list.
fn admit(block: &mut Block, class: usize, threshold: Threshold, start: u32) {
    let pool = &mut block.pool;
    let mut kept = 0;
    for applicant in 0..pool.slots.len() {
        let slot = pool.slots[applicant];
        if threshold.admits(pool.scores[applicant], start + applicant as u32) {
            block.job[slot as usize] = class as u8;
        } else {
            pool.slots[kept] = slot;
            for chance in &mut pool.chance {
                chance[kept] = chance[applicant];
            }
            kept += 1;
        }
    }
    pool.slots.truncate(kept);
    for chance in &mut pool.chance {
        chance.truncate(kept);
    }
}

/// Positions of the blocks' first applicants in the whole pool.
fn pool_starts(population: &Population) -> Vec<u32> {
    let lengths: Vec<usize> = population.blocks.iter().map(|block| block.pool.slots.len()).collect();
    quota::starts(&lengths)
}
