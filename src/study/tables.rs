//! Findings as tables for the result files.

use super::attribution::{Attribution, Split};
use super::comparison::{Comparison, Row};
use super::conditions::TwoWay;
use super::flows::Flows;
use crate::store::columns::{Column, Table};
use crate::store::interval::Interval;
use crate::store::tables::{number, text, whole};

const OF_METRIC: &str = "unit of the metric";
const METRIC: &str = "Name of the metric: a column of `yearly`.";
const BASE: &str = "Name of the base world.";
const OTHER: &str = "Name of the other world.";
const YEAR: &str = "Calendar year.";

/// A row of a comparison with the names of its worlds.
struct Compared<'a> {
    worlds: &'a Comparison,
    row: Row,
}

/// Every metric in every year of some comparisons.
pub fn comparison(comparisons: &[Comparison]) -> Table {
    let of = |worlds: &'_ Comparison| -> Vec<Row> {
        let names: Vec<String> = worlds.metrics.iter().map(|metric| metric.name.clone()).collect();
        worlds.rows(&names, &worlds.years)
    };
    let rows: Vec<Compared> = comparisons
        .iter()
        .flat_map(|worlds| of(worlds).into_iter().map(move |row| Compared { worlds, row }))
        .collect();
    let mut columns = vec![
        text("base", BASE, &rows, |compared| compared.worlds.base.clone()),
        text("other", OTHER, &rows, |compared| compared.worlds.other.clone()),
        whole("year", YEAR, "year", &rows, |compared| Some(i64::from(compared.row.year))),
        text("metric", METRIC, &rows, |compared| compared.row.metric.clone()),
    ];
    columns.extend(difference_columns(&rows));
    columns.extend(matching_columns(&rows));
    Table { name: "comparison", row: "one metric in one year, in one world against the base world", columns }
}

fn difference_columns(rows: &[Compared]) -> Vec<Column> {
    let of = |name: &str, meaning: &str, value: fn(&Row) -> Option<f64>| {
        number(name, meaning, OF_METRIC, rows, |compared: &Compared| value(&compared.row))
    };
    vec![
        of("base_mean", "Mean over replicates in the base world.", |row| row.difference.base.value),
        of("other_mean", "Mean over replicates in the other world.", |row| row.difference.other.value),
        of("difference", "Other less base, same people and luck.", |row| row.difference.difference.value),
        of("low", "Lower end of the 95 % interval of the difference.", |row| row.difference.difference.low),
        of("high", "Upper end of the 95 % interval of the difference.", |row| row.difference.difference.high),
    ]
}

fn matching_columns(rows: &[Compared]) -> Vec<Column> {
    vec![
        number(
            "unmatched_half_width",
            "Half of the 95 % interval that as many unmatched replicates would give.",
            OF_METRIC,
            rows,
            |compared: &Compared| compared.row.difference.unmatched.half_width(),
        ),
        number(
            "variance_ratio",
            "Variance of the difference without matching over that with it.",
            "factor",
            rows,
            |compared: &Compared| compared.row.difference.variance_ratio,
        ),
        whole(
            "unmatched_replicates",
            "Replicates that unmatched worlds would need for an interval as narrow; empty: no number would do.",
            "replicates",
            rows,
            |compared: &Compared| {
                compared.row.difference.unmatched_replicates.and_then(|count| i64::try_from(count).ok())
            },
        ),
        whole(
            "replicates",
            "Replicates in which both worlds define the metric.",
            "replicates",
            rows,
            |compared: &Compared| i64::try_from(compared.row.difference.difference.replicates).ok(),
        ),
    ]
}

/// One kind of move between two worlds.
struct Move<'a> {
    worlds: &'a Comparison,
    kind: &'static str,
    share: Interval,
}

/// Shares of persons who gain, lose and move, for the comparisons that have them; `None` where none has.
pub fn flows(comparisons: &[Comparison]) -> Option<Table> {
    let with_flows = comparisons.iter().filter_map(|worlds| Some((worlds, worlds.flows.as_ref()?)));
    let rows: Vec<Move> = with_flows
        .flat_map(|(worlds, flows)| kinds(flows).map(|(kind, share)| Move { worlds, kind, share }))
        .collect();
    let people = "share of people";
    let columns = vec![
        text("base", BASE, &rows, |row: &Move| row.worlds.base.clone()),
        text("other", OTHER, &rows, |row: &Move| row.worlds.other.clone()),
        whole("year", YEAR, "year", &rows, |row: &Move| row.worlds.last_year().map(i64::from)),
        text("kind", KINDS, &rows, |row: &Move| row.kind.to_owned()),
        number("share", "Share of the same persons, mean over replicates.", people, &rows, |row: &Move| {
            row.share.value
        }),
        number("low", "Lower end of its 95 % interval.", people, &rows, |row: &Move| row.share.low),
        number("high", "Upper end of its 95 % interval.", people, &rows, |row: &Move| row.share.high),
    ];
    let row = "one kind of move between two worlds in the last year";
    (!rows.is_empty()).then_some(Table { name: "flows", row, columns })
}

const KINDS: &str = "`gained`, `lost`, `unchanged`: income in the other world against the base; `larger_share`, `smaller_share`: the same as a share of all income; `rose_10`, `fell_10`, `moved_10`: by more than ten income percentiles.";

fn kinds(flows: &Flows) -> [(&'static str, Interval); 8] {
    [
        ("gained", flows.gained),
        ("lost", flows.lost),
        ("unchanged", flows.unchanged),
        ("larger_share", flows.larger_share),
        ("smaller_share", flows.smaller_share),
        ("rose_10", flows.rose),
        ("fell_10", flows.fell),
        ("moved_10", flows.moved),
    ]
}

/// A named interval of a metric.
struct Named<'a> {
    metric: &'a str,
    year: i32,
    name: &'static str,
    interval: Interval,
    order_error: f64,
}

/// Every part of the change of every metric.
pub fn attribution(found: &Attribution) -> Table {
    let rows: Vec<Named> = found.splits.iter().flat_map(|split| parts(found, split)).collect();
    let mut columns = vec![
        text("metric", METRIC, &rows, |row: &Named| row.metric.to_owned()),
        text("part", PARTS, &rows, |row: &Named| row.name.to_owned()),
    ];
    columns.extend(interval_columns(&rows, "Mean over replicates; for a mechanism its Shapley value."));
    let meaning = "Standard error from sampling orders; 0 where all combinations are simulated.";
    columns.push(number("order_error", meaning, OF_METRIC, &rows, |row: &Named| Some(row.order_error)));
    Table { name: "attribution", row: "one part of the change of one metric", columns }
}

const PARTS: &str = "`before`, `after`, `change`; `inertia`, what would change with every mechanism standing still; or a mechanism. The change is the sum of inertia and mechanisms.";

fn parts<'a>(found: &Attribution, split: &'a Split) -> Vec<Named<'a>> {
    let (metric, year) = (split.metric.as_str(), found.to);
    let fixed = [
        ("before", split.before),
        ("after", split.after),
        ("change", split.change),
        ("inertia", split.inertia),
    ];
    let fixed = fixed.map(|(name, interval)| Named { metric, year, name, interval, order_error: 0.0 });
    let parts = split.parts.iter().map(|part| Named {
        metric,
        year,
        name: part.mechanism.name(),
        interval: part.interval,
        order_error: part.order_error,
    });
    fixed.into_iter().chain(parts).collect()
}

/// The two-way tables of the essay's conditions.
pub fn conditions(tables: &[TwoWay]) -> Table {
    let rows: Vec<Named> = tables.iter().flat_map(quantities).collect();
    let mut columns = vec![
        text("metric", METRIC, &rows, |row: &Named| row.metric.to_owned()),
        whole("year", YEAR, "year", &rows, |row: &Named| Some(i64::from(row.year))),
        text("quantity", QUANTITIES, &rows, |row: &Named| row.name.to_owned()),
    ];
    columns.extend(interval_columns(&rows, "Mean over replicates."));
    Table { name: "conditions", row: "one quantity of a two-way table", columns }
}

const QUANTITIES: &str = "The four worlds, schools open or closed and learning paid or unpaid; what open schools and paid learning bring where the other holds or not; `both`; `interaction`, what both bring beyond each without the other.";

fn quantities(table: &TwoWay) -> [Named<'_>; 10] {
    let (metric, year) = (table.metric.as_str(), table.year);
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
    .map(|(name, interval)| Named { metric, year, name, interval, order_error: 0.0 })
}

fn interval_columns(rows: &[Named], value: &str) -> [Column; 3] {
    [
        number("value", value, OF_METRIC, rows, |row: &Named| row.interval.value),
        number("low", "Lower end of its 95 % interval.", OF_METRIC, rows, |row: &Named| row.interval.low),
        number("high", "Upper end of its 95 % interval.", OF_METRIC, rows, |row: &Named| row.interval.high),
    ]
}
