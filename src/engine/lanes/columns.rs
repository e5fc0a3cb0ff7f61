//! A hundred and twenty-eight persons at a time: columns in and out of small arrays, over which plain loops become vectors.

use super::super::random::LANES;
use crate::math::single::normal_pair;

/// One quality of 128 neighbouring persons.
pub type Lanes<T> = [T; LANES];

/// Values that are fetched ahead of those at work.
const AHEAD: usize = 2 * LANES;

/// Values whose answers fit in one word, a bit each.
const STRETCH: usize = 64;

/// The same rule for each of 128 persons.
#[inline(always)]
pub fn each<T: Copy + Default>(mut rule: impl FnMut(usize) -> T) -> Lanes<T> {
    // The standard library's `from_fn` is not always inlined, and then it has no vectors.
    let mut values = [T::default(); LANES];
    for (lane, value) in values.iter_mut().enumerate() {
        *value = rule(lane);
    }
    values
}

/// 128 values of a column from `start`. The column is padded: its length is a multiple of 128.
#[inline(always)]
pub fn load<T>(column: &[T], start: usize) -> &Lanes<T> {
    super::fetch_ahead(column, start + AHEAD);
    column[start..].first_chunk().expect("a padded column")
}

/// The same to be written to.
#[inline(always)]
pub fn load_mut<T>(column: &mut [T], start: usize) -> &mut Lanes<T> {
    super::fetch_ahead(column, start + AHEAD);
    column[start..].first_chunk_mut().expect("a padded column")
}

/// Writes 128 values to a padded column from `start`.
#[inline(always)]
pub fn store<T: Copy>(column: &mut [T], start: usize, values: &Lanes<T>) {
    *column[start..].first_chunk_mut().expect("a padded column") = *values;
}

/// Length of a column for so many persons.
pub fn padded(people: usize) -> usize {
    people.next_multiple_of(LANES)
}

/// Two standard normal numbers for each of 128 persons, from two words each.
#[inline(always)]
pub fn normals(radius_words: &Lanes<u32>, angle_words: &Lanes<u32>) -> (Lanes<f32>, Lanes<f32>) {
    let mut first = [0.0; LANES];
    let mut second = [0.0; LANES];
    for lane in 0..LANES {
        (first[lane], second[lane]) = normal_pair(radius_words[lane], angle_words[lane]);
    }
    (first, second)
}

/// Appends `first` plus the position of each value that `suits` chooses. No branch hangs on a single value.
#[inline(always)]
pub fn chosen<T>(values: &[T], first: u16, suits: impl Fn(&T) -> bool, positions: &mut Vec<u16>) {
    for (stretch, values) in values.chunks(STRETCH).enumerate() {
        let mut answers = [0_u8; STRETCH];
        for (answer, value) in answers.iter_mut().zip(values) {
            *answer = if suits(value) { u8::MAX } else { 0 };
        }
        let mut left = super::upper_bits(&answers);
        let mut found = [0_u16; STRETCH];
        let mut count = 0;
        while left != 0 {
            found[count % STRETCH] = first + (stretch * STRETCH) as u16 + left.trailing_zeros() as u16;
            count += 1;
            left &= left - 1;
        }
        positions.extend_from_slice(&found[..count]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_positions_are_those_of_a_filter() {
        for length in [0, 1, 1023, 1024, 1025, 4096] {
            let column: Vec<u8> = (0..length).map(|value| (value * 7 % 256) as u8).collect();
            for border in [0, 3, 128, 255] {
                let mut positions = vec![9];
                chosen(&column, 7, |value| *value >= border, &mut positions);
                let expected: Vec<u16> = (0..length as u16)
                    .filter(|position| column[*position as usize] >= border)
                    .map(|position| position + 7)
                    .collect();
                assert_eq!(positions[1..], expected);
            }
        }
    }

    #[test]
    fn a_column_goes_in_and_out_unchanged() {
        assert_eq!([0, 1, 128, 129].map(padded), [0, 128, 128, 256]);
        let column: Vec<f32> = (0..384).map(|value| value as f32).collect();
        let mut copy = vec![-1.0; 384];
        for start in (0..384).step_by(LANES) {
            store(&mut copy, start, load(&column, start));
        }
        assert_eq!(copy, column);
    }
}
