//! Saves what a study found: its tables, findings and pictures, and the manifest.

use super::error::StoreError;
use super::folder::ResultFolder;
use super::manifest::{Manifest, RunRecord};
use super::save::ExtraFile;
use super::{csv, error::Action, json, parquet};
use crate::run::results::Timings;
use crate::store::columns::Table;
use std::path::{Path, PathBuf};

/// A study with everything that is to be saved about it.
#[derive(Clone, Copy, Debug)]
pub struct SavedStudy<'a> {
    /// Each becomes a CSV and a Parquet file.
    pub tables: &'a [Table],
    /// Findings, pictures, scenarios.
    pub files: &'a [ExtraFile],
    pub record: &'a RunRecord,
    pub timings: &'a Timings,
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
    let manifest = json::bytes(&Manifest::new(study.record, study.timings, target.files()))
        .map_err(|error| StoreError::new(Action::WriteFile, &folder.join("manifest.json"), &error))?;
    target.finish(&manifest)
}
