//! How many replicates a wished-for interval takes: further ones are added until it is narrow enough or enough is enough.

use crate::run::replicate::Outcome;
use crate::store::interval::{Interval, student_point_95};
use serde::{Deserialize, Serialize};

/// Replicates before the first look. With fewer, an interval that is narrow by chance would end the run too often.
///
/// Law (2015), Simulation Modeling and Analysis, section 9.4: sequential intervals keep their coverage from about ten on.
pub const FIRST_LOOK: u32 = 10;

/// A wish: the 95 % interval of a metric no wider than ± `half_width`.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    pub metric: String,
    pub half_width: f64,
}

/// What became of a wish.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Reached {
    pub metric: String,
    pub year: i32,
    pub wanted: f64,
    /// Half of the interval that there is; `None`: the metric is undefined.
    pub half_width: Option<f64>,
    pub replicates: u32,
    pub met: bool,
}

/// Judges values of a metric in the replicates so far.
pub fn judge(goal: &Goal, year: i32, values: &[f64], replicates: u32) -> Reached {
    let half_width = Interval::over_replicates(values).half_width();
    Reached {
        metric: goal.metric.clone(),
        year,
        wanted: goal.half_width,
        half_width,
        replicates,
        met: half_width.is_some_and(|half| half <= goal.half_width),
    }
}

/// How many replicates to add to `done`, at most up to `most`; 0 when the wish is met or nothing more is allowed.
///
/// As many as the spread so far asks for, but never more than there are, so that a chance spread cannot mislead far.
pub fn further(goal: &Goal, values: &[f64], done: u32, most: u32) -> u32 {
    let room = most.saturating_sub(done);
    if done < FIRST_LOOK {
        return room.min(FIRST_LOOK - done);
    }
    let interval = Interval::over_replicates(values);
    let (Some(half), Some(error)) = (interval.half_width(), interval.standard_error) else { return 0 };
    if half <= goal.half_width {
        return 0;
    }
    let sd = error * (values.len() as f64).sqrt();
    let enough = |count: u32| {
        let count = f64::from(count);
        student_point_95(count - 1.0) * sd / count.sqrt() <= goal.half_width
    };
    let needed = (1..done).find(|&added| enough(done + added)).unwrap_or(done);
    room.min(needed.max(1))
}

/// Values of a metric in one year of the outcomes of a run.
pub fn values(outcomes: &[Outcome], year: usize, metric: &str) -> Vec<f64> {
    let value = |outcome: &Outcome| {
        let position = outcome.metrics.iter().position(|known| known.name == metric)?;
        outcome.estimates.get(year)?.get(position)?.value
    };
    outcomes.iter().filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goal(half_width: f64) -> Goal {
        Goal { metric: "gini".to_owned(), half_width }
    }

    #[test]
    fn replicates_are_added_until_the_interval_is_narrow_or_the_cap_is_reached() {
        let wave = |count: u32| (0..count).map(|n| f64::from(n % 2)).collect::<Vec<f64>>();
        assert_eq!(further(&goal(0.1), &[0.5], 1, 200), FIRST_LOOK - 1, "no look before there is one");
        assert_eq!(further(&goal(0.1), &wave(10), 10, 200), 10, "never more than there are");
        assert_eq!(further(&goal(0.1), &wave(10), 10, 12), 2, "not beyond the cap");
        assert_eq!(further(&goal(0.1), &wave(10), 10, 10), 0);
        assert_eq!(further(&goal(0.4), &wave(10), 10, 200), 0, "0.377 is narrow enough");
        let added = further(&goal(0.1), &wave(90), 90, 200);
        let half = |count: u32| Interval::over_replicates(&wave(count)).half_width().expect("a spread");
        assert!(half(90) > 0.1 && half(90 + added + 1) <= 0.1 && half(90 + added - 2) > 0.1, "{added}");
    }

    #[test]
    fn a_metric_without_spread_or_value_asks_for_nothing() {
        assert_eq!(further(&goal(0.1), &[0.3; 10], 10, 200), 0);
        assert_eq!(further(&goal(0.1), &[], 10, 200), 0);
        assert!(judge(&goal(0.1), 2050, &[0.3; 10], 10).met);
        assert!(!judge(&goal(0.1), 2050, &[], 10).met);
        assert!(!judge(&goal(0.1), 2050, &[0.3], 1).met, "one replicate has no interval");
    }
}
