//! Values of an axis: a list, a range, three points or a distribution.

use super::entry::{Table, blame, numbers, of_list, of_number};
use crate::scenario::diagnostic::{Diagnostic, Place};
use crate::scenario::draft::{Draft, DraftValue};
use crate::study::sweep::domain::Domain;
use crate::study::sweep::notation::{self, AXIS_FORMS};

pub(super) fn read_domain(name: &str, table: &Table, place: &Option<Place>) -> Result<Domain, Diagnostic> {
    let ways: Vec<&str> = ["values", "range", "best", "normal", "lognormal", "triangular"]
        .into_iter()
        .filter(|key| table.contains_key(*key))
        .collect();
    let wrong = |problem: &str| Diagnostic::new(problem).path(name).at(place.clone());
    let [way] = ways.as_slice() else {
        return Err(wrong("say once what the values are")
            .found(if ways.is_empty() { "none of them".to_owned() } else { ways.join(", ") })
            .allowed(
                "values, range (with step or log), low with best and high, normal, lognormal, triangular",
            ));
    };
    strangers(name, table, way)?;
    let number = |key: &str| table.get(key).and_then(|entry| of_number(&entry.draft));
    let Some(entry) = table.get(*way) else { return Err(wrong("no values")) };
    let draft = &entry.draft;
    let domain = match *way {
        "values" => match of_list(draft).filter(|list| !list.is_empty()) {
            Some(values) => Domain::Values(values),
            None => return Err(blame(draft, name, "must be a list of values").allowed(AXIS_FORMS)),
        },
        "range" => {
            let [low, high] = numbers(name, draft)?;
            match (step(name, table)?, log(name, table)?) {
                (Some(_), true) => return Err(wrong("steps are even, and `log` asks for even logarithms")),
                (Some(step), false) => {
                    notation::steps(low, high, step).map_err(|wrong| wrong.path(name).at(place.clone()))?
                }
                (None, log) => Domain::Range { low, high, log },
            }
        }
        "best" => match (number("low"), number("best"), number("high")) {
            (Some(low), Some(best), Some(high)) => Domain::Points { low, best, high },
            _ => return Err(wrong("three points need the numbers low, best and high")),
        },
        "normal" => {
            let [mean, sd] = numbers(name, draft)?;
            Domain::Normal { mean, sd }
        }
        "lognormal" => {
            let [median, spread] = numbers(name, draft)?;
            Domain::Lognormal { median, spread }
        }
        _ => {
            let [low, mode, high] = numbers(name, draft)?;
            Domain::Triangular { low, mode, high }
        }
    };
    check(&domain).map_err(|(problem, allowed)| blame(draft, name, problem).allowed(allowed))?;
    Ok(domain)
}

/// Keys that mean nothing beside the way in which the values are said.
fn strangers(name: &str, table: &Table, way: &str) -> Result<(), Diagnostic> {
    let beside: &[&str] = match way {
        "range" => &["step", "log"],
        "best" => &["low", "high"],
        _ => &[],
    };
    for key in ["step", "log", "low", "high"] {
        if let Some(entry) = table.get(key).filter(|_| !beside.contains(&key)) {
            return Err(blame(&entry.draft, name, &format!("`{key}` means nothing beside `{way}`")));
        }
    }
    Ok(())
}

fn step(name: &str, table: &Table) -> Result<Option<f64>, Diagnostic> {
    let Some(entry) = table.get("step") else { return Ok(None) };
    of_number(&entry.draft).map(Some).ok_or_else(|| blame(&entry.draft, name, "`step` must be a number"))
}

fn log(name: &str, table: &Table) -> Result<bool, Diagnostic> {
    match table.get("log").map(|entry| &entry.draft) {
        None => Ok(false),
        Some(Draft { value: DraftValue::Switch(log), .. }) => Ok(*log),
        Some(other) => Err(blame(other, name, "`log` must be true or false")),
    }
}

/// Whether the numbers of a distribution make one.
fn check(domain: &Domain) -> Result<(), (&'static str, &'static str)> {
    match *domain {
        Domain::Range { low, high, .. } if low >= high => {
            Err(("an empty range", "a low number, then a higher one"))
        }
        Domain::Range { low, log: true, .. } if low <= 0.0 => {
            Err(("a logarithm of 0 or less", "a range above 0"))
        }
        Domain::Points { low, best, high } if !(low <= best && best <= high && low < high) => {
            Err(("three points out of order", "low ≤ best ≤ high"))
        }
        Domain::Normal { sd, .. } if sd <= 0.0 => Err(("no spread", "[mean, sd] with sd above 0")),
        Domain::Lognormal { median, spread } if median <= 0.0 || spread <= 0.0 => {
            Err(("not a lognormal distribution", "[median, spread], both above 0"))
        }
        Domain::Triangular { low, mode, high } if !(low <= mode && mode <= high && low < high) => {
            Err(("a triangle out of order", "[low, most likely, high]"))
        }
        _ => Ok(()),
    }
}
