//! Single files made from results: a report beside them, and everything together as one archive.

use super::error::{Action, StoreError};
use super::save::ExtraFile;
use std::fs;
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Writes a file at once: whoever reads it sees the old content or the new, never a part.
///
/// # Errors
/// What the disk refuses.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = |error: io::Error| StoreError::new(Action::WriteFile, path, &error);
    let Some(name) = path.file_name() else {
        return Err(failed(io::Error::other("not the name of a file")));
    };
    let aside: PathBuf = path.with_file_name(format!(".{}.partial", name.to_string_lossy()));
    fs::write(&aside, bytes).map_err(failed)?;
    fs::rename(&aside, path).map_err(|error| {
        // What could not be put in place is of no use to anybody.
        let _ = fs::remove_file(&aside);
        StoreError::new(Action::PutInPlace, path, &error)
    })
}

/// Files as one archive below a folder; the same files give the same bytes.
///
/// # Errors
/// An archive that would be too large for its format.
pub fn archive(folder: &str, files: &[ExtraFile]) -> io::Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for file in files {
        writer.start_file(format!("{folder}/{}", file.name), options).map_err(io::Error::other)?;
        writer.write_all(&file.bytes)?;
    }
    Ok(writer.finish().map_err(io::Error::other)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn an_archive_holds_the_files_and_is_always_the_same() {
        let files = ["a.csv", "소득.svg"]
            .map(|name| ExtraFile { name: name.into(), bytes: name.repeat(100).into_bytes() });
        let bytes = archive("run", &files).expect("small");
        assert_eq!(bytes, archive("run", &files).expect("small"));
        let mut read = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        for file in files {
            let mut content = Vec::new();
            let mut inside = read.by_name(&format!("run/{}", file.name)).expect("there");
            inside.read_to_end(&mut content).expect("whole");
            assert_eq!(content, file.bytes);
        }
    }

    #[test]
    fn a_file_is_replaced_whole_and_a_folder_in_the_way_is_said() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("report.html");
        for content in ["old", "new"] {
            write_file(&path, content.as_bytes()).expect("writable");
            assert_eq!(fs::read_to_string(&path).expect("there"), content);
        }
        let taken = place.path().join("taken");
        fs::create_dir(&taken).expect("writable");
        fs::write(taken.join("x"), "").expect("writable");
        assert!(write_file(&taken, b"x").is_err());
        assert!(write_file(&place.path().join("no/report.html"), b"x").is_err());
        assert_eq!(fs::read_dir(place.path()).expect("readable").count(), 2);
    }
}
