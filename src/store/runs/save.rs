//! Saves what a store says about a sweep: tables piece by piece, findings, pictures and the manifest.

use crate::run::results::Timings;
use crate::store::columns::Table;
use crate::store::error::{Action, StoreError};
use crate::store::folder::ResultFolder;
use crate::store::manifest::{Manifest, RunRecord};
use crate::store::save::ExtraFile;
use crate::store::{csv, json, parquet};
use std::path::Path;

/// A table that is made piece by piece, so that it need not fit into memory.
pub struct Pieces<'a> {
    /// Name of the files without ending.
    pub name: &'static str,
    /// Begins at the first piece; called once for each format.
    pub begin: &'a dyn Fn() -> Box<dyn Iterator<Item = Table> + 'a>,
}

/// Saves a sweep in a folder, which may hold its store already.
///
/// # Errors
/// What the disk refuses. Finished runs stay in the store.
pub fn save_sweep(
    folder: &Path,
    tables: &[Pieces],
    files: &[ExtraFile],
    (record, timings): (&RunRecord, &Timings),
) -> Result<(), StoreError> {
    let mut target = ResultFolder::create(folder)?;
    for table in tables {
        target.write_with(&format!("{}.csv", table.name), |output| {
            csv::write_pieces(&mut (table.begin)(), output)
        })?;
        target.write_with(&format!("{}.parquet", table.name), |output| {
            parquet::write_pieces(&mut (table.begin)(), output)
        })?;
    }
    for file in files {
        target.write(&file.name, &file.bytes)?;
    }
    let manifest = json::bytes(&Manifest::new(record, timings, target.files()))
        .map_err(|error| StoreError::new(Action::WriteFile, &folder.join("manifest.json"), &error))?;
    target.finish(&manifest)?;
    Ok(())
}
