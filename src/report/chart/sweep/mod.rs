//! Charts of sweeps: a response curve over one axis, a heat map over two.

pub mod heat_map;
pub mod response;

use super::canvas::{Chart, ChartError};
use crate::report::language::Language;
use crate::report::metric_names::{capitalised, in_words, values_of};
use crate::study::sweep::design::Sample;
use crate::study::sweep::summary::{Differ, Finished, Spread};

/// The charts that suit a sweep.
pub fn all(finished: Finished, measure: usize, source: &str) -> Vec<Result<Chart, ChartError>> {
    let plan = finished.plan;
    let Some(spread) = finished.spread(measure) else { return Vec::new() };
    match plan.axes.as_slice() {
        [axis] if (0..plan.configurations()).all(|number| plan.values(number)[0].number().is_some()) => {
            vec![response::response(finished, (measure, axis), &spread, source)]
        }
        [down, across] if *plan.design.sample() == Sample::Grid => {
            vec![heat_map::heat_map(finished, measure, (down, across), (&spread, source))]
        }
        _ => Vec::new(),
    }
}

/// The finding: where the measure is lowest and highest, if that is no chance.
fn title(spread: &Spread) -> String {
    let name = in_words(&spread.metric, Language::English);
    let (low, high) = values_of(&spread.lowest.interval, &spread.highest.interval, &spread.unit);
    match spread.differ {
        Differ::Yes => format!(
            "{} goes from {low} at {} to {high} at {}",
            capitalised(&name),
            short(&spread.lowest.values, false),
            short(&spread.highest.values, true)
        ),
        Differ::CannotTell => format!("No effect on {name} can be told from chance"),
        Differ::Unknown => format!("{} lies between {low} and {high}", capitalised(&name)),
    }
}

/// The values of a configuration; the last parts of their names, or the values alone.
fn short(values: &[String], bare: bool) -> String {
    let one = |text: &String| match text.split_once(" = ") {
        Some((_, value)) if bare => value.to_owned(),
        Some((name, value)) => format!("{} {value}", name.rsplit('.').next().unwrap_or(name)),
        None => text.clone(),
    };
    values.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Measure, year and what the bands are.
fn subtitle(spread: &Spread, replicates: u32, what: &str) -> String {
    let name = capitalised(&in_words(&spread.metric, Language::English));
    let name = if spread.unit.starts_with("share") { format!("{name}, percent") } else { name };
    if replicates < 2 {
        return format!("{name}, {}. One replicate: no interval.", spread.year);
    }
    format!("{name}, {}. {what} over {replicates} replicates with the same people and luck.", spread.year)
}
