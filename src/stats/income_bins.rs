//! The fine logarithmic scale on which incomes are counted.
//!
//! Row 0 holds incomes of zero; rows 1 to 4096 hold positive incomes, 256 rows for a log point, from e^−6 to e^10
//! (0.0025 to 22,026 units). A row is 0.4 % wide, far below sampling error; incomes beyond the ends count in the last row.

use crate::math::double::exp;
use crate::math::single;
use std::sync::LazyLock;

/// Rows of an income table.
pub const ROWS: usize = 4097;
const LOWEST_LOG: f32 = -6.0;
const ROWS_PER_LOG_POINT: f32 = 256.0;

/// Row of an income.
#[inline(always)]
pub fn row(income: f32) -> usize {
    const LAST: f32 = (ROWS - 2) as f32;
    // Incomes of zero get a number too, so that the logarithm needs no branch.
    let positive = if income > f32::MIN_POSITIVE { income } else { f32::MIN_POSITIVE };
    let position = (single::ln(positive) - LOWEST_LOG) * ROWS_PER_LOG_POINT;
    let position = if position > 0.0 { position } else { 0.0 };
    let position = if position < LAST { position } else { LAST };
    let row = 1 + position as i32;
    let row = if income > 0.0 { row } else { 0 };
    row as usize
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
