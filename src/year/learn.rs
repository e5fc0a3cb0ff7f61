//! Phases 3 and 4: those who worked last year have learned on the job; some people give up their class.

use super::lanes::{load, store};
use crate::engine::blocks;
use crate::engine::random::{LANES, Random};
use crate::math::single::uniform;
use crate::model::decision::Decision;
use crate::model::learning::skill_gained;
use crate::model::parameters::{MOST_CLASSES, YearParameters};
use crate::population::columns::{Block, Population};

/// Number of people who keep their place, by job class.
pub type Holders = [usize; MOST_CLASSES];

/// Lets everybody learn, collects the applicants of the year in [`Block::pool`], and counts those who stay.
pub fn learn_and_move(population: &mut Population, parameters: &YearParameters, random: &Random) -> Holders {
    let parts = blocks::map(&mut population.blocks, |_, block| {
        learn(block, parameters);
        leave_places(block, parameters, random);
        collect_applicants(block, parameters.jobs.classes.len())
    });
    let mut holders = [0; MOST_CLASSES];
    for part in parts {
        for (sum, more) in holders.iter_mut().zip(part) {
            *sum += more;
        }
    }
    holders
}

/// Adds a year of experience and what the job taught to everybody who had earnings last year.
fn learn(block: &mut Block, parameters: &YearParameters) {
    // One more entry than classes: those without a place taught nothing, and had no earnings either.
    let mut opportunity = [0.0_f32; MOST_CLASSES + 1];
    for (value, class) in opportunity.iter_mut().zip(&parameters.jobs.classes) {
        *value = class.learning_opportunity;
    }
    for start in (0..block.people()).step_by(LANES) {
        let ability = load(&block.ability, start);
        let earnings = load(&block.earnings, start);
        let job = load(&block.job, start);
        let mut skill = load(&block.skill, start);
        let mut experience = load(&block.experience, start);
        for lane in 0..LANES {
            let worked = earnings[lane] > 0.0;
            let given = opportunity[job[lane] as usize];
            let gained =
                skill_gained(&parameters.learning, ability[lane], given, f32::from(experience[lane]));
            skill[lane] += if worked { gained } else { 0.0 };
            experience[lane] += u8::from(worked);
        }
        store(&mut block.skill, start, &skill);
        store(&mut block.experience, start, &experience);
    }
}

/// Takes the place from everybody whose draw says so. One block of words serves four persons.
fn leave_places(block: &mut Block, parameters: &YearParameters, random: &Random) {
    let without = parameters.jobs.classes.len() as u8;
    let mobility = parameters.jobs.mobility;
    let people = block.people();
    for start in (0..people).step_by(4 * LANES) {
        let first = (block.first + start as u32) / 4;
        let words = random.words_of_lanes(Decision::Mobility as u32, first, parameters.year);
        for lane in 0..LANES {
            for (offset, words) in words.iter().enumerate() {
                let slot = start + 4 * lane + offset;
                if slot < people && uniform(words[lane]) < mobility {
                    block.job[slot] = without;
                }
            }
        }
    }
}

/// Lists everybody without a place, and counts the others by class.
fn collect_applicants(block: &mut Block, classes: usize) -> Holders {
    let mut holders = [0; MOST_CLASSES];
    block.pool.slots.clear();
    for (slot, &job) in block.job.iter().enumerate() {
        if (job as usize) < classes {
            holders[job as usize] += 1;
        } else {
            block.pool.slots.push(slot as u16);
        }
    }
    holders
}
