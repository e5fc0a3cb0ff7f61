//! Scenarios that hold only what they change: `base = "other.toml"` and how a change is laid over its base.

use std::path::PathBuf;
use std::sync::Arc;

use indexmap::IndexMap;

use super::diagnostic::{Diagnostic, Diagnostics, Place, SourceText};
use super::draft::{self, Draft, DraftEntry, DraftValue};
use super::schedule::LOGISTIC_KEYS;

/// The key that names the scenario on which another one builds.
pub const BASE_KEY: &str = "base";

/// Keys that say what a scenario is; they are not inherited.
const OWN_WORDS: [&str; 2] = ["title", "description"];

/// A scenario text that was found.
#[derive(Clone, Debug)]
pub struct Found {
    pub source: Arc<SourceText>,
    /// The same for the same text however it was named; tells a circle of bases from a chain.
    pub identity: String,
    /// The folder from which its `base` is looked up; `None` for a scenario without a file.
    pub folder: Option<PathBuf>,
}

/// Looks up the base with this name for a scenario that was found.
pub type FindBase<'a> = dyn Fn(&str, &Found) -> Result<Found, Diagnostics> + 'a;

/// Reads a scenario and all its bases, and lays each over the next.
pub fn unfold(first: Found, find: &FindBase<'_>) -> Result<Draft, Diagnostics> {
    let mut chain = vec![first];
    let mut layers = Vec::new();
    while let Some(newest) = chain.last() {
        let mut layer = draft::parse(&newest.source)?;
        if chain.len() > 1 {
            take_own_words(&mut layer);
        }
        let base = take_base(&mut layer)?;
        layers.push(layer);
        let Some((name, place)) = base else { break };
        let base = find(&name, newest).map_err(|refused| blame(refused, place.as_ref()))?;
        if chain.iter().any(|link| link.identity == base.identity) {
            return Err(blame(circle(&chain, &base).into(), place.as_ref()));
        }
        chain.push(base);
    }
    Ok(layers.into_iter().rev().reduce(merge).unwrap_or_else(Draft::empty))
}

/// Errors without a place of their own are those of the line that names the base.
fn blame(refused: Diagnostics, place: Option<&Place>) -> Diagnostics {
    let blamed = |diagnostic: Diagnostic| match diagnostic.place {
        Some(_) => diagnostic,
        None => diagnostic.path(BASE_KEY).at(place.cloned()),
    };
    Diagnostics(refused.0.into_iter().map(blamed).collect())
}

fn circle(chain: &[Found], base: &Found) -> Diagnostic {
    let mut names: Vec<&str> = chain.iter().map(|link| link.source.name.as_str()).collect();
    names.push(&base.source.name);
    Diagnostic::new(format!("the bases go in a circle: {}", names.join(" → ")))
        .advice("one of these files must not have a `base`")
}

/// Takes title and description out of a base: whoever changes a scenario has another one.
fn take_own_words(layer: &mut Draft) {
    if let DraftValue::Table(table) = &mut layer.value {
        table.retain(|key, _| !OWN_WORDS.contains(&key.as_str()));
    }
}

fn take_base(layer: &mut Draft) -> Result<Option<(String, Option<Place>)>, Diagnostics> {
    let DraftValue::Table(table) = &mut layer.value else {
        return Ok(None);
    };
    match table.shift_remove(BASE_KEY) {
        None => Ok(None),
        Some(DraftEntry { draft: Draft { value: DraftValue::Text(name), place }, .. }) => {
            Ok(Some((name, place)))
        }
        Some(other) => Err(Diagnostic::new("must be the name of a scenario file")
            .path(BASE_KEY)
            .at(other.draft.place.clone())
            .found(other.draft.describe())
            .allowed("a text, such as \"nordic_baseline.toml\"")
            .into()),
    }
}

/// Lays `change` over `base`: tables key by key, everything else (schedules too) as a whole.
pub fn merge(base: Draft, change: Draft) -> Draft {
    match (base.value, change.value) {
        (DraftValue::Table(below), DraftValue::Table(above))
            if !is_schedule(&below) && !is_schedule(&above) =>
        {
            Draft { value: DraftValue::Table(merge_tables(below, above)), place: change.place.or(base.place) }
        }
        (_, value) => Draft { value, place: change.place },
    }
}

fn merge_tables(
    mut below: IndexMap<String, DraftEntry>,
    above: IndexMap<String, DraftEntry>,
) -> IndexMap<String, DraftEntry> {
    for (name, changed) in above {
        let merged = match below.get_mut(&name).map(take_draft) {
            Some(base) => merge(base, changed.draft),
            None => changed.draft,
        };
        below.insert(name, DraftEntry { key_place: changed.key_place, draft: merged });
    }
    below
}

fn take_draft(entry: &mut DraftEntry) -> Draft {
    std::mem::replace(&mut entry.draft, Draft::empty())
}

/// True for a table that is one value, a schedule, and not a group of keys.
pub fn is_schedule(table: &IndexMap<String, DraftEntry>) -> bool {
    let all = |wanted: fn(&str) -> bool| table.keys().all(|key| wanted(key));
    !table.is_empty() && (all(is_integer) || all(|key| LOGISTIC_KEYS.contains(&key)))
}

/// True for a key that can only be meant as a year.
pub fn is_integer(key: &str) -> bool {
    key.parse::<i64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Draft {
        draft::parse(&SourceText::new("test", text)).unwrap_or_else(|error| panic!("{error}"))
    }

    fn entry<'a>(draft: &'a Draft, path: &[&str]) -> Option<&'a Draft> {
        path.iter().try_fold(draft, |draft, name| draft.table()?.get(*name).map(|entry| &entry.draft))
    }

    #[test]
    fn tables_merge_but_schedules_replace() {
        let base = parse(
            "growth = { 1900 = 0.1, 1950 = 0.2 }\nrate = { from = 0, to = 1, midpoint = 1970, width = 5 }\n\
             [jobs.a]\nshare = 0.3\npay = 1\n[jobs.b]\nshare = 0.7\n",
        );
        let change = parse(
            "growth = { 2000 = 0.5 }\nrate = { to = 2 }\n[jobs.c]\nshare = 0.1\n[jobs.a]\nshare = 0.2\n",
        );
        let merged = merge(base, change);
        let years = entry(&merged, &["growth"]).and_then(Draft::table).map(|table| table.len());
        assert_eq!(years, Some(1));
        let parts = entry(&merged, &["rate"]).and_then(Draft::table).map(|table| table.len());
        assert_eq!(parts, Some(1));
        let jobs: Vec<_> =
            entry(&merged, &["jobs"]).and_then(Draft::table).into_iter().flat_map(|t| t.keys()).collect();
        assert_eq!(jobs, ["a", "b", "c"]);
        assert_eq!(entry(&merged, &["jobs", "a", "share"]).map(|d| &d.value), Some(&DraftValue::Number(0.2)));
        assert_eq!(entry(&merged, &["jobs", "a", "pay"]).map(|d| &d.value), Some(&DraftValue::Integer(1)));
    }

    fn found(name: &str, text: &str) -> Found {
        Found { source: SourceText::new(name, text), identity: name.to_owned(), folder: None }
    }

    #[test]
    fn a_circle_of_bases_is_refused_with_its_chain() {
        let find = |name: &str, _: &Found| match name {
            "b" => Ok(found("b", "base = \"c\"")),
            "c" => Ok(found("c", "base = \"b\"")),
            _ => Err(Diagnostic::new("missing").into()),
        };
        let refused = unfold(found("a", "x = 1\nbase = \"b\""), &find).unwrap_err();
        assert!(refused.0[0].problem.contains("a → b → c → b"), "{refused}");
        assert_eq!(refused.0[0].place.as_ref().map(ToString::to_string).as_deref(), Some("c:1:8"));
        let missing = unfold(found("a", "x = 1\nbase = \"z\""), &find).unwrap_err();
        assert_eq!(missing.to_string(), "a:2:8: base: missing");
    }
}
