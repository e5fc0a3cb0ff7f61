//! Fixed-point numbers: sums of whole numbers do not depend on their order.

use crate::engine::lanes::columns::Lanes;
use crate::engine::random::LANES;
use crate::math::single::nearest;

/// Steps of one standard deviation or log point.
pub const FIXED: f64 = 4096.0;

/// A number as a whole number of 1/4096; held at ±16.
#[inline(always)]
pub fn fixed(number: f32) -> i32 {
    const REACH: f32 = 15.999;
    let held = if number < REACH { number } else { REACH };
    let held = if held > -REACH { held } else { -REACH };
    nearest(held * FIXED as f32)
}

/// Sum of the products of whole numbers, each below 2¹⁷, over 128 persons.
#[inline(always)]
pub fn sum_of_products(a: &Lanes<i32>, b: &Lanes<i32>) -> i64 {
    let mut sum = 0;
    for lane in 0..LANES {
        sum += i64::from(a[lane]) * i64::from(b[lane]);
    }
    sum
}

/// Sum of whole numbers over 128 persons.
#[inline(always)]
pub fn sum(numbers: &Lanes<i32>) -> i64 {
    let mut sum = 0;
    for &number in numbers {
        sum += i64::from(number);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_point_rounds_to_the_nearest_step_and_holds_at_the_ends() {
        assert_eq!(fixed(1.0), 4096);
        assert_eq!(fixed(-1.0), -4096);
        assert_eq!(fixed(0.0), 0);
        assert_eq!(fixed(0.6 / 4096.0), 1);
        assert_eq!(fixed(-0.6 / 4096.0), -1);
        assert!(fixed(1e9) < 16 * 4096 && fixed(-1e9) > -16 * 4096);
    }

    #[test]
    fn sums_hold_the_largest_products() {
        let largest = [-65_531_i32; LANES];
        assert_eq!(sum_of_products(&largest, &largest), 128 * 65_531 * 65_531);
        assert_eq!(sum(&largest), -128 * 65_531);
    }
}
