//! Reads scenario files from the disk; nothing else in `scenario` touches it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::diagnostic::{Diagnostic, Diagnostics, Place, SourceText};
use super::draft::Draft;
use super::inherit::{self, Found};
use super::notation;
use super::overrides;

/// Names and texts of the scenarios that come with the program.
pub type Shipped<'a> = &'a [(&'a str, &'a str)];

/// No scenario written by a person is longer; a path to a disk image would otherwise fill the memory.
const LARGEST_FILE: u64 = 16 << 20;

const EXTENSION: &str = "toml";

/// Reads a scenario file (or, where there is no such file, the shipped scenario of that name), lays it over its
/// bases, and sets the `path=value` overrides in their order.
pub fn read_draft(path: &Path, overrides: &[String], shipped: Shipped<'_>) -> Result<Draft, Diagnostics> {
    let find_base = |name: &str, from: &Found| find(Path::new(name), from.folder.as_deref(), shipped);
    let unfolded = find(path, Some(Path::new("")), shipped)
        .map_err(Diagnostics::from)
        .and_then(|first| inherit::unfold(first, &find_base));
    let (mut draft, mut refused) = match unfolded {
        Ok(draft) => (draft, Vec::new()),
        Err(refused) => (Draft::empty(), refused.0),
    };
    for text in overrides {
        refused.extend(overrides::set(&mut draft, text).err().unwrap_or_default().0);
    }
    if refused.is_empty() { Ok(draft) } else { Err(Diagnostics(refused)) }
}

fn find(name: &Path, folder: Option<&Path>, shipped: Shipped<'_>) -> Result<Found, Diagnostic> {
    let Some(folder) = folder else {
        return find_shipped(name, shipped).ok_or_else(|| missing(name, None, shipped));
    };
    let path = folder.join(name);
    match fs::metadata(&path) {
        Ok(metadata) if metadata.is_dir() => Err(is_a_folder(&path)),
        Ok(_) => read_file(&path),
        Err(error) if is_missing(&error) => {
            find_shipped(name, shipped).ok_or_else(|| missing(name, Some(&path), shipped))
        }
        Err(error) => Err(unreadable(&path, &error)),
    }
}

fn find_shipped(name: &Path, shipped: Shipped<'_>) -> Option<Found> {
    let name = name.to_str()?;
    let stem = |name: &str| name.strip_suffix(".toml").unwrap_or(name).to_owned();
    let (found, text) = shipped.iter().find(|(candidate, _)| stem(candidate) == stem(name))?;
    let shown = format!("{}.toml (shipped)", stem(found));
    Some(Found { source: SourceText::new(shown.clone(), *text), identity: shown, folder: None })
}

fn read_file(path: &Path) -> Result<Found, Diagnostic> {
    let name = path.to_string_lossy().into_owned();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > LARGEST_FILE {
        let allowed = format!("at most {} megabytes", LARGEST_FILE >> 20);
        return Err(Diagnostic::new(format!("{name} is too large for a scenario")).allowed(allowed));
    }
    let source = decode(&name, bytes)?;
    if source.text.trim().is_empty() {
        return Err(Diagnostic::new("the file is empty")
            .at(Some(Place::new(&source, 0..0)))
            .advice("write at least a `base` and what to change"));
    }
    let identity = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned();
    Ok(Found { source, identity, folder: Some(path.parent().map_or_else(PathBuf::new, Path::to_owned)) })
}

fn decode(name: &str, bytes: Vec<u8>) -> Result<Arc<SourceText>, Diagnostic> {
    match String::from_utf8(bytes) {
        // Some editors begin a file with an invisible mark.
        Ok(text) => Ok(SourceText::new(name, text.strip_prefix('\u{feff}').unwrap_or(&text))),
        Err(error) => {
            let position = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(position).copied().unwrap_or(0);
            let source = SourceText::new(name, String::from_utf8_lossy(error.as_bytes()));
            Err(Diagnostic::new("not a text in UTF-8")
                .at(Some(Place::new(&source, position..position + 1)))
                .found(format!("the byte 0x{byte:02X}"))
                .advice("save the file as UTF-8"))
        }
    }
}

fn is_missing(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidFilename, InvalidInput, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory | InvalidInput | InvalidFilename)
}

fn missing(name: &Path, path: Option<&Path>, shipped: Shipped<'_>) -> Diagnostic {
    let folder = path.and_then(Path::parent);
    let files = folder.map_or_else(Vec::new, scenario_files);
    let file_name = name.file_name().unwrap_or_default().to_string_lossy();
    let shipped_names: Vec<&str> = shipped.iter().map(|(name, _)| *name).collect();
    let near_file = notation::nearest(&file_name, files.iter().map(String::as_str))
        .map(|near| folder.unwrap_or(Path::new("")).join(near).to_string_lossy().into_owned());
    let near_shipped = || notation::nearest(&file_name, shipped_names.iter().copied());
    let shown = path.unwrap_or(name).display();
    let missing = match folder.filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        Some(folder) => Diagnostic::new(format!("there is no file {shown}: no folder {}", folder.display())),
        None => Diagnostic::new(format!("there is no file {shown}")),
    };
    let missing = missing.nearest(near_file.or_else(near_shipped));
    if shipped.is_empty() {
        return missing;
    }
    missing.allowed(format!("a scenario file, or a shipped scenario: {}", shipped_names.join(", ")))
}

fn is_a_folder(path: &Path) -> Diagnostic {
    let problem = Diagnostic::new(format!("{} is a folder, not a scenario file", path.display()));
    match scenario_files(path).first() {
        Some(file) => problem.advice(format!("name a file in it, such as {}", path.join(file).display())),
        None => problem,
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::io(format!("cannot read {}: {error}", path.display()))
}

/// Names of the scenario files in a folder, in alphabetical order; none if it cannot be listed.
fn scenario_files(folder: &Path) -> Vec<String> {
    const MOST: usize = 1000;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().take(MOST);
    let mut names: Vec<String> = entries
        .map(|entry| PathBuf::from(entry.file_name()))
        .filter(|name| name.extension().is_some_and(|extension| extension == EXTENSION))
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
