//! Single entries of a study file: numbers and lists, and what is said of those that do not suit.

use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::draft::{Draft, DraftEntry, DraftValue};
use crate::scenario::notation::nearest;
use crate::study::sweep::domain::AxisValue;
use indexmap::IndexMap;

pub(super) type Table = IndexMap<String, DraftEntry>;

pub(super) fn blame(draft: &Draft, path: &str, problem: &str) -> Diagnostic {
    Diagnostic::new(problem).path(path).at(draft.place.clone()).found(draft.describe())
}

pub(super) fn unknown_keys(table: &Table, known: &[&str]) -> Vec<Diagnostic> {
    let strangers = table.iter().filter(|(key, _)| !known.contains(&key.as_str()));
    let unknown = |(key, entry): (&String, &DraftEntry)| {
        Diagnostic::new("no such key in a study")
            .path(key)
            .at(entry.key_place.clone())
            .nearest(nearest(key, known.iter().copied()))
            .allowed(known.join(", "))
    };
    strangers.map(unknown).collect()
}

pub(super) fn of_number(draft: &Draft) -> Option<f64> {
    match draft.value {
        DraftValue::Integer(number) => Some(number as f64),
        DraftValue::Number(number) => Some(number),
        _ => None,
    }
}

fn of_value(draft: &Draft) -> Option<AxisValue> {
    match &draft.value {
        DraftValue::Switch(switch) => Some(AxisValue::Switch(*switch)),
        DraftValue::Text(text) => Some(AxisValue::Text(text.clone())),
        _ => of_number(draft).map(AxisValue::Number),
    }
}

pub(super) fn of_list(draft: &Draft) -> Option<Vec<AxisValue>> {
    match &draft.value {
        DraftValue::List(list) => list.iter().map(of_value).collect(),
        _ => None,
    }
}

/// Some numbers of a list of known length.
pub(super) fn numbers<const COUNT: usize>(path: &str, draft: &Draft) -> Result<[f64; COUNT], Diagnostic> {
    let list: Option<Vec<f64>> = of_list(draft).and_then(|list| list.iter().map(AxisValue::number).collect());
    list.and_then(|list| <[f64; COUNT]>::try_from(list).ok())
        .ok_or_else(|| blame(draft, path, &format!("must be a list of {COUNT} numbers")))
}
