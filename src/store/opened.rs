//! Opens a folder with results of this version, whatever they are of, and hands out its files unless they were changed.

use super::folder::{MANIFEST, WrittenFile, is_plain, unchanged};
use crate::scenario::diagnostic::Diagnostics;
use serde::Deserialize;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What results are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Run,
    Comparison,
    Attribution,
    DDay,
    Sweep,
    Sensitivity,
    Discovery,
    Draws,
    Validation,
    Calibration,
}

impl Kind {
    /// What the results are of, by the files that no other kind has.
    fn of(files: &[WrittenFile]) -> Option<Self> {
        let has = |names: &[&str]| names.iter().all(|name| files.iter().any(|file| file.name == *name));
        let kinds: [(&[&str], Self); 10] = [
            (&["comparison.json"], Self::Comparison),
            (&["attribution.json"], Self::Attribution),
            (&["sweep.json", "study.toml"], Self::Sweep),
            (&["sensitivity.json", "study.toml"], Self::Sensitivity),
            (&["discover.json", "study.toml"], Self::Discovery),
            (&["ensemble.json", "study.toml"], Self::Draws),
            (&["scoreboard.json"], Self::Validation),
            (&["calibration.json"], Self::Calibration),
            (&["summary.json", "forms.csv"], Self::DDay),
            (
                &[
                    "summary.json",
                    "yearly.csv",
                    "scenario.toml",
                    "income_percentiles.csv",
                    "iq_bands.csv",
                    "iq_income.csv",
                ],
                Self::Run,
            ),
        ];
        kinds.into_iter().find(|(names, _)| has(names)).map(|(_, kind)| kind)
    }
}

/// Why results could not be read.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadError {
    /// There is no such folder.
    NoFolder(PathBuf),
    /// A folder without a manifest.
    NoResults(PathBuf),
    /// A manifest of another program, or results of which no report is made; what they were made by.
    Unknown { folder: PathBuf, command: String },
    /// Results of a study where a run is asked for.
    NotARun { folder: PathBuf, command: String },
    /// Results of another version of the program.
    OtherVersion { folder: PathBuf, theirs: String, command: String },
    /// A file that the manifest lists is missing.
    Missing(PathBuf),
    /// A file that is not what the program wrote.
    Changed(PathBuf),
    /// The system does not let it be read.
    Unreadable(PathBuf, String),
    /// A table or summary that does not hold what it should.
    Broken { path: PathBuf, problem: String },
    /// The scenario beside the results is refused.
    Scenario(Diagnostics),
}

impl ReadError {
    /// Whether the computer is to blame, and not what was asked for.
    pub fn is_io(&self) -> bool {
        matches!(self, Self::Unreadable(..))
    }

    /// What to do about it.
    pub fn advice(&self) -> String {
        match self {
            Self::NoFolder(_) | Self::NoResults(_) => {
                "run a scenario first: `simulate SCENARIO --out FOLDER`".to_owned()
            }
            Self::Unknown { .. } => {
                "reports are made of runs, --draws, compare, attribute, dday, sweep, sensitivity, discover, validate and calibrate".to_owned()
            }
            Self::NotARun { .. } => {
                "a report is made of one run: `simulate SCENARIO --out FOLDER`".to_owned()
            }
            Self::OtherVersion { command, .. } => format!("run it again with this version: `{command}`"),
            Self::Missing(_) | Self::Changed(_) | Self::Broken { .. } => {
                "make the results again, so that all files belong together".to_owned()
            }
            Self::Unreadable(..) => "check that you may read the folder".to_owned(),
            Self::Scenario(_) => "the scenario beside the results was written by the program and should not be changed".to_owned(),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, output: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFolder(path) => write!(output, "there is no folder {}", path.display()),
            Self::NoResults(path) => {
                write!(output, "{} holds no results: there is no {MANIFEST}", path.display())
            }
            Self::Unknown { folder, command } => {
                write!(
                    output,
                    "{} holds no results of which a report is made, but those of `{command}`",
                    folder.display()
                )
            }
            Self::NotARun { folder, command } => {
                write!(output, "{} does not hold a run, but the results of `{command}`", folder.display())
            }
            Self::OtherVersion { folder, theirs, .. } => write!(
                output,
                "the results in {} are of iqsim {theirs}, this is {}",
                folder.display(),
                env!("CARGO_PKG_VERSION")
            ),
            Self::Missing(path) => write!(output, "{} is missing", path.display()),
            Self::Changed(path) => write!(output, "{} is not what the program wrote there", path.display()),
            Self::Unreadable(path, cause) => write!(output, "cannot read {}: {cause}", path.display()),
            Self::Broken { path, problem } => write!(output, "{}: {problem}", path.display()),
            Self::Scenario(errors) => write!(output, "{errors}"),
        }
    }
}

impl std::error::Error for ReadError {}

/// What the manifest of results says.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct StoredManifest {
    pub program: String,
    pub version: String,
    #[serde(default)]
    pub commit: Option<String>,
    pub command_line: Vec<String>,
    pub started: String,
    #[serde(default)]
    pub fingerprint: String,
    pub files: Vec<WrittenFile>,
}

/// A folder with results of this version.
#[derive(Clone, Debug)]
pub struct StoredFolder {
    pub folder: PathBuf,
    pub kind: Kind,
    pub manifest: StoredManifest,
    /// The manifest as it stands.
    pub manifest_text: Vec<u8>,
}

impl StoredFolder {
    /// Opens a folder.
    ///
    /// # Errors
    /// No results, results of another version, or of nothing that is known.
    pub fn open(folder: &Path) -> Result<Self, ReadError> {
        if !folder.is_dir() {
            return Err(ReadError::NoFolder(folder.to_owned()));
        }
        let path = folder.join(MANIFEST);
        let manifest_text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(ReadError::NoResults(folder.to_owned()));
            }
            Err(error) => return Err(ReadError::Unreadable(path, error.to_string())),
        };
        let manifest: StoredManifest = parsed(&path, &manifest_text)?;
        let command = manifest.command_line.join(" ");
        let folder = folder.to_owned();
        if manifest.program != env!("CARGO_PKG_NAME") {
            return Err(ReadError::Unknown { folder, command });
        }
        if manifest.version != env!("CARGO_PKG_VERSION") {
            return Err(ReadError::OtherVersion { folder, theirs: manifest.version, command });
        }
        match Kind::of(&manifest.files) {
            Some(kind) => Ok(Self { folder, kind, manifest, manifest_text }),
            None => Err(ReadError::Unknown { folder, command }),
        }
    }

    /// Whether the manifest lists a file.
    pub fn has(&self, name: &str) -> bool {
        self.manifest.files.iter().any(|file| file.name == name)
    }

    /// A listed file, byte for byte as it was written.
    ///
    /// # Errors
    /// Missing, changed or unreadable.
    pub fn file(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        let path = self.folder.join(name);
        let Some(file) = self.manifest.files.iter().find(|file| file.name == name && is_plain(name)) else {
            return Err(ReadError::Missing(path));
        };
        if !path.exists() {
            return Err(ReadError::Missing(path));
        }
        if !unchanged(&path, file) {
            return Err(ReadError::Changed(path));
        }
        fs::read(&path).map_err(|error| ReadError::Unreadable(path, error.to_string()))
    }

    /// A listed text.
    ///
    /// # Errors
    /// As [`StoredFolder::file`]; or no UTF-8.
    pub fn text(&self, name: &str) -> Result<String, ReadError> {
        String::from_utf8(self.file(name)?).map_err(|error| self.broken(name, error.to_string()))
    }

    /// A listed JSON file.
    ///
    /// # Errors
    /// As [`StoredFolder::file`]; or it does not hold what it should.
    pub fn json<T: for<'a> Deserialize<'a>>(&self, name: &str) -> Result<T, ReadError> {
        parsed(&self.folder.join(name), &self.file(name)?)
    }

    /// Whether every listed file is there and as it was written.
    ///
    /// # Errors
    /// The first that is missing or changed.
    pub fn whole(&self) -> Result<(), ReadError> {
        for file in self.manifest.files.iter().filter(|file| is_plain(&file.name)) {
            let path = self.folder.join(&file.name);
            if !path.exists() {
                return Err(ReadError::Missing(path));
            }
            if !unchanged(&path, file) {
                return Err(ReadError::Changed(path));
            }
        }
        Ok(())
    }

    /// A file that does not hold what it should.
    pub fn broken(&self, name: &str, problem: String) -> ReadError {
        ReadError::Broken { path: self.folder.join(name), problem }
    }
}

fn parsed<T: for<'a> Deserialize<'a>>(path: &Path, text: &[u8]) -> Result<T, ReadError> {
    serde_json::from_slice(text)
        .map_err(|error| ReadError::Broken { path: path.to_owned(), problem: error.to_string() })
}
