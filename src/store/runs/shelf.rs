//! A store that is being filled: rows are gathered and put down as parts before long, whoever delivers them.

use super::part;
use super::rows::{RUNS, SERIES, runs_table, series_table};
use super::{PROGRAM, RunRow};
use crate::store::error::{Action, StoreError};
use crate::store::json;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Rows are put down at the latest when there are so many; series make rows heavier.
const MOST_ROWS: usize = 16_384;
const MOST_SERIES_POINTS: usize = 1 << 20;

/// A kill costs at most this much work at the beginning, and at most this share of the time so far later on.
const SHORTEST_WAIT: Duration = Duration::from_millis(50);
const WAIT_SHARE: u32 = 20;

/// The file that says what a store is.
const IDENTITY: &str = "store.json";

/// Who made a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    pub program: String,
}

/// Reads who made the store in a folder; `None` where there is none.
///
/// # Errors
/// A file that cannot be read or is none of a store.
pub fn identity(folder: &Path) -> Result<Option<Identity>, StoreError> {
    let path = folder.join(IDENTITY);
    let failed = |error: io::Error| StoreError::new(Action::Read, &path, &error);
    match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| failed(error.into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(error)),
    }
}

/// A store open for further rows.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    measures: Vec<String>,
    metrics: Vec<String>,
    started: Instant,
    waiting: Mutex<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    rows: Vec<RunRow>,
    points: usize,
    since: Instant,
}

impl Shelf {
    /// Opens a store of this program, or begins one. `metrics`: those whose series are kept.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn open(folder: &Path, measures: Vec<String>, metrics: Vec<String>) -> Result<Self, StoreError> {
        fs::create_dir_all(folder).map_err(|error| StoreError::new(Action::CreateFolder, folder, &error))?;
        let path = folder.join(IDENTITY);
        if !path.exists() {
            let identity = json::bytes(&Identity { program: PROGRAM.to_owned() });
            identity
                .and_then(|bytes| fs::write(&path, bytes))
                .map_err(|error| StoreError::new(Action::WriteFile, &path, &error))?;
        }
        let started = Instant::now();
        let waiting = Mutex::new(Waiting { rows: Vec::new(), points: 0, since: started });
        Ok(Self { folder: folder.to_owned(), measures, metrics, started, waiting })
    }

    /// Takes a finished run.
    ///
    /// # Errors
    /// What the disk refuses when a part is put down; the rows wait for the next try.
    pub fn add(&self, row: RunRow) -> Result<(), StoreError> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.points += row.series.len();
        waiting.rows.push(row);
        let full = waiting.rows.len() >= MOST_ROWS || waiting.points >= MOST_SERIES_POINTS;
        let wait = SHORTEST_WAIT.max(self.started.elapsed() / WAIT_SHARE);
        if full || waiting.since.elapsed() >= wait { self.put_down(&mut waiting) } else { Ok(()) }
    }

    /// Puts everything down that waits.
    ///
    /// # Errors
    /// As [`Shelf::add`].
    pub fn flush(&self) -> Result<(), StoreError> {
        self.put_down(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn put_down(&self, waiting: &mut Waiting) -> Result<(), StoreError> {
        if !waiting.rows.is_empty() {
            // Series first: a run counts as finished once its row is there.
            if waiting.points > 0 {
                part::write(&self.folder, SERIES, &series_table(&waiting.rows, &self.metrics))?;
            }
            part::write(&self.folder, RUNS, &runs_table(&waiting.rows, &self.measures))?;
        }
        waiting.rows.clear();
        waiting.points = 0;
        waiting.since = Instant::now();
        Ok(())
    }
}

/// Puts the parts of several stores into one; a part that is there already is the same part.
///
/// # Errors
/// What the disk refuses.
pub fn gather(from: &[PathBuf], into: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(into).map_err(|error| StoreError::new(Action::CreateFolder, into, &error))?;
    for folder in from {
        for kind in [SERIES, RUNS] {
            for path in part::list(folder, kind)? {
                let place = into.join(path.file_name().unwrap_or_default());
                if !place.exists() {
                    part::copy(&path, &place)?;
                }
            }
        }
    }
    let path = into.join(IDENTITY);
    let identity = json::bytes(&Identity { program: PROGRAM.to_owned() });
    identity
        .and_then(|bytes| fs::write(&path, bytes))
        .map_err(|error| StoreError::new(Action::WriteFile, &path, &error))
}
