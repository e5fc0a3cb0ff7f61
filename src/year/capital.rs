//! Phase 7: wealth is paid its share of all income, and grows by saving.

use super::lanes::{Lanes, load, store};
use crate::engine::random::LANES;
use crate::model::capital::{CapitalRules, next_wealth};
use crate::population::columns::Block;

/// Pays capital income to sixteen persons and lets their wealth grow; returns all their income.
#[inline(always)]
pub fn pay_capital(block: &mut Block, start: usize, rules: &CapitalRules, payment_rate: f32) -> Lanes<f32> {
    let earnings = load(&block.earnings, start);
    let mut wealth = load(&block.wealth, start);
    let mut income = [0.0_f32; LANES];
    for lane in 0..LANES {
        income[lane] = earnings[lane] + payment_rate * wealth[lane];
        wealth[lane] = next_wealth(rules, wealth[lane], income[lane]);
    }
    store(&mut block.wealth, start, &wealth);
    store(&mut block.income, start, &income);
    income
}
