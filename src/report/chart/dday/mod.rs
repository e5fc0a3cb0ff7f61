//! Charts of D-day: the forms continued to the target, what was said earlier, and a forecaster's record.

mod hindcast;
mod record;
mod trend;

use super::canvas::{Chart, ChartError};
use super::style::{BLUE, GREEN, PURPLE, VERMILLION};
use crate::report::figures::plain;
use crate::study::dday::Findings;
use crate::study::dday::forecaster::Forecasts;
use crate::study::dday::forms::Form;
use plotters::style::RGBColor;
use trend::World;

/// All charts of a series: the trend, and what was said earlier where there is an earlier.
///
/// # Errors
/// A drawing or a picture could not be made.
pub fn of_series(findings: &Findings) -> Result<Vec<Chart>, ChartError> {
    let mut charts = vec![trend::trend(findings, None)?];
    if !findings.hindcast.is_empty() {
        charts.push(hindcast::hindcast(findings)?);
    }
    Ok(charts)
}

/// All charts of a scenario: what one forecaster sees and what comes, and the record of all.
///
/// `about`: name of the scenario and seed.
///
/// # Errors
/// A drawing or a picture could not be made.
pub fn of_forecasts(
    forecasts: &Forecasts,
    example: &Findings,
    (scenario, seed): (&str, u64),
) -> Result<Vec<Chart>, ChartError> {
    let draws = forecasts.worlds.paths.len();
    let version = env!("CARGO_PKG_VERSION");
    let source = format!(
        "Source: simulation, scenario {scenario}, {draws} draws of AI progress, seed {seed}, iqsim {version}."
    );
    let world = World { forecasts, source: source.clone() };
    Ok(vec![trend::trend(example, Some(&world))?, record::record(forecasts, source)?])
}

fn color(form: Form) -> RGBColor {
    match form {
        Form::Line => BLUE,
        Form::Exponential => VERMILLION,
        Form::Floor => GREEN,
        Form::Logistic => PURPLE,
    }
}

fn name(form: Form) -> &'static str {
    match form {
        Form::Line => "Straight line",
        Form::Exponential => "Exponential",
        Form::Floor => "Exponential, floor",
        Form::Logistic => "Logistic curve",
    }
}

/// A date in a title: with a digit after the point where it is near.
fn short(date: Option<f64>, last: f64) -> String {
    date.map_or("never".to_owned(), |date| plain(date, usize::from(date - last < 20.0)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_readable, keep};
    use super::*;
    use crate::study::dday::forecaster::{Worlds, forecasts};
    use crate::study::dday::forms::{Bounds, FORMS};
    use crate::study::dday::series::{About, Point, Series};
    use crate::study::dday::{Question, shipped, study};

    fn draw(name: &str, charts: Vec<Chart>) {
        for chart in charts {
            assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf\""), "{name}");
            assert_readable(&format!("{name}-{}", chart.name), &chart.svg);
            keep(name, &chart);
        }
    }

    fn findings(series: Series, target: f64, forms: &[Form]) -> Findings {
        let bounds = Bounds { floor: series.about.floor, ceiling: series.about.ceiling };
        study(series, Question { forms: forms.to_vec(), bounds, target }).expect("fits")
    }

    #[test]
    fn shipped_series() {
        for (name, _) in shipped::SERIES {
            let series = shipped::find(name).expect("shipped").expect("sound");
            let target = series.about.target.expect("a target");
            draw(name, of_series(&findings(series.clone(), target, &FORMS)).expect("drawn"));
            draw(
                &format!("{name}-one"),
                of_series(&findings(series, target, &[Form::Exponential])).expect("drawn"),
            );
        }
    }

    #[test]
    fn odd_series() {
        let series = |name: &str, values: &[f64]| {
            let point = |(year, &value): (usize, &f64)| Point { date: 2000.0 + 0.1 * year as f64, value };
            let points = values.iter().enumerate().map(point).collect();
            Series { name: name.into(), about: About::default(), points, places: Vec::new() }
        };
        for (name, values, target) in [
            ("negative", &[3.0, 1.0, 1.5, -1.0, -2.0, -1.5][..], -5.0),
            ("away", &[3.0, 3.1, 3.5, 3.4, 3.9, 4.0, 4.4], 1.0),
            ("flat", &[3.0, 3.0, 3.0, 3.0], 1.0),
            ("huge", &[1e-9, 1e-3, 1e2, 1e9, 1e14], 1e20),
            ("tiny steps", &[1.0, 1.000_001, 1.000_002, 1.000_003], 1.1),
            (
                "a very long name of a series that somebody wrote with all the words there are",
                &[2.0, 1.0, 0.7],
                0.1,
            ),
        ] {
            draw(name, of_series(&findings(series(name, values), target, &FORMS)).expect("drawn"));
        }
    }

    #[test]
    fn worlds() {
        let share =
            |draw: i32, year: i32| 1.0 / (1.0 + (0.1 * f64::from(year) - 5.0 - 0.2 * f64::from(draw)).exp());
        let paths: Vec<Vec<f64>> =
            (0..20).map(|draw| (0..=100).map(|year| share(draw, year)).collect()).collect();
        let arrival =
            |path: &Vec<f64>| path.iter().position(|share| *share <= 0.01).map(|year| 2022 + year as i32);
        let d_days = paths.iter().map(arrival).collect();
        let worlds = Worlds { first_year: 2022, last_year: 2122, threshold: 0.01, paths, d_days };
        let bounds = Bounds { floor: None, ceiling: Some(1.0) };
        for year in [2024, 2042, 2110] {
            let forecasts = forecasts(worlds.clone(), year, &FORMS, bounds).expect("D-day lies ahead");
            let known = forecasts.worlds.known(forecasts.example, year);
            let example =
                study(known, Question { forms: FORMS.to_vec(), bounds, target: 0.01 }).expect("fits");
            draw(&format!("worlds-{year}"), of_forecasts(&forecasts, &example, ("made", 1)).expect("drawn"));
        }
    }
}
