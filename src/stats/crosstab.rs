//! A table of counts by two qualities, such as income row and score category.

use crate::engine::lanes::widest;

/// Counts of people by row and column; mergeable in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crosstab {
    columns: usize,
    /// Row by row, and a few cells that stay empty: see [`Self::vectors`].
    counts: Vec<u32>,
}

/// Numbers of a whole vector.
pub const VECTOR: usize = 8;

impl Crosstab {
    /// A table without people.
    pub fn empty(rows: usize, columns: usize) -> Self {
        Self { columns, counts: vec![0; rows * columns + VECTOR] }
    }

    /// Counts one person.
    #[inline(always)]
    pub fn add(&mut self, row: usize, column: usize) {
        self.counts[row * self.columns + column] += 1;
    }

    /// Counts one person in the cell `row·columns + column`.
    #[inline(always)]
    pub fn add_cell(&mut self, cell: usize) {
        self.counts[cell] += 1;
    }

    /// All cells, `row·columns + column`.
    #[inline(always)]
    pub fn cells_mut(&mut self) -> &mut [u32] {
        let cells = self.counts.len().saturating_sub(VECTOR);
        &mut self.counts[..cells]
    }

    /// Takes out a person who was counted in the cell.
    #[inline(always)]
    pub fn remove_cell(&mut self, cell: usize) {
        self.counts[cell] -= 1;
    }

    /// The same people in `rows` other rows, `new_row` of each old one.
    pub fn regrouped(&self, rows: usize, new_row: impl Fn(usize) -> usize) -> Self {
        let mut table = Self::empty(rows, self.columns);
        for row in 0..self.rows() {
            let sums = &mut table.counts[new_row(row) * self.columns..][..self.columns];
            for (sum, &count) in sums.iter_mut().zip(self.row(row)) {
                *sum += count;
            }
        }
        table
    }

    /// The same people in `columns` other columns, `new_column` of each old one.
    pub fn with_columns(&self, columns: usize, new_column: &[usize]) -> Self {
        let mut table = Self::empty(self.rows(), columns);
        for row in self.occupied() {
            let sums = &mut table.counts[row * columns..][..columns];
            // A branch on empty categories would cost more than adding zero.
            for (&count, &column) in self.row(row).iter().zip(new_column) {
                sums[column] += count;
            }
        }
        table
    }

    /// Adds another table of the same shape.
    pub fn merge(&mut self, other: &Self) {
        for (sum, more) in self.counts.iter_mut().zip(&other.counts) {
            *sum += more;
        }
    }

    /// Number of people.
    pub fn people(&self) -> u64 {
        self.counts.iter().map(|&count| u64::from(count)).sum()
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Counts of one row.
    pub fn row(&self, row: usize) -> &[u32] {
        &self.counts[row * self.columns..(row + 1) * self.columns]
    }

    /// Counts of `width` columns of a row, filled up to whole vectors: what follows are cells of the next row, which must
    /// get no weight. Loops over whole vectors need no remainder, which would take longer than the rest of a short row.
    #[inline(always)]
    pub fn vectors(&self, row: usize, from: usize, width: usize) -> &[u32] {
        &self.counts[row * self.columns + from..][..width.next_multiple_of(VECTOR)]
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.cells().len().checked_div(self.columns).unwrap_or(0)
    }

    fn cells(&self) -> &[u32] {
        &self.counts[..self.counts.len().saturating_sub(VECTOR)]
    }

    /// Numbers of the rows with people, and the people in each column. In a table of incomes most rows are empty.
    pub fn survey(&self) -> (Vec<usize>, Vec<f64>) {
        let mut rows = vec![0; self.rows()];
        let mut found = 0;
        // Rows of a stretch stay apart until the end: so the loop has whole vectors, however few the columns.
        let mut apart = vec![0_u32; TOGETHER * self.columns];
        widest(
            #[inline(always)]
            || {
                for (stretch, counts) in self.stretches() {
                    apart.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
                    for (row, counts) in counts.chunks_exact(self.columns).enumerate() {
                        rows[found] = stretch * TOGETHER + row;
                        found += usize::from(row_has_people(counts));
                    }
                }
            },
        );
        rows.truncate(found);
        let mut columns = vec![0.0; self.columns];
        for row in apart.chunks_exact(self.columns.max(1)) {
            columns.iter_mut().zip(row).for_each(|(sum, &part)| *sum += f64::from(part));
        }
        (rows, columns)
    }

    /// Numbers of the rows with people.
    pub fn occupied(&self) -> Vec<usize> {
        self.survey().0
    }

    /// Rows that are looked at together, without those stretches that are empty.
    #[inline(always)]
    fn stretches(&self) -> impl Iterator<Item = (usize, &[u32])> {
        let stretches = self.cells().chunks(TOGETHER * self.columns.max(1)).enumerate();
        stretches.filter(|(_, counts)| has_people(counts))
    }

    /// People in each row.
    pub fn row_sums(&self) -> Vec<f64> {
        (0..self.rows()).map(|row| f64::from(self.row(row).iter().sum::<u32>())).collect()
    }

    /// People in each column.
    pub fn column_sums(&self) -> Vec<f64> {
        self.survey().1
    }
}

/// Rows of a stretch: all are passed over where nobody is in any of them.
const TOGETHER: usize = 16;

#[inline(always)]
fn has_people(counts: &[u32]) -> bool {
    counts.iter().fold(0, |all, count| all | count) != 0
}

/// The same for the few cells of a row: the last vector overlaps the one before, so that there is no remainder.
#[inline(always)]
fn row_has_people(counts: &[u32]) -> bool {
    let Some(last) = counts.last_chunk::<VECTOR>() else {
        return has_people(counts);
    };
    counts.as_chunks::<VECTOR>().0.iter().fold(has_people(last), |some, vector| some | has_people(vector))
}

/// People in all classes before each class.
pub fn people_below(people: &[f64]) -> Vec<f64> {
    let mut below = 0.0;
    let so_far = |class: &f64| {
        let before = below;
        below += class;
        before
    };
    people.iter().map(so_far).collect()
}

/// Middle rank of each class, 0 to 1, for classes in rising order: (people below + half of the class)/all.
pub fn middle_ranks(people: &[f64]) -> Vec<f64> {
    middle_ranks_above(people, &people_below(people))
}

/// Middle ranks where the people below each class are known.
pub fn middle_ranks_above(people: &[f64], below: &[f64]) -> Vec<f64> {
    let all = people.last().zip(below.last()).map_or(0.0, |(last, below)| last + below);
    people.iter().zip(below).map(|(class, below)| (below + class / 2.0) / all).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn merging_is_counting_everybody_in_any_order(people in proptest::collection::vec((0_usize..5, 0_usize..3), 0..60), cut in 0_usize..60) {
            let count = |people: &[(usize, usize)]| {
                let mut table = Crosstab::empty(5, 3);
                for &(row, column) in people {
                    table.add(row, column);
                }
                table
            };
            let cut = cut.min(people.len());
            let (mut first, second) = (count(&people[..cut]), count(&people[cut..]));
            let mut reversed = second.clone();
            reversed.merge(&first);
            first.merge(&second);
            prop_assert_eq!(&first, &count(&people));
            prop_assert_eq!(&first, &reversed);
            prop_assert_eq!(first.people() as usize, people.len());
            first.merge(&Crosstab::empty(5, 3));
            prop_assert_eq!(&first, &reversed);
        }
    }

    proptest! {
        /// Against looking at every cell, in tables of any width: wider and narrower than a vector, with and without a
        /// whole number of stretches.
        #[test]
        fn a_survey_finds_all_people(rows in 1_usize..60, columns in 1_usize..30, people in proptest::collection::vec((0_usize..60, 0_usize..30), 0..40)) {
            let mut table = Crosstab::empty(rows, columns);
            let (mut of_row, mut of_column) = (vec![0.0; rows], vec![0.0; columns]);
            for (row, column) in people.into_iter().map(|(row, column)| (row % rows, column % columns)) {
                table.add(row, column);
                of_row[row] += 1.0;
                of_column[column] += 1.0;
            }
            let occupied: Vec<usize> = (0..rows).filter(|&row| of_row[row] > 0.0).collect();
            prop_assert_eq!((table.rows(), table.survey()), (rows, (occupied, of_column)));
            prop_assert_eq!(table.row_sums(), of_row);
            for row in 0..rows {
                let whole = table.vectors(row, columns / 2, columns - columns / 2);
                prop_assert_eq!(whole.len() % VECTOR, 0);
                prop_assert_eq!(&whole[..columns - columns / 2], &table.row(row)[columns / 2..]);
            }
        }
    }

    #[test]
    fn people_move_to_other_columns() {
        let mut table = Crosstab::empty(20, 4);
        for (row, column) in [(3, 0), (3, 1), (3, 3), (19, 2)] {
            table.add(row, column);
        }
        let other = table.with_columns(3, &[2, 2, 0, 1]);
        assert_eq!((other.row(3), other.row(19), other.people()), (&[0, 1, 2][..], &[1, 0, 0][..], 4));
    }

    #[test]
    fn middle_ranks_share_ties() {
        assert_eq!(middle_ranks(&[2.0, 0.0, 2.0]), [0.25, 0.5, 0.75]);
    }
}
