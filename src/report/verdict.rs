//! Whether a change is larger than its uncertainty.

use super::figures::Scale;
use crate::store::interval::Interval;

/// What an interval of a change allows to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Rises,
    Falls,
    /// The interval contains zero, or touches it once rounded as it is printed.
    CannotTell,
    /// Undefined, or without an interval: nothing is said about chance.
    Unknown,
}

impl Verdict {
    /// Judges a change shown on a scale.
    pub fn of(change: &Interval, scale: &Scale) -> Self {
        let (Some(low), Some(high)) = (change.low, change.high) else {
            return Self::Unknown;
        };
        let decimals = scale.decimals(change);
        let shown =
            |end: f64| scale.number(end, decimals).contains(|digit: char| ('1'..='9').contains(&digit));
        match (low > 0.0 && shown(low), high < 0.0 && shown(high)) {
            (true, _) => Self::Rises,
            (_, true) => Self::Falls,
            _ => Self::CannotTell,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::figures::made::interval;
    use super::*;

    #[test]
    fn a_change_counts_only_if_its_printed_interval_leaves_out_zero() {
        let scale = Scale::of_unit("correlation");
        let judge = |value, half| Verdict::of(&interval(value, half), &scale);
        assert_eq!(judge(0.05, 0.03), Verdict::Rises);
        assert_eq!(judge(-0.05, 0.03), Verdict::Falls);
        assert_eq!(judge(0.02, 0.03), Verdict::CannotTell);
        assert_eq!(judge(0.03, 0.03), Verdict::CannotTell);
        assert_eq!(judge(0.0304, 0.03), Verdict::CannotTell);
        assert_eq!(judge(0.03, 0.0), Verdict::Unknown);
    }
}
