//! Checks of single values: what was written against what the key allows.

use indexmap::IndexMap;

use super::diagnostic::{Diagnostic, Diagnostics};
use super::draft::{Draft, DraftEntry, DraftValue};
use super::inherit;
use super::notation;
use super::record::Key;
use super::schedule::{LOGISTIC_KEYS, Schedule};

/// Years that a schedule may name.
pub const YEARS: std::ops::RangeInclusive<i32> = 1000..=3000;

/// The largest integer up to which every integer is also a floating-point number.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

const SCHEDULE_FORMS: &str = "a number, a table of years such as { 1900 = 0.1, 1950 = 0.2 }, \
    or { from = 0.1, to = 0.2, midpoint = 1970, width = 8 }";

/// A number in the range of the key.
pub(super) fn number(draft: &Draft, key: &Key) -> Result<f64, Diagnostics> {
    let number = finite(draft, &allowed(key))?;
    in_range(number, draft, key)?;
    Ok(number)
}

/// A whole number in the range of the key; `1e6` counts as one.
pub(super) fn whole(draft: &Draft, key: &Key) -> Result<i64, Diagnostics> {
    let allowed = format!("a whole number, {}", allowed(key));
    let number = finite(draft, &allowed)?;
    in_range(number, draft, key)?;
    match draft.value {
        DraftValue::Integer(integer) => Ok(integer),
        _ if number.fract() == 0.0 && number.abs() <= LARGEST_EXACT => Ok(number as i64),
        _ => Err(wrong(draft, "must be a whole number", &allowed)),
    }
}

/// A switch.
pub(super) fn switch(draft: &Draft) -> Result<bool, Diagnostics> {
    match draft.value {
        DraftValue::Switch(switch) => Ok(switch),
        _ => Err(wrong(draft, "must be true or false", "true or false")),
    }
}

/// A text.
pub(super) fn text(draft: &Draft) -> Result<String, Diagnostics> {
    match &draft.value {
        DraftValue::Text(text) => Ok(text.clone()),
        _ => Err(wrong(draft, "must be a text", "a text in quotation marks")),
    }
}

/// One of the words.
pub(super) fn choice(draft: &Draft, words: &[&'static str]) -> Result<String, Diagnostics> {
    let quoted: Vec<String> = words.iter().map(|word| notation::text(word)).collect();
    let allowed = quoted.join(", ");
    match &draft.value {
        DraftValue::Text(text) if words.contains(&text.as_str()) => Ok(text.clone()),
        DraftValue::Text(text) => Err(Diagnostic::new("not one of the choices")
            .at(draft.place.clone())
            .found(draft.describe())
            .allowed(allowed)
            .nearest(notation::nearest(text, words.iter().copied()))
            .into()),
        _ => Err(wrong(draft, "must be a text", &allowed)),
    }
}

/// A constant, a table of years or a logistic transition, with every value in the range of the key.
pub(super) fn schedule(draft: &Draft, key: &Key) -> Result<Schedule, Diagnostics> {
    match &draft.value {
        DraftValue::Table(table) if table.is_empty() => {
            Err(wrong(draft, "an empty schedule", SCHEDULE_FORMS))
        }
        DraftValue::Table(table) if table.keys().any(|part| LOGISTIC_KEYS.contains(&part.as_str())) => {
            logistic(draft, table, key)
        }
        DraftValue::Table(table) => years(table, key),
        DraftValue::Integer(_) | DraftValue::Number(_) => number(draft, key).map(Schedule::Constant),
        _ => Err(wrong(draft, "must be a number or a schedule", SCHEDULE_FORMS)),
    }
}

fn years(table: &IndexMap<String, DraftEntry>, key: &Key) -> Result<Schedule, Diagnostics> {
    let mut points: Vec<(i32, f64)> = Vec::with_capacity(table.len());
    let mut refused = Vec::new();
    for (name, entry) in table {
        let blame =
            |problem: &str| Diagnostic::new(problem).path(notation::key(name)).at(entry.key_place.clone());
        match name.parse::<i32>().ok().filter(|year| YEARS.contains(year)) {
            None => refused.push(not_a_year(name, blame)),
            Some(year) => match number(&entry.draft, key) {
                Err(wrong) => {
                    refused.extend(wrong.0.into_iter().map(|wrong| wrong.path(notation::key(name))))
                }
                Ok(value) => {
                    let before = points.last().map_or(i32::MIN, |(before, _)| *before);
                    if before >= year {
                        let advice = "write the years from the earliest to the latest, each once";
                        refused.push(blame(&format!("year {year} after {before}")).advice(advice));
                    }
                    points.push((year, value));
                }
            },
        }
    }
    if refused.is_empty() { Ok(Schedule::Table(points)) } else { Err(Diagnostics(refused)) }
}

fn not_a_year(name: &str, blame: impl Fn(&str) -> Diagnostic) -> Diagnostic {
    if inherit::is_integer(name) {
        return blame("year out of range").allowed(format!("years {} to {}", YEARS.start(), YEARS.end()));
    }
    blame("not a year and not a part of a logistic schedule")
        .allowed(SCHEDULE_FORMS)
        .nearest(notation::nearest(name, LOGISTIC_KEYS))
}

fn logistic(draft: &Draft, table: &IndexMap<String, DraftEntry>, key: &Key) -> Result<Schedule, Diagnostics> {
    let mut refused = Vec::new();
    for (name, entry) in table.iter().filter(|(name, _)| !LOGISTIC_KEYS.contains(&name.as_str())) {
        refused.push(
            Diagnostic::new("no such part of a logistic schedule")
                .path(notation::key(name))
                .at(entry.key_place.clone())
                .allowed(LOGISTIC_KEYS.join(", "))
                .nearest(notation::nearest(name, LOGISTIC_KEYS)),
        );
    }
    let [from, to, midpoint, width] = LOGISTIC_KEYS.map(|name| {
        let rule = logistic_part(key, name);
        let part = match table.get(name) {
            Some(entry) => number(&entry.draft, &rule),
            None => Err(Diagnostic::new("missing from the logistic schedule")
                .at(draft.place.clone())
                .allowed(allowed(&rule))
                .into()),
        };
        part.unwrap_or_else(|wrong| {
            refused.extend(wrong.0.into_iter().map(|wrong| wrong.path(name)));
            f64::NAN
        })
    });
    if refused.is_empty() {
        Ok(Schedule::Logistic { from, to, midpoint, width })
    } else {
        Err(Diagnostics(refused))
    }
}

fn logistic_part(key: &Key, name: &str) -> Key {
    let years = (f64::from(*YEARS.start()), f64::from(*YEARS.end()));
    match name {
        "midpoint" => Key { low: years.0, high: years.1, unit: "calendar year", ..*key },
        "width" => Key { low: f64::MIN_POSITIVE, high: f64::INFINITY, unit: "years", ..*key },
        _ => *key,
    }
}

fn finite(draft: &Draft, allowed: &str) -> Result<f64, Diagnostics> {
    match draft.value {
        DraftValue::Integer(integer) => Ok(integer as f64),
        DraftValue::Number(number) if number.is_finite() => Ok(number),
        _ => Err(wrong(draft, "must be a number", allowed)),
    }
}

fn in_range(number: f64, draft: &Draft, key: &Key) -> Result<(), Diagnostics> {
    if key.low <= number && number <= key.high {
        return Ok(());
    }
    let problem = if number < key.low { "too low" } else { "too high" };
    Err(wrong(draft, problem, &allowed(key)))
}

fn allowed(key: &Key) -> String {
    // The smallest number above zero stands for an open end: a width may come near zero, but not reach it.
    let range =
        if key.low == f64::MIN_POSITIVE { "above 0".to_owned() } else { notation::range(key.low, key.high) };
    if key.unit.is_empty() { range } else { format!("{range} ({})", key.unit) }
}

fn wrong(draft: &Draft, problem: &str, allowed: &str) -> Diagnostics {
    Diagnostic::new(problem).at(draft.place.clone()).found(draft.describe()).allowed(allowed).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{diagnostic::SourceText, draft, record::Role};

    const SHARE: Key = Key {
        name: "share",
        meaning: "a share",
        unit: "share",
        low: 0.0,
        high: 1.0,
        default: 0.5,
        source: "",
        role: Role::Assumption,
    };

    fn value(text: &str) -> Draft {
        draft::parse_value(&SourceText::new("t", text), 0).unwrap_or_else(|error| panic!("{error}"))
    }

    fn problems(text: &str) -> Vec<String> {
        let refused = schedule(&value(text), &SHARE).err().unwrap_or_default();
        refused.0.iter().map(|wrong| format!("{}: {}", wrong.path, wrong.problem)).collect()
    }

    #[test]
    fn whole_numbers_may_be_written_with_an_exponent() {
        let people = Key { high: 1e9, unit: "people", ..SHARE };
        for (text, expected) in
            [("1_000_000", Some(1_000_000)), ("1e6", Some(1_000_000)), ("1.5", None), ("-1", None)]
        {
            assert_eq!(whole(&value(text), &people).ok(), expected, "{text}");
        }
    }

    #[test]
    fn every_fault_of_a_schedule_is_named() {
        assert_eq!(problems("{ 1950 = 0.1, 1900 = 0.2 }"), ["1900: year 1900 after 1950"]);
        assert_eq!(problems("{ 1900 = 0.1, 01900 = 0.2 }"), ["01900: year 1900 after 1900"]);
        assert_eq!(
            problems("{ 900 = 0.1, 1900 = 2, x = 1 }"),
            [
                "900: year out of range",
                "1900: too high",
                "x: not a year and not a part of a logistic schedule",
            ]
        );
        assert_eq!(problems("{ from = 0, to = 1, midpoint = 1970, width = 0 }"), ["width: too low"]);
        assert_eq!(
            problems("{ from = 0, until = 1, midpoint = 1970, width = 1 }"),
            ["until: no such part of a logistic schedule", "to: missing from the logistic schedule",]
        );
        assert_eq!(problems("{}"), [": an empty schedule"]);
        assert_eq!(problems("\"x\""), [": must be a number or a schedule"]);
        assert_eq!(problems("{ 1900 = 0, 2000 = 1 }"), Vec::<String>::new());
    }
}
