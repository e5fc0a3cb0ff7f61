//! Findings as tables for the result files.

use super::attribution::Attribution;
use super::comparison::{Comparison, Row};
use super::conditions::TwoWay;
use crate::store::columns::{Column, ColumnValues, Table};
use crate::store::interval::Interval;

const OF_METRIC: &str = "unit of the metric";

/// Every metric in every year of some comparisons.
pub fn comparison(comparisons: &[Comparison]) -> Table {
    let rows: Vec<(&Comparison, Row)> = comparisons
        .iter()
        .flat_map(|comparison| {
            let names: Vec<String> = comparison.metrics.iter().map(|metric| metric.name.clone()).collect();
            comparison.rows(&names, &comparison.years).into_iter().map(move |row| (comparison, row))
        })
        .collect();
    let number = |name: &str, meaning: &str, unit: &str, value: &dyn Fn(&Row) -> Option<f64>| {
        Column::new(name, meaning, unit, ColumnValues::Number(rows.iter().map(|(_, row)| value(row)).collect()))
    };
    let text = |name: &str, meaning: &str, value: &dyn Fn(&(&Comparison, Row)) -> String| {
        Column::new(name, meaning, "", ColumnValues::Text(rows.iter().map(value).collect()))
    };
    let whole = |name: &str, meaning: &str, unit: &str, value: &dyn Fn(&Row) -> Option<i64>| {
        Column::new(name, meaning, unit, ColumnValues::Integer(rows.iter().map(|(_, row)| value(row)).collect()))
    };
    let columns = vec![
        text("base", "Name of the base world.", &|(comparison, _)| comparison.base.clone()),
        text("other", "Name of the other world.", &|(comparison, _)| comparison.other.clone()),
        whole("year", "Calendar year.", "year", &|row| Some(i64::from(row.year))),
        text("metric", "Name of the metric: a column of `yearly`.", &|(_, row)| row.metric.clone()),
        number("base_mean", "Mean over replicates in the base world.", OF_METRIC, &|row| row.difference.base.value),
        number("other_mean", "Mean over replicates in the other world.", OF_METRIC, &|row| row.difference.other.value),
        number("difference", "Other less base, same people and luck.", OF_METRIC, &|row| {
            row.difference.difference.value
        }),
        number("low", "Lower end of the 95 % interval of the difference.", OF_METRIC, &|row| {
            row.difference.difference.low
        }),
        number("high", "Upper end of the 95 % interval of the difference.", OF_METRIC, &|row| {
            row.difference.difference.high
        }),
        number(
            "unmatched_half_width",
            "Half of the 95 % interval that as many unmatched replicates would give.",
            OF_METRIC,
            &|row| row.difference.unmatched.half_width(),
        ),
        number("variance_ratio", "Variance without matching over variance with it.", "factor", &|row| {
            row.difference.variance_ratio
        }),
        whole(
            "unmatched_replicates",
            "Replicates that unmatched worlds would need for an interval as narrow; empty: no number would do.",
            "replicates",
            &|row| row.difference.unmatched_replicates.and_then(|count| i64::try_from(count).ok()),
        ),
        whole("replicates", "Replicates in which both worlds define the metric.", "replicates", &|row| {
            i64::try_from(row.difference.difference.replicates).ok()
        }),
    ];
    Table { name: "comparison", row: "one metric in one year, in one world against the base world", columns }
}

/// Shares of persons who gain, lose and move, for the comparisons that have them; `None` where none has.
pub fn flows(comparisons: &[Comparison]) -> Option<Table> {
    let mut rows: Vec<(&Comparison, &str, Interval)> = Vec::new();
    for comparison in comparisons {
        if let Some(flows) = &comparison.flows {
            let kinds = [
                ("gained", flows.gained),
                ("lost", flows.lost),
                ("unchanged", flows.unchanged),
                ("larger_share", flows.larger_share),
                ("smaller_share", flows.smaller_share),
                ("rose_10", flows.rose),
                ("fell_10", flows.fell),
                ("moved_10", flows.moved),
            ];
            rows.extend(kinds.map(|(kind, interval)| (comparison, kind, interval)));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let text = |name: &str, meaning: &str, value: &dyn Fn(&(&Comparison, &str, Interval)) -> String| {
        Column::new(name, meaning, "", ColumnValues::Text(rows.iter().map(value).collect()))
    };
    let share = |name: &str, meaning: &str, value: &dyn Fn(&Interval) -> Option<f64>| {
        let values = rows.iter().map(|(_, _, interval)| value(interval)).collect();
        Column::new(name, meaning, "share of people", ColumnValues::Number(values))
    };
    let columns = vec![
        text("base", "Name of the base world.", &|(comparison, ..)| comparison.base.clone()),
        text("other", "Name of the other world.", &|(comparison, ..)| comparison.other.clone()),
        Column::new(
            "year",
            "Calendar year.",
            "year",
            ColumnValues::Integer(rows.iter().map(|row| row.0.last_year().map(i64::from)).collect()),
        ),
        text(
            "kind",
            "`gained`, `lost`, `unchanged`: income in the other world against the base; `larger_share`, `smaller_share`: the same as a share of all income; `rose_10`, `fell_10`, `moved_10`: by more than ten income percentiles.",
            &|(_, kind, _)| (*kind).to_owned(),
        ),
        share("share", "Share of the same persons, mean over replicates.", &|interval| interval.value),
        share("low", "Lower end of its 95 % interval.", &|interval| interval.low),
        share("high", "Upper end of its 95 % interval.", &|interval| interval.high),
    ];
    Some(Table { name: "flows", row: "one kind of move between two worlds in the last year", columns })
}

/// Every part of the change of every metric.
pub fn attribution(found: &Attribution) -> Table {
    let mut rows: Vec<(&str, &str, Interval, f64)> = Vec::new();
    for split in &found.splits {
        let fixed = [
            ("before", split.before),
            ("after", split.after),
            ("change", split.change),
            ("inertia", split.inertia),
        ];
        rows.extend(fixed.map(|(part, interval)| (split.metric.as_str(), part, interval, 0.0)));
        let parts = split.parts.iter();
        rows.extend(parts.map(|part| (split.metric.as_str(), part.mechanism.name(), part.interval, part.order_error)));
    }
    let number = |name: &str, meaning: &str, value: &dyn Fn(&(&str, &str, Interval, f64)) -> Option<f64>| {
        Column::new(name, meaning, OF_METRIC, ColumnValues::Number(rows.iter().map(value).collect()))
    };
    let text = |name: &str, meaning: &str, value: &dyn Fn(&(&str, &str, Interval, f64)) -> String| {
        Column::new(name, meaning, "", ColumnValues::Text(rows.iter().map(value).collect()))
    };
    let columns = vec![
        text("metric", "Name of the metric: a column of `yearly`.", &|row| row.0.to_owned()),
        text(
            "part",
            "`before`, `after`, `change`; `inertia`, what would change with every mechanism standing still; or a mechanism. The change is the sum of inertia and mechanisms.",
            &|row| row.1.to_owned(),
        ),
        number("value", "Mean over replicates; for a mechanism its Shapley value.", &|row| row.2.value),
        number("low", "Lower end of its 95 % interval.", &|row| row.2.low),
        number("high", "Upper end of its 95 % interval.", &|row| row.2.high),
        number("order_error", "Standard error from sampling orders; 0 where all combinations are simulated.", &|row| {
            Some(row.3)
        }),
    ];
    Table { name: "attribution", row: "one part of the change of one metric", columns }
}

/// The two-way tables of the essay's conditions.
pub fn conditions(tables: &[TwoWay]) -> Table {
    let cells = |table: &TwoWay| {
        [
            ("open_paid", table.open_paid),
            ("closed_paid", table.closed_paid),
            ("open_unpaid", table.open_unpaid),
            ("closed_unpaid", table.closed_unpaid),
            ("schools_where_paid", table.schools_where_paid),
            ("schools_where_unpaid", table.schools_where_unpaid),
            ("jobs_where_open", table.jobs_where_open),
            ("jobs_where_closed", table.jobs_where_closed),
            ("both", table.both),
            ("interaction", table.interaction),
        ]
    };
    let rows: Vec<(&TwoWay, &str, Interval)> = tables
        .iter()
        .flat_map(|table| cells(table).map(|(quantity, interval)| (table, quantity, interval)))
        .collect();
    let number = |name: &str, meaning: &str, value: &dyn Fn(&Interval) -> Option<f64>| {
        let values = rows.iter().map(|(_, _, interval)| value(interval)).collect();
        Column::new(name, meaning, OF_METRIC, ColumnValues::Number(values))
    };
    let text = |name: &str, meaning: &str, value: &dyn Fn(&(&TwoWay, &str, Interval)) -> String| {
        Column::new(name, meaning, "", ColumnValues::Text(rows.iter().map(value).collect()))
    };
    let years = rows.iter().map(|row| Some(i64::from(row.0.year))).collect();
    let columns = vec![
        text("metric", "Name of the metric: a column of `yearly`.", &|row| row.0.metric.clone()),
        Column::new("year", "Calendar year.", "year", ColumnValues::Integer(years)),
        text(
            "quantity",
            "The four worlds, schools open or closed and learning paid or unpaid; what open schools and paid learning bring where the other holds or not; `both`; `interaction`, what both bring beyond each without the other.",
            &|row| row.1.to_owned(),
        ),
        number("value", "Mean over replicates.", &|interval| interval.value),
        number("low", "Lower end of its 95 % interval.", &|interval| interval.low),
        number("high", "Upper end of its 95 % interval.", &|interval| interval.high),
    ];
    Table { name: "conditions", row: "one quantity of a two-way table", columns }
}
