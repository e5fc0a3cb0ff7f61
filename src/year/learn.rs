//! Phases 3 and 4: those who worked last year have learned on the job; some people give up their class.

use super::classes::{OfClass, count_classes};
use crate::engine::lanes::columns::{chosen, load, load_mut};
use crate::engine::random::{LANES, NO_WORDS, Random};
use crate::math::single::uniform;
use crate::model::decision::Decision;
use crate::model::learning::skill_gained;
use crate::model::parameters::{MOST_CLASSES, YearParameters};
use crate::population::batches::Strips;
use crate::population::columns::Block;

/// Number of people who keep their place, by job class.
pub type Holders = [usize; MOST_CLASSES];

/// Adds a year of experience and what the job taught to everybody who had earnings last year.
#[inline(always)]
pub fn learn(block: &mut Block, parameters: &YearParameters) {
    // Those without a place are taught nothing, and had no earnings either.
    let opportunity = OfClass::new(&parameters.jobs.classes, |class| [class.learning_opportunity], [0.0]);
    let mut given = [[0.0; LANES]];
    for start in block.groups() {
        let ability = load(&block.ability, start);
        let earnings = load(&block.earnings, start);
        opportunity.of(load(&block.job, start), &mut given);
        let skill = load_mut(&mut block.skill, start);
        let experience = load_mut(&mut block.experience, start);
        for lane in 0..LANES {
            let worked = earnings[lane] > 0.0;
            let years = f32::from(experience[lane]);
            let gained = skill_gained(&parameters.learning, ability[lane], given[0][lane], years);
            skill[lane] += if worked { gained } else { 0.0 };
            experience[lane] += u8::from(worked);
        }
    }
}

/// Takes the place from everybody whose draw says so, lists the applicants of the year in [`Block::pool`], and counts those
/// who keep theirs.
#[inline(always)]
pub fn leave_places(block: &mut Block, parameters: &YearParameters, random: &Random) -> Holders {
    let without = parameters.jobs.classes.len() as u8;
    let mobility = parameters.jobs.mobility;
    let mut words = NO_WORDS;
    for start in (0..block.length()).step_by(4 * LANES) {
        let first = block.first + start as u32;
        random.word_of_each(Decision::Mobility as u32, first, parameters.year, &mut words);
        for (quarter, words) in words.iter().enumerate() {
            let start = start + quarter * LANES;
            if start < block.length() {
                for (job, &word) in load_mut(&mut block.job, start).iter_mut().zip(words) {
                    *job = if uniform(word) < mobility { without } else { *job };
                }
            }
        }
    }
    collect_applicants(block, parameters.jobs.classes.len())
}

/// Lists everybody without a place, the entrants last, and counts the others by class.
#[inline(always)]
fn collect_applicants(block: &mut Block, classes: usize) -> Holders {
    /// Marks the entrants for a moment, so that they are not listed among the others.
    const NEW_AT_WORK: u8 = u8::MAX;
    let people = block.people();
    let without = classes as u8;
    let Block { pool, entrants, job, .. } = block;
    let entering = || Strips::each_of(people, &entrants.strips);
    entering().for_each(|strips| strips.fill(job, NEW_AT_WORK));
    pool.slots.clear();
    chosen(&job[..people], 0, |job| (*job >= without) & (*job != NEW_AT_WORK), &mut pool.slots);
    pool.movers = pool.slots.len();
    for strips in entering() {
        strips.fill(job, without);
        pool.slots.extend_from_slice(&strips.slots()[..strips.people]);
    }
    count_classes(&job[..people], classes)
}
