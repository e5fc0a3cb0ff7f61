//! Saves a whole run: tables, summary, whatever else was made of it, and the manifest.

use super::error::StoreError;
use super::folder::ResultFolder;
use super::manifest::{Manifest, RunRecord};
use super::summary::Summary;
use super::{csv, error::Action, json, parquet, tables};
use crate::run::results::RunResults;
use std::path::{Path, PathBuf};

/// The formats of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formats {
    pub csv: bool,
    pub parquet: bool,
}

/// A file made elsewhere, such as a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraFile {
    /// Plain file name.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A run with everything that is to be saved about it.
#[derive(Clone, Copy, Debug)]
pub struct Saved<'a> {
    pub results: &'a RunResults,
    pub summary: &'a Summary,
    pub record: &'a RunRecord,
    pub formats: Formats,
    pub extra_files: &'a [ExtraFile],
}

/// Saves a run in a folder and returns the paths of its files, the manifest last.
///
/// # Errors
/// What the disk refuses. An existing folder keeps its older results unless all new files could be written.
pub fn save(folder: &Path, run: Saved) -> Result<Vec<PathBuf>, StoreError> {
    let mut target = ResultFolder::create(folder)?;
    for table in tables::all(run.results) {
        if run.formats.csv {
            target.write_with(&format!("{}.csv", table.name), |output| csv::write(&table, output))?;
        }
        if run.formats.parquet {
            target.write_with(&format!("{}.parquet", table.name), |output| parquet::write(&table, output))?;
        }
    }
    let failed = |name: &str| {
        let path = folder.join(name);
        move |error| StoreError::new(Action::WriteFile, &path, &error)
    };
    target.write("summary.json", &json::bytes(run.summary).map_err(failed("summary.json"))?)?;
    for file in run.extra_files {
        target.write(&file.name, &file.bytes)?;
    }
    let manifest = json::bytes(&Manifest::new(run.record, &run.results.timings, target.files()))
        .map_err(failed("manifest.json"))?;
    target.finish(&manifest)
}

#[cfg(test)]
mod tests {
    use super::super::folder::MANIFEST;
    use super::super::manifest::Moment;
    use super::super::summary::example;
    use super::*;
    use crate::stats::estimate::Estimate;
    use std::fs;

    fn record() -> RunRecord {
        RunRecord {
            scenario: String::new(),
            fingerprint: String::new(),
            seed: 1,
            agents: 10,
            years: 3,
            replicates: 2,
            command_line: Vec::new(),
            threads: 1,
            started: Moment::now(),
        }
    }

    fn save_into(folder: &Path, results: &RunResults) -> Vec<PathBuf> {
        let summary = Summary::new(results, example::about(), Vec::new());
        let run = Saved {
            results,
            summary: &summary,
            record: &record(),
            formats: Formats { csv: true, parquet: true },
            extra_files: &[ExtraFile { name: "chart.svg".into(), bytes: b"<svg/>".to_vec() }],
        };
        save(folder, run).expect("writable")
    }

    #[test]
    fn two_runs_differ_in_the_manifest_only() {
        let place = tempfile::tempdir().expect("a folder");
        let results = example::results(2, 3);
        let first = save_into(&place.path().join("first"), &results);
        let second = save_into(&place.path().join("second"), &results);
        assert_eq!(first.len(), 17);
        for (one, other) in first.iter().zip(&second) {
            assert_eq!(one.file_name(), other.file_name());
            if one.file_name().is_some_and(|name| name != MANIFEST) {
                assert_eq!(fs::read(one).expect("a file"), fs::read(other).expect("a file"), "{one:?}");
            }
        }
    }

    #[test]
    fn no_text_file_holds_a_number_that_is_not_finite() {
        let place = tempfile::tempdir().expect("a folder");
        let mut results = example::results(2, 3);
        let broken = Estimate { value: Some(f64::NAN), standard_error: Some(f64::INFINITY), people: 0 };
        results.estimates.fill(broken);
        results.percentiles[0].mean_iq = Some(f64::NAN);
        results.people[0].iq = f32::NAN;
        for path in save_into(&place.path().join("out"), &results) {
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let broken = text.split([',', '\n', ' ']).find(|word| ["NaN", "inf", "-inf"].contains(word));
            assert_eq!(broken, None, "{path:?}");
        }
    }
}
