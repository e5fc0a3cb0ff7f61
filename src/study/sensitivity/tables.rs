//! Findings of sensitivity analyses as tables for the result files.

use super::index::Index;
use super::morris::Morris;
use super::sobol::Sobol;
use super::tornado::Tornado;
use crate::store::columns::{Column, Table};
use crate::store::tables::{number, text};
use crate::study::sweep::plan::Plan;

/// One estimate: of which measure, kind and parameter.
struct Row {
    measure: String,
    kind: &'static str,
    axis: String,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

fn row(measure: &str, kind: &'static str, axis: &str, index: &Index) -> Row {
    let Index { value, low, high } = *index;
    Row { measure: measure.to_owned(), kind, axis: axis.to_owned(), value, low, high }
}

fn table(row: &'static str, rows: &[Row]) -> Table {
    let of = |name: &str, meaning: &str, value: fn(&Row) -> Option<f64>| -> Column {
        number(name, meaning, "", rows, value)
    };
    let columns = vec![
        text("measure", "Metric and year.", rows, |row: &Row| row.measure.clone()),
        text("kind", "What is estimated; docs/sweeps.md has the formulas.", rows, |row: &Row| {
            row.kind.to_owned()
        }),
        text(
            "axis",
            "The parameter, or two of them; empty for shares of all variance.",
            rows,
            |row: &Row| row.axis.clone(),
        ),
        of("value", "The estimate.", |row| row.value),
        of("low", "Lower end of its 95 % interval.", |row| row.low),
        of("high", "Upper end of its 95 % interval.", |row| row.high),
    ];
    Table { name: "sensitivity", row, columns }
}

/// Sobol indices of some measures.
pub fn sobol(plan: &Plan, found: &[(String, Sobol)]) -> Table {
    let mut rows = Vec::new();
    for (measure, sobol) in found {
        for (axis, (first, total)) in plan.axes.iter().zip(sobol.first.iter().zip(&sobol.total)) {
            rows.push(row(measure, "first_order", &axis.name, first));
            rows.push(row(measure, "total", &axis.name, total));
        }
        for pair in &sobol.second {
            let names = [pair.axes.0, pair.axes.1].map(|axis| plan.axes[axis].name.clone());
            rows.push(row(measure, "second_order", &names.join(" x "), &pair.index));
        }
        rows.push(row(measure, "share_of_chance", "", &sobol.split.chance));
        rows.push(row(measure, "share_of_assumptions", "", &sobol.split.assumptions));
        rows.push(row(measure, "share_of_levers", "", &sobol.split.levers));
        rows.push(row(measure, "share_of_both_together", "", &sobol.split.together));
    }
    table("one index of one measure", &rows)
}

/// Elementary effects of some measures.
pub fn morris(plan: &Plan, found: &[(String, Morris)]) -> Table {
    let mut rows = Vec::new();
    for (measure, morris) in found {
        for (axis, effect) in plan.axes.iter().zip(&morris.effects) {
            rows.push(row(measure, "mu", &axis.name, &effect.mu));
            rows.push(row(measure, "mu_star", &axis.name, &effect.mu_star));
            rows.push(row(measure, "strength", &axis.name, &effect.strength));
            rows.push(row(measure, "sigma", &axis.name, &effect.sigma));
        }
    }
    table("one elementary effect of one measure", &rows)
}

/// Effects one at a time of some measures.
pub fn tornado(plan: &Plan, found: &[(String, Tornado)]) -> Table {
    let mut rows = Vec::new();
    for (measure, tornado) in found {
        let of = |interval: &crate::store::interval::Interval| Index {
            value: interval.value,
            low: interval.low,
            high: interval.high,
        };
        rows.push(row(measure, "middle", "", &of(&tornado.middle)));
        for bar in &tornado.bars {
            rows.push(row(measure, "low_less_middle", &plan.axes[bar.axis].name, &of(&bar.low)));
            rows.push(row(measure, "high_less_middle", &plan.axes[bar.axis].name, &of(&bar.high)));
        }
        rows.push(row(measure, "all_low_beyond_sum", "", &of(&tornado.beyond_low)));
        rows.push(row(measure, "all_high_beyond_sum", "", &of(&tornado.beyond_high)));
    }
    table("one effect on one measure", &rows)
}
