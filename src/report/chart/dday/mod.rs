//! Charts of D-day: the forms continued to the target, what was said earlier, and a forecaster's record.

mod hindcast;
mod record;
mod trend;
mod trend_words;

use super::canvas::{Anchor, CONTENT_TOP, Chart, ChartError, Lettering, Pen, Point};
use super::lines::wrap_evenly;
use super::style::{BLUE, GREEN, PURPLE, SOFT_INK, TICK, VERMILLION};
use crate::report::figures::{grouped, plain};
use crate::report::language::Language;
use crate::study::dday::Findings;
use crate::study::dday::forecaster::Forecasts;
use crate::study::dday::forms::Form;
use crate::study::dday::series::About;
use plotters::style::RGBColor;
use trend_words::World;

/// All charts of a series: the trend, and what was said earlier where there is an earlier.
///
/// # Errors
/// A drawing or a picture could not be made.
pub fn of_series(findings: &Findings, language: Language) -> Result<Vec<Chart>, ChartError> {
    let mut charts = vec![trend::trend(findings, None, language)?];
    if !findings.hindcast.is_empty() {
        charts.push(hindcast::hindcast(findings, language)?);
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
    language: Language,
) -> Result<Vec<Chart>, ChartError> {
    let draws = grouped(forecasts.worlds.paths.len() as u64);
    let version = env!("CARGO_PKG_VERSION");
    let source = match language {
        Language::English => format!(
            "Source: simulation, scenario {scenario}, {draws} draws of AI progress, seed {seed}, iqsim {version}."
        ),
        Language::Korean => format!(
            "출처: 시뮬레이션, 시나리오 {scenario}, 인공지능 발전을 {draws}회 추출, 시드 {seed}, iqsim {version}."
        ),
    };
    let world = World { forecasts, source: source.clone() };
    Ok(vec![trend::trend(example, Some(&world), language)?, record::record(forecasts, source, language)?])
}

/// Top and bottom of a plot, with a note at the right above it.
fn frame_ends(pen: &Pen, note: &str) -> Result<Point, ChartError> {
    let ends = pen.sheet.pick((CONTENT_TOP + 22.0, 640.0), (CONTENT_TOP + 58.0, 480.0));
    let right = pen.sheet.width() - pen.sheet.margin();
    let lettering = Lettering::new(TICK - 1.0, SOFT_INK).anchored(Anchor::End);
    let lines = wrap_evenly(note, pen.sheet.room(), lettering.size, (false, 2));
    let first = ends.0 - 14.0 - 1.3 * lettering.size * (lines.len() - 1) as f64;
    pen.lines(&lines, (right, first), &lettering)?;
    Ok(ends)
}

fn color(form: Form) -> RGBColor {
    match form {
        Form::Line => BLUE,
        Form::Exponential => VERMILLION,
        Form::Floor => GREEN,
        Form::Logistic => PURPLE,
    }
}

fn name(form: Form, language: Language) -> &'static str {
    match form {
        Form::Line => language.say("Straight line", "직선"),
        Form::Exponential => language.say("Exponential", "지수 곡선"),
        Form::Floor => language.say("Exponential, floor", "하한 있는 지수 곡선"),
        Form::Logistic => language.say("Logistic curve", "로지스틱 곡선"),
    }
}

/// Where the numbers of a series come from.
fn series_source(name: &str, language: Language) -> String {
    let version = env!("CARGO_PKG_VERSION");
    match language {
        Language::English => format!("Source: series {name}; fits: iqsim {version}."),
        Language::Korean => format!("출처: 자료 {name}. 적합: iqsim {version}."),
    }
}

/// What a series measures, in the language where the series says it.
fn what(about: &About, name: &str, language: Language) -> String {
    let english = about.title.clone().unwrap_or_else(|| name.to_owned());
    match language {
        Language::English => english,
        Language::Korean => about.title_ko.clone().unwrap_or(english),
    }
}

/// A date in a title: with a digit after the point where it is near.
fn short(date: Option<f64>, last: f64, language: Language) -> String {
    date.map_or(language.say("never", "오지 않음").to_owned(), |date| {
        plain(date, usize::from(date - last < 20.0))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_readable, keep};
    use super::*;
    use crate::study::dday::forecaster::{Worlds, forecasts};
    use crate::study::dday::forms::{Bounds, FORMS};
    use crate::study::dday::series::{Point, Series};
    use crate::study::dday::{Question, shipped, study};

    const BOTH: [Language; 2] = [Language::English, Language::Korean];

    fn draw(name: &str, charts: Vec<Chart>) {
        for chart in charts {
            assert_readable(&format!("{name}-{}", chart.name), &chart);
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
            for language in BOTH {
                let all = findings(series.clone(), target, &FORMS);
                draw(&format!("{name}-{language:?}"), of_series(&all, language).expect("drawn"));
                let one = findings(series.clone(), target, &[Form::Exponential]);
                draw(&format!("{name}-one-{language:?}"), of_series(&one, language).expect("drawn"));
            }
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
            for language in BOTH {
                let found = findings(series(name, values), target, &FORMS);
                draw(&format!("{name}-{language:?}"), of_series(&found, language).expect("drawn"));
            }
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
        let mut beyond = false;
        for year in [2024, 2042, 2110] {
            let forecasts = forecasts(worlds.clone(), year, &FORMS, bounds).expect("D-day lies ahead");
            let known = forecasts.worlds.known(forecasts.example, year);
            let example =
                study(known, Question { forms: FORMS.to_vec(), bounds, target: 0.01 }).expect("fits");
            for language in BOTH {
                let charts = of_forecasts(&forecasts, &example, ("made", 1), language).expect("drawn");
                // Dates beyond the last year that is shown are marked as such.
                beyond |=
                    charts[0].svg.contains(language.say(">\nafter 2122</text>", ">\n2122년 이후</text>"));
                draw(&format!("worlds-{year}-{language:?}"), charts);
            }
        }
        assert!(beyond);
    }
}
