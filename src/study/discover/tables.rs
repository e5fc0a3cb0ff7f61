//! Regions as tables for the result files.

use super::region::{Discovery, Outcomes};
use crate::store::columns::{Column as TableColumn, ColumnValues, Table};
use crate::store::tables::{number, text, whole};
use crate::study::sweep::domain::AxisValue;
use crate::study::sweep::plan::Plan;

/// Every point with its outcome, and whether it lies in the region.
pub fn points(plan: &Plan, outcomes: &Outcomes, found: &Discovery) -> Table {
    let rows: Vec<usize> = (0..outcomes.configurations.len()).collect();
    let values: Vec<Vec<AxisValue>> =
        outcomes.configurations.iter().map(|&configuration| plan.values(configuration)).collect();
    let mut columns =
        vec![whole("configuration", "Number of the configuration, from 0.", "", &rows, |&row| {
            Some(outcomes.configurations[row] as i64)
        })];
    for (axis, about) in plan.axes.iter().enumerate() {
        let numbers: Vec<Option<f64>> = values.iter().map(|row| row[axis].number()).collect();
        columns.push(if numbers.iter().all(Option::is_some) {
            TableColumn::new(&about.name, &about.meaning, &about.unit, ColumnValues::Number(numbers))
        } else {
            text(&about.name, &about.meaning, &rows, |&row| values[row][axis].plain())
        });
    }
    let in_region =
        |row: usize| found.region.as_ref().is_some_and(|one| one.region.holds(&outcomes.points, row));
    columns.push(whole("outcome", "1 with the outcome, 0 without.", "", &rows, |&row| {
        Some(i64::from(outcomes.points.hits[row]))
    }));
    columns.push(whole("in_region", "1 inside the region, 0 outside.", "", &rows, |&row| {
        Some(i64::from(in_region(row)))
    }));
    Table { name: "points", row: "one configuration", columns }
}

/// The boxes from everything to the smallest: what a narrower region gains and loses.
pub fn peeling(found: &Discovery) -> Option<Table> {
    let region = found.region.as_ref()?;
    let rows: Vec<(usize, _)> = region.way.iter().enumerate().collect();
    let (all, hits) = (found.points.max(1) as f64, found.hits.max(1) as f64);
    let columns = vec![
        whole("step", "Number of the box, 0 for everything.", "", &rows, |(step, _)| Some(*step as i64)),
        number("mass", "Share of all points that are inside.", "share", &rows, |(_, step)| {
            Some(step.inside.points as f64 / all)
        }),
        number(
            "density",
            "Share of the points inside that have the outcome.",
            "share",
            &rows,
            |(_, step)| Some(step.inside.density()),
        ),
        number(
            "coverage",
            "Share of the points with the outcome that are inside.",
            "share",
            &rows,
            |(_, step)| Some(step.inside.hits as f64 / hits),
        ),
        whole("restricted", "Number of parameters with limits.", "", &rows, |(_, step)| {
            Some(step.region.restricted().len() as i64)
        }),
    ];
    Some(Table { name: "peeling", row: "one box", columns })
}
