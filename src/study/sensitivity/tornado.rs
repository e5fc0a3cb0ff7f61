//! One at a time: each parameter at its low and its high end, everything else in the middle.

use crate::scenario::notation::plain;
use crate::store::interval::Interval;
use crate::study::sweep::domain::AxisValue;
use crate::study::sweep::summary::Finished;
use serde::{Deserialize, Serialize};

/// Interactions above this share of the largest effect want a warning.
const LARGE: f64 = 0.25;

/// Everything one at a time.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Tornado {
    pub middle: Interval,
    pub bars: Vec<Bar>,
    /// All parameters low together less the sum of what each does alone; the same for high.
    pub beyond_low: Interval,
    pub beyond_high: Interval,
    /// Whether one of these is clear and large: then one at a time is not the whole story.
    pub interacts: bool,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Bar {
    pub axis: usize,
    /// The low and high values of the parameter.
    pub ends: (String, String),
    /// Measure with the parameter low less measure in the middle, with the same people and luck; the same for high.
    pub low: Interval,
    pub high: Interval,
}

impl Bar {
    /// The larger of the two effects.
    pub fn size(&self) -> f64 {
        [self.low, self.high].iter().filter_map(|one| one.value).map(f64::abs).fold(0.0, f64::max)
    }

    /// Whether some end differs from the middle by more than chance.
    pub fn is_clear(&self) -> bool {
        [self.low, self.high].iter().any(|one| one.excludes_zero() == Some(true))
    }
}

/// A value with as many digits as a table can bear.
fn short(value: &AxisValue, other: &AxisValue) -> String {
    // An end at 0 comes out of the distribution's quantiles with their rounding.
    let rounding = |number: f64| number.abs() < 1e-12 * other.number().unwrap_or(0.0).abs();
    match value.number() {
        Some(number) if rounding(number) => plain(0.0),
        Some(number) => plain(format!("{number:.2e}").parse().unwrap_or(number)),
        None => value.plain(),
    }
}

/// Analyses a sweep one at a time; `None` where the middle is undefined.
pub fn analyse(finished: Finished, measure: usize) -> Option<Tornado> {
    let plan = finished.plan;
    let axes = plan.axes.len();
    let value = |point: usize, offset: u32| finished.run(point as u64, offset)?.value(measure);
    let differences = |of: &dyn Fn(u32) -> Option<f64>| {
        Interval::over_replicates(&(0..plan.replicates).filter_map(of).collect::<Vec<f64>>())
    };
    let effect = |point: usize| differences(&|offset| Some(value(point, offset)? - value(0, offset)?));
    let bar = |axis: usize| {
        let (low, high) = plan.axes[axis].ends();
        Bar {
            axis,
            ends: (short(&low, &high), short(&high, &low)),
            low: effect(1 + 2 * axis),
            high: effect(2 + 2 * axis),
        }
    };
    let beyond = |corner: usize, first: usize| {
        differences(&|offset| {
            let middle = value(0, offset)?;
            let alone = (0..axes).map(|axis| Some(value(first + 2 * axis, offset)? - middle));
            Some(value(corner, offset)? - middle - alone.sum::<Option<f64>>()?)
        })
    };
    let bars: Vec<Bar> = (0..axes).map(bar).collect();
    let largest = bars.iter().map(Bar::size).fold(0.0, f64::max);
    let (beyond_low, beyond_high) = (beyond(2 * axes + 1, 1), beyond(2 * axes + 2, 2));
    let large = |one: &Interval| {
        one.excludes_zero() == Some(true) && one.value.is_some_and(|value| value.abs() > LARGE * largest)
    };
    let middle = differences(&|offset| value(0, offset));
    middle.value?;
    Some(Tornado {
        middle,
        bars,
        interacts: large(&beyond_low) || large(&beyond_high),
        beyond_low,
        beyond_high,
    })
}
