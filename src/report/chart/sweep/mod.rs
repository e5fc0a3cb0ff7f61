//! Charts of sweeps: a response curve over one axis, a heat map over two.

pub mod heat_map;
pub mod response;

use super::canvas::{Chart, ChartError};
use crate::report::korean_keys::of_axis;
use crate::report::language::Language;
use crate::report::metric_names::{capitalised, different_values_of, in_words, values_of};
use crate::study::sweep::axis::Axis;
use crate::study::sweep::design::Sample;
use crate::study::sweep::plan::Plan;
use crate::study::sweep::summary::{Differ, Finished, Spread};

/// The charts that suit a sweep.
pub fn all(
    finished: Finished,
    measure: usize,
    source: &str,
    language: Language,
) -> Vec<Result<Chart, ChartError>> {
    let plan = finished.plan;
    let Some(spread) = finished.spread(measure) else { return Vec::new() };
    match plan.axes.as_slice() {
        [axis] if (0..plan.configurations()).all(|number| plan.values(number)[0].number().is_some()) => {
            vec![response::response(finished, (measure, axis), &spread, (source, language))]
        }
        [down, across] if *plan.design.sample() == Sample::Grid => {
            vec![heat_map::heat_map(finished, measure, (down, across), (&spread, source), language)]
        }
        _ => Vec::new(),
    }
}

/// Name, unit and meaning of an axis.
fn axis_label(axis: &Axis, plan: &Plan, language: Language) -> String {
    let (meaning, unit) = of_axis(axis, plan, language);
    let blank = language.say(" ", "");
    let unit = if unit.is_empty() { unit } else { format!("{blank}({unit})") };
    format!("{}{unit}: {meaning}", axis.name)
}

/// The finding: where the measure is lowest and highest, if that is no chance.
fn title(spread: &Spread, language: Language) -> String {
    let name = in_words(&spread.metric, language);
    let values = if spread.differ == Differ::Yes { different_values_of } else { values_of };
    let (low, high) = values(&spread.lowest.interval, &spread.highest.interval, &spread.unit);
    let (low, high) = (language.percents(&low), language.percents(&high));
    let (at_low, at_high) = (short(&spread.lowest.values, false), short(&spread.highest.values, true));
    let capital = capitalised(&name);
    match (language, spread.differ) {
        (Language::English, Differ::Yes) => {
            format!("{capital} goes from {low} ({at_low}) to {high} ({at_high})")
        }
        (Language::English, Differ::CannotTell) => format!("No effect on {name} can be told from chance"),
        (Language::English, Differ::Unknown) => format!("{capital} lies between {low} and {high}"),
        (Language::Korean, Differ::Yes) => {
            format!("{name}: {low}({at_low})에서 {high}({at_high})까지 달라진다")
        }
        (Language::Korean, Differ::CannotTell) => format!("{name}: 우연과 구별되는 영향이 없다"),
        (Language::Korean, Differ::Unknown) => format!("{name}: {low}에서 {high} 사이에 있다"),
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

/// Measure, year and what the bands are: `[English, Korean]`.
fn subtitle(spread: &Spread, replicates: u32, what: [&str; 2], language: Language) -> String {
    let name = capitalised(&in_words(&spread.metric, language));
    let percent =
        if spread.unit.starts_with("share") { language.say(", percent", ", 퍼센트") } else { "" };
    let (year, [english, korean]) = (spread.year, what);
    match (language, replicates < 2) {
        (Language::English, true) => format!("{name}{percent}, {year}. One replicate: no interval."),
        (Language::English, false) => {
            format!(
                "{name}{percent}, {year}. {english} over {replicates} replicates with the same people and luck."
            )
        }
        (Language::Korean, true) => format!("{name}{percent}, {year}년. 반복이 한 번뿐이라 신뢰구간이 없다."),
        (Language::Korean, false) => {
            format!("{name}{percent}, {year}년. {korean}: 같은 사람과 같은 운으로 {replicates}회 반복.")
        }
    }
}
