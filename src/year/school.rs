//! Phase 2: the entering cohort fills the school levels from the top of the schooling score down, exactly.

use super::places::Office;
use crate::engine::blocks;
use crate::engine::lanes;
use crate::engine::lanes::columns::load;
use crate::engine::quota::{self, Threshold};
use crate::engine::random::LANES;
use crate::model::learning::skill_at_entry;
use crate::model::parameters::YearParameters;
use crate::model::schooling::apportion;
use crate::population::batches::Strips;
use crate::population::columns::{Block, Population};

/// Gives every entrant a school level and the skill that comes with it, and the office their scores.
///
/// The founders go to school before there is an office.
pub fn fill_levels(population: &mut Population, parameters: &YearParameters, office: Option<&Office>) {
    let levels = &parameters.schooling.levels;
    let lengths: Vec<usize> = population.blocks.iter().map(|block| block.entrants.scores.len()).collect();
    let shares: Vec<f64> = levels.iter().map(|level| level.share).collect();
    let places = apportion(lengths.iter().sum(), &shares);
    let thresholds = thresholds(population, &places);
    let starts = quota::starts(&lengths);
    blocks::map(&mut population.blocks, |index, block| {
        lanes::widest(
            #[inline(always)]
            || {
                enrol(block, parameters, &thresholds, starts[index], office);
            },
        );
    });
}

/// Gives the entrants of a block their levels and skills, and scores them; the first of them stands at position `start` among all.
#[inline(always)]
fn enrol(
    block: &mut Block,
    parameters: &YearParameters,
    thresholds: &[Threshold],
    start: u32,
    office: Option<&Office>,
) {
    let levels = &parameters.schooling.levels;
    let entering = std::mem::take(&mut block.entrants.strips);
    for (batch, strips) in Strips::each_of(block.people(), &entering).enumerate() {
        let first = batch * LANES;
        let ability = load(&block.entrants.ability, first);
        let (mut level, mut skill) = ([0; LANES], [0.0; LANES]);
        for lane in 0..strips.people {
            let (score, position) = (block.entrants.scores[first + lane], start + (first + lane) as u32);
            // Who reaches a level reaches all below it.
            let missed: usize =
                thresholds.iter().map(|threshold| usize::from(!threshold.admits(score, position))).sum();
            level[lane] = (levels.len() - 1).saturating_sub(missed) as u8;
        }
        for lane in 0..LANES {
            skill[lane] = levels[level[lane] as usize].years;
        }
        for lane in 0..LANES {
            skill[lane] = skill_at_entry(&parameters.learning, ability[lane], skill[lane]);
        }
        if let Some(office) = office {
            office.score_entrants(block, (&strips, first), &level, &skill);
        }
        strips.store(&mut block.level, &level);
        strips.store(&mut block.skill, &skill);
    }
    block.entrants.strips = entering;
}

/// For each level from the highest to the lowest: the score at or above which an entrant reaches at least this level.
fn thresholds(population: &mut Population, places: &[usize]) -> Vec<Threshold> {
    let mut at_or_above = 0;
    let counts: Vec<usize> = places
        .iter()
        .rev()
        .map(|&places| {
            at_or_above += places;
            at_or_above
        })
        .collect();
    quota::highest(&mut population.blocks, &counts, |block| block.entrants.scores.as_slice())
}
