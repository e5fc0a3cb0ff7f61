//! A file that grows line by line, so that long work can be taken up again where it stopped.

use super::error::{Action, StoreError};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Lines that are on the disk once they are added.
#[derive(Debug)]
pub struct StateFile {
    path: PathBuf,
    file: File,
}

impl StateFile {
    /// Begins the file anew with some lines, making its folder.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn begin(folder: &Path, name: &str, lines: &[String]) -> Result<Self, StoreError> {
        let path = folder.join(name);
        let failed = |error: io::Error| StoreError::new(Action::WriteFile, &path, &error);
        fs::create_dir_all(folder).map_err(|error| StoreError::new(Action::CreateFolder, folder, &error))?;
        // Written aside first: a stop in between leaves the older lines.
        let aside = folder.join(format!("{name}.new"));
        let mut text = lines.join("\n");
        text.push('\n');
        fs::write(&aside, text).and_then(|()| fs::rename(&aside, &path)).map_err(failed)?;
        let file = OpenOptions::new().append(true).open(&path).map_err(failed)?;
        Ok(Self { path, file })
    }

    /// Adds a line.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn add(&mut self, line: &str) -> Result<(), StoreError> {
        let written = self.file.write_all(format!("{line}\n").as_bytes()).and_then(|()| self.file.flush());
        written.map_err(|error| StoreError::new(Action::WriteFile, &self.path, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_and_a_new_beginning_replaces_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deep");
        let mut state = StateFile::begin(&path, "state.jsonl", &["head".into()]).expect("begun");
        state.add("one").and_then(|()| state.add("two")).expect("added");
        let read = || fs::read_to_string(path.join("state.jsonl")).expect("there");
        assert_eq!(read(), "head\none\ntwo\n");
        StateFile::begin(&path, "state.jsonl", &["other".into()]).expect("begun");
        assert_eq!(read(), "other\n");
        assert!(StateFile::begin(&path.join("state.jsonl"), "x", &[]).is_err());
    }
}
