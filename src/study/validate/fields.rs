//! Takes typed values out of the tables of a targets file; what is wrong is noted with its place.

use crate::scenario::diagnostic::{Diagnostic, Place};
use crate::scenario::draft::{Draft, DraftEntry, DraftValue};
use crate::scenario::notation::nearest;
use std::cell::RefCell;

/// The entries of a table, laid over those of a wider one: a figure over its target.
pub struct Fields<'a> {
    tables: Vec<&'a Draft>,
    path: String,
    taken: RefCell<Vec<String>>,
    wrong: &'a RefCell<Vec<Diagnostic>>,
}

impl<'a> Fields<'a> {
    /// The narrowest table comes first.
    pub fn new(tables: Vec<&'a Draft>, path: String, wrong: &'a RefCell<Vec<Diagnostic>>) -> Self {
        Self { tables, path, taken: RefCell::new(Vec::new()), wrong }
    }

    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&'a DraftEntry> {
        self.taken.borrow_mut().push(key.to_owned());
        self.tables.iter().find_map(|table| table.table()?.get(key))
    }

    /// Whether a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.tables.iter().any(|table| table.table().is_some_and(|entries| entries.contains_key(key)))
    }

    /// Keys of the narrowest table.
    pub fn own_keys(&self) -> Vec<&'a str> {
        let table = self.tables.first().and_then(|table| table.table());
        table.map_or_else(Vec::new, |table| table.keys().map(String::as_str).collect())
    }

    /// Keys asked for so far.
    pub fn keys_asked(&self) -> Vec<String> {
        self.taken.borrow().clone()
    }

    /// Where the table stands.
    pub fn place(&self) -> Option<Place> {
        self.tables.iter().find_map(|table| table.place.clone())
    }

    /// A text.
    pub fn text(&self, key: &str) -> Option<String> {
        let draft = &self.entry(key)?.draft;
        match &draft.value {
            DraftValue::Text(text) if !text.trim().is_empty() => Some(text.clone()),
            _ => self.refuse(key, draft, "not a text", "a text in quotes"),
        }
    }

    /// A number in a range.
    pub fn number(&self, key: &str, (low, high): (f64, f64)) -> Option<f64> {
        let draft = &self.entry(key)?.draft;
        let allowed = || format!("a number, {}", crate::scenario::notation::range(low, high));
        match number(draft) {
            Some(number) if (low..=high).contains(&number) => Some(number),
            Some(_) => self.refuse(key, draft, "out of range", &allowed()),
            None => self.refuse(key, draft, "not a number", &allowed()),
        }
    }

    /// A calendar year.
    pub fn year(&self, key: &str) -> Option<i32> {
        self.number(key, (1000.0, 4000.0)).map(|year| year as i32)
    }

    /// True or false; false where it is not said.
    pub fn switch(&self, key: &str) -> bool {
        let Some(entry) = self.entry(key) else { return false };
        match entry.draft.value {
            DraftValue::Switch(switch) => switch,
            _ => self.refuse(key, &entry.draft, "neither true nor false", "true or false").unwrap_or(false),
        }
    }

    /// A pair of ascending numbers.
    pub fn range(&self, key: &str, (low, high): (f64, f64)) -> Option<(f64, f64)> {
        let draft = &self.entry(key)?.draft;
        self.range_of(key, draft, (low, high))
    }

    /// A pair of ascending numbers in some entry.
    pub fn range_of(&self, key: &str, draft: &Draft, (low, high): (f64, f64)) -> Option<(f64, f64)> {
        let ends = match &draft.value {
            DraftValue::List(ends) => ends.iter().map(number).collect::<Option<Vec<f64>>>(),
            _ => None,
        };
        let allowed = format!("two numbers such as [a, b], {}", crate::scenario::notation::range(low, high));
        match ends.as_deref() {
            Some(&[from, to]) if from > to => {
                self.refuse(key, draft, "the wrong way round: the first number is the larger one", &allowed)
            }
            Some(&[from, to]) if from >= low && to <= high => Some((from, to)),
            Some([_, _]) => self.refuse(key, draft, "out of range", &allowed),
            _ => self.refuse(key, draft, "not a range", &allowed),
        }
    }

    /// A list of texts; a text alone is a list of one.
    pub fn texts(&self, key: &str) -> Vec<String> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let texts = match &entry.draft.value {
            DraftValue::Text(text) => Some(vec![text.clone()]),
            DraftValue::List(list) => list.iter().map(text).collect(),
            _ => None,
        };
        texts
            .or_else(|| self.refuse(key, &entry.draft, "not a list of texts", "such as [\"a\", \"b\"]"))
            .unwrap_or_default()
    }

    /// Whether a list of texts has any; notes it where not.
    pub fn some_text(&self, key: &str) -> bool {
        let Some(entry) = self.entry(key) else { return false };
        let empty = match &entry.draft.value {
            DraftValue::Text(text) => text.trim().is_empty(),
            DraftValue::List(list) => list.is_empty(),
            _ => false,
        };
        if empty {
            self.refuse::<()>(key, &entry.draft, "nothing is named", "a name, or a list of names");
        }
        !empty
    }

    /// Notes a wrong value.
    pub fn refuse<T>(&self, key: &str, draft: &Draft, problem: &str, allowed: &str) -> Option<T> {
        let wrong = Diagnostic::new(problem).path(self.path_of(key)).at(draft.place.clone());
        self.wrong.borrow_mut().push(wrong.found(draft.describe()).allowed(allowed));
        None
    }

    /// Notes something else that is wrong with the table.
    pub fn blame(&self, diagnostic: Diagnostic) {
        let diagnostic =
            if diagnostic.path.is_empty() { diagnostic.path(self.path.clone()) } else { diagnostic };
        let place = diagnostic.place.clone().or_else(|| self.place());
        self.wrong.borrow_mut().push(diagnostic.at(place));
    }

    /// Dotted path of a key.
    pub fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Notes the keys of the narrowest table that nobody asked for; `known` are those allowed besides.
    pub fn refuse_unknown(&self, known: &[&str]) {
        let taken = self.taken.borrow();
        let Some(table) = self.tables.first().and_then(|table| table.table()) else { return };
        for (key, entry) in table {
            if taken.iter().any(|name| name == key) || known.contains(&key.as_str()) {
                continue;
            }
            let mut names: Vec<&str> =
                taken.iter().map(String::as_str).chain(known.iter().copied()).collect();
            names.sort_unstable();
            names.dedup();
            let unknown = Diagnostic::new("no such key").path(self.path_of(key)).at(entry.key_place.clone());
            let unknown = unknown.nearest(nearest(key, names.iter().copied()));
            self.wrong.borrow_mut().push(unknown.allowed(names.join(", ")));
        }
    }
}

/// A number of either kind.
pub fn number(draft: &Draft) -> Option<f64> {
    match draft.value {
        DraftValue::Integer(integer) => Some(integer as f64),
        DraftValue::Number(number) => Some(number),
        _ => None,
    }
}

fn text(draft: &Draft) -> Option<String> {
    match &draft.value {
        DraftValue::Text(text) => Some(text.clone()),
        _ => None,
    }
}
