//! Phase 1: everybody grows older, and children take the slots of those who retire.

use crate::engine::random::Random;
use crate::model::observation::RETIREMENT_AGE;
use crate::model::parameters::YearParameters;
use crate::population::batches::Strips;
use crate::population::columns::Block;
use crate::population::generations::{Candidates, replace};
use crate::population::standards::Standards;

/// Ages the people of a block and replaces those who reach retirement. The new persons wait in [`Block::entrants`].
#[inline(always)]
pub fn retire(block: &mut Block, parameters: &YearParameters, standards: &Standards, random: &Random) {
    block.entrants.clear();
    grow_older(block);
    let candidates = Candidates::of(block, parameters);
    let leaving = block.strips_of_ages(RETIREMENT_AGE..=u8::MAX);
    for strips in Strips::each_of(block.people(), &leaving) {
        replace(block, &strips, &candidates, parameters, standards, random);
    }
}

#[inline(always)]
fn grow_older(block: &mut Block) {
    let strips = block.strips();
    for age in &mut block.ages[..strips] {
        *age += 1;
    }
}
