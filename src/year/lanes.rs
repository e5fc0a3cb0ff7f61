//! Sixteen persons at a time: columns in and out of small arrays that the compiler turns into vectors.

use crate::engine::random::LANES;
use crate::math::single::normal_pair;

/// One quality of sixteen neighbouring persons.
pub type Lanes<T> = [T; LANES];

/// The same rule for each of sixteen persons. Short rules become vector instructions; long ones are better cut in several.
#[inline(always)]
pub fn each<T>(rule: impl FnMut(usize) -> T) -> Lanes<T> {
    std::array::from_fn(rule)
}

/// Sixteen values of a column from `start`; beyond its end the default value.
#[inline(always)]
pub fn load<T: Copy + Default>(column: &[T], start: usize) -> Lanes<T> {
    let rest = &column[start..];
    if let Some((full, _)) = rest.split_first_chunk::<LANES>() {
        return *full;
    }
    let mut values = [T::default(); LANES];
    values[..rest.len()].copy_from_slice(rest);
    values
}

/// Writes sixteen values to a column from `start`, as far as the column reaches.
#[inline(always)]
pub fn store<T: Copy>(column: &mut [T], start: usize, values: &Lanes<T>) {
    let rest = &mut column[start..];
    if let Some((full, _)) = rest.split_first_chunk_mut::<LANES>() {
        *full = *values;
        return;
    }
    let reach = rest.len();
    rest.copy_from_slice(&values[..reach]);
}

/// Two standard normal numbers for each of sixteen persons, from two words each.
#[inline(always)]
pub fn normals(radius_words: &Lanes<u32>, angle_words: &Lanes<u32>) -> (Lanes<f32>, Lanes<f32>) {
    let mut first = [0.0; LANES];
    let mut second = [0.0; LANES];
    for lane in 0..LANES {
        (first[lane], second[lane]) = normal_pair(radius_words[lane], angle_words[lane]);
    }
    (first, second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_goes_in_and_out_unchanged_whatever_its_length() {
        for length in [1, 15, 16, 17, 40] {
            let column: Vec<f32> = (0..length).map(|value| value as f32).collect();
            let mut copy = vec![-1.0; length];
            for start in (0..length).step_by(LANES) {
                store(&mut copy, start, &load(&column, start));
            }
            assert_eq!(copy, column);
        }
        assert_eq!(load(&[7_u8], 0)[1], 0);
    }
}
