//! Options of `simulate report`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Options of `simulate report`.
#[derive(Args, Clone, Debug)]
pub struct ReportArguments {
    /// Folder with results: of a run, or of compare, attribute, dday, sweep, sensitivity, validate or calibrate
    #[arg(value_name = "RESULTS")]
    pub folder: PathBuf,
    /// Form of the report
    #[arg(long, value_enum, default_value = "html")]
    pub format: ReportFormat,
    /// File or folder for the report [default: report.html in the folder, report_ko.html in Korean]
    #[arg(long, value_name = "FILE|FOLDER")]
    pub out: Option<PathBuf>,
    /// Leave report, figures, tables, scenarios and manifest in one archive instead
    #[arg(long, value_name = "FILE.zip")]
    pub bundle: Option<PathBuf>,
}

/// Forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// One file that needs nothing else
    Html,
    /// Markdown, with the figures beside it
    Md,
}
