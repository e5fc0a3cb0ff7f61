//! The targets that come with the program.

use super::read::parse;
use super::target::Targets;
use crate::scenario::diagnostic::{Diagnostics, SourceText};

/// Name and text of every shipped targets file; a test compares the list with the folder.
pub const TARGETS: [(&str, &str); 3] = [
    ("nordic", include_str!("../../../targets/nordic.toml")),
    ("education_history", include_str!("../../../targets/education_history.toml")),
    ("ai_at_work", include_str!("../../../targets/ai_at_work.toml")),
];

/// The shipped targets of a name; `None` for an unknown name.
pub fn find(name: &str) -> Option<Result<Targets, Diagnostics>> {
    let (name, text) = TARGETS.iter().find(|(known, _)| *known == name)?;
    Some(parse(name, &SourceText::new(format!("{name}.toml (shipped)"), *text)))
}
