//! The fine scale on which incomes are counted.
//!
//! Row 0 holds incomes of zero; rows 1 to 1536 hold positive incomes, 64 rows for a doubling, from 1/512 to 32,768 units.
//! A row is 0.8 to 1.6 % wide, far below sampling error; incomes beyond the ends count in the outermost rows.

use crate::math::double::ln;
use std::sync::LazyLock;

const SCALE: OctaveScale = OctaveScale { lowest_exponent: -9, bits: 6, octaves: 24 };
/// Rows of an income table.
pub const ROWS: usize = SCALE.bins();

/// Bins that cut every doubling of an amount into equal parts: the leading bits of a floating-point number are the bin.
///
/// Bin 0 holds zero, and what lies beyond the ends counts in the outermost bins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OctaveScale {
    /// The first bin of positive amounts begins at 2 to this power.
    pub lowest_exponent: i32,
    /// An octave has 2 to this power bins.
    pub bits: u32,
    pub octaves: usize,
}

impl OctaveScale {
    const FRACTION_BITS: u32 = 23;
    const EXPONENT_BIAS: i32 = 127;

    /// Number of bins, the one of zero included.
    pub const fn bins(&self) -> usize {
        1 + (self.octaves << self.bits)
    }

    /// Leading bits of the smallest amount of bin 1.
    const fn first(&self) -> i32 {
        (Self::EXPONENT_BIAS + self.lowest_exponent) << self.bits
    }

    /// Bin of an amount. Without a branch, so that a loop over persons becomes vector instructions.
    #[inline(always)]
    pub fn bin(&self, amount: f32) -> usize {
        let last = self.bins() as i32 - 1;
        let leading = amount.to_bits() as i32 >> (Self::FRACTION_BITS - self.bits);
        let bin = leading - self.first() + 1;
        let bin = if bin > 1 { bin } else { 1 };
        let bin = if bin < last { bin } else { last };
        let bin = if amount > 0.0 { bin } else { 0 };
        bin as usize
    }

    /// Smallest amount of a bin from 1 to one beyond the last.
    pub fn lower(&self, bin: usize) -> f64 {
        let leading = (self.first() + bin as i32 - 1) as u32;
        f64::from(f32::from_bits(leading << (Self::FRACTION_BITS - self.bits)))
    }
}

/// Row of an income.
#[inline(always)]
pub fn row(income: f32) -> usize {
    SCALE.bin(income)
}

/// Smallest income of a row of positive incomes.
pub fn lower(row: usize) -> f64 {
    SCALE.lower(row)
}

/// Income below which a part (0 to 1) of a row's people lie, when they are spread evenly over it.
pub fn inside(row: usize, part: f64) -> f64 {
    if row == 0 {
        return 0.0;
    }
    let (from, to) = (lower(row), lower(row + 1));
    from + part.clamp(0.0, 1.0) * (to - from)
}

/// Income that stands for each row: 0, or the middle of the row.
pub fn incomes() -> &'static [f64] {
    static INCOMES: LazyLock<Vec<f64>> = LazyLock::new(|| {
        let middle = |row| if row == 0 { 0.0 } else { (lower(row) + lower(row + 1)) / 2.0 };
        (0..ROWS).map(middle).collect()
    });
    &INCOMES
}

/// Log income that stands for each row; NaN for the row of zero incomes.
pub fn logs() -> &'static [f64] {
    static LOGS: LazyLock<Vec<f64>> = LazyLock::new(|| {
        incomes().iter().map(|&income| if income > 0.0 { ln(income) } else { f64::NAN }).collect()
    });
    &LOGS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_holds_the_incomes_from_its_lower_border_to_the_next() {
        assert_eq!((lower(1), lower(ROWS)), (1.0 / 512.0, 32_768.0));
        for (expected, income) in incomes().iter().enumerate().skip(1) {
            assert_eq!(row(*income as f32), expected);
            assert_eq!(row(lower(expected) as f32), expected);
            assert!(lower(expected + 1) / lower(expected) < 1.016);
        }
        assert_eq!([0.0, -0.0, -1.0, f32::NAN].map(row), [0; 4]);
        assert_eq!([1e30, f32::INFINITY].map(row), [ROWS - 1; 2]);
        assert_eq!([1e-30, f32::MIN_POSITIVE, 1e-42].map(row), [1; 3]);
    }
}
