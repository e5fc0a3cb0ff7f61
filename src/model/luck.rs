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

/// Luck after one year, log points.
///
/// With probability d: 0. Otherwise, with probability h·e^(χ·κ) (at most 1−d): z plus a jump, exponential with mean m.
/// Otherwise z. For χ = 0 the stationary z is exponential in its tail, so pay has the Pareto exponent α = d/(m·(h+d)).
///
/// z luck so far, ≥ 0 · jump_rate h·e^(χ·κ) · jump_mean m, log points · draw, uniform on (0,1): its position within the
/// jump interval is again uniform and gives the size, so one draw serves both (sizes end at 13.8·m).
#[inline(always)]
pub fn next(luck: f32, jump_rate: f32, loss_rate: f32, jump_mean: f32, draw: f32) -> f32 {
    let room = 1.0 - loss_rate;
    let rate = if jump_rate < room { jump_rate } else { room };
    let into_jump = draw - loss_rate;
    let position = into_jump / rate;
    let position = if position > 1e-6 { position } else { 1e-6 };
    let position = if position < 1.0 { position } else { 1.0 };
    // −ln of a position at the end of the jump interval is 0: no jump beyond it.
    let jumped = luck - jump_mean * ln(position);
    if into_jump < 0.0 { 0.0 } else { jumped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_outcomes() {
        assert_eq!(next(0.7, 0.1, 0.2, 0.3, 0.19), 0.0);
        assert!(next(0.7, 0.1, 0.2, 0.3, 0.21) > 0.7);
        assert_eq!(next(0.7, 0.1, 0.2, 0.3, 0.31), 0.7);
    }

    #[test]
    fn a_rate_above_the_room_left_by_losses_is_held() {
        assert!(next(0.0, 50.0, 0.2, 0.3, 0.21).is_finite());
        assert_eq!(next(0.5, 50.0, 0.2, 0.3, 0.1), 0.0);
        assert_eq!(next(0.5, 0.0, 0.0, 0.3, 0.5), 0.5, "a rate of zero never jumps");
        assert_eq!(next(0.5, 0.0, 0.0, 0.3, 1e-7), 0.5);
    }
}
