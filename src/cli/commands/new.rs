//! `simulate new`: a commented scenario file to begin with.

use crate::cli::exit::{Exit, Failure};
use crate::cli::output::print;
use iqsim::scenario::Scenario;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

/// Writes NAME.toml; an existing file is never overwritten.
pub fn run(name: &str) -> Result<(), Failure> {
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
    let written = OpenOptions::new().write(true).create_new(true).open(&path);
    let mut file = written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::Message(
            Exit::Refused,
            format!("{path} is already there; choose another name or remove it"),
        ),
        _ => Failure::Message(Exit::Failed, format!("cannot write {path}: {error}")),
    })?;
    let title = stem.rsplit(['/', '\\']).next().unwrap_or(stem).replace('_', " ");
    let text = iqsim::scenario::shipped::starter(&title);
    file.write_all(text.as_bytes())
        .map_err(|error| Failure::Message(Exit::Failed, format!("cannot write {path}: {error}")))?;
    let shown = if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path.clone() };
    Ok(print(&format!(
        "{path} written. Next: change it, then `simulate check {shown}`, then `simulate {shown}`."
    ))?)
}
