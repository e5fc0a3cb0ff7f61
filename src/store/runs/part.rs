//! One part of a store as a Parquet file: written aside, made durable, then renamed; read column by column.

use crate::store::columns::Table;
use crate::store::error::{Action, StoreError};
use crate::store::parquet;
use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use ::parquet::data_type::DataType;
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Ending of parts.
const ENDING: &str = ".parquet";

/// Begins the names of files on their way; whatever bears it is no part.
const ASIDE: &str = ".aside-";

/// Writes a part of this kind and returns its path. Its name is its content, so the same rows never stand twice.
///
/// # Errors
/// What the disk refuses; nothing is left behind then but a file that no reader takes for a part.
pub fn write(folder: &Path, kind: &str, table: &Table) -> Result<PathBuf, StoreError> {
    let mut bytes = Vec::new();
    let failed = |path: &Path, error: &io::Error| StoreError::new(Action::WriteFile, path, error);
    parquet::write(table, &mut bytes).map_err(|error| failed(folder, &error))?;
    let place = folder.join(format!("{kind}-{}{ENDING}", &blake3::hash(&bytes).to_hex()[..24]));
    let (aside, mut file) = new_file(folder).map_err(|error| failed(&place, &error))?;
    if let Err(error) = file.write_all(&bytes).and_then(|()| file.sync_all()) {
        let _ = fs::remove_file(&aside);
        return Err(failed(&place, &error));
    }
    fs::rename(&aside, &place).map_err(|error| StoreError::new(Action::PutInPlace, &place, &error))?;
    Ok(place)
}

/// Copies a part into another store, whole or not at all.
///
/// # Errors
/// What the disk refuses.
pub fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    let folder = to.parent().unwrap_or(Path::new("."));
    let (aside, mut file) =
        new_file(folder).map_err(|error| StoreError::new(Action::WriteFile, to, &error))?;
    let copied = File::open(from)
        .and_then(|mut source| io::copy(&mut source, &mut file))
        .and_then(|_| file.sync_all());
    if let Err(error) = copied {
        let _ = fs::remove_file(&aside);
        return Err(StoreError::new(Action::WriteFile, to, &error));
    }
    fs::rename(&aside, to).map_err(|error| StoreError::new(Action::PutInPlace, to, &error))
}

/// A file that nobody else has, not even another process in the same folder.
fn new_file(folder: &Path) -> io::Result<(PathBuf, File)> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    loop {
        let path = folder.join(format!("{ASIDE}{}", COUNT.fetch_add(1, Ordering::Relaxed)));
        match File::create_new(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

/// The parts of a kind, by name.
///
/// # Errors
/// A folder that cannot be listed; a folder that is not there has no parts.
pub fn list(folder: &Path, kind: &str) -> Result<Vec<PathBuf>, StoreError> {
    let failed = |error: io::Error| StoreError::new(Action::Read, folder, &error);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(failed)?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with(&format!("{kind}-")) && name.ends_with(ENDING) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// A part that is open.
pub struct Part {
    path: PathBuf,
    reader: SerializedFileReader<File>,
}

impl Part {
    /// Opens a part.
    ///
    /// # Errors
    /// A file that is not there or no Parquet file.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let file = File::open(path).map_err(|error| StoreError::new(Action::Read, path, &error))?;
        let reader = SerializedFileReader::new(file).map_err(|error| broken(path, &error))?;
        Ok(Self { path: path.to_owned(), reader })
    }

    /// Position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        let schema = self.reader.metadata().file_metadata().schema_descr();
        (0..schema.num_columns()).find(|&index| schema.column(index).name() == name)
    }

    /// Groups of rows, each to be read column by column.
    pub fn groups(&self) -> usize {
        self.reader.num_row_groups()
    }

    /// A column of texts in a group of rows; an undefined text is empty.
    ///
    /// # Errors
    /// A column of another kind, or a broken file.
    pub fn texts(&self, group: usize, column: usize) -> Result<Vec<String>, StoreError> {
        let (rows, reader) = self.reader_of(group, column)?;
        let ColumnReader::ByteArrayColumnReader(reader) = reader else { return Err(self.other_kind()) };
        let values = self.optional(rows, reader)?;
        let text =
            |value: ::parquet::data_type::ByteArray| String::from_utf8_lossy(value.data()).into_owned();
        Ok(values.into_iter().map(|value| value.map_or_else(String::new, text)).collect())
    }

    /// A column of whole numbers.
    ///
    /// # Errors
    /// As [`Part::texts`].
    pub fn whole(&self, group: usize, column: usize) -> Result<Vec<Option<i64>>, StoreError> {
        let (rows, reader) = self.reader_of(group, column)?;
        let ColumnReader::Int64ColumnReader(reader) = reader else { return Err(self.other_kind()) };
        self.optional(rows, reader)
    }

    /// A column of numbers.
    ///
    /// # Errors
    /// As [`Part::texts`].
    pub fn numbers(&self, group: usize, column: usize) -> Result<Vec<Option<f64>>, StoreError> {
        let (rows, reader) = self.reader_of(group, column)?;
        let ColumnReader::DoubleColumnReader(reader) = reader else { return Err(self.other_kind()) };
        self.optional(rows, reader)
    }

    fn reader_of(&self, group: usize, column: usize) -> Result<(usize, ColumnReader), StoreError> {
        let wrong = |error: ParquetError| broken(&self.path, &error);
        let group: Box<dyn RowGroupReader + '_> = self.reader.get_row_group(group).map_err(wrong)?;
        let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        Ok((rows, group.get_column_reader(column).map_err(wrong)?))
    }

    fn optional<T: DataType>(
        &self,
        rows: usize,
        mut reader: ColumnReaderImpl<T>,
    ) -> Result<Vec<Option<T::T>>, StoreError> {
        let (mut levels, mut defined) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        while levels.len() < rows {
            let left = rows - levels.len();
            let read = reader.read_records(left, Some(&mut levels), None, &mut defined);
            let (records, ..) = read.map_err(|error| broken(&self.path, &error))?;
            if records == 0 {
                return Err(self.other_kind());
            }
        }
        let mut defined = defined.into_iter();
        Ok(levels.into_iter().map(|level| if level > 0 { defined.next() } else { None }).collect())
    }

    fn other_kind(&self) -> StoreError {
        broken(&self.path, &ParquetError::General("not as this program writes it".to_owned()))
    }
}

fn broken(path: &Path, error: &ParquetError) -> StoreError {
    let words = format!("{error}; without this file its runs are simulated again");
    StoreError::new(Action::Read, path, &io::Error::other(words))
}
