//! The tables of a sweep, piece by piece: every run, means of every configuration, series.

use super::domain::{AxisValue, Domain};
use super::plan::Plan;
use super::summary::Finished;
use crate::store::columns::{Column, ColumnValues, Table};
use crate::store::error::StoreError;
use crate::store::interval::Interval;
use crate::store::runs::rows::{SeriesValues, load_series};
use crate::store::tables::{number, text, whole};
use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

/// Rows of a piece of a table, about.
const PIECE: u64 = 1 << 16;

const CONFIGURATION: &str = "Number of the configuration, from 0.";
const OF_METRIC: &str = "unit of the metric";

/// Configurations in pieces of so many that their rows fit.
fn pieces(plan: &Plan, rows_each: u64) -> impl Iterator<Item = Range<u64>> + use<> {
    let step = (PIECE / rows_each.max(1)).max(1);
    let count = plan.configurations();
    (0..count.div_ceil(step)).map(move |piece| piece * step..count.min((piece + 1) * step))
}

/// One row for each run that has ended.
pub fn runs<'a>(finished: Finished<'a>) -> impl Iterator<Item = Table> + use<'a> {
    pieces(finished.plan, u64::from(finished.plan.replicates)).map(move |range| runs_piece(finished, range))
}

fn runs_piece(finished: Finished, range: Range<u64>) -> Table {
    let plan = finished.plan;
    let mut rows = Vec::new();
    for configuration in range {
        let values = plan.values(configuration);
        for offset in 0..plan.replicates {
            if let Some(run) = finished.run(configuration, offset) {
                rows.push((configuration, plan.first_replicate(configuration) + offset, values.clone(), run));
            }
        }
    }
    type Row<'a> = (u64, u32, Vec<AxisValue>, crate::store::runs::rows::StoredRun<'a>);
    let mut columns = vec![
        whole("configuration", CONFIGURATION, "", &rows, |row: &Row| i64::try_from(row.0).ok()),
        whole("replicate", "Number of the replicate.", "", &rows, |row: &Row| Some(i64::from(row.1))),
    ];
    columns.extend(axis_columns(plan, &rows.iter().map(|row| row.2.as_slice()).collect::<Vec<_>>()));
    columns.push(text(
        "status",
        "How the run ended: ok, non_finite, failed or timed_out.",
        &rows,
        |row: &Row| row.3.status.word().to_owned(),
    ));
    let stage = "Where it went wrong: scenario, memory, simulation or measure.";
    columns.push(text("stage", stage, &rows, |row: &Row| row.3.stage.to_owned()));
    columns.push(text("message", "What went wrong.", &rows, |row: &Row| row.3.message.to_owned()));
    for (index, measure) in plan.measures.iter().enumerate() {
        let meaning = format!("{} in {}.", measure.metric, measure.year);
        columns.push(number(&measure.name(), &meaning, &measure.unit, &rows, |row: &Row| row.3.value(index)));
    }
    let key = "Key of the run in the store: a hash of its resolved scenario and of the program.";
    columns.push(text("key", key, &rows, |row: &Row| {
        finished.keys.get(row.0).map_or_else(String::new, |key| key.to_string())
    }));
    Table { name: "runs", row: "one run that has ended", columns }
}

/// The axes as columns: numbers where all values are numbers, else words.
fn axis_columns(plan: &Plan, rows: &[&[AxisValue]]) -> Vec<Column> {
    let column = |(index, axis): (usize, &super::axis::Axis)| {
        let numeric = match &axis.domain {
            Domain::Values(values) => values.iter().all(|value| value.number().is_some()),
            _ => true,
        };
        let values = if numeric {
            ColumnValues::Number(rows.iter().map(|row| row[index].number()).collect())
        } else {
            ColumnValues::Text(rows.iter().map(|row| row[index].plain()).collect())
        };
        Column::new(&axis.name, &format!("{} ({}).", axis.meaning, axis.role.word()), &axis.unit, values)
    };
    plan.axes.iter().enumerate().map(column).collect()
}

/// One row for each configuration and measure.
struct SummaryRow {
    configuration: u64,
    values: Vec<AxisValue>,
    metric: String,
    year: i32,
    interval: Interval,
}

/// Mean, standard deviation, number and interval of each measure in each configuration.
pub fn summary<'a>(finished: Finished<'a>) -> impl Iterator<Item = Table> + use<'a> {
    pieces(finished.plan, finished.plan.measures.len() as u64).map(move |range| {
        let plan = finished.plan;
        let mut rows = Vec::new();
        for configuration in range {
            let values = plan.values(configuration);
            for (index, measure) in plan.measures.iter().enumerate() {
                rows.push(SummaryRow {
                    configuration,
                    values: values.clone(),
                    metric: measure.metric.clone(),
                    year: measure.year,
                    interval: finished.interval(configuration, index),
                });
            }
        }
        summary_table(plan, "summary", "one measure in one configuration", &rows)
    })
}

fn summary_table(plan: &Plan, name: &'static str, row: &'static str, rows: &[SummaryRow]) -> Table {
    let mut columns = vec![whole("configuration", CONFIGURATION, "", rows, |row: &SummaryRow| {
        i64::try_from(row.configuration).ok()
    })];
    columns.extend(axis_columns(plan, &rows.iter().map(|row| row.values.as_slice()).collect::<Vec<_>>()));
    columns.push(text("metric", "Name of the metric: a column of `yearly`.", rows, |row: &SummaryRow| {
        row.metric.clone()
    }));
    columns.push(whole("year", "Calendar year.", "year", rows, |row: &SummaryRow| Some(i64::from(row.year))));
    columns.push(whole("replicates", "Replicates in which it is defined.", "", rows, |row: &SummaryRow| {
        Some(row.interval.replicates as i64)
    }));
    let sd = |interval: &Interval| Some(interval.standard_error? * (interval.replicates as f64).sqrt());
    columns.extend([
        number("mean", "Mean over replicates.", OF_METRIC, rows, |row: &SummaryRow| row.interval.value),
        number("sd", "Standard deviation between replicates.", OF_METRIC, rows, |row: &SummaryRow| {
            sd(&row.interval)
        }),
        number("low", "Lower end of the 95 % interval of the mean.", OF_METRIC, rows, |row: &SummaryRow| {
            row.interval.low
        }),
        number("high", "Upper end of the 95 % interval of the mean.", OF_METRIC, rows, |row: &SummaryRow| {
            row.interval.high
        }),
    ]);
    Table { name, row, columns }
}

/// Mean and interval of each kept metric in each year of each configuration; read from the store a piece at a time.
pub fn series<'a>(finished: Finished<'a>, store: &'a Path) -> impl Iterator<Item = Table> + use<'a> {
    let run = &finished.plan.base.settings.run;
    let years = u64::from(run.years) + 1;
    let rows_each = years * finished.plan.series_metrics().len() as u64 * u64::from(finished.plan.replicates);
    pieces(finished.plan, rows_each / 16).map(move |range| {
        let plan = finished.plan;
        let mut rows = Vec::new();
        for metric in plan.series_metrics() {
            // A store that could be read a moment ago; whatever is missing now is missing in the table.
            let values = series_of(finished, store, &metric, range.clone()).unwrap_or_default();
            for configuration in range.clone() {
                rows.extend(series_rows(finished, &metric, configuration, &values));
            }
        }
        rows.sort_by_key(|row| row.configuration);
        summary_table(plan, "series", "one metric in one year of one configuration", &rows)
    })
}

/// The series of a metric in some configurations.
///
/// # Errors
/// A store that cannot be read.
pub fn series_of(
    finished: Finished,
    store: &Path,
    metric: &str,
    configurations: Range<u64>,
) -> Result<SeriesValues, StoreError> {
    let keys: HashSet<_> = configurations.filter_map(|number| finished.keys.get(number)).collect();
    load_series(store, metric, &|key, _| keys.contains(&key))
}

fn series_rows(
    finished: Finished,
    metric: &str,
    configuration: u64,
    values: &SeriesValues,
) -> Vec<SummaryRow> {
    let plan = finished.plan;
    let Some(key) = finished.keys.get(configuration) else { return Vec::new() };
    let first = plan.first_replicate(configuration);
    let series: Vec<_> =
        (first..first + plan.replicates).filter_map(|replicate| values.get(&(key, replicate))).collect();
    let mut years: Vec<i32> = series.iter().flat_map(|one| one.iter().map(|(year, _)| *year)).collect();
    years.sort_unstable();
    years.dedup();
    let axis_values = plan.values(configuration);
    let row = |year: i32| {
        let in_year = |one: &&Vec<(i32, Option<f64>)>| {
            one.binary_search_by_key(&year, |(year, _)| *year).ok().and_then(|index| one[index].1)
        };
        SummaryRow {
            configuration,
            values: axis_values.clone(),
            metric: metric.to_owned(),
            year,
            interval: Interval::over_replicates(&series.iter().filter_map(in_year).collect::<Vec<f64>>()),
        }
    };
    years.into_iter().map(row).collect()
}
