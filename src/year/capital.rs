//! Phase 7: wealth is paid its share of all income, and grows by saving.

use super::sums::Sums;
use crate::engine::lanes::columns::{Lanes, load, load_mut};
use crate::engine::random::LANES;
use crate::model::capital::{CapitalRules, next_wealth};
use crate::population::columns::Block;

/// Pays capital income to 128 persons, and lets their wealth grow; writes all their income, and adds their wealth to the sum.
#[inline(always)]
pub fn pay_capital(
    block: &mut Block,
    start: usize,
    (rules, payment_rate): (&CapitalRules, f32),
    income: &mut Lanes<f32>,
    sum: &mut Sums<1>,
) {
    let earnings = load(&block.earnings, start);
    let wealth = load_mut(&mut block.wealth, start);
    for lane in 0..LANES {
        income[lane] = earnings[lane] + payment_rate * wealth[lane];
        wealth[lane] = next_wealth(rules, wealth[lane], income[lane]);
    }
    sum.add(wealth, |wealth| [f64::from(wealth)]);
}
