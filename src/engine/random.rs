//! Random numbers with an address: (seed, replicate, decision, person, year) → four words.
//!
//! The generator is Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"):
//! a keyed function of a counter, so no draw depends on any other draw, on the order of work or on the number of threads.
//! Key: the seed. Counter: person, year, decision, replicate.

use super::lanes::{self, InstructionSet};
use std::convert::Infallible;

/// Persons handled together. Loops over so many become vector instructions of any width; loops over few are unrolled first,
/// and then only partly become vectors (measured: sixteen at a time took three times as long).
pub const LANES: usize = 128;

/// Four random words for each of 128 persons, word by word.
pub type Words = [[u32; LANES]; 4];

/// Words before any have been drawn.
pub const NO_WORDS: Words = [[0; LANES]; 4];

const MULTIPLIER_0: u32 = 0xD251_1F53;
const MULTIPLIER_1: u32 = 0xCD9E_8D57;
const KEY_STEP_0: u32 = 0x9E37_79B9;
const KEY_STEP_1: u32 = 0xBB67_AE85;
const ROUNDS: usize = 10;
/// Position in the decision number at which a sequence counts its blocks of words.
const SEQUENCE_SHIFT: u32 = 16;

/// The source of all chance in one replicate of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Random {
    key: [u32; 2],
    replicate: u32,
}

impl Random {
    /// Any seed is as good as any other, 0 included.
    pub fn new(seed: u64, replicate: u32) -> Self {
        Self { key: [seed as u32, (seed >> 32) as u32], replicate }
    }

    /// Four random words of one person's decision in one year.
    #[inline(always)]
    pub fn words(&self, decision: u32, person: u32, year: i32) -> [u32; 4] {
        philox([person, year as u32, decision, self.replicate], self.key)
    }

    /// The words of persons `first` to `first + 127`: `words[word][person − first]`. Same bits as [`Random::words`].
    #[inline(always)]
    pub fn words_of_lanes(&self, decision: u32, first: u32, year: i32, words: &mut Words) {
        let mut persons = [0; LANES];
        for (lane, person) in persons.iter_mut().enumerate() {
            *person = first.wrapping_add(lane as u32);
        }
        self.words_of_persons(decision, &persons, year, words);
    }

    /// The words of any 128 persons. Same bits as [`Random::words`].
    #[inline(always)]
    pub fn words_of_persons(&self, decision: u32, persons: &[u32; LANES], year: i32, words: &mut Words) {
        // As many counters as fill the registers of the instructions at work (measured: twice as many take up to a tenth longer).
        match lanes::chosen() {
            InstructionSet::Avx512 => self.fill::<16>(decision, persons, year, words),
            InstructionSet::Avx2 => self.fill::<8>(decision, persons, year, words),
            InstructionSet::Baseline => self.fill::<4>(decision, persons, year, words),
        }
    }

    #[inline(always)]
    fn fill<const GROUP: usize>(&self, decision: u32, persons: &[u32; LANES], year: i32, words: &mut Words) {
        for (number, persons) in persons.as_chunks::<GROUP>().0.iter().enumerate() {
            let group = philox_group(persons, [year as u32, decision, self.replicate], self.key);
            for (words, group) in words.iter_mut().zip(&group) {
                for (word, &wide) in words[number * GROUP..][..GROUP].iter_mut().zip(group) {
                    *word = wide as u32;
                }
            }
        }
    }

    /// Words 4·`round` to 4·`round` + 3 of the [sequences](Self::sequence) of 128 persons.
    #[inline(always)]
    pub fn sequence_of_persons(
        &self,
        decision: u32,
        round: u32,
        persons: &[u32; LANES],
        year: i32,
        words: &mut Words,
    ) {
        self.words_of_persons(decision | round << SEQUENCE_SHIFT, persons, year, words);
    }

    /// One word for each of 512 neighbouring persons: `words[quarter][lane]` belongs to person
    /// `first + 128·quarter + lane`. `first` is a multiple of 512; one counter serves four persons, 128 apart.
    #[inline(always)]
    pub fn word_of_each(&self, decision: u32, first: u32, year: i32, words: &mut Words) {
        self.words_of_lanes(decision, first / 4, year, words);
    }

    /// An endless sequence of words for one decision, for distributions that need an unknown number of them.
    ///
    /// The decisions `decision + 2¹⁶·k` are used up; decision numbers stay below 2¹⁶.
    pub fn sequence(&self, decision: u32, person: u32, year: i32) -> Sequence {
        Sequence { random: *self, decision, person, year, words: [0; 4], used: 4, block: 0 }
    }
}

/// One counter through ten rounds.
#[inline(always)]
fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..ROUNDS {
        let product_0 = u64::from(MULTIPLIER_0) * u64::from(counter[0]);
        let product_1 = u64::from(MULTIPLIER_1) * u64::from(counter[2]);
        counter = [
            (product_1 >> 32) as u32 ^ counter[1] ^ key[0],
            product_1 as u32,
            (product_0 >> 32) as u32 ^ counter[3] ^ key[1],
            product_0 as u32,
        ];
        key = [key[0].wrapping_add(KEY_STEP_0), key[1].wrapping_add(KEY_STEP_1)];
    }
    counter
}

/// Several counters at once: plain loops over arrays, which the compiler turns into vector instructions.
///
/// Each word stands in the lower half of 64 bits, with anything in the upper half: a product of two lower halves is then
/// one instruction, and nothing has to be moved between halves. Only the person differs, so half of the first two rounds
/// is the same for all.
#[inline(always)]
fn philox_group<const GROUP: usize>(
    persons: &[u32; GROUP],
    [year, decision, replicate]: [u32; 3],
    key: [u32; 2],
) -> [[u64; GROUP]; 4] {
    const LOWER_HALF: u64 = 0xffff_ffff;
    let times = |multiplier: u32, word: u64| u64::from(multiplier) * (word & LOWER_HALF);
    let keys: [[u64; 2]; ROUNDS] = std::array::from_fn(|round| {
        let step = |start: u32, step: u32| u64::from(start.wrapping_add(step.wrapping_mul(round as u32)));
        [step(key[0], KEY_STEP_0), step(key[1], KEY_STEP_1)]
    });
    let of_decision = times(MULTIPLIER_1, u64::from(decision));
    let of_year = times(MULTIPLIER_0, (of_decision >> 32) ^ u64::from(year) ^ keys[0][0]);
    let mut counter = [[0; GROUP], [0; GROUP], [0; GROUP], [of_year; GROUP]];
    for lane in 0..GROUP {
        let first = times(MULTIPLIER_0, u64::from(persons[lane]));
        let second = times(MULTIPLIER_1, (first >> 32) ^ u64::from(replicate) ^ keys[0][1]);
        counter[0][lane] = (second >> 32) ^ of_decision ^ keys[1][0];
        counter[1][lane] = second;
        counter[2][lane] = (of_year >> 32) ^ first ^ keys[1][1];
    }
    for key in &keys[2..] {
        let mut next = [[0_u64; GROUP]; 4];
        for lane in 0..GROUP {
            let product_0 = times(MULTIPLIER_0, counter[0][lane]);
            let product_1 = times(MULTIPLIER_1, counter[2][lane]);
            next[0][lane] = (product_1 >> 32) ^ counter[1][lane] ^ key[0];
            next[1][lane] = product_1;
            next[2][lane] = (product_0 >> 32) ^ counter[3][lane] ^ key[1];
            next[3][lane] = product_0;
        }
        counter = next;
    }
    counter
}

/// Words one after the other, all with the address of one decision; works with `rand` and `rand_distr`.
#[derive(Clone, Debug)]
pub struct Sequence {
    random: Random,
    decision: u32,
    person: u32,
    year: i32,
    words: [u32; 4],
    used: usize,
    block: u32,
}

impl rand::TryRng for Sequence {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        if self.used == 4 {
            let decision = self.decision | (self.block << SEQUENCE_SHIFT);
            self.words = self.random.words(decision, self.person, self.year);
            self.block += 1;
            self.used = 0;
        }
        self.used += 1;
        Ok(self.words[self.used - 1])
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = u64::from(self.try_next_u32()?);
        Ok(low | u64::from(self.try_next_u32()?) << 32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            let word = self.try_next_u32()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::TryRng;

    /// The known answers published with the Random123 library.
    #[test]
    fn philox_gives_the_published_words() {
        assert_eq!(philox([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(
            philox([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn lanes_give_the_words_of_each_person() {
        let random = Random::new(0x0123_4567_89ab_cdef, 7);
        let mut lanes = NO_WORDS;
        random.words_of_lanes(3, 100, -25, &mut lanes);
        let mut narrow = NO_WORDS;
        random.fill::<8>(3, &std::array::from_fn(|lane| 100 + lane as u32), -25, &mut narrow);
        assert_eq!(lanes, narrow);
        for lane in 0..LANES {
            let words = random.words(3, 100 + lane as u32, -25);
            assert_eq!(lanes.map(|word| word[lane]), words);
        }
    }

    #[test]
    fn every_part_of_the_address_matters() {
        let here = Random::new(1, 2).words(3, 4, 5);
        assert_ne!(here, Random::new(2, 2).words(3, 4, 5));
        assert_ne!(here, Random::new(1 << 32, 2).words(3, 4, 5));
        assert_ne!(here, Random::new(1, 3).words(3, 4, 5));
        assert_ne!(here, Random::new(1, 2).words(4, 4, 5));
        assert_ne!(here, Random::new(1, 2).words(3, 5, 5));
        assert_ne!(here, Random::new(1, 2).words(3, 4, 6));
    }

    #[test]
    fn a_sequence_starts_with_the_words_of_its_address_and_goes_on() {
        let random = Random::new(9, 0);
        let mut sequence = random.sequence(11, 1, 2000);
        let words: Vec<u32> = (0..8).map(|_| sequence.try_next_u32().unwrap()).collect();
        assert_eq!(words[..4], random.words(11, 1, 2000));
        assert_eq!(words[4..], random.words(11 | 1 << 16, 1, 2000));
    }
}
