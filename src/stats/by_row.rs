//! A table of counts summed up row by row: all that correlations and percentiles need, in one pass over the cells.

use super::crosstab::{Crosstab, add_counts, middle_ranks};
use crate::engine::lanes::widest;

/// What a score category means.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreScale {
    /// IQ of each category.
    pub iq: Vec<f64>,
    /// Stanine of each category.
    pub stanine: Vec<usize>,
}

/// The rows with people of a table by score category.
#[derive(Clone, Debug)]
pub struct ByRow {
    pub rows: Vec<Row>,
    /// People in each column.
    pub columns: Vec<f64>,
    pub people: f64,
    /// Mean of the column values, such as mean IQ.
    pub mean: f64,
}

/// One row with people.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Number of the row in the table.
    pub row: usize,
    /// Σ(x − mean)^k for k from 0 (the people) to 4.
    pub powers: [f64; 5],
    /// People with stanine 1 or 2, and with stanine 8 or 9.
    pub low_stanines: f64,
    pub high_stanines: f64,
    /// Middle rank of the row, 0 to 1.
    pub rank: f64,
}

impl ByRow {
    /// Sums over the columns of each row; x is the IQ of a column.
    pub fn new(table: &Crosstab, scale: &ScoreScale) -> Self {
        let occupied: Vec<(usize, &[u32])> = table.occupied().collect();
        let mut columns = vec![0.0; table.columns()];
        for (_, counts) in &occupied {
            add_counts(&mut columns, counts);
        }
        let people: f64 = columns.iter().sum();
        let mean = columns.iter().zip(&scale.iq).map(|(count, iq)| count * iq).sum::<f64>() / people.max(1.0);
        let weights: Vec<[f64; 8]> = scale
            .iq
            .iter()
            .zip(&scale.stanine)
            .map(|(iq, &stanine)| {
                let x = iq - mean;
                let is = |stanines: [usize; 2]| f64::from(u8::from(stanines.contains(&stanine)));
                [1.0, x, x * x, x * x * x, x * x * x * x, is([1, 2]), is([8, 9]), 0.0]
            })
            .collect();
        let mut rows = Vec::with_capacity(occupied.len());
        widest(
            #[inline(always)]
            || {
                for &(row, counts) in &occupied {
                    rows.push(Row::sums(row, counts, &weights));
                }
            },
        );
        let counts: Vec<f64> = rows.iter().map(|row| row.powers[0]).collect();
        for (row, rank) in rows.iter_mut().zip(middle_ranks(&counts)) {
            row.rank = rank;
        }
        Self { rows, columns, people, mean }
    }
}

/// Sums of counts times weights; eight at a time become vector instructions.
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

impl Row {
    #[inline(always)]
    fn sums(row: usize, counts: &[u32], weights: &[[f64; 8]]) -> Self {
        let [s0, s1, s2, s3, s4, low_stanines, high_stanines, _] = weighted(counts, weights);
        Self { row, powers: [s0, s1, s2, s3, s4], low_stanines, high_stanines, rank: 0.0 }
    }

    /// People of the row.
    pub fn people(&self) -> f64 {
        self.powers[0]
    }
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
        for row in &by_row.rows {
            let xs: Vec<f64> =
                people.iter().filter(|p| p.0 == row.row).map(|p| scale.iq[p.1] - mean).collect();
            for (power, sum) in row.powers.iter().enumerate() {
                let exact: f64 = xs.iter().map(|x| x.powi(power as i32)).sum();
                assert!((sum - exact).abs() < 1e-9 * exact.abs().max(1.0), "{power}: {sum} {exact}");
            }
        }
        assert_eq!((by_row.rows[0].low_stanines, by_row.rows[0].high_stanines), (1.0, 2.0));
        assert_eq!([by_row.rows[0].rank, by_row.rows[1].rank], [0.3, 0.8]);
        assert!(ByRow::new(&Crosstab::empty(3, 3), &scale).rows.is_empty());
    }
}
