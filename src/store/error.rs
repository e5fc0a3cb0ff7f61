//! Why results could not be stored: where, while doing what, and the reason the system gave.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What was being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    CreateFolder,
    WriteFile,
    PutInPlace,
    RemoveOld,
    Read,
}

/// Results could not be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError {
    pub path: PathBuf,
    pub action: Action,
    pub cause: Cause,
}

/// Why the system refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    NotAFolder,
    NotAllowed,
    DiskFull,
    ReadOnly,
    Missing,
    /// Anything else, in the system's words.
    Other(String),
}

impl StoreError {
    pub(super) fn new(action: Action, path: &Path, error: &io::Error) -> Self {
        let cause = match error.kind() {
            io::ErrorKind::NotADirectory => Cause::NotAFolder,
            io::ErrorKind::AlreadyExists if action == Action::CreateFolder => Cause::NotAFolder,
            io::ErrorKind::PermissionDenied => Cause::NotAllowed,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Cause::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem => Cause::ReadOnly,
            io::ErrorKind::NotFound => Cause::Missing,
            _ => Cause::Other(error.to_string()),
        };
        Self { path: path.to_owned(), action, cause }
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        match self.cause {
            Cause::NotAFolder => "choose another folder, or move the file that has this name",
            Cause::NotAllowed | Cause::ReadOnly => "choose a folder that you may write to",
            Cause::DiskFull => "free some space, or choose a folder on another disk",
            Cause::Missing => "check that the folder above still exists",
            Cause::Other(_) => "choose another folder",
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, output: &mut fmt::Formatter<'_>) -> fmt::Result {
        let action = match self.action {
            Action::CreateFolder => "cannot create the folder",
            Action::WriteFile => "cannot write",
            Action::PutInPlace => "cannot put in place",
            Action::RemoveOld => "cannot remove the older",
            Action::Read => "cannot read",
        };
        write!(output, "{action} {}: {}", self.path.display(), self.cause)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, output: &mut fmt::Formatter<'_>) -> fmt::Result {
        output.write_str(match self {
            Self::NotAFolder => "there is a file where a folder is needed",
            Self::NotAllowed => "permission denied",
            Self::DiskFull => "the disk is full",
            Self::ReadOnly => "the disk is read-only",
            Self::Missing => "no such folder",
            Self::Other(words) => words,
        })
    }
}

impl std::error::Error for StoreError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_the_place_and_the_cause() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        let error = StoreError::new(Action::WriteFile, Path::new("out/yearly.csv"), &full);
        assert_eq!(error.to_string(), "cannot write out/yearly.csv: the disk is full");
        assert!(error.advice().starts_with("free some space"));
    }
}
