//! The fit as tables for files.

use super::objective::Evaluation;
use super::{Calibration, Fitted};
use crate::store::columns::Table;
use crate::store::tables::{number, text};

const OF_KEY: &str = "unit of the key";

/// Every free parameter with its interval.
pub fn parameters(found: &Calibration) -> Table {
    let rows = &found.fitted;
    let of = |name: &str, meaning: &str, value: fn(&Fitted) -> Option<f64>| {
        number(name, meaning, OF_KEY, rows, value)
    };
    let columns = vec![
        text("parameter", "Dotted path of the key.", rows, |fitted| fitted.free.path.clone()),
        of("start", "Value in the scenario that was calibrated.", |fitted| Some(fitted.free.start)),
        of("bound_low", "Lower bound.", |fitted| Some(fitted.free.low)),
        of("bound_high", "Upper bound.", |fitted| Some(fitted.free.high)),
        of("fitted", "Value of the nearest point.", |fitted| Some(fitted.value)),
        of("median", "Median of the posterior.", |fitted| Some(fitted.posterior?.median)),
        of("low", "Lower end of the 95 % interval.", |fitted| Some(fitted.posterior?.low)),
        of("high", "Upper end of the 95 % interval.", |fitted| Some(fitted.posterior?.high)),
        number(
            "width",
            "Width of the interval over that of the prior's.",
            "share",
            rows,
            |fitted: &Fitted| Some(fitted.posterior?.width),
        ),
        text("identified", "`yes`, or `weakly`: the targets hardly tell the value.", rows, |fitted| {
            if fitted.weak { "weakly" } else { "yes" }.to_owned()
        }),
    ];
    Table { name: "parameters", row: "one free parameter", columns }
}

/// Every simulated point.
pub fn evaluations(found: &Calibration, all: &[Evaluation]) -> Table {
    let mut columns = vec![number(
        "distance",
        "Distance to the targets; 1: off by a half-width on average.",
        "",
        all,
        |one: &Evaluation| Some(one.distance),
    )];
    for (index, fitted) in found.fitted.iter().enumerate() {
        let free = &fitted.free;
        let value = |one: &Evaluation| one.places.get(index).map(|&place| free.at(place));
        columns.push(number(&free.path, "Value of the free parameter.", OF_KEY, all, value));
    }
    Table { name: "evaluations", row: "one simulated point", columns }
}
