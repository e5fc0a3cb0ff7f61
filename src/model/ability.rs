//! Ability, non-cognitive skill and the test that measures ability (model document, section 1).

/// Mean of the raw score on the nine-point scale. Source: Keuschnigg, van de Rijt and Bol 2023.
pub const RAW_MEAN: f32 = 5.45;
/// Standard deviation of the raw score. Source: Keuschnigg, van de Rijt and Bol 2023.
pub const RAW_SD: f32 = 1.98;
/// Mean and standard deviation of the IQ scale.
pub const IQ_MEAN: f32 = 100.0;
pub const IQ_SD: f32 = 15.0;

/// Non-cognitive skill from ability and what is independent of it.
///
/// n = c·g + √(1−c²)·m
///
/// g ability, N(0,1) · m independent part, N(0,1) · c correlation of g and n, −1 to 1. Result N(0,1).
#[inline(always)]
pub fn noncognitive(correlation: f32, ability: f32, independent: f32) -> f32 {
    correlation * ability + complement(correlation) * independent
}

/// The part of non-cognitive skill that is independent of ability: m = (n − c·g)/√(1−c²); 0 where |c| = 1.
#[inline(always)]
pub fn independent_part(correlation: f32, ability: f32, noncognitive: f32) -> f32 {
    let scale = complement(correlation);
    if scale > 0.0 { (noncognitive - correlation * ability) / scale } else { 0.0 }
}

/// Raw test score on the nine-point scale, before rounding.
///
/// raw = 5.45 + 1.98·(√ρ·g + √(1−ρ)·ε)
///
/// g ability, N(0,1) · ε error of the test, N(0,1) · ρ reliability, 0 to 1.
#[inline(always)]
pub fn raw_score(reliability: f32, ability: f32, error: f32) -> f32 {
    RAW_MEAN + RAW_SD * (reliability.sqrt() * ability + (1.0 - reliability).sqrt() * error)
}

/// IQ from a raw score: 100 + 15·(raw − 5.45)/1.98.
#[inline(always)]
pub fn iq_from_raw(raw: f32) -> f32 {
    IQ_MEAN + IQ_SD * (raw - RAW_MEAN) / RAW_SD
}

/// √(1 − c²), and 0 where rounding would make it negative.
#[inline(always)]
pub fn complement(correlation: f32) -> f32 {
    let rest = 1.0 - correlation * correlation;
    if rest > 0.0 { rest.sqrt() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iq_of_the_nine_scores() {
        let published = [66.3, 73.9, 81.4, 89.0, 96.6, 104.2, 111.7, 119.3, 126.9];
        for (score, iq) in (1..=9).zip(published) {
            assert!((iq_from_raw(score as f32) - iq).abs() < 0.05);
        }
    }

    #[test]
    fn the_independent_part_is_recovered() {
        for c in [-0.9_f32, 0.0, 0.42] {
            let n = noncognitive(c, 1.3, -0.7);
            assert!((independent_part(c, 1.3, n) + 0.7).abs() < 1e-6);
        }
        assert_eq!(noncognitive(1.0, 1.3, -0.7), 1.3);
        assert_eq!(independent_part(1.0, 1.3, 1.3), 0.0);
    }

    #[test]
    fn a_perfect_test_shows_ability_and_a_useless_one_nothing() {
        assert_eq!(iq_from_raw(raw_score(1.0, 2.0, -3.0)), 130.0);
        assert_eq!(raw_score(0.0, 2.0, 0.0), RAW_MEAN);
    }
}
