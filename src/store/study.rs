//! Saves what a study found: tables, summary, charts, and a manifest.

use super::columns::Table;
use super::error::{Action, StoreError};
use super::folder::{ResultFolder, WrittenFile};
use super::manifest::{Machine, Moment};
use super::save::ExtraFile;
use super::{csv, json, parquet};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// The content of a study's `manifest.json`.
#[derive(Debug, Serialize)]
struct StudyManifest<'a> {
    program: &'static str,
    version: &'static str,
    commit: Option<&'static str>,
    command_line: &'a [String],
    started: String,
    finished: String,
    machine: Machine,
    files: &'a [WrittenFile],
}

/// How a study was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudyRecord {
    pub command_line: Vec<String>,
    pub started: Moment,
}

/// Saves tables (CSV and Parquet), an object as `summary.json` and further files; returns their paths, the manifest last.
///
/// # Errors
/// What the disk refuses. An existing folder keeps its older results unless all new files could be written.
pub fn save_study(
    folder: &Path,
    record: &StudyRecord,
    tables: &[Table],
    summary: &impl Serialize,
    extra_files: &[ExtraFile],
) -> Result<Vec<PathBuf>, StoreError> {
    let mut target = ResultFolder::create(folder)?;
    for table in tables {
        target.write_with(&format!("{}.csv", table.name), |output| csv::write(table, output))?;
        target.write_with(&format!("{}.parquet", table.name), |output| parquet::write(table, output))?;
    }
    let failed = |name: &str| {
        let path = folder.join(name);
        move |error| StoreError::new(Action::WriteFile, &path, &error)
    };
    target.write("summary.json", &json::bytes(summary).map_err(failed("summary.json"))?)?;
    for file in extra_files {
        target.write(&file.name, &file.bytes)?;
    }
    let manifest = json::bytes(&StudyManifest {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        commit: option_env!("IQSIM_COMMIT"),
        command_line: &record.command_line,
        started: record.started.rfc_3339(),
        finished: Moment::now().rfc_3339(),
        machine: Machine::here(),
        files: target.files(),
    })
    .map_err(failed("manifest.json"))?;
    target.finish(&manifest)
}
