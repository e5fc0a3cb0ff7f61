//! Phase 1: everybody grows older, and children take the slots of those who retire.

use crate::engine::blocks;
use crate::engine::random::Random;
use crate::model::observation::RETIREMENT_AGE;
use crate::model::parameters::YearParameters;
use crate::population::columns::{Block, Population};
use crate::population::generations::replace;
use crate::population::standards::Standards;

/// Ages everybody and replaces those who reach retirement. The new persons wait in [`Block::entrants`].
pub fn retire(
    population: &mut Population,
    parameters: &YearParameters,
    standards: &Standards,
    random: &Random,
) {
    blocks::map(&mut population.blocks, |_, block| {
        block.entrants.slots.clear();
        block.entrants.scores.clear();
        for age in &mut block.age {
            *age += 1;
        }
        for slot in retired(block) {
            replace(block, slot, parameters, standards, random);
        }
    });
}

/// Slots of persons at retirement age. Collected first: a child's parent must not be one who has just moved in.
fn retired(block: &Block) -> Vec<usize> {
    (0..block.people()).filter(|&slot| block.age[slot] >= RETIREMENT_AGE).collect()
}
