//! Single values set from the command line: `--set path=value`.

use std::sync::Arc;

use indexmap::IndexMap;

use super::diagnostic::{Diagnostic, Diagnostics, Place, SourceText};
use super::draft::{self, Draft, DraftEntry, DraftValue};
use super::inherit::{self, BASE_KEY};

/// The name under which the places of overrides are shown.
pub const SOURCE_NAME: &str = "--set";

const FORM: &str = "path=value, such as --set schooling.openness=0.3";

/// Sets one value; `text` is the `path=value` as written.
pub fn set(draft: &mut Draft, text: &str) -> Result<(), Diagnostics> {
    let source = SourceText::new(SOURCE_NAME, text);
    let whole = || Some(Place::new(&source, 0..text.len()));
    let Some(equals) = position_of_equals(text) else {
        return Err(Diagnostic::new("no `=` in an override").at(whole()).allowed(FORM).into());
    };
    let path = parse_path(&source, equals)?;
    if path.first().is_some_and(|(name, _)| name == BASE_KEY) {
        return Err(Diagnostic::new("the base cannot be set from the command line")
            .path(BASE_KEY)
            .at(whole())
            .advice("write a scenario file with this `base`")
            .into());
    }
    let value = parse_value(&source, equals)?;
    insert(draft, &path, value);
    Ok(())
}

/// The path of a `path=value`.
pub fn path_of(text: &str) -> &str {
    text[..position_of_equals(text).unwrap_or(text.len())].trim()
}

/// Keys that results name anyway, and those that only name.
const NAMED_ANYWAY: [&str; 7] =
    ["run.agents", "run.start_year", "run.years", "run.seed", "run.replicates", "title", "description"];

/// The overrides `path=value` that make another world of a scenario.
pub fn changes(overrides: &[String]) -> Vec<String> {
    overrides.iter().filter(|text| !NAMED_ANYWAY.contains(&path_of(text))).cloned().collect()
}

/// Byte position of the first `=` outside quotes.
fn position_of_equals(text: &str) -> Option<usize> {
    let mut quote = None;
    for (position, character) in text.char_indices() {
        match (quote, character) {
            (None, '=') => return Some(position),
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    None
}

/// The keys of the path, each with its place.
fn parse_path(source: &Arc<SourceText>, equals: usize) -> Result<Vec<(String, Option<Place>)>, Diagnostics> {
    let written = &source.text[..equals];
    let place = Some(Place::new(source, 0..equals));
    // A path is what TOML allows before `=`, so TOML itself takes it apart; only single lines, for it would
    // also understand table headers.
    let probe = SourceText::new(SOURCE_NAME, format!("{written}=0"));
    let parsed = if written.contains(['\n', '\r']) { None } else { draft::parse(&probe).ok() };
    let keys = |level: &Draft| level.table().is_some_and(|table| !table.is_empty());
    let Some(mut level) = parsed.filter(keys) else {
        return Err(Diagnostic::new("not a dotted path of keys")
            .at(place)
            .found(written)
            .allowed(FORM)
            .into());
    };
    let mut path = Vec::new();
    while let DraftValue::Table(table) = level.value {
        let Some((name, entry)) = table.into_iter().next() else {
            break;
        };
        path.push((name, entry.key_place.map(|key| Place::new(source, key.span))));
        level = entry.draft;
    }
    Ok(path)
}

fn parse_value(source: &Arc<SourceText>, equals: usize) -> Result<Draft, Diagnostics> {
    let written = &source.text[equals + 1..];
    let value = written.trim();
    let start = source.text.len() - written.trim_start().len();
    let place = Some(Place::new(source, start..start + value.len()));
    if value.is_empty() {
        return Err(Diagnostic::new("no value after `=`")
            .at(Some(Place::new(source, 0..source.text.len())))
            .allowed(FORM)
            .into());
    }
    match draft::parse_value(source, start) {
        Ok(draft) => Ok(draft),
        Err(_) if is_bare_word(value) => Ok(Draft { value: DraftValue::Text(value.to_owned()), place }),
        Err(refused) => Err(refused),
    }
}

/// True for a text that nobody would quote on a command line, such as a title.
fn is_bare_word(value: &str) -> bool {
    let number = matches!(value, "inf" | "nan");
    let marks = |character: char| character.is_control() || "\"'{}[]=,#\\".contains(character);
    !number && value.starts_with(char::is_alphabetic) && !value.contains(marks)
}

fn insert(draft: &mut Draft, path: &[(String, Option<Place>)], value: Draft) {
    let [(name, place), deeper @ ..] = path else {
        let base = std::mem::replace(draft, Draft::empty());
        *draft = inherit::merge(base, value);
        return;
    };
    if draft.table().is_none() {
        *draft = Draft { value: DraftValue::Table(IndexMap::new()), place: place.clone() };
    }
    let DraftValue::Table(table) = &mut draft.value else {
        return;
    };
    let new = DraftEntry {
        key_place: None,
        draft: Draft { value: DraftValue::Table(IndexMap::new()), place: None },
    };
    let entry = table.entry(name.clone()).or_insert(new);
    entry.key_place = place.clone();
    insert(&mut entry.draft, deeper, value);
    // A year put into a schedule goes to its place among the years.
    if table.keys().all(|key| inherit::is_integer(key)) {
        table.sort_by_cached_key(|key, _| key.parse::<i64>().unwrap_or(i64::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(start: &str, overrides: &[&str]) -> Draft {
        let mut draft =
            draft::parse(&SourceText::new("test", start)).unwrap_or_else(|error| panic!("{error}"));
        for text in overrides {
            set(&mut draft, text).unwrap_or_else(|error| panic!("{error}"));
        }
        draft
    }

    fn value(draft: &Draft, path: &[&str]) -> Option<DraftValue> {
        path.iter()
            .try_fold(draft, |draft, name| draft.table()?.get(*name).map(|entry| &entry.draft))
            .map(|draft| draft.value.clone())
    }

    #[test]
    fn values_are_toml_and_bare_words_are_texts() {
        let draft = after("", &["a.b = 0.3", "a.c=true", "title=A new start", "\"a=b\".c='x'"]);
        assert_eq!(value(&draft, &["a", "b"]), Some(DraftValue::Number(0.3)));
        assert_eq!(value(&draft, &["a", "c"]), Some(DraftValue::Switch(true)));
        assert_eq!(value(&draft, &["title"]), Some(DraftValue::Text("A new start".to_owned())));
        assert_eq!(value(&draft, &["a=b", "c"]), Some(DraftValue::Text("x".to_owned())));
    }

    #[test]
    fn a_year_joins_its_schedule_and_a_whole_schedule_replaces_it() {
        let start = "growth = { 1900 = 0.1, 1950 = 0.2 }";
        let years = |draft: &Draft| match value(draft, &["growth"]) {
            Some(DraftValue::Table(table)) => table.keys().cloned().collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        assert_eq!(years(&after(start, &["growth.1920=0.15"])), ["1900", "1920", "1950"]);
        assert_eq!(years(&after(start, &["growth={ 2000 = 0.05 }"])), ["2000"]);
        assert_eq!(years(&after("growth = 0.1", &["growth.1920=0.15"])), ["1920"]);
    }

    #[test]
    fn broken_overrides_are_refused_with_their_place() {
        for text in [
            "a", "a=", "=1", "a..b=1", "a=[1", "a=1 2", "a=0.3x", "a=inf", "a=1\nb=2", "[a]\nb=1", "base=x",
            "#a=1", "",
        ] {
            let refused = set(&mut Draft::empty(), text).unwrap_err();
            let place = refused.0[0].place.as_ref().map(|place| place.source.text.clone());
            assert_eq!(place.as_deref(), Some(text), "{refused}");
        }
    }
}
