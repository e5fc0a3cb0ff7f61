//! Commands that describe the program: schema, keys, list, completions, manual page, help.

use crate::cli::arguments::Arguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::{error_line, print};
use clap::CommandFactory;
use clap_complete::{Shell, generate};
use iqsim::report::keys_document::keys_document;
use iqsim::report::language::Language;
use iqsim::report::page::scenario::title;
use iqsim::scenario::{Scenario, declarations, schema, shipped};
use std::path::{Path, PathBuf};

/// `simulate schema`
pub fn schema() -> Result<(), Failure> {
    Ok(print(&schema::schema_text(&declarations()))?)
}

/// `simulate keys`
pub fn keys(language: Language) -> Result<(), Failure> {
    Ok(print(&keys_document(&declarations(), language))?)
}

/// `simulate list`: shipped scenarios, then files in ./scenarios that are not among them.
pub fn list(language: Language) -> Result<(), Failure> {
    let mut lines = Vec::new();
    for (name, _) in shipped::SCENARIOS {
        lines.push((name.to_owned(), description(Path::new(name), language)));
    }
    for path in local_files() {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !shipped::SCENARIOS.iter().any(|(name, _)| *name == stem) {
            lines.push((path.display().to_string(), description(&path, language)));
        }
    }
    let width = lines.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let text: Vec<String> = lines.iter().map(|(name, meaning)| format!("{name:width$}  {meaning}")).collect();
    Ok(print(&text.join("\n"))?)
}

/// The scenario's own line, or why there is none.
fn description(path: &Path, language: Language) -> String {
    match Scenario::load(path, &[]) {
        Ok(scenario) => title(&scenario, language).1,
        Err(errors) if errors.0.len() == 1 => "(refused: simulate check tells the reason)".to_owned(),
        Err(errors) => format!("(refused: simulate check tells the {} reasons)", errors.0.len()),
    }
}

/// Scenario files in ./scenarios, in order of their names.
fn local_files() -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir("scenarios") else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
}

/// `simulate completions SHELL`
pub fn completions(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    generate(shell, &mut Arguments::command(), "simulate", &mut script);
    Ok(print(&String::from_utf8_lossy(&script))?)
}

/// `simulate man`
pub fn man() -> Result<(), Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
    Ok(print(&String::from_utf8_lossy(&page))?)
}

/// `simulate` alone: the help, as an error.
pub fn help() -> Result<(), Failure> {
    error_line(&Arguments::command().render_help().to_string());
    Err(Failure::Message(Exit::Refused, "a scenario or a command is needed".to_owned()))
}
