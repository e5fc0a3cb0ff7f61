//! Differences between two worlds with the same people and luck, and what they would be worth without that.

use crate::store::interval::{Interval, student_point_95};
use serde::{Deserialize, Serialize};

/// A metric in two worlds and its difference, other minus base.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Difference {
    pub base: Interval,
    pub other: Interval,
    /// From the differences inside each replicate.
    pub difference: Interval,
    /// The interval that as many replicates would give if each world had its own people and luck.
    pub unmatched: Interval,
    /// How much smaller matching makes the variance of the difference; `None`: it leaves none, or there is no interval.
    pub variance_ratio: Option<f64>,
    /// Replicates that unmatched worlds would need for an interval as narrow; `None`: no number would do, or no interval.
    pub unmatched_replicates: Option<u64>,
}

impl Difference {
    /// Compares the values of the replicates, in their order; a replicate counts where both worlds define the metric.
    ///
    /// Matched: mean and Student's interval of d_r = other_r − base_r. Unmatched: variance (s_b² + s_o²)/R with the degrees
    /// of freedom of Welch (1947, Biometrika 34).
    pub fn of(base: &[Option<f64>], other: &[Option<f64>]) -> Self {
        let pairs = base.iter().zip(other).filter_map(|(base, other)| Some(((*base)?, (*other)?)));
        let (base, other): (Vec<f64>, Vec<f64>) = pairs.unzip();
        let differences: Vec<f64> = base.iter().zip(&other).map(|(base, other)| other - base).collect();
        let matched = Interval::over_replicates(&differences);
        let (base, other) = (Interval::over_replicates(&base), Interval::over_replicates(&other));
        let unmatched = Unmatched::of(&base, &other);
        Self {
            base,
            other,
            difference: matched,
            unmatched: unmatched.map_or(matched, |worlds| worlds.interval(&matched)),
            variance_ratio: unmatched.and_then(|worlds| worlds.variance_ratio(&matched)),
            unmatched_replicates: unmatched.and_then(|worlds| worlds.replicates_for(&matched)),
        }
    }
}

/// Two worlds whose replicates have nothing in common.
#[derive(Clone, Copy)]
struct Unmatched {
    replicates: f64,
    /// Variances between replicates.
    base: f64,
    other: f64,
}

impl Unmatched {
    /// `None` without a spread.
    fn of(base: &Interval, other: &Interval) -> Option<Self> {
        let replicates = base.replicates as f64;
        let variance = |world: &Interval| Some(world.standard_error?.powi(2) * replicates);
        Some(Self { replicates, base: variance(base)?, other: variance(other)? })
    }

    /// Degrees of freedom for some number of replicates (Welch; Satterthwaite).
    fn freedom(&self, replicates: f64) -> f64 {
        let squares = self.base * self.base + self.other * self.other;
        let sum = self.base + self.other;
        if squares > 0.0 { (replicates - 1.0) * sum * sum / squares } else { replicates - 1.0 }
    }

    fn half_width(&self, replicates: f64) -> f64 {
        student_point_95(self.freedom(replicates)) * ((self.base + self.other) / replicates).sqrt()
    }

    fn interval(&self, matched: &Interval) -> Interval {
        let half = self.half_width(self.replicates);
        Interval {
            standard_error: Some(((self.base + self.other) / self.replicates).sqrt()),
            low: matched.value.map(|value| value - half),
            high: matched.value.map(|value| value + half),
            ..*matched
        }
    }

    fn variance_ratio(&self, matched: &Interval) -> Option<f64> {
        let matched = matched.standard_error?.powi(2) * self.replicates;
        (matched > 0.0).then(|| (self.base + self.other) / matched)
    }

    /// Fewest replicates whose unmatched interval is no wider than the matched one.
    fn replicates_for(&self, matched: &Interval) -> Option<u64> {
        let wanted = matched.half_width()?;
        let enough = |replicates: u64| self.half_width(replicates as f64) <= wanted;
        if wanted <= 0.0 {
            return None;
        }
        if enough(2) {
            return Some(2);
        }
        let (mut low, mut high) = (2_u64, 4_u64);
        while !enough(high) {
            if high >= 1 << 50 {
                return None;
            }
            (low, high) = (high, 4 * high);
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            (low, high) = if enough(middle) { (low, middle) } else { (middle, high) };
        }
        Some(high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::random::Random;
    use rand_distr::{Distribution, StandardNormal};

    /// Worlds with common luck of variance `common`, own luck of variance 1 each, and a known effect.
    fn worlds(trial: u32, replicates: u32, common: f64, effect: f64) -> (Vec<Option<f64>>, Vec<Option<f64>>) {
        let draw = |replicate: u32, which: i32| -> f64 {
            StandardNormal.sample(&mut Random::new(7, trial).sequence(1, replicate, which))
        };
        (0..replicates)
            .map(|replicate| {
                let shared = common.sqrt() * draw(replicate, 0);
                (Some(shared + draw(replicate, 1)), Some(shared + draw(replicate, 2) + effect))
            })
            .unzip()
    }

    /// Share of 95 % intervals that contain the effect, within four binomial standard errors of 95 %.
    #[test]
    fn intervals_cover_a_known_effect_at_their_nominal_rate() {
        const TRIALS: u32 = 4000;
        for replicates in [2, 5, 20] {
            let (mut matched, mut unmatched) = (0_u32, 0_u32);
            for trial in 0..TRIALS {
                let (base, other) = worlds(trial, replicates, 8.0, 0.7);
                let found = Difference::of(&base, &other);
                let covers = |interval: &Interval| interval.low <= Some(0.7) && interval.high >= Some(0.7);
                matched += u32::from(covers(&found.difference));
                unmatched += u32::from(covers(&found.unmatched));
            }
            let band = 4.0 * (0.95 * 0.05 * f64::from(TRIALS)).sqrt();
            let miss = f64::from(matched) - 0.95 * f64::from(TRIALS);
            assert!(miss.abs() < band, "{replicates} replicates: {matched} of {TRIALS}");
            assert!(unmatched > matched, "without matching the interval is too wide for matched worlds");
        }
    }

    /// With common variance C and own variance 1 the ratio of variances is 1 + C.
    #[test]
    fn the_variance_ratio_is_what_the_worlds_share() {
        let (base, other) = worlds(0, 4000, 8.0, 0.0);
        let found = Difference::of(&base, &other);
        let ratio = found.variance_ratio.expect("spread");
        // Its standard error is 9·√(2/R·(1 − r²)) ≈ 0.09 at most for a correlation of 8/9 and 4,000 replicates.
        assert!((ratio - 9.0).abs() < 0.6, "{ratio}");
        let needed = found.unmatched_replicates.expect("a number") as f64 / 4000.0;
        assert!((needed / ratio - 1.0).abs() < 0.01, "{needed} for {ratio}");
    }

    #[test]
    fn a_world_minus_itself_is_exactly_zero_with_width_zero() {
        let (base, _) = worlds(0, 6, 1.0, 0.0);
        let found = Difference::of(&base, &base);
        assert_eq!((found.difference.value, found.difference.half_width()), (Some(0.0), Some(0.0)));
        assert_eq!((found.variance_ratio, found.unmatched_replicates), (None, None));
        assert!(found.unmatched.half_width().is_some_and(|half| half > 0.0));
    }

    #[test]
    fn the_unmatched_number_is_the_smallest_that_is_enough() {
        let (base, other) = worlds(3, 12, 5.0, 1.0);
        let found = Difference::of(&base, &other);
        let needed = found.unmatched_replicates.expect("a number");
        let worlds = Unmatched::of(&found.base, &found.other).expect("spread");
        let wanted = found.difference.half_width().expect("an interval");
        assert!(
            worlds.half_width(needed as f64) <= wanted && worlds.half_width((needed - 1) as f64) > wanted
        );
    }

    #[test]
    fn one_replicate_has_a_difference_and_no_interval() {
        let found = Difference::of(&[Some(0.5)], &[Some(0.25)]);
        assert_eq!((found.difference.value, found.difference.half_width()), (Some(-0.25), None));
        assert_eq!((found.unmatched.half_width(), found.variance_ratio), (None, None));
        let nothing = Difference::of(&[None, Some(1.0)], &[Some(1.0), None]);
        assert_eq!((nothing.difference.value, nothing.difference.replicates), (None, 0));
    }
}
