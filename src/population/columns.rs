//! The state of all persons, one column for each quality, in fixed blocks.

use crate::engine::blocks::BLOCK;
use crate::engine::lanes::columns::padded;
use crate::engine::random::LANES;

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
/// 44 bytes of lasting state a person; `entrants` and `pool` are lists of one year, about 6 bytes a person on average.
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
    /// Age at the end of the year.
    pub age: Vec<u8>,
    /// Years worked.
    pub experience: Vec<u8>,
    /// 1: out of work for the whole of last year.
    pub out_of_work: Vec<u8>,
    /// Those who enter work this year.
    pub entrants: Entrants,
    /// Those who compete for places this year.
    pub pool: Pool,
}

/// Slots that a new person has taken this year, with their schooling scores.
///
/// What school and the first application look at stands here once more, padded: in the columns it lies far apart.
#[derive(Clone, Debug, Default)]
pub struct Entrants {
    pub slots: Vec<u16>,
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
        let Self { slots, scores, ability, noncognitive, status } = self;
        slots.clear();
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
            age: vec![0; length],
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

    /// First slots of all groups of 128 persons, the last of which may be padded.
    #[inline(always)]
    pub fn groups(&self) -> impl Iterator<Item = usize> + use<> {
        (0..self.age.len()).step_by(LANES)
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
