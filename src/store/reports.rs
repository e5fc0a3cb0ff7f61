//! Reports lie beside results and are none of their files: they are known by what every report says.

use super::error::{Action, StoreError};
use std::fs;
use std::path::Path;

/// Who is to be cited, as every report says; `CITATION.cff` says the same.
pub const AUTHORS: &str = "The iqsim authors";

/// Names of reports unless another one is given, in English and Korean.
pub const HTML: [&str; 2] = ["report.html", "report_ko.html"];
pub const MARKDOWN: [&str; 2] = ["report.md", "report_ko.md"];

/// Whether a file is a report of the program.
pub fn is_report(path: &Path) -> bool {
    let mark = format!("{AUTHORS}. {}", env!("CARGO_PKG_NAME"));
    fs::read(path).is_ok_and(|content| content.windows(mark.len()).any(|part| part == mark.as_bytes()))
}

/// Renames the reports of results that are replaced, so that nobody takes them for those of the new ones.
///
/// # Errors
/// What the disk refuses.
pub fn set_aside(folder: &Path) -> Result<(), StoreError> {
    for name in HTML.into_iter().chain(MARKDOWN) {
        let (report, older) = (folder.join(name), folder.join(format!("older_{name}")));
        if is_report(&report) {
            fs::rename(&report, older)
                .map_err(|error| StoreError::new(Action::RemoveOld, &report, &error))?;
        }
    }
    Ok(())
}
