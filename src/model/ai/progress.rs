//! Progress: how capable AI becomes and what it costs (model document, section 7).

use super::involvement::{InvolvementRules, research_speed};
use crate::math::double::{exp, ln};

/// How AI progresses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProgressRules {
    /// Year in which capability starts and the price is 1.
    pub start_year: i32,
    /// A at the start, standard deviations of human skill; 0 = an average person's tasks.
    pub start_capability: f64,
    /// a: yearly gain of capability at human research speed.
    pub steady_gain: f64,
    /// λ_B: breakthroughs a year at human research speed.
    pub breakthrough_rate: f64,
    /// Mean size of a breakthrough, standard deviations of human skill; sizes are exponential.
    pub breakthrough_mean: f64,
    /// By what factor the price falls in the first five years, if its speed stayed.
    pub price_fall_5_years: f64,
    /// Time constant with which the fall of the price slows down, years.
    pub price_slowdown_years: f64,
}

/// Breakthroughs to be expected in a year, given capability at its beginning: λ_B·R.
pub fn expected_breakthroughs(rules: &ProgressRules, involvement: &InvolvementRules, capability: f64) -> f64 {
    rules.breakthrough_rate * research_speed(involvement, capability)
}

/// Capability a year later: A + a·R + Σ breakthroughs. Standard deviations of human skill.
pub fn next_capability(
    rules: &ProgressRules,
    involvement: &InvolvementRules,
    capability: f64,
    breakthroughs: f64,
) -> f64 {
    capability + rules.steady_gain * research_speed(involvement, capability) + breakthroughs
}

/// Price of a fixed ability relative to the start year.
///
/// ln p = −(ln fall/5)·τ·(1 − e^(−(t − t₀)/τ)): falls by the given factor per five years at first, ever slower.
pub fn price(rules: &ProgressRules, year: i32) -> f64 {
    let elapsed = f64::from(year - rules.start_year).max(0.0);
    let tau = rules.price_slowdown_years;
    exp(-(ln(rules.price_fall_5_years) / 5.0) * tau * (1.0 - exp(-elapsed / tau)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: ProgressRules = ProgressRules {
        start_year: 2022,
        start_capability: -1.0,
        steady_gain: 0.05,
        breakthrough_rate: 0.05,
        breakthrough_mean: 1.0,
        price_fall_5_years: 75.0,
        price_slowdown_years: 10.0,
    };

    #[test]
    fn the_price_starts_at_one_falls_at_the_stated_speed_and_levels_off() {
        assert_eq!(price(&RULES, 2022), 1.0);
        assert_eq!(price(&RULES, 2000), 1.0);
        let slow = ProgressRules { price_slowdown_years: 1e7, ..RULES };
        assert!((price(&slow, 2027) * 75.0 - 1.0).abs() < 1e-4);
        assert!((ln(price(&RULES, 3000)) + ln(75.0) * 2.0).abs() < 1e-9);
    }
}
