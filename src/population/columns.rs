//! The state of all persons, one column for each quality, in fixed blocks.

use crate::engine::blocks::BLOCK;
use crate::engine::lanes::columns::{chosen, padded};
use crate::engine::random::LANES;
use std::ops::RangeInclusive;

/// Neighbours of the same age, who enter, grow older and retire together: one vector of numbers, one line of memory.
pub const STRIP: usize = 16;

/// Everybody, in blocks of [`BLOCK`] slots. A slot is always taken: at retirement a new person moves in.
#[derive(Clone, Debug)]
pub struct Population {
    pub blocks: Vec<Block>,
    people: usize,
}

/// Up to [`BLOCK`] persons.
///
/// Columns are padded to a multiple of 128. Beyond the last person stand zeros, and no place: nobody is counted there.
///
/// 43 bytes of lasting state a person; `entrants` and `pool` are lists of one year, about 6 bytes a person on average.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Number of the first person in the whole population.
    pub first: u32,
    people: usize,
    /// Sum of wealth, kept up to date by everything that changes wealth.
    pub wealth_sum: f64,
    /// g, N(0,1).
    pub ability: Vec<f32>,
    /// n, N(0,1).
    pub noncognitive: Vec<f32>,
    /// s: the parent's status when this person entered, N(0,1).
    pub family_status: Vec<f32>,
    /// k, speed-years.
    pub skill: Vec<f32>,
    /// z, log points.
    pub luck: Vec<f32>,
    /// Units of model income.
    pub wealth: Vec<f32>,
    /// Labour income of the year.
    pub earnings: Vec<f32>,
    /// Labour and capital income of the year; empty unless the year is watched for it.
    pub income: Vec<f32>,
    /// Sum of earnings over the ages 35 to 45 so far.
    pub record: Vec<f32>,
    /// The parent's mean recorded earnings when this person entered; negative for founders, who have no parent.
    pub parent_earnings: Vec<f32>,
    /// Number of persons who have held this slot before.
    pub generation: Vec<u16>,
    /// Score category of the cognitive test.
    pub score: Vec<u8>,
    /// Index of the school level.
    pub level: Vec<u8>,
    /// Index of the job class; the number of classes: without a place.
    pub job: Vec<u8>,
    /// Age at the end of the year, of each [strip](STRIP); 0 beyond the last person.
    pub ages: Vec<u8>,
    /// Years worked.
    pub experience: Vec<u8>,
    /// 1: out of work for the whole of last year.
    pub out_of_work: Vec<u8>,
    /// Those who enter work this year.
    pub entrants: Entrants,
    /// Those who compete for places this year.
    pub pool: Pool,
}

/// Those who enter work this year: whole strips, in the order of slots.
///
/// What school and the first application look at stands here once more, padded: in the columns it lies far apart.
#[derive(Clone, Debug, Default)]
pub struct Entrants {
    pub strips: Vec<u16>,
    /// Scores at the doors of schools.
    pub scores: Vec<f32>,
    pub ability: Vec<f32>,
    pub noncognitive: Vec<f32>,
    pub status: Vec<f32>,
}

/// Applicants for free places: those who had one before, then the entrants, then those laid off.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    pub slots: Vec<u16>,
    /// How many of them had been at work before.
    pub movers: usize,
    /// Gate scores, class by class: those of the first class for all applicants, padded, then those of the second…
    pub scores: Vec<f32>,
    /// Winners of the contest at hand, by their numbers in `slots`.
    pub winners: Vec<u16>,
    /// Slots and gate scores of those who hold a place in a class that shrinks.
    pub holders: Vec<u16>,
    pub holders_scores: Vec<f32>,
}

/// Bytes a person takes, lists of the year included, rounded up; a test in `run::replicate` measures it.
pub const BYTES_PER_PERSON: usize = 56;

impl Population {
    /// Blocks for this many persons; every column is zero.
    pub fn empty(people: usize) -> Self {
        let block = |index: usize| Block::empty((index * BLOCK) as u32, BLOCK.min(people - index * BLOCK));
        Self { blocks: (0..people.div_ceil(BLOCK)).map(block).collect(), people }
    }

    /// Number of persons.
    pub fn people(&self) -> usize {
        self.people
    }

    /// Gives back the memory of the lists. The founders all enter and apply at once; later years need a seventh of it.
    pub fn release_lists(&mut self) {
        for block in &mut self.blocks {
            block.entrants = Entrants::default();
            block.pool = Pool::default();
        }
    }
}

impl Entrants {
    /// Forgets last year's.
    pub fn clear(&mut self) {
        let Self { strips, scores, ability, noncognitive, status } = self;
        strips.clear();
        [scores, ability, noncognitive, status].into_iter().for_each(Vec::clear);
    }
}

impl Block {
    fn empty(first: u32, people: usize) -> Self {
        let length = padded(people);
        let zeros = || vec![0.0; length];
        Self {
            first,
            people,
            wealth_sum: 0.0,
            ability: zeros(),
            noncognitive: zeros(),
            family_status: zeros(),
            skill: zeros(),
            luck: zeros(),
            wealth: zeros(),
            earnings: zeros(),
            income: Vec::new(),
            record: zeros(),
            parent_earnings: vec![-1.0; length],
            generation: vec![0; length],
            score: vec![0; length],
            level: vec![0; length],
            job: vec![u8::MAX; length],
            ages: vec![0; length / STRIP],
            experience: vec![0; length],
            out_of_work: vec![0; length],
            entrants: Entrants::default(),
            pool: Pool::default(),
        }
    }

    /// Number of persons in the block.
    pub fn people(&self) -> usize {
        self.people
    }

    /// Length of the columns.
    #[inline(always)]
    pub fn length(&self) -> usize {
        self.job.len()
    }

    /// First slots of all groups of 128 persons, the last of which may be padded.
    #[inline(always)]
    pub fn groups(&self) -> impl Iterator<Item = usize> + use<> {
        (0..self.length()).step_by(LANES)
    }

    /// Age of the person in a slot at the end of the year.
    pub fn age(&self, slot: usize) -> u8 {
        self.ages[slot / STRIP]
    }

    /// Number of strips; the last one may be short.
    #[inline(always)]
    pub fn strips(&self) -> usize {
        self.people.div_ceil(STRIP)
    }

    /// Numbers of the strips of these ages, in order.
    #[inline(always)]
    pub fn strips_of_ages(&self, ages: RangeInclusive<u8>) -> Vec<u16> {
        let mut strips = Vec::with_capacity(self.strips());
        chosen(
            &self.ages[..self.strips()],
            0,
            |age| (age >= ages.start()) & (age <= ages.end()),
            &mut strips,
        );
        strips
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_cover_everybody_once() {
        for people in [1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 17] {
            let population = Population::empty(people);
            assert_eq!(population.blocks.iter().map(Block::people).sum::<usize>(), people);
            for (index, block) in population.blocks.iter().enumerate() {
                assert_eq!(block.first as usize, index * BLOCK);
            }
        }
    }
}
