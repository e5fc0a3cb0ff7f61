//! The fine logarithmic scale on which incomes are counted.
//!
//! Row 0 holds incomes of zero; rows 1 to 4096 hold positive incomes, 256 rows for a log point, from e^−6 to e^10
//! (0.0025 to 22,026 units). A row is 0.4 % wide, far below sampling error; incomes beyond the ends count in the last row.

use crate::math::double::exp;
use crate::math::single;
use std::sync::LazyLock;

/// Rows of an income table.
pub const ROWS: usize = 4097;
const SCALE: LogScale = LogScale { lowest_log: -6.0, bins_per_log_point: 256.0, bins: ROWS };

/// Bins of equal width in the logarithm; bin 0 holds zero, and what lies beyond the ends counts in the outermost bins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogScale {
    pub lowest_log: f32,
    pub bins_per_log_point: f32,
    /// Number of bins, the one of zero included.
    pub bins: usize,
}

impl LogScale {
    /// Bin of an amount. Without a branch, so that a loop over persons becomes vector instructions.
    #[inline(always)]
    pub fn bin(&self, amount: f32) -> usize {
        let last = (self.bins - 2) as f32;
        // Zero gets a logarithm too, and its bin in the end.
        let positive = if amount > f32::MIN_POSITIVE { amount } else { f32::MIN_POSITIVE };
        let position = (single::ln(positive) - self.lowest_log) * self.bins_per_log_point;
        let position = if position > 0.0 { position } else { 0.0 };
        let position = if position < last { position } else { last };
        let bin = 1 + position as i32;
        let bin = if amount > 0.0 { bin } else { 0 };
        bin as usize
    }
}

/// Row of an income.
#[inline(always)]
pub fn row(income: f32) -> usize {
    SCALE.bin(income)
}

/// Lower border of a row of positive incomes, as log income.
pub fn lower_log(row: usize) -> f64 {
    f64::from(SCALE.lowest_log) + (row as f64 - 1.0) * width()
}

/// Width of a row, log points.
pub fn width() -> f64 {
    1.0 / f64::from(SCALE.bins_per_log_point)
}

/// Log income that stands for each row; NaN for the row of zero incomes.
pub fn logs() -> &'static [f64] {
    static LOGS: LazyLock<Vec<f64>> = LazyLock::new(|| {
        (0..ROWS).map(|row| if row == 0 { f64::NAN } else { lower_log(row) + width() / 2.0 }).collect()
    });
    &LOGS
}

/// Income that stands for each row: 0, or the middle of the row.
pub fn incomes() -> &'static [f64] {
    static INCOMES: LazyLock<Vec<f64>> =
        LazyLock::new(|| logs().iter().map(|&log| if log.is_nan() { 0.0 } else { exp(log) }).collect());
    &INCOMES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_holds_the_income_that_stands_for_it() {
        for (expected, income) in incomes().iter().enumerate() {
            assert_eq!(row(*income as f32), expected);
        }
        assert_eq!(row(-1.0), 0);
        assert_eq!(row(1e30), ROWS - 1);
        assert_eq!(row(1e-30), 1);
    }
}
