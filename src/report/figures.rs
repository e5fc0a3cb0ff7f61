//! Numbers as people read them: no more digits than the interval supports, shares in percent.

use crate::store::interval::Interval;

/// Digits after the point where no interval limits them.
const FREE_DECIMALS: usize = 3;

/// Digits after the point are never more than this.
const MOST_DECIMALS: usize = 6;

/// How numbers of one unit are shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub factor: f64,
    /// What follows the number, with its space.
    pub suffix: &'static str,
    free_decimals: usize,
}

impl Scale {
    /// The scale of a unit of the results: shares become percent.
    pub fn of_unit(unit: &str) -> Self {
        if unit.starts_with("share") {
            Self { factor: 100.0, suffix: " %", free_decimals: 1 }
        } else if unit == "IQ points" {
            Self { factor: 1.0, suffix: "", free_decimals: 1 }
        } else {
            Self { factor: 1.0, suffix: "", free_decimals: FREE_DECIMALS }
        }
    }

    /// The scale of a difference: that of shares is in percentage points.
    pub fn of_difference(unit: &str) -> Self {
        let scale = Self::of_unit(unit);
        if scale.suffix.is_empty() { scale } else { Self { suffix: " pp", ..scale } }
    }

    /// Digits after the point for an interval: one digit of its half-width, two where the first is 1.
    pub fn decimals(&self, interval: &Interval) -> usize {
        let half = interval.half_width().map(|half| half * self.factor);
        match half.filter(|half| *half > 0.0 && half.is_finite()) {
            Some(half) => {
                let decimals = decimals_of(half);
                // An interval without zero must not look as if it touched it.
                let touches = |decimals: usize| {
                    let steps = |number: f64| (number.abs() * 10_f64.powi(decimals as i32)).round();
                    interval.value.is_some_and(|value| steps(value * self.factor) <= steps(half))
                };
                let clear = interval.excludes_zero() == Some(true);
                if clear && touches(decimals) { (decimals + 1).min(MOST_DECIMALS) } else { decimals }
            }
            None => self.free_decimals,
        }
    }

    /// A number of this scale with a fixed count of digits after the point, without the suffix.
    pub fn number(&self, number: f64, decimals: usize) -> String {
        plain(number * self.factor, decimals)
    }

    /// `value ± half-width`; the value alone without an interval; a dash where undefined.
    pub fn with_error(&self, interval: &Interval) -> String {
        let Some(value) = interval.value else {
            return "–".to_owned();
        };
        let decimals = self.decimals(interval);
        match interval.half_width() {
            Some(half) if half > 0.0 => {
                format!("{} ± {}{}", self.number(value, decimals), self.number(half, decimals), self.suffix)
            }
            _ => format!("{}{}", self.number(value, decimals), self.suffix),
        }
    }

    /// The same with a sign, for a change.
    pub fn change_with_error(&self, interval: &Interval) -> String {
        let text = self.with_error(interval);
        let value = text.split(' ').next().unwrap_or_default();
        if value.contains(|digit: char| ('1'..='9').contains(&digit)) && !value.starts_with('−') {
            format!("+{text}")
        } else {
            text
        }
    }

    /// `value (95 % interval low to high)`; the value alone without an interval.
    pub fn with_interval(&self, interval: &Interval) -> Option<String> {
        let value = interval.value?;
        let decimals = self.decimals(interval);
        let value = format!("{}{}", self.number(value, decimals), self.suffix);
        Some(match (interval.low, interval.high) {
            (Some(low), Some(high)) if high > low => format!(
                "{value} (95 % interval {} to {}{})",
                self.number(low, decimals),
                self.number(high, decimals),
                self.suffix
            ),
            _ => value,
        })
    }
}

/// Digits after the point that show a positive number with one digit, or with two where the first is 1.
fn decimals_of(half: f64) -> usize {
    let exponent = half.log10().floor();
    let first = half / 10_f64.powf(exponent);
    let digits = if first < 1.95 { 1.0 - exponent } else { -exponent };
    digits.clamp(0.0, MOST_DECIMALS as f64) as usize
}

/// A number with a typographic minus and without a negative zero.
pub fn plain(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.contains(|digit: char| ('1'..='9').contains(&digit)) => format!("−{rest}"),
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// A whole number with a comma before each group of three digits.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 3 == first {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
pub mod made {
    use crate::store::interval::{Interval, IntervalFrom};

    /// An interval over one run, or none for a half-width of zero or less.
    pub fn interval(value: f64, half: f64) -> Interval {
        let known = half > 0.0;
        Interval {
            value: Some(value),
            standard_error: known.then_some(half / 1.96),
            low: known.then_some(value - half),
            high: known.then_some(value + half),
            interval_from: if known { IntervalFrom::Sampling } else { IntervalFrom::Nothing },
            replicates: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::made::interval;
    use super::*;

    #[test]
    fn digits_follow_the_interval() {
        let plain = Scale::of_unit("correlation");
        assert_eq!(plain.with_error(&interval(0.404_32, 0.0087)), "0.404 ± 0.009");
        assert_eq!(plain.with_error(&interval(0.404_32, 0.0134)), "0.404 ± 0.013");
        assert_eq!(plain.with_error(&interval(0.404_32, 0.34)), "0.4 ± 0.3");
        assert_eq!(plain.with_error(&interval(0.404_32, 25.0)), "0 ± 25");
        assert_eq!(plain.with_error(&interval(0.404_32, 0.0)), "0.404");
        assert_eq!(plain.with_error(&interval(0.404_32, 1e-12)), "0.404320 ± 0.000000");
        assert_eq!(Scale::of_unit("share of people").with_error(&interval(0.1234, 0.002)), "12.3 ± 0.2 %");
        assert_eq!(
            plain.with_error(&interval(-0.041, 0.039)),
            "−0.041 ± 0.039",
            "zero is outside and looks it"
        );
    }

    #[test]
    fn changes_have_a_sign_and_zero_has_none() {
        let plain = Scale::of_unit("correlation");
        assert_eq!(plain.change_with_error(&interval(0.15, 0.02)), "+0.15 ± 0.02");
        assert_eq!(plain.change_with_error(&interval(-0.15, 0.02)), "−0.15 ± 0.02");
        assert_eq!(plain.change_with_error(&interval(0.0, 0.0)), "0.000");
        assert_eq!(plain.change_with_error(&interval(0.2, 6.0)), "0 ± 6");
        assert_eq!(plain.with_error(&interval(-0.0001, 0.0)), "0.000");
    }

    #[test]
    fn large_numbers_are_grouped() {
        let grouped = [0, 999, 1000, 12_345, 1_000_000].map(grouped);
        assert_eq!(grouped, ["0", "999", "1,000", "12,345", "1,000,000"]);
    }

    #[test]
    fn an_interval_is_written_out() {
        let plain = Scale::of_unit("correlation");
        let text = plain.with_interval(&interval(-0.02, 0.05));
        assert_eq!(text.as_deref(), Some("−0.02 (95 % interval −0.07 to 0.03)"));
        assert_eq!(plain.with_interval(&interval(0.5, 0.0)).as_deref(), Some("0.500"));
    }
}
