//! Job classes and school levels of 128 persons at a time: what is known of each class, and how many are in it.

use crate::engine::lanes::columns::Lanes;
use crate::engine::random::LANES;
use crate::model::jobs::JobClass;
use crate::model::parameters::MOST_CLASSES;

/// Several numbers for each job class, and for those without a place.
pub struct OfClass<const NUMBERS: usize> {
    values: [[f32; NUMBERS]; MOST_CLASSES],
    classes: usize,
    without_place: [f32; NUMBERS],
}

impl<const NUMBERS: usize> OfClass<NUMBERS> {
    /// The numbers of each class.
    pub fn new(
        classes: &[JobClass],
        values: impl Fn(&JobClass) -> [f32; NUMBERS],
        without_place: [f32; NUMBERS],
    ) -> Self {
        let mut of_class =
            Self { values: [[0.0; NUMBERS]; MOST_CLASSES], classes: classes.len(), without_place };
        for (numbers, class) in of_class.values.iter_mut().zip(classes) {
            *numbers = values(class);
        }
        of_class
    }

    /// The numbers of 128 persons' classes. One comparison a class is faster than 128 look-ups.
    #[inline(always)]
    pub fn of(&self, job: &Lanes<u8>) -> [Lanes<f32>; NUMBERS] {
        /// Persons whose numbers stay in registers while all classes are tried.
        const GROUP: usize = 16;
        let mut numbers = [[0.0; LANES]; NUMBERS];
        for start in (0..LANES).step_by(GROUP) {
            let mut group = self.without_place.map(|number| [number; GROUP]);
            for (class, values) in self.values[..self.classes].iter().enumerate() {
                for (number, &value) in group.iter_mut().zip(values) {
                    for lane in 0..GROUP {
                        number[lane] = if job[start + lane] == class as u8 { value } else { number[lane] };
                    }
                }
            }
            for (number, group) in numbers.iter_mut().zip(&group) {
                number[start..start + GROUP].copy_from_slice(group);
            }
        }
        numbers
    }
}

/// People by class. Numbers beyond the last class are not counted.
#[inline(always)]
pub fn count_classes<const CLASSES: usize>(column: &[u8]) -> [usize; CLASSES] {
    /// Fewer than 256, so that a count fits in a byte, and a whole number of vectors.
    const STRETCH: usize = 128;
    let mut counts = [0; CLASSES];
    for stretch in column.chunks(STRETCH) {
        for (class, count) in counts.iter_mut().enumerate() {
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
            let counts = count_classes::<8>(&column[..length]);
            for (class, count) in counts.into_iter().enumerate() {
                assert_eq!(count, column[..length].iter().filter(|value| **value as usize == class).count());
            }
        }
    }
}
