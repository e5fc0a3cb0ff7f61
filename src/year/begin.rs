//! Phases 1, 3 and 4 of a year, after the end of the last one: everything that looks at each person alone, block by block.

use super::learn::{Holders, learn, leave_places};
use super::observe::{Closing, merge};
use super::places::Office;
use super::retire::retire;
use super::tally::Tally;
use crate::engine::blocks;
use crate::engine::lanes;
use crate::engine::random::Random;
use crate::model::parameters::{MOST_CLASSES, YearParameters};
use crate::population::columns::Population;
use crate::population::standards::Standards;

/// Ends last year, if it waits; then people retire, enter, learn, give up places and apply for others.
///
/// Returns last year's counts, and how many keep their place in each class.
pub fn begin(
    population: &mut Population,
    last: Option<Closing>,
    parameters: &YearParameters,
    standards: &Standards,
    random: &Random,
    office: &Office,
) -> (Option<Tally>, Holders) {
    let (tally, parts) = blocks::map_and_count(
        &mut population.blocks,
        || last.as_ref().and_then(Closing::empty_tally),
        |_, block, tally| {
            lanes::widest(
                #[inline(always)]
                || {
                    if let Some(last) = &last {
                        last.close_block(block, tally.as_mut());
                    }
                    learn(block, parameters);
                    retire(block, parameters, standards, random);
                    let holders = leave_places(block, parameters, random);
                    // Here, because the block is still in the cache.
                    office.score_applicants(block, block.pool.movers);
                    holders
                },
            )
        },
        |total, part| merge(total, &part),
    );
    let mut holders = [0; MOST_CLASSES];
    for part in parts {
        for (sum, more) in holders.iter_mut().zip(part) {
            *sum += more;
        }
    }
    (last.and_then(|last| last.with_wages(tally)), holders)
}
