//! Correlations from a table of counts, with standard errors that need no normal distribution.
//!
//! Each standard error comes from the influence that one more person has on the correlation: the square root of its mean
//! square over people, divided by √people.

use super::by_row::ByRow;
use super::estimate::Estimate;
use crate::engine::lanes::widest;

/// Fewest people for which a correlation is reported.
pub(super) const FEWEST: f64 = 4.0;

/// Pearson correlation of the column values with a number for each row. Rows at either end whose number is NaN are left out.
///
/// r = cov(x, y)/(sd x · sd y); influence u·v − r·(u² + v²)/2 with u, v standardised.
pub fn pearson(table: &ByRow, row_values: &[f64]) -> Estimate {
    let values: Vec<f64> = table.rows.iter().map(|&row| row_values[row]).collect();
    let values = Values::new(table, &values);
    let Some(moments) = values.moments() else {
        return Estimate::undefined(values.people as u64);
    };
    let r = moments.correlation();
    values.estimate(
        r,
        &moments,
        values.rows,
        #[inline(always)]
        |y, _| {
            let v = (y - moments.row_mean) / moments.row_sd;
            [-r * v * v / 2.0, v, -r / 2.0]
        },
    )
}

/// Correlation of the column values with the rank of the row (rows in rising order, ties at their middle rank).
///
/// The influence includes that the ranks are estimated from the same people.
pub fn with_row_rank(table: &ByRow) -> Estimate {
    let values = Values::new(table, &table.ranks);
    let Some(moments) = values.moments() else {
        return Estimate::undefined(values.people as u64);
    };
    let [s0, s1, ..] = values.sums;
    let inside = s0.iter().zip(s1).map(|(s0, s1)| (s1 - moments.column_mean * s0) / values.people);
    let above = at_or_above(inside);
    let r = moments.correlation();
    values.estimate(
        r,
        &moments,
        &above,
        #[inline(always)]
        |rank, above| {
            let of_others = (above - 2.0 * moments.covariance) / (moments.column_sd * moments.row_sd);
            [of_others + r / 2.0, (rank - 0.5) / moments.row_sd, -r / 2.0]
        },
    )
}

/// A number for each row with people, and the rows' sums of powers of x.
struct Values<'a> {
    rows: &'a [f64],
    sums: [&'a [f64]; 5],
    people: f64,
}

/// Means, spreads and covariance of the column values and the row values.
struct Moments {
    column_mean: f64,
    row_mean: f64,
    column_sd: f64,
    row_sd: f64,
    covariance: f64,
}

impl<'a> Values<'a> {
    /// `rows`: a number for each row with people, left out where it is NaN at either end.
    fn new(table: &'a ByRow, rows: &'a [f64]) -> Self {
        let first = rows.iter().take_while(|value| value.is_nan()).count();
        let end = rows.iter().rposition(|value| !value.is_nan()).map_or(first, |last| last + 1);
        let sums = table.powers.each_ref().map(|sums| &sums[first..end]);
        Self { rows: &rows[first..end], sums, people: sums[0].iter().sum() }
    }

    /// `None` with too few people or without variation.
    fn moments(&self) -> Option<Moments> {
        if self.people < FEWEST {
            return None;
        }
        let [s0, s1, s2, ..] = self.sums;
        let (mut x, mut xx, mut y) = (0.0, 0.0, 0.0);
        for (((value, s0), s1), s2) in self.rows.iter().zip(s0).zip(s1).zip(s2) {
            x += s1;
            xx += s2;
            y += s0 * value;
        }
        let (column_mean, row_mean) = (x / self.people, y / self.people);
        let (mut yy, mut xy) = (0.0, 0.0);
        for ((value, s0), s1) in self.rows.iter().zip(s0).zip(s1) {
            yy += s0 * (value - row_mean) * (value - row_mean);
            xy += (value - row_mean) * (s1 - column_mean * s0);
        }
        let column_sd = (xx / self.people - column_mean * column_mean).max(0.0).sqrt();
        let (row_sd, covariance) = ((yy / self.people).sqrt(), xy / self.people);
        let varies = |sd: f64, mean: f64| sd > 1e-9 * (1.0 + mean.abs());
        (varies(column_sd, 1.0) && varies(row_sd, row_mean)).then_some(Moments {
            column_mean,
            row_mean,
            column_sd,
            row_sd,
            covariance,
        })
    }

    /// An estimate whose influence is a + b·u + c·u² in the standardised column value u; `influence` gives [a, b, c] for
    /// the number of a row and what `others` says of it.
    fn estimate(
        &self,
        value: f64,
        moments: &Moments,
        others: &[f64],
        influence: impl Fn(f64, f64) -> [f64; 3],
    ) -> Estimate {
        let mut squares = vec![0.0; self.rows.len()];
        widest(
            #[inline(always)]
            || self.squared_influence(moments, others, influence, &mut squares),
        );
        // Rounding may leave a tiny negative number where the influence is zero.
        let square = squares.iter().fold(0.0, |sum, square| sum + square).max(0.0);
        let error = (square / self.people).sqrt() / self.people.sqrt();
        Estimate::sampled(value, error, self.people as u64)
    }

    /// Σ influence² over the people of each row.
    #[inline(always)]
    fn squared_influence(
        &self,
        moments: &Moments,
        others: &[f64],
        influence: impl Fn(f64, f64) -> [f64; 3],
        squares: &mut [f64],
    ) {
        let rows = squares.len();
        let (values, others, sums) =
            (&self.rows[..rows], &others[..rows], self.sums.map(|sums| &sums[..rows]));
        for row in 0..rows {
            let [a, b, c] = influence(values[row], others[row]);
            let powers = sums.map(|sums| sums[row]);
            let [s0, s1, s2, s3, s4] = standardised(powers, moments.column_mean, moments.column_sd);
            squares[row] =
                a * a * s0 + 2.0 * a * b * s1 + (b * b + 2.0 * a * c) * s2 + 2.0 * b * c * s3 + c * c * s4;
        }
    }
}

impl Moments {
    fn correlation(&self) -> f64 {
        self.covariance / (self.column_sd * self.row_sd)
    }
}

/// Σ((x − shift)/scale)^k, k from 0 to 4, from Σx^k.
#[inline(always)]
fn standardised([s0, s1, s2, s3, s4]: [f64; 5], shift: f64, scale: f64) -> [f64; 5] {
    let (d, f) = (shift, 1.0 / scale);
    [
        s0,
        (s1 - d * s0) * f,
        (s2 - d * (2.0 * s1 - d * s0)) * f * f,
        (s3 - d * (3.0 * s2 - d * (3.0 * s1 - d * s0))) * f * f * f,
        (s4 - d * (4.0 * s3 - d * (6.0 * s2 - d * (4.0 * s1 - d * s0)))) * f * f * f * f,
    ]
}

/// For each class from its sum: the sum of all classes above, and half of its own.
pub(super) fn at_or_above(inside: impl DoubleEndedIterator<Item = f64> + ExactSizeIterator) -> Vec<f64> {
    let mut sums = vec![0.0; inside.len()];
    let mut above = 0.0;
    for (sum, here) in sums.iter_mut().zip(inside).rev() {
        *sum = above + here / 2.0;
        above += here;
    }
    sums
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

#[cfg(test)]
mod tests {
    use super::super::by_row::ScoreScale;
    use super::super::crosstab::Crosstab;
    use super::super::ranks::{rank_slope, spearman};
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

    fn scale(values: &[f64]) -> ScoreScale {
        ScoreScale { iq: values.to_vec(), stanine: vec![5; values.len()] }
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
        let by_row = ByRow::new(&table, &scale(&values));
        close(pearson(&by_row, &values), plain_pearson(&pairs));
        close(with_row_rank(&by_row), plain_pearson(&zip(&xs, &rank_y)));
        let mut upper = values.clone();
        upper[..12].fill(f64::NAN);
        let high: Vec<(f64, f64)> = pairs.iter().copied().filter(|pair| pair.1 >= 12.0).collect();
        close(pearson(&by_row, &upper), plain_pearson(&high));
        upper[12..].fill(f64::NAN);
        upper[2..12].copy_from_slice(&values[2..12]);
        let low: Vec<(f64, f64)> = pairs.iter().copied().filter(|p| (2.0..12.0).contains(&p.1)).collect();
        close(pearson(&by_row, &upper), plain_pearson(&low));
        close(spearman(&table, &by_row), plain_pearson(&zip(&rank_x, &rank_y)));
    }

    /// The stated standard error against the spread of the estimate over 400 samples; a spread of 400 numbers is itself
    /// known to 1/√800 = 3.5 %, and the band is four times that.
    #[test]
    fn standard_errors_are_the_spread_over_samples() {
        let values: Vec<f64> = (0..20).map(f64::from).collect();
        let skewed: Vec<f64> = (0..20).map(|row| (f64::from(row) / 4.0).exp()).collect();
        type Estimator<'a> = Box<dyn Fn(&Crosstab) -> Estimate + 'a>;
        let estimators: [(&str, Estimator); 4] = [
            ("pearson", Box::new(|table| pearson(&ByRow::new(table, &scale(&values)), &skewed))),
            ("rank", Box::new(|table| with_row_rank(&ByRow::new(table, &scale(&values))))),
            ("spearman", Box::new(|table| spearman(table, &ByRow::new(table, &scale(&values))))),
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
        let values = [0.0, 1.0, 2.0];
        assert_eq!(pearson(&ByRow::new(&table, &scale(&[0.0; 3])), &[0.0; 3]).value, None);
        for _ in 0..10 {
            table.add(1, 0);
            table.add(1, 2);
        }
        assert_eq!(pearson(&ByRow::new(&table, &scale(&values)), &values).value, None);
        assert_eq!(spearman(&table, &ByRow::new(&table, &scale(&values))).value, None);
        assert_eq!(rank_slope(&table).value, None);
        assert_eq!(with_row_rank(&ByRow::new(&table, &scale(&values))).value, None);
    }

    #[test]
    fn a_partial_correlation_by_hand() {
        let r = partial(Some(0.5), Some(0.3), Some(0.4), 104).value.unwrap();
        assert!((r - 0.38 / (0.91_f64 * 0.84).sqrt()).abs() < 1e-12);
        assert_eq!(partial(Some(0.5), None, Some(0.4), 104).value, None);
        assert_eq!(partial(Some(0.5), Some(1.0), Some(0.4), 104).value, None);
    }
}
