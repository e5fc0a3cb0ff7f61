//! Chance for designs and resampling: numbers and orders that depend on a seed and an address alone.

use crate::engine::random::Random;

/// Sequences of chance that have nothing to do with one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Random = 1,
    Strata = 2,
    Order = 3,
    Morris = 4,
    Bootstrap = 5,
    Peeling = 6,
}

/// The chance of a design with this seed; kept apart from that of its runs, which have the same seed.
#[derive(Clone, Copy, Debug)]
pub struct Chance {
    random: Random,
}

impl Chance {
    /// A source for one use.
    pub fn new(seed: u64, purpose: Use) -> Self {
        let mut hash = blake3::Hasher::new();
        hash.update(b"iqsim design").update(&seed.to_le_bytes()).update(&(purpose as u32).to_le_bytes());
        let [a, b, c, d, e, f, g, h, ..] = *hash.finalize().as_bytes();
        Self { random: Random::new(u64::from_le_bytes([a, b, c, d, e, f, g, h]), purpose as u32) }
    }

    /// A number strictly between 0 and 1.
    pub fn uniform(&self, row: u32, column: u32) -> f64 {
        let [high, low, ..] = self.random.words(column, row, 0);
        let bits = (u64::from(high) << 32 | u64::from(low)) >> 12;
        (bits as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// A whole number below `count`; the bias is below `count`/2⁵².
    pub fn below(&self, count: usize, row: u32, column: u32) -> usize {
        ((self.uniform(row, column) * count as f64) as usize).min(count.saturating_sub(1))
    }

    /// The numbers below `count` in random order (Fisher and Yates).
    pub fn order(&self, count: usize, column: u32) -> Vec<u32> {
        let mut order: Vec<u32> = (0..count as u32).collect();
        for last in (1..count).rev() {
            order.swap(last, self.below(last + 1, last as u32, column));
        }
        order
    }
}
