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

const EXTENSION: &str = ".toml";

/// Reads a scenario file, named with its ending or without (or, where there is no such file, the shipped scenario of
/// that name), lays it over its bases, and sets the `path=value` overrides in their order.
pub fn read_draft(path: &Path, overrides: &[String], shipped: Shipped<'_>) -> Result<Draft, Diagnostics> {
    let find_base = |name: &str, from: &Found| {
        let found = find(Path::new(name), from.folder.as_deref(), shipped)?;
        // Nothing is its own base: a file called like a shipped scenario means that one.
        let own = found.identity == from.identity;
        Ok(own.then(|| find_shipped(Path::new(name), shipped)).flatten().unwrap_or(found))
    };
    let unfolded =
        find(path, Some(Path::new("")), shipped).and_then(|first| inherit::unfold(first, &find_base));
    let (mut draft, mut refused) = match unfolded {
        Ok(draft) => (draft, Vec::new()),
        Err(refused) => (Draft::empty(), refused.0),
    };
    for text in overrides {
        refused.extend(overrides::set(&mut draft, text).err().unwrap_or_default().0);
    }
    if refused.is_empty() { Ok(draft) } else { Err(Diagnostics(refused)) }
}

/// Reads the shipped scenario of this name over its bases, whatever files there are; `None` where there is none.
pub fn read_shipped(name: &str, shipped: Shipped<'_>) -> Option<Draft> {
    let find_base = |name: &str, _: &Found| find(Path::new(name), None, shipped);
    inherit::unfold(find_shipped(Path::new(name), shipped)?, &find_base).ok()
}

fn find(name: &Path, folder: Option<&Path>, shipped: Shipped<'_>) -> Result<Found, Diagnostics> {
    let Some(folder) = folder else {
        return find_shipped(name, shipped).ok_or_else(|| missing(name, None, shipped));
    };
    let path = folder.join(name);
    let with_ending = with_ending(&path);
    match fs::metadata(&path) {
        Ok(metadata) if metadata.is_file() => read_file(&path),
        _ if with_ending.is_file() => read_file(&with_ending),
        // Results may lie in a folder that is called as their scenario.
        Ok(metadata) if metadata.is_dir() => find_shipped(name, shipped).ok_or_else(|| is_a_folder(&path)),
        Ok(_) => read_file(&path),
        Err(error) if is_missing(&error) => {
            find_shipped(name, shipped).ok_or_else(|| missing(name, Some(&path), shipped))
        }
        Err(error) => Err(unreadable(&path, &error)),
    }
}

/// The path with the ending of scenario files.
fn with_ending(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{}{EXTENSION}", stem(&name)))
}

fn find_shipped(name: &Path, shipped: Shipped<'_>) -> Option<Found> {
    let name = name.to_str()?;
    let (found, text) = shipped.iter().find(|(candidate, _)| stem(candidate) == stem(name))?;
    let shown = format!("{}.toml (shipped)", stem(found));
    Some(Found { source: SourceText::new(shown.clone(), *text), identity: shown, folder: None })
}

/// A file name without the ending that all scenarios share.
fn stem(name: &str) -> &str {
    name.strip_suffix(EXTENSION).unwrap_or(name)
}

/// The file name that was probably meant; the common ending makes no names alike.
fn nearest_name<'a>(name: &str, candidates: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    let near = notation::nearest(stem(name), candidates.clone().map(stem))?;
    candidates.into_iter().find(|candidate| stem(candidate) == near).map(str::to_owned)
}

fn read_file(path: &Path) -> Result<Found, Diagnostics> {
    let name = path.to_string_lossy().into_owned();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > LARGEST_FILE {
        let allowed = format!("at most {} megabytes", LARGEST_FILE >> 20);
        return Err(Diagnostic::new(format!("`{name}` is too large for a scenario")).allowed(allowed).into());
    }
    let source = decode(&name, bytes)?;
    if source.text.trim().is_empty() {
        return Err(Diagnostic::new("the file is empty")
            .at(Some(Place::new(&source, 0..0)))
            .advice("write at least a `base` and what to change")
            .into());
    }
    let identity = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned();
    Ok(Found { source, identity, folder: Some(path.parent().map_or_else(PathBuf::new, Path::to_owned)) })
}

fn decode(name: &str, bytes: Vec<u8>) -> Result<Arc<SourceText>, Diagnostics> {
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
                .advice("save the file as UTF-8")
                .into())
        }
    }
}

fn is_missing(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidFilename, InvalidInput, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory | InvalidInput | InvalidFilename)
}

fn missing(name: &Path, path: Option<&Path>, shipped: Shipped<'_>) -> Diagnostics {
    let folder = path.and_then(Path::parent);
    let files = folder.map_or_else(Vec::new, scenario_files);
    let file_name = name.file_name().unwrap_or_default().to_string_lossy();
    let shipped_names: Vec<&str> = shipped.iter().map(|(name, _)| *name).collect();
    let near_file = nearest_name(&file_name, files.iter().map(String::as_str))
        .map(|near| folder.unwrap_or(Path::new("")).join(near).to_string_lossy().into_owned());
    let near_shipped = || nearest_name(&file_name, shipped_names.iter().copied());
    let shown = path.unwrap_or(name).display();
    let missing = match folder.filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        Some(folder) => {
            Diagnostic::new(format!("there is no file `{shown}`: no folder `{}`", folder.display()))
        }
        None => Diagnostic::new(format!("there is no file `{shown}`")),
    };
    let missing = missing.nearest(near_file.or_else(near_shipped));
    if shipped.is_empty() {
        return missing.into();
    }
    let allowed = format!("a scenario file, or a shipped scenario: {}", shipped_names.join(", "));
    missing.allowed(allowed).into()
}

fn is_a_folder(path: &Path) -> Diagnostics {
    let problem = Diagnostic::new(format!("`{}` is a folder, not a scenario file", path.display()));
    let example = scenario_files(path).into_iter().next().map(|file| path.join(file));
    match example {
        Some(file) => problem.advice(format!("name a file in it, such as {}", file.display())).into(),
        None => problem.into(),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostics {
    Diagnostic::io(format!("cannot read `{}`: {error}", path.display())).into()
}

/// Names of the scenario files in a folder, in alphabetical order; none if it cannot be listed.
fn scenario_files(folder: &Path) -> Vec<String> {
    const MOST: usize = 1000;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().take(MOST);
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(EXTENSION))
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::diagnostic::DiagnosticKind;
    use proptest::prelude::*;

    const SHIPPED: Shipped<'static> = &[
        ("nordic_baseline.toml", "growth = 0.02\nx = 1"),
        ("nordic_reform.toml", "base = \"nordic_baseline\"\nx = 2"),
    ];

    fn folder(files: &[(&str, &[u8])]) -> io::Result<tempfile::TempDir> {
        let folder = tempfile::tempdir()?;
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
            fs::write(path, content)?;
        }
        Ok(folder)
    }

    fn read(folder: &tempfile::TempDir, name: &str, overrides: &[&str]) -> Result<String, Diagnostics> {
        let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
        let draft = read_draft(&folder.path().join(name), &overrides, SHIPPED)?;
        let table = draft.table().into_iter().flatten();
        Ok(table.map(|(key, entry)| format!("{key}={} ", entry.draft.describe())).collect())
    }

    fn refusal(folder: &tempfile::TempDir, name: &str) -> Diagnostic {
        let refused = read(folder, name, &[]).err().unwrap_or_default();
        assert_eq!(refused.0.len(), 1, "{refused}");
        refused.0[0].clone()
    }

    #[test]
    fn a_folder_does_not_hide_the_shipped_scenario_of_its_name() -> io::Result<()> {
        let folder =
            folder(&[("nordic_reform/yearly.csv", b""), ("mine.toml", b"base = \"nordic_reform\"")])?;
        assert!(read(&folder, "mine.toml", &[]).is_ok_and(|keys| keys.contains("x=2")));
        assert!(refusal(&folder, "").problem.contains("is a folder"));
        Ok(())
    }

    #[test]
    fn bases_are_found_beside_the_file_and_among_the_shipped() -> io::Result<()> {
        let files: [(&str, &[u8]); 3] = [
            ("mine.toml", b"\xef\xbb\xbfbase = \"sub/other.toml\"\nx = 3"),
            ("sub/other.toml", b"base = \"third.toml\"\ny = 4"),
            ("sub/third.toml", b"base = \"nordic_reform.toml\"\nz = 5"),
        ];
        let folder = folder(&files)?;
        assert_eq!(read(&folder, "mine.toml", &["y=9"]).as_deref(), Ok("growth=0.02 x=3 z=5 y=9 "));
        let shipped = read_draft(Path::new("nordic_reform"), &[], SHIPPED);
        assert!(shipped.is_ok_and(|draft| draft.table().is_some_and(|table| table.len() == 2)));
        Ok(())
    }

    #[test]
    fn a_file_is_found_without_its_ending_and_is_never_its_own_base() -> io::Result<()> {
        let files: [(&str, &[u8]); 3] = [
            ("mine.toml", b"base = \"other\"\nx = 3"),
            ("other.toml", b"y = 4"),
            ("nordic_reform.toml", b"base = \"nordic_reform.toml\"\nz = 5"),
        ];
        let folder = folder(&files)?;
        assert_eq!(read(&folder, "mine", &[]).as_deref(), Ok("y=4 x=3 "));
        assert_eq!(read(&folder, "nordic_reform", &[]).as_deref(), Ok("growth=0.02 x=2 z=5 "));
        Ok(())
    }

    #[test]
    fn files_that_cannot_be_scenarios_are_refused() -> io::Result<()> {
        let files: [(&str, &[u8]); 5] = [
            ("mine.toml", b"x = 1"),
            ("empty.toml", b" \n"),
            ("latin.toml", b"x = 1\ny = \"\xe9\""),
            ("lost.toml", b"x = 1\nbase = \"mime.toml\""),
            ("self.toml", b"base = \"./self.toml\""),
        ];
        let folder = folder(&files)?;
        let missing = refusal(&folder, "mien.toml");
        assert!(missing.nearest.is_some_and(|near| near.ends_with("mine.toml")));
        assert_eq!(missing.kind, DiagnosticKind::Scenario);
        assert!(refusal(&folder, "").problem.contains("is a folder"));
        assert!(refusal(&folder, "no/mine.toml").problem.contains("no folder"));
        assert!(refusal(&folder, "mine.toml/x.toml").problem.contains("there is no file"));
        assert_eq!(refusal(&folder, "empty.toml").problem, "the file is empty");
        let latin = refusal(&folder, "latin.toml");
        assert_eq!(latin.place.map(|place| (place.line(), place.column())), Some((2, 6)));
        let lost = refusal(&folder, "lost.toml");
        assert_eq!(lost.place.map(|place| (place.line(), place.column())), Some((2, 8)));
        assert!(refusal(&folder, "self.toml").problem.contains("circle"));
        let shipped = read_draft(Path::new("nordic_basline.toml"), &[], SHIPPED).err().unwrap_or_default();
        assert_eq!(
            shipped.0.first().and_then(|wrong| wrong.nearest.as_deref()),
            Some("nordic_baseline.toml")
        );
        Ok(())
    }

    #[test]
    fn wrong_overrides_are_reported_together() -> io::Result<()> {
        let folder = folder(&[("mine.toml", b"x = 1")])?;
        let refused = read(&folder, "mine.toml", &["a", "b=2", "c=[1"]).err().unwrap_or_default();
        assert_eq!(refused.0.len(), 2);
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn arbitrary_files_never_stop_the_program(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            let folder = folder(&[("any.toml", &bytes)])?;
            let _ = read(&folder, "any.toml", &[]);
        }
    }
}
