//! Who gains and who loses between two worlds: the same person in both, compared by income and by rank.

use crate::run::results::PersonRow;
use crate::store::interval::Interval;
use serde::{Deserialize, Serialize};

/// A move up or down by more than this many income percentiles counts.
pub const PERCENTILES: f64 = 10.0;

/// Shares of all people in one replicate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    pub gained: f64,
    pub lost: f64,
    pub unchanged: f64,
    pub larger_share: f64,
    pub smaller_share: f64,
    pub rose: f64,
    pub fell: f64,
}

/// Shares of persons over replicates, other world against base.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Flows {
    /// Persons compared in each replicate.
    pub people: usize,
    /// Income of the year higher than in the base world, lower, exactly the same.
    pub gained: Interval,
    pub lost: Interval,
    pub unchanged: Interval,
    /// Income as a share of all income higher, lower. How much all incomes together grow is the least certain thing in
    /// the model; who gets how much of them is what it is about.
    pub larger_share: Interval,
    pub smaller_share: Interval,
    /// Income rank among all people more than [`PERCENTILES`] higher, lower, and either.
    pub rose: Interval,
    pub fell: Interval,
    pub moved: Interval,
}

impl Flows {
    /// Puts the replicates together; `None` without any.
    pub fn over(replicates: &[Shares], people: usize) -> Option<Self> {
        let interval = |share: fn(&Shares) -> f64| {
            Interval::over_replicates(&replicates.iter().map(share).collect::<Vec<f64>>())
        };
        (!replicates.is_empty()).then(|| Self {
            people,
            gained: interval(|shares| shares.gained),
            lost: interval(|shares| shares.lost),
            unchanged: interval(|shares| shares.unchanged),
            larger_share: interval(|shares| shares.larger_share),
            smaller_share: interval(|shares| shares.smaller_share),
            rose: interval(|shares| shares.rose),
            fell: interval(|shares| shares.fell),
            moved: interval(|shares| shares.rose + shares.fell),
        })
    }
}

/// Compares the people of one replicate in two worlds, slot by slot.
///
/// `None` where the slots do not hold the same persons: another number of them, another generation, another age or
/// other talents, as in worlds whose burn-in began in different years.
pub fn shares(base: &[PersonRow], other: &[PersonRow]) -> Option<Shares> {
    let same = |a: &PersonRow, b: &PersonRow| {
        (a.replicate, a.slot, a.generation, a.age) == (b.replicate, b.slot, b.generation, b.age)
            && (a.ability, a.noncognitive) == (b.ability, b.noncognitive)
    };
    if base.is_empty() || base.len() != other.len() || !base.iter().zip(other).all(|(a, b)| same(a, b)) {
        return None;
    }
    let people = base.len() as f64;
    let incomes = || base.iter().zip(other).map(|(base, other)| (base.income, other.income));
    let ranks: Vec<f64> =
        percentiles(other).into_iter().zip(percentiles(base)).map(|(other, base)| other - base).collect();
    let share = |count: usize| count as f64 / people;
    let sum = |people: &[PersonRow]| people.iter().map(|person| f64::from(person.income)).sum::<f64>();
    let (base_sum, other_sum) = (sum(base), sum(other));
    let crossed = |(base, other): (f32, f32)| (f64::from(other) * base_sum, f64::from(base) * other_sum);
    Some(Shares {
        gained: share(incomes().filter(|(base, other)| other > base).count()),
        lost: share(incomes().filter(|(base, other)| other < base).count()),
        unchanged: share(incomes().filter(|(base, other)| other == base).count()),
        larger_share: share(incomes().map(crossed).filter(|(new, old)| new > old).count()),
        smaller_share: share(incomes().map(crossed).filter(|(new, old)| new < old).count()),
        rose: share(ranks.iter().filter(|&&moved| moved > PERCENTILES).count()),
        fell: share(ranks.iter().filter(|&&moved| moved < -PERCENTILES).count()),
    })
}

/// Middle income rank of each person, 0 to 100; people of equal income share theirs.
fn percentiles(people: &[PersonRow]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..people.len()).collect();
    order.sort_by(|&a, &b| people[a].income.total_cmp(&people[b].income));
    let mut ranks = vec![0.0; people.len()];
    let mut first = 0;
    for group in order.chunk_by(|&a, &b| people[a].income == people[b].income) {
        let middle = 100.0 * (first as f64 + group.len() as f64 / 2.0) / people.len() as f64;
        for &person in group {
            ranks[person] = middle;
        }
        first += group.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(slot: u32, income: f32) -> PersonRow {
        PersonRow {
            replicate: 0,
            slot,
            generation: 1,
            age: 40,
            ability: slot as f32,
            noncognitive: 0.0,
            family_status: 0.0,
            iq: 100.0,
            schooling_years: 12.0,
            skill: 0.5,
            job: None,
            experience_years: 10,
            luck: 0.0,
            wealth: 1.0,
            earnings: income,
            income,
            record_earnings: None,
        }
    }

    fn town(incomes: &[f32]) -> Vec<PersonRow> {
        incomes.iter().enumerate().map(|(slot, &income)| person(slot as u32, income)).collect()
    }

    #[test]
    fn gains_losses_and_moves_are_counted_by_person() {
        let base = town(&[0.0, 0.0, 1.0, 2.0, 3.0]);
        let other = town(&[0.0, 4.0, 1.0, 1.5, 3.5]);
        let found = shares(&base, &other).expect("the same people");
        assert_eq!((found.gained, found.lost, found.unchanged), (0.4, 0.2, 0.4));
        // All income goes from 6 to 10: shares 0, 0, 1/6, 1/3, 1/2 become 0, 4/10, 1/10, 15/100, 35/100.
        assert_eq!((found.larger_share, found.smaller_share), (0.2, 0.6));
        // Ranks 20, 20, 50, 70, 90 become 10, 90, 30, 50, 70: a move by exactly 10 does not count.
        assert_eq!((found.rose, found.fell), (0.2, 0.6));
    }

    #[test]
    fn a_world_against_itself_moves_nobody() {
        let base = town(&[0.0, 1.0, 1.0, 7.0]);
        let found = shares(&base, &base).expect("the same people");
        assert_eq!(
            (found.gained, found.lost, found.unchanged, found.rose, found.fell),
            (0.0, 0.0, 1.0, 0.0, 0.0)
        );
        assert_eq!((found.larger_share, found.smaller_share), (0.0, 0.0));
    }

    #[test]
    fn other_people_are_not_compared() {
        let base = town(&[1.0, 2.0]);
        let mut elder = base.clone();
        elder[1].age = 41;
        let mut stranger = base.clone();
        stranger[0].ability = 3.0;
        for other in [elder, stranger, base[..1].to_vec(), Vec::new()] {
            assert_eq!(shares(&base, &other), None);
        }
        assert_eq!(Flows::over(&[], 2), None);
    }
}
