//! Saves what a study found: its tables, findings and pictures, and the manifest.

use super::columns::Table;
use super::error::{Action, StoreError};
use super::folder::{ResultFolder, WrittenFile};
use super::manifest::{Machine, Manifest, Moment, RunRecord};
use super::save::ExtraFile;
use super::{csv, json, parquet};
use crate::run::results::Timings;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// A study with everything that is to be saved about it.
#[derive(Clone, Copy, Debug)]
pub struct SavedStudy<'a> {
    /// Each becomes a CSV and a Parquet file.
    pub tables: &'a [Table],
    /// Findings, pictures, scenarios.
    pub files: &'a [ExtraFile],
    pub origin: Origin<'a>,
}

/// What a study looked at.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// Runs of people.
    Runs { record: &'a RunRecord, timings: &'a Timings },
    /// A series, or the path of AI, without people.
    Series(&'a SeriesRecord),
}

/// How a study without people was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesRecord {
    pub command_line: Vec<String>,
    pub started: Moment,
}

/// The content of the `manifest.json` of a study without people.
#[derive(Debug, Serialize)]
struct SeriesManifest<'a> {
    program: &'static str,
    version: &'static str,
    commit: Option<&'static str>,
    command_line: &'a [String],
    started: String,
    finished: String,
    machine: Machine,
    files: &'a [WrittenFile],
}

/// Saves a study in a folder and returns the paths of its files, the manifest last.
///
/// # Errors
/// What the disk refuses. An existing folder keeps its older results unless all new files could be written.
pub fn save_study(folder: &Path, study: SavedStudy) -> Result<Vec<PathBuf>, StoreError> {
    let mut target = ResultFolder::create(folder)?;
    for table in study.tables {
        target.write_with(&format!("{}.csv", table.name), |output| csv::write(table, output))?;
        target.write_with(&format!("{}.parquet", table.name), |output| parquet::write(table, output))?;
    }
    for file in study.files {
        target.write(&file.name, &file.bytes)?;
    }
    let manifest = match study.origin {
        Origin::Runs { record, timings } => json::bytes(&Manifest::new(record, timings, target.files())),
        Origin::Series(record) => json::bytes(&series_manifest(record, target.files())),
    };
    let manifest = manifest
        .map_err(|error| StoreError::new(Action::WriteFile, &folder.join("manifest.json"), &error))?;
    target.finish(&manifest)
}

fn series_manifest<'a>(record: &'a SeriesRecord, files: &'a [WrittenFile]) -> SeriesManifest<'a> {
    SeriesManifest {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        commit: option_env!("IQSIM_COMMIT"),
        command_line: &record.command_line,
        started: record.started.rfc_3339(),
        finished: Moment::now().rfc_3339(),
        machine: Machine::here(),
        files,
    }
}
