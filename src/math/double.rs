//! exp and ln in double precision, from arithmetic alone.

/// ln 2, upper and lower part: the upper part times a whole number below 2¹¹ is exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_816_490;
const LN_2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;

/// e^x. Relative error below 4·10⁻¹⁶; 0 below −745, infinity above 709.78.
///
/// x = n·ln 2 + r with |r| ≤ ln 2 / 2; e^r by its power series up to r¹³/13!.
pub fn exp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if x > 709.782_712_893_384 {
        return f64::INFINITY;
    }
    if x < -745.2 {
        return 0.0;
    }
    let n = (x * std::f64::consts::LOG2_E).round();
    let r = (x - n * LN_2_HIGH) - n * LN_2_LOW;
    let mut sum = 1.0;
    for k in (1..=13_u32).rev() {
        sum = 1.0 + sum * r / f64::from(k);
    }
    // Two factors, so that neither leaves the range of normal numbers.
    let half = (n / 2.0).trunc();
    sum * power_of_two(half) * power_of_two(n - half)
}

/// ln x for x > 0; −∞ at 0, NaN below.
///
/// x = 2ᵉ·m with m in [√½, √2); ln m = 2·artanh((m−1)/(m+1)) by its power series. Error below 4·10⁻¹⁶ (relative or absolute).
pub fn ln(x: f64) -> f64 {
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x == f64::INFINITY {
        return x;
    }
    let (x, shift) = if x < f64::MIN_POSITIVE { (x * 18_014_398_509_481_984.0, -54.0) } else { (x, 0.0) };
    let bits = x.to_bits();
    let mut exponent = ((bits >> 52) & 0x7ff) as f64 - 1023.0 + shift;
    let mut m = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    if m > std::f64::consts::SQRT_2 {
        m *= 0.5;
        exponent += 1.0;
    }
    let s = (m - 1.0) / (m + 1.0);
    let square = s * s;
    let mut sum = 0.0;
    for k in (0..=11_u32).rev() {
        sum = sum * square + 1.0 / f64::from(2 * k + 1);
    }
    (exponent * LN_2_LOW + 2.0 * s * sum) + exponent * LN_2_HIGH
}

/// x^y for x > 0, by e^(y·ln x).
pub fn power(x: f64, y: f64) -> f64 {
    exp(y * ln(x))
}

/// 2ⁿ for a whole number n between −1022 and 1023.
fn power_of_two(n: f64) -> f64 {
    f64::from_bits(((n as i64 + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn exp_agrees_with_the_standard_library(x in -700.0_f64..700.0) {
            prop_assert!((exp(x) / x.exp() - 1.0).abs() < 1e-15);
        }

        #[test]
        fn ln_agrees_with_the_standard_library(x in proptest::num::f64::POSITIVE) {
            prop_assert!((ln(x) - x.ln()).abs() <= 1e-15 * x.ln().abs().max(1.0));
        }
    }

    #[test]
    fn borders() {
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-1e6), 0.0);
        assert_eq!(exp(1e6), f64::INFINITY);
        assert_eq!(ln(1.0), 0.0);
        assert_eq!(ln(0.0), f64::NEG_INFINITY);
        assert!(ln(-1.0).is_nan() && exp(f64::NAN).is_nan());
    }
}
