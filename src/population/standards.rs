//! What people are measured against: the base year's skill and schooling, and last year's ranks of parents.

use crate::math::normal::approximate_quantile;
use crate::model::family::{FamilyRules, status};
use crate::model::parameters::MOST_LEVELS;
use crate::stats::income_bins::OctaveScale;

/// Means and spreads that turn raw state into standard deviations.
#[derive(Clone, Debug, PartialEq)]
pub struct Standards {
    /// Mean and standard deviation of skill in the base year, speed-years.
    pub skill_mean: f32,
    pub skill_sd: f32,
    /// Mean and standard deviation of schooling in the base year, years.
    pub schooling_mean: f32,
    pub schooling_sd: f32,
    /// k̄: mean skill of last year's population, standard deviations of the base year.
    pub mean_skill: f32,
    pub status: StatusScale,
}

/// Normal scores of parents' schooling and earnings, from last year's ranks among people of parents' age.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusScale {
    schooling_score: [f32; MOST_LEVELS],
    earnings_score: Vec<f32>,
    mean: f32,
    sd: f32,
}

/// Bins of mean recorded earnings: none, then 32 bins a doubling from 1/128 to 512 units.
const SCALE: OctaveScale = OctaveScale { lowest_exponent: -7, bits: 5, octaves: 16 };
pub const EARNINGS_BINS: usize = SCALE.bins();

/// Bin of mean recorded earnings.
#[inline(always)]
pub fn earnings_bin(mean_earnings: f32) -> usize {
    SCALE.bin(mean_earnings)
}

impl Standards {
    /// Skill in standard deviations of the base year.
    #[inline(always)]
    pub fn skill(&self, skill: f32) -> f32 {
        // The quotient is the same for all: a product each is faster than a quotient each.
        (skill - self.skill_mean) * (1.0 / self.skill_sd)
    }

    /// Schooling in standard deviations of the base year.
    #[inline(always)]
    pub fn schooling(&self, years: f32) -> f32 {
        (years - self.schooling_mean) / self.schooling_sd
    }
}

impl StatusScale {
    /// The scale on which everybody's status is 0: used before there has been any year.
    pub fn flat() -> Self {
        Self {
            schooling_score: [0.0; MOST_LEVELS],
            earnings_score: vec![0.0; EARNINGS_BINS],
            mean: 0.0,
            sd: 1.0,
        }
    }

    /// Scale from counts of people of parents' age, `counts[level·EARNINGS_BINS + bin]`.
    ///
    /// Both scores are Φ⁻¹ of the middle rank of the level or bin; mean and spread are those of the weighted sum.
    /// Where all have the same status the spread is taken as 1, so that it is 0 for everybody.
    pub fn from_counts(rules: &FamilyRules, counts: &[u32]) -> Self {
        let mut by_level = vec![0_u64; MOST_LEVELS];
        let mut by_bin = vec![0_u64; EARNINGS_BINS];
        for (level, counts) in by_level.iter_mut().zip(counts.chunks(EARNINGS_BINS)) {
            for (bin, &count) in by_bin.iter_mut().zip(counts) {
                *level += u64::from(count);
                *bin += u64::from(count);
            }
        }
        let level_scores = normal_scores(&by_level);
        let earnings_score = normal_scores(&by_bin);
        let schooling_score = std::array::from_fn(|level| level_scores[level]);
        let (mut people, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for (level, counts) in
            counts.chunks(EARNINGS_BINS).enumerate().filter(|(level, _)| by_level[*level] > 0)
        {
            for (bin, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let score = status(rules, schooling_score[level], earnings_score[bin]);
                let (score, count) = (f64::from(score), f64::from(count));
                people += count;
                sum += count * score;
                squares += count * score * score;
            }
        }
        if people == 0.0 {
            return Self::flat();
        }
        let mean = sum / people;
        let variance = squares / people - mean * mean;
        let sd = if variance > 1e-9 { variance.sqrt() } else { 1.0 };
        Self { schooling_score, earnings_score, mean: mean as f32, sd: sd as f32 }
    }

    /// Standardised status of a family, from a parent's school level and mean recorded earnings.
    #[inline]
    pub fn status(&self, rules: &FamilyRules, level: u8, mean_earnings: f32) -> f32 {
        let schooling = self.schooling_score[level as usize];
        (status(rules, schooling, self.earnings_score[earnings_bin(mean_earnings)]) - self.mean) / self.sd
    }
}

/// Φ⁻¹ of the middle rank of each class; 0 for classes without people.
fn normal_scores(counts: &[u64]) -> Vec<f32> {
    let people: u64 = counts.iter().sum();
    let mut below = 0;
    let score = |&count: &u64| {
        if count == 0 {
            return 0.0;
        }
        let middle = (below as f64 + count as f64 / 2.0) / people as f64;
        below += count;
        approximate_quantile(middle) as f32
    };
    counts.iter().map(score).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Middle of an earnings bin; 0 for the bin of those without earnings.
    fn earnings_of_bin(bin: usize) -> f32 {
        if bin == 0 { 0.0 } else { ((SCALE.lower(bin) + SCALE.lower(bin + 1)) / 2.0) as f32 }
    }

    const RULES: FamilyRules = FamilyRules {
        ability_inheritance: 0.5,
        noncognitive_inheritance: 0.5,
        ability_noncognitive_correlation: 0.4,
        status_schooling_weight: 0.5,
        parent_age_youngest: 43,
        parent_age_oldest: 57,
    };

    #[test]
    fn status_is_standardised_and_rises_with_schooling_and_earnings() {
        let mut counts = vec![0_u32; MOST_LEVELS * EARNINGS_BINS];
        for level in 0..4 {
            for bin in [0, 150, 190, 230, 300] {
                counts[level * EARNINGS_BINS + bin] = 10 + (level * bin) as u32;
            }
        }
        let scale = StatusScale::from_counts(&RULES, &counts);
        let (mut people, mut sum, mut squares) = (0.0, 0.0, 0.0);
        for (cell, &count) in counts.iter().enumerate() {
            let bin = cell % EARNINGS_BINS;
            let status = scale.status(&RULES, (cell / EARNINGS_BINS) as u8, earnings_of_bin(bin));
            let status = f64::from(status);
            people += f64::from(count);
            sum += f64::from(count) * status;
            squares += f64::from(count) * status * status;
        }
        assert!((sum / people).abs() < 1e-5 && (squares / people - 1.0).abs() < 1e-5);
        assert!(scale.status(&RULES, 3, 1.0) > scale.status(&RULES, 0, 1.0));
        assert!(scale.status(&RULES, 1, 10.0) > scale.status(&RULES, 1, 0.0));
    }

    #[test]
    fn without_differences_status_is_zero() {
        let mut counts = vec![0_u32; MOST_LEVELS * EARNINGS_BINS];
        assert_eq!(StatusScale::from_counts(&RULES, &counts), StatusScale::flat());
        counts[7] = 100;
        let scale = StatusScale::from_counts(&RULES, &counts);
        assert_eq!(scale.status(&RULES, 0, earnings_of_bin(7)), 0.0);
    }

    #[test]
    fn bins_hold_their_earnings() {
        for bin in 0..EARNINGS_BINS {
            assert_eq!(earnings_bin(earnings_of_bin(bin)), bin);
        }
        assert_eq!(earnings_bin(0.0), 0);
        assert_eq!(earnings_bin(1e30), EARNINGS_BINS - 1);
        assert_eq!(earnings_bin(1e-30), 1);
    }
}
