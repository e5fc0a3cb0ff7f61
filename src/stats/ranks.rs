//! Correlation of ranks with ranks from a table of counts: Spearman's, and the slope of one rank on the other.

use super::by_row::ByRow;
use super::correlation::{FEWEST, at_or_above};
use super::crosstab::{Crosstab, VECTOR, middle_ranks};
use super::estimate::Estimate;
use crate::engine::lanes::widest;

/// Spearman's correlation: of the rank of the column with the rank of the row.
///
/// `by_row`: the same table, summed up.
pub fn spearman(table: &Crosstab, by_row: &ByRow) -> Estimate {
    Ranks::new(table, &by_row.rows, by_row.people_by_row(), &by_row.columns).correlation()
}

/// Slope of the rank of the column on the rank of the row, as in studies of mobility between generations.
pub fn rank_slope(table: &Crosstab) -> Estimate {
    let (rows, columns) = table.survey();
    let people = |&row: &usize| f64::from(table.row(row).iter().sum::<u32>());
    let people: Vec<f64> = rows.iter().map(people).collect();
    let ranks = Ranks::new(table, &rows, &people, &columns);
    let rank_r = ranks.correlation();
    match (rank_r.value, rank_r.standard_error) {
        (Some(r), Some(error)) => {
            let scale = ranks.column_sd / ranks.row_sd;
            Estimate::sampled(r * scale, error * scale, rank_r.people)
        }
        _ => Estimate::undefined(rank_r.people),
    }
}

/// Middle ranks of rows and columns around ½, their spreads and their covariance.
///
/// Of the table only rows with people count, and the columns from the first to the last with people; lists of columns are
/// filled up with zeros to whole vectors.
struct Ranks<'a> {
    /// [Counts](Crosstab::vectors) of each row.
    counts: Vec<&'a [u32]>,
    /// Columns that count.
    width: usize,
    people: f64,
    rows: Vec<f64>,
    columns: Vec<f64>,
    row_sd: f64,
    column_sd: f64,
    /// Σ column rank over the people of each row, and Σ row rank over those of each column.
    columns_of_row: Vec<f64>,
    rows_of_column: Vec<f64>,
}

impl<'a> Ranks<'a> {
    /// `rows`: numbers of the rows with people; `row_sums`, `columns`: people in these rows and in all columns.
    fn new(table: &'a Crosstab, rows: &[usize], row_sums: &[f64], columns: &[f64]) -> Self {
        let first = columns.iter().take_while(|people| **people == 0.0).count();
        let width = columns.iter().rposition(|people| *people > 0.0).map_or(0, |last| last + 1 - first);
        let column_sums = &columns[first..first + width];
        let counts: Vec<&[u32]> = rows.iter().map(|&row| table.vectors(row, first, width)).collect();
        let people: f64 = row_sums.iter().sum();
        let around_half =
            |sums: &[f64]| middle_ranks(sums).iter().map(|rank| rank - 0.5).collect::<Vec<f64>>();
        let (rows, mut columns) = (around_half(row_sums), around_half(column_sums));
        let sd = |sums: &[f64], ranks: &[f64]| {
            let squares = sums.iter().zip(ranks).map(|(people, rank)| people * rank * rank);
            (squares.sum::<f64>() / people).sqrt()
        };
        let (row_sd, column_sd) = (sd(row_sums, &rows), sd(column_sums, &columns));
        columns.resize(width.next_multiple_of(VECTOR), 0.0);
        let (columns_of_row, rows_of_column) = widest(
            #[inline(always)]
            || (columns_of_row(&counts, &columns[..width]), rows_of_column(&counts, &rows, width)),
        );
        Self { counts, width, people, rows, columns, row_sd, column_sd, columns_of_row, rows_of_column }
    }

    /// Influence p·q + A + B − 3·cov over the spreads: p, q ranks around ½, A and B what the ranks of others change.
    fn correlation(&self) -> Estimate {
        let varies = |sd: f64| sd > 1e-9;
        if self.people < FEWEST || !varies(self.row_sd) || !varies(self.column_sd) {
            return Estimate::undefined(self.people as u64);
        }
        let others = |sums: &[f64]| at_or_above(sums.iter().map(|sum| sum / self.people));
        let (of_rows, mut of_columns) = (others(&self.columns_of_row), others(&self.rows_of_column));
        of_columns.resize(self.columns.len(), 0.0);
        let products = self.rows.iter().zip(&self.columns_of_row).map(|(rank, sum)| rank * sum);
        let covariance = products.sum::<f64>() / self.people;
        let square = widest(
            #[inline(always)]
            || self.squared_influence(&of_rows, &of_columns, covariance),
        );
        let spreads = self.row_sd * self.column_sd;
        let error = (square / self.people).sqrt() / spreads / self.people.sqrt();
        Estimate::sampled(covariance / spreads, error, self.people as u64)
    }

    /// Σ influence² over all people, column by column until the end.
    #[inline(always)]
    fn squared_influence(&self, of_rows: &[f64], of_columns: &[f64], covariance: f64) -> f64 {
        let mut squares = vec![[0.0; VECTOR]; of_columns.len() / VECTOR];
        let columns = vectors(&self.columns).iter().zip(vectors(of_columns));
        for (vector, (sums, (column, of_column))) in squares.iter_mut().zip(columns).enumerate() {
            let mut squares = *sums;
            for ((counts, &rank), &of_row) in self.counts.iter().zip(&self.rows).zip(of_rows) {
                let (counts, both) = (vectors(counts)[vector], of_row - 3.0 * covariance);
                let influence = each(|lane| column[lane] * rank + of_column[lane] + both);
                let more = each(|lane| f64::from(counts[lane]) * influence[lane] * influence[lane]);
                squares = each(|lane| squares[lane] + more[lane]);
            }
            *sums = squares;
        }
        squares.as_flattened()[..self.width].iter().sum()
    }
}

/// A number for each lane of a vector.
#[inline(always)]
fn each(number: impl FnMut(usize) -> f64) -> [f64; VECTOR] {
    std::array::from_fn(number)
}

/// Whole vectors of a list that is filled up.
#[inline(always)]
fn vectors<T>(filled: &[T]) -> &[[T; VECTOR]] {
    filled.as_chunks().0
}

/// Σ row rank over the people of each column.
#[inline(always)]
fn rows_of_column(counts: &[&[u32]], rows: &[f64], width: usize) -> Vec<f64> {
    let mut of_column = vec![[0.0; VECTOR]; width.div_ceil(VECTOR)];
    for (vector, of_column) in of_column.iter_mut().enumerate() {
        let mut sums = *of_column;
        for (counts, &rank) in counts.iter().zip(rows) {
            let counts = vectors(counts)[vector];
            sums = each(|lane| sums[lane] + f64::from(counts[lane]) * rank);
        }
        *of_column = sums;
    }
    let mut sums = of_column.into_flattened();
    sums.truncate(width);
    sums
}

/// Σ column rank over the people of each row. A sum waits for each of its additions: eight rows wait together.
#[inline(always)]
fn columns_of_row(counts: &[&[u32]], columns: &[f64]) -> Vec<f64> {
    let mut of_row = Vec::with_capacity(counts.len());
    for rows in counts.chunks(VECTOR) {
        let row = |row| &rows.get(row).unwrap_or(&rows[0])[..columns.len()];
        let together: [&[u32]; VECTOR] = std::array::from_fn(row);
        let mut sums = [0.0; VECTOR];
        for (column, rank) in columns.iter().enumerate() {
            sums = each(|row| sums[row] + f64::from(together[row][column]) * rank);
        }
        of_row.extend_from_slice(&sums[..rows.len()]);
    }
    of_row
}

#[cfg(test)]
mod tests {
    use super::super::by_row::ScoreScale;
    use super::*;

    /// 300 persons in a table of 9 rows and `columns` columns, and the same with empty rows and columns around and between.
    fn tables(columns: usize) -> [Crosstab; 2] {
        let (mut narrow, mut wide) = (Crosstab::empty(9, columns), Crosstab::empty(70, columns + 12));
        for person in 0..300_usize {
            let (row, column) = (person * person % 9, person * 7 % columns);
            narrow.add(row, column);
            wide.add(20 + 5 * row, 3 + column);
        }
        [narrow, wide]
    }

    #[test]
    fn empty_rows_and_columns_change_no_bit() {
        for columns in [2, 8, 9, 23] {
            let estimates = tables(columns).map(|table| {
                let scale =
                    ScoreScale { iq: vec![100.0; table.columns()], stanine: vec![5; table.columns()] };
                [spearman(&table, &ByRow::new(&table, &scale)), rank_slope(&table)]
            });
            assert_eq!(estimates[0], estimates[1]);
            assert!(estimates[0][0].standard_error.is_some(), "{columns}");
        }
    }

    /// The same sums person by person, in the same order, to the last bit.
    #[test]
    fn sums_of_ranks_are_those_of_single_cells() {
        for table in tables(13) {
            let (rows, columns) = table.survey();
            let people: Vec<f64> = rows.iter().map(|&row| table.row_sums()[row]).collect();
            let ranks = Ranks::new(&table, &rows, &people, &columns);
            let first = columns.iter().take_while(|people| **people == 0.0).count();
            let count = |row: usize, column: usize| f64::from(table.row(row)[first + column]);
            for (place, &row) in rows.iter().enumerate() {
                let sum = (0..13).fold(0.0, |sum, column| sum + count(row, column) * ranks.columns[column]);
                assert_eq!(ranks.columns_of_row[place], sum);
            }
            for column in 0..13 {
                let of_row = |sum: f64, (&row, rank): (&usize, &f64)| sum + count(row, column) * rank;
                assert_eq!(ranks.rows_of_column[column], rows.iter().zip(&ranks.rows).fold(0.0, of_row));
            }
        }
    }
}
