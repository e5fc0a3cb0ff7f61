//! Luck and cumulative advantage: jumps of pay that are kept until they are lost (model document, section 6).

use crate::math::single::ln;

/// How luck comes and goes, in one year. The size of a jump depends on the job: [`super::jobs::JobClass::jump_mean`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LuckRules {
    /// h: yearly probability of a jump at average skill.
    pub jump_rate: f32,
    /// d: yearly probability of losing all luck.
    pub loss_rate: f32,
    /// χ: how much skill matters for the jump rate, log points for one standard deviation. 0: not at all.
    pub merit: f32,
}

/// ln of the yearly probability of a jump: ln h + χ·κ, at most ln(1 − d), so that losses keep their room.
///
/// κ effective skill, standard deviations of the base year.
#[inline(always)]
pub fn log_jump_rate(rules: &LuckRules, effective_skill: f32) -> f32 {
    let room = 1.0 - rules.loss_rate;
    let log_room = if room > 0.0 { ln(room) } else { NEVER };
    let log_base = if rules.jump_rate > 0.0 { ln(rules.jump_rate) } else { NEVER };
    let log_rate = log_base + rules.merit * effective_skill;
    if log_rate < log_room { log_rate } else { log_room }
}

/// A logarithm far below that of any draw.
const NEVER: f32 = -1e9;

/// Luck after one year, log points.
///
/// With probability d: 0. Otherwise, with probability h·e^(χ·κ) (at most 1−d): z plus a jump, exponential with mean m.
/// Otherwise z. For χ = 0 the stationary z is exponential in its tail, so pay has the Pareto exponent α = d/(m·(h+d)).
///
/// z luck so far, ≥ 0 · log_jump_rate ln(h·e^(χ·κ)) · jump_mean m, log points · draw u, uniform on (0,1). One draw serves
/// both: where u − d falls into the jump interval its position there is again uniform, and −m·ln of it is the size,
/// m·(ln rate − ln(u − d)). Sizes end where the draw's 23 bits do, at m·(16.6 + ln rate).
#[inline(always)]
pub fn next(luck: f32, log_jump_rate: f32, loss_rate: f32, jump_mean: f32, draw: f32) -> f32 {
    let into_jump = draw - loss_rate;
    let size = jump_mean * (log_jump_rate - ln(into_jump));
    let jump = if size > 0.0 { size } else { 0.0 };
    if into_jump <= 0.0 { 0.0 } else { luck + jump }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_outcomes() {
        let log_rate = ln(0.1);
        assert_eq!(next(0.7, log_rate, 0.2, 0.3, 0.19), 0.0);
        assert_eq!(next(0.7, log_rate, 0.2, 0.3, 0.2), 0.0);
        assert_eq!(next(0.7, log_rate, 0.2, 0.3, 0.31), 0.7);
        let jumped = next(0.7, log_rate, 0.2, 0.3, 0.21);
        assert!((jumped - (0.7 + 0.3 * ln(10.0))).abs() < 1e-5, "a tenth of the interval: {jumped}");
    }

    #[test]
    fn a_rate_above_the_room_left_by_losses_is_held() {
        let rules = |jump_rate, loss_rate| LuckRules { jump_rate, loss_rate, merit: 0.5 };
        assert_eq!(log_jump_rate(&rules(0.07, 0.2), 0.0), ln(0.07));
        assert_eq!(log_jump_rate(&rules(0.07, 0.2), 40.0), ln(0.8));
        let held = log_jump_rate(&rules(1.0, 0.2), 9.0);
        assert!(next(0.0, held, 0.2, 0.3, 0.999).is_finite());
        assert_eq!(next(0.5, held, 0.2, 0.3, 0.1), 0.0);
        for draw in [0.5, 1e-7] {
            assert_eq!(next(0.5, log_jump_rate(&rules(0.0, 0.0), 3.0), 0.0, 0.3, draw), 0.5, "never a jump");
        }
        assert_eq!(next(0.5, log_jump_rate(&rules(0.5, 1.0), 3.0), 1.0, 0.3, 0.999), 0.0, "always lost");
    }
}
