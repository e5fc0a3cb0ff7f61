//! Tables of comma-separated values that somebody's spreadsheet wrote with semicolons.

use crate::scenario::diagnostic::{Diagnostic, Place};

/// Refuses a header whose only cell holds semicolons.
///
/// # Errors
/// What is wrong and what is allowed, at the header's place.
pub fn refuse_semicolons(header: &[String], place: &Place) -> Result<(), Diagnostic> {
    match header {
        [only] if only.contains(';') => Err(Diagnostic::new("the columns are separated by semicolons")
            .at(Some(place.clone()))
            .allowed("commas between columns, and decimal points")),
        _ => Ok(()),
    }
}
