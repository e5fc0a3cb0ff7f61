//! Observation: what a register and a test see of the model's truth (model document, section 9).

use super::ability::{iq_from_raw, raw_score};
use crate::math::single::nearest;

/// Youngest working age, and the age at which a person retires.
pub const ENTRY_AGE: u8 = 20;
pub const RETIREMENT_AGE: u8 = 65;
/// First and last age of the 11-year earnings record. Source: Bratsberg, Rogeberg and Terviö 2024.
pub const RECORD_FIRST_AGE: u8 = 35;
pub const RECORD_LAST_AGE: u8 = 45;

/// Lowest whole IQ point told apart when the test is not cut to stanines.
const LOWEST_IQ_POINT: f32 = 36.0;
/// Score categories of a test in whole IQ points, 36 to 163.
const IQ_POINTS: usize = 128;
/// Score categories of a nine-point test; category 0 stays empty.
const STANINES: usize = 10;

/// How people are observed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ObservationRules {
    /// ρ: share of the test's variance that is ability.
    pub test_reliability: f32,
    /// Whether scores are rounded and limited to 1…9; otherwise IQ is reported in whole points.
    pub stanine: bool,
    /// People from 45 to this age are those whose 11-year record is observed.
    pub record_oldest_age: u8,
}

/// Score category of a person: the stanine, or the whole IQ point counted from 36.
#[inline(always)]
pub fn score_category(rules: &ObservationRules, ability: f32, test_error: f32) -> u8 {
    let raw = raw_score(rules.test_reliability, ability, test_error);
    if rules.stanine {
        nearest(raw.clamp(1.0, 9.0)) as u8
    } else {
        nearest((iq_from_raw(raw) - LOWEST_IQ_POINT).clamp(0.0, (IQ_POINTS - 1) as f32)) as u8
    }
}

/// Number of score categories.
pub fn score_categories(rules: &ObservationRules) -> usize {
    if rules.stanine { STANINES } else { IQ_POINTS }
}

/// IQ that a score category stands for.
pub fn iq_of_category(rules: &ObservationRules, category: usize) -> f64 {
    if rules.stanine {
        100.0 + 15.0 * (category as f64 - 5.45) / 1.98
    } else {
        f64::from(LOWEST_IQ_POINT) + category as f64
    }
}

/// Stanine of a score category.
pub fn stanine_of_category(rules: &ObservationRules, category: usize) -> usize {
    if rules.stanine {
        return category;
    }
    let raw = 5.45 + 1.98 * (iq_of_category(rules, category) - 100.0) / 15.0;
    raw.round().clamp(1.0, 9.0) as usize
}

/// Years of the 11-year record that a person of this age (at the end of the year) has behind.
#[inline(always)]
pub fn record_years(age: u8) -> u8 {
    age.clamp(RECORD_FIRST_AGE - 1, RECORD_LAST_AGE) - (RECORD_FIRST_AGE - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STANINE: ObservationRules =
        ObservationRules { test_reliability: 1.0, stanine: true, record_oldest_age: 49 };
    const POINTS: ObservationRules = ObservationRules { stanine: false, ..STANINE };

    #[test]
    fn the_nine_point_scale_has_a_floor_and_a_ceiling() {
        assert_eq!(score_category(&STANINE, 0.0, 0.0), 5);
        assert_eq!(score_category(&STANINE, 9.0, 0.0), 9);
        assert_eq!(score_category(&STANINE, -9.0, 0.0), 1);
        assert!((iq_of_category(&STANINE, 9) - 126.9).abs() < 0.05);
    }

    #[test]
    fn whole_iq_points() {
        let category = score_category(&POINTS, 1.0, 0.0) as usize;
        assert_eq!(iq_of_category(&POINTS, category), 115.0);
        assert_eq!(stanine_of_category(&POINTS, category), 7);
        assert_eq!(score_category(&POINTS, 99.0, 0.0), 127);
        assert_eq!(score_category(&POINTS, -99.0, 0.0), 0);
    }

    #[test]
    fn the_record_takes_eleven_years() {
        assert_eq!([34, 35, 44, 45, 64].map(record_years), [0, 1, 10, 11, 11]);
    }
}
