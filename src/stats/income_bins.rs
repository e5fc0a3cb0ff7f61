//! The fine logarithmic scale on which incomes are counted.
//!
//! Row 0 holds incomes of zero; rows 1 to 4096 hold positive incomes, 256 rows for a log point, from e^−6 to e^10
//! (0.0025 to 22,026 units). A row is 0.4 % wide, far below sampling error; incomes beyond the ends count in the last row.

use crate::math::double::exp;
use crate::math::single;

/// Rows of an income table.
pub const ROWS: usize = 4097;
const LOWEST_LOG: f32 = -6.0;
const ROWS_PER_LOG_POINT: f32 = 256.0;

/// Row of an income.
#[inline(always)]
pub fn row(income: f32) -> usize {
    if income <= 0.0 {
        return 0;
    }
    1 + ((single::ln(income) - LOWEST_LOG) * ROWS_PER_LOG_POINT).clamp(0.0, (ROWS - 2) as f32) as usize
}

/// Lower border of a row of positive incomes, as log income.
pub fn lower_log(row: usize) -> f64 {
    f64::from(LOWEST_LOG) + (row as f64 - 1.0) / f64::from(ROWS_PER_LOG_POINT)
}

/// Width of a row, log points.
pub fn width() -> f64 {
    1.0 / f64::from(ROWS_PER_LOG_POINT)
}

/// Log income that stands for each row; NaN for the row of zero incomes.
pub fn logs() -> Vec<f64> {
    (0..ROWS)
        .map(|row| {
            if row == 0 {
                f64::NAN
            } else {
                lower_log(row) + width() / 2.0
            }
        })
        .collect()
}

/// Income that stands for each row: 0, or the middle of the row.
pub fn incomes() -> Vec<f64> {
    logs()
        .iter()
        .map(|&log| if log.is_nan() { 0.0 } else { exp(log) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_holds_the_income_that_stands_for_it() {
        for (expected, income) in incomes().into_iter().enumerate() {
            assert_eq!(row(income as f32), expected);
        }
        assert_eq!(row(-1.0), 0);
        assert_eq!(row(1e30), ROWS - 1);
        assert_eq!(row(1e-30), 1);
    }
}
