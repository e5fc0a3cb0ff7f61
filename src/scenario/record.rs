//! What is known about each parameter once a scenario has been read: meaning, range, source and resolved value.

use std::fmt;

use super::diagnostic::Place;
use super::notation;
use super::schedule::{LOGISTIC_KEYS, Schedule};

/// The declaration of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Key {
    pub name: &'static str,
    /// What the number says, in plain words, without a full stop.
    pub meaning: &'static str,
    pub unit: &'static str,
    /// Lowest allowed value; may be minus infinity.
    pub low: f64,
    /// Highest allowed value; may be infinity.
    pub high: f64,
    pub default: f64,
    /// Where the default comes from.
    pub source: &'static str,
    pub role: Role,
}

/// What a parameter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Uncertain: a statement about the world.
    Assumption,
    /// What a policy or history can change.
    Lever,
    /// Of the program.
    Setting,
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Assumption => "assumption",
            Self::Lever => "lever",
            Self::Setting => "setting",
        })
    }
}

/// What kind of thing stands at a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Number,
    Whole,
    Schedule,
    Switch,
    Text,
    /// One of these words.
    Choice(Vec<&'static str>),
    /// A table of keys that are known beforehand.
    Section,
    /// A table of tables whose names the scenario chooses.
    Named {
        at_least: usize,
        at_most: usize,
    },
    /// One table of a [`Kind::Named`].
    Entry,
}

impl Kind {
    /// True for tables that hold other keys.
    pub fn is_group(&self) -> bool {
        matches!(self, Self::Section | Self::Named { .. } | Self::Entry)
    }
}

/// A resolved value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Number(f64),
    Whole(i64),
    Schedule(Schedule),
    Switch(bool),
    Text(String),
    /// A table; its keys have records of their own.
    Group,
}

impl fmt::Display for Value {
    /// Writes the value as TOML, on one line.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => formatter.write_str(&notation::number(*number)),
            Self::Whole(integer) => write!(formatter, "{integer}"),
            Self::Schedule(schedule) => write!(formatter, "{schedule}"),
            Self::Switch(switch) => write!(formatter, "{switch}"),
            Self::Text(text) => formatter.write_str(&notation::text(text)),
            Self::Group => Ok(()),
        }
    }
}

/// One key of a scenario: its declaration, and the value it has.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The keys that lead to it.
    pub segments: Vec<String>,
    /// Dotted path, such as `jobs.professionals.share`.
    pub path: String,
    /// The path with `*` for names that the scenario chooses, such as `jobs.*.share`.
    pub pattern: String,
    pub kind: Kind,
    pub meaning: &'static str,
    /// Empty where there is none.
    pub unit: &'static str,
    pub low: f64,
    pub high: f64,
    pub default: Value,
    /// Empty where there is none.
    pub source: &'static str,
    pub role: Role,
    pub value: Value,
    /// Where the value stands, if it was written.
    pub place: Option<Place>,
    /// False if the value is the default.
    pub written: bool,
}

impl Record {
    /// The last key of the path.
    pub fn name(&self) -> &str {
        self.segments.last().map_or("", String::as_str)
    }
}

/// All keys of a scenario, in the order of their declaration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Records(pub Vec<Record>);

impl Records {
    /// The record at a dotted path.
    pub fn get(&self, path: &str) -> Option<&Record> {
        self.0.iter().find(|record| record.path == path)
    }

    /// All records, tables included.
    pub fn iter(&self) -> std::slice::Iter<'_, Record> {
        self.0.iter()
    }

    /// Declarations that contradict themselves, for a test of the declarations: defaults outside the allowed
    /// range, keys without meaning, and keys that would make a table look like a logistic schedule.
    pub fn misdeclared(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for record in &self.0 {
            let (low, high) = match &record.default {
                Value::Number(number) => (*number, *number),
                Value::Whole(integer) => (*integer as f64, *integer as f64),
                Value::Schedule(schedule) => schedule.bounds(),
                Value::Switch(_) | Value::Text(_) | Value::Group => (record.low, record.high),
            };
            let inside = record.low <= low && high <= record.high;
            if !inside {
                let allowed = notation::range(record.low, record.high);
                faults.push(format!("{}: default {} outside {allowed}", record.pattern, record.default));
            }
            if record.meaning.is_empty() && record.kind != Kind::Entry {
                faults.push(format!("{}: no meaning", record.pattern));
            }
            if LOGISTIC_KEYS.contains(&record.name()) {
                faults.push(format!("{}: the name is reserved for logistic schedules", record.pattern));
            }
        }
        faults
    }

    pub(crate) fn tree(&self) -> Group<'_> {
        let mut root = Group::default();
        for record in &self.0 {
            root.add(record, 0);
        }
        root
    }
}

/// The records of one table: its own keys, then the tables in it.
#[derive(Default)]
pub(crate) struct Group<'a> {
    /// `None` only for the whole scenario.
    pub record: Option<&'a Record>,
    pub keys: Vec<&'a Record>,
    pub groups: Vec<Group<'a>>,
}

impl<'a> Group<'a> {
    fn add(&mut self, record: &'a Record, depth: usize) {
        let name = record.segments.get(depth);
        let inner = self
            .groups
            .iter_mut()
            .find(|group| group.record.and_then(|inner| inner.segments.get(depth)) == name);
        match inner {
            Some(group) if depth + 1 < record.segments.len() => group.add(record, depth + 1),
            _ if record.kind.is_group() => {
                self.groups.push(Group { record: Some(record), ..Group::default() })
            }
            _ => self.keys.push(record),
        }
    }
}
