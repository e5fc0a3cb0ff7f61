//! Phase 2: the entering cohort fills the school levels from the top of the schooling score down, exactly.

use crate::engine::blocks;
use crate::engine::quota::{self, Threshold};
use crate::model::learning::skill_at_entry;
use crate::model::parameters::YearParameters;
use crate::model::schooling::apportion;
use crate::population::columns::Population;

/// Gives every entrant a school level and the skill that comes with it.
pub fn fill_levels(population: &mut Population, parameters: &YearParameters) {
    let levels = &parameters.schooling.levels;
    let lengths: Vec<usize> = population.blocks.iter().map(|block| block.entrants.slots.len()).collect();
    let shares: Vec<f64> = levels.iter().map(|level| level.share).collect();
    let places = apportion(lengths.iter().sum(), &shares);
    let thresholds = thresholds(population, &places);
    let starts = quota::starts(&lengths);
    blocks::map(&mut population.blocks, |index, block| {
        for (entrant, &slot) in block.entrants.slots.iter().enumerate() {
            let (slot, score) = (slot as usize, block.entrants.scores[entrant]);
            let position = starts[index] + entrant as u32;
            let level =
                thresholds.iter().position(|threshold| threshold.admits(score, position)).unwrap_or(0);
            let level = levels.len() - 1 - level;
            block.level[slot] = level as u8;
            block.skill[slot] =
                skill_at_entry(&parameters.learning, block.ability[slot], levels[level].years);
        }
    });
}

/// For each level from the highest to the lowest: the score at or above which an entrant reaches at least this level.
fn thresholds(population: &mut Population, places: &[usize]) -> Vec<Threshold> {
    let mut at_or_above = 0;
    let threshold = |&places: &usize| {
        at_or_above += places;
        quota::highest(&mut population.blocks, at_or_above, |block| block.entrants.scores.as_slice())
    };
    places.iter().rev().map(threshold).collect()
}
