//! exp, ln and the Box–Muller transform in single precision, one value at a time, without a branch.
//!
//! Written so that a loop over an array becomes vector instructions: selects instead of branches, no table.

/// 1.5·2²³: adding it to a number below 2²² in size rounds that to the nearest whole number, which the lowest bits then hold.
///
/// A cast would do the same, but one number at a time: it also has to deal with NaN and with what does not fit.
const ROUNDER: f32 = 12_582_912.0;

/// The nearest whole number, for |x| < 2²²; half-way cases go to the even one.
#[inline(always)]
pub fn nearest(x: f32) -> i32 {
    (x + ROUNDER).to_bits() as i32 - ROUNDER.to_bits() as i32
}

/// The largest whole number not above x, for |x| < 2²².
#[inline(always)]
pub fn floor(x: f32) -> i32 {
    let shifted = x + ROUNDER;
    let above = i32::from(shifted - ROUNDER > x);
    shifted.to_bits() as i32 - ROUNDER.to_bits() as i32 - above
}

/// e^x for |x| ≤ 87; beyond that the argument is held at the limit. Relative error below 2·10⁻⁷.
///
/// x = n·ln 2 + r with |r| ≤ ln 2 / 2; e^r by a polynomial of degree 6 (coefficients of the Cephes library's `expf`),
/// 2ⁿ by adding n to the exponent bits.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    const LIMIT: f32 = 87.0;
    const LN_2_HIGH: f32 = 0.693_359_375;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let x = if x < LIMIT { x } else { LIMIT };
    let x = if x > -LIMIT { x } else { -LIMIT };
    let shifted = x * std::f32::consts::LOG2_E + ROUNDER;
    let n = shifted - ROUNDER;
    let r = (x - n * LN_2_HIGH) - n * LN_2_LOW;
    let mut p = 1.987_569_1e-4_f32;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_6e-1;
    p = p * r + 5.000_000_1e-1;
    let power = (p * (r * r) + r) + 1.0;
    f32::from_bits(power.to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// ln x for normal positive x. Error below 2·10⁻⁷, relative or absolute, whichever is larger.
///
/// x = 2ᵉ·(1+m) with 1+m in [√½, √2); ln(1+m) by a polynomial of degree 9 (coefficients of the Cephes library's `logf`).
/// Zero, negative numbers and NaN are outside the domain: the result is a finite or infinite number without meaning.
#[inline(always)]
pub fn ln(x: f32) -> f32 {
    const SQRT_HALF_BITS: u32 = 0x3f35_04f3;
    const LN_2_HIGH: f32 = 0.693_359_375;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let bits = x.to_bits();
    let exponent_bits = bits.wrapping_sub(SQRT_HALF_BITS) & 0xff80_0000;
    let m = f32::from_bits(bits.wrapping_sub(exponent_bits)) - 1.0;
    let e = ((exponent_bits as i32) >> 23) as f32;
    let square = m * m;
    let mut p = 7.037_683_6e-2_f32;
    p = p * m - 1.151_461e-1;
    p = p * m + 1.167_699_9e-1;
    p = p * m - 1.242_014_1e-1;
    p = p * m + 1.424_932_3e-1;
    p = p * m - 1.666_805_8e-1;
    p = p * m + 2.000_071_5e-1;
    p = p * m - 2.499_999_4e-1;
    p = p * m + 3.333_333_1e-1;
    let mut y = (p * m) * square;
    y += e * LN_2_LOW;
    y -= 0.5 * square;
    e * LN_2_HIGH + (m + y)
}

/// A number strictly between 0 and 1 from the upper 23 bits of a random word.
#[inline(always)]
pub fn uniform(word: u32) -> f32 {
    ((word >> 9) as i32 as f32 + 0.5) * (1.0 / 8_388_608.0)
}

/// Two independent standard normal numbers from two random words (Box and Muller 1958).
///
/// √(−2 ln u)·(sin 2πv, cos 2πv). All 32 bits of the first word enter, so values reach ±6.7.
#[inline(always)]
pub fn normal_pair(radius_word: u32, angle_word: u32) -> (f32, f32) {
    const WORD: f32 = 1.0 / 4_294_967_296.0;
    // Signed conversion of both halves: unsigned words convert slowly without AVX-512.
    let high = (radius_word >> 16) as i32 as f32 * 65_536.0;
    let low = (radius_word & 0xffff) as i32 as f32;
    let u = (high + (low + 0.5)) * WORD;
    let squared = -2.0 * ln(u);
    // u rounds to 1 for the largest words, where the polynomial may give −0 or a tiny negative.
    let squared = if squared > 0.0 { squared } else { 0.0 };
    let radius = squared.sqrt();
    let (sine, cosine) = sine_and_cosine_of_turn(angle_word);
    (radius * sine, radius * cosine)
}

/// sin and cos of the angle `word`/2³² of a full turn. Absolute error below 2·10⁻⁷.
///
/// The quarter turn comes from the upper bits, so the remaining angle is exact (polynomials of Cephes' `sinf`, `cosf`).
#[inline(always)]
fn sine_and_cosine_of_turn(word: u32) -> (f32, f32) {
    const WORD_TO_RADIANS: f32 = 1.462_918_1e-9; // 2π/2³²
    let shifted = word.wrapping_add(0x2000_0000);
    let remainder = (shifted & 0x3fff_ffff) as i32 - 0x2000_0000;
    let quarter = shifted >> 30;
    let r = remainder as f32 * WORD_TO_RADIANS;
    let square = r * r;
    let s = (-1.951_529_6e-4 * square + 8.332_161e-3) * square - 1.666_665_5e-1;
    let s = (s * square) * r + r;
    let c = (2.443_315_7e-5 * square - 1.388_731_6e-3) * square + 4.166_664_6e-2;
    let c = (c * square) * square + (1.0 - 0.5 * square);
    let odd = quarter & 1 != 0;
    let (sine, cosine) = if odd { (c, s) } else { (s, c) };
    let sine_sign = (quarter & 2) << 30;
    let cosine_sign = (quarter.wrapping_add(1) & 2) << 30;
    (f32::from_bits(sine.to_bits() ^ sine_sign), f32::from_bits(cosine.to_bits() ^ cosine_sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_those_of_the_standard_library() {
        for step in -400_000..400_000 {
            let x = step as f32 * 0.37;
            assert_eq!(nearest(x), f64::from(x).round_ties_even() as i32, "{x}");
            assert_eq!(floor(x), f64::from(x).floor() as i32, "{x}");
        }
        assert_eq!([nearest(2.5), nearest(3.5), nearest(-0.5), floor(-0.5), floor(7.0)], [2, 4, 0, -1, 7]);
        assert_eq!(floor(4_194_303.0), 4_194_303);
    }

    #[test]
    fn exp_agrees_with_double_precision() {
        let mut worst = 0.0_f64;
        for step in -870_000..=870_000 {
            let x = step as f32 * 1e-4;
            let exact = f64::exp(f64::from(x));
            worst = worst.max((f64::from(exp(x)) / exact - 1.0).abs());
        }
        assert!(worst < 2e-7, "worst relative error {worst:e}");
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(1e9), exp(87.0));
        assert_eq!(exp(-1e9), exp(-87.0));
    }

    #[test]
    fn ln_agrees_with_double_precision() {
        let mut worst = 0.0_f64;
        for bits in (0x0080_0000_u32..0x7f00_0000).step_by(997) {
            let x = f32::from_bits(bits);
            let exact = f64::ln(f64::from(x));
            worst = worst.max((f64::from(ln(x)) - exact).abs() / exact.abs().max(1.0));
        }
        assert!(worst < 2e-7, "worst error {worst:e}");
        assert_eq!(ln(1.0), 0.0);
    }

    #[test]
    fn normal_pair_agrees_with_double_precision() {
        let mut word = 1_u32;
        for _ in 0..200_000 {
            word = word.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
            let angle = word.rotate_left(15) ^ 0x9e37_79b9;
            let (a, b) = normal_pair(word, angle);
            let u = (f64::from(word) + 0.5) / 4_294_967_296.0;
            let radius = (-2.0 * f64::ln(u)).sqrt();
            let v = f64::from(angle) / 4_294_967_296.0 * std::f64::consts::TAU;
            // u itself is rounded to a multiple of 2⁻²⁴ near 1, and d(radius) = du/(u·radius).
            let allowed = 2e-6 + 6e-8 / radius;
            assert!((f64::from(a) - radius * v.sin()).abs() < allowed, "{word} {angle}");
            assert!((f64::from(b) - radius * v.cos()).abs() < allowed, "{word} {angle}");
        }
        assert!(normal_pair(u32::MAX, 0).1.abs() < 1e-3);
        assert!(normal_pair(0, 0).1 > 6.6);
    }

    #[test]
    fn uniform_never_reaches_its_ends() {
        assert!(uniform(0) > 0.0);
        assert!(uniform(u32::MAX) < 1.0);
    }
}
