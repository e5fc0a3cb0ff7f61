//! Phase 7: wealth is paid its share of all income, and grows by saving.

use crate::engine::lanes::columns::{Lanes, load, load_mut};
use crate::engine::random::LANES;
use crate::model::capital::{CapitalRules, next_wealth};
use crate::population::columns::Block;

/// All income of 128 persons, and their wealth afterwards.
pub struct LanesCapital {
    pub income: Lanes<f32>,
    pub wealth: Lanes<f32>,
}

/// Pays capital income to 128 persons and lets their wealth grow.
#[inline(always)]
pub fn pay_capital(block: &mut Block, start: usize, rules: &CapitalRules, payment_rate: f32) -> LanesCapital {
    let earnings = load(&block.earnings, start);
    let wealth = load_mut(&mut block.wealth, start);
    let mut income = [0.0_f32; LANES];
    for lane in 0..LANES {
        income[lane] = earnings[lane] + payment_rate * wealth[lane];
        wealth[lane] = next_wealth(rules, wealth[lane], income[lane]);
    }
    LanesCapital { income, wealth: *wealth }
}
