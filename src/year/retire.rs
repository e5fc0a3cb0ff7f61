//! Phase 1: everybody grows older, and children take the slots of those who retire.

use crate::engine::lanes::columns::chosen;
use crate::engine::random::{LANES, Random};
use crate::model::observation::RETIREMENT_AGE;
use crate::model::parameters::YearParameters;
use crate::population::columns::Block;
use crate::population::founders::Batch;
use crate::population::generations::replace;
use crate::population::standards::Standards;

/// Ages the people of a block and replaces those who reach retirement. The new persons wait in [`Block::entrants`].
#[inline(always)]
pub fn retire(block: &mut Block, parameters: &YearParameters, standards: &Standards, random: &Random) {
    block.entrants.clear();
    grow_older(block);
    let mut slots = Vec::new();
    chosen(&block.age[..block.people()], 0, |age| *age >= RETIREMENT_AGE, &mut slots);
    for slots in slots.chunks(LANES) {
        replace(block, &Batch::of(slots), parameters, standards, random);
    }
}

#[inline(always)]
fn grow_older(block: &mut Block) {
    let people = block.people();
    for age in &mut block.age[..people] {
        *age += 1;
    }
}
