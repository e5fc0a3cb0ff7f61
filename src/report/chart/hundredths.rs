//! Mean IQ along 11-year earnings: by hundredth, or by groups of neighbouring hundredths where few people stand in each.

use super::frame::Mark;
use crate::report::language::Language;
use crate::run::results::{PercentileRow, RunResults};
use crate::stats::percentiles::GroupSums;
use crate::store::interval::{Interval, IntervalFrom};

/// Half of a 95 % interval in standard errors.
const HALF: f64 = 1.96;

/// With so many people a mean IQ (standard deviation 15) is known to about ± 2 points; fewer make a line of noise.
const ENOUGH: f64 = 216.0;

/// So many neighbouring hundredths may be pooled.
const POOLS: [usize; 4] = [1, 2, 5, 10];

/// One hundredth, or some neighbouring ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// First and last hundredth.
    pub ends: (f64, f64),
    pub iq: Interval,
}

impl Group {
    /// The group at the middle of its hundredths.
    pub fn mark(&self) -> Mark {
        let middle = f64::midpoint(self.ends.0, self.ends.1);
        Mark::new(middle, self.iq.value, self.iq.low.zip(self.iq.high))
    }
}

/// How many hundredths to pool, the same in all years that are compared.
pub fn pool(results: &RunResults, years: &[i32]) -> usize {
    let people = |&year: &i32| {
        let (sum, count) =
            of_year(results, year).fold((0, 0_u32), |(sum, count), row| (sum + row.people, count + 1));
        sum as f64 / f64::from(count.max(1))
    };
    let fewest = years.iter().map(people).fold(f64::INFINITY, f64::min);
    POOLS.into_iter().find(|&pool| pool as f64 * fewest >= ENOUGH).unwrap_or(POOLS[POOLS.len() - 1])
}

/// Mean IQ of each group in one year.
pub fn groups(results: &RunResults, year: i32, pool: usize) -> Vec<Group> {
    let rows: Vec<&PercentileRow> = of_year(results, year).collect();
    rows.chunks(pool).filter_map(group).collect()
}

/// The hundredths of one year; the top thousandth, which lies inside the last, is left out.
fn of_year(results: &RunResults, year: i32) -> impl Iterator<Item = &PercentileRow> {
    let observed = |row: &&PercentileRow| row.observation == "record" && row.percentile <= 100.0;
    results.percentiles.iter().filter(move |row| row.year == year).filter(observed)
}

fn group(rows: &[&PercentileRow]) -> Option<Group> {
    let ends = (rows.first()?.percentile, rows.last()?.percentile);
    if let [only] = rows {
        return Some(Group { ends, iq: sampled(only.mean_iq, only.mean_iq_error) });
    }
    let mut sums = GroupSums::default();
    for row in rows {
        let (Some(mean), Some(sd)) = (row.mean_iq, row.iq_sd) else { continue };
        let people = row.people as f64;
        let (iq, iq_squares) = (people * mean, people * (sd * sd + mean * mean));
        sums.add(&GroupSums { people, iq, iq_squares, ..GroupSums::default() }, 1.0);
    }
    Some(Group { ends, iq: sampled(sums.mean(sums.iq), sums.mean_iq_error()) })
}

/// A value with its interval from a standard error.
pub fn sampled(value: Option<f64>, standard_error: Option<f64>) -> Interval {
    let ends = value.zip(standard_error);
    Interval {
        value,
        standard_error,
        low: ends.map(|(value, error)| value - HALF * error),
        high: ends.map(|(value, error)| value + HALF * error),
        interval_from: if ends.is_some() { IntervalFrom::Sampling } else { IntervalFrom::Nothing },
        replicates: 1,
    }
}

/// What a mean is taken over, in words.
pub fn part(pool: usize, language: Language) -> String {
    match (language, pool) {
        (Language::English, 1) => "hundredth".to_owned(),
        (Language::English, _) => format!("group of {pool} hundredths"),
        (Language::Korean, 1) => "백분위별".to_owned(),
        (Language::Korean, _) => format!("백분위를 {pool}개씩 묶은 구간별"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::summary::example::results;

    fn with_people(people: u64) -> RunResults {
        let mut made = results(1, 2);
        made.percentiles.iter_mut().for_each(|row| row.people = people);
        made
    }

    #[test]
    fn as_few_hundredths_are_pooled_as_give_enough_people() {
        for (people, expected) in
            [(1000, 1), (216, 1), (215, 2), (107, 5), (44, 5), (43, 10), (2, 10), (0, 10)]
        {
            let made = with_people(people);
            assert_eq!(pool(&made, &made.years), expected, "{people}");
        }
    }

    #[test]
    fn a_group_has_the_mean_and_the_error_of_all_its_people() {
        let mut made = with_people(2);
        let scores = [[90.0, 110.0], [95.0, 85.0], [104.0, 100.0], [120.0, 80.0], [99.0, 101.0]];
        for (row, [one, other]) in made.percentiles.iter_mut().zip(scores) {
            row.mean_iq = Some(f64::midpoint(one, other));
            row.iq_sd = Some((one - other).abs() / 2.0);
        }
        let all: Vec<f64> = scores.into_iter().flatten().collect();
        let mean = all.iter().sum::<f64>() / 10.0;
        let squares: f64 = all.iter().map(|score| (score - mean).powi(2)).sum();
        let first = groups(&made, made.years[0], 5)[0];
        assert_eq!(first.ends, (1.0, 5.0));
        assert!((first.mark().x - 3.0).abs() < 1e-12);
        assert!((first.iq.value.expect("a mean") - mean).abs() < 1e-9);
        let error = (squares / 9.0 / 10.0).sqrt();
        assert!((first.iq.standard_error.expect("an error") - error).abs() < 1e-9);
        assert!((first.iq.high.expect("an end") - mean - 1.96 * error).abs() < 1e-9);
    }

    #[test]
    fn alone_a_hundredth_is_as_in_the_tables() {
        let made = with_people(5000);
        let all = groups(&made, made.years[0], 1);
        assert_eq!(all.len(), 100);
        assert_eq!(all[99].iq.value, made.percentiles[99].mean_iq);
        assert_eq!(all[99].ends, (100.0, 100.0));
    }
}
