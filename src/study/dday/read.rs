//! Reads a series from the disk, or takes one that comes with the program.

use super::series::Series;
use super::shipped::{self, SERIES};
use crate::scenario::diagnostic::{Diagnostic, Diagnostics, Place, SourceText};
use crate::scenario::notation::nearest;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

/// No series is longer; a path to a disk image would otherwise fill the memory.
const LARGEST_FILE: u64 = 16 << 20;

/// Whether a path means a series and not a scenario: it ends in `.csv`, or is the name of a shipped series.
pub fn is_series(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
        || path
            .to_str()
            .is_some_and(|name| SERIES.iter().any(|(known, _)| *known == name) || mistyped(path, name))
}

/// Whether nothing has this name, but a shipped series nearly.
fn mistyped(path: &Path, name: &str) -> bool {
    let scenarios = || crate::scenario::shipped::SCENARIOS.map(|(name, _)| name);
    let near = |names: &[&str]| nearest(name, names.iter().copied()).is_some();
    let there = path.exists() || path.with_extension("toml").exists();
    !name.ends_with(".toml") && !there && near(&SERIES.map(|(name, _)| name)) && !near(&scenarios())
}

/// Reads a series file, or where there is none the shipped series of that name.
///
/// # Errors
/// A file that is missing, unreadable or no text, or what is wrong with its lines.
pub fn read(path: &Path) -> Result<Series, Diagnostics> {
    Series::parse(&name_of(path), &source(path)?)
}

/// The text of a series, without the invisible mark with which some editors begin a file.
///
/// # Errors
/// A file that is missing, unreadable or no text.
pub fn text(path: &Path) -> Result<String, Diagnostics> {
    Ok(source(path)?.text.clone())
}

fn name_of(path: &Path) -> String {
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

fn source(path: &Path) -> Result<Arc<SourceText>, Diagnostics> {
    let name = name_of(path);
    let shown = path.to_string_lossy().into_owned();
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
    match read {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let bare = path.parent().is_none_or(|folder| folder.as_os_str().is_empty());
            return shipped::source(&name).filter(|_| bare).ok_or_else(|| missing(&shown, &name).into());
        }
        Err(_) if path.is_dir() => {
            return Err(Diagnostic::new(format!("`{shown}` is a folder, not a series")).into());
        }
        Err(error) => return Err(Diagnostic::io(format!("cannot read `{shown}`: {error}")).into()),
        Ok(_) if bytes.len() as u64 > LARGEST_FILE => {
            let allowed = format!("at most {} megabytes", LARGEST_FILE >> 20);
            let large = Diagnostic::new(format!("`{shown}` is too large for a series"));
            return Err(large.allowed(allowed).into());
        }
        Ok(_) => {}
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            // Some editors begin a file with an invisible mark.
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            Ok(SourceText::new(shown, text))
        }
        Err(error) => {
            let position = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(position).copied().unwrap_or(0);
            let source = SourceText::new(shown, String::from_utf8_lossy(error.as_bytes()));
            Err(Diagnostic::new("not a text in UTF-8")
                .at(Some(Place::new(&source, position..position + 1)))
                .found(format!("the byte 0x{byte:02X}"))
                .advice("save the file as UTF-8")
                .into())
        }
    }
}

fn missing(shown: &str, name: &str) -> Diagnostic {
    let names = SERIES.map(|(name, _)| name);
    Diagnostic::new(format!("there is no file `{shown}`"))
        .nearest(nearest(name, names))
        .allowed(format!("a CSV file, a shipped series: {}, or a scenario", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn files_come_before_shipped_series() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("time_to_edit.csv");
        let missing = read(&path).expect_err("not there").to_string();
        assert!(missing.contains("did you mean `time_to_edit`"), "{missing}");
        fs::write(&path, "\u{feff}date,value\n2020,1\n").expect("writable");
        assert_eq!(read(&path).expect("a series").points.len(), 1);
        assert_eq!(read(Path::new("time_to_edit")).expect("shipped").points.len(), 2);
        assert!(is_series(Path::new("time_to_edit")) && is_series(Path::new("a/b.CSV")));
        assert!(!is_series(Path::new("ai_century")) && !is_series(Path::new("time_to_edit.toml")));
    }

    #[test]
    fn what_is_no_text_or_no_file_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("latin.csv");
        fs::write(&path, b"date,value\n2020,\xe9").expect("writable");
        assert!(read(&path).expect_err("refused").to_string().contains("latin.csv:2:6: not a text in UTF-8"));
        assert!(read(folder.path()).expect_err("refused").to_string().contains("is a folder"));
    }
}
