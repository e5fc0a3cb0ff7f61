//! Walks a scenario as written: one declaration for each key serves reading, checks, schema, help and printing.

use indexmap::{IndexMap, IndexSet};

use super::diagnostic::{Diagnostic, Diagnostics, Place};
use super::draft::{Draft, DraftEntry};
use super::notation;
use super::record::{Key, Kind, Record, Records, Role, Value};
use super::schedule::Schedule;
use super::unknown;
use super::values;

mod groups;

/// The name under which the tables of [`Reader::each`] are documented.
pub const ANY_NAME: &str = "*";

/// Reads a scenario key by key. A wrong value is noted and its default handed on, so that one pass finds all
/// errors.
pub struct Reader {
    draft: Draft,
    documenting: bool,
    path: Vec<String>,
    pattern: Vec<String>,
    levels: Levels,
    records: IndexMap<Vec<String>, Record>,
    refused: Vec<Diagnostic>,
}

/// The keys that were asked for in each table.
pub(super) type Levels = IndexMap<Vec<String>, Level>;

/// The keys that were asked for in one table.
#[derive(Default)]
pub(super) struct Level {
    pub asked: IndexSet<String>,
    /// True where the scenario chooses the names.
    pub open: bool,
}

/// The declaration of a key, without its value.
struct Declaration {
    name: &'static str,
    meaning: &'static str,
    kind: Kind,
    unit: &'static str,
    low: f64,
    high: f64,
    source: &'static str,
    role: Role,
}

impl Declaration {
    fn of_number(key: &Key, kind: Kind) -> Self {
        let Key { name, meaning, unit, low, high, source, role, .. } = *key;
        Self { name, meaning, kind, unit, low, high, source, role }
    }

    /// A key that is no number; it is an assumption if it has a source, else a setting.
    fn of_other(name: &'static str, meaning: &'static str, kind: Kind, source: &'static str) -> Self {
        let role = if source.is_empty() { Role::Setting } else { Role::Assumption };
        Self { name, meaning, kind, unit: "", low: f64::NEG_INFINITY, high: f64::INFINITY, source, role }
    }
}

impl Reader {
    /// Reads this scenario.
    pub fn new(draft: Draft) -> Self {
        Self {
            draft,
            documenting: false,
            path: Vec::new(),
            pattern: Vec::new(),
            levels: Levels::from([(Vec::new(), Level::default())]),
            records: IndexMap::new(),
            refused: Vec::new(),
        }
    }

    /// Reads no scenario but collects the declarations: every key has its default, named tables appear once as
    /// [`ANY_NAME`], and nothing is an error.
    pub fn documenting() -> Self {
        Self { documenting: true, ..Self::new(Draft::empty()) }
    }

    /// True in a reader that only collects declarations.
    pub fn is_documenting(&self) -> bool {
        self.documenting
    }

    /// True once something has been refused; checks across keys may then be looking at defaults.
    pub fn has_errors(&self) -> bool {
        !self.refused.is_empty()
    }

    /// A number.
    pub fn number(&mut self, key: Key) -> f64 {
        let declaration = Declaration::of_number(&key, Kind::Number);
        let check = |draft: &Draft| values::number(draft, &key).map(Value::Number);
        match self.leaf(declaration, Value::Number(key.default), check) {
            Value::Number(number) => number,
            _ => key.default,
        }
    }

    /// A whole number; `1_000_000` and `1e6` are both accepted.
    pub fn whole(&mut self, key: Key) -> i64 {
        let default = key.default as i64;
        let check = |draft: &Draft| values::whole(draft, &key).map(Value::Whole);
        match self.leaf(Declaration::of_number(&key, Kind::Whole), Value::Whole(default), check) {
            Value::Whole(integer) => integer,
            _ => default,
        }
    }

    /// A number that may change over calendar years; the default is constant.
    pub fn schedule(&mut self, key: Key) -> Schedule {
        let declaration = Declaration::of_number(&key, Kind::Schedule);
        let check = |draft: &Draft| values::schedule(draft, &key).map(Value::Schedule);
        match self.leaf(declaration, Value::Schedule(Schedule::Constant(key.default)), check) {
            Value::Schedule(schedule) => schedule,
            _ => Schedule::Constant(key.default),
        }
    }

    /// True or false. An assumption if it has a source, else a setting.
    pub fn switch(
        &mut self,
        name: &'static str,
        meaning: &'static str,
        default: bool,
        source: &'static str,
    ) -> bool {
        let declaration = Declaration::of_other(name, meaning, Kind::Switch, source);
        let check = |draft: &Draft| values::switch(draft).map(Value::Switch);
        match self.leaf(declaration, Value::Switch(default), check) {
            Value::Switch(switch) => switch,
            _ => default,
        }
    }

    /// Any text.
    pub fn text(&mut self, name: &'static str, meaning: &'static str, default: &str) -> String {
        let declaration = Declaration::of_other(name, meaning, Kind::Text, "");
        let check = |draft: &Draft| values::text(draft).map(Value::Text);
        match self.leaf(declaration, Value::Text(default.to_owned()), check) {
            Value::Text(text) => text,
            _ => default.to_owned(),
        }
    }

    /// One of several words, each of which stands for a value. An assumption if it has a source, else a setting.
    pub fn choice<T: Copy + PartialEq>(
        &mut self,
        name: &'static str,
        meaning: &'static str,
        options: &[(&'static str, T)],
        default: T,
        source: &'static str,
    ) -> T {
        let words: Vec<&'static str> = options.iter().map(|(word, _)| *word).collect();
        let default_word = options.iter().find(|(_, value)| *value == default).map_or("", |(word, _)| *word);
        let declaration = Declaration::of_other(name, meaning, Kind::Choice(words.clone()), source);
        let check = |draft: &Draft| values::choice(draft, &words).map(Value::Text);
        let chosen = self.leaf(declaration, Value::Text(default_word.to_owned()), check);
        let is_chosen = |word: &str| matches!(&chosen, Value::Text(text) if text == word);
        options.iter().find(|(word, _)| is_chosen(word)).map_or(default, |(_, value)| *value)
    }

    /// Refuses the value of a key of the current table, or the table itself where `name` is empty, for a reason
    /// that lies outside the key. Path and place are filled in; so is what was found, unless it is given.
    pub fn refuse(&mut self, name: &str, problem: Diagnostic) {
        let entry = self.entry(name);
        let place = match (entry, name.is_empty()) {
            (Some(entry), false) => entry.draft.place.clone(),
            (Some(entry), true) => entry.key_place.clone().or(entry.draft.place.clone()),
            (None, _) => self.nearest_place(),
        };
        let found = problem.found.clone().or_else(|| {
            entry.filter(|entry| entry.draft.table().is_none()).map(|entry| entry.draft.describe())
        });
        let path = self.path_of(name);
        self.report(Diagnostic { found, ..problem.path(notation::path(&path)).at(place) });
    }

    /// The declarations with their values, or everything that is wrong with the scenario, unknown keys included.
    pub fn finish(mut self) -> Result<Records, Diagnostics> {
        let records = Records(self.records.into_values().collect());
        if !self.documenting {
            self.refused.extend(unknown::unknown_keys(&self.draft, &self.levels, &records));
        }
        if self.refused.is_empty() { Ok(records) } else { Err(Diagnostics(self.refused).in_file_order()) }
    }

    fn leaf(
        &mut self,
        declaration: Declaration,
        default: Value,
        check: impl FnOnce(&Draft) -> Result<Value, Diagnostics>,
    ) -> Value {
        let checked = self.entry(declaration.name).map(|entry| check(&entry.draft));
        let path = self.path_of(declaration.name);
        let value = match checked {
            None => default.clone(),
            Some(Ok(value)) => value,
            Some(Err(wrong)) => {
                for wrong in wrong.0 {
                    let inner =
                        if wrong.path.is_empty() { String::new() } else { format!(".{}", wrong.path) };
                    self.report(wrong.path(notation::path(&path) + &inner));
                }
                default.clone()
            }
        };
        self.record(declaration, default, value.clone());
        value
    }

    fn record(&mut self, declaration: Declaration, default: Value, value: Value) {
        let Declaration { name, meaning, kind, unit, low, high, source, role } = declaration;
        if let Some(level) = self.levels.get_mut(&self.path).filter(|_| !name.is_empty()) {
            level.asked.insert(name.to_owned());
        }
        let segments = self.path_of(name);
        let mut pattern = self.pattern.clone();
        pattern.extend((!name.is_empty()).then(|| name.to_owned()));
        let entry = self.entry(name);
        let record = Record {
            path: notation::path(&segments),
            pattern: pattern.join("."),
            place: entry.and_then(|entry| entry.draft.place.clone()),
            written: entry.is_some(),
            segments: segments.clone(),
            kind,
            meaning,
            unit,
            low,
            high,
            default,
            source,
            role,
            value,
        };
        self.records.entry(segments).or_insert(record);
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if !self.documenting {
            self.refused.push(diagnostic);
        }
    }

    /// The path of a key of the current table; of the table itself where the name is empty.
    fn path_of(&self, name: &str) -> Vec<String> {
        let mut path = self.path.clone();
        path.extend((!name.is_empty()).then(|| name.to_owned()));
        path
    }

    fn entry(&self, name: &str) -> Option<&DraftEntry> {
        let path = self.path_of(name);
        let (first, deeper) = path.split_first()?;
        let top = self.draft.table()?.get(first)?;
        deeper.iter().try_fold(top, |entry, name| entry.draft.table()?.get(name))
    }

    /// The place of the innermost table around here that was written.
    fn nearest_place(&self) -> Option<Place> {
        let mut place = None;
        let mut table = self.draft.table();
        for name in &self.path {
            let Some(entry) = table.and_then(|table| table.get(name)) else {
                break;
            };
            place = entry.key_place.clone().or(place);
            table = entry.draft.table();
        }
        place
    }
}

#[cfg(test)]
mod tests;
