//! Free parameters: numbers of a scenario that calibration may choose, each between two bounds.

use crate::scenario::Scenario;
use crate::scenario::diagnostic::{Diagnostic, Diagnostics};
use crate::scenario::notation::{nearest, number, plain};
use crate::scenario::record::{Record, Value};
use crate::scenario::schedule::Schedule;

/// One free parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Free {
    /// Dotted path of the key.
    pub path: String,
    pub low: f64,
    pub high: f64,
    /// The scenario's own value.
    pub start: f64,
}

const FORM: &str = "PATH=MIN:MAX, such as learning.speed_spread=0.05:0.3";

impl Free {
    /// Reads `path=min:max`; the start is not known yet.
    ///
    /// # Errors
    /// What is no path with two numbers, or bounds the wrong way round.
    pub fn parse(text: &str) -> Result<Self, Diagnostics> {
        let refuse = |problem: &str| Diagnostic::new(problem).path("--free").found(text).allowed(FORM);
        let (path, bounds) = text.split_once('=').ok_or_else(|| refuse("no `=` after the path"))?;
        let (low, high) = bounds.split_once(':').ok_or_else(|| refuse("no `:` between the bounds"))?;
        let bound = |text: &str| text.trim().parse::<f64>().ok().filter(|bound| bound.is_finite());
        let (low, high) =
            bound(low).zip(bound(high)).ok_or_else(|| refuse("a bound that is not a number"))?;
        if low >= high {
            let wrong = refuse("bounds the wrong way round, or equal");
            let meant = format!("did you mean {}={}:{}?", path.trim(), plain(high), plain(low));
            return Err(wrong.advice(meant).into());
        }
        Ok(Self { path: path.trim().to_owned(), low, high, start: f64::NAN })
    }

    /// The override that gives the parameter a value.
    pub fn set(&self, value: f64) -> String {
        format!("{}={}", self.path, number(value))
    }

    /// A value from its place between the bounds, 0 to 1.
    pub fn at(&self, place: f64) -> f64 {
        self.low + place * (self.high - self.low)
    }

    /// The place of a value between the bounds.
    pub fn place(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

/// Looks the parameters up in a scenario: their starting values, and whether their bounds are allowed.
///
/// # Errors
/// A key that there is not, that is no constant number, that is named twice; bounds beyond the key's own; a start beyond the bounds.
pub fn look_up(free: &[Free], scenario: &Scenario) -> Result<Vec<Free>, Diagnostics> {
    let mut wrong = Vec::new();
    let mut found: Vec<Free> = Vec::new();
    for one in free {
        if found.iter().any(|known| known.path == one.path) {
            wrong.push(Diagnostic::new("a free parameter named twice").path(one.path.clone()));
            continue;
        }
        match checked(one, scenario) {
            Ok(free) => found.push(free),
            Err(refused) => wrong.extend(refused.0),
        }
    }
    if found.is_empty() && wrong.is_empty() {
        wrong.push(Diagnostic::new("no free parameter").path("--free").allowed(FORM));
    }
    if wrong.is_empty() { Ok(found) } else { Err(Diagnostics(wrong)) }
}

fn checked(free: &Free, scenario: &Scenario) -> Result<Free, Diagnostics> {
    let refuse = |problem: &str| Diagnostic::new(problem).path(free.path.clone());
    let (record, start) = match scenario.records.get(&free.path) {
        Some(record) => match &record.value {
            Value::Number(number) | Value::Schedule(Schedule::Constant(number)) => (record, *number),
            Value::Schedule(_) => {
                let advice = format!("name one of its years, such as {}.1950", free.path);
                return Err(refuse("changes over the years and is no single number").advice(advice).into());
            }
            _ => {
                let wrong = refuse("not a number that can be fitted");
                return Err(wrong.allowed("numbers that need not be whole").into());
            }
        },
        None => of_year(&free.path, scenario).ok_or_else(|| {
            let names = scenario.records.iter().map(|record| record.path.as_str());
            refuse("no such key in the scenario").nearest(nearest(&free.path, names))
        })?,
    };
    if free.low < record.low || free.high > record.high {
        let found = format!("{} to {}", plain(free.low), plain(free.high));
        let allowed = crate::scenario::notation::range(record.low, record.high);
        return Err(refuse("bounds beyond what the key allows").found(found).allowed(allowed).into());
    }
    if !(free.low..=free.high).contains(&start) {
        let allowed = format!("bounds that hold {}, the scenario's value", plain(start));
        let found = format!("{} to {}", plain(free.low), plain(free.high));
        return Err(refuse("the scenario's value is outside the bounds")
            .found(found)
            .allowed(allowed)
            .into());
    }
    Ok(Free { start, ..free.clone() })
}

/// One year of a schedule: `schooling.openness.1950`.
fn of_year<'a>(path: &str, scenario: &'a Scenario) -> Option<(&'a Record, f64)> {
    let (key, year) = path.rsplit_once('.')?;
    let (record, year) = (scenario.records.get(key)?, year.parse::<i32>().ok()?);
    match &record.value {
        Value::Schedule(schedule) => Some((record, schedule.at(f64::from(year)))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn told(text: &str) -> String {
        let scenario = Scenario::load(Path::new("nordic_baseline"), &[]).expect("shipped");
        let free = Free::parse(text);
        free.and_then(|free| look_up(&[free], &scenario)).expect_err("refused").to_string()
    }

    #[test]
    fn what_cannot_be_fitted_is_refused() {
        assert!(told("luck.merit=0.5:0.1").contains("wrong way round"));
        assert!(told("luck.merit=0.5").contains("no `:`"));
        assert!(told("luck.merrit=0:1").contains("did you mean `luck.merit`"));
        assert!(told("luck.merit=0.5:0.9").contains("outside the bounds"));
        assert!(told("family.ability_inheritance=0:2").contains("beyond what the key allows"));
        assert!(told("run.seed=0:9").contains("not a number that can be fitted"));
        assert!(told("observation.stanine=0:1").contains("not a number that can be fitted"));
    }

    #[test]
    fn places_and_values_belong_together() {
        let free = Free::parse("luck.merit=-1:3").expect("sound");
        assert_eq!((free.at(0.25), free.place(0.0)), (0.0, 0.25));
        assert_eq!(free.set(0.1), "luck.merit=0.1");
    }
}
