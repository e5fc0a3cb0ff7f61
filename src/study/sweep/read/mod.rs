//! Reads studies: a file that says what to vary, a scenario to vary from the command line, a table of points.

mod axes;
mod design;
mod document;
mod domain;
mod entry;

pub use design::read_design;

use crate::scenario::diagnostic::Diagnostics;
use crate::scenario::draft::Draft;
use crate::scenario::read::read_draft;
use crate::scenario::{Scenario, overrides, shipped};
use crate::study::sweep::plan::Study;
use crate::study::sweep::shipped::STUDIES;
use document::Document;
use entry::Table;
use std::path::Path;

/// Replicates where nobody says how many.
pub const REPLICATES: u32 = 8;

/// People in each run where nobody says how many: sweeps make many runs.
const AGENTS: &str = "run.agents=10000";

/// Reads a study file, a scenario file, or what is shipped under this name; then the `path=value` overrides.
///
/// # Errors
/// Everything that is wrong with the file, each with its place.
pub fn read(path: &Path, set: &[String]) -> Result<Study, Diagnostics> {
    let all: Vec<(&str, &str)> = STUDIES.iter().chain(&shipped::SCENARIOS).copied().collect();
    let draft = read_draft(path, &[], &all)?;
    let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let is_study = |table: &Table| table.contains_key("vary") || table.contains_key("scenario");
    match draft.table().filter(|table| is_study(table)) {
        Some(table) => {
            Document { table, folder: path.parent().unwrap_or(Path::new("")), refused: Vec::new() }
                .study(name, set)
        }
        None => {
            let mut study = blank(name.clone(), with_agents(draft));
            study.scenario = name;
            set.iter().try_for_each(|text| overrides::set(&mut study.draft, text))?;
            Ok(study)
        }
    }
}

/// The scenario of the study in a file, before anything is varied.
///
/// # Errors
/// As [`read`].
pub fn base_of(path: &Path) -> Result<Scenario, Diagnostics> {
    let mut study = read(path, &[])?;
    overrides::set(&mut study.draft, "run.replicates=1")?;
    Scenario::of_draft(study.scenario, study.draft)
}

/// The scenario with fewer people than it has for a single run.
fn with_agents(mut draft: Draft) -> Draft {
    // The override is a constant that suits.
    let _ = overrides::set(&mut draft, AGENTS);
    draft
}

fn blank(name: String, draft: Draft) -> Study {
    Study {
        set: Vec::new(),
        name,
        title: String::new(),
        description: String::new(),
        draft,
        scenario: String::new(),
        axes: Vec::new(),
        sample: None,
        seed: None,
        replicates: REPLICATES,
        measures: Vec::new(),
        time_limit: None,
        series: false,
    }
}
