//! Keys that nobody asked for, and what may have been meant by them.

use super::diagnostic::Diagnostic;
use super::draft::{Draft, DraftEntry};
use super::inherit::BASE_KEY;
use super::notation;
use super::overrides::SOURCE_NAME;
use super::reader::{Level, Levels};
use super::record::Records;

/// So many keys are listed in a message; more would hide the message.
const LONGEST_LIST: usize = 24;

/// One error for each key that was written and never asked for.
pub(super) fn unknown_keys(draft: &Draft, levels: &Levels, records: &Records) -> Vec<Diagnostic> {
    let mut search = Search { levels, records, path: Vec::new(), unknown: Vec::new() };
    search.table(draft);
    search.unknown
}

struct Search<'a> {
    levels: &'a Levels,
    records: &'a Records,
    path: Vec<String>,
    unknown: Vec<Diagnostic>,
}

impl Search<'_> {
    fn table(&mut self, draft: &Draft) {
        // A table that was asked for as a value has no level: its own check has looked at its keys.
        let (Some(table), Some(level)) = (draft.table(), self.levels.get(&self.path)) else {
            return;
        };
        for (name, entry) in table {
            self.path.push(name.clone());
            if level.open || level.asked.contains(name) {
                self.table(&entry.draft);
            } else {
                self.unknown.push(self.describe(name, entry, level));
            }
            self.path.pop();
        }
    }

    fn describe(&self, name: &str, entry: &DraftEntry, level: &Level) -> Diagnostic {
        // The base is taken out before anything is read, and no override may set it.
        let place = entry.key_place.as_ref().or(entry.draft.place.as_ref());
        let in_a_file = place.is_none_or(|place| place.source.name != SOURCE_NAME);
        let base = (self.path.len() == 1 && in_a_file).then_some(BASE_KEY);
        let known: Vec<&str> = base.into_iter().chain(level.asked.iter().map(String::as_str)).collect();
        let unknown = Diagnostic::new("no such key")
            .path(notation::path(&self.path))
            .at(entry.key_place.clone().or(entry.draft.place.clone()))
            .nearest(notation::nearest(name, known.iter().copied()));
        let elsewhere = self.elsewhere(name);
        let unknown = if elsewhere.is_empty() {
            unknown
        } else {
            unknown.advice(format!("there is such a key at {}", elsewhere.join(", ")))
        };
        match known.len() {
            0 => unknown.allowed("no keys"),
            1..=LONGEST_LIST => unknown.allowed(known.join(", ")),
            _ => unknown,
        }
    }

    fn elsewhere(&self, name: &str) -> Vec<String> {
        let mut patterns: Vec<String> = Vec::new();
        for record in
            self.records.iter().filter(|record| record.name() == name && !record.pattern.ends_with('*'))
        {
            if !patterns.contains(&record.pattern) {
                patterns.push(record.pattern.clone());
            }
        }
        patterns.truncate(3);
        patterns
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::sample;

    fn messages(text: &str) -> Vec<String> {
        let refused = sample::read(text).err().unwrap_or_default();
        refused.0.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_unknown_key_comes_with_what_was_meant() {
        assert_eq!(
            messages("[jobs.a]\nshar = 0.1\n[famly.wealth]\nx = 1"),
            [
                "mine.toml:2:1: jobs.a.shar: no such key; did you mean `share`?; allowed: share, pay_by",
                "mine.toml:3:2: famly: no such key; did you mean `family`?; allowed: base, title, family, jobs, people",
            ]
        );
    }

    #[test]
    fn a_key_in_the_wrong_table_is_told_its_place() {
        let messages = messages("share = 0.1\nwealth = {}\n[jobs.a]");
        assert!(messages[0].ends_with("there is such a key at jobs.*.share"), "{messages:?}");
        assert!(messages[1].ends_with("there is such a key at family.wealth"), "{messages:?}");
    }
}
