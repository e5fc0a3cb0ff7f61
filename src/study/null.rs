//! Changes that must not matter: each is tried, and the first number that differs is named.

use super::worlds::Part;
use crate::run::progress::Progress;
use crate::run::results::RunResults;
use crate::run::{Options, RunError, run, run_until};
use crate::scenario::Scenario;
use crate::store::columns::{Column, ColumnValues, Table};
use crate::store::summary::{About, Summary};
use crate::store::{csv, json, parquet, tables};
use serde::Serialize;

/// Observation of metrics that are numbers of the scenario itself; AI that changes nothing still has a capability.
const OF_THE_SCENARIO: &str = "a quantity of the scenario, no people observed";

/// A change and the world it is held against.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What is changed, in plain words.
    pub change: String,
    pub reference: Scenario,
    pub changed: Scenario,
    pub way: Way,
    /// Compares what happens to people alone: AI itself is there in one world and not in the other.
    pub people_only: bool,
}

/// How the changed world is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As the reference.
    Same,
    /// On another number of threads.
    Threads(usize),
    /// One replicate after the other, put together afterwards.
    OneByOne,
}

/// How a trial went.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    pub change: String,
    /// Bytes compared.
    pub bytes: u64,
    /// `None`: every byte is equal.
    pub difference: Option<Difference>,
}

/// The first place at which two outputs differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    pub file: String,
    /// Line of the CSV file, the names being line 1; 0 where the file as a whole differs.
    pub line: usize,
    pub column: String,
    pub reference: String,
    pub changed: String,
}

/// Tries every change.
///
/// # Errors
/// [`RunError`]: interrupted, too large for the memory, or no threads.
pub fn try_all(
    trials: &[Trial],
    threads: Option<usize>,
    progress: &dyn Progress,
) -> Result<Vec<Outcome>, RunError> {
    let work = |trial: &Trial| {
        crate::run::agent_years(&trial.reference).saturating_add(crate::run::agent_years(&trial.changed))
    };
    progress.begin(trials.iter().map(work).sum());
    trials.iter().map(|trial| try_one(trial, threads, progress)).collect()
}

fn try_one(trial: &Trial, threads: Option<usize>, progress: &dyn Progress) -> Result<Outcome, RunError> {
    let lived = |scenario: &Scenario, way: Way| {
        let mut scenario = scenario.clone();
        let save_people = u32::try_from(scenario.settings.run.agents).unwrap_or(u32::MAX);
        let threads = if let Way::Threads(other) = way { Some(other) } else { threads };
        let options = Options { threads, save_people, ..Options::default() };
        if way != Way::OneByOne {
            return run(&scenario, options, &Part(progress));
        }
        let all = scenario.settings.run.replicates as usize;
        scenario.settings.run.replicates = 1;
        run_until(&scenario, options, &Part(progress), &mut |done| u32::from(done.len() < all))
    };
    let reference = Output::of(&lived(&trial.reference, Way::Same)?, trial);
    let changed = Output::of(&lived(&trial.changed, trial.way)?, trial);
    Ok(Outcome {
        change: trial.change.clone(),
        bytes: reference.files.iter().map(|(_, bytes)| bytes.len() as u64).sum(),
        difference: reference.first_difference(&changed),
    })
}

/// What a run writes: tables as data, and every file as bytes.
struct Output {
    tables: Vec<Table>,
    files: Vec<(String, Vec<u8>)>,
}

impl Output {
    fn of(results: &RunResults, trial: &Trial) -> Self {
        let mut tables = tables::all(results);
        let mut files = Vec::new();
        if trial.people_only {
            tables.retain(|table| table.name != "yearly_summary");
            for table in &mut tables {
                table.columns.retain(|column| !of_the_scenario(results, &column.name));
            }
        } else {
            let run = &trial.reference.settings.run;
            // The same name for both: a file's name is among the changes that must not matter.
            let about = About {
                scenario: String::new(),
                title: String::new(),
                description: String::new(),
                set: Vec::new(),
                people: run.agents,
                seed: run.seed,
            };
            files.push((
                "summary.json".to_owned(),
                bytes_of(json::bytes(&Summary::new(results, about, Vec::new()))),
            ));
        }
        for table in &tables {
            let mut text = Vec::new();
            let written = csv::write(table, &mut text).map(|()| text);
            files.push((format!("{}.csv", table.name), bytes_of(written)));
            let mut packed = Vec::new();
            let written = parquet::write(table, &mut packed).map(|()| packed);
            files.push((format!("{}.parquet", table.name), bytes_of(written)));
        }
        Self { tables, files }
    }

    fn first_difference(&self, changed: &Self) -> Option<Difference> {
        let pairs = self.tables.iter().zip(&changed.tables);
        if let Some(found) = pairs.filter_map(|(one, other)| in_tables(one, other)).next() {
            return Some(found);
        }
        let whole = |file: &str, reference: usize, changed: usize| Difference {
            file: file.to_owned(),
            line: 0,
            column: String::new(),
            reference: format!("{reference} bytes"),
            changed: format!("{changed} bytes"),
        };
        if self.files.len() != changed.files.len() {
            return Some(whole("the number of files", self.files.len(), changed.files.len()));
        }
        let mut pairs = self.files.iter().zip(&changed.files);
        let (one, other) = pairs.find(|(one, other)| one != other)?;
        Some(whole(&one.0, one.1.len(), other.1.len()))
    }
}

/// Writing into memory cannot fail; were it to, the file would be empty in one world and not in the other.
fn bytes_of(written: std::io::Result<Vec<u8>>) -> Vec<u8> {
    written.unwrap_or_default()
}

fn of_the_scenario(results: &RunResults, column: &str) -> bool {
    let name = column.strip_suffix("_se").unwrap_or(column);
    results.metrics.iter().any(|metric| metric.name == name && metric.observation == OF_THE_SCENARIO)
}

/// The first cell that differs, line by line.
fn in_tables(reference: &Table, changed: &Table) -> Option<Difference> {
    let file = format!("{}.csv", reference.name);
    let place = |line: usize, column: &str, reference: String, changed: String| {
        Some(Difference { file: file.clone(), line, column: column.to_owned(), reference, changed })
    };
    let names = |table: &Table| table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
    if names(reference) != names(changed) {
        return place(1, "", names(reference).join(","), names(changed).join(","));
    }
    if reference.rows() != changed.rows() {
        return place(0, "", format!("{} lines", reference.rows()), format!("{} lines", changed.rows()));
    }
    for row in 0..reference.rows() {
        for (one, other) in reference.columns.iter().zip(&changed.columns) {
            let (one_cell, other_cell) = (cell(one, row), cell(other, row));
            if one_cell != other_cell {
                return place(row + 2, &one.name, one_cell, other_cell);
            }
        }
    }
    None
}

fn cell(column: &Column, row: usize) -> String {
    let shown = |text: Option<String>| text.unwrap_or_else(|| "nothing".to_owned());
    match column.values() {
        ColumnValues::Integer(values) => shown(values.get(row).copied().flatten().map(|v| v.to_string())),
        ColumnValues::Number(values) => shown(values.get(row).copied().flatten().map(|v| format!("{v:?}"))),
        ColumnValues::Single(values) => shown(values.get(row).copied().flatten().map(|v| format!("{v:?}"))),
        ColumnValues::Text(values) => shown(values.get(row).cloned()),
    }
}

/// The changes that must not matter in any scenario.
pub fn trials(scenario: &Scenario) -> Vec<Trial> {
    let same = |change: &str, changed: Scenario, way: Way| Trial {
        change: change.to_owned(),
        reference: scenario.clone(),
        changed,
        way,
        people_only: false,
    };
    let mut renamed = scenario.clone();
    "a_file_of_another_name".clone_into(&mut renamed.name);
    "Another title".clone_into(&mut renamed.settings.title);
    "Another description.".clone_into(&mut renamed.settings.description);
    let mut list = vec![
        same("another file name, title and description", renamed, Way::Same),
        same("one thread", scenario.clone(), Way::Threads(1)),
        same("three threads", scenario.clone(), Way::Threads(3)),
        same("replicates one after the other", scenario.clone(), Way::OneByOne),
    ];
    list.extend(channel_trials(scenario));
    list
}

/// Names of the channels, with how each is switched and how its strength becomes zero.
type Channel = (&'static str, fn(&mut Scenario, bool), fn(&mut Scenario));

const CHANNELS: [Channel; 5] = [
    (
        "assistance",
        |s, on| s.settings.ai.channels.assistance = on,
        |s| {
            s.settings.ai.work.skill_pass_through = 1.0;
            s.settings.ai.work.boost = 0.0;
        },
    ),
    (
        "displacement",
        |s, on| s.settings.ai.channels.displacement = on,
        |s| s.settings.ai.work.displacement = 0.0,
    ),
    (
        "access",
        |s, on| s.settings.ai.channels.access = on,
        |s| {
            s.settings.ai.tutoring.opportunity_floor = crate::scenario::schedule::Schedule::Constant(0.0);
            s.settings.ai.tutoring.flattening = crate::scenario::schedule::Schedule::Constant(0.0);
        },
    ),
    ("ownership", |s, on| s.settings.ai.channels.ownership = on, |s| s.settings.ai.work.ownership = 0.0),
    ("luck", |s, on| s.settings.ai.channels.luck = on, |s| s.settings.ai.work.superstar = 0.0),
];

/// Each channel switched on with zero strength, against the same channel off; and AI without channels against no AI.
fn channel_trials(scenario: &Scenario) -> Vec<Trial> {
    let mut list = Vec::new();
    for (name, switch, silence) in CHANNELS {
        let (mut off, mut silent) = (scenario.clone(), scenario.clone());
        switch(&mut off, false);
        switch(&mut silent, true);
        silence(&mut silent);
        list.push(Trial {
            change: format!("the channel {name} of AI on with zero strength instead of off"),
            reference: off,
            changed: silent,
            way: Way::Same,
            people_only: false,
        });
    }
    let (mut without, mut idle) = (scenario.clone(), scenario.clone());
    without.settings.ai.enabled = false;
    idle.settings.ai.enabled = true;
    for (_, switch, _) in CHANNELS {
        switch(&mut idle, false);
    }
    list.push(Trial {
        change: "AI with every channel off instead of no AI (everything but AI itself)".to_owned(),
        reference: without,
        changed: idle,
        way: Way::Same,
        people_only: true,
    });
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::progress::Silent;
    use std::path::Path;

    fn scenario(name: &str, more: &[&str]) -> Scenario {
        let sizes = ["run.agents=4200", "run.years=9", "run.burn_in_years=12", "run.replicates=2"];
        let overrides: Vec<String> = sizes.iter().chain(more).map(ToString::to_string).collect();
        Scenario::load(Path::new(name), &overrides).expect("a shipped scenario")
    }

    #[test]
    fn no_change_that_must_not_matter_does() {
        for name in ["ai_takeoff", "no_ai_century", "two_centuries"] {
            let base = scenario(name, &["run.start_year=2018"]);
            let outcomes = try_all(&trials(&base), Some(2), &Silent).expect("small enough");
            assert_eq!(outcomes.len(), 10);
            for outcome in outcomes {
                assert_eq!(outcome.difference, None, "{name}: {}", outcome.change);
                assert!(outcome.bytes > 300_000, "{name}: {} bytes compared", outcome.bytes);
            }
        }
    }

    #[test]
    fn a_change_that_matters_is_named_with_its_place() {
        let (reference, changed) =
            (scenario("ai_takeoff", &[]), scenario("ai_takeoff", &["ai.work.boost=0.6"]));
        let change = "a boost".to_owned();
        let trial = Trial { change, reference, changed, way: Way::Same, people_only: false };
        let outcome = try_one(&trial, Some(2), &Silent).expect("small enough");
        let difference = outcome.difference.expect("a difference");
        assert_eq!(difference.file, "yearly.csv");
        assert!(difference.line > 1 && difference.reference != difference.changed, "{difference:?}");
        let other_jobs = in_tables(
            &Table { name: "t", row: "", columns: Vec::new() },
            &Table {
                name: "t",
                row: "",
                columns: vec![Column::new("a", "", "", ColumnValues::Text(vec!["x".to_owned()]))],
            },
        );
        assert_eq!(other_jobs.map(|found| found.line), Some(1));
    }
}
