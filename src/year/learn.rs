//! Phases 3 and 4: those who worked last year have learned on the job; some people give up their class.

use super::classes::{OfClass, count_classes};
use super::places::Office;
use crate::engine::blocks;
use crate::engine::lanes;
use crate::engine::lanes::columns::{chosen, each, load, store};
use crate::engine::random::{LANES, Random};
use crate::math::single::uniform;
use crate::model::decision::Decision;
use crate::model::learning::skill_gained;
use crate::model::parameters::{MOST_CLASSES, YearParameters};
use crate::population::columns::{Block, Population};

/// Number of people who keep their place, by job class.
pub type Holders = [usize; MOST_CLASSES];

/// Lets everybody learn, collects and scores the applicants of the year in [`Block::pool`], and counts those who stay.
pub fn learn_and_move(
    population: &mut Population,
    parameters: &YearParameters,
    random: &Random,
    office: &Office,
) -> Holders {
    let parts = blocks::map(&mut population.blocks, |_, block| {
        lanes::widest(
            #[inline(always)]
            || {
                learn(block, parameters);
                leave_places(block, parameters, random);
                let holders = collect_applicants(block, parameters.jobs.classes.len());
                // Here, because the block is still in the cache.
                office.score_applicants(block);
                holders
            },
        )
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
#[inline(always)]
fn learn(block: &mut Block, parameters: &YearParameters) {
    // Those without a place are taught nothing, and had no earnings either.
    let opportunity = OfClass::new(&parameters.jobs.classes, |class| [class.learning_opportunity], [0.0]);
    for start in block.groups() {
        let ability = load(&block.ability, start);
        let earnings = load(&block.earnings, start);
        let [given] = opportunity.of(&load(&block.job, start));
        let mut skill = load(&block.skill, start);
        let mut experience = load(&block.experience, start);
        for lane in 0..LANES {
            let worked = earnings[lane] > 0.0;
            let years = f32::from(experience[lane]);
            let gained = skill_gained(&parameters.learning, ability[lane], given[lane], years);
            skill[lane] += if worked { gained } else { 0.0 };
            experience[lane] += u8::from(worked);
        }
        store(&mut block.skill, start, &skill);
        store(&mut block.experience, start, &experience);
    }
}

/// Takes the place from everybody whose draw says so.
#[inline(always)]
fn leave_places(block: &mut Block, parameters: &YearParameters, random: &Random) {
    let without = parameters.jobs.classes.len() as u8;
    let mobility = parameters.jobs.mobility;
    for start in (0..block.age.len()).step_by(4 * LANES) {
        let first = block.first + start as u32;
        let words = random.word_of_each(Decision::Mobility as u32, first, parameters.year);
        for (quarter, words) in words.iter().enumerate() {
            let start = start + quarter * LANES;
            if start < block.age.len() {
                let job = load(&block.job, start);
                let leaves = each(|lane| uniform(words[lane]) < mobility);
                store(&mut block.job, start, &each(|lane| if leaves[lane] { without } else { job[lane] }));
            }
        }
    }
}

/// Lists everybody without a place, and counts the others by class.
#[inline(always)]
fn collect_applicants(block: &mut Block, classes: usize) -> Holders {
    let jobs = &block.job[..block.people()];
    block.pool.slots.clear();
    chosen(jobs, |job| *job as usize >= classes, &mut block.pool.slots);
    count_classes(jobs)
}
