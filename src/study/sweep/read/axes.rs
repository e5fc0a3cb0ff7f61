//! Axes of a study file: which keys are varied, together or alone, and what each stands for.

use super::domain::read_domain;
use super::entry::{Table, blame, unknown_keys};
use crate::scenario::diagnostic::{Diagnostic, Place};
use crate::scenario::draft::{Draft, DraftEntry, DraftValue};
use crate::scenario::notation::{nearest, path as dotted};
use crate::study::sweep::axis::{AxisRole, WantedAxis};
use crate::study::sweep::domain::Domain;
use crate::study::sweep::notation;

/// Keys of one axis.
const AXIS_KEYS: [&str; 14] = [
    "path",
    "paths",
    "values",
    "range",
    "step",
    "log",
    "low",
    "best",
    "high",
    "normal",
    "lognormal",
    "triangular",
    "times",
    "role",
];

/// Axes of a table; tables without a key of an axis are parts of a dotted path.
pub(super) fn read_axes(
    table: &Table,
    path: &mut Vec<String>,
    axes: &mut Vec<WantedAxis>,
    refused: &mut Vec<Diagnostic>,
) {
    for (name, entry) in table {
        let parts = if name.contains('.') { vec![name.clone()] } else { vec![dotted(&[name])] };
        let depth = path.len();
        path.extend(parts);
        let full = path.join(".");
        let inner = entry.draft.table();
        match (&entry.draft.value, inner) {
            (DraftValue::Text(text), _) => match notation::domain(text) {
                Ok(domain) => axes.push(simple(full, domain, entry.draft.place.clone())),
                Err(wrong) => refused.push(wrong.path(&full).at(entry.draft.place.clone())),
            },
            (_, Some(inner)) if inner.keys().any(|key| AXIS_KEYS.contains(&key.as_str())) => {
                match read_axis(&full, inner, entry) {
                    Ok(axis) => axes.push(axis),
                    Err(wrong) => refused.extend(wrong),
                }
            }
            (_, Some(inner)) if !inner.is_empty() => read_axes(inner, path, axes, refused),
            _ => {
                let wrong = blame(&entry.draft, &full, "not values to vary");
                let meant = nearest(name, AXIS_KEYS);
                refused.push(
                    wrong
                        .nearest(meant)
                        .allowed(format!("\"min:max:step\", or a table of {}", AXIS_KEYS.join(", "))),
                );
            }
        }
        path.truncate(depth);
    }
}

pub(super) fn simple(name: String, domain: Domain, place: Option<Place>) -> WantedAxis {
    WantedAxis { paths: vec![name.clone()], name, domain, times: false, role: None, place }
}

/// One axis from its table.
fn read_axis(name: &str, table: &Table, entry: &DraftEntry) -> Result<WantedAxis, Vec<Diagnostic>> {
    let mut refused: Vec<Diagnostic> = unknown_keys(table, &AXIS_KEYS)
        .into_iter()
        .map(|wrong| {
            let path = format!("vary.{name}.{}", wrong.path);
            wrong.path(path)
        })
        .collect();
    let place = entry.key_place.clone().or(entry.draft.place.clone());
    let domain = read_domain(name, table, &place);
    let times = match table.get("times").map(|entry| &entry.draft) {
        Some(Draft { value: DraftValue::Switch(times), .. }) => *times,
        Some(other) => {
            refused.push(blame(other, name, "`times` must be true or false"));
            false
        }
        None => false,
    };
    let role = match table.get("role").map(|entry| &entry.draft) {
        Some(Draft { value: DraftValue::Text(word), .. }) if word == "lever" => Some(AxisRole::Lever),
        Some(Draft { value: DraftValue::Text(word), .. }) if word == "uncertainty" => {
            Some(AxisRole::Uncertainty)
        }
        Some(other) => {
            let words = ["uncertainty", "lever"];
            let meant = if let DraftValue::Text(word) = &other.value { nearest(word, words) } else { None };
            refused.push(blame(other, name, "no such role").allowed(words.join(", ")).nearest(meant));
            None
        }
        None => None,
    };
    let paths = match (table.get("path"), table.get("paths")) {
        (None, None) => vec![name.to_owned()],
        (Some(one), None) => of_texts(&one.draft, name, &mut refused),
        (None, Some(many)) => of_texts(&many.draft, name, &mut refused),
        (Some(one), Some(_)) => {
            refused.push(blame(&one.draft, name, "`path` and `paths` at once"));
            Vec::new()
        }
    };
    match domain {
        Ok(domain) if refused.is_empty() => {
            Ok(WantedAxis { name: name.to_owned(), paths, domain, times, role, place })
        }
        Ok(_) => Err(refused),
        Err(wrong) => {
            refused.push(wrong);
            Err(refused)
        }
    }
}

fn of_texts(draft: &Draft, name: &str, refused: &mut Vec<Diagnostic>) -> Vec<String> {
    let list = match &draft.value {
        DraftValue::List(list) => list.clone(),
        _ => vec![draft.clone()],
    };
    let mut texts = Vec::new();
    for one in &list {
        match &one.value {
            DraftValue::Text(text) => texts.push(text.clone()),
            _ => refused.push(blame(one, name, "must be a text or a list of texts")),
        }
    }
    texts
}
