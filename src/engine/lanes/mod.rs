//! The widest vector instructions of the machine, chosen when the program starts.
//!
//! The same source is compiled three times for x86-64: for every machine, for AVX2 and for AVX-512. All three give the same
//! bits, because work that reaches a result is only +, −, ×, ÷, √, comparisons and whole numbers, each rounded on its own,
//! and because no loop over floating-point numbers is summed in an order that depends on the width.
//! Other processors have one copy: their own vectors (NEON on aarch64) are part of every machine's instructions.

#![expect(unsafe_code, reason = "calling a copy compiled for instructions that not every machine has")]

pub mod columns;
pub mod table;

use std::sync::atomic::{AtomicU8, Ordering};

/// A set of vector instructions, from the narrowest to the widest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum InstructionSet {
    /// What every machine of its kind has: SSE2 on x86-64 (4 persons at a time), NEON on aarch64.
    Baseline = 0,
    /// 256-bit vectors: 8 persons at a time.
    Avx2 = 1,
    /// 512-bit vectors: 16 persons at a time.
    Avx512 = 2,
}

impl InstructionSet {
    /// All sets, from the narrowest to the widest.
    pub const ALL: [Self; 3] = [Self::Baseline, Self::Avx2, Self::Avx512];

    /// Name on the command line and in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
        }
    }

    /// The set of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.name() == name)
    }

    /// Whether this machine has the set.
    pub fn is_there(self) -> bool {
        self <= widest_here()
    }
}

/// The widest set that work may use.
static LIMIT: AtomicU8 = AtomicU8::new(InstructionSet::Avx512 as u8);

/// Limits all further work of the program to a set. No result depends on it; tests and comparisons do.
pub fn limit(set: InstructionSet) {
    LIMIT.store(set as u8, Ordering::Relaxed);
}

/// The set that work runs with now: the widest of the machine, within the limit.
#[inline]
pub fn chosen() -> InstructionSet {
    let limit = match LIMIT.load(Ordering::Relaxed) {
        0 => InstructionSet::Baseline,
        1 => InstructionSet::Avx2,
        _ => InstructionSet::Avx512,
    };
    limit.min(widest_here())
}

/// Runs `work` compiled for the chosen instructions.
///
/// Only what is inlined into `work` is compiled anew, so a closure given here is marked `#[inline(always)]`, and so is every
/// function in it that loops over persons.
#[inline]
pub fn widest<R>(work: impl FnOnce() -> R) -> R {
    match chosen() {
        // SAFETY: `chosen` returns a set only if the machine has all of its instructions (`widest_here`).
        #[cfg(target_arch = "x86_64")]
        InstructionSet::Avx512 => unsafe { with_avx512(work) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        InstructionSet::Avx2 => unsafe { with_avx2(work) },
        _ => work(),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn with_avx2<R>(work: impl FnOnce() -> R) -> R {
    work()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512cd,avx2,bmi1,bmi2,lzcnt,popcnt")]
fn with_avx512<R>(work: impl FnOnce() -> R) -> R {
    work()
}

/// Asks the memory for 128 values of a column from `start`, so that they are there when they are needed.
#[inline(always)]
pub fn fetch_ahead<T>(column: &[T], start: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let bytes = column.as_ptr().cast::<i8>().wrapping_add(start * size_of::<T>());
        for line in 0..(128 * size_of::<T>()).div_ceil(64) {
            // SAFETY: a prefetch reads nothing, whatever the address.
            unsafe { _mm_prefetch::<_MM_HINT_T0>(bytes.wrapping_add(line * 64)) };
        }
    }
}

/// Asks the memory for one value of a column.
#[inline(always)]
pub fn fetch<T>(column: &[T], place: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a prefetch reads nothing, whatever the address.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(column.as_ptr().wrapping_add(place).cast::<i8>()) };
    }
}

/// The uppermost bits of 64 bytes, that of the first byte lowest.
#[inline(always)]
pub fn upper_bits(bytes: &[u8; 64]) -> u64 {
    let mut word = 0;
    #[cfg(target_arch = "x86_64")]
    for (part, sixteen) in bytes.as_chunks::<16>().0.iter().enumerate() {
        use core::arch::x86_64::{__m128i, _mm_loadu_si128, _mm_movemask_epi8};
        // SAFETY: sixteen bytes are read from an array of sixteen, at any alignment; every x86-64 has SSE2.
        let mask = unsafe { _mm_movemask_epi8(_mm_loadu_si128(sixteen.as_ptr().cast::<__m128i>())) };
        word |= u64::from(mask as u32) << (16 * part);
    }
    // A product moves the bits of eight bytes into its uppermost byte.
    #[cfg(not(target_arch = "x86_64"))]
    for (part, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
        const GATHER: u64 = 0x0102_0408_1020_4080;
        let upper = (u64::from_le_bytes(*eight) >> 7) & 0x0101_0101_0101_0101;
        word |= (upper.wrapping_mul(GATHER) >> 56) << (8 * part);
    }
    word
}

/// The widest set of this machine. Asked once; the standard library keeps the answer.
#[cfg(target_arch = "x86_64")]
#[inline]
fn widest_here() -> InstructionSet {
    let avx2 = is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt");
    let avx512 = avx2
        && is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512cd");
    match (avx512, avx2) {
        (true, _) => InstructionSet::Avx512,
        (_, true) => InstructionSet::Avx2,
        _ => InstructionSet::Baseline,
    }
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn widest_here() -> InstructionSet {
    InstructionSet::Baseline
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The limit is one for the whole program, so what depends on it is one test.
    #[test]
    fn work_gives_the_same_answer_under_every_limit() {
        let numbers: Vec<f32> = (0..1000).map(|number| number as f32 / 7.0).collect();
        let answers = InstructionSet::ALL.map(|set| {
            limit(set);
            assert!(chosen() <= set && chosen().is_there());
            widest(
                #[inline(always)]
                || {
                    numbers
                        .iter()
                        .map(|x| crate::math::single::exp(x * 0.3 - 20.0).to_bits())
                        .collect::<Vec<_>>()
                },
            )
        });
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
        limit(InstructionSet::Avx512);
    }
}
