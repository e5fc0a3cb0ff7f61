//! Phase 1: everybody grows older, and children take the slots of those who retire.

use crate::engine::blocks;
use crate::engine::lanes;
use crate::engine::lanes::columns::chosen;
use crate::engine::random::{LANES, Random};
use crate::model::observation::RETIREMENT_AGE;
use crate::model::parameters::YearParameters;
use crate::population::columns::{Block, Population};
use crate::population::founders::Batch;
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
        lanes::widest(
            #[inline(always)]
            || {
                block.entrants.slots.clear();
                block.entrants.scores.clear();
                grow_older(block);
                let mut slots = Vec::new();
                chosen(&block.age[..block.people()], |age| *age >= RETIREMENT_AGE, &mut slots);
                for slots in slots.chunks(LANES) {
                    replace(block, &Batch::of(slots), parameters, standards, random);
                }
            },
        );
    });
}

#[inline(always)]
fn grow_older(block: &mut Block) {
    let people = block.people();
    for age in &mut block.age[..people] {
        *age += 1;
    }
}
