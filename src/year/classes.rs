//! Job classes and school levels of 128 persons at a time: what is known of each class, and how many are in it.

use crate::engine::lanes::columns::Lanes;
use crate::engine::lanes::table::{Table, look_up};
use crate::model::jobs::JobClass;
use crate::model::parameters::MOST_CLASSES;

/// Several numbers for each job class, and for those without a place.
pub struct OfClass<const NUMBERS: usize> {
    tables: [Table; NUMBERS],
}

impl<const NUMBERS: usize> OfClass<NUMBERS> {
    /// The numbers of each class.
    pub fn new(
        classes: &[JobClass],
        values: impl Fn(&JobClass) -> [f32; NUMBERS],
        without_place: [f32; NUMBERS],
    ) -> Self {
        let mut tables = without_place.map(|number| [number; MOST_CLASSES + 1]);
        for (class, rules) in classes.iter().enumerate() {
            for (table, value) in tables.iter_mut().zip(values(rules)) {
                table[class] = value;
            }
        }
        Self { tables }
    }

    /// Writes the numbers of 128 persons' classes.
    #[inline(always)]
    pub fn of(&self, job: &Lanes<u8>, numbers: &mut [Lanes<f32>; NUMBERS]) {
        look_up(&self.tables, job, numbers);
    }
}

/// People by class, for the first `used` classes. Numbers beyond are not counted.
#[inline(always)]
pub fn count_classes<const CLASSES: usize>(column: &[u8], used: usize) -> [usize; CLASSES] {
    /// Fewer than 256, so that a count fits in a byte, and a whole number of vectors.
    const STRETCH: usize = 128;
    let mut counts = [0; CLASSES];
    for stretch in column.chunks(STRETCH) {
        for (class, count) in counts.iter_mut().enumerate().take(used) {
            let mut here = 0_u8;
            for &value in stretch {
                here += u8::from(value == class as u8);
            }
            *count += here as usize;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_counted_like_one_by_one() {
        let column: Vec<u8> = (0..1000).map(|value| (value * value % 11) as u8).collect();
        for length in [0, 1, 127, 128, 129, 1000] {
            let counts = count_classes::<8>(&column[..length], 8);
            assert_eq!(count_classes::<8>(&column[..length], 5)[..6], [&counts[..5], &[0]].concat());
            for (class, count) in counts.into_iter().enumerate() {
                assert_eq!(count, column[..length].iter().filter(|value| **value as usize == class).count());
            }
        }
    }
}
