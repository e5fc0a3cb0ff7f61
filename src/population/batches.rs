//! Up to 128 persons of a block who are handled together: anywhere ([`Batch`]), or in strips of the same age ([`Strips`]).

use super::columns::{Block, STRIP};
use crate::engine::lanes;
use crate::engine::lanes::columns::{Lanes, each};
use crate::engine::random::LANES;

/// Up to 128 persons, wherever their slots are.
#[derive(Clone, Copy, Debug)]
pub struct Batch {
    /// Slots; beyond `people` any slots of the block.
    pub slots: Lanes<usize>,
    pub people: usize,
}

impl Batch {
    /// The persons in these slots, 1 to 128 of them.
    #[inline(always)]
    pub fn of(slots: &[u16]) -> Self {
        let people = slots.len().min(LANES);
        let mut batch = Self { slots: [slots[people - 1] as usize; LANES], people };
        for (slot, &number) in batch.slots.iter_mut().zip(slots) {
            *slot = number as usize;
        }
        batch
    }

    /// Their values of a column; beyond `people` zeros.
    #[inline(always)]
    pub fn gather<T: Copy + Default>(&self, column: &[T]) -> Lanes<T> {
        let mut values = [T::default(); LANES];
        for (value, &slot) in values.iter_mut().zip(&self.slots).take(self.people) {
            *value = column[slot];
        }
        values
    }

    /// Their numbers in the whole population.
    #[inline(always)]
    pub fn persons(&self, block: &Block) -> Lanes<u32> {
        each(|lane| block.first + self.slots[lane] as u32)
    }
}

/// Up to eight strips of a block in the order of slots, so that only the last one may be short.
#[derive(Clone, Copy, Debug)]
pub struct Strips<'a> {
    pub numbers: &'a [u16],
    /// Persons in them: the first lanes.
    pub people: usize,
}

impl<'a> Strips<'a> {
    /// Strips by number, eight at a time, in a block of so many people.
    #[inline(always)]
    pub fn each_of(people: usize, numbers: &'a [u16]) -> impl Iterator<Item = Self> + use<'a> {
        numbers.chunks(LANES / STRIP).map(move |numbers| {
            let ends = numbers.last().map_or(0, |&last| (last as usize + 1) * STRIP);
            Self { numbers, people: numbers.len() * STRIP - ends.saturating_sub(people) }
        })
    }

    /// Their values of a column; beyond `people` anything that stands there, or zeros.
    #[inline(always)]
    pub fn load<T: Copy + Default>(&self, column: &[T]) -> Lanes<T> {
        let mut values = [T::default(); LANES];
        for (values, &number) in values.as_chunks_mut::<STRIP>().0.iter_mut().zip(self.numbers) {
            values.copy_from_slice(&column[number as usize * STRIP..][..STRIP]);
        }
        values
    }

    /// Writes their values to a column.
    #[inline(always)]
    pub fn store<T: Copy>(&self, column: &mut [T], values: &Lanes<T>) {
        let whole = self.people / STRIP;
        for (values, &number) in values.as_chunks::<STRIP>().0.iter().zip(&self.numbers[..whole]) {
            column[number as usize * STRIP..][..STRIP].copy_from_slice(values);
        }
        if let Some(&last) = self.numbers.get(whole) {
            let rest = &values[whole * STRIP..self.people];
            column[last as usize * STRIP..][..rest.len()].copy_from_slice(rest);
        }
    }

    /// Writes the same value for all of them.
    #[inline(always)]
    pub fn fill<T: Copy>(&self, column: &mut [T], value: T) {
        self.store(column, &[value; LANES]);
    }

    /// Their slots; beyond `people` any numbers.
    #[inline(always)]
    pub fn slots(&self) -> Lanes<u16> {
        let mut slots = [0; LANES];
        for (slots, &number) in slots.as_chunks_mut::<STRIP>().0.iter_mut().zip(self.numbers) {
            for (member, slot) in slots.iter_mut().enumerate() {
                *slot = number * STRIP as u16 + member as u16;
            }
        }
        slots
    }

    /// Their numbers in the whole population; beyond `people` any numbers.
    #[inline(always)]
    pub fn persons(&self, block: &Block) -> Lanes<u32> {
        let slots = self.slots();
        each(|lane| block.first + u32::from(slots[lane]))
    }
}

/// Asks the memory for a column's values in some strips, a part of them with each of so many groups of persons.
#[inline(always)]
pub fn fetch_part<T>(column: &[T], strips: &[u16], (group, groups): (usize, usize)) {
    let part = strips.len() * group / groups..strips.len() * (group + 1) / groups;
    for &strip in &strips[part] {
        let first = strip as usize * STRIP;
        lanes::fetch(column, first);
        lanes::fetch(column, first + STRIP - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::population::columns::Population;

    #[test]
    fn strips_are_read_and_written_where_they_stand() {
        let people = 20 * STRIP + 5;
        let population = Population::empty(people);
        let block = &population.blocks[0];
        let numbers: Vec<u16> = vec![0, 3, 4, 7, 9, 11, 12, 15, 17, 20];
        let mut column = vec![-1.0; block.length()];
        let all: Vec<Strips> = Strips::each_of(people, &numbers).collect();
        assert_eq!(all.iter().map(|strips| strips.people).collect::<Vec<_>>(), [LANES, STRIP + 5]);
        for strips in &all {
            let slots = strips.slots();
            strips.store(&mut column, &slots.map(f32::from));
            assert_eq!(strips.load(&column)[..strips.people], slots.map(f32::from)[..strips.people]);
            assert_eq!(strips.persons(block)[..strips.people], slots.map(u32::from)[..strips.people]);
        }
        for (slot, &value) in column.iter().enumerate() {
            let written = slot < people && numbers.contains(&((slot / STRIP) as u16));
            assert_eq!(value, if written { slot as f32 } else { -1.0 });
        }
    }
}
