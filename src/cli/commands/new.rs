//! `simulate new`: a commented scenario file to begin with.

use crate::cli::exit::{Exit, Failure};
use crate::cli::output::print;
use iqsim::report::language::Language;
use iqsim::report::starter::{starter, written};
use iqsim::scenario::Scenario;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

/// Writes NAME.toml; an existing file is never overwritten.
pub fn run(name: &str, language: Language) -> Result<(), Failure> {
    let stem = name.strip_suffix(".toml").unwrap_or(name);
    if stem.is_empty() || stem.ends_with('/') || stem.ends_with('\\') {
        let problem = format!("\"{name}\" is no name for a scenario; allowed: a name such as my_world");
        return Err(Failure::Message(Exit::Refused, problem));
    }
    if Scenario::shipped(stem).is_some() {
        let problem =
            format!("\"{stem}\" is the name of a shipped scenario; allowed: a name such as my_world");
        return Err(Failure::Message(Exit::Refused, problem));
    }
    let path = format!("{stem}.toml");
    let opened = OpenOptions::new().write(true).create_new(true).open(&path);
    let mut file = opened.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::Message(
            Exit::Refused,
            format!("{path} is already there; choose another name or remove it"),
        ),
        _ => Failure::Message(Exit::Failed, format!("cannot write {path}: {error}")),
    })?;
    let title = stem.rsplit(['/', '\\']).next().unwrap_or(stem).replace('_', " ");
    let text = starter(&title, language);
    file.write_all(text.as_bytes())
        .map_err(|error| Failure::Message(Exit::Failed, format!("cannot write {path}: {error}")))?;
    Ok(print(&written(&path, language))?)
}
