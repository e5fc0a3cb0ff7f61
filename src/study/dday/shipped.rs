//! The series that come with the program.

use super::series::Series;
use crate::scenario::diagnostic::{Diagnostics, SourceText};
use std::sync::Arc;

/// Name and text of every shipped series.
pub const SERIES: [(&str, &str); 2] = [
    ("metr_task_horizon", include_str!("../../../data/metr_task_horizon.csv")),
    ("time_to_edit", include_str!("../../../data/time_to_edit.csv")),
];

/// The shipped series of a name; `None` for an unknown name.
///
/// # Errors
/// What is wrong with the series; a test finds nothing.
pub fn find(name: &str) -> Option<Result<Series, Diagnostics>> {
    Some(Series::parse(name, &source(name)?))
}

/// The text of a shipped series; `None` for an unknown name.
pub fn source(name: &str) -> Option<Arc<SourceText>> {
    let (name, text) = SERIES.iter().find(|(known, _)| *known == name)?;
    Some(SourceText::new(format!("{name}.csv (shipped)"), *text))
}

#[cfg(test)]
mod tests {
    use super::super::calendar::of_date;
    use super::super::date::{Dated, When, date};
    use super::super::forms::{Bounds, Form, fit};
    use super::*;

    fn series(name: &str) -> Series {
        find(name).expect("shipped").expect("sound")
    }

    fn doubling_days(series: &Series) -> f64 {
        let fit = fit(series, Form::Exponential, Bounds::default()).expect("positive");
        fit.doubling(series).expect("it grows").days
    }

    #[test]
    fn every_series_is_sound_and_says_what_it_is() {
        for (name, text) in SERIES {
            let series = series(name);
            assert!(text.contains("# Source: "), "{name}");
            let about = &series.about;
            let target = about.target.expect("a target");
            assert!(series.course(target).is_ok() && about.title.is_some() && about.title_ko.is_some());
        }
    }

    /// Published: doubling time of the task horizon 182.7 days, 122.6 since 2023.
    #[test]
    fn the_task_horizon_doubles_as_published() {
        let all = series("metr_task_horizon");
        let recent = all.since(of_date(2023, 1, 1).expect("a date"));
        assert_eq!((all.points.len(), recent.points.len()), (17, 14));
        assert!((doubling_days(&all) - 182.7).abs() < 0.1, "{}", doubling_days(&all));
        assert!((doubling_days(&recent) - 122.6).abs() < 0.1, "{}", doubling_days(&recent));
    }

    /// Published: 3.5 seconds a word in 2015, 2.0 in 2022, target 1: 2026.7, 2030.7, never.
    #[test]
    fn the_time_to_edit_reaches_a_second_when_published() {
        let series = series("time_to_edit");
        let bounds = Bounds { floor: series.about.floor, ceiling: None };
        let at = |form| -> Dated { date(&series, form, bounds, 1.0).expect("two points") };
        let near = |when: When, year: f64| (when.date().expect("a date") - year).abs() < 0.05;
        assert!(near(at(Form::Line).when, 2026.7) && near(at(Form::Exponential).when, 2030.7));
        assert_eq!(at(Form::Floor).when, When::Never);
    }
}
