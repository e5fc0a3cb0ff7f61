//! What the runs of a sweep say: means with intervals for each configuration, and whether configurations differ at all.

use super::execute::Keys;
use super::plan::Plan;
use crate::store::interval::Interval;
use crate::store::runs::Status;
use crate::store::runs::rows::{Rows, StoredRun};
use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, FisherSnedecor};

/// The finished runs of a plan.
#[derive(Clone, Copy)]
pub struct Finished<'a> {
    pub plan: &'a Plan,
    pub rows: &'a Rows,
    pub keys: &'a Keys,
}

/// How many runs ended in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Counts {
    pub ok: u64,
    pub non_finite: u64,
    pub failed: u64,
    pub timed_out: u64,
    /// Not done yet, or left to another shard.
    pub missing: u64,
}

impl Counts {
    /// Runs that ended, well or not.
    pub fn ended(&self) -> u64 {
        self.ok + self.non_finite + self.failed + self.timed_out
    }

    /// Runs that did not end well.
    pub fn bad(&self) -> u64 {
        self.non_finite + self.failed + self.timed_out
    }

    fn add(&mut self, status: Option<Status>) {
        *match status {
            Some(Status::Ok) => &mut self.ok,
            Some(Status::NonFinite) => &mut self.non_finite,
            Some(Status::Failed) => &mut self.failed,
            Some(Status::TimedOut) => &mut self.timed_out,
            None => &mut self.missing,
        } += 1;
    }
}

/// Where a measure is lowest and highest.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Spread {
    pub measure: String,
    pub metric: String,
    pub year: i32,
    pub unit: String,
    /// Configurations with a value.
    pub configurations: u64,
    pub lowest: Point,
    pub highest: Point,
    pub differ: Differ,
}

/// One configuration.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Point {
    pub configuration: u64,
    /// The values of its axes, as `name = value`.
    pub values: Vec<String>,
    pub interval: Interval,
}

/// Whether configurations differ by more than chance.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Differ {
    Yes,
    CannotTell,
    /// Fewer than two replicates or configurations.
    Unknown,
}

impl<'a> Finished<'a> {
    /// A run, if it has ended.
    pub fn run(&self, configuration: u64, offset: u32) -> Option<StoredRun<'a>> {
        let key = self.keys.get(configuration)?;
        self.rows.get(key, self.plan.first_replicate(configuration) + offset)
    }

    /// Values of a measure in the replicates of a configuration that ended well or defined it.
    pub fn values(&self, configuration: u64, measure: usize) -> Vec<f64> {
        let value = |offset| self.run(configuration, offset)?.value(measure);
        (0..self.plan.replicates).filter_map(value).collect()
    }

    /// Mean of a measure with its interval over replicates.
    pub fn interval(&self, configuration: u64, measure: usize) -> Interval {
        Interval::over_replicates(&self.values(configuration, measure))
    }

    /// How the runs of all configurations ended.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for configuration in 0..self.plan.configurations() {
            for offset in 0..self.plan.replicates {
                counts.add(self.run(configuration, offset).map(|run| run.status));
            }
        }
        counts
    }

    /// The first runs that did not end well, as `configuration, stage: message`, each message once.
    pub fn troubles(&self, most: usize) -> Vec<String> {
        let mut seen: Vec<String> = Vec::new();
        let mut list = Vec::new();
        for configuration in 0..self.plan.configurations() {
            for offset in 0..self.plan.replicates {
                let Some(run) = self.run(configuration, offset).filter(|run| run.status != Status::Ok) else {
                    continue;
                };
                let words = format!("{} ({})", run.message, run.stage);
                if list.len() < most && !seen.contains(&words) {
                    list.push(format!("configuration {configuration}: {words}"));
                    seen.push(words);
                }
            }
        }
        list
    }

    /// Where a measure is lowest and highest; `None` where it is defined nowhere.
    pub fn spread(&self, measure: usize) -> Option<Spread> {
        let of = self.plan.measures.get(measure)?;
        let mut lowest: Option<(u64, f64)> = None;
        let mut highest: Option<(u64, f64)> = None;
        let mut count = 0;
        for configuration in 0..self.plan.configurations() {
            let values = self.values(configuration, measure);
            if values.is_empty() {
                continue;
            }
            count += 1;
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            if lowest.is_none_or(|(_, low)| mean < low) {
                lowest = Some((configuration, mean));
            }
            if highest.is_none_or(|(_, high)| mean > high) {
                highest = Some((configuration, mean));
            }
        }
        Some(Spread {
            measure: of.name(),
            metric: of.metric.clone(),
            year: of.year,
            unit: of.unit.clone(),
            configurations: count,
            lowest: self.point(lowest?.0, measure),
            highest: self.point(highest?.0, measure),
            differ: self.differ(measure),
        })
    }

    fn point(&self, configuration: u64, measure: usize) -> Point {
        let names = self.plan.axes.iter().map(|axis| axis.name.clone());
        let values = names.zip(self.plan.values(configuration));
        Point {
            configuration,
            values: values.map(|(name, value)| format!("{name} = {}", value.plain())).collect(),
            interval: self.interval(configuration, measure),
        }
    }

    /// Analysis of variance over the configurations whose replicates all ended well: do their means differ (5 % level)?
    ///
    /// Replicates are blocks where all configurations have the same people and luck.
    fn differ(&self, measure: usize) -> Differ {
        let replicates = self.plan.replicates as usize;
        let mut table: Vec<Vec<f64>> = Vec::new();
        for configuration in 0..self.plan.configurations() {
            let values = self.values(configuration, measure);
            if values.len() == replicates {
                table.push(values);
            }
        }
        let shared = self.plan.first_replicate(self.plan.configurations() - 1) == 0;
        significant(&table, shared)
    }
}

/// The F test at the 5 % level; `blocks`: columns are replicates that all rows share.
fn significant(table: &[Vec<f64>], blocks: bool) -> Differ {
    let (rows, columns) = (table.len(), table.first().map_or(0, Vec::len));
    if rows < 2 || columns < 2 {
        return Differ::Unknown;
    }
    let mean = |values: &mut dyn Iterator<Item = f64>, count: usize| values.sum::<f64>() / count as f64;
    let row_means: Vec<f64> = table.iter().map(|row| mean(&mut row.iter().copied(), columns)).collect();
    let all = mean(&mut row_means.iter().copied(), rows);
    let column_means: Vec<f64> = (0..columns)
        .map(|column| if blocks { mean(&mut table.iter().map(|row| row[column]), rows) } else { all })
        .collect();
    let between: f64 = row_means.iter().map(|mean| (mean - all).powi(2)).sum::<f64>() * columns as f64;
    let mut within = 0.0;
    for (row, row_mean) in table.iter().zip(&row_means) {
        within += row
            .iter()
            .zip(&column_means)
            .map(|(value, column)| (value - row_mean - column + all).powi(2))
            .sum::<f64>();
    }
    let degrees =
        ((rows - 1) as f64, if blocks { (rows - 1) * (columns - 1) } else { rows * (columns - 1) } as f64);
    if within <= 0.0 {
        return if between > 0.0 { Differ::Yes } else { Differ::CannotTell };
    }
    let ratio = (between / degrees.0) / (within / degrees.1);
    match FisherSnedecor::new(degrees.0, degrees.1) {
        Ok(distribution) if distribution.sf(ratio) < 0.05 => Differ::Yes,
        _ => Differ::CannotTell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: row means 1 and 3, residuals ±0.5: F = (2·2·1/1) / (1/…) and the 5 % point of F(1, 2) is 18.5.
    #[test]
    fn the_f_test_agrees_with_a_table_worked_by_hand() {
        let far = [vec![0.5, 1.5, 1.0], vec![10.5, 9.5, 10.0]];
        assert_eq!(significant(&far, false), Differ::Yes);
        let near = [vec![0.5, 1.5], vec![1.5, 1.0]];
        assert_eq!(significant(&near, false), Differ::CannotTell);
        assert_eq!(significant(&[vec![1.0], vec![2.0]], false), Differ::Unknown);
        // What all rows share is no noise where replicates are blocks: F = 16·… against 0.
        let blocked = [vec![0.0, 10.0, 20.0], vec![1.0, 11.0, 21.5]];
        assert_eq!(significant(&blocked, false), Differ::CannotTell);
        assert_eq!(significant(&blocked, true), Differ::Yes);
    }
}
