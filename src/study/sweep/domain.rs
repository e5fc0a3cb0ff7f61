//! What a varied parameter may be: a list of values, a range, or a distribution read through its quantiles.

use crate::math::double::{exp, ln};
use crate::math::normal;
use crate::scenario::notation;

/// 95 % point of the standard normal distribution: `low` and `high` of three points are the 5 % and 95 % points.
pub const NORMAL_90: f64 = 1.644_853_626_951_472_7;

/// Digits that sampled values keep: enough for any design, and the same text on every machine.
const DIGITS: usize = 7;

/// One value of a varied parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum AxisValue {
    Number(f64),
    Switch(bool),
    Text(String),
}

impl AxisValue {
    /// The value as TOML writes it.
    pub fn toml(&self) -> String {
        match self {
            Self::Number(number) => notation::number(*number),
            Self::Switch(switch) => switch.to_string(),
            Self::Text(text) => notation::text(text),
        }
    }

    /// The value as people read it.
    pub fn plain(&self) -> String {
        match self {
            Self::Number(number) => notation::plain(*number),
            Self::Switch(switch) => switch.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// The values that a parameter is tried at.
#[derive(Clone, Debug, PartialEq)]
pub enum Domain {
    /// Each as likely as any other.
    Values(Vec<AxisValue>),
    /// Any number between two, all equally likely; with `log` their logarithms are.
    Range {
        low: f64,
        high: f64,
        log: bool,
    },
    /// Three points, read as the 5 %, 50 % and 95 % points: normal on either side of the middle.
    Points {
        low: f64,
        best: f64,
        high: f64,
    },
    Normal {
        mean: f64,
        sd: f64,
    },
    /// Its logarithm is normal; `spread` is the standard deviation of the logarithm.
    Lognormal {
        median: f64,
        spread: f64,
    },
    /// Lowest, most likely and highest value.
    Triangular {
        low: f64,
        mode: f64,
        high: f64,
    },
}

impl Domain {
    /// The value below which a share `share` of the distribution lies, 0 < share < 1, inside the limits of the parameter.
    ///
    /// A named distribution that reaches beyond the limits is cut off there, and the rest is stretched to probability 1. Three
    /// points keep their 5 %, 50 % and 95 % points: what lies beyond a limit is put on it.
    pub fn at(&self, share: f64, limits: (f64, f64)) -> AxisValue {
        if let Self::Values(values) = self {
            let index = (share * values.len() as f64).floor().max(0.0) as usize;
            return values[index.min(values.len() - 1)].clone();
        }
        let (below, above) = match self {
            Self::Points { .. } => (0.0, 1.0),
            _ => (self.share_below(limits.0), self.share_below(limits.1)),
        };
        let value = self.quantile(below + share * (above - below));
        AxisValue::Number(tidy(value).clamp(limits.0, limits.1))
    }

    /// The middle value: the median, or the middle one of a list.
    pub fn middle(&self, limits: (f64, f64)) -> AxisValue {
        match self {
            Self::Points { best, .. } => AxisValue::Number(*best),
            Self::Values(values) => values[(values.len() - 1) / 2].clone(),
            other => other.at(0.5, limits),
        }
    }

    /// A low and a high value to compare: the ends of a range or list, else the 5 % and 95 % points.
    pub fn ends(&self, limits: (f64, f64)) -> (AxisValue, AxisValue) {
        match self {
            Self::Values(values) => (values[0].clone(), values[values.len() - 1].clone()),
            Self::Range { low, high, .. } => (AxisValue::Number(*low), AxisValue::Number(*high)),
            other => (other.at(0.05, limits), other.at(0.95, limits)),
        }
    }

    /// The values of a list.
    pub fn values(&self) -> Option<&[AxisValue]> {
        match self {
            Self::Values(values) => Some(values),
            _ => None,
        }
    }

    fn quantile(&self, share: f64) -> f64 {
        match *self {
            Self::Values(_) => f64::NAN,
            Self::Range { low, high, log: false } => low + share * (high - low),
            Self::Range { low, high, log: true } => exp(ln(low) + share * (ln(high) - ln(low))),
            Self::Points { low, best, high } => {
                let z = normal::quantile(share) / NORMAL_90;
                best + z * if z < 0.0 { best - low } else { high - best }
            }
            Self::Normal { mean, sd } => mean + sd * normal::quantile(share),
            Self::Lognormal { median, spread } => median * exp(spread * normal::quantile(share)),
            Self::Triangular { low, mode, high } => {
                let turn = (mode - low) / (high - low);
                if share < turn {
                    low + (share * (high - low) * (mode - low)).sqrt()
                } else {
                    high - ((1.0 - share) * (high - low) * (high - mode)).sqrt()
                }
            }
        }
    }

    /// Share of the distribution below a number.
    fn share_below(&self, number: f64) -> f64 {
        if number.is_infinite() {
            return if number > 0.0 { 1.0 } else { 0.0 };
        }
        match *self {
            Self::Values(_) | Self::Points { .. } => f64::NAN,
            // Ranges and triangles are checked to lie inside the limits.
            Self::Range { low, .. } | Self::Triangular { low, .. } => f64::from(number > low),
            Self::Normal { mean, sd } => normal::distribution((number - mean) / sd),
            Self::Lognormal { .. } if number <= 0.0 => 0.0,
            Self::Lognormal { median, spread } => normal::distribution(ln(number / median) / spread),
        }
    }
}

/// A number with as many digits as a design needs.
pub fn tidy(number: f64) -> f64 {
    format!("{number:.*e}", DIGITS - 1).parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FREE: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

    fn at(domain: &Domain, share: f64) -> f64 {
        domain.at(share, FREE).number().expect("a number")
    }

    #[test]
    fn three_points_are_the_5_50_and_95_percent_points() {
        let domain = Domain::Points { low: 0.1, best: 0.2, high: 0.6 };
        for (share, value) in [(0.05, 0.1), (0.5, 0.2), (0.95, 0.6)] {
            assert!((at(&domain, share) - value).abs() < 1e-6, "{share}");
            let limited = domain.at(share, (0.1, 0.5)).number().expect("a number");
            assert!(
                (limited - value.min(0.5)).abs() < 1e-6,
                "limits move none of the points that lie between them"
            );
        }
    }

    #[test]
    fn named_distributions_have_their_known_quantiles() {
        let close = |domain: Domain, share: f64, value: f64| {
            assert!((at(&domain, share) - value).abs() < 2e-6 * value.abs().max(1.0), "{domain:?} {share}");
        };
        close(Domain::Normal { mean: 2.0, sd: 3.0 }, 0.975, 2.0 + 3.0 * 1.959_964);
        close(Domain::Lognormal { median: 10.0, spread: 0.5 }, 0.841_344_746, 10.0 * 0.5_f64.exp());
        close(Domain::Triangular { low: 0.0, mode: 1.0, high: 4.0 }, 0.25, 1.0);
        close(Domain::Triangular { low: 0.0, mode: 1.0, high: 4.0 }, 0.75, 4.0 - 3.0_f64.sqrt());
        close(Domain::Range { low: 1.0, high: 100.0, log: true }, 0.5, 10.0);
        close(Domain::Range { low: -1.0, high: 3.0, log: false }, 0.25, 0.0);
    }

    #[test]
    fn limits_cut_a_distribution_off_and_keep_the_rest_in_proportion() {
        let domain = Domain::Normal { mean: 0.0, sd: 1.0 };
        let value = |share| domain.at(share, (0.0, f64::INFINITY)).number().expect("a number");
        assert!((value(0.5) - 0.674_489_75).abs() < 1e-6, "median of the half-normal distribution");
        assert!(value(1e-9) >= 0.0);
    }

    #[test]
    fn values_share_the_unit_interval_equally() {
        let domain = Domain::Values(vec![AxisValue::Switch(false), AxisValue::Switch(true)]);
        assert_eq!(domain.at(0.499, FREE), AxisValue::Switch(false));
        assert_eq!(domain.at(0.5, FREE), AxisValue::Switch(true));
        assert_eq!(domain.at(0.999_999, FREE), AxisValue::Switch(true));
    }
}
