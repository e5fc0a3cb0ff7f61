//! Inequality of one income distribution: Gini, top shares, quantile ratios and the exponent of the tail.

use super::by_row::ByRow;
use super::crosstab::people_below;
use super::estimate::Estimate;
use super::income_bins;
use std::borrow::Cow;

/// People by income row.
#[derive(Clone, Debug)]
pub struct Distribution<'a> {
    /// Rows with people, from the lowest income.
    rows: Cow<'a, [usize]>,
    people_by_row: Cow<'a, [f64]>,
    /// People with less than those of a row.
    below: Cow<'a, [f64]>,
    people: f64,
    mean: f64,
}

/// People of one income row.
#[derive(Clone, Copy, Debug)]
struct Group {
    row: usize,
    people: f64,
    income: f64,
    /// People with less.
    below: f64,
}

impl Distribution<'static> {
    /// From the number of people in each income row.
    pub fn new(people_by_row: &[f64]) -> Self {
        let rows: Vec<usize> = (0..people_by_row.len()).filter(|&row| people_by_row[row] > 0.0).collect();
        let people: Vec<f64> = rows.iter().map(|&row| people_by_row[row]).collect();
        let below = people_below(&people);
        Self::of_occupied(rows.into(), people.into(), below.into())
    }
}

impl<'a> Distribution<'a> {
    /// From an income table.
    pub fn of_table(table: &'a ByRow) -> Self {
        let people: &[f64] = table.people_by_row();
        Self::of_occupied(table.rows.as_slice().into(), people.into(), table.below.as_slice().into())
    }

    fn of_occupied(rows: Cow<'a, [usize]>, people_by_row: Cow<'a, [f64]>, below: Cow<'a, [f64]>) -> Self {
        let people = below.last().zip(people_by_row.last()).map_or(0.0, |(below, last)| below + last);
        let mut distribution = Self { rows, people_by_row, below, people, mean: 0.0 };
        let total: f64 = distribution.groups().map(|group| group.people * group.income).sum();
        distribution.mean = total / people;
        distribution
    }

    /// Rows with people, from the lowest income.
    fn groups(&self) -> impl DoubleEndedIterator<Item = Group> {
        let incomes = income_bins::incomes();
        let numbers = self.rows.iter().zip(self.people_by_row.iter()).zip(self.below.iter());
        numbers.map(|((&row, &people), &below)| Group { row, people, income: incomes[row], below })
    }

    /// Mean income.
    pub fn mean(&self) -> Option<f64> {
        (self.people > 0.0).then_some(self.mean)
    }

    /// Gini coefficient 2·E[Y·F(Y)]/μ − 1, with ties at their middle rank.
    pub fn gini(&self) -> Estimate {
        if self.is_degenerate() {
            return Estimate::undefined(self.people as u64);
        }
        let n = self.people;
        let product =
            self.rows_with_rank().map(|(group, rank)| group.people * group.income * rank).sum::<f64>() / n;
        // E[Y·1{Y above}] + half of the row itself: the second part of the influence of E[Y·F(Y)].
        let mut from_above = self.mean;
        let mut square = 0.0;
        let (part, product_to_mean) = (0.5 / n, product / self.mean);
        for (group, rank) in self.rows_with_rank() {
            let half = group.people * group.income * part;
            from_above -= half;
            let of_product = group.income * rank + from_above - 2.0 * product;
            from_above -= half;
            // Half of the influence times the mean.
            let influence = of_product - product_to_mean * (group.income - self.mean);
            square += group.people * influence * influence;
        }
        let error = 2.0 / self.mean * (square / n / n).sqrt();
        Estimate::sampled(2.0 * product / self.mean - 1.0, error, n as u64)
    }

    /// Rows with their middle ranks.
    fn rows_with_rank(&self) -> impl Iterator<Item = (Group, f64)> {
        let share = 1.0 / self.people;
        self.groups().map(move |group| (group, (group.below + group.people / 2.0) * share))
    }

    /// Share of all income that goes to the highest `share` of people.
    pub fn top_share(&self, share: f64) -> Estimate {
        if self.is_degenerate() {
            return Estimate::undefined(self.people as u64);
        }
        let border = self.quantile(1.0 - share).unwrap_or(0.0);
        let mut left = share * self.people;
        let mut total = 0.0;
        for group in self.groups().rev() {
            if left <= 0.0 {
                break;
            }
            let taken = group.people.min(left);
            total += taken * group.income;
            left -= taken;
        }
        let top_mean = total / self.people;
        let value = top_mean / self.mean;
        // The influence times the mean.
        let influence = |income: f64| {
            let excess = if income > border { income - border } else { 0.0 };
            excess + border * share - top_mean - value * (income - self.mean)
        };
        let squares = self.groups().map(|group| group.people * influence(group.income).powi(2));
        let square = squares.sum::<f64>() / self.people;
        Estimate::sampled(value, (square / self.people).sqrt() / self.mean, self.people as u64)
    }

    /// Income below which a share `p` of people lies; incomes spread evenly inside a row.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let wanted = p * self.people;
        // Nobody is below the first row; up to the end of the last one are all.
        let row = self.below.partition_point(|below| *below < wanted).saturating_sub(1);
        let part = (wanted - self.below.get(row)?) / self.people_by_row[row];
        Some(income_bins::inside(self.rows[row], part))
    }

    /// Ratio of two quantiles, upper over lower; undefined where the lower one is zero.
    pub fn quantile_ratio(&self, upper: f64, lower: f64) -> Estimate {
        let people = self.people as u64;
        let (Some(high), Some(low)) = (self.quantile(upper), self.quantile(lower)) else {
            return Estimate::undefined(people);
        };
        if low <= 0.0 {
            return Estimate::undefined(people);
        }
        let (at_high, at_low) = (self.log_density(high), self.log_density(low));
        let variance = upper * (1.0 - upper) / (at_high * at_high)
            + lower * (1.0 - lower) / (at_low * at_low)
            - 2.0 * lower * (1.0 - upper) / (at_high * at_low);
        let ratio = high / low;
        Estimate::sampled(ratio, ratio * (variance.max(0.0) / self.people).sqrt(), people)
    }

    /// Exponent α of a Pareto tail by Hill's estimator over the highest `share` of people; standard error α/√k.
    pub fn tail_exponent(&self, share: f64) -> Estimate {
        let Some(border) = self.quantile(1.0 - share).filter(|border| *border > 0.0) else {
            return Estimate::undefined(self.people as u64);
        };
        let border_log = crate::math::double::ln(border);
        let logs = income_bins::logs();
        let (mut people, mut sum) = (0.0, 0.0);
        let reaches = |group: &Group| group.row > 0 && income_bins::lower(group.row + 1) > border;
        for group in self.groups().rev().take_while(reaches) {
            let (from, to) = (income_bins::lower(group.row), income_bins::lower(group.row + 1));
            // Of the row that holds the border only those above it, spread evenly like those of a quantile.
            let (above, log) = if from < border {
                ((to - border) / (to - from), crate::math::double::ln((border + to) / 2.0))
            } else {
                (1.0, logs[group.row])
            };
            people += above * group.people;
            sum += above * group.people * (log - border_log);
        }
        if people < 2.0 || sum <= 0.0 {
            return Estimate::undefined(people as u64);
        }
        let alpha = people / sum;
        Estimate::sampled(alpha, alpha / people.sqrt(), people as u64)
    }

    /// People per log point, as a share, in the neighbourhood of ±4 rows.
    fn log_density(&self, income: f64) -> f64 {
        const REACH: usize = 4;
        let row = income_bins::row(income as f32);
        let (first, last) = (row.saturating_sub(REACH).max(1), (row + REACH).min(income_bins::ROWS - 1));
        let from = self.rows.partition_point(|&row| row < first);
        let to = self.rows.partition_point(|&row| row <= last);
        let inside: f64 = self.people_by_row[from..to].iter().sum();
        inside
            / self.people
            / crate::math::double::ln(income_bins::lower(last + 1) / income_bins::lower(first))
    }

    fn is_degenerate(&self) -> bool {
        self.people < 2.0 || self.mean <= 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::random::Random;
    use crate::math::single::{exp, normal_pair};

    fn lognormal(seed: u64, people: u32, sd: f32) -> Vec<f64> {
        let random = Random::new(seed, 0);
        let income = |person| {
            let words = random.words(1, person, 0);
            f64::from(exp(sd * normal_pair(words[0], words[1]).0))
        };
        (0..people).map(income).collect()
    }

    fn distribution(incomes: &[f64]) -> Distribution<'static> {
        let mut rows = vec![0.0; income_bins::ROWS];
        for &income in incomes {
            rows[income_bins::row(income as f32)] += 1.0;
        }
        Distribution::new(&rows)
    }

    /// Against sorting all incomes: a row is up to 1.6 % wide, so an income may be off by 0.8 %.
    #[test]
    fn everything_agrees_with_exact_sorting() {
        let mut incomes = lognormal(3, 20_000, 0.7);
        for income in incomes.iter_mut().take(1_500) {
            *income = 0.0;
        }
        let counted = distribution(&incomes);
        incomes.sort_by(f64::total_cmp);
        let n = incomes.len() as f64;
        let total: f64 = incomes.iter().sum();
        let weighted: f64 =
            incomes.iter().enumerate().map(|(rank, income)| (rank as f64 + 0.5) / n * income).sum();
        let close = |ours: Option<f64>, exact: f64, relative: f64| {
            assert!((ours.unwrap() / exact - 1.0).abs() < relative, "{ours:?} {exact}");
        };
        close(counted.mean(), total / n, 1e-4);
        close(counted.gini().value, 2.0 * weighted / total - 1.0, 1e-4);
        close(counted.top_share(0.01).value, incomes[19_800..].iter().sum::<f64>() / total, 1e-3);
        close(counted.quantile(0.5), incomes[9_999], 2e-3);
        close(counted.quantile_ratio(0.9, 0.5).value, incomes[17_999] / incomes[9_999], 4e-3);
        let hill =
            200.0 / incomes[19_800..].iter().map(|income| (income / incomes[19_799]).ln()).sum::<f64>();
        close(counted.tail_exponent(0.01).value, hill, 1e-2);
    }

    /// Spread over 400 samples is known to 3.5 %; the band is four times that.
    #[test]
    fn standard_errors_are_the_spread_over_samples() {
        type Estimator = fn(&Distribution) -> Estimate;
        let estimators: [(&str, Estimator); 4] = [
            ("gini", |d| d.gini()),
            ("top", |d| d.top_share(0.1)),
            ("ratio", |d| d.quantile_ratio(0.9, 0.5)),
            ("lower ratio", |d| d.quantile_ratio(0.5, 0.1)),
        ];
        for (name, estimator) in estimators {
            let sample: Vec<Estimate> =
                (0..400).map(|seed| estimator(&distribution(&lognormal(100 + seed, 4_000, 0.6)))).collect();
            let n = sample.len() as f64;
            let mean = sample.iter().filter_map(|e| e.value).sum::<f64>() / n;
            let spread =
                (sample.iter().filter_map(|e| e.value).map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt();
            let stated = sample.iter().filter_map(|e| e.standard_error).sum::<f64>() / n;
            assert!((stated / spread - 1.0).abs() < 0.14, "{name}: stated {stated}, spread {spread}");
        }
    }

    #[test]
    fn nothing_is_undefined_into_a_number() {
        let nobody = Distribution::new(&[0.0; income_bins::ROWS]);
        let poor = distribution(&[0.0; 10]);
        for distribution in [nobody, poor] {
            for estimate in [
                distribution.gini(),
                distribution.top_share(0.01),
                distribution.quantile_ratio(0.5, 0.1),
                distribution.tail_exponent(0.01),
            ] {
                assert_eq!((estimate.value, estimate.standard_error), (None, None));
            }
        }
    }
}
