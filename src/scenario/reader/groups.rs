//! How the reader goes into tables: those with known keys, and those whose names the scenario chooses.

use indexmap::IndexMap;

use super::{ANY_NAME, Declaration, Reader};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::draft::DraftEntry;
use crate::scenario::notation;
use crate::scenario::record::{Kind, Value};

impl Reader {
    /// A table of keys that are known beforehand. A table that is missing has the defaults of its keys.
    pub fn section<T>(
        &mut self,
        name: &'static str,
        meaning: &'static str,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.group(Declaration::of_other(name, meaning, Kind::Section, ""));
        self.inside(name, name, read)
    }

    /// Named tables, such as `[jobs.professionals]`, in the order of the scenario.
    pub fn each<T>(
        &mut self,
        name: &'static str,
        meaning: &'static str,
        at_least: usize,
        at_most: usize,
        mut read: impl FnMut(&mut Self, &str) -> T,
    ) -> Vec<T> {
        self.group(Declaration::of_other(name, meaning, Kind::Named { at_least, at_most }, ""));
        self.inside(name, name, |reader| {
            let names = reader.names_of_tables();
            reader.check_count(at_least, at_most);
            let mut read_one = |entry: &String| {
                reader.inside(entry, ANY_NAME, |reader| {
                    reader.record(Declaration::of_other("", "", Kind::Entry, ""), Value::Group, Value::Group);
                    read(reader, entry)
                })
            };
            names.iter().map(&mut read_one).collect()
        })
    }

    fn group(&mut self, declaration: Declaration) {
        if let Some(entry) = self.entry(declaration.name).filter(|entry| entry.draft.table().is_none()) {
            let wrong = not_a_table(entry).path(notation::path(&self.path_of(declaration.name)));
            self.report(wrong);
        }
        self.record(declaration, Value::Group, Value::Group);
    }

    fn inside<T>(&mut self, name: &str, pattern: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(name.to_owned());
        self.pattern.push(pattern.to_owned());
        self.levels.entry(self.path.clone()).or_default();
        let value = read(self);
        self.path.pop();
        self.pattern.pop();
        value
    }

    fn names_of_tables(&mut self) -> Vec<String> {
        if let Some(level) = self.levels.get_mut(&self.path) {
            level.open = true;
        }
        if self.documenting {
            return vec![ANY_NAME.to_owned()];
        }
        let mut names = Vec::new();
        let mut refused = Vec::new();
        for (name, entry) in self.entry("").and_then(|entry| entry.draft.table()).into_iter().flatten() {
            match entry.draft.table() {
                Some(_) => names.push(name.clone()),
                None => refused.push(not_a_table(entry).path(notation::path(&self.path_of(name)))),
            }
        }
        refused.into_iter().for_each(|wrong| self.report(wrong));
        names
    }

    fn check_count(&mut self, at_least: usize, at_most: usize) {
        // Whatever is no table has been refused already, and counts here as the table it was meant to be.
        let count = match self.entry("") {
            Some(entry) => entry.draft.table().map(IndexMap::len),
            None => Some(0),
        };
        let Some(count) = count.filter(|count| !(at_least..=at_most).contains(count)) else {
            return;
        };
        let problem = if count < at_least { "too few tables" } else { "too many tables" };
        let range = notation::range(
            at_least as f64,
            if at_most == usize::MAX { f64::INFINITY } else { at_most as f64 },
        );
        let example = notation::path(&self.path_of("some_name"));
        let wrong = Diagnostic::new(problem)
            .found(count.to_string())
            .allowed(format!("{range}, each written as [{example}]"));
        // Most scenarios hold only what they change, so whoever has none has forgotten where the others come from.
        let none = count == 0;
        self.refuse(
            "",
            if none {
                wrong.advice("or name a scenario that has them: base = \"nordic_baseline\"")
            } else {
                wrong
            },
        );
    }
}

fn not_a_table(entry: &DraftEntry) -> Diagnostic {
    Diagnostic::new("must be a table").at(entry.draft.place.clone()).found(entry.draft.describe())
}
