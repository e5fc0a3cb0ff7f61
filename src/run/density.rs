//! How income lies at each score, at a few years of a run: the joint distribution of IQ and log income.

use super::results::DensityRow;
use crate::math::double::ln;
use crate::stats::by_row::ScoreScale;
use crate::stats::crosstab::Crosstab;
use crate::stats::income_bins;

/// Stanines 0 (nobody) to 9.
const STANINES: usize = 10;

/// Cells for a doubling of income, and the doublings around the median earnings of the base year.
const CELLS_PER_DOUBLING: f64 = 3.0;
const LOWEST_DOUBLING: i32 = -5;
const HIGHEST_DOUBLING: i32 = 5;

/// Cells of positive income; what lies beyond the ends counts in the outermost.
const CELLS: usize = (HIGHEST_DOUBLING - LOWEST_DOUBLING) as usize * CELLS_PER_DOUBLING as usize;

/// People by income cell (the first without income) and stanine.
pub type Counts = [[u64; STANINES]; CELLS + 1];

/// The years that are kept: the first, the last, and two between.
pub fn kept_years(first: i32, last: i32) -> Vec<i32> {
    let mut years: Vec<i32> = (0..4).map(|third| first + (last - first) * third / 3).collect();
    years.dedup();
    years
}

/// Counts of one year; `base_unit` is the median of earnings in the base year.
pub fn counts(table: &Crosstab, scale: &ScoreScale, base_unit: f64) -> Counts {
    let mut counts = [[0; STANINES]; CELLS + 1];
    let incomes = income_bins::incomes();
    for row in table.occupied() {
        let cell = &mut counts[cell(incomes[row] / base_unit)];
        for (&stanine, &count) in scale.stanine.iter().zip(table.row(row)) {
            cell[stanine] += u64::from(count);
        }
    }
    counts
}

/// Cell of an income in multiples of the base year's median; 0 without income.
fn cell(income: f64) -> usize {
    if income <= 0.0 {
        return 0;
    }
    let doublings = ln(income) / std::f64::consts::LN_2 - f64::from(LOWEST_DOUBLING);
    1 + ((doublings * CELLS_PER_DOUBLING).floor().max(0.0) as usize).min(CELLS - 1)
}

/// Lower and upper end of a cell; zero of the first.
fn ends(cell: usize) -> (f64, f64) {
    let at = |border: usize| 2_f64.powf(f64::from(LOWEST_DOUBLING) + border as f64 / CELLS_PER_DOUBLING);
    if cell == 0 { (0.0, 0.0) } else { (tidy(at(cell - 1)), tidy(at(cell))) }
}

/// Six digits, the same on every machine.
fn tidy(number: f64) -> f64 {
    format!("{number:.5e}").parse().unwrap_or(number)
}

/// Rows of one year from the counts of all replicates.
pub fn rows(year: i32, replicates: &[&Counts]) -> Vec<DensityRow> {
    let mut rows = Vec::new();
    for cell in 0..=CELLS {
        for stanine in 1..STANINES {
            let people = replicates.iter().map(|counts| counts[cell][stanine]).sum();
            let (income_low, income_high) = ends(cell);
            rows.push(DensityRow { year, stanine: stanine as u8, income_low, income_high, people });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_the_incomes_between_their_ends_and_lose_nobody() {
        assert_eq!((cell(0.0), cell(1e-9), cell(1e9)), (0, 1, CELLS));
        for income in [0.04, 0.3, 0.999, 1.001, 2.5, 17.0] {
            let (low, high) = ends(cell(income));
            assert!(low <= income && income < high, "{income}: {low} to {high}");
        }
        assert_eq!(ends(cell(1.001)).0, 1.0);
        let mut table = Crosstab::empty(income_bins::ROWS, STANINES);
        for (row, stanine) in [(0, 1), (250, 5), (600, 9), (income_bins::ROWS - 1, 2)] {
            table.add(row, stanine);
        }
        let scale = ScoreScale { iq: vec![100.0; STANINES], stanine: (0..STANINES).collect() };
        let counts = counts(&table, &scale, 1.0);
        assert_eq!(counts.iter().flatten().sum::<u64>(), 4);
        assert_eq!(rows(2000, &[&counts, &counts]).iter().map(|row| row.people).sum::<u64>(), 8);
    }

    #[test]
    fn years_are_spread_over_the_run() {
        assert_eq!(kept_years(1925, 2125), [1925, 1991, 2058, 2125]);
        assert_eq!(kept_years(2000, 2001), [2000, 2001]);
        assert_eq!(kept_years(2000, 2000), [2000]);
    }
}
