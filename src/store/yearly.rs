//! The tables by year: every metric in every replicate, and what the replicates say together.

use super::columns::{Column, ColumnValues, Table};
use super::interval::{Interval, Spread, defined, level};
use crate::run::results::RunResults;
use crate::stats::estimate::Estimate;

/// One row for each replicate and year: all values, then the sampling errors of those that have one.
pub fn yearly(results: &RunResults) -> Table {
    let mut columns = vec![
        Column::new(
            "replicate",
            "Number of the replicate, from 0.",
            "",
            ColumnValues::Integer(
                (0..results.replicates())
                    .flat_map(|replicate| results.years.iter().map(move |_| Some(replicate as i64)))
                    .collect(),
            ),
        ),
        Column::new(
            "year",
            "Calendar year.",
            "year",
            ColumnValues::Integer(
                (0..results.replicates())
                    .flat_map(|_| results.years.iter().map(|&year| Some(i64::from(year))))
                    .collect(),
            ),
        ),
    ];
    for (index, metric) in results.metrics.iter().enumerate() {
        let meaning = format!("{} Observed: {}.", metric.meaning, metric.observation);
        let values = series(results, index, |estimate| estimate.value);
        columns.push(Column::new(&metric.name, &meaning, &metric.unit, ColumnValues::Number(values)));
    }
    for (index, metric) in results.metrics.iter().enumerate() {
        // Whether the people sufficed for an error must not change which columns there are.
        let observed = results
            .estimates
            .slice(ndarray::s![.., .., index])
            .iter()
            .any(|estimate| estimate.people > 0 || estimate.standard_error.is_some());
        if observed {
            let errors = series(results, index, |estimate| estimate.standard_error);
            let meaning = format!("Sampling error (standard error) of {}.", metric.name);
            let name = format!("{}_se", metric.name);
            columns.push(Column::new(&name, &meaning, &metric.unit, ColumnValues::Number(errors)));
        }
    }
    Table { name: "yearly", row: "one replicate in one year", columns }
}

/// One row for each year and metric: how it lies over the replicates.
pub fn yearly_summary(results: &RunResults) -> Table {
    let mut rows = Vec::with_capacity(results.years.len() * results.metrics.len());
    for (year_index, &year) in results.years.iter().enumerate() {
        for (metric_index, metric) in results.metrics.iter().enumerate() {
            rows.push(SummaryRow {
                year,
                metric: metric.name.clone(),
                spread: Spread::of(&defined(results, year_index, metric_index).0),
                interval: level(results, year_index, metric_index),
            });
        }
    }
    let quantile = |share: f64| move |row: &SummaryRow| row.spread.as_ref()?.quantile(share);
    let of_metric = "unit of the metric";
    let number = |name: &str, meaning: &str, value: &dyn Fn(&SummaryRow) -> Option<f64>| {
        Column::new(name, meaning, of_metric, ColumnValues::Number(rows.iter().map(value).collect()))
    };
    let columns = vec![
        whole("year", "Calendar year.", "year", &rows, |row| i64::from(row.year)),
        text("metric", "Name of the metric: a column of `yearly`.", &rows, |row| row.metric.clone()),
        number("mean", "Mean over replicates.", &|row| row.interval.value),
        number("sd", "Standard deviation between replicates; empty for fewer than two.", &|row| {
            row.spread.as_ref()?.sd
        }),
        number("p05", "5th percentile over replicates.", &quantile(0.05)),
        number("p50", "Median over replicates.", &quantile(0.5)),
        number("p95", "95th percentile over replicates.", &quantile(0.95)),
        whole("replicates", "Replicates in which the metric is defined.", "replicates", &rows, |row| {
            row.interval.replicates as i64
        }),
        number(
            "standard_error",
            "Standard error of the mean: over replicates from two on, else the sampling error of the one run.",
            &|row| row.interval.standard_error,
        ),
        text(
            "error_from",
            "`replicates` (people and AI progress), `sampling` (people alone) or empty (no error).",
            &rows,
            |row| row.interval.interval_from.word().to_owned(),
        ),
    ];
    Table { name: "yearly_summary", row: "one metric in one year", columns }
}

struct SummaryRow {
    year: i32,
    metric: String,
    spread: Option<Spread>,
    interval: Interval,
}

fn whole(
    name: &str,
    meaning: &str,
    unit: &str,
    rows: &[SummaryRow],
    value: impl Fn(&SummaryRow) -> i64,
) -> Column {
    Column::new(name, meaning, unit, ColumnValues::Integer(rows.iter().map(|row| Some(value(row))).collect()))
}

fn text(name: &str, meaning: &str, rows: &[SummaryRow], value: impl Fn(&SummaryRow) -> String) -> Column {
    Column::new(name, meaning, "", ColumnValues::Text(rows.iter().map(value).collect()))
}

/// One number of a metric in every replicate and year, in the order of the rows.
fn series(results: &RunResults, metric: usize, number: fn(&Estimate) -> Option<f64>) -> Vec<Option<f64>> {
    let cells = (0..results.replicates())
        .flat_map(|replicate| (0..results.years.len()).map(move |year| [replicate, year, metric]));
    cells.map(|cell| results.estimates.get(cell).and_then(number)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::summary::example::results;
    use super::*;

    fn numbers(table: &Table, name: &str) -> Vec<Option<f64>> {
        match table.column(name).map(Column::values) {
            Some(ColumnValues::Number(values)) => values.clone(),
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn every_replicate_and_year_is_a_row_and_exact_metrics_have_no_error_column() {
        let table = yearly(&results(3, 2));
        assert_eq!(table.rows(), 6);
        assert!(table.columns.iter().all(|column| column.rows() == 6));
        assert!(table.column("gini_se").is_some());
        assert!(table.column("human_involvement").is_some());
        assert!(table.column("human_involvement_se").is_none());
        let last_value = table.columns.iter().rposition(|column| !column.name.ends_with("_se"));
        let first_error = table.columns.iter().position(|column| column.name.ends_with("_se"));
        assert!(last_value < first_error);
    }

    #[test]
    fn the_error_comes_from_replicates_from_two_on() {
        let source = |replicates| match yearly_summary(&results(replicates, 1)).column("error_from") {
            Some(column) => column.values().clone(),
            None => panic!("no such column"),
        };
        let ColumnValues::Text(many) = source(2) else { panic!("text") };
        assert!(many.iter().all(|word| word == "replicates" || word.is_empty()));
        let ColumnValues::Text(one) = source(1) else { panic!("text") };
        assert!(one.contains(&"sampling".to_owned()) && one.contains(&String::new()));
        assert!(numbers(&yearly_summary(&results(1, 1)), "sd").iter().all(Option::is_none));
    }

    #[test]
    fn undefined_stays_undefined() {
        let mut undefined = results(2, 2);
        undefined.estimates.fill(Estimate::undefined(10));
        assert!(numbers(&yearly(&undefined), "gini").iter().all(Option::is_none));
        for name in ["mean", "sd", "p05", "p50", "p95", "standard_error"] {
            assert!(numbers(&yearly_summary(&undefined), name).iter().all(Option::is_none), "{name}");
        }
    }
}
