//! Figures that come from a dated series and not from people.

use super::target::{Measure, Point};
use super::worlds::Observed;
use crate::study::dday::date::{When, date};
use crate::study::dday::forms::{Bounds, Form, fit};
use crate::study::dday::series::Series;
use crate::study::dday::shipped;

/// What a series gives for a figure; `None` where the figure is no such.
pub fn observed(point: &Point) -> Option<Observed> {
    match &point.measure {
        Measure::DoublingDays { series, since } => {
            let series = find(series)?;
            let series = since.map_or(series.clone(), |date| series.since(date));
            let fitted = fit(&series, Form::Exponential, Bounds::default()).ok();
            let days = fitted.and_then(|fit| fit.doubling(&series)).map(|doubling| doubling.days);
            Some(Observed::exact(days))
        }
        Measure::Date { series, form, reaches, floor } => {
            let series = find(series)?;
            let bounds = Bounds { floor: *floor, ceiling: None };
            let when = date(&series, *form, bounds, *reaches).ok().map(|dated| dated.when);
            let observed = Observed::exact(when.and_then(When::date));
            Some(Observed { never: when == Some(When::Never), ..observed })
        }
        _ => None,
    }
}

fn find(name: &str) -> Option<Series> {
    shipped::find(name)?.ok()
}
