//! The two conditionals: IQ by income percentile, and income by band of IQ.

use super::by_row::{ByRow, ScoreScale};
use super::crosstab::Crosstab;
use super::income_bins;
use crate::engine::lanes::widest;
use std::borrow::Cow;

/// Number of income groups: percentiles 1 to 100, then the highest 0.1 %.
pub const GROUPS: usize = 101;
/// Percent of the people below the last group.
const HIGHEST_FROM: f64 = 99.9;

/// Fewest people for a standard error: with fewer, twice the error covers well below 95 %, and scores that happen to
/// be equal leave none at all. A half below ten, since a group may hold parts of people.
const FEWEST_FOR_ERROR: f64 = 9.5;

/// Sums over the people of one income group; groups of several runs are added.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GroupSums {
    pub people: f64,
    pub income: f64,
    pub iq: f64,
    pub iq_squares: f64,
    /// People with stanine 1 or 2, and with stanine 8 or 9.
    pub low_stanines: f64,
    pub high_stanines: f64,
}

/// Sums over the people of one stanine; bands of several runs are added.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BandSums {
    pub people: f64,
    pub iq: f64,
    pub income: f64,
    pub income_squares: f64,
    /// Sum of middle income ranks, 0 to 1.
    pub rank: f64,
    /// Sum of the median income times the people it belongs to.
    pub weighted_median: f64,
}

/// Sums for each income group. People of one income row are spread evenly over the groups that the row touches.
pub fn by_income(table: &ByRow) -> Vec<GroupSums> {
    let incomes = income_bins::incomes();
    let mut groups = vec![GroupSums::default(); GROUPS];
    // The group that the last row ended in is kept at hand: most rows lie inside one.
    let (mut to, mut place, mut group, mut highest) = (0.0, 0, GroupSums::default(), GroupSums::default());
    for (row, end) in percents(table).into_iter().enumerate() {
        let from = to;
        to = end;
        let of_row = row_totals(table, row, incomes[table.rows[row]]);
        let last = (to as usize).min(99);
        if place == last && to < 100.0 {
            group.add(&of_row, 1.0);
        } else {
            // A border that is met exactly adds nothing to the group behind it.
            let share = |place: usize| overlap(from, to, place as f64, place as f64 + 1.0);
            for ended in &mut groups[place..last] {
                group.add(&of_row, share(place));
                *ended = std::mem::take(&mut group);
                place += 1;
            }
            group.add(&of_row, share(last));
        }
        if to > HIGHEST_FROM {
            highest.add(&of_row, overlap(from, to, HIGHEST_FROM, 100.0));
        }
    }
    groups[place] = group;
    groups[GROUPS - 1] = highest;
    groups
}

/// Percent of the people in each row and all lower ones.
fn percents(table: &ByRow) -> Vec<f64> {
    let people = table.below.iter().zip(table.people_by_row());
    people.map(|(below, people)| (below + people) / table.people * 100.0).collect()
}

/// Sums for each stanine, 0 to 9 (0 stays empty).
pub fn by_stanine(table: &Crosstab, by_row: &ByRow, scale: &ScoreScale) -> Vec<BandSums> {
    let mut bands = vec![BandSums::default(); STANINES];
    let table = if scale.stanine.iter().copied().eq(0..STANINES) {
        Cow::Borrowed(table)
    } else {
        Cow::Owned(table.with_columns(STANINES, &scale.stanine))
    };
    let ([people, income, income_squares, rank], medians) = widest(
        #[inline(always)]
        || {
            let sums = band_sums(by_row, &table);
            (sums, medians(by_row, &table, sums[0]))
        },
    );
    for (stanine, band) in bands.iter_mut().enumerate() {
        band.people = people[stanine];
        band.income = income[stanine];
        band.income_squares = income_squares[stanine];
        band.rank = rank[stanine];
        band.weighted_median = medians[stanine] * band.people;
    }
    for ((people, iq), &stanine) in by_row.columns.iter().zip(&scale.iq).zip(&scale.stanine) {
        bands[stanine].iq += people * iq;
    }
    bands
}

/// Stanines 1 to 9, and 0, which nobody has.
const STANINES: usize = 10;

/// The rows with people of a table by stanine: number and people.
#[inline(always)]
fn rows_by_stanine(by_row: &ByRow, table: &Crosstab) -> impl Iterator<Item = (usize, [f64; STANINES])> {
    by_row.rows.iter().map(|&row| {
        let counts = table.row(row).first_chunk().unwrap_or(&[0; STANINES]);
        (row, counts.map(f64::from))
    })
}

/// Over the people of each stanine: their number, and the sums of income, squared income and middle rank.
#[inline(always)]
fn band_sums(by_row: &ByRow, table: &Crosstab) -> [[f64; STANINES]; 4] {
    let incomes = income_bins::incomes();
    let mut sums = [[0.0; STANINES]; 4];
    for ((row, people), rank) in rows_by_stanine(by_row, table).zip(&by_row.ranks) {
        let income = incomes[row];
        for (sums, weight) in sums.iter_mut().zip([1.0, income, income * income, *rank]) {
            sums.iter_mut().zip(people).for_each(|(sum, people)| *sum += people * weight);
        }
    }
    sums
}

/// Median income of each stanine's people, spread evenly inside a row; 0 without people.
#[inline(always)]
fn medians(by_row: &ByRow, table: &Crosstab, people: [f64; STANINES]) -> [f64; STANINES] {
    let half = people.map(|people| 0.5 * people);
    let (mut below, mut medians) = ([0.0; STANINES], [0.0; STANINES]);
    for (row, here) in rows_by_stanine(by_row, table) {
        let reached: [bool; STANINES] =
            std::array::from_fn(|band| (below[band] < half[band]) & (below[band] + here[band] >= half[band]));
        // Once in a hundred rows: asking for all at once is what makes it cheap.
        if reached.iter().fold(false, |any, reached| any | reached) {
            for band in (0..STANINES).filter(|&band| reached[band]) {
                medians[band] = income_bins::inside(row, (half[band] - below[band]) / here[band]);
            }
        }
        below.iter_mut().zip(here).for_each(|(below, here)| *below += here);
    }
    medians
}

impl GroupSums {
    /// Adds a part of other sums.
    pub fn add(&mut self, other: &Self, part: f64) {
        self.people += part * other.people;
        self.income += part * other.income;
        self.iq += part * other.iq;
        self.iq_squares += part * other.iq_squares;
        self.low_stanines += part * other.low_stanines;
        self.high_stanines += part * other.high_stanines;
    }

    /// A mean over the group's people; `None` without people.
    pub fn mean(&self, sum: f64) -> Option<f64> {
        (self.people > 0.0).then(|| sum / self.people)
    }

    /// Standard deviation of IQ in the group.
    pub fn iq_sd(&self) -> Option<f64> {
        let mean = self.mean(self.iq)?;
        Some((self.mean(self.iq_squares)? - mean * mean).max(0.0).sqrt())
    }

    /// Standard error of the group's mean IQ; `None` with fewer than ten people.
    pub fn mean_iq_error(&self) -> Option<f64> {
        error_of_mean(self.people, self.iq, self.iq_squares)
    }
}

impl BandSums {
    /// Adds other sums.
    pub fn add(&mut self, other: &Self) {
        self.people += other.people;
        self.iq += other.iq;
        self.income += other.income;
        self.income_squares += other.income_squares;
        self.rank += other.rank;
        self.weighted_median += other.weighted_median;
    }

    /// A mean over the band's people; `None` without people.
    pub fn mean(&self, sum: f64) -> Option<f64> {
        (self.people > 0.0).then(|| sum / self.people)
    }

    /// Standard error of the band's mean income; `None` with fewer than ten people.
    pub fn mean_income_error(&self) -> Option<f64> {
        error_of_mean(self.people, self.income, self.income_squares)
    }
}

/// Standard error of a mean, `√(Σ(x − x̄)² / (n (n − 1)))`, from the sums of values and squares.
fn error_of_mean(people: f64, sum: f64, squares: f64) -> Option<f64> {
    let deviations = (squares - sum * sum / people).max(0.0);
    (people >= FEWEST_FOR_ERROR).then(|| (deviations / (people * (people - 1.0))).sqrt())
}

/// Sums over the people of one income row.
fn row_totals(table: &ByRow, place: usize, income: f64) -> GroupSums {
    let [people, x, xx, ..] = table.powers.each_ref().map(|sums| sums[place]);
    GroupSums {
        people,
        income: people * income,
        iq: x + people * table.mean,
        iq_squares: xx + 2.0 * table.mean * x + people * table.mean * table.mean,
        low_stanines: table.low_stanines[place],
        high_stanines: table.high_stanines[place],
    }
}

/// Part of the interval from–to that lies between the borders.
fn overlap(from: f64, to: f64, low: f64, high: f64) -> f64 {
    if to <= from {
        return 0.0;
    }
    ((to.min(high) - from.max(low)) / (to - from)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stanines() -> ScoreScale {
        ScoreScale {
            iq: (0..10).map(|s| 100.0 + 7.5 * (f64::from(s) - 5.0)).collect(),
            stanine: (0..10).collect(),
        }
    }

    #[test]
    fn groups_hold_one_percent_each_and_lose_nobody() {
        let mut table = Crosstab::empty(income_bins::ROWS, 10);
        for person in 0..10_000_u32 {
            let income = crate::math::single::exp(person as f32 / 2_000.0);
            table.add(income_bins::row(income), 1 + person as usize * 9 / 10_000);
        }
        let groups = by_income(&ByRow::new(&table, &stanines()));
        for group in &groups[..100] {
            assert!((group.people - 100.0).abs() < 1e-6);
        }
        assert!((groups[100].people - 10.0).abs() < 1e-6);
        let iq: f64 = groups[..100].iter().map(|group| group.iq).sum();
        let exact: f64 = table.column_sums().iter().zip(stanines().iq).map(|(people, iq)| people * iq).sum();
        assert!((iq - exact).abs() < 1e-6 * exact);
        assert_eq!(groups[0].mean(groups[0].low_stanines), Some(1.0));
        assert_eq!(groups[99].mean(groups[99].high_stanines), Some(1.0));
    }

    /// To the last bit: each group looks at all rows for itself, in rows narrower and wider than a group.
    #[test]
    fn groups_are_what_each_of_them_finds_alone() {
        for people in [1, 40, 100, 3_000] {
            let mut table = Crosstab::empty(income_bins::ROWS, 10);
            for person in 0..people {
                let row = if person % 5 == 0 { 0 } else { 300 + person * person % 700 };
                table.add(row, 1 + person % 9);
            }
            let by_row = ByRow::new(&table, &stanines());
            let groups = by_income(&by_row);
            let ends = percents(&by_row);
            for (group, sums) in groups.iter().enumerate() {
                let low = if group < 100 { group as f64 } else { HIGHEST_FROM };
                let mut alone = GroupSums::default();
                for (row, &to) in ends.iter().enumerate() {
                    let from = if row == 0 { 0.0 } else { ends[row - 1] };
                    let of_row = row_totals(&by_row, row, income_bins::incomes()[by_row.rows[row]]);
                    alone.add(&of_row, overlap(from, to, low, (low + 1.0).min(100.0)));
                }
                assert_eq!(*sums, alone, "{people} {group}");
            }
        }
    }

    #[test]
    fn bands_are_the_same_from_finer_scores() {
        let fine = ScoreScale {
            iq: (0..30).map(f64::from).collect(),
            stanine: (0..30).map(|category| category / 3).collect(),
        };
        let (mut coarse_table, mut fine_table) =
            (Crosstab::empty(income_bins::ROWS, 10), Crosstab::empty(income_bins::ROWS, 30));
        for person in 0..3_000 {
            let (row, category) = (300 + person * person % 700, 3 + person * 7 % 27);
            coarse_table.add(row, category / 3);
            fine_table.add(row, category);
        }
        let coarse = by_stanine(&coarse_table, &ByRow::new(&coarse_table, &stanines()), &stanines());
        let fine = by_stanine(&fine_table, &ByRow::new(&fine_table, &fine), &fine);
        for (coarse, fine) in coarse.iter().zip(&fine) {
            assert_eq!(*coarse, BandSums { iq: coarse.iq, ..*fine });
        }
    }

    #[test]
    fn people_with_equal_incomes_share_their_groups() {
        let mut table = Crosstab::empty(income_bins::ROWS, 10);
        for person in 0..1000 {
            table.add(if person < 500 { 0 } else { 1000 }, 1 + person % 9);
        }
        let groups = by_income(&ByRow::new(&table, &stanines()));
        assert_eq!(groups[0].mean(groups[0].income), Some(0.0));
        assert!((groups[3].iq - groups[40].iq).abs() < 1e-9);
    }

    #[test]
    fn a_standard_error_takes_ten_people() {
        let scores: Vec<f64> = (0..10).map(|person| 100.0 + 3.0 * f64::from(person % 4)).collect();
        let of = |people: usize| GroupSums {
            people: people as f64,
            iq: scores[..people].iter().sum(),
            iq_squares: scores[..people].iter().map(|iq| iq * iq).sum(),
            ..GroupSums::default()
        };
        let mean = scores.iter().sum::<f64>() / 10.0;
        let squares: f64 = scores.iter().map(|iq| (iq - mean) * (iq - mean)).sum();
        assert!((of(10).mean_iq_error().unwrap() - (squares / 9.0 / 10.0).sqrt()).abs() < 1e-9);
        assert_eq!(of(9).mean_iq_error(), None);
    }

    #[test]
    fn bands_by_hand() {
        let mut table = Crosstab::empty(income_bins::ROWS, 10);
        let row = income_bins::row(2.0);
        table.add(0, 3);
        table.add(row, 3);
        table.add(row, 9);
        let bands = by_stanine(&table, &ByRow::new(&table, &stanines()), &stanines());
        let income = income_bins::incomes()[row];
        assert_eq!(bands[3].people, 2.0);
        assert!((bands[3].mean(bands[3].income).unwrap() - income / 2.0).abs() < 1e-12);
        assert!((bands[9].mean(bands[9].rank).unwrap() - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(bands[5].mean(bands[5].income), None);
    }
}
