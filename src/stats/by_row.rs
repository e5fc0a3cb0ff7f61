//! A table of counts summed up row by row: all that correlations and percentiles need, in one pass over the cells.

use super::crosstab::{Crosstab, middle_ranks_above, people_below};
use crate::engine::lanes::widest;

/// What a score category means.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreScale {
    /// IQ of each category.
    pub iq: Vec<f64>,
    /// Stanine of each category.
    pub stanine: Vec<usize>,
}

/// The rows with people of a table by score category: a list of each quantity, so that loops over rows become vector
/// instructions.
#[derive(Clone, Debug)]
pub struct ByRow {
    /// Numbers of the rows in the table, rising.
    pub rows: Vec<usize>,
    /// Σ(x − mean)^k over the people of a row, for k from 0 (their number) to 4.
    pub powers: [Vec<f64>; 5],
    /// People with stanine 1 or 2, and with stanine 8 or 9.
    pub low_stanines: Vec<f64>,
    pub high_stanines: Vec<f64>,
    /// People in all lower rows.
    pub below: Vec<f64>,
    /// Middle rank of a row, 0 to 1.
    pub ranks: Vec<f64>,
    /// People in each column.
    pub columns: Vec<f64>,
    pub people: f64,
    /// Mean of the column values, such as mean IQ.
    pub mean: f64,
}

impl ByRow {
    /// Sums over the columns of each row; x is the IQ of a column.
    pub fn new(table: &Crosstab, scale: &ScoreScale) -> Self {
        let (rows, columns) = table.survey();
        let people: f64 = columns.iter().sum();
        let mean = columns.iter().zip(&scale.iq).map(|(count, iq)| count * iq).sum::<f64>() / people.max(1.0);
        let weights = weights(scale, mean);
        let mut sums: [Vec<f64>; SUMS] = std::array::from_fn(|_| vec![0.0; rows.len()]);
        widest(
            #[inline(always)]
            || {
                let lists = sums.each_mut().map(|list| &mut list[..rows.len()]);
                for place in 0..rows.len() {
                    let of_row = weighted(table.row(rows[place]), &weights);
                    for sum in 0..SUMS {
                        lists[sum][place] = of_row[sum];
                    }
                }
            },
        );
        let [s0, s1, s2, s3, s4, low_stanines, high_stanines] = sums;
        let below = people_below(&s0);
        let ranks = middle_ranks_above(&s0, &below);
        let powers = [s0, s1, s2, s3, s4];
        Self { rows, powers, low_stanines, high_stanines, below, ranks, columns, people, mean }
    }

    /// People of each row.
    pub fn people_by_row(&self) -> &[f64] {
        &self.powers[0]
    }
}

/// Sums over each row: five powers, low and high stanines.
const SUMS: usize = 7;

/// What a person of each category adds to the [sums](SUMS); the eighth is zero, to fill a vector.
fn weights(scale: &ScoreScale, mean: f64) -> Vec<[f64; 8]> {
    let of_category = |(iq, &stanine): (&f64, &usize)| {
        let x = iq - mean;
        let is = |stanines: [usize; 2]| f64::from(u8::from(stanines.contains(&stanine)));
        [1.0, x, x * x, x * x * x, x * x * x * x, is([1, 2]), is([8, 9]), 0.0]
    };
    scale.iq.iter().zip(&scale.stanine).map(of_category).collect()
}

/// Sums of counts times weights; those of a row become vector instructions.
///
/// Denser ones (eight sums in one, counts turned into numbers before) took as long, and slowed the processor's clock by a
/// twentieth for everything else.
#[inline(always)]
fn weighted(counts: &[u32], weights: &[[f64; 8]]) -> [f64; 8] {
    let mut sums = [0.0; 8];
    for (&count, weights) in counts.iter().zip(weights) {
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += f64::from(count) * weight;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_powers_are_those_of_the_people() {
        let scale = ScoreScale { iq: vec![80.0, 100.0, 130.0], stanine: vec![2, 5, 9] };
        let mut table = Crosstab::empty(5, 3);
        let people = [(1, 0), (1, 2), (1, 2), (4, 1), (4, 0)];
        for (row, column) in people {
            table.add(row, column);
        }
        let by_row = ByRow::new(&table, &scale);
        let mean = (80.0 + 130.0 + 130.0 + 100.0 + 80.0) / 5.0;
        assert_eq!((by_row.people, by_row.mean, by_row.rows.len()), (5.0, mean, 2));
        for (place, &row) in by_row.rows.iter().enumerate() {
            let xs: Vec<f64> = people.iter().filter(|p| p.0 == row).map(|p| scale.iq[p.1] - mean).collect();
            for (power, sums) in by_row.powers.iter().enumerate() {
                let sum = sums[place];
                let exact: f64 = xs.iter().map(|x| x.powi(power as i32)).sum();
                assert!((sum - exact).abs() < 1e-9 * exact.abs().max(1.0), "{power}: {sum} {exact}");
            }
        }
        assert_eq!((by_row.low_stanines[0], by_row.high_stanines[0]), (1.0, 2.0));
        assert_eq!((by_row.below, by_row.ranks), (vec![0.0, 3.0], vec![0.3, 0.8]));
        assert!(ByRow::new(&Crosstab::empty(3, 3), &scale).rows.is_empty());
    }

    #[test]
    fn empty_rows_change_no_bit() {
        let scale =
            ScoreScale { iq: (0..10).map(|s| 7.5 * f64::from(s)).collect(), stanine: (0..10).collect() };
        let (mut all, mut some) = (Crosstab::empty(40, 10), Crosstab::empty(1_537, 10));
        for person in 0..2_000 {
            let (row, column) = (person * person % 40, person * 7 % 10);
            all.add(row, column);
            some.add(if row == 0 { 0 } else { 500 + 17 * row }, column);
        }
        let (all, some) = (ByRow::new(&all, &scale), ByRow::new(&some, &scale));
        assert_eq!((&all.powers, &all.below, &all.ranks), (&some.powers, &some.below, &some.ranks));
        assert_eq!((all.columns, all.mean, all.low_stanines), (some.columns, some.mean, some.low_stanines));
    }
}
