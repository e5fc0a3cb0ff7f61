//! A result folder that is complete or absent: files are written aside, made durable, then put in place.

use super::error::{Action, StoreError};
use super::reports;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The file that vouches for all others; put in place last.
pub const MANIFEST: &str = "manifest.json";

/// A file of the folder as the manifest lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenFile {
    pub name: String,
    pub bytes: u64,
    /// Hash of the content, in hexadecimal.
    pub blake3: String,
}

/// Files on their way into a folder. Dropped before [`ResultFolder::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct ResultFolder {
    target: PathBuf,
    partial: PathBuf,
    files: Vec<WrittenFile>,
}

/// Tells early whether results can be stored in a folder, by making and removing a folder where it is or would be.
///
/// # Errors
/// The reason why they cannot.
pub fn check_writable(folder: &Path) -> Result<(), StoreError> {
    let here = Path::new(".");
    let existing = folder.ancestors().find(|path| path.exists()).unwrap_or(here);
    let failed = |error: io::Error| StoreError::new(Action::CreateFolder, folder, &error);
    if !existing.is_dir() {
        return Err(failed(io::Error::from(io::ErrorKind::NotADirectory)));
    }
    let trial = existing.join(partial_name(folder));
    fs::create_dir(&trial).and_then(|()| fs::remove_dir(&trial)).map_err(failed)
}

/// Endings of the files that results may have.
const ENDINGS: [&str; 10] =
    [".csv", ".parquet", ".svg", ".png", ".json", ".toml", ".txt", ".html", ".md", ".zip"];

/// A file that results in this folder might replace although it is none of theirs: one that was changed since the program
/// wrote it, or where no manifest vouches for anything, any that could be of results.
pub fn not_ours(folder: &Path) -> Option<PathBuf> {
    let manifest = fs::read(folder.join(MANIFEST)).ok();
    let older = manifest.and_then(|text| serde_json::from_slice::<OlderManifest>(&text).ok());
    if let Some(older) = older {
        let listed = older.files.into_iter().filter(|file| is_plain(&file.name));
        let mut changed = listed.filter(|file| {
            let path = folder.join(&file.name);
            path.exists() && !unchanged(&path, file)
        });
        return changed.next().map(|file| folder.join(file.name));
    }
    let mut names: Vec<PathBuf> = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    names.sort();
    names.into_iter().find(|path| {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().to_lowercase());
        path.is_file() && ENDINGS.iter().any(|ending| name.ends_with(ending))
    })
}

impl ResultFolder {
    /// Begins a result folder; `target` need not exist yet.
    ///
    /// # Errors
    /// A file in the way, or a place that cannot be written to.
    pub fn create(target: &Path) -> Result<Self, StoreError> {
        let failed = |path: &Path, error: io::Error| StoreError::new(Action::CreateFolder, path, &error);
        let parent = existing_parent(target).map_err(|(path, error)| failed(&path, error))?;
        let partial = parent.join(partial_name(target));
        if partial.exists() {
            // Left by a process that was killed and had the same number.
            fs::remove_dir_all(&partial).map_err(|error| failed(&partial, error))?;
        }
        fs::create_dir(&partial).map_err(|error| failed(target, error))?;
        Ok(Self { target: target.to_owned(), partial, files: Vec::new() })
    }

    /// Writes a file of known bytes.
    ///
    /// # Errors
    /// What the disk refuses, or a name that is not a plain file name.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.write_with(name, |output| output.write_all(bytes))
    }

    /// Writes a file piece by piece.
    ///
    /// # Errors
    /// What the disk or the writing function refuses, or a name that is not a plain file name.
    pub fn write_with(
        &mut self,
        name: &str,
        content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        let failed = |error: io::Error| StoreError::new(Action::WriteFile, &self.target.join(name), &error);
        if !is_plain(name) {
            return Err(failed(io::Error::other("not a plain file name")));
        }
        let write = || {
            let file = File::create(self.partial.join(name))?;
            let mut output = Counted { inner: BufWriter::new(file), hash: blake3::Hasher::new(), bytes: 0 };
            content(&mut output)?;
            output.flush()?;
            output.inner.get_ref().sync_all()?;
            Ok((output.bytes, output.hash.finalize().to_hex().to_string()))
        };
        let (bytes, blake3) = write().map_err(failed)?;
        self.files.push(WrittenFile { name: name.to_owned(), bytes, blake3 });
        Ok(())
    }

    /// The files written so far.
    pub fn files(&self) -> &[WrittenFile] {
        &self.files
    }

    /// Writes the manifest and puts everything in place. Foreign files in an existing folder stay.
    ///
    /// # Errors
    /// What the disk refuses. An older manifest is then gone, so nothing vouches for mixed files.
    pub fn finish(mut self, manifest: &[u8]) -> Result<Vec<PathBuf>, StoreError> {
        self.write(MANIFEST, manifest)?;
        sync_folder(&self.partial);
        // A new folder appears at once, with all its files.
        if self.target.is_dir() || fs::rename(&self.partial, &self.target).is_err() {
            self.replace()?;
        }
        sync_folder(&self.target);
        if let Some(parent) = self.target.parent() {
            sync_folder(parent);
        }
        Ok(self.files.iter().map(|file| self.target.join(&file.name)).collect())
    }

    /// Moves the files into an existing folder: the older manifest goes first, the new one comes last.
    fn replace(&self) -> Result<(), StoreError> {
        let target = &self.target;
        fs::create_dir_all(target).map_err(|error| StoreError::new(Action::CreateFolder, target, &error))?;
        self.spare_others()?;
        self.remove_older()?;
        for file in &self.files {
            let place = target.join(&file.name);
            fs::rename(self.partial.join(&file.name), &place)
                .map_err(|error| StoreError::new(Action::PutInPlace, &place, &error))?;
        }
        Ok(())
    }

    /// Refuses to write over a file that lies among older results and is none of them.
    fn spare_others(&self) -> Result<(), StoreError> {
        let Ok(text) = fs::read(self.target.join(MANIFEST)) else { return Ok(()) };
        let Ok(older) = serde_json::from_slice::<OlderManifest>(&text) else { return Ok(()) };
        for file in self.files.iter().filter(|file| file.name != MANIFEST) {
            let place = self.target.join(&file.name);
            let listed = older.files.iter().any(|old| old.name == file.name && unchanged(&place, old));
            if place.exists() && !listed && !unchanged(&place, file) {
                let taken = io::Error::other("the file that is there is not what the program wrote");
                return Err(StoreError::new(Action::PutInPlace, &place, &taken));
            }
        }
        Ok(())
    }

    /// Renames reports of the older results, and removes the older manifest and those of its files that this run does not write, if nobody changed them.
    fn remove_older(&self) -> Result<(), StoreError> {
        let manifest = self.target.join(MANIFEST);
        let Ok(text) = fs::read(&manifest) else {
            return Ok(());
        };
        let remove = |path: &Path| {
            fs::remove_file(path).map_err(|error| StoreError::new(Action::RemoveOld, path, &error))
        };
        remove(&manifest)?;
        reports::set_aside(&self.target)?;
        let older = serde_json::from_slice::<OlderManifest>(&text).map(|older| older.files);
        for file in older.unwrap_or_default() {
            let path = self.target.join(&file.name);
            let replaced = self.files.iter().any(|new| new.name == file.name);
            if is_plain(&file.name) && !replaced && unchanged(&path, &file) {
                remove(&path)?;
            }
        }
        Ok(())
    }
}

impl Drop for ResultFolder {
    fn drop(&mut self) {
        // Nothing can be done here about a folder that cannot be removed; its name says what it is.
        let _ = fs::remove_dir_all(&self.partial);
    }
}

#[derive(Deserialize)]
struct OlderManifest {
    files: Vec<WrittenFile>,
}

/// Counts and hashes what passes through.
struct Counted {
    inner: BufWriter<File>,
    hash: blake3::Hasher,
    bytes: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or(bytes));
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Where the partial folder goes: into the target if it exists (its parent may be another disk, or read-only),
/// else beside it, making the folders above.
fn existing_parent(target: &Path) -> Result<PathBuf, (PathBuf, io::Error)> {
    if target.is_dir() {
        return Ok(target.to_owned());
    }
    if target.exists() {
        return Err((target.to_owned(), io::Error::from(io::ErrorKind::NotADirectory)));
    }
    let parent = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&parent).map_err(|error| (parent.clone(), error))?;
    Ok(parent)
}

fn partial_name(target: &Path) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let name = target.file_name().map_or_else(|| "results".into(), |name| name.to_string_lossy());
    let process = sysinfo::get_current_pid().map_or(0, |pid| pid.as_u32());
    format!(".{name}.partial-{process}-{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

pub(super) fn is_plain(name: &str) -> bool {
    let path = Path::new(name);
    path.file_name().is_some_and(|last| last == path.as_os_str()) && !name.contains('\\')
}

pub(super) fn unchanged(path: &Path, listed: &WrittenFile) -> bool {
    if fs::metadata(path).map_or(true, |metadata| !metadata.is_file() || metadata.len() != listed.bytes) {
        return false;
    }
    let mut hash = blake3::Hasher::new();
    let read = File::open(path).and_then(|mut file| io::copy(&mut file, &mut hash));
    read.is_ok() && hash.finalize().to_hex().as_str() == listed.blake3
}

/// Makes the names in a folder durable, where the system lets a folder be opened.
fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::super::error::Cause;
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn manifest(files: &[WrittenFile]) -> Vec<u8> {
        serde_json::to_vec(&serde_json::json!({ "files": files })).expect("JSON")
    }

    fn store(target: &Path, files: &[(&str, &str)]) -> Result<Vec<PathBuf>, StoreError> {
        let mut folder = ResultFolder::create(target)?;
        for (name, content) in files {
            folder.write(name, content.as_bytes())?;
        }
        let manifest = manifest(folder.files());
        folder.finish(&manifest)
    }

    #[test]
    fn a_new_folder_holds_everything_and_nothing_else_remains() {
        let place = tempfile::tempdir().expect("a folder");
        let target = place.path().join("deep/out");
        let paths = store(&target, &[("a.csv", "1"), ("b.csv", "2")]).expect("writable");
        assert_eq!(names(&target), ["a.csv", "b.csv", MANIFEST]);
        assert_eq!(names(&place.path().join("deep")), ["out"]);
        assert_eq!(paths.last(), Some(&target.join(MANIFEST)));
    }

    #[test]
    fn older_results_are_replaced_and_foreign_or_changed_files_stay() {
        let place = tempfile::tempdir().expect("a folder");
        let target = place.path().join("out");
        store(&target, &[("a.csv", "1"), ("old.csv", "2"), ("edited.csv", "3")]).expect("writable");
        fs::write(target.join("notes.txt"), "mine").expect("writable");
        fs::write(target.join("edited.csv"), "4").expect("writable");
        fs::write(target.join("report.html"), "<p>The iqsim authors. iqsim 0.1.0: …</p>").expect("writable");
        fs::write(target.join("report.md"), "my own report").expect("writable");
        store(&target, &[("a.csv", "new")]).expect("writable");
        assert_eq!(
            names(&target),
            ["a.csv", "edited.csv", MANIFEST, "notes.txt", "older_report.html", "report.md"]
        );
        assert_eq!(fs::read_to_string(target.join("a.csv")).expect("a file"), "new");
    }

    #[test]
    fn files_that_are_not_of_results_are_never_replaced() {
        let place = tempfile::tempdir().expect("a folder");
        let target = place.path().join("out");
        assert_eq!(not_ours(&target), None);
        store(&target, &[("a.csv", "1")]).expect("writable");
        fs::write(target.join("mine.toml"), "mine").expect("writable");
        assert_eq!(not_ours(&target), None);
        let error = store(&target, &[("a.csv", "2"), ("mine.toml", "new")]).expect_err("not ours");
        assert_eq!(error.path, target.join("mine.toml"));
        assert_eq!(fs::read_to_string(target.join("mine.toml")).expect("a file"), "mine");
        assert_eq!(fs::read_to_string(target.join("a.csv")).expect("a file"), "1");
        fs::write(target.join("a.csv"), "edited").expect("writable");
        assert_eq!(not_ours(&target), Some(target.join("a.csv")));
        fs::remove_file(target.join(MANIFEST)).expect("there");
        fs::remove_file(target.join("a.csv")).expect("there");
        assert_eq!(not_ours(&target), Some(target.join("mine.toml")));
    }

    #[test]
    fn a_failure_leaves_nothing_half_written() {
        let place = tempfile::tempdir().expect("a folder");
        let target = place.path().join("out");
        let mut folder = ResultFolder::create(&target).expect("writable");
        folder.write("a.csv", b"1").expect("writable");
        let error = folder.write_with("b.csv", |_| Err(io::Error::from(io::ErrorKind::StorageFull)));
        assert_eq!(error.map_err(|error| error.cause), Err(Cause::DiskFull));
        drop(folder);
        assert!(names(place.path()).is_empty());
    }

    #[test]
    fn an_interrupted_replacement_leaves_older_results_whole() {
        let place = tempfile::tempdir().expect("a folder");
        let target = place.path().join("out");
        store(&target, &[("a.csv", "1")]).expect("writable");
        let mut folder = ResultFolder::create(&target).expect("writable");
        folder.write("a.csv", b"2").expect("writable");
        drop(folder);
        assert_eq!(names(&target), ["a.csv", MANIFEST]);
        assert_eq!(fs::read_to_string(target.join("a.csv")).expect("a file"), "1");
    }

    #[test]
    fn a_file_in_the_way_is_said_before_the_run() {
        let place = tempfile::tempdir().expect("a folder");
        let file = place.path().join("taken");
        fs::write(&file, "x").expect("writable");
        for target in [file.clone(), file.join("below")] {
            let error = check_writable(&target).expect_err("a file is in the way");
            assert_eq!((error.cause, error.action), (Cause::NotAFolder, Action::CreateFolder));
        }
        let free = place.path().join("not/yet/there");
        assert_eq!(check_writable(&free), Ok(()));
        assert_eq!(names(place.path()), ["taken"]);
    }

    #[test]
    fn only_plain_names_are_files() {
        let place = tempfile::tempdir().expect("a folder");
        let mut folder = ResultFolder::create(&place.path().join("out")).expect("writable");
        for name in ["", "..", "../a", "/a", "a/b", "a/", "a\\b", "."] {
            assert!(folder.write(name, b"").is_err(), "{name}");
        }
    }

    #[test]
    fn the_list_holds_size_and_hash() {
        let place = tempfile::tempdir().expect("a folder");
        let mut folder = ResultFolder::create(&place.path().join("out")).expect("writable");
        folder.write("a", b"abc").expect("writable");
        assert_eq!(folder.files()[0].bytes, 3);
        assert_eq!(folder.files()[0].blake3, blake3::hash(b"abc").to_hex().to_string());
    }
}
