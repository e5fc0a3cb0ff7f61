//! Sums of floating-point numbers over the persons of a block, in an order that does not depend on the vectors.

use crate::engine::lanes::columns::Lanes;

/// Sums that are kept apart until the end: that of persons 0, 16, 32 …, that of persons 1, 17, 33 … and so on.
const APART: usize = 16;

/// Sums of several quantities.
pub struct Sums<const QUANTITIES: usize> {
    parts: [[f64; APART]; QUANTITIES],
}

impl<const QUANTITIES: usize> Sums<QUANTITIES> {
    /// Nothing added yet.
    pub fn zero() -> Self {
        Self { parts: [[0.0; APART]; QUANTITIES] }
    }

    /// Adds the quantities that `quantities` makes of each of 128 numbers.
    #[inline(always)]
    pub fn add(&mut self, values: &Lanes<f32>, quantities: impl Fn(f32) -> [f64; QUANTITIES]) {
        for values in values.as_chunks::<APART>().0 {
            for (part, &value) in values.iter().enumerate() {
                for (parts, quantity) in self.parts.iter_mut().zip(quantities(value)) {
                    parts[part] += quantity;
                }
            }
        }
    }

    /// The sums over all persons.
    pub fn total(&self) -> [f64; QUANTITIES] {
        self.parts.map(|parts| parts.iter().sum())
    }
}
