//! Reports lie beside results and are none of their files: they are known by what every report says.

use std::fs;
use std::path::{Path, PathBuf};

/// Who is to be cited, as every report says; `CITATION.cff` says the same.
pub const AUTHORS: &str = "The iqsim authors";

/// Names of reports unless another one is given.
const NAMES: [&str; 4] = ["report.html", "report_ko.html", "report.md", "report_ko.md"];

/// Whether a file is a report of the program.
pub fn is_report(path: &Path) -> bool {
    let mark = format!("{AUTHORS}. {}", env!("CARGO_PKG_NAME"));
    fs::read(path).is_ok_and(|content| content.windows(mark.len()).any(|part| part == mark.as_bytes()))
}

/// Reports of the results in a folder.
pub fn beside(folder: &Path) -> Vec<PathBuf> {
    NAMES.map(|name| folder.join(name)).into_iter().filter(|path| is_report(path)).collect()
}
