//! Rows of a store in memory: from finished runs to tables, and from parts back to the values that are asked for.

use super::part::{self, Part};
use super::{RunKey, RunRow, Status};
use crate::store::columns::{Column, ColumnValues, Table};
use crate::store::error::StoreError;
use crate::store::tables::{text, whole};
use std::collections::HashMap;
use std::path::Path;

/// Kinds of parts.
pub const RUNS: &str = "runs";
pub const SERIES: &str = "series";

const KEY: &str = "Key of the run: its resolved scenario and the program.";
const REPLICATE: &str = "Number of the replicate.";

/// Finished runs as a part; `measures` name the values.
pub fn runs_table(rows: &[RunRow], measures: &[String]) -> Table {
    let mut columns = vec![
        text("key", KEY, rows, |row: &RunRow| row.key.to_string()),
        whole("replicate", REPLICATE, "", rows, |row: &RunRow| Some(i64::from(row.replicate))),
        text("status", "How the run ended.", rows, |row: &RunRow| row.status.word().to_owned()),
        text("stage", "Where it failed.", rows, |row: &RunRow| row.stage.to_owned()),
        text("message", "Why it failed.", rows, |row: &RunRow| row.message.clone()),
    ];
    columns.extend(measures.iter().enumerate().map(|(index, name)| {
        let values = rows.iter().map(|row| row.values.get(index).copied().flatten()).collect();
        Column::new(name, "Measured value.", "", ColumnValues::Number(values))
    }));
    Table { name: RUNS, row: "one run", columns }
}

/// The series of finished runs as a part; `metrics` name them.
pub fn series_table(rows: &[RunRow], metrics: &[String]) -> Table {
    let points: Vec<(&RunRow, _)> =
        rows.iter().flat_map(|row| row.series.iter().map(move |point| (row, point))).collect();
    let columns = vec![
        text("key", KEY, &points, |(row, _)| row.key.to_string()),
        whole("replicate", REPLICATE, "", &points, |(row, _)| Some(i64::from(row.replicate))),
        text("metric", "Name of the metric.", &points, |(_, point)| {
            metrics.get(usize::from(point.metric)).cloned().unwrap_or_default()
        }),
        whole("year", "Calendar year.", "year", &points, |(_, point)| Some(i64::from(point.year))),
        crate::store::tables::number("value", "Value.", "", &points, |(_, point)| point.value),
    ];
    Table { name: SERIES, row: "one metric in one year of one run", columns }
}

/// What a store knows about the measures asked for, by key and replicate.
#[derive(Debug, Default)]
pub struct Rows {
    places: HashMap<(RunKey, u32), u32>,
    statuses: Vec<Status>,
    values: Vec<f64>,
    /// Stage and message of runs that did not end well.
    reasons: HashMap<u32, (String, String)>,
    width: usize,
}

/// One run of a store.
#[derive(Clone, Copy, Debug)]
pub struct StoredRun<'a> {
    pub status: Status,
    pub stage: &'a str,
    pub message: &'a str,
    values: &'a [f64],
}

impl StoredRun<'_> {
    /// A measured value, in the order in which the measures were asked for.
    pub fn value(&self, measure: usize) -> Option<f64> {
        self.values.get(measure).copied().filter(|value| value.is_finite())
    }
}

impl Rows {
    /// Reads every part of a store. Parts without one of the measures are left out: their runs lack it.
    ///
    /// # Errors
    /// A part that cannot be read.
    pub fn load(folder: &Path, measures: &[String]) -> Result<Self, StoreError> {
        let mut rows = Self { width: measures.len(), ..Self::default() };
        for path in part::list(folder, RUNS)? {
            rows.add_part(&Part::open(&path)?, measures)?;
        }
        Ok(rows)
    }

    /// Runs in the store.
    pub fn len(&self) -> usize {
        self.statuses.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.statuses.is_empty()
    }

    /// A run, if it has been finished.
    pub fn get(&self, key: RunKey, replicate: u32) -> Option<StoredRun<'_>> {
        let place = *self.places.get(&(key, replicate))?;
        let start = place as usize * self.width;
        let reason = self.reasons.get(&place);
        Some(StoredRun {
            status: *self.statuses.get(place as usize)?,
            stage: reason.map_or("", |reason| &reason.0),
            message: reason.map_or("", |reason| &reason.1),
            values: self.values.get(start..start + self.width)?,
        })
    }

    /// Numbers of runs that ended in each way.
    pub fn count(&self, status: Status) -> usize {
        self.statuses.iter().filter(|&&one| one == status).count()
    }

    fn add_part(&mut self, part: &Part, measures: &[String]) -> Result<(), StoreError> {
        let named = ["key", "replicate", "status", "stage", "message"].map(|name| part.column(name));
        let [Some(key), Some(replicate), Some(status), Some(stage), Some(message)] = named else {
            return Ok(());
        };
        let Some(columns) = measures.iter().map(|name| part.column(name)).collect::<Option<Vec<usize>>>()
        else {
            return Ok(());
        };
        for group in 0..part.groups() {
            let (keys, replicates) = (part.texts(group, key)?, part.whole(group, replicate)?);
            let (statuses, stages) = (part.texts(group, status)?, part.texts(group, stage)?);
            let messages = part.texts(group, message)?;
            let values: Vec<Vec<Option<f64>>> =
                columns.iter().map(|&column| part.numbers(group, column)).collect::<Result<_, _>>()?;
            for row in 0..keys.len() {
                let (Some(key), Some(replicate), Some(status)) = (
                    RunKey::parse(&keys[row]),
                    replicates[row].and_then(|number| u32::try_from(number).ok()),
                    Status::parse(&statuses[row]),
                ) else {
                    continue;
                };
                let cells = values.iter().map(|column| column[row].unwrap_or(f64::NAN));
                self.add((key, replicate), status, (&stages[row], &messages[row]), cells);
            }
        }
        Ok(())
    }

    /// Keeps the better of two rows of the same run, so that the order of the parts does not matter.
    fn add(
        &mut self,
        run: (RunKey, u32),
        status: Status,
        (stage, message): (&str, &str),
        values: impl Iterator<Item = f64>,
    ) {
        let place = match self.places.get(&run) {
            Some(&place) if self.rank(place) <= (status, stage, message) => return,
            Some(&place) => place,
            None => {
                let place = self.statuses.len() as u32;
                self.places.insert(run, place);
                self.statuses.push(status);
                self.values.extend(std::iter::repeat_n(f64::NAN, self.width));
                place
            }
        };
        self.statuses[place as usize] = status;
        let start = place as usize * self.width;
        for (cell, value) in self.values[start..start + self.width].iter_mut().zip(values) {
            *cell = value;
        }
        self.reasons.remove(&place);
        if !stage.is_empty() || !message.is_empty() {
            self.reasons.insert(place, (stage.to_owned(), message.to_owned()));
        }
    }

    fn rank(&self, place: u32) -> (Status, &str, &str) {
        let reason = self.reasons.get(&place);
        (
            self.statuses[place as usize],
            reason.map_or("", |reason| &reason.0),
            reason.map_or("", |reason| &reason.1),
        )
    }
}

/// Values of one metric by key, replicate and year.
pub type SeriesValues = HashMap<(RunKey, u32), Vec<(i32, Option<f64>)>>;

/// Reads the series of one metric for the runs that `wanted` picks; call it for some runs at a time to spare memory.
///
/// # Errors
/// A part that cannot be read.
pub fn load_series(
    folder: &Path,
    metric: &str,
    wanted: &dyn Fn(RunKey, u32) -> bool,
) -> Result<SeriesValues, StoreError> {
    let mut found = SeriesValues::new();
    for path in part::list(folder, SERIES)? {
        let part = Part::open(&path)?;
        let named = ["key", "replicate", "metric", "year", "value"].map(|name| part.column(name));
        let [Some(key), Some(replicate), Some(name), Some(year), Some(value)] = named else { continue };
        for group in 0..part.groups() {
            let (keys, names) = (part.texts(group, key)?, part.texts(group, name)?);
            let (replicates, years) = (part.whole(group, replicate)?, part.whole(group, year)?);
            let values = part.numbers(group, value)?;
            for row in 0..keys.len() {
                let (Some(key), Some(replicate), Some(year)) =
                    (RunKey::parse(&keys[row]), replicates[row], years[row])
                else {
                    continue;
                };
                let (replicate, year) = (replicate as u32, year as i32);
                if names[row] == metric && wanted(key, replicate) {
                    found.entry((key, replicate)).or_default().push((year, values[row]));
                }
            }
        }
    }
    for series in found.values_mut() {
        series.sort_by_key(|(year, _)| *year);
        series.dedup_by_key(|(year, _)| *year);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn row(key: u128, status: Status, value: Option<f64>) -> RunRow {
        let stage = if status.is_final() { "" } else { "simulation" };
        let (key, message) = (RunKey(key), stage.to_owned());
        RunRow { key, replicate: 3, status, stage, message, values: vec![value], series: Vec::new() }
    }

    fn store(parts: &[Vec<RunRow>], measures: &[&[&str]]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (rows, names) in parts.iter().zip(measures) {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            part::write(folder.path(), RUNS, &runs_table(rows, &names)).expect("written");
        }
        folder
    }

    #[test]
    fn what_is_stored_is_found_and_the_better_of_two_rows_counts_in_any_order() {
        let first = vec![row(1, Status::Failed, None), row(2, Status::Ok, Some(0.25))];
        let second = vec![row(1, Status::Ok, Some(0.5)), row(3, Status::NonFinite, None)];
        for parts in [[first.clone(), second.clone()], [second, first]] {
            let folder = store(&parts, &[&["a@1"], &["a@1"]]);
            let rows = Rows::load(folder.path(), &["a@1".to_owned()]).expect("readable");
            assert_eq!((rows.len(), rows.count(Status::Ok), rows.count(Status::Failed)), (3, 2, 0));
            let run = rows.get(RunKey(1), 3).expect("there");
            assert_eq!((run.status, run.value(0), run.message), (Status::Ok, Some(0.5), ""));
            assert_eq!(rows.get(RunKey(3), 3).and_then(|run| run.value(0)), None);
            assert!(rows.get(RunKey(1), 4).is_none(), "another replicate");
        }
    }

    #[test]
    fn runs_that_lack_a_measure_are_not_known() {
        let folder = store(&[vec![row(1, Status::Ok, Some(0.5))]], &[&["a@1"]]);
        let both = ["a@1".to_owned(), "b@1".to_owned()];
        assert!(Rows::load(folder.path(), &both).expect("readable").is_empty());
    }

    #[test]
    fn files_aside_are_no_parts_and_a_broken_part_is_named() {
        let folder = store(&[vec![row(1, Status::Ok, Some(0.5))]], &[&["a@1"]]);
        fs::write(folder.path().join(".aside-9"), "half").expect("writable");
        assert_eq!(Rows::load(folder.path(), &["a@1".to_owned()]).expect("readable").len(), 1);
        fs::write(folder.path().join("runs-broken.parquet"), "half").expect("writable");
        let error = Rows::load(folder.path(), &["a@1".to_owned()]).expect_err("broken");
        assert!(error.to_string().contains("runs-broken.parquet"), "{error}");
    }
}
