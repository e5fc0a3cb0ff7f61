//! Correlations from a table of counts, with standard errors that need no normal distribution.
//!
//! Each standard error comes from the influence that one more person has on the correlation: the square root of its mean
//! square over people, divided by √people.

use super::crosstab::{Cell, Crosstab, middle_ranks};
use super::estimate::Estimate;

/// Fewest people for which a correlation is reported.
const FEWEST: f64 = 4.0;

/// Pearson correlation of a number for each column with a number for each row. Rows with NaN are left out.
///
/// r = cov(x, y)/(sd x · sd y); influence u·v − r·(u² + v²)/2 with u, v standardised.
pub fn pearson(table: &Crosstab, column_values: &[f64], row_values: &[f64]) -> Estimate {
    let cells: Vec<Cell> = table.cells().into_iter().filter(|cell| !row_values[cell.row].is_nan()).collect();
    let Some(moments) = Moments::of(&cells, column_values, row_values) else {
        return Estimate::undefined(people(&cells) as u64);
    };
    let r = moments.correlation();
    let influence = |cell: &Cell| {
        let u = (column_values[cell.column] - moments.column_mean) / moments.column_sd;
        let v = (row_values[cell.row] - moments.row_mean) / moments.row_sd;
        u * v - r * (u * u + v * v) / 2.0
    };
    estimate(r, &cells, influence)
}

/// Correlation of a number for each column with the rank of the row (rows in rising order, ties at their middle rank).
///
/// The influence includes that the ranks are estimated from the same people.
pub fn with_row_rank(table: &Crosstab, column_values: &[f64]) -> Estimate {
    let cells = table.cells();
    let row_ranks = middle_ranks(&table.row_sums());
    let Some(moments) = Moments::of(&cells, column_values, &row_ranks) else {
        return Estimate::undefined(people(&cells) as u64);
    };
    let centred: Vec<f64> = column_values.iter().map(|value| value - moments.column_mean).collect();
    let above = mean_at_or_above(&cells, table.rows(), |cell| cell.row, |cell| centred[cell.column]);
    let r = moments.correlation();
    let influence = |cell: &Cell| {
        let x = centred[cell.column];
        let covariance = x * (row_ranks[cell.row] - 0.5) + above[cell.row] - 2.0 * moments.covariance;
        let u = x / moments.column_sd;
        covariance / (moments.column_sd * moments.row_sd) - r / 2.0 * (u * u - 1.0)
    };
    estimate(r, &cells, influence)
}

/// Spearman's correlation: of the rank of the column with the rank of the row.
pub fn spearman(table: &Crosstab) -> Estimate {
    let cells = table.cells();
    let row_ranks = middle_ranks(&table.row_sums());
    let column_ranks = middle_ranks(&table.column_sums());
    let Some(moments) = Moments::of(&cells, &column_ranks, &row_ranks) else {
        return Estimate::undefined(people(&cells) as u64);
    };
    let of_rows =
        mean_at_or_above(&cells, table.rows(), |cell| cell.row, |cell| column_ranks[cell.column] - 0.5);
    let of_columns =
        mean_at_or_above(&cells, table.columns(), |cell| cell.column, |cell| row_ranks[cell.row] - 0.5);
    let influence = |cell: &Cell| {
        let product = (column_ranks[cell.column] - 0.5) * (row_ranks[cell.row] - 0.5);
        let sum = product + of_rows[cell.row] + of_columns[cell.column] - 3.0 * moments.covariance;
        sum / (moments.column_sd * moments.row_sd)
    };
    estimate(moments.correlation(), &cells, influence)
}

/// Slope of the rank of the column on the rank of the row, as in studies of mobility between generations.
pub fn rank_slope(table: &Crosstab) -> Estimate {
    let cells = table.cells();
    let row_ranks = middle_ranks(&table.row_sums());
    let column_ranks = middle_ranks(&table.column_sums());
    let Some(moments) = Moments::of(&cells, &column_ranks, &row_ranks) else {
        return Estimate::undefined(people(&cells) as u64);
    };
    let scale = moments.column_sd / moments.row_sd;
    let rank_r = spearman(table);
    match (rank_r.value, rank_r.standard_error) {
        (Some(r), Some(error)) => Estimate::sampled(r * scale, error * scale, rank_r.people),
        _ => Estimate::undefined(rank_r.people),
    }
}

/// Correlation of x and y with the linear part of s removed from both.
///
/// r_xy·s = (r_xy − r_xs·r_ys)/√((1 − r_xs²)(1 − r_ys²)); standard error (1 − r²)/√(n − 4).
pub fn partial(r_xy: Option<f64>, r_xs: Option<f64>, r_ys: Option<f64>, people: u64) -> Estimate {
    let (Some(xy), Some(xs), Some(ys)) = (r_xy, r_xs, r_ys) else {
        return Estimate::undefined(people);
    };
    let r = (xy - xs * ys) / ((1.0 - xs * xs) * (1.0 - ys * ys)).sqrt();
    Estimate::sampled(r, (1.0 - r * r) / (people as f64 - 4.0).sqrt(), people)
}

/// Correlation from sums over n people; standard error (1 − r²)/√(n − 3).
///
/// `sums`: Σx, Σy, Σx², Σy², Σxy.
pub fn from_sums(people: u64, [x, y, xx, yy, xy]: [f64; 5]) -> Estimate {
    let n = people as f64;
    let covariance = xy / n - (x / n) * (y / n);
    let variances = (xx / n - (x / n) * (x / n)) * (yy / n - (y / n) * (y / n));
    if n < FEWEST || variances <= 1e-18 {
        return Estimate::undefined(people);
    }
    let r = covariance / variances.sqrt();
    Estimate::sampled(r, (1.0 - r * r) / (n - 3.0).sqrt(), people)
}

/// Means, spreads and covariance of a number for each column and one for each row.
struct Moments {
    column_mean: f64,
    row_mean: f64,
    column_sd: f64,
    row_sd: f64,
    covariance: f64,
}

impl Moments {
    /// `None` with too few people or without variation.
    fn of(cells: &[Cell], column_values: &[f64], row_values: &[f64]) -> Option<Self> {
        let n = people(cells);
        if n < FEWEST {
            return None;
        }
        let mean = |value: &dyn Fn(&Cell) -> f64| {
            cells.iter().map(|cell| cell.people * value(cell)).sum::<f64>() / n
        };
        let column_mean = mean(&|cell| column_values[cell.column]);
        let row_mean = mean(&|cell| row_values[cell.row]);
        let column = |cell: &Cell| column_values[cell.column] - column_mean;
        let row = |cell: &Cell| row_values[cell.row] - row_mean;
        let column_sd = mean(&|cell| column(cell) * column(cell)).sqrt();
        let row_sd = mean(&|cell| row(cell) * row(cell)).sqrt();
        let covariance = mean(&|cell| column(cell) * row(cell));
        let varies = |sd: f64, mean: f64| sd > 1e-9 * (1.0 + mean.abs());
        (varies(column_sd, column_mean) && varies(row_sd, row_mean)).then_some(Self {
            column_mean,
            row_mean,
            column_sd,
            row_sd,
            covariance,
        })
    }

    fn correlation(&self) -> f64 {
        self.covariance / (self.column_sd * self.row_sd)
    }
}

/// For each class: E[value · 1{class above}] + ½·E[value · 1{in the class}].
fn mean_at_or_above(
    cells: &[Cell],
    classes: usize,
    class: impl Fn(&Cell) -> usize,
    value: impl Fn(&Cell) -> f64,
) -> Vec<f64> {
    let n = people(cells);
    let mut inside = vec![0.0; classes];
    for cell in cells {
        inside[class(cell)] += cell.people * value(cell) / n;
    }
    let mut above = 0.0;
    for sum in inside.iter_mut().rev() {
        let here = *sum;
        *sum = above + here / 2.0;
        above += here;
    }
    inside
}

fn people(cells: &[Cell]) -> f64 {
    cells.iter().map(|cell| cell.people).sum()
}

fn estimate(value: f64, cells: &[Cell], influence: impl Fn(&Cell) -> f64) -> Estimate {
    let n = people(cells);
    let square: f64 = cells
        .iter()
        .map(|cell| {
            let influence = influence(cell);
            cell.people * influence * influence
        })
        .sum();
    Estimate::sampled(value, (square / n).sqrt() / n.sqrt(), n as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::random::Random;
    use crate::math::single::normal_pair;

    /// Pairs with correlation r, each number cut to one of `classes` classes between −3 and 3.
    fn correlated(seed: u64, people: u32, r: f32, classes: usize) -> (Vec<(f64, f64)>, Crosstab) {
        let random = Random::new(seed, 0);
        let class = |x: f32| ((x + 3.0) / 6.0 * classes as f32).clamp(0.0, classes as f32 - 1.0) as usize;
        let mut table = Crosstab::empty(classes, classes);
        let mut pairs = Vec::new();
        for person in 0..people {
            let words = random.words(1, person, 0);
            let (x, noise) = normal_pair(words[0], words[1]);
            let y = r * x + (1.0 - r * r).sqrt() * noise;
            table.add(class(y), class(x));
            pairs.push((class(x) as f64, class(y) as f64));
        }
        (pairs, table)
    }

    fn plain_pearson(pairs: &[(f64, f64)]) -> f64 {
        let n = pairs.len() as f64;
        let mean = |value: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(value).sum::<f64>() / n;
        let (x, y) = (mean(&|p| p.0), mean(&|p| p.1));
        let cov = mean(&|p| (p.0 - x) * (p.1 - y));
        cov / (mean(&|p| (p.0 - x).powi(2)) * mean(&|p| (p.1 - y).powi(2))).sqrt()
    }

    fn plain_ranks(values: &[f64]) -> Vec<f64> {
        let rank = |value: &f64| {
            let below = values.iter().filter(|other| *other < value).count() as f64;
            let equal = values.iter().filter(|other| *other == value).count() as f64;
            below + equal / 2.0
        };
        values.iter().map(rank).collect()
    }

    #[test]
    fn the_three_correlations_agree_with_sorting() {
        let (pairs, table) = correlated(1, 2_000, 0.4, 30);
        let values: Vec<f64> = (0..30).map(f64::from).collect();
        let (xs, ys): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
        let (rank_x, rank_y) = (plain_ranks(&xs), plain_ranks(&ys));
        let zip = |a: &[f64], b: &[f64]| a.iter().copied().zip(b.iter().copied()).collect::<Vec<_>>();
        let close = |estimate: Estimate, exact: f64| {
            assert!((estimate.value.unwrap() - exact).abs() < 1e-12, "{estimate:?} {exact}");
        };
        close(pearson(&table, &values, &values), plain_pearson(&pairs));
        close(with_row_rank(&table, &values), plain_pearson(&zip(&xs, &rank_y)));
        close(spearman(&table), plain_pearson(&zip(&rank_x, &rank_y)));
    }

    /// The stated standard error against the spread of the estimate over 400 samples; a spread of 400 numbers is itself
    /// known to 1/√800 = 3.5 %, and the band is four times that.
    #[test]
    fn standard_errors_are_the_spread_over_samples() {
        let values: Vec<f64> = (0..20).map(f64::from).collect();
        let skewed: Vec<f64> = (0..20).map(|row| (f64::from(row) / 4.0).exp()).collect();
        type Estimator<'a> = Box<dyn Fn(&Crosstab) -> Estimate + 'a>;
        let estimators: [(&str, Estimator); 4] = [
            ("pearson", Box::new(|table| pearson(table, &values, &skewed))),
            ("rank", Box::new(|table| with_row_rank(table, &values))),
            ("spearman", Box::new(spearman)),
            ("slope", Box::new(rank_slope)),
        ];
        for (name, estimator) in estimators {
            let sample: Vec<Estimate> =
                (0..400).map(|seed| estimator(&correlated(100 + seed, 1_000, 0.5, 20).1)).collect();
            let n = sample.len() as f64;
            let mean = sample.iter().filter_map(|e| e.value).sum::<f64>() / n;
            let spread =
                (sample.iter().filter_map(|e| e.value).map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt();
            let stated = sample.iter().filter_map(|e| e.standard_error).sum::<f64>() / n;
            assert!((stated / spread - 1.0).abs() < 0.14, "{name}: stated {stated}, spread {spread}");
        }
    }

    #[test]
    fn without_variation_a_correlation_is_undefined() {
        let mut table = Crosstab::empty(3, 3);
        assert_eq!(pearson(&table, &[0.0; 3], &[0.0; 3]).value, None);
        for _ in 0..10 {
            table.add(1, 0);
            table.add(1, 2);
        }
        assert_eq!(pearson(&table, &[0.0, 1.0, 2.0], &[0.0, 1.0, 2.0]).value, None);
        assert_eq!(spearman(&table).value, None);
        assert_eq!(rank_slope(&table).value, None);
        assert_eq!(with_row_rank(&table, &[0.0, 1.0, 2.0]).value, None);
    }

    #[test]
    fn a_partial_correlation_by_hand() {
        let r = partial(Some(0.5), Some(0.3), Some(0.4), 104).value.unwrap();
        assert!((r - 0.38 / (0.91_f64 * 0.84).sqrt()).abs() < 1e-12);
        assert_eq!(partial(Some(0.5), None, Some(0.4), 104).value, None);
        assert_eq!(partial(Some(0.5), Some(1.0), Some(0.4), 104).value, None);
    }
}
